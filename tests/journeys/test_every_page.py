"""Every page, wide, dark and on a phone: open to all senses, and never wider than the screen.

A page is opened once and looked at on each screen. On a wide and light one all of axe's rules are asked, on the others
those that a screen bears on.
"""

import io
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from activities.activities.models import Activity, SignalPoint
from activities.plan.models import CategoryPlan
from contracts.files import actions as file_actions
from contracts.files.models import RegisterImport
from contracts.index import actions as index_actions
from contracts.index.models import IndexImport, IndexSeries
from contracts.plan.models import ContractArea
from contracts.prices import actions as price_actions
from contracts.prices.models import FixedPriceDecision, Price, PriceAdjustment, PriceToConfirm
from contracts.register.models import Contract
from contracts.suppliers.models import SupplierProposal
from followup.duties import actions as duty_actions
from followup.duties.models import Duty
from followup.findings.models import FindingStep
from followup.flags.models import Flag, FlagRow
from followup.invoices.models import Invoice, InvoiceLine
from followup.judging.models import JudgedRow
from followup.ledger.models import LedgerImport
from followup.measures import actions as measure_actions
from followup.measures.models import Measure
from followup.meetings.models import SupplierMeeting
from followup.price_control.models import ItemMatch, PriceClaim, PriceDeviation
from followup.reviews import actions as review_actions
from followup.reviews.models import Finding, ReviewTemplate
from followup.samples.models import Sample, SampledPurchase, SampleStratum
from followup.surveys.models import Survey, SurveyResult
from followup.watch.models import MediaHit
from huddinge_vo.common.administration import actions as people_actions
from huddinge_vo.common.people.models import User
from huddinge_vo.common.secrecy.models import AccessGrant
from procurement.plan.models import MilestoneTemplate, PlannedNeed
from procurement.projects.actions import start_project
from procurement.projects.models import Project
from tests import factories as make
from tests.field_world import seen_in_the_field
from tests.house import worlds

pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]


def pages():
    contract, row = Contract.objects.get(number="A-1"), JudgedRow.objects.order_by("line_no")[0]
    return [
        "/",
        "/kop/karta/",
        "/?period=2025",
        "/avtal/",
        contract.get_absolute_url(),
        f"/avtal/{contract.pk}/andra/",
        f"/avtal/{contract.pk}/sag-upp/",
        f"/avtal/{contract.pk}/krav/",
        "/avtal/fran-fil/",
        RegisterImport.objects.get().get_absolute_url(),
        "/upphandlingsomgangar/",
        contract.framework.get_absolute_url(),
        f"/upphandlingsomgangar/{contract.framework.pk}/optioner/ny/",
        f"/optioner/{contract.framework.options.get().pk}/besluta/",
        "/leverantorer/",
        "/leverantorer/att-reda-ut/",
        *(each.get_absolute_url() for each in SupplierProposal.objects.order_by("pk")),
        contract.supplier.get_absolute_url(),
        f"/leverantorer/{contract.supplier.pk}/andra/",
        f"/leverantorer/{contract.supplier.pk}/sla-samman/",
        f"/leverantorer/{contract.supplier.pk}/sla-samman/?med={Contract.objects.get(number='A-2').supplier.pk}",
        f"/leverantorer/{contract.supplier.pk}/verksamheter/ny/",
        f"/leverantorer/{contract.supplier.pk}/placeringsstopp/nytt/",
        f"/leverantorer/{contract.supplier.pk}/kontroller/ny/",
        "/kontroller/",
        "/kontroller/fran-fil/",
        "/tilldelningar/",
        "/tilldelningar/fran-fil/",
        f"/dokument/avtal/{contract.pk}/nytt/",
        "/verksamheter/",
        contract.supplier.units.get().get_absolute_url(),
        "/direktupphandling/",
        "/direktupphandling/behov/",
        "/direktupphandling/grans/",
        "/direktupphandling/aterkommer/",
        "/avtalsomraden/",
        contract.areas.get().get_absolute_url(),
        "/reskontra/",
        "/reskontra/las-in/",
        LedgerImport.objects.get().get_absolute_url(),
        "/reskontra/rader/?utfall=UNEXPLAINED",
        "/avsteg-saknas/",
        "/avsteg-saknas/fragor/",
        "/administration/egna-enheter/",
        row.get_absolute_url(),
        *invoice_pages(),
        *flag_pages(),
        f"{row.get_absolute_url()}bedom/",
        "/dokument/",
        "/regler/",
        "/regler/ny/",
        "/regler/utan/",
        "/regler/fran-fil/",
        "/statusrapport/",
        *index_pages(),
        *price_pages(contract),
        *plan_pages(),
        *follow_up_pages(contract),
        "/finns-inte/",
    ]


def invoice_pages():
    invoice = Invoice.objects.order_by("pk").first()
    return [
        "/e-fakturor/",
        *(f"{invoice.get_absolute_url()}{step}" for step in ("", "koppla/", "koppla-isar/")),
        "/e-fakturor/rader-utan/",
        "/e-fakturor/las-in/",
        "/e-fakturor/inlasningar/",
        invoice.invoice_import.get_absolute_url(),
        "/priskontroll/",
        "/priskontroll/leverantorer/",
        "/priskontroll/artiklar/",
        f"/priskontroll/artiklar/{PriceDeviation.objects.get(kind='NOT_IN_CONTRACT').line_id}/",
        "/priskontroll/krav/",
        *(f"{PriceClaim.objects.get().get_absolute_url()}{step}" for step in ("", "svar/", "lagg-ned/")),
    ]


def flag_pages():
    flag, sample = Flag.objects.get(), Sample.objects.get()
    return [
        "/flaggor/",
        *(f"{flag.get_absolute_url()}{step}" for step in ("", "bedom/")),
        *(
            "/flaggor/slag/",
            "/flaggor/slag/round/",
            "/flaggor/slag/round/av/",
            "/flaggor/budget/",
            "/flaggor/uppgifter/",
        ),
        f"/flaggor/leverantor/{flag.supplier_id}/",
        *("/stickprov/", "/stickprov/nytt/", sample.get_absolute_url()),
        f"/stickprov/kop/{sample.purchases.get().pk}/",
    ]


def plan_pages():
    plan, activity = CategoryPlan.objects.get(), Activity.objects.get(number="2.6")
    project = Project.objects.get(number="UPP-2022-AVHOPP")
    going_on = Project.objects.get(number="UPP-1")
    return [
        "/start/",
        "/kategoriplan/",
        f"/kategoriplan/{plan.pk}/andra/",
        f"/kategoriplan/styrsignaler/{plan.signals.first().pk}/",
        f"/kategoriplan/punkter/{SignalPoint.objects.first().pk}/",
        f"/kategoriplan/mal/{plan.effect_goals.first().pk}/",
        "/kategoriplan/motsagelser/",
        f"/kategoriplan/motsagelser/{plan.contradictions.first().pk}/",
        "/kategoriplan/team/ny/",
        "/aktiviteter/",
        "/aktiviteter/tavla/",
        "/aktiviteter/tidslinje/",
        activity.get_absolute_url(),
        f"/aktiviteter/{activity.pk}/andra/",
        f"/aktiviteter/{activity.pk}/status/",
        f"/aktiviteter/{activity.pk}/steg/nytt/",
        "/upphandlingsplan/",
        "/upphandlingsplan/behov/nytt/",
        "/upphandlingar/",
        "/upphandlingar/ny/",
        project.get_absolute_url(),
        going_on.get_absolute_url(),
        f"/upphandlingar/{going_on.pk}/checklista/",
        f"/upphandlingar/{going_on.pk}/strategi/",
        f"/upphandlingar/{going_on.pk}/strategi/besluta/",
        f"/upphandlingar/{going_on.pk}/tilldela/",
        f"/upphandlingar/milstolpar/{going_on.milestones.first().pk}/flytta/",
        f"/upphandlingar/{going_on.pk}/risker/ny/",
    ]


def index_pages():
    series = IndexSeries.objects.get(code="LCI-ARB-Q")
    return [
        "/index/",
        "/index/ny/",
        series.get_absolute_url(),
        *(f"{series.get_absolute_url()}{action}/" for action in ("andra", "koder", "fil", "varde", "kedja")),
        IndexImport.objects.get().get_absolute_url(),
    ]


def price_pages(contract):
    adjustment, price = PriceAdjustment.objects.get(), Price.objects.get(item__contract=contract)
    fixed = ContractArea.objects.get(price_items__isnull=False)
    waiting = PriceToConfirm.objects.get()
    return [
        "/prisjustering/",
        adjustment.get_absolute_url(),
        f"{adjustment.get_absolute_url()}priser/",
        f"{adjustment.get_absolute_url()}avvisa/",
        "/prisjustering/begaran/",
        "/prisjustering/begaran/ny/",
        "/prisjustering/skillnader/",
        "/prisjustering/att-bekrafta/",
        *(f"/prisjustering/att-bekrafta/{waiting.pk}/{verb}/" for verb in ("bekrafta", "avsla", "dra-tillbaka")),
        f"/avtal/{contract.pk}/prisjustera/",
        f"/avtal/{contract.pk}/priser/ny/",
        f"/prisrader/{price.item_id}/nytt-pris/",
        f"/prisrader/{price.item_id}/andra/",
        f"/priser/{price.pk}/aterta/",
        "/prisjustering/klausuler/",
        adjustment.clause.get_absolute_url(),
        f"/avtal/{contract.pk}/klausul/",
        f"/avtalsomraden/{fixed.pk}/klausul/?mall=80-20",
        "/prisjustering/tank-om/",
        f"/prisjustering/tank-om/?omraden={contract.areas.get().pk}&ar=3",
        "/prisjustering/fast-pris/",
        f"/prisjustering/fast-pris/{fixed.pk}/",
        f"/prisjustering/fast-pris/{fixed.pk}/beslut/",
    ]


def plant_prices(contract):
    """A price list with an adjustment proposed, a difference, and an area's fixed prices with a decision."""
    area = ContractArea.objects.filter(price_model="FIXED").order_by("code").first()
    make.price("2100.00", of=area, valid_from=date(2025, 1, 1))
    decision = FixedPriceDecision(area=area, valid_from=date(2026, 1, 1), percent=3, decided_on=date(2025, 11, 20))
    leader = make.user("upphandlingschef")
    price_actions.decide_fixed_price(decision=decision, rounding="ORE", by=leader, at=timezone.now())
    price = make.price("1850.00", of=contract, valid_from=contract.valid_from)
    price_actions.register_price(
        item=price.item, amount_sek=2600, valid_from=date(2027, 6, 1), origin="CORRECTION", seen=price.pk,
        why="Nytt anbud", by=leader, at=timezone.now(),
    )  # fmt: skip
    adjustment = PriceAdjustment.objects.create(
        contract=contract, clause=contract.price_clause, effective_on="2027-01-01", opens_on="2026-09-01",
        ask_by="2026-11-02", tell_by="2026-12-02", proposed_at=timezone.now(), basket="1.02", change="0.02",
        factor="1.02", yearly_effect_sek=100,
    )  # fmt: skip
    line = adjustment.lines.create(
        item=price.item, old_price=price, base_sek=1850, old_sek=1850, computed_sek=1887, new_sek=1887, bought_sek=5000,
        effect_sek=100,
    )  # fmt: skip
    line.differences.create(
        payer="Socialförvaltningen", budget_year=2026, paid_sek=1887, final_sek=1890, bought_sek=5000,
        difference_sek="7.95", final_factor="1.0216", figures="LCI 2025K2 146", found_at=timezone.now(),
    )  # fmt: skip


def plant_claims():
    """An item that is in no price list, and something asked back that waits for its answer."""
    line = InvoiceLine.objects.get(invoice__number="F-1")
    supplier = line.invoice.supplier
    claim = PriceClaim.objects.create(
        buyer=make.buyer(), supplier=supplier, number="PK-2026-001", claimed_sek=500, status="SENT",
        sent_on=date(2026, 11, 1), answer_by=date(2026, 12, 1), made_by=make.user("controller"), made_at=timezone.now(),
    )  # fmt: skip
    for kind, of in (("ABOVE", claim), ("NOT_IN_CONTRACT", None)):
        PriceDeviation.objects.create(
            buyer=make.buyer(), line=line, kind=kind, asked_sek=1900, agreed_sek=1850, difference_sek=500, claim=of
        )
    ItemMatch.objects.create(
        buyer=make.buyer(), supplier=supplier, item_key="x", confirmed_by=claim.made_by, confirmed_at=timezone.now()
    )


def plant_flags():
    """A flag with its row in the ledger, and a random check that is looked at."""
    row, by = JudgedRow.objects.filter(supplier__isnull=False).order_by("booked_on").first(), make.user("uppföljare")
    flag = Flag.objects.create(
        buyer=make.buyer(), kind="ROUND", subject="x", supplier=row.supplier, sum_sek=5000, found_on=date(2026, 11, 1),
        reason="3 av 4 fakturor på tolv månader är på jämna tusental.",
    )  # fmt: skip
    FlagRow.objects.create(flag=flag, identity=1, ledger_import=row.ledger_import, line_no=row.line_no, key=row.key)
    sample = Sample.objects.create(
        buyer=make.buyer(), first_on="2026-01-01", last_on="2026-03-31", size=2, seed=1, reviewer=by,
        due_on="2026-12-01", drawn_by=by, drawn_at=timezone.now(), population=90, population_sek=90_000,
    )  # fmt: skip
    part = SampleStratum.objects.create(
        sample=sample, number=1, is_risky=False, lower_sek=1, upper_sek=2, population=90, population_sek=1, drawn=1
    )
    SampledPurchase.objects.create(
        sample=sample, stratum=part, supplier=row.supplier, invoice_number="F1", voucher="V1", booked_on="2026-03-01",
        sum_sek=1000, outcome="ERROR", error_sek=50, reviewed_by=by, reviewed_at=timezone.now(),
    )  # fmt: skip


def plant_indices(contract):
    """A series with a revision, a preliminary value and some that wait, and a clause that follows it."""
    series = IndexSeries.objects.get(code="LCI-ARB-Q")
    for period, value, status in (
        ("2025K2", "144.0", "FINAL"),
        ("2026K1", "145.0", "FINAL"),
        ("2026K1", "145.1", "FINAL"),
        ("2026K2", "146.0", "PRELIMINARY"),
    ):
        make.index_value(series, period, value, status)
    make.clause([(series, "1", "2025K2", "144.0")], contract=contract)
    waiting = "period;värde;status\n2026K3;210,0;preliminär\n2026K2;146,2;preliminär\n".encode()
    index_actions.receive_index(series=series, content=waiting, name="lci.csv", by=None, at=timezone.now())


def follow_up_pages(contract):
    measure = Measure.objects.get(code="ROUTINES")
    review, finding = contract.reviews.get(), Finding.objects.get()
    return [
        "/matt/",
        Measure.objects.get(code="LOYALTY_IFO").get_absolute_url(),
        f"/matt/{measure.pk}/bedom/",
        f"/matt/{measure.pk}/malvarde/",
        f"/effektmal/{measure.goal_id}/",
        "/att-gora/",
        f"/att-gora/{Duty.objects.order_by('pk').first().pk}/lamna/",
        "/att-gora/mejl/",
        "/att-gora/flytta/",
        "/paminnelser/",
        "/paminnelser/ny/",
        "/uppfoljning/",
        "/uppfoljning/plan/2026/",
        "/uppfoljning/klasser/",
        "/uppfoljning/plan/2026/namnder/",
        *(f"/uppfoljning/gemensam/{step}" for step in ("", "las-in/")),
        f"/uppfoljning/falt/{review.pk}/",
        *(f"{review.get_absolute_url()}{sheet}/" for sheet in ("intervjuer", "akter", "port", "loner")),
        *(f"{review.get_absolute_url()}koncern/{step}" for step in ("", "las-in/")),
        *(f"/uppfoljning/avtal/{contract.pk}/styrkort/{step}" for step in ("", "nytt/")),
        f"/uppfoljning/nyckeltal/{contract.kpis.get().pk}/2026/3/",
        "/mallar/forslag/",
        review.get_absolute_url(),
        "/mallar/",
        "/brister/",
        "/brister/anmal/",
        finding.get_absolute_url(),
        *(f"{finding.get_absolute_url()}{step}" for step in ("trappan/", "anmalan/")),
        *(f"/brister/steg/{FindingStep.objects.get().pk}/{step}" for step in ("beslut/", "svar/")),
        "/brister/viten/",
        "/administration/uppfoljningsvarden/",
        f"/uppfoljning/{review.pk}/sjalvrapport/",
        "/svar/tack/",
        *(f"/mediebevakning/{each}" for each in ("", "lank/", "rapport/", "sokord/", "sokord/nytt/", "floden/")),
        *(f"{MediaHit.objects.get().get_absolute_url()}{step}" for step in ("", "bedom/", "brist/")),
        *(f"/brukarundersokningar/{each}" for each in ("", "las-in/", "resultat/", "krav/")),
        Survey.objects.get().get_absolute_url(),
        f"/brukarundersokningar/leverantor/{finding.supplier_id}/",
        f"/brukarundersokningar/resultat/{SurveyResult.objects.latest('pk').pk}/krav/",
        *("/leverantorsmoten/", "/leverantorsmoten/nytt/"),
        *(f"{SupplierMeeting.objects.get().get_absolute_url()}{step}" for step in ("", "narvaro/", "overenskommet/")),
    ]


def plant_the_rest(municipality):
    """Something on every page: a late activity, a procurement with milestones, a review, a finding and duties."""
    activity = Activity.objects.get(number="2.6")
    activity.status, activity.ends_on = "ONGOING", date(2026, 10, 1)
    activity.responsible_person = municipality
    activity.save()
    activity.steps.create(name="Underlag", due_on=date(2026, 9, 1))
    need = PlannedNeed.objects.filter(year=2026).first()
    start_project(
        project=Project(
            buyer=make.buyer(), number="UPP-1", title="Provupphandling", contract_start=date(2028, 1, 1), need=need
        ),
        areas=[need.area],
        replaces=[],
        template=MilestoneTemplate.objects.get(),
        by=municipality,
        at=timezone.now(),
    )
    contract = Contract.objects.get(number="A-1")
    plant_indices(contract)
    plant_prices(contract)
    plant_claims()
    plant_flags()
    review = contract.reviews.create(
        planned_on=date(2026, 12, 1), method="DESK", template=ReviewTemplate.objects.first()
    )
    review_actions.start_review(review=review, by=municipality, at=timezone.now())
    seen_in_the_field(review, by=municipality)
    finding = Finding(
        buyer=make.buyer(), supplier=contract.supplier, source="STAFF", severity="LOW", evidence="Bemanning saknas."
    )
    review_actions.report_deficiency(finding=finding, by=municipality, at=timezone.now())
    worlds.ladder(make.buyer(), finding, contract, User.objects.get(username="uppföljare"))
    FindingStep.objects.update(
        step="PENALTY", state="PROPOSED", penalty_sek=1000, clause="9.1", sent_on=None, sent_by=None
    )
    Finding.objects.update(status="OPEN", due_on=date(2026, 12, 1), action="Rätta")
    review_actions.propose_classes(buyer=make.buyer(), at=timezone.now())
    measure_actions.compute_outcomes(plan=CategoryPlan.objects.get(), at=timezone.now())
    duty_actions.refresh_duties(buyer=make.buyer(), at=timezone.now())


def keepers_pages(person, held):
    return [
        "/administration/anvandare/",
        "/administration/anvandare/ny/",
        f"/administration/anvandare/{person.pk}/",
        f"/administration/anvandare/{person.pk}/andra/",
        f"/administration/anvandare/{person.pk}/roller/ny/",
        f"/administration/roller/{held.pk}/avgransa/",
        "/administration/rollforslag/",
        "/administration/installningar/",
        "/administration/drift/",
        "/administration/gallring/",
        "/administration/gallring/ledger_files/",
        f"/administration/registerutdrag/?org_number={person.username}",
        f"/administration/registerutdrag/anvandare/{person.pk}/",
        "/administration/behandlingar/",
        "/administration/prisvarden/",
        "/administration/kontrollvillkor/",
        "/administration/kontrollvillkor/rating/",
        "/administration/planeringsvarden/",
        "/administration/tidplaner/",
        f"/administration/tidplaner/{MilestoneTemplate.objects.get().pk}/",
        "/administration/kategorier/",
        f"/administration/kategorier/{ContractArea.objects.first().category_id}/",
        "/avtalsomraden/nytt/",
        "/avsteg/",
        "/mitt-konto/",
        "/mitt-konto/losenord/",
    ]


def officers_pages(secret, grant):
    return [
        "/sekretess/atkomster/",
        f"/sekretess/atkomster/ny/?sok={secret.number}",
        "/sekretess/atkomster/ny/?sok=finns-inte",
        f"/sekretess/atkomster/{grant.pk}/avsluta/",
        "/sekretess/logg/",
        "/sekretess/logg/?slag=READING",
        "/sekretess/lasningar/",
    ]


# What the screen can make wrong of a page that is right on a wide and light one.
OF_DARK = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
OF_PHONE = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "aria-hidden-focus"]}}
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def looked_at(one, paths):
    """What is wrong with some pages: wide and light, wide and dark, and on a phone; and which are wider than it."""
    found = []

    def check(path, **options):
        found.extend(one.check(**options))
        if one.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append((path, "wider than the screen"))

    for path in paths:
        one.page.goto(path)
        check(path)
        one.page.emulate_media(color_scheme="dark")
        check(path, **OF_DARK)
        one.page.emulate_media(color_scheme="light")
        one.page.set_viewport_size(PHONE)
        check(path, **OF_PHONE)
        one.page.set_viewport_size(WIDE)
    return found


def test_the_pages_of_administration_and_of_secrets_are_open_to_all_senses(walker, municipality):
    keeper, officer = make.user("förvaltare"), make.user("säkerhetsansvarig")
    person = make.user("läsare", username="anna", email="anna@example.se", first_name="Anna", last_name="Prov")
    facts = {"person": person, "buyer": make.buyer(), "by": keeper, "at": timezone.now()}
    people_actions.give_role(role=Group.objects.get(name="upphandlingschef"), **facts)
    seller = Contract.objects.get(number="A-1").supplier
    secret = make.contract("HEMLIG-1", is_secret=True, supplier=seller)
    grant = AccessGrant.objects.create(object=secret, user=person, buyer=make.buyer())
    make.deviation(supplier=seller, by=make.user("handläggare"), approved_on=None)
    one = walker(reduced_motion="reduce")  # a colour that is on its way to another is neither
    found = looked_at(one, ["/losenord/glomt/", "/losenord/glomt/skickat/", "/losenord/nytt/x/y/"])
    one.log_in(keeper.username)
    found += looked_at(one, keepers_pages(person, person.memberships.get()))
    two = walker(reduced_motion="reduce")
    two.log_in(officer.username)
    found += looked_at(two, officers_pages(secret, grant))
    assert found == []


@pytest.mark.parametrize("part", [0, 1])  # so that two processes share them
def test_every_page_is_open_to_all_senses(walker, municipality, part):
    framework = Contract.objects.get(number="A-1").framework
    framework.options.create(number=1, months=12, decide_by="2027-09-30")
    text = (
        "avtalsnummer;rubrik;leverantor;leverantor_id;avtalsomrade;form;prismodell;giltigt_fran;giltigt_till;takvolym\n"
        "A-1;Ny rubrik;Provhem AB;5566778899;IFO-HVB;ramavtal;anbud;2024-01-01;2027-12-31;\n"
    )
    file_actions.receive_register(
        kind="CONTRACTS",
        buyer=make.buyer(),
        file=io.BytesIO(text.encode()),
        name="avtal.csv",
        by=municipality,
        at=timezone.now(),
    )
    plant_the_rest(municipality)
    buyer = make.buyer()
    buyer.is_demo = True  # the mark that the data is made up is on every page too
    buyer.save()
    Contract.objects.get(number="A-1").supplier.units.create(name="Provgården", municipality="Huddinge")
    one = walker(reduced_motion="reduce")  # a colour that is on its way to another is neither
    found = looked_at(one, ["/logga-in/"])
    one.log_in("kategoriledare")
    found += looked_at(one, pages()[part::2])
    assert found == []
