"""Placements and deviations: listed, registered, and approved by another."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from contracts.terms.reports import ceilings_of
from huddinge_vo.common.pages.views import EditPage, ListPage, TermsPage
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context
from procurement.placements import actions
from procurement.placements.filters import PlacementFilter
from procurement.placements.forms import PlacementForm, PlacementTermForm
from procurement.placements.models import Placement, PlacementTerm
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
            "supplier", "category", "contract", "requested_by", "approved_by"
        )
        return found.order_by("-valid_from", "number", "pk")


class PlacementTerms(TermsPage):
    """What the chosen buyer's placing goes by."""

    permission_required = "procurement.change_placementterm"
    form_class = PlacementTermForm
    model = PlacementTerm
    new_title = "Placeringsvärden"


class PlacementEdit(EditPage):
    """Register a placement, or change one. What was approved is approved as it stood: a change asks again.

    The address of a new one asks for less: who asks need not be one who approves.
    """

    permission_required = "procurement.change_placement"
    is_grave = False  # approving is, and has a page of its own
    refusals = (actions.CannotChange,)
    form_class = PlacementForm
    model = Placement
    new_title = "Ny placering"
    list_name = "procurement:placement-list"

    def get_form_kwargs(self) -> Context:
        """With the buyer."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "buyer": kwargs["instance"].buyer if "instance" in kwargs else self.buyer()}

    def get_context_data(self, **kwargs: object) -> Context:
        """With what follows."""
        intro = "Lämna avtalet tomt för ett avsteg: en placering utanför avtal. Ett avsteg godkänns av en annan person."
        if not self.is_new:
            intro = "En ändring av ett avsteg ska godkännas på nytt, av en annan person än den som ändrar."
        return {**super().get_context_data(**kwargs), "intro": intro}

    def back(self) -> str:
        """To the list."""
        return reverse(self.list_name)

    def do(self, form: PlacementForm) -> Placement:
        """Whoever registers it has asked for it."""
        user = user_of(self.request)
        return actions.place(placement=form.instance, by=user, at=timezone.now())

    def done(self, result: Placement) -> str:
        """What happens now."""
        if result.contract_id is None:
            return f"{result.number} är registrerat och väntar på att en annan person godkänner det."
        said = f"{result.number} är registrerad."
        if result.contract is not None:
            under = ceilings_of([result.contract], user=user_of(self.request))[result.contract.pk]
            near = [each for each in under if each.use.code != "free"]
            said += "".join(f" {each.words}." for each in near)
        return said
