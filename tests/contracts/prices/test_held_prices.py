"""What a floor or a cap held of a chained price: the base stays until the price has caught up (domain: §4)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.prices import actions, rules
from contracts.prices.models import Price, PriceAdjustment, PriceClause, PriceDifference, PriceItem
from contracts.prices.reports import clause_text, price_letters, standard_text
from contracts.prices.rules import ByIndex, Rounding, Terms
from tests import factories as make
from tests.contracts.prices.adjustments import approve, people, propose

D = Decimal
PERCENTS = st.integers(1, 80).map(lambda thousandths: D(thousandths).scaleb(-3))


def course(terms, levels):
    """A price of 1 000 kr year by year, by the levels of one index, the first one its base."""
    clause = ByIndex(terms, (("X", D(1)),))
    prices = rules.price_course(clause, {"X": [D(level) for level in levels]}, len(levels) - 1)
    return [rules.rounded_price(1000 * price, Rounding.ORE) for price in prices]


@pytest.mark.parametrize(
    ("terms", "levels", "prices"),
    [
        # A floor: the index falls by a tenth and comes back, and the price is where it was.
        ({"lowest": D(0)}, (100, 90, 100, 105), ("1000.00", "1000.00", "1050.00")),
        ({"lowest": D("-0.02")}, (100, 90, 99, 100), ("980.00", "990.00", "1000.00")),
        # It falls on until it is where the index is, and then the base moves.
        ({"lowest": D("-0.02")}, (100, 97, 97, 100), ("980.00", "970.00", "1000.00")),
        # A cap: what it took comes later, a step at a time, and not at all where the index has gone down meanwhile.
        ({"highest": D("0.03")}, (100, 110, 110, 110, 110), ("1030.00", "1060.90", "1092.73", "1100.00")),
        ({"highest": D("0.03")}, (100, 110, 102, 102), ("1030.00", "1020.00", "1020.00")),
        # The fixed share is of the same base price all the time: 0.2 + 0.8 · 1.05.
        ({"lowest": D(0), "fixed_share": D("0.2")}, (100, 90, 105), ("1000.00", "1040.00")),
        # The threshold is for what the price has not had: 980 has 2.04 per cent left to 100, and 1 000 has 1 to 101.
        ({"lowest": D("-0.02"), "threshold": D("0.02")}, (100, 90, 100, 101), ("980.00", "1000.00", "1000.00")),
        ({"highest": D("0.03"), "threshold": D("0.02")}, (100, 110, "110.5"), ("1030.00", "1060.90")),
        # A clause may say that what was held is lost.
        ({"lowest": D(0), "catches_up": False}, (100, 90, 100), ("1000.00", "1111.11")),
        ({"highest": D("0.03"), "catches_up": False}, (100, 110, 110), ("1030.00", "1030.00")),
    ],
)
def test_a_price_that_floor_or_cap_has_held_is_counted_from_the_base_that_stayed(terms, levels, prices):
    assert course(Terms(**terms), levels) == [D(each) for each in prices]


def test_the_steps_are_factor_threshold_fixed_share_bounds_and_rounding():
    # 1.10 passes a threshold of 8 per cent, half of it is 1.05, the cap makes it 1.03, and 1 029.99 is 1 030 kr.
    terms = Terms(threshold=D("0.08"), fixed_share=D("0.5"), highest=D("0.03"), rounding=Rounding.KRONA)
    part = rules.Component(D(1), rules.Figure("X", "", D(100)), rules.Figure("X", "", D(110)))
    step = rules.step(terms, [part])
    assert (step.basket, step.factor, step.reached) == (Fraction(11, 10), Fraction(105, 100), Fraction(103, 100))
    assert step.base_stays
    assert rules.new_price(terms, step, base_price=D("999.99"), price_now=D("999.99")) == D("1030.00")


DIPS = st.lists(st.integers(50, 100), max_size=5)
BOUNDED = st.builds(
    Terms,
    lowest=st.none() | st.just(D(0)) | PERCENTS.map(lambda share: -share),
    highest=st.none() | PERCENTS,
    threshold=st.none() | PERCENTS,
)


@given(BOUNDED, DIPS)
def test_a_fall_and_a_recovery_of_the_index_never_raise_the_price(terms, dip):
    (*_, last) = rules.price_course(ByIndex(terms, (("X", D(1)),)), {"X": [D(100), *map(D, dip), D(100)]}, len(dip) + 1)
    assert last <= 1


@given(st.builds(Terms, lowest=st.just(D(0)), fixed_share=PERCENTS, threshold=st.none() | PERCENTS), st.data())
def test_with_no_decrease_a_fall_and_a_recovery_leave_the_price_also_of_a_basket_with_a_fixed_share(terms, data):
    length = data.draw(st.integers(0, 5))
    levels = {
        name: [D(100), *(D(data.draw(st.integers(50, 100))) for _ in range(length)), D(100)] for name in ("LCI", "KPI")
    }
    basket = ByIndex(terms, (("LCI", D("0.8")), ("KPI", D("0.2"))))
    assert set(rules.price_course(basket, levels, length + 1)) == {Fraction(1)}


@given(st.builds(Terms, lowest=st.none() | st.just(D(0)), highest=PERCENTS), st.integers(101, 200), DIPS)
def test_a_dip_while_a_cap_holds_never_makes_a_higher_price_than_an_index_that_stands_still(terms, top, dip):
    def last(levels):
        return rules.price_course(ByIndex(terms, (("X", D(1)),)), {"X": levels}, len(levels) - 1)[-1]

    stands, dips = (
        [D(100), *[D(top)] * (len(dip) + 2)],
        [D(100), D(top), *(D(top * each) / 100 for each in dip), D(top)],
    )
    assert last(dips) <= last(stands)


# ---- by the real adjustments

YEARS = (2025, 2026, 2027)


@pytest.fixture
def lci():
    """It falls by a tenth in 2025, is back in 2026 and has risen by five per cent in 2027."""
    of = make.series("LCI-ARB-Q")
    for period, value in (("2024K2", "100.0"), ("2025K2", "90.0"), ("2026K2", "100.0"), ("2027K2", "105.0")):
        make.index_value(of, period, value)
    return of


@pytest.fixture
def contract():
    made = make.contract(valid_from=date(2025, 1, 1), until=date(2029, 12, 31))
    make.price("1850.00", of=made)
    return made


@pytest.fixture
def clause(contract, lci):
    return make.clause([(lci, "1", "2024K2", "100.0")], contract=contract, needs_request=False, lowest_percent=D(0))


@pytest.fixture
def staff():
    return people()


def proposed(year):
    """The adjustment that is proposed in a year's October, from the next New Year."""
    at = datetime(year, 10, 15, 8, tzinfo=UTC)
    propose(on=at.date(), at=at)
    return PriceAdjustment.objects.get(effective_on=date(year + 1, 1, 1))


def decided(year, staff):
    return approve(proposed(year), *staff, at=datetime(year, 10, 15, 8, tzinfo=UTC))


@pytest.mark.django_db
def test_three_years_of_a_fall_a_recovery_and_a_rise(client, contract, clause, staff):
    held, back, up = (decided(year, staff) for year in YEARS)
    assert [each.lines.get().new_sek for each in (held, back, up)] == [D("1850.00"), D("1850.00"), D("1942.50")]
    assert (held.factor, held.reached, held.is_held, held.base_stayed) == (D("0.9"), D(1), True, False)
    assert (back.basket, back.is_held, back.base_stayed) == (D(1), False, True)
    assert list(back.values.values_list("base_period", "new_period")) == [("2024K2", "2026K2")]
    assert list(up.values.values_list("base_period", "new_period")) == [("2026K2", "2027K2")]
    assert not up.base_stayed
    client.force_login(staff[0])
    page = client.get(held.get_absolute_url()).content.decode()
    assert "Golvet håller priset: från basen ger index -10,00" in page.replace("\N{MINUS SIGN}", "-")
    assert "Basvärdena ligger kvar tills priset har hunnit ikapp." in page
    assert ">Gränsen håller</span>" in page
    page = client.get(back.get_absolute_url()).content.decode()
    assert "Basvärdena låg kvar sedan golvet eller taket höll priset." in page
    assert "mot det priset har fått" in page


@pytest.mark.django_db
def test_a_clause_may_say_that_what_was_held_is_lost(client, contract, clause, staff):
    clause.catches_up = False
    clause.save()
    held, back = decided(2025, staff), decided(2026, staff)
    assert [each.lines.get().new_sek for each in (held, back)] == [D("1850.00"), D("2055.56")]
    client.force_login(staff[0])
    assert "går resten förlorad" in client.get(held.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_what_was_approved_before_it_was_written_down_is_known_by_its_lines(contract, clause, staff):
    held = proposed(2025)
    PriceAdjustment.objects.filter(pk=held.pk).update(reached=None)  # as an earlier version kept it
    approve(held, *staff)
    assert decided(2026, staff).lines.get().new_sek == D("1850.00")


@pytest.mark.django_db
def test_a_bound_that_came_into_the_clause_afterwards_held_no_earlier_price(contract, clause, staff):
    PriceClause.objects.update(lowest_percent=None)
    fell = proposed(2025)
    PriceAdjustment.objects.filter(pk=fell.pk).update(reached=None)
    approve(fell, *staff)
    PriceClause.objects.update(lowest_percent=D(0))
    back = decided(2026, staff)
    assert (fell.lines.get().new_sek, back.lines.get().new_sek) == (D("1665.00"), D("1850.00"))
    assert not back.base_stayed


@pytest.mark.django_db
def test_a_price_agreed_otherwise_while_the_cap_held_gets_only_what_the_others_have_left(contract, clause, lci, staff):
    PriceClause.objects.update(lowest_percent=None, highest_percent=D(3))
    make.price("1000.00", of=contract, item="Resa", per="VISIT", valid_from=date(2025, 1, 1))
    make.index_value(lci, "2025K2", "110.0")
    make.index_value(lci, "2026K2", "110.0")
    first = proposed(2025)
    trip = first.lines.get(item__name="Resa")
    change = actions.LineChange(D("1020.00"), is_left_out=False, reason="Överenskommet")
    actions.change_lines(
        adjustment_id=first.pk, changes={trip.pk: change}, by=staff[0], at=datetime(2025, 10, 16, tzinfo=UTC)
    )
    approve(first, *staff)
    second = decided(2026, staff)
    bases = dict(second.lines.values_list("item__name", "base_sek"))
    assert bases == {"Vårddygn": D("1850.00"), "Resa": D("990.29")}  # 1 020 / 1.03
    prices = dict(second.lines.values_list("item__name", "new_sek"))
    assert prices == {"Vårddygn": D("1962.67"), "Resa": D("1050.60")}  # three per cent on what each is now
    make.index_value(lci, "2027K2", "110.0")
    assert dict(decided(2027, staff).lines.values_list("item__name", "new_sek")) == {
        "Vårddygn": D("2021.55"),
        "Resa": D("1082.12"),
    }


@pytest.mark.django_db
def test_another_basket_starts_from_its_own_base(contract, clause, lci, staff):
    decided(2025, staff)
    kpi = make.series("KPI", kind="KPI", base="2020=100")
    make.index_value(kpi, "2026K2", "100.0")
    part = clause.components.get()
    part.series, part.base_period, part.base_value = kpi, "2025K2", D("80.0")
    part.save()
    back = proposed(2026)
    assert not back.base_stayed
    assert back.lines.get().new_sek == D("2312.50")  # 1 850 · 100 / 80


@pytest.mark.django_db
def test_the_final_figures_difference_is_counted_from_the_same_base(contract, lci, staff):
    for period, value in (("2025K2", "90.0"), ("2026K2", "102.0")):
        make.index_value(lci, period, value, status="PRELIMINARY")
    clause = make.clause(
        [(lci, "1", "2024K2", "100.0")], contract=contract, needs_request=False, lowest_percent=D(0),
        settles_on_final=True,
    )  # fmt: skip
    clause.components.update(status="PRELIMINARY", base_value_final=D("100.0"))
    decided(2025, staff)
    second = decided(2026, staff)
    assert second.lines.get().new_sek == D("1887.00")  # 1.02 from the base that stayed, and not 102 / 90
    make.index_value(lci, "2026K2", "103.0")
    make.bought(contract, [date(2027, 3, 1)], "188700.00", payer="SOF")
    actions.find_differences(buyer=make.buyer(), at=datetime(2027, 9, 1, tzinfo=UTC))
    found = PriceDifference.objects.get()
    assert (found.final_sek, found.difference_sek) == (D("1905.50"), D("1850.00"))


@pytest.mark.django_db
def test_the_clause_and_the_letter_say_so(contract, clause, staff):
    text = clause_text(clause, on=date(2026, 1, 1))
    sentences = [sentence for section in text.sections for sentence in section.sentences]
    assert any("tills priset har hunnit ikapp" in sentence for sentence in sentences)
    assert (
        "Stegen är i ordning: indexkorgens faktor, tröskel, fast andel, lägsta och högsta förändring, avrundning."
        in (sentences)
    )
    assert "tills priset har hunnit ikapp" in standard_text(clause)
    decided(2025, staff)
    decided(2026, staff)
    up = decided(2027, staff)
    (letter,) = price_letters(PriceAdjustment.objects.filter(pk=up.pk))
    assert "Golvet" not in letter.outcome
    clause.catches_up = False
    assert "går förlorat" in standard_text(clause)
    assert Price.objects.filter(item__in=PriceItem.objects.all()).count() == 2  # only what changed is a new row


@pytest.mark.django_db
def test_the_difference_is_judged_by_the_threshold_from_the_last_price_that_moved(contract, lci, staff):
    for period, value in (("2025K2", "110.0"), ("2026K2", "111.0"), ("2027K2", "112.5")):
        make.index_value(lci, period, value, status="PRELIMINARY")
    clause = make.clause(
        [(lci, "1", "2024K2", "100.0")], contract=contract, needs_request=False, method="FIXED_BASE",
        threshold_percent=D(2), settles_on_final=True,
    )  # fmt: skip
    clause.components.update(status="PRELIMINARY", base_value_final=D("100.0"))
    _, held, moved = (decided(year, staff) for year in YEARS)
    assert (held.is_below_threshold, moved.lines.get().new_sek) == (True, D("2081.25"))
    make.index_value(lci, "2027K2", "113.0")  # 2.7 per cent from 110, and 1.8 from 111, which moved nothing
    make.bought(contract, [date(2028, 3, 1)], "208125.00", payer="SOF")
    actions.find_differences(buyer=make.buyer(), at=datetime(2028, 9, 1, tzinfo=UTC))
    found = PriceDifference.objects.get(line__adjustment=moved)
    assert (found.final_sek, found.difference_sek) == (D("2090.50"), D("925.00"))
