"""All lists at once: what cannot be understood shows nothing, and what is shown is what is done something with."""

import re

import pytest
from django.forms import CharField
from django.urls import resolve

from contracts.prices.models import PriceAdjustment
from contracts.register.models import Contract
from huddinge_vo.common.pages.tables import ToolColumn
from huddinge_vo.common.pages.views import ListPage
from procurement.projects.models import Project
from tests import factories as make
from tests.house import worlds
from tests.house.test_rights import addresses

pytestmark = pytest.mark.django_db


def lists():
    """(address, view) of every list."""
    for _name, path, _names_object in addresses(1):
        view = getattr(resolve(path).func, "view_class", None)
        if view is not None and issubclass(view, ListPage):
            yield path, view


def tried_with(field):
    """What no field of its kind knows; words know all."""
    return () if type(field) is CharField else ("finns-inte", "999999999999999999999")


def test_the_lists_are_found():
    assert len({view for _path, view in lists()}) >= 24


def test_a_value_that_no_filter_knows_shows_nothing_and_never_all(everything):
    """And no button for all stands beside it. A button for all of what is shown stands only with what is shown."""
    tried, with_rows = 0, 0
    for path, _view in lists():
        page = everything.get(path)
        with_rows += bool(page.context["table"].rows)
        for name, field in page.context["filter"].form.fields.items():
            for wrong in tried_with(field):
                answer = everything.get(path, {name: wrong})
                if answer.context["filter"].is_understood:
                    assert wrong.isdigit(), (path, name)  # a number that is nothing's is a number
                tried += 1
                assert len(answer.context["table"].rows) == 0, (path, name, wrong)
                shown = answer.content.decode()
                assert 'name="alla"' not in shown, (path, name)
                assert "?visade=" not in shown, (path, name)
                if not answer.context["filter"].is_understood:
                    assert "Inget visas" in shown, (path, name)
                    fragment = everything.get(path, {name: wrong}, headers={"hx-request": "true"}).content.decode()
                    assert "Inget visas" in fragment, (path, name)
    assert tried >= 100
    assert with_rows >= 18  # else nothing would be shown anyhow


def test_what_is_done_with_all_is_done_with_nothing_where_the_filter_is_not_understood(everything):
    PriceAdjustment.objects.update(status="SUBMITTED", submitted_by=make.user("controller"), submitted_at=worlds.NOW)
    for wrong in ("laget=finns-inte", "omrade=finns-inte", "fran=i-gar", "vantar=x"):
        answer = everything.post(f"/prisjustering/godkann/?{wrong}", {"alla": "1"}, follow=True)
        assert "Välj minst en prisjustering" in answer.content.decode(), wrong
    assert PriceAdjustment.objects.get().status == "SUBMITTED"


def test_all_that_the_list_shows_are_procured_anew_counted_and_said_yes_to(everything):
    """Not the fifty of its first page."""
    place, supplier = make.area(), make.supplier("Många AB", make.ORG_NUMBERS[3])
    for number in range(60):
        make.contract(f"M-{number:02}", areas=[place], supplier=supplier)
    page = everything.get("/avtal/", {"sok": "M-"})
    assert len(page.context["table"].paginated_rows) == 50
    link = re.search(r'href="([^"]+visade=[^"]+)"', page.content.decode())[1].replace("&amp;", "&")
    assert "de 60 visade" in page.content.decode()
    form = everything.get(link)
    assert "Ersätter 60 avtal" in form.content.decode()
    sent = {
        "number": "UPP-1-X",
        "title": "Alla på nytt",
        "areas": [place.pk],
        "procedure": Project._meta.get_field("procedure").choices[0][0],
        "contract_start": "2027-06-01",
        "initial_months": "24",
        "option_months": "24",
    }
    asked = everything.post(link, sent)
    assert asked.status_code == 422
    assert "ersätter alla 60 avtal" in asked.content.decode()
    tick = re.search(r'name="sure" value="([^"]+)"', asked.content.decode())[1]
    make.contract("M-60", areas=[place], supplier=supplier)
    moved = everything.post(link, {**sent, "sure": tick})
    assert moved.status_code == 422  # it was 60 that were said yes to
    tick = re.search(r'name="sure" value="([^"]+)"', moved.content.decode())[1]
    everything.post(link, {**sent, "sure": tick})
    project = Project.objects.get(number="UPP-1-X")
    assert project.replaces.count() == Contract.objects.filter(number__startswith="M-").count() == 61


@pytest.mark.parametrize("wrong", ["laget=finns-inte", "", "sida=2"])
def test_nothing_is_procured_anew_where_the_list_was_not_narrowed_or_not_understood(everything, wrong):
    form = everything.get("/upphandlingar/ny/", {"visade": wrong})
    assert "ersätter inget avtal" in form.content.decode()


def test_a_list_says_what_it_is_narrowed_by_and_each_of_it_can_be_taken_away(everything):
    place = make.area()
    make.contract(
        "M-1", areas=[place], supplier=make.supplier("Ett AB", make.ORG_NUMBERS[3]), valid_from=worlds.NOW.date()
    )
    page = everything.get("/avtal/", {"sok": "M-", "omrade": place.pk, "sort": "-number", "page": "1"})
    chips = page.context["filter"].chips
    assert [(chip.label, chip.words) for chip in chips] == [
        ("Sök avtal eller leverantör", "M-"),
        ("Avtalsområde", str(place)),
    ]
    assert chips[0].without == f"?omrade={place.pk}&sort=-number"
    assert chips[1].without == "?sok=M-&sort=-number"
    left = everything.get(f"/avtal/{chips[1].without}")
    assert [chip.words for chip in left.context["filter"].chips] == ["M-"]
    assert "ta bort" in page.content.decode()


def test_whatever_a_list_is_narrowed_by_is_told_in_words_and_never_as_a_key(everything):
    """Every choice of every filter of every list: its words are those of the field."""
    tried = 0
    for path, _view in lists():
        form = everything.get(path).context["filter"].form
        for name, field in form.fields.items():
            choices = [(str(key), str(words)) for key, words in _flat(getattr(field, "choices", [])) if str(key)]
            for key, words in choices[:3]:
                found = everything.get(path, {name: key}).context["filter"]
                if not found.is_understood or not found.form.cleaned_data.get(name):
                    continue
                (chip,) = [chip for chip in found.chips if chip.label == str(field.label or name)]
                assert chip.words == words, (path, name)
                assert f"{name}={key}" not in chip.without, (path, name)
                tried += 1
    assert tried >= 60


def _flat(choices):
    for key, words in choices:
        yield from _flat(words) if isinstance(words, (list, tuple)) else [(key, words)]


def test_a_list_shows_the_columns_that_are_chosen_and_a_file_of_it_has_the_same(everything):
    make.contract("M-1", areas=[make.area()], supplier=make.supplier("Ett AB", make.ORG_NUMBERS[3]))
    tried = 0
    for path, view in lists():
        page = everything.get(path)
        table = page.context["table"]
        names = [column.name for column in table.choosable]
        if not table.rows or len(names) < 2:
            continue
        wanted = [names[0], names[-1]]
        headings = [str(column.header) for column in table.choosable if column.name in wanted]
        chosen = everything.get(path, {"kolumn": wanted})
        shown = chosen.context["table"]
        said = [column for column in shown.columns if not isinstance(column.column, ToolColumn)]
        assert [str(column.header) for column in said if str(column.header).strip()] == headings, path
        # Sorting, paging and the files keep the choice, and so do the fields that narrow.
        body = chosen.content.decode()
        assert f'name="kolumn" value="{names[0]}"' in body, path
        if view.export_name:
            file = b"".join(everything.get(path, {"kolumn": wanted, "export": "csv"}).streaming_content).decode()
            in_file = [c for c in shown.columns if not c.column.exclude_from_export]
            assert file.splitlines()[0].lstrip("\ufeff") == ";".join(str(c.header) for c in in_file), path
        as_usual = everything.get(path, {"kolumn": "finns-inte"}).context["table"]
        assert [c.name for c in as_usual.columns] == [c.name for c in table.columns], path
        tried += 1
    assert tried >= 12


def test_every_cell_that_leads_somewhere_says_where(everything):
    """A first column without words is a row that nobody can open: what its column asks for is not there."""
    tried = 0
    for path, _view in lists():
        table = everything.get(path).context["table"]
        for row in table.drawn():
            words = re.sub(r"<[^>]*>", "", str(row[0][0])).strip()
            assert words not in {"", "—"} or "<input" in str(row[0][0]), path
            tried += 1
    assert tried >= 30


def test_no_choice_is_offered_twice(everything):
    """Of any page with anything to choose from: the same value, or the same words, would be a riddle."""
    tried, twice = 0, set()
    for _name, path, _names_object in addresses(1):
        page = everything.get(path)
        if page.streaming:
            b"".join(page.streaming_content)
        if page.streaming or page.status_code != 200 or "html" not in page.headers["Content-Type"]:
            continue
        drawn = page.content.decode()
        for name, inside in re.findall(r'<select[^>]*?name="([^"]*)"[^>]*>(.*?)</select>', drawn, re.DOTALL):
            options = re.findall(r'<option[^>]*?value="([^"]*)"[^>]*>(.*?)</option>', inside, re.DOTALL)
            tried += len(options) > 1
            if len({value for value, _words in options}) < len(options):
                twice.add((path, name))
    assert tried >= 200
    assert twice == set()
