"""The queue of cases."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from imr_desk.model.case import OPEN_STATUSES, Case, CaseStatus, HandledCase, UnreadLetter
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.flag_names import FLAG_NAMES
from imr_desk.model.hiding import as_seen_by, facts_as_seen_by
from imr_desk.model.queue import CaseFilter, CaseQuery, SavedView
from imr_desk.ports import CaseLog
from imr_desk.services.hidden_cases import HiddenCases, by_letter, filter_tells, looks_for_words, order_tells
from imr_desk.services.reviews import Reviews

_VIEWS = "views"
"""Name of the saved views among the texts that the log keeps."""

_LONGEST_NAME = 60
_MOST_ASKED = 1000
"""Cases with a question that get their sign in the queue; the view shows all of them."""


class Outlook(msgspec.Struct, frozen=True):
    """What cases are looked at with: the same case says something else on another day.

    Attributes:
        today: the day on which one looks, ISO 8601 date.
        rule_names: what the rules of deadlines ask for, by their ids.
        asked: numbers of the cases in which a question of a colleague waits for an answer.
        idle_before: the moment before which the last sign of work lies in cases that have timed out, ISO 8601 with
            offset; empty when none does.
    """

    today: str
    rule_names: Mapping[str, str] = {}
    asked: frozenset[int] = frozenset()
    idle_before: str = ""

    def is_idle(self, case: Case) -> bool:
        """Tell whether a case in work has timed out, so that anybody may take it (see ``Ownership``)."""
        return case.timed_out(self.idle_before)


def _no_names() -> Mapping[str, str]:
    return {}


def _never_idle() -> str:
    return ""


class Worklist:
    """What is to be done, in order.

    Args:
        log: where cases live.
        reviews: tells who works here, and the day.
        rule_names: gives what the rules of deadlines ask for, by their ids; may ask the log.
        idle_before: gives the moment before which the last sign of work lies in cases that have timed out.
    """

    def __init__(
        self,
        log: CaseLog,
        reviews: Reviews,
        rule_names: Callable[[], Mapping[str, str]] = _no_names,
        idle_before: Callable[[], str] = _never_idle,
    ) -> None:
        self._idle_before = idle_before
        self._log = log
        self._reviews = reviews
        self._rule_names = rule_names
        self.hidden = HiddenCases(log, reviews)

    @property
    def today(self) -> str:
        """The day on which one looks, ISO 8601 date."""
        return self._reviews.clock.now().date().isoformat()

    def outlook(self) -> Outlook:
        """Return what cases are looked at with now; asks the log."""
        waiting = self._log.cases(CaseQuery(CaseFilter(questions=True), limit=_MOST_ASKED))
        return Outlook(self.today, self._rule_names(), frozenset(case.id for case in waiting), self._idle_before())

    def cases(self, query: CaseQuery) -> tuple[Case, ...]:
        """Return the cases that the query asks for, as seen today and by the person at the desk.

        A filter by what reviews say lets no case through whose review is hidden from that person, and in an order by
        what reviews say such cases come last, by arrival, like those without a value: their place would tell. So they
        do where words are looked for, which have to stand in their letters: found by a note, they would tell that.
        """
        query = self._as_of_now(query)
        apart = order_tells(query.order) or looks_for_words(query.where)
        if apart and not filter_tells(query.where):
            found = self._in_sight(query)
            if len(found) < query.limit:
                found += self._out_of_sight(query, query.limit - len(found))
        elif filter_tells(query.where):
            found = self._in_sight(query)
        else:
            found = list(self._log.cases(query))
        return tuple(as_seen_by(case, self._reviews.person) for case in found)

    def _in_sight(self, query: CaseQuery) -> list[Case]:
        """Return the cases of a query that are not hidden, as many as the query asks for."""
        found: list[Case] = []
        if query.after is not None and self.hidden.holds(query.after):
            return found
        while len(found) < query.limit and (page := self._log.cases(query)):
            found += (case for case in page if not self.hidden.holds(case))
            if len(page) < query.limit:
                break
            query = msgspec.structs.replace(query, after=page[-1])
        return found[: query.limit]

    def _out_of_sight(self, query: CaseQuery, most: int) -> list[Case]:
        """Return the hidden cases of a query by arrival, those behind the last one that was shown."""
        after = query.after.id if query.after is not None and self.hidden.holds(query.after) else 0
        found = sorted(self.hidden.among(by_letter(query.where), query.today), key=lambda case: case.id)
        return [case for case in found if case.id > after][:most]

    def count(self, where: CaseFilter) -> int:
        """Return how many cases a filter lets through today, as the person at the desk may see them."""
        where = self._now_free(where)
        number = self._log.count(where, self.today)
        tells = filter_tells(where)
        if tells or looks_for_words(where):
            number -= self._hidden(where)
        return number if tells or not looks_for_words(where) else number + self._hidden(by_letter(where))

    def _hidden(self, where: CaseFilter) -> int:
        return sum(1 for _case in self.hidden.among(where, self.today))

    def counts(self) -> Mapping[CaseStatus, int]:
        """Return how many cases stand where."""
        return self._log.counts()

    def next_after(self, case_id: int | None, query: CaseQuery) -> Case | None:
        """Return the open case that follows ``case_id`` in the query's order, from the top after the end.

        Cases that somebody else works on are passed over, unless they have timed out, and so are those on hold.
        ``None`` when the query shows no other.
        """
        if query.where.second is not None:
            return self._next_to_read_twice(case_id, query)
        asked = query.where.statuses or OPEN_STATUSES
        where = msgspec.structs.replace(
            query.where,
            statuses=tuple(status for status in asked if status in OPEN_STATUSES),
            free_for=self._reviews.person,
        )
        if not where.statuses:
            return None
        return next(self._others(case_id, msgspec.structs.replace(query, where=where, limit=2)), None)

    def _next_to_read_twice(self, case_id: int | None, query: CaseQuery) -> Case | None:
        """Return the next case of a view of second readings that the person at the desk can work on."""
        for case in self._others(case_id, query):
            second = case.handling.second
            if second is not None and (not second.is_blind or second.may_read(self._reviews.person)):
                return case
        return None

    def _others(self, case_id: int | None, query: CaseQuery) -> Iterator[Case]:
        """Yield the cases of a query behind a case, then those from the top; a page is read when it is asked for."""
        here = None if case_id is None else self._log.case(case_id)
        for after in (here, None) if here is not None else (None,):
            part = msgspec.structs.replace(query, after=after)
            while page := self.cases(part):
                yield from (case for case in page if case.id != case_id)
                part = msgspec.structs.replace(part, after=page[-1])

    def related(self, case: Case) -> tuple[Case, ...]:
        """Return the other letters of the same IMR case number: corrected ones, or consolidated determinations."""
        number = case.digest.case_number
        person = self._reviews.person
        found = self._log.with_number(number) if number else ()
        return tuple(as_seen_by(other, person) for other in found if other.id != case.id)

    def handled(self, case_id: int) -> HandledCase:
        """Return one case with its facts, as much as is told of it without opening it."""
        return facts_as_seen_by(self._log.handled((case_id,))[0], self._reviews.person)

    def flags_that_occur(self) -> tuple[str, ...]:
        """Return the rules of the checks of which any case in sight has an open flag, in the order of ``FLAG_NAMES``.

        One step in an index for each rule, however many cases bear its flag.
        """
        return tuple(rule for rule in FLAG_NAMES if self.cases(CaseQuery(CaseFilter(flag=rule), limit=1)))

    # Views

    def views(self) -> tuple[SavedView, ...]:
        """Return the views that people saved, by name."""
        kept = self._log.kept(_VIEWS)
        try:
            return () if kept is None else msgspec.json.decode(kept, type=tuple[SavedView, ...])
        except msgspec.MsgspecError:
            return ()  # written by a newer version: the cases are what counts, and they are all there

    def keep_view(self, view: SavedView) -> None:
        """Save a view; one of the same name is replaced.

        Raises:
            EditRefusedError: the name will not do.
            CaseLogError: it could not be saved.
        """
        name = " ".join(view.name.split())
        if not name or len(name) > _LONGEST_NAME:
            raise EditRefusedError(f"A view needs a name of 1 to {_LONGEST_NAME} characters.")
        named = msgspec.structs.replace(view, name=name)
        others = (old for old in self.views() if old.name.casefold() != name.casefold())
        self._keep_views(sorted((*others, named), key=lambda kept: kept.name.casefold()))

    def forget_view(self, name: str) -> None:
        """Take a saved view away; its cases stay where they are."""
        self._keep_views([view for view in self.views() if view.name != name])

    def _keep_views(self, views: Sequence[SavedView]) -> None:
        self._log.keep(_VIEWS, msgspec.json.encode(views).decode(), self._reviews.sign())

    def _as_of_now(self, query: CaseQuery) -> CaseQuery:
        return msgspec.structs.replace(query, today=self.today, where=self._now_free(query.where))

    def _now_free(self, where: CaseFilter) -> CaseFilter:
        """Let what is free for somebody be what is free at this moment."""
        return msgspec.structs.replace(where, idle_before=self._idle_before()) if where.free_for else where

    # Files that could not be read

    def unread(self) -> tuple[UnreadLetter, ...]:
        """Return the files that could not be brought in."""
        return self._log.unread()

    def forget_unread(self, path: str) -> None:
        """Take a file off that list."""
        self._log.forget_unread(path)
