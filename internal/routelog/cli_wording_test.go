package routelog_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"hejie/internal/routelog"
)

const someOrders = "order_id,accepted_at,delivered_at\nA,2025-05-18 18:00,2025-05-18 18:30\n"

func TestTheCommandHandsTheClauseToItsReportHoweverItIsEncoded(t *testing.T) {
	t.Parallel()
	const clause = "配送期间：自接单时起至送达时止。\n𠀀条除外"
	national, err := simplifiedchinese.GB18030.NewEncoder().String(clause)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(clause)
	if err != nil {
		t.Fatal(err)
	}
	whole := strings.Repeat("保", 2000)
	for name, tt := range map[string]struct{ file, want string }{
		"utf-8": {clause + "\n\n", clause}, "marked": {"\xef\xbb\xbf" + clause, clause}, "gb18030": {national, clause}, "utf-16": {wide, clause},
		"as long as may be": {whole, whole}, "turned round": {"甲\u202e乙", "甲\u202e乙"},
	} {
		path := folder(t, map[string]string{"orders.csv": someOrders, "clause.txt": tt.file})
		var got routelog.Paper
		var errs bytes.Buffer
		args := []string{"--orders", path("orders.csv"), "--at", "2025-05-18T18:45", "--pdf", path("out.pdf"), "--wording", path("clause.txt"), "--wording-source", "保险单A1"}
		status := routelog.Route(args, io.Discard, &errs, func(_ io.Writer, p routelog.Paper) error { got = p; return nil })
		if status != 0 || got.Wording != tt.want || got.WordingSource != "保险单A1" {
			t.Errorf("%s: got %d, %q from %q: %s", name, status, got.Wording, got.WordingSource, errs.String())
		}
		if n := len(got.Files); n != 2 || got.Files[1].Kind != routelog.WordingFile || len(got.Files[1].SHA256) != 64 {
			t.Errorf("%s: got the files %+v, want the clause's with its hash", name, got.Files)
		}
	}
}

func TestAClauseThatCannotBePrintedIsRefusedInOneLine(t *testing.T) {
	t.Parallel()
	path := folder(t, map[string]string{
		"orders.csv": someOrders, "clause.txt": "自接单时起", "empty.txt": "", "blank.txt": "\n \u3000\u202e\n", "long.txt": strings.Repeat("保", 2001),
		"lines.txt": strings.Repeat("第一款\n", 5000), "huge.txt": strings.Repeat("a", 1<<20), "scan.pdf": "%PDF-1.7\n\x00\x01\x02\xff\xd8", "cut.txt": "自接单时\xe8\xb5",
	})
	pdf := []string{"--pdf", path("out.pdf")}
	for _, tt := range []struct {
		args []string
		want string
	}{
		{append(pdf, "--wording", path("none.txt")), "none.txt"}, {append(pdf, "--wording", path("empty.txt")), "empty.txt"}, {append(pdf, "--wording", path("blank.txt")), "blank.txt"},
		{append(pdf, "--wording", path("long.txt")), "2000"}, {append(pdf, "--wording", path("lines.txt")), "2000"}, {append(pdf, "--wording", path("huge.txt")), "2000"},
		{append(pdf, "--wording", path("scan.pdf")), "scan.pdf"}, {append(pdf, "--wording", path("cut.txt")), "cut.txt"}, {append(pdf, "--wording-source", "保险单A1"), "--wording"},
		{[]string{"--wording", path("clause.txt")}, "--pdf"}, {append(pdf, "--wording", path("clause.txt"), "--wording-source", strings.Repeat("单", 201)), "200"},
	} {
		status, out, errs := route(append([]string{"--orders", path("orders.csv"), "--at", "2025-05-18T18:45"}, tt.args...)...)
		if lines := strings.Count(errs, "\n"); status != 2 || out != "" || lines != 1 || !strings.Contains(errs, tt.want) {
			t.Errorf("%v: got %d, %q, want 2 and one line with %q", tt.args, status, errs, tt.want)
		}
	}
}
