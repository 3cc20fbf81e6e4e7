"""What the page of agreement calls things."""

from collections.abc import Mapping
from types import MappingProxyType

from imr_desk.model.flag_names import FLAG_NAMES
from imr_desk.model.second import Pair, PairKind
from imr_desk.model.second.agreement import Agreement, Measure, Standing, Target
from imr_desk.services.agreement_sums import Differing, Start
from imr_desk.services.beyond_chance import NO_PLACES, ONE_VALUE, TOO_MANY_VALUES
from imr_desk.ui.dashboard.words import DECISION_HEADS, field_words, month_words, rule_words

_SEND = (
    "A supervisor opens a finished case and chooses Case, Send to a second reading, or selects finished cases in the "
    "queue and does the same in its menu. A colleague then reads the letter without seeing what you said."
)
_RULE = (
    "Case, Second readings, holds a sampling rule that sends finished cases by itself: all that are overturned "
    "(treatment approved), all with open flags, and of the others a share drawn at random."
)

HOW_TO_BEGIN: tuple[str, ...] = (
    "No letter has been read twice yet",
    _SEND,
    _RULE,
    "As soon as a second reading is finished the two are compared, and how far they agree stands here.",
)
"""What stands in place of the figures while there are none: what is missing, and how to begin, step by step."""

START_WORDS: Mapping[Start, str] = MappingProxyType(
    {
        Start.DRAFT: "The machine's draft",
        Start.BLANK: "An empty form",
    }
)
"""What the switch says second readers began with; the two are never added up."""

CAUTIONS: Mapping[Start, str] = MappingProxyType(
    {
        Start.DRAFT: "Both readers began with what the program had read. That raises agreement: a value that neither "
        "looked at is the same in both, right or wrong. Figures of empty forms tell more, and stand apart.",
        Start.BLANK: "The second readers began with an empty form, so that only the letter made the two agree. What "
        "they left empty without a word is not compared.",
    }
)

KIND_WORDS: Mapping[PairKind, str] = MappingProxyType(
    {
        PairKind.JUDGEMENT: "Judgements",
        PairKind.FACT: "Dates, numbers, codes",
        PairKind.TEXT: "Free text",
        PairKind.PASSAGE: "Passages",
    }
)

_SIGNS = {Standing.REACHED: "✓", Standing.BEGINNING: "✓", Standing.BELOW: "✗"}

_OWN_FIELDS = {
    "excerpt": "Excerpt of the rationale",
    "item": "Items found",
    "flag": "Flags settled",
    "annotation": "Annotations",
}


def place_words(field: str) -> str:
    """Return what the form calls a field, or another place that is compared."""
    return _OWN_FIELDS.get(field) or field_words(field)


def pair_words(pair: Pair) -> str:
    """Return what a place is called in a list: with the number of its item, or the name of its check."""
    if pair.field == "flag":
        rule = pair.label.split("/", 1)[0]  # the key of a flag is its rule and where it points
        words = f"Flag “{FLAG_NAMES.get(rule, rule_words(rule))}”"
    else:
        words = "Disputed item" if pair.field == "item" else place_words(pair.field)
    return f"Item {pair.number}: {words}" if pair.number else words


def value_words(pair: Pair, words: str | None) -> str:
    """Return a value of a list in one line; a decision with what it means for the treatment."""
    if words is None:
        return "(nothing)"
    if pair.field == "decision":
        return _DECISIONS.get(words, words)
    return " ".join(words.split())


_DECISIONS = {decision.value: words for decision, words in DECISION_HEADS.items()}


def target_words(target: Target | None) -> str:
    """Return a target, such as ``98 % alike`` or ``kappa 0.6, later 0.8``."""
    if target is None:
        return "–"
    if target.measure is Measure.SHARE:
        return f"{100 * target.least:g} % alike"
    if target.measure is Measure.F1:
        return f"F1 {target.least:g}"
    return f"kappa {target.least:g}, later {target.mature:g}"


def standing_words(agreement: Agreement, target: Target | None) -> str:
    """Return how a figure stands to its target, with a sign; why there is no figure, or that it says little."""
    standing, beyond = agreement.standing(target), agreement.beyond
    if target is None:
        return standing.value
    if target.measure is Measure.KAPPA and beyond is not None and beyond.why:
        return _WHY_NOT.get(beyond.why, beyond.why)
    if standing is Standing.FEW:
        return f"n = {agreement.pairs:,}: {standing.value}"
    return f"{_SIGNS[standing]} {standing.value}"


_WHY_NOT = {ONE_VALUE: "always the same", TOO_MANY_VALUES: "too many values", NO_PLACES: "nothing compared"}
"""Why there is no kappa, as short as a cell wants it."""


def measure_words(value: float | None) -> str:
    """Return a figure between -1 and 1, such as ``0.81``."""
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


def choice_words(where: Differing) -> str:
    """Return the head of a list of differences."""
    if where.field:
        return f"Differences: {place_words(where.field)}"
    if where.readers:
        return f"Differences: {', then '.join(where.readers)}"
    kind = "" if where.kind is None else KIND_WORDS[where.kind]
    month = month_words(where.month) if where.month else ""
    told = ", ".join(part for part in (kind, month) if part)
    return f"Differences: {told}" if told else "Newest differences"
