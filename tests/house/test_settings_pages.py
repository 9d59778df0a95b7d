"""What a buyer's work goes by is set on pages of its own, by those who may, for that buyer."""

import pytest
from django.urls import NoReverseMatch, reverse

from contracts.checks import actions as check_actions
from contracts.checks.models import CheckTerm
from contracts.checks.rules import CheckTerms
from contracts.plan.models import Category, ContractArea
from contracts.suppliers.models import SupplierIdentifier
from huddinge_vo import menu
from huddinge_vo.roles import ROLES
from procurement.plan.models import MilestoneTemplate, ProcurementTerm
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    """A förvaltare who is logged in."""
    person = make.user("förvaltare")
    client.force_login(person)
    return person


def test_the_page_of_settings_leads_to_each_that_one_may_change(client, keeper):
    page = client.get("/administration/installningar/")
    hrefs = [href for *_, href in page.context["pages"]]
    assert "/administration/prisvarden/" in hrefs
    for href in hrefs:
        assert client.get(href).status_code == 200, href
    client.force_login(make.user("läsare"))
    assert client.get("/administration/installningar/").status_code == 403


def test_planning_goes_by_the_buyers_own_values(client, keeper):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    make.law()
    page = client.get("/administration/planeringsvarden/").content.decode()
    assert 'value="18"' in page or "start_months_before" in page
    few = client.post("/administration/planeringsvarden/", {"start_months_before": 12, "standstill_days": 5})
    assert few.status_code == 422
    assert "minst 10 dagar (LOU 20 kap. 1 §)" in few.content.decode()
    client.post("/administration/planeringsvarden/", {"start_months_before": 12, "standstill_days": 15})
    assert ProcurementTerm.of(make.buyer()).start_months_before == 12
    assert ProcurementTerm.of(other).start_months_before != 12


def test_a_template_of_milestones_is_written_line_by_line(client, keeper):
    there = MilestoneTemplate.objects.create(buyer=make.buyer(), name="Gammal", is_default=True)
    values = {
        "name": "Ny",
        "is_default": "on",
        "steps": "START; Uppstart; 20\nAWARD; Tilldelning; 10; spärr\n\nEND; Avtalsstart; 0",
    }
    assert client.post("/administration/tidplaner/ny/", values).status_code == 302
    made = MilestoneTemplate.objects.get(name="Ny")
    assert [(step.code, step.working_days_before_next, step.is_standstill) for step in made.as_rules()] == [
        ("START", 20, False),
        ("AWARD", 10, True),
        ("END", 0, False),
    ]
    there.refresh_from_db()
    assert (made.is_default, there.is_default) == (True, False)
    path = f"/administration/tidplaner/{made.pk}/"
    assert "AWARD; Tilldelning; 10; spärr" in client.get(path).content.decode()
    assert client.post(path, {**values, "steps": "START; Uppstart; 5", "version": 1}).status_code == 302
    assert len(MilestoneTemplate.objects.get(pk=made.pk).as_rules()) == 1
    assert "Uppstart" in client.get("/administration/tidplaner/").content.decode()


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ("START; Uppstart", "Rad 1: skriv kod"),
        ("A; Ett; 1\nA; Två; 2", "Rad 2: koden A finns redan"),
        ("A; Ett; 1; stopp", "kan bara ”spärr” stå"),
        ("A; Ett; 1\n" + "B" * 31 + "; Två; 1", "Rad 2: koden får ha högst 30 tecken"),
        ("A; " + "b" * 151 + "; 1", "Rad 1: namnet får ha högst 150 tecken"),
    ],
)
def test_a_line_that_is_no_step_is_told_with_its_number(client, keeper, steps, fault):
    answer = client.post("/administration/tidplaner/ny/", {"name": "Ny", "steps": steps})
    assert answer.status_code == 422
    assert fault in answer.content.decode()


def test_another_buyers_template_does_not_exist(client, keeper):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    theirs = MilestoneTemplate.objects.create(buyer=other, name="Deras")
    assert client.get(f"/administration/tidplaner/{theirs.pk}/").status_code == 404
    assert "Deras" not in client.get("/administration/tidplaner/").content.decode()


def test_a_check_holds_as_long_as_is_set(client, keeper):
    assert "planens startvärde" in client.get("/administration/kontrollvillkor/").content.decode()
    assert client.get("/administration/kontrollvillkor/okand/").status_code == 404
    for version, days in enumerate((45, 50)):
        sent = {"valid_days": days, "lowest_score": 55, "version": version or ""}
        answer = client.post("/administration/kontrollvillkor/rating/", sent)
        assert answer.status_code == 302
    assert CheckTerm.objects.get().valid_days == 50
    assert check_actions.check_terms()["RATING"].lowest_score == 55
    none = client.post("/administration/kontrollvillkor/rating/", {"valid_days": 0})
    assert none.status_code == 422


def test_only_a_rating_has_a_lowest_score_and_it_is_at_most_a_hundred(client, keeper):
    high = client.post("/administration/kontrollvillkor/rating/", {"valid_days": 30, "lowest_score": 101})
    assert high.status_code == 422
    assert "Ange högst 100." in high.content.decode()
    page = client.get("/administration/kontrollvillkor/taxes/")
    assert page.status_code == 200
    assert "lowest_score" not in page.content.decode()
    client.post("/administration/kontrollvillkor/taxes/", {"valid_days": 60, "lowest_score": 40})
    assert check_actions.check_terms()["TAXES"] == CheckTerms(60, None)


def test_the_tree_and_its_areas_are_kept_by_hand(client, keeper):
    top = make.category("VO", parent=None)
    values = {"code": "ÄO", "name": "Äldreomsorg", "parent": top.pk}
    assert client.post("/administration/kategorier/ny/", values).status_code == 302
    made = Category.objects.get(code="ÄO")
    assert made.buyer == make.buyer()
    under = client.post(f"/administration/kategorier/{top.pk}/", {"code": "VO", "name": "VO", "parent": made.pk})
    assert under.status_code == 422  # nothing lies under what lies under it
    assert "Äldreomsorg" in client.get("/administration/kategorier/").content.decode()
    area = {"category": made.pk, "code": "ÄO-X", "name": "Prov", "form": "FRAMEWORK", "price_model": "TENDERED"}
    assert client.post("/avtalsomraden/nytt/", area).status_code == 302
    stored = ContractArea.objects.get(code="ÄO-X")
    assert client.post(f"/avtalsomraden/{stored.pk}/andra/", {**area, "name": "Annat", "version": 1}).status_code == 302
    stored.refresh_from_db()
    assert stored.name == "Annat"


def test_a_number_of_the_economy_system_is_added_and_taken_away_at_the_buyer(client):
    client.force_login(make.user("upphandlare"))
    supplier = make.supplier()
    path = f"/leverantorer/{supplier.pk}/nummer/nytt/"
    assert client.post(path, {"value": "L-77"}).status_code == 302
    made = SupplierIdentifier.objects.get(value="L-77")
    assert (made.supplier, made.buyer, made.scheme) == (supplier, make.buyer(), "SUPPLIER_NUMBER")
    assert "hör redan till en leverantör" in client.post(path, {"value": "L-77"}).content.decode()
    assert f"/leverantorsnummer/{made.pk}/ta-bort/" in client.get(supplier.get_absolute_url()).content.decode()
    own = supplier.identifiers.get(scheme="ORG_NUMBER")
    assert client.post(f"/leverantorsnummer/{own.pk}/ta-bort/").status_code == 422
    assert client.post(f"/leverantorsnummer/{made.pk}/ta-bort/").status_code == 302
    assert not SupplierIdentifier.objects.filter(value="L-77").exists()


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.login)
def test_the_menu_offers_the_settings_to_whoever_may_change_any_of_them_and_to_nobody_else(client, role):
    client.force_login(make.user(role.name))
    opens = client.get("/administration/installningar/").status_code == 200
    assert ('href="/administration/installningar/"' in client.get("/start/").content.decode()) == opens


def test_the_menu_says_at_start_when_an_address_is_not_there(monkeypatch):
    assert menu.check_addresses() == []
    monkeypatch.setattr(menu, "_RAIL", (("", (("contracts:nowhere", "Ingenstans", "x", "contracts.view_contract"),)),))
    assert "leads nowhere" in menu.check_addresses()[0].msg
    with pytest.raises(NoReverseMatch):
        menu.rail(make.user("läsare"), "/", make.buyer())
    assert reverse("procurement:placement-list") == "/placeringar/"
