package notify

import (
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
)

// decoded undoes a mail's transfer encoding.
func decoded(m *netmail.Message) io.Reader {
	switch strings.ToLower(m.Header.Get("Content-Transfer-Encoding")) {
	case "quoted-printable":
		return quotedprintable.NewReader(m.Body)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, m.Body)
	}
	return m.Body
}
