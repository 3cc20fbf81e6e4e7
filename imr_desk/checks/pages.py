"""Pages that come twice, out of order, or do not go on where the one before ended."""

import re
from collections.abc import Sequence
from itertools import pairwise

from imr_desk.checks.reading import Reading, ReadingCheck, flag
from imr_desk.model.draft import Flag, Severity
from imr_desk.model.geometry import Span
from imr_desk.model.letter import Page

_LEAST = 200  # characters; shorter pages may be alike by chance
_ORDER = (
    re.compile(r"HOW\s+THE\s+IMR\s+FINAL\s+DETERMINATION\s+WAS\s+MADE"),
    re.compile(r"CLINICAL\s+CASE\s+SUMMARY"),
    re.compile(r"IMR\s+ISSUES,\s+DECISIONS\s+AND\s+RATIONALES"),
)
_TOP = re.compile(r"\s*Case\s+Number\s*:")
_STARTS_ANEW = re.compile(
    r"\s*(?:Claims\s+Administrator\s+guideline\s*:|MAXIMUS\s+guideline\s*:|Decision\s+rationale\s*:|CLINICAL\s+CASE\s+SUMMARY|"
    r"IMR\s+ISSUES,\s+DECISIONS|HOW\s+THE\s+IMR)"
)
_CLOSED = re.compile(r"[.?!:;\])\"'’”]\s*$|(?:Upheld|Overturned)\s*$")
_SHORT_FORM = re.compile(r"(?:\b(?:Dr|vs|No|e\.g|i\.e|etc|approx|pg|pp?|Fig|St|al|[A-Z])|\d)\.\s*$")
_TOLD_BY_EXTRACTOR = "page-edge"
_REASON = "A page that is missing, doubled or misplaced changes what an item seems to say."


def _edge(page: Page, *, first: bool) -> tuple[Span, ...]:
    """Return the first or last printed words of a page."""
    if not page.words:
        return ()
    words = page.words[:6] if first else page.words[-6:]
    return (Span(page.number, words[0].start, words[-1].end),)


class PagesTwice(ReadingCheck):
    """Two pages hold the same text."""

    rule = "pages-twice"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return one flag for each page that repeats an earlier one word for word."""
        found: list[Flag] = []
        first: dict[str, Page] = {}
        for page in reading.letter.pages:
            words = " ".join(page.text.split())
            if len(words) < _LEAST:
                continue
            before = first.setdefault(words, page)
            if before is not page:
                message = f"Page {page.number} holds the same text as page {before.number}."
                sources = (*_edge(before, first=True), *_edge(page, first=True))
                found.append(flag(self.rule, Severity.WARNING, message, _REASON, sources))
        return found


class PagesOutOfOrder(ReadingCheck):
    """Sections come in another order than the layout prints them, or the header stands on a later page."""

    rule = "pages-out-of-order"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return one flag that shows the headings in the order found."""
        places: list[Span] = []
        for pattern in _ORDER:
            for page in reading.letter.pages:
                if (match := pattern.search(page.text)) is not None:
                    places.append(Span(page.number, *match.span()))
                    break
        late = [
            page
            for page in reading.letter.pages[1:]
            if _TOP.match(page.text) and not _TOP.match(reading.letter.pages[0].text)
        ]
        if all(one < other for one, other in pairwise(places)) and not late:
            return ()
        message = "The sections of the letter do not come in the order of its layout; its pages may be out of order."
        sources = (*places, *(span for page in late for span in _edge(page, first=True)))
        return [flag(self.rule, Severity.WARNING, message, _REASON, sources)]


class PageMissing(ReadingCheck):
    """A page does not go on where the one before it ended."""

    rule = "page-missing"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return one flag for each page break across which the text does not go on."""
        if reading.draft.layout not in ("posted-short-form", "sectioned-letter") or not reading.letter.has_paper:
            return ()
        if any(told.rule == _TOLD_BY_EXTRACTOR for told in reading.draft.flags):
            return ()
        found: list[Flag] = []
        for page, following in pairwise(reading.letter.pages):
            end, start = page.text[-40:].rstrip(), following.text[:80].lstrip()
            if not end or not start:
                continue
            open_end = _CLOSED.search(end) is None and _STARTS_ANEW.match(start) is not None
            lost_start = end[-1] in ".?!" and start[0].islower() and not _SHORT_FORM.search(end)
            if not open_end and not lost_start:
                continue
            message = (
                f"The text of page {following.number} does not go on where page {page.number} ends; a "
                "page may be missing or out of "
                f"order."
            )
            sources = (*_edge(page, first=False), *_edge(following, first=True))
            found.append(flag(self.rule, Severity.WARNING, message, _REASON, sources))
        return found
