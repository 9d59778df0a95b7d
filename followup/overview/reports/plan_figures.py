"""The category plan's own figures beside ours."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from activities.plan.models import CategoryPlan, PlanFigure
from contracts.plan.models import Category
from contracts.plan.rules import CategoryTree
from contracts.register.models import Contract
from followup.judging.models import SupplierMonth
from followup.judging.querysets import SeenSpend, SpendByMonth
from huddinge_vo.common.money import mnkr
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class PlanComparison:
    """A figure as the plan states it beside our own, and why they differ. Neither is made to agree with the other."""

    label: str
    year: int
    in_plan: Decimal
    computed: Decimal | None
    unit: str
    explanation: str


def plan_comparisons(
    *, root: Category, plan: CategoryPlan | None, tree: CategoryTree, spend: SpendByMonth, user: User
) -> tuple[PlanComparison, ...]:
    """What the plan says of its base year beside what the ledger says, with the reason for each difference.

    Sums are public; suppliers and contracts are counted as far as the person may see them.
    """
    stated = PlanFigure.objects.filter(plan=plan).order_by("year", "code", "pk")
    figures = {figure.code: figure for figure in stated}
    if not figures:
        return ()
    year = next(iter(figures.values())).year
    of_year = spend.in_period(Period.year(year))
    if not of_year.parts:
        return ()
    whole = of_year.loyalty()
    by_code = {tree.named(pk).code: loyalty for pk, loyalty in of_year.by_category().items() if pk is not None}
    suppliers = SeenSpend.by(user, SupplierMonth.objects.all()).narrowed(
        lambda spend: spend.under_root(root).in_period(Period.year(year)).purchasable()
    )
    nothing = Decimal(0)

    def spent(code: str) -> Decimal:
        loyalty = by_code.get(code)
        return loyalty.purchasable if loyalty else nothing

    without_any = whole.purchasable - whole.under_contract
    computed: dict[str, tuple[Decimal | None, str, str]] = {
        "SPEND": (
            whole.purchasable,
            "kr",
            (
                "Köp som kan göras på avtal, utan det undantagna. "
                f"Därutöver {mnkr(whole.unknown)} mnkr som inte kan bedömas."
            ),
        ),
        "SPEND_AO": (spent("ÄO"), "kr", "Köp som reglerna eller avtalen för till äldreomsorg."),
        "SPEND_FO": (spent("FO"), "kr", "Köp som reglerna eller avtalen för till funktionshinderomsorg."),
        "SPEND_IFO": (spent("IFO"), "kr", "Köp som reglerna eller avtalen för till individ- och familjeomsorg."),
        "SPEND_UNDISTRIBUTED": (
            spent(root.code),
            "kr",
            "Köp för hela kategorin. Det vars underkategori inte går att fastställa kan inte bedömas och ingår inte.",
        ),
        "OUTSIDE": (
            without_any,
            "kr",
            (
                "Planens siffra gäller leverantörer helt utan avtal. Köp utanför avtal är mer: "
                "även leverantörer med avtal säljer utanför dem."
            ),
        ),
        "SUPPLIERS": (
            Decimal(suppliers.number_of("supplier")),
            "",
            "Leverantörer med köp som kan göras på avtal. Skyddade räknas inte med.",
        ),
        "SUPPLIER_LOYALTY": (
            whole.supplier_loyalty,
            "andel",
            "Planens siffra är vår beräkning 1 − 90/572; vår räknar bara köp som kan bedömas.",
        ),
        "POTENTIAL": (
            None,
            "kr",
            (
                "Premie betald: inte beräknad ännu. Den kräver avtalets pris för samma tjänst bredvid "
                "vad som betalades utanför avtal."
            ),
        ),
        "CONTRACTS": (
            Decimal(Contract.objects.visible_to(user).signed().filter(buyer=root.buyer_id).count()),
            "",
            "Tecknade avtal i registret, utan de skyddade. Planens tabell summerar till 571, texten säger 590.",
        ),
    }
    return tuple(
        PlanComparison(figure.label, figure.year, figure.value, *computed[code])
        for code, figure in figures.items()
        if code in computed
    )
