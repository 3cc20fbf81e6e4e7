"""What the checks found, and what a person made of it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import msgspec

from imr_desk.export.moments import moment_words
from imr_desk.model.draft import Flag, Severity
from imr_desk.model.letter import LetterText
from imr_desk.model.places import place_words
from imr_desk.model.review import FlagState, Review, flag_item, flag_key


class FlagNote(msgspec.Struct, frozen=True):
    """One flag.

    Attributes:
        weight: how much it matters, in words.
        message: what the text shows.
        why: why this is checked.
        about: the item or the letter.
        place: where in the letter.
        state: open, confirmed or dismissed, by whom and when.
        reason: the person's reason.
        open: whether nobody settled it yet.
        serious: whether it keeps a review from being finished.
    """

    weight: str
    message: str
    why: str
    about: str
    place: str
    state: str
    reason: str
    open: bool
    serious: bool


_WEIGHTS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "Serious",
    Severity.WARNING: "To look at",
    Severity.INFO: "Information",
}


class FlagOwner(StrEnum):
    """Whom a flag concerns, where it is no item of the case."""

    LETTER = "The letter"
    REMOVED = "An item that was removed"


def about_words(review: Review, item_id: str | None) -> str:
    """Name what a flag or an open point concerns: an item by its place in the list, or the letter."""
    if item_id is None:
        return FlagOwner.LETTER.value
    try:
        return f"Item {review.number_of(item_id)}"
    except KeyError:
        return FlagOwner.REMOVED.value


def flag_notes(review: Review, letter: LetterText) -> tuple[tuple[str | None, FlagNote], ...]:
    """Return all flags with the identity of their item, open ones first and the gravest of them first.

    The identity is ``None`` for flags of the letter and of items that are no longer in the case.
    """
    standing = {item.id for item in review.items}
    order = list(_WEIGHTS)
    notes = [
        (item_id if (item_id := flag_item(flag)) in standing else None, flag, note_of(review, letter, flag))
        for flag in review.flags
    ]
    notes.sort(key=lambda found: (not found[2].open, order.index(found[1].severity)))
    return tuple((item_id, note) for item_id, _flag, note in notes)


def note_of(review: Review, letter: LetterText, flag: Flag) -> FlagNote:
    """Say what one flag says, and what became of it."""
    settled = review.settled.get(flag_key(flag))
    if settled is None or settled.state is FlagState.OPEN:
        state, reason = "Open", ""
    else:
        state = f"{settled.state.value.capitalize()} by {settled.by.who}, {moment_words(settled.by.at)}"
        reason = " ".join(settled.reason.split())
    return FlagNote(
        weight=_WEIGHTS[flag.severity],
        message=" ".join(flag.message.split()),
        why=" ".join(flag.reason.split()),
        about=about_words(review, flag_item(flag)),
        place=place_words(letter, flag.sources),
        state=state,
        reason=reason,
        open=review.settlement(flag) is FlagState.OPEN,
        serious=flag.severity is Severity.ERROR,
    )
