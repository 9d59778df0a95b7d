"""Documents: told by their content, kept by their fingerprint, served through permission, searchable by their text."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from docx import Document as Word

from contracts.documents import actions
from contracts.documents.models import Document
from huddinge_vo.common.pdf import render_pdf
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def pdf():
    return render_pdf(
        template="contracts/terms/extension_letters_pdf.html",
        context={"letters": [], "on": AT.date()},
        title="Provavtal om jourhem",
        is_demo=False,
    )


def word(text):
    document = Word()
    document.add_paragraph(text)
    document.add_table(1, 1).cell(0, 0).text = "i en tabell"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def add(content, by, *, title="Avtal", name="fil", **holder):
    document = Document(kind="CONTRACT", title=title, **(holder or {"contract": make.contract()}))
    return actions.add_document(document=document, file=io.BytesIO(content), name=name, by=by, at=AT)


def test_a_program_is_not_kept_as_a_contract(by):
    with pytest.raises(ValidationError, match=r"slutar på \.exe"):
        add(b"fem b", by, name="bad.exe")
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("content", "media_type", "text"),
    [
        (pdf, "application/pdf", "Förlängning av avtal"),
        (
            lambda: word("Pris 100 kr"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "Pris 100 kr i en tabell",
        ),
        (lambda: PNG, "image/png", ""),
        ("Åtagande\nom jour".encode, "text/plain", "Åtagande om jour"),
        (lambda: b"%PDF-1.7 trasig", "application/pdf", ""),
    ],
    ids=["pdf", "docx", "png", "text", "broken pdf"],
)
def test_a_document_is_what_its_content_says_and_its_text_is_taken_out(by, content, media_type, text):
    content = content()
    kept = add(content, by)
    assert (kept.media_type, kept.version, kept.original_name) == (media_type, 1, "fil")
    assert text in actions.read_document_text(document_id=kept.pk).text
    with kept.file.open("rb") as file:
        assert file.read() == content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"),
        (b"MZ\x90\x00\x03", "slag som inte tas emot"),
        (b"<html><script>alert(1)</script>", "slag som inte tas emot"),
        (b"PK\x03\x04trasig", "skadad"),
        (zipped(readme="x"), "zip-arkiv"),
        (zipped(word__document__xml="x").replace(b"word/document/xml", b"word/vbaProject.b"), "zip-arkiv"),
        (zipped(**{"word__document.xml": "x", "word__vbaProject.bin": "x"}), "makron"),
    ],
)
def test_what_is_no_document_is_refused_whatever_it_is_called(by, content, words):
    with pytest.raises(ValidationError, match=words):
        add(content, by, name="avtal.pdf")
    assert Document.objects.count() == 0


def test_the_same_title_becomes_the_next_version_and_the_same_content_is_kept_once(by):
    contract = make.contract()
    first = add(PNG, by, contract=contract)
    second = add(PNG, by, contract=contract)
    other = add(PNG, by, title="Annat", contract=contract)
    assert [each.version for each in (first, second, other)] == [1, 2, 1]
    assert first.file.name == second.file.name == other.file.name
    assert first.sha256 in first.file.name
    assert "fil" not in first.file.name


def test_a_document_belongs_to_one_thing(by):
    contract = make.contract()
    values = {
        "kind": "OTHER",
        "title": "x",
        "version": 1,
        "size": 1,
        "sha256": "0" * 64,
        "uploaded_by": by,
        "uploaded_at": AT,
    }
    for holders in ({}, {"contract": contract, "supplier": contract.supplier}):
        with pytest.raises(IntegrityError, match="document_belongs_to_one_thing"), transaction.atomic():
            Document.objects.create(**values, **holders)


def test_too_large_is_refused(by, settings):
    settings.VO_LARGEST_DOCUMENT = 1024 * 1024
    with pytest.raises(ValidationError, match="större än 1 MB"):
        add(b"a" * (1024 * 1024 + 1), by)


def body(answer):
    return answer.content.decode()


@pytest.mark.parametrize("kind", ["avtal", "omgang", "leverantor", "verksamhet"])
def test_a_document_is_added_and_fetched_on_screen(officer, kind, django_capture_on_commit_callbacks):
    contract = make.contract(framework=make.framework())
    holder = {
        "avtal": contract,
        "omgang": contract.framework,
        "leverantor": contract.supplier,
        "verksamhet": contract.supplier.units.create(name="Hem"),
    }[kind]
    address = f"/dokument/{kind}/{holder.pk}/nytt/"
    assert officer.get(address).status_code == 200
    refused = officer.post(address, {"kind": "OTHER", "title": "x", "file": SimpleUploadedFile("a.pdf", b"MZ\0\0")})
    named = officer.post(address, {"kind": "OTHER", "title": "x", "file": SimpleUploadedFile("bad.exe", b"fem b")})
    assert "Filen slutar på .exe" in named.content.decode()
    assert named.status_code == 422
    assert refused.status_code == 422
    assert "slag som inte tas emot" in body(refused)
    with django_capture_on_commit_callbacks() as callbacks:
        sent = officer.post(
            address, {"kind": "CONTRACT", "title": "Påskrivet avtal", "file": SimpleUploadedFile("a.txt", b"Text")}
        )
    assert sent.headers["Location"] == holder.get_absolute_url()
    assert len(callbacks) == 1
    document = Document.objects.get()
    assert "Påskrivet avtal" in body(officer.get(holder.get_absolute_url()))
    answer = officer.get(document.get_absolute_url())
    assert b"".join(answer.streaming_content) == b"Text"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="paskrivet-avtal-v1.txt"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_secret_document_and_one_of_something_secret_are_for_the_named_alone(officer, by):
    contract = make.contract()
    secret = add(b"Hemligt", by, title="Hemlig bilaga", contract=contract)
    Document.objects.update(is_secret=True)
    hidden = make.contract("B-1", supplier=contract.supplier, is_secret=True)
    inside = add(b"Inuti", by, title="I hemligt avtal", contract=hidden)
    assert "Hemlig bilaga" not in body(officer.get(contract.get_absolute_url()))
    for each in (secret, inside):
        assert officer.get(each.get_absolute_url()).status_code == 404
    assert officer.get(f"/dokument/avtal/{hidden.pk}/nytt/").status_code == 404
    AccessGrant.objects.create(object=secret, user=by)
    assert b"".join(officer.get(secret.get_absolute_url()).streaming_content) == b"Hemligt"


def test_no_document_has_an_address_of_its_own(officer, by):
    kept = add(PNG, by)
    for path in (f"/media/{kept.file.name}", f"/{kept.file.name}", f"/static/{kept.file.name}"):
        assert officer.get(path).status_code == 404


def test_documents_are_found_by_words_endings_and_beginnings_in_their_text(officer, by):
    mine = add("Avropen görs i rangordning vid jourhemsplacering.".encode(), by, title="Villkor")
    add(b"Inget av det.", by, title="Annat", contract=mine.contract)
    for document in Document.objects.all():
        actions.read_document_text(document_id=document.pk)
    for words, found in (
        ("rangordningen", ["Villkor"]),
        ("jourhem avrop", ["Villkor"]),
        ("jourhem inget", []),
        ("annat", ["Annat"]),
        ("!!!", []),
        ("& | ! ( '", []),
    ):
        page = officer.get("/dokument/", {"sok": words})
        assert [each.title for each in page.context["table"].data] == found
    assert "«rangordning»" in officer.get("/dokument/", {"sok": "rangordning"}).content.decode()


def test_a_document_too_long_for_the_word_index_is_kept_and_its_beginning_found(officer, by):
    words = " ".join(f"å{number:x}" for number in range(200_000))
    kept = add(f"början {words}".encode(), by)
    actions.read_document_text(document_id=kept.pk)
    assert len(officer.get("/dokument/", {"sok": "början"}).context["table"].data) == 1


def test_search_finds_no_document_of_what_is_secret(officer, by):
    add(b"hemligt ord", by, contract=make.contract("A-9", is_secret=True))
    for document in Document.objects.all():
        actions.read_document_text(document_id=document.pk)
    assert len(officer.get("/dokument/", {"sok": "hemligt"}).context["table"].data) == 0


def test_a_version_is_counted_among_those_that_the_reader_may_know_of(client):
    keeper, reader = make.user("kategoriledare", username="lägger in"), make.user("läsare")
    contract = make.contract()
    made = [add(content, keeper, contract=contract) for content in (b"ett", b"tre", b"fyra")]
    other = add(b"annat", keeper, title="Bilaga", contract=contract)
    Document.objects.filter(pk=made[0].pk).update(is_secret=True)
    AccessGrant.objects.create(object=made[0], user=keeper)

    def numbers(person):
        found = Document.objects.visible_to(person).order_by("pk")
        return [(each.pk, each.version_for_reader) for each in found]

    assert numbers(keeper) == [(made[0].pk, 1), (made[1].pk, 2), (made[2].pk, 3), (other.pk, 1)]
    assert numbers(reader) == [(made[1].pk, 1), (made[2].pk, 2), (other.pk, 1)]
    client.force_login(reader)
    page = " ".join(client.get(contract.get_absolute_url()).content.decode().split())
    assert '<td class="num">3</td>' not in page
    file = client.get(made[1].get_absolute_url())
    assert "-v1." in file["Content-Disposition"]
    b"".join(file.streaming_content)
    assert str(Document.objects.visible_to(reader).get(pk=made[2].pk)) == "Avtal, version 2"
