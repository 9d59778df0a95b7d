"""What an adjustment should be, computed for many contracts at once: a draft that nothing has been written of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Exists, OuterRef

from contracts.index import rules as index_rules
from contracts.prices import rules
from contracts.prices.models import (
    AdjustmentLine,
    AdjustmentValue,
    Price,
    PriceAdjustment,
    PriceClause,
    PriceItem,
    PriceRequest,
)
from contracts.prices.querysets import (
    Figures,
    Found,
    as_components,
    bought_between,
    last_published_month,
)
from contracts.prices.rules import Refusal, Refused, Step, Terms
from contracts.register.models import Contract

BEFORE_MONTHS = 12  # purchases so long before a day make a contract that has ended still count
_PLACES = 16  # decimals that a factor is kept with


@dataclass(frozen=True)
class DraftLine:
    """One price as the clause gives it; `reason` is why it stays where the index alone would have raised it."""

    item: PriceItem
    old: Price
    base_sek: Decimal
    computed_sek: Decimal
    bought_sek: Decimal
    reason: str = ""

    @property
    def rises(self) -> bool:
        """Whether the price becomes higher than it is now."""
        return self.computed_sek > self.old.amount_sek

    @property
    def falls(self) -> bool:
        """Whether it becomes lower."""
        return self.computed_sek < self.old.amount_sek

    def kept(self, why: Refused) -> DraftLine:
        """The same price where it may not rise."""
        return (
            replace(self, computed_sek=self.old.amount_sek, reason=str(why)[:300].rstrip(".")) if self.rises else self
        )

    @property
    def effect_sek(self) -> Decimal:
        return rules.difference(
            bought_sek=self.bought_sek, paid_price=self.old.amount_sek, final_price=self.computed_sek
        )


@dataclass(frozen=True)
class Draft:
    """An adjustment as it should be. A refused one has no lines, or lines that wait for somebody to ask."""

    contract: Contract
    clause: PriceClause
    window: rules.Window
    is_after_end: bool
    request: PriceRequest | None
    step: Step | None
    found: tuple[Found, ...]
    lines: tuple[DraftLine, ...]
    refused: Refused | None
    may_rise: bool
    base_stayed: bool = False

    def facts(self) -> dict[str, Any]:  # Any: an adjustment's fields by name, each with its own type
        """The adjustment's own fields."""
        step = self.step
        return {
            "clause": self.clause,
            "opens_on": self.window.opens_on,
            "ask_by": self.window.ask_by,
            "tell_by": self.window.tell_by,
            "request": self.request,
            "status": PriceAdjustment.Status.WAITING if self.refused else PriceAdjustment.Status.PROPOSED,
            "waits_for": self.refused.code.value if self.refused else "",
            "waits_words": str(self.refused)[:400] if self.refused else "",
            "basket": step and index_rules.half_up(step.basket, _PLACES),
            "change": step and index_rules.half_up(step.change, _PLACES),
            "factor": step and index_rules.half_up(step.factor, _PLACES),
            "reached": self._reached(),
            "base_stayed": self.base_stayed,
            "is_below_threshold": bool(step and step.is_below_threshold),
            "is_after_end": self.is_after_end,
            "yearly_effect_sek": sum((line.effect_sek for line in self.lines), Decimal(0)) if step else None,
        }

    def _reached(self) -> Decimal | None:
        """Kept for a chained price only: by a fixed base no base ever moves."""
        if self.step is None or self.clause.method != rules.Method.CHAINED:
            return None
        return index_rules.half_up(self.step.reached, _PLACES)

    def value_rows(self, adjustment: PriceAdjustment) -> list[AdjustmentValue]:
        """The snapshot of figures."""
        return [
            AdjustmentValue(
                adjustment=adjustment,
                series=each.series,
                base_name=each.component.new.base,
                weight=each.component.weight,
                status="FINAL" if each.component.new.is_final else "PRELIMINARY",
                base_period=each.component.base.period.code,  # type: ignore[union-attr]
                base_value=each.component.base.value,
                new_period=each.component.new.period.code,  # type: ignore[union-attr]
                new_value=each.component.new.value,
                index_value=each.index_value,
                chain_factor=each.chain_factor,
            )
            for each in self.found
        ]

    def line_rows(self, adjustment: PriceAdjustment) -> list[AdjustmentLine]:
        """The prices."""
        return [
            AdjustmentLine(
                adjustment=adjustment,
                item=line.item,
                old_price=line.old,
                base_sek=line.base_sek,
                old_sek=line.old.amount_sek,
                computed_sek=line.computed_sek,
                new_sek=line.computed_sek,
                bought_sek=line.bought_sek,
                effect_sek=line.effect_sek,
                reason=line.reason,
            )
            for line in self.lines
        ]


class Books:
    """All that is needed to compute many contracts' prices, asked for once: a constant number of questions."""

    def __init__(self, contracts: list[Contract], *, on: date) -> None:
        ids = [contract.pk for contract in contracts]
        clause_ids = {contract.clause_id for contract in contracts}  # type: ignore[attr-defined]
        self.clauses = (
            PriceClause.objects.filter(pk__in=clause_ids)
            .select_related("contract", "framework", "area")
            .prefetch_related("components__series")
            .in_bulk()
        )
        series = {part.series_id: part.series for clause in self.clauses.values() for part in clause.components.all()}
        self.figures = Figures(series.values())
        self.last = {each.contract_id: each for each in PriceAdjustment.objects.all().last_of(ids)}
        self.moved_on: dict[int, date] = dict(
            PriceAdjustment.objects.approved()
            .filter(contract__in=ids, is_below_threshold=False)
            .order_by("contract", "effective_on", "pk")
            .values_list("contract", "effective_on")
        )
        self.requests: defaultdict[int, list[PriceRequest]] = defaultdict(list)
        # One that came too late for a price may be in time for the next, whatever became of the first.
        used = PriceAdjustment.objects.approved().filter(request=OuterRef("pk"), ask_by__gte=OuterRef("received_on"))
        for request in PriceRequest.objects.filter(~Exists(used), contract__in=ids).order_by("received_on", "pk"):
            self.requests[request.contract_id].append(request)
        self.items: defaultdict[int, list[PriceItem]] = defaultdict(list)
        for item in PriceItem.objects.filter(contract__in=ids).select_related("unit").in_order():
            self.items[item.contract_id or 0].append(item)
        self.prices: defaultdict[int, list[Price]] = defaultdict(list)
        standing = Price.objects.standing().filter(item__contract__in=ids)
        for price in standing.order_by("item", "valid_from", "pk"):
            self.prices[price.item_id].append(price)
        self._ids = ids
        self._published = last_published_month()
        self._bought: dict[date, dict[int, Decimal]] = {}  # by the last of the twelve months: one question for each

    def window(self, contract: Contract, clause: PriceClause, on: date) -> rules.Window:
        """The window of the contract's next adjustment."""
        calendar = clause.calendar()
        moved_on = self.moved_on.get(contract.pk)
        return calendar.window(calendar.next_adjustment(starts_on=contract.valid_from, adjusted_on=moved_on, on=on))

    def draft(
        self, contract: Contract, clause: PriceClause, window: rules.Window, *, on: date, is_after_end: bool
    ) -> Draft:
        """What the clause gives from the window's day, or why it gives nothing.

        Where the clause wants a request and none has come, an adjustment that only raises prices waits for one. One
        that lowers any is proposed: what falls falls, and each price that would have risen stays and says why.
        """
        asked = self._asking(contract, window)
        key = asked.request.key if asked.request else None
        request = next((each for each in self.requests[contract.pk] if each.pk == key), None)
        step: Step | None = None
        found: tuple[Found, ...] = ()
        lines: list[DraftLine] = []
        reached = self._reached_before(contract, clause)
        refused: Refused | None = None
        try:
            rules.refuse_too_soon(
                clause.calendar(),
                starts_on=contract.valid_from,
                adjusted_on=self.moved_on.get(contract.pk),
                effective_on=window.effective_on,
            )
            found = self._found(contract, clause, window.effective_on, base_stays=reached is not None)
            step = self._step(contract, clause, found, reached)
            lines = self._lines(contract, clause.terms(), step, window.effective_on, reached)
            rises = any(line.rises for line in lines)
            rules.refuse_unasked(asked, rises=rises, needs_request=clause.needs_request, on=on)
        except Refused as error:
            if any(line.falls for line in lines):
                lines = [line.kept(error) for line in lines]
            else:
                refused = error
        may_rise = asked.is_in_time or not clause.needs_request
        return Draft(
            contract,
            clause,
            window,
            is_after_end,
            request,
            step,
            found,
            tuple(lines),
            refused,
            may_rise,
            base_stayed=reached is not None,
        )

    def _reached_before(self, contract: Contract, clause: PriceClause) -> Fraction | None:
        """How far the prices have come from a base that stays, because floor or cap held the last adjustment.

        Null where the base has moved, and where the clause has got another basket since.
        """
        last = self.last.get(contract.pk)
        if last is None:
            return None
        same = {value.series_id for value in last.values.all()} == {part.series_id for part in clause.components.all()}
        return last.reached_before_next(clause.terms()) if same else None

    def _asking(self, contract: Contract, window: rules.Window) -> rules.Asking:
        return rules.asking(window, (each.as_asked() for each in self.requests[contract.pk]))

    def _found(
        self, contract: Contract, clause: PriceClause, effective_on: date, *, base_stays: bool
    ) -> tuple[Found, ...]:
        last = self.last.get(contract.pk) if clause.method == rules.Method.CHAINED else None
        # A clause that has got another basket since starts from its own base.
        before = {value.series_id: value for value in last.values.all()} if last else {}
        return tuple(
            self.figures.component(
                part, effective_on=effective_on, last=before.get(part.series_id), base_stays=base_stays
            )
            for part in sorted(clause.components.all(), key=lambda part: (-part.weight, part.pk))
        )

    def _step(self, contract: Contract, clause: PriceClause, found: Iterable[Found], reached: Fraction | None) -> Step:
        last = self.last.get(contract.pk) if clause.method == rules.Method.FIXED_BASE else None
        before = rules.basket_factor(as_components(list(last.values.all()))) if last else Fraction(1)
        components = [each.component for each in found]
        return rules.step(clause.terms(), components, last_basket=before, reached=reached or Fraction(1))

    def _lines(
        self, contract: Contract, terms: Terms, step: Step, effective_on: date, reached: Fraction | None
    ) -> list[DraftLine]:
        last = self.last.get(contract.pk)
        before = {line.item_id: line for line in last.lines.all()} if last and reached else {}
        now: list[tuple[PriceItem, Price, Decimal]] = []
        for item in self.items[contract.pk]:
            price = self._price_on(item, effective_on - timedelta(days=1))
            if price is not None:
                line = before.get(item.pk)
                if reached is None:
                    base = self._base(item, terms, price)
                elif line is not None and line.is_still(price):
                    base = line.base_sek
                else:
                    base = rules.base_price_of(price.amount_sek, reached)
                now.append((item, price, base))
        if not now:
            raise Refused(Refusal.NO_PRICES, "Avtalet har ingen prislista för dagen före justeringen.")
        bought = self._bought_before(effective_on).get(contract.pk, Decimal(0))
        weights = rules.purchase_weights([(item.yearly_quantity, price.amount_sek) for item, price, _ in now])
        parts = rules.apportioned(bought, weights)
        return [
            DraftLine(
                item, price, base, rules.new_price(terms, step, base_price=base, price_now=price.amount_sek), part
            )
            for (item, price, base), part in zip(now, parts, strict=True)
        ]

    def _bought_before(self, effective_on: date) -> dict[int, Decimal]:
        """What was bought on each contract in the twelve months that a change on a day rests on."""
        if self._published is None:
            return {}
        period = rules.year_before(effective_on, published=self._published)
        if period.last not in self._bought:
            self._bought[period.last] = bought_between(self._ids, period.first, period.last)
        return self._bought[period.last]

    def _price_on(self, item: PriceItem, day: date) -> Price | None:
        for price in self.prices[item.pk]:
            if price.valid_from <= day and (price.valid_until is None or price.valid_until >= day):
                return price
        return None

    def _base(self, item: PriceItem, terms: Terms, now: Price) -> Decimal:
        """The price that the factor is put on where no base has stayed: the one now, or for a fixed base the last that
        no index has made.
        """
        if terms.method == rules.Method.CHAINED:
            return now.amount_sek
        agreed = [
            price
            for price in self.prices[item.pk]
            if price.valid_from <= now.valid_from and price.origin != Price.Origin.ADJUSTMENT
        ]
        return agreed[-1].amount_sek if agreed else now.amount_sek
