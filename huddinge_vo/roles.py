"""The roles of domain.md §15 and what each may do: one table, brought into the database after every migrate."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission


@dataclass(frozen=True)
class Role:
    """A role's name as people say it, the login it has in the demo, and its permissions as app.codename."""

    name: str
    login: str
    permissions: frozenset[str]


_READ = {
    "common.view_organization",
    "common.add_savedview",
    "common.view_askedjob",
    "contracts.view_category",
    "contracts.view_contractarea",
    "contracts.view_lawvalue",
    "contracts.view_framework",
    "contracts.view_supplier",
    "contracts.view_contract",
    "contracts.view_suppliercheck",
    "contracts.view_document",
    "contracts.view_award",
    "contracts.view_indexseries",
    "contracts.view_priceitem",
    "contracts.view_priceclause",
    "procurement.view_placement",
    "procurement.view_delegation",
    "procurement.view_foreseenneed",
    "procurement.view_plannedneed",
    "procurement.view_project",
    "activities.view_categoryplan",
    "activities.view_activity",
    "followup.view_measure",
    "followup.view_duty",
    "followup.view_spendmonth",
    "followup.view_statusreport",
    "followup.view_review",
    "followup.view_finding",
    "followup.view_survey",
    "followup.view_suppliermeeting",
    "followup.add_finding",  # anybody on the staff reports a deficiency
    "followup.view_deviationquestion",
}
_LEDGER_ROWS = {
    "followup.view_judgedrow",
    "followup.view_ledgerimport",
    "followup.view_classificationrule",
    "followup.view_invoice",
    "followup.view_invoiceimport",
    "followup.view_pricedeviation",
    *("followup.view_flag", "followup.view_sample"),
}
_JOBS = {"common.view_unfinishedjob", "common.change_unfinishedjob"}
_REGISTER = _JOBS | (
    {f"contracts.{action}_{noun}" for action in ("add", "change") for noun in ("framework", "supplier", "contract")}
    | {"contracts.import_contracts", "contracts.decide_extensionoption", "contracts.merge_supplier"}
    | {
        "contracts.add_suppliercheck",
        "contracts.import_checks",
        "contracts.add_document",
        "contracts.import_awards",
    }
)
# Who keeps price lists and takes adjustments from proposal to approval, and who may be the other person.
_PRICES = {
    "contracts.view_priceadjustment",
    "contracts.add_priceitem",
    "contracts.change_priceitem",
    "contracts.add_pricerequest",
    "contracts.change_priceadjustment",
    "contracts.view_pricedifference",
    "contracts.change_pricedifference",
    "contracts.change_indexseries",
    "contracts.change_priceclause",
}
# Who says what flags were, reads registers in for them, and draws and looks at random checks.
_FLAGS = {"followup.change_flag", "followup.add_supplierfact", "followup.add_sample", "followup.change_sampledpurchase"}
# Who asks back what was billed above the contract.
_PRICE_CONTROL = {"followup.change_pricedeviation", "followup.add_priceclaim", "followup.change_priceclaim"}
_APPROVE_PRICES = {
    "contracts.view_priceadjustment",
    "contracts.approve_priceadjustment",
    "contracts.view_pricedifference",
    "contracts.change_pricedifference",
    "contracts.change_priceclause",
    "contracts.add_fixedpricedecision",
}
_LEDGER = _JOBS | {
    "followup.add_ledgerimport",
    "followup.add_invoiceimport",
    "followup.add_classificationrule",
    "followup.change_classificationrule",
    "followup.delete_classificationrule",
    "followup.add_rowjudgement",
    "followup.recompute",
}
_REVIEW = {
    "followup.add_review",
    "followup.change_review",
    "followup.change_reviewtemplate",
    "followup.decide_followupclass",
    "followup.change_finding",
    "followup.verify_finding",
    *("followup.view_mediahit", "followup.change_mediahit", "followup.change_searchword", "followup.change_feed"),
    *(
        "followup.add_survey",
        "followup.change_survey",
        "followup.add_suppliermeeting",
        "followup.change_suppliermeeting",
    ),
}

# Who decides a penalty that another has proposed.
_DECIDE_PENALTY = {"followup.decide_findingstep"}
_PROCURE = {f"procurement.{action}_{noun}" for action in ("add", "change") for noun in ("plannedneed", "project")} | {
    "procurement.decide_strategy",
    "procurement.change_foreseenneed",
    "procurement.change_deviation",  # what comes after the decision: the award notice
}
_ACTIVITIES = {"activities.change_activity"}
_PLAN = _ACTIVITIES | {"activities.change_categoryplan", "followup.change_measure", "followup.add_outcome"}
_REPORT = {"followup.change_statusreport", "followup.change_goalcomment"}
_APPROVE = {"followup.approve_statusreport", "followup.change_goalcomment"}
_REMINDERS = {"followup.view_reminderrule", "followup.change_reminderrule", "followup.move_duties"}
_USERS = _JOBS | {
    "common.add_user",
    "common.change_user",
    "common.view_user",
    "common.add_membership",
    "common.change_membership",
    "common.delete_membership",
    "common.view_membership",
}
_PERSONAL_DATA = {"common.view_retentionterm", "common.change_retentionterm", "common.add_registerextract"}
_SECRETS = {
    "common.view_secretreading",
    "common.view_accessgrant",
    "common.add_accessgrant",
    "common.change_accessgrant",
    "common.delete_accessgrant",
}
_ASK = {"procurement.add_placement", "followup.change_deviationquestion"}
_ANSWER = {"procurement.change_placement", "procurement.change_stayon", "followup.change_deviationquestion"}
# Who asks own units for the deviations that purchases lack, and may answer what they have found out for them.
_MISSING = {"followup.add_deviationquestion", "followup.change_deviationquestion"}
_AREAS = {"contracts.change_contractarea", "contracts.change_targetgroup"}
# What the work goes by, each with a page of its own under Inställningar.
_SETTINGS = {
    "contracts.change_category",
    "contracts.change_priceterm",
    "contracts.change_checkterm",
    "contracts.change_lawvalue",
    "contracts.change_permitrule",
    "procurement.change_procurementterm",
    "procurement.change_placementterm",
    "procurement.change_delegation",
    "procurement.change_milestonetemplate",
    "followup.change_ownunit",
    "followup.change_flagterm",
    "followup.change_followupterm",
}

# name, login, and the permissions that each has beside reading
ROLES: tuple[Role, ...] = tuple(
    Role(name, login, frozenset(_READ.union(*permissions)))
    for name, login, *permissions in (
        ("läsare", "lasare"),
        ("handläggare", "handlaggare", _ASK),
        (
            "upphandlare",
            "upphandlare",
            *(_LEDGER_ROWS, _REGISTER, _PRICES, _PROCURE, _REVIEW, _ACTIVITIES, _AREAS, _MISSING, _FLAGS),
        ),
        (
            "uppföljare",
            "uppfoljare",
            *(_LEDGER_ROWS, _REVIEW, _ACTIVITIES, _MISSING, _FLAGS, {"followup.add_rowjudgement"}),
        ),
        (
            "controller",
            "controller",
            *(_LEDGER_ROWS, _LEDGER, _PRICES, _PRICE_CONTROL, _MISSING, _FLAGS),
            {"contracts.add_fixedpricedecision", "followup.change_ownunit"},
        ),
        (
            "kategoriledare",
            "kategoriledare",
            *(_LEDGER_ROWS, _REGISTER, _LEDGER, _PRICES, _APPROVE_PRICES, _PROCURE, _PLAN, _REVIEW),
            *(_REMINDERS, _REPORT, _ANSWER, _PRICE_CONTROL, _MISSING, _DECIDE_PENALTY, {"followup.change_ownunit"}),
            *(_FLAGS, {"followup.change_flagterm"}),
        ),
        ("förvaltare", "forvaltare", _LEDGER_ROWS, _LEDGER, _REMINDERS, _USERS, _AREAS, _SETTINGS, _PERSONAL_DATA),
        (
            "avtalscontroller",
            "avtalscontroller",
            *(_LEDGER_ROWS, _REGISTER, _PRICES, _PRICE_CONTROL, _PROCURE, _REVIEW, _ACTIVITIES, _MISSING, _FLAGS),
        ),
        (
            "upphandlingschef",
            "upphandlingschef",
            *(_LEDGER_ROWS, _APPROVE_PRICES, _PROCURE, _PLAN, _REVIEW, _REMINDERS, _APPROVE, _ANSWER, _MISSING),
            _DECIDE_PENALTY | {"contracts.decide_extensionoption"},  # who is reminded of an option can decide it
        ),
        ("hållbarhetsstrateg", "hallbarhetsstrateg", _ACTIVITIES, {"followup.change_goalcomment"}),
        ("gruppledare", "gruppledare", _ASK, _ANSWER),
        ("verksamhetschef", "verksamhetschef", _ASK, _ANSWER),
        ("säkerhetsansvarig", "sakerhetsansvarig", _SECRETS, {"common.view_retentionterm"}),
    )
)

# One login per role in the demo, as "make run" prints them: (user name, role).
# Two förvaltare, for one alone cannot give all roles.
DEMO_LOGINS: list[tuple[str, str]] = [*((role.login, role.name) for role in ROLES), ("forvaltare2", "förvaltare")]


def sync_roles(**_: object) -> None:
    """Make the groups and their permissions be those of the table. Runs after each migrate; twice changes nothing."""
    if not Permission.objects.filter(content_type__app_label="followup").exists():
        return  # an app is still to be migrated: its permissions come last and bring us back
    known = {
        f"{app}.{codename}": pk
        for app, codename, pk in Permission.objects.values_list("content_type__app_label", "codename", "pk")
    }
    for role in ROLES:
        group, _created = Group.objects.get_or_create(name=role.name)
        group.permissions.set([known[name] for name in role.permissions])
