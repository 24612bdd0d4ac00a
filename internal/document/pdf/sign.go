package pdf

// Signer is a place to sign by hand.
type Signer struct {
	Label  string // the fixed wording, as 当事人（签名盖章或按指印）
	Name   string // printed under the line, so that a signature can be read; "" leaves it out
	Finger bool   // with a square for a fingerprint
	Dated  bool   // with 年 月 日 of its own, where the day of each act matters
}

const (
	signHeight  = 30.0 // label 6, room for ink 17, name and date 7
	fingerSide  = 15.0
	columnGap   = 8.0
	columnWidth = (measure - columnGap) / 2
)

// Sign sets places to sign, two abreast. None of them is ever divided.
func (d *Document) Sign(signers ...Signer) {
	for i, s := range signers {
		column := float64(i % 2)
		if i%2 == 0 {
			d.need(signHeight)
		}
		d.signer(left+column*(columnWidth+columnGap), d.y, s)
		if i%2 == 1 || i == len(signers)-1 {
			d.y += signHeight
		}
	}
}

func (d *Document) signer(x, y float64, s Signer) {
	d.line(x, y+4.5, tableSize, d.shaped(s.Label, Text))
	end := x + columnWidth
	if s.Finger {
		end -= fingerSide + 3
		d.finger(end+3, y+7)
	}
	d.rule(x, y+23, end, y+23)
	room := end - x
	if s.Dated {
		day := d.shaped("年　　月　　日", Text)
		d.line(end-width(day, smallSize), y+27, smallSize, day)
		room -= 30
	}
	d.line(x, y+27, smallSize, fitted(d.shaped(s.Name, Text), room, smallSize))
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
}

// sealSide is a round seal of 42 mm with a margin of 2 mm round it.
const sealSide = 46.0

// Seal leaves room for a round seal of 42 mm over its wording and date, at the right; the three are never divided. The
// last of the signers stands at the left of it.
func (d *Document) Seal(seal Seal, signers ...Signer) {
	if n := len(signers) - 1; n > 0 {
		d.Sign(signers[:n]...)
		signers = signers[n:]
	}
	lines := d.sealLines(seal)
	height := max(sealSide, float64(len(lines))*bodyPitch+8)
	d.need(height)
	for _, s := range signers {
		d.signer(left, d.y+4, s)
	}
	y := d.y + (height-float64(len(lines))*bodyPitch)/2
	for _, cells := range lines {
		d.line(right-columnWidth+(columnWidth-width(cells, bodySize))/2, y+baseline(bodyPitch), bodySize, cells)
		y += bodyPitch
	}
	d.y += height
}

func (d *Document) sealLines(seal Seal) (lines [][]cell) {
	room := units(columnWidth, bodySize)
	for _, text := range []string{seal.Who, seal.Label, dated(seal.Date)} {
		if text != "" {
			lines = append(lines, breakLines(d.shaped(text, Text), room, room)...)
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
