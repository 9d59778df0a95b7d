"""Placements and deviations, until they have pages of their own. Rows and choices are narrowed at the door."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from procurement.models import Placement


@admin.register(Placement)
class PlacementAdmin(admin.ModelAdmin):
    """A deviation is a placement without contract; another than the one who asked approves it."""

    list_display = ("number", "supplier", "category", "valid_from", "valid_until", "requested_by", "approved_by")
    list_select_related = ("supplier", "category", "requested_by", "approved_by")
    search_fields = ("number", "supplier__name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Placement]:
        """Narrowed at the door."""
        return Placement.objects.visible_to(request.user)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest | None, **kwargs: Any) -> Any:
        """Only suppliers, contracts and categories one may know of can be chosen."""
        if db_field.name in {"supplier", "contract", "category"} and request is not None:
            kwargs["queryset"] = db_field.related_model.objects.visible_to(request.user).order_by("pk")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
