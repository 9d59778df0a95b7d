"""Pages of the register's objects."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import F, QuerySet
from django.utils import timezone
from django.views.generic import DetailView

from contracts.models import (
    CallOff,
    Contract,
    ContractArea,
    Document,
    Framework,
    PlacementStop,
    PriceAdjustment,
    PriceClause,
    Supplier,
    SupplierContact,
    SupplierMerge,
)
from contracts.reports import basket_words, contract_checks, contract_facts, framework_facts, standing, supplier_checks
from contracts.views.prices import price_context
from huddinge_vo.common.audit import changes_of


class ContractPage(PermissionRequiredMixin, DetailView):
    """One contract: in force? until when? next decision? used?"""

    permission_required = "contracts.view_contract"
    template_name = "contracts/contract_detail.html"
    context_object_name = "contract"

    def get_queryset(self) -> QuerySet[Contract]:
        """A contract one may not know of does not exist."""
        found = Contract.objects.visible_to(self.request.user).for_list().with_use()
        return found.select_related("supplier", "framework", "owner", "deputy").prefetch_related("requirements")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what there is to know in one look, and history."""
        context = super().get_context_data(**kwargs)
        contract: Any = context["contract"]
        user: Any = self.request.user
        today = timezone.localdate()
        used = contract.used_sek or Decimal(0)
        return {
            **context,
            "checks": contract_checks(contract=contract, user=user, on=today),
            "facts": contract_facts(contract=contract, used_sek=used, on=today),
            "used_sek": used,
            "documents": Document.objects.visible_to(self.request.user).filter(contract=contract).for_list(),
            "changes": changes_of(contract),
            **price_context(self.request, contract),
            "adjustments": PriceAdjustment.objects.visible_to(user)
            .filter(contract=contract)
            .order_by("-effective_on", "-pk")[:6],
        }


class SupplierPage(PermissionRequiredMixin, DetailView):
    """One supplier: contracts, units, and what was bought."""

    permission_required = "contracts.view_supplier"
    template_name = "contracts/supplier_detail.html"
    context_object_name = "supplier"

    def get_queryset(self) -> QuerySet[Supplier]:
        """A supplier one may not know of does not exist."""
        return Supplier.objects.visible_to(self.request.user).select_related("parent", "merged_into")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Contracts in force first, ended ones folded."""
        context = super().get_context_data(**kwargs)
        supplier: Supplier = context["supplier"]
        user: Any = self.request.user
        today = timezone.localdate()
        contracts = [
            (contract, *standing(contract, today))
            for contract in Contract.objects.visible_to(self.request.user)
            .for_list()
            .filter(supplier=supplier)
            .order_by("-valid_from", "number", "pk")
        ]
        return {
            **context,
            "current": [row for row in contracts if row[1] != "Avslutat"],
            "ended": [row for row in contracts if row[1] == "Avslutat"],
            "checks": supplier_checks(supplier=supplier, user=user, on=today),
            "identifiers": supplier.identifiers.select_related("buyer").order_by("scheme", "value", "pk"),
            "units": supplier.units.visible_to(user).order_by("sort_name", "pk"),
            "contacts": SupplierContact.objects.visible_to(user)
            .filter(supplier=supplier)
            .select_related("unit")
            .order_by("role", "pk"),
            "stops": PlacementStop.objects.visible_to(user)
            .filter(supplier=supplier)
            .in_force_on(today)
            .select_related("unit")
            .order_by("valid_from", "pk"),
            "merges": SupplierMerge.objects.standing()
            .visible_to(user)
            .of_supplier(supplier)
            .select_related("source", "target", "merged_by")
            .order_by("merged_at", "pk"),
            "documents": Document.objects.visible_to(self.request.user).filter(supplier=supplier).for_list(),
            "changes": changes_of(supplier),
        }


class FrameworkPage(PermissionRequiredMixin, DetailView):
    """One round and its supplier contracts."""

    permission_required = "contracts.view_framework"
    template_name = "contracts/framework_detail.html"
    context_object_name = "framework"

    def get_queryset(self) -> QuerySet[Framework]:
        """A round one may not know of does not exist."""
        return (
            Framework.objects.visible_to(self.request.user)
            .select_related("lead", "owner", "deputy")
            .prefetch_related("areas", "parties", "requirements")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With its contracts and options."""
        context = super().get_context_data(**kwargs)
        framework: Framework = context["framework"]
        today = timezone.localdate()
        ranked = framework.call_off_method == CallOff.RANKED
        contracts = (
            Contract.objects.visible_to(self.request.user)
            .for_list()
            .filter(framework=framework)
            .order_by(*(() if not ranked else (F("rank").asc(nulls_last=True),)), "supplier__sort_name", "number", "pk")
        )
        return {
            **context,
            "contracts": [(contract, *standing(contract, today)) for contract in contracts],
            "ranked": ranked,
            "facts": framework_facts(framework=framework, used_sek=framework.used_sek(), on=today),
            "documents": Document.objects.visible_to(self.request.user).filter(framework=framework).for_list(),
            "changes": changes_of(framework),
            **_clause_of(framework=framework),
        }


class ContractAreaPage(PermissionRequiredMixin, DetailView):
    """One area: what the plan says and which contracts there are."""

    permission_required = "contracts.view_contractarea"
    template_name = "contracts/area_detail.html"
    context_object_name = "area"

    def get_queryset(self) -> QuerySet[ContractArea]:
        """Narrowed at the door."""
        return ContractArea.objects.visible_to(self.request.user).select_related("category")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the contracts in force."""
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        contracts = (
            Contract.objects.visible_to(self.request.user)
            .in_force_on(today)
            .for_list()
            .filter(areas=context["area"])
            .order_by("supplier__sort_name", "number", "pk")
        )
        return {
            **context,
            "contracts": [(contract, *standing(contract, today)) for contract in contracts],
            **price_context(self.request, context["area"]),
            **_clause_of(area=context["area"]),
        }


def _clause_of(**holder: Any) -> dict[str, Any]:
    """The clause of a round or an area that is shown, with its basket in words."""
    clause = PriceClause.objects.filter(**holder).for_list().first()
    return {"clause": clause, "clause_basket": basket_words(list(clause.components.all())) if clause else ""}
