"""What the letter says of the case as a whole: groups of rows laid out by hand, rows from LETTER_FIELDS."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imr_desk.model.edits import SettleFlag
from imr_desk.model.fields import LETTER_FIELDS, FieldGroup
from imr_desk.model.review import FlagState, flag_item
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.review import words as say
from imr_desk.ui.review.flag_column import FlagColumn
from imr_desk.ui.review.row import FieldRow, Later
from imr_desk.ui.session import Place, Session

_GROUPS = (
    (FieldGroup.CASE, "Case"),
    (FieldGroup.DATES, "Dates"),
    (FieldGroup.REVIEWER, "Expert reviewer"),
    (FieldGroup.PATIENT, "Injured worker"),
    (FieldGroup.PARTIES, "Parties"),
)


class LetterFacts(QWidget):
    """Flags that concern the letter, then its fields."""

    advance_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: dict[str, FieldRow] = {}
        self._flag_head = plain_label("groupHead", "What the checks found in the letter")
        self.flags = FlagColumn(self)
        self.flags.focused.connect(session.set_focus)
        self.flags.settle_requested.connect(self._settle)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(0)
        column.addWidget(self._flag_head)
        column.addWidget(self.flags)
        for group, head in _GROUPS:
            column.addWidget(plain_label("groupHead", head))
            for spec in LETTER_FIELDS:
                if spec.group is group:
                    row = FieldRow(spec, session, self)
                    row.advance_requested.connect(self.advance_requested)
                    self.rows[spec.name] = row
                    column.addWidget(row)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.flags.dress(dress)
        for row in self.rows.values():
            row.dress(dress)

    def set_narrow(self, narrow: bool) -> None:
        """Make do with little width, or not."""
        self.flags.set_narrow(narrow)
        for row in self.rows.values():
            row.set_narrow(narrow)

    def show_keys(self, key_of: say.KeyOf) -> None:
        """Name the keys of what can be done here."""
        for row in self.rows.values():
            row.show_keys(key_of)

    def show_review(self, later: Later) -> None:
        """Show the letter's entries and flags as they stand; rows that ``later`` tells may wait."""
        review, draft = self._session.review, self._session.draft
        for name, row in self.rows.items():
            row.show_entry(None, review.fields[name], draft.fields.get(name), later=later(row))
        known = {item.id for item in review.items}
        flags = [flag for flag in review.flags if flag_item(flag) not in known]
        self.flags.show_flags(flags, review, self._session.letter)
        self._flag_head.setVisible(bool(flags))

    def focus_place(self, place: Place) -> bool:
        """Put the keyboard on a place of the letter; ``False`` when it is not here."""
        if place.name == "flag":
            row = self.flags.row_of(place.flag)
            if row is None:
                return False
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        field = self.rows.get(place.name)
        if field is None or place.item is not None:
            return False
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def widgets_in_order(self) -> list[QWidget]:
        """Return what the keyboard visits, from top to bottom."""
        rows = (stop for row in self.rows.values() for stop in row.stops)
        return [*self.flags.widgets_in_order(), *rows]

    def _settle(self, key: str, state: FlagState) -> None:
        if self._session.act(SettleFlag(key, state)) and state is not FlagState.OPEN:
            self.advance_requested.emit()
