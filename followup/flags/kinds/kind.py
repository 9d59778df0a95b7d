"""What a red flag must say of itself, and the registry of all flags.

A flag is a reason to look, never a verdict. What each kind asks is one statement over all of a buyer's suppliers, read
from a few tables that are made once for all kinds (followup/flags/sql.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from huddinge_vo.common.registry import Registry

Value = (
    bool | int | str | Decimal | date | None | list[int] | list[str] | list[date] | list[date | None] | list[Decimal]
)
Given = Mapping[str, Value]


class RowsAre(Enum):
    """What the identities of a flag's rows are, and so which rows a person may open."""

    ROWS = "rows"  # ledger rows
    BILLS = "bills"  # invoices in the ledger: all the rows of each
    INVOICES = "invoices"  # e-invoices
    OTHER = "other"  # months, checks, contracts: told apart by them, and opened on a page of their own


class Found(Enum):
    """Where one goes to see what a flag without rows of its own is about."""

    SPEND = "spend"  # the supplier's rows of the year
    SUPPLIER = "supplier"
    CONTRACT = "contract"
    LEDGER_NAME = "ledger_name"  # the rows of a name in the ledger


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A bound that a kind goes by: its words, what it is counted in, the start value, and what it may be set to."""

    name: str
    words: str
    unit: str
    start: Decimal
    lowest: Decimal = Decimal(0)
    highest: Decimal = Decimal(1_000_000_000)


@dataclass(frozen=True, kw_only=True)
class FlagKind:
    """A kind of flag. `definition` is what a person reads; `sql` selects the columns of `gives`, a row for each flag.

    What is the same flag the next night is told by who and what it is about and by its `mark`; `ids` are the rows it
    rests on: a closed flag comes back for none of those alone. `given` is what the statement needs that is ruled
    elsewhere, computed for a buyer on a day; null says that nothing can be told yet. `missing` says in words what of it
    is not known, also where the rest is found, and `written_at` is the page where it is written in.
    """

    code: str
    number: int
    name: str
    definition: str
    sql: str
    gives: tuple[str, ...] = ("supplier_id", "mark", "sum_sek", "reason", "ids")
    rows: RowsAre = RowsAre.OTHER
    found: Found = Found.SUPPLIER
    thresholds: tuple[Threshold, ...] = ()
    given: Callable[[int, date], Given | None] | None = None
    missing: Callable[[int, date], str] | None = None
    written_at: str = ""


KINDS: Registry[FlagKind] = Registry("flag kind")


def kronor(expression: str) -> str:
    """An amount as it is written in a sentence, in SQL: whole kronor, thousands apart."""
    return f"translate(to_char(round({expression}), 'FM999,999,999,999,990'), ',-', E'\\u00a0\\u2212')"


def percent(expression: str) -> str:
    """A share as it is written in a sentence, in SQL."""
    return f"round(100 * ({expression}))::int || E'\\u00a0%%'"


def least(start: int, words: str = "Minsta belopp") -> Threshold:
    """How small it may be and still be told."""
    return Threshold(name="least", words=words, unit="kr", start=Decimal(start))
