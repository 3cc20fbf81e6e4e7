"""How the lines of a plain-text letter stand: printed double-spaced or not, where its paragraphs end.

Text copied out of a viewer often has an empty line after every line. That is no information; runs that are longer
than usual are, for they end a paragraph.
"""

import re
from collections import Counter

_USUAL = 0.8  # share of lines with the same number of empty lines behind them that makes it the letter's spacing
_FEWEST = 6  # lines; fewer tell nothing about the spacing
_PRINTED_WIDTH = 120  # characters; a longer line is a whole paragraph, and an empty line behind it ends it
_SENTENCE_END = re.compile(r"[.:;!?][\"'\u201d\u2019)]*$")


def paragraphs(lines: list[str]) -> list[list[int]]:
    """Return the numbers (from 0) of the lines that hold text, as one list for each paragraph."""
    numbers: list[int] = []
    gaps: list[int] = []  # empty lines before each line that holds text
    last = -1
    for number, line in enumerate(lines):
        if line and not line.isspace():
            numbers.append(number)
            gaps.append(number - last - 1)
            last = number
    usual = _spacing([lines[number].strip() for number in numbers], gaps[1:])
    found: list[list[int]] = []
    for number, gap in zip(numbers, gaps, strict=True):
        if not found or gap > usual:
            found.append([])
        found[-1].append(number)
    return found


def _spacing(texts: list[str], gaps: list[int]) -> int:
    """Return how many empty lines stand between two lines of one paragraph."""
    if len(texts) < _FEWEST:
        return 0
    usual, times = Counter(gaps).most_common(1)[0]
    if sum(1 for gap in gaps if gap >= usual) < _USUAL * len(gaps) or times < len(gaps) / 2:
        return 0
    ends = sum(1 for text in texts if _SENTENCE_END.search(text))
    wrapped = max(map(len, texts)) <= _PRINTED_WIDTH and ends < len(texts) / 2
    return usual if wrapped else 0
