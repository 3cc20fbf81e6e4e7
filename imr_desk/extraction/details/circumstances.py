"""Whether the treatment had been rendered, on which day, and whether it goes with a disputed surgery."""

import re
from collections.abc import Mapping

from imr_desk.extraction.confidence import Doubt, Ground, Rule, Weight, absent, unreadable, weighed
from imr_desk.extraction.details.item_words import ItemWords
from imr_desk.model.draft import Candidate, Finding
from imr_desk.model.terms.passage import Passage
from imr_desk.model.values import parse_date

_DATE = r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})(?!\d)|[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s\d{4})"
_SERVICE = re.compile(
    rf"\b(?:DOS|D\.O\.S\.|dates?\s+of\s+services?|service\s+dates?|rendered\s+on|performed\s+on|provided\s+on|dispensed\s+on)"
    rf"\s?(?:of|on|was|:|-|;)?\s?(?P<date>{_DATE})(?P<more>\s?(?:-|–|to|through|thru|and|,|&)\s?{_DATE})?",
    re.IGNORECASE,
)
_ORDER = re.compile(rf"\bper\s+(?:the\s+)?(?P<date>{_DATE})\s+(?:order|prescription|rx|request)\b", re.IGNORECASE)
_LABEL = re.compile(r"\bDOS\b|\bdates?\s+of\s+service\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d[/.,-]|\d,?\s\d{4}")
_LOOSE = re.compile(rf"(?<![\w/])(?P<date>{_DATE})")
_RETROSPECTIVE = re.compile(r"\bretro(?:spective(?:ly)?)?\b", re.IGNORECASE)
_PROSPECTIVE = re.compile(r"\bprospective\b", re.IGNORECASE)
_ASSOCIATED = re.compile(r"^\s*(?:the\s+)?associated\s+surgical\s+services?\b", re.IGNORECASE)
_ANCILLARY = re.compile(
    r"\b(?:surgery|surgical\s+(?:intervention|procedure|request)|procedure)\b[^.]{0,80}?\bnot\s+(?:medically\s+)?necessary\b"
    r"[^.]{0,120}?\b(?:ancillary|associated|post-?operative|pre-?operative|surgical\s+assistant)\b",
    re.IGNORECASE,
)
_DEPENDS = ("ancillary", "associated", "operative", "assistant")
_PERIOPERATIVE = re.compile(
    r"\b(?:pre|post)\s?-?\s?(?:op|ops|operative(?:ly)?|surgical)\b|\b(?:assistant|co-?)\s?surgeons?\b|\bsurgical\s+assistant\b",
    re.IGNORECASE,
)
_MARK = Ground("the mark stands in the heading", 0.02)
_NO_MARK = Ground("neither heading nor rationale has the mark", 0.02)
_CALENDAR = Ground("a day of the calendar behind its label", 0.02)


def read_circumstances(words: ItemWords) -> Mapping[str, Finding]:
    """Read date of service, retrospective and associated surgical service; the two flags are ``yes`` or ``no``."""
    service = _service_date(words)
    return {
        "date_of_service": service,
        "retrospective": _retrospective(words, rendered=service.value is not None),
        "associated_surgical": _associated(words),
    }


def _service_date(words: ItemWords) -> Finding:
    heading = words.heading
    dated = list(_SERVICE.finditer(heading.text)) if _FIGURE.search(heading.text) else []
    if dated:
        return _labelled_day(words, dated)
    order = _ORDER.search(heading.text)
    if order is not None:
        return _found_day(words, heading, order.span("date"), (Doubt("the date is that of the order"),))
    marked = _RETROSPECTIVE.search(heading.text)
    loose = list(_LOOSE.finditer(heading.text)) if marked else []
    if len(loose) == 1:
        return _found_day(words, heading, loose[0].span("date"), (Doubt("the date has no label"),))
    return absent("the heading names no date of service", surprising=bool(marked or _LABEL.search(heading.text)))


def _labelled_day(words: ItemWords, dated: list[re.Match[str]]) -> Finding:
    """Return the day behind its label; ambiguous where several days or a range are printed."""
    heading = words.heading
    if len({parse_date(match["date"]) for match in dated}) == 1 and not dated[0]["more"]:
        return _found_day(words, heading, dated[0].span("date"), (_CALENDAR,))
    candidates = _days(heading, [span for match in dated for span in _all_dates(heading.text, *match.span())])
    spans = heading.spans(*dated[0].span("date"))
    doubt = Doubt("more than one date of service is printed", 0.5)
    return weighed(candidates[0].value, spans, Rule.HEADING, (*words.doubts, doubt), candidates)


def _all_dates(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span("date") for match in _LOOSE.finditer(text, start, end)]


def _days(passage: Passage, places: list[tuple[int, int]]) -> tuple[Candidate, ...]:
    found: dict[str, Candidate] = {}
    for start, end in places:
        day = parse_date(passage.text[start:end])
        if day is not None:
            found.setdefault(day, Candidate(day, passage.spans(start, end)))
    return tuple(found.values()) or (Candidate(None),)


def _found_day(words: ItemWords, passage: Passage, place: tuple[int, int], weights: tuple[Weight, ...]) -> Finding:
    sources = passage.spans(*place)
    day = parse_date(passage.text[place[0] : place[1]])
    if day is None:
        return unreadable("no calendar has this date", sources, Rule.HEADING)
    said = {parse_date(match["date"]) for match in _SERVICE.finditer(words.determination.text)}
    if said and day not in said:
        weights = (*weights, Doubt("the determination gives another date", 0.5))
    return weighed(day, sources, Rule.HEADING, (*words.doubts_of(sources), *weights))


def _retrospective(words: ItemWords, *, rendered: bool) -> Finding:
    heading = words.heading
    mark = _RETROSPECTIVE.search(heading.text)
    if mark is not None:
        sources = heading.spans(*mark.span())
        weights: tuple[Weight, ...] = (*words.doubts_of(sources), _MARK)
        if _PROSPECTIVE.search(heading.text.replace(mark[0], "", 1)):
            weights = (*weights, Doubt("the heading names prospective and retrospective treatment", 0.5))
        return weighed("yes", sources, Rule.HEADING, weights)
    sources = heading.spans(0, len(heading.text))
    if rendered or _LABEL.search(heading.text):
        return weighed("yes", sources, Rule.HEADING, (*words.doubts, Doubt("only a date of service says so")))
    decided = words.determination.text
    if "etro" in decided and (said := _RETROSPECTIVE.search(decided)) is not None:
        candidates = (Candidate("no", sources), Candidate("yes", words.determination.spans(*said.span())))
        doubt = Doubt("the determination says retrospective, the heading does not", 0.5)
        return weighed("no", sources, Rule.HEADING, (*words.doubts, doubt), candidates)
    return weighed("no", sources, Rule.HEADING, (*words.doubts, _NO_MARK))


def _associated(words: ItemWords) -> Finding:
    heading = words.heading
    mark = _ASSOCIATED.search(heading.text)
    if mark is not None:
        sources = heading.spans(*mark.span())
        return weighed("yes", sources, Rule.HEADING, (*words.doubts_of(sources), _MARK))
    rationale = words.rationale.text
    if any(word in rationale for word in _DEPENDS) and (said := _ANCILLARY.search(rationale)) is not None:
        sources = words.rationale.spans(*said.span())
        ground = Ground("the rationale makes it depend on the surgery", 0.02)
        return weighed(
            "yes", sources, Rule.PROSE, (*words.doubts_of(sources), ground, Ground("no other reading", 0.5))
        )
    sources = heading.spans(0, len(heading.text))
    if _PERIOPERATIVE.search(heading.text):
        doubt = Doubt("it is given around a surgery that the heading does not name")
        return weighed("no", sources, Rule.HEADING, (*words.doubts, doubt))
    return weighed("no", sources, Rule.HEADING, (*words.doubts, _NO_MARK))
