"""The plan and its activities, from reference data to a late one that must say why."""

from datetime import UTC, date, datetime

import pghistory
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from activities.activities import actions, reference
from activities.activities.models import Activity
from activities.activities.rules import Standing, is_late, standing
from activities.plan.models import CategoryPlan, Strategy
from huddinge_vo.common.saving import ChangedMeanwhile
from tests import factories as make

AT = datetime(2026, 6, 15, 8, tzinfo=UTC)
TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("status", "starts", "ends", "late"),
    [
        ("ONGOING", None, date(2026, 6, 15), False),  # the last day is in time
        ("ONGOING", None, date(2026, 6, 14), True),
        ("NOT_STARTED", date(2026, 6, 15), None, False),
        ("NOT_STARTED", date(2026, 6, 14), None, True),
        ("ONGOING", date(2026, 6, 14), None, False),
        ("DONE", date(2025, 1, 1), date(2025, 2, 1), False),
        ("STOPPED", date(2025, 1, 1), date(2025, 2, 1), False),
        ("NOT_STARTED", None, None, False),
    ],
)
def test_an_activity_is_late_after_its_days_and_not_on_them(status, starts, ends, late):
    assert is_late(status, starts, ends, on=TODAY) is late


def test_an_activity_without_days_is_not_planned_and_not_on_time():
    assert standing("ONGOING", None, None, on=TODAY) is Standing.UNPLANNED
    assert standing("ONGOING", None, TODAY, on=TODAY) is Standing.ON_TIME
    assert standing("NOT_STARTED", TODAY, TODAY, on=TODAY) is Standing.NOT_BEGUN


def test_the_reference_data_is_the_plans_fifteen_with_its_priorities():
    assert [facts.number for facts in reference.ACTIVITIES] == [f"2.{n}" for n in range(1, 16)]
    assert [facts.priority for facts in reference.ACTIVITIES] == [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 4, 4]
    assert [number for number, _, _ in reference.STRATEGIES] == [f"2.{n}" for n in range(1, 10)]
    assert all(facts.goals and facts.strategies for facts in reference.ACTIVITIES)


@pytest.mark.django_db
def test_the_plan_comes_whole_once_and_leaves_what_users_changed():
    buyer = make.buyer()
    first = actions.load_plan(buyer=buyer, at=AT)
    assert first > 60
    activity = Activity.objects.get(number="2.10")
    activity.priority = 1
    with pghistory.context(user=make.user().pk):
        activity.save()
    assert actions.load_plan(buyer=buyer, at=AT) == 0
    assert Activity.objects.get(number="2.10").priority == 1
    assert Activity.objects.count() == 15
    assert [str(goal.number) for goal in Activity.objects.get(number="2.9").goals.order_by("number")] == ["1", "2", "4"]
    assert CategoryPlan.objects.get().team.count() == len(reference.TEAM)


@pytest.mark.django_db
def test_a_late_activity_must_say_why_on_its_form_and_with_one_click():
    by = make.user()
    activity = make.activity(status="ONGOING", ends_on=date(2026, 6, 14))
    with pytest.raises(ValidationError, match="försenad") as refusal:
        actions.save_activity(activity=activity, goals=[], strategies=[], by=by, at=AT)
    assert set(refusal.value.error_dict) == {"late_reason"}
    with pytest.raises(actions.MustSayWhy):
        actions.set_activity_status(activity_id=activity.pk, status="NOT_STARTED", by=by, at=AT)
    activity.refresh_from_db()
    assert activity.status == "ONGOING"
    done = actions.set_activity_status(activity_id=activity.pk, status="DONE", by=by, at=AT)
    assert done.done_on == TODAY
    again = actions.set_activity_status(activity_id=activity.pk, status="ONGOING", reason="Sjukdom", by=by, at=AT)
    assert (again.done_on, again.late_reason) == (None, "Sjukdom")


@pytest.mark.django_db
def test_two_who_change_the_same_activity_do_not_overwrite_each_other():
    by = make.user()
    make.activity()
    mine, theirs = Activity.objects.get(), Activity.objects.get()
    theirs.title = "Deras"
    actions.save_activity(activity=theirs, goals=[], strategies=[], by=by, at=AT, version=1)
    mine.title = "Min"
    with pytest.raises(ChangedMeanwhile):
        actions.save_activity(activity=mine, goals=[], strategies=[], by=by, at=AT, version=1)
    assert Activity.objects.get().title == "Deras"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)}, "activity_ends_after_it_begins"),
        ({"priority": 5}, "activity_priority_is_one_to_four"),
        *(
            ({"number": number}, "activity_number_is_numbers_with_points")
            for number in ("3.A", "", "A", "2.", ".2", "2..1", "2.01", "0", "2.²", "2.1 ", "2.1\n", "1.1.1.1", "-1")
        ),
        ({"status": "DONE"}, "activity_that_is_done_has_a_day"),
        ({"done_on": date(2026, 1, 1)}, "activity_that_is_done_has_a_day"),
        ({"achieved_effect_sek": 1}, "achieved_kronor_have_evidence"),
    ],
)
def test_what_cannot_be_is_refused_by_the_database(values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make.activity(**values)


def body(answer):
    return answer.content.decode()


@pytest.mark.django_db
def test_status_is_changed_with_two_clicks_and_back_to_where_one_was(client, leader):
    activity = make.activity(ends_on=date(2099, 1, 1))
    board = body(client.get("/aktiviteter/tavla/"))
    assert "Pågår: 2.1 Provaktivitet" in board
    answer = client.post(
        f"/aktiviteter/{activity.pk}/status/", {"status": "ONGOING", "tillbaka": "/aktiviteter/tavla/"}
    )
    assert answer["Location"] == "/aktiviteter/tavla/"
    away = client.post(f"/aktiviteter/{activity.pk}/status/", {"status": "DONE", "tillbaka": "//elak.example/"})
    assert away["Location"] == activity.get_absolute_url()
    activity.refresh_from_db()
    assert activity.status == "DONE"


@pytest.mark.django_db
def test_a_late_one_is_asked_why_on_the_page_and_nothing_is_lost(client, leader):
    activity = make.activity(status="ONGOING", ends_on=date(2020, 1, 1))
    assert "ingen har skrivit varför" in body(client.get(activity.get_absolute_url()))
    answer = client.post(f"/aktiviteter/{activity.pk}/status/", {"status": "NOT_STARTED"})
    assert answer.status_code == 422
    assert "Skriv varför" in body(answer)
    client.post(f"/aktiviteter/{activity.pk}/status/", {"status": "NOT_STARTED", "reason": "Väntar på IT"})
    assert "Försenad: Väntar på IT" in body(client.get(activity.get_absolute_url()))


@pytest.mark.django_db
def test_a_personal_number_in_a_note_is_refused_with_the_reason(client, leader):
    activity = make.activity()
    answer = client.post(f"/aktiviteter/{activity.pk}/anteckning/", {"text": "Gäller 121212-1212"})
    assert answer.status_code == 422
    assert "ser ut som ett personnummer" in body(answer)
    assert activity.notes.count() == 0
    client.post(f"/aktiviteter/{activity.pk}/anteckning/", {"text": "Första mötet är hållet."})
    assert "Första mötet" in body(client.get(activity.get_absolute_url()))


@pytest.mark.django_db
def test_steps_are_added_done_and_taken_up_again(client, leader):
    activity = make.activity()
    sent = {"name": "Workshop", "due_on": "2026-09-01", "done_on": "", "responsible": leader.pk}
    client.post(f"/aktiviteter/{activity.pk}/steg/nytt/", sent)
    step = activity.steps.get()
    client.post(f"/steg/{step.pk}/klart/")
    step.refresh_from_db()
    assert step.done_on is not None
    client.post(f"/steg/{step.pk}/klart/")
    step.refresh_from_db()
    assert step.done_on is None
    mine = client.get("/aktiviteter/?urval=mina").context["table"].data
    assert [each.pk for each in mine] == [activity.pk]


@pytest.mark.django_db
def test_readers_see_the_plan_and_change_nothing(client):
    activity = make.activity()
    client.force_login(make.user("läsare"))
    for path in (
        "/kategoriplan/",
        "/aktiviteter/",
        "/aktiviteter/tavla/",
        "/aktiviteter/tidslinje/",
        f"/aktiviteter/{activity.pk}/",
    ):
        page = client.get(path)
        assert page.status_code == 200
        assert "/andra/" not in body(page)
    assert client.post(f"/aktiviteter/{activity.pk}/status/", {"status": "DONE"}).status_code == 403


@pytest.mark.django_db
def test_another_buyers_plan_does_not_exist(client):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    theirs = make.activity(plan=make.plan(category=make.category("VO", parent=None, of=other)))
    client.force_login(make.user("kategoriledare"))
    assert client.get(theirs.get_absolute_url()).status_code == 404
    assert "Ingen kategoriplan" in body(client.get("/kategoriplan/"))


@pytest.mark.django_db
def test_pages_ask_as_much_of_thirty_activities_as_of_three(client, leader):
    counts = {}
    for first, last in ((1, 4), (4, 31)):
        for number in range(first, last):
            activity = make.activity(f"2.{number}", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
            activity.goals.set(activity.plan.effect_goals.all())
            activity.steps.create(name="Steg", due_on=date(2026, 5, 1))
        for path in ("/kategoriplan/", "/aktiviteter/", "/aktiviteter/tavla/", "/aktiviteter/tidslinje/", "/matt/"):
            client.get(path)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            counts.setdefault(path, []).append(len(asked))
    assert {path: counted for path, counted in counts.items() if counted[0] != counted[1]} == {}


@pytest.mark.django_db
def test_the_list_sorts_by_number_as_people_count(client, leader):
    for number in ("2.10", "10", "2.9", "3", "2.1", "2.1.2", "2.1.10"):
        make.activity(number)
    rows = client.get("/aktiviteter/").context["table"].data
    assert [row.number for row in rows] == ["2.1", "2.1.2", "2.1.10", "2.9", "2.10", "3", "10"]


@pytest.mark.django_db
def test_strategies_stand_in_the_plans_order_as_people_count(client, leader):
    plan = make.plan()
    for number in ("2.10", "2.9", "x"):
        Strategy.objects.create(plan=plan, number=number, title="Provstrategi", summary="Kort")
    page = client.get("/kategoriplan/")
    assert [each.number for each in page.context["strategies"]] == ["2.9", "2.10", "x"]


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "taken"), [("10", True), ("2", True), ("3.A", False), ("02.1", False)])
def test_a_number_is_taken_or_refused_in_words_and_every_page_opens_after_it(client, leader, number, taken):
    activity = make.activity()
    sent = {"title": "Prov", "status": "NOT_STARTED", "priority": 1, "responsible": "Kategoriledare", "version": 1}
    answer = client.post(f"/aktiviteter/{activity.pk}/andra/", {**sent, "number": number})
    assert answer.status_code == (302 if taken else 422)
    if not taken:
        (error,) = answer.context["form"].errors.values()
        assert [words.split(",")[0] for words in error] == ["Skriv numret med siffror och punkt emellan"]
    activity.refresh_from_db()
    assert activity.number == (number if taken else "2.1")
    for path in ("/kategoriplan/", "/aktiviteter/", "/aktiviteter/tavla/", "/aktiviteter/tidslinje/", "/matt/"):
        assert client.get(path).status_code == 200
