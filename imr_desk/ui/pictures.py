"""Pictures of the program's screens, taken from the real window without a screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QWidget

from imr_desk.services.workstation import Workstation
from imr_desk.ui.app import application
from imr_desk.ui.theme import DARK, LIGHT, Theme, Type
from imr_desk.ui.window import Window

_LONGEST_WAIT = 60_000
"""Milliseconds after which a screen is taken as it is; a page is drawn in a fraction of a second."""


def save_pictures(workstation: Workstation, case_id: int, folder: Path) -> Iterator[Path]:
    """Open the window on a case, review it, and save what is seen and the case summary; yield each path.

    Args:
        workstation: the services, with at least one case.
        case_id: the case to show.
        folder: where the pictures go; made if need be.

    Raises:
        ExportError: the summary cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    application(workstation.resources)
    window = Window(workstation)
    window.show()
    window.desk.open(case_id)
    _wait(window, lambda: window.session.is_open and window.letter.is_settled)
    for theme, size in ((LIGHT, QSize(1280, 800)), (DARK, QSize(1280, 800)), (LIGHT, QSize(1920, 1080))):
        yield _picture(window, theme, size, folder)
    summary = folder / workstation.papers.file_name(case_id, "summary-pdf")
    workstation.papers.export(case_id, "summary-pdf", summary)
    yield summary
    window.close()
    _wait(window, lambda: not window.isVisible())


def _picture(window: Window, theme: Theme, size: QSize, folder: Path) -> Path:
    window.resize(size)
    window.reset_layout()
    window.set_look(theme, Type())
    _wait(window, lambda: window.letter.is_settled)
    path = folder / f"window-{theme.name}-{size.width()}x{size.height()}.png"
    window.grab().save(str(path))
    return path


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
