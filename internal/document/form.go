package document

import (
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"hejie/internal/document/pdf"
)

// Form is any paper of this package: its facts know how to draw themselves.
type Form interface {
	// Title is the form's name as printed, as 人民调解申请书.
	Title() string
	// Draw writes the form as one PDF. It refuses nothing a person may type; it fails when w fails, or when the content
	// for the QR code is longer than such a code can be (about 2,300 bytes).
	Draw(w io.Writer) (Result, error)
}

// Blanks are all forms without facts, to print and fill in by hand: people's mediation in the order of a case, then legal
// aid in the order of its own.
func Blanks() []Form {
	return append(mediationBlanks(), aidBlanks()...)
}

func mediationBlanks() []Form {
	return []Form{
		IntakeReceipt{}, Application{}, AcceptanceRegister{}, Declined{}, RightsNotice{}, InquiryRecord{}, MediationRecord{},
		Agreement{}, OralAgreementRegister{}, Ending{}, FollowUp{}, RouteReport{},
	}
}

// The remark at the foot of a blank template whose layout is ours. It is not printed on a form that carries facts.
const (
	nationalForm = ""
	ownForm      = "模板说明：本文书无全国统一格式，版式由本系统拟定，可按当地司法行政机关的格式调整。"
	partlyOwn    = "模板说明：本文书栏目参照司发通〔2010〕239号文书格式，其中告知语句的表述以当地司法行政机关的格式为准。"
)

// english are the names by which a reader of English finds a form; they go into the file's properties, not on the paper.
var english = map[string]string{
	"受理回执": "Intake receipt: received, not yet accepted", "人民调解申请书": "Application for people's mediation",
	"人民调解受理登记表": "Register of acceptance", "不予受理告知书": "Notice of not taking the matter up",
	"人民调解当事人权利义务告知书": "Notice of the parties' rights and duties", "人民调解记录": "Record of mediation",
	"人民调解调查记录": "Record of an inquiry",
	"人民调解协议书":  "Mediation agreement", "人民调解口头协议登记表": "Register of an oral agreement",
	"终止调解告知书": "Notice of the end of mediation and of other roads", "人民调解回访记录": "Record of a follow-up visit",
	"配送路线分析报告": "Report on a delivery route",
	"法律援助申请表":  "Application for legal aid", "经济困难状况说明表": "Statement of means",
	"法律援助审批表": "Examination and approval of an application for legal aid",
	"补充材料通知书": "Notice to supplement an application", "给予法律援助决定书": "Decision granting legal aid",
	"不予法律援助决定书": "Decision refusing legal aid", "异议审查决定书": "Decision on an objection",
	"指派通知书": "Appointment of the firm, with its stub", "更换法律援助人员审批表": "Approval of a replacement of the lawyer",
	"更换法律援助人员通知书": "Notice of a replacement of the lawyer", "承办情况通报／报告记录": "Record of reports on the work",
	"终止法律援助决定书": "Decision ending legal aid", "结案报告表": "Report on a closed case", "送达回证": "Receipt of service",
}

// draw lays out a form of people's mediation and writes it. remark is for the template only.
func draw(w io.Writer, s Sheet, f Form, remark string, body func(*pdf.Document)) (Result, error) {
	return drawUnder(w, blankCommittee, s, f, remark, body)
}

// blankCommittee heads a form whose committee is not known.
const blankCommittee = "＿＿＿＿＿＿＿＿＿＿人民调解委员会"

// drawUnder lays out a form — its head, then its body — and writes it; head stands above the title where the sheet names
// nobody.
func drawUnder(w io.Writer, head string, s Sheet, f Form, remark string, body func(*pdf.Document)) (_ Result, err error) {
	defer func() {
		if trouble := recover(); trouble != nil {
			err = fmt.Errorf("laying out %s: %v", f.Title(), trouble)
		}
	}()
	if !isBlank(f) {
		remark = ""
	}
	d, err := pdf.New(pdf.Info{
		Title: f.Title(), English: english[f.Title()], Footer: s.CaseNumber, Note: remark,
		Made: s.Made, QR: s.QR, QRText: s.QRText,
	})
	if err != nil {
		return Result{}, fmt.Errorf("beginning %s: %w", f.Title(), err)
	}
	d.Over(or(s.Committee, head))
	d.Title(f.Title())
	body(d)
	r, err := d.Render(w)
	if err != nil {
		return Result{}, fmt.Errorf("drawing %s: %w", f.Title(), err)
	}
	return result(r), nil
}

// isBlank says whether a form has no facts beside its sheet.
func isBlank(f Form) bool {
	v := reflect.ValueOf(f)
	for i := range v.NumField() {
		if v.Type().Field(i).Name != "Sheet" && !v.Field(i).IsZero() {
			return false
		}
	}
	return true
}

func or(text, instead string) string {
	if strings.TrimSpace(text) == "" {
		return instead
	}
	return text
}

// numbered sets items as 1、2、3、; without items it leaves so many ruled lines, each with its number.
func numbered(d *pdf.Document, items []string, empty int) {
	for i, item := range items {
		d.Item(strconv.Itoa(i+1)+"、", item)
	}
	if len(items) == 0 {
		for i := range empty {
			d.Row(pdf.Field{Label: strconv.Itoa(i+1) + "、"})
		}
	}
}

// told sets a heading and its text; without text it leaves so many ruled lines.
func told(d *pdf.Document, heading, text string, empty int) {
	d.Heading(heading)
	if strings.TrimSpace(text) == "" {
		d.Ruled(empty)
		return
	}
	d.Body(text)
}

// signers are places to sign under one wording, one for each name; without names, so many blank ones.
func signers(label string, names []string, empty int, s pdf.Signer) []pdf.Signer {
	s.Label = label
	if len(names) == 0 {
		names = make([]string, empty)
	}
	out := make([]pdf.Signer, len(names))
	for i, name := range names {
		out[i] = s
		out[i].Name = name
	}
	return out
}

// The two manners of signing: a party may put a fingerprint and dates its own act; staff only sign.
var (
	byParty = pdf.Signer{Finger: true, Dated: true}
	byStaff = pdf.Signer{}
)

// datePattern is a date, or the pattern to write one into.
func datePattern(date string) string { return or(date, "　　　　年　　月　　日") }

// committeeSeal is the committee's seal under the wording of a form.
func committeeSeal(s Sheet, label, date string) pdf.Seal {
	return pdf.Seal{Who: s.Committee, Label: label, Date: date}
}
