"""What leaves the desk, held against what it must be: ``python -m tests.performance.leaving_measures CASES LETTERS``.

Counts of faults over many made letters and cases, each with the number that was looked at; the goal of each is none.
"""

import io
import random
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pdfplumber

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.documents import tesseract
from imr_desk.documents.language_data import language_data
from imr_desk.documents.marking import marked
from imr_desk.documents.redaction_proved import redacted
from imr_desk.export.destination import FileDestination
from imr_desk.export.record_json import CaseJson, content_of, record_from, record_of
from imr_desk.model.copies import Mark, Withheld
from imr_desk.model.geometry import Span
from imr_desk.model.history import History
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Review
from imr_desk.services.papers import Papers
from imr_desk.services.reviews import Reviews
from tests.performance.figure import Figure
from tests.performance.random_cases import RandomCase
from tests.synthetic import make_letter, render_pdf
from tests.unit.documents.copies import (
    boxes_by_pdfium,
    boxes_by_pypdf,
    opened_by_pypdf,
    read,
    solid,
    strings_by_pypdf,
    text_by_pdfium,
    text_by_recognition,
    words_in,
)

LAYOUTS = ("A", "B", "C", "C2", "D")
_CASES_A_LOG = 50
"""A log in memory walks through all of its events for the history of one case."""

_Box = tuple[float, float, float, float]


class _Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


# The record of a case


def records(count: int) -> Iterator[tuple[bytes, bool]]:
    """Yield the JSON of cases worked on at random, and whether it reads back without a difference.

    It does when the record is equal, its JSON is the same again, and its acts replayed give its review.
    """
    for seed in range(count):
        if seed % _CASES_A_LOG == 0:
            log = MemoryCaseLog()
            reviews = Reviews(log, _Clock(), "rn1")
            papers = Papers(log, reviews, lambda: (CaseJson(),), FileDestination(), "imr_desk")
        case_id = RandomCase(log, seed).work()
        content = papers.preview(case_id, "case-json").content
        back, dossier = record_from(content), papers.dossier(case_id)
        replayed = History.replayed(dossier.letter, Review.of(back.draft, dossier.letter), back.acts).review
        yield content, back == record_of(dossier) and content_of(back) == content and replayed == back.review


def records_of(count: int) -> Figure:
    """Return how many of ``count`` records read back with a difference."""
    wrong = sum(not same for _content, same in records(count))
    return Figure("records (JSON) that read back with a difference / random cases", wrong, count, 0.0, "")


# The letter with highlights


def highlights_of(seeds: int) -> list[Figure]:
    """Return how many highlights two engines that are not MuPDF find off their words, over all layouts."""
    found = {"PDFium": 0, "pypdf and pdfplumber": 0}
    total = 0
    for layout in LAYOUTS:
        for seed in range(seeds):
            letter, spans, copy = _highlighted(layout, 700 + seed)
            total += len(spans)
            found["PDFium"] += len(spans) - _right_by_pdfium(copy, letter, spans)
            found["pypdf and pdfplumber"] += len(spans) - _right_by_pypdf(copy, letter, spans)
    return [
        Figure(f"highlights off their words in {name} / all", wrong, total, 0.0, "") for name, wrong in found.items()
    ]


def _highlighted(layout: str, seed: int) -> tuple[LetterText, list[Span], bytes]:
    content = render_pdf(make_letter(layout, seed))
    letter = read(content)
    spans = []
    for page in letter.pages:
        for length, first in enumerate(range(0, len(page.words), max(1, len(page.words) // 12))):
            last = min(len(page.words) - 1, first + 3 * length)
            spans.append(Span(page.number, page.words[first].start, page.words[last].end))
    marks = [
        Mark((span,), "Evidence", "A. Nurse", f"note {at}", "2026-11-24T10:00:00Z") for at, span in enumerate(spans)
    ]
    return letter, spans, marked(content, letter, tuple(marks))


def _right_by_pdfium(copy: bytes, letter: LetterText, spans: list[Span]) -> int:
    """Count the highlights under which PDFium reads the words, where PDFium itself finds them."""
    told = {note: (page, boxes) for page, note, boxes in boxes_by_pdfium(copy)}
    right = 0
    for at, span in enumerate(spans):
        page, boxes = told.get(f"note {at}", (-1, []))
        right += page == span.page - 1 and words_in(copy, page, boxes) == solid(letter.text_of(span))
    return right


def _right_by_pypdf(copy: bytes, letter: LetterText, spans: list[Span]) -> int:
    """Count the highlights under which pdfplumber reads the words, where pypdf finds them."""
    told = {str(each["/Contents"]): (page, boxes) for page, each, boxes in boxes_by_pypdf(copy)}
    heights = [float(page.mediabox.top) for page in opened_by_pypdf(copy).pages]
    right = 0
    with pdfplumber.open(io.BytesIO(copy)) as document:
        chars = [page.chars for page in document.pages]
        for at, span in enumerate(spans):
            page, boxes = told.get(f"note {at}", (-1, []))
            under = "".join(each["text"] for each in chars[page] if _is_in(each, boxes, heights[page]))
            right += page == span.page - 1 and solid(under) == solid(letter.text_of(span))
    return right


def _is_in(char: dict, boxes: list[_Box], height: float) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, height - (char["top"] + char["bottom"]) / 2
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in boxes)


# The redacted letter


def redactions_of(seeds: int, *, recognize: bool = True) -> Figure:
    """Return how many withheld words other engines find in text, metadata and (by Tesseract) pixels of the copies."""
    left = total = 0
    data = language_data() if recognize and tesseract.is_built_in() else None
    for layout in LAYOUTS:
        for seed in range(seeds):
            content, gone = _withheld(layout, 800 + seed)
            places = [strings_by_pypdf(content), text_by_pdfium(content)]
            if data is not None:
                places.append(text_by_recognition(content))
            runs = [set(map(solid, place.split())) for place in places]
            left += sum(any(solid(word) in each for each in runs) for word in gone)
            total += len(gone)
    where = "text, metadata and pixels" if data is not None else "text and metadata (no recognition here)"
    return Figure(f"withheld words found in {where} of the copy / all", left, total, 0.0, "")


def _withheld(layout: str, seed: int) -> tuple[bytes, list[str]]:
    content = render_pdf(make_letter(layout, seed))
    letter, chance = read(content), random.Random(seed)
    spans, gone = [], []
    for page in letter.pages:
        telling = [w for w in page.words if re.fullmatch(r"[A-Z][a-z]{5,}|[\d/-]{6,}", page.text[w.start : w.end])]
        for word in chance.sample(telling, min(6, len(telling))):
            spans.append(Span(page.number, word.start, word.end))
            gone.append(page.text[word.start : word.end])
    made = redacted(content, letter, Withheld(tuple(spans)), None, lambda: None)
    if made.left:
        raise SystemExit(f"the copy of a letter of layout {layout}, seed {seed}, was not written")
    return made.content, gone


def leaving_of(cases: int, seeds: int) -> list[Figure]:
    """Return all figures: over ``cases`` random cases and ``seeds`` letters of each layout."""
    return [records_of(cases), *highlights_of(seeds), redactions_of(seeds)]


if __name__ == "__main__":
    wanted = [int(word) for word in sys.argv[1:3]] or [1000, 10]
    for figure in leaving_of(*wanted):
        print(f"{figure.name:80} {figure.value:.0f} / {figure.floor:.0f}")
