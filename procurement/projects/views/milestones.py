"""A project's milestones: moved, done, and begun anew."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone

from contracts.law.querysets import LawNotEntered
from huddinge_vo.common.pages.forms import refuse_far_days
from huddinge_vo.common.pages.views import ActionPage
from huddinge_vo.common.people.request import user_of
from procurement.plan import rules as plan_rules
from procurement.projects import actions
from procurement.projects.forms import (
    DoneForm,
    MoveForm,
    ReopenForm,
)
from procurement.projects.models import (
    Milestone,
    Project,
)
from procurement.projects.views.projects import CHANGE


class _ForMilestone(ActionPage):
    """An action on the milestone of the address."""

    permission_required = CHANGE
    permission_of = Milestone

    @cached_property
    def milestone(self) -> Milestone:
        """If one may know of its project."""
        user = user_of(self.request)
        found = Milestone.objects.visible_to(user).select_related("project__buyer")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def back(self) -> str:
        """To its project."""
        return self.milestone.get_absolute_url()


class MilestoneMove(_ForMilestone):
    """Move a milestone. With ?dag= it first shows what slips; nothing is saved before the button is pressed."""

    template_name = "procurement/projects/milestone_move.html"
    form_class = MoveForm
    submit = "Flytta"
    refusals = (plan_rules.CannotMove,)

    def get_initial(self) -> dict[str, object]:
        """The day that is looked at, else the one it has."""
        return {"day": self.request.GET.get("dag") or self.milestone.planned_on}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what slips."""
        context = super().get_context_data(**kwargs)
        milestone = self.milestone
        context["title"] = f"Flytta {milestone.name}"
        context["milestone"] = milestone
        raw = self.request.POST.get("day") or self.request.GET.get("dag")
        if raw:
            try:
                day = date.fromisoformat(raw)
                refuse_far_days(day)
            except ValueError:
                return {**context, "refused": "Skriv dagen som ÅÅÅÅ-MM-DD."}
            except ValidationError as error:
                return {**context, "refused": " ".join(error.messages)}
            milestones = list(milestone.project.milestones.order_by("order", "pk"))
            steps = [each.as_rule() for each in milestones]
            try:
                standstill = actions.standstill_days(milestone.project, steps)
                changed = plan_rules.move(steps, milestone.code, day, standstill_days=standstill)
            except plan_rules.CannotMove as error:
                return {**context, "refused": str(error)}
            except LawNotEntered as error:
                return {**context, "refused": " ".join(error.messages)}
            names = {each.code: each.name for each in milestones}
            today = timezone.localdate()
            context |= {
                "day": day,
                "slips": [(names[code], old, new, (new - old).days, new < today) for code, old, new in changed],
            }
        return context

    def do(self, form: MoveForm) -> Project:
        """Move it, and what slips."""
        user = user_of(self.request)
        actions.move_milestone(milestone=self.milestone, day=form.cleaned_data["day"], by=user, at=timezone.now())
        return self.milestone.project

    def done(self, result: object) -> str:
        """What happened."""
        return f"{self.milestone.name} är flyttad."


class MilestoneDone(_ForMilestone):
    """Say when a milestone was reached."""

    form_class = DoneForm
    submit = "Markera som klar"
    refusals = (actions.CannotFinish,)

    def get_initial(self) -> dict[str, object]:
        """Today, most often."""
        return {"done_on": timezone.localdate()}

    def get_form_kwargs(self) -> dict[str, object]:
        """With those before it that are not done."""
        milestone = self.milestone
        left = milestone.project.milestones.filter(order__lt=milestone.order, done_on=None).order_by("order", "pk")
        return {**super().get_form_kwargs(), "before": list(left.values_list("name", flat=True))}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says which."""
        return {**super().get_context_data(**kwargs), "title": f"{self.milestone.name} är klar"}

    def do(self, form: DoneForm) -> Project:
        """Done."""
        user = user_of(self.request)
        done_on = form.cleaned_data["done_on"]
        actions.finish_milestone(milestone=self.milestone, done_on=done_on, by=user, at=timezone.now())
        return self.milestone.project


class MilestoneReopen(_ForMilestone):
    """Say that a milestone is not done after all."""

    form_class = ReopenForm
    submit = "Ta tillbaka"
    refusals = (actions.CannotFinish,)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says which."""
        return {**super().get_context_data(**kwargs), "title": f"{self.milestone.name} är inte klar"}

    def do(self, form: ReopenForm) -> Project:
        """Not done."""
        reason = form.cleaned_data["reason"]
        actions.reopen_milestone(milestone=self.milestone, reason=reason, by=user_of(self.request), at=timezone.now())
        return self.milestone.project

    def done(self, result: object) -> str:
        """What happened."""
        return f"{self.milestone.name} är inte längre klar."
