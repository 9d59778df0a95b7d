"""What a person sends about placements."""

from __future__ import annotations

from datetime import date

from django import forms
from django.db.models import QuerySet

from contracts.plan.models import Category, ContractArea
from contracts.register.models import Contract
from contracts.suppliers.filters import OLDEST
from contracts.suppliers.models import Supplier, SupplierUnit, TargetGroup
from huddinge_vo.common.pages.forms import AmountField, DegreesField, Form, ModelForm
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from huddinge_vo.common.untyped import Context, PassedOn
from procurement.placements.models import Placement, PlacementTerm
from procurement.placements.rules import Need

_COUNTIES = (
    *("Blekinge län", "Dalarnas län", "Gotlands län", "Gävleborgs län", "Hallands län", "Jämtlands län"),
    *("Jönköpings län", "Kalmar län", "Kronobergs län", "Norrbottens län", "Skåne län", "Stockholms län"),
    *("Södermanlands län", "Uppsala län", "Värmlands län", "Västerbottens län", "Västernorrlands län"),
    *("Västmanlands län", "Västra Götalands län", "Örebro län", "Östergötlands län"),
)


class FindPlaceForm(Form):
    """The need that a place is looked for: it stands in the address, and nothing of it is kept."""

    omrade = forms.ModelChoiceField(label="Avtalsområde", queryset=ContractArea.objects.none())
    malgrupp = forms.ModelChoiceField(
        label="Målgrupp", queryset=TargetGroup.objects.none(), required=False, empty_label="oavsett"
    )
    kon = forms.ChoiceField(
        label="Kön",
        choices=[("", "oavsett"), *(each for each in SupplierUnit.Takes.choices if each[0] != SupplierUnit.Takes.ALL)],
        required=False,
    )
    alder = forms.IntegerField(label="Ålder", min_value=0, max_value=OLDEST, required=False)
    lan = forms.ChoiceField(label="Län", choices=[("", "alla"), *((name, name) for name in _COUNTIES)], required=False)
    avstand = forms.IntegerField(label="Längsta avstånd, km", min_value=1, max_value=2000, required=False)
    fran = forms.DateField(label="Från och med", required=False)
    ledig = forms.BooleanField(label="Det ska finnas en ledig plats", required=False)

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, today: date, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.term = PlacementTerm.of(buyer)
        areas = ContractArea.objects.visible_to(user).filter(category__buyer=buyer)
        self.fields["omrade"].queryset = areas.order_by("sort_name", "pk")  # type: ignore[attr-defined]
        self.fields["malgrupp"].queryset = TargetGroup.objects.to_choose()  # type: ignore[attr-defined]
        origin = self.term.origin or "den plats som förvaltaren har angett"
        self.fields["avstand"].help_text = (
            f"Fågelvägen från {origin}."
            if self.term.latitude is not None
            else "Ingen har angett varifrån avstånd räknas: med ett längsta avstånd faller alla bort."
        )

    def clean(self) -> Context:
        """Whatever stands in the address, it is no person."""
        data: Context = super().clean() or self.cleaned_data
        for values in self.data.lists():  # type: ignore[attr-defined]
            for value in values[1]:
                refuse_personal_numbers(value)
        return data

    def need(self) -> Need:
        """What was asked for."""
        data = self.cleaned_data
        return Need(
            on=data["fran"] or self.today,
            target_group=data["malgrupp"].pk if data["malgrupp"] else None,
            sex=data["kon"],
            age=data["alder"],
            county=data["lan"],
            longest_km=data["avstand"],
            must_be_free=data["ledig"],
        )


class PlacementTermForm(ModelForm):
    """What a buyer's placing goes by."""

    latitude = DegreesField(label="Latitud", most=90, help_text="I grader, till exempel 59,23705.")
    longitude = DegreesField(label="Longitud", most=180)

    class Meta:
        model = PlacementTerm
        fields = ["origin", "latitude", "longitude", "acute_working_days", "foreseen_count", "foreseen_percent"]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)


class PlacementForm(ModelForm):
    """A placement; without contract it is a deviation that another person approves."""

    price_sek = AmountField(label="Pris, kr", max_digits=17, decimal_places=2, min_value=0, required=False)

    class Meta:
        model = Placement
        fields = [
            "number",
            "case_reference",
            "supplier",
            "contract",
            "category",
            "unit",
            "valid_from",
            "valid_until",
            "price_sek",
        ]

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.instance.buyer = buyer
        self.instance.requested_by = user  # until the action says who
        choices: dict[str, QuerySet] = {
            "supplier": Supplier.objects.visible_to(user).current().order_by("sort_name", "name", "pk"),
            "contract": Contract.objects.visible_to(user).signed().filter(buyer=buyer).order_by("number", "pk"),
            "category": Category.objects.visible_to(user).filter(buyer=buyer).order_by("sort_name", "pk"),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def clean(self) -> Context:
        """A call-off is on a contract of the supplier itself."""
        data: Context = super().clean() or self.cleaned_data
        contract, supplier = data.get("contract"), data.get("supplier")
        if contract is not None and supplier is not None and contract.supplier_id != supplier.pk:
            self.add_error("contract", f"{contract.number} är ett avtal med en annan leverantör.")
        return data
