package api_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"hejie/internal/dispute"
)

const opening = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n"

// wire is a server whose requests are counted to their end, so that a test knows when one is over.
type wire struct {
	*httptest.Server
	open sync.WaitGroup
}

func (o *office) wire(t *testing.T) *wire {
	t.Helper()
	w := &wire{}
	w.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		defer w.open.Done()
		o.doors.ServeHTTP(rw, r)
	}))
	t.Cleanup(w.Close)
	return w
}

// begin opens a connection and sends the head of an upload, with one framing header.
func (w *wire) begin(t *testing.T, m *matter, framing string) net.Conn {
	t.Helper()
	w.open.Add(1)
	c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", w.Listener.Addr().String())
	must(t, "calling", err)
	_, err = fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: hejie\r\nAuthorization: Bearer %s\r\nIdempotency-Key: %s\r\nContent-Type: multipart/form-data; boundary=b\r\n%s\r\n\r\n",
		m.path("/evidence"), m.worker, uuid.NewString(), framing)
	must(t, "asking", err)
	return c
}

func status(t *testing.T, c net.Conn) int {
	t.Helper()
	got, err := http.ReadResponse(bufio.NewReader(c), nil)
	must(t, "answering", err)
	must(t, "closing", got.Body.Close())
	must(t, "hanging up", c.Close())
	return got.StatusCode
}

// TestAnUploadThatLiesOrBreaksOffLeavesNothing: reliability.md §5, row 35.
func TestAnUploadThatLiesOrBreaksOffLeavesNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	w := o.wire(t)
	t.Run("35: too long by its own word, refused before a byte of it", func(t *testing.T) {
		if got := status(t, w.begin(t, m, "Content-Length: 1000000000000")); got != http.StatusRequestEntityTooLarge {
			t.Errorf("got %d, want 413", got)
		}
	})
	t.Run("35: shorter than it says", func(t *testing.T) {
		c := w.begin(t, m, "Content-Length: 5000")
		_, err := io.WriteString(c, opening+string(jpeg()))
		must(t, "sending", err)
		must(t, "half closing", c.(*net.TCPConn).CloseWrite())
		if got := status(t, c); got != http.StatusBadRequest {
			t.Errorf("got %d, want 400", got)
		}
	})
	t.Run("35: longer than it says", func(t *testing.T) {
		c := w.begin(t, m, "Content-Length: 200")
		_, err := io.WriteString(c, opening+string(jpeg())+"\r\n--b--\r\n")
		must(t, "sending", err)
		if got := status(t, c); got != http.StatusBadRequest {
			t.Errorf("got %d, want 400", got)
		}
	})
	t.Run("35: chunked and endless", func(t *testing.T) {
		c := w.begin(t, m, "Transfer-Encoding: chunked")
		_, err := fmt.Fprintf(c, "%x\r\n%s\r\n", len(opening), opening)
		must(t, "sending", err)
		chunk := fmt.Sprintf("%x\r\n%s\r\n", 8192, strings.Repeat("\xff", 8192))
		for err == nil { // until the door stops listening
			_, err = io.WriteString(c, chunk)
		}
		_ = c.Close() // it was the door that hung up
	})
	t.Run("the sender is gone", func(t *testing.T) {
		c := w.begin(t, m, "Content-Length: 50000")
		_, err := io.WriteString(c, opening+string(jpeg()))
		must(t, "sending", err)
		must(t, "hanging up", c.Close())
	})
	w.open.Wait()
	o.mustLeaveNothing(t)
}

// TestWhoMayNotAddEvidenceLeavesNoFile: the question is asked before the bytes are kept.
func TestWhoMayNotAddEvidenceLeavesNoFile(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	for _, role := range []dispute.Role{dispute.Supervisor, dispute.Admin} {
		o.send(t, m, o.staff(t, o.Account(t, string(role), role)), part{"file", "a.jpg", string(jpeg())}).mustBe(t, string(role), http.StatusForbidden, "forbidden")
	}
	o.act(t, m, m.mediator, dispute.Accept, form(map[string]any{"elsewhere": "none"})).mustBe(t, "accepting", http.StatusOK)
	o.send(t, m, o.staff(t, o.Account(t, "别人", dispute.Mediator)), part{"file", "a.jpg", string(jpeg())}).mustBe(t, "another mediator", http.StatusForbidden, "forbidden")
	o.mustLeaveNothing(t)
}

// TestACaseTakesNoMoreThanItsLimit: the files of one case together, here four times what one file may have.
func TestACaseTakesNoMoreThanItsLimit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	full := func(i int) string { return string(jpeg()) + strings.Repeat(string(rune('a'+i)), fileLimit-len(jpeg())) }
	for i := range 4 {
		o.send(t, m, m.worker, part{"file", "a.jpg", full(i)}).mustBe(t, "within the limit", http.StatusCreated)
	}
	o.send(t, m, m.worker, part{"file", "a.jpg", full(4)}).mustBe(t, "past the limit", http.StatusRequestEntityTooLarge, "too_large")
	if got := o.shelved(t); got != 4 {
		t.Errorf("got %d files in the vault, want four", got)
	}
}
