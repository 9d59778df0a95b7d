"""Every question asked of prices, clauses and adjustments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery, Sum

from contracts.register.querysets import ContractQuerySet
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.periods import Period, end_of, start_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from contracts.register.models import Contract
    from huddinge_vo.common.people.models import User


class OfContractQuerySet(SecuredQuerySet):
    """Requests for a higher price."""

    seen_with = "contracts.view_priceadjustment"

    def undecided(self) -> Self:
        """Those that no adjustment has taken up and nobody has declined."""
        from contracts.prices.models import PriceAdjustment

        used = PriceAdjustment.objects.filter(request=OuterRef("pk"), status="APPROVED")
        return self.filter(~Exists(used), declined_at__isnull=True)

    def for_list(self) -> Self:
        """What a list needs."""
        return self.select_related("contract__supplier", "registered_by", "declined_by").prefetch_related(
            "contract__areas", "adjustments"
        )


def first_contract_days(contracts: ContractQuerySet) -> dict[int, date]:
    """The day that the first of some contracts with fixed prices began, in each area (area id → day)."""
    found = contracts.signed().filter(price_model="FIXED", areas__isnull=False).order_by().values("areas")
    return dict(found.annotate(first=models.Min("valid_from")).values_list("areas", "first"))


class PriceItemQuerySet(SecuredQuerySet):
    """Lines of price lists."""

    seen_with = "contracts.view_priceitem"

    def within_reach_of(self, user: User) -> Self:
        """As the contract is, or the area."""
        from contracts.plan.models import ContractArea
        from contracts.register.models import Contract

        return self.where_given_to(user).filter(
            Q(contract__in=Contract.objects.within_reach_of(user)) | Q(area__in=ContractArea.objects.visible_to(user))
        )

    def of_contract(self, contract: Contract) -> Self:
        """A contract's own lines; where its price is set by the council, those of its areas as well."""
        own = Q(contract=contract)
        if contract.price_model == "FIXED":
            own |= Q(area__in=contract.areas.all())
        return self.filter(own)

    def priced_on(self, day: date) -> Self:
        """With the price of a day, as `amount_sek`, `price_from` and `price_until`; null where there is none."""
        from contracts.prices.models import Price

        price = Price.objects.on(day).filter(item=OuterRef("pk"))
        return self.annotate(
            amount_sek=Subquery(price.values("amount_sek")[:1]),
            price_from=Subquery(price.values("valid_from")[:1]),
            price_until=Subquery(price.values("valid_until")[:1]),
        )

    def in_order(self) -> Self:
        """As a price list is read."""
        return self.order_by(F("unit__sort_name").asc(nulls_first=True), "name", "per", "pk")


class PriceQuerySet(SecuredQuerySet):
    """Prices, those of the past too."""

    def standing(self) -> Self:
        """Without those that were withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def on(self, day: date) -> Self:
        """The prices of a day; both end days count."""
        return self.standing().filter(during__contains=day)


class PriceToConfirmQuerySet(SecuredQuerySet):
    """Prices set by hand that change much, and what a second person said of them."""

    seen_with = "contracts.view_priceitem"

    def within_reach_of(self, user: User) -> Self:
        """As the line is."""
        from contracts.prices.models import PriceItem

        return self.where_given_to(user).filter(item__in=PriceItem.objects.within_reach_of(user))

    def waiting(self) -> Self:
        """Those that nobody has decided on."""
        return self.filter(status="WAITING")

    def to_approve_by(self, user: User) -> Self:
        """Those that wait, where a person may confirm them, and none that he has asked for himself."""
        may = buyers_of(user, may="contracts.approve_priceadjustment")
        here = Q(item__contract__buyer__in=may) | Q(item__area__category__buyer__in=may)
        return self.waiting().filter(here).exclude(asked_by=user)

    def for_list(self) -> Self:
        """What a list needs."""
        return self.select_related(
            "item__unit", "item__contract__supplier", "item__area__category", "asked_by", "decided_by"
        )


class PriceClauseQuerySet(SecuredQuerySet):
    """Clauses of price adjustment."""

    seen_with = "contracts.view_priceclause"

    def within_reach_of(self, user: User) -> Self:
        """As the contract is, or the round, or the area."""
        from contracts.plan.models import ContractArea
        from contracts.register.models import Contract, Framework

        return self.where_given_to(user).filter(
            Q(contract__in=Contract.objects.within_reach_of(user))
            | Q(framework__in=Framework.objects.within_reach_of(user))
            | Q(area__in=ContractArea.objects.visible_to(user))
        )

    def for_list(self) -> Self:
        """With what each is for, and its basket."""
        return self.select_related("contract__supplier", "framework", "area").prefetch_related("components__series")

    def with_holder_name(self) -> Self:
        """With what each is for as `holder_name`: the number of a contract or a round, the name of an area."""
        return self.annotate(
            holder_name=models.functions.Coalesce("contract__number", "framework__number", "area__name")
        )


def with_clause(contracts: ContractQuerySet) -> ContractQuerySet:
    """Contracts with the id of the clause that counts for each: its own, then its round's, then its areas' first.

    The areas' first is the one whose code comes first: an area of a contract for several is not a matter of chance.
    """
    from contracts.prices.models import PriceClause

    of_area = PriceClause.objects.filter(area__contracts=OuterRef("pk")).order_by("area__code", "pk").values("pk")[:1]
    own = PriceClause.objects.filter(contract=OuterRef("pk")).values("pk")[:1]
    of_round = PriceClause.objects.filter(framework=OuterRef("framework")).values("pk")[:1]
    return contracts.annotate(clause_id=models.functions.Coalesce(Subquery(own), Subquery(of_round), Subquery(of_area)))


def people_stay_on(day: date, *, since: date) -> Q:
    """Contracts that have ended by a day while purchases on them go on: call-offs outlive the contract (activity 2.11).

    A purchase after the end is on the contract only where its call-offs survive and a placement is open, so that a
    month with such a purchase, since a day, says that somebody stays on.
    """
    from contracts.register.models import ContractVolume

    after = ContractVolume.objects.filter(
        contract=OuterRef("pk"), month__gt=OuterRef("ends_on"), month__gte=since, sum_sek__gt=0
    )
    return Q(Exists(after), call_offs_survive=True, ends_on__lt=day)


def ended_but_bought(day: date, *, first: date, last: date) -> Q:
    """Contracts that have ended by a day and that something was bought on in whole months, before their end or after
    it.

    Wider than `people_stay_on`: it is for a person to choose whether they are to be computed with.
    """
    from contracts.register.models import ContractVolume

    bought = ContractVolume.objects.filter(contract=OuterRef("pk"), month__gte=first, month__lte=last, sum_sek__gt=0)
    return Q(Exists(bought), ends_on__lt=day)


def bought_after_end(contract_ids: Iterable[int], *, first: date, last: date) -> dict[int, Decimal]:
    """What of that was bought in months after each contract's end: contract id → kronor."""
    from contracts.register.models import ContractVolume

    found = ContractVolume.objects.filter(
        contract__in=list(contract_ids), month__gte=first, month__lte=last, month__gt=F("contract__ends_on")
    )
    return dict(found.order_by().values("contract").annotate(total=Sum("sum_sek")).values_list("contract", "total"))


class PriceAdjustmentQuerySet(SecuredQuerySet):
    """Adjustments of contracts' prices."""

    seen_with = "contracts.view_priceadjustment"

    def within_reach_of(self, user: User) -> Self:
        """As the contract is: its clause may be that of an area that somebody else answers for."""
        from contracts.register.models import Contract

        return self.where_given_to(user).filter(contract__in=Contract.objects.within_reach_of(user))

    def open(self) -> Self:
        """Those that are not decided."""
        return self.exclude(status__in=("APPROVED", "REJECTED"))

    def approved(self) -> Self:
        """Those that counted."""
        return self.filter(status="APPROVED")

    def told_in(self, period: Period) -> Self:
        """Those that both count and are approved for the first time within a period: each is told of once."""
        first, after = start_of(period.first), end_of(period.last)
        known = self.filter(effective_on__lte=period.last, approved_at__lt=after)
        return known.filter(Q(effective_on__gte=period.first) | Q(approved_at__gte=first))

    def undecided_on(self, day: date) -> Self:
        """Those proposed up to a day and neither approved nor rejected when it ended."""
        after = end_of(day)
        decided = Q(status="APPROVED", approved_at__lt=after) | Q(status="REJECTED", rejected_at__lt=after)
        return self.filter(proposed_at__lt=after).exclude(decided)

    def made_by(self, user: User) -> Self:
        """Those that a person has sent, or set a price in that stands: another approves them."""
        from contracts.prices.models import PriceSetByHand

        set_by = PriceSetByHand.objects.standing().filter(line__adjustment=OuterRef("pk"), set_by=user)
        return self.filter(Q(submitted_by=user) | Q(changed_by=user) | Exists(set_by))

    def to_approve_by(self, user: User) -> Self:
        """Those that were sent to be approved and that a person may approve: where his role gives it, and not his own.

        `approve_adjustments` is the rule; this is which of them it would let him approve.
        """
        from contracts.prices.models import PriceAdjustment

        may = buyers_of(user, may="contracts.approve_priceadjustment")
        sent = self.filter(status="SUBMITTED", contract__buyer__in=may)
        return sent.exclude(pk__in=PriceAdjustment.objects.made_by(user).values("pk"))

    def last_of(self, contracts: Iterable[int]) -> Self:
        """The last approved adjustment of each contract that moved its base, with the values it was computed by.

        One below the threshold leaves the base where it was, when the clause saves such changes for later.
        """
        return (
            self.approved()
            .filter(Q(is_below_threshold=False) | Q(clause__carries_over=False), contract__in=list(contracts))
            .order_by("contract", "-effective_on", "-pk")
            .distinct("contract")
            .prefetch_related("values", "lines")
        )

    def for_list(self) -> Self:
        """What a list needs, with the first of the contract's areas by code, and whether it is decided."""
        from contracts.plan.models import ContractArea

        first = ContractArea.objects.filter(contracts=OuterRef("contract")).order_by("code", "pk")
        return (
            self.select_related("contract__supplier", "contract__framework", "clause", "request", "submitted_by")
            .prefetch_related("contract__areas")
            .annotate(
                area_name=Subquery(first.values("name")[:1]),
                area_code=Subquery(first.values("code")[:1]),
                is_decided=models.Case(
                    models.When(status__in=("APPROVED", "REJECTED"), then=True),
                    default=False,
                    output_field=models.BooleanField(),
                ),
            )
        )

    def with_moved_prices(self) -> Self:
        """With whether the price list has changed since an adjustment was computed, so that its prices no longer fit.

        As `follow_with` judges: the price that a line goes on from is withdrawn, has ended before, or another has come
        after it; one that was agreed to end may be followed by another later.
        """
        from contracts.prices.models import AdjustmentLine, Price

        day_before = models.ExpressionWrapper(
            F("adjustment__effective_on") - timedelta(days=1), output_field=models.DateField()
        )
        others = Price.objects.standing().filter(
            item=OuterRef("item"), valid_from__gt=OuterRef("old_price__valid_from")
        )
        by_then = others.filter(valid_from__lte=OuterRef("adjustment__effective_on"))
        later = others.filter(valid_from__gt=OuterRef("adjustment__effective_on"))
        moved = (
            AdjustmentLine.objects.filter(adjustment=OuterRef("pk"), is_left_out=False)
            .exclude(new_sek=F("old_sek"))
            .alias(day_before=day_before)
            .filter(
                Q(old_price__withdrawn_at__isnull=False)
                | Q(old_price__valid_until__lt=F("day_before"))
                | Q(Exists(by_then))
                | Q(Exists(later), old_price__valid_until=F("day_before"))
            )
        )
        return self.annotate(has_moved_prices=Exists(moved))

    def effect(self) -> Any:  # noqa: ANN401 - sums in rows without a model
        """What they cost more a year, in kronor; null when there are none."""
        return self.aggregate(total=Sum("yearly_effect_sek"))["total"]


class PriceSetByHandQuerySet(models.QuerySet):
    """Who has set prices of adjustments."""

    def standing(self) -> Self:
        """Those of lines that differ from the clause's price now; one that was set back is nobody's."""
        return self.filter(Q(line__is_left_out=True) | ~Q(line__new_sek=F("line__computed_sek")))


class PriceDifferenceQuerySet(SecuredQuerySet):
    """What final figures changed."""

    seen_with = "contracts.view_pricedifference"

    def within_reach_of(self, user: User) -> Self:
        """As the contract is."""
        from contracts.register.models import Contract

        return self.where_given_to(user).filter(line__adjustment__contract__in=Contract.objects.within_reach_of(user))

    def for_list(self) -> Self:
        """What a list needs."""
        return self.select_related(
            "line__item__unit", "line__adjustment__contract__supplier", "approved_by", "settled_by"
        )

    def to_approve_by(self, user: User) -> Self:
        """Those that nobody has decided on, where a person may; the system found them, so that they are nobody's."""
        may = buyers_of(user, may="contracts.approve_priceadjustment")
        return self.filter(status="PROPOSED", line__adjustment__contract__buyer__in=may)

    def to_settle_by(self, user: User) -> Self:
        """Those that another has approved, where a person may settle them."""
        may = buyers_of(user, may="contracts.change_pricedifference")
        found = self.filter(status="APPROVED", line__adjustment__contract__buyer__in=may)
        return found.exclude(approved_by=user)

    def by_year(self) -> list[dict[str, Any]]:  # Any: sums in rows without a model
        """Kronor by budget year, payer and status."""
        return list(
            self.order_by()
            .values("budget_year", "payer", "status")
            .annotate(total=Sum("difference_sek"), n=models.Count("pk"))
            .order_by("budget_year", "payer", "status")
        )


class FixedPriceDecisionQuerySet(models.QuerySet):
    """The council's decisions."""

    def told_in(self, period: Period) -> Self:
        """Those that both count and are decided for the first time within a period: each is told of once."""
        known = self.filter(valid_from__lte=period.last, decided_on__lte=period.last)
        return known.filter(Q(valid_from__gte=period.first) | Q(decided_on__gte=period.first))

    def visible_to(self, user: User) -> Self:
        """Those of areas that a person works with."""
        from contracts.plan.models import ContractArea

        return self.filter(
            area__in=ContractArea.objects.visible_to(user),
            area__category__buyer__in=buyers_of(user, may="contracts.view_priceitem"),
        )


def bought_between(contract_ids: Iterable[int], first: date, last: date) -> dict[int, Decimal]:
    """What was bought on each contract in whole months: contract id → kronor, as followup publishes it."""
    from contracts.register.models import ContractVolume

    found = ContractVolume.objects.filter(contract__in=list(contract_ids), month__gte=first, month__lte=last)
    return dict(found.order_by().values("contract").annotate(total=Sum("sum_sek")).values_list("contract", "total"))


def last_published_month() -> date | None:
    """The latest month that any contract's volume is published for: where the twelve months before end."""
    from contracts.register.models import ContractVolume

    found: date | None = ContractVolume.objects.aggregate(last=Max("month"))["last"]
    return found
