"""What no rule takes, and what one does about it: a rule, or a judgement by hand of many rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from followup.judging import actions, tasks
from followup.judging.forms import ShownGroupsForm
from followup.judging.models import RowJudgement, SpendKey, SpendMonth, SpendTotal, Touched
from followup.judging.querysets import SeenSpend
from followup.judging.reports import Group, groups, left, root_category
from followup.judging.views.asked import (
    Months,
    ToPage,
    answered_for,
    buyer_of,
    groups_in,
    is_uncategorised_only,
    left_href,
    months_of,
    note_standing,
    since_last,
)
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, HasPage
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.periods import Period
from huddinge_vo.common.secrecy.querysets import look_up_hidden

ON_A_PAGE = 50
_OPENS = ("followup.view_classificationrule", "followup.view_judgedrow")


class LeftList(PermissionRequiredMixin, TemplateView):
    """The groups that no rule takes, the biggest first; and how far the work has come."""

    permission_required = _OPENS
    template_name = "followup/judging/left_list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """A page of groups, by where the page before it ended: two pages are read as fast as a thousand."""
        context = super().get_context_data(**kwargs)
        buyer = buyer_of(self.request)
        months = months_of(self.request, buyer)
        if months is None:
            return {**context, "months": None}
        user, root = user_of(self.request), root_category(buyer)
        look_up_hidden(user, SpendMonth)
        by_key = answered_for(SpendMonth.objects.in_period(months.period), buyer, root)
        totals = answered_for(SpendTotal.objects.in_period(months.period), buyer, root)
        seen = SeenSpend(totals.of_rows_within_reach_of(user), by_key.of_rows_protected_from(user))
        uncategorised = is_uncategorised_only(self.request)
        asked = by_key.of_rows_visible_to(user).taken_by_no_rule()
        asked = asked.filter(category=None) if uncategorised else asked
        found = groups(asked, after=_after(self.request), at_most=ON_A_PAGE + 1)
        shown = found[:ON_A_PAGE]
        kept = {**months.query, **({"utan": self.request.GET["utan"]} if uncategorised else {})}
        is_waiting = Touched.objects.filter(buyer_id=buyer.pk).exists()
        return {
            **context,
            "months": months,
            "misread": months.misread,
            "groups": shown,
            "left": left(seen),
            "changes": since_last(self.request, buyer),
            "is_waiting": is_waiting,
            "uncategorised": uncategorised,
            "kept": kept,
            "first_href": left_href(self.request) if "efter" in self.request.GET else "",
            "next_query": urlencode({**kept, "efter": _mark(shown[-1])}) if len(found) > ON_A_PAGE else "",
        }


def _mark(group: Group) -> str:
    return f"{group.size}_{group.key}"


def _after(request: HttpRequest) -> tuple[Decimal, int] | None:
    """Where the page before ended: how big its last group was, and which."""
    size, _, key = request.GET.get("efter", "").partition("_")
    try:
        found = Decimal(size)
    except InvalidOperation:
        return None
    return (found, read_id(key)) if found.is_finite() and abs(found) < Decimal(10) ** 18 else None


class GroupsJudge(ActionPage):
    """Decide the same about every row of some groups, with one reason."""

    permission_required = (*_OPENS, "followup.add_rowjudgement")
    form_class = ShownGroupsForm
    template_name = "followup/judging/groups_judge.html"
    title = "Bedöm för hand"
    submit = "Bedöm raderna"
    refusals = (actions.NothingLeft, actions.TooManyRows)

    @cached_property
    def buyer(self) -> Organization:
        """Whose ledger it is."""
        return buyer_of(self.request)

    @cached_property
    def months(self) -> Months | None:
        """The months that are judged, as the list before had them."""
        return months_of(self.request, self.buyer)

    @cached_property
    def period(self) -> Period | None:
        """From which day to which."""
        return self.months.period if self.months else None

    @cached_property
    def chosen(self) -> Sequence[Group]:
        """What was ticked, as far as it is left and one may see it."""
        keys = groups_in(self.request)
        if self.period is None or not keys:
            return ()
        spend = answered_for(SpendMonth.objects.in_period(self.period), self.buyer, root_category(self.buyer))
        asked = spend.of_rows_visible_to(user_of(self.request)).taken_by_no_rule()
        if is_uncategorised_only(self.request):
            asked = asked.filter(category=None)
        seen = SpendKey.objects.visible_to(user_of(self.request)).filter(buyer=self.buyer).in_groups_of(keys)
        return groups(asked.filter(key__in=seen.values("pk")))

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """The form, where there is anything to judge."""
        if not self.chosen:
            messages.warning(request, "Kryssa för minst en rad i listan först.")
            return HttpResponseRedirect(self.back())
        return super().get(request, *args, **kwargs)

    def mark_of_shown(self) -> str:
        """Of the rows that are left."""
        if self.period is None:
            return ""
        return actions.mark_of_groups(
            buyer=self.buyer,
            keys=groups_in(self.request),
            period=self.period,
            by=user_of(self.request),
            uncategorised_only=is_uncategorised_only(self.request),
        )

    def get_form_kwargs(self) -> dict[str, object]:
        """The choices of the buyer."""
        return {**super().get_form_kwargs(), "user": user_of(self.request), "buyer": self.buyer}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what is to be judged."""
        context = super().get_context_data(**kwargs)
        rows, total = sum(group.rows for group in self.chosen), sum(group.sum_sek for group in self.chosen)
        return {**context, "groups": self.chosen, "rows": rows, "sum_sek": total, "period": self.period}

    def back(self) -> str:
        """To the list."""
        return left_href(self.request)

    def do(self, form: ShownGroupsForm) -> HasPage:
        """Judge them, and their keys at once: the page that follows shows what the measures became."""
        if self.period is None:
            raise actions.NothingLeft
        note_standing(self.request, self.buyer)
        judgement: RowJudgement = form.instance
        self.rows, self.is_judged = actions.judge_groups(
            buyer=self.buyer,
            keys=groups_in(self.request),
            period=self.period,
            judgement=judgement,
            by=user_of(self.request),
            at=timezone.now(),
            uncategorised_only=is_uncategorised_only(self.request),
            shown=form.cleaned_data["shown"],
        )
        if not self.is_judged:
            ask_for(tasks.judge_changes)
        return ToPage(self.back())

    def done(self, result: object) -> str:
        """How many it was."""
        said = "1 rad är bedömd för hand." if self.rows == 1 else f"{self.rows} rader är bedömda för hand."
        return said if self.is_judged else f"{said} Siffrorna räknas om så snart den pågående inläsningen är klar."
