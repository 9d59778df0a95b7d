"""What is done by being done, and what somebody may call done and take back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from contracts.register.models import Contract
from followup.duties import actions
from followup.duties.models import Duty
from tests import factories as make
from tests.followup.duties.office import MONDAY, refresh

# ------------------------------------------------------------------------------------------- done by being done


def undecided():
    round_ = make.framework("R-1", valid_from=date(2024, 1, 1), initial_until=date(2090, 6, 30))
    make.contract("A-1", framework=round_, valid_from=date(2024, 1, 1), until=None)
    return round_.options.create(number=1, months=12, decide_by=date(2026, 3, 1))


@pytest.mark.django_db
def test_an_option_that_nobody_has_decided_cannot_be_called_done(client, rules):
    option = undecided()
    chief = make.user("upphandlingschef")
    refresh()
    duty = Duty.objects.get(rule__kind="OPTION_DECISION")
    client.force_login(chief)
    page = client.get("/att-gora/").content.decode()
    assert f"/att-gora/{duty.pk}/klart/" not in page
    answer = client.post(f"/att-gora/{duty.pk}/klart/", follow=True).content.decode()
    assert "Det är inte gjort än: Besluta om option 1" in answer
    duty.refresh_from_db()
    assert (duty.state, duty.done_by) == ("OPEN", None)
    option.decided_on = date(2026, 3, 2)
    option.save()
    actions.finish_duty(duty_id=duty.pk, by=chief, at=MONDAY)
    duty.refresh_from_db()
    assert duty.state == "DONE"


@pytest.mark.django_db
@pytest.mark.parametrize("decided", ["decided_on", "declined_on"])
def test_what_is_decided_is_gone_at_once_from_start_and_from_what_to_do(client, rules, decided):
    option = undecided()
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    client.force_login(make.user("upphandlingschef"))
    for page in ("/start/", "/att-gora/"):
        assert "Besluta om option 1" in client.get(page).content.decode()
    setattr(option, decided, timezone.localdate())
    option.save()
    for page in ("/start/", "/att-gora/"):
        assert "Besluta om option 1" not in client.get(page).content.decode()


@pytest.mark.django_db
def test_what_was_said_to_be_done_can_be_taken_back_at_once_and_later(client, rules):
    chief = make.user("upphandlare")
    make.contract("A-1", until=timezone.localdate() + timedelta(days=80))
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    duty = Duty.objects.get(rule__kind="CONTRACT_END")
    client.force_login(chief)
    done = client.post(f"/att-gora/{duty.pk}/klart/", follow=True).content.decode()
    assert f"/att-gora/{duty.pk}/angra/" in done
    assert duty.title in client.get("/att-gora/?urval=klart").content.decode()
    back = client.post(f"/att-gora/{duty.pk}/angra/", follow=True).content.decode()
    assert f"Att göra igen: {duty.title}" in back
    duty.refresh_from_db()
    assert (duty.state, duty.done_by, duty.done_at) == ("OPEN", None, None)
    client.force_login(make.user("läsare"))
    Duty.objects.update(state="DONE", done_by=chief, done_at=timezone.now())
    client.post(f"/att-gora/{duty.pk}/angra/")
    duty.refresh_from_db()
    assert duty.state == "DONE"  # it is not the reader's


@pytest.mark.django_db
def test_an_option_fifty_nine_days_late_says_so_on_its_page_and_in_what_to_do(client, rules):
    today = timezone.localdate()
    round_ = make.framework("R-1", initial_until=today + timedelta(days=30))
    make.contract("A-1", framework=round_, until=today + timedelta(days=30))
    round_.options.create(number=1, months=12, decide_by=today - timedelta(days=59))
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    client.force_login(make.user("upphandlingschef"))
    contract = Contract.objects.get()
    pages = ("/start/", "/att-gora/", "/avtal/", contract.get_absolute_url(), round_.get_absolute_url())
    for page in pages:
        shown = client.get(page).content.decode()
        assert "Försenad" in shown, page
        assert "59 dagar" in shown, page
