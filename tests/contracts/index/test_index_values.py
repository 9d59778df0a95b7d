"""Index values: received, looked at, stored as revisions that nobody alters."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from contracts.index import actions
from contracts.index.models import IndexImport, IndexValue
from contracts.prices import actions as price_actions
from contracts.prices.models import PriceAdjustment
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.index_periods import IndexPeriod
from tests import factories as make
from tests.contracts.index.indices import AT, fetched_series, in_force, receive, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def lci():
    return fetched_series()


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


@pytest.mark.owner
def test_a_used_value_stays_and_is_pointed_out():
    series = make.series()
    make.index_value(series, "2024K2", "140.2")
    used = make.index_value(series, "2026K2", "145.1")
    contract = make.contract(valid_from=date(2025, 1, 1), until=date(2029, 12, 31))
    make.price("1000.00", of=contract)
    make.clause([(series, "1", "2024K2", "140.2")], contract=contract, needs_request=False)
    price_actions.propose_adjustments(buyer=make.buyer(), on=date(2026, 10, 15), at=AT)
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
    with pytest.raises(actions.MustBeAnother):
        store(first, by)
    another = make.user("kategoriledare")
    assert store(first, another) == 1
    final = actions.add_index_value(
        **facts, status="FINAL", value=Decimal("4.6"), published_on=date(2024, 6, 1), source="SKR, cirkulär"
    )
    store(final, another)
    assert [each[:3] for each in in_force(opi)] == [
        ("2023", "FINAL", Decimal("4.6000")),
        ("2023", "PRELIMINARY", Decimal("3.5000")),
    ]
    assert IndexValue.objects.get(status="FINAL").brought_by.received_by == by


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
