package recognize

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// plain makes a text comparable: NFKC, no white space or invisible characters,
// one kind of each punctuation mark, simplified characters. Only for matching;
// what is kept as raw is never normalized.
func plain(s string) string {
	if isASCIIPlain(s) {
		return s
	}
	s = norm.NFKC.String(s)
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) || r == '\uFFFD' {
			continue
		}
		if u, ok := unified[r]; ok {
			r = u
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isASCIIPlain(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f || s[i] == '[' || s[i] == ']' || s[i] == '"' {
			return false
		}
	}
	return true
}

// unified maps punctuation variants and the traditional characters that occur
// in the form's own words and in unit names to one character each.
var unified = unifiedRunes()

func unifiedRunes() map[rune]rune {
	m := map[rune]rune{}
	pairs := func(from, to string) {
		t := []rune(to)
		for i, r := range []rune(from) {
			if len(t) == 1 {
				m[r] = t[0]
				continue
			}
			m[r] = t[i]
		}
	}
	pairs("[【〔［{﹝", "(")
	pairs("]】〕］}﹞", ")")
	pairs("“”„‟『』「」〝〞«»＂", "\"")
	pairs("‘’`´", "'")
	pairs("．·•・‧∙", ".")
	pairs("—–―─━﹣−‐‑‒", "-")
	pairs("﹑", "、")
	pairs("⼀⼆", "一二")
	pairs(traditional, simplified)
	return m
}

// The traditional characters of the form's labels and of ordinary prose about it.
const (
	traditional = "開報獲職業機構務項決處許強費無標體農鄉鎮縣區辦關數單總計屬於國家禁動實際據現規範廢製發個類與員內眾會員聯繫電話網絡訊議訴訟結維糾審終經複後覆復為該則應當說來沒條請舉補題論長門間級萬億興達運過遠還邊進連選遺問們傳價優儲億償儀價減測準滿漢濟灣爾爭狀獎環產畢異當療監盤眾確禮種穩積稱競筆節築簡糧紀約紅純紙線組細終統絕給續維綱網緊線緣編練縮績繳罰聞聲聽脫膠臨興舊藝蘇處號術裝補製複見視覽觀訂訓託記許設評詢試話該詳認語誤說請論證識護讀變讓負財責貨質費資賠賽贈趙趨車軍載較輔輕輪輯輸轉農迴週遊違遞適郵鄰醫釋針銀錄錯鋪鍵鏈鑒長閉閣陝陳陽隊階隨險雙雜離難電靈靜響頁項順須預領頭頻額顧顯類風飛餘馬驗體魚鮮點齊齡龍執訪納繼織係擬擔擴擇攝敗斷時曆歷殘氣滯潛澤濃燈爐牆畫疊盡碼磚禦窮籌紐紛綠緒縱罷羅義習聖肅腦蓋蓮蕭薦藍蘭虛虧蟲衛衝襲觸貫貴買貿賀賬趕跡踐蹤軌軟轄徑鄭釐鋼錢鎖鏡鐵閩陰陸隱雲霧韓頓飾養駐駕騰驅魯鹽麗黃黨廣慶懷島嶺莊東鳳鳥鵝鴨龜溫溝涇"
	simplified  = "开报获职业机构务项决处许强费无标体农乡镇县区办关数单总计属于国家禁动实际据现规范废制发个类与员内众会员联系电话网络讯议诉讼结维纠审终经复后复复为该则应当说来没条请举补题论长门间级万亿兴达运过远还边进连选遗问们传价优储亿偿仪价减测准满汉济湾尔争状奖环产毕异当疗监盘众确礼种稳积称竞笔节筑简粮纪约红纯纸线组细终统绝给续维纲网紧线缘编练缩绩缴罚闻声听脱胶临兴旧艺苏处号术装补制复见视览观订训托记许设评询试话该详认语误说请论证识护读变让负财责货质费资赔赛赠赵趋车军载较辅轻轮辑输转农回周游违递适邮邻医释针银录错铺键链鉴长闭阁陕陈阳队阶随险双杂离难电灵静响页项顺须预领头频额顾显类风飞余马验体鱼鲜点齐龄龙执访纳继织系拟担扩择摄败断时历历残气滞潜泽浓灯炉墙画叠尽码砖御穷筹纽纷绿绪纵罢罗义习圣肃脑盖莲萧荐蓝兰虚亏虫卫冲袭触贯贵买贸贺账赶迹践踪轨软辖径郑厘钢钱锁镜铁闽阴陆隐云雾韩顿饰养驻驾腾驱鲁盐丽黄党广庆怀岛岭庄东凤鸟鹅鸭龟温沟泾"
)
