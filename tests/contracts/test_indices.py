"""Index values: received, looked at, stored as revisions, fetched from a server that answers like PxWeb."""

import io
import json
import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, transaction

from contracts import actions, tasks
from contracts.imports.fetching import Unreachable
from contracts.models import IndexChain, IndexFetch, IndexImport, IndexSeries, IndexValue, PriceAdjustment
from contracts.reference import load_index_series
from contracts.reports import index_overview, next_publication, picture_of
from contracts.rules import expected_on
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.tabular import UnreadableFile
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)


def written(*rows):
    return "\n".join(("period;värde;status;publicerad", *rows)).encode()


def receive(series, *rows, at=AT, name="prov.csv"):
    return actions.receive_index(series=series, content=written(*rows), name=name, by=None, at=at)


def store(index_import, by=None):
    return actions.store_index(index_import_id=index_import.pk, by=by, at=AT)


def in_force(series):
    found = IndexValue.objects.in_force().filter(series=series).order_by("first_on", "status")
    return [(each.period, each.status, each.value, each.revision) for each in found]


def test_new_values_are_shown_first_and_stored_when_somebody_says_so():
    series = make.series()
    received = receive(series, "2026K1;144,0;preliminär;2026-06-20", "2026K2;145,1;preliminär;2026-09-18")
    assert IndexValue.objects.count() == 0
    changes = actions.index_changes(index_import=received)
    assert [(each.period, each.word, each.old, each.new) for each in changes.changes] == [
        ("2026K2", "ny", None, Decimal("145.1")),
        ("2026K1", "ny", None, Decimal("144.0")),
    ]
    by = make.user("controller")
    assert store(received, by) == 2
    value = IndexValue.objects.get(period="2026K2")
    assert (value.value, value.published_on, value.source) == (Decimal("145.1"), date(2026, 9, 18), "prov.csv")
    received.refresh_from_db()
    assert (received.status, received.settled_by) == ("STORED", by)


def test_another_figure_for_a_period_is_a_new_revision_and_the_same_one_is_nothing():
    series = make.series()
    store(receive(series, "2026K1;144,0;;", "2026K2;145,1;;"))
    later = receive(series, "2026K1;144,2;;", "2026K2;145,1;;", "2026K3;146,0;;")
    changes = actions.index_changes(index_import=later)
    assert changes.counts == {"ny": 1, "ny utgåva": 1, "oförändrad": 1}
    assert [each.period for each in changes.differing] == ["2026K3", "2026K1"]
    assert store(later) == 2
    assert in_force(series) == [
        ("2026K1", "FINAL", Decimal("144.2000"), 2),
        ("2026K2", "FINAL", Decimal("145.1000"), 1),
        ("2026K3", "FINAL", Decimal("146.0000"), 1),
    ]
    assert IndexValue.objects.filter(period="2026K1").count() == 2


def test_a_final_figure_comes_beside_the_preliminary_one():
    series = make.series()
    store(receive(series, "2026K1;144,0;preliminär;"))
    store(receive(series, "2026K1;144,6;slutlig;"))
    assert [each[:3] for each in in_force(series)] == [
        ("2026K1", "FINAL", Decimal("144.6000")),
        ("2026K1", "PRELIMINARY", Decimal("144.0000")),
    ]
    assert [each.value for each in IndexValue.objects.best().filter(series=series)] == [Decimal("144.6000")]


def test_the_same_answer_twice_waits_once():
    series = make.series()
    first = receive(series, "2026K1;144,0;;")
    assert receive(series, "2026K1;144,0;;") == first
    assert IndexImport.objects.count() == 1
    with pytest.raises(IntegrityError, match="index_answer_waits_once"), transaction.atomic():
        IndexImport.objects.create(series=series, sha256=first.sha256, received_at=AT, original_name="x", file="x")


def test_what_is_stored_or_thrown_away_is_not_settled_again():
    series = make.series()
    received = receive(series, "2026K1;144,0;;")
    store(received)
    with pytest.raises(actions.NothingToStore, match="redan sparade"):
        store(received)
    with pytest.raises(actions.NothingToStore, match="redan sparade"):
        actions.discard_index(index_import_id=received.pk, by=None, at=AT)
    thrown = receive(series, "2026K1;145,0;;")
    actions.discard_index(index_import_id=thrown.pk, by=None, at=AT)
    with pytest.raises(actions.NothingToStore, match="redan kastade"):
        store(thrown)
    assert in_force(series) == [("2026K1", "FINAL", Decimal("144.0000"), 1)]
    # Thrown away once is not thrown away for ever.
    assert receive(series, "2026K1;145,0;;") != thrown


def test_a_used_value_stays_and_is_pointed_out():
    series = make.series()
    make.index_value(series, "2024K2", "140.2")
    used = make.index_value(series, "2026K2", "145.1")
    contract = make.contract(valid_from=date(2025, 1, 1), until=date(2029, 12, 31))
    make.price("1000.00", of=contract)
    make.clause([(series, "1", "2024K2", "140.2")], contract=contract, needs_request=False)
    actions.propose_adjustments(buyer=make.buyer(), on=date(2026, 10, 15), at=AT)
    snapshot = PriceAdjustment.objects.get().values.get()
    received = receive(series, "2026K2;146,0;;")
    assert actions.index_changes(index_import=received).changes[0].is_used
    store(received)
    snapshot.refresh_from_db()
    assert (snapshot.index_value, snapshot.new_value) == (used, Decimal("145.1"))
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        IndexValue.objects.filter(pk=used.pk).update(value=1)


def test_a_leap_is_told_from_the_period_before_wherever_that_is():
    series = make.series()
    make.index_value(series, "2026K1", "144.0")
    changes = actions.index_changes(index_import=receive(series, "2026K2;1450;;"))
    assert changes.leaps == 1
    assert changes.changes[0].before == Decimal("144.0000")
    # 25 per cent exactly is no leap.
    assert actions.index_changes(index_import=receive(series, "2026K2;180,0;;")).leaps == 0
    assert actions.index_changes(index_import=receive(series, "2026K2;180,1;;")).leaps == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2026M01;144,0;;", "publiceras per kvartal"),
        ("2026K1;0;;", "alltid större än noll"),
        ("2026K1;-3;;", "alltid större än noll"),
        ("2026K1;144,00001;;", "högst fyra decimaler"),
        ("2026K1;100000000;;", "är inget indextal"),
        ("2026K1;hundra;;", "inget tal"),
        ("2026K5;144;;", "ingen period"),
        ("2026K1;..;;", "inga värden"),
    ],
)
def test_a_file_that_is_not_the_series_is_refused_and_not_kept(row, words):
    with pytest.raises(UnreadableFile, match=words):
        receive(make.series(), row)
    assert IndexImport.objects.count() == 0


def test_one_value_by_hand_waits_like_all_others():
    opi = make.series("OPI", kind="OPI", frequency="YEAR", measures="CHANGE", base="året före=100")
    by = make.user("controller")
    facts = {"series": opi, "period": IndexPeriod.parse("2023"), "by": by, "at": AT}
    first = actions.add_index_value(
        **facts, status="PRELIMINARY", value=Decimal("3.5"), published_on=date(2024, 2, 1), source="SKR, cirkulär"
    )
    assert store(first, by) == 1
    final = actions.add_index_value(
        **facts, status="FINAL", value=Decimal("4.6"), published_on=date(2024, 6, 1), source="SKR, cirkulär"
    )
    store(final, by)
    assert [each[:3] for each in in_force(opi)] == [
        ("2023", "FINAL", Decimal("4.6000")),
        ("2023", "PRELIMINARY", Decimal("3.5000")),
    ]
    assert IndexValue.objects.get(status="FINAL").brought_by.received_by == by


# A server that answers like SCB's PxWeb.


def stat2(periods, preliminary, final, *, updated="2026-09-18T06:00:00Z"):
    return {
        "class": "dataset",
        "label": "LCI",
        "updated": updated,
        "id": ["SNI2007", "ContentsCode", "Tid"],
        "size": [1, 2, len(periods)],
        "dimension": {
            "SNI2007": {"label": "näringsgren SNI 2007", "category": {"index": {"Q": 0}, "label": {"Q": "Q vård"}}},
            "ContentsCode": {
                "label": "tabellinnehåll",
                "category": {"index": {"P": 0, "F": 1}, "label": {"P": "Preliminärt", "F": "Slutligt"}},
            },
            "Tid": {"label": "kvartal", "category": {"index": {each: n for n, each in enumerate(periods)}}},
        },
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
        "value": [*preliminary, *final],
    }


METADATA = {
    "title": "LCI",
    "variables": [
        {
            "code": "SNI2007",
            "text": "näringsgren SNI 2007",
            "values": ["P", "Q"],
            "valueTexts": ["P utbildning", "Q vård och omsorg"],
        },
        {
            "code": "ContentsCode",
            "text": "tabellinnehåll",
            "values": ["AM1", "AM2"],
            "valueTexts": ["LCI, preliminärt", "LCI, slutligt"],
        },
        {
            "code": "Tid",
            "text": "kvartal",
            "values": ["2026K1", "2026K2"],
            "valueTexts": ["2026K1", "2026K2"],
            "time": True,
        },
    ],
}


class Office(BaseHTTPRequestHandler):
    """The statistical office: version 1 is asked by POST, version 2 by GET."""

    def answer(self, content):
        body = json.dumps(content).encode("utf-8-sig")
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, asked))
        self.answer(self.server.table)

    def do_GET(self):
        self.server.asked.append((self.path, None))
        self.answer(METADATA if self.path.endswith("LCIArbKv") else self.server.table)

    def log_message(self, *_):
        pass


@pytest.fixture
def office():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Office)
    server.asked, server.status = [], 200
    server.table = stat2(["2026K1", "2026K2"], [144.0, 145.1], [144.6, None])
    server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def lci():
    return make.series(
        source="PXWEB_1",
        table="AM/AM0114/AM0114A/LCIArbKv",
        selection={"SNI2007": "Q"},
        preliminary_code="P",
        final_code="F",
    )


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
    monkeypatch.setattr(
        tasks.fetch_index, "delay", lambda *, series_id: tasks.fetch_index.apply(kwargs={"series_id": series_id})
    )
    assert tasks.fetch_indices() == 3
    assert set(IndexImport.objects.waiting().values_list("series", flat=True)) == {lci.pk, other.pk}
    assert IndexFetch.objects.get(series__code="LCI-FEL").words


def test_a_network_that_is_down_is_tried_again_and_then_left_until_tomorrow(office, lci, settings):
    settings.VO_INDEX_API = office.address
    office.status = 503
    done = tasks.fetch_index.apply(kwargs={"series_id": lci.pk})
    assert (done.state, done.result) == ("SUCCESS", False)
    assert len(office.asked) == 6


def test_codes_are_chosen_from_the_tables_own_metadata(office, lci):
    content, dimensions = actions.fetch_codes(series=lci, address=office.address)
    assert json.loads(content.decode("utf-8-sig"))["title"] == "LCI"
    assert [each.code for each in dimensions] == ["SNI2007", "ContentsCode", "Tid"]
    by = make.user("controller")
    labels = {"AM1": "LCI, preliminärt", "AM2": "LCI, slutligt"}
    chosen = {"series": lci, "selection": {"SNI2007": "Q"}, "labels": labels, "by": by, "at": AT}
    actions.choose_codes(**chosen, preliminary_code="AM1", final_code="AM2")
    lci.refresh_from_db()
    assert lci.contents_status == {"AM1": "PRELIMINARY", "AM2": "FINAL"}
    assert lci.label_status == {"LCI, preliminärt": "PRELIMINARY", "LCI, slutligt": "FINAL"}
    with pytest.raises(ValidationError, match="Välj vad"):
        actions.choose_codes(**chosen, preliminary_code="", final_code="")
    with pytest.raises(ValidationError, match="både preliminärt och slutligt"):
        actions.choose_codes(**chosen, preliminary_code="AM1", final_code="AM1")


SAVED = (
    '"näringsgren SNI 2007";"kvartal";"LCI, preliminärt";"LCI, slutligt"\r\n'
    '"P utbildning";"2026K3";149,1;..\r\n'
    '"Q vård och omsorg";"2025K4";146,1;146,9\r\n'
    '"Q vård och omsorg";"2026K3";149,9;..\r\n'
)


def test_a_file_saved_from_the_database_is_known_by_the_names_of_its_contents(lci):
    with pytest.raises(UnreadableFile, match="Välj seriens koder"):
        actions.receive_index(series=lci, content=SAVED.encode("cp1252"), name="lci.csv", by=None, at=AT)
    lci.preliminary_label, lci.final_label = "LCI, preliminärt", "LCI, slutligt"
    lci.save()
    store(actions.receive_index(series=lci, content=SAVED.encode("cp1252"), name="lci.csv", by=None, at=AT))
    assert [each[:3] for each in in_force(lci)] == [
        ("2025K4", "FINAL", Decimal("146.9000")),
        ("2025K4", "PRELIMINARY", Decimal("146.1000")),
        ("2026K3", "PRELIMINARY", Decimal("149.9000")),
    ]


def test_the_only_contents_of_a_file_is_taken_for_a_series_that_is_one_thing_and_is_pointed_out():
    kpi = make.series("KPI-2020", kind="KPI", frequency="MONTH", final_code="00000808", source="PXWEB_1", table="A")
    saved = '"månad";"KPI, fastställda tal"\r\n"2026M08";124,85\r\n'
    received = actions.receive_index(series=kpi, content=saved.encode(), name="kpi.csv", by=None, at=AT)
    changes = actions.index_changes(index_import=received)
    assert [each.new for each in changes.changes] == [Decimal("124.85")]
    assert "KPI, fastställda tal" in changes.notes[0]


def test_another_table_has_other_codes_and_a_series_with_values_keeps_its_meaning(lci):
    by = make.user("controller")
    lci.table = "AM/AM0114/AM0114A/LCItjmKv"
    actions.save_series(series=lci, by=by, at=AT, version=None)
    assert (lci.selection, lci.contents_status) == ({}, {})
    make.index_value(lci, "2026K1", "144.0")
    lci.base = "2015=100"
    with pytest.raises(ValidationError, match="ny serie"):
        actions.save_series(series=lci, by=by, at=AT, version=None)
    lci.refresh_from_db()
    lci.ended_with = "2026 kv 4"
    assert actions.save_series(series=lci, by=by, at=AT, version=None).ended_with == "2026K4"
    lci.table = "http://annan.adress"
    with pytest.raises(ValidationError, match="ingen tabell"):
        actions.save_series(series=lci, by=by, at=AT, version=None)


def test_a_chain_goes_between_levels_of_the_same_kind_of_period():
    old, new = (make.series(f"KPI-{year}", kind="KPI", frequency="MONTH", base=f"{year}=100") for year in (1980, 2020))
    by = make.user("controller")
    facts = {"factor": Decimal("3.3592"), "source": "SCB"}
    actions.save_chain(chain=IndexChain(old=old, new=new, **facts), by=by, at=AT)
    with pytest.raises(ValidationError, match="publiceras per kvartal"):
        actions.save_chain(chain=IndexChain(old=new, new=make.series(), **facts), by=by, at=AT)
    with pytest.raises(ValidationError, match="ingen bas"):
        opi = make.series("OPI", kind="OPI", frequency="MONTH", measures="CHANGE")
        actions.save_chain(chain=IndexChain(old=opi, new=new, **facts), by=by, at=AT)
    with pytest.raises(ValidationError, match="i sig själv"):
        actions.save_chain(chain=IndexChain(old=new, new=new, **facts), by=by, at=AT)


def test_the_known_series_are_loaded_once_and_what_people_changed_stays():
    assert load_index_series(at=AT) == 6
    changed = IndexSeries.objects.get(code="LCI-ARB-Q")
    changed.final_code = "X"
    changed.save()
    assert load_index_series(at=AT) == 0
    changed.refresh_from_db()
    assert changed.final_code == "X"
    chain = IndexChain.objects.get()
    assert (chain.old.code, chain.new.code, chain.factor) == ("KPI-1980", "KPI-2020", Decimal("3.3592"))
    assert not IndexValue.objects.exists()
    # The white-collar series has no codes yet, and KPI 1980 has ended.
    assert set(IndexSeries.objects.fetched().values_list("code", flat=True)) == {"LCI-ARB-Q", "KPI-2020"}


# What the page says.


def test_the_next_figure_comes_so_many_days_after_its_own_period():
    assert expected_on(IndexPeriod.parse("2026K3"), after_days=80) == date(2027, 3, 21)
    series = make.series(publishes_after_days=80)
    found = next_publication(series, "2026K3", on=date(2026, 11, 25))
    assert (found.period, found.on, found.is_late) == ("kvartal 4 2026", date(2027, 3, 21), False)
    assert next_publication(series, "2026K1", on=date(2026, 11, 25)).is_late
    assert next_publication(series, None, on=date(2026, 11, 25)) is None
    series.ended_with = "2026K3"
    assert next_publication(series, "2026K3", on=date(2026, 11, 25)) is None


def test_curves_are_100_where_all_have_begun_and_a_chained_series_is_one_curve():
    lci = make.series()
    for period, value, status in (
        ("2025K1", "110", "FINAL"),
        ("2025K3", "120", "FINAL"),
        ("2026K1", "132", "PRELIMINARY"),
    ):
        make.index_value(lci, period, value, status)
    old, new = (make.series(f"KPI-{year}", kind="KPI", frequency="MONTH", base=f"{year}=100") for year in (1980, 2020))
    IndexChain.objects.create(old=old, new=new, factor=Decimal("3.3592"), source="SCB")
    for period, value in (("2025M07", "400"), ("2025M12", "410")):
        make.index_value(old, period, value)
    make.index_value(new, "2026M08", "124.85")
    opi = make.series("OPI", kind="OPI", frequency="YEAR", measures="CHANGE")
    make.index_value(opi, "2023", "3.5")
    make.index_value(opi, "2025", "2.0")
    make.index_value(opi, "2026", "3.0")
    picture = picture_of([lci, old, new, opi])
    assert picture.base == date(2025, 7, 1)
    found = {name: [point and round(point.value, 2) for point in points] for name, points in picture.rows}
    assert found["LCI-ARB-Q"] == [Decimal("100.00"), Decimal("110.00")]
    # 124.85 · 3.3592 is 419.40, and 419.40 / 400 is 104.85.
    assert found["KPI-2020"] == [Decimal("102.50"), Decimal("104.85")]
    assert "KPI-1980" not in found
    # The gap of 2024 leaves 2023 out: 100 in 2024, 102, 105.06; 100 again in 2025.
    assert found["OPI"] == [Decimal("100.00"), Decimal("103.00")]
    assert "preliminärt" in picture.svg
    assert 'stroke-dasharray="5,4"' in picture.svg


def agreement(number, lci, *, until=date(2029, 12, 31), **values):
    made = make.contract(number, supplier=make.supplier(number, None), valid_from=date(2025, 1, 1), until=until)
    make.price("1000.00", of=made)
    make.clause([(lci, "1", "2024K2", "140.2")], contract=made, **values)
    return made


def test_who_must_act_by_when_is_told_day_by_day():
    lci = make.series()
    make.index_value(lci, "2024K2", "140.2")
    make.index_value(lci, "2026K2", "145.1")
    agreement("A-1", lci)
    agreement("A-2", lci, needs_request=False)
    agreement("A-3", lci, adjusts_month=6)
    agreement("A-4", lci, until=date(2026, 12, 31))  # ends before the new price
    leader = make.user("kategoriledare")
    acts = index_overview(user=leader, on=date(2026, 10, 15)).acts
    told = [(each.day, each.kind.value, each.effective_on, each.contracts, each.states) for each in acts]
    assert told == [
        (date(2026, 11, 2), "ASK", date(2027, 1, 1), 1, "1 inte öppnat"),
        (date(2026, 12, 2), "TELL", date(2027, 1, 1), 2, "2 inte öppnade"),
        (date(2027, 1, 1), "EFFECTIVE", date(2027, 1, 1), 2, "2 inte öppnade"),
        (date(2027, 2, 1), "OPENS", date(2027, 6, 1), 1, "1 inte öppnat"),
        (date(2027, 4, 2), "ASK", date(2027, 6, 1), 1, "1 inte öppnat"),
    ]
    assert acts[0].href == ""
    actions.propose_adjustments(buyer=make.buyer(), on=date(2026, 10, 15), at=AT)
    acts = index_overview(user=leader, on=date(2026, 12, 5)).acts
    late = acts[0]
    assert (late.day, late.is_late, late.states) == (date(2026, 12, 2), True, "1 att granska, 1 väntar")
    assert late.href == "/prisjustering/?laget=oppna&fran=2027-01-01"


def test_a_decided_adjustment_is_nobodys_to_act_on_and_the_next_one_is():
    lci = make.series()
    make.index_value(lci, "2024K2", "140.2")
    make.index_value(lci, "2026K2", "145.1")
    agreement("A-1", lci, needs_request=False, opens_months=11)
    leader, other = make.user("kategoriledare"), make.user("controller")
    actions.propose_adjustments(buyer=make.buyer(), on=date(2026, 10, 15), at=AT)
    pk = PriceAdjustment.objects.get().pk
    actions.submit_adjustments(adjustment_ids=[pk], by=other, at=AT)
    actions.approve_adjustments(adjustment_ids=[pk], by=leader, at=AT)
    overview = index_overview(user=leader, on=date(2026, 11, 1))
    assert [(each.day, each.kind.value) for each in overview.acts] == [(date(2027, 2, 1), "OPENS")]
    assert (overview.contracts, overview.followed) == (1, {lci.pk: 1})


# Terminal.


def run(*args, **options):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*args, stdout=out, stderr=err, **options)
        code = ""
    except CommandError as error:
        code = str(error)
    return out.getvalue(), err.getvalue(), code


def test_a_file_is_read_in_from_a_terminal(tmp_path):
    make.series()
    path = tmp_path / "lci.csv"
    path.write_bytes(written("2026K1;144,0;;", "2026K2;145,1;;"))
    told, _, error = run("import_index", str(path), "--series", "lci-arb-q")
    assert error == ""
    assert "2 nya, 0 nya utgåvor. Väntar på granskning, inget är sparat." in told
    assert not IndexValue.objects.exists()
    told, _, _ = run("import_index", str(path), "--series", "LCI-ARB-Q", "--store", "--json")
    answer = json.loads(told)
    assert (answer["new"], answer["stored"], answer["changes"][0]["new"]) == (2, True, "145.1")
    assert IndexValue.objects.count() == 2
    assert not IndexImport.objects.waiting().exists()


@pytest.mark.parametrize(
    ("name", "content", "series", "words"),
    [
        ("saknas.csv", None, "LCI-ARB-Q", "den finns inte"),
        ("tom.csv", b"", "LCI-ARB-Q", "Filen är tom"),
        ("sida.csv", b"<html></html>", "LCI-ARB-Q", "webbsida"),
        ("ok.csv", written("2026K1;144;;"), "XX", "Serien XX finns inte. Det finns LCI-ARB-Q."),
        ("bild.xlsx", b"PK\x03\x04skrap", "LCI-ARB-Q", ""),
    ],
)
def test_a_bad_file_in_a_terminal_is_one_line_in_swedish(tmp_path, name, content, series, words):
    make.series()
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    out, _, error = run("import_index", str(path), "--series", series)
    assert error
    assert words in error
    assert "\n" not in error
    assert out == ""


def test_series_are_fetched_from_a_terminal_each_by_itself(office, lci, settings):
    settings.VO_INDEX_API = office.address
    make.series("LCI-FEL", source="PXWEB_2", table="fel!", final_code="F")
    told, err, error = run("fetch_index", "--store")
    assert "LCI-ARB-Q: 3 nya, 0 nya utgåvor. Sparade." in told
    assert err.startswith("LCI-FEL: ")
    assert error == "Kunde inte hämtas: LCI-FEL. Det som är sparat ligger kvar."
    told, _, error = run("fetch_index", "LCI-ARB-Q", "--json")
    assert error == ""
    assert json.loads(told)[0]["new"] == 0
    assert run("fetch_index", "OPI")[2].startswith("Serien OPI finns inte")
