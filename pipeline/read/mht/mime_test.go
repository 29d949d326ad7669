package mht

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"testing"
)

// FuzzDecodings holds the transfer decodings to slower, plainer ones.
func FuzzDecodings(f *testing.F) {
	for _, s := range []string{
		"=B9=AB=\r\n=bf=AA = \t\r\n1=2=3D==\n= \r \n=", "a=4", "=4=\n1", "==\r\n\r\n=\n\n",
		"MTcg\r\nMjM=\r\n", "MTcgMj M", "MTcg=MjM", "MTcgMjMB", "MTcgM",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, want := unquote(nil, data), unquoteByLine(data); !bytes.Equal(got, want) {
			t.Errorf("unquote(%q) = %q, want %q", data, got, want)
		}
		if got, want := fromBase64(nil, data), fromClean(data); !bytes.Equal(got, want) {
			t.Errorf("fromBase64(%q) = %q, want %q", data, got, want)
		}
	})
}

// unquoteByLine takes line by line, byte by byte.
func unquoteByLine(body []byte) (out []byte) {
	for len(body) > 0 {
		line := body[:lineLength(body)]
		body = body[len(line):]
		content := bytes.TrimRight(line, "\r\n")
		end := line[len(content):]
		if soft := bytes.TrimRight(content, " \t"); bytes.HasSuffix(soft, []byte("=")) {
			content, end = soft[:len(soft)-1], nil
		}
		for i := 0; i < len(content); i++ {
			if content[i] == '=' && i+2 < len(content) {
				pair, err := hex.DecodeString(string(content[i+1 : i+3]))
				if err == nil {
					out = append(out, pair...)
					i += 2
					continue
				}
			}
			out = append(out, content[i])
		}
		out = append(out, end...)
	}
	return out
}

// fromClean decodes what is left of data without the bytes that base64 does not
// use, as far as it can be decoded.
func fromClean(data []byte) []byte {
	var clean []byte
	for _, c := range data {
		if bytes.IndexByte([]byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"), c) >= 0 {
			clean = append(clean, c)
		}
	}
	if len(clean)%4 == 1 {
		clean = clean[:len(clean)-1]
	}
	out, _ := base64.RawStdEncoding.DecodeString(string(clean))
	return out
}
