package routelog

import (
	"encoding/json"
	"io"
	"math"
)

// Policy is every threshold of the rules, by name. A policy file is a JSON object with any of these names; what it does
// not name keeps its default.
type Policy struct {
	Name            string  `json:"name"`
	StopRadiusM     float64 `json:"stop_radius_m"`     // a stop stays within this of its first point
	StopS           float64 `json:"stop_s"`            // and lasts at least this
	LongStopS       float64 `json:"long_stop_s"`       // a stop that interrupts
	HandoverRadiusM float64 `json:"handover_radius_m"` // unless this near the drop-off behind or the pickup ahead
	SilenceS        float64 `json:"silence_s"`         // longer between points is a silence
	BlindS          float64 `json:"blind_s"`           // a silence that blinds the finding
	TowardNext      float64 `json:"toward_next"`       // nearer to the pickup by this share
	DetourRatio     float64 `json:"detour_ratio"`      // path at most this many times the direct distance
	DirectFloorM    float64 `json:"direct_floor_m"`    // shorter direct distances count as this
	TransitS        float64 `json:"transit_s"`         // after the last delivery
	DutyBreakS      float64 `json:"duty_break_s"`      // no order this long ends a duty period
	OpenOrderS      float64 `json:"open_order_s"`      // an order without end may have run on this long
	ReachS          float64 `json:"reach_s"`           // orders farther off than this do not reach
	PlaceWindowS    float64 `json:"place_window_s"`    // a place is read off the track within this
	TeleportMps     float64 `json:"teleport_mps"`      // faster is no movement
	TeleportReturnS float64 `json:"teleport_return_s"` // a leap that comes back within this is left out
}

// DefaultPolicy is the policy of design: every figure of the published table.
func DefaultPolicy() Policy {
	return Policy{
		Name: "default", StopRadiusM: 60, StopS: 180, LongStopS: 600, HandoverRadiusM: 150, SilenceS: 60, BlindS: 300,
		TowardNext: 0.5, DetourRatio: 3, DirectFloorM: 300, TransitS: 1800, DutyBreakS: 10800, OpenOrderS: 3600,
		ReachS: 86400, PlaceWindowS: 60, TeleportMps: 40, TeleportReturnS: 120,
	}
}

// ReadPolicy reads a policy file over the defaults. It refuses an unknown name and a value that is not a positive
// number below ten million; without a name the policy is called by its file.
func ReadPolicy(name string, r io.Reader) (Policy, error) {
	src := Source{Name: name}
	p := DefaultPolicy()
	p.Name = name
	d := json.NewDecoder(io.LimitReader(r, 1<<20))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return p, src.bad(0, "", "政策文件应是JSON对象，只含已知的阈值名称和数值（"+err.Error()+"）。",
			"a policy is a JSON object of known thresholds and numbers ("+err.Error()+")")
	}
	for _, v := range []float64{p.StopRadiusM, p.StopS, p.LongStopS, p.HandoverRadiusM, p.SilenceS, p.BlindS, p.TowardNext, p.DetourRatio,
		p.DirectFloorM, p.TransitS, p.DutyBreakS, p.OpenOrderS, p.ReachS, p.PlaceWindowS, p.TeleportMps, p.TeleportReturnS} {
		if !(v > 0 && v < 1e7) || math.IsNaN(v) {
			return p, src.bad(0, "", "每个阈值都应是正数。", "every threshold is a positive number")
		}
	}
	return p, nil
}

// ms turns seconds of a policy into milliseconds.
func ms(seconds float64) int64 { return int64(math.Round(seconds * 1000)) }
