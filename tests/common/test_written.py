"""What people write, as it is read: paragraphs, and lists as lists."""

from datetime import date

import django_tables2 as tables
import pytest

from huddinge_vo.common.pages.tables import Table
from huddinge_vo.common.templatetags.swedish import kronor, unbroken, written


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


def test_days_and_numbers_in_a_text_are_not_broken_at_their_hyphens_and_the_rest_is_escaped():
    assert unbroken("HK-2018-0375 till 2027-09-30, <b>1-2</b>") == (
        '<span class="when">HK-2018-0375</span> till <span class="when">2027-09-30</span>, &lt;b&gt;1-2&lt;/b&gt;'
    )
    assert unbroken("dnr KS-2021/17.109") == "dnr KS-2021/17.109"
    assert unbroken(17) == "17"


def test_the_numbers_in_a_list_are_not_broken_at_their_hyphens():
    class Listed(Table):
        contract = tables.Column(accessor="contract__number")
        title = tables.Column()

        class Meta(Table.Meta):
            pass

    row = {"contract": {"number": "HK-2018-0375"}, "title": "Jourhem"}
    ((number, title),) = Listed([row], today=date(2026, 1, 1)).drawn()
    assert 'class="when ' in number[1]
    assert "class" not in title[1]
