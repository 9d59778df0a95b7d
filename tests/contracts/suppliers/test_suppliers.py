"""Units, permits, contacts, placement stops, and two suppliers that were one."""

import io
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from contracts.documents.models import Document
from contracts.register.models import Contract
from contracts.suppliers import actions
from contracts.suppliers.models import (
    Permit,
    PlacementStop,
    Supplier,
    SupplierContact,
    SupplierIdentifier,
    SupplierMerge,
    SupplierUnit,
)
from followup.judging import actions as judging_actions
from followup.judging.models import JudgedRow
from followup.ledger import actions as ledger_actions
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)


def unit(supplier, name="Provgården", **values):
    return SupplierUnit.objects.create(supplier=supplier, name=name, **values)


def body(answer):
    return " ".join(answer.content.decode().split())


def judged():
    judging_actions.judge_changes(at=AT)
    return list(JudgedRow.objects.order_by("line_no").values_list("bucket", flat=True))


def test_a_merge_moves_what_belongs_to_it_and_the_ledger_follows_until_it_is_undone(by):
    kept = make.supplier("Prov Omsorg AB")
    taken = make.supplier("Prov Omsorg Sverige AB", make.ORG_NUMBERS[1])
    make.contract("A-1", supplier=kept)
    home = unit(taken)
    SupplierContact.objects.create(supplier=taken, unit=home, role="PLACEMENT", phone="08-1")
    make.deviation(
        "AVS-1",
        supplier=taken,
        valid_from=date(2025, 1, 1),
        valid_until=date(2025, 12, 31),
        approved_on=date(2025, 1, 1),
    )
    rows = (
        make.ledger_row("10,00", "2026-03-01", org_number=make.ORG_NUMBERS[1]),
        make.ledger_row("20,00", "2025-03-01", org_number=make.ORG_NUMBERS[1]),
    )
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name="r.csv", by=None, at=AT
    )
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=AT)
    make_rule()
    assert judged() == ["UNEXPLAINED", "APPROVED_DEVIATION"]
    assert actions.what_moves(taken, by=by, at=AT) == {
        "nummer": 1,
        "avtal": 0,
        "verksamheter": 1,
        "kontakter": 1,
        "placeringsstopp": 0,
        "kontroller": 0,
        "dokument": 0,
        "tilldelningar": 0,
    }
    merge = actions.merge_suppliers(source=taken, target=kept, by=by, at=AT)
    assert judged() == ["ON_CONTRACT", "APPROVED_DEVIATION"]
    assert set(SupplierIdentifier.objects.values_list("supplier", flat=True)) == {kept.pk}
    assert SupplierUnit.objects.get().supplier == kept
    later = unit(kept, "Ny efter sammanslagningen")
    actions.undo_merge(merge=merge, by=by, at=AT)
    assert judged() == ["UNEXPLAINED", "APPROVED_DEVIATION"]
    home.refresh_from_db()
    later.refresh_from_db()
    assert (home.supplier, later.supplier) == (taken, kept)
    assert Supplier.objects.current().count() == 2
    with pytest.raises(actions.CannotMerge, match="redan ångrad"):
        actions.undo_merge(merge=merge, by=by, at=AT)


def make_rule():
    from followup.judging.models import ClassificationRule

    ClassificationRule.objects.create(
        buyer=make.buyer(), order=1, account_from="4631", account_to="4631", category=make.category()
    )


def test_what_cannot_be_one_is_refused(by):
    one, other, third = (make.supplier(f"P{n}", make.ORG_NUMBERS[n]) for n in range(3))
    with pytest.raises(actions.CannotMerge, match="två olika"):
        actions.merge_suppliers(source=one, target=one, by=by, at=AT)
    unit(one)
    unit(other)
    with pytest.raises(actions.CannotMerge, match="heter Provgården"):
        actions.merge_suppliers(source=one, target=other, by=by, at=AT)
    Supplier.objects.filter(pk=third.pk).update(is_secret=True)
    with pytest.raises(actions.CannotMerge, match="sekretess"):
        actions.merge_suppliers(source=one, target=third, by=by, at=AT)
    Supplier.objects.filter(pk=third.pk).update(is_secret=False)
    actions.merge_suppliers(source=one, target=third, by=by, at=AT)
    with pytest.raises(actions.CannotMerge, match="redan sammanslagen"):
        actions.merge_suppliers(source=other, target=one, by=by, at=AT)
    second = actions.merge_suppliers(source=third, target=make.supplier("P4", make.ORG_NUMBERS[4]), by=by, at=AT)
    with pytest.raises(actions.CannotMerge, match="i sin tur"):
        actions.undo_merge(merge=SupplierMerge.objects.get(source=one), by=by, at=AT)
    actions.undo_merge(merge=second, by=by, at=AT)
    actions.undo_merge(merge=SupplierMerge.objects.get(source=one), by=by, at=AT)


@pytest.mark.parametrize("what", ["contract", "framework", "unit", "document"])
def test_what_is_secret_is_neither_counted_nor_moved_by_those_not_let_in(officer, by, what):
    kept, taken = make.supplier("Prov AB"), make.supplier("Prov Sverige AB", make.ORG_NUMBERS[1])
    make.contract("A-1", supplier=taken)
    unit(taken)
    secret = {
        "contract": lambda: make.contract("A-2", supplier=taken, is_secret=True),
        "framework": lambda: make.contract("A-2", supplier=taken, framework=make.framework(is_secret=True)).framework,
        "unit": lambda: unit(taken, "Provgömslet", is_secret=True),
        "document": lambda: Document.objects.create(
            supplier=taken,
            kind="OTHER",
            title="Provgömslet",
            is_secret=True,
            version=1,
            size=1,
            uploaded_by=by,
            uploaded_at=AT,
        ),
    }[what]()
    moves = actions.what_moves(taken, by=by, at=AT)
    assert (moves["avtal"], moves["verksamheter"], moves["dokument"]) == (1, 1, 0)
    address = f"/leverantorer/{taken.pk}/sla-samman/"
    page = body(officer.get(f"{address}?med={kept.pk}"))
    assert "skyddade uppgifter" in page
    assert "Detta flyttas" not in page
    assert "skyddade uppgifter" in body(officer.post(address, {"target": kept.pk}))
    assert not SupplierMerge.objects.exists()
    grant = AccessGrant.objects.create(object=secret, user=by)
    assert "sammanslagna till Prov AB" in body(officer.post(address, {"target": kept.pk}, follow=True))
    assert not Contract.objects.filter(supplier=taken).exists()
    grant.delete()
    undo = f"/sammanslagningar/{SupplierMerge.objects.get().pk}/angra/"
    assert "skyddade uppgifter" in body(officer.post(undo, follow=True))
    AccessGrant.objects.create(object=secret, user=by)
    assert "är två igen" in body(officer.post(undo, follow=True))


def test_a_secret_units_name_is_not_told_by_a_merger_that_it_stops(by):
    kept, taken = make.supplier("Prov AB"), make.supplier("Prov Sverige AB", make.ORG_NUMBERS[1])
    unit(taken, "Provgömslet")
    unit(kept, "Provgömslet", is_secret=True)
    with pytest.raises(actions.CannotMerge, match="skyddade uppgifter") as refusal:
        actions.merge_suppliers(source=taken, target=kept, by=by, at=AT)
    assert "Provgömslet" not in str(refusal.value)


def test_another_buyers_contract_is_no_secret_and_moves_without_being_counted(by):
    kept, taken = make.supplier("Prov AB"), make.supplier("Prov Sverige AB", make.ORG_NUMBERS[1])
    make.contract("A-1", supplier=taken, buyer=make.buyer(org_number="2321000131", name="Grannen"))
    assert actions.what_moves(taken, by=by, at=AT)["avtal"] == 0
    actions.merge_suppliers(source=taken, target=kept, by=by, at=AT)
    assert Contract.objects.get().supplier == kept


def test_a_merge_is_seen_side_by_side_done_and_undone_on_screen(officer):
    kept, taken = make.supplier("Prov AB"), make.supplier("Prov Sverige AB", make.ORG_NUMBERS[1])
    make.contract("A-1", supplier=taken)
    address = f"/leverantorer/{taken.pk}/sla-samman/"
    assert "Prov AB" in body(officer.get(address))
    page = body(officer.get(f"{address}?med={kept.pk}"))
    assert "avtal 1" in page
    assert "1 av 1" in page or "0 av 1" in page
    done = body(officer.post(address, {"target": kept.pk}, follow=True))
    assert "sammanslagna till Prov AB" in done
    assert Contract.objects.get().supplier == kept
    undone = body(officer.post(f"/sammanslagningar/{SupplierMerge.objects.get().pk}/angra/", follow=True))
    assert "är två igen" in undone
    assert Contract.objects.get().supplier == taken


def test_a_stop_of_a_supplier_or_a_unit_closes_it_on_its_days_both_counted(by):
    supplier = make.supplier()
    home, other = unit(supplier), unit(supplier, "Andra")
    actions.stop_placements(
        stop=PlacementStop(
            supplier=supplier, unit=home, reason="Brist", valid_from=date(2026, 6, 1), valid_until=date(2026, 6, 30)
        ),
        by=by,
        at=AT,
    )

    def stopped(on):
        return set(SupplierUnit.objects.for_list(on=on).filter(is_stopped=True).values_list("name", flat=True))

    assert [stopped(date(2026, *day)) for day in ((5, 31), (6, 1), (6, 30), (7, 1))] == [
        set(),
        {home.name},
        {home.name},
        set(),
    ]
    actions.stop_placements(
        stop=PlacementStop(supplier=supplier, reason="Allt", valid_from=date(2026, 7, 1)), by=by, at=AT
    )
    assert stopped(date(2030, 1, 1)) == {home.name, other.name}
    with pytest.raises(ValidationError, match="före första dagen"):
        actions.stop_placements(
            stop=PlacementStop(
                supplier=supplier, reason="x", valid_from=date(2026, 7, 1), valid_until=date(2026, 6, 1)
            ),
            by=by,
            at=AT,
        )


def test_a_unit_its_permit_contact_and_stop_are_made_on_screen(officer):
    supplier = make.supplier()
    base = f"/leverantorer/{supplier.pk}"
    wrong = officer.post(f"{base}/verksamheter/ny/", {"name": "Provgården", "age_from": 18, "age_to": 12})
    assert wrong.status_code == 422
    assert "högre än åldern till" in body(wrong)
    officer.post(f"{base}/verksamheter/ny/", {"name": "Provgården", "municipality": "Huddinge", "places": 6})
    home = SupplierUnit.objects.get()
    bad = officer.post(
        f"{base}/tillstand/nytt/",
        {
            "unit": home.pk,
            "org_number": "556677-8890",
            "legal_ground": "SoL",
            "decided_on": "2025-01-01",
            "status": "VALID",
            "source": "IVO:s register på webben",
        },
    )
    assert "kontrollsiffran" in body(bad)
    officer.post(
        f"{base}/tillstand/nytt/",
        {
            "unit": home.pk,
            "org_number": "556677-8899",
            "legal_ground": "SoL 26 kap. 1 §",
            "decided_on": "2025-01-01",
            "status": "VALID",
            "source": "IVO:s register på webben",
        },
    )
    assert Permit.objects.get().org_number == "5566778899"
    nobody = officer.post(f"{base}/kontakter/ny/", {"role": "PLACEMENT", "name": "Placeringsgruppen"})
    assert "e-post eller telefon" in body(nobody)
    officer.post(
        f"{base}/kontakter/ny/", {"role": "PLACEMENT", "name": "Placeringsgruppen", "phone": "08-123", "unit": home.pk}
    )
    officer.post(
        f"{base}/placeringsstopp/nytt/", {"unit": home.pk, "reason": "Ny chef saknas", "valid_from": "2020-01-01"}
    )
    page = body(officer.get(home.get_absolute_url()))
    for words in ("SoL 26 kap. 1 §", "Placeringsgruppen", "Ny chef saknas", "Stopp", "Huddinge"):
        assert words in page
    assert "Provgården" in body(officer.get("/verksamheter/?placeringar=stopp&kommun=hudd"))
    assert "Provgården" not in body(officer.get("/verksamheter/?placeringar=oppet"))
    assert "Provgården" in body(officer.get(supplier.get_absolute_url()))


def test_a_secret_unit_and_what_belongs_to_it_are_seen_by_the_named_alone(officer):
    supplier = make.supplier()
    home = unit(supplier, "Provgömslet", is_secret=True)
    SupplierContact.objects.create(supplier=supplier, unit=home, role="PLACEMENT", phone="08-777")
    PlacementStop.objects.create(
        supplier=supplier, unit=home, reason="Hemligt skäl", valid_from=AT, decided_by=make.user(None, username="x")
    )
    said = body(officer.get(supplier.get_absolute_url())) + body(officer.get("/verksamheter/"))
    said += body(officer.get(f"/leverantorer/{supplier.pk}/kontakter/ny/"))
    for words in ("Provgömslet", "08-777", "Hemligt skäl"):
        assert words not in said
    assert officer.get(home.get_absolute_url()).status_code == 404
