"""The June report: one set of figures on screen and on paper, and a PDF that can be read without eyes."""

import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape
from itertools import pairwise

import pikepdf
import pypdf
import pytest
from django.core.management import CommandError, call_command
from django.utils.html import strip_tags

from contracts.prices import actions as price_actions
from contracts.prices.models import PriceAdjustment
from contracts.register.models import Contract
from followup.judging import actions as judging_actions
from followup.ledger import actions as ledger_actions
from followup.measures import actions as measure_actions
from followup.report.models import StatusReport
from followup.report.reports import (
    kept_report,
    report_years,
    snapshot,
    status_report,
    status_report_pdf,
)
from followup.spend.reports import root_category
from huddinge_vo.common.money import mnkr, percent, sek
from huddinge_vo.common.pdf import ForbiddenAddress, render_pdf
from huddinge_vo.common.people.models import User
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def spent(client):
    """The plan, three contracts, and four years of spend with every bucket; returns the leader, logged in."""
    call_command("load_plan", stdout=io.StringIO())
    place = make.area("IFO-HVB")
    make.contract("A-1", valid_from=date(2021, 1, 1), until=None, areas=[place])
    make.contract(
        "A-2",
        valid_from=date(2021, 1, 1),
        until=date(2027, 3, 31),
        areas=[place],
        supplier=make.supplier("Provstöd AB", make.ORG_NUMBERS[2]),
    )
    make.rules()
    rows = []
    for number in range(48):
        on = f"{2022 + number // 12}-{number % 12 + 1:02}-15"
        rows += [
            make.ledger_row(f"{8000 + 37 * number},15", on),
            make.ledger_row(f"{3000 - 11 * number},50", on, name="Utan AB", org_number=make.ORG_NUMBERS[1]),
            make.ledger_row("40,05", on, name="Okänd", org_number="", account="9"),
            make.ledger_row("90,00", on, account="4513"),
        ]
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name="reskontra.csv", by=None, at=NOW
    )
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    judging_actions.judge_changes(at=NOW)
    person = make.user("kategoriledare")
    client.force_login(person)
    return person


def squeezed(text):
    """Without spaces, hyphens and line ends: a PDF breaks lines where it will."""
    return re.sub(r"[\s\u00ad\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}-]+", "", text)


def cells(page):
    """Every cell and paragraph of the report on a page, as text."""
    main = page[page.index('id="rapporten"') :]
    main = re.sub(r"<svg.*?</svg>|<form.*?</form>", "", main, flags=re.DOTALL)
    found = re.findall(
        r"<(?:td|th|p|li|h2|h3|caption)\b[^>]*>(.*?)</(?:td|th|p|li|h2|h3|caption)>", main, flags=re.DOTALL
    )
    return [text for text in (unescape(strip_tags(cell)).strip() for cell in found) if text]


def test_a_measures_card_and_its_line_under_the_goal_say_the_same(spent):
    root = root_category(make.buyer())
    measure_actions.compute_outcomes(plan=root.plans.get(), at=NOW)
    report = status_report(root=root, user=spent, year=2026, on=date(2026, 11, 1))
    card = next(card for card in report.cards if card.code == "LOYALTY_IFO")
    line = next(each for goal in report.goals for each in goal.measures if each.name == card.title)
    assert card.forecast is not None
    assert (line.value, line.target, line.forecast) == (
        percent(card.value),
        percent(card.target),
        percent(card.forecast),
    )


def pdf_of(client, year):
    answer = client.get(f"/statusrapport/{year}.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    return answer.content


def test_every_figure_of_the_screen_stands_in_the_pdf(client, spent):
    page = client.get("/statusrapport/?ar=2025").content.decode()
    shown = cells(page)
    assert len(shown) > 150
    assert sum(any(sign.isdigit() for sign in text) for text in shown) > 80
    read = squeezed("".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(pdf_of(client, 2025))).pages))
    sub = "KöpareHuddinge"  # the screen's own sub-heading has other words
    missing = [text for text in shown if squeezed(text) not in read and sub not in text and "framtagen" not in text]
    assert missing == []


def test_a_sum_is_told_one_way_in_millions_and_what_is_not_known_in_words(client, spent):
    page = client.get("/statusrapport/?ar=2025")
    shown = cells(page.content.decode())
    whole = page.context["report"].whole
    assert "Per avtalsområde, mnkr" in shown
    assert shown.count(mnkr(whole.ledger)) >= 3  # of the outcomes, the subcategories and the areas
    assert not [text for text in shown if sek(whole.ledger) in text or sek(whole.outside_contract) in text]
    assert [text for text in shown if text in {"–", "-"}] == []


def test_the_figures_are_those_of_the_ledger(client, spent):
    report = client.get("/statusrapport/?ar=2025").context["report"]
    months = range(29, 41)  # June 2024 to May 2025
    on_contract = sum(8000 + 37 * number + Decimal("0.15") for number in months)
    outside = sum(3000 - 11 * number + Decimal("0.50") for number in months)
    assert str(report.period) == "juni 2024–maj 2025"
    assert (report.whole.on_contract, report.whole.outside_contract) == (on_contract, outside)
    assert (report.whole.unknown, report.whole.excluded) == (Decimal("480.60"), Decimal("1080.00"))
    assert sum(value for _, value, _ in report.buckets) == report.whole.ledger
    assert sum(line.loyalty.ledger for line in report.areas) == report.whole.ledger
    assert report.reasons_sum == report.whole.outside_contract
    card = next(card for card in report.cards if card.code == "LOYALTY_IFO")
    assert card.value == (on_contract / (on_contract + outside)).quantize(card.value)
    assert report.imports[0].name == "reskontra.csv"
    assert [group.contracts for group in report.ending_groups] == [1]


def test_there_is_a_report_for_each_june_with_spend_behind_it(spent):
    assert report_years(root_category(make.buyer())) == [2026, 2025, 2024, 2023, 2022]


def test_a_year_without_spend_has_no_pdf(client, spent):
    assert client.get("/statusrapport/2019.pdf").status_code == 404
    assert client.get("/statusrapport/?ar=2019").status_code == 200


# ------------------------------------------------------------------------------------------------------ tags


def structure(pdf):
    """(kind, element) of every structure element, depth first."""
    found = []

    def walk(element):
        if isinstance(element, pikepdf.Array):
            for child in element:
                walk(child)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                found.append((str(element.S), element))
            if "/K" in element:
                walk(element.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found


@pytest.fixture
def tagged(client, spent):
    with pikepdf.open(io.BytesIO(pdf_of(client, 2025))) as pdf:
        yield pdf


def test_the_pdf_says_its_language_title_and_standard(tagged):
    assert str(tagged.Root.Lang).startswith("sv")
    assert tagged.Root.MarkInfo.Marked
    assert tagged.Root.ViewerPreferences.DisplayDocTitle
    with tagged.open_metadata() as metadata:
        assert metadata["dc:title"] == "Statusrapport 2025, Vård och omsorg, Huddinge kommun"
        assert metadata["pdfuaid:part"] == "1"


def test_headings_come_in_order_and_none_is_skipped(tagged):
    levels = [int(kind[2:]) for kind, _ in structure(tagged) if re.fullmatch("/H[1-6]", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert len(levels) > 8
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_cell_of_every_table_is_tied_to_its_headers(tagged):
    found = structure(tagged)
    heads = {str(element.ID) for kind, element in found if kind == "/TH"}
    cells_with_headers = [[str(each) for each in element.A.Headers] for kind, element in found if kind == "/TD"]
    assert len([kind for kind, _ in found if kind == "/Table"]) >= 10
    assert len(heads) > 60
    assert len(cells_with_headers) > 200
    assert [headers for headers in cells_with_headers if not headers or not set(headers) <= heads] == []


def test_every_figure_has_a_text_with_its_figures(tagged):
    texts = [str(element.Alt) for kind, element in structure(tagged) if kind == "/Figure"]
    assert len(texts) >= 2
    assert any("Avtalstrohet IFO var" in text for text in texts)
    assert any("Totalt" in text and "mnkr" in text for text in texts)


def test_the_cover_says_whose_and_when_and_how_far_it_has_come_and_the_contents_give_right_pages(client, spent):
    pages = [squeezed(each.extract_text()) for each in pypdf.PdfReader(io.BytesIO(pdf_of(client, 2025))).pages]
    for words in ("Huddinge kommun", "Statusrapport 2025, Vård och omsorg", "Avser juni 2024–maj 2025", "Utkast"):
        assert squeezed(words) in pages[0]
    lines = re.findall(r"([^.\d]+(?:\d:[^.\d]+)?)\.{3,}(\d+)", pages[0].partition("Innehåll")[2])
    assert len(lines) >= 10
    assert [words for words, page in lines if words not in pages[int(page) - 1]] == []


def test_no_page_of_the_report_is_almost_empty(client, spent):
    """A heading, a table of two rows or a list alone on a page is a fault of the layout."""
    pages = pypdf.PdfReader(io.BytesIO(pdf_of(client, 2025))).pages
    few = {number: len(page.extract_text().splitlines()) for number, page in enumerate(pages, start=1)}
    assert {number: lines for number, lines in few.items() if lines < 12} == {}


def test_a_report_fetches_nothing(settings, tmp_path):
    (tmp_path / "bad.html").write_text(
        '<html lang="sv"><title>x</title><img src="http://127.0.0.1:9/x.png" alt="x"></html>'
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    with pytest.raises(ForbiddenAddress, match="utanför sig själv"):
        render_pdf(template="bad.html", context={}, title="x", is_demo=False)


# --------------------------------------------------------------------------------------------------- command


def test_the_command_writes_the_same_report_with_what_is_open_to_all(spent, tmp_path):
    target = tmp_path / "rapport.pdf"
    call_command("status_report", year=2025, output=target, stdout=io.StringIO())
    read = squeezed("".join(each.extract_text() for each in pypdf.PdfReader(target).pages))
    report = status_report(root=root_category(make.buyer()), user=None, year=2025, on=date(2026, 11, 1))
    assert f"{mnkr(report.whole.ledger)}{squeezed(percent(report.whole.contract_loyalty))}" in read
    assert status_report_pdf(report).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(("year", "words"), [(2019, "Underlag finns för 2022–2026"), (2025, "kan inte skrivas")])
def test_the_command_says_what_is_wrong_in_one_line(spent, tmp_path, year, words):
    target = tmp_path / ("finns-inte/r.pdf" if year == 2025 else "r.pdf")
    with pytest.raises(CommandError, match=words) as error:
        call_command("status_report", year=year, output=target)
    assert "\n" not in str(error.value)


def test_without_spend_the_command_says_so(tmp_path):
    call_command("load_plan", stdout=io.StringIO())
    with pytest.raises(CommandError, match="läs in en reskontra"):
        call_command("status_report", year=2025, output=tmp_path / "r.pdf")


def test_price_adjustments_of_the_period_are_told_with_what_they_cost_and_kept_as_they_were_said(spent):
    index = make.series()
    make.index_value(index, "2024K2", "104")
    contract = Contract.objects.get(number="A-1")
    make.price("1000.00", of=contract, valid_from=date(2021, 1, 1))
    make.clause([(index, "1", "2022K2", "100")], contract=contract, needs_request=False)
    for on in (datetime(2024, 10, 1, tzinfo=UTC), datetime(2025, 10, 1, tzinfo=UTC)):
        price_actions.propose_adjustments(buyer=make.buyer(), on=on.date(), at=on)
    first = PriceAdjustment.objects.get(effective_on=date(2025, 1, 1))
    controller = make.user("controller")
    price_actions.submit_adjustments(adjustment_ids=[first.pk], by=controller, at=NOW)
    leader = User.objects.get(username="kategoriledare")
    price_actions.approve_adjustments(adjustment_ids=[first.pk], by=leader, at=datetime(2024, 11, 1, tzinfo=UTC))
    report = status_report(root=root_category(make.buyer()), user=controller, year=2025, on=NOW.date())
    (row,) = report.prices.rows
    # What was bought on A-1 in the twelve months before, January to December 2024, times four per cent.
    bought = sum(8000 + 37 * number + Decimal("0.15") for number in range(24, 36))
    assert sum(first.lines.values_list("bought_sek", flat=True)) == bought
    assert (row.effective_on, row.contracts, row.figures) == (date(2025, 1, 1), 1, "slutliga")
    assert row.effect_sek == report.prices.effect_sek == round(bought * Decimal("0.04"), 2)
    assert report.prices.open == 0  # the one for 2026 was proposed when the period had ended
    assert kept_report(StatusReport(snapshot=snapshot(report))) == report
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(status_report_pdf(report))).pages)
    assert "Prisjusteringar enligt index" in text
    before = status_report(root=root_category(make.buyer()), user=controller, year=2024, on=NOW.date())
    assert before.prices.rows == ()
