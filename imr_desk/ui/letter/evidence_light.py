"""Shows in the letter what the form is about: the evidence of the value in focus, and what stands around it."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from imr_desk.model.geometry import Span
from imr_desk.ui.letter import evidence
from imr_desk.ui.letter.paper import MarkKind
from imr_desk.ui.session import Change, Place, Session


class Lit(Protocol):
    """A view of the letter that marks words."""

    def mark(self, kind: MarkKind, spans: tuple[Span, ...]) -> None:
        """Mark these words and no others of this kind."""
        ...

    def reveal(self, spans: tuple[Span, ...]) -> None:
        """Scroll so that the words show; what shows already does not move."""
        ...


class EvidenceLight(QObject):
    """Follows the session's focus. While frozen it still lights words up, but nothing scrolls.

    A change of the review lights up anew and never scrolls.

    Args:
        session: says what is in focus.
    """

    told = Signal(str)
    frozen_changed = Signal(bool)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._view: Lit | None = None
        self.frozen = False
        self.spans: tuple[Span, ...] = ()
        session.focus_changed.connect(self._focus_moved)
        session.review_changed.connect(self._review_moved)
        session.case_leaves.connect(self._put_out)
        session.case_closed.connect(self._put_out)

    def shine_on(self, view: Lit) -> None:
        """Light up another view."""
        self._view = view
        self._light()

    def toggle_frozen(self) -> None:
        """Let the view follow the form no more, or again; then it shows at once what is in focus."""
        self.frozen = not self.frozen
        self.frozen_changed.emit(self.frozen)
        if not self.frozen:
            self.reveal()

    def reveal(self) -> None:
        """Show the evidence of what is in focus."""
        if self._view is not None and self.spans:
            self._view.reveal(self.spans)

    def _focus_moved(self, _place: Place | None) -> None:
        self._light()
        if not self.frozen:
            self.reveal()

    def _review_moved(self, change: Change) -> None:
        if change.before is None or self._session.focus is not None:
            self._light()

    def _put_out(self) -> None:
        self.spans = ()
        self.told.emit("")

    def _light(self) -> None:
        session, place = self._session, self._session.focus
        around: tuple[Span, ...] = ()
        sentence = ""
        self.spans = ()
        if session.is_open and place is not None:
            review = session.review
            self.spans = evidence.sources_of(review, session.draft, place)
            around = evidence.surroundings_of(review, place)
            sentence = "" if self.spans else evidence.why_nothing(review, place)
        if self._view is not None:
            self._view.mark(MarkKind.AROUND, tuple(span for span in around if span not in self.spans))
            self._view.mark(MarkKind.FOCUS, self.spans)
        self.told.emit(sentence)
