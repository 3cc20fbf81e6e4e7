"""What is told of a paper that leaves the desk: for whom, what for, and by which way."""

from enum import StrEnum

import msgspec


class Disclosure(msgspec.Struct, frozen=True):
    """For whom a paper is made and what for, in the person's words; the log keeps it with the export.

    Attributes:
        recipient: who gets it; may be empty.
        purpose: what for; may be empty.
        reason: why a paper that holds more than the recipient needs is given all the same; empty where it does not.
    """

    recipient: str = ""
    purpose: str = ""
    reason: str = ""

    def words(self, paper: str) -> str:
        """Return the line of the log: which paper, for whom, what for, and why it holds more."""
        parts = [paper]
        if recipient := " ".join(self.recipient.split()):
            parts.append(f"for {recipient}")
        if purpose := " ".join(self.purpose.split()):
            parts.append(f"purpose: {purpose}")
        if reason := " ".join(self.reason.split()):
            parts.append(f"more than the recipient needs, because: {reason}")
        return "; ".join(parts)


class Way(StrEnum):
    """How a paper leaves the desk; the value is what the log says."""

    FILE = ""
    PRINTED = "printed"
    PRINTED_IN_PART = "printed in part"
    COPIED = "copied to the clipboard"
