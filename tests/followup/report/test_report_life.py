"""The June report on its way: written, commented, approved by another, locked, and the same for ever after."""

import html
import io
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdf
import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, transaction

from activities.plan.models import CategoryPlan, EffectGoal
from followup.approvals.reports import answers_to
from followup.duties.reminders import to_remind_of
from followup.judging import actions as judging_actions
from followup.ledger import actions as ledger_actions
from followup.measures.models import Measure
from followup.report import actions
from followup.report.models import GoalComment, LockedPaper, StatusReport
from followup.report.reports import kept_report, snapshot, status_report
from huddinge_vo.common.frozen import Thaw, freeze
from tests import factories as make
from tests.followup.report.test_status_report import spent, squeezed  # noqa: F401
from tests.late import on_what_is_shown

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 15, 8, tzinfo=UTC)
YEAR = "/statusrapport/?ar=2025"


def body(answer):
    return answer.content.decode()


def words(client, address):
    return " ".join(re.sub("<[^>]+>", " ", html.unescape(body(client.get(address)))).split()).replace(" .", ".")


def kept():
    return StatusReport.objects.get()


def pdf_text(client):
    content = client.get("/statusrapport/2025.pdf").content
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))


@pytest.fixture
def chief(spent):  # noqa: F811
    return make.user("upphandlingschef")


def approve(client, chief):
    client.post("/statusrapport/2025/oppna/")
    client.post(f"/statusrapporter/{kept().pk}/granska/")
    client.force_login(chief)
    on_what_is_shown(client, f"/statusrapporter/{kept().pk}/godkann/")


def test_from_draft_to_locked_with_words_by_those_who_own_the_goals(client, spent, chief):  # noqa: F811
    assert "Inte påbörjad" in body(client.get(YEAR))
    client.post("/statusrapport/2025/oppna/")
    client.post("/statusrapport/2025/oppna/")  # twice is once
    page = client.get(f"/statusrapporter/{kept().pk}/andra/")
    words = {
        "summary": "Ett bra år.",
        "proposal": "Rapporten godkänns.\nMålen behålls.",
        "registry_number": "KS-2025/9",
    }
    sent = {**words, "version": page.context["form"]["version"].value()}
    assert client.post(f"/statusrapporter/{kept().pk}/andra/", sent).status_code == 302
    goal = kept().category.plans.get().effect_goals.get(number=2)
    said = {
        "outcome": "Bättre.",
        "reason": "Fler kontroller.",
        "done": "Utbildning.",
        "ahead": "Fortsätta.",
        "version": "",
    }
    client.post(f"/statusrapporter/{kept().pk}/mal/{goal.pk}/", said)
    with_number = client.post(f"/statusrapporter/{kept().pk}/mal/{goal.pk}/", {**said, "outcome": "121212-1212"})
    assert "personnummer" in body(with_number)
    shown = body(client.get(YEAR))
    for text in ("Ett bra år.", "Målen behålls.", "Fler kontroller."):
        assert text in shown
        assert squeezed(text) in pdf_text(client)
    client.post(f"/statusrapporter/{kept().pk}/granska/")
    assert client.post(f"/statusrapporter/{kept().pk}/godkann/").status_code == 403  # the leader writes
    client.force_login(chief)
    assert client.post(f"/statusrapporter/{kept().pk}/andra/", sent).status_code == 403  # the chief approves
    on_what_is_shown(client, f"/statusrapporter/{kept().pk}/godkann/")
    assert (kept().status, kept().approved_by) == ("APPROVED", chief)
    client.post(f"/statusrapporter/{kept().pk}/las/")
    assert kept().status == "LOCKED"
    client.force_login(spent)
    again = client.post(f"/statusrapporter/{kept().pk}/andra/", {**sent, "version": kept().version})
    assert "Rapporten är fastställd." in body(again)


def test_a_goals_owner_comments_his_goal_and_no_other(client, spent, chief):  # noqa: F811
    client.post("/statusrapport/2025/oppna/")
    owner = make.user("läsare")
    first, second = kept().category.plans.get().effect_goals.order_by("number")[:2]
    first.owner = owner
    first.save()
    client.force_login(owner)
    page = client.get(YEAR)
    assert [goal.number for goal in page.context["goals_to_comment"]] == [1]
    said = {"outcome": "Bra.", "reason": "", "done": "", "ahead": "", "version": ""}
    assert client.post(f"/statusrapporter/{kept().pk}/mal/{first.pk}/", said).status_code == 302
    assert client.post(f"/statusrapporter/{kept().pk}/mal/{second.pk}/", said).status_code == 403
    assert GoalComment.objects.get().by == owner


def test_whoever_wrote_it_cannot_approve_it_whatever_he_may(spent, chief):  # noqa: F811
    chief.memberships.create(buyer=make.buyer(), role=Group.objects.get(name="kategoriledare"))
    report = actions.open_report(category=make.category("VO", parent=None), year=2025, by=chief, at=AT)
    actions.send_for_review(report_id=report.pk, by=chief, at=AT)
    with pytest.raises(actions.MustBeAnother):
        actions.approve_report(report_id=report.pk, snapshot=lambda _: {}, by=chief, at=AT)
    with pytest.raises(actions.ReportIsClosed):
        actions.lock_report(report_id=report.pk, draw=lambda _: b"", by=chief, at=AT)


def sent_for_review(by):
    report = actions.open_report(category=make.category("VO", parent=None), year=2025, by=by, at=AT)
    goal = report.category.plans.get().effect_goals.get(number=1)
    return report, goal


def refused(report, person):
    with pytest.raises(actions.MustBeAnother):
        actions.approve_report(report_id=report.pk, snapshot=lambda _: {}, by=person, at=AT)
    with (
        pytest.raises(IntegrityError, match="report_is_approved_by_nobody_who_wrote_in_it"),
        transaction.atomic(),
    ):
        StatusReport.objects.update(status="APPROVED", snapshot={}, approved_by=person, approved_at=AT)


def test_whoever_commented_a_goal_cannot_approve_also_when_another_wrote_over_it(spent, chief):  # noqa: F811
    report, goal = sent_for_review(spent)
    for person, said in ((chief, "Bra."), (spent, "Mycket bra.")):
        comment = actions.blank_comment(report, goal, person, AT)
        comment.outcome = said
        actions.comment_goal(comment=comment, by=person, at=AT, version=None)
    assert GoalComment.objects.get().by == spent
    actions.send_for_review(report_id=report.pk, by=spent, at=AT)
    refused(report, chief)


def test_whoever_changed_the_words_cannot_approve_also_after_it_was_taken_back(spent, chief):  # noqa: F811
    chief = make.role(chief, "kategoriledare")  # who writes, and may approve what others have written
    report, _ = sent_for_review(spent)
    report.summary = "Ett bra år."
    actions.save_report(report=report, by=chief, at=AT, version=1)
    actions.send_for_review(report_id=report.pk, by=spent, at=AT)
    actions.reopen_report(report_id=report.pk, reason="", by=spent, at=AT)
    actions.send_for_review(report_id=report.pk, by=spent, at=AT)
    refused(report, chief)
    other = make.user("upphandlingschef", username="annan")
    assert actions.approve_report(report_id=report.pk, snapshot=lambda _: {}, by=other, at=AT).approved_by == other


def test_whoever_saved_the_words_as_they_stood_has_written_nothing(spent, chief):  # noqa: F811
    chief = make.role(chief, "kategoriledare")
    report, _ = sent_for_review(spent)
    actions.save_report(report=report, by=chief, at=AT, version=1)
    actions.send_for_review(report_id=report.pk, by=spent, at=AT)
    assert actions.approve_report(report_id=report.pk, snapshot=lambda _: {}, by=chief, at=AT).approved_by == chief


def later_plan():
    """The plan after the tests' own: from a day that the report of 2025 does not reach."""
    root = make.category("VO", parent=None)
    plan = CategoryPlan.objects.create(
        category=root,
        title="Nästa plan",
        decided_by="Kommunstyrelsen",
        valid_from=date(2025, 9, 1),
        valid_until=date(2029, 8, 31),
    )
    return EffectGoal.objects.create(plan=plan, number=1, name="Nytt mål", target_areas="Ekonomi")


def test_the_goals_to_comment_are_those_that_the_report_tells(client, spent):  # noqa: F811
    new = later_plan()
    client.post("/statusrapport/2025/oppna/")
    page = client.get(YEAR)
    told = [goal.number for goal in page.context["report"].goals]
    asked = page.context["goals_to_comment"]
    assert [goal.number for goal in asked] == told
    assert new not in asked
    said = {"outcome": "Bra.", "reason": "", "done": "", "ahead": "", "version": ""}
    assert client.post(f"/statusrapporter/{kept().pk}/mal/{new.pk}/", said).status_code == 404
    assert client.post(f"/statusrapporter/{kept().pk}/mal/{asked[0].pk}/", said).status_code == 302
    assert "Bra." in body(client.get(YEAR))


def test_the_cards_and_the_plans_figures_are_of_the_plan_that_the_report_tells(spent):  # noqa: F811
    root = make.category("VO", parent=None)
    before = status_report(root=root, user=spent, year=2025, on=AT.date())
    goal = later_plan()
    measure = Measure.objects.get(code="LOYALTY_IFO")
    Measure.objects.create(
        plan=goal.plan, code="LOYALTY_IFO", name="Nytt mått", goal=goal, category=measure.category, unit=measure.unit
    )
    goal.plan.figures.create(code="SPEND", label="Ny uppgift", year=2025, value=1)
    after = status_report(root=root, user=spent, year=2025, on=AT.date())
    assert (after.cards, after.comparisons) == (before.cards, before.comparisons)
    next_year = status_report(root=root, user=spent, year=2026, on=AT.date())
    assert "Nytt mått" in [card.title for card in next_year.cards]


def test_a_year_is_reminded_of_once_when_one_plan_takes_over_from_another(spent):  # noqa: F811
    new = later_plan().plan
    old = new.category.plans.exclude(pk=new.pk).get()
    found = to_remind_of("REPORT_WORK", make.buyer(), date(2025, 1, 1))
    years = [(each.due_on.year, each.object[1]) for each in found]
    assert years == [
        (2024, old.pk),
        (2025, old.pk),
        (2026, new.pk),
        (2027, new.pk),
        (2028, new.pk),
        (2029, new.pk),
    ]


def test_a_locked_report_has_the_same_figures_after_the_ledger_has_changed(client, spent, chief):  # noqa: F811
    approve(client, chief)
    client.post(f"/statusrapporter/{kept().pk}/las/")
    before = client.get(YEAR)
    paper = pdf_text(client)
    assert before.context["since"] == ()
    late = make.ledger_row("123456,78", "2025-02-15", voucher="SEN", account="4631")
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(late)), name="sen.csv", by=None, at=AT
    )
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=AT)
    # A month has one delivery: the new file is refused, so the contract is changed instead.
    contract = make.contract(
        "A-9", valid_from=datetime(2021, 1, 1, tzinfo=UTC).date(), until=None, supplier=make_supplier()
    )
    judging_actions.judge_changes(at=AT)
    assert contract.pk
    after = client.get(YEAR)
    assert after.context["report"] == before.context["report"]
    assert pdf_text(client) == paper
    since = {each.what: (each.then, each.now) for each in after.context["since"]}
    assert "Utan avtal, kr" in since
    assert since["Utan avtal, kr"][0] != since["Utan avtal, kr"][1]
    assert "Ändrat sedan rapporten godkändes" in body(after)
    assert squeezed("Ändrat sedan") not in paper


def make_supplier():
    from contracts.suppliers.models import Supplier

    return Supplier.objects.get(org_number=make.ORG_NUMBERS[1])


@pytest.mark.owner
def test_a_locked_report_is_changed_by_nobody_not_even_in_the_database(client, spent, chief):  # noqa: F811
    approve(client, chief)
    client.post(f"/statusrapporter/{kept().pk}/las/")
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        StatusReport.objects.update(summary="Annat")
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        StatusReport.objects.all().delete()


def test_an_approved_one_is_taken_back_for_a_reason_that_whoever_approved_is_told(client, spent, chief):  # noqa: F811
    approve(client, chief)
    client.force_login(spent)
    address = f"/statusrapporter/{kept().pk}/ateroppna/"
    assert f"{chief} har godkänt rapporten. Godkännandet och de siffror som gällde då försvinner." in words(
        client, address
    )
    refused_page = client.post(address, {"reason": " "})
    assert (refused_page.status_code, kept().status) == (422, "APPROVED")
    assert "Skriv varför rapporten blir utkast igen." in body(refused_page)
    client.post(address, {"reason": "IFO:s siffra ska läsas in på nytt."})
    assert (kept().status, kept().snapshot, kept().approved_by) == ("DRAFT", None, None)
    assert f"av {spent}: ”IFO:s siffra ska läsas in på nytt.”" in words(client, YEAR)
    (told,) = answers_to(chief, since=AT)
    assert (told.words, told.word) == ("Statusrapport 2025", "Åter utkast")
    assert told.reason == "IFO:s siffra ska läsas in på nytt."
    assert answers_to(spent, since=AT) == ()  # his own doing


def test_whoever_approves_gives_it_back_with_what_there_is_to_write(client, spent, chief):  # noqa: F811
    client.post("/statusrapport/2025/oppna/")
    client.post(f"/statusrapporter/{kept().pk}/granska/")
    client.force_login(chief)
    assert "Skicka tillbaka" in body(client.get(YEAR))
    address = f"/statusrapporter/{kept().pk}/skicka-tillbaka/"
    assert "Skäl (krävs)" in words(client, address)  # it says so before it is sent
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Om 811218-9876 går det inte att skriva."}).status_code == 422
    client.post(address, {"reason": "Skriv en sammanfattning."})
    assert kept().status == "DRAFT"
    assert [(each.words, each.reason, each.is_yes) for each in answers_to(spent, since=AT)] == [
        ("Statusrapport 2025", "Skriv en sammanfattning.", False)
    ]
    client.force_login(spent)
    client.post(f"/statusrapporter/{kept().pk}/granska/")
    client.force_login(chief)
    on_what_is_shown(client, f"/statusrapporter/{kept().pk}/godkann/")
    assert (kept().returned_reason, kept().returned_by, kept().returned_at) == ("", None, None)


def test_who_sends_and_who_approves_is_told_what_the_report_lacks_and_nothing_is_done_by_looking(
    client,
    spent,  # noqa: F811
    chief,
):
    client.post("/statusrapport/2025/oppna/")
    first, *others = EffectGoal.objects.order_by("number")
    empty = actions.blank_comment(kept(), others[0], spent, AT)  # a comment in which nothing is written is none
    actions.comment_goal(comment=empty, by=spent, at=AT, version=None)
    of = len(others) + 1
    lacks = f"Sammanfattning saknas. {of} av {of} effektmål saknar kommentar."
    assert lacks in words(client, YEAR)
    assert lacks in words(client, f"/statusrapporter/{kept().pk}/granska/")
    assert kept().status == "DRAFT"
    client.post(f"/statusrapporter/{kept().pk}/andra/", {"summary": "Ett bra år.", "version": kept().version})
    client.post(f"/statusrapporter/{kept().pk}/mal/{first.pk}/", {"outcome": "Som planerat.", "version": ""})
    page = client.get(YEAR)
    assert f"{of - 1} av {of} effektmål saknar kommentar." in words(client, YEAR)
    assert "Sammanfattning saknas" not in body(page)
    assert body(page).count("Saknar kommentar") == of - 1
    client.post(f"/statusrapporter/{kept().pk}/granska/")
    client.force_login(chief)
    assert f"{of - 1} av {of} effektmål saknar kommentar." in words(client, f"/statusrapporter/{kept().pk}/godkann/")
    assert kept().status == "REVIEW"


def test_a_goal_is_commented_beside_its_figures(client, spent, chief):  # noqa: F811
    client.post("/statusrapport/2025/oppna/")
    goal = EffectGoal.objects.filter(measures__isnull=False).order_by("number").first()
    page = body(client.get(f"/statusrapporter/{kept().pk}/mal/{goal.pk}/"))
    assert goal.wording in html.unescape(page)
    assert f'href="{YEAR}"' in page  # the way back
    for measure in goal.measures.all():
        assert measure.name in html.unescape(page)


def test_what_is_kept_comes_back_as_it_was_to_the_last_digit(spent):  # noqa: F811
    root = make.category("VO", parent=None)
    report = status_report(root=root, user=None, year=2025, on=AT.date())
    written = json.loads(json.dumps(snapshot(report)))
    back = kept_report(StatusReport(snapshot=written))
    assert back == report
    assert isinstance(back.whole.ledger, Decimal)


def test_what_has_no_exact_form_is_not_kept():
    with pytest.raises(TypeError, match="float"):
        freeze(1.5)
    assert Thaw(())(freeze({"a": 1}.get("b"))) is None


def test_readers_read_and_do_nothing(client, spent):  # noqa: F811
    client.post("/statusrapport/2025/oppna/")
    client.force_login(make.user("läsare"))
    page = body(client.get(YEAR))
    assert "Utkast" in page
    assert "Skriv sammanfattning" not in page
    for path in ("andra", "granska", "ateroppna", "godkann", "las"):
        assert client.post(f"/statusrapporter/{kept().pk}/{path}/").status_code == 403
    assert GoalComment.objects.count() == 0


def locked(client, chief):
    approve(client, chief)
    client.post(f"/statusrapporter/{kept().pk}/las/")
    return kept()


def test_a_locked_report_is_the_same_file_each_time_to_the_last_byte(client, spent, chief):  # noqa: F811
    locked(client, chief)
    first = client.get("/statusrapport/2025.pdf").content
    make.contract("A-9", valid_from=date(2021, 1, 1), until=None, supplier=make_supplier())
    judging_actions.judge_changes(at=AT)
    assert first.startswith(b"%PDF-1.7")
    assert client.get("/statusrapport/2025.pdf").content == first == bytes(LockedPaper.objects.get().content)


def test_a_report_locked_before_files_were_kept_has_one_file_from_the_first_time_it_is_asked_for(spent, chief):  # noqa: F811
    report = actions.open_report(category=make.category("VO", parent=None), year=2025, by=spent, at=AT)
    actions.send_for_review(report_id=report.pk, by=spent, at=AT)
    actions.approve_report(report_id=report.pk, snapshot=lambda _: {}, by=chief, at=AT)
    with pytest.raises(actions.ReportIsClosed, match="inte fastställd"):
        actions.locked_paper(report=kept(), draw=lambda _: b"1", at=AT)
    StatusReport.objects.update(status="LOCKED", locked_at=AT)
    drawn = [actions.locked_paper(report=kept(), draw=lambda _, n=n: b"%d" % n, at=AT) for n in (1, 2)]
    assert drawn == [b"1", b"1"]


@pytest.mark.owner
def test_a_locked_reports_file_is_changed_by_nobody(client, spent, chief):  # noqa: F811
    locked(client, chief)
    for change in (lambda: LockedPaper.objects.update(content=b"x"), lambda: LockedPaper.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
            change()


def test_the_command_gives_the_locked_report_and_says_so(client, spent, chief, tmp_path):  # noqa: F811
    locked(client, chief)
    make.contract("A-9", valid_from=date(2021, 1, 1), until=None, supplier=make_supplier())

    def written(name, **asked):
        said = io.StringIO()
        call_command("status_report", year=2025, output=tmp_path / name, stdout=said, **asked)
        return (tmp_path / name).read_bytes(), said.getvalue()

    first, said = written("1.pdf")
    assert "den fastställda rapporten, fastställd " in said
    assert first == written("2.pdf")[0] == client.get("/statusrapport/2025.pdf").content
    now, said = written("3.pdf", as_it_stands=True)
    assert "som den ser ut" in said
    assert "inte den fastställda rapporten" in said
    text = squeezed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(now)).pages))
    assert text != pdf_text(client)  # A-9 makes what was bought without contract bought on one
