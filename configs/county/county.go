// Package county makes the configuration and the roster of a new county (or
// city, or province) from its division code.
package county

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"huizong/configs"
	"huizong/configs/divisions"
	"huizong/schema"
)

// A Plan is what init is about to write.
type Plan struct {
	Area, Name string
	Units      []schema.Unit        // the roster
	LeftOut    []divisions.Division // development zones, farms …: add by hand those that file reports; where there is nothing else, they are the roster
}

// For plans an area of six, four or two digits; "" is the whole country.
// Errors wrap [configs.ErrConfig].
func For(area string) (*Plan, error) {
	p := &Plan{Area: area, Name: divisions.Name(area)}
	if area == "" {
		p.Name = "全国"
	}
	if p.Name == "" || len(area) > 6 {
		return nil, fmt.Errorf("%w: area %q is not in the division table: want the code of a county (six digits), city (four) or province (two)", configs.ErrConfig, area)
	}
	all := divisions.Townships(area)
	ordinary := slices.ContainsFunc(all, func(d divisions.Division) bool { return schema.KindOf(d.Code) != schema.OtherUnit })
	for _, d := range all {
		kind := schema.KindOf(d.Code)
		if ordinary && kind == schema.OtherUnit {
			p.LeftOut = append(p.LeftOut, d)
			continue
		}
		p.Units = append(p.Units, schema.Unit{Code: d.Code, Name: d.Name, Kind: kind, ParentCode: d.Code[:6], ParentName: divisions.Name(d.Code[:6])})
	}
	if len(p.Units) == 0 {
		return nil, fmt.Errorf("%w: the division table has no townships under %s %s", configs.ErrConfig, area, p.Name)
	}
	return p, nil
}

// The files that [Plan.Write] makes.
const (
	ConfigFile = configs.DefaultFile
	RosterFile = "roster.csv"
	InboxDir   = "inbox"
	OutDir     = "out"
)

// Write makes the files, the inbox and the output folder in dir, and returns
// their paths; a service may be allowed to write only to folders that are there. A file
// that is there already is an error, and nothing is written.
func (p *Plan) Write(dir string) ([]string, error) {
	config, roster := filepath.Join(dir, ConfigFile), filepath.Join(dir, RosterFile)
	folders := []string{filepath.Join(dir, InboxDir), filepath.Join(dir, OutDir)}
	for _, path := range []string{config, roster} {
		if _, err := os.Lstat(path); err == nil {
			return nil, fmt.Errorf("%w: %s is there already; move it away or choose another folder", configs.ErrConfig, path)
		}
	}
	for _, folder := range folders {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return nil, err
		}
	}
	if err := os.WriteFile(roster, p.RosterCSV(), 0o644); err != nil {
		return nil, err
	}
	if err := os.WriteFile(config, p.ConfigYAML(), 0o644); err != nil {
		return nil, err
	}
	return append([]string{config, roster}, folders...), nil
}

// RosterCSV is the roster, in UTF-8 with a byte order mark so that Excel reads it.
func (p *Plan) RosterCSV() []byte {
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	w := csv.NewWriter(&b)
	w.Write([]string{"code", "name", "parent_code", "parent_name", "kind", "aliases", "valid_from", "valid_to", "successor"}) // a buffer takes everything
	for _, u := range p.Units {
		w.Write([]string{u.Code, u.Name, u.ParentCode, u.ParentName, string(u.Kind), "", "", "", ""})
	}
	w.Flush()
	return b.Bytes()
}

// ConfigYAML is the configuration: what must be set, then every other key with
// its default, commented out.
func (p *Plan) ConfigYAML() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s 政府信息公开工作年度报告汇总配置\n# 相对路径从本文件所在文件夹算起。\n\n", p.Name)
	fmt.Fprintf(&b, "area: %q\narea_name: %s\ninbox: %s\nout: %s\nroster: %s\n\n", p.Area, p.Name, InboxDir, OutDir, RosterFile)
	b.WriteString("# 以下各项为默认值，需要时去掉行首的 # 并修改。\n")
	set := map[string]bool{"area": true, "area_name": true, "inbox": true, "out": true, "roster": true}
	group := ""
	for _, k := range configs.Keys {
		if set[k.Name] {
			continue
		}
		outer, inner, nested := strings.Cut(k.Name, ".")
		fmt.Fprintf(&b, "\n# %s\n# %s\n", k.DocZH, k.Doc)
		if nested && outer != group {
			fmt.Fprintf(&b, "# %s:\n", outer)
		}
		if group = outer; nested {
			fmt.Fprintf(&b, "#   %s: %s\n", inner, value(k.Default))
		} else {
			fmt.Fprintf(&b, "# %s: %s\n", outer, value(k.Default))
		}
	}
	return []byte(b.String())
}

func value(v any) string {
	switch v := v.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case []int:
		return "[]"
	}
	return fmt.Sprint(v)
}
