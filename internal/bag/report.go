package bag

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hejie/internal/fault"
)

// Status is what a check came to.
type Status string

// The statuses. Only Unaltered says that nothing was changed since somebody signed.
const (
	Unaltered Status = "unaltered" // 未改动
	Altered   Status = "altered"   // 有改动: the findings name what
	Unsigned  Status = "unsigned"  // 无签名: the sums fit, and nobody vouches for them
	Unusable  Status = "unusable"  // 无法核对: no bag, or not one that can be read
)

// Kind is what is the matter with a file.
type Kind string

// The kinds of findings.
const (
	Changed      Kind = "changed"    // not what the manifest or the signature says
	Missing      Kind = "missing"    // listed and not there
	Extra        Kind = "extra"      // there and not listed
	Twice        Kind = "twice"      // there or listed more than once
	Unreadable   Kind = "unreadable" // encrypted, cut off, or not of the size that it declares
	Unsafe       Kind = "unsafe"     // a path that leaves the bag
	BadTag       Kind = "bad_tag"    // a file of BagIt that does not say what it must
	BadSignature Kind = "bad_signature"
	OtherKey     Kind = "other_key" // signed, by another key than the one asked for
	Packaging    Kind = "packaging" // the zip around the file is not as it was written
)

var kindText = map[Kind]fault.Text{
	Changed:      {ZH: "已被改动", EN: "was changed"},
	Missing:      {ZH: "缺失", EN: "is missing"},
	Extra:        {ZH: "是多出来的文件", EN: "was added"},
	Twice:        {ZH: "重复出现", EN: "appears more than once"},
	Unreadable:   {ZH: "无法读取", EN: "cannot be read"},
	Unsafe:       {ZH: "路径超出了存档包", EN: "has a path that leaves the bag"},
	BadTag:       {ZH: "内容不符合 BagIt 的要求", EN: "does not say what BagIt requires"},
	BadSignature: {ZH: "签名无效", EN: "has a signature that does not fit"},
	OtherKey:     {ZH: "不是用您指定的公钥签名的", EN: "is not signed with the key you named"},
	Packaging:    {ZH: "所在的压缩包结构已被改动", EN: "lies in a zip whose structure was changed"},
}

// Finding is one thing that is not as it should be. Name is the file's path in the bag as it stands there, possibly hostile; it is
// empty where the zip itself is meant.
type Finding struct {
	Kind Kind       `json:"kind"`
	Name string     `json:"name"`
	Text fault.Text `json:"text"`
}

// Signature is who signed. Its fields are empty for a bag without a signature that fits.
type Signature struct {
	Valid       bool        `json:"valid"`
	KeyID       string      `json:"key_id"`
	Fingerprint Fingerprint `json:"fingerprint"`
	Confirmed   bool        `json:"confirmed"` // it is the key that was asked for
}

// Report // 核对结果 is what [Verify] found. As JSON it always has all keys.
type Report struct {
	Status    Status       `json:"status"`
	Text      fault.Text   `json:"text"`
	Bag       string       `json:"bag"`   // its folder's name
	Files     int          `json:"files"` // of the payload
	Bytes     int64        `json:"bytes"` // of the payload
	Signature Signature    `json:"signature"`
	Findings  []Finding    `json:"findings"`
	Notes     []fault.Text `json:"notes"` // what the reader should know besides
}

func (r *Report) find(kind Kind, name string) {
	r.Findings = append(r.Findings, Finding{Kind: kind, Name: name, Text: sentence(kind, name)})
}

// sentence names the file in both languages, with whatever could mislead a terminal or an eye spelt out.
func sentence(kind Kind, name string) fault.Text {
	if name == "" {
		return fault.Text{ZH: "压缩包的目录或首尾已被改动", EN: "the zip's directory, beginning or end was changed"}
	}
	text := kindText[kind]
	return fault.Text{ZH: shown(name) + "：" + text.ZH, EN: shown(name) + " " + text.EN}
}

// shown is a name as it may be printed: as it is, or quoted when it holds what does not show.
func shown(name string) string {
	if utf8.ValidString(name) && !strings.ContainsFunc(name, func(r rune) bool { return !strconv.IsPrint(r) }) {
		return name
	}
	return strconv.Quote(name)
}

func (r *Report) note(zh, en string) { r.Notes = append(r.Notes, fault.Text{ZH: zh, EN: en}) }

// named says whether something is the matter with a file already.
func (r *Report) named(name string) bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Name == name })
}

// unusable is the report on what cannot be checked.
func unusable(zh, en string) Report {
	return Report{Status: Unusable, Text: fault.Text{ZH: "无法核对：" + zh, EN: "Cannot be checked: " + en}, Findings: []Finding{}, Notes: []fault.Text{}}
}

// conclude puts the findings in order, each once, and says what they come to.
func (r *Report) conclude() {
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Kind, b.Kind))
	})
	r.Findings = slices.Compact(r.Findings)
	if r.Findings == nil {
		r.Findings = []Finding{}
	}
	if r.Notes == nil {
		r.Notes = []fault.Text{}
	}
	switch {
	case len(r.Findings) > 0:
		r.Status = Altered
		r.Text = fault.Text{ZH: fmt.Sprintf("有改动：%d 处与原来的不一致，列在下面。", len(r.Findings)),
			EN: fmt.Sprintf("Altered: %d things are not as they should be; they are listed below.", len(r.Findings))}
	case !r.Signature.Valid:
		r.Status = Unsigned
		r.Text = fault.Text{ZH: "文件与清单一致，但没有我们的签名，不能证明没有人改动过。", EN: "The files fit the manifests, but we did not sign them: nothing proves that nobody changed them."}
	default:
		r.Status = Unaltered
		r.Text = fault.Text{ZH: fmt.Sprintf("未改动：自签名以来，全部 %d 个文件都没有变化。", r.Files),
			EN: fmt.Sprintf("Unaltered: none of the %d files has changed since it was signed.", r.Files)}
	}
}
