package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"hejie/internal/auth"
	"hejie/internal/config"
	"hejie/internal/dispute"
	"hejie/internal/store"
)

// account makes committees and accounts: `hejie account committee --name …`, `hejie account add --org … --login … --name …
// --roles mediator,recorder` (the password is read from the first line of standard input), `hejie account disable --login …`.
func account(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		return errors.New("account committee | add | disable | list")
	}
	p, err := assemble(ctx, func(c config.Config) config.Secret { return c.DatabaseWorkURL }, "DATABASE_URL_WORK")
	if err != nil {
		return err
	}
	defer p.close()
	do, known := map[string]func(context.Context, *store.Store, []string, io.Writer) error{
		"committee": addCommittee, "add": addAccount, "disable": disableAccount, "list": listOrgs,
	}[args[0]]
	if !known {
		return fmt.Errorf("account has no command %q: committee, add, disable or list", args[0])
	}
	return do(ctx, p.record, args[1:], out)
}

func addCommittee(ctx context.Context, s *store.Store, args []string, out io.Writer) error {
	o := store.Org{Kind: "committee"}
	flags := flag.NewFlagSet("account committee", flag.ContinueOnError)
	flags.StringVar(&o.Name, "name", "", "the committee's name, as papers print it")
	flags.StringVar(&o.NumberTemplate, "number", "（{year}）调字第{n}号", "the template of its case numbers")
	flags.StringVar(&o.Division, "division", "", "six digits of the administrative division")
	flags.StringVar(&o.Address, "address", "", "where it sits")
	flags.StringVar(&o.Phone, "phone", "", "its telephone")
	if err := flags.Parse(args); err != nil {
		return err
	}
	id, err := s.CreateOrg(ctx, o)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, id)
	return nil
}

func addAccount(ctx context.Context, s *store.Store, args []string, out io.Writer) error {
	a := store.NewAccount{}
	flags := flag.NewFlagSet("account add", flag.ContinueOnError)
	org := flags.String("org", "", "the organisation's id")
	flags.StringVar(&a.Login, "login", "", "the name to sign in with")
	flags.StringVar(&a.Name, "name", "", "the person's name, as papers print it")
	flags.StringVar(&a.Email, "email", "", "where notices go")
	flags.StringVar(&a.TOTP, "totp", "", "the second factor's secret in base 32, where the office wants one")
	roles := flags.String("roles", "mediator", "helper, mediator, recorder, head, supervisor, admin; several by commas")
	if err := flags.Parse(args); err != nil {
		return err
	}
	a.Org, a.Login = dispute.OrgID(*org), auth.NormalizeLogin(a.Login)
	for _, r := range strings.Split(*roles, ",") {
		a.Roles = append(a.Roles, dispute.Role(strings.TrimSpace(r)))
	}
	password, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && password == "" {
		return errors.New("give the password as the first line of standard input")
	}
	password = strings.TrimRight(password, "\r\n")
	if err := auth.CheckPassword(a.Login, password); err != nil {
		return err
	}
	if a.Hash, err = auth.HashPassword(password); err != nil {
		return err
	}
	id, err := s.CreateAccount(ctx, a)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, id)
	return nil
}

func disableAccount(ctx context.Context, s *store.Store, args []string, _ io.Writer) error {
	flags := flag.NewFlagSet("account disable", flag.ContinueOnError)
	login := flags.String("login", "", "the account to shut out")
	if err := flags.Parse(args); err != nil {
		return err
	}
	a, err := s.AccountByLogin(ctx, *login)
	if err != nil {
		return err
	}
	return s.Disable(ctx, a.ID)
}

func listOrgs(ctx context.Context, s *store.Store, _ []string, out io.Writer) error {
	orgs, err := s.Orgs(ctx)
	for _, o := range orgs {
		fmt.Fprintf(out, "%s\t%s\t%s\n", o.ID, o.Kind, o.Name)
	}
	return err
}
