"""The ledger and its verdicts, measures, reviews, duties and reports. Ledger rows follow in 0002."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import pghistory.utils
from django.conf import settings
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql

from huddinge_vo.common.kept_files import ledger_path
from huddinge_vo.common.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("activities", "0001_tables"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("common", "__first__"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("contracts", "0001_tables"),
        ("procurement", "0001_tables"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="StatusReport",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("category", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="status_reports", to="contracts.category", verbose_name="kategori")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                        (
                            "status",
                            models.CharField(
                                choices=[("DRAFT", "utkast"), ("REVIEW", "på granskning"), ("APPROVED", "godkänd"), ("LOCKED", "låst")], default="DRAFT", max_length=10, verbose_name="läge"
                            ),
                        ),
                        ("summary", models.TextField(blank=True, max_length=6000, verbose_name="sammanfattning")),
                        ("proposal", models.TextField(blank=True, max_length=3000, verbose_name="förslag till beslut")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="diarienummer")),
                        ("written_by", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="skriven av")),
                        (
                            "approved_by",
                            models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="godkänd av"),
                        ),
                        ("approved_at", models.DateTimeField(editable=False, null=True, verbose_name="godkänd")),
                        ("locked_at", models.DateTimeField(editable=False, null=True, verbose_name="låst")),
                        ("snapshot", models.JSONField(editable=False, null=True, verbose_name="ögonblicksbild")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("writers", models.ManyToManyField(blank=True, editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="har skrivit i")),
                    ],
                    options={
                        "verbose_name": "statusrapport",
                        "verbose_name_plural": "statusrapporter",
                        "permissions": [("approve_statusreport", "Kan godkänna och låsa statusrapporten")],
                        "constraints": [
                            models.UniqueConstraint(fields=("category", "year"), name="status_report_is_one_a_year", violation_error_message="Det finns redan en statusrapport för året."),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("approved_by__isnull", False), ("snapshot__isnull", False), ("status__in", ["APPROVED", "LOCKED"])),
                                    models.Q(("approved_by__isnull", True), ("snapshot__isnull", True), ("status__in", ["DRAFT", "REVIEW"])),
                                    _connector="OR",
                                ),
                                name="approved_report_has_its_snapshot",
                                violation_error_message="En godkänd rapport har en ögonblicksbild, och bara den.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("locked_at__isnull", False), ("status", "LOCKED")), models.Q(models.Q(("status", "LOCKED"), _negated=True), ("locked_at__isnull", True)), _connector="OR"
                                ),
                                name="locked_report_has_its_day",
                                violation_error_message="En låst rapport har en dag då den låstes, och bara den.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("approved_by__isnull", True), models.Q(("approved_by", models.F("written_by")), _negated=True), _connector="OR"),
                                name="report_is_approved_by_another",
                                violation_error_message="Den som skrev rapporten kan inte godkänna den.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="locked_reports_stay_as_they_are",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.\"status\" = 'LOCKED')",
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="24968f61e7ae861750ff4d88a1b9869e55918c68",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_locked_reports_stay_as_they_are_0a7f5",
                                    table="followup_statusreport",
                                    when="BEFORE",
                                ),
                            ),
                            Trigger(
                                name="report_is_approved_by_nobody_who_wrote_in_it",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (NEW."approved_by_id" IS NOT NULL)',
                                    func="""
            IF NEW.approved_by_id IS DISTINCT FROM OLD.approved_by_id AND EXISTS (
                SELECT FROM followup_statusreport_writers w WHERE w.statusreport_id = NEW.id AND w.user_id = NEW.approved_by_id
            ) THEN
                RAISE EXCEPTION 'Den som har skrivit i rapporten kan inte godkänna den.' USING ERRCODE = 'check_violation', CONSTRAINT = 'report_is_approved_by_nobody_who_wrote_in_it';
            END IF;
            RETURN NULL;
        """,
                                    hash="61b59e480c40a0aa66fc49c4fbe9fddb2ceccfeb",
                                    operation="UPDATE",
                                    pgid="pgtrigger_report_is_approved_by_nobody_who_wrote_in_it_5e4c7",
                                    table="followup_statusreport",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_statusreportevent" ("approved_at", "approved_by_id", "category_id", "id", "locked_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "registry_number", "status", "summary", "version", "written_by_id", "year") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."category_id", NEW."id", NEW."locked_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposal", NEW."registry_number", NEW."status", NEW."summary", NEW."version", NEW."written_by_id", NEW."year"); RETURN NULL;',
                                    hash="24b43ffafab375dcb937b0dc23e4a7e6e7bacf07",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5f54f",
                                    table="followup_statusreport",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (OLD."approved_at" IS DISTINCT FROM (NEW."approved_at") OR OLD."approved_by_id" IS DISTINCT FROM (NEW."approved_by_id") OR OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."locked_at" IS DISTINCT FROM (NEW."locked_at") OR OLD."proposal" IS DISTINCT FROM (NEW."proposal") OR OLD."registry_number" IS DISTINCT FROM (NEW."registry_number") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                                    func='INSERT INTO "followup_statusreportevent" ("approved_at", "approved_by_id", "category_id", "id", "locked_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "registry_number", "status", "summary", "version", "written_by_id", "year") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."category_id", NEW."id", NEW."locked_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposal", NEW."registry_number", NEW."status", NEW."summary", NEW."version", NEW."written_by_id", NEW."year"); RETURN NULL;',
                                    hash="086ca9b0694b909c9b4a68f0170162d796d79ebb",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_41eb2",
                                    table="followup_statusreport",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_statusreportevent" ("approved_at", "approved_by_id", "category_id", "id", "locked_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "registry_number", "status", "summary", "version", "written_by_id", "year") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."category_id", OLD."id", OLD."locked_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proposal", OLD."registry_number", OLD."status", OLD."summary", OLD."version", OLD."written_by_id", OLD."year"); RETURN NULL;',
                                    hash="ead0ae1d8d8b506f876ca5f9739ba34442384887",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_8c4bb",
                                    table="followup_statusreport",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatusReportEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="followup.statusreport")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "category",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.category", verbose_name="kategori"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                        (
                            "status",
                            models.CharField(
                                choices=[("DRAFT", "utkast"), ("REVIEW", "på granskning"), ("APPROVED", "godkänd"), ("LOCKED", "låst")], default="DRAFT", max_length=10, verbose_name="läge"
                            ),
                        ),
                        ("summary", models.TextField(blank=True, max_length=6000, verbose_name="sammanfattning")),
                        ("proposal", models.TextField(blank=True, max_length=3000, verbose_name="förslag till beslut")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="diarienummer")),
                        (
                            "written_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="skriven av",
                            ),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="godkänd av",
                            ),
                        ),
                        ("approved_at", models.DateTimeField(editable=False, null=True, verbose_name="godkänd")),
                        ("locked_at", models.DateTimeField(editable=False, null=True, verbose_name="låst")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="eccf9c2763a1b7d128d7a3791dd635abe4b555c0",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_f55e8",
                                    table="followup_statusreportevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GoalComment",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("report", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="followup.statusreport", verbose_name="rapport")),
                        ("goal", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="activities.effectgoal", verbose_name="effektmål")),
                        ("outcome", models.TextField(blank=True, max_length=2000, verbose_name="hur gick det")),
                        ("reason", models.TextField(blank=True, max_length=2000, verbose_name="varför")),
                        ("steered", models.TextField(blank=True, max_length=2000, verbose_name="vad vi styr")),
                        ("done", models.TextField(blank=True, max_length=2000, verbose_name="vad vi har gjort")),
                        ("ahead", models.TextField(blank=True, max_length=2000, verbose_name="vad vi kan göra")),
                        ("by", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="skriven av")),
                        ("at", models.DateTimeField(editable=False, verbose_name="när")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "kommentar till effektmål",
                        "verbose_name_plural": "kommentarer till effektmål",
                        "constraints": [
                            models.UniqueConstraint(fields=("report", "goal"), name="goal_is_commented_once_in_a_report", violation_error_message="Effektmålet har redan en kommentar i rapporten.")
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_goalcommentevent" ("ahead", "at", "by_id", "done", "goal_id", "id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "steered", "version") VALUES (NEW."ahead", NEW."at", NEW."by_id", NEW."done", NEW."goal_id", NEW."id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."report_id", NEW."steered", NEW."version"); RETURN NULL;',
                                    hash="572ca2970d7d05a7cd8e5eb2cc06f28d00cc3e61",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5946a",
                                    table="followup_goalcomment",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "followup_goalcommentevent" ("ahead", "at", "by_id", "done", "goal_id", "id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "steered", "version") VALUES (NEW."ahead", NEW."at", NEW."by_id", NEW."done", NEW."goal_id", NEW."id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."report_id", NEW."steered", NEW."version"); RETURN NULL;',
                                    hash="cff8e6dfc7d70093db2cd3787b3a90ad20bd1525",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_a497f",
                                    table="followup_goalcomment",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_goalcommentevent" ("ahead", "at", "by_id", "done", "goal_id", "id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "steered", "version") VALUES (OLD."ahead", OLD."at", OLD."by_id", OLD."done", OLD."goal_id", OLD."id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."report_id", OLD."steered", OLD."version"); RETURN NULL;',
                                    hash="54b257b119bd0eb9d19a35f271b08fe36e303407",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_429c3",
                                    table="followup_goalcomment",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GoalCommentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="followup.goalcomment")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "report",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="followup.statusreport", verbose_name="rapport"
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="activities.effectgoal", verbose_name="effektmål"
                            ),
                        ),
                        ("outcome", models.TextField(blank=True, max_length=2000, verbose_name="hur gick det")),
                        ("reason", models.TextField(blank=True, max_length=2000, verbose_name="varför")),
                        ("steered", models.TextField(blank=True, max_length=2000, verbose_name="vad vi styr")),
                        ("done", models.TextField(blank=True, max_length=2000, verbose_name="vad vi har gjort")),
                        ("ahead", models.TextField(blank=True, max_length=2000, verbose_name="vad vi kan göra")),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="skriven av",
                            ),
                        ),
                        ("at", models.DateTimeField(editable=False, verbose_name="när")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="424d6d1b0c790ce2ccd96ac49e77a63d7a0ca966",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_c5c18",
                                    table="followup_goalcommentevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FollowUpClass",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("contract", models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="follow_up_class", to="contracts.contract", verbose_name="avtal")),
                        ("proposed", models.PositiveSmallIntegerField(choices=[(1, "klass 1"), (2, "klass 2"), (3, "klass 3")], editable=False, verbose_name="föreslagen klass")),
                        ("proposed_reason", models.CharField(editable=False, max_length=300, verbose_name="skäl för förslaget")),
                        ("decided", models.PositiveSmallIntegerField(blank=True, choices=[(1, "klass 1"), (2, "klass 2"), (3, "klass 3")], null=True, verbose_name="beslutad klass")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="beslutad av"
                            ),
                        ),
                        ("decided_on", models.DateField(blank=True, editable=False, null=True, verbose_name="beslutad")),
                        ("decided_reason", models.CharField(blank=True, max_length=300, verbose_name="skäl för beslutet")),
                        (
                            "effective",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.comparison.Coalesce("decided", "proposed"),
                                output_field=models.PositiveSmallIntegerField(choices=[(1, "klass 1"), (2, "klass 2"), (3, "klass 3")]),
                                verbose_name="klass",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "uppföljningsklass",
                        "verbose_name_plural": "uppföljningsklasser",
                        "permissions": [("decide_followupclass", "Kan besluta om uppföljningsklass")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("proposed__range", (1, 3)), models.Q(("decided__isnull", True), ("decided__range", (1, 3)), _connector="OR")),
                                name="follow_up_class_is_one_two_or_three",
                                violation_error_message="Klassen är 1, 2 eller 3.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided__isnull", True), ("decided_by__isnull", True), ("decided_on__isnull", True)),
                                    models.Q(("decided__isnull", False), ("decided_by__isnull", False), ("decided_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="decided_class_has_person_and_day",
                                violation_error_message="En beslutad klass har en person och en dag.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_followupclassevent" ("contract_id", "decided", "decided_by_id", "decided_on", "decided_reason", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "proposed_reason", "version") VALUES (NEW."contract_id", NEW."decided", NEW."decided_by_id", NEW."decided_on", NEW."decided_reason", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposed", NEW."proposed_reason", NEW."version"); RETURN NULL;',
                                    hash="713b151184b5a9eaa332fa0cacef51cd3db0f743",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e1ccd",
                                    table="followup_followupclass",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (OLD."contract_id" IS DISTINCT FROM (NEW."contract_id") OR OLD."decided" IS DISTINCT FROM (NEW."decided") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decided_on" IS DISTINCT FROM (NEW."decided_on") OR OLD."decided_reason" IS DISTINCT FROM (NEW."decided_reason") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."proposed" IS DISTINCT FROM (NEW."proposed") OR OLD."proposed_reason" IS DISTINCT FROM (NEW."proposed_reason") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                                    func='INSERT INTO "followup_followupclassevent" ("contract_id", "decided", "decided_by_id", "decided_on", "decided_reason", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "proposed_reason", "version") VALUES (NEW."contract_id", NEW."decided", NEW."decided_by_id", NEW."decided_on", NEW."decided_reason", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposed", NEW."proposed_reason", NEW."version"); RETURN NULL;',
                                    hash="05fac894160808ef89acae97d7463ba6f46bfc3e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_eeb0d",
                                    table="followup_followupclass",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_followupclassevent" ("contract_id", "decided", "decided_by_id", "decided_on", "decided_reason", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "proposed_reason", "version") VALUES (OLD."contract_id", OLD."decided", OLD."decided_by_id", OLD."decided_on", OLD."decided_reason", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proposed", OLD."proposed_reason", OLD."version"); RETURN NULL;',
                                    hash="7b7721be9b6988ebd0ed6daa2c2fffe8b7f728ba",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ebd2d",
                                    table="followup_followupclass",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FollowUpClassEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="followup.followupclass")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "contract",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.contract",
                                verbose_name="avtal",
                            ),
                        ),
                        ("proposed", models.PositiveSmallIntegerField(choices=[(1, "klass 1"), (2, "klass 2"), (3, "klass 3")], editable=False, verbose_name="föreslagen klass")),
                        ("proposed_reason", models.CharField(editable=False, max_length=300, verbose_name="skäl för förslaget")),
                        ("decided", models.PositiveSmallIntegerField(blank=True, choices=[(1, "klass 1"), (2, "klass 2"), (3, "klass 3")], null=True, verbose_name="beslutad klass")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="beslutad av",
                            ),
                        ),
                        ("decided_on", models.DateField(blank=True, editable=False, null=True, verbose_name="beslutad")),
                        ("decided_reason", models.CharField(blank=True, max_length=300, verbose_name="skäl för beslutet")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="ea6252f9598461561043dd79227efaf2e9144b6c",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_4ac27",
                                    table="followup_followupclassevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewTemplate",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("buyer", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="review_templates", to="common.organization", verbose_name="köpare")),
                        ("name", models.CharField(max_length=120, verbose_name="namn")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "areas",
                            models.ManyToManyField(
                                blank=True, help_text="Tomt: mallen passar alla avtalsområden.", related_name="review_templates", to="contracts.contractarea", verbose_name="avtalsområden"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mall för uppföljning",
                        "verbose_name_plural": "mallar för uppföljning",
                        "constraints": [
                            models.UniqueConstraint(fields=("buyer", "name"), name="review_template_name_is_unique_for_buyer", violation_error_message="Det finns redan en mall med det namnet.")
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_reviewtemplateevent" ("buyer_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."buyer_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                                    hash="6c4605d7c336b966cd675cfa2dcaf2475c97321f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_47c14",
                                    table="followup_reviewtemplate",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "followup_reviewtemplateevent" ("buyer_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."buyer_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                                    hash="9cc1cd9656d205f1c3fe8e3e4cc49323dfeb255c",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_7747e",
                                    table="followup_reviewtemplate",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_reviewtemplateevent" ("buyer_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."buyer_id", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                                    hash="dd6398d0b1f440dc1f77a4c4084073941b0148d3",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_0b7c0",
                                    table="followup_reviewtemplate",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewTemplateEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="followup.reviewtemplate")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "buyer",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="common.organization",
                                verbose_name="köpare",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="namn")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="3ad78b4f1bf25f2bdf430a02b507068d46bd8fb9",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_53115",
                                    table="followup_reviewtemplateevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TemplateRequirement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("template", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="requirements", to="followup.reviewtemplate", verbose_name="mall")),
                        ("order", models.PositiveSmallIntegerField(verbose_name="ordning")),
                        ("text", models.CharField(max_length=500, verbose_name="krav")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("NORMAL", "avtalskrav"), ("SUSTAINABILITY", "hållbarhet"), ("WORKING_CONDITIONS", "arbetsvillkor")], default="NORMAL", max_length=20, verbose_name="slag"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "krav i mall",
                        "verbose_name_plural": "krav i mallar",
                        "constraints": [
                            models.UniqueConstraint(fields=("template", "order"), name="template_requirements_have_an_order", violation_error_message="Två krav i mallen har samma plats.")
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_templaterequirementevent" ("id", "kind", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "template_id", "text") VALUES (NEW."id", NEW."kind", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."template_id", NEW."text"); RETURN NULL;',
                                    hash="6c1f80c101c34c04206b00fc847e8a4cb4ec85c5",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b7991",
                                    table="followup_templaterequirement",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "followup_templaterequirementevent" ("id", "kind", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "template_id", "text") VALUES (NEW."id", NEW."kind", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."template_id", NEW."text"); RETURN NULL;',
                                    hash="6863a239162541859b28887d29b25fa0be7c503b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1fd98",
                                    table="followup_templaterequirement",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_templaterequirementevent" ("id", "kind", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "template_id", "text") VALUES (OLD."id", OLD."kind", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."template_id", OLD."text"); RETURN NULL;',
                                    hash="4129db8abbde2c3a997621850791e1f9225b23e8",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1099b",
                                    table="followup_templaterequirement",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TemplateRequirementEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="followup.templaterequirement")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "template",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="followup.reviewtemplate",
                                verbose_name="mall",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="ordning")),
                        ("text", models.CharField(max_length=500, verbose_name="krav")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("NORMAL", "avtalskrav"), ("SUSTAINABILITY", "hållbarhet"), ("WORKING_CONDITIONS", "arbetsvillkor")], default="NORMAL", max_length=20, verbose_name="slag"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="affda0133ee0443985c9b93ed65f81cb394e8aea",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_5770e",
                                    table="followup_templaterequirementevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("contract", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="contracts.contract", verbose_name="avtal")),
                        ("planned_on", models.DateField(verbose_name="planerad dag")),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("SELF_REPORT", "självrapportering"),
                                    ("DESK", "granskning av handlingar och register"),
                                    ("DIALOGUE", "dialogmöte"),
                                    ("ANNOUNCED_VISIT", "anmält besök"),
                                    ("UNANNOUNCED_VISIT", "oanmält besök"),
                                    ("GATE", "portobservation"),
                                    ("PAYSLIPS", "granskning av lönespecifikationer"),
                                    ("GROUP_PROFIT", "granskning av koncern och vinst"),
                                    ("USER_SURVEY", "brukarundersökning"),
                                    ("IN_DEPTH", "fördjupad granskning av särskilt skäl"),
                                ],
                                max_length=20,
                                verbose_name="metod",
                            ),
                        ),
                        ("template", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="followup.reviewtemplate", verbose_name="mall")),
                        (
                            "status",
                            models.CharField(
                                choices=[("PLANNED", "planerad"), ("ONGOING", "pågår"), ("DONE", "genomförd"), ("CANCELLED", "inställd")],
                                default="PLANNED",
                                editable=False,
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("done_on", models.DateField(blank=True, editable=False, null=True, verbose_name="genomförd")),
                        ("reviewer", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="uppföljare")),
                        ("followed_routine", models.BooleanField(editable=False, null=True, verbose_name="följde den gemensamma rutinen")),
                        ("summary", models.TextField(blank=True, editable=False, verbose_name="sammanfattning")),
                        ("next_on", models.DateField(blank=True, editable=False, null=True, verbose_name="nästa uppföljning senast")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "uppföljning",
                        "verbose_name_plural": "uppföljningar",
                        "indexes": [models.Index(fields=["contract", "-done_on"], name="last_review_of_contract")],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "planned_on"), name="review_is_planned_once_a_day", violation_error_message="Avtalet har redan en uppföljning den dagen."),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_on__isnull", False), ("status", "DONE")), models.Q(models.Q(("status", "DONE"), _negated=True), ("done_on__isnull", True)), _connector="OR"
                                ),
                                name="done_review_has_a_day",
                                violation_error_message="En genomförd uppföljning har en dag, och bara den.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("next_on__isnull", True), ("next_on__gt", models.F("done_on")), _connector="OR"),
                                name="next_review_comes_after_this",
                                violation_error_message="Nästa uppföljning kommer efter den här.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_reviewevent" ("contract_id", "done_on", "followed_routine", "id", "method", "next_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "reviewer_id", "status", "summary", "template_id", "version") VALUES (NEW."contract_id", NEW."done_on", NEW."followed_routine", NEW."id", NEW."method", NEW."next_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."planned_on", NEW."reviewer_id", NEW."status", NEW."summary", NEW."template_id", NEW."version"); RETURN NULL;',
                                    hash="067170fd01de618458956dab5bb60cad0b13c656",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7da1c",
                                    table="followup_review",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "followup_reviewevent" ("contract_id", "done_on", "followed_routine", "id", "method", "next_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "reviewer_id", "status", "summary", "template_id", "version") VALUES (NEW."contract_id", NEW."done_on", NEW."followed_routine", NEW."id", NEW."method", NEW."next_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."planned_on", NEW."reviewer_id", NEW."status", NEW."summary", NEW."template_id", NEW."version"); RETURN NULL;',
                                    hash="436bf65009c28d1e7eb5a848ac3c12fc9a60e99d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b74e3",
                                    table="followup_review",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_reviewevent" ("contract_id", "done_on", "followed_routine", "id", "method", "next_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "reviewer_id", "status", "summary", "template_id", "version") VALUES (OLD."contract_id", OLD."done_on", OLD."followed_routine", OLD."id", OLD."method", OLD."next_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."planned_on", OLD."reviewer_id", OLD."status", OLD."summary", OLD."template_id", OLD."version"); RETURN NULL;',
                                    hash="3a0afadfde76147ad71a0335e6c9b0b15aaec99d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1f854",
                                    table="followup_review",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="followup.review")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "contract",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.contract", verbose_name="avtal"
                            ),
                        ),
                        ("planned_on", models.DateField(verbose_name="planerad dag")),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("SELF_REPORT", "självrapportering"),
                                    ("DESK", "granskning av handlingar och register"),
                                    ("DIALOGUE", "dialogmöte"),
                                    ("ANNOUNCED_VISIT", "anmält besök"),
                                    ("UNANNOUNCED_VISIT", "oanmält besök"),
                                    ("GATE", "portobservation"),
                                    ("PAYSLIPS", "granskning av lönespecifikationer"),
                                    ("GROUP_PROFIT", "granskning av koncern och vinst"),
                                    ("USER_SURVEY", "brukarundersökning"),
                                    ("IN_DEPTH", "fördjupad granskning av särskilt skäl"),
                                ],
                                max_length=20,
                                verbose_name="metod",
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="followup.reviewtemplate",
                                verbose_name="mall",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("PLANNED", "planerad"), ("ONGOING", "pågår"), ("DONE", "genomförd"), ("CANCELLED", "inställd")],
                                default="PLANNED",
                                editable=False,
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("done_on", models.DateField(blank=True, editable=False, null=True, verbose_name="genomförd")),
                        (
                            "reviewer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="uppföljare",
                            ),
                        ),
                        ("followed_routine", models.BooleanField(editable=False, null=True, verbose_name="följde den gemensamma rutinen")),
                        ("summary", models.TextField(blank=True, editable=False, verbose_name="sammanfattning")),
                        ("next_on", models.DateField(blank=True, editable=False, null=True, verbose_name="nästa uppföljning senast")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="d36758d13cc297c19f799a45ccbef473e2926f37",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_5e73e",
                                    table="followup_reviewevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewAnswer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("review", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="followup.review", verbose_name="uppföljning")),
                        ("order", models.PositiveSmallIntegerField(verbose_name="ordning")),
                        ("text", models.CharField(max_length=500, verbose_name="krav")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("NORMAL", "avtalskrav"), ("SUSTAINABILITY", "hållbarhet"), ("WORKING_CONDITIONS", "arbetsvillkor")], default="NORMAL", max_length=20, verbose_name="slag"
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[("MET", "uppfyllt"), ("PARTLY", "delvis uppfyllt"), ("NOT_MET", "inte uppfyllt"), ("NOT_RELEVANT", "inte relevant")],
                                max_length=20,
                                verbose_name="svar",
                            ),
                        ),
                        ("comment", models.CharField(blank=True, max_length=1000, verbose_name="kommentar")),
                    ],
                    options={
                        "verbose_name": "svar i uppföljning",
                        "verbose_name_plural": "svar i uppföljningar",
                        "constraints": [models.UniqueConstraint(fields=("review", "order"), name="review_answers_have_an_order", violation_error_message="Två krav i uppföljningen har samma plats.")],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_reviewanswerevent" ("answer", "comment", "id", "kind", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "text") VALUES (NEW."answer", NEW."comment", NEW."id", NEW."kind", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."review_id", NEW."text"); RETURN NULL;',
                                    hash="f6fc206f66ff53b6452998ba353ea06fe76a2e0a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_08acf",
                                    table="followup_reviewanswer",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "followup_reviewanswerevent" ("answer", "comment", "id", "kind", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "text") VALUES (NEW."answer", NEW."comment", NEW."id", NEW."kind", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."review_id", NEW."text"); RETURN NULL;',
                                    hash="a3318ef6ee87c7fc9e1f2a030dc4e821d3fb776e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_40d58",
                                    table="followup_reviewanswer",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_reviewanswerevent" ("answer", "comment", "id", "kind", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "text") VALUES (OLD."answer", OLD."comment", OLD."id", OLD."kind", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."review_id", OLD."text"); RETURN NULL;',
                                    hash="d11382374b18598485eb575881dfdf3e47fffd4f",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c14b5",
                                    table="followup_reviewanswer",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewAnswerEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="followup.reviewanswer")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "review",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="followup.review", verbose_name="uppföljning"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="ordning")),
                        ("text", models.CharField(max_length=500, verbose_name="krav")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("NORMAL", "avtalskrav"), ("SUSTAINABILITY", "hållbarhet"), ("WORKING_CONDITIONS", "arbetsvillkor")], default="NORMAL", max_length=20, verbose_name="slag"
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[("MET", "uppfyllt"), ("PARTLY", "delvis uppfyllt"), ("NOT_MET", "inte uppfyllt"), ("NOT_RELEVANT", "inte relevant")],
                                max_length=20,
                                verbose_name="svar",
                            ),
                        ),
                        ("comment", models.CharField(blank=True, max_length=1000, verbose_name="kommentar")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="bb8c2088daed617540d34b39f6dbe183bc9430f2",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_fbe18",
                                    table="followup_reviewanswerevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("buyer", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="common.organization", verbose_name="köpare")),
                        ("supplier", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="contracts.supplier", verbose_name="leverantör")),
                        (
                            "unit",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="contracts.supplierunit", verbose_name="verksamhet"),
                        ),
                        ("contract", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="contracts.contract", verbose_name="avtal")),
                        ("review", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="followup.review", verbose_name="uppföljning")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("REVIEW", "uppföljning"),
                                    ("STAFF", "egen iakttagelse"),
                                    ("CLIENT", "brukare"),
                                    ("RELATIVE", "anhörig"),
                                    ("TIP", "tips"),
                                    ("MEDIA", "medier"),
                                    ("IVO", "IVO"),
                                ],
                                max_length=10,
                                verbose_name="källa",
                            ),
                        ),
                        ("severity", models.CharField(choices=[("LOW", "låg"), ("MEDIUM", "medel"), ("HIGH", "hög"), ("CRITICAL", "kritisk")], max_length=10, verbose_name="allvar")),
                        ("requirement", models.CharField(blank=True, max_length=500, verbose_name="krav som inte uppfylls")),
                        ("evidence", models.TextField(verbose_name="vad som har hänt")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="åtgärdas senast")),
                        ("action", models.TextField(blank=True, verbose_name="åtgärd")),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("DIALOGUE", "dialog"),
                                    ("CORRECTION", "rättelse"),
                                    ("WARNING", "varning"),
                                    ("PENALTY", "vite eller prisavdrag"),
                                    ("TERMINATION", "hävning eller uppsägning"),
                                    ("REPORTED", "anmäld till myndighet"),
                                ],
                                default="DIALOGUE",
                                max_length=15,
                                verbose_name="steg i trappan",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("REPORTED", "anmäld"), ("OPEN", "öppen"), ("FIXED", "åtgärdad, ska verifieras"), ("CLOSED", "verifierad och stängd"), ("DISMISSED", "avfärdad")],
                                default="REPORTED",
                                editable=False,
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("responsible", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="ansvarig")),
                        ("is_irregularity", models.BooleanField(default=False, verbose_name="oegentlighet eller misstanke om välfärdsbrott")),
                        ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="bekräftad")),
                        ("reported_on", models.DateField(blank=True, null=True, verbose_name="anmäld till myndighet")),
                        ("reported_to", models.CharField(blank=True, help_text="IVO, Polisen, Skatteverket eller annan.", max_length=120, verbose_name="myndighet")),
                        ("fixed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="åtgärdad")),
                        (
                            "fixed_by",
                            models.ForeignKey(
                                blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="åtgärdad enligt"
                            ),
                        ),
                        ("verified_on", models.DateField(blank=True, editable=False, null=True, verbose_name="verifierad")),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="verifierad av"
                            ),
                        ),
                        ("registered_by", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="registrerad av")),
                        ("registered_on", models.DateField(editable=False, verbose_name="registrerad")),
                        ("dismissed_reason", models.CharField(blank=True, editable=False, max_length=300, verbose_name="skäl att avfärda")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("writers", models.ManyToManyField(blank=True, editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="har skrivit i")),
                    ],
                    options={
                        "verbose_name": "brist",
                        "verbose_name_plural": "brister",
                        "permissions": [("verify_finding", "Kan verifiera och stänga brister")],
                        "indexes": [models.Index(fields=["supplier", "status"], name="findings_of_supplier")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verified_by__isnull", True),
                                    models.Q(
                                        models.Q(("fixed_by__isnull", True), models.Q(("verified_by", models.F("fixed_by")), _negated=True), _connector="OR"),
                                        models.Q(("verified_by", models.F("registered_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="finding_is_verified_by_another",
                                violation_error_message="En brist verifieras av en annan än den som registrerade eller åtgärdade den.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "CLOSED"), _negated=True),
                                    models.Q(("fixed_by__isnull", False), ("fixed_on__isnull", False), ("verified_by__isnull", False), ("verified_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="closed_finding_is_fixed_and_verified",
                                violation_error_message="En stängd brist är åtgärdad och verifierad.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("verified_on__isnull", True), ("verified_on__gte", models.F("fixed_on")), _connector="OR"),
                                name="finding_is_verified_after_it_is_fixed",
                                violation_error_message="En brist kan inte verifieras innan den är åtgärdad.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("status", "FIXED"), _negated=True), models.Q(("fixed_by__isnull", False), ("fixed_on__isnull", False)), _connector="OR"),
                                name="fixed_finding_has_person_and_day",
                                violation_error_message="En åtgärdad brist har en person och en dag.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("status", "DISMISSED"), _negated=True), models.Q(("dismissed_reason", ""), _negated=True), _connector="OR"),
                                name="dismissed_finding_has_a_reason",
                                violation_error_message="Skriv varför bristen avfärdas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reported_on__isnull", True), ("reported_to", "")),
                                    models.Q(("reported_on__isnull", False), models.Q(("reported_to", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="reported_finding_names_the_authority",
                                violation_error_message="Ange både myndighet och dag för anmälan.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("step", "REPORTED"), _negated=True), ("reported_on__isnull", False), _connector="OR"),
                                name="last_step_of_finding_has_a_report",
                                violation_error_message="Det sista steget är en anmälan: ange myndighet och dag.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("confirmed_on__isnull", True), ("is_irregularity", True), _connector="OR"),
                                name="only_an_irregularity_is_confirmed",
                                violation_error_message="Bara en oegentlighet kan bekräftas.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="finding_is_verified_by_nobody_who_wrote_in_it",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (NEW."verified_by_id" IS NOT NULL)',
                                    func="""
            IF NEW.verified_by_id IS DISTINCT FROM OLD.verified_by_id AND EXISTS (
                SELECT FROM followup_finding_writers w WHERE w.finding_id = NEW.id AND w.user_id = NEW.verified_by_id
            ) THEN
                RAISE EXCEPTION 'Den som har skrivit i bristen kan inte verifiera den.' USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_is_verified_by_nobody_who_wrote_in_it';
            END IF;
            RETURN NULL;
        """,
                                    hash="880bed65e14a84df45093007031937f5f32ec260",
                                    operation="UPDATE",
                                    pgid="pgtrigger_finding_is_verified_by_nobody_who_wrote_in_it_2be54",
                                    table="followup_finding",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_findingevent" ("action", "buyer_id", "confirmed_on", "contract_id", "dismissed_reason", "due_on", "evidence", "fixed_by_id", "fixed_on", "id", "is_irregularity", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_by_id", "registered_on", "reported_on", "reported_to", "requirement", "responsible_id", "review_id", "severity", "source", "status", "step", "supplier_id", "unit_id", "verified_by_id", "verified_on", "version") VALUES (NEW."action", NEW."buyer_id", NEW."confirmed_on", NEW."contract_id", NEW."dismissed_reason", NEW."due_on", NEW."evidence", NEW."fixed_by_id", NEW."fixed_on", NEW."id", NEW."is_irregularity", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."registered_by_id", NEW."registered_on", NEW."reported_on", NEW."reported_to", NEW."requirement", NEW."responsible_id", NEW."review_id", NEW."severity", NEW."source", NEW."status", NEW."step", NEW."supplier_id", NEW."unit_id", NEW."verified_by_id", NEW."verified_on", NEW."version"); RETURN NULL;',
                                    hash="c19514a63ee116b26eb4a423383778f3be04eafc",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_02f8c",
                                    table="followup_finding",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "followup_findingevent" ("action", "buyer_id", "confirmed_on", "contract_id", "dismissed_reason", "due_on", "evidence", "fixed_by_id", "fixed_on", "id", "is_irregularity", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_by_id", "registered_on", "reported_on", "reported_to", "requirement", "responsible_id", "review_id", "severity", "source", "status", "step", "supplier_id", "unit_id", "verified_by_id", "verified_on", "version") VALUES (NEW."action", NEW."buyer_id", NEW."confirmed_on", NEW."contract_id", NEW."dismissed_reason", NEW."due_on", NEW."evidence", NEW."fixed_by_id", NEW."fixed_on", NEW."id", NEW."is_irregularity", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."registered_by_id", NEW."registered_on", NEW."reported_on", NEW."reported_to", NEW."requirement", NEW."responsible_id", NEW."review_id", NEW."severity", NEW."source", NEW."status", NEW."step", NEW."supplier_id", NEW."unit_id", NEW."verified_by_id", NEW."verified_on", NEW."version"); RETURN NULL;',
                                    hash="fd8fffc15a77274001e61a04ec89a31b522cde3f",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_afdfe",
                                    table="followup_finding",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_findingevent" ("action", "buyer_id", "confirmed_on", "contract_id", "dismissed_reason", "due_on", "evidence", "fixed_by_id", "fixed_on", "id", "is_irregularity", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_by_id", "registered_on", "reported_on", "reported_to", "requirement", "responsible_id", "review_id", "severity", "source", "status", "step", "supplier_id", "unit_id", "verified_by_id", "verified_on", "version") VALUES (OLD."action", OLD."buyer_id", OLD."confirmed_on", OLD."contract_id", OLD."dismissed_reason", OLD."due_on", OLD."evidence", OLD."fixed_by_id", OLD."fixed_on", OLD."id", OLD."is_irregularity", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."registered_by_id", OLD."registered_on", OLD."reported_on", OLD."reported_to", OLD."requirement", OLD."responsible_id", OLD."review_id", OLD."severity", OLD."source", OLD."status", OLD."step", OLD."supplier_id", OLD."unit_id", OLD."verified_by_id", OLD."verified_on", OLD."version"); RETURN NULL;',
                                    hash="8377138201114e8a02995369e4c646300943162c",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_92ee6",
                                    table="followup_finding",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FindingEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="followup.finding")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "buyer",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="common.organization",
                                verbose_name="köpare",
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.supplier", verbose_name="leverantör"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.supplierunit",
                                verbose_name="verksamhet",
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.contract",
                                verbose_name="avtal",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="followup.review",
                                verbose_name="uppföljning",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("REVIEW", "uppföljning"),
                                    ("STAFF", "egen iakttagelse"),
                                    ("CLIENT", "brukare"),
                                    ("RELATIVE", "anhörig"),
                                    ("TIP", "tips"),
                                    ("MEDIA", "medier"),
                                    ("IVO", "IVO"),
                                ],
                                max_length=10,
                                verbose_name="källa",
                            ),
                        ),
                        ("severity", models.CharField(choices=[("LOW", "låg"), ("MEDIUM", "medel"), ("HIGH", "hög"), ("CRITICAL", "kritisk")], max_length=10, verbose_name="allvar")),
                        ("requirement", models.CharField(blank=True, max_length=500, verbose_name="krav som inte uppfylls")),
                        ("evidence", models.TextField(verbose_name="vad som har hänt")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="åtgärdas senast")),
                        ("action", models.TextField(blank=True, verbose_name="åtgärd")),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("DIALOGUE", "dialog"),
                                    ("CORRECTION", "rättelse"),
                                    ("WARNING", "varning"),
                                    ("PENALTY", "vite eller prisavdrag"),
                                    ("TERMINATION", "hävning eller uppsägning"),
                                    ("REPORTED", "anmäld till myndighet"),
                                ],
                                default="DIALOGUE",
                                max_length=15,
                                verbose_name="steg i trappan",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("REPORTED", "anmäld"), ("OPEN", "öppen"), ("FIXED", "åtgärdad, ska verifieras"), ("CLOSED", "verifierad och stängd"), ("DISMISSED", "avfärdad")],
                                default="REPORTED",
                                editable=False,
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "responsible",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ansvarig",
                            ),
                        ),
                        ("is_irregularity", models.BooleanField(default=False, verbose_name="oegentlighet eller misstanke om välfärdsbrott")),
                        ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="bekräftad")),
                        ("reported_on", models.DateField(blank=True, null=True, verbose_name="anmäld till myndighet")),
                        ("reported_to", models.CharField(blank=True, help_text="IVO, Polisen, Skatteverket eller annan.", max_length=120, verbose_name="myndighet")),
                        ("fixed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="åtgärdad")),
                        (
                            "fixed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="åtgärdad enligt",
                            ),
                        ),
                        ("verified_on", models.DateField(blank=True, editable=False, null=True, verbose_name="verifierad")),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verifierad av",
                            ),
                        ),
                        (
                            "registered_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="registrerad av",
                            ),
                        ),
                        ("registered_on", models.DateField(editable=False, verbose_name="registrerad")),
                        ("dismissed_reason", models.CharField(blank=True, editable=False, max_length=300, verbose_name="skäl att avfärda")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="6ba61e3546669410ee36d3831a94411a7d6e6910",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_778a7",
                                    table="followup_findingevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Measure",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("plan", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="activities.categoryplan", verbose_name="kategoriplan")),
                        ("goal", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="activities.effectgoal", verbose_name="effektmål")),
                        ("number", models.PositiveSmallIntegerField(default=0, verbose_name="nummer")),
                        ("code", models.CharField(max_length=40, verbose_name="kod")),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        ("category", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="contracts.category", verbose_name="kategori")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("COMPUTED", "beräknas"), ("ASSESSED", "bedöms"), ("REPORTED", "rapporteras")], default="COMPUTED", max_length=10, verbose_name="hur det fås fram"
                            ),
                        ),
                        ("unit", models.CharField(choices=[("SHARE", "andel"), ("SCALE", "skala 1–4")], default="SHARE", max_length=10, verbose_name="enhet")),
                        ("direction", models.CharField(choices=[("UP", "ska öka"), ("DOWN", "ska minska")], default="UP", max_length=10, verbose_name="önskad riktning")),
                        (
                            "frequency",
                            models.CharField(choices=[("MONTHLY", "varje månad"), ("QUARTERLY", "varje kvartal"), ("YEARLY", "varje år")], default="MONTHLY", max_length=10, verbose_name="hur ofta"),
                        ),
                        ("definition", models.CharField(blank=True, max_length=500, verbose_name="definition")),
                        ("formula", models.CharField(blank=True, max_length=500, verbose_name="formel")),
                        ("owner", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="measures", to=settings.AUTH_USER_MODEL, verbose_name="ansvarig")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "mått",
                        "verbose_name_plural": "mått",
                        "constraints": [models.UniqueConstraint(fields=("plan", "code"), name="measure_code_is_unique_in_plan", violation_error_message="Planen har redan ett mått med den koden.")],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_measureevent" ("category_id", "code", "definition", "direction", "formula", "frequency", "goal_id", "id", "kind", "name", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "unit", "version") VALUES (NEW."category_id", NEW."code", NEW."definition", NEW."direction", NEW."formula", NEW."frequency", NEW."goal_id", NEW."id", NEW."kind", NEW."name", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."unit", NEW."version"); RETURN NULL;',
                                    hash="dffceefe409300df3770b3acf6a834e1a50d5c26",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_68911",
                                    table="followup_measure",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "followup_measureevent" ("category_id", "code", "definition", "direction", "formula", "frequency", "goal_id", "id", "kind", "name", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "unit", "version") VALUES (NEW."category_id", NEW."code", NEW."definition", NEW."direction", NEW."formula", NEW."frequency", NEW."goal_id", NEW."id", NEW."kind", NEW."name", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."unit", NEW."version"); RETURN NULL;',
                                    hash="9b949f4b2eb67bbcd3d7a5e6004b5e06214ac037",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_86901",
                                    table="followup_measure",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_measureevent" ("category_id", "code", "definition", "direction", "formula", "frequency", "goal_id", "id", "kind", "name", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "unit", "version") VALUES (OLD."category_id", OLD."code", OLD."definition", OLD."direction", OLD."formula", OLD."frequency", OLD."goal_id", OLD."id", OLD."kind", OLD."name", OLD."number", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."unit", OLD."version"); RETURN NULL;',
                                    hash="c94dc30064ab5f9b982cec636e8c17e90ea2a42e",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_cd3c1",
                                    table="followup_measure",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeasureEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="followup.measure")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="activities.categoryplan", verbose_name="kategoriplan"
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="activities.effectgoal",
                                verbose_name="effektmål",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=0, verbose_name="nummer")),
                        ("code", models.CharField(max_length=40, verbose_name="kod")),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.category",
                                verbose_name="kategori",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("COMPUTED", "beräknas"), ("ASSESSED", "bedöms"), ("REPORTED", "rapporteras")], default="COMPUTED", max_length=10, verbose_name="hur det fås fram"
                            ),
                        ),
                        ("unit", models.CharField(choices=[("SHARE", "andel"), ("SCALE", "skala 1–4")], default="SHARE", max_length=10, verbose_name="enhet")),
                        ("direction", models.CharField(choices=[("UP", "ska öka"), ("DOWN", "ska minska")], default="UP", max_length=10, verbose_name="önskad riktning")),
                        (
                            "frequency",
                            models.CharField(choices=[("MONTHLY", "varje månad"), ("QUARTERLY", "varje kvartal"), ("YEARLY", "varje år")], default="MONTHLY", max_length=10, verbose_name="hur ofta"),
                        ),
                        ("definition", models.CharField(blank=True, max_length=500, verbose_name="definition")),
                        ("formula", models.CharField(blank=True, max_length=500, verbose_name="formel")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ansvarig",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="7793beda941bbdd84632895c9312fe6d983a7b7b",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_8f452",
                                    table="followup_measureevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Target",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("measure", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="targets", to="followup.measure", verbose_name="mått")),
                        ("on", models.DateField(verbose_name="dag")),
                        ("value", models.DecimalField(decimal_places=6, max_digits=12, verbose_name="målvärde")),
                    ],
                    options={
                        "verbose_name": "målvärde",
                        "verbose_name_plural": "målvärden",
                        "constraints": [models.UniqueConstraint(fields=("measure", "on"), name="measure_has_one_target_a_day", violation_error_message="Måttet har redan ett målvärde den dagen.")],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_targetevent" ("id", "measure_id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."id", NEW."measure_id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."value"); RETURN NULL;',
                                    hash="3141fc831a9b12746ff62b9259b8eb585f954dd1",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d6b53",
                                    table="followup_target",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "followup_targetevent" ("id", "measure_id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."id", NEW."measure_id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."value"); RETURN NULL;',
                                    hash="09863264cea760445086acb96ccb2d39151d59a7",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1edd3",
                                    table="followup_target",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_targetevent" ("id", "measure_id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (OLD."id", OLD."measure_id", OLD."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."value"); RETURN NULL;',
                                    hash="60eeb91d4103ce690bbdb77b717d4c038a81cc2f",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_31e27",
                                    table="followup_target",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="followup.target")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "measure",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="followup.measure", verbose_name="mått"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="dag")),
                        ("value", models.DecimalField(decimal_places=6, max_digits=12, verbose_name="målvärde")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="27d7a4652b06b50ac4ee750fdc8fca4f08c48ab3",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_0c2d8",
                                    table="followup_targetevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outcome",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("measure", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="outcomes", to="followup.measure", verbose_name="mått")),
                        ("first", models.DateField(verbose_name="från och med")),
                        ("last", models.DateField(verbose_name="till och med")),
                        ("value", models.DecimalField(blank=True, decimal_places=6, max_digits=12, null=True, verbose_name="utfall")),
                        ("missing", models.CharField(blank=True, max_length=300, verbose_name="varför det saknas")),
                        ("inputs", models.JSONField(default=dict, editable=False, verbose_name="underlag")),
                        ("comment", models.TextField(blank=True, max_length=2000, verbose_name="kommentar")),
                        ("evidence", models.CharField(blank=True, max_length=500, verbose_name="belägg")),
                        (
                            "assessed_by",
                            models.ForeignKey(
                                blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="bedömt av"
                            ),
                        ),
                        ("at", models.DateTimeField(editable=False, verbose_name="när")),
                    ],
                    options={
                        "verbose_name": "utfall",
                        "verbose_name_plural": "utfall",
                        "constraints": [
                            models.UniqueConstraint(fields=("measure", "last"), name="measure_has_one_outcome_a_period", violation_error_message="Måttet har redan ett utfall för perioden."),
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))), name="outcome_ends_after_it_begins", violation_error_message="Sista dagen kan inte ligga före första dagen."
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("missing", ""), ("value__isnull", False)), models.Q(("value__isnull", True), models.Q(("missing", ""), _negated=True)), _connector="OR"),
                                name="outcome_has_a_value_or_says_why_not",
                                violation_error_message="Ange ett värde, eller varför det saknas.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_outcomeevent" ("assessed_by_id", "at", "comment", "evidence", "first", "id", "inputs", "last", "measure_id", "missing", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."assessed_by_id", NEW."at", NEW."comment", NEW."evidence", NEW."first", NEW."id", NEW."inputs", NEW."last", NEW."measure_id", NEW."missing", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."value"); RETURN NULL;',
                                    hash="e67ae3c2093d4285f4c7c7661da77050b028c713",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_07ee0",
                                    table="followup_outcome",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "followup_outcomeevent" ("assessed_by_id", "at", "comment", "evidence", "first", "id", "inputs", "last", "measure_id", "missing", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."assessed_by_id", NEW."at", NEW."comment", NEW."evidence", NEW."first", NEW."id", NEW."inputs", NEW."last", NEW."measure_id", NEW."missing", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."value"); RETURN NULL;',
                                    hash="9a97da39ef974bf790288cdec9da203dd9ba6b31",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_c1b5b",
                                    table="followup_outcome",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_outcomeevent" ("assessed_by_id", "at", "comment", "evidence", "first", "id", "inputs", "last", "measure_id", "missing", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (OLD."assessed_by_id", OLD."at", OLD."comment", OLD."evidence", OLD."first", OLD."id", OLD."inputs", OLD."last", OLD."measure_id", OLD."missing", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."value"); RETURN NULL;',
                                    hash="8b58f692b3d5f744d5a0ba26ea01728a30fcb0c4",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_8c624",
                                    table="followup_outcome",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutcomeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="followup.outcome")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "measure",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="followup.measure", verbose_name="mått"
                            ),
                        ),
                        ("first", models.DateField(verbose_name="från och med")),
                        ("last", models.DateField(verbose_name="till och med")),
                        ("value", models.DecimalField(blank=True, decimal_places=6, max_digits=12, null=True, verbose_name="utfall")),
                        ("missing", models.CharField(blank=True, max_length=300, verbose_name="varför det saknas")),
                        ("inputs", models.JSONField(default=dict, editable=False, verbose_name="underlag")),
                        ("comment", models.TextField(blank=True, max_length=2000, verbose_name="kommentar")),
                        ("evidence", models.CharField(blank=True, max_length=500, verbose_name="belägg")),
                        (
                            "assessed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="bedömt av",
                            ),
                        ),
                        ("at", models.DateTimeField(editable=False, verbose_name="när")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="c196a817517a421e9ec0419159d1644adea15e50",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_67ca5",
                                    table="followup_outcomeevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SpendKey",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.organization", verbose_name="köpare")),
                        ("supplier_ref", models.CharField(max_length=200, verbose_name="leverantörens id i reskontran")),
                        ("supplier_name", models.CharField(max_length=300, verbose_name="leverantörens namn i reskontran")),
                        ("account", models.CharField(max_length=60, verbose_name="konto")),
                        ("account_text", models.CharField(max_length=300, verbose_name="kontotext")),
                        ("unit", models.CharField(max_length=200, verbose_name="förvaltning")),
                        ("contract_ref", models.CharField(max_length=200, verbose_name="angivet avtal")),
                        ("org_number", models.CharField(max_length=10, null=True, verbose_name="organisationsnummer")),
                        ("supplier", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="spend_keys", to="contracts.supplier", verbose_name="leverantör")),
                    ],
                    options={
                        "verbose_name": "nyckel",
                        "verbose_name_plural": "nycklar",
                        "constraints": [models.UniqueConstraint(fields=("buyer", "supplier_ref", "supplier_name", "account", "unit", "contract_ref"), name="spend_key_is_distinct")],
                    },
                ),
                migrations.CreateModel(
                    name="ClassificationRule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="classification_rules", to="common.organization", verbose_name="köpare")),
                        ("order", models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name="ordning")),
                        ("supplier_ref", models.CharField(blank=True, max_length=200, verbose_name="leverantörens id")),
                        ("account_from", models.CharField(blank=True, max_length=60, verbose_name="konto från")),
                        ("account_to", models.CharField(blank=True, max_length=60, verbose_name="konto till")),
                        ("unit", models.CharField(blank=True, max_length=200, verbose_name="förvaltning")),
                        ("category", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.category", verbose_name="underkategori")),
                        ("area", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.contractarea", verbose_name="avtalsområde")),
                        ("exclusion", models.CharField(blank=True, help_text="Varför köpet inte går att upphandla.", max_length=200, verbose_name="undantag")),
                    ],
                    options={
                        "verbose_name": "klassificeringsregel",
                        "verbose_name_plural": "klassificeringsregler",
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("buyer", "order"),
                                name="rule_order_is_unique_for_buyer",
                                violation_error_message="Det finns redan en regel med den ordningen.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("category__isnull", False), ("exclusion", "")), models.Q(("area__isnull", True), models.Q(("exclusion", ""), _negated=True)), _connector="OR"
                                ),
                                name="rule_gives_a_subcategory_or_an_exclusion",
                                violation_error_message="Ange antingen en underkategori eller ett undantag.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("account_from", ""), ("account_to", ""), ("account_to__gte", models.F("account_from")), _connector="OR"),
                                name="rule_account_range_is_forward",
                                violation_error_message="Konto till kan inte komma före konto från.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_classificationruleevent" ("account_from", "account_to", "area_id", "buyer_id", "category_id", "exclusion", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_ref", "unit") VALUES (NEW."account_from", NEW."account_to", NEW."area_id", NEW."buyer_id", NEW."category_id", NEW."exclusion", NEW."id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."supplier_ref", NEW."unit"); RETURN NULL;',
                                    hash="6a3e73516c3741301fe8bb5d02e1451e46ecfdd4",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6578e",
                                    table="followup_classificationrule",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "followup_classificationruleevent" ("account_from", "account_to", "area_id", "buyer_id", "category_id", "exclusion", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_ref", "unit") VALUES (NEW."account_from", NEW."account_to", NEW."area_id", NEW."buyer_id", NEW."category_id", NEW."exclusion", NEW."id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."supplier_ref", NEW."unit"); RETURN NULL;',
                                    hash="b16c70e8ffc35c43d083282f4f5bc7ffa4300e66",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_70b02",
                                    table="followup_classificationrule",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_classificationruleevent" ("account_from", "account_to", "area_id", "buyer_id", "category_id", "exclusion", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_ref", "unit") VALUES (OLD."account_from", OLD."account_to", OLD."area_id", OLD."buyer_id", OLD."category_id", OLD."exclusion", OLD."id", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."supplier_ref", OLD."unit"); RETURN NULL;',
                                    hash="809e585794aaa98e17eb813122a4e23c9544de3f",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_cf0ee",
                                    table="followup_classificationrule",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClassificationRuleEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="followup.classificationrule")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "buyer",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="common.organization", verbose_name="köpare"
                            ),
                        ),
                        ("order", models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name="ordning")),
                        ("supplier_ref", models.CharField(blank=True, max_length=200, verbose_name="leverantörens id")),
                        ("account_from", models.CharField(blank=True, max_length=60, verbose_name="konto från")),
                        ("account_to", models.CharField(blank=True, max_length=60, verbose_name="konto till")),
                        ("unit", models.CharField(blank=True, max_length=200, verbose_name="förvaltning")),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.category",
                                verbose_name="underkategori",
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.contractarea",
                                verbose_name="avtalsområde",
                            ),
                        ),
                        ("exclusion", models.CharField(blank=True, help_text="Varför köpet inte går att upphandla.", max_length=200, verbose_name="undantag")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="2e4cfd11369568abc4528ccfbeb31d9a8878c2f5",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_a7928",
                                    table="followup_classificationruleevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RowJudgement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("ledger_import", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.ledgerimport", verbose_name="inläsning")),
                        ("line_no", models.PositiveIntegerField(verbose_name="rad")),
                        ("category", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.category", verbose_name="underkategori")),
                        ("area", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.contractarea", verbose_name="avtalsområde")),
                        ("exclusion", models.CharField(blank=True, max_length=200, verbose_name="undantag")),
                        ("deviation", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procurement.placement", verbose_name="avsteg")),
                        ("judged_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="bedömd av")),
                        ("judged_at", models.DateTimeField(verbose_name="bedömd")),
                    ],
                    options={
                        "verbose_name": "bedömning av rad",
                        "verbose_name_plural": "bedömningar av rader",
                        "constraints": [
                            models.UniqueConstraint(fields=("ledger_import", "line_no"), name="row_is_judged_once", violation_error_message="Raden är redan bedömd."),
                            models.CheckConstraint(
                                condition=models.Q(("category__isnull", False), models.Q(("exclusion", ""), _negated=True), ("deviation__isnull", False), _connector="OR"),
                                name="judgement_says_something",
                                violation_error_message="Ange underkategori, undantag eller avsteg.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_rowjudgementevent" ("area_id", "category_id", "deviation_id", "exclusion", "id", "judged_at", "judged_by_id", "ledger_import_id", "line_no", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area_id", NEW."category_id", NEW."deviation_id", NEW."exclusion", NEW."id", NEW."judged_at", NEW."judged_by_id", NEW."ledger_import_id", NEW."line_no", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="051e2983464cd5833332e4b6904f39c949195434",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e0c8a",
                                    table="followup_rowjudgement",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "followup_rowjudgementevent" ("area_id", "category_id", "deviation_id", "exclusion", "id", "judged_at", "judged_by_id", "ledger_import_id", "line_no", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area_id", NEW."category_id", NEW."deviation_id", NEW."exclusion", NEW."id", NEW."judged_at", NEW."judged_by_id", NEW."ledger_import_id", NEW."line_no", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="497cfaba3d2b78c0214252956f383858e4f5c5f5",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_bc2e2",
                                    table="followup_rowjudgement",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_rowjudgementevent" ("area_id", "category_id", "deviation_id", "exclusion", "id", "judged_at", "judged_by_id", "ledger_import_id", "line_no", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_id", OLD."category_id", OLD."deviation_id", OLD."exclusion", OLD."id", OLD."judged_at", OLD."judged_by_id", OLD."ledger_import_id", OLD."line_no", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="7c231df3bbeaa2a49e1d10d7121acc7cc631aca4",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_3dfa4",
                                    table="followup_rowjudgement",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RowJudgementEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="followup.rowjudgement")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "ledger_import",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="followup.ledgerimport", verbose_name="inläsning"
                            ),
                        ),
                        ("line_no", models.PositiveIntegerField(verbose_name="rad")),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.category",
                                verbose_name="underkategori",
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.contractarea",
                                verbose_name="avtalsområde",
                            ),
                        ),
                        ("exclusion", models.CharField(blank=True, max_length=200, verbose_name="undantag")),
                        (
                            "deviation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="procurement.placement",
                                verbose_name="avsteg",
                            ),
                        ),
                        (
                            "judged_by",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to=settings.AUTH_USER_MODEL, verbose_name="bedömd av"
                            ),
                        ),
                        ("judged_at", models.DateTimeField(verbose_name="bedömd")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="eb6bad79810faf233b92206ad8a8b9130bed3a9e",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_c8c13",
                                    table="followup_rowjudgementevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeyVerdict",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("category", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.category", verbose_name="underkategori")),
                        ("area", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.contractarea", verbose_name="avtalsområde")),
                        ("supplier", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.supplier", verbose_name="leverantör")),
                        ("contract", models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="contracts.contract", verbose_name="avtal")),
                        (
                            "bucket",
                            models.CharField(
                                choices=[
                                    ("ON_CONTRACT", "På avtal"),
                                    ("APPROVED_DEVIATION", "Godkänt avsteg"),
                                    ("UNEXPLAINED", "Utan avtal"),
                                    ("UNKNOWN", "Kan inte bedömas"),
                                    ("EXCLUDED", "Undantaget"),
                                ],
                                max_length=20,
                                verbose_name="utfall",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("NAMED_CONTRACT", "raden anger avtalet"),
                                    ("CONTRACT_IN_AREA", "avtal i underkategorin"),
                                    ("STAYS_ON", "kvarboende enligt avrop"),
                                    ("TIED", "knutet till avsteg"),
                                    ("COVERED", "avsteg täcker dagen"),
                                    ("AFTER_THE_FACT", "avsteg godkänt i efterhand"),
                                    ("LATE_INVOICE", "troligen sen faktura"),
                                    ("CONTRACT_ENDED", "avtalet har löpt ut (kvarboende)"),
                                    ("OTHER_SUBCATEGORY", "avtal bara i annan underkategori"),
                                    ("OTHER_AREA", "avtal bara i annat avtalsområde"),
                                    ("NOT_BEGUN", "avtalet hade inte börjat"),
                                    ("DIRECT_AWARD_BESIDE_FRAMEWORK", "direktupphandling vid sidan av ramavtal"),
                                    ("NEVER_UNDER_CONTRACT", "aldrig haft avtal"),
                                    ("NO_SUBCATEGORY", "underkategori saknas"),
                                    ("NO_SUPPLIER", "leverantören kan inte fastställas"),
                                    ("EXCLUDED_BY_RULE", "undantaget enligt regel"),
                                    ("EXCLUDED_BY_HAND", "undantaget efter bedömning"),
                                    ("NOT_JUDGED", "ännu inte bedömd"),
                                ],
                                max_length=40,
                                verbose_name="skäl",
                            ),
                        ),
                        ("supplier_under_contract", models.BooleanField(verbose_name="leverantören har något avtal i kraft")),
                        ("rule", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="followup.classificationrule", verbose_name="regel")),
                        ("key", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="verdicts", to="followup.spendkey", verbose_name="nyckel")),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="gäller dagarna")),
                    ],
                    options={
                        "verbose_name": "bedömning av nyckel",
                        "verbose_name_plural": "bedömningar av nycklar",
                        "constraints": [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[("key", "="), ("during", "&&")], name="key_has_one_verdict_a_day")],
                    },
                ),
                migrations.CreateModel(
                    name="RowVerdict",
                    fields=[
                        ("category", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.category", verbose_name="underkategori")),
                        ("area", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.contractarea", verbose_name="avtalsområde")),
                        ("supplier", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.supplier", verbose_name="leverantör")),
                        ("contract", models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="contracts.contract", verbose_name="avtal")),
                        (
                            "bucket",
                            models.CharField(
                                choices=[
                                    ("ON_CONTRACT", "På avtal"),
                                    ("APPROVED_DEVIATION", "Godkänt avsteg"),
                                    ("UNEXPLAINED", "Utan avtal"),
                                    ("UNKNOWN", "Kan inte bedömas"),
                                    ("EXCLUDED", "Undantaget"),
                                ],
                                max_length=20,
                                verbose_name="utfall",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("NAMED_CONTRACT", "raden anger avtalet"),
                                    ("CONTRACT_IN_AREA", "avtal i underkategorin"),
                                    ("STAYS_ON", "kvarboende enligt avrop"),
                                    ("TIED", "knutet till avsteg"),
                                    ("COVERED", "avsteg täcker dagen"),
                                    ("AFTER_THE_FACT", "avsteg godkänt i efterhand"),
                                    ("LATE_INVOICE", "troligen sen faktura"),
                                    ("CONTRACT_ENDED", "avtalet har löpt ut (kvarboende)"),
                                    ("OTHER_SUBCATEGORY", "avtal bara i annan underkategori"),
                                    ("OTHER_AREA", "avtal bara i annat avtalsområde"),
                                    ("NOT_BEGUN", "avtalet hade inte börjat"),
                                    ("DIRECT_AWARD_BESIDE_FRAMEWORK", "direktupphandling vid sidan av ramavtal"),
                                    ("NEVER_UNDER_CONTRACT", "aldrig haft avtal"),
                                    ("NO_SUBCATEGORY", "underkategori saknas"),
                                    ("NO_SUPPLIER", "leverantören kan inte fastställas"),
                                    ("EXCLUDED_BY_RULE", "undantaget enligt regel"),
                                    ("EXCLUDED_BY_HAND", "undantaget efter bedömning"),
                                    ("NOT_JUDGED", "ännu inte bedömd"),
                                ],
                                max_length=40,
                                verbose_name="skäl",
                            ),
                        ),
                        ("supplier_under_contract", models.BooleanField(verbose_name="leverantören har något avtal i kraft")),
                        ("rule", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="followup.classificationrule", verbose_name="regel")),
                        ("pk", models.CompositePrimaryKey("ledger_import_id", "line_no", blank=True, editable=False, primary_key=True, serialize=False)),
                        ("ledger_import", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.ledgerimport", verbose_name="inläsning")),
                        ("line_no", models.PositiveIntegerField(verbose_name="rad")),
                        ("is_credit", models.BooleanField(default=False, verbose_name="följer den faktura som krediteras")),
                    ],
                    options={
                        "verbose_name": "bedömning av enskild rad",
                        "verbose_name_plural": "bedömningar av enskilda rader",
                    },
                ),
                migrations.CreateModel(
                    name="Touched",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("buyer_id", models.BigIntegerField(null=True, verbose_name="köpare")),
                        ("supplier_id", models.BigIntegerField(null=True, verbose_name="leverantör")),
                        ("area_id", models.BigIntegerField(null=True, verbose_name="avtalsområde")),
                        ("key_id", models.BigIntegerField(null=True, verbose_name="nyckel")),
                        ("supplier_ref", models.TextField(null=True, verbose_name="regelns leverantör")),
                        ("account_from", models.TextField(null=True, verbose_name="regelns konto från")),
                        ("account_to", models.TextField(null=True, verbose_name="regelns konto till")),
                        ("unit", models.TextField(null=True, verbose_name="regelns förvaltning")),
                        ("at", models.DateTimeField(verbose_name="när")),
                    ],
                    options={
                        "verbose_name": "ändring att bedöma",
                        "verbose_name_plural": "ändringar att bedöma",
                    },
                ),
                migrations.CreateModel(
                    name="JudgedRow",
                    fields=[
                        (
                            "bucket",
                            models.CharField(
                                choices=[
                                    ("ON_CONTRACT", "På avtal"),
                                    ("APPROVED_DEVIATION", "Godkänt avsteg"),
                                    ("UNEXPLAINED", "Utan avtal"),
                                    ("UNKNOWN", "Kan inte bedömas"),
                                    ("EXCLUDED", "Undantaget"),
                                ],
                                max_length=20,
                                verbose_name="utfall",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("NAMED_CONTRACT", "raden anger avtalet"),
                                    ("CONTRACT_IN_AREA", "avtal i underkategorin"),
                                    ("STAYS_ON", "kvarboende enligt avrop"),
                                    ("TIED", "knutet till avsteg"),
                                    ("COVERED", "avsteg täcker dagen"),
                                    ("AFTER_THE_FACT", "avsteg godkänt i efterhand"),
                                    ("LATE_INVOICE", "troligen sen faktura"),
                                    ("CONTRACT_ENDED", "avtalet har löpt ut (kvarboende)"),
                                    ("OTHER_SUBCATEGORY", "avtal bara i annan underkategori"),
                                    ("OTHER_AREA", "avtal bara i annat avtalsområde"),
                                    ("NOT_BEGUN", "avtalet hade inte börjat"),
                                    ("DIRECT_AWARD_BESIDE_FRAMEWORK", "direktupphandling vid sidan av ramavtal"),
                                    ("NEVER_UNDER_CONTRACT", "aldrig haft avtal"),
                                    ("NO_SUBCATEGORY", "underkategori saknas"),
                                    ("NO_SUPPLIER", "leverantören kan inte fastställas"),
                                    ("EXCLUDED_BY_RULE", "undantaget enligt regel"),
                                    ("EXCLUDED_BY_HAND", "undantaget efter bedömning"),
                                    ("NOT_JUDGED", "ännu inte bedömd"),
                                ],
                                max_length=40,
                                verbose_name="skäl",
                            ),
                        ),
                        ("supplier_under_contract", models.BooleanField(verbose_name="leverantören har något avtal i kraft")),
                        ("category", models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="contracts.category", verbose_name="underkategori")),
                        ("area", models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="contracts.contractarea", verbose_name="avtalsområde")),
                        ("supplier", models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="contracts.supplier", verbose_name="leverantör")),
                        ("contract", models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="contracts.contract", verbose_name="avtal")),
                        ("rule", models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="followup.classificationrule", verbose_name="regel")),
                        ("pk", models.CompositePrimaryKey("ledger_import_id", "line_no", blank=True, editable=False, primary_key=True, serialize=False)),
                        ("ledger_import", models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="followup.ledgerimport", verbose_name="inläsning")),
                        ("line_no", models.PositiveIntegerField(verbose_name="rad")),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="common.organization", verbose_name="köpare")),
                        ("key", models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="followup.spendkey", verbose_name="nyckel")),
                        ("month", models.DateField(verbose_name="månad")),
                        ("booked_on", models.DateField(verbose_name="bokförd")),
                        ("service_on", models.DateField(null=True, verbose_name="utförd")),
                        ("invoice_number", models.CharField(max_length=200, verbose_name="fakturanummer")),
                        ("voucher", models.CharField(max_length=200, verbose_name="verifikation")),
                        ("sum_sek", models.DecimalField(decimal_places=2, max_digits=17, verbose_name="belopp, kr")),
                        ("n", models.IntegerField(verbose_name="rader")),
                        ("is_judged_by_hand", models.BooleanField(verbose_name="bedömd för sig")),
                    ],
                    options={
                        "verbose_name": "reskontrarad",
                        "verbose_name_plural": "reskontrarader",
                        "db_table": "followup_judgedrow",
                        "managed": False,
                    },
                ),
                migrations.CreateModel(
                    name="SpendMonth",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("category", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.category", verbose_name="underkategori")),
                        ("area", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.contractarea", verbose_name="avtalsområde")),
                        ("supplier", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.supplier", verbose_name="leverantör")),
                        ("contract", models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="contracts.contract", verbose_name="avtal")),
                        (
                            "bucket",
                            models.CharField(
                                choices=[
                                    ("ON_CONTRACT", "På avtal"),
                                    ("APPROVED_DEVIATION", "Godkänt avsteg"),
                                    ("UNEXPLAINED", "Utan avtal"),
                                    ("UNKNOWN", "Kan inte bedömas"),
                                    ("EXCLUDED", "Undantaget"),
                                ],
                                max_length=20,
                                verbose_name="utfall",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("NAMED_CONTRACT", "raden anger avtalet"),
                                    ("CONTRACT_IN_AREA", "avtal i underkategorin"),
                                    ("STAYS_ON", "kvarboende enligt avrop"),
                                    ("TIED", "knutet till avsteg"),
                                    ("COVERED", "avsteg täcker dagen"),
                                    ("AFTER_THE_FACT", "avsteg godkänt i efterhand"),
                                    ("LATE_INVOICE", "troligen sen faktura"),
                                    ("CONTRACT_ENDED", "avtalet har löpt ut (kvarboende)"),
                                    ("OTHER_SUBCATEGORY", "avtal bara i annan underkategori"),
                                    ("OTHER_AREA", "avtal bara i annat avtalsområde"),
                                    ("NOT_BEGUN", "avtalet hade inte börjat"),
                                    ("DIRECT_AWARD_BESIDE_FRAMEWORK", "direktupphandling vid sidan av ramavtal"),
                                    ("NEVER_UNDER_CONTRACT", "aldrig haft avtal"),
                                    ("NO_SUBCATEGORY", "underkategori saknas"),
                                    ("NO_SUPPLIER", "leverantören kan inte fastställas"),
                                    ("EXCLUDED_BY_RULE", "undantaget enligt regel"),
                                    ("EXCLUDED_BY_HAND", "undantaget efter bedömning"),
                                    ("NOT_JUDGED", "ännu inte bedömd"),
                                ],
                                max_length=40,
                                verbose_name="skäl",
                            ),
                        ),
                        ("supplier_under_contract", models.BooleanField(verbose_name="leverantören har något avtal i kraft")),
                        ("rule", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="followup.classificationrule", verbose_name="regel")),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.organization", verbose_name="köpare")),
                        ("key", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.spendkey", verbose_name="nyckel")),
                        ("month", models.DateField(verbose_name="månad")),
                        ("sum_sek", models.DecimalField(decimal_places=2, max_digits=17, verbose_name="belopp, kr")),
                        ("n", models.IntegerField(verbose_name="rader")),
                    ],
                    options={
                        "verbose_name": "köp per månad",
                        "verbose_name_plural": "köp per månad",
                        "indexes": [models.Index(fields=["buyer", "month"], name="spend_month_of_buyer"), models.Index(fields=["key", "month"], name="spend_month_of_key")],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerImport",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "buyer",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="ledger_imports", to="common.organization", verbose_name="köpare"),
                        ),
                        ("sha256", models.CharField(error_messages={"unique": "Filen är redan mottagen."}, max_length=64, unique=True, verbose_name="fingeravtryck")),
                        ("file", models.FileField(max_length=200, upload_to=ledger_path, verbose_name="fil")),
                        ("original_name", models.CharField(max_length=255, verbose_name="filnamn")),
                        ("good_rows_only", models.BooleanField(default=False, verbose_name="läs in de rader som går att läsa")),
                        (
                            "status",
                            models.CharField(
                                choices=[("RECEIVED", "mottagen"), ("LOADED", "inläst"), ("REFUSED", "inte inläst"), ("FAILED", "gick inte att läsa in")],
                                default="RECEIVED",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        ("received_at", models.DateTimeField(verbose_name="mottagen")),
                        ("received_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="inläst av")),
                        ("loaded_at", models.DateTimeField(blank=True, null=True, verbose_name="inläst")),
                        ("lines", models.PositiveIntegerField(default=0, verbose_name="rader i filen")),
                        ("loaded", models.PositiveIntegerField(default=0, verbose_name="inlästa rader")),
                        ("rejected", models.PositiveIntegerField(default=0, verbose_name="avvisade rader")),
                        ("amount_sek", models.DecimalField(decimal_places=2, default=0, max_digits=17, verbose_name="summa, kr")),
                        ("header", models.JSONField(default=list, verbose_name="rubriker")),
                        ("message", models.TextField(blank=True, verbose_name="förklaring")),
                        ("is_demo", models.BooleanField(default=False, verbose_name="demodata")),
                        (
                            "replaces",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="replaced_by", to="followup.ledgerimport", verbose_name="ersätter"),
                        ),
                    ],
                    options={
                        "verbose_name": "inläsning av reskontra",
                        "verbose_name_plural": "inläsningar av reskontra",
                        "permissions": [("recompute", "Kan räkna om allt")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "LOADED"), _negated=True),
                                    ("lines", django.db.models.expressions.CombinedExpression(models.F("loaded"), "+", models.F("rejected"))),
                                    _connector="OR",
                                ),
                                name="every_line_is_loaded_or_rejected",
                                violation_error_message="Inlästa och avvisade rader ska vara lika många som raderna i filen.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("status", "LOADED"), _negated=True), models.Q(("buyer__isnull", False), ("loaded_at__isnull", False)), _connector="OR"),
                                name="loaded_import_has_a_buyer_and_a_time",
                                violation_error_message="En inläst fil ska ha en köpare.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerDelivery",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("ledger_import", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="followup.ledgerimport", verbose_name="inläsning")),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.organization", verbose_name="köpare")),
                        ("month", models.DateField(verbose_name="månad")),
                        ("is_active", models.BooleanField(default=True, verbose_name="gäller")),
                    ],
                    options={
                        "verbose_name": "leverans",
                        "verbose_name_plural": "leveranser",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_active", True)), fields=("buyer", "month"), name="one_active_delivery_for_a_month", violation_error_message="Månaden är redan inläst."
                            ),
                            models.UniqueConstraint(fields=("ledger_import", "month"), name="delivery_holds_a_month_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RejectedRow",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("ledger_import", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="rejected_rows", to="followup.ledgerimport", verbose_name="inläsning")),
                        ("line_no", models.PositiveIntegerField(verbose_name="rad")),
                        ("raw", models.JSONField(verbose_name="raden som den kom")),
                        ("column", models.CharField(max_length=200, verbose_name="kolumn")),
                        ("reason", models.TextField(verbose_name="orsak")),
                    ],
                    options={
                        "verbose_name": "avvisad rad",
                        "verbose_name_plural": "avvisade rader",
                        "constraints": [models.UniqueConstraint(fields=("ledger_import", "line_no"), name="line_is_rejected_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ReminderRule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reminder_rules", to="common.organization", verbose_name="köpare")),
                        ("kind", models.CharField(max_length=20, verbose_name="gäller")),
                        ("months_before", models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(60)], verbose_name="månader före")),
                        ("days_before", models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(365)], verbose_name="dagar före")),
                        (
                            "role",
                            models.ForeignKey(help_text="När ingen person är utsedd.", on_delete=django.db.models.deletion.PROTECT, related_name="+", to="auth.group", verbose_name="till rollen"),
                        ),
                        ("is_decision", models.BooleanField(default=False, help_text="Får ett eget mejl, och inte bara en rad i sammanställningen.", verbose_name="beslut")),
                        ("grace_days", models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MaxValueValidator(365)], verbose_name="dagar över tiden innan chefen får veta")),
                        ("manager_role", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="auth.group", verbose_name="chefens roll")),
                        ("is_active", models.BooleanField(default=True, verbose_name="används")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "påminnelseregel",
                        "verbose_name_plural": "påminnelseregler",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("buyer", "kind", "months_before", "days_before"),
                                name="reminder_rule_is_unique",
                                violation_error_message="Det finns redan en regel för samma sak lika lång tid före.",
                            )
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_reminderruleevent" ("buyer_id", "days_before", "grace_days", "id", "is_active", "is_decision", "kind", "manager_role_id", "months_before", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_id", "version") VALUES (NEW."buyer_id", NEW."days_before", NEW."grace_days", NEW."id", NEW."is_active", NEW."is_decision", NEW."kind", NEW."manager_role_id", NEW."months_before", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role_id", NEW."version"); RETURN NULL;',
                                    hash="b0d647e4390b9e7d7fe5c48fda215c7443a4e47f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f8a22",
                                    table="followup_reminderrule",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "followup_reminderruleevent" ("buyer_id", "days_before", "grace_days", "id", "is_active", "is_decision", "kind", "manager_role_id", "months_before", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_id", "version") VALUES (NEW."buyer_id", NEW."days_before", NEW."grace_days", NEW."id", NEW."is_active", NEW."is_decision", NEW."kind", NEW."manager_role_id", NEW."months_before", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role_id", NEW."version"); RETURN NULL;',
                                    hash="7515bd9acaaa037465ba8b634c703ebaf9b799d3",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8994e",
                                    table="followup_reminderrule",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "followup_reminderruleevent" ("buyer_id", "days_before", "grace_days", "id", "is_active", "is_decision", "kind", "manager_role_id", "months_before", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_id", "version") VALUES (OLD."buyer_id", OLD."days_before", OLD."grace_days", OLD."id", OLD."is_active", OLD."is_decision", OLD."kind", OLD."manager_role_id", OLD."months_before", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role_id", OLD."version"); RETURN NULL;',
                                    hash="1fbdae2a64ada3275c2b3b4ccb1992cf502136d8",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_cb825",
                                    table="followup_reminderrule",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReminderRuleEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="followup.reminderrule")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "buyer",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="common.organization", verbose_name="köpare"
                            ),
                        ),
                        ("kind", models.CharField(max_length=20, verbose_name="gäller")),
                        ("months_before", models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(60)], verbose_name="månader före")),
                        ("days_before", models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(365)], verbose_name="dagar före")),
                        (
                            "role",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="När ingen person är utsedd.",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="auth.group",
                                verbose_name="till rollen",
                            ),
                        ),
                        ("is_decision", models.BooleanField(default=False, help_text="Får ett eget mejl, och inte bara en rad i sammanställningen.", verbose_name="beslut")),
                        ("grace_days", models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MaxValueValidator(365)], verbose_name="dagar över tiden innan chefen får veta")),
                        (
                            "manager_role",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="auth.group", verbose_name="chefens roll"
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="används")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="705d1f9424c3c0fa7dc20e56bc56f999717c6ca2",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_441c3",
                                    table="followup_reminderruleevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("rule", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="duties", to="followup.reminderrule", verbose_name="regel")),
                        ("content_type", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contenttypes.contenttype", verbose_name="slag av uppgift")),
                        ("object_id", models.PositiveBigIntegerField(verbose_name="uppgiftens id")),
                        ("title", models.CharField(max_length=400, verbose_name="vad")),
                        ("is_secret", models.BooleanField(default=False, verbose_name="sekretess")),
                        ("due_on", models.DateField(verbose_name="senast")),
                        ("remind_on", models.DateField(verbose_name="påminns från")),
                        ("person", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="duties", to=settings.AUTH_USER_MODEL, verbose_name="ansvarig")),
                        ("deputy", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="ersättare")),
                        (
                            "deputy_instead",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="ersättare i stället"),
                        ),
                        ("delegated_to", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="lämnad till")),
                        (
                            "state",
                            models.CharField(
                                choices=[("OPEN", "att göra"), ("SNOOZED", "påminns senare"), ("DONE", "klar"), ("GONE", "inte längre aktuell")], default="OPEN", max_length=10, verbose_name="läge"
                            ),
                        ),
                        ("snoozed_until", models.DateField(null=True, verbose_name="påminns igen")),
                        ("done_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="klar av")),
                        ("done_at", models.DateTimeField(null=True, verbose_name="klar")),
                        ("made_at", models.DateTimeField(verbose_name="tillkom")),
                    ],
                    options={
                        "verbose_name": "uppgift att göra",
                        "verbose_name_plural": "uppgifter att göra",
                        "permissions": [("move_duties", "Kan flytta någons alla uppgifter")],
                        "indexes": [models.Index(fields=["state", "due_on"], name="duty_state_due")],
                        "constraints": [
                            models.UniqueConstraint(fields=("rule", "content_type", "object_id", "due_on"), name="duty_is_made_once", violation_error_message="Påminnelsen finns redan."),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("snoozed_until__isnull", False), ("state", "SNOOZED")), models.Q(("state", "SNOOZED"), _negated=True), _connector="OR"),
                                name="snoozed_duty_comes_back",
                                violation_error_message="Ange när du vill bli påmind igen.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("done_at__isnull", False), ("done_by__isnull", False), ("state", "DONE")), models.Q(("state", "DONE"), _negated=True), _connector="OR"),
                                name="done_duty_says_by_whom",
                                violation_error_message="En klar uppgift har någon som gjorde den.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MailSetting",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("user", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="mail_setting", to=settings.AUTH_USER_MODEL, verbose_name="användare")),
                        (
                            "frequency",
                            models.CharField(
                                choices=[("DAILY", "varje arbetsdag"), ("WEEKLY", "en gång i veckan, på dess första arbetsdag"), ("NEVER", "aldrig")],
                                default="DAILY",
                                max_length=10,
                                verbose_name="sammanställning",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "inställning för mejl",
                        "verbose_name_plural": "inställningar för mejl",
                    },
                ),
                migrations.CreateModel(
                    name="SentMail",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="mottagare")),
                        ("on", models.DateField(null=True, verbose_name="dag")),
                        ("duty", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="mails", to="followup.duty", verbose_name="beslut")),
                        ("sent_at", models.DateTimeField(null=True, verbose_name="skickat")),
                        ("refused_at", models.DateTimeField(null=True, verbose_name="inte mottaget")),
                        ("refused_address", models.CharField(blank=True, max_length=254, verbose_name="adress som inte tog emot")),
                        ("refused_code", models.PositiveSmallIntegerField(null=True, verbose_name="serverns svarskod")),
                        ("refusal", models.CharField(blank=True, max_length=300, verbose_name="serverns svar")),
                    ],
                    options={
                        "verbose_name": "skickat mejl",
                        "verbose_name_plural": "skickade mejl",
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "on", "duty"), name="mail_is_sent_once", nulls_distinct=False, violation_error_message="Mejlet är redan skickat."),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("duty__isnull", True), ("on__isnull", False)), models.Q(("duty__isnull", False), ("on__isnull", True)), _connector="OR"),
                                name="mail_is_a_digest_or_about_a_decision",
                                violation_error_message="Mejlet är en sammanställning eller gäller ett beslut.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("refused_at__isnull", True), models.Q(("sent_at__isnull", True), models.Q(("refusal", ""), _negated=True)), _connector="OR"),
                                name="refused_mail_says_why_and_is_not_sent",
                                violation_error_message="Ett mejl som inte togs emot säger varför, och är inte skickat.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="calendar_feeds", to=settings.AUTH_USER_MODEL, verbose_name="användare")),
                        ("fingerprint", models.CharField(max_length=64, unique=True, verbose_name="fingeravtryck")),
                        ("made_at", models.DateTimeField(verbose_name="skapad")),
                        ("revoked_at", models.DateTimeField(null=True, verbose_name="återkallad")),
                    ],
                    options={
                        "verbose_name": "kalenderadress",
                        "verbose_name_plural": "kalenderadresser",
                    },
                ),
            ],
        ),
    ]
