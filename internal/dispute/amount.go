package dispute

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"hejie/internal/fault"
)

// MaxFen is the largest amount (金额上限) that a form takes: 99,999,999,999.99 yuan, in fen.
const MaxFen = 9_999_999_999_999

// written is an amount in digits: plain or in groups of three, with at most two decimals.
var written = regexp.MustCompile(`^(\d{1,20}|\d{1,3}(?:,\d{3}){1,6})(?:\.(\d{1,2}))?$`)

// bare takes away what people write around an amount, at its ends only — 5元3 is not 53 — and reads the ideographic
// full stop that a Chinese keyboard gives for a decimal point.
func bare(s string) string {
	s = strings.TrimSpace(narrow(s))
	for _, sign := range []string{"人民币", "¥", "￥"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, sign))
	}
	for _, unit := range []string{"整", "元", "圆", "块"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, unit))
	}
	return strings.ReplaceAll(s, "。", ".")
}

// ParseFen reads an amount in yuan as people type it ("1,409.50", "１，０００", "3000元", "¥5.05") and gives it in fen. It
// refuses (fault Invalid, code "fen", with a hint) signs, exponents, more than two decimals, commas that are not between
// thousands, and more than MaxFen. No floating point is involved.
func ParseFen(s string) (int64, error) {
	if len(s) > 200 {
		return 0, badAmount(amountUnread)
	}
	s = bare(s)
	parts := written.FindStringSubmatch(s)
	if parts == nil {
		return 0, badAmount(amountHint(s))
	}
	yuan := strings.ReplaceAll(parts[1], ",", "")
	fen, err := strconv.ParseInt(yuan+(parts[2] + "00")[:2], 10, 64)
	if err != nil || fen > MaxFen {
		return 0, badAmount(amountTooLarge)
	}
	return fen, nil
}

// FormatFen writes fen as yuan with grouped thousands and two decimals: 1,409.50. ParseFen reads back what it writes for
// every amount that a form takes. The sign of the currency is the page's business.
func FormatFen(fen int64) string {
	sign, n := "", uint64(fen)
	if fen < 0 {
		sign, n = "-", -n
	}
	yuan := strconv.FormatUint(n/100, 10)
	for i := len(yuan) - 3; i > 0; i -= 3 {
		yuan = yuan[:i] + "," + yuan[i:]
	}
	return sign + yuan + "." + strconv.FormatUint(100+n%100, 10)[1:]
}

var (
	amountUnread = fault.Text{
		ZH: "金额请只写数字，单位为元，如 1409.50。",
		EN: "Write the amount in yuan with digits only, such as 1409.50.",
	}
	amountTooLarge = fault.Text{
		ZH: "金额不能超过 99,999,999,999.99 元，请核对。",
		EN: "The amount may not exceed 99,999,999,999.99 yuan; check it.",
	}
	amountNegative = fault.Text{
		ZH: "金额不能是负数，请去掉负号。",
		EN: "The amount may not be negative; take out the minus sign.",
	}
	amountTooFine = fault.Text{
		ZH: "金额精确到分，小数点后最多两位，如 1409.50。",
		EN: "Amounts go down to the fen: at most two decimals, such as 1409.50.",
	}
	tooFine = regexp.MustCompile(`^[\d,]+\.\d{3,}$`)
)

// amountHint says what is wrong with an amount that cannot be read.
func amountHint(s string) fault.Text {
	sign, _ := utf8.DecodeRuneInString(s)
	switch {
	case dash(sign):
		return amountNegative
	case tooFine.MatchString(s):
		return amountTooFine
	}
	return amountUnread
}

func badAmount(text fault.Text) error { return fault.BadField("amount_fen", "fen", text) }
