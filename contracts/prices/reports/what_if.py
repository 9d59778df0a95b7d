"""What prices would cost under other indices or another clause, for contracts that a person may see.

Nothing is touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet, Sum

from contracts.plan.models import Category, ContractArea
from contracts.prices import rules
from contracts.prices.models import PriceClause
from contracts.prices.querysets import (
    bought_after_end,
    bought_between,
    ended_but_bought,
    last_published_month,
    with_clause,
)
from contracts.prices.reports.assumptions import (
    Assumptions,
    as_rule,
    clause_words,
    courses_of,
    other_clause,
    other_words,
)
from contracts.prices.reports.levels import Levels
from contracts.prices.rules import Outcome
from contracts.register.models import Contract, ContractPayerVolume
from contracts.register.querysets import ContractQuerySet
from contracts.suppliers.models import Supplier
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User

NO_PAYER = "Ingen förvaltning angiven"


@dataclass(frozen=True)
class Chosen:
    """Which contracts: all that are in force, or those of some areas, of a subcategory, or that words find.

    With `ended` those too that have ended and that something was bought on in the twelve months (activity 2.11).
    """

    areas: tuple[ContractArea, ...] = ()
    category: Category | None = None
    words: str = ""
    ended: bool = False


@dataclass(frozen=True)
class Group:
    """An area or a payer."""

    name: str
    outcome: Outcome


@dataclass(frozen=True)
class ContractRow:
    """One contract, and whose budgets it weighs on.

    One that has ended says when, and what was bought in the months after.
    """

    number: str
    title: str
    supplier: str
    href: str
    area: str
    clause: str
    outcome: Outcome
    payers: tuple[Group, ...]
    ended_on: date | None
    after_end_sek: Decimal
    years: tuple[int, ...]

    @property
    def by_year(self) -> tuple[tuple[int, Decimal], ...]:
        """The difference, year by year."""
        return tuple(zip(self.years, self.outcome.difference, strict=True))


@dataclass(frozen=True)
class Apart:
    """A contract that is not computed, and why."""

    number: str
    supplier: str
    href: str
    why: str


@dataclass(frozen=True)
class WhatIf:
    """All that the page and the file say."""

    years: tuple[int, ...]
    bought_in: Period | None
    total: Outcome
    areas: tuple[Group, ...]
    payers: tuple[Group, ...]
    contracts: tuple[ContractRow, ...]
    ended_total: Outcome
    ended_left_out: int
    without_volume: tuple[Apart, ...]
    without_index: tuple[Apart, ...]
    protected: int
    assumptions: tuple[tuple[str, str], ...]
    in_several_areas: int

    @property
    def in_force(self) -> tuple[ContractRow, ...]:
        """The contracts that are in force."""
        return tuple(each for each in self.contracts if each.ended_on is None)

    @property
    def ended(self) -> tuple[ContractRow, ...]:
        """Those that have ended: they are in the total, and listed apart."""
        return tuple(each for each in self.contracts if each.ended_on is not None)

    @property
    def ended_by_year(self) -> tuple[tuple[int, Decimal], ...]:
        """What they differ together, year by year."""
        return tuple(zip(self.years, self.ended_total.difference, strict=True))

    @property
    def ended_after_sek(self) -> Decimal:
        """What was bought on those in the months after their end."""
        return sum((each.after_end_sek for each in self.ended), Decimal(0))

    def by_year(self) -> tuple[tuple[int, Decimal, Decimal, Decimal, Decimal, Decimal], ...]:
        """Year, cost by today's clause and what that adds, cost by the other and what that adds, and the difference."""
        total = self.total
        return tuple(
            zip(
                self.years,
                total.today,
                total.today_effect,
                total.other,
                total.other_effect,
                total.difference,
                strict=True,
            )
        )


def what_if(
    *, user: User, buyer: Organization, chosen: Chosen, assumptions: Assumptions, levels: Levels, on: date
) -> WhatIf:
    """Compute it. The same number of questions however many contracts. Raises Unassumed and NoSuchSeries."""
    last = last_published_month()
    bought_in = Period.rolling_12(last) if last else None
    contracts = _contracts(user, buyer, chosen, on, bought_in)
    clauses = (
        PriceClause.objects.filter(pk__in={each.clause_id for each in contracts})
        .prefetch_related("components__series")
        .in_bulk()
    )
    bought = _bought([each.pk for each in contracts], bought_in)
    indexed = [each for each in contracts if each.clause_id and clauses[each.clause_id].kind == PriceClause.Kind.INDEX]
    computed = [each for each in indexed if each.pk in bought]
    today = {pk: as_rule(clause, levels) for pk, clause in clauses.items() if clause.kind == PriceClause.Kind.INDEX}
    used = {each.clause_id for each in computed}
    other = {pk: other_clause(today[pk], assumptions, levels) for pk in used}
    courses = courses_of([*(today[pk] for pk in used), *other.values()], assumptions)
    followed = {series for clause in courses if isinstance(clause, rules.ByIndex) for series, _ in clause.weights}
    parts = [
        rules.outcome_of(
            rules.Bought(each.pk, _first_area(each), payer, amount),
            today=courses[today[each.clause_id]],
            other=courses[other[each.clause_id]],
        )
        for each in computed
        for payer, amount in sorted(bought[each.pk].items())
    ]
    years = assumptions.years
    ended = {each.pk for each in contracts if each.ends_on is not None and each.ends_on < on}
    after_end = bought_after_end(ended, first=bought_in.first, last=bought_in.last) if bought_in and ended else {}
    of_contract: defaultdict[int, list[rules.Part]] = defaultdict(list)
    for part in parts:
        of_contract[part.bought.contract].append(part)
    return WhatIf(
        years=tuple(on.year + ahead for ahead in range(1, years + 1)),
        bought_in=bought_in,
        total=rules.summed(parts, years=years),
        areas=_groups(rules.summed_by(parts, lambda part: part.bought.area, years=years)),
        payers=_groups(rules.summed_by(parts, lambda part: part.bought.payer, years=years)),
        contracts=tuple(
            _row(
                each,
                clauses[each.clause_id],
                of_contract[each.pk],
                years,
                first_year=on.year + 1,
                ended_on=each.ends_on if each.pk in ended else None,
                after_end_sek=after_end.get(each.pk, Decimal(0)),
            )
            for each in sorted(computed, key=lambda each: (-_size(of_contract[each.pk], years), each.number, each.pk))
        ),
        ended_total=rules.summed((part for part in parts if part.bought.contract in ended), years=years),
        ended_left_out=0 if chosen.ended else _ended_left_out(user, buyer, chosen, on, bought_in),
        without_volume=tuple(_apart(each, "inga köp") for each in indexed if each.pk not in bought),
        without_index=tuple(
            _apart(each, clauses[each.clause_id].get_kind_display() if each.clause_id else "ingen klausul")
            for each in contracts
            if each not in indexed
        ),
        protected=_protected(user, buyer, chosen, on, bought_in),
        assumptions=(
            *((name, value) for pk, name, value in assumptions.words if str(pk) in followed),
            ("Jämförs med", other_words(assumptions, levels)),
            *([("Avtal som har slutat", "med, när något är köpt på dem de tolv månaderna")] if chosen.ended else []),
        ),
        in_several_areas=sum(len(each.areas.all()) > 1 for each in computed),
    )


# Any: contracts with the clause that with_clause() adds
def _contracts(user: User, buyer: Organization, chosen: Chosen, on: date, bought_in: Period | None) -> list[Any]:
    found = _found_by(chosen.words, _within(Contract.objects.visible_to(user), buyer, chosen, on, bought_in), user)
    return list(with_clause(found).select_related("supplier").prefetch_related("areas").order_by("number", "pk"))


def _found_by(words: str, contracts: ContractQuerySet, user: User) -> ContractQuerySet:
    suppliers = Supplier.objects.visible_to(user)
    for word in words.split():
        named = Q(number__icontains=word) | Q(title__icontains=word) | Q(supplier__in=suppliers.called(word))
        contracts = contracts.filter(pk__in=Contract.objects.filter(named).values("pk"))
    return contracts


def _ended_left_out(user: User, buyer: Organization, chosen: Chosen, on: date, bought_in: Period | None) -> int:
    """How many contracts that have ended a tick would take into the sums: those whose prices follow index."""
    visible = _found_by(chosen.words, Contract.objects.visible_to(user), user)
    with_ended = _within(visible, buyer, replace(chosen, ended=True), on, bought_in)
    indexed = PriceClause.objects.filter(kind=PriceClause.Kind.INDEX).values("pk")
    count: int = with_clause(with_ended.filter(ends_on__lt=on)).filter(clause_id__in=indexed).count()
    return count


def _within(
    contracts: ContractQuerySet, buyer: Organization, chosen: Chosen, on: date, bought_in: Period | None
) -> ContractQuerySet:
    """Those of the areas and the subcategory, without the words."""
    of_buyer = contracts.filter(buyer=buyer)
    found = of_buyer.in_force_on(on)
    if chosen.ended and bought_in is not None:
        ended = of_buyer.signed().filter(ended_but_bought(on, first=bought_in.first, last=bought_in.last))
        found = of_buyer.filter(Q(pk__in=found.values("pk")) | Q(pk__in=ended.values("pk")))
    if chosen.areas:
        found = found.filter(pk__in=_in_areas(Q(contractarea__in=chosen.areas)))
    if chosen.category:
        tree = Category.objects.filter(pk=chosen.category.pk).with_descendants()
        found = found.filter(pk__in=_in_areas(Q(contractarea__category__in=tree)))
    return found


def _in_areas(which: Q) -> QuerySet[Model, Mapping[str, object]]:
    return Contract.areas.through.objects.filter(which).values("contract")


def _protected(user: User, buyer: Organization, chosen: Chosen, on: date, bought_in: Period | None) -> int:
    """How many the person may not see. The words do not count here: they would answer who is among them."""
    mine = _in_areas(Q(contractarea__in=ContractArea.objects.visible_to(user)))
    every = _within(Contract.objects.filter(pk__in=mine), buyer, chosen, on, bought_in)
    count: int = every.exclude(pk__in=Contract.objects.visible_to(user)).count()
    return count


def _bought(contracts: Sequence[int], period: Period | None) -> dict[int, dict[str, Decimal]]:
    """What each payer bought on each contract; what no payer stands for is told apart, so that all adds up."""
    if period is None:
        return {}
    found: dict[int, dict[str, Decimal]] = {
        pk: {NO_PAYER: total} for pk, total in bought_between(contracts, period.first, period.last).items()
    }
    by_payer = (
        ContractPayerVolume.objects.filter(
            contract__in=list(contracts), month__gte=period.first, month__lte=period.last
        )
        .order_by()
        .values("contract", "payer")
        .annotate(total=Sum("sum_sek"))
        .values_list("contract", "payer", "total")
    )
    for pk, payer, total in by_payer:
        held = found.setdefault(pk, {NO_PAYER: Decimal(0)})
        held[NO_PAYER] -= total
        name = payer or NO_PAYER
        held[name] = held.get(name, Decimal(0)) + total
    return {
        pk: {payer: total for payer, total in held.items() if total or payer != NO_PAYER or len(held) == 1}
        for pk, held in found.items()
    }


def _first_area(contract: Contract) -> str:
    """Where the volume of a contract for several areas is counted: in the first by code."""
    areas = sorted(contract.areas.all(), key=lambda area: (area.code, area.pk))
    return areas[0].name if areas else "Inget avtalsområde"


def _size(parts: Iterable[rules.Part], years: int) -> Decimal:
    return abs(rules.summed(parts, years=years).whole_difference)


def _groups(found: Mapping[str, Outcome]) -> tuple[Group, ...]:
    ordered = sorted(found.items(), key=lambda each: (-each[1].now, each[0]))
    return tuple(Group(name, outcome) for name, outcome in ordered)


def _row(
    contract: Contract,
    clause: PriceClause,
    parts: Sequence[rules.Part],
    years: int,
    *,
    first_year: int,
    ended_on: date | None,
    after_end_sek: Decimal,
) -> ContractRow:
    return ContractRow(
        contract.number,
        contract.title,
        str(contract.supplier),
        contract.get_absolute_url(),
        parts[0].bought.area,
        clause_words(clause),
        rules.summed(parts, years=years),
        tuple(Group(part.bought.payer, part.outcome) for part in parts),
        ended_on,
        after_end_sek,
        tuple(range(first_year, first_year + years)),
    )


def _apart(contract: Contract, why: str) -> Apart:
    return Apart(contract.number, str(contract.supplier), contract.get_absolute_url(), why)


def what_if_rows(report: WhatIf, *, source: str) -> list[list[object]]:
    """The file: a row for each contract and payer, and after an empty row what it rests on."""
    by_year = [
        f"{words} {year}, kr" for year in report.years for words in ("Dagens klausul", "Andra klausulen", "Skillnad")
    ]
    rows: list[list[object]] = [
        [
            *("Avtal", "Rubrik", "Leverantör", "Avtalsområde", "Förvaltning", "Dagens klausul"),
            "Köpt på 12 månader, kr",
            *by_year,
            "Avtalet slutade",
        ]
    ]
    for contract in report.contracts:
        facts = [contract.number, contract.title, contract.supplier, contract.area]
        rows.extend(
            [*facts, payer.name, contract.clause, payer.outcome.now, *_yearly(payer.outcome), contract.ended_on]
            for payer in contract.payers
        )
    rows.append(["Summa", *[None] * 5, report.total.now, *_yearly(report.total)])
    rows.append([])
    rows.append(["Antaganden"])
    rows += [[name, value] for name, value in report.assumptions]
    rows.append(["Köpt under", str(report.bought_in) if report.bought_in else "inga köp publicerade"])
    rows.append(["Avtal utan köp", ", ".join(each.number for each in report.without_volume) or "inga"])
    rows.append(["Avtal som inte följer index", ", ".join(each.number for each in report.without_index) or "inga"])
    if report.protected:
        rows.append(["Avtal med skyddade uppgifter", "finns, inte med"])  # how many is not told
    rows.append(["Källa", source])
    return rows


def _yearly(outcome: Outcome) -> list[Decimal]:
    return [value for year in zip(outcome.today, outcome.other, outcome.difference, strict=True) for value in year]
