"""Small cases with dates, and the shipped tables."""

from datetime import date
from functools import cache

from imr_desk.config.rule_tables import read_holidays, read_rules
from imr_desk.model.deadlines.computing import compute
from imr_desk.model.deadlines.facts import DeadlineFacts, DisputedItem, GivenDate
from imr_desk.model.deadlines.words import Rendered
from imr_desk.model.draft import Decision


@cache
def shipped():
    return read_rules()


@cache
def california():
    return read_holidays()


def day(iso):
    return date.fromisoformat(iso)


def given(**dates):
    return {name: GivenDate(day(iso)) for name, iso in dates.items()}


def item(number=1, outcome=Decision.OVERTURNED, rendered=Rendered.NO):
    return DisputedItem(number, outcome, rendered)


def facts(*items, dates=None, **others):
    return DeadlineFacts(items=items or (item(),), dates=dates or {}, **others)


def deadlines(known, table=None, calendar=None):
    """Return the deadlines by the ids of their rules."""
    return {found.rule: found for found in compute(known, table or shipped(), calendar or california())}
