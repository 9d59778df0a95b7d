"""Purchases outside contract without a deviation: listed, asked about, and answered."""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from contracts.suppliers import actions as supplier_actions
from contracts.suppliers.models import Supplier
from followup.duties import actions as duty_actions
from followup.duties.kinds import KINDS
from followup.duties.models import Duty
from followup.judging import actions as judging_actions
from followup.judging.models import JudgedRow, RowJudgement, SpendMonth
from followup.ledger import actions as ledger_actions
from followup.missing import actions
from followup.missing.models import DeviationQuestion, OwnUnit
from followup.missing.querysets import missing
from followup.missing.reports import MissingPurchases
from followup.missing.rules import answer_due
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
MARCH, UNIT = date(2026, 3, 1), "Socialförvaltningen"


def load(*rows, name="r.csv"):
    received = ledger_actions.receive_ledger_file(file=io.BytesIO(make.ledger_file(*rows)), name=name, by=None, at=NOW)
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    judging_actions.judge_changes(at=NOW)
    return received


def outside(amount, on="2026-03-15", **values):
    return make.ledger_row(amount, on, name="Utan AB", org_number=make.ORG_NUMBERS[1], **values)


@pytest.fixture
def spend():
    """Of one supplier on contract and one without: two rows in March, a credit note, and a row of another unit."""
    make.contract("A-1", until=None)
    make.supplier("Utan AB", make.ORG_NUMBERS[1])
    make.rules()
    load(
        make.ledger_row("800,00", "2026-03-15"),
        outside("150,00", "2026-03-01", voucher="V1"),
        outside("100,00", "2026-03-31", voucher="V2"),
        outside("-30,00", "2026-03-20", voucher="V3"),
        outside("70,00", unit="Barn- och utbildningsförvaltningen", voucher="V4"),
        outside("40,00", "2026-04-01", voucher="V5"),
    )


def supplier():
    return Supplier.objects.get(name="Utan AB")


def listed(person):
    spend = SpendMonth.objects.for_buyer(make.buyer()).visible_to(person)
    return list(MissingPurchases(spend, user=person, buyer=make.buyer()))


def asked(by, **values):
    values = {"unit": UNIT, "supplier": supplier().pk, "category": make.category().pk, "month": MARCH, **values}
    return actions.ask_unit(buyer=make.buyer(), by=by, at=NOW, **values)


def test_what_is_on_contract_is_not_listed_and_a_credit_note_and_both_end_days_count(spend, leader):
    found = [(each.unit, each.month, each.n, each.sum_sek) for each in listed(leader)]
    assert found == [
        (UNIT, MARCH, 3, Decimal("220.00")),
        ("Barn- och utbildningsförvaltningen", MARCH, 1, Decimal("70.00")),
        (UNIT, date(2026, 4, 1), 1, Decimal("40.00")),
    ]


def test_the_parts_are_what_is_bought_outside_contract_and_untied(spend, leader):
    whole = SpendMonth.objects.for_buyer(make.buyer()).loyalty()
    assert sum(each.sum_sek for each in listed(leader)) == whole.unexplained == Decimal("330.00")


def test_an_approved_deviation_takes_its_purchases_off_the_list(spend, leader):
    make.deviation("AVS-1", supplier=supplier(), valid_from=MARCH, valid_until=date(2026, 3, 31), unit=UNIT)
    judging_actions.judge_changes(at=NOW)
    assert [(each.unit, each.month.month) for each in listed(leader)] == [
        ("Barn- och utbildningsförvaltningen", 3),
        (UNIT, 4),
    ]


def test_nothing_bought_is_an_empty_list(leader):
    make.category()
    assert listed(leader) == []


def test_what_takes_itself_out_leaves_nothing_to_ask_for(leader):
    make.supplier("Utan AB", make.ORG_NUMBERS[1])
    make.rules()
    load(outside("150,00", voucher="V1"), outside("-150,00", voucher="V2"))
    assert not missing(SpendMonth.objects.all()).exists()


def test_asked_twice_it_is_asked_once_until_a_day_and_by_whom(spend, leader):
    first, second = asked(leader), asked(leader)
    assert first == second == DeviationQuestion.objects.get()
    assert (first.n, first.sum_sek, first.asked_by) == (3, Decimal("220.00"), leader)
    assert first.due_on == answer_due(date(2026, 11, 2), 10) == date(2026, 11, 16)
    assert OwnUnit.objects.get().name == UNIT


def test_a_unit_has_its_own_days_to_answer(spend, leader):
    OwnUnit.objects.create(buyer=make.buyer(), name=UNIT, answer_days=2)
    assert asked(leader).due_on == date(2026, 11, 4)


def test_what_is_not_there_cannot_be_asked_for(spend, leader):
    for wrong in ({"month": date(2025, 1, 1)}, {"unit": "Okänd"}, {"unit": ""}, {"supplier": 10**9}):
        with pytest.raises(actions.NothingMissing):
            asked(leader, **wrong)
    with pytest.raises(PermissionDenied):
        asked(make.user("läsare"))
    assert not DeviationQuestion.objects.exists()


def test_what_is_secret_is_neither_listed_nor_asked_for_by_who_is_not_let_in(spend, leader):
    Supplier.objects.filter(name="Utan AB").update(is_secret=True)
    assert listed(leader) == []
    with pytest.raises(actions.NothingMissing):
        asked(leader)
    inside = make.user("controller")
    AccessGrant.objects.create(object=supplier(), user=inside)
    question = asked(inside)
    assert not DeviationQuestion.objects.visible_to(leader).filter(pk=question.pk).exists()
    assert DeviationQuestion.objects.visible_to(inside).get() == question


def test_an_answer_with_a_deviation_ties_the_rows_and_they_count_when_it_is_approved(spend, leader):
    question = asked(leader)
    late = make.deviation("AVS-7", supplier=supplier(), valid_from=date(2026, 5, 1), approved_on=None)
    chief = make.user("verksamhetschef")
    for _ in range(2):
        done, is_judged = actions.answer_question(
            question_id=question.pk, answer="DEVIATION", deviation=late, by=chief, at=NOW
        )
    assert is_judged
    assert (done.deviation, done.answered_by) == (late, chief)
    assert RowJudgement.objects.filter(deviation=late, judged_by=chief).count() == 3
    assert JudgedRow.objects.filter(month=MARCH, bucket="APPROVED_DEVIATION").count() == 0
    make.approved(late, on=date(2026, 11, 3))
    judging_actions.judge_changes(at=NOW)
    tied = JudgedRow.objects.filter(bucket="APPROVED_DEVIATION")
    assert sorted(tied.values_list("sum_sek", flat=True)) == [Decimal(-30), Decimal(100), Decimal(150)]
    assert [(each.unit, each.month.month) for each in listed(leader)] == [
        ("Barn- och utbildningsförvaltningen", 3),
        (UNIT, 4),
    ]


def test_a_row_that_was_judged_by_hand_keeps_its_subcategory_and_is_tied_too(spend, leader):
    row = JudgedRow.objects.get(sum_sek=Decimal(150))
    judging_actions.judge_row(
        judgement=RowJudgement(ledger_import=row.ledger_import, line_no=row.line_no, category=make.category()),
        by=leader,
        at=NOW,
    )
    judging_actions.judge_changes(at=NOW)
    deviation = make.deviation("AVS-7", supplier=supplier(), valid_from=date(2026, 5, 1))
    actions.answer_question(question_id=asked(leader).pk, answer="DEVIATION", deviation=deviation, by=leader, at=NOW)
    kept = RowJudgement.objects.get(line_no=row.line_no)
    assert (kept.category, kept.deviation) == (make.category(), deviation)
    assert not SpendMonth.objects.filter(bucket="UNEXPLAINED", month=MARCH, key__unit=UNIT).exists()


def test_the_other_answers_say_which_contract_or_why_and_change_no_verdict(spend, leader):
    first = asked(leader)
    actions.answer_question(question_id=first.pk, answer="NONE", words="Det glömdes.", by=leader, at=NOW)
    again = asked(leader)  # what was answered can be asked again
    assert again != first
    contract = make.contract("A-9", supplier=supplier(), valid_from=date(2027, 1, 1), until=None)
    actions.answer_question(question_id=again.pk, answer="CONTRACT", contract=contract, by=leader, at=NOW)
    assert [each.question for each in listed(leader)][:1] == [again]
    assert not RowJudgement.objects.exists()
    with pytest.raises(actions.AlreadyAnswered):
        actions.answer_question(question_id=first.pk, answer="CONTRACT", words="A-1", by=leader, at=NOW)


def test_an_answer_is_about_the_supplier_that_was_asked_about(spend, leader):
    question = asked(leader)
    other = make.deviation("AVS-8", supplier=Supplier.objects.get(name="Provhem AB"))
    refused = make.deviation("AVS-9", supplier=supplier(), approved_on=None)
    refused.form.outcome, refused.form.decision_words = "REFUSED", "Nej"
    refused.form.decided_by, refused.form.decided_at = leader, NOW
    refused.form.save()
    wrong = (
        {"answer": "DEVIATION", "deviation": other},
        {"answer": "DEVIATION", "deviation": refused},
        {"answer": "CONTRACT", "contract": make.Contract.objects.get(number="A-1")},
        {"answer": "DEVIATION"},
        {"answer": "CONTRACT"},
        {"answer": "NONE"},
        {"answer": "NONE", "words": "Gäller 19850712-1234"},
    )
    for each in wrong:
        with pytest.raises(ValidationError):
            actions.answer_question(question_id=question.pk, by=leader, at=NOW, **each)
    question.refresh_from_db()
    assert question.answered_at is None
    with pytest.raises(PermissionDenied):
        actions.answer_question(question_id=question.pk, answer="NONE", words="x", by=make.user("läsare"), at=NOW)


def test_a_question_follows_its_supplier_when_that_is_taken_up_by_another(spend, leader):
    old = asked(leader)
    into = make.supplier("Större AB", make.ORG_NUMBERS[3])
    supplier_actions.merge_suppliers(source=supplier(), target=into, by=leader, at=NOW)
    judging_actions.judge_changes(at=NOW)
    first = listed(leader)[0]
    assert (first.supplier, first.question) == (into, old)
    assert asked(leader, supplier=into.pk) == old


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("own_unit_is_named_once", {"name": UNIT}),
        ("own_unit_has_days_to_answer", {"name": "B", "answer_days": 0}),
        ("own_unit_has_another_as_deputy", {"name": "B", "deputy": "leader"}),
    ],
)
def test_what_a_unit_cannot_be_the_database_refuses(leader, name, values):
    OwnUnit.objects.create(buyer=make.buyer(), name=UNIT)
    said = {key: leader if value == "leader" else value for key, value in values.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        OwnUnit.objects.create(buyer=make.buyer(), **said)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("deviation_is_asked_for_once_at_a_time", {}),
        ("deviation_question_is_of_a_whole_month", {"month": date(2026, 3, 2)}),
        ("deviation_question_is_answered_by_what_it_says", {"month": date(2026, 5, 1), "answer": "NONE"}),
        ("deviation_question_is_answered_by_what_it_says", {"month": date(2026, 5, 1), "words": "x"}),
    ],
)
def test_what_a_question_cannot_be_the_database_refuses(spend, leader, name, values):
    one = asked(leader)
    one.pk = None
    for field, value in values.items():
        setattr(one, field, value)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        one.save(force_insert=True)


def test_units_come_from_the_ledger_once_and_none_that_only_a_secret_supplier_names(spend, leader):
    make.supplier("Hemlig AB", make.ORG_NUMBERS[4], is_secret=True)
    load(
        make.ledger_row("10,00", unit="Skyddat", name="Hemlig AB", org_number=make.ORG_NUMBERS[4], voucher="V8"),
        make.ledger_row("10,00", unit="Enhet 19850712-1234", voucher="V9"),
        name="s.csv",
    )
    assert actions.take_in_units(buyer=make.buyer(), by=leader, at=NOW) == 2
    assert actions.take_in_units(buyer=make.buyer(), by=leader, at=NOW) == 0
    assert set(OwnUnit.objects.values_list("name", flat=True)) == {UNIT, "Barn- och utbildningsförvaltningen"}
    with pytest.raises(PermissionDenied):
        actions.take_in_units(buyer=make.buyer(), by=make.user("läsare"), at=NOW)


def test_the_units_manager_has_it_to_do_and_the_leader_is_told_when_the_day_has_passed(spend, leader):
    chief = make.user("verksamhetschef")
    OwnUnit.objects.create(buyer=make.buyer(), name=UNIT, manager=chief)
    question = asked(leader)
    duty_actions.load_reminder_rules(buyer=make.buyer(), at=NOW)
    duty_actions.refresh_duties(buyer=make.buyer(), at=NOW)
    duty = Duty.objects.get(rule__kind="DEVIATION_ASKED")
    assert (duty.holder, duty.due_on, duty.title) == (chief, question.due_on, "Avsteg saknas: Utan AB, mars 2026")
    assert not Duty.objects.overdue_for_manager(leader, question.due_on).filter(pk=duty.pk).exists()
    late = question.due_on + timedelta(days=4)
    assert Duty.objects.overdue_for_manager(leader, late).get(pk=duty.pk) == duty
    actions.answer_question(question_id=question.pk, answer="NONE", words="Det glömdes.", by=chief, at=NOW)
    assert list(KINDS["DEVIATION_ASKED"].find(make.buyer(), NOW.date())) == []


def test_the_list_asks_with_one_click_and_is_exported_as_it_is_seen(client, spend, leader):
    page = client.get("/avsteg-saknas/?fran=2026-03-15&till=2026-03-31&enhet=social")
    assert [row.record.unit for row in page.context["table"].rows] == [UNIT]
    button = next(iter(page.context["table"].rows)).record.key
    assert f'value="{button}"' in page.content.decode()
    for _ in range(2):
        answer = client.post("/avsteg-saknas/fraga/", {"kop": button, "lista": "fran=2026-03-15"}, follow=True)
        assert answer.redirect_chain[-1][0] == "/avsteg-saknas/?fran=2026-03-15"
    question = DeviationQuestion.objects.get()
    assert question.get_absolute_url() in answer.content.decode()
    file = client.get("/avsteg-saknas/?fran=2026-03-01&export=xlsx")
    rows = list(load_workbook(io.BytesIO(b"".join(file.streaming_content))).active.values)
    assert rows[0][:7] == ("Leverantör", "Enhet", "Underkategori", "Månad", "Föreslaget skäl", "Rader", "Belopp, kr")
    assert rows[1][:2] == ("Utan AB", UNIT)
    assert rows[1][5:8] == (3, 220, "väntar på svar")
    assert len(rows) == 4


def test_each_number_opens_its_rows(client, spend, leader):
    for each in listed(leader):
        shown = client.get(each.href).context
        assert (shown["table"].page.paginator.count, shown["total_sek"]) == (each.n, each.sum_sek)


def test_it_is_narrowed_by_each_of_its_filters(client, spend, leader):
    def found(query):
        return len(client.get(f"/avsteg-saknas/?fran=2026-01-01&{query}").context["table"].rows)

    assert found("") == 3
    assert (found("sok=Utan"), found("sok=Provhem")) == (3, 0)
    assert found(f"underkategori={make.category().pk}") == 3
    assert (found("skal=NEVER_UNDER_CONTRACT"), found("skal=NOT_BEGUN")) == (3, 0)
    asked(leader)
    assert (found("fraga=nej"), found("fraga=vantar"), found("fraga=svar")) == (2, 1, 0)
    actions.answer_question(question_id=DeviationQuestion.objects.get().pk, answer="NONE", words="x", by=leader, at=NOW)
    assert (found("fraga=nej"), found("fraga=vantar"), found("fraga=svar")) == (2, 0, 1)
    for sort in ("supplier", "-unit", "month", "-n", "sum_sek"):
        assert found(f"sort={sort}") == 3
    assert found("fran=2026-13-45") == 0


def test_a_page_is_summed_once_and_knows_what_all_pages_come_to(client, spend, leader):
    address = "/avsteg-saknas/?fran=2026-01-01&per_page=2"
    pages = [("", [220, 70]), ("&page=2", [40]), ("&page=2&sort=sum_sek", [220]), ("&page=1&sort=month", [70, 220])]
    for query, on_page in pages:
        with CaptureQueriesContext(connection) as asked_for:
            shown = client.get(address + query).context
        assert [row.record.sum_sek for row in shown["table"].page.object_list] == on_page
        assert (shown["whole"].purchases, shown["whole"].rows, shown["whole"].sum_sek) == (3, 5, Decimal("330.00"))
        summed = [each for each in asked_for if "SUM(" in each["sql"] and "followup_spendmonth" in each["sql"]]
        assert len(summed) == 1, summed
    last = listed(leader)
    assert (last[0].sum_sek, len(last)) == (220, 3)
    purchases = MissingPurchases(SpendMonth.objects.for_buyer(make.buyer()), user=leader, buyer=make.buyer())
    purchases.expect(slice(50, 100))  # there is no such page, and yet there are some
    assert (len(purchases), purchases[slice(50, 100)]) == (3, [])


def test_who_may_not_ask_has_no_button_and_who_may_not_read_no_page(client, spend):
    client.force_login(make.user("läsare"))
    page = client.get("/avsteg-saknas/?fran=2026-01-01")
    assert "Fråga enheten" not in page.content.decode()
    assert client.post("/avsteg-saknas/fraga/", {"kop": "1"}).status_code == 403
    client.force_login(make.user(None, username="ny"))
    assert client.get("/avsteg-saknas/").status_code == 403


@pytest.mark.parametrize("sent", ["", "1", "x.y.z.å", "1.1.2026-13.Enhet", "1.1.2026-03.\0", "9" * 400])
def test_what_no_button_says_is_refused_in_words(client, spend, leader, sent):
    answer = client.post("/avsteg-saknas/fraga/", {"kop": sent}, follow=True)
    assert answer.status_code == 200
    assert not DeviationQuestion.objects.exists()


def test_the_question_is_answered_on_its_page_and_says_what_is_lacking(client, spend, leader):
    question = asked(leader)
    chief = make.user("verksamhetschef")
    client.force_login(chief)
    page = client.get(question.get_absolute_url())
    assert "Svara" in page.content.decode()
    # She may not open the ledger, and is shown what she is to answer for: of the month, the unit and the supplier.
    assert [(row.voucher, row.sum_sek) for row in page.context["rows"]] == [
        ("V1", Decimal(150)), ("V2", Decimal(100)), ("V3", Decimal(-30))
    ]  # fmt: skip
    way = f"{question.get_absolute_url()}svara/"
    assert client.get(way).status_code == 200
    for answer, field in (("DEVIATION", "deviation"), ("CONTRACT", "contract"), ("NONE", "words")):
        refused = client.post(way, {"answer": answer})
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])
    deviation = make.deviation("AVS-7", supplier=supplier(), valid_from=date(2026, 5, 1))
    done = client.post(way, {"answer": "DEVIATION", "deviation": deviation.pk}, follow=True)
    assert "AVS-7" in done.content.decode()
    assert client.post(way, {"answer": "NONE", "words": "x"}).status_code == 422
    for query in ("?svar=DEVIATION", "?sok=Utan", "?enhet=Social", "?vantar=mig", "?svar=sent", "?export=csv"):
        assert client.get(f"/avsteg-saknas/fragor/{query}").status_code == 200


def test_units_are_kept_on_their_page(client, spend, leader):
    answer = client.post("/administration/egna-enheter/hamta/", follow=True)
    assert "2 enheter är hämtade" in answer.content.decode()
    unit = OwnUnit.objects.get(name=UNIT)
    way = f"/administration/egna-enheter/{unit.pk}/andra/"
    sent = {"name": UNIT, "manager": leader.pk, "answer_days": 5, "version": unit.version}
    assert client.post(way, sent).status_code == 302
    unit.refresh_from_db()
    assert (unit.manager, unit.answer_days) == (leader, 5)
    assert client.post("/administration/egna-enheter/ny/", {"name": UNIT, "answer_days": 5}).status_code == 422
    assert "/administration/egna-enheter/" in client.get("/administration/installningar/").content.decode()


@pytest.mark.parametrize(
    "path", ["/avsteg-saknas/?fran=2026-01-01", "/avsteg-saknas/fragor/", "/administration/egna-enheter/"]
)
def test_thirty_cost_as_many_questions_as_three(client, spend, leader, path, django_assert_max_num_queries):
    def more(first, last, month):
        units = [f"Enhet {each}" for each in range(first, last)]
        load(*(outside("10,00", f"{month}-15", unit=unit) for unit in units), name=f"{last}.csv")
        for unit in units:
            asked(leader, unit=unit, month=date.fromisoformat(f"{month}-01"))

    more(0, 3, "2026-05")
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    more(3, 30, "2026-06")
    with django_assert_max_num_queries(len(few)):
        client.get(path)
