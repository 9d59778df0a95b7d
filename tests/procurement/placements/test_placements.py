"""Call-offs on contract: what the form takes, and the ceilings that stop them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from contracts.register.models import Contract
from contracts.terms.models import duration_of
from huddinge_vo.common.periods import add_months
from procurement.placements import actions
from procurement.placements.models import Placement
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 31, 22, 30, tzinfo=UTC)  # past midnight in Sweden


def call_off(contract, number="AVR-1"):
    return Placement(
        buyer=make.buyer(),
        number=number,
        supplier=contract.supplier,
        contract=contract,
        category=make.category(),
        valid_from=date(2026, 5, 1),
    )


@pytest.mark.parametrize("of_round", [True, False])
def test_nothing_is_called_off_past_a_ceiling_whether_the_contracts_or_the_rounds(of_round):
    """C-23/20: a framework has no effect past its ceiling."""
    round_ = make.framework(ceiling_sek=100 if of_round else None)
    contract = make.contract(framework=round_, ceiling_sek=None if of_round else 100)
    other = make.contract("A-2", framework=round_, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    by = make.user("handläggare")
    before = actions.place(placement=call_off(contract), by=by, at=AT)
    used = other if of_round else contract  # a round's ceiling is used by all its contracts
    used.volumes.create(month=date(2026, 4, 1), sum_sek=Decimal(100), cumulative_sek=Decimal(100), updated_at=AT)
    contract = Contract.objects.get(pk=contract.pk)
    with pytest.raises(ValidationError, match="inga fler avrop på A-1"):
        actions.place(placement=call_off(contract, "AVR-2"), by=by, at=AT)
    before.valid_until = date(2026, 6, 30)  # what was called off before may be ended
    actions.place(placement=before, by=make.user("verksamhetschef"), at=AT)
    assert Placement.objects.get().valid_until == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("used", "said"), [(60, ""), (75, "Omgången: över 70 procent av takvolymen."), (100, "inga fler avrop på A-1")]
)
def test_who_registers_a_call_off_is_told_of_the_ceiling(client, used, said):
    contract = make.contract(framework=make.framework(ceiling_sek=100))
    contract.volumes.create(month=date(2026, 4, 1), sum_sek=used, cumulative_sek=used, updated_at=AT)
    client.force_login(make.user("handläggare"))
    sent = {"contract": contract.pk, "valid_from": "2026-05-01", "price_per": "DAY", "why": "Bäst för behovet"}
    answer = client.post(reverse("procurement:placement-create"), sent, follow=True)
    assert said in answer.content.decode()
    assert ("Omgången:" in answer.content.decode()) == (said != "")
    assert Placement.objects.exists() == (used < 100)


def ended(**values):
    """A contract that held until the day before a call-off of `call_off` begins."""
    return make.contract("A-9", until=date(2026, 4, 30), **values)


@pytest.mark.parametrize("survives", [True, False])
def test_nothing_new_is_called_off_on_a_contract_that_has_ended_even_where_its_call_offs_go_on(survives):
    contract, by = ended(call_offs_survive=survives), make.user("handläggare")
    with pytest.raises(ValidationError, match=r"A-9 gäller till och med 2026-04-30.*begär ett avsteg") as refused:
        actions.place(placement=call_off(contract), by=by, at=AT)
    assert set(refused.value.error_dict) == {"valid_from"}
    on_the_last_day = call_off(contract)
    on_the_last_day.valid_from = date(2026, 4, 30)
    actions.place(placement=on_the_last_day, by=by, at=AT)


def test_a_contract_that_was_terminated_takes_nothing_after_its_last_day():
    contract = make.contract("A-9", terminated_on=date(2026, 4, 30))
    with pytest.raises(ValidationError, match="A-9 gäller till och med 2026-04-30"):
        actions.place(placement=call_off(contract), by=make.user("handläggare"), at=AT)


def test_nothing_is_called_off_before_the_contract_begins():
    early = call_off(make.contract())
    early.valid_from = date(1999, 1, 1)
    with pytest.raises(ValidationError, match="A-1 gäller från och med 2026-01-01") as refused:
        actions.place(placement=early, by=make.user("handläggare"), at=AT)
    assert set(refused.value.error_dict) == {"valid_from"}
    assert not Placement.objects.exists()


def test_what_stands_on_an_ended_contract_is_mended_but_not_moved_in_time():
    contract, by = make.contract(), make.user("handläggare")
    placed = actions.place(placement=call_off(contract), by=by, at=AT)
    Contract.objects.filter(pk=contract.pk).update(terminated_on=date(2026, 3, 31))
    placed = Placement.objects.get(pk=placed.pk)
    placed.why = "Bättre ord"
    actions.place(placement=placed, by=by, at=AT)
    placed.valid_from = date(2026, 5, 2)
    with pytest.raises(ValidationError, match="A-1 gäller till och med 2026-03-31"):
        actions.place(placement=placed, by=by, at=AT)


@pytest.mark.parametrize(("survives", "how", "done"), [(True, "EXTENDED", True), (False, "EXTENDED", False)])
def test_what_goes_on_after_the_end_is_on_the_contract_only_where_its_call_offs_go_on(survives, how, done):
    contract, by = ended(call_offs_survive=survives), make.user("handläggare")
    first = call_off(contract)
    first.valid_from, first.valid_until = date(2026, 4, 1), date(2026, 4, 30)
    first = actions.place(placement=first, by=by, at=AT)
    longer = actions.continued(first, valid_from=date(2026, 5, 1), valid_until=date(2026, 6, 30))
    sent = {"placement": longer, "earlier_id": first.pk, "how": how, "by": by, "at": AT}
    if done:
        assert actions.carry_on(**sent).valid_from == date(2026, 5, 1)
    else:
        with pytest.raises(ValidationError, match="utanför avtal: begär ett avsteg"):
            actions.carry_on(**sent)


def test_the_form_offers_contracts_that_hold_or_are_to_each_with_its_supplier_and_days(client):
    supplier, today = make.supplier(), timezone.localdate()
    last, first = today + timedelta(days=30), today + timedelta(days=60)
    make.contract("A-9", supplier=supplier, valid_from=date(2020, 1, 1), until=today - timedelta(days=1))
    make.contract("A-1", supplier=supplier, valid_from=date(2020, 1, 1), until=last)
    make.contract("A-2", supplier=supplier, valid_from=first, until=None)
    client.force_login(make.user("handläggare"))
    now = client.get(reverse("procurement:placement-create")).content.decode()
    assert f"{supplier}, A-1 Provavtal (till {last})" in now
    assert f"{supplier}, A-2 Provavtal (från {first})" in now
    assert "A-9" not in now
    # It held on the day that was told.
    path = f"{reverse('procurement:placement-create')}?fran={today - timedelta(days=1)}"
    assert f"A-9 Provavtal (slutade {today - timedelta(days=1)})" in client.get(path).content.decode()


def test_who_sends_a_contract_that_has_ended_is_told_its_last_day_and_what_to_do(client):
    contract = ended()
    client.force_login(make.user("handläggare"))
    sent = {"contract": contract.pk, "valid_from": "2026-05-01", "price_per": "DAY", "why": "Bäst för behovet"}
    answer = client.post(reverse("procurement:placement-create"), sent)
    assert "A-9 gäller till och med 2026-04-30" in str(answer.context["form"].errors["valid_from"])
    assert f'<option value="{contract.pk}" selected>' in answer.content.decode()


def test_what_is_stored_stays_in_its_own_form_when_its_contract_has_ended(client):
    placed = actions.place(placement=call_off(make.contract()), by=make.user("handläggare"), at=AT)
    Contract.objects.update(terminated_on=date(2026, 5, 31))
    client.force_login(make.user("verksamhetschef"))
    page = client.get(reverse("procurement:placement-edit", args=[placed.pk])).content.decode()
    assert f'<option value="{placed.contract_id}" selected>' in page


def test_a_last_day_beyond_the_contracts_is_asked_of_with_the_day_and_how_far_it_can_be_lengthened(client):
    last = add_months(timezone.localdate(), 3)
    contract = make.contract(until=last)
    contract.options.create(number=1, months=12, decide_by=last)
    client.force_login(make.user("handläggare"))
    path = reverse("procurement:placement-create")
    sent = {"contract": contract.pk, "valid_from": last, "price_per": "DAY", "why": "Bäst för behovet"}
    sent["valid_until"] = last + timedelta(days=1)
    asked = client.post(path, sent)
    assert asked.status_code == 422
    longest = Contract.objects.with_terms().get()
    longest = duration_of(longest).longest_end(on=timezone.localdate())
    assert longest > last
    said = f"A-1 gäller till och med {last}, med optioner som inte är beslutade längst till {longest}"
    assert said in asked.content.decode()
    assert not Placement.objects.exists()
    tick = asked.context["form"].fields["sure"].choices[0][0]
    assert client.post(path, {**sent, "sure": tick}).status_code == 302


def test_who_places_until_further_notice_is_told_when_the_contract_ends(client):
    contract = make.contract()
    client.force_login(make.user("handläggare"))
    sent = {"contract": contract.pk, "valid_from": "2026-05-01", "price_per": "DAY", "why": "Bäst för behovet"}
    answer = client.post(reverse("procurement:placement-create"), sent, follow=True)
    assert "A-1 gäller till och med 2026-12-31. Därefter krävs ett avsteg." in answer.content.decode()


@pytest.mark.parametrize("survives", [True, False])
@pytest.mark.parametrize("way", ["forlang", "villkor"])
def test_who_lengthens_beyond_the_contract_is_asked_unless_its_call_offs_go_on(client, way, survives):
    new = call_off(make.contract(call_offs_survive=survives))
    new.valid_until = date(2026, 8, 31)
    placed = actions.place(placement=new, by=make.user("handläggare"), at=AT)
    client.force_login(make.user("verksamhetschef"))
    sent = {"valid_from": "2026-07-01", "valid_until": "2028-06-30", "price_per": "DAY", "why": "Bor kvar"}
    path = f"{placed.get_absolute_url()}{way}/"
    answer = client.post(path, sent)
    assert answer.status_code == (302 if survives else 422)
    if not survives:
        assert "A-1 gäller till och med 2026-12-31" in answer.content.decode()
        tick = answer.context["form"].fields["sure"].choices[0][0]
        assert client.post(path, {**sent, "sure": tick}).status_code == 302


def test_who_looks_for_a_place_sees_the_last_day_of_each_contract(client):
    make.contract()
    client.force_login(make.user("handläggare"))
    page = client.get("/hitta-plats/", {"omrade": make.area().pk, "fran": "2026-06-01"}).content.decode()
    assert "till och med 2026-12-31" in page


def test_a_last_day_before_the_first_is_told_at_its_field_with_the_first(client):
    new = call_off(make.contract())
    new.valid_until = date(2026, 8, 31)
    placed = actions.place(placement=new, by=make.user("handläggare"), at=AT)
    client.force_login(make.user("verksamhetschef"))
    answer = client.post(f"{placed.get_absolute_url()}forlang/", {"valid_until": "2026-08-01", "why": "Bor kvar"})
    assert answer.context["form"].errors["valid_until"] == [
        "Förlängningen börjar 2026-09-01. Ange den dagen eller en senare."
    ]
    terms = {"valid_from": "2026-07-01", "valid_until": "2026-06-30", "price_per": "DAY", "why": "Nytt pris"}
    answer = client.post(f"{placed.get_absolute_url()}villkor/", terms)
    assert answer.context["form"].errors["valid_until"] == ["Sista dagen kan inte ligga före första dagen, 2026-07-01."]


@pytest.fixture
def extended(client):
    """A call-off that was extended twice."""
    new, by = call_off(make.contract()), make.user("handläggare")
    new.valid_until = date(2026, 6, 30)
    chain = [actions.place(placement=new, by=by, at=AT)]
    for first, last in ((date(2026, 7, 1), date(2026, 8, 31)), (date(2026, 9, 1), date(2026, 10, 31))):
        longer = actions.continued(chain[-1], valid_from=first, valid_until=last)
        chain.append(actions.carry_on(placement=longer, earlier_id=chain[-1].pk, how="EXTENDED", by=by, at=AT))
    client.force_login(by)
    return chain


def test_whoever_ends_a_placement_ends_its_extensions_and_says_yes_to_each(client, extended):
    first, second, third = extended
    assert f"{first.get_absolute_url()}avsluta/" in client.get(first.get_absolute_url()).content.decode()
    path, sent = f"{first.get_absolute_url()}avsluta/", {"last_day": "2026-06-15", "reason": "Flyttade hem"}
    asked = client.post(path, sent)
    assert asked.status_code == 422
    for later in (second, third):
        assert f"Jag vet att också förlängningen {later.number}" in asked.content.decode()
    assert not Placement.objects.filter(ended__isnull=False).exists()
    ticks = [mark for mark, _ in asked.context["form"].fields["sure"].choices]
    assert client.post(path, {**sent, "sure": ticks}).status_code == 302
    assert list(Placement.objects.order_by("pk").values_list("valid_until", flat=True)) == [
        date(2026, 6, 15),
        date(2026, 6, 30),  # the day before it was to begin
        date(2026, 8, 31),
    ]
    for day in (date(2026, 6, 16), date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 1)):
        assert not Placement.objects.open_on(day).exists(), day
    assert "Förlängningen började aldrig: Flyttade hem" in client.get(second.get_absolute_url()).content.decode()
    assert client.get("/placeringar/").content.decode().count("började aldrig") == 2


def test_the_last_extension_is_ended_by_itself_and_the_one_before_stays(client, extended):
    _first, second, third = extended
    sent = {"last_day": "2026-08-31", "reason": "Flyttade hem"}  # the day before the third begins
    assert client.post(f"{third.get_absolute_url()}avsluta/", sent).status_code == 302
    third.refresh_from_db()
    assert third.never_began
    assert Placement.objects.get(pk=second.pk).valid_until == date(2026, 8, 31)
    path = f"{second.get_absolute_url()}avsluta/"
    refused = client.post(path, {"last_day": "2026-06-29", "reason": "Nej"})
    assert "Sista dagen kan inte ligga före första dagen" in str(refused.context["form"].errors["last_day"])
    assert client.post(path, {"last_day": "2026-08-15", "reason": "Flyttade hem"}).status_code == 302


def test_whoever_registers_a_placement_is_in_charge_of_it_until_he_says_who_is(client):
    person = make.user("handläggare")
    client.force_login(person)
    form = client.get(reverse("procurement:placement-create")).context["form"]
    assert form["responsible"].value() == person.pk
