"""Annotations in the W3C Web Annotation Data Model (Recommendation of 23 February 2017), for other programs.

Each annotation stands on the letter by page and characters, and by its words with what comes before and after them,
so that a program with another text of the same letter can find the place too. Links between annotations are
annotations themselves (motivation ``linking``). An annotation whose words are no longer where they stood has its
words and no place, and says so (``imr:notPlacedAgain``). What the model has no name for stands under ``imr:``.
"""

import uuid
from datetime import UTC, datetime
from typing import Any, Final, Literal

import msgspec

from imr_desk.model.annotations import Annotation, Attributes, Label, Link, label_of
from imr_desk.model.case import Dossier
from imr_desk.model.draft import DECISION_WORDS
from imr_desk.model.edits.on_annotations import stands
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Item
from imr_desk.model.signature import Signature

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
OWN_WORDS: Final = "urn:x-imr-desk:annotations:2#"
"""What ``imr:`` stands for; its number goes up when a reader of the file must change.

From 2 on the tag is the label's name, as people call it, and ``imr:label`` its key; in 1 the tag was the key.
"""

PAGES_OF_PDF: Final = "http://tools.ietf.org/rfc/rfc3778"
_AROUND: Final = 40  # characters before and after, enough to tell one place from another


class TextPosition(msgspec.Struct, frozen=True, tag_field="type", tag="TextPositionSelector"):
    """Characters of the page's text as it was read: from 0, behind the last."""

    start: int
    end: int


class TextQuote(msgspec.Struct, frozen=True, tag_field="type", tag="TextQuoteSelector"):
    """The words themselves and what stands around them."""

    exact: str
    prefix: str
    suffix: str


class PageFragment(msgspec.Struct, frozen=True, tag_field="type", tag="FragmentSelector", omit_defaults=True):
    """A page of the letter, as RFC 3778 names it, and the place on it."""

    value: str
    refined_by: TextPosition | TextQuote = msgspec.field(name="refinedBy")
    conforms_to: str = msgspec.field(name="conformsTo", default="")


class Target(msgspec.Struct, frozen=True, tag_field="type", tag="SpecificResource"):
    """A span of the letter; each selector alone finds it. Words that lost their place are named by themselves."""

    source: str
    selector: tuple[PageFragment | TextQuote, ...]


class Text(msgspec.Struct, frozen=True, tag_field="type", tag="TextualBody"):
    """A label or a remark."""

    value: str
    purpose: Literal["tagging", "commenting", "classifying"]
    format: Literal["text/plain"] = "text/plain"


class Related(msgspec.Struct, frozen=True, tag_field="type", tag="SpecificResource"):
    """Another annotation that this one points to."""

    source: str
    purpose: Literal["linking"] = "linking"


class Person(msgspec.Struct, frozen=True, tag_field="type", tag="Person"):
    """Who labelled it."""

    name: str


class Software(msgspec.Struct, frozen=True, tag_field="type", tag="Software"):
    """The program that wrote the file."""

    name: str


class WebAnnotation(msgspec.Struct, frozen=True, tag_field="type", tag="Annotation", omit_defaults=True):
    """One annotation, or one link between two (then ``target`` is the first one's ``id``).

    The tag of an annotation is the name of its label in the department's table; ``imr:label`` is the label's key.
    """

    id: str
    motivation: Literal["tagging", "linking"]
    body: tuple[Text | Related, ...]
    target: tuple[Target, ...] | str
    creator: Person | None = None
    created: str = ""
    own_id: str = msgspec.field(name="imr:id", default="")
    label: str = msgspec.field(name="imr:label", default="")
    item: str | None = msgspec.field(name="imr:item", default=None)
    attributes: Attributes = msgspec.field(name="imr:attributes", default=Attributes())
    rule: str = msgspec.field(name="imr:rule", default="")
    signed_at: str = msgspec.field(name="imr:signedAt", default="")
    not_placed: bool = msgspec.field(name="imr:notPlacedAgain", default=False)


class AnnotationPage(msgspec.Struct, frozen=True, tag_field="type", tag="AnnotationPage"):
    """The one page of the collection."""

    id: str
    part_of: str = msgspec.field(name="partOf")
    items: tuple[WebAnnotation, ...]
    start_index: int = msgspec.field(name="startIndex", default=0)


class ItemWords(msgspec.Struct, frozen=True):
    """A disputed item that annotations belong to: identity, place in the letter's list, title and decision."""

    id: str
    number: int
    title: str
    decision: str


class AnnotationCollection(msgspec.Struct, frozen=True, tag_field="type", tag="AnnotationCollection"):
    """All annotations of one letter."""

    context: tuple[Any, ...] = msgspec.field(name="@context")
    id: str
    label: str
    creator: Person
    generator: Software
    generated: str
    total: int
    first: AnnotationPage
    last: str
    source: str = msgspec.field(name="imr:source")
    items: tuple[ItemWords, ...] = msgspec.field(name="imr:items")
    finished: Signature | None = msgspec.field(name="imr:finished", default=None)


class AnnotationsW3c:
    """Makes the file of annotations."""

    name = "annotations-json"
    label = "Annotations (W3C JSON)"
    suffix = ".json"

    def content(self, dossier: Dossier) -> bytes:
        """Return the file: JSON-LD in UTF-8, indented, keys in a fixed order."""
        made = msgspec.json.encode(collection_of(dossier), order="deterministic")
        return msgspec.json.format(made, indent=2) + b"\n"


def collection_of(dossier: Dossier) -> AnnotationCollection:
    """Gather the annotations of a case."""
    letter, review = dossier.letter, dossier.review
    source = _source(letter.fingerprint)
    identity = _identity(source, "collection")
    page = _identity(source, "page")
    made = (
        *(_annotation(annotation, letter, source, dossier.labels) for annotation in review.annotations),
        *(_link(link, source) for link in review.links),
    )
    number = dossier.case.digest.case_number or "without a number"
    return AnnotationCollection(
        context=(CONTEXT, {"imr": OWN_WORDS}),
        id=identity,
        label=f"Annotations of the IMR letter of case {number}",
        creator=Person(dossier.printed_by),
        generator=Software(dossier.tool),
        generated=_universal(dossier.printed_at),
        total=len(made),
        first=AnnotationPage(page, identity, made),
        last=page,
        source=source,
        items=tuple(_item(place, item) for place, item in enumerate(review.items, 1)),
        finished=review.finished,
    )


def _annotation(annotation: Annotation, letter: LetterText, source: str, labels: tuple[Label, ...]) -> WebAnnotation:
    note = (Text(annotation.note, "commenting"),) if annotation.note else ()
    return WebAnnotation(
        id=_identity(source, annotation.id),
        motivation="tagging",
        body=(Text(label_of(labels, annotation.label).name, "tagging"), *note),
        target=_targets(annotation, letter, source),
        creator=Person(annotation.by.who),
        created=_universal(annotation.by.at),
        own_id=annotation.id,
        label=annotation.label,
        item=annotation.item,
        attributes=annotation.attributes,
        rule=annotation.rule,
        signed_at=annotation.by.at,
        not_placed=not stands(letter, annotation),
    )


def _targets(annotation: Annotation, letter: LetterText, source: str) -> tuple[Target, ...]:
    """Return where an annotation stands; of one that lost its place the words alone, which stand nowhere now."""
    if stands(letter, annotation):
        return tuple(_target(span, letter, source) for span in annotation.spans)
    return (Target(source, (TextQuote(annotation.text, "", ""),)),)


def _target(span: Span, letter: LetterText, source: str) -> Target:
    text = letter.page(span.page).text
    quote = TextQuote(
        text[span.start : span.end],
        text[max(0, span.start - _AROUND) : span.start],
        text[span.end : span.end + _AROUND],
    )
    conforms = PAGES_OF_PDF if letter.has_paper else ""
    page = f"page={span.page}"
    position = PageFragment(page, TextPosition(span.start, span.end), conforms)
    return Target(source, (position, PageFragment(page, quote, conforms)))


def _link(link: Link, source: str) -> WebAnnotation:
    return WebAnnotation(
        id=_identity(source, f"{link.source}/{link.kind.value}/{link.target}"),
        motivation="linking",
        body=(Related(_identity(source, link.target)), Text(link.kind.value, "classifying")),
        target=_identity(source, link.source),
    )


def _item(number: int, item: Item) -> ItemWords:
    decision = DECISION_WORDS[item.outcome] if item.outcome else "Not decided"
    return ItemWords(item.id, number, item.title, f"{item.outcome.value}: {decision}" if item.outcome else decision)


def _source(fingerprint: str) -> str:
    return f"urn:sha256:{fingerprint}"


def _identity(source: str, name: str) -> str:
    """Return an identity that the same annotation of the same letter always has."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{source}#{name}')}"


def _universal(at: str) -> str:
    """Return a moment in universal time with ``Z``, as the model wants it; empty for words that are none."""
    try:
        return f"{datetime.fromisoformat(at).astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"
    except ValueError:
        return ""
