"""The pages of the field: refused, allowed, what the page's script is told, sheets, paper and the card."""

import io
from datetime import date, time
from uuid import uuid4

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from followup.field import actions
from followup.field.models import ContractKpi, GateCount, GroupCompany, KpiValue, PayslipCheck, ReviewPhoto, SheetRow
from followup.reviews.models import FollowUpClass, Review, ReviewTemplate
from tests import factories as make
from tests.at_once import at_once
from tests.followup.field.test_field_actions import AT, MET, NOTHING, begun, finished, kept, sent
from tests.followup.field.test_rules_and_files import photo, with_place
from tests.late import as_sent, differing, told_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(client):
    person = make.user("uppföljare")
    client.force_login(person)
    return person


@pytest.fixture
def contract():
    return make.contract(until=date(2030, 12, 31))


@pytest.fixture
def review(contract, by):
    return begun(contract, by)


def address(name, review, *more):
    return reverse(f"followup:{name}", args=[review.pk, *more])


def posted(client, review, **values):
    data = {"id": uuid4(), "order": 1, "answer": "MET", "comment": "", "seen_answer": "", "seen_comment": "", **values}
    return client.post(address("field-answer", review), data)


@pytest.mark.parametrize("name", ["field-visit", "field-state", "sheet-port", "review-group-import"])
def test_whoever_may_not_change_reviews_is_refused(client, review, name):
    client.force_login(make.user("läsare"))
    assert client.get(address(name, review)).status_code == 403


def test_a_review_of_a_secret_contract_is_not_there(client, review, contract):
    kept(review, make.user("avtalscontroller"))
    contract.is_secret = True
    contract.save()
    for name in ("field-visit", "field-state", "sheet-port", "review-group", "review-pdf", "review-field"):
        assert client.get(address(name, review)).status_code in {403, 404}, name
    assert posted(client, review).status_code in {403, 404}
    assert client.get(ReviewPhoto.objects.get().get_absolute_url()).status_code in {403, 404}


def test_the_page_for_a_phone_names_nobody_and_says_whether_it_may_be_kept(client, review, contract, by):
    type(by).objects.filter(pk=by.pk).update(first_name="Maria", last_name="Persson")
    page = client.get(address("field-visit", review)).content.decode()
    assert "Persson" not in page
    assert by.username not in page
    assert 'data-keep="ja"' in page
    assert "Bemanning" in page


def test_a_page_of_what_is_secret_is_never_kept_in_the_browser(client, review, contract, by):
    from huddinge_vo.common.secrecy.models import AccessGrant

    contract.is_secret = True
    contract.save()
    AccessGrant.objects.create(object=contract, user=by, buyer=make.buyer())
    assert 'data-keep="nej"' in client.get(address("field-visit", review)).content.decode()


def test_a_review_that_is_over_says_so_and_what_may_be_left_on_the_phone_and_takes_nothing(client, review):
    finished(review)
    page = client.get(address("field-visit", review)).content.decode()
    assert "tar inte emot fler svar" in page
    assert 'data-left-question="1"' in page
    assert "data-answers" not in page
    state = client.get(address("field-state", review))
    assert (state.status_code, state.json()["closed"]) == (
        410,
        "Uppföljningen är genomförd och tar inte emot något.",
    )
    late = client.post(address("field-visit", review), {"svar-1": "NOT_MET", "kommentar-1": "Ingen på plats"})
    assert late.status_code == 422
    assert "Uppföljningen är redan genomförd" in late.content.decode()
    assert 'value="Ingen på plats"' in late.content.decode()  # nothing is lost of what was typed
    assert not review.answers.filter(comment="Ingen på plats").exists()


def test_a_review_that_has_not_begun_has_no_page_for_a_phone(client, review):
    Review.objects.filter(pk=review.pk).update(status="PLANNED")
    assert client.get(address("field-visit", review)).status_code == 404
    assert client.get(address("field-state", review)).status_code == 404


def test_the_page_is_an_ordinary_form_without_its_script(client, review):
    version = Review.objects.get(pk=review.pk).version
    data = {"svar-1": "MET", "kommentar-1": "Tydligt", "svar-2": "", "kommentar-2": "", "version": version}
    answer = client.post(address("field-visit", review), data)
    assert (answer.status_code, answer["Location"]) == (302, address("field-visit", review))
    assert review.answers.get(order=1).comment == "Tydligt"
    late = client.post(address("field-visit", review), {**data, "kommentar-1": "Annat"})
    assert (late.status_code, "ändrats av dig i ett annat fönster" in late.content.decode()) == (422, True)


def test_the_script_is_told_how_the_answers_stand_and_the_token(client, review, by):
    sent(review, by)
    photo_kept = kept(review, by)
    told = client.get(address("field-state", review)).json()
    assert told["answers"] == {"1": {"answer": "MET", "comment": ""}, "2": {"answer": "", "comment": ""}}
    assert told["photos"][0]["id"] == str(photo_kept.client_id)
    assert told["token"]


def test_the_script_is_told_of_kept_conflict_refused_and_closed(client, review, by):
    one = uuid4()
    for _ in range(2):
        answer = posted(client, review, id=one)
        assert (answer.status_code, answer.json()) == (200, {"kept": str(one)})
    late = posted(client, review, answer="PARTLY", comment="Natten")
    assert (late.status_code, late.json()["theirs"]) == (409, {"answer": "MET", "comment": ""})
    for bad in ({"comment": "850712-1237"}, {"answer": "X"}, {"order": 9}, {"id": "x"}):
        found = posted(client, review, **bad)
        assert (found.status_code, bool(found.json()["refused"])) == (422, True), bad
    finished(review)
    assert posted(client, review, seen_answer="MET", answer="PARTLY").status_code == 410


def file_of(made=None, name="bild.jpg"):
    return SimpleUploadedFile(name, (made or photo()).getvalue(), content_type="image/jpeg")


def test_a_photo_comes_in_by_form_and_by_script_once_and_is_shown(client, review):
    where, one = address("field-photo", review), uuid4()
    assert client.get(where).status_code == 200
    answer = client.post(where, {"id": one, "file": file_of(with_place()), "caption": "Hall", "order": "1"})
    assert answer.status_code == 302
    again = client.post(where, {"id": one, "file": file_of()}, headers={"Accept": "application/json"})
    assert again.json() == {"kept": str(one)}
    (only,) = ReviewPhoto.objects.all()
    shown = client.get(only.get_absolute_url())
    assert (shown["Content-Type"], shown["Content-Disposition"].split(";")[0]) == ("image/jpeg", "inline")
    assert b"Telefonm" not in b"".join(shown.streaming_content)
    page = client.get(address("review-field", review)).content.decode()
    assert "Hall" in page
    assert only.get_absolute_url() in page


def test_a_photo_that_is_none_is_refused_in_words_on_both_ways(client, review):
    where = address("field-photo", review)
    bad = {"id": uuid4(), "caption": ""}
    by_form = client.post(where, {**bad, "file": file_of(io.BytesIO(b"<svg/>"))})
    assert (by_form.status_code, "inte tas emot" in by_form.content.decode()) == (422, True)
    by_script = client.post(
        where, {**bad, "file": file_of(io.BytesIO(b"<svg/>"))}, headers={"Accept": "application/json"}
    )
    assert (by_script.status_code, "inte tas emot" in by_script.json()["refused"]) == (422, True)
    without = client.post(where, {**bad}, headers={"Accept": "application/json"})
    assert without.status_code == 422
    finished(review)
    closed = client.post(where, {**bad, "file": file_of()}, headers={"Accept": "application/json"})
    assert closed.status_code == 410
    assert client.post(where, {**bad, "file": file_of()}).status_code == 422


def test_a_paper_is_downloaded_and_not_shown(client, review, by):
    paper = kept(review, by, file=io.BytesIO(b"%PDF-1.7 schema"), name="schema.pdf")
    shown = client.get(paper.get_absolute_url())
    assert shown["Content-Disposition"].startswith("attachment")
    assert b"".join(shown.streaming_content) == b"%PDF-1.7 schema"


def test_the_worker_answers_for_its_own_addresses_alone(client, by):
    script = client.get(reverse("followup:field-worker"))
    assert script["Content-Type"].startswith("text/javascript")
    assert reverse("followup:field-worker").rsplit("/", 1)[0] == "/uppfoljning/falt"
    assert "Service-Worker-Allowed" not in script


ROWS = {
    "intervjuer": {"who": "STAFF", "topic": "Bemanning", "said": "Färre på kvällen", "outcome": "PARTLY"},
    "akter": {"reference": "AKT-3", "topic": "Genomförandeplan", "said": "Finns", "outcome": "MET"},
    "port": {"on": "2026-06-01", "begins": "07:00", "ends": "08:00", "seen": 9, "registered": 6, "note": "Bakdörren"},
    "loner": {"month": "2026-05-01", "hours": "160", "pay_sek": "26000", "agreed_sek": "165.50", "delete_on": ""},
}


@pytest.mark.parametrize("sheet", ROWS)
def test_a_sheet_takes_rows_shows_them_and_lets_them_be_taken_away(client, review, sheet):
    where = address(f"sheet-{sheet}", review)
    answer = client.post(where, ROWS[sheet])
    assert answer.status_code == 302, answer.context["form"].errors
    page = client.get(where).content.decode()
    model = {"port": GateCount, "loner": PayslipCheck}.get(sheet, SheetRow)
    (row,) = model.objects.all()
    gone = address(f"sheet-{sheet}-remove", review, row.pk)
    assert gone in page
    assert client.post(where, {}).status_code == 422
    assert client.post(gone).status_code == 302
    assert not model.objects.exists()
    assert client.post(gone).status_code == 404


def test_a_sheet_of_a_review_that_is_done_can_be_read_and_not_written(client, review):
    client.post(address("sheet-port", review), ROWS["port"])
    finished(review)
    page = client.get(address("sheet-port", review)).content.decode()
    assert "Ta bort" not in page
    assert (
        client.post(address("sheet-port", review), {**ROWS["port"], "begins": "09:00", "ends": "10:00"}).status_code
        == 422
    )
    row = GateCount.objects.get()
    assert client.post(address("sheet-port-remove", review, row.pk)).status_code == 302
    assert GateCount.objects.count() == 1


def test_a_sheet_asks_as_much_for_thirty_rows_as_for_three(client, review):
    counts = []
    for first, last in ((0, 3), (3, 30)):
        for number in range(first, last):
            GateCount.objects.create(
                review=review, on=date(2026, 5, number + 1), begins=time(7), ends=time(8), seen=number, registered=1
            )
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address("sheet-port", review)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


GROUP = (
    "organisationsnummer;bolag;moderbolag;år;omsättning;resultat\n"
    "556677-8899;Topp AB;;2025;1000000;50000\n556016-0680;Dotter AB;556677-8899;2025;500000;-20000\n"
)


def test_a_group_comes_by_file_all_of_it_or_none(client, review):
    where = address("review-group-import", review)
    bad = SimpleUploadedFile("k.csv", (GROUP + "1;X;;2025;;\n").encode())
    refused = client.post(where, {"file": bad})
    assert (refused.status_code, "inget giltigt" in refused.content.decode()) == (422, True)
    assert not GroupCompany.objects.exists()
    assert client.post(where, {"file": SimpleUploadedFile("k.csv", GROUP.encode())}).status_code == 302
    page = client.get(address("review-group", review)).content.decode()
    assert "Dotter AB" in page
    assert "−4,0" in page or "-4,0" in page


def test_a_review_on_paper_is_tagged_and_tells_what_the_page_tells(client, review, by, tmp_path):
    sent(review, by, said=MET, seen=NOTHING)
    kept(review, by)
    for sheet, row in ROWS.items():
        client.post(address(f"sheet-{sheet}", review), row)
    client.post(address("review-group-import", review), {"file": SimpleUploadedFile("k.csv", GROUP.encode())})
    paper = client.get(address("review-pdf", review))
    assert paper["Content-Type"] == "application/pdf"
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages).split())
    for words in (
        "Bemanning",
        "AKT-3",
        "Portobservation",
        "Dotter AB",
        "Trapphuset",
        "1 lönespecifikationer",
        "Uppfyllt",
    ):
        assert words in text, words
    assert "26 000" not in text  # nobody's pay goes on paper
    with pikepdf.open(io.BytesIO(paper.content)) as found:
        assert found.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in found.Root


def test_a_key_figure_is_added_changed_and_given_a_value(client, contract, by):
    make.bought(contract, [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), date(2025, 10, 1), date(2025, 7, 1)])
    card = reverse("followup:scorecard", args=[contract.pk])
    assert "Inga nyckeltal" in client.get(card).content.decode()
    new = reverse("followup:kpi-create", args=[contract.pk])
    data = {"name": "Beläggning", "definition": "Belagda platser", "unit": "%", "target": "90", "more_is_better": "on"}
    assert client.post(new, data).status_code == 302
    (one,) = ContractKpi.objects.all()
    edit = reverse("followup:kpi-edit", args=[one.pk])
    assert client.post(edit, {**data, "target": "95", "version": one.version}).status_code == 302
    value = reverse("followup:kpi-value", args=[one.pk, 2026, 1])
    assert client.post(value, {"value": "96"}).status_code == 302
    assert (KpiValue.objects.get().value, ContractKpi.objects.get().target) == (96, 95)
    assert "96" in client.get(value).content.decode()
    assert client.post(reverse("followup:kpi-value", args=[one.pk, 2099, 1]), {"value": "1"}).status_code == 422
    for year, quarter in ((2026, 5), (0, 1), (99999, 1), (9**40, 1)):
        assert client.get(reverse("followup:kpi-value", args=[one.pk, year, quarter])).status_code == 404
    client.force_login(make.user("läsare"))
    assert client.get(card).status_code == 200
    for refused in (new, edit, value):
        assert client.post(refused, data).status_code == 403


def test_contracts_of_class_one_with_too_few_key_figures_are_listed(client, contract, by):
    where = reverse("followup:kpis-missing")
    assert "Inget avtal saknar" in client.get(where).content.decode()
    FollowUpClass.objects.create(contract=contract, proposed=1, proposed_reason="x")
    for number in range(3):
        assert contract.number in client.get(where).content.decode()
        ContractKpi.objects.create(contract=contract, name=f"N{number}", definition="x", target=1)
    assert "Inget avtal saknar" in client.get(where).content.decode()
    counts = []
    for first, last in ((0, 3), (3, 30)):
        for number in range(first, last):
            one = make.contract(f"K-{number}", supplier=contract.supplier, until=date(2030, 12, 31))
            FollowUpClass.objects.create(contract=one, proposed=1, proposed_reason="x")
        with CaptureQueriesContext(connection) as asked:
            client.get(where)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_template_is_proposed_from_its_page(client, by):
    area = make.area("IFO-HVB")
    make.contract(areas=[area], until=date(2030, 12, 31))
    where = reverse("followup:template-propose")
    assert client.get(where).status_code == 200
    assert client.post(where, {"area": area.pk}).status_code == 302
    assert ReviewTemplate.objects.get().name == f"Krav i {area}"
    empty = make.area("IFO-FAM")
    assert client.post(where, {"area": empty.pk}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_two_that_send_the_same_at_the_same_moment_keep_it_once(contract, by):
    review, one = begun(contract, by), uuid4()

    def person():
        return type(by).objects.get(pk=by.pk)

    answers = [lambda: sent(review, person(), client_id=one)] * 2
    found = at_once(*answers, *[lambda: kept(review, person(), client_id=one)] * 2)
    assert [each for each in found if isinstance(each, Exception)] == []
    assert (review.answers.get(order=1).answer, ReviewPhoto.objects.count()) == ("MET", 1)
    assert actions.take_answer(review=review, order=1, client_id=one, said=MET, seen=NOTHING, by=by, at=AT)
    with transaction.atomic():
        assert Review.objects.get(pk=review.pk).version == review.version + 1


def test_whoever_saves_the_phones_page_too_late_sees_the_others_answer_and_keeps_his_own(client, review):
    other = make.user("avtalscontroller", username="forste")
    where, second = address("field-visit", review), Client()
    second.force_login(other)
    opened = as_sent(client.get(where).context["form"])
    assert second.post(where, {**opened, "svar-1": "MET", "kommentar-2": "Öppet dygnet runt"}).status_code == 302
    late = client.post(where, {**opened, "svar-1": "NOT_MET"})
    told = differing(late)
    assert told.pop("Kommentar till 2") == ("Öppet dygnet runt", "")
    assert list(told.values()) == [("uppfyllt", "inte uppfyllt")]
    assert told_by(late) == str(other)
    assert client.post(where, as_sent(late.context["form"])).status_code == 302
    kept = list(review.answers.order_by("order").values_list("answer", "comment"))
    assert kept[:2] == [("NOT_MET", ""), ("", "Öppet dygnet runt")]


def test_what_both_changed_counts_as_both_where_one_of_them_emptied_it(client, review):
    where, second = address("field-visit", review), Client()
    second.force_login(make.user("avtalscontroller", username="forste"))
    opened = as_sent(client.get(where).context["form"])
    assert client.post(where, {**opened, "kommentar-1": "Först"}).status_code == 302
    opened = as_sent(client.get(where).context["form"])
    assert second.post(where, {**opened, "kommentar-1": "Sedan"}).status_code == 302
    late = client.post(where, {**opened, "kommentar-1": ""})
    assert differing(late) == {"Kommentar till 1": ("Sedan", "–")}
    assert client.post(where, as_sent(late.context["form"])).status_code == 302
    assert review.answers.get(order=1).comment == ""
