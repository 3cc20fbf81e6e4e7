"""One window for each case log: a second start rings at the first, hands its letters over and ends."""

import hashlib
import json
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 1000
"""Milliseconds that a second start waits for the first; a window that does not answer is taken for none."""
_LONGEST_MESSAGE = 1_000_000


def _name(log_path: Path) -> str:
    return "imr-desk-" + hashlib.sha256(str(log_path.absolute()).encode()).hexdigest()[:24]


def ring(log_path: Path, letters: tuple[Path, ...]) -> bool:
    """Hand letters to the window that has this log open; ``False`` when there is none.

    The door is a local socket of this account, never a network connection.
    """
    socket = QLocalSocket()
    socket.connectToServer(_name(log_path))
    if not socket.waitForConnected(_PATIENCE):
        return False
    message = json.dumps([str(letter.absolute()) for letter in letters]) + "\n"
    socket.write(message.encode("utf-8", "surrogateescape"))
    heard = socket.waitForBytesWritten(_PATIENCE) and socket.waitForReadyRead(_PATIENCE)
    socket.disconnectFromServer()
    return heard


class Doorbell(QObject):
    """Listens for second starts of the program on the same case log."""

    rung = Signal(object)

    def __init__(self, log_path: Path) -> None:
        super().__init__()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        name = _name(log_path)
        # The log's own lock says that nobody else has it, so what still bears the name was left by a crash.
        QLocalServer.removeServer(name)
        self._server.listen(name)
        self._heard: dict[QLocalSocket, bytes] = {}

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(self._forget)
            self._heard[socket] = b""
            self._take(socket)

    def _read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._take(socket)

    def _take(self, socket: QLocalSocket) -> None:
        self._heard[socket] = (self._heard.get(socket, b"") + bytes(socket.readAll().data()))[:_LONGEST_MESSAGE]
        if not self._heard[socket].endswith(b"\n"):
            return
        socket.write(b"ok\n")
        socket.flush()
        message, self._heard[socket] = self._heard[socket], b""
        try:
            names = json.loads(message.decode("utf-8", "surrogateescape"))
        except ValueError:
            return  # not one of ours; the window stays as it is
        if isinstance(names, list):
            self.rung.emit(tuple(Path(name) for name in names if isinstance(name, str)))

    def _forget(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._heard.pop(socket, None)
            socket.deleteLater()

    def close(self) -> None:
        """Stop listening."""
        self._server.close()
