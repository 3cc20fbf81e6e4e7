"""A holiday table while a supervisor edits it: it may be wrong for a moment, and is never kept so."""

from datetime import date

from imr_desk.model.deadlines.rules import RuleTableError
from imr_desk.model.deadlines.table_text import parse_holidays, print_holidays, yearly_day
from imr_desk.model.deadlines.words import Excuse
from imr_desk.model.deadlines.work_calendar import Holiday, WorkCalendar

_LONGEST_VERSION = 200


class HolidayDraft:
    """The holidays as edited.

    Args:
        calendar: the holidays that count now.
    """

    def __init__(self, calendar: WorkCalendar) -> None:
        self._kept = calendar
        self._take(calendar)

    def _take(self, calendar: WorkCalendar) -> None:
        self.name = calendar.name
        self.version = calendar.version
        self.holidays = list(calendar.holidays)

    @property
    def changed(self) -> bool:
        """Whether anything differs from the holidays that count now."""
        kept = self._kept
        return (self.name, self.version, tuple(self.holidays)) != (kept.name, kept.version, kept.holidays)

    @property
    def problem(self) -> RuleTableError | None:
        """What is wrong with the table; ``None`` when it can be kept."""
        try:
            parse_holidays(self.text())
        except RuleTableError as error:
            return error
        return None

    def text(self) -> str:
        """Return the table as text, as the log keeps it."""
        return print_holidays(WorkCalendar(self.name, self.version, tuple(self.holidays), {}, {}, {}))

    def take_text(self, text: str) -> None:
        """Take a whole table.

        Raises:
            RuleTableError: it makes no sense; the draft is as it was.
        """
        self._take(parse_holidays(text))

    def put(self, place: int, holiday: Holiday) -> None:
        """Put a holiday in the place of one, from 0."""
        self.holidays[place] = holiday

    def add(self, today: date) -> int:
        """Add a holiday to be filled in, which leaves out no day until somebody says so; return its place."""
        names = {holiday.name for holiday in self.holidays}
        name = next(name for number in range(1, 1001) if (name := f"New holiday {number}") not in names)
        self.holidays.append(Holiday(name, Excuse.NEVER, yearly_day(f"{today:%B} {today.day}")))
        return len(self.holidays) - 1

    def remove(self, place: int) -> None:
        """Take a holiday away."""
        del self.holidays[place]

    def sign(self, who: str, today: date) -> None:
        """Let a changed table say so in its version, since every date tells by which table it was counted."""
        if self.changed:
            shipped = self.version.partition(", changed ")[0]
            self.version = f"{shipped}, changed {today.isoformat()} by {who}"[:_LONGEST_VERSION]

    def kept_now(self, text: str) -> None:
        """Take note that the table of this text, once the draft's own, now counts."""
        self._kept = parse_holidays(text)

    def discard(self) -> None:
        """Go back to the holidays that count."""
        self._take(self._kept)
