"""``python -m tests.performance.big_log_measures FOLDER CASES …``: what the queue of a large log costs.

Each question is put to the log of the program as the window puts it, at least 40 times with other words, days and
people, and to SQLite by a plain cursor as the bare SQL that one would write for it. The goal for each is a
95th percentile of at most 50 ms or twice the bare SQL, whichever is more, and between 10 thousand and a million cases
a growth of at most twice.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from imr_desk.caselog import rows
from imr_desk.caselog.chain import link
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.case import OPEN_STATUSES, CaseStanding
from imr_desk.model.draft import Decision
from imr_desk.model.edits import WriteNote
from imr_desk.model.history import Act
from imr_desk.model.queue import CaseFilter, CaseOrder, CaseQuery, DateRange, DueWindow
from imr_desk.model.queue import Figure as Tally
from imr_desk.model.signature import Signature
from tests.performance.big_log import CATEGORIES, LABELS, PEOPLE, TODAY, log_of
from tests.performance.big_words import Language, language
from tests.performance.figure import Figure, in_turn, timed

RUNS = 40
BLINK = 0.05
"""Seconds that a person does not notice."""
_PAGE = 200
_ROOT = Path(__file__).resolve().parents[2]
_SLOW = 0.5
"""Seconds from which on the bare SQL is not asked 40 times."""
_ALL = CaseFilter()
_CASE = ", ".join(rows.CASE_COLUMNS)
_OPEN = ", ".join(f"'{status.value}'" for status in OPEN_STATUSES)


class Question(NamedTuple):
    """A question to a log and to SQLite, put in another way each time."""

    name: str
    ours: Callable[[int], object]
    bare: Callable[[int], object]


class Answer(NamedTuple):
    """How long the answers took, in seconds: 95th percentile of ours and of the bare SQL, and our median."""

    name: str
    ours: float
    bare: float
    median: float

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.ours <= max(BLINK, 2 * self.bare)


class _Clock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@contextmanager
def opened(path: Path) -> Iterator[SqliteCaseLog]:
    """Open a log and close it."""
    log = SqliteCaseLog(path, _Clock())
    try:
        yield log
    finally:
        log.close()


def questions(log: SqliteCaseLog, seed: int = 11) -> tuple[Question, ...]:
    """Return all questions to a log."""
    asks = _Asks(log, random.Random(seed), language(5))
    return (*asks.pages(), *asks.filters(), *asks.orders(), *asks.counts(), *asks.searches(), asks.saving())


class _Asks:
    """Puts questions together."""

    def __init__(self, log: SqliteCaseLog, chance: random.Random, words: Language) -> None:
        assert log._db is not None
        self._log, self._chance, self._words = log, chance, words
        self._sql: Any = log._db
        self._newest = log.newest()

    def _page(
        self, name: str, query: Callable[[int], CaseQuery], sql: str, values: Callable[[int], tuple[Any, ...]]
    ) -> Question:
        return Question(
            name,
            lambda run: self._log.cases(query(run)),
            lambda run: self._sql.execute(f"SELECT {_CASE} FROM cases {sql} LIMIT {_PAGE}", values(run)).fetchall(),
        )

    def _numbered(
        self, name: str, where: Callable[[int], CaseFilter], sql: str, values: Callable[[int], tuple[Any, ...]]
    ) -> Question:
        return Question(
            name,
            lambda run: self._log.count(where(run), TODAY),
            lambda run: self._sql.execute(f"SELECT count(*) FROM cases WHERE {sql}", values(run)).fetchall(),
        )

    def pages(self) -> Iterator[Question]:
        """The queue as it opens, and its next pages."""
        due = CaseFilter(statuses=OPEN_STATUSES)
        by_due = f"WHERE status IN ({_OPEN}) ORDER BY due_on = '', due_on, id"
        yield self._page(
            "open the queue: open cases by due date", lambda run: _query(due, CaseOrder.DUE), by_due, lambda run: ()
        )
        yield self._page(
            "open the queue: all cases by arrival", lambda run: _query(), "ORDER BY id DESC", lambda run: ()
        )
        afters = [self._log.case(self._chance.randint(1, self._newest)) for _ in range(RUNS)]
        yield self._page(
            "next page, anywhere, all by arrival",
            lambda run: msgspec.structs.replace(_query(), after=afters[run]),
            "WHERE id < ? ORDER BY id DESC",
            lambda run: (afters[run].id,),
        )
        yield self._page(
            "next page, anywhere, all by case number",
            lambda run: msgspec.structs.replace(
                _query(order=CaseOrder.CASE_NUMBER), after=afters[run], descending=False
            ),
            "WHERE (case_number, id) > (?, ?) ORDER BY case_number, id",
            lambda run: (afters[run].digest.case_number, afters[run].id),
        )

    def filters(self) -> Iterator[Question]:
        """What people pick from the filter row."""
        who = [self._chance.choice(PEOPLE) for _ in range(RUNS)]
        yield self._page(
            "filter: mine, open, by due date",
            lambda run: _query(CaseFilter(statuses=OPEN_STATUSES, reviewer=who[run]), CaseOrder.DUE),
            f"WHERE status IN ({_OPEN}) AND reviewer = ? ORDER BY due_on = '', due_on, id",
            lambda run: (who[run],),
        )
        week = (date.fromisoformat(TODAY) + timedelta(days=7)).isoformat()
        yield self._page(
            "filter: due within 7 days, by due date",
            lambda run: _query(CaseFilter(window=DueWindow.WEEK), CaseOrder.DUE),
            "WHERE due_on > ? AND due_on <= ? ORDER BY due_on, id",
            lambda run: (TODAY, week),
        )
        yield self._page(
            "filter: overturned items of a category, newest first",
            lambda run: _query(CaseFilter(category=CATEGORIES[run % 16], item_outcome=Decision.OVERTURNED)),
            "WHERE id IN (SELECT case_id FROM items WHERE category = ? AND outcome = 'overturned') ORDER BY id DESC",
            lambda run: (CATEGORIES[run % 16],),
        )
        yield self._page(
            "filter: a category, newest first",
            lambda run: _query(CaseFilter(category=CATEGORIES[run % 16])),
            "WHERE id IN (SELECT case_id FROM items WHERE category = ?) ORDER BY id DESC",
            lambda run: (CATEGORIES[run % 16],),
        )
        yield self._page(
            "filter: decided in a year, newest first",
            lambda run: _query(CaseFilter(decided=DateRange(f"{2016 + run % 10}-01-01", f"{2016 + run % 10}-12-31"))),
            "WHERE decision_date BETWEEN ? AND ? ORDER BY id DESC",
            lambda run: (f"{2016 + run % 10}-01-01", f"{2016 + run % 10}-12-31"),
        )
        yield self._page(
            "filter: a specialty and a label, by case number",
            lambda run: _query(CaseFilter(specialty="specialty 0", label=LABELS[run % 12]), CaseOrder.CASE_NUMBER),
            "WHERE id IN (SELECT case_id FROM marks WHERE kind = 'specialty' AND word LIKE '%specialty 0%') "
            "AND id IN (SELECT case_id FROM marks WHERE kind = 'label' AND word = ?) ORDER BY case_number, id",
            lambda run: (LABELS[run % 12],),
        )
        months = [f"{2016 + run % 10}-{1 + run % 12:02}" for run in range(RUNS)]
        yield self._page(
            "filter: decided in a month, oldest injury first",
            lambda run: _query(
                CaseFilter(decided=DateRange(f"{months[run]}-01", f"{months[run]}-31")), CaseOrder.INJURY
            ),
            "WHERE decision_date BETWEEN ? AND ? ORDER BY injury_date = '', injury_date, id",
            lambda run: (f"{months[run]}-01", f"{months[run]}-31"),
        )
        years = [f"{2016 + run % 10}" for run in range(RUNS)]
        yield self._page(
            "filter: decided in a year, by flags, most first",
            lambda run: msgspec.structs.replace(
                _query(CaseFilter(decided=DateRange(f"{years[run]}-01-01", f"{years[run]}-12-31")), CaseOrder.FLAGS),
                descending=True,
            ),
            "WHERE decision_date BETWEEN ? AND ? ORDER BY flags DESC, id DESC",
            lambda run: (f"{years[run]}-01-01", f"{years[run]}-12-31"),
        )
        numbers = [f"{self._chance.randint(1, self._newest):07}" for _ in range(RUNS)]
        yield self._page(
            "filter: part of a number",
            lambda run: _query(CaseFilter(number=numbers[run])),
            "WHERE id IN (SELECT rowid FROM case_numbers WHERE case_numbers MATCH ?) ORDER BY id DESC",
            lambda run: (f'"{numbers[run]}"',),
        )

    def orders(self) -> Iterator[Question]:
        """Every sorting of all cases, both ways."""
        columns = ("", "due_on", "priority", "case_number", "claim_number", "outcome", "items", "flags", "status",
                   "reviewer", "injury_date", "received", "decision_date")  # fmt: skip
        for order, column in zip(CaseOrder, columns, strict=True):
            for descending in (False, True):
                way = "DESC" if descending else "ASC"
                sorting = f"{column} = '', {column} {way}, id {way}" if column else f"id {way}"
                yield self._page(
                    f"sort: {order.value}{', falling' * descending}",
                    lambda run, order=order, descending=descending: CaseQuery(
                        order=order, descending=descending, limit=_PAGE
                    ),
                    f"ORDER BY {sorting}",
                    lambda run: (),
                )

    def counts(self) -> Iterator[Question]:
        """The numbers beside the views, and a figure over a part of the log."""
        yield Question(
            "counts by status",
            lambda run: self._log.counts(),
            lambda run: self._sql.execute("SELECT status, count(*) FROM cases GROUP BY status").fetchall(),
        )
        who = [self._chance.choice(PEOPLE) for _ in range(RUNS)]
        yield self._numbered(
            "count of a view: mine, open, overdue",
            lambda run: CaseFilter(statuses=OPEN_STATUSES, reviewer=who[run], window=DueWindow.OVERDUE),
            f"status IN ({_OPEN}) AND reviewer = ? AND due_on > '' AND due_on < ?",
            lambda run: (who[run], TODAY),
        )
        hour = f"{TODAY}T00:00:00.000+00:00"
        yield self._numbered(
            "count of a view: free for me",
            lambda run: CaseFilter(statuses=OPEN_STATUSES, free_for=who[run], idle_before=hour),
            f"status IN ({_OPEN}) AND (reviewer IN ('', ?) OR taken_at < ?)",
            lambda run: (who[run], hour),
        )
        yield self._numbered(
            "count of a view: overturned items of a category",
            lambda run: CaseFilter(category=CATEGORIES[run % 16], item_outcome=Decision.OVERTURNED),
            "id IN (SELECT case_id FROM items WHERE category = ? AND outcome = 'overturned')",
            lambda run: (CATEGORIES[run % 16],),
        )
        yield self._numbered(
            "count of a view: decided in a year",
            lambda run: CaseFilter(decided=DateRange(f"{2016 + run % 10}-01-01", f"{2016 + run % 10}-12-31")),
            "decision_date BETWEEN ? AND ?",
            lambda run: (f"{2016 + run % 10}-01-01", f"{2016 + run % 10}-12-31"),
        )
        yield Question(
            "figure: outcome by category of 5,000 cases",
            lambda run: self._log.tally(Tally.OUTCOME_BY_CATEGORY, 100 * run + 1, 100 * run + 5000),
            lambda run: self._sql.execute(
                "SELECT category, outcome, count(*) FROM items WHERE case_id BETWEEN ? AND ? GROUP BY 1, 2",
                (100 * run + 1, 100 * run + 5000),
            ).fetchall(),
        )

    def searches(self) -> Iterator[Question]:
        """Words, by how often letters use them."""
        seldom = [self._chance.choice(self._words.seldom) for _ in range(RUNS)]
        usual = [self._words.words[100 + 7 * run] for run in range(RUNS)]
        odd = [self._words.words[3000 + 7 * run] for run in range(RUNS)]
        often = [self._words.words[8 + run] for run in range(RUNS)]
        for name, words in (
            ("a rare word", [f"{word} " for word in seldom]),
            ("a word of a few letters in a hundred", [f"{word} " for word in odd]),
            ("a word of nearly every letter", [f"{word} " for word in often]),
            ("two words, one common and one not", [f"{one} {two} " for one, two in zip(often, odd, strict=True)]),
            ("two common words", [f"{one} {two} " for one, two in zip(often, usual, strict=True)]),
            ("a beginning", [word[:4] for word in usual]),
            ("part of a case number", [f"{self._chance.randint(1, self._newest):07}" for _ in range(RUNS)]),
        ):
            yield self._page(
                f"search, newest first: {name}",
                lambda run, words=words: _query(CaseFilter(words=words[run])),
                "WHERE id IN (SELECT rowid FROM letter_words WHERE letter_words MATCH ? UNION "
                "SELECT rowid FROM excerpt_words WHERE excerpt_words MATCH ? UNION "
                "SELECT rowid FROM case_words WHERE case_words MATCH ?) ORDER BY id DESC",
                lambda run, words=words: (words[run], words[run], words[run]),
            )
        yield self._page(
            "search by due date: a word of nearly every letter, open cases",
            lambda run: _query(CaseFilter(words=f"{often[run]} ", statuses=OPEN_STATUSES), CaseOrder.DUE),
            f"WHERE status IN ({_OPEN}) AND id IN (SELECT rowid FROM letter_words WHERE letter_words MATCH ?) "
            "ORDER BY due_on = '', due_on, id",
            lambda run: (often[run],),
        )

    def saving(self) -> Question:
        """One act, on the disk when it returns; the bare SQL writes an event and the row of its case."""
        ids = [self._chance.randint(1, self._newest) for _ in range(RUNS)]
        people = Signature("bench", datetime.now(UTC).isoformat())

        def save(run: int) -> None:
            handled = self._log.handled((ids[run],))[0]
            digest = msgspec.structs.replace(handled.case.digest, looks=handled.case.digest.looks + 1)
            facts = msgspec.structs.replace(handled.facts, settled=handled.facts.settled + 1)
            standing = CaseStanding(handled.case.stage, digest, facts, handled.case.due)
            self._log.record(ids[run], Act(WriteNote(None, f"note {run}"), people), standing)

        def bare(run: int) -> None:
            sql = self._sql
            sql.execute("BEGIN IMMEDIATE")
            last, prev = sql.execute("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
            event = (last + 1, people.at, 0, "bench", people.at, "opened", ids[run], None, "x" * 200)
            places = ", ".join("?" * 11)
            sql.execute(f"INSERT INTO events VALUES ({places})", (*event, prev, link(prev, event)))
            sql.execute("UPDATE kept SET text = text WHERE id = 0")
            sql.execute("UPDATE cases SET size = size WHERE id = ?", (ids[run],))
            sql.execute("COMMIT")

        return Question("save one act durably", save, bare)


def _query(where: CaseFilter = _ALL, order: CaseOrder = CaseOrder.ARRIVAL) -> CaseQuery:
    return CaseQuery(where, order, descending=order is CaseOrder.ARRIVAL, today=TODAY, limit=_PAGE)


def answers(path: Path, only: str = "") -> Iterator[Answer]:
    """Put all questions, or those with a word in their name, to a log."""
    with opened(path) as log:
        for question in questions(log):
            if only in question.name:
                yield _answer(question)


def _answer(question: Question) -> Answer:
    ours: list[float] = []
    bare: list[float] = []
    for run in range(RUNS):
        # In turn, since whoever is first fetches from the disk what the other then finds in memory.
        both = [(ours, question.ours), (bare, question.bare)]
        for seconds, ask in both if run % 2 else reversed(both):
            # What takes a second takes one the tenth time too.
            if seconds is ours or run < 6 or statistics.median(bare) < _SLOW:
                seconds.append(timed(lambda ask=ask, run=run: ask(run)))
    return Answer(question.name, _p95(ours), _p95(bare), statistics.median(ours))


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def queue_of(folder: Path, sizes: tuple[int, ...]) -> list[Figure]:
    """Return the figures of the queue at these sizes, smallest first; logs that are not there are made."""
    found = {size: list(answers(log_of(folder, size))) for size in sizes}
    figures = window_of(log_of(folder, sizes[-1]))
    figures += [
        Figure(
            f"{answer.name}, {size:,} cases (p95) / 50 ms or twice the bare SQL",
            answer.ours,
            max(BLINK, 2 * answer.bare),
            1.0,
        )
        for size, all_of_it in found.items()
        for answer in all_of_it
    ]
    for small, large in zip(found[sizes[0]], found[sizes[-1]], strict=True) if len(sizes) > 1 else ():
        figures.append(Figure(f"{small.name}: {sizes[-1]:,} cases / {sizes[0]:,}", large.ours, small.ours, 2.0))
    return figures


def window_of(path: Path, rounds: int = 5) -> list[Figure]:
    """Start the program with a log and with an empty one, until its queue is painted; and its memory after a walk."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.db"
        code = {"PYTHONPATH": str(_ROOT), "PYTHONPYCACHEPREFIX": f"{folder}/code"}
        env = {**os.environ, "IMR_DESK_HOME": folder, **code}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        memory: list[float] = []

        def start(log: Path) -> float:
            began = time.perf_counter()
            with subprocess.Popen(
                [sys.executable, str(_ROOT / "tests" / "performance" / "programs" / "queue_window.py"), str(log)],
                env=env, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            ) as child:  # fmt: skip
                assert child.stdout is not None
                line = child.stdout.readline()
                seconds = time.perf_counter() - began
                rest = child.stdout.read()
            if b"READY" not in line:
                raise RuntimeError("the queue was not painted")
            memory.append(float(rest))
            return seconds

        start(empty), start(path)
        value, floor = in_turn(lambda: start(path), lambda: start(empty), rounds)
    return [
        Figure("start to the queue's first rows / with an empty log", value, floor, 1.2),
        Figure("memory after 20 pages of the queue / 300 MB", max(memory), 300, 1.0, unit="M"),
    ]


def main() -> None:
    """Measure and print."""
    folder, *sizes = sys.argv[1:]
    only = ""
    if sizes and not sizes[-1].isdigit():
        only = sizes.pop()
    for size in sizes:
        print(f"{int(size):,} cases")
        for figure in () if only else window_of(log_of(Path(folder), int(size))):
            told = "met" if figure.met else "NOT MET"
            print(f"{figure.name:64} {figure.value:9.2f} {figure.floor:9.2f} {figure.ratio:9.2f}  {told}")
        print("p95, median and bare SQL (p95) in ms")
        for answer in answers(log_of(Path(folder), int(size)), only):
            print(
                f"{answer.name:64} {answer.ours * 1000:9.1f} {answer.median * 1000:9.1f} {answer.bare * 1000:9.1f}  "
                f"{'met' if answer.met else 'NOT MET'}",
                flush=True,
            )


if __name__ == "__main__":
    main()
