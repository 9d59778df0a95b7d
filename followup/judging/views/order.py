"""The rules as a table that is put in order: tried first, and then saved."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from followup.judging import actions, tasks
from followup.judging.models import ClassificationRule, SpendMonth
from followup.judging.rules import reordered
from followup.judging.views.asked import Months, buyer_of, months_of, note_standing
from followup.judging.views.rules import MOST_ROWS_AT_ONCE, try_later
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.pages.asked import read_id, read_ids
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.querysets import look_up_hidden
from huddinge_vo.common.untyped import Context


class RuleList(PermissionRequiredMixin, TemplateView):
    """The rules in their order, with how much each takes."""

    permission_required: str | tuple[str, ...] = "followup.view_classificationrule"
    template_name = "followup/judging/rule_list.html"

    @cached_property
    def months(self) -> Months | None:
        """The months that are counted."""
        buyer = current_buyer(self.request)
        return months_of(self.request, buyer) if buyer else None

    def rules(self) -> list[ClassificationRule]:
        """In their order."""
        user = user_of(self.request)
        look_up_hidden(user, SpendMonth)
        return (
            ClassificationRule.objects.visible_to(user)
            .filter(buyer=current_buyer(self.request))
            .told_to(user)
            .select_related("category", "area")
            .order_by("order", "pk")
            .with_use(user, self.months.period if self.months else None)
        )

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """As they stand, or in an order that is tried."""
        rules = self.rules()
        was = ",".join(str(rule.pk) for rule in rules)
        may_change = self.may("followup.change_classificationrule")
        context = {"rules": rules, "months": self.months, "was": was, "may_change": may_change}
        context["misread"] = self.months.misread if self.months else ""
        return {**super().get_context_data(**kwargs), **context, **kwargs}


class RuleOrder(RuleList):
    """Try an order of the rules, and save one that has been looked at."""

    permission_required = ("followup.view_classificationrule", "followup.change_classificationrule")
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """With Spara as it was shown, else a trial: also for a step up or down."""
        buyer, user = buyer_of(request), user_of(request)
        was, order = read_ids(request.POST.get("fran", "").split(",")), _order(request)
        try:
            # What has been moved since it was tried is tried again.
            if request.POST.get("gor") == "spara" and order == read_ids(request.POST.get("provad", "").split(",")):
                note_standing(request, buyer)
                moved = actions.order_rules(buyer=buyer, order=order, was=was, by=user, at=timezone.now())
                if moved:
                    ask_for(tasks.judge_changes)
                said = "Ordningen är sparad. Siffrorna räknas om." if moved else "Ordningen var redan så."
                messages.success(request, said)
                return HttpResponseRedirect(self._list_href())
            if self.months is None:
                messages.warning(request, "Ingen reskontra är inläst, så det finns inget att prova mot.")
                return HttpResponseRedirect(self._list_href())
            shown, told = self._tried(order, was, self.months)
        except actions.RulesHaveChanged as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self._list_href())
        kept = {"was": ",".join(map(str, was)), "tried": ",".join(map(str, order))}
        return self.render_to_response(self.get_context_data(rules=shown, **told, **kept))

    def _tried(self, order: list[int], was: list[int], months: Months) -> tuple[list[ClassificationRule], Context]:
        """The rules as they would stand, and what it would mean: found out at once, or by the worker."""
        buyer, user, period = buyer_of(self.request), user_of(self.request), months.period
        try:
            told = actions.try_order(
                buyer=buyer,
                order=order,
                was=was,
                period=period,
                by=user,
                at=timezone.now(),
                at_most=MOST_ROWS_AT_ONCE,
            )
        except (actions.TooMuchAtOnce, actions.LedgerIsBusy):
            asked = {"buyer": buyer.pk, "user": user.pk, "order": order, "was": was, "period": period}
            return self._in_order(order), {"trial": try_later(asked)}
        shown = self._in_order(order)
        for rule in shown:
            rows, sum_sek = told.by_rule.get(rule.pk, (0, Decimal(0)))
            rule.rows_after = rule.row_count + rows  # type: ignore[attr-defined]
            rule.sum_after = (rule.sum_sek or Decimal(0)) + sum_sek  # type: ignore[attr-defined]
        return shown, {"told": told}

    def _in_order(self, order: list[int]) -> list[ClassificationRule]:
        by_id = {rule.pk: rule for rule in self.rules()}
        return [by_id[pk] for pk in order]

    def _list_href(self) -> str:
        address = reverse("followup:rule-list")
        return f"{address}?period={self.months.chosen}" if self.months and self.months.chosen else address


def _order(request: HttpRequest) -> list[int]:
    """The order that was sent: as the rows stand, with the places that were typed, and the step that was asked for."""
    order: Sequence[int] = read_ids(request.POST.getlist("ordning"))
    places = {pk: read_id(request.POST.get(f"plats-{pk}")) for pk in order}
    order = reordered(order, {pk: place for at, (pk, place) in enumerate(places.items(), 1) if place and place != at})
    one, _, way = request.POST.get("flytta", "").partition(":")
    if (pk := read_id(one)) in order:
        order = reordered(order, {pk: max(1, order.index(pk) + 1 + (-1 if way == "upp" else 1))})
    return list(order)
