package gather

import (
	"encoding/base64"
	"fmt"
	"mime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const plainMail = "From: a@b.cn\r\nTo: c@d.cn\r\nDate: Sat, 20 Jan 2024 09:00:00 +0800\r\nSubject: x\r\n\r\nhello\r\n"

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// multipart writes a message of the parts, each a header and a body.
func multipart(kind string, parts ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Content-Type: multipart/%s; boundary=\"=_b%d\"\r\n\r\nThis is a MIME message.\r\n", kind, len(parts))
	for _, p := range parts {
		fmt.Fprintf(&b, "--=_b%d\r\n%s\r\n", len(parts), p)
	}
	fmt.Fprintf(&b, "--=_b%d--\r\n", len(parts))
	return b.String()
}

const envelope = "Received: from mx (1.2.3.4)\r\nFrom: clerk@town.cn\r\nTo: county@gov.cn\r\nMIME-Version: 1.0\r\nDate: Wed, 31 Jan 2024 23:30:00 +0000\r\n"

func attachment(header, content string) string {
	return header + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(content)
}

func TestMailAttachments(t *testing.T) {
	gb := func(s string) string { return "=?gb2312?B?" + b64(gbk(s)) + "?=" }
	utf := mime.BEncoding.Encode("utf-8", "上官镇2023年报.txt")
	percent := ""
	for _, c := range []byte(gbk("四间房镇.txt")) {
		percent += fmt.Sprintf("%%%02X", c)
	}
	mail := envelope + "Subject: " + gb("瓦岗寨乡报送年报") + "\r\n" + multipart("mixed",
		multipart("alternative", "Content-Type: text/plain; charset=gb2312\r\n\r\n"+gbk("请查收"), "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=C7=EB</p>"),
		attachment("Content-Type: application/octet-stream; name=\""+gb("瓦岗寨乡.txt")+"\"\r\nContent-Disposition: attachment", "1"),
		attachment("Content-Disposition: attachment;\r\n filename=\""+utf+"\"", "2"),
		attachment("Content-Disposition: attachment; filename*=GBK'zh-CN'"+percent, "3"),
		attachment("Content-Disposition: attachment; filename*0*=utf-8''%E8%80%81; filename*1*=%E5%BA%97; filename*2=\"镇.txt\"", "4"),
		attachment("Content-Disposition: attachment; filename=\""+gbk("留固镇.txt")+"\"", "5"),
		attachment("Content-Type: text/plain; name=../../up.txt", "6"),
		attachment("Content-Disposition: attachment\r\nContent-Type: application/pdf", "%PDF-1.4 %%EOF"),
		attachment("Content-Type: image/png; name=logo.png\r\nContent-ID: <1>", "png"),
		attachment("Content-Type: application/ms-tnef; name=winmail.dat", "x"),
		attachment("Content-Type: application/pkcs7-signature; name=smime.p7s", "x"))
	files := opened(t, "来信.eml", mail, Options{ReceivedFromFileTime: true})
	same3(t, files, "来信.eml: bundle", "来信.eml › 正文.html = <p>\xc7\xeb</p>", "来信.eml › 瓦岗寨乡.txt = 1", "来信.eml › 上官镇2023年报.txt = 2",
		"来信.eml › 四间房镇.txt = 3", "来信.eml › 老店镇.txt = 4", "来信.eml › 留固镇.txt = 5", "来信.eml › up.txt = 6",
		"来信.eml › 附件1.pdf = %PDF-1.4 %%EOF", "来信.eml › logo.png: not_a_report inline_image", "来信.eml › winmail.dat: unreadable unsupported",
		"来信.eml › smime.p7s: not_a_report signature")
	if f := files[2]; f.Received != "2024-02-01" || !cmp.Equal(f.Folders, []string{"来信.eml", "瓦岗寨乡报送年报"}) {
		t.Errorf("attachment received %s, witnesses %q", f.Received, f.Folders)
	}
	if f := opened(t, "来信.eml", mail, Options{})[2]; f.Received != "" {
		t.Errorf("received %s though nobody asked", f.Received)
	}
}

// Mail programs cut long names into words in the middle of a character.
func TestEncodedWordsCutInsideACharacter(t *testing.T) {
	raw := gbk("瓦岗寨乡政府信息公开工作年度报告.txt")
	cut := "=?gbk?B?" + b64(raw[:7]) + "?=\r\n =?GBK?B?" + b64(raw[7:]) + "?="
	if got, want := decodeWords(strings.ReplaceAll(cut, "\r\n", "")), "瓦岗寨乡政府信息公开工作年度报告.txt"; got != want {
		t.Errorf("decodeWords = %q, want %q", got, want)
	}
}

func TestDecodeWords(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain", "plain"},
		{"=?utf-8?Q?=E7=93=A6_a?=", "瓦 a"},
		{"2023 =?utf-8?B?5bm05oql?= end", "2023 年报 end"},
		{"=?utf-8?B?5bm0?= =?utf-8?B?5oql?=", "年报"},
		{"=?utf-8?B?5bm0?= =?gbk?B?sag=?=", "年报"},
		{"=?nonsense?B?sag=?=", "报"},
		{"=?utf-8?X?abc?=", "=?utf-8?X?abc?="},
		{"=?utf-8?B?***?=", "=?utf-8?B?***?="},
		{"=?=?=?", "=?=?=?"},
		{gbk("年报"), "年报"},
	} {
		if got := decodeWords(c.in); got != c.want {
			t.Errorf("decodeWords(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestNestedMail(t *testing.T) {
	inner := envelope + multipart("mixed", attachment("Content-Disposition: attachment; filename=a.txt", "1"))
	mail := envelope + multipart("mixed", "Content-Type: message/rfc822\r\n\r\n"+inner,
		attachment("Content-Disposition: attachment; filename=b.zip", zipOf(t, zipped{name: "瓦岗寨乡.txt", content: "2"})))
	same3(t, opened(t, "m.eml", mail, Options{}), "m.eml: bundle", "m.eml › 附件1.eml: bundle", "m.eml › 附件1.eml › a.txt = 1",
		"m.eml › b.zip: bundle", "m.eml › b.zip › 瓦岗寨乡.txt = 2")
}

func TestMailWithoutParts(t *testing.T) {
	same3(t, opened(t, "信", plainMail, Options{}), "信: bundle", "信 › 正文.txt = hello\r\n")
	sealed := envelope + "Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA"
	same3(t, opened(t, "s.eml", sealed, Options{}), "s.eml: bundle", "s.eml › smime.p7m: unreadable encrypted")
}

// The last part of a mail that breaks off must not be taken for whole.
func TestTruncatedMail(t *testing.T) {
	mail := envelope + multipart("mixed", attachment("Content-Disposition: attachment; filename=a.txt", "1"),
		attachment("Content-Disposition: attachment; filename=b.csv", strings.Repeat("1,2\n", 100)))
	same3(t, opened(t, "m.eml", mail[:len(mail)-100], Options{}), "m.eml: unreadable truncated", "m.eml › a.txt = 1", "m.eml › b.csv: unreadable truncated")
}

func TestSavedPagesAreNoMail(t *testing.T) {
	for name, head := range map[string]string{
		"Chrome": "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a/\r\nSubject: x\r\nDate: Sat, 20 Jan 2024 09:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n",
		"IE":     "From: \"由 Windows Internet Explorer 11 保存\"\r\nSubject: x\r\nDate: x\r\nMIME-Version: 1.0\r\n\r\n",
		"Word":   "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n",
		"text":   "一、总体情况\r\nTo: nobody\r\n\r\n",
	} {
		if kindOf("a.mht", []byte(head)) != nil {
			t.Errorf("a page saved by %s is taken for a mail", name)
		}
	}
}
