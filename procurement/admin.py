"""Placements and deviations, until they have pages of their own, and what planning goes by.

Rows and choices are narrowed to what the person may see.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils import timezone

from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import PassedOn
from procurement.placements import actions as placement_actions
from procurement.placements.models import Placement
from procurement.plan.models import MilestoneTemplate, ProcurementTerm, TemplateStep


@admin.register(Placement)
class PlacementAdmin(admin.ModelAdmin):
    """A deviation is a placement without contract.

    Who registers it has asked for it; another approves it in the list.
    """

    list_display = ("number", "supplier", "category", "valid_from", "valid_until", "requested_by", "approved_by")
    list_select_related = ("supplier", "category", "requested_by", "approved_by")
    search_fields = ("number", "supplier__name")
    readonly_fields = ("requested_by", "approved_by", "approved_on")
    actions = ("approve",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Placement]:
        """Narrowed to what the person may see."""
        return Placement.objects.visible_to(user_of(request))

    def formfield_for_foreignkey(
        self,
        db_field: Any,  # noqa: ANN401 - Django's hook for any field
        request: HttpRequest,
        **kwargs: PassedOn,
    ) -> ModelChoiceField | None:
        """Only suppliers, contracts and categories one may know of can be chosen."""
        if db_field.name in {"supplier", "contract", "category"}:
            kwargs["queryset"] = db_field.related_model.objects.visible_to(user_of(request)).order_by("pk")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Placement, form: object, change: bool) -> None:  # noqa: FBT001 - as Django calls it
        """Whoever registers it has asked for it. What was approved is approved as it stood: a change asks again."""
        placement_actions.request_placement(placement=obj, by=user_of(request), at=timezone.now())

    @admin.action(description="Godkänn valda avsteg", permissions=["change"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Placement]) -> None:
        """Approve as the person who is logged in."""
        for placement in queryset.order_by("pk"):
            try:
                done = placement_actions.approve_deviation(
                    placement_id=placement.pk, by=user_of(request), at=timezone.now()
                )
            except placement_actions.CannotApprove as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                self.message_user(request, f"{done.number} är godkänt.", messages.SUCCESS)


@admin.register(ProcurementTerm)
class ProcurementTermAdmin(admin.ModelAdmin):
    """What a buyer's planning goes by, where it differs from the start values."""

    list_display = ("buyer", "start_months_before", "standstill_days")
    list_select_related = ("buyer",)


class TemplateStepInline(admin.TabularInline):
    """A template's milestones."""

    model = TemplateStep
    extra = 0


@admin.register(MilestoneTemplate)
class MilestoneTemplateAdmin(admin.ModelAdmin):
    """Milestones for a kind of procurement."""

    list_display = ("name", "buyer", "is_default")
    list_select_related = ("buyer",)
    inlines = (TemplateStepInline,)
