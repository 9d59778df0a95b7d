"""What a person sends about surveys."""

from __future__ import annotations

from django import forms

from contracts.plan.models import ContractArea
from followup.reviews.models import Finding
from huddinge_vo.common.pages.forms import FileForm, Form
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.untyped import PassedOn


class SurveyForm(FileForm):
    """A survey's file."""

    name = forms.CharField(label="Undersökning", max_length=120)
    year = forms.IntegerField(label="År", min_value=2000, max_value=2199)
    area = forms.ModelChoiceField(label="Avtalsområde", queryset=ContractArea.objects.none(), required=False)

    field_order = ("name", "year", "area", "file")

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        areas = ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk")
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["file"].help_text = "CSV eller Excel med kolumnerna i mallen: en rad per fråga och verksamhet."


class RequirementForm(Form):
    """A requirement that a result leads to."""

    text = forms.CharField(label="Krav", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ResultFindingForm(Form):
    """A finding made of a result."""

    severity = forms.ChoiceField(label="Hur allvarligt är det?", choices=[("", "Välj"), *Finding.Severity.choices])
    words = forms.CharField(
        label="Vad bristen är",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Resultatet följer med. Skriv inga namn på brukare.",
    )
