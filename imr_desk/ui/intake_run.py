"""Bringing letters in while the reviewer works: one file after another in the intake's lane."""

from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

from imr_desk.model.errors import DeskError
from imr_desk.services.intake import AlreadyThere, BroughtIn, Intake, Intaken, NotRead
from imr_desk.services.letter_files import letters_in
from imr_desk.ui.background import Job, Lane


class IntakeSum(msgspec.Struct, frozen=True):
    """How an intake ended."""

    new: tuple[int, ...] = ()
    known: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()
    stopped: bool = False
    problem: str = ""

    @property
    def sentence(self) -> str:
        """Say it in a sentence."""
        parts = []
        if self.new:
            parts.append(f"{_letters(len(self.new))} brought in")
        if self.known:
            parts.append(f"{_letters(len(self.known))} already in the log")
        if self.unread:
            files = "1 file" if len(self.unread) == 1 else f"{len(self.unread)} files"
            parts.append(f"{files} could not be read")
        words = (", ".join(parts) or "No letters found there").capitalize() + "."
        if self.stopped:
            words += " You stopped the rest."
        return f"{words} {self.problem}".strip()


def _letters(count: int) -> str:
    return "1 letter" if count == 1 else f"{count} letters"


class IntakeRun(QObject):
    """One intake at a time; what is asked for meanwhile joins it."""

    stepped = Signal(int, int)
    arrived = Signal(object)
    ended = Signal(object)

    def __init__(self, intake: Intake, lane: Lane) -> None:
        super().__init__()
        self._intake = intake
        self._lane = lane
        self._jobs: list[Job] = []
        self._total = 0
        self._done = 0
        self._sum = IntakeSum()

    @property
    def running(self) -> bool:
        """Tell whether letters are being brought in."""
        return self._done < self._total or bool(self._jobs)

    def start(self, paths: tuple[Path, ...]) -> None:
        """Bring in files and the files of folders."""
        self._jobs.append(self._lane.run(self, lambda: tuple(letters_in(paths)), self._found, self._stopped_by))

    def cancel(self) -> None:
        """Stop after the letter at work; those brought in stay."""
        if self.running:
            for job in self._jobs:
                job.cancel()
            self._sum = msgspec.structs.replace(self._sum, stopped=True)
            self._end()

    def _found(self, files: tuple[Path, ...]) -> None:
        self._total += len(files)
        if not files:
            self._check_end()
            return
        self.stepped.emit(self._done, self._total)
        for path in files:
            self._jobs.append(self._lane.run(self, partial(self._intake.one, path), self._one, self._stopped_by))

    def _one(self, taken: Intaken) -> None:
        self._done += 1
        match taken:
            case BroughtIn(case=case):
                self._sum = msgspec.structs.replace(self._sum, new=(*self._sum.new, case.id))
            case AlreadyThere(case=case):
                self._sum = msgspec.structs.replace(self._sum, known=(*self._sum.known, case.id))
            case NotRead(letter=letter):
                self._sum = msgspec.structs.replace(self._sum, unread=(*self._sum.unread, letter.sentence))
        self.arrived.emit(taken)
        self.stepped.emit(self._done, self._total)
        self._check_end()

    def _stopped_by(self, error: Exception) -> None:
        """The log itself failed: stop, keep what is in, say why."""
        for job in self._jobs:
            job.cancel()
        if not isinstance(error, DeskError):
            self._end()
            raise error
        self._sum = msgspec.structs.replace(self._sum, problem=error.sentence)
        self._end()

    def _check_end(self) -> None:
        if self._done >= self._total:
            self._end()

    def _end(self) -> None:
        ended, self._sum = self._sum, IntakeSum()
        self._jobs, self._total, self._done = [], 0, 0
        self.stepped.emit(0, 0)
        self.ended.emit(ended)
