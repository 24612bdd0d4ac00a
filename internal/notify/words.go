package notify

import (
	"fmt"

	"hejie/internal/fault"
	"hejie/internal/statute"
)

// Words are what a notice says.
type Words struct{ Subject, Body fault.Text }

// Notice is something to tell someone.
type Notice interface{ Words() Words }

// About is which case a notice concerns, in so far as a stranger may read it.
type About struct {
	Committee string // the committee's name
	Number    string // the case's number, or the receipt's before acceptance; may be empty
}

// say puts a notice's sentences between who speaks and where to look.
func (a About) say(subject, body fault.Text) Words {
	return a.sign(subject, body, fault.Text{ZH: "请用查询码或您的专用链接查看。", EN: "Use your receipt code or your personal link to read more."})
}

// sayDesk is say for the staff of the committee.
func (a About) sayDesk(subject, body fault.Text) Words {
	return a.sign(subject, body, fault.Text{ZH: "请登录查看。", EN: "Sign in to read more."})
}

func (a About) sign(subject, body, look fault.Text) Words {
	number := fault.Text{}
	if a.Number != "" {
		number = fault.Text{ZH: "案号：" + a.Number + "。", EN: " Case: " + a.Number + "."}
	}
	return Words{
		Subject: fault.Text{ZH: "【和解】" + subject.ZH, EN: "Hejie: " + subject.EN},
		Body: fault.Text{
			ZH: "【和解】" + a.Committee + "：" + body.ZH + number.ZH + look.ZH,
			EN: "Hejie, " + a.Committee + ": " + body.EN + number.EN + " " + look.EN,
		},
	}
}

func dayZH(d statute.Date) string {
	return fmt.Sprintf("%d年%d月%d日", d.Year(), int(d.Month()), d.Day())
}

func dayEN(d statute.Date) string { return fmt.Sprintf("%d %s %d", d.Day(), d.Month(), d.Year()) }

// by says "by that day" where there is one. Days are named, never counted.
func by(d statute.Date) (text fault.Text) {
	if d.IsZero() {
		return text
	}
	return fault.Text{ZH: "请在" + dayZH(d) + "前办理。", EN: " Please act by " + dayEN(d) + "."}
}
