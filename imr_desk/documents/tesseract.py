"""Tesseract as it is built into MuPDF, through its C interface.

MuPDF's own way to it (``pdfocr``, ``get_textpage_ocr``) tells neither how sure the engine is of a word nor how far
the page is slanted, and both are needed: a doubtful word must be flagged, and three degrees of slant lose half of the
words.
The functions stand in the library that PyMuPDF loads; where a build lacks them there is no text recognition.
"""

import ctypes
import math
import sys
from pathlib import Path
from typing import Self

import msgspec
import pymupdf

_LIBRARIES = ("libmupdf.so*", "libmupdf*.dylib", "mupdfcpp64.dll")
_HANDLE = ctypes.c_void_p
_INT = ctypes.c_int
_SIGNATURES = (
    ("fz_new_context_imp", _HANDLE, (_HANDLE, _HANDLE, ctypes.c_size_t, ctypes.c_char_p)),
    ("fz_drop_context", None, (_HANDLE,)),
    ("fz_set_leptonica_mem", None, (_HANDLE,)),
    ("fz_clear_leptonica_mem", None, (_HANDLE,)),
    ("TessBaseAPICreate", _HANDLE, ()),
    ("TessBaseAPIDelete", None, (_HANDLE,)),
    ("TessBaseAPIEnd", None, (_HANDLE,)),
    ("TessBaseAPIInit3", _INT, (_HANDLE, ctypes.c_char_p, ctypes.c_char_p)),
    ("TessBaseAPISetVariable", _INT, (_HANDLE, ctypes.c_char_p, ctypes.c_char_p)),
    ("TessBaseAPISetPageSegMode", None, (_HANDLE, _INT)),
    ("TessBaseAPISetImage", None, (_HANDLE, _HANDLE, _INT, _INT, _INT, _INT)),
    ("TessBaseAPISetSourceResolution", None, (_HANDLE, _INT)),
    ("TessBaseAPIAnalyseLayout", _HANDLE, (_HANDLE,)),
    ("TessPageIteratorDelete", None, (_HANDLE,)),
    ("TessBaseAPIGetGradient", ctypes.c_float, (_HANDLE,)),
    ("TessBaseAPIRecognize", _INT, (_HANDLE, _HANDLE)),
    ("TessBaseAPIGetTsvText", _HANDLE, (_HANDLE, _INT)),
    ("TessDeleteText", None, (_HANDLE,)),
)
_STORE = 1 << 20  # bytes; the context serves memory alone, nothing is cached in it
_WHOLE_PAGE = 3  # Tesseract's PSM_AUTO: find columns, blocks and lines by itself
_WORD_LEVEL = "5"


class RecognizedWord(msgspec.Struct, frozen=True):
    """A word found in a picture.

    Attributes:
        text: its characters.
        confidence: how sure the engine is, in per cent.
        line: block, paragraph and line it stands in, numbered by the engine.
        x0: left edge, in pixels of the picture.
        y0: upper edge.
        x1: right edge.
        y1: lower edge.
    """

    text: str
    confidence: int
    line: tuple[int, int, int]
    x0: int
    y0: int
    x1: int
    y1: int


def _library() -> ctypes.CDLL | None:
    if sys.platform not in {"linux", "darwin", "win32"}:
        return None
    folder = Path(pymupdf.__file__).parent
    for pattern in _LIBRARIES:
        for path in folder.glob(pattern):
            library = ctypes.CDLL(str(path))
            if all(hasattr(library, name) for name, _, _ in _SIGNATURES):
                for name, result, arguments in _SIGNATURES:
                    function = getattr(library, name)
                    function.restype, function.argtypes = result, arguments
                return library
    return None


# Loaded on import, because the process that reads letters may open no file later.
_LIBRARY = _library()


def is_built_in() -> bool:
    """Tell whether this build of MuPDF lets its Tesseract be called."""
    return _LIBRARY is not None


class Tesseract:
    """The engine with its English data loaded; one at a time in a process, used in a ``with`` statement."""

    def __init__(self, data: Path) -> None:
        """Load the data in the folder ``data``.

        Raises:
            OSError: this build has no engine, or the data cannot be read.
        """
        if _LIBRARY is None:
            raise OSError("no Tesseract in this build of MuPDF")
        self._library = _LIBRARY
        # Leptonica, which Tesseract stands on, takes its memory from one MuPDF context at a time and crashes without.
        context = _LIBRARY.fz_new_context_imp(None, None, _STORE, pymupdf.mupdf_version.encode())
        if not context:
            raise OSError("MuPDF gave no context to Tesseract")
        _LIBRARY.fz_set_leptonica_mem(context)
        self._context: int | None = context
        self._engine: int = _LIBRARY.TessBaseAPICreate()
        if _LIBRARY.TessBaseAPIInit3(self._engine, str(data).encode(), b"eng") != 0:
            self.close()
            raise OSError("Tesseract could not read its English data")
        _LIBRARY.TessBaseAPISetPageSegMode(self._engine, _WHOLE_PAGE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the engine's memory back."""
        if self._context is not None:
            self._library.TessBaseAPIEnd(self._engine)
            self._library.TessBaseAPIDelete(self._engine)
            self._library.fz_clear_leptonica_mem(self._context)
            self._library.fz_drop_context(self._context)
            self._context = None

    def slant(self, picture: pymupdf.Pixmap, dpi: int) -> float:
        """Return by how many degrees the picture must be turned for its lines to be level, 0 where it has none."""
        self._show(picture, dpi)
        found = self._library.TessBaseAPIAnalyseLayout(self._engine)
        if not found:
            return 0.0
        gradient = self._library.TessBaseAPIGetGradient(self._engine)
        self._library.TessPageIteratorDelete(found)
        return math.degrees(math.atan(gradient))

    def words(self, picture: pymupdf.Pixmap, dpi: int) -> list[RecognizedWord]:
        """Return the words of the picture in the engine's order."""
        self._show(picture, dpi)
        if self._library.TessBaseAPIRecognize(self._engine, None) != 0:
            return []
        table = self._library.TessBaseAPIGetTsvText(self._engine, 0)
        if not table:
            return []
        try:
            lines = ctypes.string_at(table).decode("utf-8", "replace").splitlines()
        finally:
            self._library.TessDeleteText(table)
        return [word for line in lines if (word := _word(line.split("\t"))) is not None]

    def _show(self, picture: pymupdf.Pixmap, dpi: int) -> None:
        pixels = _HANDLE(picture.samples_ptr)
        self._library.TessBaseAPISetImage(
            self._engine, pixels, picture.width, picture.height, picture.n, picture.stride
        )
        self._library.TessBaseAPISetSourceResolution(self._engine, dpi)


def _word(cells: list[str]) -> RecognizedWord | None:
    """Read a row of Tesseract's table: level, page, block, paragraph, line, word, box, confidence, text."""
    if len(cells) != 12 or cells[0] != _WORD_LEVEL or not cells[11].strip():
        return None
    block, paragraph, line = (int(cell) for cell in cells[2:5])
    left, top, width, height = (int(cell) for cell in cells[6:10])
    confidence = max(0, min(100, int(float(cells[10]))))
    text = "".join(cells[11].split())
    return RecognizedWord(text, confidence, (block, paragraph, line), left, top, left + width, top + height)
