"""Copies of a letter that leave the desk: what is highlighted in one, and what is taken out of another."""

import msgspec

from imr_desk.model.geometry import Rect, Span


class Mark(msgspec.Struct, frozen=True):
    """Words of a letter to be highlighted in a copy of it, with a note that any reader of PDF shows.

    Attributes:
        spans: where, one span a page.
        subject: what kind of mark it is, such as ``Evidence``.
        author: who made it.
        note: what the note says; empty for none.
        at: when it was made, ISO 8601 with offset; empty where nobody did yet.
        color: red, green and blue, each 0 to 1.
    """

    spans: tuple[Span, ...]
    subject: str
    author: str
    note: str = ""
    at: str = ""
    color: tuple[float, float, float] = (1.0, 0.86, 0.35)


class Area(msgspec.Struct, frozen=True, array_like=True):
    """A box on a page of the letter: page from 1, points as shown."""

    page: int
    box: Rect


class Withheld(msgspec.Struct, frozen=True):
    """What is to be taken out of a copy of a letter.

    Attributes:
        spans: words to take out where they stand and wherever else the letter repeats them.
        words: further words, taken out wherever they stand.
        areas: boxes whose text, pixels and drawings are taken out.
    """

    spans: tuple[Span, ...] = ()
    words: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()


class RedactedLetter(msgspec.Struct, frozen=True):
    """A copy of a letter with words taken out, and what the search of it said.

    Attributes:
        content: the file; empty when something was still found.
        places: how many places were taken out.
        pages: the pages they are on, from 1.
        left: pages on which something was still found; 0 stands for the file around its pages.
        pictures_read: whether text recognition looked at the pages too.
    """

    content: bytes
    places: int
    pages: tuple[int, ...]
    left: tuple[int, ...] = ()
    pictures_read: bool = False
