"""Contracts, their documents, checks and prices."""

from __future__ import annotations

from contracts.checks.models import SupplierCheck
from contracts.documents.models import Document
from contracts.files.models import RegisterImport
from contracts.prices.models import PriceAdjustment, PriceRequest
from contracts.terms.models import ExtensionOption
from followup.start.kinds.step import STEPS, Step, traces_of

STEPS.add(
    Step(
        code="FIND_CONTRACT",
        number=10,
        words="Hitta ett avtal",
        why="Sök på leverantör, nummer eller område. På avtalets sida ser du slutdag, optioner, priser och köp.",
        roles=("läsare", "upphandlare", "avtalscontroller"),
        permission="contracts.view_contract",
        page="contracts:contract-list",
    )
)
STEPS.add(
    Step(
        code="DOCUMENT",
        number=11,
        words="Lägg ett dokument på ett avtal",
        why="Öppna avtalet och välj Nytt dokument. Texten i dokumentet går sedan att söka i.",
        roles=("upphandlare",),
        permission="contracts.add_document",
        page="contracts:contract-list",
        done=traces_of(Document, "uploaded_by"),
    )
)
STEPS.add(
    Step(
        code="CHECK",
        number=12,
        words="Anteckna en kontroll av en leverantör",
        why="Listan visar vilka kontroller som saknas eller går ut. Nästa kontroll bevakas av sig själv.",
        roles=("upphandlare", "avtalscontroller"),
        permission="contracts.add_suppliercheck",
        page="contracts:check-list",
        done=traces_of(SupplierCheck, "registered_by"),
    )
)
STEPS.add(
    Step(
        code="REGISTER_FILE",
        number=13,
        words="Läs in en fil med avtal",
        why="Du ser vad som blir nytt och ändrat innan något sparas, och kan ångra efteråt.",
        roles=("avtalscontroller",),
        permission="contracts.import_contracts",
        page="contracts:contract-import",
        done=traces_of(RegisterImport, "uploaded_by"),
    )
)
STEPS.add(
    Step(
        code="OPTION",
        number=14,
        words="Besluta om en option",
        why="Avtalslistan visar vilka optioner som snart ska avgöras. Förlängningsbreven skrivs åt dig.",
        roles=("kategoriledare",),
        permission="contracts.decide_extensionoption",
        page="contracts:contract-list",
        done=traces_of(ExtensionOption, "decided_by"),
    )
)
STEPS.add(
    Step(
        code="PRICE_REQUEST",
        number=15,
        words="Registrera en begäran om nya priser",
        why="Systemet räknar fram priset ur klausulen och index, och bevakar när besked ska lämnas.",
        roles=("upphandlare", "avtalscontroller"),
        permission="contracts.add_pricerequest",
        page="contracts:price-request-list",
        done=traces_of(PriceRequest, "registered_by"),
    )
)
STEPS.add(
    Step(
        code="APPROVE_PRICES",
        number=16,
        words="Godkänn eller avvisa nya priser",
        why="Du ser hur priset är uträknat. Den som har skickat det till dig kan inte själv godkänna.",
        roles=("kategoriledare", "upphandlingschef"),
        permission="contracts.approve_priceadjustment",
        page="contracts:adjustment-list",
        done=traces_of(PriceAdjustment, "approved_by", "rejected_by"),
    )
)
