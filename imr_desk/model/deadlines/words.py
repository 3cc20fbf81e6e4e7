"""The closed vocabularies of deadlines; their values stand in the rule table as a supervisor edits it."""

from enum import StrEnum


class Duty(StrEnum):
    """Whose a deadline is."""

    OURS = "ours"
    THEIRS = "theirs"
    INFORMATION = "information"
    RETENTION = "retention"


class DayUnit(StrEnum):
    """What is counted.

    Working days leave out Saturdays, Sundays and holidays. Business days are those of Civil Code 7 and 9, where a
    Saturday may count: the safe date counts it, the latest arguable date does not. Hours are counted in whole days,
    because the desk keeps no hour of receipt.
    """

    WORKING_DAYS = "working days"
    BUSINESS_DAYS = "business days"
    CALENDAR_DAYS = "calendar days"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"


class Roll(StrEnum):
    """Where a last day goes that is a Saturday, a Sunday or a holiday (Gov. Code 6800)."""

    PREVIOUS = "previous"
    NONE = "none"
    NEXT = "next"


class OutcomeAsked(StrEnum):
    """Which decisions a rule is about: overturned (treatment approved), upheld (denial stands), or any."""

    OVERTURNED = "overturned"
    UPHELD = "upheld"
    ANY = "any"


class Rendered(StrEnum):
    """Whether the treatment had been given when the letter came; a part delivered makes an item both."""

    YES = "yes"
    PART = "part"
    NO = "no"
    UNKNOWN = "unknown"


class ExpeditedAsked(StrEnum):
    """Which reviews a rule is about."""

    YES = "yes"
    NO = "no"
    ANY = "any"


class ServiceMethod(StrEnum):
    """How a paper was served, and from where (8 CCR 10605)."""

    PERSONAL = "in person"
    CALIFORNIA = "mail, fax or e-mail in California"
    OTHER_STATE = "mail in another state"
    ABROAD = "mail abroad"


class HoldKind(StrEnum):
    """Why a duty waits (8 CCR 9792.10.7(a)); the value is the reason in words."""

    APPEAL = "appeal filed"
    LIABILITY = "liability disputed"


class Basis(StrEnum):
    """How a rule or holiday came into the table: read at its source, or from memory and to be checked."""

    READ = "read"
    MEMORY = "memory"


class Excuse(StrEnum):
    """Whether a holiday is a day that need not be counted.

    Always: in the safe calendar too. Arguable: only in the full list of Gov. Code 6700, so only for the latest
    arguable date. Never: listed so that nobody wonders, and counted.
    """

    ALWAYS = "always"
    ARGUABLE = "arguable"
    NEVER = "never"


class DueState(StrEnum):
    """How near the nearest duty is."""

    OVERDUE = "overdue"
    TODAY = "due today"
    NEXT_WORKING_DAY = "due in one working day"
    THIS_WEEK = "due within seven days"
    LATER = "due later"
    PAUSED = "paused"
    NEEDS_DATE = "needs a date"
    NONE = "nothing due"
