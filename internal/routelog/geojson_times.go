package routelog

import (
	"slices"
	"strconv"
	"strings"
)

// ownTimes are the names under which exporters give a Point its time, the surest first.
var ownTimes = []string{"time", "timestamp", "datetime", "when"}

// property takes a time, or the times, from the properties of a feature.
func (g *geoReader) property(f *feature, name string) error {
	switch {
	case name == "coordTimes":
		return g.moments(f, name)
	case name == "coordinateProperties":
		return g.perhaps('{', func() error {
			return g.object(func(inner string) error {
				if inner != "times" {
					return g.skip()
				}
				return g.moments(f, name+".times")
			})
		})
	case slices.Contains(ownTimes, strings.ToLower(name)):
		text, err := g.moment()
		if f.own == nil {
			f.own = map[string]string{}
		}
		f.own[strings.ToLower(name)] = text
		return err
	}
	return g.skip()
}

// moments reads the times of a line: a list, or a list of lists.
func (g *geoReader) moments(f *feature, field string) error {
	f.field, f.line = field, g.line
	return g.perhaps('[', func() error { return g.momentList(f) })
}

func (g *geoReader) momentList(f *feature) error {
	n := 0
	err := g.array(func() error {
		c, err := g.peek()
		if err != nil {
			return err
		}
		if c == '[' {
			return g.momentList(f)
		}
		n++
		line := g.line
		text, err := g.moment()
		if err != nil {
			return err
		}
		return f.time(text, line)
	})
	if err != nil || n == 0 {
		return err
	}
	return f.span(&f.counts, n, g.line)
}

// moment is the text of a time: a string, or Unix seconds or milliseconds. Anything else but null is unreadable.
func (g *geoReader) moment() (string, error) {
	kind, err := g.value()
	if err != nil {
		return "", err
	}
	switch kind {
	case jsonString:
		return strings.TrimSpace(string(g.text[:min(len(g.text), maxValue)])), nil
	case jsonNumber:
		return plainNumber(string(g.text[:min(len(g.text), maxValue)])), nil
	case jsonLiteral:
		return string(g.text), nil
	}
	return "?", nil
}

// plainNumber writes a number without an exponent, as serialisers of floating-point numbers may not.
func plainNumber(text string) string {
	if !strings.ContainsAny(text, "eE") {
		return text
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || v >= 1e15 {
		return text
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// span notes the length of a list, within the limit of points.
func (f *feature) span(spans *[]int, n, line int) error {
	if n == 0 {
		return nil
	}
	if len(*spans) == maxPoints {
		return f.src.tooMany(line)
	}
	*spans = append(*spans, n)
	return nil
}

// finish refuses a feature whose times are not as many as its positions, line for line where the times say so, and
// hands over the positions that have no time.
func (f *feature) finish() error {
	if f.nTimes == 0 && f.point {
		if err := f.ownTime(); err != nil {
			return err
		}
	}
	switch {
	case f.nTimes > 0 && f.nTimes != f.nPlaces:
		return f.src.uneven(f.line, f.field, f.nTimes, f.nPlaces)
	case f.nTimes > 0 && len(f.counts) > 1:
		return f.alike()
	case f.area:
		return nil
	}
	return f.untimed()
}

func (f *feature) ownTime() error {
	for _, name := range ownTimes {
		if text := f.own[name]; !blank(text) && f.places.n == 1 {
			return f.time(text, f.line)
		}
	}
	return nil
}

// alike compares lists of times with the lists of positions they belong to.
func (f *feature) alike() error {
	for i, n := range f.counts {
		if i < len(f.spans) && f.spans[i] != n {
			return f.src.uneven(f.line, f.field, n, f.spans[i])
		}
	}
	return nil
}
