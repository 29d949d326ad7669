package xls

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"huizong/pipeline/read/bounds"
)

// tight bounds keep each try of the fuzzer quick.
func tight() bounds.Bounds {
	b := bounds.Default()
	b.Bytes, b.Cells, b.Blocks, b.TextSize = 4<<20, 20_000, 5_000, 1<<16
	return b
}

func FuzzReadXls(f *testing.F) {
	f.Add(file(f, "box.xls"))
	f.Add(one(sst(2, bytes.Join([][]byte{u16s(4), narrow("ab")}, nil), bytes.Join([][]byte{wide("甲乙"), u16s(1), narrow("x")}, nil)), shared(2)))
	f.Add(one(formats(`0"件"`), item().rec(recRK, at(0, 1, 1), rkInteger(1)).formula(0, 2, f64(1), 0, area(0, 0, 1, 1), attrSum)))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(context.Background(), data, tight())
		var r *bounds.Refusal
		if err != nil && !errors.As(err, &r) {
			t.Errorf("Read = %v, want a refusal", err)
		}
		if err == nil && len(doc.Blocks) == 0 {
			t.Error("Read gave a document without blocks")
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for _, name := range []string{"zero_onesheet.xls", "strings.xls"} {
		data := file(b, name)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := Read(context.Background(), data, bounds.Default()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}
