"""What is measured, each against a floor of the same run."""

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pymupdf
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtTest import QTest

from imr_desk.bootstrap.letter_worker import read_letter
from imr_desk.bootstrap.workshop import ProcessWorkshop
from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.documents.registry import READERS, reader_for
from imr_desk.extraction.engine import draft
from imr_desk.services.intake import NotRead
from imr_desk.ui.app import application
from imr_desk.ui.window import Window
from tests.performance.figure import Figure, in_turn, timed
from tests.synthetic import make_letter, render_pdf

_POINTS = 96 / 72
"""Pixels a point at full size."""
_PROGRAMS = Path(__file__).parent / "programs"
_ROOT = Path(__file__).resolve().parents[2]
_REAL = _ROOT.parent / "shared" / "letters" / "real"


def letters(count: int) -> list[bytes]:
    """Return real letters where they are, else synthetic ones of the same layout."""
    if _REAL.is_dir():
        return [path.read_bytes() for path in sorted(_REAL.glob("*.pdf"))][:count]
    return [render_pdf(make_letter("D", seed)) for seed in range(count)]


@contextmanager
def desk(contents: list[bytes]) -> Iterator[Any]:
    """Open a real workstation on a log of these letters."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ["IMR_DESK_HOME"] = folder
        files = []
        for number, content in enumerate(contents):
            files.append(home / f"letter-{number:03}.pdf")
            files[-1].write_bytes(content)
        workstation = open_workstation(home / "cases.db")
        try:
            for taken in workstation.intake.bring_in(files):
                if isinstance(taken, NotRead):
                    raise SystemExit(taken.letter.sentence)
            yield workstation
        finally:
            workstation.close()


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Let Qt work until a condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("the window did not get there")
        QTest.qWait(1)


def start(rounds: int) -> Figure:
    """Start of the process until the first case can be worked on, against a bare window with one page."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        # Both are started as on any day but the first: their bytecode is there already.
        code = {"PYTHONPATH": str(_ROOT), "PYTHONPYCACHEPREFIX": f"{folder}/code"}
        env = {**os.environ, "IMR_DESK_HOME": folder, **code}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        letter = home / "letter.pdf"
        letter.write_bytes(letters(1)[0])
        workstation = open_workstation(home / "cases.db")
        list(workstation.intake.bring_in([letter]))
        workstation.close()

        def run(*command: str) -> float:
            began = time.perf_counter()
            with subprocess.Popen(
                [sys.executable, *command], env=env, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            ) as child:
                assert child.stdout is not None
                line = child.stdout.readline()
                seconds = time.perf_counter() - began
                child.wait(60)
            if b"READY" not in line:
                raise RuntimeError("the program did not start")
            return seconds

        def ours() -> float:
            return run(str(_PROGRAMS / "whole_program.py"), str(home / "cases.db"))

        def floor() -> float:
            return run(str(_PROGRAMS / "bare_window.py"), str(letter))

        ours(), floor()
        value, least = in_turn(ours, floor, rounds)
    return Figure("start to usable window / bare window with one page", value, least, 1.5)


def next_case(rounds: int) -> Figure:
    """Opening another case (letter painted, form filled, keyboard placed) against drawing that page alone."""
    with desk(letters(max(4, rounds + 1))) as workstation:
        application(workstation.resources)
        window = _shown(workstation)
        cases = [case.id for case in workstation.worklist.cases(window.worklist.query)]
        seconds, floors = [], []
        for case_id in cases:
            # The reviewer works on a case for a while before the next one; what the program does meanwhile is done.
            for _ in range(4):
                QTest.qWait(100)
                wait_for(lambda: not (window._lanes.log.busy or window._lanes.pages.busy))
            gc.freeze()  # as the program does once its window is there
            began = time.perf_counter()
            window.desk.open(case_id)
            wait_for(
                lambda case_id=case_id: (
                    window.session.is_open
                    and window.session.case_id == case_id
                    and window.letter.is_settled
                    and window.session.focus is not None
                )
            )
            seconds.append(time.perf_counter() - began)
            content = workstation.log.content(case_id)
            scale = window.letter.views.pages.zoom * _POINTS * window.devicePixelRatioF()
            floors.append(timed(lambda content=content, scale=scale: _draw_alone(content, scale)))
        window.close()
        wait_for(lambda: not window.isVisible())
    # The first opening warms everything up and is no "next" case.
    return Figure(
        "opening the next case / drawing its first page alone",
        statistics.median(seconds[1:]),
        statistics.median(floors[1:]),
        2.0,
    )


def _shown(workstation: Any) -> Window:
    window = Window(workstation)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    wait_for(window.isActiveWindow)
    return window


def _draw_alone(content: bytes, scale: float) -> None:
    document = pymupdf.open(stream=content, filetype="pdf")
    document[0].get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)


class _Frames(QObject):
    """Notes when a widget is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the moment of each paint."""
        if event.type() == QEvent.Type.Paint:
            self.painted = time.perf_counter()
        return False


def typing_while_rendering(keys: int) -> Figure:
    """The longest time from a key to its painted character while a 20-page letter is being drawn; 50 ms a frame."""
    long_letter = render_pdf(make_letter("D", 1, items=21, length="long"))
    with desk([long_letter]) as workstation:
        application(workstation.resources)
        window = _shown(workstation)
        window.desk.open(1)
        wait_for(lambda: window.session.is_open and window.session.focus is not None)
        editor = window.review.facts.rows["claim_number"].editor
        editor.setFocus()
        frames = _Frames()
        editor.installEventFilter(frames)
        longest, gaps, last = 0.0, [0.0], [time.perf_counter()]

        def tick() -> None:
            now = time.perf_counter()
            gaps.append(now - last[0])
            last[0] = now

        ticks = QTimer()
        ticks.timeout.connect(tick)
        ticks.start(0)
        for number in range(keys):
            (window.letter.zoom_in if number % 2 else window.letter.zoom_out)()  # draws every page anew
            pressed = time.perf_counter()
            QTest.keyClicks(editor, "x")
            wait_for(lambda pressed=pressed: frames.painted > pressed)
            longest = max(longest, frames.painted - pressed)
        ticks.stop()
        wait_for(lambda: window.letter.is_settled)
        window.close()
        wait_for(lambda: not window.isVisible())
    return Figure("key to painted character while a long letter is drawn / one frame of 50 ms", longest, 0.05, 1.0)


def extraction(rounds: int) -> Figure:
    """Reading letters and drafting their reviews in one process against MuPDF's own text of the same pages."""
    return _read_and(lambda content: draft(reader_for(content).read(content)), "reading and drafting", 2.0, rounds)


def extraction_with_checks(rounds: int) -> Figure:
    """The same with all checks, for the record."""
    return _read_and(lambda content: read_letter(content, READERS), "reading, drafting and checking", None, rounds)


def _read_and(work: Callable[[bytes], object], name: str, goal: float | None, rounds: int) -> Figure:
    contents = letters(47)

    def ours() -> None:
        for content in contents:
            work(content)

    ours()
    value, floor = in_turn(lambda: timed(ours), lambda: timed(lambda: _mupdf_text(contents)), rounds)
    return Figure(f"{name} {len(contents)} letters / MuPDF's text of the same pages", value, floor, goal)


def _mupdf_text(contents: list[bytes]) -> None:
    for content in contents:
        for page in pymupdf.open(stream=content, filetype="pdf"):
            page.get_text()


def two_workers(rounds: int) -> Figure:
    """Letters a second of two worker processes against one."""
    from concurrent.futures import ThreadPoolExecutor

    contents = letters(47)
    shops = [ProcessWorkshop(), ProcessWorkshop()]
    try:
        for shop in shops:
            shop.read(contents[0])

        def with_workers(count: int) -> float:
            def share(number: int) -> None:
                for content in contents[number::count]:
                    shops[number].read(content)

            with ThreadPoolExecutor(count) as pool:
                return timed(lambda: list(pool.map(share, range(count))))

        one, two = in_turn(lambda: with_workers(1), lambda: with_workers(2), rounds)
    finally:
        for shop in shops:
            shop.close()
    return Figure("letters read by two worker processes / by one", one, two, 1.8, at_least=True)


def against_pdfplumber() -> Figure:
    """Reading and drafting against pdfplumber's text of the same letters, for the record."""
    import pdfplumber

    contents = letters(5)

    def plumbed() -> None:
        import io

        for content in contents:
            with pdfplumber.open(io.BytesIO(content)) as document:
                for page in document.pages:
                    page.extract_text()

    ours = timed(lambda: [read_letter(content, READERS) for content in contents])
    return Figure("reading and drafting / pdfplumber's text of the same letters", ours, timed(plumbed), None)
