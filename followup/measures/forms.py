"""What a person sends about a measure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import forms

from activities.activities.models import SignalPoint
from followup.measures.models import SCALE, Measure, Target
from huddinge_vo.common.pages.forms import Form, ModelForm
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.querysets import colleagues
from huddinge_vo.common.untyped import PassedOn


class MeasureForm(ModelForm):
    """A measure's owner, how often, and its words."""

    class Meta:
        model = Measure
        fields = ["name", "owner", "frequency", "definition", "formula", "goal", "answers"]
        widgets = {"definition": forms.Textarea(attrs={"rows": 2}), "formula": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues(user)  # type: ignore[attr-defined]
        plan = self.instance.plan
        self.fields["goal"].queryset = plan.effect_goals.order_by("number", "pk")  # type: ignore[attr-defined]
        answers = self.fields["answers"]
        answers.queryset = SignalPoint.objects.of_plan(plan)  # type: ignore[attr-defined]
        answers.label_from_instance = SignalPoint.in_words  # type: ignore[attr-defined]
        answers.widget.attrs.update({"class": "form-select", "size": 8})


class AssessForm(Form):
    """What a measure comes to, by somebody's judgement."""

    first = forms.DateField(label="Från och med", widget=forms.DateInput())
    last = forms.DateField(label="Till och med", widget=forms.DateInput())
    value = forms.ChoiceField(label="Bedömning", choices=SCALE, widget=forms.RadioSelect)
    comment = forms.CharField(label="Varför", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    evidence = forms.CharField(
        label="Belägg", max_length=500, required=False, help_text="Dokument, enkät eller diarienummer."
    )

    def clean(self) -> dict[str, object]:
        """The period goes forwards."""
        data = super().clean() or self.cleaned_data
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", "Sista dagen kan inte ligga före första dagen.")
        return data


class TargetForm(ModelForm):
    """A dated target. A share is written as per cent."""

    value = forms.DecimalField(label="Målvärde", max_digits=6, decimal_places=2, min_value=0)

    class Meta:
        model = Target
        fields = ["on", "value"]

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.is_share = self.instance.measure.unit == Measure.Unit.SHARE
        self.fields["value"].help_text = "I procent, till exempel 90." if self.is_share else "På skalan 1–4."

    def clean_on(self) -> date:
        """A day within the plan: what it wants is wanted by its end."""
        on: date = self.cleaned_data["on"]
        if on > self.instance.measure.plan.valid_until:
            raise forms.ValidationError(f"Planen slutar {self.instance.measure.plan.valid_until}.")
        return on

    def clean_value(self) -> Decimal:
        """As it is kept: a share between 0 and 1, or a place on the scale."""
        value: Decimal = self.cleaned_data["value"]
        highest = Decimal(100) if self.is_share else Decimal(4)
        if value > highest:
            raise forms.ValidationError(f"Målvärdet kan vara högst {highest}.")
        return value / 100 if self.is_share else value
