"""Text that is missing: a letter or item that breaks off, an item without its parts, a section that is not there."""

import re
from collections.abc import Mapping, Sequence

from imr_desk.checks.outcomes import breaks_off, ends_whole, left_open
from imr_desk.checks.reading import ItemReading, Reading, ReadingCheck, flag
from imr_desk.model.draft import FindingState, Flag, Severity
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$|\b(?:html?|pdf|com|gov|org)$", re.IGNORECASE)


class TextBreaksOff(ReadingCheck):
    """A rationale ends in mid-sentence; at the end of the letter, the letter does."""

    rule = "text-breaks-off"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return a flag for each rationale that does not end as a sentence does: an error where the letter is cut."""
        last = len(reading.items) - 1
        return [found for item in reading.items for found in self._of(item, is_last=item.index == last)]

    def _of(self, item: ItemReading, *, is_last: bool) -> Sequence[Flag]:
        prose = item.rationale
        text = prose.text
        if not text or ends_whole(text) or _ADDRESS.search(text, max(0, len(text) - 120)):
            return ()
        start, end = prose.sentences[-1]
        broken = breaks_off(text)
        if not broken and item.conclusions and item.conclusions[-1].start == start:
            return ()  # a conclusion that only lacks its full stop
        place = "The letter" if is_last else f"The rationale of item {item.number}"
        opened = left_open(text)
        inside = " inside a parenthesis that is not closed" if opened is not None else ""
        message = f"{place} ends in mid-sentence{inside}; what followed is not in this text."
        if not broken:
            message = f"{place} ends without a full stop; it cannot be told whether something followed."
        where = item.passage("rationale").spans(start if opened is None else max(start, opened), end)
        reason = "Words that are missing may change what an item says."
        severity = Severity.ERROR if broken and is_last else Severity.WARNING
        return [flag(self.rule, severity, message, reason, where, item=item.index, field="rationale")]


_PARTS: Mapping[str, str] = {
    "rationale": "decision rationale",
    "imr_guideline": "line on the reviewer's guideline",
    "claims_admin_guideline": "line on the claims administrator's guideline",
    "decision": "decision behind its heading",
}
_WITH_GUIDELINE_LINES = ("posted-short-form", "sectioned-letter")


class ItemIncomplete(ReadingCheck):
    """An item of which a part is not there."""

    rule = "item-incomplete"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return one flag for each item that lacks a part its layout prints: an error where it is the rationale."""
        found: list[Flag] = []
        layout = reading.draft.layout
        for item in reading.items:
            missing = [name for name in _PARTS if self._lacks(item, name, layout)]
            if not missing:
                continue
            message = f"Item {item.number} has no {' and no '.join(_PARTS[name] for name in missing)} in this text."
            severe = "rationale" in missing and layout in _WITH_GUIDELINE_LINES
            severity = Severity.ERROR if severe else Severity.WARNING
            reason = "Every item of this layout has these parts once each; text may have been lost."
            where = item.sources("treatment") or item.item.extent
            found.append(flag(self.rule, severity, message, reason, where, item=item.index, field=missing[0]))
        return found

    @staticmethod
    def _lacks(item: ItemReading, name: str, layout: str) -> bool:
        if name.endswith("guideline") and layout not in _WITH_GUIDELINE_LINES:
            return False
        finding = item.item.fields.get(name)
        return finding is None or (finding.state is FindingState.MISSING and finding.needs_review)


_LETTER_SECTIONS: Mapping[str, re.Pattern[str]] = {
    "how the determination was made": re.compile(r"HOW\s+THE\s+IMR\s+FINAL\s+DETERMINATION\s+WAS\s+MADE"),
    "the clinical case summary": re.compile(r"CLINICAL\s+CASE\s+SUMMARY"),
    "the decisions and rationales": re.compile(r"DECISION(?:S|\(S\)),?\s+AND\s+RATIONALE"),
}
_SECTIONS: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "posted-short-form": _LETTER_SECTIONS,
    "sectioned-letter": _LETTER_SECTIONS,
    "cover-block": _LETTER_SECTIONS,
    "professional-review": {
        "the issue at dispute": re.compile(r"ISSUE\s+AT\s+DISPUTE"),
        "the case summary": re.compile(r"CASE\s+SUMMARY"),
        "the rationale": re.compile(r"RATIONALE\s+FOR\s+WHY"),
        "the qualifications of the reviewer": re.compile(r"REVIEWER\s+QUALIFICATIONS"),
    },
}
"""The headings that every letter of a layout has."""


class SectionMissing(ReadingCheck):
    """A section that every letter of the layout has is not there, or no item is."""

    rule = "section-missing"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return a warning that names the sections missing, and an error when no item was found."""
        found: list[Flag] = []
        reason = "A page may be missing, or the text may have lost its beginning or its end."
        missing = [
            name
            for name, heading in _SECTIONS.get(reading.draft.layout, {}).items()
            if not any(heading.search(page.text) for page in reading.letter.pages)
        ]
        where = _first_words(reading.letter)
        if missing:
            message = f"The text has no section on {' and none on '.join(missing)}."
            found.append(flag(self.rule, Severity.WARNING, message, reason, where))
        if not reading.items:
            message = "No disputed item with a decision was found in this text."
            found.append(flag(self.rule, Severity.ERROR, message, reason, where))
        return found


def _first_words(letter: LetterText) -> tuple[Span, ...]:
    """Return the first words of the letter, for a flag about what is not there."""
    for page in letter.pages:
        if page.words:
            return (Span(page.number, page.words[0].start, page.words[min(4, len(page.words) - 1)].end),)
    return ()


_ANNOUNCED: Mapping[str, re.Pattern[str]] = {
    "notice-2013": re.compile(r"^[ \t]*(?P<number>\d{1,2})\)\s+MAXIMUS\s+Federal\s+Services", re.MULTILINE),
    "cover-block": re.compile(r"^[ \t]*(?P<number>\d{1,2})[.)]\s+The\s+request\s+for\b", re.MULTILINE),
}
"""How a layout numbers its decisions."""


class ItemsAnnounced(ReadingCheck):
    """A letter that numbers its decisions announces another number of them than were found as items."""

    rule = "items-announced"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return one flag when the numbers announced and the items found differ."""
        numbered = _ANNOUNCED.get(reading.draft.layout)
        if numbered is None:
            return ()
        places: dict[int, Span] = {}
        for page in reading.letter.pages:
            for match in numbered.finditer(page.text):
                places.setdefault(int(match["number"]), Span(page.number, *match.span()))
        announced = max(places, default=0)
        if announced in (0, len(reading.items)):
            return ()
        message = f"The letter numbers {announced} decisions, while {len(reading.items)} items were found in it."
        reason = "An item may be missing from this text, or may not have been recognized."
        return [flag(self.rule, Severity.WARNING, message, reason, tuple(places.values()))]
