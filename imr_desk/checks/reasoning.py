"""How much of a rationale is quoted guideline, and whether any of it speaks of the case."""

import re
from collections.abc import Sequence

from imr_desk.checks.prose import PATIENT
from imr_desk.checks.reading import ItemCheck, ItemReading, flag
from imr_desk.model.draft import Flag, Severity

_MOSTLY = 0.5  # share of words inside quotation marks
_MANY = 150  # words quoted; a short quotation is no ballast
_LONG = 800  # characters of a rationale that ought to speak of the case somewhere
_CASE = re.compile(
    r"\b(?:(?:this|the|current|initial|treatment|original|present)\s+requests?|requested|(?:treating|requesting|attending|prescribing)\s+"
    r"(?:physician|provider|doctor|surgeon)|medical\s+records?|records\s+(?:provided|submitted|available)|submitted|provided\s+for\s+review|"
    r"documents?\s+available|documentation)\b",
    re.IGNORECASE,
)


class MostlyQuotation(ItemCheck):
    """More than half of a long rationale stands in quotation marks."""

    rule = "mostly-quotation"

    def of_item(self, item: ItemReading) -> Sequence[Flag]:
        """Return a flag where a rationale is mostly quoted."""
        prose = item.rationale
        quoted = sum(len(prose.text[start:end].split()) for start, end in prose.quotations)
        if quoted < _MANY:
            return ()
        words = len(prose.text.split())
        if quoted < _MOSTLY * words:
            return ()
        message = (
            f"{100 * quoted // words} percent of the rationale of item {item.number} ({quoted} of {words} "
            "words) stands in "
            f"quotation marks."
        )
        reason = "What decides is the reviewer's own reasoning; it is easier to find when the quotations are marked."
        where = [span for start, end in prose.quotations for span in item.passage("rationale").spans(start, end)]
        return [flag(self.rule, Severity.WARNING, message, reason, where, item=item.index, field="rationale")]


class NothingOfTheCase(ItemCheck):
    """A long rationale of which no sentence speaks of the person treated, the request or the record."""

    rule = "nothing-of-the-case"

    def of_item(self, item: ItemReading) -> Sequence[Flag]:
        """Return a flag where nothing but general text is found."""
        text = item.rationale.text
        if len(text) < _LONG or _of_the_case(item.rationale.own_part(0, len(text))):
            return ()
        message = (
            f"No sentence of the rationale of item {item.number} ({len(text.split())} words) speaks of "
            "the injured worker, the "
            f"request or the record."
        )
        reason = "A rationale applies the guideline to the facts; without them the outcome cannot be followed."
        where = item.passage("rationale").spans(0, len(text))
        return [flag(self.rule, Severity.WARNING, message, reason, where, item=item.index, field="rationale")]


_GENERAL = re.compile(
    r"\b(?:some|all|most|many|selected?|few|if\s+the|when\s+the|for|in|with|each|individual)\s+(?:individual\s+)?(?:patient|individual|worker)s?\b",
    re.IGNORECASE,
)


def _of_the_case(text: str) -> bool:
    """Tell whether a word for this person, the request or the record is there; patients in general do not count."""
    return _CASE.search(text) is not None or PATIENT.search(_GENERAL.sub(" ", text)) is not None
