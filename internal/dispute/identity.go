package dispute

import (
	"regexp"
	"strings"

	"hejie/internal/fault"
	"hejie/internal/statute"
)

// The kinds of identity document (证件种类), as Person.IDKind has them.
const (
	ResidentID      = "resident"         // 居民身份证, GB 11643-1999, 18 digits or the old 15
	ResidencePermit = "residence_permit" // 港澳台居民居住证: 810000, 820000, 830000
	PermanentID     = "permanent"        // 外国人永久居留身份证: of 2023 (18 digits from 9) or of 2017 (3 letters, 12 digits)
	PassportID      = "passport"         // 护照
	OtherID         = "other"            // 其他证件: any text
)

// IdentityNumber is the number of an identity document as its register writes it.
type IdentityNumber struct {
	Kind  string       // one of the kinds above
	Value string       // half-width, capitals, no spaces or hyphens: equal documents have equal values
	Birth statute.Date // the birthday that the number carries; zero when it carries none
}

// ParseIdentity reads an identity number of the declared kind; with no kind it goes by the look of the number. The
// refusal (fault Invalid, code "identity") hints at what is wrong: length, check digit, birthday or kind. It does not
// know what day it is: CheckDates refuses birthdays to come. Retired area codes pass, as they stay on people's cards.
func ParseIdentity(kind, s string) (IdentityNumber, error) {
	if len(s) > 200 {
		return IdentityNumber{}, badIdentity(identityLength)
	}
	s = compact(s)
	if kind == "" {
		kind = kindByLook(s)
	}
	read, known := identityReaders[kind]
	if !known {
		return IdentityNumber{}, badIdentity(identityKind)
	}
	birth, hint := read(s)
	if hint != (fault.Text{}) {
		return IdentityNumber{}, badIdentity(hint)
	}
	return IdentityNumber{Kind: kind, Value: s, Birth: birth}, nil
}

// Long is the value with an old 15-digit resident number written as its 18-digit successor, for comparing documents.
func (n IdentityNumber) Long() string {
	if n.Kind == ResidentID && len(n.Value) == 15 {
		long := n.Value[:6] + "19" + n.Value[6:]
		return long + string(checkDigit(long))
	}
	return n.Value
}

// AgeOn is the age in full years on a day: reached on the birthday itself (民法典 200, 201). ok is false when the number
// carries no birthday. Under 16 a case wants a guardian's part, and a second look at who employs children (民法典 19, 20).
func (n IdentityNumber) AgeOn(day statute.Date) (years int, ok bool) {
	if n.Birth.IsZero() || day.Before(n.Birth) {
		return 0, false
	}
	years = day.Year() - n.Birth.Year()
	if n.Birth.AddYears(years).After(day) {
		years--
	}
	return years, true
}

var (
	eighteen      = regexp.MustCompile(`^\d{17}[\dX]$`)
	fifteen       = regexp.MustCompile(`^\d{15}$`)
	permanent2017 = regexp.MustCompile(`^[A-Z]{3}\d{12}$`)
	passport      = regexp.MustCompile(`^[A-Z0-9]*\d[A-Z0-9]*$`)
	province      = regexp.MustCompile(`^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123])`)
	permitArea    = regexp.MustCompile(`^8[123]0000`)
)

// identityReaders give the birthday, or a hint when the number is none of that kind.
var identityReaders = map[string]func(string) (statute.Date, fault.Text){
	ResidentID:      readResident,
	ResidencePermit: readPermit,
	PermanentID:     readPermanent,
	PassportID:      readPassport,
	OtherID:         readOther,
}

func kindByLook(s string) string {
	switch {
	case permitArea.MatchString(s) && eighteen.MatchString(s):
		return ResidencePermit
	case permanent2017.MatchString(s), eighteen.MatchString(s) && s[0] == '9':
		return PermanentID
	case eighteen.MatchString(s), fifteen.MatchString(s):
		return ResidentID
	}
	return ""
}

func readResident(s string) (statute.Date, fault.Text) {
	long := s
	switch {
	case fifteen.MatchString(s):
		long = s[:6] + "19" + s[6:]
	case !eighteen.MatchString(s):
		return statute.Date{}, identityLength
	case s[17] != checkDigit(s):
		return statute.Date{}, identityCheck
	}
	if permitArea.MatchString(s) || s[0] == '9' {
		return statute.Date{}, identityOtherKind
	}
	if !province.MatchString(s) {
		return statute.Date{}, identityArea
	}
	return birthday(long)
}

func readPermit(s string) (statute.Date, fault.Text) {
	switch {
	case !eighteen.MatchString(s):
		return statute.Date{}, identityLength
	case s[17] != checkDigit(s):
		return statute.Date{}, identityCheck
	case !permitArea.MatchString(s):
		return statute.Date{}, identityOtherKind
	}
	return birthday(s)
}

// readPermanent trusts the check digit of the 2023 card alone: where its birthday stands is reported, not published, so
// that a number without one there is no reason to turn somebody away.
func readPermanent(s string) (statute.Date, fault.Text) {
	switch {
	case permanent2017.MatchString(s):
		return statute.Date{}, fault.Text{}
	case !eighteen.MatchString(s):
		return statute.Date{}, identityPermanent
	case s[17] != checkDigit(s):
		return statute.Date{}, identityCheck
	case s[0] != '9':
		return statute.Date{}, identityOtherKind
	}
	birth, _ := birthday(s)
	return birth, fault.Text{}
}

func readPassport(s string) (statute.Date, fault.Text) {
	if len(s) < 5 || len(s) > 20 || !passport.MatchString(s) {
		return statute.Date{}, identityPassport
	}
	return statute.Date{}, fault.Text{}
}

func readOther(s string) (statute.Date, fault.Text) {
	if s == "" {
		return statute.Date{}, identityLength
	}
	return statute.Date{}, fault.Text{}
}

// checkDigit is the 18th character by MOD 11-2 (GB 11643-1999) of the 17 digits before it.
func checkDigit(s string) byte {
	sum := 0
	for i, weight := range [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(s[i]-'0') * weight
	}
	return "10X98765432"[sum%11]
}

func birthday(s string) (statute.Date, fault.Text) {
	day, err := statute.ParseDate(s[6:10] + "-" + s[10:12] + "-" + s[12:14])
	if err != nil {
		return statute.Date{}, identityBirth
	}
	return day, fault.Text{}
}

func badIdentity(text fault.Text) error { return fault.BadField("id_number", "identity", text) }

// NormalizeCreditCode reads a unified social credit code (统一社会信用代码, GB 32100-2015) as its register writes it. It
// refuses (fault Invalid, code "uscc") what is not 18 characters of the standard's alphabet with the right check.
func NormalizeCreditCode(s string) (string, error) {
	if len(s) > 200 || !ValidCreditCode(compact(s)) {
		return "", fault.BadField("credit_code", "uscc", sentence("uscc", "", spot{}))
	}
	return compact(s), nil
}

// ValidCreditCode says whether s, already as the register writes it, is a unified social credit code by its check
// character. No department has the number 0, so a row of zeros is none.
func ValidCreditCode(s string) bool {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY" // no I, O, S, V, Z
	if len(s) != 18 || s[0] == '0' {
		return false
	}
	sum, weight := 0, 1
	for i := range 17 {
		at := strings.IndexByte(alphabet, s[i])
		if at < 0 {
			return false
		}
		sum, weight = sum+at*weight, weight*3%31
	}
	return s[17] == alphabet[(31-sum%31)%31]
}
