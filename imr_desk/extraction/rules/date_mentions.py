"""Dates that running text gives for the injury and for the utilization review: a second look at the header's."""

import re

from imr_desk.extraction.stream import Stream, Stretch
from imr_desk.model.values import parse_date

_DATE = (
    r"(?P<date>\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}|(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s+\d{1,2},?\s+\d{4})"
)
_INJURY = re.compile(
    rf"\b(?:injur(?:y|ies|ed)|claim|accident|trauma)\b(?:\s+(?:date|dated|on|of|from|in|reported|as|is|was|occurred|occurring|"
    rf"sustained|with|a|the))*[\s:,(]+{_DATE}",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    rf"\b(?:utilization\s+review|UR)\b(?:\s+[\w()-]+){{0,4}}?\s+{_DATE}|\bOn\s+(?P<before>\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}),?\s+"
    r"(?:the\s+)?utilization\s+review\b",
    re.IGNORECASE,
)


def injury_dates(stream: Stream, stretch: Stretch) -> dict[str, Stretch]:
    """Return the dates given for the injury, as ISO 8601, each with the place of its first mention."""
    return _dates(stream, stretch, _INJURY)


def review_dates(stream: Stream, stretch: Stretch) -> dict[str, Stretch]:
    """Return the dates given for the utilization review, as ISO 8601, each with the place of its first mention."""
    return _dates(stream, stretch, _REVIEW)


def _dates(stream: Stream, stretch: Stretch, pattern: re.Pattern[str]) -> dict[str, Stretch]:
    found: dict[str, Stretch] = {}
    for match in pattern.finditer(stream.text, stretch.start, stretch.end):
        group = "date" if match["date"] else "before"
        date = parse_date(" ".join(match[group].split()))
        if date is not None:
            found.setdefault(date, Stretch(match.start(group), match.end(group)))
    return found
