"""What the first that a person sees of a page waits for: the page itself asks for it, and nothing in between does.

How long it takes is measured by `make felt`, and asserted nowhere. That what is served for good has a name of its own
and is kept by browsers is tested by tests/common/test_deployment.py.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from tests import factories as make

pytestmark = pytest.mark.django_db
STYLES = ("bootstrap/css/bootstrap.min.css", "theme.css")
FONT = re.compile(r'@font-face \{[^}]*src: url\("([^"]+)"\)')


class Head(HTMLParser):
    """The links and scripts of a page's head, and what of its body fetches more."""

    def __init__(self, text):
        super().__init__()
        self.links, self.scripts, self.within, self.later = [], [], True, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "body":
            self.within = False
        elif tag == "link":
            (self.links if self.within else self.later).append(found)
        elif tag == "script" and "src" in found:
            (self.scripts if self.within else self.later).append(found)

    def waited_for(self):
        """The addresses that a browser must have before it draws anything."""
        styles = [each["href"] for each in self.links if each["rel"] == "stylesheet" and each.get("media") != "print"]
        scripts = [each["src"] for each in self.scripts if not {"defer", "async"} & set(each)]
        return [*styles, *scripts]


@pytest.fixture(
    params=["/logga-in/", "/", "/start/", "/avtal/", "/reskontra/rader/", "/uppfoljning/", "/prisjustering/"]
)
def head(request, client):
    if request.param != "/logga-in/":
        client.force_login(make.user("kategoriledare"))
    answer = client.get(request.param)
    assert answer.status_code == 200
    return Head(answer.content.decode())


def test_the_first_paint_waits_for_two_styles_and_one_script_of_ours(head):
    assert head.waited_for() == [static(name) for name in (*STYLES, "vo.js")]


def test_what_else_a_page_fetches_waits_until_it_is_read(head):
    assert all({"defer", "async"} & set(each) for each in head.later if "src" in each)


def test_the_typeface_is_asked_for_with_the_page_and_not_when_the_style_has_come(head):
    css = (settings.BASE_DIR / "static" / "theme.css").read_text(encoding="utf-8")
    named = FONT.findall(css)
    ahead = [each for each in head.links if each["rel"] == "preload"]
    assert [each["href"] for each in ahead] == [static(name) for name in named]
    # Without this the browser fetches it twice.
    assert all(each["as"] == "font" and "crossorigin" in each for each in ahead)
    assert "font-display: swap" in css  # words are there before their typeface is


@pytest.mark.parametrize("name", [*STYLES, "print.css"])
def test_no_style_fetches_another(name):
    assert "@import" not in Path(finders.find(name)).read_text(encoding="utf-8")


def test_a_style_names_no_picture_that_the_first_paint_would_wait_for():
    css = (settings.BASE_DIR / "static" / "theme.css").read_text(encoding="utf-8")
    named = set(re.findall(r'url\("?([^")]+)"?\)', css)) - set(FONT.findall(css))
    assert all(each.endswith(".svg") for each in named)
    assert sum((settings.BASE_DIR / "static" / each).stat().st_size for each in named) < 1000
