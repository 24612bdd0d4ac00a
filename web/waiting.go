package web

import "hejie/internal/store"

// waitingLine is something handed in that is not on record yet: who, when and what act, and none of its words.
type waitingLine struct {
	Act, Who, When string
	Parked         bool
}

// waiting is what has waited too long in this case, of what its reader may know: staff all of it, a party its own side's.
func (v *visit) waiting(f store.CaseFile) ([]waitingLine, error) {
	var rows []store.Waiting
	err := v.read(func(r *store.Reader) (err error) {
		rows, err = r.Waiting(v.r.Context(), v.id)
		return err
	})
	var lines []waitingLine
	for _, w := range rows {
		line := waitingLine{Act: v.in(w.Act.Label()), Who: w.Staff, When: v.moment(w.StoredAt), Parked: w.Parked}
		if !w.By.Staff() {
			line.Who = v.name(f, w.By.Party)
		}
		lines = append(lines, line)
	}
	return lines, err
}
