"""Who works in a log: the register of people, signing in, and what the person at the desk may do."""

import threading
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from imr_desk.model.draft import Draft
from imr_desk.model.edits import DecideItem, Edit
from imr_desk.model.errors import DeskError, EditRefusedError
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.handling import (
    AddLabel,
    Assign,
    CallOffSecondReading,
    CloseComparison,
    GiveBack,
    Handling,
    HandlingStep,
    RemoveLabel,
    SettleDifference,
    Take,
)
from imr_desk.model.history import Turn
from imr_desk.model.letter import LetterText
from imr_desk.model.people import Person, Register, Right, Role, allowed_sentence, records_the_letter
from imr_desk.model.review import Review
from imr_desk.model.signature import Signature
from imr_desk.ports import Clock, LogKeeping
from imr_desk.services.reviews import Reviews

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_REGISTER = "people"
"""Name of the register among the texts that the log keeps."""


SHORTEST_PASSPHRASE = 8
"""Characters of the shortest passphrase that is taken; the longest is far beyond what people type."""

_LONGEST_PASSPHRASE = 1000


class NotAllowedError(DeskError):
    """Something that the person's role does not let them do."""


class SignInError(DeskError):
    """Somebody who could not be signed in."""


class People:
    """Keeps the register in the log and knows who sits at the desk.

    A log without a register is that of a single user, who may do everything; the account of the operating system
    says who that is.

    Args:
        log: where the register is kept.
        clock: tells the time of each sign-in.
        reviews: signs acts with the person's name.
        account: account of the operating system.
    """

    def __init__(self, log: LogKeeping, clock: Clock, reviews: Reviews, account: str) -> None:
        self._log = log
        self._clock = clock
        self._reviews = reviews
        self.account = account
        self.problem = ""
        self._turn = threading.Lock()
        self._register = self._read()
        self._person = self._known_at_once()
        self._take_name()

    # Who is here

    @property
    def register(self) -> Register | None:
        """Everybody in the log; ``None`` for the log of a single user."""
        return self._register

    @property
    def person(self) -> Person | None:
        """Who sits at the desk; ``None`` until somebody signed in."""
        return self._person

    @property
    def wants_sign_in(self) -> bool:
        """Tell whether somebody has to sign in before the work begins."""
        return self._person is None

    @property
    def candidates(self) -> tuple[Person, ...]:
        """Who may sign in at this computer account."""
        return () if self._register is None else self._register.candidates(self.account)

    def may(self, right: Right) -> bool:
        """Tell whether the person at the desk may do something."""
        return self._person is not None and self._person.may(right)

    def refusal(self, right: Right) -> str:
        """Return why the person at the desk may not do something; empty when they may."""
        return "" if self.may(right) else allowed_sentence(right)

    def must(self, right: Right) -> None:
        """Let only those pass who may do something.

        Raises:
            NotAllowedError: the person at the desk may not.
        """
        if not self.may(right):
            raise NotAllowedError(allowed_sentence(right))

    def refusal_of_step(self, step: HandlingStep, handling: Handling) -> str:
        """Return why the person at the desk may not take a step of handling; empty when they may."""
        mine = handling.reviewer in ("", self._reviews.person)
        if (isinstance(step, Take | GiveBack) and not mine) or (
            isinstance(step, Assign) and (step.to != self._reviews.person or not mine)
        ):
            return self.refusal(Right.OTHERS_CASES)
        if isinstance(step, CallOffSecondReading | SettleDifference | CloseComparison):
            return self.refusal(Right.SECOND_READINGS)
        return self.refusal(Right.LABELS) if isinstance(step, AddLabel | RemoveLabel) else ""

    def refusal_of(self, edit: Edit | Turn, review: Review, letter: LetterText, draft: Draft) -> str:
        """Return why the person at the desk may not do an edit; empty when they may.

        A nurse records what the letter decides and never goes against it: only a physician modifies or denies (Labor
        Code 4610).
        """
        if not isinstance(edit, DecideItem) or self.may(Right.GO_AGAINST_READING):
            return ""
        read = {item.id: item.outcome for item in Review.of(draft, letter).items}.get(edit.item)
        item = next((each for each in review.items if each.id == edit.item), None)
        if item is None or records_the_letter(item, edit.decision, read):
            return ""
        return (
            "The program read another decision in the letter. Mark the words of the letter that decide this item and "
            "take them as its excerpt first, or ask for a second look: a nurse records what the letter says."
        )

    def sign_in(self, name: str, passphrase: str) -> Person:
        """Take somebody on the desk; success and failure alike are kept in the log. Takes about a tenth of a second.

        Raises:
            SignInError: the name or the passphrase is wrong; who was there stays.
            CaseLogError: the log cannot keep it; who was there stays.
        """
        found = next((each for each in self.candidates if each.name == name), None)
        with self._turn:
            fits = found is not None and self._fits(found, passphrase)
        if found is None or not fits:
            self._note(EventKind.SIGN_IN_REFUSED, name[:60])
            raise SignInError("The name or the passphrase is not right. Look at the capitals and try again.")
        self._note(EventKind.SIGNED_IN, found.name)
        self._person = found
        self._take_name()
        return found

    def _fits(self, person: Person, passphrase: str) -> bool:
        if not person.passphrase:
            return person.account == self.account
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - only where one signs in

        try:
            return self._hasher.verify(person.passphrase, passphrase[:_LONGEST_PASSPHRASE])
        except (VerificationError, InvalidHashError):
            return False

    # The register

    def begin(self, name: str, passphrase: str = "") -> None:
        """Make a register of a single user's log; that user becomes its first administrator.

        Raises:
            EditRefusedError: the name or the passphrase will not do.
            CaseLogError: it could not be saved.
        """
        first = Person(" ".join(name.split()), Role.ADMINISTRATOR, self.account, self.hashed(passphrase))
        self._keep(Register.of((first,)))
        self._person = first
        self._take_name()

    def put(self, person: Person, instead_of: str = "") -> None:
        """Add a person, or change the one named ``instead_of``.

        Raises:
            NotAllowedError: the person at the desk is no administrator.
            EditRefusedError: the register would make no sense.
            CaseLogError: it could not be saved.
        """
        self.must(Right.PEOPLE)
        if self._register is None:
            raise EditRefusedError("This is the log of a single user. Begin a list of people first.")
        self._keep(self._register.with_person(person, instead_of))
        if self._person is not None and self._person.name == instead_of:
            self._person = person if person.active else None

    def hashed(self, passphrase: str) -> str:
        """Return the argon2id hash of a passphrase; of an empty one, the empty text.

        Raises:
            EditRefusedError: it is too short to protect anybody.
        """
        if not passphrase:
            return ""
        if not SHORTEST_PASSPHRASE <= len(passphrase) <= _LONGEST_PASSPHRASE:
            raise EditRefusedError(
                f"A passphrase has at least {SHORTEST_PASSPHRASE} characters; several words are best."
            )
        return self._hasher.hash(passphrase)

    @cached_property
    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher  # noqa: PLC0415 - the start of a log without passphrases need not wait for it

        return PasswordHasher()

    def _read(self) -> Register | None:
        kept = self._log.kept(_REGISTER)
        if kept is None:
            return None
        try:
            return msgspec.json.decode(kept, type=Register)
        except msgspec.MsgspecError:
            # Written by a newer version or by hand: nobody is locked out, and nobody changes what is not understood.
            self.problem = "The list of people cannot be read by this version; until it can, everybody is a reviewer."
            return Register((Person(self.account, Role.REVIEWER, self.account),))

    def _keep(self, register: Register) -> None:
        self._log.keep(_REGISTER, msgspec.json.encode(register).decode(), self._reviews.sign())
        self._register = register

    def _known_at_once(self) -> Person | None:
        if self._register is None:
            return Person(self._reviews.person, Role.ADMINISTRATOR, self.account)
        return self._register.at_once(self.account)

    def _take_name(self) -> None:
        if self._person is not None:
            self._reviews.person = self._person.name

    def _note(self, kind: EventKind, name: str) -> None:
        now = self._clock.now().isoformat(timespec="milliseconds")
        self._log.note_log_event(kind, f"{name} (computer account {self.account})", Signature(self.account, now))
