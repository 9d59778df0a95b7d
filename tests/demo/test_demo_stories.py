"""The demo as an expert would look through it in the register: homes, permits, prices, and what befell whom."""

import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db.models import F

from contracts.checks.models import SupplierCheck
from contracts.checks.querysets import check_counts
from contracts.documents.models import Document
from contracts.prices.models import AdjustmentValue, Price, PriceAdjustment, PriceItem
from contracts.register.models import Contract
from contracts.suppliers.models import (
    Permit,
    PlacementStop,
    Supplier,
    SupplierContact,
    SupplierMerge,
    SupplierProposal,
    SupplierUnit,
)
from followup.duties.models import Duty
from followup.judging.models import SpendMonth
from followup.judging.reports import groups, left
from followup.missing.models import DeviationQuestion
from followup.reviews.models import Finding, Review
from followup.spend.reports import paid_after_loss
from huddinge_vo.common.jobs.models import AskedJob
from huddinge_vo.common.jobs.tasks import known_jobs, title_of
from huddinge_vo.common.people.models import Membership, User
from huddinge_vo.demo import ledger
from huddinge_vo.demo.care import CARE
from huddinge_vo.demo.loading import load_demo
from huddinge_vo.demo.register import register
from huddinge_vo.demo.register.stories import FAILED_ON, FAILED_UNTIL, WITHDRAWN_ON
from huddinge_vo.demo.suppliers import org_number
from huddinge_vo.roles import ROLES
from procurement.placements.models import Placement
from tests import factories as make
from tests.house.test_access import LISTS

pytestmark = pytest.mark.django_db
_MOST_BYTES = 100_000
# A form that lets one choose among all suppliers, and twice among all contracts, without a script.
_MAY_WEIGH = {"/avsteg/nytt/": 115_000}
LATEST = ("2026-09.csv", "2026-10.csv")
ON, AT = date(2026, 11, 28), datetime(2026, 11, 28, 8, tzinfo=UTC)


def test_an_expert_finds_homes_prices_and_stories_that_hang_together(tmp_path, monkeypatch, client):
    call_command("load_plan", stdout=io.StringIO())
    every = ledger.files
    # What is bought is else tried without a database.
    monkeypatch.setattr(ledger, "files", lambda **asked: (one for one in every(**asked) if one.name[-11:] in LATEST))
    load_demo(buyer=make.buyer(), on=ON, at=AT, folder=tmp_path, say=lambda _line: None)
    _homes_are_for_those_the_area_is_for()
    _permits_are_of_the_kind_of_care_and_the_law_of_their_day()
    _prices_are_made_at_their_own_time()
    _the_one_that_failed_is_known_to_have()
    _units_are_asked_and_some_have_answered()
    _nobody_is_placed_where_the_permit_was_withdrawn()
    _two_are_one()
    _contracts_were_amended()
    _checks_were_made_before_too()
    _call_offs_go_on_and_one_passed_somebody_over()
    _some_accounts_have_no_rule_yet()
    _some_suppliers_are_to_be_sorted_out()
    _people_have_asked_for_jobs(client)
    _no_page_weighs_more_than_a_hundred_kilobytes(client)


def _people_have_asked_for_jobs(client):
    """Done, failed with a reason that its page tells, and broken off; each leads where whoever asked may go."""
    asked = AskedJob.objects.select_related("asked_by")
    assert {each.outcome for each in asked} == {"DONE", "FAILED", "CANCELLED"}
    for each in asked:
        assert each.name in known_jobs()
        client.force_login(each.asked_by)
        assert title_of(each) in client.get("/mina-jobb/").content.decode()
        page = client.get(each.get_absolute_url()).content.decode()
        assert ("Databasen svarade inte." in page) == (each.outcome == "FAILED")
        assert each.outcome != "FAILED" or each.asked_by.has_perm("followup.recompute", each.buyer), each.asked_by
        assert client.get(each.href).status_code == 200, each.href


def _no_page_weighs_more_than_a_hundred_kilobytes(client):
    """What the menu and the lists lead to, as whoever has every role is sent it. Of pictures only what they say counts:
    Översikt has three charts of a hundred marks each, which are drawn in the page.
    """
    person = User.objects.get(username="upphandlingschef")
    for role in ROLES:
        Membership.objects.get_or_create(user=person, role=Group.objects.get(name=role.name), buyer=make.buyer())
    client.force_login(person)
    start = client.get("/start/").content.decode()
    paths = {*LISTS, *re.findall(r'class="item" href="(/[^"?#]*)"', start)}
    assert len(paths) > 60
    weights = {}
    for path in sorted(paths):
        answer = client.get(path)
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            drawn = re.sub(r'<svg[^>]*class="marks".*?</svg>', "", answer.content.decode(), flags=re.DOTALL)
            weights[path] = len(drawn.encode())
    assert len(weights) > 60
    assert {path: weight for path, weight in weights.items() if weight > _MAY_WEIGH.get(path, _MOST_BYTES)} == {}


def _call_offs_go_on_and_one_passed_somebody_over():
    """A chain of two extensions, a move to another home of the same supplier, and a reason for leaving the order."""
    last = Placement.objects.get(follows__follows__isnull=False)
    chain = [last.follows.follows, last.follows, last]
    assert [each.follows_as for each in chain] == ["", "EXTENDED", "EXTENDED"]
    assert all((after.valid_from - before.valid_until).days == 1 for before, after in pairwise(chain))
    moved = Placement.objects.get(follows_as="MOVED")
    assert (moved.follows.ended.kind, moved.follows.supplier) == ("MOVED", moved.supplier)
    assert moved.follows.place != moved.place
    (broken,) = Placement.objects.all().broken_orders()
    assert broken["broken"] == 1
    passed = Placement.objects.exclude(broke_order="").get()
    assert 1 <= passed.asked.count() <= 3
    assert all(each.contract.rank < passed.contract.rank for each in passed.asked.select_related("contract"))


def _checks_were_made_before_too():
    """A report of last spring tells of the checks there were then."""
    for day in (ON, date(ON.year, 5, 31), date(ON.year - 1, 5, 31)):
        counts = check_counts(Contract.objects.filter(buyer=make.buyer()).in_force_on(day), on=day)
        assert counts.contracts > 100
        assert 0.2 < counts.all_valid / counts.contracts < 0.95
    assert not SupplierCheck.objects.filter(registered_at__date__lt=F("checked_on")).exists()


def _some_accounts_have_no_rule_yet():
    """A few groups, large ones first, that a day's work with rules gets done; and they are not most of the money."""
    spend = SpendMonth.objects.filter(buyer=make.buyer())
    told = left(spend)
    found = groups(spend.taken_by_no_rule())
    assert 10 <= len(found) <= 25
    assert {group.account for group in found} == {"46610", "46620", "46630", "46640", "46650"}
    assert found[0].sum_sek > 20 * found[-1].sum_sek > 0
    assert Decimal("0.96") < told.done_sek < Decimal("0.995")
    # Some of it has its subcategory from the supplier's contracts, the most has none.
    assert 0 < told.rows - told.uncategorised_rows < told.uncategorised_rows


def _some_suppliers_are_to_be_sorted_out():
    """Each kind of story, as the night's search found it: the page is not empty the first day."""
    waiting = SupplierProposal.objects.undecided().select_related("supplier", "other")
    assert {each.kind for each in waiting} == set(SupplierProposal.Kind.values)
    (sold,) = [each for each in waiting if each.ledger_name == "Påhittad Fakturaköp i Sverige AB"]
    assert (sold.kind, sold.ledger_ref.replace("-", "")) == ("NAMES", sold.supplier.org_number)
    (nobody,) = [each for each in waiting if each.ledger_name == "Handkassa påhittad gruppverksamhet"]
    assert (nobody.kind, nobody.supplier) == ("MISSING", None)
    masked = [each for each in waiting if each.kind == "MASKED" and each.supplier and each.supplier.is_sole_trader]
    assert any(each.ledger_ref.endswith("-****") and each.sum_sek for each in masked)
    (sister,) = [
        each
        for each in waiting
        if each.kind == "ALIKE"
        and org_number(91001) in (each.supplier.org_number, each.other.org_number)
        and each.similarity == 1
    ]
    assert sister.supplier.name == sister.other.name


def _homes_are_for_those_the_area_is_for():
    units = list(SupplierUnit.objects.prefetch_related("areas"))
    assert len(units) > 300
    assert len({unit.name for unit in units}) == len(units)
    for unit in units:
        (area,) = unit.areas.all()
        told = {(target.words, target.age_from, target.age_to) for target in CARE[area.code].targets}
        assert (unit.target_group, unit.age_from, unit.age_to) in told
        assert (unit.places is None) == (CARE[area.code].places is None)
        assert not (area.code == "IFO-SKYDD" and unit.municipality)  # where it is is nobody's business


def _permits_are_of_the_kind_of_care_and_the_law_of_their_day():
    permits = list(Permit.objects.prefetch_related("unit__areas"))
    assert len(permits) > 250
    for permit in permits:
        care = CARE[permit.unit.areas.get().code]
        assert permit.form == care.form
        assert care.since is None or permit.decided_on >= care.since
        assert permit.legal_ground.startswith(care.law)
        if care.law == "SoL":
            assert ("2025:400" in permit.legal_ground) == (permit.decided_on >= date(2025, 7, 1))


def contacts_for_contracts():
    return SupplierContact.objects.filter(role="AGREEMENT", unit__isnull=True).exclude(email="")


def _prices_are_made_at_their_own_time():
    adjustments = PriceAdjustment.objects.all()
    years = {day.year for day in adjustments.approved().values_list("effective_on", flat=True)}
    assert years >= {2022, 2023, 2024, 2025, 2026}
    assert not adjustments.filter(proposed_at__gte=F("effective_on")).exists()
    assert not adjustments.filter(approved_at__gte=F("effective_on")).exists()
    # Whom it was decided for has been told, before it began, where somebody is to be told: no letter is years late.
    assert not adjustments.filter(letters__sent_at__gte=F("effective_on")).exists()
    silent = adjustments.approved().filter(letters__isnull=True)
    assert not silent.filter(contract__supplier__contacts__in=contacts_for_contracts()).exists()
    assert not Price.objects.filter(entered_at__date__gt=F("valid_from")).exists()
    # Where nobody has to ask, a price takes up the index of two years at most at once.
    for value in AdjustmentValue.objects.filter(adjustment__clause__needs_request=False):
        assert int(value.new_period[:4]) - int(value.base_period[:4]) <= 2
    for item in PriceItem.objects.filter(contract__isnull=False, per="DAY").prefetch_related("prices"):
        assert all(price.amount_sek >= 600 for price in item.prices.all())


def _the_one_that_failed_is_known_to_have():
    contract = Contract.objects.get(number=register().stories.failed.number)
    supplier = contract.supplier
    assert contract.ends_on == FAILED_UNTIL
    latest = {check.kind: check.outcome for check in SupplierCheck.objects.latest_on(ON).filter(supplier=supplier)}
    assert latest == {"RATING": "FAILED", "TAXES": "FAILED", "COMPANY_STATUS": "FAILED"}
    stop = PlacementStop.objects.get(supplier=supplier)
    assert stop.unit is None
    assert stop.valid_from < FAILED_ON
    finding = Finding.objects.get(contract=contract)
    assert (finding.step, finding.status) == ("TERMINATION", "CLOSED")
    assert Review.objects.get(contract=contract, method="IN_DEPTH").done_on < FAILED_ON
    assert Document.objects.get(contract=contract).kind == "DECISION"
    assert supplier.units.exists()


def _units_are_asked_and_some_have_answered():
    asked = DeviationQuestion.objects.all()
    assert asked.values("supplier").distinct().count() == asked.count() > 3
    assert {"", "NONE", "CONTRACT"} <= set(asked.values_list("answer", flat=True))
    assert asked.unanswered().filter(due_on__lt=ON).exists()  # one is late
    assert asked.filter(unit__manager__isnull=False).exists()


def _nobody_is_placed_where_the_permit_was_withdrawn():
    permit = Permit.objects.get(status="WITHDRAWN")
    assert permit.unit.supplier.units.count() > 1  # there is another home to move to
    assert permit.valid_until == WITHDRAWN_ON
    assert SupplierCheck.objects.latest_on(ON).get(unit=permit.unit, kind="PERMIT").outcome == "FAILED"
    stop = PlacementStop.objects.get(unit=permit.unit)
    assert (stop.permit, stop.valid_from) == (permit, WITHDRAWN_ON)
    leader = User.objects.get(username="kategoriledare")
    (paid,) = paid_after_loss(buyer=make.buyer(), user=leader)
    assert (paid.lost.stop, paid.lost.lost_on) == (stop, WITHDRAWN_ON)
    assert paid.sum_sek > 0
    finding = Finding.objects.get(unit=permit.unit, source="IVO")
    assert (finding.severity, finding.status) == ("CRITICAL", "OPEN")
    about = ContentType.objects.get_for_model(Finding)
    assert Duty.objects.get(content_type=about, object_id=finding.pk).due_on == finding.due_on < ON  # late by now


def _two_are_one():
    merge = SupplierMerge.objects.get()
    stories = register().stories
    assert merge.source.org_number == stories.merged.supplier.org_number
    assert merge.source.merged_into == merge.target
    number = stories.merged.supplier.org_number
    assert Supplier.objects.by_number({number})[number] == merge.target.pk
    numbers = {stories.merged.number, stories.merged_into.number}
    assert set(merge.target.contracts.values_list("number", flat=True)) >= numbers
    assert not merge.source.contracts.exists()
    assert Document.objects.get(contract__number=stories.merged.number).kind == "AMENDMENT"


def _contracts_were_amended():
    amended = Document.objects.filter(kind="AMENDMENT", contract__number__in=register().stories.amended)
    assert amended.count() == 4
    assert not amended.filter(uploaded_at__date__lt=F("contract__valid_from")).exists()
    assert all("Påhittat i demon" in each.text for each in amended)
