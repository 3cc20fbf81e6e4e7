"""A page of figures: asks the log in its lane, a little at a time, and shows what comes back."""

from abc import abstractmethod
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Protocol

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from imr_desk.model.errors import DeskError
from imr_desk.model.queue import CaseFilter
from imr_desk.services.figure_files import FigureFiles
from imr_desk.services.figures import Tiles
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.dashboard.card import FigureCard
from imr_desk.ui.dashboard.card_grid import CardGrid
from imr_desk.ui.dashboard.chart import Content
from imr_desk.ui.dashboard.saving import FileKind, Saving
from imr_desk.ui.dashboard.tiles import TileRow
from imr_desk.ui.dashboard.words import day_words
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.pieces import only_down


class Counting(Protocol):
    """Adds up what a page shows."""

    @property
    def today(self) -> date:
        """The day on which one looks."""

    def results(self) -> Iterator[object]:
        """Yield what is done after each visit to the log, ``None`` while it is still being added up.

        Raises:
            CaseLogError: the log cannot be read.
        """


class _Done(msgspec.Struct, frozen=True):
    """The end of counting."""


class CountedPage(QWidget):
    """Numbers at the top, cards below; whoever derives from it says which cards, and what goes on them.

    Args:
        counting: adds up what the page shows.
        files: writes what leaves the desk.
        lane: the lane of the case log.
        dialogs: the door for questions.
        dress: the look.

    Attributes:
        grid: the cards side by side; made by whoever derives from the page.
    """

    cases_requested = Signal(CaseFilter)
    """The person wants to see these cases in the queue."""

    told = Signal(str, str)
    """Kind of news and its sentence, as the message bar takes them."""

    left = Signal()
    """The person wants back to the letter."""

    counted = Signal()
    """All that the page shows is there."""

    grid: CardGrid

    def __init__(
        self,
        counting: Counting,
        files: FigureFiles,
        lane: Lane,
        dialogs: Dialogs,
        dress: Dress,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dashboard")
        self._counting = counting
        self._lane = lane
        self._dress = dress
        self._job: Job | None = None
        self._saving = Saving(files, lane, dialogs, self)
        self.tiles = TileRow()
        self.facts = plain_label("dashboardFacts")
        self.facts.setWordWrap(True)
        self.again = QPushButton("Count again")
        self.back = QPushButton("Back to the letter")
        for button in (self.again, self.back):
            button.setObjectName("quietButton")

    @property
    @abstractmethod
    def cards(self) -> tuple[FigureCard, ...]:
        """All cards of figures in the order of the page."""

    # For whoever derives from the page

    def _head(self, title: str, beside: QWidget | None = None) -> QHBoxLayout:
        """Return the first line of the page: its title, what stands beside it, its buttons."""
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(plain_label("dashboardTitle", title))
        if beside is None:
            head.addStretch(1)
        else:
            head.addWidget(beside, 1)
        for button in (self.again, self.back):
            head.addWidget(button)
        return head

    def _lay_out(self, head: QLayout, *parts: QWidget) -> None:
        """Put the head and the parts below it one under the other, in a page that scrolls."""
        self._content = QWidget()
        self._content.setObjectName("dashboardContent")
        column = QVBoxLayout(self._content)
        column.setContentsMargins(20, 12, 20, 20)
        column.setSpacing(12)
        column.addLayout(head)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = QScrollArea()
        only_down(self._scroll, "dashboardScroll", self._content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _connect(self) -> None:
        """Tie what every page of figures has."""
        self.tiles.cases_requested.connect(self.cases_requested)
        for card in self.cards:
            card.cases_requested.connect(self._choose)
            card.save_requested.connect(self._save)
        self._saving.told.connect(self.told)
        self.again.clicked.connect(self.refresh)
        self.back.clicked.connect(self.left)

    def _choose(self, where: CaseFilter) -> None:
        """Lead from a number on a card to its cases."""
        self.cases_requested.emit(where)

    def _show_tiles(self, tiles: Tiles) -> None:
        """Show the numbers at the top."""
        waiting = self.again.hasFocus() and not self.tiles.buttons
        self.tiles.show_tiles(tiles)
        if waiting:  # the keyboard stood here only because there was no number yet
            self.take_focus()

    @abstractmethod
    def _show_result(self, result: object) -> None:
        """Show, or keep, what was added up besides the numbers at the top; ``None`` is a step on the way."""

    def _show_end(self) -> None:
        """All is added up."""
        self.counted.emit()

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
        """Tell whether figures are being added up."""
        return self._job is not None

    def refresh(self) -> None:
        """Count what is new; what is shown stays until the new numbers are there."""
        self.stop()
        self.again.setText("Counting…")
        self._next(self._counting.results())

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

    def _next(self, results: Iterator[object]) -> None:
        """Ask for one step, a job of its own, so that whatever is to be saved goes in between."""

        def step() -> object:
            return next(results, _Done())

        self._job = self._lane.run(self, step, partial(self._took, results), self._failed)

    def _took(self, results: Iterator[object], result: object) -> None:
        if isinstance(result, _Done):
            self.stop()
            self._show_end()
            return
        if isinstance(result, Tiles):
            self._show_tiles(result)
        else:
            self._show_result(result)
        self._next(results)

    def _failed(self, error: Exception) -> None:
        self.stop()
        if not isinstance(error, DeskError):
            raise error
        self.told.emit("error", error.sentence)

    def _save(self, content: object, kind: object) -> None:
        if isinstance(content, Content) and isinstance(kind, FileKind):
            today = self._counting.today
            self._saving.save(content, kind, self._dress, (today.isoformat(), day_words(today)))
