"""The demo's red flags: found by the real job among the demo's own ledger, some of them judged; and a random check.

What registers tell is invented, as are the judgements: by place, and the same each time.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from contracts.suppliers.models import Supplier
from followup.flags.actions import close_flag, compute_flags
from followup.flags.choices import Fact, Status
from followup.flags.models import Flag, SupplierFact
from followup.judging.models import SupplierMonth
from followup.reviews.actions import propose_classes
from followup.samples.actions import NothingToDraw, draw_sample, review_purchase
from followup.samples.choices import Outcome
from followup.samples.models import Sample, SampledPurchase
from huddinge_vo.common.fingerprints import fingerprint
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.periods import add_months, month_start
from huddinge_vo.demo.chance import stream
from huddinge_vo.demo.counting import FLAGS, count_anew

_SOURCE = "Bolagsverket (påhittat)"
_TOLD = 40  # suppliers that registers tell of
_EACH = 850_000  # kronor of turnover for each who is employed, about
_FEW_STAFF = 3
# Of so many of each kind judged, so many were what they said: some kinds are sharp, and some never anything.
_JUDGED = {
    "SAME_NUMBER": (6, 3),
    "ABOVE_PRICE": (4, 3),
    "OUTSIDE_TERM": (5, 1),
    "SAME_AMOUNT": (6, 0),
    "ROUND": (3, 0),
    "PEAK": (5, 0),
    "CREDITS": (3, 1),
    "EXPIRED_CHECK": (6, 1),
    "SPLIT": (2, 1),
    "CONSECUTIVE": (4, 0),
}
_WHY = {
    Status.CONFIRMED: "Underlaget visar att det är som flaggan säger. Leverantören är kontaktad.",
    Status.EXPLAINED: "Underlaget är granskat: det finns en förklaring, och beloppen är rätt.",
    Status.NOT_WORTH: "För litet för att gå vidare med.",
}


def load_flags(*, buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    """What registers tell, the flags of the day, what was said of some in the year, and a random check."""
    _facts(buyer, on, at)
    compute_flags(buyer_id=buyer.pk, at=at)
    count_anew(FLAGS)
    for kind, (judged, confirmed) in _JUDGED.items():
        flags = Flag.objects.filter(buyer=buyer, kind=kind).public().open().order_by("-sum_sek", "pk")
        for place, flag in enumerate(flags[:judged]):
            other = Status.EXPLAINED if place % 3 else Status.NOT_WORTH
            outcome = Status.CONFIRMED if place < confirmed else other
            days = stream("flag", flag.subject).randint(5, 200)
            close_flag(
                flag_id=flag.pk,
                outcome=outcome,
                reason=_WHY[outcome],
                by=users["uppfoljare"],
                at=at - timedelta(days=days),
            )
    compute_flags(buyer_id=buyer.pk, at=at)
    propose_classes(buyer=buyer, at=at)
    _sample(buyer, users, on, at)


def _facts(buyer: Organization, on: date, at: datetime) -> None:
    """Turnover and staff of some; two that share an address, two a board, and one side business."""
    bought = SupplierMonth.objects.filter(buyer=buyer, month__gt=on - timedelta(days=365), supplier__isnull=False)
    known = Supplier.objects.public().filter(pk__in=bought.values("supplier"), is_sole_trader=False)
    suppliers = list(known.order_by("org_number", "pk")[:_TOLD])
    kronor: dict[int, Decimal] = {}
    for pk, sum_sek in bought.order_by("pk").values_list("supplier", "sum_sek"):
        kronor[pk] = kronor.get(pk, Decimal(0)) + sum_sek
    told_on = date(on.year - 1, 12, 31)

    def fact(supplier: Supplier, kind: Fact, words: str = "", number: Decimal | None = None) -> SupplierFact:
        return SupplierFact(
            buyer=buyer,
            supplier=supplier,
            kind=kind,
            token=fingerprint(words, of=kind.value),
            number=number,
            on=told_on,
            source=_SOURCE,
            registered_at=at,
        )

    made = []
    for place, supplier in enumerate(suppliers):
        part = Decimal(stream("turnover", str(supplier.org_number)).randint(5, 70)) / 100
        of_us = max(kronor.get(supplier.pk, Decimal(0)), Decimal(100_000))
        turnover = (of_us / part).quantize(Decimal(1000))
        made.append(fact(supplier, Fact.TURNOVER, number=turnover))
        # What care costs is mostly pay. One of them has billed more hours than its people can have worked.
        staff = Decimal(4) if place == _FEW_STAFF else max(Decimal(3), (turnover / _EACH).quantize(Decimal(1)))
        made.append(fact(supplier, Fact.STAFF, number=staff))
        address = f"Provgatan {place}" if place not in {7, 8} else "Provgatan 7"
        made.append(fact(supplier, Fact.ADDRESS, address))
        made.append(fact(supplier, Fact.BOARD, f"Ledamot {place}" if place not in {11, 12} else "Ledamot 11"))
    if len(suppliers) > 20:
        made.append(fact(suppliers[20], Fact.SIDE_BUSINESS))
    SupplierFact.objects.bulk_create(made)


def _sample(buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    """A quarter, forty purchases, all looked at but in the next one; a few errors."""
    first = add_months(month_start(on), -6)
    for number, months in enumerate((0, 3)):
        begins = add_months(first, months)
        asked = Sample(
            buyer=buyer,
            first_on=begins,
            last_on=add_months(begins, 3) - timedelta(days=1),
            size=40,
            seed=2026 + number,
            reviewer=users["uppfoljare"],
            due_on=on + timedelta(days=21),
        )
        try:
            sample = draw_sample(sample=asked, by=users["controller"], at=at - timedelta(days=30))
        except NothingToDraw:
            continue  # a demo of a few months has no purchases then
        drawn = SampledPurchase.objects.filter(sample=sample).order_by("stratum__number", "pk")
        for place, each in enumerate(drawn if number == 0 else drawn[:12]):
            wrong = place % 13 == 5
            review_purchase(
                purchase_id=each.pk,
                outcome=Outcome.NO_PAPERS if place == 17 else Outcome.ERROR if wrong else Outcome.RIGHT,
                error_sek=(each.sum_sek / 20).quantize(Decimal("0.01")) if wrong else None,
                comment="Fler dygn än närvaron visar." if wrong else "",
                by=users["uppfoljare"],
                at=at - timedelta(days=10),
            )
