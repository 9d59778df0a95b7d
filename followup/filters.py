"""What rows and imports are narrowed by. The names in the address are what reports link with."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet

from contracts.models import Category, Contract, ContractArea, Supplier
from followup.models import Bucket, Depth, Finding, FollowUpClass, JudgedRow, LedgerImport, Reason, Review
from huddinge_vo.common.filters import DateRangeEnd, DateRangeStart, FilterSet

_NONE = "ingen"


def _categories(request: Any) -> QuerySet[Category]:
    return Category.objects.visible_to(request.user).order_by("sort_name", "pk")


def _areas(request: Any) -> QuerySet[ContractArea]:
    return ContractArea.objects.visible_to(request.user).order_by("sort_name", "pk")


class RowFilter(FilterSet):
    """Ledger rows by day, bucket, reason, category, area, supplier, contract, rule and words."""

    sok = filters.CharFilter(label="Sök leverantör, faktura eller konto", method="search")
    bokford_fran = DateRangeStart(label="Bokförd från", field_name="booked_on")
    bokford_till = DateRangeEnd(label="Bokförd till", field_name="booked_on")
    underkategori = filters.ModelChoiceFilter(
        label="Underkategori",
        field_name="category",
        queryset=_categories,
        empty_label="alla",
        null_label="utan underkategori",
        null_value=_NONE,
    )
    omrade = filters.ModelChoiceFilter(
        label="Avtalsområde",
        field_name="area",
        queryset=_areas,
        empty_label="alla",
        null_label="utan avtalsområde",
        null_value=_NONE,
    )
    skal = filters.ChoiceFilter(label="Skäl", field_name="reason", choices=Reason, empty_label="alla")
    utfall = filters.MultipleChoiceFilter(
        label="Utfall", field_name="bucket", choices=Bucket, widget=forms.CheckboxSelectMultiple
    )
    leverantor = filters.NumberFilter(field_name="supplier", widget=forms.HiddenInput)
    avtal = filters.NumberFilter(field_name="contract", widget=forms.HiddenInput)
    regel = filters.NumberFilter(field_name="rule", widget=forms.HiddenInput)
    inlasning = filters.NumberFilter(field_name="ledger_import", widget=forms.HiddenInput)

    class Meta:
        model = JudgedRow
        fields: list[str] = []

    def search(self, queryset: QuerySet[JudgedRow], name: str, value: str) -> QuerySet[JudgedRow]:
        """By part of the supplier's name, or by whole invoice number, voucher or account."""
        return queryset.filter(
            Q(key__supplier_name__icontains=value)
            | Q(supplier__name__icontains=value)
            | Q(invoice_number=value)
            | Q(voucher=value)
            | Q(key__account=value)
        )

    def chosen(self, user: Any) -> list[str]:
        """In words what hidden fields narrow by, as far as the person may know."""
        data = self.form.cleaned_data if self.form.is_valid() else {}
        words = []
        if data.get("leverantor"):
            found = Supplier.objects.visible_to(user).filter(pk=data["leverantor"]).first()
            words.append(f"leverantör {found}" if found else "en leverantör")
        if data.get("avtal"):
            contract = Contract.objects.visible_to(user).filter(pk=data["avtal"]).first()
            words.append(f"avtal {contract.number}" if contract else "ett avtal")
        if data.get("regel"):
            words.append("en regel")
        if data.get("inlasning"):
            ledger_import = LedgerImport.objects.visible_to(user).filter(pk=data["inlasning"]).first()
            words.append(f"filen {ledger_import}" if ledger_import else "en fil")
        return words


class ImportFilter(FilterSet):
    """Imports by status."""

    status = filters.ChoiceFilter(label="Status", choices=LedgerImport.Status, empty_label="alla")

    class Meta:
        model = LedgerImport
        fields: list[str] = []


class ReviewFilter(FilterSet):
    """Reviews by year, status, class, method and words."""

    sok = filters.CharFilter(label="Sök avtal eller leverantör", method="search")
    ar = filters.NumberFilter(label="År", field_name="planned_on", lookup_expr="year")
    status = filters.ChoiceFilter(label="Status", choices=Review.Status, empty_label="alla")
    klass = filters.ChoiceFilter(
        label="Klass", field_name="contract__follow_up_class__effective", choices=Depth, empty_label="alla"
    )
    metod = filters.ChoiceFilter(label="Metod", field_name="method", choices=Review.Method, empty_label="alla")

    class Meta:
        model = Review
        fields: list[str] = []

    def search(self, queryset: QuerySet[Review], name: str, value: str) -> QuerySet[Review]:
        """By part of the contract's number or title, or of the supplier's name."""
        return queryset.filter(
            Q(contract__number__icontains=value)
            | Q(contract__title__icontains=value)
            | Q(contract__supplier__name__icontains=value)
        )


class ClassFilter(FilterSet):
    """Classes by level, by whether a person has decided, and by words."""

    sok = filters.CharFilter(label="Sök avtal eller leverantör", method="search")
    klass = filters.ChoiceFilter(label="Klass", field_name="effective", choices=Depth, empty_label="alla")
    beslut = filters.ChoiceFilter(
        label="Beslut", choices=[("ja", "beslutad"), ("nej", "föreslagen")], empty_label="alla", method="decided"
    )

    class Meta:
        model = FollowUpClass
        fields: list[str] = []

    def search(self, queryset: QuerySet[FollowUpClass], name: str, value: str) -> QuerySet[FollowUpClass]:
        """By part of the contract's number or of the supplier's name."""
        return queryset.filter(Q(contract__number__icontains=value) | Q(contract__supplier__name__icontains=value))

    def decided(self, queryset: QuerySet[FollowUpClass], name: str, value: str) -> QuerySet[FollowUpClass]:
        """Decided by a person, or only proposed."""
        return queryset.filter(decided__isnull=value == "nej")


class FindingFilter(FilterSet):
    """Findings by status, severity, source and words."""

    sok = filters.CharFilter(label="Sök leverantör, verksamhet eller text", method="search")
    status = filters.ChoiceFilter(label="Status", choices=Finding.Status, empty_label="alla")
    allvar = filters.ChoiceFilter(label="Allvar", field_name="severity", choices=Finding.Severity, empty_label="alla")
    kalla = filters.ChoiceFilter(label="Källa", field_name="source", choices=Finding.Source, empty_label="alla")
    steg = filters.ChoiceFilter(label="Steg", field_name="step", choices=Finding.Step, empty_label="alla")
    oegentlighet = filters.ChoiceFilter(
        label="Oegentligheter", choices=(("ja", "ja"),), method="irregular", widget=forms.HiddenInput
    )
    leverantor = filters.NumberFilter(field_name="supplier", widget=forms.HiddenInput)
    avtal = filters.NumberFilter(field_name="contract", widget=forms.HiddenInput)

    class Meta:
        model = Finding
        fields: list[str] = []

    def irregular(self, queryset: Any, name: str, value: str) -> Any:
        """Confirmed irregularities, which measure 7 counts."""
        return queryset.filter(is_irregularity=True, confirmed_on__isnull=False).exclude(status="DISMISSED")

    def search(self, queryset: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        """By part of a name or of what has happened."""
        return queryset.filter(
            Q(supplier__name__icontains=value) | Q(unit__name__icontains=value) | Q(evidence__icontains=value)
        )
