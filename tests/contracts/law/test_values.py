"""The law's figures by day, as domain.md §6 has them; what is not written in decides nothing."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from contracts.law.choices import LawKind
from contracts.law.models import LawValue
from contracts.law.querysets import LawNotEntered, law_figure, law_on
from contracts.law.reference import VALUES, load_law
from contracts.law.reports import award_limit
from contracts.law.rules import Limit, Verdict, below_all
from followup.duties import actions as duty_actions
from followup.duties.models import Duty
from huddinge_vo.common.saving import save_checked
from procurement.plan.models import ProcurementTerm
from tests import factories as make

AT = datetime(2026, 11, 28, 8, tzinfo=UTC)
D = Decimal


@pytest.fixture
def law(db):
    make.law()


def figures(kind, *days):
    return [found and found.value for found in (law_on(kind, date.fromisoformat(day)) for day in days)]


def test_the_limits_of_direct_awards_are_the_laws_on_each_day(law):
    annex_2 = figures(
        LawKind.DIRECT_AWARD_ANNEX_2,
        *("2019-12-31", "2020-01-01", "2022-01-31", "2022-02-01", "2023-12-31", "2024-01-01", "2025-12-31"),
        *("2026-01-01", "2030-01-01"),
    )
    assert annex_2 == [None, 615312, 615312, 7802550, 7802550, 8109450, 8109450, None, None]
    other = figures(LawKind.DIRECT_AWARD_OTHER, "2020-01-01", "2022-01-31", "2022-02-01", "2024-01-01", "2026-01-01")
    assert other == [615312, 615312, 700000, 700000, 700000]
    welfare = figures(LawKind.DIRECT_AWARD_ANNEX_2A, "2019-12-31", "2020-01-01", "2022-01-31", "2022-02-01")
    assert welfare == [None, 2156469, 2156469, None]


def test_the_other_figures_and_conditions_are_the_laws(law):
    day = date(2026, 11, 28)
    assert {kind: law_figure(kind, day) for kind in LawKind if law_on(kind, day) and law_on(kind, day).value} == {
        LawKind.DIRECT_AWARD_OTHER: 700_000,
        LawKind.DOCUMENT_ABOVE: 100_000,
        LawKind.STANDSTILL_ELECTRONIC: 10,
        LawKind.STANDSTILL_OTHER: 15,
        LawKind.AWARD_NOTICE: 30,
        LawKind.AWARD_NOTICE_ABOVE: 700_000,
        LawKind.RESERVED_MONTHS: 36,
        LawKind.FEE_LOWEST: 10_000,
        LawKind.FEE_HIGHEST: 20_000_000,
        LawKind.FEE_SHARE: 10,
    }
    for kind in (LawKind.RESERVED_PARTICIPATION, LawKind.RESERVED_MONTHS, LawKind.RESERVED_NONPROFIT):
        assert (law_on(kind, date(2022, 12, 31)), bool(law_on(kind, date(2023, 1, 1)))) == (None, True)
    nonprofit = law_on(LawKind.RESERVED_NONPROFIT, day)
    assert "lag (2022:900)" in nonprofit.source
    assert "Kammarkollegiets register" in nonprofit.conditions
    assert not nonprofit.is_missing


def test_everything_has_a_source_and_only_the_figure_of_2026_is_to_be_written_in(law):
    assert not LawValue.objects.filter(source="").exists()
    assert list(LawValue.objects.missing().values_list("kind", "valid_from", "stated_as")) == [
        ("DIRECT_AWARD_ANNEX_2", date(2026, 1, 1), "750 000 euro")
    ]
    with pytest.raises(LawNotEntered, match="Kan inte avgöras"):
        law_figure(LawKind.DIRECT_AWARD_ANNEX_2, date(2026, 1, 1))


def test_it_is_brought_in_once_and_what_somebody_has_written_stays(law):
    assert LawValue.objects.count() == len(VALUES)
    LawValue.objects.filter(valid_from=date(2026, 1, 1)).update(value=D(8_300_000))
    assert load_law(buyer=make.buyer(), at=AT) == 0
    assert figures(LawKind.DIRECT_AWARD_ANNEX_2, "2026-01-01") == [8_300_000]


@pytest.mark.parametrize(
    ("value", "limits", "verdict"),
    [
        ("8109449.99", [8_109_450], Verdict.BELOW),
        ("8109450.00", [8_109_450], Verdict.ABOVE),  # below is strictly below
        (None, [8_109_450], Verdict.UNDECIDED),
        ("1.00", [None], Verdict.UNDECIDED),
        ("1.00", [], Verdict.UNDECIDED),
        ("615311.99", [615_312, 2_156_469], Verdict.BELOW),
        ("615312.00", [615_312, 2_156_469], Verdict.UNDECIDED),
        ("2156469.00", [615_312, 2_156_469], Verdict.ABOVE),
        ("1.00", [615_312, None], Verdict.UNDECIDED),
    ],
)
def test_a_value_is_below_only_where_it_is_known_to_be(value, limits, verdict):
    found = below_all(value and D(value), [Limit("gräns", None if each is None else D(each)) for each in limits])
    assert found == verdict


@pytest.mark.parametrize(
    ("day", "value", "annexes", "words"),
    [
        ("2025-12-31", "8109449", [True], "Under gränsen"),
        ("2025-12-31", "8109450", [True], "Inte under gränsen"),
        ("2026-01-01", "1000", [True], "Kan inte avgöras"),
        ("2026-01-01", "699999", [False], "Under gränsen"),
        ("2026-01-01", "700000", [False], "Inte under gränsen"),
        ("2025-12-31", "700000", [True, False], "Kan inte avgöras"),
        ("2021-06-01", "1000000", [True], "Kan inte avgöras"),  # by annex 2 above, by 2 a below
        ("2019-06-01", "1000", [True], "Kan inte avgöras"),
        ("2025-12-31", "1000", [], "Under gränsen"),
    ],
)
def test_a_direct_award_is_judged_by_the_limit_of_its_day(law, day, value, annexes, words):
    areas = [make.area(f"O-{number}", annex_2=annex) for number, annex in enumerate(annexes)]
    assert award_limit(areas=areas, value_sek=D(value), on=date.fromisoformat(day)).words == words


def test_a_direct_award_says_on_its_page_how_it_stands_to_the_limit(law, officer):
    award = make.contract(form="DIRECT_AWARD", valid_from=date(2026, 2, 1), until=None, ceiling_sek=500_000)
    page = officer.get(award.get_absolute_url()).content.decode()
    assert "Kan inte avgöras" in page
    assert "bilaga 2) inte inskriven" in page
    LawValue.objects.filter(valid_from=date(2026, 1, 1)).update(value=D(8_300_000))
    assert "Under gränsen" in officer.get(award.get_absolute_url()).content.decode()


def test_a_missing_figure_is_a_duty_to_the_keeper_until_it_is_written_in(law, client):
    duty_actions.load_reminder_rules(buyer=make.buyer(), at=AT)
    duty_actions.refresh_duties(buyer=make.buyer(), at=AT)
    duty = Duty.objects.get(rule__kind="LAW_MISSING")
    assert (duty.due_on, duty.rule.role.name, duty.state) == (date(2026, 1, 1), "förvaltare", "OPEN")
    assert duty.title == "Skriv in: Direktupphandlingsgräns, sociala tjänster (bilaga 2), från 2026-01-01"
    client.force_login(make.user("förvaltare"))
    value = LawValue.objects.missing().get()
    assert f'href="/lagen/varden/{value.pk}/"' in client.get("/att-gora/").content.decode()
    assert "Ska skrivas in" in client.get("/lagen/").content.decode()
    values = {"kind": value.kind, "valid_from": "2026-01-01", "value": "8 300 000", "source": "Upphandlingsmyndigheten"}
    answer = client.post(f"/lagen/varden/{value.pk}/andra/", {**values, "version": value.version})
    assert answer.status_code == 302
    assert law_figure(LawKind.DIRECT_AWARD_ANNEX_2, date(2026, 1, 1)) == D(8_300_000)
    page = client.get(f"/lagen/varden/{value.pk}/").content.decode()
    assert "8 300 000 kr" in page.replace("\xa0", " ")
    assert "Ändrad: värde" in page
    duty_actions.refresh_duties(buyer=make.buyer(), at=AT)
    duty.refresh_from_db()
    assert duty.state == "GONE"


def test_an_area_that_nobody_has_judged_is_a_duty_to_the_keeper(db):
    make.area("O-1")
    area = make.area("O-2", name="Boendestöd", permit=None)
    duty_actions.load_reminder_rules(buyer=make.buyer(), at=AT)
    duty_actions.refresh_duties(buyer=make.buyer(), at=AT)
    duty = Duty.objects.get(rule__kind="PERMIT_UNCLEAR")
    assert (duty.title, duty.due_on) == ("Bedöm om tillstånd krävs: Boendestöd", date(2026, 12, 31))
    assert duty.href == f"/avtalsomraden/{area.pk}/tillstand/"
    make.permit_rule(area, "NOT_REQUIRED")
    duty_actions.refresh_duties(buyer=make.buyer(), at=AT + timedelta(days=1))
    duty.refresh_from_db()
    assert duty.state == "GONE"


def test_everybody_reads_the_law_and_the_keeper_alone_changes_it(law, client):
    value = LawValue.objects.get(kind="STANDSTILL_ELECTRONIC")
    for role, status in (("läsare", 403), ("kategoriledare", 403), ("förvaltare", 200)):
        client.force_login(make.user(role))
        assert client.get("/lagen/").status_code == 200
        assert client.get(f"/lagen/varden/{value.pk}/").status_code == 200
        assert client.get(f"/lagen/varden/{value.pk}/andra/").status_code == status, role
        assert client.get("/lagen/varden/nytt/").status_code == status, role
    half = {"kind": "STANDSTILL_ELECTRONIC", "value": "10,5", "source": "LOU", "valid_from": "2027-01-01"}
    assert "Ange hela dagar" in client.post("/lagen/varden/nytt/", half).content.decode()
    words = {"kind": "RESERVED_NONPROFIT", "value": "3", "source": "LOU", "valid_from": "2027-01-01"}
    assert "villkor i ord" in client.post("/lagen/varden/nytt/", words).content.decode()
    again = {"kind": "STANDSTILL_ELECTRONIC", "value": "12", "source": "LOU", "valid_from": "2017-01-01"}
    assert "redan ett värde från samma dag" in client.post("/lagen/varden/nytt/", again).content.decode()


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"valid_until": date(2019, 12, 31)}, "law_value_ends_after_it_begins"),
        ({"value": D(-1)}, "law_value_is_not_negative"),
    ],
)
def test_what_the_law_cannot_say_is_refused_by_the_database(db, values, name):
    with pytest.raises(IntegrityError, match=name):
        LawValue.objects.create(kind="FEE_SHARE", valid_from=date(2020, 1, 1), source="LOU", **values)


def test_the_standstill_is_the_laws_and_a_buyer_may_have_a_longer_one_but_never_a_shorter(law):
    term = ProcurementTerm.of(make.buyer())
    assert term.standstill_on(date(2027, 1, 1)) == 10
    term.standstill_days = 15
    assert term.standstill_on(date(2027, 1, 1)) == 15
    by = make.user("förvaltare")
    longer = LawValue(kind="STANDSTILL_ELECTRONIC", valid_from=date(2027, 7, 1), value=D(20), source="LOU 20 kap. 1 §")
    save_checked(longer, by=by, at=AT)
    assert [term.standstill_on(date(2027, 6, 30)), term.standstill_on(date(2027, 7, 1))] == [15, 20]


def test_without_the_law_no_standstill_is_guessed(db):
    with pytest.raises(LawNotEntered, match="Be förvaltaren skriva in den"):
        ProcurementTerm.of(make.buyer()).standstill_on(date(2027, 1, 1))
    assert issubclass(LawNotEntered, ValidationError)  # pages show it at the form
