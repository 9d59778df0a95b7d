"""What the page of indices says: the next figure, curves from one base, who must act by when."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.index.models import IndexChain
from contracts.index.reports import next_publication
from contracts.index.rules import expected_on
from contracts.prices import actions as price_actions
from contracts.prices.models import PriceAdjustment
from contracts.prices.reports import index_overview, picture_of
from huddinge_vo.common.index_periods import IndexPeriod
from tests import factories as make
from tests.contracts.index.indices import AT, agreement

pytestmark = pytest.mark.django_db


def test_the_next_figure_comes_so_many_days_after_its_own_period():
    assert expected_on(IndexPeriod.parse("2026K3"), after_days=80) == date(2027, 3, 21)
    series = make.series(publishes_after_days=80)
    found = next_publication(series, "2026K3", on=date(2026, 11, 25))
    assert (found.period, found.on, found.is_late) == ("kvartal 4 2026", date(2027, 3, 21), False)
    assert next_publication(series, "2026K1", on=date(2026, 11, 25)).is_late
    assert next_publication(series, None, on=date(2026, 11, 25)) is None
    series.ended_with = "2026K3"
    assert next_publication(series, "2026K3", on=date(2026, 11, 25)) is None


def test_curves_are_100_where_all_have_begun_and_a_chained_series_is_one_curve():
    lci = make.series()
    for period, value, status in (
        ("2025K1", "110", "FINAL"),
        ("2025K3", "120", "FINAL"),
        ("2026K1", "132", "PRELIMINARY"),
    ):
        make.index_value(lci, period, value, status)
    old, new = (make.series(f"KPI-{year}", kind="KPI", frequency="MONTH", base=f"{year}=100") for year in (1980, 2020))
    IndexChain.objects.create(old=old, new=new, factor=Decimal("3.3592"), source="SCB")
    for period, value in (("2025M07", "400"), ("2025M12", "410")):
        make.index_value(old, period, value)
    make.index_value(new, "2026M08", "124.85")
    opi = make.series("OPI", kind="OPI", frequency="YEAR", measures="CHANGE")
    make.index_value(opi, "2023", "3.5")
    make.index_value(opi, "2025", "2.0")
    make.index_value(opi, "2026", "3.0")
    picture = picture_of([lci, old, new, opi])
    assert picture.base == date(2025, 7, 1)
    found = {name: [point and round(point.value, 2) for point in points] for name, points in picture.rows}
    assert found["LCI-ARB-Q"] == [Decimal("100.00"), Decimal("110.00")]
    # 124.85 · 3.3592 is 419.40, and 419.40 / 400 is 104.85.
    assert found["KPI-2020"] == [Decimal("102.50"), Decimal("104.85")]
    assert "KPI-1980" not in found
    # The gap of 2024 leaves 2023 out: 100 in 2024, 102, 105.06; 100 again in 2025.
    assert found["OPI"] == [Decimal("100.00"), Decimal("103.00")]
    assert "preliminärt" in picture.svg
    assert 'stroke-dasharray="5,4"' in picture.svg


def test_who_must_act_by_when_is_told_day_by_day():
    lci = make.series()
    make.index_value(lci, "2024K2", "140.2")
    make.index_value(lci, "2026K2", "145.1")
    agreement("A-1", lci)
    agreement("A-2", lci, needs_request=False)
    agreement("A-3", lci, adjusts_month=6)
    agreement("A-4", lci, until=date(2026, 12, 31))  # ends before the new price
    leader = make.user("kategoriledare")
    acts = index_overview(user=leader, on=date(2026, 10, 15)).acts
    told = [(each.day, each.kind.value, each.effective_on, each.contracts, each.states) for each in acts]
    assert told == [
        (date(2026, 11, 2), "ASK", date(2027, 1, 1), 1, "1 inte öppnat"),
        (date(2026, 12, 2), "TELL", date(2027, 1, 1), 2, "2 inte öppnade"),
        (date(2027, 1, 1), "EFFECTIVE", date(2027, 1, 1), 2, "2 inte öppnade"),
        (date(2027, 2, 1), "OPENS", date(2027, 6, 1), 1, "1 inte öppnat"),
        (date(2027, 4, 2), "ASK", date(2027, 6, 1), 1, "1 inte öppnat"),
    ]
    assert acts[0].href == ""
    price_actions.propose_adjustments(buyer=make.buyer(), on=date(2026, 10, 15), at=AT)
    acts = index_overview(user=leader, on=date(2026, 12, 5)).acts
    late = acts[0]
    assert (late.day, late.is_late, late.states) == (date(2026, 12, 2), True, "1 att granska, 1 väntar")
    assert late.href == "/prisjustering/?laget=oppna&fran=2027-01-01"


def test_a_decided_adjustment_is_nobodys_to_act_on_and_the_next_one_is():
    lci = make.series()
    make.index_value(lci, "2024K2", "140.2")
    make.index_value(lci, "2026K2", "145.1")
    agreement("A-1", lci, needs_request=False, opens_months=11)
    leader, other = make.user("kategoriledare"), make.user("controller")
    price_actions.propose_adjustments(buyer=make.buyer(), on=date(2026, 10, 15), at=AT)
    pk = PriceAdjustment.objects.get().pk
    price_actions.submit_adjustments(adjustment_ids=[pk], by=other, at=AT)
    price_actions.approve_adjustments(adjustment_ids=[pk], by=leader, at=AT)
    overview = index_overview(user=leader, on=date(2026, 11, 1))
    assert [(each.day, each.kind.value) for each in overview.acts] == [(date(2027, 2, 1), "OPENS")]
    assert (overview.contracts, overview.followed) == (1, {lci.pk: 1})
