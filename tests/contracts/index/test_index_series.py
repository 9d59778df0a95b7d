"""What a series is: its codes in a table, what its values mean, how it goes on in another base."""

import json
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from contracts.index import actions
from contracts.index.models import IndexChain, IndexSeries, IndexValue
from contracts.index.reference import load_index_series
from tests import factories as make
from tests.contracts.index.indices import AT, fetched_series

pytestmark = pytest.mark.django_db


@pytest.fixture
def lci():
    return fetched_series()


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
    opi = make.series("OPI", kind="OPI", frequency="MONTH", measures="CHANGE")
    with pytest.raises(ValidationError, match="ingen bas"):
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
