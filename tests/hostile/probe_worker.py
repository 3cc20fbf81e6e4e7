"""A worker process of the tests that tries all it must not be able to do, and dies in all the ways there are."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time

import msgspec

from imr_desk.documents.serving import Channel, serve
from imr_desk.model.errors import LetterError, LetterErrorKind

LIBC = ctypes.CDLL(None)


def _started(payload: bytes) -> bytes:
    subprocess.run([sys.executable, "-c", ""], check=True)
    return b"started a program"


def _forked(payload: bytes) -> bytes:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return b"forked"


def _replaced(payload: bytes) -> bytes:
    os.execv(sys.executable, [sys.executable, "-c", ""])


def _killed(payload: bytes) -> bytes:
    os.kill(int(payload), signal.SIGCONT)
    return b"signalled"


def _connected(payload: bytes) -> bytes:
    with socket.socket(socket.AF_INET) as talk:
        talk.settimeout(0.2)
        talk.connect_ex(("127.0.0.1", 9))
    return b"got a socket"


def _local_socket(payload: bytes) -> bytes:
    socket.socketpair()
    return b"got a socket"


def _read_file(payload: bytes) -> bytes:
    with open(payload, "rb") as file:  # noqa: PTH123 - the plainest way in
        return b"read " + file.read(8)


def _listed(payload: bytes) -> bytes:
    with os.scandir(payload) as entries:
        return b"listed " + str(len(list(entries))).encode()


def _written(payload: bytes) -> bytes:
    with open(payload, "wb") as file:  # noqa: PTH123 - the plainest way out
        file.write(b"x")
    return b"written"


def _removed(payload: bytes) -> bytes:
    os.remove(payload)  # noqa: PTH107 - the plainest way
    return b"removed"


def _traced(payload: bytes) -> bytes:
    if LIBC.ptrace(0, 0, 0, 0) < 0:
        raise PermissionError("no")
    return b"traced"


ATTEMPTS = {
    "start a program": _started,
    "fork": _forked,
    "become another program": _replaced,
    "signal a process": _killed,
    "open a network socket": _connected,
    "open a local socket": _local_socket,
    "read a file": _read_file,
    "list a folder": _listed,
    "write a file": _written,
    "remove a file": _removed,
    "trace": _traced,
}


def attempt(payload: bytes) -> bytes:
    """Try one thing; the answer is what came of it or the name of the error."""
    name, argument = msgspec.msgpack.decode(payload, type=tuple[str, bytes])
    try:
        return ATTEMPTS[name](argument)
    except OSError as error:
        return f"refused: {type(error).__name__}".encode()


def echo(payload: bytes) -> bytes:
    print("and one that talks in between")
    sys.stdout.flush()
    return payload


def process(payload: bytes) -> bytes:
    return str(os.getpid()).encode()


def environment(payload: bytes) -> bytes:
    return msgspec.json.encode(sorted(os.environ))


def refuse(payload: bytes) -> bytes:
    raise LetterError(LetterErrorKind(payload.decode()), "This letter is refused.")


def fail(payload: bytes) -> bytes:
    raise KeyError("a flaw of the program")


def read_nothing(payload: bytes) -> bytes:
    ctypes.string_at(0)
    return b""


def abort(payload: bytes) -> bytes:
    os.abort()


def leave(payload: bytes) -> bytes:
    os._exit(3)


def take_memory(payload: bytes) -> bytes:
    held = [bytearray(64 << 20) for _ in range(1000)]
    return str(len(held)).encode()


def sleep(payload: bytes) -> bytes:
    time.sleep(600)
    return b""


def compute(payload: bytes) -> bytes:
    while True:
        pass


VERBS = {
    "attempt": attempt,
    "echo": echo,
    "process": process,
    "environment": environment,
    "refuse": refuse,
    "fail": fail,
    "read nothing": read_nothing,
    "abort": abort,
    "leave": leave,
    "take memory": take_memory,
    "sleep": sleep,
    "compute": compute,
}


def main() -> None:
    print("a library that talks at start")
    channel = Channel.claimed()
    print("and one that talks later")

    def steps(payload: bytes) -> bytes:
        for _ in range(int(payload)):
            channel.step()
            time.sleep(0.25)
        return b"done"

    def distrust(payload: bytes) -> bytes:
        channel.distrust()
        return process(payload)

    serve(VERBS | {"steps": steps, "distrust": distrust}, channel)


if __name__ == "__main__":
    main()
