package bag

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"

	"hejie/internal/seal"
)

// Packed is a bag whose sums are known and which can be written, any number of times.
type Packed struct {
	files []packedFile // by path
	size  int64
}

// packedFile is a file with its sums.
type packedFile struct {
	piece
	sum  [sha256.Size]byte
	open func() (io.ReadCloser, error)
}

// Pack reads every file once, writes the manifests and signs them with the newest key. It refuses names that do not unzip
// everywhere (see [Safe]), two names that some system takes for one, 4 GiB and more, and more than 20,000 files.
func Pack(b Bag, keys *seal.Keys) (*Packed, error) {
	if err := b.check(); err != nil {
		return nil, fmt.Errorf("packing a bag: %w", err)
	}
	payload, err := surveyAll(below("data/", b.Payload))
	if err != nil {
		return nil, err
	}
	public, keyID := keys.PublicKey()
	own := []File{
		Bytes(declarationName, []byte(declaration)),
		Bytes(infoName, b.info(payload)),
		Bytes(manifestName, manifest(payload)),
		Bytes(instructionsName, instructions(b.Name, public)),
		Bytes(publicKeyName, publicPEM(public)),
	}
	tags, err := surveyAll(append(own, b.Tags...))
	if err != nil {
		return nil, err
	}
	tagManifest := manifest(tags)
	message := signedText(b.Name, sumOf(tags, manifestName), sha256.Sum256(tagManifest))
	signature, signer := keys.Sign(message)
	if signer != keyID {
		return nil, fmt.Errorf("packing a bag: the signing key changed from %s to %s", keyID, signer)
	}
	last, err := surveyAll([]File{
		Bytes(tagManifestName, tagManifest),
		Bytes(signedName, message),
		Bytes(signatureName, signature),
		Bytes(summaryName, summary(public, signature)),
	})
	if err != nil {
		return nil, err
	}
	return arranged(b.Name, slices.Concat(payload, tags, last))
}

// arranged puts the files below the bag's folder and in order.
func arranged(name string, files []packedFile) (*Packed, error) {
	var pieces []piece
	for i := range files {
		files[i].name = name + "/" + files[i].name
		pieces = append(pieces, files[i].piece)
	}
	slices.SortFunc(files, func(a, b packedFile) int { return cmp.Compare(a.name, b.name) })
	size, err := zipSize(pieces)
	if err != nil {
		return nil, fmt.Errorf("packing a bag: %w", err)
	}
	return &Packed{files: files, size: size}, nil
}

func below(folder string, files []File) []File {
	var moved []File
	for _, f := range files {
		moved = append(moved, File{Name: folder + f.Name, Open: f.Open})
	}
	return moved
}

func surveyAll(files []File) ([]packedFile, error) {
	var all []packedFile
	for _, f := range files {
		p := packedFile{piece: piece{name: f.Name}, open: f.Open}
		if err := p.read(io.Discard); err != nil {
			return nil, fmt.Errorf("packing %q: %w", f.Name, err)
		}
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b packedFile) int { return cmp.Compare(a.name, b.name) })
	return all, nil
}

// read copies the file to w and takes its sums on the way.
func (p *packedFile) read(w io.Writer) error {
	from, err := p.open()
	if err != nil {
		return err
	}
	sum, crc := sha256.New(), crc32.NewIEEE()
	p.size, err = io.Copy(io.MultiWriter(w, sum, crc), from)
	p.crc, p.sum = crc.Sum32(), [sha256.Size]byte(sum.Sum(nil))
	return errors.Join(err, from.Close())
}

func sumOf(files []packedFile, name string) [sha256.Size]byte {
	i := slices.IndexFunc(files, func(f packedFile) bool { return f.name == name })
	return files[i].sum
}

// manifest lists files as sha256sum does. No path here needs the percent encoding of RFC 8493 2.1.3: [Safe] lets none with
// CR, LF or % through.
func manifest(files []packedFile) []byte {
	var out strings.Builder
	for _, f := range files {
		fmt.Fprintf(&out, "%s  %s\n", hex.EncodeToString(f.sum[:]), f.name)
	}
	return []byte(out.String())
}

// info is bag-info.txt: what the caller tells, then what the bag knows of itself.
func (b Bag) info(payload []packedFile) []byte {
	var total int64
	for _, f := range payload {
		total += f.size
	}
	var out strings.Builder
	for _, f := range b.Info {
		fmt.Fprintf(&out, "%s: %s\n", f.Label, f.Value)
	}
	fmt.Fprintf(&out, "Bagging-Date: %s\nBag-Count: 1 of 1\nPayload-Oxum: %d.%d\nBag-Software-Agent: hejie bag 1\n", b.Date, total, len(payload))
	return []byte(out.String())
}

// Size is how many bytes WriteTo writes, so that a download can tell its length.
func (p *Packed) Size() int64 { return p.size }

// WriteTo streams the zip, a file at a time, and gives the bytes written. It refuses a file that changed since Pack read it; what
// was written by then is no bag.
func (p *Packed) WriteTo(w io.Writer) (int64, error) {
	out := &counter{to: w}
	var at []int64
	for _, f := range p.files {
		at = append(at, out.n)
		if err := f.writeTo(out); err != nil {
			return out.n, fmt.Errorf("writing %q into the bag: %w", f.name, err)
		}
	}
	directory := out.n
	for i, f := range p.files {
		if _, err := out.Write(f.central(at[i])); err != nil {
			return out.n, fmt.Errorf("writing the bag's directory: %w", err)
		}
	}
	if _, err := out.Write(ending(len(p.files), out.n-directory, directory)); err != nil {
		return out.n, fmt.Errorf("writing the bag's end: %w", err)
	}
	return out.n, nil
}

func (p packedFile) writeTo(w io.Writer) error {
	if _, err := w.Write(p.local()); err != nil {
		return err
	}
	again := packedFile{piece: piece{name: p.name}, open: p.open}
	if err := again.read(w); err != nil {
		return err
	}
	if again.piece != p.piece || again.sum != p.sum {
		return errors.New("it changed while the bag was made")
	}
	return nil
}

// counter counts what is written.
type counter struct {
	to io.Writer
	n  int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.to.Write(b)
	c.n += int64(n)
	return n, err
}
