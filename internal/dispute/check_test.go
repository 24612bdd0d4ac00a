package dispute

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hejie/internal/fault"
)

const someID = "6f1d7c0e-5b0a-4a43-9d3c-2f6f0c7f4a11"

// filing is a complaint with nothing wrong, for tests to spoil.
func filing() *Filing {
	return &Filing{
		Applicant: Person{Name: "王小明", Phone: "+8613800138000"},
		Against:   Person{Name: "某某财产保险股份有限公司", Organisation: true},
		Story:     "送餐途中摔伤，保险公司不赔。",
	}
}

// wrong lists what Check found, as "path tag".
func wrong(t *testing.T, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	f, ok := fault.As(err)
	if !ok || f.Kind != fault.Invalid || f.Code != "invalid" {
		t.Fatalf("got %v, want an invalid fault", err)
	}
	var found []string
	for _, field := range f.Fields {
		if field.Text.ZH == "" || field.Text.EN == "" || strings.ContainsAny(field.Text.ZH+field.Text.EN, "{}") {
			t.Errorf("%s: got %+v, want what to do, in both languages", field.Name, field.Text)
		}
		found = append(found, field.Name+" "+field.Code)
	}
	return found
}

func TestAFilingOfFourAnswersPasses(t *testing.T) {
	t.Parallel()
	form := filing()
	if err := Check(form); err != nil {
		t.Fatalf("got %v, want it to pass: an identity number is never needed to file", err)
	}
	if diff := cmp.Diff(filing(), form, cmp.Comparer(sameDate)); diff != "" {
		t.Errorf("a clean form was changed: %s", diff)
	}
}

func TestEachProblemIsNamedByItsPlace(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("字", 20001)
	tests := []struct {
		name  string
		spoil func(*Filing)
		want  []string
	}{
		{"nothing filled in", func(f *Filing) { *f = Filing{} }, []string{"applicant.name required", "against.name required", "story required"}},
		{"only spaces", func(f *Filing) { f.Story = "\u3000\u200b \n" }, []string{"story required"}},
		{"phone", func(f *Filing) { f.Applicant.Phone = "138" }, []string{"applicant.phone phone"}},
		{"phone with a header behind", func(f *Filing) { f.Applicant.Phone = "13800138000\r\nBcc: x" }, []string{"applicant.phone phone"}},
		{"mail with a header behind", func(f *Filing) { f.Against.Email = "a@example.com\r\nBcc: b@example.com" }, []string{"against.email email"}},
		{"identity", func(f *Filing) { f.Applicant.IDKind, f.Applicant.IDNumber = ResidentID, "110101190001010015" }, []string{"applicant.id_number identity"}},
		{"identity of another kind", func(f *Filing) { f.Applicant.IDKind, f.Applicant.IDNumber = ResidencePermit, "110101190001010014" }, []string{"applicant.id_number identity"}},
		{"kind of ID", func(f *Filing) { f.Applicant.IDKind = "driving" }, []string{"applicant.id_kind oneof"}},
		{"credit code", func(f *Filing) { f.Against.CreditCode = "91350100M000100Y44" }, []string{"against.credit_code uscc"}},
		{"age", func(f *Filing) { f.Applicant.Age = 131 }, []string{"applicant.age max"}},
		{"age below nothing", func(f *Filing) { f.Applicant.Age = -1 }, []string{"applicant.age min"}},
		{"amount", func(f *Filing) { f.AmountFen = -1 }, []string{"amount_fen fen"}},
		{"amount beyond", func(f *Filing) { f.AmountFen = MaxFen + 1 }, []string{"amount_fen fen"}},
		{"matter", func(f *Filing) { f.Matter = "murder" }, []string{"matter matter"}},
		{"source", func(f *Filing) { f.Source = "dream" }, []string{"source source"}},
		{"channel", func(f *Filing) { f.Channel = "pigeon" }, []string{"channel channel"}},
		{"committee", func(f *Filing) { f.Committee = "../etc" }, []string{"committee uuid"}},
		{"time", func(f *Filing) { f.HurtAt = "24:00" }, []string{"hurt_at clocktime"}},
		{"an item of a list", func(f *Filing) { f.Evidence = []EvidenceID{someID, "x"} }, []string{"evidence[1] uuid"}},
		{"a part of an item", func(f *Filing) { f.Typed = []TypedOrder{{}, {Accepted: "早上"}} }, []string{"typed[1].accepted moment"}},
		{"too long", func(f *Filing) { f.Story = long }, []string{"story max"}},
		{"an item too long", func(f *Filing) { f.Asks = []string{long} }, []string{"asks[0] max"}},
		{"garbled", func(f *Filing) { f.Applicant.Name = "王\ufffd" }, []string{"applicant.name text"}},
		{"marks", func(f *Filing) { f.Story = "Z" + strings.Repeat("\u0310", 2000) }, []string{"story marks"}},
		{"garbled and too long is said once", func(f *Filing) { f.Story = long + "\xff" }, []string{"story text"}},
		{"in the form's order", func(f *Filing) { f.Story, f.Applicant.Phone, f.Asks = "\xff", "1", []string{"\xff"} }, []string{"applicant.phone phone", "story text", "asks[0] text"}},
		{"a list that floods", func(f *Filing) { f.Evidence = make([]EvidenceID, 300_000) }, []string{"evidence max"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			form := filing()
			tt.spoil(form)
			if diff := cmp.Diff(tt.want, wrong(t, Check(form))); diff != "" {
				t.Errorf("want - got +: %s", diff)
			}
		})
	}
}

func TestTheNumberInAPersonIsHeldToTheKindBesideIt(t *testing.T) {
	t.Parallel()
	form := filing()
	form.Applicant.IDKind, form.Applicant.IDNumber = ResidentID, "110101190001010015"
	f, _ := fault.As(Check(form))
	if f == nil || f.Fields[0].Text != identityCheck {
		t.Errorf("got %+v, want the hint at the check digit", f)
	}
	form.Applicant.IDKind, form.Applicant.IDNumber = PassportID, "E12345678"
	if err := Check(form); err != nil {
		t.Errorf("got %v, want a passport taken", err)
	}
}

func TestAProblemIsToldWithItsLabelAndChoices(t *testing.T) {
	t.Parallel()
	form := &AgreementDraft{Facts: "f", Terms: []PromiseForm{{Payer: someID, Payee: someID, AmountFen: -1}}}
	f, _ := fault.As(Check(form))
	if f == nil || f.Fields[0].Name != "terms[0].amount_fen" {
		t.Fatalf("got %+v, want the amount of the first term", f)
	}
	if got := f.Fields[0].Text; !strings.Contains(got.ZH, "“履行事项第 1 项的金额”") || !strings.Contains(got.EN, "“Terms, item 1: Amount”") {
		t.Errorf("got %+v, want the label and what it is part of", got)
	}
	f, _ = fault.As(Check(&Acceptance{Elsewhere: "mars"}))
	if f == nil || !strings.Contains(f.Fields[0].Text.ZH, "none、court、arbitration、agency") || !strings.Contains(f.Fields[0].Text.EN, "none, court") {
		t.Errorf("got %+v, want the choices listed", f)
	}
	f, _ = fault.As(Check(&HandClock{Text: "t"}))
	if f == nil || f.Fields[0].Code != "required" || f.Fields[0].Text != (fault.Text{ZH: "请填写“期限”，写成 2026-01-31 的样子。", EN: "Fill in “Due”, written like 2026-01-31."}) {
		t.Errorf("got %+v, want a missing day asked for", f)
	}
}

func TestConsentThatIsNotGivenIsAskedFor(t *testing.T) {
	t.Parallel()
	got := wrong(t, Check(&Referral{To: "court", Name: "人民法院", Text: "t"}))
	if diff := cmp.Diff([]string{"consented required"}, got); diff != "" {
		t.Errorf("want - got +: %s", diff)
	}
}

func TestAPartThatMayBeAbsentIsCheckedWhenItIsThere(t *testing.T) {
	t.Parallel()
	if got := wrong(t, Check(&Correction{Text: "t"})); got != nil {
		t.Errorf("without a person: got %v, want nothing wrong", got)
	}
	form := &Correction{Text: "t", Person: &Person{Name: " 王\u200b小明 ", Phone: "1"}}
	if diff := cmp.Diff([]string{"person.phone phone"}, wrong(t, Check(form))); diff != "" {
		t.Errorf("want - got +: %s", diff)
	}
	if form.Person.Name != "王小明" {
		t.Errorf("got %q, want it put into its stored shape", form.Person.Name)
	}
}

func TestTheHolderIsAPartyOrNamed(t *testing.T) {
	t.Parallel()
	form := &EvidenceRequest{Standing: Goodwill, Text: "t"}
	if diff := cmp.Diff([]string{"outside required_without"}, wrong(t, Check(form))); diff != "" {
		t.Errorf("want - got +: %s", diff)
	}
	form.Holder = someID
	if err := Check(form); err != nil {
		t.Errorf("got %v, want a party to do", err)
	}
}

func TestWhatIsKeptIsTheOneWayOfWritingIt(t *testing.T) {
	t.Parallel()
	form := filing()
	form.Applicant = Person{Name: "Zoe\u0308\r\nBcc: x", Phone: "＋86 138-0013-8000", IDKind: ResidentID, IDNumber: "11010119000101009x", Email: " a@example.com "}
	form.Against.CreditCode = "91350100m000100y43"
	form.Story = "一\r\n二\u202e"
	form.Committee = OrgID(strings.ToUpper(someID))
	form.HurtAt = "１４：０５"
	form.Typed = []TypedOrder{{Accepted: "2026-05-01 10:05"}}
	if err := Check(form); err != nil {
		t.Fatal(err)
	}
	got := []string{
		form.Applicant.Name, form.Applicant.Phone, form.Applicant.IDNumber, form.Applicant.Email, form.Against.CreditCode, form.Story,
		string(form.Committee), form.HurtAt, form.Typed[0].Accepted,
	}
	want := []string{
		"Zoë Bcc: x", "+8613800138000", "11010119000101009X", "a@example.com", "91350100M000100Y43", "一\n二",
		someID, "14:05", "2026-05-01T10:05:00+08:00",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want - got +: %s", diff)
	}
}

func TestWhatIsWrongStaysAsItWasTyped(t *testing.T) {
	t.Parallel()
	form := filing()
	form.Applicant.Phone, form.Story = "138 0013", "王\xff"
	wrong(t, Check(form))
	if form.Applicant.Phone != "138 0013" || form.Story != "王\xff" {
		t.Errorf("got %q and %q, want the typed text kept", form.Applicant.Phone, form.Story)
	}
}

func TestEveryFormIsCheckedEmptyAndFullOfRubbish(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		act := rapid.SampledFrom(acts()).Draw(rt, "act")
		form := Forms(act)
		rubbish := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom(odd)), rapid.Just(someID), rapid.Just("2026-05-01 10:05"))
		root, err := rootOf(form)
		if err != nil {
			rt.Fatal(err)
		}
		filled(root.value)
		root.walk(func(at spot) {
			if at.value.Kind() == reflect.String {
				at.value.SetString(rubbish.Draw(rt, at.path))
			}
		})
		first := wrong(t, Check(form))
		once := asJSON(rt, form)
		if diff := cmp.Diff(first, wrong(t, Check(form))); diff != "" {
			rt.Fatalf("a second check finds otherwise: %s", diff)
		}
		if diff := cmp.Diff(once, asJSON(rt, form)); diff != "" {
			rt.Fatalf("a second check changes the form: %s", diff)
		}
	})
}

func acts() []ActName {
	var all []ActName
	for act := range forms {
		all = append(all, act)
	}
	slices.Sort(all)
	return all
}

func asJSON(t *rapid.T, form Form) string {
	b, err := json.Marshal(form)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestOnlyAPointerToAFormIsChecked(t *testing.T) {
	t.Parallel()
	var none *Filing
	for _, form := range []Form{nil, Filing{}, none, "text", new(string)} {
		if err := Check(form); err == nil || fault.Is(err, fault.Invalid) {
			t.Errorf("%T: got %v, want an error for the log", form, err)
		}
		if err := CheckDates(form, date(t, "2026-11-21")); err == nil || fault.Is(err, fault.Invalid) {
			t.Errorf("%T: got %v, want an error for the log", form, err)
		}
	}
}

func TestAnAnswerNamesAHundredProblemsAtMost(t *testing.T) {
	t.Parallel()
	form := filing()
	form.Typed = make([]TypedOrder, 200)
	for i := range form.Typed {
		form.Typed[i].Accepted = "x"
	}
	if got := len(wrong(t, Check(form))); got != maxProblems {
		t.Errorf("got %d, want %d", got, maxProblems)
	}
}
