"""Text that was encoded twice, such as two signs for one section sign, put right for reading.

UTF-8 read as Latin-1 or windows-1252 and encoded again leaves telling sequences: a character that stands for a lead
byte of UTF-8 followed by just as many that stand for continuation bytes. English letters do not write such sequences,
so each is undone, again if it was encoded three times; anything else is left as it is.
"""

import re

import msgspec

from imr_desk.documents.encodings import WINDOWS_1252

_BYTE_OF = {chr(byte): byte for byte in range(0x80, 0x100)} | {sign: byte for byte, sign in WINDOWS_1252.items()}
_FOLLOWERS = "".join(re.escape(sign) for sign, byte in _BYTE_OF.items() if 0x80 <= byte <= 0xBF)
_GARBLED = re.compile(
    rf"(?:[\xc2-\xdf][{_FOLLOWERS}]|[\xe0-\xef][{_FOLLOWERS}]{{2}}|[\xf0-\xf4][{_FOLLOWERS}]{{3}})+"
)
_TIMES = 3  # nobody encodes more often than that


class Mended(msgspec.Struct, frozen=True):
    """A place that was put right: where it is in the new text, and what stood there."""

    start: int
    end: int
    source: str


def mended(text: str) -> tuple[str, list[Mended]]:
    """Return the text with double encoding undone, and each place where that happened."""
    parts: list[str] = []
    places: list[Mended] = []
    length = at = 0
    for match in _GARBLED.finditer(text):
        right = _undone(match[0])
        if right == match[0]:
            continue
        parts += (text[at : match.start()], right)
        start = length + match.start() - at
        length = start + len(right)
        places.append(Mended(start, length, match[0]))
        at = match.end()
    if not places:
        return text, places
    return "".join([*parts, text[at:]]), places


def _undone(garbled: str) -> str:
    for _ in range(_TIMES):
        if _GARBLED.search(garbled) is None:
            break
        try:
            garbled = bytes(_byte_of(sign) for sign in garbled).decode("utf-8")
        except (UnicodeDecodeError, ValueError):
            break
    return garbled


def _byte_of(sign: str) -> int:
    byte = _BYTE_OF.get(sign)
    if byte is None:
        raise ValueError("no single byte stands for this sign")
    return byte
