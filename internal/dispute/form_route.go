package dispute

import (
	"time"

	"hejie/internal/statute"
)

// RouteRun asks for an analysis of orders, track and online log around the incident. Every run stays on record; one that
// corrects an earlier run names it and says why. What is declared here concerns the files it names: their datum, the zone of
// times written without one, and by how much their clock may be wrong. Place is LAT,LON in degrees, in the tracks' datum.
// Wording (条款原文) is the clause of the policy as it is written, and WordingSource the paper it was copied from: the report
// prints facts of time only beside it.
type RouteRun struct {
	Orders          []EvidenceID  `json:"orders,omitempty" validate:"max=20,dive,uuid" zh:"订单文件" en:"Order files"`
	Tracks          []EvidenceID  `json:"tracks,omitempty" validate:"max=20,dive,uuid" zh:"轨迹文件" en:"Track files"`
	Online          []EvidenceID  `json:"online,omitempty" validate:"max=20,dive,uuid" zh:"上线记录文件" en:"Online logs"`
	Typed           []TypedOrder  `json:"typed,omitempty" validate:"max=200,dive" zh:"订单时间" en:"Order times"`
	At              string        `json:"at" validate:"required,moment" zh:"事故时间" en:"Time of the incident"`
	ToleranceS      int           `json:"tolerance_s,omitempty" validate:"min=0,max=86400" zh:"时间误差（秒）" en:"Tolerance in seconds"`
	Place           string        `json:"place,omitempty" validate:"omitempty,max=60,place" zh:"事故地点（纬度,经度）" en:"Place of the incident (LAT,LON)"`
	Datum           string        `json:"datum,omitempty" validate:"omitempty,oneof=wgs84 gcj02 bd09" zh:"坐标系" en:"Datum"`
	OrderDatum      string        `json:"order_datum,omitempty" validate:"omitempty,oneof=wgs84 gcj02 bd09" zh:"订单坐标系" en:"Datum of the orders"`
	TrackZone       string        `json:"track_zone,omitempty" validate:"omitempty,max=60,zone" zh:"轨迹时区" en:"Time zone of the tracks"`
	OrderZone       string        `json:"order_zone,omitempty" validate:"omitempty,max=60,zone" zh:"订单时区" en:"Time zone of the orders"`
	TrackToleranceS int           `json:"track_tolerance_s,omitempty" validate:"min=0,max=86400" zh:"轨迹时钟误差（秒）" en:"Tolerance of the tracks' clock in seconds"`
	OrderToleranceS int           `json:"order_tolerance_s,omitempty" validate:"min=0,max=86400" zh:"订单时钟误差（秒）" en:"Tolerance of the orders' clock in seconds"`
	Wording         string        `json:"wording,omitempty" validate:"required_with=WordingSource,max=2000" zh:"保险条款原文" en:"Insurance clause, word for word"`
	WordingSource   string        `json:"wording_source,omitempty" validate:"max=200" zh:"条款出处" en:"Where the clause stands"`
	Policy          *RoutePolicy  `json:"policy,omitempty" zh:"判断规则" en:"Policy"`
	Compare         []RoutePolicy `json:"compare,omitempty" validate:"max=5,dive" zh:"对照规则" en:"Policies to compare"`
	Corrects        ActID         `json:"corrects,omitempty" validate:"omitempty,uuid" zh:"所更正的分析" en:"Analysis it corrects"`
	Reason          string        `json:"reason,omitempty" validate:"required_with=Corrects,max=2000" zh:"理由" en:"Reason"`
}

// RoutePolicy names thresholds that a run judges by instead of the published ones; one left out keeps its published figure.
// Every threshold is positive and below ten million, in metres, seconds, metres per second or a ratio, as its name says. 判断规则
type RoutePolicy struct {
	Name            string   `json:"name" validate:"required,max=60" zh:"规则名称" en:"Name of the policy"`
	StopRadiusM     *float64 `json:"stop_radius_m,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"停留半径（米）" en:"Radius of a stop (m)"`
	StopS           *float64 `json:"stop_s,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"停留时长（秒）" en:"Length of a stop (s)"`
	LongStopS       *float64 `json:"long_stop_s,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"中断配送的停留（秒）" en:"Stop that interrupts (s)"`
	HandoverRadiusM *float64 `json:"handover_radius_m,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"取送地点范围（米）" en:"Radius of a handover (m)"`
	SilenceS        *float64 `json:"silence_s,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"间断（秒）" en:"Silence (s)"`
	BlindS          *float64 `json:"blind_s,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"不能判断的间断（秒）" en:"Silence that blinds (s)"`
	TowardNext      *float64 `json:"toward_next,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"靠近下一单的比例" en:"Share of the way to the next pickup"`
	DetourRatio     *float64 `json:"detour_ratio,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"绕行倍数" en:"Detour ratio"`
	DirectFloorM    *float64 `json:"direct_floor_m,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"直线距离下限（米）" en:"Least direct distance (m)"`
	TransitS        *float64 `json:"transit_s,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"末单之后途中（秒）" en:"On the way after the last order (s)"`
	DutyBreakS      *float64 `json:"duty_break_s,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"收工间隔（秒）" en:"Break that ends a duty period (s)"`
	OpenOrderS      *float64 `json:"open_order_s,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"未记录结束的订单（秒）" en:"Order without an end (s)"`
	ReachS          *float64 `json:"reach_s,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"订单可及范围（秒）" en:"Reach of the orders (s)"`
	PlaceWindowS    *float64 `json:"place_window_s,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"取地点的前后时间（秒）" en:"Window for a place (s)"`
	TeleportMps     *float64 `json:"teleport_mps,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"漂移速度（米/秒）" en:"Speed of a teleport (m/s)"`
	TeleportReturnS *float64 `json:"teleport_return_s,omitempty" validate:"omitempty,gt=0,lt=10000000" zh:"漂移返回时间（秒）" en:"Return of a teleport (s)"`
}

// RouteObjection is what a side holds against the report of one route analysis, point by point. 对路线分析的异议
type RouteObjection struct {
	Analysis ActID            `json:"analysis" validate:"required,uuid" zh:"路线分析" en:"Route analysis"`
	Points   []ObjectionPoint `json:"points" validate:"required,min=1,max=100,dive" zh:"异议" en:"Objections"`
	Evidence []EvidenceID     `json:"evidence,omitempty" validate:"max=200,dive,uuid" zh:"附件" en:"Files"`
}

// ObjectionPoint is held against one numbered statement of the report, or (0) against the report as a whole.
type ObjectionPoint struct {
	Statement int    `json:"statement,omitempty" validate:"min=0,max=9999" zh:"报告中的编号" en:"Number in the report"`
	Text      string `json:"text" validate:"required,max=2000" zh:"异议内容" en:"Objection"`
}

// ObjectionAnswer is the committee's answer to an objection, point by point: noted, led to another analysis, or not followed. 答复异议
type ObjectionAnswer struct {
	To      ActID             `json:"to" validate:"required,uuid" zh:"所答复的异议" en:"Objection answered"`
	Results []ObjectionResult `json:"results" validate:"required,min=1,max=100,dive" zh:"答复" en:"Answers"`
}

// ObjectionResult answers what was held against one statement.
type ObjectionResult struct {
	Statement int    `json:"statement,omitempty" validate:"min=0,max=9999" zh:"报告中的编号" en:"Number in the report"`
	Result    string `json:"result" validate:"required,oneof=noted rerun rejected" zh:"处理" en:"Outcome"`
	Text      string `json:"text,omitempty" validate:"max=2000" zh:"说明" en:"Explanation"`
}

// ConsentForm is one entry of the consent ledger (个人信息保护法 23, 29): a purpose, a recipient, a day until which it holds,
// and for a track the window of time it covers. track is the committee's use of it; share_track is that a recipient outside
// sees its stretch between two orders, and with a window that window too.
type ConsentForm struct {
	Purpose   string       `json:"purpose" validate:"required,oneof=handling track medical share_track share_file refer extension" zh:"用途" en:"Purpose"`
	Recipient string       `json:"recipient,omitempty" validate:"max=200" zh:"接收方" en:"Recipient"`
	From      string       `json:"from,omitempty" validate:"required_with=To,omitempty,moment" zh:"轨迹起始时间" en:"Track data from"`
	To        string       `json:"to,omitempty" validate:"required_with=From,omitempty,moment" zh:"轨迹截止时间" en:"Track data to"`
	Until     statute.Date `json:"until,omitzero" zh:"有效期至" en:"Until"`
	Text      string       `json:"text,omitempty" validate:"max=2000" zh:"范围" en:"Scope"`
}

// Window is the stretch of time whose track data a consent covers, half-open; two zero times when it names none.
func (f *ConsentForm) Window() (from, to time.Time, err error) {
	if f.From == "" {
		return time.Time{}, time.Time{}, nil
	}
	if from, err = ParseMoment(f.From); err != nil {
		return from, to, err
	}
	to, err = ParseMoment(f.To)
	return from, to, err
}
