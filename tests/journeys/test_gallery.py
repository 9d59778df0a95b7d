"""The developers' page with every component: open to all senses in light, in dark and on a phone."""

import pytest

from tests import factories as make

# Two states of the same component are two landmarks of the same name, which a real page never has.
STATES = {"rules": {"landmark-unique": {"enabled": False}}}

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1440, 390], ids=["wide", "phone"])
def test_every_component_is_open_to_all_senses_in_light_and_in_dark(walker, width):
    make.user("kategoriledare")
    one = walker(width=width)
    one.log_in("kategoriledare")
    one.page.goto("/galleri/")
    seen = []
    for theme, words in (("light", "Mörkt läge"), ("dark", "Ljust läge")):
        assert one.page.evaluate("document.documentElement.dataset.bsTheme") == theme
        assert one.check(**STATES) == []
        assert one.page.evaluate("document.documentElement.scrollWidth") <= width
        if width < 900:
            one.page.get_by_text("Meny", exact=True).click()
        one.page.get_by_role("button", name=words).click()
        if width < 900:
            one.page.keyboard.press("Escape")
        seen.append(theme)
    assert seen == ["light", "dark"]
