package pdf

import (
	"strings"
	"testing"
)

func TestADrawnSignatureIsReadWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	for path, want := range map[string][]int{
		"":                                       nil,
		"M1 2L3 4L5 6M7 8L9 10":                  {3, 2},
		"M1 2 3 4":                               {2},
		" M2 8 C 6 1, 10 1, 14 8 S 22 15, 26 8":  {17},
		"L1 2":                                   nil,
		"M1":                                     nil,
		"M1 2C3 4 5 6":                           nil,
		"M1 2Q3 4 5 6":                           nil,
		"M1 2l3 4":                               nil,
		"M1 2L3 4Z":                              nil,
		"M1 2L1e99 4":                            nil,
		"M1 2L<script> 4":                        nil,
		"M1 2" + strings.Repeat("L1 2", inkMost): nil,
	} {
		got := inkStrokes(path)
		if len(got) != len(want) {
			t.Errorf("%.40q: got %d strokes, want %d", path, len(got), len(want))
			continue
		}
		for i := range got {
			if len(got[i]) != want[i] {
				t.Errorf("%.40q: stroke %d has %d points, want %d", path, i, len(got[i]), want[i])
			}
		}
	}
}
