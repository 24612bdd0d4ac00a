package auth

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"
	"golang.org/x/text/unicode/norm"

	"hejie/internal/dispute"
	"hejie/internal/seal"
)

// NewTOTP makes a second factor for an account: the secret in base 32 and the otpauth URL that an authenticator reads as a
// QR code.
func NewTOTP(login string) (secret, url string, err error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "和解 Hejie", AccountName: login})
	if err != nil {
		return "", "", fmt.Errorf("making a second factor: %w", err)
	}
	return key.Secret(), key.URL(), nil
}

// totpStep is how long one code of an authenticator is shown (RFC 6238). One step before and after is taken as well, for
// clocks that differ.
const totpStep = 30 * time.Second

// secondFactor refuses unless the code is right and was not used before. An account without a secret needs none.
func (d *Door) secondFactor(ctx context.Context, account dispute.AccountID, secret, typed string) error {
	code := strings.Join(strings.Fields(norm.NFKC.String(typed)), "")
	switch {
	case secret == "":
		return nil
	case code == "":
		return secondFactorRequired()
	}
	step, ok := stepOf(secret, code, d.now())
	if !ok {
		return wrongCredentials()
	}
	fresh, err := d.records.UseTOTP(ctx, account, step)
	if err == nil && !fresh {
		return wrongCredentials()
	}
	return err
}

// stepOf finds the step whose code this is.
func stepOf(secret, code string, now time.Time) (step int64, ok bool) {
	for _, off := range []time.Duration{0, -totpStep, totpStep} {
		at := now.Add(off)
		want, err := totp.GenerateCode(secret, at)
		if err == nil && seal.Same([]byte(want), []byte(code)) {
			return at.Unix() / int64(totpStep/time.Second), true
		}
	}
	return 0, false
}
