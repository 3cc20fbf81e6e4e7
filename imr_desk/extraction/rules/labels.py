"""The three bold labels of a disputed item.

``Claims Administrator guideline:``, ``MAXIMUS guideline:`` and ``Decision rationale:`` stand exactly once each and in
this order in every item of the layouts C and D.
"""

import re
from collections.abc import Sequence

import msgspec
from rapidfuzz import fuzz

from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.letter import TextKind

CLAIMS, REVIEWER, RATIONALE = "claims", "reviewer", "rationale"
ORDER = (CLAIMS, REVIEWER, RATIONALE)

_LABEL = re.compile(
    r"^[ ]*(?:(?P<claims>Claims?[ ]+Administrator(?:['\u2019]?s)?['\u2019]?\s+guide[- ]?lines?)"
    r"|(?P<reviewer>(?:MAXIMUS|IMRO?|Expert[ ]+Reviewer(?:['\u2019]?s)?)\s+guide[- ]?lines?)"
    r"|(?P<rationale>Decision\s+rational[es]?))"
    r"[ ]*(?:[:;][ :;]*|(?=\s+(?:Decision[ ]+based|The[ ]+(?:Claims|Expert))\b))",
    re.MULTILINE | re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\s*(?:The\s+)?(?:Physician|Expert)\s+Reviewer(?:['\u2019]s)?\s+decision\s+rationale\s*:", re.IGNORECASE
)
_EXACT = {
    CLAIMS: "claims administrator guideline",
    REVIEWER: "maximus guideline",
    RATIONALE: "decision rationale",
}
_LIKE_A_LABEL = 85  # of 100, for what stands at the beginning of a line before a colon
_BEFORE_COLON = re.compile(r"^[ ]*(?P<words>[^\n:]{10,34}(?=:)|[^\n:;.]{10,34})[:;.]", re.MULTILINE)


class Label(msgspec.Struct, frozen=True):
    """One label.

    Attributes:
        name: ``claims``, ``reviewer`` or ``rationale``.
        start: its first character.
        end: where what it labels begins.
        exact: whether it is spelled as every letter spells it.
        misspelled: whether it is only like a label: a letter or two are off.
        bold: whether it is printed bold; ``None`` where weight is not known.
    """

    name: str
    start: int
    end: int
    exact: bool
    bold: bool | None
    misspelled: bool = False


def labels_of(stream: Stream) -> Sequence[Label]:
    """Return the labels in the order of the text.

    Where the letter prints its labels bold, words of the same spelling in regular type are prose, unless no bold
    label of that name is found at all.
    """
    found = [_label(stream, match) for match in _LABEL.finditer(stream.text)]
    if stream.letter.kind is TextKind.OCR or _is_uneven(found):
        found = sorted([*found, *_alike(stream, found)], key=lambda label: label.start)
    bold_names = {label.name for label in found if label.bold}
    return [label for label in found if label.bold is not False or label.name not in bold_names]


def _is_uneven(found: Sequence[Label]) -> bool:
    """Tell whether the three labels do not come equally often, so that one of them is spelled in another way."""
    return len({sum(1 for label in found if label.name == name) for name in ORDER}) > 1


def _label(stream: Stream, match: re.Match[str]) -> Label:
    name = match.lastgroup or RATIONALE
    start = match.start(name)
    end = match.end()
    if name == RATIONALE and (again := _AGAIN.match(stream.text, end)):
        end = again.end()
    words = " ".join(match[name].split()).lower()
    exact = words == _EXACT[name] and stream.text[match.end(name) : match.end()].rstrip() == ":"
    return Label(name, start, end, exact, stream.is_bold(Stretch(start, match.end(name))))


def _alike(stream: Stream, found: Sequence[Label]) -> list[Label]:
    """Return the labels that are a letter or two off, misread by OCR or misspelled."""
    known = {label.start for label in found}
    more: list[Label] = []
    for match in _BEFORE_COLON.finditer(stream.text):
        if match.start("words") in known:
            continue
        words = match["words"].strip().lower()
        name, likeness = max(((n, fuzz.ratio(words, spelled)) for n, spelled in _EXACT.items()), key=lambda p: p[1])
        if likeness >= _LIKE_A_LABEL:
            start, end = match.start("words"), match.end()
            more.append(Label(name, start, end, False, stream.is_bold(Stretch(start, end - 1)), misspelled=True))
    return more


class Block(msgspec.Struct, frozen=True):
    """The labels of one item; a missing one is ``None``.

    Attributes:
        before: where the text between the last item's label and this item begins; holds that item's rationale and
            this one's heading.
        stop: where the heading ends of an item that has no label at all; ``None`` where there are labels.
        claims: label of the claims administrator's guideline.
        reviewer: label of the reviewer's guideline.
        rationale: label of the rationale.
    """

    before: int
    stop: int | None = None
    claims: Label | None = None
    reviewer: Label | None = None
    rationale: Label | None = None

    @property
    def labels(self) -> tuple[Label, ...]:
        """Its labels in order."""
        return tuple(label for label in (self.claims, self.reviewer, self.rationale) if label is not None)

    @property
    def first(self) -> int:
        """Where its first label begins, or where its heading ends if it has none."""
        return self.labels[0].start if self.labels else self.stop or self.before

    @property
    def last(self) -> int:
        """Where the text behind its last label begins, or where its heading ends if it has none."""
        return self.labels[-1].end if self.labels else self.first

    @property
    def is_complete(self) -> bool:
        """Whether it has all three labels."""
        return len(self.labels) == len(ORDER)


def blocks_of(labels: Sequence[Label], floor: int) -> Sequence[Block]:
    """Gather labels into items: a label that does not go on in the order begins a new item."""
    blocks: list[Block] = []
    rank = len(ORDER)
    before = floor
    for label in labels:
        mine = ORDER.index(label.name)
        if not blocks or mine <= rank:
            blocks.append(Block(before))
        blocks[-1] = msgspec.structs.replace(blocks[-1], **{label.name: label})
        rank = mine
        before = label.end
    return blocks
