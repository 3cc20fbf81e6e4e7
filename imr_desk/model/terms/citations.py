"""Guideline citations as the guideline lines of an item print them.

Grammars known: the posted short form (``Decision based on MTUS <chapter> <year>, Section(s): <topics>.``, chapters
chained by ``, and``), the older page grammar (``MTUS <guideline> <section> section Page(s): 98-99.``), free non-MTUS
citations, and the two statements that nothing, or nothing of the MTUS, was cited. Slips seen in real letters are
taken as meant: ``Non-MTUS`` without ``Citation``, ``Non- MTUS``, ``2016 Guidelines, Section(s)``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

import msgspec


class CitationSource(StrEnum):
    """What is cited."""

    MTUS = "MTUS"
    NON_MTUS = "non-MTUS"
    OUTSIDE_MTUS = "outside of the MTUS"
    NONE = "did not cite"


class Citation(msgspec.Struct, frozen=True):
    """One guideline cited, or the statement that none was.

    Attributes:
        source: what kind of thing is cited.
        title: chapter of the MTUS as printed, or the words of a non-MTUS citation; empty for a statement.
        year: year of the chapter; ``None`` where none is printed.
        sections: section names in the order printed.
        pages: page numbers and ranges in the order printed, such as ``98-99``.
        start: offset of its first character in the text read.
        end: offset behind its last character.
    """

    source: CitationSource
    title: str
    year: int | None
    sections: tuple[str, ...]
    pages: tuple[str, ...]
    start: int
    end: int

    @property
    def chapter(self) -> str | None:
        """The chapter's name in ``CHAPTERS``; ``None`` for any other."""
        return chapter_of(self.title) if self.source is CitationSource.MTUS else None

    @property
    def words(self) -> str:
        """The citation in one line, for forms and papers."""
        if self.source in (CitationSource.NONE, CitationSource.OUTSIDE_MTUS):
            return self.source.value
        parts = [f"{self.source.value}: {self.title}" + (f" {self.year}" if self.year else "")]
        if self.sections:
            parts.append("sections: " + "; ".join(self.sections))
        if self.pages:
            parts.append("pages " + ", ".join(self.pages))
        return ", ".join(parts)


CHAPTERS: Mapping[str, str] = {
    "Chronic Pain Medical Treatment": r"Chronic\sPain(?:\sMedical)?(?:\sTreatment)?",
    "Opioid Treatment": r"Opioids?\sTreatment",
    "Acupuncture Treatment": r"Acupuncture(?:\sMedical)?\sTreatment",
    "Postsurgical Treatment": r"Post-?\s?surgical\sTreatment",
    "General Approaches": r"General\sApproaches?",
    "Low Back Complaints": r"Low(?:er)?\sBack(?:\sComplaints?|\sDisorders?)?",
    "Neck and Upper Back Complaints": r"Neck\s(?:and|&)\sUpper\sBack(?:\sComplaints?)?",
    "Shoulder Complaints": r"Shoulder(?:\sComplaints?)?",
    "Elbow Complaints": r"Elbow(?:\sComplaints?|\sDisorders?)?",
    "Forearm, Wrist, and Hand Complaints": r"Forearm,?\s(?:and\s)?Wrist,?\s(?:and|&)\sHand(?:\sComplaints?)?",
    "Knee Complaints": r"Knee(?:\sComplaints?|\sDisorders?)?",
    "Ankle and Foot Complaints": r"Ankle\s(?:and|&)\sFoot(?:\sComplaints?)?",
    "Stress-Related Conditions": r"Stress[-\s]\s?Related\sConditions?",
    "Eye": r"Eye(?:\sComplaints?)?",
    "Cornerstones of Disability Prevention and Management": (
        r"Cornerstones\sof\sDisability(?:\sPrevention\sand\sManagement)?"
    ),
    "Initial Approaches to Treatment": r"Initial\sApproaches\sto\sTreatment",
}
"""The chapters of the MTUS that letters cite, and how they are printed."""

_NAMES = "|".join(f"(?P<c{number}>{pattern})" for number, pattern in enumerate(CHAPTERS.values()))
_CHAPTER = re.compile(rf"(?:{_NAMES})", re.IGNORECASE)
_ACOEM = re.compile(
    r"^(?:ACOEM|American\sCollege\sof\sOccupational\sand\sEnvironmental\sMedicine)(?:\s\(ACOEM\))?[,\s]*"
    r"(?:Practice\sGuidelines|Guidelines)?[,\s]*(?:2nd\sEdition)?[,\s]*(?:Chapter\s\d+)?[:,\s]*",
    re.IGNORECASE,
)
_LINK = re.compile(
    rf"(?:^|[,;]\s?and\s|\sand\s|;\s)(?P<title>(?:{_NAMES})(?:\sGuidelines?)?|[A-Z][\w,&/ -]{{2,70}}?)"
    r"\s(?P<year>(?:19|20)\d\d)"
    r"(?:\sGuidelines?)?(?=\s?[,.;]|\s?$|\sand\s|\sSection)",
    re.IGNORECASE,
)
_SECTIONS = re.compile(r"\s?[,;]?\s?Sections?\s?(?:\(s\))?\s?:\s?", re.IGNORECASE)
_PAGES = re.compile(
    r",?\s?(?:\(?\s?)Pages?\s?(?:\(s\))?\s?:?\s?(?P<pages>\d[\d ,;&-]*(?:and\s\d[\d-]*)?)", re.IGNORECASE
)
_PAGE = re.compile(r"\d{1,4}(?:\s?-\s?\d{1,4})?")
_NON_MTUS = re.compile(r"Non\s?-?\s?MTUS(?:\s?Citations?)?\s?:?\s*", re.IGNORECASE)
_MTUS = re.compile(r"(?:the\s)?(?:CA\s|California\s)?MTUS\b\s*", re.IGNORECASE)
_START = re.compile(
    r"(?P<based>Decision\s(?:was\s)?based\son\s(?:the\s)?)"
    r"|(?P<outside>(?:(?:The\s)?(?:Claims\sAdministrator|(?:Expert|Physician)\sReviewer)\s)?based\s(?:their|its|his|her)\sdecision\son\s"
    r"recommendations?(?:\s?\(s\))?\soutside\s(?:of\s)?the\sMTUS(?:\sGuidelines?)?)"
    r"|(?P<none>(?:(?:The\s)?(?:Claims\sAdministrator|(?:Expert|Physician)\sReviewer)\s)?did\snot\scite\s(?:any\s)?"
    r"(?:medical\s)?(?:evidence|guidelines?)(?:\sfor\s(?:its|their|his|her|the)\sdecisions?)?)",
    re.IGNORECASE,
)
_CHAINED = re.compile(r"(?:[,;.]|\sand)\s+(?=(?:Non\s?-?\s?)?MTUS\b)", re.IGNORECASE)
_GUIDELINE_END = re.compile(r"Guidelines?(?:\s\([A-Z]{2,8}\))?,?\s", re.IGNORECASE)


def chapter_of(title: str) -> str | None:
    """Return the name in ``CHAPTERS`` for a chapter as printed; ``None`` when it is not one of them."""
    words = _ACOEM.sub("", title.strip()).strip(" .,()")
    match = _CHAPTER.match(words)
    if match is None or words[match.end() :].strip(" .,").lower() not in ("", "guideline", "guidelines"):
        return None
    return tuple(CHAPTERS)[int((match.lastgroup or "c0")[1:])]


def citations_of(text: str) -> tuple[Citation, ...]:
    """Read the citations of a guideline line, in the order of the text; words that fit no grammar are passed over."""
    marks = list(_START.finditer(text))
    found: list[Citation] = []
    for mark, end in zip(marks, _ends(marks, len(text)), strict=True):
        if mark["none"] is not None:
            found.append(Citation(CitationSource.NONE, "", None, (), (), *mark.span()))
        elif mark["outside"] is not None:
            found.append(Citation(CitationSource.OUTSIDE_MTUS, "", None, (), (), *mark.span()))
        else:
            found.extend(_cited(text, mark.end(), end))
    return tuple(found)


def _ends(marks: Sequence[re.Match[str]], length: int) -> list[int]:
    """Return for each mark where the next one begins, or the text ends."""
    return [*(mark.start() for mark in marks[1:]), length][: len(marks)]


def _cited(text: str, start: int, end: int) -> Iterator[Citation]:
    """Read what stands behind one ``Decision based on``."""
    cuts = [start, *(cut.end() for cut in _CHAINED.finditer(text, start, end)), end]
    for left, right in pairwise(cuts):
        first, last = _trimmed(text, left, right)
        if other := _NON_MTUS.match(text, first, last):
            if other.end() < last:
                title = text[other.end() : last]
                yield Citation(CitationSource.NON_MTUS, title, None, (), _pages_of(title), first, last)
        elif mtus := _MTUS.match(text, first, last):
            if mtus.end() < last:
                yield from _mtus(text, mtus.end(), last)
        elif first < last:
            yield Citation(
                CitationSource.NON_MTUS, text[first:last], None, (), _pages_of(text[first:last]), first, last
            )


def _mtus(text: str, start: int, end: int) -> Iterator[Citation]:
    """Read the chain of MTUS chapters between two offsets."""
    chain = text[start:end]
    links = list(_LINK.finditer(chain))
    if not links or links[0].start() > 0:
        yield _by_page(text, start, start + links[0].start() if links else end)
    for link, stop in zip(links, _ends(links, len(chain)), strict=True):
        sections: tuple[str, ...] = ()
        pages = _PAGES.search(chain, link.end(), stop)
        if head := _SECTIONS.match(chain, link.end(), stop):
            sections = sections_of(chain[head.end() : pages.start() if pages else stop])
        first, last = _trimmed(text, start + link.start("title"), start + stop)
        yield Citation(
            CitationSource.MTUS,
            link["title"].strip(),
            int(link["year"]),
            sections,
            _pages_of(chain[link.end() : stop]),
            first,
            last,
        )


def _by_page(text: str, start: int, end: int) -> Citation:
    """Read the older grammar: guideline, section, the word ``section``, ``Page(s):`` and numbers."""
    first, last = _trimmed(text, start, end)
    words = text[first:last]
    pages = _PAGES.search(words)
    named = words[: pages.start() if pages else len(words)].rstrip(" ,.;")
    title, section = named, ""
    if named.lower().endswith(" section"):
        named = named[: -len(" section")]
        cut = _GUIDELINE_END.search(named)
        title, section = (named[: cut.end()].rstrip(" ,"), named[cut.end() :]) if cut else (named, "")
    elif head := _SECTIONS.search(named):
        title, section = named[: head.start()], named[head.end() :]
    sections = sections_of(section) if section else ()
    return Citation(CitationSource.MTUS, title.strip(" ,"), None, sections, _pages_of(words), first, last)


def _pages_of(text: str) -> tuple[str, ...]:
    return tuple(
        "".join(page[0].split()) for listed in _PAGES.finditer(text) for page in _PAGE.finditer(listed["pages"])
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out blanks at both ends and the full stop behind."""
    while start < end and text[start] in " ,;":
        start += 1
    while start < end and text[end - 1] in " ,;.":
        end -= 1
    return start, end


_OWN_COMMA = (
    "nsaids",
    "opioids",
    "crps",
    "tens",
    "crps, sympathetic",
    "low back",
    "h-wave",
    "botulinum toxin (botox",
)
"""Names of sections that go on behind a comma, such as ``NSAIDs, GI symptoms & cardiovascular risk``."""
_CONTINUES = re.compile(r"[a-z(&]|GI\ssymptoms|specific|criteria|chronic pain|treatment\b")


def sections_of(printed: str) -> tuple[str, ...]:
    """Cut a list of section names at its commas; commas inside parentheses or inside a name do not part.

    A part that begins with a small letter goes on with the name before it.
    """
    parts: list[str] = []
    depth = start = 0
    printed = printed.strip(" .;,")
    for at, sign in enumerate(printed):
        depth = max(0, depth + (sign == "(") - (sign == ")"))
        if sign in ",;" and depth == 0:
            parts.append(printed[start:at].strip())
            start = at + 1
    parts.append(printed[start:].strip())
    names: list[str] = []
    for part in parts:
        if names and part and (part[0].islower() or (names[-1].lower() in _OWN_COMMA and _CONTINUES.match(part))):
            names[-1] = f"{names[-1]}, {part}"
        elif part:
            names.append(part)
    return tuple(names)
