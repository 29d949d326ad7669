package container

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"huizong/pipeline/read/bounds"
)

// A counting reader copies a part and counts how often it is asked.
type counting int

func (n *counting) read(data []byte) (string, error) {
	*n++
	return string(data), nil
}

func TestCache(t *testing.T) {
	var c Cache[string]
	var asked counting
	styles, other := part{"xl/styles.xml", "<styles/>"}, part{"xl/theme.xml", "<theme/>"}
	for _, step := range []struct {
		what string
		z    *Zip
		name string
		want string
		asks counting
	}{
		{"the first", open(t, pack(t, styles, other), bounds.Default()), "xl/styles.xml", styles.body, 1},
		{"in another container", open(t, pack(t, other, part{"a", "a"}, styles), bounds.Default()), "xl/styles.xml", styles.body, 1},
		{"another part", open(t, pack(t, styles, other), bounds.Default()), "xl/theme.xml", other.body, 2},
		{"the same bytes under another name", open(t, pack(t, part{"b", styles.body}), bounds.Default()), "b", styles.body, 3},
		{"other bytes under the same name", open(t, pack(t, part{"xl/styles.xml", "<other/>"}), bounds.Default()), "xl/styles.xml", "<other/>", 4},
		{"under another bound of depth", open(t, pack(t, styles), bounds.Bounds{Bytes: 100, Entries: 9, Ratio: 9, Depth: 1}), "xl/styles.xml", styles.body, 5},
	} {
		if got, err := c.Read(step.z, step.name, asked.read); err != nil || got != step.want || asked != step.asks {
			t.Errorf("%s: %q, %v after %d parts were read, want %q after %d", step.what, got, err, asked, step.want, step.asks)
		}
	}
}

// TestCacheRefuses: what is refused is refused again, and what is known is counted
// against the bounds as if it had been expanded.
func TestCacheRefuses(t *testing.T) {
	var c Cache[string]
	var asked counting
	data := pack(t, part{"a", "<a>1</a>"})
	if _, err := c.Read(open(t, data, bounds.Default()), "a", asked.read); err != nil {
		t.Fatal(err)
	}
	directory := bytes.Index(data, []byte("PK\x01\x02"))
	for what, at := range map[string]int{"flags": 8, "method": 10, "checksum": 16, "size": 24} {
		broken := bytes.Clone(data)
		broken[directory+at] ^= 1
		if got, err := c.Read(open(t, broken, bounds.Default()), "a", asked.read); err == nil {
			t.Errorf("another %s in the directory: %q, want a refusal", what, got)
		}
	}
	few := bounds.Default()
	few.Bytes = 12
	z := open(t, data, few)
	if _, err := c.Read(z, "a", asked.read); err != nil || z.left != 4 {
		t.Errorf("%v, %d bytes left of 12 after 8", err, z.left)
	}
	_, err := c.Read(z, "a", asked.read)
	wantRefusal(t, err, bounds.TooLarge)
	_, err = c.Read(z, "b", asked.read)
	wantRefusal(t, err, bounds.Damaged)

	wrong := errors.New("wrong")
	for range 2 {
		if _, err := c.Read(open(t, pack(t, part{"c", "<c/>"}), bounds.Default()), "c", func([]byte) (string, error) { return "", wrong }); err != wrong {
			t.Errorf("error = %v, want that of the reader", err)
		}
	}
}

// TestCacheIsBounded: other parts push out what is known, and it is read again.
func TestCacheIsBounded(t *testing.T) {
	var c Cache[string]
	var asked counting
	const parts, size = 300, 10_000
	for i := range parts {
		body := fmt.Sprint(i) + strings.Repeat(".", size)
		if got, err := c.Read(open(t, pack(t, part{"a", body}), bounds.Default()), "a", asked.read); err != nil || got != body {
			t.Fatalf("part %d: %d bytes, %v", i, len(got), err)
		}
		if c.size > mostCachedAll || len(c.known)*size > mostCachedAll {
			t.Fatalf("%d parts are known, %d bytes", len(c.known), c.size)
		}
	}
	if asked != parts {
		t.Errorf("%d of %d parts were read", asked, parts)
	}
}

// TestCacheTogether: several readers at once get each its own part, whoever of
// them brought it.
func TestCacheTogether(t *testing.T) {
	var c Cache[string]
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for k := range 50 {
				body := fmt.Sprint("<a>", (i+k)%5, "</a>")
				z := open(t, pack(t, part{"a", body}), bounds.Default())
				if got, err := c.Read(z, "a", func(data []byte) (string, error) { return string(data), nil }); err != nil || got != body {
					t.Errorf("Read = %q, %v, want %q", got, err, body)
				}
			}
		})
	}
	group.Wait()
	if len(c.known) != 5 {
		t.Errorf("%d parts are known, want 5", len(c.known))
	}
}
