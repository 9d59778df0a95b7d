"""What a table from a file is made of: rows as they came, cells that are more than text, and what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Self


class UnreadableFile(ValueError):
    """The file as a whole cannot be read. The message is for the user."""


class UndecidedFile(UnreadableFile):
    """The file can be read in more than one way, and which one is right only a person can say."""


@dataclass(frozen=True)
class RowError:
    """What is wrong in a row: the row number of a spreadsheet, the column's heading, the value and the reason."""

    line: int
    column: str
    value: str
    reason: str
    raw: list[str] = field(default_factory=list, hash=False)


class Typed(str):
    """A cell that the spreadsheet held as a number or a date: its text is exact and has a decimal point."""

    __slots__ = ()


class AmountCell(str):
    """A cell of amounts, and the sign that parts their decimals in all of its file."""

    __slots__ = ("sign",)
    sign: str

    def __new__(cls, text: str, sign: str) -> Self:
        cell = super().__new__(cls, text)
        cell.sign = sign
        return cell


class ErrorCell(str):
    """A cell in which the spreadsheet itself says that it could not compute: #N/A, #REF!. `at` is its place, as B3."""

    __slots__ = ("at",)
    at: str

    def __new__(cls, text: str, at: str) -> Self:
        cell = super().__new__(cls, text)
        cell.at = at
        return cell


# What spreadsheets write in place of a value, in English and in Swedish.
_ERRORS = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|SAKNAS!|REFERENS!|VÄRDEFEL!|NAMN\?|DIVISION/0!"
    r"|OGILTIGT!|SKÄRNING!)",
    re.IGNORECASE,
)


def error_in(cell: str) -> str:
    """Why a cell is no value but a spreadsheet's error, also where it was saved as text; else an empty text."""
    if isinstance(cell, ErrorCell):
        return f"Cell {cell.at} är ett fel i Excel ({cell})."
    if _ERRORS.fullmatch(cell.strip()):
        return f"”{cell.strip()}” är ett fel från kalkylprogrammet, inget värde."
    return ""


@dataclass(frozen=True)
class Record:
    """One row of a table. `broken` says why it could not be parted into fields; `sheet` which sheet it is of, if any.

    `line` is the row number that a spreadsheet shows; where several sheets are read it goes on from one to the next.
    """

    line: int
    fields: list[str]
    broken: str = ""
    sheet: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it; such rows count in the numbering and are no records."""
        return not self.broken and not any(value.strip() for value in self.fields)
