"""Letters damaged as files are damaged: cut off, bits turned, blocks lost, doubled or zeroed, line ends changed."""

import random
import re
from collections.abc import Callable, Iterator

Damage = Callable[[bytearray, random.Random], bytes]


def _block(content: bytearray, chance: random.Random) -> tuple[int, int]:
    length = chance.choice((16, 128, 512, 4096))
    start = chance.randrange(max(1, len(content) - length))
    return start, start + length


def cut(content: bytearray, chance: random.Random) -> bytes:
    return bytes(content[: chance.randrange(64, len(content))])


def bits_turned(content: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 4, 32))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def block_zeroed(content: bytearray, chance: random.Random) -> bytes:
    start, end = _block(content, chance)
    content[start:end] = bytes(end - start)
    return bytes(content)


def block_lost(content: bytearray, chance: random.Random) -> bytes:
    start, end = _block(content, chance)
    return bytes(content[:start] + content[end:])


def block_doubled(content: bytearray, chance: random.Random) -> bytes:
    start, end = _block(content, chance)
    return bytes(content[:end] + content[start:])


def blocks_swapped(content: bytearray, chance: random.Random) -> bytes:
    start, end = _block(content, chance)
    other, _ = _block(content, chance)
    length = min(end - start, len(content) - other)
    content[start : start + length], content[other : other + length] = (
        content[other : other + length],
        content[start : start + length],
    )
    return bytes(content)


def number_changed(content: bytearray, chance: random.Random) -> bytes:
    numbers = list(re.finditer(rb"\d+", content))
    number = chance.choice(numbers)
    return bytes(content[: number.start()] + b"%d" % chance.randrange(10_000) + content[number.end() :])


def line_ends_changed(content: bytearray, chance: random.Random) -> bytes:
    return bytes(content).replace(b"\n", b"\r\n") if chance.random() < 0.5 else bytes(content).replace(b"\r", b"")


DAMAGES: tuple[Damage, ...] = (
    cut,
    bits_turned,
    block_zeroed,
    block_lost,
    block_doubled,
    blocks_swapped,
    number_changed,
    line_ends_changed,
)


def damaged(contents: list[bytes], count: int, seed: int) -> Iterator[tuple[int, str, bytes]]:
    """Yield ``count`` damaged copies: which content, the kind of damage, the bytes."""
    chance = random.Random(seed)
    for number in range(count):
        which = number % len(contents)
        damage = DAMAGES[number // len(contents) % len(DAMAGES)]
        yield which, damage.__name__, damage(bytearray(contents[which]), chance)
