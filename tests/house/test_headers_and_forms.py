"""What every answer says of itself, and what a form that is sent twice, or without its version, does."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from contracts.suppliers.models import Supplier
from followup.duties import actions as duty_actions
from followup.reviews.models import Finding
from huddinge_vo.common.files.exports import csv_lines
from huddinge_vo.common.files.statics import StaticFilesMiddleware
from huddinge_vo.common.files.tabular import safe_cell
from huddinge_vo.common.pages import forms as our_forms
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make

# --------------------------------------------------------------------------------------------------------- headers


@pytest.mark.django_db
def test_what_is_secret_is_kept_by_no_browser_and_nothing_on_the_way(client):
    reader = make.user("upphandlare")
    hidden, open_one = make.supplier("Dold AB", make.ORG_NUMBERS[1], is_secret=True), make.supplier()
    AccessGrant.objects.create(object=hidden, user=reader)
    client.force_login(reader)
    files = ("/leverantorer/?export=csv", "/leverantorer/?export=xlsx")
    for path in (hidden.get_absolute_url(), "/leverantorer/", *files):
        answer = client.get(path)
        if answer.streaming:
            b"".join(answer.streaming_content)
        assert "no-store" in answer.headers["Cache-Control"], path
    assert "no-store" not in client.get(open_one.get_absolute_url()).headers.get("Cache-Control", "")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/logga-in/", "/", "/finns-inte/", "/halsa/"])
def test_every_answer_says_that_nothing_may_look_or_listen(client, path):
    said = client.get(path).headers["Permissions-Policy"]
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(said.split(", "))


@pytest.mark.parametrize("in_production", [True, False])
def test_no_source_map_and_no_list_of_files_is_served(settings, tmp_path, in_production):
    for name in ("a.js", "a.js.map", "staticfiles.json", "b.css"):
        (tmp_path / name).write_text("x")
    settings.STATIC_ROOT = str(tmp_path) if in_production else None
    settings.STATICFILES_DIRS = [] if in_production else [str(tmp_path)]
    settings.WHITENOISE_AUTOREFRESH, settings.WHITENOISE_USE_FINDERS = not in_production, not in_production
    served = StaticFilesMiddleware(lambda _request: None)
    found = {}
    for name in ("a.js", "a.js.map", "staticfiles.json", "b.css"):
        answer = served(RequestFactory().get(f"/static/{name}"))
        found[name] = answer is not None
        if answer is not None:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            answer.close()
    assert found == {"a.js": True, "a.js.map": False, "staticfiles.json": False, "b.css": True}


@pytest.mark.django_db
def test_who_leaves_takes_what_pages_left_in_the_browser_along(client):
    client.force_login(make.user("läsare"))
    assert client.post("/logga-ut/").headers["Clear-Site-Data"] == '"cache"'
    kept = re.findall(r"(?:localStorage|sessionStorage)\.setItem\(\"([^\"]+)", "".join(scripts()))
    assert set(kept) == {"vo-theme"}  # what else is kept there has to be cleared as well


def scripts():
    for path in (settings.BASE_DIR / "static").glob("*.js"):
        yield path.read_text()


def test_the_files_are_served_by_what_keeps_maps_back():
    assert not [each for each in settings.MIDDLEWARE if "whitenoise" in each]


# ----------------------------------------------------------------------------------------------------------- cells


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\n=1",
        "\N{FULLWIDTH EQUALS SIGN}1+1",
        "\N{FULLWIDTH PLUS SIGN}1",
        "\N{FULLWIDTH HYPHEN-MINUS}1",
        "\N{FULLWIDTH COMMERCIAL AT}SUM(A1)",
        "\N{SMALL EQUALS SIGN}1",
        " =1",
        "\N{NO-BREAK SPACE}=1",
        "\N{ZERO WIDTH SPACE}=1",
        "\N{ZERO WIDTH NO-BREAK SPACE}\N{FULLWIDTH EQUALS SIGN}1",
    ],
)
def test_no_text_in_a_file_is_taken_for_a_formula(text):
    assert safe_cell(text) == f"'{text}"
    assert b"".join(csv_lines([["a"], [text]])).decode().splitlines()[1].lstrip('"').startswith("'")


@pytest.mark.parametrize("text", ["", "Jourhem", "-1 250,50", "A=1", "1-2", "ÅÄÖ AB", "\N{EN DASH} inget"])
def test_other_texts_in_a_file_stay_as_they_are(text):
    assert safe_cell(text) == text


# ----------------------------------------------------------------------------------------------------------- lines


class Named(our_forms.Form):
    name = our_forms.forms.CharField()
    prose = our_forms.forms.CharField(widget=our_forms.forms.Textarea, required=False)


@pytest.mark.parametrize(
    "sign", ["\n", "\r\n", "\t", "\x0b", "\x1b", "\N{LINE SEPARATOR}", "\N{RIGHT-TO-LEFT OVERRIDE}"]
)
def test_what_stands_on_one_line_has_no_second_one(sign):
    form = Named({"name": f"A-1{sign}Bcc: alla@example.se", "prose": "En rad\r\noch en till"})
    assert list(form.errors) == ["name"]
    assert "en rad" in form.errors["name"][0]


# --------------------------------------------------------------------------------------------------- versions, and once


@pytest.mark.django_db
def test_a_form_without_its_version_counts_as_one_that_came_too_late(client):
    client.force_login(make.user("upphandlare"))
    supplier = make.supplier()
    answer = client.post(f"/leverantorer/{supplier.pk}/andra/", {"name": "Nytt namn AB"})
    assert answer.status_code == 422
    assert "har ändrats av någon annan" in answer.content.decode()
    assert Supplier.objects.get().name == "Provhem AB"
    sent_again = {
        "name": "Nytt namn AB",
        "version": re.search(r'name="version" value="(\d+)"', answer.content.decode())[1],
    }
    assert client.post(f"/leverantorer/{supplier.pk}/andra/", sent_again).status_code == 302
    assert Supplier.objects.get().name == "Nytt namn AB"


def a_finding(client):
    """A page to tell of a deficiency on, filled in."""
    page = client.get("/brister/anmal/").content.decode()
    mark = re.search(r'name="once" value="([^"]+)"', page)[1]
    supplier = Supplier.objects.get()
    return {
        "once": mark,
        "supplier": supplier.pk,
        "evidence": "Ingen svarade i telefon",
        "source": "STAFF",
        "severity": "LOW",
    }


@pytest.mark.django_db
def test_four_submits_make_one_finding(client):
    make.contract()
    client.force_login(make.user("handläggare"))
    sent = a_finding(client)
    answers = [client.post("/brister/anmal/", sent) for _ in range(4)]
    assert [each.status_code for each in answers] == [302] * 4, answers[0].context["form"].errors
    assert len({each.headers["Location"] for each in answers}) == 1
    assert Finding.objects.count() == 1
    client.post("/brister/anmal/", a_finding(client))  # another page is another finding
    assert Finding.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_four_submits_at_once_make_one_finding():
    make.contract()
    person = make.user("handläggare")
    first = Client()
    first.force_login(person)
    sent = a_finding(first)

    def post(_):
        client = Client()
        client.cookies = first.cookies
        try:
            return client.post("/brister/anmal/", sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(post, range(4))) == [302] * 4
    assert Finding.objects.count() == 1


@pytest.mark.django_db
def test_what_was_refused_is_mended_and_sent_again(client):
    make.contract()
    client.force_login(make.user("handläggare"))
    sent = a_finding(client)
    assert client.post("/brister/anmal/", {**sent, "evidence": ""}).status_code == 422
    assert client.post("/brister/anmal/", sent).status_code == 302
    assert Finding.objects.count() == 1
    assert cache.get("once:nobody") is None


# ---------------------------------------------------------------------------------------------------------- calendar


@pytest.mark.django_db
def test_a_calendar_address_ends_when_its_owner_changes_password(client):
    person = make.user("upphandlingschef")
    secret = duty_actions.make_calendar_feed(user=person, at=timezone.now())
    assert client.get(f"/kalender/{secret}.ics").status_code == 200
    token, _, _mark = secret.partition(".")
    for guess in (token, f"{token}.", f"{token}.{'0' * 32}"):
        assert client.get(f"/kalender/{guess}.ics").status_code == 404
    person.set_password("ett helt nytt lösenord")
    person.save()
    assert client.get(f"/kalender/{secret}.ics").status_code == 404
    again = duty_actions.make_calendar_feed(user=person, at=timezone.now())
    assert client.get(f"/kalender/{again}.ics").status_code == 200
