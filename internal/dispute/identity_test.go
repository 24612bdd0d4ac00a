package dispute

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hejie/internal/fault"
	"hejie/internal/statute"
)

// hintOf is what a refusal says about its one field.
func hintOf(t *testing.T, err error) fault.Field {
	t.Helper()
	f, ok := fault.As(err)
	if !ok || f.Kind != fault.Invalid || len(f.Fields) != 1 {
		t.Fatalf("got %v, want a fault about one field", err)
	}
	return f.Fields[0]
}

func TestANumberOfEveryKindIsReadByItsOwnRule(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, kind, in, want, birth string
	}{
		{"resident, odd serial", ResidentID, "110101190001010014", "110101190001010014", "1900-01-01"},
		{"resident, even serial", ResidentID, "110101190001010022", "110101190001010022", "1900-01-01"},
		{"resident, ending in X", ResidentID, "11010119000101009X", "11010119000101009X", "1900-01-01"},
		{"resident, small x", ResidentID, "11010119000101009x", "11010119000101009X", "1900-01-01"},
		{"resident, full-width", ResidentID, "１１０１０１１９０００１０１００９ｘ", "11010119000101009X", "1900-01-01"},
		{"resident, spaces and hyphens", ResidentID, " 110101 1900-0101—0014　", "110101190001010014", "1900-01-01"},
		{"resident, old card", ResidentID, "110101000101001", "110101000101001", "1900-01-01"},
		{"Hong Kong permit", ResidencePermit, "810000190001010018", "810000190001010018", "1900-01-01"},
		{"Macao permit", ResidencePermit, "82000019000101001X", "82000019000101001X", "1900-01-01"},
		{"Taiwan permit", ResidencePermit, "830000190001010011", "830000190001010011", "1900-01-01"},
		{"permanent residence of 2023", PermanentID, "91115619000101001X", "91115619000101001X", "1900-01-01"},
		{"permanent residence of 2017", PermanentID, "usa110101900101", "USA110101900101", ""},
		{"passport", PassportID, "e12345678", "E12345678", ""},
		{"passport of two letters", PassportID, "EA1234567", "EA1234567", ""},
		{"travel permit for the mainland", OtherID, "H12345678", "H12345678", ""},
		{"officer's card", OtherID, "军字第 1234567 号", "军字第1234567号", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseIdentity(tt.kind, tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if got.Value != tt.want || got.Birth.String() != tt.birth || got.Kind != tt.kind {
				t.Errorf("got %+v born %v, want %s born %s", got, got.Birth, tt.want, tt.birth)
			}
		})
	}
}

func TestANumberThatIsWrongGetsTheHintThatHelps(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, kind, in string
		want           fault.Text
	}{
		{"one digit wrong", ResidentID, "110101190001010015", identityCheck},
		{"two digits swapped", ResidentID, "110101190010010014", identityCheck},
		{"X where a digit belongs", ResidentID, "11010119000101001X", identityCheck},
		{"30 February", ResidentID, "110101199002300014", identityBirth},
		{"month 13", ResidentID, "110101001301001", identityBirth},
		{"no such province", ResidentID, "990101000101001", identityOtherKind},
		{"area 00", ResidentID, "000101000101001", identityArea},
		{"17 characters", ResidentID, "11010119000101001", identityLength},
		{"empty", ResidentID, "", identityLength},
		{"letters", ResidentID, "１１０１０１１９０００１０１００１Ａ", identityLength},
		{"superscripts are no digits", ResidentID, "11010119000101001²", identityLength},
		{"a megabyte", ResidentID, strings.Repeat("1", 1<<20), identityLength},
		{"zeros", ResidentID, strings.Repeat("0", 18), identityCheck},
		{"a permit given as resident", ResidentID, "810000190001010018", identityOtherKind},
		{"a resident given as permit", ResidencePermit, "110101190001010014", identityOtherKind},
		{"a permit with a wrong check digit", ResidencePermit, "810000190001010019", identityCheck},
		{"a permit of 15 digits", ResidencePermit, "810000000101001", identityLength},
		{"permanent card with a wrong check digit", PermanentID, "911156190001010019", identityCheck},
		{"permanent card not from 9", PermanentID, "110101190001010014", identityOtherKind},
		{"permanent card of two letters", PermanentID, "US1101019001011", identityPermanent},
		{"passport without a digit", PassportID, "ABCDEFGH", identityPassport},
		{"passport too short", PassportID, "E1", identityPassport},
		{"other, nothing left", OtherID, " - ", identityLength},
		{"no kind and no look", "", "E12345678", identityKind},
		{"unknown kind", "driving", "110101190001010014", identityKind},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseIdentity(tt.kind, tt.in)
			if got := hintOf(t, err); got.Text != tt.want || got.Code != "identity" {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestWithoutAKindTheLookOfTheNumberDecides(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"110101190001010014": ResidentID, "110101000101001": ResidentID, "830000190001010011": ResidencePermit,
		"91115619000101001X": PermanentID, "USA110101900101": PermanentID,
	} {
		if got, err := ParseIdentity("", in); err != nil || got.Kind != want {
			t.Errorf("%s: got %q and %v, want %q", in, got.Kind, err, want)
		}
	}
}

func TestAnOldNumberIsComparedAsItsSuccessor(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"110101000101001": "110101190001010014", "110101190001010014": "110101190001010014",
	} {
		number, err := ParseIdentity(ResidentID, in)
		if err != nil || number.Long() != want {
			t.Errorf("%s: got %s and %v, want %s", in, number.Long(), err, want)
		}
	}
}

func TestAgeIsReachedOnTheBirthday(t *testing.T) {
	t.Parallel()
	tests := []struct {
		birth, day string
		want       int
		ok         bool
	}{
		{"2010-06-15", "2026-06-14", 15, true},
		{"2010-06-15", "2026-06-15", 16, true},
		{"2008-02-29", "2026-02-28", 18, true},
		{"2010-06-15", "2010-06-14", 0, false},
		{"", "2026-06-15", 0, false},
	}
	for _, tt := range tests {
		number := IdentityNumber{Birth: date(t, tt.birth)}
		if got, ok := number.AgeOn(date(t, tt.day)); got != tt.want || ok != tt.ok {
			t.Errorf("born %s on %s: got %d, %v, want %d, %v", tt.birth, tt.day, got, ok, tt.want, tt.ok)
		}
	}
}

// date reads a day of a table; empty is no day.
func date(t *testing.T, s string) statute.Date {
	t.Helper()
	var d statute.Date
	if err := d.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestACreditCodeKeepsToItsCheckCharacter(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in, want string
	}{
		{"91350100M000100Y43", "91350100M000100Y43"},
		{"91330100799655058B", "91330100799655058B"},
		{"9144030071526726XG", "9144030071526726XG"},
		{" 91350100m000100y43 ", "91350100M000100Y43"},
		{"９１３５０１００Ｍ０００１００Ｙ４３", "91350100M000100Y43"},
		{"9133 0100-7996 5505-8B", "91330100799655058B"},
		{"91350100M000100Y44", ""},
		{"91350100M000100Y4", ""},
		{"91350100I000100Y43", ""},
		{"000000000000000000", ""},
		{"", ""},
		{strings.Repeat("9", 1<<20), ""},
	}
	for _, tt := range tests {
		got, err := NormalizeCreditCode(tt.in)
		if got != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("%.40q: got %q and %v, want %q", tt.in, got, err, tt.want)
		}
	}
}

func TestEverySingleSlipInAnIdentityNumberIsCaught(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		birth := statute.DateOf(time.Unix(rapid.Int64Range(-2_000_000_000, 1_700_000_000).Draw(t, "birth"), 0))
		serial := rapid.StringMatching(`[0-9]{3}`).Draw(t, "serial")
		long := "320102" + strings.ReplaceAll(birth.String(), "-", "") + serial
		right := long + string(checkDigit(long))
		if _, err := ParseIdentity(ResidentID, right); err != nil {
			t.Fatalf("%s: %v", right, err)
		}
		at, slip := rapid.IntRange(0, 16).Draw(t, "at"), rapid.IntRange(1, 9).Draw(t, "slip")
		wrong := []byte(right)
		wrong[at] = '0' + byte((int(wrong[at]-'0')+slip)%10)
		if _, err := ParseIdentity(ResidentID, string(wrong)); err == nil {
			t.Fatalf("%s passes for %s", wrong, right)
		}
	})
}

func FuzzParseIdentity(f *testing.F) {
	for _, in := range []string{"11010119000101009x", "USA110101900101", "１１０", "\xff", "军字第1号"} {
		for kind := range identityReaders {
			f.Add(kind, in)
		}
	}
	f.Fuzz(func(t *testing.T, kind, in string) {
		once, err := ParseIdentity(kind, in)
		if err != nil {
			hintOf(t, err)
			return
		}
		if twice, err := ParseIdentity(once.Kind, once.Value); err != nil || twice != once {
			t.Errorf("%q: read twice gives %+v and %v, once %+v", in, twice, err, once)
		}
	})
}
