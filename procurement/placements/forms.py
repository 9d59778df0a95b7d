"""What a person sends about placements."""

from __future__ import annotations

from django.db.models import QuerySet

from contracts.plan.models import Category
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from huddinge_vo.common.pages.forms import AmountField, DegreesField, ModelForm
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.untyped import Context, PassedOn
from procurement.placements.models import Placement, PlacementTerm


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
