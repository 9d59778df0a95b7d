"""Placements and deviations: listed, registered, and approved by another."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import DetailView, TemplateView

from contracts.plan.models import ContractArea
from contracts.register.models import CallOff, Contract
from contracts.suppliers.models import SupplierUnit
from contracts.terms.reports import ceilings_of
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.forms import refuse_far_days
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, EditPage, ListPage, TermsPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context, PassedOn
from procurement.placements import actions
from procurement.placements.choices import EndKind, Sequel
from procurement.placements.filters import PlacementFilter
from procurement.placements.forms import (
    ChangeForm,
    EndForm,
    ExtendForm,
    FindPlaceForm,
    PlacementForm,
    PlacementTermForm,
)
from procurement.placements.models import Placement, PlacementEnd, PlacementTerm
from procurement.placements.reports import asked_as, contracts_of, find_places, groups_of, prices_of
from procurement.placements.rules import Candidate, Judged, Need
from procurement.placements.tables import PlacementTable


def _day(raw: str | None) -> date | None:
    """A day in an address; null where there is none."""
    try:
        return forms.DateField(validators=[refuse_far_days]).clean(raw)
    except forms.ValidationError:
        return None


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
            "supplier", "category", "contract", "place", "requested_by", "approved_by", "responsible"
        )
        return found.order_by("-valid_from", "number", "pk")

    def get_context_data(self, **kwargs: object) -> Context:
        """With how often each ranked round's order was broken."""
        seen = Placement.objects.visible_to(user_of(self.request))
        return {**super().get_context_data(**kwargs), "broken": seen.broken_orders()}


class PlacementTerms(TermsPage):
    """What the chosen buyer's placing goes by."""

    permission_required = "procurement.change_placementterm"
    form_class = PlacementTermForm
    model = PlacementTerm
    new_title = "Placeringsvärden"


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


class _OfCallOff(ActionPage):
    """Something that is done to a call-off: a decision of its own."""

    permission_required = "procurement.add_placement"
    permission_of = Placement
    refusals = (actions.CannotChange,)
    words = ""

    @cached_property
    def placement(self) -> Placement:
        """The one of the address."""
        found = Placement.objects.visible_to(user_of(self.request)).filter(contract__isnull=False)
        return get_object_or_404(found.select_related("contract"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> Context:
        """With a title that says which."""
        return {**super().get_context_data(**kwargs), "title": f"{self.words} {self.placement.number}"}

    def back(self) -> str:
        """To its page."""
        return self.placement.get_absolute_url()


class PlacementExtend(_OfCallOff):
    """Let somebody stay longer on the same contract."""

    form_class = ExtendForm
    words, submit = "Förläng", "Förläng"

    def get_initial(self) -> Context:
        """At the same price."""
        return {"price_sek": self.placement.price_sek}

    def do(self, form: ExtendForm) -> Placement:
        """What follows begins the day after."""
        earlier = self.placement
        first = earlier.valid_until + timedelta(days=1) if earlier.valid_until else timezone.localdate()
        new = actions.continued(earlier, valid_from=first, **form.cleaned_data)
        return actions.carry_on(
            placement=new, earlier_id=earlier.pk, how=Sequel.EXTENDED, by=user_of(self.request), at=timezone.now()
        )


class PlacementChange(_OfCallOff):
    """Another price or other terms from a day on."""

    form_class = ChangeForm
    words, submit = "Ändra villkoren för", "Ändra villkoren"

    def get_initial(self) -> Context:
        """As it is."""
        return {name: getattr(self.placement, name) for name in ("valid_until", "price_sek", "price_per")}

    def do(self, form: ChangeForm) -> Placement:
        """The earlier one ends the day before."""
        new = actions.continued(self.placement, **form.cleaned_data)
        return actions.carry_on(
            placement=new,
            earlier_id=self.placement.pk,
            how=Sequel.CHANGED,
            by=user_of(self.request),
            at=timezone.now(),
        )


class PlacementEndPage(_OfCallOff):
    """Let a placement end."""

    form_class = EndForm
    words, submit = "Avsluta", "Avsluta"

    def do(self, form: EndForm) -> Placement:
        """Once, and for good."""
        return actions.end_placement(
            placement_id=self.placement.pk,
            kind=EndKind.ENDED,
            by=user_of(self.request),
            at=timezone.now(),
            **form.cleaned_data,
        ).placement


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
    extra_context: Context = {"redraw": "Uppdatera"}

    def post(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """What the chosen contract opens, or the placement itself."""
        if "uppdatera" in request.POST:
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> Context:
        """With the buyer. Drawn anew it begins with what was typed."""
        kwargs = super().get_form_kwargs()
        if "uppdatera" in self.request.POST:
            kwargs["initial"] = {**kwargs.pop("initial", {}), **self.request.POST.dict()}
            kwargs.pop("data"), kwargs.pop("files")
        buyer = kwargs["instance"].buyer if "instance" in kwargs else self.buyer()
        return {**kwargs, "buyer": buyer, "need": self._need(buyer)}

    def _need(self, buyer: Organization) -> Need | None:
        """The whole need that the place was found for: whom it ruled out stands before nobody."""
        if not self.is_new or "omrade" not in self.request.GET:
            return None
        user, today = user_of(self.request), timezone.localdate()
        asked = FindPlaceForm(self.request.GET, user=user, buyer=buyer, today=today)
        return asked.need() if asked.is_valid() else None

    def instance(self) -> Placement | None:
        """A call-off; a deviation has a form of its own."""
        if self.is_new:
            return None
        calls = Placement.objects.visible_to(user_of(self.request)).filter(contract__isnull=False)
        return get_object_or_404(calls, pk=self.kwargs["pk"])

    def get_initial(self) -> Context:
        """What was found for a need: contract, unit, area, target group, day, and the price of that day."""
        asked = self.request.GET
        if not self.is_new or not asked:
            return {}
        found = {
            field: read_id(asked.get(name))
            for field, name in (
                ("contract", "avtal"),
                ("place", "verksamhet"),
                ("area", "omrade"),
                ("target_group", "malgrupp"),
            )
        }
        on = _day(asked.get("fran")) or timezone.localdate()
        initial: Context = {**{field: pk or None for field, pk in found.items()}, "valid_from": on}
        user = user_of(self.request)
        contract = Contract.objects.visible_to(user).filter(pk=found["contract"]).first()
        area = ContractArea.objects.visible_to(user).filter(pk=found["area"]).first()
        if contract is not None and area is not None:
            unit = found["place"] or None
            chosen = Judged(Candidate(contract.pk, contract.supplier_id, "", unit=unit))
            prices = prices_of([chosen], area=area, need=Need(on=on))
            if price := prices.get((contract.pk, unit)):
                initial |= {"price_sek": price.amount_sek, "price_per": price.per}
        return {**initial, "responsible": user.pk}

    def back(self) -> str:
        """To the list."""
        return reverse(self.list_name)

    def do(self, form: PlacementForm) -> Placement:
        """Whoever registers it has asked for it."""
        user = user_of(self.request)
        moved = read_id(self.request.GET.get("flyttar")) if self.is_new else 0
        if not moved:
            return actions.place(
                placement=form.instance, by=user, at=timezone.now(), asked=form.asked(), need=form.need
            )
        earlier = get_object_or_404(Placement.objects.visible_to(user).filter(buyer=form.instance.buyer), pk=moved)
        return actions.carry_on(
            placement=form.instance,
            earlier_id=earlier.pk,
            how=Sequel.MOVED,
            by=user,
            at=timezone.now(),
            asked=form.asked(),
            need=form.need,
        )

    def done(self, result: Placement) -> str:
        """What happens now."""
        said = f"{result.number} är registrerad."
        if result.contract is not None:
            under = ceilings_of([result.contract], user=user_of(self.request))[result.contract.pk]
            near = [each for each in under if each.use.code != "free"]
            said += "".join(f" {each.words}." for each in near)
        return said
