"""The plan's page, and pages of its activities: list, board, time line, one."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Max, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.generic import DetailView, TemplateView

from activities.activities import actions
from activities.activities.filters import ActivityFilter
from activities.activities.forms import ActivityForm, NoteForm, PointForm, StatusForm, StepForm
from activities.activities.models import Activity, ActivityStep, SignalPoint
from activities.activities.reports import board, cards, time_line
from activities.activities.rules import standing
from activities.activities.tables import ActivityTable
from activities.plan.models import SteeringSignal
from activities.plan.views import _OfPlan, current_plan
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, EditPage, ListPage, asked_in_place
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.changes import changes_of


def activities_of(request: HttpRequest) -> QuerySet[Activity]:
    """Those that one may see of the current plan, in the plan's order."""
    user = user_of(request)
    found = Activity.objects.visible_to(user).filter(plan=current_plan(request))
    return found.for_list().in_plan_order()


class ActivityList(ListPage):
    """All activities of the plan."""

    permission_required = "activities.view_activity"
    filterset_class = ActivityFilter
    table_class = ActivityTable
    template_name = "activities/activities/activity_list.html"
    title = "Aktiviteter"
    export_name = "aktiviteter"

    def get_queryset(self) -> QuerySet[Activity]:
        """Narrowed to what the person may see."""
        return activities_of(self.request)


class ActivityBoard(PermissionRequiredMixin, TemplateView):
    """Activities by status, to be moved with one click."""

    permission_required = "activities.view_activity"
    template_name = "activities/activities/activity_board.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """A column for each status."""
        columns = board(activities_of(self.request), on=timezone.localdate())
        return {**super().get_context_data(**kwargs), "columns": columns, "statuses": Activity.Status.choices}


class ActivityTimeLine(PermissionRequiredMixin, TemplateView):
    """The plan's four years."""

    permission_required = "activities.view_activity"
    template_name = "activities/activities/activity_timeline.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """The picture, and what has no place in it yet."""
        context = super().get_context_data(**kwargs)
        plan = current_plan(self.request)
        if plan is None:
            return {**context, "plan": None}
        told = activities_of(self.request).prefetch_related("steps")
        drawn, without = time_line(told, plan, on=timezone.localdate())
        return {**context, "plan": plan, "gantt": drawn, "without": without}


class ActivityPage(PermissionRequiredMixin, DetailView):
    """One activity: what, by whom, until when, and how it goes."""

    permission_required = "activities.view_activity"
    template_name = "activities/activities/activity_detail.html"
    context_object_name = "activity"

    def get_queryset(self) -> QuerySet[Activity]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        return Activity.objects.visible_to(user).select_related("plan", "responsible_person")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With steps, notes and history."""
        context = super().get_context_data(**kwargs)
        activity: Activity = context["activity"]
        today = timezone.localdate()
        return {
            **context,
            "standing": standing(activity.status, activity.starts_on, activity.ends_on, on=today),
            "statuses": [each for each in Activity.Status.choices if each[0] != activity.status],
            "goals": activity.goals.order_by("number", "pk"),
            "strategies": activity.strategies.in_plan_order(),
            "steps": activity.steps.select_related("responsible").order_by("due_on", "pk"),
            "notes": activity.notes.select_related("by").order_by("-at", "-pk"),
            "today": today,
            "changes": changes_of(activity, user=user_of(self.request)),
        }


class ActivitySaid(PermissionRequiredMixin, View):
    """What the buyer's plan says of a matter, by the activity's number: a part of another page, or the way there.

    Other pages ask for it by its address, and get nothing where the plan has no such activity.
    """

    permission_required = "activities.view_activity"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        """The part for htmx, else the activity's own page."""
        if not number.replace(".", "").isdecimal():
            raise Http404
        seen = Activity.objects.visible_to(user_of(request)).select_related("plan")
        here = seen.filter(number=number, plan__category__buyer=current_buyer(request))
        activity = here.order_by("-plan__valid_from", "-pk").first()
        if not asked_in_place(request):
            return redirect(get_object_or_404(here, pk=activity.pk if activity else 0))
        return render(request, "activities/activities/_activity_said.html", {"activity": activity})


class ActivityEdit(_OfPlan):
    """Create or change an activity."""

    permission_required = "activities.change_activity"
    form_class = ActivityForm
    model = Activity
    new_title = "Ny aktivitet"
    list_name = "activities:activity-list"

    def do(self, form: ActivityForm) -> Activity:
        """Save it; a late one says why."""
        user = user_of(self.request)
        return actions.save_activity(
            activity=form.instance,
            goals=form.cleaned_data["goals"],
            strategies=form.cleaned_data["strategies"],
            by=user,
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )


class _OfActivity(ActionPage):
    """An action about one activity, on which one may act."""

    permission_required = "activities.change_activity"
    permission_of = Activity

    @property
    def activity(self) -> Activity:
        """Which, if one may know of it."""
        user = user_of(self.request)
        return get_object_or_404(Activity.objects.visible_to(user), pk=self.kwargs["pk"])

    def back(self) -> str:
        """To its page."""
        return self.activity.get_absolute_url()


class ActivityStatus(_OfActivity):
    """Say where an activity stands: with one click, or on a page that asks why when it is late."""

    form_class = StatusForm
    submit = "Spara"
    refusals = (actions.MustSayWhy,)

    def get_initial(self) -> dict[str, object]:
        """As it stands, or as the address says."""
        activity = self.activity
        return {"status": self.request.GET.get("status", activity.status), "reason": activity.late_reason}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says which."""
        return {**super().get_context_data(**kwargs), "title": f"Status för aktivitet {self.activity}"}

    def do(self, form: StatusForm) -> Activity:
        """Save it."""
        user = user_of(self.request)
        return actions.set_activity_status(
            activity_id=self.activity.pk,
            status=form.cleaned_data["status"],
            reason=form.cleaned_data["reason"],
            by=user,
            at=timezone.now(),
        )

    def done(self, result: Activity) -> str:
        """How it stands."""
        return f"Aktivitet {result} är {result.get_status_display()}."

    def form_valid(self, form: StatusForm) -> HttpResponse:
        """Back to where the click was made, when it says so and is ours."""
        answer = super().form_valid(form)
        wanted = self.request.POST.get("tillbaka", "")
        here = {self.request.get_host()}
        if answer.status_code == 302 and wanted and url_has_allowed_host_and_scheme(wanted, here):
            return HttpResponseRedirect(wanted)
        return answer


class ActivityNote(_OfActivity):
    """Write down how it goes."""

    form_class = NoteForm
    title = "Ny anteckning"

    def do(self, form: NoteForm) -> Activity:
        """Keep it."""
        user = user_of(self.request)
        text = form.cleaned_data["text"]
        return actions.note_progress(activity=self.activity, text=text, by=user, at=timezone.now()).activity


class StepEdit(EditPage):
    """Create or change a step of an activity."""

    permission_required = "activities.change_activity"
    form_class = StepForm
    model = ActivityStep
    new_title = "Nytt steg"

    def permission_rows(self) -> QuerySet | None:
        """The activity, by itself or by its step."""
        user = user_of(self.request)
        wanted = {"pk": self.kwargs["activity"]} if self.is_new else {"steps": self.kwargs["pk"]}
        return Activity.objects.visible_to(user).filter(**wanted)

    @property
    def activity(self) -> Activity:
        """Whose step it is."""
        user = user_of(self.request)
        wanted = {"pk": self.kwargs["activity"]} if self.is_new else {"steps": self.kwargs["pk"]}
        return get_object_or_404(Activity.objects.visible_to(user), **wanted)

    def instance(self) -> ActivityStep | None:
        """The step, of an activity one may see."""
        return None if self.is_new else get_object_or_404(self.activity.steps, pk=self.kwargs["pk"])

    def blank(self) -> ActivityStep:
        """A step of the activity."""
        return ActivityStep(activity=self.activity)

    def back(self) -> str:
        """To the activity."""
        return self.activity.get_absolute_url()

    def do(self, form: StepForm) -> Activity:
        """Save it."""
        user, version = user_of(self.request), form.cleaned_data.get("version")
        return actions.save_step(step=form.instance, by=user, at=timezone.now(), version=version).activity


class StepDone(PermissionRequiredMixin, View):
    """Mark a step as done, or take it up again."""

    permission_required = "activities.change_activity"
    http_method_names = ["post"]

    def permission_rows(self) -> QuerySet | None:
        """The step's activity."""
        user = user_of(self.request)
        return Activity.objects.visible_to(user).filter(steps=self.kwargs["pk"])

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Turn it."""
        user = user_of(request)
        activity = get_object_or_404(Activity.objects.visible_to(user), steps=pk)
        step = actions.finish_step(step_id=pk, by=user, at=timezone.now())
        messages.success(request, f"{step.name}: {'klart' if step.done_on else 'inte klart'}.")
        return HttpResponseRedirect(reverse("activities:activity-detail", args=[activity.pk]))


class PointEdit(EditPage):
    """Add or change a point of a steering signal, and say what answers it."""

    permission_required = "activities.change_categoryplan"
    form_class = PointForm
    model = SignalPoint
    new_title = "Ny punkt"

    def permission_rows(self) -> QuerySet | None:
        """The signal, by itself or by its point."""
        wanted = {"pk": self.kwargs["signal"]} if self.is_new else {"points": self.kwargs["pk"]}
        return SteeringSignal.objects.visible_to(user_of(self.request)).filter(**wanted)

    def blank(self) -> SignalPoint:
        """Last of the signal's."""
        signal = get_object_or_404(SteeringSignal.objects.visible_to(user_of(self.request)), pk=self.kwargs["signal"])
        last = signal.points.aggregate(last=Max("number"))["last"]
        return SignalPoint(signal=signal, number=(last or 0) + 1)

    def back(self) -> str:
        """To the signals."""
        return reverse("activities:plan") + "#styrsignaler"


class PlanPage(PermissionRequiredMixin, TemplateView):
    """The plan: what is to be reached, how, by whom, and what it follows from."""

    permission_required = "activities.view_categoryplan"
    template_name = "activities/plan/plan.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """The plan with all of it, in a constant number of questions."""
        context = super().get_context_data(**kwargs)
        plan = current_plan(self.request)
        if plan is None:
            return {**context, "plan": None}
        today = timezone.localdate()
        return {
            **context,
            "plan": plan,
            "goals": plan.effect_goals.select_related("owner").order_by("number", "pk"),
            "strategies": plan.strategies.in_plan_order(),
            "signals": plan.signals.select_related("responsible")
            .prefetch_related(Prefetch("points", SignalPoint.objects.with_answers()))
            .order_by("kind", "title", "pk"),
            "figures": plan.figures.order_by("year", "pk"),
            "contradictions": plan.contradictions.count(),
            "team": plan.team.select_related("person").order_by("unit", "role", "pk"),
            "cards": cards(activities_of(self.request), on=today),
            "today": today,
            "changes": changes_of(plan, user=user_of(self.request)),
        }
