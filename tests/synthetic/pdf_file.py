"""Writes PDF files byte by byte, so that the same letter gives the same file.

Encryption is that of the posted letters: standard handler V4 R4 with 128-bit AES (AESV2), an empty user
password and permissions that forbid copying (ISO 32000-1, 7.6). Initialisation vectors come from the
content instead of a random source; that is no security, and none is meant.
"""

import functools
import hashlib
import zlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
PERMISSIONS = -1340
"""Printing and reading aloud allowed, copying and changing forbidden: the value of the posted letters."""
_OWNER_PASSWORD = b"synthetic"


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) & 255])
    return bytes(out)


def _rc4_twenty_times(key: bytes, data: bytes) -> bytes:
    for turn in range(20):
        data = _rc4(bytes(byte ^ turn for byte in key), data)
    return data


@functools.cache
def _owner_entry() -> bytes:
    key = _md5(_OWNER_PASSWORD + _PADDING[: 32 - len(_OWNER_PASSWORD)])
    for _ in range(50):
        key = _md5(key)
    return _rc4_twenty_times(key, _PADDING)


class _Lock:
    """The file key for an empty user password, and the encryption dictionary that goes with it."""

    def __init__(self, identity: bytes) -> None:
        owner = _owner_entry()
        key = _md5(_PADDING + owner + (PERMISSIONS & 0xFFFFFFFF).to_bytes(4, "little") + identity)
        for _ in range(50):
            key = _md5(key)
        user = _rc4_twenty_times(key, _md5(_PADDING + identity)) + bytes(16)
        self._key = key
        self.dictionary = (
            b"<< /Filter /Standard /V 4 /R 4 /Length 128 /P %d /O <%s> /U <%s> "
            b"/CF << /StdCF << /CFM /AESV2 /AuthEvent /DocOpen /Length 16 >> >> /StmF /StdCF /StrF /StdCF >>"
            % (PERMISSIONS, owner.hex().encode(), user.hex().encode())
        )

    def close(self, number: int, data: bytes) -> bytes:
        """Encrypts the string or stream of an object."""
        key = _md5(self._key + number.to_bytes(3, "little") + bytes(2) + b"sAlT")
        vector = _md5(b"vector" + number.to_bytes(4, "little") + data)
        fill = 16 - len(data) % 16
        encryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
        return vector + encryptor.update(data + bytes([fill]) * fill) + encryptor.finalize()


class PdfFile:
    """A PDF under construction: add objects, then take the bytes. Object 1 is the catalogue."""

    def __init__(self) -> None:
        self._objects: list[tuple[bytes, bytes | None]] = [(b"", None)]

    def add(self, dictionary: bytes, stream: bytes | None = None, *, deflate: bool = True) -> int:
        """Adds an object, given without the angle brackets of its dictionary; returns its number."""
        if stream is not None and deflate:
            stream = zlib.compress(stream, 6)
            dictionary += b" /Filter /FlateDecode"
        self._objects.append((dictionary, stream))
        return len(self._objects)

    def replace(self, number: int, dictionary: bytes) -> None:
        """Sets the dictionary of an object already added (the page tree knows its pages last)."""
        self._objects[number - 1] = (dictionary, self._objects[number - 1][1])

    def to_bytes(self, information: dict[str, str], *, encrypted: bool) -> bytes:
        """The finished file; `information` becomes the document information dictionary."""
        content = b"".join(dictionary + (stream or b"") for dictionary, stream in self._objects)
        identity = _md5(content)
        lock = _Lock(identity) if encrypted else None
        out = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
        offsets: list[int] = []

        def write(body: bytes) -> None:
            offsets.append(len(out))
            out.extend(b"%d 0 obj\n%s\nendobj\n" % (len(offsets), body))

        for number, (dictionary, stream) in enumerate(self._objects, start=1):
            if stream is None:
                write(b"<< %s >>" % dictionary)
                continue
            data = lock.close(number, stream) if lock else stream
            write(b"<< %s /Length %d >>\nstream\n%s\nendstream" % (dictionary, len(data), data))
        write(self._information(information, lock, len(offsets) + 1))
        trailer = b"/Root 1 0 R /Info %d 0 R /ID [<%s> <%s>]" % (
            len(offsets),
            identity.hex().encode(),
            identity.hex().encode(),
        )
        if lock:
            write(lock.dictionary)
            trailer += b" /Encrypt %d 0 R" % len(offsets)
        start = len(out)
        rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        size = len(offsets) + 1
        out.extend(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows))
        out.extend(b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))
        return bytes(out)

    @staticmethod
    def _information(information: dict[str, str], lock: _Lock | None, number: int) -> bytes:
        entries = []
        for name, text in information.items():
            data = text.encode("latin-1")
            if lock:
                data = lock.close(number, data)
            entries.append(b"/%s <%s>" % (name.encode(), data.hex().encode()))
        return b"<< %s >>" % b" ".join(entries)
