"""Records of cases at random: every field of every class takes any value that its type allows."""

import random
import string
from datetime import date, timedelta
from typing import Any

import msgspec
from msgspec import inspect

_CHARACTERS = string.ascii_letters + string.digits + " \n\t\"\\/<>=+-@'§é–“”中😀\u202e\u0000\u0007\u2028\ufeff"


class RandomValues:
    """Makes values of any of our types, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def struct(self, of: type) -> Any:
        """A value of a class of ours."""
        return self._made(inspect.type_info(of), 0)

    def _made(self, kind: inspect.Type, depth: int) -> Any:
        chance = self.random
        match kind:
            case inspect.StructType():
                fields = {
                    field.name: self._made(field.type, depth + 1)
                    for field in kind.fields
                    if field.required or (depth < 7 and chance.random() < 0.6)
                }
                made = kind.cls(**fields)
            case inspect.UnionType():
                made = self._made(chance.choice(kind.types), depth)
            case inspect.VarTupleType():
                made = tuple(self._made(kind.item_type, depth + 1) for _ in range(self._length(depth)))
            case inspect.DictType():
                made = {
                    self._made(kind.key_type, depth + 1): self._made(kind.value_type, depth + 1)
                    for _ in range(self._length(depth))
                }
            case inspect.TupleType():
                made = tuple(self._made(part, depth + 1) for part in kind.item_types)
            case inspect.EnumType():
                made = chance.choice(list(kind.cls))
            case inspect.LiteralType():
                made = chance.choice(kind.values)
            case inspect.Metadata():
                made = self._made(kind.type, depth)
            case _:
                made = self._plain(kind)
        return made

    def _length(self, depth: int) -> int:
        return self.random.choice((0, 0, 1, 2)) if depth < 6 else 0

    def _plain(self, kind: inspect.Type) -> Any:
        chance = self.random
        match kind:
            case inspect.StrType():
                made = "".join(chance.choices(_CHARACTERS, k=chance.choice((0, 1, 3, 12, 60))))
            case inspect.IntType():
                made = chance.choice((0, 1, -1, chance.randrange(10**6), 2**53, -(2**63), 2**63 - 1))
            case inspect.FloatType():
                made = chance.choice((0.0, 0.5, chance.random(), 1e-300, 1 / 3))
            case inspect.BoolType():
                made = chance.random() < 0.5
            case inspect.NoneType():
                made = None
            case inspect.DateType():
                made = date(1900, 1, 1) + timedelta(days=chance.randrange(100_000))
            case _:
                raise AssertionError(f"no values of {kind} are known")
        return made


def classes_in(value: object) -> set[type]:
    """All classes of ours that occur in a value."""
    match value:
        case msgspec.Struct():
            parts = (getattr(value, name) for name in value.__struct_fields__)
            return {type(value)}.union(*map(classes_in, parts))
        case dict():
            return set().union(*map(classes_in, value.values()))
        case tuple():
            return set().union(*map(classes_in, value))
    return set()
