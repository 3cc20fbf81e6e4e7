"""The heading of a disputed item: where it begins, where it ends, and the decision behind its last colon.

A heading is one to five lines, bold, and ends in a colon; the decision follows in regular type (``Upheld`` or
``Overturned``), the claims administrator's label comes next. Headings hold colons of their own (``QTY: 2``,
``Associated surgical service: ...``), so the split is at the last colon before the decision.
"""

import re

import msgspec
from rapidfuzz import fuzz

from imr_desk.extraction.confidence import Doubt, Ground, Weight
from imr_desk.extraction.rules.lineation import Lineation
from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.draft import Decision

_DECISION = re.compile(r"\b(?:(?P<upheld>up\s?held|uphold)|(?P<overturned>over\s?turned|overturn))\b", re.IGNORECASE)
_EXACT = {"Upheld": Decision.UPHELD, "Overturned": Decision.OVERTURNED}
_LONGEST_WORD = 30  # characters from the last colon to the end of what may be a misspelled decision
_LIKE_A_DECISION = 75  # of 100
_BEHIND = 60  # characters between the decision and the label at which something else stands there
_PARTIAL_WORD = re.compile(r"\b(?:in\s+part|partial|partially|partly|modified)[\s,/-]*$", re.IGNORECASE)
_LONGEST = 1500  # characters of a heading; the longest counted is about 450
_LONGEST_PARTIAL = 500  # characters of a partial approval before its last part
_MOST_LINES = 12
_ENDS_SENTENCE = re.compile(r"[.!?][\"'\u2019\u201d)\]]*$|^$")
_BEGINS_WELL = re.compile(r"[A-Z0-9#(\"\u201c'\u2018]")
_GOES_ON = re.compile(
    r"(?:authorized\s+by|authorized\s|The\s+remaining\s|remaining\s+IMR|The\s+original\s+request\s*,|IMR\s+eligible)"
)
_WHOLE_PARTIAL = re.compile(r"\b(?:was|were|is|are)\s+(?:the|an)\s+original\s+request", re.IGNORECASE)
_LIKE_PROSE = re.compile(
    r"medically\s+(?:necessary|appropriate)|\bmedical\s+necessity\b|\bguidelines?\s+(?:state|recommend)|"
    r"\b(?:patient|claimant|injured\s+worker|applicant)\b|\bset\s+forth\s+below\b",
    re.IGNORECASE,
)
_DECIDED_LINE = re.compile(r":[ ]*\n?[ ]*(?:Upheld|Overturned)\b(?=[ .]*$)", re.MULTILINE)


class ItemHeading(msgspec.Struct, frozen=True):
    """A heading as found.

    Attributes:
        start: where the item begins.
        treatment: the heading without its last colon; empty when there is none.
        decision_word: where the decision stands; ``None`` when there is none.
        decision: what it says; ``None`` when it is missing or no word that letters use.
        weights: what speaks for and against where the heading begins and ends.
        decision_weights: what speaks for and against the decision word.
    """

    start: int
    treatment: Stretch
    decision_word: Stretch | None
    decision: Decision | None
    weights: tuple[Weight, ...]
    decision_weights: tuple[Weight, ...]


def heading_before(
    stream: Stream, lineation: Lineation, floor: int, label_start: int, *, opens: bool = False
) -> ItemHeading:
    """Read the heading that ends right above the label at ``label_start``; it does not reach above ``floor``.

    ``opens`` tells that nothing but the heading stands between: it opens the section.
    """
    found = _decision_above(stream, floor, label_start)
    if found is None:
        return _heading_without_decision(stream, lineation, floor, label_start, opens=opens)
    word, decision, decision_weights = found
    bare = stream.trimmed(Stretch(floor, word.start))
    end = bare.end
    weights: list[Weight] = []
    while end > bare.start and stream.text[end - 1] in ": ":
        end -= 1
    colons = stream.text[end : bare.end].count(":")
    if colons > 1:
        weights.append(Doubt("more than one colon before the decision"))
    elif colons == 0:
        weights.append(Doubt("no colon before the decision"))
    start, more = _start_of_heading(stream, lineation, floor, end, opens=opens)
    treatment = stream.trimmed(Stretch(start, end))
    weights += more
    weights += _oddities(stream, treatment)
    if treatment.start == 0 or not stream.text[: treatment.start].strip():
        weights.append(Doubt("the text begins with it: its own beginning may be missing"))
    return ItemHeading(treatment.start, treatment, word, decision, tuple(weights), tuple(decision_weights))


def decided_lines(stream: Stream, stretch: Stretch) -> list[int]:
    """Return where in the stretch a line ends like an item heading, in a decision behind a colon."""
    return [match.end() for match in _DECIDED_LINE.finditer(stream.text, stretch.start, stretch.end)]


def _decision_above(stream: Stream, floor: int, label_start: int) -> tuple[Stretch, Decision, list[Weight]] | None:
    """Return the decision word that stands right above the label."""
    window = max(floor, label_start - _LONGEST)
    matches = list(_DECISION.finditer(stream.text, window, label_start))
    if not matches:
        return None
    match = matches[-1]
    behind = stream.text[match.end() : label_start].strip()
    if len(behind) > _BEHIND:
        return None
    word = Stretch(match.start(), match.end())
    decision = Decision.UPHELD if match["upheld"] else Decision.OVERTURNED
    weights: list[Weight] = []
    if _EXACT.get(match[0]) is decision:
        weights.append(Ground("the word that letters use", 0.2))
    elif match[0].lower() in ("upheld", "overturned"):
        weights.append(Ground("the word that letters use, in other capitals", 0.5))
    else:
        weights.append(Doubt("not the word that letters use"))
    if behind.strip(". "):
        weights.append(Doubt("something else stands behind the decision"))
    else:
        weights.append(Ground("right above the guideline label", 0.1))
    before = stream.text[max(floor, word.start - 30) : word.start]
    if _PARTIAL_WORD.search(before):
        weights.append(Doubt("the decision may be a partial one"))
    return word, decision, weights


def _start_of_heading(
    stream: Stream, lineation: Lineation, floor: int, end: int, *, opens: bool
) -> tuple[int, list[Weight]]:
    """Return where the heading that ends at ``end`` begins, by weight and by the lines, and how the two agree."""
    by_lines, certain = _start_by_lines(stream, lineation, floor, end, opens=opens)
    by_weight = stream.bold_start(end, max(floor, end - _LONGEST)) if stream.knows_bold else end
    if by_weight < end:
        bold = stream.trimmed(Stretch(by_weight, end)).start
        if bold == by_lines:
            return by_lines, [Ground("font weight and lines begin it at the same word", 0.01)]
        if certain:
            return bold, [Doubt("font weight and lines begin it at different words")]
        return bold, [Ground("font weight shows where it begins", 0.1), *_begins(stream, floor, bold)]
    weights: list[Weight] = []
    if stream.knows_bold:
        weights.append(Doubt("not in bold as item headings are"))
    if certain:
        weights.append(Ground("a paragraph begins there", 0.05))
    else:
        weights.append(Doubt("the lines leave open where it begins"))
    return by_lines, [*weights, *_begins(stream, floor, by_lines)]


def _begins(stream: Stream, floor: int, start: int) -> list[Weight]:
    above = stream.text[max(floor, start - 80) : start].rstrip()
    if _BEGINS_WELL.match(stream.text, start) and _ENDS_SENTENCE.search(above):
        return [Ground("begins like a heading, behind a whole sentence", 0.2)]
    return [Doubt("does not begin like a heading")]


def _start_by_lines(stream: Stream, lineation: Lineation, floor: int, end: int, *, opens: bool) -> tuple[int, bool]:
    """Return where the heading's first line begins, and whether the lines show it beyond doubt."""
    text = stream.text
    line = max(stream.line_start(end - 1), floor)
    for _ in range(_MOST_LINES):
        above = stream.line_before(line)
        if above is None or not text[floor:line].strip() or line <= floor:
            return line, opens
        if lineation.gap_before(line) and _is_paragraph(stream, floor, line, end):
            return line, True
        if _may_begin(stream, floor, line, end):
            verdict = _paragraph_verdict(stream, lineation, floor, line)
            if verdict is not False:
                return line, verdict is True
        line = max(above, floor)
    return line, False


def _is_paragraph(stream: Stream, floor: int, line: int, end: int) -> bool:
    """Tell whether a gap above the line begins a paragraph; in plain text it may be a lost page break."""
    if stream.letter.has_paper:
        return True
    text = stream.text
    if _ENDS_SENTENCE.search(text[max(floor, line - 80) : line].rstrip()):
        return True
    if _WHOLE_PARTIAL.search(text, max(floor, line - _LONGEST_PARTIAL), line):
        return False  # a heading that goes on
    start = line + len(text[line:end]) - len(text[line:end].lstrip())
    return _BEGINS_WELL.match(text, start) is not None and _GOES_ON.search(text, start, end) is None


def _may_begin(stream: Stream, floor: int, line: int, end: int) -> bool:
    """Tell whether the words from this line on can be a whole heading."""
    text = stream.text
    start = line + len(text[line:end]) - len(text[line:end].lstrip())
    above = text[max(floor, line - 80) : line].rstrip()
    if not _BEGINS_WELL.match(text, start) or not _ENDS_SENTENCE.search(above):
        return False
    return not (_GOES_ON.search(text, start, end) and not _WHOLE_PARTIAL.search(text, start, end))


def _paragraph_verdict(stream: Stream, lineation: Lineation, floor: int, line: int) -> bool | None:
    """Tell whether a paragraph begins with this line; ``None`` when it only may."""
    if lineation.gap_before(line) is False:
        return False
    if lineation.fits_above(line):
        return True
    above_start = stream.line_before(line)
    above = stream.text[max(floor, (above_start or 0) - 200) : line].rstrip()
    return True if _LIKE_PROSE.search(above[-160:]) else None


def _oddities(stream: Stream, treatment: Stretch) -> list[Weight]:
    weights: list[Weight] = []
    raw = stream.raw(treatment)
    if treatment.is_empty:
        weights.append(Doubt("no heading above the decision", 0.1))
    elif len(raw) > _LONGEST - 100 or raw.count("\n") >= _MOST_LINES:
        weights.append(Doubt("longer than a heading"))
    elif _LIKE_PROSE.search(raw):
        weights.append(Doubt("reads like part of a rationale"))
    if _DECISION.search(raw):
        weights.append(Doubt("holds a decision word of its own"))
    if stream.is_odd(treatment):
        weights.append(Doubt("holds characters that letters do not use"))
    return weights


def _heading_without_decision(
    stream: Stream, lineation: Lineation, floor: int, label_start: int, *, opens: bool
) -> ItemHeading:
    """Read what stands above the label when no decision does: a bold paragraph, a misspelled decision, or nothing."""
    bare = stream.trimmed(Stretch(max(floor, label_start - _LONGEST), label_start))
    end, word = bare.end, None
    colon = stream.text.rfind(":", max(bare.start, bare.end - _LONGEST_WORD), bare.end)
    if colon > bare.start:
        end, behind = colon, stream.trimmed(Stretch(colon + 1, bare.end))
        word = None if behind.is_empty else behind
    elif not stream.is_bold(Stretch(max(bare.start, end - 1), end)):
        nothing = Stretch(bare.end, bare.end)
        return ItemHeading(nothing.start, nothing, None, None, (Doubt("no heading above the label", 0.1),), ())
    while end > bare.start and stream.text[end - 1] in ": ":
        end -= 1
    start, weights = _start_of_heading(stream, lineation, floor, end, opens=opens)
    treatment = stream.trimmed(Stretch(start, end))
    doubt = Doubt("no decision behind the heading")
    meant = None if word is None else _meant(stream.raw(word))
    decision_weights = () if meant is None else (Doubt("misspelled or misread"),)
    place = None if meant is None else word
    return ItemHeading(treatment.start, treatment, place, meant, (*weights, doubt), decision_weights)


def _meant(word: str) -> Decision | None:
    """Return the decision that a misspelled or misread word comes near to."""
    likeness = {decision: fuzz.ratio(word.strip(" ."), spelled) for spelled, decision in _EXACT.items()}
    nearest = max(likeness, key=lambda decision: likeness[decision])
    return nearest if likeness[nearest] >= _LIKE_A_DECISION else None
