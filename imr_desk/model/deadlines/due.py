"""The one line for the queue: which duty comes next, and how near it is."""

from datetime import date, timedelta

import msgspec

from imr_desk.model.deadlines.computing import Deadline
from imr_desk.model.deadlines.facts import Suspension
from imr_desk.model.deadlines.phrases import counted, day_words, short_day
from imr_desk.model.deadlines.triggers import trigger_of
from imr_desk.model.deadlines.words import DueState, Duty
from imr_desk.model.deadlines.work_calendar import WorkCalendar

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_NEAR = frozenset({DueState.OVERDUE, DueState.TODAY, DueState.NEXT_WORKING_DAY, DueState.THIS_WEEK})


class Due(msgspec.Struct, frozen=True):
    """What a case asks of the desk next.

    Attributes:
        state: how near it is.
        words: for a chip, ``Due Tue Dec 2``.
        hint: one more sentence for the tooltip; may be empty.
        day: the safe date, also of a duty that waits or rests on an assumption; ``None`` without one. Sorts a queue.
        rule: id of the rule; empty for none.
        assumed: whether the day it runs from is an assumption.
        diary: day up to which the case must stay in the diary for the other side's rights; ``None`` for none.
    """

    state: DueState
    words: str
    hint: str = ""
    day: date | None = None
    rule: str = ""
    assumed: bool = False
    diary: date | None = None


def due_of(deadlines: tuple[Deadline, ...], today: date, calendar: WorkCalendar) -> Due:
    """Return the nearest duty of ours that is open and not on hold; without one, what is missing or waits.

    The safe date decides. A date that rests on an assumption never makes a case overdue; the missing date is asked
    for instead.
    """
    ours = [deadline for deadline in deadlines if deadline.duty is Duty.OURS and deadline.done is None]
    diary = max((d.latest for d in deadlines if d.duty is Duty.THEIRS and d.latest is not None), default=None)
    nearest: tuple[date, Deadline] | None = None
    undated: Deadline | None = None
    held: tuple[Deadline, Suspension] | None = None
    for deadline in ours:
        if (hold := deadline.paused_on(today)) is not None:
            held = held or (deadline, hold)
        elif deadline.safe is None:
            undated = undated or deadline
        elif nearest is None or deadline.safe < nearest[0]:
            nearest = (deadline.safe, deadline)
    if nearest is not None:
        due = _dated(*nearest, today, calendar, diary)
        if undated is None or due.state in _NEAR:
            return due
    if undated is not None:
        return _asking(undated, diary)
    if held is not None:
        return _waiting(*held, today, diary)
    return Due(DueState.NONE, "Nothing due", _diary_words(diary, today), diary=diary)


def _dated(safe: date, deadline: Deadline, today: date, calendar: WorkCalendar, diary: date | None) -> Due:
    if deadline.assumed and safe < today:
        return _asking(deadline, diary)
    state = _state(safe, today, calendar)
    if state is DueState.OVERDUE:
        words = f"Overdue by {counted((today - safe).days, 'days')}"
    elif state is DueState.TODAY:
        words = "Due today"
    else:
        words = f"Due {_near_day(safe, today)}"
    if deadline.assumed:
        words += " (assumed)"
    return Due(state, words, _hint(deadline, safe, today), safe, deadline.rule, deadline.assumed, diary)


def _state(safe: date, today: date, calendar: WorkCalendar) -> DueState:
    if safe < today:
        return DueState.OVERDUE
    if safe == today:
        return DueState.TODAY
    following = today + _DAY
    while following < safe and not calendar.works(following):
        following += _DAY
    if following == safe:
        return DueState.NEXT_WORKING_DAY
    return DueState.THIS_WEEK if safe <= today + _WEEK else DueState.LATER


def _hint(deadline: Deadline, safe: date, today: date) -> str:
    sentence = f"{deadline.name}: safe date {day_words(safe)}."
    latest = deadline.latest
    if latest is not None and latest > safe:
        sentence += f" {'Still arguable' if safe < today <= latest else 'Arguable'} until {day_words(latest)}."
    return sentence


def _asking(deadline: Deadline, diary: date | None) -> Due:
    label = trigger_of(deadline.trigger).label
    question = trigger_of(deadline.trigger).question
    words = f"Needs {label}"
    return Due(DueState.NEEDS_DATE, words, question, deadline.safe, deadline.rule, deadline.assumed, diary)


def _waiting(deadline: Deadline, hold: Suspension, today: date, diary: date | None) -> Due:
    span = f"since {_near_day(hold.since, today)}" if hold.until is None else f"until {_near_day(hold.until, today)}"
    hint = f"{deadline.name} waits since {day_words(hold.since)}: {hold.kind}."
    if deadline.safe is not None:
        hint += f" Its date stays {day_words(deadline.safe)}."
    return Due(DueState.PAUSED, f"On hold {span}", hint, deadline.safe, deadline.rule, deadline.assumed, diary)


def _near_day(day: date, today: date) -> str:
    return short_day(day) if day.year == today.year else day_words(day)


def _diary_words(diary: date | None, today: date) -> str:
    if diary is None or diary < today:
        return ""
    return f"Keep the diary open until {day_words(diary)}: the time for an appeal may run until then."


def keep_until(deadlines: tuple[Deadline, ...]) -> date | None:
    """Return the day up to which the claim file must be kept at least, as far as dates are known (8 CCR 10102).

    It is the latest of the retention dates; a retention date that is not known can only make it later.
    """
    return max((d.latest for d in deadlines if d.duty is Duty.RETENTION and d.latest is not None), default=None)
