package recognize

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plain makes a text comparable: compatibility forms folded (NFKC), no white
// space or invisible characters, one kind of each punctuation mark, simplified
// characters, 其他 for 其它. Only for matching; what is kept as raw is verbatim.
func plain(s string) string {
	switch {
	case isPlainASCII(s):
		return s
	case len(s) > longestWord:
		return fold(s)
	}
	return plains.of(s, fold)
}

var plains memo[string]

// longestWord, in bytes, is as long as the texts are whose plain form is
// remembered: lines of prose do not come again.
const longestWord = 120

func fold(s string) string {
	var p paper
	p.Grow(len(s)) // what is remembered keeps its own few bytes, not a sheet
	return p.fold(s)
}

// fold gives the plain form of a text: what is plain as it stands, or else a
// text written down. None is longer than the text.
func (p *paper) fold(s string) string {
	from, copied := -1, 0 // of the plain form; of s, so far
	last := rune(0)
	for at := 0; at < len(s); {
		if n := staysPlain(s[at:]); n > 0 {
			at += n
			last = rune(0)
			continue
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		to := foldRune(r)
		if to == '它' && last == '其' {
			to = '他'
		}
		if to != dropped {
			last = to
		}
		at += size
		if to == r {
			continue
		}
		if from < 0 {
			from = p.begin(len(s))
		}
		p.WriteString(s[copied : at-size])
		if to != dropped {
			p.WriteRune(to)
		}
		copied = at
	}
	if from < 0 {
		return s
	}
	p.WriteString(s[copied:])
	return p.since(from)
}

// staysPlain is how many bytes, the first of s, are simplified characters, which
// most of a report is, but for 其.
func staysPlain(s string) int {
	n := 0
	for n+2 < len(s) && s[n] >= 0xe4 && s[n] <= 0xe9 && s[n+1]&0xc0 == 0x80 && s[n+2]&0xc0 == 0x80 {
		r := rune(s[n]&0xf)<<12 | rune(s[n+1]&0x3f)<<6 | rune(s[n+2]&0x3f)
		if r < firstIdeograph || r == '其' || r == '它' || simplified[r-firstIdeograph] != 0 {
			break
		}
		n += 3
	}
	return n
}

// plain is the plain form of a text; that of a long one is written down.
func (p *paper) plain(s string) string {
	if len(s) > longestWord {
		return p.fold(s)
	}
	return plain(s)
}

func isPlainASCII(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c <= ' ', c >= 0x7f, c == '[', c == ']', c == '{', c == '}', c == '`':
			return false
		}
	}
	return true
}

// dropped is the fold of white space, control and format characters, and of
// what no single character stands for.
const dropped = rune(-1)

// foldRune is the plain form of one character. Ranges first: most characters
// of a report are unified ideographs or ASCII.
func foldRune(r rune) rune {
	switch {
	case r <= ' ' || r == 0x7f:
		return dropped
	case r < 0x7f:
		return foldASCII(r)
	case r >= firstIdeograph && r < endIdeographs:
		if t := simplified[r-firstIdeograph]; t != 0 {
			return rune(t)
		}
		return r
	case r >= '！' && r <= '～':
		return foldASCII(r - '！' + '!')
	case r == '、' || r == '。':
		return r
	}
	if to, ok := punctuation[r]; ok {
		return to
	}
	if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
		return dropped
	}
	return foldRare(r)
}

func foldASCII(r rune) rune {
	switch r {
	case '[', '{':
		return '('
	case ']', '}':
		return ')'
	case '`':
		return '\''
	}
	return r
}

// foldRare folds what is left: circled and bracketed numbers, radicals that
// stand for characters, ideographs of other blocks.
func foldRare(r rune) rune {
	folded := []rune(norm.NFKC.String(string(r)))
	switch {
	case len(folded) == 1 && folded[0] != r:
		return foldRune(folded[0])
	case len(folded) == 1:
		return r
	case len(folded) == 3 && folded[0] == '(': // ⑴ ㈠: the number is enough
		return foldRune(folded[1])
	}
	return dropped
}

// punctuation maps the variants that occur in reports to one mark each.
var punctuation = func() map[rune]rune {
	m := map[rune]rune{}
	for to, from := range map[rune]string{
		'(': "【〔〖﹝❨", ')': "】〕〗﹞❩",
		'"': "“”„‟『』「」〝〞«»＂《》〈〉", '\'': "‘’´",
		'.': "·•・‧∙", '-': "—–―─━﹣−‐‑‒﹘ー", '、': "﹑､", '|': "│┃¦║",
	} {
		for _, r := range from {
			m[r] = to
		}
	}
	return m
}()

const (
	firstIdeograph = 0x4e00
	endIdeographs  = 0xa000
)

// simplified holds the simplified character of a traditional one, 0 for others.
var simplified = func() (t [endIdeographs - firstIdeograph]uint16) {
	from, to := []rune(traditionalCharacters), []rune(simplifiedCharacters)
	for i, r := range from {
		t[r-firstIdeograph] = uint16(to[i])
	}
	return t
}()

// The traditional characters of the form's labels, of unit names and of
// ordinary prose about disclosure.
const (
	traditionalCharacters = "這權況臺對採購開報獲職業機構務項決處許強費無標體農鄉鎮縣區辦關數單總計屬於國動實際據現規範廢製發個類與員內眾會聯繫電話網絡訊議訴訟結維糾審終經複後覆復為該則應當說來沒條請舉補題論長門間級萬億興達運過遠還邊進連選遺問們傳價優儲償減測準滿漢濟灣爾爭狀獎環產畢異療監盤確禮種穩積稱競筆節築簡糧紀約紅純紙線組細統絕給續綱緊緣編練縮績繳罰聞聲聽脫膠臨舊藝蘇號術裝見視覽觀訂訓託記設評詢試詳認語誤證識護讀變讓負財責貨質資賠賽贈趙趨車軍載較輔輕輪輯輸轉週遊違遞適郵鄰醫釋針銀錄錯鋪鍵鏈鑒閉閣陝陳陽隊階隨險雙雜離難靈靜響頁順須預領頭頻額顧顯風飛餘馬驗魚鮮點齊齡龍執納織係擬擔擴擇攝敗斷時曆歷殘氣滯潛澤濃燈爐牆畫疊盡碼磚禦窮籌紐紛綠緒縱罷羅義習聖肅腦蓋蓮蕭薦藍蘭虛虧蟲衛衝襲觸貫貴買貿賀賬趕跡踐蹤軌軟轄徑鄭釐鋼錢鎖鏡鐵閩陰陸隱雲霧韓頓飾養駐駕騰驅魯鹽麗黃黨廣慶懷島嶺莊東鳳鳥鵝鴨龜溫溝涇麵擾壓劃創劉劍勝勞勢協參吳啟嚴圍園圓場塊塗塵壞壟壯壽奪婦孫寧寶導層屆帥師帳幣幫幹庫廟廠張彈彎徹徵恆惡態憑憲戰戲戶拋挾掃揚換揮損搖搗擊擋擠擺攔攤斂曉極榮樓樞樣橋橫檔檢櫃歐歲毀汙洩淺淚渾湯滅漁漸潔潤澗濱灘災烏熱燒營爺牽犧獨瑪畝疇癢皺盜矯礎礦禍穀窩筍籃籠糞紋紹紮絲綁綜緩縫繞繩罵翹聰脅膚膽艙艦莖華葉蔣薩虜蝦蠟訪診詞誌誠諒諾謝謹譯豐豬貢販貪貸貼賓賤賦賴贊贏躍輛輩辭迴鄧釣鈔鉤銅銷鋒鍋鍛鑑鑽閃閑閱闊闖陣韻頌頒飯飲館駁騎騙髒鬆鬥鬧鯨鷹鹼麥黴齒崗岡鄒滄瀋瀘瀟灕灤漣澠濰瀾灃淶濘瀝瀧薊蘄蘆藺蒼蕪萊葦蔭鞏韋贛遼遷郟酈錫錦鏵鑲閔隴雞頤顏饒驛驪鮎鯉鳴鴻鵬鶴鷺龐壩塢墾墊壘堯墳墻奮學嶧嶗嶽巒廬廈廳彌懸搶攏攜敘曠曬棗棧棲楊楓槍樂樺樸樹櫻欒歸殺鎭衆羣峯裏裡鄕縂徴爲説産硏敎淸靑溼濕窯窰磯礫稅粵糶罈壇羋聶臘舖荊莧蔔薈薑蘊螞蠻衹祗覺諸讚豎貓賢躉輿轎邏鄲醬釀鉛鋁鎢鐘鑄闡陘霽頂饅駝駱驊鬱鰲鱷鳩鴉鴛鷗鷓鹹鼇龔"
	simplifiedCharacters  = "这权况台对采购开报获职业机构务项决处许强费无标体农乡镇县区办关数单总计属于国动实际据现规范废制发个类与员内众会联系电话网络讯议诉讼结维纠审终经复后复复为该则应当说来没条请举补题论长门间级万亿兴达运过远还边进连选遗问们传价优储偿减测准满汉济湾尔争状奖环产毕异疗监盘确礼种稳积称竞笔节筑简粮纪约红纯纸线组细统绝给续纲紧缘编练缩绩缴罚闻声听脱胶临旧艺苏号术装见视览观订训托记设评询试详认语误证识护读变让负财责货质资赔赛赠赵趋车军载较辅轻轮辑输转周游违递适邮邻医释针银录错铺键链鉴闭阁陕陈阳队阶随险双杂离难灵静响页顺须预领头频额顾显风飞余马验鱼鲜点齐龄龙执纳织系拟担扩择摄败断时历历残气滞潜泽浓灯炉墙画叠尽码砖御穷筹纽纷绿绪纵罢罗义习圣肃脑盖莲萧荐蓝兰虚亏虫卫冲袭触贯贵买贸贺账赶迹践踪轨软辖径郑厘钢钱锁镜铁闽阴陆隐云雾韩顿饰养驻驾腾驱鲁盐丽黄党广庆怀岛岭庄东凤鸟鹅鸭龟温沟泾面扰压划创刘剑胜劳势协参吴启严围园圆场块涂尘坏垄壮寿夺妇孙宁宝导层届帅师帐币帮干库庙厂张弹弯彻征恒恶态凭宪战戏户抛挟扫扬换挥损摇捣击挡挤摆拦摊敛晓极荣楼枢样桥横档检柜欧岁毁污泄浅泪浑汤灭渔渐洁润涧滨滩灾乌热烧营爷牵牺独玛亩畴痒皱盗矫础矿祸谷窝笋篮笼粪纹绍扎丝绑综缓缝绕绳骂翘聪胁肤胆舱舰茎华叶蒋萨虏虾蜡访诊词志诚谅诺谢谨译丰猪贡贩贪贷贴宾贱赋赖赞赢跃辆辈辞回邓钓钞钩铜销锋锅锻鉴钻闪闲阅阔闯阵韵颂颁饭饮馆驳骑骗脏松斗闹鲸鹰碱麦霉齿岗冈邹沧沈泸潇漓滦涟渑潍澜沣涞泞沥泷蓟蕲芦蔺苍芜莱苇荫巩韦赣辽迁郏郦锡锦铧镶闵陇鸡颐颜饶驿骊鲇鲤鸣鸿鹏鹤鹭庞坝坞垦垫垒尧坟墙奋学峄崂岳峦庐厦厅弥悬抢拢携叙旷晒枣栈栖杨枫枪乐桦朴树樱栾归杀镇众群峰里里乡总征为说产研教清青湿湿窑窑矶砾税粤粜坛坛芈聂腊铺荆苋卜荟姜蕴蚂蛮只只觉诸赞竖猫贤趸舆轿逻郸酱酿铅铝钨钟铸阐陉霁顶馒驼骆骅郁鳌鳄鸠鸦鸳鸥鹧咸鳌龚"
)
