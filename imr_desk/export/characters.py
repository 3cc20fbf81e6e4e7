"""Characters that a paper can print: letter text is foreign matter and may hold anything that Unicode has.

A character without a glyph would print as an empty box, one that steers the direction of text could show other words
than the letter has, and a control character ends where it should not. Each is printed by its number instead, such as
``[U+202E]``, so that nothing vanishes and nothing is disguised.
"""

import struct
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from imr_desk.model.errors import ExportError

_LINE_ENDS: Final = {"\r\n": "\n", "\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_SOFT_HYPHEN: Final = "\u00ad"
_FORMAT_12_UNICODE: Final = (3, 10)


def printable(text: str, glyphs: frozenset[int] | None = None) -> str:
    """Return the text with every character that cannot be printed shown by its number.

    Line ends of all kinds become newlines, blanks of all widths become a blank, a soft hyphen the hyphen that the
    letter prints.

    Args:
        text: any text.
        glyphs: code points that the fonts of the paper have; ``None`` where the reader brings the fonts.
    """
    if text.isascii() and text.isprintable():
        return text
    for end, newline in _LINE_ENDS.items():
        text = text.replace(end, newline)
    return "".join(_shown(character, glyphs) for character in text)


def _shown(character: str, glyphs: frozenset[int] | None) -> str:
    if character == "\n":
        return character
    if character == "\t" or unicodedata.category(character) == "Zs":
        return " "
    if character == _SOFT_HYPHEN:
        return "-"
    if not character.isprintable() or (glyphs is not None and ord(character) not in glyphs):
        return f"[U+{ord(character):04X}]"
    return character


def glyphs_of(fonts: Iterable[Path]) -> frozenset[int]:
    """Return the code points that at least one of the font files has a glyph for.

    Reads the full Unicode table (platform 3, encoding 10, format 12) of the OpenType ``cmap``, which the program's
    own fonts have.

    Raises:
        ExportError: a font is missing or has no such table.
    """
    found: set[int] = set()
    for path in fonts:
        try:
            found.update(_code_points(path.read_bytes()))
        except (OSError, struct.error, ValueError) as error:
            raise ExportError(
                "A font that the paper needs cannot be read. The program is not installed whole; install it again."
            ) from error
    return frozenset(found)


def _code_points(font: bytes) -> Iterable[int]:
    tables = struct.unpack_from(">H", font, 4)[0]
    for index in range(tables):
        tag, _checksum, offset, _length = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if tag == b"cmap":
            return _full_table(font, offset)
    raise ValueError("the font has no cmap table")


def _full_table(font: bytes, cmap: int) -> Iterable[int]:
    for index in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * index)
        at = cmap + offset
        if (platform, encoding) == _FORMAT_12_UNICODE and struct.unpack_from(">H", font, at)[0] == 12:
            groups = struct.unpack_from(">I", font, at + 12)[0]
            return [
                point
                for start, end, _glyph in struct.iter_unpack(">III", font[at + 16 : at + 16 + 12 * groups])
                for point in range(start, end + 1)
            ]
    raise ValueError("the font has no full Unicode table")
