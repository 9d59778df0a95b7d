"""Drawing at random and reckoning for all: by hand, at the ends, and the same for the same seed."""

from decimal import Decimal

import pytest

from followup.samples.rules import Errors, Purchase, allocated, draw, estimate, layers


def purchases(*amounts, is_risky=False, name="p"):
    return [Purchase(f"{name}{n}", Decimal(amount), is_risky) for n, amount in enumerate(amounts)]


def test_the_example_of_the_manual():
    """N 100, drawn 0, 100, 200, 100: mean 100, total 10 000, variance 100² · 0,96 · (20 000 / 3) / 4 = 16 000 000.

    And two of which both are drawn, 0 and 50. Together 10 050 ± 1,96 · 4 000.
    """
    some = Errors(100, tuple(map(Decimal, (0, 100, 200, 100))))
    all_of_them = Errors(2, (Decimal(0), Decimal(50)))
    assert some.total == 10_000
    assert some.variance.quantize(Decimal(1)) == 16_000_000
    assert (all_of_them.total, all_of_them.variance) == (50, 0)
    found = estimate([some, all_of_them])
    assert (found.total, found.low, found.high) == (Decimal("10050.00"), Decimal("2210.00"), Decimal("17890.00"))
    assert (found.found, found.drawn, found.population) == (450, 6, 102)


def test_when_all_are_drawn_nothing_is_uncertain():
    found = estimate([Errors(3, (Decimal(1), Decimal(-4), Decimal(9)))])
    assert (found.total, found.low, found.high) == (6, 6, 6)


def test_no_errors_are_no_errors_and_nothing_at_all_is_nothing():
    assert estimate([Errors(50, (Decimal(0),) * 5)]).high == 0
    assert estimate([]).total == 0
    assert Errors(5, ()).mean == 0


def test_the_interval_is_never_below_what_was_found():
    found = estimate([Errors(1000, (Decimal(0), Decimal(0), Decimal(0), Decimal(30)))])
    assert found.low == found.found == 30


def test_layers_have_about_as_many_kronor_each_and_equal_amounts_stay_together():
    found = layers(purchases(*[100] * 30, *[1000] * 3, 3000))
    assert [len(layer) for layer in found] == [30, 3, 1]
    assert [len(layer) for layer in layers(purchases(*[5] * 9))] == [9]
    assert layers([]) == []


def test_each_stratum_gets_two_at_least_and_no_more_than_it_has_and_the_whole_is_what_was_asked():
    assert allocated([100, 50, 1], [Decimal(100), Decimal(100), Decimal(1000)], size=20) == [17, 2, 1]
    assert allocated([50, 50, 50], [Decimal(1), Decimal(1), Decimal(98)], size=8) == [2, 2, 4]
    assert allocated([3, 2], [Decimal(1), Decimal(1)], size=60) == [3, 2]
    assert allocated([100, 100], [Decimal(0), Decimal(10)], size=4) == [2, 2]


@pytest.mark.parametrize("size", [2, 7, 20, 500])
def test_what_is_drawn_of_the_strata_is_of_them_and_the_populations_are_the_whole(size):
    each = purchases(*range(1, 60)) + purchases(*range(1, 20), is_risky=True, name="r")
    strata = draw(each, size=size, seed=1)
    assert sum(part.population for part in strata) == len(each)
    assert sum(part.population_sek for part in strata) == sum(one.sum_sek for one in each)
    drawn = [identity for part in strata for identity in part.drawn]
    assert len(drawn) == len(set(drawn)) <= len(each)
    assert all(len(part.drawn) >= min(2, part.population) for part in strata)
    assert {part.is_risky for part in strata} == {True, False}
    assert [part.number for part in strata] == list(range(1, len(strata) + 1))


def test_the_same_seed_draws_the_same_whatever_order_they_come_in_and_another_draws_others():
    each = purchases(*range(1, 200))
    first = draw(each, size=20, seed=7)
    assert draw(list(reversed(each)), size=20, seed=7) == first
    assert draw(each, size=20, seed=8) != first
