"""Secrecy is declared: what each model says makes it secret does, and no relation to something secret is forgotten."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from pghistory.models import Event

from contracts.checks.models import SupplierCheck
from contracts.documents.models import Document
from contracts.plan.models import CategoryScope
from contracts.prices.models import AdjustmentLetter, PriceAdjustment, PriceRequest, PriceSetByHand, PriceToConfirm
from contracts.register.models import Contract, Framework, Requirement
from contracts.suppliers.models import (
    FinalSupplier,
    Permit,
    PlacementStop,
    Supplier,
    SupplierContact,
    SupplierMerge,
    SupplierMergeRow,
    SupplierProposal,
    SupplierUnit,
    TargetGroup,
    WithdrawnAnswer,
)
from followup.duties.models import Duty, ReminderRule, SentMail
from followup.findings.models import AnswerLink, AuthorityReport, FindingFile, FindingStep, SupplierAnswer
from followup.flags.models import Flag, FlagRow, SupplierFact
from followup.invoices import actions as invoice_actions
from followup.invoices.models import CreditedInvoice, HandTie, Invoice, InvoiceFault
from followup.judging import actions as judging_actions
from followup.judging.models import RowJudgement, RowVerdict, SpendKey
from followup.ledger import actions as ledger_actions
from followup.meetings.models import SupplierMeeting
from followup.missing.models import DeviationQuestion, OwnUnit
from followup.price_control.models import ItemMatch, PriceClaim, PriceDeviation
from followup.reviews.models import Finding, FollowUpClass, Review, ReviewAnswer, RiskMark
from followup.samples.models import Sample, SampledPurchase, SampleStratum
from followup.surveys.models import RequirementProposal, Survey
from followup.watch.models import MediaHit, SearchWord
from huddinge_vo.common.people.models import Membership, User
from huddinge_vo.common.people.rights import held_by
from huddinge_vo.common.secrecy.changes import HIDDEN, changes_of
from huddinge_vo.common.secrecy.models import AccessGrant
from huddinge_vo.common.secrecy.querysets import (
    SecuredQuerySet,
    _all_marked,
    can_be_secret,
    has_own_secrecy,
    hide_for_a_request,
    is_secret,
    leads_to,
    look_up_hidden,
    secret_to,
)
from huddinge_vo.demo.peppol import Line, Written
from procurement.placements.models import AskedSupplier, PlacementEnd, StayOn
from procurement.projects.models import Project, ProjectDocument
from tests import factories as make
from tests.field_world import seen_in_the_field

NOW = datetime(2026, 11, 1, tzinfo=UTC)
DECLARED = [model for model in apps.get_models() if can_be_secret(model)]
# Tables of others, whose rows name an object by its kind and id.
NOT_OURS = {
    "auth.Permission": "about kinds of object, and not about any one",
    "admin.LogEntry": "a superuser's own doings in the administration, shown to himself",
    "common.SecretReading": "the log of who has read what: kind and id alone, for the security officer",
}


def undeclared():
    """Relations that lead to something that can be secret, and of which the model says nothing.

    What only leads to it by way of another model is found at that one: until the other declares how it is secret it is
    here itself, and when it does, whatever leads to it is.
    """
    missing = set()
    for model in apps.get_models():
        said = {lookup.split("__")[0] for lookup in getattr(model, "secret_through", ())}
        said |= set(getattr(model, "seen_apart", {}))
        if issubclass(model, Event) or model._meta.label in NOT_OURS:
            continue  # a row of history is shown by `changes_of` alone, for an object that one may know of
        fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
        found = {field.name for field in fields if field.is_relation and can_be_secret(field.related_model)}
        found |= {field.name for field in model._meta.private_fields if isinstance(field, GenericForeignKey)}
        kinds = {field.name for field in fields if field.is_relation and field.related_model is ContentType}
        if kinds and not said:
            found |= kinds
        missing |= {(model._meta.label, name) for name in found - said}
    return missing


def test_no_relation_to_something_that_can_be_secret_is_forgotten():
    assert undeclared() == set()


def test_a_forgotten_relation_is_found_and_so_is_one_that_leads_there_by_another(monkeypatch):
    placement = apps.get_model("procurement.Placement")
    monkeypatch.setattr(placement, "secret_through", ("supplier",))
    monkeypatch.delattr(apps.get_model("followup.RowJudgement"), "secret_through")
    assert undeclared() == {
        ("procurement.Placement", "contract"),
        ("procurement.Placement", "place"),
        ("followup.RowJudgement", "deviation"),
    }


@pytest.mark.django_db
def test_a_duty_about_something_that_it_is_not_said_to_be_about_is_an_error(monkeypatch):
    from followup.duties.reminders import to_remind_of

    make.contract(until=date(2026, 12, 31))
    assert len(to_remind_of("CONTRACT_END", make.buyer(), date(2026, 6, 1))) == 1
    monkeypatch.setattr(Duty, "generic_targets", {"object": ("activities.Activity",)})
    with pytest.raises(LookupError, match=r"contracts\.Contract"):
        to_remind_of("CONTRACT_END", make.buyer(), date(2026, 6, 1))


def test_what_is_seen_apart_says_why_and_leads_to_something_secret():
    for model in apps.get_models():
        for name, reason in getattr(model, "seen_apart", {}).items():
            field = model._meta.get_field(name)
            assert isinstance(field, GenericForeignKey) or can_be_secret(field.related_model), (model, name)
            assert len(reason) > 20


def test_no_question_names_the_mark_of_secrecy_but_the_one_rule():
    named = re.compile(r"is_secret\s*=\s*(True|False)|__is_secret\s*=|[\"'](\w+__)+is_secret[\"']\s*:")
    roots = [Path(settings.BASE_DIR) / name for name in ("contracts", "procurement", "activities", "followup")]
    found = [
        f"{path.relative_to(settings.BASE_DIR)}:{number}"
        for root in roots
        for path in root.rglob("*.py")
        if "migrations" not in path.parts
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if named.search(line)
    ]
    assert found == []


# --------------------------------------------------------------------------------------------- one of everything


@pytest.fixture
def world(db):
    """One of everything that can be secret, and nothing secret yet: model → rows that together use each relation."""
    by = make.user(None, username="väktare", is_superuser=True)
    supplier, other = make.supplier(), make.supplier("Provtvå AB", make.ORG_NUMBERS[1])
    area = make.area()
    round_ = make.framework()
    contract = make.contract(supplier=supplier, framework=round_)
    unit = SupplierUnit.objects.create(supplier=supplier, name="Provhemmet")
    unit.areas.add(area)
    unit.target_groups.add(TargetGroup.objects.create(name="Provgrupp"))
    merge = SupplierMerge.objects.create(source=other, target=supplier, merged_by=by, merged_at=NOW)
    Supplier.objects.filter(pk=other.pk).update(merged_into=supplier)
    common = {**_required(Document), "title": "Bilaga", "uploaded_by": by}
    holders = ({"framework": round_}, {"contract": contract}, {"supplier": supplier}, {"unit": unit})
    documents = [Document.objects.create(**holder, **common) for holder in holders]
    at_unit = {"supplier": supplier, "unit": unit}
    check = SupplierCheck.objects.create(
        kind="TAXES", outcome="PASSED", checked_on=NOW, valid_until=NOW, source="x", registered_at=NOW, **at_unit
    )
    made = [
        supplier, unit, unit.areas.through.objects.get(), merge, contract, round_, check, *documents,
        unit.target_groups.through.objects.get(), supplier.identifiers.get(), contract.areas.through.objects.get(),
        round_.areas.through.objects.get(),
        SupplierMergeRow.objects.create(merge=merge, kind="avtal", object_id=1), FinalSupplier.objects.get(),
        permit := Permit.objects.create(unit=unit, org_number=make.ORG_NUMBERS[0], legal_ground="x", decided_on=NOW),
        SupplierContact.objects.create(role="PLACEMENT", name="x", phone="1", **at_unit),
        PlacementStop.objects.create(reason="x", valid_from=NOW, permit=permit, **at_unit),
        SupplierProposal.objects.create(kind="ALIKE", supplier=supplier, other=other, found_at=NOW),
        WithdrawnAnswer.objects.create(
            kind="ALIKE", supplier=supplier, other=other, outcome="NOT_SAME", decided_by=by, decided_at=NOW,
            withdrawn_by=by, withdrawn_at=NOW,
        ),
        Requirement.objects.create(contract=contract, kind="REDUNDANCY", answer="YES"),
        Requirement.objects.create(framework=round_, kind="REDUNDANCY", answer="YES"),
    ]  # fmt: skip
    made += [*_terms(contract, round_), *_prices(contract, round_, unit, by), *_procurement(contract, round_, unit, by)]
    made += [*_followed_up(contract, unit, by), *_spend(contract, by), *_invoices(contract)]
    made += _asked(contract, by)
    made += _flagged(contract, unit, other, by)
    made += _ladder(contract, unit, by)
    made += [contract.volumes.get(), contract.payer_volumes.get()]  # as the judging has published them
    return _by_model(made)


def _fit(model, values):
    names = {field.name for field in model._meta.concrete_fields}
    return {name: value for name, value in values.items() if name in names}


def _by_model(made):
    """By the model that declares, the history's proxies of what is between areas and what has them too."""
    rows = {}
    for each in made:
        rows.setdefault(type(each), []).append(each)
    for model in DECLARED:
        if model._meta.proxy:
            rows[model] = [model.objects.get(pk=each.pk) for each in rows[model._meta.concrete_model]]
    return {model: found for model, found in rows.items() if can_be_secret(model)}


def _terms(contract, round_):
    of_round = round_.options.create(number=1, months=12, decide_by="2026-09-30")
    of_contract = contract.options.create(number=1, months=12, decide_by="2026-09-30")
    return of_round, of_contract, contract.option_exceptions.create(option=of_round, reason="x")


def _prices(contract, round_, unit, by):
    index = make.series()
    value = make.index_value(index, "2025K2", "104")
    clauses = [make.clause([(index, "1", "2024K2", "100")], **{key: of, "adjusts_day": 2}) for key, of in
               (("contract", contract), ("framework", round_))]  # fmt: skip
    price = make.price(of=contract, unit=unit)
    request = PriceRequest.objects.create(
        contract=contract, received_on="2026-10-01", registered_by=by, registered_at=NOW
    )
    adjustment = PriceAdjustment.objects.create(
        contract=contract, clause=clauses[0], effective_on="2027-01-02", opens_on="2026-09-02", ask_by="2026-11-03",
        tell_by="2026-12-03", request=request, status="WAITING", waits_for="VALUE_MISSING", waits_words="x",
        proposed_at=NOW,
    )  # fmt: skip
    line = adjustment.lines.create(
        item=price.item, old_price=price, base_sek=1, old_sek=1, computed_sek=1, new_sek=1, bought_sek=1, effect_sek=1
    )
    difference = line.differences.create(
        payer="x", budget_year=2026, paid_sek=1, final_sek=2, bought_sek=3, difference_sek=4, final_factor=1,
        figures="x", found_at=NOW,
    )  # fmt: skip
    used = adjustment.values.create(
        series=index, index_value=value, **_required(adjustment.values.model, index_value=value)
    )
    return [
        *clauses, *(each.components.get() for each in clauses), price.item, price, request, adjustment, line,
        difference, used,
        AdjustmentLetter.objects.create(adjustment=adjustment, asked_by=by, **_required(AdjustmentLetter)),
        PriceSetByHand.objects.create(line=line, set_by=by, **_required(PriceSetByHand)),
        PriceToConfirm.objects.create(
            item=price.item, latest=price, price=price, asked_by=by, **_required(PriceToConfirm)
        ),
    ]  # fmt: skip


def _required(model, **_):
    """Plain values of a model's own fields that have to be given and point at nothing."""
    plain = {"DateTimeField": NOW, "DateField": date(2026, 1, 1), "CharField": "x", "TextField": "x", "FileField": "x"}
    found = {}
    for field in model._meta.concrete_fields:
        name = field.get_internal_type()
        if not (field.is_relation or field.has_default() or field.null or field.blank or field.primary_key):
            found[field.name] = field.choices[0][0] if field.choices else plain.get(name, 1)
    return found


def _procurement(contract, round_, unit, by):
    project = make.project(framework=round_)
    held = {
        "member": project.members.create(role="x", person=by),
        "milestone": project.milestones.create(order=1, code="START", name="x", planned_on=NOW),
        "task": project.tasks.create(**_required(project.tasks.model)),
        "risk": project.risks.create(**_required(project.risks.model)),
        "item": project.checklist.create(kind="TECHNOLOGY"),
        "section": project.sections.create(key="x"),
        "strategy": project.strategies.create(
            number=1, decided_on=NOW, decided_by="x", decided_by_user=by, snapshot={}
        ),
        "document": ProjectDocument.objects.create(
            project=project, uploaded_by=by, **{**_required(ProjectDocument), "title": "x"}
        ),
    }
    placement = make.deviation(supplier=contract.supplier, contract=contract, place=unit)
    asked = {"supplier": contract.supplier, "contract": contract, "place": unit, "answer": "CAPACITY"}
    around = [
        make.form(placement),
        AskedSupplier.objects.create(placement=placement, **asked),
        StayOn.objects.create(placement=placement, cause="CONTRACT_ENDED", since=NOW, registered_by=by),
        PlacementEnd.objects.create(
            placement=placement, kind="ENDED", last_day=NOW, reason="x", decided_by=by, decided_at=NOW
        ),
    ]
    return [project, *held.values(), project.areas.through.objects.get(), placement, *around]


def _followed_up(contract, unit, by):
    review = Review.objects.create(contract=contract, planned_on="2026-10-01", method="DESK")
    finding = Finding.objects.create(
        buyer=make.buyer(), supplier=contract.supplier, unit=unit, contract=contract, review=review, source="TIP",
        severity="LOW", evidence="x", registered_by=by, **_fit(Finding, {"registered_on": NOW, "registered_at": NOW}),
    )  # fmt: skip
    role = Membership._meta.get_field("role").related_model.objects.get(name="upphandlare")
    rule = ReminderRule.objects.create(buyer=make.buyer(), kind="CONTRACT_END", role=role, manager_role=role)
    duty = Duty.objects.create(rule=rule, object=contract, title="x", due_on=NOW, remind_on=NOW, made_at=NOW)
    return [
        FollowUpClass.objects.create(contract=contract, proposed=1, proposed_reason="x"), review, finding, duty,
        ReviewAnswer.objects.create(review=review, **{**_required(ReviewAnswer), "answer": ""}),
        *seen_in_the_field(review, by=by),
        SentMail.objects.create(user=by, duty=duty),
    ]  # fmt: skip


def _flagged(contract, unit, other, by):
    key = SpendKey.objects.filter(supplier=contract.supplier).order_by("pk").first()
    flag = Flag.objects.create(
        buyer=make.buyer(), kind="ROUND", subject="x", supplier=contract.supplier, key=key, contract=contract,
        framework=contract.framework, unit=unit, other=other, sum_sek=1, reason="x", found_on=NOW, status="CONFIRMED",
        closed_by=by, closed_at=NOW, closed_reason="x", finding=Finding.objects.order_by("pk").first(),
    )  # fmt: skip
    invoice = Invoice.objects.filter(contract=contract).order_by("pk").first()
    sample = Sample.objects.create(
        buyer=make.buyer(), first_on=NOW, last_on=NOW, size=2, seed=1, reviewer=by, due_on=NOW, drawn_by=by,
        drawn_at=NOW, population=1, population_sek=1,
    )  # fmt: skip
    part = SampleStratum.objects.create(
        sample=sample, number=1, is_risky=False, lower_sek=1, upper_sek=1, population=1, population_sek=1, drawn=1
    )
    return [
        FlagRow.objects.create(
            flag=flag, identity=1, key=key, contract=contract, invoice=invoice, category=make.category()
        ), flag,
        SupplierFact.objects.create(
            buyer=make.buyer(), supplier=contract.supplier, kind="STAFF", number=1, on=NOW, source="x",
            registered_at=NOW,
        ),
        RiskMark.objects.create(contract=contract, reason="x"),
        SampledPurchase.objects.create(
            sample=sample, stratum=part, supplier=contract.supplier, contract=contract, invoice_number="1", voucher="1",
            booked_on=NOW, sum_sek=1,
        ),
    ]  # fmt: skip


def _spend(contract, by):
    received = ledger_actions.receive_ledger_file(
        # One with the supplier's number, and one that has nothing but his name.
        file=io.BytesIO(make.ledger_file(make.ledger_row(invoice="F1"), make.ledger_row(org_number="", voucher="V2"))),
        name="r.csv",
        by=None,
        at=NOW,
    )
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    judging_actions.judge_changes(at=NOW)
    named = SpendKey.objects.get(org_number=None)
    row = apps.get_model("followup.JudgedRow").objects.exclude(key=named).get()
    assert row.contract_id == contract.pk
    key = row.key
    deviation = make.deviation("AVS-2", supplier=contract.supplier)
    verdict = {"category": row.category, "bucket": row.bucket, "reason": row.reason, "supplier_under_contract": True}
    return [
        row, key, named, received.rows.get(key=key), key.verdicts.filter(contract=contract).first(),
        apps.get_model("followup.SpendMonth").objects.get(key=key),
        RowJudgement.objects.create(
            ledger_import=received, line_no=row.line_no, deviation=deviation, judged_by=by, judged_at=NOW
        ),
        RowVerdict.objects.create(
            ledger_import=received, line_no=row.line_no, supplier=contract.supplier, contract=contract, **verdict
        ),
    ]  # fmt: skip


def _ladder(contract, unit, by):
    """A step and a review that are answered by link, with a file each way; a hit, a survey and an invitation."""
    finding, review = Finding.objects.get(), Review.objects.get()
    step = FindingStep.objects.create(finding=finding, step="WARNING", taken_on=NOW, taken_by=by, reason="x")
    made = {"made_by": by, "made_at": NOW, "expires_at": NOW + timedelta(days=9)}
    links = [
        AnswerLink.objects.create(step=step, token_hash="s", **made),
        AnswerLink.objects.create(review=review, token_hash="r", **made),
    ]
    answers = [
        SupplierAnswer.objects.create(step=step, link=links[0], received_at=NOW),
        SupplierAnswer.objects.create(review=review, link=links[1], received_at=NOW),
    ]
    asked = ReviewAnswer.objects.get()
    kept = {**_required(FindingFile), "file": "x"}
    word = SearchWord.objects.create(buyer=make.buyer(), supplier=contract.supplier, words="x")
    survey = Survey.objects.create(buyer=make.buyer(), year=2026, made_by=by, **_fit(Survey, {"made_at": NOW}))
    result = survey.results.create(
        supplier=contract.supplier, unit=unit, question="x", mean=1, scale=5, answers=9, finding=finding
    )
    meeting = SupplierMeeting.objects.create(
        buyer=make.buyer(), starts_at=NOW, ends_at=NOW + timedelta(hours=1), title="x", place="x", agenda="x"
    )
    return [
        step, *links, *answers,
        AuthorityReport.objects.create(finding=finding, authority="IVO", reported_on=NOW, reported_by=by),
        answers[1].lines.create(requirement=asked, said="MET"),
        FindingFile.objects.create(finding=finding, **kept), FindingFile.objects.create(answer=answers[0], **kept),
        word,
        MediaHit.objects.create(
            buyer=make.buyer(), supplier=contract.supplier, word=word, finding=finding, verdict="FINDING",
            judged_by=by, judged_on=NOW, url="https://x.example.se/", fingerprint="x", title="x", found_on=NOW,
        ),
        result, RequirementProposal.objects.create(result=result, text="x", proposed_by=by, proposed_on=NOW),
        meeting.invitations.create(supplier=contract.supplier, invited_by=by, invited_at=NOW),
    ]  # fmt: skip


def _asked(contract, by):
    """One question that was answered with a deviation, and one with a contract."""
    unit = OwnUnit.objects.create(buyer=make.buyer(), name="x")
    said = {
        "buyer": make.buyer(), "unit": unit, "supplier": contract.supplier, "category": make.category(), "n": 1,
        "sum_sek": 1, "asked_by": by, "asked_at": NOW, "due_on": NOW, "answered_by": by, "answered_at": NOW,
    }  # fmt: skip
    deviation = make.deviation("AVS-3", supplier=contract.supplier)
    return [
        DeviationQuestion.objects.create(**said, month=date(2026, 1, 1), answer="DEVIATION", deviation=deviation),
        DeviationQuestion.objects.create(**said, month=date(2026, 2, 1), answer="CONTRACT", contract=contract),
    ]


def _invoices(contract):
    """One that is in the ledger and names the contract, with its credit note; and one that tells its seller by name."""
    supplier = contract.supplier
    key = SpendKey.objects.get(org_number=supplier.org_number)
    row = key.rows.get()
    one = Written(
        number=row.invoice_number,
        issued_on=row.booked_on,
        seller=supplier.org_number,
        contract=contract.number,
        lines=(Line(amount=row.amount_sek),),
    )
    credit = replace(one, number="K1", is_credit=True, credits=(one.number,))
    named = replace(one, number="N1", seller="", seller_name=supplier.name)
    wrong = replace(one, number="F2", without_vat=row.amount_sek + 1)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for each in (one, credit, named, wrong):
            made.writestr(f"{each.number}.xml", each.xml())
    content.seek(0)
    received = invoice_actions.receive_invoices(file=content, name="e.zip", buyer=make.buyer(), by=None, at=NOW)
    invoice_actions.load_invoice_import(invoice_import_id=received.pk, at=NOW)
    invoice = Invoice.objects.get(number=one.number)
    assert invoice.contract == contract
    by = User.objects.order_by("pk").first()
    claim = PriceClaim.objects.create(
        buyer=make.buyer(), supplier=supplier, number="PK-1", status="CREDITED", sent_on=NOW, made_by=by, made_at=NOW,
        credit=Invoice.objects.get(number="K1"),
    )  # fmt: skip
    return [
        invoice, Invoice.objects.get(number="N1"), invoice.lines.get(), invoice.ties.get(),
        CreditedInvoice.objects.get(), InvoiceFault.objects.get(), claim,
        HandTie.objects.create(
            invoice=invoice, key=key, booked_on=NOW, amount_sek=1, belongs=False, reason="Prov", said_by=by, said_at=NOW
        ),
        ItemMatch.objects.create(buyer=make.buyer(), supplier=supplier, item_key="x", confirmed_at=NOW),
        PriceDeviation.objects.create(
            buyer=make.buyer(), line=invoice.lines.get(), kind="ABOVE", difference_sek=1, claim=claim,
            item=contract.price_items.first() or make.price(of=contract, item="Prov").item,
        ),
    ]  # fmt: skip


def ends(row):
    """What can be marked as secret at the far end of each way that a row declares, and the lookups that were used."""
    if has_own_secrecy(type(row)):
        yield "", row
    for path in leads_to(type(row)):
        if path.lookup == "told_suppliers__supplier":  # a view of secret suppliers, which nobody is yet
            if row.supplier_id is None:
                yield path.lookup, Supplier.objects.get(plain_name=row.plain_name)
            continue
        at = row
        for name in path.lookup.split("__"):
            at = getattr(at, name) if at is not None else None
            at = at.first() if hasattr(at, "first") else at
        if at is not None:
            yield from ((path.lookup, end) for _, end in ends(at))


def seen(row, user):
    found = type(row)._default_manager.all()
    rows = found if isinstance(found, SecuredQuerySet) else SecuredQuerySet(type(row))
    return rows.visible_to(user).filter(pk=row.pk).exists()


# So many may be named; whether what is marked is looked up beforehand, and whether all that a model hides is.
LOOKED_UP = ((1000, True, False), (1000, False, True), (1000, True, True), (0, True, True))


def seen_when_looked_up(row, user):
    """As pages see it: what is marked, or all that is hidden, looked up beforehand and named; or too much to name."""
    answers = set()
    for most, by_mark, all_of_it in LOOKED_UP:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("huddinge_vo.common.secrecy.querysets._MOST_NAMED", most)
            asks = User.objects.get(pk=user.pk)
            if by_mark:
                hide_for_a_request(asks)
            if all_of_it:
                look_up_hidden(asks, type(row))
            answers.add(seen(row, asks))
    (answer,) = answers
    return answer


SHARES = 8  # of the models, each with a world of its own: building one of everything takes as long as asking of two


@pytest.mark.long
@pytest.mark.parametrize("models", [DECLARED[at::SHARES] for at in range(SHARES)])
def test_a_secret_at_the_far_end_hides_a_row_from_all_but_those_let_in(world, models):
    reader = make.user(None, username="läsare", is_superuser=True)
    for model in models:
        used = set()
        for row in world[model]:
            assert seen(row, reader)
            for lookup, end in ends(row):
                used.add(lookup)
                marked = type(end)._base_manager.filter(pk=end.pk)
                marked.update(is_secret=True)
                assert not seen(row, reader), (model, lookup, end)
                assert not seen_when_looked_up(row, reader), (model, lookup, end)
                assert SecuredQuerySet(model).filter(secret_to(None, model), pk=row.pk).exists(), (model, lookup, end)
                assert not SecuredQuerySet(model).public().filter(pk=row.pk).exists(), (model, lookup, end)
                assert SecuredQuerySet(model).annotate(hidden=is_secret(model)).get(pk=row.pk).hidden, (lookup, end)
                grant = AccessGrant.objects.create(object=end, user=reader)
                assert seen(row, reader), (model, lookup, end)
                assert seen_when_looked_up(row, reader), (model, lookup, end)
                AccessGrant.objects.filter(pk=grant.pk).delete()
                marked.update(is_secret=False)
        own = {""} if has_own_secrecy(model) else set()
        assert used == own | {path.lookup for path in leads_to(model)}, model


@pytest.mark.django_db
@pytest.mark.parametrize("marked", [2, 3, 4])
def test_who_is_let_in_on_one_of_many_secrets_is_not_let_in_on_those_that_were_not_named(monkeypatch, marked):
    """So many are looked up for a request, and one more: that some are his does not make the rest all there are."""
    monkeypatch.setattr("huddinge_vo.common.secrecy.querysets._MOST_NAMED", 2)
    monkeypatch.setattr("huddinge_vo.common.secrecy.querysets._all_marked", cache(_all_marked.__wrapped__))
    reader = make.user(None, username="läsare", is_superuser=True)
    hidden = [make.framework(f"R-{number}", is_secret=True) for number in range(marked)]
    for secret in hidden[:2]:
        AccessGrant.objects.create(object=secret, user=reader)
    hide_for_a_request(reader)
    assert set(Framework.objects.visible_to(reader)) == set(hidden[:2])


@pytest.mark.django_db
def test_a_grant_on_what_is_no_longer_a_kind_of_secret_stops_no_page():
    reader = make.user(None, username="läsare", is_superuser=True)
    make.framework("R-1", is_secret=True)
    AccessGrant.objects.create(object=make.area(), user=reader)
    hide_for_a_request(reader)
    assert not Framework.objects.visible_to(reader).exists()


def test_what_one_sees_costs_one_question_whatever_it_is(world, django_assert_num_queries):
    scoped = make.user("kategoriledare")
    CategoryScope.objects.create(membership=scoped.memberships.get(), category=make.category())
    held_by(scoped)  # what his roles give is asked once
    for model in DECLARED:
        ContentType.objects.clear_cache()
        found = model._default_manager.all()
        rows = found if isinstance(found, SecuredQuerySet) else SecuredQuerySet(model)
        with django_assert_num_queries(1):
            assert list(rows.visible_to(scoped)), model


@pytest.mark.django_db
def test_a_membership_for_a_category_reaches_what_lies_under_it_and_nothing_beside():
    person = make.user("kategoriledare")
    inside, beside = make.area(), make.area("FO-X", subcategory="FO")
    make.contract("A-1")
    make.contract("B-1", areas=[beside], supplier=Supplier.objects.get())
    scope = CategoryScope.objects.create(membership=person.memberships.get(), category=make.category())
    assert [each.number for each in Contract.objects.visible_to(person)] == ["A-1"]
    assert list(apps.get_model("contracts.ContractArea").objects.visible_to(person)) == [inside]
    scope.category = make.category("VO", parent=None)
    scope.save()
    person = User.objects.get(pk=person.pk)  # as whoever asks for the next page
    assert Contract.objects.visible_to(person).count() == 2


@pytest.mark.django_db
def test_a_placement_under_a_secret_round_is_as_secret_as_the_round():
    person = make.user("kategoriledare")
    round_ = make.framework(is_secret=True)
    contract = make.contract(framework=round_)
    placement = make.deviation(supplier=contract.supplier, contract=contract)
    found = type(placement).objects.visible_to(person)
    assert not found.exists()
    AccessGrant.objects.create(object=round_, user=person)
    assert found.get() == placement


@pytest.mark.django_db
def test_history_names_no_secret_supplier_that_was_there_before():
    person = make.user("upphandlare")
    hidden = make.supplier("Provgömslet AB", make.ORG_NUMBERS[1], is_secret=True)
    contract = make.contract(supplier=hidden)
    contract.supplier = make.supplier()
    contract.save()
    change = next(each for each in changes_of(contract, user=person) if each.field == "leverantör")
    assert (change.old, change.new) == (HIDDEN, "Provhem AB")
    AccessGrant.objects.create(object=hidden, user=person)
    change = next(each for each in changes_of(contract, user=person) if each.field == "leverantör")
    assert change.old == "Provgömslet AB"


@pytest.mark.django_db
def test_a_secret_group_is_not_named_at_its_open_company(officer):
    group = make.supplier("Provgömslet AB", make.ORG_NUMBERS[1], is_secret=True)
    company = make.supplier(parent=group)
    assert "Provgömslet" not in officer.get(company.get_absolute_url()).content.decode()
    form = {"name": "Provhem Syd AB", "org_number": make.ORG_NUMBERS[0], "version": 1}
    page = officer.get(f"/leverantorer/{company.pk}/andra/").content.decode()
    assert "Provgömslet" not in page
    assert officer.post(f"/leverantorer/{company.pk}/andra/", form).status_code == 302
    company.refresh_from_db()
    assert (company.name, company.parent) == ("Provhem Syd AB", group)


@pytest.mark.django_db
def test_who_was_let_in_on_a_secret_procurement_is_let_in_on_what_came_of_it(by):
    from procurement.projects.actions import award_project

    winner = make.supplier()
    project = make.project(is_secret=True)
    AccessGrant.objects.create(object=project, user=by, until=date(2030, 1, 1))
    award_project(project=project, suppliers=[winner], by=by, at=NOW)
    stranger = make.user("kategoriledare")
    for model in (Project, Framework, Contract):
        assert model.objects.visible_to(by).count() == 1
        assert not model.objects.visible_to(stranger).exists()
    assert set(AccessGrant.objects.values_list("until", flat=True)) == {date(2030, 1, 1)}
