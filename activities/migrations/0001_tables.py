"""The category plan and its activities."""

import django.core.validators
import django.db.models.deletion
import pghistory.utils
from django.conf import settings
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql

from huddinge_vo.common.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("common", "__first__"),
        ("contracts", "0001_tables"),
        ("procurement", "0001_tables"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="CategoryPlan",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("category", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="contracts.category", verbose_name="kategori")),
                        ("title", models.CharField(max_length=200, verbose_name="rubrik")),
                        ("decided_by", models.CharField(max_length=100, verbose_name="beslutad av")),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="beslutad den")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="diarienummer")),
                        ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                        ("valid_from", models.DateField(verbose_name="gäller från och med")),
                        ("valid_until", models.DateField(verbose_name="gäller till och med")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "kategoriplan",
                        "verbose_name_plural": "kategoriplaner",
                        "constraints": [
                            models.UniqueConstraint(fields=("category", "valid_from"), name="category_has_one_plan_from_a_day", violation_error_message="Kategorin har redan en plan från den dagen."),
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__gte", models.F("valid_from"))),
                                name="plan_ends_after_it_begins",
                                violation_error_message="Sista dagen kan inte ligga före första dagen.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_categoryplanevent" ("category_id", "decided_by", "decided_on", "edition", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registry_number", "title", "valid_from", "valid_until", "version") VALUES (NEW."category_id", NEW."decided_by", NEW."decided_on", NEW."edition", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."registry_number", NEW."title", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                                    hash="e2c08dca1cd653a96e1d60b58e8074d49698ede6",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_9f8f4",
                                    table="activities_categoryplan",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_categoryplanevent" ("category_id", "decided_by", "decided_on", "edition", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registry_number", "title", "valid_from", "valid_until", "version") VALUES (NEW."category_id", NEW."decided_by", NEW."decided_on", NEW."edition", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."registry_number", NEW."title", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;',
                                    hash="d5c1e351b410719a8f8bc06445f644f4ac356a61",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_deb1b",
                                    table="activities_categoryplan",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_categoryplanevent" ("category_id", "decided_by", "decided_on", "edition", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registry_number", "title", "valid_from", "valid_until", "version") VALUES (OLD."category_id", OLD."decided_by", OLD."decided_on", OLD."edition", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."registry_number", OLD."title", OLD."valid_from", OLD."valid_until", OLD."version"); RETURN NULL;',
                                    hash="dba2895949b457e07784a422032546f81a5f701b",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e1256",
                                    table="activities_categoryplan",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CategoryPlanEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="activities.categoryplan")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "category",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.category", verbose_name="kategori"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="rubrik")),
                        ("decided_by", models.CharField(max_length=100, verbose_name="beslutad av")),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="beslutad den")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="diarienummer")),
                        ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                        ("valid_from", models.DateField(verbose_name="gäller från och med")),
                        ("valid_until", models.DateField(verbose_name="gäller till och med")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="d981bb2043497dcdbc9eec1d45291b2e03ae77dc",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_28dc1",
                                    table="activities_categoryplanevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EffectGoal",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="effect_goals", to="activities.categoryplan", verbose_name="kategoriplan")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
                        ("name", models.CharField(max_length=300, verbose_name="effektmål")),
                        ("target_areas", models.CharField(max_length=300, verbose_name="målområden")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                help_text="Kommenterar målet i statusrapporten.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="goals",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="målägare",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "effektmål",
                        "verbose_name_plural": "effektmål",
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "number"), name="effect_goal_number_is_unique_in_plan", violation_error_message="Planen har redan ett effektmål med det numret.")
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_effectgoalevent" ("id", "name", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "target_areas") VALUES (NEW."id", NEW."name", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."target_areas"); RETURN NULL;',
                                    hash="dfc570e54d431e6d4c2c59e36b691b1de648f662",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_4af93",
                                    table="activities_effectgoal",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_effectgoalevent" ("id", "name", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "target_areas") VALUES (NEW."id", NEW."name", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."target_areas"); RETURN NULL;',
                                    hash="4f7e9ff7bb9a3825c89db744cc05f79e75359d17",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8fe10",
                                    table="activities_effectgoal",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_effectgoalevent" ("id", "name", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "target_areas") VALUES (OLD."id", OLD."name", OLD."number", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."target_areas"); RETURN NULL;',
                                    hash="2aaf7db317809ea5d3715184802f2fa4d155cff9",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d18cf",
                                    table="activities_effectgoal",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EffectGoalEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="activities.effectgoal")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="activities.categoryplan", verbose_name="kategoriplan"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
                        ("name", models.CharField(max_length=300, verbose_name="effektmål")),
                        ("target_areas", models.CharField(max_length=300, verbose_name="målområden")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Kommenterar målet i statusrapporten.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="målägare",
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
                                    hash="df81277daf1f517542e36c56b64be41187bad1b2",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_4261a",
                                    table="activities_effectgoalevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanFigure",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="activities.categoryplan", verbose_name="kategoriplan")),
                        ("code", models.CharField(max_length=40, verbose_name="kod")),
                        ("label", models.CharField(max_length=200, verbose_name="benämning")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                        ("value", models.DecimalField(decimal_places=4, max_digits=17, verbose_name="värde")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="anmärkning")),
                    ],
                    options={
                        "verbose_name": "uppgift i planen",
                        "verbose_name_plural": "uppgifter i planen",
                        "constraints": [models.UniqueConstraint(fields=("plan", "code", "year"), name="plan_states_a_figure_once", violation_error_message="Planen har redan den uppgiften för året.")],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_planfigureevent" ("code", "id", "label", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "value", "year") VALUES (NEW."code", NEW."id", NEW."label", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."value", NEW."year"); RETURN NULL;',
                                    hash="f34e57b3fc8034e70df8b83f74629e740547656e",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_4322e",
                                    table="activities_planfigure",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_planfigureevent" ("code", "id", "label", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "value", "year") VALUES (NEW."code", NEW."id", NEW."label", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."value", NEW."year"); RETURN NULL;',
                                    hash="7bca903a4ae42f51cf7f4423c3740ef63aa3ae15",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_c2bcb",
                                    table="activities_planfigure",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_planfigureevent" ("code", "id", "label", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "value", "year") VALUES (OLD."code", OLD."id", OLD."label", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."value", OLD."year"); RETURN NULL;',
                                    hash="aa48a62319f81201067cdeb0a726a3c46db391ee",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_121aa",
                                    table="activities_planfigure",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanFigureEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="activities.planfigure")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="activities.categoryplan", verbose_name="kategoriplan"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="kod")),
                        ("label", models.CharField(max_length=200, verbose_name="benämning")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                        ("value", models.DecimalField(decimal_places=4, max_digits=17, verbose_name="värde")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="anmärkning")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="75f385ab9c65b8a720c8b7758787f531e575e5f3",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_2923b",
                                    table="activities_planfigureevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Strategy",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="strategies", to="activities.categoryplan", verbose_name="kategoriplan")),
                        ("number", models.CharField(max_length=10, verbose_name="nummer")),
                        ("title", models.CharField(max_length=120, verbose_name="strategi")),
                        ("summary", models.CharField(max_length=500, verbose_name="i korthet")),
                    ],
                    options={
                        "verbose_name": "strategi",
                        "verbose_name_plural": "strategier",
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "number"), name="strategy_number_is_unique_in_plan", violation_error_message="Planen har redan en strategi med det numret.")
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_strategyevent" ("id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "summary", "title") VALUES (NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."summary", NEW."title"); RETURN NULL;',
                                    hash="f5feb6c7440c9c4daa26620353b42035718e51dc",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b6135",
                                    table="activities_strategy",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_strategyevent" ("id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "summary", "title") VALUES (NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."summary", NEW."title"); RETURN NULL;',
                                    hash="54b447085d30c78d163f921a0cf38d94d7467d59",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_54432",
                                    table="activities_strategy",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_strategyevent" ("id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "summary", "title") VALUES (OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."summary", OLD."title"); RETURN NULL;',
                                    hash="860526cc0315bb23a25ac5de3c1e9f09bbf55672",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_5ff88",
                                    table="activities_strategy",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StrategyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="activities.strategy")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="activities.categoryplan", verbose_name="kategoriplan"
                            ),
                        ),
                        ("number", models.CharField(max_length=10, verbose_name="nummer")),
                        ("title", models.CharField(max_length=120, verbose_name="strategi")),
                        ("summary", models.CharField(max_length=500, verbose_name="i korthet")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="178fa3a8a2c7055c1b47b7fd24d44bde6f1cb02e",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_e8c76",
                                    table="activities_strategyevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SteeringSignal",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="signals", to="activities.categoryplan", verbose_name="kategoriplan")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("LAW", "lag, förordning eller direktiv"), ("INTERNAL", "internt styrdokument"), ("BUDGET", "mål och budget")], max_length=20, verbose_name="slag"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="styrsignal")),
                        ("url", models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=["http", "https"])], verbose_name="länk")),
                        ("comment", models.TextField(blank=True, max_length=2000, verbose_name="vad den betyder för kategorin")),
                        ("review_on", models.DateField(blank=True, null=True, verbose_name="läses om")),
                        ("responsible", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="läses av")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "styrsignal",
                        "verbose_name_plural": "styrsignaler",
                        "constraints": [models.UniqueConstraint(fields=("plan", "title"), name="signal_is_named_once_in_plan", violation_error_message="Planen har redan den styrsignalen.")],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_steeringsignalevent" ("comment", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "responsible_id", "review_on", "title", "url", "version") VALUES (NEW."comment", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."responsible_id", NEW."review_on", NEW."title", NEW."url", NEW."version"); RETURN NULL;',
                                    hash="8a8d5b21574c258e118c90f19289a418b521eaba",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_1b3d5",
                                    table="activities_steeringsignal",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_steeringsignalevent" ("comment", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "responsible_id", "review_on", "title", "url", "version") VALUES (NEW."comment", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."responsible_id", NEW."review_on", NEW."title", NEW."url", NEW."version"); RETURN NULL;',
                                    hash="928321712e87ad15f6f18f022cb6955e602dd307",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_3c082",
                                    table="activities_steeringsignal",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_steeringsignalevent" ("comment", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "responsible_id", "review_on", "title", "url", "version") VALUES (OLD."comment", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."responsible_id", OLD."review_on", OLD."title", OLD."url", OLD."version"); RETURN NULL;',
                                    hash="bf6539c76026b318027cf74e6a4c5487e4fdf4d0",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4362f",
                                    table="activities_steeringsignal",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SteeringSignalEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="activities.steeringsignal")),
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
                            "kind",
                            models.CharField(
                                choices=[("LAW", "lag, förordning eller direktiv"), ("INTERNAL", "internt styrdokument"), ("BUDGET", "mål och budget")], max_length=20, verbose_name="slag"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="styrsignal")),
                        ("url", models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=["http", "https"])], verbose_name="länk")),
                        ("comment", models.TextField(blank=True, max_length=2000, verbose_name="vad den betyder för kategorin")),
                        ("review_on", models.DateField(blank=True, null=True, verbose_name="läses om")),
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
                                verbose_name="läses av",
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
                                    hash="15e9ac30dafa2d53a7accb0101b1cb7a29917ba9",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_a17d5",
                                    table="activities_steeringsignalevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TeamMember",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="team", to="activities.categoryplan", verbose_name="kategoriplan")),
                        ("role", models.CharField(max_length=120, verbose_name="roll")),
                        ("unit", models.CharField(blank=True, max_length=60, verbose_name="förvaltning")),
                        ("person", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="person")),
                    ],
                    options={
                        "verbose_name": "plats i kategoriteamet",
                        "verbose_name_plural": "kategoriteam",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "role", "unit", "person"),
                                name="team_has_a_role_once_for_a_person",
                                nulls_distinct=False,
                                violation_error_message="Rollen finns redan i teamet för samma person.",
                            )
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_teammemberevent" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "role", "unit") VALUES (NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."role", NEW."unit"); RETURN NULL;',
                                    hash="e1d767654a453fc6dba75f08ced809ae83f71cf0",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_fdca1",
                                    table="activities_teammember",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_teammemberevent" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "role", "unit") VALUES (NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."role", NEW."unit"); RETURN NULL;',
                                    hash="b5108007ef59a9ddc43c5abf6a6b37860a3d35a4",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_2d489",
                                    table="activities_teammember",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_teammemberevent" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "role", "unit") VALUES (OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."role", OLD."unit"); RETURN NULL;',
                                    hash="b6298cb74e301bac8fff63abfe8cfcd6731cd57d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ac9b6",
                                    table="activities_teammember",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TeamMemberEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="activities.teammember")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="activities.categoryplan", verbose_name="kategoriplan"
                            ),
                        ),
                        ("role", models.CharField(max_length=120, verbose_name="roll")),
                        ("unit", models.CharField(blank=True, max_length=60, verbose_name="förvaltning")),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
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
                                    hash="b9e23059daac2af45cfb8602224721619e6e7555",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_e4780",
                                    table="activities_teammemberevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Activity",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("plan", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="activities", to="activities.categoryplan", verbose_name="kategoriplan")),
                        (
                            "number",
                            models.CharField(
                                help_text="Till exempel 2.10.",
                                max_length=10,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[1-9][0-9]{0,3}(\\.[1-9][0-9]{0,3}){0,2}\\Z", "Skriv numret med siffror och punkt emellan, utan inledande nollor. Till exempel 3, 10 eller 2.10."
                                    )
                                ],
                                verbose_name="nummer",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="aktivitet")),
                        ("description", models.TextField(blank=True, max_length=3000, verbose_name="beskrivning")),
                        ("potential", models.TextField(blank=True, max_length=1000, verbose_name="potential")),
                        ("goal", models.TextField(blank=True, max_length=1000, verbose_name="mål")),
                        ("implementation", models.TextField(blank=True, max_length=2000, verbose_name="genomförande")),
                        ("responsible", models.CharField(max_length=200, verbose_name="ansvarig roll")),
                        (
                            "responsible_person",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="activities", to=settings.AUTH_USER_MODEL, verbose_name="ansvarig person"
                            ),
                        ),
                        ("participants", models.CharField(blank=True, max_length=500, verbose_name="deltagare")),
                        ("stakeholders", models.CharField(blank=True, max_length=500, verbose_name="intressenter")),
                        ("steering_group", models.CharField(blank=True, max_length=500, verbose_name="styrgrupp")),
                        (
                            "priority",
                            models.PositiveSmallIntegerField(
                                help_text="1 är högst, 4 lägst.", validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)], verbose_name="prioritet"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("NOT_STARTED", "ej påbörjad"), ("ONGOING", "pågår"), ("DONE", "klar"), ("STOPPED", "avbruten")], default="NOT_STARTED", max_length=20, verbose_name="status"
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="startar")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="klar senast")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="blev klar")),
                        ("late_reason", models.CharField(blank=True, max_length=500, verbose_name="varför den är försenad")),
                        ("expected_effect", models.TextField(blank=True, max_length=1000, verbose_name="förväntad effekt")),
                        ("expected_effect_sek", models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, verbose_name="förväntad effekt, kr")),
                        ("achieved_effect", models.TextField(blank=True, max_length=1000, verbose_name="uppnådd effekt")),
                        ("achieved_effect_sek", models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, verbose_name="uppnådd effekt, kr")),
                        ("evidence", models.CharField(blank=True, help_text="Dokument, mätning eller diarienummer.", max_length=500, verbose_name="underlag för effekten")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("goals", models.ManyToManyField(blank=True, related_name="activities", to="activities.effectgoal", verbose_name="effektmål")),
                        ("strategies", models.ManyToManyField(blank=True, related_name="activities", to="activities.strategy", verbose_name="strategier")),
                    ],
                    options={
                        "verbose_name": "aktivitet",
                        "verbose_name_plural": "aktiviteter",
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "number"), name="activity_number_is_unique_in_plan", violation_error_message="Planen har redan en aktivitet med det numret."),
                            models.CheckConstraint(
                                condition=models.Q(("number__regex", "^[1-9][0-9]{0,3}(\\.[1-9][0-9]{0,3}){0,2}\\Z")),
                                name="activity_number_is_numbers_with_points",
                                violation_error_message="Skriv numret med siffror och punkt emellan, utan inledande nollor. Till exempel 3, 10 eller 2.10.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("starts_on__isnull", True), ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                                name="activity_ends_after_it_begins",
                                violation_error_message="Sista dagen kan inte ligga före första dagen.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("priority__gte", 1), ("priority__lte", 4)), name="activity_priority_is_one_to_four", violation_error_message="Prioriteten är 1, 2, 3 eller 4."
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_on__isnull", False), ("status", "DONE")), models.Q(models.Q(("status", "DONE"), _negated=True), ("done_on__isnull", True)), _connector="OR"
                                ),
                                name="activity_that_is_done_has_a_day",
                                violation_error_message="En klar aktivitet har en dag då den blev klar, och bara den.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("achieved_effect_sek__isnull", True), models.Q(("evidence", ""), _negated=True), _connector="OR"),
                                name="achieved_kronor_have_evidence",
                                violation_error_message="Ange underlag för den uppnådda effekten i kronor.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_activityevent" ("achieved_effect", "achieved_effect_sek", "description", "done_on", "ends_on", "evidence", "expected_effect", "expected_effect_sek", "goal", "id", "implementation", "late_reason", "number", "participants", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "potential", "priority", "responsible", "responsible_person_id", "stakeholders", "starts_on", "status", "steering_group", "title", "version") VALUES (NEW."achieved_effect", NEW."achieved_effect_sek", NEW."description", NEW."done_on", NEW."ends_on", NEW."evidence", NEW."expected_effect", NEW."expected_effect_sek", NEW."goal", NEW."id", NEW."implementation", NEW."late_reason", NEW."number", NEW."participants", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."potential", NEW."priority", NEW."responsible", NEW."responsible_person_id", NEW."stakeholders", NEW."starts_on", NEW."status", NEW."steering_group", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="20e5f63578927d7886b71ed3e52a04124832f6f2",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6de9c",
                                    table="activities_activity",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_activityevent" ("achieved_effect", "achieved_effect_sek", "description", "done_on", "ends_on", "evidence", "expected_effect", "expected_effect_sek", "goal", "id", "implementation", "late_reason", "number", "participants", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "potential", "priority", "responsible", "responsible_person_id", "stakeholders", "starts_on", "status", "steering_group", "title", "version") VALUES (NEW."achieved_effect", NEW."achieved_effect_sek", NEW."description", NEW."done_on", NEW."ends_on", NEW."evidence", NEW."expected_effect", NEW."expected_effect_sek", NEW."goal", NEW."id", NEW."implementation", NEW."late_reason", NEW."number", NEW."participants", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."potential", NEW."priority", NEW."responsible", NEW."responsible_person_id", NEW."stakeholders", NEW."starts_on", NEW."status", NEW."steering_group", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="5a7c0043e5b3dbbe6244a007bd80b19c729d580b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_a56a1",
                                    table="activities_activity",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_activityevent" ("achieved_effect", "achieved_effect_sek", "description", "done_on", "ends_on", "evidence", "expected_effect", "expected_effect_sek", "goal", "id", "implementation", "late_reason", "number", "participants", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "potential", "priority", "responsible", "responsible_person_id", "stakeholders", "starts_on", "status", "steering_group", "title", "version") VALUES (OLD."achieved_effect", OLD."achieved_effect_sek", OLD."description", OLD."done_on", OLD."ends_on", OLD."evidence", OLD."expected_effect", OLD."expected_effect_sek", OLD."goal", OLD."id", OLD."implementation", OLD."late_reason", OLD."number", OLD."participants", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."potential", OLD."priority", OLD."responsible", OLD."responsible_person_id", OLD."stakeholders", OLD."starts_on", OLD."status", OLD."steering_group", OLD."title", OLD."version"); RETURN NULL;',
                                    hash="23c6546114c8e0e7c3600a8cde18c0c5622ffbab",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_cc776",
                                    table="activities_activity",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActivityEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="activities.activity")),
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
                            "number",
                            models.CharField(
                                help_text="Till exempel 2.10.",
                                max_length=10,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[1-9][0-9]{0,3}(\\.[1-9][0-9]{0,3}){0,2}\\Z", "Skriv numret med siffror och punkt emellan, utan inledande nollor. Till exempel 3, 10 eller 2.10."
                                    )
                                ],
                                verbose_name="nummer",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="aktivitet")),
                        ("description", models.TextField(blank=True, max_length=3000, verbose_name="beskrivning")),
                        ("potential", models.TextField(blank=True, max_length=1000, verbose_name="potential")),
                        ("goal", models.TextField(blank=True, max_length=1000, verbose_name="mål")),
                        ("implementation", models.TextField(blank=True, max_length=2000, verbose_name="genomförande")),
                        ("responsible", models.CharField(max_length=200, verbose_name="ansvarig roll")),
                        (
                            "responsible_person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ansvarig person",
                            ),
                        ),
                        ("participants", models.CharField(blank=True, max_length=500, verbose_name="deltagare")),
                        ("stakeholders", models.CharField(blank=True, max_length=500, verbose_name="intressenter")),
                        ("steering_group", models.CharField(blank=True, max_length=500, verbose_name="styrgrupp")),
                        (
                            "priority",
                            models.PositiveSmallIntegerField(
                                help_text="1 är högst, 4 lägst.", validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)], verbose_name="prioritet"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("NOT_STARTED", "ej påbörjad"), ("ONGOING", "pågår"), ("DONE", "klar"), ("STOPPED", "avbruten")], default="NOT_STARTED", max_length=20, verbose_name="status"
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="startar")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="klar senast")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="blev klar")),
                        ("late_reason", models.CharField(blank=True, max_length=500, verbose_name="varför den är försenad")),
                        ("expected_effect", models.TextField(blank=True, max_length=1000, verbose_name="förväntad effekt")),
                        ("expected_effect_sek", models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, verbose_name="förväntad effekt, kr")),
                        ("achieved_effect", models.TextField(blank=True, max_length=1000, verbose_name="uppnådd effekt")),
                        ("achieved_effect_sek", models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, verbose_name="uppnådd effekt, kr")),
                        ("evidence", models.CharField(blank=True, help_text="Dokument, mätning eller diarienummer.", max_length=500, verbose_name="underlag för effekten")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="db1ce8ee7434c8d6ffd204f1fd78016cd3a3a0a3",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_09934",
                                    table="activities_activityevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActivityStep",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("activity", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="activities.activity", verbose_name="aktivitet")),
                        ("name", models.CharField(max_length=200, verbose_name="steg")),
                        ("due_on", models.DateField(verbose_name="klart senast")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="blev klart")),
                        ("responsible", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="ansvarig")),
                    ],
                    options={
                        "verbose_name": "steg",
                        "verbose_name_plural": "steg",
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_activitystepevent" ("activity_id", "done_on", "due_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsible_id") VALUES (NEW."activity_id", NEW."done_on", NEW."due_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."responsible_id"); RETURN NULL;',
                                    hash="c60a5b69d749b873bb229570c85dfd929fdeb10a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e0c29",
                                    table="activities_activitystep",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_activitystepevent" ("activity_id", "done_on", "due_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsible_id") VALUES (NEW."activity_id", NEW."done_on", NEW."due_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."responsible_id"); RETURN NULL;',
                                    hash="22549b284f46d23669344e205093dc1b52468917",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_7e04c",
                                    table="activities_activitystep",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "activities_activitystepevent" ("activity_id", "done_on", "due_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsible_id") VALUES (OLD."activity_id", OLD."done_on", OLD."due_on", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."responsible_id"); RETURN NULL;',
                                    hash="f2ec9239290f24c1fc4be886abb9e03c9df5f03c",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_721b4",
                                    table="activities_activitystep",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActivityStepEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="activities.activitystep")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "activity",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="activities.activity", verbose_name="aktivitet"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="steg")),
                        ("due_on", models.DateField(verbose_name="klart senast")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="blev klart")),
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
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="28ddea7f9df2a35c980ab3ee4d721c6bff6cad47",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_1ed24",
                                    table="activities_activitystepevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgressNote",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("activity", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="activities.activity", verbose_name="aktivitet")),
                        ("text", models.TextField(max_length=2000, verbose_name="anteckning")),
                        ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="av")),
                        ("at", models.DateTimeField(verbose_name="när")),
                    ],
                    options={
                        "verbose_name": "anteckning",
                        "verbose_name_plural": "anteckningar",
                    },
                ),
            ],
        ),
    ]
