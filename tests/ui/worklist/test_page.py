"""The page by hand and by ear: keys, columns, details, files, errors, room."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QAction, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QToolButton, QWidget

from imr_desk.config.places import resources_folder
from imr_desk.model.case import UnreadLetter
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.facts import DueMark
from imr_desk.model.handling import AddLabel, AskSecondLook, Assign, HoldReason, PutOnHold
from imr_desk.model.queue import DueWindow
from imr_desk.services.intake import AlreadyThere, NotRead
from imr_desk.ui.dress import Dress
from imr_desk.ui.theme import DARK, LIGHT, Type, apply_theme, contrast
from imr_desk.ui.theme import THEMES as ALL_THEMES
from imr_desk.ui.worklist.case_table import CaseTable
from imr_desk.ui.worklist.columns import COLUMNS
from imr_desk.ui.worklist.due_words import due_sentence, due_words, short_date, window_of
from imr_desk.ui.worklist.retry_sum import RetrySum
from imr_desk.ui.worklist.views import ALL, UNREAD
from tests.ui.worklist.conftest import letter, standing

TODAY = "2026-11-24"
BY_AT = "2026-11-24T08:00:00+00:00"


@pytest.mark.parametrize(
    ("due", "window", "words"),
    [
        (DueMark(on="2026-11-23"), DueWindow.OVERDUE, "1 day overdue"),
        (DueMark(on="2026-11-20"), DueWindow.OVERDUE, "4 days overdue"),
        (DueMark(on="2026-11-24"), DueWindow.TODAY, "Due today"),
        (DueMark(on="2026-11-25"), DueWindow.WEEK, "Due Wed 25 Nov"),
        (DueMark(on="2026-12-01"), DueWindow.WEEK, "Due Tue 1 Dec"),
        (DueMark(on="2026-12-02"), DueWindow.LATER, "2 Dec 2026"),
        (DueMark(needs="date_received", rule="R1"), DueWindow.NEEDS_DATE, "Needs a date"),
        (DueMark(on="2026-11-20", needs="date_received"), DueWindow.NEEDS_DATE, "Needs a date · 20 Nov"),
        (DueMark(on="2016-11-20", needs="date_received"), DueWindow.NEEDS_DATE, "Needs a date · Nov 2016"),
        (DueMark(paused="appeal filed", rule="R1"), DueWindow.PAUSED, "Deadline paused"),
        (DueMark(on="2026-12-15", paused="appeal filed"), DueWindow.PAUSED, "Paused to 15 Dec"),
        (DueMark(on="2026-11-24", paused="appeal filed"), DueWindow.PAUSED, "Look again now"),
        (DueMark(), DueWindow.NOTHING, ""),
    ],
)
def test_a_duty_is_said_in_words(due, window, words):
    assert window_of(due, TODAY) is window
    assert due_words(due, TODAY) == words


def test_a_duty_tells_its_rule_and_what_is_wanting():
    assert due_sentence(DueMark("2026-11-20", "2026-11-25", "R1"), TODAY) == (
        "4 days overdue: Fri 20 Nov 2026, by rule R1; latest arguable date Wed 25 Nov 2026"
    )
    assert due_sentence(DueMark("2026-11-20", "2026-11-20", "R1"), TODAY, "Authorize the treatment") == (
        "4 days overdue: Fri 20 Nov 2026, by the rule “Authorize the treatment” (R1)"
    )
    assumed = DueMark("2026-11-27", "2026-11-27", "R1", needs="date_received")
    assert due_sentence(assumed, TODAY) == (
        "Needs “Received by us” to be sure; assumed so far: Fri 27 Nov 2026, by rule R1"
    )
    held = DueMark("2026-12-15", "2026-12-15", paused="appeal filed")
    assert due_sentence(held, TODAY) == "Paused: appeal filed; look again on Tue 15 Dec 2026"
    assert "“Received by us”" in due_sentence(DueMark(needs="date_received", rule="R1"), TODAY)


@pytest.mark.parametrize("theme", ALL_THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("words", ["text", "quiet", "overturned", "upheld", "warning", "error", "good", "accent"])
@pytest.mark.parametrize("ground", ["panel", "sunken", "accent_ground"])
def test_cells_can_be_read_on_every_ground_of_a_row(theme, words, ground):
    assert contrast(getattr(theme, words), getattr(theme, ground)) >= 4.5


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def test_search_and_cases_are_reached_by_keys_even_where_the_window_has_the_same_ones(queue_desk, qtbot):
    desk = queue_desk(9)
    stolen = []
    for keys in ("Ctrl+F", "Ctrl+Z"):
        act = QAction(keys, desk.window)
        act.setShortcut(QKeySequence(keys))
        act.triggered.connect(lambda *_, keys=keys: stolen.append(keys))
        desk.window.addAction(act)
    desk.page.take_focus()
    assert desk.table.hasFocus()
    assert desk.table.selected_count() == 1
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert desk.page.search.hasFocus()
    press(Qt.Key.Key_Down)
    assert desk.table.hasFocus()
    press(Qt.Key.Key_Slash)
    assert desk.page.search.hasFocus()
    QTest.keyClicks(desk.page.search, "CM26-0000003")
    press(Qt.Key.Key_Return)
    desk.settled()
    assert desk.ids() == [3]
    assert desk.table.hasFocus()
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.told[-1][1] == "There is nothing to undo here."
    assert stolen == []


def test_enter_and_double_click_open_a_case(queue_desk, qtbot):
    desk = queue_desk(9)
    desk.page.take_focus()
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(desk.page.case_chosen) as chosen:
        press(Qt.Key.Key_Return)
    assert chosen.args == [desk.ids()[1]]
    spot = desk.table.visualRect(desk.rows.index(3, 1)).center()
    with qtbot.waitSignal(desk.page.case_chosen) as chosen:
        QTest.mouseClick(desk.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        QTest.mouseDClick(desk.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert chosen.args == [desk.ids()[3]]
    press(Qt.Key.Key_End)
    assert desk.table.currentIndex().row() == desk.rows.rowCount() - 1


def test_rows_leave_as_case_numbers(queue_desk):
    desk = queue_desk(5)
    numbers = [desk.rows.case_at(row).digest.case_number for row in (0, 2)]
    indexes = [desk.rows.index(row, column) for row in (2, 0) for column in range(3)]
    assert desk.rows.mimeData(indexes).text() == "\n".join(numbers)


def test_files_dropped_on_the_page_are_to_be_brought_in(queue_desk, qtbot, tmp_path):
    desk = queue_desk(0)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.pdf")), QUrl("https://example.org/b.pdf")])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(desk.page.files_dropped) as dropped:
        desk.page.dropEvent(drop)
    assert dropped.args == [(Path(tmp_path / "a.pdf"),)]


def test_columns_are_moved_hidden_and_remembered(queue_desk):
    desk = queue_desk(5)
    header = desk.table.horizontalHeader()
    header.moveSection(header.visualIndex(8), 0)
    header.resizeSection(3, 333)
    entry = next(action for action in desk.table.columns_menu().actions() if action.text() == "Claim")
    entry.setChecked(False)
    claim = next(place for place, column in enumerate(COLUMNS) if column.key == "claim")
    assert header.isSectionHidden(claim)
    other = CaseTable(desk.queue, desk.dress, desk.settings)
    again = other.horizontalHeader()
    assert again.isSectionHidden(claim)
    assert again.visualIndex(8) == 0
    assert again.sectionSize(3) == 333
    other.reset_columns()
    assert not again.isSectionHidden(claim)
    assert [again.visualIndex(place) for place in range(len(COLUMNS))] == list(range(len(COLUMNS)))
    other.deleteLater()


def said(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.text())


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_the_details_tell_treatments_duty_people_and_letters_of_the_same_number(queue_desk, qtbot, kind):
    desk = queue_desk(8, kind)
    twin = desk.real.add(letter(99), standing(8), desk.reviews.sign())
    for step in (Assign("Ana"), AddLabel("Batch 12"), AskSecondLook("heading <b>differs</b>")):
        desk.handling.take([8], step)
    desk.handling.take([8], PutOnHold(HoldReason.LIABILITY, "body part", until="2026-12-01"))
    desk.log.on_qt_thread.clear()
    desk.page.show_view(ALL)
    desk.settled()
    desk.table.go_to(8)
    desk.settled()
    words = said(desk.page.details)
    for part in (
        "CM26-0000008", "1. Physical therapy x6, lumbar\nOverturned: treatment approved",
        "Paused: liability disputed",
        "Ana; taken or last worked on 24 Nov 2026",
        "liability disputed; body part; since 24 Nov 2026, until 1 Dec 2026, by rn1",
        "heading <b>differs</b> (asked by rn1)", "Batch 12", "Orthopedic Surgery",
    ):  # fmt: skip
        assert part in words
    links = [button for button in desk.page.details.findChildren(QPushButton) if button.isVisible()]
    assert [link.text() for link in links] == ["letter-99.txt, New"]
    with qtbot.waitSignal(desk.page.case_chosen) as chosen:
        links[0].click()
    assert chosen.args == [twin.id]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in desk.page.details.findChildren(QLabel)
               if label.text())  # fmt: skip


def test_running_along_the_rows_asks_for_the_last_case_only(queue_desk):
    desk = queue_desk(40)
    desk.page.details._pause.setInterval(50)
    desk.page.take_focus()
    desk.settled()
    desk.log.asked.clear()
    for _ in range(15):
        press(Qt.Key.Key_Down)
    desk.settled()
    assert desk.log.asked.count("handled") < 15
    assert f"CM26-{desk.ids()[15]:07d}" in said(desk.page.details)


def test_a_log_that_cannot_be_read_is_told_in_place_and_tried_again(queue_desk):
    desk = queue_desk(0)

    def fail(_name):
        raise CaseLogError(CaseLogErrorKind.IO, "The disk with the case log is gone.")

    desk.log.before = fail
    desk.page.refresh()
    desk.settled()
    assert desk.page.empty.words.text() == "The disk with the case log is gone."
    desk.log.before = None
    desk.real.add(letter(1), standing(1), desk.reviews.sign())
    desk.page.empty.again.click()
    desk.settled()
    assert desk.ids() == [1]
    desk.log.before = fail
    told = len(desk.told)
    desk.queue.refresh()
    desk.settled()
    assert desk.ids() == [1]  # what was shown stays
    assert desk.told[told:][0][:3] == ("error", "The disk with the case log is gone.", "Try again")
    desk.log.before = None


def test_files_that_could_not_be_read_are_listed_retried_and_forgotten(queue_desk, qtbot):
    desk = queue_desk(3)
    desk.real.keep_unread(UnreadLetter("/inbox/scan 1.pdf", "damaged", "The file is damaged.", BY_AT))
    desk.page.refresh()
    desk.settled()
    assert desk.page.counts.numbers[UNREAD] == 1
    desk.page.show_unread()
    desk.settled()
    assert desk.page.unread.list.item(0).text() == "scan 1.pdf\nThe file is damaged."
    with qtbot.waitSignal(desk.page.retry_requested) as retried:
        desk.page.unread.retry.click()
    assert retried.args == ["/inbox/scan 1.pdf"]
    assert not desk.page.unread.retry_all.isEnabled()
    desk.real.keep_unread(UnreadLetter("/inbox/scan 2.pdf", "damaged", "The file is damaged.", BY_AT))
    desk.queue.refresh()
    desk.settled()
    with qtbot.waitSignal(desk.page.retry_all_requested) as retried:
        desk.page.unread.retry_all.click()
    assert sorted(retried.args[0]) == ["/inbox/scan 1.pdf", "/inbox/scan 2.pdf"]
    desk.page.unread.list.setCurrentRow(0)
    desk.page.unread.forget.click()
    desk.settled()
    assert [letter.path for letter in desk.real.unread()] == ["/inbox/scan 1.pdf"]
    QTest.keyClick(desk.page.unread.list, Qt.Key.Key_Delete)
    desk.settled()
    assert desk.real.unread() == ()
    desk.page.show_view(ALL)
    desk.settled()
    assert desk.page.frame.stack.currentWidget() is desk.table


def test_several_files_are_tried_again_or_taken_off_at_once_and_each_tells_its_place(queue_desk, qtbot):
    desk = queue_desk(1)
    for number in range(5):
        path = f"/inbox/<day {number}>/scan.pdf"
        desk.real.keep_unread(UnreadLetter(path, "damaged", "The file is damaged.", BY_AT))
    desk.page.show_unread()
    desk.settled()
    files = desk.page.unread.list
    assert files.item(0).toolTip() == f"/inbox/‹day 4>/scan.pdf\nTried on {short_date(BY_AT[:10])}"
    files.setCurrentRow(1)
    QTest.keyClick(files, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(desk.page.retry_all_requested) as retried:
        desk.page.unread.retry.click()
    assert retried.args[0] == ("/inbox/<day 3>/scan.pdf", "/inbox/<day 2>/scan.pdf")
    QTest.keyClick(files, Qt.Key.Key_Delete)
    desk.settled()
    assert [letter.path[12] for letter in desk.real.unread()] == ["4", "1", "0"]


def test_who_looks_for_a_case_before_the_unread_files_finds_it(queue_desk):
    desk = queue_desk(12)
    desk.real.keep_unread(UnreadLetter("/inbox/scan 1.pdf", "damaged", "The file is damaged.", BY_AT))
    desk.page.show_unread()
    desk.settled()
    assert not desk.page.side.save.isEnabled()  # it is no question to the log that could be asked again
    desk.page.search.setText("CM26-0000009")  # finished, so that it is not “To do”
    desk.settled()
    assert desk.ids() == [9]
    assert desk.queue.view == ALL
    assert desk.page.frame.stack.currentWidget() is desk.table
    assert desk.page.side.save.isEnabled()


def not_read(path):
    return NotRead(Path(path), UnreadLetter(path, "damaged", "The file is damaged.", BY_AT))


def came_in(path):
    return AlreadyThere(Path(path), None)


@pytest.mark.parametrize(
    ("taken", "kind", "sentence"),
    [
        ((came_in("/a"), came_in("/b"), came_in("/c")), "good", "Tried 3 files again: all of them came in."),
        (
            (came_in("/a"), not_read("/b"), came_in("/c")),
            "warning",
            "Tried 3 files again: 2 came in, 1 still cannot be read.",
        ),
        (
            (not_read("/a"), not_read("/b"), not_read("/c"), came_in("/else")),
            "warning",
            "Tried 3 files again: none of them can be read yet.",
        ),
        (
            (came_in("/a"),),
            "warning",
            "Tried 3 files again: 1 came in, 2 not tried, since it was stopped.",
        ),
    ],
)
def test_how_a_second_try_of_all_ended_is_told_in_a_sentence(taken, kind, sentence):
    result = RetrySum.of(("/a", "/b", "/c"))
    for one in taken:
        result = result.with_one(one)
    assert (result.kind, result.sentence) == (kind, sentence)


def test_everything_the_keyboard_reaches_has_a_name_and_rows_are_spoken(queue_desk):
    desk = queue_desk(9)
    desk.page.show_view(ALL)
    desk.table.selectAll()
    desk.settled()
    desk.page.steps.begin("case_hold")
    nameless = []
    for widget in desk.page.findChildren(QWidget):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            told = QAccessible.queryAccessibleInterface(widget)
            if told is None or not told.text(QAccessible.Text.Name).strip():
                nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert nameless == []
    spoken = desk.rows.data(desk.rows.index(desk.rows.row_of(4), 0), int(Qt.ItemDataRole.AccessibleTextRole))
    said_first, said_last = spoken.rsplit(", new, ", 1)
    assert said_first == "CM26-0000004, Due Fri 27 Nov, Overturned: treatment approved (proposed)"
    assert said_last == "Physical therapy x6, lumbar"


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 1.0), ((1280, 800), 2.0), ((1024, 640), 1.0),
                                             ((1024, 640), 0.8), ((1920, 1080), 2.0)])  # fmt: skip
def test_nothing_is_cut_at_any_size(queue_desk, qapp, size, scale):
    desk = queue_desk(12)
    sheet = (resources_folder() / "desk.qss").read_text(encoding="utf-8")
    theme = DARK if scale == 2.0 else LIGHT
    apply_theme(qapp, theme, Type(scale), sheet)
    try:
        desk.window.resize(*size)
        desk.page.dress(Dress(desk.dress.icons, theme, Type(scale)))
        desk.queue.narrow(desk.queue.where.__class__(words="MRI", specialty="pain"))
        desk.table.selectAll()
        desk.settled()
        desk.page.steps.begin("case_hold")
        desk.settled()
        cut = []
        for widget in desk.page.findChildren(QWidget):
            if not widget.isVisible() or desk.page.side.isAncestorOf(widget) or desk.table.isAncestorOf(widget):
                continue
            if isinstance(widget, QToolButton | QPushButton) and widget.text():
                wanted = widget.sizeHint()
                if widget.width() < wanted.width() - 1 or widget.height() < wanted.height() - 1:
                    cut.append((type(widget).__name__, widget.text(), widget.size().toTuple(), wanted.toTuple()))
            right = widget.mapTo(desk.page, widget.rect().topRight()).x()
            if isinstance(widget, QAbstractButton) and right > desk.page.width():
                cut.append((widget.objectName(), "outside", right))
        assert cut == []
        assert desk.table.viewport().height() >= 2 * desk.table.delegate.row_height
    finally:
        apply_theme(qapp, LIGHT, Type(), sheet)


def test_the_keyboard_stays_with_the_cases_when_they_give_place_to_a_reason_and_come_back(queue_desk):
    desk = queue_desk(6)
    desk.page.take_focus()
    desk.queue.narrow(desk.queue.where.__class__(words="no such words"))
    desk.settled()
    assert desk.page.empty.clear.hasFocus()
    press(Qt.Key.Key_Space)
    desk.settled()
    assert desk.rows.rowCount() == 6
    assert desk.table.hasFocus()


def test_f6_goes_from_part_to_part_and_back(queue_desk):
    desk = queue_desk(6)
    desk.page.take_focus()
    for way, part in ((1, desk.page.details), (1, desk.page.search), (-1, desk.page.details), (-1, desk.table)):
        desk.page.step_part(way)
        assert part.hasFocus()
