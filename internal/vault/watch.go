package vault

import "bytes"

// watch looks through a file while it streams by, for what its beginning does not tell: scripts inside a PDF, a second file
// hidden behind a first. It finds the plain cases; what it finds only takes the preview away, never the evidence.
type watch struct {
	marks  []mark
	seen   int64
	carry  []byte // the end of what was seen, so that a mark across two reads is found
	first  string
	tail   []byte
	ending mark
}

// mark is a byte sequence that tells something.
type mark struct {
	bytes string
	why   string
	next  string // one of these bytes must follow; "" for any: short marks turn up in compressed data by chance
	from  int64  // not looked for before this position
	until int64  // nor after this one; 0 means to the end
}

// pdfMarks: what a PDF needs none of to be evidence. Names may be written otherwise (#4A…) or stand in compressed objects: so no
// PDF is ever opened by our own pages, and this is a hint for the mediator.
var pdfMarks = []mark{
	{bytes: "/JavaScript", why: "active_content"}, {bytes: "/OpenAction", why: "active_content"},
	{bytes: "/Launch", why: "active_content"}, {bytes: "/EmbeddedFile", why: "active_content"}, {bytes: "/AA", why: "active_content", next: " <\r\n"},
	{bytes: "/XFA", why: "active_content", next: " [\r\n"}, {bytes: "/RichMedia", why: "active_content"}, {bytes: "/Encrypt", why: "encrypted"},
}

// A PDF reader takes a PDF that begins within the first 1,024 bytes of something else; an unzipper takes a zip at the end of anything.
var (
	pdfInside = mark{bytes: "%PDF-", why: "polyglot", from: 1, until: 1024}
	zipAtEnd  = mark{bytes: "PK\x05\x06", why: "polyglot"}
)

// zipTail is how far from the end a zip's directory may end: its record and the longest comment.
const zipTail = 22 + 65535

func newWatch(kind string) watch {
	w := watch{marks: []mark{pdfInside}, ending: zipAtEnd}
	if kind == "application/pdf" {
		w.marks = append(w.marks, pdfMarks...)
	}
	return w
}

// longestMark is the length of the longest mark with the byte that follows it.
const longestMark = len("/EmbeddedFile") + 1

func (w *watch) see(p []byte) {
	if len(p) == 0 {
		return
	}
	window := append(w.carry, p...)
	start := w.seen - int64(len(w.carry))
	for _, m := range w.marks {
		if w.first == "" && m.in(window, start) {
			w.first = m.why
		}
	}
	w.seen += int64(len(p))
	w.carry = bytes.Clone(window[max(0, len(window)-longestMark+1):])
	w.keepTail(p)
}

// keepTail keeps the last zipTail bytes, moved together only now and then.
func (w *watch) keepTail(p []byte) {
	w.tail = append(w.tail, p...)
	if len(w.tail) > 4*zipTail {
		w.tail = append(w.tail[:0], w.tail[len(w.tail)-zipTail:]...)
	}
}

// in says whether the mark stands in a window that begins at a position of the file.
func (m mark) in(window []byte, start int64) bool {
	if skip := m.from - start; skip > 0 {
		window = window[min(skip, int64(len(window))):]
		start = m.from
	}
	if m.until > 0 {
		window = window[:max(0, min(int64(len(window)), m.until+int64(len(m.bytes))-start))]
	}
	for {
		_, after, found := bytes.Cut(window, []byte(m.bytes))
		if !found {
			return false
		}
		if m.next == "" || len(after) > 0 && bytes.IndexByte([]byte(m.next), after[0]) >= 0 {
			return true
		}
		window = after
	}
}

// finding is the reason to keep the file from being opened, or "".
func (w *watch) finding() string {
	if w.first != "" {
		return w.first
	}
	end := w.tail[max(0, len(w.tail)-zipTail):]
	if bytes.Contains(end, []byte(w.ending.bytes)) {
		return w.ending.why
	}
	return ""
}
