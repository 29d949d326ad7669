// Package schema is the vocabulary of huizong: the official form and its cells,
// what a cell may hold, where a thing stands, what a finding says, and the
// columns of every published table. All other packages speak in its words; it
// imports none of them.
package schema
