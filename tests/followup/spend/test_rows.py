"""The rows behind a number: whatever page is read in whatever order, it is the same as if all had been read."""

import html
import random
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followup.judging.models import JudgedRow, SpendMonth
from followup.ledger.models import LedgerDelivery
from followup.spend.reports import LedgerRows, Mark, months_in_sums
from followup.spend.reports import rows as rows_module
from followup.spend.rules import whole_months
from huddinge_vo.common.periods import Period
from tests import factories as make
from tests.followup.spend.test_views import load

pytestmark = pytest.mark.django_db

LATEST = ("-booked_on", "-line_no", "-ledger_import_id")
EARLIEST = ("booked_on", "line_no", "ledger_import_id")


@pytest.fixture
def ledger():
    """Two files of uneven months: one month has most of the rows, and one has none."""
    make.contract(until=None)
    make.rules()
    chance = random.Random(5)
    days = [date(2025, 3, chance.randint(1, 31)) for _ in range(60)]
    days += [date(2025, month, chance.randint(1, 28)) for month in (1, 2, 5, 6, 6, 7, 11, 12) for _ in range(3)]
    chance.shuffle(days)
    rows = [
        make.ledger_row(f"{n}.00".replace(".", ","), day.isoformat(), invoice=f"F{n}", account=("4631", "4513")[n % 2])
        for n, day in enumerate(days, 1)
    ]
    load(*(row for row, day in zip(rows, days, strict=True) if day.month < 6), name="a.csv")
    load(*(row for row, day in zip(rows, days, strict=True) if day.month >= 6), name="b.csv")
    return days


def rows_of(mark=None, **narrowed):
    rows, sums = JudgedRow.objects.filter(**narrowed), SpendMonth.objects.filter(**narrowed)
    return LedgerRows(rows, months_in_sums(sums), sums, buyer_id=make.buyer().pk, mark=mark)


def all_rows():
    return rows_of()


WAYS = [((), LATEST), (("-booked_on",), LATEST), (("booked_on",), EARLIEST)]


@pytest.mark.parametrize("near", [5000, 4])
@pytest.mark.parametrize("keys", [500, 0])
@pytest.mark.parametrize(("asked", "order"), WAYS)
@pytest.mark.parametrize("narrowed", [{}, {"bucket": "ON_CONTRACT"}, {"key__account": "4513"}])
def test_the_pages_together_are_all_rows_in_order(ledger, monkeypatch, asked, order, keys, near, narrowed):
    monkeypatch.setattr(rows_module, "_MOST_KEYS", keys)
    monkeypatch.setattr(rows_module, "_NEAR", near)
    monkeypatch.setattr(rows_module, "_AT_ONCE", 3)
    data = rows_of(**narrowed).order_by(*asked)
    found = [row for start in range(0, len(ledger) + 7, 7) for row in data[start : start + 7]]
    assert found == list(JudgedRow.objects.filter(**narrowed).order_by(*order)) == list(data)
    assert data.count() == len(found)
    assert data.sum_sek == sum((row.sum_sek for row in found), Decimal(0))
    assert narrowed or (data.count(), data.sum_sek) == (len(ledger), Decimal(sum(range(1, len(ledger) + 1))))


@pytest.mark.parametrize("keys", [500, 0])
@pytest.mark.parametrize(("asked", "order"), WAYS)
@pytest.mark.parametrize("narrowed", [{}, {"bucket": "ON_CONTRACT"}])
def test_from_a_row_that_was_marked_any_page_near_it_is_read(ledger, monkeypatch, asked, order, keys, narrowed):
    monkeypatch.setattr(rows_module, "_MOST_KEYS", keys)
    monkeypatch.setattr(rows_module, "_NEAR", 30)
    expected = list(JudgedRow.objects.filter(**narrowed).order_by(*order))
    for place in range(0, len(expected), 9):
        data = rows_of(mark=Mark.of(place, expected[place]), **narrowed).order_by(*asked)
        for start in range(0, len(expected), 7):
            assert data[start : start + 7] == expected[start : start + 7], (place, start)


def test_a_mark_is_read_as_it_was_written_and_anything_else_is_none():
    mark = Mark(4950, date(2025, 6, 14), 123, 5)
    assert Mark.read(str(mark)) == mark
    for text in ("", "x", "1_2025-06-14_3", "1_2025-13-14_3_4", "1_2025-06-14_3_4_5", "\x00_2025-06-14_3_4"):
        assert Mark.read(text) is None


def test_files_that_were_replaced_and_other_buyers_are_not_counted_when_a_day_is_looked_for(ledger, monkeypatch):
    monkeypatch.setattr(rows_module, "_MOST_KEYS", 0)
    monkeypatch.setattr(rows_module, "_NEAR", 4)
    monkeypatch.setattr(rows_module, "_AT_ONCE", 4)
    march = list(JudgedRow.objects.filter(month="2025-03-01").order_by(*LATEST))
    LedgerDelivery.objects.filter(month="2025-06-01").update(is_active=False)
    SpendMonth.objects.filter(month="2025-06-01").delete()
    expected = list(JudgedRow.objects.order_by(*LATEST))
    assert set(march) < set(expected)
    data = all_rows()
    with CaptureQueriesContext(connection) as asked:
        assert data[20:27] == expected[20:27]
    assert sum("followup_ledgerrow_" in each["sql"] for each in asked) == 1
    of_nobody_known = LedgerRows(data.rows, data.months, data.sums)
    assert of_nobody_known[20:27] == expected[20:27]


def test_a_page_is_read_in_its_own_months_and_from_the_end_that_is_nearest(ledger):
    data = all_rows()
    with CaptureQueriesContext(connection) as asked:
        last = data[len(ledger) - 3 : len(ledger)]
    assert {row.booked_on.month for row in last} == {1}
    assert "2025-01-31" in asked[-1]["sql"]
    assert "OFFSET" not in asked[-1]["sql"]


def test_another_order_is_kept_for_what_can_be_sorted(ledger, monkeypatch):
    dearest = all_rows().order_by("-sum_sek")
    assert [row.sum_sek for row in dearest[0:3]] == [Decimal(len(ledger) - n) for n in range(3)]
    assert not dearest.is_too_many_to_sort
    monkeypatch.setattr(rows_module, "MOST_SORTED", 10)
    refused = all_rows().order_by("-sum_sek")
    assert refused.is_too_many_to_sort
    assert list(refused[0:5]) == list(JudgedRow.objects.order_by(*LATEST)[:5])


@pytest.mark.parametrize(
    ("first", "last", "whole", "parts"),
    [
        (None, None, (date(1950, 1, 1), date(2199, 12, 1)), ()),
        (date(2025, 1, 1), date(2025, 12, 31), (date(2025, 1, 1), date(2025, 12, 1)), ()),
        (date(2025, 2, 3), date(2025, 2, 9), None, (Period(date(2025, 2, 3), date(2025, 2, 9)),)),
        (date(2025, 2, 1), date(2025, 2, 28), (date(2025, 2, 1), date(2025, 2, 1)), ()),
        (
            date(2025, 1, 31),
            date(2025, 4, 1),
            (date(2025, 2, 1), date(2025, 3, 1)),
            (Period(date(2025, 1, 31), date(2025, 1, 31)), Period(date(2025, 4, 1), date(2025, 4, 1))),
        ),
        (date(2025, 1, 31), date(2025, 2, 1), None, (Period(date(2025, 1, 31), date(2025, 2, 1)),)),
        (date(2025, 3, 1), date(2025, 2, 1), None, ()),
    ],
)
def test_days_are_whole_months_and_parts_of_months(first, last, whole, parts):
    assert whole_months(first, last) == (whole, parts)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "bokford_fran=2025-03-10&bokford_till=2025-06-10",
        "bokford_fran=2025-03-05&bokford_till=2025-03-06",
        "bokford_fran=2025-12-31",
        "bokford_till=2025-01-01",
        "utfall=ON_CONTRACT",
        "utfall=UNEXPLAINED&bokford_fran=2025-02-02",
        "sok=prov",
        "sok=4513",
        "sok=F12",
        "sok=finns+inte",
        "sort=sum_sek",
        "sort=-sum_sek&page=2",
        "sort=booked_on&page=2",
        "inlasning={file}",
        "inlasning={file}&utfall=ON_CONTRACT&page=1",
    ],
)
def test_whatever_is_asked_for_count_sum_and_page_are_those_of_the_rows(client, leader, ledger, query):
    query = query.format(file=JudgedRow.objects.earliest("ledger_import_id", "line_no").ledger_import_id)
    answer = client.get(f"/reskontra/rader/?{query}")
    assert answer.status_code == 200
    asked = answer.context["filter"].qs
    table = answer.context["table"]
    assert table.page.paginator.count == asked.count()
    assert answer.context["sum_sek"] == sum((row.sum_sek for row in asked), Decimal(0))
    order = {"sort=sum_sek": ("sum_sek", *LATEST), "sort=booked_on": EARLIEST, "sort=-sum_sek": ("-sum_sek", *LATEST)}
    expected = asked.order_by(*order.get(query.partition("&")[0], LATEST))
    first = (table.page.number - 1) * 50
    assert [row.record for row in table.page.object_list] == list(expected[first : first + 50])


def plan_of(question):
    """How the database would read it if there were many rows."""
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort", "hashjoin", "mergejoin"):  # so few rows would else be read whole
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {question}")
        return "\n".join(row[0] for row in cursor.fetchall())


def test_the_page_asks_few_questions_and_reads_no_more_rows_than_it_shows(client, leader, ledger, monkeypatch):
    monkeypatch.setattr(rows_module, "_MOST_KEYS", 0)
    client.get("/reskontra/rader/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/reskontra/rader/?utfall=UNEXPLAINED")
    of_rows = [each["sql"] for each in asked if "followup_judgedrow" in each["sql"]]
    assert len(asked) <= 15
    assert len(of_rows) == 1
    plan = plan_of(of_rows[0])
    assert plan.startswith("Limit")
    assert "booked_on_line_no_idx" in plan
    assert "Seq Scan on followup_ledgerrow" not in plan


def test_a_page_in_the_middle_of_a_month_begins_at_its_row_and_passes_no_others(client, leader, ledger, monkeypatch):
    monkeypatch.setattr(rows_module, "_MOST_KEYS", 0)
    monkeypatch.setattr(rows_module, "_NEAR", 4)
    monkeypatch.setattr(rows_module, "_AT_ONCE", 4)
    data = all_rows()
    with CaptureQueriesContext(connection) as asked:
        assert len(data[30:37]) == 7
    of_rows = [each["sql"] for each in asked if "followup_judgedrow" in each["sql"]]
    assert len(of_rows) == 1
    assert "OFFSET" not in of_rows[0]
    plan = plan_of(of_rows[0])
    assert plan.startswith("Limit")
    (condition, *_) = re.findall(r"Index Cond: .*", plan)
    assert "ROW(booked_on, line_no) <= ROW(" in condition, plan


@pytest.mark.parametrize("narrowed", [{}, {"key__account": "4513"}])
@pytest.mark.parametrize(("asked", "order"), WAYS)
@pytest.mark.parametrize("place", [14, 28])
def test_from_a_mark_no_row_before_the_page_is_read(ledger, monkeypatch, asked, order, place, narrowed):
    monkeypatch.setattr(rows_module, "_MOST_KEYS", 0)
    expected = list(JudgedRow.objects.filter(**narrowed).order_by(*order))
    data = rows_of(mark=Mark.of(place, expected[place]), **narrowed).order_by(*asked)
    for first in (place, place - 7):
        with CaptureQueriesContext(connection) as questions:
            assert data[first : first + 7] == expected[first : first + 7]
        (of_rows,) = [each["sql"] for each in questions if "followup_judgedrow" in each["sql"]]
        assert "OFFSET" not in of_rows
        plan = plan_of(of_rows)
        assert plan.startswith("Limit")
        (condition, *_) = re.findall(r"Index Cond: .*", plan)
        assert "ROW(booked_on, line_no)" in condition, plan


def test_the_pages_beside_are_read_from_a_row_of_this_one(client, leader, ledger):
    first = client.get("/reskontra/rader/")
    href = html.unescape(re.search(r'href="([^"]+)"[^>]*rel="next"', first.content.decode(), re.DOTALL)[1])
    assert "vid=" in href
    expected = list(JudgedRow.objects.order_by(*LATEST))[50:100]
    second = client.get(f"/reskontra/rader/{href}")
    assert [row.record for row in second.context["table"].page.object_list] == expected
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/reskontra/rader/{href}")
    assert any("ROW(" in each["sql"] for each in asked)
    for other in (href + "&utfall=ON_CONTRACT", href + "&sort=booked_on", "?page=2&vid=00000000.0_2025-01-01_1_1"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/reskontra/rader/{other}").status_code in {200, 404}
        assert not any("ROW(" in each["sql"] for each in asked), other
