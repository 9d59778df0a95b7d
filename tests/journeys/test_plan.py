"""The year's stories, from an activity that is late to the June report.

A measure judged, a procurement from need to contract, a review and a finding, what is to be done, and the report from
draft to locked.
"""

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from activities.activities.models import Activity
from activities.plan.models import CategoryPlan
from contracts.register.models import Contract
from followup.duties import actions as duty_actions
from followup.duties.models import Duty
from followup.judging import actions as judging_actions
from followup.measures import actions as measure_actions
from followup.measures.models import Measure
from followup.report.models import StatusReport
from followup.reviews.models import Finding, Review, ReviewTemplate
from procurement.plan.models import PlannedNeed
from procurement.projects.models import Project
from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def days(count):
    return str(timezone.localdate() + timedelta(days=count))


def test_a_late_activity_says_why_and_another_is_moved_on_the_board(walker, municipality):
    late = Activity.objects.get(number="2.6")
    late.status, late.ends_on = "ONGOING", timezone.localdate() - timedelta(days=5)
    late.save()
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    page.get_by_role("link", name="Aktiviteter", exact=True).click()
    page.get_by_role("link", name="Försenade").click()
    page.get_by_role("link", name="Förbättra uppföljning av arbetsrättsliga villkor").click()
    page.get_by_text("ingen har skrivit varför").wait_for()
    page.get_by_role("button", name="Ej påbörjad").click()
    page.get_by_role("alert").get_by_text("Skriv varför").wait_for()
    assert one.check() == []
    page.get_by_label("Varför är den försenad?").fill("Dataskyddsfrågan är inte avgjord.")
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("Försenad: Dataskyddsfrågan är inte avgjord.").wait_for()
    page.get_by_role("link", name="Aktiviteter", exact=True).first.click()
    page.get_by_role("link", name="Tavla").click()
    page.get_by_role("button", name="Pågår: 2.1 Identifiering av avtalsområden").click()
    page.get_by_text("är pågår.").wait_for()
    assert page.url.endswith("/aktiviteter/tavla/")
    assert one.check() == []
    page.get_by_role("link", name="2.1 Identifiering").click()
    page.get_by_role("link", name="Lägg till").first.click()
    page.get_by_label("Steg").fill("Workshop med verksamheten")
    page.get_by_label("Klart senast").fill(days(20))
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("button", name="Klart: Workshop med verksamheten").click()
    page.get_by_text("Workshop med verksamheten: klart.").wait_for()
    page.get_by_role("link", name="Skriv", exact=True).click()
    page.get_by_label("Hur går det?").fill("Gäller 121212-1212, som flyttar.")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("alert").get_by_text("ser ut som ett personnummer").wait_for()
    assert page.get_by_label("Hur går det?").input_value() == "Gäller 121212-1212, som flyttar."
    page.get_by_label("Hur går det?").fill("Fyra avtal är märkta.")
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("Fyra avtal är märkta.").wait_for()


def test_a_measure_is_judged_and_one_without_base_says_so(walker, municipality):
    measure_actions.compute_outcomes(plan=CategoryPlan.objects.get(), at=timezone.now())
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    page.get_by_text("Mer", exact=True).click()  # the rest of the menu
    page.get_by_role("link", name="Mått och mål").click()
    page.get_by_role("row", name="Anmälda oegentligheter").get_by_text("Underlag saknas: inga").wait_for()
    page.get_by_role("link", name="Rutiner som hjälper att upptäcka").click()
    page.get_by_role("link", name="Bedöm").click()
    page.get_by_label("Från och med").fill("2026-12-31")
    page.get_by_label("Till och med").fill("2026-01-01")
    page.get_by_label("till stor del på plats").check()
    page.get_by_label("Varför").fill("Rutinen är beslutad.")
    page.get_by_role("button", name="Spara bedömningen").click()
    page.get_by_role("alert").get_by_role("link", name="Till och med").click()
    assert page.evaluate("document.activeElement.name") == "last"
    assert one.check() == []
    page.get_by_label("Till och med").fill("2026-12-31")
    page.get_by_label("Från och med").fill("2026-01-01")
    page.get_by_role("button", name="Spara bedömningen").click()
    page.get_by_text("3 av 4 (till stor del på plats)").first.wait_for()
    page.get_by_role("link", name="Effektmål 2").click()
    page.get_by_role("row", name="Rutiner som hjälper").get_by_text("3 av 4").wait_for()
    assert Measure.objects.get(code="ROUTINES").outcomes.get().comment == "Rutinen är beslutad."


def test_a_need_becomes_a_procurement_a_strategy_an_award_and_drafts(walker, municipality):
    need = PlannedNeed.objects.filter(year=2026, area__code="IFO-SKYDD").get()
    make.supplier("Norra Provet AB", make.ORG_NUMBERS[4])
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    page.get_by_text("Mer", exact=True).click()
    page.get_by_role("link", name="Upphandlingsplan").click()
    page.get_by_role("link", name=f"Starta upphandling av {need.name}").last.click()
    page.get_by_label("Nummer", exact=False).first.fill("UPP-26")
    page.get_by_label("Avtalsstart").fill("2028-01-01")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("heading", name="Tidplan").wait_for()
    project = Project.objects.get(number="UPP-26")
    assert project.milestones.count() == 7
    assert one.check() == []
    before = project.milestones.get(code="OPENED").planned_on
    page.get_by_role("link", name="Flytta Annonsering").click()
    later = project.milestones.get(code="ADVERTISED").planned_on + timedelta(days=28)
    page.get_by_label("Ny dag").fill(str(later))
    page.get_by_role("button", name="Visa vad som flyttas").click()
    page.get_by_role("heading", name="Det här flyttas").wait_for()
    assert project.milestones.get(code="OPENED").planned_on == before  # only looked at
    assert page.get_by_role("row", name="Anbudsöppning").count() == 1
    page.get_by_role("button", name="Flytta", exact=True).click()
    page.get_by_text("Annonsering är flyttad.").wait_for()
    assert project.milestones.get(code="OPENED").planned_on > before
    page.get_by_role("link", name="Lägg till risk").click()
    page.get_by_label("Risk").fill("För få anbud.")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="Besvara").click()
    page.get_by_label("Fordon och drivmedel", exact=True).select_option("NOT_RELEVANT")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("alert").wait_for()
    assert one.check() == []
    page.get_by_label("Skäl: fordon och drivmedel").fill("Inga transporter ingår.")
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("Inga transporter ingår.").wait_for()
    page.get_by_role("link", name="Skriv strategi").click()
    page.get_by_role("textbox", name="Bakgrund och uppdrag").fill("Behovet av skyddat boende växer.")
    page.get_by_role("button", name="Spara strategin").click()
    page.goto(f"{project.get_absolute_url()}strategi/besluta/")
    page.get_by_label("Beslutad", exact=False).first.fill(days(0))
    page.get_by_label("Beslutad av").fill("KS AU")
    page.get_by_role("button", name="Registrera beslutet").click()
    page.get_by_text("Beslutet är registrerat").wait_for()
    pdf = one.context.request.get(f"{page.url.split('?')[0]}strategi.pdf?version=1")
    assert pdf.body().startswith(b"%PDF")
    page.get_by_role("link", name="Tilldela").click()
    page.get_by_label("Leverantörer").select_option(label=["Norra Provet AB", "Provhem AB"])
    page.get_by_role("button", name="Tilldela och skapa avtalsutkast").click()
    page.get_by_text("2 avtalsutkast är skapade").wait_for()
    drafts = Contract.objects.filter(framework__title=project.title, status="DRAFT")
    assert drafts.count() == 2
    page.goto(f"{project.get_absolute_url()}tilldela/")
    page.get_by_label("Leverantörer").select_option(label=["Provhem AB"])
    page.get_by_role("button", name="Tilldela och skapa avtalsutkast").click()
    page.get_by_role("alert").get_by_text("är tilldelad och kan inte tilldelas").wait_for()
    assert drafts.count() == 2


def test_a_contract_is_reviewed_and_a_deficiency_goes_from_report_to_closed_by_another(walker, municipality):
    contract = Contract.objects.get(number="A-1")
    template = ReviewTemplate.objects.order_by("pk").first()
    review = Review.objects.create(contract=contract, planned_on=timezone.localdate(), method="DESK", template=template)
    make.user("handläggare", first_name="Prov", last_name="Handläggare")
    make.user("uppföljare", first_name="Prov", last_name="Uppföljare")
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    page.goto(contract.get_absolute_url())
    page.get_by_role("main").get_by_role("heading", name="Uppföljning", exact=True).wait_for()
    page.goto(review.get_absolute_url())
    page.get_by_role("button", name="Börja").click()
    page.get_by_role("link", name="Svara på kraven").click()
    assert one.check() == []
    for field in page.locator("select[name^=svar-]").all():
        field.select_option("MET")
    page.get_by_role("button", name="Spara svaren").click()
    page.get_by_role("link", name="Avsluta").click()
    page.get_by_label("Genomförd").fill(days(0))
    page.get_by_label("Följde uppföljningen den gemensamma rutinen?").select_option("ja")
    page.get_by_label("Sammanfattning").fill("Allt fungerar.")
    page.get_by_role("button", name="Avsluta").click()
    page.get_by_text("Allt fungerar.").first.wait_for()
    review.refresh_from_db()
    assert review.status == "DONE"

    reporter = walker(width=390, height=800)
    reporter.log_in("handläggare")
    reporter.page.goto("/start/")
    reporter.page.get_by_role("region", name="Genvägar").get_by_role("link", name="Anmäl en brist").click()
    reporter.page.get_by_label("Sök leverantör eller verksamhet").fill("provhem")
    reporter.page.get_by_role("main").get_by_role("button", name="Sök").click()
    reporter.page.get_by_label("Provhem AB", exact=True).check()
    reporter.page.get_by_label("Vad har hänt?").fill("Det saknades personal i helgen.")
    reporter.page.get_by_label("Hur fick du veta det?").select_option("STAFF")
    reporter.page.get_by_label("Hur allvarligt är det?").select_option("HIGH")
    assert reporter.check() == []
    reporter.page.get_by_role("button", name="Anmäl").click()
    reporter.page.get_by_text("Tack. Bristen är anmäld").wait_for()

    finding = Finding.objects.get()
    page.goto(finding.get_absolute_url())
    page.get_by_role("link", name="Besluta om åtgärd").click()
    page.get_by_label("Åtgärd", exact=False).first.fill("Bemanningsplan varje vecka.")
    page.get_by_label("Åtgärdas senast").fill(days(14))
    page.get_by_label("Ansvarig").select_option(label="Prov Ledare")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="Åtgärdad", exact=True).click()
    page.get_by_label("Åtgärdad").fill(days(0))
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("En annan person verifierar").wait_for()
    assert page.get_by_role("button", name="Stäng").count() == 0
    other = walker()
    other.log_in("uppföljare")
    other.page.goto(finding.get_absolute_url())
    assert other.check() == []
    other.page.locator("form[action$='/stang/'] button").click()
    finding.refresh_from_db()
    assert finding.status == "CLOSED"


def test_what_is_to_be_done_is_done_put_off_handed_on_and_read_in_a_calendar(walker, municipality):
    make.user("upphandlare", first_name="Prov", last_name="Upphandlare")
    soon = timezone.localdate() + timedelta(days=3)
    for number in ("2.1", "2.2", "2.3"):
        Activity.objects.filter(number=number).update(status="ONGOING", ends_on=soon, responsible_person=municipality)
    duty_actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    page.get_by_role("link", name="Att göra").first.click()
    assert one.check() == []
    # What the system can tell the end of has no Klart: it closes when the activity is done.
    page.get_by_role("link", name="Öppna: Aktivitet klar: 2.1").click()
    page.get_by_role("link", name="Ändra").first.click()
    page.get_by_label("Status").select_option("DONE")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("heading", level=1).wait_for()
    page.goto("/att-gora/")
    assert page.get_by_role("link", name="Öppna: Aktivitet klar: 2.1").count() == 0
    page.get_by_role("button", name="Mer: Aktivitet klar: 2.2").click()
    page.get_by_role("button", name="Påminn om en vecka").click()
    page.get_by_text("Sista dagen är fortfarande").wait_for()
    page.get_by_role("button", name="Mer: Aktivitet klar: 2.3").click()
    page.get_by_role("link", name="Lämna över").click()
    page.get_by_label("Till").select_option(label="Prov Upphandlare")
    page.get_by_role("button", name="Lämna över").click()
    page.get_by_text("Lämnad till Prov Upphandlare").wait_for()
    duty_actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    assert {duty.title[:20]: duty.state for duty in Duty.objects.filter(rule__kind="ACTIVITY_DUE")} == {
        "Aktivitet klar: 2.1 ": "GONE",
        "Aktivitet klar: 2.2 ": "SNOOZED",
        "Aktivitet klar: 2.3 ": "OPEN",
    }
    colleague = walker(width=390, height=800)
    colleague.log_in("upphandlare")
    colleague.page.goto("/att-gora/")
    colleague.page.get_by_role("link", name="Aktivitet klar: 2.3").first.wait_for()
    assert colleague.check() == []
    colleague.page.get_by_role("button", name="Skapa en kalenderadress").click()
    said = colleague.page.get_by_text("Din kalenderadress").inner_text()
    address = said.split("bara visas nu: ")[1].strip()
    stranger = walker()
    feed = stranger.context.request.get(address)
    titles = [str(event["SUMMARY"]) for event in Calendar.from_ical(feed.body()).walk("VEVENT")]
    assert any(title.startswith("Aktivitet klar: 2.3") for title in titles)
    colleague.page.get_by_role("button", name="Återkalla").click()
    colleague.page.get_by_text("återkallad").first.wait_for()
    assert stranger.context.request.get(address).status == 404


def test_the_june_report_goes_from_draft_to_locked_and_stays_as_it_was(walker, municipality):
    make.user("upphandlingschef", first_name="Prov", last_name="Chef")
    measure_actions.compute_outcomes(plan=CategoryPlan.objects.get(), at=timezone.now())
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    page.goto("/statusrapport/?ar=2026")
    page.get_by_role("button", name="Öppna ett utkast").click()
    page.get_by_role("link", name="Skriv sammanfattning").click()
    page.get_by_label("Sammanfattning").fill("Ett år med högre trohet.")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="1. God kvalitet och god budgethållning").first.click()
    page.get_by_label("Hur gick det").fill("Bättre än året före.")
    page.get_by_role("button", name="Spara").click()
    assert one.check() == []
    page.get_by_role("link", name="Skicka på granskning").click()
    page.get_by_text("effektmål saknar kommentar").first.wait_for()
    assert one.check() == []
    page.get_by_role("button", name="Skicka på granskning").click()
    page.get_by_text("är nu på granskning").wait_for()
    assert page.get_by_role("link", name="Godkänn").count() == 0
    chief = walker()
    chief.log_in("upphandlingschef")
    chief.page.goto("/statusrapport/?ar=2026")
    for step in ("Godkänn", "Fastställ"):  # asked for, and then done
        chief.page.get_by_role("link", name=step, exact=True).click()
        chief.page.get_by_role("button", name=step).click()
    chief.page.get_by_text("är nu fastställd").wait_for()
    whole = StatusReport.objects.get().snapshot["whole"]
    contract = Contract.objects.get(number="A-1")
    contract.terminated_on = date(2024, 6, 30)
    contract.save()
    judging_actions.judge_changes(at=timezone.now())
    chief.page.reload()
    chief.page.get_by_role("heading", name="Ändrat sedan rapporten godkändes").wait_for()
    assert chief.check() == []
    assert StatusReport.objects.get().snapshot["whole"] == whole
    pdf = chief.context.request.get("/statusrapport/2026.pdf").body()
    import pypdf

    text = "".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "Bättre än året före." in text
    assert "Ändrat sedan" not in text
