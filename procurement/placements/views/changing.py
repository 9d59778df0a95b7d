"""Placements registered, carried on and ended, and what placing goes by."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from contracts.plan.models import ContractArea
from contracts.register.models import Contract
from contracts.terms.reports import ceilings_of
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.forms import refuse_far_days
from huddinge_vo.common.pages.views import ActionPage, EditPage, TermsPage
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context, PassedOn
from procurement.placements import actions
from procurement.placements.choices import EndKind, Sequel
from procurement.placements.forms import (
    ChangeForm,
    EndForm,
    ExtendForm,
    FindPlaceForm,
    PlacementForm,
    PlacementTermForm,
)
from procurement.placements.models import Placement, PlacementTerm
from procurement.placements.reports import prices_of, term_of
from procurement.placements.rules import Candidate, Judged, Need


def _day(raw: str | None) -> date | None:
    """A day in an address; null where there is none."""
    try:
        return forms.DateField(validators=[refuse_far_days]).clean(raw)
    except forms.ValidationError:
        return None


class PlacementTerms(TermsPage):
    """What the chosen buyer's placing goes by."""

    permission_required = "procurement.change_placementterm"
    form_class = PlacementTermForm
    model = PlacementTerm
    new_title = "Placeringsvärden"


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


def _told_of_end(placement: Placement, today: date) -> str:
    """When the contract ends of whoever stays until further notice."""
    if placement.contract is None or placement.valid_until is not None:
        return ""
    return f" {term_of(placement.contract, on=today).words_of_open}".rstrip()


class _Continuing(_OfCallOff):
    """What follows a call-off, beside the last day of its contract."""

    def too_late(self) -> str:
        """Nothing follows what has ended, and one thing follows what has not."""
        return actions.why_ended(self.placement) or actions.why_carried_on(self.placement)

    def get_form_kwargs(self) -> Context:
        """With what it follows."""
        return {**super().get_form_kwargs(), "placement": self.placement, "today": timezone.localdate()}

    def done(self, result: Placement) -> str:
        """What it is called, and when the contract ends."""
        return f"{result.number} är registrerad.{_told_of_end(result, timezone.localdate())}"


class PlacementExtend(_Continuing):
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


class PlacementChange(_Continuing):
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

    def too_late(self) -> str:
        """It ends once."""
        return actions.why_ended(self.placement)

    def get_form_kwargs(self) -> Context:
        """With what it was extended as; one that may not be known of is told of without its number."""
        later = actions.extensions_of(self.placement)
        seen = Placement.objects.visible_to(user_of(self.request)).in_bulk([each.pk for each in later])
        told = [
            f"{f'förlängningen {each.number}' if each.pk in seen else 'en förlängning'}, som börjar {each.valid_from},"
            for each in later
        ]
        return {**super().get_form_kwargs(), "extensions": told}

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
        return {**kwargs, "buyer": buyer, "today": timezone.localdate(), "need": self._need(buyer)}

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

    def too_late(self) -> str:
        """What has ended stays as it was."""
        placement = self.instance()
        return actions.why_ended(placement) if placement else ""

    def get_initial(self) -> Context:
        """What was found for a need: contract, unit, area, target group, day, and the price of that day."""
        asked = self.request.GET
        if not self.is_new:
            return {}
        if not asked:
            return {"responsible": user_of(self.request).pk}  # who asks is in charge until he says who is
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
        said = f"{result.number} är registrerad.{_told_of_end(result, timezone.localdate())}"
        if result.contract is not None:
            under = ceilings_of([result.contract], user=user_of(self.request))[result.contract.pk]
            near = [each for each in under if each.use.code != "free"]
            said += "".join(f" {each.words}." for each in near)
        return said
