"""A file that changes prices more than the limit: asked for by one, brought in by another, like a price set by hand."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, transaction

from contracts.files import actions as file_actions
from contracts.files.models import RegisterImport
from contracts.prices import actions
from contracts.prices.models import Price, PriceItem
from tests import factories as make
from tests.contracts.prices.test_price_files import HEADER

AT = datetime(2026, 10, 15, 8, tzinfo=UTC)
FROM = date(2027, 1, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.user("controller", username="handlägger")


@pytest.fixture
def leader():
    return make.user("kategoriledare", username="leder")


@pytest.fixture
def contract():
    return make.contract("A-1", valid_from=date(2025, 1, 1), until=date(2029, 12, 31))


def standing(item):
    found = Price.objects.standing().filter(item=item).order_by("valid_from")
    return list(found.values_list("amount_sek", "valid_from", "valid_until"))


def sent_in(by, *rows):
    """A file of prices, looked at and not brought in."""
    text = "\n".join([HEADER, *rows, ""])
    return file_actions.receive_register(
        kind="PRICES", buyer=make.buyer(), file=io.BytesIO(text.encode()), name="priser.csv", by=by, at=AT
    )


@pytest.fixture
def large(contract, officer):
    make.price("1000.00", of=contract, item="Dygn")
    return sent_in(officer, f"A-1;Dygn;dygn;1845;{FROM};;;;;")


def test_a_file_that_changes_much_is_brought_in_by_another_and_entered_by_whoever_asked(large, officer, leader):
    item = PriceItem.objects.get(name="Dygn")
    before = standing(item)
    with pytest.raises(file_actions.NeedsAnother, match="1 av filens priser"):
        file_actions.apply_register(register_import=large, by=officer, at=AT)
    with pytest.raises(ValidationError):
        file_actions.ask_for_register(register_import=large, why=" ", by=officer, at=AT)
    file_actions.ask_for_register(register_import=large, why="Nytt anbud", by=officer, at=AT)
    assert standing(item) == before
    assert list(RegisterImport.objects.to_approve_by(leader)) == [large]
    assert not RegisterImport.objects.to_approve_by(officer).exists()
    with pytest.raises(file_actions.ImportIsOver):  # nor past the question
        file_actions.apply_register(register_import=large, by=leader, at=AT)
    done = file_actions.confirm_register(register_import=large, by=leader, at=AT)
    assert (done.status, done.decided_by, done.created) == ("APPLIED", leader, 1)
    assert standing(item) == [(1000, date(2025, 1, 1), date(2026, 12, 31)), (1845, FROM, None)]
    assert Price.objects.get(amount_sek=1845).entered_by == officer
    with pytest.raises(file_actions.ImportIsOver):
        file_actions.confirm_register(register_import=large, by=leader, at=AT)


def test_whoever_sent_the_file_in_or_asked_for_it_does_not_decide_on_it_or_take_it_back_alone(large, leader):
    other = make.user("kategoriledare", username="begär")
    file_actions.ask_for_register(register_import=large, why="Nytt anbud", by=other, at=AT)
    superuser = large.uploaded_by
    superuser.is_superuser = True
    superuser.save()
    for hand in (other, superuser):
        with pytest.raises(file_actions.MayNotDecide):
            file_actions.confirm_register(register_import=large, by=hand, at=AT)
        with pytest.raises(file_actions.MayNotDecide):
            file_actions.decline_register(register_import=large, reason="Nej", by=hand, at=AT)
    file_actions.confirm_register(register_import=large, by=leader, at=AT)
    for hand in (other, superuser):
        with pytest.raises(file_actions.MayNotDecide):
            file_actions.undo_register(register_import=large, by=hand, at=AT)
    assert file_actions.undo_register(register_import=large, by=leader, at=AT).taken_back == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterImport.objects.filter(pk=large.pk).update(decided_by=other)
    with pytest.raises(Error, match="stays as it came"), transaction.atomic():
        RegisterImport.objects.filter(pk=large.pk).update(file="register/another.csv")


def test_whoever_asked_takes_the_question_back_and_nobody_else_does(client, large, officer, leader):
    file_actions.ask_for_register(register_import=large, why="Nytt anbud", by=officer, at=AT)
    with pytest.raises(file_actions.NotYours):
        file_actions.withdraw_question(register_import=large, by=leader, at=AT)
    client.force_login(officer)
    assert "Dra tillbaka" in client.get(large.get_absolute_url()).content.decode()
    for said in ("tillbakadragen", "redan förhandsgranskas"):
        answer = client.post(f"/avtal/fran-fil/{large.pk}/dra-tillbaka/", follow=True)
        assert said in answer.content.decode()
    large.refresh_from_db()
    assert (large.status, large.asked_by, large.why) == ("PREVIEW", None, "")
    assert not RegisterImport.objects.to_approve_by(leader).exists()


def test_a_declined_file_is_not_brought_in(large, officer, leader):
    file_actions.ask_for_register(register_import=large, why="Nytt anbud", by=officer, at=AT)
    with pytest.raises(ValidationError):
        file_actions.decline_register(register_import=large, reason="", by=leader, at=AT)
    done = file_actions.decline_register(register_import=large, reason="Fel år", by=leader, at=AT)
    assert (done.status, done.reason) == ("DECLINED", "Fel år")
    with pytest.raises(file_actions.ImportIsOver):
        file_actions.apply_register(register_import=large, by=officer, at=AT)
    assert Price.objects.count() == 1


def test_small_steps_from_files_are_added_up_with_those_typed_and_those_of_one_file(contract, officer, leader):
    old = make.price("1000.00", of=contract, item="Dygn")
    first = sent_in(officer, "A-1;Dygn;dygn;1190;2026-01-01;;;;;")
    file_actions.apply_register(register_import=first, by=officer, at=AT)
    second = sent_in(officer, "A-1;Dygn;dygn;1400;2027-01-01;;;;;")
    preview = file_actions.preview_register(register_import=second, by=officer, at=AT)
    assert preview.result.to_confirm == 1
    assert "dina steg" in preview.differences[0].warnings[0]
    with pytest.raises(file_actions.NeedsAnother):
        file_actions.apply_register(register_import=second, by=officer, at=AT)
    by_hand = actions.register_price(  # after a file, too
        item=old.item, amount_sek=Decimal(1400), valid_from=FROM, origin="CORRECTION", why="Prov",
        seen=actions.latest_price(old.item).pk, by=officer, at=AT,
    )  # fmt: skip
    assert by_hand.old_sek == 1000
    both = sent_in(
        leader,
        "A-1;Dygn;dygn;1400;2027-01-01;;;;;",
        "A-1;Dygn;dygn;1500;2028-01-01;;;;;",
    )
    assert file_actions.preview_register(register_import=both, by=leader, at=AT).result.to_confirm == 1  # 1190 → 1500


def test_a_first_price_from_file_needs_nobody(contract, officer):
    first = sent_in(officer, "A-1;Annan;dygn;9999;2027-01-01;;;;;", "A-1;Annan;dygn;19999;2028-01-01;;;;;")
    assert file_actions.apply_register(register_import=first, by=officer, at=AT).created == 2


def test_the_pages_ask_and_confirm_and_nobody_decides_twice(client, large, officer, leader):
    client.force_login(officer)
    page = client.get(large.get_absolute_url()).content.decode()
    assert "Begär bekräftelse" in page
    assert "Läs in<" not in page
    client.post(f"/avtal/fran-fil/{large.pk}/las-in/")
    large.refresh_from_db()
    assert large.status == "PREVIEW"
    client.post(f"/avtal/fran-fil/{large.pk}/begar/", {"why": "Nytt anbud"})
    assert "Bekräfta och läs in" not in client.get(large.get_absolute_url()).content.decode()
    client.force_login(leader)
    assert "priser.csv" in client.get("/avtal/fran-fil/alla/?vantar=mig").content.decode()
    assert "Nytt anbud" in client.get(large.get_absolute_url()).content.decode()
    answer = client.post(f"/avtal/fran-fil/{large.pk}/bekrafta/", follow=True)
    assert "1 nya, 0 ändrade" in answer.content.decode()
    again = client.post(f"/avtal/fran-fil/{large.pk}/avsla/", {"reason": "För sent"})
    assert "redan inläst" in again.content.decode()
