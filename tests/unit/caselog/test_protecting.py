"""Encryption at rest: what opens a log, what does not, and that no letter stands anywhere in the open."""

import json
import os
import shutil
import sqlite3 as plain_sqlite
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from imr_desk.caselog import encrypting, keys, verify
from imr_desk.caselog.backup import backups_in, dated_back_up
from imr_desk.caselog.engine import CAN_ENCRYPT
from imr_desk.caselog.key_store import SystemKeyStore
from imr_desk.caselog.migrations import MIGRATIONS
from imr_desk.caselog.places import key_file_of
from imr_desk.caselog.protecting import Vault
from imr_desk.caselog.restoring import copies_of, restore
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.keeping import Protection
from tests.contracts.caselog.letters import PACIFIC, SetClock, a_day_of_acts, added, new_letter, recorded
from tests.unit.caselog.conftest import ROOT, Beside

pytestmark = pytest.mark.skipif(not CAN_ENCRYPT, reason="sqlcipher3 is not installed")

WORDS = "seven violet anvils"
CANARY = "Zymotic quatrefoil infusion"
NOW = datetime(2026, 1, 5, 12, 0, 0, tzinfo=PACIFIC)


class HeldStore:
    """A key store whose contents the test holds in its hand."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.open = True

    def there(self) -> bool:
        return self.open

    def put(self, log: str, secret: bytes) -> bool:
        if self.open:
            self.held[log] = secret
        return self.open

    def get(self, log: str) -> bytes | None:
        return self.held.get(log) if self.open else None

    def drop(self, log: str) -> None:
        self.held.pop(log, None)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretching costs 0.4 s and 64 MB a time: one test takes the real measure."""
    monkeypatch.setattr(keys, "MEMORY", 64)
    monkeypatch.setattr(keys, "PASSES", 1)


@pytest.fixture
def store() -> HeldStore:
    return HeldStore()


@pytest.fixture
def plain(path: Path) -> Path:
    """A closed, plain log with a canary in its letter, its review and its history."""
    log = SqliteCaseLog(path, SetClock())
    letter = new_letter(treatments=(CANARY, "Physical therapy"))
    recorded(log, added(log, letter), letter, a_day_of_acts(letter))
    log.close()
    return path


def open_with(path: Path, key: bytes | None) -> SqliteCaseLog:
    return SqliteCaseLog(path, SetClock(), key=key)


def held_by(path: Path, key: bytes | None) -> list[object]:
    log = open_with(path, key)
    try:
        assert log.damage() == ()
        return [log.opened(1), log.events(1), log.content(1)]
    finally:
        log.close()


def refused(path: Path, key: bytes | None = None) -> str:
    before = path.read_bytes()
    with pytest.raises(CaseLogError) as caught:
        open_with(path, key)
    assert caught.value.kind is CaseLogErrorKind.SEALED
    assert path.read_bytes() == before
    return caught.value.sentence


def found_in_the_open(folder: Path, needle: str = "quatrefoil") -> list[str]:
    words = [needle.encode(), needle.encode("utf-16-le"), b"SQLite format 3"]
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    return [file.name for file in files if any(word in file.read_bytes() for word in words)]


def test_the_canary_is_seen_where_nothing_protects_it(plain: Path) -> None:
    assert found_in_the_open(plain.parent) == ["cases.db"]


def test_a_plain_log_becomes_an_encrypted_one_with_all_that_is_in_it(plain: Path, store: HeldStore) -> None:
    before = held_by(plain, None)
    assert Vault(plain).protection() == Protection()
    key, code = Vault(plain, store).protect(WORDS, in_store=True)
    assert Vault(plain).protection() == Protection(
        encrypted=True, key_store=True, passphrase=True, recovery_code=True
    )
    assert {file.name for file in plain.parent.iterdir()} == {"cases.db", "cases.db.key.json"}
    assert found_in_the_open(plain.parent) == []
    if os.name == "posix":
        assert {file.stat().st_mode & 0o077 for file in plain.parent.iterdir()} == {0}
    assert held_by(plain, key) == before
    assert Vault(plain, store).key_from_store() == key
    assert Vault(plain).unlock(WORDS) == Vault(plain).unlock(f"  {WORDS} ") == key
    assert Vault(plain).unlock(code.lower()) == key
    assert "passphrase or its recovery code" in refused(plain)


def test_other_programs_cannot_read_it(plain: Path) -> None:
    Vault(plain).protect(WORDS, in_store=False)
    with closing(plain_sqlite.connect(plain)) as reader, pytest.raises(plain_sqlite.DatabaseError):
        reader.execute("SELECT * FROM cases")


def test_nothing_stands_in_the_open_after_work_and_a_kill(path: Path, tmp_path: Path) -> None:
    SqliteCaseLog(path, SetClock()).close()
    key, _ = Vault(path).protect(WORDS, in_store=False)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.unit.caselog.sealed_writer", "waiting", str(path), key.hex(), CANARY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"), str(temporary))},
    )
    try:
        assert program.stdout is not None
        assert program.stdout.readline() == "READY\n"
        during = {file.name for file in path.parent.rglob("*") if file.is_file()}
        assert {"cases.db", "cases.db-wal", "copy.db"} <= during
        assert found_in_the_open(tmp_path) == []
    finally:
        program.kill()
        program.communicate()
    assert path.with_name("cases.db-wal").stat().st_size > 0
    assert found_in_the_open(tmp_path) == []
    log = open_with(path, key)
    assert CANARY in log.case(1).digest.title
    assert log.damage() == ()
    log.close()
    assert found_in_the_open(tmp_path) == []


def test_backups_and_copies_before_a_change_of_format_stay_encrypted(plain: Path) -> None:
    key, code = Vault(plain).protect(WORDS, in_store=False)

    def m9999_colour(db: object) -> None:
        db.execute("ALTER TABLE cases ADD COLUMN colour TEXT")  # type: ignore[attr-defined]

    log = SqliteCaseLog(plain, SetClock(), (*MIGRATIONS, m9999_colour), key=key)
    copy = dated_back_up(log, plain.parent / "backups", NOW)
    events = len(log.events(1))
    log.close()
    assert found_in_the_open(plain.parent) == []
    for made in (copy, next(plain.parent.glob("cases-before-format-*.db"))):
        assert Vault(made).unlock(WORDS) == Vault(made).unlock(code) == key
    (kept,) = copies_of(plain, key)
    assert (kept.path, kept.events, kept.encrypted) == (str(copy), events, True)
    assert copies_of(plain)[0].events is None


def test_a_wrong_key_and_wrong_words_are_told_and_leave_the_log(plain: Path, store: HeldStore) -> None:
    key, code = Vault(plain, store).protect(WORDS, in_store=True)
    assert "its key does not fit" in refused(plain, bytes(32))
    with pytest.raises(CaseLogError, match="This passphrase does not open the case log"):
        Vault(plain).unlock("seven violet anvil")
    with pytest.raises(CaseLogError, match="Group 1 of the recovery code"):
        Vault(plain).unlock(("Z" if code[0] != "Z" else "Y") + code[1:])
    with pytest.raises(CaseLogError, match="belongs to another case log"):
        Vault(plain).unlock("-".join(["00000", *_zeros()]))
    assert Vault(plain).unlock(code) == key


def _zeros() -> list[str]:
    from imr_desk.caselog.recovery import code_of

    return code_of(bytes(20)).split("-")[1:]


def test_a_lost_key_store_leaves_the_recovery_code(plain: Path, store: HeldStore) -> None:
    key, code = Vault(plain, store).protect(None, in_store=True)
    store.held.clear()
    assert Vault(plain, store).key_from_store() is None
    with pytest.raises(CaseLogError, match="Type the recovery code that was printed"):
        Vault(plain).unlock(WORDS)
    found = Vault(plain).unlock(code)
    Vault(plain, store).keep_in_store(found)
    assert Vault(plain, store).key_from_store() == key
    store.held = {log: bytes(32) for log in store.held}
    assert Vault(plain, store).key_from_store() is None


def test_a_missing_key_file_is_named_and_taken_from_a_backup(plain: Path) -> None:
    key, _ = Vault(plain).protect(WORDS, in_store=False)
    key_file_of(plain).unlink()
    assert "its key file cases.db.key.json is missing" in refused(plain)
    with pytest.raises(CaseLogError, match="so nothing opens it") as caught:
        Vault(plain).unlock(WORDS)
    assert caught.value.kind is CaseLogErrorKind.SEALED
    assert Vault(plain).protection() == Protection(encrypted=True)
    log = open_with(plain, key)
    dated_back_up(log, plain.parent / "backups", NOW)
    log.close()
    copy = next(iter(backups_in(plain.parent / "backups").values()))
    # As the backup of an earlier day would have it.
    other = keys.sealed_by_passphrase(keys.new_key_file(), key, WORDS)
    keys.write_keys(copy, other)
    assert Vault(plain).unlock(WORDS) == key


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"log": "x", "format": "imr-desk/keys/9"}',
        b'{"log": 3}',
        b'{"log":"a","wraps":7}',
    ],
)
def test_a_key_file_of_nonsense_is_told(plain: Path, content: bytes) -> None:
    Vault(plain).protect(WORDS, in_store=False)
    key_file_of(plain).write_bytes(content)
    with pytest.raises(CaseLogError, match=r"The key file cases\.db\.key\.json of the case log cannot be read"):
        Vault(plain).unlock(WORDS)


def test_a_key_file_cannot_ask_for_all_of_the_memory(plain: Path) -> None:
    Vault(plain).protect(WORDS, in_store=False)
    told = json.loads(key_file_of(plain).read_bytes())
    for wrap in told["wraps"]:
        if wrap["type"] == "passphrase":
            wrap["memory"] = 2**40
    key_file_of(plain).write_text(json.dumps(told))
    with pytest.raises(CaseLogError, match="does not open"):
        Vault(plain).unlock(WORDS)


def test_what_was_sealed_for_one_log_or_way_opens_no_other(plain: Path, store: HeldStore) -> None:
    key, _ = Vault(plain, store).protect(None, in_store=True)
    found = keys.read_keys(plain)
    assert found is not None
    (secret,) = store.held.values()
    assert keys.opened_by_store(found, secret) == key
    assert keys.opened_by_store(msgspec.structs.replace(found, log="0" * 32), secret) is None
    sealed = next(wrap for wrap in found.wraps if isinstance(wrap, keys.SealedInStore))
    turned = msgspec.structs.replace(found, wraps=(keys.Sealed(sealed.nonce, sealed.content),))
    assert keys.opened_by_code(turned, secret) is None
    for place in range(len(sealed.content)):
        content = bytearray(sealed.content)
        content[place] ^= 1
        changed = found.with_wrap(keys.SealedInStore(sealed.nonce, bytes(content)))
        assert keys.opened_by_store(changed, secret) is None


def test_a_new_passphrase_takes_effect_at_once_and_rewrites_nothing(plain: Path) -> None:
    key, code = Vault(plain).protect(WORDS, in_store=False)
    before = plain.read_bytes()
    Vault(plain).change_passphrase(key, "another dozen words")
    assert plain.read_bytes() == before
    assert Vault(plain).unlock("another dozen words") == key
    with pytest.raises(CaseLogError, match="does not open"):
        Vault(plain).unlock(WORDS)
    new_code = Vault(plain).renew_recovery_code(key)
    assert Vault(plain).unlock(new_code) == key
    with pytest.raises(CaseLogError, match="a newer one was made"):
        Vault(plain).unlock(code)


def test_a_log_is_never_left_with_its_recovery_code_alone(plain: Path, store: HeldStore) -> None:
    key, _ = Vault(plain).protect(WORDS, in_store=False)
    with pytest.raises(CaseLogError, match="only the recovery code would open"):
        Vault(plain).change_passphrase(key, None)
    Vault(plain, store).keep_in_store(key)
    Vault(plain).change_passphrase(key, None)
    assert not Vault(plain).protection().passphrase
    with pytest.raises(CaseLogError, match="Give the case log a passphrase first"):
        Vault(plain, store).forget_in_store()
    Vault(plain).change_passphrase(key, WORDS)
    Vault(plain, store).forget_in_store()
    assert store.held == {}
    assert Vault(plain).unlock(WORDS) == key


def test_protection_is_taken_away_again(plain: Path, store: HeldStore) -> None:
    before = held_by(plain, None)
    key, _ = Vault(plain, store).protect(WORDS, in_store=True)
    Vault(plain, store).remove(key)
    assert Vault(plain).protection() == Protection()
    assert [file.name for file in plain.parent.iterdir()] == ["cases.db"]
    assert held_by(plain, None) == before
    assert store.held == {}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("short", "at least 10 characters"), ("          a         ", "at least 10 characters")],
)
def test_a_short_passphrase_is_refused_before_anything_is_done(plain: Path, words: str, sentence: str) -> None:
    before = plain.read_bytes()
    with pytest.raises(CaseLogError, match=sentence):
        Vault(plain).protect(words, in_store=False)
    assert plain.read_bytes() == before
    assert [file.name for file in plain.parent.iterdir()] == ["cases.db"]


def test_a_key_store_that_does_not_keep_is_told(plain: Path, store: HeldStore) -> None:
    store.open = False
    with pytest.raises(CaseLogError, match="key store cannot be used now"):
        Vault(plain, store).protect(None, in_store=True)
    assert Vault(plain).protection() == Protection()


def test_an_open_log_and_one_that_is_not_there_cannot_be_protected(plain: Path, tmp_path: Path) -> None:
    log = open_with(plain, None)
    with pytest.raises(CaseLogError) as caught:
        Vault(plain).protect(WORDS, in_store=False)
    assert caught.value.kind is CaseLogErrorKind.LOCKED
    log.close()
    with pytest.raises(CaseLogError, match=r"There is no case log none\.db yet"):
        Vault(tmp_path / "none.db").protect(WORDS, in_store=False)
    Vault(plain).protect(WORDS, in_store=False)
    with pytest.raises(CaseLogError, match="is encrypted already"):
        Vault(plain).protect(WORDS, in_store=False)


def test_the_newest_changes_of_a_killed_program_come_along(path: Path, beside: Beside) -> None:
    program = beside("stubborn", path, "5")
    assert program.stdout is not None
    while "END" not in program.stdout.readline():
        pass
    program.kill()
    program.wait()
    key, _ = Vault(path).protect(WORDS, in_store=False)
    log = open_with(path, key)
    assert len(log.opened(1).acts) == 5
    log.close()


def turn(path: Path, key: bytes | None) -> None:
    """Encrypt a plain log, or the other way round."""
    if key is None:
        Vault(path).protect(WORDS, in_store=False)
    else:
        Vault(path).remove(key)


@pytest.mark.parametrize("step", ["key file", "export", "proof", "replace"])
@pytest.mark.parametrize("there", [True, False])
def test_a_fault_at_any_step_leaves_a_log_that_opens(
    plain: Path, step: str, there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held_by(plain, None)
    key: bytes | None = None
    if there:
        key, _ = Vault(plain).protect(WORDS, in_store=False)
        if step == "key file":
            pytest.skip("taking the protection away writes no key file")
    place = {
        "key file": (keys, "write_keys"),
        "export": (encrypting, "_exported"),
        "proof": (encrypting, "_must_hold_the_same"),
        "replace": (Path, "replace"),
    }[step]

    def fails(*arguments: object) -> None:
        if step != "replace" or "key.json" not in str(arguments[1]):
            raise OSError(5, "pulled plug")
        arguments[0].rename(arguments[1])  # type: ignore[attr-defined]

    with monkeypatch.context() as patch:
        patch.setattr(*place, fails)
        with pytest.raises(CaseLogError):
            turn(plain, key)
    assert Vault(plain).protection().encrypted is there
    assert held_by(plain, key) == before
    assert list(plain.parent.glob(".*part*")) == []


@pytest.fixture
def with_old_copies(plain: Path) -> Path:
    log = open_with(plain, None)
    for hour in (9, 10):
        dated_back_up(log, plain.parent / "backups", NOW.replace(hour=hour))
    log.close()
    return plain


def test_copies_made_before_are_told_and_encrypted_on_request(with_old_copies: Path) -> None:
    path = with_old_copies
    before = held_by(path, None)
    key, _ = Vault(path).protect(WORDS, in_store=False)
    assert [copy.name for copy in Vault(path).plain_copies()] == [
        "cases-20260105-090000.db",
        "cases-20260105-100000.db",
    ]
    assert Vault(path).protect_copies(key) == 2
    assert Vault(path).plain_copies() == ()
    assert found_in_the_open(path.parent) == []
    (newest, _) = copies_of(path, key)
    restore(Path(newest.path), path, NOW, key)
    assert held_by(path, key) == before


def test_a_backup_opens_on_another_computer_by_its_words(plain: Path, tmp_path: Path) -> None:
    key, code = Vault(plain).protect(WORDS, in_store=False)
    before = held_by(plain, key)
    log = open_with(plain, key)
    copy = dated_back_up(log, plain.parent / "backups", NOW)
    log.close()
    there = tmp_path / "elsewhere" / "cases.db"
    there.parent.mkdir()
    for source, target in ((copy, there), (key_file_of(copy), key_file_of(there))):
        target.write_bytes(source.read_bytes())
    assert held_by(there, Vault(there).unlock(code)) == before


def test_a_flipped_bit_of_an_encrypted_log_is_seen(plain: Path, tmp_path: Path) -> None:
    key, _ = Vault(plain).protect(WORDS, in_store=False)
    content = plain.read_bytes()
    for number in range(30):
        spoiled = bytearray(content)
        spoiled[(number * 7919 + 20) % len(content)] ^= 1 << number % 8
        path = tmp_path / f"{number}.db"
        path.write_bytes(spoiled)
        with pytest.raises(CaseLogError) as caught:
            open_with(path, key)
        assert caught.value.kind in (CaseLogErrorKind.DAMAGED, CaseLogErrorKind.SEALED)


def test_nothing_is_written_on_the_screen(plain: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Vault(plain).protect(WORDS, in_store=False)
    refused(plain, bytes(32))
    assert capfd.readouterr() == ("", "")


def test_the_real_measure_of_stretching(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert (keys.MEMORY, keys.PASSES, keys.LANES) == (65536, 3, 4)
    key = keys.new_key()
    found = keys.sealed_by_passphrase(keys.new_key_file(), key, WORDS)
    assert keys.opened_by_passphrase(found, WORDS) == key


def test_a_stand_in_for_a_key_store_is_never_used(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring import backend
    from keyring.backends import fail, null

    monkeypatch.setattr(backend, "get_all_keyring", lambda: [fail.Keyring(), null.Keyring()])
    store = SystemKeyStore()
    assert not store.there()
    assert not store.put("log", bytes(32))
    assert store.get("log") is None


def test_the_verifier_says_that_a_log_is_encrypted(plain: Path) -> None:
    assert verify.report(plain)[0] == 0
    Vault(plain).protect(WORDS, in_store=False)
    status, words = verify.report(plain)
    assert (status, words) == (
        2,
        f"{plain}: the log is encrypted. Check it in imr-desk, or take the protection away from a copy of it.",
    )


@pytest.mark.skipif(
    shutil.which("dbus-run-session") is None or shutil.which("gnome-keyring-daemon") is None,
    reason="no key store of a desktop to try",
)
def test_the_key_store_of_a_desktop_keeps_and_forgets(tmp_path: Path) -> None:
    program = f"{sys.executable} -m tests.unit.caselog.key_store_program"
    script = f"echo -n x | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; {program}"
    homes = dict.fromkeys(
        ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"), str(tmp_path)
    )
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **homes, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
        timeout=60,
    )
    assert done.stdout == "[True, True, True, True]\n", done.stderr
