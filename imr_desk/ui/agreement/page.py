"""The page of agreement: how far two readers agree, and where they do not."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from imr_desk.model.queue import CaseFilter
from imr_desk.services.agreement import AgreementFigures, Agreements, ListedDifference
from imr_desk.services.agreement_sums import Differing, Start
from imr_desk.services.figure_files import FigureFiles
from imr_desk.ui.agreement.contents import KINDS, fields_content, kinds_content, months_content, readers_content
from imr_desk.ui.agreement.difference_list import DifferenceList
from imr_desk.ui.agreement.words import CAUTIONS, HOW_TO_BEGIN, KIND_WORDS, START_WORDS
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.dashboard.card import FigureCard, Segments
from imr_desk.ui.dashboard.card_grid import CardGrid
from imr_desk.ui.dashboard.counted_page import CountedPage
from imr_desk.ui.dashboard.words import things
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress, plain_label

_WIDE = ((0,), (1, 2), (3,), (4,))
_MIDDLE = ((0,), (1,), (2,), (3,), (4,))
"""Which cards share a row: those with the widest tables have their own."""

_HINT = "Every number of differences leads to them, and each to its case."


class AgreementPage(CountedPage):
    """How far two readers agree, by kind of field, by field, over time, by readers; and where they do not.

    Args:
        agreements: adds the log's comparisons up.
        files: writes what leaves the desk.
        lane: the lane of the case log.
        dialogs: the door for questions.
        dress: the look.
    """

    case_requested = Signal(int)
    """The person wants to open this case."""

    def __init__(
        self,
        agreements: Agreements,
        files: FigureFiles,
        lane: Lane,
        dialogs: Dialogs,
        dress: Dress,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(agreements, files, lane, dialogs, dress, parent)
        self._agreements = agreements
        self._listing: Job | None = None
        self._figures: dict[Start, AgreementFigures] = {}
        self._start: Start | None = None
        self._where = Differing()
        self.starts = Segments(tuple(START_WORDS[start] for start in Start), "Second readers began with")
        self.caution = plain_label("figureNote")
        self.kinds = FigureCard("Agreement by kind of field")
        self.months = FigureCard("Agreement by month", tuple(KIND_WORDS[kind] for kind in KINDS))
        self.readers = FigureCard("Agreement by readers")
        self.fields = FigureCard("Agreement by field")
        self.differences = DifferenceList()
        self.grid = CardGrid((*self.cards, self.differences), _WIDE, _MIDDLE)
        self._filled, self._nothing = self._filled_page(), self._empty_page()
        for page in (self._filled, self._nothing):
            page.hide()
        self._lay_out(self._whole_head(), self.tiles, self._filled, self._nothing)
        self._connect()
        self.dress(dress)

    @property
    def cards(self) -> tuple[FigureCard, ...]:
        """All cards of figures in the order of the page."""
        return (self.kinds, self.months, self.readers, self.fields)

    def _whole_head(self) -> QVBoxLayout:
        self.facts.setIndent(0)
        self.facts.hide()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(self._head("Agreement of two readers"))
        column.addWidget(self.facts)
        return column

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
        super()._connect()
        self.starts.chosen.connect(self._begin_with)
        self.months.grouping_chosen.connect(self._show_months)
        self.differences.case_requested.connect(self.case_requested)
        self.differences.all_requested.connect(self._show_all)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.differences.dress(dress)
        super().dress(dress)

    # Showing

    def _show_result(self, result: object) -> None:
        if isinstance(result, AgreementFigures):
            self._figures[result.start] = result

    def _show_end(self) -> None:
        self._show_figures()
        self._list(self._where, then=super()._show_end)

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
