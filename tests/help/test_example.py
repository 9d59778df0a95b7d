"""The example to practise in: made as new with a button where there is one, and led to from the real system."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from huddinge_vo.demo import anew
from tests import factories as make

pytestmark = pytest.mark.django_db
PAGE = "/aterstall-exemplet/"
PRACTICE = "https://ova.huddinge.example/"


@pytest.fixture(autouse=True)
def nothing_ordered():
    remembered = ["example-ordered", "example-as-new", "demo-loaded"]
    cache.delete_many(remembered)
    yield
    cache.delete_many(remembered)


@pytest.fixture
def example(settings):
    """A demo that somebody keeps."""
    settings.VO_DEMO = settings.VO_DEMO_KEPT = True
    home = make.buyer()
    home.is_demo = True
    home.save(update_fields=["is_demo"])
    return home


@pytest.fixture
def player(client):
    """The one with the least rights, in the example."""
    person = make.user("läsare")
    client.force_login(person)
    return person


def test_the_page_says_what_is_lost_and_orders_nothing_when_it_is_read(client, example, player):
    page = client.get(PAGE).content.decode()
    assert "Det går inte att ångra." in page
    assert anew.ordered_by() is None


def test_whoever_is_signed_in_orders_it_once_and_waits_on_the_page(client, example, player):
    answer = client.post(PAGE)
    assert "Exemplet återställs" in answer.content.decode()
    assert answer.headers["Refresh"] == f"2; url={reverse('example-anew')}"
    other = Client()
    other.force_login(make.user("controller"))
    assert "Exemplet återställs" in other.post(PAGE).content.decode()
    assert anew.ordered_by() == player.username  # the first who asked
    assert "Exemplet återställs" in client.get(PAGE).content.decode()  # as long as it is under way
    anew.forget_order()
    assert "Det går inte att ångra." in client.get(PAGE).content.decode()


def test_a_post_without_its_token_orders_nothing(example):
    careless = Client(enforce_csrf_checks=True)
    careless.force_login(make.user("läsare"))
    assert careless.post(PAGE).status_code == 403
    assert anew.ordered_by() is None


def test_who_is_not_signed_in_is_sent_to_sign_in_and_not_back_again(client, example):
    for method in (client.get, client.post):
        answer = method(PAGE)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/logga-in/")
    assert anew.ordered_by() is None


@pytest.mark.parametrize("lacks", ["VO_DEMO", "VO_DEMO_KEPT", "the mark"])
def test_what_is_not_the_example_or_kept_by_nobody_has_no_such_page(client, example, player, settings, lacks):
    if lacks == "the mark":
        example.is_demo = False
        example.save(update_fields=["is_demo"])
    else:
        setattr(settings, lacks, False)
    for method in (client.get, client.post):
        assert method(PAGE).status_code == 404
    assert anew.ordered_by() is None
    for page in ("/start/", "/hjalp/handbok/"):
        assert PAGE not in client.get(page).content.decode()


def test_anothers_mark_is_not_ours(client, example, player):
    example.is_demo = False
    example.save(update_fields=["is_demo"])
    make.buyer(org_number="2120000233", name="Nynäshamns kommun", is_demo=True)
    assert client.post(PAGE).status_code == 404


def test_the_line_of_the_demo_and_the_help_lead_to_it(client, example, player):
    for page in ("/start/", "/hjalp/handbok/"):
        assert f'<a href="{PAGE}">Återställ exemplet</a>' in client.get(page).content.decode()


def test_those_who_were_thrown_out_are_told_why_where_they_sign_in(client, example):
    assert "Exemplet är återställt" not in client.get("/logga-in/").content.decode()
    anew.note_done(datetime(2026, 11, 30, 8, 12, tzinfo=UTC))
    assert "Exemplet är återställt 2026-11-30 09.12." in client.get("/logga-in/").content.decode()


def test_the_real_system_leads_to_the_example_from_help_and_from_the_first_steps(client, player, settings):
    link = f'<a href="{PRACTICE}">Öva i ett exempel</a>'
    for page in ("/start/", "/hjalp/handbok/"):
        assert "Öva i ett exempel</a>" not in client.get(page).content.decode().replace(link, "")
    settings.VO_PRACTICE_URL = PRACTICE
    for page in ("/start/", "/hjalp/handbok/"):
        assert link in client.get(page).content.decode()
