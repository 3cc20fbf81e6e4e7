"""Which guideline a line cites, without sections, topics and pages, so that decisions can be grouped by it."""

import re
from functools import lru_cache

from imr_desk.model.terms.citations import Citation, CitationSource, citations_of

_SHORT = (
    ("ODG", re.compile(r"\bODG\b|\bOfficial\sDisability\sGuidelines?\b", re.IGNORECASE)),
    ("ACOEM", re.compile(r"\bACOEM\b|\bAmerican\sCollege\sof\sOccupational\b", re.IGNORECASE)),
)
"""Guidelines outside of the MTUS that letters cite most, by many names; the others go by their first words."""

_STATEMENTS = {
    CitationSource.NONE: "No guideline cited",
    CitationSource.OUTSIDE_MTUS: "Recommendation outside of the MTUS",
}


@lru_cache(maxsize=65_536)
def guideline_names(printed: str) -> tuple[str, ...]:
    """Return the guidelines of a guideline line by name, each once; a line that fits no grammar as it is.

    Editions differ in what they say, so that the year stays: ``MTUS Elbow Complaints 2007``.
    """
    return tuple(dict.fromkeys(map(_name, citations_of(printed)))) or (printed,)


def _name(citation: Citation) -> str:
    if (statement := _STATEMENTS.get(citation.source)) is not None:
        return statement
    year = f" {citation.year}" if citation.year else ""
    if citation.source is CitationSource.MTUS:
        return f"MTUS {citation.chapter or citation.title}{year}"
    short = next((name for name, pattern in _SHORT if pattern.search(citation.title)), None)
    return f"Non-MTUS: {short or citation.title.split(',')[0].strip()}"
