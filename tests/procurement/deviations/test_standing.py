"""Where a deviation stands: the same in both lists, in what they are narrowed to, and in what counts them."""

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from huddinge_vo.common.people.models import User
from procurement.deviations import actions
from procurement.placements.models import Placement
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 2, 1, 8, tzinfo=UTC)


@pytest.fixture
def five(client):
    """One that waits, one approved, one refused, one taken back, one withdrawn."""
    asker, decider = make.user("handläggare"), make.user("verksamhetschef")
    make.delegations()
    supplier = make.supplier()
    waits, _approved, refused, taken_back, withdrawn = (
        make.deviation(
            f"AVS-{n}",
            supplier=supplier,
            by=asker,
            approver=decider,
            approved_on=date(2026, 1, 1) if n in {2, 5} else None,
        )
        for n in range(1, 6)
    )
    actions.refuse_deviation(placement_id=refused.pk, by=decider, at=AT, words="Tillstånd saknas", is_unbiased=True)
    actions.take_back_deviation(placement_id=taken_back.pk, by=asker, at=AT)
    last = date(2026, 3, 1)
    actions.withdraw_deviation(
        placement_id=withdrawn.pk, last_day=last, reason="Tillstånd saknas", is_unbiased=True, by=decider, at=AT
    )
    client.force_login(decider)
    return waits


def told(client, path):
    """Each number with where it stands, as the file of a list has it."""
    file = b"".join(client.get(f"{path}?export=xlsx"))
    rows = list(openpyxl.load_workbook(BytesIO(file)).active.iter_rows(values_only=True))
    head = next(row for row in rows if row[0] == "Nummer")
    place = next(n for n, name in enumerate(head) if name in {"Status", "Beslut"})
    return {row[0]: row[place] for row in rows if str(row[0]).startswith("AVS-")}


def test_both_lists_say_of_each_where_it_stands(client, five):
    placements, deviations = told(client, "/placeringar/"), told(client, "/avsteg/")
    for number, words in (
        ("AVS-1", "Väntar på beslut"),
        ("AVS-3", "Avslaget"),
        ("AVS-4", "Tillbakadraget"),
        ("AVS-5", "Återkallat, sista dag 2026-03-01"),
    ):
        assert words in placements[number], number
        assert words in deviations[number], number
    assert "väntar" not in placements["AVS-2"].lower()
    for path in ("/placeringar/", "/avsteg/"):
        page = client.get(path).content.decode()
        assert page.count("Väntar på beslut</span>") == 1
        for words in ("Avslaget</span>", "Tillbakadraget</span>", "Återkallat, sista dag 2026-03-01</span>"):
            assert words in page, (path, words)


@pytest.mark.parametrize(
    ("standing", "numbers"),
    [
        ("vantar", ["AVS-1"]),
        ("godkant", ["AVS-2", "AVS-5"]),
        ("avslaget", ["AVS-3"]),
        ("tillbaka", ["AVS-4"]),
        ("aterkallat", ["AVS-5"]),
    ],
)
def test_both_lists_are_narrowed_to_the_same(client, five, standing, numbers):
    make.deviation("AVR-1", supplier=five.supplier, contract=make.contract(supplier=five.supplier))
    for path in ("/placeringar/", "/avsteg/"):
        found = client.get(path, {"lage": standing}).context["table"].data
        assert sorted(each.number for each in found) == numbers, path


def test_what_was_refused_or_taken_back_never_goes_on(client, five):
    today = date(2026, 2, 1)
    going_on = Placement.objects.open_on(today)
    assert sorted(each.number for each in going_on) == ["AVS-1", "AVS-2", "AVS-5"]
    counts = Placement.objects.counts_on(today)
    assert (counts["outside"], counts["outside_now"]) == (5, 3)
    listed = client.get("/placeringar/", {"slag": "avsteg", "pagar": today.isoformat()}).context["table"].data
    assert len(list(listed)) == counts["outside_now"]
    part = client.get(f"/placeringar/leverantor/{five.supplier_id}/").content.decode()
    assert f"{Placement.objects.counts_on(timezone.localdate())['outside_now']} pågår" in part


def test_what_was_extended_is_withdrawn_from_the_last_so_that_nothing_stands_after_a_gap(five):
    decider = User.objects.get(username="verksamhetschef")
    earlier = Placement.objects.get(number="AVS-2")
    earlier.valid_until = date(2026, 3, 31)
    earlier.save()
    days = {"valid_from": date(2026, 4, 1), "valid_until": date(2026, 6, 30)}
    later = make.deviation(
        "AVS-6", supplier=earlier.supplier, follows=earlier, follows_as="EXTENDED", approver=decider, **days
    )

    def withdraw(placement, last):
        return actions.withdraw_deviation(
            placement_id=placement.pk, last_day=last, reason="Flyttade hem", is_unbiased=True, by=decider, at=AT
        )

    with pytest.raises(actions.CannotDecide, match=r"AVS-2 är förlängt som AVS-6\. Återkalla det först"):
        withdraw(earlier, date(2026, 2, 28))
    withdraw(later, date(2026, 3, 31))
    withdraw(earlier, date(2026, 2, 28))
    standing = Placement.objects.filter(pk__in=[earlier.pk, later.pk])
    assert not any(standing.open_on(day).exists() for day in (date(2026, 3, 1), date(2026, 4, 1)))


@pytest.mark.parametrize(("path", "name", "first"), [("/placeringar/", "Beslut", 4), ("/avsteg/", "Status", 3)])
def test_where_one_stands_is_among_the_first_columns_so_that_it_is_on_the_screen(client, five, path, name, first):
    heads = [str(column.header) for column in client.get(path).context["table"].columns]
    assert heads.index(name) < first
    assert len(heads) <= 9
    chosen = [str(column.header) for column in client.get(path).context["table"].choosable]
    assert len(chosen) > len(heads)  # the others may be chosen, and stand in files
