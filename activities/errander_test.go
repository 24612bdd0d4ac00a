package activities_test

import (
	"bytes"
	"context"
	"io"
	"os/exec"
	"strings"
	"testing"
	"unicode"

	"github.com/google/uuid"

	"hejie/activities"
	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
	"hejie/internal/vault"
)

// office is a committee at work: a database, a vault, a clerk, and one case that acts are recorded in.
type office struct {
	t     *testing.T
	db    *storetest.DB
	disk  *vault.Disk
	clerk activities.Clerk
	Case  dispute.CaseID
	rider dispute.PartyID
	other dispute.PartyID
	filed store.Filed
}

func open(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, db: storetest.New(t)}
	disk, err := vault.OpenDisk(t.TempDir())
	o.must(err)
	t.Cleanup(func() { o.must(disk.Close()) })
	o.disk = disk
	o.clerk = activities.Clerk{Record: o.db.Work, Vault: disk, Address: "https://hejie.example"}
	return o
}

// file opens the case.
func (o *office) file(options ...disputetest.FilingOption) *office {
	o.t.Helper()
	filed, err := o.db.Serve.File(o.t.Context(), dispute.Actor{}, o.db.Org, disputetest.Filing(options...), store.Key{Scope: "public", Key: uuid.NewString()})
	o.must(err)
	o.filed, o.Case, o.rider = filed, filed.Case, filed.Party
	o.other = dispute.AgainstOf(filed.Entry)
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// do hands an act in and records it, and gives its id.
func (o *office) do(name dispute.ActName, by dispute.Actor, form dispute.Form, change ...func(*dispute.Act)) dispute.ActID {
	o.t.Helper()
	id, err := o.try(name, by, form, change...)
	if err != nil {
		o.t.Fatalf("recording %s: %v", name, err)
	}
	return id
}

// try hands an act in and records it; the error is the record's refusal.
func (o *office) try(name dispute.ActName, by dispute.Actor, form dispute.Form, change ...func(*dispute.Act)) (dispute.ActID, error) {
	o.t.Helper()
	a := dispute.Act{Case: o.Case, Name: name, By: by, Channel: dispute.Web}
	for _, c := range change {
		c(&a)
	}
	scope := store.AsParty(by, o.Case)
	if by.Staff() {
		scope = store.AsStaff(by)
	}
	handed, err := o.db.Serve.HandIn(o.t.Context(), scope, a, form, store.Key{Scope: "test", Key: uuid.NewString()})
	o.must(err)
	picture, err := o.db.Work.Load(o.t.Context(), o.Case)
	o.must(err)
	_, err = o.db.Work.Record(o.t.Context(), picture.Version, handed.Ref)
	return handed.Ref.ID, err
}

func forParty(id dispute.PartyID) func(*dispute.Act) {
	return func(a *dispute.Act) { a.For, a.Channel = id, dispute.Counter }
}

func (o *office) worker() dispute.Actor { return disputetest.Party(o.rider, dispute.Worker) }

func (o *office) insurer() dispute.Actor { return disputetest.Party(o.other, dispute.Respondent) }

// upload puts a file into the vault and on record.
func (o *office) upload(kind, name, content string) dispute.EvidenceID {
	o.t.Helper()
	ctx, scope := o.t.Context(), store.AsParty(o.worker(), o.Case)
	slot, err := o.db.Serve.Slot(ctx, scope, o.Case)
	o.must(err)
	kept, err := o.disk.Put(ctx, strings.NewReader(content), 1<<20, slot.Key)
	o.must(err)
	id, _, err := o.db.Serve.AddFile(ctx, scope, o.Case, slot, store.FileRow{
		Name: name, Media: "text/csv", Kind: kind, VaultID: kept.ID, Size: kept.Size, SHA256: kept.SHA256[:],
	}, o.rider)
	o.must(err)
	return id
}

// read is the case as the committee sees it.
func (o *office) read() store.CaseFile {
	o.t.Helper()
	var file store.CaseFile
	o.must(o.db.Work.Read(o.t.Context(), store.AsSystem(), func(r *store.Reader) (err error) {
		file, err = r.File(o.t.Context(), o.Case)
		return err
	}))
	return file
}

// papers are the drawn papers as a reader of PDFs reads them, without spaces and line ends.
func (o *office) papers() map[string]string {
	o.t.Helper()
	texts := map[string]string{}
	for _, p := range o.read().Papers {
		if p.State == "drawn" {
			texts[string(p.Form)+"/"+string(p.Audience)] += plain(o.t, o.bytes(p.ID))
		}
	}
	return texts
}

// paper is the one drawn paper of a form.
func (o *office) paper(form dispute.PaperForm) string {
	o.t.Helper()
	for _, p := range o.read().Papers {
		if p.Form == form && p.State == "drawn" {
			return plain(o.t, o.bytes(p.ID))
		}
	}
	o.t.Fatalf("no %s was drawn", form)
	return ""
}

func (o *office) bytes(paper string) []byte {
	o.t.Helper()
	ctx := o.t.Context()
	var b store.Bytes
	o.must(o.db.Work.Read(ctx, store.AsSystem(), func(r *store.Reader) (err error) {
		b, err = r.PaperBytes(ctx, o.Case, paper)
		return err
	}))
	in, err := o.disk.Open(ctx, b.VaultID, b.Key, b.SHA256)
	o.must(err)
	all, err := io.ReadAll(in)
	o.must(err)
	o.must(in.Close())
	return all
}

// plain reads a PDF back with pdftotext and takes out all space.
func plain(t *testing.T, pdf []byte) string {
	t.Helper()
	cmd := exec.CommandContext(context.Background(), "pdftotext", "-raw", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("reading a PDF with pdftotext: %v", err)
	}
	return squeezed(string(out))
}

func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// rows reads one column as the owner.
func (o *office) rows(query string, each func(string)) {
	o.t.Helper()
	for _, value := range o.db.Column(o.t, query) {
		each(value)
	}
}
