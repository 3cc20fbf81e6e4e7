"""Taking a step of handling back without what was done since."""

import msgspec

from imr_desk.model.errors import EditRefusedError
from imr_desk.model.handling.standing import Handling

_TOGETHER = (
    ("Who has the case", ("reviewer", "taken_at")),
    ("Its priority", ("priority",)),
    ("Its hold", ("holds",)),
    ("Its second look", ("second_look", "asked_by")),
    ("That it was skipped", ("skipped",)),
    ("Its labels", ("labels",)),
    ("A duty that was marked as done", ("done",)),
    ("A date that deadlines run from", ("dates",)),
    ("An answer that deadlines depend on", ("answers",)),
)
"""What of a handling is changed together, the first of it telling whether it was, and its name in a sentence."""


def without_step(before: Handling, after: Handling, now: Handling) -> Handling:
    """Return a handling without what a step changed in it; what was changed since stays.

    Of the second reading ``RestoreHandling`` decides, which is given the one before only where the step changed it.

    Args:
        before: the handling before the step.
        after: as the step left it.
        now: as it is.

    Raises:
        EditRefusedError: the same was changed again since, so that taking the step back would take that back too.
    """
    back: dict[str, object] = {}
    for words, names in _TOGETHER:
        old, left, there = ([getattr(each, name) for name in names] for each in (before, after, now))
        if old == left:
            continue
        if there[0] != left[0]:
            raise EditRefusedError(f"{words} changed again after this step, so it is left as it is.")
        back.update(zip(names, old, strict=True))
    if before.second != after.second:
        back["second"] = before.second
    return msgspec.structs.replace(now, **back)
