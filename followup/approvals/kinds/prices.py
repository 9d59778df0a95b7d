"""New prices, and what is owed when preliminary figures have become final; and the figures themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from contracts.files.models import RegisterImport
from contracts.index.models import IndexImport
from contracts.prices.models import PriceAdjustment, PriceDifference, PriceToConfirm
from followup.approvals.kinds.kind import KINDS, SHOWN, Answer, ApprovalKind, the_list, the_page
from huddinge_vo.common.money import sek

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


def _rejected(user: User, since: datetime) -> Iterator[Answer]:
    """Adjustments that a person sent and another rejected."""
    found = PriceAdjustment.objects.visible_to(user).filter(
        submitted_by=user, status=PriceAdjustment.Status.REJECTED, rejected_at__gte=since
    )
    for each in found.exclude(rejected_by=user).select_related("contract").order_by("-rejected_at", "-pk")[:SHOWN]:
        assert each.rejected_at is not None
        words = f"Prisjustering {each.contract}"
        yield Answer(each.rejected_at, words, each.get_absolute_url(), is_yes=False, reason=each.reason)


def _by_hand(user: User, since: datetime) -> Iterator[Answer]:
    """Prices that a person asked for and another confirmed or declined."""
    found = PriceToConfirm.objects.visible_to(user).for_list().filter(asked_by=user, decided_at__gte=since)
    for each in found.exclude(decided_by=user).order_by("-decided_at", "-pk")[:SHOWN]:
        holder = each.item.contract or each.item.area
        assert each.decided_at is not None
        assert holder is not None
        words = f"Pris {sek(each.amount_sek)} kr, {each.item.name}, {holder}"
        is_yes = each.status == PriceToConfirm.Status.CONFIRMED
        yield Answer(each.decided_at, words, holder.get_absolute_url(), is_yes=is_yes, reason=each.reason)


def _files(user: User, since: datetime) -> Iterator[Answer]:
    """Files of prices that a person asked for and another confirmed or declined."""
    found = RegisterImport.objects.visible_to(user).filter(asked_by=user, decided_at__gte=since)
    for each in found.order_by("-decided_at", "-pk")[:SHOWN]:
        assert each.decided_at is not None
        is_yes = each.status != RegisterImport.Status.DECLINED
        yield Answer(
            each.decided_at, f"Prisfil {each.original_name}", each.get_absolute_url(), is_yes=is_yes, reason=each.reason
        )


KINDS.add(
    ApprovalKind(
        code="PRICE_ADJUSTMENT",
        number=1,
        model=PriceAdjustment,
        permission="contracts.approve_priceadjustment",
        one="prisjustering väntar på ditt godkännande",
        many="prisjusteringar väntar på ditt godkännande",
        waiting=lambda user: PriceAdjustment.objects.visible_to(user).to_approve_by(user),
        answers=_rejected,
        href=the_list("contracts:adjustment-list"),
    )
)
KINDS.add(
    ApprovalKind(
        code="PRICE_DIFFERENCE",
        number=2,
        model=PriceDifference,
        permission="contracts.approve_priceadjustment",
        one="skillnad mot slutliga index väntar på ditt godkännande",
        many="skillnader mot slutliga index väntar på ditt godkännande",
        waiting=lambda user: PriceDifference.objects.visible_to(user).to_approve_by(user),
        href=the_list("contracts:difference-list"),
    )
)
KINDS.add(
    ApprovalKind(
        code="SETTLEMENT",
        number=3,
        model=PriceDifference,
        permission="contracts.change_pricedifference",
        one="godkänd skillnad väntar på att du reglerar den",
        many="godkända skillnader väntar på att du reglerar dem",
        waiting=lambda user: PriceDifference.objects.visible_to(user).to_settle_by(user),
        href=the_list("contracts:difference-list", waits_for="reglering"),
    )
)
KINDS.add(
    ApprovalKind(
        code="INDEX_VALUES",
        number=4,
        model=IndexImport,
        permission="contracts.change_indexseries",
        one="hämtning av indexvärden väntar på att du granskar den",
        many="hämtningar av indexvärden väntar på att du granskar dem",
        waiting=lambda user: IndexImport.objects.visible_to(user).to_settle_by(user),
        href=the_page("contracts:index-list"),
    )
)
KINDS.add(
    ApprovalKind(
        code="PRICE_BY_HAND",
        number=12,
        model=PriceToConfirm,
        permission="contracts.approve_priceadjustment",
        one="pris satt för hand väntar på att du bekräftar det",
        many="priser satta för hand väntar på att du bekräftar dem",
        waiting=lambda user: PriceToConfirm.objects.visible_to(user).to_approve_by(user),
        answers=_by_hand,
        href=the_list("contracts:price-to-confirm-list"),
    )
)
KINDS.add(
    ApprovalKind(
        code="PRICE_FILE",
        number=13,
        model=RegisterImport,
        permission="contracts.approve_priceadjustment",
        one="fil med priser väntar på att du bekräftar den",
        many="filer med priser väntar på att du bekräftar dem",
        waiting=lambda user: RegisterImport.objects.visible_to(user).to_approve_by(user),
        answers=_files,
        href=the_list("contracts:register-import-list"),
    )
)
