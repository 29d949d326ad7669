package recognize

import "fmt"

func tooFew(n, want int) why {
	return why{fmt.Sprintf("标题后只有 %d 个数，应有 %d 个，不能确定缺哪一个", n, want),
		fmt.Sprintf("%d values stand behind the label, the row has %d: which one is missing is not certain", n, want)}
}

func tooMany(n, want int) why {
	return why{fmt.Sprintf("标题后有 %d 个数，应有 %d 个，可能有数字被拆开", n, want),
		fmt.Sprintf("%d values stand behind the label, the row has %d: digits may be split over cells", n, want)}
}

func unclear(n, want int) why {
	return why{fmt.Sprintf("标题后有 %d 个单元格且有空白，不能确定哪 %d 个是数值", n, want),
		fmt.Sprintf("%d cells with blanks follow the label, which %d of them are the values is not certain", n, want)}
}

var (
	maybeShort   = why{"最后一格空白，不能确定是空白还是缺少一个单元格", "the last cell is blank: left blank, or a cell is missing before it"}
	notFound     = why{"行标题在，数值没有找到或不能确定", "the label is there, its values were not found or are ambiguous"}
	unlabelled   = why{"不能确定属于哪一行", "which rows the values without a label belong to is not certain"}
	twice        = why{"出现两次且数值不同", "stands there twice with different values"}
	inDoubt      = why{"不能确定哪一行数值属于它", "which row of values belongs to it is not certain"}
	otherEdition = why{"列标题是另一版格式的，与本表其他部分不一致", "its column header is that of the other edition, unlike the rest of the table"}
	noColumns    = why{"列标题不完整且顺序与格式不同，不能确定各列", "the column headers are incomplete and not in the form's order"}
)
