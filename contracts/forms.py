"""What a person sends about the register."""

from __future__ import annotations

from typing import Any

from django import forms

from contracts.models import Contract, ContractArea, ExtensionOption, Framework, Supplier
from huddinge_vo.common import org_numbers
from huddinge_vo.common.forms import AmountField, FileForm, ModelForm
from huddinge_vo.common.models import Organization, User

__all__ = ["ContractForm", "ContractImportForm", "FrameworkForm", "OptionForm", "SupplierForm"]


class _ForBuyer(ModelForm):
    """A form whose choices are narrowed to what the person may see of one buyer."""

    def __init__(self, *args: Any, user: User, buyer: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.buyer = buyer
        self.fields["areas"].queryset = (  # type: ignore[attr-defined]
            ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk")
        )
        self.fields["areas"].widget.attrs.update({"class": "form-select", "size": 8})

    def clean_number(self) -> str:
        """Numbers are what invoices name: no space around them."""
        return self.cleaned_data["number"].strip()


class ContractForm(_ForBuyer):
    """One supplier's contract."""

    class Meta:
        model = Contract
        fields = [
            "number",
            "title",
            "supplier",
            "framework",
            "form",
            "price_model",
            "areas",
            "status",
            "valid_from",
            "initial_until",
            "terminated_on",
            "ceiling_sek",
            "call_offs_survive",
            "owner",
            "deputy",
            "is_secret",
        ]
        field_classes = {"ceiling_sek": AmountField}

    def __init__(self, *args: Any, user: User, buyer: Organization, **kwargs: Any) -> None:
        super().__init__(*args, user=user, buyer=buyer, **kwargs)
        choices: dict[str, Any] = {
            "supplier": Supplier.objects.visible_to(user).current().order_by("sort_name", "name", "pk"),
            "framework": Framework.objects.visible_to(user).filter(buyer=buyer).order_by("number", "pk"),
        }
        people = User.objects.filter(memberships__buyer=buyer, is_active=True).distinct().order_by("username")
        for name, queryset in {**choices, "owner": people, "deputy": people}.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


class FrameworkForm(_ForBuyer):
    """A round of procurement."""

    class Meta:
        model = Framework
        fields = [
            "number",
            "title",
            "form",
            "areas",
            "lead",
            "valid_from",
            "initial_until",
            "ceiling_sek",
            "call_off_method",
            "is_secret",
        ]
        field_classes = {"ceiling_sek": AmountField}


class SupplierForm(ModelForm):
    """A supplier."""

    class Meta:
        model = Supplier
        fields = ["name", "org_number", "is_sole_trader", "parent", "is_secret"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Supplier.objects.visible_to(user).current().exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = others.order_by("sort_name", "name", "pk")  # type: ignore[attr-defined]
        self.fields["org_number"].max_length = 13  # type: ignore[attr-defined]
        self.fields["org_number"].widget.attrs["maxlength"] = 13
        self.fields["org_number"].validators = []
        self.fields["org_number"].help_text = "Tio siffror, med eller utan bindestreck."

    def clean_org_number(self) -> str | None:
        """Checked by its check digit, whatever way it is written."""
        raw = self.cleaned_data["org_number"]
        if not raw:
            return None
        number = org_numbers.normalise(raw)
        if number is None:
            raise forms.ValidationError(f"”{raw}” är inget giltigt organisationsnummer: kontrollsiffran stämmer inte.")
        return number


class OptionForm(ModelForm):
    """An option to lengthen a contract or a round."""

    class Meta:
        model = ExtensionOption
        fields = ["number", "months", "decide_by", "decided_on"]


class ContractImportForm(FileForm):
    """A file of contracts."""
