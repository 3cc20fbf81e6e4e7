"""Whose a case is, in words."""

from imr_desk.model.case import Case
from imr_desk.services.worklist import Outlook
from imr_desk.ui.worklist.due_words import near_date, short_date


def who_words(case: Case, outlook: Outlook) -> str:
    """Return who has a case; of one that has timed out, since when nobody worked on it."""
    who, taken = case.handling.reviewer, case.handling.taken_at[:10]
    if not who:
        return "Nobody"
    if not outlook.is_idle(case):
        return who
    since = near_date(taken, outlook.today)
    return f"{who}, idle since {since}" if since else f"{who}, idle"


def whose_words(case: Case, outlook: Outlook) -> str:
    """Tell who has a case, when they took it or last worked on it, and whether anybody may take it now."""
    who, day = case.handling.reviewer, short_date(case.handling.taken_at[:10])
    if not who:
        return "Nobody"
    words = f"{who}; taken or last worked on {day}" if day else who
    return f"{words}. Timed out: anybody may take it." if outlook.is_idle(case) else words
