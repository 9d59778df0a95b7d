"""What the page of a contract tells of its follow-up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from contracts.register.models import Contract
from followup.reviews import rules
from followup.reviews.models import Finding, FollowUpClass, Review
from followup.reviews.tables import (
    finding_colour,
    severity_colour,
)
from followup.spend.reports import latest_supplier_spend
from huddinge_vo.common.pages.permissions import permission_required
from huddinge_vo.common.people.request import user_of


@permission_required("followup.view_review", of=Contract)
def contract_reviews(request: HttpRequest, pk: int) -> HttpResponse:
    """A contract's class, its last and next review and what is wanting, for its page."""
    user = user_of(request)
    contract = get_object_or_404(Contract.objects.visible_to(user), pk=pk)
    today = timezone.localdate()
    follow_up_class = FollowUpClass.objects.filter(contract=contract).with_last_done(today).first()
    reviews = Review.objects.filter(contract=contract)
    findings = Finding.objects.visible_to(user).filter(contract=contract).unsettled().for_list()
    due = (
        rules.next_review(follow_up_class.effective, follow_up_class.last_done, contract.valid_from)
        if follow_up_class
        else None
    )
    context = {
        "contract": contract,
        "follow_up_class": follow_up_class,
        "last": reviews.filter(status=Review.Status.DONE).order_by("-done_on", "-pk").first(),
        "coming": reviews.unfinished().order_by("planned_on", "pk").first(),
        "due": due,
        "is_late": due is not None and due < today,
        "findings": [(each, finding_colour(each), severity_colour(each)) for each in findings.order_by("due_on", "pk")],
    }
    return render(request, "followup/reviews/_contract_reviews.html", context)


@permission_required(("followup.view_review", "followup.view_spendmonth"), of=Contract)
def contract_standing(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether its supplier is bought from loyally, and when it was followed up: the last answers of its page's first
    look.
    """
    user = user_of(request)
    contract = get_object_or_404(Contract.objects.visible_to(user).select_related("supplier"), pk=pk)
    today = timezone.localdate()
    follow_up_class = FollowUpClass.objects.filter(contract=contract).with_last_done(today).first()
    due = (
        rules.next_review(follow_up_class.effective, follow_up_class.last_done, contract.valid_from)
        if follow_up_class
        else None
    )
    context = {
        "contract": contract,
        "spend": latest_supplier_spend(contract.supplier, user=user, on=today),
        "follow_up_class": follow_up_class,
        "due": due,
        "is_late": due is not None and due < today,
    }
    return render(request, "followup/reviews/_contract_standing.html", context)
