"""What is said of a rule before it is saved: where it lands, whose rows it takes, and what the measures become."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followup.judging import actions, tasks
from followup.judging.models import ClassificationRule, SpendMonth
from followup.judging.reports import EXCLUDED, OUTSIDE, UNCATEGORISED
from followup.ledger import actions as ledger_actions
from followup.ledger.models import LedgerImport
from followup.overview.reports import overview
from followup.spend.reports import root_category
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
WHOLE = "Avtalstrohet, hela kategorin"


def load(*rows, name="reskontra.csv"):
    received = ledger_actions.receive_ledger_file(file=io.BytesIO(make.ledger_file(*rows)), name=name, by=None, at=NOW)
    done = ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    assert done.status == LedgerImport.Status.LOADED, done.message
    actions.judge_changes(at=NOW)


def rule(order=None, *, account="", save=True, **values):
    if "exclusion" not in values:
        values = {"category": make.category(), **values}
    made = ClassificationRule(buyer=make.buyer(), order=order, account_from=account, account_to=account, **values)
    if save:
        made.save()
    return made


def measures(trial):
    return {each.name: (each.before, each.after) for each in trial.measures}


def sort_ledger(*more):
    """A contract in IFO; three rules; 100 kr on contract in IFO and 300 kr outside each month of a year; and more."""
    make.category("FO")
    make.contract(valid_from=date(2025, 1, 1))
    rule(1, account="4513", exclusion="Försäkringskassan")
    rule(2, account="4631")
    rule(3, unit="Socialförvaltningen")
    rows = []
    for month in range(12):
        on = f"{2025 + (month + 9) // 12}-{(month + 9) % 12 + 1:02}-15"
        rows += [
            make.ledger_row("100,00", on, invoice=f"A{month}"),
            make.ledger_row("300,00", on, account="4632", org_number=make.ORG_NUMBERS[1], name="Utan AB"),
            make.ledger_row("5,00", on, account="4513", org_number=make.ORG_NUMBERS[2], name="FK"),
        ]
    load(*rows, *more)


@pytest.fixture
def sorted_ledger():
    sort_ledger()


# --------------------------------------------------------------------------------------------------------- its place


def test_a_new_rule_lands_just_above_the_first_that_takes_its_rows_today(sorted_ledger):
    by = make.user()
    new = rule(account="4632", category=make.category("FO"), save=False)
    tried = actions.try_rule(rule=new, by=by, at=NOW)
    assert (tried.place, tried.is_proposed) == (3, True)
    assert tried.above == "regel 3: förvaltning Socialförvaltningen → IFO"
    assert (tried.rows, tried.sum_sek) == (12, Decimal("3600.00"))
    actions.save_rule(rule=new, by=by, at=NOW)
    told = ClassificationRule.objects.order_by("order").values_list("order", "account_from", "unit")
    assert list(told) == [(1, "4513", ""), (2, "4631", ""), (3, "4632", ""), (4, "", "Socialförvaltningen")]


def test_a_rule_whose_rows_no_rule_takes_lands_last(sorted_ledger):
    ClassificationRule.objects.filter(order=3).delete()
    new = rule(account="4632", save=False)
    tried = actions.try_rule(rule=new, by=make.user(), at=NOW)
    assert (tried.place, tried.above, tried.rows) == (3, "", 12)
    assert [(flow.rule, flow.rows, flow.sum_sek) for flow in tried.comes] == [("ingen regel", 12, Decimal(3600))]


@pytest.mark.parametrize(("place", "order", "rows"), [(1, 1, 36), (3, 3, 12), (99, 4, 0)])
def test_a_place_that_is_chosen_is_the_one_that_is_tried_and_saved(sorted_ledger, place, order, rows):
    by = make.user()
    new = rule(exclusion="Prov", save=False)
    assert actions.try_rule(rule=new, by=by, at=NOW, place=place).rows == rows
    actions.save_rule(rule=new, by=by, at=NOW, place=place)
    assert new.order == order
    actions.judge_changes(at=NOW)
    assert sum(SpendMonth.objects.filter(rule=new).values_list("n", flat=True)) == rows
    assert list(ClassificationRule.objects.order_by("order").values_list("order", flat=True)) == [1, 2, 3, 4]


@pytest.mark.parametrize(("was", "place"), [(1, 3), (3, 1), (2, 2), (1, 2)])
def test_a_rule_that_gets_another_place_lets_the_others_close_up(sorted_ledger, was, place):
    rules = list(ClassificationRule.objects.order_by("order"))
    moved = rules.pop(was - 1)
    rules.insert(place - 1, moved)
    actions.save_rule(rule=moved, by=make.user(), at=NOW, place=place)
    assert list(ClassificationRule.objects.order_by("order")) == rules
    assert list(ClassificationRule.objects.order_by("order").values_list("order", flat=True)) == [1, 2, 3]


def test_a_rule_that_is_changed_without_a_place_stays_where_it_is(sorted_ledger):
    changed = ClassificationRule.objects.get(order=3)
    changed.category = make.category("FO")
    assert actions.try_rule(rule=changed, by=make.user(), at=NOW).place == 3
    assert actions.save_rule(rule=changed, by=make.user("controller"), at=NOW).order == 3


def test_a_trial_touches_no_rule_so_that_nobody_who_saves_one_waits_for_it(sorted_ledger):
    new = rule(account="4632", category=make.category("FO"), save=False)
    with CaptureQueriesContext(connection) as asked:
        actions.try_rule(rule=new, by=make.user(), at=NOW)
    writes = [q["sql"] for q in asked if "followup_classificationrule" in q["sql"]]
    assert writes
    for statement in writes:
        assert 'UPDATE "followup_classificationrule"' not in statement
        assert 'INSERT INTO "followup_classificationrule"' not in statement
        assert "FOR UPDATE" not in statement


# -------------------------------------------------------------------------------------------- whose rows, what measures


def test_a_trial_says_from_which_rules_the_rows_come_and_what_each_measure_becomes(sorted_ledger):
    by = make.user()
    tried = actions.try_rule(rule=rule(exclusion="Allt", save=False), by=by, at=NOW, place=1)
    assert {(flow.rule, flow.rows, flow.sum_sek) for flow in tried.comes} == {
        ("regel 1: konto 4513 → undantag Försäkringskassan", 12, Decimal("60.00")),
        ("regel 2: konto 4631 → IFO", 12, Decimal("1200.00")),
        ("regel 3: förvaltning Socialförvaltningen → IFO", 12, Decimal("3600.00")),
    }
    assert not tried.goes
    assert (tried.moved_rows, tried.moved_sek) == (24, Decimal("4800.00"))  # what was excluded is so still
    # 1 200 of 4 800 kr on contract; then nothing that could be bought on contract at all
    assert measures(tried) == {
        "Avtalstrohet FO": (None, None),
        "Avtalstrohet IFO": (Decimal("0.25"), None),
        WHOLE: (Decimal("0.25"), None),
        OUTSIDE: (Decimal("3600.00"), Decimal(0)),
        UNCATEGORISED: (Decimal(0), Decimal(0)),
        EXCLUDED: (Decimal("60.00"), Decimal("4860.00")),
    }


def test_the_measures_before_are_those_of_the_overview_and_those_after_are_so_when_it_is_saved(sorted_ledger):
    by = make.user()
    new = rule(account="4632", category=make.category("FO"), save=False)
    root = root_category(make.buyer())
    tried = actions.try_rule(rule=new, by=by, at=NOW)

    def shown():
        report = overview(root=root, user=by, period=tried.period, on=NOW.date())
        by_name = {f"Avtalstrohet {line.name}": line.loyalty.contract_loyalty for line in report.subcategories}
        return {
            **by_name,
            WHOLE: report.whole.contract_loyalty,
            OUTSIDE: report.whole.outside_contract,
            EXCLUDED: report.whole.excluded,
            UNCATEGORISED: report.whole.unknown,  # here everybody's number is known: it is all without a subcategory
        }

    before, after = shown(), None
    actions.save_rule(rule=new, by=by, at=NOW)
    actions.judge_changes(at=NOW)
    after = shown()
    for name, (earlier, later) in measures(tried).items():
        assert earlier == before.get(name), name
        assert later == after.get(name), name
    assert measures(tried)["Avtalstrohet IFO"] == (Decimal("0.25"), Decimal(1))
    assert {each.name: each.change for each in tried.measures}["Avtalstrohet IFO"] == Decimal("0.75")


def test_a_rule_that_is_made_narrower_says_where_the_rest_goes(sorted_ledger):
    narrower = ClassificationRule.objects.get(order=2)
    narrower.account_from = narrower.account_to = "4699"
    tried = actions.try_rule(rule=narrower, by=make.user(), at=NOW)
    assert tried.rows == 0
    assert [(flow.rule, flow.rows) for flow in tried.goes] == [("regel 3: förvaltning Socialförvaltningen → IFO", 12)]


def test_taking_a_rule_away_says_where_its_rows_go_and_what_the_measures_become(sorted_ledger):
    tried = actions.try_removal(rule=ClassificationRule.objects.get(order=3), by=make.user(), at=NOW)
    assert tried.is_removal
    assert (tried.rows, tried.sum_sek) == (12, Decimal("3600.00"))
    assert [(flow.rule, flow.rows, flow.sum_sek) for flow in tried.goes] == [("ingen regel", 12, Decimal("3600.00"))]
    assert measures(tried)[WHOLE] == (Decimal("0.25"), Decimal(1))
    assert ClassificationRule.objects.count() == 3


def test_with_nothing_loaded_a_trial_has_no_measures_and_no_rows():
    make.category()
    tried = actions.try_rule(rule=rule(account="1", save=False), by=make.user(), at=NOW)
    assert (tried.place, tried.rows, tried.measures) == (1, 0, ())


# ------------------------------------------------------------------------------------------------------------- secrecy


@pytest.fixture
def secret_supplier():
    """One whose rows are on an account of their own, under the third rule."""
    hidden = make.supplier("Skyddat AB", make.ORG_NUMBERS[3], is_secret=True)
    sort_ledger(
        *(
            make.ledger_row("700,00", f"2026-09-{day}", account="4700", org_number=make.ORG_NUMBERS[3], name="Skyddat")
            for day in (10, 11, 12)
        )
    )
    return hidden


@pytest.mark.parametrize("asks", [{"account": "4700"}, {"supplier_ref": make.ORG_NUMBERS[3]}])
def test_a_rule_that_takes_what_one_may_not_see_takes_nothing_and_lands_last(secret_supplier, asks):
    by = make.user()
    new = rule(category=make.category("FO"), save=False, **asks)
    tried = actions.try_rule(rule=new, by=by, at=NOW, at_most=0)
    assert (tried.rows, tried.sum_sek, tried.moved_rows, tried.comes, tried.place) == (0, Decimal(0), 0, (), 4)
    assert all(each.before == each.after for each in tried.measures)
    assert actions.save_rule(rule=new, by=by, at=NOW).order == 4


def test_a_broad_rule_moves_what_one_may_see_and_leaves_the_rest_as_it_was(secret_supplier):
    by, let_in = make.user(), make.user("controller")
    AccessGrant.objects.create(object=secret_supplier, user=let_in, buyer=make.buyer())
    seen, all_of_it = (
        actions.try_rule(rule=rule(exclusion="Allt", save=False), by=person, at=NOW, place=1) for person in (by, let_in)
    )
    assert (seen.rows, seen.sum_sek) == (36, Decimal("4860.00"))
    assert (all_of_it.rows, all_of_it.sum_sek) == (39, Decimal("6960.00"))
    # What is secret is in the whole before, as on Översikt, and still there after.
    assert measures(seen)[OUTSIDE] == (Decimal("5700.00"), Decimal("2100.00"))
    assert measures(all_of_it)[OUTSIDE] == (Decimal("5700.00"), Decimal(0))


def test_a_rule_that_brings_rows_to_a_secret_contract_says_nothing_of_it(sorted_ledger):
    make.contract(
        "A-9",
        supplier=make.Supplier.objects.get(org_number=make.ORG_NUMBERS[0]),
        areas=[make.area("FO-X", subcategory="FO")],
        valid_from=date(2025, 1, 1),
        is_secret=True,
    )
    actions.judge_changes(at=NOW)
    new = rule(account="4631", category=make.category("FO"), save=False)
    tried = actions.try_rule(rule=new, by=make.user(), at=NOW)
    assert (tried.rows, tried.moved_rows) == (0, 0)
    assert all(each.before == each.after for each in tried.measures)


def test_the_list_counts_for_each_rule_what_one_may_see(secret_supplier, client):
    client.force_login(make.user())
    taken = {each.order: (each.row_count, each.sum_sek) for each in client.get("/regler/").context["rules"]}
    assert taken[3] == (12, Decimal("3600.00"))


# --------------------------------------------------------------------------------------------------------------- pages


def test_the_form_tells_the_place_and_keeps_what_was_typed(sorted_ledger, client, leader):
    fo = make.category("FO")
    page = client.post("/regler/ny/", {"account_from": "4632", "account_to": "4632", "category": fo.pk, "prova": "1"})
    text = page.content.decode()
    assert "Den blir nummer 3, ovanför regel 3" in " ".join(text.split())
    assert "första regel som tar raderna i dag" in text
    assert "+75,0 procentenheter" in " ".join(text.split())
    answer = client.post("/regler/ny/", {"account_from": "4632", "account_to": "4632", "category": fo.pk, "place": "1"})
    assert answer.status_code == 302
    assert ClassificationRule.objects.get(order=1).account_from == "4632"
    shown = client.get(f"/regler/{ClassificationRule.objects.get(order=4).pk}/").content.decode()
    assert 'value="4"' in shown


@pytest.mark.parametrize(
    ("first", "last", "is_off"),
    [
        ("abc", "", True),
        ("abc", "abd", True),
        ("4632", "4632", False),
        ("46", "47", False),
        ("", "1", True),
        ("", "", False),
    ],
)
def test_a_trial_says_when_no_account_of_the_ledger_lies_where_the_rule_asks(
    sorted_ledger, client, leader, first, last, is_off
):
    sent = {"account_from": first, "account_to": last, "category": make.category("FO").pk, "prova": "1"}
    page = " ".join(client.post("/regler/ny/", sent).content.decode().split())
    assert "Ingenting är sparat" in page
    assert ("Inget konto i reskontran ligger mellan" in page) is is_off


def test_accounts_the_wrong_way_round_are_told_how_they_are_compared(sorted_ledger, client, leader):
    sent = {"account_from": "9", "account_to": "10", "category": make.category("FO").pk, "prova": "1"}
    answer = client.post("/regler/ny/", sent)
    (said,) = answer.context["form"].errors["account_to"]
    assert "Konton jämförs som text, tecken för tecken: 10 kommer före 9." in said


def test_taking_away_asks_first_and_shows_what_happens(sorted_ledger, client, leader):
    third = ClassificationRule.objects.get(order=3)
    page = client.get(f"/regler/{third.pk}/ta-bort/")
    text = " ".join(page.content.decode().split())
    assert "Regeln avgör 12 rader, 3 600,00 kr." in text
    assert "Ingen regel" in text
    assert "+75,0 procentenheter" in text
    assert ClassificationRule.objects.count() == 3
    assert client.post(f"/regler/{third.pk}/ta-bort/").status_code == 302
    assert ClassificationRule.objects.count() == 2
    client.force_login(make.user("uppföljare"))
    first = ClassificationRule.objects.get(order=1)
    assert client.get(f"/regler/{first.pk}/ta-bort/").status_code == 403
    assert client.post(f"/regler/{first.pk}/ta-bort/").status_code == 403


def test_a_removal_that_bears_on_much_is_tried_by_the_worker(
    sorted_ledger, client, leader, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("followup.judging.views.rules.MOST_ROWS_AT_ONCE", 1)
    third = ClassificationRule.objects.get(order=3)
    page = client.get(f"/regler/{third.pk}/ta-bort/")
    trial = page.context["trial"]
    assert "Provet väntar" in page.content.decode()
    tasks.try_rule(trial=trial)
    assert "Regeln avgör 12 rader" in client.get(f"/regler/prov/{trial}/").content.decode()


def test_a_trial_asks_as_many_questions_for_many_rows_and_rules_as_for_few(sorted_ledger):
    by = make.user()

    def asked():
        with CaptureQueriesContext(connection) as captured:
            actions.try_rule(rule=rule(exclusion="Allt", save=False), by=by, at=NOW, place=1)
        return len(captured)

    asked()
    few = asked()
    for order in range(4, 30):
        rule(order, account=str(order))
    load(*(make.ledger_row("1,00", "2025-09-01", account=str(n)) for n in range(4, 60)), name="fler.csv")
    assert asked() == few
