"""What the log keeps of a review beside it, so that queue, deadlines and figures need not open the case."""

from collections.abc import Iterator, Mapping

import msgspec

from imr_desk.model.draft import Decision
from imr_desk.model.fields import LETTER_FIELDS, FieldKind
from imr_desk.model.review import Entry, EntryState, Item, Review
from imr_desk.model.values import words_of

_DATES = tuple(spec.name for spec in LETTER_FIELDS if spec.kind is FieldKind.DATE)
_BY_A_PERSON = (EntryState.CORRECTED, EntryState.TYPED, EntryState.CONFIRMED)


class ItemFacts(msgspec.Struct, frozen=True, omit_defaults=True):
    """One disputed item in a line.

    Attributes:
        title: the disputed treatment in a line.
        outcome: the decision as it stands; ``None`` while it is open.
        category: of the DWC decision search; may be empty.
        subcategory: of the DWC decision search; may be empty.
        guideline: the guideline that the expert reviewer cites; may be empty.
        rendered: whether the treatment was rendered before the decision; ``None`` when nobody said, or the machine
            is in doubt about it: not rendered gives the earlier deadline.
    """

    title: str
    outcome: Decision | None = None
    category: str = ""
    subcategory: str = ""
    guideline: str = ""
    rendered: bool | None = None


class CaseFacts(msgspec.Struct, frozen=True, omit_defaults=True):
    """The facts of a case that queue, search, deadlines and figures are made from.

    Attributes:
        items: the disputed items in their order.
        dates: ISO 8601 dates by field name; those that the review holds.
        assured: names of the dates that a person confirmed, corrected or typed.
        expedited: whether the review was expedited.
        specialty: specialties of the expert reviewer.
        flags: rules of the open flags that are more than information, sorted, each once.
        corrected: names of fields in which a person put another value in the machine's place, each once, sorted.
        settled: how many values a person settled in all.
        excerpts: the excerpts that the review holds, for searching.
        notes: the reviewer's notes, for searching.
        questions: who shall answer the open questions, each once, sorted; empty for whoever works the case.
    """

    items: tuple[ItemFacts, ...] = ()
    dates: Mapping[str, str] = {}
    assured: tuple[str, ...] = ()
    expedited: bool = False
    specialty: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    settled: int = 0
    excerpts: str = ""
    notes: str = ""
    questions: tuple[str, ...] = ()

    @classmethod
    def of(cls, review: Review, severe_flags: tuple[str, ...]) -> "CaseFacts":
        """Take the facts of a review; ``severe_flags`` are the rules of its open flags."""
        entries = tuple(_entries(review))
        dates = {name: date for name in _DATES if (date := words_of(_of(review, name).value))}
        specialty = _of(review, "specialty").value
        return cls(
            items=tuple(map(_item, review.items)),
            dates=dates,
            assured=tuple(name for name in dates if _of(review, name).state in _BY_A_PERSON),
            expedited=_of(review, "priority").value == "Expedited",
            specialty=specialty if isinstance(specialty, tuple) else (),
            flags=severe_flags,
            corrected=tuple(sorted({name for name, entry in entries if entry.state is EntryState.CORRECTED})),
            settled=sum(entry.by is not None for _, entry in entries),
            excerpts="\n".join(item.excerpt.text for item in review.items if item.excerpt is not None),
            notes="\n".join(note for note in (review.note, *(item.note for item in review.items)) if note),
            questions=tuple(sorted({asked.to for asked in review.questions if asked.waits})),
        )


class DueMark(msgspec.Struct, frozen=True):
    """The next duty of a case, as the queue sorts by it.

    Attributes:
        on: the safe date, ISO 8601; empty when nothing is due or a date is wanting.
        latest: the latest arguable date, ISO 8601; empty likewise.
        rule: identity of the rule that sets it; empty when nothing is due.
        needs: name of the field without which the date cannot be computed; empty when none is.
        paused: why the duty rests; empty when it does not.
    """

    on: str = ""
    latest: str = ""
    rule: str = ""
    needs: str = ""
    paused: str = ""


def _of(review: Review, name: str) -> Entry:
    return review.fields.get(name, Entry())


def _entries(review: Review) -> Iterator[tuple[str, Entry]]:
    yield from review.fields.items()
    for item in review.items:
        yield "decision", item.decision
        yield from item.fields.items()


def _item(item: Item) -> ItemFacts:
    def words(name: str) -> str:
        return " ".join(words_of(item.fields[name].value).split()) if name in item.fields else ""

    return ItemFacts(
        title=item.title,
        outcome=item.outcome,
        category=words("category"),
        subcategory=words("subcategory"),
        guideline=words("imr_guideline"),
        rendered=_rendered(item.fields.get("retrospective", Entry())),
    )


def _rendered(entry: Entry) -> bool | None:
    if entry.value == "yes" and entry.wants_look:
        return None
    return {"yes": True, "no": False}.get(words_of(entry.value))
