"""What stands under the head of the current item: decision, excerpt, flags, guidelines, details."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from imr_desk.model.draft import Decision
from imr_desk.model.edits import ConfirmExcerpt, DecideItem, DropExcerpt, QuoteRationale, SettleFlag
from imr_desk.model.fields import ITEM_FIELDS, FieldGroup
from imr_desk.model.review import FlagState, flag_item
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.review import words as say
from imr_desk.ui.review.decision_switch import DecisionSwitch
from imr_desk.ui.review.excerpt_view import ExcerptView
from imr_desk.ui.review.flag_column import FlagColumn
from imr_desk.ui.review.row import FieldRow, Later
from imr_desk.ui.session import Place, Session


class ItemBody(QWidget):
    """One body serves all items: it moves under the head of the current one."""

    advance_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("itemBody")
        self._session = session
        self._item = ""
        self._dress: Dress | None = None
        self._key_of: say.KeyOf = say.no_key
        self.switch = DecisionSwitch(self)
        self.excerpt = ExcerptView(self)
        self.flags = FlagColumn(self)
        self.rows = {spec.name: FieldRow(spec, session, self) for spec in ITEM_FIELDS}
        self.more = QPushButton()
        self.more.setObjectName("disclosure")
        self.more.setCheckable(True)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(4)
        column.addWidget(self.switch)
        column.addSpacing(4)
        column.addWidget(self.flags)
        column.addWidget(self.excerpt)
        column.addSpacing(4)
        for name, row in self.rows.items():
            if name == "treatment":
                column.addWidget(plain_label("groupHead", "Treatment"))
            elif name == "claims_admin_guideline":
                column.addWidget(plain_label("groupHead", "Guidelines and reasoning"))
            elif name == "quantity":
                column.addWidget(self.more)
            column.addWidget(row)

    def _connect(self) -> None:
        self.switch.chosen.connect(self.decide)
        self.switch.accepted.connect(self._accept_decision)
        self.switch.focused.connect(self._on_decision)
        self.flags.focused.connect(self._session.set_focus)
        self.flags.settle_requested.connect(self._settle)
        self.excerpt.focused.connect(self._on_excerpt)
        self.excerpt.accepted.connect(self._accept_excerpt)
        self.excerpt.take_requested.connect(self.take_excerpt)
        self.excerpt.drop_requested.connect(self._drop_excerpt)
        self.more.toggled.connect(self._fold)
        for row in self.rows.values():
            row.advance_requested.connect(self.advance_requested)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self.switch.dress(dress)
        self.excerpt.dress(dress)
        self.flags.dress(dress)
        for row in self.rows.values():
            row.dress(dress)
        self._fold()

    def set_narrow(self, narrow: bool) -> None:
        """Make do with little width, or not."""
        self.switch.set_narrow(narrow)
        self.excerpt.set_narrow(narrow)
        self.flags.set_narrow(narrow)
        for row in self.rows.values():
            row.set_narrow(narrow)

    def show_keys(self, key_of: say.KeyOf) -> None:
        """Name the keys of what can be done here."""
        self._key_of = key_of
        self.switch.show_keys(key_of)
        self.excerpt.show_keys(key_of)
        for row in self.rows.values():
            row.show_keys(key_of)

    def show_item(self, item_id: str, later: Later) -> None:
        """Show an item of the session's review; rows that ``later`` tells may wait."""
        review, letter, draft = self._session.review, self._session.letter, self._session.draft
        item = review.item(item_id)
        other = item_id != self._item
        self._item = item_id
        self.switch.show_item(item)
        self.excerpt.show_item(item, letter)
        self._show_flags()
        read = int(item_id) - 1 if item_id.isdigit() else -1
        findings = draft.items[read].fields if 0 <= read < len(draft.items) else {}
        for name, row in self.rows.items():
            row.show_entry(item_id, item.fields[name], findings.get(name), later=later(row))
        if other:
            wanting = any(
                item.fields[n].wants_look for n, r in self.rows.items() if r.spec.group is FieldGroup.DETAILS
            )
            self.more.setChecked(wanting)
        self._fold()

    def _show_flags(self) -> None:
        review = self._session.review
        flags = [flag for flag in review.flags if flag_item(flag) == self._item]
        self.flags.show_flags(flags, review, self._session.letter)

    def _fold(self) -> None:
        """Show or fold the details; rows that neither letter nor reviewer filled stay folded with them."""
        opened = self.more.isChecked()
        filled = 0
        item = self._session.review.item(self._item) if self._session.is_open and self._item else None
        for name, row in self.rows.items():
            if row.spec.group is FieldGroup.DETAILS:
                row.set_folded(not opened)
                filled += item is not None and item.fields[name].value is not None
            elif name in ("original_request", "authorized"):
                entry = item.fields[name] if item is not None else None
                stated = entry is not None and (entry.value is not None or entry.wants_look)
                row.set_folded(not (opened or stated))
        self.more.setText(f"Details ({filled} filled)")
        if self._dress is not None:
            self.more.setIcon(self._dress.icon("less" if opened else "more"))

    def focus_place(self, place: Place) -> bool:
        """Put the keyboard on a place of this item; ``False`` when it has no such place."""
        if place.name == "decision":
            self.switch.take_focus()
        elif place.name == "excerpt":
            self.excerpt.setFocus(Qt.FocusReason.OtherFocusReason)
        elif place.name == "flag":
            row = self.flags.row_of(place.flag)
            if row is None:
                return False
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        elif (field := self.rows.get(place.name)) is not None:
            if field.isHidden():
                self.more.setChecked(True)
                self._fold()
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def widgets_in_order(self) -> list[QWidget]:
        """Return what the keyboard visits, from top to bottom."""
        stops: list[QWidget] = [self.switch.overturned, self.switch.upheld, self.switch.other]
        stops.extend(self.flags.widgets_in_order())
        stops.extend((self.excerpt, self.excerpt.take, self.excerpt.drop))
        for name, row in self.rows.items():
            if name == "quantity":
                stops.append(self.more)
            stops.extend(row.stops)
        return stops

    # Acts

    def decide(self, decision: Decision) -> None:
        """Decide the item and go on."""
        if self._session.act(DecideItem(self._item, decision)):
            self.advance_requested.emit()

    def take_excerpt(self) -> None:
        """Take the words selected in the letter as the excerpt."""
        spans = self._session.selection
        if not spans:
            self._session.refused.emit("Mark the reasoning in the letter first; then take it as the excerpt.")
            return
        self._session.act(QuoteRationale(self._item, spans, self._session.letter.quote_of(spans)))

    def _accept_decision(self) -> None:
        outcome = self._session.review.item(self._item).outcome
        if outcome is None:
            keys = " or ".join(key for act in ("overturn", "uphold") if (key := self._key_of(act)))
            how = f"Press {keys} to decide." if keys else "Decide it yourself."
            self._session.refused.emit(f"The letter's decision on this item was not found. {how}")
        else:
            self.decide(outcome)

    def _accept_excerpt(self) -> None:
        if self._session.act(ConfirmExcerpt(self._item)):
            self.advance_requested.emit()

    def _drop_excerpt(self) -> None:
        self._session.act(DropExcerpt(self._item))

    def _settle(self, key: str, state: FlagState) -> None:
        if self._session.act(SettleFlag(key, state)) and state is not FlagState.OPEN:
            self.advance_requested.emit()

    def _on_decision(self) -> None:
        self._session.set_focus(Place(self._item, "decision"))

    def _on_excerpt(self) -> None:
        self._session.set_focus(Place(self._item, "excerpt"))
