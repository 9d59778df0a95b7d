"""Deviations as they are read: the list, the whole case, and the form on paper."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.views import View
from django.views.generic import DetailView

from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ListPage
from huddinge_vo.common.pdf import render_pdf
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.changes import Change, changes_of
from huddinge_vo.common.untyped import Context
from procurement.deviations.filters import STANDINGS, DeviationFilter
from procurement.deviations.reports import case_of
from procurement.deviations.tables import DeviationTable, standing_of
from procurement.placements.models import Placement


def deviations_of(user: User) -> QuerySet[Placement]:
    """Deviations with a form that a person may know of, with what their pages say of them."""
    found = Placement.objects.visible_to(user).outside_contract().filter(form__isnull=False).with_cases_of(user)
    return found.select_related(
        *("buyer", "supplier", "area", "category", "place", "target_group", "requested_by", "approved_by"),
        *("responsible", "ended__decided_by", "ended__delegation__role"),
        *("form", "form__decided_by", "form__decided_as", "form__delegation__role"),
    )


class DeviationList(ListPage):
    """All deviations that one may know of, and what those shown come to."""

    permission_required = "procurement.view_placement"
    filterset_class = DeviationFilter
    table_class = DeviationTable
    template_name = "procurement/deviations/deviation_list.html"
    partial_template_name = "procurement/deviations/_deviation_table.html"
    title = "Avsteg"
    export_name = "avsteg"

    def get_queryset(self) -> QuerySet[Placement]:
        """The latest first."""
        found = Placement.objects.visible_to(user_of(self.request)).outside_contract()
        return found.select_related("supplier", "area", "form", "ended").order_by("-valid_from", "number", "pk")

    def get_context_data(self, **kwargs: object) -> Context:
        """With sums of what the filter leaves."""
        context = super().get_context_data(**kwargs)
        approved = Q(approved_on__isnull=False)
        sums = (
            context["filter"]
            .qs.order_by()
            .aggregate(
                waiting=Count("pk", filter=STANDINGS["vantar"]),
                approved=Count("pk", filter=approved),
                late=Count("pk", filter=STANDINGS["efterhand"]),
                value=Sum("form__expected_value_sek", filter=approved),
            )
        )
        return {**context, "sums": sums}


class DeviationPage(PermissionRequiredMixin, DetailView):
    """The whole case: what is asked for, who was asked, price, checks, who may decide, the decision, and history."""

    permission_required = "procurement.view_placement"
    template_name = "procurement/deviations/deviation.html"
    context_object_name = "placement"

    def get_queryset(self) -> QuerySet[Placement]:
        """One that one may not know of does not exist."""
        return deviations_of(user_of(self.request))

    def get_context_data(self, **kwargs: object) -> Context:
        """With everything that is read before it is decided."""
        context = super().get_context_data(**kwargs)
        placement: Placement = context["placement"]
        user, form = user_of(self.request), placement.form
        wrote = placement.requested_by_id == user.pk or placement.writers.filter(pk=user.pk).exists()
        return {
            **context,
            "form": form,
            "case": case_of(placement, form, user=user, on=timezone.localdate()),
            "standing": standing_of(placement),
            "wrote": wrote,
            "has_ended": getattr(placement, "ended", None),
            "carried_on": Placement.objects.filter(follows=placement).exists(),
            "changes": history_of(placement, user),
        }


def history_of(placement: Placement, user: User) -> list[Change]:
    """What was done with placement and form, the latest first. The case reference is told as little as elsewhere."""
    told = changes_of(placement, user=user) + changes_of(placement.form, user=user)
    if not placement.shows_case:  # type: ignore[attr-defined] # annotated
        secret = str(Placement._meta.get_field("case_reference").verbose_name).lower()
        told = [each for each in told if each.field.lower() != secret]
    return sorted(told, key=lambda each: each.at, reverse=True)


class DeviationPdf(PermissionRequiredMixin, View):
    """The form as PDF/UA, for the case in W3D3. It never has the case reference."""

    permission_required = "procurement.view_placement"
    permission_of = Placement

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A tagged PDF of what the page says."""
        user = user_of(request)
        placement = get_object_or_404(deviations_of(user), pk=pk)
        case = case_of(placement, placement.form, user=user, on=timezone.localdate())
        pdf = render_pdf(
            template="procurement/deviations/deviation_pdf.html",
            context={"case": case, "placement": placement, "form": case.form, "standing": standing_of(placement)},
            title=f"Avsteg {placement.number}",
            is_demo=placement.buyer.is_demo,
        )
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{slugify(f"avsteg {placement.number}")}.pdf"'
        return response
