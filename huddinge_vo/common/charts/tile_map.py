"""A country as squares, one for each county: how many there are in each, in figures and in how dark the square is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_WIDE, _HIGH, _GAP = 88, 52, 3  # of a square, in units
STEPS = 4  # of darkness


@dataclass(frozen=True)
class Square:
    """What is in one place. `column` and `row` are where it stands; `told` is all it says, `href` opens what it has."""

    label: str
    column: int
    row: int
    count: int
    told: str
    href: str = ""


@dataclass(frozen=True)
class Placed:
    """A square in its place. `step` is 0 where there is nothing, else 1 to STEPS: how much of the most there is."""

    of: Square
    x: int
    y: int
    step: int

    @property
    def middle(self) -> int:
        """Where its words stand."""
        return self.x + _WIDE // 2

    @property
    def label_y(self) -> int:
        """The name."""
        return self.y + 20

    @property
    def count_y(self) -> int:
        """How many."""
        return self.y + 42


@dataclass(frozen=True)
class TileMap:
    """All squares, from north to south, and how large the whole is."""

    squares: tuple[Placed, ...]
    width: int
    height: int
    square_width: int = _WIDE
    square_height: int = _HIGH


def tile_map(squares: Sequence[Square]) -> TileMap:
    """Squares in their places; no two of them stand in one."""
    most = max((each.count for each in squares), default=0)
    placed = tuple(
        Placed(
            each,
            each.column * (_WIDE + _GAP) + 1,
            each.row * (_HIGH + _GAP) + 1,
            -(-each.count * STEPS // most) if each.count else 0,
        )
        for each in sorted(squares, key=lambda each: (each.row, each.column))
    )
    columns = max((each.column for each in squares), default=-1) + 1
    rows = max((each.row for each in squares), default=-1) + 1
    return TileMap(placed, columns * (_WIDE + _GAP), rows * (_HIGH + _GAP))
