// Package object reads the objects of a PDF file: numbers, strings, names,
// arrays, dictionaries, streams, and the tables by which they are found. It
// knows nothing of what they mean.
//
// The one thing to know: every file may be damaged or hostile. Reading is
// bounded in depth and in decoded bytes, what cannot be understood is null, and
// a file whose tables are broken is searched for its objects, see
// [File.Rebuilt].
package object

// A Value is one of nil (null, or what could not be read), bool, float64,
// [String], [Name], [Array], [Dict], *[Stream], [Ref] and, in page content,
// [Operator].
type Value any

// String is the bytes of a string.
type String string

// Name is a name without its slash.
type Name string

// Array is a list of values.
type Array []Value

// Dict is a dictionary.
type Dict map[Name]Value

// A Stream is a dictionary with data. See [File.Decode].
type Stream struct {
	Dict Dict
	Raw  []byte // as stored

	number, generation int // of the object; 0 if it was never encrypted
}

// Ref names an object of the file. Generations are of no use to a reader.
type Ref int

// Operator is a word of page content.
type Operator string
