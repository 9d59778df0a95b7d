"""A review on a phone: the connection drops in the middle, and nothing that was written is lost or comes twice."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from followup.field.models import ReviewPhoto, SentAnswer
from followup.reviews import actions as review_actions
from followup.reviews.models import Review, ReviewTemplate
from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def review(live_server):
    today = timezone.localdate()
    person = make.user("uppföljare")
    make.user("avtalscontroller")
    contract = make.contract(valid_from=today - timedelta(days=200), until=None)
    template = review_actions.save_template(
        template=ReviewTemplate(buyer=make.buyer(), name="Prov"),
        areas=[],
        requirements=[("NORMAL", "Bemanning"), ("NORMAL", "Brandskydd"), ("SUSTAINABILITY", "Mat och tvätt")],
        by=person,
        at=timezone.now(),
    )
    one = Review.objects.create(contract=contract, planned_on=today, method="ANNOUNCED_VISIT", template=template)
    return review_actions.start_review(review=one, by=person, at=timezone.now())


def picture():
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(made, "JPEG")
    return {"name": "trapphus.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}


def no_connection(one):
    """What the browser itself notes of a connection that is gone is meant here."""
    meant = ("net::ERR_", "error occurred when fetching the script")
    one.complaints[:] = [each for each in one.complaints if not any(words in each for words in meant)]


def test_a_visit_goes_on_when_the_connection_drops_and_all_is_sent_once(review, walker):
    one = walker(width=390, height=844)
    page = one.page
    one.log_in("uppföljare")
    page.goto(review.get_absolute_url())
    page.get_by_role("link", name="I fält").click()
    said, field = page.locator("[data-said]"), page.locator("[data-field]")
    expect(said).to_have_text("Allt är skickat.")
    expect(field).to_have_attribute("data-kept", "ja")
    assert one.check() == []
    page.get_by_label("Svar på krav 1").select_option(label="uppfyllt")
    expect(page.locator("#krav-1 ~ [data-mark]")).to_have_text("Skickat")

    one.context.set_offline(True)
    page.get_by_label("Svar på krav 2").select_option(label="inte uppfyllt")
    page.get_by_label("Anteckning till krav 2").fill("Dörren är låst")
    page.get_by_label("Anteckning till krav 2").blur()
    page.get_by_label("Bild eller fil").set_input_files(picture())
    page.get_by_label("Vad bilden visar").fill("Trapphuset")
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_text("på enheten, inte skickad")).to_be_visible()
    expect(said).to_contain_text("Ingen uppkoppling")
    assert review.answers.get(order=2).answer == ""

    page.reload()  # without a connection: the page comes from the browser, and what was written with it
    expect(page.get_by_label("Svar på krav 2")).to_have_value("NOT_MET")
    expect(page.get_by_label("Anteckning till krav 2")).to_have_value("Dörren är låst")
    expect(page.get_by_text("på enheten, inte skickad")).to_be_visible()
    expect(said).to_contain_text("Ingen uppkoppling")
    assert one.check() == []

    one.context.set_offline(False)
    expect(said).to_have_text("Allt är skickat.", timeout=30_000)
    page.reload()
    expect(said).to_have_text("Allt är skickat.")
    no_connection(one)
    answer = review.answers.get(order=2)
    assert (answer.answer, answer.comment) == ("NOT_MET", "Dörren är låst")
    assert ReviewPhoto.objects.get().caption == "Trapphuset"
    assert SentAnswer.objects.filter(answer__order=1).count() == 1
    assert page.evaluate("() => caches.has('vo-falt')")
    page.get_by_role("link", name="Till uppföljningen").click()
    expect(page.get_by_role("link", name="Trapphuset")).to_be_visible()
    assert one.check() == []


def test_two_who_answer_the_same_question_see_both_and_one_of_them_chooses(review, walker):
    one = walker(width=390, height=844)
    page = one.page
    one.log_in("uppföljare")
    where = f"/uppfoljning/falt/{review.pk}/"
    page.goto(where)
    said = page.locator("[data-said]")
    expect(said).to_have_text("Allt är skickat.")
    one.context.set_offline(True)
    page.get_by_label("Svar på krav 1").select_option(label="inte uppfyllt")
    expect(said).to_contain_text("Ingen uppkoppling")
    version = Review.objects.get(pk=review.pk).version
    review_actions.answer_review(
        review=review, answers={1: ("MET", "Sett schemat")}, by=None, at=timezone.now(), version=version
    )
    one.context.set_offline(False)
    conflict = page.locator("[data-conflict]").first
    expect(conflict).to_contain_text("Ditt svar: inte uppfyllt", timeout=30_000)
    expect(conflict).to_contain_text("Sparat nu: uppfyllt, ”Sett schemat”")
    assert review.answers.get(order=1).answer == "MET"
    assert one.check() == []
    page.goto("/start/")  # the words lie on the device alone, and Start tells of them there
    told = page.get_by_role("link", name="1 svar väntar på ditt val")
    expect(told).to_be_visible()
    assert one.check() == []
    told.click()
    page.get_by_role("button", name="Mitt svar").click()
    expect(said).to_have_text("Allt är skickat.")
    no_connection(one)
    assert review.answers.get(order=1).answer == "NOT_MET"
    page.goto("/start/")
    expect(page.get_by_role("heading", name="Väntar på dig")).to_be_visible()
    expect(page.get_by_text("Kvar på den här enheten")).to_be_hidden()


def test_what_was_not_sent_stays_for_its_writer_and_the_page_goes_when_he_signs_out(review, walker):
    one = walker(width=390, height=844)
    page = one.page
    one.log_in("uppföljare")
    where = f"/uppfoljning/falt/{review.pk}/"
    page.goto(where)
    said = page.locator("[data-said]")
    expect(page.locator("[data-field]")).to_have_attribute("data-kept", "ja")
    page.route("**/svar/", lambda route: route.abort())
    page.get_by_label("Svar på krav 3").select_option(label="delvis uppfyllt")
    expect(said).to_contain_text("Ingen uppkoppling")
    page.unroute("**/svar/")
    page.goto("/")
    page.locator("summary", has_text="Meny").click()
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url(re.compile("/logga-in/"))
    page.wait_for_function("() => caches.has('vo-falt').then(kept => !kept)")

    one.log_in("avtalscontroller")
    page.goto(where)
    expect(page.locator("[data-warned]")).to_contain_text("annan person")
    expect(page.get_by_label("Svar på krav 3")).to_have_value("")
    assert SentAnswer.objects.count() == 0
    page.goto("/")
    page.locator("summary", has_text="Meny").click()
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url(re.compile("/logga-in/"))

    one.log_in("uppföljare")
    page.goto(where)
    expect(said).to_have_text("Allt är skickat.")
    no_connection(one)
    sent = SentAnswer.objects.get()
    assert (sent.answer.answer, sent.sent_by.username) == ("PARTLY", "uppföljare")


def test_the_page_is_an_ordinary_form_without_script(review, walker):
    one = walker(width=390, height=844, java_script_enabled=False)
    page = one.page
    one.log_in("uppföljare")
    page.goto(f"/uppfoljning/falt/{review.pk}/")
    page.get_by_label("Svar på krav 1").select_option(label="uppfyllt")
    page.get_by_role("button", name="Spara svaren").click()
    expect(page.get_by_text("Svaren är sparade.")).to_be_visible()
    page.get_by_label("Bild eller fil").set_input_files(picture())
    page.get_by_label("Vad bilden visar").fill("Hallen")
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_role("link", name="Hallen")).to_be_visible()
    assert review.answers.get(order=1).answer == "MET"


def test_what_was_not_sent_when_the_review_was_finished_is_told_and_saved_as_text(review, walker):
    one = walker(width=390, height=844)
    page = one.page
    one.log_in("uppföljare")
    where = f"/uppfoljning/falt/{review.pk}/"
    page.goto(where)
    expect(page.locator("[data-field]")).to_have_attribute("data-kept", "ja")
    page.route("**/svar/", lambda route: route.abort())
    page.get_by_label("Svar på krav 2").select_option(label="inte uppfyllt")
    page.get_by_label("Anteckning till krav 2").fill("Spärrad utgång")
    page.get_by_label("Anteckning till krav 2").blur()
    expect(page.locator("[data-said]")).to_contain_text("Ingen uppkoppling")
    Review.objects.filter(pk=review.pk).update(status="DONE", done_on=timezone.localdate(), followed_routine=True)
    page.unroute("**/svar/")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("[data-warned]")).to_contain_text("tar inte emot något")
    page.get_by_role("link", name="Se om något ligger kvar på enheten").click()
    expect(page.get_by_role("heading", name="Kvar på enheten, inte skickat")).to_be_visible()
    expect(page.get_by_label("Svar och anteckningar")).to_have_value(
        "2. Brandskydd\nSvar: inte uppfyllt\nAnteckning: Spärrad utgång"
    )
    assert one.check() == []
    with page.expect_download() as saved:
        page.get_by_role("link", name="Spara som text").click()
    assert "Spärrad utgång" in saved.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="Ta bort från enheten").click()
    expect(page.get_by_text("Borttaget från enheten.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Inget som du har skrivit ligger kvar på den här enheten.")).to_be_visible()
    no_connection(one)
