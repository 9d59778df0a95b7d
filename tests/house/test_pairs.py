"""Whatever two people may do to the same thing is tried by two at the same moment, or it is said why not."""

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

import activities
import contracts
import followup
import huddinge_vo
import procurement
from tests.faults import pairs

# By why no two people collide in them.
LEFT_OUT = {
    "it adds a row that nothing else says, and changes none": """
        activities.activities.note_progress contracts.awards.import_awards contracts.checks.register_check
        contracts.checks.register_checks contracts.suppliers.stop_placements contracts.prices.add_price_item
        contracts.prices.register_price_request
        followup.field.add_payslip followup.field.add_sheet_row followup.field.keep_photo followup.findings.add_photo
        followup.samples.draw_sample followup.surveys.preview_survey followup.field.save_kpi
        huddinge_vo.common.administration.add_person procurement.projects.add_project_document
        procurement.projects.start_project contracts.index.save_chain
    """,
    "a file or a letter that is received, read or sent by a job: tests/faults/test_jobs.py delivers it twice": """
        contracts.checks.import_permits contracts.checks.import_ratings contracts.documents.read_document_text
        contracts.index.receive_index contracts.prices.send_letter contracts.suppliers.propose_suppliers
        contracts.suppliers.register_suppliers_from_ledger followup.findings.mail_step
        followup.findings.make_link followup.flags.import_facts followup.flags.mark_risks
        followup.invoices.import_invoices followup.invoices.receive_invoices followup.invoices.retry_invoices
        followup.joint.load_joint followup.ledger.give_up_load
        followup.ledger.receive_ledger_file followup.ledger.retry_load followup.ledger.work_folder
        followup.measures.compute_outcomes followup.meetings.mail_invitation followup.price_control.mail_claim
        followup.watch.keep_hits followup.field.load_companies
    """,
    "a part of actions that are tried": """
        contracts.prices.end_prices contracts.prices.follow_with contracts.prices.import_prices
        contracts.prices.propose_adjustment contracts.prices.do_to_list contracts.prices.order_letters
        followup.judging.judge_these followup.judging.tie_rows followup.reviews.escalate_finding
        followup.judging.judge_groups followup.field.remove_row followup.ledger.read_again
        procurement.staying.decide_contract_ended followup.report.comment_goal
    """,
    "the same as one that is tried: a version is seen, or a row is taken away": """
        contracts.index.choose_codes contracts.suppliers.remove_identifier followup.ledger.offer_profile
        followup.ledger.save_profile followup.invoices.claim_invoices followup.judging.import_rules
        followup.field.propose_template
    """,
    "what is brought in to begin with, and never over what is there": """
        activities.activities.load_plan followup.duties.load_reminder_rules followup.measures.load_measures
        followup.reviews.load_review_templates followup.missing.take_in_units followup.missing.ask_unit
        followup.report.open_report
    """,
    "a person's own, or a trace": """
        followup.duties.make_calendar_feed followup.duties.revoke_calendar_feed followup.start.open_step
        followup.start.put_steps_away huddinge_vo.common.administration.note_password_set
        huddinge_vo.common.signin.reset_factors huddinge_vo.common.signin.unlink_provider
        huddinge_vo.common.signin.unlock huddinge_vo.retention.note_extract
    """,
    "the book of jobs, which tests/faults/test_jobs.py tries with every kind of job": """
        huddinge_vo.common.jobs.alone huddinge_vo.common.jobs.begin_job huddinge_vo.common.jobs.cancel_job
        huddinge_vo.common.jobs.note_asked huddinge_vo.common.jobs.note_ended huddinge_vo.common.jobs.note_seen
        huddinge_vo.common.jobs.take_up_broken_off huddinge_vo.common.jobs.want_job
    """,
}


def _modules():
    for app in (contracts, procurement, activities, followup, huddinge_vo):
        for found in pkgutil.walk_packages(app.__path__, f"{app.__name__}."):
            if ".actions" in found.name:
                yield importlib.import_module(found.name)


def _changing():
    """Every action that changes something: it is one transaction."""
    return {
        f"{module.__name__.partition('.actions')[0]}.{name}"
        for module in _modules()
        for name, one in inspect.getmembers(module, inspect.isfunction)
        if one.__module__ == module.__name__ and hasattr(one, "__wrapped__") and not name.startswith("_")
    }


def _tried():
    """What the pairs call, by the names that their modules know it by."""
    found = set()
    for path in Path(pairs.__file__).parent.glob("*.py"):
        module = importlib.import_module(f"{pairs.__name__}.{path.stem}")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                one = getattr(getattr(module, node.value.id, None), node.attr, None)
                if inspect.isfunction(one) and "." in one.__module__:
                    found.add(f"{one.__module__.partition('.actions')[0]}.{one.__name__}")
    return found


def test_every_action_is_tried_by_two_at_once_or_it_is_said_why_not():
    left_out = {name for names in LEFT_OUT.values() for name in names.split()}
    missing = _changing() - _tried() - left_out
    assert not missing, f"Put it in tests/faults/pairs, or say here why not: {sorted(missing)}"
    assert not left_out - _changing(), "no action has this name any more"
    assert not left_out & _tried(), "it is tried: it need not stand here"
