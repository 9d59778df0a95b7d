"""Actions that change the register, on real PostgreSQL."""

import threading
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection

from contracts.files.imports import Row
from contracts.files.registers import RegisterRefused
from contracts.files.registers.contracts import import_contracts
from contracts.plan.models import ContractArea
from contracts.register import actions
from contracts.register.models import Contract, Framework
from contracts.suppliers import actions as supplier_actions
from contracts.suppliers.models import Supplier, SupplierIdentifier
from contracts.terms.models import ExtensionOption
from followup.judging.models import Touched
from huddinge_vo.common import saving
from huddinge_vo.common.people.models import User
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def row(number="A-1", *, line=None, **values):
    values = {
        "title": "Jourhem",
        "supplier_name": "Provhem AB",
        "supplier_number": make.ORG_NUMBERS[0],
        "areas": (make.area().pk,),
        "form": "FRAMEWORK",
        "price_model": "TENDERED",
        "valid_from": date(2026, 1, 1),
        "initial_until": date(2026, 12, 31),
        "ceiling_sek": None,
        **values,
    }
    return Row(line or int(number.split("-")[1]) + 1, {"number": number, **values})


def bring(*rows):
    result = import_contracts(buyer=make.buyer(), rows=rows, by=None, at=NOW)
    return result.created, result.changed, result.unchanged


def history():
    """How many events there are of everything that an import may touch."""
    names = ("ContractEvent", "ContractAreaLinkEvent", "SupplierEvent", "SupplierIdentifierEvent")
    return [apps.get_model("contracts", name).objects.count() for name in names]


def test_an_imported_contract_is_signed_and_in_force_from_its_first_to_its_last_day():
    assert bring(row(ceiling_sek=Decimal("5.50"))) == (1, 0, 0)
    contract = Contract.objects.get()
    assert (contract.status, contract.supplier.name, contract.ceiling_sek) == ("SIGNED", "Provhem AB", Decimal("5.50"))
    assert [area.code for area in contract.areas.all()] == ["IFO-HVB"]
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [Contract.objects.in_force_on(day).count() for day in days] == [0, 1, 1, 0]


def test_twice_changes_nothing_and_leaves_no_history_and_nothing_to_judge():
    two = (make.area().pk, make.area("IFO-JOUR").pk)
    rows = [row("A-1", areas=two), row("A-2", supplier_name="Namnlös AB", supplier_number=None, initial_until=None)]
    assert bring(*rows) == (2, 0, 0)
    Touched.objects.all().delete()
    before = history()
    assert bring(*rows) == (0, 0, 2)
    assert history() == before == [2, 3, 2, 1]
    assert not Touched.objects.exists()
    assert Supplier.objects.count() == 2


def test_only_what_differs_is_changed_and_its_version_goes_up():
    bring(row("A-1"), row("A-2"))
    before = history()
    assert bring(row("A-1", title="Nytt namn"), row("A-2")) == (0, 1, 1)
    assert history() == [before[0] + 1, *before[1:]]
    assert list(Contract.objects.order_by("number").values_list("title", "version")) == [
        ("Nytt namn", 2),
        ("Jourhem", 1),
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("form", "DIRECT_AWARD"),
        ("price_model", "FIXED"),
        ("valid_from", date(2025, 6, 1)),
        ("initial_until", None),
        ("ceiling_sek", Decimal(9)),
    ],
)
def test_every_column_can_change(field, value):
    bring(row())
    assert bring(row(**{field: value})) == (0, 1, 0)
    contract = Contract.objects.get()
    assert getattr(contract, field) == value
    assert bring(row(**{field: value})) == (0, 0, 1)


def test_a_change_of_areas_alone_is_a_change():
    other = make.area("IFO-JOUR").pk
    bring(row())
    assert bring(row(areas=(other,))) == (0, 1, 0)
    contract = Contract.objects.get()
    assert ([area.pk for area in contract.areas.all()], contract.version) == ([other], 2)


def test_a_draft_that_comes_in_a_file_is_signed_and_what_the_file_does_not_say_stays():
    person = make.user()
    contract = make.contract(status="DRAFT", owner=person, call_offs_survive=True, title="Jourhem")
    assert bring(row()) == (0, 1, 0)
    contract.refresh_from_db()
    assert (contract.status, contract.owner, contract.call_offs_survive) == ("SIGNED", person, True)


def test_a_decided_option_still_lengthens_a_contract_whose_end_is_changed():
    bring(row())
    ExtensionOption.objects.create(
        contract=Contract.objects.get(), number=1, months=12, decide_by=date(2026, 1, 1), decided_on=date(2026, 1, 1)
    )
    bring(row(initial_until=date(2027, 6, 30)))
    assert Contract.objects.get().current_until == date(2028, 6, 30)


def test_a_supplier_is_found_by_its_identifier_before_its_own_number():
    merged = make.supplier("Uppköpt AB")
    owner = make.supplier("Ägaren AB", make.ORG_NUMBERS[1])
    merged.identifiers.update(supplier=owner)
    Supplier.objects.filter(pk=merged.pk).update(merged_into=owner)
    bring(row())
    assert Contract.objects.get().supplier == owner


def test_a_known_number_keeps_the_name_that_the_register_has():
    make.supplier("Provhem i Huddinge AB")
    bring(row(supplier_name="PROVHEM"))
    assert list(Supplier.objects.values_list("name", flat=True)) == ["Provhem i Huddinge AB"]


def test_a_new_supplier_can_be_found_by_its_number_and_a_persons_number_makes_a_sole_trader():
    bring(row("A-1"), row("A-2", supplier_name="Eva Prov", supplier_number="8112189876"))
    company, person = Supplier.objects.order_by("pk")
    assert (company.is_sole_trader, person.is_sole_trader, person.name) == (False, True, "Eva Prov")
    assert set(SupplierIdentifier.objects.values_list("scheme", "value", "supplier")) == {
        ("ORG_NUMBER", make.ORG_NUMBERS[0], company.pk),
        ("ORG_NUMBER", "8112189876", person.pk),
    }


def test_without_a_number_the_name_decides_whatever_its_case_and_also_within_the_file():
    known = make.supplier("Ömsint  Vård", None)
    bring(
        row("A-1", supplier_name="ömsint vård", supplier_number=None),
        row("A-2", supplier_name="Ny AB", supplier_number=None),
        row("A-3", supplier_name="NY AB", supplier_number=None),
        row("A-4", supplier_name="provhem ab", supplier_number=None),
        row("A-5"),
    )
    names = dict(Contract.objects.values_list("number", "supplier__name"))
    assert names == {"A-1": known.name, "A-2": "Ny AB", "A-3": "Ny AB", "A-4": "Provhem AB", "A-5": "Provhem AB"}
    assert Supplier.objects.count() == 3


def test_a_name_that_several_have_is_refused_with_its_line_and_nothing_is_changed():
    make.supplier("Lika AB", make.ORG_NUMBERS[1])
    make.supplier("LIKA AB", make.ORG_NUMBERS[2])
    with pytest.raises(RegisterRefused) as refusal:
        bring(row("A-1"), row("A-2", supplier_name="Lika AB", supplier_number=None))
    assert [(error.line, error.column, error.reason) for error in refusal.value.errors] == [
        (
            3,
            "leverantor",
            "Flera leverantörer heter, eller har hetat, ”Lika AB”. Ange organisationsnumret i leverantor_id.",
        )
    ]
    assert (Contract.objects.count(), Supplier.objects.count()) == (0, 2)


def test_a_contract_keeps_its_supplier_when_another_takes_the_same_name():
    bring(row(supplier_name="Lika AB", supplier_number=None))
    make.supplier("Lika AB", make.ORG_NUMBERS[1])
    assert bring(row(supplier_name="Lika AB", supplier_number=None)) == (0, 0, 1)


def test_another_buyers_contract_with_the_same_number_is_left_alone():
    other = make.contract(buyer=make.buyer(org_number="2321000131", name="Grannen"), title="Grannens")
    assert bring(row()) == (1, 0, 0)
    other.refresh_from_db()
    assert other.title == "Grannens"


class Counter:
    count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


def test_an_import_takes_as_many_queries_for_thirty_contracts_as_for_four():
    def file(first, count):
        return [
            row(f"A-{n}", supplier_name=f"Nr {n}", supplier_number=None if n % 2 else f"{n:010}")
            for n in range(first, first + count)
        ]

    bring(row("A-1"))
    counts = []
    for rows in (file(10, 4), file(50, 30)):
        with connection.execute_wrapper(counter := Counter()):
            bring(*rows)
        counts.append(counter.count)
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_each_contract_and_supplier_once():
    rows = [
        row(f"A-{n}", supplier_name=f"Nr {n % 7}", supplier_number=None if n % 2 else make.ORG_NUMBERS[n % 7])
        for n in range(1, 40)
    ]
    results = []
    start = threading.Barrier(2)

    def work():
        start.wait()
        try:
            results.append(bring(*rows))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [(0, 0, 39), (39, 0, 0)]
    assert Contract.objects.count() == 39


def test_areas_are_known_by_code_and_name_and_a_shared_name_is_nobodys():
    first = make.area("FO-1", subcategory="FO", name="Boende")
    second = make.area("ÄO-1", subcategory="ÄO", name="BOENDE")
    third = make.area("Y", name="FO-1")
    assert ContractArea.objects.by_code_or_name() == {
        "boende": None,
        "fo-1": first.pk,
        "äo-1": second.pk,
        "y": third.pk,
    }


# ------------------------------------------------------------------------------------------------- by one person


def somebody():
    return User.objects.get_or_create(username="handlaggare")[0]


def new_contract(**values):
    return Contract(
        buyer=make.buyer(),
        number="A-1",
        title="Nytt",
        supplier=make.supplier(),
        form="FRAMEWORK",
        price_model="FIXED",
        valid_from=date(2026, 1, 1),
        **values,
    )


def save_contract(contract, *, areas=None, version=None):
    areas = [make.area()] if areas is None else areas
    return actions.save_contract(contract=contract, areas=areas, by=somebody(), at=NOW, version=version)


def test_a_saved_contract_has_its_areas_and_the_end_that_the_database_computes():
    contract = save_contract(new_contract(initial_until=date(2026, 12, 31)))
    assert (contract.version, contract.current_until, contract.ends_on) == (1, date(2026, 12, 31), date(2026, 12, 31))
    assert contract.areas.get().code == "IFO-HVB"


def test_a_save_at_the_version_one_opened_goes_through_and_the_next_at_the_same_is_refused():
    first = make.contract()
    second = Contract.objects.get(pk=first.pk)
    first.title, second.title = "Först", "Sedan"
    assert save_contract(first, version=1).version == 2
    with pytest.raises(saving.ChangedMeanwhile) as refusal:
        save_contract(second, version=1)
    assert str(refusal.value).startswith("Avtal A-1 Först har ändrats av någon annan")
    assert refusal.value.stored.version == 2
    assert Contract.objects.get().title == "Först"


def test_a_contract_without_areas_is_refused():
    with pytest.raises(ValidationError) as refusal:
        save_contract(new_contract(), areas=[])
    assert refusal.value.message_dict == {"areas": ["Välj minst ett avtalsområde."]}
    assert not Contract.objects.exists()


def test_what_the_register_cannot_hold_is_refused_in_swedish():
    with pytest.raises(ValidationError) as refusal:
        save_contract(new_contract(initial_until=date(2025, 12, 31)))
    assert refusal.value.messages == ["Sista dagen kan inte ligga före första dagen."]


def test_who_saves_what_another_has_taken_away_is_told_so():
    contract = make.contract(areas=[])
    Contract.objects.filter(pk=contract.pk).delete()
    with pytest.raises(ValidationError) as refusal:
        save_contract(contract, version=1)
    assert refusal.value.messages == [
        f"{contract} har tagits bort av någon annan sedan du öppnade sidan. Ingenting är sparat."
    ]


def test_a_framework_is_saved_with_its_areas_and_guarded_by_its_version():
    framework = Framework(buyer=make.buyer(), number="R-1", title="HVB", form="FRAMEWORK", valid_from=date(2026, 1, 1))
    person = make.user()
    areas = [make.area(), make.area("IFO-JOUR")]
    saved = actions.save_framework(framework=framework, areas=areas, by=person, at=NOW, version=None)
    assert sorted(area.code for area in saved.areas.all()) == ["IFO-HVB", "IFO-JOUR"]
    actions.save_framework(framework=saved, areas=areas[:1], by=person, at=NOW, version=1)
    assert (saved.version, saved.areas.count()) == (2, 1)
    with pytest.raises(saving.ChangedMeanwhile):
        actions.save_framework(framework=saved, areas=areas, by=person, at=NOW, version=1)


def save_supplier(supplier, version=None):
    return supplier_actions.save_supplier(supplier=supplier, by=somebody(), at=NOW, version=version)


def numbers_of(supplier):
    return sorted(supplier.identifiers.values_list("value", flat=True))


def test_a_suppliers_identifier_follows_its_number():
    supplier = Supplier(name="Ny AB", org_number=make.ORG_NUMBERS[0])
    for number, expected in [
        (make.ORG_NUMBERS[0], [make.ORG_NUMBERS[0]]),
        (make.ORG_NUMBERS[1], [make.ORG_NUMBERS[1]]),
        ("", []),
    ]:
        supplier.org_number = number
        save_supplier(supplier)
        assert numbers_of(supplier) == expected
    assert (supplier.version, supplier.org_number) == (3, None)


def test_other_identifiers_stay_when_the_number_changes():
    supplier = make.supplier()
    SupplierIdentifier.objects.create(supplier=supplier, scheme="ORG_NUMBER", value=make.ORG_NUMBERS[2])
    SupplierIdentifier.objects.create(supplier=supplier, scheme="SUPPLIER_NUMBER", value="10004007", buyer=make.buyer())
    supplier.org_number = make.ORG_NUMBERS[1]
    save_supplier(supplier)
    assert numbers_of(supplier) == sorted(["10004007", make.ORG_NUMBERS[1], make.ORG_NUMBERS[2]])


def test_a_number_that_goes_to_another_supplier_is_refused():
    owner = make.supplier("Ägaren AB", make.ORG_NUMBERS[1])
    SupplierIdentifier.objects.create(supplier=owner, scheme="ORG_NUMBER", value=make.ORG_NUMBERS[0])
    with pytest.raises(ValidationError) as refusal:
        save_supplier(Supplier(name="Ny AB", org_number=make.ORG_NUMBERS[0]))
    assert refusal.value.message_dict == {"org_number": ["Numret hör redan till en annan leverantör."]}


def test_a_persons_number_asks_for_a_sole_trader():
    with pytest.raises(ValidationError) as refusal:
        save_supplier(Supplier(name="Eva Prov", org_number="8112189876"))
    assert "enskild näringsidkare" in refusal.value.messages[0]


def test_a_supplier_is_guarded_by_its_version():
    supplier = make.supplier()
    save_supplier(supplier, version=1)
    with pytest.raises(saving.ChangedMeanwhile, match="Leverantör Provhem AB har ändrats"):
        save_supplier(supplier, version=1)
