package pdf

// Signer is a place to sign by hand.
type Signer struct {
	Label  string // the fixed wording, as 当事人（签名盖章或按指印）
	Name   string // printed under it, so that a signature can be read; "" leaves it out
	Finger bool   // with a square for a fingerprint
	Dated  bool   // with a day of its own, where the day of each act matters
	Date   string // that day, where it is known; "" leaves 年 月 日 to write in
	Ink    string // a signature drawn on a screen, SVG path data; "" leaves the place free
}

const (
	signHeight  = 30.0 // the wording and a name 10, room for ink 13, the day 7
	namePitch   = 4.4
	fingerSide  = 15.0
	columnGap   = 8.0
	columnWidth = (measure - columnGap) / 2
)

// Sign sets places to sign, two abreast. None of them is ever divided.
func (d *Document) Sign(signers ...Signer) {
	for len(signers) > 0 {
		abreast := signers[:min(2, len(signers))]
		signers = signers[len(abreast):]
		height := 0.0
		for _, s := range abreast {
			height = max(height, d.signHeight(s))
		}
		d.need(height)
		for i, s := range abreast {
			d.signer(left+float64(i)*(columnWidth+columnGap), d.y, height, s)
		}
		d.y += height
	}
}

// signHeight is the height of a place to sign: a long name makes it taller.
func (d *Document) signHeight(s Signer) float64 {
	return signHeight + float64(max(len(d.nameLines(s))-1, 0))*namePitch
}

func (d *Document) nameLines(s Signer) [][]cell {
	if s.Name == "" {
		return nil
	}
	room := units(columnWidth-fingerSide-3, smallSize)
	lines := breakLines(d.shaped(s.Name, Text), room, room)
	return lines[:min(len(lines), 3)] // the name stands in full among the parties
}

func (d *Document) signer(x, y, height float64, s Signer) {
	d.line(x, y+4.5, tableSize, d.shaped(s.Label, Text))
	for i, cells := range d.nameLines(s) {
		d.line(x, y+9.2+float64(i)*namePitch, smallSize, cells)
	}
	end := x + columnWidth
	if s.Finger {
		end -= fingerSide + 3
		d.finger(end+3, y+height-fingerSide-7)
	}
	d.ink(s.Ink, x+4, y+height-7-inkHeight, end-x-8)
	d.rule(x, y+height-7, end, y+height-7)
	if s.Dated {
		day := d.shaped(dated(s.Date), Text)
		d.line(end-width(day, smallSize), y+height-2.8, smallSize, day)
	}
}

// finger draws the square for a fingerprint, dashed so that nobody takes it for a box to tick.
func (d *Document) finger(x, y float64) {
	label := d.shaped("指印", Text)
	d.mark(func(c *canvas) {
		c.out.SetDashPattern([]float64{0.8, 0.8}, 0)
		c.out.Rect(x, y, fingerSide, fingerSide, "D")
		c.out.SetDashPattern(nil, 0)
		c.cells(x+(fingerSide-width(label, tinySize))/2, y+fingerSide+3.4, tinySize, label, 0)
	})
}

// Seal is what the committee's seal is set over: who it is, the fixed wording, the day.
type Seal struct {
	Who   string
	Label string // as 人民调解委员会（印章）
	Date  string // "" leaves 年 月 日 to write in
	// Beside are set in small type at the left of it, where no one signs.
	Beside []Field
}

// sealSide is a round seal of 42 mm with a margin of 2 mm round it.
const sealSide = 46.0

// Seal leaves room for a round seal of 42 mm over its wording and date, at the right; the three are never divided. The
// last signer stands at the left of it, or the last two where that leaves nobody alone in a row.
func (d *Document) Seal(seal Seal, signers ...Signer) {
	n := len(signers) - 2 + len(signers)%2
	if n > 0 {
		d.Sign(signers[:n]...)
		signers = signers[n:]
	}
	if len(d.besideLines(seal)) > mostBeside {
		for _, f := range seal.Beside {
			d.Small(f.Label + f.Value)
		}
		seal.Beside = nil
	}
	lines, beside := d.sealLines(seal), d.besideLines(seal)
	height := max(sealSide, float64(len(lines))*sealPitch+8, float64(len(beside))*besidePitch+4)
	stack := 0.0
	for _, s := range signers {
		stack += d.signHeight(s)
	}
	height = max(height, stack)
	d.need(height)
	y := d.y
	for _, s := range signers {
		d.signer(left, y, d.signHeight(s), s)
		y += d.signHeight(s)
	}
	for i, cells := range beside {
		d.line(left, d.y+float64(i+1)*besidePitch, smallSize, cells)
	}
	y = d.y + (height-float64(len(lines))*sealPitch)/2
	for _, cells := range lines {
		d.line(right-columnWidth+(columnWidth-width(cells, tableSize))/2, y+baseline(sealPitch), tableSize, cells)
		y += sealPitch
	}
	d.y += height
}

func (d *Document) besideLines(seal Seal) (lines [][]cell) {
	room := units(columnWidth, smallSize)
	for _, f := range seal.Beside {
		lines = append(lines, breakLines(d.shaped(f.Label+f.Value, Text), room, room)...)
	}
	return lines
}

// mostBeside is how many lines may stand beside the seal; what is longer stands above it, over as many pages as it takes.
const (
	besidePitch = 4.2
	mostBeside  = 30
)

const sealPitch = 7.0

func (d *Document) sealLines(seal Seal) (lines [][]cell) {
	room := units(columnWidth, tableSize)
	for _, text := range []string{seal.Who, seal.Label, dated(seal.Date)} {
		if text != "" {
			broken := breakLines(d.shaped(text, Text), room, room)
			lines = append(lines, broken[:min(len(broken), 3)]...) // the committee stands in full at the head
		}
	}
	return lines
}

// dated is a date, or the pattern to write one into.
func dated(date string) string {
	if date == "" {
		return "　　　　年　　月　　日"
	}
	return date
}

// Signed sets the day a paper was signed, at the right; "" leaves 年 月 日 to write in.
func (d *Document) Signed(date string) {
	d.need(bodyPitch)
	cells := d.shaped(dated(date), Text)
	d.line(right-width(cells, bodySize)-2*bodySize*mmPerPoint, d.y+baseline(bodyPitch), bodySize, cells)
	d.y += bodyPitch
}
