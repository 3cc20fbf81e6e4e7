"""Who works in a log, how they sign in, and what each role may do."""

from functools import cache
from itertools import pairwise

import msgspec
import pytest
from argon2 import PasswordHasher

from imr_desk.model.draft import Decision
from imr_desk.model.edits import DecideItem, QuoteRationale, SetField
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind, EditRefusedError
from imr_desk.model.geometry import Span
from imr_desk.model.handling import Assign, GiveBack, Handling, Take
from imr_desk.model.people import (
    RIGHTS,
    ROLE_MEANINGS,
    Person,
    Register,
    Right,
    Role,
    allowed_sentence,
    records_the_letter,
)
from imr_desk.model.review import Excerpt, Review
from imr_desk.model.signature import Signature
from imr_desk.services.people import NotAllowedError, People, SignInError
from tests.unit.model.letters import two_items

PHRASE = "correct horse battery"
ADMIN = Person("Ana", Role.ADMINISTRATOR, "ana")


@cache
def hashed(phrase):
    return PasswordHasher().hash(phrase)


@pytest.fixture
def opened(desk):
    """Open the people of the log, as under an account of the computer."""

    def open_as(account):
        desk.reviews.person = account
        return People(desk.log, desk.reviews.clock, desk.reviews, account)

    return open_as


@pytest.fixture
def office(opened):
    """Ana administers; Ben and Cho share an account, and Dee works at any."""
    people = opened("ana")
    people.begin("Ana")
    for person in (
        Person("Ben", Role.NURSE, "desk", hashed(PHRASE)),
        Person("Cho", Role.SUPERVISOR, "desk", hashed("another long phrase")),
        Person("Dee", Role.REVIEWER, "", hashed(PHRASE)),
        Person("Eve", Role.REVIEWER, "eve", active=False),
    ):
        people.put(person)
    return people


# The log of a single user


def test_the_account_is_the_person_where_there_is_no_list(opened, desk):
    people = opened("rn1")
    assert people.register is None
    assert people.person == Person("rn1", Role.ADMINISTRATOR, "rn1")
    assert not people.wants_sign_in
    assert all(people.may(right) and not people.refusal(right) for right in Right)
    assert desk.reviews.person == "rn1"


def test_whoever_begins_the_list_is_its_administrator(opened, desk):
    people = opened("rn1")
    people.begin(" Rita  Nowak ")
    assert people.person == Person("Rita Nowak", Role.ADMINISTRATOR, "rn1")
    assert desk.reviews.sign().who == "Rita Nowak"
    again = opened("rn1")
    assert again.person == people.person
    assert desk.reviews.person == "Rita Nowak"


def test_a_list_must_be_begun_first(opened):
    with pytest.raises(EditRefusedError, match="Begin a list"):
        opened("rn1").put(Person("Ben", Role.NURSE, "ben"))


# Signing in


def told(log):
    """Kind and detail of every event; no port reads those of the whole log yet."""
    return [(event.kind, event.detail) for event in log._events]


def test_an_account_of_ones_own_is_enough(office, opened):
    assert opened("ana").person.name == "Ana"


def test_who_shares_an_account_signs_in(office, opened, desk):
    people = opened("desk")
    assert people.wants_sign_in
    assert [each.name for each in people.candidates] == ["Ben", "Cho", "Dee"]
    assert people.sign_in("Ben", PHRASE).name == "Ben"
    assert desk.reviews.person == "Ben"
    assert not people.wants_sign_in
    assert told(desk.log)[-1] == ("signed in", "Ben (computer account desk)")


@pytest.mark.parametrize(
    ("name", "words"),
    [("Ben", "wrong horse"), ("Ben", ""), ("Nobody", PHRASE), ("Ana", ""), ("Eve", ""), ("Cho", PHRASE)],
)
def test_whoever_is_refused_is_kept_and_nobody_changes(office, opened, desk, name, words):
    people = opened("desk")
    people.sign_in("Dee", PHRASE)
    with pytest.raises(SignInError, match="not right"):
        people.sign_in(name, words)
    assert people.person.name == "Dee"
    assert told(desk.log)[-1] == ("sign-in refused", f"{name} (computer account desk)")


def test_a_stranger_finds_those_who_work_anywhere(office, opened):
    people = opened("stranger")
    assert people.wants_sign_in
    assert [each.name for each in people.candidates] == ["Dee"]
    assert not people.may(Right.LABELS)


def test_a_log_that_cannot_keep_the_sign_in_lets_nobody_in(office, opened, desk, monkeypatch):
    people = opened("desk")

    def full(*_args):
        raise CaseLogError(CaseLogErrorKind.DISK_FULL, "The disk is full.")

    monkeypatch.setattr(desk.log, "note_log_event", full)
    with pytest.raises(CaseLogError):
        people.sign_in("Ben", PHRASE)
    assert people.wants_sign_in


def test_no_passphrase_stands_in_the_log(office, desk):
    office.put(Person("Fay", Role.NURSE, "", office.hashed(PHRASE)))
    kept = desk.log.kept("people")
    assert PHRASE not in kept
    assert "$argon2id$" in kept


@pytest.mark.parametrize("words", ["short", "x" * 1001])
def test_a_passphrase_that_will_not_do_is_refused(office, words):
    with pytest.raises(EditRefusedError, match="at least 8 characters"):
        office.hashed(words)


def test_a_damaged_hash_opens_nothing(office, opened):
    office.put(Person("Dee", Role.REVIEWER, "", "$argon2id$nonsense"), "Dee")
    with pytest.raises(SignInError):
        opened("desk").sign_in("Dee", PHRASE)


# The register


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ((Person("", Role.ADMINISTRATOR, "x"),), "needs a name"),
        ((Person("A" * 61, Role.ADMINISTRATOR, "x"),), "needs a name"),
        ((Person("A\nB", Role.ADMINISTRATOR, "x"),), "needs a name"),
        ((ADMIN, Person("ANA", Role.NURSE, "b")), "in the list already"),
        ((ADMIN, Person("Ben", Role.NURSE)), "a computer account, a passphrase, or both"),
        ((Person("Ben", Role.NURSE, "ben"),), "Somebody has to be administrator"),
        ((msgspec.structs.replace(ADMIN, active=False),), "Somebody has to be administrator"),
        ((ADMIN, Person("Ben", Role.NURSE, "ana")), "give Ana a passphrase"),
        ((msgspec.structs.replace(ADMIN, passphrase="h"), Person("Ben", Role.NURSE, "ana")), "give Ben a passphrase"),
    ],
)
def test_a_register_that_cannot_be_is_refused(people, sentence):
    with pytest.raises(EditRefusedError, match=sentence):
        Register.of(people)


def test_people_who_share_an_account_with_passphrases_are_taken():
    register = Register.of((msgspec.structs.replace(ADMIN, passphrase="h"), Person("Ben", Role.NURSE, "ana", "h")))
    assert register.at_once("ana") is None
    assert len(register.candidates("ana")) == 2


def test_a_name_that_was_signed_with_stays(office):
    with pytest.raises(EditRefusedError, match="add a new person instead"):
        office.put(Person("Benjamin", Role.NURSE, "desk", "h"), "Ben")


def test_a_refused_change_leaves_the_list_as_it_was(office, opened):
    before = office.register
    with pytest.raises(EditRefusedError):
        office.put(Person("Ana", Role.NURSE, "ana"), "Ana")
    assert office.register == before
    assert opened("ana").register == before


def test_a_list_of_a_newer_version_gives_nobody_a_right_that_is_not_understood(office, opened, desk):
    desk.log.keep("people", '{"people": [{"name": "Ana", "role": "emperor"}]}', desk.reviews.sign())
    people = opened("ana")
    assert "cannot be read by this version" in people.problem
    assert not people.may(Right.PEOPLE)
    with pytest.raises(NotAllowedError):
        people.put(Person("Ben", Role.NURSE, "ben"))


# Roles


def test_each_role_may_what_the_narrower_may():
    widths = [RIGHTS[role] for role in (Role.NURSE, Role.REVIEWER, Role.SUPERVISOR, Role.ADMINISTRATOR)]
    assert all(narrow < wide for narrow, wide in pairwise(widths))
    assert widths[-1] == frozenset(Right)
    assert set(ROLE_MEANINGS) == set(Role) == set(RIGHTS)


@pytest.mark.parametrize("right", list(Right))
def test_every_refusal_is_a_sentence_that_says_who_may(right):
    sentence = allowed_sentence(right)
    assert sentence.startswith("Only ")
    assert sentence.endswith(".")
    assert "administrator" in sentence


def test_who_may_not_is_told_who_may(office, opened):
    people = opened("desk")
    people.sign_in("Ben", PHRASE)
    assert people.refusal(Right.RULES) == "Only a supervisor or an administrator may change the deadline rules."
    with pytest.raises(NotAllowedError, match="Only an administrator may change who works in this case log"):
        people.put(Person("Fay", Role.NURSE, "fay"))
    people.sign_in("Cho", "another long phrase")
    people.must(Right.RULES)


def test_whoever_leaves_may_nothing_any_more():
    assert not msgspec.structs.replace(ADMIN, active=False).may(Right.PEOPLE)


def test_a_nurse_cannot_go_against_the_letter_without_its_words(office, opened):
    letter, draft = two_items()
    review = Review.of(draft, letter)
    first, second = review.items
    people = opened("desk")
    people.sign_in("Ben", PHRASE)
    agree, against = DecideItem(second.id, Decision.OVERTURNED), DecideItem(second.id, Decision.UPHELD)
    assert not people.refusal_of(agree, review, letter, draft)
    assert not people.refusal_of(SetField(None, "employer", "Example Works"), review, letter, draft)
    assert "a nurse records what the letter says" in people.refusal_of(against, review, letter, draft)
    decided = against.apply(review, letter, Signature("Cho", "2026-11-24T09:00:00+00:00"))
    assert people.refusal_of(against, decided, letter, draft), (
        "what somebody else decided is no reading of the letter"
    )
    spans = (Span(1, 0, 12),)
    quoted = QuoteRationale(second.id, spans, letter.quote_of(spans)).apply(
        review, letter, Signature("Ben", "2026-11-24T09:00:00+00:00")
    )
    assert not people.refusal_of(against, quoted, letter, draft)
    assert people.refusal_of(DecideItem(first.id, Decision.OVERTURNED), quoted, letter, draft)
    people.sign_in("Dee", PHRASE)
    assert not people.refusal_of(against, review, letter, draft)


def test_a_nurse_records_what_the_letter_says():
    letter, draft = two_items()
    item = Review.of(draft, letter).items[1]
    assert records_the_letter(item, Decision.OVERTURNED, Decision.OVERTURNED)
    assert records_the_letter(item, Decision.UPHELD, None)
    assert records_the_letter(item, Decision.UPHELD, Decision.UNCLEAR)
    assert not records_the_letter(item, Decision.UPHELD, Decision.OVERTURNED)
    shown = Excerpt((Span(1, 0, 5),), "words", Signature("Ben", "2026-11-24T09:00:00+00:00"))
    assert records_the_letter(msgspec.structs.replace(item, excerpt=shown), Decision.UPHELD, Decision.OVERTURNED)


def test_only_a_supervisor_hands_the_cases_of_others_on(office, opened):
    theirs = Handling(reviewer="Somebody Else", taken_at="2026-11-24T09:00:00+00:00")
    desk = opened("desk")
    desk.sign_in("Ben", PHRASE)
    assert "supervisor" in desk.refusal_of_step(Take(over=True), theirs)
    assert "supervisor" in desk.refusal_of_step(GiveBack(), theirs)  # else anybody could take it then
    assert "supervisor" in desk.refusal_of_step(Assign("Somebody Else"), Handling())
    assert not desk.refusal_of_step(Take(), Handling())
    desk.sign_in("Cho", "another long phrase")
    assert not desk.refusal_of_step(Take(over=True), theirs)
    assert not desk.refusal_of_step(GiveBack(), theirs)
