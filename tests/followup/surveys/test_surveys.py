"""User surveys: files looked at and read in, results of too few answers, and what low ones lead to."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from contracts.suppliers.models import Supplier, SupplierUnit
from followup.findings.models import FollowUpTerm
from followup.reviews.models import Finding
from followup.surveys import actions
from followup.surveys.imports import COLUMNS, read_survey
from followup.surveys.models import RequirementProposal, Survey, SurveyResult
from followup.surveys.reports import by_year
from huddinge_vo.common.files.exports import xlsx_file
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.people.rights import NotAllowed
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 3, 8, tzinfo=UTC)
NUMBER = make.ORG_NUMBERS[0]
HEADING = ";".join(COLUMNS)
GOOD = f"{NUMBER};Björkbacken;Känner du dig trygg?;4,10;5;23"
LOW = f"{NUMBER};;Får du bestämma själv?;2,0;5;11"
FEW = f"{NUMBER};Björkbacken;Smakar maten?;1,5;5;4"


@pytest.fixture
def by():
    return make.user("uppföljare")


@pytest.fixture
def home():
    home = make.supplier()
    SupplierUnit.objects.create(supplier=home, name="Björkbacken")
    return home


def written(tmp_path, *lines):
    path = tmp_path / "enkat.csv"
    path.write_text("\n".join((HEADING, *lines)))
    return path


def preview(by, tmp_path, *lines, year=2026, name="Nöjd"):
    rows, errors = read_survey(written(tmp_path, *lines))
    told = {"name": name, "year": year, "area": None, "file_name": "enkat.csv", "rows": rows, "errors": errors}
    return actions.preview_survey(buyer=make.buyer(), by=by, at=AT, **told)


def load(by, tmp_path, *lines, **values):
    return actions.load_survey(survey_id=preview(by, tmp_path, *lines, **values).pk, by=by, at=AT)


# ---------------------------------------------------------------------------------------------------- the file


def test_a_row_is_a_question_at_a_unit_or_at_the_whole_supplier(tmp_path):
    rows, errors = read_survey(written(tmp_path, GOOD, LOW))
    assert errors == []
    assert [(row.unit, row.question, row.mean, row.scale, row.answers) for row in rows] == [
        ("Björkbacken", "Känner du dig trygg?", Decimal("4.10"), Decimal("5.00"), 23),
        ("", "Får du bestämma själv?", Decimal("2.00"), Decimal("5.00"), 11),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("123;;Fråga?;4;5;23", "giltigt"),
        (f"{NUMBER};;;4;5;23", "fråga"),
        (f"{NUMBER};;{'x' * 301};4;5;23", "fråga"),
        (f"{NUMBER};;Fråga?;fyra;5;23", "inget tal"),
        (f"{NUMBER};;Fråga?;4;fem;23", "inget tal"),
        (f"{NUMBER};;Fråga?;6;5;23", "mellan 0 och"),
        (f"{NUMBER};;Fråga?;-1;5;23", "mellan 0 och"),
        (f"{NUMBER};;Fråga?;0;0;23", "mellan 0 och"),
        (f"{NUMBER};;Fråga?;1;1000;23", "mellan 0 och"),
        (f"{NUMBER};;Fråga?;4;5;många", "heltal"),
        (f"{NUMBER};;Om 850709-9805?;4;5;23", "personnummer"),
        (f"{NUMBER};4;5", "fält"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_at_its_line(tmp_path, line, words):
    rows, (error,) = read_survey(written(tmp_path, GOOD, line))
    assert (len(rows), error.line) == (1, 3)
    assert words in error.reason


def test_a_question_twice_at_a_unit_and_a_file_without_columns_are_told(tmp_path):
    rows, (error,) = read_survey(written(tmp_path, GOOD, GOOD))
    assert (len(rows), error.line, "rad 2" in error.reason) == (1, 3, True)
    path = tmp_path / "annan.csv"
    path.write_text("a;b\n1;2")
    with pytest.raises(UnreadableFile, match="saknas"):
        read_survey(path)


def test_an_excel_file_is_read_as_well(tmp_path):
    path = tmp_path / "enkat.xlsx"
    with xlsx_file([COLUMNS, GOOD.split(";")]) as made:
        path.write_bytes(made.read())
    rows, errors = read_survey(path, file_name="enkat.xlsx")
    assert (len(rows), errors) == (1, [])


# ---------------------------------------------------------------------------------------------- looked at, read in


def test_a_survey_counts_when_it_is_read_in_and_not_before(by, home, tmp_path):
    survey = preview(by, tmp_path, GOOD, LOW)
    counted = SurveyResult.objects.counted(make.buyer(), fewest=5)
    assert not counted.exists()
    assert actions.load_survey(survey_id=survey.pk, by=by, at=AT).loaded_by == by
    actions.load_survey(survey_id=survey.pk, by=by, at=AT)
    assert counted.all().count() == 2
    assert not SurveyResult.objects.counted(None, fewest=5).exists()
    again = preview(by, tmp_path, GOOD)
    with pytest.raises(actions.CannotLoad, match="redan inläst"):
        actions.load_survey(survey_id=again.pk, by=by, at=AT)
    with pytest.raises(actions.CannotLoad, match="tas inte bort"):
        actions.discard_survey(survey_id=survey.pk, by=by, at=AT)
    for _ in range(2):
        actions.discard_survey(survey_id=again.pk, by=by, at=AT)
    assert Survey.objects.get() == survey


def test_whoever_reads_in_what_another_has_thrown_away_is_told_so(by, home, tmp_path):
    survey = preview(by, tmp_path, GOOD)
    actions.discard_survey(survey_id=survey.pk, by=by, at=AT)
    with pytest.raises(actions.SurveyIsGone, match="finns inte längre"):
        actions.load_survey(survey_id=survey.pk, by=by, at=AT)


def test_who_is_unknown_or_secret_is_told_of_alike(by, tmp_path):
    make.supplier("Gömda hemmet AB", NUMBER, is_secret=True)
    hidden = preview(by, tmp_path, GOOD).faults
    Supplier.objects.all().update(org_number=make.ORG_NUMBERS[1])
    Supplier.objects.get().identifiers.all().delete()
    assert preview(by, tmp_path, GOOD).faults == hidden
    assert "ingen leverantör" in hidden
    with pytest.raises(actions.CannotLoad, match="inga rader"):
        actions.load_survey(survey_id=Survey.objects.order_by("pk").first().pk, by=by, at=AT)


def test_the_list_counts_no_result_of_a_secret_supplier(by, home, tmp_path):
    load(by, tmp_path, GOOD, LOW)
    assert [each.n for each in Survey.objects.for_list(by)] == [2]
    Supplier.objects.update(is_secret=True)
    assert [each.n for each in Survey.objects.for_list(make.user("läsare"))] == [0]


def test_a_unit_that_the_supplier_does_not_have_is_told(by, home, tmp_path):
    survey = preview(by, tmp_path, GOOD.replace("Björkbacken", "Okända"), "fel;rad")
    assert "ingen verksamhet" in survey.faults
    assert "fält" in survey.faults


def test_whoever_may_not_reads_nothing_in(by, home, tmp_path):
    reader = make.user("läsare")
    with pytest.raises(NotAllowed):
        preview(reader, tmp_path, GOOD)
    survey = preview(by, tmp_path, GOOD)
    for action in (actions.load_survey, actions.discard_survey):
        with pytest.raises(NotAllowed):
            action(survey_id=survey.pk, by=reader, at=AT)


def test_a_mean_beyond_its_scale_is_refused_by_the_table(by, home, tmp_path):
    survey = preview(by, tmp_path, GOOD)
    with pytest.raises(IntegrityError, match="result_lies_on_its_scale"), transaction.atomic():
        survey.results.update(mean=6)


# ------------------------------------------------------------------------------------------- what it leads to


def test_results_of_few_answers_are_never_counted_and_low_ones_are_by_the_buyers_limit(by, home, tmp_path):
    load(by, tmp_path, GOOD, LOW, FEW)
    terms = FollowUpTerm(buyer=make.buyer())
    counted = SurveyResult.objects.counted(make.buyer(), fewest=terms.fewest_answers)
    assert {each.question for each in counted} == {"Känner du dig trygg?", "Får du bestämma själv?"}
    assert [(each.question, each.share) for each in counted.low(terms.low_percent)] == [
        ("Får du bestämma själv?", Decimal("40.00"))
    ]
    assert not counted.low(40).exists()
    assert counted.low(41).exists()


def test_a_low_result_becomes_one_requirement_and_one_finding(by, home, tmp_path):
    load(by, tmp_path, LOW)
    result = SurveyResult.objects.get()
    told = {"result_id": result.pk, "text": "Brukaren bestämmer sina tider", "by": by, "at": AT}
    made = actions.propose_requirement(**told)
    assert actions.propose_requirement(**told) == made
    assert made.proposed_on == date(2026, 11, 3)
    told = {"result_id": result.pk, "severity": "MEDIUM", "words": "Lågt två år i rad.", "by": by, "at": AT}
    finding = actions.report_result(**told)
    assert actions.report_result(**told) == finding
    assert (finding.source, finding.supplier, "11 svar" in finding.evidence) == ("CLIENT", home, True)
    other = load(by, tmp_path, LOW, year=2025).results.get()
    with pytest.raises(ValidationError):
        actions.propose_requirement(result_id=other.pk, text="Om 850709-9805", by=by, at=AT)


def test_years_stand_beside_each_other_and_two_surveys_of_a_year_are_weighed(by, home, tmp_path):
    load(by, tmp_path, GOOD, year=2024)
    load(by, tmp_path, GOOD.replace("4,10", "3,00"), year=2026)
    load(by, tmp_path, GOOD.replace("4,10;5;23", "5;5;69"), year=2026, name="Annan")
    results = SurveyResult.objects.counted(make.buyer(), fewest=5).for_list().order_by("pk")
    years, (question,) = by_year(results)
    assert years == (2024, 2026)
    assert question.shares == (Decimal(82), Decimal(90))  # (60 × 23 + 100 × 69) / 92
    assert by_year([]) == ((), ())


# ------------------------------------------------------------------------------------------------- the pages


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_whole_way_on_the_pages(client, by, home, tmp_path):
    client.force_login(by)
    template = b"".join(client.get("/brukarundersokningar/mall.csv").streaming_content).decode()
    assert "verksamhet" in template
    sent = {"name": "Nöjd", "year": 2026, "file": SimpleUploadedFile("tom.csv", b"a;b")}
    assert client.post("/brukarundersokningar/las-in/", sent).status_code == 422
    content = f"{HEADING}\n{GOOD}\n{LOW}\n{FEW}\nfel;rad;;;;".encode()
    sent["file"] = SimpleUploadedFile("enkat.csv", content)
    assert client.post("/brukarundersokningar/las-in/", sent).status_code == 302
    survey = Survey.objects.get()
    shown = text(client, survey.get_absolute_url())
    assert "Rad 5" in shown
    assert "färre än 5" in shown
    assert "1,5" not in shown
    client.post(f"/brukarundersokningar/{survey.pk}/anvand/")
    assert "tas inte bort" in client.post(f"/brukarundersokningar/{survey.pk}/kasta/", follow=True).content.decode()
    shown = text(client, "/brukarundersokningar/resultat/?laga=ja&ar=2026&sok=bestämma")
    assert "40 %" in shown
    assert "Känner du dig trygg?" not in shown
    low = SurveyResult.objects.get(question="Får du bestämma själv?")
    few = SurveyResult.objects.get(question="Smakar maten?")
    for step in ("krav", "brist"):
        assert client.get(f"/brukarundersokningar/resultat/{few.pk}/{step}/").status_code == 404
        assert "40 % av skalan" in text(client, f"/brukarundersokningar/resultat/{low.pk}/{step}/")
    client.post(f"/brukarundersokningar/resultat/{low.pk}/krav/", {"text": "Bestämmer själv"})
    assert "Bestämmer själv" in text(client, "/brukarundersokningar/krav/")
    client.post(f"/brukarundersokningar/resultat/{low.pk}/brist/", {"severity": "LOW", "words": "Lågt"})
    assert Finding.objects.get().supplier == home
    assert RequirementProposal.objects.get().result == low
    assert "82 %" in text(client, f"/brukarundersokningar/leverantor/{home.pk}/")
    assert "Nöjd 2026" in text(client, "/brukarundersokningar/")
    exported = b"".join(client.get("/brukarundersokningar/resultat/?export=csv").streaming_content).decode()
    assert "Smakar maten?" not in exported
    sent["file"].seek(0)
    client.post("/brukarundersokningar/las-in/", sent)
    other = Survey.objects.exclude(pk=survey.pk).get()
    assert "redan inläst" in client.post(f"/brukarundersokningar/{other.pk}/anvand/", follow=True).content.decode()
    client.post(f"/brukarundersokningar/{other.pk}/kasta/")
    assert Survey.objects.count() == 1


def test_thirty_results_cost_as_many_questions_as_three(client, by, home, tmp_path):
    client.force_login(by)

    def questions(name, number):
        load(by, tmp_path, *(GOOD.replace("trygg", f"trygg {n}") for n in range(number)), name=name)
        client.get("/brukarundersokningar/resultat/")
        with CaptureQueriesContext(connection) as found:
            client.get("/brukarundersokningar/resultat/")
        return len(found)

    assert questions("A", 3) == questions("B", 27)
