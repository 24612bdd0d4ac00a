package document

import (
	"fmt"
	"io"

	"hejie/internal/routelog"
)

// madeByCommand says what a report is that no committee made.
const madeByCommand = "本报告由命令行程序 hejie route 根据下列文件制作，没有案件编号。下列文件的SHA-256可以用来核对所读的是哪些文件。"

var fileKinds = map[routelog.FileKind]string{
	routelog.OrdersFile: "订单", routelog.TrackFile: "轨迹", routelog.OnlineFile: "在线记录", routelog.MappingFile: "列名对照", routelog.PolicyFile: "规则",
	routelog.WordingFile: "保险条款原文",
}

// DrawRoute writes the report of the command line as a PDF: what `hejie route --pdf` gives. It has no case and names no
// rider; its files are called as they were on the command line.
func DrawRoute(w io.Writer, p routelog.Paper) error {
	r := TellRoute(p.Findings, &p.Picture)
	r.MadeBy, r.Wording, r.WordingSource = madeByCommand, p.Wording, p.WordingSource
	for _, f := range p.Files {
		r.Files = append(r.Files, RouteFile{Name: f.Name, Kind: fileKinds[f.Kind], SHA256: f.SHA256})
	}
	if _, err := r.Draw(w); err != nil {
		return fmt.Errorf("drawing the route: %w", err)
	}
	return nil
}
