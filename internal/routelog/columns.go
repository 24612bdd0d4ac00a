package routelog

import (
	"regexp"
	"strconv"
	"strings"
)

// The columns of orders and tracks by our name, each with the headers known to mean it. The Chinese ones are those the
// platforms' exports use.
var orderHeaders = map[string][]string{
	"order_id":     {"订单号", "订单编号", "运单号"},
	"accepted_at":  {"接单时间"},
	"arrived_at":   {"到店时间", "到达商家时间"},
	"picked_up_at": {"取餐时间", "取货时间"},
	"delivered_at": {"送达时间", "完成时间"},
	"cancelled_at": {"取消时间", "canceled_at"},
	reassignedAt:   {"转单时间", "改派时间"},
	"pickup_lat":   {"取货纬度", "取餐纬度"},
	"pickup_lon":   {"取货经度", "取餐经度", "pickup_lng"},
	"dropoff_lat":  {"送达纬度"},
	"dropoff_lon":  {"送达经度", "dropoff_lng"},
}

var trackHeaders = map[string][]string{
	"time": {"时间", "定位时间", "timestamp"},
	"lat":  {"纬度", "latitude"},
	"lon":  {"经度", "lng", "longitude"},
}

// reassignedAt is cancelled_at under the header that tells why: the order went to another rider (转单).
const reassignedAt = "reassigned_at"

// columns says at which places of a row each of our columns stands; several may mean the same.
type columns map[string][]int

// vocabulary gives our name for every header that is known, folded, the file's own mapping included.
func vocabulary(known map[string][]string, mapping map[string]string) map[string]string {
	meaning := map[string]string{}
	for name, aliases := range known {
		meaning[name] = name
		for _, alias := range aliases {
			meaning[alias] = name
		}
	}
	for _, name := range sortedKeys(mapping) {
		if _, ok := known[name]; ok {
			meaning[fold(mapping[name])] = name
		}
	}
	return meaning
}

// findColumns reads a header row against a vocabulary.
func findColumns(header []string, meaning map[string]string) columns {
	found := columns{}
	for i, cell := range header {
		if name, ok := meaning[fold(cell)]; ok {
			found[name] = append(found[name], i)
		}
	}
	return found
}

// promises are the words that make a column what was promised and not what happened: 送达时间（预计） is no delivery.
var promises = regexp.MustCompile(`(?i)预计|预估|承诺|要求|期望|最晚|最迟|应送|应达|应到|计划|promise|expect|estimate|\bplan|\bdue\b|\beta\b`)

// fold makes headers alike that differ in case, in spaces, or in a remark in brackets, unless that makes it a promise.
func fold(header string) string {
	bare, remark, _ := strings.Cut(strings.ReplaceAll(header, "（", "("), "(")
	if !promises.MatchString(remark) {
		header = bare
	}
	return strings.ToLower(strings.Join(strings.Fields(strings.TrimPrefix(header, "\ufeff")), ""))
}

// cell gives the first filled cell of a column.
func (c columns) cell(row []string, name string) string {
	for _, i := range c[name] {
		if i < len(row) && !blank(row[i]) {
			return row[i]
		}
	}
	return ""
}

func (c columns) hasAny(names ...string) bool {
	for _, name := range names {
		if len(c[name]) > 0 {
			return true
		}
	}
	return false
}

// scaleKey is the one key of a mapping that is no column: what the file's coordinates are to be divided by to be degrees,
// 1000000 where they are whole millionths.
const scaleKey = "coordinate_scale"

// scale reads it; without any the coordinates are degrees.
func (s Source) scale() (float64, error) {
	text, ok := s.Mapping[scaleKey]
	if !ok {
		return 1, nil
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || !(v >= 1 && v <= 1e9) {
		return 0, s.bad(0, scaleKey, "坐标倍数应是1到1000000000之间的数，如 \"1000000\"。", "the scale of coordinates is a number from 1 to 1000000000, such as \"1000000\"")
	}
	return v, nil
}

// CheckMapping refuses a mapping whose keys are not columns of ours, naming the one. Besides columns it takes
// coordinate_scale, what the file's coordinates are divided by to be degrees.
func CheckMapping(src Source, mapping map[string]string) error {
	for _, name := range sortedKeys(mapping) {
		_, order := orderHeaders[name]
		_, track := trackHeaders[name]
		if !order && !track && name != scaleKey {
			return src.bad(0, name, "对照表中没有这个列名。", "the mapping names a column that is not one of ours")
		}
	}
	src.Mapping = mapping
	_, err := src.scale()
	return err
}
