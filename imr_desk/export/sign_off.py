"""Who signed the review, what exactly was signed, and whether it still stands."""

import hashlib
from typing import Final

import msgspec

from imr_desk.export.entry_words import Fact
from imr_desk.export.moments import moment_words
from imr_desk.model.case import CaseStatus, Dossier
from imr_desk.model.edits import FinishReview
from imr_desk.model.handling import AskSecondLook, EndSecondLook
from imr_desk.model.history import History
from imr_desk.model.review import Review
from imr_desk.model.second import SecondReading

_GROUP: Final = 8


class SignOff(msgspec.Struct, frozen=True):
    """Where the review stands.

    Attributes:
        finished: whether a person signed it as finished, and the signature stands.
        word: ``FINISHED`` or ``DRAFT``.
        sentence: who signed and when, or why it is a draft.
        facts: who looked and signed, and the hashes of the letter and of the review as signed.
    """

    finished: bool
    word: str
    sentence: str
    facts: tuple[Fact, ...] = ()


def review_hash(review: Review) -> str:
    """Return the SHA-256 of a review as its record in JSON holds it, keys sorted, without blanks and questions.

    Questions change no value, so that asking one does not alter what was signed.
    """
    signed = msgspec.to_builtins(review)
    del signed["questions"]
    return hashlib.sha256(msgspec.json.encode(signed, order="deterministic")).hexdigest()


def grouped(digits: str, size: int = _GROUP) -> str:
    """Return digits in groups, so that a person can compare them."""
    return " ".join(digits[at : at + size] for at in range(0, len(digits), size))


def signed_review(dossier: Dossier) -> Review | None:
    """Return the review as it was when somebody last signed it; ``None`` when nobody did.

    A dossier without acts knows only the review as it stands.
    """
    if not any(isinstance(act.step, FinishReview) for act in dossier.acts):
        return dossier.review if dossier.review.finished is not None else None
    first = dossier.first_letter or dossier.letter
    history = History(first, Review.of(dossier.draft, first))
    signed: Review | None = None
    for act in dossier.acts:
        before, history = history.review.finished, history.done(act)
        if before is None and history.review.finished is not None:
            signed = history.review
    return signed


def sign_off_of(dossier: Dossier) -> SignOff:
    """Say where the review stands, by whom it was signed and what was signed."""
    signed, standing = signed_review(dossier), dossier.review.finished
    facts = tuple(_facts(dossier, signed))
    if standing is not None:
        words = f"Review finished by {standing.who}, {moment_words(standing.at, zone=True)}."
        return SignOff(True, "FINISHED", words, facts)
    if dossier.case.status is CaseStatus.REOPENED or signed is not None:
        return SignOff(False, "DRAFT", "The review was opened again; its earlier signature is void.", facts)
    return SignOff(False, "DRAFT", "The review is not finished; nobody has signed it.", facts)


def _facts(dossier: Dossier, signed: Review | None) -> list[Fact]:
    facts = [Fact("signed", "Signed by", "" if signed else "nobody yet")]
    if signed is not None and signed.finished is not None:
        by = signed.finished
        facts[0] = Fact("signed", "Signed by", f"{by.who}, {moment_words(by.at, zone=True)}")
    facts.append(Fact("second_look", "Second look", _second_look(dossier)))
    if (second := dossier.case.handling.second) is not None:
        facts.append(Fact("second_reading", "Second reading", _second_reading(second)))
    facts.append(Fact("letter_hash", "Letter (SHA-256)", grouped(dossier.case.fingerprint)))
    if signed is None:
        facts.append(Fact("review_hash", "Review as printed (SHA-256)", grouped(review_hash(dossier.review))))
        return facts
    facts.append(Fact("review_hash", "Review as signed (SHA-256)", grouped(review_hash(signed))))
    if review_hash(signed) == review_hash(dossier.review):
        facts.append(Fact("changed", "Changed since", "no; this paper shows the review as signed"))
    else:
        void = "the signature is void; " if dossier.review.finished is None else ""
        facts.append(Fact("changed", "Changed since", f"yes; {void}this paper shows the review as it stands"))
        facts.append(Fact("now_hash", "Review as printed (SHA-256)", grouped(review_hash(dossier.review))))
    return facts


def _second_reading(second: SecondReading) -> str:
    """Say who read the letter a second time, blind, and what became of the differences."""
    if second.signed is None:
        return "called off" if second.closed is not None else f"{second.state.value} ({second.why})"
    words = f"by {second.signed.who}, {moment_words(second.signed.at, zone=True)}"
    if second.closed is None:
        return f"{words}; differences not settled yet"
    return f"{words}; compared and closed by {second.closed.who}, {moment_words(second.closed.at, zone=True)}"


def _second_look(dossier: Dossier) -> str:
    asked = dossier.case.handling.second_look
    if asked:
        return f"wanted by {dossier.case.handling.asked_by}: {' '.join(asked.split())}"
    looked = [event for event in dossier.events if isinstance(event.step, EndSecondLook)]
    if looked:
        return f"done by {looked[-1].by}, {moment_words(looked[-1].at, zone=True)}"
    if any(isinstance(event.step, AskSecondLook) for event in dossier.events):
        return "was wanted, and taken back"
    return "none was asked for"
