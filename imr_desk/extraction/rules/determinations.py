"""The sentence that decides an item, and what it decides.

It stands at the end of most rationales, at the beginning of some (``No, the request ...``), and before the notice on
stopping opioids that layout D appends. Guideline text quoted in a rationale says "recommended" and "medically
necessary" of other things, so quotations are left aside, and so are the appended notices.
"""

import re
from collections.abc import Sequence
from enum import Enum

import msgspec

from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.draft import Decision
from imr_desk.model.terms.sentences import sentences_in

_NOT = r"\b(?:not|non|cannot|can't|isn't|wasn't|aren't|doesn't|weren't|never|neither|nor|fails? to be|failed to be)\b"
_NO = rf"(?:{_NOT}|\b(?:no|without|lacks?|lacking|insufficient|inadequate|unable|fails? to|failed to)\b)"
# Words that stand between "not" and "medically necessary" without ending the denial.
_BETWEEN = (
    r"(?:[\s-]+(?:be|been|being|to|as|an?|the|that|it|deemed|considered|felt|found|seen|determined|believed|thought|judged|viewed|"
    r"regarded|appears?|seems?|currently|presently|clearly|clinically|medically|reasonabl[ey]|appropriate|indicated|supported|"
    r"established|shown|proven|demonstrated|documented|yet|at|this|time|point|or|nor|and|of)){0,8}"
)
_NEED = r"(?:necessary|necessity|medically\s+(?:appropriate|indicated|warranted|reasonable|needed|supported))"
_NECESSARY = re.compile(rf"\b{_NEED}\b", re.IGNORECASE)
_NEGATED = re.compile(rf"{_NOT}{_BETWEEN}[\s-]+{_NEED}\b", re.IGNORECASE)
_UNNECESSARY = re.compile(r"\b(?:medically\s+)?un\s?necessary\b", re.IGNORECASE)
_DENIED_LIST = re.compile(
    rf"{_NOT}{_BETWEEN}[\s-]+{_NEED}[^.;:]{{0,60}}(?:\bor\b|\bnor\b|,)[^.;:]{{0,40}}$", re.IGNORECASE
)
_DENIED_BEFORE = re.compile(rf"{_NO}[^.;:,]*$", re.IGNORECASE)
_SUPPORTS = re.compile(
    r"\b(?:support|establish|demonstrat|confirm|document|justif|substantiat)\w*\s[^.;:,]{0,30}$", re.IGNORECASE
)
_NECESSITY_VERB = re.compile(
    r"\bnecessity\b[^;]{0,160}?\b(?P<verb>is|was|has|had|have|are|were|can|could|cannot|appears?|does|remains?)\b"
    r"(?P<rest>[^;,.]{0,60})",
    re.IGNORECASE,
)
_NOT_SHOWN = re.compile(
    r"\bnot\b|n't\b|\bnever\b|cannot|\bun(?:clear|supported|established|proven|substantiated)|\black|\bquestion|"
    r"\bin doubt|insufficient",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:established|supported|substantiated|demonstrated|shown|met|documented|evident|clear|confirmed|present|"
    r"satisfied)\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    rf"(?P<negation>{_NO}[^.;:,]{{0,40}}?)?\b(?:warranted|supported|indicated|recommended|appropriate|approved|"
    r"certified|authorized|justified|substantiated|established|reasonable|needed|required|recommend|support)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:request\w*|treatment|therapy|procedure|service|medication|medicine|drug|study|studies|sessions?|visits?|surgery|"
    r"injections?|unit|equipment|device|test\w*|MRI|x-?rays?|imaging|evaluation|consultation|it|this|these|they|prescription|use)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\brequest\w*\b|\bdetermin\w+|\btherefore\b|\bas such\b|\bthus\b|\bconsequently\b|\baccordingly\b", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"\u201c](?=\S)[^\"\u201c\u201d]{1,6000}?[\"\u201d]")
_QUOTED_NAME = 90  # characters; a shorter quotation is the name of the request, not guideline text
_NOTICE = re.compile(
    r"^(?:This\s+(?:medical\s+necessity\s+)?decision\s+(?:addresses|should)|It\s+should\s+not\s+be\s+interpreted|"
    r"(?:The\s+)?(?:treating\s+physician|physician|patient|injured\s+worker|worker|claimant|applicant)\b.{0,80}\badvised\s+to\b|"
    r"Opioids?\s+should\s+not\s+be\s+(?:stopped|discontinued)|(?:The\s+)?(?:MTUS\s+)?Opioids?.{0,60}abruptly|"
    r"If\s+this\s+decision\s+(?:to|is|upholds))",
    re.IGNORECASE | re.DOTALL,
)
_NOTICE_WITHIN = re.compile(
    r"most\s+appropriate\s+method\s+for\s+(?:weaning|tapering)|stop\s+(?:long-?\s*term\s+)?opioids\s+abruptly|"
    r"should\s+not\s+be\s+interpreted\s+as\s+a\s+recommendation",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"^(?P<answer>Yes|No)\s*,", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"^(?:According\s+to|Per\s+the|The\s+(?:CA\s+|California\s+)?(?:MTUS|ODG|ACOEM)|(?:MTUS|ODG|ACOEM)\b|(?:The\s+)?Guidelines?\b|"
    r"(?:The\s+)?utilization\s+review|(?:The\s+)?claims\s+administrator)",
    re.IGNORECASE,
)
_LONGEST_SENTENCE = 4000
_LAST_SENTENCES = 3


class Strength(Enum):
    """How plainly a sentence decides, least first."""

    WEAK = 1
    STRONG = 2


class Determination(msgspec.Struct, frozen=True):
    """The deciding sentence.

    Attributes:
        sentence: where it stands.
        decision: what it decides; ``None`` when it cannot be told.
        strength: how plainly it says so.
        opposed: another deciding sentence, outside quotations, that says the opposite.
        notice_behind: an appended notice, such as the one on opioids, stands behind it.
    """

    sentence: Stretch
    decision: Decision | None
    strength: Strength
    opposed: Stretch | None = None
    notice_behind: bool = False


class _Read(msgspec.Struct, frozen=True):
    sentence: Stretch
    decision: Decision


def determination_in(stream: Stream, rationale: Stretch) -> Determination | None:
    """Find the sentence that decides; ``None`` when no sentence does."""
    sentences = [Stretch(*each) for each in sentences_in(stream.text, rationale.start, rationale.end)]
    own = _own_words(stream, rationale)
    strong = _strong(own, rationale.start, sentences)
    if not strong and own != stream.raw(rationale):  # a stray quotation mark can hide the end
        own = stream.raw(rationale)
        strong = _strong(own, rationale.start, sentences)
    if strong:
        chosen = _chosen(own, rationale.start, strong)
        opposed = next((r.sentence for r in reversed(strong) if r.decision is not chosen.decision), None)
        strength = Strength.STRONG
    else:
        weak = _weak(own, rationale.start, sentences[-_LAST_SENTENCES:])
        if weak is None:
            return None
        chosen, opposed, strength = weak, None, Strength.WEAK
    behind = sentences[sentences.index(chosen.sentence) + 1 :]
    notice = any(_is_notice(own[s.start - rationale.start : s.end - rationale.start]) for s in behind)
    return Determination(chosen.sentence, chosen.decision, strength, opposed, notice)


def _strong(own: str, shift: int, sentences: Sequence[Stretch]) -> list[_Read]:
    """Return the sentences that speak of medical necessity in the reviewer's own words."""
    found: list[_Read] = []
    for sentence in sentences:
        text = own[sentence.start - shift : sentence.end - shift][-_LONGEST_SENTENCE:]
        if "ecess" not in text and "edically" not in text and "ECESS" not in text:
            continue
        if _is_notice(text) or (_OF_OTHERS.match(text) and not _ASKED.search(text)):
            continue
        decision = polarity(text)
        if decision is not None:
            found.append(_Read(sentence, decision))
    return found


def _weak(own: str, shift: int, sentences: Sequence[Stretch]) -> _Read | None:
    """Return the last sentence that decides on the request in other words than medical necessity."""
    for sentence in reversed(sentences):
        text = own[sentence.start - shift : sentence.end - shift][-_LONGEST_SENTENCE:]
        if _is_notice(text) or not (_ASKED.search(text) and _SUBJECT.search(text)):
            continue
        words = list(_WEAK.finditer(text))
        if words:
            upheld = words[-1]["negation"] is not None
            return _Read(sentence, Decision.UPHELD if upheld else Decision.OVERTURNED)
    return None


def _chosen(own: str, shift: int, strong: Sequence[_Read]) -> _Read:
    """Return the last sentence that speaks of the request and decides, else the last that decides."""
    for read in reversed(strong):
        if _ASKED.search(own, read.sentence.start - shift, read.sentence.end - shift):
            return read
    return strong[-1]


def _own_words(stream: Stream, rationale: Stretch) -> str:
    """Return the rationale with what it quotes blanked out, every other character in its place."""
    raw = stream.raw(rationale)
    if '"' not in raw and "\u201c" not in raw:
        return raw
    return _QUOTED.sub(lambda match: match[0] if len(match[0]) <= _QUOTED_NAME else " " * len(match[0]), raw)


def _is_notice(sentence: str) -> bool:
    return bool(_NOTICE.match(sentence) or _NOTICE_WITHIN.search(sentence))


def polarity(sentence: str) -> Decision | None:
    """Tell what a sentence says of medical necessity; ``None`` when it says nothing of it.

    The last phrase of the sentence counts: ``although ... may be medically necessary, this is not medically
    necessary`` upholds.
    """
    text = " ".join(sentence.split())
    answer = _ANSWER.match(text)
    needs = list(_NECESSARY.finditer(text))
    if not needs:
        return Decision.UPHELD if _UNNECESSARY.search(text) else None
    last = needs[-1]
    if last[0].lower() == "necessity":
        return _of_necessity(text, last.start())
    negated = {match.end() for match in _NEGATED.finditer(text)}
    denies = last.end() in negated or _DENIED_LIST.search(text, max(0, last.start() - 160), last.start()) is not None
    if answer and (answer["answer"].lower() == "no") is not denies:
        return None
    return Decision.UPHELD if denies else Decision.OVERTURNED


def _of_necessity(text: str, start: int) -> Decision | None:
    """Read a sentence about "medical necessity": what its verb says of it, or what denies or supports it before."""
    before = text[max(0, start - 80) : start]
    if _DENIED_BEFORE.search(before):
        return Decision.UPHELD
    verb = _NECESSITY_VERB.match(text, start)
    if verb is not None and (_NOT_SHOWN.search(verb["rest"]) or verb["verb"].lower() == "cannot"):
        return Decision.UPHELD
    if (verb is not None and _SHOWN.search(verb["rest"])) or _SUPPORTS.search(before):
        return Decision.OVERTURNED
    return None
