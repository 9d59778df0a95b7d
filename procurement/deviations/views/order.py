"""The delegation order: who may decide on deviations, on which ground and up to what amount, day by day."""

from __future__ import annotations

from datetime import date

from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.generic import TemplateView

from huddinge_vo.common.pages.asked import misread
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, EditPage
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.periods import FIRST_YEAR, LAST_YEAR
from huddinge_vo.common.untyped import Context
from procurement.deviations import actions
from procurement.deviations.forms import DelegationForm, EndDelegationForm
from procurement.deviations.models import Delegation

_CHANGE = "procurement.change_delegation"


class DelegationList(PermissionRequiredMixin, TemplateView):
    """The order on a day, and what begins or has ended beside it."""

    permission_required = "procurement.view_delegation"
    template_name = "procurement/deviations/delegation_list.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """The rows of the chosen day first."""
        today = timezone.localdate()
        typed = self.request.GET.get("dag", "")
        day = _day_of(typed) if typed else today
        found = Delegation.objects.visible_to(user_of(self.request)).filter(buyer=self.place)
        found = found.select_related("role").with_use()
        amount = F("up_to_sek").asc(nulls_last=True)
        return {
            **super().get_context_data(**kwargs),
            "place": self.place,
            "day": day or today,
            "misread": misread("dag", "i dag") if day is None else "",
            "rows": found.in_force_on(day or today).order_by("ground", amount, "role__name", "pk"),
            "others": found.exclude(during__contains=day or today).order_by(
                "-valid_from", "ground", amount, "role__name", "pk"
            ),
            "may_change": self.may(_CHANGE),
        }


def _day_of(typed: str) -> date | None:
    """A day of the address; null where it cannot be understood."""
    try:
        day = parse_date(typed)
    except ValueError:
        return None
    return day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


class DelegationEdit(EditPage):
    """Add a row to the order, or mend one that no decision rests on."""

    permission_required = _CHANGE
    form_class = DelegationForm
    model = Delegation
    new_title = "Ny delegation"
    list_name = "procurement:delegation-list"
    refusals = (actions.CannotDelegate,)

    def permission_rows(self) -> QuerySet | None:
        """The row, at buyers one works for."""
        return None if self.is_new else self._row()

    def _row(self) -> QuerySet[Delegation]:
        return _changed_by(self)

    def instance(self) -> Delegation | None:
        """The one of the address."""
        return None if self.is_new else get_object_or_404(self._row())

    def blank(self) -> Delegation:
        """Of the chosen buyer."""
        return Delegation(buyer=self.buyer())

    def do(self, form: DelegationForm) -> Delegation:
        """Save it."""
        return actions.save_delegation(
            delegation=form.instance,
            version=form.cleaned_data.get("version"),
            by=user_of(self.request),
            at=timezone.now(),
        )


class DelegationEnd(ActionPage):
    """Let a row hold until a day. What was decided by it stays."""

    permission_required = _CHANGE
    form_class = EndDelegationForm
    refusals = (actions.CannotDelegate,)
    submit = "Avsluta"

    def permission_rows(self) -> QuerySet | None:
        """The row, at buyers one works for."""
        return _changed_by(self)

    def get_context_data(self, **kwargs: object) -> Context:
        """With which it is."""
        delegation = get_object_or_404(_changed_by(self).select_related("role"))
        return {**super().get_context_data(**kwargs), "title": f"Avsluta {delegation}"}

    def back(self) -> str:
        """To the order."""
        return reverse("procurement:delegation-list")

    def do(self, form: EndDelegationForm) -> Delegation:
        """End it."""
        delegation = get_object_or_404(_changed_by(self))
        return actions.end_delegation(
            delegation_id=delegation.pk,
            last_day=form.cleaned_data["last_day"],
            by=user_of(self.request),
            at=timezone.now(),
        )

    def done(self, result: Delegation) -> str:
        """Until when."""
        return f"Delegationen gäller till och med {result.valid_until}."


def _changed_by(page: ActionPage) -> QuerySet[Delegation]:
    """The row of the address, at buyers where the person keeps the order."""
    buyers = buyers_of(user_of(page.request), may=_CHANGE)
    return Delegation.objects.filter(pk=page.kwargs["pk"], buyer__in=buyers)
