"""The work queue: which cases it shows, in which order."""

from enum import StrEnum

import msgspec

from imr_desk.model.case import Case, CaseStatus
from imr_desk.model.draft import CaseOutcome, Decision
from imr_desk.model.handling import Priority
from imr_desk.model.second.reading import SecondState


class CaseOrder(StrEnum):
    """What the queue is sorted by; cases without the value come last in either direction."""

    ARRIVAL = "arrival"
    DUE = "due"
    PRIORITY = "priority"
    CASE_NUMBER = "case number"
    CLAIM_NUMBER = "claim number"
    OUTCOME = "outcome"
    ITEMS = "items"
    FLAGS = "flags"
    STATUS = "status"
    REVIEWER = "reviewer"
    INJURY = "date of injury"
    RECEIVED = "received"
    DECIDED = "decided"


class DateRange(msgspec.Struct, frozen=True, omit_defaults=True):
    """Dates from ``first`` to ``last``, both included, ISO 8601; an empty end is open."""

    first: str = ""
    last: str = ""


class DueWindow(StrEnum):
    """How near a duty is, told from the day on which one looks."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "within 7 days"
    LATER = "later"
    NEEDS_DATE = "needs a date"
    PAUSED = "paused"
    NOTHING = "nothing due"


DATED_WINDOWS = frozenset({DueWindow.OVERDUE, DueWindow.TODAY, DueWindow.WEEK, DueWindow.LATER})
"""Windows of cases whose next duty has a date that does not rest on an assumption."""


class CaseFilter(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which cases are meant: those that fit all of what is given.

    The keys are those of the DWC decision search (case number, ranges of injury, receipt and decision, specialty,
    category, subcategory, outcome) and the desk's own.

    Attributes:
        statuses: any of these; empty for all.
        words: all of these words occur in case number, treatments, file name, letter, excerpts or notes; literally.
        letter: all of these words occur in the letter or its file name, whatever the review says; literally.
            Put in by whoever asks for a person who must not know the review; nobody types it.
        number: part of the case or claim number.
        injury, received, decided, due: ranges of dates.
        window: how near the next duty is.
        outcomes: any of these outcomes of the case.
        item_outcome: at least one item with this decision; with ``category``, ``subcategory`` and
            ``cited_guideline``, the same item.
        item_decided: at least one item that is overturned or upheld, the same item as above.
        category, subcategory: at least one item of these; empty for any.
        specialty: part of a specialty of the expert reviewer.
        exact_specialty: a specialty of the expert reviewer, just as it is written; empty for any.
        guideline: part of a guideline that the expert reviewer cites.
        cited_guideline: a guideline cited for at least one item, by name (see ``guideline_names``); empty for any.
        reviewer: who has it; empty for nobody, ``None`` for anyone.
        free_for: cases that this person can work, since nobody else has them; empty for all.
        idle_before: with ``free_for``, cases of others are free too when nobody worked on them since this moment
            (ISO 8601 with offset); empty for none. Put in by whoever asks, never kept in a view.
        priority: at least so urgent; ``None`` for any.
        flag: rule of an open flag.
        label: a label of the department's own.
        corrected: name of a field that a person corrected.
        arrived: range of the days on which the letter was brought in.
        finished: range of the days on which the review was finished.
        second: how far the newest second reading is; ``None`` for any.
        second_reader: who reads it a second time; empty for any.
        questions: whether a question of a colleague waits for an answer.
    """

    statuses: tuple[CaseStatus, ...] = ()
    words: str = ""
    letter: str = ""
    number: str = ""
    injury: DateRange = DateRange()
    received: DateRange = DateRange()
    decided: DateRange = DateRange()
    due: DateRange = DateRange()
    window: DueWindow | None = None
    outcomes: tuple[CaseOutcome, ...] = ()
    item_outcome: Decision | None = None
    item_decided: bool = False
    category: str = ""
    subcategory: str = ""
    specialty: str = ""
    exact_specialty: str = ""
    guideline: str = ""
    cited_guideline: str = ""
    reviewer: str | None = None
    free_for: str = ""
    idle_before: str = ""
    priority: Priority | None = None
    flag: str = ""
    label: str = ""
    corrected: str = ""
    arrived: DateRange = DateRange()
    finished: DateRange = DateRange()
    second: SecondState | None = None
    second_reader: str = ""
    questions: bool = False


class CaseQuery(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the queue shows.

    Attributes:
        where: which cases.
        order: sorting; equal ones by arrival.
        descending: largest first.
        today: the day on which one looks, ISO 8601 date; a ``window`` cannot do without it.
        limit: at most so many rows.
        after: only rows behind this one in the order; ``None`` from the top.
    """

    where: CaseFilter = CaseFilter()
    order: CaseOrder = CaseOrder.ARRIVAL
    descending: bool = False
    today: str = ""
    limit: int = 200
    after: Case | None = None


class SavedView(msgspec.Struct, frozen=True):
    """A query under a name, for all who work in the log."""

    name: str
    where: CaseFilter
    order: CaseOrder = CaseOrder.DUE
    descending: bool = False


class Figure(StrEnum):
    """What the dashboard counts; each number leads to its cases."""

    STATUS = "status"
    DUE_DATE = "due date"
    REVIEWER = "reviewer"
    FINISHED_BY_WEEK = "finished by week"
    ARRIVED_BY_WEEK = "arrived by week"
    OUTCOME_BY_CATEGORY = "outcome by category"
    OUTCOME_BY_SUBCATEGORY = "outcome by subcategory"
    OUTCOME_BY_GUIDELINE = "outcome by guideline"
    OUTCOME_BY_SPECIALTY = "outcome by specialty"
    OUTCOME_BY_MONTH = "outcome by month of decision"
    CORRECTED_FIELD = "corrected field"
    OPEN_FLAG = "open flag"


OUTCOMES: tuple[Figure, ...] = (
    Figure.OUTCOME_BY_CATEGORY,
    Figure.OUTCOME_BY_SUBCATEGORY,
    Figure.OUTCOME_BY_GUIDELINE,
    Figure.OUTCOME_BY_SPECIALTY,
    Figure.OUTCOME_BY_MONTH,
)
"""Figures about decisions: they count items, and tell in how many cases these are."""

DECIDED = "decided"
"""Part of a figure about outcomes: the items that are overturned or upheld, together."""


class Count(msgspec.Struct, frozen=True, array_like=True):
    """How many of a group.

    Attributes:
        group: what it is grouped by, such as a category or a Monday (ISO 8601).
        part: the second grouping, such as a decision or ``DECIDED``; empty where there is none.
        number: how many cases; items where the figure is about outcomes of items.
        cases: of items, in how many cases they are; 0 where cases are counted.
    """

    group: str
    part: str
    number: int
    cases: int = 0
