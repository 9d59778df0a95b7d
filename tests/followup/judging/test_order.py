"""Rules put in another order: what it would move is told before anything is saved, and then it is so."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followup.judging import actions, tasks
from followup.judging.models import ClassificationRule, KeyVerdict, SpendMonth, Touched
from followup.judging.reports import EXCLUDED, OUTSIDE
from followup.judging.rules import reordered
from followup.ledger import actions as ledger_actions
from huddinge_vo.common.periods import Period
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
YEAR = Period.year(2026)


@pytest.fixture
def leader(client):
    person = make.user()
    client.force_login(person)
    return person


def rule(order, account, **values):
    values = {"category": make.category(), **values} if "exclusion" not in values else values
    last = account or "9999"
    return ClassificationRule.objects.create(
        buyer=make.buyer(), order=order, account_from=account, account_to=last, **values
    )


def load(*rows, name="reskontra.csv", header=make.LEDGER_HEADER):
    file = io.BytesIO(make.ledger_file(*rows, header=header))
    received = ledger_actions.receive_ledger_file(file=file, name=name, by=None, at=NOW)
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    actions.judge_changes(at=NOW)


@pytest.fixture
def ledger():
    """Three rules that take the same account: IFO, FO, an exclusion. A contract in IFO to the end of June."""
    make.category("FO")
    make.contract(valid_from=date(2025, 1, 1), until=date(2026, 6, 30))
    rules = [rule(5, "4631"), rule(10, "", category=make.category("FO")), rule(20, "4631", exclusion="Egen regi")]
    load(
        make.ledger_row("1000,00", "2026-03-01"),
        make.ledger_row("200,00", "2026-08-01"),
        make.ledger_row("7,00", "2026-03-01", account="4700"),
    )
    return rules


def ids(rules):
    return [each.pk for each in rules]


def stood():
    return list(ClassificationRule.objects.order_by("order").values_list("pk", "order"))


def tried(rules, order, by):
    return actions.try_order(buyer=make.buyer(), order=order, was=ids(rules), period=YEAR, by=by, at=NOW)


def test_a_trial_says_what_each_rule_would_get_and_what_becomes_of_it(ledger, leader):
    first, second, third = ids(ledger)
    trial = tried(ledger, [second, first, third], leader)
    assert (trial.rows, trial.sum_sek) == (2, Decimal("1200.00"))
    assert trial.by_rule == {first: (-2, Decimal("-1200.00")), second: (2, Decimal("1200.00"))}
    assert [(each.was, each.becomes, each.rows, each.sum_sek) for each in trial.steps] == [
        ("IFO, på avtal", "FO, utan avtal", 1, Decimal("1000.00")),
        ("IFO, utan avtal", "FO, utan avtal", 1, Decimal("200.00")),
    ]


def test_what_the_trial_said_is_so_when_the_order_is_saved(ledger, leader):
    first, second, third = ids(ledger)
    for order in ([third, first, second], [second, third, first], [first, third, second]):
        was = list(ClassificationRule.objects.order_by("order"))
        before = {each.pk: SpendMonth.objects.decided_by(each.pk) for each in was}
        trial = tried(was, order, leader)
        actions.order_rules(buyer=make.buyer(), order=order, was=ids(was), by=leader, at=NOW)
        actions.judge_changes(at=NOW)
        for pk, (rows, sum_sek) in before.items():
            more = trial.by_rule.get(pk, (0, Decimal(0)))
            assert SpendMonth.objects.decided_by(pk) == (rows + more[0], sum_sek + more[1])


def test_a_trial_changes_nothing_and_leaves_the_rules_to_whoever_saves_one(ledger, leader):
    def everything():
        verdicts = KeyVerdict.objects.order_by("pk"), SpendMonth.objects.order_by("pk")
        return stood(), *(list(each.values()) for each in verdicts), Touched.objects.count()

    before = everything()
    with CaptureQueriesContext(connection) as asked:
        tried(ledger, ids(ledger)[::-1], leader)
    assert everything() == before
    assert not [q for q in asked if 'UPDATE "followup_classificationrule"' in q["sql"]]


def test_a_trial_says_what_the_measures_become_as_a_tried_rule_does(ledger, leader):
    first, second, third = ids(ledger)
    measures = {each.name: (each.before, each.after) for each in tried(ledger, [second, first, third], leader).measures}
    assert measures["Avtalstrohet IFO"] == (Decimal(5) / 6, None)
    assert measures["Avtalstrohet FO"] == (Decimal(0), Decimal(0))  # 7 kr outside, then 1 207 kr
    assert measures["Avtalstrohet, hela kategorin"] == (pytest.approx(Decimal(1000) / 1207), Decimal(0))  # 1000 / 1207
    assert measures[OUTSIDE] == (Decimal("207.00"), Decimal("1207.00"))
    as_excluded = {each.name: each.after for each in tried(ledger, [third, first, second], leader).measures}
    assert as_excluded[EXCLUDED] == Decimal("1200.00")


def test_a_row_booked_in_another_month_than_it_was_done_in_is_told_by_its_own_day(ledger, leader):
    # Booked in July, when the contract has ended, for June; beside one for July.
    load(
        make.ledger_row("30,00", "2026-07-15", service="2026-06-30", account="4631"),
        make.ledger_row("5,00", "2026-07-15", service="2026-07-01", account="4631"),
        name="juli.csv",
        header=make.SERVICE_HEADER,
    )
    first, second, third = ids(ledger)
    moved = {(each.was, each.becomes): each.sum_sek for each in tried(ledger, [second, first, third], leader).steps}
    assert moved == {
        ("IFO, på avtal", "FO, utan avtal"): Decimal("1030.00"),
        ("IFO, utan avtal", "FO, utan avtal"): Decimal("205.00"),
    }


def test_an_order_that_bears_on_much_is_tried_by_the_worker_and_then_saved(client, leader, ledger, monkeypatch):
    monkeypatch.setattr("followup.judging.views.order.MOST_ROWS_AT_ONCE", 1)
    first, second, third = ids(ledger)
    page = send(client, ledger, ordning=[second, first, third], gor="prova")
    assert "Provet väntar på sin tur" in page.content.decode()
    assert "Spara ordningen" not in page.content.decode()
    trial = page.context["trial"]
    tasks.try_rule(trial=trial)
    answer = client.get(f"/regler/prov/{trial}/")
    text = " ".join(answer.content.decode().replace("\xa0", " ").split())
    assert "2 rader, 1 200,00 kr, skulle avgöras av en annan regel" in text
    assert [(flow.rows, flow.sum_sek) for flow in answer.context["per_rule"]] == [(2, 1200), (-2, -1200)]
    sent = {"fran": answer.context["was"], "provad": answer.context["order"], "ordning": answer.context["ordered"]}
    client.post("/regler/ordning/", {**sent, "gor": "spara"})
    assert [pk for pk, _ in stood()] == [second, first, third]
    client.force_login(make.user("controller"))
    assert client.get(f"/regler/prov/{trial}/").status_code == 404


def test_an_order_of_rules_that_are_changed_while_it_waits_to_be_tried_says_so(client, leader, ledger, monkeypatch):
    monkeypatch.setattr("followup.judging.views.order.MOST_ROWS_AT_ONCE", 1)
    trial = send(client, ledger, ordning=ids(ledger)[::-1], gor="prova").context["trial"]
    ledger[0].delete()
    tasks.try_rule(trial=trial)
    assert "Ordningen går inte att pröva" in client.get(f"/regler/prov/{trial}/").content.decode()


def test_the_places_stay_those_there_were(ledger, leader):
    first, second, third = ids(ledger)
    actions.order_rules(buyer=make.buyer(), order=[third, first, second], was=ids(ledger), by=leader, at=NOW)
    assert stood() == [(third, 5), (first, 10), (second, 20)]


def test_an_order_of_rules_that_have_changed_since_is_refused(ledger, leader):
    first, second, third = ids(ledger)
    for order, was in (
        ([first, second], [first, second, third]),
        ([first, second, third], [second, first, third]),
        ([first, first, third], [first, second, third]),
    ):
        with pytest.raises(actions.RulesHaveChanged):
            actions.order_rules(buyer=make.buyer(), order=order, was=was, by=leader, at=NOW)
        with pytest.raises(actions.RulesHaveChanged):
            actions.try_order(buyer=make.buyer(), order=order, was=was, period=YEAR, by=leader, at=NOW)
    assert ids(ledger) == [pk for pk, _ in stood()]


def test_what_one_may_not_see_is_in_no_trial(ledger, leader):
    make.supplier("Dolt hem AB", make.ORG_NUMBERS[2], is_secret=True)
    load(make.ledger_row("9000,00", "2026-09-01", org_number=make.ORG_NUMBERS[2]), name="hemligt.csv")
    first, second, third = ids(ledger)
    assert tried(ledger, [second, first, third], leader).sum_sek == Decimal("1200.00")


def send(client, rules, **values):
    sent = {"fran": ",".join(map(str, ids(rules))), "ordning": ids(rules), **values}
    return client.post("/regler/ordning/", sent, follow=True)


def test_a_step_up_is_tried_and_saved_only_when_it_is_said(client, leader, ledger):
    first, second, third = ids(ledger)
    page = send(client, ledger, flytta=f"{second}:upp")
    assert ids(page.context["rules"]) == [second, first, third]
    assert [each.rows_after for each in page.context["rules"]] == [3, 0, 0]
    assert "1 200,00 kr, skulle avgöras av en annan regel" in page.content.decode().replace("\xa0", " ")
    assert ids(ledger) == [pk for pk, _ in stood()]
    shown = page.context["tried"]
    again = send(client, ledger, ordning=[third, second, first], gor="spara", provad=shown)
    assert again.context["told"]  # it has been moved since it was tried
    assert ids(ledger) == [pk for pk, _ in stood()]
    page = send(client, ledger, ordning=[second, first, third], gor="spara", provad=shown)
    assert "Ordningen är sparad" in page.content.decode()
    assert [pk for pk, _ in stood()] == [second, first, third]


def test_a_typed_place_moves_a_rule_there(client, leader, ledger):
    first, second, third = ids(ledger)
    page = send(client, ledger, **{f"plats-{first}": "3", f"plats-{second}": "2", f"plats-{third}": "3"}, gor="prova")
    assert ids(page.context["rules"]) == [second, third, first]


def test_places_close_up_behind_what_moves():
    assert reordered([1, 2, 3, 4], {1: 3}) == [2, 3, 1, 4]
    assert reordered([1, 2, 3, 4], {4: 1}) == [4, 1, 2, 3]
    assert reordered([1, 2, 3], {2: 99}) == [1, 3, 2]
    assert reordered([1, 2, 3], {}) == [1, 2, 3]


def test_only_those_who_may_change_rules_may_put_them_in_order(client, ledger):
    client.force_login(make.user("upphandlare"))
    assert send(client, ledger).status_code == 403
    assert 'name="ordning"' not in client.get("/regler/").content.decode()
