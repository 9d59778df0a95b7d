"""Reminders: each once, in the right week, to the right person; mails over a real SMTP server; a calendar."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.mail import get_connection
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from contracts.checks.models import SupplierCheck
from contracts.prices import actions as price_actions
from contracts.prices.models import PriceAdjustment, PriceRequest
from contracts.register.models import Contract
from contracts.suppliers.models import SupplierUnit
from contracts.terms.reports import contract_facts, next_decision
from followup.duties import actions, tasks
from followup.duties.models import Duty, MailSetting, ReminderRule, SentMail
from followup.duties.querysets import seen_by
from followup.duties.reports import calendar
from huddinge_vo.common.people.models import Membership, User
from huddinge_vo.common.secrecy.models import AccessGrant, SecretReading
from tests import factories as make
from tests.followup.ledger.test_parallel import at_once

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)


def at(day):
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


@pytest.fixture
def rules():
    actions.load_reminder_rules(buyer=make.buyer(), at=MONDAY)


def refresh(day=None):
    day = day or MONDAY.date()
    return actions.refresh_duties(buyer=make.buyer(), at=at(day))


def opened():
    return {(duty.title, duty.due_on) for duty in Duty.objects.filter(state="OPEN")}


@pytest.mark.django_db
def test_every_kind_of_object_gets_its_reminder_and_nothing_without_a_day_does(rules):
    owner = make.user("upphandlare", email="u@example.se")
    round_ = make.framework(owner=owner, valid_from=date(2024, 1, 1), initial_until=date(2026, 6, 30))
    make.contract("A-1", framework=round_, valid_from=date(2024, 1, 1), until=date(2026, 6, 30))
    make.contract(
        "A-2",
        framework=round_,
        valid_from=date(2024, 1, 1),
        until=date(2026, 6, 30),
        supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]),
    )
    round_.options.create(number=1, months=12, decide_by=date(2026, 3, 31))
    renewing = make.contract(
        "A-3",
        until=date(2025, 7, 31),
        valid_from=date(2024, 8, 1),
        renewal_months=12,
        notice_months=3,
        supplier=make.supplier("Tre AB", make.ORG_NUMBERS[2]),
    )
    make.contract(
        "A-4", status="DRAFT", until=date(2026, 6, 30), supplier=make.supplier("Utkast AB", make.ORG_NUMBERS[3])
    )
    make.contract("A-5", until=None, supplier=make.supplier("Tills vidare AB", make.ORG_NUMBERS[4]))
    plan = make.plan()
    late = make.activity(status="ONGOING", ends_on=date(2026, 3, 20), responsible_person=owner)
    late.steps.create(name="Underlag", due_on=date(2026, 3, 5))
    make.activity("2.2")
    plan.signals.create(kind="LAW", title="LOU", review_on=date(2026, 3, 10))
    refresh()
    assert opened() == {
        ("Besluta om option 1: R-1 Provomgång", date(2026, 3, 31)),
        ("Avtalen slutar: R-1 Provomgång", date(2026, 6, 30)),
        (f"Sista dag att säga upp: {renewing}", date(2026, 4, 30)),
        ("Aktivitet klar: 2.1 Provaktivitet", date(2026, 3, 20)),
        ("Underlag: aktivitet 2.1 Provaktivitet", date(2026, 3, 5)),
        ("Läs om: LOU", date(2026, 3, 10)),
    }
    option = Duty.objects.get(rule__kind="OPTION_DECISION")
    assert (option.person, option.rule.is_decision) == (owner, True)
    assert refresh() == 0


@pytest.mark.django_db
def test_a_round_without_a_ceiling_is_its_owners_from_before_it_begins_until_it_is_said(rules):
    owner = make.user("upphandlare", email="u@example.se")
    round_ = make.framework(owner=owner, valid_from=date(2026, 5, 1), initial_until=None)
    same = make.supplier()
    for number in ("A-1", "A-2"):
        make.contract(number, framework=round_, supplier=same, valid_from=date(2026, 5, 1), until=None)
    make.contract("A-3", supplier=same, valid_from=date(2020, 1, 1), until=None)  # long ago: listed, not dug up
    hidden = make.contract("A-4", framework=round_, supplier=same, valid_from=date(2026, 5, 1), until=None)
    Contract.objects.filter(pk=hidden.pk).update(is_secret=True)
    refresh()
    of_round = Duty.objects.get(rule__kind="CEILING_MISSING", is_secret=False)
    assert (of_round.title, of_round.due_on, of_round.person) == (
        "Takvolym saknas: R-1 Provomgång",
        date(2026, 5, 1),
        owner,
    )
    refresh(date(2026, 9, 1))
    assert Duty.objects.filter(pk=of_round.pk, state="OPEN").exists()  # it does not pass by itself
    round_.ceiling_sek = 1_000_000
    round_.save()
    refresh(date(2026, 9, 2))
    assert not Duty.objects.filter(rule__kind="CEILING_MISSING", state="OPEN").exists()


def checked(supplier, kind, on, until, **values):
    values = {"outcome": "PASSED", "source": "prov", "registered_at": MONDAY, **values}
    if kind == "RATING":
        values.setdefault("score", 60)
    return SupplierCheck.objects.create(supplier=supplier, kind=kind, checked_on=on, valid_until=until, **values)


@pytest.mark.django_db
def test_each_check_that_a_contract_asks_for_is_reminded_of_by_itself_until_it_is_made_anew(client, rules):
    day = MONDAY.date()
    hvb = make.area("HVB", permit=date(2020, 1, 1))
    seller, other = make.supplier(), make.supplier("Utan avtal AB", make.ORG_NUMBERS[1])
    make.contract("A-1", supplier=seller, areas=[hvb], until=None)
    home = SupplierUnit.objects.create(supplier=seller, name="Hemmet")
    home.areas.set([hvb])
    office = SupplierUnit.objects.create(supplier=seller, name="Mottagningen")
    office.areas.set([make.area("ÖPPEN")])
    week_ago, soon = day - timedelta(days=7), day + timedelta(days=10)
    checked(seller, "NONPROFIT_REGISTER", week_ago, day + timedelta(days=1))  # nobody asks for it
    checked(seller, "TAXES", day - timedelta(days=90), day - timedelta(days=1))
    checked(seller, "RATING", week_ago, soon)
    checked(seller, "COMPANY_STATUS", week_ago, day + timedelta(days=60))  # not yet
    checked(seller, "PERMIT", week_ago, soon, unit=home)
    checked(seller, "PERMIT", week_ago, soon, unit=office)  # under no contract that asks for it
    checked(other, "TAXES", week_ago, soon)
    refresh()
    wanted = {
        ("Kontroll går ut: skatter och sociala avgifter, Provhem AB", day - timedelta(days=1)),
        ("Kontroll går ut: kreditbetyg, Provhem AB", soon),
        ("Kontroll går ut: tillstånd från IVO, Hemmet, Provhem AB", soon),
    }
    assert opened() == wanted
    late = Duty.objects.get(title__contains="skatter")
    client.force_login(make.user("avtalscontroller"))
    page = client.get("/att-gora/").content.decode()
    assert page.count(f'<a href="/leverantorer/{seller.pk}/"') == 3
    with pytest.raises(actions.StillUndone, match="Kontroll går ut: skatter"):
        actions.finish_duty(duty_id=late.pk, by=User.objects.get(username="avtalscontroller"), at=at(day))
    checked(seller, "TAXES", day, day + timedelta(days=90))
    refresh(day + timedelta(days=1))
    assert opened() == {each for each in wanted if "skatter" not in each[0]}  # and the others are not silent
    checked(seller, "RATING", day + timedelta(days=1), day + timedelta(days=31))
    refresh(day + timedelta(days=1))
    assert opened() == {("Kontroll går ut: tillstånd från IVO, Hemmet, Provhem AB", soon)}


@pytest.mark.django_db
def test_a_check_is_as_secret_as_its_unit(rules):
    seller = make.supplier()
    make.contract("A-1", supplier=seller, until=None)
    hidden = SupplierUnit.objects.create(supplier=seller, name="Hemligt boende", is_secret=True)
    checked(seller, "TAXES", MONDAY.date(), MONDAY.date() + timedelta(days=10), unit=hidden)
    refresh()
    duty = Duty.objects.get()
    assert duty.is_secret
    assert seen_by([duty], make.user("avtalscontroller")) == []


@pytest.mark.django_db
def test_through_a_year_each_reminder_comes_once_in_the_right_week_to_the_right_person(rules):
    owner = make.user("upphandlare")
    other = make.user("upphandlare", username="annan")
    two = make.supplier("Två AB", make.ORG_NUMBERS[1])
    make.contract("A-1", owner=owner, until=date(2027, 6, 30), ceiling_sek=1_000_000)
    make.contract("A-2", owner=other, until=date(2026, 9, 30), supplier=two, ceiling_sek=1_000_000)
    activity = make.activity(status="ONGOING", ends_on=date(2026, 5, 15), responsible_person=owner)
    chief = make.user("upphandlingschef")
    seen, told_manager = {}, {}
    day = date(2026, 1, 1)
    while day <= date(2026, 12, 31):
        refresh(day)
        for duty in Duty.objects.overdue_for_manager(chief, day).to_do_on(day).select_related("rule"):
            told_manager.setdefault((duty.title, str(duty.rule)), day)
        for duty in Duty.objects.filter(state="OPEN").select_related("rule"):
            seen.setdefault(duty.pk, (day, duty))
        if day == date(2026, 5, 20):
            actions_done(activity)
        day += timedelta(days=1)
    first_seen = {(duty.title, str(duty.rule)): (on, duty.person) for on, duty in seen.values()}
    assert len(first_seen) == len(seen)  # each once
    ends = "avtal slutar, {} månader före"
    assert first_seen == {
        ("Avtalet slutar: A-1 Provavtal", ends.format(18)): (date(2026, 1, 1), owner),
        ("Avtalet slutar: A-1 Provavtal", ends.format(12)): (date(2026, 6, 30), owner),
        ("Avtalet slutar: A-1 Provavtal", ends.format(6)): (date(2026, 12, 30), owner),
        ("Avtalet slutar: A-2 Provavtal", ends.format(12)): (date(2026, 1, 1), other),
        ("Avtalet slutar: A-2 Provavtal", ends.format(6)): (date(2026, 3, 30), other),
        ("Avtalet slutar: A-2 Provavtal", ends.format(3)): (date(2026, 6, 30), other),
        ("Aktivitet klar: 2.1 Provaktivitet", "aktivitet ska vara klar, 1 månader före"): (date(2026, 4, 15), owner),
        **{
            ("Statusrapport 2026: VO", f"statusrapport i juni, {n} månader före"): (
                date(2026, 6, 30) - relativedelta(months=n),
                None,
            )
            for n in (3, 2, 1)
        },
    }
    # What nobody did stays after its day, and comes to the manager when the grace is over: 30 days for an end, 14 for a
    # report; the activity was done within its own.
    late = {(duty.title, duty.due_on) for duty in Duty.objects.filter(state="OPEN", due_on__lt=date(2026, 12, 31))}
    assert late == {
        ("Avtalet slutar: A-2 Provavtal", date(2026, 9, 30)),
        ("Statusrapport 2026: VO", date(2026, 6, 30)),
    }
    assert told_manager == {
        ("Avtalet slutar: A-2 Provavtal", ends.format(3)): date(2026, 10, 31),
        ("Statusrapport 2026: VO", "statusrapport i juni, 1 månader före"): date(2026, 7, 15),
    }


def actions_done(activity):
    activity.refresh_from_db()
    activity.status, activity.done_on = "DONE", date(2026, 5, 20)
    activity.save()


@pytest.mark.django_db
def test_a_moved_day_moves_the_duty_done_work_removes_it_and_what_is_marked_done_stays(rules):
    by = make.user("kategoriledare")
    activity = make.activity(status="ONGOING", ends_on=date(2026, 3, 20), responsible_person=by)
    refresh()
    first = Duty.objects.get()
    activity.ends_on = date(2026, 3, 27)
    activity.save()
    refresh()
    assert {(duty.due_on, duty.state) for duty in Duty.objects.all()} == {
        (date(2026, 3, 20), "GONE"),
        (date(2026, 3, 27), "OPEN"),
    }
    activity.ends_on = date(2026, 3, 20)
    activity.save()
    refresh()
    first.refresh_from_db()
    assert first.state == "OPEN"  # the same, and not a second one
    Duty.objects.filter(pk=first.pk).update(state="DONE", done_by=by, done_at=MONDAY)
    refresh()
    first.refresh_from_db()
    assert first.state == "DONE"
    actions_done(activity)
    refresh()
    assert Duty.objects.filter(state="OPEN").count() == 0


@pytest.mark.django_db
def test_what_is_done_is_not_put_off_or_handed_on_from_an_old_page_and_keeps_who_did_it(client, rules):
    by, chief = make.user("kategoriledare"), make.user("upphandlingschef")
    make.activity(status="ONGOING", ends_on=timezone.localdate() - timedelta(days=90), responsible_person=by)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    duty = Duty.objects.get(rule__kind="ACTIVITY_DUE")
    Duty.objects.update(state="DONE", done_by=by, done_at=MONDAY)
    client.force_login(chief)  # to whom it had come as overdue
    later = client.post(f"/att-gora/{duty.pk}/senare/", {"until": str(timezone.localdate() + timedelta(days=3))})
    assert "Uppgiften är klar." in later.content.decode()
    assert client.post(f"/att-gora/{duty.pk}/lamna/", {"to": by.pk}).status_code == 422
    client.post(f"/att-gora/{duty.pk}/klart/")
    duty.refresh_from_db()
    assert (duty.state, duty.done_by, duty.done_at) == ("DONE", by, MONDAY)
    Duty.objects.update(state="GONE", done_by=None, done_at=None)
    assert "inte längre aktuell" in client.post(f"/att-gora/{duty.pk}/klart/", follow=True).content.decode()


def renewing(**values):
    values = {"valid_from": date(2025, 1, 1), "until": date(2025, 12, 31), "renewal_months": 12, **values}
    return make.contract(**{"number": "A-1", "notice_months": 3, **values})


@pytest.mark.django_db
def test_a_missed_notice_day_stays_and_comes_to_the_manager_until_the_contract_has_been_renewed(rules):
    chief = make.user("upphandlingschef")
    contract = renewing()
    refresh(date(2026, 9, 30))
    missed = Duty.objects.get(rule__kind="NOTICE_DAY")
    assert missed.due_on == date(2026, 9, 30)
    for day in (date(2026, 10, 1), date(2026, 12, 31)):
        refresh(day)
        missed.refresh_from_db()
        assert missed.state == "OPEN"
        assert missed.title == f"Dagen att säga upp har passerat, nästa är 2027-09-30: {contract}"
        assert missed in Duty.objects.overdue_for_manager(chief, day).to_do_on(day)
    refresh(date(2027, 1, 1))  # it has been renewed
    missed.refresh_from_db()
    assert missed.state == "GONE"
    refresh(date(2027, 6, 30))
    noticed = Duty.objects.filter(rule__kind="NOTICE_DAY").exclude(state="GONE")
    assert [(duty.due_on, duty.rule.months_before) for duty in noticed] == [(date(2027, 9, 30), 3)]
    refresh(date(2027, 10, 5))
    contract.terminated_on = date(2027, 12, 31)  # a notice that came late was taken after all
    contract.save()
    refresh(date(2027, 10, 6))
    assert not Duty.objects.filter(rule__kind="NOTICE_DAY", state="OPEN").exists()


@pytest.mark.django_db
def test_a_notice_longer_than_the_periods_is_reminded_of_for_a_period_that_can_still_be_stopped(rules):
    renewing(renewal_months=1, notice_months=3)
    refresh(date(2026, 2, 20))
    refresh(date(2026, 3, 15))
    # Of those that were missed the latest stays: it would have stopped the contract with May.
    assert {due for title, due in opened() if "säga upp" in title} == {date(2026, 2, 28), date(2026, 3, 31)}


def next_notice_days(client, contract, user, day):
    """The next notice day of a contract, by its page, the list of contracts, the duties and the calendar."""
    decision = contract_facts(contract=contract, on=day).next_decision
    listed = next_decision(Contract.objects.with_terms().get(pk=contract.pk), on=day)
    to_come = Duty.objects.of_person(user).to_do_on(day).filter(rule__kind="NOTICE_DAY", due_on__gte=day)
    [duty] = to_come
    events = Calendar.from_ical(calendar([duty])).walk("VEVENT")
    return {decision.by, listed.by, duty.due_on, *(event["DTSTART"].dt for event in events)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "day", "notice_day"),
    [
        ({}, date(2026, 9, 30), date(2026, 9, 30)),
        ({}, date(2026, 11, 28), date(2027, 9, 30)),  # missed 59 days ago
        ({}, date(2027, 1, 1), date(2027, 9, 30)),  # renewed without a word
        ({"renewal_months": None, "until": date(2026, 12, 31)}, date(2026, 6, 1), date(2026, 9, 30)),
    ],
)
def test_page_list_reminder_and_calendar_name_the_same_next_notice_day(client, rules, values, day, notice_day):
    buyer = make.user("upphandlare")
    contract = renewing(owner=buyer, **values)
    for each in (day - timedelta(days=100), day):
        refresh(each)
    assert next_notice_days(client, contract, buyer, day) == {notice_day}


@pytest.mark.django_db
def test_ends_options_and_notice_days_are_reminded_of_from_eighteen_months_before(rules):
    contract = make.contract("A-1", valid_from=date(2025, 1, 1), until=date(2027, 12, 31), notice_months=3)
    contract.options.create(number=1, months=12, decide_by=date(2027, 9, 30))
    seen = []
    for day in (date(2026, 3, 29), date(2026, 3, 30), date(2026, 9, 30), date(2027, 3, 30), date(2027, 6, 30)):
        refresh(day)
        found = Duty.objects.filter(state="OPEN", due_on=date(2027, 9, 30)).order_by("rule__kind")
        seen.append({(duty.rule.kind, duty.rule.months_before) for duty in found})
    assert seen == [
        set(),
        *({("NOTICE_DAY", months), ("OPTION_DECISION", months)} for months in (18, 12, 6, 3)),
    ]


@pytest.mark.django_db
def test_an_installation_that_has_rules_gets_the_new_start_rules_and_never_what_somebody_took_away():
    role = Group.objects.get(name="upphandlare")
    for kind, months in (("NOTICE_DAY", 3), ("OPTION_DECISION", 3)):  # as a new installation once began
        ReminderRule.objects.create(
            buyer=make.buyer(), kind=kind, months_before=months, role=role, manager_role=role, grace_days=9
        )
    actions.load_reminder_rules(buyer=make.buyer(), at=MONDAY)
    made = ReminderRule.objects.filter(kind="NOTICE_DAY")
    assert sorted(made.values_list("months_before", "grace_days")) == [(3, 9), (6, 0), (12, 0), (18, 0)]
    assert ReminderRule.objects.filter(kind="OPTION_DECISION", days_before=0).count() == 4
    made.get(months_before=12).delete()
    half = made.get(months_before=6)
    half.months_before = 5
    half.save()
    assert actions.load_reminder_rules(buyer=make.buyer(), at=MONDAY) == 0
    assert sorted(made.values_list("months_before", flat=True)) == [3, 5, 18]


@pytest.mark.django_db
def test_an_option_that_has_lapsed_after_a_declined_one_is_not_reminded_of(rules):
    contract = make.contract("A-1", until=date(2026, 6, 30))
    for number in (1, 2):
        contract.options.create(number=number, months=12, decide_by=date(2026, 3, 31))
    refresh()
    assert sum("option" in title for title, _ in opened()) == 2
    contract.options.filter(number=1).update(declined_on=date(2026, 3, 1))
    refresh()
    assert not any("option" in title for title, _ in opened())


@pytest.mark.django_db
def test_an_end_stays_until_it_is_done_or_the_contract_is_lengthened_and_old_ones_are_not_dug_up(rules):
    by = make.user("upphandlare")
    contract = make.contract("A-1", owner=by, until=date(2026, 3, 31))
    other = make.contract("A-2", until=date(2026, 3, 31), supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    refresh(date(2026, 3, 1))
    make.contract("A-3", until=date(2026, 3, 31), supplier=make.supplier("Tre AB", make.ORG_NUMBERS[2]))
    day = date(2026, 4, 20)  # too long after for what was registered since
    ends = ReminderRule.objects.filter(kind="CONTRACT_END").order_by("pk").first()
    ReminderRule.objects.create(
        buyer=ends.buyer, kind=ends.kind, days_before=7, role=ends.role, manager_role=ends.manager_role
    )
    refresh(day)
    wanted = {
        ("Avtalet slutar: A-1 Provavtal", date(2026, 3, 31)),
        ("Avtalet slutar: A-2 Provavtal", date(2026, 3, 31)),
    }
    assert opened() == wanted
    actions.finish_duty(duty_id=Duty.objects.get(title__contains="A-1", state="OPEN").pk, by=by, at=at(day))
    other.options.create(number=1, months=12, decide_by=date(2026, 3, 1), decided_on=date(2026, 3, 1))
    refresh(day + timedelta(days=1))
    assert opened() == {("Avtalet slutar: A-2 Provavtal", date(2027, 3, 31))}
    contract.refresh_from_db()
    assert contract.ends_on == date(2026, 3, 31)


@pytest.mark.django_db
def test_what_nobody_ever_did_about_an_end_is_let_go_of_when_the_manager_has_had_his_time(rules):
    make.contract("A-1", until=date(2026, 3, 31))
    refresh(date(2026, 3, 1))
    refresh(date(2027, 6, 30))
    assert ("Avtalet slutar: A-1 Provavtal", date(2026, 3, 31)) in opened()
    refresh(date(2027, 7, 1))
    assert ("Avtalet slutar: A-1 Provavtal", date(2026, 3, 31)) not in opened()


@pytest.mark.django_db
def test_a_price_window_that_nobody_looked_at_stays_until_the_prices_are_proposed_or_the_day_has_passed(rules):
    chief = make.user("upphandlingschef")
    index = make.series()
    make.index_value(index, "2024K2", "104")
    contract = make.contract("A-1", valid_from=date(2022, 1, 1), until=None)
    make.price("1000.00", of=contract, valid_from=date(2022, 1, 1))
    make.clause([(index, "1", "2022K2", "100")], contract=contract, needs_request=True)
    begins = ("Prisjustering börjar: A-1 Provavtal", date(2024, 9, 1))
    refresh(date(2024, 8, 20))
    price_actions.propose_adjustments(
        buyer=make.buyer(), on=date(2024, 9, 2), at=at(date(2024, 9, 2))
    )  # waits to be asked for
    refresh(date(2024, 10, 2))
    assert begins in opened()
    late = Duty.objects.overdue_for_manager(chief, date(2024, 10, 2)).to_do_on(date(2024, 10, 2))
    assert [duty.title for duty in late] == [begins[0]]
    PriceAdjustment.objects.update(status="PROPOSED", waits_for="", waits_words="")
    refresh(date(2024, 10, 3))
    assert begins not in opened()
    PriceAdjustment.objects.update(status="WAITING", waits_for="NOT_ASKED_FOR", waits_words="Väntar.")
    Duty.objects.filter(title=begins[0]).update(state="OPEN")
    refresh(date(2025, 1, 1))
    assert begins in opened()
    refresh(date(2025, 1, 2))
    assert begins not in opened()


@pytest.mark.django_db
def test_the_day_that_a_price_window_closes_is_reminded_of_until_everybody_has_asked(rules):
    chief = make.user("upphandlingschef")
    index = make.series()
    make.index_value(index, "2024K2", "104")
    round_ = make.framework("R-1", valid_from=date(2022, 1, 1), initial_until=None)
    for n in range(2):
        seller = make.supplier(f"Nr {n}", None)
        made = make.contract(f"A-{n}", framework=round_, supplier=seller, valid_from=date(2022, 1, 1), until=None)
        make.price("1000.00", of=made, valid_from=date(2022, 1, 1))
    make.clause([(index, "1", "2022K2", "100")], framework=round_)  # to be asked for 60 days before 1 January
    free = make.contract("A-9", supplier=make.supplier("Nr 9", None), valid_from=date(2022, 1, 1), until=None)
    make.clause([(index, "1", "2022K2", "100")], contract=free, needs_request=False)  # nobody needs to ask
    closes = ("Sista dag för leverantörer att begära nya priser: R-1 Provomgång", date(2024, 11, 2))
    price_actions.propose_adjustments(buyer=make.buyer(), on=date(2024, 9, 2), at=at(date(2024, 9, 2)))
    refresh(date(2024, 10, 18))
    assert closes not in opened()
    for day in (date(2024, 10, 19), date(2024, 11, 2), date(2024, 11, 10)):
        refresh(day)
        assert [each for each in opened() if "begära" in each[0]] == [closes]
    late = Duty.objects.overdue_for_manager(chief, date(2024, 11, 10)).to_do_on(date(2024, 11, 10))
    assert closes[0] in {duty.title for duty in late}
    for number, contract in enumerate(round_.contracts.order_by("pk")):
        assert closes in opened()
        asked = PriceRequest.objects.create(
            contract=contract, received_on=date(2024, 11, 1), registered_by=chief, registered_at=MONDAY
        )
        PriceAdjustment.objects.filter(contract=contract).update(request=asked)
        refresh(date(2024, 11, 11 + number))
    assert closes not in opened()


@pytest.mark.django_db
def test_a_terminated_contract_is_reminded_of_by_the_day_it_really_ends_and_is_not_to_be_lengthened(rules):
    round_ = make.framework(initial_until=date(2027, 12, 31))
    two = make.supplier("Två AB", make.ORG_NUMBERS[1])
    make.contract("A-1", framework=round_, until=date(2027, 12, 31))
    ended = make.contract("A-2", framework=round_, until=date(2027, 12, 31), supplier=two)
    option = round_.options.create(number=1, months=12, decide_by=date(2026, 6, 1))
    alone = renewing(supplier=make.supplier("Tre AB", make.ORG_NUMBERS[2]), number="A-3")
    alone.options.create(number=1, months=12, decide_by=date(2026, 6, 2))
    refresh(date(2026, 3, 2))
    assert {title for title, _ in opened()} == {
        f"Besluta om option 1: {round_}",
        f"Besluta om option 1: {alone}",
        f"Sista dag att säga upp: {alone}",
    }
    for contract, last in ((ended, date(2026, 5, 31)), (alone, date(2026, 8, 31))):
        contract.terminated_on = last
        contract.save()
    refresh(date(2026, 3, 3))
    assert opened() == {
        (f"Avtalet slutar: {ended}", date(2026, 5, 31)),
        (f"Avtalet slutar: {alone}", date(2026, 8, 31)),
        (f"Besluta om option 1: {round_}", date(2026, 6, 1)),  # the other contract of the round goes on
    }
    round_.contracts.update(terminated_on=date(2026, 5, 31))
    refresh(date(2026, 3, 4))
    assert not Duty.objects.filter(object_id=option.pk, rule__kind="OPTION_DECISION", state="OPEN").exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_nothing_twice():
    actions.load_reminder_rules(buyer=make.buyer(), at=MONDAY)
    for number in range(20):
        make.activity(f"2.{number + 1}", status="ONGOING", ends_on=date(2026, 3, 20))
    results = at_once(*[refresh] * 4)
    assert sorted(results) == [0, 0, 0, 20]
    assert Duty.objects.count() == 20


@pytest.mark.django_db
def test_put_off_handed_on_and_moved_the_due_day_stays(client, rules):
    by, colleague = make.user("kategoriledare"), make.user("upphandlare")
    make.activity(status="ONGOING", ends_on=timezone.localdate() + timedelta(days=5), responsible_person=by)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    duty = Duty.objects.get(rule__kind="ACTIVITY_DUE")
    client.force_login(by)
    assert duty.title in client.get("/att-gora/").content.decode()
    yesterday = client.post(f"/att-gora/{duty.pk}/senare/", {"until": "2020-01-01"})
    assert yesterday.status_code == 422
    assert "Välj en dag som kommer" in yesterday.content.decode()
    client.post(f"/att-gora/{duty.pk}/senare/", {"until": str(timezone.localdate() + timedelta(days=3))})
    assert duty.title not in client.get("/att-gora/").content.decode()
    assert duty.title in client.get("/att-gora/?urval=senare").content.decode()
    due = duty.due_on
    client.post(f"/att-gora/{duty.pk}/lamna/", {"to": colleague.pk})
    duty.refresh_from_db()
    assert (duty.delegated_to, duty.due_on) == (colleague, due)
    client.post(f"/att-gora/{duty.pk}/klart/")
    duty.refresh_from_db()
    assert duty.state == "SNOOZED"  # it is the colleague's now
    client.post("/att-gora/flytta/", {"of": colleague.pk, "to": by.pk})
    duty.refresh_from_db()
    assert duty.holder == by


def mine(person, day):
    return {(duty.title, duty.due_on) for duty in Duty.objects.of_person(person).to_do_on(day)}


@pytest.mark.django_db
def test_what_was_handed_on_stays_so_when_the_next_rule_or_a_moved_day_makes_a_new_duty(rules):
    owner, colleague = make.user("upphandlare"), make.user("kategoriledare")
    contract = make.contract("A-1", owner=owner, until=date(2026, 12, 31), ceiling_sek=1_000_000)
    refresh(date(2026, 1, 2))  # twelve months before
    first = Duty.objects.get()
    actions.delegate_duty(duty_id=first.pk, to=colleague, by=owner, at=at(date(2026, 1, 2)))
    actions.finish_duty(duty_id=first.pk, by=colleague, at=at(date(2026, 1, 3)))
    day = date(2026, 7, 1)
    refresh(day)  # six months before
    assert mine(colleague, day) == {("Avtalet slutar: A-1 Provavtal", date(2026, 12, 31))}
    assert mine(owner, day) == set()
    contract.initial_until = date(2026, 11, 30)
    contract.save()
    refresh(day)
    assert mine(colleague, day) == {("Avtalet slutar: A-1 Provavtal", date(2026, 11, 30))}
    contract.initial_until = date(2026, 12, 31)  # back again: the duty that there was
    contract.save()
    Duty.objects.filter(due_on=date(2026, 12, 31)).update(delegated_to=None)
    refresh(day)
    assert mine(colleague, day) == {("Avtalet slutar: A-1 Provavtal", date(2026, 12, 31))}
    contract.owner = successor = make.user("upphandlare", username="ny")  # what was asked for is the former owner's
    contract.save()
    refresh(day)
    assert mine(colleague, day) == set()
    assert mine(successor, day) == {("Avtalet slutar: A-1 Provavtal", date(2026, 12, 31))}


@pytest.mark.django_db
def test_what_was_put_off_stays_so_when_its_day_moves_but_a_nearer_reminder_comes(rules):
    owner = make.user("upphandlare")
    contract = make.contract("A-1", owner=owner, until=date(2026, 12, 31))
    day = date(2026, 6, 20)
    refresh(day)
    until = date(2026, 7, 20)
    actions.snooze_duty(duty_id=Duty.objects.get().pk, until=until, by=owner, at=at(day))
    contract.initial_until = date(2027, 1, 10)
    contract.save()
    refresh(day)
    moved = Duty.objects.get(due_on=date(2027, 1, 10))
    assert (moved.state, moved.snoozed_until) == ("SNOOZED", until)
    refresh(date(2026, 7, 10))  # six months before
    assert mine(owner, date(2026, 7, 10)) == {("Avtalet slutar: A-1 Provavtal", date(2027, 1, 10))}
    contract.initial_until = date(2026, 7, 15)
    contract.save()
    actions.snooze_duty(duty_id=Duty.objects.get(state="OPEN").pk, until=until, by=owner, at=at(date(2026, 7, 10)))
    refresh(date(2026, 7, 11))
    assert Duty.objects.get(due_on=date(2026, 7, 15)).state == "OPEN"  # it was put off beyond its new day


@pytest.mark.django_db
def test_what_a_leaver_had_goes_to_the_deputy_then_to_the_role_and_none_of_it_to_him(client, rules):
    day = timezone.localdate()
    leaver, deputy = make.user("upphandlare", username="slutar", email="slutar@example.se"), make.user("controller")
    of_role = make.user("upphandlare")
    make.contract("A-1", owner=leaver, deputy=deputy, until=day + timedelta(days=60))
    two = make.supplier("Två AB", make.ORG_NUMBERS[1])
    make.contract("A-2", owner=leaver, until=day + timedelta(days=60), supplier=two)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    first, second = Duty.objects.order_by("title")
    assert list(Duty.objects.of_person(of_role)) == []
    User.objects.filter(pk=leaver.pk).update(is_active=False)
    assert list(Duty.objects.of_person(deputy)) == [first]
    assert list(Duty.objects.of_person(of_role)) == [second]
    assert leaver.pk not in actions.people_with_mail()
    for person, duty, words in ((deputy, first, "controller"), (of_role, second, "upphandlare")):
        client.force_login(person)
        page = " ".join(client.get("/att-gora/").content.decode().split())
        assert duty.title in page
        assert f'{words} <br> <span class="muted small">slutar har slutat' in page
    User.objects.filter(pk=deputy.pk).update(is_active=False)
    assert set(Duty.objects.of_person(of_role)) == {first, second}
    actions.delegate_duty(duty_id=first.pk, to=make.user("kategoriledare"), by=of_role, at=timezone.now())
    User.objects.filter(username="kategoriledare").update(is_active=False)  # to whom it was handed has left too
    assert set(Duty.objects.of_person(of_role)) == {first, second}


@pytest.mark.django_db
def test_all_that_a_leaver_had_is_moved_also_what_he_was_deputy_for_and_it_stays_moved(client, rules):
    day = timezone.localdate()
    leaver, other = make.user("upphandlare", username="slutar"), make.user("upphandlare", username="annan")
    heir, keeper = make.user("upphandlare", username="arvinge"), make.user("förvaltare")
    suppliers = [make.supplier(f"Nr {n}", make.ORG_NUMBERS[n]) for n in range(4)]
    people = ({"owner": leaver}, {"owner": other, "deputy": leaver}, {"owner": other}, {"owner": other})
    contracts = [
        make.contract(f"A-{n}", until=day + timedelta(days=100), supplier=suppliers[n], **who)
        for n, who in enumerate(people)
    ]
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    own, as_deputy, given, put_off = Duty.objects.order_by("title")
    actions.delegate_duty(duty_id=given.pk, to=leaver, by=other, at=timezone.now())
    for action, values in (
        (actions.delegate_duty, {"to": leaver, "by": other}),
        (
            actions.snooze_duty,
            {"until": day + timedelta(days=5), "by": leaver},
        ),
    ):
        action(duty_id=put_off.pk, at=timezone.now(), **values)
    User.objects.filter(pk=leaver.pk).update(is_active=False)
    leaver.memberships.all().delete()
    client.force_login(keeper)
    page = client.get("/att-gora/flytta/").content.decode()
    assert f'<option value="{leaver.pk}">slutar (har slutat)</option>' in page
    assert page.count(f'value="{leaver.pk}"') == 1  # nothing is moved to one who has left
    moved = client.post("/att-gora/flytta/", {"of": leaver.pk, "to": heir.pk}, follow=True).content.decode()
    assert "4 uppgifter är flyttade till arvinge." in moved

    def holders():
        return {
            duty.title.removeprefix("Avtalet slutar: "): (duty.holder, duty.deputy_now)
            for duty in Duty.objects.exclude(state="GONE").for_list()
        }

    wanted = {
        "A-0 Provavtal": (heir, None),
        "A-1 Provavtal": (other, heir),
        "A-2 Provavtal": (heir, None),
        "A-3 Provavtal": (heir, None),
    }
    assert holders() == wanted
    assert set(Duty.objects.of_person(heir)) == {own, as_deputy, given, put_off}
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    assert holders() == wanted
    for contract in contracts:  # and so it is for the duties that come after
        contract.initial_until = day + timedelta(days=50)
        contract.save()
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    assert Duty.objects.unfinished().filter(due_on=day + timedelta(days=50)).count() == 4
    assert holders() == wanted
    back = client.post("/att-gora/flytta/", {"of": heir.pk, "to": other.pk}, follow=True).content.decode()
    assert "4 uppgifter är flyttade till annan." in back
    assert set(Duty.objects.unfinished().values_list("delegated_to", flat=True)) == {other.pk, None}


@pytest.mark.django_db
def test_a_role_at_one_buyer_is_no_role_at_another(rules):
    elsewhere = make.buyer(org_number="2120000167", name="Grannkommunen")
    person = make.user("läsare")
    for role in ("upphandlare", "upphandlingschef"):
        Membership.objects.create(user=person, buyer=elsewhere, role=Group.objects.get(name=role))
    make.contract("A-1", until=date(2026, 5, 31))
    refresh()
    assert list(Duty.objects.of_person(person)) == []
    assert list(Duty.objects.overdue_for_manager(person, date(2026, 12, 31))) == []
    Membership.objects.create(user=person, buyer=make.buyer(), role=Group.objects.get(name="upphandlare"))
    assert Duty.objects.of_person(person).count() == 1


@pytest.mark.django_db
def test_nothing_is_handed_to_one_who_may_not_know_of_it(client, rules):
    owner, colleague, keeper = make.user("upphandlare"), make.user("kategoriledare"), make.user("förvaltare")
    until = timezone.localdate() + timedelta(days=60)
    hidden = make.contract("A-9", title="Hemligt avtal", is_secret=True, owner=owner, until=until)
    make.contract("A-1", owner=owner, until=until, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    AccessGrant.objects.create(object=hidden, user=owner)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    duty = Duty.objects.get(is_secret=True)
    client.force_login(owner)
    refused = client.post(f"/att-gora/{duty.pk}/lamna/", {"to": colleague.pk})
    assert "kategoriledare har inte åtkomst till det som uppgiften gäller." in refused.content.decode()
    client.force_login(keeper)
    moved = client.post("/att-gora/flytta/", {"of": owner.pk, "to": colleague.pk}, follow=True).content.decode()
    assert "1 uppgift är flyttad till kategoriledare.<" in moved  # who may not know of a secret is not told of one left
    duty.refresh_from_db()
    assert duty.delegated_to is None
    AccessGrant.objects.create(object=hidden, user=keeper)
    moved = client.post("/att-gora/flytta/", {"of": owner.pk, "to": colleague.pk}, follow=True).content.decode()
    assert "0 uppgifter är flyttade till kategoriledare. 1 är kvar, eftersom" in moved


@pytest.mark.django_db
def test_what_is_overdue_beyond_its_grace_comes_to_the_manager(rules):
    by, chief = make.user("kategoriledare"), make.user("upphandlingschef")
    make.activity(status="ONGOING", ends_on=date(2026, 3, 2), responsible_person=by)
    refresh()
    duty = Duty.objects.get()
    found = Duty.objects.overdue_for_manager
    assert not found(chief, duty.due_on + timedelta(days=14)).exists()
    assert found(chief, duty.due_on + timedelta(days=15)).get() == duty
    assert not found(by, duty.due_on + timedelta(days=15)).exists()


class Server:
    """A real SMTP server; it can be told to hang on a mail, as one that is never taken, and what to answer for an
    address.
    """

    def __init__(self, *, hang_on=None, answers=None):
        self.mails, self.hang_on, self.reached = [], hang_on, threading.Event()
        self.answers, self.asked = answers or {}, Counter()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.asked[address] += 1
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.hang_on is not None and len(self.mails) + 1 == self.hang_on:
            self.reached.set()
            await asyncio.sleep(60)
        self.mails.append(message_from_bytes(envelope.original_content, policy=policy.default))
        return "250 OK"

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()

    def connection(self):
        return get_connection("django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=self.port)


def told(server):
    return Counter((mail["To"], mail["Subject"]) for mail in server.mails)


@pytest.mark.django_db
def test_a_digest_a_day_a_mail_for_each_decision_and_no_secret_in_any(rules):
    leader = make.user("kategoriledare", email="leader@example.se")
    chief = make.user("upphandlingschef", email="chief@example.se")
    make.user("läsare", email="reader@example.se")
    make.activity(status="ONGOING", ends_on=date(2026, 3, 20), responsible_person=leader)
    hidden = make.framework("R-9", title="Hemlig omgång", is_secret=True)
    make.contract("A-9", framework=hidden, until=date(2026, 12, 31))
    option = hidden.options.create(number=1, months=12, decide_by=date(2026, 3, 31))
    AccessGrant.objects.create(object=hidden, user=chief)
    refresh()
    with Server() as server:
        for _ in range(2):
            for user_id in actions.people_with_mail():
                actions.send_mails(user_id=user_id, at=MONDAY, connection=server.connection())
    assert told(server) == {
        ("leader@example.se", "Att göra 2026-03-02: 1 uppgift"): 1,
        ("chief@example.se", "Beslut senast 2026-03-31: beslut om option (skyddad uppgift)"): 1,
        ("chief@example.se", "Att göra 2026-03-02: 1 uppgift"): 1,
    }
    text = "".join(mail.get_content() for mail in server.mails)
    assert "2.1 Provaktivitet" in text
    assert "om 18 dagar" in text
    for secret in ("Hemlig", "R-9", "A-9", str(option.pk) + " månader"):
        assert secret not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("frequency", "day", "sent"),
    [
        ("DAILY", date(2026, 3, 3), 1),
        ("DAILY", date(2026, 3, 7), 0),  # a Saturday
        ("WEEKLY", date(2026, 3, 2), 1),
        ("WEEKLY", date(2026, 3, 3), 0),
        ("WEEKLY", date(2026, 4, 6), 0),  # Easter Monday
        ("WEEKLY", date(2026, 4, 7), 1),
        ("WEEKLY", date(2026, 4, 8), 0),
        ("WEEKLY", date(2028, 12, 27), 1),  # Christmas Day and Boxing Day were the Monday and the Tuesday
        ("NEVER", date(2026, 3, 2), 0),
    ],
)
def test_the_digest_comes_as_often_as_one_wants_and_the_state_is_the_same(rules, frequency, day, sent):
    leader = make.user("kategoriledare", email="leader@example.se")
    MailSetting.objects.create(user=leader, frequency=frequency)
    make.activity(status="ONGOING", ends_on=date(2026, 3, 20), responsible_person=leader)
    refresh()
    with Server() as server:
        assert actions.send_mails(user_id=leader.pk, at=at(day), connection=server.connection()) == sent
    assert len(server.mails) == sent
    assert Duty.objects.get().state == "OPEN"


@pytest.fixture
def three_people(rules):
    """Three who each have something to do, in the order that mails are sent."""
    soon = timezone.localdate() + timedelta(days=10)
    people = []
    for number in range(1, 4):
        people.append(make.user("kategoriledare", username=f"p{number}", email=f"p{number}@example.se"))
        contract = make.contract(
            f"A-{number}", owner=people[-1], until=None, supplier=make.supplier(f"L{number}", make.ORG_NUMBERS[number])
        )
        contract.options.create(number=1, months=12, decide_by=soon)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    return people


def decisions(server):
    return {to: count for (to, subject), count in told(server).items() if subject.startswith("Beslut")}


@pytest.mark.django_db
def test_a_refused_address_keeps_nobody_else_from_his_mail_and_is_shown_to_who_can_mend_it(
    client, settings, three_people
):
    first, second, third = three_people
    User.objects.filter(pk=third.pk).update(email="inte en adress")
    make.user("kategoriledare", username="p4", email="p4@example.se")
    contract = make.contract("A-4", owner=User.objects.get(username="p4"), until=None)
    contract.options.create(number=1, months=12, decide_by=timezone.localdate() + timedelta(days=10))
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    with Server(answers={"p2@example.se": "550 5.1.1 No such user"}) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        for _ in range(2):
            tasks.send_mails()
        assert decisions(server) == {"p1@example.se": 1, "p4@example.se": 1}
        asked = server.asked["p2@example.se"]
        keeper = make.user("förvaltare")
        for person, told_of in ((keeper, True), (second, True), (first, False)):
            client.force_login(person)
            page = client.get("/att-gora/").content.decode()
            assert ("p2@example.se: senast" in page) == told_of
            assert ("550 5.1.1" in page) == told_of
            assert ("Adressen är felskriven." in page) == (person == keeper)
        tasks.send_mails()
        assert server.asked["p2@example.se"] == asked  # not again the same day
        tomorrow = timezone.now() + timedelta(days=1)
        assert actions.send_mails(user_id=second.pk, at=tomorrow) == 0
        assert server.asked["p2@example.se"] > asked
        User.objects.filter(pk=second.pk).update(email="ny@example.se")  # the address is mended
        client.force_login(keeper)
        assert "p2@example.se" not in client.get("/att-gora/").content.decode()
        for _ in range(2):
            tasks.send_mails()
    assert decisions(server) == {"p1@example.se": 1, "p4@example.se": 1, "ny@example.se": 1}
    assert set(told(server).values()) == {1}


@pytest.mark.django_db
def test_a_mail_that_the_server_wants_later_is_tried_again_and_nobody_waits_for_it(settings, three_people):
    with Server(answers={"p2@example.se": "451 4.7.1 Try later"}) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        with pytest.raises(actions.MailPutOff):  # which is what makes the queue try again
            tasks.send_mails()
        assert decisions(server) == {"p1@example.se": 1, "p3@example.se": 1}
        server.answers = {}
        assert tasks.send_mails() >= 1
    assert decisions(server) == {f"p{number}@example.se": 1 for number in (1, 2, 3)}
    assert set(told(server).values()) == {1}
    assert not SentMail.objects.filter(refused_at__isnull=False).exists()


def worker(port):
    """A real Celery worker in a process of its own, on the test's database and queue."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "VO_TEST_DATABASE": connection.settings_dict["NAME"],
        "VO_TEST_EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
    }
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "huddinge_vo",
        "worker",
        "-P",
        "solo",
        "--without-gossip",
        "-l",
        "ERROR",
    ]
    return subprocess.Popen(
        command,
        env=environment,
        cwd=Path(settings.BASE_DIR),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_mid_digest_is_followed_by_one_that_sends_each_mail_once():
    actions.load_reminder_rules(buyer=make.buyer(), at=MONDAY)
    for number in range(1, 6):
        person = make.user("kategoriledare", username=f"p{number}", email=f"p{number}@example.se")
        MailSetting.objects.create(user=person, frequency="NEVER" if number == 5 else "DAILY")
        contract = make.contract(
            f"A-{number}", owner=person, until=None, supplier=make.supplier(f"L{number} AB", make.ORG_NUMBERS[number])
        )
        contract.options.create(number=1, months=12, decide_by=timezone.localdate() + timedelta(days=10))
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    assert Duty.objects.count() == 5
    with Server(hang_on=3) as server:
        tasks.send_mails.delay()
        first = worker(server.port)
        try:
            assert server.reached.wait(60), "the worker never came to the third mail"
        finally:
            os.kill(first.pid, signal.SIGKILL)
            first.wait(10)
        assert len(server.mails) == 2
        server.hang_on = None
        tasks.send_mails.delay()
        second = worker(server.port)
        try:
            wanted = {f"p{number}@example.se" for number in range(1, 5)}
            for _ in range(600):
                if {to for (to, subject) in told(server) if subject.startswith("Beslut")} == wanted:
                    break
                threading.Event().wait(0.1)
        finally:
            second.send_signal(signal.SIGTERM)
            second.wait(30)
    decisions = {key: count for key, count in told(server).items() if key[1].startswith("Beslut")}
    assert {to for to, _ in decisions} == wanted
    assert set(told(server).values()) == {1}


@pytest.mark.django_db
def test_the_calendar_is_the_persons_own_until_it_is_revoked_and_names_no_secret(client, rules):
    chief = make.user("upphandlingschef")
    hidden = make.framework("R-9", title="Hemlig omgång", is_secret=True, initial_until=None)
    make.contract("A-9", framework=hidden, until=None)
    soon = timezone.localdate() + timedelta(days=20)
    hidden.options.create(number=1, months=12, decide_by=soon)
    AccessGrant.objects.create(object=hidden, user=chief)
    make.activity(status="ONGOING", ends_on=soon, responsible_person=chief)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    client.force_login(chief)
    page = client.post("/att-gora/kalender/", follow=True).content.decode()
    address = page.split("bara visas nu: ")[1].split("<")[0].strip().removeprefix("http://testserver")
    client.logout()
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    events = {str(event["SUMMARY"]): event["DTSTART"].dt for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert events == {"Beslut om option (skyddad uppgift)": soon, "Aktivitet klar: 2.1 Provaktivitet": soon}
    assert "Hemlig" not in answer.content.decode()
    assert client.get("/kalender/gissning.ics").status_code == 404
    actions.revoke_calendar_feed(user=chief, at=MONDAY)
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_what_has_become_secret_since_the_morning_is_named_in_no_calendar_and_no_mail(client, rules):
    chief = make.user("upphandlingschef", email="chief@example.se")
    round_ = make.framework("R-9", title="Hemlig omgång", initial_until=None)
    made = make.contract("A-9", title="Hemligt avtal", framework=round_, owner=chief, until=None)
    soon = timezone.localdate() + timedelta(days=10)
    made.options.create(number=1, months=12, decide_by=soon)
    round_.options.create(number=1, months=12, decide_by=soon)
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    secret = actions.make_calendar_feed(user=chief, at=MONDAY)
    assert client.get(f"/kalender/{secret}.ics").content.decode().count("Hemlig") == 2
    for each in (round_, made):
        each.is_secret = True
        each.save()
        AccessGrant.objects.create(object=each, user=chief)
    said = client.get(f"/kalender/{secret}.ics").content.decode()
    with Server() as server:
        actions.send_mails(user_id=chief.pk, at=timezone.now(), connection=server.connection())
    assert len(server.mails) >= 2
    assert said.count("Beslut om option (skyddad uppgift)") == 2
    for told in (said, *(f"{mail['Subject']} {mail.get_content()}" for mail in server.mails)):
        assert "Hemlig" not in told
        assert "A-9" not in told
    assert not SecretReading.objects.exists()  # so there is nothing to note


@pytest.mark.django_db
def test_who_is_shown_a_secret_duty_is_noted_and_who_is_not_shown_it_is_not(client, rules):
    soon = timezone.localdate() + timedelta(days=10)
    hidden = make.framework("R-9", title="Hemlig omgång", is_secret=True)
    made = make.contract("A-9", framework=hidden, until=soon)
    option = hidden.options.create(number=1, months=12, decide_by=soon)
    own = make.contract("A-8", is_secret=True, until=soon, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    for role in ("upphandlingschef", "upphandlare", "förvaltare"):
        person = make.user(role)
        client.force_login(person)
        for path in ("/att-gora/", "/"):
            assert client.get(path).status_code == 200
    client.post("/att-gora/flytta/", {"of": person.pk, "to": User.objects.get(username="upphandlare").pk})
    assert list(SecretReading.objects.all()) == []
    for each in (hidden, made, own):
        for name in ("upphandlingschef", "upphandlare"):
            AccessGrant.objects.create(object=each, user=User.objects.get(username=name))
    noted = set()
    for name in ("upphandlingschef", "upphandlare"):
        client.force_login(User.objects.get(username=name))
        assert "R-9" in client.get("/att-gora/").content.decode()
        found = SecretReading.objects.filter(user__username=name, address="/att-gora/")
        noted |= {(name, one.content_type.model, one.object_id) for one in found}
    assert noted == {
        ("upphandlingschef", "extensionoption", option.pk),
        ("upphandlare", "framework", hidden.pk),
        ("upphandlare", "contract", own.pk),
    }


@pytest.mark.django_db
def test_a_duty_about_what_one_may_not_see_is_nowhere(client, rules):
    hidden = make.framework("R-9", title="Hemlig omgång", is_secret=True, initial_until=None)
    make.contract("A-9", framework=hidden, until=None)
    hidden.options.create(number=1, months=12, decide_by=timezone.localdate() + timedelta(days=20))
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    duty = Duty.objects.get()
    client.force_login(make.user("upphandlingschef"))
    assert "Hemlig" not in client.get("/att-gora/").content.decode()
    assert client.get(f"/att-gora/{duty.pk}/lamna/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["upphandlare", "upphandlingschef"])
def test_no_action_is_done_to_a_duty_that_one_may_not_know_of_though_it_is_ones_roles(client, rules, role):
    today = timezone.localdate()
    hidden = make.contract("A-9", title="Hemligt avtal", is_secret=True, until=today + timedelta(days=80))
    actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
    duty = Duty.objects.get()
    Duty.objects.update(due_on=today - timedelta(days=60))  # overdue, so that it would be the manager's too
    before = Duty.objects.values().get()
    person = make.user(role)
    colleague = make.user("upphandlare", username="annan")
    client.force_login(person)
    for action, sent in (
        ("klart", {}),
        ("senare", {"until": str(today + timedelta(days=3))}),
        ("lamna", {"to": colleague.pk}),
    ):
        answer = client.post(f"/att-gora/{duty.pk}/{action}/", sent)
        assert answer.status_code == 404
        assert "Hemligt" not in answer.content.decode()
    assert "Hemligt" not in client.get("/att-gora/").content.decode()
    for action in (
        lambda: actions.finish_duty(duty_id=duty.pk, by=person, at=timezone.now()),
        lambda: actions.snooze_duty(duty_id=duty.pk, until=today + timedelta(days=3), by=person, at=timezone.now()),
        lambda: actions.delegate_duty(duty_id=duty.pk, to=colleague, by=person, at=timezone.now()),
    ):
        with pytest.raises(actions.NotYours):
            action()
    assert Duty.objects.values().get() == before
    AccessGrant.objects.create(object=hidden, user=person)
    client.post(f"/att-gora/{duty.pk}/klart/")
    assert Duty.objects.get().state == "DONE"


@pytest.mark.django_db
def test_the_list_asks_as_much_of_thirty_duties_as_of_three(client, rules):
    leader = make.user("kategoriledare")
    client.force_login(leader)
    counts = []
    soon = timezone.localdate() + timedelta(days=5)
    for first, last in ((1, 4), (4, 31)):
        for number in range(first, last):
            activity = make.activity(f"2.{number + 1}", status="ONGOING", ends_on=soon, responsible_person=leader)
            activity.steps.create(name="Steg", due_on=soon)
            make.contract(
                f"A-{number}",
                until=soon,
                owner=leader,
                supplier=make.supplier(f"{number} AB", f"559{number:07}", is_sole_trader=False),
                valid_from=date(2020, 1, 1),
            )
        actions.refresh_duties(buyer=make.buyer(), at=timezone.now())
        client.get("/att-gora/")
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/att-gora/")
        counts.append(len(asked))
    assert len(page.context["duties"]) >= 90
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_rules_are_the_users_to_change_and_two_alike_are_refused(client, rules):
    client.force_login(make.user("kategoriledare"))
    rule = ReminderRule.objects.get(kind="SIGNAL_REVIEW")
    page = client.get(f"/paminnelser/{rule.pk}/")
    sent = {
        "kind": "SIGNAL_REVIEW",
        "months_before": 2,
        "days_before": 0,
        "role": rule.role_id,
        "grace_days": 5,
        "manager_role": rule.manager_role_id,
        "is_active": "on",
        "version": page.context["form"]["version"].value(),
    }
    assert client.post(f"/paminnelser/{rule.pk}/", sent).status_code == 302
    rule.refresh_from_db()
    assert (rule.months_before, rule.days_before) == (2, 0)
    twice = client.post("/paminnelser/ny/", {**sent, "version": ""})
    assert "redan en regel för samma sak" in twice.content.decode()


@pytest.mark.django_db
def test_price_windows_and_answers_are_reminded_of_once_a_clause_until_they_are_decided(rules):
    index = make.series()
    make.index_value(index, "2024K2", "104")
    round_ = make.framework("R-1", valid_from=date(2022, 1, 1), initial_until=None)
    sellers = [make.supplier(f"Nr {n}", None) for n in range(3)]
    for n, seller in enumerate(sellers):
        made = make.contract(f"A-{n}", framework=round_, supplier=seller, valid_from=date(2022, 1, 1), until=None)
        make.price("1000.00", of=made, valid_from=date(2022, 1, 1))
    make.clause([(index, "1", "2022K2", "100")], framework=round_, needs_request=False)
    # The window of 1 January 2025 opens on 1 September; the reminder comes two weeks before, and to nobody twice.
    refresh(date(2024, 8, 17))
    assert not {title for title, _ in opened() if "Prisjustering" in title}
    refresh(date(2024, 8, 18))
    refresh(date(2024, 8, 18))
    assert ("Prisjustering börjar: R-1 Provomgång", date(2024, 9, 1)) in opened()
    price_actions.propose_adjustments(buyer=make.buyer(), on=date(2024, 10, 1), at=at(date(2024, 10, 1)))
    refresh(date(2024, 11, 1))
    answer = ("Avgör nya priser: R-1 Provomgång", date(2024, 12, 2))
    assert answer not in opened()
    refresh(date(2024, 11, 2))  # a month before the suppliers are to be told
    assert answer in opened()
    assert not {title for title, _ in opened() if "Prisjustering börjar" in title}
    ids = list(PriceAdjustment.objects.values_list("pk", flat=True))
    price_actions.submit_adjustments(adjustment_ids=ids, by=make.user("controller"), at=at(date(2024, 11, 3)))
    refresh(date(2024, 11, 4))
    assert answer in opened()
    price_actions.approve_adjustments(adjustment_ids=ids, by=make.user("kategoriledare"), at=at(date(2024, 11, 5)))
    refresh(date(2024, 11, 5))
    assert answer not in opened()


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
        assert "för 59 dagar sedan" in shown, page
