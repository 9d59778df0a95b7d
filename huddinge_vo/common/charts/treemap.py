"""A whole as a surface: each part a tile as large as its share, in groups that are as large as theirs.

The layout is squarified (Bruls, Huizing and van Wijk, 2000): rows of tiles along the shorter side, each row as long as
its tiles come nearer to squares by one more. It is arithmetic alone; templates/components/treemap.html draws it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, Self

_HEAD = 20  # units that a group's name takes
_LINE, _EDGE = 17, 8  # of a tile's words
_LETTER = 7.3  # units that a letter is wide, on the average
_FEWEST = 4  # letters that say anything of a name
_TALLEST_WITHOUT_NAME = 3 * _HEAD  # a group that is lower has no name written in it


class Box(NamedTuple):
    """A part of the surface."""

    x: float
    y: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """How large it is."""
        return self.width * self.height


def squarified(values: Sequence[Decimal | float], within: Box) -> list[Box]:
    """A tile for each value, in their order: as large a part of the surface as the value is of them all.

    The values are more than nought; with the largest first the tiles come nearest to squares.
    """
    if not values:
        return []
    scale = within.area / math.fsum(map(float, values))
    areas = [float(value) * scale for value in values]
    boxes: list[Box] = []
    left, begins = within, 0
    for ends in range(1, len(areas) + 1):
        row, side = areas[begins:ends], min(left.width, left.height)
        if ends < len(areas) and _worst([*row, areas[ends]], side) <= _worst(row, side):
            continue
        placed, left = _placed(row, math.fsum(row) / math.fsum(areas[begins:]), left)
        boxes += placed
        begins = ends
    return boxes


def _worst(row: Sequence[float], side: float) -> float:
    """How far from a square the longest tile of a row is: 1 is a square."""
    whole = math.fsum(row)
    if not whole or not side or not min(row):
        return math.inf
    return max(side**2 * max(row) / whole**2, whole**2 / (side**2 * min(row)))


def _placed(row: Sequence[float], share: float, left: Box) -> tuple[list[Box], Box]:
    """A row's tiles along the shorter side of what is left, of which they are a share; and what is left then."""
    whole, boxes = math.fsum(row), []
    stands = left.width >= left.height
    thick = share * (left.width if stands else left.height)
    passed = 0.0
    for area in row:
        long = area / whole * (left.height if stands else left.width)
        if stands:
            boxes.append(Box(left.x, left.y + passed, thick, long))
        else:
            boxes.append(Box(left.x + passed, left.y, long, thick))
        passed += long
    if stands:
        return boxes, Box(left.x + thick, left.y, left.width - thick, left.height)
    return boxes, Box(left.x, left.y + thick, left.width, left.height - thick)


class Level(StrEnum):
    """What a tile's edge says of its part; each has its own colour and its own kind of line."""

    HIGH = "high", "minst 90 % på avtal"
    MIDDLE = "mid", "50–90 % på avtal"
    LOW = "low", "under 50 % på avtal"
    NONE = "none", "kan inte bedömas"

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """A code with its words."""
        level = str.__new__(cls, code)
        level._value_, level.label = code, label
        return level


@dataclass(frozen=True)
class Part:
    """What a tile is of. `told` is all it says to who points at it, `size` its short words, `href` its rows."""

    label: str
    size: str
    told: str
    value: Decimal
    level: Level = Level.NONE
    href: str = ""


@dataclass(frozen=True)
class Group:
    """Parts that belong together."""

    label: str
    parts: tuple[Part, ...]

    @property
    def value(self) -> Decimal:
        """Of them all."""
        return sum((part.value for part in self.parts), Decimal(0))


@dataclass(frozen=True)
class Tile:
    """A part in its place, in whole units, with as many of its words as there is room for."""

    part: Part
    x: int
    y: int
    width: int
    height: int
    label: str = ""
    size: str = ""

    @property
    def edge(self) -> str:
        """The line along its left side, as a path."""
        return f"M{self.x + 5},{self.y + 3}V{max(self.y + self.height - 3, self.y + 4)}"

    @property
    def words_x(self) -> int:
        """Where its words begin."""
        return self.x + _EDGE + 5

    @property
    def label_y(self) -> int:
        """The first line."""
        return self.y + _LINE + 2

    @property
    def size_y(self) -> int:
        """The second."""
        return self.y + 2 * _LINE + 2


@dataclass(frozen=True)
class Drawn:
    """A surface with its tiles, and the names of the groups: words and where they begin."""

    width: int
    height: int
    tiles: tuple[Tile, ...]
    names: tuple[tuple[str, int, int], ...]


def treemap(groups: Sequence[Group], *, width: int, height: int) -> Drawn:
    """Groups as tiles of a surface, the largest first. What is nought or less has no tile: it has no surface."""
    shown = sorted((group for group in map(_positive, groups) if group.parts), key=lambda each: -each.value)
    tiles: list[Tile] = []
    names: list[tuple[str, int, int]] = []
    boxes = squarified([group.value for group in shown], Box(0, 0, width, height))
    for group, box in zip(shown, boxes, strict=True):
        inner = box
        words = _fitting(group.label, box.width)
        if words and box.height > _TALLEST_WITHOUT_NAME:
            names.append((words, round(box.x) + 2, round(box.y) + _HEAD - 6))
            inner = Box(box.x, box.y + _HEAD, box.width, box.height - _HEAD)
        parts = sorted(group.parts, key=lambda each: -each.value)
        for part, place in zip(parts, squarified([part.value for part in parts], inner), strict=True):
            tiles.append(_tile(part, place))
    return Drawn(width, height, tuple(tiles), tuple(names))


def _positive(group: Group) -> Group:
    return Group(group.label, tuple(part for part in group.parts if part.value > 0))


def _tile(part: Part, box: Box) -> Tile:
    x, y = round(box.x), round(box.y)
    wide, high = round(box.x + box.width) - x, round(box.y + box.height) - y
    label = _fitting(part.label, wide - _EDGE) if high >= _LINE + _EDGE else ""
    size = part.size if label and high >= 2 * _LINE + _EDGE and _fitting(part.size, wide - _EDGE) == part.size else ""
    return Tile(part, x, y, wide, high, label, size)


def _fitting(words: str, width: float) -> str:
    """As much of some words as there is room for; nothing where that says nothing."""
    room = int((width - 2 * _EDGE) / _LETTER)
    if len(words) <= room:
        return words
    return f"{words[: room - 1].rstrip()}…" if room > _FEWEST else ""
