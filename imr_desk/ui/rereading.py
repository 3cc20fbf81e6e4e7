"""Reading the letter on the desk again, while the work on its case goes on."""

from collections.abc import Callable
from functools import partial

from imr_desk.model.edits import RereadLetter
from imr_desk.model.review import Review
from imr_desk.services.intake import Intake
from imr_desk.services.rereading import ReadAgain, reread_letter
from imr_desk.ui.background import Lane
from imr_desk.ui.bars import MessageBar
from imr_desk.ui.session import Session

_SETTLED = "What you had settled is as you left it."


class Rereading:
    """Reads the open letter anew from its bytes; what came out better takes the place of its text.

    Args:
        session: the case on the desk.
        intake: reads letters.
        lane: where they are read.
        message: tells how it went.
        flush: takes over what is being typed.
        failed: tells why it could not be done.
    """

    def __init__(
        self,
        session: Session,
        intake: Intake,
        lane: Lane,
        message: MessageBar,
        flush: Callable[[], object],
        failed: Callable[[Exception], None],
    ) -> None:
        self._session, self._intake, self._lane, self._message = session, intake, lane, message
        self._flush, self._failed = flush, failed
        self._at_work: int | None = None

    def start(self) -> None:
        """Read the letter on the desk again, unless that cannot be taken over."""
        session = self._session
        self._flush()
        if refusal := self._refusal():
            self._message.tell("warning", refusal)
            return
        case_id, letter = session.case_id, session.letter
        self._at_work = case_id
        self._message.tell("info", "The letter is being read again…", stays=True)
        self._lane.run(
            session, lambda: self._intake.read_again(case_id, letter), partial(self._place, case_id), self._not_read
        )

    def _refusal(self) -> str:
        session = self._session
        if self._at_work is not None:
            return "A letter is being read again. Read this one when that is done."
        if session.review.finished is not None:
            return "This review is finished. Reopen it to change something."
        if session.second is None and session.opened.case.handling.in_second_reading:
            # Both readers are compared place by place, so both must have read the same text.
            return "This case is being read a second time. Read its letter again when that is done."
        return ""

    def _place(self, case_id: int, read: ReadAgain) -> None:
        """Have everything found in the new text that the review points to now, and take it over."""
        session = self._session
        if not session.is_open or session.case_id != case_id:
            self._at_work = None
            self._message.tell("warning", f"Case {case_id} was left while its letter was read. Nothing was changed.")
            return
        self._flush()
        review, letter = session.review, session.letter
        self._lane.run(
            session,
            lambda: reread_letter(review, letter, read),
            partial(self._take, case_id, review, read),
            self._not_read,
        )

    def _take(self, case_id: int, review: Review, read: ReadAgain, act: RereadLetter) -> None:
        session = self._session
        if session.is_open and session.case_id == case_id:
            self._flush()
        if not session.is_open or session.case_id != case_id or session.review is not review:
            self._place(case_id, read)  # something was done meanwhile, and wants its place too
            return
        self._at_work = None
        if session.act(act):
            self._message.tell(*_told(read, act.lost))

    def _not_read(self, error: Exception) -> None:
        self._at_work = None
        self._failed(error)


def _told(read: ReadAgain, lost: int) -> tuple[str, str]:
    if read.is_poorer:
        return "warning", (
            "Text recognition is not installed here, so the letter's text was left as it is; its values were read "
            f"again. {_SETTLED}"
        )
    if not read.is_new:
        return "good", f"The letter was read again. Its text is the same as before. {_SETTLED}"
    if not lost:
        return "good", f"The letter has a new text; everything found its place in it. {_SETTLED}"
    places = "1 place was" if lost == 1 else f"{lost} places were"
    return "warning", f"The letter has a new text; {places} not found in it and want a look. {_SETTLED}"
