"""Dates as the letters print them."""

from datetime import date
from typing import Literal

DateStyle = Literal["slash", "slash_short", "dash", "dash_short", "long", "bare"]
PROSE_STYLES: tuple[DateStyle, ...] = ("dash_short", "dash", "slash", "long", "slash_short")
"""The styles of case summaries; headers print "slash", layouts B and C "bare"."""


def print_date(day: date, style: DateStyle) -> str:
    """The date in one style: 10/13/2016, 10/13/16, 10-13-2016, 10-13-16, October 13, 2016 or 9/6/2013."""
    match style:
        case "slash":
            return f"{day:%m/%d/%Y}"
        case "slash_short":
            return f"{day:%m/%d/%y}"
        case "dash":
            return f"{day:%m-%d-%Y}"
        case "dash_short":
            return f"{day:%m-%d-%y}"
        case "long":
            return f"{day:%B} {day.day}, {day.year}"
        case "bare":
            return f"{day.month}/{day.day}/{day.year}"
