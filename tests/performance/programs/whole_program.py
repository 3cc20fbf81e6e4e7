"""The program itself, until its first case can be worked on: letter painted, form filled, keyboard placed."""

import sys

# A package of the tests brings numpy along, and sqlite-utils loads it where it finds it; the program has none.
sys.modules["numpy"] = None  # type: ignore[assignment]

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.ui import app as desk_app
from imr_desk.ui.window import Window


def watch() -> None:
    """Say when the window is usable, and end."""
    window = next((w for w in QApplication.topLevelWidgets() if isinstance(w, Window)), None)
    if window is not None and window.session.focus is not None and window.letter.is_settled:
        print("READY", flush=True)
        window.close()


application = desk_app.application(Path(sys.argv[2]))
ticks = QTimer()
ticks.timeout.connect(watch)
ticks.start(5)
desk_app.run(open_workstation(Path(sys.argv[1])))
