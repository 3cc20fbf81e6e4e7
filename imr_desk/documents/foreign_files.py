"""Files of other programs that are taken for letters, told by their content, each with what to do about it."""

import re
from collections.abc import Callable

import msgspec

from imr_desk.documents.open_pdf import is_pdf
from imr_desk.documents.refusals import archive, mail, other_kind, picture, web_page
from imr_desk.model.errors import LetterError

_HEAD = 16_384  # bytes
_COMMENTS = rb"(?:\s*<!--(?>.*?-->))*+\s*"
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?" + _COMMENTS + rb"<(?:!doctype\s+html|html|head|body|script|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_WEB_PAGE = re.compile(rb"\s*<\?xml\b.{0,2000}<html\b", re.IGNORECASE | re.DOTALL)
_MAIL = re.compile(rb"^content-transfer-encoding:\s*base64", re.IGNORECASE | re.MULTILINE)
_WORD_MARK = "WordDocument".encode("utf-16-le")
_OUTLOOK_MARK = "__substg1.0".encode("utf-16-le")


class ForeignFile(msgspec.Struct, frozen=True):
    """A kind of file that is no letter: how its content is known, and how it is refused."""

    knows: Callable[[bytes], bool]
    refusal: Callable[[], LetterError]


def _starts(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(marks)


def _zip_with(mark: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(b"PK\x03\x04") and mark in content


def _ole_with(mark: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") and mark in content


def _is_web_page(content: bytes) -> bool:
    head = content[:_HEAD]
    return _WEB_PAGE.match(head) is not None or _XML_WEB_PAGE.match(head) is not None


def _is_mail(content: bytes) -> bool:
    """Tell an e-mail with its attachments packed inside; one that merely stands before a PDF is that PDF."""
    return _MAIL.search(content[:_HEAD]) is not None and not is_pdf(content)


def _is_other_picture(content: bytes) -> bool:
    return content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"} or (
        content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    )


FOREIGN_FILES: tuple[ForeignFile, ...] = (
    ForeignFile(_zip_with(b"word/document.xml"), lambda: other_kind("a Word document")),
    ForeignFile(_zip_with(b"xl/workbook"), lambda: other_kind("an Excel workbook")),
    ForeignFile(_zip_with(b"ppt/presentation"), lambda: other_kind("a PowerPoint presentation")),
    ForeignFile(_zip_with(b"vnd.oasis.opendocument"), lambda: other_kind("a LibreOffice document")),
    ForeignFile(_ole_with(_WORD_MARK), lambda: other_kind("a Word document")),
    ForeignFile(_ole_with(_OUTLOOK_MARK), mail),
    ForeignFile(_ole_with(b""), lambda: other_kind("a document of an older Office program")),
    ForeignFile(_starts(b"{\\rtf"), lambda: other_kind("a rich-text document")),
    ForeignFile(_starts(b"%!PS", b"\xc5\xd0\xd3\xc6"), lambda: other_kind("a PostScript file")),
    ForeignFile(_starts(b"\x89PNG\r\n"), lambda: picture("a PNG picture")),
    ForeignFile(_starts(b"\xff\xd8\xff"), lambda: picture("a JPEG picture")),
    ForeignFile(_starts(b"II*\x00", b"MM\x00*"), lambda: picture("a TIFF picture, as fax programs write them")),
    ForeignFile(_starts(b"GIF87a", b"GIF89a"), lambda: picture("a GIF picture")),
    ForeignFile(_is_other_picture, lambda: picture("a picture")),
    ForeignFile(_starts(b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b"), archive),
    ForeignFile(_is_web_page, web_page),
    ForeignFile(_is_mail, mail),
)
"""Every kind of foreign file that is named to the person, the most particular first."""
