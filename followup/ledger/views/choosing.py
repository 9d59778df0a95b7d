"""What becomes of a file that has been looked at, and the way back."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from followup.ledger import actions, tasks
from followup.ledger.forms import ChoiceForm, CoversForm
from followup.ledger.models import LedgerImport
from followup.ledger.reports import preview_of
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.pages.permissions import permission_required
from huddinge_vo.common.people.request import user_of


@require_POST
@permission_required("followup.add_ledgerimport", of=LedgerImport)
@transaction.atomic
def choose_load(request: HttpRequest, pk: int) -> HttpResponse:
    """Load the file that has been looked at, in the way that was chosen."""
    user = user_of(request)
    ledger_import = get_object_or_404(LedgerImport.objects.visible_to(user), pk=pk)
    if ledger_import.status == LedgerImport.Status.PREVIEWED:
        form = ChoiceForm(request.POST, preview=preview_of(ledger_import=ledger_import, user=user))
        if not form.is_valid():
            messages.error(request, "Välj vad som ska ske med de månader som redan finns.")
            return HttpResponseRedirect(ledger_import.get_absolute_url())
    try:
        choice = request.POST.get("choice", "")
        actions.choose_load(ledger_import_id=pk, choice=choice, by=user, at=timezone.now())
    except (actions.NothingToChoose, actions.ChoiceNeeded) as error:
        messages.error(request, str(error))
    else:
        ask_for(tasks.load_ledger_import, by=user, href=ledger_import.get_absolute_url(), ledger_import_id=pk)
        messages.success(request, f"”{ledger_import}” läses in.")
    return HttpResponseRedirect(ledger_import.get_absolute_url())


@require_POST
@permission_required("followup.add_ledgerimport", of=LedgerImport)
@transaction.atomic
def look_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the file anew, as one about other months."""
    user = user_of(request)
    ledger_import = get_object_or_404(LedgerImport.objects.visible_to(user), pk=pk)
    if ledger_import.status == LedgerImport.Status.PREVIEWED:
        months = [each.month for each in preview_of(ledger_import=ledger_import, user=user).months]
        form = CoversForm(request.POST, months=months)
        if not form.is_valid():
            messages.error(request, "Välj månader i filen, den sista inte före den första.")
            return HttpResponseRedirect(ledger_import.get_absolute_url())
        actions.look_again(ledger_import_id=pk, covers=form.cleaned_data["covers"], by=user, at=timezone.now())
        ask_for(tasks.preview_ledger_import, by=user, href=ledger_import.get_absolute_url(), ledger_import_id=pk)
    return HttpResponseRedirect(ledger_import.get_absolute_url())


@require_POST
@permission_required("followup.add_ledgerimport", of=LedgerImport)
def load_nothing(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave everything as it is."""
    user = user_of(request)
    ledger_import = get_object_or_404(LedgerImport.objects.visible_to(user), pk=pk)
    try:
        actions.load_nothing(ledger_import_id=pk, by=user, at=timezone.now())
    except actions.NothingToChoose as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(ledger_import.get_absolute_url())


@require_POST
@permission_required("followup.add_ledgerimport", of=LedgerImport)
def undo_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the delivery back, or say what has to be undone before it."""
    user = user_of(request)
    ledger_import = get_object_or_404(LedgerImport.objects.visible_to(user), pk=pk)
    try:
        actions.undo_ledger_import(ledger_import_id=pk, by=user, at=timezone.now())
    except (actions.NothingToUndo, actions.UndoTheLaterFirst) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"”{ledger_import}” är ångrad. Det som den ersatte gäller igen.")
    return HttpResponseRedirect(ledger_import.get_absolute_url())
