"""What an expert on care would look for in the demo, as far as it is told before anything is loaded."""

import re
from collections import Counter, defaultdict
from datetime import date
from statistics import median

from activities.plan.reference import AREAS
from huddinge_vo.common.workdays import is_working_day
from huddinge_vo.demo.care import _STEMS, CARE
from huddinge_vo.demo.ledger.postings import year_postings
from huddinge_vo.demo.register import register
from huddinge_vo.demo.register.stories import CREDITED_ON, FAILED_UNTIL, ONE_BILLS_FROM

# Companies that anybody in the trade knows: no home of the demo goes by any of their names.
KNOWN = (
    *("attendo", "humana", "ambea", "vardaga", "nytida", "frösunda", "norlandia", "förenade", "kavat", "olivia"),
    *("magelungen", "gryning", "vårljus", "altiden", "aleris", "carema", "temabo", "silviahemmet", "bräcke"),
    *("stadsmissionen", "frälsningsarmén", "ersta", "skyddsvärnet", "kvinnojouren", "rinkeby", "capio", "misa"),
)


def paid(year, account):
    """Of an account: supplier → month → kronor, credits taken away."""
    found = defaultdict(lambda: defaultdict(float))
    for month, postings in enumerate(year_postings(year), start=1):
        for one in postings:
            if one.account.number == account:
                found[one.supplier_name.upper()][month] += one.ore / 100
    return found


def holders(area):
    """Names of those with a contract in an area all of 2025, as the ledger has them."""
    return {
        contract.supplier.ledger_name.upper()
        for contract in register().contracts
        if contract.area == area and contract.holds_through(date(2025, 1, 1), date(2025, 12, 31))
    }


def of_month(year, account, month):
    return sum(by_month.get(month, 0) for by_month in paid(year, account).values())


def test_each_area_of_the_plan_has_its_own_care_for_the_ages_it_is_for():
    assert set(CARE) == {area.code for area in AREAS}
    for code, care in CARE.items():
        for target in care.targets:
            if code.startswith("AO"):
                assert target.age_from >= 65
            if code.startswith(("IFO-HVB", "IFO-JOUR", "IFO-OV-STOD")):
                assert target.age_to <= 20
            if code.startswith(("IFO-VUX", "IFO-STODBO", "IFO-NATT", "IFO-SKYDD", "FO-SOCPSYK", "FO-DEMSOM")):
                assert target.age_from >= 18
        assert abs(sum(item.share for item in care.items) - 1) < 0.001
        assert (care.law == "LSS") == (
            code.startswith(("FO-GRUPP", "FO-LSS", "FO-LEDS", "FO-LOV")) and code != "FO-LOV-BOST"
        )


def test_no_home_goes_by_the_name_of_a_company_that_anybody_knows():
    names = {pattern.format(stem).lower() for care in CARE.values() for pattern in care.names for stem in _STEMS}
    assert len(names) > 1000
    assert not [name for name in names for known in KNOWN if known in name]
    assert not [name for name in names if re.search(r"\d", name)]


def test_care_that_goes_on_is_paid_every_month_and_a_placement_for_as_long_as_it_lasts():
    for area, account in (("AO-LOV-HEMTJ", "46521"), ("AO-LOV-SABO", "46511"), ("FO-LOV-DV", "46421")):
        by_supplier = paid(2025, account)
        assert holders(area)
        assert {len(by_supplier[name]) for name in holders(area)} == {12}, area
    months = [len(by_month) for by_month in paid(2025, "46311").values()]
    assert 3 <= median(months) <= 9


def test_a_month_of_a_large_supplier_is_like_the_month_before_it():
    for by_month in (paid(2025, "46511")[name] for name in holders("AO-LOV-SABO")):
        usual = median(by_month.values())
        assert all(0.5 * usual < kronor < 1.7 * usual for kronor in by_month.values())


def test_the_year_has_its_seasons_where_the_care_has():
    def against_the_year(account, month):
        return of_month(2025, account, month) * 12 / sum(of_month(2025, account, each) for each in range(1, 13))

    assert against_the_year("46322", 7) < 0.7  # a school's summer
    assert against_the_year("46421", 7) < 0.85  # daily activity has holidays
    assert against_the_year("46422", 7) > 1.2  # camps
    assert 0.8 < against_the_year("46511", 7) < 1.2  # a home has none


def test_invoices_are_booked_on_working_days_and_come_to_more_than_one_unit_of_the_care():
    small = Counter()
    for postings in year_postings(2025):
        sums = defaultdict(int)
        for one in postings:
            assert is_working_day(one.booked_on), one
            if one.ore > 0 and one.account.areas:
                sums[one.invoice, one.account] += one.ore
        for (_invoice, account), ore in sums.items():
            small[ore / 100 < min(item.low for item in CARE[account.areas[0]].items)] += 1
    assert small[True] < 0.04 * small.total()


def test_no_ceiling_is_passed_many_times_over():
    for contract in register().contracts:
        if contract.ceiling_sek and contract.form != "DIRECT_AWARD":
            kronor = sum(
                one.ore / 100
                for year in range(max(contract.valid_from.year, 2021), 2027)
                for postings in year_postings(year)
                for one in postings
                if one.supplier_name.upper() == contract.supplier.ledger_name.upper()
                and contract.area in one.account.areas
            )
            assert kronor < 2 * contract.ceiling_sek, contract


def test_the_one_that_failed_is_paid_until_its_contract_ends_and_pays_back_the_days_it_did_not_give():
    failed = register().stories.failed
    assert failed.ends_on == failed.terminated_on == FAILED_UNTIL
    rows = [
        one
        for year in (2025, 2026)
        for postings in year_postings(year)
        for one in postings
        if one.supplier_name == failed.supplier.ledger_name
    ]
    assert len({(one.booked_on.year, one.booked_on.month) for one in rows if one.ore > 0}) == 17
    assert max(one.booked_on for one in rows if one.ore > 0) <= FAILED_UNTIL
    (credit,) = [one for one in rows if one.booked_on > FAILED_UNTIL]
    assert (credit.booked_on, credit.ore < 0) == (CREDITED_ON, True)
    assert credit.invoice in {one.invoice for one in rows if one.ore > -credit.ore}
    assert not [
        one
        for one in register().placements
        if one.contract == failed.number and (one.valid_until is None or one.valid_until > FAILED_UNTIL)
    ]


def test_of_two_that_became_one_the_other_sends_the_invoices_from_then_on():
    stories = register().stories
    gone, stays = stories.merged.supplier, stories.merged_into.supplier
    rows = [one for year in (2025, 2026) for postings in year_postings(year) for one in postings]
    before = dict.fromkeys(range(1, 13), 0)
    for one in rows:
        if one.supplier_name == gone.ledger_name:
            assert one.booked_on < ONE_BILLS_FROM
            before[one.booked_on.month] += one.ore
    assert all(before.values())
    of_both = sum(
        one.ore
        for one in rows
        if one.supplier_name in {gone.ledger_name, stays.ledger_name} and one.booked_on.year == 2025
    )
    of_one = sum(one.ore for one in rows if one.supplier_name == stays.ledger_name and one.booked_on.year == 2026)
    assert 0.6 < of_one / of_both < 1.6
