package dispute

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hejie/internal/fault"
)

func TestAnAmountIsReadAsPeopleTypeIt(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in   string
		want int64
	}{
		{"1,409.50", 140950},
		{"１，０００", 100000},
		{"3000元", 300000},
		{"¥5.05", 505},
		{"￥ 6,007.14", 600714},
		{"人民币 1680.32 元整", 168032},
		{"107,000.53", 10700053},
		{"16409.02块", 1640902},
		{"325。04", 32504},
		{"0.05", 5},
		{"0.5", 50},
		{"0", 0},
		{"007", 700},
		{" 12　", 1200},
		{"99,999,999,999.99", MaxFen},
	}
	for _, tt := range tests {
		if got, err := ParseFen(tt.in); err != nil || got != tt.want {
			t.Errorf("%q: got %d and %v, want %d", tt.in, got, err, tt.want)
		}
	}
}

func TestWhatIsNoAmountIsRefusedWithAHint(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in   string
		want fault.Text
	}{
		{"-1", amountNegative},
		{"－１", amountNegative},
		{"¥-1", amountNegative},
		{"−5.00", amountNegative},
		{"1e309", amountUnread},
		{"NaN", amountUnread},
		{"Inf", amountUnread},
		{"0x10", amountUnread},
		{"0.1+0.2", amountUnread},
		{"", amountUnread},
		{"元", amountUnread},
		{"5元3", amountUnread},
		{"12 34", amountUnread},
		{"1,40", amountUnread},
		{"1,0000", amountUnread},
		{"5²", amountUnread},
		{"١٢", amountUnread},
		{"\xff", amountUnread},
		{".5", amountUnread},
		{"1.005", amountTooFine},
		{"0.300000000000000044", amountTooFine},
		{"100,000,000,000", amountTooLarge},
		{"10000000000000000.00", amountTooLarge},
		{"1000000000000000000", amountTooLarge},
		{strings.Repeat("9", 20), amountTooLarge},
		{strings.Repeat("9", 1<<20), amountUnread},
	}
	for _, tt := range tests {
		got, err := ParseFen(tt.in)
		if err == nil {
			t.Errorf("%.40q: got %d, want a refusal", tt.in, got)
			continue
		}
		if field := hintOf(t, err); field.Text != tt.want || field.Code != "fen" {
			t.Errorf("%.40q: got %+v, want %+v", tt.in, field, tt.want)
		}
	}
}

func TestAnAmountIsWrittenWithThousandsAndFen(t *testing.T) {
	t.Parallel()
	for fen, want := range map[int64]string{
		0: "0.00", 5: "0.05", 99999: "999.99", 140950: "1,409.50", MaxFen: "99,999,999,999.99", -100000: "-1,000.00",
		math.MinInt64: "-92,233,720,368,547,758.08",
	} {
		if got := FormatFen(fen); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestEveryAmountIsReadBackAsWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		fen := rapid.Int64Range(0, MaxFen).Draw(t, "fen")
		for _, in := range []string{FormatFen(fen), strings.ReplaceAll(FormatFen(fen), ",", ""), "¥" + FormatFen(fen) + "元"} {
			if got, err := ParseFen(in); err != nil || got != fen {
				t.Fatalf("%s: got %d and %v, want %d", in, got, err, fen)
			}
		}
	})
}

func FuzzParseFen(f *testing.F) {
	for _, in := range []string{"1,409.50", "１，０００", "3000元", "¥5.05", "-1", "1e309", "NaN", "1.005", "\xff"} {
		f.Add(in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		fen, err := ParseFen(in)
		if err != nil {
			hintOf(t, err)
			return
		}
		if fen < 0 || fen > MaxFen {
			t.Errorf("%q: got %d, beyond the limits", in, fen)
		}
		if again, err := ParseFen(FormatFen(fen)); err != nil || again != fen {
			t.Errorf("%q: written and read again gives %d and %v, want %d", in, again, err, fen)
		}
	})
}
