"""Words with some of them picked out. Letter text is drawn as it is, never taken for markup."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from imr_desk.ui.second.difference_runs import Run
from imr_desk.ui.theme import LIGHT, Theme


class DifferenceText(QWidget):
    """A passage as wide as it may be and as high as it must be; what differs is bold, underlined and on a ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differenceText")
        self._runs: tuple[Run, ...] = ()
        self._theme = LIGHT
        self._quiet = False
        self._heights: dict[int, int] = {}
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self._document.setUndoRedoEnabled(False)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._document.setDefaultTextOption(option)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_runs(self, runs: Sequence[Run], theme: Theme, *, quiet: bool = False) -> None:
        """Show words; ``quiet`` is for what stands in the place of words."""
        if (tuple(runs), theme, quiet) == (self._runs, self._theme, self._quiet):
            return
        self._runs, self._theme, self._quiet = tuple(runs), theme, quiet
        self.setAccessibleName(self.words())
        picked = self.picked_out()
        self.setAccessibleDescription(f"Differs: {picked}" if picked else "")
        self._write()

    def words(self) -> str:
        """Return what is shown."""
        return "".join(run.text for run in self._runs)

    def picked_out(self) -> str:
        """Return what is picked out; empty for nothing."""
        return " … ".join(run.text.strip() for run in self._runs if run.differs)

    def _write(self) -> None:
        self._heights.clear()
        self._document.clear()
        self._document.setDefaultFont(self.font())
        cursor = QTextCursor(self._document)
        for run in self._runs:
            look = QTextCharFormat()
            if run.differs:
                look.setBackground(QColor(self._theme.warning_ground))
                look.setFontWeight(QFont.Weight.DemiBold)
                look.setFontUnderline(True)
            cursor.insertText(run.text.rstrip() if run.differs else run.text, look)
            if run.differs:
                cursor.insertText(run.text[len(run.text.rstrip()) :], QTextCharFormat())
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high the words stand in a width."""
        if width not in self._heights:
            self._document.setTextWidth(max(1, width))
            self._heights[width] = ceil(self._document.size().height())
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Ask for the height that the present width needs."""
        width = max(self.width(), 120)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Be content with a narrow line."""
        return QSize(40, self.fontMetrics().lineSpacing())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words."""
        self._document.setTextWidth(max(1, self.width()))
        look = QAbstractTextDocumentLayout.PaintContext()
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Text, QColor(self._theme.quiet if self._quiet else self._theme.text))
        look.palette = colours
        painter = QPainter(self)
        self._document.documentLayout().draw(painter, look)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Take on another size of type."""
        super().changeEvent(event)
        if self._document.defaultFont() != self.font():
            self._write()
