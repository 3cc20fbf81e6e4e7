"""Published rates of overturned decisions, to hold the log's own beside; each with publisher, year and source."""

from collections.abc import Iterable

import msgspec


class Benchmark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rate that somebody published.

    Publishers count differently (by date of issue or of application, treatments or letters), so that a rate never
    stands without its publisher, and two of them are never mixed into one line.

    Attributes:
        publisher: short name of who published it, such as ``DWC``.
        year: the year that it is about.
        overturned: percent overturned (treatment approved), 0 to 100.
        source: the publication, and who passed it on where it was read second hand.
        url: where it was read.
        category: of the DWC decision search; empty for all treatments.
    """

    publisher: str
    year: int
    overturned: float
    source: str
    url: str
    category: str = ""

    @property
    def label(self) -> str:
        """Publisher and year, such as ``DWC 2024``."""
        return f"{self.publisher} {self.year}"


def beside(benchmarks: Iterable[Benchmark], category: str, year: int) -> Benchmark | None:
    """Return the rate to hold beside a category's decisions of about ``year``; ``None`` when nobody published one.

    The State's own rates (``DWC``) go before those of others, then the nearest year, of two equally near the newer.
    ``category`` is empty for all treatments.
    """
    wanted = category.casefold()
    fitting = [one for one in benchmarks if one.category.casefold() == wanted]

    def distance(one: Benchmark) -> tuple[bool, int, int]:
        return one.publisher != "DWC", abs(one.year - year), -one.year

    return min(fitting, key=distance, default=None)
