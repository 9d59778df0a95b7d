"""Which areas need a permit from IVO, from when, and what it does to the contracts. domain.md §7."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings as settings_of
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activities.activities.actions import load_plan
from activities.plan.reference import AREAS
from contracts.checks.models import CheckKind, SupplierCheck
from contracts.checks.querysets import check_counts, with_all_checks, with_permit_need
from contracts.checks.reports import asked_for, contract_checks, permit_words, supplier_checks, unit_traffic
from contracts.law.choices import PermitNeed
from contracts.law.models import PermitRule
from contracts.law.querysets import areas_on
from contracts.law.reference import PERMITS, load_law
from contracts.plan.models import ContractArea
from contracts.register.models import Contract
from contracts.suppliers.models import SupplierUnit
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 28, 8, tzinfo=UTC)
TODAY = date(2026, 11, 28)
REQUIRED, NOT_REQUIRED, UNKNOWN = PermitNeed.REQUIRED, PermitNeed.NOT_REQUIRED, PermitNeed.UNKNOWN


@pytest.fixture
def plan():
    """The plan's areas with the law's rules."""
    load_plan(buyer=make.buyer(), at=AT)
    load_law(buyer=make.buyer(), at=AT)


def needs(day):
    return dict(areas_on(day).values_list("code", "permit_need"))


ALWAYS = {
    *("IFO-HVB-BEH", "IFO-HVB-AKUT", "IFO-VUX-PSYK", "IFO-VUX-BERO", "FO-GRUPP", "FO-SOCPSYK", "FO-DEMSOM", "FO-LSS"),
    *("AO-65", "AO-LOV-SABO", "FO-LOV-KORT", "FO-LOV-DV", "IFO-OV-DAG", "IFO-OV-FAM", "AO-LOV-DAGV"),
}
SINCE = {
    "IFO-OV-STOD": date(2016, 1, 1),
    "IFO-JOUR": date(2017, 4, 15),
    "AO-LOV-HEMTJ": date(2019, 1, 1),
    "FO-LEDS": date(2019, 1, 1),
    "FO-LOV-LEDS": date(2019, 1, 1),
    "IFO-SKYDD": date(2024, 4, 1),
}
NOT_KNOWN = {"FO-LOV-BOST", "IFO-AVHOPP", "IFO-NATT", "IFO-LOV-FAM", "IFO-STODBO"}


def test_every_area_of_the_plan_has_been_asked_about_and_the_right_days_stand_there(plan):
    assert ALWAYS | SINCE.keys() | NOT_KNOWN == {area.code for area in AREAS} == PERMITS.keys()
    now = needs(TODAY)
    assert {code for code, need in now.items() if need == REQUIRED} == ALWAYS | SINCE.keys()
    assert {code for code, need in now.items() if need == UNKNOWN} == NOT_KNOWN
    for code, first in SINCE.items():
        assert (needs(first - timedelta(days=1))[code], needs(first)[code]) == (NOT_REQUIRED, REQUIRED), code
    assert {code for code, need in needs(date(2000, 1, 1)).items() if need == REQUIRED} == ALWAYS
    dated = areas_on(TODAY).filter(permit_need=REQUIRED, permit_from__isnull=False)
    assert dict(dated.values_list("code", "permit_from")) == SINCE


def test_each_rule_says_its_source_and_each_need_its_ground(plan):
    assert not PermitRule.objects.filter(source="").exists()
    assert not PermitRule.objects.filter(need=REQUIRED, ground="").exists()
    assert not PermitRule.objects.filter(need=UNKNOWN, note="").exists()


def test_the_law_is_brought_in_once_and_what_somebody_has_judged_stays(plan):
    rule = PermitRule.objects.get(area__code="FO-LOV-BOST")
    PermitRule.objects.filter(pk=rule.pk).update(need=NOT_REQUIRED, source="Förvaltaren")
    assert load_law(buyer=make.buyer(), at=AT) == 0
    assert PermitRule.objects.get(area__code="FO-LOV-BOST").source == "Förvaltaren"


def checked(contract, *, but=()):
    for kind in set(CheckKind.values) - set(but):
        SupplierCheck.objects.create(
            supplier=contract.supplier,
            kind=kind,
            outcome="PASSED",
            score=55 if kind == "RATING" else None,
            checked_on=TODAY,
            valid_until=TODAY + timedelta(days=60),
            source="x",
            registered_at=AT,
        )


def said(contract):
    return permit_words(with_permit_need(Contract.objects.filter(pk=contract.pk), on=TODAY).get()).words


@pytest.mark.parametrize(
    ("permits", "lacks_permit", "all_checked", "words"),
    [
        ([NOT_REQUIRED], True, True, "Tillstånd krävs inte"),
        ([date(2017, 4, 15)], False, True, "Tillstånd krävs sedan 2017-04-15"),
        ([date(2017, 4, 15)], True, False, "Tillstånd krävs sedan 2017-04-15"),
        ([UNKNOWN], False, False, "Oklart om tillstånd krävs"),
        ([None], False, False, "Oklart om tillstånd krävs"),
        ([], False, False, "Oklart om tillstånd krävs"),
        ([NOT_REQUIRED, date(2024, 4, 1)], True, False, "Tillstånd krävs sedan 2024-04-01"),
        ([NOT_REQUIRED, date(2024, 4, 1)], False, True, "Tillstånd krävs sedan 2024-04-01"),
        ([date(2019, 1, 1), date(2024, 4, 1)], False, True, "Tillstånd krävs sedan 2019-01-01"),
        ([REQUIRED, date(2024, 4, 1)], False, True, "Tillstånd krävs"),
        ([NOT_REQUIRED, UNKNOWN], False, False, "Oklart om tillstånd krävs"),
        ([date(2019, 1, 1), None], False, False, "Tillstånd krävs sedan 2019-01-01, oklart för ett annat område"),
        ([TODAY + timedelta(days=1)], True, True, "Tillstånd krävs inte"),
    ],
)
def test_a_contract_asks_for_what_any_of_its_areas_asks_for_and_is_unclear_with_any_of_them(
    permits, lacks_permit, all_checked, words, by
):
    contract = make.contract(areas=[make.area(f"O-{each}", permit=permit) for each, permit in enumerate(permits)])
    checked(contract, but=["PERMIT"] if lacks_permit else [])
    assert with_all_checks(Contract.objects.all(), on=TODAY).exists() == all_checked
    traffic = contract_checks(contract=contract, user=by, on=TODAY).traffic.words
    assert (traffic == "Alla giltiga") == all_checked
    assert said(contract) == words
    counts = check_counts(Contract.objects.all(), on=TODAY)
    assert counts.all_valid + counts.lacking + counts.unclear == counts.contracts == 1
    assert counts.all_valid == all_checked


areas = st.lists(
    st.lists(
        st.tuples(st.sampled_from(PermitNeed.values), st.one_of(st.none(), st.integers(-3, 3))),
        max_size=3,
        unique_by=lambda rule: rule[1],
    ),
    max_size=3,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=areas)
def test_whatever_the_rules_are_the_page_the_question_and_the_plain_reading_agree(found, by):
    contract = Contract.objects.first() or make.contract(areas=[])
    contract.areas.clear()
    PermitRule.objects.all().delete()
    ContractArea.objects.all().delete()
    if not contract.supplier.checks.exists():
        checked(contract)
    read = []
    for number, rules in enumerate(found):
        area = make.area(f"O-{number}", permit=None)
        contract.areas.add(area)
        for need, days in rules:
            make.permit_rule(area, need, None if days is None else TODAY + timedelta(days=days))
        begun = sorted((days is not None, days or 0, need) for need, days in rules if days is None or days <= 0)
        read.append(begun[-1][2] if begun else "UNKNOWN")
    asked = asked_for([Contract.objects.get()], on=TODAY)
    row = with_permit_need(Contract.objects.all(), on=TODAY).get()
    unclear = not read or "UNKNOWN" in read
    assert (row.permit_required, row.permit_unclear) == ("REQUIRED" in read, unclear)
    assert ("PERMIT" in asked.kinds, bool(asked.unclear)) == ("REQUIRED" in read, unclear)
    assert with_all_checks(Contract.objects.all(), on=TODAY).exists() == (not unclear)
    assert (supplier_checks(supplier=contract.supplier, user=by, on=TODAY).traffic.words == "Alla giltiga") == (
        not unclear
    )


def test_a_unit_in_an_area_that_nobody_has_judged_is_unclear():
    home = SupplierUnit.objects.create(supplier=make.supplier(), name="Provgården")
    home.areas.set([make.area("O-1"), make.area("O-2", permit=None)])
    assert unit_traffic(unit=home, on=TODAY).words == "Oklart om tillstånd krävs"


def test_what_is_unclear_is_said_where_it_is_counted(officer):
    unclear = make.contract(areas=[make.area("O-1", name="Boendestöd", permit=UNKNOWN)], valid_from=TODAY, until=None)
    checked(unclear)
    other = make.contract("A-2", supplier=make.supplier("Annat AB", make.ORG_NUMBERS[1]), until=None)
    page = officer.get(unclear.get_absolute_url()).content.decode()
    assert page.count("Oklart om tillstånd krävs") == 2
    of_supplier = officer.get(unclear.supplier.get_absolute_url()).content.decode()
    assert "Boendestöd" in of_supplier
    assert "Alla giltiga" not in of_supplier
    listed = " ".join(officer.get("/kontroller/").content.decode().split())
    assert "1 av 2 avtal i kraft saknar någon kontroll som krävs; för 1 till är det" in listed
    assert "4 av 4 behöver göras om" in officer.get(other.get_absolute_url()).content.decode()


def test_who_approves_a_deviation_is_told_that_nobody_knows_whether_a_permit_is_needed(client):
    supplier = make.supplier()
    asked = make.deviation(supplier=supplier, approved_on=None, area=make.area("IFO-BOST", permit=None))
    client.force_login(make.user("verksamhetschef"))
    address = f"/avsteg/{asked.pk}/besluta/"
    page = client.get(address).content.decode()
    assert page.count("Saknas") == 4
    assert "Oklart om tillstånd krävs" in page
    checked(asked)
    SupplierCheck.objects.update(valid_until=date(2099, 1, 1), checked_on=date(2020, 1, 1))
    page = client.get(address).content.decode()
    assert "Saknas" not in page
    assert "Oklart om tillstånd krävs" in page


def test_a_new_rule_changes_what_is_asked_for_from_its_day(client):
    area = make.area("O-1", permit=UNKNOWN)
    contract = make.contract(areas=[area], until=None)
    client.force_login(make.user("läsare"))
    assert "Oklart om tillstånd krävs" in client.get("/lagen/").content.decode()
    address = f"/avtalsomraden/{area.pk}/tillstand/"
    assert client.get(address).status_code == 200
    assert client.get(f"{address}ny/").status_code == 403
    client.force_login(make.user("förvaltare"))
    values = {"need": "REQUIRED", "valid_from": "2026-11-28", "source": "IVO", "read_on": "2026-11-28"}
    assert "Ange lagrummet" in client.post(f"{address}ny/", values).content.decode()
    assert client.post(f"{address}ny/", {**values, "ground": "SoL 26 kap. 1 §"}).status_code == 302
    assert "redan en regel" in client.post(f"{address}ny/", {**values, "ground": "SoL"}).content.decode()
    assert said(contract) == "Tillstånd krävs sedan 2026-11-28"
    assert asked_for([contract], on=TODAY - timedelta(days=1)).unclear == ("O-1",)
    rule = PermitRule.objects.get(need="REQUIRED")
    edit = f"/tillstandsregler/{rule.pk}/andra/"
    version = {"version": rule.version}
    assert client.post(edit, {**values, "ground": "SoL 26 kap. 1 § 6", **version}).status_code == 302
    page = client.get(address).content.decode()
    assert "SoL 26 kap. 1 § 6" in page
    assert "Ändrad: lagrum" in page


def test_another_buyers_areas_are_judged_by_their_own(client):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    theirs = make.area("O-9", of=other, permit=UNKNOWN)
    client.force_login(make.user("förvaltare"))
    assert client.get(f"/avtalsomraden/{theirs.pk}/tillstand/").status_code == 404
    assert client.get(f"/avtalsomraden/{theirs.pk}/tillstand/ny/").status_code == 404
    assert client.get(f"/tillstandsregler/{theirs.permit_rules.get().pk}/andra/").status_code == 404
    assert "O-9" not in client.get("/lagen/").content.decode()


def test_as_many_questions_are_asked_of_thirty_areas_as_of_three(client, django_assert_max_num_queries):
    def questions(count):
        for number in range(count):
            make.area(f"O-{number}", permit=TODAY)
        with django_assert_max_num_queries(60) as counted:
            client.get("/lagen/")
        return len(counted)

    client.force_login(make.user("läsare"))
    client.get("/lagen/")
    assert questions(3) == questions(30)


def test_what_a_buyer_had_written_of_areas_of_his_own_goes_on_as_rules_and_the_plans_days_do_not():
    own = make.area("EGET", permit=None, permit_required_from=date(2020, 3, 1))
    make.area("AO-LOV-HEMTJ", permit=None, permit_required_from=date(2014, 1, 1))  # the plan's wrong day
    make.area("TOMT", permit=None)
    script = settings_of.BASE_DIR / "contracts/migrations/sql/permits_of_own_areas.sql"
    with connection.cursor() as cursor:
        cursor.execute(script.read_text(encoding="utf-8"))
    rule = PermitRule.objects.get()
    assert (rule.area, rule.need, rule.valid_from) == (own, REQUIRED, date(2020, 3, 1))
