package dispute

import "slices"

// Role is what a person may be in a case. One person may hold several.
type Role string

// The roles.
const (
	Worker     Role = "worker"     // 劳动者 and the agents who act for them: the applicant's side
	Respondent Role = "respondent" // 被申请人: the other side, who rarely logs in
	Helper     Role = "helper"     // 代办人 at a rest post
	Mediator   Role = "mediator"   // 人民调解员
	Recorder   Role = "recorder"   // 记录人
	Head       Role = "head"       // 调委会主任: assigns, decides recusals, keeps the seal
	Supervisor Role = "supervisor" // 司法所/联席会议
	Admin      Role = "admin"      // 管理员
	System     Role = "system"     // the clockwork itself
)

// Roles lists every role.
var Roles = []Role{Worker, Respondent, Helper, Mediator, Recorder, Head, Supervisor, Admin, System}

// StaffRoles are the roles that an account may carry.
var StaffRoles = []Role{Helper, Mediator, Recorder, Head, Supervisor, Admin}

// Side is which side of the dispute a party stands on.
type Side string

// The sides; the committee is on neither.
const (
	Applicant   Side = "applicant"  // 申请人
	OtherSide   Side = "respondent" // 被申请人
	ThirdSide   Side = "third"      // 第三人
	NeitherSide Side = "committee"  // 调委会
)

// Actor is who stands at the door: a member of staff with an account, or a party by a receipt code or link. Ids only.
type Actor struct {
	Account AccountID `json:"account,omitempty"`
	Org     OrgID     `json:"org,omitempty"`
	Party   PartyID   `json:"party,omitempty"` // the party this person is, or acts for
	Agent   PartyID   `json:"agent,omitempty"` // set when an agent acts for Party
	Roles   []Role    `json:"roles"`
}

// Has says whether the actor holds one of these roles.
func (a Actor) Has(roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(a.Roles, r) })
}

// Staff says whether the actor belongs to an organisation rather than to a side.
func (a Actor) Staff() bool { return a.Account != "" }

// TheSystem is the actor of clocks and of the case's own housekeeping.
var TheSystem = Actor{Roles: []Role{System}}

// Channel is how an act reached us. 方式
type Channel string

// The channels.
const (
	Web     Channel = "web"
	Phone   Channel = "phone"
	Counter Channel = "counter"
	Paper   Channel = "paper"
	Post    Channel = "post"
)

// Channels lists every channel.
var Channels = []Channel{Web, Phone, Counter, Paper, Post}

// Authority is what an agent may do for the party. 代理权限
type Authority string

// The authorities. Admitting, waiving, settling and signing need the special one.
const (
	NoAuthority      Authority = ""
	GeneralAuthority Authority = "general" // 一般授权
	SpecialAuthority Authority = "special" // 特别授权
)
