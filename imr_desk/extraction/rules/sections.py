"""The fixed headings of the sectioned letters (layouts C and D) and the fixed sentences below them.

Anchors read in real letters: HOW THE IMR FINAL DETERMINATION WAS MADE, CLINICAL CASE SUMMARY, IMR ISSUES, DECISIONS
AND RATIONALES, each a line of its own, and the two lead-ins.
"""

import re
from collections.abc import Sequence

import msgspec
from rapidfuzz import fuzz

from imr_desk.extraction.stream import Stream, Stretch

_SECTIONS = {  # each pattern begins with its letters, so that it is sought fast
    "made": re.compile(r"HOW\s+THE\s+IMR\s+FINAL\s+DETERMINATION\s+WAS\s+MADE[ ]*:?[ ]*$", re.MULTILINE),
    "summary": re.compile(r"CLINICAL\s+CASE\s+SUMMARY[ ]*:?[ ]*$", re.MULTILINE),
    "issues": re.compile(r"IMR\s+ISSUES,?\s+DECISIONS,?\s+AND\s+RATIONALES?[ ]*:?[ ]*$", re.MULTILINE),
}
_SUMMARY_LEAD = re.compile(
    r"The\s+expert\s+reviewer\s+developed\s+the\s+following\s+clinical\s+case\s+summary[^:]{0,120}:", re.IGNORECASE
)
_ISSUES_LEAD = re.compile(r"The\s+Final\s+Determination\s+was\s+based\s+on\s+decisions[^:]{0,120}:", re.IGNORECASE)
# The same lead-ins with a slip in them; sought only right below the heading.
_LIKE_SUMMARY_LEAD = re.compile(
    r"[^:\n]{20,160}\n?[^:\n]{0,120}\b(?:records|case\s+file)[^:\n]{0,40}:", re.IGNORECASE
)
_LIKE_ISSUES_LEAD = re.compile(
    r"[^:\n]{20,160}\n?[^:\n]{0,80}\b(?:below|disputed|services)[^:\n]{0,40}:", re.IGNORECASE
)
_LIKE_A_HEADING = 85  # of 100
_HEADINGS = {
    "made": "HOW THE IMR FINAL DETERMINATION WAS MADE",
    "summary": "CLINICAL CASE SUMMARY",
    "issues": "IMR ISSUES, DECISIONS AND RATIONALES",
}
_SHORT_LINE = re.compile(r"^[^\n]{12,60}$", re.MULTILINE)
_MOST_SMALL_LETTERS = 2  # of a line that can be a heading in capitals


class Heading(msgspec.Struct, frozen=True):
    """A section heading: which one, and where it stands."""

    name: str
    start: int
    end: int


class Sections(msgspec.Struct, frozen=True):
    """The sections of a letter in the stream; ``None`` where the heading is missing.

    Attributes:
        top: what stands above the first heading, the header table in most letters.
        made: how the determination was made, with the reviewer's credentials.
        summary: the clinical case summary, behind its lead-in.
        issues: the disputed items, behind their lead-in.
        summary_led: whether the lead-in of the summary was found.
        issues_led: whether the lead-in of the items was found.
        in_order: whether the headings come in the order of the layout and once each.
    """

    top: Stretch
    made: Stretch | None
    summary: Stretch | None
    issues: Stretch | None
    summary_led: bool
    issues_led: bool
    in_order: bool


def headings_of(stream: Stream) -> Sequence[Heading]:
    """Return all section headings in the order of the text."""
    found = [
        Heading(name, match.start(), match.end())
        for name, pattern in _SECTIONS.items()
        for match in pattern.finditer(stream.text)
        if not stream.text[stream.line_start(match.start()) : match.start()].strip()
    ]
    found.sort(key=lambda heading: heading.start)
    if len({heading.name for heading in found}) < len(_HEADINGS):
        found += _alike(stream, found)
        found += _led(stream, found)
        found.sort(key=lambda heading: heading.start)
    return found


def _alike(stream: Stream, found: Sequence[Heading]) -> list[Heading]:
    """Return the headings that are a letter or two off, misspelled or misread by OCR."""
    known = {heading.name for heading in found}
    more: list[Heading] = []
    for match in _SHORT_LINE.finditer(stream.text):
        line = match[0].strip()
        if sum(map(str.islower, line)) > _MOST_SMALL_LETTERS:
            continue
        for name, words in _HEADINGS.items():
            if name not in known and fuzz.ratio(line, words) >= _LIKE_A_HEADING:
                known.add(name)
                more.append(Heading(name, match.start(), match.end()))
    return more


def _led(stream: Stream, found: Sequence[Heading]) -> list[Heading]:
    """Return the sections whose heading is lost but whose lead-in is there."""
    known = {heading.name for heading in found}
    more: list[Heading] = []
    for name, lead in (("summary", _SUMMARY_LEAD), ("issues", _ISSUES_LEAD)):
        match = None if name in known else lead.search(stream.text)
        if match is not None:
            start = stream.trimmed(Stretch(*match.span())).start
            more.append(Heading(name, start, start))
    return more


def sections_of(stream: Stream) -> Sections:
    """Cut the letter at its section headings."""
    headings = headings_of(stream)
    names = [heading.name for heading in headings]
    first: dict[str, Stretch] = {}
    for index, heading in enumerate(headings):
        end = headings[index + 1].start if index + 1 < len(headings) else len(stream.text)
        first.setdefault(heading.name, Stretch(heading.end, end))
    summary, summary_led = _behind(stream, first.get("summary"), _SUMMARY_LEAD, _LIKE_SUMMARY_LEAD)
    issues, issues_led = _behind(stream, first.get("issues"), _ISSUES_LEAD, _LIKE_ISSUES_LEAD)
    order = [name for name in _HEADINGS if name in names]
    return Sections(
        top=Stretch(0, headings[0].start if headings else len(stream.text)),
        made=first.get("made"),
        summary=summary,
        issues=issues,
        summary_led=summary_led,
        issues_led=issues_led,
        in_order=names == order,
    )


def _behind(
    stream: Stream, section: Stretch | None, lead: re.Pattern[str], like_lead: re.Pattern[str]
) -> tuple[Stretch | None, bool]:
    """Return the section behind its lead-in, and whether the lead-in is there word for word."""
    if section is None:
        return None, False
    start = stream.trimmed(section).start
    match = lead.match(stream.text, start, section.end)
    near = match or like_lead.match(stream.text, start, section.end)
    return Stretch(section.start if near is None else near.end(), section.end), match is not None
