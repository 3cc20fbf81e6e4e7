"""The history of a case as people read it: who did what, and what each act moved.

Of each value is told what it was, what it is, and where in the letter it stands. The log keeps acts, not states: what
each act moved is found by replaying them. Acts of a second reading never touch the record, so they are told without
values.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from imr_desk.model.annotations import Annotation
from imr_desk.model.case import CaseEvent, OpenedCase
from imr_desk.model.draft import DECISION_WORDS, Decision
from imr_desk.model.edits import RereadLetter
from imr_desk.model.edits.on_annotations import stands
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.fields import ITEM_FIELDS, LETTER_FIELDS
from imr_desk.model.history import Act, History, Turn
from imr_desk.model.letter import LetterText
from imr_desk.model.places import place_words
from imr_desk.model.review import Entry, FlagState, Item, Review, Settlement, flag_item, flag_key, label_of
from imr_desk.model.values import words_of
from imr_desk.ports import CaseReading

Where = tuple[str | None, str]
"""A place of the form: identity of the item (``None`` for the letter's own), and name of the field, ``decision``,
``excerpt`` or ``note``."""

_WHOLE_ITEM, _ASIDE = "item", ""
_OF_ITEM = ("decision", "excerpt", *(spec.name for spec in ITEM_FIELDS))
"""Places of an item in form order, its note apart."""


class Moved(msgspec.Struct, frozen=True):
    """A value that an act moved.

    Attributes:
        at: the place of the form.
        place: the place in words, as ``Quantity of item 2``.
        before: what stood there, with its state; empty for nothing.
        after: what stands there from then on.
        where: where in the letter the value stands (see ``place_words``); empty for one without a place.
    """

    at: Where
    place: str
    before: str
    after: str
    where: str = ""

    @property
    def words(self) -> str:
        """The whole in a line, as ``Employer: A Works (proposed) → B Works (corrected), page 1, line 7``."""
        where = f", {self.where}" if self.where else ""
        return f"{self.place}: {self.before or 'nothing'} → {self.after or 'nothing'}{where}"


class CaseLine(msgspec.Struct, frozen=True):
    """An event of a case, told.

    Attributes:
        event: the event as the log has it.
        words: what was done.
        moved: what it changed, in form order.
    """

    event: CaseEvent
    words: str
    moved: tuple[Moved, ...] = ()

    @property
    def when(self) -> str:
        """Day and time to the second, in the zone in which it was signed."""
        return self.event.at[:19].replace("T", " ")


class CaseHistory(msgspec.Struct, frozen=True):
    """The whole history of a case.

    Attributes:
        lines: what happened, newest first.
        read: what the program had read at each place, before any person looked.
        places: the places of the form now, in its order, with their words.
    """

    lines: tuple[CaseLine, ...]
    read: Mapping[Where, Moved]
    places: Mapping[Where, str]

    @property
    def touched(self) -> tuple[Where, ...]:
        """The places that somebody changed, in form order; those that are no longer in the form come last."""
        moved = dict.fromkeys(each.at for line in reversed(self.lines) for each in line.moved if each.at[1])
        names = [at for at in moved if at[1] != _WHOLE_ITEM]
        return (*(at for at in self.places if at in moved), *(at for at in names if at not in self.places))

    def words(self, at: Where) -> str:
        """Name a place, as it was called last."""
        if at in self.places:
            return self.places[at]
        return next((each.place for line in self.lines for each in line.moved if each.at == at), label_of(at[1]))

    def of(self, at: Where) -> tuple[CaseLine, ...]:
        """Return what happened to one place, newest first; the oldest line tells what the program had read."""
        wanted = (at, (at[0], _WHOLE_ITEM)) if at[0] is not None else (at,)
        lines = []
        for line in self.lines:
            moved = tuple(each for each in line.moved if each.at in wanted)
            if line.event.kind == EventKind.IMPORTED and (at[0] is None or (at[0], _WHOLE_ITEM) in self.read):
                read = (self.read[at],) if at in self.read else ()
                words = "read by the program" if read else "the program read nothing here"
                lines.append(CaseLine(line.event, f"brought in; {words}", read))
            elif moved:
                lines.append(msgspec.structs.replace(line, moved=moved))
        return tuple(lines)


def history_of(opened: OpenedCase, events: Sequence[CaseEvent]) -> CaseHistory:
    """Tell the history of a case.

    Args:
        opened: the case.
        events: its events, oldest first.
    """
    start = Review.of(opened.draft, opened.letter)
    history, lines = History(opened.letter, start), []
    for event in events:
        if event.kind != EventKind.ACT or event.act is None:
            lines.append(CaseLine(event, case_words(event)))
            continue
        words = _act_words(event.act, history)
        after = history.done(event.act)
        lines.append(CaseLine(event, words, tuple(_moves(history, after))))
        history = after
    nothing = msgspec.structs.replace(start, fields={}, items=())
    read = {each.at: each for each in _moves(History(opened.letter, nothing), History(opened.letter, start))}
    for item in start.items:
        read |= {each.at: each for each in _of_item(Item(item.id, {}), item, start, opened.letter, same_text=True)}
    return CaseHistory(tuple(reversed(lines)), read, dict(_places(history.review)))


def case_history(log: CaseReading, case_id: int) -> CaseHistory:
    """Return the history of a case in the log.

    Raises:
        CaseLogError: there is no such case, or the log cannot be read.
    """
    return history_of(log.opened(case_id), log.events(case_id))


def case_words(event: CaseEvent) -> str:
    """Return what an event of a case tells, in a few words, where the review that it met is not at hand."""
    if event.step is not None:
        return event.step.label
    if event.act is None:
        return f"{event.kind}: {event.detail}" if event.detail else event.kind
    step = event.act.step
    second = f"second reading, {event.detail}: " if event.kind == EventKind.SECOND_ACT else ""
    if isinstance(step, Turn):
        return f"{second}{step.way}"
    name = type(step).__name__
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
    parts = (getattr(step, part, None) for part in ("item", "name", "decision", "value", "state"))
    about = " · ".join(str(part) for part in parts if part)
    return f"{second}{spaced}: {about}" if about else f"{second}{spaced}"


def _act_words(act: Act, history: History) -> str:
    step = act.step
    if isinstance(step, Turn):
        label = history.undo_label if step.way == "undo" else history.redo_label
        return f"{step.way}: {label}"
    return step.words if isinstance(step, RereadLetter) else step.label(history.review)


# What moved


def _places(review: Review) -> Iterator[tuple[Where, str]]:
    for number, item in enumerate(review.items, 1):
        for name in (*_OF_ITEM, "note"):
            yield (item.id, name), f"{_label(name)} of item {number}"
    for name in (*(spec.name for spec in LETTER_FIELDS), "note"):
        yield (None, name), _label(name)


def _label(name: str) -> str:
    return "Note" if name == "note" else label_of(name)


def _moves(before: History, after: History) -> Iterator[Moved]:
    """Yield what differs between two moments, in form order: items, letter, flags, labelled words, the end."""
    old, new, same_text = before.review, after.review, before.text is after.text
    kept = {item.id: item for item in new.items}
    for item in old.items:
        if item.id not in kept:
            yield Moved((item.id, _WHOLE_ITEM), f"Item {old.number_of(item.id)}", item.title, "removed")
    there = {item.id: item for item in old.items}
    for item in new.items:
        if item.id in there:
            yield from _of_item(there[item.id], item, new, after.text, same_text=same_text)
        else:
            where = place_words(after.text, item.extent)
            yield Moved((item.id, _WHOLE_ITEM), f"Item {new.number_of(item.id)}", "", item.title, where)
    for spec in LETTER_FIELDS:
        first, second = old.fields.get(spec.name, Entry()), new.fields.get(spec.name, Entry())
        if _differ(first, second, same_text=same_text):
            yield _of_entry((None, spec.name), spec.label, first, second, after.text)
    if old.note != new.note:
        yield Moved((None, "note"), "Note", old.note, new.note)
    yield from _of_flags(old, new, after.text)
    yield from _of_annotations(old, new, after.text)
    if old.finished != new.finished:
        yield Moved((None, _ASIDE), "Review", _ended(old), _ended(new))


def _ended(review: Review) -> str:
    return "open" if review.finished is None else f"finished by {review.finished.who}"


def _of_item(old: Item, new: Item, review: Review, text: LetterText, *, same_text: bool) -> Iterator[Moved]:
    number = review.number_of(new.id)
    for name in _OF_ITEM:
        at, place = (new.id, name), f"{_label(name)} of item {number}"
        if name == "excerpt":
            if _excerpt(old) != _excerpt(new):
                spans = () if new.excerpt is None else new.excerpt.spans
                yield Moved(at, place, _excerpt(old), _excerpt(new), place_words(text, spans))
            continue
        first, second = (
            item.decision if name == "decision" else item.fields.get(name, Entry()) for item in (old, new)
        )
        if _differ(first, second, same_text=same_text):
            yield _of_entry(at, place, first, second, text)
    if old.note != new.note:
        yield Moved((new.id, "note"), f"Note of item {number}", old.note, new.note)


def _differ(old: Entry, new: Entry, *, same_text: bool) -> bool:
    """Tell whether a person would say that an entry changed: its place in another text is no other place."""
    if (old.value, old.state, old.note, old.lost, old.by) != (new.value, new.state, new.note, new.lost, new.by):
        return True
    return same_text and old.sources != new.sources


def _of_entry(at: Where, place: str, old: Entry, new: Entry, text: LetterText) -> Moved:
    return Moved(at, place, _entry_words(at[1], old), _entry_words(at[1], new), place_words(text, new.sources))


def _entry_words(name: str, entry: Entry) -> str:
    """Return a value with its state, as ``Acme Works (corrected)``; a state alone where there is none."""
    state = entry.state.value if not entry.lost else f"{entry.state.value}, place lost"
    note = f"; {entry.note}" if entry.note else ""
    if entry.value is None:
        untouched = entry == Entry() or (name == "decision" and entry.by is None)
        return "" if untouched else f"{state}{note}"
    words = words_of(entry.value)
    if name == "decision":
        words = DECISION_WORDS[Decision(words)]
    return f"{words} ({state}{note})"


def _excerpt(item: Item) -> str:
    excerpt = item.excerpt
    if excerpt is None:
        return ""
    state = "place lost" if excerpt.is_lost else "proposed" if excerpt.by is None else "confirmed"
    return f"“{excerpt.text}” ({state})"


def _of_flags(old: Review, new: Review, text: LetterText) -> Iterator[Moved]:
    for flag in new.flags:
        key = flag_key(flag)
        first, second = old.settled.get(key), new.settled.get(key)
        if first != second:
            at, place = (flag_item(flag), _ASIDE), f"Flag: {flag.message}"
            yield Moved(at, place, _settled(first), _settled(second), place_words(text, flag.sources))


def _settled(settlement: Settlement | None) -> str:
    if settlement is None:
        return FlagState.OPEN.value
    reason = f": {settlement.reason}" if settlement.reason else ""
    return f"{settlement.state.value}{reason}"


def _of_annotations(old: Review, new: Review, text: LetterText) -> Iterator[Moved]:
    before, after = ({each.id: each for each in review.annotations} for review in (old, new))
    for key in dict.fromkeys((*before, *after)):
        first, second = before.get(key), after.get(key)
        if first != second:
            at, place = (None, _ASIDE), "Labelled words"
            spans = () if second is None or not stands(text, second) else second.spans
            yield Moved(at, place, _labelled(first), _labelled(second), place_words(text, spans))


def _labelled(annotation: Annotation | None) -> str:
    return "" if annotation is None else f"{annotation.label.replace('-', ' ')}: “{annotation.text}”"
