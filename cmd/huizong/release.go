package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"huizong/pipeline/publish/snapshot"
)

// released is what release --json says.
type released struct {
	Snapshot string `json:"snapshot"`
	Dir      string `json:"dir"`
}

func (a *app) releaseCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "release ID",
		Short:   a.say("发布一个暂缓的结果", "publish a result that was held back"),
		Long:    a.say("运行以退出码 4 暂缓发布时，结果保存在 out/held/<编号>。核对后用本命令发布。", "A run that ends with 4 leaves its result in out/held/<id>. Look at it, then publish it with this command."),
		Example: "  huizong release 0a1b2c3d4e5f6071\n  huizong release 0a1b2c3d4e5f6071 --config county.yaml\n  huizong release 0a1b2c3d4e5f6071 --set out=结果",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage{fmt.Errorf("%s", a.say("需要一个编号", "want one id"))}
			}
			config, err := a.load(c)
			if err != nil {
				return err
			}
			store := snapshot.Open(config.Out)
			lock, err := store.Lock(time.Now())
			if err != nil {
				return err
			}
			defer lock.Unlock()
			dir, err := store.Release(args[0])
			if errors.Is(err, fs.ErrNotExist) {
				return a.notHeld(store, args[0])
			}
			if err != nil {
				return err
			}
			if a.json {
				return json.NewEncoder(a.out).Encode(released{args[0], dir})
			}
			fmt.Fprintf(a.out, a.say("已发布 %s\n", "published %s\n"), dir)
			return nil
		},
	}
}

// notHeld says which results there are instead.
func (a *app) notHeld(store *snapshot.Store, id string) error {
	held, err := store.Held()
	if err != nil {
		return err
	}
	var ids []string
	for _, e := range held {
		ids = append(ids, e.Manifest.ID)
	}
	return usage{fmt.Errorf(a.say("没有暂缓的结果 %q；现有：%s", "no result %q is held; there are: %s"), id, strings.Join(ids, ", "))}
}
