"""Reads a file of W3C annotations, as another program would, to tell whether it says all that was annotated."""

import msgspec

from imr_desk.export.annotations_w3c import (
    CONTEXT,
    OWN_WORDS,
    AnnotationCollection,
    Related,
    Target,
    Text,
    TextPosition,
    TextQuote,
    WebAnnotation,
)
from imr_desk.model.annotations import Annotation, Link, LinkKind
from imr_desk.model.geometry import Span
from imr_desk.model.signature import Signature

_PAGE = "page="


class ReadAnnotations(msgspec.Struct, frozen=True):
    """What a file of annotations says: the letter's fingerprint, its annotations and their links."""

    fingerprint: str
    annotations: tuple[Annotation, ...]
    links: tuple[Link, ...]


def read_w3c(content: bytes) -> ReadAnnotations:
    """Read a file of annotations back, without a difference to what it was made from.

    Raises:
        msgspec.ValidationError: it is no file of this kind, or of a newer one.
        msgspec.DecodeError: it is not JSON.
    """
    collection = msgspec.json.decode(content, type=AnnotationCollection)
    if collection.context != (CONTEXT, {"imr": OWN_WORDS}):
        raise msgspec.ValidationError("annotations in words that this version does not know")
    by_id = {each.id: each.own_id for each in collection.first.items if each.motivation == "tagging"}
    annotations, links = [], []
    for each in collection.first.items:
        if each.motivation == "tagging":
            annotations.append(_read_annotation(each))
        else:
            links.append(_read_link(each, by_id))
    return ReadAnnotations(collection.source.removeprefix("urn:sha256:"), tuple(annotations), tuple(links))


def _read_annotation(each: WebAnnotation) -> Annotation:
    values = {body.purpose: body.value for body in each.body if isinstance(body, Text)}
    if "tagging" not in values or isinstance(each.target, str) or each.creator is None:
        raise msgspec.ValidationError("an annotation without a label, a place or a creator")
    places = [_read_place(target) for target in each.target]
    return Annotation(
        id=each.own_id,
        label=each.label or values["tagging"],
        spans=tuple(span for span, _ in places),
        text=" ".join(" ".join(exact.split()) for _, exact in places),
        by=Signature(each.creator.name, each.signed_at),
        attributes=each.attributes,
        item=each.item,
        note=values.get("commenting", ""),
        rule=each.rule,
    )


def _read_place(target: Target) -> tuple[Span, str]:
    """Return the span of a target and the words there."""
    spans, words = [], []
    for fragment in target.selector:
        if not fragment.value.startswith(_PAGE) or not fragment.value.removeprefix(_PAGE).isdecimal():
            raise msgspec.ValidationError("a place without a page")
        match fragment.refined_by:
            case TextPosition(start, end):
                spans.append(Span(int(fragment.value.removeprefix(_PAGE)), start, end))
            case TextQuote(exact):
                words.append(exact)
    if len(spans) != 1 or len(words) != 1:
        raise msgspec.ValidationError("a place without its characters or its words")
    return spans[0], words[0]


def _read_link(each: WebAnnotation, by_id: dict[str, str]) -> Link:
    kinds = [body.value for body in each.body if isinstance(body, Text)]
    ends = [body.source for body in each.body if isinstance(body, Related)]
    try:
        (kind,), (end,) = kinds, ends
        return Link(LinkKind(kind), by_id[str(each.target)], by_id[end])
    except (ValueError, KeyError):
        raise msgspec.ValidationError("a link that does not join two annotations of the file") from None
