"""Errors that a person can meet. Each carries one sentence that a claims adjuster can act on."""

from enum import StrEnum


class DeskError(Exception):
    """Something that the person at the desk must be told.

    Attributes:
        sentence: plain words: what happened, what it means, what to do. Never letter text, never a traceback.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class LetterErrorKind(StrEnum):
    """Why a letter could not be read; the ``error.kind`` of an extraction record."""

    PASSWORD = "password"  # noqa: S105 - a kind of error, not a secret
    DAMAGED = "damaged"
    EMPTY = "empty"
    NO_PAGES = "no-pages"
    NOT_A_LETTER = "not-a-letter"
    TOO_LARGE = "too-large"
    TOO_MANY_PAGES = "too-many-pages"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    NOT_A_FILE = "not-a-file"
    CANCELLED = "cancelled"


class LetterError(DeskError):
    """A letter that cannot be read."""

    def __init__(self, kind: LetterErrorKind, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind


class EditRefusedError(DeskError):
    """An edit that does not fit the review, such as an excerpt that does not stand in the letter."""


class CaseLogErrorKind(StrEnum):
    """Why the case log could not be opened or written."""

    LOCKED = "locked"
    DAMAGED = "damaged"
    NEWER = "newer"
    FOREIGN = "foreign"
    SEALED = "sealed"
    READ_ONLY = "read-only"
    DISK_FULL = "disk-full"
    IO = "io"
    NO_CASE = "no-case"


class CaseLogError(DeskError):
    """The case log cannot do what was asked; nothing that was saved before is touched."""

    def __init__(self, kind: CaseLogErrorKind, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind


class ExportError(DeskError):
    """A paper or file that could not be written; an older file of that name is left as it was."""
