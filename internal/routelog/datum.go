package routelog

// Datum is the coordinate system of a file (坐标系). The empty datum is undeclared: it is read as WGS-84 and says so.
type Datum string

// The datums in use in China.
const (
	Undeclared Datum = ""
	WGS84      Datum = "wgs84" // satellites, telephones, 天地图 within decimetres
	GCJ02      Datum = "gcj02" // 高德, 腾讯 and the platforms built on them
	BD09       Datum = "bd09"  // 百度
)
