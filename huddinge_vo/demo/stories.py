"""The demo's stories in the register and the follow-up: a merger, a supplier that failed, a permit withdrawn, contracts
amended. Whom it befell and when stands in `register.stories`; what has not happened yet on the demo's day is not told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

from contracts.checks import rules as check_rules
from contracts.checks.models import SupplierCheck
from contracts.documents.actions import add_document, read_document_text
from contracts.documents.models import Document
from contracts.register.models import Contract
from contracts.suppliers.actions import keep_permit, merge_suppliers, stop_placements
from contracts.suppliers.models import Permit, PlacementStop, Supplier, SupplierUnit
from followup.reviews.models import Finding, Review
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.demo.days import morning
from huddinge_vo.demo.register import register
from huddinge_vo.demo.register.stories import FAILED_ON, FAILED_UNTIL, MERGED_ON, WITHDRAWN_ON


@dataclass(frozen=True)
class _Amendment:
    """A contract that was changed while it ran: on which day, what the paper is called and says."""

    on: date
    title: str
    text: str


_AMENDMENTS = (
    _Amendment(
        date(2024, 9, 16),
        "Tilläggsavtal 1: utökad målgrupp",
        "Parterna är överens om att avtalet från och med 2024-10-01 även omfattar personer från 21 år med "
        "samsjuklighet. Priser och övriga villkor är oförändrade. Ändringen ryms inom upphandlingens föremål.",
    ),
    _Amendment(
        date(2025, 2, 10),
        "Tilläggsavtal 1: rapportering av placeringar",
        "Leverantören lämnar från och med 2025-03-01 en månadsrapport över belagda platser och rekryterade familjer. "
        "Priser och övriga villkor är oförändrade.",
    ),
    _Amendment(
        date(2025, 6, 2),
        "Tilläggsavtal 2: reservkraft och beredskap",
        "Leverantören ansvarar för reservkraft i gruppbostaden. Force majeure befriar inte från ansvaret i kris. "
        "Kommunen ersätter investeringen en gång efter faktura. Månadspriset är oförändrat.",
    ),
    _Amendment(
        date(2026, 3, 9),
        "Tilläggsavtal 1: nya kontaktvägar och fakturaadress",
        "Fakturor ställs från och med 2026-04-01 till kommunens adress för e-faktura med avtalsnumret som referens. "
        "Övriga villkor är oförändrade.",
    ),
)


def failed_contracts(on: date) -> frozenset[str]:
    """Numbers of contracts whose supplier has failed by a day: there is still something to be told of them."""
    return frozenset({register().stories.failed.number}) if on >= FAILED_ON else frozenset()


def merge(*, buyer: Organization, users: dict[str, User], on: date) -> None:
    """Let the one supplier be taken up by the other, before the ledger comes: its payments follow the numbers."""
    if on < MERGED_ON:
        return
    told = register().stories
    merge_suppliers(
        source=_supplier(told.merged.supplier.org_number),
        target=_supplier(told.merged_into.supplier.org_number),
        by=users["upphandlare"],
        at=morning(MERGED_ON),
    )
    contract = Contract.objects.get(buyer=buyer, number=told.merged.number)
    text = (
        f"Avtalet övertas från och med {MERGED_ON} av {told.merged_into.supplier.name} genom fusion. "
        "Det nya bolaget uppfyller kraven vid kvalificeringen. Villkoren är i övrigt oförändrade."
    )
    _amend(contract, _Amendment(MERGED_ON, "Tilläggsavtal: byte av part efter fusion", text), users)


def load_stories(*, buyer: Organization, users: dict[str, User], on: date) -> None:
    """What else is known of them on a day."""
    told = register().stories
    for number, amendment in zip(told.amended, _AMENDMENTS, strict=True):
        if amendment.on <= on:
            _amend(Contract.objects.get(buyer=buyer, number=number), amendment, users)
    if on >= FAILED_ON:
        _failed(Contract.objects.get(buyer=buyer, number=told.failed.number), users, on)
    if on >= WITHDRAWN_ON:
        _withdrawn(Contract.objects.get(buyer=buyer, number=told.withdrawn.number), users, on)


def _failed(contract: Contract, users: dict[str, User], on: date) -> None:
    """It paid wages late, its rating fell, it was declared bankrupt: stop, review, contract ended, finding closed."""
    supplier, warned = contract.supplier, FAILED_ON - timedelta(days=28)
    _check(supplier, users, "RATING", warned - timedelta(days=70), score=58)
    _check(supplier, users, "RATING", warned, score=24)
    _check(supplier, users, "TAXES", warned, passed=False)
    _check(supplier, users, "COMPANY_STATUS", FAILED_ON + timedelta(days=1), passed=False)
    stop_placements(
        stop=PlacementStop(
            supplier=supplier,
            reason="Kreditbetyget har fallit från 58 till 24 och löner har betalats sent. Konkurs 2026-05-18.",
            valid_from=warned,
        ),
        by=users["upphandlingschef"],
        at=morning(warned),
    )
    reviewed = FAILED_ON - timedelta(days=11)
    review = Review.objects.create(
        contract=contract,
        planned_on=reviewed,
        method=Review.Method.IN_DEPTH,
        status=Review.Status.DONE,
        done_on=reviewed,
        reviewer=users["uppfoljare"],
        followed_routine=True,
        summary="Bolaget kan inte visa hur löner och skatter ska betalas. Placerade flyttas före sista maj.",
    )
    is_over = on >= FAILED_UNTIL + timedelta(days=12)
    Finding.objects.create(
        buyer=contract.buyer,
        supplier=supplier,
        contract=contract,
        review=review,
        source="REVIEW",
        severity="CRITICAL",
        requirement="Ekonomisk ställning under avtalstiden",
        evidence="Löner har betalats sent två månader i rad och skatteskulden är hos Kronofogden.",
        action=f"Avtalet hävs till {FAILED_UNTIL}. Förskotterade dygn krediteras av konkursförvaltaren.",
        step="TERMINATION",
        status="CLOSED" if is_over else "OPEN",
        due_on=FAILED_UNTIL,
        responsible=users["uppfoljare"],
        fixed_on=FAILED_UNTIL if is_over else None,
        fixed_by=users["uppfoljare"] if is_over else None,
        verified_on=FAILED_UNTIL + timedelta(days=12) if is_over else None,
        verified_by=users["avtalscontroller"] if is_over else None,
        registered_by=users["handlaggare"],
        registered_on=warned,
    )
    _write(
        Document(contract=contract, kind="DECISION", title="Beslut om hävning av avtal"),
        f"{supplier.name} försattes i konkurs {FAILED_ON}. Avtalet hävs, sista dag {FAILED_UNTIL}.",
        FAILED_ON + timedelta(days=3),
        users,
    )


def _withdrawn(contract: Contract, users: dict[str, User], on: date) -> None:
    """IVO takes back the permit of one home: a stop the same day, no valid check, and a finding that waits."""
    supplier = contract.supplier
    area = contract.areas.get()
    unit = supplier.units.filter(areas=area).order_by("pk").first()
    if unit is None:
        return
    permit = unit.permits.order_by("pk").get()
    permit.status, permit.valid_until, permit.source = Permit.Status.WITHDRAWN, WITHDRAWN_ON, "IVO:s register"
    keep_permit(permit=permit, by=users["avtalscontroller"], at=morning(WITHDRAWN_ON))
    known = WITHDRAWN_ON + timedelta(days=3)
    _check(supplier, users, "PERMIT", known, passed=False, unit=unit)
    Finding.objects.create(
        buyer=contract.buyer,
        supplier=supplier,
        unit=unit,
        contract=contract,
        source="IVO",
        severity="CRITICAL",
        requirement="Tillstånd från IVO",
        evidence="IVO har återkallat tillståndet: bemanningen nattetid och läkemedelshanteringen har inte rättats.",
        action="Placerade flyttas till andra hem. Fakturor efter 2026-09-11 för hemmet granskas och krediteras.",
        step="WARNING",
        status="OPEN",
        due_on=WITHDRAWN_ON + timedelta(days=60),
        responsible=users["uppfoljare"],
        registered_by=users["handlaggare"],
        registered_on=known,
    )


def _supplier(org_number: str) -> Supplier:
    return Supplier.objects.get(org_number=org_number)


def _check(
    supplier: Supplier,
    users: dict[str, User],
    kind: str,
    on: date,
    *,
    passed: bool = True,
    score: int | None = None,
    unit: SupplierUnit | None = None,
) -> None:
    terms = check_rules.CHECK_TERMS[kind]
    if kind == "RATING":
        passed = check_rules.rating_passes(score, terms)
    SupplierCheck.objects.create(
        supplier=supplier,
        unit=unit,
        kind=kind,
        outcome="PASSED" if passed else "FAILED",
        checked_on=on,
        valid_until=check_rules.check_holds_until(on, terms),
        source=_SOURCES[kind],
        score=score,
        band="" if score is None else "god" if passed else "svag",
        registered_by=users["avtalscontroller"],
        registered_at=morning(on),
    )


_SOURCES = {
    "RATING": "Kreditupplysning",
    "TAXES": "Kronofogden",
    "COMPANY_STATUS": "Bolagsverket",
    "PERMIT": "IVO:s register",
}


def _amend(contract: Contract, amendment: _Amendment, users: dict[str, User]) -> None:
    """Keep an amendment as the product has them: a document of the contract, with what was agreed."""
    document = Document(contract=contract, kind="AMENDMENT", title=amendment.title)
    _write(document, f"Avtal {contract.number}\n\n{amendment.text}", amendment.on, users)


def _write(document: Document, text: str, on: date, users: dict[str, User]) -> None:
    """A document in plain text that says it is invented."""
    content = f"{document.title}\n{on}\n\n{text}\n\nPåhittat i demon.\n".encode()
    kept = add_document(
        document=document,
        file=BytesIO(content),
        name=f"{document.title.split(':')[0].lower().replace(' ', '-')}.txt",
        by=users["upphandlare"],
        at=morning(on),
    )
    read_document_text(document_id=kept.pk)
