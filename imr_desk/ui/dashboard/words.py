"""What the dashboard calls things."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from imr_desk.model.draft import Decision
from imr_desk.model.fields import spec_of
from imr_desk.model.queue import Figure

TITLES: Mapping[Figure, str] = MappingProxyType(
    {
        Figure.DUE_DATE: "Workload by due date",
        Figure.FINISHED_BY_WEEK: "Arrived and finished a week",
        Figure.OUTCOME_BY_CATEGORY: "Outcome by category",
        Figure.OUTCOME_BY_SUBCATEGORY: "Outcome by subcategory",
        Figure.OUTCOME_BY_GUIDELINE: "Outcome by guideline cited",
        Figure.OUTCOME_BY_SPECIALTY: "Outcome by expert reviewer's specialty",
        Figure.OUTCOME_BY_MONTH: "Outcome by month of decision",
        Figure.CORRECTED_FIELD: "Corrections by field",
        Figure.OPEN_FLAG: "Open flags by rule",
        Figure.REVIEWER: "Waiting cases by reviewer",
    }
)

GROUPINGS: tuple[tuple[Figure, str], ...] = (
    (Figure.OUTCOME_BY_CATEGORY, "Category"),
    (Figure.OUTCOME_BY_SUBCATEGORY, "Subcategory"),
    (Figure.OUTCOME_BY_GUIDELINE, "Guideline"),
    (Figure.OUTCOME_BY_SPECIALTY, "Specialty"),
    (Figure.OUTCOME_BY_MONTH, "Month"),
)
"""What the outcomes can be grouped by, with the word on the button."""

DECISION_HEADS: Mapping[Decision, str] = MappingProxyType(
    {
        Decision.OVERTURNED: "Overturned: treatment approved",
        Decision.UPHELD: "Upheld: treatment stays denied",
        Decision.NOT_ADDRESSED: "Not addressed",
        Decision.UNCLEAR: "Unclear",
    }
)


def field_words(name: str) -> str:
    """Return what the form calls a field; the decision on an item is no field of its own."""
    if name == "decision":
        return "Decision"
    try:
        return spec_of(name).label
    except KeyError:  # a field of a newer version of the program
        return rule_words(name)


def rule_words(rule: str) -> str:
    """Return the identity of a check as words."""
    words = rule.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def day_words(day: date) -> str:
    """Return a day such as ``Tue 24 Nov 2026``."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def short_day(day: date) -> str:
    """Return a day such as ``24 Nov``."""
    return f"{day.day} {day:%b}"


def month_words(month: str) -> str:
    """Return a month ``YYYY-MM`` as ``Nov 2026``."""
    return f"{date.fromisoformat(f'{month}-01'):%b %Y}"


def things(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many}"
