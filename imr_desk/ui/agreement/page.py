"""The page of agreement: asks the log in its lane, a little at a time, and shows what comes back."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from imr_desk.model.errors import DeskError
from imr_desk.model.queue import CaseFilter
from imr_desk.services.agreement import AgreementFigures, Agreements, ListedDifference, Result
from imr_desk.services.agreement_sums import Differing, Start
from imr_desk.services.figure_files import FigureFiles
from imr_desk.services.figures import Tiles
from imr_desk.ui.agreement.contents import KINDS, fields_content, kinds_content, months_content, readers_content
from imr_desk.ui.agreement.difference_list import DifferenceList
from imr_desk.ui.agreement.words import CAUTIONS, HOW_TO_BEGIN, KIND_WORDS, START_WORDS
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.dashboard.card import FigureCard, Segments
from imr_desk.ui.dashboard.card_grid import CardGrid
from imr_desk.ui.dashboard.chart import Content
from imr_desk.ui.dashboard.saving import FileKind, Saving
from imr_desk.ui.dashboard.tiles import TileRow
from imr_desk.ui.dashboard.words import day_words, things
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.pieces import only_down

_WIDE = ((0,), (1, 2), (3,), (4,))
_MIDDLE = ((0,), (1,), (2,), (3,), (4,))
"""Which cards share a row: those with the widest tables have their own."""

_HINT = "Every number of differences leads to them, and each to its case."


class _Done(msgspec.Struct, frozen=True):
    """The end of counting."""


class AgreementPage(QWidget):
    """How far two readers agree, by kind of field, by field, over time, by readers; and where they do not.

    Args:
        agreements: adds the log's comparisons up.
        files: writes what leaves the desk.
        lane: the lane of the case log.
        dialogs: the door for questions.
        dress: the look.
    """

    cases_requested = Signal(CaseFilter)
    """The person wants to see these cases in the queue."""

    case_requested = Signal(int)
    """The person wants to open this case."""

    told = Signal(str, str)
    """Kind of news and its sentence, as the message bar takes them."""

    left = Signal()
    """The person wants back to the letter."""

    counted = Signal()
    """All figures and the list of differences are there."""

    def __init__(
        self,
        agreements: Agreements,
        files: FigureFiles,
        lane: Lane,
        dialogs: Dialogs,
        dress: Dress,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dashboard")
        self._agreements = agreements
        self._lane = lane
        self._dress = dress
        self._job: Job | None = None
        self._listing: Job | None = None
        self._figures: dict[Start, AgreementFigures] = {}
        self._start: Start | None = None
        self._where = Differing()
        self._saving = Saving(files, lane, dialogs, self)
        self.tiles = TileRow()
        self.starts = Segments(tuple(START_WORDS[start] for start in Start), "Second readers began with")
        self.caution = plain_label("figureNote")
        self.kinds = FigureCard("Agreement by kind of field")
        self.months = FigureCard("Agreement by month", tuple(KIND_WORDS[kind] for kind in KINDS))
        self.readers = FigureCard("Agreement by readers")
        self.fields = FigureCard("Agreement by field")
        self.differences = DifferenceList()
        self.grid = CardGrid((*self.cards, self.differences), _WIDE, _MIDDLE)
        self.facts = plain_label("dashboardFacts")
        self.again = QPushButton("Count again")
        self.back = QPushButton("Back to the letter")
        self._build()
        self._connect()
        self.dress(dress)

    @property
    def cards(self) -> tuple[FigureCard, ...]:
        """All cards of figures in the order of the page."""
        return (self.kinds, self.months, self.readers, self.fields)

    def _head(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(plain_label("dashboardTitle", "Agreement of two readers"))
        head.addStretch(1)
        for button in (self.again, self.back):
            button.setObjectName("quietButton")
            head.addWidget(button)
        self.facts.setWordWrap(True)
        self.facts.setIndent(0)
        self.facts.hide()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.facts)
        return column

    def _build(self) -> None:
        self._content = QWidget()
        self._content.setObjectName("dashboardContent")
        column = QVBoxLayout(self._content)
        column.setContentsMargins(20, 12, 20, 20)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(self.tiles)
        self._filled, self._nothing = self._filled_page(), self._empty_page()
        for page in (self._filled, self._nothing):
            page.hide()
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
        self.caution.setWordWrap(True)
        self.caution.setIndent(0)
        switch = QHBoxLayout()
        switch.setSpacing(10)
        switch.addWidget(plain_label("legendWords", "Second readers began with"))
        switch.addWidget(self.starts, 1)
        begun = QVBoxLayout()
        begun.setSpacing(6)
        begun.addLayout(switch)
        begun.addWidget(self.caution)
        column.addLayout(begun)
        column.addWidget(self.grid)
        column.addStretch(1)
        for card in (self.kinds, self.readers, self.fields):
            card.forms.table.click()
        if self.months.groupings is not None:
            for button, kind in zip(self.months.groupings.group.buttons(), KINDS, strict=True):
                button.setAccessibleName(f"Agreement by month: {KIND_WORDS[kind]}")
        return page

    def _empty_page(self) -> QWidget:
        page = QFrame()
        page.setObjectName("figureCard")
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 18, 20, 20)
        column.setSpacing(8)
        for number, sentence in enumerate(HOW_TO_BEGIN):
            label = plain_label("figureBegin" if number else "figureTitle", sentence)
            label.setWordWrap(True)
            label.setIndent(0)
            column.addWidget(label)
        return page

    def _connect(self) -> None:
        self.tiles.cases_requested.connect(self.cases_requested)
        for card in self.cards:
            card.cases_requested.connect(self._choose)
            card.save_requested.connect(self._save)
        self.starts.chosen.connect(self._begin_with)
        self.months.grouping_chosen.connect(self._show_months)
        self.differences.case_requested.connect(self.case_requested)
        self.differences.all_requested.connect(self._show_all)
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
        self.differences.dress(dress)
        self.grid.dress(dress)

    def take_focus(self) -> None:
        """Put the keyboard on the first number."""
        first: QWidget = self.tiles.buttons[0] if self.tiles.buttons else self.again
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the letter."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # Counting

    @property
    def is_counting(self) -> bool:
        """Tell whether comparisons are being added up."""
        return self._job is not None

    def refresh(self) -> None:
        """Count what is new; what is shown stays until the new numbers are there."""
        self.stop()
        self.again.setText("Counting…")
        self._next(self._agreements.results())

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
            self._show_figures()
            self._list(self._where, then=self.counted.emit)
            return
        if isinstance(result, Tiles):
            waiting = self.again.hasFocus() and not self.tiles.buttons
            self.tiles.show_tiles(result)
            if waiting:  # the keyboard stood here only because there was no number yet
                self.take_focus()
        elif isinstance(result, AgreementFigures):
            self._figures[result.start] = result
        self._next(results)

    def _failed(self, error: Exception) -> None:
        self.stop()
        if not isinstance(error, DeskError):
            raise error
        self.told.emit("error", error.sentence)

    # Showing

    def _show_figures(self) -> None:
        letters = {start: found.whole.letters for start, found in self._figures.items()}
        compared = sum(letters.values())
        facts = f"{things(compared, 'second reading', 'second readings')} compared."
        self.facts.setText(f"{facts} {_HINT}")
        self.facts.setVisible(compared > 0)
        self._filled.setVisible(compared > 0)
        self._nothing.setVisible(compared == 0)
        if self._start is None and compared:
            self._start = max(Start, key=lambda start: letters[start])
            self._where = Differing(start=self._start)
        for number, start in enumerate(Start):
            button = self.starts.group.button(number)
            button.setText(f"{START_WORDS[start]} ({letters[start]:,})")
            button.setAccessibleName(f"Second readers began with: {button.text()}")
            button.setChecked(start is self._start)
        if self._start is None:
            return
        figures = self._figures[self._start]
        self.caution.setText(CAUTIONS[self._start])
        self.kinds.show_content(kinds_content(figures))
        self.readers.show_content(readers_content(figures, everybody=self._agreements.sees_everybody))
        self.fields.show_content(fields_content(figures))
        self._show_months()

    def _show_months(self) -> None:
        groupings = self.months.groupings
        if groupings is not None and self._start is not None:
            kind = KINDS[groupings.group.checkedId()]
            self.months.show_content(months_content(self._figures[self._start], kind))

    def _begin_with(self, number: int) -> None:
        self._start = tuple(Start)[number]
        self._show_figures()
        self._show_all()

    # Differences

    def _show_all(self) -> None:
        self._list(Differing(start=self._start or Start.DRAFT))

    def _choose(self, where: CaseFilter) -> None:
        if isinstance(where, Differing):
            self._list(where, then=self._look_at_list)

    def _look_at_list(self) -> None:
        self.differences.take_focus()
        self._scroll.ensureWidgetVisible(self.differences, 0, 0)

    def _list(self, where: Differing, then: Callable[[], object] | None = None) -> None:
        """List a choice of differences, then do something with the list."""
        if self._listing is not None:
            self._listing.cancel()
        self._where = where
        work = partial(self._agreements.listed, where)
        self._listing = self._lane.run(self, work, partial(self._listed, where, then), self._failed)

    def _listed(
        self, where: Differing, then: Callable[[], object] | None, rows: tuple[ListedDifference, ...]
    ) -> None:
        self.differences.show_differences(where, rows)
        if then is not None:
            then()

    def _save(self, content: object, kind: object) -> None:
        if isinstance(content, Content) and isinstance(kind, FileKind):
            today = self._agreements.today
            self._saving.save(content, kind, self._dress, (today, day_words(date.fromisoformat(today))))
