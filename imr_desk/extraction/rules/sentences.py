"""Sentences of a rationale, with the abbreviations and slips of these letters in mind."""

import re
from collections.abc import Sequence

from imr_desk.extraction.stream import Stream, Stretch

# A sentence ends at . ? or ! (with closing marks) before a blank and something that can begin one, or, a slip seen in
# real letters, before a capital letter that follows without a blank ("... is noted.The request ...").
_END = re.compile(
    r"[.?!][\"'\u2019\u201d)\]]*(?:(?=\s+[\"'\u2018\u201c(\[]*[A-Z0-9])|(?<=[a-z)\]\"][.?!])(?=[A-Z][a-z]))"
)
_ABBREVIATION = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|St|vs|No|Nos|pgs?|pp?|eds?|Sec|Ch|Vol|Fig|approx|i\.e|e\.g|cf|et al|Inc|Jan|Feb|Mar|Apr|"
    r"Aug|Sept?|Oct|Nov|Dec|[A-Z])\.$"
)
_LIST_NUMBER = re.compile(r"(?:^|[.:;,)\]]\s*)\(?\d{1,2}\.$")
_LOOK_BACK = 12


def sentences_in(stream: Stream, stretch: Stretch) -> Sequence[Stretch]:
    """Return the sentences of the stretch in order, without white space at their ends."""
    found: list[Stretch] = []
    text, start = stream.text, stretch.start
    for match in _END.finditer(text, stretch.start, stretch.end):
        before = text[max(start, match.start() + 1 - _LOOK_BACK) : match.start() + 1]
        if _ABBREVIATION.search(before) or _LIST_NUMBER.search(before):
            continue
        found.append(stream.trimmed(Stretch(start, match.end())))
        start = match.end()
    last = stream.trimmed(Stretch(start, stretch.end))
    return found if last.is_empty else [*found, last]
