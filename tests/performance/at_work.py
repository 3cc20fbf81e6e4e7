"""What a reviewer at work waits for, each against a floor of the same run."""

import gc
import os
import sqlite3
import statistics
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from imr_desk.model.edits import ConfirmExcerpt, ConfirmField, DecideItem, SettleFlag
from imr_desk.model.review import FlagState, Look
from imr_desk.ui.app import application
from imr_desk.ui.session import Place
from imr_desk.ui.window import Window
from tests.performance.figure import Figure, timed
from tests.performance.measures import _POINTS, _draw_alone, _Frames, _shown, desk, letters, wait_for
from tests.synthetic import make_letter, render_pdf

_FRAME = 1 / 60


@cache
def many_letters(count: int) -> tuple[bytes, ...]:
    """Return so many different synthetic letters."""
    return tuple(render_pdf(make_letter("D", 5000 + seed, items=1 + seed % 3)) for seed in range(count))


def accept_and_next(rounds: int) -> Figure:
    """Finishing a case until the next letter is painted and has its keyboard, against drawing it and one commit."""
    seconds, floors = [], []
    with desk(letters(rounds + 2)) as workstation, tempfile.TemporaryDirectory() as folder:
        application(workstation.resources)
        window = _shown(workstation)
        window.desk.open_next(window.worklist.query)
        wait_for(lambda: window.session.is_open)
        commit = _commits(Path(folder) / "floor.db")
        while len(seconds) < rounds + 1 and _settle_all(window):
            case_id = window.session.case_id
            _rest(window)
            frames = _Frames()
            window.letter.views.front.viewport().installEventFilter(frames)
            began = time.perf_counter()
            window.actions_["finish"].trigger()
            wait_for(lambda case_id=case_id: window.session.case_id != case_id)
            opened = time.perf_counter()
            wait_for(
                lambda frames=frames, opened=opened: (
                    window.letter.is_settled and window.session.focus is not None and frames.painted > opened
                )
            )
            seconds.append(time.perf_counter() - began)
            window.letter.views.front.viewport().removeEventFilter(frames)
            content = workstation.log.content(window.session.case_id)
            scale = window.letter.views.pages.zoom * _POINTS * window.devicePixelRatioF()
            floors.append(timed(lambda content=content, scale=scale: (_draw_alone(content, scale), commit())))
        window.close()
        wait_for(lambda: not window.isVisible())
    # The first warms everything up.
    return Figure(
        "accept and next until painted / drawing that page and one durable commit",
        statistics.median(seconds[1:]),
        statistics.median(floors[1:]),
        1.5,
    )


def _rest(window: Window) -> None:
    """Let the program do what it does while the reviewer reads, and its collector as it is in the program."""
    for _ in range(4):
        QTest.qWait(100)
        wait_for(lambda: not (window._lanes.log.busy or window._lanes.pages.busy))
    gc.freeze()


def _settle_all(window: Window) -> bool:
    """Accept everything as the program read it; ``False`` when something of it cannot be accepted so."""
    session = window.session
    for look in session.review.problems():
        edit = _accepting(window, look)
        if edit is None or not session.act(edit):
            return False
    return session.review.problems() == ()


def _accepting(window: Window, look: Look) -> Any:
    if look.flag is not None:
        return SettleFlag(look.flag, FlagState.CONFIRMED)
    if look.field == "decision" and look.item is not None:
        outcome = window.session.review.item(look.item).outcome
        return None if outcome is None else DecideItem(look.item, outcome)
    if look.field == "excerpt" and look.item is not None:
        return ConfirmExcerpt(look.item)
    return None if look.field is None else ConfirmField(look.item, look.field)


def _commits(path: Path) -> Any:
    """Return what writes a kilobyte so that it is on the disk when it returns, with the log's own settings."""
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("CREATE TABLE acts (act TEXT)")
    return lambda: db.execute("INSERT INTO acts VALUES (?)", ("x" * 1000,))


def focus_to_highlight(rounds: int) -> Figure:
    """Going to another field until the letter shows its evidence, against a bare change of focus and one frame."""
    with desk([render_pdf(make_letter("D", 11))]) as workstation:
        application(workstation.resources)
        window = _shown(workstation)
        window.desk.open(1)
        wait_for(lambda: window.session.is_open and window.session.focus is not None and window.letter.is_settled)
        fields = window.session.review.fields
        places = [Place(None, name) for name, entry in fields.items() if entry.sources and entry.sources[0].page == 1]
        for place in places:  # once each, so that all of them were there before
            window.review.go_to(place)
            QTest.qWait(30)
        gc.freeze()
        frames = _Frames()
        viewport = window.letter.views.front.viewport()
        viewport.installEventFilter(frames)
        ours = []
        for number in range(rounds):
            began = time.perf_counter()
            window.review.go_to(places[number % len(places)])
            wait_for(lambda began=began: frames.painted > began)
            ours.append(frames.painted - began)
            QTest.qWait(30)
        window.close()
        wait_for(lambda: not window.isVisible())
    bare = _bare_focus(rounds)
    return Figure(
        "focus to painted evidence / a bare change of focus and one frame",
        statistics.median(ours),
        statistics.median(bare) + _FRAME,
        1.0,
    )


def _bare_focus(rounds: int) -> list[float]:
    QApplication.instance().setStyleSheet("")
    widget = QWidget()
    column = QVBoxLayout(widget)
    lines = (QLineEdit(), QLineEdit())
    for line in lines:
        column.addWidget(line)
    widget.show()
    widget.activateWindow()
    wait_for(widget.isActiveWindow)
    seconds = []
    for number in range(rounds):
        line, frames = lines[number % 2], _Frames()
        QTest.qWait(30)
        line.installEventFilter(frames)
        began = time.perf_counter()
        line.setFocus()
        wait_for(lambda frames=frames, began=began: frames.painted > began)
        seconds.append(frames.painted - began)
        line.removeEventFilter(frames)
    widget.close()
    return seconds


def stall_while_importing(count: int) -> Figure:
    """The longest time without a turn of the event loop while letters are brought in and a value is typed."""
    with desk([make_first()]) as workstation, tempfile.TemporaryDirectory() as folder:
        for number, content in enumerate(many_letters(count)):
            (Path(folder) / f"letter-{number:04}.pdf").write_bytes(content)
        application(workstation.resources)
        window = _shown(workstation)
        window.desk.open(1)
        wait_for(lambda: window.session.is_open and window.session.focus is not None and window.letter.is_settled)
        _rest(window)
        editor = window.review.facts.rows["claim_number"].editor
        editor.setFocus()
        idle = _longest_gap(editor, 3.0, lambda: True)
        window.bring_in((Path(folder),))
        wait_for(lambda: window.intake.running)
        busy = _longest_gap(editor, 0.0, lambda: not window.intake.running)
        assert sum(workstation.worklist.counts().values()) == count + 1
        _rest(window)
        window.close()
        wait_for(lambda: not window.isVisible())
    return Figure(
        f"longest stall while {count} letters are brought in, beyond an idle window's / 50 ms",
        max(busy - idle, 0.0001),
        0.05,
        1.0,
    )


def make_first() -> bytes:
    """Return the letter that is on the desk meanwhile."""
    return render_pdf(make_letter("D", 12))


def _longest_gap(editor: QWidget, seconds: float, over: Any) -> float:
    """Type a character ten times a second; return the longest time between two turns of the event loop."""
    gaps, last, loop, end = [0.0], [time.perf_counter()], QEventLoop(), time.perf_counter() + seconds

    def tick() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now
        if now > end and over():
            loop.quit()

    ticks, keys = QTimer(), QTimer()
    ticks.setTimerType(Qt.TimerType.PreciseTimer)
    ticks.timeout.connect(tick)
    keys.timeout.connect(lambda: QTest.keyClicks(editor, "x"))
    ticks.start(2)
    keys.start(100)
    loop.exec()
    ticks.stop()
    keys.stop()
    return max(gaps[3:])


def memory_of_many(few: int, many: int) -> Figure:
    """Resident memory of the window's process after many letters were opened against after few."""
    if not Path("/proc/self/statm").exists():
        pytest.skip("only Linux tells the memory of a process in a file")
    with desk(list(many_letters(many))) as workstation:
        application(workstation.resources)
        window = _shown(workstation)
        after = {}
        all_of_them = msgspec.structs.replace(window.worklist.query, limit=many)
        for number, case in enumerate(workstation.worklist.cases(all_of_them), 1):
            window.desk.open(case.id)
            wait_for(
                lambda case=case: (
                    window.session.is_open
                    and window.session.case_id == case.id
                    and window.letter.is_settled
                    and window.session.focus is not None
                )
            )
            if number in (few, many):
                _rest(window)
                gc.collect()
                after[number] = _resident()
        window.close()
        wait_for(lambda: not window.isVisible())
    return Figure(f"memory after {many} letters opened / after {few}", after[many], after[few], 1.3, unit="M")


def _resident() -> float:
    """Return megabytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
