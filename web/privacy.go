package web

type privacyPage struct{ Base }

// privacy is the notice of 个人信息保护法 17 and 30: who, why, how long, and what one may ask for.
func (a *Web) privacy(v *visit) error {
	return v.show(200, "privacy", privacyPage{v.base("privacy.title")})
}
