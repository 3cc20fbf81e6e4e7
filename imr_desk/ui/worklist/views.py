"""The views of the queue: those that the program brings, and those that people saved."""

import msgspec

from imr_desk.model.case import OPEN_STATUSES, CaseStatus
from imr_desk.model.queue import CaseFilter, CaseOrder, DueWindow, SavedView
from imr_desk.model.second.reading import SecondState


class View(msgspec.Struct, frozen=True):
    """A named part of the queue.

    Attributes:
        label: what it is called.
        where: which cases; ``None`` for the files that could not be read.
        order: what it is sorted by when it is chosen.
        descending: largest first.
        icon: name of its icon.
        saved: whether a person saved it.
        waits: whether what stands in it wants something done that an empty “To do” does not tell of.
    """

    label: str
    where: CaseFilter | None
    order: CaseOrder = CaseOrder.DUE
    descending: bool = False
    icon: str = ""
    saved: bool = False
    waits: bool = False

    @classmethod
    def of(cls, kept: SavedView) -> "View":
        """Return a saved view as the queue lists it."""
        return cls(kept.name, kept.where, kept.order, kept.descending, "save-view", saved=True)


TO_DO = View("To do", CaseFilter(statuses=OPEN_STATUSES), icon="queue")
ALL = View("All cases", CaseFilter(), CaseOrder.ARRIVAL, descending=True, icon="letters")
UNREAD = View("Could not be read", None, icon="unread", waits=True)
OVERDUE = View("Overdue", CaseFilter(window=DueWindow.OVERDUE), icon="error", waits=True)
TODAY = View("Due today", CaseFilter(window=DueWindow.TODAY), icon="warning", waits=True)
WEEK = View("Due in 7 days", CaseFilter(window=DueWindow.WEEK), icon="due", waits=True)
NEEDS_DATE = View("Needs a date", CaseFilter(window=DueWindow.NEEDS_DATE), icon="needs-date", waits=True)
TO_READ_TWICE = View(
    "To read a second time", CaseFilter(second=SecondState.WAITING), CaseOrder.ARRIVAL, icon="letter", waits=True
)
TO_SETTLE = View(
    "Differences to settle", CaseFilter(second=SecondState.COMPARING), CaseOrder.ARRIVAL, icon="merge", waits=True
)
QUESTIONS = View("Questions waiting", CaseFilter(questions=True), icon="question", waits=True)


def mine(person: str) -> View:
    """Return the view of what a person has and has not finished."""
    return View("Mine", CaseFilter(statuses=(*OPEN_STATUSES, CaseStatus.ON_HOLD), reviewer=person), icon="person")


def read_by(person: str) -> View:
    """Return the view of the second readings that a person has begun, or was asked to do."""
    where = CaseFilter(second=SecondState.READING, second_reader=person)
    return View("My second readings", where, CaseOrder.ARRIVAL, icon="second-look", waits=True)


def free(person: str) -> View:
    """Return the view of what a person can work on: nobody has it, or they have, or whoever had it has timed out."""
    return View("Free for me", CaseFilter(statuses=OPEN_STATUSES, free_for=person), icon="take")


def built_in_views(person: str) -> tuple[View, ...]:
    """Return the views that every log has, in the order of the work."""

    def standing(label: str, icon: str, *statuses: CaseStatus, waits: bool = False) -> View:
        return View(label, CaseFilter(statuses=statuses), icon=icon, waits=waits)

    return (
        TO_DO,
        mine(person),
        free(person),
        OVERDUE,
        TODAY,
        WEEK,
        NEEDS_DATE,
        standing("New", "state-proposed", CaseStatus.NEW),
        standing("In review", "state-corrected", CaseStatus.IN_REVIEW, CaseStatus.REOPENED),
        standing("On hold", "hold", CaseStatus.ON_HOLD, waits=True),
        standing("Needs a second look", "second-look", CaseStatus.SECOND_LOOK),
        standing("In second reading", "duplicate", CaseStatus.SECOND_READING),
        TO_READ_TWICE,
        *((read_by(person),) if person else ()),
        TO_SETTLE,
        QUESTIONS,
        standing("Finished", "finish", CaseStatus.FINISHED),
        ALL,
        UNREAD,
    )


def today_views(person: str) -> tuple[View, ...]:
    """Return the views that a day begins with, as many for one person as for another."""
    return (OVERDUE, TODAY, WEEK, NEEDS_DATE, mine(person))
