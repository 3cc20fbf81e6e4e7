"""Which cases are kept from the person at the desk, since they read them blind or still might (see ``is_hidden``)."""

from collections.abc import Iterator

import msgspec

from imr_desk.model.case import Case
from imr_desk.model.hiding import is_hidden
from imr_desk.model.queue import CaseFilter, CaseOrder, CaseQuery
from imr_desk.model.second.reading import SecondState
from imr_desk.ports import CaseReading
from imr_desk.services.reviews import Reviews

_PAGE = 1000
_BLIND = (SecondState.WAITING, SecondState.READING)
_OF_THE_DESK = frozenset(
    {
        "statuses", "words", "letter", "number", "reviewer", "free_for", "idle_before", "priority", "arrived",
        "finished", "second", "second_reader", "questions",
    }
)  # fmt: skip
"""Filters that say nothing of what a review holds; words and numbers are looked for in the letter (``by_letter``)."""
_ORDERS_OF_THE_DESK = frozenset({CaseOrder.ARRIVAL, CaseOrder.PRIORITY, CaseOrder.STATUS, CaseOrder.REVIEWER})


def filter_tells(where: CaseFilter) -> bool:
    """Tell whether a filter asks for what the review of a case says, so that its answer would tell."""
    return where != CaseFilter(**{name: getattr(where, name) for name in _OF_THE_DESK})


def looks_for_words(where: CaseFilter) -> bool:
    """Tell whether a filter asks for words or numbers, which a case may have from its review as from its letter."""
    return bool(where.words or where.number)


def by_letter(where: CaseFilter) -> CaseFilter:
    """Return a filter that looks for words and numbers in the letter alone, not in notes or corrected values."""
    letter = " ".join(part for part in (where.letter, where.words, where.number) if part)
    return msgspec.structs.replace(where, words="", number="", letter=letter)


def order_tells(order: CaseOrder) -> bool:
    """Tell whether a case's place in an order tells what its review says."""
    return order not in _ORDERS_OF_THE_DESK


class HiddenCases:
    """Finds the cases whose review is hidden from the person at the desk.

    They are those that wait for a second reader or are read a second time: few beside the log.

    Args:
        log: where cases live.
        reviews: tells who works here.
    """

    def __init__(self, log: CaseReading, reviews: Reviews) -> None:
        self._log = log
        self._reviews = reviews

    def holds(self, case: Case) -> bool:
        """Tell whether what the review of a case says is hidden."""
        return is_hidden(case.handling, self._reviews.person)

    def among(self, where: CaseFilter, today: str = "") -> Iterator[Case]:
        """Yield the hidden ones of the cases that a filter lets through, those of a state by arrival.

        Args:
            where: which cases.
            today: the day on which one looks, ISO 8601 date; a filter by a window of days cannot do without it.
        """
        for state in _BLIND:
            # Asked first: where nobody reads blind, a search for words is not done twice over to find none.
            if where.second in (None, state) and self._log.count(CaseFilter(second=state), today):
                query = CaseQuery(msgspec.structs.replace(where, second=state), today=today, limit=_PAGE)
                while page := self._log.cases(query):
                    yield from filter(self.holds, page)
                    query = msgspec.structs.replace(query, after=page[-1])
