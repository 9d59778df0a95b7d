"""Placements as they are read: the list, one of them, and how many there are of a contract or a supplier."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.generic import DetailView

from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ListPage
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context
from procurement.placements.filters import PlacementFilter
from procurement.placements.models import Placement, PlacementEnd
from procurement.placements.querysets import PlacementQuerySet
from procurement.placements.tables import PlacementTable


class PlacementList(ListPage):
    """All placements and deviations that one may know of."""

    permission_required = "procurement.view_placement"
    filterset_class = PlacementFilter
    table_class = PlacementTable
    template_name = "procurement/placements/placement_list.html"
    title = "Placeringar och avsteg"
    export_name = "placeringar"

    def get_queryset(self) -> QuerySet[Placement]:
        """The latest first."""
        user = user_of(self.request)
        found = Placement.objects.visible_to(user).select_related(
            *("supplier", "category", "contract", "place", "requested_by", "approved_by", "responsible"),
            *("form", "ended"),
        )
        return found.order_by("-valid_from", "number", "pk")

    def get_context_data(self, **kwargs: object) -> Context:
        """With how often each ranked round's order was broken."""
        seen = Placement.objects.visible_to(user_of(self.request))
        return {**super().get_context_data(**kwargs), "broken": seen.broken_orders()}


class PlacementPage(PermissionRequiredMixin, DetailView):
    """One call-off: where, until when, at what price, what it follows and how it goes on."""

    permission_required = "procurement.view_placement"
    template_name = "procurement/placements/placement_detail.html"
    context_object_name = "placement"

    def get_queryset(self) -> QuerySet[Placement]:
        """A call-off one may not know of does not exist; a deviation has a page of its own."""
        found = Placement.objects.visible_to(user_of(self.request)).filter(contract__isnull=False)
        return found.select_related(
            *("supplier", "contract__framework", "area", "place", "target_group", "responsible", "requested_by")
        )

    def get_context_data(self, **kwargs: object) -> Context:
        """With its chain, who was asked, and its case for whoever may know it."""
        context, user = super().get_context_data(**kwargs), user_of(self.request)
        placement: Placement = context["placement"]
        seen = Placement.objects.visible_to(user).select_related("supplier")
        return {
            **context,
            "move_query": urlencode(
                {
                    "omrade": placement.area_id or "",
                    "malgrupp": placement.target_group_id or "",
                    "flyttar": placement.pk,
                }
            ),
            "shows_case": placement.shows_case_to(user),
            "earlier": seen.filter(pk=placement.follows_id or 0).first(),
            "later": seen.filter(follows=placement).first(),
            "asked": placement.asked.visible_to(user).select_related("supplier", "contract").order_by("pk"),
            "order_title": "Frångick avropsordningen" if placement.broke_order else "Förnyad konkurrensutsättning",
            "end": PlacementEnd.objects.filter(placement=placement).select_related("decided_by").first(),
        }


@permission_required("procurement.view_placement", of=Contract)
def contract_placements(request: HttpRequest, pk: int) -> HttpResponse:
    """How many are placed on a contract, as far as one may know of them: a part of its page."""
    user = user_of(request)
    contract = get_object_or_404(Contract.objects.visible_to(user), pk=pk)
    found = Placement.objects.visible_to(user).filter(contract=contract)
    return _counted(request, found, f"avtal={pk}")


@permission_required("procurement.view_placement", of=Supplier)
def supplier_placements(request: HttpRequest, pk: int) -> HttpResponse:
    """How many are placed at a supplier, on contract and outside, as far as one may know: a part of its page."""
    user = user_of(request)
    supplier = get_object_or_404(Supplier.objects.visible_to(user), pk=pk)
    found = Placement.objects.visible_to(user).filter(supplier=supplier)
    return _counted(request, found, f"leverantor={pk}")


def _counted(request: HttpRequest, found: PlacementQuerySet, query: str) -> HttpResponse:
    today = timezone.localdate()
    context = {"counts": found.counts_on(today), "query": query, "today": today}
    return render(request, "procurement/placements/_placement_counts.html", context)
