"""Steps with the selected cases: what an act needs is asked for, done, told, and can be taken back."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QObject, Signal

from imr_desk.model.case import Case
from imr_desk.model.errors import DeskError
from imr_desk.model.handling import CallOffSecondReading, EndSecondLook, GiveBack, HandlingStep, ReleaseHold, Take
from imr_desk.services.case_handling import CaseHandling, Refusal
from imr_desk.services.second_readings import ALONE
from imr_desk.ui.background import Job
from imr_desk.ui.worklist.bulk import BulkSteps, BulkSum
from imr_desk.ui.worklist.case_words import case_name, number_of_cases
from imr_desk.ui.worklist.queue import Queue
from imr_desk.ui.worklist.side import Tell
from imr_desk.ui.worklist.step_form import STEP_KINDS, StepForm

MOST_AT_ONCE = 100_000
"""Cases a step; a filter that lets more through wants narrowing."""

_GATHERED = 1000
"""Cases whose numbers are gathered in one piece of work."""

_TOLD = 3
"""Refused cases that are named; the others are counted."""

_PLAIN_STEPS: tuple[tuple[str, HandlingStep], ...] = (
    ("case_take", Take()),
    ("case_take_over", Take(over=True)),
    ("case_give_back", GiveBack()),
    ("case_release", ReleaseHold()),
    ("case_second_look_done", EndSecondLook()),
    ("case_second_call_off", CallOffSecondReading()),
)
"""Acts that need nothing but the cases."""

_PAPERS = "case_papers"
"""The act that changes no case: its papers are handed out elsewhere."""

_SEND = "case_second_send"
"""The act that asks for somebody who works in the log, and not for anybody who was seen at a case."""


def _nobody() -> Sequence[str]:
    return ()


class CaseSteps(QObject):
    """Does the acts on the cases that ``chosen`` gives.

    Args:
        queue: the queue.
        handling: the service.
        form: asks for what a step needs.
        tell: shows news.
        chosen: numbers of the selected cases; ``None`` for all that the filter lets through.

    Who can be asked to read a second time, ``colleagues`` tells; it may be set by whoever knows them.

    Signals:
        done: cases were changed.
        busy_changed: a step began or ended.
        papers_requested: numbers of the cases whose papers are to be handed out.
    """

    done = Signal()
    busy_changed = Signal()
    papers_requested = Signal(object)

    def __init__(
        self,
        queue: Queue,
        handling: CaseHandling,
        form: StepForm,
        tell: Tell,
        chosen: Callable[[], Sequence[int] | None],
    ) -> None:
        super().__init__(form)
        self._queue = queue
        self._form = form
        self._tell = tell
        self._chosen = chosen
        self._names: dict[int, str] = {}
        self._job: Job | None = None
        self.colleagues: Callable[[], Sequence[str]] = _nobody
        self.bulk = BulkSteps(handling, queue.lane, self)
        self.bulk.stepped.connect(self._show_step)
        self.bulk.ended.connect(self._ended)
        form.accepted.connect(self.take)

    @property
    def is_busy(self) -> bool:
        """Tell whether a step is under way."""
        return self.bulk.running or self._job is not None

    def begin(self, act: str) -> None:
        """Do an act with the selected cases, asking first for what it needs."""
        chosen = self._chosen()
        number = (self._queue.total or self._queue.rows.rowCount()) if chosen is None else len(chosen)
        if not number:
            self._tell("info", "Select cases first; Ctrl+A selects all that are shown.", "", None)
        elif self.is_busy:
            self._tell("warning", "Another step is under way. Do this one when it is done.", "", None)
        elif act == _PAPERS:
            self._with_all(self.papers_requested.emit)
        elif act == _SEND and len(self.colleagues()) <= 1:
            self._tell("warning", ALONE, "", None)
        elif act in dict(_PLAIN_STEPS):
            self.take(dict(_PLAIN_STEPS)[act])
        else:
            self._form.ask(act, number, *self._known(act))

    def _known(self, act: str) -> tuple[Sequence[str], Sequence[str]]:
        if act == _SEND:
            return self.colleagues(), ()
        cases = self._queue.rows.cases
        people = {case.handling.reviewer for case in cases if case.handling.reviewer}
        labels = {label for case in cases for label in case.handling.labels}
        return sorted(people, key=str.casefold), sorted(labels, key=str.casefold)

    def take(self, step: HandlingStep) -> None:
        """Take a step with the selected cases."""
        self._with_all(lambda ids: self.bulk.take(ids, step))

    def _with_all(self, do: Callable[[Sequence[int]], object]) -> None:
        """Do something with the numbers of all selected cases, gathered first where not all are loaded."""
        chosen = self._chosen()
        if chosen is None:
            self._gather(do, [], None)
        else:
            self._remember_names(self._queue.rows.cases)
            do(chosen)
            self.busy_changed.emit()

    def undo(self) -> None:
        """Take the last step back."""
        if not self.bulk.undo_label:
            self._tell("info", "There is nothing to undo here.", "", None)
        self._remember_names(self._queue.rows.cases)
        self.bulk.undo()

    def redo(self) -> None:
        """Take a step that was taken back once more."""
        self._remember_names(self._queue.rows.cases)
        self.bulk.redo()

    def forget(self) -> None:
        """Let no step be taken back any more: another person works here, who may not have been allowed to take it."""
        self.bulk.forget()

    def cancel(self) -> None:
        """Stop the step under way."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._tell("info", "Stopped; no case was changed.", "", None)
            self.busy_changed.emit()
        self.bulk.cancel()

    # All that the filter lets through

    def _gather(self, do: Callable[[Sequence[int]], object], ids: list[int], after: Case | None) -> None:
        """Gather the numbers of all cases a part at a time, then do it."""
        query = msgspec.structs.replace(self._queue.query, after=after, limit=_GATHERED)

        def take(cases: tuple[Case, ...]) -> None:
            self._job = None
            ids.extend(case.id for case in cases)
            self._remember_names(cases)
            if len(ids) > MOST_AT_ONCE:
                sentence = f"These are more than {MOST_AT_ONCE:,} cases. Narrow the filter; no case was changed."
                self._tell("warning", sentence, "", None)
                self.busy_changed.emit()
            elif len(cases) == _GATHERED:
                self._tell("info", f"Gathering {len(ids):,} of {self._queue.total or 0:,} cases", "Stop", self.cancel)
                self._gather(do, ids, cases[-1])
            else:
                do(list(dict.fromkeys(ids)))
                self.busy_changed.emit()

        self._job = self._queue.lane.run(self, partial(self._queue.worklist.cases, query), take, self._fail)
        self.busy_changed.emit()

    def _fail(self, error: Exception) -> None:
        self._job = None
        self.busy_changed.emit()
        if not isinstance(error, DeskError):
            raise error
        self._tell("error", f"No case was changed. {error.sentence}", "", None)

    def _remember_names(self, cases: Sequence[Case]) -> None:
        self._names.update((case.id, case_name(case)) for case in cases)

    # Telling

    def _show_step(self, done: int, total: int, label: str) -> None:
        if done and done < total:
            self._tell("info", f"{_capital(label)}: {done:,} of {total:,} cases", "Stop", self.cancel)

    def _ended(self, ended: BulkSum) -> None:
        kind, sentence = self._told(ended)
        if ended.undoes or not ended.changed:
            act, do = ("Redo", self.redo) if ended.undoes and ended.changed else ("", None)
        else:
            act, do = f"Undo {self.bulk.undo_label}", self.undo
        self._tell(kind, sentence, act, do)
        self._names.clear()
        self.busy_changed.emit()
        self.done.emit()

    def _told(self, ended: BulkSum) -> tuple[str, str]:
        changed = len(ended.changed)
        done = f"Undone: {ended.label}" if ended.undoes else _capital(ended.label)
        parts = [f"{done}: {number_of_cases(changed)}." if changed else f"{done}: no case was changed."]
        if ended.stopped:
            parts.insert(0, "Stopped.")
        parts.extend(self._refusals(ended.refused))
        if ended.problem:
            return "error", f"{ended.problem} {parts[0]}"
        return ("warning" if ended.refused or ended.stopped else "good" if changed else "info"), " ".join(parts)

    def _refusals(self, refused: Sequence[Refusal]) -> list[str]:
        told = []
        for sentence, number in Counter(refusal.sentence for refusal in refused).most_common():
            ids = [refusal.case_id for refusal in refused if refusal.sentence == sentence]
            names = [self._names.get(case_id, f"case {case_id}") for case_id in ids[:_TOLD]]
            more = f" and {number - _TOLD:,} more" if number > _TOLD else ""
            told.append(f"Left as they were: {', '.join(names)}{more}. {sentence}")
        return told

    def does(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act on cases does, by its id."""
        acts = (*(act for act, _ in _PLAIN_STEPS), *(act for act, _ in STEP_KINDS), _PAPERS)
        return {act: partial(self.begin, act) for act in acts}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
