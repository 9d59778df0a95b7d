"""What a year's plan lacks: looked at before it is planned, evenly spread, changed line by line, and taken back."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from followup.reviews import actions, rules
from followup.reviews.models import FollowUpClass, Review
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 28, 8, tzinfo=UTC)


@pytest.fixture
def by():
    return make.user("uppföljare")


def contracts(many, level, *, by, first=0, valid_from=date(2024, 12, 1), until=date(2030, 12, 31), **values):
    supplier = make.Supplier.objects.filter(name="Provhem AB").first() or make.supplier()
    for number in range(first, first + many):
        made = make.contract(
            f"A-{level}-{number}", supplier=supplier, valid_from=valid_from, until=until, owner=by, **values
        )
        FollowUpClass.objects.create(
            contract=made, proposed=level, proposed_reason="x", decided=level, decided_by=by, decided_on=valid_from
        )


def propose(by, year=2027, at=AT):
    return actions.propose_year(buyer=make.buyer(), year=year, by=by, at=at)


def plan(by, year=2027, at=AT, **values):
    return actions.plan_year(buyer=make.buyer(), year=year, by=by, at=at, **values)


def test_looking_at_what_is_missing_plans_nothing_and_proposes_no_class(by):
    make.contract(valid_from=date(2025, 6, 1), until=date(2030, 12, 31))
    assert len(propose(by).reviews) == 1
    assert not Review.objects.exists()
    assert not FollowUpClass.objects.exists()


def test_contracts_that_began_on_the_same_day_are_reviewed_in_different_months_and_none_too_late(by):
    contracts(48, 3, by=by, valid_from=date(2025, 10, 1))  # all due on 2027-10-01
    found = [each.review.planned_on for each in propose(by).reviews]
    assert len(found) == 48
    assert max(found) == date(2027, 10, 1)
    assert min(found) >= date(2027, 4, 1)  # half a year earlier at most
    months = Counter(day.month for day in found)
    assert set(months) == {4, 5, 6, 7, 8, 9, 10}
    # two a month is the class's rhythm; where no month has room, none is later than its last day
    assert {month: count for month, count in months.items() if month != 10} == dict.fromkeys(range(4, 10), 2)


def test_what_is_overdue_comes_at_an_even_pace_and_the_rest_next_year(by):
    contracts(48, 3, by=by, valid_from=date(2023, 1, 1))
    late = propose(by, 2026)
    assert (len(late.reviews), late.left) == (2, 46)  # two in December; there are three days left of November
    whole = propose(by, 2027)
    assert Counter(each.review.planned_on.month for each in whole.reviews) == dict.fromkeys(range(1, 13), 2)
    assert whole.left == 24
    assert all(each.due == date(2025, 1, 1) for each in whole.reviews)


def test_what_ends_is_reviewed_before_its_end_whether_there_is_room_or_not(by):
    contracts(10, 3, by=by, valid_from=date(2023, 1, 1), until=date(2027, 2, 28))
    found = propose(by)
    assert (len(found.reviews), found.left) == (10, 0)
    assert max(each.review.planned_on for each in found.reviews) <= date(2027, 2, 28)


def test_the_last_days_of_a_month_are_not_filled_with_what_ends_with_the_year(by):
    contracts(20, 3, by=by, valid_from=date(2023, 1, 1), until=date(2026, 12, 31))
    months = Counter(each.review.planned_on.month for each in propose(by, 2026).reviews)
    assert sum(months.values()) == 20
    assert months[12] > months[11]
    assert plan(by, 2026)
    assert propose(by, 2026).reviews == ()


def test_a_plan_that_is_saved_lacks_nothing_and_a_second_time_plans_nothing(by):
    contracts(30, 3, by=by, valid_from=date(2023, 1, 1))
    contracts(20, 2, by=by, valid_from=date(2025, 6, 1))
    contracts(6, 1, by=by, valid_from=date(2026, 6, 1))
    proposed = propose(by)
    made = plan(by)
    told = sorted((each.review.contract_id, each.review.planned_on) for each in proposed.reviews)
    assert sorted((each.contract_id, each.planned_on) for each in made) == told
    assert plan(by) == []
    assert propose(by).reviews == ()


def test_a_class_one_contract_is_reviewed_three_times_with_four_months_between(by):
    contracts(1, 1, by=by, valid_from=date(2026, 9, 15))
    days = [each.review.planned_on for each in propose(by).reviews]
    assert days == [date(2027, 1, 15), date(2027, 5, 15), date(2027, 9, 15)]


def test_a_line_can_be_left_out_or_moved_and_not_out_of_reach(by):
    contracts(2, 2, by=by, valid_from=date(2026, 5, 3), until=date(2027, 8, 31))
    first, second = sorted(propose(by).reviews, key=lambda each: each.review.contract.number)
    with pytest.raises(actions.PlanRefused, match="A-2-0 går inte att följa upp i december"):
        plan(by, months={first.key: 12})
    for month in (0, 13, 10**9):
        with pytest.raises(actions.PlanRefused):
            plan(by, months={first.key: month})
    assert not Review.objects.exists()
    (made,) = plan(by, months={first.key: 7, "9.20270101": 3})
    assert (made.contract.number, made.planned_on) == ("A-2-0", date(2027, 7, 5))  # the 3rd is a Saturday
    assert [each.review.contract for each in propose(by).reviews] == [second.review.contract]


def test_two_reviews_of_a_contract_are_not_planned_on_the_same_day(by):
    contracts(1, 1, by=by, valid_from=date(2026, 9, 15))
    one, _, third = propose(by).reviews
    with pytest.raises(actions.PlanRefused, match="har redan en uppföljning"):
        plan(by, months={one.key: 6, third.key: 6})
    plan(by, months={one.key: 6})
    assert Review.objects.count() == 1


def test_whoever_may_not_see_a_contract_neither_sees_nor_plans_its_reviews(by):
    contracts(1, 2, by=by, valid_from=date(2026, 1, 1))
    contracts(1, 2, by=by, first=1, valid_from=date(2026, 1, 1), is_secret=True)
    assert [each.review.contract.number for each in propose(by).reviews] == ["A-2-0"]
    assert [each.contract.number for each in plan(by)] == ["A-2-0"]
    assert len(plan(None)) == 1  # the system sees all


def test_what_was_planned_in_one_step_is_taken_back_but_not_what_was_changed_since(by):
    contracts(3, 2, by=by, valid_from=date(2026, 5, 1))
    made = plan(by)
    begun, changed, untouched = Review.objects.order_by("pk")
    Review.objects.filter(pk=begun.pk).update(status="ONGOING")
    changed.planned_on = date(2027, 3, 3)
    actions.save_review(review=changed, by=by, at=AT)
    pks = [each.pk for each in made]
    assert actions.undo_plan(buyer=make.buyer(), reviews=pks, by=by, at=AT) == (1, 2)
    assert not Review.objects.filter(pk=untouched.pk).exists()
    assert actions.undo_plan(buyer=make.buyer(), reviews=pks, by=by, at=AT) == (0, 2)
    with pytest.raises(Exception, match="inte rätt"):
        actions.undo_plan(buyer=make.buyer(), reviews=pks, by=make.user("läsare"), at=AT)


def test_the_page_shows_plan_and_load_before_anything_is_saved_and_saving_can_be_undone(by, client):
    contracts(3, 2, by=by, valid_from=date(2026, 5, 1))
    year = timezone.localdate().year + 1
    Review.objects.update(planned_on=date(year, 1, 1))
    client.force_login(by)
    address = f"/uppfoljning/plan/{year}/planera/"
    page = client.get(address)
    text = page.content.decode()
    assert "3 uppföljningar saknas" in " ".join(text.split())
    assert (page.context["load"][-1].year.whole, page.context["load"][-1].year.new) == (3, 3)
    assert page.context["load"][0].name == str(by)
    assert not Review.objects.exists()
    first, second, third = (line["key"] for line in page.context["lines"])
    data = {f"manad-{first}": "0", f"manad-{second}": "6", f"manad-{third}": "6"}
    shown = client.post(address, {**data, "visa": "1"})
    assert [month.new for month in shown.context["load"][-1].months] == [0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0]
    assert [line["month"] for line in shown.context["lines"]] == [0, 6, 6]
    assert not Review.objects.exists()
    saved = client.post(address, data, follow=True)
    assert "2 uppföljningar är planerade" in " ".join(saved.content.decode().split())
    assert {each.planned_on.month for each in Review.objects.all()} == {6}
    client.post(f"/uppfoljning/plan/{year}/angra/")
    assert not Review.objects.exists()
    assert "är planerade" not in client.get(f"/uppfoljning/plan/{year}/").content.decode()
    assert client.post(address, {"manad-x": "99", "manad-": "5"}).status_code == 302
    assert client.post(address, {f"manad-{first}": "99"}).status_code == 422


def test_only_whoever_plans_reviews_may_open_the_page(client):
    client.force_login(make.user("läsare"))
    for address in ("/uppfoljning/plan/2027/planera/", "/uppfoljning/plan/2027/angra/"):
        assert client.post(address).status_code == 403
    assert client.get("/uppfoljning/plan/2027/planera/").status_code == 403


def test_the_page_asks_as_many_questions_for_thirty_contracts_as_for_three(by, client):
    client.force_login(by)
    year = timezone.localdate().year + 1
    counts = []
    for first, last in ((0, 3), (3, 30)):
        contracts(last - first, 2, by=by, first=first, valid_from=date(year - 1, 3, 1))
        client.get(f"/uppfoljning/plan/{year}/planera/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/uppfoljning/plan/{year}/planera/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_no_month_of_a_year_has_twice_the_rhythm_of_a_class_whenever_its_contracts_began():
    begins = [date(2024, 1 + n % 12, 1) for n in range(96)]
    wanted = [rules.ToReview(n, 3, None, day, None) for n, day in enumerate(begins)]
    found = rules.spread(wanted, planned={}, first=date(2026, 1, 1), last=date(2026, 12, 31))
    months = Counter(day.month for days in found.days.values() for day in days)
    assert max(months.values()) <= 8
    for each in wanted:
        for day in found.days.get(each.pk, []):
            assert day <= each.due or each.due < date(2026, 1, 1)
