"""An ordinary day's tasks, role by role: each can be done from Start, in no more clicks than docs/uppgifter.md says."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from contracts.prices.models import PriceAdjustment
from contracts.register.models import Contract, Framework
from contracts.suppliers.models import Permit, SupplierUnit
from followup.duties import actions as duty_actions
from followup.reviews.models import Finding
from huddinge_vo.common.people.models import User
from huddinge_vo.roles import ROLES
from tests import factories as make
from tests.journeys.tasks import TASKS, Way
from tests.journeys.test_every_page import plant_the_rest

WORKING = sorted({task.role for task in TASKS})


@pytest.fixture
def day(municipality):
    """A municipality where something waits for everybody."""
    buyer, today = make.buyer(), timezone.localdate()
    buyer.is_demo = True  # a password is enough
    buyer.save()
    plant_the_rest(municipality)
    people = {name: User.objects.filter(username=name).first() or make.user(name) for name in WORKING}
    make.user("controller", username="annan")
    contract = Contract.objects.get(number="A-1")
    unit = SupplierUnit.objects.create(supplier=contract.supplier, name="Provgården", age_from=13, age_to=20)
    unit.areas.set(contract.areas.all())
    Permit.objects.create(unit=unit, org_number=contract.supplier.org_number, legal_ground="SoL", decided_on=today)
    contract.supplier.contacts.create(role="PLACEMENT", name="Placeringar", phone="08-1")
    for number in (1, 2):
        make.deviation(f"AVS-{number}", supplier=contract.supplier, by=people["handläggare"], approved_on=None)
    for role in ("verksamhetschef", "upphandlingschef"):
        make.delegation(role_name=role, up_to_sek=5_000_000)
    Framework.objects.update(owner=people["upphandlare"])
    contract.framework.options.create(number=1, months=12, decide_by=today + timedelta(days=60))
    by = User.objects.get(username="annan")
    PriceAdjustment.objects.update(status="SUBMITTED", submitted_by=by, submitted_at=timezone.now())
    told = {"source": "STAFF", "severity": "LOW", "evidence": "Prov", "registered_on": date(2026, 11, 1)}
    Finding.objects.create(buyer=buyer, supplier=contract.supplier, registered_by=people["läsare"], **told)
    duty_actions.refresh_duties(buyer=buyer, at=timezone.now())


@pytest.mark.journey
@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("part", [0, 1])  # so that two processes share them
def test_each_task_is_done_from_start_in_no_more_clicks_than_promised(walker, day, worker, part):
    for role in WORKING[part::2]:
        one = walker(width=1280)
        one.log_in(role)
        for task in (each for each in TASKS if each.role == role):
            way = Way(one.page)
            way.begin()
            task.walk(way)
            assert (task.role, task.words, way.clicks) <= (task.role, task.words, task.most)


def test_each_role_has_tasks_and_each_task_is_one_of_a_role():
    assert set(WORKING) == {role.name for role in ROLES}


def test_what_is_not_halved_says_why():
    for task in TASKS:
        assert task.before is None or task.most * 2 <= task.before or task.why, task.words


def test_the_table_in_the_docs_is_of_these_tasks_and_promises_no_fewer_clicks():
    text = (Path(settings.BASE_DIR) / "docs" / "uppgifter.md").read_text()
    rows = re.findall(r"^\| (\S+) \| (.+?) \| .*? \| (\d*) \| (\d+) \| [\d,]+ \|", text, re.MULTILINE)
    assert [(role, words) for role, words, *_ in rows] == [(task.role, task.words) for task in TASKS]
    for task, (*_, before, now) in zip(TASKS, rows, strict=True):
        assert int(now) <= task.most, task.words
        assert before == ("" if task.before is None else str(task.before))
