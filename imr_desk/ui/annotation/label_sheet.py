"""The table of labels: to look at for all, to change for a supervisor."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imr_desk.model.annotations import LABELS, Label, LabelColor
from imr_desk.model.errors import DeskError
from imr_desk.model.signature import Signature
from imr_desk.services.labels import Labels, checked_table, key_for
from imr_desk.ui.annotation.label_palette import swatch
from imr_desk.ui.background import Lane
from imr_desk.ui.choice_boxes import ChoiceBox
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.label_look import tint_of

_HEADS = ("Offered", "Name", "Key", "Colour", "When it is used")
_OFFERED, _NAME, _HOTKEY, _COLOR, _MEANING = range(len(_HEADS))
_TOLD = (
    "Words of the letter are labelled with these. A label in use is never taken out, only switched off: annotations "
    "keep it. The key works while words are selected in the letter."
)
_ROOMY = QSize(980, 680)
_KEY_ROLE = Qt.ItemDataRole.UserRole


class LabelSheet(QDialog):
    """Shows and changes the table.

    Args:
        labels: keeps the table.
        sign: tells who acts, and when.
        lane: the log's thread.
        dress: the look.
        refusal: why the person may not change the table; empty when they may.
        parent: the window.

    Signals:
        labels_changed: another table is kept.
    """

    labels_changed = Signal()

    def __init__(
        self,
        labels: Labels,
        sign: Callable[[], Signature],
        lane: Lane,
        dress: Dress,
        refusal: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._labels, self._sign, self._lane, self._dress = labels, sign, lane, dress
        self._may = not refusal
        self.setWindowTitle("Labels")
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.said = plain_label("questionProblem", refusal or labels.problem)
        self.table = QTableWidget(0, len(_HEADS))
        self.add, self.up, self.down = QPushButton("Add a label"), QPushButton("Up"), QPushButton("Down")
        self.shipped, self.save, self.shut = QPushButton("As shipped"), QPushButton("Save"), QPushButton("Close")
        self._arrange()
        self.add.clicked.connect(self._add)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.shipped.clicked.connect(self._take_shipped)
        self.save.clicked.connect(self._save)
        self.shut.clicked.connect(self.reject)
        self._fill(labels.table)
        room = self.screen().availableGeometry().size()
        self.resize((_ROOMY * max(1.0, dress.kind.scale * 0.85)).boundedTo(room - QSize(40, 60)))

    def _arrange(self) -> None:
        table = self.table
        table.setObjectName("sheetTable")
        table.setAccessibleName("Labels")
        table.setHorizontalHeaderLabels(list(_HEADS))
        table.verticalHeader().hide()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_MEANING, QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(self._dress.kind.px(42))
        header.setSectionResizeMode(_COLOR, QHeaderView.ResizeMode.Fixed)
        table.setColumnWidth(_COLOR, self._dress.kind.px(132))
        told = plain_label("settingMeaning", _TOLD)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.add, self.up, self.down, self.shipped):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.save, self.shut):
            buttons.addWidget(button)
        for button in (self.add, self.up, self.down, self.shipped, self.save, self.shut):
            button.setAutoDefault(False)
            button.setVisible(self._may or button is self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addWidget(plain_label("sheetHead", "Labels"))
        for words in (told, self.said):
            words.setWordWrap(True)
            column.addWidget(words)
        self.said.setVisible(bool(self.said.text()))
        column.addWidget(table, 1)
        column.addLayout(buttons)

    def _fill(self, labels: tuple[Label, ...]) -> None:
        self.table.setRowCount(0)
        for label in labels:
            self._put(self.table.rowCount(), label)

    def _put(self, row: int, label: Label) -> None:
        self.table.insertRow(row)
        offered = QTableWidgetItem()
        offered.setData(_KEY_ROLE, label.key)
        offered.setCheckState(Qt.CheckState.Checked if label.active else Qt.CheckState.Unchecked)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        changes = Qt.ItemFlag.ItemIsUserCheckable if self._may else Qt.ItemFlag.NoItemFlags
        offered.setFlags(flags | changes)
        self.table.setItem(row, _OFFERED, offered)
        for column, words in ((_NAME, label.name), (_HOTKEY, label.hotkey), (_MEANING, label.meaning)):
            item = QTableWidgetItem(words)
            item.setFlags(flags | (Qt.ItemFlag.ItemIsEditable if self._may else Qt.ItemFlag.NoItemFlags))
            item.setToolTip(words if column == _MEANING else "")
            self.table.setItem(row, column, item)
        colors = ChoiceBox(f"Colour of {label.name}")
        colors.setEnabled(self._may)
        for color in LabelColor:
            shown = Label(label.key, label.name, label.meaning, color)
            picture = swatch(tint_of(color, self._dress.theme), shown, self)
            colors.addItem(QIcon(picture), color.value.capitalize())
        colors.setCurrentIndex(tuple(LabelColor).index(label.color))
        self.table.setCellWidget(row, _COLOR, colors)

    @property
    def edited(self) -> tuple[Label, ...]:
        """The table as it stands in the sheet."""
        return tuple(self._row(row) for row in range(self.table.rowCount()))

    def _row(self, row: int) -> Label:
        offered = self.table.item(row, _OFFERED)
        colors = self.table.cellWidget(row, _COLOR)
        color = tuple(LabelColor)[colors.currentIndex()] if isinstance(colors, QComboBox) else LabelColor.GREY
        key = str(offered.data(_KEY_ROLE) or "") if offered is not None else ""
        active = offered is not None and offered.checkState() is Qt.CheckState.Checked
        name, hotkey, meaning = (self._words(row, column) for column in (_NAME, _HOTKEY, _MEANING))
        return Label(key, name, meaning, color, hotkey, active)

    def _words(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return "" if item is None else item.text()

    def _add(self) -> None:
        row = self.table.rowCount()
        self._put(row, Label("", "", "", LabelColor.GREY))
        self.table.setCurrentCell(row, _NAME)
        item = self.table.item(row, _NAME)
        if item is not None:
            self.table.editItem(item)

    def _move(self, way: int) -> None:
        row, to = self.table.currentRow(), self.table.currentRow() + way
        if row >= 0 and 0 <= to < self.table.rowCount():
            label = self._row(row)
            self.table.removeRow(row)
            self._put(to, label)
            self.table.setCurrentCell(to, _NAME)

    def _take_shipped(self) -> None:
        """Bring the labels of the program back; those that the department added stay, switched off."""
        keys = {label.key for label in LABELS}
        others = (label for label in self.edited if label.key and label.key not in keys)
        off = tuple(Label(o.key, o.name, o.meaning, o.color, "", active=False) for o in others)
        self._fill((*LABELS, *off))

    def _save(self) -> None:
        labels, taken = [], {label.key for label in self.edited if label.key}
        for label in self.edited:
            key = label.key or key_for(label.name, taken)
            taken.add(key)
            labels.append(Label(key, label.name, label.meaning, label.color, label.hotkey, label.active))
        try:
            table = checked_table(labels, self._labels.table)
        except DeskError as error:
            self._tell("error", error.sentence)
            return
        self.save.setEnabled(False)
        by = self._sign()
        self._lane.run(self, lambda: self._labels.keep(table, by), lambda _kept: self._saved(), self._failed)

    def _saved(self) -> None:
        self.save.setEnabled(True)
        self._fill(self._labels.table)
        self._tell("good", "Saved. Everybody who works in this log has these labels from now on.")
        self.labels_changed.emit()

    def _failed(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if not isinstance(error, DeskError):
            raise error
        self._tell("error", error.sentence)

    def _tell(self, kind: str, sentence: str) -> None:
        self.said.setText(sentence)
        set_state(self.said, kind=kind)
        self.said.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the meanings all the room there is, and enough to be read where there is little."""
        super().resizeEvent(event)
        others = sum(self.table.columnWidth(column) for column in range(_MEANING))
        room = self.table.viewport().width() - others
        self.table.setColumnWidth(_MEANING, max(self._dress.kind.px(300), room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends typing in a cell and never closes the sheet."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)
