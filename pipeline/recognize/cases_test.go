package recognize

import (
	"fmt"
	"strings"
	"testing"

	"huizong/schema"
)

// Tables as met in reports, each with different figures in its cells.

const headThreeGrid = `<3 （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | <7 申请人情况
<3 | 自然人 | <5 法人或其他组织 | 总计
<3 | | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |
`

// three is a text with rows of table three under the official header.
func threeText(head string, rows ...string) string {
	return "三、收到和处理政府信息公开申请情况\n" + head + strings.Join(rows, "\n") + "\n"
}

const headThreeTabs = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t\t\t申请人情况\t\t\t\t\t\t\n" +
	"\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计\n\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\n"

func TestThree(t *testing.T) {
	for _, c := range []struct {
		name string
		doc  *schema.Document
		want map[string]string // row code → values
	}{
		{"columns in another order, told by the header", textDocument(threeText(
			"|  | 总计 | 其他 | 自然人 | 商业企业 | 法律服务机构 | 科研机构 | 社会公益组织 |\n",
			"| 一、本年新收政府信息公开申请数量 | 21 | 6 | 1 | 2 | 5 | 3 | 4 |", "| 二、上年结转政府信息公开申请数量 | 7 | 7 | 0 | 0 | 0 | 0 | 0 |", "| （一）予以公开 | 1 | 0 | 1 | 0 | 0 | 0 | 0 |")),
			map[string]string{"received": "1 2 3 4 5 6 21", "carried_in": "0 0 0 0 0 7 7", "granted": "1 0 0 0 0 0 1"}},
		{"columns in another order, in two levels", textDocument(threeText(
			"|  | 申请人情况 |\n| 法人或其他组织 | 自然人 | 总计 |\n| 其他 | 商业企业 | 科研机构 | 法律服务机构 | 社会公益组织 |\n",
			"| 一、本年新收政府信息公开申请数量 | 6 | 2 | 3 | 5 | 4 | 1 | 21 |", "| 二、上年结转政府信息公开申请数量 | 7 | 0 | 0 | 0 | 0 | 0 | 7 |", "| （一）予以公开 | 0 | 0 | 0 | 0 | 0 | 1 | 1 |")),
			map[string]string{"received": "1 2 3 4 5 6 21", "granted": "1 0 0 0 0 0 1"}},
		{"自然人 and 总计 printed below 法人或其他组织", textDocument(threeText(
			"|  | 申请人情况 |  |  |  |  |  |  |\n|  |  | 法人或其他组织 |  |  |  |  |  |\n|  | 自然人 |  |  |  |  |  | 总计 |\n|  |  | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |  |\n",
			"| 一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21 |", "| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 7 | 7 |", "| （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |")),
			map[string]string{"received": "1 2 3 4 5 6 21", "carried_in": "0 0 0 0 0 7 7", "granted": "1 0 0 0 0 0 1"}},
		{"the same with 小计", textDocument(threeText(
			"|  |  | 法人或其他组织 |  |  |  |  |  |  |\n|  | 自然人 |  |  |  |  |  |  | 总计 |\n|  |  | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 小计 |  |\n",
			"| 一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 20 | 21 |", "| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 7 | 7 | 7 |", "| （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 1 |")),
			map[string]string{"received": "1 2 3 4 5 6 21", "carried_in": "0 0 0 0 0 7 7", "granted": "1 0 0 0 0 0 1"}},
		{"总计 and 自然人 in another order below 法人或其他组织", textDocument(threeText(
			"|  | 法人或其他组织 |  |  |  |  |  |  |\n|  |  |  |  |  |  | 总计 | 自然人 |\n|  | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |  |  |\n",
			"| 一、本年新收政府信息公开申请数量 | 2 | 3 | 4 | 5 | 6 | 21 | 1 |", "| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 7 | 7 | 0 |", "| （一）予以公开 | 0 | 0 | 0 | 0 | 0 | 1 | 1 |")),
			map[string]string{"received": unread7, "carried_in": unread7}},
		{"a header that is neither readable nor the form's", textDocument(threeText(
			"|  | 总计 | | 自然人 | 商业企业 | | 科研机构 | 社会公益组织 |\n",
			"| 一、本年新收政府信息公开申请数量 | 21 | 6 | 1 | 2 | 5 | 3 | 4 |", "| 二、上年结转政府信息公开申请数量 | 7 | 7 | 0 | 0 | 0 | 0 | 0 |", "| （一）予以公开 | 1 | 0 | 1 | 0 | 0 | 0 | 0 |")),
			map[string]string{"received": unread7, "carried_in": unread7}},
		{"columns without names", textDocument(threeText("| | | | | | | | |\n",
			"| 一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21 |", "| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 7 | 7 |", "| （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |")),
			map[string]string{"received": "1 2 3 4 5 6 21"}},
		{"a page cuts the header in two tables", gridDocument("^2 本列数据的勾稽关系 | <3 申请人情况\n自然人 | 法人或其他组织 | 总计",
			"<3 | | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n<3 一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21\n<3 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 7 | 7\n<2 三、本年度办理结果 | （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1"),
			map[string]string{"received": "1 2 3 4 5 6 21", "carried_in": "0 0 0 0 0 7 7", "granted": "1 0 0 0 0 0 1"}},
		{"eight columns with 法人小计", gridDocument(strings.Replace(strings.Replace(headThreeGrid, "<5 法人或其他组织", "<6 法人或其他组织", 1), "其他 |\n", "其他 | 小计 |\n", 1) +
			"<3 一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 20 | 21\n<3 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 7 | 7 | 7\n<2 三、本年度办理结果 | （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 1"),
			map[string]string{"received": "1 2 3 4 5 6 21", "carried_in": "0 0 0 0 0 7 7", "granted": "1 0 0 0 0 0 1"}},
		{"values not under their headers", textDocument(threeText("\t\t申请人情况\t\t\t\t\t\t总计\t\n\t\t自然人\t法人或其他组织\t\t\t\t\t\t\n\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\t\n",
			"一、本年新收政府信息公开申请数量\t\t1\t2\t3\t4\t5\t6\t21\t", "二、上年结转政府信息公开申请数量\t\t0\t0\t0\t0\t0\t7\t7\t",
			"三、本年度办理结果\t(一) 予以公开\t8\t0\t0\t0\t0\t0\t8\t", "\t(三) 不予公开\t1.属于国家秘密\t9\t0\t0\t0\t0\t0\t9", "\t\t2.其他法律行政法规禁止公开\t10\t0\t0\t0\t0\t0\t10", "3.其他\t\t11\t0\t0\t0\t0\t0\t11\t", "(七) 总计\t12\t0\t0\t0\t0\t0\t12\t\t")),
			map[string]string{"received": "1 2 3 4 5 6 21", "granted": "8 0 0 0 0 0 8", "denied_state_secret": "9 0 0 0 0 0 9", "denied_by_law": "10 0 0 0 0 0 10", "other_rest": "11 0 0 0 0 0 11", "answered": "12 0 0 0 0 0 12"}},
		{"a row short of one cell", textDocument(threeText(headThreeTabs,
			"一、本年新收政府信息公开申请数量\t\t\t1\t2\t3\t4\t5\t6\t21", "二、上年结转政府信息公开申请数量\t\t\t0\t0\t0\t0\t7\t7", "三、本年度办理结果\t（一）予以公开\t\t1\t0\t0\t0\t0\t0\t1")),
			map[string]string{"received": "1 2 3 4 5 6 21", "carried_in": unread7, "granted": "1 0 0 0 0 0 1"}},
		{"a row short of one cell and filled up", textDocument(threeText(headThreeTabs,
			"一、本年新收政府信息公开申请数量\t\t\t1\t2\t3\t4\t5\t6\t21", "二、上年结转政府信息公开申请数量\t\t\t0\t0\t0\t0\t7\t7\t", "三、本年度办理结果\t（一）予以公开\t\t1\t0\t0\t0\t0\t0\t1")),
			map[string]string{"received": "1 2 3 4 5 6 21", "carried_in": unread7, "granted": "1 0 0 0 0 0 1"}},
		{"digits in two cells", gridDocument(headThreeGrid +
			"<3 一、本年新收政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 0 | 20\n<3 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 7 | 7\n<2 三、本年度办理结果 | （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1"),
			map[string]string{"received": unread7, "carried_in": "0 0 0 0 0 7 7"}},
		{"only 自然人 and 总计 are filled", gridDocument(headThreeGrid +
			"<3 一、本年新收政府信息公开申请数量 | 3 | | | | | | 3\n<3 二、上年结转政府信息公开申请数量 | | | | | | |\n<2 三、本年度办理结果 | （一）予以公开 | 1 | | | | | | 1"),
			map[string]string{"received": "3 blank blank blank blank blank 3", "carried_in": "blank blank blank blank blank blank blank", "granted": "1 blank blank blank blank blank 1"}},
		{"a column is blank", gridDocument(headThreeGrid +
			"<3 一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 |\n<3 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 7 |\n<2 三、本年度办理结果 | （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 |"),
			map[string]string{"received": "1 2 3 4 5 6 blank", "granted": "1 0 0 0 0 0 blank"}},
		{"a label is lost, order decides", gridDocument(headThreeGrid +
			"<3 一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21\n<3 | 0 | 0 | 0 | 0 | 0 | 7 | 7\n<2 三、本年度办理结果 | （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1"),
			map[string]string{"received": "1 2 3 4 5 6 21", "carried_in": "0 0 0 0 0 7 7", "granted": "1 0 0 0 0 0 1"}},
		{"a label and a row are lost: nobody can tell", gridDocument(headThreeGrid +
			"<3 一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21\n<3 | 0 | 0 | 0 | 0 | 0 | 7 | 7\n<2 三、本年度办理结果 | （二）部分公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1"),
			map[string]string{"received": "1 2 3 4 5 6 21", "carried_in": unread7, "granted": unread7, "partly_granted": "1 0 0 0 0 0 1"}},
		{"two rows of one label with different values", gridDocument(headThreeGrid +
			"<3 一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21\n<3 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 7 | 7\n<3 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 8 | 8\n<2 三、本年度办理结果 | （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1"),
			map[string]string{"received": "1 2 3 4 5 6 21", "carried_in": unread7, "granted": "1 0 0 0 0 0 1"}},
		{"glued digits", textDocument(threeText("自然人商业企业科研机构社会公益组织法律服务机构其他总计\n", "一、本年新收政府信息公开申请数量0000000", "二、上年结转政府信息公开申请数量1000001", "（一）予以公开10000010", "（二）部分公开1200003")),
			map[string]string{"received": "0 0 0 0 0 0 0", "carried_in": "1 0 0 0 0 0 1", "granted": unread7, "partly_granted": "1 2 0 0 0 0 3"}},
		{"glued digits that add up to something else", textDocument(threeText("自然人商业企业科研机构社会公益组织法律服务机构其他总计\n", "一、本年新收政府信息公开申请数量0000000", "二、上年结转政府信息公开申请数量1200011", "（一）予以公开0000000")),
			map[string]string{"carried_in": unread7}},
		{"values inside a wrapped label, page marks between", textDocument(threeText("", "（二）部分公开（区分处理的，只计这一情 形，不", "  计其他情形）", "      4  0  0  0  0  0  4", "      1.属于国家秘密  1  0  0  0  0  0  1", "            - 3 -", "   5.要求行政机关确认或重 新出具", "      6  0  0  0  0  0  6", "   已获取信息", "（七）总计   11 0 0 0 0 0 11")),
			map[string]string{"partly_granted": "4 0 0 0 0 0 4", "denied_state_secret": "1 0 0 0 0 0 1", "rejected_confirmation": "6 0 0 0 0 0 6", "answered": "11 0 0 0 0 0 11"}},
		{"numbers wrapped in narrow columns", textDocument(threeText("", "一、本年新收    1005  967  0  0  0  0  1973", "政府信息公开    9               2", "申请数量", "二、上年结转    1  0  0  0  0  0  1", "政府信息公开", "（一）予以公开   106  0  0  0  0  0  1", "  3", "（二）部分公开   1  0  0  0  0  0  1")),
			map[string]string{"received": unread7, "carried_in": "1 0 0 0 0 0 1", "granted": unread7, "partly_granted": "1 0 0 0 0 0 1"}},
		{"values on the first lines of wrapped labels", textDocument(threeText("", "一、本年新收政府信息公开申请数量  1  2  3  4  5  6  21", "二、上年结转政府信息公开申请数量  0  0  0  0  0  7  7", "（一）予以公开  8  0  0  0  0  0  8", "（三  1.属于   7  6  8  1  6  8  36", "）不   国家", "予公   秘密", " 开   2.其    7  3  6  2  0  2  20", "     他法", "     律行", "     政法", "     规禁", "     止公", "     开", "     3.危   1  0  0  0  0  0  1", "     及“", "     三安", "     全一", "     稳", "     定”",
			"     5.属   3  8  4  5  5  6  31", "     于三", "     类内", "     部事", "     务信", "     息", "     6.属   1  3  4  7  7  5  27", "     于四", "     类过", "     程性", "     信息", "     7.属于  9  7  9  0  4  0  29", "     行政", "     执法", "     案卷", "（六  2.申请  4  0  0  0  0  0  4", "）其   人逾", "他处   期未", "理    按收", "     费通", "     知要", "     求缴", "     纳费", "     用、", "     行政", "     机关", "     不再", "     处理", "     其政", "     府信", "     息公", "     开申", "     请", "     3.其   0  0  2  0  0  0  2", "     他")),
			map[string]string{"denied_state_secret": "7 6 8 1 6 8 36", "denied_by_law": "7 3 6 2 0 2 20", "denied_security": "1 0 0 0 0 0 1", "denied_internal": "3 8 4 5 5 6 31", "denied_deliberative": "1 3 4 7 7 5 27", "denied_enforcement_file": "9 7 9 0 4 0 29", "other_fee_unpaid": "4 0 0 0 0 0 4", "other_rest": "0 0 2 0 0 0 2"}},
		{"values on middle lines of wrapped labels", textDocument(threeText("", "一、本年新收政府信息公开申请数量  1  2  3  4  5  6  21", "二、上年结转政府信息公开申请数量  0  0  0  0  0  7  7", "（一）予以公开  8  0  0  0  0  0  8", "      1.本机", "（四   关不   6  8  8  0  9  8  39", "）无   掌握", "法提   相关", " 供   政府", "      信息", "      2.没有", "      现成   6  3  6  4  0  9  28", "      信息", "      需要", "      另行", "      制作", "      3.补正", "      后申   9  5  9  9  6  9  47", "      请内", "      容仍", "      不明", "      确")),
			map[string]string{"unable_not_held": "6 8 8 0 9 8 39", "unable_must_create": "6 3 6 4 0 9 28", "unable_unclear": "9 5 9 9 6 9 47"}},
		{"all numbers of a row wrapped, the label on the second line", textDocument(threeText("", "一、本年新收政府信息公开申请数量  1  2  3  4  5  6  21", "二、上年结转政府信息公开申请数量  0  0  0  0  0  7  7", "                 710  351  270  152  717  196  481", "（一）予以公开     42   14   49   71   83   59   85", "（二）部分公开     8  0  0  0  0  0  8")),
			map[string]string{"carried_in": unread7, "granted": unread7, "partly_granted": "8 0 0 0 0 0 8"}},
		{"the ends of wrapped numbers behind a line of the label", textDocument(threeText("", "一、本年新收政府信息公开申请数量  1  2  3  4  5  6  21", "二、上年结转政府信息公开申请数量  0  0  0  0  0  7  7", "（一）予以公开     8  0  0  0  0  0  8", "2.申请人逾期未按收费通知要求缴纳费用、行政  173  141  136  260  311  395  141", "机关不再处理其政府信息公开申请", "                                              6", "3.其他    7  0  0  0  0  0  7")),
			map[string]string{"granted": "8 0 0 0 0 0 8", "other_fee_unpaid": unread7}},
		{"seven numbers broken in two, a piece a line", textDocument(threeText("", "一、本年新收政府信息公开申请数量 446", "7", "412", "2", "416", "7", "327", "8", "401", "3", "364", "3", "236", "90", "二、上年结转政府信息公开申请数量 0 0 0 0 0 7 7", "（一）予以公开 8 0 0 0 0 0 8")),
			map[string]string{"received": unread7, "carried_in": "0 0 0 0 0 7 7", "granted": "8 0 0 0 0 0 8"}},
		{"blank cells and the ends of wrapped numbers make seven", textDocument(threeText("", "一、本年新收政府信息公开申请数量  1  2  3  4  5  6  21", "二、上年结转政府信息公开申请数量  0  0  0  0  0  7  7", "（一）予以公开    106       212       319  641", "              3         1              2", "（二）部分公开     8  0  0  0  0  0  8")),
			map[string]string{"carried_in": "0 0 0 0 0 7 7", "granted": unread7, "partly_granted": "8 0 0 0 0 0 8"}},
		{"a blank between all characters", textDocument(threeText("", "一 、 本 年 新 收 政 府 信 息 公 开 申 请 数 量 1 0 4 3 2 0 0 1 9", "二 、 上 年 结 转 政 府 信 息 公 开 申 请 数 量 4 2 5 3 2 9 1", "（ 一 ） 予 以 公 开 1 0 0 0 0 0 1")),
			map[string]string{"received": unread7, "carried_in": unread7, "granted": unread7}},
		{"values behind labels that begin alike", textDocument(threeText("", "一、本年新收政府信息公开申请数量  1  2  3  4  5  6  21", "二、上年结转政府信息公开申请数量  0  0  0  0  0  7  7", "（六）其", "他处理", "1.申请人无正当理由逾期不补正、", "行政机关不再处理其政府信息公开", "申请", "907 969 356 748 915 301 86", "2.申请人逾期未按收费通知要求缴", "纳费用、行政机关不再处理其政府", "信息公开申请", "899 41 784 256 770 616 421", "3.其他 64 386 766 522 239 908 401")),
			map[string]string{"other_no_correction": "907 969 356 748 915 301 86", "other_fee_unpaid": "899 41 784 256 770 616 421", "other_rest": "64 386 766 522 239 908 401"}},
		{"values behind several labels, one of them broken by a group's", textDocument(threeText("", "一、本年新收政府信息公开申请数量  1  2  3  4  5  6  21", "二、上年结转政府信息公开申请数量  0  0  0  0  0  7  7", "3.要求提", "供公开出", "（五）不", "版物", "予处理  4.无正当", "理由大量", "反复申请", "5.要求行", "政机关确", "认或重新", "出具已获", "取信息", "6274 4033 7811 5166 3721 4229 31234", "（七）总计 8 0 0 0 0 0 8")),
			map[string]string{"rejected_publication": unread7}},
		{"the beginnings of labels under （六） cut off by low cells", gridDocument(headThreeGrid +
			"<3 一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21\n^4 三、本年度办理结果 | ^3 （六）其他处理 | 公开申请 | 5 | 0 | 0 | 0 | 0 | 0 | 5\n政府信息公开申请 | 6 | 0 | 0 | 0 | 0 | 0 | 6\n3.其他 | 7 | 0 | 0 | 0 | 0 | 0 | 7\n<2 （七）总计 | 18 | 0 | 0 | 0 | 0 | 0 | 18"),
			map[string]string{"other_no_correction": unread7, "other_fee_unpaid": unread7, "other_rest": "7 0 0 0 0 0 7", "other_handling": "absent absent absent absent absent absent absent", "answered": "18 0 0 0 0 0 18"}},
		{"the single row of （六）", textDocument(threeText(headThreeTabs, "一、本年新收政府信息公开申请数量\t\t\t1\t2\t3\t4\t5\t6\t21", "三、本年度办理结果\t（一）予以公开\t\t1\t0\t0\t0\t0\t0\t1", "\t（六）其他处理\t\t20\t0\t0\t0\t0\t0\t20", "\t（七）总计\t\t21\t0\t0\t0\t0\t0\t21")),
			map[string]string{"other_handling": "20 0 0 0 0 0 20", "answered": "21 0 0 0 0 0 21", "other_rest": "absent absent absent absent absent absent absent"}},
		{"（六） beside its children", textDocument(threeText(headThreeTabs, "一、本年新收政府信息公开申请数量\t\t\t1\t2\t3\t4\t5\t6\t21", "\t（六）其他处理\t\t9\t0\t0\t0\t0\t0\t9", "\t\t1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\t2\t0\t0\t0\t0\t0\t2", "\t\t2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请\t3\t0\t0\t0\t0\t0\t3", "\t\t3.其他\t4\t0\t0\t0\t0\t0\t4")),
			map[string]string{"other_handling": "9 0 0 0 0 0 9", "other_no_correction": "2 0 0 0 0 0 2", "other_fee_unpaid": "3 0 0 0 0 0 3", "other_rest": "4 0 0 0 0 0 4"}},
		{"a serial number before the label", textDocument(threeText("", "1 一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21", "2 二、上年结转政府信息公开申请数量 0 0 0 0 0 7 7", "3 （一）予以公开 1 0 0 0 0 0 1")),
			map[string]string{"received": "1 2 3 4 5 6 21", "carried_in": "0 0 0 0 0 7 7", "granted": "1 0 0 0 0 0 1"}},
		{"a serial number before merged labels", gridDocument(headThreeGrid +
			"1 | <3 一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21\n2 | ^2 三、本年度办理结果 | <2 （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1\n3 | <2 （六）其他处理 | 7 | 0 | 0 | 0 | 0 | 0 | 7"),
			map[string]string{"received": "1 2 3 4 5 6 21", "granted": "1 0 0 0 0 0 1", "other_handling": "7 0 0 0 0 0 7"}},
		{"a column of remarks behind 总计", gridDocument("<3 项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 | 备注\n" +
			"<3 一、本年新收政府信息公开申请数量 | | 2 | 3 | 4 | 5 | 6 | 21 | 无\n<3 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 7 | 7 | 含上年3件\n<2 三、本年度办理结果 | （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |"),
			map[string]string{"received": "blank 2 3 4 5 6 21", "carried_in": "0 0 0 0 0 7 7", "granted": "1 0 0 0 0 0 1"}},
		{"a column of remarks in a text", textDocument(threeText("|  | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 | 备注 |\n",
			"| 一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21 | 无 |", "| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 7 | 7 | 见附件 |", "| （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1 | |")),
			map[string]string{"received": "1 2 3 4 5 6 21", "carried_in": "0 0 0 0 0 7 7", "granted": "1 0 0 0 0 0 1"}},
		{"an eighth column without a name", gridDocument(headThreeGrid +
			"<3 一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21 |\n<3 二、上年结转政府信息公开申请数量 | | 3 | 0 | 0 | 0 | 7 | 10 | 8\n<3 四、结转下年度继续办理 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |"),
			map[string]string{"received": "1 2 3 4 5 6 21", "carried_in": unread7, "carried_out": "1 0 0 0 0 0 1"}},
		{"merged width as pipes at the end, rows below a merged label without it", textDocument(threeText("",
			"|（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）|||自然人|法人或其他组织|||||总计|", "|商业企业|科研机构|社会公益组织|法律服务机构|其他|",
			"|一、本年新收政府信息公开申请数量|||1|2|3|4|5|6|21|", "|二、上年结转政府信息公开申请数量|||0|0|0|0|0|7|7|", "|三、本年度办理结果|（一）予以公开||8|0|0|0|0|1|9|", "|（二）部分公开（区分处理的，只计这一情形，不计其他情形）||2|0|0|0|0|1|3|",
			"|（三）不予公开|1.属于国家秘密|3|0|0|0|0|1|4|", "|2.其他法律行政法规禁止公开|4|0|0|0|0|1|5|", "|（四）无法提供|1.本机关不掌握相关政府信息|5|0|0|0|0|1|6|", "|（五）不予处理|1.信访举报投诉类申请|6|0|0|0|0|1|7|", "|（六）其他处理|1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请|7|0|0|0|0|1|8|",
			"|四、结转下年度继续办理|||9|0|0|0|0|1|10|")),
			map[string]string{"granted": "8 0 0 0 0 1 9", "partly_granted": "2 0 0 0 0 1 3", "denied_state_secret": "3 0 0 0 0 1 4", "denied_by_law": "4 0 0 0 0 1 5", "unable_not_held": "5 0 0 0 0 1 6", "rejected_petition": "6 0 0 0 0 1 7", "carried_out": "9 0 0 0 0 1 10"}},
		{"marks and words among the values", gridDocument(headThreeGrid +
			"<3 一、本年新收政府信息公开申请数量 | / | - | 无 | O | 见附件 | — | 1\n<3 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 7 | 7\n<2 三、本年度办理结果 | （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1"),
			map[string]string{"received": "mark mark mark text text mark 1"}},
		{"a value merged over two rows", gridDocument(headThreeGrid +
			"<3 一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | ^2 21\n<3 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 7\n<2 三、本年度办理结果 | （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1"),
			map[string]string{"received": "1 2 3 4 5 6 21", "carried_in": "0 0 0 0 0 7 unread"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := recognized(c.doc)
			for row, want := range c.want {
				if got := printedAs(r, rowThree(row)...); got != want {
					t.Errorf("%s: %s, want %s", row, got, want)
				}
				if strings.Contains(want, "unread") && !has(r, "cell.unread") {
					t.Errorf("%s is unread without a finding", row)
				}
			}
		})
	}
}

var unread7 = strings.TrimSpace(strings.Repeat("unread ", 7))

func TestTwo(t *testing.T) {
	const head = "第二十条第（一）项\t\t\t\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
	for _, c := range []struct {
		name string
		doc  *schema.Document
		want map[string]string // cell code → value
	}{
		{"a label line left blank", textDocument(head + "\t1\t2\t3\n行政规范性文件\t4\t5\t6\n"), map[string]string{"t2.regulations.in_force": "3", "t2.normative_documents.issued": "4"}},
		{"a label lost among lines", textDocument("第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n\n1\n2\n3\n行政规范性文件\n4\n5\n6\n第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n7\n"),
			map[string]string{"t2.regulations.issued": "1", "t2.regulations.in_force": "3", "t2.normative_documents.in_force": "6", "t2.licensing.decisions": "7"}},
		{"columns in another order", textDocument("第二十条第（一）项\t\t\t\n信息内容\t现行有效件数\t本年制发件数\t本年废止件数\n规章\t3\t1\t2\n行政规范性文件\t6\t4\t5\n"),
			map[string]string{"t2.regulations.issued": "1", "t2.regulations.repealed": "2", "t2.regulations.in_force": "3", "t2.normative_documents.in_force": "6"}},
		{"headers of 2019 cut so that two read the same", textDocument("第二十条第（一）项 | ||||\n信息内容 | 本年新 | 本年新 | 对外公开总数量 | |\n规章 | 1 | 2 | 3 | |\n规范性文件 | 4 | 5 | 6 | |\n"),
			map[string]string{"t2.regulations.made": "1", "t2.regulations.disclosed": "2", "t2.regulations.disclosed_ever": "3", "t2.normative_documents.disclosed_ever": "6"}},
		{"a local extra row", textDocument(head + "规章\t1\t2\t3\n行政规范性文件\t4\t5\t6\n其他主动公开文件\t77\t78\t79\n"), map[string]string{"t2.regulations.issued": "1", "t2.normative_documents.in_force": "6", "t2.licensing.decisions": "absent"}},
		{"the article's row missing", textDocument("信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t2\t3\n行政规范性文件\t4\t5\t6\n"), map[string]string{"t2.regulations.issued": "1", "t2.normative_documents.in_force": "6"}},
		{"letters lost in headers", textDocument("第二十条第\t\t\t\n信 息 内 容\t本年发件\t废止\t现行有效件\n规 章\t1\t2\t3\n规范文件\t4\t5\t6\n"), map[string]string{"t2.regulations.issued": "1", "t2.regulations.repealed": "2", "t2.normative_documents.in_force": "6"}},
		{"a row short of one cell", textDocument(head + "规章\t1\t2\t3\n行政规范性文件\t4\t5\n"), map[string]string{"t2.regulations.in_force": "3", "t2.normative_documents.issued": "unread", "t2.normative_documents.in_force": "unread"}},
		{"digits in two cells", textDocument("第二十条第（五）项\t\t\t\n信息内容\t本年处理决定数量\t\t\n行政许可\t2\t0\t\n第二十条第（六）项\t\t\t\n信息内容\t本年处理决定数量\t\t\n行政处罚\t5\t\t\n"), map[string]string{"t2.licensing.decisions": "unread", "t2.penalties.decisions": "5"}},
		{"merged cells written out once for each column", textDocument("第二十条第（五）项\t第二十条第（五）项\t第二十条第（五）项\t第二十条第（五）项\n信息内容\t本年处理决定数量\t本年处理决定数量\t本年处理决定数量\n行政许可\t55\t55\t55\n行政处罚\t5\t6\t5\n"), map[string]string{"t2.licensing.decisions": "55", "t2.penalties.decisions": "unread"}},
		{"three columns of 2019 in a table of 2021", textDocument(head + "规章\t1\t2\t3\n行政规范性文件\t4\t5\t6\n第二十条第（五）项\t\t\t\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t7\t-8\t9\n第二十条第（八）项\t\t\t\n信息内容\t上一年项目数量\t本年增/减\t\n行政事业性收费\t10\t11\t\n"),
			map[string]string{"t2.licensing.decisions": "9", "t2.fees.amount": "unread", "t2.licensing.items_last_year": "absent"}},
		{"lines of a page with a bare page number", textDocument("信息内容   本年制发件数   本年废止件数   现行有效件数\n规章   1   2   3\n行政规范性文件   4   5   6\n        7\n第二十条第（五）项\n信息内容   本年处理决定数量\n行政许可   8\n     9\n第二十条第（六）项\n信息内容   本年处理决定数量\n行政处罚   10\n"),
			map[string]string{"t2.normative_documents.in_force": "6", "t2.licensing.decisions": "8", "t2.penalties.decisions": "10", "t2.compulsion.decisions": "absent"}},
		{"fee in yuan, said by the header", textDocument("第二十条第（五）项\t\n信息内容\t本年处理决定数量\n行政许可\t8\n第二十条第（八）项\t\n信息内容\t本年收费金额（单位：元）\n行政事业性收费\t251000\n"), map[string]string{"t2.fees.amount": "251000"}},
		{"glued", textDocument("第二十条第（一）项\n信息内容本年制发件数本年废止件数现行有效件数\n规章000\n行政规范性文件102\n第二十条第（五）项\n信息内容本年处理决定数量\n行政许可124\n"), map[string]string{"t2.regulations.issued": "0", "t2.normative_documents.issued": "1", "t2.normative_documents.in_force": "2", "t2.licensing.decisions": "124"}},
		{"a fee broken at its point", textDocument(head + "规章 1 2 3\n行政规范性文件 4 5 6\n第二十条第（八）项\n信息内容 本年收费金额（单位：万元）\n行政事业性收费 672. 345461\n"), map[string]string{"t2.normative_documents.in_force": "6", "t2.fees.amount": "unread"}},
		{"every repeated line removed", textDocument("第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n0\n行政规范性文件\n3\n第二十条第（五）项\n本年处理决定数量\n行政许可\n第二十条第（六）项\n行政处罚\n12\n行政强制\n"), map[string]string{"t2.regulations.issued": "unread", "t2.normative_documents.issued": "unread", "t2.licensing.decisions": "unread", "t2.penalties.decisions": "12", "t2.compulsion.decisions": "unread"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := recognized(c.doc)
			for code, want := range c.want {
				if got := printedAs(r, cellID(code)); got != want {
					t.Errorf("%s: %s, want %s", code, got, want)
				}
			}
		})
	}
}

func TestFour(t *testing.T) {
	numbers := func(from, n int, sep string) string {
		var out []string
		for i := range n {
			out = append(out, fmt.Sprint(from+i))
		}
		return strings.Join(out, sep)
	}
	const heading = "四、政府信息公开行政复议、行政诉讼情况\n"
	standard := [3]string{"1 2 3 4 5", "6 7 8 9 10", "11 12 13 14 15"}
	unread := [3]string{"unread unread unread unread unread", "unread unread unread unread unread", "unread unread unread unread unread"}
	const head = "行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t\n结果 维持\t结果 纠正\t其他 结果\t尚未 审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t\n\t\t\t\t\t结果 维持\t结果 纠正\t其他 结果\t尚未 审结\t总计\t结果 维持\t结果 纠正\t其他 结果\t尚未 审结\t总计\n"
	for _, c := range []struct {
		name string
		doc  *schema.Document
		want [3]string
	}{
		{"one row of fifteen", textDocument(heading + head + numbers(1, 15, "\t") + "\n"), standard},
		{"a footnote behind it", textDocument(heading + head + numbers(1, 15, "\t") + "\n注：行政复议数量含上年度结转数量。\n"), standard},
		{"stacked header words", textDocument(heading + "行政复议   行政诉讼\n   未经复议直接起诉   复议后起诉\n结果 结果 其他 尚未 总 计 结果 结果 其他 尚未 结果 结果 其他 尚未\n维持 纠正 结果 审结 维持 纠正 结果 审结 总计 维持 纠正 结果 审结 总计\n" + numbers(1, 15, "  ") + "\n"), standard},
		{"collapsed headers", textDocument(heading + "行政复议行政诉讼\n结果结果其他尚未总计未经复议直接起诉复议后起诉\n维持纠正结果审结\n" + numbers(1, 15, " ") + "\n"), standard},
		{"one cell a line", textDocument(heading + strings.NewReplacer("\t", "\n").Replace(head) + numbers(1, 15, "\n") + "\n五、存在的主要问题及改进情况\n"), standard},
		{"group and outcome in one cell", textDocument(heading + "| 行政复议 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 复议后起诉 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n|---|\n| " + numbers(1, 15, " | ") + " |\n"), standard},
		{"three tables of five", textDocument(heading + "行政复议\n| 维持 | 纠正 | 其他 | 未审结 | 合计 |\n| " + numbers(1, 5, " | ") + " |\n\n行政诉讼\n未经复议直接诉讼\n| 维持 | 纠正 | 其他 | 未审结 | 合计 |\n| " + numbers(6, 5, " | ") + " |\n\n复议后诉讼\n| 维持 | 纠正 | 其他 | 未审结 | 合计 |\n| " + numbers(11, 5, " | ") + " |\n"), standard},
		{"a row for each group", textDocument(heading + "| | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n| 行政复议 | " + numbers(1, 5, " | ") + " |\n| 未经复议直接起诉 | " + numbers(6, 5, " | ") + " |\n| 复议后起诉 | " + numbers(11, 5, " | ") + " |\n"), standard},
		{"groups in another order", textDocument(heading + "| 复议后起诉 | | | | | 行政复议 | | | | | 未经复议直接起诉 | | | | |\n| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n| " + numbers(1, 15, " | ") + " |\n"),
			[3]string{"6 7 8 9 10", "11 12 13 14 15", "1 2 3 4 5"}},
		{"outcomes in another order", textDocument(heading + "| 行政复议 | | | | | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |\n| 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 |\n| " + numbers(1, 15, " | ") + " |\n"),
			[3]string{"2 3 4 5 1", "7 8 9 10 6", "12 13 14 15 11"}},
		{"行政复议 printed below 行政诉讼", textDocument(heading + "|  |  |  |  |  | 行政诉讼 |  |  |  |  |  |  |  |  |  |\n| 行政复议 |  |  |  |  |  |  |  |  |  |  |  |  |  |  |\n|  |  |  |  |  | 未经复议直接起诉 |  |  |  |  | 复议后起诉 |  |  |  |  |\n| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n| " + numbers(1, 15, " | ") + " |\n"), standard},
		{"行政复议 printed below 行政诉讼 and right of it", textDocument(heading + "　　　　　行政诉讼\n　　　　　　　　　　　　　　　　　　　　行政复议\n  未经复议直接起诉      复议后起诉\n" + strings.Repeat(" 结果维持 结果纠正 其他结果 尚未审结 总计", 3) + "\n" + numbers(1, 15, " ") + "\n"),
			unread},
		{"行政复议 printed behind the groups of suits", textDocument(heading + "|  | 行政诉讼 |  |  |  |  |  |  |  |  |  |  |  |  |  |\n| 未经复议直接起诉 |  |  |  |  | 复议后起诉 |  |  |  |  | 行政复议 |  |  |  |  |\n| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n| " + numbers(1, 15, " | ") + " |\n"),
			unread},
		{"行政复议 printed beside the groups of suits", textDocument(heading + "                    行政诉讼\n  行政复议      未经复议直接起诉      复议后起诉\n" + strings.Repeat(" 结果维持 结果纠正 其他结果 尚未审结 总计", 3) + "\n" + numbers(1, 15, " ") + "\n"), standard},
		{"a true grid", gridDocument("<5 行政复议 | <9 行政诉讼 |\n^2 结果维持 | ^2 结果纠正 | ^2 其他结果 | ^2 尚未审结 | ^2 总计 | <5 未经复议直接起诉 | <5 复议后起诉\n结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计\n" + numbers(1, 15, " | ")), standard},
		{"a grid with blank cells", gridDocument("<5 行政复议 | <9 行政诉讼 |\n^2 结果维持 | ^2 结果纠正 | ^2 其他结果 | ^2 尚未审结 | ^2 总计 | <5 未经复议直接起诉 | <5 复议后起诉\n结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计\n | 2 | | | 2 | | | | | | | | | | "),
			[3]string{"blank 2 blank blank 2", "blank blank blank blank blank", "blank blank blank blank blank"}},
		{"words for the first figure", gridDocument("<5 行政复议 | <9 行政诉讼 |\n^2 结果维持 | ^2 结果纠正 | ^2 其他结果 | ^2 尚未审结 | ^2 总计 | <5 未经复议直接起诉 | <5 复议后起诉\n结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计\n见附件 | " + numbers(2, 14, " | ")),
			[3]string{"text 2 3 4 5", "6 7 8 9 10", "11 12 13 14 15"}},
		{"words for the first figure of three tables", textDocument(heading + "行政复议\n| 维持 | 纠正 | 其他 | 未审结 | 合计 |\n| 待统计 | 2 | 3 | 4 | 5 |\n\n行政诉讼\n未经复议直接诉讼\n| 维持 | 纠正 | 其他 | 未审结 | 合计 |\n| " + numbers(6, 5, " | ") + " |\n\n复议后诉讼\n| 维持 | 纠正 | 其他 | 未审结 | 合计 |\n| " + numbers(11, 5, " | ") + " |\n"),
			[3]string{"text 2 3 4 5", "6 7 8 9 10", "11 12 13 14 15"}},
		{"a page cut through the headers of the first group", gridDocument("<5 行政复议 | <10 行政诉讼\n | | | | | <5 未经复议直接起诉 | <5 复议后起诉\n持 | 正 | 果 | 结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计\n" + numbers(1, 15, " | ")), standard},
		{"headers that begin with another and are not all there", textDocument(heading + "| 行政复议 | 未经复议直接起诉 | 复议后起诉 |\n| 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n| " + numbers(1, 15, " | ") + " |\n"), unread},
		{"labels wrapped around their values", textDocument(heading + "  类别     结果维持   结果纠正  其他结果 尚未审结  总计\n 行政复议     1    2   3  4   5\n行政  未经    6    7   8  9   10\n诉讼  复议\n    直接\n    起诉\n   复议   11   12   13   14   15\n   后起\n    诉\n"),
			[3]string{"1 2 3 4 5", "unread unread unread unread unread", "unread unread unread unread unread"}},
		{"a wrapped row whose second line has a number more", textDocument(heading + strings.ReplaceAll(head, "\t", "  ") + "2417 7404 2935 4787 3573 2953 1297 3151 1897      6810 5776 4343 6104 4603\n   4    3    8    0    7    2    4    4    6 1517   2    3    8    6    1\n"), unread},
		{"other columns between the headers", textDocument(heading + "行政复议\n" + numbers(1, 15, "\n") + "\n行政诉讼\n未经复议直接起诉 复议后起诉\n"), unread},
		{"one cell too few", textDocument(heading + head + numbers(1, 14, "\t") + "\n"), unread},
		{"one cell too many", textDocument(heading + head + numbers(1, 16, "\t") + "\n"), unread},
		{"two rows that differ", textDocument(heading + head + numbers(1, 15, "\t") + "\n" + numbers(21, 15, "\t") + "\n"), unread},
		{"glued zeros", textDocument(heading + "行政复议行政诉讼\n结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉\n000000000000000\n"), [3]string{"0 0 0 0 0", "0 0 0 0 0", "0 0 0 0 0"}},
		{"two tables of one group that nobody can tell", textDocument(heading + "行政诉讼\n| 维持 | 纠正 | 其他 | 未审结 | 合计 |\n| " + numbers(6, 5, " | ") + " |\n\n行政诉讼\n| 维持 | 纠正 | 其他 | 未审结 | 合计 |\n| " + numbers(11, 5, " | ") + " |\n"), unread},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := recognized(c.doc)
			for g, want := range c.want {
				if got := printedAs(r, groupFour(g)...); got != want {
					t.Errorf("group %d: %s, want %s", g, got, want)
				}
			}
			if !r.Sections[3].Table {
				t.Error("the table is not found")
			}
		})
	}
}

// TestEditions decides table by table.
func TestEditions(t *testing.T) {
	two21 := "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t2\t3\n行政规范性文件\t4\t5\t6\n"
	two19 := "信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n规章\t1\t2\t3\n规范性文件\t4\t5\t6\n"
	row := func(label string) string { return label + "\t1\t0\t0\t0\t0\t0\t1\n" }
	single := row("一、本年新收政府信息公开申请数量") + row("（一）予以公开") + row("（六）其他处理") + row("（七）总计")
	children := row("一、本年新收政府信息公开申请数量") + row("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请") + row("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请") + row("3.其他")
	for _, c := range []struct {
		name, text string
		year       string
		report     schema.Edition
		two, three schema.Edition
	}{
		{"2021", two21 + children, "2023", schema.Edition2021, schema.Edition2021, schema.Edition2021},
		{"2019", two19 + single, "2020", schema.Edition2019, schema.Edition2019, schema.Edition2019},
		{"2019 in a later year", two19 + single, "2022", schema.Edition2019, schema.Edition2019, schema.Edition2019},
		{"hybrid", two21 + single, "2023", schema.Hybrid, schema.Edition2021, schema.Hybrid},
		{"table three of 2019 alone in a later year", single, "2023", schema.Hybrid, schema.NoEdition, schema.Hybrid},
		{"table three of 2019 alone in its year", single, "2019", schema.Edition2019, schema.NoEdition, schema.Edition2019},
		{"table two of 2019 beside table three of 2021", two19 + children, "2021", schema.Edition2019, schema.Edition2019, schema.Edition2021},
		{"nothing", "", "2021", schema.NoEdition, schema.NoEdition, schema.NoEdition},
	} {
		r := recognized(textDocument("x镇" + c.year + "年政府信息公开工作年度报告\n\n" + c.text))
		if r.Edition != c.report || r.TableEdition[schema.Table2] != c.two || r.TableEdition[schema.Table3] != c.three {
			t.Errorf("%s: report %s, tables %s", c.name, r.Edition, r.TableEdition)
		}
	}
}

// TestDoubtfulCells leaves unread what a reader of drawn pages could not tell,
// however much it looks like a figure, and says why.
func TestDoubtfulCells(t *testing.T) {
	doc := gridDocument(headThreeGrid +
		"<3 一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21\n<3 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 7 | 7\n<2 三、本年度办理结果 | （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1")
	for i := range doc.Blocks[0].Table.Cells {
		if c := &doc.Blocks[0].Table.Cells[i]; c.Text == "21" || c.Text == "7" {
			c.Doubt = schema.CutFigure
		}
	}
	r := recognized(doc)
	for code, want := range map[string]string{"t3.received.other": "6", "t3.received.total": "unread", "t3.carried_in.legal_service": "0", "t3.carried_in.other": "unread", "t3.granted.total": "1"} {
		if got := printedAs(r, cellID(code)); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
	if c := r.Cells[cellID("t3.received.total")]; c.Raw != "21" {
		t.Errorf("raw %q, want what is printed", c.Raw)
	}
	n := 0
	for _, f := range r.Findings {
		if f.Rule == "cell.unread" && strings.HasSuffix(f.Message, "按线和按字读出的不一样") {
			n++
		}
	}
	if n != 3 {
		t.Errorf("%d findings say why, want one for each of 3 cells", n)
	}
}

// TestDoubtfulRow does not take the only cell of a row that prints something
// for prose: prose knows no doubt.
func TestDoubtfulRow(t *testing.T) {
	doc := gridDocument("信息内容 | 本年处理决定数量\n行政许可 | 12\n | 34")
	for i := range doc.Blocks[0].Table.Cells {
		if c := &doc.Blocks[0].Table.Cells[i]; c.Text != "行政许可" && c.Row > 0 {
			c.Doubt = schema.CutPage
		}
	}
	if got := printedAs(recognized(doc), cellID("t2.licensing.decisions")); got != "unread" {
		t.Errorf("%s, want unread", got)
	}
}

// TestDecoys puts beside the tables what only looks like them.
func TestDecoys(t *testing.T) {
	table := "二、主动公开政府信息情况\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t2\t3\n行政规范性文件\t4\t5\t6\n第二十条第（五）项\t\t\t\n信息内容\t本年处理决定数量\t\t\n行政许可\t7\t\t\n"
	for name, before := range map[string]string{
		"prose":            "一、总体情况\n行政许可 124 件\n行政处罚 33 件\n",
		"a local table":    "一、总体情况\n公开类别\t数量\n行政许可\t124\n行政处罚\t33\n政策文件\t8\n",
		"sub-headings":     "一、总体情况\n（一）主动公开政府信息情况\n公开 12 条\n（二）信访举报投诉类申请\n没有。\n",
		"a metadata table": "索 引 号\tx-2\n发布机构\tx镇\n发布日期\t2024-01-20\n文    号\t无\n\n",
	} {
		r := recognized(textDocument(before + table))
		if got := printedAs(r, cellID("t2.licensing.decisions"), cellID("t2.penalties.decisions"), cellID("t2.regulations.issued")); got != "7 absent 1" {
			t.Errorf("%s: %s, want 7 absent 1", name, got)
		}
	}
}

// TestNestedAndHidden opens layout tables and leaves hidden cells out.
func TestNestedAndHidden(t *testing.T) {
	inner := gridTable("信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 1 | 2 | 3\n行政规范性文件 | 4 | 5 | 6")
	inner.Cells = append(inner.Cells[:7:7], append([]schema.Cell{{Row: 1, Column: 3, RowSpan: 1, ColumnSpan: 1, Text: "99", Hidden: true}}, inner.Cells[7:]...)...)
	outer := &schema.Table{Rows: 1, Columns: 2, Cells: []schema.Cell{
		{Row: 0, Column: 0, RowSpan: 1, ColumnSpan: 1, Text: "栏目导航"},
		{Row: 0, Column: 1, RowSpan: 1, ColumnSpan: 1, Text: "x镇2023年政府信息公开工作年度报告", Inner: []schema.Block{
			schema.Paragraph("x镇2023年政府信息公开工作年度报告", schema.Place{}), schema.Paragraph("二、主动公开政府信息情况", schema.Place{}), {Table: inner}}},
	}}
	r := recognized(&schema.Document{Blocks: []schema.Block{{Table: outer}}})
	if got := printedAs(r, cellID("t2.regulations.issued"), cellID("t2.regulations.in_force"), cellID("t2.normative_documents.in_force")); got != "1 3 6" {
		t.Errorf("%s", got)
	}
	if r.Year != 2023 || !r.Sections[1].Found {
		t.Errorf("year %d, section two %v", r.Year, r.Sections[1].Found)
	}
}

// TestSheetOfPaper reads a worksheet: prose, headings and tables in one grid.
func TestSheetOfPaper(t *testing.T) {
	r := recognized(gridDocument("<4 x镇2023年政府信息公开工作年度报告\n<4 一、总体情况\n<4 2023年，我镇认真落实《条例》，共公开信息12条，没有收到申请，各项工作有序开展。\n<4 二、主动公开政府信息情况\n<4 第二十条第（一）项\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 1 | 2 | 3\n行政规范性文件 | 4 | 5 | 6\n<4 五、存在的主要问题及改进情况\n<4 公开不及时。"))
	if got := printedAs(r, cellID("t2.regulations.issued"), cellID("t2.normative_documents.in_force")); got != "1 6" {
		t.Errorf("%s", got)
	}
	if r.Year != 2023 || !r.Sections[0].Found || !r.Sections[4].Found || len(r.Narrative) != 2 {
		t.Errorf("year %d, sections %v, narrative %+v", r.Year, r.Sections, r.Narrative)
	}
}

// TestDoubtsAreTold names each row in doubt, or many of them together.
func TestDoubtsAreTold(t *testing.T) {
	short := func(labels ...string) string {
		var b strings.Builder
		b.WriteString("一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1\n")
		for _, l := range labels {
			b.WriteString(l + " 1 0 0 0 0 1\n")
		}
		return b.String()
	}
	count := func(text string) (n int, last schema.Finding) {
		for _, f := range recognized(textDocument(text)).Findings {
			if f.Rule == "cell.unread" {
				n, last = n+1, f
			}
		}
		return n, last
	}
	labels := []string{"二、上年结转政府信息公开申请数量", "（一）予以公开", "（二）部分公开", "1.属于国家秘密", "8.属于行政查询事项"}
	if n, f := count(short(labels[:1]...)); n != 1 || f.Detail != "t3.carried_in" || f.Place.Line != 2 || !strings.Contains(f.Message, "只有 6 个数") {
		t.Errorf("%d findings, the last %+v", n, f)
	}
	if n, _ := count(short(labels[:3]...)); n != 3 {
		t.Errorf("%d findings for three rows", n)
	}
	if n, f := count(short(labels...)); n != 1 || f.Detail != "rows t3.carried_in" || !strings.Contains(f.Message, "等 5 行") || !strings.Contains(f.MessageEN, "5 rows") {
		t.Errorf("%d findings for five rows, the last %+v", n, f)
	}
}
