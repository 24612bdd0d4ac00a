package routelog

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// write gives the findings and the pictures asked for.
func (o *options) write(stdout io.Writer, log *Log, f Findings, pdf Draw) error {
	if o.svg != "" || o.pdf != "" {
		p := Draft(log, o.incident, f)
		if err := writeFile(o.svg, func(w io.Writer) error { return SVG(w, p) }); err != nil {
			return err
		}
		if o.pdf != "" && pdf == nil {
			return errors.New("drawing the PDF: this program draws none")
		}
		if err := writeFile(o.pdf, func(w io.Writer) error {
			return pdf(w, Paper{Findings: f, Picture: p, Files: o.files, Wording: o.clause, WordingSource: o.wordingSource})
		}); err != nil {
			return err
		}
	}
	if o.json {
		e := json.NewEncoder(stdout)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(f)
	}
	return f.print(stdout)
}

func writeFile(name string, write func(io.Writer) error) error {
	if name == "" {
		return nil
	}
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("creating %s: %w", name, err)
	}
	if err := write(f); err != nil {
		_ = f.Close() // the first error tells more
		return fmt.Errorf("writing %s: %w", name, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}

// Names are the findings in words.
var names = map[Finding][2]string{
	OnOrder: {"在单配送", "on an order"}, Continuous: {"连续配送", "continuous delivery"}, InTransit: {"末单之后途中", "in transit after the last order"},
	Interrupted: {"配送中断", "interrupted"}, NoOrder: {"附近无单", "no order near"}, OffDuty: {"离线", "off duty"}, CannotTell: {"无法判断", "cannot tell"},
}

// ZH is the finding in Chinese.
func (f Finding) ZH() string { return names[f][0] }

// EN is the finding in English.
func (f Finding) EN() string { return names[f][1] }

// print writes the findings for people: the finding, then what it rests on, what speaks against it, what is missing.
func (f Findings) print(w io.Writer) error {
	p := &printer{w: w}
	p.line("认定 Finding: %s (%s)", f.Finding.ZH(), f.Finding.EN())
	p.line("事发 Incident: %s — %s", f.Incident.From.Format("2006-01-02 15:04:05"), f.Incident.To.Format("15:04:05"))
	if f.Previous.ID != nil && f.Previous.Since.Min != nil {
		p.line("上一单 Previous: %s, %.0f–%.0f s before", *f.Previous.ID, *f.Previous.Since.Min, *f.Previous.Since.Max)
	}
	if f.Next.ID != nil && f.Next.Until.Min != nil {
		p.line("下一单 Next: %s, %.0f–%.0f s after", *f.Next.ID, *f.Next.Until.Min, *f.Next.Until.Max)
	}
	for _, part := range []struct {
		title   string
		reasons []Reason
	}{{"依据 Because", f.Because}, {"不利 Against", f.Against}, {"缺少 Missing", f.Missing}, {"不能证明 Not proved", f.NotProved}} {
		p.reasons(part.title, part.reasons)
	}
	for _, a := range f.Alternatives {
		p.alternative(a)
	}
	for _, c := range f.Clocks {
		p.clock(c)
	}
	p.line("%s, policy %s", f.Analyser, f.Policy.Name)
	return p.err
}

// printer keeps the first error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *printer) reasons(title string, reasons []Reason) {
	if len(reasons) > 0 && title != "" {
		p.line("%s", title)
	}
	for _, r := range reasons {
		p.line("  · %s", r.Text)
		p.line("    %s", r.TextEN)
		for _, ref := range r.Refs {
			p.line("    [%s:%d]", ref.Source, ref.Line)
		}
	}
}

// alternative prints a finding beside the finding, with what decides it there; a policy's is called by its name.
func (p *printer) alternative(a Alternative) {
	if name, ok := strings.CutPrefix(a.With, "policy:"); ok {
		p.line("对照规则 Under policy %s: %s (%s)", name, a.Finding.ZH(), a.Finding.EN())
	} else {
		p.line("另一假设 With %s: %s (%s)", a.With, a.Finding.ZH(), a.Finding.EN())
	}
	if a.Because != nil {
		p.reasons("", []Reason{*a.Because})
	}
}

// clock prints a row of the table of clocks; a dash stands for what is not known.
func (p *printer) clock(c ClockRow) {
	zone, precision, off := "—", "—", ""
	if c.Zone != nil {
		zone = *c.Zone
		if !c.ZoneStated {
			zone += "（未声明 assumed）"
		}
	}
	if c.PrecisionS != nil {
		precision = fmt.Sprintf("%g s", *c.PrecisionS)
	}
	if c.OffsetS != nil && c.OffsetUncertaintyS != nil {
		off = fmt.Sprintf(", 与订单时钟之差 offset %+g ± %g s", *c.OffsetS, *c.OffsetUncertaintyS)
	}
	p.line("时钟 Clock %s %s: 时区 zone %s, 精度 precision %s, 误差 tolerance %g s%s", c.Kind, c.Source, zone, precision, c.ToleranceS, off)
}
