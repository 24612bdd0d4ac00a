package activities

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/document"
	"hejie/internal/seal"
	"hejie/internal/statute"
	"hejie/internal/store"
)

// application is 人民调解申请书: what was handed in, in its own words, whatever was corrected since.
func application(s subject) (document.Form, error) {
	f, err := formOf[dispute.Filing](s)
	if err != nil {
		return nil, err
	}
	return document.Application{
		Sheet:      s.sheet(),
		Applicants: []document.Party{s.block(f.Applicant, s.tellsAll(dispute.Applicant))},
		// of the other side the applicant's paper holds what the applicant wrote
		Respondents: []document.Party{s.block(f.Against, s.tellsAll(dispute.Applicant))},
		Summary:     summary(f), Requests: requests(f), SignedOn: s.day(),
	}, nil
}

// summary is 纠纷简要情况: the story as it was told, after the days that were named beside it.
func summary(f *dispute.Filing) string {
	var days []string
	if !f.HurtOn.IsZero() {
		days = append(days, "出事时间："+dayZH(f.HurtOn)+f.HurtAt)
	}
	if !f.RefusedOn.IsZero() {
		days = append(days, "拒赔日期："+dayZH(f.RefusedOn))
	}
	return joined("。\n", joined("；", days...), f.Story)
}

// requests are what is asked, with the amount in digits and capitals where one was named.
func requests(f *dispute.Filing) []string {
	asks := slices.Clone(f.Asks)
	if f.AmountFen > 0 {
		asks = append(asks, "请求金额"+money(f.AmountFen))
	}
	return asks
}

// money is a sum in digits and in capitals.
func money(fen int64) string {
	return document.Amount(fen) + "（大写：" + document.CapitalAmount(fen) + "）"
}

// channels are how something was handed in.
var channels = map[dispute.Channel]string{
	dispute.Web: "网上", dispute.Phone: "电话", dispute.Counter: "窗口", dispute.Paper: "书面", dispute.Post: "邮寄",
}

// intakeReceipt is 受理回执, signed: it proves that these words and files were handed in at this time.
func intakeReceipt(s subject) (document.Form, error) {
	f, err := formOf[dispute.Filing](s)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("writing the filing: %w", err)
	}
	sum := sha256.Sum256(body)
	signature, keyID, err := s.sign(f, sum[:])
	if err != nil {
		return nil, err
	}
	sheet := s.sheet()
	sheet.CaseNumber = string(s.file.Picture.Case) // no number yet; this one is part of what is signed
	claims := make([]document.ReceiptClaim, 0, len(f.Asks)+1)
	for _, ask := range orOne(requests(f), "（请求事项见申请书所述）") {
		claims = append(claims, document.ReceiptClaim{Respondent: f.Against.Name, What: ask})
	}
	doubt, _ := dispute.Doubt(s.law, s.file.Picture.Matter, f, s.act.Act.HappenedOn)
	return document.IntakeReceipt{
		Sheet: sheet, Number: s.receiptNumber(), ReceivedAt: received(s.act), Channel: channels[s.act.Act.Channel],
		Applicants: []string{f.Applicant.Name}, Respondents: []string{f.Against.Name}, Claims: claims, Attachments: s.attached(f),
		EntryHash: hex.EncodeToString(sum[:]), Signature: base64.StdEncoding.EncodeToString(signature), KeyID: keyID,
		Track: s.track(), Contact: s.contact(), Doubt: doubt.ZH, DoubtEN: doubt.EN,
	}, nil
}

func (s subject) receiptNumber() string {
	return store.ReceiptNumber(s.file.Picture.Case, s.act.Act.RecordedAt)
}

// received is when the filing was stored, to the second, as it is signed; before it the day it was handed in on paper or
// at a counter, from which limitation is interrupted, where that was another.
func received(e store.Event) string {
	at := clockZH(&e.Act.RecordedAt)
	if e.Act.HappenedOn == statute.DateOf(e.Act.RecordedAt) {
		return at
	}
	return dayZH(e.Act.HappenedOn) + "（" + at + "登记）"
}

func (s subject) sign(f *dispute.Filing, sum []byte) (signature []byte, keyID string, err error) {
	receipt := seal.Receipt{
		Case: string(s.file.Picture.Case), Number: s.receiptNumber(), Issue: 1, IssuedAt: s.act.Act.RecordedAt, HandedIn: sum,
	}
	for _, e := range s.filesOf(f) {
		hash, err := hex.DecodeString(e.SHA256)
		if err != nil {
			return nil, "", fmt.Errorf("reading a file's hash: %w", err)
		}
		receipt.Evidence = append(receipt.Evidence, seal.FileSum{ID: string(e.ID), SHA256: hash})
	}
	message, err := receipt.Message()
	if err != nil {
		return nil, "", err
	}
	signature, keyID = s.keys.Sign(message)
	return signature, keyID, nil
}

// filesOf are the files that the filing names.
func (s subject) filesOf(f *dispute.Filing) []store.EvidenceRow {
	return slices.DeleteFunc(slices.Clone(s.file.Evidence), func(e store.EvidenceRow) bool { return !slices.Contains(f.Evidence, e.ID) })
}

// kinds are the sorts of evidence in words.
var kinds = map[string]string{
	"photo": "照片", "orders": "订单记录", "track": "行车轨迹", "online": "上线记录", "policy": "保险单", "medical": "病历", "identity": "身份证明",
	"refusal": "拒赔通知", "payment": "付款凭证", "signed": "签字文书", "other": "其他材料",
}

// attached names what came with the filing: each file by its kind and the beginning of its hash, and the times that were
// typed.
func (s subject) attached(f *dispute.Filing) []string {
	var list []string
	for _, e := range s.filesOf(f) {
		list = append(list, kinds[e.Kind]+"“"+e.Name+"”（SHA-256 "+e.SHA256+"）")
	}
	if n := len(f.Typed); n > 0 {
		list = append(list, "手工录入的订单时间"+strconv.Itoa(n)+"条")
	}
	return list
}

func (s subject) track() string {
	if s.address == "" {
		return ""
	}
	return strings.TrimRight(s.address, "/") + "/track"
}

// sources are 案件来源 as the register numbers them.
var sources = map[dispute.Source]document.Source{
	dispute.ByWorker: document.SourceApplication, dispute.ByHelper: document.SourceApplication,
	dispute.OnPaper: document.SourceApplication, dispute.Oral: document.SourceApplication,
	dispute.ByCommittee: document.SourceCommittee, dispute.ByPolice: document.SourcePolice,
	dispute.ByCourt: document.SourceCourt, dispute.ByHotline: document.SourceHotline,
}

// acceptanceRegister is 人民调解受理登记表.
func acceptanceRegister(s subject) (document.Form, error) {
	f, err := formOf[dispute.Acceptance](s)
	if err != nil {
		return nil, err
	}
	_, filing := s.file.Filing()
	return document.AcceptanceRegister{
		Sheet: s.sheet(), AcceptedOn: s.day(), Parties: s.names(s.principals()), Type: s.file.Picture.Matter.Name().ZH,
		Source: sources[s.file.Picture.Source], Summary: summary(filing), Registrar: s.act.Staff, Note: f.Text,
	}, nil
}

// rightsNotice is 人民调解当事人权利义务告知书.
func rightsNotice(s subject) (document.Form, error) {
	return document.RightsNotice{
		Sheet: s.sheet(), Parties: s.names(s.principals()), Labour: s.file.Picture.Matter.Labour(), InformedOn: s.day(),
	}, nil
}

// elsewhere are the grounds of declining that rest on 人民调解工作若干规定 22: another body has the dispute already.
var elsewhere = []string{"elsewhere", "court", "arbitration", "agency"}

// declined is 不予受理告知书, with the other roads.
func declined(s subject) (document.Form, error) {
	f, err := formOf[dispute.Grounds](s)
	if err != nil {
		return nil, err
	}
	filed, filing := s.file.Filing()
	form := document.Declined{
		Sheet: s.sheet(), Applicants: s.names(of(dispute.Applicant, s.principals())), Respondents: s.names(of(dispute.OtherSide, s.principals())),
		AppliedOn: dayZH(filed.Act.HappenedOn), Matter: joined("；", append([]string{s.file.Picture.Matter.Name().ZH}, requests(filing)...)...),
		Reason: f.Text, DecidedOn: s.day(), Contact: s.contact(),
	}
	if slices.Contains(elsewhere, f.Code) {
		form.Basis = "《人民调解工作若干规定》第二十二条"
	}
	for _, k := range s.file.Picture.Claims {
		form.Roads = append(form.Roads, s.roads(k)...)
	}
	return form, nil
}

// orOne gives the list, or one item instead of none.
func orOne(list []string, instead string) []string {
	if len(list) == 0 {
		return []string{instead}
	}
	return list
}
