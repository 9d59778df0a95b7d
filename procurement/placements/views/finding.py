"""From a need to a place."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.utils import timezone
from django.views.generic import TemplateView

from contracts.register.models import CallOff
from contracts.suppliers.models import SupplierUnit
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context
from procurement.placements.forms import (
    FindPlaceForm,
)
from procurement.placements.reports import asked_as, contracts_of, find_places, groups_of, prices_of
from procurement.placements.rules import Judged

_SUGGESTED, _LEFT_OUT = 20, 50  # on a page


# What of a need is kept nowhere, and goes with it from the search to the form.
_ONLY_OF_THE_NEED = ("kon", "alder", "lan", "avstand", "ledig")


class FindPlace(PermissionRequiredMixin, TemplateView):
    """From a need to a place: who with a contract can meet it, in call-off order, and why the others cannot.

    The need stands in the address and is kept nowhere.
    """

    permission_required = "procurement.add_placement"
    template_name = "procurement/placements/find_place.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """The form, and what it finds once an area is chosen."""
        user, buyer, today = user_of(self.request), current_buyer(self.request), timezone.localdate()
        if buyer is None:
            raise PermissionDenied
        asked = bool(self.request.GET)
        form = FindPlaceForm(self.request.GET if asked else None, user=user, buyer=buyer, today=today)
        context = {**super().get_context_data(**kwargs), "form": form, "origin": form.term.origin}
        context["moved"] = read_id(self.request.GET.get("flyttar"))
        if not asked or not form.is_valid():
            return {**context, "step": 1}
        area, need = form.cleaned_data["omrade"], form.need()
        found = find_places(need=need, area=area, buyer=buyer, user=user)
        can = Paginator(found.can, _SUGGESTED).get_page(self.request.GET.get("page"))
        cannot = Paginator(found.cannot, _LEFT_OUT).get_page(self.request.GET.get("bort"))
        shown = [*can, *cannot]
        units = SupplierUnit.objects.in_bulk({each.of.unit for each in shown if each.of.unit})
        prices, groups = prices_of(can, area=area, need=need), groups_of(can)
        contracts = contracts_of(shown)
        rounds = [contracts[each.of.contract].framework for each in can if each.of.method == CallOff.MINI_COMPETITION]
        competed = sorted({str(each) for each in rounds})
        moved = context["moved"]
        asked_for = {"omrade": area.pk, "malgrupp": need.target_group or "", "fran": need.on.isoformat()}
        narrowed = {name: self.request.GET[name] for name in _ONLY_OF_THE_NEED if self.request.GET.get(name)}
        deviation = [*asked_for.items(), *(("tillfragad", each) for each in asked_as(found.cannot))]

        def row(each: Judged) -> Context:
            contract = contracts[each.of.contract]
            chosen = {**asked_for, **narrowed, "avtal": contract.pk, "verksamhet": each.of.unit or ""}
            if moved:
                chosen["flyttar"] = moved
            return {
                "judged": each,
                "contract": contract,
                "unit": units.get(each.of.unit or 0),
                "price": prices.get((contract.pk, each.of.unit)),
                "groups": groups.get(each.of.unit or 0, []),
                "place_query": urlencode(chosen),
            }

        return {
            **context,
            "step": 2,
            "area": area,
            "need": need,
            "can": can,
            "cannot": cannot,
            "suggested": [row(each) for each in can],
            "left_out": [row(each) for each in cannot],
            "competed": competed,
            "deviation_query": urlencode([pair for pair in deviation if pair[1] != ""]),
        }
