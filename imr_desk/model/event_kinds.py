"""What the history of a log may tell: the kinds of its events, each one word for good."""

from enum import StrEnum


class EventKind(StrEnum):
    """Kind of an event, as the log keeps it under its chain of hashes; so a word once written never changes.

    A log may hold kinds that are not here, of a newer version: they are told as they stand. Of a case are those up to
    ``EXPORTED``; the others are of a log as a whole, ``CLOCK_SET_BACK`` of either.
    """

    IMPORTED = "imported"
    ACT = "act"
    HANDLED = "handled"
    SECOND_ACT = "second act"
    COMPARED = "compared"
    EXPORTED = "exported"
    CLOCK_SET_BACK = "clock set back"
    SIGNED_IN = "signed in"
    SIGN_IN_REFUSED = "sign-in refused"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    UNLOCK_REFUSED = "unlock refused"
    PROTECTION = "protection changed"
    COPYING = "backup begun"
    NOT_COPIED = "backup failed"
    COPIED = "copied"
    RESTORED = "restored"
    PLAIN_COPY = "plain copy written"
    HISTORY_SAVED = "history saved"
    KEPT = "kept"
    HISTORY_LOST = "history lost"
    RECOVERED = "recovered"
