"""Which finished cases are read a second time.

Suggested by practice: every overturned item and every open severe flag gets a second look, and of the rest a share at
random with a least number for each reviewer and month (NCQA takes 5 % of files in an audit).
"""

import msgspec

from imr_desk.model.draft import Decision
from imr_desk.model.errors import EditRefusedError
from imr_desk.model.facts import CaseFacts


class SamplingRule(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is drawn when a review is finished.

    Attributes:
        on: whether anything is drawn at all.
        overturned: every case with an overturned item (treatment approved).
        flags: every case with an open flag that is more than information.
        percent: share of the other cases, 0 to 100, drawn at random.
        least: least number of cases drawn a month of each reviewer's, as far as there are any; 0 for none.
        blank: whether the second reader begins with an empty form; else with the machine's draft.
    """

    on: bool = False
    overturned: bool = True
    flags: bool = True
    percent: int = 5
    least: int = 5
    blank: bool = False

    def checked(self) -> "SamplingRule":
        """Return the rule.

        Raises:
            EditRefusedError: it makes no sense.
        """
        if not 0 <= self.percent <= 100:
            raise EditRefusedError("The share drawn at random lies between 0 and 100 percent.")
        if not 0 <= self.least <= 1000:
            raise EditRefusedError("The least number of cases a month lies between 0 and 1,000.")
        return self

    def why(self, facts: CaseFacts, lot: float) -> str:
        """Return why a case is drawn, in words; empty when it is not.

        Args:
            facts: the facts of the finished case.
            lot: a number from 0 up to but not including 1, drawn for this case.
        """
        if not self.on:
            return ""
        if self.overturned and any(item.outcome is Decision.OVERTURNED for item in facts.items):
            return "overturned (treatment approved)"
        if self.flags and facts.flags:
            return "open flags"
        return DRAWN if lot * 100 < self.percent else ""


DRAWN = "drawn at random"
"""Why a case is read a second time that no rule but chance has chosen."""
