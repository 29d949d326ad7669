package wire

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huizong/schema"
)

// fill gives every field below v a value of its own, so that a field that is
// forgotten shows.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("文", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int16, reflect.Int64:
		v.SetInt(int64(1 + *n%200))
	case reflect.Uint8:
		v.SetUint(uint64(1 + *n%2))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[[]schema.Block]() && *n > 100 {
			return // blocks hold tables, tables hold cells, cells hold blocks
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	default:
		panic(v.Kind())
	}
}

func full[T any]() *T {
	out, n := new(T), 0
	fill(reflect.ValueOf(out).Elem(), &n)
	return out
}

func TestEveryFieldComesBack(t *testing.T) {
	for name, r := range map[string]*schema.Report{"full": full[schema.Report](), "empty": {}} {
		got := new(schema.Report)
		err := Report(string(AppendReport(nil, r)), got)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, got); diff != "" {
			t.Errorf("%s report (-want +got):\n%s", name, diff)
		}
		prose, err := Prose(string(AppendReport(nil, r)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r.Prose(), prose); diff != "" {
			t.Errorf("%s prose (-want +got):\n%s", name, diff)
		}
	}
	for name, s := range map[string]*schema.Submission{"full": full[schema.Submission](), "empty": {}} {
		got, err := Submission(string(AppendSubmission(nil, s)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s, got); diff != "" {
			t.Errorf("%s submission (-want +got):\n%s", name, diff)
		}
	}
}

func TestEveryBlockComesBack(t *testing.T) {
	for name, want := range map[string]*schema.Document{"full": full[schema.Document](), "empty": {}} {
		got, err := Document(string(AppendDocument(nil, want)))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(want, got) {
			t.Errorf("%s document: want %+v, got %+v", name, want, got)
		}
	}
}

func TestEveryClaimComesBack(t *testing.T) {
	want := []schema.Claim{*full[schema.Claim](), {}}
	got, err := Claims(string(AppendClaims(nil, want)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("claims (-want +got):\n%s", diff)
	}
}

// TestRawComesBack: what is printed is kept verbatim, however near to the value.
func TestRawComesBack(t *testing.T) {
	for _, c := range []schema.CellValue{
		{State: schema.Number, Raw: "0"},
		{State: schema.Number},
		{State: schema.Number, Raw: "00"},
		{State: schema.Number, Value: schema.DecimalOf(12), Raw: "12"},
		{State: schema.Number, Value: schema.DecimalOf(12), Raw: "12.0"},
		{State: schema.Number, Value: schema.DecimalOf(1234), Raw: "1,234"},
		{State: schema.Number, Value: -1, Raw: "-0.000001"},
		{State: schema.Text, Raw: "0"},
		{State: schema.Blank},
	} {
		r := &schema.Report{}
		r.Cells[3] = c
		got := new(schema.Report)
		err := Report(string(AppendReport(nil, r)), got)
		if err != nil || got.Cells[3] != c {
			t.Errorf("%+v came back as %+v, %v", c, got, err)
		}
	}
}

// TestHalves: the prose and the figures are the report.
func TestHalves(t *testing.T) {
	whole := full[schema.Report]()
	words, err := Prose(string(AppendProse(nil, whole.Prose())))
	if err != nil {
		t.Fatal(err)
	}
	got := new(schema.Report)
	err = Figures(string(AppendFigures(nil, whole)), words, got)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole, got); diff != "" {
		t.Error(diff)
	}
	if err := Figures(string(AppendReport(nil, whole)), words, new(schema.Report)); !errors.Is(err, ErrForm) {
		t.Errorf("a whole report was read as figures: %v", err)
	}
}

func TestCutRecords(t *testing.T) {
	whole := string(AppendReport(nil, full[schema.Report]()))
	for n := range len(whole) {
		if err := Report(whole[:n], new(schema.Report)); !errors.Is(err, ErrForm) {
			t.Fatalf("a record cut at byte %d of %d: %v", n, len(whole), err)
		}
		if p, err := Prose(whole[:n]); err == nil && len(p.Narrative) != 2 || err != nil && !errors.Is(err, ErrForm) {
			t.Fatalf("a record cut at byte %d of %d: prose %+v, %v", n, len(whole), p, err)
		}
	}
	if err := Report(whole+"x", new(schema.Report)); !errors.Is(err, ErrForm) {
		t.Errorf("a record with something behind it: %v", err)
	}
}

func FuzzReport(f *testing.F) {
	f.Add(string(AppendReport(nil, full[schema.Report]())))
	f.Fuzz(func(t *testing.T, data string) {
		r, again := new(schema.Report), new(schema.Report)
		if err := Report(data, r); err != nil {
			return
		}
		if err := Report(string(AppendReport(nil, r)), again); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, again); diff != "" {
			t.Error(diff)
		}
	})
}

func FuzzDocument(f *testing.F) {
	f.Add(string(AppendDocument(nil, full[schema.Document]())))
	f.Fuzz(func(t *testing.T, data string) {
		doc, err := Document(data)
		if err != nil {
			return
		}
		again, err := Document(string(AppendDocument(nil, doc)))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(doc, again) {
			t.Errorf("%+v came back as %+v", doc, again)
		}
	})
}

func BenchmarkReport(b *testing.B) {
	r := full[schema.Report]()
	for i := range r.Cells {
		r.Cells[i] = schema.CellValue{State: schema.Number, Value: schema.DecimalOf(int64(i)), Raw: fmt.Sprint(i), Place: schema.Place{Table: 2, Row: i / 7, Column: i % 7}}
	}
	var buffer []byte
	b.Run("append", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			buffer = AppendReport(buffer[:0], r)
		}
		b.ReportMetric(float64(len(buffer)), "bytes")
	})
	b.Run("read", func(b *testing.B) {
		b.ReportAllocs()
		record := string(buffer)
		for b.Loop() {
			if err := Report(record, new(schema.Report)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
