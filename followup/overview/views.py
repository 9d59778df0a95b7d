"""Översikt, and what other pages fetch about spend."""

from __future__ import annotations

from datetime import date
from functools import partial
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from contracts.plan.models import Category
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from contracts.terms.reports import ceilings_by_month
from followup.judging import tasks as judging_tasks
from followup.judging.models import SpendKey, SpendMonth, SupplierMonth
from followup.judging.querysets import SeenSpend
from followup.judging.reports import chosen_period, misread_period, plan_spend_of
from followup.measures.rules import FORECAST_RULE
from followup.overview.reports import (
    cards,
    loyalty_bands,
    months_chart,
    overview,
    rows_of_month,
    spark,
    spend_map,
    trend,
    waterfall,
    why,
)
from followup.spend.reports import latest_supplier_spend, rows_url, supplier_use
from huddinge_vo.common import charts
from huddinge_vo.common.charts.treemap import Level
from huddinge_vo.common.jobs.tasks import ask_for, where_to_wait
from huddinge_vo.common.money import mnkr
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, may_open, permission_required
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.periods import MONTHS, Period
from huddinge_vo.common.secrecy.querysets import look_up_hidden


class OverviewPage(PermissionRequiredMixin, TemplateView):
    """The category leader's first page: loyalty against target, and every number down to its rows."""

    permission_required = "followup.view_spendmonth"
    template_name = "followup/spend/overview.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """One report, and its pictures."""
        context = super().get_context_data(**kwargs)
        buyer = current_buyer(self.request)
        today, user = timezone.localdate(), user_of(self.request)
        read = plan_spend_of(buyer, user)
        told = read.whole.months(today) if read else None
        latest = told.measured.period if told else None
        if read is None or told is None or told.first is None or latest is None:
            return {**context, "root": read.root if read else None}
        period = chosen_period(self.request.GET.get("period", ""), latest)
        look_up_hidden(user, SpendMonth)
        report = overview(root=read.root, user=user, period=period, on=today, read=read)
        years = range(told.first.year, latest.last.year + 1)
        opens = may_open(self.request, rows_url(period))
        return {
            **context,
            "root": read.root,
            "report": report,
            "whole_href": rows_url(period),
            "outside_href": rows_url(period, utfall=["APPROVED_DEVIATION", "UNEXPLAINED"]),
            "ending_href": f"{reverse('contracts:contract-list')}?{urlencode(_ending(today))}",
            "years": list(reversed(years)),
            "latest": latest,
            "misread": misread_period(self.request.GET.get("period", ""), latest),
            "left_out": told.measured.left_out,
            "chosen": self.request.GET.get("period", ""),
            "trends": [trend(card, root=read.root if opens else None) for card in report.cards if card.targets],
            "bands": loyalty_bands(report.cards, leads=True),
            "bands_narrow": loyalty_bands(report.cards, leads=True, narrow=True),
            "cards": [(card, spark(card)) for card in report.cards],
            "months_chart": months_chart(report.months, report.period, report.whole, leads=opens),
            "forecast_rule": FORECAST_RULE,
            "month_names": [name[:3] for name in MONTHS],
        }


class WhyPage(PermissionRequiredMixin, TemplateView):
    """What lies between a measure of loyalty and its target, and what can be done about each part of it."""

    permission_required = "followup.view_spendmonth"
    template_name = "followup/spend/why.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """The measure of the address, over the twelve months that its card is of."""
        context = super().get_context_data(**kwargs)
        today, user = timezone.localdate(), user_of(self.request)
        read = plan_spend_of(current_buyer(self.request), user)
        told = read.whole.months(today) if read else None
        if read is None or told is None or told.measured.period is None:
            raise Http404
        period = chosen_period(self.request.GET.get("period", ""), told.measured.period)
        look_up_hidden(user, SpendMonth)
        plan = read.root.plans.telling(period.last)
        made = cards(root=read.root, plan=plan, tree=read.tree, spend=read.reached, period=period)
        card = next((each for each in made if each.category_id and each.code == self.kwargs["code"]), None)
        if card is None:
            raise Http404
        category = get_object_or_404(Category.objects.visible_to(user), pk=card.category_id)
        report = why(card=card, category=category, root=read.root, user=user)
        others = [each for each in made if each.category_id and each.code != card.code]
        return {
            **context,
            "card": card,
            "report": report,
            "others": others,
            "misread": misread_period(self.request.GET.get("period", ""), told.measured.period),
            "picture": waterfall(report, leads=may_open(self.request, report.outside_href)),
        }


class SpendMapPage(PermissionRequiredMixin, TemplateView):
    """What is bought by area and supplier, as a surface and a table: a page, and a part of Översikt."""

    permission_required = "followup.view_judgedrow"

    def get_template_names(self) -> list[str]:
        """The part alone for Översikt, which fetches it when it is read."""
        is_part = bool(self.request.htmx)
        return ["followup/spend/_spend_map.html" if is_part else "followup/spend/spend_map.html"]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Of a year, or of the twelve months that all pages show."""
        context = super().get_context_data(**kwargs)
        user = user_of(self.request)
        read = plan_spend_of(current_buyer(self.request), user)
        told = read.whole.months(timezone.localdate()) if read else None
        if read is None or told is None or told.first is None or told.measured.period is None:
            return {**context, "report": None}
        latest, chosen = told.measured.period, self.request.GET.get("period", "")
        period = chosen_period(chosen, latest)
        look_up_hidden(user, SpendMonth)
        return {
            **context,
            "report": spend_map(root=read.root, user=user, period=period),
            "href": rows_url(period),
            "levels": list(Level),
            "misread": misread_period(chosen, latest),
            "years": range(latest.last.year, told.first.year - 1, -1),
            "chosen": chosen,
        }


def _ending(today: date) -> dict[str, object]:
    return {"slutar_tidigast": today, "slutar_senast": today + relativedelta(months=12), "sort": "ends_on"}


@permission_required("followup.view_judgedrow", of=Contract)
def contract_spend(request: HttpRequest, pk: int) -> HttpResponse:
    """What was bought on a contract, and in all from its supplier: a part of the contract's page."""
    contract = get_object_or_404(
        Contract.objects.visible_to(user_of(request)).select_related("supplier", "framework"), pk=pk
    )
    months = [
        {"month": key[0], "sum_sek": loyalty.ledger, "href": rows_url(Period.containing(key[0]), avtal=contract.pk)}
        for key, loyalty in SeenSpend.by(user_of(request), SupplierMonth.objects.all())
        .narrowed(lambda spend: spend.filter(contract=contract))
        .loyalty_by("month")
    ]
    ceilings = ceilings_by_month(contract, user=user_of(request))
    volumes = {volume.month: volume for volume in contract.volumes.all()}
    for row in months:
        row["volume"] = volumes.get(row["month"])
        row["ceiling"] = ceilings.get(row["month"])
    return render(
        request,
        "followup/spend/_contract_spend.html",
        {
            "contract": contract,
            "months": list(reversed(months)),
            "has_ceiling": bool(ceilings),
            "href": _all_rows(avtal=contract.pk),
            "report": latest_supplier_spend(contract.supplier, user=user_of(request), on=timezone.localdate()),
        },
    )


@permission_required("followup.view_spendmonth", of=Supplier)
def supplier_spend_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What was bought from a supplier, by bucket and month: a page, and a part of the supplier's page."""
    supplier = get_object_or_404(Supplier.objects.visible_to(user_of(request)), pk=pk)
    report = latest_supplier_spend(supplier, user=user_of(request), on=timezone.localdate())
    period = report.period
    chart = charts.spend_by_bucket(
        [(row.month, row.bucket.label, row.sum_sek) for row in report.months],
        title=f"Köp från {supplier} per månad och utfall",
        description=f"{mnkr(report.whole.ledger)} mnkr under {period}.",
        leads=partial(rows_of_month, leverantor=supplier.pk) if may_open(request, rows_url(period)) else None,
    )
    is_part = bool(request.htmx)  # type: ignore[attr-defined]
    return render(
        request,
        "followup/spend/_supplier_spend.html" if is_part else "followup/spend/supplier_spend.html",
        {"report": report, "supplier": supplier, "chart": chart, "href": rows_url(period, leverantor=supplier.pk)},
    )


@permission_required("followup.view_spendmonth")
def supplier_comparison(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """What is bought from two suppliers in twelve months, and their deviations: a part of pages that compare them."""
    user, on = user_of(request), timezone.localdate()
    seen = Supplier.objects.visible_to(user)
    sides = [supplier_use(get_object_or_404(seen, pk=each), user=user, on=on) for each in (pk, other)]
    is_part = bool(request.htmx)  # type: ignore[attr-defined]
    template = "followup/spend/_supplier_comparison.html" if is_part else "followup/spend/supplier_comparison.html"
    return render(request, template, {"sides": sides})


def _buyers_to_recompute(user: User) -> list[int]:
    """The buyers with a ledger at which a person may have figures computed anew."""
    theirs = Organization.objects.filter(pk__in=buyers_of(user, may="followup.recompute"))
    with_ledger = theirs.filter(Exists(SpendKey.objects.filter(buyer=OuterRef("pk"))))
    return list(with_ledger.order_by("pk").values_list("pk", flat=True))


def _all_rows(**filters: object) -> str:
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return f"{reverse('followup:row-list')}?{query}"


@require_POST
@permission_required("followup.recompute")
def recompute(request: HttpRequest) -> HttpResponse:
    """Judge and sum anew, by the worker, what belongs to the buyers where the person may ask for it."""
    user, here = user_of(request), reverse("followup:overview")
    asked = [
        ask_for(judging_tasks.recompute_buyer, by=user, href=here, buyer_id=buyer)
        for buyer in _buyers_to_recompute(user)
    ]
    messages.info(request, "Siffrorna räknas om. De byts ut på sidan när det är klart, oftast inom någon minut.")
    return HttpResponseRedirect(where_to_wait(asked, here))
