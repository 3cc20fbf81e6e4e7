"""Strings of a PDF's contents: read, and set glyph by glyph so that what stands beside a gap keeps its place.

MuPDF 1.28 forgets the width of the first glyph that it takes out of the middle of a string, and what follows moves
over the gap (PyMuPDF issue 5054 is of the same kind). A string of one glyph has no middle.
"""

import re
from collections.abc import Mapping

import pymupdf

_LITERAL = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)"
STRING = re.compile(_LITERAL + rb"|<[0-9A-Fa-f\s]+>", re.DOTALL)
"""A string as it is written, literal or in hexadecimal."""

INLINE_IMAGE = re.compile(rb"(?:^|\s)BI\s")
"""Begins a picture amid the operators; its bytes may look like anything."""

_TOKEN = re.compile(
    rb"(?P<comment>%[^\r\n]*)|(?P<dictionary><<|>>)|(?P<state>(?<!\S)[qQ](?!\S))"
    rb"|/(?P<font>[^\s/\[\]()<>{}%]+)\s+[-+.\d]+\s+Tf\b"
    rb"|(?P<string>" + _LITERAL + rb"|<[0-9A-Fa-f\s]*>)(?P<show>\s*(?:Tj|'|\"))?",
    re.DOTALL,
)
_NAME = rb"/[^\s/\[\]()<>{}%]+"
_INNER = _LITERAL + rb"|[^()<>]|<[0-9A-Fa-f\s]*>"
_DICTIONARY = rb"<<(?:" + _INNER + rb"|<<(?:" + _INNER + rb")*>>)*>>"
_MARKED = re.compile(
    _LITERAL + rb"|<[0-9A-Fa-f\s]*>|(?P<marked>" + _NAME + rb"\s*(?:(?:" + _DICTIONARY + rb"|" + _NAME + rb")\s*"
    rb"(?:BDC|DP)|(?:BMC|MP))\b|\bEMC\b)",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_FONT = re.compile(r"/(\S+?)\s+(\d+) 0 R")


def bytes_of(written: bytes) -> bytes:
    """Return what a written string holds."""
    if written.startswith(b"<"):
        digits = b"".join(written[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _ESCAPE.sub(_unescaped, written[1:-1])


def drop_marked_content(document: pymupdf.Document, page: pymupdf.Page) -> None:
    """Take away what a page and its forms say beside what they draw, such as words that a screen reader speaks."""
    page.clean_contents()  # one stream, its strings and operators written one way
    for xref in (*page.get_contents(), *(form[0] for form in page.get_xobjects())):
        drawn = document.xref_stream(xref)
        if drawn and not INLINE_IMAGE.search(drawn):
            document.update_stream(xref, _MARKED.sub(_unmarked, drawn))


def set_by_glyph(document: pymupdf.Document, page: pymupdf.Page) -> None:
    """Set the strings of a page and its forms glyph by glyph; nothing moves by it.

    Fonts whose codes are of several lengths are left as they are.
    """
    page.clean_contents()
    fonts = {font[4].encode(): _bytes_a_glyph(document, font[0]) for font in page.get_fonts()}
    for xref in page.get_contents():
        _set(document, xref, fonts)
    for xref, *_ in page.get_xobjects():
        kind, value = document.xref_get_key(xref, "Resources/Font")
        source = document.xref_object(int(value.split()[0])) if kind == "xref" else value
        own = {name.encode(): _bytes_a_glyph(document, int(font)) for name, font in _FONT.findall(str(source))}
        _set(document, xref, own or fonts)


def _set(document: pymupdf.Document, xref: int, fonts: Mapping[bytes, int]) -> None:
    drawn = document.xref_stream(xref)
    if drawn and not INLINE_IMAGE.search(drawn):
        document.update_stream(xref, _Setting(fonts).set(drawn))


class _Setting:
    """One stream being set anew, with the font that is in force at each string."""

    def __init__(self, fonts: Mapping[bytes, int]) -> None:
        self._fonts = fonts
        self._font = 0
        self._saved: list[int] = []
        self._depth = 0

    def set(self, drawn: bytes) -> bytes:
        return _TOKEN.sub(self._token, drawn)

    def _token(self, match: re.Match[bytes]) -> bytes:
        whole: bytes = match[0]
        if match["dictionary"]:
            self._depth += 1 if match["dictionary"] == b"<<" else -1
        elif match["state"] == b"q":
            self._saved.append(self._font)
        elif match["state"] == b"Q":
            self._font = self._saved.pop() if self._saved else 0
        elif match["font"]:
            self._font = self._fonts.get(match["font"], 0)
        elif match["string"] and self._font and not self._depth:
            return self._glyphs(whole, match["string"], (match["show"] or b"").strip())
        return whole

    def _glyphs(self, whole: bytes, written: bytes, show: bytes) -> bytes:
        if show in {b"'", b'"'}:
            return whole
        codes = bytes_of(written)
        step = self._font
        parts = b"".join(b"<%s>" % codes[at : at + step].hex().encode() for at in range(0, len(codes), step))
        return b"[%s] TJ" % parts if show else parts


def _bytes_a_glyph(document: pymupdf.Document, font: int) -> int:
    """Return how many bytes name a glyph of the font; 0 where it is not always the same."""
    if document.xref_get_key(font, "Subtype")[1] != "/Type0":
        return 1
    return 2 if document.xref_get_key(font, "Encoding")[1] in {"/Identity-H", "/Identity-V"} else 0


def _unmarked(match: re.Match[bytes]) -> bytes:
    whole: bytes = match[0]
    return b" " if match["marked"] else whole


def _unescaped(match: re.Match[bytes]) -> bytes:
    escape = match[1]
    if escape[:1].isdigit():
        return bytes([int(escape, 8) & 0xFF])
    return _ESCAPED.get(escape, escape)
