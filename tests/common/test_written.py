"""What people write, as it is read: paragraphs, and lists as lists."""

import pytest

from huddinge_vo.common.templatetags.swedish import kronor, written


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("En rad.\nEn till.", "<p>En rad.<br>En till.</p>"),
        ("Ett stycke.\n\nEtt till.", "<p>Ett stycke.</p><p>Ett till.</p>"),
        ("Krav:\n- pris\n– kvalitet\n• ålder", "<p>Krav:</p><ul><li>pris</li><li>kvalitet</li><li>ålder</li></ul>"),
        ("1. först\n2) sedan\nSlut.", "<ol><li>först</li><li>sedan</li></ol><p>Slut.</p>"),
        ("3. tredje\n4. fjärde", '<ol start="3"><li>tredje</li><li>fjärde</li></ol>'),
        ("- <b>fet</b> & sned", "<ul><li>&lt;b&gt;fet&lt;/b&gt; &amp; sned</li></ul>"),
        ("<i>x</i>", "<p>&lt;i&gt;x&lt;/i&gt;</p>"),
        ("-5 grader\n2026 började det", "<p>-5 grader<br>2026 började det</p>"),
        ("  \n ", ""),
    ],
)
def test_lines_that_begin_as_a_list_are_one_and_no_markup_is_let_through(text, drawn):
    assert written(text) == drawn


def test_an_amount_is_in_kronor_or_in_millions():
    assert (kronor(748_812_345, in_mnkr=True), kronor(None, in_mnkr=False)) == ("748,8", "–")
    assert kronor(748_812_345, in_mnkr=False) == "748\N{NO-BREAK SPACE}812\N{NO-BREAK SPACE}345,00"
