"""Who may be given what: classes of recipients, the least that each needs, and what is more than that.

Who needs what follows the desk's practice: the case summary is for adjusters, supervisors, counsel and bill review,
and not for the employer. An insurer or its administrator may give the employer no medical information but the
diagnosis and treatment of the claimed condition and what is needed to change duties (Labor Code 3762(c)).
"""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from imr_desk.services.paper_facts import Content, PaperFacts

_C = Content
_LOOKED_AFTER: Final = (_C.IDENTITY, _C.OUTCOME, _C.DENIED, _C.CLINICAL, _C.REASONS)
"""What the letter says, which those it was sent to know already."""


class Recipient(msgspec.Struct, frozen=True):
    """A class of people who are given papers.

    Attributes:
        name: identity, for what is remembered.
        label: what the screen calls it.
        phrase: how the log names it, behind “for”.
        may: what they may have.
        suggested: names of the papers with the least that they need, the best first.
        purposes: what papers are asked for most, as words to choose from.
        rule: why they may have no more; empty where only the need decides.
        named: whether it must be said in words who it is.
    """

    name: str
    label: str
    phrase: str
    may: frozenset[Content]
    suggested: tuple[str, ...]
    purposes: tuple[str, ...]
    rule: str = ""
    named: bool = False

    def words(self, who: str) -> str:
        """Return how the log names them, behind “for”: the class, and who that is where it was said.

        Args:
            who: name or office, as a person wrote it; may be empty, except for a class that must be ``named``.
        """
        who = " ".join(who.split())
        if self.named:
            return who
        return f"{self.phrase} ({who})" if who else self.phrase

    def excess(self, facts: PaperFacts) -> tuple[Content, ...]:
        """Return what a paper holds beyond what they may have, in the order of ``Content``."""
        return tuple(each for each in Content if each in facts.contents and each not in self.may)

    def suggestion(self, papers: Sequence[PaperFacts]) -> PaperFacts:
        """Return the paper that gives them what they need and least beside it.

        Args:
            papers: those that can be made, at least one.
        """
        for name in self.suggested:
            for facts in papers:
                if facts.name == name:
                    return facts
        return next((facts for facts in papers if not self.excess(facts)), papers[0])

    def warning(self, facts: PaperFacts) -> str:
        """Return in plain words that a paper holds more than they may have; empty when it does not."""
        excess = self.excess(facts)
        if not excess:
            return ""
        more = f"This paper also holds {listed(each.value for each in excess)}."
        return f"{more} {self.rule or f'That is more than {self.phrase} usually needs.'}"


_R = Recipient

RECIPIENTS: Final[tuple[Recipient, ...]] = (
    _R(
        "claim-file", "Claim file", "the claim file", frozenset(Content), ("summary-pdf",),
        ("Keep the claim file complete", "Act on the determination by its deadlines", "Check by a second person"),
    ),
    _R(
        "counsel", "Defense counsel", "defense counsel", frozenset(Content) - {_C.NOTES}, ("summary-counsel",),
        ("Decide whether to appeal", "Answer a petition", "Litigated claim"),
        "The desk's own notes are not for a file that others may be shown.",
    ),
    _R(
        "employer", "Employer", "the employer", frozenset({_C.IDENTITY, _C.OUTCOME, _C.DEADLINES}),
        ("summary-employer",),
        ("Tell which treatments were approved", "Plan changed duties"),
        "Labor Code 3762(c): the employer may have no medical information but the diagnosis and treatment of the "
        "claimed condition, and what is needed to change duties.",
    ),
    _R(
        "provider", "Physician or provider", "the physician or provider", frozenset({*_LOOKED_AFTER, _C.LETTER}),
        ("summary-party",),
        ("Authorize the approved treatment", "Explain the determination"),
        "A provider needs what was decided and why, and nothing of the desk's own work.",
    ),
    _R(
        "bill-review", "Bill review", "bill review", frozenset({*_LOOKED_AFTER, _C.DEADLINES, _C.DOUBTS}),
        ("claim-note",),
        ("Pay or reimburse what was approved", "Check units and dates of service"),
    ),
    _R(
        "auditor", "Auditor or regulator", "the auditor or regulator", frozenset(Content), ("summary-pdf",),
        ("Audit of claim files", "Answer to a request of the Administrative Director"),
    ),
    _R(
        "worker", "Injured worker or attorney", "the injured worker or attorney",
        frozenset({*_LOOKED_AFTER, _C.LETTER}), ("summary-party",),
        ("Tell the outcome", "Answer to a request"),
        "They are given what was decided and why, and nothing of the desk's own work.",
    ),
    _R(
        "other", "Somebody else", "somebody else", frozenset({_C.OUTCOME, _C.DENIED}), ("summary-deidentified",),
        ("Training", "Figures", "Answer to a request"),
        "Without a rule that allows more, others are given nothing that identifies the injured worker.",
        named=True,
    ),
)  # fmt: skip
"""All classes, in the order of the list."""


def recipient_of(name: str) -> Recipient:
    """Return the class of this name; the claim file for a name that is not known."""
    return next((each for each in RECIPIENTS if each.name == name), RECIPIENTS[0])


def listed(words: Iterable[str]) -> str:
    """Return words as a list in a sentence: ``a, b and c``."""
    parts = list(words)
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
