"""Bringing letters in: from a file to a case in the log, one by one, so that one bad file stops nothing."""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Union

import msgspec

from imr_desk.model.case import Case, CaseStanding, CaseStatus, UnreadLetter
from imr_desk.model.errors import LetterError
from imr_desk.model.handling import Handling
from imr_desk.model.letter import LetterText, NoteKind
from imr_desk.model.review import Review
from imr_desk.ports import CaseLog, LetterWorkshop, NewLetter, Progress, ReadLetter
from imr_desk.services.letter_files import letters_in, read_letter
from imr_desk.services.rereading import ReadAgain
from imr_desk.services.reviews import Reviews

READERS = 2
"""Letters read at once: reading takes most of the time of an intake, and each reader is a process of its own."""

_HANDS = 2 * READERS
"""Letters in hand: while some ask whether the log has them already, and wait while it saves, no reader is idle."""

_AHEAD = 3 * READERS
"""Letters begun before the first of them is put into the log, so that a long one keeps no reader idle."""


class BroughtIn(msgspec.Struct, frozen=True):
    """A letter that is a new case now.

    Attributes:
        path: its file.
        case: its case.
        related: numbers of other cases with the same IMR case number: a corrected or consolidated letter.
    """

    path: Path
    case: Case
    related: tuple[int, ...] = ()


class AlreadyThere(msgspec.Struct, frozen=True):
    """A letter whose very bytes are in the log already, whatever its name."""

    path: Path
    case: Case


class NotRead(msgspec.Struct, frozen=True):
    """A file that could not be brought in; it stands in the list of such files, with its sentence."""

    path: Path
    letter: UnreadLetter


class Reading(msgspec.Struct, frozen=True):
    """A file on its way into the log.

    Attributes:
        path: the file.
        content: its bytes; empty when they need not be stored.
        fingerprint: SHA-256 of its bytes; empty when it could not be read.
        read: what was read; ``None`` when the log has these bytes already.
        error: why it could not be read.
    """

    path: Path
    content: bytes = b""
    fingerprint: str = ""
    read: ReadLetter | None = None
    error: LetterError | None = None


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

    def files_in(self, paths: Sequence[Path]) -> tuple[Path, ...]:
        """Return the files among the paths and below them; a folder that can be looked into again is off the list.

        Raises:
            CaseLogError: the log cannot be asked.
        """
        files = tuple(letters_in(paths))
        open_now = {_storable(str(path)) for path in set(paths).difference(files)}
        if open_now:
            for letter in self._log.unread():
                if letter.path in open_now:
                    self._log.forget_unread(letter.path)
        return files

    def bring_in(self, paths: Iterable[Path], progress: Progress | None = None) -> Iterator[Intaken]:
        """Bring files in, in their order, yielding how each ended; those that follow are read meanwhile.

        Raises:
            CaseLogError: the log cannot take them; those yielded before are in it.
        """
        files = tuple(paths)
        coming = iter(files)
        with ThreadPoolExecutor(max_workers=_HANDS, thread_name_prefix="reading") as pool:
            ahead = deque(pool.submit(self.read, path) for path in islice(coming, _AHEAD))
            for done, path in enumerate(files):
                if progress is not None:
                    if progress.cancelled():
                        pool.shutdown(cancel_futures=True)
                        return
                    progress.step(done, len(files), path.name)
                reading = ahead.popleft().result()
                ahead.extend(pool.submit(self.read, path) for path in islice(coming, 1))
                yield self.put(reading)
        if progress is not None:
            progress.step(len(files), len(files), "")

    def one(self, path: Path) -> Intaken:
        """Bring one file in.

        Raises:
            CaseLogError: the log cannot take it.
        """
        return self.put(self.read(path))

    def read(self, path: Path) -> Reading:
        """Read a file, unless the log has its very bytes; nothing is written. Any thread may read.

        Raises:
            CaseLogError: the log cannot be asked.
        """
        try:
            content = read_letter(path)
            fingerprint = hashlib.sha256(content).hexdigest()
            if self._log.with_fingerprint(fingerprint) is not None:
                return Reading(path, fingerprint=fingerprint)
            return Reading(path, content, fingerprint, self._workshop.read(content))
        except LetterError as error:
            return Reading(path, error=error)

    def put(self, reading: Reading) -> Intaken:
        """Put what was read into the log.

        Raises:
            CaseLogError: the log cannot take it.
        """
        path, name = reading.path, _storable(str(reading.path))
        if reading.error is not None:
            kind, sentence = reading.error.kind.value, reading.error.sentence
            unread = UnreadLetter(name, kind, sentence, self._reviews.sign().at)
            self._log.keep_unread(unread)
            return NotRead(path, unread)
        known = self._log.with_fingerprint(reading.fingerprint)  # it may have come in while this one was read
        if known is not None or reading.read is None:
            self._log.forget_unread(name)
            return AlreadyThere(path, known) if known is not None else self.one(path)
        standing = CaseStanding.of(Review.of(reading.read.draft, reading.read.text), CaseStatus.NEW)
        letter = NewLetter(_storable(path.name), reading.content, reading.read.text, reading.read.draft)
        case = self._log.add(letter, self._reviews.with_due(standing, Handling()), self._reviews.sign())
        self._log.forget_unread(name)
        number = case.digest.case_number
        related = tuple(other.id for other in self._log.with_number(number) if other.id != case.id) if number else ()
        return BroughtIn(path, case, related)

    def read_again(self, case_id: int, letter: LetterText) -> ReadAgain:
        """Read a letter of the log anew, from its bytes, and draft its review.

        Where text recognition is missing here and the text in force has what it recognized, that text stays.

        Args:
            case_id: the case.
            letter: its text in force.

        Raises:
            LetterError: it cannot be read; nothing is changed.
            CaseLogError: the log does not give it.
        """
        read = self._workshop.read(self._log.content(case_id))
        if read.text == letter:
            return ReadAgain(letter, read.draft)
        if _unread_pictures(read.text) > _unread_pictures(letter):
            return ReadAgain(letter, self._workshop.draft(letter), is_poorer=True)
        return ReadAgain(read.text, read.draft, is_new=True)


def _unread_pictures(letter: LetterText) -> int:
    """Return how often the letter says that a page is a picture which nothing recognized."""
    return sum(note.kind is NoteKind.OCR_MISSING for note in letter.notes)


def _storable(name: str) -> str:
    """Return a file name that any store takes: bytes that are no text become visible marks."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
