"""The form of the rule that sends finished reviews to a second reading."""

from collections.abc import Iterator

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from imr_desk.model.second import SamplingRule
from imr_desk.ui.choice_boxes import TickBox
from imr_desk.ui.dress import plain_label
from imr_desk.ui.preferences.setting_editors import PercentBox

_MOST = 1000
"""Cases a month; the same end as ``SamplingRule.checked``."""

_DRAFT = "What the program read"
_BLANK = "An empty form"
_DRAFT_MEANING = (
    "Quick, and right for finding slips. But it raises agreement: a value that neither looked at is the same in "
    "both readings, right or wrong."
)
_BLANK_MEANING = (
    "Everything is entered anew, which costs time. Only the letter makes the two agree, so how far they do says more."
)


class SamplingForm(QWidget):
    """Shows a rule and gives back what stands in the form.

    Signals:
        changed: a person changed something.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsContent")
        self.on = TickBox("Draw as soon as a review is finished")
        self.overturned = TickBox("All with an overturned item (treatment approved)")
        self.flags = TickBox("All with an open flag")
        self.percent, self.least = PercentBox(), PercentBox()
        self.draft, self.blank = QRadioButton(_DRAFT), QRadioButton(_BLANK)
        self._starts = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._arrange()
        for box in (self.on, self.overturned, self.flags):
            box.toggled.connect(self.changed)
        for number in (self.percent, self.least):
            number.valueChanged.connect(self.changed)
        self.blank.toggled.connect(self.changed)

    def _arrange(self) -> None:
        self._add(self.on, "Switched off, cases are drawn by “Draw now” only. What was sent before stays sent.")
        self._group("Which reviews")
        self._add(self.overturned, "The treatment has to be authorized, so that a slip costs most here.")
        self._add(self.flags, "Flags that are more than information and that nobody has dismissed.")
        self._column.addSpacing(4)
        self._column.addLayout(self._numbers())
        self._group("The second reader begins with")
        for button, meaning in ((self.draft, _DRAFT_MEANING), (self.blank, _BLANK_MEANING)):
            self._starts.addButton(button)
            self._add(button, meaning)

    def _group(self, words: str) -> None:
        head = plain_label("settingGroup", words)
        head.setIndent(0)
        self._column.addWidget(head)

    def _add(self, box: QCheckBox | QRadioButton, meaning: str) -> None:
        words = plain_label("settingMeaning", meaning)
        words.setWordWrap(True)
        words.setContentsMargins(round(1.7 * self.fontMetrics().height()), 0, 0, 2)
        box.setAccessibleDescription(meaning)
        self._column.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(words)

    def _numbers(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(4, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        self.percent.setRange(0, 100)
        self.percent.setSuffix(" %")
        self.least.setRange(0, _MOST)
        rows = (
            (self.percent, "Of the others, at random", "Audits of files usually take 5 %."),
            (self.least, "At least, of each reviewer’s a month", "“Draw now” fills up to this number; 0 for none."),
        )
        for row, (box, label, meaning) in enumerate(rows):
            name = plain_label("settingLabel", label)
            name.setBuddy(box)
            told = plain_label("settingMeaning", meaning)
            told.setWordWrap(True)
            for part in (box, box.lineEdit()):
                part.setAccessibleName(label)
                part.setAccessibleDescription(meaning)
            box.setAlignment(Qt.AlignmentFlag.AlignRight)
            box.setMinimumWidth(box.fontMetrics().horizontalAdvance("1,000 %") + 24)
            for column, widget in enumerate((name, box, told)):
                grid.addWidget(widget, row, column)
        return grid

    def _boxes(self) -> Iterator[QWidget]:
        yield from (self.on, self.overturned, self.flags, self.percent, self.least, self.draft, self.blank)

    @property
    def rule(self) -> SamplingRule:
        """The rule as it stands in the form."""
        return SamplingRule(
            on=self.on.isChecked(),
            overturned=self.overturned.isChecked(),
            flags=self.flags.isChecked(),
            percent=self.percent.value(),
            least=self.least.value(),
            blank=self.blank.isChecked(),
        )

    def show_rule(self, rule: SamplingRule) -> None:
        """Show a rule, without telling that it was changed."""
        with QSignalBlocker(self):
            self.on.setChecked(rule.on)
            self.overturned.setChecked(rule.overturned)
            self.flags.setChecked(rule.flags)
            self.percent.setValue(rule.percent)
            self.least.setValue(rule.least)
            (self.blank if rule.blank else self.draft).setChecked(True)

    def allow(self, refusal: str) -> None:
        """Let the rule be changed, or only be looked at for a reason."""
        for box in self._boxes():
            box.setEnabled(not refusal)
            box.setToolTip(refusal)
