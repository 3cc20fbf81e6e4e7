"""What runs inside the worker process: reading a letter, drafting its review, drawing its pages.

Started as ``python -m imr_desk.bootstrap.letter_worker``; everything is imported before the sandbox closes.
"""

import msgspec

from imr_desk.checks.registry import CHECKS
from imr_desk.documents.registry import reader_for, readers
from imr_desk.documents.rendering import MupdfRenderer
from imr_desk.documents.serving import Channel, serve
from imr_desk.extraction.engine import draft
from imr_desk.model.draft import Draft
from imr_desk.model.letter import LetterText, NoteKind
from imr_desk.ports import LetterReader, ReadLetter

READ, RENDER = "read", "render"

_DISTRUSTED = frozenset({NoteKind.REPAIRED, NoteKind.DAMAGED})


class RenderRequest(msgspec.Struct, frozen=True, array_like=True):
    """A page to draw; ``content`` is empty when the document is thought to be open already."""

    content: bytes
    fingerprint: str
    page: int
    scale: float


def read_letter(content: bytes, among: tuple[LetterReader, ...]) -> ReadLetter:
    """Read a letter and draft its review, the checks' flags included.

    Raises:
        LetterError: it cannot be read.
    """
    text = reader_for(content, among).read(content)
    return ReadLetter(text, checked(text, draft(text)))


def checked(letter: LetterText, made: Draft) -> Draft:
    """Return the draft with what the checks find."""
    flags = tuple(flag for check in CHECKS for flag in check.flags(letter, made))
    return msgspec.structs.replace(made, flags=(*made.flags, *flags))


def main() -> None:
    """Answer requests until the program ends."""
    channel = Channel.claimed()
    among = readers(channel.step)
    renderer = MupdfRenderer()

    def read(payload: bytes) -> bytes:
        letter = read_letter(payload, among)
        if any(note.kind in _DISTRUSTED for note in letter.text.notes):
            channel.distrust()
        return msgspec.msgpack.encode(letter)

    def render(payload: bytes) -> bytes:
        wanted = msgspec.msgpack.decode(payload, type=RenderRequest)
        return msgspec.msgpack.encode(renderer.render(wanted.content, wanted.fingerprint, wanted.page, wanted.scale))

    serve({READ: read, RENDER: render}, channel)


if __name__ == "__main__":
    main()
