"""What if: contracts one may see, assumptions of one's own, kronor by year, area and budget; and nothing is touched."""

import hashlib
import io
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.index.models import IndexChain
from contracts.prices.reports import Levels
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.periods import add_months, month_start
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make

pytestmark = pytest.mark.django_db
URL = "/prisjustering/tank-om/"
D = Decimal


def year_of_months():
    last = add_months(month_start(timezone.localdate()), -1)
    return [add_months(last, -ahead) for ahead in range(12)]


def open_contract(number="A-1", **values):
    return make.contract(number, **{"valid_from": date(2020, 1, 1), "until": None, **values})


@pytest.fixture
def lci():
    of = make.series("LCI-ARB-Q", name="LCI arbetare")
    make.index_value(of, "2024K2", "100.0")
    make.index_value(of, "2025K2", "104.0")
    return of


@pytest.fixture
def kpi():
    of = make.series("KPI-2020", name="KPI", kind="KPI", base="2020=100", frequency="MONTH")
    make.index_value(of, "2024M08", "200.00")
    make.index_value(of, "2025M08", "204.00")
    return of


@pytest.fixture
def contract(lci, kpi):
    """Bought for 1 000 000 in twelve months: 750 000 by one payer and 250 000 by another."""
    made = open_contract()
    make.clause([(lci, "0.8", "2024K2", "100.0"), (kpi, "0.2", "2024M08", "200.00")], contract=made)
    make.bought(made, year_of_months(), "62500.00")
    make.bought(made, year_of_months()[:5], "50000.00", payer="Äldreförvaltningen")
    return made


def ask(client, lci=None, kpi=None, **values):
    sent = {"years": "2", "other": "lci"}
    if lci:
        sent |= {f"p-{lci.pk}": "4", "lci": str(lci.pk)}
    if kpi:
        sent[f"p-{kpi.pk}"] = "2"
    return client.get(URL, sent | values)


def report(client, *args, **values):
    answer = ask(client, *args, **values)
    assert answer.status_code == 200, answer.context["form"].errors
    return answer.context["report"]


def test_a_million_by_todays_80_20_beside_lci_only(client, leader, contract, lci, kpi):
    found = report(client, lci, kpi)
    assert found.total.now == D("1000000.00")
    assert found.total.today_effect == (D("36000.00"), D("73296.00"))
    assert found.total.other_effect == (D("40000.00"), D("81600.00"))
    assert found.total.difference == (D("4000.00"), D("8304.00"))
    assert found.total.whole_difference == D("12304.00")
    this = timezone.localdate().year
    assert found.years == (this + 1, this + 2)
    assert {group.name: (group.outcome.now, group.outcome.difference) for group in found.payers} == {
        "Socialförvaltningen": (D("750000.00"), (D("3000.00"), D("6228.00"))),
        "Äldreförvaltningen": (D("250000.00"), (D("1000.00"), D("2076.00"))),
    }


@pytest.mark.parametrize(
    ("values", "first_year"),
    [
        ({"other": "lci-kpi"}, "36000.00"),
        ({"other": "fast", "percent": "2,5"}, "25000.00"),
        ({"other": "ingen"}, "0.00"),
        ({"other": "dagens", "fixed": "50"}, "18000.00"),
        ({"other": "dagens", "threshold": "4"}, "0.00"),
        ({"other": "dagens", "highest": "3"}, "30000.00"),
        ({"other": "lci", "lowest": "5"}, "50000.00"),
    ],
)
def test_each_other_clause_gives_its_hand_computed_first_year(client, leader, contract, lci, kpi, values, first_year):
    assert report(client, lci, kpi, **values).total.other_effect[0] == D(first_year)


def test_opi_only_by_its_yearly_changes_given_year_by_year(client, leader, contract, lci, kpi):
    opi = make.series("OPI", kind="OPI", base="år", frequency="YEAR", measures="CHANGE")
    found = report(client, lci, kpi, other="opi", **{f"v-{opi.pk}": "3,5; 4,6"})
    assert found.total.other_effect == (D("35000.00"), D("82610.00"))  # 1.035 · 1.046


def test_index_values_year_by_year_start_from_the_latest_published_one(client, leader, contract, lci, kpi):
    found = report(client, lci, kpi, **{f"v-{lci.pk}": "106,6; 104"})
    assert found.total.other_effect == (D("25000.00"), D("0.00"))


def test_the_last_years_own_change_is_what_one_starts_from(client, leader, contract, lci, kpi):
    form = client.get(URL).context["form"]
    assert (form[f"p-{lci.pk}"].initial, form[f"p-{kpi.pk}"].initial) == (D("4.00"), D("2.00"))


def test_only_what_the_computing_rests_on_is_told_as_assumed(client, leader, contract, lci, kpi):
    opi = make.series("OPI", name="OPI", kind="OPI", base="år", frequency="YEAR", measures="CHANGE")
    told = dict(report(client, lci, kpi, **{f"p-{opi.pk}": "3"}).assumptions)
    assert told == {
        "KPI": "2 procent om året",
        "LCI arbetare": "4 procent om året",
        "Jämförs med": "100 % LCI arbetare",
    }


def test_a_series_that_has_ended_is_assumed_of_as_what_it_continues_in(client, leader, lci, kpi):
    old = make.series("KPI-1980", kind="KPI", base="1980=100", frequency="MONTH", ended_with="2024M08")
    make.index_value(old, "2024M08", "671.84")
    IndexChain.objects.create(old=old, new=kpi, factor=D("3.3592"), decimals=2, source="SCB")
    made = open_contract()
    make.clause([(old, "1", "2024M08", "671.84")], contract=made)
    make.bought(made, year_of_months()[:1], "100000.00")
    answer = ask(client, lci, kpi)
    assert f"p-{old.pk}" not in answer.context["form"].fields
    assert answer.context["report"].total.today_effect[0] == D("2000.00")
    moved = Levels().moved(old.pk, IndexPeriod.parse("2024M08"), IndexPeriod.parse("2025M08"))
    assert moved.ratio == D(204) / D(200)


def test_a_contract_for_two_areas_is_counted_in_the_first_by_code(client, leader, contract, lci, kpi):
    contract.areas.set([make.area("IFO-ZZ"), make.area("IFO-AA")])
    found = report(client, lci, kpi)
    assert [group.name for group in found.areas] == ["IFO-AA"]
    assert found.in_several_areas == 1
    assert "första området" in ask(client, lci, kpi).content.decode()


def test_contracts_are_chosen_by_area_subcategory_and_words(client, leader, contract, lci, kpi):
    other_area = make.area("FO-LSS", subcategory="FO")
    other = open_contract("B-7", areas=[other_area], supplier=make.supplier("Ängsro AB", make.ORG_NUMBERS[1]))
    make.clause([(lci, "1", "2024K2", "100.0")], contract=other)
    make.bought(other, year_of_months()[:1], "5000.00")

    def numbers(**values):
        return sorted(row.number for row in report(client, lci, kpi, **values).contracts)

    assert numbers() == ["A-1", "B-7"]
    assert numbers(areas=str(other_area.pk)) == ["B-7"]
    assert numbers(category=str(other_area.category_id)) == ["B-7"]
    assert numbers(q="ängsro") == ["B-7"]
    assert numbers(q=make.ORG_NUMBERS[1]) == ["B-7"]
    assert numbers(q="finns inte") == []


def test_contracts_without_purchases_and_without_index_are_listed_apart(client, leader, contract, lci, kpi):
    def another(number, at):
        return open_contract(number, supplier=make.supplier(f"Prov {number}", make.ORG_NUMBERS[at]))

    idle, bare, fixed = another("A-2", 1), another("A-3", 2), another("A-4", 3)
    make.clause([(lci, "1", "2024K2", "100.0")], contract=idle)
    make.clause([], contract=fixed, kind="COUNCIL")
    make.bought(bare, year_of_months()[:1], "5000.00")
    found = report(client, lci, kpi)
    assert [each.number for each in found.without_volume] == ["A-2"]
    assert {each.number: each.why for each in found.without_index} == {
        "A-3": "ingen klausul",
        "A-4": "fast pris, beslutas i budget",
    }
    assert found.total.now == D("1000000.00")
    page = ask(client, lci, kpi).content.decode()
    assert "Saknar köp: 1 avtal" in page


def test_credits_lower_the_cost_and_purchases_without_payer_are_told_apart(client, leader, contract, lci, kpi):
    make.bought(contract, year_of_months()[:1], "-100000.00", payer="Kreditförvaltningen")
    held = contract.volumes.get(month=year_of_months()[0])
    held.sum_sek += 50  # more than the payers' own
    held.save()
    found = report(client, lci, kpi)
    by_payer = {group.name: group.outcome for group in found.payers}
    assert by_payer["Kreditförvaltningen"].today_effect[0] == D("-3600.00")
    assert by_payer["Ingen förvaltning angiven"].now == D("50.00")
    assert sum(outcome.now for outcome in by_payer.values()) == found.total.now == D("900050.00")
    for groups in (found.areas, found.payers, found.contracts):
        assert sum(each.outcome.today[1] for each in groups) == found.total.today[1]
        assert sum(each.outcome.difference[1] for each in groups) == found.total.difference[1]


def test_a_secret_contract_is_in_no_figure_until_one_is_let_in(client, leader, contract, lci, kpi):
    secret = open_contract("H-9", is_secret=True, supplier=make.supplier("Hemlig AB", make.ORG_NUMBERS[1]))
    make.clause([(lci, "1", "2024K2", "100.0")], contract=secret)
    make.bought(secret, year_of_months()[:2], "777777.00", payer="Skyddsförvaltningen")
    answer = ask(client, lci, kpi)
    page = answer.content.decode()
    assert answer.context["report"].total.now == D("1000000.00")
    assert answer.context["report"].protected == 1
    assert not [word for word in ("H-9", "Hemlig", "Skyddsförvaltningen", "777\N{NO-BREAK SPACE}777") if word in page]
    # A search that would find it tells nothing: as many are protected whatever is looked for.
    for words in ("Hemlig", "A-1", "finns inte"):
        assert report(client, lci, kpi, q=words).protected == 1
    AccessGrant.objects.create(content_type=ContentType.objects.get_for_model(secret), object_id=secret.pk, user=leader)
    found = report(client, lci, kpi)
    assert (found.total.now, found.protected) == (D("2555554.00"), 0)


def test_another_buyers_contract_is_not_there(client, leader, contract, lci, kpi):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    theirs = open_contract(
        "X-1", buyer=other, areas=[make.area(of=other)], supplier=make.supplier("X", make.ORG_NUMBERS[1])
    )
    make.clause([(lci, "1", "2024K2", "100.0")], contract=theirs)
    make.bought(theirs, year_of_months()[:1])
    found = report(client, lci, kpi)
    assert (found.total.now, found.protected) == (D("1000000.00"), 0)


# ---- the pages


def test_only_those_who_see_price_adjustments_come_in(client, contract):
    for role, status in (("läsare", 403), ("uppföljare", 403), ("controller", 200), ("upphandlingschef", 200)):
        client.force_login(make.user(role))
        assert (role, client.get(URL).status_code) == (role, status)


def test_with_nothing_at_all_the_page_opens_and_says_so(client, leader):
    assert "Inga indexserier är upplagda än" in client.get(URL).content.decode()
    answer = ask(client, other="ingen")
    assert answer.status_code == 200
    assert "Inga avtal att räkna på" in answer.content.decode()


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"years": "6"}, "years", "finns inte att välja"),
        ({"other": "fast"}, "percent", "hur många procent"),
        ({"other": "opi"}, "other", "ingen serie för OPI"),
        ({"p-LCI": "mycket"}, "p-LCI", "Fyll i ett tal"),
        ({"p-LCI": ""}, "p-LCI", "används av klausulerna"),
        ({"p-LCI": "-100"}, "p-LCI", "-50"),
        ({"v-LCI": "105"}, "v-LCI", "Skriv 2 tal"),
        ({"v-LCI": "105; x"}, "v-LCI", "går inte att läsa"),
        ({"v-LCI": "0; 1"}, "v-LCI", "större än noll"),
        ({"v-LCI": "NaN 1"}, "v-LCI", "inget tal"),
        ({"lowest": "3", "highest": "2"}, "lowest", "större än den högsta"),
        ({"areas": "999999"}, "areas", "finns inte"),
        ({"category": "x"}, "category", "finns inte att välja"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_above(client, leader, contract, lci, kpi, values, field, words):
    values = {name.replace("LCI", str(lci.pk)): value for name, value in values.items()}
    answer = ask(client, lci, kpi, **values)
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors[field.replace("LCI", str(lci.pk))])
    page = answer.content.decode()
    assert "Det finns fel att rätta" in page
    assert answer.context["report"] is None


def test_the_file_has_every_contract_and_payer_its_sum_and_what_it_rests_on(client, leader, contract, lci, kpi):
    answer = ask(client, lci, kpi, export="xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0][:7] == [
        *("Avtal", "Rubrik", "Leverantör", "Avtalsområde", "Förvaltning", "Dagens klausul", "Köpt på 12 månader, kr")
    ]
    assert [row[4] for row in rows[1:3]] == ["Socialförvaltningen", "Äldreförvaltningen"]
    assert rows[3][0] == "Summa"
    assert rows[3][6:10] == [1_000_000, 1_036_000, 1_040_000, 4000]
    told = {row[0]: row[1] for row in rows[5:]}
    assert told["LCI arbetare"] == "4 procent om året"
    assert told["Jämförs med"] == "100 % LCI arbetare"
    assert "tank-om" in told["Källa"]
    assert "export" not in told["Källa"]


def fingerprint():
    """Every table's rows, as a count and a hash."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table == "django_session":
                continue
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows = sorted(row[0] for row in cursor.fetchall())
            found[table] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found


def test_nothing_is_touched_whatever_is_asked(client, leader, contract, lci, kpi):
    before = fingerprint()
    assert before["contracts_contractvolume"][0] == 12
    for values in ({}, {"other": "dagens", "fixed": "20"}, {"other": "fast", "percent": "3"}, {"export": "xlsx"}):
        b"".join(ask(client, lci, kpi, **values))
    ask(client, lci, kpi, years="9")
    client.post(URL)
    assert fingerprint() == before


def test_the_same_number_of_questions_for_three_and_for_thirty(client, leader, lci, kpi):
    def grow(first, last):
        for at in range(first, last):
            made = open_contract(f"A-{at}", supplier=make.supplier(f"Prov {at}", None), areas=[make.area(f"IFO-{at}")])
            make.clause([(lci, "0.8", "2024K2", "100.0"), (kpi, "0.2", "2024M08", "200.00")], contract=made)
            make.bought(made, year_of_months()[:2])

    def count():
        with CaptureQueriesContext(connection) as asked:
            ask(client, lci, kpi)
        return len(asked)

    grow(0, 3)
    ask(client, lci, kpi)  # the session and caches are warm
    few = count()
    grow(3, 30)
    assert count() == few < 40


# ---- contracts that have ended


def ended_contract(lci, kpi, number="E-1", *, days=200, amount="10000.00", **values):
    """One that ended so many days ago and that something was bought on in each of the twelve months."""
    made = open_contract(number, until=timezone.localdate() - timedelta(days=days), **values)
    make.clause([(lci, "0.8", "2024K2", "100.0"), (kpi, "0.2", "2024M08", "200.00")], contract=made)
    make.bought(made, year_of_months(), amount)
    return made


def test_an_ended_contract_with_purchases_is_computed_only_when_one_ticks_it(client, leader, contract, lci, kpi):
    gone = ended_contract(lci, kpi, supplier=contract.supplier)
    without = ask(client, lci, kpi)
    found = without.context["report"]
    assert (found.total.now, found.ended, found.ended_left_out) == (D("1000000.00"), (), 1)
    text = " ".join(without.content.decode().split())
    assert "1 avtal som följer index har slutat men har köp de senaste tolv månaderna." in text
    assert "ended=on" in text
    ticked = ask(client, lci, kpi, ended="on")
    found = ticked.context["report"]
    assert found.total.now == D("1120000.00")
    assert [row.number for row in found.in_force] == ["A-1"]
    assert [row.number for row in found.ended] == ["E-1"]
    # 120 000 kr: the basket gives 3.6 per cent and LCI alone 4, that is 480 kr the first year.
    assert found.ended_total.now == D("120000.00")
    assert found.ended_total.difference[0] == D("480.00")
    assert found.ended[0].ended_on == gone.ends_on
    assert found.ended_left_out == 0
    text = " ".join(ticked.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())
    assert "för 2 avtal, varav 1 har slutat" in text
    assert '<h2 id="slutade">Avtal som har slutat</h2>' in text
    assert text.index("E-1") > text.index('id="slutade"')  # listed apart and nowhere else
    assert ("Avtal som har slutat", "med, när något är köpt på dem de tolv månaderna") in found.assumptions


def test_what_was_bought_after_the_end_is_told_apart(client, leader, contract, lci, kpi):
    gone = ended_contract(lci, kpi, days=100, supplier=contract.supplier)
    after = [month for month in year_of_months() if month > gone.ends_on]
    assert 0 < len(after) < 12
    (row,) = report(client, lci, kpi, ended="on").ended
    assert (row.outcome.now, row.after_end_sek) == (D("120000.00"), D(10000) * len(after))


def test_an_ended_contract_without_purchases_and_a_draft_are_never_computed(client, leader, contract, lci, kpi):
    seller = contract.supplier
    ended_contract(lci, kpi, "U-1", status="DRAFT", supplier=seller)
    idle = open_contract("E-2", until=timezone.localdate() - timedelta(days=900), supplier=seller)
    make.clause([(lci, "1", "2024K2", "100.0")], contract=idle)
    make.bought(idle, [add_months(month_start(timezone.localdate()), -13)])  # the month before the twelve
    credited = open_contract("E-3", until=timezone.localdate() - timedelta(days=100), supplier=seller)
    make.clause([(lci, "1", "2024K2", "100.0")], contract=credited)
    make.bought(credited, year_of_months()[:1], "-500.00")
    other = open_contract("E-4", until=timezone.localdate() - timedelta(days=100), supplier=seller)
    make.bought(other, year_of_months()[:1])  # it follows no index
    assert report(client, lci, kpi).ended_left_out == 0
    found = report(client, lci, kpi, ended="on")
    assert [each.number for each in found.without_index] == ["E-4"]
    assert found.ended == ()
    assert found.total.now == D("1000000.00")


def test_a_contract_that_ends_today_is_in_force(client, leader, contract, lci, kpi):
    ended_contract(lci, kpi, days=0, supplier=contract.supplier)
    found = report(client, lci, kpi)
    assert [row.number for row in found.in_force] == ["A-1", "E-1"]
    assert found.ended_left_out == 0


def test_a_secret_ended_contract_is_counted_by_number_alone(client, leader, contract, lci, kpi):
    ended_contract(lci, kpi, is_secret=True, supplier=contract.supplier)
    assert report(client, lci, kpi).ended_left_out == 0
    found = report(client, lci, kpi, ended="on")
    assert (found.ended, found.protected, found.total.now) == ((), 1, D("1000000.00"))


def test_only_ended_contracts_chosen_are_shown_without_an_empty_list(client, leader, contract, lci, kpi):
    ended_contract(lci, kpi, supplier=contract.supplier)
    answer = ask(client, lci, kpi, ended="on", q="E-1")
    text = answer.content.decode()
    assert 'id="slutade"' in text
    assert 'id="avtal"' not in text


def test_the_file_says_when_a_contract_ended(client, leader, contract, lci, kpi):
    gone = ended_contract(lci, kpi, supplier=contract.supplier)
    answer = ask(client, lci, kpi, ended="on", export="xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    at = rows[0].index("Avtalet slutade")
    told = {row[0]: row[at] for row in rows[1:4]}
    assert told["A-1"] is None
    assert str(told["E-1"])[:10] == str(gone.ends_on)
