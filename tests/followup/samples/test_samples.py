"""A random check from the draw to what it comes to for all."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contracts.suppliers.models import Supplier
from followup.duties import actions as duty_actions
from followup.duties.models import Duty
from followup.flags.models import Flag
from followup.samples import actions
from followup.samples.models import Sample, SampledPurchase
from followup.samples.reports import sample_result
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.common.saving import ChangedMeanwhile
from tests import factories as make
from tests.followup.flags.planted import NOW, clean, load, plant, row
from tests.late import as_sent, differing, told_by

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)


@pytest.fixture
def bought():
    """Forty purchases of two suppliers in the quarter, one of two rows, and some beside: before, after, a credit."""
    clean()
    one = plant()
    rows = [
        make.ledger_row(f"{100 + n},00", f"2026-0{n % 3 + 1}-15", voucher=f"V{n}", invoice=f"F{n}") for n in range(19)
    ]
    rows += [row(f"{1000 + 10 * n},00", f"2026-0{n % 3 + 1}-15", invoice=f"P{n}") for n in range(20)]
    rows += [
        make.ledger_row("60,00", "2026-01-01", voucher="D", invoice="D"),
        make.ledger_row("40,00", "2026-03-31", voucher="D", invoice="D"),
        make.ledger_row("9999,00", "2025-12-31", voucher="A", invoice="A"),
        make.ledger_row("9999,00", "2026-04-01", voucher="B", invoice="B"),
        make.ledger_row("-500,00", "2026-02-01", voucher="K", invoice="K"),
        make.ledger_row("700,00", "2026-02-01", account="4513", voucher="U", invoice="U"),
    ]
    load(*rows)
    Flag.objects.create(
        buyer=make.buyer(), kind="ROUND", subject="x", supplier=one, sum_sek=1, reason="Prov", found_on=NOW
    )


def wanted(by, **values):
    values = {"size": 12, "seed": 3, "first_on": FIRST, "last_on": LAST, **values}
    return Sample(buyer=make.buyer(), reviewer=by, due_on=date(2026, 12, 1), **values)


def draw(by, **values):
    return actions.draw_sample(sample=wanted(by, **values), by=by, at=NOW)


def review(purchase, by, outcome="RIGHT", error=None, **values):
    return actions.review_purchase(
        purchase_id=purchase.pk, outcome=outcome, error_sek=error, comment="", by=by, at=NOW, **values
    )


def test_the_purchases_of_the_period_are_drawn_from_with_both_end_days_and_without_credits_and_what_is_excluded(
    bought, by
):
    sample = draw(by)
    assert (sample.population, sample.purchases.count()) == (40, 12)
    assert sample.population_sek == sum(100 + n for n in range(19)) + sum(1000 + 10 * n for n in range(20)) + 100
    assert {each.is_risky for each in sample.strata.all()} == {True, False}
    risky = SampledPurchase.objects.filter(stratum__is_risky=True)
    assert {each.supplier.name for each in risky} == {"Plant AB"}


def test_the_same_seed_draws_the_same_again(bought, by):
    first = {(each.invoice_number, each.voucher) for each in draw(by).purchases.all()}
    with pytest.raises(ValidationError):
        draw(by)
    SampledPurchase.objects.all().delete()
    for sample in Sample.objects.all():
        sample.strata.all().delete()
        sample.delete()
    assert {(each.invoice_number, each.voucher) for each in draw(by).purchases.all()} == first


def test_what_is_secret_is_not_drawn(bought, by):
    Supplier.objects.filter(name="Plant AB").update(is_secret=True)
    assert draw(by).population == 20


def test_a_period_without_purchases_draws_nothing(bought, by):
    with pytest.raises(actions.NothingToDraw):
        draw(by, first_on=date(2020, 1, 1), last_on=date(2020, 1, 31))
    with pytest.raises(ValidationError):
        draw(by, first_on=LAST, last_on=FIRST)
    with pytest.raises(NotAllowed):
        draw(make.user("läsare"))


def test_what_was_found_is_reckoned_for_all_when_all_are_looked_at(bought, by):
    sample = draw(by)
    drawn = list(sample.purchases.order_by("stratum__number", "pk"))
    assert sample_result(sample).estimate is None
    for each in drawn[:-1]:
        review(each, by)
    assert sample_result(sample).estimate is None
    review(drawn[-1], by, "ERROR", Decimal("50.00"))
    result = sample_result(sample)
    stratum = drawn[-1].stratum
    assert result.estimate.total == (stratum.population * Decimal(50) / stratum.drawn).quantize(Decimal("0.01"))
    assert result.estimate.low <= result.estimate.total <= result.estimate.high
    assert (result.looked_at, result.drawn, result.estimate.population) == (12, 12, 40)
    assert result.bar.low <= result.bar.middle


def test_without_papers_the_whole_amount_is_an_error_and_it_can_be_said_anew(bought, by):
    one = draw(by).purchases.order_by("pk").first()
    assert review(one, by, "NO_PAPERS").error_sek == one.sum_sek
    assert review(one, by, "ERROR", Decimal(-3), version=2).error_sek == -3
    with pytest.raises(ChangedMeanwhile):
        review(one, by, version=2)
    with pytest.raises(ValidationError):
        review(one, by, "ERROR")
    with pytest.raises(NotAllowed):
        review(one, make.user("läsare"))


def test_the_reviewer_is_reminded_until_all_are_looked_at(bought, by):
    duty_actions.load_reminder_rules(buyer=make.buyer(), at=NOW)
    sample = draw(by)

    def refresh():
        duty_actions.refresh_duties(buyer=make.buyer(), at=datetime(2026, 11, 20, tzinfo=UTC))
        return Duty.objects.filter(rule__kind="SAMPLE_DUE", state="OPEN")

    assert [duty.title for duty in refresh()] == ["Granska stickprov 2026-01-01–2026-03-31"]
    for each in sample.purchases.all():
        review(each, by)
    assert not refresh().exists()


def test_pages_are_read_by_who_may_and_cost_as_many_questions_for_thirty_as_for_three(bought, client, leader):
    sample, small = draw(leader, size=30), draw(leader, size=6, seed=9)
    for of in (sample, small):
        assert client.get(of.get_absolute_url()).status_code == 200
    with CaptureQueriesContext(connection) as few:
        client.get(small.get_absolute_url())
    with CaptureQueriesContext(connection) as many:
        client.get(sample.get_absolute_url())
    assert len(many) == len(few)
    assert client.get("/stickprov/?lage=pagar").context["table"].rows[0].record in {sample, small}
    assert len(client.get("/stickprov/?lage=klara").context["table"].rows) == 0
    client.force_login(make.user("läsare"))
    assert client.get("/stickprov/").status_code == 403


def test_a_sample_is_drawn_and_looked_at_on_its_pages(bought, client, leader):
    page = client.get("/stickprov/nytt/")
    assert page.status_code == 200
    asked = {
        "first_on": FIRST, "last_on": LAST, "size": 6, "seed": 4, "papers": "Faktura", "reviewer": leader.pk,
        "due_on": "2099-12-24",
    }  # fmt: skip
    assert client.post("/stickprov/nytt/", asked).status_code == 302
    assert client.post("/stickprov/nytt/", asked).status_code == 422
    sample = Sample.objects.get()
    one = sample.purchases.order_by("pk").first()
    href = f"/stickprov/kop/{one.pk}/"
    assert client.get(href).status_code == 200
    said = {"outcome": "ERROR", "error_sek": "12,50", "comment": "Fel pris", "version": 1}
    assert client.post(href, said).status_code == 302
    one.refresh_from_db()
    assert (one.error_sek, one.reviewed_by) == (Decimal("12.50"), leader)
    assert client.post(href, said).status_code == 422  # somebody was first
    assert (
        client.post("/stickprov/nytt/", {**asked, "first_on": "2020-01-01", "last_on": "2020-01-02"}).status_code == 422
    )


def test_whoever_looks_at_a_purchase_too_late_sees_what_the_other_found_and_keeps_his_own(bought, client, leader):
    one = draw(leader).purchases.order_by("pk").first()
    href, second, first = f"/stickprov/kop/{one.pk}/", Client(), make.user("kategoriledare", username="forste")
    second.force_login(first)
    opened = as_sent(client.get(href).context["form"])
    assert second.post(href, {**opened, "outcome": "RIGHT", "comment": "Stämmer med avropet"}).status_code == 302
    late = client.post(href, {**opened, "outcome": "ERROR", "error_sek": "1 012,50"})
    assert differing(late) == {
        "Vad visar underlaget?": ("rätt", "fel belopp"),
        "Fel, kr": ("–", "1\xa0012,50"),
        "Kommentar": ("Stämmer med avropet", ""),
    }
    assert told_by(late) == str(first)
    assert client.post(href, as_sent(late.context["form"])).status_code == 302
    one.refresh_from_db()
    assert (one.outcome, one.error_sek, one.comment) == ("ERROR", Decimal("1012.50"), "Stämmer med avropet")
