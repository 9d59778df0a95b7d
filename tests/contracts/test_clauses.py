"""Clauses of price adjustment: in sentences, as a formula, by an example, and as wording to copy."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts import actions
from contracts.models import CategoryScope, IndexChain, PriceClause
from contracts.querysets import Figures
from contracts.reports import clause_text, standard_text, template_clause
from contracts.reports.clause_examples import worked_example
from huddinge_vo.common.models import AccessGrant
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 10, 15, 8, tzinfo=UTC)
ON = AT.date()


@pytest.fixture
def officer():
    return make.user("upphandlare")


@pytest.fixture
def page(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def contract():
    return make.contract(valid_from=date(2025, 1, 1), until=date(2028, 12, 31))


@pytest.fixture
def lci():
    of = make.series("LCI-ARB-Q", name="LCI", variant="arbetare")
    for period, value in (("2024K2", "140.2"), ("2025K2", "142.0"), ("2026K2", "145.1")):
        make.index_value(of, period, value)
    return of


@pytest.fixture
def kpi():
    of = make.series("KPI-2020", name="KPI", kind="KPI", base="2020=100", frequency="MONTH")
    for period, value in (("2024M08", "124.47"), ("2025M08", "124.60"), ("2026M08", "124.85")):
        make.index_value(of, period, value)
    return of


def basket(lci, kpi):
    return [(lci, "0.8", "2024K2", "140.2"), (kpi, "0.2", "2024M08", "124.47")]


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def said(text):
    return plain(" ".join(sentence for section in text.sections for sentence in section.sentences))


def body(answer):
    return plain(answer.content.decode())


def rows(*parts):
    """The basket as a browser sends it: (series, per cent, base period, base value)."""
    sent = {}
    for row, (series, weight, period, value) in enumerate(parts):
        sent |= {
            f"series_{row}": series.pk,
            f"weight_{row}": weight,
            f"base_period_{row}": period,
            f"base_value_{row}": value,
            f"status_{row}": "FINAL",
            f"years_before_{row}": "1",
        }
    return sent


def fields(*parts, **values):
    return {
        "kind": "INDEX",
        "method": "CHAINED",
        "fixed_percent": "0",
        "carries_over": "on",
        "rounding": "ORE",
        "adjusts_month": "1",
        "adjusts_day": "1",
        "fixed_months": "12",
        "opens_months": "4",
        "needs_request": "on",
        "ask_days": "60",
        "tell_days": "30",
        "successor": "Den serie som utgivaren anger används.",
        **rows(*parts),
        **values,
    }


def test_a_clause_is_read_as_sentences(contract, lci, kpi):
    text = clause_text(make.clause(basket(lci, kpi), contract=contract), on=ON)
    assert plain(text.basket) == "80 % LCI + 20 % KPI"
    assert [section.heading for section in text.sections] == ["Korgen", "Beräkningen", "Gränser", "Kalendern"]
    for sentence in (
        (
            "80 % LCI (arbetare, näringsgren Q enligt SNI 2007), 2008=100: basvärde 140,2 för kvartal 2 2024, slutliga värden. "
            "Jämförs med kvartal 2 året före justeringen."
        ),
        "20 % KPI, 2020=100: basvärde 124,47 för augusti 2024, slutliga värden. Jämförs med augusti året före justeringen.",
        "Hela priset följer korgen.",
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
        "basvärde 140,2 för kvartal 2 2024, preliminära värden (slutligt basvärde 140,6). Jämförs med kvartal 2 samma år som",
        "Jämförs med augusti 2 år före justeringen.",
        "12,5 % av priset är fast och följer inte index.",
        "avtalets pris och avtalets basvärden",
        "Faktorn avrundas till 4 decimaler, och priset till hela kronor.",
        "När ett slutligt värde kommer räknas priset om, och skillnaden regleras i efterhand.",
        "Ändras korgen mindre än 1,5 % ändras inte priset, och förändringen sparas till nästa justering.",
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


def test_an_areas_name_that_ends_with_a_stop_gets_no_second(page):
    area = make.area("AO-65", subcategory="ÄO", name="Enstaka platser, permanenta- och korttidsplatser.")
    lci = make.series("LCI-ARB-Q", name="LCI")
    make.index_value(lci, "2024K2", "140.2")
    make.clause([(lci, "1", "2024K2", "140.2")], area=area)
    inheriting = make.contract(areas=[area])
    told = body(page.get(f"/avtal/{inheriting.pk}/klausul/"))
    assert "korttidsplatser.</a> Fälten börjar" in told
    assert "platser.</a>." not in told
    told = body(page.get(inheriting.get_absolute_url()))
    assert "Ärvd från avtalsområdet Enstaka platser, permanenta- och korttidsplatser. Index, " in told
    area.name = "Enstaka platser"
    area.save()
    assert "Ärvd från avtalsområdet Enstaka platser. Index, " in body(page.get(inheriting.get_absolute_url()))


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


def test_the_example_from_fixed_bases_is_reckoned_from_the_contracts_bases(contract, lci, kpi):
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


def test_an_example_without_any_later_figure_says_so_and_reckons_nothing(contract):
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
        "KPI 1980 upphörde med december 2025 och har ingen kedjefaktor: priser kan inte justeras efter senare perioder.",
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
        "Basvärdet 141,2 för LCI är inte det publicerade, 140,2 för kvartal 2 2024. Avtalets värde gäller, men kontrollera det."
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


def test_the_standard_template_takes_the_last_figures_of_one_time_and_shows_the_year_before_them(officer, lci, kpi):
    make.index_value(kpi, "2025M06", "124.00")
    make.index_value(kpi, "2026M06", "125.24")
    clause, parts = template_clause("80-20", user=officer)
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
    clause, parts = template_clause("80-20", user=officer)
    assert (clause.settles_on_final, parts[0].base_period, parts[1].base_period) == (True, "2026K3", "2026M08")
    assert template_clause("fast", user=officer)[0].kind == "COUNCIL"
    assert [part.series for part in template_clause("lci", user=officer)[1]] == [lci]
    assert template_clause("opi", user=officer)[1] == []  # no such series yet


def test_a_new_clause_begins_from_the_plans_basket_and_shows_its_formula(page, contract, lci, kpi):
    opened = page.get(f"/avtal/{contract.pk}/klausul/")
    told = body(opened)
    assert "P₁ = P₀ · (0,8 · LCI₁/LCI₀ + 0,2 · KPI₁/KPI₀)" in told
    assert 'value="80"' in told
    assert 'value="145,1"' in told
    assert "Det finns fel att rätta" not in told
    fast = page.get(f"/avtal/{contract.pk}/klausul/?mall=fast")
    assert fast.context["form"]["kind"].value() == "COUNCIL"


def test_a_clause_is_saved_with_weights_as_shares_and_published_bases(page, contract, lci, kpi):
    sent = fields((lci, "80", "2024k2", ""), (kpi, "20 %", "2024M08", "124,47"), threshold_percent="1,5")
    answer = page.post(f"/avtal/{contract.pk}/klausul/", sent, follow=True)
    clause = PriceClause.objects.get()
    assert answer.redirect_chain[0][0] == clause.get_absolute_url()
    assert (clause.contract, clause.threshold_percent, clause.version) == (contract, Decimal("1.5"), 1)
    assert list(clause.components.order_by("-weight").values_list("series", "weight", "base_period", "base_value")) == [
        (lci.pk, Decimal("0.8"), "2024K2", Decimal("140.2")),
        (kpi.pk, Decimal("0.2"), "2024M08", Decimal("124.47")),
    ]
    told = body(answer)
    assert "1 017,87 kr från 2027-01-01" in told
    assert "Mallskrivning för upphandlingsdokument" in told


def test_rounds_and_areas_have_clauses_that_contracts_inherit(page, lci, kpi):
    round_ = make.framework()
    contract = make.contract(framework=round_)
    page.post(f"/avtalsomraden/{make.area().pk}/klausul/", fields((lci, "100", "2024K2", "140,2")))
    assert "Ärvd från avtalsområdet IFO-HVB" in body(page.get(contract.get_absolute_url()))
    page.post(f"/upphandlingsomgangar/{round_.pk}/klausul/", fields((kpi, "100", "2024M08", "124,47")))
    told = body(page.get(contract.get_absolute_url()))
    assert "Ärvd från upphandlingsomgången R-1 Provomgång" in told
    assert "Ge avtalet en egen klausul" in told
    opened = page.get(f"/avtal/{contract.pk}/klausul/")  # its own begins from what it inherits
    assert opened.context["form"]["series_0"].value() == kpi.pk
    assert opened.context["inherited"].framework == round_
    for clause in PriceClause.objects.all():
        assert [each.number for each in page.get(clause.get_absolute_url()).context["followers"]] == (
            ["A-1"] if clause.framework else []
        )
    for address in (round_.get_absolute_url(), make.area().get_absolute_url()):
        assert "100 %" in body(page.get(address))


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"weight_0": "70"}, "weight_0", "Vikterna ska tillsammans vara 100 procent, men är 90."),
        ({"weight_0": "mycket"}, "weight_0", "”mycket” är inget tal."),
        ({"weight_1": ""}, "weight_1", "Ange vikten i procent, större än noll."),
        ({"series_1": ""}, "series_1", "Välj serie, eller lämna hela raden tom."),
        ({"base_period_0": ""}, "base_period_0", "Ange basperioden, till exempel 2024K2."),
        ({"base_period_0": "i fjol"}, "base_period_0", "”i fjol” är ingen period. Skriv till exempel 2024K2."),
        ({"base_period_0": "2024M08"}, "base_period_0", "LCI publiceras per kvartal. Skriv till exempel 2024K2."),
        (
            {"base_period_0": "2019K2", "base_value_0": ""},
            "base_value_0",
            "Ange basvärdet: inget slutligt värde för kvartal 2 2019 är inläst för LCI.",
        ),
        ({"base_value_0": "-4"}, "base_value_0", "större än eller lika med"),
        ({"fixed_percent": "101"}, "fixed_percent", "mindre än eller lika med 100"),
        ({"fixed_months": "6"}, "fixed_months", "större än eller lika med 12"),
        ({"adjusts_day": "32"}, "adjusts_day", "mindre än eller lika med 31"),
        ({"adjusts_month": "13"}, "adjusts_month", "Välj ett giltigt alternativ"),
        ({"kind": "GISSNING"}, "kind", "Välj ett giltigt alternativ"),
        ({"lowest_percent": "5", "highest_percent": "2"}, "__all__", "kan inte vara större än den högsta"),
        ({"method": "FIXED_BASE", "carries_over": ""}, "__all__", "låt den sparas"),
    ],
)
def test_what_is_wrong_with_a_clause_is_told_at_the_field_and_above(page, contract, lci, kpi, values, field, words):
    sent = fields((lci, "80", "2024K2", "140,2"), (kpi, "20", "2024M08", "124,47"), **values)
    answer = page.post(f"/avtal/{contract.pk}/klausul/", sent)
    assert answer.status_code == 422
    assert words in plain(" ".join(answer.context["form"].errors[field]))
    assert "Det finns fel att rätta" in body(answer)
    assert not PriceClause.objects.exists()


def test_a_series_twice_or_none_at_all_is_told(page, contract, lci):
    address = f"/avtal/{contract.pk}/klausul/"
    twice = page.post(address, fields((lci, "50", "2024K2", "140,2"), (lci, "50", "2024K2", "140,2")))
    assert twice.context["form"].errors["series_1"] == ["Serien står redan i korgen."]
    none = page.post(address, fields())
    assert none.context["form"].errors["series_0"] == ["Välj minst en serie till korgen."]


def test_who_saves_second_is_shown_both_and_overwrites_nothing(page, contract, lci, kpi, officer):
    clause = make.clause(basket(lci, kpi), contract=contract)
    address = f"/avtal/{contract.pk}/klausul/"
    version = page.get(address).context["form"]["version"].value()
    first = fields((lci, "70", "2024K2", "140,2"), (kpi, "30", "2024M08", "124,47"), version=version)
    answer = page.post(address, first)
    assert answer.status_code == 302, answer.context["form"].errors
    second = fields((lci, "80", "2024K2", "140,2"), (kpi, "20", "2024M08", "124,47"), version=version, ask_days="90")
    answer = page.post(address, second)
    assert answer.status_code == 422
    assert [(each.label, each.stored, each.typed) for each in answer.context["conflicts"]] == [
        ("begäran senast, dagar före".capitalize(), "60", "90"),
        ("Vikt, procent, rad 1", "70", "80"),
        ("Vikt, procent, rad 2", "30", "20"),
    ]
    assert "Ingenting är sparat" in body(answer)
    assert clause.components.get(series=lci).weight == Decimal("0.7")
    knowing = answer.context["form"]["version"].value()
    assert page.post(address, {**second, "version": knowing}).status_code == 302
    assert clause.components.get(series=lci).weight == Decimal("0.8")


def test_the_history_tells_of_the_basket_too(page, contract, lci, kpi):
    address = f"/avtal/{contract.pk}/klausul/"
    page.post(address, fields((lci, "80", "2024K2", "140,2"), (kpi, "20", "2024M08", "124,47")))
    page.post(address, fields((lci, "100", "2024K2", "140,2375"), version=1))
    shown = page.get(PriceClause.objects.get().get_absolute_url()).context["changes"]
    told = {(change.what, change.field, plain(change.new)) for change in shown}
    assert ("Ändrad", "LCI, vikt", "1,00") in told
    assert ("Ändrad", "LCI, basvärde enligt avtalet", "140,2375") in told
    assert ("Borttagen", "KPI", "") in told
    assert {change.by for change in shown} == {"upphandlare"}


def test_two_who_write_the_same_contracts_first_clause_do_not_overwrite_each_other(page, contract, lci, kpi):
    address = f"/avtal/{contract.pk}/klausul/"
    assert page.post(address, fields((lci, "100", "2024K2", "140,2"), version="")).status_code == 302
    answer = page.post(address, fields((kpi, "100", "2024M08", "124,47"), version=""))
    assert answer.status_code == 422
    assert answer.context["conflicts"]
    assert PriceClause.objects.get().components.get().series == lci


def test_the_formula_is_shown_while_the_fields_are_filled_in_and_nothing_saved(page, contract, lci, kpi):
    sent = fields((lci, "60", "2024K2", ""), (kpi, "40", "2024M08", "124,47"))
    told = body(page.post("/prisjustering/klausuler/forhandsgranska/", sent))
    assert "P₁ = P₀ · (0,6 · LCI₁/LCI₀ + 0,4 · KPI₁/KPI₀)" in told
    assert "Publicerat basvärde hämtas: LCI: 140,2 för kvartal 2 2024" in told
    assert "<html" not in told
    lacking = body(page.post("/prisjustering/klausuler/forhandsgranska/", {**sent, "weight_0": "10"}))
    assert "Vikterna ska tillsammans vara 100 procent, men är 50." in lacking
    assert page.get("/prisjustering/klausuler/forhandsgranska/").status_code == 405
    # without scripts the button shows the same, on the whole page
    whole = page.post(f"/avtal/{contract.pk}/klausul/", {**sent, "visa": "1"})
    assert whole.status_code == 200
    assert "P₁ = P₀ · (0,6 · LCI₁/LCI₀ + 0,4 · KPI₁/KPI₀)" in body(whole)
    assert not PriceClause.objects.exists()


def test_the_wording_is_a_text_file_that_windows_reads(page, contract, lci, kpi):
    clause = make.clause(basket(lci, kpi), contract=contract)
    answer = page.get(f"{clause.get_absolute_url()}mallskrivning.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    text = answer.content.decode("utf-8-sig")
    assert text.replace("\r\n", "\n") == standard_text(clause)
    clause.kind = "BUDGET"
    clause.components.all().delete()
    clause.save()
    assert page.get(f"{clause.get_absolute_url()}mallskrivning.txt").status_code == 404


def test_the_list_is_narrowed_searched_and_exported(page, contract, lci, kpi):
    make.clause(basket(lci, kpi), contract=contract)
    PriceClause.objects.create(area=make.area("SOF", name="Skyddat boende"), kind="NEGOTIATION")
    told = body(page.get("/prisjustering/klausuler/"))
    assert "80 % LCI + 20 % KPI" in told
    assert "inte i nya avtal" in told

    def found(query):
        lines = page.get(f"/prisjustering/klausuler/?export=csv&{query}")
        return [line.split(";")[0] for line in lines.getvalue().decode("utf-8-sig").split("\r\n")[1:] if line]

    assert found("") == ["A-1", "Skyddat boende"]
    assert found("slag=NEGOTIATION") == ["Skyddat boende"]
    assert found("galler=contract") == ["A-1"]
    assert found("sok=provhem") == ["A-1"]
    assert found("sort=-holder_name") == ["Skyddat boende", "A-1"]
    assert page.get("/prisjustering/klausuler/?slag=x").status_code == 200


def test_who_may_only_read_sees_clauses_and_cannot_write_them(client, contract, lci, kpi):
    client.force_login(make.user("läsare"))
    clause = make.clause(basket(lci, kpi), contract=contract)
    told = body(client.get(clause.get_absolute_url()))
    assert f"/avtal/{contract.pk}/klausul/" not in told
    assert client.get("/prisjustering/klausuler/").status_code == 200
    for path in (
        f"/avtal/{contract.pk}/klausul/",
        f"/avtalsomraden/{contract.areas.get().pk}/klausul/",
        f"/upphandlingsomgangar/{make.framework().pk}/klausul/",
        "/prisjustering/klausuler/forhandsgranska/",
    ):
        assert client.post(path, fields((lci, "100", "2024K2", "140,2"))).status_code == 403
    assert PriceClause.objects.count() == 1


def test_a_secret_contracts_clause_is_for_the_named_alone(page, officer, lci, kpi):
    secret = make.contract("HEMLIG-1", is_secret=True)
    clause = make.clause(basket(lci, kpi), contract=secret)
    paths = (
        clause.get_absolute_url(),
        f"{clause.get_absolute_url()}mallskrivning.txt",
        f"/avtal/{secret.pk}/klausul/",
    )
    for path in paths:
        assert page.get(path).status_code == 404
    assert page.post(paths[2], fields((lci, "100", "2024K2", "140,2"))).status_code == 404
    assert "HEMLIG" not in body(page.get("/prisjustering/klausuler/"))
    assert "HEMLIG" not in page.get("/prisjustering/klausuler/?export=csv").getvalue().decode()
    AccessGrant.objects.create(object=secret, user=officer)
    for path in paths:
        assert page.get(path).status_code == 200
    assert "HEMLIG" in body(page.get("/prisjustering/klausuler/"))


def test_an_inherited_clause_outside_ones_own_categories_is_not_told(client, lci, kpi):
    theirs, ours = make.area("AO-1", subcategory="AO"), make.area("IFO-1")
    contract = make.contract(areas=[theirs, ours])
    make.clause(basket(lci, kpi), area=theirs)
    narrow = make.user("upphandlare", username="ifo")
    CategoryScope.objects.create(membership=narrow.memberships.get(), category=make.category("IFO"))
    client.force_login(narrow)
    told = body(client.get(contract.get_absolute_url()))
    assert "klausulen är skyddad" in told
    assert "80 % LCI" not in told


def test_secret_contracts_that_follow_an_open_clause_are_not_named_or_counted(page, lci, kpi):
    clause = make.clause(basket(lci, kpi), area=make.area())
    open_ = make.contract()
    make.contract("HEMLIG-1", supplier=open_.supplier, is_secret=True)
    shown = page.get(clause.get_absolute_url())
    assert shown.context["follower_count"] == 1
    assert "HEMLIG" not in body(shown)


def test_lists_and_pages_of_thirty_ask_as_much_as_of_three(page, lci, kpi):
    counts = []
    supplier = make.supplier()
    make.clause(basket(lci, kpi), area=make.area())
    clause = PriceClause.objects.get()
    for first, last in ((0, 3), (3, 30)):
        for n in range(first, last):
            made = make.contract(f"A-{n:02}", supplier=supplier)
            make.contract(f"B-{n:02}", supplier=supplier)
            make.clause(basket(lci, kpi), contract=made)
        found = []
        for address in ("/prisjustering/klausuler/", clause.get_absolute_url()):
            page.get(address)
            with CaptureQueriesContext(connection) as queries:
                page.get(address)
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]


def test_a_basket_of_more_than_four_series_loses_none_when_it_is_changed(page, contract):
    parts = [(make.series(f"S-{n}", kind="OTHER"), "0.2", "2024K2", "100") for n in range(5)]
    clause = make.clause(parts, contract=contract)
    opened = page.get(f"/avtal/{contract.pk}/klausul/")
    assert len(opened.context["form"].rows) == 5
    sent = fields(*[(series, "20", period, value) for series, _, period, value in parts], version=1)
    assert page.post(f"/avtal/{contract.pk}/klausul/", sent).status_code == 302
    assert clause.components.count() == 5


def test_saving_through_the_deed_and_the_form_is_the_same(officer, contract, lci):
    clause, parts = template_clause("lci", user=officer)
    clause.contract = contract
    saved = actions.save_clause(clause=clause, components=parts, by=officer, at=AT, version=None)
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
