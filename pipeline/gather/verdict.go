package gather

import (
	"fmt"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// A fate is a verdict with its reason.
type fate struct {
	verdict schema.Verdict
	code    string
	zh, en  string
}

func (s *fate) seal(f *File) {
	f.Verdict, f.Code, f.Reason, f.ReasonEN = s.verdict, s.code, s.zh, s.en
}

// The codes of files that another run takes as they are.
const (
	NotStable = "not_stable"
	Changed   = "changed_while_reading"
)

// The fates of files on disk. Codes are stable for ever.
var (
	aLink = &fate{schema.Held, "link", "这是一个链接（快捷方式），本工具不跟随链接；请把文件本身放入收件目录",
		"a link; links are not followed, put the file itself into the inbox"}
	aSpecialFile = &fate{schema.NotAReport, "special_file", "不是普通文件（管道、套接字或设备），未打开",
		"not a regular file (pipe, socket or device); not opened"}
	notStable = &fate{schema.Held, NotStable, "文件刚刚写入，可能还在复制，本次未读，下次运行再取",
		"written a moment ago, maybe still being copied; not read, taken next time"}
	changed = &fate{schema.Held, Changed, "读取时文件被修改或移走，本次未采用，下次运行再取",
		"changed or taken away while being read; not used, taken next time"}
	noPermission = &fate{schema.Unreadable, "no_permission", "没有读取权限，请检查文件的权限设置",
		"no permission to read; check the permissions of the file"}
	folderGone = &fate{schema.Held, Changed, "文件夹在读取时被移走，其中的文件本次未取，下次运行再取",
		"the folder was taken away while being read; what is in it is taken next time"}
	folderLocked = &fate{schema.Unreadable, "no_permission", "没有读取文件夹的权限，其中的文件未读；请检查权限设置",
		"no permission to read the folder; what is in it was not read, check the permissions"}
	isEmpty = &fate{schema.Unreadable, bounds.Empty, "文件是空的（0 字节），请重新报送",
		"the file is empty (0 bytes); send it again"}
	isTruncated = &fate{schema.Unreadable, bounds.Truncated, "文件不完整（结尾缺失），可能没有复制完，请重新报送",
		"the file ends in the middle, maybe it was not copied to its end; send it again"}
)

func diskFault(err error) *fate {
	return &fate{schema.Unreadable, "read_error", fmt.Sprintf("读取文件时磁盘或网络出错（%v），请检查后重新报送", err),
		fmt.Sprintf("the disk or the network failed while reading (%v); check it and send the file again", err)}
}

// The fates of members.
var (
	memberLink = &fate{schema.Held, "link", "压缩包中的这一项是链接，不是文件；请把文件本身放入压缩包",
		"this entry is a link, no file; put the file itself into the archive"}
	memberSpecial = &fate{schema.NotAReport, "special_file", "压缩包中的这一项不是普通文件，未打开",
		"this entry is not a regular file; not opened"}
	inlineImage = &fate{schema.NotAReport, "inline_image", "邮件正文里的图片（签名、徽标），不是报告",
		"a picture of the mail's text (signature, logo), no report"}
	signature  = &fate{schema.NotAReport, "signature", "邮件的数字签名，不是报告", "the mail's digital signature, no report"}
	sealedMail = &fate{schema.Unreadable, bounds.Encrypted, "邮件经过加密或签名封装，无法打开附件；请用普通邮件重新发送，或直接报送附件",
		"the mail is encrypted or sealed; send it plain, or send the attachments themselves"}
	winmail = &fate{schema.Unreadable, bounds.Unsupported, "winmail.dat 是 Outlook 的专用封装，附件在其中无法取出；请发件人改用“纯文本”或“HTML”格式重新发送",
		"winmail.dat is Outlook's own envelope around the attachments; send the mail again as plain text or HTML"}
)

// The refusals of members, and of bundles as a whole.
var (
	truncatedMember = &bounds.Refusal{Code: bounds.Truncated,
		Text: "压缩包在这个文件中间断开，文件不完整，请重新报送", EN: "the bundle ends in the middle of this member; send it again"}
	damagedMember = &bounds.Refusal{Code: bounds.Damaged,
		Text: "压缩包中的这个文件已损坏（校验不符或无法解压），请重新压缩后报送", EN: "the member is damaged (checksum or compression); pack it again and send it"}
	encryptedMember = &bounds.Refusal{Code: bounds.Encrypted,
		Text: "压缩包中的这个文件有密码，请去掉密码后重新报送", EN: "the member is encrypted; send it without a password"}
	truncatedBundle = &bounds.Refusal{Code: bounds.Truncated,
		Text: "压缩包不完整，可能没有复制完；其中已取出的文件不受影响，请重新报送其余文件",
		EN:   "the bundle ends in the middle, maybe it was not copied to its end; members read so far stand, send the others again"}
	damagedBundle = &bounds.Refusal{Code: bounds.Damaged,
		Text: "压缩包已损坏，无法完全打开；其中已取出的文件不受影响，请重新压缩后报送",
		EN:   "the bundle is damaged; members read so far stand, pack it again and send it"}
	encryptedBundle = &bounds.Refusal{Code: bounds.Encrypted,
		Text: "压缩包有密码，请去掉密码后重新报送", EN: "the bundle is encrypted; send it without a password"}
	unsupportedMethod = &bounds.Refusal{Code: bounds.Unsupported,
		Text: "压缩方法不受支持，请改用普通 zip 格式重新压缩后报送", EN: "the compression method is not supported; pack it as an ordinary zip"}
	emptyBundle = &bounds.Refusal{Code: bounds.Empty,
		Text: "压缩包里没有文件，请核对后重新报送", EN: "there is no file in the bundle; check it and send it again"}
	volumeMissing = &bounds.Refusal{Code: "volume_missing",
		Text: "分卷压缩包缺少其他分卷，请把全部分卷放在同一文件夹，或不分卷重新压缩后报送",
		EN:   "a volume of the split archive is missing; put all volumes into one folder, or pack it unsplit"}
	splitZip = &bounds.Refusal{Code: bounds.Unsupported,
		Text: "分卷 zip 压缩包（.z01 …）不受支持，请不分卷重新压缩后报送", EN: "split zip archives (.z01 …) are not supported; pack it unsplit"}
	tooDeep = &bounds.Refusal{Code: bounds.TooDeep,
		Text: "压缩包套压缩包的层数超出限制，请直接报送文件", EN: "bundles inside bundles, deeper than the bound; send the files themselves"}
	tooSlow = &bounds.Refusal{Code: bounds.TooLarge,
		Text: "打开压缩包用时超出限制，其余文件未取，请分开报送", EN: "the bundle takes longer to open than the bound; send the files themselves"}
	overBundle = &bounds.Refusal{Code: bounds.TooLarge,
		Text: "压缩包解压后的总大小超出限制，这个文件未取；请分开报送", EN: "the bundle expands beyond the bound, this file was not taken; send the files themselves"}
	overRatio = &bounds.Refusal{Code: bounds.TooLarge,
		Text: "解压后的大小与压缩包相差悬殊，疑似恶意文件，未继续解压", EN: "expands out of all proportion to its stored size; not expanded further"}
	dictionaryTooLarge = &bounds.Refusal{Code: bounds.TooLarge,
		Text: "压缩包解压所需内存超出限制，请改用普通 zip 格式重新压缩后报送", EN: "the bundle needs more memory to expand than the bound; pack it as an ordinary zip"}
	crowded = &bounds.Refusal{Code: bounds.TooLarge,
		Text: "打开的压缩包层层相套，总大小超出限制；请直接报送文件", EN: "bundles inside bundles together exceed the bound; send the files themselves"}
)

// volumeOf is the fate of a later volume of a split archive.
func volumeOf(first string) *fate {
	return &fate{schema.OpenedBundle, "volume", fmt.Sprintf("是分卷压缩包 %s 的一个分卷，随它一起打开", first),
		fmt.Sprintf("a volume of the split archive %s, opened with it", first)}
}

// contents is the fate of a bundle that was opened whole.
func contents(members int) *fate {
	return &fate{schema.OpenedBundle, "", fmt.Sprintf("压缩包或邮件，已逐个打开其中的 %d 个文件", members),
		fmt.Sprintf("a bundle; its %d members have verdicts of their own", members)}
}

func unreadable(r *bounds.Refusal) *fate {
	return &fate{schema.Unreadable, r.Code, r.Text, r.EN}
}
