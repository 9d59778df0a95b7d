"""The register's lists."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from contracts.filters import ContractAreaFilter, ContractFilter, FrameworkFilter, SupplierFilter
from contracts.models import Contract, ContractArea, Framework, Supplier
from contracts.tables import ContractAreaTable, ContractTable, FrameworkTable, SupplierTable
from huddinge_vo.common.views import ListPage


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
