"""Proposing new prices: which contracts' windows are open, and what their clauses give. Reckoned for all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from contracts import rules
from contracts.models import (
    AdjustmentLine,
    AdjustmentValue,
    Contract,
    Price,
    PriceAdjustment,
    PriceClause,
    PriceItem,
    PriceRequest,
)
from contracts.querysets import (
    Figures,
    Found,
    as_components,
    bought_between,
    last_published_month,
    people_stay_on,
    with_clause,
)
from contracts.rules import Refusal, Refused, Step, Terms
from huddinge_vo.common.models import Organization
from huddinge_vo.common.periods import add_months, swedish_day

if TYPE_CHECKING:
    from huddinge_vo.common.models import User

_BEFORE_MONTHS = 12  # the effect is reckoned on what was bought in so many months
_WAITS = ("request", "status", "waits_for", "waits_words")  # what a proposal waits for
_PLACES = 16  # decimals that a factor is kept with


@dataclass(frozen=True)
class Proposed:
    """What a run did: adjustments made, reckoned anew, and those that wait, with why (Refusal → how many)."""

    new: int
    changed: int
    unchanged: int
    waiting: dict[str, int] = field(default_factory=dict)
    yearly_effect_sek: Decimal = Decimal(0)


@dataclass(frozen=True)
class _Line:
    """One price as the clause gives it; `reason` is why it stays where the index alone would have raised it."""

    item: PriceItem
    old: Price
    base_sek: Decimal
    reckoned_sek: Decimal
    bought_sek: Decimal
    reason: str = ""

    @property
    def rises(self) -> bool:
        """Whether the price becomes higher than it is now."""
        return self.reckoned_sek > self.old.amount_sek

    @property
    def falls(self) -> bool:
        """Whether it becomes lower."""
        return self.reckoned_sek < self.old.amount_sek

    def kept(self, why: Refused) -> _Line:
        """The same price where it may not rise."""
        return (
            replace(self, reckoned_sek=self.old.amount_sek, reason=str(why)[:300].rstrip(".")) if self.rises else self
        )

    @property
    def effect_sek(self) -> Decimal:
        return rules.difference(
            bought_sek=self.bought_sek, paid_price=self.old.amount_sek, final_price=self.reckoned_sek
        )


@dataclass(frozen=True)
class _Draft:
    """An adjustment as it should be. A refused one has no lines, or lines that wait for somebody to ask."""

    contract: Contract
    clause: PriceClause
    window: rules.Window
    is_after_end: bool
    request: PriceRequest | None
    step: Step | None
    found: tuple[Found, ...]
    lines: tuple[_Line, ...]
    refused: Refused | None
    may_rise: bool

    def facts(self) -> dict[str, Any]:
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
            "basket": step and rules.half_up(step.basket, _PLACES),
            "change": step and rules.half_up(step.change, _PLACES),
            "factor": step and rules.half_up(step.factor, _PLACES),
            "is_below_threshold": bool(step and step.is_below_threshold),
            "is_after_end": self.is_after_end,
            "yearly_effect_sek": sum((line.effect_sek for line in self.lines), Decimal(0)) if step else None,
        }

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
                reckoned_sek=line.reckoned_sek,
                new_sek=line.reckoned_sek,
                bought_sek=line.bought_sek,
                effect_sek=line.effect_sek,
                reason=line.reason,
            )
            for line in self.lines
        ]


class _Books:
    """All that is needed to reckon many contracts' prices, asked for once: a constant number of questions."""

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
            .order_by("contract", "effective_on")
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
        last = last_published_month()
        self.bought: dict[int, Decimal] = (
            bought_between(ids, add_months(last, 1 - _BEFORE_MONTHS), last) if last else {}
        )

    def window(self, contract: Contract, clause: PriceClause, on: date) -> rules.Window:
        """The window of the contract's next adjustment."""
        calendar = clause.calendar()
        moved_on = self.moved_on.get(contract.pk)
        return calendar.window(calendar.next_adjustment(starts_on=contract.valid_from, adjusted_on=moved_on, on=on))

    def draft(
        self, contract: Contract, clause: PriceClause, window: rules.Window, *, on: date, is_after_end: bool
    ) -> _Draft:
        """What the clause gives from the window's day, or why it gives nothing.

        Where the clause wants a request and none has come, an adjustment that only raises prices waits for one. One
        that lowers any is proposed: what falls falls, and each price that would have risen stays and says why.
        """
        asked = self._asking(contract, clause, window)
        key = asked.request.key if asked.request else None
        request = next((each for each in self.requests[contract.pk] if each.pk == key), None)
        step: Step | None = None
        found: tuple[Found, ...] = ()
        lines: list[_Line] = []
        refused: Refused | None = None
        try:
            rules.refuse_too_soon(
                clause.calendar(),
                starts_on=contract.valid_from,
                adjusted_on=self.moved_on.get(contract.pk),
                effective_on=window.effective_on,
            )
            found = self._found(contract, clause, window.effective_on)
            step = self._step(contract, clause, found)
            lines = self._lines(contract, clause.terms(), step, window.effective_on)
            rises = any(line.rises for line in lines)
            rules.refuse_unasked(asked, rises=rises, needs_request=clause.needs_request, on=on)
        except Refused as error:
            if any(line.falls for line in lines):
                lines = [line.kept(error) for line in lines]
            else:
                refused = error
        may_rise = asked.is_in_time or not clause.needs_request
        return _Draft(contract, clause, window, is_after_end, request, step, found, tuple(lines), refused, may_rise)

    def _asking(self, contract: Contract, clause: PriceClause, window: rules.Window) -> rules.Asking:
        adjusted_on = self.moved_on.get(contract.pk)
        closed_on = rules.closed_before(
            clause.calendar(), window, starts_on=contract.valid_from, adjusted_on=adjusted_on
        )
        requests = (
            rules.Asked(each.pk, each.received_on, each.effective_on, is_declined=each.declined_at is not None)
            for each in self.requests[contract.pk]
        )
        return rules.asking(window, requests, closed_on=closed_on)

    def _found(self, contract: Contract, clause: PriceClause, effective_on: date) -> tuple[Found, ...]:
        last = self.last.get(contract.pk) if clause.method == rules.Method.CHAINED else None
        # A clause that has got another basket since starts from its own base.
        before = {value.series_id: value for value in last.values.all()} if last else {}
        return tuple(
            self.figures.component(part, effective_on=effective_on, last=before.get(part.series_id))
            for part in sorted(clause.components.all(), key=lambda part: (-part.weight, part.pk))
        )

    def _step(self, contract: Contract, clause: PriceClause, found: Iterable[Found]) -> Step:
        last = self.last.get(contract.pk) if clause.method == rules.Method.FIXED_BASE else None
        before = rules.basket_factor(as_components(list(last.values.all()))) if last else Fraction(1)
        return rules.step(clause.terms(), [each.component for each in found], last_basket=before)

    def _lines(self, contract: Contract, terms: Terms, step: Step, effective_on: date) -> list[_Line]:
        now: list[tuple[PriceItem, Price, Decimal]] = []
        for item in self.items[contract.pk]:
            price = self._price_on(item, effective_on - timedelta(days=1))
            if price is not None:
                now.append((item, price, self._base(item, terms, price)))
        if not now:
            raise Refused(Refusal.NO_PRICES, "Avtalet har ingen prislista för dagen före justeringen.")
        bought = self.bought.get(contract.pk, Decimal(0))
        parts = rules.apportioned(bought, _weights([(item, price) for item, price, _ in now]))
        return [
            _Line(item, price, base, rules.new_price(terms, step, base_price=base, price_now=price.amount_sek), part)
            for (item, price, base), part in zip(now, parts, strict=True)
        ]

    def _price_on(self, item: PriceItem, day: date) -> Price | None:
        for price in self.prices[item.pk]:
            if price.valid_from <= day and (price.valid_until is None or price.valid_until >= day):
                return price
        return None

    def _base(self, item: PriceItem, terms: Terms, now: Price) -> Decimal:
        """The price that the factor is put on: the one now, or for a fixed base the last that no index has made."""
        if terms.method == rules.Method.CHAINED:
            return now.amount_sek
        agreed = [
            price
            for price in self.prices[item.pk]
            if price.valid_from <= now.valid_from and price.origin != Price.Origin.ADJUSTMENT
        ]
        return agreed[-1].amount_sek if agreed else now.amount_sek


def _weights(lines: list[tuple[PriceItem, Price]]) -> list[Decimal]:
    """What a contract's purchases are parted by: quantity times price, where the price list says all quantities."""
    if any(item.yearly_quantity is None for item, _ in lines):
        return [Decimal(0)] * len(lines)  # equal parts
    return [(item.yearly_quantity or Decimal(0)) * price.amount_sek for item, price in lines]


def _adjusted_by_index(contracts: Any) -> Any:
    """Contracts whose clause is an index basket, with the clause."""
    indexed = PriceClause.objects.filter(kind=PriceClause.Kind.INDEX).values("pk")
    return with_clause(contracts).filter(clause_id__in=indexed).select_related("supplier")


@transaction.atomic
def propose_adjustments(*, buyer: Organization, on: date, at: datetime) -> Proposed:
    """Propose new prices for all contracts whose window is open on a day. Twice in a row, or two at once, makes nothing twice.

    What waits is tried again, what nobody has touched is reckoned anew when a figure or a price has changed, and what a
    person has changed, sent or decided is left as it is; what was changed while it waited for a request waits no more
    when one has come. Contracts that have ended while people stay on are adjusted by the same clause (activity 2.11).

    Locks as every deed on prices does, so that none waits for another in a ring: the buyer, then adjustments by id,
    then their lines, then price items. What is open is locked before anything is read: a deed that is under way is
    waited for and then seen, and one that comes meanwhile waits and sees what was reckoned.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=buyer.pk)  # of two at once the second waits
    open_ = PriceAdjustment.objects.open().filter(contract__buyer=buyer)
    list(open_.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    of_buyer = Contract.objects.signed().filter(buyer=buyer)
    stay_on = people_stay_on(on, since=add_months(on, -_BEFORE_MONTHS))
    after_end = set(of_buyer.filter(stay_on).values_list("pk", flat=True))
    wanted = (Q(valid_from__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))) | Q(pk__in=after_end)
    contracts = list(
        _adjusted_by_index(of_buyer.filter(wanted | Q(pk__in=open_.values("contract")))).order_by("number", "pk")
    )
    books = _Books(contracts, on=on)
    stored = {(each.contract_id, each.effective_on): each for each in _stored(open_)}
    decided = set(
        PriceAdjustment.objects.filter(contract__in=[each.pk for each in contracts])
        .exclude(pk__in=open_.values("pk"))
        .values_list("contract", "effective_on")
    )
    drafts: dict[tuple[int, date], _Draft] = {}
    for contract in contracts:
        clause = books.clauses[contract.clause_id]  # type: ignore[attr-defined]
        window = books.window(contract, clause, on)
        key = (contract.pk, window.effective_on)
        held = _holds_on(contract, window.effective_on) or contract.pk in after_end
        if window.opens_on <= on and held and key not in decided:
            drafts[key] = books.draft(contract, clause, window, on=on, is_after_end=contract.pk in after_end)
        for pk, effective_on in stored:
            if pk == contract.pk and (pk, effective_on) not in drafts:
                old = clause.calendar().window(effective_on)
                drafts[pk, effective_on] = books.draft(
                    contract, clause, old, on=on, is_after_end=contract.pk in after_end
                )
    return _settle(drafts, stored, at)


def _holds_on(contract: Contract, day: date) -> bool:
    return contract.valid_from <= day and (contract.ends_on is None or contract.ends_on >= day)


def _stored(adjustments: Any) -> Any:
    return adjustments.select_related("clause", "request").prefetch_related("values", "lines").order_by("pk")


@transaction.atomic
def propose_adjustment(*, contract: Contract, effective_on: date, by: User, at: datetime) -> PriceAdjustment:
    """Propose one contract's new prices from a day that a person names. Raises Refused for what the clause does not allow."""
    Organization.objects.select_for_update(no_key=True).get(pk=contract.buyer_id)
    found = _adjusted_by_index(Contract.objects.signed().filter(pk=contract.pk)).first()
    if found is None:
        raise Refused(Refusal.NO_PRICES, "Avtalet har ingen klausul som följer index.")
    on = swedish_day(at)
    books = _Books([found], on=on)
    clause = books.clauses[found.clause_id]
    standing = PriceAdjustment.objects.filter(contract=found, effective_on=effective_on).exclude(status="REJECTED")
    if standing.exists():
        raise Refused(Refusal.TOO_SOON, f"Avtalet har redan en prisjustering från {effective_on}.")
    ended = not _holds_on(found, effective_on)
    draft = books.draft(found, clause, clause.calendar().window(effective_on), on=on, is_after_end=ended)
    if draft.refused and draft.refused.code != Refusal.NOT_ASKED_FOR:
        raise draft.refused
    _settle({(found.pk, effective_on): draft}, {}, at)
    return PriceAdjustment.objects.get(contract=found, effective_on=effective_on, status__in=("PROPOSED", "WAITING"))


@transaction.atomic
def recompute_adjustment(*, adjustment_id: int, by: User, at: datetime) -> PriceAdjustment:
    """Reckon an open adjustment anew by the figures and prices that there are now. What was set by hand is let go.

    One that is sent comes back as a proposal. Raises Refused for one that is decided.
    """
    adjustment = (
        PriceAdjustment.objects.select_for_update(of=("self",))
        .select_related("contract", "clause", "request")
        .get(pk=adjustment_id)
    )
    if adjustment.status in {PriceAdjustment.Status.APPROVED, PriceAdjustment.Status.REJECTED}:
        raise Refused(Refusal.TOO_SOON, f"{adjustment} är {adjustment.get_status_display()} och räknas inte om.")
    contract = _adjusted_by_index(Contract.objects.filter(pk=adjustment.contract_id)).first()
    if contract is None:
        raise Refused(Refusal.NO_PRICES, "Avtalet har ingen klausul som följer index.")
    adjustment.status, adjustment.is_changed_by_hand = PriceAdjustment.Status.PROPOSED, False
    adjustment.submitted_by = adjustment.submitted_at = adjustment.changed_by = None
    adjustment.save()
    on = swedish_day(at)
    books = _Books([contract], on=on)
    clause = books.clauses[contract.clause_id]
    window = clause.calendar().window(adjustment.effective_on)
    draft = books.draft(contract, clause, window, on=on, is_after_end=adjustment.is_after_end)
    _settle({(contract.pk, adjustment.effective_on): draft}, {(contract.pk, adjustment.effective_on): adjustment}, at)
    return PriceAdjustment.objects.get(pk=adjustment.pk)


def _settle(
    drafts: dict[tuple[int, date], _Draft], stored: dict[tuple[int, date], PriceAdjustment], at: datetime
) -> Proposed:
    """Write what is new and what differs, and leave the rest."""
    new: list[tuple[PriceAdjustment, _Draft]] = []
    changed: list[tuple[PriceAdjustment, _Draft]] = []
    released: list[PriceAdjustment] = []  # its prices were set by hand, and what it waited for has come
    unchanged = 0
    waiting: defaultdict[str, int] = defaultdict(int)
    effect = Decimal(0)
    for key, draft in drafts.items():
        facts = draft.facts()
        if draft.refused:
            waiting[draft.refused.code.value] += 1
        elif facts["yearly_effect_sek"] is not None:
            effect += facts["yearly_effect_sek"]
        adjustment = stored.get(key)
        if adjustment is None:
            made = PriceAdjustment(contract=draft.contract, effective_on=key[1], proposed_at=at, **facts)
            new.append((made, draft))
        elif adjustment.status == PriceAdjustment.Status.SUBMITTED:
            unchanged += 1
        elif adjustment.is_changed_by_hand:
            if adjustment.status == PriceAdjustment.Status.WAITING and draft.may_rise and not draft.refused:
                for name in _WAITS:
                    setattr(adjustment, name, facts[name])
                adjustment.version += 1
                released.append(adjustment)
            else:
                unchanged += 1
        elif _differs(adjustment, draft, facts):
            for name, value in facts.items():
                setattr(adjustment, name, value)
            adjustment.proposed_at, adjustment.version = at, adjustment.version + 1
            changed.append((adjustment, draft))
        else:
            unchanged += 1
    PriceAdjustment.objects.bulk_create([made for made, _ in new], batch_size=500)
    if changed:
        names = [*changed[0][1].facts(), "proposed_at", "version"]
        PriceAdjustment.objects.bulk_update([each for each, _ in changed], names, batch_size=500)
    PriceAdjustment.objects.bulk_update(released, [*_WAITS, "version"], batch_size=500)
    gone = [each.pk for each, _ in changed]
    AdjustmentValue.objects.filter(adjustment__in=gone).delete()
    AdjustmentLine.objects.filter(adjustment__in=gone).delete()
    written = [*new, *changed]
    AdjustmentValue.objects.bulk_create([row for each, draft in written for row in draft.value_rows(each)])
    AdjustmentLine.objects.bulk_create([row for each, draft in written for row in draft.line_rows(each)])
    return Proposed(len(new), len(changed) + len(released), unchanged, dict(waiting), effect)


def _differs(adjustment: PriceAdjustment, draft: _Draft, facts: dict[str, Any]) -> bool:
    """Whether anything is not as it was when the adjustment was last reckoned."""
    if any(getattr(adjustment, name) != value for name, value in facts.items()):
        return True
    values = {(value.series_id, value.index_value_id, value.base_value) for value in adjustment.values.all()}
    if values != {(each.series.pk, each.index_value.pk, each.component.base.value) for each in draft.found}:
        return True
    # The settled price too: of one that is reckoned anew at a click, what was set by hand is let go.
    lines = {
        (
            line.item_id,
            line.old_price_id,
            line.reckoned_sek,
            line.bought_sek,
            line.new_sek,
            line.is_left_out,
            line.reason,
        )
        for line in adjustment.lines.all()
    }
    return lines != {
        (line.item.pk, line.old.pk, line.reckoned_sek, line.bought_sek, line.reckoned_sek, False, line.reason)
        for line in draft.lines
    }
