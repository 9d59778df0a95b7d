"""A journey that looks the moment after it pressed something sees whichever page was there: it has to wait."""

import ast
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

# What the browser answers at once, with whatever stands there; the others wait for what they ask for.
AT_ONCE = {"content", "count", "is_visible", "all_inner_texts", "all_text_contents", "title", "all"}
JOURNEYS = sorted(Path(settings.BASE_DIR, "tests").glob("*/**/*.py"))


def looked_at_too_soon(tree):
    """Each statement that asks what is there at once, straight after one that does nothing but click."""
    bodies = (getattr(node, "body", None) for node in ast.walk(tree))
    for body in filter(lambda found: isinstance(found, list), bodies):
        for pressed, next_one in pairwise(body):
            match pressed:
                case ast.Expr(value=ast.Call(func=ast.Attribute(attr="click"))):
                    yield from (
                        next_one.lineno
                        for node in ast.walk(next_one)
                        if isinstance(node, ast.Attribute)
                        and (node.attr in AT_ONCE or (node.attr == "url" and not isinstance(next_one, ast.Expr)))
                    )


def test_no_journey_looks_before_the_page_has_come():
    found = [
        f"{path.relative_to(settings.BASE_DIR)}:{line}"
        for path in JOURNEYS
        for line in looked_at_too_soon(ast.parse(path.read_text()))
    ]
    assert JOURNEYS
    assert found == []


@pytest.mark.parametrize(
    "look", ["assert 'x' in page.content()", "assert page.url == '/'", "n = page.locator('a').count()"]
)
def test_a_look_too_soon_would_be_found(look):
    assert list(looked_at_too_soon(ast.parse(f"page.locator('a').click()\n{look}"))) == [2]
    assert list(looked_at_too_soon(ast.parse(f"page.locator('a').click()\npage.wait_for_url('/')\n{look}"))) == []
