"""What the form says: states, outcomes, dates and places in words."""

from collections.abc import Callable, Sequence

from imr_desk.model.draft import CaseOutcome, Decision, Finding
from imr_desk.model.fields import FieldKind, FieldSpec
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Entry, EntryState, Item, Review
from imr_desk.model.values import Value, date_of, parse_date, words_of

KeyOf = Callable[[str], str]
"""Returns the key of an act, as the system writes it; empty where it has none."""


def no_key(_act: str) -> str:
    """Return no key, for a form that nobody told the keys."""
    return ""


def with_key(words: str, key: str) -> str:
    """Return words with the key that does the same: ``Remove (Ctrl+R)``; the words alone where there is none."""
    return f"{words} ({key})" if key else words


STATE_WORDS: dict[EntryState, str] = {
    EntryState.PROPOSED: "Proposed by the program",
    EntryState.CONFIRMED: "Confirmed",
    EntryState.CORRECTED: "Corrected",
    EntryState.TYPED: "Typed by hand",
    EntryState.MISSING: "Not in the letter",
    EntryState.UNREADABLE: "Unreadable",
    EntryState.NOT_APPLICABLE: "Not applicable",
    EntryState.AMBIGUOUS: "More than one reading",
    EntryState.UNSURE: "Not sure",
}
"""What a state is called, in the order people meet them."""


def state_icon(entry: Entry) -> str:
    """Return the name of the sign of an entry's state."""
    return "state-" + entry.state.value.replace(" ", "-")


def state_role(entry: Entry) -> str:
    """Return the colour role of an entry's sign."""
    if entry.wants_look or entry.state is EntryState.UNSURE:
        return "warning"
    return "good" if entry.by is not None else "quiet"


def state_sentence(entry: Entry, finding: Finding | None, expected: bool) -> str:
    """Tell how an entry stands, who settled it and why the machine trusts or doubts it."""
    words = STATE_WORDS[entry.state]
    if entry.state is EntryState.MISSING and entry.by is None and not expected:
        words = "Posted letters do not print this; type it if you know it"
    parts = [words]
    if entry.by is not None:
        parts[0] = f"{words} by {entry.by.who}, {entry.by.at[:16].replace('T', ' ')}"
    if entry.lost:
        parts.append(f"not found in the letter's new text: “{entry.lost}”")
    if entry.wants_look:
        parts.append("wants a look")
    if finding is not None and entry.by is None:
        parts.extend(finding.reasons[:3])
        if finding.rule and entry.state is EntryState.PROPOSED:
            parts.append(f"read by: {finding.rule}")
    if entry.note:
        parts.append(f"note: {entry.note}")
    return " · ".join(parts)


def chip_words(letter: LetterText, spans: Sequence[Span]) -> str:
    """Say where words stand, for the chip beside a value: ``p 2``, ``p 2–3`` or, for plain text, ``line 14``."""
    if not spans:
        return ""
    if not letter.has_paper and len(letter.pages) == 1:
        return f"line {letter.line_of(spans[0])}"
    pages = sorted({span.page for span in spans})
    return f"p {pages[0]}" if len(pages) == 1 else f"p {pages[0]}–{pages[-1]}"


def editable(spec: FieldSpec, value: Value) -> str:
    """Return a value as it stands in its editor; dates as letters print them, month first."""
    if spec.kind is FieldKind.DATE and isinstance(value, str) and (day := date_of(value)):
        return day.strftime("%m/%d/%Y")
    return words_of(value)


def understood(spec: FieldSpec, words: str) -> tuple[Value, str]:
    """Read what was typed: the value, and an empty string or a sentence that says why it cannot be taken."""
    words = words.strip()
    if not words:
        return None, ""
    if spec.kind is FieldKind.DATE:
        day = parse_date(words)
        return day, "" if day else "This is no date of the calendar. Write it as 01/31/2017."
    if spec.kind is FieldKind.NUMBER:
        whole = words.isdigit() and len(words) <= 4
        return (int(words), "") if whole else (None, "This must be a whole number.")
    if spec.kind is FieldKind.WORD_LIST:
        return tuple(part.strip() for part in words.split(",") if part.strip()), ""
    return words, ""


def long_date(value: Value) -> str:
    """Return a date with its day of the week, so that a slip is seen: ``Fri 6 Jan 2017``."""
    day = date_of(value) if isinstance(value, str) else None
    return "" if day is None else f"{day:%a} {day.day} {day:%b %Y}"


OUTCOME_HEADLINES: dict[CaseOutcome, str] = {
    CaseOutcome.UPHELD: "UPHELD",
    CaseOutcome.OVERTURNED: "OVERTURNED",
    CaseOutcome.PARTIALLY_OVERTURNED: "PARTIALLY OVERTURNED",
}


def outcome_sentence(review: Review) -> str:
    """Say in words what the decisions mean for the treatments."""
    total = len(review.items)
    approved = sum(item.outcome is Decision.OVERTURNED for item in review.items)
    denied = sum(item.outcome is Decision.UPHELD for item in review.items)
    if total == 0:
        return "No disputed treatment was found in this letter. Add the items it decides."
    parts = []
    if approved:
        parts.append(f"{approved} {_treatments(approved)} approved")
    if denied:
        verb = "stays" if denied == 1 else "stay"
        parts.append(f"{denied} {verb} denied" if approved else f"{denied} {_treatments(denied)} {verb} denied")
    if rest := total - approved - denied:
        parts.append(f"{rest} not decided")
    return ", ".join(parts)


def confirmation_sentence(review: Review) -> str:
    """Say whose word the outcome is."""
    if review.finished is not None:
        return f"Finished by {review.finished.who}, {review.finished.at[:16].replace('T', ' ')}"
    open_items = sum(item.decided is None for item in review.items)
    if not review.items:
        return ""
    if open_items == len(review.items):
        return "Read by the program; not confirmed by a person yet"
    if open_items:
        return f"{open_items} of {len(review.items)} decisions not confirmed yet"
    return "All decisions confirmed"


def _treatments(count: int) -> str:
    return "treatment" if count == 1 else "treatments"


def decision_headline(item: Item) -> str:
    """Say an item's outcome for its head line."""
    words = {
        Decision.OVERTURNED: "Overturned — approved",
        Decision.UPHELD: "Upheld — stays denied",
        Decision.NOT_ADDRESSED: "Not addressed",
        Decision.UNCLEAR: "Unclear",
    }
    return "No decision yet" if item.outcome is None else words[item.outcome]
