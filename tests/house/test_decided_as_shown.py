"""Nobody decides on something else than what he was shown; and nobody fills in a form for what is over already."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from contracts.prices import actions as prices
from contracts.prices.models import PriceDifference
from followup.approvals.kinds import KINDS
from followup.judging import actions as judging
from followup.judging.models import ClassificationRule, JudgedRow, RowJudgement
from followup.ledger import actions as ledger
from followup.missing import actions as missing
from followup.missing.models import DeviationQuestion
from followup.report import actions as reports
from followup.report.models import GoalComment, StatusReport
from followup.report.views import _as_it_says_now
from followup.reviews import actions as reviews
from followup.reviews.models import Finding, Review
from followup.watch.models import MediaHit
from huddinge_vo.common.pages.forms import DecidesOnWhatIsShown
from procurement.deviations import actions as deviations
from procurement.deviations.models import Deviation
from procurement.needs.models import ForeseenNeed
from procurement.placements import actions as placements
from procurement.placements.models import Placement, PlacementEnd
from procurement.projects.models import Project
from procurement.strategies import actions as strategies
from procurement.strategies.models import StrategyVersion
from tests import factories as make
from tests.house import worlds
from tests.house.test_days_that_have_been import page_classes

pytestmark = pytest.mark.django_db
AT = worlds.NOW


@pytest.fixture
def keeper():
    """Who has made one of everything."""
    keeper = make.user(None, username="världens", is_superuser=True)
    worlds.world(make.buyer(), keeper=keeper, number="1", org_number=make.ORG_NUMBERS[0])
    return keeper


@pytest.fixture
def decider(keeper):
    """Who has had no hand in it."""
    return make.role(make.user(None, username="en annan", is_superuser=True), "verksamhetschef")


def deviation(keeper):
    """Its price is changed while another reads what it was."""
    made = Placement.objects.outside_contract().get()

    def change():
        placement = Placement.objects.get(pk=made.pk)
        placement.price_sek = 77_000
        placement.form.reason_words = "Prov"
        deviations.request_deviation(placement=placement, form=placement.form, by=keeper, at=AT)

    sent = {"outcome": "APPROVED", "is_unbiased": "on", "words": "Prov"}
    return f"/avsteg/{made.pk}/besluta/", sent, change, lambda: Deviation.objects.get().outcome


def refused_deviation(keeper):
    """As that, when the answer is no."""
    page, sent, change, decided = deviation(keeper)
    return page, {**sent, "outcome": "REFUSED"}, change, decided


def report(keeper):
    """A goal's comment is written while another reads the report."""
    made = StatusReport.objects.get()
    StatusReport.objects.filter(pk=made.pk).update(status="REVIEW")

    def change():
        comment = GoalComment.objects.get()
        comment.outcome = "Annorlunda"
        reports.comment_goal(comment=comment, by=keeper, at=AT, version=None)

    page = f"/statusrapporter/{made.pk}/godkann/"
    return page, {}, change, lambda: StatusReport.objects.filter(status="APPROVED").exists()


def strategy(keeper):
    """A section is written while another registers that it is decided."""
    project = Project.objects.get()
    strategies.save_strategy(project=project, texts={"PURPOSE": ("Så här.", 0)}, by=keeper, at=AT)

    def change():
        strategies.save_strategy(project=project, texts={"PURPOSE": ("På annat sätt.", 1)}, by=keeper, at=AT)

    sent = {"decided_on": "2026-01-02", "decided_by": "KS AU"}
    return f"/upphandlingar/{project.pk}/strategi/besluta/", sent, change, StrategyVersion.objects.exists


def groups(keeper):
    """A file brings rows of the same kind while another judges those that he was shown."""
    ClassificationRule.objects.all().delete()
    judging.judge_changes(at=AT)
    group = JudgedRow.objects.get().key_id

    def change():
        row = make.ledger_row("70,00", "2026-04-02", org_number=make.ORG_NUMBERS[0], invoice="F2")
        received = ledger.receive_ledger_file(file=io.BytesIO(make.ledger_file(row)), name="r2.csv", by=None, at=AT)
        ledger.load_ledger_import(ledger_import_id=received.pk, at=AT)
        judging.judge_changes(at=AT)

    page = f"/regler/utan/bedom/?period=2026&grupp={group}"
    sent = {"category": make.category().pk, "reason": "Avser ett boende"}
    return page, sent, change, lambda: RowJudgement.objects.filter(reason="Avser ett boende").exists()


def rejected_difference(_keeper):
    """More is bought at the price while another looks at what it is."""
    made = PriceDifference.objects.get()

    def change():
        PriceDifference.objects.filter(pk=made.pk).update(difference_sek=77)

    def decided():
        return PriceDifference.objects.get().status == "REJECTED"

    return f"/prisjustering/skillnader/{made.pk}/avvisa/", {"reason": "Prov"}, change, decided


CASES = [deviation, refused_deviation, report, strategy, groups, rejected_difference]


@pytest.mark.parametrize("case", CASES)
def test_what_is_changed_after_it_was_shown_is_shown_again_before_it_is_decided(keeper, decider, case):
    page, sent, change, decided = case(keeper)
    client = Client()
    client.force_login(decider)
    mark = client.get(page).context["form"]["shown"].value()
    assert mark
    change()
    late = client.post(page, {**sent, "shown": mark})
    assert late.status_code == 422
    told = " ".join(late.content.decode().split())
    assert "har ändrats sedan du öppnade sidan. Ingenting är gjort. Läs det som står nu, och besluta sedan." in told
    assert not decided()
    assert client.post(page, sent).status_code == 422  # a page that nobody was shown
    assert not decided()
    again = late.context["form"]["shown"].value()
    assert again != mark
    assert client.post(page, {**sent, "shown": again}).status_code == 302
    assert decided()


def test_each_page_that_decides_on_what_is_shown_is_tried():
    pages = {
        view for view in page_classes() if issubclass(getattr(view, "form_class", None) or int, DecidesOnWhatIsShown)
    }
    assert {each.__name__ for each in pages} == {
        "DeviationDecide",
        "StatusReportApprove",
        "StrategyDecide",
        "GroupsJudge",
        "DifferenceReject",
    }


def test_differences_that_are_reckoned_anew_are_asked_of_again_before_they_are_approved(keeper, decider):
    row = PriceDifference.objects.get()
    client = Client()
    client.force_login(decider)
    asked = client.post("/prisjustering/skillnader/godkann/", {"id": [row.pk]})
    mark = asked.context["mark"]
    PriceDifference.objects.update(difference_sek=77)
    again = client.post("/prisjustering/skillnader/godkann/", {"id": [row.pk], "visat": mark})
    assert again.status_code == 409
    assert PriceDifference.objects.get().status == "PROPOSED"
    with pytest.raises(prices.DifferenceMoved):  # and between the page and the lock
        prices.approve_differences(difference_ids=[row.pk], by=decider, at=AT, shown={row.pk: "1.00"})
    sent = {"id": [row.pk], "visat": again.context["mark"]}
    assert client.post("/prisjustering/skillnader/godkann/", sent).status_code == 302
    assert PriceDifference.objects.get().status == "APPROVED"


# How each kind of approval knows that what is decided on is what was shown.
HELD = {
    "PRICE_ADJUSTMENT": "the list's mark holds each one's version",
    "PRICE_DIFFERENCE": "the list's mark holds each one's amount",
    "SETTLEMENT": "what is approved is not reckoned anew",
    "INDEX_VALUES": "the file that was brought is kept as it came",
    "PRICE_BY_HAND": "a price that is asked for is not changed, but asked for anew",
    "PRICE_FILE": "the file that was sent is kept as it came",
    "STATUS_REPORT": "the form's mark holds the version of each text",
    "DEVIATION": "the form's mark holds its version",
    "FINDING_REPORTED": "its form has a version",
    "FINDING_FIXED": "what is said to be mended is changed by taking that back first",
    "FINDING_ANSWERED": "nothing is decided",
    "SELF_REPORT": "nothing is decided",
    "PENALTY": "a penalty that is proposed is not changed",
    "ROLE": "a proposal is not changed",
    "GROUP_ROLE": "a proposal is not changed",
    "MARK": "a request is not changed",
}


def test_each_kind_of_approval_says_how_it_holds_what_was_shown():
    assert set(HELD) == set(KINDS)


def over(keeper, decider):
    """Addresses of forms for what is over, and what each is told."""
    today = timezone.localdate()
    asked, call = Placement.objects.outside_contract().get(), Placement.objects.filter(contract__isnull=False).get()
    deviations.take_back_deviation(placement_id=asked.pk, by=keeper, at=AT)
    for step in ("andra", "besluta", "ta-tillbaka"):
        yield f"/avsteg/{asked.pk}/{step}/", f"{asked.number} är redan tillbakadraget."
    for step in ("diarienummer", "efterannons", "forlang", "andra-villkor", "aterkalla"):
        yield f"/avsteg/{asked.pk}/{step}/", f"{asked.number} är inte godkänt."
    placements.end_placement(
        placement_id=call.pk, kind="ENDED", last_day=today - timedelta(days=1), reason="Prov", by=keeper, at=AT
    )
    for step in ("forlang", "villkor", "avsluta", "andra"):
        yield f"/placeringar/{call.pk}/{step}/", f"{call.number} är redan avslutad."
    need = ForeseenNeed.objects.get()
    ForeseenNeed.objects.update(answered_by=keeper, answered_at=AT, why_not="Prov")
    yield f"{need.get_absolute_url()}svara/", f"är redan besvarat av {keeper}."
    question = DeviationQuestion.objects.get()
    missing.answer_question(
        question_id=question.pk, answer="NONE", deviation=None, contract=None, words="Prov", by=keeper, at=AT
    )
    yield f"{question.get_absolute_url()}svara/", f"Frågan är redan besvarad av {keeper}"
    hit = MediaHit.objects.get()
    MediaHit.objects.update(
        finding=Finding.objects.order_by("pk").first(), verdict="FINDING", judged_by=keeper, judged_on=AT.date()
    )
    for step in ("bedom", "brist"):
        yield f"{hit.get_absolute_url()}{step}/", "Träffen är redan anmäld som brist."
    kept = StatusReport.objects.get()
    goal = GoalComment.objects.get().goal_id
    StatusReport.objects.update(status="REVIEW")
    reports.approve_report(report_id=kept.pk, snapshot=_as_it_says_now, by=decider, at=AT)
    reports.lock_report(report_id=kept.pk, draw=lambda _: b"Prov", by=decider, at=AT)
    for step in ("andra", f"mal/{goal}", "granska", "godkann", "las", "ateroppna", "skicka-tillbaka"):
        yield f"/statusrapporter/{kept.pk}/{step}/", "Rapporten är fastställd."
    review = Review.objects.order_by("pk").first()
    yield f"{review.get_absolute_url()}ateruppta/", "Uppföljningen är inte inställd."
    reviews.cancel_review(review=review, reason="Prov", by=keeper, at=AT)
    for step in ("andra", "svara", "avsluta", "stall-in"):
        yield f"{review.get_absolute_url()}{step}/", "Uppföljningen är inställd."
    PriceDifference.objects.update(status="REJECTED", reason="Prov")
    row = PriceDifference.objects.get()
    yield f"/prisjustering/skillnader/{row.pk}/avvisa/", "Skillnaden är redan avgjord."


def test_a_form_for_what_is_over_already_leads_to_how_it_stands_and_says_so(keeper, decider):
    client = Client()
    client.force_login(decider)
    tried = 0
    for page, words in over(keeper, decider):
        answer = client.get(page, follow=True)
        assert answer.redirect_chain, page
        assert answer.status_code == 200, page
        assert words in " ".join(answer.content.decode().split()), page
        tried += 1
    assert tried > 20
    assert PlacementEnd.objects.count() == 1
