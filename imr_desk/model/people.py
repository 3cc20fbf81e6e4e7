"""People who work in a log, and what each role may do.

A register is the record of who did what. It keeps nobody out who holds the file: that is what encryption is for.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

from imr_desk.model.draft import Decision
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.review import Item

_LONGEST_NAME = 60


class Role(StrEnum):
    """What somebody does at the desk."""

    REVIEWER = "reviewer"
    NURSE = "nurse"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> str:
        """What the screen calls it."""
        return self.value.capitalize()


class Right(StrEnum):
    """Something that not every role may do; the value goes into sentences, as ``may change the deadline rules``."""

    GO_AGAINST_READING = "enter another decision than was read, without words of the letter to show it"
    LABELS = "set and remove labels"
    OTHERS_CASES = "assign and take over the cases of others"
    RULES = "change the deadline rules"
    SECOND_READINGS = "send cases to a second reading and settle the differences"
    LABEL_TABLE = "change the table of labels"
    PROTECTION = "change how the case log is protected"
    PEOPLE = "change who works in this case log"


_NURSE = frozenset({Right.LABELS})
_REVIEWER = _NURSE | {Right.GO_AGAINST_READING}
_SUPERVISOR = _REVIEWER | {Right.OTHERS_CASES, Right.RULES, Right.LABEL_TABLE, Right.SECOND_READINGS}

RIGHTS: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.NURSE: _NURSE,
        Role.REVIEWER: _REVIEWER,
        Role.SUPERVISOR: _SUPERVISOR,
        Role.ADMINISTRATOR: frozenset(Right),
    }
)
"""What each role may do beside working on cases, the narrowest role first."""

ROLE_MEANINGS: Mapping[Role, str] = MappingProxyType(
    {
        Role.NURSE: "Records what letters say and flags what is odd. Never changes the outcome of a determination.",
        Role.REVIEWER: "Reviews letters and decides what the record says.",
        Role.SUPERVISOR: "As a reviewer; assigns work and answers for the deadline rules.",
        Role.ADMINISTRATOR: "As a supervisor; answers for the people, the protection and the copies of the log.",
    }
)
"""What each role is for, in a sentence. A nurse records and flags: only a physician modifies or denies (Labor Code
4610), and an outcome of IMR is changed by nobody at the desk."""


def allowed_sentence(right: Right) -> str:
    """Tell who may do something."""
    roles = [_with_article(role) for role in Role if right in RIGHTS[role]]
    listed = roles[0] if len(roles) == 1 else f"{', '.join(roles[:-1])} or {roles[-1]}"
    return f"Only {listed} may {right.value}."


def _with_article(role: Role) -> str:
    return f"an {role.value}" if role is Role.ADMINISTRATOR else f"a {role.value}"


def records_the_letter(item: Item, decision: Decision, read: Decision | None) -> bool:
    """Tell whether a decision only records what the letter says.

    It does when it is what the program read, when the program read nothing clear, or when a person took words of the
    letter as the item's excerpt: those show it.

    Args:
        item: the item as it stands.
        decision: the decision to be entered.
        read: what the program read; ``None`` for nothing.
    """
    shown = item.excerpt is not None and item.excerpt.by is not None and bool(item.excerpt.spans)
    return decision is read or read in (None, Decision.UNCLEAR) or shown


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who works in the log.

    Attributes:
        name: as acts are signed.
        role: what they do.
        account: account of the operating system that they work under; empty for any.
        passphrase: argon2id hash of their passphrase; empty when the account is enough.
        active: whether they still work here; who once signed is never removed.
    """

    name: str
    role: Role
    account: str = ""
    passphrase: str = ""
    active: bool = True

    def may(self, right: Right) -> bool:
        """Tell whether their role lets them do something."""
        return self.active and right in RIGHTS[self.role]


class Register(msgspec.Struct, frozen=True):
    """Everybody who works or worked in a log, by name. Made by ``of``, which refuses what cannot be."""

    people: tuple[Person, ...]

    @classmethod
    def of(cls, people: Iterable[Person]) -> "Register":
        """Make a register.

        Raises:
            EditRefusedError: a name will not do, nobody could administer it, or it is unclear who sits at an account.
        """
        listed = tuple(sorted(people, key=lambda person: person.name.casefold()))
        seen: set[str] = set()
        for person in listed:
            if not person.name.strip() or len(person.name) > _LONGEST_NAME or not person.name.isprintable():
                raise EditRefusedError(f"A person needs a name of 1 to {_LONGEST_NAME} characters.")
            if person.name.casefold() in seen:
                raise EditRefusedError(f"“{person.name}” is in the list already; choose another name.")
            seen.add(person.name.casefold())
            if person.active and not person.account and not person.passphrase:
                raise EditRefusedError(f"{person.name} needs a computer account, a passphrase, or both.")
        register = cls(listed)
        if not any(person.active and person.role is Role.ADMINISTRATOR for person in listed):
            raise EditRefusedError("Somebody has to be administrator; give another person that role first.")
        register._must_be_told_apart()
        return register

    def _must_be_told_apart(self) -> None:
        for person in self.people:
            others = [other for other in self._at(person.account) if other is not person]
            if person.active and person.account and not person.passphrase and others:
                raise EditRefusedError(
                    f"{person.name} and {others[0].name} work under the same computer account; "
                    f"give {person.name} a passphrase, so that it is clear who acts."
                )

    def _at(self, account: str) -> tuple[Person, ...]:
        return tuple(each for each in self.people if each.active and each.account == account)

    def candidates(self, account: str) -> tuple[Person, ...]:
        """Return who may sit at a computer account: those named for it, and those who work at any."""
        return tuple(each for each in self.people if each.active and each.account in (account, ""))

    def at_once(self, account: str) -> Person | None:
        """Return the person whom the account alone makes known; ``None`` when somebody has to sign in."""
        return next((each for each in self._at(account) if account and not each.passphrase), None)

    def named(self, name: str) -> Person | None:
        """Return the person of this name, whatever its capitals."""
        return next((each for each in self.people if each.name.casefold() == name.strip().casefold()), None)

    def with_person(self, person: Person, instead_of: str = "") -> "Register":
        """Return the register with a person added, or in the place of the one named ``instead_of``.

        Raises:
            EditRefusedError: see ``of``; somebody who signed before cannot get another name.
        """
        if instead_of and person.name != instead_of:
            raise EditRefusedError("A name stands under all that was signed with it; add a new person instead.")
        return Register.of((*(each for each in self.people if each.name != instead_of), person))
