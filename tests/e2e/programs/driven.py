"""The real window at work without a person: an act every few milliseconds, told when it is shown as saved.

Arguments: the case log, a seed, and letters to bring in. It says on standard output, one line each:
``OPENED case acts fingerprint`` a case came out of the log with so many acts, its review having this fingerprint;
``SAVED case acts fingerprint`` the same at a moment when the window shows that everything is saved.
"""

import random
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.model.draft import Decision
from imr_desk.model.edits import MarkField, WriteNote
from imr_desk.model.review import EntryState
from imr_desk.ui import app as desk_app
from imr_desk.ui.session import Place, SaveState
from imr_desk.ui.window import Window
from tests.e2e.programs.fingerprints import fingerprint

_BETWEEN_ACTS = 3
"""Milliseconds."""


class Reviewer:
    """Acts at random on a window and tells what it shows."""

    def __init__(self, window, chance):
        self.window, self.session, self.chance = window, window.session, chance
        self.states = {}
        self.untold = set()
        self.session.review_changed.connect(self.changed)
        self.session.save_changed.connect(self.saved)

    def changed(self, change):
        case_id = self.session.case_id
        if change.before is None:
            acts = len(self.session.opened.acts)
            print("OPENED", case_id, acts, fingerprint(change.after), flush=True)
        else:
            acts = self.states[case_id][0] + 1
            self.untold.add(case_id)
        self.states[case_id] = (acts, self.session.review)

    def saved(self, state):
        if state is SaveState.SAVED:
            for case_id in sorted(self.untold):
                acts, review = self.states[case_id]
                print("SAVED", case_id, acts, fingerprint(review), flush=True)
            self.untold.clear()

    def act(self):
        if self.session.is_open:
            self.chance.choice((self.decide, self.type, self.confirm, self.note, self.mark, self.turn, self.switch))()

    def decide(self):
        self.window.review.go_to_item(self.chance.randrange(1, len(self.session.review.items) + 1))
        self.window.review.decide(self.chance.choice((Decision.UPHELD, Decision.OVERTURNED)))

    def type(self):
        """Type as a person does: in the field itself; some typing is left without Enter, to be taken over later."""
        if self.window.review.go_to(Place(None, self.chance.choice(("claim_number", "employer", "date_of_injury")))):
            field = QApplication.focusWidget()
            QTest.keyClicks(field, f"{self.chance.randrange(10_000)}")
            if self.chance.random() < 0.5:
                QTest.keyClick(field, Qt.Key.Key_Return)

    def confirm(self):
        QTest.keyClick(QApplication.focusWidget() or self.window, Qt.Key.Key_Return)

    def note(self):
        self.session.act(WriteNote(None, "x" * self.chance.randrange(2000)))

    def mark(self):
        self.session.act(MarkField(None, "employer", EntryState.UNSURE, str(self.chance.randrange(10_000))))

    def turn(self):
        self.session.turn(self.chance.choice(("undo", "redo")))

    def switch(self):
        """Open another case, or the same once more, as happens when its letter is brought in again."""
        if self.chance.random() < 0.3:
            self.window.desk.open(self.chance.choice([*sorted(self.states), 1, 2]))


def main():
    log, seed, letters = Path(sys.argv[1]), int(sys.argv[2]), tuple(map(Path, sys.argv[3:]))
    workstation = open_workstation(log)
    desk_app.application(workstation.resources)
    ticks = QTimer()

    def begin():
        """Begin once the window is there."""
        window = next((w for w in QApplication.topLevelWidgets() if isinstance(w, Window)), None)
        if window is None:
            QTimer.singleShot(5, begin)
            return
        main.reviewer = Reviewer(window, random.Random(seed))
        ticks.timeout.connect(main.reviewer.act)
        ticks.start(_BETWEEN_ACTS)

    QTimer.singleShot(0, begin)
    desk_app.run(workstation, letters)


main()
