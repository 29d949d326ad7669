package doc

import "huizong/schema"

// A box is the text of one text box: a stretch of the story of text boxes.
type box struct {
	begin, end uint32 // character positions
	shape      uint32
	read       bool
}

// readBoxes finds the text boxes (PlcftxbxTxt, 2.8.32), and which character of
// the text each is tied to (PlcfSpa, 2.8.37). They decide nothing about tables:
// a box that cannot be found stands at the end.
func (w *walker) readBoxes() error {
	first := uint32(0)
	for _, n := range w.fib.ccp[:textBoxes] {
		first += uint32(n)
	}
	last := first + uint32(w.fib.ccp[textBoxes])
	plc, err := w.part(boxTable)
	if err != nil {
		return err
	}
	const boxBytes, anchorBytes = 22, 26
	for i, n := 0, (len(plc)-4)/(4+boxBytes); i < n; i++ {
		begin, end := first+u32(plc, 4*i), first+u32(plc, 4*i+4)
		if n := len(w.boxes); begin >= end || end > last || n > 0 && begin < w.boxes[n-1].end {
			continue
		}
		w.boxes = append(w.boxes, &box{begin: begin, end: end, shape: u32(plc, 4*(n+1)+boxBytes*i+14)})
	}
	if len(w.boxes) == 0 && first < last {
		w.boxes = []*box{{begin: first, end: last}}
	}
	if plc, err = w.part(anchorTable); err != nil {
		return err
	}
	shapes := map[uint32]*box{}
	for _, b := range w.boxes {
		shapes[b.shape] = b
	}
	for i, n := 0, (len(plc)-4)/(4+anchorBytes); i < n; i++ {
		if b := shapes[u32(plc, 4*(n+1)+anchorBytes*i)]; b != nil {
			w.anchors[u32(plc, 4*i)] = b
		}
	}
	return nil
}

// anchor reads the text box that is tied to a character; false if none is, as
// with a picture.
func (w *walker) anchor(position uint32) (bool, error) {
	b := w.anchors[position]
	if b == nil || b.read {
		return false, nil
	}
	blocks, err := w.readBox(b)
	w.waiting = append(w.waiting, blocks...)
	return true, err
}

func (w *walker) readBox(b *box) ([]schema.Block, error) {
	b.read = true
	around := w.scene
	w.scene = newScene(w.meter)
	err := w.story(b.begin, b.end)
	var blocks []schema.Block
	if err == nil {
		blocks, err = w.nest.Finish()
	}
	w.scene = around
	return blocks, err
}

// restBoxes reads the boxes that are tied to nothing in the text.
func (w *walker) restBoxes() error {
	for _, b := range w.boxes {
		if b.read {
			continue
		}
		blocks, err := w.readBox(b)
		if err != nil {
			return err
		}
		w.doc.Blocks = append(w.doc.Blocks, blocks...)
	}
	return nil
}
