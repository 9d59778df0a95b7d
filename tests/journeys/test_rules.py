"""Rule work on what no rule takes: a rule of the biggest, the next two by hand, and everything judged again."""

import io
import re
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from contracts.plan.models import Category
from followup.judging import actions
from followup.judging.models import ClassificationRule, RowJudgement, SpendMonth
from huddinge_vo.demo import ledger
from huddinge_vo.demo.loading import load_demo
from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def demo(live_server, tmp_path, monkeypatch):
    """The demo, as far as its last two months: rules, contracts, and accounts that no rule names."""
    call_command("load_plan", stdout=io.StringIO())
    every = ledger.files
    latest = ("2026-09.csv", "2026-10.csv")
    monkeypatch.setattr(ledger, "files", lambda **asked: (one for one in every(**asked) if one.name[-11:] in latest))
    load_demo(buyer=make.buyer(), on=NOW.date(), at=NOW, folder=tmp_path, say=lambda _line: None)


def test_what_no_rule_takes_is_sorted_by_a_rule_and_by_hand_and_holds(walker, worker, demo):
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    page.goto("/regler/")
    page.get_by_role("link", name="Rader ingen regel tar").click()
    assert one.check() == []
    assert page.get_by_role("checkbox").count() == SpendMonth.objects.taken_by_no_rule().groups().count() > 10
    rules = ClassificationRule.objects.count()

    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Gör en regel av detta").click()
    assert page.get_by_label("Konto från").input_value() == "46610"
    page.get_by_label("Underkategori").select_option(str(Category.objects.get(code="VO").pk))
    page.get_by_role("button", name="Pröva mot reskontran").click()
    page.get_by_text("Ingenting är sparat").wait_for()
    assert one.check() == []
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("heading", name="Måtten före ditt senaste beslut, och nu").wait_for()
    assert ClassificationRule.objects.count() == rules + 1

    page.wait_for_function("() => !document.querySelector('#laget').innerText.includes('räknas om')")
    page.goto("/regler/utan/")
    boxes = page.get_by_role("checkbox")
    for at in range(min(2, boxes.count())):
        boxes.nth(at).check()
    page.get_by_role("button", name="Bedöm för hand").click()
    assert one.check() == []
    page.get_by_label("Underkategori").select_option(index=1)
    page.get_by_label("Motivering").fill("Avser boende enligt beställaren")
    page.get_by_role("button", name="Bedöm raderna").click()
    page.get_by_text(re.compile("bedömda för hand")).first.wait_for()
    assert one.check() == []
    judged = RowJudgement.objects.count()
    assert judged > 1
    loyalty = SpendMonth.objects.loyalty()

    actions.recompute_everything(at=NOW)
    assert SpendMonth.objects.loyalty() == loyalty
    assert sum(each.n for each in SpendMonth.objects.filter(is_judged_by_hand=True)) == judged


def test_the_order_is_moved_by_keyboard_tried_and_saved(walker, worker, municipality):
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    page.goto("/regler/")
    assert one.check() == []
    was = list(ClassificationRule.objects.order_by("order").values_list("pk", flat=True))
    page.get_by_role("button", name="Flytta regel 2 uppåt").press("Enter")
    page.get_by_text("Plats 1 av 2").wait_for()
    page.get_by_role("button", name="Prova ordningen").click()
    page.get_by_text("Ingenting är sparat").wait_for()
    assert one.check() == []
    assert list(ClassificationRule.objects.order_by("order").values_list("pk", flat=True)) == was
    page.get_by_role("button", name="Spara ordningen").click()
    page.get_by_text("Ordningen är sparad").or_(page.get_by_text("redan så")).first.wait_for()
    assert list(ClassificationRule.objects.order_by("order").values_list("pk", flat=True)) == was[::-1]
