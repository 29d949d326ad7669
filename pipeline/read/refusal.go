package read

import (
	"fmt"

	"huizong/pipeline/read/bounds"
)

var (
	empty = &bounds.Refusal{Code: bounds.Empty, Text: "文件是空的（0 字节），请重新报送", EN: "the file has no bytes; send it again"}

	zeroes = &bounds.Refusal{Code: bounds.Damaged, Text: "文件内容全是零字节，多半是复制中断，请重新复制报送",
		EN: "the file holds nothing but zero bytes, as a broken copy does; copy it again and send it"}

	noText = &bounds.Refusal{Code: bounds.Empty, Text: "文件里没有文字，请核对后重新报送", EN: "there is no text in the file; check it and send it again"}

	unknown = &bounds.Refusal{Code: bounds.Unsupported, Text: "不认识的文件格式，请报送 Word、Excel、PDF、OFD、网页或文本文件",
		EN: "an unknown kind of file; send a Word, Excel, PDF, OFD, web or text file"}
)

// notInside refuses a file whose name promises a format that its bytes are not:
// broken, or locked by an office's encryption software.
func notInside(f *Format, name string) error {
	return &bounds.Refusal{Code: bounds.Damaged,
		Text: fmt.Sprintf("扩展名是 %s，内容却不是%s：文件已损坏，或被单位的加密软件加密；请在本机打开确认，解密或重新保存后报送", extensionOf(name), f.Name),
		EN:   fmt.Sprintf("the extension is %s, but the content is no %s: damaged, or locked by encryption software; open it on its own computer, decrypt or save it again and send it", extensionOf(name), f.NameEN)}
}

// failed refuses a file on which a reader broke down: our bug, met by a file
// that is most likely damaged.
func failed(f *Format, panicked any) error {
	return &bounds.Refusal{Code: bounds.Damaged,
		Text: fmt.Sprintf("读取%s时出错，文件可能已损坏，请用原软件打开核对后另存报送", f.Name),
		EN:   fmt.Sprintf("the reader of %s broke down (%.200v); the file may be damaged: open it in the program that made it, save it again and send it", f.NameEN, panicked)}
}
