"""One SQLite for the whole process."""

import ast
import os
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from imr_desk.caselog import engine
from imr_desk.caselog.engine import CAN_ENCRYPT, connect, sqlite3
from imr_desk.caselog.sqlite import SqliteCaseLog
from tests.contracts.caselog.letters import SetClock, added, new_letter
from tests.unit.caselog.conftest import ROOT

PACKAGE = ROOT / "imr_desk"


def test_only_the_engine_imports_a_sqlite() -> None:
    importing = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Import) and {alias.name.partition(".")[0] for alias in node.names} & COPIES)
        or (isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in COPIES)
    }
    assert importing == {"caselog/engine.py"}


COPIES = {"sqlite3", "sqlcipher3", "pysqlite3", "apsw"}


@pytest.mark.skipif(not CAN_ENCRYPT, reason="sqlcipher3 is not installed")
def test_it_is_new_enough_not_to_damage_a_log_in_wal() -> None:
    assert sqlite3.sqlite_version_info >= (3, 51, 3)


def test_what_the_log_relies_on_is_there(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "a.db")) as connection:
        assert connection.isolation_level is None
        assert connection.execute("PRAGMA temp_store").fetchone() == (2,)
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("SELECT * FROM nothing")
        assert caught.value.sqlite_errorcode & 0xFF == sqlite3.SQLITE_ERROR
        assert caught.value.sqlite_errorname == "SQLITE_ERROR"
        connection.execute("CREATE TABLE t (x TEXT) STRICT")
        connection.execute("INSERT INTO t VALUES (CAST(x'ff41' AS TEXT))")
        with pytest.raises(sqlite3.OperationalError) as undecodable:
            connection.execute("SELECT x FROM t").fetchall()
        assert not hasattr(undecodable.value, "sqlite_errorcode")
        connection.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_DROP_TABLE else 0
        )
        with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
            connection.execute("DROP TABLE t")


def test_sqlite_utils_works_over_it(tmp_path: Path) -> None:
    db = Database(connect(tmp_path / "a.db"), execute_plugins=False)
    with db.atomic():
        db["t"].insert_all([{"id": 1, "x": "a needle"}, {"id": 2, "x": "hay"}], pk="id")  # type: ignore[union-attr]
    db["t"].enable_fts(["x"])  # type: ignore[union-attr]
    assert [row["id"] for row in db["t"].search("needle")] == [1]  # type: ignore[union-attr]
    with pytest.raises(sqlite3.IntegrityError), db.atomic():
        db["t"].insert_all([{"id": 3, "x": "never"}, {"id": 1, "x": "there"}], pk="id")  # type: ignore[union-attr]
    assert db["t"].count == 2
    db.close()


def test_another_thread_may_use_a_connection(tmp_path: Path) -> None:
    seen: list[object] = []
    with closing(connect(tmp_path / "a.db")) as connection:
        thread = threading.Thread(target=lambda: seen.append(connection.execute("SELECT 1").fetchone()))
        thread.start()
        thread.join()
    assert seen == [(1,)]


def test_a_key_of_another_length_is_a_mistake_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(tmp_path / "a.db", b"short")


WITHOUT = """
import sys
class Away:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] == 'sqlcipher3':
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Away())
from pathlib import Path
from imr_desk.caselog import engine, protecting
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.errors import CaseLogError
from tests.contracts.caselog.letters import SetClock
assert not engine.CAN_ENCRYPT
path = Path(sys.argv[1])
log = SqliteCaseLog(path, SetClock())
log.back_up(path.with_name('copy.db'))
print(log.case(1).id, log.damage(), protecting.Vault(path).protection().possible)
log.close()
try:
    protecting.Vault(path).protect('seven violet anvils', in_store=False)
except CaseLogError as error:
    print(error.sentence)
"""


def test_without_the_package_all_goes_on_but_encrypting(path: Path) -> None:
    log = SqliteCaseLog(path, SetClock())
    added(log, new_letter())
    log.close()
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert done.stderr == ""
    first, second = done.stdout.splitlines()
    assert first == "1 () False"
    assert second.startswith("This computer lacks what encrypts case logs.")


def test_what_only_an_encrypted_log_needs_is_not_loaded_at_the_start() -> None:
    code = (
        "import sys, imr_desk.caselog.sqlite, imr_desk.caselog.protecting, imr_desk.caselog.key_store\n"
        "print(sorted({'keyring', 'argon2', 'cryptography'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "[]\n"


def test_the_version_is_told() -> None:
    assert sqlite3.sqlite_version == engine.VERSION
