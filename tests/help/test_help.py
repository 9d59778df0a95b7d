"""The manual within the system: every page has its section, and what is written in the documents is what is shown."""

import re

import pytest
from django.urls import resolve

from huddinge_vo.help.reports import DOCUMENTS, section_of, sections
from tests import factories as make
from tests.house.test_access import ADDRESSES, OPEN
from tests.journeys.pictures import FOLDER, MOST_BYTES, PICTURES

MANUAL = sections("handbok")


def test_each_document_has_its_sections_and_their_addresses_are_distinct():
    for document in DOCUMENTS:
        found = sections(document)
        assert len(found) > 8
        assert len({each.slug for each in found}) == len(found)


@pytest.mark.parametrize(("name", "path"), [each for each in ADDRESSES if each[0] not in OPEN | {"gallery", "nothing"}])
def test_every_page_is_told_of_in_a_section_of_the_manual(name, path):
    assert section_of(path).pages, path


def test_every_page_that_the_manual_names_is_there():
    for section in MANUAL:
        for page in section.pages:
            assert any(path.startswith(page) for _name, path in ADDRESSES), page


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/avtal/17/", "avtal"),
        ("/avtalsomraden/", "Planen"),
        ("/avsteg-saknas/", "Avsteg"),
        ("/administration/gallring/", "personuppgifter"),
        ("/administration/anvandare/", "användare"),
        ("/", "Kategoriledaren"),
    ],
)
def test_the_section_that_names_most_of_an_address_is_its_help(path, words):
    assert words in section_of(path).title


@pytest.mark.django_db
def test_the_help_of_a_page_is_one_click_away_and_the_documents_lead_to_each_other(client):
    client.force_login(make.user("handläggare"))
    page = client.get("/avtal/").content.decode()
    assert 'href="/hjalp/?sida=%2Favtal%2F"' in page
    helped = client.get("/hjalp/", {"sida": "/avtal/"}, follow=True)
    assert helped.redirect_chain[-1][0] == "/hjalp/handbok/upphandlaren-och-avtalscontrollern-avtal/"
    assert "<!--" not in helped.content.decode()
    first = client.get("/hjalp/handbok/").content.decode()
    assert 'href="/hjalp/ordlista/"' in first
    assert "<table" in client.get("/hjalp/ordlista/avtal/").content.decode()
    assert client.get("/hjalp/", {"sida": "http://annan.example/\0"}, follow=True).status_code == 200


@pytest.mark.django_db
def test_every_section_is_drawn_and_every_link_in_it_leads_somewhere(client):
    client.force_login(make.user("läsare"))
    for document in DOCUMENTS:
        for section in sections(document):
            answer = client.get(section.get_absolute_url())
            assert answer.status_code == 200
            assert section.title in answer.content.decode().replace("&#x27;", "'")
            assert 'role="none"' not in section.body
            for part in section.body.split('href="')[1:]:
                resolve(part.partition('"')[0].partition("#")[0])


@pytest.mark.django_db
def test_every_picture_of_the_manual_is_there_is_small_and_is_shown_with_words(client):
    client.force_login(make.user("läsare"))
    kept = {path.name for path in FOLDER.iterdir()}
    assert kept == {f"{name}.webp" for name in PICTURES}
    assert len(kept) <= 15
    assert all(path.stat().st_size <= MOST_BYTES for path in FOLDER.iterdir())
    shown = set()
    for section in MANUAL:
        for picture in re.findall(r"<img [^>]*>", section.body):
            source = re.search(r'src="/static/handbok/([^"]+)"', picture)
            assert source
            shown.add(source[1])
            assert re.search(r'alt="[^"]{15,}"', picture)
            assert section.body in client.get(section.get_absolute_url()).content.decode()
    assert shown == kept


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/hjalp/drift/", "/hjalp/handbok/finns-inte/", "/hjalp/..%2Fsettings/"])
def test_what_is_no_help_is_not_found(client, path):
    client.force_login(make.user("läsare"))
    assert client.get(path).status_code == 404


def test_help_is_for_those_who_are_in(client):
    assert client.get("/hjalp/handbok/")["Location"].startswith("/logga-in/")


@pytest.mark.django_db
def test_the_statement_of_accessibility_is_for_everybody_and_says_where_one_tells_of_faults(client, settings):
    settings.VO_ACCESSIBILITY_MAIL = ""
    assert "systemets förvaltare" in client.get("/tillganglighet/").content.decode()
    settings.VO_ACCESSIBILITY_MAIL = "vo@huddinge.example"
    page = client.get("/tillganglighet/", {"sida": '/avtal/"><script>'}).content.decode()
    assert (
        'href="mailto:vo@huddinge.example?subject=Tillg%C3%A4nglighet%20i%20Huddinge%20VO&amp;body=Sida%3A%20' in page
    )
    assert "<script>" not in page
    assert "Digg" in page
    assert 'href="/tillganglighet/"' in client.get("/logga-in/").content.decode()
