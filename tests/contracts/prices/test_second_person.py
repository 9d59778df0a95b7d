"""A price set by hand that changes more than the limit: asked for by one, confirmed by another, counting only then."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, transaction

from contracts.prices import actions
from contracts.prices.models import Price, PriceItem, PriceToConfirm
from huddinge_vo.common.people.rights import NotAllowed
from tests import factories as make

AT = datetime(2026, 10, 15, 8, tzinfo=UTC)
FROM = date(2027, 1, 1)
D = Decimal
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


def ask(price, by, amount="1845.00", on=FROM, why="Nytt anbud"):
    latest = actions.latest_price(price.item)
    return actions.register_price(
        item=price.item, amount_sek=D(amount), valid_from=on, origin="CORRECTION", why=why,
        seen=latest.pk if latest else None, by=by, at=AT,
    )  # fmt: skip


def standing(item):
    found = Price.objects.standing().filter(item=item).order_by("valid_from")
    return list(found.values_list("amount_sek", "valid_from", "valid_until"))


def test_nothing_counts_before_the_second_person_and_then_it_is_the_first_one_s(contract, officer, leader):
    old = make.price("1000.00", of=contract)
    before = standing(old.item)
    asked = ask(old, officer)
    assert (asked.old_sek, asked.amount_sek, asked.limit_percent, asked.status) == (1000, 1845, 20, "WAITING")
    assert (asked.why, asked.asked_by, asked.latest) == ("Nytt anbud", officer, old)
    assert standing(old.item) == before
    actions.confirm_price(price_id=asked.pk, by=leader, at=AT)
    asked.refresh_from_db()
    assert standing(old.item) == [(1000, date(2025, 1, 1), date(2026, 12, 31)), (1845, FROM, None)]
    assert (asked.status, asked.decided_by, asked.price.entered_by) == ("CONFIRMED", leader, officer)
    with pytest.raises(actions.AlreadyDecided):
        actions.confirm_price(price_id=asked.pk, by=leader, at=AT)


def test_just_the_limit_and_a_first_price_need_nobody(contract, officer):
    old = make.price("1000.00", of=contract)
    assert isinstance(ask(old, officer, "1200.00", why=""), Price)
    item = PriceItem(contract=contract, name="Annan", per="DAY")
    actions.add_price_item(item=item, amount_sek=D(9999), valid_from=FROM, valid_until=None, by=officer, at=AT)
    assert not PriceToConfirm.objects.exists()


def test_small_steps_of_one_person_are_added_up_and_those_of_others_or_confirmed_ones_are_not(
    contract, officer, leader
):
    old = make.price("1000.00", of=contract)
    assert isinstance(ask(old, officer, "1190.00"), Price)
    second = ask(old, officer, "1400.00", on=FROM + timedelta(days=1))
    assert second.old_sek == 1000
    actions.confirm_price(price_id=second.pk, by=leader, at=AT)
    assert isinstance(ask(old, officer, "1600.00", on=FROM + timedelta(days=2)), Price)  # from what was confirmed
    assert isinstance(ask(old, leader, "1900.00", on=FROM + timedelta(days=3)), Price)  # from another's price


def test_taking_back_and_beginning_anew_is_no_way_round(contract, officer):
    old = make.price("1000.00", of=contract)
    actions.withdraw_price(price_id=old.pk, reason="Fel", by=officer, at=AT)
    item = PriceItem(contract=contract, name=old.item.name.upper(), per="DAY")
    with pytest.raises(ValidationError, match="en annan person ska bekräfta"):
        actions.add_price_item(item=item, amount_sek=D(1845), valid_from=FROM, valid_until=None, by=officer, at=AT)
    assert ask(old, officer).old_sek == 1000


def test_a_price_that_is_taken_back_far_from_the_one_before_waits_and_goes_on_meanwhile(contract, officer, leader):
    old = make.price("1000.00", of=contract, valid_until=date(2026, 12, 31))
    high = make.price("1845.00", of=contract, valid_from=FROM)
    asked = actions.withdraw_price(price_id=high.pk, reason="Skrivet fel", by=officer, at=AT)
    assert (asked.takes_back, asked.old_sek, asked.amount_sek, asked.why) == (True, 1845, 1000, "Skrivet fel")
    assert len(standing(old.item)) == 2
    actions.confirm_price(price_id=asked.pk, by=leader, at=AT)
    assert standing(old.item) == [(1000, date(2025, 1, 1), None)]
    high.refresh_from_db()
    assert (high.withdrawn_by, high.withdrawn_reason) == (officer, "Skrivet fel")


def test_whoever_asked_decides_it_not_whatever_his_roles(contract, leader):
    asked = ask(make.price("1000.00", of=contract), leader)
    for decide in (actions.confirm_price, actions.decline_price):
        more = {"reason": "Nej"} if decide is actions.decline_price else {}
        with pytest.raises(actions.MustBeAnother):
            decide(price_id=asked.pk, by=leader, at=AT, **more)
    with pytest.raises(IntegrityError, match="price_is_confirmed_by_another"), transaction.atomic():
        PriceToConfirm.objects.filter(pk=asked.pk).update(status="CONFIRMED", decided_by=leader, decided_at=AT)


def test_only_who_may_approve_prices_decides(contract, officer, leader):
    asked = ask(make.price("1000.00", of=contract), leader)
    with pytest.raises(NotAllowed):
        actions.confirm_price(price_id=asked.pk, by=officer, at=AT)
    with pytest.raises(NotAllowed):
        actions.decline_price(price_id=asked.pk, reason="Nej", by=officer, at=AT)


def test_what_moved_meanwhile_is_refused(contract, officer, leader):
    old = make.price("1000.00", of=contract)
    asked = ask(old, officer)
    ask(old, leader, "1100.00")
    with pytest.raises(actions.PricesMoved, match="har fått ett annat pris sedan det begärdes"):
        actions.confirm_price(price_id=asked.pk, by=leader, at=AT)
    assert [amount for amount, *_ in standing(old.item)] == [1000, 1100]


def test_it_is_declined_with_a_reason_and_asked_anew(contract, officer, leader):
    old = make.price("1000.00", of=contract)
    asked = ask(old, officer)
    with pytest.raises(ValidationError, match="redan ett pris som väntar"):
        ask(old, officer, "1900.00")
    with pytest.raises(ValidationError, match="varför"):
        actions.decline_price(price_id=asked.pk, reason=" ", by=leader, at=AT)
    actions.decline_price(price_id=asked.pk, reason="Står inte i avtalet", by=leader, at=AT)
    assert ask(old, officer, "1900.00").status == "WAITING"
    assert len(standing(old.item)) == 1


def test_only_whoever_asked_takes_it_back(contract, officer, leader):
    asked = ask(make.price("1000.00", of=contract), officer)
    with pytest.raises(actions.NotYours):
        actions.withdraw_question(price_id=asked.pk, by=leader, at=AT)
    assert actions.withdraw_question(price_id=asked.pk, by=officer, at=AT).status == "WITHDRAWN"


def test_it_says_why_and_what_could_not_count_is_told_at_once(contract, officer):
    old = make.price("1000.00", of=contract)
    with pytest.raises(ValidationError, match="Skriv varför"):
        ask(old, officer, why=" ")
    make.price("1000.00", of=contract, item="Ny", valid_until=FROM - timedelta(days=1))
    later = make.price("1010.00", of=contract, item="Ny", valid_from=FROM)
    with pytest.raises(ValidationError, match="redan ett pris"):
        ask(later, officer)
    assert not PriceToConfirm.objects.exists()


@pytest.mark.owner
def test_what_the_second_person_sees_is_never_changed_nor_removed(contract, officer):
    asked = ask(make.price("1000.00", of=contract), officer)
    for name, value in (("amount_sek", 2), ("asked_by", make.user(None, username="ny")), ("why", "Annat")):
        with pytest.raises(IntegrityError, match="ändras inte"), transaction.atomic():
            PriceToConfirm.objects.filter(pk=asked.pk).update(**{name: value})
    with pytest.raises(Error, match="Cannot delete"), transaction.atomic():
        PriceToConfirm.objects.filter(pk=asked.pk).delete()


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"status": "CONFIRMED"}, "price_is_confirmed_by_another|decided_price_says_by_whom"),
        ({"status": "WITHDRAWN"}, "decided_price_says_by_whom"),
    ],
)
def test_the_tables_keep_it_so(contract, officer, values, name):
    asked = ask(make.price("1000.00", of=contract), officer)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        PriceToConfirm.objects.filter(pk=asked.pk).update(**values)


def test_a_line_waits_once_and_a_declined_one_says_why(contract, officer, leader):
    asked = ask(make.price("1000.00", of=contract), officer)
    facts = {"old_sek": 1, "amount_sek": 2, "limit_percent": 20, "valid_from": FROM, "origin": "TENDER"}
    again = {"item": asked.item, "asked_by": officer, "asked_at": AT, **facts}
    with pytest.raises(IntegrityError, match="price_of_an_item_waits_once"), transaction.atomic():
        PriceToConfirm.objects.create(why="Prov", **again)
    decided = {"decided_by": leader, "decided_at": AT}
    with pytest.raises(IntegrityError, match="declined_price_says_why"), transaction.atomic():
        PriceToConfirm.objects.filter(pk=asked.pk).update(status="DECLINED", **decided)
    with pytest.raises(IntegrityError, match="price_to_confirm_says_why"), transaction.atomic():
        PriceToConfirm.objects.create(why="", status="WITHDRAWN", **decided, **again)


def text(answer):
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_pages_from_the_price_typed_to_the_price_that_counts(client, contract, officer, leader):
    old = make.price("1000.00", of=contract)
    client.force_login(officer)
    address = f"/prisrader/{old.item.pk}/nytt-pris/"
    sent = {"amount_sek": "1845", "valid_from": str(FROM), "origin": "TENDER", "seen": old.pk}
    sent["sure"] = [mark for mark, _ in client.post(address, sent).context["form"].fields["sure"].choices]
    silent = client.post(address, sent)
    assert silent.status_code == 422
    assert "Skriv varför" in text(silent)
    done = client.post(address, sent | {"why": "Nytt anbud"}, follow=True)
    assert "väntar på en andra person" in text(done)
    asked = PriceToConfirm.objects.get()
    assert "1 845,00 kr från 2027-01-01, begärt av handlägger" in text(client.get(contract.get_absolute_url()))
    listed = text(client.get("/prisjustering/att-bekrafta/"))
    assert "Dra tillbaka" in listed
    assert "/bekrafta/" not in listed
    confirm = f"/prisjustering/att-bekrafta/{asked.pk}/bekrafta/"
    assert client.post(confirm).status_code == 403
    client.force_login(leader)
    assert "+84,5 %" in text(client.get("/prisjustering/att-bekrafta/?vantar=mig"))
    assert "Begärt av handlägger: Nytt anbud" in text(client.get(confirm))
    assert client.post(f"/prisjustering/att-bekrafta/{asked.pk}/dra-tillbaka/").status_code == 422
    assert client.post(f"/prisjustering/att-bekrafta/{asked.pk}/avsla/", {}).status_code == 422
    assert client.post(confirm).status_code == 302
    assert actions.latest_price(old.item).amount_sek == 1845
    assert client.post(confirm).status_code == 422


def test_whoever_asked_is_refused_by_the_page_too(client, contract, leader):
    asked = ask(make.price("1000.00", of=contract), leader)
    client.force_login(leader)
    for verb, sent in (("bekrafta", {}), ("avsla", {"reason": "Nej"})):
        answer = client.post(f"/prisjustering/att-bekrafta/{asked.pk}/{verb}/", sent)
        assert answer.status_code == 422
        assert "en annan person ska bekräfta" in text(answer)
    assert client.post(f"/prisjustering/att-bekrafta/{asked.pk}/dra-tillbaka/").status_code == 302
