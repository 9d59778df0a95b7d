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
    "contracts.view_category",
    "contracts.view_contractarea",
    "contracts.view_framework",
    "contracts.view_supplier",
    "contracts.view_contract",
    "contracts.view_suppliercheck",
    "contracts.view_document",
    "contracts.view_award",
    "procurement.view_placement",
    "activities.view_categoryplan",
    "followup.view_spendmonth",
    "followup.view_statusreport",
    "followup.view_review",
    "followup.view_finding",
    "followup.add_finding",  # anybody on the staff reports a deficiency
}
_LEDGER_ROWS = {"followup.view_judgedrow", "followup.view_ledgerimport", "followup.view_classificationrule"}
_REGISTER = (
    {f"contracts.{deed}_{noun}" for deed in ("add", "change") for noun in ("framework", "supplier", "contract")}
    | {"contracts.import_contracts", "contracts.decide_extensionoption", "contracts.merge_supplier"}
    | {
        "contracts.add_suppliercheck",
        "contracts.import_checks",
        "contracts.add_document",
        "contracts.import_awards",
    }
)
_LEDGER = {
    "followup.add_ledgerimport",
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
}

ROLES: tuple[Role, ...] = tuple(
    Role(name, login, frozenset(permissions))
    for name, login, permissions in (
        ("läsare", "lasare", _READ),
        ("handläggare", "handlaggare", _READ | {"procurement.add_placement"}),
        (
            "upphandlare",
            "upphandlare",
            _READ | _LEDGER_ROWS | _REGISTER | _REVIEW | {"contracts.change_contractarea"},
        ),
        ("uppföljare", "uppfoljare", _READ | _LEDGER_ROWS | _REVIEW | {"followup.add_rowjudgement"}),
        ("controller", "controller", _READ | _LEDGER_ROWS | _LEDGER),
        (
            "kategoriledare",
            "kategoriledare",
            _READ | _LEDGER_ROWS | _REGISTER | _LEDGER | _REVIEW | {"procurement.change_placement"},
        ),
        (
            "förvaltare",
            "forvaltare",
            _READ
            | _LEDGER_ROWS
            | _LEDGER
            | {
                "common.add_user",
                "common.change_user",
                "common.view_user",
                "common.add_membership",
                "common.change_membership",
                "common.delete_membership",
                "common.view_membership",
                "contracts.change_contractarea",
            },
        ),
        ("avtalscontroller", "avtalscontroller", _READ | _LEDGER_ROWS | _REGISTER | _REVIEW),
        (
            "upphandlingschef",
            "upphandlingschef",
            _READ | _LEDGER_ROWS | _REVIEW | {"procurement.change_placement"},
        ),
        ("hållbarhetsstrateg", "hallbarhetsstrateg", _READ),
        ("verksamhetschef", "verksamhetschef", _READ | {"procurement.add_placement", "procurement.change_placement"}),
        (
            "säkerhetsansvarig",
            "sakerhetsansvarig",
            _READ
            | {
                "common.view_secretreading",
                "common.view_accessgrant",
                "common.add_accessgrant",
                "common.change_accessgrant",
                "common.delete_accessgrant",
            },
        ),
    )
)

# One login per role in the demo, as "make run" prints them: (user name, role).
DEMO_LOGINS: list[tuple[str, str]] = [(role.login, role.name) for role in ROLES]


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
