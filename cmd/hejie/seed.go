package main

import (
	"context"
	"fmt"
	"io"

	"hejie/internal/auth"
	"hejie/internal/dispute"
	"hejie/internal/rehearsal"
	"hejie/internal/store"
)

// demoPassword opens every demo account. It is printed, and good for nothing but dev.
const demoPassword = "hejie-demo-2026"

// demoStaff are the people of the demo committee.
var demoStaff = []struct {
	login, name string
	role        dispute.Role
}{
	{"mediator", "林秀兰", dispute.Mediator},
	{"head", "陈国栋", dispute.Head},
	{"recorder", "何晓敏", dispute.Recorder},
	{"helper", "吴海生", dispute.Helper},
	{"supervisor", "周志远", dispute.Supervisor},
}

// seed makes the demo committee and its people, once.
func seed(ctx context.Context, record *store.Store, out io.Writer) error {
	if _, err := record.AccountByLogin(ctx, demoStaff[0].login); err == nil {
		return nil
	}
	org, err := record.CreateOrg(ctx, store.Org{
		Kind: "committee", Name: "惠城区桥东街道人民调解委员会", NumberTemplate: "（{year}）惠桥民调字第{n}号",
		Division: "441302", Address: "惠州市惠城区桥东街道综治中心一楼", Phone: "0752-2100000",
	})
	if err != nil {
		return fmt.Errorf("making the demo committee: %w", err)
	}
	hash, err := auth.HashPassword(demoPassword)
	if err != nil {
		return err
	}
	for _, x := range demoStaff {
		if _, err := record.CreateAccount(ctx, store.NewAccount{Org: org, Login: x.login, Name: x.name, Roles: []dispute.Role{x.role}, Hash: hash}); err != nil {
			return fmt.Errorf("making the demo account %s: %w", x.login, err)
		}
	}
	fmt.Fprintln(out, "hejie: demo committee and accounts made")
	return nil
}

func demoAccounts() map[string]rehearsal.Account {
	all := map[string]rehearsal.Account{}
	for _, x := range demoStaff {
		all[string(x.role)] = rehearsal.Account{Login: x.login, Password: demoPassword}
	}
	return all
}

func greet(out io.Writer, address string) {
	fmt.Fprintf(out, "\nHejie is at %s\n  file a complaint   %s/file\n  staff sign in      %s/signin\n\n  accounts, all with the password %s:\n", address, address, address, demoPassword)
	for _, x := range demoStaff {
		fmt.Fprintf(out, "    %-12s %s\n", x.login, x.name)
	}
	fmt.Fprintln(out, "\n  Ctrl-C ends it; the data stays.")
}
