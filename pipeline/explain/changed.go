package explain

import (
	"fmt"

	"huizong/pipeline/publish/recall"
	"huizong/schema"
)

// A changeKey names a number that can change: a cell of a unit or a total of
// an area.
type changeKey struct {
	kind, code string
	year       int
	cell       string
}

// openChanges reads what has changed since the snapshot before, and the
// reports of that one if the question is about a cell that has.
func (b *book) openChanges(s recall.Snapshot, q Question) error {
	all, err := s.Changes()
	if err != nil {
		return err
	}
	b.changes = make(map[changeKey]recall.Change, len(all))
	asked := false
	for _, c := range all {
		b.changes[changeKey{c.Kind, c.Code, c.Year, c.Cell}] = c
		asked = asked || c.Kind == "cell"
	}
	if asked && q.Before != "" {
		var reports []*schema.Report
		reports, err = recall.Snapshot{Dir: q.Before}.Reports()
		b.before = byUnit(reports)
	}
	return err
}

// changed says of a number what it was, if the snapshot before says something
// else; a cell rests on where it stood, too.
func (b *book) changed(n *Node, kind string) {
	c, ok := b.changes[changeKey{kind, n.Code, n.Year, n.Cell}]
	if !ok {
		return
	}
	n.Was, n.Cause = c.Old, c.Cause
	was := c.Old
	if was == "" {
		was = b.say("没有数据", "no data")
	}
	note := fmt.Sprintf(b.say("上一快照为 %s，原因：%s", "the snapshot before says %s; cause: %s"), was, wordOf(schema.ChangesTable, "cause", c.Cause, b.english))
	if n.Note != "" {
		note = n.Note + b.say("；", "; ") + note
	}
	n.Note = note
	if id, ok := schema.CellByCode(n.Cell); ok && kind == "cell" {
		n.On = append(n.On, b.stood(n, id)...)
	}
}

// gone says of a unit without a report what its cell was.
func (b *book) gone(n *Node, id schema.CellID) {
	n.Cell = schema.Cells[id].Code
	b.changed(n, "cell")
	if n.Was == "" {
		n.Cell = ""
	}
}

// stood is the cell as the snapshot before has it.
func (b *book) stood(n *Node, id schema.CellID) []Node {
	r := b.before[unitYear{n.Code, n.Year}]
	if r == nil || r.Cells[id].State == schema.Absent {
		return nil
	}
	v := &r.Cells[id]
	old := Node{Kind: "before", Code: r.UnitCode, Name: r.UnitName, Year: r.Year, Cell: n.Cell, Label: b.say("上一快照", "the snapshot before"), State: v.State.String(), Raw: v.Raw, Place: v.Place.File}
	if d, ok := v.Known(); ok {
		old.Value = d.String()
	}
	return []Node{old}
}
