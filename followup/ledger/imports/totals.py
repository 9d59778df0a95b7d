"""Total lines: a row without a supplier whose amount is the sum of the rows above it is no purchase."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from huddinge_vo.common.money import sek

# How such lines are called, in any cell of theirs. Also a pattern of DuckDB's.
WORDS = r"^(summa|delsumma|slutsumma|totalsumma|total|totalt|totaler|sum|subtotal|grand total|sub total)([ :.]|$)"
_WORDS = re.compile(WORDS)


def says_total(cells: Iterable[str]) -> bool:
    """Whether a cell calls the row a total."""
    return any(_WORDS.match(cell.strip().lower()) for cell in cells)


class Totals:
    """The sums of a file as far as it has been read: of all rows, and of those since the last total line."""

    def __init__(self) -> None:
        self.whole = self.since = Decimal(0)
        self.rows = self.rows_since = 0

    def add(self, amount: Decimal) -> None:
        """A row that is not a total."""
        self.whole += amount
        self.since += amount
        self.rows += 1
        self.rows_since += 1

    def judge(self, amount: Decimal | None, *, is_called_total: bool) -> str:
        """Why a row without supplier is a total line; empty where it is not. A subtotal begins a new sum."""
        if amount is None or not self.rows:
            return ""
        if amount == self.whole and (amount or is_called_total):
            self.since, self.rows_since = Decimal(0), 0
            return f"Raden ser ut som en summarad: beloppet är summan av de {self.rows} raderna ovanför."
        if self.rows_since and amount == self.since and (amount or is_called_total):
            count, self.since, self.rows_since = self.rows_since, Decimal(0), 0
            return f"Raden ser ut som en delsumma: beloppet är summan av de {count} raderna närmast ovanför."
        if is_called_total:
            return (
                f"Raden kallas summa, men beloppet är inte summan av raderna ovanför, som är {sek(self.whole)} kr. "
                "Kontrollera att filen är hel."
            )
        return ""
