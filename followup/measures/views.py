"""Measures and goals."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, TemplateView

from activities.activities.models import Activity
from activities.activities.reports import cards as activity_cards
from activities.plan.models import CategoryPlan, EffectGoal
from followup.measures import actions, tasks
from followup.measures.forms import AssessForm, MeasureForm, TargetForm
from followup.measures.kinds import counted_codes, counting_of
from followup.measures.models import Measure, Outcome, Target
from followup.measures.reports import (
    counted_rows,
    goal_lines,
    measure_chart,
    measure_lines,
    rows_href,
)
from followup.measures.rules import FORECAST_RULE, TREND_RULE
from huddinge_vo.common.jobs.tasks import ask_for, where_to_wait
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, EditPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.changes import changes_of


class MeasureList(PermissionRequiredMixin, TemplateView):
    """All measures by goal: what they came to, against what was wanted."""

    permission_required = "followup.view_measure"
    template_name = "followup/measures/measure_list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """The current plan's goals."""
        user = user_of(self.request)
        today = timezone.localdate()
        plans = CategoryPlan.objects.visible_to(user).current_for(current_buyer(self.request), on=today)
        plan = plans.select_related("category").first()
        goals = goal_lines(plan) if plan else ()
        rules = {"forecast_rule": FORECAST_RULE, "trend_rule": TREND_RULE}
        return {**super().get_context_data(**kwargs), **rules, "plan": plan, "goals": goals}


class GoalPage(PermissionRequiredMixin, DetailView):
    """One effect goal: its measures with their pictures, and what is done for it."""

    permission_required = "followup.view_measure"
    template_name = "followup/measures/goal_detail.html"
    context_object_name = "goal"

    def get_queryset(self) -> QuerySet[EffectGoal]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        return EffectGoal.objects.visible_to(user).select_related("plan__category")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a picture for each measure that has one."""
        context = super().get_context_data(**kwargs)
        goal: EffectGoal = context["goal"]
        user = user_of(self.request)
        line = next(each for each in goal_lines(goal.plan) if each.goal.pk == goal.pk)
        shown = [(each, measure_chart(each), measure_chart(each, narrow=True)) for each in line.measures]
        done = Activity.objects.visible_to(user).filter(plan=goal.plan, goals=goal).in_plan_order()
        activities = activity_cards(done, on=timezone.localdate())
        return {
            **context,
            "line": line,
            "activities": activities,
            "shown": shown,
            "forecast_rule": FORECAST_RULE,
            "trend_rule": TREND_RULE,
        }


class MeasurePage(PermissionRequiredMixin, DetailView):
    """One measure: what it means, how it is computed, what it came to and what that rests on."""

    permission_required = "followup.view_measure"
    template_name = "followup/measures/measure_detail.html"
    context_object_name = "measure"

    def get_queryset(self) -> QuerySet[Measure]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        found = Measure.objects.visible_to(user).select_related("plan__category", "goal", "owner", "category")
        return found.prefetch_related("targets", "outcomes__assessed_by")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With outcomes, the latest first."""
        context = super().get_context_data(**kwargs)
        measure: Measure = context["measure"]
        line = measure_lines([measure], measure.plan)[0]
        outcomes = sorted(measure.outcomes.all(), key=lambda outcome: outcome.last, reverse=True)
        return {
            **context,
            "line": line,
            "chart": measure_chart(line),
            "chart_narrow": measure_chart(line, narrow=True),
            "outcomes": [(outcome, rows_href(measure, outcome)) for outcome in outcomes],
            "answers": measure.answers.select_related("signal").order_by("signal__title", "number", "pk"),
            "targets": sorted(measure.targets.all(), key=lambda target: target.on),
            "forecast_rule": FORECAST_RULE,
            "trend_rule": TREND_RULE,
            "changes": changes_of(measure, user=user_of(self.request)),
        }


class OutcomeRows(PermissionRequiredMixin, DetailView):
    """What a counted outcome is a share of, one by one: first those that lack what is asked for."""

    permission_required = "followup.view_measure"
    template_name = "followup/measures/outcome_rows.html"
    context_object_name = "outcome"

    def get_queryset(self) -> QuerySet[Outcome]:
        """Narrowed to what the person may see; of measures that something counts."""
        user = user_of(self.request)
        of = Measure.objects.visible_to(user).filter(code__in=counted_codes())
        return Outcome.objects.filter(measure__in=of).select_related("measure__plan__category")

    def permission_rows(self) -> QuerySet | None:
        """The outcome, of a measure that one may see."""
        return self.get_queryset().filter(pk=self.kwargs["pk"])

    def get_permission_required(self) -> tuple[str, ...]:
        """To read the measure, and what it is counted of."""
        code = self.get_queryset().filter(pk=self.kwargs["pk"]).values_list("measure__code", flat=True).first()
        counting = counting_of(code) if code else None
        return (*super().get_permission_required(), *((counting.permission,) if counting else ()))

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the rows."""
        context = super().get_context_data(**kwargs)
        user = user_of(self.request)
        counted = counted_rows(context["outcome"], user=user, today=timezone.localdate())
        return {**context, "measure": context["outcome"].measure, "counted": counted}


class MeasureEdit(EditPage):
    """Who owns a measure, how often, and how it is explained."""

    permission_required = "followup.change_measure"
    form_class = MeasureForm
    model = Measure


class _OfMeasure(ActionPage):
    """An action about one measure."""

    @property
    def measure(self) -> Measure:
        """Which, if one may know of it."""
        user = user_of(self.request)
        return get_object_or_404(Measure.objects.visible_to(user), pk=self.kwargs["pk"])

    def back(self) -> str:
        """To its page."""
        return self.measure.get_absolute_url()


class MeasureAssess(_OfMeasure):
    """Say what a measure comes to, with why."""

    permission_required = "followup.add_outcome"
    permission_of = Measure
    form_class = AssessForm
    submit = "Spara bedömningen"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says which."""
        measure = self.measure
        context = super().get_context_data(**kwargs)
        return {**context, "title": f"Bedöm: {measure}", "intro": measure.definition}

    def do(self, form: AssessForm) -> Measure:
        """Keep it."""
        user = user_of(self.request)
        data = form.cleaned_data
        return actions.assess_measure(
            measure=self.measure,
            first=data["first"],
            last=data["last"],
            value=int(data["value"]),
            comment=data["comment"],
            evidence=data["evidence"],
            by=user,
            at=timezone.now(),
        ).measure


class TargetAdd(_OfMeasure):
    """What a measure shall be on a day."""

    permission_required = "followup.change_measure"
    permission_of = Measure
    form_class = TargetForm
    submit = "Spara målvärdet"

    def get_form_kwargs(self) -> dict[str, object]:
        """The target knows its measure before it is validated."""
        return {**super().get_form_kwargs(), "instance": Target(measure=self.measure)}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says for which."""
        return {**super().get_context_data(**kwargs), "title": f"Målvärde för {self.measure}"}

    def do(self, form: TargetForm) -> Target:
        """Keep it."""
        user = user_of(self.request)
        return actions.save_target(target=form.instance, by=user, at=timezone.now())


@require_POST
@permission_required("followup.recompute")
def compute_measures(request: HttpRequest) -> HttpResponse:
    """Compute the measures anew, by the worker, of the buyers where the person may ask for it."""
    user, here = user_of(request), reverse("followup:measure-list")
    whose = buyers_of(user, may="followup.recompute")
    plans = CategoryPlan.objects.filter(category__buyer__in=whose)
    asked = [
        ask_for(tasks.compute_outcomes_of_buyer, by=user, href=here, buyer_id=buyer)
        for buyer in sorted(set(plans.values_list("category__buyer", flat=True)))
    ]
    messages.info(request, "Måtten räknas om. Det brukar ta några sekunder.")
    return HttpResponseRedirect(where_to_wait(asked, here))
