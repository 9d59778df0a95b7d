from decimal import Decimal

import pytest

from huddinge_vo.common import money


@pytest.mark.parametrize(
    ("text", "sign", "amount"),
    [
        ("-1302,03", ",", "-1302.03"),
        ("5058332.75", ".", "5058332.75"),
        ("1 234 567,89", ",", "1234567.89"),
        ("1 234,5", ",", "1234.5"),
        ("1.234.567,89", ",", "1234567.89"),
        ("1.234", ",", "1234"),
        ("−12", ".", "-12"),
        ("12,50-", ",", "-12.50"),
        ("0", ",", "0"),
    ],
)
def test_amounts_are_read_as_people_and_systems_write_them(text, sign, amount):
    assert money.parse_amount(text, sign) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("12.50", ","),
        ("12,50", "."),
        ("1,234", ","),
        ("12 34,00", ","),
        ("", ","),
        ("abc", ","),
        ("1e5", "."),
        ("NaN", "."),
    ],
)
def test_what_is_no_amount_is_refused_with_a_reason(text, sign):
    with pytest.raises(money.NotAnAmount, match=r"."):
        money.parse_amount(text, sign)


def test_amounts_are_written_with_hard_spaces_a_comma_and_a_true_minus():
    assert money.sek(Decimal("1234567.89")) == "1\u00a0234\u00a0567,89"
    assert money.sek(Decimal("-0.005")) == "\u22120,01"
    assert money.tkr(Decimal(6412499)) == "6\u00a0412"
    assert money.mnkr(Decimal(38249999)) == "38,2"
    assert money.percent(Decimal("0.8643")) == "86,4\u00a0%"
    assert money.percent(None) == "–"
    assert money.percentage_points(Decimal("0.0121")) == "+1,2"


def test_a_difference_between_shares_is_of_what_is_shown_of_them():
    before, after = Decimal("0.85845"), Decimal("0.84151")
    assert (money.percent(before), money.percent(after)) == ("85,8\u00a0%", "84,2\u00a0%")
    assert money.percentage_points(money.share_difference(after, before)) == "\u22121,6"
    assert money.share_difference(None, before) is None
    assert money.share_difference(after, None) is None
