"""The differences themselves: each row opens its case."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imr_desk.services.agreement import ListedDifference
from imr_desk.services.agreement_sums import NEWEST_LISTED, Differing
from imr_desk.ui.agreement.words import choice_words, pair_words, value_words
from imr_desk.ui.dashboard.link_table import LinkTable
from imr_desk.ui.dashboard.words import short_day
from imr_desk.ui.dress import Dress, plain_label

_HEADS = ("Case", "Place", "First reading", "Second reading", "Settled", "Compared on")

_SHARES = (0.14, 0.2, 0.2, 0.2, 0.15, 0.11)
"""Parts of the width that the columns get."""

_NARROWEST = (118, 130, 130, 130, 150, 110)
"""Pixels at text size 100 % below which a column is never set."""

_HIDDEN = "hidden: you could read this case blind"


class DifferenceTable(LinkTable):
    """One difference a row; Enter or a double click opens its case."""

    case_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(len(_HEADS))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAccessibleName("Table: differences; Enter opens the case")
        self._rows: tuple[ListedDifference, ...] = ()
        self.itemDoubleClicked.connect(self._follow)
        self.itemClicked.connect(self._clicked)

    def show_rows(self, rows: tuple[ListedDifference, ...]) -> None:
        """Show differences in place of those before."""
        self._rows = rows
        self.setRowCount(len(rows))
        for column, words in enumerate(_HEADS):
            self._show_head(column, words)
        for row, listed in enumerate(rows):
            for column, words in enumerate(_cells(listed)):
                self.setItem(row, column, self._item(words, link=column == 0))
        self._fit_rows()
        self._share_out()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self.show_rows(self._rows)

    def _item(self, words: str, *, link: bool) -> QTableWidgetItem:
        item = QTableWidgetItem(words)
        item.setToolTip(words)
        if link:
            self._mark(item, "Opens the case")
        return item

    def _share_out(self) -> None:
        """Share the width out; where the columns do not fit, their bar gets room of its own."""
        scale = 1.0 if self._dress is None else self._dress.kind.scale
        least = [round(width * scale) for width in _NARROWEST]
        room = self.viewport().width()
        widths = [max(int(room * share), narrowest) for share, narrowest in zip(_SHARES, least, strict=True)]
        widths[-1] += max(0, room - sum(widths))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        bar = self.horizontalScrollBar().sizeHint().height() if sum(least) > room else 0
        self._take_height(bar + 3)

    def _clicked(self, item: QTableWidgetItem) -> None:
        if item.column() == 0:
            self._follow(item)

    def _follow(self, item: QTableWidgetItem | None) -> None:
        if item is not None and item.row() < len(self._rows):
            self.case_requested.emit(self._rows[item.row()].case.id)


class DifferenceList(QFrame):
    """A choice of differences, the newest first."""

    case_requested = Signal(int)

    all_requested = Signal()
    """The person wants to see the newest of all again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figureCard")
        self.title = plain_label("figureTitle", "Newest differences")
        self.all = QPushButton("Show all")
        self.all.setObjectName("quietButton")
        self.table = DifferenceTable()
        self.empty = plain_label("figureEmpty", "Counting…")
        self.note = plain_label("figureNote")
        for label in (self.title, self.empty, self.note):
            label.setWordWrap(True)
            label.setIndent(0)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        for widget in (self.table, self.empty, self.note):
            column.addWidget(widget)
        self.table.hide()
        self.all.hide()
        self.table.case_requested.connect(self.case_requested)
        self.all.clicked.connect(self.all_requested)

    def show_differences(self, where: Differing, rows: tuple[ListedDifference, ...]) -> None:
        """Show a choice; what was shown before goes."""
        self.title.setText(choice_words(where))
        self.all.setVisible(where != Differing(start=where.start))
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setText("" if rows else "No differences here.")
        self.empty.setVisible(not rows)
        most = f"The newest {NEWEST_LISTED:,} are listed. " if len(rows) == NEWEST_LISTED else ""
        self.note.setText(f"{most}Enter or a double click opens the case; so does a click on its number.")
        self.note.setVisible(bool(rows))

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.table.dress(dress)
        self.all.setIcon(dress.icon("undo", "accent"))
        self.all.setIconSize(QSize(dress.kind.px(16), dress.kind.px(16)))
        self.empty.setMinimumHeight(dress.kind.px(80))

    def take_focus(self) -> None:
        """Put the keyboard on the first row."""
        if self.table.isVisible():
            self.table.setCurrentCell(0, 0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _cells(listed: ListedDifference) -> tuple[str, ...]:
    case, pair = listed.case, listed.difference.pair
    name = case.digest.case_number or case.name
    if listed.hidden:
        values: tuple[str, ...] = (_HIDDEN, _HIDDEN, "–")
    else:
        values = (value_words(pair, pair.first), value_words(pair, pair.second), listed.fate.value)
    return (name, pair_words(pair), *values, _day(listed.difference.at))


def _day(at: str) -> str:
    """Return the day of a moment as ``24 Nov 2026``."""
    day = date.fromisoformat(at[:10])
    return f"{short_day(day)} {day:%Y}"
