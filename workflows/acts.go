package workflows

import "hejie/internal/dispute"

// The updates that a case takes.
const (
	actUpdate  = "act"  // dispute.Ref in, dispute.Standing out; the update's id is the act's
	ringUpdate = "ring" // Bell in, dispute.Standing out
)

// Bell says that a clock's moment has come.
type Bell struct {
	Case dispute.CaseID `json:"case"`
}
