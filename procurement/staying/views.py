"""Those who stay on after their contract has ended, or who belong to another area: listed, and decided on."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from contracts.plan.models import ContractArea
from contracts.prices.querysets.of_areas import area_prices
from contracts.prices.reports import clause_lines
from huddinge_vo.common.pages.views import ActionPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context, PassedOn
from procurement.placements.choices import StayCause
from procurement.placements.models import Placement, StayOn
from procurement.staying import actions
from procurement.staying.filters import StayingFilter
from procurement.staying.forms import ChangedAreaForm, StayDecisionForm
from procurement.staying.querysets import staying_on, with_price
from procurement.staying.reports import staying_total
from procurement.staying.tables import StayingTable


class StayingList(ListPage):
    """Everybody who stays on, the dearest first."""

    permission_required = "procurement.view_placement"
    filterset_class = StayingFilter
    table_class = StayingTable
    template_name = "procurement/staying/staying_list.html"
    title = "Kvarboende"
    export_name = "kvarboende"

    def get_queryset(self) -> QuerySet[Placement]:
        """The chosen buyer's."""
        user = user_of(self.request)
        seen = Placement.objects.visible_to(user).filter(buyer=current_buyer(self.request))
        found = with_price(staying_on(seen, on=self.today), on=self.today)
        changed = StayOn.objects.filter(cause=StayCause.AREA_CHANGED, since__lte=self.today)
        return (
            found.select_related("supplier", "contract", "area", "buyer")
            .prefetch_related(Prefetch("stays", changed.order_by("-since", "-pk"), to_attr="changed_areas"))
            .order_by("-a_year_sek", "pk")
        )

    def get_table_kwargs(self) -> Context:
        """With what the areas' contracts cost, and how the prices of those that have ended are adjusted."""
        areas = ContractArea.objects.filter(category__buyer=current_buyer(self.request)).values_list("pk", flat=True)
        contracts = set(self.object_list.order_by().values_list("contract", flat=True))
        return {
            **super().get_table_kwargs(),
            "prices": area_prices(set(areas), on=self.today),
            "clauses": clause_lines(contracts, user=user_of(self.request)),
        }

    def get_context_data(self, **kwargs: PassedOn) -> Context:
        """With what they come to."""
        context = super().get_context_data(**kwargs)
        return {**context, "total": staying_total(self.object_list, on=self.today)}


class _OfPlacement(ActionPage):
    """About one placement that somebody may know of."""

    permission_of = Placement
    refusals = (actions.CannotStay,)

    @cached_property
    def placement(self) -> Placement:
        """The one of the address."""
        found = Placement.objects.visible_to(user_of(self.request)).select_related("supplier", "contract", "buyer")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def back(self) -> str:
        """To the list."""
        return reverse("procurement:staying-list")


class _ToList:
    """Where one goes afterwards."""

    def get_absolute_url(self) -> str:
        return reverse("procurement:staying-list")


class StayingDecide(_OfPlacement):
    """Decide about somebody whose contract has ended."""

    permission_required = "procurement.change_stayon"
    is_grave = False
    form_class = StayDecisionForm
    submit = "Besluta"

    def get_initial(self) -> dict[str, object]:
        """What was decided before."""
        stays = StayOn.objects.filter(placement=self.placement, cause=StayCause.CONTRACT_ENDED)
        last = stays.order_by("-since", "-pk").first()
        return {"decision": last.decision, "note": last.note} if last else {}

    def get_context_data(self, **kwargs: object) -> Context:
        """With what it is about."""
        placement = self.placement
        contract = placement.contract
        ended = f"Avtalet {contract.number} upphörde {contract.ends_on}." if contract and contract.ends_on else ""
        survives = (
            " Avtalet säger att avrop gäller tills placeringen upphör: köpen räknas som köp på avtal."
            if contract and contract.call_offs_survive
            else " Avtalet säger inte att avrop gäller efter slutet: köpen räknas som utan avtal."
        )
        line = clause_lines([contract.pk], user=user_of(self.request)).get(contract.pk) if contract else None
        clause = f" Priset justeras enligt {line.words}." if line else ""
        return {
            **super().get_context_data(**kwargs),
            "title": f"Besluta om kvarboende, {placement.number}",
            "intro": f"{placement.supplier}. {ended}{survives}{clause}",
        }

    def do(self, form: StayDecisionForm) -> _ToList:
        """Decide."""
        user = user_of(self.request)
        actions.decide_contract_ended(placement_id=self.placement.pk, by=user, at=timezone.now(), **form.cleaned_data)
        return _ToList()

    def done(self, result: object) -> str:
        """What happened."""
        return f"Beslutet om {self.placement.number} är sparat."


class StayingDecideArea(ActionPage):
    """Decide about somebody who belongs to another area."""

    permission_required = "procurement.change_stayon"
    permission_of = StayOn
    is_grave = False
    refusals = (actions.CannotStay,)
    form_class = StayDecisionForm
    submit = "Besluta"

    @cached_property
    def stay(self) -> StayOn:
        """The one of the address."""
        found = StayOn.objects.visible_to(user_of(self.request)).filter(cause=StayCause.AREA_CHANGED)
        return get_object_or_404(found.select_related("placement__supplier", "area_after"), pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, object]:
        """What was decided before."""
        return {"decision": self.stay.decision, "note": self.stay.note}

    def get_context_data(self, **kwargs: object) -> Context:
        """With what it is about."""
        stay = self.stay
        return {
            **super().get_context_data(**kwargs),
            "title": f"Besluta om kvarboende, {stay.placement.number}",
            "intro": f"{stay.placement.supplier}. Hör till {stay.area_after} sedan {stay.since}.",
        }

    def back(self) -> str:
        """To the list."""
        return reverse("procurement:staying-list")

    def do(self, form: StayDecisionForm) -> _ToList:
        """Decide."""
        user = user_of(self.request)
        actions.decide_changed_area(stay_id=self.stay.pk, by=user, at=timezone.now(), **form.cleaned_data)
        return _ToList()

    def done(self, result: object) -> str:
        """What happened."""
        return f"Beslutet om {self.stay.placement.number} är sparat."


class ChangedArea(_OfPlacement):
    """Say that somebody belongs to another area now."""

    permission_required = "procurement.add_placement"
    form_class = ChangedAreaForm
    submit = "Registrera"

    def get_form_kwargs(self) -> Context:
        """With the buyer's areas."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "user": user_of(self.request), "buyer": self.placement.buyer}

    def get_context_data(self, **kwargs: object) -> Context:
        """With what follows."""
        intro = (
            "För den som bor kvar men hör till ett annat avtalsområde, till exempel efter att ha fyllt 65. Skriv "
            "aldrig namn, ålder eller personnummer. Verksamhetschefen beslutar sedan vad som ska gälla."
        )
        return {
            **super().get_context_data(**kwargs),
            "title": f"Byte av avtalsområde, {self.placement.number}",
            "intro": intro,
        }

    def do(self, form: ChangedAreaForm) -> _ToList:
        """Write it down."""
        user = user_of(self.request)
        actions.register_changed_area(placement_id=self.placement.pk, by=user, at=timezone.now(), **form.cleaned_data)
        return _ToList()

    def done(self, result: object) -> str:
        """What happened."""
        return f"Bytet av avtalsområde för {self.placement.number} är registrerat och väntar på beslut."
