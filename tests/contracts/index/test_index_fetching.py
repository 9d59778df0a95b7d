"""Series fetched from a server that answers like PxWeb: each by itself, and nothing lost when it does not answer."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from contracts.index import actions, tasks
from contracts.index.imports.fetching import Unreachable
from contracts.index.models import IndexFetch, IndexImport, IndexSeries, IndexValue
from contracts.prices.reports import index_overview
from huddinge_vo.common.files.tabular import UnreadableFile
from tests import factories as make
from tests.contracts.index.indices import AT, fetched_series, stat2, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def lci():
    return fetched_series()


def fetch(series, office):
    return actions.fetch_series(series=series, address=office.address, by=None, at=AT)


def test_a_series_is_fetched_by_version_1_and_waits(office, lci):
    received = fetch(lci, office)
    path, asked = office.asked[0]
    assert path == "/OV0104/v1/doris/sv/ssd/START/AM/AM0114/AM0114A/LCIArbKv"
    assert asked["query"][0] == {"code": "SNI2007", "selection": {"filter": "item", "values": ["Q"]}}
    assert asked["query"][1]["selection"]["values"] == ["P", "F"]
    assert [(each.period, each.status, each.new) for each in actions.index_changes(index_import=received).changes] == [
        ("2026K2", "PRELIMINARY", Decimal("145.1")),
        ("2026K1", "PRELIMINARY", Decimal("144.0")),
        ("2026K1", "FINAL", Decimal("144.6")),
    ]
    store(received)
    assert IndexValue.objects.filter(published_on=date(2026, 9, 18)).count() == 3
    assert IndexValue.objects.first().source.startswith(office.address)


def test_a_series_is_fetched_by_version_2(office, lci):
    lci.source, lci.table = "PXWEB_2", "TAB123"
    lci.save()
    assert fetch(lci, office) is not None
    asked = urlsplit(office.asked[0][0])
    assert asked.path.endswith("/api/v2/tables/TAB123/data")
    assert parse_qs(asked.query)["valueCodes[SNI2007]"] == ["Q"]
    assert parse_qs(asked.query)["outputFormat"] == ["json-stat2"]


def test_fetching_what_is_stored_already_leaves_nothing_to_look_at(office, lci):
    store(fetch(lci, office))
    assert fetch(lci, office) is None
    assert IndexImport.objects.count() == 1


def test_a_newer_answer_takes_the_place_of_one_that_waits(office, lci):
    first = fetch(lci, office)
    assert fetch(lci, office) == first
    office.table = stat2(["2026K2", "2026K3"], [145.1, 146.0], [None, None])
    second = fetch(lci, office)
    assert list(IndexImport.objects.waiting()) == [second]
    first.refresh_from_db()
    assert first.status == "DISCARDED"


def test_no_network_loses_nothing_and_says_why_until_it_works_again(office, lci):
    store(fetch(lci, office))
    office.status = 503
    with pytest.raises(Unreachable):
        fetch(lci, office)
    failed = IndexFetch.objects.get(series=lci)
    assert "503" in failed.words
    assert failed.worked_at == AT
    assert IndexValue.objects.count() == 3
    assert index_overview(user=make.user("läsare"), on=AT.date()).failing == 1
    office.status = 200
    fetch(lci, office)
    failed.refresh_from_db()
    assert failed.words == ""


def test_an_answer_that_is_not_the_series_is_remembered_as_a_failure(office, lci):
    lci.preliminary_code = lci.final_code = "X"
    with pytest.raises(UnreadableFile):
        fetch(lci, office)
    assert IndexFetch.objects.get(series=lci).words
    assert IndexImport.objects.count() == 0


def test_a_series_without_codes_or_from_file_is_not_fetched(office, lci):
    lci.preliminary_code = lci.final_code = ""
    lci.save()
    with pytest.raises(actions.NotFetchable, match="koder"):
        fetch(lci, office)
    with pytest.raises(actions.NotFetchable, match="från fil"):
        fetch(make.series("OPI", kind="OPI", frequency="YEAR"), office)
    assert office.asked == []
    assert not IndexSeries.objects.fetched().exists()


def test_each_series_is_fetched_by_itself_so_that_one_failure_does_not_stop_the_others(
    office, lci, settings, monkeypatch
):
    settings.VO_INDEX_API = office.address
    make.series("LCI-FEL", source="PXWEB_1", table="fel adress!", final_code="F")
    other = make.series(
        "LCI-TJM-Q", source="PXWEB_1", table="AM/B", selection={"SNI2007": "Q"}, preliminary_code="P", final_code="F"
    )
    monkeypatch.setattr(tasks, "ask_for", lambda task, **asked: task.apply(kwargs=asked))
    assert tasks.fetch_indices() == 3
    assert set(IndexImport.objects.waiting().values_list("series", flat=True)) == {lci.pk, other.pk}
    assert IndexFetch.objects.get(series__code="LCI-FEL").words


def test_a_network_that_is_down_is_tried_again_and_then_left_until_tomorrow(office, lci, settings):
    settings.VO_INDEX_API = office.address
    office.status = 503
    done = tasks.fetch_index.apply(kwargs={"series_id": lci.pk})
    assert (done.state, done.result) == ("SUCCESS", False)
    assert len(office.asked) == 6
