package document

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAmountsAreWrittenInDigitsAndInCapitals(t *testing.T) {
	t.Parallel()
	tests := []struct {
		fen             int64
		digits, capital string
	}{
		// the official examples of 《支付结算办法》附一, the reading with the optional 零 where there are two
		{140950, "¥1,409.50", "人民币壹仟肆佰零玖元伍角"},
		{600714, "¥6,007.14", "人民币陆仟零柒元壹角肆分"},
		{168032, "¥1,680.32", "人民币壹仟陆佰捌拾元零叁角贰分"},
		{10700053, "¥107,000.53", "人民币壹拾万柒仟元零伍角叁分"},
		{1640902, "¥16,409.02", "人民币壹万陆仟肆佰零玖元零贰分"},
		{32504, "¥325.04", "人民币叁佰贰拾伍元零肆分"},
		{100000, "¥1,000.00", "人民币壹仟元整"},
		{1000500, "¥10,005.00", "人民币壹万零伍元整"},
		{20000100, "¥200,001.00", "人民币贰拾万零壹元整"},
		{5, "¥0.05", "人民币伍分"},
		{0, "¥0.00", "人民币零元整"},
		{50, "¥0.50", "人民币伍角"},
		{1000, "¥10.00", "人民币壹拾元整"},
		{1700, "¥17.00", "人民币壹拾柒元整"},
		{10000000000, "¥100,000,000.00", "人民币壹亿元整"},
		{10000000100, "¥100,000,001.00", "人民币壹亿零壹元整"},
		{10001000000, "¥100,010,000.00", "人民币壹亿零壹万元整"},
		{999999999999999, "¥9,999,999,999,999.99", "人民币玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"},
		{-140950, "-¥1,409.50", "人民币负壹仟肆佰零玖元伍角"},
	}
	for _, tt := range tests {
		if got := Amount(tt.fen); got != tt.digits {
			t.Errorf("Amount(%d): got %s, want %s", tt.fen, got, tt.digits)
		}
		if got := CapitalAmount(tt.fen); got != tt.capital {
			t.Errorf("CapitalAmount(%d): got %s, want %s", tt.fen, got, tt.capital)
		}
	}
}

func TestCapitalAmountsReadBackAsTheSameSum(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		fen := rapid.Int64Range(0, 999_999_999_999_999).Draw(t, "fen")
		capital := CapitalAmount(fen)
		if got := readCapital(t, capital); got != fen {
			t.Fatalf("%d reads %s, which reads back %d", fen, capital, got)
		}
		if strings.Contains(capital, "零零") || strings.Contains(capital, "零元整") != (fen == 0) {
			t.Fatalf("%d reads %s", fen, capital)
		}
		if strings.HasSuffix(capital, "整") != (fen%100 == 0) {
			t.Fatalf("整 stands after whole yuan only; %d reads %s", fen, capital)
		}
	})
}

// readCapital is a reader of its own: it multiplies what it sees, and knows nothing of how the writer groups.
func readCapital(t *rapid.T, s string) int64 {
	digit := map[rune]int64{'零': 0, '壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9}
	place := map[rune]int64{'拾': 10, '佰': 100, '仟': 1000}
	var total, group, last int64
	for _, r := range strings.TrimPrefix(s, "人民币") {
		switch d, isDigit := digit[r]; {
		case isDigit:
			last = d
		case place[r] > 0:
			group, last = group+last*place[r], 0
		case r == '万':
			total, group, last = total+(group+last)*10000, 0, 0
		case r == '亿':
			total, group, last = (total+group+last)*100000000, 0, 0
		case r == '元':
			total, group, last = (total+group+last)*100, 0, 0
		case r == '角':
			total, last = total+last*10, 0
		case r == '分':
			total, last = total+last, 0
		case r != '整':
			t.Fatalf("unexpected %c in %s", r, s)
		}
	}
	return total
}
