"""The program as a person starts it, until its first case can be worked on: letter painted, keyboard placed."""

import sys
from importlib import import_module

# A package of the tests brings numpy along, and sqlite-utils loads it where it finds it; the program has none.
sys.modules["numpy"] = None  # type: ignore[assignment]

from imr_desk.cli import main, opening

_open_workstation = opening.open_workstation


def _open_and_watch(*arguments, **options):
    """Open the log as ever; Qt, which is loaded next, is asked to tell when the window is usable."""
    workstation = _open_workstation(*arguments, **options)
    import_module("imr_desk.ui")  # first, as in the program: it is what loads Qt
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    run = QApplication.exec

    def watch():
        window = next((w for w in QApplication.topLevelWidgets() if hasattr(w, "session")), None)
        if window is not None and window.session.focus is not None and window.letter.is_settled:
            print("READY", flush=True)
            window.close()

    def watched(*_):
        ticks = QTimer()
        ticks.timeout.connect(watch)
        ticks.start(2)
        return run()

    QApplication.exec = watched
    return workstation


opening.open_workstation = _open_and_watch
main.main(["--log", sys.argv[1]])
