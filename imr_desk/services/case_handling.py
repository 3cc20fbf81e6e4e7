"""Working many cases at once: taking, assigning, holding, labelling; every step can be taken back."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from imr_desk.model.case import Case, HandledCase, HandlingChange
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.handling import Handling, HandlingStep, RestoreHandling, step_taken, without_step
from imr_desk.model.signature import Signature
from imr_desk.ports import CaseLog, Progress
from imr_desk.services.reviews import Reviews

_AT_ONCE = 500
"""Cases a transaction: one is then as quick as typing, and a person can stop in between."""

RefusalOf = Callable[[HandlingStep, Handling], str]
"""Says why a step may not be taken, in a sentence; empty when it may."""


StepFor = Callable[[HandlingStep, Case, str], HandlingStep]
"""Returns the step that a step comes to with a case, given who takes it."""


def _as_it_is(step: HandlingStep, _case: Case, _who: str) -> HandlingStep:
    return step


def _nothing_refused(_step: HandlingStep, _handling: Handling) -> str:
    return ""


class Refusal(msgspec.Struct, frozen=True):
    """A case that a step did not fit, and why."""

    case_id: int
    sentence: str


class Handled(msgspec.Struct, frozen=True):
    """What became of a step.

    Attributes:
        label: name of the step.
        before: how each changed case was handled before, by number.
        after: how each was handled then, by number: what is changed later is not the step's to take back.
        refused: cases that it did not fit; they are as they were.
        stopped: whether the person stopped it before the last case.
    """

    label: str
    before: dict[int, Handling]
    after: dict[int, Handling] = {}
    refused: tuple[Refusal, ...] = ()
    stopped: bool = False

    def part(self, case_ids: Iterable[int]) -> "Handled":
        """Return what became of some of the cases."""
        ids = tuple(case_ids)
        before, after = ({i: cases[i] for i in ids if i in cases} for cases in (self.before, self.after))
        return Handled(self.label, before, after)


class CaseHandling:
    """Takes steps of handling with cases.

    Args:
        log: where cases live.
        reviews: tells who acts, when, and what is due.
        refusal_of: says why the person at the desk may not take a step with a case; empty when they may.
        step_for: tells what a step comes to with a case: taking one that timed out is another step.
    """

    def __init__(
        self,
        log: CaseLog,
        reviews: Reviews,
        refusal_of: RefusalOf = _nothing_refused,
        step_for: StepFor = _as_it_is,
    ) -> None:
        self._step_for = step_for
        self._refusal_of = refusal_of
        self._log = log
        self._reviews = reviews

    def take(self, case_ids: Sequence[int], step: HandlingStep, progress: Progress | None = None) -> Handled:
        """Take a step with each of the cases; those that it does not fit are left and told.

        Raises:
            CaseLogError: the log cannot do it; the cases before are changed, as the history says.
        """
        return self._go(case_ids, lambda _case: step, step.label, progress)

    def undo(self, handled: Handled, progress: Progress | None = None) -> Handled:
        """Take back what the step changed; what was done with the cases since stays.

        A case in which the same was changed again is left and told.

        Raises:
            CaseLogError: the log cannot do it.
        """

        def back(case: HandledCase) -> HandlingStep:
            before, after = handled.before[case.case.id], handled.after[case.case.id]
            return RestoreHandling(without_step(before, after, case.case.handling), handled.label)

        return self._go(tuple(handled.before), back, f"undo {handled.label}", progress)

    def _go(
        self,
        case_ids: Sequence[int],
        step_of: Callable[[HandledCase], HandlingStep],
        label: str,
        progress: Progress | None,
    ) -> Handled:
        before: dict[int, Handling] = {}
        after: dict[int, Handling] = {}
        refused: list[Refusal] = []
        for done, part in _parts(case_ids):
            if progress is not None:
                progress.step(done, len(case_ids), label)
                if progress.cancelled():
                    return Handled(label, before, after, tuple(refused), stopped=True)
            by = self._reviews.sign()
            changes: list[HandlingChange] = []
            for case in self._log.handled(part):
                try:
                    step, taken = self._taken(step_of, case, by)
                except EditRefusedError as error:
                    refused.append(Refusal(case.case.id, error.sentence))
                    continue
                if taken != case.case.handling:
                    due = self._reviews.due_of(case.facts, taken)
                    changes.append(HandlingChange(case.case.id, step, taken, due))
                    before[case.case.id], after[case.case.id] = case.case.handling, taken
            if changes:
                self._log.handle(changes, by)
        return Handled(label, before, after, tuple(refused))

    def _taken(
        self, step_of: Callable[[HandledCase], HandlingStep], handled: HandledCase, by: Signature
    ) -> tuple[HandlingStep, Handling]:
        """Return the step that a case gets, and what it leaves.

        Raises:
            EditRefusedError: it does not fit, or the person may not take it.
        """
        case = handled.case
        step = self._step_for(step_of(handled), case, by.who)
        if refusal := self._refusal_of(step, case.handling):
            raise EditRefusedError(refusal)
        return step, step_taken(step, case.handling, by)


def _parts(case_ids: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
    for start in range(0, len(case_ids), _AT_ONCE):
        yield start, case_ids[start : start + _AT_ONCE]
