"""Supplier meetings: the list, one, its invitations, who came and what was agreed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, TemplateView

from followup.meetings import actions, tasks
from followup.meetings.forms import AttendanceForm, MeetingForm, TaskForm
from followup.meetings.models import MeetingInvitation, MeetingTask, SupplierMeeting
from followup.meetings.reports import meeting_file
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, EditPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.changes import changes_of

_SHOWN = 200


def _meeting(request: HttpRequest, pk: int) -> SupplierMeeting:
    return get_object_or_404(SupplierMeeting.objects.visible_to(user_of(request)).select_related("buyer"), pk=pk)


class MeetingList(PermissionRequiredMixin, TemplateView):
    """All meetings, the latest first."""

    permission_required = "followup.view_suppliermeeting"
    template_name = "followup/meetings/meeting_list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With how many are invited and came, as far as the person may see."""
        user, buyer = user_of(self.request), current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        meetings = SupplierMeeting.objects.visible_to(user).filter(buyer=buyer).order_by("-starts_at", "-pk")[:_SHOWN]
        counted = MeetingInvitation.objects.visible_to(user).filter(meeting__buyer=buyer).by_meeting()
        return {
            **super().get_context_data(**kwargs),
            "meetings": [(each, *counted.get(each.pk, (0, 0))) for each in meetings],
            "now": timezone.now(),
        }


class MeetingEdit(EditPage):
    """Plan a meeting, or change it."""

    permission_required = "followup.change_suppliermeeting"
    form_class = MeetingForm
    model = SupplierMeeting
    new_title = "Nytt leverantörsmöte"
    list_name = "followup:meeting-list"

    def blank(self) -> SupplierMeeting:
        """For the buyer that one works for."""
        return SupplierMeeting(buyer=self.buyer())

    def do(self, form: MeetingForm) -> SupplierMeeting:
        """Save it with its areas."""
        return actions.save_meeting(
            meeting=form.instance,
            areas=list(form.cleaned_data["areas"]),
            by=user_of(self.request),
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )


class MeetingPage(PermissionRequiredMixin, DetailView):
    """A meeting: agenda, notes, who is invited and came, and what was agreed."""

    permission_required = "followup.view_suppliermeeting"
    template_name = "followup/meetings/meeting_detail.html"
    context_object_name = "meeting"

    def get_queryset(self) -> QuerySet[SupplierMeeting]:
        """Narrowed to what the person may see."""
        return SupplierMeeting.objects.visible_to(user_of(self.request)).prefetch_related("areas")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """As far as the person may see."""
        context = super().get_context_data(**kwargs)
        user, meeting = user_of(self.request), context["meeting"]
        invitations = MeetingInvitation.objects.visible_to(user).filter(meeting=meeting).select_related("supplier")
        return {
            **context,
            "invitations": invitations.order_by("supplier__sort_name", "pk"),
            "has_begun": meeting.starts_at <= timezone.now(),
            "tasks": meeting.tasks.select_related("responsible").order_by("due_on", "pk"),
            "changes": changes_of(meeting, user=user),
        }


class MeetingFile(PermissionRequiredMixin, View):
    """The meeting for a calendar."""

    permission_required = "followup.view_suppliermeeting"
    permission_of = SupplierMeeting

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """As it is sent to the suppliers."""
        response = HttpResponse(meeting_file(_meeting(request, pk)), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="mote.ics"'
        return response


@require_POST
@permission_required("followup.change_suppliermeeting", of=SupplierMeeting)
@transaction.atomic
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite the suppliers of its areas by mail."""
    meeting = _meeting(request, pk)
    try:
        made = actions.invite_suppliers(meeting_id=meeting.pk, by=user_of(request), at=timezone.now())
    except actions.HasBegun as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(meeting.get_absolute_url())
    ask_for(tasks.send_invitations, by=user_of(request), href=meeting.get_absolute_url(), meeting_id=meeting.pk)
    without = sum(not each.address for each in made)
    words = f"{len(made)} leverantörer är inbjudna."
    messages.success(request, f"{words} {without} saknar e-post för avtalsfrågor." if without else words)
    return HttpResponseRedirect(meeting.get_absolute_url())


class _OfMeeting(ActionPage):
    """An action on the meeting of the address."""

    permission_required = "followup.change_suppliermeeting"
    permission_of = SupplierMeeting

    def back(self) -> str:
        """To its page."""
        return _meeting(self.request, self.kwargs["pk"]).get_absolute_url()


class MeetingAttendance(_OfMeeting):
    """Who came."""

    form_class = AttendanceForm
    title = "Närvaro"
    refusals = (actions.NotHeldYet,)

    def get_form_kwargs(self) -> dict[str, object]:
        """Among those that one may see."""
        meeting = _meeting(self.request, self.kwargs["pk"])
        invited = MeetingInvitation.objects.visible_to(user_of(self.request)).filter(meeting=meeting)
        ordered = invited.select_related("supplier").order_by("supplier__sort_name", "pk")
        return {**super().get_form_kwargs(), "invitations": ordered}

    def get_initial(self) -> dict[str, object]:
        """As noted before."""
        came = MeetingInvitation.objects.visible_to(user_of(self.request)).filter(attended=True)
        return {"came": list(came.filter(meeting=self.kwargs["pk"]).values_list("pk", flat=True))}

    def do(self, form: AttendanceForm) -> SupplierMeeting:
        """Note it."""
        meeting = _meeting(self.request, self.kwargs["pk"])
        came = [each.pk for each in form.cleaned_data["came"]]
        actions.note_attendance(meeting_id=meeting.pk, came=came, by=user_of(self.request), at=timezone.now())
        return meeting


class MeetingAgree(_OfMeeting):
    """Write down what was agreed."""

    form_class = TaskForm
    title = "Överenskommet"

    def get_form_kwargs(self) -> dict[str, object]:
        """At the meeting."""
        meeting = _meeting(self.request, self.kwargs["pk"])
        return {**super().get_form_kwargs(), "instance": MeetingTask(meeting=meeting)}

    def do(self, form: TaskForm) -> MeetingTask:
        """Keep it; it is reminded of."""
        return actions.agree(task=form.instance, by=user_of(self.request), at=timezone.now())


@require_POST
@permission_required("followup.change_suppliermeeting", of=MeetingTask)
def finish_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it is done."""
    task = get_object_or_404(MeetingTask.objects.visible_to(user_of(request)).select_related("meeting"), pk=pk)
    actions.finish_task(task_id=task.pk, on=timezone.localdate(), by=user_of(request), at=timezone.now())
    messages.success(request, "Klart.")
    return HttpResponseRedirect(reverse("followup:meeting-detail", args=[task.meeting_id]))
