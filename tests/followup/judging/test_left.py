"""What no rule takes: listed in groups, made rules of, judged by hand many at once, and how far the work has come."""

import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followup.judging import actions
from followup.judging.models import JudgedRow, RowJudgement, SpendMonth
from followup.judging.rules import rule_of, unsaid
from followup.ledger import actions as ledger_actions
from followup.ledger.models import LedgerImport
from tests import factories as make
from tests.late import on_what_is_shown

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
UNKNOWN_FIRM, OTHER_FIRM = make.ORG_NUMBERS[1:3]


def load(*rows, name="reskontra.csv"):
    received = ledger_actions.receive_ledger_file(file=io.BytesIO(make.ledger_file(*rows)), name=name, by=None, at=NOW)
    done = ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    assert done.status == LedgerImport.Status.LOADED, done.message
    return done


def row(amount, on="2026-03-01", **values):
    values = {"org_number": UNKNOWN_FIRM, "name": "Utan regel AB", "account": "7000", **values}
    return make.ledger_row(amount, on, **values)


@pytest.fixture
def leader(client):
    person = make.user()
    client.force_login(person)
    return person


@pytest.fixture
def ledger():
    """A contract in IFO that a rule takes 1 000 kr to; 2 300 kr of one group, 600 kr of another, -900 kr of a third."""
    make.contract(valid_from=date(2025, 1, 1))
    make.rules()
    return load(
        make.ledger_row("1000,00"),
        row("2000,00"),
        row("300,00", "2026-04-30", name="UTAN REGEL Aktiebolag"),
        row("600,00", account="7100"),
        row("-900,00", account="7200"),
        make.ledger_row("5,00", account="4513"),
    )


def left(client, query=""):
    return client.get(f"/regler/utan/?period=2026{query}").context


def told(context):
    return [(group.supplier, group.account, group.rows, group.sum_sek) for group in context["groups"]]


def group_of(account):
    return JudgedRow.objects.filter(key__account=account).order_by("key").first().key_id


def judge(client, *accounts, query="period=2026", **values):
    asked = "&".join([query, *(f"grupp={group_of(account)}" for account in accounts)])
    sent = {"category": make.category().pk, "reason": "Avser ett boende", **values}
    return on_what_is_shown(client, f"/regler/utan/bedom/?{asked}", sent, follow=True)


# --------------------------------------------------------------------------------------------------------- the list


def test_what_no_rule_takes_is_listed_by_supplier_account_and_unit_the_biggest_first(client, leader, ledger):
    assert told(left(client)) == [
        ("Utan regel AB", "7000", 2, Decimal("2300.00")),  # one number under two names is one supplier
        ("Utan regel AB", "7200", 1, Decimal("-900.00")),
        ("Utan regel AB", "7100", 1, Decimal("600.00")),
    ]


def test_what_is_left_and_what_is_decided_are_all_of_it(client, leader, ledger):
    told = left(client)["left"]
    assert (told.rows, told.sum_sek, told.all_rows) == (4, Decimal("2000.00"), 6)
    assert told.all_sek == SpendMonth.objects.loyalty().ledger == Decimal("3005.00")
    assert told.done == Decimal(2) / 6


def test_the_period_narrows_by_the_month_of_booking(client, leader, ledger):
    load(row("70,00", "2025-12-31"), row("7,00", "2026-01-01"), name="nyår.csv")
    assert told(client.get("/regler/utan/?period=2025").context)[0][3] == Decimal("70.00")
    assert told(left(client))[0][3] == Decimal("2307.00")


def test_each_sum_opens_just_its_rows(client, leader, ledger):
    load(row("44,00", "2025-05-01"), name="fjol.csv")
    judge(client, "7100")
    page = client.get("/regler/utan/?period=2026")
    for group in page.context["groups"]:
        address = f"/reskontra/rader/?utan_regel=1&grupp={group.key}&bokford_fran=2026-01-01&bokford_till=2026-11-30"
        rows = client.get(address).context
        assert (rows["table"].data.data.count(), rows["total_sek"]) == (group.rows, group.sum_sek)
        assert len(rows["table"].page.object_list) == group.rows
        linked = rf"utan_regel=1&amp;bokford_fran=2026-01-01&amp;bokford_till=2026-\d\d-\d\d&amp;grupp={group.key}\""
        assert re.search(linked, page.content.decode())


def test_a_supplier_without_a_number_is_a_group_by_its_name(client, leader):
    load(row("10,00", org_number="", name="Ett"), row("20,00", org_number="", name="Två"))
    assert [each[0] for each in told(left(client))] == ["Två", "Ett"]


def test_pages_follow_one_another_without_leaving_any_out_or_telling_any_twice(client, leader, monkeypatch):
    load(*[row("100,00", account=str(7000 + each)) for each in range(7)], row("-100,00", account="8000"))
    monkeypatch.setattr("followup.judging.views.left.ON_A_PAGE", 3)
    seen, query = [], ""
    while True:
        context = left(client, f"&{query}" if query else "")
        seen += [group.account for group in context["groups"]]
        query = context["next_query"].replace("period=2026&", "")
        if not query:
            break
    assert sorted(seen) == [*(str(7000 + each) for each in range(7)), "8000"]


def test_a_page_that_nobody_could_come_to_begins_from_the_start(client, leader, ledger):
    for nonsense in ("", "x", "NaN_1", "1e999999_1", "5_x", "Infinity_2"):
        assert client.get("/regler/utan/", {"period": "2026", "efter": nonsense}).status_code == 200


def test_as_many_questions_for_thirty_groups_as_for_three(client, leader, ledger):
    left(client)
    with CaptureQueriesContext(connection) as few:
        left(client)
    load(*[row("50,00", "2026-05-01", account=str(7300 + each)) for each in range(30)], name="mer.csv")
    with CaptureQueriesContext(connection) as many:
        assert len(left(client)["groups"]) == 33
    assert len(many) == len(few)
    assert not [q for q in many if "followup_ledgerrow" in q["sql"] or "followup_judgedrow" in q["sql"]]


def test_a_secret_supplier_is_neither_listed_nor_counted_nor_judged(client, leader, ledger):
    hidden = make.supplier("Dolt hem AB", OTHER_FIRM, is_secret=True)
    load(row("50000,00", "2026-05-01", org_number=OTHER_FIRM, name="Dolt hem AB", account="7900"), name="hemligt.csv")
    context = left(client)
    assert hidden.name not in {group.supplier for group in context["groups"]}
    assert context["left"].sum_sek == Decimal("2000.00")
    judge(client, "7900", "7100")
    assert RowJudgement.objects.count() == 1
    page = client.get(f"/regler/ny/?grupp={group_of('7900')}")
    assert hidden.name not in page.content.decode()
    assert not page.context["form"].initial.get("account_from")


def test_what_another_buyer_has_is_not_listed(client, leader, ledger):
    other = make.buyer(org_number="2120000167", name="Södertälje")
    SpendMonth.objects.filter(key__account="7000").update(buyer=other)
    assert [each[1] for each in told(left(client))] == ["7200", "7100"]


def test_only_those_who_may_see_rows_open_it_and_only_those_who_judge_may_judge(client, ledger):
    client.force_login(make.user("läsare"))
    assert client.get("/regler/utan/").status_code == 403
    client.force_login(make.user("upphandlare"))
    assert client.get("/regler/utan/").status_code == 200
    assert judge(client, "7000").status_code == 403
    assert not RowJudgement.objects.exists()


def test_before_anything_is_loaded_it_says_so(client, leader):
    assert "Ingen reskontra är inläst" in client.get("/regler/utan/").content.decode()


# ------------------------------------------------------------------------------------------------- a rule of groups


def test_a_rule_made_of_a_group_asks_for_its_supplier_account_and_unit(client, leader, ledger):
    form = client.get(f"/regler/ny/?grupp={group_of('7000')}").context["form"]
    assert {name: form[name].value() for name in ("supplier_ref", "account_from", "account_to", "unit")} == {
        "supplier_ref": UNKNOWN_FIRM,
        "account_from": "7000",
        "account_to": "7000",
        "unit": "Socialförvaltningen",
    }


def test_a_saved_rule_leads_back_to_what_is_left_and_the_group_is_gone(client, leader, ledger):
    address = f"/regler/ny/?grupp={group_of('7000')}&period=2026"
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"category": make.category().pk}
    assert client.post(address, sent).headers["Location"] == "/regler/utan/?period=2026"
    assert left(client)["is_waiting"]
    actions.judge_changes(at=NOW)
    context = left(client)
    assert [each[1] for each in told(context)] == ["7200", "7100"]
    assert not context["is_waiting"]
    changed = {each.name: each.change for each in context["changes"]}
    assert changed["Köp utan avtal"] == Decimal("2300.00")
    assert changed["Utan underkategori"] == Decimal("-2300.00")


class Key:
    def __init__(self, number="556", account="1", unit="SOF"):
        self.org_number, self.supplier_ref, self.account, self.unit = number or None, number, account, unit


def test_a_rule_of_several_groups_takes_all_of_them_and_says_what_it_cannot_ask_for():
    keys = [Key(account="10"), Key(account="9"), Key(account="100")]
    assert rule_of(keys) == {"supplier_ref": "556", "account_from": "10", "account_to": "9", "unit": "SOF"}
    assert unsaid(keys) == ["Alla konton mellan det första och det sista ingår."]
    assert rule_of([Key(), Key("557", unit="")]) == {
        "supplier_ref": "",
        "account_from": "1",
        "account_to": "1",
        "unit": "",
    }
    assert len(unsaid([Key(), Key("557", unit="")])) == 2
    assert rule_of([Key(account="")])["account_from"] == ""
    assert unsaid([Key("")])
    assert unsaid([Key()]) == []


# ------------------------------------------------------------------------------------------------ many by hand at once


def test_all_rows_of_ticked_groups_get_the_same_judgement_with_who_when_and_why(client, leader, ledger):
    page = judge(client, "7000", "7200")
    assert "3 rader är bedömda för hand." in page.content.decode()
    made = RowJudgement.objects.order_by("line_no")
    assert [(each.line_no, each.category, each.reason, each.judged_by) for each in made] == [
        (line, make.category(), "Avser ett boende", leader) for line in (3, 4, 6)
    ]
    assert [each[1] for each in told(page.context)] == ["7100"]
    assert page.context["left"].hand_sek == Decimal("1400.00")


def test_what_is_judged_holds_when_everything_is_judged_again(client, leader, ledger):
    judge(client, "7000")
    before = SpendMonth.objects.loyalty(), told(left(client))
    actions.recompute_everything(at=NOW)
    assert (SpendMonth.objects.loyalty(), told(left(client))) == before
    sums = SpendMonth.objects.filter(is_judged_by_hand=True)
    assert sum(each.n for each in sums) == JudgedRow.objects.filter(is_judged_by_hand=True).count() == 2


def test_a_judgement_without_a_reason_is_refused_and_nothing_is_judged(client, leader, ledger):
    assert judge(client, "7000", reason=" ").status_code == 422
    assert judge(client, "7000", category="").status_code == 422
    assert judge(client, "7000", reason="Gäller 19121212-1212").status_code == 422
    assert not RowJudgement.objects.exists()


def test_after_a_judgement_the_page_says_the_measures_before_and_now_and_how_much_is_left(client, leader, ledger):
    context = judge(client, "7000").context
    changes = {each.name: (each.before, each.after) for each in context["changes"]}
    before, after = changes["Avtalstrohet, hela kategorin"]
    assert (before, round(after, 6)) == (1, Decimal("0.303030"))  # 1 000 of 3 300 kr
    assert changes["Utan underkategori"] == (Decimal("2000.00"), Decimal("-300.00"))
    assert context["left"].rows == 2


def test_one_of_many_is_undone_by_itself_and_its_history_stays(client, leader, ledger):
    judge(client, "7000")
    row = JudgedRow.objects.get(sum_sek=300)
    shown = RowJudgement.objects.get(line_no=row.line_no)
    sent = {"bedomning": shown.pk, "version": shown.version}
    page = client.post(f"{row.get_absolute_url()}ta-bort-bedomning/", sent, follow=True)
    assert "Bedömningen är borttagen" in page.content.decode()
    assert told(left(client))[-1] == ("UTAN REGEL Aktiebolag", "7000", 1, Decimal("300.00"))
    assert RowJudgement.objects.count() == 1
    event = RowJudgement.pgh_event_model.objects.filter(line_no=row.line_no).order_by("pk")
    assert [each.pgh_label for each in event] == ["insert", "delete"]


def test_a_judgement_sent_twice_is_made_once(client, leader, ledger):
    judge(client, "7000")
    assert "Det finns inga rader kvar" in judge(client, "7000").content.decode()
    assert RowJudgement.objects.count() == 2


def test_only_rows_of_the_chosen_months_are_judged(client, leader, ledger):
    load(row("44,00", "2025-05-01"), name="fjol.csv")
    judge(client, "7000")
    assert not RowJudgement.objects.filter(ledger_import=LedgerImport.objects.latest("pk")).exists()


def test_more_rows_than_a_person_can_wait_for_are_refused_and_a_rule_proposed(client, leader, ledger, monkeypatch):
    monkeypatch.setattr("followup.judging.actions.hands.MOST_BY_HAND", 1)
    assert "gör en regel" in judge(client, "7000").content.decode()
    assert not RowJudgement.objects.exists()


def test_nothing_ticked_leads_back_to_the_list(client, leader, ledger):
    assert client.get("/regler/utan/bedom/?period=2026").headers["Location"] == "/regler/utan/?period=2026"
    assert client.get("/regler/utan/bedom/?grupp=x&grupp=99999999").status_code == 302


def test_only_what_lacks_a_subcategory_can_be_asked_for_and_judged(client, leader):
    make.contract(supplier=make.supplier("Med avtal AB", UNKNOWN_FIRM), areas=[make.area()])
    load(row("10,00"), row("20,00", org_number=OTHER_FIRM, name="Utan avtal AB"))
    assert [each[0] for each in told(left(client))] == ["Utan avtal AB", "Utan regel AB"]
    assert [each[0] for each in told(left(client, "&utan=underkategori"))] == ["Utan avtal AB"]


def test_a_replaced_month_keeps_the_reason_of_a_judgement(client, leader, ledger):
    judge(client, "7100")
    again = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(row("600,00", account="7100"))),
        name="igen.csv",
        by=None,
        at=NOW,
        choice="REPLACE",
    )
    done = ledger_actions.load_ledger_import(ledger_import_id=again.pk, at=NOW)
    assert done.status == LedgerImport.Status.LOADED
    followed = RowJudgement.objects.get(ledger_import=again)
    assert (followed.reason, followed.judged_by) == ("Avser ett boende", leader)
