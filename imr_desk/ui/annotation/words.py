"""What the annotation mode says."""

from imr_desk.model.annotations import Attributes, Label, Link, LinkKind
from imr_desk.model.letter import LetterText
from imr_desk.model.review import Review
from imr_desk.ui.annotation.entries import Entry

LOST = "Not placed again: mark its words, press Enter."
SURE, FAIR = 0.85, 0.6


def lost_words(lost: int) -> str:
    """Return how many annotations could not be placed again, and what can be done; empty for none."""
    if not lost:
        return ""
    some = "1 annotation" if lost == 1 else f"{lost} annotations"
    its = "Its words are" if lost == 1 else "Their words are"
    return (
        f"{some} could not be placed again after the letter was read anew. {its} kept in the list: mark the place in "
        "the letter and press Enter."
    )


def certainty(confidence: float) -> str:
    """Return how sure the machine is, in a word and a number."""
    word = "sure" if confidence >= SURE else "fairly sure" if confidence >= FAIR else "unsure"
    return f"{word}, {round(100 * confidence)} %"


def attribute_words(attributes: Attributes) -> str:
    """Return what is said of a labelled span, in one line; empty for nothing."""
    said = []
    if attributes.number:
        said.append(f"no. {attributes.number}")
    if attributes.criterion is not None:
        said.append(attributes.criterion.value)
    if attributes.negated:
        said.append("negated")
    if attributes.historical:
        said.append("past")
    if attributes.said_by is not None:
        said.append(f"says the {attributes.said_by.value}")
    return ", ".join(said)


def item_words(review: Review, item: str | None) -> str:
    """Name an item by its place in the list; empty for the letter as a whole."""
    if item is None:
        return ""
    try:
        return f"item {review.number_of(item)}"
    except KeyError:
        return "an item that is gone"


def page_words(entry: Entry, letter: LetterText) -> str:
    """Tell where an entry stands."""
    pages = sorted({span.page for span in entry.spans})
    if not pages or len(letter.pages) == 1:
        return ""
    return f"page {pages[0]}" if len(pages) == 1 else f"pages {pages[0]} to {pages[-1]}"


def aside_of(entry: Entry, review: Review, letter: LetterText) -> str:
    """Return the second line of an entry."""
    parts = [
        item_words(review, entry.item),
        page_words(entry, letter),
        attribute_words(entry.attributes),
    ]
    if entry.proposal is not None:
        parts.insert(0, f"Proposed, {certainty(entry.proposal.confidence)}")
    if entry.annotation is not None:
        parts.append(entry.annotation.by.who)
        count = sum(entry.id in (link.source, link.target) for link in review.links)
        parts.append("" if not count else "1 link" if count == 1 else f"{count} links")
        parts.append(f"“{entry.annotation.note}”" if entry.annotation.note else "")
    return " · ".join(part for part in parts if part)


def spoken(entry: Entry, label: Label, aside: str) -> str:
    """Return an entry as a screen reader says it."""
    lost = f" {LOST}" if not entry.placed else ""
    return f"{label.name}: {entry.text}. {aside}.{lost}"


def why(entry: Entry) -> str:
    """Return why the machine proposes an entry; of an annotation, where it came from."""
    if entry.proposal is not None:
        reasons = "; ".join(entry.proposal.reasons)
        return f"Why: {reasons}." if reasons else "The rule gives no reason."
    if entry.annotation is not None and entry.annotation.rule:
        return f"Confirmed by {entry.annotation.by.who}; the program had proposed it."
    return f"Marked by {entry.annotation.by.who}." if entry.annotation is not None else ""


def link_words(link: Link, review: Review, of: str) -> str:
    """Tell of a link as seen from one of its two annotations."""
    other_id = link.target if link.source == of else link.source
    other = next((each for each in review.annotations if each.id == other_id), None)
    words = "" if other is None else shortened(other.text)
    if link.source == of:
        return f"{link.kind.value.capitalize()} “{words}”"
    return f"{_TURNED[link.kind]} “{words}”"


_TURNED = {
    LinkKind.REASONING_FOR: "Has as its reasoning",
    LinkKind.EVIDENCE_FOR: "Has as evidence",
    LinkKind.CONTRADICTS: "Is contradicted by",
}


def shortened(text: str, most: int = 60) -> str:
    """Return the first words of a text."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
