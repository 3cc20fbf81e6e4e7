"""Age and sex of the injured worker, as the clinical summary states them.

Openings read in real letters: ``The injured worker is a(n) N year old male``, ``This case involves a now N-year-old
male``, ``The N year old male injured worker``. The first mention in the opening counts; later ones confirm it.
"""

import re
from collections.abc import Sequence

import msgspec

from imr_desk.extraction.confidence import Doubt, Ground, Rule, Weight, absent, weighed
from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.draft import Candidate, Finding
from imr_desk.model.letter import TextKind

_AGE = re.compile(
    r"(?<![\w.#/-])(?P<age>\d{1,3})(?:[\s-]*(?:[Yy]ears?|[Yy]rs?\.?)[\s-]*[Oo]lds?\b|[\s-]*[Yy][./]?\s?[Oo]\b\.?|[\s-]*[Yy]ears?\s+of\s+age\b)"
)
_AGED = re.compile(r"[Aa]ge(?:d|\s+of)?\s+(?P<age>\d{1,3})\b(?!\s*[-%/])")
_SEX_WORD = re.compile(r"\b(?:(?P<female>female|woman|lady)|(?P<male>male|man|gentleman))\b", re.IGNORECASE)
_WORKER = re.compile(
    r"\b(?:worker|applicant|claimant|patient|employee|individual|case\s+involves|this\s+is|he|she|male|female|man|woman|"
    r"gentleman|lady)\b",
    re.IGNORECASE,
)
_SOMEONE_ELSE = re.compile(
    r"\b(?:mother|father|son|daughter|child|children|brother|sister|wife|husband|spouse|infant|coworker|co-worker|student|"
    r"client|resident|inmate|suspect|boy|girl|customer|driver)\b",
    re.IGNORECASE,
)
_OPENING = 700  # characters in which a summary states the age
_NEAR = 60  # characters around an age in which its sex stands
_YOUNGEST, _OLDEST = 14, 99


class _Mention(msgspec.Struct, frozen=True):
    """One age in the text, with the sex named beside it."""

    age: int
    stretch: Stretch
    sex: str | None
    sex_stretch: Stretch | None
    of_worker: bool


def age_and_sex(stream: Stream, summary: Stretch) -> dict[str, Finding]:
    """Return the findings of ``age`` and ``sex`` from the clinical summary."""
    mentions = _mentions(stream, summary)
    of_worker = [mention for mention in mentions if mention.of_worker]
    first = of_worker[0] if of_worker and of_worker[0].stretch.start < summary.start + _OPENING else None
    return {"age": _age(stream, first, of_worker, mentions), "sex": _sex(stream, summary, first)}


def _mentions(stream: Stream, summary: Stretch) -> Sequence[_Mention]:
    text = stream.text
    found: list[_Mention] = []
    ages = [*_AGE.finditer(text, summary.start, summary.end), *_AGED.finditer(text, summary.start, summary.end)]
    for match in sorted(ages, key=lambda match: match.start()):
        around_start = max(summary.start, match.start() - _NEAR)
        around_end = min(summary.end, match.end() + _NEAR)
        sex = _SEX_WORD.search(text, match.end(), around_end) or _SEX_WORD.search(text, around_start, match.start())
        around = text[around_start:around_end]
        age = int(match["age"])
        someone_else = _SOMEONE_ELSE.search(text, match.end(), min(summary.end, match.end() + 20))
        found.append(
            _Mention(
                age,
                _whole_words(stream, match.start(), match.end()),
                None if sex is None else ("female" if sex["female"] else "male"),
                None if sex is None else _whole_words(stream, sex.start(), sex.end()),
                bool(_WORKER.search(around)) and not someone_else and _YOUNGEST <= age <= _OLDEST,
            )
        )
    return found


def _whole_words(stream: Stream, start: int, end: int) -> Stretch:
    """Return the stretch widened to whole printed words, so that its box shows them, without marks at the ends."""
    text = stream.text
    while (start > 0 and text[start - 1].isalnum()) or (
        start > 1 and text[start - 1] == "-" and text[start - 2].isalnum()
    ):
        start -= 1
    while end < len(text) and (text[end].isalnum() or (text[end] == "-" and text[end + 1 : end + 2].isalnum())):
        end += 1
    return Stretch(start, end)


def _age(
    stream: Stream, first: _Mention | None, of_worker: Sequence[_Mention], mentions: Sequence[_Mention]
) -> Finding:
    if first is None:
        near = mentions[0] if mentions else None
        if near is None:
            return absent("the case summary states no age", surprising=True)
        return weighed(
            near.age, stream.spans(near.stretch), Rule.LOOSE, (Doubt("not surely the injured worker's age"),)
        )
    weights: list[Weight] = [Ground("in the opening of the summary, said of the injured worker", 0.05)]
    if first.sex is not None:
        weights.append(Ground("with the sex beside it", 0.1))
    ages = {mention.age for mention in of_worker}
    candidates: tuple[Candidate, ...] = ()
    if len(ages) > 1:
        weights.append(Doubt("the summary gives more than one age"))
        candidates = tuple(
            Candidate(age, stream.spans(next(m.stretch for m in of_worker if m.age == age)))
            for age in dict.fromkeys(mention.age for mention in of_worker)
        )
    elif len(of_worker) > 1:
        weights.append(Ground("every mention says the same", 0.2))
    elif stream.letter.kind is TextKind.OCR:
        weights.append(Doubt("read by OCR and mentioned once"))
    if stream.text[first.stretch.start : first.stretch.end].strip().count("\n") > 2:
        weights.append(Doubt("spread over several lines"))
    return weighed(first.age, stream.spans(first.stretch), Rule.PROSE, tuple(weights), candidates)


def _sex(stream: Stream, summary: Stretch, first: _Mention | None) -> Finding:
    weights: list[Weight] = []
    if first is not None and first.sex is not None and first.sex_stretch is not None:
        value, stretch = first.sex, first.sex_stretch
        weights.append(Ground("beside the age of the injured worker", 0.01))
    else:
        match = _SEX_WORD.search(stream.text, summary.start, min(summary.end, summary.start + _OPENING))
        if match is None:
            return absent("the case summary states no sex", surprising=True)
        value = "female" if match["female"] else "male"
        stretch = _whole_words(stream, match.start(), match.end())
        if _WORKER.search(stream.text, max(summary.start, match.start() - _NEAR), match.start()):
            weights.append(Ground("in the opening of the summary, said of the injured worker", 0.05))
    weights += _pronouns(stream, summary, value)
    return weighed(value, stream.spans(stretch), Rule.PROSE, tuple(weights))


_HE = re.compile(r"\b(?:he|his|him|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)


def _pronouns(stream: Stream, summary: Stretch, value: str) -> Sequence[Weight]:
    """Compare the sex with the pronouns of the summary."""
    he = sum(1 for _ in _HE.finditer(stream.text, summary.start, summary.end))
    she = sum(1 for _ in _SHE.finditer(stream.text, summary.start, summary.end))
    agree, differ = (he, she) if value == "male" else (she, he)
    if agree > differ:
        return (Ground("most pronouns agree", 0.1),)
    if differ >= 3 and agree == 0:
        return (Doubt("every pronoun says the other sex"),)
    return ()
