"""The parts of the window, made once and in order: bars, panels, pages, and those who tie a few of them together."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imr_desk.services.second_readings import QueueHandling
from imr_desk.services.workstation import Workstation
from imr_desk.ui.agreement.lazy_page import LazyAgreement, agreement_page
from imr_desk.ui.annotating import Annotating
from imr_desk.ui.arrangement import Arrangement
from imr_desk.ui.arrivals import Arrivals
from imr_desk.ui.bars import CaseBar, HintStrip, IntakeBar, MessageBar, StatusStrip
from imr_desk.ui.centre import Centre
from imr_desk.ui.colleagues import Colleagues
from imr_desk.ui.dashboard.lazy_page import LazyDashboard, dashboard_page
from imr_desk.ui.desk import Desk
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.dress import Dress
from imr_desk.ui.duty_desk import DutyDesk
from imr_desk.ui.intake_run import IntakeRun
from imr_desk.ui.lanes import Lanes
from imr_desk.ui.letter.panel import LetterPanel
from imr_desk.ui.letter.second_window import SecondScreen
from imr_desk.ui.people_acts import PeopleActs
from imr_desk.ui.questions.tying import Questions
from imr_desk.ui.recent import RecentCases
from imr_desk.ui.refreshing import Refreshing
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.second.blind_desk import BlindDesk
from imr_desk.ui.second.blind_strip import BlindStrip
from imr_desk.ui.second.differences_settling import Settling
from imr_desk.ui.second.second_acts import SecondActs
from imr_desk.ui.session import Session, refusals_of
from imr_desk.ui.time_out_acts import TimeOutActs
from imr_desk.ui.watching import Watching
from imr_desk.ui.worklist.lazy_page import LazyQueue
from imr_desk.ui.worklist.panel import WorklistPanel
from imr_desk.ui.worklist.queue import Queue


class Dressed(Protocol):
    """Something that takes on the look of the window."""

    def dress(self, dress: Dress, /) -> None:
        """Take on a look."""


class Keyed(Protocol):
    """Something that names keys of acts on the screen."""

    def show_keys(self, key_of: Callable[[str], str], /) -> None:
        """Show the keys that the acts have now, by the id of the act."""


@dataclass(frozen=True)
class Given:
    """What every part may be made of.

    Attributes:
        workstation: the services.
        settings: what the window remembers.
        dialogs: the door for questions.
        look: theme, type and icons at the start.
        lanes: the threads.
        window: the owner.
    """

    workstation: Workstation
    settings: QSettings
    dialogs: Dialogs
    look: Dress
    lanes: Lanes
    window: QWidget


@dataclass(frozen=True)
class Bars:
    """The bars above and below the pages.

    Attributes:
        case: which case is on the desk.
        blind: says that the case is read a second time.
        message: news.
        hint: the keys worth knowing first.
        intake: how far letters have come in.
        status: who works here, whether all is saved.
    """

    case: CaseBar
    blind: BlindStrip
    message: MessageBar
    hint: HintStrip
    intake: IntakeBar
    status: StatusStrip

    def above(self, pages: QWidget) -> QWidget:
        """Return the middle of the window: the bars in a column, the pages below them."""
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for bar in (self.case, self.blind, self.message, self.hint, self.intake):
            column.addWidget(bar)
        column.addWidget(pages, 1)
        return middle


@dataclass(frozen=True)
class WindowParts:
    """All parts of one window.

    Attributes:
        session: the case on the desk.
        desk: opens cases.
        queue: the queue.
        worklist: the queue beside the letter.
        letter: the letter.
        second: the letter once more, on a second screen.
        review: the form.
        arrangement: how these share the room.
        bars: the bars above and below the pages.
        centre: the pages.
        intake: brings letters in.
        arrivals: tells what came in.
        watching: the watched folder.
        recent: the cases opened last.
        refreshing: lets the queue ask again.
        colleagues: whose case is on the desk.
        people: who works here.
        time_out: after how long a case left lying is free again.
        annotating: labels on the letter.
        blind_desk: second readings.
        second_acts: which cases are read a second time.
        settling: the differences between two readings.
        questions: what colleagues ask about the case on the desk.
        duty_desk: what must be done about a case, by when.
    """

    session: Session
    desk: Desk
    queue: Queue
    worklist: WorklistPanel
    letter: LetterPanel
    second: SecondScreen
    review: ReviewPanel
    arrangement: Arrangement
    bars: Bars
    centre: Centre
    intake: IntakeRun
    arrivals: Arrivals
    watching: Watching
    recent: RecentCases
    refreshing: Refreshing
    colleagues: Colleagues
    people: PeopleActs
    time_out: TimeOutActs
    annotating: Annotating
    blind_desk: BlindDesk
    second_acts: SecondActs
    settling: Settling
    questions: Questions
    duty_desk: DutyDesk

    def dressed(self) -> tuple[Dressed, ...]:
        """Return all that takes on the look of the window; a new panel is dressed by its place here."""
        bars = self.bars
        return (
            bars.case,
            bars.blind,
            bars.message,
            bars.hint,
            self.arrangement.start,
            self.worklist,
            self.letter,
            self.second,
            self.review,
            bars.status,
            self.centre,
            self.duty_desk,
            self.annotating,
            self.settling,
            self.questions,
            self.people,
            self.second_acts,
            bars.case.due,
        )

    def keyed(self) -> tuple[Keyed, ...]:
        """Return all that names keys on the screen."""
        bars, start = self.bars, self.arrangement.start
        return (bars.case, bars.hint, start, self.letter, self.second, self.review, self.questions, bars.status)


def parts_of(given: Given) -> WindowParts:
    """Make the parts of a window, each after those that it is made of."""
    ws, lanes, look, settings, window = given.workstation, given.lanes, given.look, given.settings, given.window
    session = Session(ws.reviews, lanes.log, refusals_of(ws), ws.second_readings)
    desk = Desk(session, ws.second_readings, ws.worklist, lanes.log)
    intake = IntakeRun(ws.intake, lanes.reading, lanes.log, time.monotonic)
    recent = RecentCases(ws.log, ws.log_path, settings, lanes.log, window, lambda: session.person)
    status = StatusStrip(session.person, ws.log_path.name)
    bars = Bars(CaseBar(), BlindStrip(), MessageBar(), HintStrip(settings), IntakeBar(), status)
    colleagues = Colleagues(session, ws.handling, ws.ownership, lanes.log, bars.message)
    queue = Queue(ws.worklist, lanes.log, window)
    worklist = WorklistPanel(ws.worklist, lanes.log, look, session.person, queue=queue)
    letter = LetterPanel(session, ws.pages, lanes.pages, look)
    second = SecondScreen(session, ws.pages, lanes.pages, look, settings, window)
    review = ReviewPanel(session)
    arrangement = Arrangement(worklist, letter, review, settings)
    people = PeopleActs(ws.people, lanes.log, window)
    centre = Centre(arrangement, _queue_page(given, queue, bars.message), _dashboard(given), _agreement(given))
    return WindowParts(
        session=session,
        desk=desk,
        queue=queue,
        worklist=worklist,
        letter=letter,
        second=second,
        review=review,
        arrangement=arrangement,
        bars=bars,
        centre=centre,
        intake=intake,
        annotating=Annotating(ws, session, arrangement, lanes.log, look, settings, window),
        blind_desk=BlindDesk(
            session, desk, ws.second_readings, ws.sampling, lanes.log, given.dialogs, bars.message, bars.blind
        ),
        settling=Settling(ws, session, desk, arrangement, lanes.log, given.dialogs, bars.message, look),
        watching=Watching(intake, lanes.reading[0], settings, given.dialogs, bars.message),
        arrivals=Arrivals(intake, bars.intake, session, desk, bars.message, centre),
        recent=recent,
        refreshing=Refreshing(worklist, recent, window),
        colleagues=colleagues,
        people=people,
        second_acts=SecondActs(ws, session, lanes.log, given.dialogs, bars.message, look, people.show_people, window),
        questions=Questions(ws, ws.sending_back, session, review, lanes.log, bars.message.tell, window),
        time_out=TimeOutActs(ws, lanes.log, window),
        duty_desk=DutyDesk(ws, session, centre, review, bars.case.due, lanes.log, given.dialogs, window),
    )


def _queue_page(given: Given, queue: Queue, message: MessageBar) -> LazyQueue:
    ws, tell = given.workstation, partial(message.tell, stays=True)
    handling = QueueHandling(ws.second_readings, ws.log, ws.reviews, ws.people.refusal_of_step, ws.ownership.step_for)
    look, settings, readings = given.look, given.settings, ws.second_readings
    return LazyQueue(queue, handling, ws.reviews.person, look, settings, tell, lambda: readings.colleagues)


def _dashboard(given: Given) -> LazyDashboard:
    ws = given.workstation
    make = partial(dashboard_page, ws.figures, ws.figure_files, given.lanes.log, given.dialogs)
    return LazyDashboard(make, given.look)


def _agreement(given: Given) -> LazyAgreement:
    ws = given.workstation
    make = partial(agreement_page, ws.agreements, ws.figure_files, given.lanes.log, given.dialogs)
    return LazyAgreement(make, given.look)
