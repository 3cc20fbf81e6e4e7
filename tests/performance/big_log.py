"""``python -m tests.performance.big_log FOLDER CASES …``: makes large case logs of synthetic cases, from a seed.

Each case has its own row, facts, 2.5 items on average, marks, handling, duties, history (one event, chained) and
words to search: a letter of about 11,000 characters, excerpts from it, a treatment line, notes. Repeated are only the
bytes of the letters and their stored readings: each case gets those of one of a few real readings of synthetic
letters, whole in logs up to 100,000 cases, the letter's bytes cut short in larger ones (``CUT``), since the queue
never reads them.
"""

import random
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from imr_desk.bootstrap.letter_worker import read_letter
from imr_desk.caselog import rows
from imr_desk.caselog.chain import GENESIS, Head, link
from imr_desk.caselog.engine import connect
from imr_desk.caselog.facts_rows import ITEM_COLUMNS, facts_row, item_rows, marks_of
from imr_desk.caselog.migrations import MIGRATIONS, migrate
from imr_desk.documents.registry import READERS
from imr_desk.model.case import CaseDigest, CaseStatus, status_of
from imr_desk.model.draft import Decision, case_outcome
from imr_desk.model.facts import CaseFacts, DueMark, ItemFacts
from imr_desk.model.handling import Handling, Hold, HoldReason, Priority
from imr_desk.model.signature import Signature
from tests.performance.big_words import Language, language
from tests.synthetic import make_letter, render_pdf

FIRST_DAY = datetime(2016, 1, 4, 8, tzinfo=UTC)
TODAY = "2026-01-05"
PEOPLE = tuple(f"reviewer{number:02}" for number in range(40))
CATEGORIES = tuple(f"Category {number:02}" for number in range(16))
GUIDELINES = tuple(f"MTUS {2007 + number % 18}: chapter {number}" for number in range(400))
SPECIALTIES = tuple(f"Specialty {number:02}" for number in range(60))
RULES = tuple(f"check-{number:02}" for number in range(30))
LABELS = tuple(f"label {number:02}" for number in range(12))
FIELDS = tuple(f"field_{number:02}" for number in range(30))
CUT = 2_000
"""Bytes of a letter in logs of more than ``WHOLE`` cases."""
WHOLE = 100_000
_CHUNK = 2_000
_HASH = 400_000_000
"""Bytes of words that FTS5 gathers before it writes a segment, instead of one megabyte."""
_SEARCHES = ("letter_words", "excerpt_words", "case_words", "case_numbers")
_QUICK = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA cache_size = -800000",
    "PRAGMA foreign_keys = OFF",
)


class Made(NamedTuple):
    """A synthetic case on its way into the tables."""

    cells: tuple[rows.Cell, ...]
    facts: CaseFacts
    labels: tuple[str, ...]
    letter: str


def make_big_log(path: Path, cases: int, seed: int = 5) -> None:
    """Write a log of so many cases to ``path``, where nothing may be yet."""
    words = language(seed)
    stored = _readings(CUT if cases > WHOLE else None)
    with closing(connect(path)) as db:
        for statement in _QUICK:
            db.execute(statement)
        migrate(db, MIGRATIONS)
        later = db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('cases', 'items') "
            "AND sql IS NOT NULL"
        ).fetchall()
        for name, _sql in later:
            db.execute(f"DROP INDEX {name}")
        # One transaction, since FTS5 writes a segment at the end of each.
        db.execute("BEGIN")
        for table in _SEARCHES:
            db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {_HASH})")
            db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('automerge', 0)")
        _fill(db, cases, random.Random(seed), words, stored)
        for table in _SEARCHES:
            # As in a log that grew slowly: what is old stands in one large segment.
            db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
            db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', 1048576)")
            db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('automerge', 4)")
        db.execute("COMMIT")
        for _name, sql in later:
            db.execute(sql)
        db.execute("UPDATE counts SET number = (SELECT count(*) FROM cases WHERE cases.status = counts.status)")
        db.execute("PRAGMA journal_mode = WAL")


def _readings(cut: int | None) -> list[tuple[str, bytes, bytes, bytes]]:
    """Return a few letters as they are stored: hash and bytes of the letter, text, draft."""
    stored = []
    for number in range(12):
        content = render_pdf(make_letter("D", number, items=3))
        read = read_letter(content, READERS)
        kept = content[:cut]
        stored.append((rows.sha256(kept), kept, rows.packed_letter(read.text), rows.packed_draft(read.draft)))
    return stored


def _fill(db: Any, cases: int, chance: random.Random, words: Language, stored: list[Any]) -> None:
    columns = ", ".join((*rows.CASE_COLUMNS, "seal"))
    places = ", ".join("?" * (len(rows.CASE_COLUMNS) + 1))
    head = Head(0, GENESIS)
    for start in range(1, cases + 1, _CHUNK):
        print(f"\r{start - 1:,} of {cases:,}", end="", file=sys.stderr, flush=True)
        made = [_case(number, cases, chance, words) for number in range(start, min(start + _CHUNK, cases + 1))]
        ids = [case.cells[0] for case in made]
        kept = [facts_row(case.facts) for case in made]
        db.executemany(
            f"INSERT INTO cases ({columns}) VALUES ({places})",
            [(*case.cells, rows.seal(case.cells)) for case in made],
        )
        db.executemany(
            "INSERT INTO facts VALUES (?, ?, ?, ?, ?)",
            [(i, *row, row.seal) for i, row in zip(ids, kept, strict=True)],
        )
        db.executemany(
            f"INSERT INTO items VALUES ({', '.join('?' * len(ITEM_COLUMNS))})",
            [row for case in made for row in item_rows(case.cells[0], case.facts)],
        )
        db.executemany(
            "INSERT INTO marks VALUES (?, ?, ?)",
            [(*mark, case.cells[0]) for case in made for mark in marks_of(case.facts, Handling(labels=case.labels))],
        )
        pool = [stored[number % len(stored)] for number in ids]
        db.executemany("INSERT INTO letters VALUES (?, ?, ?)", [(i, *p[:2]) for i, p in zip(ids, pool, strict=True)])
        db.executemany("INSERT INTO readings VALUES (?, ?, ?)", [(i, *p[2:]) for i, p in zip(ids, pool, strict=True)])
        _fill_search(db, made)
        head = _fill_events(db, made, head)


def _fill_search(db: Any, made: list[Made]) -> None:
    named = [dict(zip(rows.CASE_COLUMNS, case.cells, strict=True)) for case in made]
    db.executemany(
        "INSERT INTO letter_words (rowid, name, letter) VALUES (?, ?, ?)",
        [(cells["id"], cells["name"], case.letter) for cells, case in zip(named, made, strict=True)],
    )
    db.executemany(
        "INSERT INTO excerpt_words (rowid, excerpts) VALUES (?, ?)",
        [(cells["id"], case.facts.excerpts) for cells, case in zip(named, made, strict=True)],
    )
    db.executemany(
        "INSERT INTO case_words (rowid, case_number, title, name, notes) VALUES (?, ?, ?, ?, ?)",
        [
            (cells["id"], cells["case_number"], cells["title"], cells["name"], case.facts.notes)
            for cells, case in zip(named, made, strict=True)
        ],
    )
    db.executemany(
        "INSERT INTO case_numbers (rowid, case_number, claim_number) VALUES (?, ?, ?)",
        [(cells["id"], cells["case_number"], cells["claim_number"]) for cells in named],
    )


def _fill_events(db: Any, made: list[Made], head: Head) -> Head:
    events = []
    for case in made:
        number, at = case.cells[0], case.cells[6]
        event = (head.seq + 1, at, 0, "importer", at, "imported", number, None, "3 pages")
        own = link(head.hash, event)
        events.append((*event, head.hash, own))
        head = Head(head.seq + 1, own)
    db.executemany(
        "INSERT INTO events (seq, utc, utc_offset, actor, at, kind, case_id, act, detail, prev, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        events,
    )
    return head


def _case(number: int, cases: int, chance: random.Random, words: Language) -> Made:
    arrived = FIRST_DAY + timedelta(seconds=round(3652 * 86400 * number / cases))
    day = arrived.date()
    sentences = [words.sentences[int(chance.random() * len(words.sentences))] for _ in range(104)]
    numbers = f"CM{day.year % 100:02}-{number:07}", f"WC{int(chance.random() * 10**8):08}"
    names = [words.seldom[int(chance.random() * len(words.seldom))] for _ in range(6)]
    letter = " ".join((*numbers, *names, *sentences))
    stage, handling, due = _standing(number, cases, chance)
    facts = _facts(chance, words, sentences, open_case=stage is not CaseStatus.FINISHED)
    status = status_of(stage, handling)
    finished = stage is CaseStatus.FINISHED
    digest = CaseDigest(
        case_number=numbers[0],
        claim_number=numbers[1] if number % 50 else "",
        outcome=case_outcome(tuple(item.outcome for item in facts.items)),
        confirmed=finished,
        title="; ".join(item.title for item in facts.items),
        items=len(facts.items),
        overturned=sum(item.outcome is Decision.OVERTURNED for item in facts.items),
        flags=len(facts.flags),
        decision_date=(day - timedelta(days=10)).isoformat(),
        received=(day - timedelta(days=int(chance.random() * 4))).isoformat(),
        injury_date=(day - timedelta(days=200 + int(chance.random() * 5000))).isoformat(),
        finished_on=(day + timedelta(days=3)).isoformat() if finished else "",
        finished_by=handling.reviewer if finished else "",
    )
    cells: dict[str, rows.Cell] = {
        "id": number,
        "fingerprint": f"{number:064x}",
        "name": f"letter-{number}.pdf",
        "size": 24_000,
        "pages": 3,
        "status": status.value,
        "imported_at": arrived.isoformat(),
        "imported_by": "importer",
        "stage": stage.value,
        **rows.digest_cells(digest),
        **rows.handling_cells(handling),
        **rows.due_cells(due),
    }
    return Made(tuple(cells[name] for name in rows.CASE_COLUMNS), facts, handling.labels, letter)


def _standing(number: int, cases: int, chance: random.Random) -> tuple[CaseStatus, Handling, DueMark]:
    # What is open is mostly what came lately, and about 2 % of all.
    waiting = chance.random() < (0.4 if number > cases * 0.95 else 0.002)
    who = PEOPLE[int(chance.random() * len(PEOPLE))]
    labels = (LABELS[int(chance.random() * 12)],) if chance.random() < 0.03 else ()
    if not waiting:
        return CaseStatus.FINISHED, Handling(who, TODAY, labels=labels), DueMark()
    taken = chance.random() < 0.4
    stage = (CaseStatus.IN_REVIEW if chance.random() < 0.9 else CaseStatus.REOPENED) if taken else CaseStatus.NEW
    hold = Hold(HoldReason.RECORDS, "", TODAY, Signature(who, TODAY))
    handling = Handling(
        reviewer=who if taken else "",
        taken_at=TODAY if taken else "",
        priority=chance.choices(tuple(Priority), weights=(5, 80, 10, 5))[0],
        holds=(hold,) if chance.random() < 0.1 else (),
        second_look="please look" if chance.random() < 0.05 else "",
        labels=labels,
    )
    if chance.random() < 0.2:
        return stage, handling, DueMark(rule="R1", needs="date_received")
    day = datetime.fromisoformat(TODAY) + timedelta(days=int(chance.random() * 60) - 10)
    return stage, handling, DueMark(day.date().isoformat(), day.date().isoformat(), "R1")


def _facts(chance: random.Random, words: Language, sentences: list[str], *, open_case: bool) -> CaseFacts:
    items = []
    excerpts = []
    for index in range(chance.choices((1, 2, 3, 4, 6), weights=(30, 27, 20, 15, 8))[0]):
        category = int(16 * chance.random() ** 2)
        title = " ".join(words.words[30 + int(400 * chance.random() ** 2)] for _ in range(5))
        outcome = Decision.OVERTURNED if chance.random() < 0.1 else Decision.UPHELD
        subcategory = f"{CATEGORIES[category]}, kind {int(8 * chance.random())}"
        guideline = GUIDELINES[int(400 * chance.random() ** 2)]
        items.append(ItemFacts(title, outcome, CATEGORIES[category], subcategory, guideline, chance.random() < 0.2))
        excerpts.append(" ".join(sentences[10 * index : 10 * index + 6]))
    flagged = chance.random() < (0.5 if open_case else 0.05)
    corrected = chance.random() < 0.2
    return CaseFacts(
        items=tuple(items),
        specialty=(SPECIALTIES[int(60 * chance.random() ** 2)],),
        flags=(RULES[int(30 * chance.random() ** 2)],) if flagged else (),
        corrected=(FIELDS[int(30 * chance.random() ** 2)],) if corrected else (),
        settled=20,
        excerpts="\n".join(excerpts),
        notes=sentences[-1] if chance.random() < 0.15 else "",
    )


def log_of(folder: Path, cases: int) -> Path:
    """Return the log of so many cases in a folder; it is made when it is not there."""
    path = folder / f"cases-{cases}.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        for old in _with(part):
            old.unlink()
        make_big_log(part, cases)
        part.rename(path)
    return path


def _with(path: Path) -> Iterator[Path]:
    yield from path.parent.glob(f"{path.name}*")


if __name__ == "__main__":
    for wanted in sys.argv[2:]:
        print(log_of(Path(sys.argv[1]), int(wanted)))
