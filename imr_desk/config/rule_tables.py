"""The rule table and the holiday table on disk: the shipped ones, or a copy that a supervisor edited."""

from pathlib import Path

from imr_desk.config.places import resources_folder
from imr_desk.model.deadlines.rules import RuleTable, RuleTableError
from imr_desk.model.deadlines.table_text import parse_holidays, parse_rules
from imr_desk.model.deadlines.work_calendar import WorkCalendar

_LARGEST = 4_000_000


def shipped_rules_file() -> Path:
    """Return the file of the shipped rule table."""
    return resources_folder() / "rules" / "deadlines.toml"


def shipped_holidays_file() -> Path:
    """Return the file of the shipped holiday table."""
    return resources_folder() / "rules" / "holidays.toml"


def read_rules(file: Path | None = None) -> RuleTable:
    """Read a rule table; the shipped one when no file is named.

    Raises:
        RuleTableError: the file cannot be read or makes no sense.
    """
    return parse_rules(_text(file or shipped_rules_file()))


def read_holidays(file: Path | None = None) -> WorkCalendar:
    """Read a holiday table and lay it out; the shipped one when no file is named.

    Raises:
        RuleTableError: the file cannot be read or makes no sense.
    """
    return parse_holidays(_text(file or shipped_holidays_file()))


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > _LARGEST:
            raise RuleTableError(f"The table “{file.name}” is larger than 4 MB; it cannot be what was meant.")
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RuleTableError(
            f"The table “{file.name}” is not text in UTF-8; save it as UTF-8 and try again."
        ) from None
    except OSError as error:
        why = error.strerror or "no reason given"
        raise RuleTableError(f"The table “{file.name}” cannot be read: {why}.") from None
