"""A rationale says that something is not in the record, and the letter's own case summary has it."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from imr_desk.checks.prose import Prose
from imr_desk.checks.reading import ItemReading, Reading, ReadingCheck, flag
from imr_desk.model.draft import Flag, Severity

_ABSENT = re.compile(
    r"\b(?:no|not|lack|lacks|lacking|without|absence|absent|failed|fails|insufficient|inadequate|n't|nor|neither|cannot|silent)\b"
)
_DOCUMENTED = re.compile(
    r"\b(?:document\w*|evidence\w*|records?|noted?|mention\w*|indicat\w+|discuss\w*|provided?|submitted|report\w*|included?|show\w*|shown|"
    r"detail\w*|describ\w+|history|findings?|established|demonstrat\w+|supplied|available)\b"
)
_PLANNED = re.compile(
    r"\b(?:request(?:s|ed|ing)?|recommend\w*|plan|planned|order(?:ed|s)?|pending|would|will|refer\w*|authoriz\w+|denied|non-?\s?certif\w+|"
    r"certif\w+|propos\w+|treatment\s+plan|scheduled|needs?|future|continue|start)\b"
)
_QUALIFIED = re.compile(
    r"\b(?:current|recent|previous|prior|quantif\w+|significant|specific|objective|response|outcome|fail\w*|benefit|improvement|number|"
    r"efficacy|reason|rationale|progress|result\w*|complet\w+|started|intoleran\w+|contraindicat\w+|trial|additional|further|repeat|"
    r"treatment\s+goals|planned|plain|negative|normal|abnormal)\b"
)
_LONGEST = 400
_WORDS = r"(?:(?!to\b)[\w'’/-]+[\s-]+){0,7}?"
_RECORDED = (
    r"(?:document|not|provid|includ|mention|show|indicat|demonstrat|describ|detail|submit|report|"
    r"establish|discuss)\w*"
)
_FORMS = (
    rf"\b(?:no|lacks?|lacking|without|absence)\s+(?:of\s+)?{_WORDS}(?:TOPIC)",
    rf"\b(?:did\s+not|does\s+not|do\s+not|failed\s+to|fails\s+to|has\s+not|have\s+not)\s+{_RECORDED}\s+{_WORDS}(?:TOPIC)",
    rf"(?:TOPIC)\s+{_WORDS}(?:is|are|was|were|has|have)\s+not\s+(?:been\s+)?{_RECORDED}",
)


class Topic(msgspec.Struct, frozen=True):
    """Something a rationale may say is not in the record.

    Attributes:
        name: how the message calls it.
        claimed: how rationales say that it is not there.
        shown: how a case summary states that it is there.
        severity: ``WARNING`` where the two can hardly both hold.
        keys: words in small letters of which both texts hold at least one.
        is_paper: it is a paper, which is there even where it asks for something.
    """

    name: str
    claimed: re.Pattern[str]
    shown: re.Pattern[str]
    severity: Severity
    keys: tuple[str, ...]
    is_paper: bool = False


def _topic(
    name: str,
    keys: tuple[str, ...],
    claimed: str,
    shown: str,
    severity: Severity = Severity.INFO,
    *,
    is_paper: bool = False,
) -> Topic:
    forms = "|".join(form.replace("TOPIC", claimed) for form in _FORMS)
    return Topic(name, re.compile(forms), re.compile(shown), severity, keys, is_paper)


_DATED = r"(?:dated|on|of|was|performed|revealed|showed|noted|signed|received|included|includes|requested|for)"

TOPICS: tuple[Topic, ...] = (
    _topic(
        "a request for authorization",
        ("rfa", "for authorization"),
        r"\b(?:rfa|requests?\s+for\s+authorization)\b",
        rf"\b(?:rfa|requests?\s+for\s+authorization)\b(?:\s+form)?\s*(?:\(rfa\)\s*)?{_DATED}\b",
        Severity.WARNING,
        is_paper=True,
    ),
    _topic(
        "muscle spasm",
        ("spasm",),
        r"\b(?:muscle\s+)?spasms?\b",
        r"\b(?:spasms?|myospasms?)\b",
        Severity.WARNING,
    ),
    _topic(
        "neurological findings",
        ("neurolog", "radicul", "sensory", "motor", "sensation", "reflex"),
        r"\b(?:neurolog\w+|radicul\w+|sensory|motor)\s+(?:deficits?|findings?|dysfunction|symptoms?|signs?|compromise|impairment)|\bradiculopathy\b",
        r"\b(?:decreased|diminished|reduced|impaired|absent|loss\s+of)\s+(?:\w+\s+){0,3}(?:sensation|reflex\w*|sensory)|"
        r"\b(?:sensation|reflexes)\s+(?:\w+\s+){0,3}(?:decreased|diminished|absent|reduced)",
    ),
    _topic(
        "conservative treatment",
        ("conservative", "physical therapy", "operative"),
        r"\b(?:conservative|physical\s+therapy|non-?operative)\s*(?:care|treatments?|therap\w+|management|measures)?\b",
        r"\b(?:treatments?|therap\w+)\b[^.;]{0,60}\b(?:included?|includes|consisted|were\s+noted)\b[^.;]{0,120}\b(?:physical\s+therapy|"
        r"chiropractic|acupuncture)",
    ),
    _topic(
        "an imaging study",
        ("imaging", "mri", "x-ray", "x-", "radiograph", "ct "),
        r"(?<!findings\sof\s)\b(?:imaging|mri|x-?\s?rays?|radiographs?|ct)\b",
        r"\b(?:mri|x-?\s?rays?|radiographs?|ct(?:\s+scan)?)\b[^.;]{0,60}\b(?:revealed|showed|demonstrated|was\s+negative|dated|performed)\b",
    ),
    _topic(
        "functional improvement",
        ("function",),
        r"\bfunctional\s+(?:improvement|gains?|benefit)|\bimprove\w*\s+(?:in\s+)?function\b",
        r"\b(?:functional\s+(?:improvement|gains?)|(?:increased|improved)\s+(?:\w+\s+){0,2}(?:function|range\s+of\s+motion|ability|activit\w+))",
    ),
    _topic(
        "a urine drug screen",
        ("urine drug", "uds"),
        r"\burine\s+drug\s+(?:screens?|tests?|testing)|\buds\b",
        r"\b(?:urine\s+drug\s+(?:screens?|tests?)|uds)\b[^.;]{0,40}\b(?:dated|was|were|revealed|showed|consistent|performed)\b",
    ),
)
"""What is compared. One line a topic; the summary must state it outright, not plan or deny it."""


class AbsenceClaim(ReadingCheck):
    """The rationale says that the record lacks something that the case summary states."""

    rule = "absence-claim"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return a flag for each topic and item, with both sides."""
        summary = reading.summary_prose
        stated = [(topic, place) for topic in TOPICS if (place := _stated(summary, topic)) is not None]
        return [
            found
            for item in reading.items
            for topic, place in stated
            for found in self._of(reading, item, topic, place)
        ]

    def _of(self, reading: Reading, item: ItemReading, topic: Topic, stated: tuple[int, int]) -> Iterator[Flag]:
        claim = _claimed(item.rationale, topic)
        if claim is None:
            return
        start, end, qualified = claim
        where = (*item.passage("rationale").spans(start, end), *reading.summary.spans(*stated))
        message = (
            f"The rationale of item {item.number} says that the record lacks {topic.name}, while the "
            "case summary mentions it."
        )
        if qualified:
            message = (
                f"The rationale of item {item.number} finds the record on {topic.name} lacking in some "
                "respect; the case summary has "
                f"this on it."
            )
        reason = (
            "A decision set aside on appeal rested on a document said to be missing that its own summary described."
        )
        severity = Severity.INFO if qualified else topic.severity
        yield flag(self.rule, severity, message, reason, where, item=item.index, field="rationale")


def _stated(summary: Prose, topic: Topic) -> tuple[int, int] | None:
    """Return the clause of the summary that states the topic, neither denied nor only planned."""
    if not any(key in summary.lower for key in topic.keys):
        return None
    for match in topic.shown.finditer(summary.lower):
        left = max(summary.text.rfind(sign, 0, match.start()) for sign in ".;:") + 1
        before = summary.lower[max(left, match.start() - _LONGEST) : match.start()]
        behind = summary.lower[match.end() : match.end() + 40].split(".")[0]
        if _ABSENT.search(f"{before} {match[0]} {behind}"):
            continue
        if not topic.is_paper and _PLANNED.search(f"{before} {match[0]}"):
            continue
        return match.span()
    return None


def _claimed(prose: Prose, topic: Topic) -> tuple[int, int, bool] | None:
    """Return the clause that says the topic is not documented, and whether it says so only in some respect."""
    best: tuple[int, int, bool] | None = None
    if not any(key in prose.lower for key in topic.keys):
        return None
    for match in topic.claimed.finditer(prose.lower):
        start, end = prose.sentence_at(match.start())
        near = prose.lower[match.start() : min(end, match.end() + 60)]
        if match.end() > end or prose.is_quoted(match.start()) or not _DOCUMENTED.search(near):
            continue
        if prose.speaks_of_guideline(start, end):
            continue
        qualified = _QUALIFIED.search(near) is not None
        place = (*match.span(), qualified)
        if not qualified:
            return place
        best = best or place
    return best
