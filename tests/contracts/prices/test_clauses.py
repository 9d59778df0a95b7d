"""Clauses of price adjustment: in sentences, as a formula, with their warnings, and as wording to copy."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from contracts.index.models import IndexChain
from contracts.prices import actions
from contracts.prices.models import PriceClause
from contracts.prices.reports import clause_text, standard_text, template_clause
from tests import factories as make
from tests.contracts.prices.clauses import (
    AT,
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


def said(text):
    return plain(" ".join(sentence for section in text.sections for sentence in section.sentences))


def test_a_clause_is_read_as_sentences(contract, lci, kpi):
    text = clause_text(make.clause(basket(lci, kpi), contract=contract), on=ON)
    assert plain(text.basket) == "80 % LCI + 20 % KPI"
    assert [section.heading for section in text.sections] == ["Indexkorgen", "Beräkningen", "Gränser", "Kalendern"]
    for sentence in (
        (
            "80 % LCI (arbetare, näringsgren Q enligt SNI 2007), 2008=100: basvärde 140,2 för kvartal 2 2024, "
            "slutliga värden. Jämförs med kvartal 2 året före justeringen."
        ),
        (
            "20 % KPI, 2020=100: basvärde 124,47 för augusti 2024, slutliga värden. Jämförs med augusti året före "
            "justeringen."
        ),
        "Hela priset följer indexkorgen.",
        "Varje justering räknas från den senaste",
        "Priset avrundas en gång, till hela ören.",
        "Det finns ingen tröskel",
        "Nytt pris gäller från den 1 januari.",
        "Priset ligger fast 12 månader från avtalsstart och från varje justering.",
        "Leverantören begär höjning, tidigast 4 månader och senast 60 dagar före. Utan begäran höjs inte priset.",
        "En sänkning görs utan begäran.",
        "Beställaren ger besked senast 30 dagar före.",
        "Upphör en serie används den som utgivaren anger som dess efterträdare.",
    ):
        assert sentence in said(text)
    assert text.warnings == ()


def test_every_term_that_is_not_the_usual_is_told(contract, lci, kpi):
    terms = {
        "method": "FIXED_BASE",
        "fixed_percent": Decimal("12.5"),
        "threshold_percent": Decimal("1.5"),
        "lowest_percent": Decimal(0),
        "highest_percent": Decimal(5),
        "rounding": "KRONA",
        "factor_decimals": 4,
        "adjusts_month": 4,
        "adjusts_day": 15,
        "fixed_months": 24,
        "needs_request": False,
        "settles_on_final": True,
        "successor": "Parterna väljer en ny serie",
    }
    parts = [
        (
            lci,
            "0.8",
            "2024K2",
            "140.2",
            {"status": "PRELIMINARY", "base_value_final": Decimal("140.6"), "years_before": 0},
        ),
        (kpi, "0.2", "2024M08", "124.47", {"years_before": 2}),
    ]
    told = said(clause_text(make.clause(parts, contract=contract, **terms), on=ON))
    for sentence in (
        (
            "basvärde 140,2 för kvartal 2 2024, preliminära värden (slutligt basvärde 140,6). Jämförs med kvartal 2 "
            "samma år som"
        ),
        "Jämförs med augusti 2 år före justeringen.",
        "12,5 % av priset är fast och följer inte index.",
        "avtalets pris och avtalets basvärden",
        "Faktorn avrundas till 4 decimaler, och priset till hela kronor.",
        "När ett slutligt värde kommer räknas priset om, och skillnaden regleras i efterhand.",
        "Ändras indexkorgen mindre än 1,5 % ändras inte priset, och förändringen sparas till nästa justering.",
        "Priset sänks aldrig.",
        "Priset höjs med högst 5 % vid en justering.",
        "Nytt pris gäller från den 15 april.",
        "Priset ligger fast 24 månader",
        "Beställaren justerar priset utan begäran, uppåt som nedåt.",
        "Parterna väljer en ny serie.",
    ):
        assert sentence in told


def test_a_base_that_the_series_name_says_is_not_said_again(contract, kpi):
    named = make.series("KPI-1980", name="KPI, 1980=100", kind="KPI", base="1980 = 100", frequency="MONTH")
    clause = make.clause(
        [(named, "0.5", "2024M08", "418.13"), (kpi, "0.5", "2024M08", "124.47")], contract=contract, fixed_percent=0
    )
    told, wording = said(clause_text(clause, on=ON)), plain(standard_text(clause))
    assert "50 % KPI, 1980=100: basvärde 418,13" in told
    assert "50 % KPI, 2020=100: basvärde 124,47" in told  # its name is KPI: the base is said beside it
    assert "– 50 %: KPI, 1980=100\n" in wording
    assert "– KPI, 1980=100: 418,13 (augusti 2024, slutligt värde)" in wording
    assert "– KPI: 124,47 (augusti 2024, slutligt värde, 2020=100)" in wording


@pytest.mark.parametrize(
    ("parts", "fixed", "expected"),
    [
        (("0.8", "0.2"), "0", "P₁ = P₀ · (0,8 · LCI₁/LCI₀ + 0,2 · KPI₁/KPI₀)"),
        (("0.8", "0.2"), "15", "P₁ = P₀ · (0,15 + 0,85 · (0,8 · LCI₁/LCI₀ + 0,2 · KPI₁/KPI₀))"),
        (("1",), "0", "P₁ = P₀ · LCI₁/LCI₀"),
        (("1",), "10", "P₁ = P₀ · (0,1 + 0,9 · LCI₁/LCI₀)"),
    ],
)
def test_the_formula_has_the_clauses_own_numbers(contract, lci, kpi, parts, fixed, expected):
    chosen = [(of, weight, *base) for (of, _, *base), weight in zip(basket(lci, kpi), parts, strict=False)]
    text = clause_text(make.clause(chosen, contract=contract, fixed_percent=Decimal(fixed)), on=ON)
    assert text.formula == expected


def test_two_series_of_one_kind_have_signs_of_their_own(contract, lci):
    white = make.series("LCI-TJM-Q", name="LCI tjänstemän")
    text = clause_text(
        make.clause([(lci, "0.6", "2024K2", "140.2"), (white, "0.4", "2024K2", "150")], contract=contract), on=ON
    )
    assert text.formula == "P₁ = P₀ · (0,6 · LCIa₁/LCIa₀ + 0,4 · LCIb₁/LCIb₀)"


@pytest.mark.parametrize(("kind", "word"), [("NEGOTIATION", "förhandling"), ("BUDGET", "uppräkning i budget")])
def test_negotiation_and_budget_uplift_are_warned_against_and_have_no_wording(contract, kind, word):
    clause = PriceClause.objects.create(contract=contract, kind=kind)
    text = clause_text(clause, on=ON)
    assert "används inte längre i nya avtal (kategoriplanen 6.1)" in text.warnings[0]
    assert word in text.warnings[0]
    assert standard_text(clause) == ""


def test_a_series_that_has_ended_is_warned_of_unless_a_chain_leads_on(contract, lci, kpi):
    old = make.series("KPI-1980", name="KPI 1980", kind="KPI", base="1980=100", frequency="MONTH", ended_with="2025M12")
    make.index_value(old, "2024M08", "418.13")
    clause = make.clause([(lci, "0.8", "2024K2", "140.2"), (old, "0.2", "2024M08", "418.13")], contract=contract)
    assert clause_text(clause, on=ON).warnings == (
        (
            "KPI 1980 upphörde med december 2025 och har ingen kedjefaktor: priser kan inte justeras efter senare "
            "perioder."
        ),
    )
    IndexChain.objects.create(old=old, new=kpi, factor=Decimal("3.3592"), decimals=2, source="SCB")
    text = clause_text(clause, on=ON)
    assert text.warnings == ()
    assert "KPI 1980 fortsätter i KPI med kedjefaktorn 3,3592 (källa: SCB)." in said(text)


def test_a_base_value_that_was_not_published_or_is_of_another_base_is_warned_of(contract, lci):
    old = make.series("KPI-1980", name="KPI 1980", kind="KPI", base="1980=100", frequency="MONTH")
    make.index_value(old, "2024M08", "418.13")
    clause = make.clause([(lci, "0.8", "2024K2", "141.2"), (old, "0.2", "2024M08", "124.47")], contract=contract)
    near, other = clause_text(clause, on=ON).warnings
    assert near == (
        "Basvärdet 141,2 för LCI är inte det publicerade, 140,2 för kvartal 2 2024. Avtalets värde gäller, men "
        "kontrollera det."
    )
    assert other.startswith(
        "Basvärdet 124,47 för KPI 1980 ser ut att räknas från en annan bas än 1980=100: publicerat är 418,13"
    )


def test_the_wording_is_whole_and_has_the_clauses_own_terms(contract, lci, kpi):
    wording = plain(standard_text(make.clause(basket(lci, kpi), contract=contract, highest_percent=Decimal(5))))
    assert wording.startswith("PRISJUSTERING\n\n1. Fasta priser\n")
    for words in (
        "fasta i 12 månader från avtalsstart",
        "– 80 %: LCI (arbetare, näringsgren Q enligt SNI 2007), 2008=100",
        "– LCI: 140,2 (kvartal 2 2024, slutligt värde, 2008=100)",
        "P₁ = P₀ · (0,8 · LCI₁/LCI₀ + 0,2 · KPI₁/KPI₀)",
        "Priset höjs med högst 5 % vid en justering.",
        "avrundas en gång, till hela ören. Ett halvt öre avrundas uppåt.",
        "tidigast 4 månader och senast 60 dagar före den 1 januari",
        "senast 30 dagar innan det börjar gälla",
        "används den som utgivaren anger som dess efterträdare",
        "Värden med olika bas jämförs aldrig utan en sådan faktor.",
        "efter avtalstidens slut",
    ):
        assert words in wording
    assert "preliminärt värde" not in wording
    council = standard_text(PriceClause.objects.create(area=make.area("SOF"), kind="COUNCIL"))
    assert "Kommunfullmäktige beslutar varje år" in council


def test_saving_through_the_action_and_the_form_is_the_same(by, contract, lci):
    clause, parts = template_clause("lci", user=by)
    clause.contract = contract
    saved = actions.save_clause(clause=clause, components=parts, by=by, at=AT, version=None)
    assert saved.components.get().base_value == Decimal("145.1")


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"lowest_percent": Decimal(-100)}, "lowest_percent"),
        ({"highest_percent": Decimal(-5)}, "highest_percent"),
        ({"adjusts_month": 2, "adjusts_day": 31}, "adjusts_day"),
        ({"opens_months": 1, "ask_days": 200}, "ask_days"),
    ],
)
def test_terms_that_no_year_can_hold_are_refused_at_their_field(contract, terms, field):
    with pytest.raises(ValidationError) as refused:
        PriceClause(contract=contract, **terms).full_clean()
    assert set(refused.value.error_dict) == {field}
