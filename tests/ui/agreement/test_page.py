"""The page of agreement as a person meets it: figures, targets in words and sign, and the way to each difference."""

import csv
import subprocess
import sys
from functools import partial

import pytest
from PySide6.QtCore import Qt

from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.handling import SendToSecondReading
from imr_desk.model.queue import CaseFilter
from imr_desk.model.second import PairKind, SecondState
from imr_desk.services.agreement_sums import Start
from imr_desk.services.case_handling import CaseHandling
from imr_desk.services.reviews import Reviews
from imr_desk.ui.agreement.contents import KINDS, months_content
from imr_desk.ui.agreement.lazy_page import LazyAgreement, agreement_page
from imr_desk.ui.agreement.words import CAUTIONS
from imr_desk.ui.dress import Dress
from imr_desk.ui.theme import DARK, HIGH_CONTRAST, LIGHT, Type
from tests.synthetic.comparing import READERS, decision, keep_many, pair, passage
from tests.ui.conftest import StandingClock

JUDGEMENT, TEXT = PairKind.JUDGEMENT, PairKind.TEXT


def cells(table, row):
    return [table.item(row, column).text() for column in range(table.columnCount())]


def row_of(table, name):
    return next(row for row in range(table.rowCount()) if table.item(row, 0).text() == name)


def head(table, words):
    heads = [table.horizontalHeaderItem(column).text().replace("\n", " ") for column in range(table.columnCount())]
    return heads.index(words)


def differ(table, name):
    """Return the cell with the number of differences of a row."""
    return table.item(row_of(table, name), head(table, "Differ"))


def press(qtbot, table, item):
    table.setCurrentItem(item)
    qtbot.keyClick(table, Qt.Key.Key_Return)


def listed(board):
    table = board.page.differences.table
    return [tuple(cells(table, row)) for row in range(table.rowCount())]


def test_without_a_second_reading_the_page_tells_how_to_begin(board):
    board.count()
    page = board.page
    assert page._nothing.isVisible()
    assert not page._filled.isVisible()
    words = " ".join(label.text() for label in page._nothing.findChildren(type(page.facts)))
    for told in ("Send to a second reading", "sampling rule", "without seeing what you said"):
        assert told in words
    board.keep(1, pair("quantity", "6", "8"))
    board.count()
    assert page._filled.isVisible()
    assert not page._nothing.isVisible()


def test_kinds_stand_beside_their_targets_in_words_and_sign(board):
    for number in range(40):
        board.keep(
            number % 3 + 1,
            pair("quantity", "6", "6" if number else "8"),
            pair("category", *(("Surgery",) * 2 if number % 2 else ("Therapy",) * 2), JUDGEMENT, 1),
            pair("drug", "x", "y", TEXT),
            passage(9, 10, 10),
            number=number,
        )
    board.count()
    table = board.page.kinds.table
    standing, target = head(table, "Against the target"), head(table, "Target")
    found = {
        table.item(row, 0).text(): (table.item(row, target).text(), table.item(row, standing).text())
        for row in range(4)
    }
    assert found == {
        "Judgements": ("kappa 0.6, later 0.8", "✓ target reached"),
        "Dates, numbers, codes": ("98 % alike", "✗ below target"),
        "Free text": ("–", "no target"),
        "Passages": ("F1 0.85", "✓ target reached"),
    }
    facts = cells(table, row_of(table, "Dates, numbers, codes"))
    assert facts[1:5] == ["40", "1", "97.5 %", "87.1 to 99.6 %"]
    assert cells(table, row_of(table, "Passages"))[head(table, "F1")] == "0.90"
    assert cells(table, row_of(table, "Judgements"))[head(table, "Kappa")] == "1.00"


def test_few_places_say_little_and_one_answer_has_no_kappa(board):
    for number in range(6):
        board.keep(
            number % 3 + 1, pair("category", "Surgery", "Surgery", JUDGEMENT, 1), pair("age", "4", "4"), number=number
        )
    board.keep(1, pair("employer", "A", "B", TEXT), number=9)
    board.count()
    table = board.page.fields.table
    category = cells(table, row_of(table, "Category"))
    assert category[head(table, "Kappa")] == category[head(table, "Alpha")] == "not defined"
    assert category[-1] == "always the same"
    assert "not defined where both always chose the same" in board.page.fields.note.text()
    assert cells(table, row_of(table, "Age"))[-1] == "n = 6: says little"
    employer = cells(table, row_of(table, "Employer"))
    assert employer[head(table, "Alike")] == "too few"


def test_a_number_of_differences_leads_to_them_and_each_to_its_case(board, qtbot):
    board.keep(1, pair("quantity", "6", "8"), decision("upheld", "overturned", 2))
    board.keep(3, pair("quantity", "6", "7"), pair("drug", "x", "x", TEXT))
    board.count()
    page = board.page
    assert len(listed(board)) == 3
    press(qtbot, page.fields.table, differ(page.fields.table, "Quantity"))
    qtbot.waitUntil(lambda: page.differences.title.text() == "Differences: Quantity")
    assert [row[:4] for row in listed(board)] == [
        ("CM26-0000003", "Quantity", "6", "7"),
        ("CM26-0000001", "Quantity", "6", "8"),
    ]
    opened = []
    page.case_requested.connect(opened.append)
    table = page.differences.table
    qtbot.keyClick(table, Qt.Key.Key_Return)  # the keyboard was put on the first of them
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualItemRect(table.item(1, 0)).center())
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualItemRect(table.item(1, 3)).center())
    assert opened == [3, 1]
    page.differences.all.click()
    qtbot.waitUntil(lambda: page.differences.title.text() == "Newest differences")
    assert listed(board)[-1][:3] == ("CM26-0000001", "Item 2: Decision", "Upheld: treatment stays denied")
    assert not page.differences.all.isVisible()


def test_a_field_without_differences_leads_nowhere(board, qtbot):
    board.keep(1, pair("quantity", "6", "6"))
    board.count()
    title = board.page.differences.title.text()
    press(qtbot, board.page.fields.table, differ(board.page.fields.table, "Quantity"))
    assert differ(board.page.fields.table, "Quantity").data(Qt.ItemDataRole.UserRole).where is None
    assert board.page.differences.title.text() == title
    assert board.page.differences.empty.text() == "No differences here."


def test_months_are_walked_by_key_and_lead_to_their_differences(board, qtbot):
    keep_many(board.log, 3, 60)
    board.count()
    page = board.page
    page.months.groupings.group.button(KINDS.index(PairKind.FACT)).click()
    figures = page._figures[Start.DRAFT]
    shown = page.months.content
    assert shown == months_content(figures, PairKind.FACT)
    at, line = next((at, line) for at, line in enumerate(figures.months) if line.by_kind[1].differing)
    at -= max(0, len(figures.months) - len(shown.chart.slots))
    plot = page.months.plot
    for _ in range(at + 1):
        qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert f"in {line.by_kind[1].pairs} places" in plot.accessibleDescription()
    qtbot.keyClick(plot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.differences.title.text().startswith("Differences: Dates, numbers, codes, "))
    assert len(listed(board)) == line.by_kind[1].differing


def test_the_switch_of_forms_changes_everything_and_warns_of_drafts(board, qtbot):
    board.keep(1, pair("quantity", "6", "8"))
    board.keep(2, pair("quantity", "6", "6"))
    board.keep(3, pair("strength", "5 mg", "10 mg"), blank=True)
    board.count()
    page = board.page
    buttons = page.starts.group.buttons()
    assert [button.text() for button in buttons] == ["The machine's draft (2)", "An empty form (1)"]
    assert buttons[0].isChecked()
    assert "raises agreement" in page.caution.text()
    buttons[1].click()
    qtbot.waitUntil(lambda: listed(board) != [] and listed(board)[0][1] == "Strength")
    assert page.caution.text() == CAUTIONS[Start.BLANK]
    assert [page.fields.table.item(row, 0).text() for row in range(page.fields.table.rowCount())] == ["Strength"]
    board.count()
    assert buttons[1].isChecked()
    assert [row[1] for row in listed(board)] == ["Strength"]


def test_the_form_with_more_readings_is_shown_first(board):
    board.keep(1, pair("quantity", "6", "8"), blank=True)
    board.count()
    assert board.page.starts.group.checkedId() == list(Start).index(Start.BLANK)
    assert [row[1] for row in listed(board)] == ["Quantity"]


def test_a_number_at_the_top_leads_to_the_queue(board, qtbot):
    CaseHandling(board.log, Reviews(board.log, StandingClock(), "ana")).take((2,), SendToSecondReading("drawn", "x"))
    board.count()
    asked = []
    board.page.cases_requested.connect(asked.append)
    qtbot.keyClick(board.page.tiles.buttons[0], Qt.Key.Key_Return)
    assert asked == [CaseFilter(second=SecondState.WAITING)]
    assert board.page.tiles.buttons[0].accessibleName() == "Wait for a second reader: 1"


def test_numbers_of_differences_never_ask_the_queue(board, qtbot):
    board.keep(1, pair("quantity", "6", "8"))
    board.count()
    asked = []
    board.page.cases_requested.connect(asked.append)
    press(qtbot, board.page.kinds.table, differ(board.page.kinds.table, "Dates, numbers, codes"))
    qtbot.waitUntil(lambda: "Dates" in board.page.differences.title.text())
    assert asked == []


def test_a_table_is_saved_as_csv_without_values_of_letters(board, qtbot, tmp_path):
    board.keep(1, pair("quantity", "6 visits", "8 visits"), *(pair(f"f{n}", "1", "1") for n in range(5)))
    board.count()
    board.answers.target = tmp_path / "kinds.csv"
    save = next(action for action in board.page.kinds.save.menu().actions() if "CSV" in action.text())
    with qtbot.waitSignal(board.page.told):
        save.trigger()
    rows = list(csv.reader((tmp_path / "kinds.csv").read_text(encoding="utf-8-sig").splitlines()))
    facts = next(row for row in rows if row[0] == "Dates, numbers, codes")
    assert dict(zip(rows[0], facts, strict=True))["Places compared"] == "6"
    assert dict(zip(rows[0], facts, strict=True))["Alike"] == "83.3"
    assert board.answers.asked[0][0].name == "agreement by kind of field 2026-11-24.csv"
    assert "visits" not in (tmp_path / "kinds.csv").read_text(encoding="utf-8-sig")


def test_a_log_that_cannot_be_read_is_told_and_the_figures_stay(board, qtbot, monkeypatch):
    board.keep(1, pair("quantity", "6", "8"))
    board.count()
    shown = board.page.kinds.content

    def broken(after, limit):
        raise CaseLogError(CaseLogErrorKind.DAMAGED, "A comparison in the history is damaged.")

    monkeypatch.setattr(board.log, "comparisons", broken)
    with qtbot.waitSignal(board.page.told) as told:
        board.page.refresh()
    assert told.args[0] == "error"
    assert not board.page.is_counting
    assert board.page.kinds.content is shown


def test_readers_are_told_that_a_difference_blames_nobody(board):
    board.keep(1, pair("quantity", "6", "8"), readers=READERS[0])
    board.keep(2, pair("quantity", "6", "8"), readers=READERS[2])
    board.count()
    table = board.page.readers.table
    assert [table.item(row, 0).text() for row in range(2)] == [", then ".join(READERS[2]), ", then ".join(READERS[0])]
    assert "does not say which of them was right" in board.page.readers.note.text()


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST])
def test_any_look_keeps_the_page_within_its_width(board, qtbot, theme, scale):
    keep_many(board.log, 3, 20)
    board.count()
    page = board.page
    page.dress(Dress(board.dress.icons, theme, Type(scale)))
    for width in (1000, 1280, 1920):
        page.resize(width, 760)
        qtbot.waitUntil(lambda: page._content.width() <= page._scroll.viewport().width())
        inside = page._content.width()
        for card in (*page.cards, page.differences):
            assert card.geometry().right() <= inside


def place_of(board):
    make = partial(agreement_page, board.agreements, board.files, board.lane, board.answers)
    return LazyAgreement(make, board.dress)


def test_the_page_is_built_when_it_is_first_seen(board, qtbot):
    board.keep(1, pair("quantity", "6", "8"))
    place = place_of(board)
    qtbot.addWidget(place)
    place.dress(Dress(board.dress.icons, DARK))
    assert place.page is None
    place.show()
    qtbot.waitUntil(lambda: place.page.differences.table.rowCount() == 1)
    qtbot.waitUntil(lambda: not place.page.is_counting)
    opened = []
    place.case_requested.connect(opened.append)
    qtbot.keyClick(place.page.differences.table, Qt.Key.Key_Home)
    qtbot.keyClick(place.page.differences.table, Qt.Key.Key_Return)
    assert opened == [1]
    place.hide()
    place.show()
    assert place.page.is_counting
    with qtbot.waitSignal(place.left):
        qtbot.keyClick(place.page, Qt.Key.Key_Escape)


def test_another_person_at_the_desk_never_sees_the_page_of_the_one_before(board, qtbot):
    board.keep(1, pair("quantity", "6", "8"))
    place = place_of(board)
    qtbot.addWidget(place)
    place.person_changed("nobody has looked yet")
    assert place.page is None
    place.show()
    qtbot.waitUntil(lambda: place.page.readers.content is not None)
    place.person_changed("another")
    assert place.page.readers.content is None
    qtbot.waitUntil(lambda: place.page.readers.content is not None)
    place.hide()
    place.person_changed("a third")
    assert place.page is None


def test_the_window_starts_without_the_libraries_of_this_page():
    code = (
        "import imr_desk.ui.agreement.lazy_page, sys;"
        "sys.exit(any(name in sys.modules for name in ('pyqtgraph', 'numpy', 'pycm')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
