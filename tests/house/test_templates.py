"""Templates are read by people: short lines, components that are all shown, and none that nobody uses."""

import re
from pathlib import Path

import pytest
from django.template import Engine

from huddinge_vo.common.templatetags.components import Component, declared

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "templates", ROOT / "huddinge_vo" / "dev" / "templates")
FILES = {str(file.relative_to(folder)): file for folder in FOLDERS for file in sorted(folder.rglob("*.html"))}
COMPONENTS = sorted(name for name in FILES if name.startswith("components/"))
# Found by Django by their names alone.
BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html", "registration/login.html"}
# And by allauth.
BY_NAME |= {
    *("account/reauthenticate.html", "mfa/authenticate.html", "mfa/index.html", "mfa/reauthenticate.html"),
    *("mfa/recovery_codes/generate.html", "mfa/recovery_codes/index.html", "mfa/totp/activate_form.html"),
    *("mfa/totp/deactivate_form.html", "mfa/webauthn/add_form.html", "mfa/webauthn/reauthenticate.html"),
}
LONGEST = 160


@pytest.mark.parametrize("name", FILES)
def test_a_template_has_no_line_that_is_too_long_to_read(name):
    lines = FILES[name].read_text(encoding="utf-8").splitlines()
    assert [at for at, line in enumerate(lines, 1) if len(line) > LONGEST] == []


@pytest.mark.parametrize("name", FILES)
def test_a_template_can_be_read_and_gives_its_components_what_they_need(name):
    assert Engine.get_default().get_template(name)


# A space or a new line, then tags, then a comma or a stop. After a tag that ends something the space may be its own.
LOOSE = re.compile(r"\s(?!{% *(?:end|el))(?:{%[^%]*%})*[,.](?=\s|{[{%]|<)")


@pytest.mark.parametrize("name", FILES)
def test_no_comma_or_stop_stands_loose_after_a_space(name):
    source = re.sub(r"{#.*?#}", "", FILES[name].read_text(encoding="utf-8"))
    assert [source[each.start() - 40 : each.end() + 20] for each in LOOSE.finditer(source)] == []


def test_every_template_is_used_from_code_or_from_another():
    sources = {file: file.read_text(encoding="utf-8") for file in FILES.values()}
    for package in ("huddinge_vo", "contracts", "procurement", "activities", "followup"):
        for file in (ROOT / package).rglob("*.py"):
            sources[file] = file.read_text(encoding="utf-8")
    named = {each for source in sources.values() for each in re.findall(r"[\"']([\w/]+\.html)[\"']", source)}
    drawn = {f"components/{each}.html" for source in sources.values() for each in used(source)}
    own = {
        name for name in FILES if name.startswith(("django/", "dev/gallery/"))
    }  # Django's names, and the components'
    assert set(FILES) - named - drawn - own - BY_NAME == set()


def used(source):
    return re.findall(r"{% (?:component|wrap) \"(\w+)\"", source)


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_says_what_it_is_and_names_its_arguments(name):
    assert FILES[name].read_text(encoding="utf-8").startswith("{# ")
    assert declared(Engine.get_default().get_template(name))


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_is_shown_in_the_gallery_with_each_of_its_arguments(name):
    own = Path(name).stem
    shown = f"dev/gallery/{own}.html"
    assert shown in FILES, f"Visa komponenten i huddinge_vo/dev/templates/{shown}"
    drawn = [each for each in components(Engine.get_default().get_template(shown)) if each.template.name == name]
    given = {argument for each in drawn for argument in (*each.named, *each.slots)}
    assert drawn
    assert set(declared(drawn[0].template)) - given == set()


def components(template):
    found = []

    def walk(nodes):
        for node in nodes:
            if isinstance(node, Component):
                found.append(node)
            for attribute in ("nodelist", "nodes", "nodelist_loop", "nodelist_empty"):
                walk(getattr(node, attribute, None) or [])
            for _, branch in getattr(node, "conditions_nodelists", []):
                walk(branch)

    walk(template.nodelist)
    return found


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("dev/gallery/")])
def test_the_gallery_shows_nothing_that_is_gone(name):
    assert f"components/{Path(name).stem}.html" in FILES
