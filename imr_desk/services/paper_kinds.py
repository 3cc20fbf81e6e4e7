"""Kinds of paper: made from what is known of a case, of many cases at once, or from the letter itself."""

from collections.abc import Callable, Iterable
from typing import Protocol, Union, runtime_checkable

import msgspec

from imr_desk.model.case import Dossier
from imr_desk.ports import Exporter


@runtime_checkable
class SelectionExporter(Exporter, Protocol):
    """Makes one file of many cases."""

    def content_of_all(self, dossiers: Iterable[Dossier]) -> bytes:
        """Return the whole file; the dossiers are taken one by one.

        Raises:
            ExportError: it cannot be made; the sentence says why.
        """
        ...


class LetterCopy(msgspec.Struct, frozen=True):
    """A paper that is made from the letter itself, and not from what is known of the case.

    Attributes:
        name: identity, such as ``letter-redacted``.
        label: name for the menu.
        make: makes the copy of a case's letter: the file, and a sentence that must be told of it or nothing. Raises
            ``DeskError`` when it cannot be made.
        suffix_of: tells the ending of the file of a case, with the dot.
    """

    name: str
    label: str
    make: Callable[[int], tuple[bytes, str]]
    suffix_of: Callable[[int], str]


AnyPaper = Union[Exporter, LetterCopy]  # noqa: UP007 - one name for the two


class Preview(msgspec.Struct, frozen=True):
    """A paper as it would leave the desk.

    Attributes:
        content: the whole file.
        suffix: its ending, with the dot.
        draft: whether the review of its case is not finished.
        remark: a sentence that must be told of it; empty for none.
    """

    content: bytes
    suffix: str
    draft: bool
    remark: str = ""
