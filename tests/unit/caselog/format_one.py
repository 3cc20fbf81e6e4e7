"""A log of format 1, written as the version wrote it that was released with it."""

import json
import zlib
from contextlib import closing
from datetime import UTC
from pathlib import Path

import msgspec

from imr_desk.caselog import rows
from imr_desk.caselog.chain import GENESIS, Head, link
from imr_desk.caselog.engine import LogConnection, connect
from imr_desk.caselog.migrations import MIGRATIONS, migrate
from imr_desk.model.case import CaseDigest, CaseStatus
from imr_desk.model.history import Act, History
from imr_desk.model.review import Review
from imr_desk.model.signature import Signature
from imr_desk.ports import NewLetter
from tests.contracts.caselog.letters import SetClock, signed

CASE_COLUMNS = (
    "id", "fingerprint", "name", "size", "pages", "status", "imported_at", "imported_by", "case_number", "outcome",
    "confirmed", "title", "items", "overturned", "looks", "flags", "decision_date", "received",
)  # fmt: skip


class FormatOne:
    """A log of format 1 that is being written."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db: LogConnection = connect(path)
        migrate(self._db, MIGRATIONS[:1])
        self._head = Head(0, GENESIS)

    def close(self) -> None:
        self._db.close()

    def add(self, letter: NewLetter, acts: tuple[Act, ...] = (), status: CaseStatus = CaseStatus.NEW) -> int:
        """Bring a letter in and do acts; return the number of its case."""
        history = History.replayed(letter.text, Review.of(letter.draft, letter.text), acts)
        digest = CaseDigest.of(history.review)
        cells = (
            rows.storable(letter.name), len(letter.content), len(letter.text.pages), status.value, signed().at,
            signed().who, digest.case_number, digest.outcome and digest.outcome.value, int(digest.confirmed),
            rows.storable(digest.title), digest.items, digest.overturned, digest.looks, digest.flags,
            digest.decision_date, digest.received,
        )  # fmt: skip
        places = ", ".join("?" * len(CASE_COLUMNS))
        sql = f"INSERT INTO cases ({', '.join(CASE_COLUMNS[1:])}, seal) VALUES ({places})"
        case_id = self._db.execute(sql, (letter.text.fingerprint, *cells, 0)).lastrowid or 0
        whole = (case_id, letter.text.fingerprint, *cells)
        seal = zlib.crc32(json.dumps(whole, ensure_ascii=True, separators=(",", ":")).encode("ascii"))
        self._db.execute("UPDATE cases SET seal = ? WHERE id = ?", (seal, case_id))
        content = (case_id, rows.sha256(letter.content), letter.content)
        self._db.execute("INSERT INTO letters (case_id, sha256, content) VALUES (?, ?, ?)", content)
        reading = (case_id, b"L1" + _packed(letter.text), b"D1" + _packed(letter.draft))
        self._db.execute("INSERT INTO readings (case_id, letter, draft) VALUES (?, ?, ?)", reading)
        words = (case_id, digest.case_number, rows.storable(digest.title), rows.storable(letter.name))
        self._db.execute("INSERT INTO case_words (rowid, case_number, title, name) VALUES (?, ?, ?, ?)", words)
        self._db.execute("INSERT INTO case_numbers (rowid, case_number) VALUES (?, ?)", words[:2])
        self._append(case_id, "imported", signed(), None, rows.import_detail(letter))
        for act in acts:
            text = json.dumps(msgspec.to_builtins(act), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
            self._append(case_id, "act", act.by, text, "")
        return case_id

    def _append(self, case_id: int, kind: str, by: Signature, act: str | None, detail: str) -> None:
        utc = SetClock().now().astimezone(UTC).isoformat(timespec="microseconds")
        event = (self._head.seq + 1, utc, -480, by.who, by.at, kind, case_id, act, detail)
        own = link(self._head.hash, event)
        self._db.execute(
            "INSERT INTO events (seq, utc, utc_offset, actor, at, kind, case_id, act, detail, prev, hash) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*event, self._head.hash, own),
        )
        self._head = Head(self._head.seq + 1, own)


def _packed(value: object) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(value), 1)


def spoil(path: Path, statement: str) -> None:
    """Change a closed log as a rotten disk or another program would."""
    with closing(connect(path)) as db:
        db.execute(statement)
