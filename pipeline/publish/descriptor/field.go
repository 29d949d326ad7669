package descriptor

import (
	"huizong/schema"
)

// A table is a Table Schema.
type table struct {
	Fields      []field      `json:"fields"`
	PrimaryKey  []string     `json:"primaryKey,omitempty"`
	UniqueKeys  [][]string   `json:"uniqueKeys,omitempty"`
	ForeignKeys []foreignKey `json:"foreignKeys,omitempty"`
}

type field struct {
	Name        string       `json:"name"`
	Type        string       `json:"type"`
	Title       string       `json:"title,omitempty"`
	Description string       `json:"description,omitempty"`
	Unit        string       `json:"unit,omitempty"`         // of measure
	Physical    string       `json:"physicalType,omitempty"` // in Parquet and Arrow
	TrueValues  []string     `json:"trueValues,omitempty"`
	FalseValues []string     `json:"falseValues,omitempty"`
	Constraints *constraints `json:"constraints,omitempty"`
	Categories  []category   `json:"categories,omitempty"`
}

type constraints struct {
	Required bool     `json:"required,omitempty"`
	Unique   bool     `json:"unique,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

// A category is a code of a closed column with its Chinese label.
type category struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

type foreignKey struct {
	Fields    []string  `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string   `json:"resource,omitempty"` // "" is the table itself
	Fields   []string `json:"fields"`
}

// A columnType is a [schema.ColumnType] in the words of Table Schema, of
// Parquet and of DuckDB.
type columnType struct{ standard, physical, duckdb string }

var columnTypes = map[schema.ColumnType]columnType{
	schema.StringColumn:  {"string", "string", "VARCHAR"},
	schema.Dictionary:    {"string", "dictionary<int32, string>", "VARCHAR"},
	schema.Int32Column:   {"integer", "int32", "INTEGER"},
	schema.Int64Column:   {"integer", "int64", "BIGINT"},
	schema.YearColumn:    {"year", "int32", "INTEGER"},
	schema.DecimalColumn: {"number", "decimal(18,6)", "DECIMAL(18,6)"},
	schema.BoolColumn:    {"boolean", "boolean", "BOOLEAN"},
}

// tableSchema is the Table Schema of a published table. suffix is what the
// names of resources of this storage end with: keys stay inside a storage.
func tableSchema(t *schema.PublishedTable, suffix string) *table {
	s := &table{}
	nullable := map[string]bool{}
	for i := range t.Columns {
		c := &t.Columns[i]
		nullable[c.Name] = c.Null
		s.Fields = append(s.Fields, fieldOf(c))
		if c.KeyTable != "" && !isKey(t, c) {
			s.ForeignKeys = append(s.ForeignKeys, keyInto(t, c, suffix))
		}
	}
	s.PrimaryKey = t.PrimaryKey
	for _, k := range t.PrimaryKey {
		if nullable[k] { // a primary key of the standard cannot be null
			s.PrimaryKey, s.UniqueKeys = nil, [][]string{t.PrimaryKey}
		}
	}
	return s
}

// isKey reports whether c is what other tables refer to by its KeyTable.
func isKey(t *schema.PublishedTable, c *schema.PublishedColumn) bool {
	return c.KeyTable == t.Name && t.PrimaryKey[0] == c.Name
}

func keyInto(t *schema.PublishedTable, c *schema.PublishedColumn, suffix string) foreignKey {
	k := foreignKey{Fields: []string{c.Name}, Reference: reference{Fields: schema.PublishedTableByName(c.KeyTable).PrimaryKey}}
	if c.KeyTable != t.Name {
		k.Reference.Resource = c.KeyTable + suffix
	}
	return k
}

func fieldOf(c *schema.PublishedColumn) field {
	ct := columnTypes[c.Type]
	f := field{Name: c.Name, Type: ct.standard, Title: c.Label, Description: c.ZH + "\n" + c.EN, Unit: string(c.Measure), Physical: ct.physical}
	if c.Null {
		f.Description = c.ZH + "。空值：" + c.NullZH + "\n" + c.EN + ". Null: " + c.NullEN
	}
	limits := constraints{Required: !c.Null}
	for _, v := range c.Values {
		limits.Enum = append(limits.Enum, v.Code)
		f.Categories = append(f.Categories, category{v.Code, v.Label})
	}
	if labelTwice(f.Categories) {
		f.Categories = nil
	}
	if limits.Required || limits.Enum != nil {
		f.Constraints = &limits
	}
	return f
}

// labelTwice reports whether a label stands twice, which the standard forbids
// among categories: 其他 is a row's and 总计 two columns' label.
func labelTwice(categories []category) bool {
	seen := map[string]bool{}
	for _, c := range categories {
		if seen[c.Label] {
			return true
		}
		seen[c.Label] = true
	}
	return false
}
