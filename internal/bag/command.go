package bag

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

const usage = "hejie verify FILE [--json] [--key FILE|FINGERPRINT]"

// exits are the command's statuses: a script goes on at 0 alone.
var exits = map[Status]int{Unaltered: 0, Altered: 1, Unusable: 2, Unsigned: 3}

// Command is `hejie verify`: it checks a bag, or the folder that one was unzipped into, offline. --key takes the issuer's public
// key (PEM) or its fingerprint. It returns 0 for unaltered, 1 for altered with what is, 2 for what cannot be checked or
// was asked for wrongly, 3 for a bag that fits its manifests but carries no signature of ours.
func Command(args []string, stdout, stderr io.Writer) int {
	o, err := readOptions(args)
	if err != nil {
		_, _ = fmt.Fprintf(stderr, "hejie verify: %v\n%s\n", err, usage)
		return exits[Unusable]
	}
	report := verifyPath(o.file, o.confirm)
	if err := o.print(stdout, report); err != nil {
		_, _ = fmt.Fprintln(stderr, "hejie verify:", err)
		return exits[Unusable]
	}
	return exits[report.Status]
}

type options struct {
	file    string
	confirm Fingerprint
	json    bool
}

// readOptions takes flags before and after the file.
func readOptions(args []string) (o options, err error) {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	key := flags.String("key", "", "")
	flags.BoolVar(&o.json, "json", false, "")
	var files []string
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			return o, err
		}
		if args = flags.Args(); len(args) > 0 {
			files, args = append(files, args[0]), args[1:]
		}
	}
	if len(files) != 1 {
		return o, errors.New("请指定一个文件 / name one file")
	}
	o.file = files[0]
	if *key != "" {
		o.confirm, err = readKey(*key)
	}
	return o, err
}

// readKey takes a fingerprint, or the name of a file with a public key.
func readKey(text string) (Fingerprint, error) {
	if f, err := ParseFingerprint(text); err == nil {
		return f, nil
	}
	file, err := os.Open(text)
	if err != nil {
		return "", fmt.Errorf("--key 应为公钥文件，或 64 位十六进制的指纹 / wants a public key's file or its fingerprint of 64 hexadecimal characters: %w", err)
	}
	defer file.Close()
	pem, err := io.ReadAll(io.LimitReader(file, 1<<16))
	if err != nil {
		return "", fmt.Errorf("reading %s: %w", text, err)
	}
	public, err := readPEM(pem)
	if err != nil {
		return "", fmt.Errorf("%s 不是 Ed25519 公钥 (PEM) / is no Ed25519 public key (PEM): %w", text, err)
	}
	return FingerprintOf(public), nil
}

// verifyPath checks what lies at a path.
func verifyPath(name string, confirm Fingerprint) Report {
	info, err := os.Stat(name)
	if err != nil {
		return unusable("打不开这个文件："+shown(name), "no such file, or it may not be read: "+shown(name))
	}
	if info.IsDir() {
		return verifyDir(name, confirm)
	}
	file, err := os.Open(name)
	if err != nil {
		return unusable("打不开这个文件："+shown(name), "the file may not be read: "+shown(name))
	}
	defer file.Close()
	if !info.Mode().IsRegular() {
		return unusable("这不是普通文件："+shown(name), "this is no regular file: "+shown(name))
	}
	return Verify(file, info.Size(), confirm)
}

func verifyDir(name string, confirm Fingerprint) Report {
	root, err := os.OpenRoot(name)
	if err != nil {
		return unusable("打不开这个文件夹："+shown(name), "the folder may not be read: "+shown(name))
	}
	defer root.Close()
	return VerifyFolder(root.FS(), confirm)
}

func (o options) print(w io.Writer, r Report) error {
	if o.json {
		to := json.NewEncoder(w)
		to.SetIndent("", "  ")
		to.SetEscapeHTML(false)
		return to.Encode(r)
	}
	return r.Print(w)
}

// Print writes the report for people, Chinese first.
func (r Report) Print(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "%s\n%s\n", r.Text.ZH, r.Text.EN); err != nil {
		return err
	}
	for _, f := range r.Findings {
		if _, err := fmt.Fprintf(w, "  - %s / %s\n", f.Text.ZH, f.Text.EN); err != nil {
			return err
		}
	}
	if s := r.Signature; s.Valid {
		if _, err := fmt.Fprintf(w, "存档包 Bag: %s\n公钥指纹 Fingerprint: %s\n", shown(r.Bag), s.Fingerprint); err != nil {
			return err
		}
	}
	for _, n := range r.Notes {
		if _, err := fmt.Fprintf(w, "%s\n%s\n", n.ZH, n.EN); err != nil {
			return err
		}
	}
	return nil
}
