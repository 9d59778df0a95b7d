"""Every question asked of checks, and which contracts have all that they ask for."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Func, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from contracts.checks.rules import DEMANDS, Demand
from contracts.law.choices import PermitNeed
from contracts.law.models import PermitRule
from contracts.register.models import Contract
from contracts.register.querysets import ContractQuerySet
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet


class SupplierCheckQuerySet(SecuredQuerySet):
    """Checks of suppliers and their units."""

    def latest_on(self, day: date | Combinable) -> Self:
        """For each supplier, unit and kind the last check made up to a day; what came before it no longer counts."""
        from contracts.checks.models import SupplierCheck

        no_unit = models.Value(0)  # in SQL one null is not another
        newer = SupplierCheck.objects.annotate(of_unit=Coalesce("unit_id", no_unit)).filter(
            Q(checked_on__gt=OuterRef("checked_on")) | Q(checked_on=OuterRef("checked_on"), pk__gt=OuterRef("pk")),
            of_unit=Coalesce(OuterRef("unit_id"), no_unit),
            supplier=OuterRef("supplier"),
            kind=OuterRef("kind"),
            checked_on__lte=day,
        )
        return self.filter(~models.Exists(newer), checked_on__lte=day)

    def relied_upon_on(self, day: date | Combinable) -> Self:
        """The latest checks that hold on a day: passed, or a rating with a written reason. Both end days count."""
        return self.latest_on(day).filter(Q(outcome="PASSED") | Q(kind="RATING") & ~Q(reason=""), valid_until__gte=day)


def with_permit_need(contracts: ContractQuerySet, *, on: date) -> ContractQuerySet:
    """Contracts with whether each needs a permit from IVO on a day: the one rule (domain.md §7), from the areas' rules.

    `permit_required` is that one of its areas needs a permit, `permit_from` since when (null: always, where it is
    required at all). `permit_unclear` is that of one of its areas it is not known, or that it has no area. Both may be
    true: then a permit is asked for, and more may be needed.
    """
    rules = PermitRule.objects.latest_on(on)
    links = Contract.areas.through.objects.filter(contract=OuterRef("pk"))
    required = rules.filter(need=PermitNeed.REQUIRED)
    judged = rules.exclude(need=PermitNeed.UNKNOWN).values("area")
    of_contract = required.filter(area__contracts=OuterRef("pk"))
    return contracts.annotate(
        permit_required=models.Exists(links.filter(contractarea__in=required.values("area"))),
        permit_unclear=Q(models.Exists(links.exclude(contractarea__in=judged))) | ~Q(models.Exists(links)),
        permit_from=models.Subquery(
            of_contract.order_by(F("valid_from").asc(nulls_first=True), "pk").values("valid_from")[:1]
        ),
    )


def _with_kinds_asked(contracts: ContractQuerySet, *, on: date) -> ContractQuerySet:
    """With `kinds_asked`: the kinds of checks that the contract is known to ask for, made from rules.DEMANDS."""

    def asked(demand: Demand) -> Case | Value:
        kind = Value(demand.kind, output_field=text)
        if demand.by_law:
            return Case(When(permit_required=True, then=kind))
        if demand.form:
            return Case(When(form=demand.form, then=kind))
        if not demand.is_of_area:
            return kind
        says = Q(**{f"contractarea__{demand.area_says}": True})
        links = Contract.areas.through.objects.filter(says, contract=OuterRef("pk"))
        return Case(When(models.Exists(links), then=kind))

    text = models.CharField()
    kinds_asked = Func(
        *(asked(demand) for demand in DEMANDS),
        template="array_remove(ARRAY[%(expressions)s], NULL)",
        output_field=ArrayField(text),
    )
    return with_permit_need(contracts, on=on).annotate(kinds_asked=kinds_asked)


def with_all_checks(contracts: ContractQuerySet, *, on: date) -> ContractQuerySet:
    """Those of some contracts whose supplier has every check that the contract asks for (domain.md §7), valid on a day.

    A permit may be held by any of the supplier's units. A contract of which it is not known whether it needs a permit
    is none of them.
    """
    from contracts.checks.models import SupplierCheck

    # All that the supplier has at once: looked for kind by kind, the latest checks would be looked for seven times.
    held = SupplierCheck.objects.relied_upon_on(on).filter(supplier=OuterRef("supplier")).values("kind")
    asking = _with_kinds_asked(contracts, on=on).filter(permit_unclear=False)
    return asking.alias(kinds_held=ArraySubquery(held)).filter(kinds_held__contains=F("kinds_asked"))


@dataclass(frozen=True)
class CheckCounts:
    """How contracts stand: every check valid, one at least lacking, and those where only the permit is unclear.

    The three are the whole.
    """

    contracts: int
    all_valid: int
    lacking: int
    unclear: int


def check_counts(contracts: ContractQuerySet, *, on: date) -> CheckCounts:
    """Count some contracts by how their checks stand, as `with_all_checks` has it, in two questions.

    What suppliers have is read once, however many contracts each has; contracts ask for the same few kinds.
    """
    from contracts.checks.models import SupplierCheck

    asking = (
        _with_kinds_asked(contracts, on=on)
        .order_by()
        .values_list("kinds_asked", "permit_unclear")
        .annotate(suppliers=ArrayAgg("supplier"))
    )
    latest = SupplierCheck.objects.relied_upon_on(on).filter(supplier__in=contracts.order_by().values("supplier"))
    held = defaultdict(set)
    for supplier, kind in latest.order_by().values_list("supplier", "kind"):
        held[supplier].add(kind)
    found = Counter(
        (held[supplier].issuperset(kinds), unclear) for kinds, unclear, suppliers in asking for supplier in suppliers
    )
    return CheckCounts(
        contracts=found.total(),
        all_valid=found[True, False],
        lacking=found[False, False] + found[False, True],
        unclear=found[True, True],
    )
