"""Reminders: each once, in the right week, to the right person."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from contracts.prices import actions as price_actions
from contracts.prices.models import PriceAdjustment, PriceRequest
from contracts.register.models import Contract
from contracts.suppliers.models import SupplierUnit
from contracts.terms.reports import contract_facts, next_decision
from followup.duties import actions
from followup.duties.models import Duty, ReminderRule
from followup.duties.reports import calendar
from huddinge_vo.common.people.models import User
from tests import factories as make
from tests.followup.duties.office import MONDAY, at, checked, opened, refresh
from tests.followup.ledger.test_parallel import at_once


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
        ("Aktivitet klar: 2.1 Provaktivitet", "aktivitet ska vara klar, 1 månad före"): (date(2026, 4, 15), owner),
        **{
            ("Statusrapport 2026: VO", f"statusrapport i juni, {n} månad{'' if n == 1 else 'er'} före"): (
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
        ("Statusrapport 2026: VO", "statusrapport i juni, 1 månad före"): date(2026, 7, 15),
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
    decision = contract_facts(contract=contract, user=None, on=day).next_decision
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
    assert page.context["pages"]["page"].paginator.count >= 90
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
