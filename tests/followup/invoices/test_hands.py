"""What a person says of an invoice and the ledger: tied once, kept through new deliveries, and never by the system."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from contracts.suppliers.models import Supplier
from followup.invoices import actions
from followup.invoices.models import HandTie, Invoice, InvoiceTie
from followup.judging.models import SpendTotal
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.demo.peppol import Line, Written
from tests import factories as make
from tests.followup.invoices.test_ties import ledger, read, row

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SELLER, OTHER = make.ORG_NUMBERS[:2]
PLAIN = Written(number="F-17", issued_on=date(2026, 3, 31), seller=SELLER, lines=(Line(amount=Decimal("3820.50")),))


@pytest.fixture
def controller(client):
    person = make.user("controller")
    client.force_login(person)
    return person


def invoice(number="F-17"):
    return Invoice.objects.get(number=number)


def ties(number="F-17"):
    found = InvoiceTie.objects.filter(invoice__number=number).order_by("ledger_import", "line_no")
    return list(found.values_list("ledger_import", "line_no"))


def tie(by, *places, number="F-17", reason="Numret är felskrivet."):
    return actions.tie_by_hand(invoice_id=invoice(number).pk, rows=places, reason=reason, by=by, at=NOW)


def untie(by, number="F-17"):
    return actions.untie_by_hand(invoice_id=invoice(number).pk, reason="Annat köp.", by=by, at=NOW)


def test_rows_that_the_system_did_not_find_are_tied_and_no_krona_is_counted_twice(tmp_path, controller):
    done = ledger(row("3000,00", invoice="FEL"), row("820,50", invoice="FEL"))
    read(tmp_path, PLAIN)
    before = list(SpendTotal.objects.order_by("pk").values_list("sum_sek", "n"))
    assert invoice().tied == "NO_ROWS"
    assert tie(controller, (done.pk, 2), (done.pk, 3)).tied == "TIED"
    assert ties() == [(done.pk, 2), (done.pk, 3)]
    assert list(SpendTotal.objects.order_by("pk").values_list("sum_sek", "n")) == before
    said = HandTie.objects.order_by("pk").first()
    assert (said.reason, said.said_by, said.belongs) == ("Numret är felskrivet.", controller, True)
    assert invoice().lines.get().matched_at == NOW


def test_said_twice_it_is_said_once(tmp_path, controller):
    done = ledger(row("3820,50", invoice="FEL"))
    read(tmp_path, PLAIN)
    tie(controller, (done.pk, 2))
    tie(controller, (done.pk, 2), reason="Igen.")
    assert HandTie.objects.get().reason == "Numret är felskrivet."
    assert ties() == [(done.pk, 2)]


def test_a_row_is_of_one_invoice_alone(tmp_path, controller):
    done = ledger(row("3820,50"), row("99,00", invoice="FEL"))
    read(tmp_path, PLAIN, replace(PLAIN, number="F-18"))
    with pytest.raises(actions.CannotTie, match="hör redan till en annan"):
        tie(controller, (done.pk, 2), number="F-18")
    tie(controller, (done.pk, 3), number="F-18")
    said = HandTie.objects.get()
    said.pk, said.invoice = None, invoice()
    with pytest.raises(IntegrityError, match="row_is_tied_by_hand_once"), transaction.atomic():
        said.save(force_insert=True)


def test_an_invoice_that_was_tied_by_hand_has_those_rows_and_no_others(tmp_path, controller):
    done = ledger(row("2000,00", invoice="FEL"))
    read(tmp_path, PLAIN)
    tie(controller, (done.pk, 2))
    ledger(row("3820,50", on="2026-05-10"), name="r2.csv")
    actions.settle_everything(at=NOW)
    assert ties() == [(done.pk, 2)]


def test_the_word_stays_with_its_row_when_the_month_is_delivered_anew(tmp_path, controller):
    done = ledger(row("500,00", invoice="FEL"), row("3820,50", invoice="FEL"), row("3820,50", invoice="FEL"))
    read(tmp_path, PLAIN)
    tie(controller, (done.pk, 4))
    again = ledger(
        *(row("3820,50", invoice="FEL"), row("3820,50", invoice="FEL"), row("500,00", invoice="FEL")),
        name="r2.csv",
        replacing=True,
    )
    actions.settle_everything(at=NOW)
    assert ties() == [(again.pk, 3)]  # the second of two that say the same
    assert invoice().tied == "TIED"


def test_what_was_untied_is_not_tied_again_by_the_system_and_can_be_another_invoices(tmp_path, controller):
    done = ledger(row("3820,50"))
    read(tmp_path, PLAIN)
    assert ties() == [(done.pk, 2)]
    assert untie(controller).tied == "NO_ROWS"
    actions.settle_everything(at=NOW)
    assert ties() == []
    with pytest.raises(actions.CannotTie, match="inte kopplad"):
        untie(controller)
    read(tmp_path, replace(PLAIN, number="F-18"))
    tie(controller, (done.pk, 2), number="F-18")
    assert ties("F-18") == [(done.pk, 2)]


def test_what_was_tied_by_hand_is_untied_and_tied_again(tmp_path, controller):
    done = ledger(row("3820,50", invoice="FEL"))
    read(tmp_path, PLAIN)
    tie(controller, (done.pk, 2))
    untie(controller)
    assert ties() == []
    assert HandTie.objects.get().reason == "Annat köp."
    tie(controller, (done.pk, 2), reason="Samma ändå.")
    assert ties() == [(done.pk, 2)]
    assert [each.reason for each in HandTie.objects.get().events.order_by("pgh_id")] == [
        *("Numret är felskrivet.", "Annat köp.", "Samma ändå.")
    ]


def test_another_currency_and_an_unknown_seller_are_tied_too_but_nothing_without_a_buyer(tmp_path, controller):
    done = ledger(row("3820,50", invoice="FEL"), row("4000,00", invoice="FEL2"))
    read(
        tmp_path,
        replace(PLAIN, currency="EUR"),
        replace(PLAIN, number="2", seller=""),
        replace(PLAIN, number="3", buyer=""),
    )
    assert tie(controller, (done.pk, 2)).tied == "TIED"
    assert tie(controller, (done.pk, 3), number="2").tied == "TIED"
    with pytest.raises(actions.CannotTie, match="ingen köpare"):
        tie(controller, (done.pk, 3), number="3")


def test_a_reason_and_a_row_are_asked_for_and_a_row_that_is_gone_is_told(tmp_path, controller):
    done = ledger(row("3820,50", invoice="FEL"))
    read(tmp_path, PLAIN)
    with pytest.raises(ValidationError, match="minst en rad"):
        tie(controller)
    with pytest.raises(ValidationError, match="Skriv varför"):
        tie(controller, (done.pk, 2), reason=" ")
    with pytest.raises(actions.CannotTie, match="finns inte längre"):
        tie(controller, (done.pk, 99))
    assert not HandTie.objects.exists()


def test_rows_that_one_may_not_see_cannot_be_tied_nor_by_whoever_judges_no_rows(tmp_path, controller):
    done = ledger(row("3820,50", invoice="FEL", org_number=OTHER, name="Hemlig AB"))
    read(tmp_path, PLAIN)
    Supplier.objects.filter(org_number=OTHER).update(is_secret=True)
    with pytest.raises(actions.CannotTie, match="finns inte längre"):
        tie(controller, (done.pk, 2))
    with pytest.raises(NotAllowed):
        tie(make.user("läsare"), (done.pk, 2))


# ------------------------------------------------------------------------------------------------------------- pages


def test_the_page_offers_the_nearest_row_first_ties_it_and_the_invoice_tells_who_said_so(client, tmp_path, controller):
    done = ledger(row("99,00", invoice="B"), row("3820,00", invoice="A"), row("1,00", on="2024-01-01", invoice="C"))
    read(tmp_path, PLAIN)
    path = f"/e-fakturor/{invoice().pk}/koppla/"
    assert path in client.get(invoice().get_absolute_url()).content.decode()
    page = client.get(path).content.decode()
    assert 0 < page.index(f'value="{done.pk}-3"') < page.index(f'value="{done.pk}-2"')
    assert f'value="{done.pk}-4"' not in page  # two years before
    refused = client.post(path, {"reason": "Felskrivet"})
    assert refused.status_code == 422
    assert "Välj minst en rad." in refused.content.decode()
    kept = client.post(path, {"rows": [f"{done.pk}-3"], "reason": ""}).content.decode()
    assert kept.count("checked") == 1
    assert client.post(path, {"rows": ["x"], "reason": "y"}).status_code == 422
    assert client.post(path, {"rows": [f"{done.pk}-3"], "reason": "Felskrivet"}).status_code == 302
    shown = client.get(invoice().get_absolute_url()).content.decode()
    assert "Sagt för hand" in shown
    assert "Felskrivet" in shown
    apart = f"/e-fakturor/{invoice().pk}/koppla-isar/"
    assert apart in shown
    assert client.post(apart, {"reason": ""}).status_code == 422
    assert client.post(apart, {"reason": "Annat köp"}).status_code == 302
    assert "inte samma köp" in client.get(invoice().get_absolute_url()).content.decode()


def test_rows_are_looked_for_by_number_voucher_or_name_and_a_name_that_is_secret_finds_nothing(
    client, tmp_path, controller
):
    ledger(row("3820,50", invoice="FEL", org_number=OTHER, name="Annan vård AB"))
    read(tmp_path, PLAIN)
    path = f"/e-fakturor/{invoice().pk}/koppla/"
    assert "Inga rader att koppla" in client.get(path).content.decode()
    for words in ("fel", "annan vård"):
        assert "Annan vård AB" in client.get(path, {"sok": words}).content.decode()
    assert "Inga rader att koppla" in client.get(path, {"sok": "finns inte\0"}).content.decode()
    Supplier.objects.filter(org_number=OTHER).update(is_secret=True)
    assert "Inga rader att koppla" in client.get(path, {"sok": "annan vård"}).content.decode()


def test_who_judges_no_rows_is_not_offered_it_and_is_refused(client, tmp_path):
    read(tmp_path, PLAIN)
    client.force_login(make.user("läsare"))
    for step in ("koppla", "koppla-isar"):
        assert client.get(f"/e-fakturor/{invoice().pk}/{step}/").status_code in {403, 404}


def questions(client, path):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_the_page_asks_as_much_for_thirty_rows_as_for_three(client, tmp_path, controller):
    ledger(*(row(f"{number},00", invoice=f"X{number}") for number in range(1, 4)))
    read(tmp_path, PLAIN)
    path = f"/e-fakturor/{invoice().pk}/koppla/"
    few = questions(client, path)
    ledger(*(row(f"{number},00", "2026-05-10", invoice=f"X{number}") for number in range(10, 40)), name="r2.csv")
    assert questions(client, path) == few
