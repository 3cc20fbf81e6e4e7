"""Where in the form a thread stands: under the row, the decision, the excerpt or the head that it is about."""

from PySide6.QtWidgets import QBoxLayout, QWidget

from imr_desk.ui.questions.thread import Thread
from imr_desk.ui.review.decision_switch import DecisionSwitch
from imr_desk.ui.review.excerpt_view import ExcerptView
from imr_desk.ui.review.item_header import ItemHeader
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.review.row import FieldRow
from imr_desk.ui.session import Place

_IN_A_CARD = 12
"""Pixels at 100 % text between a thread and the right edge of an item's card, as between it and the item's rows."""


def anchor_of(panel: ReviewPanel, place: Place) -> QWidget | None:
    """Return what a place's thread stands under; ``None`` for the top of the letter's part of the form.

    That is where the case as a whole stands, and items that are no longer in it.
    """
    if place.item is None:
        return panel.facts.rows.get(place.name)
    if place.item != panel.items.current:
        return None
    parts: dict[str, QWidget] = {"decision": panel.body.switch, "excerpt": panel.body.excerpt, **panel.body.rows}
    return parts.get(place.name, panel.items.current_header())


def put_under(panel: ReviewPanel, anchor: QWidget | None, thread: Thread) -> None:
    """Let a thread stand under its anchor; one that stands there already is left alone."""
    home = panel.facts if anchor is None else anchor.parentWidget()
    layout = None if home is None else home.layout()
    if home is None or not isinstance(layout, QBoxLayout):
        raise TypeError("parts of the form stand in columns")
    at = 0 if anchor is None else layout.indexOf(anchor) + 1
    if thread.parentWidget() is home and layout.indexOf(thread) == at:
        return
    if thread.parentWidget() is home:
        layout.removeWidget(thread)
        at = 0 if anchor is None else layout.indexOf(anchor) + 1
    thread.stand_in(_IN_A_CARD if isinstance(anchor, ItemHeader) else 0)
    layout.insertWidget(at, thread)
    thread.show()


def place_at(panel: ReviewPanel, widget: QWidget | None) -> Place | None:
    """Return the place of the form that a widget belongs to; ``None`` outside of the form.

    What belongs to none, such as a flag, is asked about with its item or with the case as a whole.
    """
    current = panel.items.current or None
    while widget is not None and widget is not panel:
        if isinstance(widget, Thread | FieldRow):
            return widget.place
        if isinstance(widget, ItemHeader):
            return Place(widget.item_id, "")
        if isinstance(widget, DecisionSwitch | ExcerptView):
            return Place(current, "decision" if isinstance(widget, DecisionSwitch) else "excerpt")
        if widget is panel.body:
            return Place(current, "")
        widget = widget.parentWidget()
    return None if widget is None else Place(None, "")


def stop_before(panel: ReviewPanel, anchor: QWidget | None) -> QWidget | None:
    """Return what the keyboard visits last before a thread under this anchor."""
    stops = [*panel.items.widgets_in_order(), *panel.facts.widgets_in_order()]
    if anchor is None:
        return next(iter(reversed(panel.items.widgets_in_order())), None)
    inside = [stop for stop in stops if stop is anchor or anchor.isAncestorOf(stop)]
    return inside[-1] if inside else None
