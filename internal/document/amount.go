package document

import (
	"strconv"
	"strings"
)

// Amount is a sum in fen as papers write it in digits: ¥1,409.50; a negative sum has its sign before the ¥.
func Amount(fen int64) string {
	sign, n := "", uint64(fen)
	if fen < 0 {
		sign, n = "-", -uint64(fen)
	}
	yuan := strconv.FormatUint(n/100, 10)
	for i := len(yuan) - 3; i > 0; i -= 3 {
		yuan = yuan[:i] + "," + yuan[i:]
	}
	cents := strconv.FormatUint(n%100+100, 10)[1:]
	return sign + "¥" + yuan + "." + cents
}

// The numerals and places of 《支付结算办法》附一.
var (
	numerals = [10]string{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}
	places   = [4]string{"", "拾", "佰", "仟"}
)

// CapitalAmount is a sum in fen in capital characters (大写金额), as 人民币壹仟肆佰零玖元伍角, by the rules of
// 《支付结算办法》附一: 整 after 元 only, one 零 for zeros within, 零 before 分 where there is no 角. Nothing is 人民币零元整; a
// negative sum is marked 负. Above 万亿 it reads 亿亿, so that every int64 has a reading.
func CapitalAmount(fen int64) string {
	sign, n := "", uint64(fen)
	if fen < 0 {
		sign, n = "负", -uint64(fen)
	}
	yuan, jiao, cent := n/100, n/10%10, n%10
	var b strings.Builder
	b.WriteString("人民币" + sign)
	switch {
	case n == 0:
		b.WriteString(numerals[0] + "元")
	case yuan > 0:
		b.WriteString(capitalYuan(yuan) + "元")
	}
	switch {
	case jiao == 0 && cent == 0:
		b.WriteString("整")
	case jiao == 0 && yuan > 0:
		b.WriteString("零")
	case jiao > 0 && yuan > 0 && yuan%10 == 0:
		b.WriteString("零")
	}
	if jiao > 0 {
		b.WriteString(numerals[jiao] + "角")
	}
	if cent > 0 {
		b.WriteString(numerals[cent] + "分")
	}
	return b.String()
}

// capitalYuan reads a whole number: so many 亿, so many 万, the rest; 零 where a part begins with zeros.
func capitalYuan(n uint64) string {
	for _, unit := range []struct {
		size uint64
		name string
	}{{100_000_000, "亿"}, {10_000, "万"}} {
		if n < unit.size {
			continue
		}
		high, rest := capitalYuan(n/unit.size)+unit.name, n%unit.size
		switch {
		case rest == 0:
			return high
		case rest < unit.size/10:
			return high + numerals[0] + capitalYuan(rest)
		default:
			return high + capitalYuan(rest)
		}
	}
	return capitalGroup(n)
}

// capitalGroup reads 1 to 9999, one 零 for a run of zeros within.
func capitalGroup(n uint64) string {
	var out string
	zero := false
	for p := 0; n > 0; p, n = p+1, n/10 {
		if n%10 == 0 {
			zero = out != ""
			continue
		}
		if zero {
			out = numerals[0] + out
		}
		out, zero = numerals[n%10]+places[p]+out, false
	}
	return out
}
