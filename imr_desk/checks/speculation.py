"""Guesses in the reviewer's own sentences: likely, presumably, probably, assumed."""

import re
from collections.abc import Sequence

from imr_desk.checks.prose import PATIENT
from imr_desk.checks.reading import ItemCheck, ItemReading, flag
from imr_desk.model.draft import Flag, Severity

_GUESS = re.compile(r"likely|presum(?:ably|ed|es?|ing)\b|probably|assum(?:ed|es?|ing|ption)\b|apparently|seemingly")
_ABOUT_FACT = re.compile(
    r"\b(?:(?:it\s+is|it's|it\s+was|it\s+seems|it\s+appears)\s+(?:very\s+|most\s+|highly\s+|more\s+than\s+)?(?:likely|probable|assumed|"
    r"presumed)\s+(?:that\s+)?|presumably\b|probably\b|(?:is|are|was|were|be)\s+(?:assumed|presumed)\s+(?:that|to)\s+)"
    r"[^.;]{0,80}\b(?:has|had|have|having|was|were|been|received|underwent|already|completed|tried|failed|used|knows?)\b"
)
_REASON = (
    "A decision should rest on facts of the record; a guess about what happened can be checked against the file."
)


class Speculation(ItemCheck):
    """The reviewer's own words guess at a fact of the case."""

    rule = "speculation"

    def of_item(self, item: ItemReading) -> Sequence[Flag]:
        """Return at most one flag: a warning where what happened to the patient is guessed."""
        prose = item.rationale
        first: dict[int, re.Match[str]] = {}
        for match in _GUESS.finditer(prose.lower):
            if not prose.is_quoted(match.start()):
                first.setdefault(prose.sentence_number(match.start()), match)
        guesses: list[tuple[int, int, str]] = []
        facts: list[tuple[int, int, str]] = []
        for match in first.values():
            start, end = prose.sentence_at(match.start())
            if not PATIENT.search(prose.text, start, end):
                continue
            guesses.append((start, end, match[0]))
            if _ABOUT_FACT.search(prose.lower, start, end):
                facts.append(guesses[-1])
        if not guesses:
            return ()
        what = "guesses at a fact of the case" if facts else "speaks of something as not certain"
        shown = facts or guesses
        message = f"The rationale of item {item.number} {what} (“{shown[0][2]}”)."
        where = [span for start, end, _ in shown for span in item.passage("rationale").spans(start, end)]
        severity = Severity.WARNING if facts else Severity.INFO
        return [flag(self.rule, severity, message, _REASON, where, item=item.index, field="rationale")]
