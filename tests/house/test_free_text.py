"""No personal number is kept in what people write in their own words, in any field of any model, form or file."""

import importlib
import inspect
import io
import pkgutil

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction

from contracts.register.models import Contract
from followup.judging.imports import read_rules
from followup.ledger.models import LedgerImport
from huddinge_vo.common.files.columns import read_named
from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.pages import forms as our_forms
from huddinge_vo.common.signin.forms import PasskeyForm
from tests import factories as make

OURS = ("common", "contracts", "procurement", "activities", "followup")
NUMBER = "850709\N{EN DASH}9805"

CODE = "a code of ours, of a list or of another system"
LEDGER = "a ledger's own words: no row is ever refused for them"
OURSELVES = "put together by the system, of what is kept elsewhere"
PUBLIC = "published by another authority"
ASKS = "asks for a number"
# Texts that are not a person's own words, and why.
NOT_FREE = {
    **dict.fromkeys(
        (
            *("common.User.password", "contracts.Document.sha256", "contracts.IndexImport.sha256"),
            *("common.GroupRole.group", "common.SavedView.page"),
            *(
                "procurement.ProjectDocument.sha256",
                "followup.LedgerImport.sha256",
                "followup.CalendarFeed.fingerprint",
            ),
            *("followup.InvoiceImport.sha256", "followup.Invoice.digest", "followup.Invoice.type_code"),
            *("followup.Invoice.currency", "followup.Invoice.supplier_scheme", "followup.InvoiceLine.line_id"),
            *("followup.InvoiceLine.unit_code", "followup.InvoiceLine.standard_item_id"),
            *("followup.InvoiceLine.vat_category", "followup.InvoiceLine.item_key", "followup.ItemMatch.item_key"),
            "followup.PriceClaim.number",
            *("followup.Flag.kind", "followup.Flag.subject", "followup.FlagTerm.kind", "followup.FlagTerm.name"),
            *("followup.FlagSwitch.kind", "followup.SupplierFact.token", "followup.Invoice.account_key"),
            *("followup.ReviewPhoto.media_type", "followup.ReviewPhoto.sha256"),
            *("followup.AnswerLink.token_hash", "followup.FindingFile.sha256", "followup.FindingFile.media_type"),
            "followup.MediaHit.fingerprint",
            *("contracts.Document.media_type", "procurement.ProjectDocument.media_type", "contracts.Category.code"),
            *("contracts.ContractArea.code", "contracts.ContractArea.cpv", "contracts.SupplierMergeRow.kind"),
            *("contracts.IndexValue.period", "contracts.ClauseComponent.base_period", "procurement.Milestone.code"),
            *("procurement.TemplateStep.code", "procurement.TemplateStep.name", "activities.PlanFigure.code"),
            *("procurement.StrategySection.key", "contracts.PriceAdjustment.waits_for", "followup.Measure.code"),
        ),
        CODE,
    ),
    **dict.fromkeys(
        (
            *(
                "contracts.Supplier.name",
                "contracts.SupplierProposal.ledger_ref",
                "contracts.SupplierProposal.ledger_name",
            ),
            *("contracts.WithdrawnAnswer.ledger_ref", "contracts.WithdrawnAnswer.ledger_name"),
            *("contracts.ContractPayerVolume.payer", "contracts.PriceDifference.payer", "common.Organization.name"),
            *(f"followup.SpendKey.{name}" for name in ("supplier_ref", "supplier_name", "account", "account_text")),
            *(f"followup.SpendKey.{name}" for name in ("unit", "contract_ref", "org_number")),
            "followup.SpendTotal.unit",
            *(f"followup.Touched.{name}" for name in ("supplier_ref", "account_from", "account_to", "unit")),
            *("followup.JudgedRow.invoice_number", "followup.JudgedRow.voucher", "followup.LedgerRow.invoice_number"),
            *(f"followup.Invoice.{name}" for name in ("number", "plain_number", "supplier_ref", "supplier_name")),
            *(
                "followup.CreditedInvoice.number",
                "followup.CreditedInvoice.plain_number",
                "followup.InvoiceFault.number",
            ),
            *("followup.LedgerRow.voucher", "followup.RejectedRow.column", "followup.RejectedRow.reason"),
            *("followup.ClassificationRule.account_from", "followup.ClassificationRule.account_to"),
            *("followup.SampledPurchase.invoice_number", "followup.SampledPurchase.voucher"),
            *("followup.HandTie.invoice_number", "followup.HandTie.voucher"),
        ),
        LEDGER,
    ),
    **dict.fromkeys(
        (
            *("common.AskedJob.name", "common.AskedJob.subject", "common.AskedJob.href"),
            *("common.UnfinishedJob.name", "common.UnfinishedJob.subject", "common.UnfinishedJob.reason"),
            *("common.SecretReading.address", "common.TriedChange.what", "contracts.IndexFetch.words"),
            *("common.RetentionTerm.kind", "common.RetentionResult.kind"),
            *("followup.Flag.reason", "followup.RiskMark.reason"),
            *("contracts.PriceAdjustment.waits_words", "contracts.PriceDifference.broken_months"),
            *("contracts.PriceDifference.figures", "followup.FollowUpClass.proposed_reason", "followup.Duty.title"),
            *("followup.Feed.message", "followup.Survey.faults"),
            *("followup.InvoiceImport.message", "followup.InvoiceFault.place", "followup.InvoiceFault.reason"),
            *("followup.Outcome.missing", "followup.LedgerImport.message", "followup.SentMail.refusal"),
            *(f"followup.Measure.{name}" for name in ("name", "definition", "formula")),
            *(f"contracts.AdjustmentValue.{name}" for name in ("base_name", "base_period", "new_period")),
        ),
        OURSELVES,
    ),
    **dict.fromkeys(
        (
            *(f"contracts.Award.{each.name}" for each in apps.get_model("contracts.Award")._meta.fields),
            *(f"contracts.IndexSeries.{each.name}" for each in apps.get_model("contracts.IndexSeries")._meta.fields),
            *("contracts.IndexValue.source", "contracts.IndexChain.source", "contracts.PermitRule.source"),
        ),
        PUBLIC,
    ),
    **dict.fromkeys(
        (
            *("contracts.Supplier.org_number", "contracts.SupplierIdentifier.value", "contracts.Permit.org_number"),
            *("common.Organization.org_number", "contracts.SupplierContact.phone", "contracts.SupplierContact.email"),
            *("followup.ClassificationRule.supplier_ref", "contracts.AdjustmentLetter.address"),
            "followup.PriceClaim.address",
            *("followup.GroupCompany.org_number", "followup.GroupCompany.parent_number"),
            *("followup.FindingStep.address", "followup.MeetingInvitation.address"),
            *("followup.SentMail.refused_address", "common.User.username", "common.User.email"),
        ),
        ASKS,
    ),
    **dict.fromkeys(("common.User.first_name", "common.User.last_name"), "who works here"),
    "contracts.Document.text": "what stands in a document, which is kept as it came",
}


def texts():
    """Every text of every model: its name and the field."""
    for model in apps.get_models():
        if model._meta.app_label in OURS and not model.__name__.endswith("Event") and not model._meta.proxy:
            for field in model._meta.local_fields:
                if isinstance(field, models.CharField | models.TextField) and not field.choices:
                    yield f"{model._meta.label}.{field.name}", field


def test_every_text_of_every_model_is_free_or_says_why_not():
    found = dict(texts())
    untold = [name for name, field in found.items() if not isinstance(field, FreeLine | FreeText)]
    assert [name for name in untold if name not in NOT_FREE] == []
    assert [name for name in NOT_FREE if isinstance(found.get(name), FreeLine | FreeText)] == []
    assert sum(isinstance(field, FreeLine | FreeText) for field in found.values()) > 130


@pytest.mark.parametrize("name", [name for name, field in texts() if isinstance(field, FreeLine | FreeText)])
def test_a_free_text_takes_no_personal_number_from_a_form_or_on_its_way_into_the_database(name):
    field = dict(texts())[name]
    with pytest.raises(ValidationError, match="personnummer"):
        field.clean(NUMBER, None)
    with pytest.raises(ValidationError, match="personnummer") as refused:
        field.get_db_prep_save(f"Om {NUMBER}", None)
    assert refused.value.messages[0].lower().startswith(str(field.verbose_name).lower())


@pytest.mark.django_db
def test_no_way_of_writing_gets_round_it():
    contract = make.contract()
    contract.title = NUMBER
    ways = (
        contract.save,
        lambda: Contract.objects.bulk_update([contract], ["title"]),
        lambda: Contract.objects.update(title=NUMBER),
        lambda: Contract.objects.bulk_create([Contract(title=NUMBER)]),
    )
    for way in ways:
        with pytest.raises(ValidationError, match="personnummer"), transaction.atomic():
            way()
    assert Contract.objects.get().title != NUMBER


# ---------------------------------------------------------------------------------------------------------------- forms


def ours():
    """Each form that the code has."""
    for app in ("huddinge_vo", *OURS[1:]):
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if module.name.split(".")[-1] in {"forms", "filters"} or ".forms." in module.name:
                loaded = importlib.import_module(module.name)
                for _, one in inspect.getmembers(loaded, inspect.isclass):
                    if issubclass(one, forms.BaseForm) and one.__module__ == module.name:
                        yield one


# Django's and allauth's own, with names, passwords and codes alone; what a passkey is called is tried below.
OTHERS = {
    *("LoginForm", "ChangePasswordForm", "ForgottenForm", "NewPasswordForm"),
    *("AgainForm", "CodeForm", "CodeAgainForm", "AppForm", "PasskeyForm"),
}


def test_every_form_is_of_the_kind_that_keeps_people_out():
    kinds = (our_forms.Form, our_forms.ModelForm)
    others = {one.__name__ for one in ours() if not issubclass(one, kinds)}
    assert others <= OTHERS, others - OTHERS
    assert sum(issubclass(one, kinds) for one in ours()) > 60


@pytest.mark.django_db
def test_a_passkey_is_not_called_by_a_personal_number():
    form = PasskeyForm(user=make.user("läsare"), data={"name": NUMBER, "credential": "{}"})
    assert "personnummer" in form.errors["name"][0].lower()


class Everything(our_forms.Form):
    line = forms.CharField(required=False)
    prose = forms.CharField(required=False, widget=forms.Textarea)
    address = forms.URLField(required=False, assume_scheme="https")
    mail = forms.EmailField(required=False)
    file = forms.FileField(required=False)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("line", NUMBER),
        ("prose", f"Hej\n{NUMBER}"),
        ("address", "https://w3d3.se/850709-9805"),
        ("mail", "850709-9805@brev.se"),
    ],
)
def test_each_kind_of_field_takes_none(name, typed):
    form = Everything({name: typed})
    assert not form.is_valid()
    assert any("personnummer" in each for each in form.errors[name])


def test_a_file_called_after_a_person_is_not_taken():
    form = Everything({}, {"file": SimpleUploadedFile(f"beslut {NUMBER}.pdf", b"x")})
    assert "Döp om filen" in form.errors["file"][0]
    assert Everything({}, {"file": SimpleUploadedFile("beslut 2026-11-01.pdf", b"x")}).is_valid()


@pytest.mark.django_db
def test_no_page_that_takes_a_file_takes_one_that_is_called_after_a_person(client):
    client.force_login(make.user("controller"))
    file = io.BytesIO(make.ledger_file(make.ledger_row("1,00", "2026-04-01")))
    file.name = "850709-9805.csv"
    answer = client.post("/reskontra/las-in/", {"file": file})
    assert answer.status_code == 422
    assert "Döp om filen" in answer.content.decode()
    assert not LedgerImport.objects.exists()


# ---------------------------------------------------------------------------------------------------------------- files


def test_a_personal_number_in_a_file_is_an_error_of_its_row_that_does_not_say_it_again(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"organisationsnummer;titel\n8507099805;Jourhem\n2120000068;Om {NUMBER}\n")
    rows, (error,) = read_named(path, columns=("organisationsnummer", "titel"))
    assert [row.cells["titel"] for row in rows] == ["Jourhem"]
    assert (error.line, error.column, error.value, error.raw) == (3, "titel", "", [])
    assert "personnummer" in error.reason
    path.write_text(
        "ordning;leverantor_id;konto_fran;konto_till;enhet;underkategori;undantag\n"
        f"1;8507099805;;;;ifo;\n2;;;;;;Bidrag till {NUMBER}\n"
    )
    rows, (error,) = read_rules(path)
    assert (len(rows), error.column, error.value) == (1, "undantag", "")
