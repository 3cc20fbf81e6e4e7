"""The real window at work without a person: an act every few milliseconds, told when it is shown as saved."""

import random
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.model.draft import Decision
from imr_desk.model.edits import DecideItem, MarkField, SetField, WriteNote
from imr_desk.model.review import EntryState
from imr_desk.ui import app as desk_app
from imr_desk.ui.session import SaveState
from imr_desk.ui.window import Window

log, letter, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
chance = random.Random(seed)
workstation = open_workstation(log)
desk_app.application(workstation.resources)


def act() -> None:
    """Do something a reviewer does."""
    window = next((w for w in QApplication.topLevelWidgets() if isinstance(w, Window)), None)
    if window is None or not window.session.is_open:
        return
    session = window.session
    done = len(session.history.past) + len(session.history.future)
    kind = chance.randrange(5)
    if kind == 0:
        session.act(DecideItem("1", chance.choice((Decision.UPHELD, Decision.OVERTURNED))))
    elif kind == 1:
        session.act(SetField(None, "claim_number", f"C-{done}"))
    elif kind == 2:
        session.act(WriteNote(None, "x" * chance.randrange(2000)))
    elif kind == 3:
        session.act(MarkField(None, "employer", EntryState.UNSURE, str(done)))
    else:
        session.turn(chance.choice(("undo", "redo")))


def told(_state: object) -> None:
    """Say what is on the screen at the moment when "Saved" is shown."""
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Window))
    if window.session.save_state is SaveState.SAVED and window.session.is_open:
        import msgspec

        print("SAVED " + msgspec.json.encode(window.session.review).hex(), flush=True)


def connect() -> None:
    """Begin once the window is there."""
    window = next((w for w in QApplication.topLevelWidgets() if isinstance(w, Window)), None)
    if window is None:
        QTimer.singleShot(5, connect)
        return
    window.session.save_changed.connect(told)


QTimer.singleShot(0, connect)
ticks = QTimer()
ticks.timeout.connect(act)
ticks.start(3)
desk_app.run(workstation, (letter,))
