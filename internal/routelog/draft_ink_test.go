package routelog

import (
	"math"
	"testing"
)

// light is an ink as linear light, and luminance how bright that is, by the usual definition (WCAG 2.2).
type light [3]float64

func lightOf(i Ink) light {
	var out light
	for n, v := range []uint8{i.R, i.G, i.B} {
		c := float64(v) / 255
		if out[n] = c / 12.92; c > 0.04045 {
			out[n] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return out
}

func (l light) luminance() float64 {
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}

func contrast(a, b light) float64 {
	x, y := a.luminance()+0.05, b.luminance()+0.05
	return math.Max(x, y) / math.Min(x, y)
}

// eyes are how colours reach a reader: the full sight, the two common colour blindnesses (Machado, Oliveira and
// Fernandes 2009, complete) and a black-and-white print.
var eyes = map[string]func(Ink) light{
	"full sight":   lightOf,
	"protanopia":   seenBy([3]light{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}),
	"deuteranopia": seenBy([3]light{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}),
	"print": func(i Ink) light {
		g := uint8((299*int(i.R) + 587*int(i.G) + 114*int(i.B) + 500) / 1000)
		return lightOf(Ink{g, g, g})
	},
}

func seenBy(m [3]light) func(Ink) light {
	return func(i Ink) light {
		l, out := lightOf(i), light{}
		for n, row := range m {
			out[n] = math.Max(0, math.Min(1, row[0]*l[0]+row[1]*l[1]+row[2]*l[2]))
		}
		return out
	}
}

func TestEveryPhaseIsToldFromEveryOtherByLightnessToEveryEye(t *testing.T) {
	t.Parallel()
	for eye, sees := range eyes {
		for i, a := range looks {
			for _, b := range looks[:i] {
				if got := contrast(sees(a.strokes[0].Ink), sees(b.strokes[0].Ink)); got < 1.35 {
					t.Errorf("%s: %s and %s differ by %.2f : 1, want 1.35 at least", eye, a.en, b.en, got)
				}
			}
		}
	}
}

func TestEveryPhaseIsToldFromEveryOtherWithoutAnyInk(t *testing.T) {
	t.Parallel()
	type shape struct {
		width, core float64
		dash        bool
		coreDash    bool
	}
	seen := map[shape]string{}
	for _, l := range append(looks, look{strokes: unseen, en: "silence"}) {
		s := shape{width: l.strokes[0].Width, dash: l.strokes[0].Dash != nil}
		if len(l.strokes) > 1 {
			s.core, s.coreDash = l.strokes[1].Width, l.strokes[1].Dash != nil
		}
		if other, ok := seen[s]; ok {
			t.Errorf("%s and %s are drawn alike", l.en, other)
		}
		seen[s] = l.en
	}
}

func TestLinesAndLettersStandOutAgainstPaper(t *testing.T) {
	t.Parallel()
	for eye, sees := range eyes {
		for _, l := range append(looks, look{strokes: unseen, en: "silence"}) {
			if got := contrast(sees(l.strokes[0].Ink), sees(white)); got < 3 {
				t.Errorf("%s: %s stands out %.2f : 1, want 3", eye, l.en, got)
			}
		}
		for _, ink := range []Ink{black, alarm} {
			for _, paper := range []Ink{white, rose} {
				if got := contrast(sees(ink), sees(paper)); got < 4.5 {
					t.Errorf("%s: letters of %v on %v stand out %.2f : 1, want 4.5", eye, ink, paper, got)
				}
			}
		}
	}
}
