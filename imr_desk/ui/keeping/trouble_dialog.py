"""A log that cannot be opened: what happened, and each way on with what it does."""

from pathlib import Path

import msgspec
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.keeping import KeptCopy
from imr_desk.ui.keeping.copies_table import CopiesTable
from imr_desk.ui.keeping.parts import FittedDialog, framed
from imr_desk.ui.pieces import button_row, wrapped


class Way(msgspec.Struct, frozen=True):
    """One way on.

    Attributes:
        name: what the program calls it.
        words: on its button.
        meaning: what it does, in a sentence.
    """

    name: str
    words: str
    meaning: str


READ, RESTORE, RECOVER, OTHER, AGAIN = "read", "restore", "recover", "other", "again"


def ways_on(latest: str, *, damaged: bool) -> tuple[Way, ...]:
    """Return the ways on; ``latest`` tells of the newest backup, empty when there is none."""
    ways = []
    if not damaged:
        ways.append(Way(AGAIN, "Try again", "When it has been closed there."))
    if latest:
        ways.append(
            Way(
                READ,
                "Open the latest backup to read",
                f"Made {latest}. You can look at everything and change nothing.",
            )
        )
    if damaged and latest:
        ways.append(
            Way(
                RESTORE,
                "Restore a backup…",
                "Puts a backup that you choose in the place of the case log. What was done since it was made is "
                "missing from it. The damaged file is kept beside it.",
            )
        )
    if damaged:
        ways.append(
            Way(
                RECOVER,
                "Recover what can be read",
                "Reads the damaged file piece by piece, tells what is lost, and goes on with the rest. The damaged "
                "file is moved aside, never overwritten. May take a few minutes.",
            )
        )
    ways.append(Way(OTHER, "Open another case log…", "Leaves this one as it is."))
    return tuple(ways)


class TroubleDialog(FittedDialog):
    """Says what is wrong and offers ways on; ``chosen`` is the name of the way, empty to close."""

    def __init__(self, head: str, sentence: str, ways: tuple[Way, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen = ""
        self.buttons: dict[str, QPushButton] = {}
        self.leave = QPushButton("Close")
        column = framed(self, "imr_desk", head, 34)
        column.addWidget(wrapped("troubleWords", sentence))
        for way in ways:
            column.addWidget(self._offered(way))
        column.addStretch(1)
        column.addLayout(button_row(self.leave))
        self.leave.clicked.connect(self.reject)
        first = self.buttons[ways[0].name]
        first.setFocus()

    def _offered(self, way: Way) -> QFrame:
        frame = QFrame()
        frame.setObjectName("keepingWay")
        button = QPushButton(way.words)
        button.setObjectName("keepingWayButton")
        button.setAccessibleDescription(way.meaning)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._choose(way.name))
        self.buttons[way.name] = button
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(12, 8, 12, 10)
        rows.setSpacing(4)
        rows.addWidget(button)
        rows.addWidget(wrapped("settingMeaning", way.meaning))
        return frame

    def _choose(self, name: str) -> None:
        self.chosen = name
        self.accept()


class ChooseCopyDialog(QDialog):
    """Asks which backup is to be restored; ``chosen`` is ``None`` when the person changes their mind."""

    def __init__(self, log: Path, copies: tuple[KeptCopy, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen: KeptCopy | None = None
        self.table = CopiesTable()
        self.table.show_copies(copies)
        self.restore, self.leave = QPushButton("Restore this backup"), QPushButton("Back")
        self.restore.setObjectName("dutyAccept")
        column = framed(self, "imr_desk", "Which backup?", 40, 26)
        told = (
            "Take the newest one unless the damage is older. It is checked before it takes the place of "
            f"{log.name}; the damaged file stays beside it under another name."
        )
        column.addWidget(wrapped("sheetAbout", told))
        column.addWidget(self.table, 1)
        column.addLayout(button_row(self.restore, self.leave, last=2))
        self.restore.clicked.connect(self._take)
        self.table.cellDoubleClicked.connect(lambda _row, _column: self._take())
        self.leave.clicked.connect(self.reject)

    def _take(self) -> None:
        self.chosen = self.table.chosen
        self.accept()
