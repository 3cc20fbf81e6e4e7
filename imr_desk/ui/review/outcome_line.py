"""The case's outcome in words, computed from the items; whose word it is stands under it."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from imr_desk.model.review import Review
from imr_desk.ui.dress import plain_label, set_state
from imr_desk.ui.review import words as say


class OutcomeLine(QFrame):
    """Headline, meaning, and whether a person confirmed it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcomeLine")
        self.headline = plain_label("outcomeHeadline")
        self.meaning = plain_label("outcomeMeaning")
        self.meaning.setWordWrap(True)
        self.whose = plain_label("outcomeWhose")
        self.whose.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(2)
        for label in (self.headline, self.meaning, self.whose):
            column.addWidget(label)

    def show_review(self, review: Review) -> None:
        """Show the outcome as the decisions stand."""
        outcome = review.outcome
        if outcome is not None:
            headline = say.OUTCOME_HEADLINES[outcome]
        else:
            headline = "NO OUTCOME YET" if review.items else "NO DISPUTED ITEM"
        self.headline.setText(headline)
        self.meaning.setText(say.outcome_sentence(review))
        self.whose.setText(say.confirmation_sentence(review))
        self.whose.setVisible(bool(self.whose.text()))
        settled = review.confirmed_outcome is not None
        for widget in (self, self.headline, self.meaning, self.whose):
            set_state(widget, outcome=outcome.value if outcome else "none", settled=settled)
        self.setAccessibleName(f"Outcome: {headline}. {self.meaning.text()}. {self.whose.text()}")
