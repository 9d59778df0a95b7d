"""What belongs to one buyer names nothing of another's, and stays his, whoever asks the database for it."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from contracts.register.models import Contract
from huddinge_vo.common.people.rights import buyer_id_of, ways_to_buyer
from tests import factories as make
from tests.house import worlds

NOW = datetime(2026, 11, 1, tzinfo=UTC)
OURS = {"common", "contracts", "procurement", "activities", "followup"}
# Made for each buyer by itself, in statements over thousands of rows, and edited by nobody.
DERIVED = {
    *("followup.SpendKey", "followup.KeyVerdict", "followup.RowVerdict", "followup.SpendMonth", "followup.LedgerRow"),
    *("followup.SpendTotal", "followup.SupplierMonth", "followup.InvoiceTie", "followup.FlagRow"),
    *("contracts.ContractVolume", "contracts.ContractPayerVolume", "contracts.CategoryLoyalty"),
    *("followup.JudgedRow", "followup.ToldSupplier", "followup.Touched"),  # views, and an outbox of triggers
}


def ways(model):
    try:
        return () if model._meta.label == "common.Organization" else ways_to_buyer(model)
    except ImproperlyConfigured:
        return ()


def owners():
    """Models whose objects belong to buyers."""
    for model in apps.get_models():
        ours = model._meta.app_label in OURS and not model._meta.proxy and not model.__name__.endswith("Event")
        if ours and ways(model) and model._meta.label not in DERIVED:
            yield model


def relations():
    """Each way in which something of one buyer could name something of another: model, field, and column."""
    for model in owners():
        first = {way.split("__")[0] for way in ways(model)}
        for field in model._meta.concrete_fields:
            is_the_way = field.name in first and len(first) == 1  # what it belongs to by that is what it names
            if field.is_relation and ways(field.related_model) and not is_the_way:
                yield model, field, field.column, model._meta.db_table
        for field in model._meta.local_many_to_many:
            if ways(field.related_model):
                yield model, field, field.m2m_reverse_name(), field.remote_field.through._meta.db_table


def guarded():
    """What the database guards: table → event → the arguments of the trigger."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname, encode(tgargs, 'escape') FROM pg_trigger "
            "WHERE tgname IN ('one_buyer_inserted', 'one_buyer_updated')"
        )
        return {(table, name): args.split("\\000")[:-1] for table, name, args in cursor.fetchall()}


@pytest.mark.django_db
def test_every_relation_from_what_one_buyer_has_to_what_another_could_have_is_guarded():
    found = guarded()
    missing = [
        f"{model._meta.label}.{field.name}"
        for model, field, column, table in relations()
        for event in ("one_buyer_inserted", "one_buyer_updated")
        if column not in found.get((table, event), [])[1::2]
    ]
    assert missing == []
    assert len(list(relations())) > 40


@pytest.mark.django_db
def test_everything_that_belongs_to_a_buyer_stays_his():
    found = guarded()
    unguarded = [model._meta.label for model in owners() if (model._meta.db_table, "one_buyer_updated") not in found]
    assert unguarded == []


@pytest.fixture
def two(db):
    """Two buyers with one of everything each."""
    home, other = make.buyer(), make.buyer(org_number="2120000142", name="Annan kommun")
    keeper = make.user(None, username="alltiallo", is_superuser=True)
    worlds.world(home, keeper=keeper, number="1", org_number=make.ORG_NUMBERS[0])
    worlds.world(other, keeper=keeper, number="2", org_number=make.ORG_NUMBERS[1])
    return home, other


def of(buyer, model):
    """Something of a buyer's."""
    for one in model._default_manager.order_by("pk"):
        if buyer_id_of(one) == buyer.pk:
            return one
    return None


def test_no_statement_lets_something_of_one_buyer_name_what_another_has(two):
    home, other = two
    refused, let = 0, []
    for model, field, _column, _table in relations():
        mine, theirs = of(home, model), of(other, field.related_model)
        if mine is None or theirs is None:
            continue
        try:
            with transaction.atomic():
                if field.many_to_many:
                    getattr(mine, field.name).add(theirs)
                else:
                    # Where it belongs to one of several, that one is named in their place.
                    others = {way.split("__")[0] for way in ways(model)} - {field.name}
                    emptied = {name: None for name in others if model._meta.get_field(name).null}
                    emptied = emptied if field.name in {way.split("__")[0] for way in ways(model)} else {}
                    model._default_manager.filter(pk=mine.pk).update(**{**emptied, field.name: theirs})
                let.append(f"{model._meta.label}.{field.name}")
                transaction.set_rollback(True)
        except IntegrityError as error:  # at times of what a table may hold once, which is asked before
            refused += "köpare" in str(error)
    assert let == []
    assert refused > 25


def test_nothing_is_moved_to_another_buyer_and_what_is_saved_as_it_is_stays(two):
    home, other = two
    Contract.objects.filter(buyer=home).update(version=F("version") + 1)
    for model in owners():
        if ways(model) != ("buyer",) or (mine := of(home, model)) is None:
            continue
        with pytest.raises(IntegrityError), transaction.atomic():
            model._default_manager.filter(pk=mine.pk).update(buyer=other)
    with pytest.raises(IntegrityError, match="annan köpare"), transaction.atomic():
        Contract.objects.get(buyer=home).areas.add(make.area(of=other))
