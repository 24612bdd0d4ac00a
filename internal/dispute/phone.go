package dispute

import (
	"regexp"
	"strings"

	"hejie/internal/fault"
)

var (
	mobile    = regexp.MustCompile(`^1[3-9]\d{9}$`)
	landline  = regexp.MustCompile(`^(0[12]\d|0\d{3}|0\d{2})-?(\d{7,8})(-\d{1,6})?$`) // area code, number, extension
	hotline   = regexp.MustCompile(`^(400\d{7}|95\d{3,6}|12\d{3})$`)
	countries = regexp.MustCompile(`^(\+|00)86`)
	looseNote = strings.NewReplacer(" ", "", "(", "", ")", "", "转", "-")
)

// NormalizePhone reads a telephone number of mainland China and gives the one form in which it is compared: a mobile in
// E.164 (+8613800138000), a landline as 010-66668888 or 0571-66668888-801, a 400, 95 or 12 number in digits. Full-width
// digits, spaces, brackets, dashes, +86, 0086, 86 before a mobile and 转 before an extension are understood. It refuses
// (fault Invalid, code "phone") everything else, letters and foreign numbers among it.
func NormalizePhone(s string) (string, error) {
	if len(s) <= 200 {
		if number, ok := readPhone(looseNote.Replace(plainDashes(narrow(s)))); ok {
			return number, nil
		}
	}
	return "", fault.BadField("phone", "phone", sentence("phone", "", spot{}))
}

func readPhone(s string) (string, bool) {
	prefix := countries.FindString(s)
	s = strings.TrimLeft(s[len(prefix):], "-")
	digits := strings.ReplaceAll(s, "-", "")
	for _, before := range []string{"", "86", "0"} { // 0: long-distance dialling of old
		if own, ok := strings.CutPrefix(digits, before); ok && mobile.MatchString(own) {
			return "+86" + own, true
		}
	}
	if hotline.MatchString(digits) {
		return digits, true
	}
	if prefix != "" && !strings.HasPrefix(s, "0") {
		s, digits = "0"+s, "0"+digits // +86 10: the area code has lost its 0
	}
	for _, number := range []string{s, digits} {
		if p := landline.FindStringSubmatch(number); p != nil {
			return p[1] + "-" + p[2] + p[3], true
		}
	}
	return "", false
}

func plainDashes(s string) string {
	return strings.Map(func(r rune) rune {
		if dash(r) {
			return '-'
		}
		return r
	}, s)
}
