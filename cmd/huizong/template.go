package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"huizong/pipeline/publish/template"
)

func (a *app) templateCommand() *cobra.Command {
	form := template.Form{}
	format, path := "docx", ""
	c := &cobra.Command{
		Use:     "template",
		Short:   a.say("空白的官方表样，docx 或 xlsx", "the blank official form, docx or xlsx"),
		Long:    a.say("生成空白表样。xlsx 中的总计是公式，填写时校验是否为不小于 0 的整数。填好后用 huizong check 自查。", "Writes the blank official form. In the workbook totals are formulas and inputs are validated.\nCheck the filled form with huizong check."),
		Example: "  huizong template --year 2025 --out 空表.docx\n  huizong template --format xlsx --unit 瓦岗寨乡 --year 2025 --out 瓦岗寨乡.xlsx\n  huizong template > 空表.docx",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			write := map[string]func(io.Writer) error{"docx": form.Docx, "xlsx": form.Xlsx}[format]
			if write == nil {
				return usage{fmt.Errorf("--format %q: want docx or xlsx", format)}
			}
			if form.Year == 0 {
				form.Year = time.Now().Year() - 1
			}
			if form.Year < 2019 || form.Year > 2100 {
				return usage{fmt.Errorf("--year %d: the form exists since 2019", form.Year)}
			}
			if path == "" {
				return write(a.out)
			}
			f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
			if errors.Is(err, os.ErrExist) {
				return usage{fmt.Errorf(a.say("%s 已存在，不覆盖", "%s is there already and is not overwritten"), path)}
			}
			if err != nil {
				return err
			}
			err = write(f)
			if closing := f.Close(); err == nil {
				err = closing
			}
			return err
		},
	}
	c.Flags().StringVar(&format, "format", format, "docx, xlsx")
	c.Flags().StringVar(&form.Unit, "unit", "", a.say("单位名称", "name of the unit"))
	c.Flags().IntVar(&form.Year, "year", 0, a.say("报告年度，缺省为去年", "report year, last year if not given"))
	c.Flags().StringVar(&path, "out", "", a.say("写入的文件，缺省为标准输出", "file to write, stdout if empty"))
	return c
}
