"""A rule table while a supervisor edits it: it may be wrong for a moment, and is never kept so."""

from datetime import date, timedelta

import msgspec

from imr_desk.model.deadlines.phrases import capital, counted, day_words, listed
from imr_desk.model.deadlines.rules import DeadlineRule, RuleTable, RuleTableError, check_duties, check_rule
from imr_desk.model.deadlines.table_text import parse_rules, print_rules
from imr_desk.model.deadlines.triggers import answer_of, trigger_of
from imr_desk.model.deadlines.words import ExpeditedAsked, OutcomeAsked, Rendered
from imr_desk.model.errors import EditRefusedError

_replace = msgspec.structs.replace


class RuleDraft:
    """The rules as edited.

    Args:
        table: the rules that count now.
    """

    def __init__(self, table: RuleTable) -> None:
        self._kept = table
        self._take(table)

    def _take(self, table: RuleTable) -> None:
        self.name = table.name
        self.version = table.version
        self.rules = list(table.rules)

    @property
    def changed(self) -> bool:
        """Whether anything differs from the rules that count now."""
        kept = self._kept
        return (self.name, self.version, tuple(self.rules)) != (kept.name, kept.version, kept.rules)

    def table(self) -> RuleTable:
        """Return the table.

        Raises:
            RuleTableError: it makes no sense as it stands.
        """
        for rule in self.rules:
            check_rule(rule)
        return RuleTable.of(self.rules, self.name, self.version)

    @property
    def problem(self) -> RuleTableError | None:
        """What is wrong with the table; ``None`` when it can be kept."""
        try:
            check_duties(parse_rules(print_rules(self.table())))
        except RuleTableError as error:
            return error
        return None

    def text(self) -> str:
        """Return the table as text; also one that makes no sense, so that it can be put right there."""
        return print_rules(RuleTable(self.name, self.version, tuple((rule,) for rule in self.rules)))

    def take_text(self, text: str) -> None:
        """Take a table as edited in its text.

        Raises:
            RuleTableError: it makes no sense; the draft is as it was.
        """
        self._take(parse_rules(text))

    def kept_now(self) -> None:
        """Take note that the draft now counts."""
        self._kept = self.table()

    def discard(self) -> None:
        """Go back to the rules that count."""
        self._take(self._kept)

    def put(self, place: int, rule: DeadlineRule) -> None:
        """Put a rule in the place of one, from 0."""
        self.rules[place] = rule

    def add_version(self, place: int, first: date) -> int:
        """Begin a new version of a rule on a day; the old one ends on the day before. Return its place.

        Nobody has compared the new version with its source yet, so it says nothing of who did.

        Raises:
            EditRefusedError: the day lies outside of what the old version covers.
        """
        old = self.rules[place]
        too_early = old.valid_from is not None and first <= old.valid_from
        if too_early or (old.valid_to is not None and first > old.valid_to):
            raise EditRefusedError(
                f"This version of rule {old.id} is not valid on {day_words(first)}; choose another day."
            )
        self.rules[place] = _replace(old, valid_to=first - timedelta(days=1))
        new = _replace(old, valid_from=first, verified_by="", verified_on=None)
        self.rules.insert(place + 1, new)
        return place + 1

    def remove(self, place: int) -> None:
        """Take a version of a rule away; the one before it goes on for as long as this one was valid.

        Raises:
            EditRefusedError: it is the only version.
        """
        gone = self.rules[place]
        family = [rule for rule in self.rules if rule.id == gone.id]
        if len(family) == 1:
            raise EditRefusedError(
                f"Rule {gone.id} has only this version. Give it a last day instead of removing it."
            )
        del self.rules[place]
        if place and self.rules[place - 1].id == gone.id:
            self.rules[place - 1] = _replace(self.rules[place - 1], valid_to=gone.valid_to)

    def verify(self, place: int, who: str, day: date) -> None:
        """Put down that somebody compared a rule with its source as it is now."""
        self.rules[place] = _replace(self.rules[place], verified_by=who, verified_on=day, unchecked_from=None)


# Rules in words

_OUTCOMES = {
    OutcomeAsked.OVERTURNED: "overturned (treatment approved)",
    OutcomeAsked.UPHELD: "upheld (denial stands)",
    OutcomeAsked.ANY: "any decision",
}
RENDERED_WORDS = {
    Rendered.YES: "already given",
    Rendered.PART: "given in part",
    Rendered.NO: "not yet given",
    Rendered.UNKNOWN: "unknown",
}


def count_words(rule: DeadlineRule) -> str:
    """Return ``5 working days``; for a count of 0, that it is the day itself."""
    return "on the day itself" if not rule.count else counted(rule.count, rule.unit)


def trigger_words(rule: DeadlineRule) -> str:
    """Return the date that a rule runs from, and whether the desk asks for it."""
    return capital(trigger_of(rule.trigger).label)


def valid_words(rule: DeadlineRule) -> str:
    """Return the days on which a rule is law."""
    if rule.valid_from is None and rule.valid_to is None:
        return "Always"
    first = "" if rule.valid_from is None else f"from {day_words(rule.valid_from)}"
    last = "" if rule.valid_to is None else f"to {day_words(rule.valid_to)}"
    return capital(f"{first} {last}".strip())


def verified_words(rule: DeadlineRule) -> str:
    """Return who compared a rule with its source, or that nobody did."""
    if rule.verified_on is not None:
        return f"{rule.verified_by}, {day_words(rule.verified_on)}"
    if rule.unverified:
        return "From memory, not compared"
    if rule.unchecked_from is not None:
        return f"Not compared since {day_words(rule.unchecked_from)[4:]}"  # without the day of the week
    return "Read at its source"


def is_doubtful(rule: DeadlineRule) -> bool:
    """Tell whether a rule is marked, since nobody compared it with its source or with the law as amended."""
    return rule.unverified or rule.unchecked_from is not None


def rule_words(rule: DeadlineRule) -> str:
    """Return a rule in a sentence, for screen readers and the line over the editor."""
    trigger = trigger_of(rule.trigger).label
    when = trigger if not rule.count else f"{counted(rule.count, rule.unit)} after {trigger}"
    parts = [f"{rule.name}: {when}"]
    if rule.outcome is not OutcomeAsked.ANY:
        parts.append(f"for what is {_OUTCOMES[rule.outcome]}")
    if len(rule.rendered) < len(Rendered):
        parts.append(f"where the treatment was {listed([RENDERED_WORDS[each] for each in rule.rendered], 'or')}")
    if rule.expedited is not ExpeditedAsked.ANY:
        parts.append("in expedited reviews" if rule.expedited is ExpeditedAsked.YES else "in standard reviews")
    parts += [f"{answer_of(name).label} being {choice}" for name, choice in rule.answers]
    return f"{', '.join(parts)}."
