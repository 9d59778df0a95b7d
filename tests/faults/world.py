"""A small municipality in which every job has something to do."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from contracts.documents.models import Document
from contracts.prices import actions as price_actions
from contracts.prices.models import AdjustmentLetter, PriceAdjustment, PriceDifference
from contracts.suppliers.models import SupplierContact
from followup.duties.models import Duty, ReminderRule
from followup.findings.models import FindingStep
from followup.invoices import actions as invoice_actions
from followup.judging import actions as judging_actions
from followup.judging import tasks as judging_tasks
from followup.judging.models import SpendMonth
from followup.ledger import actions as ledger_actions
from followup.measures.models import Measure
from followup.meetings.models import SupplierMeeting
from followup.price_control.models import PriceClaim
from followup.reviews.models import Finding
from followup.watch.models import Feed
from huddinge_vo.common.jobs.models import UnfinishedJob
from huddinge_vo.demo.peppol import Line, Written
from tests import factories as make
from tests.contracts.index.indices import fetched_series
from tests.contracts.prices.adjustments import approve, months
from tests.faults.kinds import TRIAL
from tests.house import worlds

NOW = datetime(2026, 11, 1, tzinfo=UTC)
NEW_FROM = 1_000_000  # ids from here on are of rows that a job has made


def build():
    """Make the world. Returns what jobs are asked about, by name."""
    worlds.number_from_one()
    keeper = make.user(None, username="väktare", is_superuser=True, email="vaktare@vo.example.se")
    buyer = make.buyer()
    contract = worlds.world(buyer, keeper=keeper, number="1", org_number=make.ORG_NUMBERS[0])
    leader = make.user("kategoriledare", email="ledare@vo.example.se")
    controller = make.user("controller", email="controller@vo.example.se")
    for name in ("kollega", "andra"):  # who is asked where two or three persons are needed
        make.user(None, username=name, is_superuser=True)
    PriceDifference.objects.all().delete()  # of what nobody has approved, which no run leaves
    letter = _settled(contract, controller, leader)
    _decision(contract, leader)
    Feed.objects.create(buyer=buyer, name="Inne", url="http://127.0.0.1/")  # where nobody may ask: it is told why
    series = fetched_series(code="LCI-HAMTAS")
    Measure.objects.filter(kind="ASSESSED").update(kind=Measure.Kind.choices[0][0])
    world = {
        "buyer": buyer.pk,
        "document": Document.objects.order_by("pk").first().pk,
        "letter": letter.pk,
        "claim": _claim(contract, controller).pk,
        "step": _step(contract, leader).pk,
        "meeting": _meeting(contract, leader).pk,
        "people": [leader.pk, controller.pk],
        "series": series.pk,
        "user": controller.pk,
        **_ledgers(),
    }
    # What has changed since: contracts that nothing has been judged, classed or reminded by.
    today = timezone.localdate()
    new = make.contract(
        "A-9",
        supplier=make.supplier("Ny AB", make.ORG_NUMBERS[1]),
        valid_from=today - timedelta(days=400),
        until=today + timedelta(days=90),
    )
    lci = make.series()
    make.price("500.00", of=new, item="Timme", valid_from=today - timedelta(days=400))
    make.clause([(lci, "1", "2024K2", "100")], contract=new, needs_request=False)
    place = make.area("IFO-ÅTER")
    for number in range(3):  # alike, so that the need is seen to come back
        make.deviation(
            f"AVS-9{number}",
            supplier=new.supplier,
            area=place,
            category=place.category,
            valid_from=today - timedelta(days=30 * number),
            approved_on=None,
        )
    SpendMonth.objects.update(sum_sek=Decimal("0.01"))  # sums that are wrong are made right when all is computed anew
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, %s) FROM pg_sequences"
            " WHERE schemaname = 'public' AND sequencename <> 'django_migrations_id_seq'",
            [NEW_FROM],
        )
    return world


def ask_to_try_a_rule(world):
    """A rule that waits in the cache to be tried."""
    asked = {"rule": None, "buyer": world["buyer"], "user": world["user"], "place": None}
    fields = dict.fromkeys(judging_tasks.TRIED, "")
    fields |= {"account_from": "46", "exclusion": "SiS", "category_id": None, "area_id": None}
    cache.set(judging_tasks.trial_key(TRIAL), {**asked, "fields": fields}, 3600)


def lose_a_job(world):
    """A document that was to be read when the queue was away."""
    UnfinishedJob.objects.create(
        name="contracts.documents.tasks.read_document_text",
        subject=f"document_id={world['document']}",
        kwargs={"document_id": world["document"]},
        begun_at=NOW,
    )


def is_tried():
    """Whether the rule has been tried, and how it went."""
    found = cache.get(judging_tasks.trial_key(TRIAL)) or {}
    return "told" in found, found.get("refused")


def _settled(contract, controller, leader):
    """A price of 2023 by a preliminary figure that is final now, on which nothing has been computed; its letter."""
    opi = make.series("OPI", kind="OPI", base="år före=100", frequency="YEAR", measures="CHANGE")
    make.index_value(opi, "2023", "3.5", "PRELIMINARY")
    old = make.contract(
        "A-2021",
        supplier=make.supplier("Gamla AB", make.ORG_NUMBERS[2]),
        valid_from=date(2021, 1, 1),
        until=date(2099, 12, 31),
    )
    make.clause(
        [(opi, "1", "2022", "100", {"status": "PRELIMINARY", "years_before": 0})],
        contract=old,
        needs_request=False,
        settles_on_final=True,
    )
    make.price("1000.00", of=old, item="Dygn", valid_from=date(2021, 1, 1), valid_until=None)
    at = datetime(2022, 12, 1, 8, tzinfo=UTC)
    price_actions.propose_adjustments(buyer=make.buyer(), on=at.date(), at=at)
    adjustment = approve(PriceAdjustment.objects.get(contract=old), controller, leader, at=at)
    make.bought(old, months(2023), "51750.00")
    make.index_value(opi, "2023", "4.6")
    return AdjustmentLetter.objects.create(
        adjustment=adjustment, address="leverantor@vo.example.se", asked_by=controller, asked_at=at
    )


def _claim(contract, controller):
    """A claim that is to be mailed."""
    return PriceClaim.objects.create(
        buyer=make.buyer(), supplier=contract.supplier, number="PK-9", status="SENT", claimed_sek=100,
        made_by=controller, made_at=NOW, sent_by=controller, sent_on=NOW.date(), answer_by=NOW.date(),
        address="leverantor@vo.example.se",
    )  # fmt: skip


def _step(contract, person):
    """A warning that is to be mailed."""
    SupplierContact.objects.filter(supplier=contract.supplier).update(
        role="AGREEMENT", unit=None, email="leverantor@vo.example.se"
    )
    finding = Finding.objects.filter(supplier=contract.supplier).first()
    return FindingStep.objects.create(
        finding=finding, step="CORRECTION", taken_on=NOW.date(), taken_by=person, reason="Prov", sent_on=NOW.date(),
        sent_by=person, address="leverantor@vo.example.se", answer_by=NOW.date(),
    )  # fmt: skip


def _meeting(contract, person):
    """One whose invitation is to be mailed."""
    meeting = SupplierMeeting.objects.create(
        buyer=make.buyer(), title="Prov", starts_at=NOW, ends_at=NOW + timedelta(hours=1), place="Här", agenda="Prov"
    )
    meeting.invitations.create(
        supplier=contract.supplier, address="leverantor@vo.example.se", invited_by=person, invited_at=NOW
    )
    return meeting


def _decision(contract, person):
    """Something to decide, which is mailed of any day of the week."""
    rule = ReminderRule.objects.filter(is_decision=True).order_by("pk").first()
    Duty.objects.create(
        rule=rule,
        content_type=ContentType.objects.get_for_model(contract),
        object_id=contract.pk,
        due_on=timezone.localdate() + timedelta(days=5),
        remind_on=timezone.localdate() - timedelta(days=1),
        title="Beslut om prov",
        person=person,
        made_at=NOW,
    )


def _ledgers():
    """One to look at, and one that is looked at and chosen: each with a row that cannot be read."""
    bad = make.ledger_row("tusen", "2026-03-03", voucher="V99")
    rows = [make.ledger_row(f"{n},10", f"2026-04-{n % 28 + 1:02}", voucher=f"V{n}") for n in range(1, 60)]
    to_look_at = _receive("titta.csv", *rows, bad)
    rows = [
        make.ledger_row(f"{n},10", f"2026-05-{n % 28 + 1:02}", voucher=f"W{n}", org_number=make.ORG_NUMBERS[n % 5])
        for n in range(1, 60)
    ]
    to_load = _receive("las.csv", *rows, bad)
    ledger_actions.preview_ledger_import(ledger_import_id=to_load.pk, at=NOW)
    ledger_actions.choose_load(ledger_import_id=to_load.pk, choice="", by=None, at=NOW)
    unknown = _receive(
        "okand.csv", make.ledger_row("77,00", "2026-06-01", org_number=make.ORG_NUMBERS[5], name="Okänd AB")
    )
    ledger_actions.load_ledger_import(ledger_import_id=unknown.pk, at=NOW)
    judging_actions.judge_changes(at=NOW)
    return {"to_look_at": to_look_at.pk, "to_load": to_load.pk, "invoices": _invoices().pk}


def _invoices():
    """E-invoices to read in: one of a row that is there, its credit note, and one that cannot be read."""
    one = Written(
        number="77", issued_on=date(2026, 6, 1), seller=make.ORG_NUMBERS[5], lines=(Line(amount=Decimal("77.00")),)
    )
    credit = replace(one, number="78", is_credit=True, credits=("77",))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for no, each in enumerate((one.xml(), credit.xml(), b"<x")):
            made.writestr(f"{no}.xml", each)
    content.seek(0)
    return invoice_actions.receive_invoices(file=content, name="e.zip", buyer=make.buyer(), by=None, at=NOW)


def _receive(name, *rows):
    return ledger_actions.receive_ledger_file(file=io.BytesIO(make.ledger_file(*rows)), name=name, by=None, at=NOW)
