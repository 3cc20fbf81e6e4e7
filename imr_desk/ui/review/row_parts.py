"""The parts of a row of the form and how they lie beside and under each other."""

from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from imr_desk.model.fields import FieldKind, FieldSpec
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.review.editors import editor_for
from imr_desk.ui.review.readings import Readings

W = TypeVar("W", bound=QWidget)

LABEL_WIDTH = 136
"""Pixels at 100 % text; one width for all rows, so that labels and values stand in columns."""
_WIDEST = 16_777_215
"""Qt's word for a width without a limit."""
_TOP = Qt.AlignmentFlag.AlignTop


class RowParts:
    """Sign, label and editor; the rest is made when there is something to show in it, which in most rows is never.

    Args:
        row: the frame that they lie in.
        spec: the field.
    """

    def __init__(self, row: QFrame, spec: FieldSpec) -> None:
        self._row = row
        self._spec = spec
        self._prose = spec.kind is FieldKind.LONG_TEXT
        self._narrow = False
        self.sign = QLabel()
        self.sign.setObjectName("stateSign")
        self.label = plain_label("fieldLabel", spec.label)
        self.label.setWordWrap(True)
        self.label.setToolTip(spec.meaning)
        self.editor = editor_for(spec, row)
        self.editor.setAccessibleName(spec.label)
        self.label.setBuddy(self.editor)
        grid = self._grid = QGridLayout(row)
        grid.setContentsMargins(8, 1, 8, 1)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        self.place(narrow=False)
        for part in (self.sign, self.label, self.editor):
            part.show()  # at once: left to the layout they come a turn later, and what is not there takes no focus

    # What stands beside the editor

    @cached_property
    def aside(self) -> QLabel:
        """A date with its day of the week, or how much of the prose is folded."""
        return self._beside(plain_label("fieldAside"), 3)

    @cached_property
    def chip(self) -> QToolButton:
        """Where the value stands in the letter; pressed, it shows the place."""
        chip = QToolButton()
        chip.setObjectName("pageChip")
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return self._beside(chip, 4)

    @cached_property
    def _side(self) -> QVBoxLayout:
        """How many lines are folded stands under the chip, so that prose keeps its width."""
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addStretch(1)
        self._grid.addLayout(side, self._line, 3, 1, 2)
        return side

    def _beside(self, part: W, column: int) -> W:
        if self._prose:
            self._side.insertWidget(
                0 if column == 4 else self._side.count() - 1, part, 0, Qt.AlignmentFlag.AlignRight
            )
        else:
            self._grid.addWidget(part, self._line, column, _TOP)
        return _hidden(part)

    # What stands under it

    @cached_property
    def problem(self) -> QLabel:
        """What is wrong with what was typed."""
        return self._under(plain_label("fieldProblem"), 1)

    @cached_property
    def readings(self) -> Readings:
        """The machine's other readings."""
        return self._under(Readings(self._spec), 2)

    @cached_property
    def detail(self) -> QLabel:
        """Why the value stands as it does."""
        return self._under(plain_label("fieldDetail"), 3)

    def _under(self, part: W, below: int) -> W:
        if isinstance(part, QLabel):
            part.setWordWrap(True)
        self._put_under(part, below)
        return _hidden(part)

    def _put_under(self, part: QWidget, below: int) -> None:
        column = 1 if self._narrow else 2
        self._grid.addWidget(part, self._line + below, column, 1, 5 - column)

    # Showing

    def has(self, part: str) -> bool:
        """Tell whether a part was made already."""
        return part in self.__dict__

    def show_words(self, part: str, words: str) -> None:
        """Show words in ``aside``, ``problem`` or ``detail``; without words it is not there."""
        if words or self.has(part):
            label = getattr(self, part)
            label.setText(words)
            self.show_part(part, shown=bool(words))

    def show_part(self, part: str, *, shown: bool) -> None:
        """Show or hide a part; one that is to be hidden is not made for it."""
        if shown or self.has(part):
            widget = getattr(self, part)
            if widget.isHidden() is shown:  # Qt works even when nothing changes
                widget.setVisible(shown)

    # Arranging

    @property
    def _line(self) -> int:
        return 1 if self._narrow else 0

    def place(self, *, narrow: bool) -> None:
        """Put the label above the editor where both do not fit beside each other (``narrow``), or beside it."""
        self._narrow = narrow
        grid, column = self._grid, 1 if narrow else 2
        grid.addWidget(self.sign, 0, 0, _TOP)
        grid.addWidget(self.label, 0, 1, 1, 4 if narrow else 1, _TOP)
        grid.addWidget(self.editor, self._line, column, 1, 3 - column)
        if self.has("_side"):
            grid.removeItem(self._side)
            grid.addLayout(self._side, self._line, 3, 1, 2)
        elif not self._prose:
            for number, part in enumerate(("aside", "chip"), 3):
                if self.has(part):
                    grid.addWidget(getattr(self, part), self._line, number, _TOP)
        for below, part in enumerate(("problem", "readings", "detail"), 1):
            if self.has(part):
                self._put_under(getattr(self, part), below)

    def size_label(self, dress: Dress, *, narrow: bool) -> None:
        """Give the label the width of its column, or all there is."""
        if narrow:
            self.label.setMinimumWidth(0)
            self.label.setMaximumWidth(_WIDEST)
        else:
            self.label.setFixedWidth(dress.kind.px(LABEL_WIDTH))


def _hidden(part: W) -> W:
    part.hide()
    return part
