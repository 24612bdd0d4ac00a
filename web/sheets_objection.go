package web

import (
	"fmt"
	"slices"
	"strconv"

	"hejie/internal/dispute"
	"hejie/internal/store"
)

// pointRows is how many points a page offers that does not know yet which are meant.
const pointRows = 3

// objectRoute asks what is wrong with the sentences that were ticked in the report, each with its words above the answer.
func objectRoute(d *deed, s *sheet) {
	run := dispute.ActID(d.typed.Get("analysis"))
	numbers := d.meant("points", d.typed["statement"])
	if run == "" || numbers == nil {
		s.pick("analysis", "choice", d.analyses())
		d.rows(s, "points", "statement", "text")
		d.evidence(s)
		return
	}
	s.hidden("analysis", string(run))
	said := d.sentences(run)
	for i, n := range numbers {
		at := fmt.Sprintf("points[%d].", i)
		s.hidden(at+"statement", strconv.Itoa(n))
		s.text(at + "text").label(d.pointName(n)).hint(said[n])
	}
	d.evidence(s)
}

// answerObjection asks what becomes of each point of one objection, with its words above the answer.
func answerObjection(d *deed, s *sheet) {
	list := d.unanswered()
	to := dispute.ActID(d.typed.Get("to"))
	if to == "" && len(list) == 1 {
		to = dispute.ActID(list[0].Value)
	}
	e, _ := d.file.Event(to)
	form, known := e.Form.(*dispute.RouteObjection)
	if !known {
		s.pick("to", "choice", list)
		d.rows(s, "results", "statement", "result", "text")
		return
	}
	s.hidden("to", string(to))
	for i, p := range form.Points {
		at := fmt.Sprintf("results[%d].", i)
		s.hidden(at+"statement", strconv.Itoa(p.Statement))
		s.pick(at+"result", "choice", d.results()).label(d.pointName(p.Statement)).hint(p.Text)
		s.text(at + "text").label(d.t("objection.explain"))
	}
}

// meant are the numbers of the points on the page: those that were sent, else those that were ticked in the report. The whole
// report is number 0. Nil when nobody said yet.
func (d *deed) meant(list string, ticked []string) []int {
	var numbers []int
	for i := range 100 {
		at := fmt.Sprintf("%s[%d].statement", list, i)
		if _, sent := d.typed[at]; !sent {
			break
		}
		ticked = append(ticked, d.typed.Get(at))
	}
	for _, one := range ticked {
		if n, err := strconv.Atoi(one); err == nil && n >= 0 && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// rows are points whose statement is typed by its number.
func (d *deed) rows(s *sheet, list string, names ...string) {
	for i := range pointRows {
		for _, name := range names {
			at := fmt.Sprintf("%s[%d].%s", list, i, name)
			in := &input{}
			switch name {
			case "statement":
				in = s.add(at, "number")
			case "result":
				in = s.pick(at, "choice", append([]option{d.none()}, d.results()...))
			default:
				in = s.text(at)
			}
			in.Label = d.t("draft.term", i+1, in.Label)
			in.Required = in.Required && i == 0
		}
	}
}

func (d *deed) pointName(n int) string {
	if n == 0 {
		return d.t("objection.whole")
	}
	return d.t("objection.point", n)
}

// sentences are a report's, by their number, as far as this reader sees them.
func (d *deed) sentences(run dispute.ActID) map[int]string {
	said := map[int]string{}
	i := slices.IndexFunc(d.file.Routes, func(r store.RouteRow) bool { return r.ID == run })
	if i < 0 {
		return said
	}
	for _, part := range d.route(d.file, d.file.Routes[i]).Parts {
		for _, s := range part.Statements {
			said[s.Number] = s.Text
		}
	}
	return said
}

func (d *deed) results() []option {
	return []option{{Value: "noted", Label: d.t("objection.noted")}, {Value: "rerun", Label: d.t("objection.rerun")},
		{Value: "rejected", Label: d.t("objection.rejected")}}
}

// unanswered are the objections that wait for an answer.
func (d *deed) unanswered() []option {
	var list []option
	for _, o := range d.file.Picture.Objections {
		if e, ok := d.file.Event(o.ID); ok {
			list = append(list, option{Value: string(o.ID), Label: d.moment(e.Act.RecordedAt) + " · " + d.visit.name(d.file, o.By)})
		}
	}
	return list
}
