"""Taking a delivery back, whole, so that what it replaced counts again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from followup.judging import sql
from followup.judging.actions import judge_months
from followup.ledger.actions.meeting import carry_judgements
from followup.ledger.models import LedgerDelivery, LedgerImport
from huddinge_vo.common.people.rights import require

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class NothingToUndo(Exception):
    """The file is not loaded, or somebody has undone it before."""

    def __init__(self, ledger_import: LedgerImport) -> None:
        super().__init__(f"”{ledger_import}” går inte att ångra. Status är nu: {ledger_import.get_status_display()}.")


class UndoTheLaterFirst(Exception):
    """Files that were loaded later rest on this one. Carries them, the latest first."""

    def __init__(self, later: Sequence[LedgerImport]) -> None:
        self.later = later
        names = ", ".join(f"”{each}” (inläsning {each.pk})" for each in later)
        super().__init__(f"Det som lästes in senare vilar på den här filen. Ångra först: {names}.")


@transaction.atomic
def undo_ledger_import(*, ledger_import_id: int, by: User | None, at: datetime) -> LedgerImport:
    """Let nothing of a loaded file count any more, and what it replaced count again. Its rows are kept, as history.

    What a person has decided about its rows follows their postings back. Done once, also by two at once. Raises
    NothingToUndo, and UndoTheLaterFirst where that would leave something counted twice or not at all.
    """
    ledger_import = LedgerImport.objects.select_for_update().select_related(None).get(pk=ledger_import_id)
    require(by, "followup.add_ledgerimport", ledger_import)
    if ledger_import.status != LedgerImport.Status.LOADED or ledger_import.buyer is None:
        raise NothingToUndo(ledger_import)
    buyer = ledger_import.buyer
    sql.lock_buyer(buyer.pk)
    if later := list(LedgerImport.objects.to_undo_before(ledger_import)):
        raise UndoTheLaterFirst(later)
    own = list(ledger_import.deliveries.filter(is_active=True).order_by("pk"))
    restored = list(ledger_import.replaced.order_by("pk"))
    ledger_import.status = LedgerImport.Status.UNDONE
    ledger_import.undone_at, ledger_import.undone_by = at, by
    ledger_import.save(update_fields=["status", "undone_at", "undone_by"])
    LedgerDelivery.objects.filter(pk__in=[each.pk for each in own]).update(is_active=False)
    LedgerDelivery.objects.filter(pk__in=[each.pk for each in restored]).update(is_active=True, replaced_by=None)
    carry_judgements(buyer, onto=[each.ledger_import_id for each in restored], months=[each.month for each in restored])
    changed = [(each.ledger_import_id, each.month) for each in (*own, *restored)]
    judge_months(buyer_id=buyer.pk, changed=changed, at=at)
    return ledger_import
