"""The real page of the queue over a real log, with synthetic cases."""

import hashlib
import threading
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMainWindow

from imr_desk.caselog.memory import MemoryCaseLog
from imr_desk.caselog.sqlite import SqliteCaseLog
from imr_desk.config.places import resources_folder
from imr_desk.model.case import CaseDigest, CaseStanding, CaseStatus
from imr_desk.model.draft import CaseOutcome, Decision, Draft
from imr_desk.model.facts import CaseFacts, DueMark, ItemFacts
from imr_desk.model.handling import Handling
from imr_desk.model.letter import LetterText, Page, TextKind
from imr_desk.model.signature import Signature
from imr_desk.ports import NewLetter
from imr_desk.services.case_handling import CaseHandling
from imr_desk.services.ownership import Ownership
from imr_desk.services.reviews import Reviews
from imr_desk.services.worklist import Worklist
from imr_desk.ui.background import Lane
from imr_desk.ui.dress import Dress
from imr_desk.ui.theme import LIGHT, Type, apply_theme, load_fonts, styled
from imr_desk.ui.worklist.page import QueuePage
from imr_desk.ui.worklist.queue import Queue
from tests.ui.conftest import StandingClock
from tests.ui.showing import show_active

TODAY = date(2026, 11, 24)
BY = Signature("rn1", "2026-11-20T08:00:00+00:00")
RULE_NAMES = {"R1": "Authorize the treatment"}
TREATMENTS = ("Physical therapy x6, lumbar", "MRI of the left shoulder", "Norco 10/325 mg #90", "TENS unit, a month")


def due_of(facts, handling):
    """A stand-in for the deadline rules: seven days from receipt, paused by a hold that suspends."""
    received = facts.dates.get("date_received", "")
    if not any(item.outcome is Decision.OVERTURNED for item in facts.items):
        return DueMark()
    if handling.hold is not None and handling.hold.reason.suspends:
        return DueMark(rule="R1", paused=handling.hold.reason.value)
    if not received:
        return DueMark(rule="R1", needs="date_received")
    on = (date.fromisoformat(received) + timedelta(7)).isoformat()
    return DueMark(on=on, latest=on, rule="R1")


def standing(number):
    """Return what case ``number`` stands at: every fourth is overturned, every tenth of those has no receipt."""
    overturned = number % 4 == 0
    received = "" if number % 40 == 0 else (TODAY - timedelta(number % 17)).isoformat()
    title = TREATMENTS[number % len(TREATMENTS)]
    decision = Decision.OVERTURNED if overturned else Decision.UPHELD
    facts = CaseFacts(
        items=(ItemFacts(title, decision, "Rehabilitation" if number % 4 == 0 else "Surgery", "", "MTUS"),),
        dates={"date_received": received} if received else {},
        specialty=("Pain Medicine",) if number % 2 else ("Orthopedic Surgery",),
        flags=("criteria-not-taken-up",) if number % 5 == 0 else (),
    )
    digest = CaseDigest(
        case_number=f"CM26-{number:07d}",
        outcome=CaseOutcome.OVERTURNED if overturned else CaseOutcome.UPHELD,
        confirmed=number % 3 == 0,
        title=title,
        items=1,
        overturned=int(overturned),
        flags=int(number % 5 == 0),
        decision_date=(TODAY - timedelta(20 + number % 30)).isoformat(),
        received=received,
        claim_number=f"CL-{number * 7 % 10000:04d}",
        injury_date=(TODAY - timedelta(900 + number % 500)).isoformat(),
    )
    stage = CaseStatus.FINISHED if number % 10 == 9 else CaseStatus.NEW
    return CaseStanding(stage, digest, facts, due_of(facts, Handling()))


def letter(number):
    content = f"letter {number}".encode()
    text = LetterText(hashlib.sha256(content).hexdigest(), TextKind.PLAIN, (Page(1, f"word{number} same", (), 0, 0),))
    return NewLetter(f"letter-{number}.txt", content, text, Draft("unknown", 0.1, {}, (), ()))


class WatchedLog:
    """Passes everything on to a log and notes calls from the Qt thread, which must never wait for it."""

    def __init__(self, log):
        self._log = log
        self._qt = threading.get_ident()
        self.on_qt_thread = []
        self.asked = []
        self.before = None

    def __getattr__(self, name):
        real = getattr(self._log, name)

        def call(*arguments):
            if threading.get_ident() == self._qt:
                self.on_qt_thread.append(name)
            self.asked.append(name)
            if self.before is not None:
                self.before(name)
            return real(*arguments)

        return call if callable(real) else real


@pytest.fixture
def dress(qapp):
    """The light look; the style sheet is put on only when another test took it off, since that takes long."""
    folder = resources_folder()
    sheet = (folder / "desk.qss").read_text(encoding="utf-8")
    if qapp.styleSheet() != styled(sheet, LIGHT, Type()):
        load_fonts(folder / "fonts")
        apply_theme(qapp, LIGHT, Type(), sheet)
    return Dress.from_resources(folder)


@pytest.fixture
def queue_desk(qtbot, dress, tmp_path):
    """Return a way to open the page over a log with so many cases."""
    opened = []

    def make(cases=0, kind="memory", person="rn1"):
        real = MemoryCaseLog() if kind == "memory" else SqliteCaseLog(tmp_path / "cases.db", StandingClock())
        for number in range(1, cases + 1):
            real.add(letter(number), standing(number), BY)
        log = WatchedLog(real)
        ownership = Ownership(log, StandingClock(), lambda day: day.weekday() < 5)
        reviews = Reviews(log, StandingClock(), person, due_of, ownership.wants_sign)
        worklist = Worklist(log, reviews, lambda: RULE_NAMES, ownership.idle_before)
        handling, lane = CaseHandling(log, reviews, step_for=ownership.step_for), Lane("case-log")
        settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        told = []
        queue = Queue(worklist, lane)
        page = QueuePage(queue, handling, person, dress, settings, lambda *told_: told.append(told_))
        window = QMainWindow()
        window.setCentralWidget(page)
        window.resize(1280, 800)
        qtbot.addWidget(window)
        desk = SimpleNamespace(
            ownership=ownership,
            log=log, real=real, reviews=reviews, worklist=worklist, handling=handling, lane=lane, settings=settings,
            told=told, queue=queue, page=page, table=page.table, rows=queue.rows, window=window, dress=dress,
        )  # fmt: skip
        for timer in pauses(page):
            timer.setInterval(0)
        desk.settled = lambda: settle(qtbot, desk)
        desk.said = lambda: told[-1][1] if told else ""
        desk.ids = lambda: [case.id for case in queue.rows.cases]
        opened.append(desk)
        show_active(window)
        page.refresh()
        desk.settled()
        return desk

    yield make
    for desk in opened:
        desk.window.hide()
        desk.lane.close()
        assert desk.log.on_qt_thread == []
        desk.real.close()


def pauses(page):
    """Return the timers that let a person type on before the log is asked."""
    return (page.side.form._pause, page.search._pause, page.details._pause, page.counts._pause, page._recount)


def settle(qtbot, desk):
    """Wait until nothing is asked of the log and nothing waits to be asked."""

    def is_settled():
        page, queue = desk.page, desk.queue
        jobs = (queue._job, queue._counting, page.details._job, page.unread._job, page.counts._job)
        timers = pauses(page)
        return not (any(jobs) or desk.lane.busy or page.steps.is_busy or any(timer.isActive() for timer in timers))

    def catch_up():
        """Let everything arrive that is on its way: what is asked now comes behind it."""
        arrived = []
        desk.lane.run(desk.page, lambda: None, arrived.append)
        qtbot.waitUntil(lambda: bool(arrived), timeout=20_000)

    while True:
        qtbot.waitUntil(is_settled, timeout=20_000)
        catch_up()
        if is_settled():
            return
