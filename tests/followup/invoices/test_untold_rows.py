"""Ledger rows that no e-invoice tells of, judged many at once as one is, and taken back."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.plan.models import Category
from followup.judging import actions
from followup.judging.models import JudgedRow, RowJudgement
from huddinge_vo.demo.peppol import Line, Written
from tests import factories as make
from tests.followup.invoices.test_ties import ledger, read, row

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
LIST, JUDGE = "/e-fakturor/rader-utan/", "/e-fakturor/rader-utan/bedom/"
PLAIN = Written(
    number="F-17", issued_on=date(2026, 3, 31), seller=make.ORG_NUMBERS[0], lines=(Line(amount=Decimal("3820.50")),)
)


@pytest.fixture
def controller(client):
    person = make.user("controller")
    client.force_login(person)
    return person


@pytest.fixture
def untold(tmp_path):
    """A supplier who sends e-invoices, and rows of his that none of them tells of."""
    make.supplier()
    make.category()
    done = ledger(row("3820,50"), *(row(f"{number},00", invoice=f"X-{number}") for number in range(100, 133)))
    read(tmp_path, PLAIN)
    return done


def places(done, *lines):
    return [f"{done.pk}-{line}" for line in lines]


def main(answer):
    return " ".join(answer.content.decode().rpartition('<main class="page"')[2].split())


def judge(client, ids, **sent):
    asked = client.post(JUDGE, {"id": ids})
    said = {"exclusion": "inte vård", "reason": "Hyra av lokal.", **sent}
    return client.post(JUDGE, {"id": ids, "visat": asked.context["mark"], **said}, follow=True)


def verdicts(done):
    return list(JudgedRow.objects.filter(ledger_import=done.pk).order_by("line_no").values_list("line_no", "bucket"))


def test_the_ticked_ones_are_judged_told_before_and_taken_back(client, controller, untold):
    before, ids = verdicts(untold), places(untold, 3, 4)
    page = main(client.get(LIST))
    assert f'value="{ids[0]}" form="valda"' in page
    assert "Bedöm: alla 33 i listan" in page
    asked = main(client.post(JUDGE, {"id": [*ids, "x", "1-99999999999999999999", "999999-1"]}))
    assert "2 rader tas med" in asked
    assert not RowJudgement.objects.exists()
    assert "2 rader är bedömda." in main(judge(client, ids))
    assert [line for line, bucket in verdicts(untold) if bucket == "EXCLUDED"] == [3, 4]
    said = RowJudgement.objects.order_by("pk")
    assert {(each.reason, each.judged_by) for each in said} == {("Hyra av lokal.", controller)}
    taken_back = main(client.post(JUDGE, {"angra": "1"}, follow=True))
    assert "Ångrat: 2 rader avgörs av regler och avtal igen." in taken_back
    assert not RowJudgement.objects.exists()
    assert verdicts(untold) == before


def test_what_is_judged_already_is_left_and_what_is_judged_anew_is_not_taken_back(client, controller, untold):
    judge(client, places(untold, 3, 4))
    asked = main(client.post(JUDGE, {"id": places(untold, 3, 5)}))
    assert "1 rad tas med" in asked
    assert "är redan bedömda för hand" in asked
    anew = RowJudgement.objects.get(line_no=3)
    anew.exclusion = "annat"
    actions.judge_row(judgement=anew, by=controller, at=NOW)
    said = main(client.post(JUDGE, {"angra": "1"}, follow=True))
    assert "Ångrat: 1 rad avgörs av regler och avtal igen. 1 har bedömts på nytt sedan dess, och lämnades." in said
    assert RowJudgement.objects.get().exclusion == "annat"


def test_a_judgement_says_something_and_why(client, controller, untold):
    ids = places(untold, 3)
    assert judge(client, ids, exclusion="").status_code == 422
    assert judge(client, ids, reason="").status_code == 422
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    theirs = Category.objects.create(buyer=other, code="X", name="Annan")
    assert judge(client, ids, exclusion="", category=theirs.pk).status_code == 422
    assert not RowJudgement.objects.exists()


def test_who_may_not_is_refused_and_has_no_boxes(client, untold):
    client.force_login(make.user("upphandlare"))
    assert client.post(JUDGE, {"alla": "1"}).status_code == 403
    assert 'name="id"' not in main(client.get(LIST))


def test_another_buyers_rows_are_not_judged(controller, untold):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    stranger = make.user("controller", username="främling", at=other)
    with pytest.raises(actions.NothingLeft):
        actions.judge_rows(
            buyer=other,
            rows=[(untold.pk, 3)],
            judgement=RowJudgement(exclusion="inte vård", reason="Hyra."),
            by=stranger,
            at=NOW,
        )
    assert not RowJudgement.objects.exists()


def test_it_asks_as_much_of_many_as_of_few(client, controller, untold):
    def asked(ids):
        with CaptureQueriesContext(connection) as told:
            client.post(JUDGE, {"id": ids})
        with CaptureQueriesContext(connection) as done:
            judge(client, ids)
        return len(told), len(done)

    assert asked(places(untold, 3, 4, 5)) == asked(places(untold, *range(6, 33)))
