"""What is asked back: gathered once, sent, answered, credited by the credit note that comes; and its pages."""

import io
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from followup.duties import actions as duty_actions
from followup.duties.models import Duty
from followup.invoices import actions as invoice_actions
from followup.invoices.models import Invoice
from followup.price_control import actions, tasks
from followup.price_control.models import PriceClaim, PriceDeviation
from followup.price_control.reports import money_by_year
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.demo.peppol import Line, Written
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SENT = date(2026, 11, 2)
SELLER = make.ORG_NUMBERS[0]
PLAIN = Written(
    number="F-1",
    issued_on=date(2026, 4, 5),
    seller=SELLER,
    first=date(2026, 3, 1),
    last=date(2026, 3, 31),
    lines=(Line(amount=Decimal("19000.00"), quantity=Decimal(10)),),
)


@pytest.fixture
def contract(tmp_path):
    made = make.contract(until=date(2030, 12, 31))
    make.price("1850.00", of=made, valid_until=None)
    return made


@pytest.fixture
def controller(client):
    person = make.user("controller")
    client.force_login(person)
    return person


def read(tmp_path, *written):
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    for each in written:
        (folder / f"{each.number}.xml").write_bytes(each.xml())
    invoice_actions.import_invoices(path=folder, buyer=make.buyer(), by=None, at=NOW)
    actions.control_prices(buyer_id=make.buyer().pk, at=NOW)


def claim_of(contract, by):
    return actions.make_claim(supplier=contract.supplier, buyer=make.buyer(), by=by, at=NOW)


def credit(number="K-1", amount="500.00", issued_on=date(2026, 11, 20), of=("F-1",)):
    lines = (Line(amount=Decimal(amount), name="Rättelse"),)
    return replace(PLAIN, number=number, is_credit=True, credits=of, issued_on=issued_on, lines=lines)


def test_what_can_be_asked_back_is_gathered_once(contract, controller, tmp_path):
    extra = Line(amount=Decimal("99.00"), name="Tillägg")
    less = Line(amount=Decimal("18000.00"), quantity=Decimal(10))
    read(tmp_path, replace(PLAIN, lines=(*PLAIN.lines, extra, less)), replace(PLAIN, number="F-2"))
    claim = claim_of(contract, controller)
    assert (claim.number, claim.claimed_sek, claim.status) == ("PK-2026-001", 1000, "DRAFT")
    assert sorted(claim.deviations.values_list("kind", flat=True)) == ["ABOVE", "ABOVE"]
    with pytest.raises(actions.CannotClaim, match="inget att begära"):
        claim_of(contract, controller)
    with pytest.raises(NotAllowed):
        claim_of(contract, make.user("läsare"))


def test_what_is_in_a_claim_stays_as_it_was_found(contract, controller, tmp_path):
    read(tmp_path, PLAIN)
    claim = claim_of(contract, controller)
    contract.price_items.get().prices.update(withdrawn_at=NOW, withdrawn_reason="Fel")
    make.price("1900.00", of=contract)
    actions.control_prices(buyer_id=make.buyer().pk, at=NOW)
    assert claim.deviations.get().difference_sek == 500


def test_a_claim_is_sent_answered_and_credited_by_the_note_that_names_the_invoice(contract, controller, tmp_path):
    read(tmp_path, PLAIN, credit("K-0", issued_on=date(2026, 10, 1), of=("F-X",)))
    claim = claim_of(contract, controller)
    sent = actions.send_claim(claim_id=claim.pk, on=SENT, by=controller, at=NOW)
    assert (sent.status, sent.answer_by) == ("SENT", date(2026, 12, 2))
    with pytest.raises(actions.CannotClaim, match="skickat"):
        actions.send_claim(claim_id=claim.pk, on=SENT, by=controller, at=NOW)
    answered = {"answer": "ACCEPTED", "words": "Vi krediterar.", "on": date(2026, 11, 10)}
    actions.answer_claim(claim_id=claim.pk, **answered, by=controller, at=NOW)
    read(tmp_path, credit())
    claim.refresh_from_db()
    assert (claim.status, claim.credit.number, claim.recovered_sek) == ("CREDITED", "K-1", 500)
    with pytest.raises(actions.CannotClaim):
        actions.drop_claim(claim_id=claim.pk, reason="x", by=controller, at=NOW)
    (year,) = money_by_year(buyer=make.buyer(), user=controller)
    assert (year.year, year.found_sek, year.claimed_sek, year.recovered_sek) == (2026, 500, 500, 500)


@pytest.mark.parametrize(("amount", "recovered"), [("200.00", 200), ("500.00", 500), ("19000.00", 500)])
def test_no_more_is_recovered_than_was_claimed(contract, controller, tmp_path, amount, recovered):
    read(tmp_path, PLAIN)
    claim = claim_of(contract, controller)
    actions.send_claim(claim_id=claim.pk, on=SENT, by=controller, at=NOW)
    read(tmp_path, credit(amount=amount))
    claim.refresh_from_db()
    assert claim.recovered_sek == recovered


def test_a_credit_note_from_before_the_claim_is_not_its_answer(contract, controller, tmp_path):
    read(tmp_path, PLAIN)
    claim = claim_of(contract, controller)
    actions.send_claim(claim_id=claim.pk, on=SENT, by=controller, at=NOW)
    read(tmp_path, credit(issued_on=date(2026, 11, 1)))
    claim.refresh_from_db()
    assert claim.status == "SENT"


def test_a_claim_that_is_dropped_says_why_and_its_lines_are_not_asked_back_again(contract, controller, tmp_path):
    read(tmp_path, PLAIN)
    claim = claim_of(contract, controller)
    actions.drop_claim(claim_id=claim.pk, reason="Priset var rätt.", by=controller, at=NOW)
    with pytest.raises(actions.CannotClaim):
        claim_of(contract, controller)
    assert PriceClaim.objects.by_year() == {}


def test_a_personal_number_in_the_answer_is_refused(contract, controller, tmp_path):
    read(tmp_path, PLAIN)
    claim = claim_of(contract, controller)
    actions.send_claim(claim_id=claim.pk, on=SENT, by=controller, at=NOW)
    with pytest.raises(ValidationError):
        actions.answer_claim(
            claim_id=claim.pk, answer="DENIED", words="Gäller 850709-9805", on=SENT, by=controller, at=NOW
        )


def test_the_table_keeps_what_a_claim_has_to_be(contract, controller, tmp_path):
    read(tmp_path, PLAIN)
    claim = claim_of(contract, controller)
    for name, values in {
        "claim_is_sent_before_it_is_answered": {"status": "ANSWERED"},
        "credited_claim_has_its_credit_note": {"status": "CREDITED", "sent_on": SENT},
        "no_more_is_recovered_than_was_claimed": {"recovered_sek": 501},
    }.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            PriceClaim.objects.filter(pk=claim.pk).update(**values)


def test_a_letter_is_mailed_once_to_whom_the_contract_is_with(contract, controller, tmp_path, mailoutbox):
    read(tmp_path, PLAIN)
    claim = claim_of(contract, controller)
    with pytest.raises(actions.CannotClaim, match="Ingen e-post"):
        actions.send_claim(claim_id=claim.pk, on=SENT, by=controller, at=NOW, by_mail=True)
    contract.supplier.contacts.create(role="AGREEMENT", name="Avtal", email="avtal@provhem.example.se")
    actions.send_claim(claim_id=claim.pk, on=SENT, by=controller, at=NOW, by_mail=True)
    tasks.send_claim_letter(claim_id=claim.pk)
    tasks.send_claim_letter(claim_id=claim.pk)
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["avtal@provhem.example.se"], "Begäran om rättelse av fakturor, PK-2026-001")
    assert "500,00 kr" in mail.body.replace("\xa0", " ")
    assert mail.attachments[0][0] == "PK-2026-001.pdf"


def test_a_letter_that_nobody_ordered_by_mail_is_not_mailed(contract, controller, tmp_path, mailoutbox):
    read(tmp_path, PLAIN)
    claim = claim_of(contract, controller)
    actions.send_claim(claim_id=claim.pk, on=SENT, by=controller, at=NOW)
    tasks.send_claim_letter(claim_id=claim.pk)
    assert not mailoutbox


# ------------------------------------------------------------------------------------------------------- the pages


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode().replace("\xa0", " ")


def test_the_whole_way_on_the_pages(client, contract, controller, tmp_path):
    read(tmp_path, replace(PLAIN, lines=(*PLAIN.lines, Line(amount=Decimal("99.00"), name="Tillägg", item_id="T"))))
    assert "över avtalspris" in text(client, "/priskontroll/")
    assert "F-1<" not in text(client, "/priskontroll/?slag=VAT")
    assert "F-1<" in text(client, "/priskontroll/?slag=ABOVE&krav=nej&sok=F-1")
    assert "500,00" in text(client, "/priskontroll/leverantorer/")
    assert "Tillägg" in text(client, "/priskontroll/artiklar/")
    line = PriceDeviation.objects.get(kind="NOT_IN_CONTRACT").line
    client.post(f"/priskontroll/artiklar/{line.pk}/", {"item": "0"})
    assert "finns inte i avtalet" in text(client, "/priskontroll/artiklar/")
    made = client.post(f"/priskontroll/krav/nytt/{contract.supplier.pk}/")
    claim = PriceClaim.objects.get()
    assert made.headers["Location"] == claim.get_absolute_url()
    assert "500,00 kr" in text(client, claim.get_absolute_url())
    client.post(f"{claim.get_absolute_url()}skicka/")
    client.post(
        f"{claim.get_absolute_url()}svar/", {"answer": "PARTLY", "answered_on": "2026-11-10", "words": "En del."}
    )
    assert "Godtas till en del" in text(client, claim.get_absolute_url())
    client.post(f"{claim.get_absolute_url()}lagg-ned/", {"reason": "För litet."})
    assert "För litet." in text(client, claim.get_absolute_url())
    assert "nedlagt" in text(client, "/priskontroll/krav/?lage=DROPPED")


def test_a_claim_that_is_not_answered_is_a_duty_from_the_day_it_is_sent_until_an_answer_is_there(
    contract, controller, tmp_path
):
    def duties():
        duty_actions.refresh_duties(buyer=make.buyer(), at=NOW + timedelta(days=29))
        return list(Duty.objects.filter(state="OPEN", rule__kind="PRICE_CLAIM"))

    duty_actions.load_reminder_rules(buyer=make.buyer(), at=NOW)
    read(tmp_path, PLAIN)
    claim = claim_of(contract, controller)
    assert duties() == []
    actions.send_claim(claim_id=claim.pk, on=SENT, by=controller, at=NOW)
    (duty,) = duties()
    assert (duty.due_on, duty.object, duty.person) == (date(2026, 12, 2), claim, controller)
    assert duty.title == "Svar på priskrav PK-2026-001: Provhem AB"
    actions.answer_claim(claim_id=claim.pk, answer="DENIED", words="Nej.", on=SENT, by=controller, at=NOW)
    assert duties() == []


def test_the_letter_says_what_is_asked_and_is_tagged(client, contract, controller, tmp_path):
    read(tmp_path, replace(PLAIN, contract="A-1"))
    contract.registry_number, contract.owner = "SOF-2026/77", make.user("avtalscontroller")
    contract.save()
    claim = claim_of(contract, controller)
    content = client.get(f"{claim.get_absolute_url()}brev.pdf").content
    said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\xa0", " ")
    for words in ("PK-2026-001", "Provhem AB", "avtal A-1", "500,00 kr", "F-1, rad 1", "1 850,00", "1 900,00"):
        assert words in said, words
    for words in ("Vårt diarienummer SOF-2026/77", f"Handläggare {contract.owner}", f"{controller}", "Sida 1 av 1"):
        assert words in said, words
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "sv"


def test_who_may_only_read_sees_and_does_nothing(client, contract, controller, tmp_path):
    read(tmp_path, PLAIN)
    claim = claim_of(contract, controller)
    client.force_login(make.user("uppföljare"))
    page = text(client, claim.get_absolute_url())
    assert "Brevet är skickat" not in page
    assert client.post(f"{claim.get_absolute_url()}skicka/").status_code == 403
    assert client.post(f"/priskontroll/krav/nytt/{contract.supplier.pk}/").status_code == 403
    client.force_login(make.user("läsare"))
    assert client.get("/priskontroll/").status_code == 403


def test_a_secret_supplier_is_in_no_list_and_no_sum(client, contract, controller, tmp_path):
    read(tmp_path, PLAIN)
    claim = claim_of(contract, controller)
    type(contract.supplier).objects.update(is_secret=True)
    assert client.get(claim.get_absolute_url()).status_code == 404
    for path in ("/priskontroll/", "/priskontroll/leverantorer/", "/priskontroll/artiklar/", "/priskontroll/krav/"):
        page = text(client, path)
        assert "Provhem" not in page
        assert "500,00" not in page


@pytest.mark.parametrize(
    "path", ["/priskontroll/", "/priskontroll/leverantorer/", "/priskontroll/artiklar/", "/priskontroll/krav/"]
)
def test_thirty_cost_as_many_questions_as_three(client, contract, controller, tmp_path, path):
    asked = []
    for first, number in ((0, 3), (3, 27)):
        lines = (*PLAIN.lines, Line(amount=Decimal("99.00"), name="Tillägg"))
        extras = [(no, replace(lines[1], name=f"Tillägg {'x' * no}")) for no in range(first, first + number)]
        read(tmp_path, *(replace(PLAIN, number=f"F-{no}", lines=(lines[0], extra)) for no, extra in extras))
        for deviation in PriceDeviation.objects.to_claim().order_by("pk"):
            actions.make_claim(
                supplier=contract.supplier, buyer=make.buyer(), by=controller, at=NOW, deviation_ids=[deviation.pk]
            )
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        asked.append(len(queries))
    assert Invoice.objects.count() == 30
    assert asked[0] == asked[1]
