"""The rows behind every number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from zlib import crc32

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from contracts.plan.models import Category
from followup.judging import actions as judging_actions
from followup.judging import tasks as judging_tasks
from followup.judging.forms import RowJudgementForm
from followup.judging.models import JudgedRow, RowJudgement, SpendMonth, SpendTotal
from followup.judging.querysets import SeenSpend, SpendMonthQuerySet
from followup.ledger.models import LedgerImport
from followup.spend import rules
from followup.spend.filters import RowFilter
from followup.spend.reports import (
    MOST_SORTED,
    LedgerRows,
    Mark,
    lost_before,
    months_in_rows,
    months_in_sums,
    months_seen,
    paid_after_loss,
)
from followup.spend.tables import RowTable
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.conflicts import Conflict, keep_typed, opened_values
from huddinge_vo.common.pages.fetching import FETCHED_AS
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.periods import Period
from huddinge_vo.common.saving import ChangedMeanwhile
from huddinge_vo.common.secrecy.changes import changes_of, last_saved
from huddinge_vo.common.secrecy.querysets import look_up_hidden
from huddinge_vo.common.templatetags.swedish import time_sv
from huddinge_vo.common.untyped import PassedOn

MARK = "vid"  # what an address calls the row that its page is read from
# What secret rows may be narrowed by and still be pooled with others. Anything finer could point one supplier out.
_WHICH_PART = {"page", "export", FETCHED_AS, MARK}  # of what is asked for: the same rows, whichever is read
_POOLED_BY = {"bokford_fran", "bokford_till", "utfall", "underkategori", "sort", *_WHICH_PART}


class RowList(ListPage):
    """Ledger rows; the secret ones as one line."""

    permission_required = "followup.view_judgedrow"
    filterset_class = RowFilter
    table_class = RowTable
    template_name = "followup/spend/row_list.html"
    partial_template_name = "followup/spend/_row_table.html"
    title = "Rader i reskontran"
    export_name = "reskontrarader"

    def get(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """A page of them."""
        look_up_hidden(user_of(request), SpendMonth)
        return super().get(request, *args, **kwargs)

    def _of_buyer(self, spend: Any) -> Any:  # noqa: ANN401 - rows, or the roll-up
        """Spend of the chosen buyer's category, secret or not."""
        buyer = current_buyer(self.request)
        if buyer is None:
            return spend.none()
        return spend.under_any(buyer.pk, self.within) if self.within else spend.for_buyer(buyer)

    @cached_property
    def within(self) -> list[int]:
        """The ids of the chosen buyer's category and of all that lie under it."""
        tree = Category.objects.filter(buyer=current_buyer(self.request)).tree()
        return sorted(tree.below(tree.root.pk)) if tree.root else []

    @cached_property
    def sums(self) -> SpendMonthQuerySet:
        """The roll-up of it."""
        return self._of_buyer(SpendMonth.objects.all())

    def get_queryset(self) -> QuerySet[JudgedRow]:
        """Narrowed to what the person may see."""
        return self._of_buyer(JudgedRow.objects.all()).visible_to(user_of(self.request)).for_list()

    def get_table_data(self) -> LedgerRows:
        """What is asked for, counted and summed, to be read a page at a time."""
        rows, asked = self.object_list, self.filterset
        if not asked.is_understood:
            return LedgerRows(rows, {}, None)
        if not asked.is_of_sums:
            return LedgerRows(rows, months_in_rows(rows), None)
        user = user_of(self.request)
        sums = asked.of(self.sums.of_rows_visible_to(user))
        whole, part = rules.whole_months(*(asked.chosen_values.get(name) for name in ("bokford_fran", "bokford_till")))
        months = {}
        if whole and asked.is_of_totals:
            totals = self._of_buyer(SpendTotal.objects.all()).of_rows_within_reach_of(user)
            seen = SeenSpend(totals, self.sums.of_rows_protected_from(user)).narrowed(asked.of)
            months = months_seen(seen.in_period(Period(whole[0], Period.containing(whole[1]).last)))
        elif whole:
            months = months_in_sums(sums.filter(month__range=whole))
        if part:
            months |= months_in_rows(rows.in_any(part))
        buyer = current_buyer(self.request)
        return LedgerRows(rows, months, sums, buyer_id=buyer.pk if buyer else None, mark=_mark_in(self.request.GET))

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the sum, and what cannot be shown row by row."""
        context = super().get_context_data(**kwargs)
        filterset: RowFilter = context["filter"]
        shown: LedgerRows = context["table"].data.data
        secret = self._protected(filterset)
        return {
            **context,
            "sum_sek": shown.sum_sek,
            "collapsed": {"sum_sek": secret} if secret else None,
            "withheld": secret is None and self.sums.of_rows_protected_from(user_of(self.request)).exists(),
            "total_sek": shown.sum_sek + (secret or 0),
            "chosen": filterset.chosen(user_of(self.request)),
            "most_sorted": MOST_SORTED if shown.is_too_many_to_sort else None,
            "mark": _mark_of(self.request.GET, context["table"]),
        }

    def _protected(self, filterset: RowFilter) -> Decimal | None:
        """The pooled sum of what the person may not see; null where it would tell too much, or there is none."""
        narrowed_by = {name for name, value in self.request.GET.items() if value}
        if not narrowed_by <= _POOLED_BY:
            return None
        protected = self.sums.of_rows_protected_from(user_of(self.request))
        if filterset.is_bound and not filterset.is_valid():
            return None
        chosen = filterset.chosen_values
        if not self._is_of_a_reported_period(chosen):
            return None
        if filterset.is_bound:
            protected = filterset.of(protected)
            if chosen.get("bokford_fran"):  # whole months, as all that is reported
                protected = protected.in_period(Period(chosen["bokford_fran"], chosen["bokford_till"]))
        return protected.pooled()

    def _is_of_a_reported_period(self, chosen: Mapping[str, date | None]) -> bool:
        first, last = chosen.get("bokford_fran"), chosen.get("bokford_till")
        buyer = current_buyer(self.request)
        if first is None and last is None:
            return buyer is not None and rules.is_of_whole_years(SpendTotal.objects.for_buyer(buyer).first_month())
        if first is None or last is None:
            return False
        told = SpendTotal.objects.for_buyer(buyer).measured(self.today).period if buyer else None
        return last >= first and told is not None and rules.is_reported(Period(first, last), told.last)


def _asked(query: QueryDict) -> str:
    """A short name of what is asked for and in which order, whatever the page: a mark is of that alone."""
    asked = sorted((name, tuple(values)) for name, values in query.lists() if name not in _WHICH_PART)
    return f"{crc32(repr(asked).encode()):08x}"


def _mark_in(query: QueryDict) -> Mark | None:
    """The row that the page before has marked; null where it was asked for something else, or there is none."""
    asked, _, mark = query.get(MARK, "").partition(".")
    return Mark.read(mark) if asked == _asked(query) else None


def _mark_of(query: QueryDict, table: RowTable) -> str | None:
    """The first row of a page, for the pages beside it to be read from; null where rows are not in order of day."""
    rows = list(table.page.object_list[:1])
    if not rows or not table.data.data.is_by_day:
        return None
    return f"{_asked(query)}.{Mark.of(table.page.start_index() - 1, rows[0].record)}"


@permission_required("followup.view_judgedrow")
def paid_after_permits(request: HttpRequest) -> HttpResponse:
    """What has been paid for days after a permit was lost, in all or in one file: a page, and a part of others."""
    buyer, user = current_buyer(request), user_of(request)
    wanted = read_id(request.GET.get("inlasning", ""))
    file = LedgerImport.objects.visible_to(user).filter(pk=wanted, buyer=buyer).first() if wanted else None
    found = paid_after_loss(buyer=buyer, user=user, ledger_import=file) if buyer and (file or not wanted) else ()
    partial = bool(request.htmx)  # type: ignore[attr-defined]
    template = "followup/spend/_paid_after_permits.html" if partial else "followup/spend/paid_after_permits.html"
    return render(request, template, {"paid": found, "file": file})


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
            "lost": lost_before(row, user_of(self.request)),
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
        seen = form.cleaned_data.get("version") or 0
        judging_actions.judge_row(
            judgement=form.instance,
            by=self.request.user,
            at=now,
            version=seen,
            instead_of=form.cleaned_data["instead_of"],
        )
        self.is_judged = judging_actions.judge_key(key=row.key, at=now)
        if not self.is_judged:
            ask_for(judging_tasks.judge_changes)
        return self.row()

    def opened(self, form: RowJudgementForm, error: ChangedMeanwhile) -> dict[str, object]:
        """By the history of the judgement that the page showed, which may have been taken back since."""
        shown = RowJudgement(pk=form.cleaned_data["instead_of"])
        return opened_values(form, shown, form.cleaned_data.get("version") or 0)

    def opened_at(self, form: RowJudgementForm, error: ChangedMeanwhile) -> int:
        """Of one that was made since nothing was seen."""
        is_shown = error.stored.pk == form.cleaned_data["instead_of"]
        return super().opened_at(form, error) if is_shown else 0

    def go_on_from(self, form: RowJudgementForm, error: ChangedMeanwhile, differing: Sequence[Conflict]) -> None:
        """With which judgement the next try replaces."""
        super().go_on_from(form, error, differing)
        keep_typed(form, instead_of=str(error.stored.pk))

    def done(self, result: object) -> str:
        """Said on the row's page."""
        if self.is_judged:
            return "Bedömningen är sparad."
        return "Bedömningen är sparad. Siffrorna räknas om så snart den pågående inläsningen är klar."


class RowUnjudge(_OfRow, View):
    """Take back what was decided about one row by hand."""

    permission_required = "followup.add_rowjudgement"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, ledger_import: int, line_no: int) -> HttpResponse:
        """Back to the row, judged anew. Where there is nothing to take back, somebody else has done it.

        What the page did not show stays: the row's page shows it now, and says who was first.
        """
        row, now = _row(request, self.kwargs), timezone.now()
        judgement = RowJudgement.objects.filter(ledger_import=ledger_import, line_no=line_no).first()
        if judgement is None:
            return HttpResponseRedirect(row.get_absolute_url())
        shown = read_id(request.POST.get("bedomning")) == judgement.pk
        version = read_id(request.POST.get("version")) if shown else 0
        try:
            judging_actions.remove_judgement(judgement=judgement, by=user_of(request), at=now, version=version)
        except ChangedMeanwhile as error:
            first = last_saved(error.stored)
            by = f" av {first.by} {time_sv(first.at)}" if first else ""
            messages.error(request, f"Bedömningen är ändrad{by}, efter det att du öppnade sidan. Den står kvar.")
            return HttpResponseRedirect(row.get_absolute_url())
        except ValidationError:  # gone in the same moment
            return HttpResponseRedirect(row.get_absolute_url())
        if not judging_actions.judge_key(key=row.key, at=now):
            ask_for(judging_tasks.judge_changes)
        messages.success(request, "Bedömningen är borttagen. Regler och avtal avgör raden igen.")
        return HttpResponseRedirect(row.get_absolute_url())
