"""What a second reader begins with."""

import msgspec

from imr_desk.model.draft import Draft
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Entry, Item, Review

COSTLY_FIELDS = frozenset({"date_received", "decision_date", "case_number", "quantity", "retrospective", "disputed"})
"""Fields that an empty form asks for: those that cost money or a deadline when they are wrong."""


def second_form(draft: Draft, letter: LetterText, *, blank: bool) -> Review:
    """Return the form that a second reading starts from: the machine's draft, or an empty one.

    An empty form keeps the machine's list of disputed items, as a table of contents, and nothing that it read in
    them; the decision and the fields that cost most want a look.
    """
    review = Review.of(draft, letter)
    if not blank:
        return review
    return msgspec.structs.replace(
        review,
        fields={name: _empty(name) for name in review.fields},
        items=tuple(_emptied(item) for item in review.items),
        flags=(),
    )


def _emptied(item: Item) -> Item:
    fields = {name: _empty(name) for name in item.fields}
    return Item(item.id, fields, Entry(doubtful=True), None, item.extent)


def _empty(name: str) -> Entry:
    return Entry(doubtful=name in COSTLY_FIELDS)
