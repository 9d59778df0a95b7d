"""Suppliers that the ledgers tell of, for those who sort their register out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from followup.judging import tasks
from huddinge_vo.common.jobs.tasks import ask_for, where_to_wait
from huddinge_vo.common.pages.permissions import permission_required
from huddinge_vo.common.people.request import user_of


@require_POST
@permission_required("contracts.merge_supplier")
def propose_suppliers(request: HttpRequest) -> HttpResponse:
    """Look for suppliers to sort out now, and not only by night."""
    here = reverse("contracts:supplier-proposals")
    asked = ask_for(tasks.propose_suppliers, by=user_of(request), href=here)
    return HttpResponseRedirect(where_to_wait([asked], here))
