"""What the demo has followed up: classes, reviews done and planned, and findings.

Invented by chance that falls the same way.

Texts name places in a process and never a person.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from contracts.register.models import Contract
from contracts.suppliers.models import SupplierUnit
from followup.reviews.actions import load_review_templates, plan_year, propose_classes
from followup.reviews.models import (
    Finding,
    FollowUpClass,
    Review,
    ReviewAnswer,
    ReviewTemplate,
)
from followup.reviews.rules import next_review
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.demo.chance import stream

_DONE = 60
# status, severity, source, step, what has happened, what to do
_FINDINGS = (
    ("REPORTED", "MEDIUM", "STAFF", "DIALOGUE", "Jourtelefonen besvarades inte under en helg.", ""),
    ("REPORTED", "HIGH", "RELATIVE", "DIALOGUE", "Färre i personalen än avtalat på kvällarna enligt anhörig.", ""),
    ("REPORTED", "LOW", "CLIENT", "DIALOGUE", "Maten serveras senare än vad som har lovats.", ""),
    (
        "OPEN",
        "HIGH",
        "REVIEW",
        "CORRECTION",
        "Schemat visar lägre bemanning nattetid än avtalet.",
        "Leverantören rättar schemat och visar det två månader i rad.",
    ),
    (
        "OPEN",
        "MEDIUM",
        "REVIEW",
        "DIALOGUE",
        "Genomförandeplaner saknas för två placeringar.",
        "Planerna upprättas och följs upp vid nästa dialogmöte.",
    ),
    (
        "OPEN",
        "CRITICAL",
        "TIP",
        "WARNING",
        "Tips om att dygn faktureras trots frånvaro.",
        "Fakturor och närvaro för sex månader granskas.",
    ),
    (
        "OPEN",
        "HIGH",
        "IVO",
        "REPORTED",
        "IVO har påtalat brister i egenkontrollen.",
        "Leverantören lämnar en plan; anmälan är gjord.",
    ),
    (
        "FIXED",
        "MEDIUM",
        "REVIEW",
        "CORRECTION",
        "Underleverantör var inte anmäld.",
        "Anmälan och kontroll av underleverantören.",
    ),
    (
        "FIXED",
        "LOW",
        "MEDIA",
        "DIALOGUE",
        "Artikel om hög personalomsättning.",
        "Redovisning av bemanningen det senaste året.",
    ),
    (
        "CLOSED",
        "HIGH",
        "REVIEW",
        "PENALTY",
        "Fakturerade dygn stämde inte med närvaron.",
        "Kreditering av det felaktiga beloppet.",
    ),
    ("CLOSED", "MEDIUM", "STAFF", "CORRECTION", "Brandövning hade inte hållits.", "Övning hålls och dokumenteras."),
    ("DISMISSED", "LOW", "TIP", "DIALOGUE", "Tips om ägarbyte.", ""),
)


def load_reviews(*, buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    """Bring in classes, some hundred reviews done, what is planned this year and next, and a dozen findings in
    different places.
    """
    load_review_templates(buyer=buyer, at=at)
    propose_classes(buyer=buyer, at=at)
    classes = list(
        FollowUpClass.objects.filter(contract__buyer=buyer)
        .in_force_on(on)
        .select_related("contract__supplier", "contract__framework")
        .order_by("effective", "contract__number", "pk")
    )
    for each in classes[:6]:
        each.decided, each.decided_by, each.decided_on = each.proposed, users["upphandlingschef"], on
    FollowUpClass.objects.bulk_update(classes[:6], ["decided", "decided_by", "decided_on"])
    done = _done(
        classes, users["uppfoljare"], ReviewTemplate.objects.filter(buyer=buyer).order_by("name", "pk").first(), on
    )
    Review.objects.bulk_create(  # what falls due this year, a few of them late already
        Review(
            contract=review.contract,
            planned_on=review.next_on,
            method=Review.Method.DIALOGUE,
            template=review.template,
            reviewer=users["uppfoljare"],
        )
        for review in done
        if review.next_on and review.next_on.year == on.year
    )
    plan_year(buyer=buyer, year=on.year + 1, by=None, at=at)
    _findings(buyer, users, done, on)


def _done(classes: list[FollowUpClass], by: User, template: ReviewTemplate | None, on: date) -> list[Review]:
    """The latest review of each contract that has one; half of them had one before it."""
    seconds = [each for each in classes[_DONE:] if each.proposed == 2][::3]
    latest, before = [], []
    for number, each in enumerate([*classes[:_DONE], *seconds]):
        chance = stream("review", each.contract.number)
        day = max(on - timedelta(days=chance.randint(10, 150 if each.proposed == 1 else 300)), each.contract.valid_from)
        latest.append(_review(each, day, by, template, chance))
        earlier = day - timedelta(days=190)
        if number % 2 == 0 and earlier >= each.contract.valid_from:
            before.append(_review(each, earlier, by, template, chance))
    _answer([*latest, *before], template)
    return latest


def _review(each: FollowUpClass, day: date, by: User, template: ReviewTemplate | None, chance: Random) -> Review:
    return Review(
        contract=each.contract,
        planned_on=day,
        method=chance.choice(list(Review.Method.values)[:6]),
        template=template,
        status=Review.Status.DONE,
        done_on=day,
        reviewer=by,
        followed_routine=chance.random() < 0.8,
        summary="Avtalet följs i huvudsak. Det som brister är antecknat vid kraven.",
        next_on=next_review(each.effective, day, day),
    )


def _answer(reviews: list[Review], template: ReviewTemplate | None) -> None:
    Review.objects.bulk_create(reviews)
    requirements = list(template.requirements.order_by("order", "pk")) if template else []
    answers = []
    for review in reviews:
        chance = stream("answers", review.contract.number)
        for one in requirements:
            answer = chance.choices(ReviewAnswer.Answer.values, (75, 14, 6, 5))[0]
            answers.append(ReviewAnswer(review=review, order=one.order, text=one.text, kind=one.kind, answer=answer))
    ReviewAnswer.objects.bulk_create(answers)


def _findings(buyer: Organization, users: dict[str, User], reviews: list[Review], on: date) -> None:
    open_ones = [review for review in reviews if not _is_secret(review.contract)]
    units = {unit.supplier_id: unit for unit in SupplierUnit.objects.filter(is_secret=False).order_by("-pk")}
    made = []
    for number, (status, severity, source, step, evidence, action) in enumerate(_FINDINGS):
        if not open_ones:
            return
        review = open_ones[number * 4 % len(open_ones)]
        settled = status in {"FIXED", "CLOSED"}
        registered_on = on - timedelta(days=90 - number * 5 if action else 3 + number)
        irregular = severity == "CRITICAL" or step == "REPORTED"
        made.append(
            Finding(
                buyer=buyer,
                supplier_id=review.contract.supplier_id,
                unit=units.get(review.contract.supplier_id),
                contract=review.contract,
                review=review if source == "REVIEW" else None,
                source=source,
                severity=severity,
                evidence=evidence,
                action=action,
                step=step,
                status=status,
                due_on=on + timedelta(days=number * 7 - 28) if action else None,
                responsible=users["uppfoljare"] if action else None,
                is_irregularity=irregular,
                confirmed_on=on - timedelta(days=20) if step == "REPORTED" else None,
                reported_on=on - timedelta(days=15) if step == "REPORTED" else None,
                reported_to="IVO" if step == "REPORTED" else "",
                fixed_on=on - timedelta(days=12) if settled else None,
                fixed_by=users["uppfoljare"] if settled else None,
                verified_on=on - timedelta(days=5) if status == "CLOSED" else None,
                verified_by=users["avtalscontroller"] if status == "CLOSED" else None,
                registered_by=users["handlaggare"],
                registered_on=registered_on,
                dismissed_reason="Ägaren är densamma enligt Bolagsverket." if status == "DISMISSED" else "",
            )
        )
    Finding.objects.bulk_create(made)


def _is_secret(contract: Contract) -> bool:
    return bool(
        contract.is_secret or contract.supplier.is_secret or (contract.framework and contract.framework.is_secret)
    )
