"""``python -m imr_desk.caselog.verify FILE``: check the history of a case log or a backup without the program.

Needs nothing but Python's standard library. Exit status 0: the chain is whole; 1: it is broken; 2: the file could not
be checked. The number of events and the last hash are printed, to be compared with a paper printed earlier: only that
comparison can show that events were cut off the end.
"""

import sys
from pathlib import Path

from imr_desk.caselog.chain import first_broken, head_of
from imr_desk.caselog.engine import sqlite3
from imr_desk.caselog.guards import fallen_guards


def report(path: Path) -> tuple[int, str]:
    """Return the exit status and what to print about the log at ``path``, which is opened for reading only."""
    if cannot := _why_not(path):
        return 2, f"{path}: {cannot}"
    # A log in use has its newest changes in a file beside it and holds its lock, which this does not wait for. Alone,
    # a file is whole, and is read without leaving anything beside it.
    way = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "immutable=1"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{way}", uri=True, timeout=0, isolation_level=None)
    try:
        broken, fallen, head = first_broken(connection), fallen_guards(connection), head_of(connection)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return 2, f"{path}: the log is open in a program. Close it there, or check a backup."
        return 2, f"{path}: cannot be read as a case log ({_reason(error)})."
    finally:
        connection.close()
    if broken is not None:
        return 1, f"{path}: the history is broken at event {broken}."
    if fallen:
        return 1, f"{path}: the history is whole, but its guards are missing or changed: {', '.join(fallen)}."
    return 0, f"{path}: {head.seq} events, whole. Last hash {head.hash}"


def _why_not(path: Path) -> str:
    if not path.is_file():
        return "there is no such file."
    with path.open("rb") as file:
        plain = file.read(16) == b"SQLite format 3\0"
    if not plain and path.with_name(f"{path.name}.key.json").exists():
        return "the log is encrypted. Check it in imr-desk, or take the protection away from a copy of it."
    return ""


def _reason(error: sqlite3.Error | UnicodeDecodeError) -> str:
    # What SQLite or Python say may quote a damaged row, which is not for a screen.
    return getattr(error, "sqlite_errorname", "no text")


def main(arguments: list[str]) -> int:
    """Check each file and return the worst exit status."""
    if not arguments or arguments[0] in ("-h", "--help"):
        sys.stdout.write(f"{__doc__}\n")
        return 0 if arguments else 2
    worst = 0
    for argument in arguments:
        status, words = report(Path(argument))
        sys.stdout.write(f"{words}\n")
        worst = max(worst, status)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
