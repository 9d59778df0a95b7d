"""What a list offers of each row: what the person may, of what can be done with it now, and at no cost per row."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.suppliers.models import SupplierUnit
from followup.reviews.models import Finding
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


def offered(client, path):
    """The words that each row's menu offers, by the row's name."""
    table = client.get(path).context["table"]
    return {str(row.record): [words for words, _ in table.menu_of(row.record)] for row in table.rows}


def ending(number, today, **values):
    return make.contract(number, until=today + timedelta(days=200), **values)


def option_of(contract, today):
    return contract.options.create(number=1, months=12, decide_by=today + timedelta(days=30))


def test_a_contract_offers_the_decision_that_is_next_to_whoever_may_take_it(client, today):
    plain = ending("A-1", today)
    decided = ending("A-2", today, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    option = option_of(decided, today)
    client.force_login(make.user("upphandlingschef"))
    said = offered(client, "/avtal/")
    assert "Besluta om option 1" in said[str(decided)]
    assert "Besluta om option 1" not in said[str(plain)]
    page = client.get("/avtal/").content.decode()
    assert f'popovertarget="mer-{decided.pk}"' in page
    assert f'href="/optioner/{option.pk}/besluta/"' in page
    assert f'href="{plain.get_absolute_url()}#prislista"' in page


def test_a_reader_is_offered_nothing_that_he_would_be_refused(client, today):
    contract = ending("A-1", today)
    option_of(contract, today)
    SupplierUnit.objects.create(supplier=contract.supplier, name="Gården")
    client.force_login(make.user("läsare"))
    assert offered(client, "/avtal/") == {str(contract): ["Visa priser", "Anmäl brist"]}
    assert offered(client, "/verksamheter/") == {"Gården": ["Anmäl brist"]}


def test_a_deficiency_offers_what_comes_next(client, today):
    contract, person = ending("A-1", today), make.user("uppföljare")
    about = {"buyer": make.buyer(), "supplier": contract.supplier, "registered_by": person, "registered_on": today}
    said = {"source": "STAFF", "severity": "HIGH", "evidence": "Prov"}
    Finding.objects.create(status="REPORTED", **about, **said)
    Finding.objects.create(status="OPEN", due_on=today, action="Rätta", responsible=person, **about, **said)
    client.force_login(person)
    found = {row.record.status: row.record for row in client.get("/brister/").context["table"].rows}
    table = client.get("/brister/").context["table"]
    assert [words for words, _ in table.menu_of(found["REPORTED"])] == ["Besluta om åtgärd", "Avfärda"]
    assert [words for words, _ in table.menu_of(found["OPEN"])] == ["Åtgärdad", "Steg i åtgärdstrappan"]
    for _, href in [*table.menu_of(found["REPORTED"]), *table.menu_of(found["OPEN"])]:
        assert client.get(href).status_code == 200, href
    client.force_login(make.user("läsare"))
    assert offered(client, "/brister/") in ({}, {str(each): [] for each in found.values()})


def test_every_address_that_is_offered_opens(client, today):
    contract = ending("A-1", today)
    option_of(contract, today)
    unit = SupplierUnit.objects.create(supplier=contract.supplier, name="Gården")
    person = make.user("upphandlingschef")
    make.role(person, "uppföljare")
    client.force_login(person)
    tried = 0
    for path, row in (("/avtal/", contract), ("/verksamheter/", unit)):
        table = client.get(path).context["table"]
        for _, href in table.menu_of(next(each.record for each in table.rows if each.record == row)):
            assert client.get(href).status_code == 200, href
            tried += 1
    assert tried >= 4


def test_the_menus_cost_no_questions(client, today):
    client.force_login(make.user("upphandlingschef"))
    asked = []
    supplier = make.supplier()
    for first, number in ((0, 3), (3, 27)):
        for no in range(first, first + number):
            option_of(ending(f"A-{no}", today, supplier=supplier), today)
            SupplierUnit.objects.create(supplier=supplier, name=f"Hus {no}")
        counts = []
        for path in ("/avtal/", "/verksamheter/"):
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            counts.append(len(queries))
        asked.append(counts)
    assert asked[0] == asked[1]


def test_no_file_has_the_menu(client, today):
    ending("A-1", today)
    client.force_login(make.user("upphandlingschef"))
    file = b"".join(client.get("/avtal/?export=csv").streaming_content).decode()
    assert "Gör" not in file
    assert "Visa priser" not in file


def test_a_row_as_a_card_is_called_by_its_first_cell_and_leaves_out_what_is_blank(client, today):
    without = make.contract("A-1", until=None)
    ending("A-2", today, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    client.force_login(make.user("upphandlare"))
    table = client.get("/avtal/").context["table"]
    names = [column.name for column in table.columns]
    drawn = {
        row.record.number: dict(zip(names, cells, strict=True))
        for row, cells in zip(table.page, table.drawn(), strict=True)
    }
    blank, ends = drawn[without.number], drawn["A-2"]
    assert ends["tick"][1] == ' class="data__tick"'
    assert ends["number"][1] == ' class="when card-title"'
    assert ends["menu"][1] == ' class="data__menu"'
    assert 'data-label="Leverantör"' in ends["supplier"][1]
    for name, (said, attributes) in blank.items():
        assert ("blank" in attributes) == (said in ("", "–", "—")), name
    assert any(attributes.endswith('blank"') for _, attributes in blank.values())
