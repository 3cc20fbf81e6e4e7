"""What a rule does: in words, tried on the reviews finished in a time, and drawn when a person says so."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.second import SamplingRule
from imr_desk.services.sampling import Sampling, forecast
from imr_desk.ui.background import Lane
from imr_desk.ui.dress import plain_label
from imr_desk.ui.second.sampling_period import SamplingPeriod
from imr_desk.ui.second.sampling_runs import SamplingLook
from imr_desk.ui.second.sampling_words import forecast_words, rule_words

_LOOKING = "Looking through the reviews…"
_NO_TIME = "Write both days as 11/30/2026, the first one first."


class SamplingCard(QFrame):
    """Shows what the rule in the form would do, as it is changed.

    Args:
        sampling: draws cases.
        lane: the log's thread.
        today: the day on which one looks.
        parent: its owner.
    """

    def __init__(self, sampling: Sampling, lane: Lane, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keepingCard")
        self._rule = sampling.rule
        self._look = SamplingLook(sampling, lane, self)
        self.words, self.told = plain_label("samplingRule"), plain_label("settingLabel", _LOOKING)
        self.period, self.draw = SamplingPeriod(today), QPushButton("Draw now")
        self.draw.setObjectName("dutyButton")
        self.draw.setAutoDefault(False)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.period, 1)
        line.addWidget(self.draw, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        column.addWidget(self.words)
        column.addLayout(line)
        column.addWidget(self.told)
        for label in (self.words, self.told):
            label.setWordWrap(True)
        self.period.changed.connect(self.look)
        self._look.gathered.connect(self._show)
        self._look.failed.connect(self.told.setText)
        self.show_rule(self._rule)

    def look(self) -> None:
        """Look through the reviews of the time that is chosen."""
        days = self.period.days
        if days is None:
            self._look.stop()
            self._look.reviews = None
            self.told.setText(_NO_TIME)
        else:
            self.told.setText(_LOOKING)
            self._look.ask(days)

    def show_rule(self, rule: SamplingRule) -> None:
        """Tell what a rule does."""
        self._rule = rule
        self.words.setText(rule_words(rule))
        self._show()

    def _show(self) -> None:
        if self._look.reviews is not None:
            self.told.setText(forecast_words(forecast(self._rule, self._look.reviews), self.period.words))
