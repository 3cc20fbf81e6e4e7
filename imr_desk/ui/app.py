"""The Qt application around the window."""

import gc
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMessageBox

from imr_desk.model.errors import DeskError
from imr_desk.model.settings import OPEN_NEXT
from imr_desk.services.closed_log import Afterwards, OpenLog
from imr_desk.services.workstation import Workstation
from imr_desk.ui.background import Lane
from imr_desk.ui.doorbell import Doorbell, ring
from imr_desk.ui.fault_watch import FaultWatch
from imr_desk.ui.icons import Icons
from imr_desk.ui.keeping.keeping import Keeping
from imr_desk.ui.preferences.keys import default_keys
from imr_desk.ui.preferences.look import look_of
from imr_desk.ui.preferences.store import PreferenceStore
from imr_desk.ui.theme import apply_theme, load_fonts
from imr_desk.ui.window import Window

if TYPE_CHECKING:
    from imr_desk.ui.keeping.entrance import Entrance


def application(resources: Path) -> QApplication:
    """Return the one application, made if need be, with the program's fonts."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        QApplication.setApplicationName("imr_desk")
        QApplication.setApplicationDisplayName("imr_desk")
        QApplication.setDesktopFileName("imr_desk")
        app = QApplication(sys.argv[:1])
    load_fonts(resources / "fonts")
    return app


class Ending(msgspec.Struct, frozen=True):
    """How a window ended.

    Attributes:
        status: exit status.
        afterwards: what is to be done now that the log is closed; ``None`` to end.
    """

    status: int
    afterwards: Afterwards | None = None


def run(workstation: Workstation, letters: tuple[Path, ...] = (), wish: OpenLog | None = None) -> Ending:
    """Open the window and work until it is closed.

    Args:
        workstation: the services; closed at the end.
        letters: files and folders to bring in at once.
        wish: which case to open at once, and what to say.
    """
    app = application(workstation.resources)
    if not _somebody_works_here(workstation):
        workstation.close()
        return Ending(0, None)
    gc.disable()
    window = Window(workstation)
    keeping = Keeping(window)
    doorbell = Doorbell(workstation.log_path)
    doorbell.rung.connect(keeping.come_forward)
    faults = FaultWatch(window)
    try:
        window.show()
        keeping.start(() if wish is None else wish.happened)
        # What is there now stays until the end; the collector need not walk through it, neither while the window is
        # built nor in the midst of a keystroke.
        gc.freeze()
        gc.enable()
        _begin(window, letters, wish)
        return Ending(app.exec(), keeping.afterwards)
    finally:
        keeping.close()
        doorbell.close()
        workstation.close()
        faults.close()
        if keeping.afterwards is not None:
            # Another window follows: this one and all that it showed go first.
            gc.unfreeze()
            window.deleteLater()


def _begin(window: Window, letters: tuple[Path, ...], wish: OpenLog | None) -> None:
    """Say what must be known at the start, and take the first case on the desk."""
    for notice in (window.workstation.notice, window.workstation.people.problem):
        if notice:
            window.message.tell("warning", notice, stays=True)
    if wish is not None and wish.said:
        window.message.tell(wish.kind, wish.said, stays=True)
    if letters:
        window.bring_in(letters)
    elif wish is not None and wish.case_id is not None:
        window.desk.open(wish.case_id)
    elif window.preferences.choices[OPEN_NEXT]:
        window.desk.open_next(window.worklist.query)


def _somebody_works_here(workstation: Workstation) -> bool:
    """Ask who works here where the register wants to know, before any case is shown; ``False``: nobody signed in."""
    people = workstation.people
    if workstation.to_read or not people.wants_sign_in:
        return True
    from imr_desk.ui.people.sign_in import SignInDialog  # noqa: PLC0415 - wanted only where somebody must sign in

    _dress_questions(workstation.resources, workstation.settings_path)
    lane = Lane("case-log")
    try:
        return SignInDialog(people, lane, at_start=True).exec() == SignInDialog.DialogCode.Accepted
    finally:
        lane.close()


def _dress_questions(resources: Path, settings_path: Path) -> None:
    """Give what is asked before there is a window the look that the person chose."""
    app = application(resources)
    store = PreferenceStore(QSettings(str(settings_path), QSettings.Format.IniFormat), default_keys())
    look = look_of(store.choices, Icons(resources / "icons"))
    apply_theme(app, look.theme, look.kind, (resources / "desk.qss").read_text(encoding="utf-8"))


def hand_over(resources: Path, log_path: Path, letters: tuple[Path, ...]) -> bool:
    """Let a window that has the log open come forward and take the letters; ``False`` when there is none."""
    application(resources)
    return ring(log_path, letters)


def entrance(resources: Path, settings_path: Path, now: Callable[[], datetime]) -> "Entrance":
    """Return what asks before a window can open, in the look that the person chose."""
    from imr_desk.ui.keeping.entrance import Entrance  # noqa: PLC0415 - as above

    _dress_questions(resources, settings_path)
    return Entrance(now)


def tell_without_window(resources: Path, error: DeskError) -> None:
    """Show a sentence when the window cannot be opened at all."""
    application(resources)
    QMessageBox.critical(None, "imr_desk", error.sentence)
