"""A component is held to the arguments that it names."""

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.utils.safestring import mark_safe

from huddinge_vo.common.templatetags.components import Component


def draw(source, **context):
    return Engine.get_default().from_string(source).render(Context(context))


def test_a_component_is_drawn_with_what_it_is_given_and_no_space_round_it():
    assert draw('({% component "tag" colour="good" words=words %})', words="Klart") == (
        '(<span class="tag tag--good">Klart</span>)'
    )


def test_what_stands_inside_is_drawn_inside_without_the_space_of_its_lines():
    assert draw('{% wrap "tag" colour="off" %}\n  Sen\n{% endwrap %}') == '<span class="tag tag--off">Sen</span>'


def test_a_slot_is_an_argument_that_is_written_out():
    drawn = draw('{% wrap "tag" words="x" %}{% slot colour %}{% if a %}good{% endif %}{% endslot %}{% endwrap %}', a=1)
    assert drawn == '<span class="tag tag--good">x</span>'


def test_what_a_person_wrote_is_escaped_once_in_an_argument_and_in_a_slot():
    argument = draw('{% component "tag" colour="off" words=words %}', words="<b>&")
    slot = draw('{% wrap "tag" colour="off" %}{{ words }}{% endwrap %}', words="<b>&")
    assert argument == slot == '<span class="tag tag--off">&lt;b&gt;&amp;</span>'


def test_a_component_does_not_see_the_page_round_it():
    assert "hemlig" not in draw('{% component "tag" colour="off" %}', words="hemlig")


def test_what_is_drawn_once_is_drawn_for_each_that_differs_and_knows_its_arguments_alone(monkeypatch):
    read = Engine.get_default().from_string
    inner = read("{% arguments words %}{% drawn_once %}{{ words }}{{ user }}")
    monkeypatch.setattr(Engine, "get_template", lambda _engine, _name: inner)
    page = read('{% for each in words %}{% component "prov" words=each %},{% endfor %}')
    words = ("<b>", mark_safe("<b>"), "<i>", "<b>")
    assert page.render(Context({"words": words, "user": "väktare"})) == "&lt;b&gt;,<b>,&lt;i&gt;,&lt;b&gt;,"
    (node,) = page.nodelist.get_nodes_by_type(Component)
    assert len(node.kept) == 3
    assert page.render(Context({"words": (["a"],), "user": "väktare"})) == "[&#x27;a&#x27;],"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('{% component "tag" %}', "needs colour"),
        ('{% component "tag" colour="off" size=1 %}', "does not know size"),
        ('{% component "tag" "off" %}', "given by name"),
        ("{% component tag %}", "in quotes"),
        ('{% wrap "tag" colour="off" %}{% slot colour %}x{% endslot %}{% endwrap %}', "twice"),
        ("{% slot %}x{% endslot %}", "just a name"),
        ('{% component "../base" %}', "does not name its arguments"),
    ],
)
def test_what_is_missing_or_unknown_is_an_error_when_the_page_is_read(source, words):
    with pytest.raises(TemplateSyntaxError, match=words):
        Engine.get_default().from_string(source)


def test_a_slot_inside_a_condition_is_refused():
    with pytest.raises(TemplateSyntaxError, match="directly inside"):
        draw('{% wrap "tag" colour="off" %}{% if 1 %}{% slot words %}x{% endslot %}{% endif %}{% endwrap %}')
