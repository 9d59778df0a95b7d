"""What two names are compared by."""

import pytest

from contracts.suppliers.rules import is_masked, plain_name


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Sjöbo Vård AB", "sjobo vard"),
        ("AB Sjöbo Vård (publ)", "sjobo vard"),
        ("SJÖBO VÅRD AKTIEBOLAG", "sjobo vard"),
        ("Sjöbo Vård i Stockholm AB", "sjobo vard"),
        ("Sjöbo Vård ek. för.", "sjobo vard"),
        ("Stiftelsen Sjöbo", "sjobo"),
        ("Kommanditbolaget Sjöbo", "sjobo"),
        ("Abborren Vård", "abborren vard"),
        ("AB", "ab"),
        ("Sjobo Vård", "sjobo vard"),
        ("Sjo\u0308bo", "sjobo"),
        ("", ""),
    ],
)
def test_a_name_is_compared_without_what_tells_its_form_and_never_with_nothing_left(name, plain):
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("number", "masked"), [("19******-1234", True), ("XXXXXX", True), ("556677-8899", False), ("LEV-7", False)]
)
def test_a_masked_number_has_signs_in_the_place_of_figures(number, masked):
    assert is_masked(number) is masked
