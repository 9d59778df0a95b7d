"""Every address there is, asked by who has every role, with everything secret planted: no answer may name it."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zipfile import BadZipFile, ZipFile

import pypdf
import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile

from contracts.checks.models import SupplierCheck
from contracts.documents import actions as document_actions
from contracts.documents.models import Document
from contracts.prices.models import PriceAdjustment, PriceRequest
from contracts.register.models import Contract
from contracts.suppliers import actions as supplier_actions
from contracts.suppliers.models import Permit, PlacementStop, SupplierContact, SupplierProposal, SupplierUnit
from followup.duties import actions as duty_actions
from followup.findings.models import AuthorityReport, FindingFile, FindingStep, SupplierAnswer
from followup.flags.models import Flag, FlagRow, SupplierFact
from followup.invoices import actions as invoice_actions
from followup.invoices.models import Invoice, InvoiceLine
from followup.judging import actions as judging_actions
from followup.ledger import actions as ledger_actions
from followup.meetings.models import SupplierMeeting
from followup.missing.models import DeviationQuestion, OwnUnit
from followup.price_control.models import ItemMatch, PriceClaim, PriceDeviation
from followup.reviews import actions as review_actions
from followup.reviews.models import Finding, FollowUpClass, Review
from followup.samples.models import Sample, SampledPurchase, SampleStratum
from followup.surveys.models import RequirementProposal, Survey
from followup.watch.models import MediaHit, SearchWord
from huddinge_vo.common.people.models import Membership
from huddinge_vo.common.secrecy.models import AccessGrant
from huddinge_vo.demo.peppol import Line, Written
from huddinge_vo.roles import ROLES
from tests import factories as make
from tests.field_world import seen_in_the_field
from tests.house import worlds
from tests.house.test_access import ADDRESSES

pytestmark = [pytest.mark.django_db, pytest.mark.long]
NOW = datetime(2026, 11, 1, tzinfo=UTC)
PLANTED = "Provgömslet"  # in every name, title, reason and note of what is secret


@pytest.fixture
def planted():
    """One of everything secret, beside one of everything open; the ids that a curious person would try.

    The numbers begin anew, so that the ids of all kinds fall together: one walk over a few ids then meets every object,
    however many rows earlier tests have made.
    """
    worlds.number_from_one()
    keeper = make.user(None, username="väktare", is_superuser=True)
    hidden = make.supplier(f"{PLANTED} AB", make.ORG_NUMBERS[1], is_secret=True)
    place = make.area()
    round_ = make.framework(f"{PLANTED}-R", [place], title=f"{PLANTED}-omgång", is_secret=True)
    secret = make.contract(f"{PLANTED}-1", supplier=hidden, framework=round_, title=PLANTED, is_secret=True, until=None)
    secret.options.create(number=1, months=12, decide_by="2026-09-30")
    open_one = make.contract("ÖPPEN-1", until=None)
    open_one.options.create(number=1, months=12, decide_by="2026-09-30")
    home = SupplierUnit.objects.create(supplier=open_one.supplier, name=f"{PLANTED} hem", is_secret=True)
    SupplierUnit.objects.create(supplier=hidden, name=f"{PLANTED} hus")
    Permit.objects.create(unit=home, org_number=make.ORG_NUMBERS[0], legal_ground=PLANTED, decided_on=date(2026, 1, 1))
    for supplier, unit in ((open_one.supplier, home), (hidden, None)):
        SupplierContact.objects.create(supplier=supplier, unit=unit, role="PLACEMENT", name=PLANTED, phone="1")
        PlacementStop.objects.create(supplier=supplier, unit=unit, reason=PLANTED, valid_from=NOW, decided_by=keeper)
        SupplierCheck.objects.create(
            supplier=supplier, unit=unit, kind="TAXES", outcome="PASSED", checked_on="2026-10-01",
            valid_until="2026-12-01", source=PLANTED, registered_at=NOW,
        )  # fmt: skip
    for title, holder in (
        (f"{PLANTED} bilaga", {"contract": open_one, "is_secret": True}),
        (f"{PLANTED} avtal", {"contract": secret}),
    ):
        document_actions.add_document(
            document=Document(kind="OTHER", title=title, **holder),
            file=io.BytesIO(b"Text"),
            name=f"{PLANTED}.txt",
            by=keeper,
            at=NOW,
        )
    make.deviation(f"{PLANTED}-AVS", supplier=hidden)
    lost = Permit.objects.create(
        unit=hidden.units.get(), org_number=make.ORG_NUMBERS[1], legal_ground=PLANTED, decided_on=date(2025, 1, 1),
        status="WITHDRAWN",
    )  # fmt: skip
    PlacementStop.objects.create(
        supplier=hidden, unit=lost.unit, reason=PLANTED, valid_from=date(2025, 1, 1), permit=lost
    )
    unit = OwnUnit.objects.create(buyer=make.buyer(), name="Socialförvaltningen")
    about = {"buyer": make.buyer(), "unit": unit, "category": place.category, "n": 1, "sum_sek": 7, "due_on": NOW}
    asked = {**about, "asked_by": keeper, "asked_at": NOW}
    questions = [
        DeviationQuestion.objects.create(**asked, supplier=hidden, month=date(2026, 3, 1)),
        DeviationQuestion.objects.create(
            **asked, supplier=open_one.supplier, month=date(2026, 3, 1), answer="CONTRACT", contract=secret,
            words=PLANTED, answered_by=keeper, answered_at=NOW,
        ),
    ]  # fmt: skip
    project = make.project(f"{PLANTED}-U", title=f"{PLANTED}-upphandling", is_secret=True, need=make.need())
    project.risks.create(text=PLANTED)
    project.milestones.create(order=1, code="START", name=PLANTED, planned_on=NOW)
    replacing = make.project("ÖPPEN-U")
    replacing.replaces.set([secret, open_one])
    FollowUpClass.objects.create(contract=secret, proposed=1, proposed_reason=PLANTED)
    review = Review.objects.create(
        contract=secret, planned_on="2026-10-01", method="DESK", status="DONE", done_on="2026-10-01", summary=PLANTED
    )
    seen = seen_in_the_field(review, by=keeper, words=PLANTED)
    findings = [
        review_actions.report_deficiency(
            finding=Finding(
                buyer=make.buyer(), supplier=supplier, unit=unit, source="TIP", severity="LOW", evidence=PLANTED
            ),
            by=keeper,
            at=NOW,
        )
        for supplier, unit in ((open_one.supplier, home), (hidden, None))
    ]
    followed = plant_ladder(findings, secret, keeper)
    priced = plant_prices(secret, round_, open_one, home, keeper)
    other = make.supplier(f"{PLANTED} Två AB", make.ORG_NUMBERS[2], is_secret=True)
    AccessGrant.objects.create(object=other, user=keeper)  # secrets are merged only by those let in
    supplier_actions.merge_suppliers(source=other, target=hidden, by=keeper, at=NOW)
    rows = (
        make.ledger_row("1000,00", "2026-03-01", invoice="1"),
        make.ledger_row("700,00", "2026-03-02", invoice="2", name=f"{PLANTED} AB", org_number=make.ORG_NUMBERS[1]),
        make.ledger_row("50,00", "2025-12-02", invoice="3", name=f"{PLANTED} AB", org_number=make.ORG_NUMBERS[1]),
    )
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name="r.csv", by=None, at=NOW
    )
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    judging_actions.judge_changes(at=NOW)
    billed = plant_invoices(keeper)
    billed |= plant_flags(hidden, open_one, secret, keeper)
    duty_actions.load_reminder_rules(buyer=make.buyer(), at=NOW)
    duty_actions.refresh_duties(buyer=make.buyer(), at=NOW)
    ids = {
        each.pk
        for each in (hidden, other, round_, secret, open_one, open_one.supplier, home, received, project, replacing)
    }
    for kind, other in (("ALIKE", open_one.supplier), ("NAMES", None)):
        of_ledger = {} if other else {"buyer": make.buyer(), "ledger_name": PLANTED}
        first, second = sorted((hidden, other), key=lambda each: each.pk) if other else (hidden, None)
        proposed = SupplierProposal.objects.create(kind=kind, supplier=first, other=second, found_at=NOW, **of_ledger)
        ids.add(proposed.pk)
    ids |= {each.pk for each in (review, secret.follow_up_class, *findings, *questions, *seen)}
    ids |= priced | billed | followed
    ids |= set(Document.objects.values_list("pk", flat=True)) | {
        option.pk for one in (secret, open_one) for option in one.options.all()
    }
    return sorted(ids)


def plant_ladder(findings, contract, keeper):
    """A step, a report, an answer, a photo, a hit, a result and an invitation of each secret finding and supplier."""
    meeting = SupplierMeeting.objects.create(
        buyer=make.buyer(), title="Möte", starts_at=NOW, ends_at=NOW + timedelta(hours=1), place="Här", agenda="Läget"
    )
    survey = Survey.objects.create(
        buyer=make.buyer(), name="Enkät", year=2026, state="LOADED", original_name="e.csv", made_by=keeper, made_at=NOW
    )
    ids = {meeting.pk, survey.pk}
    for no, finding in enumerate(findings):
        told = {"finding": finding, "taken_by": keeper, "reason": PLANTED, "clause": PLANTED, "penalty_sek": 700}
        step = FindingStep.objects.create(step="PENALTY", state="PROPOSED", taken_on=NOW, **told)
        AuthorityReport.objects.create(
            finding=finding, authority="IVO", reported_on=NOW, number=PLANTED, reported_by=keeper
        )
        answer = SupplierAnswer.objects.create(step=step, words=PLANTED, received_at=NOW, registered_by=keeper)
        kept = {"original_name": PLANTED, "media_type": "text/plain", "size": 4, "sha256": f"{no:064}"}
        file = FindingFile.objects.create(
            answer=answer, file=ContentFile(PLANTED.encode(), name=f"f{no}"), uploaded_at=NOW, **kept
        )
        words = "Ord" if finding.unit else PLANTED  # of an open supplier with a secret home a word is open
        word = SearchWord.objects.create(buyer=make.buyer(), supplier=finding.supplier, words=words)
        hit = MediaHit.objects.create(
            buyer=make.buyer(), supplier=finding.supplier, word=word, url=f"https://x.example.se/{PLANTED}",
            title=PLANTED, fingerprint=str(no), found_on=NOW, verdict="FINDING", finding=finding,
            judged_by=keeper, judged_on=NOW,
        )  # fmt: skip
        result = survey.results.create(
            supplier=finding.supplier, unit=finding.unit, question=PLANTED, mean=1, scale=5, answers=70, finding=finding
        )
        RequirementProposal.objects.create(result=result, text=PLANTED, proposed_by=keeper, proposed_on=NOW)
        ids |= {step.pk, file.pk, word.pk, hit.pk, result.pk}
    meeting.invitations.create(
        supplier=contract.supplier, address=f"{PLANTED}@x.example.se", invited_by=keeper, invited_at=NOW
    )
    return ids


def plant_invoices(keeper):
    """E-invoices of the secret supplier, by number and by name alone, and of an open one on a secret contract; one that
    cannot be read; and what is asked back.
    """
    one = Written(
        number=f"{PLANTED}-F", issued_on=date(2026, 3, 2), seller=make.ORG_NUMBERS[1], seller_name=f"{PLANTED} AB",
        reference=PLANTED, lines=(Line(amount=Decimal("700.00"), name=f"{PLANTED} vård"),),
    )  # fmt: skip
    written = (
        one,
        replace(one, number=f"{PLANTED}-N", seller=""),
        replace(one, number=f"{PLANTED}-K", is_credit=True, credits=(one.number,)),
        replace(one, number=f"{PLANTED}-X", without_vat=Decimal("1.00")),
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for no, each in enumerate(written):
            made.writestr(f"{no}.xml", each.xml())
    content.seek(0)
    received = invoice_actions.receive_invoices(file=content, name="e.zip", buyer=make.buyer(), by=None, at=NOW)
    invoice_actions.load_invoice_import(invoice_import_id=received.pk, at=NOW)
    invoice = Invoice.objects.get(number=one.number)
    claim = PriceClaim.objects.create(
        buyer=make.buyer(), supplier=invoice.supplier, number=f"PK-{PLANTED[:10]}", claimed_sek=700, made_by=keeper,
        made_at=NOW, answer_words=PLANTED,
    )  # fmt: skip
    for kind, of in (("ABOVE", claim), ("NOT_IN_CONTRACT", None)):
        PriceDeviation.objects.create(
            buyer=make.buyer(), line=invoice.lines.get(), kind=kind, difference_sek=700, claim=of
        )
    ItemMatch.objects.create(
        buyer=make.buyer(), supplier=invoice.supplier, item_key="x", confirmed_by=keeper, confirmed_at=NOW
    )
    lines = InvoiceLine.objects.values_list("pk", flat=True)
    return {received.pk, claim.pk, *lines, *Invoice.objects.values_list("pk", flat=True)}


def plant_flags(hidden, open_one, secret, keeper):
    """Flags about the secret supplier, about the open one and the secret one together, and of rows on the secret
    contract; and a random check that drew both.
    """
    asked = {"buyer": make.buyer(), "kind": "ROUND", "sum_sek": 700, "reason": PLANTED, "found_on": NOW.date()}
    flags = [
        Flag.objects.create(subject="1", supplier=hidden, **asked),
        Flag.objects.create(subject="2", supplier=open_one.supplier, other=hidden, **asked),
        Flag.objects.create(subject="3", supplier=open_one.supplier, **asked),
    ]
    FlagRow.objects.create(flag=flags[2], identity=1, contract=secret)
    for kind, words in (("TURNOVER", {"number": 700}), ("BOARD", {"token": "x"})):
        SupplierFact.objects.create(
            buyer=make.buyer(), supplier=hidden, kind=kind, on=NOW.date(), source=PLANTED, registered_at=NOW, **words
        )
    sample = Sample.objects.create(
        buyer=make.buyer(), first_on="2026-01-01", last_on="2026-03-31", size=2, seed=1, reviewer=keeper,
        due_on="2026-12-01", drawn_by=keeper, drawn_at=NOW, population=9, population_sek=9000,
    )  # fmt: skip
    part = SampleStratum.objects.create(
        sample=sample, number=1, is_risky=False, lower_sek=1, upper_sek=2, population=9, population_sek=9000, drawn=1
    )
    drawn = SampledPurchase.objects.create(
        sample=sample, stratum=part, supplier=hidden, contract=secret, invoice_number=PLANTED, voucher="V1",
        booked_on="2026-03-01", sum_sek=700,
    )  # fmt: skip
    return {sample.pk, drawn.pk, *(flag.pk for flag in flags)}


def plant_prices(secret, round_, open_one, home, keeper):
    """A price list, a clause, a request, an adjustment with a difference, of the secret contract; and a secret unit's
    price.
    """
    index = make.series()
    make.index_value(index, "2025K2", "104")
    clause = make.clause([(index, "1", "2024K2", "100")], framework=round_, successor=PLANTED, adjusts_day=2)
    own = make.price("1000.00", of=secret, item=f"{PLANTED} dygn")
    make.price("900.00", of=open_one, item=f"{PLANTED} plats", unit=home)
    request = PriceRequest.objects.create(
        contract=secret, received_on="2026-10-01", note=PLANTED, registered_by=keeper, registered_at=NOW
    )
    adjustment = PriceAdjustment.objects.create(
        contract=secret, clause=clause, effective_on="2027-01-02", opens_on="2026-09-02", ask_by="2026-11-03",
        tell_by="2026-12-03", request=request, status="WAITING", waits_for="VALUE_MISSING", waits_words=PLANTED,
        proposed_at=NOW,
    )  # fmt: skip
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
    difference = line.differences.create(
        payer=PLANTED, budget_year=2026, paid_sek=1, final_sek=2, bought_sek=3, difference_sek=4, final_factor=1,
        figures=PLANTED, found_at=NOW,
    )  # fmt: skip
    make.bought(secret, [date(2026, 3, 1)], "7.00", payer="Socialförvaltningen")
    return {clause.pk, own.pk, own.item_id, request.pk, adjustment.pk, difference.pk, index.pk}


def said(answer):
    """What an answer says, whatever it is: a page, a text, the sheets of a workbook, the text of a PDF."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        try:
            with ZipFile(io.BytesIO(content)) as book:
                return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
        except BadZipFile:
            return ""
    return content.decode("utf-8", "replace") + str(answer.headers.get("Content-Disposition", ""))


# Secrets follow the person and not his role: who has every role opens all that any of them opens, and is told no more.
# Beside him one who may almost nothing, and one who keeps the secrets without being let in on them.
@pytest.mark.parametrize("login", ["alla", "lasare", "sakerhetsansvarig"])
def test_no_address_names_what_is_secret(client, planted, login):
    roles = [role.name for role in ROLES if login in {"alla", role.login}]
    person = make.user(roles[0], is_staff=True)
    for name in roles[1:]:
        Membership.objects.create(user=person, buyer=make.buyer(), role=Group.objects.get(name=name))
    client.force_login(person)
    asked = 0
    for name, path in ADDRESSES:
        if name in {"account_logout", "status-report-pdf"}:
            continue
        tried = [re.sub(r"/1(?=[/.])", f"/{pk}", path) for pk in planted] if re.search(r"/1[/.]", path) else [path]
        for one in dict.fromkeys(tried):
            for query in ("", "?export=csv", "?export=xlsx") if one == path and "/1" not in path else ("",):
                answer = client.get(one + query)
                assert answer.status_code < 500, one
                assert PLANTED not in said(answer), one + query
                asked += 1
    assert PLANTED not in said(client.get("/statusrapport/2026.pdf"))
    # The administration, as far as the role reaches there.
    for path in (
        "/admin/",
        "/admin/procurement/placement/",
        "/admin/contracts/supplieridentifier/",
        "/admin/contracts/extensionoption/",
    ):
        answer = client.get(path)
        assert answer.status_code in {200, 302, 403}
        assert PLANTED not in said(answer), path
    assert asked > 150


def test_the_walk_would_have_found_it(client, planted):
    person = make.user("upphandlare")
    for contract in Contract.objects.filter(is_secret=True).select_related("supplier", "framework"):
        for each in (contract, contract.supplier, contract.framework):
            AccessGrant.objects.create(object=each, user=person)
    client.force_login(person)
    for path in ("/avtal/", "/avtal/?export=xlsx", "/leverantorer/?export=csv", "/upphandlingsomgangar/"):
        assert PLANTED in said(client.get(path)), path
