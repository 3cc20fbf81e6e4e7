"""Whatever a person types finds something or nothing, and the two logs find the same."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.caselog.search import wanted
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.queue import CaseFilter, CaseQuery
from tests.contracts.caselog.letters import SetClock, added, new_letter

QUEUE = (
    ("CM26-0219557", "Lumbar epidural injection L4-L5", "scan_07 (final).pdf"),
    ("CM26-0231884", "Norco 10/325 mg, quantity 60", "O'Brien 50%.pdf"),
    ("", "Épidurale à l’étage C5/C6", "lettre.txt"),
    ("CM17-0000001", "MRI knee; physical therapy 1.5 hours", "a AND b OR NOT c.pdf"),
)
PIECES = (
    "epi", "dural", "L4", "-", "L5", " ", '"', "*", "CM26", "0219", "557", "Norco", "é", "10/325", "NEAR(", "a",
    "AND", "(", ")", ":", "^", "+", "\0", "\ud800", "😀", "Σ", "ß", "\t", "1.5", "'", "title:", "{", "}", ",",
)  # fmt: skip


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SqliteCaseLog, MemoryCaseLog]]:
    sqlite = SqliteCaseLog(tmp_path_factory.mktemp("search") / "cases.db", SetClock())
    memory = MemoryCaseLog()
    for log in (sqlite, memory):
        for number, title, name in QUEUE:
            added(log, new_letter(number, (title,), name))
    yield sqlite, memory
    sqlite.close()


@given(words=st.one_of(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), st.text(max_size=40)))
@settings(max_examples=1500, deadline=None)
def test_any_string_finds_or_finds_nothing(logs: tuple[SqliteCaseLog, MemoryCaseLog], words: str) -> None:
    logs[0].cases(CaseQuery(CaseFilter(words=words)))
    logs[1].cases(CaseQuery(CaseFilter(words=words)))


@given(words=st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
@settings(max_examples=1000, deadline=None)
def test_both_logs_find_the_same(logs: tuple[SqliteCaseLog, MemoryCaseLog], words: str) -> None:
    sqlite, memory = (log.cases(CaseQuery(CaseFilter(words=words))) for log in logs)
    assert [case.id for case in sqlite] == [case.id for case in memory]


def test_a_whole_page_pasted_into_the_search_is_cut(logs: tuple[SqliteCaseLog, MemoryCaseLog]) -> None:
    pasted = "epidural injection " * 100_000
    assert [case.id for case in logs[0].cases(CaseQuery(CaseFilter(words=pasted)))] == [1]


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", None),
        ("?! -", None),
        ("lumb", ('"lumb"*', '"lumb"', 'case_number : "lumb"')),
        ("lumbar ", ('"lumbar"', '"lumbar"', 'case_number : "lumbar"')),
        ("0219557", ('"0219557"*', '"0219557"', 'case_number : "0219557"')),
        ("L4-L5 epi", ('"L4-L5" "epi"*', '"L4-L5" "epi"', None)),
        ('say "ah', ('"say" "ah"*', '"say" "ah"', None)),
        ("12", ('"12"*', '"12"', None)),
        ("p", ('"p"', '"p"', None)),
    ],
)
def test_queries_quote_each_word(typed: str, query: tuple[str | None, ...] | None) -> None:
    assert wanted(typed) == query
