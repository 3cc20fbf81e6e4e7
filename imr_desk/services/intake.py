"""Bringing letters in: from a file to a case in the log, one by one, so that one bad file stops nothing."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Union

import msgspec

from imr_desk.model.case import Case, CaseStanding, CaseStatus, UnreadLetter
from imr_desk.model.draft import Draft
from imr_desk.model.errors import LetterError
from imr_desk.model.handling import Handling
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Review
from imr_desk.ports import CaseLog, LetterWorkshop, NewLetter, Progress
from imr_desk.services.letter_files import read_letter
from imr_desk.services.reviews import Reviews


class BroughtIn(msgspec.Struct, frozen=True):
    """A letter that is a new case now."""

    path: Path
    case: Case


class AlreadyThere(msgspec.Struct, frozen=True):
    """A letter whose very bytes are in the log already, whatever its name."""

    path: Path
    case: Case


class NotRead(msgspec.Struct, frozen=True):
    """A file that could not be brought in; it stands in the list of such files, with its sentence."""

    path: Path
    letter: UnreadLetter


Intaken = Union[BroughtIn, AlreadyThere, NotRead]  # noqa: UP007 - one name for the three ends of an intake


class Intake:
    """The way in.

    Args:
        log: where cases live.
        workshop: reads letters.
        reviews: tells who brings them in, and when.
    """

    def __init__(self, log: CaseLog, workshop: LetterWorkshop, reviews: Reviews) -> None:
        self._log = log
        self._workshop = workshop
        self._reviews = reviews

    def bring_in(self, paths: Iterable[Path], progress: Progress | None = None) -> Iterator[Intaken]:
        """Bring files in, one after another, yielding how each ended.

        Raises:
            CaseLogError: the log cannot take them; those yielded before are in it.
        """
        files = tuple(paths)
        for done, path in enumerate(files):
            if progress is not None:
                if progress.cancelled():
                    return
                progress.step(done, len(files), path.name)
            yield self.one(path)
        if progress is not None:
            progress.step(len(files), len(files), "")

    def one(self, path: Path) -> Intaken:
        """Bring one file in.

        Raises:
            CaseLogError: the log cannot take it.
        """
        try:
            content = read_letter(path)
            known = self._log.with_fingerprint(hashlib.sha256(content).hexdigest())
            if known is not None:
                self._log.forget_unread(str(path))
                return AlreadyThere(path, known)
            read = self._workshop.read(content)
        except LetterError as error:
            unread = UnreadLetter(_storable(str(path)), error.kind.value, error.sentence, self._reviews.sign().at)
            self._log.keep_unread(unread)
            return NotRead(path, unread)
        standing = CaseStanding.of(Review.of(read.draft, read.text), CaseStatus.NEW)
        letter = NewLetter(_storable(path.name), content, read.text, read.draft)
        case = self._log.add(letter, self._reviews.with_due(standing, Handling()), self._reviews.sign())
        self._log.forget_unread(_storable(str(path)))
        return BroughtIn(path, case)

    def read_again(self, letter: LetterText) -> Draft:
        """Draft the review of a letter of the log anew, from its text as it was read then.

        Raises:
            LetterError: the process that reads failed; nothing is changed.
        """
        return self._workshop.draft(letter)


def _storable(name: str) -> str:
    """Return a file name that any store takes: bytes that are no text become visible marks."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
