"""A line for a day, typed as people write it, with the day that was understood beside it."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from imr_desk.model.deadlines.phrases import day_words
from imr_desk.model.values import date_of, parse_date
from imr_desk.ui.dress import plain_label, set_state

NO_DATE = "This is not a date. Write it like 11/24/2026."

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 7, Qt.Key.Key_PageDown: -7}
_SIGNS = 11


class _DayLine(QLineEdit):
    """The line itself; Up and Down go a day on and back, page keys a week."""

    stepped = Signal(int)

    def fit(self) -> None:
        """Be as wide as a date in the type of the moment."""
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("0" * _SIGNS) + 26)

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for a whole date when the type grows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by days; everything else is typing."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class DayEdit(QWidget):
    """A day, or none.

    Args:
        name: what the day is, for screen readers.
        today: where stepping begins while there is no day.
        optional: whether no day is an answer too.
        parent: its owner.

    Signals:
        changed: what stands there changed.
        accepted: Enter was pressed.
    """

    changed = Signal()
    accepted = Signal()

    def __init__(self, name: str, today: date, *, optional: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._optional = optional
        self.line = _DayLine()
        self.line.setObjectName("dayEdit")
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText("MM/DD/YYYY")
        self.understood = plain_label("dayUnderstood")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line)
        row.addWidget(self.understood, 1)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._read)
        self.line.stepped.connect(self._step)
        self.line.returnPressed.connect(self.accepted)
        self.fit()

    @property
    def day(self) -> str:
        """The day, ISO 8601; empty for none and for what is no date."""
        return parse_date(self.line.text()) or ""

    @property
    def problem(self) -> str:
        """Why what stands there cannot be taken, in a sentence; empty when it can."""
        written = bool(self.line.text().strip())
        if self.day or (self._optional and not written):
            return ""
        return NO_DATE if written else "Write the day first, like 11/24/2026."

    def show_day(self, iso: str) -> None:
        """Show a day; empty for none."""
        day = date_of(iso)
        self.line.setText("" if day is None else f"{day:%m/%d/%Y}")

    def fit(self) -> None:
        """Be as wide as a date in the type of the moment."""
        self.line.fit()

    def _step(self, days: int) -> None:
        start = date_of(self.day) or self._today - timedelta(days)
        try:
            self.show_day((start + timedelta(days)).isoformat())
        except OverflowError:  # at either end of the calendar there is no next day
            return

    def _read(self) -> None:
        day = date_of(self.day)
        wrong = day is None and bool(self.line.text().strip())
        self.understood.setText("" if day is None else day_words(day))
        self.line.setAccessibleDescription(NO_DATE if wrong else self.understood.text())
        set_state(self.line, wrong=wrong)
        self.changed.emit()
