"""The menu by role: nine entries at most, nothing lost under Mer, and wherever one is, it is marked."""

import pytest
from django.urls import reverse

from huddinge_vo import menu
from huddinge_vo.roles import ROLES
from tests import factories as make
from tests.house.test_access import ADDRESSES, OPEN, OWN

pytestmark = pytest.mark.django_db
# Pages that are about no room of the menu: the search itself, and what is only for those who build.
NOWHERE = {"search", "gallery", "nothing"}


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.login)
def test_each_role_has_a_menu_of_its_own_of_at_most_nine_and_the_rest_under_more(role):
    person = make.user(role.name)
    rail = menu.rail(person, "/start/", make.buyer())
    assert role.name in menu.FIRST
    assert 4 <= len(rail.first) <= 9
    shown = [item.href for item in rail.first] + [item.href for group in rail.rest for item in group.items]
    assert sorted(shown) == sorted(href for _, _, href in menu.items(person, make.buyer()))
    assert len(menu.FIRST[role.name]) == len(rail.first)  # nothing is promised that the role may not open


def test_a_clerk_finds_what_is_his_first():
    rail = menu.rail(make.user("handläggare"), "/start/", make.buyer())
    assert {"Hitta plats", "Leverantörer", "Placeringar", "Brister", "Att göra"} <= {item.words for item in rail.first}


def test_one_of_two_roles_has_those_of_both_as_far_as_nine_go():
    person = make.role(make.user("handläggare"), "säkerhetsansvarig")
    words = [item.words for item in menu.rail(person, "/start/", make.buyer()).first]
    assert len(words) == 9
    assert len(set(words)) == 9


@pytest.mark.parametrize(("name", "path"), [each for each in ADDRESSES if each[0] not in OPEN | OWN | NOWHERE])
def test_wherever_one_is_an_entry_is_marked(name, path):
    assert menu.lies_in(path), path


def test_the_page_itself_is_marked_otherwise_than_the_room_it_lies_in_and_more_opens_for_what_lies_there(client):
    person = make.user("kategoriledare")
    client.force_login(person)
    clauses = reverse("contracts:clause-list")
    page = client.get(clauses).content.decode()
    assert f'href="{clauses}" aria-current="page"' in page
    assert '<details class="rail__more" open>' in page
    contract = make.contract("A-1")
    page = client.get(contract.get_absolute_url()).content.decode()
    assert 'href="/avtal/" aria-current="true"' in page
    assert '<details class="rail__more">' in page
    assert page.count("aria-current=") - page.count('aria-current="step"') >= 1
    assert reverse("contracts:contract-list") == "/avtal/"
