"""A real Chromium, a real Celery worker, and a small municipality to walk about in."""

import io
import os
import shutil
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from celery.contrib.testing.worker import start_worker
from django.core.management import call_command

from followup.invoices import actions as invoice_actions
from followup.judging import actions as judging_actions
from followup.ledger import actions as ledger_actions
from huddinge_vo.celery import app
from huddinge_vo.demo.peppol import Line, Written
from tests import factories as make

NOW = datetime(2026, 11, 1, tzinfo=UTC)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What passes is not told node by node: it is most of what there is to find, and nobody reads it.
ASKED = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}


@pytest.fixture(scope="session")
def chromium():
    """The browser. Without it the journeys fail, in one line, rather than pass unseen."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("Chromium saknas. Installera det med: apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield browser
        browser.close()


# Everything asked for has come and has its place: the page itself, and the parts that htmx fetches when it has loaded;
# and no colour is on its way from one to another, as when the theme is changed.
# Playwright's "networkidle" waits for half a second of silence more, on each of hundreds of pages.
SETTLED = """() => document.readyState === 'complete'
    && !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')
    && !document.getAnimations().some(each => each instanceof CSSTransition && each.playState === 'running')
    && [...document.querySelectorAll('[hx-trigger*="load"]')].every(part => part['htmx-internal-data']?.loaded)"""

# What the page does when its size has changed is done: it is told so while a picture of it is drawn, not before.
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


class Walker:
    """A person at a browser. Whatever the page complains of to its console fails the journey."""

    def __init__(self, browser, address, **options):
        self.context = browser.new_context(base_url=address, locale="sv-SE", **options)
        # As long as the web server itself waits: a report is drawn as PDF, on a machine that does other things too.
        self.context.set_default_timeout(120_000)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        # Of words that are written and not sent the browser asks; who goes on in a journey means to.
        self.asked_before_leaving = 0
        self.page.on("dialog", self._answered)

    def _heard(self, message):
        # A refused form answers 422 and a page that is not there 404: the browser notes it, and it is meant.
        if message.type in {"error", "warning"} and "the server responded with a status of 4" not in message.text:
            self.complaints.append(message.text)

    def _answered(self, dialog):
        self.asked_before_leaving += dialog.type == "beforeunload"
        dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss()

    def log_in(self, name):
        self.page.goto("/logga-in/")
        self.page.get_by_label("Användarnamn").fill(name)
        self.page.get_by_label("Lösenord").fill("demo")
        self.page.get_by_role("button", name="Logga in").click()
        self.page.wait_for_url(lambda url: "/logga-in/" not in url)

    def check(self, **options):
        """What axe finds wrong with the page as it stands, in a form that can be read."""
        self.page.wait_for_function(SETTLED)
        self.page.evaluate(DRAWN)
        found = Axe().run(self.page, options={**ASKED, **options})
        return [
            (self.page.url, each["id"], [node["html"][:160] for node in each["nodes"]][:3])
            for each in found.response["violations"]
        ]


@pytest.fixture
def walker(chromium, live_server):
    """Opens browsers for people: `walker(width=390)`. All are closed, and none has complained, at the end."""
    opened = []

    def open_one(width=1440, height=900, **options):
        one = Walker(chromium, live_server.url, viewport={"width": width, "height": height}, **options)
        opened.append(one)
        return one

    yield open_one
    for one in opened:
        one.page.wait_for_load_state("networkidle")  # a part still asked for would be read while the tables are emptied
        one.context.close()
    assert [complaint for one in opened for complaint in one.complaints] == []


@pytest.fixture
def worker(live_server):
    """A Celery worker on the broker's own queue for these tests."""
    with start_worker(app, perform_ping_check=False, pool="solo"):
        yield


@pytest.fixture
def municipality(live_server):
    """The plan, a few contracts, and two years of spend in every bucket."""
    call_command("load_plan", stdout=io.StringIO())
    place = make.area("IFO-HVB")
    round_ = make.framework("HKR-1", [place], valid_from=date(2024, 1, 1), initial_until=date(2027, 12, 31))
    make.contract(
        "A-1",
        framework=round_,
        valid_from=date(2024, 1, 1),
        until=date(2027, 12, 31),
        areas=[place],
        ceiling_sek=500_000,
    )
    make.contract(
        "A-2",
        valid_from=date(2024, 1, 1),
        until=date(2026, 6, 30),
        areas=[place],
        supplier=make.supplier("Åkers Provstöd AB", make.ORG_NUMBERS[2]),
    )
    make.rules()
    rows = []
    for month in range(34):
        on = f"{2024 + month // 12}-{month % 12 + 1:02}-15"
        rows += [
            make.ledger_row(f"{8000 + 90 * month},15", on, voucher=f"V{month}"),
            make.ledger_row(f"{3000 - 40 * month},50", on, name="Utan AB", org_number=make.ORG_NUMBERS[1]),
            make.ledger_row("40,05", on, name="Okänd", org_number="", account="9"),
            make.ledger_row("90,00", on, account="4513"),
        ]
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name="reskontra.csv", by=None, at=NOW
    )
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    judging_actions.judge_changes(at=NOW)
    _invoices()
    return make.user("kategoriledare", first_name="Prov", last_name="Ledare")


def _invoices():
    """An e-invoice, one that cannot be read, and one that names no buyer."""
    one = Written(
        number="F-1", issued_on=date(2026, 3, 31), seller=make.ORG_NUMBERS[0], lines=(Line(amount=Decimal("1850.00")),)
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("1.xml", one.xml())
        made.writestr("2.xml", replace(one, number="F-2", without_vat=Decimal("1.00")).xml())
        made.writestr("3.xml", replace(one, number="F-3", buyer="", currency="EUR").xml())
    content.seek(0)
    received = invoice_actions.receive_invoices(file=content, name="e.zip", buyer=make.buyer(), by=None, at=NOW)
    invoice_actions.load_invoice_import(invoice_import_id=received.pk, at=NOW)
