"""What Översikt and the report say of deviations: approved, late and missing, by reason and unit."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from contracts.suppliers.models import Supplier
from followup.judging import actions as judging_actions
from followup.missing.reports import Tally, deviation_figures
from followup.report.models import StatusReport
from followup.report.reports import changes_since, kept_report, snapshot, status_report
from huddinge_vo.common.periods import Period
from procurement.deviations.models import Deviation
from procurement.deviations.rules import Timing, timing
from procurement.placements.models import Placement
from tests import factories as make
from tests.followup.missing.test_missing import NOW, UNIT, load, outside

pytestmark = pytest.mark.django_db
YEAR = Period(date(2025, 6, 1), date(2026, 5, 31))
THURSDAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("approved_on", "is_acute", "when"),
    [
        (None, True, Timing.WAITING),
        (date(2026, 3, 4), False, Timing.IN_TIME),
        (THURSDAY, False, Timing.IN_TIME),  # the first day counts
        (date(2026, 3, 6), False, Timing.LATE),
        (date(2026, 3, 10), True, Timing.ACUTE),  # over a weekend, the third working day counts
        (date(2026, 3, 11), True, Timing.LATE),
    ],
)
def test_when_a_deviation_was_approved(approved_on, is_acute, when):
    assert timing(approved_on, THURSDAY, is_acute=is_acute, working_days=3) is when


@pytest.fixture
def year():
    """A deviation of each kind, of two units, and a year of purchases with and without one."""
    make.contract("A-1", valid_from=date(2024, 1, 1), until=None)
    make.rules()
    supplier = make.supplier("Utan AB", make.ORG_NUMBERS[1])
    make.supplier("Aldrig AB", make.ORG_NUMBERS[2])

    def one(number, approved_on, *, reason="NOT_MET", is_acute=False, unit=UNIT, value=100_000, **values):
        values = {"valid_from": THURSDAY, "valid_until": date(2026, 3, 31), "supplier": supplier, **values}
        made = make.deviation(number, approved_on=None, unit=unit, **values)
        Deviation.objects.filter(placement=made).update(
            reason=reason, is_acute=is_acute, expected_value_sek=value, asked_at=datetime(2026, 3, 2, tzinfo=UTC)
        )
        made = Placement.objects.get(pk=made.pk)
        if approved_on:
            make.approved(made, on=approved_on)
        return made

    one("AVS-1", date(2026, 3, 4))
    one("AVS-2", date(2026, 3, 10), is_acute=True, reason="ACUTE", value=40_000)
    one("AVS-3", date(2026, 3, 20), reason="ACUTE", is_acute=True, value=60_000)
    one("AVS-4", date(2026, 4, 1), unit="Annan enhet", value=7_000)
    one("AVS-5", None, unit="", value=1_000)
    one("AVS-6", date(2026, 5, 31), valid_from=date(2026, 5, 31), valid_until=date(2026, 6, 30))
    one("AVS-7", date(2026, 6, 1), valid_from=date(2026, 6, 1), valid_until=None)  # the day after the period
    refused = one("AVS-8", None)
    Deviation.objects.filter(placement=refused).update(
        outcome="REFUSED", decision_words="Nej", decided_by=make.user("upphandlare"), decided_at=NOW.replace(month=3)
    )
    load(
        *(make.ledger_row("800,00", f"{2025 + n // 12}-{n % 12 + 1:02}-15", voucher=f"N{n}") for n in range(5, 17)),
        outside("150,00", "2026-03-10", voucher="V1"),
        outside("-50,00", "2026-03-11", voucher="V2"),
        outside("90,00", "2026-03-12", unit="Tredje enheten", voucher="V3"),
        make.ledger_row("60,00", "2026-05-31", name="Aldrig AB", org_number=make.ORG_NUMBERS[2], voucher="V4"),
        make.ledger_row("5,00", "2026-05-01", name="Aldrig AB", org_number=make.ORG_NUMBERS[2], voucher="V5", unit=""),
    )


def figures(person, on=date(2026, 5, 31)):
    return deviation_figures(root=make.category("VO", parent=None), user=person, period=YEAR, on=on)


def told(tally):
    return tally.count, tally.sum_sek


def test_they_are_told_by_when_they_were_decided_by_reason_and_by_unit(leader, year):
    found = figures(leader)
    whole = found.whole
    assert told(whole.in_time) == (2, Decimal(200_000))
    assert told(whole.acute) == (1, Decimal(40_000))
    assert told(whole.late) == (2, Decimal(67_000))
    assert told(whole.waiting) == (1, Decimal(1_000))
    reasons = {line.name: line for line in found.reasons}
    assert told(reasons["akut"].late) == (1, Decimal(60_000))
    units = {line.name: line for line in found.units}
    assert list(units) == ["Annan enhet", UNIT, "Tredje enheten", "anger ingen enhet"]
    assert told(units["Annan enhet"].late) == (1, Decimal(7_000))
    assert told(units["anger ingen enhet"].waiting) == (1, Decimal(1_000))


def test_what_is_missing_is_counted_in_rows_and_kronor_with_its_credit_notes(leader, year):
    found = figures(leader)
    # Utan AB in March is covered, but for the unit that no deviation is of; Aldrig AB has none.
    assert told(found.whole.missing) == (3, Decimal("155.00"))
    units = {line.name: told(line.missing) for line in found.units}
    assert units[UNIT] == (1, Decimal("60.00"))
    assert units["Tredje enheten"] == (1, Decimal("90.00"))
    assert units["anger ingen enhet"] == (1, Decimal("5.00"))
    approved, late, missing = (told(line.bought) for line in found.bought)
    assert approved == (2, Decimal("100.00"))
    assert late == (0, Decimal(0))
    assert missing == told(found.whole.missing)


def test_the_parts_are_the_whole(leader, year):
    found = figures(leader)
    for name in ("in_time", "acute", "late", "waiting"):
        whole = told(getattr(found.whole, name))
        for lines in (found.reasons, found.units):
            parts = [getattr(line, name) for line in lines]
            assert (sum(each.count for each in parts), sum(each.sum_sek for each in parts)) == whole
    lines = [line.bought for line in found.missing]
    assert (sum(each.count for each in lines), sum(each.sum_sek for each in lines)) == told(found.whole.missing)
    assert sum(line.missing.sum_sek for line in found.units) == found.whole.missing.sum_sek


def test_each_number_opens_its_rows(client, leader, year):
    found = figures(leader)
    opened = 0
    for line in (found.whole, *found.reasons, *found.units):
        for tally in (line.in_time, line.acute, line.late, line.waiting):
            page = client.get(tally.href)
            assert page.context["table"].page.paginator.count == tally.count, tally.href
            opened += tally.count
    for tally in (*(line.bought for line in (*found.bought, *found.missing)), *(line.missing for line in found.units)):
        page = client.get(tally.href)
        assert (page.context["table"].page.paginator.count, page.context["total_sek"]) == told(tally), tally.href
    assert opened == 3 * 6
    assert client.get(found.missing_href).context["whole"].sum_sek == found.whole.missing.sum_sek


def test_as_known_on_an_earlier_day_what_came_later_is_not_there_yet(leader, year):
    found = figures(leader, on=date(2026, 3, 15)).whole
    assert [told(tally)[0] for tally in (found.in_time, found.acute, found.late)] == [1, 1, 0]
    assert figures(leader, on=date(2026, 3, 1)).whole.in_time == Tally(
        0, Decimal(0), figures(leader).whole.in_time.href
    )


def test_nothing_at_all_is_nought(leader):
    make.category("VO", parent=None)
    found = figures(leader)
    assert (found.reasons, found.missing, found.units) == ((), (), ())
    assert told(found.whole.in_time) == told(found.whole.missing) == (0, Decimal(0))


def test_what_is_secret_is_told_to_nobody_but_those_let_in(leader, year):
    Supplier.objects.filter(name="Utan AB").update(is_secret=True)
    found = figures(leader)
    assert found.whole.in_time.count == 0
    assert told(found.whole.missing) == (2, Decimal("65.00"))
    assert "Tredje enheten" not in {line.name for line in found.units}
    assert found.hidden_sek == Decimal("190.00")  # three payments, pooled


def test_screen_and_paper_say_the_same_and_a_kept_report_stays(client, leader, year):
    make.plan()
    page = client.get("/?period=2026").content.decode()
    assert "Avsteg som börjar under perioden" in page
    report = status_report(root=make.category("VO", parent=None), user=leader, year=2026, on=date(2026, 6, 15))
    assert told(report.deviations.whole.late) == (2, Decimal(67_000))
    assert "Per egen enhet" in client.get("/statusrapport/?ar=2026").content.decode()
    kept = kept_report(StatusReport(snapshot=snapshot(report)))
    assert kept.deviations == report.deviations
    Placement.objects.filter(number="AVS-5").update(valid_from=date(2025, 1, 1))
    judging_actions.judge_changes(at=NOW)
    now = status_report(root=make.category("VO", parent=None), user=leader, year=2026, on=date(2026, 6, 15))
    assert ("Avsteg, väntar på beslut", "1", "0") in [
        (each.what, each.then, each.now) for each in changes_since(kept, now)
    ]
