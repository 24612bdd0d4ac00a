package vault

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"hejie/internal/fault"
)

// Media is what an uploaded file is, by its content; the name has a say only where content leaves it open (plain text).
type Media struct {
	Type        string // MIME type without parameters: "image/jpeg"
	Quarantined bool   // kept as evidence, but neither parsed nor previewed, and served as an attachment only
	Why         string // stable code of the quarantine: unknown_type, name_differs, active_content, encrypted, polyglot
}

// allowed are the types that are kept as they are, with the extensions they go by. What a rider's phone makes comes first.
var allowed = map[string][]string{
	"image/jpeg":                           {"jpg", "jpeg", "jpe", "jfif"},
	"image/png":                            {"png"},
	"image/webp":                           {"webp"},
	"image/heic":                           {"heic", "heif"},
	"image/heif":                           {"heif", "heic"},
	"application/pdf":                      {"pdf"},
	"video/mp4":                            {"mp4", "m4v"},
	"audio/mp4":                            {"m4a", "mp4"},
	"audio/x-m4a":                          {"m4a"},
	"audio/amr":                            {"amr"},
	"application/gpx+xml":                  {"gpx", "xml"},
	"application/vnd.google-earth.kml+xml": {"kml", "xml"},
	"application/geo+json":                 {"geojson", "json"},
	"application/json":                     {"json", "geojson"},
	"text/csv":                             {"csv", "txt"},
	"text/tab-separated-values":            {"csv", "tsv", "txt"},
	"text/plain":                           {"txt"},
}

// plainNames are the extensions that a plain text or plain XML may claim: a reader will judge whether it is so.
var plainNames = map[string]string{
	"csv": "text/csv", "tsv": "text/tab-separated-values", "json": "application/json",
	"geojson": "application/geo+json", "gpx": "application/gpx+xml", "kml": "application/vnd.google-earth.kml+xml",
}

// refused are types that evidence has no need of and that can do harm: archives (what is in them escapes every check), what a browser
// runs, and programs. Sub-types that have a use of their own (documents that are zips inside) are found by their own name first.
var refused = []string{
	"application/zip", "application/x-7z-compressed", "application/vnd.rar", "application/gzip", "application/x-bzip2", "application/x-xz",
	"application/zstd", "application/lzip", "application/x-tar", "application/x-cpio", "application/x-xar", "application/x-archive",
	"application/vnd.ms-cab-compressed", "application/x-installshield", "application/x-rpm", "application/vnd.debian.binary-package",
	"application/java-archive", "application/vnd.android.package-archive", "application/zlib", "application/vnd.google-earth.kmz",
	"image/svg+xml", "text/html", "application/xhtml+xml", "text/x-php", "text/javascript", "text/x-lua", "text/x-perl", "text/x-python",
	"text/x-ruby", "text/x-tcl", "text/x-shellscript", "application/vnd.microsoft.portable-executable", "application/x-elf",
	"application/x-object", "application/x-executable", "application/x-sharedlib", "application/x-mach-binary", "application/x-ms-installer",
	"application/x-ms-shortcut", "application/x-java-applet", "application/x-bytecode.python", "application/wasm", "application/x-chrome-extension",
	"application/vnd.ms-htmlhelp", "application/x-shockwave-flash", "image/tiff",
}

// headSize is how much of a file's beginning is looked at; mimetype looks at no more.
const headSize = 4096

// Admission is an upload under inspection: a reader of the same bytes, which knows what the file is once it was read to its end.
type Admission struct {
	from  io.Reader
	media Media
	watch watch
}

// Admit looks at the beginning of an upload and refuses, before anything is stored, what is never kept: fault Invalid, unsupported_type
// (the door answers 415). name is the sender's, only its extension counts. A file of no or of another known kind is let
// through quarantined.
func Admit(name string, r io.Reader) (*Admission, error) {
	buffered := bufio.NewReaderSize(r, headSize)
	head, err := buffered.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, cutOff(fmt.Errorf("reading the beginning of an upload: %w", err))
	}
	media, err := judge(name, head)
	if err != nil {
		return nil, err
	}
	return &Admission{from: buffered, media: media, watch: newWatch(media.Type)}, nil
}

// Read gives the upload's bytes.
func (a *Admission) Read(p []byte) (int, error) {
	n, err := a.from.Read(p)
	a.watch.see(p[:n])
	return n, err
}

// Media is what the file is, by all that was read of it so far.
func (a *Admission) Media() Media {
	if why := a.watch.finding(); why != "" && !a.media.Quarantined {
		return Media{Type: a.media.Type, Quarantined: true, Why: why}
	}
	return a.media
}

// judge decides by a file's beginning and its name's extension.
func judge(name string, head []byte) (Media, error) {
	found := typeOf(head)
	if slices.Contains(refused, found) {
		return Media{}, unsupported(found)
	}
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(CleanName(name)), "."))
	if claimed, ok := plainNames[ext]; ok && (found == "text/plain" || found == "text/xml") {
		return Media{Type: claimed}, nil
	}
	names, ok := allowed[found]
	switch {
	case !ok:
		return Media{Type: found, Quarantined: true, Why: "unknown_type"}, nil
	case ext == "" || slices.Contains(names, ext) || bothPictures(found, ext):
		return Media{Type: found}, nil
	}
	return Media{Type: found, Quarantined: true, Why: "name_differs"}, nil
}

// bothPictures: phones and chat programs often name one kind of picture by another's extension; that deceives nobody.
func bothPictures(found, ext string) bool {
	if !strings.HasPrefix(found, "image/") {
		return false
	}
	for kind, names := range allowed {
		if strings.HasPrefix(kind, "image/") && slices.Contains(names, ext) {
			return true
		}
	}
	return false
}

// typeOf is the MIME type by content, without parameters.
func typeOf(head []byte) string {
	kind, _, _ := strings.Cut(mimetype.Detect(head).String(), ";")
	return kind
}

func unsupported(found string) error {
	return fault.New(fault.Invalid, "unsupported_type", fault.Text{
		ZH: fmt.Sprintf("不接收这种文件（%s）。请上传照片、PDF、录音、录像、表格（CSV）或轨迹（GPX）；压缩包请先解压。", found),
		EN: fmt.Sprintf("This kind of file (%s) is not accepted. Upload a photo, PDF, recording, video, table (CSV) or track (GPX); unpack archives first.", found),
	})
}
