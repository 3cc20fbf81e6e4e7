"""The backups of the open log: which there are, making one, trying one out, going back to one."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from imr_desk.model.errors import DeskError
from imr_desk.model.keeping import KeptCopy
from imr_desk.services.closed_log import RestoreCopy
from imr_desk.services.workstation import Workstation
from imr_desk.ui.background import Lane
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.keeping.copies_table import CopiesTable, copy_words
from imr_desk.ui.keeping.parts import Problem, framed
from imr_desk.ui.pieces import button_row, wrapped

RULE = (
    "A copy is made on each day that something changes and half an hour after a change (less often for a very large "
    "log), and checked before it counts. All copies of the last two days are kept, then one for each of 12 further "
    "days, 10 weeks and 9 months. They lie on the same disk as the case log: copy the folder to another disk now and "
    "then, so that a broken or stolen computer does not take both."
)


class BackupsSheet(QDialog):
    """Shows the backups of a log.

    Args:
        workstation: the services of the open log.
        lane: does what takes a while.
        dialogs: the door for questions.
        parent: the window.

    Signals:
        afterwards_requested: what can only be done with the log closed.
    """

    afterwards_requested = Signal(object)

    def __init__(self, workstation: Workstation, lane: Lane, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workstation, self._lane, self._dialogs = workstation, lane, dialogs
        self._tried: dict[str, str] = {}
        self._folder = workstation.log_path.with_name("backups")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table, self.problem = CopiesTable(), Problem()
        self.now, self.try_out = QPushButton("Back up now"), QPushButton("Try out")
        self.restore, self.folder = QPushButton("Restore…"), QPushButton("Open the folder")
        self.shut = QPushButton("Close")
        self.now.setObjectName("dutyAccept")
        column = framed(self, "Backups", "Backups of the case log", 44, 34)
        column.addWidget(wrapped("sheetAbout", RULE))
        self.where = wrapped("settingMeaning", f"They lie in {self._folder}.")
        column.addWidget(self.where)
        column.addWidget(self.table, 1)
        column.addWidget(self.problem)
        column.addLayout(button_row(self.now, self.try_out, self.restore, self.folder, self.shut))
        self.try_out.setToolTip("Restores the chosen backup elsewhere, reads all of it and takes it away again")
        self.now.clicked.connect(self._make)
        self.try_out.clicked.connect(self._try_out)
        self.restore.clicked.connect(self._restore)
        self.folder.clicked.connect(self._open_folder)
        self.shut.clicked.connect(self.reject)
        self._turn(on=False)
        self._look()

    # What there is

    def _look(self) -> None:
        self._lane.run(self, self._workstation.backups.kept, self._show, self._failed)

    def _show(self, copies: tuple[KeptCopy, ...]) -> None:
        self.table.show_copies(copies, self._tried)
        self._turn(on=True)
        if not copies:
            self.problem.say("There is no backup yet. “Back up now” makes one.")

    def _turn(self, *, on: bool) -> None:
        mine = on and not self._workstation.to_read
        there = self.table.chosen is not None
        self.now.setEnabled(mine)
        self.try_out.setEnabled(on and there)
        self.restore.setEnabled(mine and there)
        self.folder.setEnabled(on and self._folder.is_dir())

    def _failed(self, error: Exception) -> None:
        self._turn(on=True)
        if not isinstance(error, DeskError):
            raise error
        self.problem.say(error.sentence)

    # Acts

    def _make(self) -> None:
        self._wait("Backing up… You can go on working.")
        self._lane.run(self, self._workstation.backups.make, self._made, self._failed)

    def _made(self, copy: KeptCopy) -> None:
        self.problem.say(f"Backed up and checked: {copy_words(copy)}.", good=True)
        self._look()

    def _try_out(self) -> None:
        copy, backups = self.table.chosen, self._workstation.backups
        if copy is None:
            return

        def tried(sentence: str) -> None:
            whole = "is whole" in sentence
            self._tried[copy.path] = "tried out just now: whole" if whole else "tried out just now: DAMAGED"
            self.problem.say(sentence, good=whole)
            self._look()

        self._wait("Restoring it elsewhere and reading all of it…")
        self._lane.run(self, lambda: backups.try_out(copy), tried, self._failed)

    def _restore(self) -> None:
        copy = self.table.chosen
        if copy is None:
            return
        name = self._workstation.log_path.name
        if self._dialogs.confirm(
            "Restore a backup",
            f"Put the backup of {copy_words(copy)} in the place of {name}? What was done since then is not in it. "
            "The case log as it is now is kept beside it under another name. The window closes and opens again.",
            "Restore this backup",
        ):
            self.afterwards_requested.emit(RestoreCopy(copy))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._folder).absolute())))

    def _wait(self, words: str) -> None:
        self.problem.say(words, good=True)
        self._turn(on=False)
