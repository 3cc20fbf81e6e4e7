"""Edits of the spans that a nurse labels."""

from collections.abc import Callable

import msgspec

from imr_desk.model.annotations import Annotation, Attributes, Link, LinkKind
from imr_desk.model.edits.base import BaseEdit, item_of, must_stand
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Review
from imr_desk.model.signature import Signature

_replace = msgspec.structs.replace


class Annotate(BaseEdit, frozen=True, tag="annotate"):
    """Label a span; what the machine proposed is confirmed by labelling it.

    With ``ends`` it labels other spans too and links this one with each of them, all in one act: confirming a
    contradiction labels both of its ends. What is labelled so already is linked as it is.

    Attributes:
        label: key of the label.
        spans: where, one span a page; they may overlap other annotations.
        attributes: what is said of it.
        item: the disputed item it belongs to; ``None`` for the letter.
        note: a remark.
        rule: the machine's rule, when a proposal is confirmed.
        ends: what this one is linked with, read from this one to the other; the others have no ends of their own.
    """

    spans: tuple[Span, ...]
    label_key: str
    attributes: Attributes = Attributes()
    item: str | None = None
    note: str = ""
    rule: str = ""
    ends: tuple[tuple[LinkKind, "Annotate"], ...] = ()

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Add the annotation, and the ends that are not there yet with their links."""
        after, made = self._added(review, letter, by)
        if made is None and not self.ends:
            raise EditRefusedError("These words have this label already.")
        for kind, end in self.ends:
            after, _ = end._added(after, letter, by)  # noqa: SLF001 - an act of the same kind
            link = Link(kind, self._there(after).id, end._there(after).id)  # noqa: SLF001
            if link.source == link.target:
                raise EditRefusedError("An annotation cannot be linked with itself.")
            after = after if link in after.links else _replace(after, links=(*after.links, link))
        if after == review:
            raise EditRefusedError("These words have this label already, and the link is there too.")
        return after

    def _added(self, review: Review, letter: LetterText, by: Signature) -> tuple[Review, Annotation | None]:
        """Return the review with the annotation, and the annotation; ``None`` when it was there before."""
        text = _words(letter, self.spans)
        if self.item is not None:
            item_of(review, self.item)
        if any(self._is(old) for old in review.annotations):
            return review, None
        made = Annotation(
            _next_id(review), self.label_key, self.spans, text, by, self.attributes, self.item, self.note, self.rule
        )
        return _replace(review, annotations=(*review.annotations, made)), made

    def _there(self, review: Review) -> Annotation:
        return next(old for old in review.annotations if self._is(old))

    def _is(self, old: Annotation) -> bool:
        return old.label == self.label_key and old.spans == self.spans and old.item == self.item

    def label(self, review: Review) -> str:
        """Name the act."""
        words = f"label {self.label_key.replace('-', ' ')}"
        return f"{words} and link it" if self.ends else words


class ChangeAnnotation(BaseEdit, frozen=True, tag="change_annotation"):
    """Give an annotation another label, other attributes, another item or another remark."""

    annotation: str
    label_key: str
    attributes: Attributes
    item: str | None
    note: str = ""

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Change it and sign it anew."""
        if self.item is not None:
            item_of(review, self.item)
        return _changed(
            review,
            self.annotation,
            lambda old: _replace(
                old, label=self.label_key, attributes=self.attributes, item=self.item, note=self.note, by=by
            ),
        )

    def label(self, review: Review) -> str:
        """Name the act."""
        return "change an annotation"

    @property
    def target(self) -> tuple[str, ...]:
        """Typing a remark on is one step."""
        return ("annotation", self.annotation)


class MoveAnnotation(BaseEdit, frozen=True, tag="move_annotation"):
    """Let an annotation begin or end elsewhere."""

    annotation: str
    spans: tuple[Span, ...]

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Move it and sign it anew."""
        text = _words(letter, self.spans)
        return _changed(review, self.annotation, lambda old: _replace(old, spans=self.spans, text=text, by=by))

    def label(self, review: Review) -> str:
        """Name the act."""
        return "move an annotation"


class RemoveAnnotation(BaseEdit, frozen=True, tag="remove_annotation"):
    """Take an annotation away, and its links with it."""

    annotation: str

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Remove it."""
        annotation_of(review, self.annotation)
        return _replace(
            review,
            annotations=tuple(old for old in review.annotations if old.id != self.annotation),
            links=tuple(link for link in review.links if self.annotation not in (link.source, link.target)),
        )

    def label(self, review: Review) -> str:
        """Name the act."""
        return "remove an annotation"


class LinkAnnotations(BaseEdit, frozen=True, tag="link_annotations"):
    """Say how two annotations hang together."""

    kind: LinkKind
    source: str
    end: str

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Add the link."""
        for name in (self.source, self.end):
            annotation_of(review, name)
        if self.source == self.end:
            raise EditRefusedError("An annotation cannot be linked with itself.")
        link = Link(self.kind, self.source, self.end)
        if link in review.links:
            raise EditRefusedError("These two are linked like this already.")
        return _replace(review, links=(*review.links, link))

    def label(self, review: Review) -> str:
        """Name the act."""
        return "link two annotations"


class UnlinkAnnotations(BaseEdit, frozen=True, tag="unlink_annotations"):
    """Take a link away."""

    kind: LinkKind
    source: str
    end: str

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Remove the link."""
        link = Link(self.kind, self.source, self.end)
        if link not in review.links:
            raise EditRefusedError("This link is no longer there.")
        return _replace(review, links=tuple(old for old in review.links if old != link))

    def label(self, review: Review) -> str:
        """Name the act."""
        return "remove a link"


class RejectProposal(BaseEdit, frozen=True, tag="reject_proposal"):
    """Say that a span which the machine would label is none; ``key`` is the proposal's."""

    key: str

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Keep it from being proposed again."""
        if self.key in review.rejected:
            raise EditRefusedError("This proposal has been rejected already.")
        return _replace(review, rejected=(*review.rejected, self.key))

    def label(self, review: Review) -> str:
        """Name the act."""
        return "reject a proposal"


def stands(letter: LetterText, made: Annotation) -> bool:
    """Tell whether the annotation's words are still where it says."""
    inside = all(
        1 <= span.page <= len(letter.pages) and 0 <= span.start < span.end <= len(letter.page(span.page).text)
        for span in made.spans
    )
    return inside and letter.quote_of(made.spans) == made.text


def annotation_of(review: Review, annotation: str) -> Annotation:
    """Return the annotation.

    Raises:
        EditRefusedError: it is no longer there.
    """
    for each in review.annotations:
        if each.id == annotation:
            return each
    raise EditRefusedError("This annotation is no longer in the case.")


def _changed(review: Review, annotation: str, change: Callable[[Annotation], Annotation]) -> Review:
    annotation_of(review, annotation)
    changed = tuple(change(each) if each.id == annotation else each for each in review.annotations)
    return _replace(review, annotations=changed)


def _next_id(review: Review) -> str:
    numbers = [int(each.id.removeprefix("a")) for each in review.annotations]
    return f"a{max(numbers, default=0) + 1}"


def _words(letter: LetterText, spans: tuple[Span, ...]) -> str:
    must_stand(letter, spans)
    words = letter.quote_of(spans) if spans else ""
    if not words.strip():
        raise EditRefusedError("There are no words there to label. Mark some in the letter first.")
    return words
