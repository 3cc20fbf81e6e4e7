"""The one door for dialogs, so that tests can answer them and no panel opens its own."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget


class Dialogs(Protocol):
    """Questions that need an answer before the program can go on."""

    def choose_letters(self, folder: Path | None) -> tuple[Path, ...]:
        """Ask for letters to bring in; empty when the person changes their mind."""
        ...

    def choose_folder(self, folder: Path | None) -> Path | None:
        """Ask for a folder of letters."""
        ...

    def choose_papers_folder(self, folder: Path | None) -> Path | None:
        """Ask for the folder that papers of many cases go to."""
        ...

    def choose_target(self, suggestion: Path, kind: str) -> Path | None:
        """Ask where to write a file; replacing an older one has been asked for when a path comes back."""
        ...

    def choose_printer(self, pages: int) -> QPrinter | None:
        """Ask where and which of a letter's pages to print; ``None`` when the person changes their mind."""
        ...

    def ask_words(self, title: str, question: str, words: str = "") -> str | None:
        """Ask for a line of words; ``None`` when the person changes their mind."""
        ...

    def choose_one(self, title: str, question: str, choices: tuple[str, ...]) -> int | None:
        """Ask for one of several; its place from 0, or ``None`` when the person changes their mind."""
        ...

    def choose_act(self, title: str, sentence: str, acts: tuple[str, ...]) -> int | None:
        """Ask which of a few acts is meant, a button each; ``None`` when the person changes their mind."""
        ...

    def confirm(self, title: str, question: str, accept: str) -> bool:
        """Ask before something that cannot be undone; ``accept`` is the word on the button."""
        ...

    def tell(self, title: str, sentence: str) -> None:
        """Say something that must be read before going on."""
        ...


class QtDialogs:
    """The real dialogs: the system's own for files."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def choose_letters(self, folder: Path | None) -> tuple[Path, ...]:
        """Open the system's file dialog for several letters."""
        names, _ = QFileDialog.getOpenFileNames(
            self._parent, "Open letters", str(folder or Path.home()), "Letters (*.pdf *.txt);;All files (*)"
        )
        return tuple(Path(name) for name in names)

    def choose_folder(self, folder: Path | None) -> Path | None:
        """Open the system's folder dialog."""
        name = QFileDialog.getExistingDirectory(self._parent, "Import a folder", str(folder or Path.home()))
        return Path(name) if name else None

    def choose_papers_folder(self, folder: Path | None) -> Path | None:
        """Open the system's folder dialog."""
        name = QFileDialog.getExistingDirectory(self._parent, "Folder for the papers", str(folder or Path.home()))
        return Path(name) if name else None

    def choose_target(self, suggestion: Path, kind: str) -> Path | None:
        """Open the system's save dialog, which asks before it replaces a file."""
        name, _ = QFileDialog.getSaveFileName(self._parent, f"Save {kind}", str(suggestion))
        return Path(name) if name else None

    def choose_printer(self, pages: int) -> QPrinter | None:
        """Open the system's print dialog, with all pages, a range, or the page on the screen to choose from."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("Letter")  # queues of printers are read by others: nothing of the letter stands there
        dialog = QPrintDialog(printer, self._parent)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage)
        dialog.setMinMax(1, pages)
        return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None

    def ask_words(self, title: str, question: str, words: str = "") -> str | None:
        """Show a small dialog with one line."""
        answer, accepted = QInputDialog.getText(self._parent, title, question, text=words)
        return answer if accepted else None

    def choose_one(self, title: str, question: str, choices: tuple[str, ...]) -> int | None:
        """Show a small dialog with a list."""
        answer, accepted = QInputDialog.getItem(self._parent, title, question, list(choices), 0, editable=False)
        return choices.index(answer) if accepted and answer in choices else None

    def choose_act(self, title: str, sentence: str, acts: tuple[str, ...]) -> int | None:
        """Show a sentence over a button an act; the first is what Enter does."""
        box = self._box(title, sentence)
        buttons = [box.addButton(act, QMessageBox.ButtonRole.AcceptRole) for act in acts]
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(buttons[0])
        box.exec()
        pressed = box.clickedButton()
        return next((place for place, button in enumerate(buttons) if button is pressed), None)

    def confirm(self, title: str, question: str, accept: str) -> bool:
        """Show a question whose buttons say what they do."""
        box = self._box(title, question)
        button = box.addButton(accept, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return box.clickedButton() is button

    def tell(self, title: str, sentence: str) -> None:
        """Show a sentence."""
        box = self._box(title, sentence)
        box.addButton(QMessageBox.StandardButton.Ok)
        box.exec()

    def _box(self, title: str, sentence: str) -> QMessageBox:
        box = QMessageBox(self._parent)
        box.setWindowTitle(title)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(sentence)
        return box
