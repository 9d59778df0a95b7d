"""A list of many rows as a file: a page tells how far it has come while the browser fetches it."""

import csv
import io
import re

import pytest
from redis.exceptions import RedisError

from huddinge_vo.common.pages import fetching
from tests import factories as make

pytestmark = pytest.mark.django_db
FEW = 2


def body(answer):
    return answer.content.decode()


def csv_rows(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


@pytest.fixture
def leader(client, monkeypatch):
    monkeypatch.setattr(fetching, "MANY_ROWS", FEW)
    user = make.user("kategoriledare")
    client.force_login(user)
    return user


def suppliers(number):
    for at in range(number):
        make.supplier(f"Leverantör {at} AB", make.ORG_NUMBERS[at])


def fetched_by(page):
    """Where the page has the browser fetch the file, and where it asks how it goes."""
    href = page.headers["Refresh"].removeprefix("0; url=")
    return href, re.search(r'hx-get="(/mina-jobb/hamtning/[^"]+)"', body(page))[1]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_of_many_rows_has_a_page_that_tells_how_far_it_has_come(client, leader, kind):
    suppliers(FEW + 1)
    page = client.get(f"/leverantorer/?export={kind}&sort=name")
    assert page.headers["Content-Type"].startswith("text/html")
    assert f"{FEW + 1} rader" in body(page)
    href, asked = fetched_by(page)
    assert "Börjar…" in body(client.get(asked))
    file = client.get(href)
    assert file.headers["Content-Disposition"] == f'attachment; filename="leverantorer.{kind}"'
    assert b"".join(file.streaming_content)
    assert f"Filen är hämtad: {FEW + 1} rader." in body(client.get(asked))
    assert "hx-get" not in body(client.get(asked))


def test_the_file_is_the_same_as_one_that_is_fetched_at_once(client, leader, monkeypatch):
    suppliers(FEW + 1)
    href, _ = fetched_by(client.get("/leverantorer/?export=csv&sort=-name"))
    fetched = csv_rows(client.get(href))
    monkeypatch.setattr(fetching, "MANY_ROWS", 1000)
    assert fetched == csv_rows(client.get("/leverantorer/?export=csv&sort=-name"))
    assert len(fetched) == FEW + 2


def test_few_rows_are_fetched_at_once(client, leader):
    suppliers(FEW)
    assert len(csv_rows(client.get("/leverantorer/?export=csv"))) == FEW + 1


def test_a_browser_that_leaves_is_told_of_as_broken_off(leader, client, monkeypatch):
    monkeypatch.setattr(fetching, "_TELL_EVERY", 1)
    mark = "a" * 20
    rows = fetching.told_as_written(iter([["Namn"], ["Ett"], ["Två"]]), person_id=leader.pk, mark=mark, whole=2)
    assert [next(rows), next(rows)] == [["Namn"], ["Ett"]]
    under_way = body(client.get(f"/mina-jobb/hamtning/{mark}/"))
    assert "1 av 2 rader" in under_way
    assert 'value="50"' in under_way
    rows.close()
    assert "avbröts efter 1 av 2 rader" in body(client.get(f"/mina-jobb/hamtning/{mark}/"))


def test_a_document_that_takes_seconds_to_draw_has_a_page_to_wait_on(client, leader):
    supplier = make.supplier()
    page = client.get(f"/bortfall/{supplier.pk}/underlag.pdf?vanta=1")
    href, asked = fetched_by(page)
    assert "vanta" not in href
    assert f'href="/bortfall/{supplier.pk}/"' in body(page)
    assert "Börjar…" in body(client.get(asked))
    paper = client.get(href)
    assert paper.headers["Content-Type"] == "application/pdf"
    assert "Filen är hämtad." in " ".join(body(client.get(asked)).split())


def test_a_document_that_cannot_be_drawn_is_told_of_as_broken_off(client, leader, monkeypatch):
    def fail(*_args, **_kwargs):
        raise MemoryError

    supplier = make.supplier()
    href, asked = fetched_by(client.get(f"/bortfall/{supplier.pk}/underlag.pdf?vanta=1"))
    monkeypatch.setattr("procurement.failures.views.render_pdf", fail)
    with pytest.raises(MemoryError):
        client.get(href)
    assert "Hämtningen avbröts." in " ".join(body(client.get(asked)).split())


def test_nobody_waits_for_a_document_that_he_may_not_have(client, leader):
    supplier = make.supplier()
    supplier.is_secret = True
    supplier.save()
    assert client.get(f"/bortfall/{supplier.pk}/underlag.pdf?vanta=1").status_code == 404
    client.logout()
    assert client.get(f"/bortfall/{supplier.pk}/underlag.pdf?vanta=1").status_code == 302


def test_nobody_hears_of_anothers_file(leader, client):
    mark = "b" * 20
    list(fetching.told_as_written(iter([["Namn"], ["Ett"]]), person_id=leader.pk, mark=mark, whole=1))
    assert "Filen är hämtad: 1 rader" in body(client.get(f"/mina-jobb/hamtning/{mark}/"))
    client.force_login(make.user("controller", username="annan"))
    assert "Börjar…" in body(client.get(f"/mina-jobb/hamtning/{mark}/"))


@pytest.mark.parametrize("mark", ["kort", "x" * 33, "../../etc/passwd-------", "å" * 20])
def test_a_mark_that_we_have_not_made_is_none(client, leader, mark):
    suppliers(FEW + 1)
    page = client.get("/leverantorer/", {"export": "csv", "hamtning": mark})
    assert page.headers["Content-Type"].startswith("text/html")


def test_more_rows_than_a_sheet_holds_are_refused_before_any_is_read(client, leader, monkeypatch):
    monkeypatch.setattr("huddinge_vo.common.pages.views.MOST_XLSX_ROWS", FEW)
    suppliers(FEW + 1)
    answer = client.get("/leverantorer/?export=xlsx", follow=True)
    assert answer.redirect_chain == [("/leverantorer/?", 302)]
    assert "fler rader än ett kalkylblad rymmer" in body(answer)


def test_a_file_comes_also_where_nobody_can_be_told_of_it(client, leader, monkeypatch):
    suppliers(FEW + 1)
    href, asked = fetched_by(client.get("/leverantorer/?export=csv"))

    class Away:
        def get(self, *_args):
            raise RedisError

        set = get

    monkeypatch.setattr(fetching, "cache", Away())
    assert len(csv_rows(client.get(href))) == FEW + 2
    assert client.get(asked).status_code == 200
