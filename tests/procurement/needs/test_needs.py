"""Limits, register and needs that come back, on real rows."""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pytest

from contracts.law.choices import LawKind
from contracts.law.models import LawValue
from contracts.law.querysets import LawBook, law_on
from contracts.plan.choices import Form
from contracts.suppliers.models import Supplier
from followup.duties.kinds.kind import KINDS
from huddinge_vo.common.people.models import User
from procurement.deviations.models import Deviation
from procurement.needs import actions, tasks
from procurement.needs.models import ForeseenNeed
from procurement.needs.reports import direct_awards, limits_by_need, one_more, whole
from procurement.needs.reports.awards import BOOK_KINDS
from procurement.needs.rules import Level
from procurement.placements.models import PlacementTerm
from procurement.plan.models import PlannedNeed
from tests import factories as make
from tests.at_once import at_once

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 31)
AT = datetime(2025, 12, 31, 12, tzinfo=UTC)


def seller(name="Provhem AB", org_number=make.ORG_NUMBERS[0], **values):
    """The supplier of a number, made once."""
    there = Supplier.objects.filter(org_number=org_number).first()
    return there or make.supplier(name, org_number, **values)


def bought(number, value, on=date(2025, 6, 1), *, supplier=None, outcome="APPROVED", **values):
    """A deviation of a value from a day on, approved that day unless it waits."""
    form = {name: values.pop(name) for name in ("reason", "contract_price_sek") if name in values}
    values = {"area": make.area(), "valid_from": on, **values}
    made = make.deviation(number, supplier=supplier or seller(), approved_on=None, **values)
    Deviation.objects.filter(placement=made).update(expected_value_sek=Decimal(value), **form)
    return make.approved(made, on=on) if outcome else made


def limits(user, on=DAY):
    book = LawBook(*BOOK_KINDS)
    return {
        each.need.label: each for each in limits_by_need(direct_awards(buyer=make.buyer(), user=user), on=on, book=book)
    }


@pytest.fixture
def reader():
    make.law()
    return make.user("läsare")


def test_the_book_answers_as_the_law_does(reader):
    book = LawBook(*LawKind)
    days = [
        date(2019, 12, 31),
        date(2020, 1, 1),
        date(2022, 1, 31),
        date(2022, 2, 1),
        date(2025, 12, 31),
        DAY,
        date(2026, 1, 1),
    ]
    for kind in LawKind:
        for day in days:
            assert book.on(kind, day) == law_on(kind, day), (kind, day)


def test_a_need_is_summed_across_suppliers_and_both_end_days_count(reader):
    other = seller("Annan AB", make.ORG_NUMBERS[1])
    bought("AVS-1", 1, date(2024, 12, 31))
    bought("AVS-2", "1000000.10", date(2025, 1, 1))
    bought("AVS-3", "2000000.20", date(2025, 12, 31), supplier=other, outcome="")
    bought("AVS-4", 9, date(2026, 1, 1))
    found = limits(reader)["IFO-HVB"].standing
    assert (found.total.sum_sek, found.limit_sek) == (Decimal("3000000.30"), Decimal(8_109_450))
    assert found.left_sek == Decimal("5109449.70")


def test_an_area_is_a_need_of_its_own_and_so_is_a_subcategory_without_area(reader):
    bought("AVS-1", 100)
    bought("AVS-2", 200, area=make.area("IFO-2"))
    bought("AVS-3", 400, area=None)
    assert {label: each.standing.total.sum_sek for label, each in limits(reader).items()} == {
        "IFO-HVB": 100,
        "IFO-2": 200,
        "IFO, utan avtalsområde": 400,
    }


def test_a_chain_counts_once_and_what_was_refused_not_at_all(reader):
    first = bought("AVS-1", 300_000, date(2025, 1, 1), valid_until=date(2025, 3, 31))
    bought("AVS-2", 200_000, date(2025, 4, 1), follows=first, follows_as="EXTENDED")
    refused = bought("AVS-3", 5_000_000, outcome="")
    Deviation.objects.filter(placement=refused).update(
        outcome="REFUSED", decided_by=reader, decided_at=AT, decision_words="Nej"
    )
    found = limits(reader)["IFO-HVB"].standing.total
    assert (found.sum_sek, found.count) == (300_000, 1)


def test_a_contract_awarded_directly_counts_by_its_ceiling_and_without_one_nothing_is_decided(reader):
    bought("AVS-1", 100)
    make.contract(
        "D-1",
        form=Form.DIRECT_AWARD,
        valid_from=date(2025, 5, 1),
        until=None,
        ceiling_sek=Decimal(900),
        supplier=seller(),
    )
    assert limits(reader)["IFO-HVB"].standing.total.sum_sek == 1000
    made = make.contract("D-2", form=Form.DIRECT_AWARD, valid_from=date(2025, 5, 1), until=None, supplier=seller())
    assert made.ceiling_sek is None
    found = limits(reader)["IFO-HVB"]
    assert (found.standing.level, found.words) == (Level.UNKNOWN, "Kan inte avgöras")


def test_the_limit_of_2026_is_not_known_until_it_is_written_in(reader):
    bought("AVS-1", 100, date(2026, 2, 1))
    found = limits(reader, date(2026, 3, 1))["IFO-HVB"]
    assert (found.words, found.standing.share) == ("Kan inte avgöras", None)
    LawValue.objects.filter(kind=LawKind.DIRECT_AWARD_ANNEX_2, valid_from=date(2026, 1, 1)).update(value=1000)
    assert limits(reader, date(2026, 3, 1))["IFO-HVB"].standing.share == Decimal("0.1")


def test_another_buyers_and_what_is_secret_are_in_no_row_and_no_sum(reader):
    bought("AVS-1", 100)
    hidden = bought("AVS-2", 5000, supplier=seller("Hemlig AB", make.ORG_NUMBERS[2], is_secret=True))
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    make.user("läsare", username="annan", at=other)
    bought("AVS-3", 700, buyer=other, category=make.category(of=other), area=make.area(of=other))
    rows = direct_awards(buyer=make.buyer(), user=reader)
    assert [row.number for row in rows] == ["AVS-1"]
    assert limits(reader)["IFO-HVB"].standing.total.sum_sek == whole(rows).sum_sek == 100
    assert hidden.number not in str(rows)


def test_one_more_counts_what_is_asked_for_once(reader):
    bought("AVS-1", 4_000_000)
    mine = bought("AVS-2", 300_000, outcome="")
    asked = {"user": reader, "buyer": make.buyer(), "area": make.area(), "category": None, "on": DAY}
    found = one_more(**asked, value_sek=Decimal(300_000), but_for=mine.pk)
    assert (found.before.sum_sek, found.standing.total.sum_sek) == (4_000_000, 4_300_000)
    assert found.standing.level == Level.HALF
    assert one_more(**asked, value_sek=Decimal("4109450.00")).standing.level == Level.REACHED


# --- needs that come back


def test_a_year_of_25_million_is_proposed_before_half_of_the_limit_is_used(reader):
    """Forty placements of 300 to 900 thousand kronor, day by day, as HVB was bought although the need was known."""
    days = [date(2025, 1, 7) + timedelta(days=8 * number) for number in range(40)]
    values = [300_000 + 15_600 * ((7 * number) % 40) for number in range(40)]
    assert 24_000_000 < sum(values) < 26_000_000
    one = seller()
    PlacementTerm.objects.create(buyer=make.buyer(), foreseen_count=100)  # by value alone
    for number, (day, value) in enumerate(zip(days, values, strict=True)):
        bought(f"AVS-{number}", value, day, supplier=one)
        actions.foresee_needs(buyer=make.buyer(), on=day)
        if ForeseenNeed.objects.exists():
            break
    found = ForeseenNeed.objects.get()
    assert Decimal(8_109_450) / 4 <= found.used_sek < Decimal(8_109_450) / 2
    PlacementTerm.objects.all().delete()
    ForeseenNeed.objects.all().delete()
    before = [day for day in days if actions.foresee_needs(buyer=make.buyer(), on=day)]
    assert before == [days[2]]  # by number, with the start values: the third of forty
    early = ForeseenNeed.objects.get()
    assert early.used_sek < Decimal(8_109_450) / 2
    assert (early.count, early.limit_sek) == (3, Decimal(8_109_450))


def test_many_reasons_of_one_need_reach_the_limit_together_and_the_largest_is_proposed(reader):
    bought("AVS-1", 1_000_000, reason="NOT_MET")
    bought("AVS-2", 1_100_000, reason="NO_TENDER", supplier=seller("B AB", make.ORG_NUMBERS[1]))
    assert actions.foresee_needs(buyer=make.buyer(), on=DAY) == 1
    assert ForeseenNeed.objects.get().reason == "NO_TENDER"


def test_foreseeing_twice_proposes_once_and_what_is_secret_is_not_proposed(reader):
    for number in range(3):
        bought(f"AVS-{number}", 10, supplier=seller("Hemlig AB", make.ORG_NUMBERS[2], is_secret=True))
    assert actions.foresee_needs(buyer=make.buyer(), on=DAY) == 0
    for number in range(3, 6):
        bought(f"AVS-{number}", 10)
    assert actions.foresee_needs(buyer=make.buyer(), on=DAY) == 1
    assert actions.foresee_needs(buyer=make.buyer(), on=DAY) == 0
    assert ForeseenNeed.objects.get().count == 3


def test_the_job_asks_of_each_buyer(reader):
    for number in range(3):
        bought(f"AVS-{number}", 10, tasks.timezone.localdate())
    assert tasks.foresee_needs() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_foresee_at_once_propose_once():
    make.law()
    for number in range(3):
        bought(f"AVS-{number}", 10)
    buyer = make.buyer()
    made = at_once(*[lambda: actions.foresee_needs(buyer=buyer, on=DAY)] * 2)
    assert sorted(made) == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_does_and_the_other_is_told():
    make.law()
    for number in range(3):
        bought(f"AVS-{number}", 10)
    actions.foresee_needs(buyer=make.buyer(), on=DAY)
    waits = ForeseenNeed.objects.get()
    people = [make.user("upphandlare", username=name) for name in ("ett", "tva")]
    done = at_once(*(lambda by=by: answered(waits, by, year=2026) for by in people))
    told = [str(each) for each in done if isinstance(each, actions.AlreadyAnswered)]
    assert (len(told), "redan besvarat" in told[0]) == (1, True)
    assert PlannedNeed.objects.count() == 1


@pytest.fixture
def foreseen(reader):
    for number in range(3):
        bought(f"AVS-{number}", 10)
    actions.foresee_needs(buyer=make.buyer(), on=DAY)
    return ForeseenNeed.objects.get()


def answered(foreseen, by, *, year=None, why_not=""):
    return actions.answer_foreseen(foreseen_id=foreseen.pk, year=year, why_not=why_not, by=by, at=AT)


def test_an_answer_makes_a_line_of_the_plan_once(foreseen, by):
    answered(foreseen, by, year=2026)
    line = PlannedNeed.objects.get()
    assert (line.name, line.year, line.is_added, line.area) == ("IFO-HVB", 2026, True, make.area())
    with pytest.raises(actions.AlreadyAnswered):
        answered(foreseen, by, year=2027)
    assert PlannedNeed.objects.count() == 1


def test_an_answer_takes_the_line_that_the_plan_has(foreseen, by):
    there = make.need("IFO-HVB", 2026)
    assert answered(foreseen, by, year=2026).planned == there


def test_what_was_answered_comes_back_when_it_has_doubled(foreseen, by):
    answered(foreseen, by, why_not="Avtal finns från mars.")
    bought("AVS-7", 9)
    bought("AVS-8", 9)
    assert actions.foresee_needs(buyer=make.buyer(), on=date(2026, 1, 1)) == 0  # one fell out, none new after it
    for number in range(10, 14):
        bought(f"AVS-{number}", 30, date(2026, 1, 2))
    bought("AVS-15", 1000, date(2026, 1, 2))
    assert actions.foresee_needs(buyer=make.buyer(), on=date(2026, 1, 2)) == 1


def test_what_was_proposed_without_a_known_limit_is_answered_too(foreseen, by):
    ForeseenNeed.objects.update(limit_sek=None)
    assert answered(foreseen, by, why_not="Avtal finns.").answered_by == by


def test_both_answers_or_none_is_no_answer(foreseen, by):
    for answer in ({}, {"year": 2026, "why_not": "Nej"}):
        with pytest.raises(actions.ValidationError):
            answered(foreseen, by, **answer)


# --- duties


def test_an_award_notice_is_a_duty_until_it_is_made(reader):
    made = bought("AVS-1", "700000.01", date(2025, 11, 3))
    bought("AVS-2", "700000.00", date(2025, 11, 3))
    (facts,) = KINDS["AWARD_NOTICE"].find(make.buyer(), DAY)
    assert (facts.object, facts.due_on) == ((Deviation, made.form.pk), date(2026, 1, 30))
    Deviation.objects.filter(pk=made.form.pk).update(notice_on=date(2025, 12, 1))
    assert list(KINDS["AWARD_NOTICE"].find(make.buyer(), DAY)) == []


@pytest.mark.parametrize(
    ("annexes", "due_on"),
    [
        ((True,), date(2026, 1, 30)),
        ((False,), date(2025, 12, 3)),
        ((True, False), date(2025, 12, 3)),
        ((), date(2025, 12, 3)),
    ],
)
def test_register_and_duty_agree_on_the_notice_where_no_area_is_known(reader, annexes, due_on):
    """Of what was asked for before the area had to be said its subcategory's areas tell, where all say the same."""
    for number, annex_2 in enumerate(annexes):
        make.area(f"FO-{number}", subcategory="FO", annex_2=annex_2)
    bought("AVS-1", "700000.01", date(2025, 11, 3), category=make.category("FO"), area=None)
    (facts,) = KINDS["AWARD_NOTICE"].find(make.buyer(), DAY)
    (row,) = direct_awards(buyer=make.buyer(), user=reader)
    assert (facts.due_on, row.notice.latest) == (due_on, due_on)


def test_a_contract_awarded_directly_is_followed_for_notice_and_papers_as_a_deviation_is(reader, client):
    from_ = {"supplier": seller(), "valid_from": date(2025, 11, 3)}
    dear = make.contract("D-1", form="DIRECT_AWARD", ceiling_sek=Decimal("700000.01"), **from_)
    cheap = make.contract("D-2", form="DIRECT_AWARD", ceiling_sek=100_000, **from_)
    unknown = make.contract("D-3", form="DIRECT_AWARD", registry_number="KS-3", **from_)
    make.contract("R-1", ceiling_sek=900_000, **from_)
    (notice,) = KINDS["CONTRACT_NOTICE"].find(make.buyer(), DAY)
    assert (notice.object, notice.due_on) == ((type(dear), dear.pk), date(2026, 1, 30))
    papers = {each.object[1]: each.due_on for each in KINDS["CONTRACT_PAPERS"].find(make.buyer(), DAY)}
    assert papers == {dear.pk: date(2025, 11, 13), unknown.pk: date(2025, 11, 13)}
    type(dear).objects.filter(pk=dear.pk).update(registry_number="KS-1")
    assert dear.pk not in {each.object[1] for each in KINDS["CONTRACT_PAPERS"].find(make.buyer(), DAY)}
    rows = {row.about: row for row in direct_awards(buyer=make.buyer(), user=reader)}
    assert rows[dear].notice_words == "senast 2025-12-03, eller samlad för kvartalet senast 2026-01-30; förs i ärendet"
    assert (rows[cheap].notice_words, rows[unknown].notice_words) == ("krävs inte", "kan inte avgöras")
    assert not any(row.awaits_notice for row in rows.values())


def test_missing_documentation_is_a_duty_over_the_laws_figure(reader):
    made = bought("AVS-1", "100000.01", date(2025, 12, 20))
    bought("AVS-2", "100000.00", date(2025, 12, 20))
    assert [each.object for each in KINDS["AWARD_DOCUMENTS"].find(make.buyer(), DAY)] == [(Deviation, made.form.pk)]


def test_a_need_that_comes_back_is_a_duty_until_it_is_answered(foreseen, by):
    (facts,) = KINDS["NEED_FORESEEN"].find(make.buyer(), DAY)
    assert facts.object == (ForeseenNeed, foreseen.pk)
    answered(foreseen, by, why_not="Avtal finns.")
    assert list(KINDS["NEED_FORESEEN"].find(make.buyer(), DAY)) == []


# --- pages


@pytest.mark.parametrize(
    ("path", "permission"),
    [
        ("/direktupphandling/", 200),
        ("/direktupphandling/behov/", 200),
        ("/direktupphandling/grans/", 200),
        ("/direktupphandling/aterkommer/", 200),
    ],
)
def test_readers_read_and_one_without_a_role_does_not(client, reader, path, permission):
    client.force_login(make.user(None, username="ny"))
    assert client.get(path).status_code == 403
    client.force_login(reader)
    assert client.get(path).status_code == permission


def test_who_only_reads_cannot_answer_and_who_may_gets_to_the_plan_and_a_procurement(client, foreseen, reader):
    href = f"{foreseen.get_absolute_url()}svara/"
    client.force_login(reader)
    assert client.get(href).status_code == 403
    assert client.post("/direktupphandling/aterkommer/rakna/").status_code == 403
    client.force_login(make.user("upphandlare"))
    wrong = client.post(href, {"why_not": "Anna, 19 850712-1237"})
    assert wrong.status_code == 422
    assert "personnummer" in wrong.content.decode()
    assert client.post(href, {}).status_code == 422
    page = client.post(href, {"year": "2026"}, follow=True).content.decode()
    assert f"/upphandlingar/ny/?behov={PlannedNeed.objects.get().pk}" in page


def test_the_sum_of_a_need_is_that_of_the_rows_it_leads_to(client, reader):
    bought("AVS-1", 100, DAY)
    bought("AVS-2", 250, DAY, area=None)
    client.force_login(reader)
    page = client.get("/direktupphandling/", {"dag": "2025-12-31"})
    for each in page.context["limits"]:
        rows = client.get(each.href).context["table"].data.data
        assert whole(rows) == each.standing.total


def test_the_register_is_narrowed_and_exported_in_the_auditors_order(client, reader):
    asked_for = bought("AVS-1", 200_000, date(2025, 3, 1), case_reference="HEMLIGT-NR")
    bought("AVS-2", 50, date(2024, 3, 1), area=None, reason="ACUTE")
    client.force_login(reader)
    shown = lambda **query: [row.number for row in client.get("/direktupphandling/", query).context["table"].data.data]  # noqa: E731 - what is shown
    assert shown() == ["AVS-1", "AVS-2"]
    assert shown(ar="2025") == shown(omrade=make.area().pk) == shown(saknas="dokumentation") == ["AVS-1"]
    assert shown(omrade="utan") == shown(orsak="ACUTE") == ["AVS-2"]
    assert shown(slag="avtal") == shown(grund="URGENCY") == shown(ar="x") == []
    answer = client.get("/direktupphandling/", {"export": "xlsx", "ar": "2025"})
    head, row = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values
    assert head[:8] == (
        "Nummer",
        "Diarienummer",
        "Beslutat",
        "Beslutat av",
        "Behov",
        "CPV",
        "Leverantör",
        "Organisationsnummer",
    )
    assert (row[0], row[3], row[4], row[12]) == ("AVS-1", "verksamhetschef", "IFO-HVB", 200_000)
    assert row[18].startswith("saknar vilka som tillfrågades, jämförelse av pris")
    assert asked_for.case_reference not in str(row)


def test_a_sole_traders_number_is_masked(client, reader):
    bought("AVS-1", 100, supplier=seller("Enskild firma", "1212121212", is_sole_trader=True))
    client.force_login(reader)
    assert "121212-1212" not in client.get("/direktupphandling/").content.decode()


@pytest.mark.parametrize("path", ["/direktupphandling/", "/direktupphandling/behov/?ar=2025"])
def test_thirty_rows_ask_no_more_than_three(client, reader, django_assert_max_num_queries, path):
    one = seller()
    client.force_login(reader)

    def asked():
        with django_assert_max_num_queries(60) as found:
            client.get(path)
        return len(found)

    for number in range(3):
        bought(f"AVS-{number}", 100, supplier=one)
    asked()
    few = asked()
    for number in range(3, 30):
        bought(f"AVS-{number}", 100, supplier=one)
    assert asked() == few


def test_the_limit_of_one_more_is_a_part_and_a_page_and_says_what_is_wrong(client, reader):
    bought("AVS-1", 4_000_000)
    client.force_login(reader)
    query = {"omrade": make.area().pk, "varde": "54 725,00", "dag": "2025-12-31"}
    for headers in ({}, {"hx-request": "true"}):
        said = client.get("/direktupphandling/grans/", query, headers=headers).content.decode()
        assert "Minst hälften är använt" in said
    part = client.get("/direktupphandling/grans/", {"varde": "mycket"}, headers={"hx-request": "true"}).content.decode()
    assert "mycket" in part
    assert "<html" not in part
    nothing = client.get("/direktupphandling/grans/", {"varde": "5"}).content.decode()
    assert "Välj avtalsområde" in nothing


def test_the_analysis_adds_up_and_tells_the_premium(client, reader):
    values = {"price_sek": 4000, "valid_until": date(2025, 6, 10), "contract_price_sek": Decimal(3000)}
    bought("AVS-1", 100, **values)
    bought("AVS-2", 300, date(2025, 7, 1), area=None, reason="ACUTE")
    client.force_login(reader)
    report = client.get("/direktupphandling/behov/", {"ar": "2025"}).context["report"]
    assert (report.whole.total.sum_sek, report.whole.premium_sek, report.whole.unknown) == (400, 10_000, 1)
    for lines in (report.by_reason, report.by_area, report.by_category, report.by_month):
        assert sum(line.total.sum_sek for line in lines) == 400
        for line in lines:
            rows = client.get(line.href).context["table"].data.data
            assert whole(rows).sum_sek == line.total.sum_sek, line.label
    for number in range(13):
        bought(f"AVS-A{number}", 1, area=make.area(f"IFO-{number}"))
    drawn = client.get("/direktupphandling/behov/", {"ar": "2025"}).context["report"].areas_chart
    assert "Förväntat värde av avsteg 2025, per avtalsområde" in drawn
    assert "3 andra" in drawn  # of fifteen the twelve largest have a bar each
    assert "Inga avsteg det här året" in client.get("/direktupphandling/behov/", {"ar": "1999"}).content.decode()


def test_a_refused_request_is_no_direct_award_and_anothers_is_not_there(client, reader):
    made = bought("AVS-1", 100)
    client.force_login(reader)
    assert "Dokumentation av AVS-1" in client.get(f"/direktupphandling/{made.pk}/").content.decode()
    waits = bought("AVS-2", 100, outcome="")
    Deviation.objects.filter(placement=waits).update(
        outcome="REFUSED", decided_by=reader, decided_at=AT, decision_words="Nej"
    )
    assert client.get(f"/direktupphandling/{waits.pk}/").status_code == 404
    client.force_login(
        User.objects.get(
            pk=make.user("läsare", username="annan", at=make.buyer(org_number="2120000142", name="Annan")).pk
        )
    )
    assert client.get(f"/direktupphandling/{made.pk}/").status_code == 404
