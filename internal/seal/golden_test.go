package seal

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write testdata/v1.json anew: only ever for a new version, old ones must stay readable")

// vectors is what version 1 made once, with keys made for this file alone. Every later program must still read it.
type vectors struct {
	Master      json.RawMessage `json:"master"`
	Signing     json.RawMessage `json:"signing"`
	Canary      []byte          `json:"canary"`
	CaseKey     []byte          `json:"case_key"`
	Value       []byte          `json:"value"`
	FileKey     []byte          `json:"file_key"`
	File        []byte          `json:"file"`
	Index       []byte          `json:"index"`
	Code        string          `json:"code"`
	CodeHash    []byte          `json:"code_hash"`
	Link        string          `json:"link"`
	Cursor      string          `json:"cursor"`
	TokenHash   []byte          `json:"token_hash"`
	OneTime     []byte          `json:"one_time"`
	Signature   []byte          `json:"signature"`
	SigningKey  string          `json:"signing_key"`
	Commitment  Digest          `json:"commitment"`
	ChainLink   Digest          `json:"chain_link"`
	MasterKeyID string          `json:"master_key_id"`
}

const golden = "testdata/v1.json"

var goldenEnd = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

func TestVersionOneIsStillRead(t *testing.T) {
	t.Parallel()
	if *update {
		writeVectors(t)
	}
	raw, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	keys := keysOf(t, v)
	if err := keys.CheckCanary(v.Canary); err != nil {
		t.Error(err)
	}
	checkSealed(t, keys, v)
	checkTokens(t, keys, v)
	checkHashes(t, keys, v)
}

// keysOf puts the vectors' key files into a folder, private as they must be.
func keysOf(t *testing.T, v vectors) *Keys {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string][]byte{masterName: v.Master, signingName: v.Signing} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	keys, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func checkSealed(t *testing.T, keys *Keys, v vectors) {
	t.Helper()
	key, err := keys.Unwrap("case-1", v.CaseKey)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := key.Open(home, v.Value); err != nil || string(got) != "王某 13800138000" {
		t.Errorf("value: got %q, %v", got, err)
	}
	file, err := key.UnwrapFile("file-1", v.FileKey)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(file.Decrypt(bytes.NewReader(v.File))); err != nil || string(got) != "a photo" {
		t.Errorf("file: got %q, %v", got, err)
	}
	message, err := exampleReceipt().Message()
	if err != nil {
		t.Fatal(err)
	}
	if err := keys.Verify(v.SigningKey, message, v.Signature); err != nil {
		t.Errorf("receipt: %v", err)
	}
}

func checkTokens(t *testing.T, keys *Keys, v vectors) {
	t.Helper()
	if got, err := keys.ReadLink(v.Link, goldenEnd.Add(-time.Second)); err != nil || got != "link-1" {
		t.Errorf("link: got %q, %v", got, err)
	}
	if got, err := keys.ReadCursor("cases", v.Cursor); err != nil || string(got) != "position" {
		t.Errorf("cursor: got %q, %v", got, err)
	}
	if !keys.OneTimeMatches([]byte("salt"), "123456", v.OneTime) {
		t.Error("one-time code: got no match")
	}
}

func checkHashes(t *testing.T, keys *Keys, v vectors) {
	t.Helper()
	want := hashVectors(keys)
	for name, pair := range map[string][2]any{
		"index": {string(v.Index), string(want.Index)}, "code": {v.Code, want.Code}, "code hash": {string(v.CodeHash), string(want.CodeHash)},
		"token hash": {string(v.TokenHash), string(want.TokenHash)}, "commitment": {v.Commitment, want.Commitment},
		"chain link": {v.ChainLink, want.ChainLink}, "key id": {v.MasterKeyID, want.MasterKeyID},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %v now, want %v for ever", name, pair[1], pair[0])
		}
	}
}

// hashVectors is what comes out the same each time.
func hashVectors(keys *Keys) vectors {
	code := keys.ReceiptCode("case-1", 1)
	commitment := Commit([]byte("salt"), []byte(`{"act":"file"}`))
	return vectors{
		Index: keys.Index("phone", "org-1", "13800138000"), Code: code, CodeHash: HashCode(code), TokenHash: HashToken("token"),
		Commitment: commitment, ChainLink: Link(Genesis("case-1"), 1, []byte(`{"seq":1}`), commitment), MasterKeyID: keys.MasterIDs()[0],
	}
}

func writeVectors(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	keys, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	v := hashVectors(keys)
	var key CaseKey
	var file FileKey
	if v.CaseKey, key, err = keys.NewCaseKey("case-1"); err != nil {
		t.Fatal(err)
	}
	if v.FileKey, file, err = key.NewFileKey("file-1"); err != nil {
		t.Fatal(err)
	}
	message, err := exampleReceipt().Message()
	if err != nil {
		t.Fatal(err)
	}
	v.Canary, v.Value, v.File = keys.Canary(), key.Seal(home, []byte("王某 13800138000")), encrypted(t, file, []byte("a photo"))
	v.Link, v.Cursor = keys.LinkToken("link-1", goldenEnd), keys.Cursor("cases", []byte("position"))
	v.OneTime = keys.OneTimeHash([]byte("salt"), "123456")
	v.Signature, v.SigningKey = keys.Sign(message)
	saveVectors(t, dir, v)
}

func saveVectors(t *testing.T, dir string, v vectors) {
	t.Helper()
	for name, into := range map[string]*json.RawMessage{masterName: &v.Master, signingName: &v.Signing} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		*into = text
	}
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(golden, append(text, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}
