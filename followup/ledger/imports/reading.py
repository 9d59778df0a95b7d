"""What a ledger file says, and what was decided while it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from types import TracebackType
from typing import TYPE_CHECKING, Self

from followup.ledger.imports.how import Note
from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.tabular import RowError, UndecidedFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import duckdb

# The texts of a row and how long each may be.
LONGEST = {
    "supplier_name": 300,
    "supplier_ref": 200,
    "account": 60,
    "account_text": 300,
    "unit": 200,
    "contract_ref": 200,
    "invoice_number": 200,
    "voucher": 200,
}
TEXTS = tuple(LONGEST)
COLUMNS = {
    "line_no": "BIGINT",
    **dict.fromkeys(TEXTS, "VARCHAR"),
    "booked_on": "DATE",
    "service_on": "DATE",
    "amount": "DECIMAL(17,2)",
}


@dataclass
class LedgerReading:
    """What a ledger file says. `lines` = loaded rows + lines with errors, always; `file_total` sums the loaded rows.

    `whole_total` is the total that the file itself gives on a line of its own, if it does. `buyer_unclear` is what the
    file says of its buyer where that is no organisation number.
    """

    connection: duckdb.DuckDBPyConnection
    header: list[str]
    lines: int
    errors: list[RowError] = field(default_factory=list)
    buyer_org_number: str | None = None
    buyer_name: str = ""
    file_total: Decimal = Decimal("0.00")
    lane: str = "fast"
    notes: list[Note] = field(default_factory=list)
    whole_total: Decimal | None = None
    buyer_unclear: str = ""
    profile: str = ""
    buyer_is_given: bool = False  # by a profile, for files that name nobody

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def take_buyer(self, cells: Iterable[str]) -> str:
        """What one row says of its buyer. Gives back its number where that is another than the file's first."""
        number, name, unclear = told_buyer(cells)
        if number is None:
            self.buyer_name = self.buyer_name or name
            self.buyer_unclear = self.buyer_unclear or unclear
        elif self.buyer_org_number is None:
            self.buyer_org_number = number
            self.buyer_name = name or self.buyer_name
        elif number != self.buyer_org_number:
            return number
        else:
            self.buyer_name = self.buyer_name or name
        return ""

    def take_buyer_given(self, constants: Mapping[str, str]) -> None:
        """What a profile says of the buyer holds for all rows; a file that says another is refused."""
        self.take_buyer(constants.get(name, "") for name in ("buyer_ref", "buyer_name"))
        self.buyer_is_given = bool(self.buyer_org_number or self.buyer_unclear)

    def take_buyer_of_columns(self, same: Iterable[tuple[str, str]]) -> None:
        """A buyer by number in a column that is not read otherwise, as (heading, the one value of all its rows)."""
        if not self.buyer_is_given and (self.buyer_org_number or self.buyer_unclear):
            return
        for heading, value in same:
            number = org_numbers.normalise(value)
            if number is not None and _is_public(number) and number != self.buyer_org_number:
                if self.buyer_is_given:
                    raise UndecidedFile(
                        f"Filen har organisationsnumret {org_numbers.display(number)} i kolumnen ”{heading}” på alla "
                        "rader, men profilen säger en annan köpare."
                    )
                self.buyer_org_number = number
                self.notes.append(Note("BUYER_BY_COLUMN", f"Köparen är tagen ur kolumnen ”{heading}”."))
                return


def told_buyer(cells: Iterable[str]) -> tuple[str | None, str, str]:
    """What cells say of a buyer, whichever of them is the number: the number, the name, and what is no number."""
    number: str | None = None
    name = unclear = ""
    for cell in cells:
        text = cell.strip()
        if not text:
            continue
        found = org_numbers.normalise(text)
        if found is not None:
            number = number or found
        elif any(figure.isdigit() for figure in text) and not any(letter.isalpha() for letter in text):
            unclear = unclear or text
        else:
            name = name or text
    return number, name, "" if number else unclear or name


def _is_public(number: str) -> bool:
    """Whether a number is of the state, a region, a municipality or another public body: they begin with 2."""
    return number.startswith("2")
