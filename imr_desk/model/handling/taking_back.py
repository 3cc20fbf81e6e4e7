"""What taking a step back leaves of a case that people went on with since."""

import msgspec

from imr_desk.model.handling.standing import Handling

_TOGETHER: tuple[tuple[str, ...], ...] = (
    ("reviewer", "taken_at"),
    ("priority",),
    ("holds",),
    ("second_look", "asked_by"),
    ("skipped",),
    ("labels",),
    ("done",),
    ("dates",),
    ("answers",),
)
"""Parts of a handling that are told together; a second reading has its own rule (``RestoreHandling``)."""


def taken_back(before: Handling, left: Handling, now: Handling) -> Handling:
    """Return a handling as it was before a step, but for the parts that somebody changed after it.

    Args:
        before: as it was before the step.
        left: as the step left it.
        now: as it is.
    """
    since = {
        name: getattr(now, name)
        for part in _TOGETHER
        if any(getattr(now, name) != getattr(left, name) for name in part)
        for name in part
    }
    return msgspec.structs.replace(before, **since)
