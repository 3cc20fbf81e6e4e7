"""Below the list: the current entry with its buttons, or the labels for words that are selected."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from imr_desk.ui.annotation.entries import Entry
from imr_desk.ui.annotation.entry_form import EntryForm
from imr_desk.ui.annotation.label_palette import LabelPalette
from imr_desk.ui.annotation.links_view import LinksView
from imr_desk.ui.dress import Dress
from imr_desk.ui.pieces import only_down


class EntrySide(QStackedWidget):
    """Shows the form of the current entry, or the palette.

    Signals:
        accepted: the proposal is right.
        refused: the proposal is wrong, or the annotation goes.
    """

    accepted = Signal()
    refused = Signal()

    def __init__(self, dress: Dress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form, self.links, self.palette_ = EntryForm(), LinksView(), LabelPalette(dress)
        self.confirm, self.reject = QPushButton("Confirm  (Enter)"), QPushButton("Reject  (Delete)")
        self.confirm.setObjectName("stepAccept")
        self.confirm.setToolTip("The proposal is right: label these words as the form says")
        self.reject.setToolTip("The proposal is wrong, or the annotation goes; Undo brings it back")
        self.confirm.clicked.connect(self.accepted)
        self.reject.clicked.connect(self.refused)
        below = QWidget()
        below.setObjectName("annotationBelow")
        acts = QHBoxLayout()
        acts.addWidget(self.confirm)
        acts.addWidget(self.reject)
        acts.addStretch(1)
        inner = QVBoxLayout(below)
        inner.setContentsMargins(12, 10, 12, 12)
        inner.setSpacing(8)
        inner.addLayout(acts)
        inner.addWidget(self.form)
        inner.addWidget(self.links)
        inner.addStretch(1)
        for page in (below, self.palette_):
            self.addWidget(_scrolled(page))

    @property
    def shows_palette(self) -> bool:
        """Tell whether the labels for selected words show."""
        return self.currentIndex() == 1

    def show_palette(self, *, shown: bool) -> None:
        """Bring the palette to the front, or the form."""
        self.setCurrentIndex(1 if shown else 0)
        self._give_room()

    def show_acts(self, entry: Entry | None, *, changeable: bool, selected: bool) -> None:
        """Offer what can be done with the current entry."""
        proposal = entry is not None and entry.is_proposal
        self.confirm.setVisible(proposal)
        self.reject.setVisible(entry is not None)
        self.form.setVisible(entry is not None)
        self.links.setVisible(entry is not None and (not proposal or self.links.picking))
        self.reject.setText("Reject  (Delete)" if proposal else "Remove  (Delete)")
        self.palette_.move_here.setVisible(entry is not None and not proposal and selected)
        key = "  (Enter)" if entry is not None and not entry.placed else ""
        self.palette_.move_here.setText(f"Put the current annotation on these words{key}")
        for widget in (self.confirm, self.reject, self.form, self.links, self.palette_):
            widget.setEnabled(changeable)
        self._give_room()

    def _give_room(self) -> None:
        """Leave the whole height to the list while there is nothing to say."""
        self.setVisible(self.shows_palette or not self.form.isHidden())


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    only_down(area, "annotationScroll", page)
    return area
