"""Suppliers to sort out: what is found by night, what a person answers, and what is then never asked again."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from contracts.suppliers import actions
from contracts.suppliers.actions import LedgerName
from contracts.suppliers.models import Supplier, SupplierIdentifier, SupplierProposal, WithdrawnAnswer
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


# ------------------------------------------------------------------------------------------------------------- pages

LIST = "/leverantorer/att-reda-ut/"


def body(answer):
    return " ".join(answer.content.decode().split())


def test_the_list_is_for_those_who_may_merge_and_so_is_the_menu(client, two):
    find()
    client.force_login(make.user("läsare"))
    assert client.get(LIST).status_code == 403
    assert LIST not in client.get("/leverantorer/").content.decode()
    client.force_login(make.user("upphandlare", username="upp"))
    assert LIST in client.get("/leverantorer/").content.decode()
    assert "Sjöbo Vård (publ)" in body(client.get(LIST))
    assert not client.get(LIST, headers={"HX-Request": "true"}).content.startswith(b"<!")


def test_the_list_is_narrowed_by_words_kind_and_what_is_answered(officer, two, by):
    find(told("LEV-7", "Okänd Gård"))
    assert "Okänd Gård" in body(officer.get(LIST, {"slag": "INVALID"}))
    assert "Sjöbo" not in body(officer.get(LIST, {"slag": "INVALID"})).split("<tbody", 1)[1]
    assert "1 att reda ut" in body(officer.get(LIST, {"sok": make.ORG_NUMBERS[1]}))
    assert "1 att reda ut" in body(officer.get(LIST, {"sok": "lev-7".upper()}))
    assert "1 att reda ut" in body(officer.get(LIST, {"sok": "okänd"}))
    actions.say_not_same(proposal=SupplierProposal.objects.get(kind="INVALID"), by=by, at=AT)
    assert "Okänd Gård" not in body(officer.get(LIST))
    assert "lämnas som det är" in body(officer.get(LIST, {"laget": "avgjorda"}))


def test_a_persons_number_is_masked_in_list_page_and_file(officer, two):
    number = "198112189876"
    find(told(number, "Okänd Gård"))
    proposal = SupplierProposal.objects.get(kind="INVALID")
    for address in (LIST, f"{LIST}?export=csv", proposal.get_absolute_url()):
        answer = officer.get(address)
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"9876" not in said, address


def test_the_list_asks_as_much_for_three_as_for_thirty(officer, two, django_assert_max_num_queries):
    find(*(told(f"LEV-{n}", "Okänd Gård") for n in range(2)))
    officer.get(LIST)
    with django_assert_max_num_queries(40) as few:
        officer.get(LIST)
    find(*(told(f"LEV-{n}", f"Sjöbo Vård {n}") for n in range(30)), at=AT + timedelta(days=1))
    with django_assert_max_num_queries(len(few)):
        officer.get(LIST)


def test_two_are_seen_side_by_side_with_what_moves_and_are_made_one(officer, two):
    one, other = two
    make.contract("A-1", supplier=one)
    find()
    proposal = SupplierProposal.objects.get()
    page = body(officer.get(proposal.get_absolute_url()))
    assert "Flyttas om den upphör" in page
    assert "avtal 1," in page
    assert f"/kop/leverantor/{one.pk}/och/{other.pk}/" in page
    answer = officer.post(f"/leverantorer/{one.pk}/sla-samman/", {"target": other.pk})
    assert answer.status_code == 302
    assert Supplier.objects.get(pk=one.pk).merged_into == other
    page = body(officer.get(proposal.get_absolute_url()))
    assert "Beslutat: samma" in page
    assert "Inte samma" not in page


def test_bought_and_deviations_stand_side_by_side(officer, two):
    one, other = two
    make.deviation("AVS-1", supplier=other)
    page = body(officer.get(f"/kop/leverantor/{one.pk}/och/{other.pk}/"))
    assert page.index("Sjöbo Vård AB") < page.index("Sjöbo Vård (publ)")
    assert page.count('<td class="num" data-label="Avsteg">1</td>') == 1
    assert officer.get(f"/kop/leverantor/{one.pk}/och/999999/").status_code == 404


def test_the_answers_are_given_on_the_page_and_a_second_one_is_told_that_it_is_decided(officer, two):
    find(told("LEV-7"))
    pair, name = SupplierProposal.objects.get(kind="ALIKE"), SupplierProposal.objects.get(kind="INVALID")
    assert "Inte samma" in body(officer.get(name.get_absolute_url()))
    page = officer.post(f"{pair.get_absolute_url()}inte-samma/", follow=True)
    assert "Svaret är sparat: inte samma" in body(page)
    page = officer.post(f"{name.get_absolute_url()}samma/", follow=True)
    assert "Svaret är sparat: samma" in body(page)
    assert SupplierIdentifier.objects.get(value="LEV-7").supplier == two[0]
    assert "redan beslutat" in body(officer.post(f"{name.get_absolute_url()}samma/", follow=True))
    assert officer.get(f"{name.get_absolute_url()}samma/").status_code == 405


def test_two_are_never_made_one_by_an_answer_alone(officer, two):
    find()
    page = officer.post(f"{SupplierProposal.objects.get().get_absolute_url()}samma/", follow=True)
    assert "slås samman på sidan" in body(page)
    assert SupplierProposal.objects.undecided().count() == 1


def test_a_proposal_that_names_a_secret_supplier_does_not_exist_for_others(officer, two, by):
    Supplier.objects.filter(pk=two[1].pk).update(is_secret=True)
    find()
    proposal = SupplierProposal.objects.get()
    assert "Inget att reda ut" in body(officer.get(LIST))
    assert officer.get(proposal.get_absolute_url()).status_code == 404
    assert officer.post(f"{proposal.get_absolute_url()}inte-samma/").status_code == 404


def test_one_may_look_now_and_not_only_by_night(officer, two, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        page = officer.post(f"{LIST}leta/", follow=True)
    assert "Leta efter leverantörer att reda ut" in body(page)
    assert len(callbacks) == 1


# ------------------------------------------------------------------------------------------------- an answer taken back


def test_an_answer_that_is_taken_back_is_asked_again_and_who_gave_it_and_took_it_back_is_kept(two, by):
    find()
    proposal = actions.say_not_same(proposal=SupplierProposal.objects.get(), by=by, at=AT)
    other, later = make.user("kategoriledare", username="annan"), AT + timedelta(days=1)
    asked = actions.take_back(proposal=proposal, by=other, at=later)
    assert (asked.outcome, asked.decided_by, asked.decided_at) == ("", None, None)
    assert find(at=later) == 1
    actions.say_not_same(proposal=asked, by=other, at=later)
    actions.take_back(proposal=asked, by=by, at=later)
    kept = WithdrawnAnswer.objects.to(asked).order_by("pk")
    assert [
        (each.outcome, each.decided_by, each.decided_at, each.withdrawn_by, each.withdrawn_at) for each in kept
    ] == [
        ("NOT_SAME", by, AT, other, later),
        ("NOT_SAME", other, later, by, later),
    ]


def test_a_number_that_an_answer_brought_goes_with_it_and_one_that_was_there_stays(two, by):
    for ref, was_there in (("LEV-7", False), ("LEV-8", True)):
        find(told(ref, "Sjöbo Vård AB"))
        if was_there:
            SupplierIdentifier.objects.create(supplier=two[0], scheme="SUPPLIER_NUMBER", value=ref, buyer=make.buyer())
        said = actions.say_same(proposal=SupplierProposal.objects.get(ledger_ref=ref), by=by, at=AT)
        assert SupplierIdentifier.objects.filter(value=ref, supplier=two[0]).exists()
        actions.take_back(proposal=said, by=by, at=AT)
        assert SupplierIdentifier.objects.filter(value=ref).exists() is was_there


def test_taking_back_twice_is_taking_back_once(two, by):
    find()
    said = actions.say_not_same(proposal=SupplierProposal.objects.get(), by=by, at=AT)
    actions.take_back(proposal=said, by=by, at=AT)
    with pytest.raises(actions.CannotTakeBack, match="inget svar"):
        actions.take_back(proposal=said, by=by, at=AT)
    assert WithdrawnAnswer.objects.count() == 1


def test_that_two_were_made_one_is_undone_where_they_were_and_not_here(two, by):
    find()
    merge(*two, by)
    with pytest.raises(actions.CannotTakeBack, match="sammanslagna"):
        actions.take_back(proposal=SupplierProposal.objects.get(), by=by, at=AT)
    assert Supplier.objects.get(pk=two[0].pk).merged_into == two[1]


def test_an_answer_of_one_that_was_taken_up_since_is_asked_of_the_one_that_took_it_up(two, by):
    one, other = two
    find()
    said = actions.say_not_same(proposal=SupplierProposal.objects.get(), by=by, at=AT)
    third = make.supplier("Sjöbo Vård HB", make.ORG_NUMBERS[3])
    merge(one, third, by)
    assert find(at=AT + timedelta(days=1)) == 0
    assert actions.take_back(proposal=said, by=by, at=AT) is None
    assert find(at=AT + timedelta(days=2)) == 1
    assert waiting() == [("ALIKE", other.name, third.name)]
    assert WithdrawnAnswer.objects.get().supplier == one


def test_only_who_may_merge_takes_an_answer_back_and_the_page_tells_of_it(client, two, by):
    find()
    said = actions.say_not_same(proposal=SupplierProposal.objects.get(), by=by, at=AT)
    address = f"{said.get_absolute_url()}ta-tillbaka/"
    client.force_login(make.user("läsare"))
    assert client.post(address).status_code == 403
    client.force_login(by)
    assert "Ta tillbaka svaret" in client.get(said.get_absolute_url()).content.decode()
    page = client.post(address, follow=True).content.decode()
    assert "Svaret är återtaget. Frågan väntar på ett nytt." in page
    assert "Återtagna svar" in page
    assert f"2026-06-01 av {by}" in page
    assert "Ta tillbaka svaret" not in page


def test_an_answer_about_a_secret_supplier_is_not_told_of(two, by):
    find()
    said = actions.say_not_same(proposal=SupplierProposal.objects.get(), by=by, at=AT)
    actions.take_back(proposal=said, by=by, at=AT)
    assert WithdrawnAnswer.objects.visible_to(by).count() == 1
    Supplier.objects.filter(pk=two[1].pk).update(is_secret=True)
    assert WithdrawnAnswer.objects.visible_to(by).count() == 0
