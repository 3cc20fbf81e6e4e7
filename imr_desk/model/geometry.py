"""Where something stands: characters of a page's text and boxes on its paper."""

import msgspec


class Span(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A run of characters in the text of one page.

    Attributes:
        page: page number, counted from 1.
        start: offset of the first character in ``Page.text``.
        end: offset behind the last character; ``start < end`` for a run that holds something.
    """

    page: int
    start: int
    end: int

    def contains(self, other: "Span") -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.page == other.page and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share at least one character."""
        return self.page == other.page and self.start < other.end and other.start < self.end


class Rect(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A box on a page in PDF points, origin at the top left, as the page is shown (rotation applied)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.y1 - self.y0

    def united(self, other: "Rect") -> "Rect":
        """Return the smallest box that holds both."""
        return Rect(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def holds(self, x: float, y: float) -> bool:
        """Tell whether the point lies in the box, its edges included."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def overlaps(self, other: "Rect") -> bool:
        """Tell whether the two boxes share an area."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
