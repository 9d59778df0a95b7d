"""Options, early endings and automatic renewals, on real PostgreSQL: the database's end is the rules' end."""

import io
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.register.models import Contract, Framework, Requirement
from contracts.suppliers.models import Supplier
from contracts.terms import actions, rules
from contracts.terms.models import ExtensionOption, OptionException, duration_of
from contracts.terms.reports import ceilings_by_month, ceilings_of, contract_facts, extension_letters
from tests import factories as make
from tests.late import as_sent, differing, told_by

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
TODAY = date(2026, 6, 1)
FAR = date(2099, 12, 31)  # in force whatever day the tests are run


def option(holder, number=1, months=12, **values):
    key = "contract" if isinstance(holder, Contract) else "framework"
    return ExtensionOption.objects.create(
        **{key: holder}, number=number, months=months, decide_by=date(2026, 9, 30), **values
    )


def decide(one, by, *, on=TODAY, left_out=None):
    return actions.decide_option(option_id=one.pk, decided_on=on, left_out=left_out or {}, by=by, at=AT)


def facts(contract, *, on=TODAY):
    contract.refresh_from_db()
    return contract_facts(contract=contract, user=None, on=on)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    first=st.dates(date(2000, 1, 1), date(2030, 12, 31)) | st.sampled_from([date(2024, 1, 31), date(2024, 2, 29)]),
    months=st.integers(1, 120),
    days=st.sampled_from([0, 0, 1, 17]),
    lengths=st.lists(st.integers(1, 36), max_size=4),
)
def test_the_database_and_the_rules_compute_the_same_end(first, months, days, lengths):
    Contract.objects.all().delete()
    contract = make.contract(
        f"A-{first}-{months}-{lengths}"[:60],
        supplier=make.supplier("x", None),
        valid_from=first,
        until=rules.end_of_term(first, months) + timedelta(days=days),
    )
    for number, length in enumerate(lengths, start=1):
        option(contract, number, length, decided_on=first if number % 2 else None)
    contract.refresh_from_db()
    assert contract.current_until == duration_of(contract).current_end()
    ExtensionOption.objects.all().delete()


days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
some = st.lists(st.tuples(st.integers(1, 14), st.none() | days), max_size=3)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    of_round=st.tuples(days | st.just(date(2024, 1, 31)), st.none() | st.integers(1, 14), st.none() | st.just(12)),
    own=st.tuples(st.none() | st.integers(0, 40), st.sampled_from([0, 0, 0, 1, -1, 30]), st.none() | days),
    options=some,
    own_options=some,
    left_out=st.sets(st.integers(1, 3)),
)
def test_the_database_and_the_rules_agree_on_what_a_rounds_options_lengthen(
    of_round, own, options, own_options, left_out
):
    OptionException.objects.all().delete()
    ExtensionOption.objects.all().delete()
    Contract.objects.all().delete()
    Framework.objects.all().delete()
    first, months, renewal = of_round
    until = rules.end_of_term(first, months) if months else None
    round_ = make.framework(valid_from=first, initial_until=until, renewal_months=renewal if until else None)
    later, difference, terminated = own
    begins = first if later is None else first + timedelta(days=later)
    contract = make.contract(
        framework=round_,
        supplier=make.supplier("x", None),
        valid_from=begins,
        until=max(begins, (until or first + timedelta(days=90)) + timedelta(days=difference)),
        terminated_on=terminated and max(terminated, begins),
    )
    for holder, each in ((round_, options), (contract, own_options)):
        for number, (length, decided_on) in enumerate(each, start=1):
            one = option(holder, number, length, decided_on=decided_on)
            if holder == round_ and number in left_out:
                OptionException.objects.create(option=one, contract=contract, reason="x")
    contract.refresh_from_db()
    assert contract.current_until == duration_of(contract).current_end()
    Framework.objects.filter(pk=round_.pk).update(valid_from=date(2023, 12, 31), renewal_months=None)
    contract.refresh_from_db()
    assert contract.current_until == duration_of(contract).current_end()  # a round's changed term is computed at once


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    begins=days,
    months=st.none() | st.integers(1, 14),
    renewal=st.none() | st.just(12),
    terminated=st.none() | days,
    own_options=some,
    declined=st.sets(st.integers(1, 3)),
    signed=st.booleans(),
    under=st.booleans(),
)
def test_the_database_and_the_rules_agree_on_renewals_terms_without_end_terminations_and_what_was_declined(
    begins, months, renewal, terminated, own_options, declined, signed, under
):
    """Also when the last of it comes after the options: the trigger computes anew from whatever was changed."""
    for model in (OptionException, ExtensionOption, Contract, Framework):
        model.objects.all().delete()
    until = rules.end_of_term(begins, months) if months else None
    last = terminated and max(terminated, begins)
    contract = make.contract(
        supplier=make.supplier("x", None),
        valid_from=begins,
        until=until,
        status="SIGNED" if signed else "DRAFT",
        framework=make.framework(valid_from=begins, initial_until=until) if under else None,
    )
    for number, (length, decided_on) in enumerate(own_options, start=1):
        is_declined = number in declined and decided_on is None
        option(contract, number, length, decided_on=decided_on, declined_on=begins if is_declined else None)
    Contract.objects.filter(pk=contract.pk).update(terminated_on=last, renewal_months=renewal if until else None)
    contract = Contract.objects.get()
    ruled = duration_of(contract)
    assert contract.current_until == ruled.current_end()
    ends_on = min((day for day in (ruled.current_end(), last) if day), default=None)
    assert contract.ends_on == ends_on
    assert ruled.ends_on() == ends_on
    for day in {begins, begins - timedelta(days=1), last, until, ends_on, ends_on and ends_on + timedelta(days=1)} - {
        None
    }:
        holds = signed and begins <= day and (ends_on is None or day <= ends_on)
        assert Contract.objects.in_force_on(day).exists() == holds, day
    if ruled.until is not None:
        assert ruled.stages(on=begins)[-1].last <= (last or date.max)


first_days = days | st.sampled_from([date(2024, 1, 31), date(2024, 2, 29), date(2025, 3, 31), date(2025, 12, 1)])
rows = st.lists(
    st.tuples(st.integers(1, 14), st.sampled_from(["decided", "decided", "open", "declined"]), days), max_size=4
)


def row_of(holder, row):
    for number, (length, state, on) in enumerate(row, start=1):
        option(holder, number, length, **({} if state == "open" else {f"{state}_on": on}))


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    first=first_days,
    months=st.none() | st.integers(1, 14),
    joins=st.just(0) | st.integers(0, 900),
    own_end=st.none() | st.integers(0, 900),
    under=st.none() | st.tuples(first_days, st.none() | st.integers(1, 26), st.none() | st.just(12), rows),
    own=rows,
    left_out=st.sets(st.integers(1, 4)),
    renewal=st.none() | st.none() | st.just(6),
    terminated=st.none() | st.none() | st.integers(0, 1500),
)
def test_the_database_and_the_rules_agree_on_random_terms(
    first, months, joins, own_end, under, own, left_out, renewal, terminated
):
    """With and without ends of their own, joined later, declined, skipped, left out, renewed, terminated."""
    for model in (OptionException, ExtensionOption, Contract, Framework):
        model.objects.all().delete()
    round_ = None
    if under is not None:
        begins, length, every, of_round = under
        until = rules.end_of_term(begins, length) if length else None
        round_ = make.framework(valid_from=begins, initial_until=until, renewal_months=every if until else None)
        row_of(round_, of_round)
        first = begins + timedelta(days=joins)
    until = None if own_end is None else first + timedelta(days=own_end)
    if own_end is not None and months:
        until = rules.end_of_term(first, months)
    contract = make.contract(
        framework=round_,
        supplier=make.supplier("x", None),
        valid_from=first,
        until=until,
        renewal_months=renewal if until else None,
        terminated_on=None if terminated is None else first + timedelta(days=terminated),
    )
    row_of(contract, own)
    if round_ is not None:
        for each in round_.options.filter(number__in=left_out):
            OptionException.objects.create(option=each, contract=contract, reason="x")

    def agree():
        kept = Contract.objects.with_terms().get()
        ruled = duration_of(kept)
        assert (kept.current_until, kept.ends_on) == (ruled.current_end(), ruled.ends_on())
        assert ruled.ends_on() is None or not Contract.objects.in_force_on(ruled.ends_on() + timedelta(days=1)).exists()
        if ruled.current_end() is not None:
            assert ruled.stages(on=first)[0].first == first <= ruled.current_end()

    agree()
    ExtensionOption.objects.filter(decided_on=None, declined_on=None).update(declined_on=first)
    agree()
    if round_ is not None:  # a round's changed term is computed at once
        Framework.objects.update(initial_until=date(2027, 1, 30), renewal_months=None)
        agree()


@given(first=first_days, months=st.integers(1, 14), every=st.integers(1, 24), notice=st.integers(0, 30), on=days)
def test_the_next_notice_day_of_a_renewed_term_is_the_first_to_come_of_its_periods(first, months, every, notice, on):
    """What the reminders and the page say of a renewal, which the database knows no end of."""
    until = rules.end_of_term(first, months)
    found = rules.Duration(first, None, renews=rules.Renewing(first, until, every), notice_months=notice).notice(on=on)
    ends = [rules.end_of_term(first, months + every * number) for number in range(200)]
    assert found.ends_on == next(last for last in ends if rules.notice_by(last, notice) >= on)
    assert found.by == rules.notice_by(found.ends_on, notice) >= on
    passed = [rules.notice_by(last, notice) for last in ends if rules.notice_by(last, notice) < on <= last]
    assert found.missed == (passed[-1] if passed else None)


@pytest.fixture
def lapsed(by):
    """A round until 2024 with two options of two years; B was left out of the first, and C terminated before it."""
    term = {"valid_from": date(2023, 1, 1)}
    round_ = make.framework(initial_until=date(2024, 12, 31), **term)
    made = {
        number: make.contract(
            number,
            framework=round_,
            supplier=make.supplier(f"Prov {number} AB", make.ORG_NUMBERS[place]),
            until=date(2024, 12, 31),
            **term,
            **values,
        )
        for place, (number, values) in enumerate(
            {"A": {}, "B": {}, "C": {"terminated_on": date(2023, 12, 31)}, "D": {"status": "DRAFT"}}.items()
        )
    }
    first, second = option(round_, 1, 24), option(round_, 2, 24)
    decide(first, by, on=date(2024, 6, 1), left_out={made["B"].pk: "Brister"})
    return round_, made, first, second


def ends():
    return dict(Contract.objects.order_by("number").values_list("number", "ends_on"))


def test_an_option_revives_no_contract_that_ended_before_it(by, lapsed):
    _, made, _, second = lapsed
    before = {"A": date(2026, 12, 31), "B": date(2024, 12, 31), "C": date(2023, 12, 31), "D": date(2024, 12, 31)}
    assert ends() == before
    assert (
        facts(made["B"]).options[1].words == "gäller inte avtalet: slutar 2024-12-31, innan optionen börjar 2027-01-01"
    )
    assert facts(made["B"]).longest_until == date(2024, 12, 31)
    assert facts(made["C"]).options[0].words == "gäller inte avtalet: uppsagt, sista dag 2023-12-31"
    decide(second, by)
    assert ends() == before | {"A": date(2028, 12, 31)}
    assert Contract.objects.in_force_on(date(2025, 6, 1)).get() == made["A"]
    assert set(OptionException.objects.values_list("option__number", "contract__number", "reason")) == {
        (1, "B", "Brister"),
        (1, "C", "uppsagt, sista dag 2023-12-31"),
        (1, "D", "avtalet är ett utkast"),
        (2, "B", "slutar 2024-12-31, innan optionen börjar 2027-01-01"),
        (2, "C", "uppsagt, sista dag 2023-12-31"),
        (2, "D", "slutar 2024-12-31, innan optionen börjar 2027-01-01"),
    }


def test_the_database_revives_none_even_when_the_exceptions_are_gone(by, lapsed):
    _, made, first, second = lapsed
    OptionException.objects.exclude(contract=made["B"], option=first).delete()
    ExtensionOption.objects.filter(pk=second.pk).update(decided_on=TODAY)
    assert (ends()["B"], ends()["C"]) == (date(2024, 12, 31), date(2023, 12, 31))
    assert Contract.objects.get(number="C").current_until == date(2024, 12, 31)


def test_an_option_is_not_too_late_for_a_contract_that_its_own_option_has_kept_going(by, lapsed):
    _, made, _, second = lapsed
    decide(option(made["B"], 1, 24), by, on=date(2024, 12, 1))
    decide(second, by)
    assert ends()["B"] == date(2028, 12, 31)


def test_a_contract_of_a_round_without_end_is_lengthened_only_while_it_lasts(by):
    round_ = make.framework(initial_until=None)
    make.contract("A-1", framework=round_, until=date(2026, 5, 31))
    make.contract("A-2", framework=round_, until=TODAY, supplier=Supplier.objects.get())
    make.contract("A-3", framework=round_, until=None, supplier=Supplier.objects.get())
    decide(option(round_), by)
    assert ends() == {"A-1": date(2026, 5, 31), "A-2": date(2027, 6, 1), "A-3": None}
    assert dict(OptionException.objects.values_list("contract__number", "reason")) == {
        "A-1": "slutade 2026-05-31, innan optionen beslutades",
        "A-3": "gäller tills vidare",
    }


def test_a_contract_that_ends_later_than_its_round_is_lengthened_from_its_own_end(by):
    round_ = make.framework()
    make.contract(framework=round_, until=date(2027, 6, 30))
    decide(option(round_), by)
    assert ends() == {"A-1": date(2028, 6, 30)}


def test_only_those_that_an_option_lengthened_get_a_letter(by, lapsed):
    _, made, first, second = lapsed
    decide(second, by)
    for one, last in ((first, date(2026, 12, 31)), (second, date(2028, 12, 31))):
        one.refresh_from_db()
        OptionException.objects.filter(option=one).exclude(
            contract=made["B"]
        ).delete()  # as decided before they were kept
        assert [(each.number, each.ends_on) for each in extension_letters(option=one, user=by)] == [("A", last)]
    actions.terminate_contract(contract=made["A"], last_day=date(2027, 3, 31), by=by, at=AT, version=None)
    assert extension_letters(option=second, user=by) == ()


def test_a_drafts_own_option_waits_for_its_signing(by):
    with pytest.raises(actions.OptionNotOpen, match="teckna det först"):
        decide(option(make.contract(status="DRAFT")), by)
    with pytest.raises(actions.OptionNotOpen, match="inget slut"):
        decide(option(make.contract("A-2", until=None, supplier=Supplier.objects.get())), by)


def test_one_decision_lengthens_a_round_of_99_and_leaves_out_those_ticked_off(by, django_assert_max_num_queries):
    round_ = make.framework()
    contracts = [
        make.contract(f"A-{n}", framework=round_, supplier=make.supplier(f"Prov {n} AB", f"559{n:07}"))
        for n in range(99)
    ]
    one = option(round_)
    with django_assert_max_num_queries(23):
        decide(one, by, left_out={contracts[7].pk: "Vill inte förlänga", contracts[8].pk: "Sägs upp"})
    ends = dict(Contract.objects.values_list("number", "current_until"))
    assert ends.pop("A-7") == ends.pop("A-8") == date(2026, 12, 31)
    assert set(ends.values()) == {date(2027, 12, 31)}
    left_out = facts(contracts[7])
    assert left_out.options[0].words == "gäller inte avtalet: Vill inte förlänga"
    assert left_out.next_decision is None
    assert len(extension_letters(option=one, user=by)) == 0  # not the one from the database: it is still undecided
    one.refresh_from_db()
    letters = extension_letters(option=one, user=by)
    assert len(letters) == 97
    assert {(letter.begins_on, letter.ends_on) for letter in letters} == {(date(2027, 1, 1), date(2027, 12, 31))}


def test_an_exception_taken_back_lengthens_that_contract_too(by):
    round_ = make.framework()
    contract = make.contract(framework=round_)
    decide(option(round_), by, left_out={contract.pk: "Misstag"})
    OptionException.objects.all().delete()
    contract.refresh_from_db()
    assert contract.current_until == date(2027, 12, 31)


def test_a_contract_is_left_out_only_with_a_reason_and_only_of_its_own_round(by):
    round_ = make.framework()
    contract = make.contract(framework=round_)
    other = make.contract("B-1", supplier=contract.supplier)
    one = option(round_)
    for left_out, words in (({contract.pk: " "}, "Skriv varför A-1"), ({other.pk: "x"}, "hör inte till")):
        with pytest.raises(ValidationError, match=words):
            decide(one, by, left_out=left_out)
    one.refresh_from_db()
    assert one.decided_on is None
    assert OptionException.objects.count() == 0


def test_options_are_decided_in_order_once_and_in_time(by):
    contract = make.contract(until=date(2026, 6, 30))
    first, second = option(contract, 1), option(contract, 2)
    with pytest.raises(actions.OptionNotOpen, match="option 1 först"):
        decide(second, by)
    decide(first, by)
    with pytest.raises(actions.OptionNotOpen, match="redan beslutad"):
        decide(first, by)
    actions.decline_option(option_id=second.pk, declined_on=TODAY, by=by, at=AT)
    with pytest.raises(actions.OptionNotOpen, match="avstådd"):
        decide(second, by)
    late = make.contract("A-2", supplier=contract.supplier, until=date(2026, 5, 31))
    with pytest.raises(actions.OptionNotOpen, match="avtalstiden gick ut 2026-05-31"):
        decide(option(late), by)
    with pytest.raises(ValidationError, match="framtiden"):
        decide(option(make.contract("A-3", supplier=contract.supplier)), by, on=date(2026, 6, 2))


def test_no_option_is_settled_before_the_first_day_or_before_the_one_in_front_of_it(by):
    for number, holder in enumerate((make.contract("A-9"), make.framework("R-9"))):
        first, second = option(holder, 1), option(holder, 2)
        with pytest.raises(ValidationError, match=r"före första dagen, 20"):
            decide(first, by, on=date(2020, 6, 1))
        decide(first, by, on=date(2026, 5, 1))
        for settle in (
            lambda one=second: decide(one, by, on=date(2026, 4, 30)),
            lambda one=second: actions.decline_option(option_id=one.pk, declined_on=date(2026, 4, 30), by=by, at=AT),
        ):
            with pytest.raises(ValidationError, match="före det om option 1, 2026-05-01"):
                settle()
        decide(second, by, on=date(2026, 5, 1))
        assert holder.options.filter(decided_on__isnull=False).count() == 2, number


def test_a_decision_is_taken_back_until_something_rests_on_it(by):
    round_ = make.framework(valid_from=date(2026, 1, 1), initial_until=date(2026, 12, 31))
    kept = make.contract("A-1", framework=round_)
    left = make.contract("A-2", framework=round_, supplier=make.supplier("Andra", make.ORG_NUMBERS[1]))
    first, second = option(round_, 1), option(round_, 2)

    def take_back(one, *, at=AT):
        return actions.take_back_option(option_id=one.pk, reason="Fel omgång", by=by, at=at)

    with pytest.raises(actions.OptionNotOpen, match="inte beslutad"):
        take_back(first)
    decide(first, by, left_out={left.pk: "Sägs upp"})
    actions.decline_option(option_id=second.pk, declined_on=TODAY, by=by, at=AT)
    with pytest.raises(actions.OptionNotOpen, match="option 2 först"):
        take_back(first)
    assert [line.can_be_taken_back for line in facts(kept).options] == [False, True]
    take_back(second)
    with pytest.raises(actions.OptionNotOpen, match="har börjat, 2027-01-01"):
        take_back(first, at=datetime(2027, 1, 1, 8, tzinfo=UTC))
    assert not facts(kept, on=date(2027, 1, 1)).options[0].can_be_taken_back
    assert facts(kept).ends_on == date(2027, 12, 31)
    take_back(first)
    assert facts(kept).ends_on == date(2026, 12, 31)
    assert not OptionException.objects.exists()
    decide(first, by)
    left.refresh_from_db()
    assert left.current_until == date(2027, 12, 31)


def test_what_has_been_terminated_is_not_lengthened_by_whatever_day(by):
    """Also where it says a day after the end that it has."""
    round_ = make.framework(valid_from=date(2026, 1, 1), initial_until=date(2026, 12, 31))
    contract = make.contract(framework=round_, terminated_on=date(2029, 1, 1))
    decide(option(round_), by)
    contract.refresh_from_db()
    assert contract.ends_on == date(2026, 12, 31)
    assert OptionException.objects.get().reason == "uppsagt, sista dag 2029-01-01"


def test_an_option_is_to_be_decided_while_there_is_something_to_lengthen(by):
    contract = make.contract()
    for day, words in ((date(2030, 1, 1), "senast 2026-12-31"), (date(2020, 1, 1), "före första dagen")):
        with pytest.raises(ValidationError, match=words):
            actions.add_option(holder=contract, months=12, decide_by=day, by=by, at=AT)
    actions.add_option(holder=contract, months=12, decide_by=date(2026, 9, 30), by=by, at=AT)
    actions.add_option(holder=contract, months=12, decide_by=date(2027, 9, 30), by=by, at=AT)  # in the first one's time
    ended = make.contract("A-2", supplier=contract.supplier, terminated_on=date(2026, 10, 31))
    with pytest.raises(actions.OptionNotOpen, match="uppsagt"):
        actions.add_option(holder=ended, months=12, decide_by=date(2026, 9, 30), by=by, at=AT)


def test_a_skipped_option_counts_for_nothing_and_the_next_follows_on_the_end(by):
    """Options are decided in order, but a register that was loaded may have been kept otherwise."""
    contract = make.contract()
    first = option(contract, 1)
    option(contract, 2, 6, decided_on=date(2026, 3, 1))
    found = facts(contract)
    assert contract.current_until == found.longest_until == date(2027, 6, 30)
    assert [bar.label for bar in found.time_line.bars] == ["Ursprunglig avtalstid 1 år", "Option 2"]
    assert found.options[0].words == "förfallen: överhoppad, option 2 är beslutad"
    with pytest.raises(actions.OptionNotOpen, match="överhoppad, option 2 är beslutad"):
        decide(first, by)


def test_a_declined_option_ends_the_row(by):
    round_ = make.framework()
    contract = make.contract(framework=round_)
    first, second = option(round_, 1), option(round_, 2)
    actions.decline_option(option_id=first.pk, declined_on=TODAY, by=by, at=AT)
    with pytest.raises(actions.OptionNotOpen, match="Option 2 har förfallit: option 1 är avstådd"):
        decide(second, by)
    ExtensionOption.objects.filter(pk=second.pk).update(decided_on=TODAY)  # however it came to be so
    found = facts(contract)
    assert contract.current_until == found.longest_until == date(2026, 12, 31)
    assert found.options[1].words == "beslutad 2026-06-01, men förfallen: option 1 är avstådd"
    assert extension_letters(option=ExtensionOption.objects.get(pk=second.pk), user=by) == ()


def test_a_contract_without_an_end_of_its_own_ends_with_its_round(by):
    round_ = make.framework(notice_months=3)
    contract = make.contract(framework=round_, until=None)
    one = option(round_)
    found = facts(contract)
    assert (contract.ends_on, found.term_until, found.longest_until) == (
        date(2026, 12, 31),
        date(2026, 12, 31),
        date(2027, 12, 31),
    )
    assert (found.notice.by, found.differences) == (date(2026, 9, 30), ())
    decide(one, by)
    assert facts(contract).ends_on == date(2027, 12, 31)
    round_.initial_until = None
    round_.save()
    assert facts(contract).ends_on is None
    round_.initial_until, round_.renewal_months = date(2026, 6, 30), 12
    round_.save()
    found = facts(contract)
    assert (contract.ends_on, found.notice.by, found.notice.ends_on) == (None, date(2027, 3, 31), date(2027, 6, 30))
    assert found.notice.missed == date(2026, 3, 31)


def test_a_contract_that_joins_a_round_counts_only_options_that_begin_after_its_own_end(by):
    round_ = make.framework(valid_from=date(2024, 1, 1), initial_until=date(2025, 12, 31))
    make.contract("A-1", framework=round_, valid_from=date(2024, 1, 1), until=date(2025, 12, 31))
    first, second = option(round_, 1, 12), option(round_, 2, 12)
    decide(first, by, on=date(2025, 6, 1))
    two, three = (make.supplier(f"{name} AB", make.ORG_NUMBERS[place]) for place, name in ((1, "Två"), (2, "Tre")))
    joined = make.contract("A-2", framework=round_, valid_from=date(2026, 3, 1), supplier=two)
    alike = make.contract("A-3", framework=round_, valid_from=date(2026, 3, 1), until=None, supplier=three)
    for contract in (joined, alike):
        found = facts(contract)
        assert (found.ends_on, found.longest_until) == (date(2026, 12, 31), date(2027, 12, 31)), contract
    assert facts(joined).options[0].words == (
        "gäller inte avtalet: börjar 2026-01-01, före avtalets egen sista dag 2026-12-31"
    )
    first.refresh_from_db()
    assert [letter.number for letter in extension_letters(option=first, user=by)] == ["A-1"]
    decide(second, by)
    assert ends() == dict.fromkeys(("A-1", "A-2", "A-3"), date(2027, 12, 31))
    second.refresh_from_db()
    assert [letter.number for letter in extension_letters(option=second, user=by)] == ["A-1", "A-3", "A-2"]


def test_a_contract_gets_no_letter_of_a_decision_from_before_it_began(by):
    round_ = make.framework(valid_from=date(2025, 1, 1))
    one = option(round_)
    decide(one, by, on=date(2026, 2, 1))
    joined = make.contract(framework=round_, valid_from=date(2026, 3, 1))
    assert facts(joined).ends_on == date(2027, 12, 31)  # the option begins after its own end
    one.refresh_from_db()
    assert extension_letters(option=one, user=by) == ()


def test_an_option_of_a_round_without_end_is_not_for_who_joined_after_the_decision(by):
    round_ = make.framework(initial_until=None)
    option(round_, decided_on=date(2026, 2, 1))
    joined = make.contract(framework=round_, valid_from=date(2026, 3, 1))
    assert facts(joined).ends_on == date(2026, 12, 31)
    assert facts(joined).options[0].words == "gäller inte avtalet: började 2026-03-01, efter att optionen beslutades"


def test_a_fixed_end_with_notice_shows_its_notice_day_and_the_nearest_decision_comes_first():
    contract = make.contract(notice_months=3)
    found = facts(contract)
    assert (found.notice.by, found.notice.ends_on) == (date(2026, 9, 30), date(2026, 12, 31))
    assert (found.next_decision.words, found.next_decision.by) == (
        "Säg upp inför slutet 2026-12-31",
        date(2026, 9, 30),
    )
    one = ExtensionOption.objects.create(contract=contract, number=1, months=12, decide_by=date(2026, 8, 31))
    contract = Contract.objects.get()
    assert facts(contract).next_decision.option == one
    assert facts(contract, on=date(2026, 10, 1)).notice is None


def test_a_contract_is_ended_on_the_day_stated_whatever_options_it_has(by):
    contract = make.contract()
    one = option(contract)
    actions.terminate_contract(contract=contract, last_day=date(2026, 8, 31), by=by, at=AT, version=contract.version)
    assert contract.ends_on == date(2026, 8, 31)
    assert Contract.objects.in_force_on(date(2026, 8, 31)).exists()
    assert not Contract.objects.in_force_on(date(2026, 9, 1)).exists()
    with pytest.raises(actions.OptionNotOpen, match="uppsagt"):
        decide(one, by)
    assert facts(contract).next_decision is None
    with pytest.raises(ValidationError, match="före första dagen"):
        actions.terminate_contract(contract=contract, last_day=date(2025, 1, 1), by=by, at=AT, version=None)


def test_an_automatic_renewal_has_no_end_until_somebody_stops_it(by):
    contract = make.contract(renewal_months=12, notice_months=3)
    option(contract)
    contract.refresh_from_db()
    assert contract.ends_on is None
    assert Contract.objects.in_force_on(date(2040, 1, 1)).exists()
    found = facts(contract)
    assert (found.next_decision.words, found.next_decision.by) == (
        "Säg upp för att sluta 2026-12-31",
        date(2026, 9, 30),
    )
    later = facts(contract, on=date(2027, 5, 1))
    assert later.next_decision.by == date(2027, 9, 30)
    actions.terminate_contract(contract=contract, last_day=date(2026, 12, 31), by=by, at=AT, version=None)
    assert contract.ends_on == date(2026, 12, 31)


def test_a_draft_is_in_no_sum_and_asks_for_no_decision():
    draft = make.contract(status="DRAFT")
    option(draft)
    assert Contract.objects.in_force_on(date(2026, 6, 1)).count() == 0
    assert Contract.objects.ending_between(date(2026, 1, 1), date(2027, 1, 1)).count() == 0
    assert facts(draft).next_decision is None
    assert facts(draft).standing == "Utkast"


def test_a_contract_says_where_it_differs_from_its_round_and_answers_for_itself_first():
    round_ = make.framework(notice_months=3)
    contract = make.contract(framework=round_, until=date(2027, 6, 30), notice_months=6)
    Requirement.objects.create(framework=round_, kind="REDUNDANCY", answer="YES")
    Requirement.objects.create(contract=contract, kind="REDUNDANCY", answer="NO", note="Ensam leverantör")
    found = facts(contract)
    assert found.differences == (
        ("ursprunglig avtalstid till och med", "2026-12-31", "2027-06-30"),
        ("uppsägningstid, månader", "3", "6"),
    )
    assert found.requirements[0] == ("Redundans", "nej", "Ensam leverantör", False)


# ------------------------------------------------------------------------------------------------- on screen


def body(answer):
    return answer.content.decode()


def test_a_round_is_lengthened_on_screen_and_gives_its_letters(officer):
    round_ = make.framework(registry_number="KS-2025/7")
    kept = make.contract("A-1", framework=round_)
    left = make.contract("A-2", framework=round_, supplier=make.supplier("Övre Provet AB", make.ORG_NUMBERS[1]))
    officer.post(f"/upphandlingsomgangar/{round_.pk}/optioner/ny/", {"months": 12, "decide_by": "2026-09-30"})
    one = round_.options.get()
    address = f"/optioner/{one.pk}/besluta/"
    page = body(officer.get(address))
    assert "2027-12-31" in page
    without = officer.post(address, {"decided_on": "2026-06-01", "forlang": [kept.pk]})
    assert without.status_code == 422
    assert "Skriv varför A-2" in body(without)
    assert f'href="#id_skal-{left.pk}"' in body(without)  # in the summary, leading to the field
    assert body(without).count("Skriv varför A-2") == 2
    for reason, words in (("Anna 850709-9805 bor kvar", "personnummer"), ("x" * 301, "301")):
        refused = officer.post(address, {"decided_on": "2026-06-01", "forlang": [kept.pk], f"skal-{left.pk}": reason})
        assert refused.status_code == 422
        assert words in body(refused)
    assert officer.get(f"/optioner/{one.pk}/brev.pdf").status_code == 404
    done = officer.post(
        address, {"decided_on": "2026-06-01", "forlang": [kept.pk], f"skal-{left.pk}": "Sägs upp"}, follow=True
    )
    assert "Option 1 är beslutad" in body(done)
    kept.refresh_from_db()
    assert kept.current_until == date(2027, 12, 31)
    letters = pypdf.PdfReader(io.BytesIO(officer.get(f"/optioner/{one.pk}/brev.pdf").content))
    text = letters.pages[0].extract_text()
    assert len(letters.pages) == 1
    for words in ("Provhem AB", "A-1", "KS-2025/7", "2027-01-01", "2027-12-31"):
        assert words in text


def test_each_letter_of_an_option_has_its_pages_its_case_its_reader_and_who_signs(officer):
    owner = make.user("avtalscontroller")
    owner.first_name, owner.last_name, owner.email = "Karin", "Ek", "karin.ek@prov.example"
    owner.save()
    round_ = make.framework(registry_number="KS-2025/7", owner=owner)
    one = round_.options.create(number=1, months=12, decide_by=date(2026, 9, 30))
    for number in range(3):
        seller = make.supplier(f"Hem {number} AB", make.ORG_NUMBERS[number])
        seller.contacts.create(role="AGREEMENT", name=f"Avtalschef {number}", email=f"avtal@hem{number}.example")
        make.contract(f"A-{number}", framework=round_, supplier=seller)
    officer.post(
        f"/optioner/{one.pk}/besluta/",
        {"decided_on": "2026-06-01", "forlang": list(round_.contracts.values_list("pk", flat=True))},
    )
    letters = pypdf.PdfReader(io.BytesIO(officer.get(f"/optioner/{one.pk}/brev.pdf").content))
    decider = str(ExtensionOption.objects.get(pk=one.pk).decided_by)
    assert len(letters.pages) == 3
    for number, page in enumerate(letters.pages):
        text = page.extract_text()
        for words in (f"Hem {number} AB", f"Att: Avtalschef {number}", f"avtal@hem{number}.example", "Sida 1 av 1"):
            assert words in text
        for words in ("KS-2025/7", "Handläggare Karin Ek, karin.ek@prov.example", decider):
            assert words in text
    # A letter carries its own heading, and none of the bundle's.
    assert [each.title for each in letters.outline] == [f"Förlängning av avtal A-{number}" for number in range(3)]


def test_an_option_of_many_letters_has_a_page_to_wait_on_and_of_few_has_none(officer, monkeypatch):
    round_ = make.framework()
    one = round_.options.create(number=1, months=12, decide_by=date(2026, 9, 30))
    for number in range(2):
        make.contract(
            f"A-{number}", framework=round_, supplier=make.supplier(f"Hem {number}", make.ORG_NUMBERS[number])
        )
    decided = {"decided_on": "2026-06-01", "forlang": list(round_.contracts.values_list("pk", flat=True))}
    page = body(officer.post(f"/optioner/{one.pk}/besluta/", decided, follow=True))
    asked = f"/optioner/{one.pk}/brev.pdf?vanta=1"
    assert f'href="{asked}"' in page
    assert officer.get(asked).headers["Content-Type"] == "application/pdf"
    monkeypatch.setattr("contracts.terms.views.MANY_LETTERS", 1)
    waits = officer.get(asked)
    assert "Brev om förlängning som PDF" in body(waits)
    assert f'href="{round_.get_absolute_url()}"' in body(waits)
    fetched = officer.get(waits.headers["Refresh"].removeprefix("0; url="))
    assert len(pypdf.PdfReader(io.BytesIO(fetched.content)).pages) == 2
    told = officer.get(re.search(r'hx-get="(/mina-jobb/hamtning/[^"]+)"', body(waits))[1])
    assert "Filen är hämtad: 2 brev." in " ".join(body(told).split())


@pytest.mark.parametrize("many", [2, 7])
def test_the_letters_of_an_option_are_found_in_as_many_questions_however_many(many, django_assert_num_queries):
    round_ = make.framework(owner=make.user("avtalscontroller"))
    for number in range(many):
        seller = make.supplier(f"Hem {number} AB", make.ORG_NUMBERS[number])
        seller.contacts.create(role="AGREEMENT", email=f"avtal@hem{number}.example")
        make.contract(f"A-{number}", framework=round_, supplier=seller)
    one = round_.options.create(number=1, months=12, decide_by=date(2026, 9, 30))
    by = make.user("upphandlare")
    actions.decide_option(option_id=one.pk, decided_on=date(2026, 6, 1), left_out={}, by=by, at=AT)
    option = ExtensionOption.objects.select_related("framework", "decided_by").get(pk=one.pk)
    by.has_perm("contracts.view_contract")
    with django_assert_num_queries(5):
        assert len(extension_letters(option=option, user=by)) == many


def test_those_that_an_option_cannot_lengthen_are_shown_apart_with_the_reason(
    officer, lapsed, django_assert_max_num_queries
):
    _, made, _, second = lapsed
    with django_assert_max_num_queries(30):
        answer = officer.get(f"/optioner/{second.pk}/besluta/")
    assert [row["contract"].number for row in answer.context["rows"]] == ["A"]
    assert {row.contract.number: row.why_not for row in answer.context["rest"]} == {
        "B": "slutar 2024-12-31, innan optionen börjar 2027-01-01",
        "C": "uppsagt, sista dag 2023-12-31",
        "D": "slutar 2024-12-31, innan optionen börjar 2027-01-01",
    }
    assert "Uppsagt, sista dag 2023-12-31" in body(answer)
    sent = {"decided_on": "2026-06-01", "forlang": [each.pk for each in made.values()]}
    assert officer.post(f"/optioner/{second.pk}/besluta/", sent).status_code == 302
    assert ends()["B"] == date(2024, 12, 31)


def test_a_contract_is_ended_and_its_page_says_so(officer):
    contract = make.contract(notice_months=3)
    address = f"/avtal/{contract.pk}/sag-upp/"
    assert "Uppsägningstiden är 3 månader" in body(officer.get(address))
    assert officer.post(address, {"last_day": "", "version": contract.version}).status_code == 422
    page = body(officer.post(address, {"last_day": "2026-12-01", "version": contract.version}, follow=True))
    assert "Sista dagen är 2026-12-01" in page
    assert "uppsagt" in page


def test_a_termination_is_of_a_day_before_the_end_and_can_be_taken_back(officer):
    contract = make.contract()
    address = f"/avtal/{contract.pk}/sag-upp/"
    late = officer.post(address, {"last_day": "2029-01-01", "version": contract.version})
    assert late.status_code == 422
    assert "Avtalet slutar ändå 2026-12-31" in body(late)
    page = body(officer.post(address, {"last_day": "2026-12-01", "version": contract.version}, follow=True))
    assert f'href="{address}ta-tillbaka/"' in page
    refused = officer.post(f"/avtal/{contract.pk}/optioner/ny/", {"months": 12, "decide_by": "2026-09-30"})
    assert refused.status_code == 422
    assert "Avtalet är uppsagt" in body(refused)
    contract.refresh_from_db()
    sent = {"reason": "Parterna är överens", "version": contract.version}
    assert officer.post(f"{address}ta-tillbaka/", {**sent, "reason": ""}).status_code == 422
    page = body(officer.post(f"{address}ta-tillbaka/", sent, follow=True))
    assert "Avtalet gäller till och med 2026-12-31" in page
    assert "Parterna är överens" in page  # in the history
    contract.refresh_from_db()
    assert contract.ends_on == date(2026, 12, 31)
    again = officer.post(f"{address}ta-tillbaka/", {**sent, "version": contract.version})
    assert "Avtalet är inte uppsagt" in body(again)


def test_who_decided_stands_at_the_option_and_in_the_history_of_round_and_contract(officer):
    round_ = make.framework(valid_from=date(2026, 1, 1), initial_until=date(2027, 12, 31))
    contract = make.contract(framework=round_, until=None)
    one = option(round_)
    sent = {"decided_on": "2026-06-01", "forlang": [contract.pk]}
    officer.post(f"/optioner/{one.pk}/besluta/", sent)
    for holder in (round_, contract):
        page = body(officer.get(holder.get_absolute_url()))
        assert "Ändrad: option 1, beslutad" in page
        assert f"av {ExtensionOption.objects.get().decided_by}" in page
        assert f'href="/optioner/{one.pk}/ta-tillbaka/"' in page
    page = body(officer.post(f"/optioner/{one.pk}/ta-tillbaka/", {"reason": "Fel omgång"}, follow=True))
    assert "Beslutet om optionen är tillbakataget" in page
    assert "Fel omgång" in page
    assert ExtensionOption.objects.get().decided_on is None


def test_letters_that_nobody_gets_are_not_promised_and_their_address_says_why(officer):
    round_ = make.framework(valid_from=date(2026, 1, 1), initial_until=date(2027, 12, 31))
    contract = make.contract(framework=round_, until=None, terminated_on=date(2026, 12, 31))
    one = option(round_)
    page = body(officer.post(f"/optioner/{one.pk}/besluta/", {"decided_on": "2026-06-01"}, follow=True))
    assert "Breven till leverantörerna finns" not in page
    assert "Det finns inga brev" in page
    told = officer.get(f"/optioner/{one.pk}/brev.pdf?vanta=1", follow=True)
    assert told.redirect_chain == [(round_.get_absolute_url(), 302)]
    assert "Det finns inga brev" in body(told)
    assert contract.option_exceptions.count() == 1


def test_requirements_are_answered_with_a_reason_for_what_is_missing(officer):
    contract = make.contract()
    address = f"/avtal/{contract.pk}/krav/"
    refused = officer.post(address, {"REDUNDANCY": "NO"})
    assert refused.status_code == 422
    assert "Skriv varför" in body(refused)
    page = body(
        officer.post(address, {"REDUNDANCY": "NO", "REDUNDANCY_note": "Ensam", "ACCESSIBILITY": "YES"}, follow=True)
    )
    assert "Ensam" in page
    officer.post(address, {"ACCESSIBILITY": "YES"})
    assert list(contract.requirements.values_list("kind", "answer")) == [("ACCESSIBILITY", "YES")]


def test_a_new_contract_takes_from_its_round_what_is_left_empty(officer):
    round_ = make.framework(notice_months=6)
    answer = officer.post(
        "/avtal/nytt/",
        {
            "number": "N-1",
            "title": "Jourhem",
            "supplier": make.supplier().pk,
            "framework": round_.pk,
            "price_model": "FIXED",
            "status": "SIGNED",
        },
    )
    assert answer.status_code == 302
    made = Contract.objects.get()
    assert (made.valid_from, made.initial_until, made.notice_months) == (date(2026, 1, 1), date(2026, 12, 31), 6)
    assert list(made.areas.all()) == list(round_.areas.all())
    alone = officer.post(
        "/avtal/nytt/",
        {"number": "N-2", "title": "x", "supplier": made.supplier.pk, "price_model": "FIXED", "status": "SIGNED"},
    )
    assert "välj ett ramavtal eller valfrihetssystem att ta den från" in body(alone)


@pytest.mark.parametrize(
    ("used", "words"), [("75", "Över 70 procent"), ("95", "Över 90 procent"), ("100", "inga fler avrop")]
)
def test_a_ceiling_warns_on_the_contracts_and_the_rounds_page(officer, used, words):
    round_ = make.framework(ceiling_sek=100)
    contract = make.contract(framework=round_, ceiling_sek=100)
    contract.volumes.create(month=date(2026, 1, 1), sum_sek=used, cumulative_sek=used, updated_at=AT)
    for each in (contract, round_):
        assert words in body(officer.get(each.get_absolute_url()))


def bought(contract, used, month=1):
    contract.volumes.create(month=date(2026, month, 1), sum_sek=used, cumulative_sek=used, updated_at=AT)


@pytest.mark.parametrize(
    ("used", "words"), [("60", ""), ("75", "Över 70 procent"), ("95", "Över 90 procent"), ("100", "inga fler avrop")]
)
def test_who_opens_a_contract_is_told_of_its_rounds_ceiling(officer, used, words):
    round_ = make.framework(ceiling_sek=100)
    contract = make.contract(framework=round_)
    other = make.contract("A-2", framework=round_, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    bought(contract, "10")
    bought(other, Decimal(used) - 10)
    page = body(officer.get(contract.get_absolute_url()))
    assert words in page
    assert "omgångens takvolym" in page
    assert "Ingen takvolym" not in page
    assert "Takvolym saknas" not in page
    assert ("ingen verkan över taket" in page) == (used == "100")
    [ceiling] = ceilings_of([contract], user=None)[contract.pk]
    assert (ceiling.holder, ceiling.use.used_sek) == (round_, Decimal(used))


def test_of_two_ceilings_the_most_used_comes_first_and_months_say_when(django_assert_num_queries):
    round_ = make.framework(ceiling_sek=100)
    contract = make.contract(framework=round_, ceiling_sek=80)
    other = make.contract("A-2", framework=round_, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    bought(contract, "60", 1)
    bought(other, "32", 2)
    bought(contract, "5", 3)
    contracts = list(Contract.objects.select_related("framework"))
    with django_assert_num_queries(2):
        found = ceilings_of(contracts, user=None)
    assert [(each.of_round, each.use.share) for each in found[contract.pk]] == [
        (True, Decimal("0.97")),
        (False, Decimal("0.8125")),
    ]
    assert [each.of_round for each in found[other.pk]] == [True]
    months = ceilings_by_month(contract, user=None)
    assert {month.month: (each.of_round, each.use.code) for month, each in months.items()} == {
        1: (False, "near"),
        3: (True, "high"),
    }


def test_a_blanket_with_prices_and_no_quantity_or_ceiling_says_that_its_ceiling_is_missing(officer):
    round_ = make.framework(initial_until=FAR)
    contract = make.contract(framework=round_, until=FAR)
    item = contract.price_items.create(name="Dygn", per="DAY")
    for each in (contract, round_):
        assert "Takvolym saknas" in body(officer.get(each.get_absolute_url()))
    assert "R-1" in body(officer.get("/upphandlingsomgangar/?takvolym=saknas"))
    item.yearly_quantity = 365
    item.save()
    for each in (contract, round_):
        assert "Takvolym saknas" not in body(officer.get(each.get_absolute_url()))
    assert "R-1" not in body(officer.get("/upphandlingsomgangar/?takvolym=saknas"))


def test_the_list_of_contracts_without_a_ceiling_holds_those_whose_page_says_so_and_no_other(officer):
    """The rule is one: whoever narrows the list finds what he was told of on the page, signed or not, till it ends."""
    same = make.supplier()
    capped = make.framework("R-1", ceiling_sek=100, initial_until=FAR)
    uncapped = make.framework("R-2", initial_until=FAR)
    counted = make.contract("A-1", supplier=same, framework=uncapped, until=FAR)
    counted.price_items.create(name="Dygn", per="DAY", yearly_quantity=365)
    make.contract("A-2", supplier=same, framework=uncapped, until=FAR).price_items.create(name="Dygn", per="DAY")
    make.contract("A-3", supplier=same, framework=capped, until=FAR)
    make.contract("A-4", supplier=same, framework=uncapped, ceiling_sek=0, until=FAR)
    make.contract("A-5", supplier=same, until=date(2020, 12, 31), valid_from=date(2020, 1, 1))
    make.contract("A-6", supplier=same, status="DRAFT", until=None)
    make.contract("A-7", supplier=same, form="DIRECT_AWARD", until=None)
    make.contract("A-8", supplier=same, until=None)
    says = {
        each.number
        for each in Contract.objects.all()
        if "Takvolym saknas" in body(officer.get(each.get_absolute_url()))
    }
    listed = {row.record.number for row in officer.get("/avtal/?takvolym=saknas").context["table"].rows}
    assert listed == says == {"A-2", "A-6", "A-8"}


def test_a_round_does_not_tell_that_a_secret_contract_under_it_lacks_a_ceiling(officer):
    round_, same = make.framework(initial_until=FAR), make.supplier()
    make.contract("A-1", supplier=same, framework=round_, ceiling_sek=100, until=FAR)
    hidden = make.contract("A-2", supplier=same, framework=round_, until=FAR)
    assert "R-1" in body(officer.get("/upphandlingsomgangar/?takvolym=saknas"))
    Contract.objects.filter(pk=hidden.pk).update(is_secret=True)
    assert "R-1" not in body(officer.get("/upphandlingsomgangar/?takvolym=saknas"))


def test_only_frameworks_must_have_a_ceiling(officer):
    contract = make.contract(form="CHOICE_SYSTEM", framework=make.framework(form="CHOICE_SYSTEM"))
    page = body(officer.get(contract.get_absolute_url()))
    assert "Ingen takvolym" in page
    assert "Takvolym saknas" not in page


def test_the_list_names_the_same_next_decision_as_the_page_however_many_contracts(
    officer, django_assert_max_num_queries
):
    for number, values in enumerate(
        ({"renewal_months": 12, "until": date(2025, 12, 31), "valid_from": date(2025, 1, 1)}, {}, {"until": None}), 1
    ):
        make.contract(
            f"A-{number}", supplier=make.supplier(f"L{number} AB", make.ORG_NUMBERS[number]), notice_months=3, **values
        )
    option(Contract.objects.get(number="A-2"))
    with django_assert_max_num_queries(35):
        answer = officer.get("/avtal/")
    today = timezone.localdate()
    for contract in Contract.objects.all():
        decision = facts(contract, on=today).next_decision
        assert decision is None or f"{decision.words}, senast" in body(answer), contract
        if decision:
            assert decision.by.isoformat() in body(officer.get(contract.get_absolute_url()))


def test_a_contract_that_joins_a_round_on_screen_lasts_as_the_round_does(officer, by):
    round_ = make.framework(valid_from=date(2024, 1, 1), initial_until=date(2025, 12, 31))
    option(round_, decided_on=date(2025, 6, 1))
    values = {"number": "N-1", "title": "x", "supplier": make.supplier().pk, "framework": round_.pk}
    answer = officer.post(
        "/avtal/nytt/", {**values, "price_model": "FIXED", "status": "SIGNED", "valid_from": "2026-03-01"}
    )
    assert answer.status_code == 302
    made = Contract.objects.get()
    assert (made.initial_until, made.ends_on) == (None, date(2026, 12, 31))


def test_whoever_ends_a_contract_too_late_sees_the_others_day_and_what_else_he_changed(officer):
    contract, first, other = make.contract(), make.user("upphandlare", username="forste"), Client()
    other.force_login(first)
    address = f"/avtal/{contract.pk}/sag-upp/"
    opened = as_sent(officer.get(address).context["form"])
    assert other.post(address, {**opened, "last_day": "2026-12-01"}).status_code == 302
    late = officer.post(address, {**opened, "last_day": "2026-11-01"})
    assert differing(late) == {"Sista dag": ("2026-12-01", "2026-11-01")}
    assert told_by(late) == str(first)
    again = as_sent(late.context["form"])
    assert again["last_day"] == "2026-11-01"
    # What this page does not ask about is told too, where it is all that differs.
    edit = f"/avtal/{contract.pk}/andra/"
    renamed = {**as_sent(other.get(edit).context["form"]), "title": "Ny rubrik"}
    answer = other.post(edit, renamed)
    assert answer.status_code == 302, answer.context["form"].errors
    later = officer.post(address, {**again, "last_day": "2026-12-01"})
    assert differing(later) == {"rubrik": ("Ny rubrik", "")}
    assert officer.post(address, as_sent(later.context["form"])).status_code == 302
    contract.refresh_from_db()
    assert (contract.title, str(contract.terminated_on)) == ("Ny rubrik", "2026-12-01")
    assert officer.post(address, {"last_day": "2026-10-01"}).status_code == 422  # it does not say what it replaces
