"""Översikt, the rows behind its numbers, imports and rules, as a browser asks for them."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.register.models import Framework
from followup.judging import actions as judging_actions
from followup.judging.choices import Bucket
from followup.judging.models import ClassificationRule, JudgedRow, RowJudgement
from followup.ledger import actions as ledger_actions
from followup.ledger.models import LedgerImport
from huddinge_vo.common.periods import add_months
from tests import factories as make
from tests.late import as_sent, differing, told_by

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def load(*rows, name="r.csv"):
    received = ledger_actions.receive_ledger_file(file=io.BytesIO(make.ledger_file(*rows)), name=name, by=None, at=NOW)
    done = ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    judging_actions.judge_changes(at=NOW)
    return done


def body(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


@pytest.fixture
def year():
    """A contract and fourteen months of spend: on it, beside it, unknown and excluded."""
    make.contract("A-1", valid_from=date(2024, 1, 1), until=None)
    make.contract(
        "A-2",
        valid_from=date(2024, 1, 1),
        until=None,
        areas=[make.area("FO-1", subcategory="FO")],
        supplier=make.supplier("Provstöd AB", make.ORG_NUMBERS[2]),
    )
    make.rules()
    rows = []
    for number in range(14):
        on = f"{2025 + number // 12}-{number % 12 + 1:02}-15"
        rows += [
            make.ledger_row("800,10", on),
            make.ledger_row("150,00", on, name="Utan AB", org_number=make.ORG_NUMBERS[1]),
            make.ledger_row("40,00", on, name="Okänd", org_number="", account="9"),
            make.ledger_row("-10,00", on, account="4513"),
            make.ledger_row("300,00", on, name="Provstöd AB", org_number=make.ORG_NUMBERS[2], account="4700"),
        ]
    load(*rows)


def listed(client, href):
    """The sum and the rows that a number leads to."""
    answer = client.get(href)
    assert answer.status_code == 200
    return answer.context["total_sek"], answer.context["table"].page.paginator.count


def test_every_number_of_oversikt_leads_to_rows_that_add_up_to_it(client, leader, year):
    page = client.get("/")
    report = page.context["report"]
    assert report.whole.ledger == 12 * Decimal("1280.10")
    assert listed(client, page.context["whole_href"]) == (report.whole.ledger, report.whole.count)
    assert listed(client, page.context["outside_href"])[0] == report.whole.outside_contract
    assert len(report.buckets) == 5
    for each in report.buckets:
        assert listed(client, each.href)[0] == each.sum_sek
    assert sum(each.sum_sek for each in report.buckets) == report.whole.ledger
    for line in report.subcategories:
        assert listed(client, line.href) == (line.loyalty.ledger, line.loyalty.count)
    assert report.outside[0].sum_sek == Decimal("1800.00")
    assert listed(client, report.outside[0].href)[0] == report.outside[0].sum_sek
    for card in report.cards:
        expected = card.value if card.is_money else card.loyalty.ledger
        assert (card.title, listed(client, card.href)[0]) == (card.title, expected)


def test_every_number_of_oversikt_stands_on_the_page_as_officials_write_it(client, leader, year):
    text = body(client.get("/"))
    for words in (
        "15\N{NO-BREAK SPACE}361,20",
        "9\N{NO-BREAK SPACE}601,20",
        "1\N{NO-BREAK SPACE}800,00",
        "88,0\N{NO-BREAK SPACE}%",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("chosen", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2026", "2026-01-01", "2026-02-28"),
        ("nonsens", "2025-03-01", "2026-02-28"),
    ],
)
def test_a_year_or_the_latest_twelve_months_can_be_chosen(client, leader, year, chosen, first, last):
    period = client.get(f"/?period={chosen}").context["report"].period
    assert (str(period.first), str(period.last)) == (first, last)


def test_a_row_leads_to_its_supplier_and_contract_and_says_why(client, leader, year):
    row = JudgedRow.objects.filter(bucket=Bucket.ON_CONTRACT).order_by("line_no").first()
    page = body(client.get(row.get_absolute_url()))
    assert row.supplier.get_absolute_url() in page
    assert row.contract.get_absolute_url() in page
    assert "På avtal" in page


def test_a_row_judged_by_hand_moves_and_the_page_says_who_did_it(client, leader, year):
    row = JudgedRow.objects.filter(key__supplier_name="Okänd").order_by("line_no").first()
    answer = client.post(
        f"{row.get_absolute_url()}bedom/", {"category": make.category("FO").pk, "reason": "Enligt beslut"}, follow=True
    )
    assert answer.status_code == 200
    judging_actions.judge_changes(at=NOW)
    moved = JudgedRow.objects.get(ledger_import=row.ledger_import_id, line_no=row.line_no)
    assert moved.category.code == "FO"
    assert str(leader) in body(client.get(row.get_absolute_url()))


def judged_on_screen(client, row, category, reason):
    address = f"{row.get_absolute_url()}bedom/"
    sent = {**as_sent(client.get(address).context["form"]), "category": category.pk, "reason": reason}
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    return RowJudgement.objects.get()


def take_back(client, row, judgement):
    sent = {"bedomning": judgement.pk, "version": judgement.version}
    return client.post(f"{row.get_absolute_url()}ta-bort-bedomning/", sent, follow=True)


def test_a_judgement_made_after_another_was_taken_back_is_not_written_over_by_a_page_of_the_first(client, leader, year):
    row = JudgedRow.objects.filter(key__supplier_name="Okänd").order_by("line_no").first()
    address, second = f"{row.get_absolute_url()}bedom/", Client()
    other = make.user("kategoriledare", username="andre")
    second.force_login(other)
    first = judged_on_screen(client, row, make.category("FO"), "Enligt beslut")
    opened = as_sent(client.get(address).context["form"])
    take_back(second, row, first)
    made = judged_on_screen(second, row, make.category("IFO"), "Enligt avtalet")
    assert (made.version, made.pk != first.pk) == (first.version, True)
    late = client.post(address, {**opened, "reason": "Enligt nytt beslut"})
    assert differing(late) == {
        "Underkategori": (str(make.category("IFO")), ""),
        "Motivering": ("Enligt avtalet", "Enligt nytt beslut"),
    }
    assert told_by(late) == str(other)
    assert client.post(address, as_sent(late.context["form"])).status_code == 302
    kept = RowJudgement.objects.get()
    assert (kept.pk, kept.category, kept.reason) == (made.pk, make.category("IFO"), "Enligt nytt beslut")


def test_only_the_judgement_that_a_page_shows_is_taken_back_from_it(client, leader, year):
    row = JudgedRow.objects.filter(key__supplier_name="Okänd").order_by("line_no").first()
    second, other = Client(), make.user("kategoriledare", username="andre")
    second.force_login(other)
    first = judged_on_screen(client, row, make.category("FO"), "Enligt beslut")
    assert f'name="bedomning" value="{first.pk}"' in body(client.get(row.get_absolute_url()))
    judged_on_screen(second, row, make.category("IFO"), "Enligt avtalet")
    told = body(take_back(client, row, first))
    assert f"Bedömningen är ändrad av {other} " in told
    assert "Enligt avtalet" in told
    anew = RowJudgement.objects.get()
    take_back(second, row, anew)
    again = judged_on_screen(second, row, make.category("IFO"), "Igen")
    assert again.version == first.version
    assert "Den står kvar" in body(take_back(client, row, first))  # as old, and another
    assert "Bedömningen är borttagen" in body(take_back(client, row, again))
    assert not RowJudgement.objects.exists()


def test_an_empty_system_says_what_to_do_next(client, leader):
    make.area()
    assert "Läs in reskontra" in body(client.get("/"))
    assert "Det finns inget att rapportera" in body(client.get("/statusrapport/"))
    assert client.get("/statusrapport/2026.pdf").status_code == 404


def test_a_broken_file_gives_its_bad_rows_back_with_the_reasons(client, leader):
    done = load(make.ledger_row("1,00"), make.ledger_row("ett"), make.ledger_row("2,00", on="2026-02-30"))
    assert done.status == LedgerImport.Status.REFUSED
    page = body(client.get(done.get_absolute_url()))
    for words in ("ett", "2026-02-30", "belopp", "datum"):
        assert words in page
    answer = client.get(f"{done.get_absolute_url()}avvisade.csv")
    lines = body(answer).lstrip("\ufeff").splitlines()
    assert len(lines) == 3
    assert lines[0].endswith(";rad;orsak")
    assert ";3;" in lines[1]


def send(client, content, **values):
    return client.post("/reskontra/las-in/", {"file": SimpleUploadedFile("r.csv", content), **values})


def test_an_uploaded_file_is_kept_and_handed_to_the_worker(client, leader, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        answer = send(client, make.ledger_file(make.ledger_row()))
    received = LedgerImport.objects.get()
    assert answer.headers["Location"] == received.get_absolute_url()
    assert received.status == LedgerImport.Status.RECEIVED
    assert received.received_by == leader
    assert len(callbacks) == 1
    waiting = body(client.get(received.get_absolute_url()))
    assert "hx-get" in waiting
    assert client.get(f"{received.get_absolute_url()}lage/", headers={"HX-Request": "true"}).status_code == 200
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    over = client.get(f"{received.get_absolute_url()}lage/", headers={"HX-Request": "true"})
    assert over.headers["HX-Refresh"] == "true"


def test_the_same_file_again_is_refused_and_shows_what_became_of_it(client, leader):
    load(make.ledger_row())
    answer = send(client, make.ledger_file(make.ledger_row()))
    assert answer.status_code == 422
    assert "redan mottagen" in body(answer)
    assert LedgerImport.objects.get().get_absolute_url() in body(answer)


def test_somebody_else_s_buyer_is_refused(client, leader):
    make.buyer(org_number="2120000142", name="Annan kommun")
    answer = send(client, make.ledger_file(make.ledger_row(buyer_number="2120000142")))
    received = LedgerImport.objects.get()
    assert answer.headers["Location"] == received.get_absolute_url()
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    assert "Annan kommun, vars reskontra du inte får läsa in" in body(client.get(received.get_absolute_url()))
    assert JudgedRow.objects.count() == 0


def test_no_file_at_all_is_told(client, leader):
    answer = client.post("/reskontra/las-in/", {})
    assert answer.status_code == 422
    assert "Fil" in body(answer)


def test_rules_are_made_moved_and_removed_and_say_how_much_each_takes(client, leader, year):
    page = client.get("/regler/").context
    first, second = page["rules"]
    months = page["months"].period
    assert [(rule.order, rule.row_count) for rule in (first, second)] == [(1, 12), (2, 24)]
    for rule in (first, second):
        address = f"/reskontra/rader/?regel={rule.pk}&bokford_fran={months.first}&bokford_till={months.last}"
        assert listed(client, address) == (rule.sum_sek, rule.row_count)
    order = {"ordning": [second.pk, first.pk], "fran": f"{first.pk},{second.pk}", "provad": f"{second.pk},{first.pk}"}
    client.post("/regler/ordning/", {**order, "gor": "spara"})
    assert ClassificationRule.objects.get(pk=second.pk).order == 1
    client.post(f"/regler/{second.pk}/ta-bort/")
    assert [rule.order for rule in ClassificationRule.objects.order_by("order")] == [1]


def test_a_rule_is_tried_before_it_is_saved_and_leaves_everything_as_it_was(client, leader, year):
    before = list(JudgedRow.objects.order_by("line_no").values_list("bucket", "category"))
    values = {"account_from": "9", "account_to": "9", "category": make.category("FO").pk}
    page = client.post("/regler/ny/", {**values, "prova": "1"})
    assert page.status_code == 200
    assert (page.context["told"].rows, page.context["told"].sum_sek) == (14, Decimal("560.00"))
    assert "Regeln tar 14 rader, 560,00" in body(page)
    assert list(JudgedRow.objects.order_by("line_no").values_list("bucket", "category")) == before
    assert ClassificationRule.objects.count() == 2
    nothing = client.post("/regler/ny/", {**values, "account_from": "8888", "account_to": "8888", "prova": "1"})
    assert nothing.context["told"].rows == 0
    assert client.post("/regler/ny/", {"account_from": "1", "prova": "1"}).status_code == 422
    changed = ClassificationRule.objects.get(order=2)
    tried = client.post(
        f"/regler/{changed.pk}/",
        {"account_from": "4631", "account_to": "4639", "category": make.category("FO").pk, "prova": "1"},
    )
    assert tried.context["told"].moved_rows == 28
    changed.refresh_from_db()
    assert changed.category.code == "IFO"


def test_a_rule_must_say_what_it_gives(client, leader):
    answer = client.post("/regler/ny/", {"account_from": "1"})
    assert answer.status_code == 422
    assert ClassificationRule.objects.count() == 0


# ---------------------------------------------------------------------------------------------- query counts

LISTS = (
    "/",
    "/avtal/",
    "/leverantorer/",
    "/upphandlingsomgangar/",
    "/verksamheter/",
    "/kontroller/",
    "/dokument/",
    "/tilldelningar/",
    "/avtalsomraden/",
    "/reskontra/",
    "/reskontra/rader/",
    "/regler/",
    "/regler/utan/",
    "/statusrapport/",
)
# Of what has been read for speed: none of these may grow unseen.
MOST_QUESTIONS = {"/": 26, "/reskontra/rader/": 15, "/regler/": 11, "/regler/utan/": 15, "/statusrapport/": 64}


def some(first, last):
    """Contracts, suppliers, rounds, areas, files, rows and rules, numbered from first up to last."""
    for number in range(first, last):
        place = make.area(f"IFO-{number}")
        supplier = make.supplier(f"Prov {number} AB", f"559{number:07}", is_sole_trader=False)
        make.contract(
            f"A-{number}",
            supplier=supplier,
            areas=[place],
            framework=make.framework(f"R-{number}", [place]),
            until=None,
        )
        supplier.units.create(name=f"Hem {number}").areas.set([place])
        supplier.awards.create(
            year=2021, buyer_name="x", procurement="x", title="x", supplier_name=supplier.name, fingerprint=str(number)
        )
        supplier.checks.create(
            kind="TAXES",
            outcome="PASSED",
            checked_on="2026-01-01",
            valid_until="2026-04-01",
            source="x",
            registered_at=NOW,
        )
        ClassificationRule.objects.create(
            buyer=make.buyer(), order=number, account_from=str(number), account_to=str(number), category=make.category()
        )
        on = add_months(date(2025, 6, 1), number % 12).isoformat()  # all in one report's year
        load(
            make.ledger_row(f"{number},00", on, org_number=f"559{number:07}"),
            make.ledger_row("7,00", on, org_number="", name=f"X {number}"),
            make.ledger_row("9,00", on, org_number=make.ORG_NUMBERS[5], name="Utan AB", account=str(number)),
            name=f"{number}.csv",
        )


def test_a_page_asks_as_many_questions_at_thirty_rows_as_at_three(client, leader):
    # The years before up to May 2026: what is told is then of the same twelve months at few rows and at many.
    load(*(make.ledger_row("5,00", f"{2022 + month // 12}-{month % 12 + 1:02}-01") for month in range(53)))
    counts = {}
    for first, last in ((1, 4), (4, 31)):
        some(first, last)
        for path in LISTS:
            client.get(path)  # what is kept between requests is kept by now
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            counts.setdefault(path, []).append(len(asked))
    assert {path: few for path, (few, many) in counts.items() if few != many} == {}
    assert {path: few for path, (few, _) in counts.items() if few > MOST_QUESTIONS.get(path, few)} == {}
    assert all(few for few, _ in counts.values())


def test_the_overview_tells_of_ceilings_that_are_nearly_used_or_missing(client, year):
    round_ = make.framework(ceiling_sek=100)
    make.framework("R-2", title="Utan tak")  # nothing in force: nothing to tell
    contract = make.contract("A-3", framework=round_, supplier=make.supplier("Tak AB", make.ORG_NUMBERS[3]), until=None)
    without = make.framework("R-3", title="Utan tak", initial_until=None)
    make.contract("A-4", framework=without, supplier=make.supplier("Lös AB", make.ORG_NUMBERS[4]), until=None)
    Framework.objects.filter(pk=round_.pk).update(initial_until=None)
    contract.volumes.create(month=date(2026, 2, 1), sum_sek=Decimal(92), cumulative_sek=Decimal(92), updated_at=NOW)
    client.force_login(make.user())
    answer = client.get(reverse("followup:overview"))
    watch = answer.context["report"].ceilings
    assert [(each.holder, each.use.code) for each in watch.watched] == [(round_, "high")]
    assert (watch.missing.contracts, watch.missing.rounds) == (3, 1)  # the last is in a round
    page = body(answer)
    assert "Över 90 procent av takvolymen" in page
    assert "Takvolym saknas" in page
    listed_rounds = body(client.get("/upphandlingsomgangar/?takvolym=saknas"))
    assert "R-3" in listed_rounds
    assert "R-2" not in listed_rounds
    assert "/avtal/?takvolym=saknas&amp;laget=i-kraft" in page
    listed = client.get("/avtal/?takvolym=saknas&laget=i-kraft").context["table"].rows
    assert [row.record.number for row in listed] == ["A-1", "A-2", "A-4"]
