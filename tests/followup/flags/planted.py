"""A ledger in which nothing is to be looked at, and beside it one planted reason for each kind of flag."""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from contracts.checks.models import SupplierCheck
from contracts.law.choices import LawKind, PermitNeed
from contracts.law.models import LawValue
from contracts.suppliers.models import Permit, PlacementStop, SupplierUnit
from followup.flags.models import SupplierFact
from followup.invoices import actions as invoice_actions
from followup.invoices.models import InvoiceLine
from followup.judging import actions as judging_actions
from followup.ledger import actions as ledger_actions
from followup.price_control.models import PriceDeviation
from followup.reviews.models import FollowUpClass
from huddinge_vo.common.fingerprints import fingerprint
from huddinge_vo.demo.peppol import Line, Written
from tests import factories as make

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
CLEAN, PLANT, OTHER = make.ORG_NUMBERS[:3]
SATURDAY = date(2026, 3, 7)


def load(*rows, name="r.csv"):
    received = ledger_actions.receive_ledger_file(file=io.BytesIO(make.ledger_file(*rows)), name=name, by=None, at=NOW)
    done = ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    judging_actions.judge_changes(at=NOW)
    return done


def clean_rows():
    """One invoice a month for twenty-two months, on contract, none like another."""
    months = [date(2025 + n // 12, n % 12 + 1, 14) for n in range(22)]
    return [
        make.ledger_row(f"{10_000 + 137 * n},{n:02}", day, voucher=f"V{n}", invoice=f"F{1000 + 7 * n}", contract="A-1")
        for n, day in enumerate(months)
    ]


def clean():
    """The contract that all of it is bought on."""
    make.rules()
    return make.contract("A-1", valid_from=date(2024, 1, 1), until=None)


def row(amount, on="2026-03-05", **values):
    values = {"name": "Plant AB", "org_number": PLANT, "voucher": f"P{amount}{on}{values.get('invoice', '')}", **values}
    return make.ledger_row(amount, on, **values)


def invoice(number, on, *lines, **values):
    """An e-invoice of the planted supplier, read in."""
    one = Written(
        number=str(number),
        issued_on=on,
        seller=PLANT,
        seller_name="Plant AB",
        lines=lines or (Line(amount=Decimal("9000.00")),),
        **values,
    )
    received = invoice_actions.receive_invoices(
        file=io.BytesIO(one.xml()), name=f"{number}.xml", buyer=make.buyer(), by=None, at=NOW
    )
    invoice_actions.load_invoice_import(invoice_import_id=received.pk, at=NOW)


def fact(of, kind, words="", number=None, on=date(2026, 2, 1)):
    return SupplierFact.objects.create(
        buyer=make.buyer(),
        supplier=of,
        kind=kind,
        token=fingerprint(words, of=kind),
        number=number,
        on=on,
        source="Bolagsverket",
        registered_at=NOW,
    )


def plant(**values):
    return make.supplier("Plant AB", PLANT, **values)


def planted_contract(**values):
    return make.contract("P-1", supplier=values.pop("supplier", None) or plant(), **values)


def deviation(kind):
    invoice("E1", date(2026, 3, 2))
    PriceDeviation.objects.create(
        buyer=make.buyer(), line=InvoiceLine.objects.get(), kind=kind, difference_sek=Decimal("5000.00")
    )
    return []


def shared(kind):
    one, other = plant(), make.supplier("Annan AB", OTHER)
    fact(one, kind, "Storgatan 1, 141 46 Huddinge")
    fact(other, kind, "STORGATAN 1  141 46 Huddinge")
    return [row("40000,11")]


def lost_permit():
    one = plant()
    home = SupplierUnit.objects.create(supplier=one, name="Hemmet")
    permit = Permit.objects.create(
        unit=home, org_number=PLANT, legal_ground="SoL", decided_on=date(2025, 1, 1), status="WITHDRAWN"
    )
    PlacementStop.objects.create(
        supplier=one, unit=home, permit=permit, reason="Återkallat", valid_from=date(2026, 3, 1)
    )
    return [row("15000,11", "2026-04-15")]


def in_an_area_that_needs_a_permit():
    planted_contract(areas=[make.area("IFO-X", permit=PermitNeed.REQUIRED)])
    return [row("15000,11", contract="P-1")]


def checked(kind, **values):
    one = planted_contract().supplier
    SupplierCheck.objects.create(
        supplier=one,
        kind=kind,
        outcome="PASSED",
        checked_on=date(2026, 6, 1),
        source="Prov",
        registered_at=NOW,
        **{"valid_until": date(2027, 6, 1), **values},
    )
    return [row("15000,11", contract="P-1")]


def limit(most, kind=LawKind.DIRECT_AWARD_ANNEX_2):
    LawValue.objects.filter(kind=kind).delete()
    LawValue.objects.create(kind=kind, value=most, valid_from=date(2024, 1, 1), source="Prov")


def near_the_limit():
    limit(1_000_000)
    return [row("950000,11")]


def split():
    make.law()
    return [row("90000,11", f"2026-03-0{n}", invoice=f"X{n * 13}") for n in (2, 5, 8)]


def hours():
    fact(plant(), "STAFF", number=1)
    invoice("T1", date(2026, 3, 31), Line(amount=Decimal("250000.00"), quantity=Decimal(500), unit="HUR"))
    return []


def accounts():
    for n in (1, 2, 3):
        invoice(f"K{n}", date(2026, 2, n), account="111-1111")
    invoice("K4", date(2026, 3, 3), account="222-2222")
    return []


def f_tax():
    for n in (1, 2, 3):
        invoice(f"K{n}", date(2026, 2, n), f_tax=n < 3)
    return [row("5000,11")]


def weekends():
    for n in range(8):
        invoice(f"W{n}", SATURDAY + timedelta(days=7 * n))
    return []


def late_review():
    FollowUpClass.objects.create(contract=planted_contract(), proposed=1, proposed_reason="Prov")
    return [row("5000,11", contract="P-1")]


def ended():
    planted_contract(valid_from=date(2025, 1, 1), until=date(2026, 3, 31))
    return [row("20000,11", "2026-07-15")]


def peak():
    months = [date(2025 + n // 12, n % 12 + 1, 16) for n in range(20)]
    return [row(f"{9000 + n},11", day, invoice=f"Q{n * 17}") for n, day in enumerate(months)] + [
        row("300000,11", "2026-09-16", invoice="Q999")
    ]


def ceiling():
    planted_contract(ceiling_sek=10_000)
    return [row("9000,11", contract="P-1")]


# Of each kind what is planted: it returns the ledger rows that go with it.
PLANTS = {
    "ORG_NUMBER": lambda: [row("30000,11", name="Okänd AB", org_number="okänd")],
    "SEVERAL_NUMBERS": lambda: [row("20000,11"), row("30000,11", "2026-04-05", org_number=OTHER)],
    "NUMBER_CHANGED": lambda: [row("20000,11", contract="A-1")],
    "OUTSIDE_TERM": ended,
    "AFTER_PERMIT": lost_permit,
    "NO_PERMIT": in_an_area_that_needs_a_permit,
    "CEILING": ceiling,
    "NO_REVIEW": late_review,
    "EXPIRED_CHECK": lambda: checked("TAXES", valid_until=date(2026, 9, 1)),
    "RATING": lambda: checked("RATING", score=39),
    "DIRECT_LIMIT": near_the_limit,
    "SPLIT": split,
    "APPROVAL_LIMIT": lambda: [row("195000,11", f"2026-03-{n:02}", invoice=f"X{n * 13}") for n in (2, 11, 25)],
    "SAME_NUMBER": lambda n=77: [row("5000,11", day, invoice=f"{n}") for day in ("2026-03-05", "2026-05-05")],
    "SAME_AMOUNT": lambda: [row("60000,11", invoice="A1"), row("60000,11", "2026-03-20", invoice="B9")],
    "CREDITS": lambda: (
        [row(f"{9000 + n},11", f"2026-{n:02}-05", invoice=f"C{n * 13}") for n in range(1, 11)]
        + [row("-12000,00", "2026-06-20", invoice="C999")]
    ),
    "ROUND": lambda: [
        row(f"{5000 + 1000 * n},00", f"2026-{n % 10 + 1:02}-05", invoice=f"R{n * 13}") for n in range(20)
    ],
    "PEAK": peak,
    "NEW": lambda: [row("600000,11")],
    "CONSECUTIVE": lambda: [row(f"{5000 + n},11", f"2026-{n:02}-05", invoice=str(400 + n)) for n in range(1, 11)],
    "ABOVE_PRICE": lambda: deviation("ABOVE"),
    "TOO_MANY_DAYS": lambda: deviation("QUANTITY"),
    "ACCOUNT": accounts,
    "F_TAX": f_tax,
    "WEEKEND": weekends,
    "BOOKED_FREE": lambda: [
        row(f"{5000 + 137 * n},11", SATURDAY + timedelta(days=7 * n), invoice=f"L{n * 13}") for n in range(8)
    ],
    "HOURS": hours,
    "SHARED_ADDRESS": lambda: shared("ADDRESS"),
    "SHARED_BOARD": lambda: shared("BOARD"),
    "SIDE_BUSINESS": lambda: [row("5000,11")] if fact(plant(), "SIDE_BUSINESS") else [],
}
