"""Why loyalty is not at its target, and what would bring it there: what is bought outside contract, four ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import F, Sum
from django.urls import reverse

from contracts.plan.models import Category, ContractArea
from followup.judging.choices import Bucket, Reason
from followup.judging.models import SpendMonth, SpendTotal
from followup.judging.querysets import Loyalty, SeenSpend, SpendT
from followup.judging.querysets.spend import MonthsQuerySet
from followup.overview.reports.cards import Card
from followup.spend.reports import outside_suppliers, rows_url
from huddinge_vo.common.money import share
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

TOP = 10  # suppliers and units that are told one by one
_BOTH = [Bucket.APPROVED_DEVIATION.value, Bucket.UNEXPLAINED.value]
# What can be done about each reason: words, and the address where it is done.
_TO_DO = {
    Reason.CONTRACT_ENDED: ("Förläng, upphandla eller besluta om dem som bor kvar", "procurement:staying-list"),
    Reason.LATE_INVOICE: ("Bedöm sena fakturor för hand", ""),
    Reason.OTHER_AREA: ("Se om en regel placerar köpen i fel område", "followup:rule-list"),
    Reason.OTHER_SUBCATEGORY: ("Se om en regel placerar köpen i fel underkategori", "followup:rule-list"),
    Reason.NOT_BEGUN: ("Se över avtalets första dag", "contracts:contract-list"),
    Reason.DIRECT_AWARD_BESIDE_FRAMEWORK: ("Avropa från ramavtalet i stället", "procurement:find-place"),
    Reason.NEVER_UNDER_CONTRACT: ("Upphandla behovet, eller begär avsteg", "procurement:foreseen-needs"),
    Reason.TIED: ("Upphandla det som återkommer", "procurement:foreseen-needs"),
    Reason.COVERED: ("Upphandla det som återkommer", "procurement:foreseen-needs"),
    Reason.AFTER_THE_FACT: ("Begär avsteg före placeringen", "procurement:deviation-list"),
}


@dataclass(frozen=True)
class Part:
    """Some of what is bought outside contract. `points` is what loyalty would gain, had it been bought on contract."""

    words: str
    sum_sek: Decimal
    points: Decimal | None
    href: str = ""
    to_do: str = ""
    to_do_href: str = ""


@dataclass(frozen=True)
class Why:
    """What lies between loyalty and its target, in kronor of the period: by reason, area, supplier and unit.

    `gap_sek` is how much of what was bought outside contract had to be on contract for the target to be reached, and
    nought where it is. `protected` is what the reader may not see of it, where enough payments are behind it.
    """

    title: str
    period: Period
    loyalty: Loyalty
    target: Decimal | None
    gap_sek: Decimal
    reasons: tuple[Part, ...]
    areas: tuple[Part, ...]
    suppliers: tuple[Part, ...]
    units: tuple[Part, ...]
    protected: Decimal | None
    outside_href: str

    @property
    def enough(self) -> tuple[Part, ...]:
        """The largest reasons that together would bring loyalty to its target; none where it is there."""
        found: list[Part] = []
        left = self.gap_sek
        for part in self.reasons:
            if left <= 0:
                break
            found.append(part)
            left -= part.sum_sek
        return tuple(found)


def gap(loyalty: Loyalty, target: Decimal | None) -> Decimal:
    """Kronor that had to be on contract for the target to be reached; whole kronor, upwards.

    Of 1 000 kr that could be bought on contract, 860 were: at a target of 90 % it is 40 kr.
    """
    if target is None or not loyalty.purchasable:
        return Decimal(0)
    lacking = target * loyalty.purchasable - loyalty.on_contract
    return max(lacking.to_integral_value(rounding="ROUND_CEILING"), Decimal(0))


def why(*, card: Card, category: Category, root: Category, user: User) -> Why:
    """What lies between a card's loyalty and its target, as far as a person may see it."""
    assert card.loyalty is not None
    is_root = category.pk == root.pk

    def of_card(spend: SpendT) -> SpendT:
        within = spend.under_root(root) if is_root else spend.in_category(category)
        return within.in_period(card.period).outside_contract()

    outside = SeenSpend.by(user, SpendTotal.objects.all()).narrowed(of_card)
    whole, narrowed = card.loyalty.purchasable, {} if is_root else {"underkategori": category.pk}

    def parts(told: Iterable[tuple[str, Decimal, str]]) -> Iterator[Part]:
        for words, sum_sek, href in told:
            yield Part(words, sum_sek, share(sum_sek, whole), href)

    by_reason = sorted(outside.sums_by("reason").items(), key=lambda each: (-each[1][1], each[0][0]))
    reasons = tuple(
        Part(
            Reason(code).label,
            sum_sek,
            share(sum_sek, whole),
            href := rows_url(card.period, skal=code, utfall=_BOTH, **narrowed),
            *_to_do(Reason(code), href),
        )
        for (code,), (_, sum_sek) in by_reason
    )
    by_area = sorted(outside.sums_by("area").items(), key=lambda each: (-each[1][1], each[0][0] or 0))
    names = ContractArea.objects.in_bulk([pk for (pk,), _ in by_area if pk is not None])
    firms = outside_suppliers(root=root, user=user, period=card.period, top=TOP, category=None if is_root else category)
    return Why(
        title=card.title,
        period=card.period,
        loyalty=card.loyalty,
        target=card.target,
        gap_sek=gap(card.loyalty, card.target),
        reasons=reasons,
        areas=tuple(
            parts(
                (
                    names[pk].name if pk is not None else "utan avtalsområde",
                    sum_sek,
                    rows_url(card.period, omrade=pk if pk is not None else "ingen", utfall=_BOTH, **narrowed),
                )
                for (pk,), (_, sum_sek) in by_area
            )
        ),
        suppliers=tuple(parts((each.name, each.sum_sek, each.href) for each in firms if each.supplier_id is not None)),
        units=tuple(parts(_units(of_card(SpendMonth.objects.visible_to(user))))),
        protected=outside.hidden.pooled(),
        outside_href=rows_url(card.period, utfall=_BOTH, **narrowed),
    )


def _to_do(reason: Reason, rows: str) -> tuple[str, str]:
    words, name = _TO_DO.get(reason, ("Se raderna", ""))
    return words, reverse(name) if name else rows


def _units(spend: MonthsQuerySet) -> Iterator[tuple[str, Decimal, str]]:
    """The units that buy most of it, as the ledger calls them."""
    found = spend.order_by().values(unit=F("key__unit")).annotate(total=Sum("sum_sek")).order_by("-total", "unit")
    for each in found.filter(total__gt=0)[:TOP]:
        yield each["unit"] or "enhet saknas i reskontran", each["total"], ""
