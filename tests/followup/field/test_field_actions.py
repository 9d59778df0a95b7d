"""What comes in from the field is kept once; sheets say no names; payslips go on their day; key figures."""

import io
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from contracts.register.models import Requirement
from followup.field import actions
from followup.field.imports import CompanyRow
from followup.field.models import ContractKpi, GateCount, KpiValue, PayslipCheck, ReviewPhoto, SentAnswer, SheetRow
from followup.field.reports import gate_picture, gate_sheet, group_of, payslip_sheet, scorecard
from followup.field.rules import Said
from followup.reviews import actions as review_actions
from followup.reviews.actions import ReviewNotOpen
from followup.reviews.models import FollowUpClass, Review, ReviewTemplate
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.retention.actions import run_retention
from tests import factories as make
from tests.followup.field.test_rules_and_files import photo, with_place

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
NOTHING, MET, PARTLY = Said("", ""), Said("MET", ""), Said("PARTLY", "Natten")


@pytest.fixture
def by():
    return make.user("uppföljare")


@pytest.fixture
def contract():
    return make.contract(until=date(2030, 12, 31))


def begun(contract, by, **values):
    template = ReviewTemplate.objects.filter(name="Prov").first() or review_actions.save_template(
        template=ReviewTemplate(buyer=make.buyer(), name="Prov"),
        areas=[],
        requirements=[("NORMAL", "Bemanning"), ("NORMAL", "Brandskydd")],
        by=by,
        at=AT,
    )
    one = Review.objects.create(
        contract=contract,
        **{"planned_on": date(2026, 6, 1), "method": "ANNOUNCED_VISIT", "template": template, **values},
    )
    return review_actions.start_review(review=one, by=by, at=AT)


@pytest.fixture
def review(contract, by):
    return begun(contract, by)


def finished(review):
    Review.objects.filter(pk=review.pk).update(status="DONE", done_on=date(2026, 6, 1))


def sent(review, by, said=MET, seen=NOTHING, order=1, client_id=None):
    return actions.take_answer(
        review=review, order=order, client_id=client_id or uuid4(), said=said, seen=seen, by=by, at=AT
    )


def kept(review, by, file=None, client_id=None, order=None, name="bild.jpg"):
    return actions.keep_photo(
        review=review,
        order=order,
        client_id=client_id or uuid4(),
        file=file or photo(),
        name=name,
        caption=" Trapphuset ",
        by=by,
        at=AT,
    )


def test_an_answer_that_is_sent_again_is_kept_once_and_undoes_nothing(review, by):
    first = uuid4()
    sent(review, by, client_id=first)
    before = Review.objects.get(pk=review.pk).version
    assert before == review.version + 1  # an ordinary form that was opened before says so
    sent(review, by, said=PARTLY, seen=MET)
    again = sent(review, by, client_id=first)
    assert (again.answer, again.comment) == ("PARTLY", "Natten")
    assert SentAnswer.objects.count() == 2


def test_an_answer_that_another_has_changed_is_not_kept_until_somebody_chooses(review, by):
    other = make.user("avtalscontroller")
    sent(review, other, said=PARTLY)
    mine = uuid4()
    with pytest.raises(actions.AnsweredMeanwhile) as told:
        sent(review, by, client_id=mine)
    assert (told.value.stored.answer, told.value.stored.comment) == ("PARTLY", "Natten")
    assert not SentAnswer.objects.filter(client_id=mine).exists()
    assert sent(review, by, seen=PARTLY, client_id=mine).answer == "MET"


def test_the_same_answer_by_two_is_no_conflict_and_changes_nothing(review, by):
    sent(review, by)
    before = Review.objects.get(pk=review.pk).version
    sent(review, make.user("avtalscontroller"))
    assert Review.objects.get(pk=review.pk).version == before


def test_an_id_belongs_to_one_answer_and_to_one_photo(review, contract, by):
    one = uuid4()
    sent(review, by, client_id=one)
    with pytest.raises(ValidationError, match="redan är använt"):
        sent(review, by, order=2, client_id=one)
    kept(review, by, client_id=one)
    other = begun(contract, by, planned_on=date(2026, 6, 2))
    with pytest.raises(ValidationError, match="redan är använt"):
        kept(other, by, client_id=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        SentAnswer.objects.create(client_id=one, answer=review.answers.first(), sent_by=by, sent_at=AT)


def test_only_questions_of_the_review_and_only_answers_are_taken(review, by):
    with pytest.raises(ValidationError, match="finns inte"):
        sent(review, by, order=7)
    with pytest.raises(ValidationError):
        sent(review, by, said=Said("PERHAPS", ""))
    with pytest.raises(ValidationError, match="personnummer"):
        sent(review, by, said=Said("MET", "Bor hos 850712-1237"))
    assert not SentAnswer.objects.exists()


def test_what_was_sent_before_the_review_was_done_is_known_and_nothing_new_is_taken(review, by):
    before, image = uuid4(), uuid4()
    sent(review, by, client_id=before)
    there = kept(review, by, client_id=image)
    finished(review)
    assert sent(review, by, client_id=before).answer == "MET"
    assert kept(review, by, client_id=image) == there
    with pytest.raises(ReviewNotOpen, match="genomförd"):
        sent(review, by, said=PARTLY, seen=MET)
    with pytest.raises(ReviewNotOpen):
        kept(review, by)


def test_whoever_may_only_read_sends_nothing(review):
    reader = make.user("läsare")
    with pytest.raises(NotAllowed):
        sent(review, reader)
    with pytest.raises(NotAllowed):
        kept(review, reader)


def test_a_photo_is_kept_once_without_its_place(review, by):
    one = uuid4()
    first = kept(review, by, file=with_place(), client_id=one, order=2)
    assert kept(review, by, file=with_place(), client_id=one) == first
    assert ReviewPhoto.objects.count() == 1
    assert (first.caption, first.answer.order, first.media_type) == ("Trapphuset", 2, "image/jpeg")
    with first.file.open("rb") as file:
        assert b"Telefonm" not in file.read()


def test_another_file_is_kept_as_it_is_and_what_is_no_kind_is_refused(review, by):
    paper = kept(review, by, file=io.BytesIO(b"%PDF-1.7 schema"), name="schema.pdf")
    assert (paper.is_picture, paper.media_type) == (False, "application/pdf")
    for bad in (b"<html>", b"", b"\xff\xd8\xff"):
        with pytest.raises(ValidationError):
            kept(review, by, file=io.BytesIO(bad))
    assert ReviewPhoto.objects.count() == 1


def test_an_interview_has_a_role_a_case_file_a_number_and_neither_a_name(review, by):
    def row(**values):
        return actions.add_sheet_row(
            row=SheetRow(review=review, topic="Närvaro", said="Stämmer", **values), by=by, at=AT
        )

    row(kind="INTERVIEW", who="STAFF")
    row(kind="CASE_FILE", reference="AKT-3")
    for bad in (
        {"kind": "INTERVIEW"},
        {"kind": "CASE_FILE", "who": "STAFF"},
        {"kind": "CASE_FILE", "reference": "Anna Andersson"},
        {"kind": "CASE_FILE", "reference": "Anna"},
        {"kind": "CASE_FILE", "reference": "850712-1237"},
        {"kind": "CASE_FILE", "reference": "AKT-3"},  # asked already
    ):
        with pytest.raises(ValidationError):
            row(**bad)
    assert SheetRow.objects.count() == 2


def test_the_database_itself_holds_what_sheets_hold(review):
    with pytest.raises(IntegrityError, match="interview_has_a_role"), transaction.atomic():
        SheetRow.objects.create(review=review, kind="INTERVIEW", topic="x", said="y")
    gate = {"review": review, "on": date(2026, 6, 1), "seen": 1, "registered": 1}
    with pytest.raises(IntegrityError, match="ends_after_it_begins"), transaction.atomic():
        GateCount.objects.create(begins=time(8), ends=time(8), **gate)
    GateCount.objects.create(begins=time(8), ends=time(9), **gate)
    with pytest.raises(IntegrityError, match="counted_once_a_time"), transaction.atomic():
        GateCount.objects.create(begins=time(8), ends=time(10), **gate)
    with pytest.raises(IntegrityError, match="all_its_figures_or_none"), transaction.atomic():
        PayslipCheck.objects.create(
            review=review, month=date(2026, 5, 1), hours=1, is_under=False, delete_on=date(2026, 7, 1)
        )
    with pytest.raises(IntegrityError, match="of_a_month"), transaction.atomic():
        PayslipCheck.objects.create(review=review, month=date(2026, 5, 2), is_under=False, delete_on=date(2026, 7, 1))
    with pytest.raises(IntegrityError, match="goes_after_its_month"), transaction.atomic():
        PayslipCheck.objects.create(review=review, month=date(2026, 5, 1), is_under=False, delete_on=date(2026, 5, 1))


def count(review, by, begins, seen, registered, on=date(2026, 6, 1)):
    row = GateCount(review=review, on=on, begins=time(begins), ends=time(begins + 1), seen=seen, registered=registered)
    return actions.add_gate_count(row=row, by=by, at=AT)


def test_seen_is_held_to_registered_span_by_span(review, by):
    count(review, by, 15, 3, 5)
    count(review, by, 7, 9, 6)
    count(review, by, 8, 4, 4)
    sheet = gate_sheet(GateCount.objects.filter(review=review))
    assert [line.beyond for line in sheet.lines] == [3, 0, -2]
    assert (sheet.seen, sheet.registered, sheet.beyond, sheet.deviating) == (16, 15, 1, 2)
    assert "Av 16 sedda var 15 registrerade." in gate_picture(sheet)
    with pytest.raises(ValidationError, match="inte varit än"):
        count(review, by, 7, 1, 1, on=date(2026, 6, 2))
    assert gate_picture(gate_sheet(GateCount.objects.none())) == ""


def payslip(review, by, pay="26000", **values):
    row = PayslipCheck(
        review=review,
        **{
            "month": date(2026, 5, 14),
            "hours": Decimal(160),
            "pay_sek": Decimal(pay),
            "agreed_sek": Decimal("165.50"),
            **values,
        },
    )
    return actions.add_payslip(row=row, by=by, at=AT)


def test_a_payslip_is_of_a_month_and_goes_after_half_a_year_unless_earlier(review, by):
    one = payslip(review, by)
    assert (one.month, one.is_under, one.delete_on) == (date(2026, 5, 1), True, date(2026, 11, 28))
    other = payslip(review, by, pay="26480", delete_on=date(2026, 6, 2))
    assert (other.is_under, other.delete_on) == (False, date(2026, 6, 2))
    assert payslip_sheet(PayslipCheck.objects.all()).under == 1
    for bad in (date(2026, 6, 1), date(2029, 6, 1)):
        with pytest.raises(ValidationError, match="inom tre år"):
            payslip(review, by, delete_on=bad)
    with pytest.raises(ValidationError, match="behövs"):
        payslip(review, by, hours=None)


def test_the_nightly_job_takes_the_figures_of_a_payslip_on_its_day_and_not_before(review, by):
    payslip(review, by, delete_on=date(2026, 6, 20))
    run_retention(at=datetime(2026, 6, 19, 20, tzinfo=UTC))
    assert PayslipCheck.objects.with_figures().count() == 1
    for _ in range(2):
        run_retention(at=datetime(2026, 6, 20, 2, tzinfo=UTC))
    (left,) = PayslipCheck.objects.all()
    assert (left.hours, left.pay_sek, left.agreed_sek, left.is_under) == (None, None, None, True)


def test_what_was_written_wrong_goes_while_the_review_goes_on(review, by):
    one, other = count(review, by, 7, 1, 1), count(review, by, 8, 1, 1)
    for _ in range(2):
        actions.remove_row(row=one, by=by, at=AT)
    assert GateCount.objects.count() == 1
    finished(review)
    with pytest.raises(ReviewNotOpen):
        actions.remove_row(row=other, by=by, at=AT)
    with pytest.raises(ReviewNotOpen):
        count(review, by, 9, 1, 1)


def company(number, name, parent="", year=2025, turnover="100", result="10"):
    kronor = (Decimal(each) if each else None for each in (turnover, result))
    return CompanyRow(2, number, name, parent, year, *kronor)


def test_a_group_is_told_from_the_top_with_its_margins_and_once(review, by):
    top, child, grandchild = "5566778899", "5560160680", "5564300142"
    rows = [
        company(grandchild, "Ada AB", child, turnover="0"),
        company(child, "Dotter AB", top, result="-25"),
        company(top, "Topp AB"),
        company(top, "Topp AB", year=2024, turnover="", result=""),
    ]
    assert actions.load_companies(review=review, rows=rows, by=by, at=AT) == 4
    assert actions.load_companies(review=review, rows=rows, by=by, at=AT) == 0
    latest, before = group_of(review.companies.all())
    assert (latest.year, before.year) == (2025, 2024)
    assert [(each.depth, each.name, each.margin) for each in latest.companies] == [
        (0, "Topp AB", Decimal("0.1")),
        (1, "Dotter AB", Decimal("-0.25")),
        (2, "Ada AB", None),  # a share of nothing is unknown
    ]
    assert before.companies[0].margin is None
    assert actions.load_companies(review=review, rows=[company(top, "Topp AB", result="12")], by=by, at=AT) == 1


def test_companies_that_own_one_another_are_told_all_the_same(review, by):
    rows = [company("5566778899", "A", "5560160680"), company("5560160680", "B", "5566778899")]
    actions.load_companies(review=review, rows=rows, by=by, at=AT)
    (year,) = group_of(review.companies.all())
    assert [(each.depth, each.name) for each in year.companies] == [(0, "A"), (0, "B")]


def kpi(contract, by, name="Beläggning", target="90", **values):
    one = ContractKpi(contract=contract, name=name, definition="Så mäts det", target=Decimal(target), **values)
    return actions.save_kpi(kpi=one, by=by, at=AT)


def test_a_card_scores_only_quarters_with_activity_and_says_what_it_lacks(contract, by):
    make.bought(contract, [date(2025, 7, 1), date(2026, 3, 1)])
    FollowUpClass.objects.create(contract=contract, proposed=1, proposed_reason="Prov")
    one = kpi(contract, by)
    for quarter, value in ((date(2025, 7, 1), 95), (date(2025, 10, 1), 99), (date(2026, 1, 1), 80)):
        actions.save_kpi_value(kpi=one, quarter=quarter, value=Decimal(value), by=by, at=AT)
    card = scorecard(contract, on=date(2026, 6, 1))
    (line,) = card.lines
    assert [(quarter.name, score.is_met, score.why) for quarter, score in line.scores] == [
        ("kv 2 2025", None, "Ingen verksamhet"),
        ("kv 3 2025", True, ""),
        ("kv 4 2025", None, "Ingen verksamhet"),  # though somebody has written 99
        ("kv 1 2026", False, ""),
    ]
    assert (card.met, card.scored, card.missing) == (1, 2, 2)
    kpi(contract, by, "Svarstid")
    kpi(contract, by, "Avvikelser")
    assert scorecard(contract, on=date(2026, 6, 1)).missing == 0


def test_only_class_one_has_to_have_three_key_figures(contract):
    FollowUpClass.objects.create(contract=contract, proposed=2, proposed_reason="Prov")
    assert scorecard(contract, on=date(2026, 6, 1)).missing == 0


def test_a_quarter_in_which_what_was_bought_was_credited_in_full_has_activity_month_by_month(contract, by):
    make.bought(contract, [date(2026, 1, 1)], "1000.00")
    make.bought(contract, [date(2026, 2, 1)], "-1000.00")
    kpi(contract, by)
    (line,) = scorecard(contract, on=date(2026, 6, 1)).lines
    assert line.scores[-1][1].why == "Inget utfall"


def test_a_value_is_of_a_quarter_that_is_over_and_nothing_takes_it_back(contract, by):
    one = kpi(contract, by)
    for bad in (date(2026, 4, 1), date(2026, 2, 1), date(2026, 1, 2)):
        with pytest.raises(actions.NoQuarter):
            actions.save_kpi_value(kpi=one, quarter=bad, value=Decimal(1), by=by, at=AT)
    for _ in range(2):
        actions.save_kpi_value(kpi=one, quarter=date(2026, 1, 1), value=Decimal(1), by=by, at=AT)
    assert KpiValue.objects.get().value == 1
    for _ in range(2):
        assert actions.save_kpi_value(kpi=one, quarter=date(2026, 1, 1), value=None, by=by, at=AT) is None
    assert not KpiValue.objects.exists()
    with pytest.raises(NotAllowed):
        kpi(contract, make.user("läsare"), "Annat")


def test_a_template_is_proposed_of_what_the_areas_contracts_ask_for_and_once(by):
    area = make.area("IFO-HVB")
    round_ = make.framework("R-9", [area])
    make.contract(areas=[area], framework=round_, until=date(2030, 12, 31))
    Requirement.objects.create(framework=round_, kind="TECHNOLOGY", answer="YES", note="trygghetslarm")
    Requirement.objects.create(framework=round_, kind="ACCESSIBILITY", answer="NO", note="Behövs inte")
    hidden = make.contract(
        "A-9", areas=[area], supplier=make.supplier("H", make.ORG_NUMBERS[1]), until=date(2030, 12, 31), is_secret=True
    )
    Requirement.objects.create(contract=hidden, kind="REDUNDANCY", answer="YES", note="hemligt")

    def proposed():
        return actions.propose_template(area=area, buyer=make.buyer(), by=by, at=AT)

    template = proposed()
    words = list(template.requirements.order_by("order").values_list("text", flat=True))
    assert "Välfärdsteknik används så som avtalet beskriver: trygghetslarm." in words
    assert not any("tillgängliga" in each or "hemligt" in each for each in words)
    assert list(template.areas.all()) == [area]
    assert (proposed(), template.version, ReviewTemplate.objects.count()) == (template, 1, 1)
    Requirement.objects.create(framework=round_, kind="INDEX_CLAUSE", answer="YES")
    assert proposed().version == 2


def test_without_a_contract_in_force_there_is_nothing_to_propose(by):
    with pytest.raises(ValidationError, match="i kraft"):
        actions.propose_template(area=make.area("IFO-HVB"), buyer=make.buyer(), by=by, at=AT)
    with pytest.raises(NotAllowed):
        actions.propose_template(area=make.area("IFO-HVB"), buyer=make.buyer(), by=make.user("läsare"), at=AT)
