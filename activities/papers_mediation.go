package activities

import (
	"hejie/internal/dispute"
	"hejie/internal/document"
)

// mediationRecord is 人民调解记录 of one session. A caucus names its own side alone, and counts among that side's own, so
// that no number tells the other side that there was one.
func mediationRecord(s subject) (document.Form, error) {
	f, err := formOf[dispute.SessionRecord](s)
	if err != nil {
		return nil, err
	}
	form := document.MediationRecord{
		Sheet: s.sheet(), Session: s.session(), Time: momentZH(f.Held), Place: f.Place, Parties: s.present(f.Attended),
		Others: f.Present, Record: []document.Said{{What: f.Text}}, Outcome: document.Outcome(f.Result),
		Mediators: s.mediators(), Recorder: s.recorder(), SignedOn: s.day(),
	}
	if f.Next != "" {
		form.NextTime = momentZH(f.Next)
	}
	return form, nil
}

// session is the number of this session among those that its readers know of in the same way.
func (s subject) session() int {
	n := 0
	for _, e := range s.file.Events {
		if e.Act.Name == dispute.RecordSession && e.Audience == s.act.Audience && e.Seq <= s.act.Seq {
			n++
		}
	}
	return n
}

// present are the parties who came; where the record does not say, those whose talk it was. An agent stands in brackets
// beside the party.
func (s subject) present(attended []dispute.PartyID) []string {
	if len(attended) == 0 {
		return s.names(s.principals())
	}
	var names []string
	for _, id := range attended {
		x, ok := s.file.Picture.Party(id)
		switch {
		case !ok || !s.covers(x.Side):
		case x.For != "":
			names = append(names, s.name(x.For)+"（委托代理人"+s.name(id)+"）")
		default:
			names = append(names, s.name(id))
		}
	}
	return names
}

// inquiryRecord is 人民调解调查记录.
func inquiryRecord(s subject) (document.Form, error) {
	f, err := formOf[dispute.InquiryRecord](s)
	if err != nil {
		return nil, err
	}
	return document.InquiryRecord{
		Sheet: s.sheet(), Time: momentZH(f.Held), Place: f.Place, Others: f.Present, Asked: f.Asked,
		Record: []document.Said{{What: f.Text}}, Investigators: s.mediators(), Recorder: s.recorder(), SignedOn: s.day(),
	}, nil
}

// performed and content are a visit's answers in words.
var (
	performed = map[string]string{"full": "已全部履行。", "part": "部分履行。", "none": "尚未履行。"}
	content   = map[bool]string{true: "满意。", false: "未表示满意。"}
)

// followUp is 人民调解回访记录.
func followUp(s subject) (document.Form, error) {
	f, err := formOf[dispute.Visit](s)
	if err != nil {
		return nil, err
	}
	return document.FollowUp{
		Sheet: s.sheet(), Parties: s.names(s.principals()), AgreementNumber: s.file.Number, Subject: s.title(),
		VisitedAt: s.day(), Manner: s.manner(), Performance: performed[f.Performed] + f.Text,
		Satisfaction: content[f.Content], Visitor: s.act.Staff, SignedOn: s.day(),
	}, nil
}

// manner is 回访方式, as far as the channel of the entry tells it: a record typed on the site says nothing of how the visit was
// made, and leaves the line to be written on.
func (s subject) manner() string {
	if s.act.Act.Channel == dispute.Web {
		return ""
	}
	return channels[s.act.Act.Channel]
}

// title is the dispute's name, 甲与乙保险理赔纠纷 (law.md D11).
func (s subject) title() string {
	all := s.principals()
	applicants, others := s.names(of(dispute.Applicant, all)), s.names(of(dispute.OtherSide, all))
	return joined("与", joined("、", applicants...), joined("、", others...)) + s.file.Picture.Matter.Name().ZH
}
