"""What placements are narrowed by."""

from __future__ import annotations

from datetime import date

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet

from contracts.plan.filters import areas_of, categories_of
from contracts.suppliers.models import Supplier
from huddinge_vo.common.pages.filters import FilterSet, WaitingFilter
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from procurement.placements.models import Placement
from procurement.placements.querysets import STANDINGS, PlacementQuerySet


class PlacementFilter(FilterSet):
    """By words, kind, standing and category."""

    sok = filters.CharFilter(label="Sök", method="called", validators=[refuse_personal_numbers])
    pagar = filters.DateFilter(label="Pågår den", method="going_on")
    ansvarig = filters.ChoiceFilter(label="Ansvarig", choices=[("jag", "jag")], method="in_charge", empty_label="alla")
    frangick = filters.ChoiceFilter(
        label="Avropsordningen", choices=[("ja", "frångicks")], method="out_of_order", empty_label="oavsett"
    )
    omrade = filters.ModelChoiceFilter(label="Avtalsområde", field_name="area", queryset=areas_of, empty_label="alla")
    verksamhet = filters.NumberFilter(field_name="place", widget=forms.HiddenInput)
    avtal = filters.NumberFilter(field_name="contract", widget=forms.HiddenInput)
    omgang = filters.NumberFilter(field_name="contract__framework", widget=forms.HiddenInput)
    leverantor = filters.NumberFilter(field_name="supplier", widget=forms.HiddenInput)
    slag = filters.ChoiceFilter(
        label="Slag", choices=[("avsteg", "avsteg"), ("avrop", "avrop på avtal")], method="of_kind", empty_label="alla"
    )
    lage = filters.ChoiceFilter(
        label="Status",
        choices=[
            ("vantar", "väntar på godkännande"),
            ("godkant", "godkända"),
            ("avslaget", "avslagna"),
            ("tillbaka", "tillbakadragna"),
            ("aterkallat", "återkallade"),
        ],
        method="standing",
        empty_label="alla",
    )
    vantar = WaitingFilter(("mig", "på mitt godkännande", "to_approve_by"))
    underkategori = filters.ModelChoiceFilter(
        label="Underkategori", field_name="category", queryset=categories_of, empty_label="alla"
    )

    class Meta:
        model = Placement
        fields: list[str] = []

    def called(self, found: QuerySet[Placement], _name: str, words: str) -> QuerySet[Placement]:
        """In the number, one's own cases' references or the supplier's name, or by the supplier's whole number."""
        user = user_of(self.request)
        mine = Q(requested_by=user) | Q(approved_by=user) | Q(responsible=user)
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(words)
        return found.filter(
            Q(number__icontains=words) | Q(mine, case_reference__icontains=words) | Q(supplier__in=suppliers)
        )

    def going_on(self, found: PlacementQuerySet, _name: str, value: date) -> PlacementQuerySet:
        """On a day; both end days count."""
        return found.open_on(value)

    def in_charge(self, found: QuerySet[Placement], _name: str, _value: str) -> QuerySet[Placement]:
        """One's own."""
        return found.filter(responsible=user_of(self.request))

    def out_of_order(self, found: QuerySet[Placement], _name: str, _value: str) -> QuerySet[Placement]:
        """Those that passed somebody over."""
        return found.exclude(broke_order="")

    def of_kind(self, found: QuerySet[Placement], _name: str, value: str) -> QuerySet[Placement]:
        """On a contract or outside."""
        return found.filter(contract__isnull=value == "avsteg")

    def standing(self, found: QuerySet[Placement], _name: str, value: str) -> QuerySet[Placement]:
        """Only a deviation needs approval."""
        return found.filter(STANDINGS[value])
