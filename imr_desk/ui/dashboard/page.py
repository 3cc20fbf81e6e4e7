"""The dashboard: asks the log in its lane, a little at a time, and shows what comes back."""

from collections.abc import Iterator
from functools import partial

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from imr_desk.model.errors import DeskError
from imr_desk.model.queue import CaseFilter, Figure
from imr_desk.services.figure_files import FigureFiles
from imr_desk.services.figures import OUTCOMES, Figures, FigureTable, Result, Tiles
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.dashboard.card import FigureCard
from imr_desk.ui.dashboard.card_grid import CardGrid
from imr_desk.ui.dashboard.chart import Content
from imr_desk.ui.dashboard.contents import case_content
from imr_desk.ui.dashboard.outcome_contents import Published, main_year, outcome_content
from imr_desk.ui.dashboard.saving import FileKind, Saving
from imr_desk.ui.dashboard.tiles import TileRow
from imr_desk.ui.dashboard.words import GROUPINGS, TITLES, day_words, things
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.pieces import only_down

_WIDE = ((0, 1), (2,), (3, 4, 5))
_MIDDLE = ((0, 1), (2,), (3, 4), (5,))
"""Which cards share a row."""

_HINT = "Every number and every bar leads to its cases."


class _Done(msgspec.Struct, frozen=True):
    """The end of counting."""


class DashboardPage(QWidget):
    """What waits, what was done, how it came out; each number leads to its cases.

    Args:
        figures: adds the log's figures up.
        files: writes what leaves the desk.
        lane: the lane of the case log.
        dialogs: the door for questions.
        dress: the look.
    """

    cases_requested = Signal(CaseFilter)
    """The person wants to see these cases in the queue."""

    told = Signal(str, str)
    """Kind of news and its sentence, as the message bar takes them."""

    left = Signal()
    """The person wants back to the letter."""

    open_requested = Signal()
    """The log is empty and the person wants to open letters."""

    counted = Signal()
    """All figures are there."""

    def __init__(
        self,
        figures: Figures,
        files: FigureFiles,
        lane: Lane,
        dialogs: Dialogs,
        dress: Dress,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dashboard")
        self._figures = figures
        self._lane = lane
        self._job: Job | None = None
        self._tables: dict[Figure, FigureTable] = {}
        self._dress = dress
        self._saving = Saving(files, lane, dialogs, self)
        self.tiles = TileRow()
        self.workload = FigureCard(TITLES[Figure.DUE_DATE])
        self.throughput = FigureCard(TITLES[Figure.FINISHED_BY_WEEK])
        self.outcome = FigureCard("Outcome", tuple(word for _, word in GROUPINGS))
        self.corrections = FigureCard(TITLES[Figure.CORRECTED_FIELD])
        self.flags = FigureCard(TITLES[Figure.OPEN_FLAG])
        self.reviewers = FigureCard(TITLES[Figure.REVIEWER])
        self.grid = CardGrid(self.cards, _WIDE, _MIDDLE)
        self.facts = plain_label("dashboardFacts")
        self.again = QPushButton("Count again")
        self.back = QPushButton("Back to the letter")
        self._build()
        self._connect()
        self.dress(dress)

    @property
    def cards(self) -> tuple[FigureCard, ...]:
        """All cards in the order of the page."""
        return (self.workload, self.throughput, self.outcome, self.corrections, self.flags, self.reviewers)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(plain_label("dashboardTitle", "Dashboard"))
        self.facts.setWordWrap(True)
        head.addWidget(self.facts, 1)
        for button in (self.again, self.back):
            button.setObjectName("quietButton")
            head.addWidget(button)
        self._content = QWidget()
        self._content.setObjectName("dashboardContent")
        column = QVBoxLayout(self._content)
        column.setContentsMargins(20, 12, 20, 20)
        column.setSpacing(12)
        column.addLayout(head)
        self._filled, self._nothing = self._filled_page(), self._empty_page()
        self._nothing.hide()
        for page in (self._filled, self._nothing):
            column.addWidget(page)
        column.addStretch(1)
        self._scroll = QScrollArea()
        only_down(self._scroll, "dashboardScroll", self._content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _filled_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.tiles)
        column.addWidget(self.grid)
        return page

    def _empty_page(self) -> QWidget:
        page = QWidget()
        words = plain_label("emptyState", "No cases yet. Open letters, and their numbers stand here.")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setWordWrap(True)
        self.open = QPushButton("Open letters…")
        self.open.clicked.connect(self.open_requested)
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addWidget(words)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    def _connect(self) -> None:
        self.tiles.cases_requested.connect(self.cases_requested)
        for card in self.cards:
            card.cases_requested.connect(self.cases_requested)
            card.save_requested.connect(self._save)
        self.outcome.grouping_chosen.connect(self._show_outcome)
        self._saving.told.connect(self.told)
        self.again.clicked.connect(self.refresh)
        self.back.clicked.connect(self.left)

    # Looks

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self.tiles.dress(dress)
        self.again.setIcon(dress.icon("retry", "accent"))
        self.again.setIconSize(QSize(dress.kind.px(16), dress.kind.px(16)))
        for card in self.cards:
            card.dress(dress)
        self.grid.dress(dress)

    def take_focus(self) -> None:
        """Put the keyboard on the first number."""
        first: QWidget = self.tiles.buttons[0] if self.tiles.buttons else self.again
        (first if self._nothing.isHidden() else self.open).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the letter."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # Counting

    @property
    def is_counting(self) -> bool:
        """Tell whether figures are being added up."""
        return self._job is not None

    def refresh(self) -> None:
        """Count everything anew; what is shown stays until the new numbers are there."""
        self.stop()
        self.again.setText("Counting…")
        self._next(self._figures.results())

    def stop(self) -> None:
        """Stop counting; what is shown stays."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.again.setText("Count again")

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: do not keep the log busy."""
        super().hideEvent(event)
        self.stop()

    def _next(self, results: Iterator[Result | None]) -> None:
        """Ask for one step, a job of its own, so that whatever is to be saved goes in between."""

        def step() -> Result | _Done | None:
            return next(results, _Done())

        self._job = self._lane.run(self, step, partial(self._took, results), self._failed)

    def _took(self, results: Iterator[Result | None], result: Result | _Done | None) -> None:
        if isinstance(result, _Done):
            self.stop()
            self.counted.emit()
            return
        if isinstance(result, Tiles):
            self._show_tiles(result)
        elif isinstance(result, FigureTable):
            self._show_table(result)
        self._next(results)

    def _failed(self, error: Exception) -> None:
        self.stop()
        if not isinstance(error, DeskError):
            raise error
        self.told.emit("error", error.sentence)

    # Showing

    def _show_tiles(self, tiles: Tiles) -> None:
        facts = f"{things(tiles.cases, 'case', 'cases')} on {day_words(self._figures.today)}."
        self.facts.setText(f"{facts} {_HINT}" if tiles.cases else facts)
        self._filled.setVisible(tiles.cases > 0)
        self._nothing.setVisible(tiles.cases == 0)
        waiting = self.again.hasFocus() and not self.tiles.buttons
        self.tiles.show_tiles(tiles)
        if waiting:  # the keyboard stood here only because there was no number yet
            self.take_focus()

    def _show_table(self, table: FigureTable) -> None:
        self._tables[table.figure] = table
        if table.figure in OUTCOMES:
            self._show_outcome()
            return
        card = {
            Figure.DUE_DATE: self.workload,
            Figure.FINISHED_BY_WEEK: self.throughput,
            Figure.CORRECTED_FIELD: self.corrections,
            Figure.OPEN_FLAG: self.flags,
            Figure.REVIEWER: self.reviewers,
        }[table.figure]
        card.show_content(case_content(table))

    def _show_outcome(self) -> None:
        grouping = self.outcome.groupings
        if grouping is None:
            return
        table = self._tables.get(GROUPINGS[grouping.group.checkedId()][0])
        months = self._tables.get(Figure.OUTCOME_BY_MONTH)
        if table is None or months is None:  # the months tell which year's published rates belong beside them
            return
        published = Published(self._figures.benchmarks, main_year(months, self._figures.today.year))
        self.outcome.show_content(outcome_content(table, published))

    def _save(self, content: object, kind: object) -> None:
        if isinstance(content, Content) and isinstance(kind, FileKind):
            today = self._figures.today
            self._saving.save(content, kind, self._dress, (today.isoformat(), day_words(today)))
