"""The duties of one case as the screen shows them, and what a person does about them."""

from collections.abc import Callable
from datetime import date
from functools import partial

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from imr_desk.model.case import CaseStanding, HandledCase
from imr_desk.model.deadlines.computing import Deadline
from imr_desk.model.deadlines.due import Due
from imr_desk.model.deadlines.rules import RuleTable
from imr_desk.model.deadlines.work_calendar import WorkCalendar
from imr_desk.model.edits import SetField
from imr_desk.model.errors import DeskError
from imr_desk.model.fields import LETTER_FIELDS, FieldKind
from imr_desk.model.handling import GiveAnswer, GiveDate, Handling, HandlingStep, MarkDone, MarkNotDone
from imr_desk.model.hiding import is_hidden
from imr_desk.model.history import History
from imr_desk.ports import CaseLog
from imr_desk.services.case_handling import CaseHandling, Handled
from imr_desk.services.deadlines import Deadlines
from imr_desk.ui.background import Job, Lane
from imr_desk.ui.duties.words import step_words
from imr_desk.ui.session import Session

_FORM_DATES = frozenset(spec.name for spec in LETTER_FIELDS if spec.kind is FieldKind.DATE)
_RENDERED = "retrospective"


class DutyView(msgspec.Struct, frozen=True):
    """The duties of a case at one moment.

    Attributes:
        case: the case with its facts.
        deadlines: all deadlines, in the order of the rules.
        due: the next one.
        today: the day on which one looks.
        rules: the table that gave them.
        calendar: the working days.
        in_form: whether the case is open and not finished, so that the form takes what is given.
        problem: why the department's own rules do not count; empty when they do or there are none.
    """

    case: HandledCase
    deadlines: tuple[Deadline, ...]
    due: Due
    today: date
    rules: RuleTable
    calendar: WorkCalendar
    in_form: bool
    problem: str


class CaseDuties(QObject):
    """Computes the duties of a case, takes steps with it and can take the last one back.

    What is given goes where a person would look for it: into the form while its review is open, so that the row of
    the form, its evidence and Ctrl+Z are all there is to know; beside the review where the case is not open, is
    finished, or the form has no such field. A date that a person put into the form goes before one beside it.

    Args:
        log: where cases live.
        handling: takes steps.
        deadlines: computes.
        session: the open case.
        lane: the log's thread.
        follows: whether the case on the desk is shown, whichever it is; otherwise ``show_case`` chooses.
        parent: its owner.

    Signals:
        changed: a ``DutyView``, or ``None`` for no case.
        handled: what became of a step (``Handled``), for the queue.
        failed: a sentence.
        undo_changed: name of what ``undo`` would take back; empty for nothing.
    """

    changed = Signal(object)
    handled = Signal(object)
    failed = Signal(str)
    undo_changed = Signal(str)

    def __init__(
        self,
        log: CaseLog,
        handling: CaseHandling,
        deadlines: Deadlines,
        session: Session,
        lane: Lane,
        *,
        follows: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._log = log
        self._handling = handling
        self._deadlines = deadlines
        self._session = session
        self._lane = lane
        self._case_id: int | None = None
        self._stored: HandledCase | None = None
        self._loading: Job | None = None
        self._back: Callable[[], object] | None = None
        self._left: History | Handling | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._count)
        self.view: DutyView | None = None
        session.review_changed.connect(self._review_moved)
        session.case_opened.connect(self._follow if follows else self.refresh)
        session.case_closed.connect(partial(self.show_case, None) if follows else self.refresh)

    # Which case

    @property
    def case_id(self) -> int | None:
        """Number of the case that is shown; ``None`` for none."""
        return self._case_id

    def show_case(self, case_id: int | None) -> None:
        """Show the duties of a case; ``None`` for none."""
        if case_id != self._case_id:
            self._forget_undo()
            self._case_id, self._stored = case_id, None
            self._tell(None)
        self.refresh()

    def refresh(self) -> None:
        """Count anew from what the log holds, as after a step taken elsewhere or with other rules."""
        if self._loading is not None:
            self._loading.cancel()
        case_id = self._case_id
        if case_id is None:
            self._soon.stop()
            return

        def work() -> HandledCase:
            case = self._log.handled((case_id,))[0]
            # Both are read when they are first needed: here, so that the screen need not wait for them.
            _ = self._deadlines.rules, self._deadlines.calendar
            return case

        self._loading = self._lane.run(self, work, self._loaded, self._not_done)

    def _follow(self) -> None:
        self.show_case(self._session.case_id)

    def _loaded(self, case: HandledCase) -> None:
        if case.case.id != self._case_id:
            return
        self._loading = None
        if is_hidden(case.case.handling, self._session.person):
            self._tell(None)  # what is due would tell what the first reader decided
            return
        self._stored = case
        if isinstance(self._left, Handling) and case.case.handling != self._left:
            self._forget_undo()  # somebody went on elsewhere: taking back would take that back too
        self._count()

    def _review_moved(self) -> None:
        if isinstance(self._left, History) and (not self._is_open or self._session.history is not self._left):
            self._forget_undo()
        if self._stored is not None and self._is_open:
            self._soon.start()

    @property
    def _is_open(self) -> bool:
        return self._session.is_open and self._session.case_id == self._case_id

    def _count(self) -> None:
        if self._stored is None:
            return
        case = self._stored
        in_form = self._is_open and self._session.review.finished is None
        if self._is_open:  # as the screen has it, saved or not yet
            facts = CaseStanding.of(self._session.review, case.case.stage).facts
            case = HandledCase(case.case, facts)
        if self._is_counted(case, in_form):
            return  # typing in fields that no rule looks at costs nothing here
        deadlines = self._deadlines.of(case)
        self._tell(
            DutyView(
                case,
                deadlines,
                self._deadlines.due(deadlines),
                self._deadlines.today,
                self._deadlines.rules,
                self._deadlines.calendar,
                in_form,
                self._deadlines.problem,
            )
        )

    def _is_counted(self, case: HandledCase, in_form: bool) -> bool:
        view, now = self.view, self._deadlines
        return (
            view is not None
            and (view.today, view.in_form, view.problem) == (now.today, in_form, now.problem)
            and view.rules is now.rules
            and view.calendar is now.calendar
            and view.case == case
        )

    def _tell(self, view: DutyView | None) -> None:
        if view != self.view:
            self.view = view
            self.changed.emit(view)

    # What a person does

    def give_date(self, name: str, day: str) -> None:
        """Give the date that a deadline runs from, ISO 8601."""
        if self._in_form and name in _FORM_DATES:
            self._act((SetField(None, name, day),))
        else:
            self.take(GiveDate(name, day))

    def give_answer(self, name: str, choice: str, items: tuple[int, ...] = ()) -> None:
        """Answer a question; whether treatments had been rendered can be said only in the open form."""
        if name != _RENDERED:
            self.take(GiveAnswer(name, choice))
        elif self._in_form:
            all_items = self._session.review.items
            self._act(tuple(SetField(all_items[number - 1].id, _RENDERED, choice) for number in items))

    def mark_done(self, rule: str, day: str, words: str) -> None:
        """Say that a duty was done on a day; with it all that the same act fulfils, such as an earlier target."""
        self.take(MarkDone(self._whole_rule(rule), day, words))

    def mark_not_done(self, rule: str) -> None:
        """Take back that a duty was done."""
        done = () if self._stored is None else self._stored.case.handling.done
        names = {each.rule for each in done}
        self.take(MarkNotDone(rule if rule in names else self._whole_rule(rule)))

    def take(self, step: HandlingStep) -> None:
        """Take a step with the case, in the log's lane."""
        case_id = self._case_id
        if case_id is not None:
            words = step_words(step)
            self._go(case_id, partial(self._handling.take, (case_id,), step), partial(self._taken, words))

    def undo(self) -> None:
        """Take back the last thing done here."""
        back = self._back
        if back is not None:
            self._forget_undo()
            back()

    @property
    def _in_form(self) -> bool:
        return self.view is not None and self.view.in_form and self._is_open

    def _whole_rule(self, rule: str) -> str:
        """Return ``R1`` for ``R1-expedited`` where the case has both: one act fulfils them."""
        whole = rule.partition("-")[0]
        there = () if self.view is None else (each.rule for each in self.view.deadlines)
        return whole if whole in there else rule

    def _act(self, edits: tuple[SetField, ...]) -> None:
        session, label = self._session, ""
        for done, edit in enumerate(edits):
            label = edit.label(session.review)
            if not session.act(edit, by=self):  # the session says why
                edits = edits[:done]
                break

        def back() -> None:
            for _ in edits:
                session.turn("undo")

        if edits:
            self._remember(label, back, session.history)

    def _go(self, case_id: int, work: Callable[[], Handled], then: Callable[[Handled, Handling], object]) -> None:
        """Take a step in the lane and read what it leaves before anything else can follow."""

        def both() -> tuple[Handled, HandledCase]:
            result = work()
            return result, self._log.handled((case_id,))[0]

        def done(both: tuple[Handled, HandledCase]) -> None:
            result, case = both
            self.handled.emit(result)
            if case_id == self._case_id:
                then(result, case.case.handling)
                self._loaded(case)

        self._lane.run(self, both, done, self._not_done)

    def _taken(self, words: str, result: Handled, left: Handling) -> None:
        if result.refused:
            self.failed.emit(result.refused[0].sentence)
        elif result.before:
            (case_id,) = result.before
            back = partial(self._handling.undo, result)
            self._remember(words, lambda: self._go(case_id, back, lambda _result, _left: None), left)

    def _remember(self, label: str, back: Callable[[], object], left: History | Handling) -> None:
        self._back, self._left = back, left
        self.undo_changed.emit(label)

    def _forget_undo(self) -> None:
        self._back = self._left = None
        self.undo_changed.emit("")

    def _not_done(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.failed.emit(error.sentence)
