"""What the letter of a step says, on paper and in the mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from contracts.register.reports import LetterHead, letter_head
from followup.reviews.models import Finding
from huddinge_vo.common.pdf import render_pdf

if TYPE_CHECKING:
    from followup.findings.models import FindingStep
    from huddinge_vo.common.people.models import User

_Step = Finding.Step
_TITLES: dict[str, str] = {
    _Step.DIALOGUE: "Inbjudan till dialog om en brist",
    _Step.CORRECTION: "Begäran om rättelse",
    _Step.WARNING: "Skriftlig varning",
    _Step.PENALTY: "Krav på vite eller prisavdrag",
    _Step.TERMINATION: "Hävning eller uppsägning av avtal",
}
_ASKS: dict[str, str] = {
    _Step.DIALOGUE: "Vi vill gå igenom det med er. Svara med hur ni ser på det, och när ni kan träffas.",
    _Step.CORRECTION: "Vi begär att ni rättar det. Svara med vad ni har gjort, och hur ni hindrar att det händer igen.",
    _Step.WARNING: "Rättas det inte kan vi kräva vite eller säga upp avtalet. Svara med vad ni har gjort.",
    _Step.PENALTY: "Anser ni att kravet är fel, skriv vilken bestämmelse i avtalet ni stöder er på.",
    _Step.TERMINATION: "Anser ni att det är fel, skriv vilken bestämmelse i avtalet ni stöder er på.",
}


@dataclass(frozen=True)
class StepLetter:
    """All that the letter says."""

    title: str
    head: LetterHead
    contract: str
    unit: str
    on: date
    registered_on: date
    answer_by: date | None
    requirement: str
    reason: str
    asks: str
    penalty_sek: Decimal | None
    clause: str
    is_demo: bool

    def mail(self, link: str) -> str:
        """What the mail says, with the letter in it and the link to answer by."""
        until = f"Svara senast {self.answer_by}" if self.answer_by else "Svara"
        return (
            f"Hej!\n\n{self.title}: se det bifogade brevet.\n\n{until} här:\n{link}\n\n"
            "Länken är bara för er, går att använda en gång och kräver ingen inloggning. Skriv inga namn eller "
            f"personnummer på brukare.\n\nMed vänlig hälsning\n{self.head.buyer}\nUpphandling och inköp\n"
        )


def step_letter(step: FindingStep, *, user: User, on: date) -> StepLetter:
    """The letter of a step: of the day it was sent, else of a day. `user` is who may know of it."""
    found = Finding.objects.visible_to(user).select_related(
        "supplier", "unit", "contract__owner", "contract__framework__owner", "buyer"
    )
    finding = found.get(pk=step.finding_id)
    return StepLetter(
        title=_TITLES.get(step.step, step.get_step_display()),
        head=letter_head(
            buyer=finding.buyer,
            supplier=finding.supplier,
            contract=finding.contract,
            signed_by=step.sent_by or step.taken_by,
        ),
        contract=finding.contract.number if finding.contract else "",
        unit=finding.unit.name if finding.unit else "",
        on=step.sent_on or on,
        registered_on=finding.registered_on,
        answer_by=step.answer_by,
        requirement=finding.requirement,
        reason=step.reason,
        asks=_ASKS.get(step.step, ""),
        penalty_sek=step.penalty_sek,
        clause=step.clause,
        is_demo=finding.buyer.is_demo,
    )


def step_letter_pdf(letter: StepLetter) -> bytes:
    """As a tagged PDF."""
    return render_pdf(
        template="followup/findings/step_pdf.html",
        context={"letter": letter},
        title=f"{letter.title}, {letter.head.supplier}",
        is_demo=letter.is_demo,
    )
