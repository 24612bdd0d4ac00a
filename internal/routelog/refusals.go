package routelog

import "strconv"

// trackKinds and orderKinds name what is read, for whoever handed in something else.
const (
	trackKindsZH = "GPX、KML、GeoJSON或CSV"
	trackKindsEN = "GPX, KML, GeoJSON or CSV"
	orderKindsZH = "CSV或JSON"
	orderKindsEN = "CSV or JSON"
)

// maxTrackBytes is the largest track that is read.
const maxTrackBytes = 1 << 30

func (s Source) notATrack(line int) error {
	return s.bad(line, "", "这不是能读取的轨迹文件，请提供"+trackKindsZH+"。", "this is no track of a kind that is read; hand in "+trackKindsEN)
}

func (s Source) tooMany(line int) error {
	return s.bad(line, "", "轨迹点超过一千万个，请只提供相关日期的轨迹。", "over ten million points; hand in the days concerned")
}

// trackless refuses a file of a known kind without any point of a track: a plan, places marked, areas.
func (s Source) trackless() error {
	return s.bad(1, "", "文件里没有轨迹点（可能只是规划路线、标注点或区域），请导出实际行驶的轨迹。",
		"there is no track point in it, perhaps only a planned route, marked places or areas; export the track that was ridden")
}

// uneven refuses times and places that are not equally many: which belong together cannot be known.
func (s Source) uneven(line int, field string, times, places int) error {
	t, p := strconv.Itoa(times), strconv.Itoa(places)
	return s.bad(line, field, "时间有"+t+"个，位置却有"+p+"个，无法对应。请重新导出轨迹。",
		"there are "+t+" times but "+p+" places, so they cannot be matched; export the track again")
}

// timeless refuses a track none of whose points has a time that can be used; the reason is the first point's.
func (s Source) timeless(first sample) error {
	switch {
	case first.yearless:
		return s.bad(first.line, "time", "时间没有年份，不能用。请导出带完整日期（如 2025-05-18 18:45:30）的轨迹。",
			"the times have no year, so they cannot be used; export the track with full dates such as 2025-05-18 18:45:30")
	case first.badTime:
		return s.bad(first.line, "time", "所有点的时间都无法识别，请写成 2025-05-18 18:45:30。", "no point has a time that can be read; write it as 2025-05-18 18:45:30")
	case first.timed:
		return s.bad(first.line, "time", "所有点的时间都早于1990年或晚于2089年，说明设备时钟没有校准。请导出时间正确的轨迹。",
			"every time is before 1990 or after 2089: the device's clock was not set; export a track with true times")
	}
	return s.bad(first.line, "time", "轨迹里没有任何时间，无法判断先后。请导出带时间的轨迹：GPX的time、KML的gx:Track、GeoJSON的coordTimes，或CSV的时间列。",
		"no point has a time; export the track with times: time in GPX, gx:Track in KML, coordTimes in GeoJSON, or a time column in CSV")
}
