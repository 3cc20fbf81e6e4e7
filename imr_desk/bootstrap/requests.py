"""What the program asks of the worker process; the program itself imports nothing of what answers."""

import msgspec

from imr_desk.model.copies import Mark, Withheld
from imr_desk.model.letter import LetterText

READ, DRAFT, PROPOSE, RENDER = "read", "draft", "propose", "render"
MARK, REDACT = "mark", "redact"


class RenderRequest(msgspec.Struct, frozen=True, array_like=True):
    """A page to draw; ``content`` is empty when the document is thought to be open already."""

    content: bytes
    fingerprint: str
    page: int
    scale: float


class MarkRequest(msgspec.Struct, frozen=True, array_like=True):
    """A copy of a letter to be made with highlights."""

    content: bytes
    letter: LetterText
    marks: tuple[Mark, ...]


class RedactRequest(msgspec.Struct, frozen=True, array_like=True):
    """A copy of a letter to be made without some of its words."""

    content: bytes
    letter: LetterText
    withheld: Withheld
