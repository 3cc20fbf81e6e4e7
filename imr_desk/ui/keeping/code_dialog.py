"""The recovery code, shown this once: to be printed or kept before anything goes on."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from imr_desk.services.protection import CODE_WORDS
from imr_desk.ui.choice_boxes import TickBox
from imr_desk.ui.dress import plain_label
from imr_desk.ui.keeping.parts import FittedDialog, Problem, framed
from imr_desk.ui.pieces import button_row, wrapped


class CodeDialog(FittedDialog):
    """Shows a code; goes on only once the person says that it is kept.

    Args:
        code: the recovery code.
        log_name: name of the file of the log.
        made_at: when the code was made; the newest paper is the one that opens the log.
        parent: the window.
    """

    def __init__(self, code: str, log_name: str, made_at: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code, self._log_name, self._made_at = code, log_name, made_at
        groups = code.split("-")
        self.code = plain_label("recoveryCode", "\n".join("  ".join(groups[at : at + 4]) for at in (0, 4)))
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setAccessibleName("Recovery code " + " ".join(groups))
        self.print_, self.copy, self.save = QPushButton("Print…"), QPushButton("Copy"), QPushButton("Save…")
        self.kept = TickBox("I have kept it, away from this computer")
        self.problem = Problem()
        self.go_on = QPushButton("Go on")
        self.go_on.setObjectName("dutyAccept")
        self.go_on.setEnabled(False)
        column = framed(self, "imr_desk", "Your recovery code", 32)
        column.addWidget(wrapped("sheetAbout", CODE_WORDS))
        column.addWidget(self.code)
        column.addLayout(button_row(self.print_, self.copy, self.save, last=0))
        column.addWidget(self.problem)
        column.addWidget(self.kept)
        column.addStretch(1)
        column.addLayout(button_row(self.go_on))
        self.print_.clicked.connect(self._print)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        self.kept.toggled.connect(self.go_on.setEnabled)
        self.go_on.clicked.connect(self.accept)

    def reject(self) -> None:
        """Stay until the code is kept: it is shown this once."""
        if self.kept.isChecked():
            self.accept()
        else:
            self.problem.say("Keep the code first: it is shown this once. Then tick the box and go on.")

    @property
    def paper(self) -> str:
        """What stands on the paper."""
        return (
            f"Recovery code for the case log {self._log_name}\n"
            f"Made {self._made_at:%Y-%m-%d %H:%M}\n\n{self._code}\n\n"
            "Whoever has this code and the file of the case log can read all letters in it. Keep it locked away, "
            "not with the computer. The code with the newest date is the one that opens the case log; older ones "
            "open backups made before that date.\n"
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self.problem.say("Copied. Put it where it is kept; it is taken off the clipboard when you go on.", good=True)

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the recovery code", str(Path.home() / "recovery code.txt"))
        if name:
            self.save_to(Path(name))

    def save_to(self, target: Path) -> None:
        """Write the paper as a file that only this account may read."""
        try:
            target.touch(mode=0o600)
            target.write_text(self.paper, encoding="utf-8")
        except OSError:
            self.problem.say(f"{target.name} could not be written there. Choose another place.")
        else:
            self.problem.say("Saved. Move the file to a place away from this computer, such as a stick.", good=True)

    def _print(self) -> None:
        printer = QPrinter()
        if QPrintDialog(printer, self).exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the paper."""
        document = QTextDocument(self.paper)
        document.setDefaultFont(QFont("monospace", 12))
        document.print_(printer)

    def done(self, result: int) -> None:
        """Take the code off the clipboard where it still is."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.text() == self._code:
            clipboard.clear()
        super().done(result)
