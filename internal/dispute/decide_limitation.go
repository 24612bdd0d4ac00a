package dispute

import (
	"fmt"
	"slices"

	"hejie/internal/statute"
)

// limitations are the periods that run against a claim of this matter. What may turn out a labour dispute has two: one
// year to apply for arbitration (调解仲裁法 27) and, where no employment is found, the three of the Civil Code (民法典 188).
// Both stand on the face; the earlier comes first.
func limitations(m Matter) []statute.RuleID {
	switch {
	case m == InsuranceClaim:
		return []statute.RuleID{statute.InsuranceLimitation}
	case m.Labour():
		return []statute.RuleID{statute.ArbitrationLimitation, statute.GeneralLimitation}
	}
	return []statute.RuleID{statute.GeneralLimitation}
}

// interruptLimitation starts the claim's limitation from the filing. Where an old period seems to have run out before,
// nothing is asserted of it: the desk is told to look.
func (c *Change) interruptLimitation(f *Filing) error {
	k := c.Picture.Claims[0]
	if f.HurtOn.IsZero() || f.HurtOn.After(c.act.HappenedOn) {
		return c.limit(k, c.act.HappenedOn)
	}
	passed := false
	for _, rule := range limitations(k.Matter) {
		over, err := c.interrupt(rule, k, f.HurtOn)
		if err != nil {
			return fmt.Errorf("interrupting %s: %w", rule, err)
		}
		passed = passed || over
	}
	if passed {
		c.tellHead("limitation_passed", string(k.ID))
	}
	return nil
}

// interrupt runs a limitation that began on a day anew from the act's; over is true when it had run out by then.
func (c *Change) interrupt(rule statute.RuleID, k Claim, began statute.Date) (over bool, err error) {
	old, err := c.law.Reckon(rule, began)
	if err != nil {
		return false, err
	}
	limitation, err := c.law.Book.Rule(rule)
	if err != nil {
		return false, err
	}
	if old.Effective.Before(c.act.HappenedOn) {
		return true, nil
	}
	anew, err := statute.Interrupt(limitation, old, statute.Interrupted{On: c.act.HappenedOn}, c.law.Calendar)
	if err != nil {
		return false, err
	}
	c.run(anew, string(k.ID))
	return false, nil
}

// limit runs a claim's limitation anew from a day that interrupted it.
func (c *Change) limit(k Claim, from statute.Date) error {
	for _, rule := range limitations(k.Matter) {
		if err := c.start(rule, string(k.ID), from); err != nil {
			return err
		}
	}
	return nil
}

// relimit changes the limitation of a claim whose matter was another: the periods of the new one run from the day from
// which the old ones did. Where none ran, none is asserted.
func (c *Change) relimit(k Claim, old Matter) error {
	was, is := limitations(old), limitations(k.Matter)
	ran, ok := find(c.Picture.Clocks, func(x Clock) bool { return x.Subject == string(k.ID) && slices.Contains(was, x.Rule) })
	if !ok {
		return nil
	}
	c.stop(func(x Clock) bool {
		return x.Subject == string(k.ID) && slices.Contains(was, x.Rule) && !slices.Contains(is, x.Rule)
	})
	for _, rule := range is {
		if slices.Contains(was, rule) {
			continue
		}
		if err := c.start(rule, string(k.ID), ran.Start); err != nil {
			return err
		}
	}
	return nil
}

// labourRoad runs the fifteen days after which, in a labour dispute, the talks hold nobody back from arbitration (调解仲裁法
// 14), from the day the application was received. It opens a road that was open before: the worker may go there on any day
// (调解仲裁法 5). In other matters it does nothing.
func (c *Change) labourRoad(received statute.Date) error {
	labour := slices.ContainsFunc(c.Picture.OpenClaims(), func(k Claim) bool { return k.Matter.Labour() })
	if !labour || slices.ContainsFunc(c.Picture.Clocks, ofRule(statute.MediationLabour)) {
		return nil
	}
	return c.start(statute.MediationLabour, "", received)
}
