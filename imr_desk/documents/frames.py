"""Frames between the program and its worker process: a head of fixed size, a name, and a body of bytes."""

import struct
from enum import IntEnum
from io import FileIO

import msgspec

_HEAD = struct.Struct(">BBBI")
_SMALL = 1 << 16  # bytes; so much is joined and written at once
MARK = b"\x00imr-desk worker 1\n"
"""What a worker writes first; whatever a library printed before is passed over."""

MAX_BODY = 512 * 1024 * 1024
"""Bytes; more than any answer, so that a broken worker cannot fill this program's memory."""


class Kind(IntEnum):
    """What a frame is."""

    REQUEST = 1
    READY = 2
    REPLY = 3
    ERROR = 4
    STEP = 5


class Frame(msgspec.Struct, frozen=True):
    """One message.

    Attributes:
        kind: what it is.
        name: verb of a request, kind of an error; empty else.
        body: payload of a request or reply, sentence of an error.
        suspect: the worker distrusts itself after this and should be replaced.
    """

    kind: Kind
    name: str = ""
    body: bytes | bytearray = b""
    suspect: bool = False


def send(stream: FileIO, frame: Frame, *more: bytes | bytearray) -> None:
    """Write a frame; ``more`` are further parts of its body, sent without being joined.

    Raises:
        OSError: the other side is gone.
    """
    name = frame.name.encode()
    parts = [part for part in (frame.body, *more) if part]
    head = _HEAD.pack(frame.kind, frame.suspect, len(name), sum(map(len, parts))) + name
    if sum(map(len, parts)) < _SMALL:
        parts = [head + b"".join(parts)]
    else:
        parts.insert(0, head)
    for part in parts:
        _write(stream, part)


def receive(stream: FileIO) -> Frame | None:
    """Read a frame; ``None`` when the other side has ended.

    Raises:
        ValueError: what came is no frame.
    """
    head = _read(stream, _HEAD.size)
    if head is None:
        return None
    kind, suspect, name_length, length = _HEAD.unpack(head)
    if length > MAX_BODY:
        raise ValueError("a frame larger than any answer")
    name = _read(stream, name_length)
    body = _read(stream, length)
    if name is None or body is None:
        return None
    return Frame(Kind(kind), name.decode("ascii"), body, bool(suspect))


def pass_over(stream: FileIO, mark: bytes = MARK) -> bool:
    """Read up to and with the mark; ``False`` if the other side ended before."""
    seen = b""
    while not seen.endswith(mark):
        byte = stream.read(1)
        if not byte:
            return False
        seen = (seen + byte)[-len(mark) :]
    return True


def _write(stream: FileIO, content: bytes | bytearray) -> None:
    view = memoryview(content)
    while view:
        view = view[stream.write(view) :]


def _read(stream: FileIO, length: int) -> bytearray | None:
    content = bytearray(length)
    view = memoryview(content)
    while view:
        count = stream.readinto(view)
        if not count:
            return None
        view = view[count:]
    return content
