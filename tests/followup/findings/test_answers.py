"""What a supplier answers by its link: once, about one thing, with files within limits; and nothing else is told."""

import io
import secrets
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from contracts.suppliers.models import Supplier
from followup.findings import actions, rules
from followup.findings.models import AnswerLink, FindingFile, SupplierAnswer
from followup.reviews.models import Review
from huddinge_vo.common.people.rights import NotAllowed
from tests import factories as make
from tests.at_once import at_once
from tests.followup.findings.test_ladder import a_finding

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n"


@pytest.fixture
def by():
    return make.user("uppföljare")


@pytest.fixture
def step(by):
    now = datetime.now(UTC)
    one = a_finding(by, requirement="Personal dygnet runt")
    made = actions.take_step(finding=one, step="WARNING", reason="Ingen svarade.", by=by, at=now)
    return type(made).objects.select_related("finding").get(pk=made.pk)


def link(by, **about):
    return actions.make_link(by=by, at=datetime.now(UTC), **about)


def opened(token):
    client = Client()
    answer = client.get(f"/svar/{token}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/svar/")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    return client


def test_a_link_shows_its_one_thing_and_takes_one_answer(by, step):
    other = a_finding(by, supplier=make.supplier("Annat AB", make.ORG_NUMBERS[1]), evidence="Hemligt för andra")
    client = opened(link(by, step=step))
    page = client.get("/svar/")
    shown = page.content.decode()
    assert "Ingen svarade." in shown
    assert "Personal dygnet runt" in shown
    assert "Huddinge kommun" in shown
    for foreign in (str(other.supplier), "Hemligt för andra", step.finding.evidence, step.taken_by.username):
        assert foreign not in shown
    assert page.headers["Cache-Control"] == "private, no-store"
    sent = client.post(
        "/svar/", {"words": "Vi har anställt två till.", "attached": SimpleUploadedFile("intyg.pdf", PDF)}
    )
    assert sent.headers["Location"] == "/svar/tack/"
    answer = SupplierAnswer.objects.get()
    assert (answer.step, answer.words, answer.files.get().original_name) == (
        step,
        "Vi har anställt två till.",
        "intyg.pdf",
    )
    assert "kommit in" in client.get("/svar/tack/").content.decode()
    assert client.post("/svar/", {"words": "En gång till"}).status_code == 404
    assert SupplierAnswer.objects.count() == 1
    client.force_login(by)
    assert "Vi har anställt två till." in client.get(step.get_absolute_url()).content.decode()
    assert client.get(FindingFile.objects.get().get_absolute_url()).getvalue() == PDF


def test_wrong_used_expired_and_settled_links_get_the_very_same_answer(by, step):
    used, expired, settled = (link(by, step=step) for _ in range(3))
    opened(used).post("/svar/", {"words": "Svar"})
    first = rules.token_hash(expired)
    AnswerLink.objects.filter(token_hash=first).update(
        made_at=datetime.now(UTC) - timedelta(days=9), expires_at=datetime.now(UTC) - timedelta(seconds=1)
    )
    opened(settled)
    type(step.finding).objects.filter(pk=step.finding_id).update(status="DISMISSED", dismissed_reason="x")
    answers = [Client().get(f"/svar/{token}/") for token in ("fel", "%00", "x" * 500, used, expired, settled)]
    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers}) == 1
    assert Client().get("/svar/").content == answers[0].content
    assert Client().post("/svar/", {"words": "x"}).content == answers[0].content


def test_a_link_whose_supplier_has_become_secret_opens_nothing(by, step):
    token = link(by, step=step)
    client = opened(token)
    type(step.finding.supplier).objects.filter(pk=step.finding.supplier_id).update(is_secret=True)
    assert client.get("/svar/").status_code == 404
    assert client.post("/svar/", {"words": "x"}).status_code == 404
    assert Client().get(f"/svar/{token}/").status_code == 404


def test_who_tries_too_often_is_asked_to_wait(by, step):
    here, there = Client(REMOTE_ADDR=f"203.0.113.{secrets.randbelow(250)}"), Client(REMOTE_ADDR="198.51.100.7")
    answers = [here.get(f"/svar/gissning{n}/").status_code for n in range(31)]
    assert answers == [404] * 30 + [429]
    token = link(by, step=step)
    assert here.get(f"/svar/{token}/").status_code == 429  # right ones and wrong ones alike
    assert there.get(f"/svar/{token}/").status_code == 302


def test_files_are_of_few_kinds_few_and_small(by, step, monkeypatch):
    client = opened(token := link(by, step=step))
    for name, content, words in (
        ("kalkyl.csv", b"a;b", "bara PDF"),
        ("850709-9805.pdf", PDF, "personnummer"),
    ):
        refused = client.post("/svar/", {"words": "Svar", "attached": SimpleUploadedFile(name, content)})
        assert refused.status_code == 422, name
        assert words in refused.content.decode()
    four = [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(4)]
    assert client.post("/svar/", {"words": "Svar", "attached": four}).status_code in {400, 422}
    monkeypatch.setattr("followup.findings.forms.LARGEST_FILE", 10)
    assert client.post("/svar/", {"words": "Svar", "attached": SimpleUploadedFile("x.pdf", PDF)}).status_code == 422
    monkeypatch.undo()
    monkeypatch.setattr("followup.findings.actions.links.LARGEST_FILE", 10)
    assert client.post("/svar/", {"words": "Svar", "attached": SimpleUploadedFile("x.pdf", PDF)}).status_code == 422
    assert not SupplierAnswer.objects.exists()
    assert client.get("/svar/").status_code == 200  # the link is not used up by what was refused
    monkeypatch.undo()
    too_many = [actions.Sent("x.pdf", io.BytesIO(PDF))] * 4
    with pytest.raises(Exception, match="högst 3"):
        actions.answer_by_link(hashed=rules.token_hash(token), words="x", files=too_many, at=AT)


def test_more_than_a_few_fields_is_taken_only_from_who_has_come_by_a_link(by, step):
    image = io.BytesIO()
    Image.effect_noise((600, 600), 90).convert("RGB").save(image, "PNG")
    large = image.getvalue()
    assert len(large) > 100_000
    sent = {"words": "Svar", "attached": SimpleUploadedFile("bild.png", large)}
    assert Client().post("/svar/", sent).status_code == 413
    client = opened(link(by, step=step))
    sent["attached"].seek(0)
    assert client.post("/svar/", sent).status_code == 302
    assert FindingFile.objects.get().media_type == "image/jpeg"  # drawn anew


def test_a_client_is_never_named_in_an_answer(by, step):
    client = opened(link(by, step=step))
    refused = client.post("/svar/", {"words": "Det gäller 850709-9805"})
    assert refused.status_code == 422
    assert "personnummer" in refused.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_is_kept(by):
    one = a_finding(by)
    now = datetime.now(UTC)
    step = actions.take_step(finding=one, step="WARNING", reason="x", by=by, at=now)
    hashed = rules.token_hash(link(by, step=step))
    found = at_once(*[lambda: actions.answer_by_link(hashed=hashed, words="Svar", at=now)] * 2)
    assert sorted(type(each).__name__ for each in found) == ["LinkGone", "SupplierAnswer"]


# -------------------------------------------------------------------------------------------- self-report


@pytest.fixture
def review(by):
    supplier = Supplier.objects.first() or make.supplier()
    contract = make.contract(supplier=supplier, until=date(2030, 12, 31))
    return Review.objects.create(contract=contract, planned_on=date(2026, 6, 1), method="SELF_REPORT")


def begun(review):
    review.answers.create(order=1, text="Bemanningen följer avtalet")
    review.answers.create(order=2, text="Kollektivavtal gäller", kind="WORKING_CONDITIONS")
    Review.objects.filter(pk=review.pk).update(status="ONGOING")


def test_a_supplier_answers_the_questions_of_a_review_and_a_person_judges(client, by, review):
    client.force_login(by)
    path = f"/uppfoljning/{review.pk}/sjalvrapport/"
    assert "inte svarat" in client.get(path).content.decode()
    assert "Börja uppföljningen" in client.post(f"{path}lank/", follow=True).content.decode()
    begun(review)
    made = client.post(f"{path}lank/", follow=True).content.decode()
    token = made.partition("/svar/")[2].partition("/")[0]
    visitor = opened(token)
    assert "Kollektivavtal gäller" in visitor.get("/svar/").content.decode()
    first, second = review.answers.order_by("order")
    assert visitor.post("/svar/", {f"said_{first.pk}": "MET"}).status_code == 422
    sent = {f"said_{first.pk}": "MET", f"said_{second.pk}": "PARTLY", f"comment_{second.pk}": "Förhandlas"}
    assert visitor.post("/svar/", sent).status_code == 302
    shown = client.get(path).content.decode()
    assert "Förhandlas" in shown
    assert "Delvis uppfyllt" in shown
    assert set(review.answers.values_list("answer", flat=True)) == {""}  # what it says itself judges nothing


def test_a_link_of_a_review_that_is_done_opens_nothing(by, review):
    begun(review)
    token = link(by, review=review)
    Review.objects.filter(pk=review.pk).update(status="DONE", done_on="2026-06-01")
    assert Client().get(f"/svar/{token}/").status_code == 404


def test_a_link_is_made_by_who_works_with_it(by, step, review):
    begun(review)
    reader = make.user("läsare")
    with pytest.raises(NotAllowed):
        link(reader, step=step)
    with pytest.raises(NotAllowed):
        link(reader, review=review)
    type(review.contract).objects.filter(pk=review.contract_id).update(is_secret=True)
    with pytest.raises(actions.CannotLink):
        link(by, review=review)


def test_what_is_sent_that_nobody_asked_for_is_left_out(by, review):
    begun(review)
    hashed = rules.token_hash(link(by, review=review))
    first = review.answers.order_by("order").first()
    lines = {first.pk: ("MET", ""), 999_999: ("MET", ""), first.pk + 1: ("ODD", "")}
    answer = actions.answer_by_link(hashed=hashed, words="", lines=lines, at=datetime.now(UTC))
    assert [each.requirement for each in answer.lines.all()] == [first]


def test_a_link_lives_a_week_longer_than_the_last_day_to_answer():
    assert rules.link_expires(AT, date(2026, 6, 11), days=14) == AT + timedelta(days=17)
    assert rules.link_expires(AT, None, days=14) == AT + timedelta(days=21)
    assert rules.link_expires(AT, date(2026, 5, 1), days=14) == AT + timedelta(days=8)
