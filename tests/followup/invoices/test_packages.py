"""Files, folders and archives of e-invoices: what is taken out of them, and what is not."""

import zipfile

import pytest

from followup.invoices.imports import UnreadablePackage, documents_in, packages


def archive(path, **parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def told(path):
    return [(each.name, each.content, each.fault.reason if each.fault else "") for each in documents_in(path)]


def test_a_file_is_one_document_whatever_it_is_called(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"<Invoice/>")
    assert told(path) == [("a.txt", b"<Invoice/>", "")]


def test_a_folder_has_its_xml_files_by_name_and_those_of_its_folders(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.XML").write_bytes(b"2")
    (tmp_path / "a.xml").write_bytes(b"1")
    (tmp_path / "README.md").write_bytes(b"x")
    assert [each[:2] for each in told(tmp_path)] == [("a.xml", b"1"), ("c.XML", b"2")]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "hemlig.xml").write_bytes(b"hemligt")
    (tmp_path / "in" / "a.xml").symlink_to(tmp_path / "hemlig.xml")
    ((name, content, reason),) = told(tmp_path / "in")
    assert (name, content) == ("a.xml", b"")
    assert "länk" in reason


def test_an_archive_has_its_xml_files_and_nothing_else(tmp_path):
    path = archive(tmp_path / "a.zip", **{"a.xml": b"1", "x/b.xml": b"2", "bild.png": b"3"})
    assert [each[:2] for each in told(path)] == [("a.xml", b"1"), ("b.xml", b"2")]


@pytest.mark.parametrize("name", ["../../etc/a.xml", "/a.xml", "C:\\a.xml", "a\\..\\b.xml"])
def test_a_name_that_leads_out_of_the_archive_is_refused_and_nothing_is_written(tmp_path, name):
    path = archive(tmp_path / "a.zip", **{name: b"1", "b.xml": b"2"})
    first, second = told(path)
    assert "pekar ut" in first[2]
    assert second[:2] == ("b.xml", b"2")
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]


def test_an_archive_in_the_archive_is_refused(tmp_path):
    path = archive(tmp_path / "a.zip", **{"b.zip": b"PK\x03\x04", "c.xml": b"1"})
    assert [bool(each[2]) for each in told(path)] == [True, False]


def test_what_is_packed_harder_than_any_invoice_is_not_unpacked(tmp_path):
    path = archive(tmp_path / "a.zip", **{"a.xml": b"0" * (20 << 20), "b.xml": b"1"})
    assert path.stat().st_size < 100_000
    first, second = told(path)
    assert "packad mer än" in first[2]
    assert not second[2]


def test_a_part_that_unpacks_to_more_than_it_says_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "LARGEST_DOCUMENT", 1000)
    path = archive(tmp_path / "a.zip", **{"a.xml": b"0123456789" * 200})
    content = path.read_bytes().replace((2000).to_bytes(4, "little"), (900).to_bytes(4, "little"))
    path.write_bytes(content)
    ((_name, got, reason),) = told(path)
    assert len(got) <= 900
    assert reason


def test_a_whole_archive_has_a_bound(tmp_path, monkeypatch):
    path = archive(tmp_path / "a.zip", **{f"{n}.xml": b"0" * 1000 for n in range(10)})
    monkeypatch.setattr(packages, "_LARGEST_UNPACKED", 5000)
    with pytest.raises(UnreadablePackage, match="packas upp"):
        told(path)
    monkeypatch.setattr(packages, "MOST_DOCUMENTS", 5)
    with pytest.raises(UnreadablePackage, match="fler än"):
        told(path)


def test_what_is_no_archive_or_has_no_invoices_is_refused_whole(tmp_path):
    damaged = tmp_path / "a.zip"
    damaged.write_bytes(b"PK\x03\x04 och sedan inget")
    with pytest.raises(UnreadablePackage, match="skadat"):
        told(damaged)
    with pytest.raises(UnreadablePackage, match="inga XML"):
        told(archive(tmp_path / "b.zip", **{"a.csv": b"1"}))


def test_a_damaged_part_is_told_and_the_others_are_read(tmp_path):
    path = archive(tmp_path / "a.zip", **{"a.xml": b"<a>innehall som blir fel</a>", "b.xml": b"2"})
    content = path.read_bytes()
    at = content.index(b"a.xml") + 5
    path.write_bytes(content[:at] + b"\xff\xff\xff\xff" + content[at + 4 :])
    assert [(name, bool(reason)) for name, _, reason in told(path)] == [("a.xml", True), ("b.xml", False)]


def test_a_folder_has_a_bound_and_its_archives_are_told_to_be_read_by_themselves(tmp_path, monkeypatch):
    archive(tmp_path / "a.zip", **{"a.xml": b"1"})
    (tmp_path / "b.xml").write_bytes(b"2")
    first, second = told(tmp_path)
    assert "för sig" in first[2]
    assert second == ("b.xml", b"2", "")
    monkeypatch.setattr(packages, "MOST_DOCUMENTS", 1)
    with pytest.raises(UnreadablePackage, match="fler än 1 filer"):
        told(tmp_path)


def test_a_document_that_is_too_large_is_told_by_itself_wherever_it_lies(tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "LARGEST_DOCUMENT", 3)
    (tmp_path / "a.xml").write_bytes(b"1234")
    ((_, content, reason),) = told(tmp_path / "a.xml")
    assert (content, "större än" in reason) == (b"", True)
    first, second = told(archive(tmp_path / "a.zip", **{"a.xml": b"1234", "b.xml": b"123"}))
    assert "större än" in first[2]
    assert second == ("b.xml", b"123", "")


def test_two_parts_of_one_name_and_a_locked_part_are_told(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.xml", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("a.xml", b"2")
        made.writestr("b.xml", b"3")
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02")  # what the archive says of its last part
    content[at + 8] |= 1
    path.write_bytes(content)
    first, second, third = told(path)
    assert first == ("a.xml", b"1", "")
    assert "samma namn" in second[2]
    assert "lösenord" in third[2]
