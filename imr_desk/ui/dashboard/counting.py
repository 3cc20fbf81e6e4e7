"""What the pages of figures share: they ask the log in its lane, a little at a time, and show what comes back."""

from abc import abstractmethod
from collections.abc import Iterator
from datetime import date
from functools import partial

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

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


class _Done(msgspec.Struct, frozen=True):
    """The end of counting."""


class CountingPage(QWidget):
    """A page of tiles and cards, counted step by step; each number leads to its cases.

    Args:
        files: writes what leaves the desk.
        lane: the lane of the case log.
        dialogs: the door for questions.
        dress: the look.
        parent: its owner.
    """

    cases_requested = Signal(CaseFilter)
    """The person wants to see these cases in the queue."""

    told = Signal(str, str)
    """Kind of news and its sentence, as the message bar takes them."""

    left = Signal()
    """The person wants back to the letter."""

    counted = Signal()
    """Everything on the page is there."""

    grid: CardGrid
    """The cards in their rows."""

    def __init__(
        self, files: FigureFiles, lane: Lane, dialogs: Dialogs, dress: Dress, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dashboard")
        self._lane = lane
        self._dress = dress
        self._job: Job | None = None
        self._saving = Saving(files, lane, dialogs, self)
        self.tiles = TileRow()
        self.facts = plain_label("dashboardFacts")
        self.again = QPushButton("Count again")
        self.back = QPushButton("Back to the letter")
        for button in (self.again, self.back):
            button.setObjectName("quietButton")
        self._content, self._scroll = QWidget(), QScrollArea()

    @property
    @abstractmethod
    def cards(self) -> tuple[FigureCard, ...]:
        """All cards of figures in the order of the page."""

    def _stand(self, head: QLayout, *parts: QWidget) -> None:
        """Let a head and parts stand in a column that scrolls."""
        self._content.setObjectName("dashboardContent")
        column = QVBoxLayout(self._content)
        column.setContentsMargins(20, 12, 20, 20)
        column.setSpacing(12)
        column.addLayout(head)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        only_down(self._scroll, "dashboardScroll", self._content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _connect(self) -> None:
        self.tiles.cases_requested.connect(self.cases_requested)
        for card in self.cards:
            card.cases_requested.connect(self._choose)
            card.save_requested.connect(self._save)
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
        """Count anew; what is shown stays until the new numbers are there."""
        self.stop()
        self.again.setText("Counting…")
        self._next(self._results())

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
            self._end()
            return
        if isinstance(result, Tiles):
            self._show_tiles(result)
        elif result is not None:
            self._show_result(result)
        self._next(results)

    def _failed(self, error: Exception) -> None:
        self.stop()
        if not isinstance(error, DeskError):
            raise error
        self.told.emit("error", error.sentence)

    def _show_tiles(self, tiles: Tiles) -> None:
        waiting = self.again.hasFocus() and not self.tiles.buttons
        self.tiles.show_tiles(tiles)
        if waiting:  # the keyboard stood here only because there was no number yet
            self.take_focus()

    def _save(self, content: object, kind: object) -> None:
        if isinstance(content, Content) and isinstance(kind, FileKind):
            today = self._today
            self._saving.save(content, kind, self._dress, (today.isoformat(), day_words(today)))

    # What each page counts

    @property
    @abstractmethod
    def _today(self) -> date:
        """The day on which one looks."""

    @abstractmethod
    def _results(self) -> Iterator[object]:
        """Yield tiles and figures as they are counted, ``None`` while one is still being added up."""

    @abstractmethod
    def _show_result(self, result: object) -> None:
        """Take a figure that was counted."""

    def _end(self) -> None:
        """Everything is counted."""
        self.counted.emit()

    def _choose(self, where: CaseFilter) -> None:
        """Show the cases behind a number of a card."""
        self.cases_requested.emit(where)
