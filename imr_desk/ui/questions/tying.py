"""Questions in the form: a thread under each place that somebody asks about, their list, and sending a case back."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from imr_desk.model.edits import AnswerQuestion, AskQuestion, CloseQuestion, Edit
from imr_desk.model.review import Look, Review
from imr_desk.services.sending_back import SendingBack, SentBack
from imr_desk.services.workstation import Workstation
from imr_desk.ui.background import Lane
from imr_desk.ui.dress import Dress
from imr_desk.ui.questions.anchors import anchor_of, place_at, put_under, stop_before
from imr_desk.ui.questions.case_talk import CaseTalk
from imr_desk.ui.questions.drafts import Draft, Drafts
from imr_desk.ui.questions.menus import PlaceMenus
from imr_desk.ui.questions.overview import Overview
from imr_desk.ui.questions.returning import Returning
from imr_desk.ui.questions.talk import Talk
from imr_desk.ui.questions.thread import Thread
from imr_desk.ui.questions.words import lowered, place_name, short_name
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.review.words import KeyOf
from imr_desk.ui.session import Change, Place, Session

_WHOLE_CASE = Place(None, "")

Tell = Callable[[str, str], object]
"""Tells news: their kind, and a sentence."""


class Questions(QObject):
    """Lets people ask and answer in the form of the case on the desk.

    Signals:
        moved: a case was sent back: the queue should ask again.

    Args:
        workstation: who works here and in which case.
        sending_back: sends cases back.
        session: the case on the desk.
        review: its form.
        lane: the thread that the case log lives in.
        tell: tells news.
        parent: the owner.
    """

    moved = Signal()

    def __init__(
        self,
        workstation: Workstation,
        sending_back: SendingBack,
        session: Session,
        review: ReviewPanel,
        lane: Lane,
        tell: Tell,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._panel, self._tell = session, review, tell
        self._drafts = Drafts()
        self._talk = CaseTalk(workstation, sending_back, session, self._drafts)
        self._threads: dict[Place, Thread] = {}
        self._dress: Dress | None = None
        self._refusal = ""
        self.overview = Overview(session, review, self._talk)
        self.menus = PlaceMenus(session, review, sending_back)
        self._returning = Returning(session, sending_back, workstation.second_readings, lane, self)
        session.review_changed.connect(self._changed)
        session.case_closed.connect(self._clear)
        session.refused.connect(self._note_refusal)
        review.finish.look_chosen.connect(self._follow_look)
        review.items.current_changed.connect(self._renew)
        review.body.more.toggled.connect(self._renew)
        review.tabs_ordered.connect(self._order_tabs)
        self.menus.ask_wished.connect(self._ask_at)
        self.menus.back_wished.connect(self._send_back_for)
        self.overview.place_chosen.connect(self.show_thread)
        self.overview.case_wished.connect(lambda: self._thread_at(_WHOLE_CASE).write())
        self._returning.sent.connect(self._sent)
        self._returning.failed.connect(self._not_sent)

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        return {"ask_question": self.ask, "send_back": self.send_back, "questions": self.show_list}

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self.overview.dress(dress)
        for thread in self._threads.values():
            thread.dress(dress)

    def show_keys(self, key_of: KeyOf) -> None:
        """Name the keys of the acts."""
        self.menus.show_keys(key_of)
        self.overview.show_keys(key_of)

    def show_person(self, _name: str = "") -> None:
        """Another person sits at the desk: what somebody else typed and did not send is not theirs to see."""
        self._clear()
        self._renew()

    @property
    def unsent(self) -> int:
        """How many questions and answers of the person at the desk were typed and not sent, in all cases."""
        return self._drafts.number(self._session.person)

    # Acts

    def ask(self) -> None:
        """Ask about the place in focus, or answer there."""
        if self._session.is_open:
            self._ask_at(self._place_here())

    def send_back(self) -> None:
        """Send the case back to its first reader, with a question about the place in focus."""
        if self._session.is_open:
            self._send_back_for(self._place_here())

    def show_list(self) -> None:
        """Show the questions of the case, the keyboard on the first."""
        if self._session.is_open:
            self.overview.show()

    def show_thread(self, place: Place) -> None:
        """Show what was asked at a place, ready to answer."""
        self._thread_at(place).unfold()

    def shown_at(self, place: Place) -> Thread | None:
        """Return the thread that stands at a place; ``None`` where none is in sight."""
        return self._threads.get(place)

    def _place_here(self) -> Place:
        """Return the place that an act is about: of the keyboard, else the one last in focus, else the case."""
        place = place_at(self._panel, QApplication.focusWidget()) or self._session.focus or _WHOLE_CASE
        return Place(place.item, "") if place.name == "flag" else place

    def _ask_at(self, place: Place) -> None:
        thread = self._threads.get(place)
        if thread is not None and thread.composer.edit.hasFocus():
            thread.write()  # asked for once more: something else
        else:
            self._thread_at(place).unfold()

    def _send_back_for(self, place: Place) -> None:
        if refusal := self._talk.back_refusal:
            self._tell("warning", refusal)
        else:
            self._thread_at(place).write_back()

    def _thread_at(self, place: Place) -> Thread:
        """Return the thread of a place, with the place in sight."""
        if place.item in self._talk.items:
            self._panel.items.set_current(place.item or "")
        if place.name:
            self._panel.go_to(place)
        thread = self._threads.get(place) or self._made(place)
        self._renew(keep=thread)
        return thread

    def _follow_look(self, look: Look) -> None:
        """Show the thread where that is what keeps the review from being finished."""
        place = Place(look.item, look.field or "")
        if look.flag is None and any(each.waits for each in self._talk.about(place)):
            self.show_thread(place)

    # Showing

    def _changed(self, change: Change) -> None:
        before, after = change.before, change.after
        if before is None:
            self._clear()
        elif before.questions is after.questions and _items(before) == _items(after):
            return  # typing in the form costs nothing here
        self._renew()

    def _clear(self) -> None:
        for place in tuple(self._threads):
            self._drop(place)
        self.overview.clear()

    def _drop(self, place: Place) -> None:
        thread = self._threads.pop(place)
        thread.blockSignals(True)
        thread.hide()
        thread.deleteLater()

    def _renew(self, *_told: object, keep: Thread | None = None) -> None:
        """Show all threads in sight as they stand, each under its place; ``keep`` one that is about to be opened."""
        if not self._session.is_open:
            return
        for place in self._talk.places:
            if place not in self._threads and self._is_in_sight(place):
                self._made(place)
        for place, thread in tuple(self._threads.items()):
            thread.show_talk(self._talk_at(place))
            if thread is keep or (self._is_in_sight(place) and not thread.is_idle):
                put_under(self._panel, anchor_of(self._panel, place), thread)
            else:
                self._drop(place)
        self.overview.renew()
        self._order_tabs()

    def _is_in_sight(self, place: Place) -> bool:
        return place.item in (None, self._panel.items.current) or place.item not in self._talk.items

    def _made(self, place: Place) -> Thread:
        thread = Thread(place, self._talk.drafts_at(place))
        self._threads[place] = thread
        thread.asked.connect(lambda text, to: self._do(thread, AskQuestion(place.item, place.name, text, to)))
        thread.answered.connect(lambda question, text: self._do(thread, AnswerQuestion(question, text)))
        thread.closed.connect(partial(self._close, thread))
        thread.sent_back.connect(partial(self._returning.send, place))
        thread.left.connect(partial(self._leave, place))
        thread.turned.connect(self._order_tabs)
        if self._dress is not None:
            thread.dress(self._dress)
        return thread

    def _talk_at(self, place: Place) -> Talk:
        anchor, review, talk = anchor_of(self._panel, place), self._session.review, self._talk
        in_full = place_name(review, place)
        return Talk(
            about=lowered(in_full),
            short=in_full if anchor is None else short_name(review, place),
            named=anchor is None or anchor.isHidden(),
            questions=talk.about(place),
            here=talk.here,
            people=talk.people,
            refusal=talk.refusal,
            back=talk.back,
        )

    # The keyboard's way

    def _order_tabs(self) -> None:
        for place, thread in self._threads.items():
            if thread.window() is not self._panel.window():
                continue  # it has no place yet
            before = stop_before(self._panel, anchor_of(self._panel, place))
            for stop in thread.stops():
                if before is not None:
                    QWidget.setTabOrder(before, stop)
                before = stop
        self.overview.order_tabs()

    def _leave(self, place: Place) -> None:
        """Put the keyboard back on the place whose thread was folded."""
        self._renew()
        if place.name and self._panel.go_to(place):
            return
        header = self._panel.items.current_header()
        target: QWidget = header if place.item is not None and header is not None else self._panel.finish.finish
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # Doing

    def _do(self, thread: Thread, edit: Edit) -> None:
        """Have an edit done; the thread says why when it is refused."""
        self._refusal = ""
        if self._session.act(edit, by=self):
            thread.taken()
        else:
            thread.refused(self._refusal)

    def _close(self, thread: Thread, question: str) -> None:
        if self._session.act(CloseQuestion(question), by=self):
            thread.fold()

    def _note_refusal(self, sentence: str) -> None:
        self._refusal = sentence

    def _sent(self, case_id: int, place: Place, sent: SentBack) -> None:
        self._drafts.at(self._session.person, case_id, place).keep("", Draft())
        self.moved.emit()
        if self._session.is_open and self._session.case_id == case_id:
            self._renew()
            QTimer.singleShot(0, self, partial(self._leave, place))  # behind what the desk does with a case opened
        void = " The review is open again." if sent.voided is not None else ""
        words = sent.not_done or f"Sent back to {sent.to} with your question.{void}"
        self._tell("warning" if sent.not_done else "good", words)

    def _not_sent(self, case_id: int, place: Place, why: str) -> None:
        here = self._session.is_open and self._session.case_id == case_id
        if here and place in self._threads:
            self._threads[place].refused(why)
        else:
            self._tell("warning", f"The case was not sent back. {why}")


def _items(review: Review) -> tuple[str, ...]:
    return tuple(item.id for item in review.items)
