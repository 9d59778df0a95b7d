"""Reference data and rescue only. Secret objects are shown to those who were let in, here as everywhere."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest

from contracts.checks.models import CheckTerm
from contracts.law.models import LawValue, PermitRule
from contracts.plan.models import Category, CategoryScope, ContractArea
from contracts.prices.models import PriceTerm
from contracts.suppliers.models import SupplierIdentifier
from contracts.terms.models import ExtensionOption
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import PassedOn


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    """The category tree."""

    list_display = ("code", "name", "parent", "buyer")
    list_select_related = ("parent", "buyer")


@admin.register(CategoryScope)
class CategoryScopeAdmin(admin.ModelAdmin):
    """Which categories a membership is narrowed to."""

    list_display = ("membership", "category")
    list_select_related = ("membership__user", "membership__buyer", "membership__role", "category")


@admin.register(ContractArea)
class ContractAreaAdmin(admin.ModelAdmin):
    """The plan's areas."""

    list_display = ("code", "name", "category", "form", "price_model", "contracts_in_plan")
    list_filter = ("category", "form")
    list_select_related = ("category",)
    search_fields = ("code", "name")


@admin.register(CheckTerm)
class CheckTermAdmin(admin.ModelAdmin):
    """How long checks hold, where it differs from the plan's start values."""

    list_display = ("kind", "valid_days", "lowest_score")


@admin.register(PermitRule)
class PermitRuleAdmin(admin.ModelAdmin):
    """Rules about permits, for one that should never have been written."""

    list_display = ("area", "need", "valid_from", "source")
    list_select_related = ("area",)


@admin.register(LawValue)
class LawValueAdmin(admin.ModelAdmin):
    """The law's figures and conditions, for one that should never have been written."""

    list_display = ("kind", "valid_from", "valid_until", "value", "source")
    list_filter = ("kind",)


@admin.register(PriceTerm)
class PriceTermAdmin(admin.ModelAdmin):
    """What a buyer's work with prices goes by, where it differs from the start values."""

    list_display = ("buyer", "large_change_percent")
    list_select_related = ("buyer",)


@admin.register(ExtensionOption)
class ExtensionOptionAdmin(admin.ModelAdmin):
    """Options of contracts and rounds one may know of."""

    list_display = ("number", "contract", "framework", "months", "decide_by", "decided_on")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ExtensionOption]:
        """Narrowed to what the person may see."""
        return ExtensionOption.objects.visible_to(user_of(request)).select_related("contract", "framework")


@admin.register(SupplierIdentifier)
class SupplierIdentifierAdmin(admin.ModelAdmin):
    """Numbers that suppliers go by, such as those of the economy system."""

    list_display = ("supplier", "scheme", "value", "buyer")
    search_fields = ("value", "supplier__name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SupplierIdentifier]:
        """Narrowed to what the person may see."""
        return SupplierIdentifier.objects.visible_to(user_of(request)).select_related("supplier", "buyer")

    def formfield_for_foreignkey(
        self,
        db_field: Any,  # noqa: ANN401 - Django's hook for any field
        request: HttpRequest,
        **kwargs: PassedOn,
    ) -> ModelChoiceField | None:
        """Only suppliers one may know of can be chosen."""
        if db_field.name == "supplier":
            visible = db_field.related_model.objects.visible_to(user_of(request)).current()
            kwargs["queryset"] = visible.order_by("sort_name", "name", "pk")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
