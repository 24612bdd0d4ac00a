package auth

import (
	"errors"
	"fmt"
	"time"

	"hejie/internal/fault"
)

// TooOften is the refusal of someone who tries too often; errors.As finds it, and the fault inside it. Over HTTP it is 429
// with Retry-After.
type TooOften struct {
	After time.Duration // until the next try
	fault *fault.Fault
}

func tooOften(after time.Duration) *TooOften {
	return &TooOften{after, fault.New(fault.Unavailable, "too_many_attempts", fault.Text{
		ZH: "尝试次数过多，请稍后再试。", EN: "Too many attempts; try again later."})}
}

// searchedTooOften tells staff how long the search rests for them, and what goes on working meanwhile.
func searchedTooOften(after time.Duration) *TooOften {
	minutes := int(after.Minutes()) + 1
	return &TooOften{after, fault.New(fault.Unavailable, "too_many_attempts", fault.Text{
		ZH: fmt.Sprintf("查询过于频繁：每个账号 15 分钟内最多查询 %d 次。请约 %d 分钟后再试；其间仍可不输入姓名、电话或号码，按阶段和日期翻看案件清单。", searchAccount.tries, minutes),
		EN: fmt.Sprintf("Too many searches: an account may search %d times in 15 minutes. Try again in about %d min; meanwhile the docket can be read by stage and day.", searchAccount.tries, minutes)})}
}

// Error is for the log.
func (e *TooOften) Error() string { return e.fault.Error() }

// Unwrap gives the fault that a person may read.
func (e *TooOften) Unwrap() error { return e.fault }

// RetryAfter says when someone who tried too often may try again; ok is false for any other error.
func RetryAfter(err error) (after time.Duration, ok bool) {
	var often *TooOften
	if errors.As(err, &often) {
		return often.After, true
	}
	return 0, false
}

// The codes of the faults that mean: nobody is signed in. Over HTTP they are 401.
const (
	CodeSignedOut    = "signed_out"
	CodeWrong        = "bad_credentials"
	CodeSecondFactor = "second_factor_required" // the password was right; ask for the six digits too
)

// Unauthenticated says whether err means that nobody is signed in (401), unlike a fault about what somebody may do (403).
func Unauthenticated(err error) bool {
	f, ok := fault.As(err)
	return ok && (f.Code == CodeSignedOut || f.Code == CodeWrong || f.Code == CodeSecondFactor)
}

// SignedOut is the answer to a request that needs a session and has none that holds.
func SignedOut() *fault.Fault {
	return fault.New(fault.Forbidden, CodeSignedOut, fault.Text{
		ZH: "您尚未登录，或登录已超时。请重新登录，或用查询码重新进入。",
		EN: "You are not signed in, or your session has ended. Sign in again, or enter with your receipt code."})
}

func wrongCredentials() *fault.Fault {
	return fault.New(fault.Forbidden, CodeWrong, fault.Text{
		ZH: "账号、密码或动态码不对。请核对后再试。", EN: "The name, password or code is wrong. Check them and try again."})
}

func secondFactorRequired() *fault.Fault {
	return fault.New(fault.Forbidden, CodeSecondFactor, fault.Text{
		ZH: "请再输入验证器上的 6 位动态码。", EN: "Enter the 6 digits from your authenticator as well."})
}

func badCode() *fault.Fault {
	return fault.BadField("code", "one_time_code", fault.Text{
		ZH: "验证码不对或已失效。请核对，或重新获取。", EN: "The code is wrong or has expired. Check it, or ask for a new one."})
}

func unreachable() *fault.Fault {
	return fault.New(fault.Conflict, "nowhere_to_send", fault.Text{
		ZH: "案件中没有登记您的手机号或邮箱，无法发送验证码。请联系调解委员会登记。",
		EN: "No phone or e-mail of yours is on file, so no code can be sent. Ask the mediation committee to put one on file."})
}

func longPassword() *fault.Fault {
	return fault.BadField("password", "max", fault.Text{
		ZH: "密码太长：不能超过 1024 个字节。", EN: "The password is too long: 1024 bytes at most."})
}
