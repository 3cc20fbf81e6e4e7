"""What is said of the current entry: label, item, attributes, remark; and why the machine proposes it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

import msgspec
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from imr_desk.model.annotations import Attributes, CriterionState, Label, Speaker, label_of
from imr_desk.model.review import Review
from imr_desk.ui.annotation.entries import Entry, Say
from imr_desk.ui.annotation.words import shortened, why
from imr_desk.ui.choice_boxes import ChoiceBox, TickBox
from imr_desk.ui.dress import plain_label

_MOST_CRITERIA = 99
_NOBODY, _OPEN, _LETTER = "Nobody named", "Open, or no criterion", "The letter as a whole"
E_ = TypeVar("E_", bound=StrEnum)


class Said(msgspec.Struct, frozen=True):
    """What the form says of an entry."""

    label: str
    attributes: Attributes
    item: str | None
    note: str


class EntryForm(QFrame):
    """Editors of one entry.

    Signals:
        said: an editor moved; carries ``Said`` and whether it goes on typing in one place.
        left: the remark is written; the keyboard goes back to the list.
    """

    said = Signal(object, bool)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("annotationForm")
        self.why = plain_label("annotationWhy")
        self.why.setWordWrap(True)
        self.label, self.item = ChoiceBox("Label"), ChoiceBox("Item")
        self.said_by, self.criterion = ChoiceBox("Said by"), ChoiceBox("Criterion")
        self.negated, self.historical = (
            TickBox(f"Negated  ({Say.NEGATED})"),
            TickBox(f"Of the past  ({Say.HISTORICAL})"),
        )
        self.number = QSpinBox()
        self.note = QLineEdit()
        self.both = TickBox("Label the other end too and link the two")
        self._items: tuple[str | None, ...] = ()
        self._keys: tuple[str, ...] = ()
        self._shown = ""
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        for box in (self.label, self.item, self.said_by, self.criterion):
            box.setMinimumContentsLength(10)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.said_by.addItems([_NOBODY, *(_capital(each) for each in Speaker)])
        self.criterion.addItems([_OPEN, *(_capital(each) for each in CriterionState)])
        self._explain()
        self._lay_out()

    def _explain(self) -> None:
        self.number.setRange(0, _MOST_CRITERIA)
        self.number.setSpecialValueText("none")
        self.number.setAccessibleName("Number of the criterion")
        self.number.setToolTip("The criterion's number in the guideline")
        self.note.setAccessibleName("Remark")
        self.note.setPlaceholderText("Your remark")
        self.negated.setToolTip("It says that something is not so")
        self.historical.setToolTip("It tells of the past, not of the state that is decided on")

    def _lay_out(self) -> None:
        checks, criterion = QHBoxLayout(), QHBoxLayout()
        checks.setSpacing(12)
        criterion.setSpacing(6)
        for check in (self.negated, self.historical):
            checks.addWidget(check)
        checks.addStretch(1)
        criterion.addWidget(self.criterion, 1)
        criterion.addWidget(self.number)
        rows = QFormLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setVerticalSpacing(6)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for words, field in (
            ("Label", self.label),
            ("Item", self.item),
            ("It is", checks),
            (f"Said by  ({Say.SPEAKER})", self.said_by),
            (f"Criterion  ({Say.CRITERION})", criterion),
            (f"Remark  ({Say.REMARK})", self.note),
        ):
            rows.addRow(plain_label("annotationField", words), field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.why)
        column.addWidget(self.both)
        column.addLayout(rows)

    def _connect(self) -> None:
        for box in (self.label, self.item, self.said_by, self.criterion):
            box.activated.connect(self._chosen)
        for check in (self.negated, self.historical):
            check.clicked.connect(self._chosen)
        self.number.valueChanged.connect(self._typed)
        self.note.textEdited.connect(self._typed)
        self.note.returnPressed.connect(self.left)

    def show_entry(
        self, entry: Entry, labels: tuple[Label, ...], review: Review, ends: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Show an entry; the editor in which somebody types keeps its cursor.

        Args:
            entry: what to show.
            labels: the department's table.
            review: the case.
            ends: label and words of what confirming it would link it with.
        """
        blocked = [QSignalBlocker(self.number)]
        told = [f"{label_of(labels, label).name}: “{shortened(words, 90)}”" for label, words in ends]
        self.why.setText("\n".join((why(entry), *(f"Other end: {each}" for each in told))))
        self.both.setVisible(bool(ends))
        if entry.id != self._shown:
            self._shown = entry.id
            self.both.setChecked(True)
        known = tuple(label for label in labels if label.active or label.key == entry.label)
        self._keys = tuple(label.key for label in known)
        _fill(self.label, [label.name for label in known], _place(self._keys, entry.label))
        self._items = (None, *(item.id for item in review.items))
        names = [f"{number}  {shortened(item.title, 40)}" for number, item in enumerate(review.items, 1)]
        _fill(self.item, [_LETTER, *names], _place(self._items, entry.item))
        attributes = entry.attributes
        self.negated.setChecked(attributes.negated)
        self.historical.setChecked(attributes.historical)
        self.said_by.setCurrentIndex(_place((None, *Speaker), attributes.said_by))
        self.criterion.setCurrentIndex(_place((None, *CriterionState), attributes.criterion))
        self.number.setValue(attributes.number)
        note = entry.annotation.note if entry.annotation is not None else ""
        if self.note.text() != note:
            self.note.setText(note)
        blocked.clear()

    @property
    def value(self) -> Said:
        """What the form says now."""
        row = self.label.currentIndex()
        return Said(
            self._keys[row] if 0 <= row < len(self._keys) else "",
            Attributes(
                self.negated.isChecked(),
                self.historical.isChecked(),
                _chosen(Speaker, self.said_by),
                _chosen(CriterionState, self.criterion),
                self.number.value(),
            ),
            self._items[self.item.currentIndex()] if self._items else None,
            self.note.text().strip(),
        )

    def say(self, what: Say) -> None:
        """Turn an attribute on, off or to its next value, or go to the remark."""
        ticks = {Say.NEGATED: self.negated, Say.HISTORICAL: self.historical}
        boxes = {Say.SPEAKER: self.said_by, Say.CRITERION: self.criterion}
        if what is Say.REMARK:
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        if what in ticks:
            ticks[what].toggle()
        else:
            box = boxes[what]
            box.setCurrentIndex((box.currentIndex() + 1) % box.count())
        self._chosen()

    def _chosen(self) -> None:
        self.said.emit(self.value, False)

    def _typed(self) -> None:
        self.said.emit(self.value, True)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _fill(box: QComboBox, names: list[str], current: int) -> None:
    if [box.itemText(row) for row in range(box.count())] != names:
        box.clear()
        box.addItems(names)
        for row, name in enumerate(names):
            box.setItemData(row, name, Qt.ItemDataRole.AccessibleTextRole)
    box.setCurrentIndex(current)


def _place(values: tuple[object, ...], value: object) -> int:
    return values.index(value) if value in values else 0


def _chosen(kind: type[E_], box: QComboBox) -> E_ | None:
    row = box.currentIndex()
    return tuple(kind)[row - 1] if row > 0 else None


def quiet_label(words: str) -> QLabel:
    """Return a line of second rank."""
    made = plain_label("annotationQuiet", words)
    made.setWordWrap(True)
    return made
