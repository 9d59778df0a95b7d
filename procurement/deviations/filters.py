"""What deviations are narrowed by."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from contracts.plan.filters import categories_of
from contracts.plan.models import ContractArea
from contracts.suppliers.models import Supplier
from huddinge_vo.common.pages.filters import DateRangeEnd, DateRangeStart, FilterSet, WaitingFilter
from huddinge_vo.common.people.request import user_of
from procurement.deviations.choices import LegalGround, Reason
from procurement.deviations.querysets import acute_in_time
from procurement.placements.choices import NO_UNIT
from procurement.placements.models import Placement
from procurement.placements.querysets import STANDINGS as OF_ALL


def _areas_of(request: HttpRequest) -> QuerySet[ContractArea]:
    return ContractArea.objects.visible_to(user_of(request)).order_by("sort_name", "pk")


STANDINGS = {
    **OF_ALL,
    "i-tid": Q(approved_on__lte=F("valid_from")),
    "efterhand": Q(approved_on__gt=F("valid_from")),
    "diarienummer": Q(form__outcome="APPROVED", form__registry_number=""),
}


_LATE = STANDINGS["efterhand"]


class DeviationFilter(FilterSet):
    """By words, standing, reason, ground, area, subcategory, unit, days, and what is one's own to do."""

    sok = filters.CharFilter(label="Sök", method="called")
    lage = filters.ChoiceFilter(
        label="Status",
        method="standing",
        empty_label="alla",
        choices=[
            ("vantar", "väntar på beslut"),
            ("godkant", "godkända"),
            ("i-tid", "godkända före placeringen"),
            ("efterhand", "godkända i efterhand"),
            ("akut", "akuta, godkända i tid"),
            ("sent", "godkända för sent"),
            ("avslaget", "avslagna"),
            ("tillbaka", "tillbakadragna"),
            ("aterkallat", "återkallade"),
            ("diarienummer", "utan diarienummer"),
        ],
    )
    orsak = filters.ChoiceFilter(label="Orsak", field_name="form__reason", choices=Reason.choices, empty_label="alla")
    grund = filters.ChoiceFilter(
        label="Laglig grund", field_name="form__ground", choices=LegalGround.choices, empty_label="alla"
    )
    underkategori = filters.ModelChoiceFilter(
        label="Underkategori", field_name="category", queryset=categories_of, empty_label="alla"
    )
    omrade = filters.ModelChoiceFilter(label="Avtalsområde", field_name="area", queryset=_areas_of, empty_label="alla")
    forvaltning = filters.CharFilter(label="Förvaltning", field_name="unit", lookup_expr="icontains")
    fran = DateRangeStart(label="Börjar tidigast", field_name="valid_from")
    till = DateRangeEnd(label="Börjar senast", field_name="valid_from")
    mina = filters.ChoiceFilter(
        label="Mina",
        method="own",
        choices=[("begarda", "jag har begärt"), ("ansvar", "jag ansvarar för")],
        empty_label="alla",
    )
    enhet = filters.CharFilter(method="of_unit", widget=forms.HiddenInput)
    vantar = WaitingFilter(("mig", "på mitt beslut", "to_approve_by"))

    class Meta:
        model = Placement
        fields: list[str] = []

    def called(self, found: QuerySet[Placement], _name: str, words: str) -> QuerySet[Placement]:
        """In the number, the number in W3D3 or the supplier's name; in the case reference for those who may read it."""
        user = user_of(self.request)
        suppliers = Supplier.objects.visible_to(user).called(words)
        of_mine = Q(requested_by=user) | Q(approved_by=user) | Q(responsible=user)
        return found.filter(
            Q(number__icontains=words)
            | Q(form__registry_number__icontains=words)
            | Q(supplier__in=suppliers)
            | (Q(case_reference__icontains=words) & of_mine)
        )

    def standing(self, found: QuerySet[Placement], _name: str, value: str) -> QuerySet[Placement]:
        """Where it stands."""
        if value in {"akut", "sent"}:
            acute = acute_in_time(found)  # type: ignore[arg-type]  # placements, as they came
            return found.filter(pk__in=acute) if value == "akut" else found.filter(_LATE).exclude(pk__in=acute)
        return found.filter(STANDINGS[value])

    def of_unit(self, found: QuerySet[Placement], _name: str, value: str) -> QuerySet[Placement]:
        """Of just one own unit, as figures link here; or of none."""
        return found.filter(unit="" if value == NO_UNIT else value)

    def own(self, found: QuerySet[Placement], _name: str, value: str) -> QuerySet[Placement]:
        """Asked for by whoever looks, or in his charge."""
        user = user_of(self.request)
        return found.filter(Q(requested_by=user) if value == "begarda" else Q(responsible=user))
