"""The pages of deviations, through the client."""

import io
from datetime import date, timedelta

import pypdf
import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contracts.law.choices import PermitNeed
from contracts.prices.models import Price, PriceItem
from contracts.suppliers.models import SupplierUnit
from followup.approvals.reports import approvals_for
from procurement.deviations.models import Delegation, Deviation
from procurement.placements.models import Placement, PlacementEnd
from tests import factories as make
from tests.late import as_sent, differing, on_what_is_shown, told_by

pytestmark = pytest.mark.django_db
CASE = "ÄR-2026-4711"
PERSON = "19 850709-9805"  # invented, with the sign that makes it look like one


def day(days=0):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def area():
    return make.area()


def typed(of, at, /, **values):
    return {
        "area": of.pk,
        "supplier": at.pk,
        "case_reference": CASE,
        "valid_from": day(3).isoformat(),
        "valid_until": day(90).isoformat(),
        "price_sek": "4 500,50",
        "price_per": "DAY",
        "need": "Behandlingshem för en ungdom med samsjuklighet.",
        "reason": "NOT_MET",
        "ground": "LOW_VALUE",
        "expected_value_sek": "390 000",
        "asker_is_unbiased": "on",
        "rows": "0",
        **values,
    }


def ask(client, of, at, /, **values):
    return client.post("/avsteg/nytt/", typed(of, at, **values), follow=True)


@pytest.fixture
def asked(client, area):
    asker = make.user("handläggare")
    client.force_login(asker)
    answer = ask(client, area, make.supplier())
    assert answer.status_code == 200, answer.content.decode()
    return Placement.objects.get()


def page(client, placement, step=""):
    return client.get(f"/avsteg/{placement.pk}/{step}").content.decode().replace("\xa0", " ")


def test_who_may_only_ask_asks_and_the_case_says_what_was_asked(client, asked):
    assert asked.number.startswith(f"AVS-{day(3).year}-")
    assert asked.category == asked.area.category
    assert (asked.price_sek, asked.form.expected_value_sek) == (make.Decimal("4500.50"), 390_000)
    shown = page(client, asked)
    for words in ("Behandlingshem", "390 000", "4 500,50", "inget avtalspris", "Väntar på beslut", CASE):
        assert words in shown, words
    assert client.get(f"/avsteg/{asked.pk}/besluta/").status_code == 403


def order(ground="LOW_VALUE", **values):
    return make.delegation(role_name="verksamhetschef", ground=ground, **values)


def decide(client, placement, **values):
    sent = {"outcome": "APPROVED", "is_unbiased": "on", "words": "Kontrollerna är beställda.", **values}
    return on_what_is_shown(
        client, f"/avsteg/{placement.pk}/besluta/", {key: value for key, value in sent.items() if value}
    )


def test_another_decides_on_one_page_and_says_each_time_that_he_is_not_disqualified(client, asked):
    order()
    client.force_login(make.user("verksamhetschef"))
    shown = page(client, asked, "besluta/")
    assert "Delegationsordning" in shown
    assert "Ska motiveras" in shown
    assert CASE not in shown
    refused = decide(client, asked, is_unbiased="")
    assert refused.status_code == 422
    assert "Intyga att du inte är jävig" in refused.content.decode()
    without_words = decide(client, asked, words="")
    assert without_words.status_code == 422
    assert "Motivera varför" in without_words.content.decode()
    assert decide(client, asked).status_code == 302
    form = Deviation.objects.get()
    assert (form.outcome, form.decided_as.name, len(form.checks) > 0) == ("APPROVED", "verksamhetschef", True)
    assert CASE in page(client, asked)  # who approved may read it
    assert "Vid beslutet" in page(client, asked)


def test_whoever_asked_is_told_that_another_decides_and_outside_the_order_who_could(client, area):
    order(up_to_sek=1_000_000)
    make.delegation(role_name="upphandlingschef")
    chief = make.user("verksamhetschef")
    client.force_login(chief)
    ask(client, area, make.supplier(), expected_value_sek="1 500 000")
    placement = Placement.objects.get()
    own = decide(client, placement)
    assert own.status_code == 422
    assert "kan inte själv besluta" in own.content.decode()
    client.force_login(make.user("verksamhetschef", username="annan"))
    assert "utanför din delegation" in page(client, placement, "besluta/")
    outside = decide(client, placement)
    assert "Det kan upphandlingschef." in outside.content.decode()
    client.force_login(make.user("upphandlingschef"))
    assert decide(client, placement).status_code == 302


def test_without_a_permit_from_ivo_nobody_is_placed(client):
    area = make.area(permit=date(2020, 1, 1))
    order()
    client.force_login(make.user("handläggare"))
    ask(client, area, make.supplier())
    placement = Placement.objects.get()
    client.force_login(make.user("verksamhetschef"))
    assert "Stoppar placeringen" in page(client, placement, "besluta/")
    answer = decide(client, placement)
    assert answer.status_code == 422
    assert "tillstånd från IVO är inte kontrollerat" in answer.content.decode()


def test_in_a_hurry_ivo_is_looked_into_before_and_not_after(client):
    area = make.area(permit=date(2020, 1, 1))
    client.force_login(make.user("handläggare"))
    supplier = make.supplier()
    hurry = {"is_acute": "on", "reason": "ACUTE", "ground": "URGENCY", "ground_words": "Kan inte vänta."}
    answer = ask(client, area, supplier, **hurry, valid_from=day().isoformat())
    assert answer.status_code == 422
    assert "IVO kontrolleras före placeringen" in answer.content.decode()
    assert not Placement.objects.exists()
    supplier.checks.create(
        kind="PERMIT",
        outcome="PASSED",
        checked_on=day(),
        valid_until=day(90),
        source="IVO:s register",
        registered_at=timezone.now(),
    )
    assert ask(client, area, supplier, **hurry, valid_from=day().isoformat()).status_code == 200
    assert "Blankett och beslut senast" in page(client, Placement.objects.get())


TEXTS = ("need", "reason_words", "ground_words", "template", "unit", "case_reference", "asked_0_words")


@pytest.mark.parametrize("field", TEXTS)
def test_no_personal_number_is_taken_in_any_field(client, area, field):
    client.force_login(make.user("handläggare"))
    contract = make.contract(areas=[area], until=day(400))
    row = {"rows": "1", "asked_0_who": f"{contract.supplier_id}:{contract.pk}:", "asked_0_answer": "CAPACITY"}
    answer = ask(client, area, make.supplier("Två AB", make.ORG_NUMBERS[1]), **{**row, field: f"Om {PERSON}"})
    assert answer.status_code == 422
    assert "personnummer" in " ".join(answer.context["form"].errors[field])
    assert not Placement.objects.exists()


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"area": ""}, "area", "Välj ett alternativ."),
        ({"supplier": ""}, "supplier", "Välj ett alternativ."),
        ({"need": ""}, "need", "Fyll i fältet."),
        ({"expected_value_sek": "-1"}, "expected_value_sek", "0"),
        ({"expected_value_sek": "mycket"}, "expected_value_sek", "belopp"),
        ({"price_sek": "1,234.567"}, "price_sek", ""),
        ({"valid_from": "206-01-01"}, "valid_from", ""),
        ({"valid_until": "2020-01-01"}, "valid_until", "före första dagen"),
        ({"reason": "OTHER"}, "reason_words", "Förklara"),
        ({"ground": "EXCEPTIONAL"}, "ground_words", "varför grunden"),
        ({"asker_is_unbiased": ""}, "asker_is_unbiased", "inte är jävig"),
        ({"rows": "1", "asked_0_who": "1:2:3", "asked_0_answer": "CAPACITY"}, "asked_0_who", ""),
        ({"rows": "1", "asked_0_answer": "CAPACITY"}, "asked_0_who", "Välj vem"),
        ({"place": "999"}, "place", ""),
    ],
)
def test_what_cannot_be_asked_so_is_said_at_its_field_and_above(client, area, values, field, words):
    client.force_login(make.user("handläggare"))
    answer = ask(client, area, make.supplier(), **values)
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    assert "Det finns fel att rätta" in answer.content.decode()
    assert not Placement.objects.exists()


def test_those_with_a_contract_in_the_area_are_asked_first_or_it_is_said_why_not(client, area):
    contract = make.contract(areas=[area], until=day(400))
    client.force_login(make.user("handläggare"))
    other = make.supplier("Två AB", make.ORG_NUMBERS[1])
    answer = ask(client, area, other)
    assert "1 avtal gäller i området" in answer.content.decode()
    found = client.get(f"/avsteg/nytt/?omrade={area.pk}&fran={day(3)}")
    assert [row.title for row in found.context["form"].asked_rows if row.title] == ["Provhem AB, A-1"]
    who = f"{contract.supplier_id}:{contract.pk}:"
    hit = client.get(f"/avsteg/nytt/?omrade={area.pk}&tillfragad={who}:CAPACITY&tillfragad=1:x&tillfragad=99:99::NO")
    assert "selected>har ingen ledig plats" in hit.content.decode().replace('value="CAPACITY" ', "")
    unnamed = ask(client, area, other, rows="1", asked_0_answer="CAPACITY").content.decode()
    assert '<details class="fold mb-3" open>' in unnamed  # what is wrong is not folded away
    row = {"rows": "1", "asked_0_who": who, "asked_0_answer": "OTHER"}
    assert "Skriv varför leverantören inte kunde" in ask(client, area, other, **row).content.decode()
    ask(client, area, other, **{**row, "asked_0_answer": "CAPACITY", "asked_0_words": "Fullt till våren."})
    placement = Placement.objects.get()
    assert [each.words for each in placement.asked.all()] == ["Fullt till våren."]
    assert "Fullt till våren." in page(client, placement)


def test_without_scripts_the_page_is_drawn_anew_with_what_was_typed_and_more_rows(client, area):
    contract = make.contract(areas=[area], until=day(400))
    unit = contract.supplier.units.create(name="Lönnen")
    client.force_login(make.user("handläggare"))
    sent = typed(area, contract.supplier, fler="1", need="Ett behov.")
    answer = client.post("/avsteg/nytt/", sent)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Det finns fel" not in shown
    assert "Ett behov." in shown
    assert f'value="{unit.pk}"' in shown
    rows = answer.context["form"].asked_rows
    assert [row.title for row in rows] == ["Provhem AB, A-1", "", ""]
    assert 'name="rows" value="3"' in shown
    assert '<details class="fold mb-3">' in shown  # nothing is typed of anybody else
    assert not Placement.objects.exists()


def test_the_price_stands_beside_what_the_areas_contracts_cost_and_no_secret_one(client, area):
    supplier = make.supplier("Två AB", make.ORG_NUMBERS[1])
    for number, amount, values in (("A-1", 3000, {}), ("A-2", 4000, {}), ("A-3", 9999, {"is_secret": True})):
        contract = make.contract(number, areas=[area], until=day(400), supplier=supplier, **values)
        item = PriceItem.objects.create(contract=contract, name="vårddygn", per="DAY")
        Price.objects.create(
            item=item, amount_sek=amount, valid_from=date(2020, 1, 1), origin="TENDER", entered_at=timezone.now()
        )
    client.force_login(make.user("handläggare"))
    ask(client, area, make.supplier(), reason_words="Alla tillfrågades av jouren.")
    placement = Placement.objects.get()
    assert placement.form.contract_price_sek == 4000
    shown = page(client, placement)
    assert "3 000,00" in shown
    assert "4 000,00" in shown
    assert "500,50 kr (+12,5 %)" in shown
    assert "9 999" not in shown


def test_it_is_changed_while_it_waits_and_whoever_changed_it_does_not_decide(client, asked):
    order()
    chief = make.user("verksamhetschef")
    client.force_login(chief)
    supplier = asked.supplier
    opened = page(client, asked, "andra/")
    assert CASE not in opened
    sent = typed(asked.area, supplier, need="Ett annat behov.", version=1)
    del sent["case_reference"]
    assert client.post(f"/avsteg/{asked.pk}/andra/", sent).status_code == 302
    asked.refresh_from_db()
    assert asked.case_reference == CASE
    assert "har ändrat" in decide(client, asked).content.decode()
    late = client.post(f"/avsteg/{asked.pk}/andra/", {**sent, "need": "Ett tredje."})
    assert late.status_code == 422
    assert "har ändrats av dig i ett annat fönster" in late.content.decode()
    client.force_login(make.user("verksamhetschef", username="annan"))
    assert decide(client, asked).status_code == 302
    assert (
        "är redan godkänt. Gör en ny begäran."
        in client.post(f"/avsteg/{asked.pk}/andra/", {**sent, "version": 3}).content.decode()
    )


def test_an_extension_and_a_change_are_placements_of_their_own(client, asked):
    order()
    client.force_login(make.user("verksamhetschef"))
    decide(client, asked)
    client.force_login(asked.requested_by)
    opened = client.get(f"/avsteg/{asked.pk}/forlang/")
    assert (asked.valid_until + timedelta(days=1)).isoformat() in opened.content.decode()
    sent = typed(asked.area, asked.supplier, valid_from=day(91).isoformat(), valid_until=day(180).isoformat())
    wrong = client.post(f"/avsteg/{asked.pk}/forlang/", {**sent, "valid_from": day(95).isoformat()})
    assert "Förlängningen börjar" in wrong.content.decode()
    part = client.post(f"/avsteg/{asked.pk}/forlang/", {**sent, "expected_value_sek": "389 000"}).content.decode()
    assert "Förväntat värde av hela kedjan" in part
    assert f"från {asked.valid_from} till den nya sista dagen" in part
    assert "Ange hela kedjans värde" in part
    assert client.post(f"/avsteg/{asked.pk}/forlang/", sent).status_code == 302
    new = Placement.objects.get(follows=asked)
    assert (new.follows_as, new.case_reference, new.form.outcome) == ("EXTENDED", CASE, "")
    assert new.number in page(client, asked)
    client.post(f"/avsteg/{new.pk}/ta-tillbaka/", {"words": "Behövdes inte."})
    change = {**sent, "valid_from": day(30).isoformat(), "valid_until": day(90).isoformat()}
    assert client.post(f"/avsteg/{asked.pk}/andra-villkor/", change).status_code == 302
    changed = Placement.objects.get(follows=asked)
    client.force_login(make.user("verksamhetschef", username="annan"))
    decide(client, changed)
    asked.refresh_from_db()
    assert asked.valid_until == day(29)


def test_after_the_decision_come_number_notice_and_withdrawal(client, asked):
    order()
    chief = make.user("verksamhetschef")
    client.force_login(chief)
    assert client.post(f"/avsteg/{asked.pk}/diarienummer/", {"number": "SOF-2026/1"}).status_code == 422
    decide(client, asked)
    assert client.post(f"/avsteg/{asked.pk}/diarienummer/", {"number": "SOF-2026/1"}).status_code == 302
    assert client.post(f"/avsteg/{asked.pk}/diarienummer/", {"number": PERSON}).status_code == 422
    assert client.post(f"/avsteg/{asked.pk}/efterannons/", {"notice_on": day()}).status_code == 403
    sent = {"last_day": day(20).isoformat(), "reason": "Plats på avtal blev ledig."}
    assert client.post(f"/avsteg/{asked.pk}/aterkalla/", {**sent, "reason": f"Om {PERSON}"}).status_code == 422
    biased = client.post(f"/avsteg/{asked.pk}/aterkalla/", sent)
    assert (biased.status_code, "Intyga att du inte är jävig" in biased.content.decode()) == (422, True)
    sent["is_unbiased"] = "on"
    Delegation.objects.update(valid_until=day())
    make.delegation(role_name="upphandlingschef")
    assert (
        "beslutas det av upphandlingschef och verksamhetschef"
        in client.get(f"/avsteg/{asked.pk}/aterkalla/").content.decode()
    )
    assert client.post(f"/avsteg/{asked.pk}/aterkalla/", sent).status_code == 302
    end = PlacementEnd.objects.get()
    assert (end.delegation.role.name, end.decider_is_unbiased) == ("verksamhetschef", True)
    shown = page(client, asked)
    for words in ("SOF-2026/1", "Återkallad, sista dag", "Plats på avtal blev ledig.", "som verksamhetschef"):
        assert words in shown
    client.force_login(make.user("upphandlare"))
    far = client.post(f"/avsteg/{asked.pk}/efterannons/", {"notice_on": day(5).isoformat()})
    assert "Dagen har inte varit än." in far.content.decode()
    notice = {"notice_on": day().isoformat(), "notice_url": "https://example.org/annons"}
    assert client.post(f"/avsteg/{asked.pk}/efterannons/", notice).status_code == 302
    assert "https://example.org/annons" in page(client, asked)


def test_the_form_on_paper_is_tagged_and_never_has_the_case_reference(client, asked):
    order()
    client.force_login(make.user("verksamhetschef"))
    decide(client, asked)
    client.post(f"/avsteg/{asked.pk}/diarienummer/", {"number": "SOF-2026/1"})
    paper = pypdf.PdfReader(io.BytesIO(client.get(f"/avsteg/{asked.pk}/blankett.pdf").content))
    text = " ".join(each.extract_text() for each in paper.pages).replace("\xa0", " ")
    for words in (
        asked.number,
        "SOF-2026/1",
        "Behandlingshem",
        "390 000",
        "SN-2020/1",
        "Godkänt",
        "IVO",
        "jäv",
        "lågt",
    ):
        assert words.lower() in text.lower(), words
    assert CASE not in text
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]


def paper_of(client, asked):
    paper = pypdf.PdfReader(io.BytesIO(client.get(f"/avsteg/{asked.pk}/blankett.pdf").content))
    return " ".join(" ".join(each.extract_text() for each in paper.pages).split())


def test_what_is_refused_keeps_the_checks_that_it_was_refused_by_on_page_and_paper(client, asked):
    order()
    make.permit_rule(asked.area, PermitNeed.REQUIRED, date(2020, 1, 1))
    client.force_login(make.user("verksamhetschef"))
    before = client.get(f"/avsteg/{asked.pk}/besluta/").context["case"].checks.as_kept()
    assert decide(client, asked, outcome="REFUSED", words="Tillstånd saknas").status_code == 302
    asked.form.refresh_from_db()
    told = [(each.field, each.new) for each in client.get(f"/avsteg/{asked.pk}/").context["changes"]]
    assert ("kontroller vid beslutet", f"{len(before)} uppgifter") in told  # and not as a program keeps them
    assert asked.form.outcome == "REFUSED"
    assert asked.form.checks == before
    assert before
    assert "Vid beslutet" in page(client, asked)
    said = paper_of(client, asked)
    assert "Inga kontroller sparades" not in said
    assert before[0]["label"].lower() in said.lower()


@pytest.mark.parametrize(
    ("values", "computed"),
    [
        ({"valid_until": day(84).isoformat(), "price_sek": "7 500"}, "615 000 kr för 82 dagar"),
        ({"valid_until": "", "price_sek": "1 000"}, "365 000 kr för ett år, då placeringen gäller tills vidare"),
        ({"valid_until": "", "price_sek": "30 000", "price_per": "MONTH"}, "360 000 kr för ett år"),
    ],
)
def test_a_value_far_below_price_times_days_is_asked_of_and_the_computed_one_stands_beside(
    client, area, values, computed
):
    client.force_login(make.user("handläggare"))
    sent = typed(area, make.supplier(), expected_value_sek="100", **values)
    answer = client.post("/avsteg/nytt/", sent)
    said = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 422
    assert f"det förväntade värdet, 100 kr, är lägre än priset gånger dagarna, {computed}" in said
    assert f"Priset gånger dagarna är {computed}" in said
    assert not Placement.objects.exists()
    tick = answer.context["form"].fields["sure"].choices[0][0]
    assert client.post("/avsteg/nytt/", {**sent, "sure": tick}).status_code == 302
    asked = Placement.objects.get()
    client.force_login(make.user("verksamhetschef"))
    for shown in (page(client, asked), paper_of(client, asked).replace("\xa0", " ")):
        assert f"Priset gånger dagarna är {computed}" in shown


def test_page_and_paper_have_the_same_words_for_the_price_beside_the_contracts(client, asked):
    for said in (page(client, asked), paper_of(client, asked)):
        assert "Mot högsta avtalspriset" in said
        assert "Över avtalspriset" not in said


def test_the_hints_of_the_form_name_the_button_as_it_is_named(client, asked):
    shown = client.get("/avsteg/nytt/").content.decode()
    assert shown.count("tryck på ”Uppdatera och lägg till rader”") == 2
    assert ">Uppdatera och lägg till rader</button>" in shown


def test_the_case_reference_is_told_to_no_other_and_never_exported(client, asked):
    for reader in ("läsare", "kategoriledare"):
        client.force_login(make.user(reader))
        assert CASE not in page(client, asked)
        assert CASE not in client.get("/avsteg/").content.decode()
        assert asked.number not in client.get(f"/avsteg/?sok={CASE}").content.decode()
    client.force_login(asked.requested_by)
    assert asked.number in client.get(f"/avsteg/?sok={CASE}").content.decode()
    assert CASE not in client.get("/avsteg/?export=csv").getvalue().decode()


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_asks_as_much_however_long_it_is(client, number, django_assert_max_num_queries):
    supplier = make.supplier()
    for each in range(number):
        make.deviation(f"AVS-{each}", supplier=supplier, approved_on=date(2026, 2, 1) if each % 2 else None)
    client.force_login(make.user("verksamhetschef"))
    with django_assert_max_num_queries(25):
        answer = client.get("/avsteg/")
    assert "i efterhand" in answer.content.decode()
    queries = ("?lage=vantar", "?lage=godkant", "?lage=efterhand", "?lage=avslaget", "?orsak=NOT_MET", "?grund=URGENCY")
    for query in (*queries, "?mina=begarda", "?vantar=mig", "?forvaltning=a", "?omrade=x", "?export=csv"):
        answer = client.get(f"/avsteg/{query}")
        assert answer.status_code == 200


@pytest.mark.parametrize("number", [3, 30])
def test_the_case_asks_as_much_however_much_there_is_in_it(client, asked, number, django_assert_max_num_queries):
    supplier = make.supplier("Två AB", make.ORG_NUMBERS[1])
    for each in range(number):
        asked.asked.create(supplier=supplier, place=supplier.units.create(name=f"Hus {each}"), answer="CAPACITY")
    with django_assert_max_num_queries(45):
        page(client, asked)


def test_the_forvaltare_keeps_the_order_and_what_was_used_stays(client, asked):
    row = order(up_to_sek=1_000_000)
    client.force_login(make.user("verksamhetschef"))
    decide(client, asked)
    assert client.get("/delegationsordning/ny/").status_code == 403
    assert client.post(f"/delegationsordning/{row.pk}/avsluta/", {"last_day": day()}).status_code in {403, 404}
    client.force_login(make.user("förvaltare"))
    shown = client.get("/delegationsordning/").content.decode()
    assert "SN-2020/1" in shown
    assert f"/delegationsordning/{row.pk}/andra/" not in shown
    assert "Urvalet går inte att förstå: dag" in client.get("/delegationsordning/?dag=2026-13-01").content.decode()
    assert "Ingen får godkänna" in client.get("/delegationsordning/?dag=1999-12-31").content.decode()
    values = {"role": row.role_id, "ground": "LOW_VALUE", "up_to_sek": "5", "valid_from": "2000-01-01"}
    mended = client.post(f"/delegationsordning/{row.pk}/andra/", {**values, "registry_number": "X", "version": 1})
    assert mended.status_code == 422
    assert "har använts" in mended.content.decode()
    early = client.post(f"/delegationsordning/{row.pk}/avsluta/", {"last_day": day(-1).isoformat()})
    assert "använts för ett beslut" in early.content.decode()
    assert client.post(f"/delegationsordning/{row.pk}/avsluta/", {"last_day": day().isoformat()}).status_code == 302
    again = {**values, "up_to_sek": "2 000 000", "valid_from": day(1).isoformat(), "registry_number": "SN-2026/9"}
    assert client.post("/delegationsordning/ny/", again).status_code == 302
    twice = client.post("/delegationsordning/ny/", again)
    assert "har redan en delegation" in twice.content.decode()
    assert client.post("/delegationsordning/ny/", {**again, "point": f"Om {PERSON}"}).status_code == 422
    assert reverse("procurement:delegation-list") in client.get("/administration/installningar/").content.decode()


@pytest.mark.parametrize("number", [3, 30])
def test_the_order_and_its_pages_ask_as_much_however_long_it_is(client, asked, number, django_assert_max_num_queries):
    """Of each role and ground one row a day: a long order is one with much that has ended."""
    for each in range(number):
        Delegation.objects.create(
            buyer=make.buyer(), role=order().role, ground="URGENCY", up_to_sek=each, registry_number=f"SN-{each}",
            valid_from=date(2020, 1, 1) + timedelta(days=each), valid_until=date(2020, 1, 1) + timedelta(days=each),
        )  # fmt: skip
    row = Delegation.objects.get(registry_number="SN-0")
    client.force_login(make.user("förvaltare"))
    with django_assert_max_num_queries(14):
        assert f"SN-{number - 1}" in client.get("/delegationsordning/").content.decode()
    with django_assert_max_num_queries(14):
        assert "SN-1" in client.get("/delegationsordning/?dag=2020-01-02").content.decode()
    for way in ("ny", f"{row.pk}/andra", f"{row.pk}/avsluta"):
        with django_assert_max_num_queries(14):
            assert client.get(f"/delegationsordning/{way}/").status_code == 200
    client.force_login(make.user("verksamhetschef"))
    with django_assert_max_num_queries(32):
        assert client.get(f"/avsteg/{asked.pk}/besluta/").status_code == 200
    assert decide(client, asked).status_code == 302
    with django_assert_max_num_queries(20):
        assert client.get(f"/avsteg/{asked.pk}/aterkalla/").status_code == 200


def test_what_waits_for_me_is_what_the_order_of_today_lets_me_approve(client, asked):
    chief = make.user("verksamhetschef")

    def waiting():
        return [each.number for each in Placement.objects.visible_to(chief).to_approve_by(chief)]

    client.force_login(chief)
    assert waiting() == []  # there is no order
    row = order(up_to_sek=asked.form.expected_value_sek)
    assert waiting() == [asked.number]
    assert asked.number in client.get("/avsteg/?vantar=mig").content.decode()
    assert [each.words for each in approvals_for(chief, make.buyer())] == ["1 avsteg väntar på ditt godkännande"]
    for values in (
        {"up_to_sek": asked.form.expected_value_sek - 1},
        {"valid_from": day(1)},
        {"valid_until": day(-1)},
        {"ground": "URGENCY"},
        {"role": Group.objects.get(name="upphandlingschef")},
    ):
        kept = {name: getattr(row, name) for name in values}
        Delegation.objects.filter(pk=row.pk).update(**values)
        assert waiting() == [], values
        assert asked.number not in client.get("/avsteg/?vantar=mig").content.decode()
        Delegation.objects.filter(pk=row.pk).update(**kept)
    assert waiting() == [asked.number]


def contracted(area, number, at):
    return make.contract(number, areas=[area], until=day(400), supplier=at)


def test_whoever_changes_a_deviation_too_late_keeps_what_he_changed_and_takes_the_rest(client, asked, area):
    one, two = (make.supplier(f"{word} AB", make.ORG_NUMBERS[n]) for n, word in ((1, "Ett"), (2, "Två")))
    contracts = [contracted(area, "A-1", one), contracted(area, "A-2", two)]
    address, second = f"/avsteg/{asked.pk}/andra/", Client()
    first = make.user("verksamhetschef")
    second.force_login(first)
    opened = as_sent(client.get(address).context["form"])
    assert opened["asked_0_who"] == f"{one.pk}:{contracts[0].pk}:"
    place = SupplierUnit.objects.create(supplier=two, name="Tvåans hem")
    theirs = {
        "unit": "Socialtjänsten", "valid_until": day(60).isoformat(), "ground_words": "Akut behov", "supplier": two.pk,
        "place": place.pk, "asked_0_answer": "CAPACITY", "price_sek": "4 000",
    }  # fmt: skip
    answer = second.post(address, {**as_sent(second.get(address).context["form"]), **theirs})
    assert answer.status_code == 302, answer.context["form"].errors
    late = client.post(address, {**opened, "need": "Ett annat behov.", "price_sek": "4 200"})
    told = differing(late)
    assert told == {
        "Behov": ("Behandlingshem för en ungdom med samsjuklighet.", "Ett annat behov."),
        "Varför den grunden gäller": ("Akut behov", ""),
        "Leverantör": ("Två AB", ""),
        "Verksamhet": (str(place), ""),
        "Förvaltning": ("Socialtjänsten", ""),
        "Till och med": (day(60).isoformat(), ""),
        "Pris, kr": ("4\xa0000,00", "4\xa0200,00"),
        "Tillfrågade med avtal": ("Ett AB, A-1: har ingen ledig plats", ""),
    }
    assert told_by(late) == str(first)
    again = as_sent(late.context["form"])
    assert (again["need"], again["unit"], str(again["place"])) == ("Ett annat behov.", "Socialtjänsten", str(place.pk))
    saved = client.post(address, again)
    assert saved.status_code == 302, saved.context["form"].errors
    asked.refresh_from_db()
    assert (asked.form.need, asked.supplier, asked.place, asked.price_sek) == ("Ett annat behov.", two, place, 4200)
    assert [(each.supplier, each.answer) for each in asked.asked.all()] == [(one, "CAPACITY")]
