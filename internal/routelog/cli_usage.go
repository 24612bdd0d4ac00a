package routelog

import (
	"flag"
	"time"

	"hejie/internal/fault"
)

const usage = `hejie route --orders F [--track F]... --at 2025-05-18T18:45 [--tolerance 60s] [--place LAT,LON]
            [--datum wgs84|gcj02|bd09] [--order-datum wgs84|gcj02|bd09] [--online F] [--mapping F] [--policy F]...
            [--order-zone Z] [--track-zone Z] [--online-zone Z]
            [--order-tolerance 60s] [--track-tolerance 5s] [--online-tolerance 60s]
            [--json] [--svg F] [--pdf F [--wording F [--wording-source TEXT]]]

  --orders F           订单文件（CSV或JSON）                  the orders (CSV or JSON)
  --track F            轨迹文件，可重复；gcj02:F 单独声明坐标系   a track, again for more; gcj02:F declares its own datum
  --at T               事发时间，写到分或秒                   when it happened, to the minute or second
  --tolerance D        事发时间的误差，如 60s                 how far that time may be off, such as 60s
  --place LAT,LON      事发地点，坐标系同轨迹                 where it happened, in the tracks' datum
  --datum, --order-datum
                       轨迹、订单的坐标系；不声明按wgs84读取并注明  the datum; undeclared is read as wgs84 and says so
  --order-zone, --track-zone, --online-zone Z
                       文件中没有写时区的时间属于哪个时区：Asia/Shanghai 或 +08:00（默认）
                       the zone of times written without one: Asia/Shanghai or +08:00 (the default)
  --order-tolerance, --track-tolerance, --online-tolerance D
                       该文件的时钟可能快慢多少，0到24小时       how far the file's clock may be off either way, up to 24h
  --online F           上线记录 from,to,state                 the online log
  --mapping F          列名对照表（JSON）                     our column names to the file's (JSON)
  --policy F           判断规则文件，可重复，逐一对照            a policy file; each further one is set beside the first
  --json               输出JSON                              print JSON
  --svg F, --pdf F     画图                                  draw the picture
  --wording F          保险条款原文（纯文本，最多2000字）；有了它，报告才列出时间事实
                       the insurance clause word for word (plain text, at most 2000 characters): the report prints the
                       facts of time only beside it
  --wording-source T   条款出处：保险单号、条款号               where the clause stands: policy and clause

退出码：有结论为0；结果写不出为1；材料不能用为2，并写明文件、行和字段。
Exit status: 0 for any finding, 1 when a result cannot be written, 2 for input that cannot be used, naming file, line and field.
`

// clockFlags are what is declared about the clock of one kind of file.
type clockFlags struct {
	name, zoneText string
	tolerance      time.Duration
	zone           *time.Location
}

func (f *clockFlags) declare(fs *flag.FlagSet, name string) {
	f.name = "--" + name
	fs.StringVar(&f.zoneText, name+"-zone", "", "")
	fs.DurationVar(&f.tolerance, name+"-tolerance", 0, "")
}

func (f *clockFlags) check() (err error) {
	if f.tolerance < 0 || f.tolerance > maxTolerance {
		return fault.BadField(f.name+"-tolerance", "range", fault.Text{ZH: "时钟误差应在0到24小时之间。", EN: "the tolerance lies between 0 and 24 hours"})
	}
	if f.zoneText == "" {
		return nil
	}
	if f.zone, err = ParseZone(f.zoneText); err != nil {
		return fault.BadField(f.name+"-zone", "zone", zoneText)
	}
	return nil
}

func (f *clockFlags) set(src *Source) { src.Zone, src.Tolerance = f.zone, f.tolerance }
