"""Two readings of a letter side by side: what each has at a place, and edits tried out on the record."""

import msgspec

from imr_desk.model.annotations import Annotation
from imr_desk.model.draft import Flag
from imr_desk.model.edits import Edit, MarkField, QuoteRationale, SetField, apply_edit
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Entry, EntryState, Item, Review, flag_key
from imr_desk.model.second import Pair, Side
from imr_desk.model.signature import Signature
from imr_desk.model.values import Value
from imr_desk.services.second_readings import TwoReadings

_UNDER_TRIAL = Signature("", "")
"""Signs the copies on which edits are tried; nothing of them is kept."""


class ThirdValue(msgspec.Struct, frozen=True, omit_defaults=True):
    """What whoever settles puts in place of both readings.

    Attributes:
        value: the value of a field; of a decision or a flag, its word. ``None`` says that the letter has none.
        spans: where it stands in the letter; for a passage, its words.
        words: why a flag is dismissed.
    """

    value: Value = None
    spans: tuple[Span, ...] = ()
    words: str = ""


class Sides(msgspec.Struct, frozen=True):
    """What each of two readings of a letter has at the places where they were compared.

    Attributes:
        letter: the letter.
        readings: both readings as they were before anybody settled anything.
    """

    letter: LetterText
    readings: TwoReadings

    def entry(self, pair: Pair, side: Side) -> Entry:
        """Return a side's entry of a field or a decision; an empty one for other places."""
        try:
            return self.review(side).entry(self.item_id(pair, side), pair.field)
        except KeyError:
            return Entry()

    def item(self, pair: Pair, side: Side) -> Item | None:
        """Return the item that a pair is about, as a side has it; ``None`` for the letter and where it has none."""
        wanted = self.item_id(pair, side)
        return next((item for item in self.review(side).items if item.id == wanted), None)

    def flag(self, pair: Pair) -> Flag | None:
        """Return the flag that a pair is about."""
        return next((flag for flag in self.readings.first_review.flags if flag_key(flag) == pair.label), None)

    def annotation(self, pair: Pair, side: Side) -> Annotation | None:
        """Return the annotation that a pair is about, as a side has it."""
        wanted = pair.first_id if side is Side.FIRST else pair.second_id
        return next((each for each in self.review(side).annotations if wanted and each.id == wanted), None)

    def review(self, side: Side) -> Review:
        """Return a reading; ``THIRD`` has none and gets the second."""
        return self.readings.first_review if side is Side.FIRST else self.readings.second_review

    def item_id(self, pair: Pair, side: Side) -> str | None:
        """Return the identity that a side gave the item which a pair is about."""
        if pair.field in ("annotation", "flag") or not (pair.first_id or pair.second_id):
            return pair.item
        return pair.first_id if side is Side.FIRST else pair.second_id


class Writing:
    """Edits that follow one another, each tried on what the ones before leave.

    Args:
        record: the review that the first one meets; a finished one is taken as open.
        letter: its letter.
    """

    def __init__(self, record: Review, letter: LetterText) -> None:
        self.record = msgspec.structs.replace(record, finished=None)
        self.letter = letter
        self.edits: list[Edit] = []

    def do(self, edit: Edit) -> None:
        """Add an edit.

        Raises:
            EditRefusedError: it does not fit.
        """
        self.record = apply_edit(edit, self.record, self.letter, _UNDER_TRIAL)
        self.edits.append(edit)

    def enter(self, item: str | None, name: str, entry: Entry) -> None:
        """Give a field what an entry of a reading says."""
        if entry.value is not None:
            self.do(SetField(item, name, entry.value, entry.sources))
        elif entry.state in (EntryState.UNSURE, EntryState.AMBIGUOUS):
            self.do(SetField(item, name, None))
            self.do(MarkField(item, name, EntryState.UNSURE, entry.note))
        else:
            told = entry.state in (EntryState.UNREADABLE, EntryState.NOT_APPLICABLE)
            self.do(MarkField(item, name, entry.state if told else EntryState.MISSING, entry.note))

    def quote(self, item: str, spans: tuple[Span, ...]) -> None:
        """Take a passage as an item's excerpt."""
        self.do(QuoteRationale(item, spans, self.letter.quote_of(spans)))
