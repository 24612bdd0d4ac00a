package pdf

import (
	"strings"
	"testing"

	"hejie/internal/fault"
	"hejie/internal/routelog"
)

func TestAFigureLargerThanThePageIsScaledAndItsLabelsReadBack(t *testing.T) {
	t.Parallel()
	ink := routelog.Ink{R: 255}
	p := routelog.Picture{
		Width: 400, Height: 900, Title: fault.Text{ZH: "图一"},
		Shapes: []routelog.Shape{
			routelog.Rect{W: 400, H: 900, Stroke: routelog.Stroke{Width: 1}},
			routelog.Polyline{Points: []routelog.XY{{X: 1, Y: 1}}},
			routelog.Polyline{Points: []routelog.XY{{X: 0, Y: 0}, {X: 400, Y: 900}}, Stroke: routelog.Stroke{Width: 2, Dash: []float64{4, 2}}},
			routelog.Circle{At: routelog.XY{X: 200, Y: 450}, R: 10, Fill: &ink},
			routelog.Label{At: routelog.XY{X: 400, Y: 900}, Text: "右下角𠮷", Size: 12, Anchor: routelog.End, Halo: true},
			routelog.Label{At: routelog.XY{X: 200, Y: 450}, Text: "", Size: 12},
		},
	}
	d := begin(t)
	d.Body("前文")
	d.Figure(p)
	d.Figure(routelog.Picture{})
	if d.y > bottom {
		t.Errorf("the figure ends at %.1f mm, below the text area", d.y)
	}
	file, _ := rendered(t, d)
	if got := squeezed(read(t, file, aboveFoot...)); got != "前文右下角𠮷图一" {
		t.Errorf("got %q", got)
	}
}

func TestColoursComeOutAsTheirLightness(t *testing.T) {
	t.Parallel()
	for ink, want := range map[routelog.Ink]int{{}: 0, {R: 255, G: 255, B: 255}: 255, {G: 255}: 150, {R: 255}: 76} {
		if got := grey(ink); got != want {
			t.Errorf("grey(%v): got %d, want %d", ink, got, want)
		}
	}
}

func TestCleanDropsOnlyWhatCannotBeSeen(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"张三", "张三"}, {"a\x00b\x1bc", "abc"}, {"左\u202e右\u2066", "左右"}, {"一\t二", "一 二"}, {"一\r\n二\r三\u2028四", "一\n二\n三\n四"},
		{"坏\xff字", "坏\uFFFD字"}, {"👨‍👩‍👧", "👨‍👩‍👧"}, {"❤️", "❤️"}, {"\ufeff首", "首"}, {"软\u00ad连", "软连"}, {" \u200d", " "},
		{"葛\U000E0100", "葛\U000E0100"}, {"\uE000", "\uE000"}, {"e\u0301", "e\u0301"}, {"", ""},
	}
	for _, tt := range tests {
		if got := Clean(tt.in); got != tt.want {
			t.Errorf("Clean(%q): got %q, want %q", tt.in, got, tt.want)
		}
	}
	if long := strings.Repeat("·", 100_000); Clean(long) != long {
		t.Error("a long plain text was changed")
	}
}
