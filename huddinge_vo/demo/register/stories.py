"""What befell some of the demo's suppliers: one failed, one lost a permit, two became one, and contracts were amended.

Who it befell is chosen among the contracts, so that register, ledger, checks and reviews all tell of the same ones. The
days are fixed: a demo that is loaded for an earlier day knows nothing of what comes after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from huddinge_vo.demo.register.records import DemoContract
from huddinge_vo.demo.suppliers import DemoSupplier

FAILED_ON = date(2026, 5, 18)  # declared bankrupt
FAILED_UNTIL = date(2026, 5, 31)  # the last day of its contract
CREDITED_ON = date(2026, 6, 9)  # what the administrator pays back of the last invoice
WITHDRAWN_ON = date(2026, 9, 11)
MERGED_ON = date(2025, 12, 15)
ONE_BILLS_FROM = date(2026, 1, 1)
_QUIET = (date(2024, 12, 1), date(2026, 9, 30))  # in force all along but for what befell it
_FAILED_AREA, _WITHDRAWN_AREA, _MERGED_AREA = "IFO-VUX-BERO", "IFO-HVB-BEH", "IFO-OV-FAM"
_AMENDED_AREAS = ("FO-SOCPSYK", "IFO-JOUR", "FO-GRUPP", "IFO-STODBO")
_LARGE = (1.2, 6.0)  # of the size that is felt, and not the largest


@dataclass(frozen=True)
class Stories:
    """Whom it befell, by contract number, and of the merger both suppliers."""

    failed: DemoContract
    withdrawn: DemoContract
    merged: DemoContract
    merged_into: DemoContract
    amended: tuple[str, ...]

    @property
    def suppliers(self) -> frozenset[int]:
        """The serials of those with something told of them, who are bought from until it happens."""
        told = (self.failed, self.withdrawn, self.merged, self.merged_into)
        return frozenset(contract.supplier.serial for contract in told)

    def billed_as(self, supplier: DemoSupplier, day: date) -> DemoSupplier:
        """Whose name and number stand on its invoices on a day: after the merger, the other's."""
        is_taken_up = supplier.serial == self.merged.supplier.serial and day >= ONE_BILLS_FROM
        return self.merged_into.supplier if is_taken_up else supplier

    def has_failed(self, supplier: DemoSupplier, day: date) -> bool:
        """Whether nobody can buy from it any more on a day."""
        return supplier.serial == self.failed.supplier.serial and day > FAILED_UNTIL


def befall(contracts: list[DemoContract]) -> tuple[list[DemoContract], Stories]:
    """Choose whom it befalls, and end the failed one's contract when it failed."""
    held = Counter(contract.supplier.serial for contract in contracts if _runs(contract))
    alone = [contract for contract in contracts if _runs(contract) and held[contract.supplier.serial] == 1]
    failed = _largest(alone, _FAILED_AREA)[0]
    withdrawn = _largest(alone, _WITHDRAWN_AREA)[0]
    merged_into, merged = _largest(alone, _MERGED_AREA)[:2]
    amended = tuple(_largest(alone, area, any_size=True)[-1].number for area in _AMENDED_AREAS)
    ended = replace(failed, ends_on=FAILED_UNTIL, terminated_on=FAILED_UNTIL)
    told = [ended if contract.number == failed.number else contract for contract in contracts]
    return told, Stories(ended, withdrawn, merged, merged_into, amended)


def _runs(contract: DemoContract) -> bool:
    return contract.holds_through(*_QUIET) and not contract.is_secret


def _largest(contracts: Iterable[DemoContract], area: str, *, any_size: bool = False) -> list[DemoContract]:
    """Those of an area that nothing else is told of, the largest first. Numbers of an economy system stay out of it."""
    found = [
        contract
        for contract in contracts
        if contract.area == area
        and contract.framework
        and not contract.supplier.is_sole_trader
        and not contract.supplier.supplier_number
        and (any_size or _LARGE[0] <= contract.supplier.size <= _LARGE[1])
    ]
    return sorted(found, key=lambda contract: (-contract.supplier.size, contract.number))
