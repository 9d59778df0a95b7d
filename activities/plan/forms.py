"""What a person sends about the plan."""

from __future__ import annotations

from django import forms

from activities.plan.models import CategoryPlan, Contradiction, EffectGoal, SteeringSignal, TeamMember
from huddinge_vo.common.pages.forms import ModelForm
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.querysets import colleagues
from huddinge_vo.common.untyped import PassedOn

_LONG = forms.Textarea(attrs={"rows": 3})


class PlanForm(ModelForm):
    """When and by whom the plan was decided."""

    has_been = ("decided_on",)

    class Meta:
        model = CategoryPlan
        fields = ["title", "decided_by", "decided_on", "registry_number", "edition", "valid_from", "valid_until"]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)


class _OfPlan(ModelForm):
    """A form with people of the plan's buyer to choose among."""

    people: tuple[str, ...] = ()

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        for name in self.people:
            self.fields[name].queryset = colleagues(user)  # type: ignore[attr-defined]


class GoalForm(_OfPlan):
    """An effect goal, and who owns it."""

    people = ("owner",)

    class Meta:
        model = EffectGoal
        fields = ["name", "wording", "explanation", "target_areas", "owner"]
        widgets = {"wording": _LONG}


class SignalForm(_OfPlan):
    """A steering signal."""

    to_come = ("review_on",)

    people = ("responsible",)

    class Meta:
        model = SteeringSignal
        fields = ["kind", "title", "url", "comment", "review_on", "responsible"]
        widgets = {"comment": _LONG}


class ContradictionForm(_OfPlan):
    """A matter on which the plan says two things."""

    class Meta:
        model = Contradiction
        fields = ["number", "subject", "stated", "treatment"]
        widgets = {"stated": _LONG, "treatment": _LONG}


class TeamForm(_OfPlan):
    """A place in the team."""

    people = ("person",)

    class Meta:
        model = TeamMember
        fields = ["role", "unit", "person"]
