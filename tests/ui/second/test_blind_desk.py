"""Whoever reads a case a second time is shown nothing of what its first reader said: by no widget of the real window.

Two logs differ only in what the first reader said. Whatever the window can tell is read out of every widget, act and
model, and must be the same for both; so must be the pictures of letter and form.
"""

import re

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QAbstractTableModel,
    QBuffer,
    QModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QCompleter, QTabWidget, QWidget

from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.model.draft import Decision
from imr_desk.model.edits import (
    AddItem,
    Annotate,
    AskQuestion,
    DecideItem,
    MarkField,
    QuoteRationale,
    RereadLetter,
    SetField,
    SettleFlag,
    WriteNote,
)
from imr_desk.model.handling import AddLabel, MarkDone
from imr_desk.model.review import EntryState, FlagState, flag_key
from imr_desk.model.second import SecondReading
from imr_desk.model.signature import Signature
from imr_desk.ui.second.blind_words import offer_words, strip_words
from imr_desk.ui.session import SaveState
from imr_desk.ui.window import Window
from imr_desk.ui.worklist.view_counts import ViewCounts
from imr_desk.ui.worklist.views import ALL
from tests.e2e.conftest import ScriptedDialogs
from tests.e2e.second_office import ANA, BEN, CHO, PHRASE, SAM, Form, bring_in, desk, finished, hand_over, shared_log
from tests.synthetic import make_letter, render_pdf
from tests.ui.second.two_readings import part
from tests.ui.showing import show_active

PLANTED, DAY, NUMBER = "XYZZY", "2011-11-11", "CM99-7654321"
WORDS = (PLANTED, PLANTED.casefold(), "11/11/2011", "November 11, 2011", "Nov 11, 2011", DAY, NUMBER)


# What the first reader says


def said(form):
    """Return edits in which everything bears the planted words, the decision of an item included."""
    spans = form.review.item("1").fields["rationale"].sources
    flag = form.review.flags[0]
    quoted = part(spans, 3, 60)
    return (
        SetField(None, "employer", f"{PLANTED} works"),
        SetField(None, "case_number", NUMBER),
        SetField(None, "decision_date", DAY),
        SetField(None, "date_of_injury", DAY),
        SetField("1", "treatment", f"{PLANTED} therapy"),
        SetField("1", "disputed", f"{PLANTED} therapy"),
        SetField("1", "imr_guideline", f"{PLANTED} guideline"),
        MarkField("2", "body_part", EntryState.UNSURE, f"{PLANTED} doubt"),
        WriteNote(None, f"{PLANTED} note"),
        WriteNote("1", f"{PLANTED} note of the item"),
        Annotate(quoted, "reviewer-reasoning", item="1", note=f"{PLANTED} annotation"),
        SettleFlag(flag_key(flag), FlagState.DISMISSED, f"{PLANTED} reason"),
        AddItem(f"{PLANTED} corset"),
        DecideItem("1", Decision.OVERTURNED),
        DecideItem("2", Decision.OVERTURNED),
        DecideItem("3", Decision.NOT_ADDRESSED),
        QuoteRationale("1", quoted, form.letter.quote_of(quoted)),
    )


def silent(_form):
    """Return the edits of a first reader who only takes over what the program read."""
    return ()


def first_log(folder, edits_of):
    """Make a log in which Ana finished case 1 and it was sent; case 2 is for anybody."""

    def work(workstation):
        workstation.people.sign_in(ANA, PHRASE)
        for seed in (301, 302):
            content = render_pdf(make_letter("D", seed, items=2, contradictions=("date_of_injury",)))
            bring_in(workstation, content, f"letter-{seed}.pdf")
        form = Form(workstation, 1)
        for edit in edits_of(form):
            form.act(edit)
        finished(form)
        if edits_of is said:
            for step in (AddLabel(f"{PLANTED}, call the provider"), MarkDone("R1", words=f"{PLANTED} authorized")):
                assert not workstation.handling.take((1,), step).refused
        workstation.people.sign_in(SAM, PHRASE)
        why = f"{PLANTED} overturned (treatment approved)"
        assert not workstation.second_readings.send((1,), why).refused

    return shared_log(folder / "shared.db", then=work)


# What the window tells

_TEXTS = (
    "text", "toPlainText", "placeholderText", "title", "windowTitle", "toolTip", "statusTip", "whatsThis",
    "accessibleName", "accessibleDescription", "currentText", "format",
)  # fmt: skip
_ROLES = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
    *(Qt.ItemDataRole(Qt.ItemDataRole.UserRole.value + number) for number in range(6)),
)  # fmt: skip


def told(window):
    """Return all that the window can tell, hidden widgets included: what is hidden may be shown next."""
    found = []
    for widget in (window, *window.findChildren(QWidget)):
        found += (f"{type(widget).__name__}.{name}: {words}" for name, words in texts(widget) if words)
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += cells(widget.model(), QModelIndex())
        if isinstance(widget, QComboBox):
            found += cells(widget.model(), QModelIndex())
        if isinstance(widget, QTabWidget):
            found += (widget.tabText(at) for at in range(widget.count()))
    for action in window.findChildren(QAction):
        found += (action.text(), action.iconText(), action.toolTip(), action.statusTip())
    for completer in window.findChildren(QCompleter):
        found += cells(completer.model(), QModelIndex())
    session = window.session
    if session.is_open:
        found.append(repr((session.opened.case.digest, session.opened.case.due, session.review, session.draft)))
        found.append(repr(session.opened.acts))
    found.append(repr(window.recent.offered))
    return sorted({tidy(words) for words in found if words})


def texts(widget):
    for name in _TEXTS:
        read = getattr(widget, name, None)
        if callable(read):
            try:
                yield name, str(read())
            except TypeError:
                continue


def cells(model: QAbstractItemModel, parent):
    # Models of lists keep to themselves that they have one column and no rows below rows.
    is_list, is_flat = isinstance(model, QAbstractListModel), isinstance(model, QAbstractTableModel)
    for row in range(model.rowCount(parent)):
        for column in range(1 if is_list else model.columnCount(parent)):
            index = model.index(row, column, parent)
            yield from (repr(data) for role in _ROLES if (data := index.data(role)) is not None)
            if column == 0 and not (is_list or is_flat) and model.hasChildren(index):
                yield from cells(model, index)


def tidy(words):
    """Take out what differs from run to run: addresses of objects, folders, moments."""
    words = re.sub(r"0x[0-9a-fA-F]+", "0x", words)
    words = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d", "moment", words)
    return re.sub(r"\d\d:\d\d(:\d\d)?", "time", words)


def picture(widget):
    """Return what a widget looks like."""
    held = QBuffer()
    assert widget.grab().toImage().save(held, "PNG")
    return bytes(held.data())


# The window


def runs_out(timer):
    """Tell whether a timer is a pause of the screen that is running, and not one that looks again and again."""
    return timer.isActive() and timer.interval() < 1000 and (timer.isSingleShot() or timer.interval() == 0)


class Seat:
    """The real window over a log, somebody at it."""

    def __init__(self, log, name, qtbot):
        self.workstation = open_workstation(log)
        self.workstation.people.sign_in(name, PHRASE)
        self.dialogs, self.bot = ScriptedDialogs(), qtbot
        self.window = Window(self.workstation, self.dialogs)
        self.window.resize(1280, 800)
        show_active(self.window)
        self.settled()

    session = property(lambda self: self.window.session)

    def until(self, condition):
        self.bot.waitUntil(condition, timeout=30_000)

    def settled(self):
        """Wait until nothing is asked of the log any more."""
        for _ in range(2):
            self.until(lambda: not self.window._lanes.log.busy)
            QTest.qWait(0)
            self.until(lambda: not self.window.parts.refreshing._pause.isActive())
        counts = self.window.findChildren(ViewCounts)
        self.until(lambda: not any(each.is_counting for each in counts))
        self.until(lambda: not self.window._lanes.log.busy)

    def rested(self):
        """Wait until nothing comes by itself any more: no pause of the screen runs out, and no lane works."""
        self.settled()
        QTest.qWait(0)
        self.until(lambda: not any(map(runs_out, self.window.findChildren(QTimer))))
        self.until(lambda: not self.window.annotating._lane.busy)
        self.settled()

    def do(self, act):
        self.window.actions_[act].trigger()
        self.settled()

    def offered(self, choice):
        self.dialogs.answers["choose_act"] = choice
        self.window.desk.open(1)
        self.until(lambda: "choose_act" not in self.dialogs.answers)
        self.settled()

    def opened(self, case_id=1):
        self.until(lambda: self.session.is_open and self.session.case_id == case_id)
        self.until(lambda: self.window.letter.is_settled)
        self.settled()

    def close(self):
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                widget.close()
        self.until(lambda: self.session.save_state is SaveState.SAVED)
        self.window.close()
        self.until(lambda: not self.window.isVisible())
        self.window.deleteLater()
        QApplication.processEvents()
        QTest.qWait(0)
        self.workstation.close()


@pytest.fixture
def seat(qapp, qtbot, monkeypatch, tmp_path):
    seats = []

    def take(log, name=BEN):
        monkeypatch.setenv("IMR_DESK_HOME", str(tmp_path / f"home {len(seats)}"))  # each with settings of its own
        seats.append(Seat(log, name, qtbot))
        return seats[-1]

    yield take
    for each in seats:
        if each.window is not None:
            each.close()


@pytest.fixture(scope="module")
def first_logs(tmp_path_factory):
    """Return two closed logs: in one the first reader said a lot, in the other nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMR_DESK_HOME", str(tmp_path_factory.mktemp("home")))
        return [first_log(tmp_path_factory.mktemp("first"), edits) for edits in (said, silent)]


@pytest.fixture
def copies(first_logs, tmp_path):
    made = []
    for number, log in enumerate(first_logs):
        folder = tmp_path / str(number)
        folder.mkdir()
        made.append(folder / "shared.db")
        made[-1].write_bytes(log.read_bytes())
    return made


def walked(sits):
    """Walk through all that a second reader can reach; return what was told on the way, and the pictures."""
    window, tale, shown = sits.window, {}, []

    def look(where):
        """Read everything once nothing comes any more: rows out of sight and proposals are filled in late."""
        sits.settled()
        sits.until(lambda: not window.annotating._lane.busy)
        tale[where] = []
        while tale[where] != (now := told(window)):
            tale[where] = now
            sits.rested()

    look("start")
    sits.do("queue_page")
    select(sits, 1)
    look("queue, the case selected")
    page = window.centre.queue
    for words in (PLANTED, f"{PLANTED} note", "99-7654321"):
        page.search.setText(words)
        page.search.returnPressed.emit()
        sits.settled()
        assert [case.id for case in page.queue.rows.cases] == [], words
    page.search.clear()
    page.search.returnPressed.emit()  # else it asks a moment later, when the case is selected already
    sits.settled()
    select(sits, 1)
    sits.dialogs.answers["choose_act"] = None
    window.desk.open(1)
    sits.until(lambda: "choose_act" not in sits.dialogs.answers)
    tale["offer"] = [str(sits.dialogs.asked[-1])]
    sits.offered(0)
    sits.opened()
    look("desk")
    shown.append(picture(window.centre))
    for number in range(1, len(window.session.review.items) + 1):
        sits.do(f"item_{number}")
    look("the last item")
    window.letter.show_find()
    QTest.keyClicks(QApplication.focusWidget() or window, "decision")
    look("find")
    sits.do("annotate")
    look("annotating")
    shown.append(picture(window.letter))
    sits.do("annotate")
    sits.do("second_window")
    look("second window")
    sits.do("second_window")
    sits.do("commands")
    look("commands")
    close_sheets(window)
    sits.do("queue_page")
    select(sits, 1)
    look("queue while reading")
    window.centre.show_desk()
    window.session.close()
    look("put away")
    assert "Ben" in window.status.who.text()
    return tale, shown


def select(sits, case_id):
    page = sits.window.centre.queue
    page.show_view(ALL)
    sits.settled()

    def is_there():
        page.table.go_to(case_id)  # once its row is: what was asked before may still be on its way
        return page.table.selected_ids() == [case_id]

    sits.until(is_there)
    sits.rested()  # the details wait whether it stays selected


def close_sheets(window):
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible() and isinstance(widget, QWidget):
            widget.close()


@pytest.mark.timeout(150)
def test_no_screen_tells_a_second_reader_what_the_first_one_said(copies, seat):
    tales = []
    QApplication.setCursorFlashTime(0)  # pictures are compared
    for log in copies:
        sits = seat(log)
        tales.append(walked(sits))
        sits.close()
        sits.window = None
    (loud, pictured), (quiet, other) = tales
    for where, words in loud.items():
        assert [line for line in words if any(planted in line for planted in WORDS)] == [], where
    # Of the whole walk: when a row that is out of sight hears of news is a matter of milliseconds.
    everything, other_words = (set().union(*tale.values()) for tale in (loud, quiet))
    assert (sorted(everything - other_words), sorted(other_words - everything)) == ([], [])
    assert pictured == other


def test_another_person_finds_the_desk_cleared(copies, seat):
    """What is looked for is found where nothing is hidden, at the first reader's desk, and gone for the next one."""
    sits = seat(copies[0], ANA)
    sits.window.desk.open(1)
    sits.opened()
    found = "\n".join(told(sits.window))
    for planted in (PLANTED, NUMBER, "11/11/2011"):
        assert planted in found
    sits.do("queue_page")
    assert NUMBER in "\n".join(told(sits.window))
    sits.window.message.tell("info", "Case 1 goes to a second reading: overturned", stays=True)
    sits.window.parts.people.switched.emit(ANA)
    assert sits.session.is_open  # the same person again, as after a lock
    hand_over(sits, BEN)
    sits.settled()
    assert not sits.session.is_open
    assert not sits.window.message.isVisible()
    for _ in range(2):
        shown = [words for each in QApplication.allWidgets() if each.isVisible() for _, words in texts(each)]
        assert [words for words in shown if any(planted in words for planted in WORDS)] == []
        sits.window.centre.show_desk()
        sits.settled()
    assert NUMBER not in repr((sits.window.recent.offered, sits.window.queue.rows.cases))


def test_a_case_drawn_while_it_lay_on_the_desk_is_put_away_too(copies, seat):
    """What the session knows of the case is older than its being drawn."""
    with desk(copies[0], SAM) as workstation:
        workstation.second_readings.call_off((1,))
    sits = seat(copies[0], ANA)
    sits.window.desk.open(1)
    sits.opened()
    assert sits.session.opened.case.handling.second.closed is not None
    sits.workstation.people.sign_in(SAM, PHRASE)
    assert not sits.workstation.second_readings.send((1,), "again").refused
    sits.workstation.people.sign_in(BEN, PHRASE)
    sits.window.parts.people.switched.emit(BEN)
    assert not sits.session.is_open


def test_what_was_read_ahead_or_asked_for_is_forgotten(copies, seat):
    sits = seat(copies[0], ANA)
    window, here = sits.window, []
    # While Ana sits there, the record of case 1 is on its way: read ahead, and asked for.
    ready = sits.workstation.second_readings.opening(1)
    assert PLANTED in repr(ready.history.review)
    window.desk._keep_ahead(ready)
    window.desk._read_ahead()
    sits.session.case_opened.connect(lambda: here.append(sits.session.case_id))
    window.desk.open(2)
    sits.workstation.people.sign_in(BEN, PHRASE)
    window.parts.people.switched.emit(BEN)
    sits.settled()
    assert here == []
    assert not sits.session.is_open
    sits.offered(0)
    sits.opened()
    assert PLANTED not in repr(sits.session.review)


# Reading blind


def test_a_reading_in_the_window(copies, seat):
    sits = seat(copies[0])
    window, strip = sits.window, sits.window.parts.bars.blind
    window.parts.blind_desk.give_back()
    assert "no second reading on the desk" in window.message.words.text()
    sits.offered(0)
    sits.opened()
    # What belongs to the record is refused in words.
    refused = []
    sits.session.refused.connect(refused.append)
    assert not sits.session.act(AskQuestion(None, "employer", "Which one?"))
    assert not sits.session.act(RereadLetter(sits.session.draft))
    assert [words.startswith("This belongs to the record") for words in refused] == [True, True]
    assert sits.session.colleague == ""  # whose case it is does not matter to a second reader
    # The acts go apart from those of the record.
    assert sits.session.act(SetField(None, "employer", "half way"))
    sits.until(lambda: sits.session.save_state is SaveState.SAVED)
    assert len(sits.workstation.log.second_acts(1, 1)) == 1
    assert all(act.by.who == ANA for act in sits.workstation.log.opened(1).acts)
    # Put away and taken up again, it goes on without a question.
    sits.session.close()
    assert not strip.isVisible()
    window.desk.open(1)
    sits.opened()
    assert sits.session.review.fields["employer"].value == "half way"
    assert strip.isVisible()
    # Giving it back asks first.
    sits.dialogs.answers["confirm"] = False
    strip.give_back.click()
    sits.settled()
    assert sits.session.second is not None
    assert sits.workstation.log.case(1).handling.second.reader == BEN


@pytest.mark.parametrize("blank", [False, True])
def test_why_a_case_was_drawn_is_not_told_before_the_end(blank):
    by = Signature(SAM, "2026-11-24T09:00:00+00:00")
    second = SecondReading("overturned (treatment approved)", by, ANA, blank=blank)
    for words in (offer_words(1, second), strip_words(second)):
        assert "overturned" not in words
        assert ANA in words
        assert ("an empty form" in words) == blank


def test_nothing_made_from_the_record_is_for_who_could_read_it_blind(copies):
    with desk(copies[0], BEN) as workstation:
        readings, people = workstation.second_readings, workstation.people
        assert "You could still read case 1" in readings.refusal_of_record(1)
        assert readings.refusal_of_record(2) == ""
        people.sign_in(ANA, PHRASE)
        assert readings.refusal_of_record(1) == ""
        people.sign_in(CHO, PHRASE)
        readings.see_first(1)
        assert readings.refusal_of_record(1) == ""
