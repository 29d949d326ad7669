package html

import (
	"context"
	"errors"
	"testing"
	"unicode/utf8"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

func FuzzRead(f *testing.F) {
	for _, c := range cases {
		f.Add([]byte(c.page))
	}
	b := bounds.Default()
	b.Cells, b.Blocks = 20_000, 20_000
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(context.Background(), data, b)
		if err != nil {
			if _, ok := errors.AsType[*bounds.Refusal](err); !ok {
				t.Errorf("Read = %v, want a refusal", err)
			}
			return
		}
		sound(t, doc.Blocks, b)
	})
}

// sound checks what every reading promises: cells ordered, inside their table,
// spans at least one, text valid.
func sound(t *testing.T, blocks []schema.Block, b bounds.Bounds) {
	t.Helper()
	for i := range blocks {
		table := blocks[i].Table
		if table == nil {
			if !utf8.ValidString(blocks[i].Text) || blocks[i].Text == "" {
				t.Errorf("paragraph %q", blocks[i].Text)
			}
			continue
		}
		if len(table.Cells) > b.Cells {
			t.Errorf("%d cells", len(table.Cells))
		}
		last := schema.Cell{Row: -1}
		for _, c := range table.Cells {
			switch {
			case c.Row < last.Row || c.Row == last.Row && c.Column <= last.Column,
				c.RowSpan < 1 || c.ColumnSpan < 1,
				c.Row+c.RowSpan > table.Rows || c.Column+c.ColumnSpan > table.Columns,
				!utf8.ValidString(c.Text):
				t.Errorf("cell %+v of %d×%d after %+v", c, table.Rows, table.Columns, last)
			}
			last = c
			sound(t, c.Inner, b)
		}
	}
}
