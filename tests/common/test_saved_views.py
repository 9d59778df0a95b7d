"""Views of lists that people save: whose they are, what they keep, and that they show nobody more than a list does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from huddinge_vo.common.people.models import Membership
from huddinge_vo.common.saved_views import actions
from huddinge_vo.common.saved_views.models import SavedView
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def save(owner, *, name="Slutar i år", query="lage=IN_FORCE&kolumn=number", is_shared=False, page="/avtal/"):
    return actions.save_view(
        owner=owner, buyer=make.buyer(), page=page, query=query, name=name, is_shared=is_shared, at=NOW
    )


def test_a_list_is_saved_as_it_is_shown_and_opened_again(officer, by):
    make.contract("M-1", areas=[make.area()], supplier=make.supplier("Ett AB", make.ORG_NUMBERS[3]))
    shown = officer.get("/avtal/", {"sok": "M-", "kolumn": ["number", "owner"], "page": "1", "form": ""})
    link = "/vyer/?sida=%2Favtal%2F%3Fsok%3DM-%26kolumn%3Dnumber%26kolumn%3Downer%26page%3D1%26form%3D"
    assert f'href="{link}"' in shown.content.decode()
    page = officer.get(link)
    assert "Listan har inga sparade vyer" in page.content.decode()
    form = page.context["form"]
    sent = {"name": "Mina M", "sida": form["sida"].value(), "once": form.once}
    answer = officer.post(link, sent, follow=True)
    assert answer.redirect_chain[-1][0] == "/avtal/?sok=M-&kolumn=number&kolumn=owner"
    assert "Vyn ”Mina M” är sparad." in answer.content.decode()
    columns = [column.name for column in answer.context["table"].columns]
    assert columns == ["tick", "number", "owner", "menu"]  # what is done with a row is not chosen away
    start = officer.get("/start/").content.decode()
    assert "Mina M" in start
    assert SavedView.objects.get().owner == by


def test_one_of_the_same_name_is_replaced_and_another_list_has_its_own(by):
    first = save(by)
    assert save(by, query="lage=ENDED").pk == first.pk
    save(by, page="/leverantorer/")
    assert sorted(SavedView.objects.values_list("page", "query")) == [
        ("/avtal/", "lage=ENDED"),
        ("/leverantorer/", "lage=IN_FORCE&kolumn=number"),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_that_save_the_same_in_the_same_moment_leave_one(by):
    def once(number):
        try:
            return save(by, query=f"sok={number}").pk
        finally:
            connections.close_all()

    make.buyer()
    with ThreadPoolExecutor(2) as two:
        saved = list(two.map(once, range(2)))
    assert len(set(saved)) == 1


def test_a_view_is_ones_own_unless_it_is_shared_and_at_another_buyer_it_is_nothing(by, client):
    other = make.user("läsare", username="annan")
    mine = save(by)
    assert list(SavedView.objects.visible_to(other)) == []
    shared = save(by, name="Allas", is_shared=True)
    assert list(SavedView.objects.visible_to(other)) == [shared]
    assert list(SavedView.objects.owned_by(other)) == []
    client.force_login(other)
    body = client.get("/vyer/", {"sida": "/avtal/"}).content.decode()
    assert "Allas" in body
    assert "Slutar i år" not in body
    assert client.post(f"/vyer/{shared.pk}/ta-bort/").status_code == 404
    assert client.post(f"/vyer/{mine.pk}/ta-bort/").status_code == 404
    Membership.objects.filter(user=other).delete()
    left = type(other).objects.get(pk=other.pk)  # what he may is remembered no longer than a page
    assert list(SavedView.objects.visible_to(left)) == []


def test_a_view_is_removed_by_its_owner_and_the_list_comes_back(officer, by):
    view = save(by)
    answer = officer.post(f"/vyer/{view.pk}/ta-bort/", follow=True)
    assert answer.redirect_chain[-1][0] == "/avtal/"
    assert "är borttagen" in answer.content.decode()
    assert not SavedView.objects.exists()
    actions.remove_view(view=view, by=by)  # once more changes nothing


@pytest.mark.parametrize(
    "address", ["", "/", "/avtal/nytt/", "https://annan.example/avtal/", "//annan.example/avtal/", "/finns/inte/", "\0"]
)
def test_what_is_no_list_is_not_saved(officer, address):
    page = officer.get("/vyer/", {"sida": address})
    assert page.status_code == 200
    assert "Spara listan" not in page.content.decode()
    assert officer.post("/vyer/", {"name": "x", "sida": address}).status_code in {403, 422}
    assert not SavedView.objects.exists()


def test_a_list_that_one_may_not_open_is_not_saved_either(client):
    client.force_login(make.user("läsare", username="en"))
    assert client.post("/vyer/", {"name": "x", "sida": "/reskontra/rader/"}).status_code == 403


@pytest.mark.parametrize("where", ["name", "query"])
def test_a_personal_number_is_kept_in_neither_name_nor_search(by, officer, where):
    with pytest.raises(ValidationError, match="personnummer"):
        save(by, **{where: "850709-9805" if where == "name" else "sok=850709-9805"})
    sida = "/avtal/?sok=850709-9805" if where == "query" else "/avtal/"
    name = "850709-9805" if where == "name" else "x"
    answer = officer.post("/vyer/", {"name": name, "sida": sida})
    assert answer.status_code == 422
    assert "personnummer" in answer.content.decode()
    assert not SavedView.objects.exists()


def test_nobody_saves_without_end(by, monkeypatch, officer):
    monkeypatch.setattr(actions, "_MOST", 2)
    save(by, name="1")
    save(by, name="2")
    save(by, name="2", query="sok=x")
    answer = officer.post("/vyer/", {"name": "3", "sida": "/avtal/"})
    assert "Ta bort någon först" in answer.content.decode()
    assert SavedView.objects.count() == 2
