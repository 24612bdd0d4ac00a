package routelog

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
)

// FileKind is what a file was read as.
type FileKind string

// The kinds of file.
const (
	OrdersFile  FileKind = "orders"
	TrackFile   FileKind = "track"
	OnlineFile  FileKind = "online"
	MappingFile FileKind = "mapping"
	PolicyFile  FileKind = "policy"
	WordingFile FileKind = "wording"
)

// File is a file that the command line read: its name as it was given, and the SHA-256 of all its bytes in hex.
type File struct {
	Name   string
	Kind   FileKind
	SHA256 string
}

// Paper is what a report is drawn from: the findings, their picture and the files they were read from. Wording is the
// insurance clause beside which facts of time may stand, and WordingSource the paper it was copied from; "" without.
type Paper struct {
	Findings               Findings
	Picture                Picture
	Files                  []File
	Wording, WordingSource string
}

// readFile opens a file for a reader; no name is no file. Where a paper is asked for, its bytes are hashed as they are
// read, so that the hash is of what was judged, from a pipe too.
func (o *options) readFile(kind FileKind, name string, read func(Source, io.Reader) error) error {
	if name == "" {
		return nil
	}
	src := Source{Name: name}
	f, err := os.Open(name)
	if err != nil {
		return src.bad(0, "", "打不开这个文件。", "cannot open this file")
	}
	defer func() { _ = f.Close() }() // only read from
	if err := o.usable(src, f); err != nil {
		return err
	}
	if o.pdf == "" {
		return read(src, f)
	}
	sum := sha256.New()
	if err := read(src, io.TeeReader(f, sum)); err != nil {
		return err
	}
	if _, err := io.Copy(sum, f); err != nil {
		return fmt.Errorf("reading the rest of %s: %w", name, err)
	}
	o.files = append(o.files, File{Name: name, Kind: kind, SHA256: fmt.Sprintf("%x", sum.Sum(nil))})
	return nil
}

// usable refuses a folder, and a file that a picture would be written over: evidence is never overwritten.
func (o *options) usable(src Source, f *os.File) error {
	about, err := f.Stat()
	if err != nil {
		return fmt.Errorf("looking at %s: %w", src.Name, err)
	}
	if about.IsDir() {
		return src.bad(0, "", "这是文件夹，请写出其中的文件名。", "this is a folder; name the file in it")
	}
	for _, out := range []string{o.svg, o.pdf} {
		if there, err := os.Stat(out); err == nil && about.Mode().IsRegular() && os.SameFile(about, there) {
			return src.bad(0, "", "这是要读取的材料，图不能写到这个文件里，请换一个文件名。", "this file is read as evidence; write the picture to another name")
		}
	}
	return nil
}
