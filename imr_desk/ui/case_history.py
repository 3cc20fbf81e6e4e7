"""The history of a case in its sheet: who did what when, what stood there before and after, where in the letter.

One place of the form can be picked out: then it is the history of that field.
"""

import re
from collections.abc import Callable, Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from imr_desk.model.case import CaseEvent
from imr_desk.model.edits import AnswerQuestion, AskQuestion, CloseQuestion
from imr_desk.model.review import Review
from imr_desk.services.case_history import CaseHistory, CaseLine, Moved, Where
from imr_desk.ui.choice_boxes import ChoiceBox
from imr_desk.ui.dress import plain_label
from imr_desk.ui.history_table import HistoryColumn, HistoryTable, history_body
from imr_desk.ui.questions.words import edit_words
from imr_desk.ui.sheets import Sheet

COLUMNS = (
    HistoryColumn("When", 10),  # the day, the time under it
    HistoryColumn("Who", 10),
    HistoryColumn("What"),
    HistoryColumn("Before"),
    HistoryColumn("After"),
    HistoryColumn("Place", 8),  # in the letter: the page, the line under it
)
ABOUT = (
    "Newest first. “Before” and “After” tell what stood in the form, and how: proposed by the program; confirmed, "
    "corrected or typed by a person. “Place” is that in the letter. It is a record: nobody can change it."
)

_FINGERPRINT = re.compile(r"SHA-256 ([0-9a-f]{12})[0-9a-f]{52}")

_SHOWN = 6
"""Values of one act that are told; a letter read again may move all of them."""

_LONGEST = 400
"""Letters of a value that are told; the whole stands in the form, and its beginning tells it from others."""


class CaseHistorySheet(Sheet):
    """Shows the history of a case, whole or of one place.

    Args:
        history: what happened.
        review: the review as it stands, which names what questions are about.
        at: the place that is shown at first; ``None`` for the whole case.
        parent: the window.
    """

    def __init__(self, history: CaseHistory, review: Review, at: Where | None, parent: QWidget) -> None:
        self._history, self._review = history, review
        touched = history.touched
        self._places: tuple[Where | None, ...] = (None, *(() if at is None or at in touched else (at,)), *touched)
        self.about = ChoiceBox("Show the history of")
        self.table = HistoryTable(COLUMNS, "History of this case, newest first")
        self.count = plain_label("settingMeaning")
        super().__init__("History", "History of this case", self._body(), parent)
        self._widen()
        self.about.setCurrentIndex(self._places.index(at))
        self.about.currentIndexChanged.connect(self._show)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy_line)
        self._show()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _body(self) -> QWidget:
        self.about.addItems(["The whole case", *(self._history.words(at) for at in self._places if at is not None)])
        return history_body(ABOUT, self.about, self.count, self.table)

    def _widen(self) -> None:
        """Values side by side want a wide sheet."""
        room = self.screen().availableGeometry().size() - QSize(40, 60)
        self.resize(QSize(self.fontMetrics().averageCharWidth() * 140, self.height()).boundedTo(room))

    @property
    def at(self) -> Where | None:
        """The place that is shown; ``None`` for the whole case."""
        return self._places[max(0, self.about.currentIndex())]

    def _show(self) -> None:
        lines = self._history.lines if self.at is None else self._history.of(self.at)
        self.table.clear_lines()
        self.table.add([tuple(self._cells(line)) for line in lines])
        number = len(lines)
        self.count.setText(f"{number:,} event{'' if number == 1 else 's'}")

    def _cells(self, line: CaseLine) -> Iterator[str]:
        yield from (line.when, line.event.by, self._words(line))
        alone = len(line.moved) == 1
        for cell_of in _CELLS:
            yield "\n".join(_told(line, cell_of, named=not alone and cell_of is not _where))

    def _words(self, line: CaseLine) -> str:
        # A fingerprint has no blank at which it could wrap; `imr-desk history` prints all of it.
        return _question_words(line.event, self._review) or _FINGERPRINT.sub(r"fingerprint \1", line.words)

    def _copy_line(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            cells = (self.table.item(row, place) for place in range(self.table.columnCount()))
            words = (" ".join(cell.text().split()) if cell is not None else "" for cell in cells)
            QApplication.clipboard().setText("\t".join(words))


def _before(moved: Moved) -> str:
    return moved.before or "nothing"


def _after(moved: Moved) -> str:
    return moved.after or "nothing"


def _where(moved: Moved) -> str:
    return moved.where


_CELLS: tuple[Callable[[Moved], str], ...] = (_before, _after, _where)


def _told(line: CaseLine, cell_of: Callable[[Moved], str], *, named: bool) -> Iterator[str]:
    for moved in line.moved[:_SHOWN]:
        words = cell_of(moved)
        words = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
        yield f"{moved.place}: {words}" if named else words
    if len(line.moved) > _SHOWN and cell_of is _after:
        yield f"and {len(line.moved) - _SHOWN} more"


def _question_words(event: CaseEvent, review: Review) -> str:
    step = None if event.act is None else event.act.step
    return edit_words(step, review) if isinstance(step, AskQuestion | AnswerQuestion | CloseQuestion) else ""
