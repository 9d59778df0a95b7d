"""What two people may do to contracts, suppliers and the files that bring them in."""

import io
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from contracts.documents import actions as documents
from contracts.documents.models import Document
from contracts.files import actions as files
from contracts.files.models import RegisterImport
from contracts.register import actions as register
from contracts.register.models import Contract, Framework
from contracts.suppliers import actions as suppliers
from contracts.suppliers.models import Permit, Supplier, SupplierContact, SupplierMerge, SupplierProposal, SupplierUnit
from contracts.terms import actions as terms
from contracts.terms.models import ExtensionOption
from tests import factories as make
from tests.faults.pairs.persons import buyer, by_colleague, by_keeper, keeper, who

_UNITS = (
    "leverantor_id;verksamhet;avtalsomrade;lan;kommun;adress;malgrupp;alder_fran;alder_till;platser\n"
    "5566778899;Nya hemmet;IFO-HVB;Stockholm;Huddinge;;;18;64;{places}\n"
)


def _send_in(places):
    file = io.BytesIO(_UNITS.format(places=places).encode())
    return files.receive_register(kind="UNITS", buyer=buyer(), file=file, name=f"{places}.csv", **by_keeper())


def _file(name):
    return RegisterImport.objects.get(original_name=name)


def sent_in_files():
    _send_in(5)
    _send_in(7)


def loaded_files():
    sent_in_files()
    apply_file()


def asked_for_file():
    make.price_file_to_confirm(buyer=buyer(), sent_in_by=keeper(), **by_keeper())


def apply_file():
    files.apply_register(register_import=_file("5.csv"), **by_keeper())


def apply_another_file():
    files.apply_register(register_import=_file("7.csv"), **by_colleague())


def undo_file():
    files.undo_register(register_import=_file("5.csv"), **by_colleague())


def ask_for_file():
    files.ask_for_register(register_import=_file("5.csv"), why="Prov", **by_colleague())


def confirm_file():
    files.confirm_register(register_import=_file("priser.csv"), **by_colleague())


def decline_file():
    files.decline_register(register_import=_file("priser.csv"), reason="Nej", **by_colleague())


def take_file_back():
    files.withdraw_question(register_import=_file("priser.csv"), **by_keeper())


def change_unit():
    unit = SupplierUnit.objects.filter(name="Nya hemmet").first()
    if unit is None:  # the page is not there: said as to one who had opened it just before
        raise ValidationError("Nya hemmet har tagits bort av någon annan sedan du öppnade sidan. Ingenting är sparat.")
    unit.municipality = "Huddinge"
    suppliers.save_unit(unit=unit, areas=unit.areas.all(), target_groups=[], version=1, **by_keeper())


def contract():
    return Contract.objects.get(number="A-1")


def option():
    return ExtensionOption.objects.get(contract__number="A-1").pk


def use_option():
    terms.decide_option(option_id=option(), decided_on=timezone.localdate(), left_out={}, **by_keeper())


def decline_option():
    terms.decline_option(option_id=option(), declined_on=timezone.localdate(), **by_colleague())


def end_contract():
    terms.terminate_contract(contract=contract(), last_day=date(2027, 3, 31), version=1, **by_keeper())


def take_back_option():
    terms.take_back_option(option_id=option(), reason="Prov", **by_colleague())


def withdraw_termination():
    terms.withdraw_termination(contract=contract(), reason="Prov", version=2, **by_colleague())


def add_option():
    terms.add_option(holder=contract(), months=6, decide_by=date(2028, 3, 31), **by_colleague())


def change_contract():
    changed = contract()
    changed.title = "Ett annat namn"
    register.save_contract(contract=changed, areas=changed.areas.all(), version=1, **by_keeper())


def hand_over_contracts():
    register.change_owners(contract_ids=[contract().pk], to=who("kategoriledare"), **by_keeper())


def hand_over_to_another():
    register.change_owners(contract_ids=[contract().pk], to=who("controller"), **by_colleague())


def owned_contracts():
    hand_over_contracts()


def put_in_deputy():
    owner, deputy = who("kategoriledare"), who("controller")
    register.put_in_deputy(owner=owner, deputy=deputy, buyer=buyer(), **by_keeper())


def give_contracts_back():
    owned = contract()
    register.restore_owners(before=[(owned.pk, None, 2)], **by_keeper())


def say_what_is_required():
    register.save_requirements(holder=contract(), answers={"SUSTAINABILITY": ("YES", "Varje år")}, **by_keeper())


def say_otherwise_what_is_required():
    register.save_requirements(holder=contract(), answers={"SUSTAINABILITY": ("NO", "Behövs inte")}, **by_colleague())


def change_round():
    changed = Framework.objects.get(number="R-1")
    changed.title = "Ett annat namn"
    register.save_framework(framework=changed, areas=changed.areas.all(), version=1, **by_keeper())


def optional_round():
    last_day = timezone.localdate() + timedelta(days=200)
    round_ = Framework.objects.get(number="R-1")
    round_.initial_until = last_day
    round_.save()
    terms.add_option(holder=round_, months=12, decide_by=last_day, **by_keeper())
    lengthened = contract()
    lengthened.framework, lengthened.initial_until = round_, last_day
    lengthened.save()


def use_option_of_round():
    found = ExtensionOption.objects.get(framework__number="R-1")
    terms.decide_option(option_id=found.pk, decided_on=timezone.localdate(), left_out={}, **by_keeper())


def leave_contract_out():
    found = ExtensionOption.objects.get(framework__number="R-1")
    left_out = {contract().pk: "Behövs inte"}
    terms.decide_option(option_id=found.pk, decided_on=timezone.localdate(), left_out=left_out, **by_colleague())


def end_contract_of_round():
    last_day = timezone.localdate() + timedelta(days=30)
    terms.terminate_contract(contract=contract(), last_day=last_day, version=1, **by_colleague())


def add_document():
    document = Document(kind="OTHER", title="Protokoll", contract=contract())
    documents.add_document(document=document, file=io.BytesIO(b"Prov"), name="p.txt", **by_keeper())


def add_another_version():
    document = Document(kind="OTHER", title="Protokoll", contract=contract())
    documents.add_document(document=document, file=io.BytesIO(b"Mer"), name="p.txt", **by_colleague())


def supplier(number):
    return Supplier.objects.get(org_number=make.ORG_NUMBERS[number])


def merge():
    suppliers.merge_suppliers(source=supplier(2), target=supplier(1), **by_keeper())


def merge_the_other_way():
    suppliers.merge_suppliers(source=supplier(1), target=supplier(2), **by_colleague())


def merge_further():
    suppliers.merge_suppliers(source=supplier(1), target=supplier(0), **by_colleague())


def undo_merge():
    suppliers.undo_merge(merge=SupplierMerge.objects.order_by("pk").first(), **by_keeper())


def change_supplier():
    changed = supplier(1)
    changed.name = "Nya AB"
    suppliers.save_supplier(supplier=changed, version=1, **by_keeper())


def proposed_supplier():
    SupplierProposal.objects.filter(ledger_name="Prov").update(supplier=supplier(1), ledger_ref="77123")


def proposal():
    found = SupplierProposal.objects.filter(ledger_name="Prov").first()
    if found is None:  # the page is not there
        raise suppliers.ProposalIsGone
    return found


def say_same():
    suppliers.say_same(proposal=proposal(), **by_keeper())


def say_not_same():
    suppliers.say_not_same(proposal=proposal(), **by_colleague())


def answered_proposal():
    proposed_supplier()
    say_same()


def take_answer_back():
    suppliers.take_back(proposal=proposal(), **by_keeper())


def _look_permit_up(**told):
    unit = SupplierUnit.objects.get(name="Hemmet 1")
    found = Permit(unit=unit, org_number=make.ORG_NUMBERS[0], legal_ground="SoL", source="IVO", **told)
    suppliers.keep_permit(permit=found, **by_keeper())


def find_permit_lost():
    _look_permit_up(decided_on=date(2026, 6, 1), valid_until=date(2026, 6, 30))


def find_permit_changed():
    _look_permit_up(decided_on=date(2026, 6, 2), places=8)


def change_contact():
    contact = SupplierContact.objects.get(email="leverantor@vo.example.se")
    contact.phone = "2"
    suppliers.save_detail(detail=contact, **by_keeper())


ABOUT = {
    "files that wait": (sent_in_files, [apply_file, apply_another_file, undo_file]),
    "a file that is brought in": (loaded_files, [undo_file, apply_another_file, change_unit]),
    "a file that waits for another person": (asked_for_file, [confirm_file, decline_file, take_file_back]),
    "a contract": (None, [use_option, decline_option, end_contract, change_contract]),
    "an option that is decided": (use_option, [take_back_option]),
    "a contract that is ended early": (end_contract, [withdraw_termination]),
    "options of a contract": (None, [add_option, use_option]),
    "who answers for a contract": (
        owned_contracts,
        [hand_over_contracts, hand_over_to_another, put_in_deputy, give_contracts_back],
    ),
    "what a contract requires": (None, [say_what_is_required, say_otherwise_what_is_required]),
    "a round": (optional_round, [use_option_of_round, leave_contract_out, end_contract_of_round, change_round]),
    "a document": (None, [add_document, add_another_version]),
    "suppliers that may be one": (None, [merge, merge_the_other_way, merge_further, change_supplier]),
    "suppliers that are one": (merge, [undo_merge, merge_further, change_supplier]),
    "a name in the ledger": (proposed_supplier, [say_same, say_not_same, take_answer_back, merge_further]),
    "a name that is answered": (answered_proposal, [take_answer_back, say_same, merge_further]),
    "a permit": (None, [find_permit_lost, find_permit_changed, change_contact]),
}
