package container

import (
	"path"
	"strings"

	"huizong/pipeline/read/xmlscan"
)

// A Relation is one relationship of the Open Packaging Conventions (ECMA-376
// part 2): how one part of a container names another.
type Relation struct {
	ID       string // "rId1"
	Type     string // last segment of the type URI: "officeDocument", "numbering"; strict and transitional agree on it
	Target   string // name of the part, resolved, without leading slash; as written if External
	External bool
}

// Relations lists what a part refers to, "" being the package itself; the list is
// not the caller's to change. A part without a list has none. Errors are [*bounds.Refusal].
func (z *Zip) Relations(part string) ([]Relation, error) {
	folder, base := path.Split(part)
	name := folder + "_rels/" + base + ".rels"
	if !z.Has(name) {
		return nil, nil
	}
	return relations.Read(z, name, func(data []byte) (found []Relation, err error) {
		err = elements(data, z.bounds.Depth, func(s *xmlscan.Scanner) {
			if s.Local() != "Relationship" {
				return
			}
			id, _ := s.Attr("Id")
			kind, _ := s.Attr("Type")
			target, _ := s.Attr("Target")
			mode, _ := s.Attr("TargetMode")
			r := Relation{ID: id, Type: kind[strings.LastIndexByte(kind, '/')+1:], Target: target, External: mode == "External"}
			if !r.External {
				r.Target = resolve(folder, target)
			}
			found = append(found, r)
		})
		return found, err
	})
}

var relations Cache[[]Relation]

// resolve finds the part that a target written in folder means.
func resolve(folder, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if !strings.HasPrefix(target, "/") {
		target = folder + target
	}
	return strings.TrimPrefix(path.Clean("/"+target), "/")
}

// Related returns the first part that part refers to by one of the types and
// that exists; "" if there is none.
func (z *Zip) Related(part string, types ...string) (string, error) {
	all, err := z.Relations(part)
	if err != nil {
		return "", err
	}
	for _, t := range types {
		for _, r := range all {
			if r.Type == t && !r.External && z.Has(r.Target) {
				return r.Target, nil
			}
		}
	}
	return "", nil
}

// OfContentType returns the first part whose content type contains the
// fragment, as "wordprocessingml.document.main+xml"; "" if there is none.
// Only parts named one by one (Override) are looked at.
func (z *Zip) OfContentType(fragment string) (string, error) {
	const list = "[Content_Types].xml"
	if !z.Has(list) {
		return "", nil
	}
	named, err := typed.Read(z, list, func(data []byte) (all []typedPart, err error) {
		err = elements(data, z.bounds.Depth, func(s *xmlscan.Scanner) {
			if name, ok := s.Attr("PartName"); ok {
				kind, _ := s.Attr("ContentType")
				all = append(all, typedPart{name, kind})
			}
		})
		return all, err
	})
	for _, p := range named {
		if strings.Contains(p.kind, fragment) && z.Has(p.name) {
			return strings.TrimPrefix(p.name, "/"), err
		}
	}
	return "", err
}

var typed Cache[[]typedPart]

// A typedPart is one whose content type is said by name.
type typedPart struct{ name, kind string }

// elements calls f at the start of each element of data.
func elements(data []byte, depth int, f func(*xmlscan.Scanner)) error {
	s, err := xmlscan.New(data, depth)
	for k := xmlscan.Start; err == nil && k != xmlscan.EOF; {
		if k, err = s.Next(); err == nil && k == xmlscan.Start {
			f(s)
		}
	}
	return err
}
