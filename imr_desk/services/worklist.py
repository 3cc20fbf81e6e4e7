"""The queue of cases."""

from collections.abc import Mapping

import msgspec

from imr_desk.model.case import Case, CaseQuery, CaseStatus, UnreadLetter
from imr_desk.ports import CaseLog


class Worklist:
    """What is to be done, in order.

    Args:
        log: where cases live.
    """

    def __init__(self, log: CaseLog) -> None:
        self._log = log

    def cases(self, query: CaseQuery) -> tuple[Case, ...]:
        """Return the cases that the query asks for."""
        return self._log.cases(query)

    def counts(self) -> Mapping[CaseStatus, int]:
        """Return how many cases stand where."""
        return self._log.counts()

    def next_after(self, case_id: int | None, query: CaseQuery) -> Case | None:
        """Return the unfinished case that follows ``case_id`` in the query's order, from the top after the end.

        ``None`` when every case that the query shows is finished, or the only open one is ``case_id`` itself.
        """
        waiting = (CaseStatus.NEW, CaseStatus.IN_REVIEW, CaseStatus.REOPENED)
        rows = self._log.cases(msgspec.structs.replace(query, limit=1_000_000, offset=0))
        place = next((i for i, case in enumerate(rows) if case.id == case_id), -1)
        for case in (*rows[place + 1 :], *rows[: max(place, 0)]):
            if case.status in waiting and case.id != case_id:
                return case
        return None

    def unread(self) -> tuple[UnreadLetter, ...]:
        """Return the files that could not be brought in."""
        return self._log.unread()

    def forget_unread(self, path: str) -> None:
        """Take a file off that list."""
        self._log.forget_unread(path)
