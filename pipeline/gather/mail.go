package gather

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"fmt"
	"io"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"
)

// claimsMail takes messages by their header, which must name a way they were
// sent, and by the extension .eml. A saved web page is MIME, too, and is none.
func claimsMail(name string, data []byte) bool {
	if !looksLikeHeader(data) {
		return false
	}
	h, _ := parseHeader(data)
	if h.get("Snapshot-Content-Location") != "" || strings.Contains(h.get("From"), "Saved by") || strings.Contains(h.get("From"), "保存") {
		return false
	}
	if strings.HasSuffix(strings.ToLower(name), ".eml") {
		return len(h) > 0
	}
	sent := h.get("Received") != "" || h.get("Message-ID") != "" || h.get("Return-Path") != "" || h.get("Delivered-To") != "" ||
		h.get("To") != "" && h.get("Date") != ""
	return sent && h.get("From") != ""
}

// looksLikeHeader reports whether the first line is "Name: …" in ASCII.
func looksLikeHeader(data []byte) bool {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), "\r\n")
	for i, c := range data {
		switch {
		case c == ':':
			return i > 0
		case c != '-' && (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') || i > 60:
			return false
		}
	}
	return false
}

// A part is one leaf of a message.
type part struct {
	header header
	kind   string // media type, lower case
	params map[string]string
	body   []byte
	cut    bool // the message ends inside it
}

// eachMail visits the attachments of a message in their order, the text of the
// mail as a file of its own among them.
func eachMail(src *source, visit func(*member) error) error {
	h, body := parseHeader(src.data)
	src.subject = h.words("Subject")
	if sent, err := mail.ParseDate(h.get("Date")); err == nil {
		src.date = sent.In(china).Format(time.DateOnly)
	}
	m := &message{src: src, visit: visit}
	return m.part(newPart(h, body), "", 0)
}

// A message is a mail being visited.
type message struct {
	src     *source
	visit   func(*member) error
	unnamed int
}

func newPart(h header, body []byte) *part {
	p := &part{header: h, body: body}
	p.kind, p.params = parameters(h.get("Content-Type"))
	if p.kind == "" {
		p.kind = "text/plain"
	}
	return p
}

// part visits a part or, if it is a multipart, its parts. under is the kind of
// the multipart around it.
func (m *message) part(p *part, under string, depth int) error {
	if err := m.src.ctx.Err(); err != nil {
		return err
	}
	if depth > m.src.bounds.Depth {
		return tooDeep
	}
	boundary := p.params["boundary"]
	if !strings.HasPrefix(p.kind, "multipart/") || boundary == "" {
		return m.leaf(p, under)
	}
	if p.kind == "multipart/encrypted" {
		return m.visit(&member{name: "加密邮件", fate: sealedMail})
	}
	parts, closed := splitParts(p.body, boundary)
	if p.kind == "multipart/alternative" {
		parts = richest(parts)
	}
	for i, raw := range parts {
		h, body := parseHeader(raw)
		inner := newPart(h, body)
		inner.cut = !closed && i == len(parts)-1
		if err := m.part(inner, p.kind, depth+1); err != nil {
			return err
		}
	}
	if !closed {
		return truncatedBundle
	}
	return nil
}

// richest keeps of several versions of one text the one whose tables survive:
// the last that is not plain; all of them if there is no choice.
func richest(parts [][]byte) [][]byte {
	for i := len(parts) - 1; i >= 0; i-- {
		h, _ := parseHeader(parts[i])
		if kind, _ := parameters(h.get("Content-Type")); kind == "text/html" || strings.HasPrefix(kind, "multipart/") {
			return parts[i : i+1]
		}
	}
	return parts
}

// splitParts cuts the body of a multipart at its boundary lines. What stands
// before the first is dropped; without a closing line the last part runs to the
// end and closed is false.
func splitParts(body []byte, boundary string) (parts [][]byte, closed bool) {
	mark := []byte("--" + boundary)
	start := -1
	for at := 0; at < len(body); {
		end := bytes.IndexByte(body[at:], '\n')
		next := len(body)
		if end >= 0 {
			next = at + end + 1
		}
		rest, ok := bytes.CutPrefix(body[at:next], mark)
		last := ok && bytes.HasPrefix(rest, []byte("--"))
		if rest = bytes.TrimRight(bytes.TrimPrefix(rest, []byte("--")), " \t\r\n"); ok && len(rest) == 0 {
			if start >= 0 {
				parts = append(parts, trimLineEnd(body[start:at]))
			}
			if start = next; last {
				return parts, true
			}
		}
		at = next
	}
	if start >= 0 && start < len(body) {
		parts = append(parts, body[start:])
	}
	return parts, false
}

func trimLineEnd(b []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
}

// leaf visits a part that holds a file or the text of the mail.
func (m *message) leaf(p *part, under string) error {
	disposition, params := parameters(p.header.get("Content-Disposition"))
	name := cmp.Or(params["filename"], p.params["name"])
	if name == "" && disposition != "attachment" && strings.HasPrefix(p.kind, "text/") {
		return m.text(p)
	}
	v := &member{name: name, open: p.decode, stored: int64(max(1, len(p.body)))}
	if name == "" {
		m.unnamed++
		v.name = fmt.Sprintf("附件%d%s", m.unnamed, extensions[p.kind])
	}
	inline := disposition == "inline" || p.header.get("Content-ID") != "" && disposition != "attachment"
	if p.kind == "message/rfc822" && !strings.HasSuffix(strings.ToLower(v.name), ".eml") {
		v.name += ".eml"
	}
	switch {
	case p.cut:
		v.fate = unreadable(truncatedMember)
	case p.kind == "application/ms-tnef" || strings.EqualFold(name, "winmail.dat"):
		v.fate = winmail
	case strings.HasSuffix(p.kind, "pkcs7-mime"):
		v.fate = sealedMail
	case strings.HasSuffix(p.kind, "pkcs7-signature") || p.kind == "application/pgp-signature":
		v.fate = signature
	case strings.HasPrefix(p.kind, "image/") && (inline || under == "multipart/related"):
		v.fate = inlineImage
	}
	return m.visit(v)
}

// text visits the text of the mail, which may be the report itself. A text of
// nothing but white space is none.
func (m *message) text(p *part) error {
	r, err := p.decode()
	if err != nil {
		return err
	}
	head := make([]byte, 4096)
	n, _ := io.ReadFull(r, head)
	if len(bytes.TrimSpace(head[:n])) == 0 {
		return nil
	}
	name := "正文.txt"
	if p.kind == "text/html" {
		name = "正文.html"
	}
	v := &member{name: name, open: p.decode, stored: int64(max(1, len(p.body)))}
	if p.cut {
		v.fate = unreadable(truncatedMember)
	}
	return m.visit(v)
}

// extensions of parts without a name.
var extensions = map[string]string{
	"message/rfc822":     ".eml",
	"application/pdf":    ".pdf",
	"application/msword": ".doc",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
	"application/vnd.ms-excel": ".xls",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
	"application/zip":              ".zip",
	"application/x-zip-compressed": ".zip",
	"text/html":                    ".html",
	"text/plain":                   ".txt",
	"text/csv":                     ".csv",
}

// decode undoes the transfer encoding.
func (p *part) decode() (io.Reader, error) {
	switch strings.ToLower(strings.TrimSpace(p.header.get("Content-Transfer-Encoding"))) {
	case "base64":
		return &cutBase64{base64.NewDecoder(base64.RawStdEncoding, &base64Only{r: bytes.NewReader(p.body)})}, nil
	case "quoted-printable":
		return quotedprintable.NewReader(bytes.NewReader(p.body)), nil
	case "", "7bit", "8bit", "binary":
		return bytes.NewReader(p.body), nil
	}
	return nil, unsupportedMethod
}

// base64Only drops what is not of the alphabet: gateways add signs and blanks.
// It ends at the padding, which some programs leave out.
type base64Only struct{ r *bytes.Reader }

func (b *base64Only) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		c, err := b.r.ReadByte()
		if err != nil || c == '=' {
			b.r.Reset(nil)
			break
		}
		if c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/' {
			p[n] = c
			n++
		}
	}
	if n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

// cutBase64 names the error of an encoding that ends between two bytes.
type cutBase64 struct{ r io.Reader }

func (c *cutBase64) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if _, corrupt := err.(base64.CorruptInputError); corrupt {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}
