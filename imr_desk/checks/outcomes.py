"""Decision of a heading against the conclusion of its rationale; items decided twice."""

import re
from collections.abc import Sequence

from imr_desk.checks.conclusions import Conclusion, speaks_a_verdict
from imr_desk.checks.reading import ItemCheck, ItemReading, Reading, ReadingCheck, flag
from imr_desk.model.draft import Decision, Flag, Severity
from imr_desk.model.geometry import Span

_SAYS = {
    Decision.UPHELD: "is not medically necessary",
    Decision.OVERTURNED: "is medically necessary",
}
_OPEN_END = re.compile(
    r"\b(?:be|to|is|are|was|were|been|being|not|the|of|and|or|for|an?|by|with|as|that|which|therefore|thus|determined|considered|"
    r"deemed|medically|in|on|at|from|this|these|has|have)[\s,]*$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[.?!:][\"'’”)\]\s]*$")
_LOOK_BACK = 120  # characters; a parenthesis opened further back is a slip, not a cut


def ends_whole(text: str) -> bool:
    """Tell whether a text ends with a closing sign."""
    return _CLOSED.search(text, max(0, len(text) - 12)) is not None


def left_open(text: str) -> int | None:
    """Return where the parenthesis stands that the last words leave open; ``None`` when they leave none."""
    tail = text[-_LOOK_BACK:]
    at = tail.rfind("(")
    return None if at < 0 or ")" in tail[at:] else len(text) - len(tail) + at


def breaks_off(text: str) -> bool:
    """Tell whether a text ends in mid-sentence: inside a parenthesis, or on a word that needs another."""
    if not text or ends_whole(text):
        return False
    return left_open(text) is not None or _OPEN_END.search(text, max(0, len(text) - 24)) is not None


class OutcomeAgainstConclusion(ItemCheck):
    """The heading says one thing, the rationale concludes the other."""

    rule = "outcome-against-conclusion"

    def of_item(self, item: ItemReading) -> Sequence[Flag]:
        """Return an error where the deciding sentence contradicts the heading, a warning where a later one does."""
        decision = item.decision
        plain = [conclusion for conclusion in item.conclusions if conclusion.is_plain and conclusion.of_request]
        deciding = _deciding(item, plain)
        if decision is None or deciding is None:
            return ()
        reason = "What was decided must be the same in the heading and in the conclusion before anyone acts on it."
        if deciding.decision is not decision:
            message = (
                f"The heading of item {item.number} says {decision.value}, while its rationale says that the request "
                f"{_SAYS[deciding.decision]}."
            )
            severity = Severity.ERROR
            if item.is_trusted("decision"):  # the extractor read the sentence the other way: it can be read both ways
                severity = Severity.WARNING
                message = (
                    f"The deciding sentence of item {item.number} can be read against its heading, {decision.value}."
                )
            where = _places(item, deciding)
            return [flag(self.rule, severity, message, reason, where, item=item.index, field="decision")]
        later = [other for other in plain if other.start > deciding.start and other.decision is not decision]
        if not later:
            return ()
        message = (
            f"The rationale of item {item.number} says of its request both that it is and that it is not necessary."
        )
        where = (*_places(item, deciding), *_places(item, later[-1]))
        return [flag(self.rule, Severity.WARNING, message, reason, where, item=item.index, field="decision")]


def _deciding(item: ItemReading, plain: Sequence[Conclusion]) -> Conclusion | None:
    """Return the conclusion in the sentence that the extractor took for the deciding one: two readers must agree."""
    determination = item.text("determination")
    if not determination:
        return None
    place = item.rationale.text.find(determination)
    end = place + len(determination)
    return next((one for one in plain if place >= 0 and one.start < end and place < one.end), None)


def _places(item: ItemReading, conclusion: Conclusion) -> tuple[Span, ...]:
    sentence = item.passage("rationale").spans(conclusion.start, conclusion.end)
    return (*item.sources("decision"), *sentence)


class MissingConclusion(ItemCheck):
    """A rationale that does not say what was decided."""

    rule = "missing-conclusion"

    def of_item(self, item: ItemReading) -> Sequence[Flag]:
        """Return an error where the rationale breaks off before it concludes, a warning where it just does not."""
        prose = item.rationale
        if not prose.text or any(conclusion.of_request or conclusion.is_plain for conclusion in item.conclusions):
            return ()
        broken = breaks_off(prose.text)
        if not broken and speaks(item):
            return ()
        told = f" The heading says {item.decision.value}." if item.decision else ""
        says = "says whether the request is medically necessary"
        message = f"No sentence of the rationale of item {item.number} {says}.{told}"
        if broken:
            message = f"The rationale of item {item.number} breaks off before it {says}.{told}"
        reason = "The heading alone tells the outcome here; the text cannot confirm it."
        where = (*item.sources("decision"), *item.passage("rationale").spans(*prose.sentences[-1]))
        severity = Severity.ERROR if broken else Severity.WARNING
        return [flag(self.rule, severity, message, reason, where, item=item.index, field="determination")]


def speaks(item: ItemReading) -> bool:
    """Tell whether the extractor found a deciding sentence, or a last sentence holds a word that could decide."""
    return item.found("determination") is not None or speaks_a_verdict(item.rationale)


class RepeatedItem(ReadingCheck):
    """Two headings for the same treatment."""

    rule = "repeated-item"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return a flag for each heading that repeats an earlier one word for word."""
        found: list[Flag] = []
        first: dict[str, ItemReading] = {}
        for item in reading.items:
            words = item.text("treatment").casefold()
            before = first.setdefault(words, item)
            if before is item or not words:
                continue
            differs = None not in (before.decision, item.decision) and before.decision is not item.decision
            how = "in opposite ways" if differs else "with the same outcome"
            message = f"Items {before.number} and {item.number} have the same heading and are decided {how}."
            severity = Severity.WARNING if differs else Severity.INFO
            where = (*before.sources("treatment"), *item.sources("treatment"))
            reason = "The same treatment asked for twice may be two requests, or one printed twice."
            found.append(flag(self.rule, severity, message, reason, where, item=item.index, field="treatment"))
        return found
