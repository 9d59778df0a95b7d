"""People are listed by the name that is shown of them, and never by what they log in as."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = ("activities", "contracts", "followup", "procurement", "huddinge_vo")
SORTED_BY = ("person_order", "sort_name")  # what stands before the user name, which parts those of the same name


def orders(source):
    """Every order that a program text asks for, as text: the arguments of order_by, and what a table sorts by."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr == "order_by":
                yield node.lineno, [ast.unparse(each) for each in node.args]
            for given in node.keywords:
                if given.arg == "order_by" and isinstance(given.value, ast.Tuple):
                    yield node.lineno, [ast.unparse(each) for each in given.value.elts]


def by_user_name(source):
    """Lines whose order comes to a user name before the name that is shown."""
    for line, order in orders(source):
        names = [place for place, each in enumerate(order) if each.strip("'\"-").split("__")[-1] == "username"]
        shown = [place for place, each in enumerate(order) if any(name in each for name in SORTED_BY)]
        if names and (not shown or min(shown) > min(names)):
            yield line


def test_no_list_sorts_people_by_what_they_log_in_as():
    files = [path for app in CODE for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    found = [f"{path.relative_to(ROOT)}:{line}" for path in files for line in by_user_name(path.read_text())]
    assert len(files) > 300
    assert not found


@pytest.mark.parametrize(
    ("order", "is_wrong"),
    [
        ('order_by("user__username", "pk")', True),
        ('order_by("username", person_order())', True),
        ('order_by(person_order("user__"), "user__username", "pk")', False),
        ('order_by("sort_name", "-username", "pk")', False),
    ],
)
def test_the_look_for_it_finds_it(order, is_wrong):
    assert bool(list(by_user_name(f"found.{order}"))) == is_wrong
