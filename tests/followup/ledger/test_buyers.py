"""Whose ledger a file is: nobody gains a role by sending one, and a file that is refused registers nobody."""

import io
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group

from followup.ledger import actions
from followup.ledger.models import LedgerImport
from huddinge_vo.common.people.models import Membership, Organization
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
OTHER = "2120000142"


def loaded(*rows, by, **values):
    received = actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name="r.csv", by=by, at=NOW, **values
    )
    return actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)


@pytest.mark.parametrize("amount", ["1000,00", "tusen"])
def test_a_file_that_names_a_new_buyer_is_refused_registers_nobody_and_gives_no_role(amount):
    person = make.user("controller")
    done = loaded(make.ledger_row(amount, buyer_number=OTHER), by=person)
    assert done.status == LedgerImport.Status.REFUSED
    assert "som inte är upplagd som köpare här" in done.message
    assert "systemadministratör" in done.message
    assert not Organization.objects.filter(org_number=OTHER).exists()
    assert Membership.objects.filter(user=person).count() == 1


def test_a_known_buyers_file_is_taken_only_from_those_who_may_load_it_there():
    other = make.buyer(org_number=OTHER, name="Annan kommun")
    person = make.user("controller")
    Membership.objects.create(user=person, buyer=other, role=Group.objects.get(name="läsare"))
    done = loaded(make.ledger_row(buyer_number=OTHER), by=person)
    assert done.status == LedgerImport.Status.REFUSED
    assert "Annan kommun, vars reskontra du inte får läsa in" in done.message
    Membership.objects.create(user=person, buyer=other, role=Group.objects.get(name="controller"))
    again = loaded(make.ledger_row(buyer_number=OTHER), by=type(person).objects.get(pk=person.pk))
    assert (again.status, again.buyer) == (LedgerImport.Status.LOADED, other)


def test_from_the_terminal_a_refused_file_registers_nobody_and_a_good_one_its_buyer():
    refused = loaded(make.ledger_row("tusen", buyer_number=OTHER), by=None)
    assert refused.status == LedgerImport.Status.REFUSED
    assert not Organization.objects.filter(org_number=OTHER).exists()
    done = loaded(make.ledger_row(buyer_number=OTHER), by=None)
    assert done.status == LedgerImport.Status.LOADED
    assert Organization.objects.get(org_number=OTHER) == done.buyer
    assert not Membership.objects.filter(buyer=done.buyer).exists()
