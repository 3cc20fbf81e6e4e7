"""A letter that was read again: where everything that people said of it stands in its text now."""

from collections.abc import Iterable

import msgspec

from imr_desk.model.annotations import Annotation, proposal_key, proposal_place
from imr_desk.model.case import CaseEvent, OpenedCase
from imr_desk.model.draft import Draft
from imr_desk.model.edits import RereadLetter, apply_edit
from imr_desk.model.edits.new_text import NewPlace, places_of
from imr_desk.model.edits.on_annotations import stands
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.geometry import Span
from imr_desk.model.handling import SendToSecondReading
from imr_desk.model.history import Act, History
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Entry, Review
from imr_desk.model.signature import Signature
from imr_desk.services.placing import placed_again

_NOBODY = Signature("", "")


class ReadAgain(msgspec.Struct, frozen=True):
    """A letter of the log as it reads now.

    Attributes:
        text: its text; the one in force where that stays.
        draft: what the machine makes of it.
        is_new: whether the text is another than the one in force.
        is_poorer: whether it was left aside because text recognition is missing here, and the one in force has what
            was recognized.
    """

    text: LetterText
    draft: Draft
    is_new: bool = False
    is_poorer: bool = False


def reread_letter(review: Review, letter: LetterText, read: ReadAgain) -> RereadLetter:
    """Return the act that takes a new reading into a review.

    Args:
        review: the review that the act will meet.
        letter: the text in force there.
        read: the new reading.
    """
    if not read.is_new:
        return RereadLetter(read.draft, placed_again(review.annotations, letter))
    places = tuple(places_of(review))
    moved = zip(places, _moved((place.spans for place in places), letter, read.text), strict=True)
    rejected = tuple(map(proposal_place, review.rejected))
    keys = zip(review.rejected, rejected, _moved((spans for _, spans in rejected), letter, read.text), strict=True)
    act = RereadLetter(
        read.draft,
        placed_again(review.annotations, read.text, letter),
        read.text,
        tuple(NewPlace(place.item, place.name, spans) for place, spans in moved if spans),
        tuple((key, proposal_key(label, spans)) for key, (label, _), spans in keys if spans),
    )
    after = apply_edit(act, msgspec.structs.replace(review, finished=None), letter, _NOBODY)
    return msgspec.structs.replace(act, lost=lost_places(after, read.text))


def lost_places(review: Review, letter: LetterText) -> int:
    """Return how many values, excerpts and annotations have no place in the letter's text any more."""
    entries: list[Entry] = list(review.fields.values())
    for item in review.items:
        entries += (item.decision, *item.fields.values())
    return (
        sum(bool(entry.lost) for entry in entries)
        + sum(item.excerpt is not None and item.excerpt.is_lost for item in review.items)
        + sum(not stands(letter, made) for made in review.annotations)
    )


def has_new_text(acts: Iterable[Act]) -> bool:
    """Tell whether acts ever brought another text of the letter, undone or not."""
    return any(isinstance(act.step, RereadLetter) and act.step.text is not None for act in acts)


def read_when_sent(opened: OpenedCase, events: Iterable[CaseEvent], number: int) -> tuple[LetterText, Draft]:
    """Return the text that was in force when round ``number`` of the second readings was asked for, with its draft.

    They stay those of the round whatever is read again later, so that its acts always fit their letter.
    """
    acts: list[Act] = []
    rounds = 0
    for event in events:
        rounds += isinstance(event.step, SendToSecondReading)
        if rounds == number:
            break
        if event.act is not None and event.kind == EventKind.ACT:
            acts.append(event.act)
    history = History.replayed(opened.letter, Review.of(opened.draft, opened.letter), acts)
    if history.review.text is None:
        return opened.letter, opened.draft
    return history.text, history.review.reread or opened.draft


def _moved(places: Iterable[tuple[Span, ...]], before: LetterText, after: LetterText) -> tuple[tuple[Span, ...], ...]:
    """Return where words of one text stand in another, place for place; empty for those that are not found."""
    words = [
        Annotation(str(number), "", spans, before.quote_of(spans), _NOBODY) for number, spans in enumerate(places)
    ]
    found = dict(placed_again(words, after, before))
    return tuple(each.spans if stands(after, each) else found.get(each.id, ()) for each in words)
