"""A worker process of the tests: it reads and draws letters with the documents package alone."""

import msgspec

from imr_desk.documents.pixels import packed
from imr_desk.documents.registry import reader_for, readers
from imr_desk.documents.rendering import MupdfRenderer
from imr_desk.documents.serving import Channel, serve
from imr_desk.model.errors import LetterError
from imr_desk.model.letter import LetterText, NoteKind


class Drawing(msgspec.Struct, array_like=True):
    content: bytes
    fingerprint: str
    page: int
    scale: float


def main() -> None:
    channel = Channel.claimed()
    known = readers(channel.step)
    renderer = MupdfRenderer()

    def read(content: bytes) -> bytes:
        letter = reader_for(content, known).read(content)
        if any(note.kind in {NoteKind.REPAIRED, NoteKind.DAMAGED} for note in letter.notes):
            channel.distrust()
        return msgspec.msgpack.encode(letter)

    def read_all(payload: bytes) -> bytes:
        return msgspec.msgpack.encode(
            [_outcome(content) for content in msgspec.msgpack.decode(payload, type=list[bytes])]
        )

    def _outcome(content: bytes) -> LetterText | str:
        try:
            return reader_for(content, known).read(content)
        except LetterError as error:
            return error.kind

    def render(payload: bytes) -> list[bytes]:
        wanted = msgspec.msgpack.decode(payload, type=Drawing)
        return packed(renderer.render(wanted.content, wanted.fingerprint, wanted.page, wanted.scale))

    serve({"read": read, "read all": read_all, "render": render}, channel)


if __name__ == "__main__":
    main()
