"""Days and items in words, the same in every locale."""

from collections.abc import Sequence
from datetime import date

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: date) -> str:
    """Return ``Tue Dec 2, 2025``."""
    return f"{short_day(day)}, {day.year}"


def short_day(day: date) -> str:
    """Return ``Tue Dec 2``."""
    return f"{_DAYS[day.weekday()]} {_MONTHS[day.month - 1]} {day.day}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Return ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def item_words(numbers: Sequence[int]) -> str:
    """Return ``item 2``, ``items 1 and 2``, ``items 1–3 and 5``; numbers from 1, in their order."""
    return f"item{'s' if len(numbers) > 1 else ''} {listed(_runs(numbers))}"


def _runs(numbers: Sequence[int]) -> list[str]:
    """Return numbers in words, three or more that follow one another as ``1–3``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [words for run in runs for words in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run))]


def counted(count: int, unit: str) -> str:
    """Return ``1 working day``, ``5 working days``; the unit is given in the plural."""
    return f"{count} {unit[:-1] if count == 1 else unit}"


def capital(sentence: str) -> str:
    """Return the sentence with a capital first letter, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]
