"""The program as a person starts it with a log, until the first rows of its queue are painted.

Prints ``READY``; then, after a walk down the queue, how many megabytes the process has in memory.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

# A package of the tests brings numpy along, and sqlite-utils loads it where it finds it; the program has none.
sys.modules["numpy"] = None  # type: ignore[assignment]

from imr_desk.cli import main, opening

_PAGES = 20
_open_workstation = opening.open_workstation


def _open_and_watch(*arguments, **options):
    """Open the log as ever; the queue is gone to as soon as there is a window."""
    workstation = _open_workstation(*arguments, **options)
    import_module("imr_desk.ui")  # first, as in the program: it is what loads Qt
    from PySide6.QtCore import QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class Watcher(QObject):
        """Sees the queue painted, then pages down in it."""

        def __init__(self) -> None:
            super().__init__()
            self._page = None
            self._steps = 0

        def look(self) -> None:
            """Take the next step when it is time for it."""
            if self._steps < 0:
                return
            window = next((w for w in QApplication.topLevelWidgets() if hasattr(w, "session")), None)
            if window is None:
                return
            if self._page is None:
                window.actions_["queue_page"].trigger()
                self._page = window.centre.queue
            queue = self._page.queue
            if not queue.is_answered or queue.is_loading:
                return
            view = self._page.table if queue.rows.cases else self._page.empty
            if self._steps == 0:
                view.repaint()
                print("READY", flush=True)
            if self._steps < _PAGES and queue.rows.cases:
                self._page.table.scrollToBottom()
                self._steps += 1
                return
            resident = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
            print(resident * os.sysconf("SC_PAGE_SIZE") / 1e6, flush=True)
            self._steps = -1
            window.close()

    run = QApplication.exec

    def watched(*_):
        watcher, ticks = Watcher(), QTimer()
        ticks.timeout.connect(watcher.look)
        ticks.start(2)
        return run()

    QApplication.exec = watched
    return workstation


opening.open_workstation = _open_and_watch
main.main(["--log", sys.argv[1]])
