"""Edits of one value in the form."""

import msgspec

from imr_desk.model.edits.base import BaseEdit, change_entry, entry_of, must_stand, place_words
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Entry, EntryState, Review
from imr_desk.model.signature import Signature
from imr_desk.model.values import Value, folded


class SetField(BaseEdit, frozen=True, tag="set_field"):
    """Give a field another value, with the words of the letter it was taken from where there are any."""

    item: str | None
    name: str
    value: Value
    sources: tuple[Span, ...] = ()

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Set the value: confirmed when it equals the proposal, else corrected or, with nothing before, typed."""
        must_stand(letter, self.sources)
        before = entry_of(review, self.item, self.name)
        if self.value is None or self.value in ("", ()):
            entry = Entry(None, EntryState.MISSING, (), by, before.doubtful, before.note)
        elif folded(self.value) == folded(before.value) and not self.sources:
            state = EntryState.CONFIRMED if before.by is None else before.state
            entry = msgspec.structs.replace(before, state=state, by=by, lost="")
        else:
            typed = before.state is EntryState.TYPED or (before.value is None and not self.sources)
            state = EntryState.TYPED if typed and not self.sources else EntryState.CORRECTED
            entry = Entry(self.value, state, self.sources, by, before.doubtful, before.note)
        return change_entry(review, self.item, self.name, entry)

    def label(self, review: Review) -> str:
        """Name the field that is changed."""
        return f"change {place_words(review, self.item, self.name)}"

    @property
    def target(self) -> tuple[str, ...]:
        """Return the field."""
        return ("field", self.item or "", self.name)


class ConfirmField(BaseEdit, frozen=True, tag="confirm_field"):
    """Say that a value is right as it stands, or that it is right that there is none."""

    item: str | None
    name: str

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Sign the entry."""
        before = entry_of(review, self.item, self.name)
        if before.value is None:
            state: EntryState = EntryState.UNREADABLE if before.state is EntryState.UNREADABLE else EntryState.MISSING
        elif before.by is None or before.state in (EntryState.UNSURE, EntryState.AMBIGUOUS):
            state = EntryState.CONFIRMED
        else:
            state = before.state
        entry = msgspec.structs.replace(before, state=state, by=by, lost="")
        return change_entry(review, self.item, self.name, entry)

    def label(self, review: Review) -> str:
        """Name the field that is confirmed."""
        return f"confirm {place_words(review, self.item, self.name)}"


class MarkField(BaseEdit, frozen=True, tag="mark_field"):
    """Say how a field stands without a value, or that the reviewer is not sure of it."""

    item: str | None
    name: str
    state: EntryState
    note: str = ""

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Mark the entry missing, unreadable, not applicable or unsure; unsure keeps the value."""
        allowed = (EntryState.MISSING, EntryState.UNREADABLE, EntryState.NOT_APPLICABLE, EntryState.UNSURE)
        if self.state not in allowed:
            raise EditRefusedError("A field can be marked missing, unreadable, not applicable or unsure.")
        before = entry_of(review, self.item, self.name)
        kept = self.state is EntryState.UNSURE
        entry = Entry(
            before.value if kept else None,
            self.state,
            before.sources if kept else (),
            by,
            before.doubtful,
            self.note or before.note,
        )
        return change_entry(review, self.item, self.name, entry)

    def label(self, review: Review) -> str:
        """Name the field and its mark."""
        return f"mark {place_words(review, self.item, self.name)} {self.state.value}"
