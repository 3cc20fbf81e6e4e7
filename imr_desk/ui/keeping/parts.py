"""What the dialogs of this folder have in common: their frame, a height that fits, what went wrong."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout

from imr_desk.ui.pieces import Said, wrapped


class FittedDialog(QDialog):
    """A dialog that is as high as its words need, also when there are more of them than at first."""

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the words need in this width."""
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height that the words need in this width."""
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        screen = self.screen().availableGeometry().size() - QSize(40, 60)
        # Large type on a small screen: rather wider than cut off.
        while layout.totalHeightForWidth(self.width()) > screen.height() and self.width() < screen.width():
            self.resize(min(self.width() + 80, screen.width()), self.height())
        needed = min(layout.totalHeightForWidth(self.width()), screen.height())
        self.setMinimumHeight(needed)
        self.resize(self.width(), max(needed, min(self.height(), screen.height())))


def framed(dialog: QDialog, title: str, head: str, width: int, height: int = 0) -> QVBoxLayout:
    """Give a dialog its title, head and size (heights of a line of type); return the column for the rest."""
    dialog.setWindowTitle(title)
    dialog.setObjectName("sheet")
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(10)
    column.addWidget(wrapped("sheetHead", head))
    line = dialog.fontMetrics().height()
    room = dialog.screen().availableGeometry().size() - QSize(40, 60)
    wanted = QSize(width * line, height * line).boundedTo(room)
    dialog.setMinimumWidth(min(wanted.width(), 20 * line))
    dialog.resize(wanted if height else QSize(wanted.width(), dialog.sizeHint().height()))
    return column


class Problem(Said):
    """One sentence on what went wrong, or well; its dialog grows with it."""

    def say(self, sentence: str, *, good: bool = False) -> None:
        """Show a sentence; an empty one hides it."""
        super().say(sentence, good=good)
        dialog = self.window()
        if isinstance(dialog, FittedDialog) and dialog.isVisible():
            dialog.fit()
