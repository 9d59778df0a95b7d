"""The rows behind every number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from followup.judging import actions as judging_actions
from followup.judging import tasks as judging_tasks
from followup.judging.forms import RowJudgementForm
from followup.judging.models import JudgedRow, RowJudgement, SpendMonth
from followup.spend import rules
from followup.spend.filters import RowFilter
from followup.spend.reports import root_category
from followup.spend.tables import RowTable
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.periods import Period
from huddinge_vo.common.secrecy.changes import changes_of

# What secret rows may be narrowed by and still be pooled with others. Anything finer could point one supplier out.
_POOLED_BY = {"bokford_fran", "bokford_till", "utfall", "underkategori", "sort", "page", "export"}


class RowList(ListPage):
    """Ledger rows; the secret ones as one line."""

    permission_required = "followup.view_judgedrow"
    filterset_class = RowFilter
    table_class = RowTable
    template_name = "followup/spend/row_list.html"
    partial_template_name = "followup/spend/_row_table.html"
    title = "Rader i reskontran"
    export_name = "reskontrarader"

    def all_rows(self) -> Any:  # noqa: ANN401 - rows of a manager or of its narrowed queryset
        """The rows of the buyer's category, secret or not."""
        buyer = current_buyer(self.request)
        root = root_category(buyer) if buyer else None
        if buyer is None:
            return JudgedRow.objects.none()
        return JudgedRow.objects.under_root(root) if root else JudgedRow.objects.for_buyer(buyer)

    def get_queryset(self) -> QuerySet[JudgedRow]:
        """Narrowed to what the person may see."""
        return (
            self.all_rows()
            .visible_to(user_of(self.request))
            .for_list()
            .order_by("-booked_on", "ledger_import_id", "line_no")
        )

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the sum, and what cannot be shown row by row."""
        context = super().get_context_data(**kwargs)
        filterset: RowFilter = context["filter"]
        shown = filterset.qs if filterset.is_bound and filterset.is_valid() else self.get_queryset()
        total = shown.order_by().aggregate(total=Sum("sum_sek"))["total"] or 0
        secret = self._protected(filterset)
        return {
            **context,
            "sum_sek": total,
            "collapsed": {"sum_sek": secret} if secret else None,
            "withheld": secret is None and self.all_rows().protected_from(user_of(self.request)).exists(),
            "total_sek": total + (secret or 0),
            "chosen": filterset.chosen(user_of(self.request)),
        }

    def _protected(self, filterset: RowFilter) -> Decimal | None:
        """The pooled sum of what the person may not see; null where it would tell too much, or there is none."""
        narrowed_by = {name for name, value in self.request.GET.items() if value}
        if not narrowed_by <= _POOLED_BY:
            return None
        protected = self.all_rows().protected_from(user_of(self.request))
        if filterset.is_bound:
            if not filterset.is_valid() or not self._is_of_a_reported_period(filterset.form.cleaned_data):
                return None
            protected = RowFilter(self.request.GET, queryset=protected, request=self.request, today=self.today).qs
        return protected.pooled()

    def _is_of_a_reported_period(self, chosen: Mapping[str, date | None]) -> bool:
        first, last = chosen.get("bokford_fran"), chosen.get("bokford_till")
        if first is None or last is None:
            return first is last
        buyer = current_buyer(self.request)
        told = SpendMonth.objects.for_buyer(buyer).measured(self.today).period if buyer else None
        return last >= first and told is not None and rules.is_reported(Period(first, last), told.last)


class _OfRow(PermissionRequiredMixin):
    """A page about one row, asked for at the row's buyer."""

    def permission_rows(self) -> QuerySet | None:
        """The row, by the file and the line."""
        return JudgedRow.objects.visible_to(self.request.user).filter(
            ledger_import_id=self.kwargs["ledger_import"], line_no=self.kwargs["line_no"]
        )


class RowPage(_OfRow, TemplateView):
    """All that is known of one row, and why it was judged as it was."""

    permission_required = "followup.view_judgedrow"
    template_name = "followup/spend/row_detail.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """The row, its judgement by hand if any, and its history."""
        context = super().get_context_data(**kwargs)
        row = _row(self.request, self.kwargs)
        judgement = RowJudgement.objects.filter(ledger_import=row.ledger_import_id, line_no=row.line_no).first()
        return {
            **context,
            "row": row,
            "judgement": judgement,
            "changes": changes_of(judgement, user=user_of(self.request)) if judgement else [],
        }


def _row(request: HttpRequest, kwargs: Mapping[str, int]) -> JudgedRow:
    return get_object_or_404(
        JudgedRow.objects.visible_to(user_of(request)).for_list().select_related("rule", "buyer"),
        ledger_import_id=kwargs["ledger_import"],
        line_no=kwargs["line_no"],
    )


class RowJudge(_OfRow, ActionPage):
    """Decide about one row by hand."""

    permission_required = "followup.add_rowjudgement"
    form_class = RowJudgementForm
    title = "Bedöm raden"
    submit = "Spara bedömningen"

    def row(self) -> JudgedRow:
        """The row, if one may see it."""
        return _row(self.request, self.kwargs)

    def get_form_kwargs(self) -> dict[str, object]:
        """A row that was judged before is judged anew."""
        row = self.row()
        earlier = RowJudgement.objects.filter(ledger_import=row.ledger_import_id, line_no=row.line_no).first()
        judgement = earlier or RowJudgement(ledger_import=row.ledger_import, line_no=row.line_no)
        return {**super().get_form_kwargs(), "user": user_of(self.request), "buyer": row.buyer, "instance": judgement}

    def back(self) -> str:
        """To the row."""
        return self.row().get_absolute_url()

    def do(self, form: RowJudgementForm) -> JudgedRow:
        """Record it and judge its key at once: the page that follows shows the new verdict."""
        now, row = timezone.now(), self.row()
        judging_actions.judge_row(judgement=form.instance, by=self.request.user, at=now)
        self.is_judged = judging_actions.judge_key(key=row.key, at=now)
        if not self.is_judged:
            judging_tasks.judge_changes.delay_on_commit()
        return self.row()

    def done(self, result: object) -> str:
        """Said on the row's page."""
        if self.is_judged:
            return "Bedömningen är sparad."
        return "Bedömningen är sparad. Siffrorna räknas om så snart den pågående inläsningen är klar."
