"""When contracts end, month by month: both end days, no drafts, nothing secret, and the list that each month opens."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.register.models import Contract, ContractVolume
from contracts.register.reports import ENDS_AHEAD, ends_calendar
from contracts.suppliers.models import Supplier
from huddinge_vo.common.periods import Period, add_months, month_start
from tests import factories as make

pytestmark = pytest.mark.django_db
D = Decimal
ON = date(2026, 3, 10)


def contract(number, until, **values):
    values["supplier"] = values.get("supplier") or Supplier.objects.first() or make.supplier()
    return make.contract(number, valid_from=date(2024, 1, 1), until=until, **values)


def ending(number, until, *bought, **values):
    contract_ = contract(number, until, **values)
    for at, amount in enumerate(bought):
        ContractVolume.objects.create(
            contract=contract_,
            month=add_months(date(2025, 1, 1), at),
            sum_sek=D(amount),
            cumulative_sek=D(amount),
            updated_at=timezone.now(),
        )
    return contract_


def told(calendar):
    return {cell.of.month: cell.of for year in calendar.years for cell in year.cells}


def test_months_count_what_ends_in_them_with_both_end_days_and_credits():
    person = make.user("kategoriledare")
    ending("A-1", date(2026, 3, 9), "500")  # the day before
    ending("A-2", ON, "100.50", "-0.25")
    ending("A-3", date(2026, 3, 31), "200")
    ending("A-4", date(2028, 2, 29), "50")  # the last day of the last month
    ending("A-5", date(2028, 3, 1), "7")
    ending("A-6", None, "9")
    ending("A-7", date(2026, 4, 1), status=Contract.Status.DRAFT)
    calendar = ends_calendar(person, ON)
    months = told(calendar)
    assert len(months) == ENDS_AHEAD
    assert (min(months), max(months)) == (date(2026, 3, 1), date(2028, 2, 1))
    assert {month: each.count for month, each in months.items() if each.count} == {
        date(2026, 3, 1): 2,
        date(2028, 2, 1): 1,
    }
    assert (calendar.contracts, calendar.bought_sek) == (3, D("350.25"))


def test_each_month_opens_the_list_of_just_those_contracts(client):
    client.force_login(make.user("kategoriledare"))
    today = timezone.localdate()
    later = add_months(month_start(today), 5)
    for number, until in enumerate((today, Period.containing(today).last, later, Period.containing(later).last)):
        ending(f"A-{number}", until, "10")
    contract("U-1", later, status=Contract.Status.DRAFT)
    page = client.get("/avtal/")
    months = told(page.context["ends"])
    assert sum(each.count for each in months.values()) == page.context["ends"].contracts == 4
    assert months[later].count == 2
    for each in months.values():
        listed = client.get(each.href)
        assert listed.context["filter"].is_understood
        assert len(listed.context["table"].rows) == each.count
    assert f'aria-label="{months[later].told}"' in page.content.decode()


def test_a_secret_contract_is_in_no_month(client):
    ends = add_months(month_start(timezone.localdate()), 3)
    for number in range(2):
        ending(f"A-{number}", ends, "1000")
    Supplier.objects.filter(pk=Contract.objects.get(number="A-0").supplier_id).update(is_secret=True)
    other = make.supplier("Öppen AB", make.ORG_NUMBERS[4])
    ending("B-1", ends, "33", supplier=other)
    calendar = ends_calendar(make.user("kategoriledare"), timezone.localdate())
    assert (calendar.contracts, calendar.bought_sek) == (1, D(33))


def test_the_calendar_is_not_computed_for_the_list_alone_and_asks_as_much_of_many(client):
    client.force_login(make.user("kategoriledare"))
    ends = add_months(month_start(timezone.localdate()), 3)
    asked = []
    for numbers in (range(3), range(3, 30)):
        for number in numbers:
            ending(f"A-{number}", ends, "10")
        client.get("/avtal/")
        with CaptureQueriesContext(connection) as questions:
            client.get("/avtal/")
        asked.append(len(questions))
    assert asked[0] == asked[1]
    assert "ends" not in client.get("/avtal/", headers={"HX-Request": "true"}).context
