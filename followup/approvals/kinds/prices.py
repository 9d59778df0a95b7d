"""New prices, and what is owed when preliminary figures have become final; and the figures themselves."""

from contracts.files.models import RegisterImport
from contracts.index.models import IndexImport
from contracts.prices.models import PriceAdjustment, PriceDifference, PriceToConfirm
from followup.approvals.kinds.kind import KINDS, ApprovalKind, the_list, the_page

KINDS.add(
    ApprovalKind(
        code="PRICE_ADJUSTMENT",
        number=1,
        model=PriceAdjustment,
        permission="contracts.approve_priceadjustment",
        one="prisjustering väntar på ditt godkännande",
        many="prisjusteringar väntar på ditt godkännande",
        waiting=lambda user: PriceAdjustment.objects.visible_to(user).to_approve_by(user),
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
        href=the_list("contracts:register-import-list"),
    )
)
