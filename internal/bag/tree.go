package bag

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"path"
	"slices"
	"strings"
)

// tagLimit bounds what is read into memory of one file of the bag itself: a manifest of 20,000 files has some 5 MB.
const tagLimit = 16 << 20

// entryLimit bounds how many files are looked at.
const entryLimit = 20_000

// leaf is a file of a bag that is being checked.
type leaf struct {
	name  string // path from the bag's folder, with slashes
	size  int64  // as it is declared; open gives no more
	open  func() (io.ReadCloser, error)
	entry *zipEntry // nil in a folder

	// what reading it came to
	read bool
	crc  uint32
}

// tree is the files of a bag by their path.
type tree struct {
	folder string // the bag's own, "" when the bag lies at the top of a zip
	leaves map[string]*leaf
}

// names gives the paths in order.
func (t *tree) names() []string {
	var all []string
	for name := range t.leaves {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// text reads one of the bag's own files.
func (t *tree) text(name string) ([]byte, error) {
	l, there := t.leaves[name]
	if !there {
		return nil, fmt.Errorf("%s is not there", name)
	}
	if l.size > tagLimit {
		return nil, fmt.Errorf("%s is too long", name)
	}
	from, err := l.open()
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(from, tagLimit+1))
	if err == nil && int64(len(text)) != l.size {
		err = errSize
	}
	return text, errors.Join(err, from.Close())
}

var errSize = errors.New("it is not as long as it declares")

// algorithms are the sums of BagIt by the names in manifest-NAME.txt.
var algorithms = map[string]func() hash.Hash{
	"md5": md5.New, "sha1": sha1.New, "sha224": sha256.New224, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New,
}

// sums reads a file once and gives its sums; it refuses one that is not as long as it declares.
func (l *leaf) sums(kinds []string) (map[string][]byte, error) {
	from, err := l.open()
	if err != nil {
		return nil, err
	}
	crc := crc32.NewIEEE()
	to, hashes := []io.Writer{crc}, map[string]hash.Hash{}
	for _, kind := range kinds {
		hashes[kind] = algorithms[kind]()
		to = append(to, hashes[kind])
	}
	n, err := io.Copy(io.MultiWriter(to...), io.LimitReader(from, l.size+1))
	if err == nil && n != l.size {
		err = errSize
	}
	if err := errors.Join(err, from.Close()); err != nil {
		return nil, err
	}
	l.read, l.crc = true, crc.Sum32()
	sums := map[string][]byte{}
	for kind, h := range hashes {
		sums[kind] = h.Sum(nil)
	}
	return sums, nil
}

// inside says whether a path stays in the bag and is in its simplest form.
func inside(name string) bool {
	return name != "" && name == path.Clean(name) && !path.IsAbs(name) && name != "." && name != ".." &&
		!strings.HasPrefix(name, "../") && !strings.HasPrefix(name, "~") && !strings.ContainsRune(name, 0) && !drive(name)
}

// drive: C:\ and \\server lead elsewhere on Windows.
func drive(name string) bool {
	return strings.HasPrefix(name, `\`) || len(name) > 2 && name[1] == ':' && (name[2] == '\\' || name[2] == '/')
}
