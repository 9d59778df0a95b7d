"""What the list of rows is narrowed by. The names in the address are what reports link with."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from contracts.plan.models import Category, ContractArea
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from followup.judging.choices import Bucket, Reason
from followup.judging.models import JudgedRow, SpendKey, SpendMonth
from followup.judging.querysets import MonthsQuerySet, SpendQuerySet
from followup.ledger.models import LedgerImport
from followup.spend.reports import LostPermit, lost_permits, rows_after
from huddinge_vo.common.pages.asked import read_ids
from huddinge_vo.common.pages.filters import DateRangeEnd, DateRangeStart, FilterSet
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Cleaned, PassedOn
from procurement.placements.choices import NO_UNIT

_NONE = "ingen"
_OF_KEYS = ("sok", "leverantor", "avtal", "grupp", "enhet")  # what the totals do not know
SpendT = TypeVar("SpendT", bound=MonthsQuerySet)


def _categories(request: HttpRequest) -> QuerySet[Category]:
    return Category.objects.visible_to(user_of(request)).order_by("sort_name", "pk")


def _areas(request: HttpRequest) -> QuerySet[ContractArea]:
    return ContractArea.objects.visible_to(user_of(request)).order_by("sort_name", "pk")


def _has_figure(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


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
        label="Utfall", field_name="bucket", choices=Bucket, widget=forms.CheckboxSelectMultiple, distinct=False
    )
    leverantor = filters.NumberFilter(method="of_supplier", widget=forms.HiddenInput)
    avtal = filters.NumberFilter(field_name="contract", widget=forms.HiddenInput)
    regel = filters.NumberFilter(field_name="rule", widget=forms.HiddenInput)
    inlasning = filters.NumberFilter(field_name="ledger_import", widget=forms.HiddenInput)
    grupp = filters.NumberFilter(method="of_group", widget=forms.HiddenInput)
    enhet = filters.CharFilter(method="of_unit", widget=forms.HiddenInput)
    efter = filters.NumberFilter(method="after_loss", widget=forms.HiddenInput)
    utan_regel = filters.ChoiceFilter(choices=[("1", "ja")], method="taken_by_no_rule", widget=forms.HiddenInput)

    class Meta:
        model = JudgedRow
        fields: list[str] = []

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        # What has been asked for, for rows and for sums alike: who suppliers are now, and the keys of the group.
        self.now_of: dict[int, int] = {}
        self.in_group: list[int] | None = None
        self.lost: list[LostPermit] = []

    def search(self, queryset: QuerySet[JudgedRow], name: str, value: str) -> QuerySet[JudgedRow]:
        """By part of the supplier's name, or by whole account, invoice or voucher: numbers with a figure in them."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(value)
        found = Q(key__supplier_name__icontains=value) | Q(supplier__in=suppliers) | Q(key__account=value)
        if _has_figure(value):
            found |= Q(invoice_number=value) | Q(voucher=value)
        return queryset.filter(found)

    def of_group(self, queryset: QuerySet, name: str, value: Decimal) -> QuerySet:
        """Of the same supplier, account and unit as a key."""
        if self.in_group is None:
            keys = SpendKey.objects.visible_to(user_of(self.request)).in_groups_of(read_ids([f"{value:f}"]))
            self.in_group = list(keys.values_list("pk", flat=True))
        return queryset.filter(key__in=self.in_group)

    def of_unit(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Of an own unit, or of those that name none."""
        return queryset.filter(key__unit="" if value == NO_UNIT else value)

    def after_loss(self, queryset: QuerySet[JudgedRow], name: str, value: Decimal) -> QuerySet[JudgedRow]:
        """Paid to the supplier of a stop for days after its permit was lost: see spend.reports.permits."""
        buyer = current_buyer(self.request)
        (stop,) = read_ids([f"{value:f}"]) or (0,)
        self.lost = lost_permits(user_of(self.request), stop=stop)
        return rows_after(queryset, self.lost, buyer_id=buyer.pk) if buyer else queryset.none()  # type: ignore[arg-type]

    def taken_by_no_rule(self, queryset: SpendQuerySet, name: str, value: str) -> SpendQuerySet:
        """What is left when the rules and people have spoken."""
        return queryset.taken_by_no_rule() if value else queryset

    def of_supplier(self, queryset: QuerySet[JudgedRow], name: str, value: int) -> QuerySet[JudgedRow]:
        """Those of whoever the supplier is now: an address from before a merger leads to the same rows."""
        pk = int(value)
        if pk not in self.now_of:
            self.now_of |= Supplier.objects.now_of([pk])
        return queryset.filter(supplier=self.now_of[pk])

    @property
    def chosen_values(self) -> Cleaned:
        """What is asked for; nothing where it cannot be understood."""
        return self.form.cleaned_data if self.is_bound and self.form.is_valid() else {}

    @property
    def is_of_sums(self) -> bool:
        """Whether the roll-up can tell what is asked for, but for days within a month: nothing but rows has a file, a
        day of service, an invoice number or a voucher.
        """
        asked = self.chosen_values
        return not asked.get("inlasning") and asked.get("efter") is None and not _has_figure(asked.get("sok") or "")

    @property
    def is_of_totals(self) -> bool:
        """Whether it can be told without knowing whose the spend is."""
        return self.is_of_sums and not any(self.chosen_values.get(name) for name in _OF_KEYS)

    def of(self, sums: SpendT) -> SpendT:
        """What is asked for of some sums, of any month. What was sent is not looked through once more."""
        other = SumFilter(self.data if self.is_bound else None, queryset=sums, request=self.request, today=self.today)
        other.now_of, other.in_group = self.now_of, self.in_group
        other._form = self.form  # noqa: SLF001 - where django-filter keeps the form that it has looked through
        narrowed: SpendT = other.qs
        return narrowed

    def chosen(self, user: User) -> list[str]:
        """In words what hidden fields narrow by, as far as the person may know."""
        data = self.form.cleaned_data if self.form.is_valid() else {}
        words = []
        if data.get("leverantor"):
            found = Supplier.objects.visible_to(user).filter(pk=data["leverantor"]).first()
            words.append(f"leverantör {found}" if found else "en leverantör")
        if data.get("avtal"):
            contract = Contract.objects.visible_to(user).filter(pk=data["avtal"]).first()
            words.append(f"avtal {contract.number}" if contract else "ett avtal")
        if data.get("enhet"):
            words.append("ingen angiven enhet" if data["enhet"] == NO_UNIT else f"enheten {data['enhet']}")
        if data.get("regel"):
            words.append("en regel")
        if data.get("efter"):
            words += [f"dagar efter {each.lost_on}, då {each.stop.unit} förlorade sitt tillstånd" for each in self.lost]
        if data.get("utan_regel"):
            words.append("det som ingen regel tar")
        if data.get("grupp"):
            key = SpendKey.objects.visible_to(user).filter(pk__in=read_ids([f"{data['grupp']:f}"])).first()
            told = [key.supplier_name, f"konto {key.account}", key.unit] if key else ["en grupp"]
            words.append(", ".join(filter(None, told)))
        if data.get("inlasning"):
            ledger_import = LedgerImport.objects.visible_to(user).filter(pk=data["inlasning"]).first()
            words.append(f"filen {ledger_import}" if ledger_import else "en fil")
        return words


class SumFilter(RowFilter):
    """The same of the roll-up, of any month: what it is narrowed by but for the days."""

    bokford_fran = filters.DateFilter(method="of_any_day")
    bokford_till = filters.DateFilter(method="of_any_day")
    inlasning = filters.NumberFilter(method="of_any_day")
    efter = filters.NumberFilter(method="of_any_day")

    class Meta:
        model = SpendMonth
        fields: list[str] = []

    def of_any_day(self, queryset: QuerySet[SpendMonth], name: str, value: object) -> QuerySet[SpendMonth]:
        """Not narrowed here."""
        return queryset
