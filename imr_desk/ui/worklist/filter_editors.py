"""Editors for the parts of a filter. Each shows a value, gives it back, and tells when a person changed it."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from imr_desk.model.queue import DateRange
from imr_desk.model.values import date_of, parse_date
from imr_desk.ui.choice_boxes import ChoiceBox, TickBox
from imr_desk.ui.dress import plain_label, set_state

T = TypeVar("T")

NO_DATE = "This is no date of the calendar. Write it as 01/31/2017."


_LONGEST = 400
"""Characters; no name, number or label is longer, and a table that is pasted in by mistake is cut."""


class DateEdit(QLineEdit):
    """A date as people type it; empty for none. What is no date is kept and marked, and asks for nothing.

    Signals:
        changed: another date, or none; not while what stands there is no date.
    """

    changed = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dateEdit")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMaxLength(_LONGEST)
        self.setMinimumWidth(40)
        self._day = ""
        self.textChanged.connect(self._read)

    @property
    def day(self) -> str:
        """The date, ISO 8601; empty for none."""
        return self._day

    @property
    def is_wrong(self) -> bool:
        """Tell whether what stands there is no date."""
        return bool(self.text().strip()) and parse_date(self.text()) is None

    def show_day(self, iso: str) -> None:
        """Show a date, unless it stands there already in a person's own spelling."""
        if iso == self._day:
            return
        day = date_of(iso)
        self._day = iso
        with QSignalBlocker(self):
            self.setText("" if day is None else f"{day:%m/%d/%Y}")
        self._mark()

    def _read(self) -> None:
        day = parse_date(self.text()) or ""
        self._mark()
        if day != self._day:
            self._day = day
            self.changed.emit()

    def _mark(self) -> None:
        set_state(self, wrong=self.is_wrong)
        self.setToolTip(NO_DATE if self.is_wrong else "")
        self.setAccessibleDescription(self.toolTip())


class RangeEditor(QWidget):
    """A range of dates: first and last day, both included."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = DateEdit(f"{name}, from", "from")
        self.last = DateEdit(f"{name}, to", "to")
        self._problem = plain_label("filterProblem", NO_DATE)
        self._problem.setWordWrap(True)
        self._problem.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.addWidget(self.first, 0, 0)
        grid.addWidget(self.last, 0, 1)
        grid.addWidget(self._problem, 1, 0, 1, 2)
        for edit in (self.first, self.last):
            edit.changed.connect(self.changed)
            edit.editingFinished.connect(self._tell)
            edit.textChanged.connect(self._tell_no_more)
        self.setFocusProxy(self.first)

    def value(self) -> DateRange:
        """Return the range."""
        return DateRange(self.first.day, self.last.day)

    def show_value(self, value: DateRange) -> None:
        """Show a range."""
        self.first.show_day(value.first)
        self.last.show_day(value.last)

    def _tell(self) -> None:
        backwards = "" < self.last.day < self.first.day
        self._problem.setText("The last day lies before the first." if backwards else NO_DATE)
        self._problem.setVisible(backwards or self.first.is_wrong or self.last.is_wrong)

    def _tell_no_more(self) -> None:
        if not (self.first.is_wrong or self.last.is_wrong):
            self._problem.hide()


class WordsEditor(QLineEdit):
    """Words, with words seen so far to complete them."""

    changed = Signal()

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMaxLength(_LONGEST)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(40)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self.textChanged.connect(self.changed)

    def know(self, words: Sequence[str]) -> None:
        """Offer these words."""
        if list(words) != self._known.stringList():
            self._known.setStringList(list(words))

    def value(self) -> str:
        """Return the words, blanks at the ends left out."""
        return self.text().strip()

    def show_value(self, value: str) -> None:
        """Show words, unless they stand there already."""
        if value != self.value():
            with QSignalBlocker(self):
                self.setText(value)


class ChoiceEditor(ChoiceBox):
    """One of several values."""

    changed = Signal()

    def __init__(self, name: str, choices: Sequence[tuple[str, object]], parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._values: list[object] = []
        self.offer(choices)
        self.currentIndexChanged.connect(self.changed)
        self.currentTextChanged.connect(self.setToolTip)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:  # noqa: N802 - Qt's name
        """Let words that have no room end in dots, not in half a letter."""
        super().initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()
        words = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room - 4)
        option.currentText = words

    def offer(self, choices: Sequence[tuple[str, object]]) -> None:
        """Offer other values; the chosen one stays chosen where it is still there."""
        if [value for _, value in choices] == self._values:
            return
        chosen = self.value() if self._values else choices[0][1]
        with QSignalBlocker(self):
            self.clear()
            self.addItems([words for words, _ in choices])
        self._values = [value for _, value in choices]
        self.show_value(chosen)

    def value(self) -> object:
        """Return the chosen value."""
        return self._values[max(0, self.currentIndex())]

    def show_value(self, value: object) -> None:
        """Show a value; one that is not offered is added."""
        if value not in self._values:
            with QSignalBlocker(self):
                self.addItem(str(value))
            self._values.append(value)
        with QSignalBlocker(self):
            self.setCurrentIndex(self._values.index(value))


class TicksEditor(QWidget):
    """Any of several values, each with a box to tick; none ticked means all."""

    changed = Signal()

    def __init__(self, name: str, choices: Sequence[tuple[str, object]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: list[tuple[TickBox, object]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for words, value in choices:
            box = TickBox(words)
            box.setAccessibleName(f"{name}: {words}")
            box.toggled.connect(self.changed)
            column.addWidget(box)
            self._boxes.append((box, value))
        self.setFocusProxy(self._boxes[0][0])

    def value(self) -> tuple[object, ...]:
        """Return the ticked values in their order."""
        return tuple(value for box, value in self._boxes if box.isChecked())

    def show_value(self, value: Sequence[object]) -> None:
        """Tick these values."""
        for box, own in self._boxes:
            with QSignalBlocker(box):
                box.setChecked(own in value)


Editor = RangeEditor | WordsEditor | ChoiceEditor | TicksEditor


def labelled(words: str, editor: QWidget) -> QLabel:
    """Return the label over an editor."""
    label = plain_label("filterLabel", words)
    label.setWordWrap(True)
    label.setBuddy(editor)
    return label
