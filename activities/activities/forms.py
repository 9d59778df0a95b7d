"""What a person sends about an activity."""

from __future__ import annotations

from django import forms

from activities.activities.models import Activity, ActivityStep, SignalPoint
from activities.plan.forms import _LONG, _OfPlan
from huddinge_vo.common.pages.forms import AmountField, Form
from huddinge_vo.common.people.models import User
from huddinge_vo.common.untyped import PassedOn


class ActivityForm(_OfPlan):
    """An activity."""

    people = ("responsible_person",)

    class Meta:
        model = Activity
        fields = [
            "number",
            "title",
            "status",
            "starts_on",
            "ends_on",
            "late_reason",
            "priority",
            "responsible",
            "responsible_person",
            "description",
            "potential",
            "goal",
            "implementation",
            "participants",
            "stakeholders",
            "steering_group",
            "goals",
            "strategies",
            "expected_effect",
            "expected_effect_sek",
            "achieved_effect",
            "achieved_effect_sek",
            "evidence",
        ]
        field_classes = {"expected_effect_sek": AmountField, "achieved_effect_sek": AmountField}
        widgets = dict.fromkeys(
            ("description", "potential", "goal", "implementation", "expected_effect", "achieved_effect"), _LONG
        )

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, user=user, **kwargs)
        plan = self.instance.plan
        choices = {"goals": plan.effect_goals.order_by("number", "pk"), "strategies": plan.strategies.in_plan_order()}
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
            self.fields[name].widget.attrs.update({"class": "form-select", "size": 5})


class StepForm(_OfPlan):
    """A step on the way."""

    has_been = ("done_on",)

    people = ("responsible",)

    class Meta:
        model = ActivityStep
        fields = ["name", "due_on", "done_on", "responsible"]


class PointForm(_OfPlan):
    """A point of a steering signal, and what answers it."""

    class Meta:
        model = SignalPoint
        fields = ["number", "text", "strategies", "activities"]
        widgets = {"text": _LONG}

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, user=user, **kwargs)
        plan = self.instance.signal.plan
        choices = {"strategies": plan.strategies.in_plan_order(), "activities": plan.activities.in_plan_order()}
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
            self.fields[name].widget.attrs.update({"class": "form-select", "size": 9})


class NoteForm(Form):
    """How it goes."""

    text = forms.CharField(label="Hur går det?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class StatusForm(Form):
    """Where an activity stands, and why when it is late."""

    status = forms.ChoiceField(label="Status", choices=Activity.Status)
    reason = forms.CharField(label="Varför är den försenad?", max_length=500, required=False)
