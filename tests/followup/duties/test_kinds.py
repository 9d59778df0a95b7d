"""Kinds of reminder: a half one is refused at start, and a whole one works with one object."""

import html
import re
from contextlib import suppress
from dataclasses import MISSING, fields, replace
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve
from django.utils import timezone

from contracts.checks import reports
from contracts.checks.models import SupplierCheck
from contracts.law.querysets import areas_on
from contracts.prices.models import PriceAdjustment
from followup.duties import actions
from followup.duties.kinds import KINDS, Facts, ReminderKind, StartRule
from followup.duties.models import Duty, ReminderRule
from followup.duties.reminders import to_remind_of
from followup.judging.models import KeyVerdict
from followup.reviews.models import Finding
from huddinge_vo.common.registry import IncompleteKind
from huddinge_vo.roles import ROLES
from procurement.plan.models import PlannedNeed
from tests import factories as make
from tests.house import worlds

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def kinds_as_they_are():
    before = dict(KINDS)
    yield
    KINDS.clear()
    KINDS.update(before)


def undone(buyer, day):
    return PlannedNeed.objects.filter(buyer=buyer, status="PLANNED")


def due(undone, buyer, day):
    for need in undone:
        yield Facts((PlannedNeed, need.pk), date(need.year, 4, 1), f"Upphandla: {need.name}")


WHOLE = ReminderKind(
    code="NEED_DUE",
    number=99,
    words="behov ska vara upphandlat",
    about=(PlannedNeed,),
    undone=undone,
    facts=due,
    href=lambda need: f"/upphandlingsplan/{need.pk}/",
    start_rules=(StartRule(role="upphandlare", months=2, grace_days=7, is_decision=True),),
)


@pytest.mark.parametrize("part", [each.name for each in fields(ReminderKind) if each.default is MISSING])
def test_a_kind_without_one_of_its_parts_is_refused_by_name(part):
    parts = {each.name: getattr(WHOLE, each.name) for each in fields(ReminderKind) if each.name != part}
    with pytest.raises(TypeError, match=f"missing 1 required keyword-only argument: '{part}'"):
        ReminderKind(**parts)


def test_a_kind_without_words_or_rules_or_with_anothers_place_is_refused_by_name():
    with pytest.raises(IncompleteKind, match=r"^reminder kind NEED_DUE lacks words, start_rules\.$"):
        KINDS.add(replace(WHOLE, words="", start_rules=()))
    with pytest.raises(IncompleteKind, match="reminder kind NEED_DUE has number 1, which OPTION_DECISION has"):
        KINDS.add(replace(WHOLE, number=1))


def test_a_kind_about_what_does_not_say_who_may_see_it_stops_the_start():
    apps.get_app_config("followup").ready()
    KINDS.add(replace(WHOLE, about=(PlannedNeed, KeyVerdict)))
    with pytest.raises(
        IncompleteKind, match=r"NEED_DUE is about followup\.KeyVerdict, which does not say who may see it"
    ):
        apps.get_app_config("followup").ready()


def test_each_start_rule_is_for_a_role_that_there_is():
    roles = {role.name for role in ROLES}
    assert {rule.role for kind in KINDS.values() for rule in kind.start_rules} <= roles


@pytest.mark.django_db
def test_each_kind_asks_for_what_it_is_about_or_for_what_that_follows_from():
    for kind in KINDS.values():
        asked = kind.undone(make.buyer(), MONDAY.date())
        assert isinstance(asked, models.QuerySet)
        assert asked.model in kind.about, kind.code
        assert list(kind.find(make.buyer(), MONDAY.date())) == []


@pytest.mark.django_db
def test_a_whole_new_kind_has_its_rule_is_reminded_of_leads_to_its_page_and_goes_when_it_is_done(client):
    KINDS.add(WHOLE)
    actions.load_reminder_rules(buyer=make.buyer(), at=MONDAY)
    rule = ReminderRule.objects.get(kind="NEED_DUE")
    assert str(rule) == "behov ska vara upphandlat, 2 månader före"
    assert (rule.role.name, rule.grace_days, rule.is_decision) == ("upphandlare", 7, True)
    need = make.need("HVB-hem", 2026, status="PLANNED")
    actions.refresh_duties(buyer=make.buyer(), at=MONDAY)
    duty = Duty.objects.get()
    assert (duty.title, duty.due_on, duty.state) == ("Upphandla: HVB-hem", date(2026, 4, 1), "OPEN")
    client.force_login(make.user("upphandlare"))
    assert f'href="/upphandlingsplan/{need.pk}/"' in client.get("/att-gora/").content.decode()
    client.force_login(make.user("kategoriledare"))
    assert "behov ska vara upphandlat" in client.get("/paminnelser/ny/").content.decode()
    need.status = "DONE"
    need.save()
    actions.refresh_duties(buyer=make.buyer(), at=MONDAY)
    duty.refresh_from_db()
    assert duty.state == "GONE"


@pytest.mark.django_db
def test_what_is_left_of_a_kind_that_is_no_more_leads_to_the_list_and_asks_for_nothing(client):
    KINDS.add(WHOLE)
    actions.load_reminder_rules(buyer=make.buyer(), at=MONDAY)
    make.need("HVB-hem", 2026, status="PLANNED")
    actions.refresh_duties(buyer=make.buyer(), at=MONDAY)
    del KINDS["NEED_DUE"]
    assert Duty.objects.get().href == "/att-gora/"
    actions.refresh_duties(buyer=make.buyer(), at=MONDAY)
    assert Duty.objects.get().state == "GONE"


@pytest.mark.django_db
def test_a_new_kind_is_no_migration():
    KINDS.add(WHOLE)
    loader = MigrationLoader(connection)
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    assert "followup" not in changes


@pytest.mark.django_db
def test_each_kind_leads_to_a_page_that_whoever_it_reminds_may_open():
    """To the work itself: new prices to the adjustments, the report to the report."""
    keeper = make.user(None, username="väktare", is_superuser=True)
    worlds.world(make.buyer(), keeper=keeper, number="1", org_number=make.ORG_NUMBERS[0])
    tried = set()
    for kind in KINDS.values():
        for rule in {rule.role: rule for rule in kind.start_rules}.values():
            client = Client()
            client.force_login(worlds.person(f"{kind.code} {rule.role}"[:60], (rule.role, make.buyer())))
            for model in kind.about:
                about = model._default_manager.order_by("pk").first()
                if about is None:
                    continue
                tried.add(kind.code)
                assert client.get(kind.href(about)).status_code == 200, (kind.code, rule.role)
    assert len(tried) >= len(KINDS) - 2


# Where each kind's work is done: what its page must have for whoever is reminded, as a link, a form or a button. The
# first of several that is there is enough: a review is begun, or its questions are answered.
DONE_BY = {
    "OPTION_DECISION": ("contracts:option-decide",),
    "NOTICE_DAY": ("contracts:contract-terminate",),
    "CONTRACT_END": ("contracts:contract-terminate", "contracts:framework-option-add"),
    "CHECK_EXPIRES": ("contracts:check-create",),
    "ACTIVITY_DUE": ("activities:activity-status",),
    "STEP_DUE": ("activities:step-done",),
    "SIGNAL_REVIEW": ("activities:signal-edit",),
    "MILESTONE_DUE": ("procurement:milestone-done",),
    "REVIEW_DUE": ("followup:review-start", "followup:review-answer"),
    "FINDING_DUE": ("followup:finding-fix",),
    "SAMPLE_DUE": ("followup:sample-review",),
    "PRICE_WINDOW": ("contracts:price-request-create",),
    "PRICE_REQUEST": ("contracts:price-request-create",),
    "PRICE_ANSWER": ("contracts:adjustment-submit", "contracts:adjustment-detail"),
    "REPORT_WORK": ("followup:report-open", "followup:report-review", "followup:report-lock"),
    "LAW_MISSING": ("contracts:law-value-edit",),
    "PERMIT_UNCLEAR": ("contracts:permit-rule-create",),
    "CEILING_MISSING": ("contracts:contract-edit", "contracts:framework-edit"),
    # The world has one deviation: before it is decided there is no number to write down, and afterwards no decision.
    "ACUTE_DEVIATION": ("procurement:deviation-decide", "procurement:deviation-number"),
    "DEVIATION_NUMBER": ("procurement:deviation-number", "procurement:deviation-decide"),
    # The deviation's own page, which the award's leads to.
    "AWARD_NOTICE": ("procurement:deviation",),
    "AWARD_DOCUMENTS": ("procurement:deviation",),
    # The notice is kept in the contract's case: what shows it is put among the contract's documents.
    "CONTRACT_NOTICE": ("contracts:avtal-document-add",),
    "CONTRACT_PAPERS": ("contracts:contract-edit",),
    "NEED_FORESEEN": ("procurement:foreseen-need-answer",),
    # Each is moved or ended on its own page, which that of the supplier leads to.
    "PERMIT_LOST": ("procurement:placement-detail", "procurement:deviation"),
    "DEVIATION_ASKED": ("followup:deviation-question-answer",),
    "REPORT_IRREGULARITY": ("followup:finding-tell",),
    "SUPPLIER_ANSWER": ("followup:step-answer",),
    "MEETING_TASK": ("followup:meeting-task-done",),
    # The world has a draft: it is sent, and then answered.
    "PRICE_CLAIM": ("followup:claim-answer", "followup:claim-send"),
}


def offers(page, names):
    """Whether a page has a way to an address of one of some names, whatever it is about."""
    shown = set()
    for path in re.findall(r'(?:href|action|formaction)="([^"]*)"', page.content.decode()):
        with suppress(Resolver404):
            shown.add(resolve(urlsplit(html.unescape(path)).path).view_name)
    return shown & set(names)


@pytest.mark.django_db
def test_each_kinds_page_has_what_is_to_be_done_for_whoever_it_reminds():
    keeper = make.user(None, username="väktare", is_superuser=True)
    worlds.world(make.buyer(), keeper=keeper, number="1", org_number=make.ORG_NUMBERS[0])
    make.law()
    Finding.objects.update(status="OPEN", due_on=MONDAY.date())
    assert set(DONE_BY) == set(KINDS)
    lacking, untried = [], set(KINDS)
    for kind in KINDS.values():
        for model in kind.about:
            found = model._default_manager.order_by("pk")
            about = found.filter(pk__in=kind.undone(make.buyer(), timezone.localdate())).first() or found.first()
            if about is None:
                continue
            untried.discard(kind.code)
            for role in sorted({rule.role for rule in kind.start_rules}):
                client = Client()
                client.force_login(worlds.person(f"{kind.code} {model.__name__} {role}"[:60], (role, make.buyer())))
                page = client.get(kind.href(about))
                if page.status_code != 200 or not offers(page, DONE_BY[kind.code]):
                    lacking.append((kind.code, model.__name__, role, kind.href(about)))
    assert not untried
    assert not lacking


@pytest.mark.django_db
def test_new_prices_to_be_decided_lead_to_just_those_adjustments(client):
    keeper = make.user(None, username="väktare", is_superuser=True)
    worlds.world(make.buyer(), keeper=keeper, number="1", org_number=make.ORG_NUMBERS[0])
    waits = PriceAdjustment.objects.select_related("clause").get()
    client.force_login(make.user("avtalscontroller"))
    page = client.get(KINDS["PRICE_ANSWER"].href(waits.clause))
    assert [row.record.pk for row in page.context["table"].rows] == [waits.pk]
    other = make.clause([], area=make.area("ANNAT"))
    page = client.get(KINDS["PRICE_ANSWER"].href(other))
    assert [row.record.pk for row in page.context["table"].rows] == []
    assert KINDS["REPORT_WORK"].href(None) == "/statusrapport/"


@pytest.mark.django_db
def test_only_what_the_system_cannot_tell_the_end_of_is_done_by_hand():
    assert {kind.code for kind in KINDS.values() if kind.by_hand} == {
        "NOTICE_DAY",
        "CONTRACT_END",
        "PRICE_WINDOW",
        "PRICE_REQUEST",
        "CONTRACT_NOTICE",  # the notice is kept in the contract's case
        "AWARD_DOCUMENTS",  # what was decided without is not changed: what is lacking is put with the case elsewhere
    }


@pytest.mark.django_db
def test_the_checks_of_many_are_found_with_as_many_questions_as_those_of_one_put_together_once(monkeypatch):
    made = []
    monkeypatch.setattr(reports, "areas_on", lambda day: made.append(day) or areas_on(day))

    def asked(numbers):
        for number in numbers:
            supplier = make.supplier(f"Prov {number} AB", None)
            contract = make.contract(f"K-{number}", supplier=supplier)
            SupplierCheck.objects.create(
                supplier=contract.supplier,
                kind="TAXES",
                outcome="PASSED",
                checked_on=date(2026, 5, 1),
                valid_until=date(2026, 6, 20),
                source="Prov",
                registered_at=datetime(2026, 5, 1, tzinfo=UTC),
            )
        made.clear()
        with CaptureQueriesContext(connection) as questions:
            found = to_remind_of("CHECK_EXPIRES", make.buyer(), date(2026, 6, 1))
        return len(found), (len(questions), len(made))

    (one, as_one), (many, as_many) = asked(range(1)), asked(range(1, 9))
    assert (one, many) == (1, 9)
    assert as_one == as_many
