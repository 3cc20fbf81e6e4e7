"""Reads the published rates that come with the program, one file a publisher."""

import tomllib
from pathlib import Path

import msgspec

from imr_desk.model.benchmarks import Benchmark


class _Rate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rate of a publisher's file, as ``Benchmark`` tells."""

    year: int
    overturned: float
    source: str
    category: str = ""


class _Publication(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    publisher: str
    name: str
    measure: str
    sources: dict[str, str]
    rate: tuple[_Rate, ...]


def benchmarks_of(resources: Path) -> tuple[Benchmark, ...]:
    """Return all published rates in the folder ``benchmarks`` of the program's resources, by publisher and year.

    Raises:
        ValueError: a file is not what it should be; the program is not installed whole.
    """
    found = [rate for path in sorted((resources / "benchmarks").glob("*.toml")) for rate in _rates(path)]
    return tuple(sorted(found, key=lambda one: (one.publisher, one.year, one.category)))


def _rates(path: Path) -> list[Benchmark]:
    try:
        read = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Publication)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    made: list[Benchmark] = []
    for rate in read.rate:
        if not 0 <= rate.overturned <= 100:
            raise ValueError(f"{path.name}: {rate.overturned} of {rate.year} is no percentage")
        if rate.source not in read.sources:
            raise ValueError(f"{path.name}: the rate of {rate.year} names the unknown source {rate.source!r}")
        words, _, url = read.sources[rate.source].rpartition(" ")
        made.append(Benchmark(read.publisher, rate.year, rate.overturned, words, url, rate.category))
    return made
