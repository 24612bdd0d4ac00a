package rehearsal

import "strings"

// capital is a sum in fen as papers write it in characters (大写金额), for the sums that a cast draws: below a hundred million
// yuan. It is worked out here, digit by digit, so that a paper is not held against its own arithmetic.
func capital(fen int64) string {
	places := []string{"仟", "佰", "拾", "万", "仟", "佰", "拾", "元", "角", "分"}
	var b strings.Builder
	var pending, begun, group bool // a zero to be written, a digit written, one written since the last 万
	for i, scale := 0, int64(1_000_000_000); i < len(places); i, scale = i+1, scale/10 {
		digit := fen / scale % 10
		switch {
		case digit > 0:
			if pending && begun {
				b.WriteString("零")
			}
			b.WriteString(string([]rune("零壹贰叁肆伍陆柒捌玖")[digit]) + places[i])
			pending, begun, group = false, true, true
		case places[i] == "元" && begun, places[i] == "万" && group:
			b.WriteString(places[i])
			pending = true
		default:
			pending = true
		}
		if places[i] == "万" {
			group = false
		}
	}
	if fen%100 == 0 {
		b.WriteString("整")
	}
	return "人民币" + b.String()
}
