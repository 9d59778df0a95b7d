"""What tests of clauses share: a contract, two series and a basket of them, and how what is said is read."""

from datetime import UTC, date, datetime

from tests import factories as make

AT = datetime(2026, 10, 15, 8, tzinfo=UTC)
ON = AT.date()


def long_contract():
    return make.contract(valid_from=date(2025, 1, 1), until=date(2028, 12, 31))


def labour_costs():
    of = make.series("LCI-ARB-Q", name="LCI", variant="arbetare")
    for period, value in (("2024K2", "140.2"), ("2025K2", "142.0"), ("2026K2", "145.1")):
        make.index_value(of, period, value)
    return of


def consumer_prices():
    of = make.series("KPI-2020", name="KPI", kind="KPI", base="2020=100", frequency="MONTH")
    for period, value in (("2024M08", "124.47"), ("2025M08", "124.60"), ("2026M08", "124.85")):
        make.index_value(of, period, value)
    return of


def basket(lci, kpi):
    return [(lci, "0.8", "2024K2", "140.2"), (kpi, "0.2", "2024M08", "124.47")]


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")
