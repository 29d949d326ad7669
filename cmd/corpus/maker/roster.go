package maker

import (
	"bytes"
	"encoding/csv"

	"huizong/schema"
)

// RosterCSV is a roster file: code,name,parent_code,parent_name,kind.
func RosterCSV(units []schema.Unit) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"code", "name", "parent_code", "parent_name", "kind"}}
	for _, u := range units {
		rows = append(rows, []string{u.Code, u.Name, u.ParentCode, u.ParentName, string(u.Kind)})
	}
	if err := w.WriteAll(rows); err != nil {
		panic("maker: a buffer takes every roster: " + err.Error())
	}
	return b.Bytes()
}
