package pipeline

import (
	"bytes"
	"io"
	"iter"
	"sync"

	"golang.org/x/sync/errgroup"
)

// A sheet is a small paper drawn into memory, which the next one takes over.
type sheet struct {
	path string
	data bytes.Buffer
	err  error
	done chan struct{}
}

var sheets = sync.Pool{New: func() any { return &sheet{done: make(chan struct{}, 1)} }}

// drawAhead draws small papers into memory, some at a time, and puts them down
// in order.
func drawAhead(atATime int, papers iter.Seq[paper], putDown func(paper) error) error {
	queue, stop := make(chan *sheet, 4*atATime), make(chan struct{})
	var drawing errgroup.Group
	drawing.SetLimit(1 + atATime) // the one that hands out is one
	drawing.Go(func() error {
		defer close(queue)
		for p := range papers {
			s := sheets.Get().(*sheet)
			s.path = p.path
			select {
			case queue <- s:
			case <-stop:
				return nil
			}
			drawing.Go(func() error {
				defer func() { s.done <- struct{}{} }()
				s.err = p.write(&s.data)
				return nil
			})
		}
		return nil
	})
	err := putAll(queue, putDown)
	close(stop)
	_ = drawing.Wait() // a sheet has its own error
	return err
}

func putAll(queue <-chan *sheet, putDown func(paper) error) error {
	for s := range queue {
		<-s.done
		if s.err != nil {
			return s.err
		}
		err := putDown(paper{s.path, func(w io.Writer) error {
			_, err := s.data.WriteTo(w)
			return err
		}})
		if err != nil {
			return err
		}
		s.data.Reset()
		sheets.Put(s)
	}
	return nil
}
