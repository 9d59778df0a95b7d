"""What another buyer has moves no figure of ours, for a person who works for both."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Group

from activities.plan.models import CategoryPlan
from contracts.checks.models import CheckKind, SupplierCheck
from contracts.pages.views import ContractAreaList
from contracts.register.models import Contract
from followup.judging.models import SpendKey, SpendMonth
from followup.measures.models import Measure
from followup.measures.reports import goal_lines
from followup.overview.reports import overview
from followup.report.models import StatusReport
from followup.report.reports import status_report
from followup.reviews.models import Finding, FollowUpClass, Review
from followup.spend.reports import root_category
from followup.start.reports import start_page
from huddinge_vo.common.people.models import Membership
from huddinge_vo.common.periods import Period
from procurement.projects.models import Project, Risk
from procurement.projects.reports import plan_picture
from procurement.strategies.reports import strategy_document
from tests import factories as make
from tests.followup.report.test_status_report import spent  # noqa: F401

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 1)
AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
SOON = date(2027, 1, 31)


@pytest.fixture
def person(spent):  # noqa: F811
    """The leader, who leads for another municipality too."""
    theirs = make.buyer(org_number="2120000142", name="Annan kommun")
    Membership.objects.create(user=spent, buyer=theirs, role=Group.objects.get(name="kategoriledare"))
    make.need(area=make.area("IFO-HVB"), year=2027)
    make.project(areas=[make.area("IFO-HVB")])
    return spent


def figures(person, client):
    """Everything with a count or a sum of ours that a page or a paper says."""
    buyer = make.buyer()
    root = root_category(buyer)
    plan = root.plans.get()
    listed = ContractAreaList()
    listed.request = client.get("/avtalsomraden/").wsgi_request
    areas = listed.get_queryset().filter(category__buyer=buyer).values_list("code", "contracts_in_force")
    return {
        "report": status_report(root=root, user=person, year=2026, on=ON),
        "kept": status_report(root=root, user=None, year=2026, on=ON),
        "overview": overview(root=root, user=person, period=Period.year(2025), on=ON),
        "goals": goal_lines(plan),
        "done": [
            [card.activity for card in client.get(f"/effektmal/{goal.pk}/").context["activities"]]
            for goal in plan.effect_goals.order_by("pk")
        ],
        "plan": plan_picture(user=person, buyer=buyer, on=ON),
        "strategy": strategy_document(project=Project.objects.get(buyer=buyer, number="UPP-1"), on=ON),
        "start": start_page(user=person, buyer=buyer, on=ON, at=AT),
        "areas": list(areas.order_by("pk")),
    }


def plant(theirs, person):
    """Some of everything that another buyer may have: at suppliers of its own and ours, in areas named as ours."""
    root = make.category("VO", parent=None, of=theirs)
    place, other = make.area("IFO-HVB", of=theirs), make.area("IFO-2", of=theirs)
    plan = CategoryPlan.objects.create(
        category=root,
        title="Deras plan",
        decided_by="De",
        valid_from=date(2023, 6, 1),
        valid_until=date(2027, 5, 31),
    )
    goal = plan.effect_goals.create(number=1, name="Deras mål", target_areas="Ekonomi")
    plan.figures.create(code="SPEND", label="Deras uppgift", year=2021, value=1)
    make.activity("2.1", plan=plan, ends_on=date(2026, 1, 1), achieved_effect_sek=9, evidence="x").goals.set([goal])
    Measure.objects.create(plan=plan, code="LOYALTY_IFO", name="Deras mått", goal=goal, unit="SHARE", category=root)
    ours = Contract.objects.get(number="A-1").supplier
    own = make.supplier("Deras AB", make.ORG_NUMBERS[4])
    for number, (supplier, areas) in enumerate(
        ((ours, [place]), (own, [place]), (ours, [other]), (own, [other, place]))
    ):
        spanned = {"valid_from": date(2024, 1, 1), "until": SOON}
        contract = make.contract(f"B-{number}", buyer=theirs, supplier=supplier, areas=areas, **spanned)
        contract.is_critical = True
        contract.save()
        contract.volumes.create(month=date(2026, 9, 1), sum_sek=900, cumulative_sek=900, updated_at=AT)
        FollowUpClass.objects.create(contract=contract, proposed=1, proposed_reason="Prov")
        Review.objects.create(
            contract=contract, planned_on=ON, method="DESK", status="DONE", done_on=date(2026, 10, 30)
        )
        Review.objects.create(contract=contract, planned_on=date(2026, 1, 1), method="DESK")
        Finding.objects.create(
            buyer=theirs,
            supplier=supplier,
            contract=contract,
            source="STAFF",
            severity="HIGH",
            evidence="Något brast.",
            status="OPEN",
            due_on=date(2025, 8, 1),
            action="Rätta",
            is_irregularity=True,
            confirmed_on=date(2026, 2, 1),
            registered_by=person,
            registered_on=date(2025, 6, 30),
        )
        make.deviation(
            f"AVS-{number}", buyer=theirs, supplier=supplier, category=make.category("IFO", of=theirs), by=person
        )
    for kind in CheckKind.values:
        SupplierCheck.objects.create(
            supplier=own,
            kind=kind,
            outcome="PASSED",
            checked_on=date(2026, 10, 1),
            valid_until=date(2026, 12, 1),
            source="Prov",
            score=80 if kind == "RATING" else None,
            registered_by=person,
            registered_at=AT,
        )
    need = make.need("Deras behov", 2027, buyer=theirs, area=place)
    project = make.project("UPP-9", buyer=theirs, areas=[place, other], need=need)
    Risk.objects.create(project=project, text="Deras risk", measure="Ingen")
    key = SpendKey.objects.create(buyer=theirs, **key_of(theirs))
    for category in (make.category("IFO", of=theirs), make.category("IFO"), None):
        SpendMonth.objects.create(
            buyer=theirs,
            key=key,
            month=date(2025, 12, 1),
            category=category,
            bucket="UNEXPLAINED",
            reason="NEVER_UNDER_CONTRACT",
            supplier_under_contract=False,
            sum_sek=777,
            n=1,
        )
    StatusReport.objects.create(category=root, year=2026, summary="Deras", written_by=person)


def key_of(theirs):
    """The facts of one of our keys, as another buyer has them."""
    ours = SpendKey.objects.exclude(buyer=theirs).order_by("pk").first()
    left_out = {"id", "buyer"}
    fields = [field for field in SpendKey._meta.concrete_fields if field.name not in left_out and not field.generated]
    return {field.attname: getattr(ours, field.attname) for field in fields}


def test_no_figure_of_ours_moves_by_what_another_buyer_has(person, client):
    before = figures(person, client)
    assert before["report"].ending
    assert sum(area.in_force for area in before["report"].portfolio) > 0
    assert before["plan"].years
    plant(make.buyer(org_number="2120000142"), person)
    after = figures(person, client)
    moved = [name for name in before if repr(before[name]) != repr(after[name])]
    assert moved == []


def test_what_was_planted_is_the_other_buyers_own(person, client):
    """Without this the test above would pass as well when nothing was planted where it shows."""
    theirs = make.buyer(org_number="2120000142")
    plant(theirs, person)
    report = status_report(root=root_category(theirs), user=person, year=2026, on=ON)
    assert len(report.ending) == 4
    assert (report.reviews.done, report.reviews.overdue, len(report.risks)) == (0, 4, 1)
    assert report.checks.in_force == 4
    assert report.whole.unexplained == 777 * 2
    assert len(report.activities.rows) == 1
    assert Contract.objects.filter(buyer=theirs, supplier__contracts__buyer=make.buyer()).distinct().count() == 2
