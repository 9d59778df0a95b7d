"""One of everything that a buyer can have, open and not secret: what a person who works for two buyers is tried on."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management.color import no_style
from django.db import connection

from activities.activities.models import ActivityStep, ProgressNote, SignalPoint
from activities.plan.models import Contradiction, SteeringSignal, TeamMember
from contracts.checks.models import SupplierCheck
from contracts.documents import actions as document_actions
from contracts.documents.models import Document
from contracts.files.models import RegisterImport
from contracts.prices.models import PriceAdjustment, PriceRequest, PriceToConfirm
from contracts.suppliers.models import Permit, PlacementStop, SupplierContact, SupplierProposal, SupplierUnit
from followup.duties import actions as duty_actions
from followup.findings.models import (
    AnswerLink,
    AuthorityReport,
    FindingFile,
    FindingStep,
    FollowUpTerm,
    SupplierAnswer,
)
from followup.flags.models import Flag, FlagRow, FlagSwitch, FlagTerm, SupplierFact
from followup.invoices import actions as invoice_actions
from followup.invoices.models import HandTie, InvoiceLine
from followup.judging import actions as judging_actions
from followup.judging.models import ClassificationRule, SpendKey
from followup.ledger import actions as ledger_actions
from followup.ledger.models import LedgerProfile
from followup.measures.models import Outcome, Target
from followup.meetings.models import SupplierMeeting
from followup.missing.models import DeviationQuestion, OwnUnit
from followup.price_control.models import ItemMatch, PriceClaim, PriceDeviation
from followup.report.models import GoalComment, StatusReport
from followup.reviews import actions as review_actions
from followup.reviews.models import Finding, FollowUpClass, Review, RiskMark
from followup.samples.models import Sample, SampledPurchase, SampleStratum
from followup.surveys.models import RequirementProposal, Survey
from followup.watch.models import Feed, MediaHit, SearchWord
from huddinge_vo.common.people.models import User
from huddinge_vo.demo.peppol import Line, Written
from procurement.needs.models import ForeseenNeed
from procurement.placements.models import AskedSupplier, Placement, StayOn
from procurement.projects import actions as project_actions
from procurement.projects.models import ProjectDocument
from tests import database
from tests import factories as make
from tests.field_world import seen_in_the_field

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def number_from_one():
    """The ids of all tables begin anew: the first buyer's first object of each kind is number 1."""
    with database.owner(), connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def world(buyer, *, keeper, number, org_number):
    """A register, prices, procurement, plan, ledger, reviews and report of one buyer, at a supplier of its own."""
    place = make.area(of=buyer)
    supplier = make.supplier(f"Prov {number} AB", org_number)
    unit = SupplierUnit.objects.create(supplier=supplier, name=f"Hemmet {number}")
    permit = Permit.objects.create(unit=unit, org_number=org_number, legal_ground="SoL", decided_on=date(2026, 1, 1))
    SupplierContact.objects.create(supplier=supplier, unit=unit, role="PLACEMENT", name="Prov", phone="1")
    PlacementStop.objects.create(supplier=supplier, unit=unit, reason="Prov", valid_from=NOW, decided_by=keeper)
    PlacementStop.objects.create(supplier=supplier, unit=unit, reason="Prov", valid_from=NOW, permit=permit)
    SupplierCheck.objects.create(
        supplier=supplier,
        unit=unit,
        kind="TAXES",
        outcome="PASSED",
        checked_on="2026-10-01",
        valid_until="2026-12-01",
        source="Prov",
        registered_at=NOW,
    )
    round_ = make.framework(f"R-{number}", [place], buyer=buyer)
    contract = make.contract(
        f"A-{number}", areas=[place], buyer=buyer, supplier=supplier, framework=round_, until=date(2027, 12, 31)
    )
    contract.options.create(number=1, months=12, decide_by="2027-09-30")
    document_actions.add_document(
        document=Document(kind="OTHER", title="Avtal", contract=contract),
        file=io.BytesIO(number.encode()),
        name="avtal.txt",
        by=keeper,
        at=NOW,
    )
    _prices(contract, round_, place, keeper)
    _procurement(buyer, place, supplier, keeper, number)
    plan = make.plan(category=make.category("VO", parent=None, of=buyer))
    _plan(plan, keeper, number)
    _ledger(buyer, supplier, keeper, place)
    _reviews(buyer, contract, unit, keeper)
    _flags(buyer, contract, keeper)
    report = StatusReport.objects.create(category=plan.category, year=2026, written_by=keeper)
    GoalComment.objects.create(report=report, goal=plan.effect_goals.get(), by=keeper, at=NOW)
    RegisterImport.objects.create(
        kind="CONTRACTS",
        buyer=buyer,
        original_name="avtal.csv",
        uploaded_by=keeper,
        uploaded_at=NOW,
        file=ContentFile(b"avtalsnummer\n", "avtal.csv"),
    )
    duty_actions.load_reminder_rules(buyer=buyer, at=NOW)
    duty_actions.refresh_duties(buyer=buyer, at=NOW)
    return contract


def _prices(contract, round_, place, keeper):
    index = make.series()
    make.index_value(index, "2025K2", "104")
    clause = make.clause([(index, "1", "2024K2", "100")], framework=round_, adjusts_day=2)
    own = make.price("1000.00", of=contract, item="Dygn")
    make.price("900.00", of=place, item="Plats")
    request = PriceRequest.objects.create(
        contract=contract, received_on="2026-10-01", registered_by=keeper, registered_at=NOW
    )
    PriceToConfirm.objects.create(
        item=own.item,
        latest=own,
        old_sek=1000,
        amount_sek=2000,
        limit_percent=20,
        valid_from="2027-06-01",
        origin="CORRECTION",
        why="Prov",
        asked_by=keeper,
        asked_at=NOW,
    )
    adjustment = PriceAdjustment.objects.create(
        contract=contract,
        clause=clause,
        effective_on="2027-01-02",
        opens_on="2026-09-02",
        ask_by="2026-11-03",
        tell_by="2026-12-03",
        request=request,
        status="PROPOSED",
        proposed_at=NOW,
    )
    line = adjustment.lines.create(
        item=own.item,
        old_price=own,
        base_sek=1000,
        old_sek=1000,
        computed_sek=1040,
        new_sek=1040,
        bought_sek=7,
        effect_sek=1,
    )
    line.differences.create(
        payer="Socialförvaltningen",
        budget_year=2026,
        paid_sek=1,
        final_sek=2,
        bought_sek=3,
        difference_sek=4,
        final_factor=1,
        figures="Prov",
        found_at=NOW,
    )
    make.bought(contract, [date(2026, 3, 1)], "7.00")


def _procurement(buyer, place, supplier, keeper, number):
    deviation = make.deviation(
        f"AVS-{number}",
        buyer=buyer,
        supplier=supplier,
        category=place.category,
        area=place,
        place=supplier.units.order_by("pk").first(),
        approved_on=None,
        by=keeper,
    )
    AskedSupplier.objects.create(placement=deviation, supplier=supplier, answer="CAPACITY")
    make.delegations(buyer)
    call_off = Placement.objects.create(
        number=f"AVR-{number}",
        buyer=buyer,
        supplier=supplier,
        contract=supplier.contracts.filter(buyer=buyer).order_by("pk").first(),
        category=place.category,
        area=place,
        place=supplier.units.order_by("pk").first(),
        valid_from=date(2026, 2, 1),
        requested_by=keeper,
    )
    StayOn.objects.create(placement=call_off, cause="CONTRACT_ENDED", since=date(2026, 6, 1), registered_by=keeper)
    ForeseenNeed.objects.create(
        buyer=buyer, category=place.category, reason="NOT_MET", proposed_on=date(2026, 5, 1), count=3, used_sek=1
    )
    project = make.project(
        f"UPP-{number}", areas=[place], buyer=buyer, need=make.need(f"Behov {number}", buyer=buyer), owner=keeper
    )
    project.risks.create(text="Prov")
    project.tasks.create(title="Prov")
    project.members.create(person=keeper, role="Projektledare")
    project.milestones.create(order=1, code="START", name="Start", planned_on=date(2026, 12, 1))
    project_actions.add_project_document(
        document=ProjectDocument(project=project, title="Underlag"),
        file=io.BytesIO(b"Prov " + number.encode()),
        name="underlag.txt",
        by=keeper,
        at=NOW,
    )


def _plan(plan, keeper, number):
    activity = make.activity(plan=plan, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    ActivityStep.objects.create(activity=activity, name="Steg", due_on=date(2026, 12, 1))
    ProgressNote.objects.create(activity=activity, text="Prov", by=keeper, at=NOW)
    signal = SteeringSignal.objects.create(plan=plan, kind=SteeringSignal.Kind.values[0], title="Lag")
    SignalPoint.objects.create(signal=signal, number=1, text="Prov")
    Contradiction.objects.create(plan=plan, number=1, subject="Prov", stated="Ett", treatment="Två")
    TeamMember.objects.create(plan=plan, unit="KSF", role="Kategoriledare")
    measure = make.measure(f"X{number}", plan=plan)
    Target.objects.create(measure=measure, on=date(2026, 12, 31), value=1)
    Outcome.objects.create(measure=measure, first=date(2026, 1, 1), last=date(2026, 6, 30), value=1, at=NOW)


def _ledger(buyer, supplier, keeper, place):
    rows = [
        make.ledger_row(
            "1000,00", "2026-03-01", buyer_number=buyer.org_number, org_number=supplier.org_number, invoice="F1"
        )
    ]
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name="r.csv", by=None, at=NOW
    )
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    LedgerProfile.objects.create(buyer=buyer, name="Prov", mapping={"amount": "Sum"})
    ClassificationRule.objects.create(
        buyer=buyer, order=1, account_from="4631", account_to="4639", category=place.category
    )
    judging_actions.judge_changes(at=NOW)
    _invoices(buyer, supplier, keeper)
    SupplierProposal.objects.create(buyer=buyer, kind="MISSING", ledger_name="Prov", found_at=NOW)
    DeviationQuestion.objects.create(
        buyer=buyer,
        unit=OwnUnit.objects.create(buyer=buyer, name="Socialförvaltningen"),
        supplier=supplier,
        category=place.category,
        month=date(2026, 3, 1),
        n=1,
        sum_sek=1000,
        asked_by=keeper,
        asked_at=NOW,
        due_on=date(2026, 11, 13),
    )


def _invoices(buyer, supplier, keeper):
    """An invoice that is in the ledger, a credit note of it, what is wrong with a third, and what is asked back."""
    one = Written(
        number="F1",
        issued_on=date(2026, 3, 1),
        seller=supplier.org_number,
        buyer=buyer.org_number,
        lines=(Line(amount=Decimal("1000.00")),),
    )
    credit = replace(one, number="K1", is_credit=True, credits=("F1",))
    wrong = replace(one, number="F2", without_vat=Decimal("1.00"))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for each in (one, credit, wrong):
            made.writestr(f"{each.number}.xml", each.xml())
    content.seek(0)
    received = invoice_actions.receive_invoices(file=content, name="e.zip", buyer=buyer, by=None, at=NOW)
    invoice_actions.load_invoice_import(invoice_import_id=received.pk, at=NOW)
    line = InvoiceLine.objects.get(invoice__buyer=buyer, invoice__number="F1")
    key = SpendKey.objects.filter(buyer=buyer).order_by("pk").first() or SpendKey.objects.create(buyer=buyer)
    HandTie.objects.create(
        invoice=line.invoice,
        key=key,
        booked_on=NOW,
        amount_sek=1,
        belongs=True,
        reason="Prov",
        said_by=keeper,
        said_at=NOW,
    )
    ItemMatch.objects.create(buyer=buyer, supplier=supplier, item_key="x", confirmed_at=NOW)
    claim = PriceClaim.objects.create(
        buyer=buyer, supplier=supplier, number="PK-1", claimed_sek=1, made_by=keeper, made_at=NOW
    )
    PriceDeviation.objects.create(buyer=buyer, line=line, kind="ABOVE", difference_sek=1, claim=claim)


def _reviews(buyer, contract, unit, keeper):
    FollowUpClass.objects.create(contract=contract, proposed=1, proposed_reason="Prov")
    review_actions.load_review_templates(buyer=buyer, at=NOW)
    review = Review.objects.create(contract=contract, planned_on="2026-12-01", method="DESK", reviewer=keeper)
    seen_in_the_field(review, by=keeper)
    finding = review_actions.report_deficiency(
        finding=Finding(
            buyer=buyer, supplier=contract.supplier, unit=unit, source="TIP", severity="LOW", evidence="Prov"
        ),
        by=keeper,
        at=NOW,
    )
    ladder(buyer, finding, contract, keeper)


def ladder(buyer, finding, contract, keeper):
    """A warning, a report, an answered link, a photo, a hit, a survey and a meeting, each with all."""
    told = {"finding": finding, "taken_on": NOW, "taken_by": keeper, "reason": "Prov"}
    step = FindingStep.objects.create(step="WARNING", sent_on=NOW, sent_by=keeper, answer_by=NOW, **told)
    AuthorityReport.objects.create(finding=finding, authority="IVO", reported_on=NOW, reported_by=keeper)
    review = Review.objects.filter(contract=contract).order_by("pk").first()
    asked = review.answers.create(order=90, text="Prov")
    until = NOW + timedelta(days=30)
    made = {"made_by": keeper, "made_at": NOW, "expires_at": until}
    AnswerLink.objects.create(step=step, token_hash=f"s{step.pk}", **made)
    link = AnswerLink.objects.create(review=review, token_hash=f"r{step.pk}", **made)
    answer = SupplierAnswer.objects.create(review=review, link=link, words="Prov", received_at=NOW)
    answer.lines.create(requirement=asked, said="MET")
    kept = {"file": ContentFile(b"Prov", name="prov"), "original_name": "prov.txt", "media_type": "text/plain"}
    kept |= {"size": 4, "sha256": f"{step.pk:064}", "uploaded_at": NOW}
    FindingFile.objects.create(finding=finding, **kept)
    FindingFile.objects.create(answer=answer, **kept)
    FollowUpTerm.objects.create(buyer=buyer)
    feed = Feed.objects.create(buyer=buyer, name="Prov", url=f"https://flode.example.se/{step.pk}", is_active=False)
    word = SearchWord.objects.create(buyer=buyer, supplier=finding.supplier, words="Prov")
    MediaHit.objects.create(
        buyer=buyer, supplier=finding.supplier, word=word, feed=feed, url="https://tidning.example.se/1",
        fingerprint="1", title="Prov", found_on=NOW,
    )  # fmt: skip
    survey = Survey.objects.create(
        buyer=buyer, name="Prov", year=2026, state="LOADED", original_name="p.csv", made_by=keeper, made_at=NOW
    )
    result = survey.results.create(
        supplier=finding.supplier, unit=finding.unit, question="Prov", mean=2, scale=5, answers=20
    )
    survey.results.create(supplier=finding.supplier, question="Mer", mean=2, scale=5, answers=20)
    RequirementProposal.objects.create(result=result, text="Prov", proposed_by=keeper, proposed_on=NOW)
    meeting = SupplierMeeting.objects.create(
        buyer=buyer, title="Prov", starts_at=NOW, ends_at=until, place="Här", agenda="Prov"
    )
    meeting.areas.add(*contract.areas.all())
    meeting.invitations.create(supplier=finding.supplier, invited_by=keeper, invited_at=NOW)
    meeting.tasks.create(what="Prov", due_on=NOW)


def _flags(buyer, contract, keeper):
    """A flag with its row, what flags go by, what a register tells, and a random check."""
    supplier = contract.supplier
    flag = Flag.objects.create(
        buyer=buyer, kind="ROUND", subject="x", supplier=supplier, contract=contract, sum_sek=1, reason="Prov",
        found_on=NOW,
    )  # fmt: skip
    FlagRow.objects.create(flag=flag, identity=1, contract=contract)
    FlagTerm.objects.create(buyer=buyer, kind="ROUND", name="share", value=30)
    FlagSwitch.objects.create(buyer=buyer, kind="NEW", is_on=False, reason="Prov", decided_by=keeper, decided_at=NOW)
    SupplierFact.objects.create(
        buyer=buyer, supplier=supplier, kind="STAFF", number=1, on=NOW, source="Prov", registered_at=NOW
    )
    RiskMark.objects.create(contract=contract, reason="Prov")
    sample = Sample.objects.create(
        buyer=buyer, first_on="2026-01-01", last_on="2026-03-31", size=2, seed=1, reviewer=keeper, due_on="2026-12-01",
        drawn_by=keeper, drawn_at=NOW, population=1, population_sek=1000,
    )  # fmt: skip
    part = SampleStratum.objects.create(
        sample=sample, number=1, is_risky=False, lower_sek=1, upper_sek=2, population=1, population_sek=1, drawn=1
    )
    SampledPurchase.objects.create(
        sample=sample, stratum=part, supplier=supplier, contract=contract, invoice_number="F1", voucher="V1",
        booked_on="2026-03-01", sum_sek=1000,
    )  # fmt: skip


def person(username, *roles):
    """Somebody with roles at buyers: (role, buyer), several."""
    made = make.user(None, username=username)
    for role, buyer in roles:
        made.memberships.create(buyer=buyer, role=Group.objects.get(name=role))
    return User.objects.get(pk=made.pk)


def later(days):
    """A day after the worlds were made."""
    return NOW.date() + timedelta(days=days)
