"""Changing the plan, its goals, signals and team, and where the plan contradicts itself."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Max, Model
from django.http import HttpRequest
from django.utils import timezone
from django.views.generic import TemplateView

from activities.plan.forms import ContradictionForm, GoalForm, PlanForm, SignalForm, TeamForm
from activities.plan.models import CategoryPlan, Contradiction, EffectGoal, SteeringSignal, TeamMember
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import EditPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of


def current_plan(request: HttpRequest) -> CategoryPlan | None:
    """The plan that one works with now."""
    user = user_of(request)
    plans = CategoryPlan.objects.visible_to(user).select_related("category")
    return plans.current_for(current_buyer(request), on=timezone.localdate()).first()


class PlanEdit(EditPage):
    """When and by whom the plan was decided."""

    permission_required = "activities.change_categoryplan"
    form_class = PlanForm
    model = CategoryPlan


class _OfPlan(EditPage):
    """Something of the current plan."""

    permission_required = "activities.change_categoryplan"
    list_name = "activities:plan"

    def blank(self) -> Model:
        """In the current plan."""
        plan = current_plan(self.request)
        if plan is None:
            raise PermissionDenied
        return self.model(plan=plan)


class GoalEdit(_OfPlan):
    """An effect goal, and who owns it."""

    form_class = GoalForm
    model = EffectGoal


class SignalEdit(_OfPlan):
    """A steering signal."""

    form_class = SignalForm
    model = SteeringSignal
    new_title = "Ny styrsignal"


class TeamEdit(_OfPlan):
    """A place in the team."""

    form_class = TeamForm
    model = TeamMember
    new_title = "Ny plats i teamet"


class ContradictionList(PermissionRequiredMixin, TemplateView):
    """Where the plan says two things of the same matter, and what the system goes by."""

    permission_required = "activities.view_categoryplan"
    template_name = "activities/plan/contradiction_list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Of the current plan, in their order."""
        plan = current_plan(self.request)
        rows = Contradiction.objects.filter(plan=plan).order_by("number", "pk")
        return {**super().get_context_data(**kwargs), "plan": plan, "rows": rows}


class ContradictionEdit(_OfPlan):
    """A matter on which the plan says two things."""

    form_class = ContradictionForm
    model = Contradiction
    new_title = "Ny motsägelse"
    list_name = "activities:contradiction-list"

    def blank(self) -> Model:
        """Last in the current plan."""
        made = super().blank()
        last = Contradiction.objects.filter(plan=made.plan).aggregate(last=Max("number"))["last"]  # type: ignore[attr-defined]
        made.number = (last or 0) + 1  # type: ignore[attr-defined]
        return made
