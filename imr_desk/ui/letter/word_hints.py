"""What is known of a word under the pointer: which values come from it, and why those are trusted or doubted."""

from collections.abc import Callable
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QToolTip, QWidget

from imr_desk.model.draft import Draft
from imr_desk.model.review import Entry, Review, flag_key, label_of
from imr_desk.model.values import words_of
from imr_desk.ui.letter import evidence
from imr_desk.ui.letter.overlay_line import NO_PLACE
from imr_desk.ui.letter.text_selection import Caret
from imr_desk.ui.session import Place, Session

_MOST = 3
"""Values, and reasons of each, that a hint tells; the form has all of them."""
_LONGEST = 90
"""Characters of a value in a hint."""


class Pointed(NamedTuple):
    """A word on which the pointer rests.

    Attributes:
        caret: its place in the letter.
        at: where the pointer is on the screen.
        view: the widget that shows the word.
        rect: where in it; the hint goes when the pointer leaves this.
    """

    caret: Caret
    at: QPoint
    view: QWidget
    rect: QRect


class Provenance(NamedTuple):
    """One value that comes from a word.

    Attributes:
        name: what the form calls it, with its item.
        value: the value as it stands; empty for what is no value.
        standing: who settled it, or that the program proposes it, and why that is trusted or doubted.
    """

    name: str
    value: str
    standing: str


def place_name(review: Review, place: Place) -> str:
    """Return what a place of the form is called, with the number of its item."""
    label = "Check" if place.name == "flag" else label_of(place.name)
    try:
        return label if place.item is None else f"Item {review.number_of(place.item)}: {label}"
    except KeyError:  # a check of an item that a person took away
        return label


def provenances(review: Review, draft: Draft, caret: Caret, focus: Place | None) -> tuple[Provenance, ...]:
    """Return what comes from the word at a place of the letter: the place in focus first, then the narrowest."""
    places = list(evidence.places_at(review, caret))
    if focus is not None and focus not in places:
        # Readings that are offered for an ambiguous value are no sources of it yet, but they are lit.
        lit = evidence.sources_of(review, draft, focus)
        places += [focus] * any(s.page == caret.page and s.start <= caret.offset < s.end for s in lit)
    places.sort(key=lambda place: place != focus)
    return tuple(_provenance(review, draft, place) for place in places)


def _provenance(review: Review, draft: Draft, place: Place) -> Provenance:
    name = place_name(review, place)
    if place.name == "flag":
        flag = next(flag for flag in review.flags if flag_key(flag) == place.flag)
        return Provenance(name, "", flag.message)
    if place.name == "excerpt":
        excerpt = review.item(place.item or "").excerpt
        by = None if excerpt is None else excerpt.by
        return Provenance(name, "", f"Taken by {by.who}" if by is not None else "Proposed by the program")
    entry = review.entry(place.item, place.name)
    finding = evidence.finding_of(draft, place)
    return Provenance(name, words_of(entry.value), _standing(entry, finding.reasons if finding is not None else ()))


def _standing(entry: Entry, reasons: tuple[str, ...]) -> str:
    if entry.by is not None:
        return f"{entry.state.value.capitalize()} by {entry.by.who}"
    how = "Wants a look" if entry.wants_look else "Read by the program and trusted"
    return f"{how}: {'; '.join(reasons[:_MOST])}" if reasons else how


class WordHints(QObject):
    """Shows hints over the letter, and says how words go into the field in focus.

    Signals: ``told(str, str, str)`` a sentence that belongs over the letter now, empty for none; what may be said
    beside it where there is room; and the icon of its sign.

    Args:
        session: knows what comes from where, and what is in focus.
    """

    told = Signal(str, str, str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._keys = {"fill": "", "take_excerpt": ""}
        self._sentence = ""
        self._dragging = False

    def show_keys(self, key_of: Callable[[str], str]) -> None:
        """Name the keys that the acts have now."""
        self._keys = {act: key_of(act) for act in self._keys}
        self._tell()

    def show(self, pointed: Pointed) -> None:
        """Show what is known of a word, or take away what was shown before."""
        session = self._session
        known = provenances(session.review, session.draft, pointed.caret, session.focus) if session.is_open else ()
        if known:
            QToolTip.showText(pointed.at, self._hint(known), pointed.view, pointed.rect)
        else:
            QToolTip.hideText()

    def _hint(self, known: tuple[Provenance, ...]) -> str:
        """Return the hint as rich text in which nothing of the letter can be markup."""
        lines = []
        for value in known[:_MOST]:
            shown = value.value if len(value.value) <= _LONGEST else f"{value.value[: _LONGEST - 1]}…"
            name = f"<b>{escape(value.name)}</b>{escape(f': {shown}' if shown else '')}"
            lines.append(f"{name}<br>{escape(value.standing)}")
        if len(known) > _MOST:
            lines.append(f"and {len(known) - _MOST} more")
        gestures = ["Click: go to it in the form"]
        if self._field():
            gestures.append(f"Ctrl+click: put the word into {self._field()}")
        lines.append("<br>".join(map(escape, gestures)))
        return "".join(f'<p style="margin: 2px 0">{line}</p>' for line in lines)

    # The line over the letter

    def say(self, sentence: str) -> None:
        """Have a sentence about what is in focus shown, with how to fill the field where it wants filling."""
        self._sentence = sentence
        self._tell()

    def drag(self, dragging: bool) -> None:
        """Say during a drag where its words can go."""
        self._dragging = dragging
        self._tell()

    def _tell(self) -> None:
        field = self._field()
        if self._dragging and field:
            self.told.emit(f"Let go with Ctrl to put the words into {field}", "", "fill")
        else:
            self.told.emit(self._sentence, self._way(), NO_PLACE)

    def _way(self) -> str:
        """Return how words come to where the letter gives none by itself."""
        fill, take = self._keys["fill"], self._keys["take_excerpt"]
        if self._sentence == evidence.NOT_FOUND and self._field():
            return "Ctrl+click a word to fill it in" + (f", or mark words and press {fill}." if fill else ".")
        if self._sentence == evidence.NO_EXCERPT and take:
            return f"Mark its words and press {take}."
        return ""

    def _field(self) -> str:
        """Return the name of what words can fill now; empty for nothing."""
        session, focus = self._session, self._session.focus
        if not session.is_open or focus is None or focus.name in ("decision", "flag"):
            return ""
        return place_name(session.review, focus)
