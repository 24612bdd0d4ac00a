package bag

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
)

// Bag // 存档包: what is to be packed.
type Bag struct {
	Name    string // of the folder that unzips, as [Names] gives it; it is signed
	Date    string // Bagging-Date, as 2006-01-02
	Info    []Field
	Payload []File // go below data/
	Tags    []File // go beside the manifests: the event log, metadata
}

// Field is a line of bag-info.txt, such as External-Identifier; Payload-Oxum, Bagging-Date, Bag-Count and Bag-Software-Agent are written by Pack.
type Field struct{ Label, Value string }

// File is a file by its path with slashes, each part as [Names] gives it. Open is called twice and must give the same bytes.
type File struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// Bytes is a file whose content is in memory.
func Bytes(name string, content []byte) File {
	return File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }}
}

// The files that every bag has.
const (
	declarationName  = "bagit.txt"
	infoName         = "bag-info.txt"
	manifestName     = "manifest-sha256.txt"
	tagManifestName  = "tagmanifest-sha256.txt"
	instructionsName = "VERIFY.txt"
	publicKeyName    = "signature/public-key.pem"
	signedName       = "signature/signed.txt"
	signatureName    = "signature/signature.bin"
	summaryName      = "signature/signature.json"
)

const declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

// check refuses what would not unzip everywhere, or would stand where Pack's own files stand.
func (b Bag) check() error {
	if clean(b.Name) != b.Name {
		return fmt.Errorf("the bag's name %q is no folder's name that unzips everywhere", b.Name)
	}
	if _, err := time.Parse(time.DateOnly, b.Date); err != nil {
		return fmt.Errorf("the bag's date: %w", err)
	}
	for _, f := range b.Info {
		if err := f.check(); err != nil {
			return err
		}
	}
	taken := map[string]string{}
	for _, f := range b.Tags {
		if ownTag(f.Name) {
			return fmt.Errorf("the tag file %q has a name that the bag itself uses", f.Name)
		}
	}
	for _, name := range b.paths() {
		if err := Safe(b.Name + "/" + name); err != nil {
			return err
		}
		if twin, there := taken[fold(name)]; there {
			return fmt.Errorf("%q and %q are one name on some systems", twin, name)
		}
		taken[fold(name)] = name
	}
	return noFileIsAFolder(taken)
}

// paths is every given file's path in the bag.
func (b Bag) paths() []string {
	var all []string
	for _, f := range b.Payload {
		all = append(all, "data/"+f.Name)
	}
	for _, f := range b.Tags {
		all = append(all, f.Name)
	}
	return all
}

// noFileIsAFolder refuses a file "a" beside a file "a/b": no disk holds both.
func noFileIsAFolder(taken map[string]string) error {
	for key, name := range taken {
		for i, c := range key {
			if c == '/' && taken[key[:i]] != "" {
				return fmt.Errorf("%q is a file and cannot be the folder of %q", taken[key[:i]], name)
			}
		}
	}
	return nil
}

// ownTag says whether a tag file's name is one that Pack gives, or that BagIt gives a meaning.
func ownTag(name string) bool {
	first, _, _ := strings.Cut(fold(name), "/")
	switch first {
	case "data", "signature", declarationName, infoName, "fetch.txt", fold(instructionsName):
		return true
	}
	return strings.HasPrefix(first, "manifest-") || strings.HasPrefix(first, "tagmanifest-")
}

// check refuses a field that would be read as another one, or as two.
func (f Field) check() error {
	switch strings.ToLower(f.Label) {
	case "", "payload-oxum", "bagging-date", "bag-count", "bag-software-agent":
		return fmt.Errorf("the field %q of bag-info.txt is not the caller's to give", f.Label)
	}
	if strings.ContainsAny(f.Label, ":\r\n \t") || strings.ContainsAny(f.Value, "\r\n") || strings.TrimSpace(f.Value) != f.Value {
		return fmt.Errorf("the field %q of bag-info.txt does not fit on a line", f.Label)
	}
	return nil
}
