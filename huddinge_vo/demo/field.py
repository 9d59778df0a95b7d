"""What the demo has seen in the field: one review that goes on, with sheets and a photo, key figures and a neighbour's
reviews. Invented by chance that falls the same way; a photo is a drawn one.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from PIL import Image, ImageDraw

from contracts.register.models import Contract
from followup.field.actions import add_gate_count, add_payslip, add_sheet_row, keep_photo, load_companies
from followup.field.imports import CompanyRow
from followup.field.models import ContractKpi, GateCount, KpiValue, PayslipCheck, SheetRow
from followup.field.rules import quarters_until
from followup.joint.models import JointReview
from followup.reviews.actions import start_review
from followup.reviews.models import FollowUpClass, Review, ReviewTemplate
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.demo.chance import stream

_KPIS = (
    (
        "Personal mot bemanningskrav",
        "Arbetade timmar delat med avtalade timmar, egen uppgift kvartalsvis",
        "%",
        98,
        True,
    ),
    ("Åtgärdade avvikelser i tid", "Andel avvikelser som är åtgärdade inom avtalad tid", "%", 90, True),
    ("Svarstid vid förfrågan", "Dagar från förfrågan till svar, medel av kvartalets förfrågningar", "dagar", 3, False),
)
_ROWS = (
    ("INTERVIEW", "MANAGER", "", "Bemanning", "Kvällarna är svåra att bemanna; vikarier från pool.", "PARTLY"),
    ("INTERVIEW", "STAFF", "", "Rutiner", "Kände till rutinen för brand men hade inte övat i år.", "PARTLY"),
    ("CASE_FILE", "", "STICK-1", "Genomförandeplan", "Finns, uppdaterad i våras.", "MET"),
    ("CASE_FILE", "", "STICK-2", "Genomförandeplan", "Saknas. Skulle ha upprättats för två månader sedan.", "NOT_MET"),
)

_ABOVE = "4499999995"  # of the group's parent: a number that no company can have


def load_field(*, buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    """Bring it in, for contracts that are no secret to anybody."""
    classes = list(
        FollowUpClass.objects.filter(contract__in=Contract.objects.public().values("pk"), contract__buyer=buyer)
        .in_force_on(on)
        .select_related("contract__supplier")
        .order_by("effective", "contract__number", "pk")
    )
    if not classes:
        return
    _key_figures([each.contract for each in classes if each.effective == 1], on)
    owned = (each.contract for each in classes if _can_be_owned(each.contract.supplier.name))
    _visit(next(owned, classes[0].contract), users["uppfoljare"], on, at)
    _neighbours(buyer, on)


def _key_figures(contracts: list[Contract], on: date) -> None:
    for contract in contracts[:12]:
        chance = stream("kpi", contract.number)
        for name, definition, unit, target, more in _KPIS:
            kpi = ContractKpi.objects.create(
                contract=contract, name=name, definition=definition, unit=unit, target=target, more_is_better=more
            )
            KpiValue.objects.bulk_create(
                KpiValue(kpi=kpi, quarter=quarter, value=max(target + chance.randint(-4, 3), 1))
                for quarter in quarters_until(on)
                if chance.random() < 0.85
            )


def _visit(contract: Contract, by: User, on: date, at: datetime) -> None:
    template = ReviewTemplate.objects.filter(buyer=contract.buyer).order_by("name", "pk").first()
    review, _created = Review.objects.get_or_create(
        contract=contract,
        planned_on=on,
        defaults={"method": Review.Method.UNANNOUNCED_VISIT, "template": template, "reviewer": by},
    )
    review = start_review(review=review, by=by, at=at)
    for order, (answer, comment) in enumerate(
        (("MET", ""), ("PARTLY", "En för lite på kvällen."), ("MET", "")), start=1
    ):
        review.answers.filter(order=order).update(answer=answer, comment=comment)
    for kind, who, reference, topic, said, outcome in _ROWS:
        row = SheetRow(review=review, kind=kind, who=who, reference=reference, topic=topic, said=said, outcome=outcome)
        add_sheet_row(row=row, by=by, at=at)
    day = on - timedelta(days=1)
    for hour, seen, registered in ((6, 4, 4), (7, 9, 6), (8, 3, 3), (15, 8, 9)):
        count = GateCount(
            review=review, on=day, begins=time(hour), ends=time(hour + 1), seen=seen, registered=registered
        )
        add_gate_count(row=count, by=by, at=at)
    for hours, pay in ((160, 26_640), (152, 24_180), (80, 13_320)):
        slip = PayslipCheck(
            review=review,
            month=(on - timedelta(days=40)).replace(day=1),
            hours=Decimal(hours),
            pay_sek=Decimal(pay),
            agreed_sek=Decimal("166.50"),
        )
        add_payslip(row=slip, by=by, at=at)
    _group(review, by, on, at)
    keep_photo(
        review=review,
        order=2,
        client_id=uuid5(NAMESPACE_URL, f"demo/{contract.number}"),
        file=_drawn(),
        name="schema.png",
        caption="Schemat i personalrummet (ritad bild)",
        by=by,
        at=at,
    )


def _group(review: Review, by: User, on: date, at: datetime) -> None:
    number = review.contract.supplier.org_number or _ABOVE
    above = _ABOVE if number != _ABOVE and _can_be_owned(review.contract.supplier.name) else ""
    rows = [
        CompanyRow(2, number, review.contract.supplier.name, above, year, Decimal(turnover), Decimal(result))
        for year, turnover, result in ((on.year - 1, 48_200_000, 5_100_000), (on.year - 2, 41_900_000, 1_800_000))
    ]
    if above:
        rows += [
            CompanyRow(3, above, "Moderbolaget Omsorg Holding AB", "", year, Decimal(turnover), Decimal(result))
            for year, turnover, result in (
                (on.year - 1, 310_000_000, 34_000_000),
                (on.year - 2, 280_000_000, 19_500_000),
            )
        ]
    load_companies(review=review, rows=rows, by=by, at=at)


def _can_be_owned(name: str) -> bool:
    """A foundation has no owner, and an economic association many."""
    return name.endswith((" AB", " HB"))


def _drawn() -> io.BytesIO:
    """A timetable as a drawing: nobody has been photographed."""
    picture = Image.new("RGB", (800, 500), "#f4f6f5")
    pen = ImageDraw.Draw(picture)
    for row in range(6):
        for column in range(8):
            is_gap = (row, column) in {(3, 5), (4, 5), (4, 6)}
            box = (20 + column * 96, 30 + row * 76, 108 + column * 96, 96 + row * 76)
            pen.rectangle(box, fill="#ffffff" if is_gap else "#5cc4b6", outline="#556562")
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    kept.seek(0)
    return kept


def _neighbours(buyer: Organization, on: date) -> None:
    joint = Contract.objects.public().signed().filter(buyer=buyer, framework__parties__isnull=False)
    for number, contract in enumerate(joint.in_force_on(on).distinct().order_by("number", "pk")[:6]):
        party = contract.framework.parties.order_by("name", "pk").first() if contract.framework else None
        if party is None:
            continue
        day = on - timedelta(days=60 - 30 * number)
        is_done = day < on
        JointReview.objects.create(
            contract=contract,
            municipality=party.name,
            planned_on=day,
            method=Review.Method.DIALOGUE,
            done_on=day if is_done else None,
            result="Avtalet följs. Rutinen för klagomål är ny och ska följas upp." if is_done else "",
            told_on=on,
        )
