"""Edits of the review as a whole: flags, notes, its end."""

import msgspec

from imr_desk.model.edits.base import BaseEdit, change_item, item_words
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.letter import LetterText
from imr_desk.model.review import FlagState, Review, Settlement, flag_key
from imr_desk.model.signature import Signature


class SettleFlag(BaseEdit, frozen=True, tag="settle_flag"):
    """Say what a flag is worth: confirmed, dismissed with a reason, or open again."""

    key: str
    state: FlagState
    reason: str = ""

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Note the person's word on the flag."""
        if self.key not in {flag_key(flag) for flag in review.flags}:
            raise EditRefusedError("This flag is no longer raised.")
        settled = {**review.settled, self.key: Settlement(self.state, by, self.reason)}
        return msgspec.structs.replace(review, settled=settled)

    def label(self, review: Review) -> str:
        """Name the act."""
        words = {
            FlagState.OPEN: "reopen flag",
            FlagState.CONFIRMED: "confirm flag",
            FlagState.DISMISSED: "dismiss flag",
        }
        return words[self.state]


class WriteNote(BaseEdit, frozen=True, tag="write_note"):
    """Write the reviewer's remark on an item or (``None``) the case."""

    item: str | None
    text: str

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Set the remark."""
        if self.item is None:
            return msgspec.structs.replace(review, note=self.text)
        return change_item(review, self.item, lambda item: msgspec.structs.replace(item, note=self.text))

    def label(self, review: Review) -> str:
        """Name where the note stands."""
        return "note on the case" if self.item is None else f"note on {item_words(review, self.item)}"

    @property
    def target(self) -> tuple[str, ...]:
        """Return the note."""
        return ("note", self.item or "")


class FinishReview(BaseEdit, frozen=True, tag="finish_review"):
    """Say that the review is done."""

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Sign the review when nothing is missing."""
        problems = review.problems()
        if problems:
            raise EditRefusedError(f"The review cannot be finished yet. {problems[0].sentence}")
        return msgspec.structs.replace(review, finished=by)

    def label(self, review: Review) -> str:
        """Name the act."""
        return "finish review"


class ReopenReview(BaseEdit, frozen=True, tag="reopen_review"):
    """Open a finished review again."""

    def apply(self, review: Review, letter: LetterText, by: Signature) -> Review:
        """Void the signature."""
        return msgspec.structs.replace(review, finished=None)

    def label(self, review: Review) -> str:
        """Name the act."""
        return "reopen review"
