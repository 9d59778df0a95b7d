"""The theme's own colours, computed: text reads on every surface it stands on, in light and in dark (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "static" / "theme.css").read_text(encoding="utf-8")
COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--vo-([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", CSS)
}


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT = ("ink", "muted", "accent", "accent-strong", "good", "near", "off", "none")


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("surface", ["surface", "canvas"])
@pytest.mark.parametrize("ink", TEXT)
def test_text_reads_on_what_it_stands_on(ink, surface, theme):
    assert contrast(COLOURS[ink][theme], COLOURS[surface][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "surface"),
    [
        ("on-accent", "accent"),
        ("on-accent", "accent-strong"),
        ("ink", "accent-weak"),
        ("accent", "accent-weak"),
        ("notice-ink", "notice"),
    ],
)
def test_text_on_a_coloured_surface_reads(ink, surface, theme):
    assert contrast(COLOURS[ink][theme], COLOURS[surface][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("mark", ["edge", "on-contract", "unexplained", "unknown"])
def test_a_field_s_edge_and_the_buckets_that_matter_stand_out(mark, theme):
    assert contrast(COLOURS[mark][theme], COLOURS["surface"][theme]) >= 3


def test_what_is_said_of_the_page_in_the_field_is_not_said_of_each_field_of_a_form():
    """With room on both sides of it a field is as narrow as what it holds, and stands in the middle of its column."""
    rules = re.findall(r"([^{}]*)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL))
    of_fields = [what for names, what in rules if ".field" in [each.strip() for each in names.split(",")]]
    assert of_fields
    assert not [what for what in of_fields if "margin-inline" in what or "max-width" in what]
