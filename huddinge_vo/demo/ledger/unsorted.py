"""What nobody has sorted yet: accounts that came with the chart of accounts of 2026, and suppliers to sort out.

No rule names the new accounts. What is bought on them of those who have contracts gets its subcategory from these; the
rest has none. All of it comes beside the purchases of the plan's years, which are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from huddinge_vo.demo.ledger.accounts import BY_NUMBER, KSF, SOF, Account
from huddinge_vo.demo.register.whole import register
from huddinge_vo.demo.suppliers import DemoSupplier, in_segment, org_number

SINCE = 2026
HIRED, FOSTER, RELIEF, SHORT, ADVICE = (
    Account("46610", "Inhyrd omsorgspersonal", ""),
    Account("46620", "Familjehem genom konsulentstöd", ""),
    Account("46630", "Avlösning i hemmet", ""),
    Account("46640", "Korttidsplats efter sjukhusvård", ""),
    Account("46650", "Utredning och handledning", ""),
)


@dataclass(frozen=True)
class Bought:
    """What is bought of somebody in a month: on which account, by which unit, how much in a year and how often."""

    supplier: DemoSupplier
    account: Account
    unit: str
    yearly_sek: int
    chance: float = 1.0
    ledger_name: str = ""
    ledger_ref: str | None = None

    @property
    def name(self) -> str:
        """As the ledger has it."""
        return self.ledger_name or self.supplier.ledger_name

    @property
    def ref(self) -> str:
        """The number as the ledger has it."""
        return self.supplier.ledger_ref if self.ledger_ref is None else self.ledger_ref


def _registered(segment: str) -> list[DemoSupplier]:
    """Those of a segment who have contracts and whose own number the ledger has: the register knew them before it."""
    known = {contract.supplier for contract in register().contracts if not contract.is_draft}
    apart = set(register().stories.suppliers)
    return [one for one in in_segment(segment) if one in known and not one.supplier_number and one.serial not in apart]


def bought() -> Iterator[Bought]:
    """All of it: what has no rule first, then the suppliers that cannot be told or may be one."""
    consultants, homes, housing = in_segment("OUTSIDE_VO"), in_segment("OUTSIDE_IFO"), in_segment("OUTSIDE_FO")
    elderly = in_segment("OUTSIDE_ÄO")
    for place, yearly in enumerate((2_900_000, 1_700_000, 640_000)):
        yield Bought(consultants[place], HIRED, SOF, yearly)
    yield Bought(consultants[0], HIRED, KSF, 380_000, 0.6)
    yield Bought(consultants[4], ADVICE, SOF, 310_000, 0.5)
    for place, yearly in enumerate((2_100_000, 1_250_000, 820_000, 260_000)):
        yield Bought(homes[place], FOSTER, SOF, yearly, 1.0 if yearly > 1_000_000 else 0.7)
    for place, yearly in enumerate((980_000, 540_000)):
        yield Bought(housing[place], RELIEF, SOF, yearly, 0.8)
    for place, yearly in enumerate((1_400_000, 450_000)):
        yield Bought(elderly[place], SHORT, SOF, yearly, 0.8)
    # Those who have contracts: these tell the subcategory.
    yield Bought(_registered("CHILD")[1], FOSTER, SOF, 1_100_000, 0.9)
    yield Bought(_registered("OUTPATIENT")[2], ADVICE, SOF, 420_000, 0.6)
    yield Bought(_registered("HOUSING")[3], RELIEF, SOF, 350_000, 0.6)
    yield from to_sort_out()


def to_sort_out() -> Iterator[Bought]:
    """A number that is missing, one struck out, one under two names, and two under one name."""
    outpatient, adult, child = _registered("OUTPATIENT"), _registered("ADULT"), _registered("CHILD")
    support, treatment, home = BY_NUMBER["46321"], BY_NUMBER["46331"], BY_NUMBER["46311"]
    # Left out by whoever registered the invoices; and somebody whom nobody in the register is like.
    yield Bought(outpatient[5], support, SOF, 240_000, 0.7, ledger_ref="")
    yield Bought(
        outpatient[6], ADVICE, SOF, 96_000, 0.5, ledger_name="Handkassa påhittad gruppverksamhet", ledger_ref=""
    )
    sole = next(one for one in outpatient if one.is_sole_trader)
    yield Bought(sole, support, SOF, 180_000, 0.8, ledger_ref=f"{sole.org_number[:6]}-****")
    # Its invoices have been sold, and come with the number of the one and the name of the other.
    yield Bought(adult[3], treatment, SOF, 330_000, 0.8, ledger_name="Påhittad Fakturaköp i Sverige AB")
    # A sister company under the same name: one, or two?
    yield Bought(child[7], home, SOF, 610_000, 0.8, ledger_ref=org_number(91001))
