"""The dashboard: what waits, what was done, how it came out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from imr_desk.model.queue import OUTCOMES, Figure
from imr_desk.services.figure_files import FigureFiles
from imr_desk.services.figures import Figures, FigureTable, Tiles
from imr_desk.ui.background import Lane
from imr_desk.ui.dashboard.card import FigureCard
from imr_desk.ui.dashboard.card_grid import CardGrid
from imr_desk.ui.dashboard.contents import case_content
from imr_desk.ui.dashboard.counted_page import CountedPage
from imr_desk.ui.dashboard.outcome_contents import Published, main_year, outcome_content
from imr_desk.ui.dashboard.words import GROUPINGS, TITLES, day_words, things
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress, plain_label

_WIDE = ((0, 1), (2,), (3, 4, 5))
_MIDDLE = ((0, 1), (2,), (3, 4), (5,))
"""Which cards share a row."""

_HINT = "Every number and every bar leads to its cases."


class DashboardPage(CountedPage):
    """What waits, what was done, how it came out; each number leads to its cases.

    Args:
        figures: adds the log's figures up.
        files: writes what leaves the desk.
        lane: the lane of the case log.
        dialogs: the door for questions.
        dress: the look.
    """

    open_requested = Signal()
    """The log is empty and the person wants to open letters."""

    def __init__(
        self,
        figures: Figures,
        files: FigureFiles,
        lane: Lane,
        dialogs: Dialogs,
        dress: Dress,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(figures, files, lane, dialogs, dress, parent)
        self._figures = figures
        self._tables: dict[Figure, FigureTable] = {}
        self.workload = FigureCard(TITLES[Figure.DUE_DATE])
        self.throughput = FigureCard(TITLES[Figure.FINISHED_BY_WEEK])
        self.outcome = FigureCard("Outcome", tuple(word for _, word in GROUPINGS))
        self.corrections = FigureCard(TITLES[Figure.CORRECTED_FIELD])
        self.flags = FigureCard(TITLES[Figure.OPEN_FLAG])
        self.reviewers = FigureCard(TITLES[Figure.REVIEWER])
        self.grid = CardGrid(self.cards, _WIDE, _MIDDLE)
        self._filled, self._nothing = self._filled_page(), self._empty_page()
        self._nothing.hide()
        self._lay_out(self._head("Dashboard", self.facts), self._filled, self._nothing)
        self._connect()
        self.dress(dress)

    @property
    def cards(self) -> tuple[FigureCard, ...]:
        """All cards in the order of the page."""
        return (self.workload, self.throughput, self.outcome, self.corrections, self.flags, self.reviewers)

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
        super()._connect()
        self.outcome.grouping_chosen.connect(self._show_outcome)

    def take_focus(self) -> None:
        """Put the keyboard on the first number; while there are no cases, on the way to some."""
        if self._nothing.isHidden():
            super().take_focus()
        else:
            self.open.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Showing

    def _show_tiles(self, tiles: Tiles) -> None:
        facts = f"{things(tiles.cases, 'case', 'cases')} on {day_words(self._figures.today)}."
        self.facts.setText(f"{facts} {_HINT}" if tiles.cases else facts)
        self._filled.setVisible(tiles.cases > 0)
        self._nothing.setVisible(tiles.cases == 0)
        super()._show_tiles(tiles)

    def _show_result(self, result: object) -> None:
        if isinstance(result, FigureTable):
            self._show_table(result)

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
