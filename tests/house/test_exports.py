"""What a package says that it holds is there, so that nobody imports a name in vain."""

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("huddinge_vo", "contracts", "procurement", "activities", "followup")


def modules_that_say_what_they_hold():
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            if "__all__" in file.read_text(encoding="utf-8"):
                parts = file.relative_to(ROOT).with_suffix("").parts
                yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def wrongly_named(module):
    """Names in a module's `__all__` that do not exist, or that stand there twice."""
    named = list(module.__all__)
    return sorted({name for name in named if not hasattr(module, name) or named.count(name) > 1})


@pytest.mark.parametrize("name", list(modules_that_say_what_they_hold()))
def test_every_name_that_a_module_exports_exists_and_is_named_once(name):
    assert wrongly_named(importlib.import_module(name)) == []


def test_a_name_that_does_not_exist_or_stands_twice_is_found():
    class Module:
        __all__ = ("here", "gone", "twice", "twice")
        here = twice = 1

    assert wrongly_named(Module) == ["gone", "twice"]
