"""The annotation mode beside the letter: what is labelled, what the machine proposes, one key for each answer."""

from collections import Counter
from functools import partial

from PySide6.QtCore import QSettings, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from imr_desk.model.annotations import Link, LinkKind, Proposal
from imr_desk.model.edits import (
    Annotate,
    ChangeAnnotation,
    Edit,
    LinkAnnotations,
    MoveAnnotation,
    RejectProposal,
    RemoveAnnotation,
    UnlinkAnnotations,
)
from imr_desk.model.geometry import Span
from imr_desk.services.labels import Labels
from imr_desk.ui.annotation.entries import (
    Entry,
    Say,
    Shown,
    confirmation,
    entries_of,
    entry_at,
    marks_of,
    other_ends,
)
from imr_desk.ui.annotation.entry_delegate import EntryDelegate
from imr_desk.ui.annotation.entry_form import Said
from imr_desk.ui.annotation.entry_list import EntryList, EntryRows
from imr_desk.ui.annotation.entry_side import EntrySide
from imr_desk.ui.annotation.label_keys import LabelKeys
from imr_desk.ui.annotation.panel_head import PanelHead
from imr_desk.ui.dress import Dress
from imr_desk.ui.session import Change, Session


class AnnotationPanel(QWidget):
    """Lists annotations and proposals of the open case and works on them; everything goes through the session.

    Args:
        session: the open case.
        labels: the department's table.
        dress: theme, type and icons.
        settings: the person's, which remember the order.

    Signals:
        marks_changed: what the letter should show (a tuple of ``Mark``).
        reveal_requested: show these words in the letter (a tuple of ``Span``).
        labels_requested: look at or change the table of labels.
        retry_requested: the machine is to look for proposals once more.
    """

    marks_changed = Signal(object)
    reveal_requested = Signal(object)
    labels_requested = Signal()
    retry_requested = Signal()

    def __init__(
        self, session: Session, labels: Labels, dress: Dress, settings: QSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("annotationPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._labels = session, labels
        self._proposals: tuple[Proposal, ...] = ()
        self._typing = ""
        self.rows = EntryRows()
        self.list = EntryList(self.rows)
        self._delegate = EntryDelegate(self.rows, dress, self.list)
        self.list.setItemDelegate(self._delegate)
        self.head = PanelHead(settings)
        self.side = EntrySide(dress)
        self.form, self.links = self.side.form, self.side.links
        self.keys = LabelKeys(session, labels, self)
        self.setFocusProxy(self.list)
        self._arrange()
        self._connect()
        self._show()
        self._selected(session.selection)

    def _arrange(self) -> None:
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.list)
        parts.addWidget(self.side)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(parts, 1)

    def _connect(self) -> None:
        session = self._session
        session.case_opened.connect(self._case_opened)
        session.letter_changed.connect(self._text_changed)
        session.case_closed.connect(self._case_closed)
        session.review_changed.connect(self._review_moved)
        session.selection_changed.connect(self._selected)
        self.list.entry_moved.connect(self._entry_moved)
        self.list.accepted.connect(self.accept)
        self.list.refused.connect(self.refuse)
        self.list.link_asked.connect(self.links.pick)
        self.list.edit_asked.connect(self.form.label.setFocus)
        self.list.say_asked.connect(self._say)
        self.form.left.connect(self.take_focus)
        self.list.doubleClicked.connect(lambda _index: self._reveal())
        self.side.accepted.connect(self.accept)
        self.side.refused.connect(self.refuse)
        self.side.palette_.chosen.connect(self.keys.label)
        self.side.palette_.move_requested.connect(self._move_here)
        self.keys.labelled.connect(self.go_to)
        self.keys.place_requested.connect(self._move_here)
        self.head.chosen.connect(self._show)
        self.head.labels_requested.connect(self.labels_requested)
        self.head.retry_requested.connect(self.retry_requested)
        self.form.said.connect(self._said)
        self.links.link_requested.connect(self._link)
        self.links.unlink_requested.connect(self._unlink)
        self.links.other_requested.connect(self.go_to)

    # From outside

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._delegate.set_dress(dress)
        self.side.palette_.dress(dress)
        self.list.scheduleDelayedItemsLayout()
        self.list.viewport().update()

    def show_proposals(self, proposals: tuple[Proposal, ...]) -> None:
        """Take the machine's proposals for the open case."""
        self._proposals = proposals
        self.head.begin()
        self._show()

    def tell_looking(self) -> None:
        """Say that proposals are being worked out."""
        self.head.begin(looking=True)
        self._show()

    def tell(self, sentence: str) -> None:
        """Say why there are no proposals, and offer to try again."""
        self.head.begin(problem=sentence)
        self._show()

    def labels_changed(self) -> None:
        """Show the table of labels as it is now."""
        self._show()

    def go_to(self, entry_id: str) -> None:
        """Make an annotation current, even when a filter hides it."""
        if not self.list.go_to(entry_id):
            self.head.choose(Shown.ALL)
            self._show()
            self.list.go_to(entry_id)

    def go_to_place(self, page: int, offset: int) -> bool:
        """Make the entry current on which somebody clicked in the letter; ``False`` when there is none."""
        entry = entry_at(self.rows.entries, page, offset)
        return entry is not None and self.list.go_to(entry.id)

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # Acts

    def accept(self) -> None:
        """Confirm the current proposal as the form says and go on to the next; while linking, link."""
        entry = self.list.entry
        if self.links.picking:
            self.links.finish()
        elif entry is not None and entry.is_proposal:
            said = self.form.value
            ends = self._ends(entry) if self.form.both.isChecked() else ()
            self._settle(
                confirmation(
                    entry, self._session.review, ends,
                    label_key=said.label, attributes=said.attributes, item=said.item, note=said.note,
                )
            )  # fmt: skip
        elif entry is not None:
            self._reveal()

    def refuse(self) -> None:
        """Reject the current proposal, or remove the current annotation, and go on to the next."""
        entry = self.list.entry
        if entry is None:
            return
        if entry.proposal is not None:
            self._settle(RejectProposal(entry.proposal.key))
        else:
            self._settle(RemoveAnnotation(entry.id))

    def _ends(self, entry: Entry) -> tuple[tuple[Link, Proposal], ...]:
        return other_ends(entry, self._session.review, self._proposals)

    def _settle(self, edit: Edit) -> None:
        """Do an act that settles the current entry, then go to the next proposal, or where the entry was."""
        row = self.list.currentIndex().row()
        wanted = self._next_proposal(row) if not isinstance(edit, RemoveAnnotation) else None
        if not self._session.act(edit, by=self):
            return
        if wanted is not None and self.list.go_to(wanted):
            return
        if isinstance(edit, Annotate):
            self.list.go_to(self._session.review.annotations[-1].id)
        elif self.rows.entries:
            self.list.go_to(self.rows.entries[min(row, len(self.rows.entries) - 1)].id)

    def _next_proposal(self, row: int) -> str | None:
        entries = self.rows.entries
        around = (*entries[row + 1 :], *entries[: max(row, 0)])
        return next((entry.id for entry in around if entry.is_proposal), None)

    def _say(self, what: Say) -> None:
        """Say something of the current entry with one key, unless the review is finished."""
        if self.form.isEnabled():
            self.form.say(what)

    def _said(self, said: Said, typing: bool) -> None:
        """Change the current annotation; what is said of a proposal waits until it is confirmed."""
        entry = self.list.entry
        if entry is None or entry.annotation is None:
            return
        old = entry.annotation
        if (old.label, old.attributes, old.item, old.note) == (said.label, said.attributes, said.item, said.note):
            return
        amends = typing and self._typing == entry.id
        self._typing = entry.id if typing else ""
        edit = ChangeAnnotation(entry.id, said.label, said.attributes, said.item, said.note)
        self._session.act(edit, by=self, amends=amends)

    def _move_here(self) -> None:
        entry, spans = self.list.entry, self._session.selection
        if entry is None or entry.annotation is None or not spans:
            return
        if self._session.act(MoveAnnotation(entry.id, spans), by=self):
            self.side.show_palette(shown=False)
            if not entry.placed:
                self.list.go_to(next((other.id for other in self.rows.entries if not other.placed), entry.id))

    def _link(self, kind: LinkKind, source: str, target: str) -> None:
        self._session.act(LinkAnnotations(kind, source, target), by=self)

    def _unlink(self, link: Link) -> None:
        self._session.act(UnlinkAnnotations(link.kind, link.source, link.target), by=self)

    # Showing

    def _case_opened(self) -> None:
        self._proposals, self._typing = (), ""
        self.head.begin()
        self.links.stop()

    def _text_changed(self) -> None:
        """Forget what the machine proposed on the text before; it is asked again."""
        self._proposals = ()
        self.links.stop()

    def _case_closed(self) -> None:
        self._case_opened()
        self._show()

    def _review_moved(self, change: Change) -> None:
        before, after = change.before, change.after
        if (
            before is None
            or before.annotations != after.annotations
            or before.links != after.links
            or before.rejected != after.rejected
            or before.items != after.items
            or before.finished != after.finished
        ):
            self._show()

    def _show(self) -> None:
        if not self.isVisible():
            return  # showEvent does it then
        session, labels = self._session, self._labels.table
        if not session.is_open:
            self.rows.clear()
            self._show_entry(None)
            self.head.show_closed()
            return
        current, scrolled = self.list.entry, self.list.verticalScrollBar().value()
        order, shown = self.head.choice
        blocked = QSignalBlocker(self.list)  # what changes here is no going to another entry
        entries = partial(entries_of, session.letter, session.review, self._proposals)
        every = entries(order, shown)
        self.head.filter.show_labels(labels, Counter(entry.label for entry in every))
        self.rows.show(entries(order, shown, self.head.filter.hidden), labels, session.review, session.letter)
        row = self.rows.row_of(current.id if current is not None else None)
        if row >= 0:
            self.list.setCurrentIndex(self.rows.index(row))
            self.list.verticalScrollBar().setValue(scrolled)
        blocked.unblock()
        self.side.palette_.show_labels(self._labels.offered)
        self._show_entry(self.list.entry)
        self._tell(entries(), any_entry=bool(every) or shown is Shown.LOST)

    def _tell(self, all_entries: tuple[Entry, ...], *, any_entry: bool) -> None:
        waiting = sum(entry.is_proposal for entry in all_entries)
        self.head.show_counts(len(all_entries) - waiting, waiting)
        self.head.tell(
            listed=bool(self.rows.entries),
            any_entry=any_entry,
            lost=sum(not entry.placed for entry in all_entries),
            first=next((label for label in self._labels.offered if label.hotkey), None),
        )

    def _entry_moved(self, entry: Entry | None) -> None:
        """The person went to another entry: show it here and in the letter."""
        self.side.show_palette(shown=False)
        self._show_entry(entry)
        self._reveal()

    def _show_entry(self, entry: Entry | None) -> None:
        if self._typing and (entry is None or entry.id != self._typing):
            self._typing = ""
        session = self._session
        if entry is not None:
            ends = [(end.label, session.letter.quote_of(end.spans)) for _, end in self._ends(entry)]
            self.form.show_entry(entry, self._labels.table, session.review, ends)
            self.links.show_annotation(entry.annotation, session.review)
        self._show_acts()
        self._tell_marks(entry)

    def _selected(self, spans: tuple[Span, ...]) -> None:
        self.side.show_palette(shown=bool(spans))
        self._show_acts()

    def _show_acts(self) -> None:
        session, entry = self._session, self.list.entry
        changeable = session.is_open and session.review.finished is None
        self.side.setVisible(bool(self.rows.entries) or self.side.shows_palette)
        self.keys.places = changeable and entry is not None and not entry.placed
        self.side.show_acts(entry, changeable=changeable, selected=bool(session.selection))

    def _tell_marks(self, entry: Entry | None) -> None:
        if not self._session.is_open or not self.isVisible():
            self.marks_changed.emit(())
            return
        focus = () if entry is None else (entry.id, *(f"?{end.key}" for _, end in self._ends(entry)))
        review, labels = self._session.review, self._labels.table
        hidden = self.head.filter.hidden
        self.marks_changed.emit(marks_of(self._session.letter, review, self._proposals, focus, labels, hidden))

    def _reveal(self) -> None:
        entry = self.list.entry
        if entry is not None and entry.placed:
            self.reveal_requested.emit(entry.spans)

    def showEvent(self, event: QShowEvent) -> None:
        """The annotation mode begins: the keys of labels count, and the letter shows what is labelled."""
        super().showEvent(event)
        self.keys.on = True
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """The annotation mode ends."""
        super().hideEvent(event)
        self.keys.on = False
        self.marks_changed.emit(())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves linking, or the attributes for the list."""
        if event.key() == Qt.Key.Key_Escape and self.links.picking:
            self.links.stop()
        elif event.key() == Qt.Key.Key_Escape and not self.list.hasFocus():
            self.take_focus()
        else:
            super().keyPressEvent(event)
