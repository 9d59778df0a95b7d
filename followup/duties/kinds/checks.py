"""Checks of suppliers and units that go out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse

from contracts.checks.models import SupplierCheck
from contracts.checks.reports import asked_for, fetch_areas
from contracts.register.models import Contract
from contracts.suppliers.models import SupplierUnit
from followup.duties.kinds.kind import CONTROLLER, KINDS, Facts, ReminderKind, StartRule

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _running(buyer: Organization, day: date) -> QuerySet[Contract]:
    return Contract.objects.filter(buyer=buyer).signed().not_ended_on(day)


def _latest(buyer: Organization, day: date) -> QuerySet[SupplierCheck]:
    """Each supplier's and unit's latest checks of each kind: one made anew takes the place of the one before."""
    latest = SupplierCheck.objects.latest_on(day).filter(supplier__in=_running(buyer, day).values("supplier"))
    return latest.select_related("supplier", "unit").prefetch_related("unit__areas").order_by("pk")


def _facts(latest: QuerySet[SupplierCheck], buyer: Organization, day: date) -> Iterator[Facts]:
    """Those of what the supplier's contracts ask for, those in force and those to begin."""
    contracts: defaultdict[int, list[Contract]] = defaultdict(list)
    running = list(_running(buyer, day).order_by("pk"))
    fetch_areas(running, on=day)
    for contract in running:
        contracts[contract.supplier_id].append(contract)
    for check in latest:
        of_supplier = contracts[check.supplier_id]
        # A permit that may be needed is kept up as one that is.
        if check.kind in asked_for(_for_unit(of_supplier, check.unit), on=day).may_ask_for:
            who = f"{check.unit}, {check.supplier}" if check.unit else str(check.supplier)
            yield Facts(
                (SupplierCheck, check.pk),
                check.valid_until,
                f"Kontroll går ut: {check.get_kind_display()}, {who}",
            )


def _for_unit(contracts: list[Contract], unit: SupplierUnit | None) -> list[Contract]:
    """The contracts that a unit works under: those of its areas, and all where it is for no area in particular."""
    areas = set() if unit is None else {area.pk for area in unit.areas.all()}
    if not areas:
        return contracts
    return [
        contract
        for contract in contracts
        if areas & {area.pk for area in contract.areas_by_law}  # type: ignore[attr-defined]
    ]


KINDS.add(
    ReminderKind(
        code="CHECK_EXPIRES",
        number=4,
        words="kontroll går ut",
        about=(SupplierCheck,),
        undone=_latest,
        facts=_facts,
        href=lambda check: reverse("contracts:supplier-detail", args=[check.supplier_id]),
        start_rules=(StartRule(role=CONTROLLER, days=14, grace_days=30),),
    )
)
