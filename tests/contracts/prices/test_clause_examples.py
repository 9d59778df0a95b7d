"""The example of a clause: the price it would give, from the figures there are, and what it lacks."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.prices.querysets import Figures
from contracts.prices.reports import clause_text, template_clause, worked_example
from tests import factories as make
from tests.contracts.prices.clauses import (
    ON,
    basket,
    consumer_prices,
    labour_costs,
    long_contract,
    plain,
)

pytestmark = pytest.mark.django_db
contract = pytest.fixture(long_contract)
lci = pytest.fixture(labour_costs)
kpi = pytest.fixture(consumer_prices)


def test_the_example_from_fixed_bases_is_computed_from_the_contracts_bases(contract, lci, kpi):
    clause = make.clause(basket(lci, kpi), contract=contract, method="FIXED_BASE")
    example = clause_text(clause, on=ON).example
    # 0.8 · 145.1/140.2 + 0.2 · 124.85/124.47 = 1.0279600 + 0.0006106 = 1.028570
    assert (example.effective_on, example.missing) == (date(2027, 1, 1), "")
    assert example.factor == example.basket == Decimal("1.028571")
    assert example.price == Decimal("1028.57")
    assert plain(example.words) == "1 000,00 kr → 1 028,57 kr från 2027-01-01 (+2,9 %)"


def test_the_example_of_a_chained_clause_goes_from_the_year_before(contract, lci, kpi):
    example = clause_text(make.clause(basket(lci, kpi), contract=contract), on=ON).example
    assert [(part.base_period, part.new_period) for part in example.parts] == [
        ("kvartal 2 2025", "kvartal 2 2026"),
        ("augusti 2025", "augusti 2026"),
    ]
    # 0.8 · 145.1/142.0 + 0.2 · 124.85/124.60 = 0.8174648 + 0.2004013 = 1.0178661
    assert example.basket == Decimal("1.017866")
    assert example.price == Decimal("1017.87")


def test_an_example_takes_fixed_share_ceiling_and_rounding(contract, lci):
    part = [(lci, "1", "2025K2", "142.0")]
    clause = make.clause(part, contract=contract, fixed_percent=Decimal(50), rounding="KRONA")
    # 145.1/142 = 1.0218310; half of it fixed: 1.0109155
    assert clause_text(clause, on=ON).example.price == Decimal("1011.00")
    clause.highest_percent, clause.rounding = Decimal("0.5"), "ORE"
    capped = clause_text(clause, on=ON).example
    assert capped.price == Decimal("1005.00")
    assert plain(capped.remark) == "Utan taket hade priset blivit 1 010,92 kr."
    clause.threshold_percent = Decimal(3)
    held = clause_text(clause, on=ON).example
    assert held.price == Decimal("1000.00")
    assert "mindre än tröskeln" in held.remark


def test_a_figure_that_is_missing_is_named_and_the_year_before_shown(contract, lci, kpi):
    later = clause_text(make.clause(basket(lci, kpi), contract=contract), on=date(2027, 6, 1)).example
    assert later.missing == "LCI: det slutliga värdet för kvartal 2 2027 saknas."
    assert later.effective_on == date(2027, 1, 1)
    assert later.price == Decimal("1017.87")


def test_an_example_without_any_later_figure_says_so_and_computes_nothing(contract):
    clause = make.clause([(make.series(), "1", "2026K2", "145.1")], contract=contract)
    example = clause_text(clause, on=ON).example
    assert (example.price, example.words) == (None, "")
    assert example.missing == "Det finns inget senare värde att jämföra basvärdena med vid justeringen 2027-01-01."


def test_yearly_changes_are_an_example_too(contract):
    opi = make.series("OPI", name="OPI", kind="OPI", base="", frequency="YEAR", measures="CHANGE")
    make.index_value(opi, "2025", "3.5")
    make.index_value(opi, "2026", "2.0")
    clause = make.clause([(opi, "1", "2024", "100", {"years_before": 1})], contract=contract)
    text = clause_text(clause, on=ON)
    assert text.formula == "P₁ = P₀ · OPI₁/OPI₀"
    assert text.example.price == Decimal("1020.00")  # the second of two chained years
    clause.method = "FIXED_BASE"
    assert clause_text(clause, on=ON).example.price == Decimal("1055.70")  # 1.035 · 1.020


def test_the_standard_template_takes_the_last_figures_of_one_time_and_shows_the_year_before_them(by, lci, kpi):
    make.index_value(kpi, "2025M06", "124.00")
    make.index_value(kpi, "2026M06", "125.24")
    clause, parts = template_clause("80-20", user=by)
    assert (clause.kind, clause.settles_on_final) == ("INDEX", False)
    # The quarter ends in June: a later month would be another time.
    assert [(part.series, part.weight, part.base_period, part.base_value) for part in parts] == [
        (lci, Decimal("0.8"), "2026K2", Decimal("145.1")),
        (kpi, Decimal("0.2"), "2026M06", Decimal("125.24")),
    ]
    example = worked_example(clause, parts, Figures([lci, kpi]), date(2026, 11, 1))
    assert example.price == Decimal("1019.46")  # 0.8 · 145.1/142.0 + 0.2 · 125.24/124.00
    assert "de senaste som finns" in example.missing
    make.index_value(lci, "2026K3", "147.0", "PRELIMINARY")
    clause, parts = template_clause("80-20", user=by)
    assert (clause.settles_on_final, parts[0].base_period, parts[1].base_period) == (True, "2026K3", "2026M08")
    assert template_clause("fast", user=by)[0].kind == "COUNCIL"
    assert [part.series for part in template_clause("lci", user=by)[1]] == [lci]
    assert template_clause("opi", user=by)[1] == []  # no such series yet
