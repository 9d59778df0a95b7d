"""What was paid for days after a permit was lost: on the file's page, on that of the checks, and in the list."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.checks.actions import import_permits
from contracts.checks.imports import PermitRow
from contracts.suppliers.models import Permit, PlacementStop, Supplier, SupplierUnit
from contracts.suppliers.rules import PermitFacts, lost_on
from followup.judging import actions as judging_actions
from followup.judging.models import JudgedRow
from followup.ledger import actions as ledger_actions
from followup.spend.reports import lost_before, paid_after_loss
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 11, 9, tzinfo=UTC)
LOST = AT.date()
GROUND = "SoL 26 kap. 1 §"


@pytest.mark.parametrize(
    ("permit", "is_own_decision", "day"),
    [
        ({"status": "WITHDRAWN"}, False, date(2026, 9, 11)),
        ({"status": "WITHDRAWN"}, True, date(2026, 9, 1)),
        ({"valid_until": date(2026, 8, 31)}, False, date(2026, 8, 31)),
        ({"status": "WITHDRAWN", "valid_until": date(2026, 12, 31)}, True, date(2026, 9, 11)),
    ],
)
def test_the_day_that_a_permit_was_lost(permit, is_own_decision, day):
    facts = PermitFacts(
        **{"ground": GROUND, "form": "", "places": None, "valid_until": None, "status": "VALID"} | permit
    )
    found = lost_on(facts, decided_on=date(2026, 9, 1), is_own_decision=is_own_decision, stopped_on=LOST)
    assert found == day


def load(*rows, name="r.csv"):
    file = io.BytesIO(make.ledger_file(*rows, header=make.SERVICE_HEADER))
    received = ledger_actions.receive_ledger_file(file=file, name=name, by=None, at=AT)
    done = ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=AT)
    assert done.status == "LOADED", done.message
    judging_actions.judge_changes(at=AT)
    return done


@pytest.fixture
def home():
    unit = SupplierUnit.objects.create(supplier=make.contract(until=None).supplier, name="Provhemmet")
    Permit.objects.create(
        unit=unit, org_number=make.ORG_NUMBERS[0], legal_ground=GROUND, form="HVB", decided_on=date(2024, 3, 1)
    )
    return unit


def withdrawn(home, *, decided_on=date(2024, 3, 1), **values):
    values = {"form": "HVB", "places": None, "valid_until": None, "status": "WITHDRAWN", **values}
    row = PermitRow(
        line=2, org_number=make.ORG_NUMBERS[0], unit=home.name, legal_ground=GROUND, decided_on=decided_on, **values
    )
    return import_permits(rows=[row], source="IVO", by=None, at=AT).stops


@pytest.fixture
def paid(home):
    """Rows for the day itself and the day after, one without a day of service, and a credit note."""
    make.rules()
    make.supplier("Annan AB", make.ORG_NUMBERS[1])
    return load(
        make.ledger_row("100,00", "2026-09-20", service="2026-09-11", voucher="V1"),
        make.ledger_row("200,00", "2026-09-20", service="2026-09-12", voucher="V2"),
        make.ledger_row("400,00", "2026-09-12", service="", voucher="V3"),
        make.ledger_row("800,00", "2026-09-11", service="", voucher="V4"),
        make.ledger_row("-50,00", "2026-10-01", service="2026-09-30", voucher="V5"),
        make.ledger_row(
            "70,00", "2026-10-01", service="", name="Annan AB", org_number=make.ORG_NUMBERS[1], voucher="V6"
        ),
    )


def told(person, **values):
    found = paid_after_loss(buyer=make.buyer(), user=person, **values)
    return [(each.lost.stop.unit.name, each.lost.lost_on, each.n, each.sum_sek) for each in found]


def test_what_is_paid_for_days_after_it_is_told_and_the_day_itself_is_not(home, paid, leader):
    assert told(leader) == []
    withdrawn(home)
    assert told(leader) == [("Provhemmet", LOST, 3, Decimal("550.00"))]
    assert told(leader, ledger_import=paid) == told(leader)


def test_a_file_that_comes_after_it_tells_of_its_own_rows_alone(home, paid, leader):
    withdrawn(home)
    later = load(make.ledger_row("30,00", "2026-11-01", service="", voucher="V9"), name="november.csv")
    assert told(leader, ledger_import=later) == [("Provhemmet", LOST, 1, Decimal("30.00"))]
    assert told(leader) == [("Provhemmet", LOST, 4, Decimal("580.00"))]


def test_a_permit_that_only_became_less_or_is_given_again_is_no_loss(home, paid, leader):
    withdrawn(home, status="VALID", form="Stödboende")
    assert PlacementStop.objects.count() == 1
    assert told(leader) == []
    Permit.objects.update(status="WITHDRAWN")
    assert len(told(leader)) == 1
    Permit.objects.update(status="VALID")
    assert told(leader) == []


def test_what_a_whole_register_lacks_is_lost(home, paid, leader):
    import_permits(rows=[], source="IVO", by=None, at=AT, is_whole=True)
    assert told(leader) == [("Provhemmet", LOST, 3, Decimal("550.00"))]


def test_when_the_stop_has_ended_what_is_paid_after_that_is_as_before(home, paid, leader):
    withdrawn(home)
    PlacementStop.objects.update(valid_until=date(2026, 9, 15))
    assert told(leader) == [("Provhemmet", LOST, 2, Decimal("600.00"))]


def test_what_is_secret_is_told_to_nobody_but_those_let_in(home, paid, leader):
    withdrawn(home)
    Supplier.objects.filter(pk=home.supplier_id).update(is_secret=True)
    assert told(leader) == []


def test_each_number_opens_its_rows_and_each_row_says_so(client, home, paid, leader):
    withdrawn(home)
    other = SupplierUnit.objects.create(supplier=home.supplier, name="Ett annat hem")
    (each,) = paid_after_loss(buyer=make.buyer(), user=leader, ledger_import=paid)
    page = client.get(each.href)
    assert (page.context["table"].page.paginator.count, page.context["total_sek"]) == (3, Decimal("550.00"))
    assert "Provhemmet förlorade sitt tillstånd" in page.content.decode()
    assert each.lost.homes == 2
    late = JudgedRow.objects.get(sum_sek=Decimal(200))
    assert [one.stop.unit for one in lost_before(late, leader)] == [home]
    assert "Betald efter att tillståndet" in client.get(late.get_absolute_url()).content.decode()
    for fine in (100, 70):
        row = JudgedRow.objects.get(sum_sek=Decimal(fine))
        assert lost_before(row, leader) == []
    other.delete()


def test_pages_ask_for_it_and_it_is_a_page_by_itself(client, home, paid, leader):
    withdrawn(home)
    way = f"/reskontra/efter-tillstand/?inlasning={paid.pk}"
    assert way in client.get(paid.get_absolute_url()).content.decode()
    assert "/reskontra/efter-tillstand/" in client.get("/kontroller/").content.decode()
    for path in (way, "/reskontra/efter-tillstand/"):
        assert "Provhemmet" in client.get(path).content.decode()
        assert "Provhemmet" in client.get(path, headers={"HX-Request": "true"}).content.decode()
    for wrong in ("?inlasning=999999", "?inlasning=x", "?inlasning=\0"):
        assert client.get(f"/reskontra/efter-tillstand/{wrong}").status_code == 200
    assert "Provhemmet" not in client.get("/reskontra/efter-tillstand/?inlasning=999999").content.decode()
    for wrong in ("0", "999999", "1.5", "9" * 30, "-1"):
        assert client.get(f"/reskontra/rader/?efter={wrong}").context["table"].page.paginator.count == 0
    client.force_login(make.user("läsare"))
    assert client.get(way).status_code == 403


def test_thirty_lost_permits_cost_as_many_questions_as_three(client, home, paid, leader, django_assert_num_queries):
    def lose(first, last):
        for number in range(first, last):
            unit = SupplierUnit.objects.create(supplier=home.supplier, name=f"Hem {number}")
            permit = Permit.objects.create(
                unit=unit, org_number=make.ORG_NUMBERS[0], legal_ground="x", decided_on=LOST, status="WITHDRAWN"
            )
            PlacementStop.objects.create(supplier=home.supplier, unit=unit, reason="x", valid_from=LOST, permit=permit)

    lose(0, 3)
    client.get("/reskontra/efter-tillstand/")
    with CaptureQueriesContext(connection) as few:
        client.get("/reskontra/efter-tillstand/")
    lose(3, 30)
    with django_assert_num_queries(len(few)):
        client.get("/reskontra/efter-tillstand/")
