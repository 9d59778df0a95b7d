"""Pages of price adjustment: who may, bad input, and lists that keep their number of questions."""

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contracts.files import actions as file_actions
from contracts.prices import actions
from contracts.prices.models import (
    Price,
    PriceAdjustment,
    PriceClause,
    PriceRequest,
)
from tests import factories as make
from tests.contracts.prices.adjustments import (
    AT,
    contract_with_clause,
    labour_costs,
    proposed,
    submitted,
    text,
)
from tests.late import as_sent, differing, told_by

pytestmark = pytest.mark.django_db
lci = pytest.fixture(labour_costs)


@pytest.fixture
def adjustment(lci):
    contract_with_clause("A-1", lci)
    return proposed()[0]


def test_a_reader_sees_no_adjustments_and_a_controller_may_not_approve(client, adjustment):
    client.force_login(make.user("läsare"))
    assert client.get("/prisjustering/").status_code == 403
    client.force_login(make.user("controller"))
    assert client.get("/prisjustering/").status_code == 200
    assert client.post("/prisjustering/godkann/", {"id": adjustment.pk}).status_code == 403


def test_the_work_list_says_what_waits_area_by_area_and_adds_up(client, lci):
    contract_with_clause("A-1", lci)
    other = make.area("FO-LSS", subcategory="FO")
    contract_with_clause("B-1", lci, areas=[other])
    make.bought(make.contract("C-1", supplier=make.supplier("C", None)), [date(2026, 1, 1)])
    proposed()
    client.force_login(make.user("kategoriledare"))
    page = client.get("/prisjustering/?laget=oppna").content.decode()
    for words in ("A-1", "B-1", "IFO-HVB", "FO-LSS", "Föreslagen", "2027-01-01", "2 priser", "3,50"):
        assert words in page
    narrowed = client.get(f"/prisjustering/?omrade={other.pk}").content.decode()
    assert "B-1" in narrowed
    assert "Prov A-1 AB" not in narrowed


def test_the_list_asks_as_many_questions_for_many_as_for_few(client, lci):
    client.force_login(make.user("kategoriledare"))

    def asked():
        client.get("/prisjustering/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/prisjustering/")
        return len(queries)

    for number in range(3):
        contract_with_clause(f"A-{number}", lci)
    proposed()
    few = asked()
    for number in range(3, 30):
        contract_with_clause(f"A-{number}", lci)
    proposed()
    assert asked() == few


def test_ticked_proposals_are_sent_and_approved_by_another(client, lci):
    contract_with_clause("A-1", lci)
    contract_with_clause("A-2", lci)
    first, second = proposed()
    leader = make.user("kategoriledare")
    client.force_login(leader)
    client.post("/prisjustering/skicka/", {"id": [first.pk]})
    own_page = {"id": [first.pk], "tillbaka": first.get_absolute_url()}
    told = client.post("/prisjustering/godkann/", own_page, follow=True).content.decode()
    assert "en annan person ska godkänna" in told
    client.force_login(make.user("upphandlingschef"))
    ticked = {"id": [first.pk, second.pk]}
    asked = client.post("/prisjustering/godkann/", ticked)
    first.refresh_from_db()
    assert first.status == "SUBMITTED"  # what cannot be undone is shown first
    told = " ".join(asked.content.decode().split())
    assert "Godkänn de valda?" in told
    assert "av 2 valda" in told
    assert re.search(r"Godkänns: <a href=[^>]+> A-1</a>\.", told)
    mark = asked.context["looked_over"].mark
    told = client.post("/prisjustering/godkann/", {**ticked, "visat": mark}, follow=True).content.decode()
    assert "1 prisjustering är godkänd" in told
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("APPROVED", "PROPOSED")
    assert Price.objects.filter(origin="ADJUSTMENT").count() == 2
    told = client.post("/prisjustering/godkann/", {}, follow=True).content.decode()
    assert "Välj minst en" in told


def test_an_adjustments_page_shows_figures_formula_and_prices(client, adjustment):
    client.force_login(make.user("kategoriledare"))
    page = client.get(adjustment.get_absolute_url()).content.decode()
    for words in ("1 · 145,1 / 140,2 = 1,03495", "1\xa0034,95", "Rad 0", "Skicka till godkännande", "kvartal 2 2024"):
        assert words in page


def test_a_price_that_differs_needs_its_reason_and_a_second_officer_sees_the_first(client, adjustment):
    client.force_login(make.user("controller"))
    first, second = adjustment.lines.order_by("item__name")
    sent = {
        "version": adjustment.version,
        f"price-{first.item_id}": "1 030,00",
        f"reason-{first.item_id}": "",
        f"price-{second.item_id}": "ett",
    }
    refused = client.post(f"/prisjustering/{adjustment.pk}/priser/", sent)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Skriv varför raden avviker" in page
    assert "går inte att läsa som ett belopp" in page
    sent |= {f"reason-{first.item_id}": "Överenskommet", f"price-{second.item_id}": str(second.new_sek)}
    assert client.post(f"/prisjustering/{adjustment.pk}/priser/", sent).status_code == 302
    first.refresh_from_db()
    assert (first.new_sek, first.reason) == (Decimal("1030.00"), "Överenskommet")
    late = client.post(f"/prisjustering/{adjustment.pk}/priser/", sent)
    assert late.status_code == 422
    assert "har ändrats av dig i ett annat fönster" in late.content.decode()


def test_prices_that_are_sent_or_decided_are_shown_without_a_form_and_not_saved(client, adjustment):
    address = f"/prisjustering/{adjustment.pk}/priser/"
    line = adjustment.lines.order_by("item__name").first()
    sent = {"version": adjustment.version, f"price-{line.item_id}": "1,00", f"reason-{line.item_id}": "Prov"}
    client.force_login(make.user("avtalscontroller"))
    assert f'name="price-{line.item_id}"' in client.get(address).content.decode()

    def stays(*words):
        shown, refused = client.get(address), client.post(address, sent)
        assert (shown.status_code, refused.status_code) == (200, 422)
        for page in (shown.content.decode(), refused.content.decode()):
            assert '<form method="post" novalidate' not in page
            assert "Spara priserna" not in page
            assert "1\xa0034,95" in page
            for each in words:
                assert each in page
        assert "Ingenting är sparat" in refused.content.decode()
        assert "Ingenting är sparat" not in shown.content.decode()
        line.refresh_from_db()
        assert line.new_sek == Decimal("1034.95")

    submitted(adjustment)
    stays("skickad till godkännande", "Lämna tillbaka den")
    actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=make.user("kategoriledare"), at=AT)
    stays("är godkänd 2026-10-15", "priserna ligger fast", "från en senare dag i avtalets prislista")


def test_prices_of_a_rejected_adjustment_are_shown_without_a_form(client, adjustment):
    leader = make.user("kategoriledare")
    actions.reject_adjustment(adjustment_id=adjustment.pk, reason="Upphandlas om", by=leader, at=AT)
    client.force_login(leader)
    page = client.get(f"/prisjustering/{adjustment.pk}/priser/").content.decode()
    assert "är avvisad av" in page
    assert "Spara priserna" not in page


def test_rejecting_asks_why(client, adjustment):
    client.force_login(make.user("controller"))
    assert client.post(f"/prisjustering/{adjustment.pk}/avvisa/", {"reason": ""}).status_code == 422
    personal = client.post(f"/prisjustering/{adjustment.pk}/avvisa/", {"reason": "Gäller 19121212-1212"})
    assert "personnummer" in personal.content.decode()
    client.post(f"/prisjustering/{adjustment.pk}/avvisa/", {"reason": "Upphandlas om"})
    assert "Upphandlas om" in client.get(adjustment.get_absolute_url()).content.decode()


def test_a_request_is_registered_once_and_not_for_tomorrow(client, adjustment):
    client.force_login(make.user("controller"))
    sent = {"contract": adjustment.contract_id, "received_on": "2026-10-01", "wanted_percent": "4"}
    assert client.post("/prisjustering/begaran/ny/", sent | {"received_on": "2999-01-01"}).status_code == 422
    assert client.post("/prisjustering/begaran/ny/", sent).status_code == 302
    again = client.post("/prisjustering/begaran/ny/", sent)
    assert "finns redan" in again.content.decode()
    request = PriceRequest.objects.get()
    page = client.get("/prisjustering/begaran/?laget=oppna").content.decode()
    assert "A-1" in page
    client.post(f"/prisjustering/begaran/{request.pk}/avsla/", {"reason": "Priset ligger fast"})
    assert "Priset ligger fast" in client.get("/prisjustering/begaran/").content.decode()


def asked_for(client, contract, day, **values):
    sent = {"contract": contract.pk, "received_on": day, **values}
    answer = client.post("/prisjustering/begaran/ny/", sent)
    if answer.status_code != 422:
        return answer, answer
    marks = [mark for mark, _ in answer.context["form"].fields["sure"].choices]
    return answer, client.post("/prisjustering/begaran/ny/", {**sent, "sure": marks}, follow=True)


LATE = (
    "egäran kom 2026-09-24, men skulle ha kommit senast 2026-09-23 för nytt pris från 2027-01-01, och priset höjs "
    "därför enligt klausulen inte den dagen och inte heller i efterhand."
)


def test_a_late_request_is_registered_by_one_who_has_seen_that_it_is_and_stays_marked(client, lci):
    made = contract_with_clause("A-1", lci)
    PriceClause.objects.filter(contract=made).update(needs_request=True, ask_days=100)
    client.force_login(make.user("controller"))
    asked, done = asked_for(client, made, "2026-09-24")
    assert asked.status_code == 422
    assert f"Jag vet att b{LATE}" in asked.content.decode()
    assert f"B{LATE}" in done.content.decode()
    assert "räknas förslaget fram" not in done.content.decode()
    request = PriceRequest.objects.get()
    assert (request.asked_for_on, request.ask_by) == (date(2027, 1, 1), date(2026, 9, 23))
    # It stays on its row, whatever the clause says later, and in the file; and the list can be narrowed to such.
    PriceClause.objects.filter(contract=made).update(ask_days=40)
    page = client.get("/prisjustering/begaran/?laget=sena").content.decode()
    assert f"B{LATE}" in page
    assert ">För sent</span>" in page
    exported = b"".join(client.get("/prisjustering/begaran/?export=csv").streaming_content).decode("utf-8-sig")
    assert "för sent, skulle ha kommit senast 2026-09-23" in exported


def test_a_request_on_the_last_day_is_in_time(client, lci):
    made = contract_with_clause("A-1", lci)
    PriceClause.objects.filter(contract=made).update(needs_request=True, ask_days=100)
    client.force_login(make.user("controller"))
    asked, _ = asked_for(client, made, "2026-09-23")
    assert asked.status_code == 302
    assert PriceRequest.objects.get().late_words == ""
    assert "För sent" not in client.get("/prisjustering/begaran/").content.decode()
    assert "A-1" not in client.get("/prisjustering/begaran/?laget=sena").content.decode()


def test_a_request_is_judged_by_the_day_that_it_names(client, lci):
    made = contract_with_clause("A-1", lci)
    PriceClause.objects.filter(contract=made).update(needs_request=True, ask_days=100)
    client.force_login(make.user("controller"))
    asked, _ = asked_for(client, made, "2026-09-24", effective_on="2028-01-01")
    assert asked.status_code == 302
    assert PriceRequest.objects.get().ask_by == date(2027, 9, 23)


def test_no_request_is_late_where_the_clause_asks_for_none(client, lci):
    made = contract_with_clause("A-1", lci)  # its clause needs no request
    without = make.contract("B-1", supplier=made.supplier, valid_from=date(2025, 1, 1), until=date(2029, 12, 31))
    client.force_login(make.user("controller"))
    for each in (made, without):
        asked, _ = asked_for(client, each, "2026-10-01")
        assert asked.status_code == 302
    assert set(PriceRequest.objects.values_list("ask_by", flat=True)) == {None}


def test_the_adjustment_says_that_its_request_came_late(client, lci):
    made = contract_with_clause("A-1", lci)
    PriceClause.objects.filter(contract=made).update(needs_request=True, ask_days=100)
    client.force_login(make.user("controller"))
    asked_for(client, made, "2026-09-24")
    actions.propose_adjustments(buyer=make.buyer(), on=date(2026, 10, 2), at=AT)
    page = client.get(PriceAdjustment.objects.get().get_absolute_url()).content.decode()
    assert ">För sent</span>" in page
    assert "skulle ha kommit senast 2026-09-23" in page


def test_one_contract_is_adjusted_by_hand_only_as_its_clause_allows(client, lci):
    made = contract_with_clause("A-1", lci)
    client.force_login(make.user("controller"))
    refused = client.post(f"/avtal/{made.pk}/prisjustera/", {"effective_on": "2025-06-01"})
    assert refused.status_code == 422
    assert "2026-01-01" in refused.content.decode()
    assert client.post(f"/avtal/{made.pk}/prisjustera/", {"effective_on": "2027-01-01"}).status_code == 302
    assert made.price_adjustments.get().status == "PROPOSED"


def test_whoever_set_a_price_by_hand_does_not_approve_it_whoever_sent_it(client, adjustment):
    leader = make.user("kategoriledare")
    line = adjustment.lines.first()
    changes = {line.pk: actions.LineChange(Decimal("1020.00"), is_left_out=False, reason="Överenskommet")}
    actions.change_lines(adjustment_id=adjustment.pk, changes=changes, by=leader, at=AT)
    submitted(adjustment)
    client.force_login(leader)
    own_page = {"id": [adjustment.pk], "tillbaka": adjustment.get_absolute_url()}
    told = client.post("/prisjustering/godkann/", own_page, follow=True).content.decode()
    assert "en annan person ska godkänna" in told
    assert "Godkänn</button>" not in client.get(adjustment.get_absolute_url()).content.decode()
    with pytest.raises(IntegrityError, match="another_than_who_set_prices"), transaction.atomic():
        PriceAdjustment.objects.filter(pk=adjustment.pk).update(status="APPROVED", approved_by=leader, approved_at=AT)
    actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=make.user("upphandlingschef"), at=AT)
    letter = text(client.get(f"/prisjustering/{adjustment.pk}/brev.pdf").content).replace("\xa0", " ")
    assert "avviker från klausulen, som gav" in letter
    assert "Överenskommet" in letter


def test_what_has_changed_meanwhile_is_named_and_computed_anew_at_a_click(client, adjustment):
    sender, leader = submitted(adjustment), make.user("kategoriledare")
    line = adjustment.lines.order_by("item__name").first()
    following = [actions.Following(line.item, Decimal("1100.00"), date(2026, 12, 1))]
    actions.follow_with(following, origin="CORRECTION", by=sender, at=AT)
    client.force_login(leader)
    own_page = {"id": [adjustment.pk], "tillbaka": adjustment.get_absolute_url()}
    told = client.post("/prisjustering/godkann/", own_page, follow=True).content.decode()
    assert "A-1" in told
    assert "Räkna om prisjusteringen" in told
    client.post(f"/prisjustering/{adjustment.pk}/tillbaka/")
    client.post(f"/prisjustering/{adjustment.pk}/rakna-om/")
    assert adjustment.lines.get(item=line.item).new_sek == Decimal("1138.45")  # 1 100 · 145.1/140.2
    adjustment.refresh_from_db()
    assert adjustment.status == "PROPOSED"


def test_a_list_that_cannot_be_understood_chooses_nothing(client, adjustment):
    client.force_login(make.user("controller"))
    told = client.post("/prisjustering/skicka/?ar=abc", {"alla": "1"}, follow=True).content.decode()
    assert "Välj minst en" in told
    adjustment.refresh_from_db()
    assert adjustment.status == "PROPOSED"


def test_a_controller_brings_in_price_lists_and_nothing_else_of_the_register(client):
    client.force_login(make.user("controller"))
    page = client.get("/avtal/fran-fil/").content.decode()
    assert "priser" in page
    assert 'value="CONTRACTS"' not in page
    file = SimpleUploadedFile("a.csv", b"avtalsnummer\n")
    refused = client.post("/avtal/fran-fil/", {"kind": "CONTRACTS", "file": file})
    assert refused.status_code == 422
    leader = make.user("kategoriledare")
    text_ = "leverantor_id;verksamhet;avtalsomrade;lan;kommun;adress;malgrupp;alder_fran;alder_till;platser\n"
    kept = file_actions.receive_register(
        kind="UNITS", buyer=make.buyer(), file=io.BytesIO(text_.encode()), name="v.csv", by=leader, at=AT
    )
    assert client.get(kept.get_absolute_url()).status_code == 403
    assert client.post(f"{kept.get_absolute_url()}las-in/").status_code == 403


def test_a_secret_contracts_prices_are_for_the_named_alone(client, lci):
    hidden = make.supplier("Gömda AB", None, is_secret=True)
    contract_with_clause("HEMLIG", lci, supplier=hidden)
    adjustment = proposed()[0]
    client.force_login(make.user("kategoriledare"))
    assert "HEMLIG" not in client.get("/prisjustering/").content.decode()
    assert client.get(adjustment.get_absolute_url()).status_code == 404
    client.post("/prisjustering/skicka/", {"id": [adjustment.pk]})
    adjustment.refresh_from_db()
    assert adjustment.status == "PROPOSED"


def run(name, *args):
    out = io.StringIO()
    call_command(name, *args, stdout=out)
    return out.getvalue()


BASKET = ("--weights", "lci=0.8,kpi=0.2", "--base", "lci=140.2,kpi=418.13", "--new", "lci=145.1,kpi=419.40")


def test_the_terminal_computes_the_worked_price():
    assert (
        run("calculate_price", "--price", "1850", *BASKET, "--json") == '{"factor": "1.028568", "price": "1902.85"}\n'
    )
    assert "1\xa0903,00 kr" in run("calculate_price", "--price", "1850", *BASKET, "--round", "krona")
    half = run("calculate_price", "--price", "1850", *BASKET, "--fixed-share", "0.5", "--json")
    assert '"price": "1876.42"' in half  # 1 850 · 1.0142837…


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--price", "1850", "--weights", "a=0.9", "--base", "a=1", "--new", "a=1"), "tillsammans vara 1"),
        (("--price", "x", "--weights", "a=1", "--base", "a=1", "--new", "a=1"), "inget tal"),
        (("--price", "0", "--weights", "a=1", "--base", "a=1", "--new", "a=1"), "större än noll"),
        (("--price", "1", "--weights", "a=1", "--base", "b=1", "--new", "a=1"), "samma namn"),
        (("--price", "1", "--weights", "a", "--base", "a=1", "--new", "a=1"), "NAMN=VÄRDE"),
        (("--price", "1", "--weights", "a=1", "--base", "a=0", "--new", "a=1"), "större än noll"),
        (("--price", "1", "--weights", "a=1", "--base", "a=1", "--new", "a=NaN"), "inget tal"),
        (("--price", "1", "--weights", "a=1", "--base", "a=1", "--new", "a=1", "--fixed-share", "2"), "mellan 0 och 1"),
    ],
)
def test_the_terminal_says_what_it_cannot_compute(args, words):
    with pytest.raises(CommandError, match=words):
        run("calculate_price", *args)


def test_the_terminal_proposes_for_a_day(lci):
    contract_with_clause("A-1", lci)
    assert '"new": 1' in run("propose_adjustments", "--on", "2026-10-15", "--json")
    assert "0 nya förslag" in run("propose_adjustments", "--on", "2026-10-15")
    with pytest.raises(CommandError, match="ingen dag"):
        run("propose_adjustments", "--on", "2026-02-30")


def test_whoever_settles_prices_too_late_sees_the_others_prices_and_keeps_his_own(client, adjustment):
    address, second = f"/prisjustering/{adjustment.pk}/priser/", Client()
    mine, theirs = make.user("controller"), make.user("controller", username="forste")
    client.force_login(mine)
    second.force_login(theirs)
    one, two = adjustment.lines.order_by("item__name")
    opened = as_sent(client.get(address).context["form"])
    assert client.post(address, opened | {"version": 0}).status_code == 422
    first = {f"price-{one.item_id}": "1 030,00", f"reason-{one.item_id}": "Överenskommet"}
    first |= {f"price-{two.item_id}": "1 031,00", f"reason-{two.item_id}": "Hövligt"}
    assert second.post(address, {**opened, **first}).status_code == 302
    own = {f"price-{one.item_id}": "1 020,00", f"reason-{one.item_id}": "Anbudet"}
    late = client.post(address, {**opened, **own})
    names = [str(late.context["form"].fields[f"price-{each.item_id}"].label) for each in (one, two)]
    reasons = [str(late.context["form"].fields[f"reason-{each.item_id}"].label) for each in (one, two)]
    assert differing(late) == {
        names[0]: ("1\xa0030,00", "1\xa0020,00"),
        reasons[0]: ("Överenskommet", "Anbudet"),
        names[1]: ("1\xa0031,00", ""),
        reasons[1]: ("Hövligt", ""),
    }
    assert told_by(late) == str(theirs)
    assert f"<li>{adjustment} har ändrats av någon annan" in late.content.decode()  # and says once that it is one
    assert client.post(address, as_sent(late.context["form"])).status_code == 302
    settled = dict(adjustment.lines.values_list("item", "new_sek"))
    assert settled == {one.item_id: Decimal("1020.00"), two.item_id: Decimal("1031.00")}


def test_what_was_typed_stays_where_an_adjustment_is_computed_anew_meanwhile(client, adjustment):
    address, user = f"/prisjustering/{adjustment.pk}/priser/", make.user("controller")
    client.force_login(user)
    one, _two = adjustment.lines.order_by("item__name")
    opened = as_sent(client.get(address).context["form"])
    changed = {one.pk: actions.LineChange(Decimal("1001.00"), is_left_out=False, reason="Prov")}
    actions.change_lines(adjustment_id=adjustment.pk, changes=changed, by=user, at=AT)
    actions.recompute_adjustment(adjustment_id=adjustment.pk, by=user, at=AT)
    assert not adjustment.lines.filter(pk=one.pk).exists()
    own = {f"price-{one.item_id}": "1 020,00", f"reason-{one.item_id}": "Anbudet"}
    late = client.post(address, {**opened, **own})
    assert [typed for _stored, typed in differing(late).values()] == ["1\xa0020,00", "Anbudet"]
    assert client.post(address, as_sent(late.context["form"])).status_code == 302
    assert adjustment.lines.get(item=one.item_id).new_sek == Decimal("1020.00")
