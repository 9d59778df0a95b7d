"""Pages of letters of new prices: drawn one or many, as a package, and sent by mail."""

import io
import re
import zipfile
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pikepdf
import pypdf
import pytest
from django.core import mail
from django.http import QueryDict

from contracts.prices import actions, tasks
from contracts.prices.models import (
    AdjustmentLetter,
    PriceAdjustment,
)
from contracts.suppliers.models import SupplierContact
from huddinge_vo.common import pdf as paper
from huddinge_vo.common.jobs.models import AskedJob
from huddinge_vo.common.pages.fetching import MANY_LETTERS
from tests import factories as make
from tests.contracts.prices.adjustments import (
    AT,
    approved,
    contract_with_clause,
    labour_costs,
    proposed,
    text,
)

pytestmark = pytest.mark.django_db
lci = pytest.fixture(labour_costs)


@pytest.fixture
def adjustment(lci):
    contract_with_clause("A-1", lci)
    return proposed()[0]


def test_letters_are_made_after_approval_one_or_many(client, lci):
    contract_with_clause("A-1", lci)
    contract_with_clause("A-2", lci)
    first, second = proposed()
    leader = make.user("kategoriledare")
    client.force_login(leader)
    assert client.get(f"/prisjustering/{first.pk}/brev.pdf").status_code == 404
    actions.submit_adjustments(adjustment_ids=[first.pk, second.pk], by=make.user("controller"), at=AT)
    actions.approve_adjustments(adjustment_ids=[first.pk, second.pk], by=leader, at=AT)
    one = client.get(f"/prisjustering/{first.pk}/brev.pdf").content
    for words in ("Prov A-1 AB", "1 034,95", "2027-01-01", "1 · 145,1 / 140,2"):
        assert words.replace("\xa0", " ") in text(one).replace("\xa0", " ")
    with pikepdf.open(io.BytesIO(one)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "sv"
    assert f"{leader}" in text(one)  # who approved signs
    assert "Sida 1 av 1" in text(one)
    both = client.post("/prisjustering/brev/pdf/", {"id": [first.pk, second.pk]}, follow=True).content
    assert len(pypdf.PdfReader(io.BytesIO(both)).pages) == 2
    assert text(both).count("Sida 1 av 1") == 2  # each letter has pages of its own
    with pikepdf.open(io.BytesIO(both)) as pdf:
        assert pdf.Root.MarkInfo.Marked
    package = client.post("/prisjustering/brev/zip/", {"id": [first.pk, second.pk]}, follow=True)
    with zipfile.ZipFile(io.BytesIO(b"".join(package.streaming_content))) as held:
        assert [name[:22] for name in held.namelist()] == ["001-nytt-pris-a-1-2027", "002-nytt-pris-a-2-2027"]
        last = held.read(held.namelist()[1])
        assert "Prov A-2 AB" in text(last)
        with pikepdf.open(io.BytesIO(last)) as pdf:
            assert pdf.docinfo.Title == "Nytt pris från 2027-01-01, avtal A-2"


@pytest.fixture
def many(client, lci):
    """The ids of more approved adjustments than are drawn at once, and a person who reads them."""
    for number in range(MANY_LETTERS + 1):
        contract_with_clause(f"A-{number}", lci)
    ids = [each.pk for each in proposed()]
    leader = make.user("kategoriledare")
    actions.submit_adjustments(adjustment_ids=ids, by=make.user("controller"), at=AT)
    actions.approve_adjustments(adjustment_ids=ids, by=leader, at=AT)
    client.force_login(leader)
    return ids


def told(client, asked):
    return " ".join(client.get(asked).content.decode().split())


def waited_for(client, form, ids):
    """The page to wait on, where it has the browser fetch the file, and where it asks how that goes."""
    page = client.post(f"/prisjustering/brev/{form}/?laget=godkanda", {"id": ids}, follow=True)
    href = page.headers["Refresh"].removeprefix("0; url=")
    return page, href, re.search(r'hx-get="(/mina-jobb/hamtning/[^"]+)"', page.content.decode())[1]


def test_many_letters_in_one_file_have_a_page_that_tells_of_each_that_is_drawn(client, many, monkeypatch):
    page, href, asked = waited_for(client, "pdf", many)
    assert "Brev om nytt pris som PDF" in page.content.decode()
    assert 'href="/prisjustering/?laget=godkanda"' in page.content.decode()  # back to the list as it was narrowed
    said, draw = [], paper.render_to_string

    def telling(*args, **kwargs):
        said.append(told(client, asked))
        return draw(*args, **kwargs)

    monkeypatch.setattr(paper, "render_to_string", telling)
    file = client.get(href)
    assert len(pypdf.PdfReader(io.BytesIO(file.content)).pages) == len(many)
    assert len(said) == len(many)
    assert "Ritar sidorna…" in said[0]
    assert f"Ritar sidorna: 1 av {len(many)} brev…" in said[1]
    assert 'value="75"' in said[3]
    assert "mindre än en minut kvar" in said[3]
    assert f"Filen är hämtad: {len(many)} brev." in told(client, asked)


def test_a_package_of_many_letters_is_sent_as_they_are_drawn_and_can_be_broken_off(client, many):
    page, href, asked = waited_for(client, "zip", many)
    assert "Brev om nytt pris som ZIP" in page.content.decode()
    file = client.get(href)
    first = next(file.streaming_content)
    assert b"001-nytt-pris-a-0-2027-01-01.pdf" in first
    assert len(first) > 1000  # the letter itself, and not its name alone
    assert "hämtad" not in told(client, asked)
    next(file.streaming_content)
    assert f"1 av {len(many)} brev" in told(client, asked)
    file._iterator.close()  # noqa: SLF001 - as a server does when the browser hangs up
    assert f"Hämtningen avbröts efter 1 av {len(many)} brev." in told(client, asked)
    again = b"".join(client.get(href).streaming_content)
    assert zipfile.ZipFile(io.BytesIO(again)).testzip() is None
    assert f"Filen är hämtad: {len(many)} brev." in told(client, asked)


def test_letters_are_fetched_by_their_address_only_by_whoever_may_see_them(client, many):
    href = client.post("/prisjustering/brev/pdf/", {"id": many}).headers["Location"]
    hidden = PriceAdjustment.objects.get(pk=many[0]).contract
    hidden.is_secret = True
    hidden.save()
    client.force_login(make.user("controller", username="annan"))
    fetched = client.get(href.replace("vanta=1", ""))
    assert len(pypdf.PdfReader(io.BytesIO(fetched.content)).pages) == len(many) - 1
    assert hidden.supplier.name not in text(fetched.content)
    client.logout()
    assert client.get(href).status_code == 302


def test_no_letters_and_too_many_are_told_of_on_the_list_as_it_was_narrowed(client, many, monkeypatch):
    monkeypatch.setattr("contracts.prices.views.price_letters.MOST_LETTERS", 2)
    for ids, words in (([], "Välj minst en godkänd"), (many, "Välj högst 2 i taget")):
        answer = client.post("/prisjustering/brev/zip/?laget=godkanda", {"id": ids}, follow=True)
        assert answer.redirect_chain[-1][0] == "/prisjustering/?laget=godkanda"
        assert words in answer.content.decode()


def ordered(adjustment, by):
    """Letters ordered as they are shown."""
    shown = actions.letters_to_mail(adjustment_ids=[adjustment.pk], by=by)
    return actions.order_letters(adjustment_ids=[adjustment.pk], mark=shown.mark, by=by, at=AT)


def test_letters_go_by_mail_once_to_whom_the_contract_is_with(client, adjustment):
    approved(adjustment)
    leader = make.user("avtalscontroller")
    supplier = adjustment.contract.supplier
    none = ordered(adjustment, leader)
    assert (none.letter_ids, none.without_address) == ((), ("A-1",))
    SupplierContact.objects.create(supplier=supplier, role="INVOICE", email="faktura@prov.example")
    SupplierContact.objects.create(supplier=supplier, role="AGREEMENT", email="avtal@prov.example")
    (letter,) = ordered(adjustment, leader).letter_ids
    assert tasks.send_price_letter(letter_id=letter) is True
    assert tasks.send_price_letter(letter_id=letter) is False
    (sent,) = mail.outbox
    assert sent.to == ["avtal@prov.example"]
    assert sent.attachments[0][0].endswith(".pdf")
    assert ordered(adjustment, leader).letter_ids == ()
    assert AdjustmentLetter.objects.get().sent_at is not None


def test_a_mail_to_suppliers_says_how_many_and_where_before_anything_is_sent(client, lci, monkeypatch):
    for number in ("A-1", "A-2", "A-3"):
        contract_with_clause(number, lci)
    found = proposed()
    ids = [each.pk for each in found]
    actions.submit_adjustments(adjustment_ids=ids, by=make.user("controller"), at=AT)
    actions.approve_adjustments(adjustment_ids=ids, by=make.user("kategoriledare"), at=AT)
    for each in found[:2]:
        address = f"{each.contract.number.lower()}@prov.example"
        SupplierContact.objects.create(supplier=each.contract.supplier, role="AGREEMENT", email=address)
    client.force_login(make.user("avtalscontroller"))
    first = min(each.effective_on for each in found)
    with monkeypatch.context() as before:
        eve = first - timedelta(days=1)
        before.setattr("contracts.prices.views.price_letters.timezone.localdate", lambda: eve)
        page = client.post("/prisjustering/mejla/", {"alla": "1"})
    text = page.content.decode()
    assert not AdjustmentLetter.objects.exists()
    for words in ("Mejla 2 brev", "a-1@prov.example", "a-2@prov.example", "1 avtal har ingen e-post", "A-3"):
        assert words in text
    assert "redan har börjat gälla" not in text
    with monkeypatch.context() as later:
        later.setattr("contracts.prices.views.price_letters.timezone.localdate", lambda: first)
        late = client.post("/prisjustering/mejla/", {"alla": "1"}).content.decode()
    assert f"2 av breven gäller priser som redan har börjat gälla, det äldsta från {first}." in late
    sent = {"alla": "1", "visat": page.context["mark"]}
    # Somebody has changed an address since: it is shown once more, and nothing goes.
    SupplierContact.objects.filter(email="a-2@prov.example").update(email="ny@prov.example")
    moved = client.post("/prisjustering/mejla/", sent)
    assert "har ändrats sedan" in moved.content.decode()
    assert not AdjustmentLetter.objects.exists()
    sent["visat"] = moved.context["mark"]
    answer = client.post("/prisjustering/mejla/", sent)
    asked = AskedJob.objects.get(asked_by__username="avtalscontroller")
    assert answer["Location"] == asked.get_absolute_url()  # where one sees how far the letters have come
    assert "Skicka brev om nya priser (2 st)" in client.get(answer["Location"]).content.decode()
    assert sorted(AdjustmentLetter.objects.values_list("address", flat=True)) == ["a-1@prov.example", "ny@prov.example"]
    assert tasks.send_price_letters(**asked.kwargs) == 2
    asked.refresh_from_db()
    assert asked.outcome == "DONE"
    assert client.post("/prisjustering/mejla/", sent).status_code == 200  # sent: what would go is no longer the same
    assert (AdjustmentLetter.objects.count(), len(mail.outbox)) == (2, 2)


def test_letters_are_drawn_and_mailed_for_all_that_the_list_shows(client, lci):
    for number in ("A-1", "B-1", "B-2"):
        contract_with_clause(number, lci)
    ids = [each.pk for each in proposed()]
    actions.submit_adjustments(adjustment_ids=ids, by=make.user("controller"), at=AT)
    actions.approve_adjustments(adjustment_ids=ids, by=make.user("kategoriledare"), at=AT)
    client.force_login(make.user("avtalscontroller"))
    page = client.get("/prisjustering/", {"laget": "godkanda", "sok": "B-"}).content.decode()
    buttons = re.findall(r'<button[^>]*name="alla"[^>]*formaction="([^"]+)"[^>]*>\s*([^<]+?)\s*<', page)
    told = {words: unescape(address) for address, words in buttons}
    package = client.post(told["Brev för alla 2 godkända i listan som zip"], {"alla": "1"})
    assert client.get(package["Location"])["Content-Type"] == "application/zip"
    assert len(QueryDict(urlsplit(package["Location"]).query).getlist("id")) == 2
    asked = client.post(told["Mejla brev för alla 2 godkända i listan"], {"alla": "1"}).content.decode()
    assert [number for number in ("A-1", "B-1", "B-2") if number in asked] == ["B-1", "B-2"]


def test_a_number_of_two_lines_is_one_line_in_a_mails_subject(adjustment):
    approved(adjustment)
    made = adjustment.contract
    type(made).objects.filter(pk=made.pk).update(number="A-1\nBcc: alla@prov.example")
    SupplierContact.objects.create(supplier=made.supplier, role="AGREEMENT", email="avtal@prov.example")
    (letter,) = ordered(adjustment, make.user("avtalscontroller")).letter_ids
    tasks.send_price_letter(letter_id=letter)
    assert mail.outbox[0].subject.endswith("avtal A-1 Bcc: alla@prov.example")
