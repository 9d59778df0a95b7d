"""A controller loads a month in pieces: looks first, mends what was refused, replaces the month, takes it all back."""

import re
from decimal import Decimal

import pytest
from django.db.models import Sum

from followup.judging.models import JudgedRow, SpendMonth
from followup.ledger.models import LedgerImport
from tests import factories as make
from tests.journeys.test_journeys import send

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
GOOD = make.ledger_row("10000,00", "2023-05-10", invoice="C1")
BAD = make.ledger_row("tvåtusen", "2023-05-11", invoice="C2")
CORRECTED = make.ledger_row("9000,00", "2023-05-10", invoice="C1")


def of_may():
    rows = JudgedRow.objects.filter(month="2023-05-01").aggregate(total=Sum("sum_sek"))["total"]
    assert rows == SpendMonth.objects.filter(month="2023-05-01").aggregate(total=Sum("sum_sek"))["total"]
    return rows


def choose(page, words):
    page.get_by_label(re.compile(words)).check()
    page.get_by_role("button", name=re.compile("^Läs in( de|$)")).click()
    page.get_by_text("Inläst", exact=True).wait_for()


def test_a_month_in_pieces_is_loaded_mended_replaced_and_taken_back(walker, worker, municipality):
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    loaded_before = LedgerImport.objects.count()

    send(page, make.ledger_file(GOOD, BAD), name="maj.csv")
    page.get_by_role("heading", name="Ingenting är inläst ännu").wait_for()
    assert of_may() is None
    assert one.check() == []
    page.get_by_role("button", name="Läs in de rader som går att läsa").click()
    page.get_by_text("1 inlästa, 1 avvisade").wait_for()
    assert of_may() == Decimal(10000)

    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta avvisade rader").click()
    rejects = download.value.path().read_text(encoding="utf-8-sig")
    send(page, rejects.replace("tvåtusen", "-2000,00", 1).encode("utf-8-sig"), name="rattade.csv")
    page.get_by_role("heading", name="Välj").wait_for()
    choose(page, "Lägg till de rader som är nya: 1 rad")
    assert of_may() == Decimal(8000)
    added = page.url

    send(page, make.ledger_file(CORRECTED), name="maj-igen.csv")
    page.get_by_role("heading", name="Om månaderna ersätts").wait_for()
    assert one.check() == []
    choose(page, "Ersätt det som filens månader har")
    assert of_may() == Decimal(9000)
    replacement = page.url

    page.goto(added)
    page.get_by_text(re.compile("ångra först")).get_by_role("link", name="maj-igen.csv").click()
    page.wait_for_url(replacement)
    page.get_by_role("link", name="Ångra inläsningen").click()
    page.get_by_role("button", name="Ångra inläsningen").click()
    page.get_by_role("heading", name="Inläsningen är ångrad").wait_for()
    assert of_may() == Decimal(8000)
    assert one.check() == []
    for name in ("rattade.csv", "maj.csv"):
        page.goto("/reskontra/")
        page.get_by_role("link", name=name, exact=True).click()
        page.get_by_role("link", name="Ångra inläsningen").click()
        page.get_by_role("button", name="Ångra inläsningen").click()
        page.get_by_role("heading", name="Inläsningen är ångrad").wait_for()
    assert of_may() is None
    assert LedgerImport.objects.count() == loaded_before + 3
