"""What a person sends about limits and needs that come back."""

from __future__ import annotations

from datetime import date

from django import forms

from contracts.plan.models import Category, ContractArea
from huddinge_vo.common.pages.forms import AmountField, Form
from huddinge_vo.common.people.models import User
from huddinge_vo.common.untyped import Context, PassedOn


class LimitDayForm(Form):
    """The day that limits are asked of."""

    dag = forms.DateField(label="Gränser den", required=False)


class NeedLimitForm(Form):
    """What one more direct award would be of: its need, its value without VAT, and its first day."""

    omrade = forms.ModelChoiceField(label="Avtalsområde", queryset=ContractArea.objects.none(), required=False)
    underkategori = forms.ModelChoiceField(label="Underkategori", queryset=Category.objects.none(), required=False)
    varde = AmountField(label="Värde utan moms, kr", required=False, min_value=0)
    dag = forms.DateField(label="Första dag", required=False)
    avsteg = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        areas = ContractArea.objects.visible_to(user).order_by("sort_name", "pk")
        categories = Category.objects.visible_to(user).order_by("sort_name", "pk")
        self.fields["omrade"].queryset = areas  # type: ignore[attr-defined]
        self.fields["underkategori"].queryset = categories  # type: ignore[attr-defined]

    def clean(self) -> Context:
        """One of area and subcategory is needed; the area rules."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not data.get("omrade") and not data.get("underkategori"):
            self.add_error("omrade", "Välj avtalsområde, eller underkategori där inget område finns.")
        return data


class AnswerForm(Form):
    """The answer to a need that comes back: a year in the plan, or why none."""

    year = forms.IntegerField(label="Lägg till i upphandlingsplanen år", required=False, min_value=2000, max_value=2100)
    why_not = forms.CharField(
        label="Eller: ingen upphandling, därför att", required=False, max_length=500, widget=forms.TextInput
    )

    def __init__(self, *args: PassedOn, today: date, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "year"
        ].help_text = f"Till exempel {today.year + 1}. Finns behovet redan i planen det året används den raden."
