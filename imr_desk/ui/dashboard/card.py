"""One figure: its chart or its table, what it says, and the way out as a file."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from imr_desk.model.queue import CaseFilter
from imr_desk.ui.dashboard.chart import Content
from imr_desk.ui.dashboard.flow import Flow
from imr_desk.ui.dashboard.legend import Legend
from imr_desk.ui.dashboard.plot import Plot
from imr_desk.ui.dashboard.saving import FILE_KINDS
from imr_desk.ui.dashboard.table_view import FigureTableView
from imr_desk.ui.dress import Dress, plain_label


class Segments(Flow):
    """A few words of which one is chosen; they break into lines where the width ends."""

    chosen = Signal(int)

    def __init__(self, words: tuple[str, ...], what: str, parent: QWidget | None = None) -> None:
        super().__init__(0, parent=parent)
        self.group = QButtonGroup(self)
        buttons: list[QWidget] = []
        for number, word in enumerate(words):
            button = QPushButton(word)
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setAccessibleName(f"{what}: {word}")
            self.group.addButton(button, number)
            buttons.append(button)
        self.group.button(0).setChecked(True)
        self.group.idClicked.connect(self.chosen)
        self.show_widgets(buttons)


class FormSwitch(QWidget):
    """Chart or table."""

    turned = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.chart, self.table = QPushButton("Chart"), QPushButton("Table")
        for button in (self.chart, self.table):
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setAccessibleName(f"{name}: show the {button.text().lower()}")
            self.group.addButton(button)
            row.addWidget(button)
        self.chart.setChecked(True)
        self.group.buttonClicked.connect(self.turned)


class FigureCard(QFrame):
    """Shows a figure.

    Args:
        name: what the card is about, until its figure is there.
        groupings: what the figure can be grouped by; empty for one figure alone.
    """

    cases_requested = Signal(CaseFilter)
    save_requested = Signal(object, object)
    """The content and the kind of file."""

    grouping_chosen = Signal(int)

    def __init__(self, name: str, groupings: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figureCard")
        self.content: Content | None = None
        self._dress: Dress | None = None
        self.title = plain_label("figureTitle", name)
        self.forms = FormSwitch(name)
        self.groupings = Segments(groupings, "Outcome by") if groupings else None
        self.save = QToolButton()
        self.legend = Legend()
        self.plot = Plot()
        self.table = FigureTableView()
        self.empty = plain_label("figureEmpty", "Counting…")
        self.spoken = plain_label("figureSpoken")
        self.note = plain_label("figureNote")
        self._build()

    def _build(self) -> None:
        self.save.setText("Save")
        self.save.setToolTip("Save this chart or its table as a file")
        self.save.setObjectName("figureSave")
        self.save.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.save)
        for kind in FILE_KINDS:
            menu.addAction(f"{kind.label}…").triggered.connect(partial(self._save, kind))
        self.save.setMenu(menu)
        for label in (self.title, self.empty, self.spoken, self.note):
            label.setWordWrap(True)
            label.setIndent(0)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        for widget in (self.forms, self.save):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        if self.groupings is not None:
            column.addWidget(self.groupings)
            self.groupings.chosen.connect(self.grouping_chosen)
        for below in (self.legend, self.plot, self.table, self.empty, self.spoken, self.note):
            column.addWidget(below)
        column.addStretch(1)
        self.forms.turned.connect(self._show_form)
        self.plot.cases_requested.connect(self.cases_requested)
        self.plot.spoken.connect(self._say)
        self.table.cases_requested.connect(self.cases_requested)
        self._show_form()

    def show_content(self, content: Content) -> None:
        """Show a figure; the same one again leaves everything, the keyboard too, where it is."""
        if content == self.content:
            return
        self.content = content
        self.title.setText(content.title)
        self.plot.setAccessibleName(f"Chart: {content.title}")
        self.table.setAccessibleName(f"Table: {content.title}")
        self.save.setAccessibleName(f"Save: {content.title}")
        self.plot.show_chart(content.chart)
        self.table.show_table(content.table)
        if self._dress is not None:
            self.legend.show_chart(content.chart, self._dress)
        self.empty.setText(content.empty)
        self.note.setText(content.note)
        self._show_form()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self.save.setIcon(dress.icon("export"))
        self.save.setIconSize(QSize(dress.kind.px(16), dress.kind.px(16)))
        self.plot.dress(dress)
        self.table.dress(dress)
        if self.content is not None:
            self.legend.show_chart(self.content.chart, dress)
        self.empty.setMinimumHeight(dress.kind.px(140))
        self.spoken.setMinimumHeight(dress.kind.px(18))

    @property
    def shows_table(self) -> bool:
        """Tell whether the table is chosen."""
        return self.forms.table.isChecked()

    def _show_form(self) -> None:
        filled = self.content is not None and not self.content.empty
        self.plot.setVisible(filled and not self.shows_table)
        self.legend.setVisible(filled and not self.shows_table)
        self.spoken.setVisible(filled and not self.shows_table)
        self.table.setVisible(filled and self.shows_table)
        self.empty.setVisible(not filled)
        self.note.setVisible(filled and bool(self.note.text()))
        self.save.setEnabled(filled)

    def _say(self, words: str) -> None:
        self.spoken.setText(words)

    def _save(self, kind: object) -> None:
        if self.content is not None:
            self.save_requested.emit(self.content, kind)
