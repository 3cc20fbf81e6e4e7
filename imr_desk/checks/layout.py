"""A text that no layout of IMR letters fits."""

from collections.abc import Sequence

from imr_desk.checks.reading import Reading, ReadingCheck, flag
from imr_desk.model.draft import Flag, Severity

_REASON = "The program reads letters by their layout. What it finds without one is a guess that somebody must check."


class LayoutUnknown(ReadingCheck):
    """The letter's layout is not among those that are known, or the text is no IMR letter at all."""

    rule = "layout-unknown"

    def of(self, reading: Reading) -> Sequence[Flag]:
        """Return one flag that says what that means for the form."""
        draft = reading.draft
        if draft.layout != "unknown":
            return ()
        if draft.fields or draft.items:
            message = "The layout of this letter is not known; everything that was found in it wants a look."
        else:
            message = "This text does not look like an IMR letter; nothing was filled in, all can be typed by hand."
        return [flag(self.rule, Severity.WARNING, message, _REASON, ())]
