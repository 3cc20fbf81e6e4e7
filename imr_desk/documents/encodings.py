"""Which encoding a plain-text file is in, found from its bytes."""

import codecs
import re

import msgspec

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
WINDOWS_1252 = {byte: sign for byte in range(0x80, 0xA0) if (sign := bytes([byte]).decode("cp1252", "ignore"))}
"""What windows-1252 prints for bytes that are controls in Latin-1; the five bytes it leaves open stay controls."""

_MANY_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_UNPRINTABLE_BYTE = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_LOOKED_AT = 65_536  # bytes
_BINARY = 0.05  # share of unprintable bytes; chance alone gives more than twice as many
_A_FEW = 8  # unprintable bytes, as in a short text with terminal codes


class Decoded(msgspec.Struct, frozen=True):
    """A file's characters.

    Attributes:
        text: the characters, line ends as in the file.
        encoding: the encoding they were read in.
        lost: bytes that are no character in that encoding and are shown as U+FFFD.
    """

    text: str
    encoding: str
    lost: int = 0


def is_text(content: bytes) -> bool:
    """Tell whether the bytes are characters rather than a program's data."""
    sample = content[:_LOOKED_AT]
    if _marked(sample) or _utf16_without_mark(sample):
        return True
    return len(_UNPRINTABLE_BYTE.findall(sample)) <= max(_A_FEW, _BINARY * len(sample))


def decoded(content: bytes) -> Decoded:
    """Read the bytes as UTF-8, UTF-16 or windows-1252, whichever they are; never raises."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _lossy(content[len(mark) :], encoding)
    if utf16 := _utf16_without_mark(content[:_LOOKED_AT]):
        return _lossy(content, utf16)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    inside = sum(len(run) for run in _MANY_BYTES.findall(content))
    stray = len(_HIGH_BYTE.findall(content)) - inside
    return _lossy(content, "utf-8") if inside > 2 * stray else Decoded(_windows_1252(content), "windows-1252")


def _marked(content: bytes) -> bool:
    return any(content.startswith(mark) for mark, _ in _BOMS)


def _utf16_without_mark(sample: bytes) -> str | None:
    """Return the byte order of UTF-16 that lacks its mark: every other byte of English text is zero."""
    if len(sample) < 4:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else None


def _lossy(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _windows_1252(content: bytes) -> str:
    return content.decode("latin-1").translate(WINDOWS_1252)
