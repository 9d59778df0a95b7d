"""Procurement on screen."""

import io
import re
from datetime import date, timedelta

import pikepdf
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from contracts.plan.models import CategoryLoyalty
from contracts.register.models import Contract
from huddinge_vo.common.secrecy.models import AccessGrant
from procurement.plan import rules as plan_rules
from procurement.plan.models import MilestoneTemplate, PlannedNeed
from procurement.projects.models import Milestone, Project, ProjectDocument
from procurement.strategies.models import StrategySection
from procurement.strategies.reports import strategy_document
from tests import factories as make
from tests.late import as_sent, differing, on_what_is_shown, told_by

pytestmark = pytest.mark.django_db


def body(answer):
    return answer.content.decode()


def planned(project):
    make.law()
    days = (("A", date(2099, 3, 2), 5, False), ("AWARD", date(2099, 3, 16), 1, True), ("Z", date(2099, 5, 1), 0, False))
    for order, (code, day, gap, standstill) in enumerate(days, start=1):
        Milestone.objects.create(
            project=project,
            order=order,
            code=code,
            name=f"Milstolpe {code}",
            planned_on=day,
            working_days_before_next=gap,
            is_standstill=standstill,
        )
    return project


def test_a_row_of_the_plan_becomes_a_project_and_then_contracts(officer):
    area = make.area()
    make.contract("GAMMAL", until=date(2099, 12, 31), areas=[area])
    answer = officer.post(
        "/upphandlingsplan/behov/nytt/", {"year": 2099, "name": "Jourhem", "area": area.pk, "status": "PLANNED"}
    )
    need = PlannedNeed.objects.get()
    assert (answer.status_code, need.category) == (302, area.category)
    page = body(officer.get("/upphandlingsplan/"))
    assert "2098-06-30" in page
    assert f"?behov={need.pk}" in page
    address = f"/upphandlingar/ny/?behov={need.pk}"
    assert "2100-01-01" in body(officer.get(address))
    values = {"number": "UPP-9", "title": "Jourhem", "areas": [area.pk], "procedure": "LOU19"}
    values |= {"contract_start": "2100-01-01", "initial_months": 24, "option_months": 24}
    officer.post(address, values)
    project = Project.objects.get()
    assert project.need == need
    winner = make.supplier("Vinnaren AB", make.ORG_NUMBERS[1])
    tilldela = f"/upphandlingar/{project.pk}/tilldela/"
    assert officer.post(tilldela, {}).status_code == 422
    done = body(officer.post(tilldela, {"suppliers": [winner.pk]}, follow=True))
    assert "1 avtalsutkast är skapade" in done
    again = officer.post(tilldela, {"suppliers": [winner.pk]})
    assert again.status_code == 422
    assert "kan inte tilldelas" in body(again)
    assert Contract.objects.filter(status="DRAFT").count() == 1


def test_a_project_from_contracts_replaces_them(officer):
    first, second = (make.contract(f"A-{n}", supplier=make.supplier(f"S{n}", None)) for n in (1, 2))
    address = f"/upphandlingar/ny/?avtal={first.pk}&avtal={second.pk}"
    page = body(officer.get(address))
    assert "Ersätter A-1, A-2" in page
    assert "2027-01-01" in page
    values = {"number": "UPP-9", "title": "x", "procedure": "OPEN", "contract_start": "2027-01-01"}
    officer.post(address, values | {"initial_months": 12, "option_months": 0, "areas": [make.area().pk]})
    assert set(Project.objects.get().replaces.all()) == {first, second}


def test_a_start_that_cannot_be_met_is_said_before_it_is_saved_and_its_page_says_which_can(officer):
    make.law()
    template = MilestoneTemplate.objects.create(buyer=make.buyer(), name="Öppet förfarande", is_default=True)
    for order, (code, gap) in enumerate((("START", 100), ("AWARD", 1), ("CONTRACT_START", 0)), start=1):
        template.steps.create(
            order=order, code=code, name=code, working_days_before_next=gap, is_standstill=code == "AWARD"
        )
    today = timezone.localdate()
    earliest = plan_rules.earliest_end(template.as_rules(), today, standstill_days=10)
    values = {"number": "UPP-9", "title": "Jourhem", "procedure": "OPEN", "areas": [make.area().pk]}
    values |= {"initial_months": 24, "option_months": 0, "template": template.pk}
    values |= {"contract_start": today + timedelta(days=1)}
    asked = officer.post("/upphandlingar/ny/", values)
    assert asked.status_code == 422
    assert not Project.objects.exists()
    assert f"tidigast {earliest}" in body(asked)
    sure = re.search(r'name="sure" value="(\w+)"', body(asked))[1]
    page = body(officer.post("/upphandlingar/ny/", values | {"sure": sure}, follow=True))
    project = Project.objects.get()
    assert "Avtalsstarten hinns inte" in page
    href = re.search(r'<a href="(/upphandlingar/milstolpar/\d+/flytta/\?dag=[\d-]+)">' + str(earliest), page)[1]
    assert str(earliest) in body(officer.get(href))
    officer.post(href.partition("?")[0], {"day": href[-10:]})
    project.refresh_from_db()
    assert project.contract_start == earliest
    assert "Avtalsstarten hinns inte" not in body(officer.get(project.get_absolute_url()))


def test_a_start_that_can_be_met_is_asked_nothing_about(officer):
    values = {"number": "UPP-9", "title": "Jourhem", "procedure": "OPEN", "areas": [make.area().pk]}
    values |= {"initial_months": 24, "option_months": 0, "contract_start": "2099-01-01"}
    template = MilestoneTemplate.objects.create(buyer=make.buyer(), name="Öppet förfarande", is_default=True)
    template.steps.create(order=1, code="START", name="Start", working_days_before_next=100)
    template.steps.create(order=2, code="END", name="Slut", working_days_before_next=0)
    assert officer.post("/upphandlingar/ny/", values | {"template": template.pk}).status_code == 302


def test_a_moved_day_shows_what_slips_before_it_is_saved(officer):
    project = planned(make.project(contract_start=date(2099, 5, 1)))
    milestone = project.milestones.get(code="A")
    address = f"/upphandlingar/milstolpar/{milestone.pk}/flytta/"
    page = body(officer.get(f"{address}?dag=2099-03-13"))
    assert "Milstolpe AWARD" in page
    assert "2099-03-20" in page
    milestone.refresh_from_db()
    assert milestone.planned_on == date(2099, 3, 2)
    assert "ingen arbetsdag" in body(officer.get(f"{address}?dag=2099-03-14"))
    assert "Året ska ligga mellan" in body(officer.get(f"{address}?dag=0001-01-10"))
    assert officer.post(address, {"day": "2099-03-14"}).status_code == 422
    officer.post(address, {"day": "2099-03-13"})
    assert project.milestones.get(code="AWARD").planned_on == date(2099, 3, 20)


def test_a_milestone_a_task_a_risk_and_the_checklist_are_kept_in_words(officer):
    project = planned(make.project())
    root = f"/upphandlingar/{project.pk}"
    officer.post(f"/upphandlingar/milstolpar/{project.milestones.first().pk}/klar/", {"done_on": "2026-01-02"})
    officer.post(f"{root}/uppgifter/ny/", {"title": "Skriv RFI", "due_on": "2020-01-01", "status": "ONGOING"})
    handled = {"text": "För få anbud", "likelihood": 3, "consequence": 3, "status": "HANDLED"}
    assert "Skriv åtgärden" in body(officer.post(f"{root}/risker/ny/", handled))
    officer.post(f"{root}/risker/ny/", handled | {"measure": "Dialog"})
    officer.post(f"{root}/deltagare/ny/", {"role": "Projektägare"})
    refused = officer.post(f"{root}/checklista/", {"WASTE": "NOT_RELEVANT"})
    assert refused.status_code == 422
    assert "Skriv varför kravet inte är relevant" in body(refused)
    page = body(officer.post(f"{root}/checklista/", {"WASTE": "NOT_RELEVANT", "WASTE_reason": "Tjänst"}, follow=True))
    for words in ("Klar i tid", "Försenad, pågår", "9 av 9", "Dialog", "Projektägare", "Tjänst", "1 av 12"):
        assert words in page


def test_a_milestone_before_others_that_are_not_done_is_asked_about_and_can_be_taken_back(officer):
    project = planned(make.project())
    *_, last = project.milestones.order_by("order")
    address, sent = f"/upphandlingar/milstolpar/{last.pk}/klar/", {"done_on": "2026-01-02"}
    asked = officer.post(address, sent)
    assert asked.status_code == 422
    assert "milstolparna ”Milstolpe A” och ”Milstolpe AWARD” kommer före och inte är klara" in body(asked)
    ((tick, _),) = asked.context["form"].fields["sure"].choices
    assert officer.post(address, {**sent, "sure": tick}).status_code == 302
    last.refresh_from_db()
    assert str(last.done_on) == "2026-01-02"
    back = f"/upphandlingar/milstolpar/{last.pk}/inte-klar/"
    assert f'href="{back}"' in body(officer.get(project.get_absolute_url()))
    page = body(officer.post(back, {"reason": "Fel rad"}, follow=True))
    last.refresh_from_db()
    assert last.done_on is None
    for words in ("Milstolpe Z är inte längre klar", "Ändrad: milstolpen Milstolpe Z, klar", "Fel rad"):
        assert words in page
    assert "Milstolpe Z är inte klar" in body(officer.post(back, {"reason": "Igen"}))


def test_the_strategy_is_written_decided_and_printed_as_a_tagged_pdf(officer):
    project = planned(make.project())
    root = f"/upphandlingar/{project.pk}/strategi"
    assert "Vad ska köpas" in body(officer.get(f"{root}/"))
    officer.post(f"{root}/", {"PURPOSE": "Bättre vård", "PURPOSE_version": 0})
    draft = officer.get(f"{root}.pdf").content
    told = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(draft)).pages)
    for words in ("Beslut Utkast, inte beslutat", "Diarienummer Inte satt ännu", "Inget valt", "Ingen uppgift"):
        assert words in " ".join(told.split()), words
    assert not re.search(r"(?m)^\s*–\s*$", told)  # nothing is told by a dash
    late = officer.post(f"{root}/", {"PURPOSE": "Min text", "PURPOSE_version": 0})
    assert late.status_code == 422
    assert "Där står nu: Bättre vård" in body(late)
    personal = officer.post(f"{root}/", {"BACKGROUND": "Gäller 811228-9874", "BACKGROUND_version": 0})
    assert "personnummer" in body(personal)
    on_what_is_shown(officer, f"{root}/besluta/", {"decided_on": "2026-01-02", "decided_by": "KS AU"})
    StrategySection.objects.update(text="Ny text")
    printed = officer.get(f"{root}.pdf?version=1")
    read = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed.content)).pages)
    assert "Bättre vård" in read
    assert "Version 1, beslutad 2026-01-02 av KS AU" in " ".join(read.split())
    assert "Ny text" not in read
    with pikepdf.open(io.BytesIO(printed.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("sv")
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
    assert officer.get(f"{root}.pdf?version=2").status_code == 404


def test_the_strategy_tells_what_was_bought_in_whole_months_and_how_loyal_the_subcategory_is():
    place = make.area("IFO-HVB", subcategory="IFO")
    project = make.project()
    project.areas.set([place])
    contract = make.contract(areas=[place], until=None, valid_from=date(2024, 1, 1))
    for month in (date(2025, 5, 1), date(2025, 6, 1), date(2026, 5, 1), date(2026, 6, 1)):
        make.bought(contract, [month], "100.00")

    def facts():
        (needs,) = [
            each
            for each in strategy_document(project=project, on=date(2026, 6, 15))["sections"]
            if each["key"] == "NEEDS"
        ]
        return dict(needs["facts"])

    assert facts()["Köpt på avtalen, juni 2025–maj 2026, kr"] == "200"  # nothing is loaded: up to the month before
    assert facts()["Avtalstrohet, IFO"] == "underlag saknas"
    for month, on_contract in ((date(2025, 4, 1), 0), (date(2025, 5, 1), 900), (date(2026, 4, 1), 600)):
        CategoryLoyalty.objects.create(
            category=place.category, month=month, on_contract_sek=on_contract, purchasable_sek=1000
        )
    assert facts()["Avtalstrohet, IFO, maj 2025–april 2026"] == "75,0\N{NO-BREAK SPACE}%"
    assert facts()["Köpt på avtalen, maj 2025–april 2026, kr"] == "200"  # the same twelve months: May and June 2025
    other = make.project("UPP-9")
    other.areas.set([make.area("FO-X", subcategory="FO")])  # nothing is bought in its subcategory
    (needs,) = [
        each for each in strategy_document(project=other, on=date(2026, 6, 15))["sections"] if each["key"] == "NEEDS"
    ]
    assert dict(needs["facts"])["Avtalstrohet, FO"] == "underlag saknas"


def test_a_secret_project_does_not_exist_for_those_not_let_in(officer):
    need = make.need("Avhopp", year=2099)
    project = planned(make.project("UPP-HEMLIG", is_secret=True, title="Gömslet", need=need))
    milestone = project.milestones.first()
    addresses = [f"/upphandlingar/{project.pk}{rest}" for rest in ("/", "/andra/", "/strategi/", "/strategi.pdf")]
    addresses += [f"/upphandlingar/{project.pk}/tilldela/", f"/upphandlingar/milstolpar/{milestone.pk}/flytta/"]
    assert [officer.get(each).status_code for each in addresses] == [404] * len(addresses)
    for page in ("/upphandlingar/", "/upphandlingar/?export=csv", "/upphandlingsplan/"):
        answer = officer.get(page)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"HEMLIG" not in content
        assert "Gömslet".encode() not in content
    AccessGrant.objects.create(object=project, user=officer.get("/upphandlingar/").wsgi_request.user)
    assert [officer.get(each).status_code for each in addresses] == [200] * len(addresses)


def test_a_document_is_told_by_its_content_and_served_to_those_who_may(officer):
    project = make.project()
    address = f"/upphandlingar/{project.pk}/dokument/nytt/"
    page = SimpleUploadedFile("x.pdf", b"<html></html>")
    assert officer.post(address, {"file": page, "title": "Sida"}).status_code == 422
    assert officer.post(address, {"file": SimpleUploadedFile("x.exe", b"Text"), "title": "Program"}).status_code == 422
    officer.post(address, {"file": SimpleUploadedFile("x.txt", b"Text"), "title": "Underlag"})
    document = ProjectDocument.objects.get()
    answer = officer.get(document.get_absolute_url())
    assert answer.headers["Content-Disposition"] == 'attachment; filename="underlag.txt"'
    assert b"".join(answer.streaming_content) == b"Text"


def test_a_reader_reads_and_changes_nothing(client):
    project = planned(make.project())
    need = make.need()
    client.force_login(make.user("läsare"))
    assert client.get("/upphandlingsplan/").status_code == 200
    assert "/andra/" not in body(client.get(project.get_absolute_url()))
    for address in (
        "/upphandlingar/ny/",
        f"/upphandlingsplan/behov/{need.pk}/andra/",
        f"/upphandlingar/{project.pk}/tilldela/",
        f"/upphandlingar/{project.pk}/strategi/besluta/",
        f"/upphandlingar/{project.pk}/checklista/",
    ):
        assert client.get(address).status_code == client.post(address).status_code == 403


def test_lists_ask_as_many_questions_for_thirty_rows_as_for_three(officer, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def fill(first, last):
        for n in range(first, last):
            area = make.area(f"OMR-{n}")
            planned(make.project(f"UPP-{n}", areas=[area], need=make.need(f"Behov {n}", 2099, area=area)))

    fill(0, 3)
    counts = {}
    for path in ("/upphandlingar/", "/upphandlingsplan/"):
        officer.get(path)
        with CaptureQueriesContext(connection) as asked:
            officer.get(path)
        counts[path] = len(asked)
    fill(3, 30)
    for path, count in counts.items():
        with django_assert_num_queries(count):
            officer.get(path)


def test_whoever_writes_the_strategy_too_late_sees_all_that_the_other_wrote_and_when(officer):
    project, second = planned(make.project()), Client()
    first = make.user("upphandlare", username="forste", is_superuser=True)
    second.force_login(first)
    root = f"/upphandlingar/{project.pk}/strategi/"
    opened = as_sent(officer.get(root).context["form"])
    theirs = {"PURPOSE": "Deras syfte", "MARKET": "Deras marknad", "BACKGROUND": "Deras bakgrund"}
    assert second.post(root, {**opened, **theirs}).status_code == 302
    late = officer.post(root, {**opened, "PURPOSE": "Mitt syfte", "MARKET": "Min marknad"})
    told = differing(late)
    assert set(told.values()) == {
        ("Deras syfte", "Mitt syfte"), ("Deras marknad", "Min marknad"), ("Deras bakgrund", ""),
    }  # fmt: skip
    assert told_by(late) == str(first)
    assert "Avsnittet Syfte och mål har ändrats av någon annan" in body(late)
    assert officer.post(root, as_sent(late.context["form"])).status_code == 302
    kept = dict(project.sections.exclude(text="").values_list("key", "text"))
    assert kept == {"PURPOSE": "Mitt syfte", "MARKET": "Min marknad", "BACKGROUND": "Deras bakgrund"}
    # A page that nobody was shown writes over nothing.
    assert officer.post(root, {"PURPOSE": "Utan version"}).status_code == 422
