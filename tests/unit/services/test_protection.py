"""What is said of a log's protection is true, and nothing more is claimed."""

import itertools

import pytest

from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.keeping import Protection
from imr_desk.services.protection import CODE_WORDS, DOES_NOT, PROTECTS, LogLock, LogProtection, words_for


class HeldVault:
    """A vault that remembers what was asked of it."""

    def __init__(self, protection: Protection, *, store: bool = True) -> None:
        self.state = protection
        self.store = store
        self.asked: list[str] = []
        self.copies_fail = False

    def protection(self) -> Protection:
        return self.state

    def has_store(self) -> bool:
        self.asked.append("has_store")
        return self.store

    def key_from_store(self) -> bytes | None:
        self.asked.append("key_from_store")
        return b"k" * 32 if self.state.key_store and self.store else None

    def unlock(self, words: str) -> bytes:
        return words.encode()

    def take_refusals(self) -> tuple[str, ...]:
        return ()

    def protect(self, passphrase: str | None, *, in_store: bool) -> tuple[bytes, str]:
        self.state = Protection(True, in_store, passphrase is not None, True)
        return b"k" * 32, "CODE"

    def remove(self, key: bytes) -> None:
        self.state = Protection()

    def protect_copies(self, key: bytes) -> int:
        self.asked.append("protect_copies")
        if self.copies_fail:
            raise CaseLogError(CaseLogErrorKind.DISK_FULL, "full")
        return 2

    def change_passphrase(self, key: bytes, passphrase: str | None) -> None:
        self.asked.append(f"passphrase {passphrase}")

    def renew_recovery_code(self, key: bytes) -> str:
        return "NEW"

    def keep_in_store(self, key: bytes) -> None:
        self.asked.append("keep")

    def forget_in_store(self) -> None:
        self.asked.append("forget")


def test_a_plain_log_has_a_notice_that_stays() -> None:
    for possible, has_store in itertools.product((True, False), repeat=2):
        words = words_for(Protection(possible=possible), has_store=has_store)
        assert words.state == "Not encrypted"
        assert words.notice == "This case log is not encrypted: whoever gets hold of its file can read the letters."
    assert "sqlcipher3" in words_for(Protection(possible=False), has_store=True).sentence
    assert "this computer has no key store" in words_for(Protection(), has_store=False).sentence
    assert "with your login or a passphrase" in words_for(Protection(), has_store=True).sentence


@pytest.mark.parametrize(
    ("key_store", "passphrase", "told"),
    [
        (True, True, "elsewhere with its passphrase"),
        (True, False, "whoever can log in as you can open the case log"),
        (False, True, "It opens with its passphrase."),
        (False, False, "give it a passphrase"),
    ],
)
def test_an_encrypted_log_says_what_opens_it(key_store: bool, passphrase: bool, told: str) -> None:
    protection = Protection(encrypted=True, key_store=key_store, passphrase=passphrase, recovery_code=True)
    words = words_for(protection, has_store=True)
    assert (words.state, words.notice) == ("Encrypted", "")
    assert told in words.sentence
    assert "recovery code: make one" not in words.sentence


def test_a_missing_recovery_code_is_asked_for() -> None:
    words = words_for(Protection(encrypted=True, passphrase=True), has_store=True)
    assert "It has no recovery code: make one and print it." in words.sentence


def test_the_honest_words_name_both_sides() -> None:
    assert "lost or stolen" in PROTECTS
    assert "programs that run under your login" in DOES_NOT
    assert "shown this once" in CODE_WORDS
    assert not any("HIPAA" in words or "compliant" in words for words in (PROTECTS, DOES_NOT, CODE_WORDS))


def test_the_key_store_is_asked_only_where_it_matters() -> None:
    vault = HeldVault(Protection(encrypted=True, passphrase=True))
    LogProtection(vault).words()
    assert vault.asked == []
    plain = HeldVault(Protection())
    assert LogProtection(plain).key_without_asking() is None
    assert not LogProtection(plain).must_ask()
    assert plain.asked == []


def test_who_must_be_asked() -> None:
    held = HeldVault(Protection(encrypted=True, key_store=True))
    assert LogProtection(held).key_without_asking() == b"k" * 32
    assert not LogProtection(held).must_ask()
    held.store = False
    assert LogProtection(held).must_ask()


def test_nothing_typed_is_told_before_anything_is_stretched() -> None:
    service = LogProtection(HeldVault(Protection(encrypted=True, passphrase=True)))
    with pytest.raises(CaseLogError, match="Type the passphrase or the recovery code"):
        service.unlock("   ")
    assert service.unlock("words") == b"words"


def test_the_recovery_code_reaches_the_person_whatever_happens_to_old_copies() -> None:
    vault = HeldVault(Protection())
    vault.copies_fail = True
    assert LogProtection(vault).protect("a passphrase", in_store=False, copies_too=True) == (b"k" * 32, "CODE")
    assert vault.asked == ["protect_copies"]
    vault = HeldVault(Protection())
    LogProtection(vault).protect(None, in_store=True, copies_too=False)
    assert vault.asked == []
    assert vault.state.key_store


def test_changes_reach_the_vault() -> None:
    vault = HeldVault(Protection(encrypted=True, passphrase=True))
    service = LogProtection(vault)
    service.change_passphrase(b"k", "new words here")
    service.use_store(b"k", use=True)
    service.use_store(b"k", use=False)
    assert vault.asked == ["passphrase new words here", "keep", "forget"]
    assert service.renew_recovery_code(b"k") == "NEW"
    assert service.protect_copies(b"k") == 2
    service.remove(b"k")
    assert service.protection() == Protection()
    assert service.words().state == "Not encrypted"


class RestingLog:
    """A log that remembers whether it rests."""

    def __init__(self) -> None:
        self.key: bytes | None = b"k"
        self.refuses = False

    def rest(self) -> None:
        self.key = None

    def wake(self, key: bytes | None) -> None:
        if self.refuses:
            raise CaseLogError(CaseLogErrorKind.IO, "gone")
        self.key = key

    def give_up_rest(self) -> None:
        self.key = b""


def test_a_lock_closes_the_log_until_the_words_fit() -> None:
    log = RestingLog()
    lock = LogLock(log, LogProtection(HeldVault(Protection(True, passphrase=True))))
    lock.begin()
    lock.shut()
    assert log.key is None
    with pytest.raises(CaseLogError, match="Type the passphrase"):
        lock.unlock(" ")
    assert log.key is None
    log.refuses = True
    with pytest.raises(CaseLogError, match="gone"):
        lock.unlock("words")
    log.refuses = False
    assert lock.unlock("words") == log.key == b"words"


def test_a_log_that_was_unlocked_before_it_could_be_closed_stays_open() -> None:
    log = RestingLog()
    lock = LogLock(log, LogProtection(HeldVault(Protection(True, passphrase=True))))
    lock.begin()
    lock.unlock("words")
    lock.shut()
    assert log.key == b"words"


def test_a_log_that_is_no_file_is_left_open() -> None:
    lock = LogLock(object(), LogProtection(HeldVault(Protection())))
    lock.begin()
    lock.shut()
    assert lock.unlock("words") == b"words"
    lock.give_up()
