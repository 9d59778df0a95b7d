"""Differences against final figures: seen, approved, settled."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from contracts.prices import actions
from contracts.prices.filters import DifferenceFilter
from contracts.prices.forms import RejectForm, SettleForm
from contracts.prices.models import PriceDifference
from contracts.prices.querysets import PriceDifferenceQuerySet
from contracts.prices.tables import DifferenceTable
from huddinge_vo.common.money import sek
from huddinge_vo.common.pages.bulk import BulkPage, Did
from huddinge_vo.common.pages.views import ActionPage, HasPage, ListPage
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import PassedOn


class DifferenceList(ListPage):
    """All differences that one may know of, with sums by budget year and payer above."""

    permission_required = "contracts.view_pricedifference"
    filterset_class = DifferenceFilter
    table_class = DifferenceTable
    template_name = "contracts/prices/difference_list.html"
    title = "Slutliga indexvärden: skillnader"
    export_name = "skillnader-mot-slutliga-varden"
    bulk_template = "contracts/prices/_difference_bulk_tools.html"

    def get_queryset(self) -> QuerySet[PriceDifference]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        return PriceDifference.objects.visible_to(user).for_list().order_by("-budget_year", "payer", "pk")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With sums of what the list shows."""
        context = super().get_context_data(**kwargs)
        return {**context, "years": _years(context["filter"].qs)}


def _years(rows: PriceDifferenceQuerySet) -> list[dict[str, Any]]:  # Any: sums in rows without a model
    """Kronor by budget year and payer, one column for each state."""
    found: dict[tuple[int, str], dict[str, Any]] = {}  # Any: sums in rows without a model
    for row in rows.by_year():
        line = found.setdefault(
            (row["budget_year"], row["payer"]),
            {
                "year": row["budget_year"],
                "payer": row["payer"],
                "total": Decimal(0),
                "n": 0,
                **dict.fromkeys(PriceDifference.Status.values),
            },
        )
        line[row["status"]] = row["total"]
        if row["status"] != "REJECTED":
            line["total"] += row["total"]
        line["n"] += row["n"]
    return [found[key] for key in sorted(found)]


class DifferenceApprove(BulkPage):
    """Approve what was ticked, when it has been shown which that is."""

    permission_required = "contracts.approve_priceadjustment"
    list_page = DifferenceList
    list_name = "contracts:difference-list"
    title = "Godkänn skillnader"
    submit = "Godkänn"
    warning = "De går sedan att reglera. Det går inte att ångra."
    noun = ("skillnad", "skillnader")
    refusals = (actions.DifferenceMoved,)

    def buyer_of(self, row: PriceDifference) -> int:
        """Its contract's."""
        return row.line.adjustment.contract.buyer_id

    def left_of(self, row: PriceDifference) -> str:
        """What is decided already."""
        return "" if row.status == PriceDifference.Status.PROPOSED else "väntar inte på godkännande"

    def state_of(self, row: PriceDifference) -> str:
        """Its amount: it is reckoned anew until it is approved."""
        return actions.mark_of_difference(row)

    def do(self, ids: Sequence[int], form: Form) -> Did:
        """Approve."""
        shown = {row.pk: actions.mark_of_difference(row) for row in self.rows}
        done = actions.approve_differences(difference_ids=ids, shown=shown, by=user_of(self.request), at=timezone.now())
        return Did(done)

    def said(self, count: int) -> str:
        """How many."""
        return f"{count} {'rad är godkänd' if count == 1 else 'rader är godkända'} att reglera."


class DifferenceSettle(BulkPage):
    """Say that what was ticked is paid or credited."""

    permission_required = "contracts.change_pricedifference"
    list_page = DifferenceList
    list_name = "contracts:difference-list"
    title = "Registrera reglering"
    submit = "Registrera reglering av"
    form_class = SettleForm
    noun = ("skillnad", "skillnader")
    refusals = (actions.DifferenceMoved,)

    def get_form(self, data: PassedOn = None) -> SettleForm:
        """With today, as long as nothing else is said."""
        return SettleForm(data, initial={"settled_on": timezone.localdate()})

    def buyer_of(self, row: PriceDifference) -> int:
        """Its contract's."""
        return row.line.adjustment.contract.buyer_id

    def left_of(self, row: PriceDifference) -> str:
        """What is not to be settled, or not by the person."""
        if row.status != PriceDifference.Status.APPROVED:
            return "är inte godkända, eller redan reglerade"
        if row.approved_by_id == user_of(self.request).pk:
            return "har du själv godkänt: en annan person ska reglera dem"
        return ""

    def do(self, ids: Sequence[int], form: SettleForm) -> Did:
        """Settle them."""
        on, by = form.cleaned_data["settled_on"], user_of(self.request)
        return Did(actions.settle_differences(difference_ids=ids, on=on, by=by, at=timezone.now()))

    def said(self, count: int) -> str:
        """How many."""
        return f"{count} {'rad är reglerad' if count == 1 else 'rader är reglerade'}."


class DifferenceReject(ActionPage):
    """Say that a row is not to be settled."""

    permission_required = "contracts.approve_priceadjustment"
    permission_of = PriceDifference
    form_class = RejectForm
    submit = "Avvisa"
    refusals = (actions.DifferenceMoved,)

    def back(self) -> str:
        """To the list."""
        return reverse("contracts:difference-list")

    @property
    def row(self) -> PriceDifference:
        """The one of the address."""
        user = user_of(self.request)
        return get_object_or_404(PriceDifference.objects.visible_to(user).for_list(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says which."""
        row = self.row
        number = row.line.adjustment.contract.number
        title = f"Avvisa skillnaden {sek(row.difference_sek)} kr, {number}, {row.line.item.name} {row.budget_year}"
        return {**super().get_context_data(**kwargs), "title": title}

    def too_late(self) -> str:
        """It is decided once."""
        return "" if self.row.status == PriceDifference.Status.PROPOSED else actions.ALREADY_DECIDED

    def mark_of_shown(self) -> str:
        """Of its amount."""
        return actions.mark_of_difference(self.row)

    def do(self, form: RejectForm) -> HasPage:
        """Reject it."""
        return actions.reject_difference(
            difference_id=self.row.pk,
            reason=form.cleaned_data["reason"],
            shown=form.cleaned_data["shown"],
            by=user_of(self.request),
            at=timezone.now(),
        )

    def done(self, result: object) -> str:
        """What happened."""
        return "Skillnaden är avvisad."
