"""A letter and its draft as the checks read them: passages, sentences, citations, made once when first asked for."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property

from imr_desk.checks.conclusions import Conclusion, conclusions_of
from imr_desk.checks.prose import Prose
from imr_desk.model.draft import Decision, Draft, Finding, FindingState, Flag, ItemDraft, Severity
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.terms.amounts import Amount, Rate, amounts_of, rates_of
from imr_desk.model.terms.anatomy import PartWord, parts_of
from imr_desk.model.terms.citations import Citation, citations_of
from imr_desk.model.terms.passage import Passage

MOST_SPANS = 24
"""A flag shows no more places than this; more would hide the point."""

GUIDELINE_LINES = ("claims_admin_guideline", "imr_guideline")
"""The two guideline lines of an item: the claims administrator's and the reviewer's."""


class ItemReading:
    """One item of the draft.

    Attributes:
        index: place in the draft, from 0.
        item: the item as drafted.
    """

    def __init__(self, letter: LetterText, index: int, item: ItemDraft) -> None:
        self._letter = letter
        self._passages: dict[str, Passage] = {}
        self._citations: dict[str, Sequence[Citation]] = {}
        self.index = index
        self.item = item

    @property
    def number(self) -> int:
        """Place in the letter, from 1, as messages count items."""
        return self.index + 1

    def passage(self, name: str) -> Passage:
        """Return the passage a field was read from; empty where it was not found."""
        passage = self._passages.get(name)
        if passage is None:
            passage = self._passages[name] = Passage(self._letter, self.sources(name))
        return passage

    def text(self, name: str) -> str:
        """Return the words of a field; empty where it was not found."""
        return self.passage(name).text

    def found(self, name: str) -> Finding | None:
        """Return the finding of a field; ``None`` where it is missing, ambiguous or unreadable."""
        finding = self.item.fields.get(name)
        return finding if finding is not None and finding.state is FindingState.FOUND else None

    def is_trusted(self, name: str) -> bool:
        """Tell whether a field was found and the extractor asks nobody to look at it."""
        finding = self.found(name)
        return finding is not None and not finding.needs_review

    def sources(self, name: str) -> tuple[Span, ...]:
        """Return where a field stands; empty where it was not found."""
        finding = self.item.fields.get(name)
        return () if finding is None else finding.sources

    def citations(self, line: str) -> Sequence[Citation]:
        """Return the citations of one of ``GUIDELINE_LINES``."""
        cited = self._citations.get(line)
        if cited is None:
            cited = self._citations[line] = citations_of(self.text(line))
        return cited

    @cached_property
    def rationale(self) -> Prose:
        """The rationale as prose; empty where there is none."""
        return Prose(self.text("rationale"))

    @cached_property
    def conclusions(self) -> Sequence[Conclusion]:
        """The sentences of the rationale that say whether something is necessary."""
        return conclusions_of(self.rationale)

    @cached_property
    def requested(self) -> Passage:
        """The disputed part of the heading, or the whole heading where no part was told apart."""
        disputed = self.passage("disputed")
        return disputed if disputed.text else self.passage("treatment")

    @cached_property
    def parts(self) -> Sequence[PartWord]:
        """The words of the disputed part that tell where on the body."""
        return parts_of(self.requested.text)

    @cached_property
    def amounts(self) -> Sequence[Amount]:
        """The amounts of the disputed part."""
        return amounts_of(self.requested.text)

    @cached_property
    def rates(self) -> Sequence[Rate]:
        """How often and how long, as the disputed part says."""
        return rates_of(self.requested.text)

    @property
    def is_associated(self) -> bool:
        """Whether the heading says that the item goes with a surgery."""
        return "ssociated surgical" in self.text("treatment")

    @cached_property
    def decision(self) -> Decision | None:
        """Upheld or overturned as the heading says, even where the rationale says otherwise; ``None`` for neither."""
        finding = self.item.fields.get("decision")
        value = "" if finding is None else str(finding.value).lower()
        return next((d for d in (Decision.UPHELD, Decision.OVERTURNED) if d.value == value), None)


class Reading:
    """A letter with its draft.

    Attributes:
        letter: the text.
        draft: what the extractor made of it.
        items: its items in order.
    """

    def __init__(self, letter: LetterText, draft: Draft) -> None:
        self.letter = letter
        self.draft = draft
        self.items = tuple(ItemReading(letter, index, item) for index, item in enumerate(draft.items))

    def found(self, name: str) -> Finding | None:
        """Return the finding of a letter field; ``None`` where it is missing, ambiguous or unreadable."""
        finding = self.draft.fields.get(name)
        return finding if finding is not None and finding.state is FindingState.FOUND else None

    @cached_property
    def summary(self) -> Passage:
        """The clinical case summary; empty where there is none."""
        finding = self.draft.fields.get("clinical_summary")
        return Passage(self.letter, () if finding is None else finding.sources)

    @cached_property
    def summary_prose(self) -> Prose:
        """The clinical case summary as prose."""
        return Prose(self.summary.text)


class ReadingCheck(ABC):
    """A check of a reading, so that many checks can share one; each is a ``ports.Check`` as well.

    Attributes:
        rule: identity of the check, kebab case.
    """

    rule: str

    @abstractmethod
    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return what the letter shows; never raises on any text."""

    def flags(self, letter: LetterText, draft: Draft) -> Sequence[Flag]:
        """Return what the letter shows, from a reading of its own."""
        return self.of(Reading(letter, draft))


class ItemCheck(ReadingCheck):
    """A check that looks at one item at a time."""

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return what the items show, in their order."""
        return [found for item in reading.items for found in self.of_item(item)]

    @abstractmethod
    def of_item(self, item: ItemReading) -> Sequence[Flag]:
        """Return what one item shows."""


def flag(
    rule: str,
    severity: Severity,
    message: str,
    reason: str,
    sources: Sequence[Span] = (),
    *,
    item: int | None = None,
    field: str | None = None,
) -> Flag:
    """Return a flag; of many places only the first ones are kept, each once."""
    return Flag(rule, severity, message, reason, item, field, tuple(dict.fromkeys(sources))[:MOST_SPANS])
