"""What is judged in the field, photos that are only pictures, and files of a supplier's group. No database."""

import io
from datetime import date
from decimal import Decimal

import pytest
from PIL import Image

from followup.field import rules
from followup.field.imports import read_companies
from followup.field.rules import Said
from huddinge_vo.common.files.photos import NotAPhoto, without_metadata
from huddinge_vo.common.files.tabular import UnreadableFile

OWNER, CHILD = "556677-8899", "556016-0680"
HEAD = "organisationsnummer;bolag;moderbolag;år;omsättning;resultat\n"


def photo(kind="JPEG", size=(40, 20), **values):
    made = io.BytesIO()
    Image.new("RGB", size, "red").save(made, kind, **values)
    made.seek(0)
    return made


def with_place():
    """As a phone writes it: held upright, with camera, place and a note of its own."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telefonmärke"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (59.0, 14.0, 7.0)
    return photo(exif=exif, comment=b"hemma hos")


def test_a_photo_keeps_its_points_and_nothing_that_the_camera_wrote():
    sent = with_place()
    assert b"Telefonm" in sent.getvalue()
    kept = without_metadata(sent)
    with Image.open(kept) as picture:
        assert not picture.getexif()
        assert picture.size == (20, 40)  # turned as it was held
        assert "comment" not in picture.info
    assert b"Telefonm" not in kept.getvalue()
    assert b"hemma" not in kept.getvalue()


def test_a_drawing_stays_a_drawing_and_loses_its_words():
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "Någon")
    kept = without_metadata(photo("PNG", pnginfo=words), kind="PNG")
    with Image.open(kept) as picture:
        assert (picture.format, "Author" in picture.info) == ("PNG", False)


def test_a_large_photo_becomes_as_large_as_a_screen():
    with Image.open(without_metadata(photo(size=(5000, 1000)))) as picture:
        assert picture.size == (2400, 480)


def test_what_is_no_picture_is_refused_in_words():
    with pytest.raises(NotAPhoto, match="går inte att läsa"):
        without_metadata(io.BytesIO(b"\xff\xd8\xff" + b"x" * 50))


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_read():
    for size in ((9000, 7000), (12_000, 9000)):
        bomb = io.BytesIO()
        Image.new("1", size).save(bomb, "PNG")
        with pytest.raises(NotAPhoto, match="för många bildpunkter"):
            without_metadata(bomb, kind="PNG")


def read(tmp_path, *lines, head=HEAD):
    path = tmp_path / "koncern.csv"
    path.write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return read_companies(path)


def test_a_group_is_read_with_owner_and_amounts_and_what_is_not_told_is_unknown(tmp_path):
    rows, errors = read(tmp_path, f"{OWNER};Topp AB;;2025;1 000 000,50;-20000", f"{CHILD};Dotter AB;{OWNER};2025;;")
    assert errors == []
    assert [(row.name, row.parent_number, row.year) for row in rows] == [
        ("Topp AB", "", 2025),
        ("Dotter AB", "5566778899", 2025),
    ]
    assert (rows[0].turnover_sek, rows[0].result_sek) == (Decimal("1000000.50"), Decimal(-20000))
    assert (rows[1].turnover_sek, rows[1].result_sek) == (None, None)


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        (";Topp AB;;2025;1;1", "organisationsnummer", "saknas"),
        ("556677-8890;Topp AB;;2025;1;1", "organisationsnummer", "inget giltigt"),
        (f"{OWNER};Topp AB;{OWNER};2025;1;1", "moderbolag", "sitt eget moderbolag"),
        (f"{OWNER};Topp AB;850712-1237;2025;1;1", "moderbolag", "personnummer"),
        ("850712-1237;Topp AB;;2025;1;1", "organisationsnummer", "enskild"),
        (f"{OWNER};;;2025;1;1", "bolag", "namn saknas"),
        (f"{OWNER};Topp AB;;förra;1;1", "år", "inget heltal"),
        (f"{OWNER};Topp AB;;1025;1;1", "år", "utanför"),
        (f"{OWNER};Topp AB;;2025;mycket;1", "omsättning", "mycket"),
    ],
)
def test_each_error_in_a_file_of_a_group_says_where_and_why(tmp_path, line, column, reason):
    rows, errors = read(tmp_path, line)
    assert rows == []
    assert [(error.line, error.column) for error in errors] == [(2, column)]
    assert reason in errors[0].reason


def test_a_company_stands_once_a_year_in_a_file(tmp_path):
    rows, errors = read(tmp_path, f"{OWNER};A;;2025;1;1", f"{OWNER};A;;2024;1;1", f"{OWNER};A;;2025;2;1")
    assert len(rows) == 2
    assert [(error.line, "två gånger" in error.reason) for error in errors] == [(4, True)]


def test_a_file_of_something_else_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="moderbolag"):
        read(tmp_path, "1;2", head="organisationsnummer;bolag\n")


def test_a_conflict_is_when_another_has_answered_otherwise_since_it_was_seen():
    nothing, met, partly = Said("", ""), Said("MET", ""), Said("PARTLY", "Natten")
    assert rules.is_conflict(seen=nothing, stored=met, sent=partly)
    assert not rules.is_conflict(seen=nothing, stored=nothing, sent=met)
    assert not rules.is_conflict(seen=nothing, stored=met, sent=met)  # the other said the same
    assert rules.is_conflict(seen=met, stored=Said("MET", "Även natten"), sent=partly)  # the note counts


def test_pay_is_under_the_agreement_by_more_than_a_krona():
    hours, agreed = Decimal(160), Decimal("165.50")
    assert not rules.is_under_agreement(hours, Decimal("26480.00"), agreed)  # 160 × 165,50
    assert not rules.is_under_agreement(hours, Decimal("26479.00"), agreed)
    assert rules.is_under_agreement(hours, Decimal("26478.99"), agreed)
    assert rules.hourly(hours, Decimal(26000)) == Decimal("162.50")


def test_more_registered_than_seen_is_less_than_nought():
    assert (rules.unregistered(7, 5), rules.unregistered(5, 5), rules.unregistered(4, 5)) == (2, 0, -1)


def test_a_quarter_without_activity_is_never_scored_whatever_stands_there():
    for value in (None, Decimal(0), Decimal(100)):
        found = rules.score(value, target=Decimal(90), more_is_better=True, has_activity=False)
        assert (found.is_met, found.why) == (None, "Ingen verksamhet")


def test_a_value_is_held_to_its_target_and_no_value_is_said():
    def met(value, *, more=True):
        return rules.score(value, target=Decimal(90), more_is_better=more, has_activity=True).is_met

    assert (met(Decimal(90)), met(Decimal("89.99")), met(Decimal(90), more=False)) == (True, False, True)
    assert met(Decimal("90.01"), more=False) is False
    assert rules.score(None, target=Decimal(1), more_is_better=True, has_activity=True).why == "Inget utfall"
    scores = [
        rules.Score(value, is_met=found) for value, found in ((None, None), (Decimal(1), True), (Decimal(1), False))
    ]
    assert rules.share_met(scores) == (1, 2)


def test_the_quarters_of_a_card_are_over():
    assert rules.quarters_until(date(2026, 11, 30)) == [
        date(2025, 10, 1),
        date(2026, 1, 1),
        date(2026, 4, 1),
        date(2026, 7, 1),
    ]
    assert rules.quarters_until(date(2027, 1, 1), count=1) == [date(2026, 10, 1)]


def test_a_template_asks_for_what_is_always_asked_and_what_contracts_ask_for():
    plain = rules.questions_from([])
    assert [kind for kind, _ in plain] == [*["NORMAL"] * 4, "SUSTAINABILITY", "WORKING_CONDITIONS"]
    asked = rules.questions_from(
        [("SUSTAINABILITY", ""), ("TECHNOLOGY", "trygghetslarm."), ("TECHNOLOGY", "trygghetslarm.")]
    )
    assert asked[4:] == [
        ("SUSTAINABILITY", "Avtalets hållbarhetskrav följs och kan visas."),
        ("NORMAL", "Välfärdsteknik används så som avtalet beskriver: trygghetslarm."),
        plain[-1],
    ]


def test_every_requirement_of_the_register_has_a_question():
    from contracts.register.models import Requirement

    for code in Requirement.Kind.values:
        assert len(rules.questions_from([(code, "not")])) >= 6
