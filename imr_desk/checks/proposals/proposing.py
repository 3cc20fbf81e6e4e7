"""All that the machine would label in a letter, for a nurse to confirm or reject."""

from collections.abc import Iterator, Mapping

import msgspec

from imr_desk.checks.absence import AbsenceClaim
from imr_desk.checks.proposals.criteria_lists import criteria_of
from imr_desk.checks.proposals.sentences import Kinds
from imr_desk.checks.reading import ItemReading, Reading
from imr_desk.checks.speculation import Speculation
from imr_desk.model.annotations import Attributes, Link, LinkKind, Proposal, Speaker
from imr_desk.model.draft import Draft, Flag, Severity
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterText

MOST = 600
"""Proposals for one letter; more would help nobody. The longest real letter gives a fifth of it."""

_SPEAKERS = {
    "guideline-quote": Speaker.GUIDELINE,
    "reviewer-reasoning": Speaker.REVIEWER,
    "conclusion": Speaker.REVIEWER,
}


def propose(letter: LetterText, draft: Draft) -> tuple[Proposal, ...]:
    """Return the spans that the machine would label, in the order of the letter; never raises on any text."""
    reading = Reading(letter, draft)
    contradicted = tuple(AbsenceClaim().of(reading))
    found: dict[str, Proposal] = {}
    for item in reading.items:
        for proposal in _of_item(item, contradicted):
            if proposal.spans:
                found.setdefault(proposal.key, proposal)
    for proposal in _contradicting(reading, contradicted, tuple(found.values())):
        known = found.get(proposal.key)
        links = proposal.links if known is None else (*known.links, *proposal.links)
        found[proposal.key] = msgspec.structs.replace(known or proposal, links=tuple(dict.fromkeys(links)))
    ordered = sorted(found.values(), key=lambda each: (each.spans, each.label))
    return tuple(ordered[:MOST])


def _of_item(item: ItemReading, contradicted: tuple[Flag, ...]) -> Iterator[Proposal]:
    passage, index = item.passage("rationale"), item.index
    claims = tuple(span for flag in contradicted if flag.item == index for span in flag.sources)
    sentences: dict[int, Proposal] = {}
    for sentence in Kinds(item).sentences:
        spans = passage.spans(sentence.start, sentence.end)
        if sentence.kind:
            made = Proposal(
                sentence.kind,
                spans,
                Attributes(said_by=_SPEAKERS.get(sentence.kind)),
                index,
                sentence.confidence,
                f"sentence-{sentence.kind}",
                sentence.reasons,
            )
            sentences[sentence.start] = made
            yield made
        if sentence.claims_absence:
            met = any(claim.overlaps(span) for claim in claims for span in spans)
            reasons = (
                "says what the record does not show",
                *(("the case summary has something on it",) if met else ()),
            )
            attributes = Attributes(negated=True, said_by=Speaker.REVIEWER)
            yield Proposal("absence-claim", spans, attributes, index, 0.9 if met else 0.8, "absence-claim", reasons)
    yield from _criteria(item, sentences)
    yield from _guesses(item)


def _criteria(item: ItemReading, sentences: Mapping[int, Proposal]) -> Iterator[Proposal]:
    """Yield the numbered criteria, each linked with the sentence that takes it up."""
    for criterion in criteria_of(item.rationale):
        made = Proposal(
            "criterion",
            item.passage("rationale").spans(criterion.start, criterion.end),
            Attributes(said_by=Speaker.GUIDELINE, criterion=criterion.state, number=criterion.number),
            item.index,
            criterion.confidence,
            "numbered-criterion",
            criterion.reasons,
        )
        evidence = None if criterion.evidence is None else sentences.get(criterion.evidence)
        links = () if evidence is None else (Link(LinkKind.EVIDENCE_FOR, evidence.key, made.key),)
        yield msgspec.structs.replace(made, links=links)


def _guesses(item: ItemReading) -> Iterator[Proposal]:
    for flag in Speculation().of_item(item):
        about_fact = flag.severity is Severity.WARNING
        reason = "guesses at what happened to the patient" if about_fact else "presents something as not certain"
        for span in flag.sources:
            attributes = Attributes(said_by=Speaker.REVIEWER)
            confidence = 0.8 if about_fact else 0.5
            yield Proposal("speculation", (span,), attributes, item.index, confidence, "speculation", (reason,))


def _contradicting(
    reading: Reading, contradicted: tuple[Flag, ...], proposals: tuple[Proposal, ...]
) -> Iterator[Proposal]:
    """Yield both ends of contradictions: words of the case summary, and the claim that they are not in the record."""
    finding = reading.draft.fields.get("clinical_summary")
    summary: tuple[Span, ...] = () if finding is None else finding.sources
    for flag in contradicted:
        stated = tuple(span for span in flag.sources if any(part.contains(span) for part in summary))
        claimed = tuple(span for span in flag.sources if span not in stated)
        if not stated or not claimed:
            continue
        reason = f"the rationale of item {(flag.item or 0) + 1} says that this is not in the record"
        confidence = 0.7 if flag.severity is Severity.WARNING else 0.45
        fact = Proposal("patient-fact", stated, Attributes(), flag.item, confidence, "contradicts-absence", (reason,))
        claim = _claim_at(claimed, flag.item, proposals) or _claim(claimed, flag.item)
        link = Link(LinkKind.CONTRADICTS, fact.key, claim.key)
        for end in (fact, claim):
            yield msgspec.structs.replace(end, links=(link,))


def _claim_at(spans: tuple[Span, ...], item: int | None, proposals: tuple[Proposal, ...]) -> Proposal | None:
    return next(
        (
            each
            for each in proposals
            if each.label == "absence-claim"
            and each.item == item
            and any(part.overlaps(span) for part in each.spans for span in spans)
        ),
        None,
    )


def _claim(spans: tuple[Span, ...], item: int | None) -> Proposal:
    """Return the claim of a contradiction whose sentence nothing else tells for one."""
    reasons = ("says what the record does not show", "the case summary has something on it")
    attributes = Attributes(negated=True, said_by=Speaker.REVIEWER)
    return Proposal("absence-claim", spans, attributes, item, 0.6, "absence-claim", reasons)
