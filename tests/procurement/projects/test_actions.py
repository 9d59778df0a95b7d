"""Actions about projects, on real PostgreSQL."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction

from contracts.register.models import Contract, Framework
from huddinge_vo.common import saving
from huddinge_vo.common.secrecy.models import AccessGrant
from procurement.plan.models import MilestoneTemplate, PlannedNeed
from procurement.projects import actions
from procurement.projects.models import (
    ChecklistItem,
    Project,
    ProjectDocument,
    ProjectMember,
    Risk,
)
from procurement.projects.reports import plan_picture, project_facts
from procurement.strategies import actions as strategy_actions
from procurement.strategies import reference as strategy_reference
from procurement.strategies.models import StrategyVersion
from procurement.strategies.reports import strategy_document
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
TODAY = date(2026, 6, 1)


def start(by, **values):
    for code in {code for _, code in strategy_reference.PLAN}:
        make.area(code)
    make.law()
    strategy_reference.load_procurement(buyer=make.buyer(), at=AT)
    values = {"buyer": make.buyer(), "number": "UPP-1", "title": "Prov", "contract_start": date(2028, 1, 1), **values}
    return actions.start_project(
        project=Project(**values),
        areas=[make.area()],
        replaces=[],
        template=MilestoneTemplate.objects.get(),
        by=by,
        at=AT,
    )


def award(project, suppliers, by):
    return actions.award_project(project=project, suppliers=suppliers, by=by, at=AT)


def test_reference_data_is_loaded_once_and_overwrites_nothing():
    for code in {code for _, code in strategy_reference.PLAN}:
        make.area(code)
    assert strategy_reference.load_procurement(buyer=make.buyer(), at=AT) == 25
    PlannedNeed.objects.filter(year=2026, area__code="IFO-JOUR").update(status="ONGOING")
    Project.objects.update(title="Ändrad")
    assert strategy_reference.load_procurement(buyer=make.buyer(), at=AT) == 0
    assert PlannedNeed.objects.get(year=2026, area__code="IFO-JOUR").status == "ONGOING"
    project = Project.objects.get()
    assert (project.title, project.milestones.count(), project.value_sek) == ("Ändrad", 7, 10_000_000)
    assert project.milestones.get(code="STRATEGY").done_on == date(2022, 6, 6)
    facts = project_facts(project=project, on=TODAY)
    assert {line.words for line in facts.milestones} == {"klar i tid"}
    assert facts.longest_until == date(2026, 12, 31)


def test_a_project_starts_from_a_row_of_the_plan_and_is_planned_backwards(by):
    need = make.need()
    project = start(by, need=need)
    need.refresh_from_db()
    assert need.status == PlannedNeed.Status.ONGOING
    assert project.milestones.order_by("order").last().planned_on == date(2028, 1, 1)
    moved = project.milestones.get(code="AWARD")
    changed = actions.move_milestone(milestone=moved, day=date(2027, 12, 20), by=by, at=AT)
    project.refresh_from_db()
    assert project.contract_start == changed[-1][2] > date(2028, 1, 1)


def test_a_milestone_is_done_once_and_in_order(by):
    project = start(by)
    first, second = project.milestones.order_by("order")[:2]
    actions.finish_milestone(milestone=first, done_on=date(2026, 5, 20), by=by, at=AT)
    for milestone, day, words in (
        (first, TODAY, "redan klar"),
        (second, date(2026, 5, 19), "kan inte ligga före"),
        (second, date(2026, 6, 2), "framtiden"),
    ):
        with pytest.raises(actions.CannotFinish, match=words):
            actions.finish_milestone(milestone=milestone, done_on=day, by=by, at=AT)


def test_an_award_makes_a_round_and_drafts_in_one_act_and_only_once(by):
    need = make.need()
    project = start(by, need=need, is_secret=True, call_off_method="NEEDS")
    answers = {"REDUNDANCY": ("SET", ""), "VEHICLES": ("SET", ""), "ACCESSIBILITY": ("NOT_RELEVANT", "Ingen lokal")}
    actions.answer_checklist(project=project, answers=answers, by=by, at=AT)
    winners = [make.supplier(), make.supplier("Annan AB", make.ORG_NUMBERS[1])]
    framework = award(project, winners, by)
    assert (framework.valid_from, framework.initial_until) == (date(2028, 1, 1), date(2029, 12, 31))
    assert (framework.call_off_method, framework.is_secret) == ("NEEDS", True)
    drafts = framework.contracts.order_by("number")
    assert [(each.number, each.status, each.is_secret) for each in drafts] == [
        ("UPP-1-1", Contract.Status.DRAFT, True),
        ("UPP-1-2", Contract.Status.DRAFT, True),
    ]
    option = framework.options.get()
    assert (option.months, option.decide_by) == (24, date(2029, 6, 30))
    assert dict(framework.requirements.values_list("kind", "answer")) == {
        "REDUNDANCY": "YES",
        "ACCESSIBILITY": "NOT_RELEVANT",
    }
    project.refresh_from_db()
    need.refresh_from_db()
    assert (project.status, need.status) == ("AWARDED", "DONE")
    assert project.milestones.get(code="AWARD").done_on == TODAY
    with pytest.raises(actions.AlreadyAwarded, match="är tilldelad och kan inte"):
        award(project, winners, by)
    assert Contract.objects.count() == 2


def test_an_award_that_cannot_be_kept_makes_nothing(by):
    project = start(by)
    with pytest.raises(ValidationError, match="minst en leverantör"):
        award(project, [], by)
    make.contract("UPP-1-2", supplier=make.supplier("Tidig AB", make.ORG_NUMBERS[2]))
    with pytest.raises(ValidationError, match="Numret går inte att använda"):
        award(project, [make.supplier(), make.supplier("Annan AB", make.ORG_NUMBERS[1])], by)
    assert not Framework.objects.exists()
    project.refresh_from_db()
    assert project.status == "ONGOING"


@pytest.mark.parametrize(
    ("name", "make_it"),
    [
        ("not_relevant_is_explained", lambda p: ChecklistItem(project=p, kind="WASTE", answer="NOT_RELEVANT")),
        ("handled_risk_has_a_measure", lambda p: Risk(project=p, text="x", status="HANDLED")),
        ("risk_is_weighed_from_one_to_three", lambda p: Risk(project=p, text="x", likelihood=4)),
        ("project_number_is_unique_for_buyer", lambda p: Project(buyer=p.buyer, number=p.number, contract_start=TODAY)),
    ],
)
def test_what_cannot_be_is_refused_by_the_database(name, make_it):
    project = make.project()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_it(project).save()


def test_a_need_stands_once_in_a_year():
    make.need()
    with pytest.raises(IntegrityError, match="planned_need_is_unique_in_year"), transaction.atomic():
        make.need()
    with pytest.raises(ValidationError, match="finns redan i planen"):
        PlannedNeed(buyer=make.buyer(), name="HVB-hem", year=2026).full_clean()


def test_a_section_that_only_another_wrote_in_stays_as_he_has_it_and_ones_own_is_saved(by):
    project = make.project()
    first = {"PURPOSE": ("Rad ett\nRad två", 0), "MARKET": ("", 0)}
    strategy_actions.save_strategy(project=project, texts=first, by=by, at=AT)
    theirs = {"PURPOSE": ("Deras", 1)}
    strategy_actions.save_strategy(project=project, texts=theirs, by=by, at=AT)
    # The other window still says what it was opened with, as a browser sends it.
    mine = {"PURPOSE": ("Rad ett\r\nRad två", 1), "MARKET": ("Mitt", 0)}
    strategy_actions.save_strategy(project=project, texts=mine, by=by, at=AT)
    assert dict(project.sections.values_list("key", "text")) == {"PURPOSE": "Deras", "MARKET": "Mitt"}


@pytest.mark.owner
def test_a_decided_strategy_stays_word_for_word(by):
    project = make.project()
    with pytest.raises(ValidationError, match="Strategin är tom"):
        decide(project, by)
    strategy_actions.save_strategy(project=project, texts={"PURPOSE": ("Först", 0)}, by=by, at=AT)
    version = decide(project, by)
    strategy_actions.save_strategy(project=project, texts={"PURPOSE": ("Sedan", 1)}, by=by, at=AT)
    with pytest.raises(saving.ChangedMeanwhile):
        strategy_actions.save_strategy(project=project, texts={"PURPOSE": ("För sent", 1)}, by=by, at=AT)
    version.refresh_from_db()
    texts = {section["key"]: section["text"] for section in version.snapshot["sections"]}
    assert (version.number, texts["PURPOSE"]) == (1, "Först")
    assert decide(project, by).number == 2
    for change in (lambda: StrategyVersion.objects.update(decided_by="x"), version.delete):
        with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
            change()


def decide(project, by):
    return strategy_actions.decide_strategy(
        project=project,
        document=lambda locked: strategy_document(project=locked, on=TODAY),
        decided_on=TODAY,
        decided_by="KS AU",
        by=by,
        at=AT,
    )


def test_the_strategy_knows_what_is_bought_and_nothing_secret():
    project = make.project()
    kept = make.contract("A-1")
    hidden = make.contract("A-2", supplier=make.supplier("Gömda AB", make.ORG_NUMBERS[1], is_secret=True))
    for contract, amount in ((kept, 100), (hidden, 900)):
        contract.volumes.create(month=date(2026, 1, 1), sum_sek=amount, cumulative_sek=amount, updated_at=AT)
    said = str(strategy_document(project=project, on=TODAY))
    assert "Provhem AB" in said
    assert "('Köpt 2026, kr', '100')" in said
    assert "Gömda" not in said


def test_a_start_is_proposed_for_what_is_planned_in_a_year_to_come(by):
    area = make.area()
    make.contract(until=date(2027, 12, 31), areas=[area])
    make.need("Kommande", 2027, area=area)
    make.need("Förr", 2022, area=area)
    make.need("Egen", 2028, area=area, start_by=date(2027, 1, 7))
    picture = plan_picture(user=by, buyer=make.buyer(), on=TODAY)
    lines = {line.need.name: line for _, lines in picture.years for line in lines}
    assert (lines["Kommande"].start_by, lines["Kommande"].is_proposed) == (date(2026, 6, 30), True)
    assert (lines["Förr"].start_by, lines["Förr"].words) == (None, "planerad, året har passerat")
    assert (lines["Egen"].start_by, lines["Egen"].is_proposed) == (date(2027, 1, 7), False)


def test_a_tender_is_for_the_projects_own_until_award_and_what_is_secret_for_those_let_in(by):
    project = make.project()
    keeper, member = make.user(None, username="väktare", is_superuser=True), make.user("läsare")
    ProjectMember.objects.create(project=project, role="Sakkunnig", person=member)
    common = {"project": project, "media_type": "text/plain", "size": 1, "uploaded_by": keeper, "uploaded_at": AT}
    tender = ProjectDocument.objects.create(title="Anbud", is_tender=True, **common)
    secret = ProjectDocument.objects.create(title="Hemlig", is_secret=True, **common)

    def seen(user):
        return set(ProjectDocument.objects.visible_to(user))

    assert seen(by) == set()
    assert seen(member) == {tender}
    AccessGrant.objects.create(object=secret, user=by)
    Project.objects.update(status="AWARDED")
    assert seen(by) == {tender, secret}
