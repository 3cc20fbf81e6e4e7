"""What is to be done by when: the deadlines of a case and the action that each item asks for, in words."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import msgspec

from imr_desk.export.moments import date_words
from imr_desk.model.case import Dossier
from imr_desk.model.deadlines.computing import Deadline
from imr_desk.model.deadlines.phrases import capital, item_words, listed
from imr_desk.model.deadlines.triggers import trigger_of
from imr_desk.model.deadlines.words import Duty
from imr_desk.model.draft import Decision
from imr_desk.model.review import Item


class DeadlineLine(msgspec.Struct, frozen=True):
    """One deadline.

    Attributes:
        rule: identity of its rule, such as ``R1``.
        name: what is to be done or known.
        whose: whose it is, in words.
        items: the items it is about, in words; empty for the case.
        runs_from: the date that it runs from, in words.
        safe: the safe date, in US order; empty without one.
        latest: the latest arguable date, in US order; empty without one.
        state: open, done, on hold, or what must be asked first.
        open: whether something is still to be done.
        source: the regulation.
    """

    rule: str
    name: str
    whose: str
    items: str
    runs_from: str
    safe: str
    latest: str
    state: str
    open: bool
    source: str


class Assumption(msgspec.Struct, frozen=True):
    """Something taken for granted: the rules it touches, and the sentence."""

    rules: str
    words: str


class Counted(msgspec.Struct, frozen=True):
    """How the dates of one rule were counted, in sentences."""

    rule: str
    lines: tuple[str, ...]


class NextAct(msgspec.Struct, frozen=True):
    """An open duty of ours in one line, for a reader who has half a minute.

    Attributes:
        when: by when, or why no date is set.
        words: what is to be done, by its rule.
        items: for which items, in words; empty for the case.
    """

    when: str
    words: str
    items: str = ""


class DeadlineBox(msgspec.Struct, frozen=True):
    """All that a paper says of deadlines.

    Attributes:
        next_acts: our open duties, the most urgent first.
        lines: what we or the other side may have to do.
        others: what is for information or keeping.
        assumptions: what was taken for granted for the open lines of the box, each said once.
        counted: how each date was counted.
        rules: name and version of the rule table.
    """

    next_acts: tuple[NextAct, ...] = ()
    lines: tuple[DeadlineLine, ...] = ()
    others: tuple[DeadlineLine, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    counted: tuple[Counted, ...] = ()
    rules: str = ""


class ItemAction(msgspec.Struct, frozen=True):
    """What an item asks of the desk.

    Attributes:
        words: what is to be done.
        due: by when, in words; empty where no date is set.
    """

    words: str
    due: str = ""


_WHOSE: Final[Mapping[Duty, str]] = {
    Duty.OURS: "Ours",
    Duty.THEIRS: "Other side",
    Duty.INFORMATION: "For information",
    Duty.RETENTION: "Keeping the file",
}
_IN_THE_BOX: Final = (Duty.OURS, Duty.THEIRS)


def deadline_box(dossier: Dossier) -> DeadlineBox:
    """Put the deadlines of a case into words: ours first, each kind by its safe date, those without a date last."""
    ordered = sorted(dossier.deadlines, key=lambda each: (list(Duty).index(each.duty), each.safe or date.max))
    box = [each for each in ordered if each.duty in _IN_THE_BOX]
    today = dossier.printed_at[:10]
    return DeadlineBox(
        next_acts=tuple(_next_act(each, today) for each in box if each.duty is Duty.OURS and each.done is None),
        lines=tuple(_line(each, today) for each in box),
        others=tuple(_line(each, today) for each in ordered if each.duty not in _IN_THE_BOX),
        assumptions=_assumptions(each for each in box if each.done is None),
        counted=tuple(Counted(each.rule, each.lines) for each in ordered),
        rules=dossier.rules,
    )


def action_of(number: int, item: Item, deadlines: Iterable[Deadline]) -> ItemAction:
    """Say what an item asks of the desk; a duty of ours is named by its rule, the first in the table's order."""
    outcome = item.outcome
    if outcome is Decision.UPHELD:
        return ItemAction("No authorization")
    if outcome is not Decision.OVERTURNED:
        return ItemAction("Settle first what the letter decides")
    ours = (each for each in deadlines if each.duty is Duty.OURS and number in each.items)
    found = next(ours, None)
    if found is None:
        return ItemAction("Approved; see the deadlines")
    return ItemAction(f"{found.rule}: {found.name}", _due(found))


def _due(deadline: Deadline) -> str:
    if deadline.done is not None:
        return f"Done {_day(deadline.done)}"
    if (hold := deadline.paused) is not None:
        return f"On hold since {_day(hold.since)}: {hold.kind.value}"
    if deadline.safe is None:
        return f"No date yet: {trigger_of(deadline.trigger).label} is not known"
    assumed = " (assumed)" if deadline.assumed else ""
    return f"{_day(deadline.safe)}{assumed}"


def _next_act(deadline: Deadline, today: str) -> NextAct:
    if (hold := deadline.paused) is not None:
        when = f"On hold since {_day(hold.since)}"
    elif deadline.safe is None:
        when = f"No date yet: {trigger_of(deadline.trigger).label} is not known"
    else:
        marks = ["assumed"] * deadline.assumed + ["passed"] * (deadline.safe.isoformat() < today)
        when = f"Act by {_day(deadline.safe)}" + (f" ({', '.join(marks)})" if marks else "")
    items = item_words(deadline.items) if deadline.items else ""
    return NextAct(when, f"{deadline.rule}: {deadline.name}", items)


def _line(deadline: Deadline, today: str) -> DeadlineLine:
    start = f"from {trigger_of(deadline.trigger).label}"
    if deadline.start is not None:
        stands_in = " (another date stands in)" if deadline.assumed else ""
        start = f"{start}, {_day(deadline.start)}{stands_in}"
    return DeadlineLine(
        rule=deadline.rule,
        name=deadline.name,
        whose=_WHOSE[deadline.duty],
        items=capital(item_words(deadline.items)) if deadline.items else "",
        runs_from=start,
        safe=_day(deadline.safe),
        latest=_day(deadline.latest),
        state=_state(deadline, today),
        open=deadline.done is None,
        source=deadline.source,
    )


def _state(deadline: Deadline, today: str) -> str:
    if deadline.done is not None:
        return f"Done {_day(deadline.done)}"
    if (hold := deadline.paused) is not None:
        return f"On hold since {_day(hold.since)}: {hold.kind.value}"
    if deadline.safe is None:
        return deadline.missing[0].words if deadline.missing else "No date yet"
    if deadline.duty is Duty.OURS and deadline.safe.isoformat() < today:
        return "Open; safe date passed"
    return "Open" if deadline.duty in _IN_THE_BOX else ""


def _assumptions(deadlines: Iterable[Deadline]) -> tuple[Assumption, ...]:
    """Return each assumption once, with the rules that it touches."""
    touched: dict[str, list[str]] = {}
    for deadline in deadlines:
        for words in deadline.assumptions:
            # What is said of one rule by its name is often said of others, too: then it is told once for all.
            shared = re.sub(rf"\b([Rr])ule {re.escape(deadline.rule)} ", _the_rule, words)
            touched.setdefault(shared, []).append(deadline.rule)
    return tuple(Assumption(listed(rules), words) for words, rules in touched.items())


def _the_rule(found: re.Match[str]) -> str:
    return "The rule " if found[1] == "R" else "the rule "


def _day(day: date | None) -> str:
    return "" if day is None else date_words(day.isoformat())
