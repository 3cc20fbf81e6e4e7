"""The review panel: the whole form of one case, in the order of the work."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from imr_desk.model.draft import Decision
from imr_desk.model.edits import AddItem, DuplicateItem, MergeItems, MoveItem, RemoveItem, SplitItem
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.pieces import only_down
from imr_desk.ui.review import words as say
from imr_desk.ui.review.decision_switch import DecisionButton
from imr_desk.ui.review.finish_bar import FinishBar
from imr_desk.ui.review.item_body import ItemBody
from imr_desk.ui.review.items_list import ItemsList
from imr_desk.ui.review.late_rows import LateRows
from imr_desk.ui.review.letter_facts import LetterFacts
from imr_desk.ui.review.outcome_line import OutcomeLine
from imr_desk.ui.review.row import FieldRow, at_once
from imr_desk.ui.review.walk import step, wanting
from imr_desk.ui.session import Change, Place, Session

NARROW = 516
"""Pixels at 100 % text below which labels stand above their values."""


class ReviewPanel(QWidget):
    """Shows the session's review and asks the session to act."""

    finish_requested = Signal()
    reopen_requested = Signal()
    tabs_ordered = Signal()
    """The keyboard's way through the form was laid anew; what stands between its rows takes its place in it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewPanel")
        self._as_printed = False
        self._session = session
        self._dress: Dress | None = None
        self._narrow = False
        self._following = False
        self.outcome = OutcomeLine()
        self.body = ItemBody(session)
        self.items = ItemsList(session, self.body)
        self.facts = LetterFacts(session)
        self.finish = FinishBar()
        self._late = LateRows(self)
        self._arrange()
        self._sheet.installEventFilter(self)
        self._area.verticalScrollBar().actionTriggered.connect(self._scrolled_on)
        self._area.verticalScrollBar().valueChanged.connect(self._fill_what_came_into_sight)
        self.items.let_wait(self._out_of_sight)
        session.case_leaves.connect(self._take_over_typing)
        session.case_opened.connect(self._opened)
        session.case_closed.connect(self._closed)
        session.review_changed.connect(self._changed)
        self.body.advance_requested.connect(self.advance)
        self.facts.advance_requested.connect(self.advance)
        self.items.current_changed.connect(self._item_opened)
        self.finish.place_requested.connect(self.go_to)
        self.finish.finish_requested.connect(self.finish_requested)
        self.finish.reopen_requested.connect(self.reopen_requested)
        self._tie_rows()
        self._closed()

    def _tie_rows(self) -> None:
        self._tabs_soon = QTimer(self)
        self._tabs_soon.setSingleShot(True)
        self._tabs_soon.setInterval(0)
        self._tabs_soon.timeout.connect(self._order_tabs)
        for row in self._rows():
            row.built.connect(self._tabs_soon.start)

    def _rows(self) -> tuple[FieldRow, ...]:
        return (*self.body.rows.values(), *self.facts.rows.values())

    def _arrange(self) -> None:
        content = self._sheet = QWidget()
        content.setObjectName("reviewContent")
        column = self._content = QVBoxLayout(content)
        column.setContentsMargins(12, 8, 12, 16)
        column.setSpacing(8)
        column.addWidget(self.items)
        column.addWidget(self.facts)
        column.addStretch(1)
        self._area = QScrollArea()
        only_down(self._area, "reviewScroll", content)
        form = QWidget()
        inner = QVBoxLayout(form)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.outcome)
        inner.addWidget(self._area, 1)
        inner.addWidget(self.finish)
        empty = plain_label("emptyState", "The form appears here when a case is open.")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(form)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.items.dress(dress)
        self.facts.dress(dress)
        self.finish.dress(dress)
        self._dress = dress
        self._fit()

    def show_keys(self, key_of: say.KeyOf) -> None:
        """Name the keys of the form's acts; ``key_of`` returns an act's key as the system writes it, or nothing."""
        self.body.show_keys(key_of)
        self.facts.show_keys(key_of)
        self.finish.show_keys(key_of)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the form for its width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self._dress is not None and self.width() < self._dress.kind.px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.body.set_narrow(narrow)
            self.facts.set_narrow(narrow)

    # What the session says

    def _opened(self) -> None:
        self._pages.setCurrentIndex(1)
        self.items.start()
        self._area.verticalScrollBar().setValue(0)

    def _take_over_typing(self) -> None:
        for row in self._rows():
            row.flush()

    def _closed(self) -> None:
        self._pages.setCurrentIndex(0)

    def _changed(self, change: Change) -> None:
        opened = change.before is None
        later = self._out_of_sight if opened else at_once
        self.outcome.show_review(change.after)
        self.items.show_review(later)
        self.facts.show_review(later)
        self.finish.show_review(change.after, for_good=self._session.second is not None)
        if opened:
            self._let_wait()
        self._order_tabs()

    def _let_wait(self) -> None:
        """Let the rows that nobody sees wait until what is seen is painted."""
        self._late.keep(self._rows())
        self._fill_what_came_into_sight()

    def _out_of_sight(self, row: QWidget) -> bool:
        """Tell whether a row lies outside of what is shown of the form."""
        if not self.isVisible():
            return False  # nothing was laid out yet
        upper = self._area.verticalScrollBar().value()
        top = row.mapTo(self._sheet, QPoint()).y()
        return top >= upper + self._area.viewport().height() or top + row.height() <= upper

    def _fill_what_came_into_sight(self) -> None:
        """Fill rows that waited and came into sight: those above them became shorter, or the form was scrolled."""
        while self._late.are_left:
            for part in (self.body, *self.items.cards, self.items, self.facts, self._sheet):
                if (layout := part.layout()) is not None:
                    layout.activate()
            seen = [row for row in self._rows() if row.waits and not self._out_of_sight(row)]
            if not seen:
                return
            for row in seen:
                row.fill()

    def focusNextPrevChild(self, next_: bool) -> bool:
        """The keyboard finds every row, also those that nobody has seen yet."""
        self._late.finish()
        if self._tabs_soon.isActive():
            self._tabs_soon.stop()
            self._order_tabs()
        return super().focusNextPrevChild(next_)

    def _order_tabs(self) -> None:
        stops = [*self.items.widgets_in_order(), *self.facts.widgets_in_order(), *self.finish.widgets_in_order()]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)
        self.tabs_ordered.emit()

    def _item_opened(self, item_id: str) -> None:
        self._let_wait()
        self._order_tabs()
        self.go_to(Place(item_id, "decision"))

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._area.isAncestorOf(now):
            self._follow()

    def _follow(self) -> None:
        """Bring what has the keyboard into view once the layout ran: a row unfolds as it gains focus.

        It is kept there while rows above it grow, until the reviewer scrolls.
        """
        self._following = True
        QTimer.singleShot(0, self, self._keep_focus_in_view)

    def _scrolled_on(self) -> None:
        self._following = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep what has the keyboard in view when the form becomes longer or shorter."""
        if event.type() == QEvent.Type.Paint:
            self._late.painted()
        if watched is self._sheet and event.type() == QEvent.Type.Resize and self._following:
            QTimer.singleShot(0, self, self._keep_focus_in_view)
        return super().eventFilter(watched, event)

    def _keep_focus_in_view(self) -> None:
        now = self.window().focusWidget()
        # The binding's stub forgets that a window may have no focus widget.
        if now is None or not self._area.isAncestorOf(now):  # type: ignore[redundant-expr]
            return
        row: QObject | None = now
        while row is not None and not (isinstance(row, FieldRow) or row.property("seenWhole")):
            row = row.parent()
        self._content.activate()
        self._area.ensureWidgetVisible(row if isinstance(row, QWidget) else now, 0, 24)
        if isinstance(now, DecisionButton) and (head := self.items.current_header()) is not None:
            self._area.ensureWidgetVisible(head, 0, 8)  # a decision is taken with its treatment in sight

    # The walk

    @property
    def here(self) -> Place | None:
        """The place of the form in focus."""
        return self._session.focus

    def go_to(self, place: Place) -> bool:
        """Put the keyboard on a place of the form; ``False`` when it is not there."""
        if not self._session.is_open:
            return False
        if place.item is not None:
            if all(place.item != item.id for item in self._session.review.items):
                return False  # it was removed; a question about it is still there
            self.items.set_current(place.item)
        here = place.item is not None and self.items.current == place.item
        found = (here and self.body.focus_place(place)) or self.facts.focus_place(place)
        if found:
            # A widget that has the keyboard already hears of no new focus, but the case may be another one now.
            self._session.set_focus(place)
            self._follow()
        return found

    def set_order(self, order: str) -> None:
        """Walk in ``form`` order or in ``document`` order, as the letter prints the values."""
        self._as_printed = order == "document"

    def advance(self) -> None:
        """Go to the next place that wants the reviewer; when nothing does, to the way on."""
        if not self._walk(wanting(self._session.review, as_printed=self._as_printed), forth=True):
            self.finish.finish.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_wanting(self) -> None:
        """Go to the next place that wants the reviewer."""
        self.advance()

    def previous_wanting(self) -> None:
        """Go to the previous place that wants the reviewer."""
        self._walk(wanting(self._session.review, as_printed=self._as_printed), forth=False)

    def _walk(self, places: tuple[Place, ...], *, forth: bool) -> bool:
        place = step(places, self._session.review, self.here, forth, as_printed=self._as_printed)
        return place is not None and self.go_to(place)

    def start(self) -> None:
        """Put the keyboard where the work of a case just opened begins; a case may be gone again by then."""
        if not self._session.is_open:
            return
        review = self._session.review
        places = wanting(review, as_printed=self._as_printed)
        if review.finished is not None or not places:
            self.finish.finish.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.go_to(places[0])

    def take_focus(self) -> None:
        """Put the keyboard back where it was in the form."""
        if self._session.is_open and not (self.here is not None and self.go_to(self.here)):
            self.start()

    def go_to_item(self, number: int) -> bool:
        """Open item ``number`` (from 1)."""
        items = self._session.review.items
        if not 1 <= number <= len(items):
            return False
        return self.go_to(Place(items[number - 1].id, "decision"))

    # Acts on the current item or field

    def decide(self, decision: Decision) -> None:
        """Decide the current item."""
        if self.items.current:
            self.body.decide(decision)

    def take_excerpt(self) -> None:
        """Take the selected words as the current item's excerpt."""
        if self.items.current:
            self.body.take_excerpt()

    def row_in_focus(self) -> FieldRow | None:
        """Return the row of the field in focus, or the one last in focus."""
        here = self.here
        if here is None:
            return None
        rows = self.facts.rows if here.item is None else self.body.rows
        row = rows.get(here.name)
        if row is not None:
            row.fill()
        return row

    def add_item(self) -> None:
        """Add an item behind the current one, named by the selected words if there are any."""
        spans = self._session.selection
        words = self._session.letter.quote_of(spans) if spans else ""
        before = {item.id for item in self._session.review.items}
        if self._session.act(AddItem(words, spans, self.items.current or None)):
            added = next(item.id for item in self._session.review.items if item.id not in before)
            self.go_to(Place(added, "decision" if words else "treatment"))

    def remove_item(self) -> None:
        """Delete the current item; undo brings it back."""
        if self.items.current:
            self._session.act(RemoveItem(self.items.current))

    def duplicate_item(self) -> None:
        """Put a copy of the current item behind it."""
        if self.items.current:
            self._session.act(DuplicateItem(self.items.current))

    def move_item(self, way: int) -> None:
        """Move the current item up (-1) or down (+1)."""
        if self.items.current:
            place = self._session.review.number_of(self.items.current)
            self._session.act(MoveItem(self.items.current, place + way))

    def merge_item(self) -> None:
        """Join the current item into the one above it."""
        review = self._session.review
        if not self.items.current:
            return
        number = review.number_of(self.items.current)
        if number == 1:
            self._session.refused.emit("The first item has none above it to be merged into.")
        else:
            above = review.items[number - 2].id
            if self._session.act(MergeItems(self.items.current, above)):
                self.items.set_current(above)

    def split_item(self, first: str, second: str) -> None:
        """Make two items of the current one."""
        if self.items.current:
            self._session.act(SplitItem(self.items.current, first, second))
