"""Annotations: spans of the letter that a nurse labelled, what is said of them, and how they hang together.

They stand on the characters of the letter as it was read and kept (page from 1, characters from 0), so a display
repair or another drawing of the page moves none of them.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

import msgspec

from imr_desk.model.geometry import Span
from imr_desk.model.signature import Signature


class Speaker(StrEnum):
    """Who says it."""

    PROVIDER = "provider"
    REVIEWER = "expert reviewer"
    GUIDELINE = "guideline"


class CriterionState(StrEnum):
    """What the letter says of a criterion of a guideline."""

    MET = "met"
    NOT_MET = "not met"
    NOT_ADDRESSED = "not addressed"


class Attributes(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is said of an annotated span.

    Attributes:
        negated: it says that something is not so.
        historical: it tells of the past, not of the state that is decided on.
        said_by: who says it; ``None`` for nobody named.
        criterion: whether the criterion is met; ``None`` where it is none, or open.
        number: the criterion's number in the guideline; 0 for none.
    """

    negated: bool = False
    historical: bool = False
    said_by: Speaker | None = None
    criterion: CriterionState | None = None
    number: int = 0


class Annotation(msgspec.Struct, frozen=True, omit_defaults=True):
    """A labelled span.

    Attributes:
        id: stable identity within the case.
        label: key of its label.
        spans: where it stands, one span a page; annotations may overlap.
        text: the words there, white space folded.
        by: who labelled it.
        attributes: what is said of it.
        item: identity of the disputed item it belongs to; ``None`` for the letter.
        note: the nurse's remark.
        rule: the machine's rule when a proposal was confirmed; empty when a person marked it.
    """

    id: str
    label: str
    spans: tuple[Span, ...]
    text: str
    by: Signature
    attributes: Attributes = Attributes()
    item: str | None = None
    note: str = ""
    rule: str = ""


class LinkKind(StrEnum):
    """How two annotations hang together, read from the first to the second."""

    REASONING_FOR = "is reasoning for"
    EVIDENCE_FOR = "is evidence for"
    CONTRADICTS = "contradicts"


class Link(msgspec.Struct, frozen=True):
    """Two annotations that hang together; identities of annotations of the same case."""

    kind: LinkKind
    source: str
    target: str


class Proposal(msgspec.Struct, frozen=True):
    """A span that the machine would label; a nurse confirms or rejects it. Proposals are not kept, their fate is.

    Attributes:
        label: key of the label.
        spans: where it stands, one span a page.
        attributes: what would be said of it.
        item: index of the disputed item in the draft, from 0; ``None`` for the letter.
        confidence: how sure the machine is, 0 to 1.
        rule: identity of the rule that proposes it, kebab case.
        reasons: why, each a short clause.
        links: how it hangs together with other proposals, whose keys stand for the ends; confirming it labels the
            other end too and links the two, unless the nurse wants this one alone.
    """

    label: str
    spans: tuple[Span, ...]
    attributes: Attributes = Attributes()
    item: int | None = None
    confidence: float = 0.5
    rule: str = ""
    reasons: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def key(self) -> str:
        """Identity that stays when the machine proposes again: its label and where it stands."""
        return proposal_key(self.label, self.spans)


def proposal_key(label: str, spans: Iterable[Span]) -> str:
    """Return the key of a proposal of this label there."""
    return "/".join((label, *(f"{span.page}.{span.start}-{span.end}" for span in spans)))


def proposal_place(key: str) -> tuple[str, tuple[Span, ...]]:
    """Return the label of a proposal and where it stands, of its key."""
    label, *places = key.split("/")
    return label, tuple(Span(*map(int, re.split(r"[.-]", place))) for place in places)


class LabelColor(StrEnum):
    """Colours of labels, told apart by people who see colours differently and by a pattern as well."""

    BLUE = "blue"
    ORANGE = "orange"
    GREEN = "green"
    PURPLE = "purple"
    TEAL = "teal"
    RED = "red"
    OLIVE = "olive"
    GREY = "grey"


class Label(msgspec.Struct, frozen=True):
    """One label of the department's table.

    Attributes:
        key: identity, kebab case; never changed once used.
        name: what the screen calls it.
        meaning: one sentence on when to use it.
        color: its colour.
        hotkey: one letter or digit that labels a selection with it; empty for none.
        active: whether it is offered; an annotation with a label that is no longer offered keeps it.
    """

    key: str
    name: str
    meaning: str
    color: LabelColor
    hotkey: str = ""
    active: bool = True


_C = LabelColor

LABELS: tuple[Label, ...] = (
    Label("reviewer-reasoning", "Applied reasoning", "A guideline is applied to this patient.", _C.BLUE, "r"),
    Label("patient-fact", "Fact of this patient", "A fact of this patient, in own words.", _C.GREEN, "f"),
    Label("guideline-quote", "Quoted guideline", "Words of a guideline or study, quoted or told.", _C.GREY, "g"),
    Label("conclusion", "Conclusion", "The sentence that decides the item.", _C.PURPLE, "c"),
    Label("criterion", "Criterion", "A numbered or named condition of a guideline.", _C.TEAL, "k"),
    Label("absence-claim", "Claim of absence", "Says that the records do not show something.", _C.ORANGE, "a"),
    Label("speculation", "Speculation", "Presents as likely what the records do not say.", _C.RED, "s"),
    Label("fact-in-doubt", "Fact in doubt", "A statement that another part of the letter contradicts.", _C.RED, "q"),
    Label("diagnosis", "Diagnosis", "A diagnosis, or a code for one.", _C.GREEN, "d"),
    Label("body-part", "Body part", "Part of the body, with side and level.", _C.GREEN, "b"),
    Label("symptom", "Symptom", "A complaint of the patient.", _C.GREEN, "y"),
    Label("exam-finding", "Exam finding", "What an examination found.", _C.OLIVE, "x"),
    Label("test", "Imaging or test", "An imaging or other test, and what it showed.", _C.OLIVE, "t"),
    Label("prior-treatment", "Prior treatment", "Treatment tried, its count, and what it did.", _C.TEAL, "p"),
    Label("medication", "Medication", "A drug with strength and quantity.", _C.TEAL, "m"),
    Label("request", "Request", "What was asked for: item, quantity, frequency, duration.", _C.PURPLE, "e"),
    Label("functional-status", "Functional status", "What the patient can and cannot do.", _C.OLIVE, "u"),
    Label("functional-gain", "Functional improvement", "Whether function improved with treatment.", _C.OLIVE, "i"),
    Label("work-status", "Work status", "Whether and how the patient works.", _C.OLIVE, "w"),
    Label("guideline-citation", "Guideline citation", "Name, section and page of a guideline.", _C.GREY, "n"),
    Label("literature", "Literature", "A study that is cited.", _C.GREY, "l"),
    Label("private", "Identifies a person", "A name, number or address that identifies a person.", _C.RED, "z"),
)
"""The labels that a log has until a supervisor keeps others: built from the letters, 8 CCR 9792.20 and the practice
of utilization review nurses; no published set for IMR letters was found."""


def label_of(labels: Iterable[Label], key: str) -> Label:
    """Return the label with a key; one that the table no longer has is told by its key."""
    for label in labels:
        if label.key == key:
            return label
    return Label(key, key, "This label is no longer in the table.", LabelColor.GREY, active=False)
