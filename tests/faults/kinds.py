"""The kinds of jobs that faults are tried on: every one there is, and what each is asked."""

from collections.abc import Callable
from dataclasses import dataclass, field

TRIAL = "prov"


@dataclass(frozen=True)
class Kind:
    """How a job is sent: what it is asked, of the world that all of them share, and whether it writes files.

    `prepared` is what makes the world ready for it and no other; `leaves`, whether the database is another
    one afterwards.
    """

    asked: Callable[[dict], dict] = field(default=lambda _world: {})
    writes_files: bool = False
    leaves: bool = True
    prepared: str = ""


def _one(parameter, name):
    return lambda world: {parameter: world[name]}


KINDS = {
    "contracts.documents.tasks.read_document_text": Kind(_one("document_id", "document")),
    "contracts.index.tasks.fetch_index": Kind(_one("series_id", "series"), writes_files=True),
    "contracts.index.tasks.fetch_indices": Kind(),
    "contracts.prices.tasks.find_differences": Kind(),
    "contracts.prices.tasks.propose_adjustments": Kind(),
    "contracts.prices.tasks.send_price_letter": Kind(_one("letter_id", "letter")),
    "contracts.prices.tasks.send_price_letters": Kind(lambda world: {"letter_ids": [world["letter"]]}),
    "followup.duties.tasks.refresh_duties": Kind(),
    "followup.duties.tasks.send_mails": Kind(),
    "followup.flags.tasks.compute_flags": Kind(),
    "followup.flags.tasks.compute_flags_of_buyer": Kind(_one("buyer_id", "buyer")),
    "followup.findings.tasks.send_step_letter": Kind(
        lambda world: {"step_id": world["step"], "site": "https://vo.example.se"}
    ),
    "followup.meetings.tasks.send_invitations": Kind(_one("meeting_id", "meeting")),
    "followup.watch.tasks.watch_media": Kind(),
    "followup.invoices.tasks.load_invoice_import": Kind(_one("invoice_import_id", "invoices"), writes_files=True),
    "followup.invoices.tasks.load_waiting_invoices": Kind(),
    "followup.invoices.tasks.settle_everything": Kind(),
    "followup.judging.tasks.judge_changes": Kind(),
    "followup.judging.tasks.propose_suppliers": Kind(),
    "followup.judging.tasks.recompute_buyer": Kind(_one("buyer_id", "buyer")),
    "followup.judging.tasks.recompute_everything": Kind(),
    "followup.judging.tasks.try_rule": Kind(lambda _world: {"trial": TRIAL}, prepared="ask_to_try_a_rule"),
    "followup.ledger.tasks.load_ledger_import": Kind(_one("ledger_import_id", "to_load"), writes_files=True),
    "followup.ledger.tasks.load_waiting": Kind(),
    "followup.ledger.tasks.preview_ledger_import": Kind(_one("ledger_import_id", "to_look_at"), writes_files=True),
    "followup.measures.tasks.compute_outcomes": Kind(),
    "followup.measures.tasks.compute_outcomes_of_buyer": Kind(_one("buyer_id", "buyer")),
    "followup.price_control.tasks.control_prices": Kind(),
    "followup.price_control.tasks.send_claim_letter": Kind(_one("claim_id", "claim")),
    "followup.reviews.tasks.propose_follow_up_classes": Kind(),
    "huddinge_vo.common.backup.tasks.back_up": Kind(writes_files=True, leaves=False),
    "huddinge_vo.common.jobs.tasks.take_up_broken_off": Kind(prepared="lose_a_job"),
    "huddinge_vo.common.signin.tasks.send_password_links": Kind(
        lambda world: {"person_ids": world["people"], "site": "https://vo.example.se"}
    ),
    "procurement.needs.tasks.foresee_needs": Kind(),
    "huddinge_vo.retention.tasks.run_retention": Kind(),
    "huddinge_vo.operations.tasks.look_at_certificates": Kind(leaves=False),
}
