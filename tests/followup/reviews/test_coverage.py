"""What of the money is reviewed, and each board's plan against what is done."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.suppliers.models import Supplier
from followup.reviews.models import FollowUpClass, Review
from followup.reviews.reports import board_plan, load_picture
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
MONTH = date(2026, 3, 1)


@pytest.fixture
def by(client):
    person = make.user("uppföljare")
    client.force_login(person)
    return person


def contract(number, level, *, done=None, planned=(), bought=()):
    one = make.contract(number, supplier=Supplier.objects.first(), until=date(2030, 12, 31))
    if level:
        FollowUpClass.objects.create(contract=one, proposed=level, proposed_reason="Prov")
    if done:
        Review.objects.create(contract=one, planned_on=done, method="DESK", status="DONE", done_on=done)
    for day, status in planned:
        Review.objects.create(contract=one, planned_on=day, method="DESK", status=status)
    for payer, amount in bought:
        make.bought(one, [MONTH], amount, payer=payer)
    return one


def plan_of(by, on=TODAY):
    return board_plan(make.buyer(), user=by, year=2026, on=on)


def test_each_board_has_its_plan_against_done_and_the_money_that_is_reviewed(by):
    care, school = "Omsorgsförvaltningen", "Skolförvaltningen"
    contract("A-1", 1, done=date(2026, 2, 1), bought=[(care, "300"), (school, "100")])
    contract(
        "A-2", 2, planned=[(date(2026, 5, 31), "PLANNED"), (date(2026, 9, 1), "CANCELLED")], bought=[(care, "500")]
    )
    contract("A-3", 2, done=date(2026, 1, 1), bought=[(care, "-200")])  # credited
    found = plan_of(by)
    assert [(line.name, line.contracts, line.planned, line.done, line.late) for line in found.lines] == [
        (care, 3, 3, 2, 1),
        (school, 1, 1, 1, 0),
    ]
    assert [(line.bought_sek, line.covered_sek) for line in found.lines] == [(600, 100), (100, 100)]
    assert found.lines[0].covered == Decimal(100) / 600
    # What two boards buy on is planned once in the whole.
    assert (found.whole.contracts, found.whole.planned, found.whole.bought_sek) == (3, 3, 700)


def test_money_is_reviewed_until_the_class_asks_again_and_that_day_too(by):
    contract("A-1", 1, done=date(2026, 2, 1), bought=[("X", "100")])
    assert plan_of(by, on=date(2026, 6, 1)).whole.covered == 1
    assert plan_of(by, on=date(2026, 6, 2)).whole.covered == 0


def test_a_contract_that_was_never_reviewed_is_not_covered_and_nothing_bought_is_unknown(by):
    assert plan_of(by).whole.covered is None
    contract("A-1", 3, bought=[("X", "100")])
    assert plan_of(by).whole.covered == 0


def test_a_secret_contract_is_in_nobodys_plan(by):
    one = contract("A-1", 1, done=date(2026, 2, 1), bought=[("X", "100")])
    one.is_secret = True
    one.save()
    assert plan_of(by).lines == ()


def test_the_year_shows_its_load_and_the_boards_are_one_click_away(client, by):
    contract("A-1", 1, planned=[(date(2026, 5, 1), "PLANNED")], bought=[("Omsorgsförvaltningen", "100")])
    page = client.get(reverse("followup:review-plan", args=[2026])).content.decode()
    assert "Uppföljningar 2026 efter månad och klass" in page
    assert "Ingen uppföljare" in page
    where = reverse("followup:board-plan", args=[2026])
    assert where in page
    assert "Omsorgsförvaltningen" in client.get(where).content.decode()
    assert client.get(reverse("followup:board-plan", args=[1800])).status_code == 404
    assert load_picture({}, year=2026) == ""


def test_the_boards_ask_as_much_for_thirty_contracts_as_for_three(client, by):
    where, counts = reverse("followup:board-plan", args=[2026]), []
    for first, last in ((0, 3), (3, 30)):
        for number in range(first, last):
            contract(f"B-{number}", 2, done=date(2026, 2, 1), bought=[(f"Förvaltning {number}", "10")])
        client.get(where)
        with CaptureQueriesContext(connection) as asked:
            client.get(where)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_each_bar_of_the_years_load_opens_the_very_reviews_that_it_counts(client, by):
    march, autumn = date(2026, 3, 31), date(2026, 9, 1)
    contract("A-1", 1, done=date(2026, 3, 1), planned=[(march, "PLANNED"), (date(2026, 3, 30), "CANCELLED")])
    contract("A-2", 2, planned=[(march, "PLANNED"), (autumn, "CANCELLED")])
    contract("A-3", 1, planned=[(date(2025, 3, 1), "PLANNED"), (autumn, "PLANNED")])
    contract("A-4", None, planned=[(march, "PLANNED"), (date(2026, 3, 1), "PLANNED"), (autumn, "CANCELLED")])
    page = client.get(reverse("followup:review-plan", args=[2026]))
    bars = re.findall(r'<a class="told" href="([^"]+)" aria-label="([^"]+)"', page.context["picture"])
    assert {words for _, words in bars} == {
        "mar, Klass 1: 2",
        "sep, Klass 1: 1",
        "mar, Klass 2: 1",
        "mar, Utan klass: 2",
    }
    assert len(bars) == 4
    for href, words in bars:
        shown = client.get(unescape(href)).context["table"].data.data
        assert len(shown) == int(words.rpartition(": ")[2]), words
        assert {(each.planned_on.year, each.status == "CANCELLED") for each in shown} == {(2026, False)}


def test_the_year_counts_the_reviews_of_contracts_without_a_class_everywhere_alike(client, by):
    march, may = date(2026, 3, 31), date(2026, 5, 1)
    contract("A-1", 1, planned=[(march, "PLANNED")])
    contract("A-2", None, planned=[(march, "PLANNED"), (may, "PLANNED"), (date(2026, 6, 1), "CANCELLED")])
    page = client.get(reverse("followup:review-plan", args=[2026]))
    of_class = {line.name: [month.whole for month in line.months] for line in page.context["load_by_class"]}
    assert list(of_class) == ["Klass 1", "Klass 2", "Klass 3", "Utan klass", "Alla"]
    assert (of_class["Utan klass"][2], of_class["Utan klass"][4]) == (1, 1)
    assert sum(of_class["Klass 2"]) == 0
    # The parts are the whole, and the whole is what the people have.
    assert of_class["Alla"] == [sum(of_class[name][month] for name in list(of_class)[:-1]) for month in range(12)]
    assert of_class["Alla"] == [month.whole for month in page.context["load"][-1].months]
    assert "3 uppföljningar är planerade eller genomförda" in page.context["picture"]
    text = page.content.decode()
    assert "Uppföljningar 2026 per klass och månad" in text
    assert 'aria-label="Uppföljningar månad för månad, klass"' in text
    listed = client.get(reverse("followup:review-list"), {"ar": 2026, "klass": "utan"})
    assert [each.contract.number for each in listed.context["table"].data.data] == ["A-2"] * 3  # the cancelled one too
    assert "utan klass" in listed.content.decode()


def test_a_year_where_all_have_a_class_names_no_other(client, by):
    contract("A-1", 2, planned=[(date(2026, 5, 1), "PLANNED")])
    page = client.get(reverse("followup:review-plan", args=[2026]))
    assert [line.name for line in page.context["load_by_class"]] == ["Klass 1", "Klass 2", "Klass 3", "Alla"]
    assert "Utan klass" not in page.content.decode()
