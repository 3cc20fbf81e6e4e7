"""What the sectioned letters (layouts C and D) share: sections, summary, items, and what is odd overall."""

from collections.abc import Mapping, Sequence

import msgspec

from imr_desk.extraction.confidence import Doubt, Ground, Rule, Weight, absent, doubted, weighed
from imr_desk.extraction.rules.date_mentions import injury_dates, review_dates
from imr_desk.extraction.rules.item_blocks import Reading, items_in, of_text
from imr_desk.extraction.rules.labels import Label, labels_of
from imr_desk.extraction.rules.lineation import Lineation
from imr_desk.extraction.rules.page_edges import Bodies, bodies_of, broken_joins, short_pages
from imr_desk.extraction.rules.people import age_and_sex
from imr_desk.extraction.rules.sections import Sections, sections_of
from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.draft import Finding, Flag, ItemDraft, Severity
from imr_desk.model.letter import LetterText, NoteKind, TextKind

_DAMAGE = {
    NoteKind.DAMAGED: "the file is damaged: text may be missing",
    NoteKind.REPAIRED: "the file was damaged and repaired for reading: text may be missing",
    NoteKind.PAGES: "pages are missing or out of order",
    NoteKind.OCR_MISSING: "a page is a picture that was not read: text is missing",
}
_SHORTEST_SUMMARY = 40
_ENDS = tuple('.!?"\u201d)')


class Body(msgspec.Struct, frozen=True):
    """A sectioned letter, cut open.

    Attributes:
        stream: its running text.
        sections: its sections.
        reading: what the reading of its items shares.
        bodies: its pages without running heads.
        odd_pages: what shows that pages are missing or out of their order, each a clause.
    """

    stream: Stream
    sections: Sections
    reading: Reading
    bodies: Bodies
    odd_pages: tuple[str, ...]

    def made(self) -> Stretch | None:
        """Return the section on how the determination was made."""
        return self.sections.made

    def items(self) -> tuple[ItemDraft, ...]:
        """Read the items; the whole text is searched when their section is missing or pages are out of place."""
        section = self.sections.issues
        labels = self.reading.labels
        if section is None or (labels and labels[0].start < section.start):
            section = Stretch(0, len(self.stream.text))
        return items_in(self.reading, section)


def body_of(letter: LetterText) -> Body:
    """Cut a sectioned letter open."""
    bodies = bodies_of(letter)
    stream = Stream(letter, bodies.parts)
    lineation = Lineation(stream)
    sections = sections_of(stream)
    labels = labels_of(stream)
    odd_pages = (*_odd_pages(sections, labels, short_pages(letter, bodies)), *_blank_pages(bodies))
    whole = tuple(Doubt(reason, 0.5) for reason in (*odd_pages, *_damage(letter)))
    reading = Reading(stream, lineation, labels, broken_joins(stream, lineation), whole)
    return Body(stream, sections, reading, bodies, odd_pages)


def _odd_pages(sections: Sections, labels: Sequence[Label], short: Sequence[int]) -> tuple[str, ...]:
    """Say what shows that pages are missing or out of their order."""
    told: list[str] = []
    if not sections.in_order:
        told.append("the sections of the letter are not in their order: pages may be out of place")
    if labels and sections.issues is not None and labels[0].start < sections.issues.start:
        told.append("an item stands before the section of the items: pages may be out of place")
    if short:
        numbers = ", ".join(str(number) for number in short)
        told.append(
            f"the text of page {numbers} ends high above its foot and is not the last: pages may be out of place"
        )
    return tuple(told)


def _blank_pages(bodies: Bodies) -> tuple[str, ...]:
    last = bodies.parts[-1].page if bodies.parts else 0
    between = [str(page) for page in bodies.blank if page < last]
    return (f"page {', '.join(between)} has no text and others follow: text may be missing",) if between else ()


def _damage(letter: LetterText) -> tuple[str, ...]:
    kinds = {note.kind for note in letter.notes}
    return tuple(reason for kind, reason in _DAMAGE.items() if kind in kinds)


def doubted_as_whole(body: Body, fields: Mapping[str, Finding]) -> dict[str, Finding]:
    """Return the fields with the doubts that concern the whole letter."""
    found = dict(fields)
    for doubt in body.reading.whole:
        found = {name: doubted(finding, doubt.reason, 0.5) for name, finding in found.items()}
    return found


def summary_findings(body: Body) -> dict[str, Finding]:
    """Return the clinical summary, and age and sex from it."""
    stream, section = body.stream, body.sections.summary
    if section is None:
        missing = absent("the section CLINICAL CASE SUMMARY is missing", surprising=True)
        return dict.fromkeys(("clinical_summary", "age", "sex"), missing)
    stretch = stream.trimmed(section)
    if stretch.is_empty:
        missing = absent("the section CLINICAL CASE SUMMARY is empty", surprising=True)
        return dict.fromkeys(("clinical_summary", "age", "sex"), missing)
    weights = [*body.reading.whole, *of_text(body.reading, stretch), *_summary_weights(body, stretch)]
    summary = weighed(stream.prose(stretch), stream.spans(stretch), Rule.SECTION, tuple(weights))
    return {"clinical_summary": summary, **age_and_sex(stream, stretch)}


def _summary_weights(body: Body, stretch: Stretch) -> list[Weight]:
    weights: list[Weight] = []
    if body.sections.summary_led:
        weights.append(Ground("below its heading and lead-in", 0.05))
    else:
        weights.append(Doubt("the lead-in of the summary is missing"))
    if body.sections.issues is None:
        weights.append(Doubt("the section behind it is missing: the text may be cut", 0.5))
    else:
        weights.append(Ground("up to the heading of the next section", 0.1))
    if body.stream.text[stretch.end - 1] in _ENDS:
        weights.append(Ground("ends with a whole sentence", 0.2))
    else:
        weights.append(Doubt("its last sentence is not finished: the text may be cut", 0.5))
    if stretch.end - stretch.start < _SHORTEST_SUMMARY:
        weights.append(Doubt("shorter than a summary"))
    return weights


def dates_mentioned(body: Body) -> Mapping[str, frozenset[str]]:
    """Return the dates that the summary gives for header fields; asked only where characters may be wrong."""
    if body.stream.letter.kind is not TextKind.OCR or body.sections.summary is None:
        return {}
    summary = body.sections.summary
    return {
        "date_of_injury": frozenset(injury_dates(body.stream, summary)),
        "ur_denial_date": frozenset(review_dates(body.stream, summary)),
    }


def page_flags(body: Body) -> tuple[Flag, ...]:
    """Say what shows that a page is missing or misplaced, each once, with the place.

    What the checks of whole letters tell (sections out of order, a page that comes twice) is left to them.
    """
    reason = "A copy of a letter can lack a page, hold one twice, or have two in the wrong order."
    edges = sorted(body.reading.broken)
    return tuple(
        Flag(
            rule="page-edge",
            severity=Severity.WARNING,
            message=f"Page {body.stream.page_at(join)}: {body.reading.broken[join]}; a page may be missing.",
            reason=reason,
            sources=body.stream.spans(Stretch(join, body.stream.line_end(join))),
        )
        for join in edges
    ) + tuple(
        Flag("page-ends-early", Severity.WARNING, f"{clause[0].upper()}{clause[1:]}.", reason)
        for clause in body.odd_pages
    )
