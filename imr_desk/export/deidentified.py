"""Takes names, numbers and days out of words: for copies that shall not tell whose case it is.

Fields that identify are never shown in such a copy; this is for what stands inside the words of other fields. Each
place is replaced, never covered. Of a date the year is kept (45 CFR 164.514(b)(2)(i)(C)).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from imr_desk.model.case import Dossier
from imr_desk.model.signature import Signature
from imr_desk.model.values import words_of

REMOVED: Final = "[removed]"
THE_DESK: Final = "the desk"
"""Stands for whoever worked on the case."""

_PERSONS: Final = ("employee", "provider")
_OTHERS: Final = ("employer", "claims_administrator", "case_number", "claim_number")
_SHORTEST: Final = 3
"""Characters of a part of a name that is looked for by itself; shorter ones are words of any text."""

_MOMENT: Final = re.compile(r"\b\d\d/\d\d/(\d{4}), \d{1,2}:\d\d [AP]M(?: \(UTC[+−]\d\d:\d\d\))?")
"""A moment as papers print it."""
_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATES: Final = (
    re.compile(r"\b\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?((?:19|20)\d\d)\b"),
    re.compile(r"\b((?:19|20)\d\d)[/.\-]\d{1,2}[/.\-]\d{1,2}\b"),
    re.compile(rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s+((?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\s*,?\s+((?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+((?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(r"\b\d{1,2}/((?:19|20)\d\d)\b"),
)
_OTHER_DATES: Final = (
    re.compile(r"\b\d{1,2}[/.\-]\d{1,2}[/.\-]\d\d\b"),
    re.compile(rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*(?:mg|ml|visits|units))", re.IGNORECASE),
)
_NUMBERS: Final = (
    re.compile(r"\b[\w.+\-]+@[\w\-]+\.[\w.\-]+"),
    re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE),
    re.compile(r"\b(?=[\w\-]*\d{4})[A-Za-z]{1,6}[\-#]?\d[\w\-]*\d{3,}[\w\-]*"),
    re.compile(r"(?<!\w)\(?\d{3}\)?[\s.\-]\d{3}[\s.\-]\d{4}(?!\d)"),
    re.compile(r"\b\d{3}-\d{2}-\d{4}\b"),
    re.compile(r"\b\d{6,}\b"),
)


class Deidentifier:
    """Replaces identifiers in words.

    Args:
        desk: names of persons who worked on the case.
        persons: names of other persons.
        others: other identifiers, replaced whole; of a person each part of the name is replaced, too.
    """

    def __init__(self, desk: Iterable[str], persons: Iterable[str], others: Iterable[str]) -> None:
        self._desk = _any_of(desk)
        parts = {part for name in (*desk, *persons) for part in re.findall(r"\w+", name) if len(part) >= _SHORTEST}
        self._names = _any_of((*persons, *others, *parts))

    def words(self, text: str) -> str:
        """Return the text with identifiers replaced and of each date the year alone."""
        text = self._desk.sub(THE_DESK, text)
        text = self._names.sub(REMOVED, text)
        text = _MOMENT.sub(r"\1", text)
        for date in _DATES:
            text = date.sub(r"\1", text)
        for pattern in (*_OTHER_DATES, *_NUMBERS):
            text = pattern.sub(REMOVED, text)
        return text


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the names as whole words, the longest first; nothing where there is none."""
    wanted = sorted({" ".join(name.split()) for name in names}, key=lambda name: (-len(name), name))
    found = "|".join(r"\s+".join(map(re.escape, name.split())) for name in wanted if len(name) > 1)
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)" if found else r"(?!)", re.IGNORECASE)


def deidentifier_of(dossier: Dossier) -> Deidentifier:
    """Return what takes the identifiers of a case out of words: its parties, its numbers, all who worked on it."""
    fields = dossier.review.fields

    def values(names: Iterable[str]) -> list[str]:
        # What the program read first may differ from what a person made of it; both identify.
        entries = (fields[name].value for name in names if name in fields)
        drafts = (dossier.draft.fields, dossier.read.fields)
        findings = (read[name].value for read in drafts for name in names if name in read)
        return [words for value in (*entries, *findings) if (words := words_of(value).strip())]

    signed = msgspec.structs.replace(dossier.review, text=None)  # nobody signs the words of a letter
    desk = {dossier.printed_by, dossier.case.imported_by, dossier.case.handling.reviewer, *_signers(signed)}
    return Deidentifier(tuple(desk), values(_PERSONS), (*values(_OTHERS), dossier.case.name))


def _signers(value: object) -> Iterator[str]:
    """Yield the names of all who signed anything in a value."""
    match value:
        case Signature():
            yield value.who
        case msgspec.Struct():
            for name in value.__struct_fields__:
                yield from _signers(getattr(value, name))
        case dict():
            for part in value.values():
                yield from _signers(part)
        case tuple():
            for part in value:
                yield from _signers(part)
