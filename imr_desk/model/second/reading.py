"""How the second reading of a case stands."""

from enum import StrEnum

import msgspec

from imr_desk.model.signature import Signature


class SecondState(StrEnum):
    """How far a second reading is; the values are what the screen calls it."""

    WAITING = "waits for a second reader"
    READING = "is read a second time"
    COMPARING = "differences to settle"
    SETTLED = "second reading done"


class Side(StrEnum):
    """Whose reading of a value stands."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"


class Settled(msgspec.Struct, frozen=True):
    """A difference that somebody settled.

    Attributes:
        key: the pair's key.
        side: whose reading stands; ``THIRD`` for another value than either.
        by: who settled it, and when.
        words: why; may be empty.
    """

    key: str
    side: Side
    by: Signature
    words: str = ""


class SecondReading(msgspec.Struct, frozen=True):
    """The newest second reading of a case.

    Attributes:
        why: why it was drawn, in words, such as ``overturned``.
        asked: who sent it, and when.
        first: the first reader, who signed the review.
        round: number of this reading among those of the case, from 1; acts of one round are one reading.
        blank: whether the second reader begins with an empty form; else with the machine's draft.
        reader: the second reader; empty while nobody took it.
        taken: since when they read, ISO 8601 with offset; empty while nobody does.
        signed: who finished the second reading, and when.
        settled: the differences that were settled, one a key.
        closed: who closed the comparison, and when.
        seen_by: who has seen the first reading meanwhile and so can no longer read blind; sorted.
        known_to: who had worked on the review before it was sent, beside the first reader; sorted.
    """

    why: str
    asked: Signature
    first: str
    round: int = 1
    blank: bool = False
    reader: str = ""
    taken: str = ""
    signed: Signature | None = None
    settled: tuple[Settled, ...] = ()
    closed: Signature | None = None
    seen_by: tuple[str, ...] = ()
    known_to: tuple[str, ...] = ()

    @property
    def state(self) -> SecondState:
        """How far it is."""
        if self.closed is not None:
            return SecondState.SETTLED
        if self.signed is not None:
            return SecondState.COMPARING
        return SecondState.READING if self.reader else SecondState.WAITING

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to read or to settle."""
        return self.closed is None

    @property
    def is_blind(self) -> bool:
        """Tell whether the second reader must not see the first reading yet; not so once it was called off."""
        return self.signed is None and self.closed is None

    def is_known_to(self, person: str) -> bool:
        """Tell whether somebody knows the first reading, though they did not sign it."""
        return person in self.known_to or person in self.seen_by

    def may_read(self, person: str) -> bool:
        """Tell whether somebody can read it blind: it is not their own, and they have not seen it.

        As long as they can, what the first reader said is kept from them (see ``is_hidden``).
        """
        return self.is_blind and person != self.first and not self.is_known_to(person) and self.reader in ("", person)

    def side_of(self, key: str) -> Settled | None:
        """Return how a difference was settled; ``None`` while it is open."""
        return next((each for each in self.settled if each.key == key), None)
