"""Why loyalty is not at its target: kronor to it by hand, four ways that each add up, and nothing of what is secret."""

import io
import re
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from stdnum import luhn

from contracts.suppliers.models import Supplier
from followup.judging import actions as judging_actions
from followup.judging.querysets import Loyalty
from followup.ledger import actions as ledger_actions
from followup.overview.reports import gap
from huddinge_vo.common.money import percent
from tests import factories as make
from tests.followup.spend.test_views import listed, year  # noqa: F401 - year is a fixture

pytestmark = pytest.mark.django_db
D = Decimal


def loyalty(on_contract, unexplained):
    sums = dict.fromkeys(
        ("ledger", "excluded", "unknown", "on_contract", "approved_deviation", "unexplained", "under_contract"), D(0)
    )
    return Loyalty.of(1, sums | {"on_contract": D(on_contract), "unexplained": D(unexplained)})


@pytest.mark.parametrize(
    ("on_contract", "unexplained", "target", "kronor"),
    [
        (860, 140, "0.9", 40),  # 900 of 1 000 is wanted
        (900, 100, "0.9", 0),
        (950, 50, "0.9", 0),  # beyond it
        (0, 0, "0.9", 0),  # nothing could be bought
        (860, 140, None, 0),
        (D("860.10"), 140, "0.9", 40),  # 900.09 of 1 000.10 less 860.10 is 39.99: upwards
    ],
)
def test_kronor_to_the_target(on_contract, unexplained, target, kronor):
    assert gap(loyalty(on_contract, unexplained), None if target is None else D(target)) == kronor


@pytest.fixture
def leader(client):
    person = make.user("kategoriledare")
    client.force_login(person)
    return person


@pytest.fixture
def measured(year):  # noqa: F811
    """The year's spend, and a measure of IFO's loyalty with a target."""
    plan = make.plan()
    goal = make.measure("LOYALTY_IFO", plan=plan, category=make.category("IFO"), name="Avtalstrohet IFO")
    goal.targets.create(on="2026-02-28", value=D("0.9"))
    return goal


def test_each_way_of_telling_adds_up_to_what_is_outside_and_leads_to_its_rows(client, leader, measured):
    misread = client.get("/varfor/LOYALTY_IFO/?period=abc").content.decode()
    assert "Urvalet går inte att förstå: period. Här visas i stället de senaste tolv månaderna." in misread
    answer = client.get("/varfor/LOYALTY_IFO/")
    assert "Urvalet går inte att förstå" not in answer.content.decode()
    report = answer.context["report"]
    assert report.loyalty.outside_contract == D("1800.00")  # 12 × 150
    for parts in (report.reasons, report.areas, report.suppliers, report.units):
        assert sum(part.sum_sek for part in parts) == D("1800.00")
    for part in (*report.reasons, *report.areas, *report.suppliers):
        assert listed(client, part.href)[0] == part.sum_sek
    assert listed(client, report.outside_href)[0] == D("1800.00")
    # 12 × 950.10 could be bought, 12 × 800.10 were on contract: 90 % is 10 261.08.
    assert report.gap_sek == D(660)
    assert [part.words for part in report.enough] == [report.reasons[0].words]
    assert report.reasons[0].points == D(1800) / (12 * D("950.10"))
    page = answer.content.decode()
    assert "Mål 90,0" in page
    assert "Det här räcker" in page


def test_from_oversikt_it_is_one_click_and_what_can_be_done_another(client, leader, measured):
    for chosen in ("", "?period=2025", "?period=2026"):
        page = client.get(f"/{chosen}")
        (card,) = [each for each in page.context["report"].cards if each.code == "LOYALTY_IFO"]
        assert f'href="{card.why_href}"' in page.content.decode()
        told = client.get(card.why_href).context["report"]
        assert (told.period, told.loyalty) == (card.period, card.loyalty)  # the very same twelve months
    report = client.get("/varfor/LOYALTY_IFO/").context["report"]
    for part in report.reasons:
        assert client.get(part.to_do_href).status_code == 200


def test_a_secret_supplier_is_in_no_part_and_pooled_when_enough_is_behind_it(client, leader, measured):
    Supplier.objects.filter(org_number=make.ORG_NUMBERS[1]).update(is_secret=True)
    judging_actions.judge_changes(at=timezone.now())
    answer = client.get("/varfor/LOYALTY_IFO/")
    report = answer.context["report"]
    assert (report.reasons, report.areas, report.suppliers, report.units) == ((), (), (), ())
    assert report.protected == D("1800.00")
    assert "Utan AB" not in answer.content.decode()


def test_what_is_no_measure_of_loyalty_and_an_empty_ledger_do_not_exist(client, leader):
    assert client.get("/varfor/LOYALTY_IFO/").status_code == 404
    assert client.get("/varfor/OUTSIDE/").status_code == 404


def test_another_buyers_measure_is_not_told(client, measured):
    theirs = make.buyer(org_number="2120000142", name="Annan kommun")
    client.force_login(make.user("kategoriledare", username="annan", at=theirs))
    assert client.get("/varfor/LOYALTY_IFO/").status_code == 404


def add(*rows, name):
    """Load rows beside what there is of their month."""
    at = timezone.now()
    file = io.BytesIO(make.ledger_file(*rows))
    received = ledger_actions.receive_ledger_file(file=file, name=name, by=None, at=at)
    ledger_actions.preview_ledger_import(ledger_import_id=received.pk, at=at)
    ledger_actions.choose_load(ledger_import_id=received.pk, choice="ADD", by=None, at=at)
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=at)
    judging_actions.judge_changes(at=at)


def test_the_number_of_questions_does_not_grow_with_the_suppliers(client, leader, measured):
    asked = []
    for numbers in (range(3), range(3, 30)):
        rows = []
        for n in numbers:
            number = f"5560100{n:02}"  # nine figures, and the check digit
            number += luhn.calc_check_digit(number)
            rows.append(make.ledger_row("50,00", "2026-02-10", name=f"Firma {n}", org_number=number, voucher=f"F{n}"))
        add(*rows, name=f"{numbers.start}.csv")
        client.get("/varfor/LOYALTY_IFO/")
        with CaptureQueriesContext(connection) as questions:
            assert client.get("/varfor/LOYALTY_IFO/").status_code == 200
        asked.append(len(questions))
    assert asked[0] == asked[1]
    assert len(client.get("/varfor/LOYALTY_IFO/").context["report"].suppliers) == 10  # the largest of them


def test_the_bands_of_overview_open_why_and_the_report_has_the_same_without_links(client, leader, measured):
    page = client.get("/")
    opened = re.findall(r'<a class="told" href="(/varfor/[^"]+)" aria-label="([^"]+)"', page.context["bands"])
    assert len(opened) == 1
    href, words = opened[0]
    card = next(each for each in page.context["report"].cards if each.code == "LOYALTY_IFO")
    against = f"{percent(card.value)}, mot målet {percent(card.target)} för perioden"
    assert words == f"Avtalstrohet IFO: {against}. {card.signal.label}."
    assert client.get(unescape(href)).context["card"].value == card.value
    said = page.content.decode()
    assert said.count("Visa avtalstrohet mot målet som tabell") == 1
    report = client.get("/statusrapport/")
    assert 'aria-label="Avtalstrohet IFO: ' in report.context["bands"]
    assert "href=" not in report.context["bands"].replace('href="#', "")
