package dispute

import "github.com/google/uuid"

// Identifiers: one type each, so that none can stand in for another. All are random UUIDs in lower case; none says
// anything about a person.
type (
	CaseID     string // a case
	PartyID    string // a party or agent within a case
	ClaimID    string // one right against one respondent
	ActID      string // an inbox entry, the act it asks for and the update that carries it
	ClockID    string // a running clock
	EvidenceID string // a stored file
	AccountID  string // a member of staff
	OrgID      string // a committee, centre, firm, bureau or supervising office
)

// namespace makes derived ids repeatable: the same act gives the same ids however often it is applied.
var namespace = uuid.MustParse("6f1d7c0e-5b0a-4a43-9d3c-2f6f0c7f4a11")

// Derive names something that an act brings into being, always the same for the same act and subject.
func Derive(act ActID, what, subject string) string {
	return uuid.NewSHA1(namespace, []byte(string(act)+"|"+what+"|"+subject)).String()
}

// ValidID says whether s has the form of an id: a UUID in lower case. Anything else names nothing.
func ValidID(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && id.String() == s
}
