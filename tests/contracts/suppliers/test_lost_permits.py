"""A permit that is lost or becomes less stops new placements the same day, however it came to be known."""

from datetime import UTC, date, datetime

import pytest

from contracts.checks.actions import import_permits
from contracts.checks.imports import PermitRow
from contracts.checks.models import SupplierCheck
from contracts.suppliers.actions import keep_permit
from contracts.suppliers.models import Permit, PlacementStop, SupplierUnit
from contracts.suppliers.rules import PermitFacts, what_became
from tests import factories as make

AT = datetime(2026, 11, 29, 9, tzinfo=UTC)
DAY = AT.date()
HELD = PermitFacts("SoL 26 kap. 1 §", "HVB", 8, None, "VALID")


def facts(**values):
    return PermitFacts(**{**HELD.__dict__, **values})


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (None, "finns inte längre i registret"),
        (facts(status="WITHDRAWN"), "är återkallat"),
        (facts(valid_until=date(2026, 11, 28)), "gäller inte längre sedan 2026-11-28"),
        (facts(status="APPLIED"), "gäller inte längre"),
        (facts(form="Stödboende"), "gäller nu ”Stödboende” och inte ”HVB”"),
        (facts(places=6), "gäller nu 6 platser och inte 8"),
        (facts(valid_until=date(2027, 1, 31)), "slutar nu gälla 2027-01-31"),
        (HELD, ""),
        (facts(places=10), ""),
        (facts(places=None, form=""), ""),  # what a file does not tell is no change
    ],
)
def test_what_becomes_less_is_said_and_what_becomes_more_stops_nobody(after, words):
    assert what_became(HELD, after, on=DAY) == (f"Tillståndet enligt SoL 26 kap. 1 § {words}" if words else "")


def test_a_permits_last_day_counts_and_what_did_not_hold_cannot_be_lost():
    last = facts(valid_until=DAY)
    assert last.holds_on(DAY)
    assert what_became(last, facts(status="WITHDRAWN"), on=DAY) != ""
    assert what_became(facts(valid_until=date(2026, 11, 28)), facts(status="WITHDRAWN"), on=DAY) == ""
    assert what_became(None, facts(status="WITHDRAWN"), on=DAY) == ""


@pytest.fixture
def home(db):
    unit = SupplierUnit.objects.create(supplier=make.supplier(), name="Provhemmet")
    Permit.objects.create(
        unit=unit, org_number=make.ORG_NUMBERS[0], legal_ground=HELD.ground, form="HVB", places=8,
        decided_on=date(2024, 3, 1),
    )  # fmt: skip
    return unit


def row(unit="Provhemmet", **values):
    values = {
        "line": 2, "org_number": make.ORG_NUMBERS[0], "unit": unit, "legal_ground": HELD.ground, "form": "HVB",
        "places": 8, "decided_on": date(2024, 3, 1), "valid_until": None, "status": "VALID", **values,
    }  # fmt: skip
    return PermitRow(**values)


def test_a_register_that_says_withdrawn_stops_the_unit_once_and_keeps_where_it_was_looked_up(home):
    by = make.user("upphandlare")
    for _ in range(2):
        done = import_permits(rows=[row(status="WITHDRAWN")], source="ivo.csv", by=by, at=AT)
    stop = PlacementStop.objects.get()
    assert done.stops == ()  # the second time it was known
    assert (stop.unit, stop.valid_from, stop.decided_by) == (home, DAY, None)
    assert stop.reason == f"Tillståndet enligt {HELD.ground} är återkallat (ivo.csv)"
    permit = Permit.objects.get()
    assert (permit.source, permit.looked_up_on, permit.looked_up_by) == ("ivo.csv", DAY, by)
    assert SupplierCheck.objects.get(unit=home).outcome == "FAILED"


def test_a_withdrawal_that_is_a_decision_of_its_own_stops_too(home):
    done = import_permits(
        rows=[row(decided_on=date(2026, 11, 20), status="WITHDRAWN")], source="ivo.csv", by=None, at=AT
    )
    assert [stop.unit for stop in done.stops] == [home]


def test_an_old_withdrawal_before_a_permit_that_holds_stops_nobody(home):
    done = import_permits(
        rows=[row(decided_on=date(2020, 1, 1), status="WITHDRAWN"), row()], source="ivo.csv", by=None, at=AT
    )
    assert done.stops == ()


def test_what_the_whole_register_no_longer_names_is_lost_and_a_part_of_it_loses_nobody(home):
    SupplierUnit.objects.create(supplier=home.supplier, name="Annat hem")
    part = import_permits(rows=[row("Annat hem")], source="del.csv", by=None, at=AT)
    assert part.stops == ()
    whole = import_permits(rows=[row("Annat hem")], source="hela.csv", by=None, at=AT, is_whole=True)
    assert [(stop.unit, stop.reason) for stop in whole.stops] == [
        (home, f"Tillståndet enligt {HELD.ground} finns inte längre i registret")
    ]
    assert SupplierCheck.objects.get(unit=home).outcome == "FAILED"


def test_whoever_may_not_know_of_a_unit_does_not_learn_of_it_by_the_whole_register(home):
    SupplierUnit.objects.filter(pk=home.pk).update(is_secret=True)
    other = make.supplier("Öppet AB", make.ORG_NUMBERS[1])
    rows = [row("Öppet hem", org_number=other.org_number)]
    done = import_permits(rows=rows, source="hela.csv", by=make.user("upphandlare"), at=AT, is_whole=True)
    assert done.stops == ()
    assert not PlacementStop.objects.exists()


def test_one_that_somebody_looks_up_by_hand_stops_as_a_file_does(home):
    lost = Permit(
        unit=home, org_number=make.ORG_NUMBERS[0], legal_ground=HELD.ground, decided_on=date(2026, 11, 25),
        status="WITHDRAWN", source="IVO:s register på webben",
    )  # fmt: skip
    by = make.user("upphandlare")
    stop = keep_permit(permit=lost, by=by, at=AT)
    assert (stop.unit, stop.permit, lost.looked_up_by, lost.looked_up_on) == (home, lost, by, DAY)


def test_on_the_pages_the_source_is_asked_for_and_the_stop_is_told(client, home):
    client.force_login(make.user("upphandlare"))
    way = f"/leverantorer/{home.supplier_id}/tillstand/nytt/"
    sent = {
        "unit": home.pk, "org_number": make.ORG_NUMBERS[0], "legal_ground": HELD.ground, "decided_on": "2026-11-25",
        "status": "WITHDRAWN",
    }  # fmt: skip
    assert client.post(way, sent).status_code == 422
    assert client.post(way, {**sent, "source": "IVO:s register"}).status_code == 302
    assert "är återkallat" in client.get(home.get_absolute_url()).content.decode()
