"""The Qt application around the window."""

import gc
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMessageBox

from imr_desk.model.errors import DeskError
from imr_desk.model.settings import OPEN_NEXT
from imr_desk.services.workstation import Workstation
from imr_desk.ui.doorbell import Doorbell, ring
from imr_desk.ui.fault_watch import FaultWatch
from imr_desk.ui.theme import load_fonts
from imr_desk.ui.window import Window


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


def run(workstation: Workstation, letters: tuple[Path, ...] = (), case_id: int | None = None) -> int:
    """Open the window and work until it is closed; return the exit status.

    Args:
        workstation: the services; closed at the end.
        letters: files and folders to bring in at once.
        case_id: a case to open at once.
    """
    app = application(workstation.resources)
    gc.disable()
    window = Window(workstation)
    doorbell = Doorbell(workstation.log_path)
    doorbell.rung.connect(window.come_forward)
    faults = FaultWatch(window)
    window.show()
    # What is there now stays until the end; the collector need not walk through it, neither while the window is
    # built nor in the midst of a keystroke.
    gc.freeze()
    gc.enable()
    if workstation.notice:
        window.message.tell("warning", workstation.notice)
    if letters:
        window.bring_in(letters)
    elif case_id is not None:
        window.desk.open(case_id)
    elif window.preferences.choices[OPEN_NEXT]:
        window.desk.open_next(window.worklist.query)
    try:
        return app.exec()
    finally:
        doorbell.close()
        workstation.close()
        faults.close()


def hand_over(resources: Path, log_path: Path, letters: tuple[Path, ...]) -> bool:
    """Let a window that has the log open come forward and take the letters; ``False`` when there is none."""
    application(resources)
    return ring(log_path, letters)


def tell_without_window(resources: Path, error: DeskError) -> None:
    """Show a sentence when the window cannot be opened at all."""
    application(resources)
    QMessageBox.critical(None, "imr_desk", error.sentence)
