"""Guideline lines: editions in force, sections, parts of the body, and the same citation on both sides."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from imr_desk.checks.dates import day_of
from imr_desk.checks.mtus_editions import EDITIONS, OWN_CHAPTER, REGIONS_OF, SECTIONS_OF_BODY_CHAPTERS
from imr_desk.checks.prose import shortened
from imr_desk.checks.reading import ItemCheck, ItemReading, Reading, ReadingCheck, flag
from imr_desk.model.draft import Decision, Flag, Severity
from imr_desk.model.terms.anatomy import regions_in
from imr_desk.model.terms.citations import Citation, CitationSource

_SIDES = {"claims_admin_guideline": "the claims administrator", "imr_guideline": "the reviewer"}


def _printed(citation: Citation) -> str:
    return f"{citation.title} {citation.year}" if citation.year else citation.title


class GuidelineNotInForce(ReadingCheck):
    """A chapter is cited in an edition that was not in force on the day of the decision."""

    rule = "guideline-not-in-force"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return a flag for each such citation, and a note for a year of a chapter that the table does not know."""
        decided = day_of(reading.found("decision_date"))
        return [
            found
            for item in reading.items
            for line in _SIDES
            for citation in item.citations(line)
            for found in self._of(item, line, citation, decided)
        ]

    def _of(self, item: ItemReading, field: str, citation: Citation, decided: date | None) -> Iterator[Flag]:
        if citation.chapter is None or citation.year is None:
            return
        edition = EDITIONS.get((citation.chapter, citation.year))
        where = item.passage(field).spans(citation.start, citation.end)
        reason = "The guideline that applies is the one in force; the table of editions can be corrected."
        subject = f"In item {item.number}, {_SIDES[field]} cites “{shortened(_printed(citation))}”"
        if edition is None:
            if any(chapter == citation.chapter for chapter, _ in EDITIONS):
                message = f"{subject}; the table of editions has none of that year."
                yield flag(self.rule, Severity.INFO, message, reason, where, item=item.index, field=field)
        elif decided is not None and not edition.holds(decided):
            message = f"{subject}, which by the table of editions was not in force on {decided:%m/%d/%Y}."
            yield flag(self.rule, Severity.WARNING, message, reason, where, item=item.index, field=field)


class GuidelineSectionUnknown(ItemCheck):
    """A section is cited that the chapters on parts of the body do not have."""

    rule = "guideline-section-unknown"

    def of_item(self, item: ItemReading) -> Sequence[Flag]:
        """Return a note for each chapter cited with an unknown section."""
        found: list[Flag] = []
        for line, who in _SIDES.items():
            for citation in item.citations(line):
                odd = [name for name in citation.sections if _is_odd(citation, name)]
                if citation.chapter not in REGIONS_OF or not odd:
                    continue
                message = (
                    f"In item {item.number}, {who} cites “{shortened(odd[0], 40)}” as a section of "
                    f"{_printed(citation)}; the list of "
                    f"sections does not have it."
                )
                where = item.passage(line).spans(citation.start, citation.end)
                reason = "A citation that cannot be looked up may be a page number or a slip."
                found.append(flag(self.rule, Severity.INFO, message, reason, where, item=item.index, field=line))
        return found


def _is_odd(citation: Citation, section: str) -> bool:
    """Tell whether a section is a bare number, or none of those that the chapters of 2004 share."""
    return section.isdigit() or (citation.year == 2004 and section.lower() not in SECTIONS_OF_BODY_CHAPTERS)


_AROUND_SURGERY = re.compile(r"\b(?:pre|post)\s?-?\s?op", re.IGNORECASE)


class GuidelineOtherBodyPart(ItemCheck):
    """All chapters cited are about other parts of the body than the item."""

    rule = "guideline-other-body-part"

    def of_item(self, item: ItemReading) -> Sequence[Flag]:
        """Return a warning where the reviewer cites so, a note where the claims administrator does."""
        regions = regions_in(item.parts)
        if (
            not regions
            or not regions <= OWN_CHAPTER
            or item.is_associated
            or _AROUND_SURGERY.search(item.requested.text)
        ):
            return ()
        found: list[Flag] = []
        for line, who in _SIDES.items():
            cited = item.citations(line)
            chapters = [citation.chapter for citation in cited if citation.source is CitationSource.MTUS]
            if not chapters or any(citation.source is CitationSource.NON_MTUS for citation in cited):
                continue
            about = [REGIONS_OF.get(chapter or "") for chapter in chapters]
            if any(known is None or regions & known for known in about):
                continue
            names = " and ".join(dict.fromkeys(_printed(citation) for citation in cited if citation.chapter))
            message = f"Item {item.number} is for the {', '.join(sorted(regions))}, while {who} cites only {names}."
            where = (
                *item.requested.spans(item.parts[0].start, item.parts[-1].end),
                *(span for citation in cited for span in item.passage(line).spans(citation.start, citation.end)),
            )
            severity = Severity.WARNING if line == "imr_guideline" else Severity.INFO
            reason = (
                "The chapter cited should be about what was asked for, or the rationale should say why it is not."
            )
            found.append(flag(self.rule, severity, message, reason, where, item=item.index, field=line))
        return found


class SameCitationOtherOutcome(ItemCheck):
    """Claims administrator and reviewer cite the same, and the denial falls."""

    rule = "same-citation-other-outcome"

    def of_item(self, item: ItemReading) -> Sequence[Flag]:
        """Return a note for an overturned item whose two guideline lines cite the same chapters and sections."""
        if item.decision is not Decision.OVERTURNED:
            return ()
        first, second = (_places(item.citations(line)) for line in _SIDES)
        if not first or first != second:
            return ()
        message = (
            f"Claims administrator and reviewer cite the same guideline on item {item.number}, and "
            "the denial is overturned."
        )
        where = (*item.sources("claims_admin_guideline"), *item.sources("imr_guideline"))
        reason = (
            "Agreement on the citation says nothing about agreement on the outcome; the rationale "
            "must tell the difference."
        )
        return [flag(self.rule, Severity.INFO, message, reason, where, item=item.index, field="imr_guideline")]


def _places(citations: Sequence[Citation]) -> frozenset[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Return chapter, sections and pages of the MTUS citations that name a place in their chapter."""
    return frozenset(
        (citation.chapter or citation.title, citation.sections, citation.pages)
        for citation in citations
        if citation.source is CitationSource.MTUS and (citation.sections or citation.pages)
    )


class NoGuidelineCited(ItemCheck):
    """The reviewer cites nothing, or goes outside the MTUS without the sentence that says so."""

    rule = "no-guideline-cited"

    def of_item(self, item: ItemReading) -> Sequence[Flag]:
        """Return a note for an item that stands on its own and whose reviewer cites nothing or only non-MTUS."""
        sources = {citation.source for citation in item.citations("imr_guideline")}
        if CitationSource.NONE in sources and not _depends(item):
            message = f"The reviewer's guideline line of item {item.number} says that nothing was cited."
        elif sources == {CitationSource.NON_MTUS}:
            message = (
                f"The reviewer of item {item.number} cites no MTUS chapter, and no sentence says that "
                "the MTUS was left."
            )
        else:
            return ()
        reason = "The MTUS is looked at first (8 CCR 9792.21.1); the letter should show why another source was used."
        where = item.sources("imr_guideline")
        return [flag(self.rule, Severity.INFO, message, reason, where, item=item.index, field="imr_guideline")]


def _depends(item: ItemReading) -> bool:
    """Tell whether the item goes with a surgery, so that the surgery's guideline stands for it."""
    finding = item.found("associated_surgical")
    return item.is_associated or (finding is not None and finding.value == "yes")
