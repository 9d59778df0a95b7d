"""Whose a duty is: the rule, and the question made in SQL, of every way that people can be named."""

from datetime import UTC, date, datetime
from itertools import product

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType

from contracts.register.models import Contract
from followup.duties import actions
from followup.duties.models import Duty, ReminderRule
from followup.duties.rules import Named
from tests import factories as make

NOW = datetime(2026, 11, 1, tzinfo=UTC)
FIELDS = ("person", "deputy", "deputy_instead", "delegated_to")


def test_a_duty_is_his_to_whom_it_was_given_else_his_who_answers_for_it_and_his_deputys():
    assert Named(person="a", deputy="b").people == {"a", "b"}
    assert Named(person="a", deputy="b", delegated_to="c").people == {"c"}
    assert Named(person="a", delegated_to="c", gone=frozenset("c")).people == {"a"}
    assert Named(person="a", deputy="b", deputy_instead="c").holder == "a"
    assert Named(person="a", deputy="b", deputy_instead="c", gone=frozenset("a")).holder == "c"
    assert Named(person="a", deputy="b", deputy_instead="c", gone=frozenset("ac")).holder == "b"


def test_a_duty_is_the_roles_only_where_nobody_named_is_left():
    assert Named().is_for_role
    assert Named(deputy="b").is_for_role
    assert not Named(deputy="b", delegated_to="c").is_for_role
    assert not Named(person="a", deputy="b", gone=frozenset("a")).is_for_role
    assert Named(person="a", deputy="b", gone=frozenset("ab")).is_for_role


@pytest.fixture
def every_way(db):
    """A duty for each way to name nobody, one of two who are here, or one who has left, in each of the four places."""
    people = {name: make.user("läsare", username=name) for name in ("anna", "bo", "borta")}
    people["borta"].is_active = False
    people["borta"].save()
    role = Group.objects.get(name="upphandlare")
    rule = ReminderRule.objects.create(buyer=make.buyer(), kind="CONTRACT_END", role=role, manager_role=role)
    kind = ContentType.objects.get_for_model(Contract)
    contract = make.contract()
    made = [
        Duty(
            rule=rule, content_type=kind, object_id=contract.pk, title="x", remind_on=NOW, made_at=NOW,
            due_on=date.fromordinal(date(2026, 1, 1).toordinal() + number), **dict(zip(FIELDS, named, strict=True)),
        )
        for number, named in enumerate(product([None, *people.values()], repeat=4))
    ]  # fmt: skip
    Duty.objects.bulk_create(made)
    return people


@pytest.mark.django_db
def test_the_question_and_the_rule_give_each_duty_to_the_same_people(every_way):
    with_role = make.user("upphandlare")
    duties = list(Duty.objects.for_list())
    assert len(duties) == 256
    for user in (every_way["anna"], every_way["bo"], with_role):
        asked = set(Duty.objects.of_person(user))
        ruled = {duty for duty in duties if user in duty.named.people or (user == with_role and duty.named.is_for_role)}
        assert asked == ruled


@pytest.mark.django_db
def test_the_holder_is_one_of_those_who_are_shown_it_and_none_only_where_the_role_is(every_way):
    for duty in Duty.objects.for_list():
        named = duty.named
        assert (duty.holder is None) == named.is_for_role
        assert duty.holder is None or duty.holder in named.people


@pytest.mark.django_db
def test_when_all_is_handed_over_nothing_is_left_that_names_the_one_who_leaves(every_way):
    anna, to, by = every_way["anna"], make.user("läsare", username="efterträdare"), make.user("upphandlingschef")
    theirs = set(Duty.objects.naming(anna).values_list("pk", flat=True))
    moved = actions.move_duties(of=anna, to=to, by=by, at=NOW)
    assert moved.moved == len(theirs) > 100
    assert not Duty.objects.naming(anna).exists()
    assert theirs <= set(Duty.objects.naming(to).values_list("pk", flat=True))
