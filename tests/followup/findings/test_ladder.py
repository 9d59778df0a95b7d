"""The ladder: steps with reasons, penalties that another decides, letters, reports to authorities, and what is due."""

import io
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image
from pypdf import PdfReader

from contracts.suppliers.models import Supplier, SupplierUnit
from followup.duties import actions as duty_actions
from followup.duties.models import Duty
from followup.findings import actions, tasks
from followup.findings.models import AnswerLink, AuthorityReport, FindingFile, FindingStep, FollowUpTerm
from followup.reviews import actions as review_actions
from followup.reviews.models import Finding
from followup.reviews.querysets import Part
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.rights import NotAllowed
from tests import factories as make
from tests.at_once import at_once

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
TODAY = date(2026, 6, 1)
PENALTY = {"reason": "Bemanningen brister igen.", "penalty_sek": Decimal("25000.00"), "clause": "9.1"}


@pytest.fixture
def by():
    return make.user("uppföljare")


@pytest.fixture
def chief():
    return make.user("upphandlingschef")


def a_finding(by, **values):
    if "supplier" not in values:
        values["supplier"] = Supplier.objects.first() or make.supplier()
    told = {"source": "STAFF", "severity": "HIGH", "evidence": "Ingen svarade på natten.", **values}
    reporter = User.objects.filter(username="anmälde").first() or make.user("läsare", username="anmälde")
    one = review_actions.report_deficiency(finding=Finding(buyer=make.buyer(), **told), by=reporter, at=AT)
    one.due_on, one.action = TODAY + timedelta(days=30), "Rätta"
    return review_actions.open_finding(finding=one, by=by, at=AT)


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode().replace("\xa0", " ")


# ------------------------------------------------------------------------------------------------------- the steps


def test_a_step_is_kept_with_its_reason_and_its_last_day_and_taken_once_a_day(by):
    one = a_finding(by)
    FollowUpTerm.objects.create(buyer=one.buyer, answer_days=20)
    first = actions.take_step(finding=one, step="WARNING", reason="Igen", by=by, at=AT)
    assert (first.taken_on, first.taken_by, first.answer_by) == (TODAY, by, TODAY + timedelta(days=20))
    assert actions.take_step(finding=one, step="WARNING", reason="Igen", by=by, at=AT) == first
    one.refresh_from_db()
    assert (one.step, FindingStep.objects.count()) == ("WARNING", 1)
    with pytest.raises(ValidationError, match="redan nått"):
        actions.take_step(finding=one, step="DIALOGUE", reason="Ned", by=by, at=AT)
    with pytest.raises(ValidationError, match="registreras för sig"):
        actions.take_step(finding=one, step="REPORTED", reason="Upp", by=by, at=AT)
    with pytest.raises(ValidationError, match="redan varit"):
        actions.take_step(finding=one, step="TERMINATION", reason="x", answer_by=date(2026, 5, 31), by=by, at=AT)
    with pytest.raises(NotAllowed):
        actions.take_step(finding=one, step="TERMINATION", reason="x", by=make.user("läsare"), at=AT)


def test_a_client_is_never_named_in_a_step(by):
    with pytest.raises(ValidationError, match="personnummer"):
        actions.take_step(finding=a_finding(by), step="WARNING", reason="Om 850709-9805", by=by, at=AT)


def test_whoever_took_a_step_verifies_not(by, chief):
    one = a_finding(by)
    actions.take_step(finding=one, step="WARNING", reason="Igen", by=chief, at=AT)
    review_actions.fix_finding(finding=one, fixed_on=TODAY, by=by, at=AT)
    with pytest.raises(review_actions.CannotVerify):
        review_actions.close_finding(finding=one, by=chief, at=AT)


def test_a_penalty_holds_when_another_has_decided_it(by, chief):
    one = a_finding(by)
    step = actions.take_step(finding=one, step="PENALTY", by=by, at=AT, **PENALTY)
    one.refresh_from_db()
    assert (step.state, one.step) == ("PROPOSED", "DIALOGUE")
    with pytest.raises(actions.CannotSend, match="inte beslutat"):
        actions.send_step(step_id=step.pk, by=by, at=AT)
    with pytest.raises(NotAllowed):
        actions.decide_penalty(step_id=step.pk, approve=True, by=by, at=AT)
    decided = actions.decide_penalty(step_id=step.pk, approve=True, by=chief, at=AT)
    one.refresh_from_db()
    assert (decided.state, decided.decided_by, one.step) == ("TAKEN", chief, "PENALTY")
    with pytest.raises(actions.CannotDecide, match="redan beslutat"):
        actions.decide_penalty(step_id=step.pk, approve=True, by=chief, at=AT)
    assert FindingStep.objects.penalties_by_year() == {2026: Decimal("25000.00")}


def test_a_penalty_is_not_decided_by_whoever_proposed_it_and_a_no_has_a_reason(chief):
    one = a_finding(chief)
    step = actions.take_step(finding=one, step="PENALTY", by=chief, at=AT, **PENALTY)
    with pytest.raises(actions.CannotDecide, match="själv föreslagit"):
        actions.decide_penalty(step_id=step.pk, approve=True, by=chief, at=AT)
    other = make.user("kategoriledare")
    with pytest.raises(actions.CannotDecide, match="varför"):
        actions.decide_penalty(step_id=step.pk, approve=False, by=other, at=AT)
    assert (
        actions.decide_penalty(step_id=step.pk, approve=False, words="För svagt", by=other, at=AT).state == "DECLINED"
    )
    one.refresh_from_db()
    assert one.step == "DIALOGUE"
    again = actions.take_step(finding=one, step="PENALTY", by=chief, at=AT, **PENALTY)
    assert again.pk != step.pk
    review_actions.fix_finding(finding=one, fixed_on=TODAY, by=chief, at=AT)
    Finding.objects.filter(pk=one.pk).update(status="DISMISSED", dismissed_reason="x")
    with pytest.raises(actions.CannotDecide, match="avfärdad"):
        actions.decide_penalty(step_id=again.pk, approve=True, by=other, at=AT)


def test_a_penalty_decided_after_the_contract_is_terminated_takes_no_step_back(by, chief):
    one = a_finding(by)
    step = actions.take_step(finding=one, step="PENALTY", by=by, at=AT, **PENALTY)
    actions.take_step(finding=one, step="TERMINATION", reason="Det räcker", by=by, at=AT)
    actions.decide_penalty(step_id=step.pk, approve=True, by=chief, at=AT)
    one.refresh_from_db()
    assert one.step == "TERMINATION"


def test_no_step_is_taken_of_what_nobody_has_opened(by):
    one = Finding(buyer=make.buyer(), supplier=make.supplier(), source="TIP", severity="LOW", evidence="Prov")
    one = review_actions.report_deficiency(finding=one, by=make.user("läsare"), at=AT)
    for told in ({"step": "WARNING", "reason": "x"}, {"step": "PENALTY", **PENALTY}):
        with pytest.raises(review_actions.FindingNotOpen):
            actions.take_step(finding=one, by=by, at=AT, **told)


BROKEN = {
    "step_is_taken_once_a_day": {"step": "CORRECTION"},
    "penalty_has_a_sum_and_a_clause": {"penalty_sek": 1},
    "penalty_is_decided_by_another": {"state": "DECLINED", "decided_on": TODAY},
    "penalty_holds_when_it_is_decided": {"state": "PROPOSED", "decided_on": TODAY},
    "only_a_step_that_holds_is_sent": {"sent_on": TODAY},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_table_holds_what_the_ladder_promises(name, by):
    one = a_finding(by)
    actions.take_step(finding=one, step="CORRECTION", reason="x", by=by, at=AT)
    step = actions.take_step(finding=one, step="WARNING", reason="x", by=by, at=AT)
    decided_by = {"decided_by": by} if name == "penalty_is_decided_by_another" else {}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        FindingStep.objects.filter(pk=step.pk).update(**BROKEN[name], **decided_by)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_same_step_at_once_one_does(by):
    one = a_finding(by)
    found = at_once(*[lambda: actions.take_step(finding=one, step="WARNING", reason="x", by=by, at=AT)] * 2)
    assert found[0] == found[1]
    assert FindingStep.objects.count() == 1


# ------------------------------------------------------------------------------------------------- authorities


def test_the_first_report_is_the_one_that_measure_7_counts(by):
    one = a_finding(by, is_irregularity=True, confirmed_on=TODAY)
    assert Part.of(Finding.objects.confirmed_irregularities(TODAY)) == Part(0, 1)
    told = {"finding": one, "by": by, "at": AT}
    second = actions.report_to_authority(authority="POLICE", reported_on=TODAY, number="K-1", **told)
    first = actions.report_to_authority(authority="IVO", reported_on=date(2026, 5, 30), number="8.5", **told)
    actions.report_to_authority(authority="OTHER", other_name="Arbetsmiljöverket", reported_on=TODAY, **told)
    assert actions.report_to_authority(authority="IVO", reported_on=date(2026, 5, 30), number="8.5", **told) == first
    one.refresh_from_db()
    assert (one.step, one.reported_on, one.reported_to) == ("REPORTED", date(2026, 5, 30), "IVO")
    assert str(second) == "Polisen 2026-06-01"
    assert AuthorityReport.objects.count() == 3
    assert Part.of(Finding.objects.confirmed_irregularities(TODAY)) == Part(1, 1)


def test_a_report_is_of_no_day_to_come_and_names_another_authority(by):
    told = {"finding": a_finding(by), "by": by, "at": AT}
    with pytest.raises(ValidationError, match="inte varit"):
        actions.report_to_authority(authority="IVO", reported_on=date(2026, 6, 2), **told)
    with pytest.raises(ValidationError, match="namnet på myndigheten"):
        actions.report_to_authority(authority="OTHER", reported_on=TODAY, **told)
    with pytest.raises(ValidationError, match="namnet på myndigheten"):
        actions.report_to_authority(authority="IVO", other_name="IVO Öst", reported_on=TODAY, **told)


def test_what_is_closed_is_still_told_of_and_what_is_dismissed_is_not(by, chief):
    one = a_finding(by, is_irregularity=True, confirmed_on=TODAY)
    review_actions.fix_finding(finding=one, fixed_on=TODAY, by=by, at=AT)
    review_actions.close_finding(finding=one, by=chief, at=AT)
    actions.report_to_authority(finding=one, authority="TAX", reported_on=TODAY, by=by, at=AT)
    one.refresh_from_db()
    assert (one.status, one.reported_to) == ("CLOSED", "Skatteverket")
    Finding.objects.update(status="DISMISSED", dismissed_reason="x", verified_by=None, verified_on=None)
    with pytest.raises(review_actions.FindingNotOpen):
        actions.report_to_authority(finding=one, authority="IVO", reported_on=TODAY, by=by, at=AT)


def duties():
    duty_actions.refresh_duties(buyer=make.buyer(), at=AT)
    return {each.rule.kind: each for each in Duty.objects.filter(state="OPEN").select_related("rule__manager_role")}


def test_a_confirmed_irregularity_that_no_authority_knows_of_is_a_duty_that_escalates(by):
    duty_actions.load_reminder_rules(buyer=make.buyer(), at=AT)
    FollowUpTerm.objects.create(buyer=make.buyer(), report_days=3)
    one = a_finding(by, is_irregularity=True, confirmed_on=TODAY)
    a_finding(by, is_irregularity=True)  # a suspicion
    duty = duties()["REPORT_IRREGULARITY"]
    assert (duty.due_on, duty.object, duty.rule.grace_days) == (date(2026, 6, 4), one, 0)
    assert duty.rule.manager_role.name == "upphandlingschef"
    actions.report_to_authority(finding=one, authority="IVO", reported_on=TODAY, by=by, at=AT)
    assert "REPORT_IRREGULARITY" not in duties()


def test_a_letter_that_is_not_answered_is_a_duty_until_an_answer_is_there(by):
    duty_actions.load_reminder_rules(buyer=make.buyer(), at=AT)
    one = a_finding(by)
    step = actions.take_step(finding=one, step="WARNING", reason="x", answer_by=date(2026, 6, 3), by=by, at=AT)
    assert "SUPPLIER_ANSWER" not in duties()
    actions.send_step(step_id=step.pk, by=by, at=AT)
    assert duties()["SUPPLIER_ANSWER"].due_on == date(2026, 6, 3)
    answer = actions.register_answer(step=step, words="Det är rättat.", by=by, at=AT)
    assert actions.register_answer(step=step, words="Det är rättat.", by=by, at=AT) == answer
    assert "SUPPLIER_ANSWER" not in duties()


# --------------------------------------------------------------------------------------------------- the letter


def test_the_letter_is_a_tagged_pdf_of_what_was_decided(client, by, chief):
    one = a_finding(by, requirement="Personal dygnet runt")
    one.contract = make.contract(supplier=one.supplier, registry_number="SOF-2026/77", owner=chief)
    one.save()
    one.supplier.contacts.create(role="AGREEMENT", name="Avtalschef", email="avtal@provhem.example.se")
    step = actions.take_step(finding=one, step="PENALTY", by=by, at=AT, **PENALTY)
    actions.decide_penalty(step_id=step.pk, approve=True, by=chief, at=AT)
    client.force_login(by)
    answer = client.get(f"/brister/steg/{step.pk}/brev.pdf")
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).replace("\xa0", " ")
    assert "25 000,00 kr" in said
    assert "enligt 9.1" in said
    assert "Personal dygnet runt" in said
    for words in ("diarienummer SOF-2026/77", f"Handläggare {chief}", f"{by}", "Att: Avtalschef", "avtal@provhem"):
        assert words in said, words
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "sv"


def test_a_letter_is_mailed_once_with_a_link_that_is_kept_as_a_hash(by, mailoutbox):
    one = a_finding(by)
    step = actions.take_step(finding=one, step="CORRECTION", reason="Rätta", by=by, at=AT)
    with pytest.raises(actions.CannotSend, match="inte registrerad"):
        actions.send_step(step_id=step.pk, by=by, at=AT, by_mail=True)
    one.supplier.contacts.create(role="AGREEMENT", name="Avtal", email="avtal@provhem.example.se")
    actions.send_step(step_id=step.pk, by=by, at=AT, by_mail=True)
    with pytest.raises(actions.CannotSend, match="redan skickat"):
        actions.send_step(step_id=step.pk, by=by, at=AT, by_mail=True)
    for _ in range(2):
        tasks.send_step_letter(step_id=step.pk, site="https://vo.example.se")
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["avtal@provhem.example.se"], "Begäran om rättelse")
    assert mail.attachments[0][0] == "brev.pdf"
    token = mail.body.partition("https://vo.example.se/svar/")[2].partition("/")[0]
    assert len(token) > 40
    assert token not in AnswerLink.objects.get().token_hash


def test_a_letter_that_is_sent_again_since_the_worker_died_has_a_link_that_opens_both_times(by, mailoutbox, client):
    one = a_finding(by)
    one.supplier.contacts.create(role="AGREEMENT", name="Avtal", email="avtal@provhem.example.se")
    step, other = (
        actions.take_step(finding=one, step=to, reason="Prov", by=by, at=AT) for to in ("CORRECTION", "WARNING")
    )
    for each in (step, other):
        actions.send_step(step_id=each.pk, by=by, at=AT, by_mail=True)
    with transaction.atomic():
        tasks.send_step_letter(step_id=step.pk, site="https://vo.example.se")
        transaction.set_rollback(True)
    for each in (step, other):
        tasks.send_step_letter(step_id=each.pk, site="https://vo.example.se")
    first, again, of_other = (re.search(r"/svar/[^/]+/", mail.body)[0] for mail in mailoutbox)
    assert first == again != of_other
    assert client.get(first).status_code == 302


def test_what_is_secret_is_never_mailed_and_has_no_link(by, mailoutbox):
    one = a_finding(by)
    one.supplier.contacts.create(role="AGREEMENT", name="Avtal", email="avtal@provhem.example.se")
    step = actions.take_step(finding=one, step="CORRECTION", reason="Rätta", by=by, at=AT)
    actions.send_step(step_id=step.pk, by=by, at=AT, by_mail=True)
    type(one.supplier).objects.filter(pk=one.supplier_id).update(is_secret=True)
    tasks.send_step_letter(step_id=step.pk, site="https://vo.example.se")
    assert not mailoutbox
    assert not actions.may_link(one)
    with pytest.raises(actions.CannotLink, match="skyddade"):
        actions.make_link(step=step, by=by, at=AT)
    other = actions.take_step(finding=one, step="WARNING", reason="Rätta", by=by, at=AT)
    with pytest.raises(actions.CannotSend, match="skyddade"):
        actions.send_step(step_id=other.pk, by=by, at=AT, by_mail=True)


# ---------------------------------------------------------------------------------------------------- the pages


def test_the_whole_way_on_the_pages(client, by, chief):
    one = a_finding(by)
    client.force_login(by)
    path = one.get_absolute_url()
    refused = client.post(f"{path}trappan/", {"step": "PENALTY", "reason": "Igen"})
    assert refused.status_code == 422
    assert "Behövs för vite" in refused.content.decode()
    refused = client.post(f"{path}trappan/", {"step": "WARNING", "reason": "Igen", "clause": "9"})
    assert "Hör bara till vite" in refused.content.decode()
    told = {"step": "PENALTY", "reason": "Igen", "penalty_sek": "25 000,00", "clause": "9.1"}
    assert client.post(f"{path}trappan/", told).status_code == 302
    step = FindingStep.objects.get()
    assert "Väntar på beslut" in text(client, path)
    assert client.get(f"/brister/steg/{step.pk}/beslut/").status_code == 403
    client.force_login(chief)
    assert "25 000,00 kr" in text(client, f"/brister/steg/{step.pk}/beslut/")
    assert "25 000,00 kr" in text(client, "/brister/viten/")
    assert client.post(f"/brister/steg/{step.pk}/beslut/", {"outcome": "ja"}).status_code == 302
    assert "Gäller" in text(client, "/brister/viten/")
    client.force_login(by)
    assert client.post(f"/brister/steg/{step.pk}/skicka/").status_code == 302
    assert "redan skickat" in client.post(f"/brister/steg/{step.pk}/skicka/", follow=True).content.decode()
    assert "/svar/" in client.post(f"/brister/steg/{step.pk}/lank/", follow=True).content.decode()
    assert client.post(f"/brister/steg/{step.pk}/svar/", {"words": "Vi bestrider det."}).status_code == 302
    sent = {"authority": "IVO", "reported_on": "2026-06-01", "number": "8.5-1"}
    client.post(f"{path}anmalan/", sent)
    shown = text(client, path)
    assert "Vi bestrider det." in shown
    assert "8.5-1" in shown
    assert "Inget steg" not in shown


def test_ten_steps_cost_as_many_questions_as_one(client, by):
    one = a_finding(by)
    client.force_login(by)

    def questions(steps):
        for number in range(steps):
            day = TODAY - timedelta(days=number + FindingStep.objects.count())
            step = FindingStep.objects.create(
                finding=one, step="WARNING", taken_on=day, taken_by=by, reason="x", sent_on=day, sent_by=by
            )
            actions.register_answer(step=step, words="Svar", by=by, at=AT)
        client.get(one.get_absolute_url())
        with CaptureQueriesContext(connection) as found:
            assert client.get(one.get_absolute_url()).status_code == 200
        return len(found)

    assert questions(3) == questions(27)


def test_the_values_of_a_buyer_are_set_on_a_page_of_their_own(client):
    client.force_login(make.user("förvaltare"))
    sent = {"report_days": 5, "answer_days": 10, "fewest_answers": 7, "low_percent": 50}
    assert client.post("/administration/uppfoljningsvarden/", sent).status_code == 302
    assert actions.terms_of(make.buyer()).report_days == 5
    refused = client.post("/administration/uppfoljningsvarden/", {**sent, "report_days": 0, "version": 1})
    assert refused.status_code == 422


# --------------------------------------------------------------------------------------- reported in a minute


def photo():
    image = Image.new("RGB", (40, 20), "red")
    told = Image.Exif()
    told[0x010F] = "Provtelefon"
    told[0x8825] = {1: "N", 2: (59.0, 14.0, 0.0)}
    made = io.BytesIO()
    image.save(made, "JPEG", exif=told)
    return made.getvalue()


def test_a_supplier_is_looked_for_without_losing_what_is_typed(client):
    client.force_login(make.user("handläggare"))
    home = make.supplier("Sökta hemmet AB")
    unit = SupplierUnit.objects.create(supplier=home, name="Björkbacken")
    make.supplier("Annat AB", make.ORG_NUMBERS[1])
    make.supplier("Sökta gömda AB", make.ORG_NUMBERS[2], is_secret=True)
    typed = {"leta": "1", "look_for": "björkb", "evidence": "Ingen svarade.", "severity": "HIGH", "source": "STAFF"}
    page = client.post("/brister/anmal/", typed).content.decode()
    assert "Sökta hemmet AB" in page
    assert "Ingen svarade." in page
    assert "Annat AB" not in page
    assert "Sökta gömda" not in client.post("/brister/anmal/", {**typed, "look_for": "sökta"}).content.decode()
    nothing = client.post("/brister/anmal/", {**typed, "look_for": "zzz"}).content.decode()
    assert "Ingen leverantör passar ”zzz”" in nothing
    del typed["leta"]
    refused = client.post("/brister/anmal/", {**typed, "look_for": "zzz"})
    assert refused.status_code == 422
    assert "Ingen leverantör passar" in refused.content.decode()
    assert "Sök och välj" in client.post("/brister/anmal/", {**typed, "look_for": ""}).content.decode()
    sent = {**typed, "supplier": home.pk, "unit": unit.pk, "happened_on": "2026-05-30"}
    assert client.post("/brister/anmal/", sent).status_code == 302
    one = Finding.objects.get()
    assert (one.supplier, one.unit, one.happened_on) == (home, unit, date(2026, 5, 30))


def test_a_photo_is_kept_without_where_and_by_what_it_was_taken(client):
    client.force_login(make.user("handläggare"))
    home = make.supplier()
    sent = {"supplier": home.pk, "evidence": "Dörren är låst.", "severity": "HIGH", "source": "STAFF"}
    before = photo()
    assert b"Provtelefon" in before
    answer = client.post("/brister/anmal/", {**sent, "photo": SimpleUploadedFile("dorr.jpg", before)})
    assert answer.status_code == 302
    kept = FindingFile.objects.get()
    content = client.get(kept.get_absolute_url()).getvalue()
    assert b"Provtelefon" not in content
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (40, 20)
        assert not dict(image.getexif())
    refused = client.post("/brister/anmal/", {**sent, "photo": SimpleUploadedFile("dorr.jpg", b"inget")})
    assert refused.status_code == 422
    assert "Bilden går inte att läsa" in refused.content.decode()
    assert Finding.objects.count() == 1  # nothing is kept of a report whose photo was refused
