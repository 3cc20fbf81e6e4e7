"""What is asked about the case on the desk, and what the person at the desk may do about it."""

from imr_desk.model.edits import AskQuestion
from imr_desk.model.questions import Question
from imr_desk.services.sending_back import SendingBack, first_reader
from imr_desk.services.workstation import Workstation
from imr_desk.ui.questions.drafts import Drafts, PlaceDrafts
from imr_desk.ui.questions.talk import Back
from imr_desk.ui.questions.words import Here, Line, line_of
from imr_desk.ui.session import Place, Session, refusals_of

_BLIND = (
    "You read this case a second time, without what its first reader said. Ask once your reading is finished: a "
    "question would tell one of you something of the other."
)
_ALONE = "Nobody else works in this case log, so there is nobody to send the case back to (File, People)."


class CaseTalk:
    """Answers for the case on the desk; asked only while one is open.

    Args:
        workstation: who works here.
        sending_back: knows who may send cases back.
        session: the case on the desk.
        drafts: what was typed and not sent.
    """

    def __init__(self, workstation: Workstation, sending_back: SendingBack, session: Session, drafts: Drafts) -> None:
        self._ws, self._sending_back, self._session, self._drafts = workstation, sending_back, session, drafts

    @property
    def here(self) -> Here:
        """Who looks, and who works the case."""
        return Here(self._session.person, self._session.opened.case.handling.reviewer)

    @property
    def people(self) -> tuple[str, ...]:
        """Whom one can ask, by name."""
        register = self._ws.people.register
        people = () if register is None else register.people
        return tuple(each.name for each in people if each.active and each.name != self._session.person)

    @property
    def items(self) -> tuple[str, ...]:
        """Identities of the items of the case, in their order."""
        return tuple(item.id for item in self._session.review.items)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where something was asked, or typed and not sent."""
        session = self._session
        asked = (Place(each.item, each.field) for each in session.review.questions)
        return tuple(dict.fromkeys((*asked, *self._drafts.places(session.person, session.case_id))))

    @property
    def unsent(self) -> int:
        """At how many places of the case something was typed and not sent."""
        return len(self._drafts.places(self._session.person, self._session.case_id))

    def about(self, place: Place) -> tuple[Question, ...]:
        """Return the questions about a place, oldest first."""
        questions = self._session.review.questions
        return tuple(each for each in questions if (each.item, each.field) == (place.item, place.name))

    def drafts_at(self, place: Place) -> PlaceDrafts:
        """Return what was typed at a place and not sent."""
        return self._drafts.at(self._session.person, self._session.case_id, place)

    def line_at(self, place: Place) -> Line:
        """Tell how the questions about a place stand."""
        return line_of(self.about(place), self.drafts_at(place).words, self.here)

    @property
    def refusal(self) -> str:
        """Why nobody may ask or answer here now; empty when one may."""
        session = self._session
        if session.second is not None:
            return _BLIND
        return refusals_of(self._ws)(AskQuestion(None, "", "?"), session.review, session.letter, session.draft)

    @property
    def back_refusal(self) -> str:
        """Why the case cannot be sent back from here; empty when it can."""
        return self.refusal or self._sending_back.refusal or ("" if self.people else _ALONE)

    @property
    def back(self) -> Back | None:
        """How the case would be sent back; ``None`` when it cannot be."""
        if self.back_refusal:
            return None
        session, finished = self._session, self._session.review.finished
        reader = first_reader(session.opened.case, session.history, session.opened.acts)
        notice = "The case goes with your question to the person named above."
        if finished is not None:
            signature = f"the signature of {finished.who} ({finished.at[:10]})"
            notice = f"This voids {signature}; the review is opened again. {notice}"
        return Back(reader if reader in self.people else "", notice)
