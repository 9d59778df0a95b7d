"""Letters to many by mail: one job sends them one after another and tells how far it has come. A real mail server."""

from datetime import date

import pytest

from contracts.prices import actions, tasks
from contracts.prices.models import AdjustmentLetter, PriceAdjustment
from contracts.suppliers.models import SupplierContact
from huddinge_vo.common.jobs.models import AskedJob
from tests import factories as make
from tests.contracts.prices.adjustments import AT, approve, labour_costs, people, propose
from tests.followup.duties.office import Server

pytestmark = pytest.mark.django_db
NUMBERS = ("A-1", "A-2", "A-3")
lci = pytest.fixture(labour_costs)


def address_of(number):
    return f"{number.lower()}@prov.example"


@pytest.fixture
def letters(lci):
    """Three that somebody has ordered, to an address each."""
    for number in NUMBERS:
        seller = make.supplier(f"Prov {number} AB", None)
        made = make.contract(number, supplier=seller, valid_from=date(2025, 1, 1), until=date(2029, 12, 31))
        make.price("1000.00", of=made, item="Dygn")
        make.clause([(lci, "1", "2024K2", "140.2")], contract=made, needs_request=False)
        SupplierContact.objects.create(supplier=seller, role="AGREEMENT", email=address_of(number))
    sender, approver = people()
    propose()
    ids = [approve(each, sender, approver).pk for each in PriceAdjustment.objects.order_by("contract__number")]
    leader = make.user("avtalscontroller")
    shown = actions.letters_to_mail(adjustment_ids=ids, by=leader)
    return list(actions.order_letters(adjustment_ids=ids, mark=shown.mark, by=leader, at=AT).letter_ids)


@pytest.fixture
def use(settings):
    """Have mail go by a server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"

    def to(server):
        settings.EMAIL_PORT = server.port

    return to


def test_a_letter_that_its_address_does_not_take_holds_up_no_other(letters, use, monkeypatch):
    said = []
    monkeypatch.setattr(tasks, "tell", lambda stage, done, whole: said.append((stage, done, whole)))
    with Server(answers={address_of("A-2"): "550 finns inte"}) as server:
        use(server)
        assert tasks.send_price_letters(letter_ids=letters) == 2
    assert said == [("Skickar breven", done, 3) for done in range(3)]
    assert [each["To"] for each in server.mails] == [address_of("A-1"), address_of("A-3")]
    refused = AdjustmentLetter.objects.get(sent_at__isnull=True)
    again = AskedJob.objects.get()
    assert (again.name, again.kwargs) == (tasks.send_price_letter.name, {"letter_id": refused.pk})
    assert (again.asked_by.username, again.href) == ("avtalscontroller", refused.adjustment.get_absolute_url())


def test_letters_that_no_server_takes_just_now_go_later_and_none_of_them_twice(letters, use):
    with Server() as server:
        use(server)
        assert tasks.send_price_letters(letter_ids=letters[:1]) == 1
    with pytest.raises(OSError, match="refused"):  # nobody listens there any more
        tasks.send_price_letters.run(letter_ids=letters)
    assert AdjustmentLetter.objects.filter(sent_at__isnull=True).count() == 2
    with Server() as later:
        use(later)
        assert tasks.send_price_letters(letter_ids=letters) == 2
    assert [each["To"] for each in (*server.mails, *later.mails)] == [address_of(number) for number in NUMBERS]


def test_a_letter_that_has_gone_is_not_drawn_once_more(letters, use, monkeypatch):
    drawn = []
    draw = tasks.price_letter_pdf
    monkeypatch.setattr(tasks, "price_letter_pdf", lambda found: drawn.append(found) or draw(found))
    with Server() as server:
        use(server)
        assert tasks.send_price_letters(letter_ids=letters[:2]) == 2
        assert tasks.send_price_letters(letter_ids=letters) == 1
    assert len(drawn) == len(letters)


def test_an_address_that_no_mail_can_be_written_to_holds_up_no_other(letters, use):
    wrong = AdjustmentLetter.objects.get(pk=letters[0])
    AdjustmentLetter.objects.filter(pk=wrong.pk).update(address="a\r\nBcc: b@prov.example")
    with Server() as server:
        use(server)
        assert tasks.send_price_letters(letter_ids=letters) == 2
    assert [each["To"] for each in server.mails] == [address_of("A-2"), address_of("A-3")]
    assert AskedJob.objects.get().kwargs == {"letter_id": wrong.pk}
