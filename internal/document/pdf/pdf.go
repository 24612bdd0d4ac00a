package pdf

// Result is what came of drawing a document.
type Result struct {
	Pages   int
	Missing []string
}

// Document is a document being laid out.
type Document struct{}
