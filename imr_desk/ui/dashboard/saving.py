"""Saving a chart as picture, drawing or page, and its table as CSV."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from imr_desk.model.errors import DeskError
from imr_desk.services.figure_files import FigureFiles
from imr_desk.ui.background import Lane
from imr_desk.ui.dashboard.chart import Content
from imr_desk.ui.dashboard.drawing import ChartDrawing
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress


class FileKind(msgspec.Struct, frozen=True):
    """A kind of file: its name in the menu, its ending, and how it is drawn; the table has no drawing."""

    label: str
    suffix: str
    drawn: Callable[[ChartDrawing], bytes] | None = None


FILE_KINDS: tuple[FileKind, ...] = (
    FileKind("Chart as picture (PNG)", ".png", ChartDrawing.png),
    FileKind("Chart as drawing (SVG)", ".svg", ChartDrawing.svg),
    FileKind("Chart as page (PDF)", ".pdf", ChartDrawing.pdf),
    FileKind("Table (CSV)", ".csv"),
)


class Saving(QObject):
    """Asks where, draws, and writes in the lane.

    Args:
        files: writes whole or not at all.
        lane: where writing is done.
        dialogs: the door for questions.
        parent: the dashboard.
    """

    told = Signal(str, str)
    """Kind of news and its sentence, as the message bar takes them."""

    def __init__(self, files: FigureFiles, lane: Lane, dialogs: Dialogs, parent: QWidget) -> None:
        super().__init__(parent)
        self._files = files
        self._lane = lane
        self._dialogs = dialogs
        self._page = parent
        self._folder = Path.home()

    def save(self, content: Content, kind: FileKind, dress: Dress, today: tuple[str, str]) -> None:
        """Save what a card shows; ``today`` is the day as an ISO 8601 date and in words."""
        name = f"{content.title.lower()} {today[0]}{kind.suffix}"
        target = self._dialogs.choose_target(self._folder / name, kind.label.lower())
        if target is None:
            return
        self._folder = target.parent
        if kind.drawn is None:
            work = partial(self._files.write_table, target, content.table.plain())
        else:
            drawing = ChartDrawing(content, dress, today[1], self._page)
            try:
                made = kind.drawn(drawing)
            finally:
                drawing.close()
            work = partial(self._files.write, target, made)
        self._lane.run(self, work, lambda _none: self.told.emit("good", f"Written: {target.name}"), self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.told.emit("error", error.sentence)
