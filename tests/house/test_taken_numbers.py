"""A number that is taken is refused in the same words whoever has it: none tells of what may not be seen."""

import copy

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint

from contracts.suppliers.forms import SupplierForm
from contracts.suppliers.models import SupplierUnit
from tests import factories as make

pytestmark = pytest.mark.django_db


def _supplier(**values):
    return make.supplier(f"Prov {values['is_secret']}", make.ORG_NUMBERS[1 + values["is_secret"]], **values)


def _unit(**values):
    supplier = make.Supplier.objects.filter(name="Provhem AB").first() or make.supplier()
    return SupplierUnit.objects.create(supplier=supplier, name=f"Hem {values['is_secret']}", **values)


def _of(factory):
    return lambda **values: factory(f"N-{values['is_secret']}", **values)


def _with_supplier(factory):
    def made(**values):
        supplier = make.Supplier.objects.filter(name="Provhem AB").first() or make.supplier()
        return factory(f"N-{values['is_secret']}", supplier=supplier, **values)

    return made


HOLD_A_NUMBER = {
    "Supplier": _supplier,
    "SupplierUnit": _unit,
    "Framework": _of(make.framework),
    "Contract": _with_supplier(make.contract),
    "Project": _of(make.project),
    "Placement": _with_supplier(make.deviation),
}
COUNTED_BY_THE_SYSTEM = {"Document": "its version", "Duty": "found by the rules"}


def test_all_that_can_be_secret_and_holds_something_of_which_there_is_one_is_tried_here():
    found = set()
    for model in apps.get_models():
        fields = model._meta.concrete_fields
        if (
            model._meta.proxy
            or model.__name__.endswith("Event")
            or not any(each.name == "is_secret" for each in fields)
        ):
            continue
        unique = any(isinstance(each, UniqueConstraint) for each in model._meta.constraints)
        if unique or any(each.unique and not each.primary_key and not each.is_relation for each in fields):
            found.add(model.__name__)
    assert found == set(HOLD_A_NUMBER) | set(COUNTED_BY_THE_SYSTEM)


def said_of(made):
    """What somebody is told who types the number of something once more."""
    again = copy.copy(made)
    again.pk, again._state.adding = None, True
    with pytest.raises(ValidationError) as refused:
        again.full_clean(exclude=["sort_name"])
    return refused.value.messages


@pytest.mark.parametrize("name", HOLD_A_NUMBER)
def test_the_words_are_the_same_for_what_is_secret_and_what_is_open_and_say_of_neither(name):
    hidden, shown = (HOLD_A_NUMBER[name](is_secret=secret) for secret in (True, False))
    assert said_of(hidden) == said_of(shown)
    if name != "Supplier":  # its form says it before
        assert said_of(hidden)[0].endswith("går inte att använda. Välj ett annat.")


def test_a_supplier_s_number_is_refused_as_a_wrong_one_whoever_has_it():
    person = make.user("kategoriledare")
    taken = [_supplier(is_secret=secret).org_number for secret in (True, False)]
    wrong = taken[0][:-1] + str((int(taken[0][-1]) + 1) % 10)
    told = set()
    for number in (*taken, wrong):
        form = SupplierForm({"name": "Ny", "org_number": number}, user=person)
        assert not form.is_valid()
        told.add(" ".join(form.errors["org_number"]).replace(number, "…"))
    assert len(told) == 1
