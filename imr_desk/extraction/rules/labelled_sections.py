"""Letters that are cut at capital labels: the older layouts, of which only such labels are known."""

import re
from collections.abc import Mapping

import msgspec

from imr_desk.extraction.confidence import Doubt, Rule, Weight, absent, weighed
from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.draft import Finding


class Section(msgspec.Struct, frozen=True):
    """A label and what stands behind it, up to the next label.

    Attributes:
        label: where the label stands.
        body: what stands behind it.
    """

    label: Stretch
    body: Stretch


def sections_by_label(stream: Stream, labels: Mapping[str, re.Pattern[str]]) -> Mapping[str, Section]:
    """Cut the text at the first mention of each label; labels that are not there are left out."""
    found = {name: match for name, label in labels.items() if (match := label.search(stream.text)) is not None}
    starts = sorted(match.start() for match in found.values())
    cut: dict[str, Section] = {}
    for name, match in found.items():
        end = next((start for start in starts if start >= match.end()), len(stream.text))
        cut[name] = Section(Stretch(*match.span()), stream.trimmed(Stretch(match.end(), end)))
    return cut


def text_finding(stream: Stream, section: Section | Stretch | None, what: str, *weights: Weight) -> Finding:
    """Return the prose of a section as a finding; missing, to be looked at, where it is not there or empty."""
    if section is None:
        return absent(f"{what} is not there", surprising=True)
    body = section.body if isinstance(section, Section) else section
    if body.is_empty:
        label = section.label if isinstance(section, Section) else body
        return absent(f"{what} is empty", surprising=True, sources=stream.spans(label))
    cut = () if stream.text[body.end - 1] in '.!?"”’):' else (Doubt("it does not end with a whole sentence", 0.5),)
    return weighed(stream.prose(body), stream.spans(body), Rule.SECTION, (*weights, *cut))
