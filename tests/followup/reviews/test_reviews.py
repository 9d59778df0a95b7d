"""Reviews and findings: classes, the year's plan, answers, the ladder, and that another person verifies."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.register.models import ContractVolume
from contracts.suppliers.models import SupplierUnit
from followup.reviews import actions, rules, tasks
from followup.reviews.models import (
    Finding,
    FollowUpClass,
    Review,
    ReviewAnswer,
    ReviewTemplate,
)
from followup.reviews.querysets import Part
from huddinge_vo.common.periods import Period
from huddinge_vo.common.saving import ChangedMeanwhile
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make
from tests.followup.judging.test_judging import load
from tests.late import as_sent, differing, told_by

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
TODAY = date(2026, 6, 1)


@pytest.fixture
def by():
    return make.user("uppföljare")


@pytest.fixture
def other():
    return make.user("avtalscontroller")


@pytest.fixture
def contract():
    return make.contract(until=date(2030, 12, 31))


def test_the_methods_are_called_as_the_trade_calls_them():
    assert Review.Method.GATE.label == "portobservation"


def volume(contract, month, amount):
    ContractVolume.objects.create(contract=contract, month=month, sum_sek=amount, cumulative_sek=amount, updated_at=AT)


def level(contract, number, **values):
    return FollowUpClass.objects.create(contract=contract, proposed=number, proposed_reason="Prov", **values)


def done(contract, on, **values):
    return Review.objects.create(contract=contract, planned_on=on, method="DESK", status="DONE", done_on=on, **values)


def finding(by, supplier, **values):
    values = {"source": "STAFF", "severity": "HIGH", "evidence": "Något brast.", **values}
    return actions.report_deficiency(finding=Finding(buyer=make.buyer(), supplier=supplier, **values), by=by, at=AT)


def opened(one, by):
    one.due_on, one.action = TODAY + timedelta(days=30), "Rätta"
    return actions.open_finding(finding=one, by=by, at=AT)


def ten(until=date(2030, 12, 31)):
    supplier = make.supplier()
    return [make.contract(f"A-{n}", supplier=supplier, until=until) for n in range(10)]


def test_classes_are_proposed_from_the_twelve_whole_months_before_and_a_decision_stays(by):
    contracts = ten()
    for index, one in enumerate(contracts):
        volume(one, date(2026, 5, 1), 100 * (index + 1))
    volume(contracts[0], date(2025, 6, 1), 10_000)  # the first of the twelve months counts
    volume(contracts[1], date(2025, 5, 1), 20_000)  # a month too early
    volume(contracts[2], date(2026, 6, 1), 20_000)  # a month that is not whole
    volume(contracts[9], date(2026, 4, 1), -900)  # a credit
    assert actions.propose_classes(buyer=make.buyer(), at=AT) == 10
    found = dict(FollowUpClass.objects.values_list("contract__number", "effective"))
    assert found == {
        "A-0": 1,
        "A-8": 2,
        "A-7": 2,
        "A-6": 2,
        **dict.fromkeys(["A-1", "A-2", "A-3", "A-4", "A-5", "A-9"], 3),
    }
    first = FollowUpClass.objects.get(contract=contracts[0])
    assert "plats 1 av 10" in first.proposed_reason
    assert actions.propose_classes(buyer=make.buyer(), at=AT) == 0
    with pytest.raises(ValidationError, match="annan än den föreslagna"):
        actions.decide_class(follow_up_class=first, decided=3, reason=" ", by=by, at=AT)
    first.refresh_from_db()
    actions.decide_class(follow_up_class=first, decided=3, reason="Litet kvar", by=by, at=AT)
    contracts[0].is_critical = True
    contracts[0].save()
    assert tasks.propose_follow_up_classes() >= 0
    first.refresh_from_db()
    assert (first.effective, first.decided, "Samhällsviktigt" in first.proposed_reason) == (3, 3, False)


def test_a_decided_class_has_a_person_and_a_day(contract):
    with pytest.raises(IntegrityError, match="decided_class_has_person_and_day"), transaction.atomic():
        level(contract, 1, decided=1)


def test_class_one_is_in_time_for_four_months_both_end_days_counted(contract):
    level(contract, 1)
    done(contract, date(2026, 6, 1))
    classes = FollowUpClass.objects.all()
    assert classes.class_one_in_time(date(2026, 6, 1)) == Part(1, 1)
    assert classes.class_one_in_time(date(2026, 10, 1)) == Part(1, 1)
    assert classes.class_one_in_time(date(2026, 10, 2)) == Part(0, 1)
    assert classes.class_one_in_time(date(2026, 5, 1)) == Part(1, 1)  # four months from the contract's first day
    assert classes.class_one_in_time(date(2026, 5, 2)) == Part(0, 1)
    assert classes.class_one_in_time(date(2030, 12, 31)).whole == 1
    assert classes.class_one_in_time(date(2031, 1, 1)) == Part(0, 0)


def test_the_year_is_planned_once(by, contract):
    level(contract, 1, decided=1, decided_by=by, decided_on=TODAY)
    done(contract, date(2026, 5, 1))
    assert len(actions.plan_year(buyer=make.buyer(), year=2026, by=by, at=AT)) == 1
    assert len(actions.plan_year(buyer=make.buyer(), year=2026, by=by, at=AT)) == 0
    assert len(actions.plan_year(buyer=make.buyer(), year=2026, by=by, at=AT + timedelta(days=40))) == 0
    assert list(Review.objects.unfinished().values_list("planned_on", flat=True)) == [date(2026, 9, 1)]
    assert len(actions.plan_year(buyer=make.buyer(), year=2027, by=by, at=AT)) == 3
    assert len(actions.plan_year(buyer=make.buyer(), year=2027, by=by, at=AT)) == 0
    assert len(actions.plan_year(buyer=make.buyer(), year=2025, by=by, at=AT)) == 0


def test_what_is_overdue_is_spread_over_working_days_and_no_contract_is_reviewed_after_its_end(by):
    contracts = ten(until=date(2026, 8, 31))
    for one in contracts:
        level(one, 1, decided=1, decided_by=by, decided_on=TODAY)
    assert len(actions.plan_year(buyer=make.buyer(), year=2026, by=by, at=AT)) == 10
    days = sorted(Review.objects.values_list("planned_on", flat=True))
    assert days[0] >= TODAY
    assert days[-1] <= date(2026, 8, 31)
    assert len(set(days)) > 5
    assert len(actions.plan_year(buyer=make.buyer(), year=2026, by=by, at=AT)) == 0


def test_a_review_takes_its_questions_with_it_and_is_done_when_all_are_answered(by, contract):
    level(contract, 2)
    assert actions.load_review_templates(buyer=make.buyer(), at=AT) >= 1
    assert actions.load_review_templates(buyer=make.buyer(), at=AT) == 0
    template = ReviewTemplate.objects.get(name="Allmän uppföljning")
    review = Review(contract=contract, planned_on=TODAY, method="DIALOGUE", template=template)
    actions.save_review(review=review, by=by, at=AT)
    with pytest.raises(actions.ReviewNotOpen):
        actions.answer_review(review=review, answers={}, by=by, at=AT)
    for _ in range(2):
        review = actions.start_review(review=review, by=by, at=AT)
    count = template.requirements.count()
    assert review.answers.count() == count
    template.requirements.all().delete()
    end = {"done_on": TODAY, "summary": "Bra", "followed_routine": True, "by": by, "at": AT}
    with pytest.raises(actions.NotAnswered, match=f"{count} krav"):
        actions.finish_review(review=review, **end)
    answers = {each.order: ("MET", "") for each in review.answers.all()}
    opened_at = review.version
    actions.answer_review(review=review, answers=answers, by=by, at=AT, version=opened_at)
    with pytest.raises(ChangedMeanwhile):
        actions.answer_review(review=review, answers=answers, by=by, at=AT, version=opened_at)
    with pytest.raises(ValidationError, match="inte varit"):
        actions.finish_review(review=review, **{**end, "done_on": TODAY + timedelta(days=1)})
    review = actions.finish_review(review=review, **end)
    assert (review.status, review.next_on) == ("DONE", date(2027, 6, 1))
    with pytest.raises(actions.ReviewNotOpen):
        actions.cancel_review(review=review, reason="Dubbel", by=by, at=AT)


def test_a_done_review_has_a_day(contract):
    with pytest.raises(IntegrityError, match="done_review_has_a_day"), transaction.atomic():
        Review.objects.create(contract=contract, planned_on=TODAY, method="DESK", status="DONE")


def test_the_routine_is_followed_when_sustainability_was_judged(contract):
    period = Period(date(2026, 3, 1), date(2026, 5, 31))
    assert Part.of(Review.objects.by_routine(period)) == Part(0, 0)
    cases = (
        (date(2026, 3, 1), True, "MET"),
        (date(2026, 5, 31), True, "NOT_MET"),
        (date(2026, 4, 1), False, "MET"),
        (date(2026, 4, 2), True, "NOT_RELEVANT"),
        (date(2026, 4, 3), True, ""),
        (date(2026, 2, 28), True, "MET"),
        (date(2026, 6, 1), True, "MET"),
    )
    for day, followed, answer in cases:
        review = done(contract, day, followed_routine=followed)
        ReviewAnswer.objects.create(review=review, order=1, text="Miljö", kind="SUSTAINABILITY", answer=answer)
    assert Part.of(Review.objects.by_routine(period)) == Part(2, 5)


def test_a_finding_is_closed_by_another_than_who_reported_and_mended_it(by, other):
    reporter = make.user("upphandlare")
    one = opened(finding(reporter, make.supplier()), by)
    with pytest.raises(actions.FindingNotOpen):
        actions.close_finding(finding=one, by=other, at=AT)
    one = actions.fix_finding(finding=one, fixed_on=TODAY, by=by, at=AT)
    for person in (by, reporter):
        with pytest.raises(actions.CannotVerify, match="Någon annan"):
            actions.close_finding(finding=one, by=person, at=AT)
        with pytest.raises(IntegrityError, match="finding_is_verified_by_another"), transaction.atomic():
            Finding.objects.filter(pk=one.pk).update(status="CLOSED", verified_by=person, verified_on=TODAY)
    with pytest.raises(IntegrityError, match="closed_finding_is_fixed_and_verified"), transaction.atomic():
        Finding.objects.filter(pk=one.pk).update(status="CLOSED")
    with pytest.raises(IntegrityError, match="finding_is_verified_after_it_is_fixed"), transaction.atomic():
        Finding.objects.filter(pk=one.pk).update(verified_by=other, verified_on=TODAY - timedelta(days=1))
    assert actions.reopen_finding(finding=one, by=other, at=AT).status == "OPEN"
    actions.fix_finding(finding=one, fixed_on=TODAY, by=by, at=AT)
    one = actions.close_finding(finding=one, by=other, at=AT)
    assert (one.status, one.verified_by, one.verified_on) == ("CLOSED", other, TODAY)


def test_a_finding_is_not_verified_by_whoever_changed_what_was_to_be_done(by, other):
    one = opened(finding(make.user("läsare"), make.supplier()), by)
    one.action = "Det räcker med ett samtal"
    one = actions.open_finding(finding=one, by=other, at=AT)
    one = opened(one, by)  # somebody else has written over it
    one = actions.fix_finding(finding=one, fixed_on=TODAY, by=make.user("controller"), at=AT)
    for person in (by, other):
        with pytest.raises(actions.CannotVerify, match="ändrat"):
            actions.close_finding(finding=one, by=person, at=AT)
        with pytest.raises(IntegrityError, match="by_nobody_who_wrote_in_it"), transaction.atomic():
            Finding.objects.filter(pk=one.pk).update(status="CLOSED", verified_by=person, verified_on=TODAY)
    assert actions.close_finding(finding=one, by=make.user("upphandlingschef"), at=AT).status == "CLOSED"


def test_the_ladder_is_climbed_and_its_last_step_names_the_authority(by):
    one = opened(finding(make.user("läsare"), make.supplier()), by)
    one = actions.escalate_finding(finding=one, step="WARNING", by=by, at=AT)
    with pytest.raises(ValidationError, match="redan nått"):
        actions.escalate_finding(finding=one, step="DIALOGUE", by=by, at=AT)
    with pytest.raises(ValidationError, match="myndighet"):
        actions.escalate_finding(finding=one, step="REPORTED", by=by, at=AT)
    assert Part.of(Finding.objects.confirmed_irregularities(TODAY)) == Part(0, 0)
    actions.escalate_finding(finding=one, step="WARNING", confirmed_on=TODAY, by=by, at=AT)
    assert Part.of(Finding.objects.confirmed_irregularities(TODAY)) == Part(0, 1)
    actions.escalate_finding(finding=one, step="REPORTED", reported_to="IVO", reported_on=TODAY, by=by, at=AT)
    assert Part.of(Finding.objects.confirmed_irregularities(TODAY)) == Part(1, 1)


def test_a_finding_needs_an_action_and_a_day_or_a_reason(by):
    one = finding(make.user("läsare"), make.supplier())
    with pytest.raises(ValidationError) as refused:
        actions.open_finding(finding=one, by=by, at=AT)
    assert set(refused.value.error_dict) == {"due_on", "action"}
    with pytest.raises(ValidationError, match="avfärdas"):
        actions.dismiss_finding(finding=one, reason=" ", by=by, at=AT)
    assert actions.dismiss_finding(finding=one, reason="Inget fel", by=by, at=AT).status == "DISMISSED"


def test_whoever_reported_it_judges_it_not_and_whoever_worked_on_it_dismisses_it_not(by, other):
    one = finding(by, make.supplier())
    with pytest.raises(actions.CannotJudge):
        opened(one, by)
    with pytest.raises(actions.CannotJudge):
        actions.dismiss_finding(finding=one, reason="Inget fel", by=by, at=AT)
    one = opened(one, other)
    for person in (by, other):
        with pytest.raises(actions.CannotJudge):
            actions.dismiss_finding(finding=one, reason="Inget fel", by=person, at=AT)
    third = make.user("kategoriledare", username="tredje")
    assert actions.dismiss_finding(finding=one, reason="Inget fel", by=third, at=AT).status == "DISMISSED"


def test_a_unit_of_another_supplier_is_refused(by):
    unit = SupplierUnit.objects.create(supplier=make.supplier("Annat AB", make.ORG_NUMBERS[1]), name="Hem")
    with pytest.raises(ValidationError, match="annan leverantör"):
        finding(by, make.supplier(), unit=unit)


def test_anybody_on_the_staff_reports_in_one_form(client, contract):
    client.force_login(make.user("läsare"))
    page = client.get(f"/brister/anmal/?avtal={contract.pk}")
    assert page.context["form"].initial["supplier"] == contract.supplier
    sent = {
        "supplier": contract.supplier_id,
        "contract": contract.pk,
        "evidence": "Ingen svarade.",
        "source": "CLIENT",
        "severity": "LOW",
    }
    refused = client.post("/brister/anmal/", {**sent, "evidence": "Det gäller 19121212-1212"})
    assert refused.status_code == 422
    assert "personnummer" in refused.content.decode()
    answer = client.post("/brister/anmal/", sent)
    one = Finding.objects.get()
    assert answer.headers["Location"] == one.get_absolute_url()
    assert (one.status, one.contract, one.registered_by.username) == ("REPORTED", contract, "läsare")
    assert client.get(one.get_absolute_url()).status_code == 200
    assert client.get(f"/brister/{one.pk}/oppna/").status_code == 403
    assert client.post(f"/brister/{one.pk}/stang/").status_code == 403


def test_a_finding_goes_the_whole_way_through_its_pages(client, by, other):
    reporter = make.user("handläggare")
    one = finding(reporter, make.supplier())
    client.force_login(by)
    form = {"severity": "HIGH", "evidence": one.evidence, "action": "Rätta", "due_on": "2099-01-01", "version": 1}
    assert client.post(f"/brister/{one.pk}/oppna/", form).status_code == 302
    assert client.post(f"/brister/{one.pk}/trappan/", {"step": "WARNING", "reason": "Upprepat"}).status_code == 302
    assert client.post(f"/brister/{one.pk}/atgardad/", {"fixed_on": "2026-01-02"}).status_code == 302
    client.post(f"/brister/{one.pk}/stang/")
    one.refresh_from_db()
    assert one.status == "FIXED"
    assert "Verifiera och stäng" not in client.get(f"/brister/{one.pk}/").content.decode()
    client.force_login(other)
    assert "Verifiera och stäng" in client.get(f"/brister/{one.pk}/").content.decode()
    client.post(f"/brister/{one.pk}/stang/")
    one.refresh_from_db()
    assert one.status == "CLOSED"


def test_a_review_goes_the_whole_way_through_its_pages(client, by, contract):
    level(contract, 1)
    actions.load_review_templates(buyer=make.buyer(), at=AT)
    template = ReviewTemplate.objects.get(name="Allmän uppföljning")
    client.force_login(by)
    assert client.get(f"/uppfoljning/ny/?avtal={contract.pk}").context["form"].initial["contract"] == contract.pk
    sent = {"contract": contract.pk, "planned_on": "2099-01-02", "method": "DESK", "template": template.pk}
    assert client.post("/uppfoljning/ny/", sent).status_code == 302
    review = Review.objects.get()
    again = client.post("/uppfoljning/ny/", sent)
    Review.objects.update(planned_on="2026-01-02")  # time goes by
    assert again.status_code == 422
    assert "redan en uppföljning" in again.content.decode()
    path = review.get_absolute_url()
    client.post(f"{path}borja/")
    assert client.get(f"{path}svara/").status_code == 200
    count = review.answers.count()
    page = client.get(path).content.decode()
    assert f'btn-primary" href="{path}svara/">Svara på kraven ({count} kvar)<' in page
    assert f'btn-outline-secondary" href="{path}avsluta/"' in page
    # All that is wrong is said at once, with a way to what is left.
    early = client.post(f"{path}avsluta/", {"done_on": str(timezone.localdate() + timedelta(days=1))})
    told = early.content.decode()
    assert early.status_code == 422
    for words in (f"{count} krav saknar svar.", "Dagen har inte varit än.", f'href="{path}svara/#id_svar-1"'):
        assert words in told, words
    assert f'href="{contract.get_absolute_url()}"' in told
    assert f"{contract.supplier}, {contract}" in told
    assert 'id="id_svar-1"' in client.get(f"{path}svara/").content.decode()
    answers = {f"svar-{each.order}": "MET" for each in review.answers.all()}
    refused = client.post(f"{path}svara/", {**answers, "kommentar-1": "Anna 850709-9805"})
    assert refused.status_code == 422
    assert refused.content.decode().count("ser ut som ett personnummer") == 2  # at the field and in the summary
    assert client.post(f"{path}svara/", answers).status_code == 422  # it does not say what it was an answer to
    answers["version"] = Review.objects.get().version
    assert client.post(f"{path}svara/", answers).status_code == 302
    end = {"done_on": "2026-01-02", "followed_routine": "ja", "summary": "Bra"}
    end["version"] = Review.objects.get().version
    assert f'btn-primary" href="{path}avsluta/"' in client.get(path).content.decode()
    assert client.post(f"{path}avsluta/", end).status_code == 302
    review.refresh_from_db()
    assert (review.status, review.followed_routine) == ("DONE", True)
    assert "Följde den gemensamma rutinen" in client.get(path).content.decode()
    fragment = client.get(f"/uppfoljning/avtal/{contract.pk}/").content.decode()
    assert "Klass 1" in " ".join(fragment.split())
    assert "2026-01-02" in fragment
    assert client.get("/uppfoljning/plan/2026/").context["whole"]["done"] == 1
    each = contract.follow_up_class
    decided = client.post(f"/uppfoljning/klasser/{each.pk}/", {"decided": 2, "decided_reason": "Lugnt", "version": 1})
    assert decided.status_code == 302
    each.refresh_from_db()
    assert each.effective == 2


def test_the_year_is_planned_from_its_page(client, by, contract):
    client.force_login(by)
    today = timezone.localdate().year
    path = f"/uppfoljning/plan/{today + 1}/"
    assert client.post(f"{path}planera/").status_code == 302
    assert client.get("/uppfoljning/plan/1800/").status_code == 404
    client.force_login(make.user("läsare"))
    assert client.get(path).status_code == 200
    assert client.post(f"{path}planera/").status_code == 403


def test_a_template_is_written_one_requirement_a_line(client, by):
    client.force_login(by)
    sent = {"name": "Ny", "requirements": "Bemanning enligt avtal\n\nHållbarhet: Elbilar\nOBS: annat"}
    assert client.post("/mallar/ny/", sent).status_code == 302
    template = ReviewTemplate.objects.get()
    kinds = list(template.requirements.order_by("order").values_list("kind", "text"))
    assert kinds == [("NORMAL", "Bemanning enligt avtal"), ("SUSTAINABILITY", "Elbilar"), ("NORMAL", "OBS: annat")]
    written = client.get(f"/mallar/{template.pk}/").context["form"].initial["requirements"]
    assert written.splitlines()[1] == "hållbarhet: Elbilar"
    assert "Elbilar" in client.get("/mallar/").content.decode()


def test_a_secret_suppliers_reviews_and_findings_are_for_the_named_only(client, by, other):
    hidden = make.supplier("Provgömslet AB", make.ORG_NUMBERS[1], is_secret=True)
    secret = make.contract("HEMLIG-1", supplier=hidden, until=date(2030, 12, 31))
    level(secret, 1)
    review = done(secret, date(2026, 5, 1))
    one = finding(other, hidden, contract=secret)
    home = SupplierUnit.objects.create(supplier=make.supplier(), name="Provgömslet hem", is_secret=True)
    finding(other, home.supplier, unit=home)
    client.force_login(by)
    for path in ("/uppfoljning/", "/uppfoljning/klasser/", "/brister/", "/brister/?export=csv", "/brister/anmal/"):
        answer = client.get(path)
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert "Provgömslet" not in said.decode("utf-8", "replace"), path
        assert "HEMLIG" not in said.decode("utf-8", "replace"), path
    assert client.get("/brister/").context["unsettled"] == 0
    assert client.get("/uppfoljning/").context["class_one"] == Part(0, 0)
    assert client.get("/uppfoljning/plan/2026/").context["whole"]["done"] == 0
    for path in (one.get_absolute_url(), review.get_absolute_url(), f"/uppfoljning/avtal/{secret.pk}/"):
        assert client.get(path).status_code == 404
    sent = {"supplier": hidden.pk, "evidence": "x", "source": "STAFF", "severity": "LOW"}
    assert client.post("/brister/anmal/", sent).status_code == 422
    AccessGrant.objects.create(object=hidden, user=by)
    assert client.get("/brister/").context["unsettled"] == 1
    assert client.get("/uppfoljning/").context["class_one"].whole == 1


def test_the_list_begins_with_what_is_to_be_done_next_and_ends_with_what_was_done_first(client, by):
    contract = make.contract(until=date(2030, 12, 31))
    for day, status in (
        (date(2026, 3, 1), "DONE"),
        (date(2026, 12, 1), "PLANNED"),
        (date(2026, 5, 1), "CANCELLED"),
        (date(2026, 2, 1), "ONGOING"),
        (date(2026, 11, 1), "PLANNED"),
    ):
        done_on = day if status == "DONE" else None
        Review.objects.create(contract=contract, planned_on=day, method="DESK", status=status, done_on=done_on)
    client.force_login(by)
    rows = [row.record.planned_on for row in client.get("/uppfoljning/").context["table"].rows]
    assert [(day.month, day.day) for day in rows] == [(2, 1), (11, 1), (12, 1), (5, 1), (3, 1)]


@pytest.mark.parametrize("path", ["/uppfoljning/", "/uppfoljning/klasser/", "/brister/", "/mallar/"])
def test_a_list_asks_as_much_for_thirty_as_for_three(client, by, path):
    client.force_login(by)
    supplier = make.supplier()

    def add(numbers):
        for number in numbers:
            one = make.contract(f"A-{number}", supplier=supplier, until=date(2090, 1, 1), owner=by)
            level(one, 1)
            done(one, TODAY)
            finding(by, supplier, contract=one)
            template = ReviewTemplate(buyer=make.buyer(), name=f"M{number}")
            actions.save_template(template=template, areas=[make.area()], requirements=[("NORMAL", "x")], by=by, at=AT)

    def asked():
        client.get(path)  # what is kept in the cache for a minute may have gone out since
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    add(range(3))
    few = asked()
    add(range(3, 30))
    assert asked() == few


def test_a_contracts_first_look_says_how_loyal_its_supplier_is_bought_from_and_when_it_was_followed_up(
    client, contract
):
    client.force_login(make.user("läsare"))
    path = f"/uppfoljning/avtal/{contract.pk}/laget/"
    assert path in client.get(contract.get_absolute_url()).content.decode()
    untouched = client.get(path).content.decode()
    assert "Inga köp som du får se" in untouched
    assert "Aldrig" in untouched
    level(contract, 1)
    done(contract, date(2026, 5, 1))
    load(make.ledger_row("900,00", "2026-03-01"), make.ledger_row("100,00", "2025-12-31"))
    told = client.get(path).content.decode()
    assert "90,0" in told
    assert "2026-05-01" in told
    assert "nästa senast 2026-09-01" in told
    contract.is_secret = True
    contract.save()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_questions_and_the_rule_call_the_same_reviews_and_findings_late(by, other, days):
    on = date(2026, 6, 1)
    day = on + timedelta(days=days)
    supplier = make.supplier()
    for number, status in enumerate(Review.Status.values):
        one = make.contract(f"A-{number}", supplier=supplier)
        done_on = day if status == "DONE" else None
        Review.objects.create(contract=one, planned_on=day, method="DESK", status=status, done_on=done_on)
        Finding.objects.create(contract=one, **finding_of(supplier, by), status="REPORTED", due_on=None)
    for status in Finding.Status.values:
        mended = {"fixed_on": day, "fixed_by": by} if status in {"FIXED", "CLOSED"} else {}
        closed = {"verified_on": day, "verified_by": other} if status == "CLOSED" else {}
        why = {"dismissed_reason": "x"} if status == "DISMISSED" else {}
        rest = {**finding_of(supplier, by), **mended, **closed, **why}
        Finding.objects.create(**rest, status=status, due_on=day)
    late = sum(rules.is_late(each.status, each.planned_on, on=on) for each in Review.objects.all())
    assert late == sum(month["late"] for month in Review.objects.months_of(2026, on=on).values()) == 2 * (days < 0)
    asked = set(Finding.objects.overdue_on(on))
    assert asked == {each for each in Finding.objects.all() if rules.is_late(each.status, each.due_on, on=on)}
    assert len(asked) == 2 * (days < 0)


def finding_of(supplier, by):
    return {
        "buyer": make.buyer(),
        "supplier": supplier,
        "source": "TIP",
        "severity": "LOW",
        "evidence": "x",
        "registered_by": by,
        "registered_on": date(2026, 5, 1),
    }


def begun_on_screen(client, contract):
    actions.load_review_templates(buyer=make.buyer(), at=AT)
    template = ReviewTemplate.objects.get(name="Allmän uppföljning")
    review = Review.objects.create(contract=contract, planned_on=TODAY, method="DESK", template=template)
    assert client.post(f"{review.get_absolute_url()}borja/").status_code == 302
    return review, review.get_absolute_url()


def test_whoever_answers_too_late_sees_the_others_answers_and_keeps_his_own(client, by, other, contract):
    client.force_login(by)
    review, path = begun_on_screen(client, contract)
    second = Client()
    second.force_login(other)
    opened = as_sent(client.get(f"{path}svara/").context["form"])
    theirs = {"svar-1": "MET", "svar-2": "PARTLY", "kommentar-2": "Fem av sex", "svar-3": "MET"}
    assert second.post(f"{path}svara/", {**opened, **theirs}).status_code == 302
    mine = {"svar-1": "NOT_MET", "kommentar-1": "Ingen på plats", "svar-3": "MET", "svar-4": "MET"}
    late = client.post(f"{path}svara/", {**opened, **mine})
    questions = {each.order: str(each) for each in review.answers.all()}
    assert differing(late) == {
        questions[1]: ("uppfyllt", "inte uppfyllt"),
        "Kommentar till 1": ("–", "Ingen på plats"),
        questions[2]: ("delvis uppfyllt", ""),
        "Kommentar till 2": ("Fem av sex", ""),
        questions[4]: ("–", "uppfyllt"),
    }
    assert told_by(late) == str(other)
    again = as_sent(late.context["form"])
    assert {name: again.get(name) for name in (*mine, "svar-2", "kommentar-2")} == {
        **mine, "svar-2": "PARTLY", "kommentar-2": "Fem av sex",
    }  # fmt: skip
    assert client.post(f"{path}svara/", again).status_code == 302
    kept = dict(review.answers.filter(order__lte=4).values_list("order", "answer"))
    assert kept == {1: "NOT_MET", 2: "PARTLY", 3: "MET", 4: "MET"}


def test_a_review_is_cancelled_with_a_reason_and_taken_up_where_it_stood(client, by, contract):
    client.force_login(by)
    review, path = begun_on_screen(client, contract)
    asked = client.get(f"{path}stall-in/")
    assert asked.status_code == 200
    assert str(review.planned_on) in asked.content.decode()
    assert client.post(f"{path}stall-in/").status_code == 422
    review.refresh_from_db()
    assert review.status == "ONGOING"
    page = client.post(f"{path}stall-in/", {"reason": "Avtalet upphör"}, follow=True).content.decode()
    review.refresh_from_db()
    assert review.status == "CANCELLED"
    assert "Avtalet upphör" in page
    assert f'href="{path}ateruppta/"' in page
    page = client.post(f"{path}ateruppta/", {"reason": "Fel uppföljning"}, follow=True).content.decode()
    review.refresh_from_db()
    assert review.status == "ONGOING"
    assert "Fel uppföljning" in page
    assert "inte inställd" in client.post(f"{path}ateruppta/", {"reason": "Igen"}).content.decode()


def test_a_requirement_not_met_is_told_of_before_a_review_is_ended(client, by, contract):
    client.force_login(by)
    review, path = begun_on_screen(client, contract)
    review.answers.update(answer="MET")
    first, second = review.answers.order_by("order")[:2]
    review.answers.filter(pk__in=(first.pk, second.pk)).update(answer="NOT_MET")
    review.answers.filter(pk=second.pk).update(comment="Rättat på plats")
    end = as_sent(client.get(f"{path}avsluta/").context["form"])
    end |= {"done_on": "2026-01-02", "followed_routine": "ja", "summary": "Bra"}
    asked = client.post(f"{path}avsluta/", end)
    assert asked.status_code == 422
    assert f"kravet ”{first.text}” inte är uppfyllt" in asked.content.decode()
    assert f'href="/brister/anmal/?uppfoljning={review.pk}"' in asked.content.decode()
    ((tick, _),) = asked.context["form"].fields["sure"].choices  # nothing of the second, which has a comment
    assert client.post(f"{path}avsluta/", {**end, "sure": tick}).status_code == 302
    review.refresh_from_db()
    assert review.status == "DONE"


def test_whoever_ends_a_review_too_late_sees_what_was_answered_meanwhile(client, by, other, contract):
    client.force_login(by)
    review, path = begun_on_screen(client, contract)
    second = Client()
    second.force_login(other)
    answers = {f"svar-{each.order}": "MET" for each in review.answers.all()}
    sent = as_sent(client.get(f"{path}svara/").context["form"])
    assert client.post(f"{path}svara/", {**sent, **answers}).status_code == 302
    end = as_sent(client.get(f"{path}avsluta/").context["form"])
    end |= {"done_on": "2026-01-02", "followed_routine": "ja", "summary": "Allt stämde"}
    changed = {"svar-2": "NOT_MET", "kommentar-2": "Två tjänster saknas"}
    sent = as_sent(second.get(f"{path}svara/").context["form"])
    assert second.post(f"{path}svara/", {**sent, **changed}).status_code == 302
    late = client.post(f"{path}avsluta/", end)
    question = str(review.answers.get(order=2))
    assert differing(late) == {question: ("inte uppfyllt, Två tjänster saknas", "")}
    assert told_by(late) == str(other)
    assert "Tryck på ”Avsluta” igen" in late.content.decode()  # there is no other button
    again = as_sent(late.context["form"])
    assert again["summary"] == "Allt stämde"
    # Saved without anything changed: who and when are told still, with a way to the review as it is.
    assert second.post(f"{path}svara/", as_sent(second.get(f"{path}svara/").context["form"])).status_code == 302
    later = client.post(f"{path}avsluta/", again)
    assert differing(later) == {}
    assert told_by(later) == str(other)
    assert f'<a href="{path}">Se hur det står nu</a>' in later.content.decode()
    assert client.post(f"{path}avsluta/", as_sent(later.context["form"])).status_code == 302
    review.refresh_from_db()
    assert (review.status, review.summary) == ("DONE", "Allt stämde")
