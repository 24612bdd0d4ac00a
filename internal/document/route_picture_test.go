package document

import (
	"bytes"
	"encoding/xml"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hejie/internal/document/pdf"
	"hejie/internal/ride"
	"hejie/internal/routelog"
)

// routeDrawn is the picture of one of the rehearsals' days.
func routeDrawn(t *testing.T, d ride.Day) routelog.Picture {
	t.Helper()
	orders, err := routelog.ReadOrders(routelog.Source{Name: "orders.csv", Datum: routelog.WGS84}, bytes.NewReader(d.OrdersCSV))
	if err != nil {
		t.Fatal(err)
	}
	log := &routelog.Log{Orders: orders, Track: &routelog.Track{}}
	if err := log.Track.Read(routelog.Source{Name: "track.gpx", Datum: routelog.WGS84}, bytes.NewReader(d.GPX)); err != nil {
		t.Fatal(err)
	}
	in := routelog.Incident{From: d.Incident, To: d.Incident.Add(time.Minute)}
	return routelog.Draft(log, in, routelog.Judge(log, in, routelog.DefaultPolicy()))
}

// svgText is a text of the SVG, in mm of its sheet.
type svgText struct {
	X      float64 `xml:"x,attr"`
	Y      float64 `xml:"y,attr"`
	Anchor string  `xml:"text-anchor,attr"`
	Weight string  `xml:"font-weight,attr"`
	Text   string  `xml:",chardata"`
}

func svgTexts(t *testing.T, p routelog.Picture) []svgText {
	t.Helper()
	var out bytes.Buffer
	if err := routelog.SVG(&out, p); err != nil {
		t.Fatal(err)
	}
	var svg struct {
		Texts []svgText `xml:"text"`
	}
	if err := xml.Unmarshal(out.Bytes(), &svg); err != nil {
		t.Fatal(err)
	}
	return svg.Texts
}

// pdfWord is a word of the PDF, in mm of its page.
type pdfWord struct {
	Left   float64 `xml:"xMin,attr"`
	Right  float64 `xml:"xMax,attr"`
	Bottom float64 `xml:"yMax,attr"`
	Text   string  `xml:",chardata"`
}

func pdfWords(t *testing.T, file []byte) []pdfWord {
	t.Helper()
	var page struct {
		Words []pdfWord `xml:"body>doc>page>word"`
	}
	if err := xml.Unmarshal([]byte(tool(t, file, "pdftotext", "poppler-utils", "-bbox", "-enc", "UTF-8", "-", "-")), &page); err != nil {
		t.Fatal(err)
	}
	for i := range page.Words {
		w := &page.Words[i]
		w.Left, w.Right, w.Bottom = w.Left*25.4/72, w.Right*25.4/72, w.Bottom*25.4/72
	}
	return page.Words
}

func TestPageAndPaperShowTheSamePicture(t *testing.T) {
	t.Parallel()
	day := time.Date(2025, 5, 18, 0, 0, 0, 0, time.UTC)
	for name, d := range map[string]ride.Day{"headline": ride.Headline(3, day), "home stop": ride.HomeStop(5, day)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := routeDrawn(t, d)
			var file bytes.Buffer
			if _, err := draw(&file, Sheet{}, RouteReport{Picture: &p}, "", func(d *pdf.Document) { d.Figure(p) }); err != nil {
				t.Fatal(err)
			}
			texts := svgTexts(t, p)
			sameWords(t, texts, tool(t, file.Bytes(), "pdftotext", "poppler-utils", "-raw", "-enc", "UTF-8", "-", "-"), p.Title.ZH)
			samePlaces(t, texts, pdfWords(t, file.Bytes()), p.Width)
		})
	}
}

// sameWords holds the words of the figure on paper to those of the SVG; around it the page has a head, the figure's
// title and a foot.
func sameWords(t *testing.T, texts []svgText, page, title string) {
	t.Helper()
	var want []string
	for _, l := range texts {
		want = append(want, strings.Fields(l.Text)...)
	}
	_, figure, _ := strings.Cut(page, RouteReport{}.Title())
	figure, _, ok := strings.Cut(figure, title)
	if !ok {
		t.Fatalf("the page has no figure's title:\n%s", page)
	}
	letters := func(s string) string {
		all := strings.Split(strings.Join(strings.Fields(s), ""), "")
		slices.Sort(all)
		return strings.Join(all, "")
	}
	if letters(figure) != letters(strings.Join(want, "")) {
		t.Errorf("the paper's figure reads\n%s\nthe page's\n%s", figure, strings.Join(want, " "))
	}
}

// samePlaces holds every text on paper to its place in the SVG within half a millimetre, once the figure is scaled to
// the text's width.
func samePlaces(t *testing.T, texts []svgText, words []pdfWord, wide float64) {
	t.Helper()
	const measure, left, most = 156.0, 28.0, 0.5
	scale := measure / wide
	found, drop := 0, map[string]float64{} // from the sheet's top to the page's, by weight
	for _, l := range texts {
		parts := strings.Fields(l.Text)
		x := left + l.X*scale
		at, known := drop[l.Weight]
		i := slices.IndexFunc(starts(words, parts), func(run []pdfWord) bool {
			return math.Abs(anchored(run, l.Anchor)-x) < most && (!known || math.Abs(run[0].Bottom-l.Y*scale-at) < most)
		})
		if i < 0 {
			t.Errorf("%q stands nowhere near x = %.1f mm on paper", l.Text, x)
			continue
		}
		found++
		if !known {
			drop[l.Weight] = starts(words, parts)[i][0].Bottom - l.Y*scale
		}
	}
	if found < 20 {
		t.Errorf("only %d texts were compared", found)
	}
}

// starts are the places in a page where the words of a text stand after one another.
func starts(words []pdfWord, parts []string) [][]pdfWord {
	var out [][]pdfWord
	for i := range words {
		run := words[i:min(i+len(parts), len(words))]
		if slices.EqualFunc(run, parts, func(w pdfWord, part string) bool { return w.Text == part }) {
			out = append(out, run)
		}
	}
	return out
}

// anchored is where on paper the anchor of a text lies.
func anchored(run []pdfWord, anchor string) float64 {
	left, right := run[0].Left, run[len(run)-1].Right
	switch anchor {
	case "end":
		return right
	case "middle":
		return (left + right) / 2
	}
	return left
}

func TestPictureHasAsManyLinesOnPaperAsOnThePage(t *testing.T) {
	t.Parallel()
	p := routeDrawn(t, ride.Headline(3, time.Date(2025, 5, 18, 0, 0, 0, 0, time.UTC)))
	var svg bytes.Buffer
	if err := routelog.SVG(&svg, p); err != nil {
		t.Fatal(err)
	}
	shapes := regexp.MustCompile(`<(polyline|circle|rect|text) `).FindAllString(svg.String(), -1)
	if len(shapes) != len(p.Shapes) {
		t.Errorf("the SVG has %d shapes of %d", len(shapes), len(p.Shapes))
	}
}
