package gather

import (
	"context"
	"errors"
	"fmt"
	"io"

	"huizong/pipeline/read/bounds"
)

// A budget is what one bundle on disk may cost with all bundles inside it.
type budget struct {
	ctx      context.Context // ends when the time is up
	entries  int
	expanded int64
	held     int64 // bytes of the bundles that are open now
	depth    int
}

// enter opens one bundle more. Together the open ones may hold twice the bytes
// of one document.
func (b *budget) enter(size int, limit bounds.Bounds) *bounds.Refusal {
	switch {
	case b.depth >= limit.Depth:
		return tooDeep
	case b.held+int64(size) > 2*limit.Bytes:
		return crowded
	case b.entries <= 0:
		return bounds.Over("files in one bundle", "压缩包内文件数", int64(limit.Entries))
	}
	b.depth++
	b.held += int64(size)
	return nil
}

func (b *budget) leave(size int) {
	b.depth--
	b.held -= int64(size)
}

// An allowance is a number of bytes and what it means to exceed them.
type allowance struct {
	bytes   int64
	refusal *bounds.Refusal
}

// read expands a member within the smallest of its allowances. Bytes are
// counted as they come out, whatever the headers say.
func (b *budget) read(m *member, limit bounds.Bounds, src *source, expanded *int64) ([]byte, *bounds.Refusal) {
	ratio := max(bounds.RatioFloor, limit.Ratio*m.stored)
	if m.stored == 0 {
		ratio = max(bounds.RatioFloor, limit.Ratio*int64(len(src.data))) - *expanded
	}
	least := allowance{limit.Bytes, bounds.Over("bytes", "文件字节数", limit.Bytes)}
	for _, a := range []allowance{
		{b.expanded, overBundle},
		{ratio, overRatio},
	} {
		if a.bytes < least.bytes {
			least = a
		}
	}
	data, err := expand(b.ctx, m, max(0, least.bytes))
	b.expanded -= int64(len(data))
	if m.stored == 0 {
		*expanded += int64(len(data))
	}
	switch {
	case err != nil:
		return nil, refuseMember(err)
	case int64(len(data)) > least.bytes:
		return nil, least.refusal
	}
	return data, nil
}

// expand reads a member, one byte more than allowed at most.
func expand(ctx context.Context, m *member, limit int64) (data []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w (%v)", damagedMember, p)
		}
	}()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r, err := m.open()
	if err != nil {
		return nil, err
	}
	return readAll(ctx, r, limit, 16<<10)
}

// A strict reader counts what a stream expands to and refuses over its limit.
type strict struct {
	ctx  context.Context
	r    io.Reader
	left int64
}

func (s *strict) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	if s.left < 0 {
		return 0, overRatio
	}
	n, err := s.r.Read(p[:min(int64(len(p)), s.left+1)])
	if s.left -= int64(n); s.left < 0 {
		return 0, overRatio
	}
	return n, err
}

// refuse says what an error of opening a bundle means for the clerk.
func refuse(err error) *bounds.Refusal {
	var r *bounds.Refusal
	switch {
	case errors.As(err, &r):
		return r
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return tooSlow
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return truncatedBundle
	}
	for _, known := range libraryErrors {
		if errors.Is(err, known.err) {
			return known.refusal
		}
	}
	return damagedBundle
}

// refuseMember says the same for one member.
func refuseMember(err error) *bounds.Refusal {
	switch r := refuse(err); r {
	case truncatedBundle:
		return truncatedMember
	case damagedBundle:
		return damagedMember
	case encryptedBundle:
		return encryptedMember
	default:
		return r
	}
}
