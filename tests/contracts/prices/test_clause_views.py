"""Pages of clauses: written, inherited, found and exported; who may, and what is said when something is wrong."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.plan.models import CategoryScope
from contracts.prices.models import PriceClause
from contracts.prices.reports import standard_text
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make
from tests.contracts.prices.clauses import basket, consumer_prices, labour_costs, long_contract, plain

pytestmark = pytest.mark.django_db
contract = pytest.fixture(long_contract)
lci = pytest.fixture(labour_costs)
kpi = pytest.fixture(consumer_prices)


@pytest.fixture
def page(client, by):
    client.force_login(by)
    return client


def body(answer):
    return " ".join(plain(answer.content.decode()).split())


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
        "catches_up": "on",
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
    assert "Ärvd från ramavtalet R-1 Provomgång" in told
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
        ({"base_value_0": "-4"}, "base_value_0", "Ange minst"),
        ({"fixed_percent": "101"}, "fixed_percent", "Ange högst 100."),
        ({"fixed_months": "6"}, "fixed_months", "Ange minst 12."),
        ({"adjusts_day": "32"}, "adjusts_day", "Ange högst 31."),
        ({"adjusts_month": "13"}, "adjusts_month", "finns inte att välja"),
        ({"kind": "GISSNING"}, "kind", "finns inte att välja"),
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
    assert twice.context["form"].errors["series_1"] == ["Serien står redan i indexkorgen. Välj en annan."]
    none = page.post(address, fields())
    assert none.context["form"].errors["series_0"] == ["Välj minst en serie till indexkorgen."]


def test_who_saves_second_is_shown_both_and_overwrites_nothing(page, contract, lci, kpi, by):
    clause = make.clause(basket(lci, kpi), contract=contract)
    address = f"/avtal/{contract.pk}/klausul/"
    version = page.get(address).context["form"]["version"].value()
    first = fields((lci, "70", "2024K2", "140,2"), (kpi, "30", "2024M08", "124,47"), version=version)
    answer = page.post(address, first)
    assert answer.status_code == 302, answer.context["form"].errors
    second = fields((lci, "80", "2024K2", "140,2"), (kpi, "20", "2024M08", "124,47"), version=version, ask_days="90")
    answer = page.post(address, second)
    assert answer.status_code == 422
    assert [(each.label, each.stored, each.typed) for each in answer.context["form"].conflicts] == [
        ("Vikt, procent, rad 1", "70", "80"),
        ("Vikt, procent, rad 2", "30", "20"),
        ("begäran senast, dagar före".capitalize(), "60", "90"),
    ]
    assert "Ingenting är sparat" in body(answer)
    assert clause.components.get(series=lci).weight == Decimal("0.7")
    knowing = answer.context["form"]["version"].value()
    assert page.post(address, {**second, "version": knowing}).status_code == 302
    assert clause.components.get(series=lci).weight == Decimal("0.8")


def test_a_basket_that_only_another_changed_stays_as_he_has_it(page, contract, lci, kpi, by):
    clause = make.clause(basket(lci, kpi), contract=contract)
    address = f"/avtal/{contract.pk}/klausul/"
    opened = fields(
        (lci, "80", "2024K2", "140,2"), (kpi, "20", "2024M08", "124,47"), version=clause.version, ask_days="60"
    )
    opened = {**opened, **sent_of(page.get(address).context["form"])}
    first = {**opened, "weight_0": "70", "weight_1": "30"}
    assert page.post(address, first).status_code == 302
    late = page.post(address, {**opened, "ask_days": "90"})
    assert late.status_code == 422
    told = {each.label: each.typed for each in late.context["form"].conflicts}
    assert told == {"Begäran senast, dagar före": "90", "Vikt, procent, rad 1": "", "Vikt, procent, rad 2": ""}
    assert page.post(address, {**opened, **sent_of(late.context["form"])}).status_code == 302
    clause.refresh_from_db()
    assert (clause.ask_days, clause.components.get(series=lci).weight) == (90, Decimal("0.7"))


def sent_of(form):
    """What a browser sends of a form that nobody has touched."""
    said = {bound.html_name: bound.field.prepare_value(bound.value()) for bound in form}
    return {name: "on" if value is True else value for name, value in said.items() if value not in {None, False}}


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
    assert answer.context["form"].conflicts
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


def test_a_secret_contracts_clause_is_for_the_named_alone(page, by, lci, kpi):
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
    AccessGrant.objects.create(object=secret, user=by)
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
