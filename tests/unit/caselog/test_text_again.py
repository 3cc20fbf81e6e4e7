"""The text of a letter that was read again, in the file: small, whole, told when damaged, found after a rescue."""

import json
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from imr_desk.caselog import rows
from imr_desk.caselog.failures import UnreadableRowError
from imr_desk.caselog.salvage import recover
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.model.edits import RereadLetter, SetField
from imr_desk.model.history import Act
from imr_desk.model.queue import CaseFilter, CaseQuery
from tests.contracts.caselog.letters import SetClock, added, new_letter, recorded, signed
from tests.contracts.caselog.test_text_again import NEW, OLD, better, reread
from tests.unit.caselog.test_salvage import NOW, pages_of, spoil


def test_an_act_with_a_text_is_a_fraction_of_its_json() -> None:
    letter = new_letter(repeated=60)
    act = Act(RereadLetter(letter.draft, text=letter.text), signed())
    assert rows.act_of(rows.act_text(act)) == act
    assert len(rows.act_text(act)) * 3 < len(msgspec.json.encode(act))


def test_what_no_file_can_hold_is_a_question_mark_as_in_a_first_text() -> None:
    letter = new_letter()
    act = Act(RereadLetter(letter.draft, text=better(letter, "odd \udce9 sign")), signed())
    step = rows.act_of(rows.act_text(act)).step
    assert isinstance(step, RereadLetter)
    assert step.text is not None
    assert step.text.pages[0].text == "odd ? sign"


@pytest.mark.parametrize("words", ["", "AAAA", "not Base64!", 7])
def test_a_damaged_text_is_told(words: object) -> None:
    text = rows.act_text(reread(new_letter(), 1))
    cells = json.loads(text)
    cells["step"]["text"] = words
    with pytest.raises(UnreadableRowError):
        rows.act_of(json.dumps(cells, separators=(",", ":")))


def test_typed_words_that_look_like_such_an_act_are_left_alone() -> None:
    act = Act(SetField(None, "employer", '"edit":"reread_letter"'), signed())
    assert rows.act_of(rows.act_text(act)) == act


@pytest.mark.parametrize("index", ["letter_words_data", "cases"])
def test_a_rescued_log_finds_the_words_in_force(path: Path, index: str) -> None:
    log = SqliteCaseLog(path, SetClock())
    letter, other = new_letter(repeated=12), new_letter("CM26-0100002", salt="other", repeated=12)
    case, second = added(log, letter), added(log, other)
    recorded(log, case, letter, (reread(letter, 1),))
    log.close()
    spoil(path, pages_of(path, index))
    recover(path, NOW)
    log = SqliteCaseLog(path, SetClock())
    with closing(log):  # type: ignore[type-var]
        found = {
            words: [case.id for case in log.cases(CaseQuery(where=CaseFilter(words=words)))] for words in (NEW, OLD)
        }
        assert found == {NEW: [case.id], OLD: [second.id]}
        assert log.damage() == ()
