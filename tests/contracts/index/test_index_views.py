"""Pages of indices: who may, what is refused, pages that keep their number of questions, from file to stored value."""

import io
import json
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.index import actions
from contracts.index.models import (
    IndexChain,
    IndexFetch,
    IndexImport,
    IndexSeries,
    IndexValue,
)
from contracts.prices import actions as price_actions
from tests import factories as make
from tests.contracts.index.indices import AT, METADATA, agreement, fetched_series, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def lci():
    return fetched_series(publishes_after_days=80)


def sent(content, name="lci.csv"):
    return {"file": SimpleUploadedFile(name, content)}


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_everybody_sees_indices_and_only_those_who_keep_prices_change_them(client, lci):
    make.index_value(lci, "2026K2", "145.1")
    waiting = actions.receive_index(series=lci, content=written("2026K3;146,0;;"), name="x", by=None, at=AT)
    seen = ["/index/", f"/index/{lci.pk}/", f"/index/inlasning/{waiting.pk}/"]
    changed = [
        "/index/ny/",
        *(f"/index/{lci.pk}/{action}/" for action in ("andra", "koder", "fil", "varde", "kedja")),
    ]
    client.force_login(make.user("läsare"))
    for path in seen:
        assert "Ny serie" not in page(client, path)
    for path in changed:
        page(client, path, 403)
    for path in (
        f"/index/{lci.pk}/hamta/",
        *(f"/index/inlasning/{waiting.pk}/{action}/" for action in ("spara", "kasta")),
    ):
        assert client.post(path).status_code == 403
    client.force_login(make.user("controller"))
    for path in seen + changed:
        page(client, path)
    page(client, "/index/999999/", 404)
    page(client, "/index/inlasning/999999/", 404)


def test_a_file_is_looked_at_and_then_stored(client, lci):
    make.index_value(lci, "2026K2", "145.1")
    client.force_login(make.user("controller"))
    answer = client.post(
        f"/index/{lci.pk}/fil/", sent(written("2026K2;145,3;;2026-11-20", "2026K3;246,0;;")), follow=True
    )
    looked = answer.content.decode()
    for words in (
        "Ingenting är sparat ännu",
        "Ny utgåva",
        "145,1",
        "145,3",
        "Stort hopp",
        "En annan person granskar",
        "lci.csv",
    ):
        assert words in looked
    assert IndexValue.objects.count() == 1
    waiting = IndexImport.objects.get()
    assert "lci.csv" in page(client, "/index/")
    refused = client.post(f"/index/inlasning/{waiting.pk}/spara/", follow=True).content.decode()
    assert "en annan person ska granska och spara dem" in refused
    assert IndexValue.objects.count() == 1
    client.force_login(make.user("kategoriledare"))
    assert "Spara 2 värden" in page(client, waiting.get_absolute_url())
    stored = client.post(f"/index/inlasning/{waiting.pk}/spara/", follow=True).content.decode()
    for words in ("2 värden är sparade", "tidigare 1", "2026-11-20"):
        assert words in stored
    again = client.post(f"/index/inlasning/{waiting.pk}/spara/", follow=True).content.decode()
    assert "redan sparade" in again
    assert "246,0" in again  # what it stored


def test_values_nobody_wants_are_thrown_away(client, lci):
    client.force_login(make.user("controller"))
    waiting = actions.receive_index(series=lci, content=written("2026K3;146,0;;"), name="x", by=None, at=AT)
    told = client.post(f"/index/inlasning/{waiting.pk}/kasta/", follow=True).content.decode()
    assert "Värdena är kastade" in told
    assert not IndexValue.objects.exists()
    assert "Inga värden sparades" in page(client, f"/index/inlasning/{waiting.pk}/")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"),
        (b"<html><body>Logga in</body></html>", "webbsida"),
        (b"%PDF-1.7 nagot", ""),
        (b'{"class": "dataset"', "avhuggen"),
        (written("2026M01;146,0;;"), "publiceras per kvartal"),
        (written("2026K1;hej;;"), "inget tal"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(client, lci, content, words):
    client.force_login(make.user("controller"))
    answer = client.post(f"/index/{lci.pk}/fil/", sent(content))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not IndexImport.objects.exists()


def test_a_value_by_hand_waits_with_its_source(client):
    opi = make.series("OPI", kind="OPI", frequency="YEAR", measures="CHANGE", base="året före=100")
    client.force_login(make.user("controller"))
    facts = {"period": "2023", "value": "4,6", "status": "FINAL", "published_on": "2024-06-01", "source": "SKR"}
    looked = client.post(f"/index/{opi.pk}/varde/", facts, follow=True).content.decode()
    assert "4,6 %" in looked
    client.force_login(make.user("kategoriledare"))
    client.post(f"/index/inlasning/{IndexImport.objects.get().pk}/spara/")
    value = IndexValue.objects.get()
    assert (value.value, value.source, value.published_on) == (Decimal("4.6"), "SKR", date(2024, 6, 1))
    for wrong, words in (
        ({"period": "2023K1"}, "Serien publiceras per år"),
        ({"period": "i fjol"}, "är ingen period"),
        ({"period": "2190"}, "inte börjat"),
        ({"value": "mycket"}, "Fyll i ett tal"),
        ({"source": ""}, "Fyll i fältet."),
        ({"published_on": "2190-01-01"}, "inte varit"),
    ):
        answer = client.post(f"/index/{opi.pk}/varde/", facts | wrong)
        assert (wrong, answer.status_code) == (wrong, 422)
        assert words in answer.content.decode()


def test_fetching_at_once_leads_to_what_came_or_says_why_not(client, lci, office, settings):
    settings.VO_INDEX_API = office.address
    client.force_login(make.user("controller"))
    looked = client.post(f"/index/{lci.pk}/hamta/", follow=True).content.decode()
    assert "En annan person granskar" in looked
    client.force_login(make.user("kategoriledare"))
    client.post(f"/index/inlasning/{IndexImport.objects.get().pk}/spara/")
    assert "inga nya eller ändrade" in client.post(f"/index/{lci.pk}/hamta/", follow=True).content.decode()
    office.status = 404
    told = client.post(f"/index/{lci.pk}/hamta/", follow=True).content.decode()
    assert "Det som redan är sparat ligger kvar" in told
    assert "404" in told
    for path in ("/index/", f"/index/{lci.pk}/"):
        assert "404" in page(client, path)


def test_codes_are_chosen_on_screen_from_what_was_fetched(client, lci, office, settings):
    settings.VO_INDEX_API = office.address
    lci.selection, lci.preliminary_code, lci.final_code = {}, "", ""
    lci.save()
    client.force_login(make.user("controller"))
    path = f"/index/{lci.pk}/koder/"
    shown = client.post(path, {"gor": "hamta"}, follow=True).content.decode()
    # What is probably meant is chosen beforehand.
    for words in ('value="Q" selected', 'value="AM1" selected', 'value="AM2" selected', "Q – Q vård och omsorg"):
        assert words in shown
    refused = client.post(path, {"gor": "spara", "variabel-0": "Q"})
    assert refused.status_code == 422
    assert "Välj vad i tabellen" in refused.content.decode()
    assert client.post(path, {"gor": "spara", "variabel-0": "X", "final_code": "AM2"}).status_code == 422
    client.post(path, {"gor": "spara", "variabel-0": "Q", "preliminary_code": "AM1", "final_code": "AM2"})
    lci.refresh_from_db()
    assert (lci.selection, lci.preliminary_code, lci.final_code) == ({"SNI2007": "Q"}, "AM1", "AM2")


def test_codes_come_from_a_file_where_the_server_has_no_way_out(client, lci, settings):
    settings.VO_INDEX_API = "http://127.0.0.1:9"
    client.force_login(make.user("controller"))
    path = f"/index/{lci.pk}/koder/"
    told = client.post(path, {"gor": "hamta"}, follow=True).content.decode()
    assert "skicka in tabellens beskrivning som fil" in told
    refused = client.post(path, {"gor": "fil", **sent(b"<html>", "x.json")})
    assert refused.status_code == 422
    gone = client.post(path, {"gor": "spara", "variabel-0": "Q"}, follow=True).content.decode()
    assert "Hämta dem igen" in gone
    shown = client.post(path, {"gor": "fil", **sent(json.dumps(METADATA).encode(), "x.json")}, follow=True)
    assert "Välj serien" in shown.content.decode()


def series_form(**values):
    return {
        "code": "PPI-1",
        "name": "Producentpris",
        "kind": "OTHER",
        "base": "2020=100",
        "frequency": "MONTH",
        "measures": "LEVEL",
        "decimals": "1",
        "source": "FILE",
        **values,
    }


def test_a_series_is_added_and_changed_and_bad_ones_are_refused(client):
    client.force_login(make.user("controller"))
    told = client.post("/index/ny/", series_form(), follow=True).content.decode()
    assert "Serien är sparad" in told
    series = IndexSeries.objects.get(code="PPI-1")
    for wrong, words in (
        ({}, "Det finns redan en serie med den koden"),
        ({"code": "små bokstäver"}, "stora bokstäver"),
        ({"code": "P2", "letter": "Q"}, "näringsgrensindelning tillsammans"),
        ({"code": "P3", "source": "PXWEB_1"}, "Ange tabellen"),
        ({"code": "P4", "ended_with": "i fjol"}, "är ingen period"),
        ({"code": "P5", "source": "PXWEB_1", "table": "http://x"}, "ingen tabell"),
    ):
        answer = client.post("/index/ny/", series_form(**wrong))
        assert (wrong, answer.status_code) == (wrong, 422)
        assert words in answer.content.decode()
    changed = series_form(name="Producentprisindex", version=series.version)
    assert client.post(f"/index/{series.pk}/andra/", changed).status_code == 302
    late = client.post(f"/index/{series.pk}/andra/", changed | {"name": "Annat"})
    assert late.status_code == 422
    assert "har ändrats av dig i ett annat fönster" in late.content.decode()


def test_a_chain_factor_is_entered_with_its_source(client):
    old, new = (make.series(f"KPI-{year}", kind="KPI", frequency="MONTH", base=f"{year}=100") for year in (1980, 2020))
    client.force_login(make.user("controller"))
    facts = {"new": new.pk, "factor": "3,3592", "decimals": "2", "source": "SCB:s notis"}
    told = client.post(f"/index/{old.pk}/kedja/", facts, follow=True).content.decode()
    assert "× 3,3592" in " ".join(told.split())
    assert IndexChain.objects.get().factor == Decimal("3.3592")
    assert "Fortsätter" in page(client, f"/index/{new.pk}/")
    refused = client.post(f"/index/{old.pk}/kedja/", facts | {"factor": "0", "source": ""})
    assert refused.status_code == 422


def test_all_revisions_are_there_on_screen_and_as_files(client, lci):
    for value in ("145.1", "145.3", "145.2"):
        make.index_value(lci, "2026K2", value, published_on=date(2026, 9, 18))
    make.index_value(lci, "2026K1", "144.0", "PRELIMINARY")
    client.force_login(make.user("läsare"))
    shown = page(client, f"/index/{lci.pk}/")
    assert "3 (tidigare 2)" in shown
    assert "2: 145,3, publicerat 2026-09-18" in shown
    assert "2 värden" in shown
    assert "4 värden" in page(client, f"/index/{lci.pk}/?utgavor=alla")
    assert "1 värde" in page(client, f"/index/{lci.pk}/?status=PRELIMINARY")
    lines = b"".join(client.get(f"/index/{lci.pk}/?utgavor=alla&export=csv").streaming_content).decode("utf-8-sig")
    assert lines.splitlines()[1].startswith("2026K2;145,2")
    assert len(lines.splitlines()) == 5
    answer = client.get(f"/index/{lci.pk}/?export=xlsx")
    content = b"".join(answer.streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet["B2"].value == 145.2
    exported = b"".join(client.get("/index/?export=csv").streaming_content).decode("utf-8-sig")
    assert "kvartal" not in exported.splitlines()[0]
    assert "2026K2" in exported


def test_the_pages_ask_as_many_questions_for_many_as_for_few(client, lci):
    client.force_login(make.user("kategoriledare"))

    def asked(path):
        page(client, path)
        with CaptureQueriesContext(connection) as queries:
            page(client, path)
        return len(queries)

    def plant(numbers):
        for number in numbers:
            agreement(f"A-{number}", lci, needs_request=False)
            make.index_value(lci, f"{1980 + number}K2", "100")
            make.index_value(lci, f"{1980 + number}K2", "101")
            other = make.series(f"S-{number}", source="PXWEB_1", table="A", final_code="F")
            make.index_value(other, "2025K1", "100")
            make.index_value(other, "2025K2", "101")
            IndexFetch.objects.create(series=other, tried_at=AT, words="Det gick inte.")
            actions.receive_index(series=other, content=written("2026K3;146,0;;"), name="x", by=None, at=AT)
        price_actions.propose_adjustments(buyer=make.buyer(), on=date(2026, 10, 15), at=AT)

    make.index_value(lci, "2024K2", "140.2")
    make.index_value(lci, "2026K2", "145.1")
    paths = ("/index/", f"/index/{lci.pk}/")
    plant(range(3))
    few = [asked(path) for path in paths]
    plant(range(3, 30))
    assert [asked(path) for path in paths] == few


def test_the_list_is_narrowed_and_the_agenda_leads_to_the_adjustments(client, lci):
    make.index_value(lci, "2024K2", "140.2")
    make.index_value(lci, "2026K2", "145.1")
    make.series("OPI", kind="OPI", frequency="YEAR", name="Omsorg", ended_with="2024")
    agreement("A-1", lci, needs_request=False, adjusts_month=12, adjusts_day=31)
    client.force_login(make.user("kategoriledare"))
    narrowed = client.get("/index/?pagar=nej", headers={"HX-Request": "true"}).content.decode()
    assert "Omsorg" in narrowed
    assert "LCI-ARB-Q" not in narrowed
    price_actions.propose_adjustments(buyer=make.buyer(), on=timezone.localdate(), at=AT)
    shown = page(client, "/index/")
    found = [each for each in client.get("/index/").context["overview"].acts if each.href]
    if found:
        assert found[0].href.replace("&", "&amp;") in shown
        assert "A-1" in page(client, found[0].href)


def test_a_series_without_lag_says_so_and_leads_to_where_it_is_entered(client, lci):
    kpi = make.series("KPI-2020", name="KPI, 2020=100", kind="KPI", base="2020=100", frequency="MONTH")
    ended = make.series("KPI-1980", name="KPI, 1980=100", kind="KPI", frequency="MONTH", ended_with="2025M12")
    make.index_value(kpi, "2026M08", "124.85")
    make.index_value(lci, "2026K2", "145.1")
    client.force_login(make.user("controller"))
    address = f"/index/{kpi.pk}/andra/#id_publishes_after_days"
    listed, told = page(client, "/index/"), page(client, f"/index/{kpi.pk}/")
    assert listed.count(address) == 2  # in the calendar and on its row
    assert "Ingen eftersläpning angiven" in listed
    assert "Ingen eftersläpning angiven." in told
    assert address in told
    assert 'id="id_publishes_after_days"' in page(client, f"/index/{kpi.pk}/andra/")
    for other in (lci, ended):
        assert f"/index/{other.pk}/andra/#" not in listed
        assert "eftersläpning" not in page(client, f"/index/{other.pk}/")
    # Once it is entered a day is computed: September ends on the 30th.
    IndexSeries.objects.filter(pk=kpi.pk).update(publishes_after_days=14)
    assert "eftersläpning" not in page(client, "/index/")
    assert "2026-10-14" in page(client, f"/index/{kpi.pk}/")


def test_one_who_may_not_change_indices_is_told_of_the_missing_lag_without_a_link(client):
    kpi = make.series("KPI-2020", name="KPI, 2020=100", kind="KPI", base="2020=100", frequency="MONTH")
    client.force_login(make.user("läsare"))
    for path in ("/index/", f"/index/{kpi.pk}/"):
        told = page(client, path)
        assert "ngen eftersläpning angiven" in told
        assert "andra/#id_publishes_after_days" not in told
