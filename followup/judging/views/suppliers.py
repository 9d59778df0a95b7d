"""Suppliers that the ledgers tell of, for those who sort their register out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from followup.judging import tasks
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.pages.permissions import permission_required


@require_POST
@permission_required("contracts.merge_supplier")
def propose_suppliers(request: HttpRequest) -> HttpResponse:
    """Look for suppliers to sort out now, and not only by night."""
    ask_for(tasks.propose_suppliers)
    messages.success(request, "Letar efter leverantörer att reda ut. Ladda om sidan om någon minut.")
    return HttpResponseRedirect(reverse("contracts:supplier-proposals"))
