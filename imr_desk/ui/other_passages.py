"""What else could stand as an item's excerpt: worked out beside the form, shown in it, lit up in the letter."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from imr_desk.model.annotations import LabelColor, Proposal
from imr_desk.model.edits import QuoteRationale
from imr_desk.model.geometry import Span
from imr_desk.model.rationale import REASONING, kinds_in, other_passages, reasons_for
from imr_desk.model.review import Excerpt, Item, Review
from imr_desk.ui.annotation.proposer import Proposer
from imr_desk.ui.label_look import PATTERNS, Mark
from imr_desk.ui.review.excerpt_view import OtherPassage, Passages
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.session import Change, Place, Session

_SOON = 250
"""Milliseconds that a case must stay on the desk before the machine looks through it unasked."""

_COLOR = LabelColor.BLUE
"""Colour of applied reasoning in the table of labels that the program brings along."""


class OtherPassages(QObject):
    """Ties the excerpt of the form to the machine's proposals.

    The machine is asked once the reviewer comes to an excerpt; for a case whose draft was made before it named an
    excerpt, already when it has been open for a moment. Nothing moves until the reviewer takes a passage.

    Args:
        session: the case on the desk.
        review: the form.
        proposer: asks the machine.

    Signals:
        lit: what the letter is to show of a passage (a tuple of ``Mark``).
        revealed: where it stands (a tuple of ``Span``).
    """

    lit = Signal(object)
    revealed = Signal(object)

    def __init__(self, session: Session, review: ReviewPanel, proposer: Proposer) -> None:
        super().__init__(review)
        self._session, self._review, self._proposer = session, review, proposer
        self._proposals: tuple[Proposal, ...] = ()
        self._others: Mapping[int, tuple[OtherPassage, ...]] = {}
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(proposer.ask)
        self._view = review.body.excerpt
        session.case_opened.connect(self._case_opened)
        session.letter_changed.connect(self._case_closed)
        session.case_closed.connect(self._case_closed)
        session.focus_changed.connect(self._focus_moved)
        session.review_changed.connect(self._review_moved)
        proposer.proposed.connect(self._proposed)
        self._view.passage_shown.connect(self._light)
        self._view.passage_taken.connect(self._take)

    def _case_opened(self) -> None:
        self._forget()
        session = self._session
        if session.review.finished is None and any(not item.excerpt for item in session.draft.items):
            self._soon.start()

    def _case_closed(self) -> None:
        self._forget()
        self._view.show_passages({})

    def _forget(self) -> None:
        self._proposals, self._others = (), {}
        self._soon.stop()

    def _focus_moved(self, place: Place | None) -> None:
        if place is not None and place.name == "excerpt":
            self._proposer.ask()

    def _proposed(self, proposals: tuple[Proposal, ...]) -> None:
        self._proposals = proposals
        self._others = dict(self._found())
        self._show()

    def _review_moved(self, change: Change) -> None:
        if change.before is None or _excerpts(change.before) != _excerpts(change.after):
            self._show()

    def _found(self) -> Iterator[tuple[int, tuple[OtherPassage, ...]]]:
        """Yield what could stand as the excerpt of each item of the draft, by its index."""
        letter = self._session.letter
        for index, drafted in enumerate(self._session.draft.items):
            rationale = drafted.fields.get("rationale")
            if rationale is not None and rationale.sources:
                found = other_passages(letter, rationale.sources, index, self._proposals)
                yield (
                    index,
                    tuple(OtherPassage(spans, letter.quote_of(spans), "; ".join(why)) for spans, why in found),
                )

    def _show(self) -> None:
        if self._session.is_open:
            known = {item.id: item for item in self._session.review.items}
            self._view.show_passages(
                {
                    item.id: Passages(others, self._advice(item, index, others))
                    for index, others in self._others.items()
                    if (item := known.get(str(index + 1))) is not None
                }
            )

    def _advice(self, item: Item, index: int, others: tuple[OtherPassage, ...]) -> str:
        """Return why another passage is better than the one proposed; empty where reasoning is proposed already."""
        own = kinds_in(self._proposals, index, item.excerpt.spans) if item.excerpt is not None else ()
        if not others or REASONING in own or REASONING not in kinds_in(self._proposals, index, others[0].spans):
            return ""
        if not own:
            return "A passage applies the guideline to this patient."
        return f"These words only {_joined(reasons_for(own))}. Another passage applies the guideline to this patient."

    def _light(self, spans: tuple[Span, ...]) -> None:
        self.lit.emit((Mark(spans, _COLOR, PATTERNS[_COLOR], focus=True, proposed=True),) if spans else ())
        if spans:
            self.revealed.emit(spans)

    def _take(self, passage: OtherPassage) -> None:
        item = self._review.items.current
        if item and self._session.act(QuoteRationale(item, passage.spans, passage.text)):
            self._review.advance()


def _excerpts(review: Review) -> list[tuple[str, Excerpt | None]]:
    return [(item.id, item.excerpt) for item in review.items]


_PLURAL = {"decides": "decide", "tells": "tell", "quotes": "quote", "applies": "apply"}


def _joined(reasons: tuple[str, ...]) -> str:
    """Return reasons as what several words do: "decide the item and quote the guideline"."""
    turned = []
    for reason in reasons:
        verb, rest = reason.split(" ", 1)
        turned.append(f"{_PLURAL.get(verb, verb)} {rest}")
    return " and ".join(turned)
