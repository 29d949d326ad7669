// Package configs loads what a user sets without a compiler: the configuration
// (YAML, environment, flags, through viper) and the roster of units.
package configs

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/agnivade/levenshtein"
	"github.com/spf13/viper"
	"go.yaml.in/yaml/v3"
)

// ErrConfig marks a mistake of the user's: wrong key, bad value, missing file.
var ErrConfig = errors.New("configuration")

// A Config is one loaded configuration. Paths are absolute or relative to the
// working directory; those of the file were relative to it.
type Config struct {
	File string // "" if none was read

	Area, AreaName, Inbox, Out, Roster     string
	Years                                  []int
	Deadline                               string // "01-31"
	ReceivedFromFile                       bool
	Quiet                                  time.Duration
	Rules, Explanations, CountyFigures     string
	Mask, Papers, Arrow                    bool
	CopiedSimilarity                       int // percent
	Keep                                   int
	Cache                                  string
	GateMissingMore                        int
	GateTotalFactor, GateUnreadablePercent int
	LimitBytes                             int64
	LimitEntries, LimitDepth, LimitCells   int
	LimitPages, LimitSeconds               int
	OCRCommand, LogFormat, Metrics, Ping   string
	AlarmDays                              int
	Lang                                   string
	Workers                                int
}

// paths are the keys whose values are paths, counted from the file.
var paths = []string{"inbox", "out", "roster", "rules", "explanations", "county_figures", "cache", "metrics"}

// DefaultFile is the configuration that a command takes from its folder.
const DefaultFile = "huizong.yaml"

// envPrefix begins the environment variable of a key.
const envPrefix = "HUIZONG_"

func envName(key string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
}

// knownEnv refuses a variable that begins like ours and names no key.
func knownEnv() error {
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		if !strings.HasPrefix(name, envPrefix) || slices.ContainsFunc(Keys, func(k Key) bool { return envName(k.Name) == name }) {
			continue
		}
		if strings.HasSuffix(name, "_CHILD") {
			continue // how tests start themselves anew
		}
		key := strings.ToLower(strings.TrimPrefix(name, envPrefix))
		return fmt.Errorf("%w: environment: unknown key %s; the nearest known key is %s", ErrConfig, name, envName(Nearest(key)))
	}
	return nil
}

// Load reads the file ("" for none), the environment and flags, the later over
// the earlier. Keys in flags are those of [Keys]. Errors wrap [ErrConfig] and
// name the key, the file and, for an unknown key, the nearest known one.
func Load(file string, flags map[string]string) (*Config, error) {
	v := viper.New()
	for _, k := range Keys {
		v.SetDefault(k.Name, k.Default)
	}
	if file != "" {
		if err := readFile(v, file); err != nil {
			return nil, err
		}
	}
	if err := knownEnv(); err != nil {
		return nil, err
	}
	source := map[string]string{}
	for _, k := range Keys {
		if s, ok := os.LookupEnv(envName(k.Name)); ok {
			if file != "" && slices.Contains(paths, k.Name) && s != "" && s != "off" && !filepath.IsAbs(s) {
				s = filepath.Join(filepath.Dir(file), s) // counted from the file, like those in it
			}
			v.Set(k.Name, s)
			source[k.Name] = envName(k.Name) + ": "
		}
		if s, ok := flags[k.Name]; ok {
			v.Set(k.Name, s)
			source[k.Name] = "--set: "
		}
	}
	c, bad, err := values(v)
	if err != nil {
		where := source[bad]
		if where == "" {
			where = in(file)
		}
		return nil, fmt.Errorf("%w: %s%w", ErrConfig, where, err)
	}
	c.File = file
	return c, nil
}

func in(file string) string {
	if file == "" {
		return ""
	}
	return file + ": "
}

func readFile(v *viper.Viper, file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrConfig, err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrConfig, file, err)
	}
	if err := knownKeys(file, &doc); err != nil {
		return err
	}
	v.SetConfigFile(file)
	v.SetConfigType("yaml")
	if err := v.ReadInConfig(); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrConfig, file, err)
	}
	base := filepath.Dir(file)
	for _, key := range paths {
		if p := v.GetString(key); v.InConfig(key) && p != "" && p != "off" && !filepath.IsAbs(p) {
			v.Set(key, filepath.Join(base, p))
		}
	}
	for _, key := range []string{"inbox", "out", "roster"} {
		if !v.InConfig(key) {
			v.SetDefault(key, filepath.Join(base, v.GetString(key)))
		}
	}
	return nil
}

// knownKeys refuses the first key that is not in [Keys], with its line.
func knownKeys(file string, doc *yaml.Node) error {
	if len(doc.Content) == 0 {
		return nil
	}
	if doc.Content[0].Kind != yaml.MappingNode {
		return fmt.Errorf("%w: %s:%d: want key: value lines", ErrConfig, file, doc.Content[0].Line)
	}
	return walkKeys(file, "", doc.Content[0])
}

func walkKeys(file, prefix string, m *yaml.Node) error {
	seen := map[string]bool{}
	for i := 0; i+1 < len(m.Content); i += 2 {
		k, value := m.Content[i], m.Content[i+1]
		name := prefix + k.Value
		if seen[name] {
			return fmt.Errorf("%w: %s:%d: key %q stands there twice", ErrConfig, file, k.Line, name)
		}
		seen[name] = true
		if slices.ContainsFunc(Keys, func(key Key) bool { return key.Name == name }) {
			if value.Kind == yaml.MappingNode {
				return fmt.Errorf("%w: %s:%d: key %q takes a value, not more keys", ErrConfig, file, k.Line, name)
			}
			continue
		}
		group := slices.ContainsFunc(Keys, func(key Key) bool { return strings.HasPrefix(key.Name, name+".") })
		if group && value.Kind == yaml.MappingNode {
			if err := walkKeys(file, name+".", value); err != nil {
				return err
			}
			continue
		}
		return fmt.Errorf("%w: %s:%d: unknown key %q; the nearest known key is %q", ErrConfig, file, k.Line, name, Nearest(name))
	}
	return nil
}

// Known reports whether there is a setting of that name.
func Known(name string) bool {
	return slices.ContainsFunc(Keys, func(k Key) bool { return k.Name == name })
}

// Nearest is the known key with the smallest edit distance.
func Nearest(name string) string {
	best, distance := "", 1<<30
	for _, k := range Keys {
		if d := levenshtein.ComputeDistance(name, k.Name); d < distance {
			best, distance = k.Name, d
		}
	}
	return best
}

var (
	areaShape     = regexp.MustCompile(`^(?:\d{2}|\d{4}|\d{6})?$`)
	deadlineShape = regexp.MustCompile(`^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$`)
	fullDeadline  = regexp.MustCompile(`^\d{4}-(\d{2}-\d{2})`)
)

// reader collects the first bad value.
type reader struct {
	v   *viper.Viper
	key string // of the first bad value
	err error
}

func (r *reader) bad(key, want string) {
	if r.err == nil {
		r.key, r.err = key, fmt.Errorf("key %q is %q: want %s", key, fmt.Sprint(r.v.Get(key)), want)
	}
}

func (r *reader) whole(key string, least int64) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(r.v.GetString(key)), 10, 64)
	if err != nil || n < least {
		r.bad(key, fmt.Sprintf("a whole number of at least %d", least))
	}
	return n
}

func (r *reader) number(key string, least int) int { return int(r.whole(key, int64(least))) }

func (r *reader) yes(key string) bool {
	b, err := strconv.ParseBool(strings.TrimSpace(r.v.GetString(key)))
	if err != nil {
		r.bad(key, "true or false")
	}
	return b
}

func (r *reader) one(key string, of ...string) string {
	s := r.v.GetString(key)
	if !slices.Contains(of, s) {
		r.bad(key, "one of "+strings.Join(of, ", "))
	}
	return s
}

func values(v *viper.Viper) (c *Config, bad string, err error) {
	r := &reader{v: v}
	c = &Config{
		Area: strings.TrimSpace(v.GetString("area")), AreaName: v.GetString("area_name"),
		Inbox: v.GetString("inbox"), Out: v.GetString("out"), Roster: v.GetString("roster"),
		ReceivedFromFile: r.one("received", "document", "file") == "file",
		Rules:            v.GetString("rules"), Explanations: v.GetString("explanations"), CountyFigures: v.GetString("county_figures"),
		Mask: r.yes("mask"), Papers: r.yes("papers"), Arrow: r.yes("arrow"),
		CopiedSimilarity: r.number("copied.similarity", 1), Keep: r.number("keep", 2), Cache: v.GetString("cache"),
		GateMissingMore: r.number("gate.missing_more", -1), GateTotalFactor: r.number("gate.total_factor", 0),
		GateUnreadablePercent: r.number("gate.unreadable_percent", 0),
		LimitBytes:            r.whole("limits.bytes", 1), LimitEntries: r.number("limits.entries", 1), LimitDepth: r.number("limits.depth", 1),
		LimitCells: r.number("limits.cells", 1), LimitPages: r.number("limits.pages", 1), LimitSeconds: r.number("limits.seconds", 1),
		OCRCommand: v.GetString("ocr.command"), LogFormat: r.one("log.format", "text", "json"),
		Metrics: v.GetString("metrics"), Ping: v.GetString("ping"), AlarmDays: r.number("alarm.days", 0),
		Lang: r.one("lang", "", "zh", "en"), Workers: r.number("workers", 0),
	}
	c.Years = r.years()
	c.Deadline = r.deadline()
	c.Quiet = r.duration("quiet")
	if !areaShape.MatchString(c.Area) {
		r.bad("area", "a division code of six, four or two digits, or nothing")
	}
	if c.CopiedSimilarity > 100 {
		r.bad("copied.similarity", "a percentage from 1 to 100")
	}
	if u, err := url.Parse(c.Ping); c.Ping != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		r.bad("ping", "an http or https address")
	}
	return c, r.key, r.err
}

func (r *reader) duration(key string) time.Duration {
	d, err := time.ParseDuration(strings.TrimSpace(r.v.GetString(key)))
	if err != nil || d < 0 {
		r.bad(key, `a duration such as "90s" or "10m"`)
	}
	return d
}

// deadline takes "01-31", or a whole date of which only month and day count.
func (r *reader) deadline() string {
	s := strings.TrimSpace(r.v.GetString("deadline"))
	if t, ok := r.v.Get("deadline").(time.Time); ok {
		s = t.Format(time.DateOnly)
	}
	if m := fullDeadline.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	if !deadlineShape.MatchString(s) {
		r.bad("deadline", `month and day such as "01-31"`)
	}
	return s
}

// years takes a list, or text parted by commas or blanks; 2021-2023 is a range.
func (r *reader) years() []int {
	var words []string
	switch v := r.v.Get("years").(type) {
	case string:
		words = strings.FieldsFunc(strings.Trim(v, "[] "), func(c rune) bool { return c == ',' || c == ' ' || c == '，' })
	case int:
		words = []string{strconv.Itoa(v)}
	case []int:
	case []any:
		for _, w := range v {
			words = append(words, fmt.Sprint(w))
		}
	default:
		r.bad("years", "a list of years such as [2022, 2023]")
	}
	var years []int
	for _, w := range words {
		from, to, isRange := strings.Cut(w, "-")
		if !isRange {
			to = from
		}
		a, errA := strconv.Atoi(from)
		b, errB := strconv.Atoi(to)
		if errA != nil || errB != nil || a < 2008 || b < a || b > 2100 {
			r.bad("years", "a list of years such as [2022, 2023]")
			return nil
		}
		for y := a; y <= b; y++ {
			years = append(years, y)
		}
	}
	slices.Sort(years)
	return slices.Compact(years)
}

// Describe prints every value of the configuration, one key a line, in the
// order of [Keys] as far as they bear on the result: it is what a snapshot is
// made from. Paths stand for what they name, so they are left out, and so is
// what only concerns logs and monitoring.
func (c *Config) Describe() string {
	var b strings.Builder
	for _, line := range []struct {
		key   string
		value any
	}{
		{"area", c.Area}, {"area_name", c.AreaName}, {"years", c.Years}, {"deadline", c.Deadline}, {"received_from_file", c.ReceivedFromFile},
		{"mask", c.Mask}, {"papers", c.Papers}, {"arrow", c.Arrow}, {"copied.similarity", c.CopiedSimilarity},
		{"limits", []any{c.LimitBytes, c.LimitEntries, c.LimitDepth, c.LimitCells, c.LimitPages}}, {"ocr.command", c.OCRCommand},
	} {
		fmt.Fprintf(&b, "%s: %v\n", line.key, line.value)
	}
	return b.String()
}
