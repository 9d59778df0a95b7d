"""Att göra: what is mine, my role's, and what is late with others; the rules, the mails and the calendar."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.generic import TemplateView

from followup.approvals.reports import approvals_for
from followup.duties import actions
from followup.duties.forms import (
    DelegateForm,
    MailSettingForm,
    MoveDutiesForm,
    ReminderRuleForm,
    SnoozeForm,
)
from followup.duties.models import CalendarFeed, Duty, MailSetting, ReminderRule, SentMail
from followup.duties.querysets import known_to, seen_by
from followup.duties.reminders import still_asked
from followup.duties.reports import calendar
from huddinge_vo.common.pages.asked import misread, read_id
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.undo import undo_of
from huddinge_vo.common.pages.views import ActionPage, EditPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.request import user_of

_ON_PAGE = 50
SNOOZES = ((7, "en vecka"), (30, "en månad"))


_OF_MANY = (
    ("Klart", "followup:duties-done"),
    ("Påminn senare", "followup:duties-snooze"),
    ("Lämna över", "followup:duties-delegate"),
)


def listed(request: HttpRequest) -> tuple[str, list[Duty]]:
    """Which part of the list is asked for, and the duties of it that the person may know of. None is shown yet."""
    user, now = user_of(request), timezone.now()
    today = timezone.localdate(now)
    own = Duty.objects.of_person(user).for_list().order_by("due_on", "pk")
    late = Duty.objects.overdue_for_manager(user, today).to_do_on(today).for_list().order_by("due_on", "pk")
    tabs = {
        "": own.to_do_on(today),
        "senare": own.filter(state=Duty.State.SNOOZED, snoozed_until__gt=today),
        "klart": own.filter(state=Duty.State.DONE, done_at__gte=now - timedelta(days=90)),
        "sena": late,
    }
    wanted = request.GET.get("urval", "")
    chosen = wanted if wanted in tabs else ""
    return chosen, known_to(tabs[chosen] if chosen == "klart" else still_asked(tabs[chosen], today), user)


class DutyList(PermissionRequiredMixin, TemplateView):
    """What there is to do, the nearest day first."""

    permission_required = "followup.view_duty"
    template_name = "followup/duties/duty_list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Mine and my role's, those put off, and what is late with others."""
        user = user_of(self.request)
        today = timezone.localdate()
        chosen, known = listed(self.request)
        page = Paginator(known, _ON_PAGE).get_page(self.request.GET.get("page"))
        refused = SentMail.objects.not_taken(user)
        if not self.may("common.change_user"):  # who can mend an address is told of all
            refused = refused.filter(user=user)
        return {
            **super().get_context_data(**kwargs),
            "approvals": approvals_for(user, current_buyer(self.request)) if not chosen else (),
            "duties": seen_by(page.object_list, user),
            "pages": {"page": page, "noun": ("uppgift", "uppgifter")},
            "bulk_actions": () if chosen == "klart" else [(words, reverse(name)) for words, name in _OF_MANY],
            "bulk_undo": undo_of(self.request, self.request.path),
            "just_done": self.just_done(user),
            "chosen": chosen,
            "misread": misread("urval", "det som är att göra") if self.request.GET.get("urval", "") != chosen else "",
            "today": today,
            "snoozes": [(today + timedelta(days=days), words) for days, words in SNOOZES],
            "setting": MailSetting.objects.filter(user=user).first(),
            "refused": refused,
            "feed": CalendarFeed.objects.open().filter(user=user).first(),
        }

    def just_done(self, user: User) -> Duty | None:
        """What the person has just said is done, to be taken back if it was not."""
        done = Duty.objects.of_person(user).filter(pk=read_id(self.request.GET.get("klart")), state=Duty.State.DONE)
        return next(iter(seen_by(done.for_list(), user)), None)


def _known(pk: int, user: User) -> Duty:
    """A duty about something that a person may know of; all others are nowhere."""
    found = seen_by([get_object_or_404(Duty.objects.visible_to(user).for_list(), pk=pk)], user)
    if not found:
        raise Http404
    return found[0]


class DutyDone(PermissionRequiredMixin, View):
    """Say that something is done."""

    permission_required = "followup.view_duty"
    permission_of = Duty
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, or say that it is somebody else's."""
        user = user_of(request)
        try:
            duty = actions.finish_duty(duty_id=_known(pk, user).pk, by=user, at=timezone.now())
        except (actions.NotYours, actions.DutyIsClosed, actions.StillUndone) as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("followup:duty-list"))
        return HttpResponseRedirect(f"{reverse('followup:duty-list')}?klart={duty.pk}")


class DutyReopen(PermissionRequiredMixin, View):
    """Take back that something is done."""

    permission_required = "followup.view_duty"
    permission_of = Duty
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open it again, or say why not."""
        user = user_of(request)
        try:
            duty = actions.reopen_duty(duty_id=_known(pk, user).pk, by=user, at=timezone.now())
        except (actions.NotYours, actions.DutyIsClosed) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"Att göra igen: {duty.title}")
        return HttpResponseRedirect(reverse("followup:duty-list"))


class _OfDuty(ActionPage):
    """An action about one duty."""

    permission_required = "followup.view_duty"
    permission_of = Duty
    refusals = (actions.NotYours, actions.DutyIsClosed)

    @property
    def duty(self) -> Duty:
        """Which, if one may know of it."""
        return _known(self.kwargs["pk"], user_of(self.request))

    def too_late(self) -> str:
        """What is done is neither put off nor handed over."""
        return str(actions.DutyIsClosed(self.duty)) if self.duty.is_closed else ""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what it is about."""
        duty = self.duty
        intro = f"{duty.title}. Senast {duty.due_on}."
        return {**super().get_context_data(**kwargs), "intro": intro}

    def back(self) -> str:
        """To the list."""
        return reverse("followup:duty-list")


class DutySnooze(_OfDuty):
    """Be reminded later; the due day stays."""

    form_class = SnoozeForm
    title = "Påminn senare"

    def do(self, form: SnoozeForm) -> Duty:
        """Put it off."""
        user = user_of(self.request)
        until = form.cleaned_data["until"]
        return actions.snooze_duty(duty_id=self.duty.pk, until=until, by=user, at=timezone.now())

    def done(self, result: Duty) -> str:
        """Until when."""
        return f"Du påminns igen {result.snoozed_until}. Sista dagen är fortfarande {result.due_on}."


class DutyDelegate(_OfDuty):
    """Hand it to somebody else."""

    form_class = DelegateForm
    title = "Lämna över"
    submit = "Lämna över"

    def get_form_kwargs(self) -> dict[str, object]:
        """Among whom."""
        return {**super().get_form_kwargs(), "user": user_of(self.request)}

    def do(self, form: DelegateForm) -> Duty:
        """Hand it over."""
        user = user_of(self.request)
        return actions.delegate_duty(duty_id=self.duty.pk, to=form.cleaned_data["to"], by=user, at=timezone.now())

    def done(self, result: Duty) -> str:
        """To whom."""
        return f"Lämnad till {result.delegated_to or result.person}."


class _ToList:
    """Where one goes after an action about many duties, or about none."""

    def __init__(self, said: str = "Sparat.") -> None:
        self.said = said

    def get_absolute_url(self) -> str:
        """To the list."""
        return reverse("followup:duty-list")


class DutiesMove(ActionPage):
    """Hand all that somebody has to do to another."""

    permission_required = "followup.move_duties"
    form_class = MoveDutiesForm
    title = "Flytta någons uppgifter"
    submit = "Flytta alla"

    def get_form_kwargs(self) -> dict[str, object]:
        """Among whom."""
        return {**super().get_form_kwargs(), "user": user_of(self.request)}

    def back(self) -> str:
        """To the list."""
        return reverse("followup:duty-list")

    def do(self, form: MoveDutiesForm) -> _ToList:
        """Move them."""
        user = user_of(self.request)
        of, to = form.cleaned_data["of"], form.cleaned_data["to"]
        handed = actions.move_duties(of=of, to=to, by=user, at=timezone.now())
        said = f"{handed.moved} {'uppgift är flyttad' if handed.moved == 1 else 'uppgifter är flyttade'} till {to}."
        if handed.kept:
            said += f" {handed.kept} är kvar, eftersom {to} inte har åtkomst till det som de gäller."
        return _ToList(said)

    def done(self, result: _ToList) -> str:
        """How many."""
        return result.said


class MailSettingEdit(ActionPage):
    """How often the digest comes."""

    permission_required = "followup.view_duty"
    form_class = MailSettingForm
    title = "Mejl om det som är att göra"

    def get_initial(self) -> dict[str, object]:
        """As it is."""
        user = user_of(self.request)
        setting = MailSetting.objects.filter(user=user).first()
        return {"frequency": setting.frequency if setting else MailSetting.Frequency.DAILY}

    def back(self) -> str:
        """To the list."""
        return reverse("followup:duty-list")

    def do(self, form: MailSettingForm) -> _ToList:
        """Keep it."""
        user = user_of(self.request)
        actions.set_mail_frequency(user=user, frequency=form.cleaned_data["frequency"], at=timezone.now())
        return _ToList()


class CalendarFeedMake(PermissionRequiredMixin, View):
    """A new secret calendar address, or none."""

    permission_required = "followup.view_duty"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make one and show it this once, or revoke what there is."""
        user = user_of(request)
        if "aterkalla" in request.POST:
            actions.revoke_calendar_feed(user=user, at=timezone.now())
            messages.success(request, "Kalenderadressen är återkallad.")
        else:
            secret = actions.make_calendar_feed(user=user, at=timezone.now())
            address = request.build_absolute_uri(reverse("followup:calendar", args=[secret]))
            messages.success(request, f"Din kalenderadress, som bara visas nu: {address}")
        return HttpResponseRedirect(reverse("followup:duty-list"))


@method_decorator(login_not_required, name="dispatch")
class CalendarPage(View):
    """A person's duties for his calendar program: whoever has the secret address may read, and nobody else."""

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        """The feed, or nothing at all."""
        feed = get_object_or_404(
            CalendarFeed.objects.open().select_related("user"), fingerprint=actions.fingerprint(secret)
        )
        if not actions.is_of_password(secret, feed.user):
            raise Http404
        today = timezone.localdate()
        duties = Duty.objects.of_person(feed.user).to_do_on(today).for_list().order_by("due_on", "pk")
        answer = HttpResponse(calendar(seen_by(duties, feed.user)), content_type="text/calendar; charset=utf-8")
        answer["Cache-Control"] = "private, no-store"
        return answer


class ReminderRuleList(PermissionRequiredMixin, TemplateView):
    """What is reminded of, how long before, and to whom."""

    permission_required = "followup.view_reminderrule"
    template_name = "followup/duties/reminder_rules.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """The rules, by kind, the earliest reminder first."""
        user = user_of(self.request)
        rules: QuerySet[ReminderRule] = ReminderRule.objects.visible_to(user).select_related("role", "manager_role")
        ordered = rules.order_by("kind", "-months_before", "-days_before", "pk")
        return {**super().get_context_data(**kwargs), "rules": ordered}


class ReminderRuleEdit(EditPage):
    """Create or change a rule."""

    permission_required = "followup.change_reminderrule"
    form_class = ReminderRuleForm
    model = ReminderRule
    new_title = "Ny påminnelseregel"
    list_name = "followup:reminder-rules"

    def blank(self) -> ReminderRule:
        """For the buyer one works for."""
        return ReminderRule(buyer=self.buyer())
