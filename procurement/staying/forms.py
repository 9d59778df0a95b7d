"""What a person sends about those who stay on."""

from __future__ import annotations

from django import forms

from contracts.plan.models import ContractArea
from huddinge_vo.common.pages.forms import Form
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.untyped import PassedOn
from procurement.placements.choices import StayDecision


def _note() -> forms.CharField:
    return forms.CharField(
        label="Anteckning",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Aldrig namn, ålder eller personnummer.",
    )


class StayDecisionForm(Form):
    """What is decided of somebody who stays on."""

    decision = forms.ChoiceField(label="Beslut", choices=StayDecision, widget=forms.RadioSelect)
    note = _note()


class ChangedAreaForm(Form):
    """To which area somebody belongs now, and since when."""

    since = forms.DateField(label="Från och med")
    area_after = forms.ModelChoiceField(label="Hör nu till avtalsområde", queryset=ContractArea.objects.none())
    note = _note()

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        areas = ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk")
        self.fields["area_after"].queryset = areas  # type: ignore[attr-defined]
