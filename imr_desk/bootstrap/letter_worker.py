"""What runs inside the process that reads: a letter becomes text, and the text a draft with the checks' flags.

Started as ``python -m imr_desk.bootstrap.letter_worker``; everything is imported before the sandbox closes.
"""

import msgspec

from imr_desk.bootstrap.requests import DRAFT, PROPOSE, READ
from imr_desk.checks.proposals.excerpts import with_excerpts
from imr_desk.checks.proposals.proposing import propose
from imr_desk.checks.registry import flags_of
from imr_desk.documents.registry import reader_for, readers
from imr_desk.documents.serving import Channel, serve
from imr_desk.extraction.engine import draft
from imr_desk.model.draft import Draft
from imr_desk.model.letter import LetterText, NoteKind
from imr_desk.ports import LetterReader, ReadLetter

_DISTRUSTED = frozenset({NoteKind.REPAIRED, NoteKind.DAMAGED})


def read_letter(content: bytes, among: tuple[LetterReader, ...]) -> ReadLetter:
    """Read a letter and draft its review, the checks' flags included.

    Raises:
        LetterError: it cannot be read.
    """
    text = reader_for(content, among).read(content)
    return ReadLetter(text, checked(text, draft(text)))


def checked(letter: LetterText, made: Draft) -> Draft:
    """Return the draft with what the checks find, and with the passage that each item is to offer as its excerpt."""
    named = with_excerpts(letter, made)
    return msgspec.structs.replace(named, flags=(*named.flags, *flags_of(letter, named)))


def main() -> None:
    """Answer requests until the program ends."""
    channel = Channel.claimed()
    among = readers(channel.step)

    def read(payload: bytes) -> bytes:
        letter = read_letter(payload, among)
        if any(note.kind in _DISTRUSTED for note in letter.text.notes):
            channel.distrust()
        return msgspec.msgpack.encode(letter)

    def draft_again(payload: bytes) -> bytes:
        letter = msgspec.msgpack.decode(payload, type=LetterText)
        return msgspec.msgpack.encode(checked(letter, draft(letter)))

    def propose_labels(payload: bytes) -> bytes:
        known = msgspec.msgpack.decode(payload, type=ReadLetter)
        return msgspec.msgpack.encode(propose(known.text, known.draft))

    serve({READ: read, DRAFT: draft_again, PROPOSE: propose_labels}, channel)


if __name__ == "__main__":
    main()
