"""What is done with a deviation that has been asked for."""

from __future__ import annotations

from functools import cached_property

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from huddinge_vo.common.pages.forms import Form
from huddinge_vo.common.pages.views import ActionPage
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context
from procurement.deviations import actions
from procurement.deviations.forms import DecisionForm, NoticeForm, NumberForm, TakeBackForm, WithdrawForm
from procurement.deviations.models import Deviation
from procurement.deviations.reports import NOBODY_MAY, case_of, deciders_of, order_of
from procurement.deviations.views.reading import deviations_of
from procurement.placements.actions import CannotChange, why_ended
from procurement.placements.models import Placement


class _OfDeviation(ActionPage):
    """Something that is done with the deviation of the address."""

    permission_of = Placement
    refusals = (actions.CannotDecide, CannotChange)
    verb = ""
    words = ""

    def too_late(self) -> str:
        """It is done to what is approved."""
        return actions.why_not_approved(self.placement)

    @cached_property
    def placement(self) -> Placement:
        """The one of the address."""
        return get_object_or_404(deviations_of(user_of(self.request)), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> Context:
        """With which it is."""
        title = f"{self.verb} {self.placement.number}"
        return {**super().get_context_data(**kwargs), "title": title, "intro": self.words, "placement": self.placement}

    def back(self) -> str:
        """To its page."""
        return reverse("procurement:deviation", args=[self.placement.pk])


class DeviationDecide(_OfDeviation):
    """Approve or refuse, on a page that first shows the checks and the order of the day."""

    permission_required = "procurement.change_placement"
    form_class = DecisionForm
    template_name = "procurement/deviations/deviation_decide.html"
    submit = "Besluta"
    verb = "Besluta om"

    def too_late(self) -> str:
        """What is decided is decided once."""
        return actions.why_over(self.placement)

    def mark_of_shown(self) -> str:
        """Of all that is asked for."""
        return actions.mark_of(self.placement.form)

    def get_context_data(self, **kwargs: object) -> Context:
        """With the whole case."""
        form: Deviation = self.placement.form
        case = case_of(self.placement, form, user=user_of(self.request), on=timezone.localdate())
        return {**super().get_context_data(**kwargs), "case": case, "deviation": form}

    def do(self, form: DecisionForm) -> Deviation:
        """As it was decided."""
        data, user, now = form.cleaned_data, user_of(self.request), timezone.now()
        if data["outcome"] == "REFUSED":
            return actions.refuse_deviation(
                placement_id=self.placement.pk,
                words=data["words"],
                is_unbiased=data["is_unbiased"],
                shown=data["shown"],
                by=user,
                at=now,
            )
        return actions.approve_deviation(
            placement_id=self.placement.pk,
            words=data["words"],
            is_unbiased=data["is_unbiased"],
            shown=data["shown"],
            by=user,
            at=now,
        )

    def done(self, result: Deviation) -> str:
        """What was decided."""
        return f"{result.placement.number} är {result.get_outcome_display()}."


class DeviationTakeBack(_OfDeviation):
    """Take back what one has asked for."""

    permission_required = "procurement.add_placement"
    form_class = TakeBackForm
    submit = "Ta tillbaka begäran"
    verb = "Ta tillbaka"

    def too_late(self) -> str:
        """What is decided is decided once."""
        return actions.why_over(self.placement)

    def do(self, form: TakeBackForm) -> Deviation:
        """Take it back."""
        return actions.take_back_deviation(
            placement_id=self.placement.pk,
            words=form.cleaned_data["words"],
            by=user_of(self.request),
            at=timezone.now(),
        )

    def done(self, result: Deviation) -> str:
        """What happened."""
        return f"{result.placement.number} är tillbakadraget."


class DeviationNumber(_OfDeviation):
    """Write down the decision's number in W3D3."""

    permission_required = "procurement.add_placement"
    form_class = NumberForm
    submit = "Spara diarienumret"
    verb = "Diarienummer för"

    def get_initial(self) -> Context:
        """As it stands."""
        return {**super().get_initial(), "number": self.placement.form.registry_number}

    def do(self, form: NumberForm) -> Deviation:
        """Keep it."""
        return actions.register_number(
            placement_id=self.placement.pk,
            number=form.cleaned_data["number"],
            by=user_of(self.request),
            at=timezone.now(),
        )


class DeviationNotice(_OfDeviation):
    """Write down that the award notice was published."""

    permission_required = "procurement.change_deviation"
    form_class = NoticeForm
    submit = "Spara"
    verb = "Efterannons för"

    def get_initial(self) -> Context:
        """As it stands."""
        form: Deviation = self.placement.form
        return {**super().get_initial(), "notice_on": form.notice_on, "notice_url": form.notice_url}

    def do(self, form: NoticeForm) -> Deviation:
        """Keep it."""
        data = form.cleaned_data
        return actions.register_notice(
            placement_id=self.placement.pk,
            notice_on=data["notice_on"],
            notice_url=data["notice_url"],
            by=user_of(self.request),
            at=timezone.now(),
        )


class DeviationWithdraw(_OfDeviation):
    """Let what was approved count no longer."""

    permission_required = "procurement.change_placement"
    form_class = WithdrawForm
    submit = "Återkalla avsteget"
    verb = "Återkalla"
    words = "Återkallelsen är ett eget beslut. Det som betalas för dagar efter den sista saknar grund."

    def too_late(self) -> str:
        """What has ended is not withdrawn."""
        return super().too_late() or why_ended(self.placement)

    def get_context_data(self, **kwargs: object) -> Context:
        """With who may, by the order of the day."""
        form: Deviation = self.placement.form
        user, today = user_of(self.request), timezone.localdate()
        order = order_of(form, user=user, on=today)
        who = deciders_of(order)
        may = f" Enligt delegationsordningen {today} beslutas det av {who}." if who else NOBODY_MAY.format(today)
        context = super().get_context_data(**kwargs)
        return {**context, "intro": f"{self.words}{may}"}

    def do(self, form: Form) -> Deviation:
        """Withdraw it."""
        data = form.cleaned_data
        end = actions.withdraw_deviation(
            placement_id=self.placement.pk,
            last_day=data["last_day"],
            reason=data["reason"],
            is_unbiased=data["is_unbiased"],
            by=user_of(self.request),
            at=timezone.now(),
        )
        return end.placement.form

    def done(self, result: Deviation) -> str:
        """What happened."""
        return f"{result.placement.number} är återkallat. Sista dag är {result.placement.valid_until}."
