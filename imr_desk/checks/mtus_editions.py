"""Editions of the MTUS chapters by period, their parts of the body and their sections: data, not law.

Source: 8 CCR 9792.20-9792.27 with the effective dates 18 July 2009, 28 July 2016 and 1 December 2017. ``None`` where
no date was confirmed; a period that is not known is never checked.
"""

from collections.abc import Mapping
from datetime import date

import msgspec


class Edition(msgspec.Struct, frozen=True):
    """The period in which an edition of a chapter was in force.

    Attributes:
        first: first day; ``None`` when not confirmed.
        last: last day; ``None`` when not confirmed.
    """

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether the edition was in force on the day, as far as its period is known."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


_BEFORE_ACOEM = date(2017, 11, 30)
_REVISED = date(2016, 7, 28)
_OLD = Edition(None, _BEFORE_ACOEM)

EDITIONS: Mapping[tuple[str, int], Edition] = {
    ("Chronic Pain Medical Treatment", 2009): Edition(date(2009, 7, 18), date(2016, 7, 27)),
    ("Chronic Pain Medical Treatment", 2016): Edition(_REVISED, _BEFORE_ACOEM),
    ("Opioid Treatment", 2016): Edition(_REVISED, _BEFORE_ACOEM),
    ("Postsurgical Treatment", 2009): Edition(date(2009, 7, 18), None),
    ("Acupuncture Treatment", 2007): Edition(),
    ("General Approaches", 2004): _OLD,
    ("Low Back Complaints", 2004): _OLD,
    ("Neck and Upper Back Complaints", 2004): _OLD,
    ("Shoulder Complaints", 2004): _OLD,
    ("Elbow Complaints", 2007): _OLD,
    ("Forearm, Wrist, and Hand Complaints", 2004): _OLD,
    ("Knee Complaints", 2004): _OLD,
    ("Ankle and Foot Complaints", 2004): _OLD,
    ("Stress-Related Conditions", 2004): _OLD,
}
"""Editions known, by chapter and year as letters cite them."""

REGIONS_OF: Mapping[str, frozenset[str]] = {
    "Low Back Complaints": frozenset(("low back", "back", "upper back", "leg", "hip")),
    "Neck and Upper Back Complaints": frozenset(
        ("neck", "upper back", "back", "arm", "shoulder", "elbow", "forearm", "wrist", "hand", "head")
    ),
    "Shoulder Complaints": frozenset(("shoulder", "arm")),
    "Elbow Complaints": frozenset(("elbow", "forearm", "arm")),
    "Forearm, Wrist, and Hand Complaints": frozenset(("forearm", "wrist", "hand", "arm")),
    "Knee Complaints": frozenset(("knee", "leg", "hip")),
    "Ankle and Foot Complaints": frozenset(("ankle", "foot", "leg")),
}
"""Parts of the body that a chapter is about or reaches: nerve studies of a limb belong to the spine too."""

OWN_CHAPTER = frozenset(
    ("low back", "upper back", "neck", "shoulder", "elbow", "forearm", "wrist", "hand", "knee", "ankle", "foot")
)
"""Parts of the body that have a chapter of their own; of others no chapter can be expected."""

SECTIONS_OF_BODY_CHAPTERS = frozenset(
    name.lower()
    for name in (
        "General Approach",
        "General Approach and Basic Principles",
        "Initial Assessment",
        "Medical History",
        "Physical Examination",
        "Diagnostic Criteria",
        "Work-Relatedness",
        "Initial Care",
        "Physical Methods",
        "Activity Alteration",
        "Activity Modification",
        "Work Activities",
        "Follow-up Visits",
        "Follow-up",
        "Special Studies",
        "Special Studies and Diagnostic and Treatment Considerations",
        "Surgical Considerations",
        "Summary",
        "Summary of Recommendations",
        "Treatment",
        "References",
    )
)
"""Sections that the chapters on parts of the body share, in small letters."""
