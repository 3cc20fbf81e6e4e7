"""Small letters and drafts made by hand."""

from imr_desk.model.draft import Draft, Finding, FindingState, Flag, ItemDraft, Severity
from imr_desk.model.geometry import Rect, Span
from imr_desk.model.letter import LetterText, Page, TextKind, Word
from imr_desk.model.review import Review
from imr_desk.model.signature import Signature

ME = Signature("rn1", "2026-11-24T09:00:00.000+00:00")

RATIONALE = "The exam shows no radiculopathy. Therefore, the request is not medically necessary."
TEXT = (
    "Case Number: CM99-0000001\nDate of Injury: 01/02/2016\nLumbar epidural injection: Upheld\n"
    f"Decision rationale: {RATIONALE}\nPhysical therapy x6: Overturned\n"
    "Decision rationale: Home exercise failed. The request is medically necessary."
)


def words(text):
    """Cut a text into words with boxes: six points a character, twelve a line."""
    found, line, column = [], 0, 0
    start = None
    for offset, character in enumerate(text + " "):
        if character.isspace():
            if start is not None:
                left = (column - (offset - start)) * 6.0
                box = Rect(left, line * 12.0, left + (offset - start) * 6.0, line * 12.0 + 10)
                found.append(Word(start, offset, line, False, box))
                start = None
            if character == "\n":
                line, column = line + 1, -1
        elif start is None:
            start = offset
        column += 1
    return tuple(found)


def letter(*texts, kind=TextKind.LAYER):
    """Make a letter of pages."""
    pages = tuple(Page(number, text, words(text), 612, 792) for number, text in enumerate(texts, 1))
    return LetterText("f" * 64, kind, pages)


def span_of(made, words_wanted, page=1):
    """Return where words stand on a page."""
    start = made.page(page).text.index(words_wanted)
    return Span(page, start, start + len(words_wanted))


def found(made, value, printed=None, page=1, **more):
    """Make a finding whose evidence is where it is printed."""
    where = span_of(made, printed or str(value), page)
    return Finding(value, FindingState.FOUND, (where,), "by hand", 0.99, more.pop("needs_review", False), **more)


def two_items():
    """Return a letter with two items, one upheld and one overturned, and its draft; one field wants a look."""
    made = letter(TEXT)
    first = ItemDraft(
        {
            "treatment": found(made, "Lumbar epidural injection"),
            "disputed": found(made, "Lumbar epidural injection"),
            "decision": found(made, "upheld", "Upheld"),
            "rationale": found(made, RATIONALE),
            "determination": found(made, "Therefore, the request is not medically necessary."),
        },
        (Span(1, TEXT.index("Lumbar"), TEXT.index("\nPhysical")),),
    )
    second = ItemDraft(
        {
            "treatment": found(made, "Physical therapy x6"),
            "disputed": found(made, "Physical therapy x6"),
            "decision": found(made, "overturned", "Overturned"),
            "rationale": found(made, "Home exercise failed. The request is medically necessary."),
            "determination": found(made, "The request is medically necessary."),
        },
        (Span(1, TEXT.index("Physical"), len(TEXT)),),
    )
    flag = Flag("outcome", Severity.ERROR, "The heading and the last sentence differ.", item=0,
                sources=(span_of(made, "Upheld"),))  # fmt: skip
    fields = {
        "case_number": found(made, "CM99-0000001"),
        "date_of_injury": found(made, "2016-01-02", "01/02/2016", needs_review=True),
    }
    return made, Draft("by-hand", 1.0, fields, (first, second), (flag,))


def review_of_two():
    """Return the letter and the fresh review of it."""
    made, draft = two_items()
    return made, Review.of(draft, made)
