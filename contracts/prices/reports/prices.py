"""What a price list says on a day, and how a contract's prices are adjusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from contracts.plan.choices import PriceModel
from contracts.plan.models import ContractArea
from contracts.prices.models import Price, PriceAdjustment, PriceClause, PriceItem, PriceToConfirm
from contracts.prices.querysets import PriceItemQuerySet, with_clause
from contracts.prices.reports.clauses import basket_words
from contracts.register.models import Contract, Framework
from contracts.suppliers.models import SupplierUnit
from huddinge_vo.common.money import sek

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

# Origins whose prices are decided: they are followed by others, never taken back.
_DECIDED = {Price.Origin.ADJUSTMENT, Price.Origin.COUNCIL}


@dataclass(frozen=True)
class PriceStep:
    """A price of a line's history, in words. `standing` is "now", "later", "earlier" or "withdrawn"."""

    price: Price
    standing: str
    is_of_area: bool
    can_withdraw: bool

    @property
    def origin(self) -> str:
        """What it came of. An area's first price is nobody's tender."""
        if self.price.origin == Price.Origin.TENDER and self.is_of_area:
            return "ingångspris"
        return str(self.price.get_origin_display())

    @property
    def by(self) -> str:
        """Who entered it."""
        if self.price.entered_by is not None:
            return str(self.price.entered_by)
        return "inläst från fil" if self.price.brought_by_id else "systemet"


@dataclass(frozen=True)
class PriceLine:
    """A line of a price list on a day, and its prices of other days, the latest first.

    `now` is null where none counts. `waiting` is what a second person is asked about, null where nothing is.
    """

    item: PriceItem
    now: PriceStep | None
    others: tuple[PriceStep, ...]
    waiting: PriceToConfirm | None = None

    @property
    def has_prices(self) -> bool:
        """Whether any price of it stands, on whatever day."""
        return self.now is not None or any(step.standing != "withdrawn" for step in self.others)

    @property
    def is_of_area(self) -> bool:
        """Whether the price is the area's, and the same for all its contracts."""
        return self.item.area_id is not None

    @property
    def quantity(self) -> str:
        """How many a year; decimals only where there are any."""
        many = self.item.yearly_quantity
        return "–" if many is None else sek(many, 0 if many == many.to_integral_value() else 2)

    @property
    def others_words(self) -> str:
        """What is folded, in words: 2 tidigare, 1 kommande."""
        counted = [
            (sum(step.standing == kind for step in self.others), one, many)
            for kind, one, many in (
                ("later", "kommande pris", "kommande priser"),
                ("earlier", "tidigare pris", "tidigare priser"),
                ("withdrawn", "återtaget pris", "återtagna priser"),
            )
        ]
        return ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in counted if n)


@dataclass(frozen=True)
class PriceList:
    """A price list on a day.

    `first` is the line that says the price in one look, `more` how many lines there are beside.

    Lines whose prices have all been taken back, as when a file is undone, are `emptied`: no prices, but history.
    """

    on: date
    lines: tuple[PriceLine, ...]
    emptied: tuple[PriceLine, ...]
    has_units: bool
    has_area_lines: bool
    first: PriceLine | None
    more: int

    @property
    def headline(self) -> str:
        """The first price in one look."""
        if self.first is None or self.first.now is None:
            return ""
        return f"{sek(self.first.now.price.amount_sek)} kr per {self.first.item.get_per_display()}"

    @property
    def headline_detail(self) -> str:
        """Of what, and how many lines there are beside."""
        if self.first is None:
            return ""
        rest = f" + {self.more} {'rad' if self.more == 1 else 'rader'} till" if self.more else ""
        return f"{self.first.item.name}{rest}"


def price_list(*, holder: Contract | ContractArea | SupplierUnit, user: User, on: date) -> PriceList:
    """The prices of a contract, an area or a unit on a day, as far as a person may see them.

    Three questions, whatever its length.

    A contract whose price the council sets has its areas' lines too. A unit has its own lines, and those that its
    supplier's contracts in its areas have for all units alike.
    """
    items = _items(holder, user, on).select_related("contract", "area", "unit").in_order()
    prices = Price.objects.select_related("entered_by", "withdrawn_by").order_by("-valid_from", "-pk")
    waiting = PriceToConfirm.objects.waiting().select_related("asked_by").order_by("pk")
    every = [
        _line(item, on) for item in items.prefetch_related(Prefetch("prices", prices), Prefetch("to_confirm", waiting))
    ]
    lines = tuple(line for line in every if line.has_prices)
    priced = [line for line in lines if line.now is not None]
    return PriceList(
        on=on,
        lines=lines,
        emptied=tuple(line for line in every if not line.has_prices),
        has_units=any(line.item.unit_id for line in lines),
        has_area_lines=isinstance(holder, Contract) and any(line.is_of_area for line in every),
        first=priced[0] if priced else None,
        more=max(len(lines) - 1, 0),
    )


def _items(holder: Contract | ContractArea | SupplierUnit, user: User, on: date) -> PriceItemQuerySet:
    visible = PriceItem.objects.visible_to(user)
    if isinstance(holder, Contract):
        return visible.of_contract(holder)
    if isinstance(holder, ContractArea):
        return visible.filter(area=holder)
    contracts = Contract.objects.visible_to(user).in_force_on(on).filter(supplier=holder.supplier_id)
    areas = [area.pk for area in holder.areas.all()]
    if areas:
        contracts = contracts.filter(areas__in=areas)
    by_council = contracts.filter(price_model=PriceModel.FIXED)
    for_all = Q(unit__isnull=True, contract__in=contracts) | Q(
        area__in=ContractArea.objects.filter(contracts__in=by_council, pk__in=areas)
    )
    return visible.filter(Q(unit=holder) | for_all)


def _line(item: PriceItem, on: date) -> PriceLine:
    prices = list(item.prices.all())
    adjusted = [price.valid_from for price in prices if price.origin == "ADJUSTMENT" and price.withdrawn_at is None]
    now: PriceStep | None = None
    others: list[PriceStep] = []
    for price in prices:
        rests = any(day > price.valid_from for day in adjusted)
        step = PriceStep(
            price,
            _standing(price, on),
            item.area_id is not None,
            can_withdraw=price.withdrawn_at is None and price.origin not in _DECIDED and not rests,
        )
        if step.standing == "now":
            now = step
        else:
            others.append(step)
    return PriceLine(item, now, tuple(others), waiting=next(iter(item.to_confirm.all()), None))


def _standing(price: Price, on: date) -> str:
    if price.withdrawn_at is not None:
        return "withdrawn"
    if price.valid_from > on:
        return "later"
    return "earlier" if price.valid_until is not None and price.valid_until < on else "now"


@dataclass(frozen=True)
class AdjustedHow:
    """How a contract's prices are adjusted: by which clause, from where it has it, and when next.

    `clause` is null where there is none, or none that the person may see; `next_on` where no day of the kind is left.
    """

    words: str
    clause: PriceClause | None = None
    is_own: bool = False
    is_hidden: bool = False
    next_on: date | None = None

    @property
    def basket(self) -> str:
        """The clause's basket in one line; empty for other kinds."""
        return basket_words(list(self.clause.components.all())) if self.clause else ""

    @property
    def source(self) -> str:
        """Where the clause is from."""
        if self.clause is None or self.is_own:
            return ""
        holder = self.clause.holder
        of = holder.the_kind if isinstance(holder, Framework) else "avtalsområdet"
        return f"Ärvd från {of} {holder}"


_WORDS: dict[str, str] = {
    PriceClause.Kind.COUNCIL: "fast pris, beslutas i budget",
    PriceClause.Kind.NEGOTIATION: "förhandling",
    PriceClause.Kind.BUDGET: "kommunens uppräkning i budget",
}


def adjusted_how(*, contract: Contract, user: User, on: date) -> AdjustedHow:
    """By which clause a contract's prices are adjusted, its own or an inherited one, and when next."""
    pk = with_clause(Contract.objects.filter(pk=contract.pk)).values_list("clause_id", flat=True).get()
    if pk is None:
        fixed = contract.price_model == PriceModel.FIXED
        return AdjustedHow("fast pris, beslutas i budget" if fixed else "ingen klausul")
    clause = PriceClause.objects.visible_to(user).filter(pk=pk).for_list().first()
    if clause is None:
        return AdjustedHow("klausulen är skyddad", is_hidden=True)
    is_own = clause.contract_id == contract.pk
    if clause.kind != PriceClause.Kind.INDEX:
        return AdjustedHow(_WORDS[clause.kind], clause, is_own=is_own)
    moved = PriceAdjustment.objects.approved().filter(contract=contract, is_below_threshold=False)
    last = moved.order_by("-effective_on", "-pk").values_list("effective_on", flat=True).first()
    following = clause.calendar().next_adjustment(starts_on=contract.valid_from, adjusted_on=last, on=on)
    if contract.ends_on is not None and following > contract.ends_on:
        return AdjustedHow("index, ingen mer justering före avtalets slut", clause, is_own=is_own)
    return AdjustedHow(f"index, nästa {following}", clause, is_own=is_own, next_on=following)
