"""Joint contracts: who reviews which, our file to the others, and theirs looked at before it changes anything."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followup.joint import actions
from followup.joint.imports import JointRow, read_joint
from followup.joint.models import JointReview
from followup.joint.reports import joint_overview, joint_rows
from followup.reviews.models import Review
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import NotAllowed
from tests import factories as make

AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
TODAY = date(2026, 6, 1)
NUMBER = make.ORG_NUMBERS[0]
METHODS = {"dialogmöte": "DIALOGUE"}
HEAD = "omgång;organisationsnummer;kommun;planerad;metod;genomförd;resultat\n"
ROW = f"R-1;{NUMBER};Nynäshamn;2026-09-01;dialogmöte;;\n"


@pytest.fixture
def by(client):
    person = make.user("uppföljare")
    client.force_login(person)
    return person


@pytest.fixture
def contract():
    round_ = make.framework("R-1", valid_from=date(2025, 1, 1), initial_until=date(2030, 12, 31))
    round_.parties.add(Organization.objects.create(name="Nynäshamns kommun", org_number="2120000233"))
    return make.contract(framework=round_, until=date(2030, 12, 31))


def read(tmp_path, *lines):
    path = tmp_path / "fil.csv"
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return read_joint(path, methods=METHODS)


def told(**values):
    return JointRow(
        **{
            "line": 2,
            "framework": "R-1",
            "org_number": NUMBER,
            "municipality": "Nynäshamn",
            "planned_on": date(2026, 9, 1),
            "method": "DIALOGUE",
            "done_on": None,
            "result": "",
            **values,
        }
    )


def test_a_file_is_read_as_it_is_written(tmp_path):
    rows, errors = read(tmp_path, ROW, f"R-1;{NUMBER};Nynäshamn;2026-01-10;;2026-01-12;Inga brister\n")
    assert errors == []
    assert rows[0] == told()
    assert (rows[1].method, rows[1].done_on, rows[1].result) == ("", date(2026, 1, 12), "Inga brister")


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (f";{NUMBER};Nynäshamn;2026-09-01;;;\n", "omgång"),
        (f"R-1;{NUMBER};;2026-09-01;;;\n", "kommun"),
        ("R-1;123;Nynäshamn;2026-09-01;;;\n", "organisationsnummer"),
        (f"R-1;{NUMBER};Nynäshamn;;;;\n", "planerad"),
        (f"R-1;{NUMBER};Nynäshamn;i höst;;;\n", "planerad"),
        (f"R-1;{NUMBER};Nynäshamn;2026-09-01;gissning;;\n", "metod"),
        (f"R-1;{NUMBER};Nynäshamn;2026-09-01;;snart;\n", "genomförd"),
        (f"R-1;{NUMBER};Nynäshamn;2026-09-01;;;Bra\n", "genomförd"),
        (f"R-1;{NUMBER};Nynäshamn;2026-09-01;;2026-09-01;{'x' * 5001}\n", "resultat"),
        (f"R-1;{NUMBER};Nynäshamn;2026-09-01;;2026-09-01;Om 850712-1237\n", "resultat"),
    ],
)
def test_each_error_says_where_and_nothing_of_the_row_is_taken(tmp_path, line, column):
    rows, errors = read(tmp_path, line)
    assert (rows, [(error.line, error.column) for error in errors]) == ([], [(2, column)])


def test_a_review_stands_once_in_a_file(tmp_path):
    rows, errors = read(tmp_path, ROW, ROW)
    assert (len(rows), [(error.line, error.column) for error in errors]) == (1, [(3, "planerad")])


@pytest.mark.django_db
def test_what_a_file_would_change_is_told_before_and_twice_changes_nothing(contract, by):
    rows = [
        told(),
        told(municipality=make.buyer().name),
        told(framework="R-2"),
        told(org_number=make.ORG_NUMBERS[1]),
    ]

    def kinds():
        return [each.kind for each in actions.look_at_joint(buyer=make.buyer(), rows=rows, by=by)]

    def loaded(*rows):
        return actions.load_joint(buyer=make.buyer(), rows=rows, by=by, at=AT)

    assert kinds() == ["NEW", "OURS", "UNKNOWN", "UNKNOWN"]
    assert not JointReview.objects.exists()
    assert (loaded(*rows), loaded(*rows)) == (1, 0)
    assert kinds()[0] == "SAME"
    rows[0] = told(done_on=date(2026, 9, 2), result="Inga brister", municipality="NYNÄSHAMN")
    (changed, *_) = actions.look_at_joint(buyer=make.buyer(), rows=rows, by=by)
    assert (changed.kind, changed.now.done_on) == ("CHANGED", None)
    assert loaded(*rows) == 1
    assert (JointReview.objects.get().result, JointReview.objects.get().told_on) == ("Inga brister", TODAY)
    with pytest.raises(NotAllowed):
        actions.load_joint(buyer=make.buyer(), rows=rows, by=make.user("läsare"), at=AT)
    with pytest.raises(ValidationError):
        loaded(told(planned_on=date(2026, 10, 1), method="GUESS"))


@pytest.mark.django_db
def test_a_result_without_a_day_is_kept_nowhere(contract):
    with pytest.raises(IntegrityError, match="joint_result_has_a_day"), transaction.atomic():
        JointReview.objects.create(contract=contract, municipality="X", planned_on=TODAY, result="Bra", told_on=TODAY)


@pytest.mark.django_db
def test_who_reviews_which_is_told_and_what_nobody_does(contract, by):
    make.contract("A-2", supplier=contract.supplier, until=date(2030, 12, 31))  # not joint
    (one,) = joint_overview(make.buyer(), user=by, on=TODAY)
    assert (one.parties, one.is_left) == (("Nynäshamns kommun",), True)
    Review.objects.create(contract=contract, planned_on=date(2024, 5, 1), method="DESK")
    assert joint_overview(make.buyer(), user=by, on=TODAY)[0].is_left  # too long ago
    actions.load_joint(buyer=make.buyer(), rows=[told()], by=by, at=AT)
    (one,) = joint_overview(make.buyer(), user=by, on=TODAY)
    assert ([line.who for line in one.lines], one.is_left) == (["Nynäshamn", make.buyer().name], False)


@pytest.mark.django_db
def test_our_file_tells_what_is_no_secret_and_no_persons_number_and_is_read_back(contract, by, tmp_path):
    Review.objects.create(
        contract=contract, planned_on=date(2026, 3, 1), method="DIALOGUE", status="DONE", done_on=date(2026, 3, 2),
        summary="Inga brister",
    )  # fmt: skip
    Review.objects.create(contract=contract, planned_on=date(2026, 9, 1), method="DIALOGUE", summary="utkast")
    Review.objects.create(contract=contract, planned_on=date(2026, 10, 1), method="DESK", status="CANCELLED")
    Review.objects.create(contract=contract, planned_on=date(2024, 5, 31), method="DESK")
    secret = make.contract("A-7", framework=contract.framework, supplier=make.supplier("H", make.ORG_NUMBERS[1]))
    secret.is_secret = True
    secret.save()
    Review.objects.create(contract=secret, planned_on=date(2026, 9, 1), method="DESK")
    person = make.supplier("Sole", "8507121237", is_sole_trader=True)
    sole = make.contract("A-8", framework=contract.framework, supplier=person)
    Review.objects.create(contract=sole, planned_on=date(2026, 9, 1), method="DESK")
    rows = list(joint_rows(make.buyer(), user=by, on=TODAY))
    assert [row[3:] for row in rows[1:]] == [
        ("2026-03-01", "dialogmöte", "2026-03-02", "Inga brister"),
        ("2026-09-01", "dialogmöte", "", ""),
    ]
    found, errors = read(tmp_path, *(";".join(row) + "\n" for row in rows[1:]))
    assert (len(found), errors) == (2, [])


def upload(text):
    return {"file": SimpleUploadedFile("fil.csv", text.encode())}


@pytest.mark.django_db
def test_a_file_is_shown_then_brought_in_and_refused_to_readers(client, contract, by):
    where, load = reverse("followup:joint-import"), reverse("followup:joint-load")
    refused = client.post(where, upload(HEAD + "R-1;1;X;2026-09-01;;;\n"))
    assert (refused.status_code, "inget giltigt" in refused.content.decode()) == (422, True)
    assert client.post(where, upload("a;b\n1;2\n")).status_code == 422
    shown = client.post(where, upload(HEAD + ROW))
    assert (shown.status_code, "Läs in 1 rad" in shown.content.decode()) == (200, True)
    assert not JointReview.objects.exists()
    signed = shown.context["signed"]
    assert client.post(load, {"rader": signed}).status_code == 302
    assert client.post(load, {"rader": signed}).status_code == 302
    assert JointReview.objects.count() == 1
    assert "Nynäshamn" in client.get(reverse("followup:joint-list")).content.decode()
    assert "Inget i filen är nytt" in client.post(where, upload(HEAD + ROW)).content.decode()
    many = "".join(f"R-1;{NUMBER};K{n};2026-09-01;;;\n" for n in range(2001))
    assert "fler än 2000" in client.post(where, upload(HEAD + many)).content.decode()
    other = make.user("avtalscontroller")
    client.force_login(other)
    JointReview.objects.all().delete()
    client.post(load, {"rader": signed})  # signed for somebody else
    assert not JointReview.objects.exists()
    client.force_login(make.user("läsare"))
    assert client.post(load, {"rader": signed}).status_code == 403
    assert client.get(where).status_code == 403
    file = client.get(reverse("followup:joint-file"))
    assert "omgång" in b"".join(file.streaming_content).decode("utf-8-sig")


@pytest.mark.django_db
def test_the_list_asks_as_much_for_thirty_contracts_as_for_three(client, contract, by):
    counts = []
    like = {"framework": contract.framework, "supplier": contract.supplier, "until": contract.initial_until}
    assert "Ingen följer upp" in client.get(reverse("followup:joint-list") + "?ingen=ja").content.decode()
    for first, last in ((0, 3), (3, 30)):
        for number in range(first, last):
            one = make.contract(f"B-{number}", **like)
            Review.objects.create(contract=one, planned_on=date(2026, 9, 1), method="DESK")
        client.get(reverse("followup:joint-list"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("followup:joint-list"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert "B-0" not in client.get(reverse("followup:joint-list") + "?ingen=ja").content.decode()
    for number in range(40):
        make.contract(f"C-{number:02}", **like)
    assert "Sida 2 av 2" in client.get(reverse("followup:joint-list") + "?sida=2").content.decode()
