"""What a test may ask of a letter; whatever is not asked for is drawn from the seed."""

from typing import Literal, TypedDict, TypeVar

from tests.synthetic.citations import CitationKind
from tests.synthetic.dates import DateStyle
from tests.synthetic.rationales import Boilerplate, Decision, Defect, Ending, Quotation
from tests.synthetic.summaries import Length, Opening, Sex
from tests.synthetic.treatments import Category, Trait
from tests.synthetic.typesetting import PageBreak

Layout = Literal["A", "B", "C", "C2", "D"]
HeadingKind = Literal["plain", "associated_surgical", "partial_remaining", "partial_original_eligible"]
"""The kinds of heading, named as in the truth of the real letters."""
ContradictedField = Literal["date_of_injury", "ur_denial_date"]

T = TypeVar("T")


class Wishes(TypedDict, total=False):
    """Keywords of `make_letter`.

    A wish about items is one value for every item or a tuple with one value an item, where None and
    everything behind the end of the tuple is left to chance.

    Keys about the letter:
        items: how many items.
        header: whether the letter has its header table (default: D yes, C no; A, B, C2 have their own tops).
        from_memory: layouts B and C2 only: add the unverified texts that letters.md marks [MEM].
        opening, date_style, length: of the case summary.
        age, sex: of the patient; the opening "two_birth_dates" leaves the age out.
        priority: "Standard" unless asked otherwise ("Expedited" was never seen).
        contradictions: header fields that the summary contradicts.
        redacted: a blacked-out name in the summary; the text has a run of blanks there.
        decoys: another age and another "upheld" in the summary.
        non_ascii: degree, registered, times, en dash and curly quotes in the summary.
        long_credentials: licences and specialties that wrap to a second line.
        specialty_slip: a slip of the keyboard in the last specialty.
        page_breaks: places that are to come first on a page.
        hyphen_break: a rationale's line that ends in the hyphen of a compound.

    Keys about items:
        decisions, kinds, categories, traits (of headings), retrospective, heading_lines (1-5),
        without_is (partial headings that lost their "is"), claims_citations, imr_citations, endings,
        opened (rationales that begin with "No," or "Yes,"), boilerplates, quotations, echo_slips, defects.
    """

    items: int
    header: bool
    from_memory: bool
    opening: Opening
    date_style: DateStyle
    length: Length
    age: int
    sex: Sex
    priority: str
    contradictions: tuple[ContradictedField, ...]
    redacted: bool
    decoys: bool
    non_ascii: bool
    long_credentials: bool
    specialty_slip: bool
    page_breaks: tuple[PageBreak, ...]
    hyphen_break: bool
    decisions: Decision | tuple[Decision | None, ...]
    kinds: HeadingKind | tuple[HeadingKind | None, ...]
    categories: Category | tuple[Category | None, ...]
    traits: Trait | tuple[Trait | None, ...]
    retrospective: bool | tuple[bool | None, ...]
    heading_lines: int | tuple[int | None, ...]
    without_is: bool | tuple[bool | None, ...]
    claims_citations: CitationKind | tuple[CitationKind | None, ...]
    imr_citations: CitationKind | tuple[CitationKind | None, ...]
    endings: Ending | tuple[Ending | None, ...]
    opened: bool | tuple[bool | None, ...]
    boilerplates: Boilerplate | tuple[Boilerplate | None, ...]
    quotations: Quotation | tuple[Quotation | None, ...]
    echo_slips: bool | tuple[bool | None, ...]
    defects: Defect | tuple[Defect | None, ...]


def for_item(wish: T | tuple[T | None, ...] | None, number: int) -> T | None:
    """What a wish about items asks of item `number` (from 0)."""
    if isinstance(wish, tuple):
        return wish[number] if number < len(wish) else None
    return wish
