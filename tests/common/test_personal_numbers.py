"""Personal and coordination numbers in texts, however they are written, and what is none."""

import pytest
from django.core.exceptions import ValidationError

from huddinge_vo.common.personal_numbers import personal_number_in, refuse_personal_numbers

OTHER_ZEROS = [
    "\N{FULLWIDTH DIGIT ZERO}",
    "\N{ARABIC-INDIC DIGIT ZERO}",
    "\N{MATHEMATICAL BOLD DIGIT ZERO}",
    "\N{DEVANAGARI DIGIT ZERO}",
]
WRITTEN = [
    "850709-9805",
    "19850709-9805",
    "19 850712-1234",  # its check digit is wrong: mistyped, and yet of the last century
    "19850712 - 1234",
    "8507099805",
    "198507099805",
    "850709+9805",
    "850709 9805",
    "850709 - 9805",
    "19850709 – 9805",
    "Kalle 850709-9805 bor här",
    "850769-9802",  # a coordination number: sixty added to the day
    "850769 9802",
    "85-07-09-9805",
    "1985-07-09-9805",
    "1985.07.09.9805",
    "1985/07/09-9805",
    "1985 07 09 9805",
    "85 07 09 98 05",
    "8 5 0 7 0 9 9 8 0 5",
    "850709.9805",
    "850709_9805",
    "850709/9805",
    "850709, 9805",
    "(850709) 9805",
    "pnr:850709-9805.",
    "850709\N{EN DASH}9805",
    "850709\N{EM DASH}9805",
    "850709\N{HYPHEN}9805",
    "850709\N{NON-BREAKING HYPHEN}9805",
    "850709\N{FIGURE DASH}9805",
    "850709\N{MINUS SIGN}9805",
    "850709\N{SMALL HYPHEN-MINUS}9805",
    "850709\N{FULLWIDTH HYPHEN-MINUS}9805",
    "850709\N{SOFT HYPHEN}9805",
    "850709\N{HYPHEN BULLET}9805",
    "850709\N{MIDDLE DOT}9805",
    "850709\N{NO-BREAK SPACE}9805",
    "850709\N{NARROW NO-BREAK SPACE}9805",
    "850709\N{THIN SPACE}-\N{THIN SPACE}9805",
    "850709\t9805",
    "850709\n9805",
    "850709\N{ZERO WIDTH SPACE}9805",
    "8507\N{ZERO WIDTH JOINER}09-98\N{ZERO WIDTH NON-JOINER}05",
    "850709\N{WORD JOINER}-9805",
    "\N{ZERO WIDTH NO-BREAK SPACE}850709-9805",
    "850\N{COMBINING ACUTE ACCENT}709-9805",
    *("".join(chr(ord(zero) + int(figure)) for figure in "8507099805") for zero in OTHER_ZEROS),
    "\N{FULLWIDTH DIGIT EIGHT}50709\N{FULLWIDTH HYPHEN-MINUS}9805",
    "850709-980\N{SUPERSCRIPT FIVE}",
]
NONE = [
    "",
    "556677-8899",
    "212000-0068",
    "16212000-0068",
    "KS-2022/1183",
    "2026-11-23 1405",
    "2026-01-01–2026-12-31",
    "20260101-20261231",
    "2026-01-01 2 500 kr",
    "2026-01-02 10:00",
    "850709-9806",
    "20241130-1234",
    "9985070998050",
    "850732-9805",
    "08-535 300 00",
    "070-123 45 67",
    "+46 8 535 300 00",
    "bg 5050-1055",
    "1 234 567,89 kr",
    "9789127123456",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_personal_number_is_found_however_it_is_written(text):
    assert personal_number_in(text)
    for one in (text, f"x {text} y", f"({text})", f"Ärende {text}; mer"):
        with pytest.raises(ValidationError, match="personnummer"):
            refuse_personal_numbers(one)


@pytest.mark.parametrize("text", NONE)
def test_other_numbers_are_left_alone(text):
    assert personal_number_in(text) is None
    refuse_personal_numbers(text)
