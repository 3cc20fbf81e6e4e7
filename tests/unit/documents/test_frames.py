"""Frames on a pipe."""

import os
import threading
from io import FileIO

import pytest

from imr_desk.documents import frames
from imr_desk.documents.frames import Frame, Kind


@pytest.fixture
def pipe():
    source, sink = os.pipe()
    with FileIO(source, "rb") as reading, FileIO(sink, "wb") as writing:
        yield reading, writing


@pytest.mark.parametrize("body", [b"", b"x", bytes(70_000), bytes(3_000_000)], ids=len)
def test_a_frame_arrives_as_it_was_sent(pipe, body):
    reading, writing = pipe
    sender = threading.Thread(target=frames.send, args=(writing, Frame(Kind.REPLY, "read", body, suspect=True)))
    sender.start()
    frame = frames.receive(reading)
    sender.join()
    assert frame is not None
    assert (frame.kind, frame.name, bytes(frame.body), frame.suspect) == (Kind.REPLY, "read", body, True)


def test_parts_of_a_body_arrive_as_one(pipe):
    reading, writing = pipe
    parts = [b"a" * 100_000, b"", b"b" * 10]
    sender = threading.Thread(target=frames.send, args=(writing, Frame(Kind.REPLY), *parts))
    sender.start()
    frame = frames.receive(reading)
    sender.join()
    assert frame is not None
    assert bytes(frame.body) == b"".join(parts)


def test_the_end_of_the_other_side_is_no_frame(pipe):
    reading, writing = pipe
    frames.send(writing, Frame(Kind.STEP))
    writing.write(b"\x03\x00")
    writing.close()
    assert frames.receive(reading) == Frame(Kind.STEP, body=bytearray())
    assert frames.receive(reading) is None


@pytest.mark.parametrize("head", [b"\x09\x00\x00\x00\x00\x00\x00", b"\x03\x00\x00\xff\xff\xff\xff"])
def test_what_is_no_frame_is_refused(pipe, head):
    reading, writing = pipe
    writing.write(head)
    with pytest.raises(ValueError, match=r"frame|Kind"):
        frames.receive(reading)


def test_what_a_library_printed_before_the_mark_is_passed_over(pipe):
    reading, writing = pipe
    writing.write(b"warning: \x00imr-desk of something\n" + frames.MARK)
    frames.send(writing, Frame(Kind.READY))
    assert frames.pass_over(reading)
    frame = frames.receive(reading)
    assert frame is not None
    assert frame.kind is Kind.READY


def test_an_end_before_the_mark_is_told(pipe):
    reading, writing = pipe
    writing.write(b"Traceback")
    writing.close()
    assert not frames.pass_over(reading)
