package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"

	"huizong/configs"
)

// A configuration is what a run is made with beside the inbox, as hashes. They
// stand apart so that a later run can tell which of them changed.
type configuration struct {
	whole  string
	roster string
	rules  string // rules, explanations, the county's own figures, and every setting that bears on the result
}

func hashConfiguration(c *configs.Config) (configuration, error) {
	var made configuration
	var err error
	if made.roster, err = hashFiles("", c.Roster); err != nil {
		return made, err
	}
	if made.rules, err = hashFiles(c.Describe(), c.Rules, c.Explanations, c.CountyFigures); err != nil {
		return made, err
	}
	sum := sha256.Sum256([]byte(made.roster + made.rules))
	made.whole = hex.EncodeToString(sum[:])
	return made, nil
}

// hashFiles hashes a text and files, "" for one that is not configured.
func hashFiles(text string, paths ...string) (string, error) {
	h := sha256.New()
	io.WriteString(h, text) // a hash takes everything
	for _, path := range paths {
		if path == "" {
			fmt.Fprint(h, "\x00none")
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return "", fmt.Errorf("%w: %w", configs.ErrConfig, err)
		}
		fmt.Fprintf(h, "\x00%d\x00", len(data))
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
