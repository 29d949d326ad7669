package xmlscan

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A rememberer prints the tokens of a document as scan does, but reads every
// element by way of a memo, or at once where it is plain; what an element comes to
// is what is printed of it.
type rememberer struct {
	*Scanner
	memo Memo[string]
	out  lines
}

func remembered(data []byte, depth int) ([]string, error) {
	s, err := New(data, depth)
	if err != nil {
		return nil, err
	}
	r := &rememberer{Scanner: s}
	err = r.inside()
	return r.out, err
}

// inside prints up to the end of the element opened last.
func (r *rememberer) inside() error {
	for {
		switch k, err := r.Next(); {
		case err != nil || k == EOF || k == End:
			return err
		case k == Text:
			r.out.text(r.Text)
		default:
			r.out.start(r.Scanner)
			if err := r.element(); err != nil {
				return err
			}
			r.out.add(">%s", Name{r.Space(), r.Local()})
		}
	}
}

func (r *rememberer) element() error {
	const between = "\x00" // no XML holds it
	around, printed := r.out, ""
	err := r.memo.Read(r.Scanner, &printed, func() error {
		r.out = nil
		text, plain := r.Plain()
		if plain {
			r.out.text(text)
			printed = strings.Join(r.out, between)
			return nil
		}
		err := r.inside()
		printed = strings.Join(r.out, between)
		return err
	})
	r.out = around
	if printed != "" {
		r.out = append(r.out, strings.Split(printed, between)...)
	}
	return err
}

// repeated are documents in which an element stands again; not all mean the same
// again, or may stand there.
var repeated = []string{
	`<a><b c="1">2<d/></b><b>2<d/></b><b>2<d/></b><b/><b></b></a>`,
	`<a><b>1</b><c>1</c><b>1</b ></a>`,
	`<a><b>1</b><c>1</b></a>`,
	`<a xmlns:p="P" xmlns:q="P"><p:b><c/></p:b><q:b><c/></p:b></a>`,
	`<a xmlns:p="P"><b><p:c/></b><d xmlns:p="Q"><b><p:c/></b></d><b><p:c/></b></a>`,
	`<a xmlns="P"><b><c/></b><d xmlns=""><b><c/></b></d><b xmlns="Q"><c/></b></a>`,
	`<a><d xmlns:p="P"><b><p:c/></b></d><b><p:c/></b></a>`,
	`<a><d xmlns:p="P"><b><p:c/></b></d><d xmlns:p="Q"><b><p:c/></b></d></a>`,
	`<a><b xmlns:p="P"><p:c/></b><b xmlns:p="P"><p:c/></b></a>`,
	`<a><b><c><d/></c></b><e><b><c><d/></c></b></e></a>`,
	"<a><b>甲]]</b><c>]]></c><b>甲</b >\x01</a>",
	"<a><b>\uFFFE</b></a>", "<a><b>1</b", "<a><b>1</", "<a><b>1", "<a>1</b>", "<a>1</ab></a>", "<a>1<!---->2</a>",
	"<a><b>\r\n甲&#65;</b><b>\r\n甲&#65;</b><b>\r\n甲&#65;</a>",
}

func TestMemo(t *testing.T) {
	for _, in := range repeated {
		for _, depth := range []int{4, 20} {
			sameWithMemo(t, []byte(in), depth)
		}
	}
}

// sameWithMemo asks that a scan says the same whether or not it remembers.
func sameWithMemo(t *testing.T, in []byte, depth int) {
	t.Helper()
	want, wrong := scan(in, depth)
	got, err := remembered(in, depth)
	switch {
	case wrong != nil && (err == nil || err.Error() != wrong.Error()), wrong == nil && err != nil:
		t.Errorf("scan(%q) with a memo = %v, want %v", in, err, wrong)
	case wrong == nil:
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("scan(%q) (-without +with a memo):\n%s", in, d)
		}
	}
}

// TestMemoFinds holds that what stands again is not read again, up to the number
// of elements that a memo knows.
func TestMemoFinds(t *testing.T) {
	s, err := New([]byte("<a><b>1</b><c>1</c><b>2</b><b>1</b><c>1</c><b>2</b></a>"), 10)
	if err != nil {
		t.Fatal(err)
	}
	var m Memo[int]
	reads := 0
	for k := Start; k != EOF; {
		if k, err = s.Next(); err != nil {
			t.Fatal(err)
		}
		if k == Start && s.Local() != "a" {
			n := 0
			if err := m.Read(s, &n, func() error { n = len(s.src); reads++; return s.Skip() }); err != nil || n != len(s.src) {
				t.Fatalf("Read = %v, state %d", err, n)
			}
		}
	}
	if reads != 3 {
		t.Errorf("%d of 6 elements were read, want 3", reads)
	}
}

func FuzzMemo(f *testing.F) {
	for _, c := range accepted {
		f.Add([]byte(c.in))
	}
	for _, in := range repeated {
		f.Add([]byte(in))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		sameWithMemo(t, in, 4)
		sameWithMemo(t, in, 20)
	})
}
