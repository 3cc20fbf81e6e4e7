"""Bringing letters in while the reviewer works: some are read at once, each goes into the log as it is read."""

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec
from PySide6.QtCore import QObject, Signal

from imr_desk.model.errors import DeskError
from imr_desk.services.intake import AlreadyThere, BroughtIn, Intake, Intaken, NotRead, Reading
from imr_desk.ui.background import Job, Lane

T = TypeVar("T")

_MOST_WAITING = 4
"""Letters under way at once, read or not; reading pauses then, so that memory stays small and typing comes first."""

_PACE_OVER = 20
"""Letters over which the pace is told: it follows what is at work now, such as a folder of scans."""


class IntakeSum(msgspec.Struct, frozen=True):
    """How an intake ended.

    Attributes:
        new: letters brought in.
        known: letters that the log had already.
        related: letters brought in whose case number the log had already: corrected or consolidated ones.
        numbers: the case numbers of those.
        unread: files that could not be read.
        last: what became of the last file, for an intake of one.
        stopped: whether the person stopped it.
        problem: what the log could not do; empty when it could.
    """

    new: int = 0
    known: int = 0
    related: int = 0
    numbers: frozenset[str] = frozenset()
    unread: int = 0
    last: Intaken | None = None
    stopped: bool = False
    problem: str = ""

    def with_one(self, taken: Intaken) -> "IntakeSum":
        """Return the sum with one more file."""
        same = {taken.case.digest.case_number} if isinstance(taken, BroughtIn) and taken.related else set()
        return msgspec.structs.replace(
            self,
            new=self.new + isinstance(taken, BroughtIn),
            known=self.known + isinstance(taken, AlreadyThere),
            related=self.related + len(same),
            numbers=self.numbers | same,
            unread=self.unread + isinstance(taken, NotRead),
            last=taken,
        )

    @property
    def single(self) -> Intaken | None:
        """What became of the file, when there was only one."""
        return self.last if self.new + self.known + self.unread == 1 else None

    @property
    def sentence(self) -> str:
        """Say it in a sentence."""
        parts = []
        if self.new:
            parts.append(f"{_letters(self.new)} brought in")
        if self.known:
            parts.append(f"{_letters(self.known)} already in the log")
        if self.unread:
            files = "1 file" if self.unread == 1 else f"{self.unread:,} files"
            parts.append(f"{files} could not be read")
        words = (", ".join(parts) or "No letters found there").capitalize() + "."
        if self.related:
            one = "It has" if self.new == 1 else "1 of them has"
            same = one if self.related == 1 else f"{self.related:,} of them have"
            words += f" {same} a case number that the log had already: see whether it is a corrected letter."
        if self.stopped:
            words += " You stopped the rest."
        return f"{words} {self.problem}".strip()


class Step(msgspec.Struct, frozen=True):
    """How far an intake is.

    Attributes:
        done: files finished.
        total: files asked for; 0 when nothing is at work.
        pace: letters a second, over the last ones; 0 while it cannot be told.
    """

    done: int = 0
    total: int = 0
    pace: float = 0.0

    @property
    def seconds_left(self) -> float | None:
        """Seconds that the rest will take at this pace; ``None`` while it cannot be told."""
        return (self.total - self.done) / self.pace if self.pace > 0 else None

    @property
    def words(self) -> str:
        """Say it in a line."""
        words = f"Bringing in letters: {self.done:,} of {self.total:,}"
        if self.seconds_left is None or self.total < _PACE_OVER:
            return words
        pace = f"{self.pace:.0f}" if self.pace >= 2 else f"{self.pace:.1f}"
        return f"{words} · {pace} a second · {_lasting(self.seconds_left)} left"


def _letters(count: int) -> str:
    return "1 letter" if count == 1 else f"{count:,} letters"


def _lasting(seconds: float) -> str:
    if seconds < 60:
        return "less than a minute"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"about {minutes} min"
    return f"about {minutes // 60} h {minutes % 60} min"


class IntakeRun(QObject):
    """One intake at a time; what is asked for meanwhile joins it.

    Args:
        intake: reads letters and puts them into the log.
        reading: lanes in which letters are read, one each at a time; the first also looks through folders.
        log_lane: the thread that the case log lives in.
        seconds: a clock that only goes forward, in seconds.

    Signals:
        stepped: a ``Step``.
        arrived: an ``Intaken``.
        ended: an ``IntakeSum``.
    """

    stepped = Signal(object)
    arrived = Signal(object)
    ended = Signal(object)

    def __init__(
        self, intake: Intake, reading: tuple[Lane, ...], log_lane: Lane, seconds: Callable[[], float]
    ) -> None:
        super().__init__()
        self._intake = intake
        self._lanes = reading
        self._log_lane = log_lane
        self._seconds = seconds
        self._jobs: dict[int, Job] = {}
        self._files: deque[Path] = deque()
        self._idle: deque[Lane] = deque(reading)
        self._looking = 0
        self._begun = 0
        self._handed = 0
        self._ready: dict[int, Reading] = {}
        self._total = 0
        self._done = 0
        self._numbers = 0
        self._moments: deque[float] = deque(maxlen=_PACE_OVER)
        self._sum = IntakeSum()

    @property
    def running(self) -> bool:
        """Tell whether letters are being brought in."""
        return self._done < self._total or self._looking > 0

    def start(self, paths: tuple[Path, ...]) -> None:
        """Bring in files and the files of folders."""
        self._looking += 1
        self._run(self._lanes[0], partial(self._intake.files_in, paths), self._found)

    def cancel(self) -> None:
        """Stop after the letters at work; those brought in stay."""
        if self.running:
            self._forget_jobs()
            self._sum = msgspec.structs.replace(self._sum, stopped=True)
            self._end()

    def _found(self, files: tuple[Path, ...]) -> None:
        self._looking -= 1
        self._total += len(files)
        self._files.extend(files)
        if files:
            self.stepped.emit(self._step())
        self._go_on()

    def _go_on(self) -> None:
        """Give files to the lanes that are idle, as long as the log keeps up; see whether all is done."""
        while self._files and self._idle and self._begun - self._done < _MOST_WAITING:
            lane, path = self._idle.popleft(), self._files.popleft()
            self._run(lane, partial(self._intake.read, path), partial(self._read, lane, self._begun))
            self._begun += 1
        if not self.running:
            self._end()

    def _read(self, lane: Lane, number: int, reading: Reading) -> None:
        """Hand what was read to the log, in the order of the files: a short letter does not overtake a long one."""
        self._idle.append(lane)
        self._ready[number] = reading
        while (ready := self._ready.pop(self._handed, None)) is not None:
            self._handed += 1
            self._run(self._log_lane, partial(self._intake.put, ready), self._put)
        self._go_on()

    def _put(self, taken: Intaken) -> None:
        self._done += 1
        self._moments.append(self._seconds())
        self._sum = self._sum.with_one(taken)
        self.arrived.emit(taken)
        self.stepped.emit(self._step())
        self._go_on()

    def _step(self) -> Step:
        took = self._moments[-1] - self._moments[0] if len(self._moments) > 1 else 0.0
        return Step(self._done, self._total, (len(self._moments) - 1) / took if took > 0 else 0.0)

    def _run(self, lane: Lane, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._numbers += 1
        number = self._numbers

        def landed(result: T) -> None:
            self._jobs.pop(number, None)
            done(result)

        self._jobs[number] = lane.run(self, work, landed, self._stopped_by)

    def _stopped_by(self, error: Exception) -> None:
        """The log itself failed: stop, keep what is in, say why."""
        self._forget_jobs()
        if not isinstance(error, DeskError):
            self._end()
            raise error
        self._sum = msgspec.structs.replace(self._sum, problem=error.sentence)
        self._end()

    def _forget_jobs(self) -> None:
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()

    def _end(self) -> None:
        ended, self._sum = self._sum, IntakeSum()
        self._files.clear()
        self._moments.clear()
        self._idle = deque(self._lanes)
        self._ready.clear()
        self._looking = self._begun = self._handed = self._total = self._done = 0
        self.stepped.emit(Step())
        self.ended.emit(ended)
