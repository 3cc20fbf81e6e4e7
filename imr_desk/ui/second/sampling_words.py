"""What is said of the rule that sends finished reviews to a second reading, and of what it draws."""

from imr_desk.model.draft import Decision
from imr_desk.model.facts import CaseFacts, ItemFacts
from imr_desk.model.second import SamplingRule
from imr_desk.services.sampling import Drawn, Forecast

TOLD = (
    "A finished review can be read a second time by a colleague who does not see what the first reader said. Then "
    "both are compared, and a supervisor settles what differs."
)

SAVE_FIRST = "Save the rule or discard the changes first: what is drawn follows the rule that is saved."


def rule_words(rule: SamplingRule) -> str:
    """Return what a rule draws, and whether it does so by itself, in words."""
    drawn = [
        *(["every case with an overturned item (treatment approved)"] if rule.overturned else []),
        *(["every case with an open flag"] if rule.flags else []),
    ]
    others = "the others" if drawn else "all cases"
    if rule.percent:
        drawn.append(f"{rule.percent} % of {others} at random")
    form = "an empty form" if rule.blank else "what the program read"
    when = "As soon as a review is finished" if rule.on else "Only by “Draw now”"
    told = [
        *([f"{when}: {_listed(drawn)}."] if drawn else []),
        *([f"“Draw now” fills up to {rule.least:,} of each reviewer’s a month."] if rule.least else []),
    ]
    return " ".join([*told, f"The second reader begins with {form}."]) if told else "This rule draws nothing."


def forecast_words(told: Forecast, period: str) -> str:
    """Return what a rule would draw of the reviews finished in a time, such as ``this month``."""
    if not told.looked:
        return f"No review was finished {period}."
    reviews = "the one review" if told.looked == 1 else f"the {told.looked:,} reviews"
    parts = [f"{number:,} {_short(why)}" for why, number in told.by_rule.items()]
    if told.by_chance:
        parts.append(f"about {told.by_chance:,} at random")
    before = f" {_count(told.before)} sent to a second reading before." if told.before else ""
    if not parts:
        return f"Of {reviews} finished {period} none would be read twice.{before}"
    about = "about " if told.by_chance else ""
    return f"Of {reviews} finished {period} {about}{told.number:,} would be read twice: {', '.join(parts)}.{before}"


def drawn_words(drawn: Drawn) -> str:
    """Return what a drawing brought.

    How many were sent, and not by why: whoever drew may be the one who reads them, and “all overturned” would tell
    what their first readers said.
    """
    if not drawn.looked:
        return "No review was finished in this time."
    of = "the one review" if drawn.looked == 1 else f"{drawn.looked:,} reviews"
    if drawn.stopped:
        return f"Stopped: {_count(drawn.number)} sent to a second reading; the others stay as they were."
    if not drawn.number:
        return f"Nothing drawn: of {of} none fits the rule that was not sent to a second reading before."
    return f"Of {of} {_count(drawn.number)} sent to a second reading now."


def _count(number: int) -> str:
    return "1 was" if number == 1 else f"{number:,} were"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _short(why: str) -> str:
    return _SHORT.get(why, why)


_ALL = SamplingRule(on=True)

_SHORT = {
    _ALL.why(CaseFacts((ItemFacts("", Decision.OVERTURNED),)), 1.0): "overturned",
    _ALL.why(CaseFacts(flags=("any",)), 1.0): "with open flags",
}
"""Reasons of the rule in little room."""
