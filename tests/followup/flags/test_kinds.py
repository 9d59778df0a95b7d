"""Each red flag is found where it was planted, and nothing is found where there is nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followup.flags.actions import compute_flags
from followup.flags.kinds import KINDS
from followup.flags.models import Flag, FlagRow
from tests import factories as make
from tests.followup.flags.planted import CLEAN, NOW, PLANTS, clean, clean_rows, load

pytestmark = pytest.mark.django_db


def compute():
    return compute_flags(buyer_id=make.buyer().pk, at=NOW)


def test_each_kind_is_planted_here():
    assert set(PLANTS) == set(KINDS)


def test_in_a_ledger_with_nothing_to_look_at_nothing_is_found():
    clean()
    make.law()
    load(*clean_rows())
    assert compute() == 0


def test_without_any_ledger_nothing_is_found():
    make.buyer()
    assert compute() == 0


@pytest.mark.parametrize("code", PLANTS)
def test_what_was_planted_is_found_with_its_rows_and_the_clean_supplier_is_left_alone(code):
    clean()
    rows = PLANTS[code]()
    load(*clean_rows(), *rows)
    compute()
    flags = list(Flag.objects.all())
    assert code in {flag.kind for flag in flags}
    assert [flag for flag in flags if flag.supplier and flag.supplier.org_number == CLEAN] == []
    flag = Flag.objects.get(kind=code)
    assert flag.reason
    assert flag.sum_sek > 0
    assert FlagRow.objects.filter(flag=flag).exists()


def test_the_number_of_questions_is_the_same_for_many_flags_as_for_none():
    clean()
    compute()
    with CaptureQueriesContext(connection) as few:
        assert compute() == 0
    load(*clean_rows(), *[line for n in range(10) for line in PLANTS["SAME_NUMBER"](n)])
    with CaptureQueriesContext(connection) as many:
        assert compute() >= 10
    assert len(many) == len(few)
