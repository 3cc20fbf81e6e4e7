"""The disputed items of a sectioned letter (layouts C and D): cut into blocks, each read field by field."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from imr_desk.extraction.confidence import Doubt, Ground, Rule, Weight, absent, weighed
from imr_desk.extraction.rules.determinations import Determination, Strength, determination_in
from imr_desk.extraction.rules.item_headings import ItemHeading, decided_lines, heading_before
from imr_desk.extraction.rules.labels import Block, Label, blocks_of
from imr_desk.extraction.rules.lineation import Lineation
from imr_desk.extraction.rules.partial_grants import Grant, GrantKind, grant_in
from imr_desk.extraction.rules.topics import names_another, speaks_of
from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.draft import Candidate, Finding, ItemDraft
from imr_desk.model.letter import TextKind

_GUIDELINE = re.compile(
    r"(?:Decision[ ]+based[ ]+on[ ]|The[ ]+(?:Claims[ ]+Administrator|Expert[ ]+Reviewer|Physician[ ]+Reviewer)[ ])"
)
_NO_CITATION = re.compile(r"did[ ]+not[ ]+cite", re.IGNORECASE)
_ENDS = re.compile(r"[.!?][\"'\u2019\u201d)\]]*$")
_LABEL_WORDS = ("MAXIMUS", "Decision rationale")
_LONGEST_GUIDELINE = 3000
"""Characters; the longest counted is about 1,300."""


class Reading(msgspec.Struct, frozen=True):
    """What the reading of all items shares.

    Attributes:
        stream: the letter.
        lineation: its lines.
        labels: all item labels of the letter.
        broken: page edges over which the text does not go on, with the reason.
        whole: doubts about the letter as a whole, which every item shares.
    """

    stream: Stream
    lineation: Lineation
    labels: Sequence[Label]
    broken: Mapping[int, str]
    whole: tuple[Weight, ...] = ()


class _Item(msgspec.Struct, frozen=True):
    block: Block
    heading: ItemHeading
    end: int
    structure: tuple[Weight, ...]
    of_next: tuple[Doubt, ...]


def items_in(reading: Reading, section: Stretch) -> tuple[ItemDraft, ...]:
    """Read all items of the section."""
    stream = reading.stream
    labels = [label for label in reading.labels if section.start <= label.start < section.end]
    blocks = _with_bare_headings(stream, reading.lineation, blocks_of(labels, section.start), section)
    headings = [
        heading_before(stream, reading.lineation, block.before, block.first, opens=block.before == section.start)
        for block in blocks
    ]
    counted = _counts(blocks, headings)
    items: list[_Item] = []
    for index, (block, heading) in enumerate(zip(blocks, headings, strict=True)):
        end = headings[index + 1].start if index + 1 < len(headings) else section.end
        following = headings[index + 1].weights if index + 1 < len(headings) else ()
        doubts = tuple(weight for weight in following if isinstance(weight, Doubt))
        items.append(_Item(block, heading, end, counted, doubts))
    return tuple(_read_item(reading, item) for item in items)


def _with_bare_headings(
    stream: Stream, lineation: Lineation, blocks: Sequence[Block], section: Stretch
) -> Sequence[Block]:
    """Add a block for each decided heading that has no label below it: cut off, or misspelled beyond reading."""
    text = stream.text
    found: list[Block] = []
    floor = section.start
    for block in (*blocks, None):
        edge = section.end if block is None else block.first
        for stop in decided_lines(stream, Stretch(floor, edge)):
            is_of_block = block is not None and not text[stop:edge].strip(". \n")
            if not is_of_block and (not found or _is_heading_line(stream, lineation, floor, stop)):
                found.append(Block(before=floor, stop=stop))
                floor = stop
        if block is not None:
            found.append(msgspec.structs.replace(block, before=floor))
            floor = block.last
    return found


def _is_heading_line(stream: Stream, lineation: Lineation, floor: int, stop: int) -> bool:
    """Tell whether the line that ends in a decision is set like a heading: bold, or a paragraph of its own."""
    line = stream.line_start(stop - 1)
    colon = stream.text.rfind(":", max(floor, line), stop)
    if colon > line and stream.knows_bold:
        return bool(stream.is_bold(Stretch(max(line, colon - 12), colon)))
    return bool(lineation.gap_before(line) or lineation.fits_above(line))


def _counts(blocks: Sequence[Block], headings: Sequence[ItemHeading]) -> tuple[Weight, ...]:
    """Compare how many items the headings, the guideline labels and the rationale labels count."""
    decided = sum(1 for heading in headings if heading.decision is not None)
    whole = sum(1 for block in blocks if block.is_complete)
    if decided == whole == len(blocks):
        return (Ground("as many decisions as guidelines and rationales", 0.1),)
    return ()


def _read_item(reading: Reading, item: _Item) -> ItemDraft:
    stream, block, heading = reading.stream, item.block, item.heading
    extent = Stretch(heading.start, max(stream.trimmed(Stretch(heading.start, item.end)).end, heading.start))
    shared = (*reading.whole, *item.structure)
    last = (*shared, *item.of_next)
    rationale = None if block.rationale is None else stream.trimmed(Stretch(block.rationale.end, item.end))
    determination = None if rationale is None else determination_in(stream, rationale)
    fields = _heading_fields(reading, heading, shared)
    is_whole = block.is_complete and not heading.treatment.is_empty
    odd = (
        *(() if is_whole else (Doubt("the item's heading or labels are missing"),)),
        *_names_another(stream, heading, determination),
        *_broken(reading, extent),
        *_strays(stream, block),
    )
    shared, last = (*shared, *odd), (*last, *odd)
    unfinished = _unfinished(stream, rationale)
    fields["decision"] = _decision(stream, heading, determination, (*shared, *unfinished))
    fields["claims_admin_guideline"] = _guideline(reading, item, block.claims, block.reviewer, shared)
    fields["imr_guideline"] = _guideline(reading, item, block.reviewer, block.rationale, shared)
    last = (*last, *_over_page_edge(stream, heading, rationale))
    fields["rationale"] = _rationale(reading, item, rationale, determination, last)
    fields["determination"] = _determination(reading, heading, determination, (*last, *unfinished))
    return ItemDraft(fields, stream.spans(extent))


def _heading_fields(reading: Reading, heading: ItemHeading, shared: tuple[Weight, ...]) -> dict[str, Finding]:
    stream = reading.stream
    if heading.treatment.is_empty:
        missing = absent("no heading above the guideline label", surprising=True)
        return dict.fromkeys(("treatment", "disputed", "original_request", "authorized"), missing)
    grant = grant_in(stream, heading.treatment)
    weights = (*shared, *heading.weights, *of_text(reading, heading.treatment, bold=True))
    fields = {
        "treatment": _text(stream, heading.treatment, Rule.HEADING, weights),
        "disputed": _text(stream, grant.disputed, Rule.HEADING, (*weights, *grant.weights)),
    }
    for name, stretch in (("original_request", grant.original), ("authorized", grant.authorized)):
        fields[name] = _part(stream, grant, stretch, weights, (*shared, *heading.weights))
    return fields


def _part(
    stream: Stream, grant: Grant, stretch: Stretch | None, weights: tuple[Weight, ...], edges: tuple[Weight, ...]
) -> Finding:
    """Return a part of a partial approval; a plain heading surely has none unless its own edges are in doubt."""
    if stretch is not None:
        return _text(stream, stretch, Rule.PARTIAL_GRANT, (*weights, *grant.weights))
    doubted = any(isinstance(weight, Doubt) for weight in (*grant.weights, *edges))
    reason = grant.weights[0].reason if grant.kind is GrantKind.UNCLEAR else "utilization review granted no part"
    return absent(reason, surprising=doubted)


def _text(stream: Stream, stretch: Stretch, rule: Rule, weights: tuple[Weight, ...]) -> Finding:
    return weighed(stream.prose(stretch), stream.spans(stretch), rule, weights)


def of_text(reading: Reading, stretch: Stretch, *, bold: bool = False) -> tuple[Weight, ...]:
    """Weigh the characters of a stretch: page edges inside it, lost hyphens, odd characters, OCR."""
    stream = reading.stream
    weights: list[Weight] = []
    weights += _broken(reading, stretch)
    if reading.lineation.lost_hyphen(stretch, bold=bold):
        weights.append(Doubt("a line is wider than the column: a hyphen at its end may be lost"))
    if stream.is_odd(stretch):
        weights.append(Doubt("holds characters that letters do not use"))
    if stream.letter.kind is TextKind.OCR:
        weights.append(Doubt("read by OCR: compare with the page"))
    return tuple(weights)


def _label_weights(label: Label) -> tuple[Weight, ...]:
    weights: list[Weight] = []
    if label.misspelled:
        weights.append(Doubt("its label is misspelled or misread"))
    elif label.exact:
        weights.append(Ground("label as every letter spells it", 0.1))
    else:
        weights.append(Ground("label with a slip", 0.6))
    if label.bold:
        weights.append(Ground("label in bold", 0.05))
    elif label.bold is False:
        weights.append(Doubt("label not in bold as labels are"))
    return tuple(weights)


def _guideline(
    reading: Reading, item: _Item, label: Label | None, following: Label | None, shared: tuple[Weight, ...]
) -> Finding:
    """Read what stands behind a guideline label, up to the label that follows in every item."""
    if label is None:
        return absent("its label is missing", surprising=True)
    stream = reading.stream
    later = [other.start for other in item.block.labels if other.start > label.start]
    stretch = stream.trimmed(Stretch(label.end, min(later, default=item.end)))
    if stretch.is_empty:
        place = stream.spans(Stretch(label.start, label.end))
        return absent("nothing stands behind its label", surprising=True, sources=place)
    weights: list[Weight] = [*shared, *_label_weights(label), *of_text(reading, stretch)]
    if following is None:
        weights += (Doubt("the label that follows it is missing", 0.5), *item.of_next)
    raw = stream.prose(stretch)
    weights.append(
        Ground("begins as citations do", 0.1) if _GUIDELINE.match(raw) else Doubt("does not begin as citations do")
    )
    if _ENDS.search(raw):
        weights.append(Ground("ends with a full stop", 0.3))
    else:
        weights.append(Doubt("does not end with a full stop: the text may be cut", 0.8))
    if len(raw) > _LONGEST_GUIDELINE or decided_lines(stream, stretch):
        weights.append(Doubt("holds more than a citation"))
    if _NO_CITATION.search(raw) and "Decision based on" in raw:
        weights.append(Doubt("says both that something is cited and that nothing is"))
    return weighed(raw, stream.spans(stretch), Rule.LABEL, tuple(weights))


def _rationale(
    reading: Reading,
    item: _Item,
    stretch: Stretch | None,
    determination: Determination | None,
    shared: tuple[Weight, ...],
) -> Finding:
    label = item.block.rationale
    if label is None or stretch is None:
        return absent("its label is missing", surprising=True)
    stream = reading.stream
    if stretch.is_empty:
        place = stream.spans(Stretch(label.start, label.end))
        return absent("nothing stands behind its label", surprising=True, sources=place)
    weights: list[Weight] = [*shared, *_label_weights(label), *of_text(reading, stretch)]
    weights += _unfinished(stream, stretch) or (Ground("ends with a whole sentence", 0.1),)
    if determination is None:
        weights.append(Doubt("no sentence decides the item: the text may be cut"))
    else:
        weights.append(Ground("holds the sentence that decides", 0.3))
    if decided_lines(stream, stretch):
        weights.append(Doubt("holds a line like an item heading", 0.5))
    return _text(stream, stretch, Rule.LABEL, tuple(weights))


def _unfinished(stream: Stream, rationale: Stretch | None) -> tuple[Weight, ...]:
    """Doubt what depends on a rationale whose last sentence has no end: what followed may have said otherwise."""
    if rationale is None or rationale.is_empty:
        return ()
    if _ENDS.search(stream.text[max(rationale.start, rationale.end - 12) : rationale.end]):
        return ()
    return (Doubt("the last sentence of the rationale is not finished: the text may be cut", 0.5),)


def _over_page_edge(stream: Stream, heading: ItemHeading, rationale: Stretch | None) -> tuple[Weight, ...]:
    """Weigh a rationale that runs over a page edge: what stands behind the edge must speak of the same treatment.

    A page lost between two rationales joins the beginning of one to the end of another, and nothing else shows it.
    """
    if rationale is None or heading.treatment.is_empty:
        return ()
    edges = stream.joins_in(rationale)
    if not edges:
        return ()
    if speaks_of(stream, heading.treatment, Stretch(edges[-1], rationale.end)) is False:
        return (Doubt("what stands on the next page does not name the treatment", 0.98),)
    return (Ground("what stands on the next page names the treatment", 0.3),)


def _broken(reading: Reading, extent: Stretch) -> tuple[Weight, ...]:
    """Doubt all of an item in which the text does not go on over a page edge."""
    joins = reading.stream.joins_in(extent) if reading.broken else ()
    return tuple(Doubt(reading.broken[join], 0.5) for join in joins if join in reading.broken)


def _strays(stream: Stream, block: Block) -> tuple[Weight, ...]:
    """Doubt an item in whose citations a page edge is followed by words that no citation goes on with."""
    if block.claims is None or block.rationale is None:
        return ()
    for join in stream.joins_in(Stretch(block.claims.end, block.rationale.start)):
        before, behind = stream.text[block.claims.end : join].rstrip(), stream.text[join : join + 200].lstrip()
        if before.endswith(".") and not _GUIDELINE.match(behind) and not behind.startswith(_LABEL_WORDS):
            return (Doubt("the citation does not go on from the page before; a page may be missing", 0.5),)
    return ()


def _names_another(stream: Stream, heading: ItemHeading, determination: Determination | None) -> tuple[Weight, ...]:
    """Doubt an item over a page edge whose deciding sentence names another treatment than its heading."""
    if determination is None or heading.treatment.is_empty:
        return ()
    between = Stretch(heading.start, determination.sentence.end)
    if not stream.joins_in(between):
        return ()
    if names_another(stream, heading.treatment, determination.sentence):
        return (Doubt("the deciding sentence names another treatment; a page may be missing or misplaced", 0.5),)
    return ()


def _decision(
    stream: Stream, heading: ItemHeading, determination: Determination | None, shared: tuple[Weight, ...]
) -> Finding:
    told = None if determination is None else determination.decision
    if heading.decision is None or heading.decision_word is None:
        if determination is None or told is None:
            return absent("neither heading nor rationale decides the item", surprising=True)
        return weighed(
            told, stream.spans(determination.sentence), Rule.SENTENCE, (Doubt("only the rationale decides the item"),)
        )
    spans = stream.spans(heading.decision_word)
    weights = [*shared, *heading.decision_weights]
    candidates: tuple[Candidate, ...] = ()
    if determination is None or told is None:
        weights.append(Doubt("the rationale does not say it again", 0.95))
    elif told is heading.decision:
        plain = determination.strength is Strength.STRONG
        weights.append(Ground("the rationale decides the same", 0.02 if plain else 0.1))
    else:
        weights.append(Doubt("heading and rationale decide differently", 0.5))
        candidates = (Candidate(heading.decision, spans), Candidate(told, stream.spans(determination.sentence)))
    return weighed(heading.decision, spans, Rule.DECISION_WORD, tuple(weights), candidates)


def _determination(
    reading: Reading, heading: ItemHeading, determination: Determination | None, shared: tuple[Weight, ...]
) -> Finding:
    if determination is None:
        return absent("no sentence of the rationale decides the item", surprising=True)
    weights: list[Weight] = [*shared, *of_text(reading, determination.sentence)]
    if determination.decision is not None and determination.decision is heading.decision:
        weights.append(Ground("decides as the heading does", 0.1))
    else:
        weights.append(Doubt("does not decide as the heading does"))
    if determination.strength is Strength.STRONG:
        weights.append(Ground("speaks of medical necessity", 0.1))
    else:
        weights.append(Doubt("decides in other words than letters use"))
    if determination.opposed is not None:
        weights.append(Ground("another sentence says the opposite; this one comes last", 0.9))
    return _text(reading.stream, determination.sentence, Rule.SENTENCE, tuple(weights))
