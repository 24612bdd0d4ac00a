package store

import "hejie/internal/dispute"

// Org is an organisation: a committee (调委会), centre, firm, bureau or supervising office.
type Org struct {
	ID             dispute.OrgID
	Kind           string
	Name           string
	NumberTemplate string
	Division       string
	Address        string
	Phone          string
}
