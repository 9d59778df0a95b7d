"""Where nobody new is placed, and what is to be done if a supplier fails: on screen, and on paper for the meeting."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.generic import TemplateView

from contracts.suppliers.models import PlacementStop, Supplier
from huddinge_vo.common.pages.fetching import WaitedFor
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ListPage
from huddinge_vo.common.pdf import render_pdf
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context
from procurement.failures.filters import StopFilter
from procurement.failures.querysets import stops_in_force
from procurement.failures.reports import Failure, failure
from procurement.failures.tables import StopTable


def _buyer(request: HttpRequest) -> Organization:
    buyer = current_buyer(request)
    if buyer is None:
        raise PermissionDenied
    return buyer


def _failure(request: HttpRequest, pk: int) -> Failure:
    """Of the supplier of the address, if one may know of it, for the chosen buyer, today."""
    user = user_of(request)
    supplier = get_object_or_404(Supplier.objects.visible_to(user), pk=pk)
    return failure(supplier=supplier, buyer=_buyer(request), user=user, on=timezone.localdate())


class StopList(ListPage):
    """All stops in force, those where most people live first."""

    permission_required = "procurement.view_placement"
    filterset_class = StopFilter
    table_class = StopTable
    title = "Placeringsstopp"
    export_name = "placeringsstopp"

    def get_queryset(self) -> QuerySet[PlacementStop]:
        """For the chosen buyer."""
        found = stops_in_force(buyer=_buyer(self.request), user=user_of(self.request), on=self.today)
        return found.select_related("supplier", "unit", "decided_by")


class SupplierFailure(PermissionRequiredMixin, TemplateView):
    """If a supplier fails."""

    permission_required = "procurement.view_placement"
    permission_of = Supplier
    template_name = "procurement/failures/failure.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """With everything that is asked for."""
        return {**super().get_context_data(**kwargs), "failure": _failure(self.request, self.kwargs["pk"])}


class SupplierFailurePdf(PermissionRequiredMixin, WaitedFor):
    """The same as PDF/UA. It never has a case reference."""

    permission_required = "procurement.view_placement"
    permission_of = Supplier
    title = "Underlag om leverantören faller bort"

    def back(self) -> str:
        """The same on screen."""
        return reverse("procurement:supplier-failure", args=[self.kwargs["pk"]])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A tagged PDF of what the page says."""
        found = _failure(request, pk)
        title = f"Om {found.supplier} faller bort"
        pdf = render_pdf(
            template="procurement/failures/failure_pdf.html",
            context={"failure": found, "buyer": _buyer(request)},
            title=title,
            is_demo=_buyer(request).is_demo,
        )
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{slugify(f"bortfall {found.supplier}")}.pdf"'
        return response
