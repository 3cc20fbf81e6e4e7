"""Who did something, and when."""

import msgspec


class Signature(msgspec.Struct, frozen=True, array_like=True):
    """Who did something, and when: ISO 8601 with its offset from UTC."""

    who: str
    at: str
