"""Pictures of the program's screens, taken from the real window without a screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from imr_desk.model.draft import Decision
from imr_desk.model.queue import CaseFilter
from imr_desk.services.recipients import recipient_of
from imr_desk.services.workstation import Workstation
from imr_desk.ui.app import application
from imr_desk.ui.fault_watch import FaultWatch
from imr_desk.ui.papers.remembered import Remembered
from imr_desk.ui.session import Place
from imr_desk.ui.theme import DARK, HIGH_CONTRAST, LIGHT, Theme, Type
from imr_desk.ui.window import Window
from imr_desk.ui.worklist.views import ALL

_LONGEST_WAIT = 60_000
"""Milliseconds after which a screen is taken as it is; a page is drawn in a fraction of a second."""

SMALL, LARGE = QSize(1280, 800), QSize(1920, 1080)


class Scene(msgspec.Struct, frozen=True):
    """A state of the window.

    Attributes:
        name: part of the picture's file name.
        prepare: brings the window into the state; returns what to take, the window itself if ``None``.
    """

    name: str
    prepare: Callable[[Window], QWidget | None]


def save_pictures(workstation: Workstation, case_id: int, folder: Path, *, every: bool = False) -> Iterator[Path]:
    """Open the window on a case and save what is seen, and the case summary; yield each path.

    Args:
        workstation: the services, with at least one case.
        case_id: the case to show first.
        folder: where the pictures go; made if need be.
        every: take every state of every screen, in all themes, sizes and text sizes.

    Raises:
        ExportError: the summary cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    application(workstation.resources)
    window = Window(workstation)
    window.show()
    window.activateWindow()
    _show_case(window, case_id)
    window.hint.hide()
    for theme, size in ((LIGHT, SMALL), (DARK, SMALL), (LIGHT, LARGE)):
        yield _picture(window, window, f"window-{theme.name}-{size.width()}x{size.height()}", folder, theme, size)
    if every:
        yield from _every_scene(window, folder)
    summary = folder / workstation.papers.file_name(case_id, "summary-pdf")
    workstation.papers.export(case_id, "summary-pdf", summary)
    yield summary
    window.close()
    _wait(window, lambda: not window.isVisible())


def _every_scene(window: Window, folder: Path) -> Iterator[Path]:
    looks = [(theme, size, 1.0) for theme in (LIGHT, DARK) for size in (SMALL, LARGE)]
    looks += [(HIGH_CONTRAST, SMALL, 1.0), (LIGHT, SMALL, 2.0), (DARK, LARGE, 2.0), (LIGHT, SMALL, 0.8)]
    for scene in SCENES:
        for theme, size, scale in looks:
            window.resize(size)
            window.set_look(theme, Type(scale))
            window.reset_layout()
            shown = scene.prepare(window)
            name = f"{scene.name}-{theme.name}-{size.width()}x{size.height()}-{round(scale * 100)}"
            yield _taken(window, shown or window, name, folder)
            if shown is not None:
                shown.close()


def _picture(window: Window, shown: QWidget, name: str, folder: Path, theme: Theme, size: QSize) -> Path:
    window.resize(size)
    window.reset_layout()
    window.set_look(theme, Type())
    return _taken(window, shown, name, folder)


def _taken(window: Window, shown: QWidget, name: str, folder: Path) -> Path:
    _pause(window)
    _wait(window, lambda: window.letter.is_settled)
    path = folder / f"{name}.png"
    shown.grab().save(str(path))
    return path


def _show_case(window: Window, case_id: int) -> None:
    window.centre.show_desk()
    window.desk.open(case_id)
    _wait(window, lambda: window.session.is_open and window.session.case_id == case_id)
    _wait(window, lambda: window.letter.is_settled and window.session.focus is not None)


def _numbered(number: int) -> Callable[[Window], None]:
    """Return what shows the sample case ``number``, its work just begun."""

    def prepare(window: Window) -> None:
        window.message.hide()
        _show_case(window, number)
        window.hint.hide()

    return prepare


def _at(number: int, place: Place) -> Callable[[Window], None]:
    def prepare(window: Window) -> None:
        _numbered(number)(window)
        window.review.go_to(place)

    return prepare


def _wrong_date(window: Window) -> None:
    _at(1, Place(None, "date_of_injury"))(window)
    row = window.review.row_in_focus()
    if row is not None:
        row.editor.show_words("02/30/2016")
        row.editor.accepted.emit()


def _first_case(window: Window) -> None:
    _numbered(2)(window)
    window.hint.show()


def _start(window: Window) -> None:
    window.session.close()
    window.message.hide()
    window.arrangement.show_start(shown=True)


def _fault(window: Window) -> QWidget | None:
    """Let the program meet an error, for real."""
    _numbered(2)(window)
    watch = FaultWatch(window)
    try:
        window.letter.set_page_theme("no such look")
    except ValueError as error:
        watch.meet(type(error), error, error.__traceback__)
    watch.close()
    return None


def _blocked(window: Window) -> None:
    _numbered(3)(window)
    window.actions_["finish"].trigger()


def _not_saved(window: Window) -> None:
    _numbered(2)(window)
    window.message.tell(
        "error", "Your last acts are not saved yet; they stay on the screen. The disk is full.", "Save again"
    )


def _found(window: Window) -> None:
    _numbered(2)(window)
    window.letter.show_find()
    words = QApplication.focusWidget()
    if words is not None and hasattr(words, "setText"):
        words.setText("the")


def _queue(window: Window) -> None:
    _numbered(6)(window)
    window.worklist.show()


def _queue_page(window: Window) -> None:
    window.message.hide()
    if not window.centre.on_queue:
        window.centre.turn_queue()
    page = window.centre.queue
    page.show_view(ALL)
    _wait(window, lambda: page.queue.is_answered and not page.queue.is_loading)
    page.table.selectRow(0)


def _queue_narrowed(where: CaseFilter) -> Callable[[Window], None]:
    def prepare(window: Window) -> None:
        _queue_page(window)
        queue = window.centre.queue.queue
        queue.narrow(where)
        _wait(window, lambda: queue.is_answered and not queue.is_loading)

    return prepare


def _queue_hold(window: Window) -> None:
    _queue_page(window)
    window.centre.queue.table.selectAll()
    window.centre.queue.steps.begin("case_hold")


def _duties(window: Window) -> None:
    _numbered(2)(window)
    window.duty_desk.drawer.open()
    _pause(window)


def _annotations(window: Window) -> None:
    _numbered(2)(window)
    window.duty_desk.drawer.shut()
    if not window.annotating.is_on:
        window.actions_["annotate"].trigger()
    _wait(window, lambda: window.annotating.panel.rows.rowCount() > 0)


def _dashboard(window: Window) -> None:
    if window.centre.on_desk:
        window.centre.turn_dashboard()
    _wait(window, lambda: window.centre.dashboard.page is not None and not window.centre.dashboard.page.is_counting)


def _agreement(window: Window) -> None:
    if not window.centre.agreement.isVisible():
        window.centre.turn_agreement()
    _wait(window, lambda: window.centre.agreement.page is not None and not window.centre.agreement.page.is_counting)


def _sheet(action: str) -> Callable[[Window], QWidget | None]:
    def prepare(window: Window) -> QWidget | None:
        _numbered(2)(window)
        window.actions_[action].trigger()
        _pause(window)
        tops = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]
        return tops[0] if tops else None

    return prepare


def _papers(case_ids: tuple[int, ...], recipient: str, paper: str = "") -> Callable[[Window], QWidget | None]:
    def prepare(window: Window) -> QWidget | None:
        _numbered(case_ids[0])(window)
        Remembered(window.settings).keep_recipient(recipient_of(recipient))
        if len(case_ids) > 1:
            window.papers.show_selection(case_ids)
        else:
            window.papers.show_case(paper)
        _wait(window, lambda: window.papers.sheet is not None and window.papers.sheet.is_settled)
        sheet = window.papers.sheet
        if sheet is not None:  # the screen of a run without one is smaller than the window
            sheet.resize((sheet.size() * 2).boundedTo(window.size() - QSize(40, 60)))
            _wait(window, lambda: sheet.is_settled)
        return sheet

    return prepare


def _nothing_open(window: Window) -> None:
    window.session.close()


SCENES: tuple[Scene, ...] = (
    Scene("one-item", _numbered(1)),
    Scene("three-items", _numbered(2)),
    Scene("twenty-one-items", _numbered(3)),
    Scene("plain-text", _numbered(4)),
    Scene("plain-text-flag", _at(4, Place("1", "excerpt"))),
    Scene("older-notice", _numbered(5)),
    Scene("partial-approval", _at(6, Place("1", "disputed"))),
    Scene("prose-in-focus", _at(2, Place("1", "rationale"))),
    Scene("date-in-focus", _at(2, Place(None, "decision_date"))),
    Scene("wrong-date", _wrong_date),
    Scene("blocked", _blocked),
    Scene("not-saved", _not_saved),
    Scene("found", _found),
    Scene("queue", _queue),
    Scene("queue-page", _queue_page),
    Scene("queue-filtered", _queue_narrowed(CaseFilter(item_outcome=Decision.OVERTURNED))),
    Scene("queue-hold", _queue_hold),
    Scene("queue-nothing", _queue_narrowed(CaseFilter(words="no such words"))),
    Scene("duties", _duties),
    Scene("annotations", _annotations),
    Scene("dashboard", _dashboard),
    Scene("agreement", _agreement),
    Scene("second-rule", _sheet("second_rule")),
    Scene("rules", _sheet("rules")),
    Scene("people", _sheet("people")),
    Scene("papers", _papers((3,), "claim-file")),
    Scene("papers-too-much", _papers((3,), "employer", "summary-pdf")),
    Scene("papers-note", _papers((2,), "bill-review")),
    Scene("papers-of-many", _papers((1, 2, 3, 4, 5), "counsel")),
    Scene("keys", _sheet("keys")),
    Scene("commands", _sheet("commands")),
    Scene("history", _sheet("history")),
    Scene("first-case", _first_case),
    Scene("fault", _fault),
    Scene("fault-report", _sheet("report")),
    Scene("about", _sheet("about")),
    Scene("nothing-open", _nothing_open),
    Scene("start", _start),
)
"""Every state of every screen; the numbers are those of the sample letters."""


def _pause(owner: QWidget) -> None:
    """Let layouts and queued answers run once."""
    loop = QEventLoop(owner)
    QTimer.singleShot(120, owner, loop.quit)
    loop.exec()


def _wait(owner: QWidget, settled: Callable[[], bool]) -> None:
    """Let the window live until a condition holds; only the program without a screen waits like this."""
    loop = QEventLoop(owner)
    look = QTimer(owner)
    look.setInterval(20)
    limit = QTimer(owner)
    limit.setSingleShot(True)
    limit.setInterval(_LONGEST_WAIT)

    def check() -> None:
        if settled():
            loop.quit()

    look.timeout.connect(check)
    limit.timeout.connect(loop.quit)
    look.start()
    limit.start()
    loop.exec()
    look.stop()
    limit.stop()
