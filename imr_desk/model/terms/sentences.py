"""Sentences of running text, with the abbreviations and slips of these letters in mind."""

import re

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


def sentences_in(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return offsets of the sentences of a stretch of text in order, without white space at their ends."""
    found: list[tuple[int, int]] = []
    end = len(text) if end is None else end
    for match in _END.finditer(text, start, end):
        before = text[max(start, match.start() + 1 - _LOOK_BACK) : match.start() + 1]
        if _ABBREVIATION.search(before) or _LIST_NUMBER.search(before):
            continue
        found.append(_trimmed(text, start, match.end()))
        start = match.end()
    last = _trimmed(text, start, end)
    return found if last[0] >= last[1] else [*found, last]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
