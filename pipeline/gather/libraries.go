package gather

import (
	"archive/zip"
	"io/fs"

	"github.com/nwaples/rardecode/v2"

	"huizong/pipeline/read/bounds"
)

// libraryErrors are what the archive libraries say, and what it means here.
// What is not listed is damage.
var libraryErrors = []struct {
	err     error
	refusal *bounds.Refusal
}{
	{zip.ErrAlgorithm, unsupportedMethod},
	{fs.ErrNotExist, volumeMissing},
	{rardecode.ErrArchiveEncrypted, encryptedBundle},
	{rardecode.ErrArchivedFileEncrypted, encryptedBundle},
	{rardecode.ErrBadPassword, encryptedBundle},
	{rardecode.ErrMultiVolume, volumeMissing},
	{rardecode.ErrBadVolumeNumber, volumeMissing},
	{rardecode.ErrInvalidFileBlock, volumeMissing},
	{rardecode.ErrUnexpectedArcEnd, truncatedBundle},
	{rardecode.ErrShortFile, truncatedBundle},
	{rardecode.ErrDecoderOutOfData, truncatedBundle},
	{rardecode.ErrUnknownDecoder, unsupportedMethod},
	{rardecode.ErrUnsupportedDecoder, unsupportedMethod},
	{rardecode.ErrUnknownVersion, unsupportedMethod},
	{rardecode.ErrUnknownEncryptMethod, encryptedBundle},
	{rardecode.ErrDictionaryTooLarge, dictionaryTooLarge},
	{rardecode.ErrPlatformIntSize, dictionaryTooLarge},
}
