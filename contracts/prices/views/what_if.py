"""What if indices went so, or the clause was another."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.generic import TemplateView

from contracts.prices.forms import WhatIfForm
from contracts.prices.reports import (
    Levels,
    NoSuchSeries,
    Unassumed,
    WhatIf,
    assumable_series,
    what_if,
    what_if_rows,
)
from huddinge_vo.common import charts
from huddinge_vo.common.files.exports import XLSX, xlsx_file
from huddinge_vo.common.money import tkr
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import PassedOn


class WhatIfPage(PermissionRequiredMixin, TemplateView):
    """Computes from what stands in the address, and keeps nothing."""

    permission_required = "contracts.view_priceadjustment"
    template_name = "contracts/prices/what_if.html"

    def get(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponseBase:  # type: ignore[override]  # a page or a file
        """The form, and the outcome when something was asked."""
        user = user_of(request)
        buyer = current_buyer(request)
        if buyer is None:
            raise PermissionDenied
        levels = Levels()
        asked = bool(request.GET)
        form = WhatIfForm(request.GET if asked else None, user=user, buyer=buyer, series=assumable_series(levels, user))
        report: WhatIf | None = None
        if asked and form.is_valid():
            try:
                report = what_if(
                    user=user,
                    buyer=buyer,
                    chosen=form.chosen(),
                    assumptions=form.assumptions(),
                    levels=levels,
                    on=timezone.localdate(),
                )
            except Unassumed as error:
                form.lack(error.series)
            except NoSuchSeries as error:
                form.add_error("other", str(error))
        if report and request.GET.get("export") == "xlsx":
            rows = what_if_rows(report, source=_without_export(request))
            return FileResponse(xlsx_file(rows), as_attachment=True, filename="tank-om-priser.xlsx", content_type=XLSX)
        query = request.GET.copy()
        query["export"] = "xlsx"
        with_ended = request.GET.copy()
        with_ended["ended"] = "on"
        context = self.get_context_data(
            form=form, report=report, export=f"?{query.urlencode()}", with_ended=f"?{with_ended.urlencode()}"
        )
        if report:
            context |= _words(report)
        return self.render_to_response(context, status=422 if form.errors else 200)


def _without_export(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("export", None)
    return f"{request.build_absolute_uri(request.path)}?{query.urlencode()}"


def _words(report: WhatIf) -> dict[str, object]:
    several = report.in_several_areas
    return {
        "chart": _chart(report),
        "whole_tkr": tkr(abs(report.total.whole_difference)),
        "last_year": report.years[-1],
        "areas_foot": f"{several} avtal gäller flera områden. Deras köp räknas i det första området efter kod."
        if several
        else "",
    }


def _chart(report: WhatIf) -> str:
    today, other = "Dagens klausul", "Andra klausulen"
    rows = [
        (str(year), way, amount)
        for year, _, today_effect, _, other_effect, _ in report.by_year()
        for way, amount in ((today, today_effect), (other, other_effect))
    ]
    said = "; ".join(
        f"{year} {tkr(today_effect)} tkr med dagens klausul och {tkr(other_effect)} tkr med den andra"
        for year, _, today_effect, _, other_effect, _ in report.by_year()
    )
    return charts.yearly_kronor(
        rows, title="Vad priserna ökar kostnaden med jämfört med i dag, per år", description=f"{said}."
    )
