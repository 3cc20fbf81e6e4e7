"""A page's picture on its way from the worker process: the rows first, what describes them behind.

In this order neither side copies the rows again: the worker sends them as they are, and the program cuts the
description off the end of what it received.
"""

import struct
from typing import cast

from imr_desk.documents.refusals import crashed
from imr_desk.ports import PagePixels

_DESCRIPTION = struct.Struct(">III")


def packed(pixels: PagePixels) -> list[bytes | bytearray]:
    """Return the parts of the answer in which the picture travels."""
    return [pixels.rgb, _DESCRIPTION.pack(pixels.width, pixels.height, pixels.stride)]


def unpacked(answer: bytes | bytearray) -> PagePixels:
    """Return the picture, its measures checked: whoever draws it trusts them with its memory.

    Raises:
        LetterError: the measures do not fit; the worker is broken.
    """
    rows = answer if isinstance(answer, bytearray) else bytearray(answer)
    if len(rows) < _DESCRIPTION.size:
        raise crashed()
    width, height, stride = _DESCRIPTION.unpack(rows[-_DESCRIPTION.size :])
    del rows[-_DESCRIPTION.size :]
    if not width or not height or stride < 3 * width or stride * height != len(rows):
        raise crashed()
    return PagePixels(width, height, stride, cast("bytes", rows))
