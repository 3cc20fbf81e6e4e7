"""A copy of a letter without what identifies people, for whoever may see the case but not the person."""

import msgspec

from imr_desk.model.copies import RedactedLetter, Withheld
from imr_desk.model.edits.on_annotations import stands
from imr_desk.model.errors import ExportError
from imr_desk.model.review import Review
from imr_desk.ports import CaseReading, LetterWorkshop
from imr_desk.services.reviews import Reviews

PRIVATE = "private"
"""Key of the label whose annotations are taken out."""

NAME = "Redacted letter"
"""What menus and the log's history call it."""


class RedactionReport(msgspec.Struct, frozen=True):
    """What a person is told of a redacted copy.

    Attributes:
        places: how many places were taken out.
        pages: the pages they are on, from 1.
        sentence: the same in words, with how the copy was searched.
    """

    places: int
    pages: tuple[int, ...]
    sentence: str


class Redaction:
    """Makes redacted copies of letters. Blocks while it works: call it from a lane.

    Args:
        log: where cases live.
        reviews: replays a case.
        workshop: makes and searches the copy, apart from the window.
    """

    def __init__(self, log: CaseReading, reviews: Reviews, workshop: LetterWorkshop) -> None:
        self._log = log
        self._reviews = reviews
        self._workshop = workshop

    @staticmethod
    def proposed(review: Review) -> Withheld:
        """Return what the annotations of a review ask to take out: those labelled as identifying a person."""
        marked = (annotation for annotation in review.annotations if annotation.label == PRIVATE)
        return Withheld(spans=tuple(dict.fromkeys(span for annotation in marked for span in annotation.spans)))

    def content(self, case_id: int, withheld: Withheld | None = None) -> tuple[bytes, RedactionReport]:
        """Return a copy without what is withheld, once a search of it finds nothing, and what is to be told of it.

        Args:
            case_id: the case.
            withheld: what is to go; ``None`` for what the annotations ask for.

        Raises:
            ExportError: there is nothing to take out, words labelled as private have no place in the letter any more,
                or something was still found.
            LetterError: the copy cannot be made.
            CaseLogError: there is no such case.
        """
        _, history = self._reviews.open(case_id)
        letter = history.text
        lost = [made for made in history.review.annotations if made.label == PRIVATE and not stands(letter, made)]
        if lost:
            raise ExportError(_lost(len(lost)))
        wanted = self.proposed(history.review) if withheld is None else withheld
        if not (wanted.spans or any(word.strip() for word in wanted.words) or wanted.areas):
            raise ExportError(
                "Nothing is marked to be taken out. Label the words that identify a person, then try again."
            )
        made = self._workshop.redact(self._log.content(case_id), letter, wanted)
        if made.left or not made.content:
            raise ExportError(_left(made))
        if not made.places:
            raise ExportError("The letter does not hold what is to be taken out. Nothing was written.")
        report = RedactionReport(made.places, made.pages, _done(made, paper=letter.has_paper))
        return made.content, report

    def suffix(self, case_id: int) -> str:
        """Return the ending of the copy's file: a plain-text letter stays plain text. Asks the log.

        Raises:
            CaseLogError: there is no such case.
        """
        return ".pdf" if self._log.opened(case_id).letter.has_paper else ".txt"


def _lost(number: int) -> str:
    words = "Words labelled as private" if number == 1 else f"Words of {number} annotations labelled as private"
    return (
        f"{words} could not be found again after the letter was read anew, so nothing was written. Mark their places "
        "in the letter, then try again."
    )


def _left(made: RedactedLetter) -> str:
    pages = [page for page in made.left if page > 0]
    where = f"on {_pages(pages)}" if pages else "in parts of the file that no page shows"
    return (
        f"Words that were to be taken out can still be found {where}, perhaps in a picture, so nothing was written. "
        "Mark the places there too and try again."
    )


def _done(made: RedactedLetter, *, paper: bool) -> str:
    places = "1 place" if made.places == 1 else f"{made.places} places"
    told = f"{places} on {_pages(made.pages)} taken out. A search of the copy found none of the words"
    if not paper:
        return f"{told}."
    if made.pictures_read:
        return f"{told}, neither in its text nor in its pictures."
    return f"{told} in its text. Its pictures could not be read here: look at each page before it leaves."


def _pages(pages: tuple[int, ...] | list[int]) -> str:
    numbers = [str(page) for page in pages]
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    return f"pages {', '.join(numbers[:-1])} and {numbers[-1]}"
