"""Rows against columns, each cell with how many of how many: a table whose cells are darker the more is lacking."""

from __future__ import annotations

from dataclasses import dataclass

STEPS = 3  # of darkness


@dataclass(frozen=True)
class HeatCell:
    """How many of `whole` hold. `told` is all it says, `href` opens what is in it; `words` stand where nothing is
    counted.
    """

    held: int = 0
    whole: int = 0
    told: str = ""
    href: str = ""
    words: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether there is anything to count."""
        return bool(self.whole) and not self.words

    @property
    def step(self) -> int:
        """How dark: nought where none is lacking, else from 1 to STEPS as a share of all."""
        lacking = self.whole - self.held
        return -(-lacking * STEPS // self.whole) if self.is_counted else 0


@dataclass(frozen=True)
class HeatRow:
    """A row by its name."""

    name: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class Heat:
    """The whole."""

    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]

    @property
    def lacking(self) -> int:
        """How many are lacking in all."""
        return sum(cell.whole - cell.held for row in self.rows for cell in row.cells if cell.is_counted)
