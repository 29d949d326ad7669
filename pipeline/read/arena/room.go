package arena

import "sync"

var rooms = sync.Pool{New: func() any { return new([]byte) }}

// mostLent is how large memory in bytes may be that is lent again.
const mostLent = 4 << 20

// Lend gives memory for bytes that are needed for a while, such as the decoded text
// of a file of which only parts are kept. Its length is zero; who borrows it may let
// it grow, and gives it to [Return] when nothing points to it.
func Lend() *[]byte {
	room := rooms.Get().(*[]byte)
	*room = (*room)[:0]
	return room
}

// Return takes back what was lent.
func Return(room *[]byte) {
	if cap(*room) <= mostLent {
		rooms.Put(room)
	}
}
