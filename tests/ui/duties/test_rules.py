"""The rules: looked at, edited, refused where they make no sense, kept, and all cases counted anew."""

from datetime import date

import msgspec
import pytest
from PySide6.QtCore import Qt

from imr_desk.config.rule_tables import read_rules
from imr_desk.model.deadlines.rules import RuleTable
from imr_desk.model.deadlines.table_text import parse_rules
from imr_desk.model.deadlines.words import Basis, DayUnit, OutcomeAsked, Rendered, ServiceMethod
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind, EditRefusedError
from imr_desk.model.handling import GiveDate
from imr_desk.model.people import Person, Role
from imr_desk.ui.duties.rule_draft import RuleDraft, is_doubtful, rule_words, valid_words, verified_words

SHIPPED = read_rules()


def choose(sheet, rule):
    sheet.list.selectRow(next(row for row, each in enumerate(sheet._draft.rules) if each.id == rule))
    sheet.edit.click()
    return sheet.editor.cells


# The draft


def place_of(draft, rule):
    return next(place for place, each in enumerate(draft.rules) if each.id == rule)


def test_a_new_version_follows_the_old_one_without_a_gap():
    draft = RuleDraft(SHIPPED)
    old = place_of(draft, "R1")
    new = draft.add_version(old, date(2026, 4, 1))
    assert draft.rules[old].valid_to == date(2026, 3, 31)
    assert draft.rules[new].valid_from == date(2026, 4, 1)
    assert draft.problem is None
    later = draft.add_version(new, date(2027, 1, 1))
    assert draft.rules[new].valid_to == date(2026, 12, 31)
    draft.remove(later)
    draft.remove(new)
    assert tuple(draft.rules) == SHIPPED.rules


@pytest.mark.parametrize("day", [date(2026, 4, 1), date(2020, 1, 1)])
def test_a_version_cannot_begin_before_the_one_it_follows(day):
    draft = RuleDraft(SHIPPED)
    new = draft.add_version(place_of(draft, "R1"), date(2026, 4, 1))
    with pytest.raises(EditRefusedError, match="choose another day"):
        draft.add_version(new, day)


def test_the_only_version_stays():
    draft = RuleDraft(SHIPPED)
    with pytest.raises(EditRefusedError, match="only this version"):
        draft.remove(0)
    assert not draft.changed


def test_a_table_that_ends_what_the_desk_has_to_do_is_told_and_cannot_be_kept():
    draft = RuleDraft(SHIPPED)
    for rule, words in (("R1", "approved and not yet given"), ("R2", "approved and already given")):
        place = place_of(draft, rule)
        draft.put(place, msgspec.structs.replace(draft.rules[place], valid_to=date(2026, 3, 31)))
        assert words in draft.problem.sentence
        draft.add_version(place, date(2026, 3, 1))
        draft.put(place + 1, msgspec.structs.replace(draft.rules[place + 1], valid_to=None))
        assert draft.problem is None


def test_whoever_compared_a_rule_is_put_down_and_the_mark_goes():
    draft = RuleDraft(SHIPPED)
    at = place_of(draft, "R10")
    assert is_doubtful(draft.rules[at])
    assert verified_words(draft.rules[at]) == "From memory, not compared"
    draft.verify(at, "A. Ruiz", date(2026, 11, 24))
    assert not is_doubtful(draft.rules[at])
    assert verified_words(draft.rules[at]) == "A. Ruiz, Tue Nov 24, 2026"
    assert draft.problem is None


def test_rules_in_words():
    by_id = {rule.id: rule for rule in SHIPPED.rules}
    assert rule_words(by_id["R1"]) == (
        "Authorize the treatment; tell the employee and the provider: 5 working days after the date received, for "
        "what is overturned (treatment approved), where the treatment was not yet given, given in part or unknown."
    )
    assert "in expedited reviews" in rule_words(by_id["R1-expedited"])
    assert "the form of the bill being electronic" in rule_words(by_id["R9-electronic"])
    assert all(rule_words(rule).endswith(".") and valid_words(rule) for rule in SHIPPED.rules)


def test_the_text_of_a_draft_can_be_read_even_while_it_makes_no_sense():
    draft = RuleDraft(SHIPPED)
    draft.add_version(0, date(2026, 4, 1))
    assert parse_rules(draft.text()) == draft.table()
    assert isinstance(draft.table(), RuleTable)


# The sheet


def test_every_rule_stands_in_the_table_with_its_mark(sheet):
    made = sheet.make()
    assert made.list.rowCount() == len(SHIPPED.rules)
    for row, rule in enumerate(SHIPPED.rules):
        assert made.list.item(row, 0).text() == rule.id
        assert made.list.item(row, 5).icon().isNull() is not is_doubtful(rule)
    assert not made.save.isEnabled()


def test_every_column_comes_back_from_its_field_as_it_was(sheet):
    made = sheet.make()
    for row, rule in enumerate(SHIPPED.rules):
        made.list.selectRow(row)
        for name, cell in made.editor.cells.items():
            assert cell.value() == getattr(rule, name), (rule.id, name)
            assert not cell.problem
    assert not made._draft.changed


def test_an_edited_rule_counts_once_saved_and_all_cases_are_counted_anew(sheet, qtbot):
    sheet.open()
    sheet.handling.take((1,), GiveDate("date_received", "2026-11-20"))
    assert sheet.log.case(1).due.on == "2026-11-30"
    made = sheet.make()
    cells = choose(made, "R1")
    cells["count"].line.setText("3")
    cells["count"].line.textEdited.emit("3")
    assert made.save.isEnabled()
    with qtbot.waitSignals([made.rules_kept, sheet.recount.ended], order="strict"):
        made.save.click()
    assert sheet.log.case(1).due.on == "2026-11-25"
    assert parse_rules(sheet.log.kept("deadline-rules")).rules[0].count == 3
    assert sheet.deadlines.rules.version == "2026-1, changed 2026-11-24 by rn1"
    assert "1 case has another next duty" in made.news.words.text()
    assert not made.save.isEnabled()


@pytest.mark.parametrize(
    ("column", "words", "sentence"),
    [
        ("count", "5000", "Must be from 0 to 1000 for working days"),
        ("count", "five", "Write a whole number"),
        ("name", "", "Is empty"),
        ("stand_ins", "the day of the moon", "no date that the desk keeps"),
    ],
)
def test_nonsense_is_told_under_its_field_and_never_saved(sheet, column, words, sentence):
    made = sheet.make()
    cells = choose(made, "R1")
    cells[column].line.setText(words)
    cells[column].line.textEdited.emit(words)
    assert sentence in made.editor.problems[column].text()
    assert not made.save.isEnabled()
    made._save()
    assert sheet.log.kept("deadline-rules") is None
    made.discard.click()
    assert not made._draft.changed
    assert not any(label.text() for label in made.editor.problems.values())


def test_days_that_contradict_each_other_are_told(sheet):
    made = sheet.make()
    cells = choose(made, "R1")
    cells["valid_from"].day.line.setText("04/01/2026")
    cells["valid_to"].day.line.setText("03/01/2026")
    assert made.editor.problems["valid_to"].text() == "Is before “valid_from”."
    cells["valid_to"].day.line.setText("tomorrow")
    assert "not a date" in made.editor.problems["valid_to"].text()
    assert not made.save.isEnabled()
    cells["valid_to"].day.line.setText("")
    cells["verified_by"].line.setText("Ann")
    cells["verified_by"].line.textEdited.emit("Ann")
    assert "belong together" in made.editor.problems["verified_by"].text()


def test_all_kinds_of_fields_are_taken_over(sheet):
    made = sheet.make()
    cells = choose(made, "R3")
    cells["unit"].box.setCurrentText("Months")
    cells["outcome"].box.setCurrentText("Upheld: denial stands")
    cells["basis"].box.setCurrentText("From memory, to be checked")
    next(box for box, value in cells["rendered"].boxes if value is Rendered.UNKNOWN).setChecked(False)
    cells["service_days"].lines[ServiceMethod.ABROAD].setText("25")
    cells["service_days"].lines[ServiceMethod.ABROAD].textEdited.emit("25")
    cells["answers"].choices["formulary"].box.setCurrentText("Formulary is disputed: yes")
    rule = made._draft.rules[made._place]
    assert (rule.unit, rule.outcome, rule.basis) == (DayUnit.MONTHS, OutcomeAsked.UPHELD, Basis.MEMORY)
    assert Rendered.UNKNOWN not in rule.rendered
    assert dict(rule.service_days)[ServiceMethod.ABROAD] == 25
    assert dict(rule.answers)["formulary"] == "yes"
    assert made._draft.problem is None


def test_versions_and_verification_from_the_sheet(sheet):
    made = sheet.make()
    choose(made, "R1")
    assert not made.version.remove.isEnabled()
    made.version.first.line.setText("04/01/2026")
    made.version.add.click()
    assert made.version.remove.isEnabled()
    assert made.editor.cells["valid_from"].value() == date(2026, 4, 1)
    made.version.verify.click()
    assert made._draft.rules[made._place].verified_by == "rn1"
    made.version.remove.click()
    assert len([rule for rule in made._draft.rules if rule.id == "R1"]) == 1


def test_the_text_is_taken_over_whole_or_not_at_all(sheet):
    made = sheet.make()
    made.pages.setCurrentWidget(made.text)
    text = made.text.edit.toPlainText()
    made.text.edit.setPlainText(text.replace("count = 5", 'count = "five"', 1))
    made.text.take.click()
    assert "the column “count” must be a whole number" in made.news.words.text()
    assert made.text.edit.textCursor().selectedText() == 'id = "R1"'
    assert not made._draft.changed
    made.text.edit.setPlainText(text.replace("count = 5", "count = =", 1))
    made.text.take.click()
    assert "line 10" in made.news.words.text()
    made.text.edit.setPlainText(text.replace("count = 5", "count = 4", 1))
    made.text.take.click()
    assert made._draft.rules[0].count == 4
    assert made.save.isEnabled()
    made.shipped.click()
    assert tuple(made._draft.rules) == SHIPPED.rules


def test_closing_asks_before_changes_are_lost(sheet, qtbot):
    made = sheet.make()
    cells = choose(made, "R1")
    cells["asks"].box.setCurrentIndex(1)
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert made.stack.currentIndex() == 0
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert made.isVisible()
    sheet.answers.answer = True
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert not made.isVisible()
    assert len(sheet.answers.asked) == 2


def test_a_log_that_cannot_keep_the_rules_says_so(sheet, qtbot, monkeypatch):
    made = sheet.make()
    choose(made, "R4")["asks"].box.setCurrentIndex(1)

    def full(*_args):
        raise CaseLogError(CaseLogErrorKind.DISK_FULL, "The disk is full.")

    monkeypatch.setattr(sheet.log, "keep", full)
    made.save.click()
    qtbot.waitUntil(lambda: made.news.words.text() == "Not saved. The disk is full.")
    assert made.save.isEnabled()
    assert tuple(sheet.deadlines.rules.rules) == SHIPPED.rules


def test_a_nurse_looks_at_the_rules_and_changes_nothing(sheet, qtbot):
    sheet.people.begin("rn1")
    sheet.people.put(Person("A. Ruiz, RN", Role.NURSE, "", sheet.people.hashed("correct horse battery")))
    sheet.people.sign_in("A. Ruiz, RN", "correct horse battery")
    made = sheet.make()
    choose(made, "R1")
    assert "Only a supervisor or an administrator may change the deadline rules." in made.news.words.text()
    assert not made.editor.cells["count"].line.isEnabled()
    assert made.text.edit.isReadOnly()
    for button in (made.save, made.shipped, made.again, made.version.verify):
        assert not button.isEnabled()


def test_the_holidays_are_listed_and_those_from_memory_marked(sheet):
    made = sheet.make()
    table = made.holidays.table
    names = {table.item(row, 0).text(): row for row in range(table.rowCount())}
    assert table.item(names["Thanksgiving"], 2).text() == "Thu Nov 26"
    assert "observed" in table.item(names["Independence Day"], 3).text()
    assert not table.item(names["Diwali"], 0).icon().isNull()


# Counting anew


def test_a_count_can_be_stopped_and_says_what_that_means(sheet, qtbot):
    sheet.open()
    ended = []
    sheet.recount.ended.connect(ended.append)
    sheet.recount.start()
    assert sheet.recount.is_running
    sheet.recount.stop()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended[0].startswith("Stopped") or ended[0].startswith("All cases")
    assert not sheet.recount.is_running


def test_a_count_that_fails_says_so(sheet, qtbot, monkeypatch):
    def broken(*_args):
        raise CaseLogError(CaseLogErrorKind.IO, "The case log cannot be read.")

    monkeypatch.setattr(sheet.log, "handled_from", broken)
    with qtbot.waitSignal(sheet.recount.failed) as failed:
        sheet.recount.start()
    assert "cannot be read" in failed.args[0]
    assert not sheet.recount.is_running
