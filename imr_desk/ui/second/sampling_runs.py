"""Looking through finished reviews, and drawing among them: a piece at a time, while the desk goes on working."""

from collections.abc import Iterator
from functools import partial

import msgspec
from PySide6.QtCore import QObject, Signal

from imr_desk.model.errors import DeskError
from imr_desk.model.queue import DateRange
from imr_desk.services.sampling import Drawn, FinishedReview, Sampling
from imr_desk.ui.background import Job, Lane


class SamplingLook(QObject):
    """Gathers what the rule looks at of the reviews finished in a time, so that any rule can be tried on it.

    Args:
        sampling: draws cases.
        lane: the log's thread.
        parent: its owner.

    Signals:
        gathered: the reviews of the time are here.
        failed: a sentence.
    """

    gathered = Signal()
    failed = Signal(str)

    def __init__(self, sampling: Sampling, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sampling, self._lane = sampling, lane
        self._job: Job | None = None
        self.reviews: tuple[FinishedReview, ...] | None = None

    def ask(self, days: DateRange) -> None:
        """Gather the reviews of a time; what was gathered for another one is forgotten."""
        self.stop()
        self.reviews = None
        self._go_on(self._sampling.finished(days), [])

    def stop(self) -> None:
        """Gather no more."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _go_on(self, pages: Iterator[tuple[FinishedReview, ...]], so_far: list[FinishedReview]) -> None:
        def take(page: tuple[FinishedReview, ...] | None) -> None:
            self._job = None
            if page is None:
                self.reviews = tuple(so_far)
                self.gathered.emit()
            else:
                so_far.extend(page)
                self._go_on(pages, so_far)

        self._job = self._lane.run(self, partial(next, pages, None), take, self._fail)

    def _fail(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, DeskError):
            raise error
        self.failed.emit(error.sentence)


class SamplingDraw(QObject):
    """Draws by the rule that is kept. It belongs to the window, since it outlives the sheet in which it was begun.

    Args:
        sampling: draws cases.
        lane: the log's thread.
        parent: its owner.

    Signals:
        stepped: how many cases are dealt with, of how many; of 0 while finished reviews are looked through.
        ended: what came of it (``Drawn``).
        failed: a sentence; what was sent before stays sent.
    """

    stepped = Signal(int, int)
    ended = Signal(object)
    failed = Signal(str)

    def __init__(self, sampling: Sampling, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sampling, self._lane = sampling, lane
        self._pieces: Iterator[Drawn] | None = None
        self._drawn = Drawn({}, 0)
        self._stops = False

    @property
    def is_running(self) -> bool:
        """Tell whether it goes on."""
        return self._pieces is not None

    def start(self, days: DateRange) -> None:
        """Draw among the reviews finished in a time, unless that is under way."""
        if self._pieces is None:
            self._drawn, self._stops = Drawn({}, 0), False
            self._pieces = self._sampling.drawing(days)
            self.stepped.emit(0, 0)
            self._go_on(self._pieces)

    def stop(self) -> None:
        """Stop after the case at work."""
        self._stops = True

    def _go_on(self, pieces: Iterator[Drawn]) -> None:
        self._lane.run(self, partial(next, pieces, None), self._take, self._fail)

    def _take(self, drawn: Drawn | None) -> None:
        pieces = self._pieces
        if drawn is not None:
            self._drawn = drawn
        is_over = drawn is None or (drawn.wanted > 0 and drawn.done == drawn.wanted)
        if is_over or self._stops or pieces is None:
            self._pieces = None
            self.ended.emit(msgspec.structs.replace(self._drawn, stopped=not is_over))
        else:
            self.stepped.emit(self._drawn.done, self._drawn.wanted)
            self._go_on(pieces)

    def _fail(self, error: Exception) -> None:
        self._pieces = None
        if not isinstance(error, DeskError):
            raise error
        self.failed.emit(error.sentence)
