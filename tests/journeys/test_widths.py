"""Nothing on a page is wider than the screen, and a number or a day is read as one."""

from datetime import date

import pytest

from procurement.projects.models import Project
from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
# The numbers and days of a page that stand on more lines than one.
BROKEN = r"""() => {
  const found = [], numbers = /\d{4}-\d\d-\d\d|[A-Z]{2,5}-\d{4}-\d{3,4}/g;
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    for (const each of node.textContent.matchAll(numbers)) {
      const range = document.createRange();
      range.setStart(node, each.index);
      range.setEnd(node, each.index + each[0].length);
      if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) found.push(each[0]);
    }
  }
  return found;
}"""


@pytest.fixture
def contract(live_server):
    make.user("kategoriledare")
    return make.contract("HK-2018-0375", title="x" * 250, until=date(2027, 9, 30), areas=[make.area()])


@pytest.mark.parametrize("width", [390, 1440])
def test_a_title_of_one_long_word_is_not_wider_than_the_screen(walker, contract, width):
    one = walker(width=width)
    one.log_in("kategoriledare")
    one.page.goto(contract.get_absolute_url())
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_number_and_a_day_are_not_broken_at_their_hyphens(walker, contract):
    project = Project.objects.create(
        buyer=make.buyer(), number="UPP-2026-001", title="Jourhem", contract_start=date(2027, 10, 1)
    )
    project.areas.add(contract.areas.get())
    project.replaces.add(contract)
    one = walker(width=1024)
    one.log_in("kategoriledare")
    for path in (f"/upphandlingar/{project.pk}/strategi/", "/avtal/", "/upphandlingar/"):
        one.page.goto(path)
        assert "HK-2018-0375" in one.page.content() or path == "/upphandlingar/"
        assert one.page.evaluate(BROKEN) == [], path


def test_the_bars_of_the_plan_are_on_the_screen_of_a_telephone(walker, contract):
    make.need("Jourhem", 2027, area=contract.areas.get(), category=contract.areas.get().category)
    one = walker(width=390)
    one.log_in("kategoriledare")
    one.page.goto("/upphandlingsplan/")
    bar = one.page.locator(".gantt tbody svg").first
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box["x"] >= 0
    assert box["width"] > 200
    assert box["x"] + box["width"] <= 390
    assert one.page.evaluate(BROKEN) == []
    assert one.check() == []
