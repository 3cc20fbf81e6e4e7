"""What can be done with one version of a rule: verify it, follow it by another, take it away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from imr_desk.model.deadlines.rules import DeadlineRule
from imr_desk.services.deadlines import Deadlines
from imr_desk.ui.dress import plain_label
from imr_desk.ui.duties.day_edit import DayEdit


class RuleVersionLine(QFrame):
    """What can be done with the version of a rule that is chosen.

    Signals:
        verify_requested: the person compared it with its source.
        version_requested: first day of a new version, ISO 8601.
        remove_requested: the person wants this version gone.
        back_requested: the person is done with this rule.
    """

    verify_requested = Signal()
    version_requested = Signal(str)
    remove_requested = Signal()
    back_requested = Signal()

    def __init__(self, deadlines: Deadlines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ruleVersionLine")
        self.back = QPushButton("‹ All rules")
        self.back.setAccessibleName("Back to all rules")
        self.back.clicked.connect(self.back_requested)
        self.head = plain_label("dutyName")
        self.verify = QPushButton("I compared it with its source")
        self.first = DayEdit("First day of the new version", deadlines.today)
        self.first.understood.hide()
        self.add, self.remove = QPushButton("New version from this day"), QPushButton("Remove this version")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.head)
        row.addStretch(1)
        for widget in (self.verify, self.first, self.add, self.remove):
            row.addWidget(widget)
        for button in (self.back, self.verify, self.add, self.remove):
            button.setObjectName("dutyButton")
            button.setAutoDefault(False)
        self.first.changed.connect(lambda: self.add.setEnabled(bool(self.first.day)))
        self.add.setEnabled(False)
        self.verify.clicked.connect(self.verify_requested)
        self.add.clicked.connect(lambda: self.version_requested.emit(self.first.day))
        self.first.accepted.connect(self.add.click)
        self.remove.clicked.connect(self.remove_requested)

    def show_rule(self, rule: DeadlineRule, versions: int) -> None:
        """Show which rule is meant, and of how many versions."""
        self.head.setText(f"Rule {rule.id}")
        self.first.show_day("")
        self.first.fit()
        self.remove.setEnabled(versions > 1)
        self.remove.setToolTip("" if versions > 1 else "The only version; give it a last day instead.")
