"""Sentences of what people have written."""

import pytest

from huddinge_vo.common.sentences import missing_stop, sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Parterna väljer en ny serie", "Parterna väljer en ny serie."),
        ("Permanenta- och korttidsplatser. ", "Permanenta- och korttidsplatser."),
        ("Björken ek. för.", "Björken ek. för."),
        ("Gäller det?", "Gäller det?"),
    ],
)
def test_a_sentence_has_one_mark_at_its_end(text, expected):
    assert sentence(text) == expected


def test_only_a_name_without_a_stop_lacks_one():
    assert missing_stop("HVB för barn") == "."
    assert missing_stop("alt. korttidsplatser.") == ""
