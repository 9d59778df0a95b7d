"""What the database refuses is told in words that say what one can do: see `violation_error_message` of the models."""

import re
from collections import Counter

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.constraints import BaseConstraint
from django.urls import get_resolver

from huddinge_vo.common.pages.forms import ModelForm

# What a sentence, or a part of one, begins with when it tells what to do.
TELL = (
    *("ange", "avsluta", "be", "fyll", "förklara", "ge", "granska", "gå", "kontrollera", "koppla", "kryssa", "lämna"),
    *("låt", "rätta", "skicka", "skriv", "svara", "ta", "välj", "vänta", "ändra"),
)
_TOLD = re.compile(rf"(?:^|[.:;,]\s+(?:eller\s+|och\s+)?)(?:{'|'.join(TELL)})\b", re.IGNORECASE)

# Reason → constraints whose message is a statement, and may be.
STATEMENTS = {
    "the rule itself tells: of two days, the one or the other is changed": """
        activity_ends_after_it_begins contract_ends_after_it_begins contract_is_terminated_after_it_begins
        delegation_ends_after_it_begins framework_ends_after_it_begins law_value_ends_after_it_begins
        outcome_ends_after_it_begins permit_ends_after_it_is_decided placement_ends_after_it_begins
        placement_stop_ends_after_it_begins plan_ends_after_it_begins price_ends_after_it_begins
        sample_period_goes_forward
    """,
    "the rule itself tells: of two months or accounts likewise": """
        import_covers_months_forward rule_account_range_is_forward
    """,
    "the rule itself tells: nought or more": """
        contract_ceiling_is_not_negative delegation_is_not_below_nothing expected_value_is_not_negative
        framework_ceiling_is_not_negative law_value_is_not_negative price_item_quantity_is_not_negative
        project_value_is_not_negative
    """,
    "the action writes who and when, or the day that follows from another, whatever the form says": """
        activity_that_is_done_has_a_day approved_adjustment_says_by_whom approved_difference_says_by_whom
        check_holds_from_its_day closed_flag_says_who_and_why decided_class_has_person_and_day
        decided_price_says_by_whom done_duty_says_by_whom done_review_has_a_day fixed_finding_has_person_and_day
        judged_hit_has_person_and_day loaded_import_has_a_buyer_and_a_time locked_report_has_its_day
        a_settled_proposal_says_by_whom_and_when next_review_comes_after_this settled_difference_says_when
        answer_is_taken_back_after_it_was_given answer_link_expires_after_it_is_made nobody_disqualified_decides
    """,
    "the action goes from one state to the next, and refuses the others in its own words": """
        approved_report_has_its_snapshot asked_job_ends_somehow closed_finding_is_fixed_and_verified
        credited_claim_has_its_credit_note finding_is_verified_after_it_is_fixed hit_that_became_a_finding_has_it
        only_a_confirmed_flag_has_a_finding only_a_step_that_holds_is_sent option_is_used_or_declined
        penalty_holds_when_it_is_decided waiting_adjustment_says_for_what only_a_changed_area_has_another
    """,
    "what it belongs to follows from the page, or from what was read in": """
        answer_link_is_about_one_thing clause_belongs_to_one document_belongs_to_one_thing
        finding_file_belongs_to_one_thing mail_is_a_digest_or_about_a_decision
        option_belongs_to_a_framework_or_a_contract price_item_belongs_to_a_contract_or_an_area
        proposal_is_of_two_suppliers_or_a_ledger requirement_is_of_a_framework_or_a_contract
        supplier_answer_came_one_way supplier_answer_is_about_one_thing supplier_is_not_merged_into_itself
    """,
    "the action looks for the one there is, under a lock, and changes that or tells of it in its own words": """
        access_is_granted_once category_scope_is_given_once checklist_item_is_answered_once company_is_told_once_a_year
        contract_is_left_out_once deviation_is_asked_for_once_at_a_time file_counts_once flag_bound_is_set_once
        flag_is_switched_once goal_is_commented_once_in_a_report invoice_file_waits_once item_is_matched_once
        joint_review_is_planned_once_a_day kpi_has_one_value_a_quarter letter_is_sent_once
        measure_has_one_outcome_a_period of_an_invoice_and_a_row_one_thing_is_said one_milestone_template_is_default
        report_to_authority_is_made_once requirement_is_answered_once row_is_judged_once
        self_report_answers_a_question_once status_report_is_one_a_year step_is_taken_once_a_day
        strategy_section_is_written_once supplier_is_invited_once supplier_is_merged_once
        survey_of_a_year_is_read_in_once template_step_code_is_unique view_is_saved_once_by_name
        a_buyer_has_one_term_for_a_kind
    """,
    "the system counts the number, the version or the order": """
        claim_number_is_the_buyers_own document_version_is_unique index_value_has_its_revision option_number_is_unique
        review_answers_have_an_order rule_order_is_unique_for_buyer strategy_version_is_unique
        template_requirements_have_an_order template_step_order_is_unique
    """,
    "the plan is loaded with it, and no page adds any": """
        effect_goal_number_is_unique_in_plan measure_code_is_unique_in_plan plan_states_a_figure_once
        strategy_number_is_unique_in_plan
    """,
    "the setting-up of a buyer, a template or a job writes it, and no page does": """
        asked_job_is_kept_once milestone_code_is_unique_in_project organization_number_has_ten_digits
        unfinished_job_is_kept_once
    """,
    "what is computed, fetched or read in by night or from a file is written by the system alone": """
        adjustment_has_a_series_once adjustment_has_an_item_once article_is_a_suppliers_hit_once award_is_kept_once
        category_loyalty_is_one_a_month contract_volume_is_one_a_month delivery_holds_a_month_once
        deviation_question_is_of_a_whole_month difference_is_found_once difference_waits_once duty_is_made_once
        every_document_is_loaded_told_or_rejected every_line_is_loaded_or_rejected flag_is_open_once
        invoice_comes_once_to_a_buyer invoice_has_a_line_once invoice_is_credited_by_name_once
        key_has_one_verdict_from_a_day ledger_row_is_of_one_invoice line_deviates_in_a_way_once line_is_rejected_once
        mail_is_sent_once need_is_proposed_once_at_a_time no_more_are_drawn_than_there_are
        no_more_is_recovered_than_was_claimed only_kronor_count payer_volume_is_one_a_month purchase_is_drawn_once
        question_has_one_result_at_a_unit refused_mail_says_why_and_is_not_sent replaced_delivery_does_not_count
        result_lies_on_its_scale row_is_moved_once spend_is_totalled_once spend_key_is_distinct
        spend_of_a_supplier_is_summed_once stratum_of_sample_is_one supplier_fact_has_what_its_kind_has
        supplier_fact_is_told_once supplier_is_proposed_once unnamed_invoice_comes_once_in_a_file
    """,
}
STATE = [name for names in STATEMENTS.values() for name in names.split()]

# Statements about what a form does ask for, and why they are none of its to mend: each is seen to before it can be hit.
ASKED_FOR = {
    "activity_that_is_done_has_a_day",  # the status is chosen, and the day follows it
    "check_holds_from_its_day",  # the last day is counted from the day that is typed
    "decided_class_has_person_and_day",
    "document_version_is_unique",  # the title is typed, and its next version counted
    "nobody_disqualified_decides",  # the request is refused without it, by its own words at the tick
    "price_item_belongs_to_a_contract_or_an_area",  # the list is the page's, and the unit is chosen where it can be
    "report_to_authority_is_made_once",  # the same report again is the one there is
}


def tells(message):
    """Whether a message says what to do."""
    return bool(_TOLD.search(str(message)))


def ours():
    """(model, constraint) of each table of ours."""
    folders = {"activities", "contracts", "followup", "huddinge_vo", "procurement"}
    for model in apps.get_models():
        if model.__module__.partition(".")[0] in folders:
            for constraint in model._meta.constraints:
                yield model, constraint


def by_name():
    return {constraint.name: constraint.violation_error_message for _model, constraint in ours()}


def _columns(condition):
    for each in condition.children:
        if isinstance(each, Q):
            yield from _columns(each)
        else:
            yield each[0].partition("__")[0]
            if isinstance(each[1], F):
                yield each[1].name.partition("__")[0]


def columns_of(constraint):
    """The columns that a constraint is about, where it says so plainly."""
    if isinstance(constraint, UniqueConstraint):
        return set(constraint.fields)
    return set(_columns(constraint.condition)) if isinstance(constraint, CheckConstraint) else set()


def _load(patterns):
    for each in patterns:
        _load(getattr(each, "url_patterns", ()))


def forms():
    """All forms for an object, those of every page."""
    _load(get_resolver().url_patterns)
    left = [ModelForm]
    while left:
        form = left.pop()
        left += form.__subclasses__()
        if form._meta.model is not None and not form.__module__.startswith("tests."):
            yield form


@pytest.mark.parametrize(
    ("message", "does"),
    [
        ("Versionen finns redan.", False),
        ("Den som skrev rapporten kan inte ändra den.", False),
        ("Upphandlingen har redan den milstolpen. Välj en annan.", True),
        ("Ett organisationsnummer gäller hos alla köpare: lämna köparen tom.", True),
        ("Begränsningen överträds.", False),
    ],
)
def test_an_instruction_is_told_from_a_statement(message, does):
    assert tells(message) == does


def test_what_the_database_refuses_is_told_with_what_one_can_do():
    mute = {name: str(said) for name, said in by_name().items() if name not in STATE and not tells(said)}
    assert mute == {}
    assert len(by_name()) > 300


def test_a_message_that_may_be_a_statement_is_one_and_stands_once():
    assert [name for name, times in Counter(STATE).items() if times > 1] == []
    assert set(STATE) - by_name().keys() == set()
    assert [name for name in STATE if tells(by_name()[name])] == []


def test_no_form_asks_for_what_a_statement_is_about_unless_the_rule_tells():
    asked = {}
    for form in forms():
        asked.setdefault(form._meta.model, set()).update(form.base_fields)
    assert len(asked) > 40
    rules = {name for reason, names in STATEMENTS.items() if reason.startswith("the rule") for name in names.split()}
    about = {
        constraint.name
        for model, constraint in ours()
        if constraint.name in STATE and columns_of(constraint) & asked.get(model, set())
    }
    assert about - rules == ASKED_FOR


def test_a_message_is_one_or_two_short_sentences_without_words_of_the_system():
    long, odd = set(), set()
    for name, message in by_name().items():
        if message == BaseConstraint.default_violation_error_message:
            continue
        if len(message) > 130 or len(re.findall(r"\.(?:\s|$)", message)) > 2:
            long.add(name)
        if not message.endswith(".") or re.search(r"ogiltig|!|fält(?:et)? .* unik|constraint", message, re.IGNORECASE):
            odd.add(name)
    assert (long, odd) == (set(), set())


def test_what_there_is_one_of_is_told_with_what_one_can_do_where_a_form_asks_for_it():
    mute, tried = set(), 0
    for form in forms():
        columns = {column.name: column for column in form._meta.model._meta.concrete_fields}
        for name in form.base_fields:
            column = columns.get(name)
            if column is None or not column.unique or column.primary_key:
                continue
            tried += 1
            of_form = (form._meta.error_messages or {}).get(name, {})
            if not tells(of_form.get("unique", column.error_messages["unique"])):
                mute.add((form.__name__, name))
    assert mute == {("SupplierForm", "org_number")}  # looked for before, in words that say nothing of who has it
    assert tried >= 4
