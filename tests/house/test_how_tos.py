"""What docs/hur/ sends people to is there: files, tests, and names."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
HOW_TOS = sorted((ROOT / "docs" / "hur").glob("*.md"))


@pytest.fixture(scope="module")
def tests_there_are():
    return {name for path in (ROOT / "tests").rglob("*.py") for name in re.findall(r"def (test_\w+)", path.read_text())}


def test_there_is_a_how_to_for_each_thing_that_is_added_often():
    wanted = {"measure", "reminder-kind", "approval-kind", "import-column", "role", "list-page", "letter"}
    wanted |= {"retention-kind", "search-kind", "flag-kind", "first-step"}
    assert {path.stem for path in HOW_TOS} == wanted | {"README"}
    index = (ROOT / "docs" / "hur" / "README.md").read_text()
    assert {stem for stem in wanted if f"({stem}.md)" in index} == wanted


@pytest.mark.parametrize("path", HOW_TOS, ids=lambda path: path.stem)
def test_every_file_and_test_that_a_how_to_names_is_there(path, tests_there_are):
    named = set(re.findall(r"`([^`\n]+)`", path.read_text()))
    files = {name for name in named if re.fullmatch(r"(\w+/)+([\w-]+\.\w+)?", name)}
    assert {name for name in files if not (ROOT / name).exists()} == set()
    assert {name for name in named if re.fullmatch(r"test_\w+", name) and name not in tests_there_are} == set()


@pytest.mark.parametrize("path", HOW_TOS, ids=lambda path: path.stem)
def test_what_the_code_says_of_a_how_to_and_back_again_holds(path):
    links = re.findall(r"\]\(([\w-]+\.md)\)", path.read_text())
    assert {link for link in links if not (path.parent / link).exists()} == set()


def test_every_how_to_that_the_code_sends_people_to_is_there():
    sent = {
        name
        for app in ("contracts", "procurement", "activities", "followup", "huddinge_vo")
        for path in (ROOT / app).rglob("*.py")
        for name in re.findall(r"docs/hur/([\w-]+\.md)", path.read_text())
    }
    assert sent >= {"measure.md", "reminder-kind.md", "import-column.md"}
    assert {name for name in sent if not (ROOT / "docs" / "hur" / name).exists()} == set()
