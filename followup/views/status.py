"""The June report: on screen, and as the same on paper."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView

from contracts.models import Category
from followup.reports import (
    report_years,
    root_category,
    status_report,
    status_report_context,
    status_report_pdf,
)
from huddinge_vo.common.buyer import current_buyer


def _root(request: HttpRequest) -> Category | None:
    buyer = current_buyer(request)
    return root_category(buyer) if buyer else None


class StatusReportPage(PermissionRequiredMixin, TemplateView):
    """A year's report as it stands today."""

    permission_required = "followup.view_statusreport"
    template_name = "followup/status_report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One report; the latest year unless another is asked for."""
        context = {**super().get_context_data(**kwargs), "root": _root(self.request)}
        years = report_years(context["root"]) if context["root"] else []
        if not years:
            return context
        asked = self.request.GET.get("ar", "")
        # The latest June that has been; the coming one can be looked at as it stands.
        due = [year for year in years if year <= timezone.localdate().year]
        year = next((year for year in years if str(year) == asked), due[0] if due else years[0])
        user: Any = self.request.user
        report = status_report(root=context["root"], user=user, year=year, on=timezone.localdate())
        return {**context, "years": years, **status_report_context(report)}


class StatusReportPdf(PermissionRequiredMixin, View):
    """The same report as a file."""

    permission_required = "followup.view_statusreport"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Draw it; a year without a report has no page."""
        root = _root(request)
        if root is None or year not in report_years(root):
            raise Http404("Det finns ingen statusrapport för det året.")
        user: Any = request.user
        report = status_report(root=root, user=user, year=year, on=timezone.localdate())
        response = HttpResponse(status_report_pdf(report), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="statusrapport-{year}.pdf"'
        return response
