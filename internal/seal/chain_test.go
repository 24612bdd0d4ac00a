package seal

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// chainOf links n events of a case.
func chainOf(caseID string, n int) ([]ChainEvent, Digest) {
	prev := Genesis(caseID)
	var events []ChainEvent
	for i := range n {
		e := ChainEvent{Seq: int64(i) + 1, Skeleton: []byte(fmt.Sprintf(`{"act":"act-%d"}`, i)), Commitment: Commit([]byte("salt"), []byte(fmt.Sprint(i)))}
		e.Hash = Link(prev, e.Seq, e.Skeleton, e.Commitment)
		prev = e.Hash
		events = append(events, e)
	}
	return events, prev
}

func TestAChainAsItWasRecordedHolds(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 5} {
		events, head := chainOf("case-1", n)
		if err := VerifyChain("case-1", events, head); err != nil {
			t.Errorf("%d events: %v", n, err)
		}
	}
}

func TestEveryTamperingNamesTheEvent(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		tamper func([]ChainEvent) []ChainEvent
		want   ChainBreak
	}{
		{"content changed", func(e []ChainEvent) []ChainEvent { e[2].Commitment[0] ^= 1; return e }, ChainBreak{3, "altered"}},
		{"skeleton changed", func(e []ChainEvent) []ChainEvent { e[2].Skeleton = []byte("{}"); return e }, ChainBreak{3, "altered"}},
		{"hash changed", func(e []ChainEvent) []ChainEvent { e[2].Hash[5] ^= 1; return e }, ChainBreak{3, "altered"}},
		{"one taken out", func(e []ChainEvent) []ChainEvent { return slices.Delete(e, 2, 3) }, ChainBreak{3, "missing"}},
		{"one taken out and renumbered", func(e []ChainEvent) []ChainEvent {
			e = slices.Delete(e, 2, 3)
			e[2].Seq, e[3].Seq = 3, 4
			return e
		}, ChainBreak{3, "altered"}},
		{"two swapped", func(e []ChainEvent) []ChainEvent { e[1], e[2] = e[2], e[1]; return e }, ChainBreak{2, "missing"}},
		{"tail cut", func(e []ChainEvent) []ChainEvent { return e[:4] }, ChainBreak{4, "cut"}},
		{"all cut", func([]ChainEvent) []ChainEvent { return nil }, ChainBreak{0, "cut"}},
		{"one added", func(e []ChainEvent) []ChainEvent {
			c := Commit(NewSalt(), []byte("{}"))
			return append(e, ChainEvent{6, nil, c, Link(e[4].Hash, 6, nil, c)})
		}, ChainBreak{6, "cut"}},
		{"written anew from the middle", func(e []ChainEvent) []ChainEvent {
			prev := e[1].Hash
			for i := 2; i < 5; i++ {
				e[i].Skeleton = []byte("{}")
				e[i].Hash = Link(prev, e[i].Seq, e[i].Skeleton, e[i].Commitment)
				prev = e[i].Hash
			}
			return e
		}, ChainBreak{5, "cut"}},
		{"of another case", func([]ChainEvent) []ChainEvent { e, _ := chainOf("case-2", 5); return e }, ChainBreak{1, "altered"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			events, head := chainOf("case-1", 5)
			var got *ChainBreak
			if err := VerifyChain("case-1", tt.tamper(events), head); !errors.As(err, &got) || *got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestErasureLeavesTheChainWhole(t *testing.T) {
	t.Parallel()
	content, err := Canonical(map[string]string{"name": "王某"})
	if err != nil {
		t.Fatal(err)
	}
	salt := NewSalt()
	commitment := Commit(salt, content)
	hash := Link(Genesis("case-1"), 1, nil, commitment)
	// Salt and content are gone; what is left is in this call alone.
	if err := VerifyChain("case-1", []ChainEvent{{1, nil, commitment, hash}}, hash); err != nil {
		t.Error(err)
	}
	if Commit(NewSalt(), content) == commitment {
		t.Error("got the same commitment under another salt: content could be guessed")
	}
}

func TestCanonicalJSONHasOneSpelling(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		in   any
		want string
	}{
		{"sorted, no blanks", json.RawMessage("{ \"b\" : 1, \"a\": [1, 2] }"), `{"a":[1,2],"b":1}`},
		{"a struct", struct {
			Z string `json:"z"`
			A *int   `json:"a"`
		}{"<&>", nil}, `{"a":null,"z":"<&>"}`},
		{"numbers", json.RawMessage(`[1.50, 1e3, 1E-7, -0, -0.0, 12345678901234567890, 0.1]`), `[1.5,1000,0.0000001,0,0,12345678901234567890,0.1]`},
		{"escapes", json.RawMessage(`"\u548c\u89e3\/"`), `"和解/"`},
		{"empty", map[string]any{}, `{}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := Canonical(tt.in)
			if err != nil || string(got) != tt.want {
				t.Fatalf("got %s, %v, want %s", got, err, tt.want)
			}
			if again, err := Canonical(json.RawMessage(got)); err != nil || string(again) != tt.want {
				t.Errorf("written again: got %s, %v, want %s", again, err, tt.want)
			}
		})
	}
	for _, bad := range []any{json.RawMessage(`{"a":`), json.RawMessage(`1 2`), func() {}, json.RawMessage(`1e999`)} {
		if got, err := Canonical(bad); err == nil {
			t.Errorf("got %s, want an error", got)
		}
	}
}

func exampleReceipt() Receipt {
	hash := func(b byte) []byte { return []byte(strings.Repeat(string(rune(b)), 32)) }
	return Receipt{
		Case: "0f0e0d0c", Number: "鹤和调回执〔2026〕1号", Issue: 1,
		IssuedAt: time.Date(2026, 1, 16, 16, 30, 0, 999, time.FixedZone("CST", 8*3600)), HandedIn: hash(1),
		Evidence: []FileSum{{"b", hash(3)}, {"a", hash(2)}},
	}
}

func TestAReceiptHasOneText(t *testing.T) {
	t.Parallel()
	got, err := exampleReceipt().Message()
	want := `hejie receipt 1
case: 0f0e0d0c
number: 鹤和调回执〔2026〕1号
issue: 1
issued-at: 2026-01-16T08:30:00Z
handed-in: sha256:` + strings.Repeat("01", 32) + `
evidence: a sha256:` + strings.Repeat("02", 32) + `
evidence: b sha256:` + strings.Repeat("03", 32) + `
`
	if diff := cmp.Diff(want, string(got)); err != nil || diff != "" {
		t.Errorf("got %v, difference:\n%s", err, diff)
	}
}

func TestAReceiptThatCouldBeReadTwoWaysIsRefused(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*Receipt){
		"line break":      func(r *Receipt) { r.Number = "1\nissue: 2" },
		"carriage return": func(r *Receipt) { r.Case = "a\rb" },
		"line separator":  func(r *Receipt) { r.Number = "a\u2028b" },
		"not UTF-8":       func(r *Receipt) { r.Number = "\xff" },
		"short hash":      func(r *Receipt) { r.HandedIn = r.HandedIn[1:] },
		"no hash":         func(r *Receipt) { r.Evidence[0].SHA256 = nil },
	} {
		r := exampleReceipt()
		spoil(&r)
		if got, err := r.Message(); err == nil {
			t.Errorf("%s: got %q, want an error", name, got)
		}
	}
}

func TestASignatureFitsItsMessageAndKeyAlone(t *testing.T) {
	t.Parallel()
	keys, others := begin(t), begin(t)
	message, err := exampleReceipt().Message()
	if err != nil {
		t.Fatal(err)
	}
	signature, id := keys.Sign(message)
	public, published := keys.PublicKey()
	if id != published || id != SigningKeyID(public) {
		t.Errorf("got key %s, published %s", id, published)
	}
	if err := errors.Join(keys.Verify(id, message, signature), Verify(public, message, signature)); err != nil {
		t.Error(err)
	}
	foreign, _ := others.PublicKey()
	for name, err := range map[string]error{
		"another message":     Verify(public, append(message, 'x'), signature),
		"another signature":   Verify(public, message, flipped(signature, 3)),
		"a short signature":   Verify(public, message, signature[1:]),
		"another key":         Verify(foreign, message, signature),
		"no key":              Verify(nil, message, signature),
		"half a key":          Verify(ed25519.PublicKey(public[:16]), message, signature),
		"a key not ours":      others.Verify(id, message, signature),
		"our key, other's id": keys.Verify("", message, signature),
	} {
		if !errors.Is(err, ErrSignature) {
			t.Errorf("%s: got %v, want ErrSignature", name, err)
		}
	}
}
