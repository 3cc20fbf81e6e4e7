"""The rows of a page set as one text, each word with its offsets and its line."""

from imr_desk.documents.reading_order import Piece, Row, separator
from imr_desk.model.geometry import Rect
from imr_desk.model.letter import Word


def set_in_lines(rows: list[Row]) -> tuple[str, list[Word]]:
    """Return the text of the rows, a newline after each but the last, and its words in the order of the rows."""
    words: list[Word] = []
    lines: list[str] = []
    start = 0
    for number, row in enumerate(rows):
        text = ""
        for index, piece in enumerate(row):
            if index:
                text += separator(row[index - 1], piece)
            _set_piece(words, piece, start + len(text), number)
            text += piece.text
        lines.append(text)
        start += len(text) + 1
    return "\n".join(lines), words


def _set_piece(words: list[Word], piece: Piece, start: int, line: int) -> None:
    if piece.starts is None:
        for (x0, y0, x1, y1, word, _, _, _), bold in zip(piece.words, piece.bold, strict=True):
            end = start + len(word)
            words.append(Word(start, end, line, bold, Rect(x0, y0, x1, y1)))
            start = end + 1
    else:
        for (x0, y0, x1, y1, word, _, _, _), bold, at in zip(piece.words, piece.bold, piece.starts, strict=True):
            words.append(Word(start + at, start + at + len(word), line, bold, Rect(x0, y0, x1, y1)))
