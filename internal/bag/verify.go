package bag

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"

	"hejie/internal/seal"
)

// Verify checks a bag in a zip, ours or another's. confirm is the fingerprint that the reader got from the issuer, or "" to
// be told it. It never fails: what cannot be read is Unusable, with what to do.
func Verify(r io.ReaderAt, size int64, confirm Fingerprint) Report {
	a, err := openArchive(r, size)
	switch {
	case errors.Is(err, errTooBig):
		return unusable("它声明的文件数量或内容大小超出合理范围，可能是恶意文件。", "it declares more files or content than is reasonable, and may be malicious.")
	case errors.Is(err, errZip64):
		return unusable("它超过了 4 GiB，或是 Zip64 格式；请解压后核对文件夹。", "it is larger than 4 GiB or a Zip64; unzip it and check the folder.")
	case err != nil:
		return unusable("这不是存档包（zip）。请确认文件下载完整。", "this is no bag (zip). Make sure that the download is complete.")
	}
	var report Report
	if a.broken {
		report.find(Packaging, "")
	}
	t := a.tree(&report)
	c := check(t, &report)
	if c.signed() {
		c.signature(confirm)
		a.compare(t, &report)
	} else {
		c.foreign()
	}
	report.conclude()
	return report
}

// VerifyFolder checks a bag that was unpacked, or was never packed. There is no zip to compare then, and the folder's own name
// may be any.
func VerifyFolder(folder fs.FS, confirm Fingerprint) Report {
	var report Report
	t, err := folderTree(folder, &report)
	if err != nil {
		return unusable("文件夹无法读取，或文件太多。", "the folder cannot be read, or holds too many files.")
	}
	c := check(t, &report)
	if c.signed() {
		t.folder = signedFolder(t)
		report.Bag = t.folder
		c.signature(confirm)
	} else {
		c.foreign()
	}
	report.conclude()
	return report
}

// folderTree lists a folder; what is neither file nor folder (a link leads elsewhere) is no file of a bag.
func folderTree(folder fs.FS, r *Report) (*tree, error) {
	t := &tree{leaves: map[string]*leaf{}}
	err := fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if !entry.Type().IsRegular() {
			r.find(Unreadable, name)
			return nil
		}
		if len(t.leaves) >= entryLimit {
			return errTooBig
		}
		t.leaves[name] = &leaf{name: name, size: info.Size(), open: func() (io.ReadCloser, error) { return folder.Open(name) }}
		return nil
	})
	return t, err
}

// signedFolder is the folder's name by what is signed.
func signedFolder(t *tree) string {
	text, err := t.text(signedName)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "bag: "); ok {
			return strings.TrimSuffix(name, "\n")
		}
	}
	return ""
}

// signed says whether the bag claims to be ours: one file of a signature is enough, so that taking one away is found.
func (c *checking) signed() bool {
	for _, name := range []string{publicKeyName, signedName, signatureName, summaryName} {
		if c.leaves[name] != nil {
			return true
		}
	}
	return false
}

// signature checks what [Pack] wrote and nothing else: the manifests, the signed text, the signature in both spellings.
func (c *checking) signature(confirm Fingerprint) {
	c.onlyOurs()
	text := map[string][]byte{}
	for _, name := range []string{manifestName, tagManifestName, publicKeyName, signedName, signatureName, summaryName} {
		var err error
		if text[name], err = c.text(name); err != nil && !c.report.named(name) {
			c.report.find(Missing, name)
		}
	}
	public, err := readPEM(text[publicKeyName])
	if err != nil || !bytes.Equal(publicPEM(public), text[publicKeyName]) {
		c.report.find(Changed, publicKeyName)
	}
	if !bytes.Equal(text[signedName], signedText(c.folder, sha256.Sum256(text[manifestName]), sha256.Sum256(text[tagManifestName]))) {
		c.changed(signedName)
	}
	if seal.Verify(public, text[signedName], text[signatureName]) != nil {
		c.report.find(BadSignature, signatureName)
		return
	}
	if !bytes.Equal(text[summaryName], summary(public, text[signatureName])) {
		c.changed(summaryName)
	}
	c.signer(public, confirm)
}

func (c *checking) changed(name string) {
	if !c.report.named(name) {
		c.report.find(Changed, name)
	}
}

// signer tells whose signature it is, as far as a bag can.
func (c *checking) signer(public ed25519.PublicKey, confirm Fingerprint) {
	is := FingerprintOf(public)
	c.report.Signature = Signature{Valid: true, KeyID: seal.SigningKeyID(public), Fingerprint: is, Confirmed: confirm == is}
	switch confirm {
	case is:
	case "":
		c.report.note("请将公钥指纹与出具机构另行公布的核对："+string(is), "Compare the key's fingerprint with the one that the issuer publishes elsewhere: "+string(is))
	default:
		c.report.find(OtherKey, signatureName)
	}
}

// onlyOurs names tag files that no tag manifest lists: others' bags may have them, ours have none but the signature.
func (c *checking) onlyOurs() {
	own := []string{tagManifestName, signedName, signatureName, summaryName}
	for _, name := range c.names() {
		if c.wanted[name] == nil && !slices.Contains(own, name) && !strings.HasPrefix(name, "data/") {
			c.report.find(Extra, name)
		}
	}
	for _, name := range []string{declarationName, infoName, manifestName, instructionsName, publicKeyName} {
		if c.wanted[name] == nil && !c.report.named(name) {
			c.report.find(Missing, name)
		}
	}
}

// foreign notes what a stranger's bag leaves open.
func (c *checking) foreign() {
	for _, list := range c.manifests {
		if list.payload && list.algorithm != "md5" && list.algorithm != "sha1" {
			return
		}
	}
	c.report.note("清单只有 MD5 或 SHA-1，可以被伪造；请向出具方索取 SHA-256 清单。", "The manifests are MD5 or SHA-1 alone, which can be forged; ask the issuer for SHA-256.")
}
