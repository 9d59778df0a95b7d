"""Judging a need against a candidate, without a database."""

from datetime import date

import pytest

from contracts.suppliers.rules import plain_county
from procurement.placements.rules import (
    Candidate,
    Need,
    competing,
    distance_km,
    in_order,
    judge,
    passed_over,
    permit_shown_by,
)

ON = date(2026, 6, 1)


def one(**values):
    return Candidate(**{"contract": 1, "supplier": 1, "supplier_name": "a", "unit": 1, "unit_name": "a", **values})


@pytest.mark.parametrize(
    ("need", "values", "words"),
    [
        ({}, {"has_ended": True}, "avtalet gäller inte 2026-06-01: det har upphört"),
        ({}, {"begins_later": True}, "avtalet gäller inte 2026-06-01: det börjar senare"),
        ({}, {"stopped_since": ON}, "placeringsstopp sedan 2026-06-01"),
        ({}, {"needs_permit": True, "permit": False}, "tillstånd saknas"),
        ({}, {"permit_withdrawn": True}, "tillståndet är återkallat"),
        ({}, {"register": False}, "underkänd i IVO:s register"),
        ({}, {"ceiling": "taket är nått"}, "taket är nått"),
        ({"age": 18}, {"age_from": 13, "age_to": 17}, "annan ålder"),
        ({"age": 12}, {"age_from": 13}, "annan ålder"),
        ({"sex": "MEN"}, {"takes": "WOMEN"}, "tar emot ett annat kön"),
        ({"target_group": 2}, {"groups_told": True}, "annan målgrupp"),
        ({"county": "Skåne län"}, {"county": "Stockholms län"}, "ligger i Stockholms län"),
        ({"longest_km": 20}, {"km": 20.6}, "för långt bort, 21 km"),
        ({"longest_km": 20}, {}, "avståndet är okänt"),
        ({"must_be_free": True}, {"free_places": 0, "free_places_on": ON}, "fullt enligt besked 2026-06-01"),
    ],
)
def test_each_that_cannot_is_told_why(need, values, words):
    judged = judge(Need(on=ON, **need), one(**values))
    assert ([reason.words for reason in judged.against], judged.can) == ([words], False)


@pytest.mark.parametrize(
    ("need", "values", "words"),
    [
        ({"age": 15}, {}, "ålder"),
        ({"sex": "MEN"}, {}, "kön"),
        ({"target_group": 2}, {}, "målgrupp"),
        ({"county": "Skåne län"}, {}, "län"),
        ({"must_be_free": True}, {}, "ledig plats"),
        ({}, {"needs_permit": None}, "om tillstånd krävs"),
        ({}, {"needs_permit": True}, "tillståndet"),
        ({}, {"register": None}, "IVO:s register"),
    ],
)
def test_what_is_unknown_leaves_nobody_out_but_is_to_be_asked_about(need, values, words):
    judged = judge(Need(on=ON, **need), one(**values))
    assert (judged.to_ask, judged.can) == ((words,), True)


@pytest.mark.parametrize(
    ("has_permit", "held", "until", "shown"),
    [
        (False, None, None, (False, "")),
        (True, None, None, (True, "enligt registrerat tillstånd")),
        (True, True, date(2026, 5, 31), (True, "enligt registrerat tillstånd, kontrollen gällde till 2026-05-31")),
        (True, False, ON, (False, "underkänt vid kontroll, som gäller till 2026-06-01")),
        (True, False, date(2026, 5, 31), (True, "enligt registrerat tillstånd, kontrollen gällde till 2026-05-31")),
        (False, True, ON, (True, "enligt kontroll, som gäller till 2026-06-01; inget giltigt är registrerat")),
        (
            False,
            True,
            date(2026, 5, 31),
            (False, "kontrollen gällde till 2026-05-31, och inget giltigt är registrerat"),
        ),
    ],
)
def test_a_permit_is_told_with_what_shows_it_and_a_check_that_has_run_out_with_its_last_day(
    has_permit, held, until, shown
):
    assert permit_shown_by(has_permit=has_permit, held=held, until=until, on=ON) == shown
    can, words = shown
    judged = judge(Need(on=ON), one(needs_permit=True, permit=can, permit_words=words))
    told = judged.fits[0] if can else judged.against[0].words
    assert (judged.can, words in told) == (can, True)


def test_both_ends_of_the_ages_and_the_longest_distance_count():
    for age in (13, 17):
        assert judge(Need(on=ON, age=age), one(age_from=13, age_to=17)).can
    assert judge(Need(on=ON, longest_km=20), one(km=20.0)).can


def test_a_county_is_the_same_however_it_is_written():
    assert plain_county("Stockholms län") == plain_county(" stockholm ")
    assert plain_county("Skåne län") == plain_county("Skåne")


def test_a_distance_as_the_crow_flies():
    assert distance_km(59.2371, 17.9819, 59.2371, 17.9819) == 0
    assert distance_km(0, 0, 0, 1) == pytest.approx(111.19, abs=0.01)  # a degree of the equator


def test_the_order_is_by_rank_by_best_fit_or_by_name():
    need = Need(on=ON, target_group=2)

    def order(method):
        found = [
            one(contract=1, supplier_name="b", framework=1, method=method, rank=1),
            one(contract=2, supplier_name="a", framework=1, method=method, rank=2),
            one(contract=3, supplier_name="c", framework=1, method=method, rank=3, has_group=True),
        ]
        return [each.of.contract for each in in_order([judge(need, each) for each in found])]

    assert order("RANKED") == [1, 2, 3]
    assert order("NEEDS") == [3, 2, 1]
    assert order("CHOICE") == order("MINI_COMPETITION") == [2, 1, 3]


def test_only_those_that_can_and_stand_before_in_the_same_ranked_round_are_passed_over():
    judged = [
        judge(Need(on=ON), each)
        for each in (
            one(contract=1, framework=1, method="RANKED", rank=1),
            one(contract=1, framework=1, method="RANKED", rank=1, unit=2),
            one(contract=2, framework=1, method="RANKED", rank=2, stopped_since=ON),
            one(contract=3, framework=1, method="RANKED", rank=3),
            one(contract=4, framework=2, method="RANKED", rank=1),
        )
    ]
    assert [each.of.contract for each in passed_over(judged, contract=3, framework=1, rank=3)] == [1]
    assert passed_over(judged, contract=1, framework=1, rank=1) == []


def test_all_others_of_the_round_that_can_compete_anew_once_each():
    judged = [
        judge(Need(on=ON), each)
        for each in (
            one(contract=1, framework=1, method="MINI_COMPETITION"),
            one(contract=1, framework=1, method="MINI_COMPETITION", unit=2),
            one(contract=2, framework=1, method="MINI_COMPETITION", stopped_since=ON),
            one(contract=3, framework=1, method="MINI_COMPETITION"),
            one(contract=4, framework=2, method="MINI_COMPETITION"),
            one(contract=5, framework=1, method="RANKED"),
        )
    ]
    assert [each.of.contract for each in competing(judged, contract=3, framework=1)] == [1]
    assert [each.of.contract for each in competing(judged, contract=1, framework=1)] == [3]
    assert competing(judged, contract=1, framework=None) == []
