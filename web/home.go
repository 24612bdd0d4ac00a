package web

import "hejie/internal/store"

type homePage struct {
	Base
	Committees []store.Org
}

// home says what this is and offers the four ways in.
func (a *Web) home(v *visit) error {
	page := homePage{Base: v.base("home.title")}
	var err error
	page.Committees, err = v.committees()
	if err != nil {
		return err
	}
	return v.show(200, "home", page)
}

// committees are those that take complaints here, asked for once in a request.
func (v *visit) committees() ([]store.Org, error) {
	if v.offices != nil {
		return v.offices, nil
	}
	all := []store.Org{}
	err := v.Record.Read(v.r.Context(), store.AtDoor(), func(r *store.Reader) error {
		found, err := r.Committees(v.r.Context())
		all = append(all, found...)
		return err
	})
	if err == nil {
		v.offices = all
	}
	return all, err
}
