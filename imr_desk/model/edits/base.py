"""What every edit of a review has, and the small changes that edits are made of."""

from abc import abstractmethod
from collections.abc import Callable

import msgspec

from imr_desk.model.errors import EditRefusedError
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Entry, Item, Review, label_of
from imr_desk.model.signature import Signature


class BaseEdit(msgspec.Struct, frozen=True, tag_field="edit"):
    """One thing a reviewer does. Subclasses are imperative: ``SetField``, ``DecideItem``."""

    @abstractmethod
    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Return the review with this done.

        Raises:
            EditRefusedError: it does not fit the review or the letter; the sentence says why.
        """

    @abstractmethod
    def label(self, review: Review) -> str:
        """Name the edit for the menu ("decide item 2"), as seen on ``review`` before it is done."""

    @property
    def target(self) -> tuple[str, ...]:
        """Return what it touches; typing in one place is one edit for undo."""
        return ()


def item_of(review: Review, item_id: str) -> Item:
    """Return the item.

    Raises:
        EditRefusedError: it is no longer in the case.
    """
    try:
        return review.item(item_id)
    except KeyError:
        raise EditRefusedError("This item is no longer in the case.") from None


def change_item(review: Review, item_id: str, change: Callable[[Item], Item]) -> Review:
    """Return the review with one item changed.

    Raises:
        EditRefusedError: the item is no longer in the case.
    """
    item_of(review, item_id)
    items = tuple(change(item) if item.id == item_id else item for item in review.items)
    return msgspec.structs.replace(review, items=items)


def entry_of(review: Review, item_id: str | None, name: str) -> Entry:
    """Return an entry; a decision is none of these, it is taken by ``DecideItem`` alone.

    Raises:
        EditRefusedError: there is no such field or item.
    """
    _known(name, {spec.name for spec in (LETTER_FIELDS if item_id is None else ITEM_FIELDS)})
    if item_id is not None:
        item_of(review, item_id)
    return review.entry(item_id, name)


def change_entry(review: Review, item_id: str | None, name: str, entry: Entry) -> Review:
    """Return the review with one entry replaced; ``item_id`` is ``None`` for a field of the letter.

    Raises:
        EditRefusedError: there is no such field or item.
    """
    if item_id is None:
        _known(name, {spec.name for spec in LETTER_FIELDS})
        return msgspec.structs.replace(review, fields={**review.fields, name: entry})
    _known(name, {spec.name for spec in ITEM_FIELDS})
    return change_item(
        review, item_id, lambda item: msgspec.structs.replace(item, fields={**item.fields, name: entry})
    )


def _known(name: str, names: set[str]) -> None:
    if name not in names:
        raise EditRefusedError("This field is not part of the form.")


def place_words(review: Review, item_id: str | None, name: str) -> str:
    """Name a field for a menu, with its item where it has one."""
    label = label_of(name)
    label = label if label.isupper() or label[:3] in ("IMR", "UR ") else label[0].lower() + label[1:]
    return label if item_id is None else f"{label} of {item_words(review, item_id)}"


def item_words(review: Review, item_id: str) -> str:
    """Name an item by its place in the list."""
    try:
        return f"item {review.number_of(item_id)}"
    except KeyError:
        return "an item"


def must_stand(letter: LetterText, spans: tuple[Span, ...]) -> None:
    """Make sure that the spans are words of the letter.

    Raises:
        EditRefusedError: they are not.
    """
    for span in spans:
        if not (
            1 <= span.page <= len(letter.pages) and 0 <= span.start < span.end <= len(letter.page(span.page).text)
        ):
            raise EditRefusedError("The marked words are not in this letter.")
