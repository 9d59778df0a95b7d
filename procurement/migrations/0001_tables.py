"""The procurement plan, procurements, strategies and placements."""

import django.core.validators
import django.db.models.deletion
import pghistory.utils
from django.conf import settings
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql

from huddinge_vo.common.kept_files import document_path
from huddinge_vo.common.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("common", "__first__"),
        ("contracts", "0001_tables"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Placement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="common.organization", verbose_name="köpare")),
                        ("number", models.CharField(max_length=60, verbose_name="nummer")),
                        ("case_reference", models.CharField(blank=True, max_length=60, verbose_name="ärendereferens")),
                        ("supplier", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="contracts.supplier", verbose_name="leverantör")),
                        ("category", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="contracts.category", verbose_name="underkategori")),
                        (
                            "contract",
                            models.ForeignKey(
                                blank=True,
                                help_text="Lämna tomt för ett avsteg: en placering utanför avtal.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="placements",
                                to="contracts.contract",
                                verbose_name="avtal",
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=200, verbose_name="förvaltning")),
                        ("valid_from", models.DateField(verbose_name="från och med")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="till och med")),
                        ("price_sek", models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name="pris, kr")),
                        ("requested_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="requested_placements", to=settings.AUTH_USER_MODEL, verbose_name="begärd av")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="approved_placements", to=settings.AUTH_USER_MODEL, verbose_name="godkänd av"
                            ),
                        ),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="godkänd den")),
                        ("writers", models.ManyToManyField(blank=True, editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="har skrivit i")),
                    ],
                    options={
                        "verbose_name": "placering",
                        "verbose_name_plural": "placeringar och avsteg",
                        "constraints": [
                            models.UniqueConstraint(fields=("buyer", "number"), name="placement_number_is_unique_for_buyer", violation_error_message="Det finns redan en placering med det numret."),
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"),
                                name="placement_ends_after_it_begins",
                                violation_error_message="Sista dagen kan inte ligga före första dagen.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("approved_by__isnull", True), models.Q(("approved_by", models.F("requested_by")), _negated=True), _connector="OR"),
                                name="placement_is_approved_by_another",
                                violation_error_message="Den som begärde placeringen kan inte godkänna den.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("approved_by__isnull", True), ("approved_on__isnull", True)), models.Q(("approved_by__isnull", False), ("approved_on__isnull", False)), _connector="OR"
                                ),
                                name="approval_has_a_person_and_a_day",
                                violation_error_message="Ange både vem som godkände och när.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="placement_is_approved_by_nobody_who_wrote_in_it",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (NEW."approved_by_id" IS NOT NULL)',
                                    func="""
            IF NEW.approved_by_id IS DISTINCT FROM OLD.approved_by_id AND EXISTS (
                SELECT FROM procurement_placement_writers w WHERE w.placement_id = NEW.id AND w.user_id = NEW.approved_by_id
            ) THEN
                RAISE EXCEPTION 'Den som har skrivit i placeringen kan inte godkänna den.' USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_is_approved_by_nobody_who_wrote_in_it';
            END IF;
            RETURN NULL;
        """,
                                    hash="678d90b92196ef735adce041c0fdfb9db04f5ebc",
                                    operation="UPDATE",
                                    pgid="pgtrigger_placement_is_approved_by_nobody_who_wrote_in_it_c6d14",
                                    table="procurement_placement",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_placementevent" ("approved_by_id", "approved_on", "buyer_id", "case_reference", "category_id", "contract_id", "id", "is_secret", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_sek", "requested_by_id", "supplier_id", "unit", "valid_from", "valid_until") VALUES (NEW."approved_by_id", NEW."approved_on", NEW."buyer_id", NEW."case_reference", NEW."category_id", NEW."contract_id", NEW."id", NEW."is_secret", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."price_sek", NEW."requested_by_id", NEW."supplier_id", NEW."unit", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                                    hash="ddac5df7bc054ce61df63aeda2c9a67296c986aa",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c93a3",
                                    table="procurement_placement",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "procurement_placementevent" ("approved_by_id", "approved_on", "buyer_id", "case_reference", "category_id", "contract_id", "id", "is_secret", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_sek", "requested_by_id", "supplier_id", "unit", "valid_from", "valid_until") VALUES (NEW."approved_by_id", NEW."approved_on", NEW."buyer_id", NEW."case_reference", NEW."category_id", NEW."contract_id", NEW."id", NEW."is_secret", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."price_sek", NEW."requested_by_id", NEW."supplier_id", NEW."unit", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                                    hash="844560e1b32e1e0d228e0d07f02215e2be45c75d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_5bd09",
                                    table="procurement_placement",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_placementevent" ("approved_by_id", "approved_on", "buyer_id", "case_reference", "category_id", "contract_id", "id", "is_secret", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_sek", "requested_by_id", "supplier_id", "unit", "valid_from", "valid_until") VALUES (OLD."approved_by_id", OLD."approved_on", OLD."buyer_id", OLD."case_reference", OLD."category_id", OLD."contract_id", OLD."id", OLD."is_secret", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."price_sek", OLD."requested_by_id", OLD."supplier_id", OLD."unit", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                                    hash="80d2a552880706427c01e6a6891bdb9afba255b2",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2c477",
                                    table="procurement_placement",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlacementEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="procurement.placement")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        (
                            "buyer",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="common.organization", verbose_name="köpare"
                            ),
                        ),
                        ("number", models.CharField(max_length=60, verbose_name="nummer")),
                        ("case_reference", models.CharField(blank=True, max_length=60, verbose_name="ärendereferens")),
                        (
                            "supplier",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.supplier", verbose_name="leverantör"
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.category", verbose_name="underkategori"
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Lämna tomt för ett avsteg: en placering utanför avtal.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.contract",
                                verbose_name="avtal",
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=200, verbose_name="förvaltning")),
                        ("valid_from", models.DateField(verbose_name="från och med")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="till och med")),
                        ("price_sek", models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name="pris, kr")),
                        (
                            "requested_by",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to=settings.AUTH_USER_MODEL, verbose_name="begärd av"
                            ),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="godkänd av",
                            ),
                        ),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="godkänd den")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="c2daa1ddd8457a4598fe52a7085ec89833f4a86e",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_10877",
                                    table="procurement_placementevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlannedNeed",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="planned_needs", to="common.organization", verbose_name="köpare")),
                        ("year", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name="år")),
                        ("name", models.CharField(max_length=300, verbose_name="behov")),
                        (
                            "category",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="planned_needs", to="contracts.category", verbose_name="underkategori"),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="planned_needs", to="contracts.contractarea", verbose_name="avtalsområde"
                            ),
                        ),
                        ("is_added", models.BooleanField(default=False, help_text="Behovet fanns inte i planen när den beslutades.", verbose_name="tillkommande")),
                        (
                            "status",
                            models.CharField(
                                choices=[("PLANNED", "planerad"), ("ONGOING", "pågår"), ("DONE", "genomförd"), ("DROPPED", "utgår")], default="PLANNED", max_length=10, verbose_name="status"
                            ),
                        ),
                        ("start_by", models.DateField(blank=True, help_text="Tomt: föreslås ur avtalens slut.", null=True, verbose_name="börja senast")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="anmärkning")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "behov",
                        "verbose_name_plural": "upphandlingsplan",
                        "constraints": [
                            models.UniqueConstraint(fields=("buyer", "year", "name"), name="planned_need_is_unique_in_year", violation_error_message="Behovet finns redan i planen för det året."),
                            models.CheckConstraint(
                                condition=models.Q(("year__gte", 2000), ("year__lte", 2100)), name="planned_need_has_a_year", violation_error_message="Ange ett år mellan 2000 och 2100."
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_plannedneedevent" ("area_id", "buyer_id", "category_id", "id", "is_added", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_by", "status", "version", "year") VALUES (NEW."area_id", NEW."buyer_id", NEW."category_id", NEW."id", NEW."is_added", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."start_by", NEW."status", NEW."version", NEW."year"); RETURN NULL;',
                                    hash="a98301ff8a60ef20f1ecb9a412a47063c42b7e39",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ee7c5",
                                    table="procurement_plannedneed",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "procurement_plannedneedevent" ("area_id", "buyer_id", "category_id", "id", "is_added", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_by", "status", "version", "year") VALUES (NEW."area_id", NEW."buyer_id", NEW."category_id", NEW."id", NEW."is_added", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."start_by", NEW."status", NEW."version", NEW."year"); RETURN NULL;',
                                    hash="0a93561f3ef02fb529afa80a4f25962dba9e2192",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f44e6",
                                    table="procurement_plannedneed",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_plannedneedevent" ("area_id", "buyer_id", "category_id", "id", "is_added", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_by", "status", "version", "year") VALUES (OLD."area_id", OLD."buyer_id", OLD."category_id", OLD."id", OLD."is_added", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."start_by", OLD."status", OLD."version", OLD."year"); RETURN NULL;',
                                    hash="7bfcff44489d22114c6c6b1fea1708f5e21575b6",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d75d5",
                                    table="procurement_plannedneed",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlannedNeedEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="procurement.plannedneed")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "buyer",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="common.organization", verbose_name="köpare"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name="år")),
                        ("name", models.CharField(max_length=300, verbose_name="behov")),
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
                        ("is_added", models.BooleanField(default=False, help_text="Behovet fanns inte i planen när den beslutades.", verbose_name="tillkommande")),
                        (
                            "status",
                            models.CharField(
                                choices=[("PLANNED", "planerad"), ("ONGOING", "pågår"), ("DONE", "genomförd"), ("DROPPED", "utgår")], default="PLANNED", max_length=10, verbose_name="status"
                            ),
                        ),
                        ("start_by", models.DateField(blank=True, help_text="Tomt: föreslås ur avtalens slut.", null=True, verbose_name="börja senast")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="anmärkning")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="3d38953d812fb0eaa4c830489364dd8c943927e6",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_d8263",
                                    table="procurement_plannedneedevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProcurementTerm",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("buyer", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="procurement_term", to="common.organization", verbose_name="köpare")),
                        (
                            "start_months_before",
                            models.PositiveSmallIntegerField(
                                default=18,
                                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)],
                                verbose_name="börja så många månader före avtalets slut",
                            ),
                        ),
                        (
                            "standstill_days",
                            models.PositiveSmallIntegerField(
                                default=10, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(60)], verbose_name="avtalsspärr, dagar"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "planeringsvärden",
                        "verbose_name_plural": "planeringsvärden",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("standstill_days__gte", 10)), name="standstill_is_at_least_ten_days", violation_error_message="Avtalsspärren är minst tio dagar."
                            ),
                            models.CheckConstraint(condition=models.Q(("start_months_before__gte", 1)), name="start_is_at_least_a_month_before", violation_error_message="Ange minst en månad."),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_procurementtermevent" ("buyer_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standstill_days", "start_months_before") VALUES (NEW."buyer_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."standstill_days", NEW."start_months_before"); RETURN NULL;',
                                    hash="ef4e40de905bd601b87df01f01713f806fdcf99c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f502b",
                                    table="procurement_procurementterm",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "procurement_procurementtermevent" ("buyer_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standstill_days", "start_months_before") VALUES (NEW."buyer_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."standstill_days", NEW."start_months_before"); RETURN NULL;',
                                    hash="c0c24b25fbfbca33692334826c0ef1eb7d224345",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_00484",
                                    table="procurement_procurementterm",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_procurementtermevent" ("buyer_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standstill_days", "start_months_before") VALUES (OLD."buyer_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."standstill_days", OLD."start_months_before"); RETURN NULL;',
                                    hash="99016c003642071d1945fcf1241e81116b39f77f",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_8e37c",
                                    table="procurement_procurementterm",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProcurementTermEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="procurement.procurementterm")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "buyer",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="common.organization", verbose_name="köpare"
                            ),
                        ),
                        (
                            "start_months_before",
                            models.PositiveSmallIntegerField(
                                default=18,
                                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)],
                                verbose_name="börja så många månader före avtalets slut",
                            ),
                        ),
                        (
                            "standstill_days",
                            models.PositiveSmallIntegerField(
                                default=10, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(60)], verbose_name="avtalsspärr, dagar"
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
                                    hash="268471fbedc1d7fcaef5ab0ccc7e3e19689847a9",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_0ccb8",
                                    table="procurement_procurementtermevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MilestoneTemplate",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="milestone_templates", to="common.organization", verbose_name="köpare")),
                        ("name", models.CharField(max_length=100, verbose_name="namn")),
                        ("is_default", models.BooleanField(default=False, verbose_name="förvald")),
                    ],
                    options={
                        "verbose_name": "mall för tidplan",
                        "verbose_name_plural": "mallar för tidplan",
                        "constraints": [
                            models.UniqueConstraint(fields=("buyer", "name"), name="milestone_template_name_is_unique", violation_error_message="Det finns redan en mall med det namnet."),
                            models.UniqueConstraint(
                                condition=models.Q(("is_default", True)), fields=("buyer",), name="one_milestone_template_is_default", violation_error_message="En mall är redan förvald."
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_milestonetemplateevent" ("buyer_id", "id", "is_default", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."buyer_id", NEW."id", NEW."is_default", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="88eafc1e2eb2e6ffc38a7fed500c5cc40e9bd146",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_3a12b",
                                    table="procurement_milestonetemplate",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "procurement_milestonetemplateevent" ("buyer_id", "id", "is_default", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."buyer_id", NEW."id", NEW."is_default", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="dad8c56288da4dc29b38afdf10b0b97590778041",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_28157",
                                    table="procurement_milestonetemplate",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_milestonetemplateevent" ("buyer_id", "id", "is_default", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."buyer_id", OLD."id", OLD."is_default", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="bee92b777ade7c48135a95b0256b9d1f899513f0",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2865b",
                                    table="procurement_milestonetemplate",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MilestoneTemplateEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="procurement.milestonetemplate")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "buyer",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="common.organization", verbose_name="köpare"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="namn")),
                        ("is_default", models.BooleanField(default=False, verbose_name="förvald")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="79c172285860a805e104414b1e4e638c46f136a7",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_69838",
                                    table="procurement_milestonetemplateevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TemplateStep",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("template", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="procurement.milestonetemplate", verbose_name="mall")),
                        ("order", models.PositiveSmallIntegerField(verbose_name="ordning")),
                        ("code", models.SlugField(max_length=30, verbose_name="kod")),
                        ("name", models.CharField(max_length=150, verbose_name="namn")),
                        ("working_days_before_next", models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(1000)], verbose_name="arbetsdagar till nästa")),
                        ("is_standstill", models.BooleanField(default=False, verbose_name="avtalsspärr följer")),
                    ],
                    options={
                        "verbose_name": "steg i mall",
                        "verbose_name_plural": "steg i mall",
                        "constraints": [
                            models.UniqueConstraint(fields=("template", "code"), name="template_step_code_is_unique", violation_error_message="Mallen har redan ett steg med den koden."),
                            models.UniqueConstraint(fields=("template", "order"), name="template_step_order_is_unique", violation_error_message="Mallen har redan ett steg med den platsen."),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_templatestepevent" ("code", "id", "is_standstill", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "template_id", "working_days_before_next") VALUES (NEW."code", NEW."id", NEW."is_standstill", NEW."name", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."template_id", NEW."working_days_before_next"); RETURN NULL;',
                                    hash="d9e23d2e394031392e928bf089967505a0f6c550",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e48b2",
                                    table="procurement_templatestep",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "procurement_templatestepevent" ("code", "id", "is_standstill", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "template_id", "working_days_before_next") VALUES (NEW."code", NEW."id", NEW."is_standstill", NEW."name", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."template_id", NEW."working_days_before_next"); RETURN NULL;',
                                    hash="d90113faabdb17f4aea2d9e786547891dfe2ec9e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8152c",
                                    table="procurement_templatestep",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_templatestepevent" ("code", "id", "is_standstill", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "template_id", "working_days_before_next") VALUES (OLD."code", OLD."id", OLD."is_standstill", OLD."name", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."template_id", OLD."working_days_before_next"); RETURN NULL;',
                                    hash="a1e5659c90658e61c73a4af100033dc64d479a2e",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c8898",
                                    table="procurement_templatestep",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TemplateStepEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="procurement.templatestep")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "template",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="procurement.milestonetemplate", verbose_name="mall"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="ordning")),
                        ("code", models.SlugField(db_index=False, max_length=30, verbose_name="kod")),
                        ("name", models.CharField(max_length=150, verbose_name="namn")),
                        ("working_days_before_next", models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(1000)], verbose_name="arbetsdagar till nästa")),
                        ("is_standstill", models.BooleanField(default=False, verbose_name="avtalsspärr följer")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="f0b946e5b73b33028e309ff35204cdc6d886f91b",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_2c9a5",
                                    table="procurement_templatestepevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Project",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="projects", to="common.organization", verbose_name="köpare")),
                        ("number", models.CharField(max_length=50, verbose_name="nummer")),
                        ("title", models.CharField(max_length=250, verbose_name="rubrik")),
                        (
                            "need",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="projects", to="procurement.plannedneed", verbose_name="behov i planen"),
                        ),
                        (
                            "framework",
                            models.OneToOneField(
                                blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="project", to="contracts.framework", verbose_name="upphandlingsomgång"
                            ),
                        ),
                        (
                            "procedure",
                            models.CharField(
                                choices=[
                                    ("LOU19", "LOU 19 kap., sociala tjänster"),
                                    ("OPEN", "öppet förfarande"),
                                    ("SIMPLIFIED", "förenklat förfarande"),
                                    ("DPS", "dynamiskt inköpssystem"),
                                    ("LOV", "valfrihetssystem (LOV)"),
                                    ("RESERVED", "reserverad upphandling"),
                                    ("DIRECT_AWARD", "direktupphandling"),
                                    ("MINI_COMPETITION", "förnyad konkurrensutsättning"),
                                ],
                                default="LOU19",
                                max_length=20,
                                verbose_name="förfarande",
                            ),
                        ),
                        ("legal_ground", models.CharField(blank=True, max_length=300, verbose_name="laglig grund")),
                        (
                            "value_sek",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=17, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name="uppskattat värde per år, kr"
                            ),
                        ),
                        ("volume_per_year", models.CharField(blank=True, max_length=200, verbose_name="volym per år")),
                        ("contract_start", models.DateField(verbose_name="avtalsstart")),
                        (
                            "initial_months",
                            models.PositiveSmallIntegerField(
                                default=24, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(240)], verbose_name="avtalstid, månader"
                            ),
                        ),
                        ("option_months", models.PositiveSmallIntegerField(default=24, validators=[django.core.validators.MaxValueValidator(240)], verbose_name="möjlig förlängning, månader")),
                        ("evaluation", models.CharField(blank=True, max_length=300, verbose_name="utvärderingsmodell")),
                        (
                            "call_off_method",
                            models.CharField(
                                blank=True,
                                choices=[("RANKED", "rangordning"), ("MINI_COMPETITION", "förnyad konkurrensutsättning"), ("NEEDS", "den enskildes behov"), ("CHOICE", "den enskildes val")],
                                max_length=20,
                                verbose_name="avropsordning",
                            ),
                        ),
                        ("eavrop_number", models.CharField(blank=True, max_length=60, verbose_name="nummer i e-Avrop")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="diarienummer (W3D3)")),
                        ("registry_url", models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=["http", "https"])], verbose_name="länk till W3D3")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="owned_projects", to=settings.AUTH_USER_MODEL, verbose_name="ansvarig upphandlare"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("ONGOING", "pågår"), ("AWARDED", "tilldelad"), ("DONE", "avslutad"), ("CANCELLED", "avbruten")], default="ONGOING", max_length=10, verbose_name="status"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("areas", models.ManyToManyField(blank=True, related_name="projects", to="contracts.contractarea", verbose_name="avtalsområden")),
                        ("replaces", models.ManyToManyField(blank=True, related_name="replacing_projects", to="contracts.contract", verbose_name="ersätter")),
                    ],
                    options={
                        "verbose_name": "upphandling",
                        "verbose_name_plural": "upphandlingar",
                        "constraints": [
                            models.UniqueConstraint(fields=("buyer", "number"), name="project_number_is_unique_for_buyer", violation_error_message="Det finns redan en upphandling med det numret."),
                            models.CheckConstraint(
                                condition=models.Q(("value_sek__isnull", True), ("value_sek__gte", 0), _connector="OR"),
                                name="project_value_is_not_negative",
                                violation_error_message="Värdet kan inte vara negativt.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("initial_months__gte", 1)), name="project_contract_is_at_least_a_month", violation_error_message="Avtalstiden är minst en månad."
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_projectevent" ("buyer_id", "call_off_method", "contract_start", "eavrop_number", "evaluation", "framework_id", "id", "initial_months", "is_secret", "legal_ground", "need_id", "number", "option_months", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure", "registry_number", "registry_url", "status", "title", "value_sek", "version", "volume_per_year") VALUES (NEW."buyer_id", NEW."call_off_method", NEW."contract_start", NEW."eavrop_number", NEW."evaluation", NEW."framework_id", NEW."id", NEW."initial_months", NEW."is_secret", NEW."legal_ground", NEW."need_id", NEW."number", NEW."option_months", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."procedure", NEW."registry_number", NEW."registry_url", NEW."status", NEW."title", NEW."value_sek", NEW."version", NEW."volume_per_year"); RETURN NULL;',
                                    hash="b37d93a05224f087f24426ad93c1022039caebef",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d8588",
                                    table="procurement_project",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "procurement_projectevent" ("buyer_id", "call_off_method", "contract_start", "eavrop_number", "evaluation", "framework_id", "id", "initial_months", "is_secret", "legal_ground", "need_id", "number", "option_months", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure", "registry_number", "registry_url", "status", "title", "value_sek", "version", "volume_per_year") VALUES (NEW."buyer_id", NEW."call_off_method", NEW."contract_start", NEW."eavrop_number", NEW."evaluation", NEW."framework_id", NEW."id", NEW."initial_months", NEW."is_secret", NEW."legal_ground", NEW."need_id", NEW."number", NEW."option_months", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."procedure", NEW."registry_number", NEW."registry_url", NEW."status", NEW."title", NEW."value_sek", NEW."version", NEW."volume_per_year"); RETURN NULL;',
                                    hash="fadc525f67a7c0710fdb2c5de47df63f315f93e3",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0b551",
                                    table="procurement_project",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_projectevent" ("buyer_id", "call_off_method", "contract_start", "eavrop_number", "evaluation", "framework_id", "id", "initial_months", "is_secret", "legal_ground", "need_id", "number", "option_months", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure", "registry_number", "registry_url", "status", "title", "value_sek", "version", "volume_per_year") VALUES (OLD."buyer_id", OLD."call_off_method", OLD."contract_start", OLD."eavrop_number", OLD."evaluation", OLD."framework_id", OLD."id", OLD."initial_months", OLD."is_secret", OLD."legal_ground", OLD."need_id", OLD."number", OLD."option_months", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."procedure", OLD."registry_number", OLD."registry_url", OLD."status", OLD."title", OLD."value_sek", OLD."version", OLD."volume_per_year"); RETURN NULL;',
                                    hash="2c1679cfb3d18c2d7e2f7e8115bad2129e07381c",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d18b9",
                                    table="procurement_project",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="procurement.project")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        (
                            "buyer",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="common.organization", verbose_name="köpare"
                            ),
                        ),
                        ("number", models.CharField(max_length=50, verbose_name="nummer")),
                        ("title", models.CharField(max_length=250, verbose_name="rubrik")),
                        (
                            "need",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="procurement.plannedneed",
                                verbose_name="behov i planen",
                            ),
                        ),
                        (
                            "framework",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.framework",
                                verbose_name="upphandlingsomgång",
                            ),
                        ),
                        (
                            "procedure",
                            models.CharField(
                                choices=[
                                    ("LOU19", "LOU 19 kap., sociala tjänster"),
                                    ("OPEN", "öppet förfarande"),
                                    ("SIMPLIFIED", "förenklat förfarande"),
                                    ("DPS", "dynamiskt inköpssystem"),
                                    ("LOV", "valfrihetssystem (LOV)"),
                                    ("RESERVED", "reserverad upphandling"),
                                    ("DIRECT_AWARD", "direktupphandling"),
                                    ("MINI_COMPETITION", "förnyad konkurrensutsättning"),
                                ],
                                default="LOU19",
                                max_length=20,
                                verbose_name="förfarande",
                            ),
                        ),
                        ("legal_ground", models.CharField(blank=True, max_length=300, verbose_name="laglig grund")),
                        (
                            "value_sek",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=17, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name="uppskattat värde per år, kr"
                            ),
                        ),
                        ("volume_per_year", models.CharField(blank=True, max_length=200, verbose_name="volym per år")),
                        ("contract_start", models.DateField(verbose_name="avtalsstart")),
                        (
                            "initial_months",
                            models.PositiveSmallIntegerField(
                                default=24, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(240)], verbose_name="avtalstid, månader"
                            ),
                        ),
                        ("option_months", models.PositiveSmallIntegerField(default=24, validators=[django.core.validators.MaxValueValidator(240)], verbose_name="möjlig förlängning, månader")),
                        ("evaluation", models.CharField(blank=True, max_length=300, verbose_name="utvärderingsmodell")),
                        (
                            "call_off_method",
                            models.CharField(
                                blank=True,
                                choices=[("RANKED", "rangordning"), ("MINI_COMPETITION", "förnyad konkurrensutsättning"), ("NEEDS", "den enskildes behov"), ("CHOICE", "den enskildes val")],
                                max_length=20,
                                verbose_name="avropsordning",
                            ),
                        ),
                        ("eavrop_number", models.CharField(blank=True, max_length=60, verbose_name="nummer i e-Avrop")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="diarienummer (W3D3)")),
                        ("registry_url", models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=["http", "https"])], verbose_name="länk till W3D3")),
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
                                verbose_name="ansvarig upphandlare",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("ONGOING", "pågår"), ("AWARDED", "tilldelad"), ("DONE", "avslutad"), ("CANCELLED", "avbruten")], default="ONGOING", max_length=10, verbose_name="status"
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
                                    hash="3abee4fb8091e7a85a2736df95cdba95fec7f9e6",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_de28a",
                                    table="procurement_projectevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectAreaLink",
                    fields=[],
                    options={
                        "verbose_name": "upphandlingens avtalsområde",
                        "proxy": True,
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_projectarealinkevent" ("contractarea_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id") VALUES (NEW."contractarea_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."project_id"); RETURN NULL;',
                                    hash="b33a9bc481566a804852444b469cdc88063b01b2",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_655b5",
                                    table="procurement_project_areas",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "procurement_projectarealinkevent" ("contractarea_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id") VALUES (NEW."contractarea_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."project_id"); RETURN NULL;',
                                    hash="d822bffe6ff97382a6796a0aa64f98be017ecfba",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0d933",
                                    table="procurement_project_areas",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_projectarealinkevent" ("contractarea_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id") VALUES (OLD."contractarea_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."project_id"); RETURN NULL;',
                                    hash="cba4e01599c26be87dc23376f36b7a72fd7e1ef7",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a8c31",
                                    table="procurement_project_areas",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                    bases=("procurement.project_areas",),
                ),
                migrations.CreateModel(
                    name="ProjectAreaLinkEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="procurement.projectarealink")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "project",
                            models.ForeignKey(
                                db_constraint=False, db_tablespace="", on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="procurement.project"
                            ),
                        ),
                        (
                            "contractarea",
                            models.ForeignKey(
                                db_constraint=False, db_tablespace="", on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.contractarea"
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
                                    hash="3e8eb6f3518303d9ebd3cad85e50b7f4bea5e47e",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_d68a7",
                                    table="procurement_projectarealinkevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectMember",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("project", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="members", to="procurement.project", verbose_name="upphandling")),
                        ("role", models.CharField(max_length=150, verbose_name="roll")),
                        ("unit", models.CharField(blank=True, max_length=150, verbose_name="enhet")),
                        (
                            "person",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="project_parts", to=settings.AUTH_USER_MODEL, verbose_name="person"),
                        ),
                    ],
                    options={
                        "verbose_name": "deltagare",
                        "verbose_name_plural": "deltagare",
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_projectmemberevent" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "role", "unit") VALUES (NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."role", NEW."unit"); RETURN NULL;',
                                    hash="cb529d2134fb25ac2d4e32cc2ada8de6c524ddaa",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_3648a",
                                    table="procurement_projectmember",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "procurement_projectmemberevent" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "role", "unit") VALUES (NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."project_id", NEW."role", NEW."unit"); RETURN NULL;',
                                    hash="d4e67f20e1bec11d5296fe63e3542f438d7c8770",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f4f98",
                                    table="procurement_projectmember",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_projectmemberevent" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "role", "unit") VALUES (OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."role", OLD."unit"); RETURN NULL;',
                                    hash="6bfa40c9a8e9b61f1254cb5c36f5e1575ea58ba7",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_52a76",
                                    table="procurement_projectmember",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectMemberEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="procurement.projectmember")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "project",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="procurement.project", verbose_name="upphandling"
                            ),
                        ),
                        ("role", models.CharField(max_length=150, verbose_name="roll")),
                        ("unit", models.CharField(blank=True, max_length=150, verbose_name="enhet")),
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
                                    hash="45e819eb2a33f0fe1b4bee70dbf4452c093cad71",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_3d8da",
                                    table="procurement_projectmemberevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Milestone",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("project", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="procurement.project", verbose_name="upphandling")),
                        ("order", models.PositiveSmallIntegerField(verbose_name="ordning")),
                        ("code", models.SlugField(max_length=30, verbose_name="kod")),
                        ("name", models.CharField(max_length=150, verbose_name="namn")),
                        ("planned_on", models.DateField(verbose_name="planerad")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="klar")),
                        ("working_days_before_next", models.PositiveSmallIntegerField(default=0, verbose_name="arbetsdagar till nästa")),
                        ("is_standstill", models.BooleanField(default=False, verbose_name="avtalsspärr följer")),
                    ],
                    options={
                        "verbose_name": "milstolpe",
                        "verbose_name_plural": "milstolpar",
                        "constraints": [
                            models.UniqueConstraint(fields=("project", "code"), name="milestone_code_is_unique_in_project", violation_error_message="Upphandlingen har redan den milstolpen.")
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_milestoneevent" ("code", "done_on", "id", "is_standstill", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "project_id", "working_days_before_next") VALUES (NEW."code", NEW."done_on", NEW."id", NEW."is_standstill", NEW."name", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."planned_on", NEW."project_id", NEW."working_days_before_next"); RETURN NULL;',
                                    hash="11379c2c119645e041d142ce226f88a6864c7da7",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5ce12",
                                    table="procurement_milestone",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "procurement_milestoneevent" ("code", "done_on", "id", "is_standstill", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "project_id", "working_days_before_next") VALUES (NEW."code", NEW."done_on", NEW."id", NEW."is_standstill", NEW."name", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."planned_on", NEW."project_id", NEW."working_days_before_next"); RETURN NULL;',
                                    hash="67cb204c37641530933f441849f714e480389742",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_73672",
                                    table="procurement_milestone",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_milestoneevent" ("code", "done_on", "id", "is_standstill", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "project_id", "working_days_before_next") VALUES (OLD."code", OLD."done_on", OLD."id", OLD."is_standstill", OLD."name", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."planned_on", OLD."project_id", OLD."working_days_before_next"); RETURN NULL;',
                                    hash="7e26b8fe91b5051af033a335fe9ebfe05a25981d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_41e0b",
                                    table="procurement_milestone",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MilestoneEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="procurement.milestone")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "project",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="procurement.project", verbose_name="upphandling"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="ordning")),
                        ("code", models.SlugField(db_index=False, max_length=30, verbose_name="kod")),
                        ("name", models.CharField(max_length=150, verbose_name="namn")),
                        ("planned_on", models.DateField(verbose_name="planerad")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="klar")),
                        ("working_days_before_next", models.PositiveSmallIntegerField(default=0, verbose_name="arbetsdagar till nästa")),
                        ("is_standstill", models.BooleanField(default=False, verbose_name="avtalsspärr följer")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="38a9d89f9a21542022b346d3a7d56cdb831454e3",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_c8277",
                                    table="procurement_milestoneevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectTask",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("project", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="procurement.project", verbose_name="upphandling")),
                        ("title", models.CharField(max_length=250, verbose_name="uppgift")),
                        (
                            "responsible",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="project_tasks", to=settings.AUTH_USER_MODEL, verbose_name="ansvarig"),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="klar senast")),
                        ("status", models.CharField(choices=[("NOT_STARTED", "ej påbörjad"), ("ONGOING", "pågår"), ("DONE", "klar")], default="NOT_STARTED", max_length=12, verbose_name="status")),
                    ],
                    options={
                        "verbose_name": "uppgift",
                        "verbose_name_plural": "uppgifter",
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_projecttaskevent" ("due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "responsible_id", "status", "title") VALUES (NEW."due_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."responsible_id", NEW."status", NEW."title"); RETURN NULL;',
                                    hash="ac266624311f72de42785c84232eec19ff43a4a7",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5909e",
                                    table="procurement_projecttask",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "procurement_projecttaskevent" ("due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "responsible_id", "status", "title") VALUES (NEW."due_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."project_id", NEW."responsible_id", NEW."status", NEW."title"); RETURN NULL;',
                                    hash="3370e655a29f3be5b2efc6ab2d321cf729fec659",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b10cf",
                                    table="procurement_projecttask",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_projecttaskevent" ("due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "responsible_id", "status", "title") VALUES (OLD."due_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."responsible_id", OLD."status", OLD."title"); RETURN NULL;',
                                    hash="7702d18e57728692eb96dd16195ab1681b60175c",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_adab9",
                                    table="procurement_projecttask",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectTaskEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="procurement.projecttask")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "project",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="procurement.project", verbose_name="upphandling"
                            ),
                        ),
                        ("title", models.CharField(max_length=250, verbose_name="uppgift")),
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
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="klar senast")),
                        ("status", models.CharField(choices=[("NOT_STARTED", "ej påbörjad"), ("ONGOING", "pågår"), ("DONE", "klar")], default="NOT_STARTED", max_length=12, verbose_name="status")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="401711419aa7cad4c0220e8119bbde7cd8dc9083",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_d9596",
                                    table="procurement_projecttaskevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Risk",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("project", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="risks", to="procurement.project", verbose_name="upphandling")),
                        ("text", models.CharField(max_length=500, verbose_name="risk")),
                        ("measure", models.CharField(blank=True, max_length=500, verbose_name="åtgärd")),
                        ("likelihood", models.PositiveSmallIntegerField(choices=[(1, "låg"), (2, "medel"), (3, "hög")], default=2, verbose_name="sannolikhet")),
                        ("consequence", models.PositiveSmallIntegerField(choices=[(1, "låg"), (2, "medel"), (3, "hög")], default=2, verbose_name="konsekvens")),
                        ("status", models.CharField(choices=[("OPEN", "öppen"), ("HANDLED", "hanterad")], default="OPEN", max_length=10, verbose_name="status")),
                    ],
                    options={
                        "verbose_name": "risk",
                        "verbose_name_plural": "risker",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("consequence__gte", 1), ("consequence__lte", 3), ("likelihood__gte", 1), ("likelihood__lte", 3)),
                                name="risk_is_weighed_from_one_to_three",
                                violation_error_message="Sannolikhet och konsekvens anges från 1 till 3.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status", "OPEN"), models.Q(("measure", ""), _negated=True), _connector="OR"),
                                name="handled_risk_has_a_measure",
                                violation_error_message="Skriv åtgärden innan risken är hanterad.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_riskevent" ("consequence", "id", "likelihood", "measure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "status", "text") VALUES (NEW."consequence", NEW."id", NEW."likelihood", NEW."measure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."status", NEW."text"); RETURN NULL;',
                                    hash="1d36a3da46d2b9b76e29fd040d63ead8d62c1588",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_be2e4",
                                    table="procurement_risk",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "procurement_riskevent" ("consequence", "id", "likelihood", "measure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "status", "text") VALUES (NEW."consequence", NEW."id", NEW."likelihood", NEW."measure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."project_id", NEW."status", NEW."text"); RETURN NULL;',
                                    hash="aa85f6bfa6959a294130428e4da2e1426db460aa",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_599bb",
                                    table="procurement_risk",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_riskevent" ("consequence", "id", "likelihood", "measure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "status", "text") VALUES (OLD."consequence", OLD."id", OLD."likelihood", OLD."measure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."status", OLD."text"); RETURN NULL;',
                                    hash="4067110fa796510b408c9230b7dfb63c3ec6ff44",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_31fae",
                                    table="procurement_risk",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="procurement.risk")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "project",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="procurement.project", verbose_name="upphandling"
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="risk")),
                        ("measure", models.CharField(blank=True, max_length=500, verbose_name="åtgärd")),
                        ("likelihood", models.PositiveSmallIntegerField(choices=[(1, "låg"), (2, "medel"), (3, "hög")], default=2, verbose_name="sannolikhet")),
                        ("consequence", models.PositiveSmallIntegerField(choices=[(1, "låg"), (2, "medel"), (3, "hög")], default=2, verbose_name="konsekvens")),
                        ("status", models.CharField(choices=[("OPEN", "öppen"), ("HANDLED", "hanterad")], default="OPEN", max_length=10, verbose_name="status")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="0a9c77710791deb1fe4b6003e2179aa0ab8b34b6",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_43ffc",
                                    table="procurement_riskevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistItem",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("project", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="checklist", to="procurement.project", verbose_name="upphandling")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("SUSTAINABILITY", "standardkrav på hållbarhet"),
                                    ("REDUNDANCY", "redundans"),
                                    ("EXCUSE_CLAUSE", "force majeure-klausulen granskad"),
                                    ("WORKING_CONDITIONS", "arbetsrättsliga villkor"),
                                    ("ACCESSIBILITY", "tillgänglighet"),
                                    ("VEHICLES", "fordon och drivmedel"),
                                    ("WASTE", "avfall och cirkularitet"),
                                    ("TECHNOLOGY", "välfärdsteknik och ny teknik"),
                                    ("EU_2022_576", "försäkran enligt EU 2022/576"),
                                    ("INDEX_CLAUSE", "indexklausul"),
                                    ("FOLLOW_UP_PLAN", "uppföljningsplan"),
                                    ("EXPERTS", "andra sakkunniga tillfrågade"),
                                ],
                                max_length=30,
                                verbose_name="krav",
                            ),
                        ),
                        ("answer", models.CharField(blank=True, choices=[("SET", "ställs"), ("NOT_RELEVANT", "inte relevant")], max_length=20, verbose_name="svar")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="skäl")),
                    ],
                    options={
                        "verbose_name": "punkt på checklistan",
                        "verbose_name_plural": "checklista",
                        "constraints": [
                            models.UniqueConstraint(fields=("project", "kind"), name="checklist_item_is_answered_once", violation_error_message="Punkten är redan besvarad."),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("answer", "NOT_RELEVANT"), _negated=True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                                name="not_relevant_is_explained",
                                violation_error_message="Skriv varför kravet inte är relevant.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_checklistitemevent" ("answer", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason") VALUES (NEW."answer", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."reason"); RETURN NULL;',
                                    hash="e95fc417d12d67c761ae07f3022a5380fc15e086",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_efa67",
                                    table="procurement_checklistitem",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "procurement_checklistitemevent" ("answer", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason") VALUES (NEW."answer", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."project_id", NEW."reason"); RETURN NULL;',
                                    hash="930945506904af5e3aa8d98acda49dfe7e401afa",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_94b4f",
                                    table="procurement_checklistitem",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_checklistitemevent" ("answer", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason") VALUES (OLD."answer", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."reason"); RETURN NULL;',
                                    hash="41e0e7b55795a85ea617f1ff56db1d53d520cb29",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4f0b6",
                                    table="procurement_checklistitem",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistItemEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="procurement.checklistitem")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "project",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="procurement.project", verbose_name="upphandling"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("SUSTAINABILITY", "standardkrav på hållbarhet"),
                                    ("REDUNDANCY", "redundans"),
                                    ("EXCUSE_CLAUSE", "force majeure-klausulen granskad"),
                                    ("WORKING_CONDITIONS", "arbetsrättsliga villkor"),
                                    ("ACCESSIBILITY", "tillgänglighet"),
                                    ("VEHICLES", "fordon och drivmedel"),
                                    ("WASTE", "avfall och cirkularitet"),
                                    ("TECHNOLOGY", "välfärdsteknik och ny teknik"),
                                    ("EU_2022_576", "försäkran enligt EU 2022/576"),
                                    ("INDEX_CLAUSE", "indexklausul"),
                                    ("FOLLOW_UP_PLAN", "uppföljningsplan"),
                                    ("EXPERTS", "andra sakkunniga tillfrågade"),
                                ],
                                max_length=30,
                                verbose_name="krav",
                            ),
                        ),
                        ("answer", models.CharField(blank=True, choices=[("SET", "ställs"), ("NOT_RELEVANT", "inte relevant")], max_length=20, verbose_name="svar")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="skäl")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="366337bd0258d7fadfdecce0f233033de30d0ae0",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_0fb9a",
                                    table="procurement_checklistitemevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectDocument",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        ("project", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="procurement.project", verbose_name="upphandling")),
                        ("title", models.CharField(max_length=200, verbose_name="rubrik")),
                        ("is_tender", models.BooleanField(default=False, help_text="Visas bara för projektets deltagare fram till tilldelningen.", verbose_name="anbud")),
                        ("file", models.FileField(max_length=200, upload_to=document_path, verbose_name="fil")),
                        ("media_type", models.CharField(editable=False, max_length=100, verbose_name="filtyp")),
                        ("original_name", models.CharField(editable=False, max_length=255, verbose_name="filnamn")),
                        ("size", models.PositiveBigIntegerField(editable=False, verbose_name="storlek, byte")),
                        ("sha256", models.CharField(editable=False, max_length=64, verbose_name="kontrollsumma")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="diarienummer (W3D3)")),
                        ("registry_url", models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=["http", "https"])], verbose_name="länk till W3D3")),
                        ("uploaded_by", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="inlagt av")),
                        ("uploaded_at", models.DateTimeField(editable=False, verbose_name="inlagt")),
                    ],
                    options={
                        "verbose_name": "dokument i upphandling",
                        "verbose_name_plural": "dokument i upphandlingar",
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_projectdocumentevent" ("file", "id", "is_secret", "is_tender", "media_type", "original_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "registry_number", "registry_url", "sha256", "size", "title", "uploaded_at", "uploaded_by_id") VALUES (NEW."file", NEW."id", NEW."is_secret", NEW."is_tender", NEW."media_type", NEW."original_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."registry_number", NEW."registry_url", NEW."sha256", NEW."size", NEW."title", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                                    hash="2d7a5043c045e5df9cc109de680db1307c96e628",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_55d9a",
                                    table="procurement_projectdocument",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "procurement_projectdocumentevent" ("file", "id", "is_secret", "is_tender", "media_type", "original_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "registry_number", "registry_url", "sha256", "size", "title", "uploaded_at", "uploaded_by_id") VALUES (NEW."file", NEW."id", NEW."is_secret", NEW."is_tender", NEW."media_type", NEW."original_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."project_id", NEW."registry_number", NEW."registry_url", NEW."sha256", NEW."size", NEW."title", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                                    hash="d6b51ea036547553fe1d803181229ea064c3c77a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0c424",
                                    table="procurement_projectdocument",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_projectdocumentevent" ("file", "id", "is_secret", "is_tender", "media_type", "original_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "registry_number", "registry_url", "sha256", "size", "title", "uploaded_at", "uploaded_by_id") VALUES (OLD."file", OLD."id", OLD."is_secret", OLD."is_tender", OLD."media_type", OLD."original_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."registry_number", OLD."registry_url", OLD."sha256", OLD."size", OLD."title", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;',
                                    hash="c5793461d5ee32d146db46f26b4b9bf8a6c16625",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4f50c",
                                    table="procurement_projectdocument",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectDocumentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="procurement.projectdocument")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        (
                            "project",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="procurement.project", verbose_name="upphandling"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="rubrik")),
                        ("is_tender", models.BooleanField(default=False, help_text="Visas bara för projektets deltagare fram till tilldelningen.", verbose_name="anbud")),
                        ("file", models.FileField(max_length=200, upload_to=document_path, verbose_name="fil")),
                        ("media_type", models.CharField(editable=False, max_length=100, verbose_name="filtyp")),
                        ("original_name", models.CharField(editable=False, max_length=255, verbose_name="filnamn")),
                        ("size", models.PositiveBigIntegerField(editable=False, verbose_name="storlek, byte")),
                        ("sha256", models.CharField(editable=False, max_length=64, verbose_name="kontrollsumma")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="diarienummer (W3D3)")),
                        ("registry_url", models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=["http", "https"])], verbose_name="länk till W3D3")),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="inlagt av",
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField(editable=False, verbose_name="inlagt")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="f09ecfa911475cebb604acb73069edf80f39bc6c",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_c76b8",
                                    table="procurement_projectdocumentevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StrategySection",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("project", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="sections", to="procurement.project", verbose_name="upphandling")),
                        ("key", models.CharField(max_length=30, verbose_name="avsnitt")),
                        ("text", models.TextField(blank=True, verbose_name="text")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "avsnitt i strategin",
                        "verbose_name_plural": "avsnitt i strategin",
                        "constraints": [models.UniqueConstraint(fields=("project", "key"), name="strategy_section_is_written_once", violation_error_message="Avsnittet finns redan.")],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_strategysectionevent" ("id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "text", "version") VALUES (NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."text", NEW."version"); RETURN NULL;',
                                    hash="201799a2324f2c19e8834dffcb5b959cb0a94b7d",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_fb985",
                                    table="procurement_strategysection",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "procurement_strategysectionevent" ("id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "text", "version") VALUES (NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."project_id", NEW."text", NEW."version"); RETURN NULL;',
                                    hash="d1989aa6c2f14c74eff93db58bdb9ce725bca000",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_07c98",
                                    table="procurement_strategysection",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "procurement_strategysectionevent" ("id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "text", "version") VALUES (OLD."id", OLD."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."text", OLD."version"); RETURN NULL;',
                                    hash="70e892c3542e935235cf2b47e5eb7574de8a0dc2",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_bd2fa",
                                    table="procurement_strategysection",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StrategySectionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="procurement.strategysection")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "project",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="procurement.project", verbose_name="upphandling"
                            ),
                        ),
                        ("key", models.CharField(max_length=30, verbose_name="avsnitt")),
                        ("text", models.TextField(blank=True, verbose_name="text")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="b69c03b7f167d9b04fa724d8cb4f35c932810512",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_f6356",
                                    table="procurement_strategysectionevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StrategyVersion",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("project", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="strategies", to="procurement.project", verbose_name="upphandling")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("decided_on", models.DateField(verbose_name="beslutad")),
                        ("decided_by", models.CharField(max_length=200, verbose_name="beslutad av")),
                        ("decided_by_user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="registrerad av")),
                        ("snapshot", models.JSONField(verbose_name="innehåll")),
                    ],
                    options={
                        "verbose_name": "beslutad upphandlingsstrategi",
                        "verbose_name_plural": "beslutade upphandlingsstrategier",
                        "permissions": [("decide_strategy", "Kan registrera beslut om upphandlingsstrategi")],
                        "constraints": [models.UniqueConstraint(fields=("project", "number"), name="strategy_version_is_unique", violation_error_message="Versionen finns redan.")],
                        "triggers": [
                            Trigger(
                                name="decided_strategies_stay",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="57f70afce6eb5d1b56ce34956ace93b50bb5907d",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_decided_strategies_stay_e0fb6",
                                    table="procurement_strategyversion",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
