import pytest

from huddinge_vo.common import org_numbers


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("2120000068", "2120000068"),
        ("212000-0068", "2120000068"),
        ("16212000-0068", "2120000068"),
        (" 212000 0068 ", "2120000068"),
        ("198112289874", "8112289874"),
        ("2120000069", None),
        ("10004007", None),
        ("0000000000", None),
        ("212000-00**", None),
        ("", None),
        (None, None),
    ],
)
def test_a_valid_number_is_ten_digits_and_anything_else_is_none(raw, number):
    assert org_numbers.normalise(raw) == number


def test_third_digit_under_two_is_a_person():
    assert org_numbers.is_personal("8112289874")
    assert not org_numbers.is_personal("2120000068")


def test_a_personal_number_is_masked_for_all_without_need():
    assert org_numbers.display("8112289874") == "Personnummer, maskerat"
    assert org_numbers.display("8112289874", may_see_personal=True) == "811228-9874"
    assert org_numbers.display("2120000068") == "212000-0068"
    assert org_numbers.display_raw("811228-9874") == "Personnummer, maskerat"
    assert org_numbers.display_raw("10004007") == "10004007"
