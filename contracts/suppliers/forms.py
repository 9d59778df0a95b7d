"""What a person sends about a supplier."""

from __future__ import annotations

from django import forms
from django.db.models import Q

from contracts.plan.cells import unusable
from contracts.plan.models import ContractArea
from contracts.suppliers.models import (
    Permit,
    PlacementStop,
    Supplier,
    SupplierContact,
    SupplierIdentifier,
    SupplierUnit,
    TargetGroup,
)
from huddinge_vo.common import org_numbers
from huddinge_vo.common.pages.forms import Form, ModelForm, degrees
from huddinge_vo.common.people.models import User
from huddinge_vo.common.untyped import PassedOn


class SupplierForm(ModelForm):
    """A supplier."""

    class Meta:
        model = Supplier
        fields = ["name", "org_number", "is_sole_trader", "has_f_tax", "parent", "is_secret"]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        others = Supplier.objects.visible_to(user).current().exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = others.order_by("sort_name", "name", "pk")  # type: ignore[attr-defined]
        if self.instance.parent_id and not Supplier.objects.open_to(user).filter(pk=self.instance.parent_id).exists():
            del self.fields["parent"]  # a group that he may not know of stays as it is
        self.fields["org_number"].max_length = 13  # type: ignore[attr-defined]
        self.fields["org_number"].widget.attrs["maxlength"] = 13
        self.fields["org_number"].validators = []
        self.fields["org_number"].help_text = "Tio siffror, med eller utan bindestreck."

    def clean_org_number(self) -> str | None:
        """Checked by its check digit, whatever way it is written.

        A number that is taken is refused as a wrong one is, whoever has it: it may be one who is secret.
        """
        raw = self.cleaned_data["org_number"]
        if not raw:
            return None
        number = org_numbers.normalise(raw)
        others = Supplier.objects.filter(org_number=number).exclude(pk=self.instance.pk)
        if number is None or others.exists() or Supplier.objects.by_number_for(self._user, {number})[1]:
            raise forms.ValidationError(unusable(raw, "organisationsnummer"))
        return number


def _org_number(raw: str) -> str:
    number = org_numbers.normalise(raw)
    if number is None:
        raise forms.ValidationError(f"”{raw}” är inget giltigt organisationsnummer: kontrollsiffran stämmer inte.")
    return number


class _OfSupplier(ModelForm):
    """A form for something that belongs to a supplier, and perhaps to one of its units."""

    def __init__(self, *args: PassedOn, supplier: Supplier, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(self._meta.model, "supplier"):
            self.instance.supplier = supplier
        if "unit" in self.fields:
            units = SupplierUnit.objects.visible_to(user).filter(supplier=supplier).order_by("sort_name", "pk")
            self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class UnitForm(_OfSupplier):
    """A unit: where it lies, for whom it is, and whether it has places free."""

    has_been = ("free_places_on",)

    latitude, longitude = degrees(counted_from="Avstånd räknas fågelvägen.")

    class Meta:
        model = SupplierUnit
        fields = [
            "name",
            "areas",
            "municipality",
            "county",
            "address",
            "latitude",
            "longitude",
            "target_groups",
            "target_group",
            "takes",
            "age_from",
            "age_to",
            "places",
            "free_places",
            "free_places_on",
            "is_secret",
        ]
        widgets = {"target_groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: PassedOn, supplier: Supplier, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, supplier=supplier, user=user, **kwargs)
        areas = ContractArea.objects.visible_to(user).order_by("sort_name", "pk")
        self.fields["areas"].queryset = areas  # type: ignore[attr-defined]
        self.fields["areas"].widget.attrs.update({"class": "form-select", "size": 8})
        # What is no longer used stays where it stands until somebody takes it away.
        chosen = TargetGroup.objects.filter(units=self.instance) if self.instance.pk else TargetGroup.objects.none()
        groups = TargetGroup.objects.filter(Q(is_used=True) | Q(pk__in=chosen.values("pk")))
        self.fields["target_groups"].queryset = groups.order_by("sort_name", "name", "pk")  # type: ignore[attr-defined]


class TargetGroupForm(ModelForm):
    """A target group."""

    class Meta:
        model = TargetGroup
        fields = ["name", "is_used"]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)


class ContactForm(_OfSupplier):
    """Whom to turn to."""

    class Meta:
        model = SupplierContact
        fields = ["unit", "role", "name", "email", "phone"]


class PermitForm(_OfSupplier):
    """IVO's permission."""

    has_been = ("decided_on", "looked_up_on")

    class Meta:
        model = Permit
        fields = [
            "unit",
            "org_number",
            "legal_ground",
            "form",
            "places",
            "decided_on",
            "valid_until",
            "status",
            "registry_number",
            "source",
            "looked_up_on",
        ]
        help_texts = {
            "source": "Var det är kontrollerat, till exempel IVO:s register på webben. En kopia är inget bevis.",
            "looked_up_on": "Tomt: i dag.",
        }

    def __init__(self, *args: PassedOn, supplier: Supplier, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, supplier=supplier, user=user, **kwargs)
        self.fields["source"].required = True
        field = self.fields["org_number"]
        field.max_length, field.validators = 13, []  # type: ignore[attr-defined]
        field.widget.attrs["maxlength"] = 13
        field.initial = field.initial or supplier.org_number
        field.help_text = "Tillståndet gäller just det organisationsnumret."

    def clean_org_number(self) -> str:
        """Checked by its check digit, whatever way it is written."""
        return _org_number(self.cleaned_data["org_number"])


class PlacementStopForm(_OfSupplier):
    """Where nobody new is placed."""

    class Meta:
        model = PlacementStop
        fields = ["unit", "reason", "valid_from", "valid_until"]


class MergeForm(Form):
    """The supplier that remains."""

    target = forms.ModelChoiceField(label="Består", queryset=Supplier.objects.none())

    def __init__(self, *args: PassedOn, source: Supplier, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        others = Supplier.objects.visible_to(user).current().exclude(pk=source.pk)
        self.fields["target"].queryset = others.order_by("sort_name", "name", "pk")  # type: ignore[attr-defined]


class IdentifierForm(ModelForm):
    """The number that a supplier has in a buyer's economy system."""

    class Meta:
        model = SupplierIdentifier
        fields = ["value"]

    def __init__(self, *args: PassedOn, supplier: Supplier, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.instance.supplier = supplier
        self.fields["value"].label = "Leverantörsnummer"
        self.fields["value"].help_text = "Så som numret står i köparens reskontra."
