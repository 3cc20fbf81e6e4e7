"""Reading order from where the pieces of text stand on the page, never from the order in which a program wrote them.

A piece is a run of words that MuPDF found on one baseline. Pieces side by side are cells of one row and are read from
left to right; a row of its own is an ordinary line of a paragraph. A cell whose words wrap over two printed lines, as
``Application`` / ``Received:`` in the header table of layout D, is read whole before the cell to its right.
"""

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from imr_desk.documents.blanks import HOLE

Printed = tuple[float, float, float, float, str, int, int, int]
"""A word as MuPDF gives it: its box as shown, its characters, and three numbers for whoever made it."""

# Share of the lower piece's height that two cells of one row have in common; a centred cell has less than half.
_SAME_ROW = 0.4
_LONG = 25  # characters; a piece longer than this is running prose, not a cell
_CELLS = 40  # no table of a letter has more cells in a row
_COLUMN_ROWS = 4  # so many rows of two long pieces with one gutter are two columns of prose


class Piece(msgspec.Struct, gc=False):
    """Words on one baseline, in the frame in which they are read (x to the right, y down).

    Attributes:
        x0: left edge, in points.
        y0: upper edge.
        x1: right edge.
        y1: lower edge.
        text: the words, white space folded.
        words: the same words with their boxes as shown.
        bold: for each word whether it is bold.
        starts: offsets of the words in ``text``; ``None`` where one blank stands between each two.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    words: Sequence[Printed]
    bold: list[bool]
    starts: list[int] | None = None


Row = list[Piece]


def rows_of(pieces: list[Piece]) -> list[Row]:
    """Return the pieces as rows from the top of the page to its foot, each row from left to right."""
    if _already_in_order(pieces):
        return [[piece] for piece in pieces]
    rows = _cells_side_by_side(sorted(pieces, key=lambda piece: (piece.y0 + piece.y1, piece.x0)))
    return _columns_apart(_wrapped_cells_joined(rows))


def separator(left: Piece, right: Piece) -> str:
    """Return what stands between two pieces of a row: one blank, or a visible gap inside running prose."""
    hole = right.x0 - left.x1 > 2 * (left.y1 - left.y0)
    prose = len(left.text) > _LONG or len(right.text) > _LONG
    return HOLE if hole and prose and not left.text.endswith(":") else " "


def _already_in_order(pieces: list[Piece]) -> bool:
    foot = float("-inf")
    for piece in pieces:
        if piece.y0 < foot:
            return False
        foot = (piece.y0 + piece.y1) / 2
    return True


def _cells_side_by_side(pieces: list[Piece]) -> list[Row]:
    rows: list[Row] = []
    for piece in pieces:
        for row in reversed(rows[-3:]):
            place = _place_in(row, piece)
            if place is not None:
                row.insert(place, piece)
                break
        else:
            rows.append([piece])
    return rows


def _place_in(row: Row, piece: Piece) -> int | None:
    """Return where the piece stands among the cells of the row; ``None`` where it is no cell of it."""
    place = bisect_left(row, piece.x0, key=lambda cell: cell.x0)
    for neighbour in row[max(0, place - 1) : place + 1]:
        shared = min(neighbour.y1, piece.y1) - max(neighbour.y0, piece.y0)
        if shared < _SAME_ROW * min(neighbour.y1 - neighbour.y0, piece.y1 - piece.y0):
            return None
    left_is_free = place == 0 or row[place - 1].x1 <= piece.x0 + 1.0
    right_is_free = place == len(row) or piece.x1 <= row[place].x0 + 1.0
    return place if left_is_free and right_is_free else None


def _wrapped_cells_joined(rows: list[Row]) -> list[Row]:
    done: list[Row] = []
    lowest: list[Piece] = []  # for each cell of the row before, its lowest piece
    for row in rows:
        cell = _cell_continued(lowest, row[0]) if len(row) == 1 and len(lowest) > 1 else None
        if cell is None:
            done.append(row)
            lowest = list(row)
        else:
            above = done[-1]
            above.insert(above.index(lowest[cell]) + 1, row[0])
            lowest[cell] = row[0]
    return done


def _cell_continued(cells: list[Piece], piece: Piece) -> int | None:
    """Tell which cell of the row above goes on in ``piece``, which stands alone under it.

    Under the first cell an ordinary paragraph may begin; there only a label whose colon is still to come goes on.
    """
    for number, cell in enumerate(cells[:_CELLS]):
        height = cell.y1 - cell.y0
        beneath = abs(piece.x0 - cell.x0) < 3.0 and -0.5 * height < piece.y0 - cell.y1 < 0.6 * height
        narrow = number + 1 == len(cells) or piece.x1 <= cells[number + 1].x0
        label = not cell.text.endswith(":") and piece.text.endswith(":")
        if beneath and narrow and (number > 0 or label):
            return number
    return None


def _columns_apart(rows: list[Row]) -> list[Row]:
    done: list[Row] = []
    index = 0
    while index < len(rows):
        end = _end_of_columns(rows, index)
        if end - index >= _COLUMN_ROWS:
            done += [[row[0]] for row in rows[index:end]] + [[row[1]] for row in rows[index:end]]
            index = end
        else:
            done.append(rows[index])
            index += 1
    return done


def _end_of_columns(rows: list[Row], start: int) -> int:
    left_edge, right_edge = float("-inf"), float("inf")
    for index in range(start, len(rows)):
        row = rows[index]
        if len(row) != 2 or min(len(piece.text) for piece in row) <= _LONG:
            return index
        left_edge, right_edge = max(left_edge, row[0].x1), min(right_edge, row[1].x0)
        if left_edge >= right_edge:
            return index
    return len(rows)
