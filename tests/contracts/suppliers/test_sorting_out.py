"""Suppliers to sort out: what is found by night, what a person answers, and what is then never asked again."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from contracts.suppliers import actions
from contracts.suppliers.actions import LedgerName
from contracts.suppliers.models import Supplier, SupplierIdentifier, SupplierProposal
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)


def told(ref="", name="Sjöbo Vård", *, supplier=None, has_org_number=False, bought="1000.00", buyer=None):
    """A name as a ledger has it."""
    buyer = buyer or make.buyer()
    return LedgerName(buyer.pk, ref, name, has_org_number, supplier and supplier.pk, Decimal(bought))


def find(*names, at=AT):
    return actions.propose_suppliers(ledger_names=names, at=at)


def waiting(person=None):
    """What waits for somebody, or is shown to a person: kind, the one, and the other or the name in the ledger."""
    shown = SupplierProposal.objects.visible_to(person) if person else SupplierProposal.objects.all()
    found = shown.undecided().select_related("supplier", "other").order_by("pk")
    return [(each.kind, each.supplier and each.supplier.name, str(each.other or each.ledger_name)) for each in found]


def merge(source, target, by):
    return actions.merge_suppliers(source=source, target=target, by=by, at=AT)


@pytest.fixture
def two():
    """One name under two numbers, as two deliveries wrote it, and one that is like neither."""
    make.supplier("Nordlunds Behandlingshem AB", make.ORG_NUMBERS[2])
    return make.supplier("Sjöbo Vård AB", make.ORG_NUMBERS[0]), make.supplier("Sjöbo Vård (publ)", make.ORG_NUMBERS[1])


def test_many_numbers_under_one_name_are_proposed_and_nothing_is_merged(two):
    assert find() == 1
    assert waiting() == [("ALIKE", "Sjöbo Vård AB", "Sjöbo Vård (publ)")]
    assert SupplierProposal.objects.get().similarity == 1
    assert not Supplier.objects.filter(merged_into__isnull=False).exists()


def test_finding_twice_makes_one_proposal_and_what_is_no_more_so_goes(two):
    assert find() == 1
    assert find(at=AT + timedelta(days=1)) == 1
    Supplier.objects.filter(pk=two[1].pk).update(name="Granängens Gård AB")
    assert find(at=AT + timedelta(days=2)) == 0


def test_a_word_that_is_written_wrong_is_like_and_another_word_is_not():
    make.supplier("Lindängens HVB-hem AB", make.ORG_NUMBERS[0])
    make.supplier("Lindängen HVB hem i Stockholm", make.ORG_NUMBERS[1])
    make.supplier("Lindängens Skola AB", make.ORG_NUMBERS[2])
    find()
    assert waiting() == [("ALIKE", "Lindängens HVB-hem AB", "Lindängen HVB hem i Stockholm")]


def test_a_company_and_its_owner_are_known_to_be_two(two):
    Supplier.objects.filter(pk=two[0].pk).update(parent=two[1])
    assert find() == 0


def test_what_is_not_the_same_is_remembered_also_when_one_of_them_is_taken_up_by_a_third(two, by):
    one, other = two
    find()
    said = actions.say_not_same(proposal=SupplierProposal.objects.get(), by=by, at=AT)
    assert (said.outcome, said.decided_by, said.decided_at) == ("NOT_SAME", by, AT)
    assert find(at=AT + timedelta(days=1)) == 0
    third = make.supplier("Sjöbo Vård HB", make.ORG_NUMBERS[3])
    merge(one, third, by)
    assert find(at=AT + timedelta(days=2)) == 0
    merge(third, make.supplier("Sjöbo Vård KB", make.ORG_NUMBERS[4]), by)
    assert find(at=AT + timedelta(days=3)) == 0
    assert other.merged_into is None


def test_a_merger_answers_what_was_proposed_and_its_undoing_asks_again(two, by):
    one, other = two
    third = make.supplier("Sjöbo Vård HB", make.ORG_NUMBERS[3])
    assert find() == 3
    done = merge(one, other, by)
    assert waiting() == [("ALIKE", "Sjöbo Vård (publ)", "Sjöbo Vård HB")]
    settled = SupplierProposal.objects.get(supplier=one, other=other)
    assert (settled.outcome, settled.decided_by) == ("SAME", by)
    assert find(at=AT + timedelta(days=1)) == 1
    actions.undo_merge(merge=done, by=by, at=AT)
    assert ("ALIKE", "Sjöbo Vård AB", "Sjöbo Vård (publ)") in waiting()
    assert find(at=AT + timedelta(days=2)) == 3
    assert third.merged_into is None


@pytest.mark.parametrize(("ref", "kind"), [("", "MISSING"), ("19XXXXXX-XXXX", "MASKED"), ("LEV-7", "INVALID")])
def test_a_name_without_a_number_that_tells_is_proposed_with_whom_it_is_like(two, ref, kind):
    find(told(ref, "SJÖBO VÅRD AKTIEBOLAG"), told(ref, "Okänd Gård"))
    names = {each.ledger_name: each for each in SupplierProposal.objects.filter(kind=kind)}
    assert names["SJÖBO VÅRD AKTIEBOLAG"].supplier == two[0]
    assert names["SJÖBO VÅRD AKTIEBOLAG"].sum_sek == Decimal("1000.00")
    assert names["Okänd Gård"].supplier is None


def test_one_number_under_many_names_is_told_where_the_names_are_unlike(two):
    find(
        told("5566778899", "Sjobo Vard AB", supplier=two[0], has_org_number=True),
        told("5566778899", "Granängens Gård AB", supplier=two[0], has_org_number=True),
        told("L-1", "Annat namn på ett leverantörsnummer", supplier=two[0]),
    )
    assert ("NAMES", "Sjöbo Vård AB", "Granängens Gård AB") in waiting()
    assert len(waiting()) == 2  # with the two that are alike


def test_a_whole_number_that_is_the_suppliers_points_at_it_from_then_on(two, by):
    find(told("LEV-7"))
    proposal = SupplierProposal.objects.get(kind="INVALID")
    actions.say_same(proposal=proposal, by=by, at=AT)
    tied = SupplierIdentifier.objects.get(value="LEV-7")
    assert (tied.supplier, tied.buyer, tied.scheme) == (two[0], make.buyer(), "SUPPLIER_NUMBER")
    with pytest.raises(actions.ProposalIsDecided, match="Det är redan beslutat: samma"):
        actions.say_same(proposal=proposal, by=by, at=AT)
    find(told("LEV-7", supplier=two[0]), at=AT + timedelta(days=1))
    assert [kind for kind, *_ in waiting()] == ["ALIKE"]


@pytest.mark.parametrize("ref", ["", "19XXXXXX-XXXX"])
def test_a_number_that_many_may_have_ties_nothing_but_the_answer_is_remembered(two, by, ref):
    find(told(ref))
    actions.say_same(proposal=SupplierProposal.objects.exclude(kind="ALIKE").get(), by=by, at=AT)
    assert not SupplierIdentifier.objects.filter(scheme="SUPPLIER_NUMBER").exists()
    find(told(ref), at=AT + timedelta(days=1))
    assert [kind for kind, *_ in waiting()] == ["ALIKE"]


def test_a_number_that_another_got_meanwhile_decides_nothing(two, by):
    find(told("LEV-7"))
    SupplierIdentifier.objects.create(supplier=two[1], scheme="SUPPLIER_NUMBER", value="LEV-7", buyer=make.buyer())
    with pytest.raises(actions.ProposalIsDecided, match="hör redan till en annan"):
        actions.say_same(proposal=SupplierProposal.objects.get(kind="INVALID"), by=by, at=AT)
    assert SupplierProposal.objects.get(kind="INVALID").outcome == ""


def test_one_that_is_not_the_likest_makes_way_for_the_next_and_then_for_none(two, by):
    make.supplier("Sjöbo Vårdhem", make.ORG_NUMBERS[3])
    for day, whom in enumerate(("Sjöbo Vård AB", "Sjöbo Vård (publ)", "Sjöbo Vårdhem")):
        find(told("LEV-7"), at=AT + timedelta(days=day))
        proposal = SupplierProposal.objects.undecided().get(kind="INVALID")
        assert proposal.supplier.name == whom
        actions.say_not_same(proposal=proposal, by=by, at=AT)
    find(told("LEV-7"), at=AT + timedelta(days=9))
    assert not SupplierProposal.objects.undecided().filter(kind="INVALID").exists()


def test_a_name_that_is_let_be_is_asked_of_again_when_somebody_like_it_is_registered(by):
    find(told("LEV-7"))
    let_be = actions.say_not_same(proposal=SupplierProposal.objects.get(), by=by, at=AT)
    assert let_be.get_outcome_display() == "lämnas som det är"
    assert find(told("LEV-7"), at=AT + timedelta(days=1)) == 0
    make.supplier("Sjöbo Vård AB")
    assert find(told("LEV-7"), at=AT + timedelta(days=2)) == 1


def test_an_answer_is_one_buyers_and_another_with_the_same_name_is_asked(two, by):
    find(told("LEV-7"))
    actions.say_not_same(proposal=SupplierProposal.objects.get(kind="INVALID"), by=by, at=AT)
    other = make.buyer(org_number="2120000142", name="Haninge kommun")
    find(told("LEV-7", buyer=other), at=AT + timedelta(days=1))
    assert [each.buyer for each in SupplierProposal.objects.undecided().filter(kind="INVALID")] == [other]


def test_only_one_who_may_merge_decides(two):
    find(told("LEV-7"))
    reader = make.user("läsare", username="laser")
    for proposal in SupplierProposal.objects.order_by("pk"):
        with pytest.raises(NotAllowed):
            actions.say_not_same(proposal=proposal, by=reader, at=AT)


def test_who_is_not_let_in_finds_just_what_he_would_if_the_secret_were_not_there(two, by):
    names = [told("LEV-7", "Sjöbo Vård"), told("", "Granängens Gård")]
    find(*names)
    before = sorted(waiting())
    secret = make.supplier("Sjöbo Vård", make.ORG_NUMBERS[3], is_secret=True)
    make.supplier("Granängens Gård", make.ORG_NUMBERS[4], is_secret=True)
    outside = make.user("upphandlare", username="utanför")
    AccessGrant.objects.create(object=secret, user=by)
    find(*names, at=AT + timedelta(days=1))
    assert len(waiting()) > len(before)
    assert sorted(waiting(outside)) == before
    mine = SupplierProposal.objects.visible_to(by).of_supplier(secret)
    assert {each.kind for each in mine} == {"ALIKE", "INVALID"}
    actions.say_same(proposal=mine.get(kind="INVALID"), by=by, at=AT)
    find(*names, at=AT + timedelta(days=2))
    assert sorted(waiting(outside)) == before


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("proposal_is_of_two_suppliers_or_a_ledger", {"kind": "ALIKE"}),
        ("proposal_is_of_two_suppliers_or_a_ledger", {"kind": "MISSING", "buyer": None}),
        ("proposal_is_decided_by_a_person", {"kind": "MISSING", "outcome": "SAME"}),
    ],
)
def test_a_proposal_that_cannot_be_is_refused(name, values):
    values = {"buyer": make.buyer(), "ledger_name": "Prov", "found_at": AT, **values}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        SupplierProposal.objects.create(**values)
