package maker

// A DemoFile is one file of the demo county; Path counts from its folder.
type DemoFile struct {
	Path string
	Data []byte
}

// Demo makes the demo county.
func Demo() ([]DemoFile, error) { return nil, nil }
