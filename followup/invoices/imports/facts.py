"""What a document says once it is read: who, what and how much, or its faults. Nothing here knows of XML."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import attrgetter


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: the element, and the line of the file where that is known."""

    place: str
    line: int | None
    reason: str


class UnreadableInvoice(ValueError):
    """The document cannot be read; says all that is wrong with it, and as much of who and what as could be read."""

    def __init__(self, faults: list[Fault], *, number: str = "", supplier_org_number: str = "") -> None:
        self.faults = faults
        self.number = number
        self.supplier_org_number = supplier_org_number
        super().__init__(" ".join(each.reason for each in faults))


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line. Quantity and amount have the document's sign: those of a credit note are turned round."""

    line_id: str
    amount: Decimal
    quantity: Decimal | None
    unit_code: str
    item_name: str
    seller_item_id: str
    standard_item_id: str
    price: Decimal | None
    base_quantity: Decimal
    period_from: date | None
    period_until: date | None
    vat_category: str
    vat_percent: Decimal | None

    @property
    def item_key(self) -> str:
        """The same for the same item of a supplier, without telling its name; empty where it is called nothing."""
        called = self.seller_item_id or self.standard_item_id or " ".join(re.findall(r"\w+", self.item_name.casefold()))
        return hashlib.sha256(f"{called}|{self.unit_code}".encode()).hexdigest()[:32] if called else ""


@dataclass(frozen=True, slots=True)
class Party:
    """Who sells or buys: the organisation number where there is a valid Swedish one, and what else tells who it is."""

    numbers: tuple[str, ...]
    scheme: str
    ref: str
    name: str

    @property
    def org_number(self) -> str:
        """The number that says most; empty without any."""
        return self.numbers[0] if self.numbers else ""


@dataclass(frozen=True, slots=True)
class ReadInvoice:
    """A document as it was read. `amount` is without VAT, in the document's currency."""

    is_credit: bool
    type_code: str
    number: str
    issued_on: date
    currency: str
    amount: Decimal
    vat_amount: Decimal
    period_from: date | None
    period_until: date | None
    order_ref: str
    buyer_ref: str
    contract_ref: str
    credits: tuple[tuple[str, date | None], ...]
    supplier: Party
    buyer: Party
    lines: tuple[ReadLine, ...] = field(repr=False)
    account: str = field(default="", repr=False)  # the payee's; it goes no further than its fingerprint
    says_f_tax: bool = False

    @property
    def digest(self) -> str:
        """What tells whether two documents say the same, however they are written."""
        said = [_plain(_OF_DOCUMENT(self)), *(_plain(_OF_LINE(line)) for line in self.lines)]
        return hashlib.sha256(repr(said).encode()).hexdigest()


# All that they say, but for the lines of a document, and for whom the money goes to: that is no other purchase.
_OF_DOCUMENT = attrgetter(*(name for name in ReadInvoice.__slots__ if name not in {"lines", "account", "says_f_tax"}))
_OF_LINE = attrgetter(*ReadLine.__slots__)


def _plain(values: Iterable[object]) -> list[object]:
    """With 100 and 100.00 as the same."""
    return [str(each.normalize()) if isinstance(each, Decimal) else each for each in values]
