"""The words of one item that its details are read from, and the doubts that they inherit."""

from collections.abc import Mapping
from functools import cached_property

from imr_desk.extraction.confidence import Doubt, Weight
from imr_desk.model.draft import Finding, FindingState
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText
from imr_desk.model.terms.asked import asked_in
from imr_desk.model.terms.passage import Passage

OCR_SURE = 90
"""OCR's confidence in per cent from which the figures of a detail are believed; names are held by vocabularies."""


class ItemWords:
    """What an item says of itself; each passage is made when it is first asked for.

    Attributes:
        doubts: what is doubted of the disputed part itself, and so of every detail read from it.
    """

    def __init__(self, letter: LetterText, fields: Mapping[str, Finding]) -> None:
        self._letter = letter
        self._fields = fields
        read = fields.get("disputed") or fields.get("treatment")
        self.doubts: tuple[Weight, ...] = ()
        if read is None or read.needs_review:
            self.doubts = (Doubt("the disputed part itself is in doubt"),)

    @cached_property
    def disputed(self) -> Passage:
        """What was decided: the remaining part where utilization review granted some."""
        return Passage(self._letter, _sources(self._fields, "disputed") or _sources(self._fields, "treatment"))

    @cached_property
    def heading(self) -> Passage:
        """The whole heading, without its decision."""
        return Passage(self._letter, _sources(self._fields, "treatment"))

    @cached_property
    def determination(self) -> Passage:
        """The sentence that decides; empty where none was found."""
        return Passage(self._letter, _sources(self._fields, "determination"))

    @cached_property
    def rationale(self) -> Passage:
        """The whole rationale; empty where none was found."""
        return Passage(self._letter, _sources(self._fields, "rationale"))

    def is_asked_for(self, offset: int) -> bool:
        """Tell whether a character of the determination stands in the words that name what was asked for."""
        return self._asked is not None and self._asked[0] <= offset < self._asked[1]

    @cached_property
    def _asked(self) -> tuple[int, int] | None:
        return asked_in(self.determination.text)

    def doubts_of(self, sources: tuple[Span, ...]) -> tuple[Weight, ...]:
        """Return the inherited doubts, and one more where OCR was not sure of the words."""
        words = [word for span in sources for word in self._letter.words_of(span)]
        if any(word.confidence is not None and word.confidence < OCR_SURE for word in words):
            return (*self.doubts, Doubt("OCR was not sure of these words"))
        return self.doubts


def _sources(fields: Mapping[str, Finding], name: str) -> tuple[Span, ...]:
    finding = fields.get(name)
    if finding is None or finding.state is not FindingState.FOUND:
        return () if finding is None or name == "determination" else finding.sources
    return finding.sources
