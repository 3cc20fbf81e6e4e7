"""The page on which a paper is chosen and looked at."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from imr_desk.services.paper_facts import PaperFacts
from imr_desk.ui.background import Lane
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.papers.making import Look
from imr_desk.ui.papers.paper_list import PaperList, PaperRows
from imr_desk.ui.papers.preview import PreviewPane
from imr_desk.ui.papers.recipient_form import ExcessFrame, RecipientForm
from imr_desk.ui.pieces import only_down, wrapped

_DRAFT = "DRAFT: the review of this case is not finished, and the paper says so."
_LOWEST = 230
"""Pixels that the paper is high at least; where words need the rest, the column scrolls."""
_SILENT_DRAFT = "The review of this case is not finished, and this paper does not say so."


class Remark(QFrame):
    """What must be said of a paper, in a line; hidden while there is nothing."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rulesNewsBar")
        set_state(self, kind=kind)
        self.words = plain_label("rulesNews")
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 12, 5)
        row.addWidget(self.words)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence; an empty one hides it."""
        self.words.setText(sentence)
        self.setVisible(bool(sentence))


class ManyChoice(QWidget):
    """Whether the papers of many cases go into a file each or into one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.each, self.together = QRadioButton("A file for &each case"), QRadioButton("One file of &all cases")
        self.only = plain_label("sheetAbout", "A file for each case")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        for widget in (self.each, self.together, self.only):
            row.addWidget(widget)
        row.addStretch(1)

    def offer(self, *, both: bool) -> None:
        """Offer both ways, or say that there is only one; one file is the way of a table."""
        self.together.setChecked(both)
        self.each.setChecked(not both)
        self.each.setVisible(both)
        self.together.setVisible(both)
        self.only.setVisible(not both)


class _Column(QWidget):
    """What is said of a paper, and the paper under it; as high as the words need, so that none is ever cut off."""

    def __init__(self, words: Sequence[QWidget], paper: QWidget) -> None:
        super().__init__()
        self.setObjectName("settingsContent")
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(6)
        for widget in words:
            column.addWidget(widget)
        paper.setMinimumHeight(_LOWEST)
        column.addWidget(paper, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the words need in this width."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Take the height that other words need."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        self.setMinimumHeight(self._column.minimumHeightForWidth(self.width()))


class ChoosingPage(QWidget):
    """Asks for whom, offers papers, shows the one that is chosen.

    Args:
        form: for whom and what for.
        rows: the papers.
        lane: where pages are drawn.
        dress: the look.
        cases: how many cases the papers are of.

    Signals: ``paper_chosen``.
    """

    paper_chosen = Signal()

    def __init__(self, form: RecipientForm, rows: PaperRows, lane: Lane, dress: Dress, cases: int) -> None:
        super().__init__()
        self.form = form
        self.list = PaperList(rows, dress)
        self.holds, self.leaves_out = wrapped("paperHolds"), wrapped("sheetAbout")
        self.excess, self.draft, self.remark = ExcessFrame(), Remark("warning"), Remark("info")
        self.preview = PreviewPane(lane, dress, cases)
        self.side = QScrollArea()
        self.side.setWidget(
            _Column((self.holds, self.leaves_out, self.excess, self.draft, self.remark), self.preview)
        )
        only_down(self.side, "settingsScroll")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._left())
        split.addWidget(self.side)
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(form)
        column.addWidget(split, 1)
        form.chosen.connect(self._suggest)
        self.list.chosen.connect(self._show_facts)
        self._show_facts(self.list.paper)

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(3)
        label = QLabel("Which pape&r")
        label.setObjectName("filterLabel")
        label.setBuddy(self.list)
        column.addWidget(label)
        column.addWidget(self.list, 1)
        return left

    @property
    def paper(self) -> PaperFacts:
        """The paper that is chosen."""
        return self.list.paper

    def show_look(self, look: Look) -> None:
        """Show a paper that was made."""
        draft = (_DRAFT if look.facts.says_draft else _SILENT_DRAFT) if look.preview.draft else ""
        self.draft.say(draft)
        self.remark.say(look.preview.remark)
        if look.pages is not None:
            self.preview.show_pages(look.pages, look.pages_count)
        elif look.tables:
            self.preview.show_tables(look.tables)
        else:
            self.preview.show_words(*look.words)

    def show_waiting(self) -> None:
        """Show that a paper is being made."""
        self.preview.show_waiting("Making the paper…")

    def show_problem(self, sentence: str) -> None:
        """Show why a paper could not be made."""
        self.draft.say("")
        self.remark.say("")
        self.preview.show_problem(sentence)

    def lacks(self) -> tuple[str, QWidget] | None:
        """Return what must still be said before a paper may leave, and where; ``None`` for nothing."""
        if self.excess.is_wanted and not self.excess.given:
            return "Say why this recipient needs more, or choose a paper that holds less.", self.excess.reason
        return self.form.problem()

    def show_lack(self, place: QWidget) -> None:
        """Put the keyboard where something must still be said."""
        place.setFocus()
        self.side.ensureWidgetVisible(place)

    def _suggest(self) -> None:
        rows = self.list.rows
        rows.hold_against(self.form.recipient)
        if self.list.paper is rows.suggestion:
            self._show_facts(rows.suggestion)
        else:
            self.list.choose(rows.suggestion)

    def _show_facts(self, facts: PaperFacts) -> None:
        self.holds.setText(facts.holds)
        self.leaves_out.setText(facts.leaves_out)
        self.leaves_out.setVisible(bool(facts.leaves_out))
        self.excess.show_warning(self.form.recipient.warning(facts))
        self.paper_chosen.emit()
