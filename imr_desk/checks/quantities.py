"""Numbers of a heading: parts that were granted, visits that do not add up, quantities that are not stated."""

import re
from collections.abc import Sequence

from imr_desk.checks.prose import shortened
from imr_desk.checks.reading import ItemCheck, ItemReading, flag
from imr_desk.checks.requests import COUNTED, REASON, STRENGTH
from imr_desk.model.draft import Flag, Severity
from imr_desk.model.terms.amounts import AmountKind, amounts_of


class GrantedPart(ItemCheck):
    """Utilization review granted a part: what remains in dispute, and whether the numbers add up."""

    rule = "granted-part"

    def of_item(self, item: ItemReading) -> Sequence[Flag]:
        """Return a note where a part was granted; a warning where the parts do not add up."""
        if item.found("authorized") is None:
            return ()
        where = (*item.sources("authorized"), *item.sources("disputed"))
        numbers = _parts(item)
        if numbers is not None:
            first, second, third = numbers
            message = (
                f"Item {item.number} gives {first} as asked for, {second} as authorized and {third} as "
                "the rest, which do not add "
                f"up."
            )
            where = (*item.sources("original_request"), *where)
            return [flag(self.rule, Severity.WARNING, message, REASON, where, item=item.index, field="disputed")]
        message = (
            f"Utilization review had granted a part of item {item.number}; the decision concerns only "
            "what stands as disputed."
        )
        reason = "An upheld item of this kind leaves the granted part authorized."
        return [flag(self.rule, Severity.INFO, message, reason, where, item=item.index, field="authorized")]


def _parts(item: ItemReading) -> tuple[int, int, int] | None:
    """Return the three numbers where each part has exactly one and they do not add up; ``None`` otherwise."""
    numbers: list[int] = []
    for name in ("original_request", "authorized", "disputed"):
        amounts = amounts_of(item.text(name))
        counted = {amount.low for amount in amounts if amount.kind in COUNTED and amount.low == amount.high}
        if len(counted) != 1 or any(amount.kind is AmountKind.REFILLS for amount in amounts):
            return None
        numbers.append(counted.pop())
    first, second, third = numbers
    return None if third == first or second + third == first else (first, second, third)


_CROSS = re.compile(r"\d+\s?x\s?\d", re.IGNORECASE)  # "2 x 6" can be read two ways


class FrequencyAgainstNumber(ItemCheck):
    """How often times how long is not the number of visits printed beside it."""

    rule = "frequency-against-number"

    def of_item(self, item: ItemReading) -> Sequence[Flag]:
        """Return a flag where the heading gives both and they differ."""
        text = item.requested.text
        rates = [rate for rate in item.rates if rate.total is not None and not _CROSS.match(text, rate.start)]
        counts = [amount for amount in item.amounts if amount.kind in COUNTED and amount.low == amount.high]
        if len(rates) != 1 or len(counts) != 1 or rates[0].total == counts[0].low:
            return ()
        if STRENGTH.search(text):  # doses a day and tablets are not visits
            return ()
        often = shortened(text[rates[0].start : rates[0].end])
        message = f"Item {item.number} prints {counts[0].low}, while “{often}” makes {rates[0].total}."
        where = (
            *item.requested.spans(rates[0].start, rates[0].end),
            *item.requested.spans(counts[0].start, counts[0].end),
        )
        return [flag(self.rule, Severity.WARNING, message, REASON, where, item=item.index, field="quantity")]


class QuantityUnstated(ItemCheck):
    """The heading says that the quantity is not known, or names a drug without strength and number."""

    rule = "quantity-unstated"

    def of_item(self, item: ItemReading) -> Sequence[Flag]:
        """Return a note where the quantity cannot be told from the heading."""
        asked = item.requested
        unstated = [amount for amount in item.amounts if amount.kind is AmountKind.UNSTATED]
        bare = item.found("drug") is not None and not any(sign.isdigit() for sign in asked.text)
        if not unstated and not (bare and not item.amounts):
            return ()
        where = [span for amount in unstated for span in asked.spans(amount.start, amount.end)]
        how = "says that its quantity is not known" if unstated else "names a drug without strength and number"
        message = f"The heading of item {item.number} {how}."
        reason = "What a decision covers cannot be told without its quantity."
        shown = where or asked.spans(0, len(asked.text))
        return [flag(self.rule, Severity.INFO, message, reason, shown, item=item.index, field="quantity")]
