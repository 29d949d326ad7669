package sheet

import (
	"fmt"
	"strings"

	"huizong/schema"
)

// notes says about the whole document what was noticed.
func (f *folder) notes() {
	f.names("sheet.hidden", f.hidden, "含有隐藏的工作表：%s", "has hidden sheets: %s")
	f.names("sheet.pictures", f.pictured, "工作表里有图片，图片里的内容未读取：%s", "sheets hold pictures, which were not read: %s")
	f.names("sheet.name", f.named, "工作表名称作为标题读取：%s", "sheet names were read as headings: %s")
	f.count("sheet.hidden_cells", f.hiddenCells, "隐藏的行或列中有 %d 个单元格有内容", "%d cells with content stand in hidden rows or columns")
	f.count("sheet.formula", f.disagreeing, "有 %d 个求和公式的缓存值与其各项之和不符", "%d sums do not have the cached value that their cells give")
	f.count("sheet.formula_bare", f.bare, "有 %d 个公式没有缓存值，按空白读取，请用办公软件打开并保存后重新报送",
		"%d formulas have no cached value and were read as blank; open and save the file in an office program")
	f.count("sheet.covered", f.covered, "合并区域遮住了 %d 个有内容的单元格，未读取", "%d cells with content are covered by merged ranges and were not read")
	f.count("sheet.doubled", f.doubled, "有 %d 个位置重复出现不同的内容，按第一次出现的读取", "%d positions have two different contents; the first was read")
	if f.visits >= maxVisits {
		f.note("sheet.formula_unchecked", "求和公式过多，未全部核对", "there are too many sums; not all were checked")
	}
}

func (f *folder) names(code string, sheets []string, zh, en string) {
	if len(sheets) > 0 {
		names := strings.Join(sheets, "、")
		f.note(code, fmt.Sprintf(zh, names), fmt.Sprintf(en, names))
	}
}

func (f *folder) count(code string, n int, zh, en string) {
	if n > 0 {
		f.note(code, fmt.Sprintf(zh, n), fmt.Sprintf(en, n))
	}
}

func (f *folder) note(code, zh, en string) {
	f.doc.Notes = append(f.doc.Notes, schema.Note{Code: code, Text: zh, EN: en})
}
