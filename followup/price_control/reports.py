"""What screen and paper say of prices that were not as agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from contracts.register.models import Contract
from contracts.register.reports import LetterHead, letter_head
from followup.invoices.models import Invoice
from followup.price_control.models import PriceClaim, PriceDeviation
from huddinge_vo.common.money import sek
from huddinge_vo.common.pdf import render_pdf

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


@dataclass(frozen=True)
class Year:
    """Kronor of a year: asked above what was agreed, asked back, and credited."""

    year: int
    found_sek: Decimal
    claimed_sek: Decimal
    recovered_sek: Decimal


def money_by_year(*, buyer: Organization, user: User) -> tuple[Year, ...]:
    """The latest year first. Found by the invoice's year, claimed and recovered by the year the claim was sent."""
    found = PriceDeviation.objects.visible_to(user).for_buyer(buyer).found_by_year()
    claims = PriceClaim.objects.visible_to(user).filter(buyer=buyer).by_year()
    nothing = Decimal(0)
    return tuple(
        Year(year, found.get(year, nothing), *claims.get(year, (nothing, nothing)))
        for year in sorted({*found, *claims}, reverse=True)
    )


@dataclass(frozen=True)
class ClaimLine:
    """A line of an invoice as a claim tells of it."""

    invoice: str
    issued_on: date
    line_no: int
    what: str
    kind: str
    quantity: Decimal | None
    asked_sek: Decimal | None
    agreed_sek: Decimal | None
    difference_sek: Decimal


@dataclass(frozen=True)
class ClaimLetter:
    """All that the letter says."""

    number: str
    head: LetterHead
    on: date
    answer_by: date
    claimed_sek: Decimal
    lines: tuple[ClaimLine, ...]
    contracts: tuple[str, ...]
    is_demo: bool

    @property
    def words(self) -> str:
        """What the mail says, with the letter in it."""
        return (
            "Hej!\n\nVi har jämfört era fakturor med det avtalade priset och begär rättelse av "
            f"{sek(self.claimed_sek)} kr utan moms. Vilka rader det gäller står i det bifogade brevet."
            f"\n\nSvara senast {self.answer_by} och ange {self.number}."
            f"\n\nMed vänlig hälsning\n{self.head.buyer}\nUpphandling och inköp\n"
        )


def claim_lines(claim: PriceClaim, *, user: User) -> tuple[ClaimLine, ...]:
    """What a claim is about, as far as a person may know of it."""
    found = PriceDeviation.objects.visible_to(user).filter(claim=claim).select_related("line__invoice", "item")
    return tuple(
        ClaimLine(
            invoice=each.line.invoice.number,
            issued_on=each.line.invoice.issued_on,
            line_no=each.line.line_no,
            what=each.item.name if each.item else each.line.item_name or "–",
            kind=each.get_kind_display(),
            quantity=each.line.quantity,
            asked_sek=each.asked_sek,
            agreed_sek=each.agreed_sek,
            difference_sek=each.difference_sek,
        )
        for each in found.order_by("line__invoice__issued_on", "line__invoice", "line__line_no", "kind", "pk")
    )


def claim_letter(claim: PriceClaim, *, user: User, on: date, answer_by: date) -> ClaimLetter:
    """The letter of a claim: of the day it was sent, else of a day, with the last day to answer."""
    invoices = Invoice.objects.visible_to(user).filter(lines__deviations__claim=claim, contract__isnull=False)
    about = Contract.objects.filter(pk__in=invoices.values("contract")).select_related("owner", "framework__owner")
    contracts = list(about.order_by("number", "pk"))
    return ClaimLetter(
        number=claim.number,
        head=letter_head(
            buyer=claim.buyer,
            supplier=claim.supplier,
            contract=contracts[0] if contracts else None,
            signed_by=claim.sent_by or claim.made_by,
        ),
        on=claim.sent_on or on,
        answer_by=claim.answer_by or answer_by,
        claimed_sek=claim.claimed_sek,
        lines=claim_lines(claim, user=user),
        contracts=tuple(each.number for each in contracts),
        is_demo=claim.buyer.is_demo,
    )


def claim_letter_pdf(letter: ClaimLetter) -> bytes:
    """As a tagged PDF."""
    title = f"Begäran om rättelse av fakturor, {letter.number}"
    return render_pdf(
        template="followup/price_control/claim_pdf.html",
        context={"letter": letter},
        title=title,
        is_demo=letter.is_demo,
    )
