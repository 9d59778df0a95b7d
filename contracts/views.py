"""The register's doors."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView

from contracts import actions
from contracts.filters import ContractAreaFilter, ContractFilter, FrameworkFilter, SupplierFilter
from contracts.forms import ContractForm, ContractImportForm, FrameworkForm, SupplierForm
from contracts.imports import read_contracts
from contracts.models import Contract, ContractArea, Framework, Supplier
from contracts.tables import ContractAreaTable, ContractTable, FrameworkTable, SupplierTable, standing
from huddinge_vo.common.audit import changes_of
from huddinge_vo.common.buyer import current_buyer
from huddinge_vo.common.models import Organization
from huddinge_vo.common.tabular import UnreadableFile
from huddinge_vo.common.views import DeedPage, ListPage


class ContractList(ListPage):
    """All contracts that one may see."""

    permission_required = "contracts.view_contract"
    filterset_class = ContractFilter
    table_class = ContractTable
    template_name = "contracts/contract_list.html"
    title = "Avtal"
    export_name = "avtal"

    def get_queryset(self) -> QuerySet[Contract]:
        """Narrowed at the door."""
        return Contract.objects.visible_to(self.request.user).for_list().order_by("number", "pk")


class SupplierList(ListPage):
    """All suppliers that one may see."""

    permission_required = "contracts.view_supplier"
    filterset_class = SupplierFilter
    table_class = SupplierTable
    template_name = "contracts/supplier_list.html"
    title = "Leverantörer"
    export_name = "leverantorer"

    def get_queryset(self) -> QuerySet[Supplier]:
        """Narrowed at the door."""
        user = self.request.user
        found = Supplier.objects.visible_to(user).current().for_list(user, on=timezone.localdate())
        return found.order_by("sort_name", "name", "pk")


class FrameworkList(ListPage):
    """All rounds of procurement that one may see."""

    permission_required = "contracts.view_framework"
    filterset_class = FrameworkFilter
    table_class = FrameworkTable
    template_name = "contracts/framework_list.html"
    title = "Upphandlingsomgångar"
    export_name = "upphandlingsomgangar"

    def get_queryset(self) -> QuerySet[Framework]:
        """Narrowed at the door."""
        user = self.request.user
        return Framework.objects.visible_to(user).for_list(user).order_by("number", "pk")


class ContractAreaList(ListPage):
    """The plan's areas."""

    permission_required = "contracts.view_contractarea"
    filterset_class = ContractAreaFilter
    table_class = ContractAreaTable
    title = "Avtalsområden"
    export_name = "avtalsomraden"

    def get_queryset(self) -> QuerySet[ContractArea]:
        """Narrowed at the door."""
        user = self.request.user
        found = ContractArea.objects.visible_to(user).for_list(user, on=timezone.localdate())
        return found.order_by("category__sort_name", "sort_name", "pk")


class ContractPage(PermissionRequiredMixin, DetailView):
    """One contract: in force? until when? next decision? used?"""

    permission_required = "contracts.view_contract"
    template_name = "contracts/contract_detail.html"
    context_object_name = "contract"

    def get_queryset(self) -> QuerySet[Contract]:
        """A contract one may not know of does not exist."""
        return Contract.objects.visible_to(self.request.user).for_list().with_use()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With options, standing and history."""
        context = super().get_context_data(**kwargs)
        contract: Contract = context["contract"]
        options = list(contract.options.order_by("number", "pk"))
        if contract.framework:
            options += list(contract.framework.options.order_by("number", "pk"))
        today = timezone.localdate()
        word, colour = standing(contract, today)
        return {
            **context,
            "options": options,
            "next_option": next((option for option in options if option.decided_on is None), None),
            "standing": word,
            "standing_colour": colour,
            "used_share": contract.used_sek / contract.ceiling_sek  # type: ignore[attr-defined]
            if contract.ceiling_sek and contract.used_sek  # type: ignore[attr-defined]
            else None,
            "changes": changes_of(contract),
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
            "identifiers": supplier.identifiers.select_related("buyer").order_by("scheme", "value", "pk"),
            "units": supplier.units.open_to(self.request.user).order_by("sort_name", "pk"),
            "changes": changes_of(supplier),
        }


class FrameworkPage(PermissionRequiredMixin, DetailView):
    """One round and its supplier contracts."""

    permission_required = "contracts.view_framework"
    template_name = "contracts/framework_detail.html"
    context_object_name = "framework"

    def get_queryset(self) -> QuerySet[Framework]:
        """A round one may not know of does not exist."""
        return Framework.objects.visible_to(self.request.user).select_related("lead").prefetch_related("areas")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With its contracts and options."""
        context = super().get_context_data(**kwargs)
        framework: Framework = context["framework"]
        today = timezone.localdate()
        contracts = (
            Contract.objects.visible_to(self.request.user)
            .for_list()
            .filter(framework=framework)
            .order_by("supplier__sort_name", "number", "pk")
        )
        return {
            **context,
            "contracts": [(contract, *standing(contract, today)) for contract in contracts],
            "options": framework.options.order_by("number", "pk"),
            "changes": changes_of(framework),
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
        return {**context, "contracts": [(contract, *standing(contract, today)) for contract in contracts]}


class _RegisterForm(DeedPage):
    """Create or change one object of the register."""

    model: Any
    noun = ""
    refusals = (actions.ChangedMeanwhile,)

    @property
    def is_new(self) -> bool:
        """Whether something is made and not changed."""
        return "pk" not in self.kwargs

    def buyer(self) -> Organization:
        """For whom a new one is made."""
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        return buyer

    def instance(self) -> Any:
        """What is changed, if one may know of it."""
        if self.is_new:
            return None
        return get_object_or_404(self.model.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With a title that says which."""
        context = super().get_context_data(**kwargs)
        instance = context["form"].instance
        return {**context, "title": f"Ny {self.noun}" if self.is_new else f"Ändra {instance}"}

    def back(self) -> str:
        """To the object, or to the list."""
        instance = self.instance()
        return instance.get_absolute_url() if instance else reverse(f"contracts:{self.list_name}")

    list_name = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form narrows its choices by who asks."""
        kwargs = {**super().get_form_kwargs(), "user": self.request.user}
        if instance := self.instance():
            kwargs["instance"] = instance
        return kwargs


class ContractEdit(_RegisterForm):
    """Create or change a contract."""

    permission_required = ("contracts.add_contract", "contracts.change_contract")
    form_class = ContractForm
    model = Contract
    noun = "avtal"
    list_name = "contract-list"

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the buyer."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "buyer": kwargs["instance"].buyer if "instance" in kwargs else self.buyer()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Avtal is neuter in Swedish."""
        context = super().get_context_data(**kwargs)
        return {**context, "title": "Nytt avtal"} if self.is_new else context

    def do(self, form: ContractForm) -> Contract:
        """Save it."""
        return actions.save_contract(
            contract=form.instance,
            areas=form.cleaned_data["areas"],
            by=self.request.user,
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )


class FrameworkEdit(_RegisterForm):
    """Create or change a round."""

    permission_required = ("contracts.add_framework", "contracts.change_framework")
    form_class = FrameworkForm
    model = Framework
    noun = "upphandlingsomgång"
    list_name = "framework-list"

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the buyer."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "buyer": kwargs["instance"].buyer if "instance" in kwargs else self.buyer()}

    def do(self, form: FrameworkForm) -> Framework:
        """Save it."""
        return actions.save_framework(
            framework=form.instance,
            areas=form.cleaned_data["areas"],
            by=self.request.user,
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )


class SupplierEdit(_RegisterForm):
    """Create or change a supplier."""

    permission_required = ("contracts.add_supplier", "contracts.change_supplier")
    form_class = SupplierForm
    model = Supplier
    noun = "leverantör"
    list_name = "supplier-list"

    def do(self, form: SupplierForm) -> Supplier:
        """Save it."""
        return actions.save_supplier(
            supplier=form.instance,
            by=self.request.user,
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )


class ContractImport(DeedPage):
    """Contracts from a file: all of it, or none and every error with its place."""

    permission_required = "contracts.import_contracts"
    form_class = ContractImportForm
    template_name = "contracts/contract_import.html"
    title = "Läs in avtal från fil"
    submit = "Läs in"
    refusals = (UnreadableFile, actions.ContractsRefused)

    def back(self) -> str:
        """To the list."""
        return reverse("contracts:contract-list")

    def do(self, form: ContractImportForm) -> _ContractsRead:
        """Read, then bring in."""
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        upload = form.cleaned_data["file"]
        areas = ContractArea.objects.filter(category__buyer=buyer).by_code_or_name()
        with tempfile.NamedTemporaryFile(suffix=".contracts") as kept:
            for chunk in upload.chunks():
                kept.write(chunk)
            kept.flush()
            rows, errors = read_contracts(Path(kept.name), areas=areas, file_name=upload.name)
        if errors:
            self.extra_context = {"row_errors": errors}
            raise UnreadableFile(f"Ingenting är inläst: filen har {len(errors)} fel.")
        try:
            done = actions.import_contracts(buyer=buyer, rows=rows, by=self.request.user, at=timezone.now())
        except actions.ContractsRefused as error:
            self.extra_context = {"row_errors": error.errors}
            raise
        return _ContractsRead(done)

    def done(self, result: _ContractsRead) -> str:
        """What the file did."""
        counts = result.counts
        return (
            f"{counts.created} nya avtal, {counts.changed} ändrade och {counts.unchanged} oförändrade. "
            "Köpen bedöms om mot dem inom någon minut."
        )


@dataclass(frozen=True)
class _ContractsRead:
    """Where an import ends: at the list."""

    counts: actions.ContractImportResult

    def get_absolute_url(self) -> str:
        return reverse("contracts:contract-list")
