package descriptor

import (
	"fmt"
	"io"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/ipc"
)

// WriteIPC writes a batch as an Arrow IPC file (Feather version 2) of one
// record batch, uncompressed so that readers can map it. Dictionaries stay
// dictionaries; labels and descriptions stay in the field metadata. The batch
// is not kept, but Arrow v15's file writer never gives its dictionaries back:
// their memory is the garbage collector's, whatever the allocator counts.
func WriteIPC(w io.Writer, batch arrow.Record) error {
	out, err := ipc.NewFileWriter(&counted{Writer: w}, ipc.WithSchema(batch.Schema()))
	if err != nil {
		return fmt.Errorf("arrow file: %w", err)
	}
	err = out.Write(batch)
	if closing := out.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("arrow file: %w", err)
	}
	return nil
}

// counted is a writer that knows how far it has come, which is all that
// Arrow's writer seeks for.
type counted struct {
	io.Writer
	at int64
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.Writer.Write(p)
	c.at += int64(n)
	return n, err
}

// Seek tells the position; it goes nowhere.
func (c *counted) Seek(offset int64, whence int) (int64, error) {
	if offset != 0 || whence != io.SeekCurrent {
		return 0, fmt.Errorf("cannot seek to %d from %d in a stream", offset, whence)
	}
	return c.at, nil
}
