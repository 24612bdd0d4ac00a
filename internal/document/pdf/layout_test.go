package pdf

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// sentence is Chinese as people write it: never a run of signs longer than a line could carry over.
func sentence() *rapid.Generator[string] {
	word := rapid.SampledFrom([]string{
		"申请人", "的", "送达时间", "为", "18:45", "2025年5月18日", "金额", "¥1,409.50", "（大写：壹仟元整）", "《保险法》", "“连续配送”", "Heyuan",
		"https://example.org/a/very/long/address?of=some&kind=1",
	})
	sign := rapid.SampledFrom([]string{"，", "。", "；", "：", "、", "！", "？", "……", "——", ""})
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(20, 120).Draw(t, "words") {
			b.WriteString(word.Draw(t, "word") + sign.Draw(t, "sign"))
		}
		return b.String()
	})
}

func TestNoLineBeginsOrEndsWithASignThatMayNot(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := begin(t)
		cells := d.shaped(sentence().Draw(t, "text"), Text)
		limit := units(rapid.Float64Range(40, measure).Draw(t, "mm"), bodySize)
		for _, line := range breakLines(cells, limit-2000, limit) {
			checkEnds(t, textOf(trimmed(line)))
		}
	})
}

func TestTheFilesLinesAreBrokenByTheSameRule(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("申请人的送达时间为18:45，金额¥1,409.50（大写：壹仟元整）；“连续配送”，见《保险法》……", 40)
	d := begin(t)
	d.Body(text)
	d.Table([]Column{{Head: "甲", Share: 2}, {Head: "乙", Share: 3}}, [][]string{{"", text}}, 0)
	file, _ := rendered(t, d)
	lines := strings.Fields(read(t, file, aboveFoot...))
	for _, line := range lines {
		checkEnds(t, line)
	}
	if len(lines) < 100 {
		t.Errorf("%d lines prove too little", len(lines))
	}
}

func checkEnds(t rapid.TB, line string) {
	t.Helper()
	head, _ := utf8.DecodeRuneInString(line)
	tail, _ := utf8.DecodeLastRuneInString(line)
	if strings.ContainsRune(noStart, head) || strings.ContainsRune(noEnd, tail) {
		t.Fatalf("line %q", line)
	}
}

func textOf(cells []cell) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.text)
	}
	return b.String()
}

func TestALineNeverPassesTheMargin(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := begin(t)
		cells := s.shaped(someText().Draw(t, "text"), Text)
		limit := rapid.IntRange(1000, 40000).Draw(t, "limit")
		count := 0
		for _, line := range breakLines(cells, limit, limit) {
			count += len(line)
			used := 0
			for _, c := range trimmed(line) {
				used += c.width
			}
			if used > limit && len(trimmed(line)) > 1 {
				t.Fatalf("a line of %d in room for %d: %v", used, limit, line)
			}
		}
		if count != len(cells) {
			t.Fatalf("%d cells of %d are left", count, len(cells))
		}
	})
}

func TestARuledBlankNeverPassesTheMargin(t *testing.T) {
	t.Parallel()
	d := begin(t)
	const limit = 20 * 1000
	for lead := range 21 {
		cells := d.spans([]Span{{Text: strings.Repeat("前", lead)}, Value("", 12), {Text: "后后后"}})
		for _, line := range breakLines(cells, limit, limit) {
			used := 0
			for _, c := range line {
				used += c.width
			}
			if used > limit {
				t.Errorf("after %d characters a line with a blank is %d wide, want at most %d", lead, used, limit)
			}
		}
	}
}

func TestNumbersAndWordsStayWhole(t *testing.T) {
	t.Parallel()
	d := begin(t)
	for _, word := range []string{"¥1,409.50", "2025-05-18", "GB/T", "Heyuan"} {
		for lead := range 12 {
			limit := 12000
			for _, line := range breakLines(d.shaped(strings.Repeat("前", lead)+word+"后后", Text), limit, limit) {
				text := textOf(line)
				if strings.ContainsAny(text, word) && !strings.Contains(text, word) {
					t.Errorf("%s is divided: %q", word, text)
				}
			}
		}
	}
}

func TestPlacesToSignAndToSealAreNeverDivided(t *testing.T) {
	t.Parallel()
	blocks := map[string]struct {
		set  func(*Document)
		room float64
	}{
		"seal": {func(d *Document) { d.Seal(Seal{Who: "人民调解委员会", Label: "（印章）"}) }, 42},
		"seal and signer": {func(d *Document) {
			d.Seal(Seal{Who: strings.Repeat("很长的名称", 20), Label: "（印章）"}, Signer{Label: "签名", Name: "某"})
		}, 42},
		"signers": {func(d *Document) {
			d.Sign(Signer{Label: "签名", Finger: true}, Signer{Label: "签名", Name: strings.Repeat("长", 90)})
		}, 30},
	}
	for name, block := range blocks {
		for from := topNext; from <= bottom; from += 4 {
			d := begin(t)
			d.newPage()
			d.y = from
			block.set(d)
			used := d.y - from
			if len(d.pages) == 3 {
				used = d.y - topNext
				if len(d.pages[1]) > 0 {
					t.Errorf("%s from %.0f mm: a part stayed on the page before", name, from)
				}
			}
			if used < block.room || d.y > bottom+0.01 {
				t.Errorf("%s from %.0f mm: takes %.1f mm and ends at %.1f", name, from, used, d.y)
			}
		}
	}
}

func TestATableGoesOnOverleafUnderItsHead(t *testing.T) {
	t.Parallel()
	var cell strings.Builder
	for i := range 900 {
		fmt.Fprintf(&cell, "第%d句。", i)
	}
	d := begin(t)
	d.Table([]Column{{Head: "序号列", Align: Centre}, {Head: "内容列", Share: 5}}, [][]string{{"", cell.String()}}, 0)
	file, result := rendered(t, d)
	text := squeezed(read(t, file, aboveFoot...))
	if got := strings.Count(text, "序号列内容列"); got != result.Pages || got < 3 {
		t.Errorf("the head stands %d times on %d pages", got, result.Pages)
	}
	if got := strings.ReplaceAll(text, "序号列内容列", ""); got != cell.String() {
		t.Error("the cell did not come through whole")
	}
}

func TestMonstrousTextIsSetAllTheSame(t *testing.T) {
	t.Parallel()
	monsters := map[string]string{
		"nothing":         "",
		"combining marks": "e" + strings.Repeat("\u0301", 2000),
		"one word":        strings.Repeat("a", 20_000),
		"spaces":          strings.Repeat(" ", 20_000) + "x",
		"closing signs":   strings.Repeat("，", 5_000),
		"opening signs":   strings.Repeat("（", 5_000),
		"line ends":       strings.Repeat("\r\n", 500),
		"emoji":           strings.Repeat("👨‍👩‍👧‍👦", 1000),
		"all planes":      "\U00010000\U0010FFFF\uFFFE\uFFFF\uE000\uF8FF\u0000",
		"broken":          "\xff\xfe中\xe4",
		"joiners":         "\u200d\u200d\ufe0f \u200d",
		"every face":      astral(7000),
	}
	for name, text := range monsters {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := begin(t)
			d.Title(text)
			d.Heading(text)
			d.Item("1、", text)
			d.Row(Field{Label: text, Value: text}, Field{Label: "乙", Value: text, Share: 0.01})
			d.Checks(text, Check{Label: text, On: true})
			d.Table([]Column{{Head: "甲"}, {Head: "乙"}}, [][]string{{text, "短", text}}, 0)
			d.Sign(Signer{Label: "签名", Name: text})
			d.Seal(Seal{Who: text, Label: "印章", Date: "日"})
			rendered(t, d)
		})
	}
}

// astral is that many different hanzi beyond U+FFFF, more than there are private codes.
func astral(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteRune(rune(0x20000 + i))
	}
	return b.String()
}

func TestTheQRCodeIsDrawnWhereTheDossierDoesNotStamp(t *testing.T) {
	t.Parallel()
	d, err := New(Info{Title: "试", QR: "https://example.org/s/1", QRText: "ABCD-EFGH"})
	if err != nil {
		t.Fatal(err)
	}
	file, _ := rendered(t, d)
	const upperRight = 300
	if got := read(t, file, "-r", "72", "-x", fmt.Sprint(upperRight), "-y", "0", "-W", "300", "-H", "105"); strings.TrimSpace(got) != "" {
		t.Errorf("%q stands in the upper right corner", got)
	}
	if got := read(t, file, "-raw"); !strings.Contains(got, "ABCD-EFGH") {
		t.Errorf("got %q, want the text under the code", got)
	}
}
