"""What a person sends about flags."""

from __future__ import annotations

from decimal import Decimal

from django import forms

from followup.flags.choices import CLOSED, Status
from followup.reviews.models import Finding
from huddinge_vo.common.pages.forms import FileForm, Form
from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from huddinge_vo.common.untyped import PassedOn


class CloseForm(Form):
    """What a flag was."""

    outcome = forms.ChoiceField(
        label="Vad var det?",
        choices=CLOSED,
        widget=forms.RadioSelect,
        help_text="Bekräftad: det var det som flaggan säger. En bekräftad flagga blir en brist hos leverantören.",
    )
    reason = forms.CharField(
        label="Varför?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        validators=[refuse_personal_numbers],
        help_text="Vad du tittade på och vad det visade. Skriv inga namn på klienter.",
    )
    severity = forms.ChoiceField(
        label="Bristens allvar", choices=Finding.Severity, initial=Finding.Severity.MEDIUM, required=False
    )
    is_irregularity = forms.BooleanField(label="Misstänkt oegentlighet eller välfärdsbrott", required=False)

    def __init__(self, *args: PassedOn, makes_finding: bool, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        if not makes_finding:
            del self.fields["severity"], self.fields["is_irregularity"]
            self.fields["outcome"].help_text = "Bekräftad: det var det som flaggan säger."

    def severity_chosen(self) -> str:
        """What a finding of it is made with."""
        return self.cleaned_data.get("severity") or Finding.Severity.MEDIUM

    @property
    def is_confirmed(self) -> bool:
        """Whether it was what it said."""
        return bool(self.cleaned_data["outcome"] == Status.CONFIRMED)


class CloseManyForm(Form):
    """What many flags were: one that is confirmed becomes a finding of its own, and is judged on its own page."""

    outcome = forms.ChoiceField(
        label="Vad var det?",
        choices=[each for each in CLOSED if each[0] != Status.CONFIRMED],
        widget=forms.RadioSelect,
        help_text="En flagga som är bekräftad blir en brist, och bedöms på sin egen sida.",
    )
    reason = forms.CharField(
        label="Varför?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        validators=[refuse_personal_numbers],
        help_text="Skälet sparas på var och en. Skriv inga namn på klienter.",
    )


class BoundsForm(Form):
    """The bounds of a kind."""

    def __init__(
        self, *args: PassedOn, bounds: list[tuple[str, str, Decimal, Decimal, Decimal]], **kwargs: PassedOn
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, label, value, lowest, highest in bounds:
            self.fields[name] = forms.DecimalField(
                label=label,
                initial=value.normalize() if value != value.to_integral_value() else int(value),
                min_value=lowest,
                max_value=highest,
                max_digits=14,
                decimal_places=2,
                widget=forms.NumberInput(attrs={"class": "form-control", "step": "any"}),
            )


class SwitchForm(Form):
    """Why a kind is turned off, or on again."""

    reason = forms.CharField(label="Varför?", max_length=300, validators=[refuse_personal_numbers])


class FactsForm(FileForm):
    """A file of what registers tell."""
