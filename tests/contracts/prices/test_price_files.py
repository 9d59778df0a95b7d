"""Price lists from file: what can be read, what is refused with its place, what it does, and the way back."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from contracts.files import actions as file_actions
from contracts.files.models import RegisterImport
from contracts.prices import actions
from contracts.prices.imports import read_prices
from contracts.prices.models import Price, PriceAdjustment, PriceItem
from contracts.prices.reports import price_list
from contracts.suppliers.models import SupplierUnit
from tests import factories as make

AT = datetime(2026, 10, 15, 8, tzinfo=UTC)
HEADER = "avtalsnummer;artikel;enhet;pris;giltigt_fran;giltigt_till;verksamhet;avtalsomrade;moms;antal_per_ar"
AREAS = {"fo-lss": 7, "två": None}


def read(tmp_path, *rows, header=HEADER):
    path = tmp_path / "priser.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return read_prices(path, areas=AREAS)


def test_a_row_is_read_with_swedish_numbers_and_words(tmp_path):
    rows, errors = read(tmp_path, "A-1;Vårddygn;dygn;1 850,50;2025-01-01;2025-12-31;Gården;;6 %;120,5")
    (row,) = rows
    assert errors == []
    assert (row.contract, row.unit, row.item, row.per) == ("A-1", "Gården", "Vårddygn", "DAY")
    assert (row.amount_sek, row.vat_percent, row.yearly_quantity) == (Decimal("1850.50"), 6, Decimal("120.5"))
    assert (row.valid_from, row.valid_until) == (date(2025, 1, 1), date(2025, 12, 31))


def test_the_optional_columns_may_be_left_out(tmp_path):
    rows, errors = read(
        tmp_path, "A-1;Möte;Timmar;750;2025-01-01", header="avtalsnummer;artikel;enhet;pris;giltigt_fran"
    )
    assert errors == []
    assert (rows[0].per, rows[0].valid_until, rows[0].vat_percent) == ("HOUR", None, None)


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (";Dygn;dygn;1;2025-01-01;;;;;", "avtalsnummer", "Ange avtalsnummer eller avtalsområde."),
        ("A-1;Dygn;dygn;1;2025-01-01;;;FO-LSS;;", "avtalsnummer", "inte båda"),
        (";Dygn;dygn;1;2025-01-01;;Gården;FO-LSS;;", "verksamhet", "hör till ett avtal"),
        (";Dygn;dygn;1;2025-01-01;;;Finns ej;;", "avtalsomrade", "finns inte"),
        ("A-1;;dygn;1;2025-01-01;;;;;", "artikel", "saknas"),
        ("A-1;Dygn;styck;1;2025-01-01;;;;;", "enhet", "Ange dygn, timme"),
        ("A-1;Dygn;dygn;;2025-01-01;;;;;", "pris", "saknas"),
        ("A-1;Dygn;dygn;0;2025-01-01;;;;;", "pris", "större än noll"),
        ("A-1;Dygn;dygn;1 000,505;2025-01-01;;;;;", "pris", "fler än två decimaler"),
        ("A-1;Dygn;dygn;ett;2025-01-01;;;;;", "pris", "går inte att läsa"),
        ("A-1;Dygn;dygn;1;2025-02-30;;;;;", "giltigt_fran", "ingen dag i almanackan"),
        ("A-1;Dygn;dygn;1;2025-02-01;2025-01-01;;;;", "giltigt_till", "före första dagen"),
        ("A-1;Dygn;dygn;1;2025-01-01;;;;24;", "moms", "momssats"),
        ("A-1;Dygn;dygn;1;2025-01-01;;;;;-1", "antal_per_ar", "negativt"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path, row, column, words):
    rows, errors = read(tmp_path, row)
    assert rows == []
    assert [(error.line, error.column) for error in errors] == [(2, column)]
    assert words in errors[0].reason


def test_days_of_one_line_never_overlap_in_a_file(tmp_path):
    _rows, errors = read(
        tmp_path,
        "A-1;Dygn;dygn;100;2025-01-01;2025-12-31;;;;",
        "A-1;DYGN;dygn;110;2025-12-31;;;;;",
        "A-1;Dygn;timme;10;2025-12-31;;;;;",
        "A-2;Dygn;dygn;100;2025-01-01;;;;;",
        "A-2;Dygn;dygn;110;2026-01-01;;;;;",
    )
    assert [(error.line, error.column) for error in errors] == [(3, "giltigt_fran")]
    assert "raden 2" in errors[0].reason


def received(*rows, by):
    text = "\n".join([HEADER, *rows, ""])
    return file_actions.receive_register(
        kind="PRICES", buyer=make.buyer(), file=io.BytesIO(text.encode()), name="priser.csv", by=by, at=AT
    )


@pytest.fixture
def leader(db):
    return make.user("kategoriledare")


def test_a_file_is_looked_at_brought_in_and_taken_back(leader):
    contract = make.contract("A-1", valid_from=date(2025, 1, 1), until=None)
    area = make.area("FO-LSS", subcategory="FO")
    SupplierUnit.objects.create(supplier=contract.supplier, name="Gården")
    make.price("900.00", of=contract, item="Resa", per="VISIT")
    file = received(
        "A-1;Dygn;dygn;1850;2025-01-01;;;;;100",
        "A-1;Dygn;dygn;1902,85;2026-01-01;;;;;",
        "A-1;Dygn;dygn;1700;2025-01-01;;gården;;;",
        ";Plats;plats;2 100;2026-01-01;;;FO-LSS;;",
        "A-1;Resa;besök;900;2025-01-01;;;;25;",
        by=leader,
    )
    preview = file_actions.preview_register(register_import=file, by=leader, at=AT)
    assert [each.word for each in preview.differences] == ["ny", "ny", "ny", "ny", "ändras"]
    assert Price.objects.count() == 1
    file = file_actions.apply_register(register_import=file, by=leader, at=AT)
    assert (file.created, file.changed, file.unchanged) == (4, 1, 0)
    day = PriceItem.objects.get(contract=contract, unit=None, name="Dygn")
    assert list(day.prices.order_by("valid_from").values_list("amount_sek", "valid_until")) == [
        (Decimal("1850.00"), date(2025, 12, 31)),
        (Decimal("1902.85"), None),
    ]
    assert PriceItem.objects.get(unit__name="Gården").prices.get().amount_sek == Decimal(1700)
    assert PriceItem.objects.get(area=area).prices.get().amount_sek == Decimal(2100)
    actions.follow_with(
        [actions.Following(PriceItem.objects.get(area=area), Decimal(2200), date(2027, 1, 1))],
        origin="COUNCIL", by=leader, at=AT,
    )  # fmt: skip
    undone = file_actions.undo_register(register_import=file, by=leader, at=AT)
    assert undone.taken_back == 4  # three prices, and the VAT of a fourth line
    assert undone.left == ("FO-LSS: Plats från 2026-01-01",)
    assert not Price.objects.standing().filter(item=day).exists()
    assert RegisterImport.objects.get(pk=file.pk).status == "UNDONE"


def test_the_same_file_twice_changes_nothing_and_another_amount_is_refused(leader):
    make.contract("A-1", valid_from=date(2025, 1, 1), until=None)
    rows = ("A-1;Dygn;dygn;1850;2025-01-01;;;;;", "A-1;Dygn;dygn;1900;2026-01-01;;;;;")
    file_actions.apply_register(register_import=received(*rows, by=leader), by=leader, at=AT)
    again = file_actions.apply_register(register_import=received(*rows, by=leader), by=leader, at=AT)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 2)
    other = received("A-1;Dygn;dygn;1800;2025-01-01;;;;;", by=leader)
    with pytest.raises(file_actions.RegisterRefused) as refused:
        file_actions.apply_register(register_import=other, by=leader, at=AT)
    assert "redan 1\xa0850,00 kr" in refused.value.errors[0].reason


def test_a_contract_one_may_not_know_of_is_not_there(leader):
    make.contract("HEMLIG", is_secret=True)
    with pytest.raises(file_actions.RegisterRefused) as refused:
        file_actions.preview_register(
            register_import=received("HEMLIG;Dygn;dygn;1;2025-01-01;;;;;", by=leader), by=leader, at=AT
        )
    assert "finns inte" in refused.value.errors[0].reason


def test_a_price_before_a_later_one_is_refused_with_its_row(leader):
    contract = make.contract("A-1", valid_from=date(2025, 1, 1), until=None)
    make.price("900.00", of=contract, item="Dygn", valid_from=date(2026, 1, 1))
    file = received("A-1;Dygn;dygn;800;2025-01-01;;;;;", by=leader)
    with pytest.raises(file_actions.RegisterRefused) as refused:
        file_actions.apply_register(register_import=file, by=leader, at=AT)
    assert "2026-01-01" in refused.value.errors[0].reason
    closed = received("A-1;Dygn;dygn;800;2025-01-01;2025-12-31;;;;", by=leader)
    assert file_actions.apply_register(register_import=closed, by=leader, at=AT).created == 1


def test_each_price_that_does_not_fit_is_told_of_at_its_own_row(leader):
    contract = make.contract("A-1", valid_from=date(2025, 1, 1), until=None)
    make.price("900.00", of=contract, item="Natt", valid_from=date(2026, 1, 1))
    make.price("750.00", of=contract, item="Dag", valid_from=date(2025, 7, 1))
    make.price("50.00", of=contract, item="Resa", per="VISIT")
    file = received(
        "A-1;Dygn;dygn;800;2025-01-01;;;;;",
        "A-1;Dygn;dygn;810;2026-01-01;;;;;",
        "A-1;Resa;besök;55;2025-01-01;;;;;",
        "A-1;Natt;dygn;850;2025-01-01;;;;;",
        "A-1;Natt;dygn;860;2025-09-01;2025-10-01;;;;",
        "A-1;Dag;dygn;720;2025-03-01;;;;;",
        by=leader,
    )
    with pytest.raises(file_actions.RegisterRefused) as refused:
        file_actions.apply_register(register_import=file, by=leader, at=AT)
    assert [(error.line, error.column, error.value) for error in refused.value.errors] == [
        (4, "pris", "55,00"),
        (5, "giltigt_fran", "2025-01-01"),  # the row after it is not tried: what it would follow is not there
        (7, "giltigt_fran", "2025-03-01"),
    ]
    assert "redan avtalat, från 2026-01-01" in refused.value.errors[1].reason
    assert "redan avtalat, från 2025-07-01" in refused.value.errors[2].reason
    assert Price.objects.count() == 3


def test_a_row_from_before_its_contract_is_warned_of_first_in_the_preview_and_may_still_be_brought_in(leader, client):
    seller = make.contract("A-1", valid_from=date(2025, 1, 1), until=None).supplier
    area = make.area("FO-LSS", subcategory="FO")
    make.contract("F-1", areas=[area], price_model="FIXED", valid_from=date(2023, 5, 1), until=None, supplier=seller)
    file = received(
        "A-1;Dygn;dygn;1850;2025-01-01;;;;;",
        "A-1;Timme;timme;500;2010-01-01;;;;;",
        ";Plats;plats;2100;2020-01-01;;;FO-LSS;;",
        by=leader,
    )
    client.force_login(leader)
    page = client.get(file.get_absolute_url()).content.decode()
    assert "2 rader har varningar" in page
    assert "Priset gäller från 2010-01-01, före avtalets första dag, 2025-01-01." in page
    assert "Priset gäller från 2020-01-01, före dagen då områdets första avtal började, 2023-05-01." in page
    assert page.index("A-1, Timme") < page.index("A-1, Dygn")
    assert file_actions.apply_register(register_import=file, by=leader, at=AT).created == 3


def test_unknown_contracts_and_unreadable_cells_are_told_at_once(leader, client):
    make.contract("A-1", valid_from=date(2025, 1, 1), until=None)
    rows = (
        "A-1;Dygn;dygn;ett;2025-01-01;;;;;",
        "A-9;Dygn;dygn;1850;2025-01-01;;;;;",
        "A-8;Dygn;dygn;1850;2025-02-30;;;;;",
        "A-1;Dygn;dygn;1850;2025-01-01;;Finns ej;;;",
    )
    text = "\n".join([HEADER, *rows, ""])
    client.force_login(leader)
    file = io.BytesIO(text.encode())
    file.name = "priser.csv"
    refused = client.post("/avtal/fran-fil/", {"kind": "PRICES", "file": file})
    assert refused.status_code == 422
    assert [(error.line, error.column) for error in refused.context["row_errors"]] == [
        (2, "pris"),
        (3, "avtalsnummer"),
        (4, "giltigt_fran"),
        (4, "avtalsnummer"),
        (5, "verksamhet"),
    ]
    page = refused.content.decode()
    for words in ("Avtalet ”A-9” finns inte.", "ingen dag i almanackan", "ingen verksamhet som heter ”Finns ej”"):
        assert words in page
    assert not RegisterImport.objects.exists()


def test_a_secret_contract_is_unknown_at_once_to_one_who_may_not_know_of_it(leader):
    make.contract("HEMLIG", is_secret=True)
    with pytest.raises(file_actions.RegisterRefused) as refused:
        received("HEMLIG;Dygn;dygn;1;2025-01-01;;;;;", by=leader)
    assert [error.reason for error in refused.value.errors] == ["Avtalet ”HEMLIG” finns inte."]


def test_the_preview_has_vat_and_quantity_and_what_they_were(leader, client):
    contract = make.contract("A-1", valid_from=date(2025, 1, 1), until=None)
    make.price("900.00", of=contract, item="Resa", per="VISIT", yearly_quantity=Decimal(10))
    file = received(
        "A-1;Dygn;dygn;1850;2025-01-01;;;;6;1200",
        "A-1;Resa;besök;950;2026-01-01;;;;25;12,5",
        "A-1;Timme;timme;500;2025-01-01;;;;;",
        by=leader,
    )
    preview = file_actions.preview_register(register_import=file, by=leader, at=AT)
    assert [each.details for each in preview.differences] == [
        (("Moms", "6 %"), ("Antal per år", "1\xa0200")),
        (("Moms", "– → 25 %"), ("Antal per år", "10 → 12,50")),
        (("Moms", "–"), ("Antal per år", "–")),
    ]
    client.force_login(leader)
    page = client.get(file.get_absolute_url()).content.decode()
    for words in (">Moms</th>", ">Antal per år</th>", ">– → 25 %</td>", ">10 → 12,50</td>", ">1\xa0200</td>"):
        assert words in page


def test_lines_that_an_undone_file_leaves_without_prices_are_not_in_the_list(leader, client):
    contract = make.contract("A-1", valid_from=date(2025, 1, 1), until=None)
    make.price("900.00", of=contract, item="Resa", per="VISIT")
    file = received("A-1;Dygn;dygn;1850;2025-01-01;;;;;", "A-1;Resa;besök;950;2026-01-01;;;;;", by=leader)
    file_actions.apply_register(register_import=file, by=leader, at=AT)
    file_actions.undo_register(register_import=file, by=leader, at=AT)
    found = price_list(holder=contract, user=leader, on=AT.date())
    assert [line.item.name for line in found.lines] == ["Resa"]
    assert [line.item.name for line in found.emptied] == ["Dygn"]
    assert (found.headline_detail, found.more) == ("Resa", 0)
    client.force_login(leader)
    page = client.get(contract.get_absolute_url()).content.decode()
    assert "1 rad utan pris: alla priser är återtagna" in page
    assert "Inläsningen från fil ångrades." in page
    # The same file again takes the line up anew.
    again = received("A-1;Dygn;dygn;1850;2025-01-01;;;;;", by=leader)
    assert file_actions.apply_register(register_import=again, by=leader, at=AT).created == 1
    found = price_list(holder=contract, user=leader, on=AT.date())
    assert [line.item.name for line in found.lines] == ["Dygn", "Resa"]
    assert found.emptied == ()


@pytest.mark.django_db(transaction=True)  # what history knows a change by lasts as long as its transaction
def test_undoing_a_file_gives_lines_their_vat_and_quantity_back_unless_somebody_has_changed_them_since(leader):
    contract = make.contract("A-1", valid_from=date(2025, 1, 1), until=None)
    for name in ("Resa", "Möte"):
        make.price("900.00", of=contract, item=name, per="VISIT", yearly_quantity=Decimal(10))
    rows = ("A-1;Resa;besök;900;2025-01-01;;;;25;99", "A-1;Möte;besök;900;2025-01-01;;;;25;99")
    file = file_actions.apply_register(register_import=received(*rows, by=leader), by=leader, at=AT)
    assert PriceItem.objects.filter(vat_percent=25, yearly_quantity=99).count() == 2
    touched = PriceItem.objects.get(name="Möte")
    touched.yearly_quantity = 50
    actions.save_price_item(item=touched, seen=(25, Decimal("99.00")), by=leader, at=AT)
    undone = file_actions.undo_register(register_import=file, by=leader, at=AT)
    assert (undone.taken_back, undone.left) == (1, ("A-1 Provavtal: Möte, moms och antal",))
    assert PriceItem.objects.values_list("vat_percent", "yearly_quantity").get(name="Resa") == (None, Decimal(10))
    assert PriceItem.objects.values_list("vat_percent", "yearly_quantity").get(name="Möte") == (25, Decimal(50))


# ---- a last day for a price that is there


def stored(contract, name="Dygn"):
    prices = PriceItem.objects.get(contract=contract, name=name).prices.order_by("valid_from")
    return list(prices.values_list("amount_sek", "valid_until"))


@pytest.mark.django_db(transaction=True)  # what history knows a change by lasts as long as its transaction
def test_a_file_that_gives_a_price_its_last_day_ends_it_and_undone_lets_it_go_on(leader, client):
    contract = make.contract("A-1", valid_from=date(2025, 1, 1), until=None)
    make.price("1850.00", of=contract, item="Dygn")
    file = received("A-1;Dygn;dygn;1850;2025-01-01;2026-12-31;;;;", by=leader)
    client.force_login(leader)
    page = client.get(file.get_absolute_url()).content.decode()
    assert "Filen ändrar ingenting" not in page
    assert "Sista dag: tills vidare → 2026-12-31" in " ".join(page.split())
    file = file_actions.apply_register(register_import=file, by=leader, at=AT)
    assert (file.created, file.changed, file.unchanged) == (0, 1, 0)
    assert stored(contract) == [(Decimal("1850.00"), date(2026, 12, 31))]
    again = received("A-1;Dygn;dygn;1850;2025-01-01;2026-12-31;;;;", by=leader)
    assert file_actions.apply_register(register_import=again, by=leader, at=AT).unchanged == 1
    # A blank last day changes nothing, as before.
    blank = received("A-1;Dygn;dygn;1850;2025-01-01;;;;;", by=leader)
    assert file_actions.apply_register(register_import=blank, by=leader, at=AT).unchanged == 1
    undone = file_actions.undo_register(register_import=file, by=leader, at=AT)
    assert (undone.taken_back, undone.left) == (1, ())
    assert stored(contract) == [(Decimal("1850.00"), None)]


@pytest.mark.django_db(transaction=True)
def test_a_price_may_end_before_the_next_one_of_the_same_file_and_days_without_a_price_lie_between(leader):
    contract = make.contract("A-1", valid_from=date(2025, 1, 1), until=None)
    make.price("1850.00", of=contract, item="Dygn")
    file = received(
        "A-1;Dygn;dygn;1850;2025-01-01;2025-10-31;;;;", "A-1;Dygn;dygn;1900;2026-01-01;2026-12-31;;;;", by=leader
    )
    file = file_actions.apply_register(register_import=file, by=leader, at=AT)
    assert (file.created, file.changed) == (1, 1)
    assert stored(contract) == [
        (Decimal("1850.00"), date(2025, 10, 31)),
        (Decimal("1900.00"), date(2026, 12, 31)),
    ]
    undone = file_actions.undo_register(register_import=file, by=leader, at=AT)
    assert (undone.taken_back, undone.left) == (2, ())
    standing = Price.objects.standing().get(item__contract=contract)
    assert (standing.amount_sek, standing.valid_until) == (Decimal("1850.00"), None)


@pytest.mark.django_db(transaction=True)
def test_a_price_that_got_another_last_day_since_is_left_and_named_when_its_file_is_undone(leader):
    contract = make.contract("A-1", valid_from=date(2025, 1, 1), until=None)
    make.price("1850.00", of=contract, item="Dygn")
    first = received("A-1;Dygn;dygn;1850;2025-01-01;2026-12-31;;;;", by=leader)
    first = file_actions.apply_register(register_import=first, by=leader, at=AT)
    second = received("A-1;Dygn;dygn;1850;2025-01-01;2026-06-30;;;;", by=leader)
    file_actions.apply_register(register_import=second, by=leader, at=AT)
    undone = file_actions.undo_register(register_import=first, by=leader, at=AT)
    assert (undone.taken_back, undone.left) == (0, ("A-1 Provavtal: Dygn, sista dag 2026-06-30",))
    assert stored(contract) == [(Decimal("1850.00"), date(2026, 6, 30))]


def test_a_last_day_that_a_price_cannot_have_is_refused_with_why_at_its_own_row(leader, client):
    contract = make.contract("A-1", valid_from=date(2025, 1, 1), until=None)
    make.price("900.00", of=contract, item="Natt", valid_until=date(2026, 6, 30))
    make.price("900.00", of=contract, item="Kväll", valid_until=date(2026, 6, 30))
    make.price("700.00", of=contract, item="Dag", valid_until=date(2025, 12, 31))
    make.price("750.00", of=contract, item="Dag", valid_from=date(2026, 1, 1))
    file = received(
        "A-1;Natt;dygn;900;2025-01-01;2026-12-31;;;;",
        "A-1;Dag;dygn;700;2025-01-01;2025-10-31;;;;",
        "A-1;Kväll;dygn;950;2026-03-01;2026-12-31;;;;",
        by=leader,
    )
    client.force_login(leader)
    page = client.get(file.get_absolute_url()).content.decode()
    assert "Filen ändrar ingenting" not in page
    with pytest.raises(file_actions.RegisterRefused) as refused:
        file_actions.apply_register(register_import=file, by=leader, at=AT)
    assert [(error.line, error.column, error.value) for error in refused.value.errors] == [
        (2, "giltigt_till", "2026-12-31"),
        (3, "giltigt_till", "2025-10-31"),
        (4, "giltigt_till", "2026-12-31"),
    ]
    for error, words in zip(
        refused.value.errors,
        (
            "gäller bara till 2026-06-30",
            "redan avtalat, från 2026-01-01",
            "som det följer på, gäller bara till 2026-06-30",
        ),
        strict=True,
    ):
        assert words in error.reason
        assert words in page
    assert stored(contract, "Natt") == [(Decimal("900.00"), date(2026, 6, 30))]


def test_a_price_that_a_sent_adjustment_goes_on_from_does_not_end_before_it(leader):
    contract = make.contract("A-1", valid_from=date(2025, 1, 1), until=None)
    make.price("1850.00", of=contract, item="Dygn")
    lci = make.series("LCI-ARB-Q")
    make.index_value(lci, "2026K2", "110.0")
    make.clause([(lci, "1", "2024K2", "100.0")], contract=contract, needs_request=False)
    actions.propose_adjustments(buyer=make.buyer(), on=AT.date(), at=AT)
    sent = PriceAdjustment.objects.get()
    actions.submit_adjustments(adjustment_ids=[sent.pk], by=make.user("controller"), at=AT)
    early = received("A-1;Dygn;dygn;1850;2025-01-01;2026-11-30;;;;", by=leader)
    with pytest.raises(file_actions.RegisterRefused) as refused:
        file_actions.apply_register(register_import=early, by=leader, at=AT)
    assert "En prisjustering från 2027-01-01 bygger på priset" in refused.value.errors[0].reason
    day_before = received("A-1;Dygn;dygn;1850;2025-01-01;2026-12-31;;;;", by=leader)
    assert file_actions.apply_register(register_import=day_before, by=leader, at=AT).changed == 1
