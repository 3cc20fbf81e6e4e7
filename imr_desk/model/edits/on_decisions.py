"""Edits of what was decided on an item, and of the excerpt that carries it."""

import msgspec

from imr_desk.model.draft import Decision
from imr_desk.model.edits.base import BaseEdit, change_item, item_of, item_words, must_stand
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Entry, EntryState, Excerpt, Item, Review
from imr_desk.model.signature import Signature


class DecideItem(BaseEdit, frozen=True, tag="decide_item"):
    """Decide an item: overturned (treatment approved) or upheld (treatment stays denied).

    A decision that agrees with the machine's reading confirms the proposed excerpt with it, unless the machine
    doubts the sentence it ends with; one that goes against the reading leaves the excerpt open, since it was
    proposed for the other outcome.

    Attributes:
        item: identity of the item.
        decision: the decision.
        sources: words of the letter that it was taken from, such as those that another reader gave.
    """

    item: str
    decision: Decision
    sources: tuple[Span, ...] = ()

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Set and sign the decision."""
        must_stand(letter, self.sources)

        def decide(item: Item) -> Item:
            same = item.outcome is self.decision
            before = item.decision
            if same:
                state = EntryState.CONFIRMED if before.by is None else before.state
            else:
                state = EntryState.TYPED if before.value is None else EntryState.CORRECTED
            sources = self.sources or (before.sources if same else ())
            entry = Entry(self.decision.value, state, sources, by, before.doubtful, before.note)
            excerpt = item.excerpt
            determination = item.fields.get("determination")
            sure = determination is not None and not determination.wants_look
            if excerpt is not None and excerpt.by is None and same and sure:
                excerpt = msgspec.structs.replace(excerpt, by=by)
            return msgspec.structs.replace(item, decision=entry, excerpt=excerpt)

        return change_item(review, self.item, decide)

    def label(self, review: Review) -> str:
        """Name the item."""
        return f"decide {item_words(review, self.item)}"


class QuoteRationale(BaseEdit, frozen=True, tag="quote_rationale"):
    """Take a passage of the letter as the item's excerpt; it must stand in the letter word for word."""

    item: str
    spans: tuple[Span, ...]
    text: str

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Take the excerpt when the letter has exactly these words there."""
        must_stand(letter, self.spans)
        if not self.spans or letter.quote_of(self.spans) != self.text or not self.text.strip():
            raise EditRefusedError("The excerpt must be words of this letter. Mark them in the letter and try again.")
        excerpt = Excerpt(self.spans, self.text, by)
        return change_item(review, self.item, lambda item: msgspec.structs.replace(item, excerpt=excerpt))

    def label(self, review: Review) -> str:
        """Name the item."""
        return f"take excerpt for {item_words(review, self.item)}"


class ConfirmExcerpt(BaseEdit, frozen=True, tag="confirm_excerpt"):
    """Accept the excerpt that the machine proposes."""

    item: str

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Sign the excerpt."""
        excerpt = item_of(review, self.item).excerpt
        if excerpt is not None and excerpt.is_lost:
            raise EditRefusedError("These words are not in the letter's new text. Mark the passage in the letter.")
        if excerpt is None:
            raise EditRefusedError("There is no excerpt to confirm. Mark a passage in the letter first.")

        def confirm(item: Item) -> Item:
            excerpt = item.excerpt
            return (
                item
                if excerpt is None
                else msgspec.structs.replace(item, excerpt=msgspec.structs.replace(excerpt, by=by))
            )

        return change_item(review, self.item, confirm)

    def label(self, review: Review) -> str:
        """Name the item."""
        return f"confirm excerpt of {item_words(review, self.item)}"


class DropExcerpt(BaseEdit, frozen=True, tag="drop_excerpt"):
    """Remove the item's excerpt."""

    item: str

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Leave the item without an excerpt."""
        return change_item(review, self.item, lambda item: msgspec.structs.replace(item, excerpt=None))

    def label(self, review: Review) -> str:
        """Name the item."""
        return f"remove excerpt of {item_words(review, self.item)}"
