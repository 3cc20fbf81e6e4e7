"""A plain copy of a log for other programs, such as Datasette or a spreadsheet: views of plain names over plain rows.

What the views hold stands in ``docs/plain-copy.md``; their names, columns and meaning are a promise with a version.
The copy holds neither letters nor their text, and it is never encrypted: that is what it is for.
"""

import contextlib
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from imr_desk.caselog import rows
from imr_desk.caselog.backup import BackedUp, part_of
from imr_desk.caselog.chain import head_of
from imr_desk.caselog.engine import connect, sqlite3
from imr_desk.caselog.failures import sorted_copy_failures
from imr_desk.model.draft import Decision
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.handling import Priority

VERSION = 1
"""Version of the views; also the copy's ``user_version``. A column may be added; whatever else raises it."""

FORMAT = f"imr-desk/plain-copy/{VERSION}"

_CASES = """SELECT id, case_number, claim_number, status, priority, reviewer, outcome, confirmed, title, items,
    overturned, looks, flags, injury_date, received, decision_date, finished_on, finished_by, imported_at,
    imported_by, name, size, pages, fingerprint, notes, excerpts, due_on, due_latest, due_rule, due_needs, due_paused
FROM cases LEFT JOIN facts ON case_id = id ORDER BY id"""

_CASE_COLUMNS = {
    "case_id": int, "case_number": str, "claim_number": str, "status": str, "priority": str, "reviewer": str,
    "outcome": str, "confirmed": str, "treatments": str, "items": int, "overturned_items": int,
    "values_to_check": int, "open_flags": int, "injury_date": str, "received": str, "decision_date": str,
    "finished_on": str, "finished_by": str, "imported_at": str, "imported_by": str, "file_name": str,
    "file_bytes": int, "pages": int, "file_sha256": str, "notes": str, "excerpts": str, "due_on": str,
    "latest": str, "rule": str, "missing_date": str, "paused": str,
}  # fmt: skip
_ITEM_COLUMNS = {
    "case_id": int, "item": int, "treatment": str, "category": str, "subcategory": str, "outcome": str,
    "meaning": str, "guideline": str, "rendered": str,
}  # fmt: skip
_EVENT_COLUMNS = {
    "event": int, "at": str, "who": str, "kind": str, "case_id": int, "what": str, "field": str, "item": str,
    "detail": str, "record": str, "utc": str, "hash": str,
}  # fmt: skip
_MARK_COLUMNS = {"case_id": int, "kind": str, "word": str}

MEANINGS = {
    None: "",
    Decision.UPHELD.value: "the denial stands: the treatment stays denied",
    Decision.OVERTURNED.value: "the denial falls: the treatment is approved",
    Decision.NOT_ADDRESSED.value: "the letter does not decide on it",
    Decision.UNCLEAR.value: "the letter does not say clearly",
}

_OF_CASES = tuple(
    name for name in _CASE_COLUMNS if name not in ("due_on", "latest", "rule", "missing_date", "paused")
)
VIEWS = {
    "cases": f"SELECT {', '.join(_OF_CASES)} FROM case_rows",  # noqa: S608 - our own columns
    "items": "SELECT case_id, case_number, item, treatment, category, subcategory, guideline, rendered "
    "FROM item_rows JOIN case_rows USING (case_id)",
    "decisions": "SELECT case_id, case_number, item, treatment, item_rows.outcome AS outcome, meaning, decision_date "
    "FROM item_rows JOIN case_rows USING (case_id)",
    "deadlines": "SELECT case_id, case_number, due_on, latest, rule, missing_date, paused FROM case_rows "
    "WHERE rule <> '' OR missing_date <> '' OR paused <> ''",
    "events": "SELECT event, at, who, kind, case_id, case_number, what, field, item, detail, record, utc, hash "
    "FROM event_rows LEFT JOIN case_rows USING (case_id)",
    "marks": "SELECT case_id, case_number, kind, word FROM mark_rows JOIN case_rows USING (case_id)",
}
"""The views, each as the question that it answers."""


def write_plain_copy(log: BackedUp, target: Path, now: datetime, key: bytes | None = None) -> None:
    """Write the plain copy of an open log to ``target``, as it is at one moment; others may use the log meanwhile.

    Args:
        log: the log.
        target: where the copy is to be; an older one stands until the new one is whole.
        now: is written into the copy.
        key: of an encrypted log.

    Raises:
        CaseLogError: it could not be written, or it would take the place of the log.
    """
    if target.absolute() == log.path.absolute() or (target.exists() and target.samefile(log.path)):
        raise CaseLogError(CaseLogErrorKind.IO, "A copy cannot take the place of the log. Choose another name.")
    folder = log.path.with_name(f".{log.path.stem}.plain")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        # Read from a copy of one moment: what the views say fits together.
        source = folder / log.path.name
        log.back_up(source)
        with sorted_copy_failures(log.path, target), part_of(target) as part:
            _write(source, key, part, now)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(source: Path, key: bytes | None, part: Path, now: datetime) -> None:
    with contextlib.closing(connect(source, key)) as log, contextlib.closing(connect(part)) as copy:
        db = Database(copy, execute_plugins=False)
        head = head_of(log)
        with db.atomic():
            _fill(db, "case_rows", _CASE_COLUMNS, map(_case, log.execute(_CASES)), ("case_id",))
            _fill(db, "item_rows", _ITEM_COLUMNS, _items(log), ("case_id", "item"))
            _fill(
                db, "mark_rows", _MARK_COLUMNS, log.execute("SELECT case_id, kind, word FROM marks ORDER BY 1, 2, 3")
            )
            _fill(db, "event_rows", _EVENT_COLUMNS, _events(log), ("event",))
            db.table("event_rows").create_index(["case_id"])
            for name, question in VIEWS.items():
                db.create_view(name, question)
            about = {
                "format": FORMAT,
                "made_at": now.isoformat(timespec="seconds"),
                "log": source.name,
                "events": str(head.seq),
                "last_hash": head.hash,
            }
            db.table("about").insert_all([{"name": name, "value": value} for name, value in about.items()], pk="name")
            copy.execute(f"PRAGMA user_version = {VERSION}")


def _fill(
    db: Database, table: str, columns: dict[str, type], values: Iterable[Any], key: tuple[str, ...] = ()
) -> None:
    made = db.table(table).create(columns, pk=key or None)
    made.insert_all((dict(zip(columns, row, strict=True)) for row in values), batch_size=500)


def _case(row: Sequence[Any]) -> list[rows.Cell]:
    cells = list(row)
    cells[4] = Priority(cells[4]).name.lower()
    cells[6] = cells[6] or ""
    cells[7] = "yes" if cells[7] else "no"
    return [("" if cell is None else cell) for cell in cells]


def _items(log: sqlite3.Connection) -> Iterator[list[rows.Cell]]:
    found = log.execute(
        "SELECT case_id, number, title, category, subcategory, outcome, guideline, rendered FROM items ORDER BY 1, 2"
    )
    for *first, outcome, guideline, rendered in found:
        yield [*first, outcome or "", MEANINGS[outcome], guideline, {None: "", 0: "no", 1: "yes"}[rendered]]


def _events(log: sqlite3.Connection) -> Iterator[list[rows.Cell]]:
    found = log.execute("SELECT seq, at, actor, kind, case_id, act, detail, utc, hash FROM events ORDER BY seq")
    for seq, at, actor, kind, case_id, act, detail, utc, own in found:
        step = _step(act)
        what = str(step.get("edit") or step.get("type") or "").replace("_", " ")
        field, item = (str(step.get(name) or "") for name in ("name", "item"))
        yield [seq, at, actor, kind, case_id, what, field, item, detail, rows.without_letter(act or ""), utc, own]


def _step(act: str | None) -> dict[str, Any]:
    told = json.loads(act) if act else {}
    step = told.get("step", told) if isinstance(told, dict) else {}
    return step if isinstance(step, dict) else {}
