package main

import (
	"fmt"
	"path/filepath"

	"huizong/cmd/corpus/maker"
)

// writeDemo writes the demo county: what testdata/demo holds.
func writeDemo(folder string) (string, error) {
	files, err := maker.Demo()
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
