package rtf

import (
	"context"
	"testing"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/grid/gridtest"
	"huizong/schema"
)

func TestMadeReports(t *testing.T) {
	gridtest.Papers(t, "rtf", func(data []byte) (*schema.Document, error) {
		return Read(context.Background(), data, bounds.Default())
	})
}
