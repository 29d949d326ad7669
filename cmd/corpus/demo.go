package main

import (
	"fmt"
	"path/filepath"

	"huizong/cmd/corpus/maker"
)

// writeDemo writes files of the demo county: what testdata/demo holds, or what
// must be converted for it.
func writeDemo(folder string, give func() ([]maker.DemoFile, error)) (string, error) {
	files, err := give()
	if err != nil {
		return "", err
	}
	for _, f := range files {
		if err := writeFile(filepath.Join(folder, filepath.FromSlash(f.Path)), f.Data); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%d files of the demo county", len(files)), nil
}
