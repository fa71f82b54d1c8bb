"""A rectangle in pixels, and whether two of them are in each other's way."""

from typing import NamedTuple


class Rectangle(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Rectangle", space: float = 0.0) -> bool:
        """Whether the rectangles share any area, or come nearer than `space`."""
        return (
            self.left < other.right + space
            and other.left < self.right + space
            and self.top < other.bottom + space
            and other.top < self.bottom + space
        )
