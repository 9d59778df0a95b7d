"""What every form of a PxWeb answer comes to: dimensions and cells. And how a number is written in them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.index_periods import IndexPeriod

CONTENTS = "ContentsCode"
CONTENTS_LABEL = "tabellinnehåll"
LARGEST_BYTES = 20 << 20
LARGEST_CELLS = 2_000_000
PRELIMINARY, FINAL = "PRELIMINARY", "FINAL"
# PxWeb's signs for what is not available, not meaningful, secret or nothing at all.
_MISSING = {"", ".", "..", "...", "....", ".....", "......", ":", "-", "–"}
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,12})?")
_GROUPING = re.compile(r"(?<=[0-9])[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}](?=[0-9]{3}(?![0-9]))")
_BASE = re.compile(r"(?<![0-9])[12][0-9]{3}(?: ?[KQM] ?[0-9]{1,2})? ?= ?100(?![0-9])", re.IGNORECASE)
_LARGEST_VALUE = Decimal(10) ** 15


@dataclass(frozen=True)
class Dimension:
    """One variable of a table. `values` are pairs of a value's code and its label, in the table's order."""

    code: str
    label: str
    values: tuple[tuple[str, str], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its values."""
        return tuple(code for code, _ in self.values)


@dataclass(frozen=True)
class Cube:
    """A table of index values.

    `cells` are keyed by the values' codes in the order of the dimensions; None, like no cell at all, is that there is
    no value. `time` and `contents` are codes of dimensions; without `contents` the file does not say what is measured.
    `bases` are what the file says that values are computed from, by the code of what is measured, "" for all of them.
    `published_on` is for all cells but those that `published` gives a day of their own. Raises UnreadableFile when two
    dimensions have one code.
    """

    dimensions: tuple[Dimension, ...]
    cells: Mapping[tuple[str, ...], Decimal | None]
    time: str
    contents: str | None
    title: str = ""
    published_on: date | None = None
    published: Mapping[tuple[str, ...], date] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        codes = [one.code for one in self.dimensions]
        if twice := [code for code in codes if codes.count(code) > 1]:
            raise UnreadableFile(f"Variabeln {twice[0]} finns flera gånger i filen.")

    def base_of(self, contents: str) -> str:
        """What the file says that the values of some contents are computed from, as 2008=100; empty where it does not.

        Said of those contents, in their name, of all, or in the title: the nearest counts.
        """
        labels = next((dict(one.values) for one in self.dimensions if one.code == self.contents), {})
        said = (
            self.bases.get(contents, ""),
            base_in(labels.get(contents, "")),
            self.bases.get("", ""),
            base_in(self.title),
        )
        return next(filter(None, said), "")


@dataclass(frozen=True)
class Observation:
    """An index value of a period. `status` is PRELIMINARY or FINAL; no `published_on` is that the file does not say."""

    period: IndexPeriod
    status: str
    value: Decimal
    published_on: date | None


def base_in(text: str) -> str:
    """The base that a text names, as 1980=100 or 2020M01=100; empty where it names none, or more than one."""
    found = {"".join(each.split()).upper() for each in _BASE.findall(text)}
    return found.pop() if len(found) == 1 else ""


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return text.strip() in _MISSING


def is_number(text: str) -> bool:
    """Whether a cell holds a number."""
    return _NUMBER.fullmatch(text) is not None or _NUMBER.fullmatch(_plain(text)) is not None


def read_number(value: object) -> Decimal | None:
    """A cell's exact value, with decimal comma or point; None where there is none. Raises UnreadableFile otherwise."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value) >= _LARGEST_VALUE:
            raise UnreadableFile(f"Värdet ”{value}” är orimligt stort.")
        return value
    if isinstance(value, str):
        if is_missing(value):
            return None
        written = value if _NUMBER.fullmatch(value) else _plain(value)  # most cells are plain, and there may be many
        if _NUMBER.fullmatch(written):
            return Decimal(written.replace(",", "."))
    raise UnreadableFile(f"Värdet ”{str(value)[:40]}” är inget tal.")


def _plain(text: str) -> str:
    return _GROUPING.sub("", text.strip().replace("\N{MINUS SIGN}", "-"))


def is_period(text: str) -> bool:
    """Whether a text is a year, a quarter or a month."""
    try:
        IndexPeriod.parse(text)
    except ValueError:
        return False
    return True


def check_size(sizes: Iterable[int]) -> int:
    """How many cells there are. Raises UnreadableFile when they are too many to be an index series."""
    cells = math.prod(sizes)
    if cells > LARGEST_CELLS:
        raise UnreadableFile(
            f"Tabellen har {cells} celler, fler än {LARGEST_CELLS}. Välj ut serien innan tabellen hämtas."
        )
    return cells


def dimension(code: str, label: str, codes: Iterable[str], labels: Mapping[str, str] | None = None) -> Dimension:
    """A dimension with its values in the order given. Raises UnreadableFile when a value is there twice."""
    values = tuple((each, (labels or {}).get(each, each)) for each in codes)
    seen: set[str] = set()
    for each, _ in values:
        if each in seen:
            raise UnreadableFile(f"Värdet {each} finns flera gånger i {label or code}.")
        seen.add(each)
    return Dimension(code, label or code, values)


def time_among(dimensions: Iterable[Dimension]) -> str:
    """The code of the dimension whose values are all periods. Raises UnreadableFile when there is none.

    It is asked for only where the file does not say itself.
    """
    found = [one.code for one in dimensions if one.values and all(is_period(code) for code in one.codes)]
    known = [code for code in found if code.lower() in {"tid", "time", "år", "kvartal", "månad"}]
    if not (known or found):
        raise UnreadableFile("Filen har inga perioder. Ta med år, kvartal eller månad när tabellen sparas.")
    return (known or found)[0]


def contents_among(dimensions: Iterable[Dimension]) -> str | None:
    """The code of the dimension that says what is measured, where one goes by its usual name."""
    usual = {CONTENTS.lower(), CONTENTS_LABEL, "contents"}
    return next((one.code for one in dimensions if {one.code.lower(), one.label.lower()} & usual), None)
