//go:build corpus

package dispute

import (
	"encoding/csv"
	"testing"
)

// TestCorpusAnIdentityNumberOfEveryCountyIsTaken: each county code of today begins a resident number; its last digit alone
// decides then.
func TestCorpusAnIdentityNumberOfEveryCountyIsTaken(t *testing.T) {
	t.Parallel()
	rows, err := csv.NewReader(realFile(t, "cn-divisions/areas.csv")).ReadAll()
	if err != nil || len(rows) < 2900 {
		t.Fatalf("got %d counties, %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		county := row[0]
		long := county + "19900307002"
		number, err := ParseIdentity("", long+string(checkDigit(long)))
		if err != nil || number.Kind != ResidentID || number.Birth != date(t, "1990-03-07") {
			t.Errorf("%s %s: got %+v, %v, want a resident's number", county, row[1], number, err)
		}
		slip := '0'
		if checkDigit(long) == '0' {
			slip = '1'
		}
		if _, err := ParseIdentity(ResidentID, long+string(slip)); err == nil {
			t.Errorf("%s %s: a wrong check digit %c is taken", county, row[1], slip)
		}
	}
}
