"""In which time reviews were finished: this month, the month before, or between two days."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from imr_desk.model.queue import DateRange
from imr_desk.ui.choice_boxes import ChoiceBox
from imr_desk.ui.dress import plain_label
from imr_desk.ui.worklist.due_words import short_date
from imr_desk.ui.worklist.filter_editors import RangeEditor

_THIS, _LAST, _BETWEEN = range(3)
_CHOICES = ("this month", "last month", "between two days")


class SamplingPeriod(QWidget):
    """Asks for a time.

    Args:
        today: the day on which one looks.
        parent: its owner.

    Signals:
        changed: another time is asked for.
    """

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.choice = ChoiceBox("Reviews finished")
        self.choice.addItems([words.capitalize() for words in _CHOICES])
        self.choice.setMinimumContentsLength(len(_CHOICES[_BETWEEN]))
        self.between = RangeEditor("Finished")
        self.between.hide()
        words = plain_label("settingLabel", "Reviews finished")
        words.setBuddy(self.choice)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        # Over one another, so that they fit with the largest text too.
        grid.addWidget(words, 0, 0)
        grid.addWidget(self.choice, 1, 0)
        grid.addWidget(self.between, 2, 0)
        grid.setColumnStretch(1, 1)
        self.choice.currentIndexChanged.connect(self._chosen)
        self.between.changed.connect(self.changed)
        for edit in (self.between.first, self.between.last):
            edit.textChanged.connect(self.changed)

    def _chosen(self, place: int) -> None:
        self.between.setVisible(place == _BETWEEN)
        self.changed.emit()

    @property
    def days(self) -> DateRange | None:
        """The days that are meant, both included; ``None`` while what stands there is no time."""
        first = self._today.replace(day=1)
        if self.choice.currentIndex() == _THIS:
            return DateRange(first.isoformat(), self._today.isoformat())
        if self.choice.currentIndex() == _LAST:
            last = first - timedelta(1)
            return DateRange(last.replace(day=1).isoformat(), last.isoformat())
        days = self.between.value()
        wrong = self.between.first.is_wrong or self.between.last.is_wrong or "" < days.last < days.first
        return None if wrong else days

    @property
    def words(self) -> str:
        """The time in a sentence, such as ``this month`` or ``from 3 Nov 2026 to 9 Nov 2026``."""
        if self.choice.currentIndex() != _BETWEEN:
            return _CHOICES[self.choice.currentIndex()]
        days = self.days or DateRange()
        ends = [
            *([f"from {short_date(days.first)}"] if days.first else []),
            *([f"up to {short_date(days.last)}"] if days.last else []),
        ]
        return " ".join(ends) or "at any time"
