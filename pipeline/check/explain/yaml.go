package explain

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"huizong/schema"
)

// readYAML reads a list of mappings. Values are taken as they are written, so
// that a unit code does not lose its zeros.
func readYAML(name string, data []byte) ([]entry, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(root.Content) == 0 {
		return nil, nil
	}
	list := root.Content[0]
	if list.Kind != yaml.SequenceNode {
		return nil, fmt.Errorf("%s: must be a list of explanations", at(name, list))
	}
	if len(list.Content) > maxRows {
		return nil, fmt.Errorf("%s: more than %d explanations", name, maxRows)
	}
	var all []entry
	for _, n := range list.Content {
		e, err := mapping(name, n)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}

func at(name string, n *yaml.Node) string { return fmt.Sprintf("%s:%d:%d", name, n.Line, n.Column) }

func mapping(name string, n *yaml.Node) (entry, error) {
	e := entry{place: schema.Place{File: name, Line: n.Line}, values: map[string]written{}}
	if n.Kind != yaml.MappingNode {
		return e, fmt.Errorf("%s: an explanation must be keys and values", at(name, n))
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		column := columnOf(key.Value)
		if column == nil {
			return e, fmt.Errorf("%s: unknown key %q; known are %s", at(name, key), key.Value, keys())
		}
		if _, twice := e.values[column.Key]; twice {
			return e, fmt.Errorf("%s: key %q stands twice", at(name, key), key.Value)
		}
		if value.Kind != yaml.ScalarNode {
			return e, fmt.Errorf("%s: %s must be a text or a number", at(name, value), key.Value)
		}
		text := value.Value
		if value.Tag == "!!null" {
			text = ""
		}
		e.values[column.Key] = written{text, at(name, value)}
	}
	return e, nil
}

// columnOf finds a column by its key or its label, nil for none.
func columnOf(word string) *Column {
	for i := range Columns {
		if Columns[i].Key == word || Columns[i].Label == word {
			return &Columns[i]
		}
	}
	return nil
}

func keys() string {
	text := ""
	for i := range Columns {
		if i > 0 {
			text += ", "
		}
		text += Columns[i].Key
	}
	return text
}
