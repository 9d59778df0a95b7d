"""What two people may do to the ledger, its rules, the invoices beside it, and what is asked back of them."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from contracts.prices.models import PriceItem
from followup.flags import actions as flags
from followup.flags.models import Flag
from followup.invoices import actions as invoices
from followup.invoices.models import Invoice, InvoiceImport, InvoiceLine
from followup.judging import actions as judging
from followup.judging.models import ClassificationRule, JudgedRow, RowJudgement
from followup.ledger import actions as ledger
from followup.ledger.models import LedgerImport
from followup.missing import actions as missing
from followup.missing.models import DeviationQuestion
from followup.price_control import actions as control
from followup.price_control.models import PriceClaim, PriceDeviation
from followup.samples import actions as samples
from followup.samples.models import SampledPurchase
from huddinge_vo.common.periods import Period
from tests.faults.pairs.persons import buyer, by_colleague, by_keeper, keeper, who

_ON_THE_PAGE = []  # the rules as they stood when both opened the page


def file(name):
    return LedgerImport.objects.get(original_name=name).pk


def load_file():
    ledger.load_ledger_import(ledger_import_id=file("las.csv"), at=timezone.now())


def undo_file():
    ledger.undo_ledger_import(ledger_import_id=file("okand.csv"), by=who("väktare"), at=timezone.now())


def judge():
    judging.judge_changes(at=timezone.now(), wait=False)  # as the job


def judge_at_the_terminal():
    """As manage.py loyalty, status_report and the commands that bring a file in: they wait for whoever is at it."""
    judging.judge_changes(at=timezone.now())


def recompute_for_one():
    judging.recompute_buyer(buyer_id=buyer().pk, at=timezone.now())


def recompute():
    judging.recompute_everything(at=timezone.now())


def add_rule():
    rule = ClassificationRule(buyer=buyer(), account_from="4700", account_to="4700", exclusion="SiS")
    judging.save_rule(rule=rule, by=who("väktare"), at=timezone.now(), place=1)


def change_rule():
    changed = rule()
    changed.account_to = "4640"
    judging.save_rule(rule=changed, by=who("väktare"), at=timezone.now(), version=1)


def previewed_file():
    LedgerImport.objects.filter(original_name="las.csv").update(status=LedgerImport.Status.PREVIEWED, chosen_at=None)


def choose_to_load():
    ledger.choose_load(ledger_import_id=file("las.csv"), choice="", **by_keeper())


def load_nothing():
    ledger.load_nothing(ledger_import_id=file("las.csv"), **by_colleague())


def look_again():
    ledger.look_again(
        ledger_import_id=file("las.csv"), covers=Period(date(2026, 5, 1), date(2026, 5, 31)), **by_colleague()
    )


def preview_file():
    ledger.preview_ledger_import(ledger_import_id=file("las.csv"), at=timezone.now())


def rule():
    """As of a page that was opened before either did anything: it may be gone by now."""
    stored = ClassificationRule.objects.filter(account_from="4631").first()
    return stored or ClassificationRule(pk=1, buyer=buyer(), order=2, account_from="4631", exclusion="SiS")


def two_rules():
    add_rule()
    _ON_THE_PAGE[:] = ClassificationRule.objects.order_by("order", "pk").values_list("pk", flat=True)


def remove_rule():
    judging.remove_rule(rule=rule(), **by_keeper())


def order_rules():
    judging.order_rules(buyer=buyer(), order=_ON_THE_PAGE[::-1], was=_ON_THE_PAGE, **by_colleague())


def a_row():
    return JudgedRow.objects.for_buyer(buyer()).order_by("ledger_import_id", "line_no").first()


def _judge(words, by, *, version):
    row = a_row()
    said = {"exclusion": words, "reason": words}
    judgement = RowJudgement(ledger_import_id=row.ledger_import_id, line_no=row.line_no, **said)
    judging.judge_row(judgement=judgement, version=version, **by)


def judge_row():
    _judge("SiS", by_keeper(), version=0)


def judge_row_otherwise():
    _judge("Annat", by_colleague(), version=0)


def judge_row_anew():
    _judge("Annat", by_colleague(), version=1)


def judged_row():
    judge_row()


def judge_rows():
    row = a_row()
    said = RowJudgement(exclusion="SiS", reason="Många")
    judging.judge_rows(buyer=buyer(), rows=[(row.ledger_import_id, row.line_no)], judgement=said, **by_keeper())


def take_rows_back():
    of_keeper = RowJudgement.objects.filter(judged_by=keeper()).order_by("pk")
    before = [(each.pk, None, round(each.judged_at.timestamp() * 1_000_000)) for each in of_keeper]
    judging.unjudge_rows(buyer=buyer(), before=before, **by_keeper())


def take_judgement_back():
    row = a_row()
    at = {"ledger_import_id": row.ledger_import_id, "line_no": row.line_no}
    # The page that takes it back was opened while it was there: what is gone by then is told, whoever came first.
    found = RowJudgement.objects.filter(**at).first() or RowJudgement(pk=0, **at)
    judging.remove_judgement(judgement=found, **by_colleague())


def load_invoices():
    found = InvoiceImport.objects.filter(status=InvoiceImport.Status.RECEIVED).order_by("pk").first()
    if found:
        invoices.load_invoice_import(invoice_import_id=found.pk, at=timezone.now())


def give_invoices_up():
    found = InvoiceImport.objects.order_by("pk").last()
    invoices.give_up_invoices(invoice_import_id=found.pk, reason="Prov")


def settle_invoices():
    invoices.settle_invoices(buyer_id=buyer().pk, at=timezone.now())


def invoice(number):
    return Invoice.objects.get(number=number, buyer=buyer())


def _tie(number, by):
    rows = JudgedRow.objects.for_buyer(buyer()).filter(invoice_number="F1")
    rows = list(rows.order_by("ledger_import_id", "line_no").values_list("ledger_import_id", "line_no"))
    invoices.tie_by_hand(invoice_id=invoice(number).pk, rows=rows, reason="Prov", **by)


def untied_invoice():
    untie()


def tie():
    _tie("F1", by_keeper())


def tie_another():
    _tie("K1", by_colleague())


def untie():
    invoices.untie_by_hand(invoice_id=invoice("F1").pk, reason="Prov", **by_colleague())


def claim():
    return PriceClaim.objects.get(number="PK-1").pk


def send_claim():
    control.send_claim(claim_id=claim(), on=timezone.localdate(), **by_keeper())


def sent_claim():
    send_claim()


def mail_claim():
    control.send_claim(claim_id=claim(), on=timezone.localdate(), by_mail=True, **by_colleague())


def drop_claim():
    control.drop_claim(claim_id=claim(), reason="Prov", **by_colleague())


def accept_claim():
    control.answer_claim(claim_id=claim(), answer="ACCEPTED", words="", on=timezone.localdate(), **by_keeper())


def deny_claim():
    control.answer_claim(claim_id=claim(), answer="DENIED", words="Nej", on=timezone.localdate(), **by_colleague())


def credited_claim():
    """One that was sent, and of which a credit note has come since."""
    send_claim()
    Invoice.objects.filter(number="K1").update(issued_on=timezone.localdate())


def control_prices():
    control.control_prices(buyer_id=buyer().pk, at=timezone.now())


def unclaimed_deviation():
    PriceDeviation.objects.update(claim=None, difference_sek=4)
    PriceClaim.objects.filter(number="PK-1").delete()


def make_claim():
    control.make_claim(supplier=invoice("F1").supplier, buyer=buyer(), **by_keeper())


def match_item():
    item = PriceItem.objects.get(contract__number="A-1", name="Dygn")
    control.confirm_match(line=InvoiceLine.objects.get(invoice__number="F1"), item=item, **by_keeper())


def match_nothing():
    control.confirm_match(line=InvoiceLine.objects.get(invoice__number="F1"), item=None, **by_colleague())


def flag():
    return Flag.objects.get(subject="x").pk


def confirm_flag():
    flags.close_flag(flag_id=flag(), outcome="CONFIRMED", reason="Ja", **by_keeper())


def explain_flag():
    flags.close_flag(flag_id=flag(), outcome="EXPLAINED", reason="Nej", **by_colleague())


def leave_flags():
    found = list(Flag.objects.order_by("pk").values_list("pk", flat=True))
    flags.close_flags(flag_ids=found, outcome="NOT_WORTH", reason="Nej", **by_keeper())


def find_flags():
    flags.compute_flags(buyer_id=buyer().pk, at=timezone.now())


def look_for_it():
    flags.switch_kind(buyer=buyer(), kind="NEW", is_on=True, reason="Prov", **by_keeper())


def do_not_look_for_it():
    flags.switch_kind(buyer=buyer(), kind="NEW", is_on=False, reason="Nej", **by_colleague())


def set_bound():
    flags.set_bounds(buyer=buyer(), kind="ROUND", values={"share": Decimal(40)}, **by_keeper())


def set_bound_back():
    flags.set_bounds(buyer=buyer(), kind="ROUND", values={}, **by_colleague())


def question():
    return DeviationQuestion.objects.get().pk


def answer_that_none_was_made():
    missing.answer_question(question_id=question(), answer="NONE", words="Glömdes", **by_keeper())


def answer_otherwise():
    missing.answer_question(question_id=question(), answer="NONE", words="Akut", **by_colleague())


def purchase():
    return SampledPurchase.objects.get().pk


def find_purchase_right():
    samples.review_purchase(
        purchase_id=purchase(), outcome="RIGHT", error_sek=None, comment="", version=1, **by_keeper()
    )


def find_purchase_wrong():
    samples.review_purchase(
        purchase_id=purchase(), outcome="ERROR", error_sek=Decimal(10), comment="", version=1, **by_colleague()
    )


ABOUT = {
    "a ledger": (None, [load_file, undo_file, judge, recompute, judge_at_the_terminal, recompute_for_one]),
    "a file that is looked at": (previewed_file, [choose_to_load, load_nothing, look_again, load_file]),
    "rules": (None, [add_rule, change_rule, judge, judge_at_the_terminal]),
    "two rules": (two_rules, [order_rules, remove_rule, change_rule]),
    "a row": (None, [judge_row, judge_row_otherwise, judge, judge_at_the_terminal, recompute_for_one]),
    "a row judged with many": (judge_rows, [take_rows_back, judge_row_anew, take_judgement_back]),
    "a judged row": (judged_row, [judge_row_anew, take_judgement_back, recompute]),
    "invoices to be read": (None, [load_invoices, give_invoices_up, settle_invoices]),
    "an invoice": (untied_invoice, [tie, tie_another, settle_invoices]),
    "an invoice that is tied": (None, [untie, tie_another, undo_file]),
    "a claim": (None, [send_claim, mail_claim, drop_claim]),
    "a claim that is sent": (sent_claim, [accept_claim, deny_claim, drop_claim]),
    "a claim that is credited": (credited_claim, [control_prices, accept_claim, drop_claim]),
    "what can be asked back": (unclaimed_deviation, [make_claim, control_prices, match_item, match_nothing]),
    "a flag": (None, [confirm_flag, explain_flag, leave_flags]),
    "whether flags are looked for": (None, [look_for_it, do_not_look_for_it, find_flags]),
    "what flags go by": (None, [set_bound, set_bound_back]),
    "a question to a unit": (None, [answer_that_none_was_made, answer_otherwise]),
    "a drawn purchase": (None, [find_purchase_right, find_purchase_wrong]),
}
