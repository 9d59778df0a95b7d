"""Pages of direct awards: limits and register, what is documented, why needs are not met, and what comes back."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, TemplateView

from contracts.law.querysets import LawBook
from huddinge_vo.common.jobs.tasks import ask_for, where_to_wait
from huddinge_vo.common.org_numbers import display
from huddinge_vo.common.pages.asked import misread, read_id
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.periods import FIRST_YEAR, LAST_YEAR
from huddinge_vo.common.untyped import Context
from procurement.needs import actions, tasks
from procurement.needs.filters import DirectAwardFilter
from procurement.needs.forms import AnswerForm, LimitDayForm, NeedLimitForm
from procurement.needs.models import ForeseenNeed
from procurement.needs.reports import (
    DirectAward,
    analysis,
    direct_awards,
    figures_of,
    limits_by_need,
    narrowed,
    one_more,
    whole,
)
from procurement.needs.reports.awards import BOOK_KINDS, price_words
from procurement.needs.reports.foreseen import key_of_foreseen
from procurement.needs.rules import twelve_months
from procurement.needs.tables import DirectAwardTable
from procurement.placements.models import Placement


def _buyer(request: HttpRequest) -> Organization:
    buyer = current_buyer(request)
    if buyer is None:
        raise PermissionDenied
    return buyer


class DirectAwards(ListPage):
    """The limits by need, and the register of direct awards: on the page, and as a file in the auditors' order."""

    permission_required = "procurement.view_placement"
    filterset_class = DirectAwardFilter
    table_class = DirectAwardTable
    template_name = "procurement/needs/direct_awards.html"
    title = "Direktupphandlingar"
    export_name = "direktupphandlingar"
    bulk_template = "procurement/needs/_shown_total.html"

    @cached_property
    def book(self) -> LawBook:
        """What the law says."""
        return LawBook(*BOOK_KINDS)

    @cached_property
    def awards(self) -> list[DirectAward]:
        """All that the person may know of."""
        return direct_awards(buyer=_buyer(self.request), user=user_of(self.request), book=self.book)

    @cached_property
    def shown(self) -> list[DirectAward]:
        """What the filter leaves: nothing where it is not understood."""
        if not self.filterset.is_understood:
            return []
        asked = self.filterset.form.cleaned_data if self.filterset.is_bound else {}
        return narrowed(self.awards, asked)

    def get_queryset(self) -> QuerySet[Placement]:
        """Nothing is asked here: the rows are of two tables."""
        return Placement.objects.none()

    def get_table_data(self) -> list[DirectAward]:
        """The rows."""
        return self.shown

    def get_context_data(self, **kwargs: object) -> Context:
        """With the limits of a day, and what the rows come to."""
        form = LimitDayForm(self.request.GET)
        on = (form.cleaned_data.get("dag") if form.is_valid() else None) or self.today
        return {
            **super().get_context_data(**kwargs),
            "day_form": LimitDayForm(initial={"dag": on}) if form.is_valid() else form,
            "on": on,
            "limits": limits_by_need(self.awards, on=on, book=self.book),
            "period": twelve_months(on),
            "shown_total": whole(self.shown),
        }


class DirectAwardPage(PermissionRequiredMixin, DetailView):
    """One deviation as the law sees it: what is documented and what is missing, and its award notice."""

    permission_required = "procurement.view_placement"
    template_name = "procurement/needs/direct_award.html"
    context_object_name = "placement"

    def get_queryset(self) -> QuerySet[Placement]:
        """Narrowed to what the person may see."""
        return Placement.objects.visible_to(user_of(self.request)).outside_contract()

    def get_context_data(self, **kwargs: object) -> Context:
        """As the register has it. One that was refused is no direct award."""
        placement = self.object
        rows = direct_awards(buyer=placement.buyer, user=user_of(self.request))
        award = next((row for row in rows if row.kind == "avsteg" and row.about.pk == placement.pk), None)
        if award is None:
            raise Http404
        today = timezone.localdate()
        return {
            **super().get_context_data(**kwargs),
            "award": award,
            "is_late": award.notice_is_late(today),
            "org_number": display(award.supplier.org_number),
            "price": price_words(award.price_sek, award.price_per),
        }


@permission_required("procurement.view_placement")
def need_limit(request: HttpRequest) -> HttpResponse:
    """What a need's limit says of one more direct award: a part of pages that ask for one, and a page of its own."""
    user, today = user_of(request), timezone.localdate()
    form, found = NeedLimitForm(request.GET or None, user=user), None
    if form.is_valid():
        asked = form.cleaned_data
        found = one_more(
            user=user,
            buyer=_buyer(request),
            area=asked["omrade"],
            category=asked["underkategori"],
            value_sek=asked["varde"],
            on=asked["dag"] or today,
            but_for=asked["avsteg"],
        )
    partial = bool(request.htmx)  # type: ignore[attr-defined]
    template = "procurement/needs/_need_limit.html" if partial else "procurement/needs/need_limit.html"
    return render(request, template, {"form": form, "found": found})


class NeedsAnalysis(PermissionRequiredMixin, TemplateView):
    """Activity 2.2: needs that contracts do not meet, by reason, area and month, and the premium."""

    permission_required = "procurement.view_placement"
    template_name = "procurement/needs/needs_analysis.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """Of a year; one that is no year is the present one."""
        today = timezone.localdate()
        rows = direct_awards(buyer=_buyer(self.request), user=user_of(self.request))
        typed = self.request.GET.get("ar", "")
        asked = read_id(typed)
        year = asked if FIRST_YEAR <= asked <= LAST_YEAR else today.year
        years = sorted({row.first_on.year for row in rows if row.kind == "avsteg"} | {today.year, year}, reverse=True)
        return {
            **super().get_context_data(**kwargs),
            "report": analysis(rows, year=year, on=today),
            "year": year,
            "misread": misread("år", f"år {year}") if typed and year != asked else "",
            "years": years,
        }


class ForeseenNeeds(PermissionRequiredMixin, TemplateView):
    """Needs that come back: those that wait for an answer first."""

    permission_required = "procurement.view_foreseenneed"
    template_name = "procurement/needs/foreseen_needs.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """All of them, the latest first."""
        found = ForeseenNeed.objects.visible_to(user_of(self.request)).filter(buyer=self.place)
        found = found.select_related("category", "area", "target_group", "planned", "answered_by")
        rows = list(found.order_by("-proposed_on", "-pk"))
        return {
            **super().get_context_data(**kwargs),
            "waiting": [each for each in rows if each.answered_at is None],
            "answered": [each for each in rows if each.answered_at is not None],
            "may_answer": self.may("procurement.change_foreseenneed"),
        }


def _context_of(foreseen: ForeseenNeed, request: HttpRequest) -> Context:
    """The placements behind a proposal, up to its day and up to today, of those the person may see."""
    rows = direct_awards(buyer=foreseen.buyer, user=user_of(request))
    today: date = timezone.localdate()
    key = key_of_foreseen(foreseen)
    _then, behind = figures_of(key, rows, on=foreseen.proposed_on)
    now, _rows = figures_of(key, rows, on=today)
    return {"foreseen": foreseen, "behind": behind, "now": now, "today": today}


class ForeseenNeedPage(PermissionRequiredMixin, DetailView):
    """One need that comes back, with its figures and the placements behind them."""

    permission_required = "procurement.view_foreseenneed"
    template_name = "procurement/needs/foreseen_need.html"
    context_object_name = "foreseen"

    def get_queryset(self) -> QuerySet[ForeseenNeed]:
        """Narrowed to what the person may see."""
        found = ForeseenNeed.objects.visible_to(user_of(self.request))
        return found.select_related("buyer", "category", "area", "target_group", "planned", "answered_by")

    def get_context_data(self, **kwargs: object) -> Context:
        """With what is behind it."""
        may = self.may("procurement.change_foreseenneed")
        return {**super().get_context_data(**kwargs), **_context_of(self.object, self.request), "may_answer": may}


class ForeseenNeedAnswer(ActionPage):
    """Answer a need that comes back."""

    permission_required = "procurement.change_foreseenneed"
    permission_of = ForeseenNeed
    form_class = AnswerForm
    submit = "Svara"
    refusals = (actions.AlreadyAnswered,)

    @cached_property
    def foreseen(self) -> ForeseenNeed:
        """What is answered."""
        return get_object_or_404(ForeseenNeed.objects.visible_to(user_of(self.request)), pk=self.kwargs["pk"])

    def too_late(self) -> str:
        """It is answered once."""
        return actions.why_answered(self.foreseen)

    def get_form_kwargs(self) -> Context:
        """With the day."""
        return {**super().get_form_kwargs(), "today": timezone.localdate()}

    def get_context_data(self, **kwargs: object) -> Context:
        """With what it is about."""
        context = super().get_context_data(**kwargs)
        intro = "Ett besvarat behov kommer tillbaka först när det har fördubblats, i antal eller värde på tolv månader."
        return {**context, "title": f"Svara: {self.foreseen}", "intro": intro}

    def back(self) -> str:
        """To what is answered."""
        return self.foreseen.get_absolute_url()

    def do(self, form: AnswerForm) -> ForeseenNeed:
        """Answer it."""
        return actions.answer_foreseen(
            foreseen_id=self.foreseen.pk,
            year=form.cleaned_data["year"],
            why_not=form.cleaned_data["why_not"],
            by=user_of(self.request),
            at=timezone.now(),
        )

    def done(self, result: ForeseenNeed) -> str:
        """What it led to."""
        return f"Behovet står i planen: {result.planned}." if result.planned else "Svaret är sparat."


@require_POST
@permission_required("procurement.change_foreseenneed")
def foresee_now(request: HttpRequest) -> HttpResponse:
    """Look for needs that come back now, and not only by night."""
    here = reverse("procurement:foreseen-needs")
    asked = ask_for(tasks.foresee_needs, by=user_of(request), href=here)
    return HttpResponseRedirect(where_to_wait([asked], here))
