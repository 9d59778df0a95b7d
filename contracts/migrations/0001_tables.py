"""The register: the plan's areas, suppliers, contracts, checks, documents, awards, indices and prices."""

from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
from django.conf import settings
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql

from huddinge_vo.common.kept_files import document_path
from huddinge_vo.common.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("common", "__first__"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Supplier",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        (
                            "org_number",
                            models.CharField(
                                blank=True,
                                error_messages={"unique": "Det finns redan en leverantör med det organisationsnumret."},
                                max_length=10,
                                null=True,
                                unique=True,
                                verbose_name="organisationsnummer",
                            ),
                        ),
                        ("is_sole_trader", models.BooleanField(default=False, verbose_name="enskild näringsidkare")),
                        ("has_f_tax", models.BooleanField(blank=True, null=True, verbose_name="godkänd för F-skatt")),
                        (
                            "parent",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="subsidiaries", to="contracts.supplier", verbose_name="moderbolag"),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged_from", to="contracts.supplier", verbose_name="sammanslagen med"),
                        ),
                        (
                            "origin",
                            models.CharField(choices=[("REGISTER", "registrerad"), ("LEDGER", "funnen i reskontran")], default="REGISTER", editable=False, max_length=20, verbose_name="ursprung"),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "sort_name",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(
                                    django.db.models.functions.text.Lower("name"), models.Value("åäöæøéèêëüáà"), models.Value("{|}|}eeeeyaa"), function="translate", output_field=models.CharField()
                                ),
                                output_field=models.CharField(db_collation="C", max_length=300),
                                verbose_name="sorteringsordning",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "leverantör",
                        "verbose_name_plural": "leverantörer",
                        "permissions": [("merge_supplier", "Kan slå samman leverantörer")],
                        "indexes": [models.Index(fields=["sort_name", "name", "id"], name="supplier_in_swedish_order")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("org_number__isnull", True), ("org_number__regex", "^\\d{10}$"), _connector="OR"),
                                name="supplier_org_number_has_ten_digits",
                                violation_error_message="Organisationsnumret ska ha tio siffror.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("org_number__isnull", True), ("is_sole_trader", True), ("org_number__regex", "^\\d\\d[2-9]"), _connector="OR"),
                                name="personal_number_belongs_to_a_sole_trader",
                                violation_error_message="Numret är ett personnummer: ange att leverantören är enskild näringsidkare.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("merged_into__isnull", True), models.Q(("merged_into", models.F("pk")), _negated=True), _connector="OR"),
                                name="supplier_is_not_merged_into_itself",
                                violation_error_message="En leverantör kan inte slås samman med sig själv.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_supplierevent" ("has_f_tax", "id", "is_secret", "is_sole_trader", "merged_into_id", "name", "org_number", "origin", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."has_f_tax", NEW."id", NEW."is_secret", NEW."is_sole_trader", NEW."merged_into_id", NEW."name", NEW."org_number", NEW."origin", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                                    hash="0b9b6a4bec6e84ecaa4e5ffd19a0a01e68b8198c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8dfc1",
                                    table="contracts_supplier",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (OLD."has_f_tax" IS DISTINCT FROM (NEW."has_f_tax") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_secret" IS DISTINCT FROM (NEW."is_secret") OR OLD."is_sole_trader" IS DISTINCT FROM (NEW."is_sole_trader") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."org_number" IS DISTINCT FROM (NEW."org_number") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                                    func='INSERT INTO "contracts_supplierevent" ("has_f_tax", "id", "is_secret", "is_sole_trader", "merged_into_id", "name", "org_number", "origin", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."has_f_tax", NEW."id", NEW."is_secret", NEW."is_sole_trader", NEW."merged_into_id", NEW."name", NEW."org_number", NEW."origin", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                                    hash="955c9d78819c8c1c82f708408ad578e790436de5",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f5640",
                                    table="contracts_supplier",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_supplierevent" ("has_f_tax", "id", "is_secret", "is_sole_trader", "merged_into_id", "name", "org_number", "origin", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."has_f_tax", OLD."id", OLD."is_secret", OLD."is_sole_trader", OLD."merged_into_id", OLD."name", OLD."org_number", OLD."origin", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                                    hash="2dd4db8c4833c568e8000085be105944174947d4",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a1d3f",
                                    table="contracts_supplier",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupplierEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.supplier")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        (
                            "org_number",
                            models.CharField(
                                blank=True, error_messages={"unique": "Det finns redan en leverantör med det organisationsnumret."}, max_length=10, null=True, verbose_name="organisationsnummer"
                            ),
                        ),
                        ("is_sole_trader", models.BooleanField(default=False, verbose_name="enskild näringsidkare")),
                        ("has_f_tax", models.BooleanField(blank=True, null=True, verbose_name="godkänd för F-skatt")),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.supplier",
                                verbose_name="moderbolag",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.supplier",
                                verbose_name="sammanslagen med",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(choices=[("REGISTER", "registrerad"), ("LEDGER", "funnen i reskontran")], default="REGISTER", editable=False, max_length=20, verbose_name="ursprung"),
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
                                    hash="088c8a5e10a44f4e260dfa00efa0f937e6b0076a",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_4e75e",
                                    table="contracts_supplierevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupplierIdentifier",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("supplier", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="identifiers", to="contracts.supplier", verbose_name="leverantör")),
                        ("scheme", models.CharField(choices=[("ORG_NUMBER", "organisationsnummer"), ("SUPPLIER_NUMBER", "leverantörsnummer i ekonomisystemet")], max_length=20, verbose_name="slag")),
                        ("value", models.CharField(max_length=60, verbose_name="nummer")),
                        ("buyer", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.organization", verbose_name="köpare")),
                    ],
                    options={
                        "verbose_name": "leverantörsnummer",
                        "verbose_name_plural": "leverantörsnummer",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("scheme", "value", "buyer"), name="identifier_points_at_one_supplier", nulls_distinct=False, violation_error_message="Numret hör redan till en leverantör."
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("buyer__isnull", True), ("scheme", "ORG_NUMBER")), ("scheme", "SUPPLIER_NUMBER"), _connector="OR"),
                                name="org_number_holds_for_every_buyer",
                                violation_error_message="Ett organisationsnummer gäller hos alla köpare: lämna köparen tom.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_supplieridentifierevent" ("buyer_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "supplier_id", "value") VALUES (NEW."buyer_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."scheme", NEW."supplier_id", NEW."value"); RETURN NULL;',
                                    hash="fcb3aa36928928f54c850f25d84b36e870ac19c5",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6d1d0",
                                    table="contracts_supplieridentifier",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_supplieridentifierevent" ("buyer_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "supplier_id", "value") VALUES (NEW."buyer_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."scheme", NEW."supplier_id", NEW."value"); RETURN NULL;',
                                    hash="75a934a5e35712d9be6b4e853b40fcc8d63009e9",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1afc9",
                                    table="contracts_supplieridentifier",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_supplieridentifierevent" ("buyer_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "supplier_id", "value") VALUES (OLD."buyer_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."scheme", OLD."supplier_id", OLD."value"); RETURN NULL;',
                                    hash="5f11b109bc34eb01f371b05dd98a984ec3946bb5",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_df4a4",
                                    table="contracts_supplieridentifier",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupplierIdentifierEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.supplieridentifier")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "supplier",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.supplier", verbose_name="leverantör"
                            ),
                        ),
                        ("scheme", models.CharField(choices=[("ORG_NUMBER", "organisationsnummer"), ("SUPPLIER_NUMBER", "leverantörsnummer i ekonomisystemet")], max_length=20, verbose_name="slag")),
                        ("value", models.CharField(max_length=60, verbose_name="nummer")),
                        (
                            "buyer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="common.organization",
                                verbose_name="köpare",
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
                                    hash="6e5726d5b37ac44503aba18dbcd1cbf421541a2e",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_a2047",
                                    table="contracts_supplieridentifierevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupplierMerge",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("source", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="merges_out", to="contracts.supplier", verbose_name="upphör")),
                        ("target", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="merges_in", to="contracts.supplier", verbose_name="består")),
                        ("merged_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="av")),
                        ("merged_at", models.DateTimeField(verbose_name="sammanslagna")),
                        ("undone_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="ångrat av")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="ångrat")),
                    ],
                    options={
                        "verbose_name": "sammanslagning",
                        "verbose_name_plural": "sammanslagningar",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("source", models.F("target")), _negated=True), name="merge_is_of_two", violation_error_message="En leverantör kan inte slås samman med sig själv."
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at__isnull", True)), fields=("source",), name="supplier_is_merged_once", violation_error_message="Leverantören är redan sammanslagen."
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupplierMergeRow",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("merge", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="contracts.suppliermerge", verbose_name="sammanslagning")),
                        ("kind", models.CharField(max_length=40, verbose_name="slag")),
                        ("object_id", models.PositiveBigIntegerField(verbose_name="id")),
                    ],
                    options={
                        "verbose_name": "flyttad uppgift",
                        "verbose_name_plural": "flyttade uppgifter",
                        "constraints": [models.UniqueConstraint(fields=("merge", "kind", "object_id"), name="row_is_moved_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Category",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="categories", to="common.organization", verbose_name="köpare")),
                        (
                            "parent",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="children", to="contracts.category", verbose_name="överordnad kategori"),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="kod")),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        (
                            "sort_name",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(
                                    django.db.models.functions.text.Lower("name"), models.Value("åäöæøéèêëüáà"), models.Value("{|}|}eeeeyaa"), function="translate", output_field=models.CharField()
                                ),
                                output_field=models.CharField(db_collation="C", max_length=300),
                                verbose_name="sorteringsordning",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kategori",
                        "verbose_name_plural": "kategorier",
                        "constraints": [
                            models.UniqueConstraint(fields=("buyer", "code"), name="category_code_is_unique_for_buyer", violation_error_message="Köparen har redan en kategori med den koden."),
                            models.CheckConstraint(
                                condition=models.Q(("parent__isnull", True), models.Q(("parent", models.F("pk")), _negated=True), _connector="OR"),
                                name="category_is_not_its_own_parent",
                                violation_error_message="En kategori kan inte ligga under sig själv.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_categoryevent" ("buyer_id", "code", "id", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."buyer_id", NEW."code", NEW."id", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="e7304c93a49abbd32e7f0d8109be7c607d1d35ad",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d82d2",
                                    table="contracts_category",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (OLD."buyer_id" IS DISTINCT FROM (NEW."buyer_id") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id"))',
                                    func='INSERT INTO "contracts_categoryevent" ("buyer_id", "code", "id", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."buyer_id", NEW."code", NEW."id", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="ac5d8dbf8571bf7b3ce58726c864f0ce20999e30",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_37009",
                                    table="contracts_category",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_categoryevent" ("buyer_id", "code", "id", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."buyer_id", OLD."code", OLD."id", OLD."name", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="257e8cd0d5a0075aa86a2e85d103974967b834d9",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d57ac",
                                    table="contracts_category",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CategoryEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.category")),
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
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.category",
                                verbose_name="överordnad kategori",
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="kod")),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="dc2d9cd063c5281d7631e8201024030b0cbcb402",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_181c5",
                                    table="contracts_categoryevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CategoryLoyalty",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("category", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="loyalty_months", to="contracts.category", verbose_name="kategori")),
                        ("month", models.DateField(verbose_name="månad")),
                        ("on_contract_sek", models.DecimalField(decimal_places=2, max_digits=17, verbose_name="på avtal, kr")),
                        ("purchasable_sek", models.DecimalField(decimal_places=2, max_digits=17, verbose_name="upphandlingsbart, kr")),
                    ],
                    options={
                        "verbose_name": "avtalstrohet per månad",
                        "verbose_name_plural": "avtalstrohet per månad",
                        "constraints": [models.UniqueConstraint(fields=("category", "month"), name="category_loyalty_is_one_a_month")],
                    },
                ),
                migrations.CreateModel(
                    name="CategoryScope",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("membership", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="category_scopes", to="common.membership", verbose_name="roll hos köpare")),
                        ("category", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.category", verbose_name="kategori")),
                    ],
                    options={
                        "verbose_name": "avgränsning till kategori",
                        "verbose_name_plural": "avgränsningar till kategori",
                        "constraints": [
                            models.UniqueConstraint(fields=("membership", "category"), name="category_scope_is_given_once", violation_error_message="Rollen är redan avgränsad till kategorin.")
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_categoryscopeevent" ("category_id", "id", "membership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."category_id", NEW."id", NEW."membership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="b80f7337e515af0623b36b9257d587d266175606",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_41f95",
                                    table="contracts_categoryscope",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_categoryscopeevent" ("category_id", "id", "membership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."category_id", NEW."id", NEW."membership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="47ba97898bc4d0d98029d41819515e95975ef923",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_471d9",
                                    table="contracts_categoryscope",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_categoryscopeevent" ("category_id", "id", "membership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."category_id", OLD."id", OLD."membership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="6898f5c0c80ae7f0abe2d7a251874298668832ed",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d429e",
                                    table="contracts_categoryscope",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CategoryScopeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.categoryscope")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "membership",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="common.membership", verbose_name="roll hos köpare"
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.category", verbose_name="kategori"
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
                                    hash="2a599b7c300818b7739a4d3b0ba733aa091a534c",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_9dc51",
                                    table="contracts_categoryscopeevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContractArea",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("category", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="areas", to="contracts.category", verbose_name="underkategori")),
                        ("code", models.CharField(max_length=20, verbose_name="kod")),
                        ("name", models.CharField(max_length=250, verbose_name="namn")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("FRAMEWORK", "ramavtal"),
                                    ("CHOICE_SYSTEM", "valfrihetssystem (LOV)"),
                                    ("OUTSOURCING", "entreprenad"),
                                    ("RESERVED", "reserverat avtal"),
                                    ("DIRECT_AWARD", "direktupphandling"),
                                ],
                                max_length=20,
                                verbose_name="avtalsform",
                            ),
                        ),
                        ("price_model", models.CharField(choices=[("FIXED", "fast pris"), ("TENDERED", "anbudspris")], max_length=20, verbose_name="prismodell")),
                        ("cpv", models.CharField(blank=True, max_length=10, verbose_name="CPV-kod")),
                        ("annex_2", models.BooleanField(default=True, verbose_name="social tjänst enligt LOU bilaga 2")),
                        ("permit_required_from", models.DateField(blank=True, null=True, verbose_name="tillstånd från IVO krävs från och med")),
                        ("ivo_register", models.BooleanField(default=False, verbose_name="ska finnas i IVO:s register över HVB och stödboende")),
                        ("contracts_in_plan", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="antal avtal enligt planen")),
                        ("joint_lead", models.CharField(blank=True, max_length=100, verbose_name="samordnas av")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="anmärkning")),
                        (
                            "sort_name",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(
                                    django.db.models.functions.text.Lower("name"), models.Value("åäöæøéèêëüáà"), models.Value("{|}|}eeeeyaa"), function="translate", output_field=models.CharField()
                                ),
                                output_field=models.CharField(db_collation="C", max_length=300),
                                verbose_name="sorteringsordning",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "avtalsområde",
                        "verbose_name_plural": "avtalsområden",
                        "constraints": [
                            models.UniqueConstraint(fields=("category", "code"), name="area_code_is_unique_in_category", violation_error_message="Det finns redan ett avtalsområde med den koden.")
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_contractareaevent" ("annex_2", "category_id", "code", "contracts_in_plan", "cpv", "form", "id", "ivo_register", "joint_lead", "name", "note", "permit_required_from", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_model") VALUES (NEW."annex_2", NEW."category_id", NEW."code", NEW."contracts_in_plan", NEW."cpv", NEW."form", NEW."id", NEW."ivo_register", NEW."joint_lead", NEW."name", NEW."note", NEW."permit_required_from", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."price_model"); RETURN NULL;',
                                    hash="8fb51ee389fabee77dea6c070942af89ccba5b1f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b829e",
                                    table="contracts_contractarea",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (OLD."annex_2" IS DISTINCT FROM (NEW."annex_2") OR OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."contracts_in_plan" IS DISTINCT FROM (NEW."contracts_in_plan") OR OLD."cpv" IS DISTINCT FROM (NEW."cpv") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."ivo_register" IS DISTINCT FROM (NEW."ivo_register") OR OLD."joint_lead" IS DISTINCT FROM (NEW."joint_lead") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."permit_required_from" IS DISTINCT FROM (NEW."permit_required_from") OR OLD."price_model" IS DISTINCT FROM (NEW."price_model"))',
                                    func='INSERT INTO "contracts_contractareaevent" ("annex_2", "category_id", "code", "contracts_in_plan", "cpv", "form", "id", "ivo_register", "joint_lead", "name", "note", "permit_required_from", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_model") VALUES (NEW."annex_2", NEW."category_id", NEW."code", NEW."contracts_in_plan", NEW."cpv", NEW."form", NEW."id", NEW."ivo_register", NEW."joint_lead", NEW."name", NEW."note", NEW."permit_required_from", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."price_model"); RETURN NULL;',
                                    hash="c2cd952c4913ff24bf7141b14eaecd25078989ef",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f5a2f",
                                    table="contracts_contractarea",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_contractareaevent" ("annex_2", "category_id", "code", "contracts_in_plan", "cpv", "form", "id", "ivo_register", "joint_lead", "name", "note", "permit_required_from", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_model") VALUES (OLD."annex_2", OLD."category_id", OLD."code", OLD."contracts_in_plan", OLD."cpv", OLD."form", OLD."id", OLD."ivo_register", OLD."joint_lead", OLD."name", OLD."note", OLD."permit_required_from", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."price_model"); RETURN NULL;',
                                    hash="65efd3d3f70d144651fe21bbad1a8563a53f6dfe",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ac0ee",
                                    table="contracts_contractarea",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContractAreaEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.contractarea")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "category",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.category", verbose_name="underkategori"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="kod")),
                        ("name", models.CharField(max_length=250, verbose_name="namn")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("FRAMEWORK", "ramavtal"),
                                    ("CHOICE_SYSTEM", "valfrihetssystem (LOV)"),
                                    ("OUTSOURCING", "entreprenad"),
                                    ("RESERVED", "reserverat avtal"),
                                    ("DIRECT_AWARD", "direktupphandling"),
                                ],
                                max_length=20,
                                verbose_name="avtalsform",
                            ),
                        ),
                        ("price_model", models.CharField(choices=[("FIXED", "fast pris"), ("TENDERED", "anbudspris")], max_length=20, verbose_name="prismodell")),
                        ("cpv", models.CharField(blank=True, max_length=10, verbose_name="CPV-kod")),
                        ("annex_2", models.BooleanField(default=True, verbose_name="social tjänst enligt LOU bilaga 2")),
                        ("permit_required_from", models.DateField(blank=True, null=True, verbose_name="tillstånd från IVO krävs från och med")),
                        ("ivo_register", models.BooleanField(default=False, verbose_name="ska finnas i IVO:s register över HVB och stödboende")),
                        ("contracts_in_plan", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="antal avtal enligt planen")),
                        ("joint_lead", models.CharField(blank=True, max_length=100, verbose_name="samordnas av")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="anmärkning")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="def750f17c3da3c2562c20a4194d628cb368e8ee",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_98080",
                                    table="contracts_contractareaevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupplierUnit",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        ("supplier", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="units", to="contracts.supplier", verbose_name="leverantör")),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        ("county", models.CharField(blank=True, max_length=60, verbose_name="län")),
                        ("municipality", models.CharField(blank=True, max_length=60, verbose_name="kommun")),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="adress")),
                        ("target_group", models.CharField(blank=True, max_length=300, verbose_name="målgrupp")),
                        ("age_from", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ålder från")),
                        ("age_to", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ålder till")),
                        ("places", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="platser")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "sort_name",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(
                                    django.db.models.functions.text.Lower("name"), models.Value("åäöæøéèêëüáà"), models.Value("{|}|}eeeeyaa"), function="translate", output_field=models.CharField()
                                ),
                                output_field=models.CharField(db_collation="C", max_length=300),
                                verbose_name="sorteringsordning",
                            ),
                        ),
                        ("areas", models.ManyToManyField(blank=True, related_name="units", to="contracts.contractarea", verbose_name="avtalsområden")),
                    ],
                    options={
                        "verbose_name": "verksamhet",
                        "verbose_name_plural": "verksamheter",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("supplier", "name"), name="unit_name_is_unique_for_supplier", violation_error_message="Leverantören har redan en verksamhet med det namnet."
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("age_from__isnull", True), ("age_to__isnull", True), ("age_from__lte", models.F("age_to")), _connector="OR"),
                                name="unit_ages_go_upwards",
                                violation_error_message="Åldern från kan inte vara högre än åldern till.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_supplierunitevent" ("address", "age_from", "age_to", "county", "id", "is_secret", "municipality", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "supplier_id", "target_group", "version") VALUES (NEW."address", NEW."age_from", NEW."age_to", NEW."county", NEW."id", NEW."is_secret", NEW."municipality", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."places", NEW."supplier_id", NEW."target_group", NEW."version"); RETURN NULL;',
                                    hash="0e15f09af6140880d9ae134bb8a9625695aa8e28",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6e5ca",
                                    table="contracts_supplierunit",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."age_from" IS DISTINCT FROM (NEW."age_from") OR OLD."age_to" IS DISTINCT FROM (NEW."age_to") OR OLD."county" IS DISTINCT FROM (NEW."county") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_secret" IS DISTINCT FROM (NEW."is_secret") OR OLD."municipality" IS DISTINCT FROM (NEW."municipality") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."places" IS DISTINCT FROM (NEW."places") OR OLD."supplier_id" IS DISTINCT FROM (NEW."supplier_id") OR OLD."target_group" IS DISTINCT FROM (NEW."target_group") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                                    func='INSERT INTO "contracts_supplierunitevent" ("address", "age_from", "age_to", "county", "id", "is_secret", "municipality", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "supplier_id", "target_group", "version") VALUES (NEW."address", NEW."age_from", NEW."age_to", NEW."county", NEW."id", NEW."is_secret", NEW."municipality", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."places", NEW."supplier_id", NEW."target_group", NEW."version"); RETURN NULL;',
                                    hash="1fa5c3154f9081d976a14698869479b71674f48d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_00b12",
                                    table="contracts_supplierunit",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_supplierunitevent" ("address", "age_from", "age_to", "county", "id", "is_secret", "municipality", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "supplier_id", "target_group", "version") VALUES (OLD."address", OLD."age_from", OLD."age_to", OLD."county", OLD."id", OLD."is_secret", OLD."municipality", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."places", OLD."supplier_id", OLD."target_group", OLD."version"); RETURN NULL;',
                                    hash="28c52a875af6b7a44b1695808247b198ea374e5a",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_80f6f",
                                    table="contracts_supplierunit",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupplierUnitEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.supplierunit")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        (
                            "supplier",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.supplier", verbose_name="leverantör"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        ("county", models.CharField(blank=True, max_length=60, verbose_name="län")),
                        ("municipality", models.CharField(blank=True, max_length=60, verbose_name="kommun")),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="adress")),
                        ("target_group", models.CharField(blank=True, max_length=300, verbose_name="målgrupp")),
                        ("age_from", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ålder från")),
                        ("age_to", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ålder till")),
                        ("places", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="platser")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="a2b1fffb6ced21b116d36943b0fee1a3237e34b7",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_c07cb",
                                    table="contracts_supplierunitevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupplierUnitAreaLink",
                    fields=[],
                    options={
                        "verbose_name": "verksamhetens avtalsområde",
                        "proxy": True,
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_supplierunitarealinkevent" ("contractarea_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplierunit_id") VALUES (NEW."contractarea_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."supplierunit_id"); RETURN NULL;',
                                    hash="7c5b6cfc44e967e2892fbd9506598b5733377676",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_39ccb",
                                    table="contracts_supplierunit_areas",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_supplierunitarealinkevent" ("contractarea_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplierunit_id") VALUES (NEW."contractarea_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."supplierunit_id"); RETURN NULL;',
                                    hash="79030508977282bd889e2c6bc94e2b299f7c4c90",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ac3ae",
                                    table="contracts_supplierunit_areas",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_supplierunitarealinkevent" ("contractarea_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplierunit_id") VALUES (OLD."contractarea_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."supplierunit_id"); RETURN NULL;',
                                    hash="f66c7eea7c0673368000b13e5f789dc581a9f261",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_07f4e",
                                    table="contracts_supplierunit_areas",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                    bases=("contracts.supplierunit_areas",),
                ),
                migrations.CreateModel(
                    name="SupplierUnitAreaLinkEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.supplierunitarealink")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "supplierunit",
                            models.ForeignKey(
                                db_constraint=False, db_tablespace="", on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.supplierunit"
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
                                    hash="bcf193d9d119953618e79e943cfd9e6693c4cf41",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_7d9a3",
                                    table="contracts_supplierunitarealinkevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Permit",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="permits", to="contracts.supplierunit", verbose_name="verksamhet")),
                        ("org_number", models.CharField(max_length=10, validators=[django.core.validators.RegexValidator("^\\d{10}$", "Ange tio siffror.")], verbose_name="organisationsnummer")),
                        ("legal_ground", models.CharField(help_text="Som i tillståndet, till exempel SoL 26 kap. 1 §.", max_length=120, verbose_name="lagrum")),
                        ("form", models.CharField(blank=True, max_length=120, verbose_name="verksamhetsform")),
                        ("places", models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name="platser")),
                        ("decided_on", models.DateField(verbose_name="beslutat")),
                        ("valid_until", models.DateField(blank=True, help_text="Tomt: tills vidare.", null=True, verbose_name="gäller till och med")),
                        ("status", models.CharField(choices=[("VALID", "gäller"), ("WITHDRAWN", "återkallat"), ("APPLIED", "sökt")], default="VALID", max_length=20, verbose_name="status")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="IVO:s diarienummer")),
                    ],
                    options={
                        "verbose_name": "tillstånd",
                        "verbose_name_plural": "tillstånd",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "org_number", "legal_ground", "decided_on"), name="permit_is_registered_once", violation_error_message="Tillståndet är redan registrerat."
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__isnull", True), ("valid_until__gte", models.F("decided_on")), _connector="OR"),
                                name="permit_ends_after_it_is_decided",
                                violation_error_message="Sista dagen kan inte ligga före beslutet.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_permitevent" ("decided_on", "form", "id", "legal_ground", "org_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "registry_number", "status", "unit_id", "valid_until") VALUES (NEW."decided_on", NEW."form", NEW."id", NEW."legal_ground", NEW."org_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."places", NEW."registry_number", NEW."status", NEW."unit_id", NEW."valid_until"); RETURN NULL;',
                                    hash="9e9ec4551448e6061811ac83fb9149b569aae777",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_42ec4",
                                    table="contracts_permit",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_permitevent" ("decided_on", "form", "id", "legal_ground", "org_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "registry_number", "status", "unit_id", "valid_until") VALUES (NEW."decided_on", NEW."form", NEW."id", NEW."legal_ground", NEW."org_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."places", NEW."registry_number", NEW."status", NEW."unit_id", NEW."valid_until"); RETURN NULL;',
                                    hash="6dfba08b1a0e0cf57e27271ffb5b1196a8443c7e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8115b",
                                    table="contracts_permit",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_permitevent" ("decided_on", "form", "id", "legal_ground", "org_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "registry_number", "status", "unit_id", "valid_until") VALUES (OLD."decided_on", OLD."form", OLD."id", OLD."legal_ground", OLD."org_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."places", OLD."registry_number", OLD."status", OLD."unit_id", OLD."valid_until"); RETURN NULL;',
                                    hash="f21036d7062df15f35a94b94da2e60e651997338",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e0ec6",
                                    table="contracts_permit",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PermitEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.permit")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "unit",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.supplierunit", verbose_name="verksamhet"
                            ),
                        ),
                        ("org_number", models.CharField(max_length=10, validators=[django.core.validators.RegexValidator("^\\d{10}$", "Ange tio siffror.")], verbose_name="organisationsnummer")),
                        ("legal_ground", models.CharField(help_text="Som i tillståndet, till exempel SoL 26 kap. 1 §.", max_length=120, verbose_name="lagrum")),
                        ("form", models.CharField(blank=True, max_length=120, verbose_name="verksamhetsform")),
                        ("places", models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name="platser")),
                        ("decided_on", models.DateField(verbose_name="beslutat")),
                        ("valid_until", models.DateField(blank=True, help_text="Tomt: tills vidare.", null=True, verbose_name="gäller till och med")),
                        ("status", models.CharField(choices=[("VALID", "gäller"), ("WITHDRAWN", "återkallat"), ("APPLIED", "sökt")], default="VALID", max_length=20, verbose_name="status")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="IVO:s diarienummer")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="870b08016fd492689d6afed7d895e864aea630ff",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_5d9d1",
                                    table="contracts_permitevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupplierContact",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("supplier", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="contracts.supplier", verbose_name="leverantör")),
                        (
                            "unit",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="contracts.supplierunit", verbose_name="verksamhet"),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("AGREEMENT", "avtalsfrågor"), ("PLACEMENT", "placeringar"), ("OPERATIONS", "verksamheten"), ("INVOICE", "fakturor")], max_length=20, verbose_name="gäller"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="namn eller funktion")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-post")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="telefon")),
                    ],
                    options={
                        "verbose_name": "kontakt",
                        "verbose_name_plural": "kontakter",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("email", ""), _negated=True), models.Q(("phone", ""), _negated=True), _connector="OR"),
                                name="contact_can_be_reached",
                                violation_error_message="Ange e-post eller telefon.",
                            )
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_suppliercontactevent" ("email", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role", "supplier_id", "unit_id") VALUES (NEW."email", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."role", NEW."supplier_id", NEW."unit_id"); RETURN NULL;',
                                    hash="61f2ae384fe9c3e85765fdff255ec39428241a0b",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_9cc8e",
                                    table="contracts_suppliercontact",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_suppliercontactevent" ("email", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role", "supplier_id", "unit_id") VALUES (NEW."email", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."role", NEW."supplier_id", NEW."unit_id"); RETURN NULL;',
                                    hash="80636b8934c8d7a72fb5704888a7d7b48d3f0133",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_440a4",
                                    table="contracts_suppliercontact",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_suppliercontactevent" ("email", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role", "supplier_id", "unit_id") VALUES (OLD."email", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."role", OLD."supplier_id", OLD."unit_id"); RETURN NULL;',
                                    hash="f7d1d2e03adde525f0c09e622a698ef1f2365544",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1b878",
                                    table="contracts_suppliercontact",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupplierContactEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.suppliercontact")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
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
                            "role",
                            models.CharField(
                                choices=[("AGREEMENT", "avtalsfrågor"), ("PLACEMENT", "placeringar"), ("OPERATIONS", "verksamheten"), ("INVOICE", "fakturor")], max_length=20, verbose_name="gäller"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="namn eller funktion")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-post")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="telefon")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="69f6ef4906ad117026b533f638be10ad04b9a5d3",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_bb528",
                                    table="contracts_suppliercontactevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlacementStop",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("supplier", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="placement_stops", to="contracts.supplier", verbose_name="leverantör")),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                help_text="Tomt: stoppet gäller hela leverantören.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="placement_stops",
                                to="contracts.supplierunit",
                                verbose_name="verksamhet",
                            ),
                        ),
                        ("reason", models.CharField(max_length=300, verbose_name="skäl")),
                        ("valid_from", models.DateField(verbose_name="från och med")),
                        ("valid_until", models.DateField(blank=True, help_text="Tomt: tills vidare.", null=True, verbose_name="till och med")),
                        ("decided_by", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="beslutat av")),
                    ],
                    options={
                        "verbose_name": "placeringsstopp",
                        "verbose_name_plural": "placeringsstopp",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"),
                                name="placement_stop_ends_after_it_begins",
                                violation_error_message="Sista dagen kan inte ligga före första dagen.",
                            )
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_placementstopevent" ("decided_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "supplier_id", "unit_id", "valid_from", "valid_until") VALUES (NEW."decided_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."supplier_id", NEW."unit_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                                    hash="b4e26fedb5725dbafc0cd401700d32bf7e0e56d6",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ee4d2",
                                    table="contracts_placementstop",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_placementstopevent" ("decided_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "supplier_id", "unit_id", "valid_from", "valid_until") VALUES (NEW."decided_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."supplier_id", NEW."unit_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                                    hash="fe9563038bc69a9e02167fe1289d054ff871f9bf",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_42a8d",
                                    table="contracts_placementstop",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_placementstopevent" ("decided_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "supplier_id", "unit_id", "valid_from", "valid_until") VALUES (OLD."decided_by_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."supplier_id", OLD."unit_id", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                                    hash="4069fdb0acb2e56041295669b87dbb79691e2334",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1cf62",
                                    table="contracts_placementstop",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlacementStopEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.placementstop")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
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
                                help_text="Tomt: stoppet gäller hela leverantören.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.supplierunit",
                                verbose_name="verksamhet",
                            ),
                        ),
                        ("reason", models.CharField(max_length=300, verbose_name="skäl")),
                        ("valid_from", models.DateField(verbose_name="från och med")),
                        ("valid_until", models.DateField(blank=True, help_text="Tomt: tills vidare.", null=True, verbose_name="till och med")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="beslutat av",
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
                                    hash="09b6bf2434ec113e378109eb68be47eb34b88a70",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_5ba70",
                                    table="contracts_placementstopevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Award",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                        ("buyer_name", models.CharField(max_length=200, verbose_name="köpare")),
                        ("buyer_org_number", models.CharField(blank=True, max_length=10, verbose_name="köparens organisationsnummer")),
                        ("procurement", models.CharField(max_length=60, verbose_name="upphandlings-ID")),
                        ("lot", models.CharField(blank=True, max_length=60, verbose_name="anbudsområde")),
                        ("title", models.CharField(max_length=500, verbose_name="rubrik")),
                        ("procedure", models.CharField(blank=True, max_length=120, verbose_name="förfarande")),
                        ("legal_ground", models.CharField(blank=True, max_length=60, verbose_name="rättslig grund")),
                        ("kind", models.CharField(blank=True, max_length=60, verbose_name="typ av avtal")),
                        ("cpv", models.CharField(blank=True, max_length=120, verbose_name="CPV")),
                        ("published_on", models.DateField(null=True, verbose_name="publicerad")),
                        ("supplier_name", models.CharField(max_length=200, verbose_name="leverantör")),
                        ("supplier", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="awards", to="contracts.supplier", verbose_name="leverantör i registret")),
                        ("company_size", models.CharField(blank=True, max_length=60, verbose_name="företagsstorlek")),
                        ("tenders", models.PositiveSmallIntegerField(default=1, verbose_name="kontrakterade anbud")),
                        ("fingerprint", models.CharField(max_length=64, verbose_name="fingeravtryck")),
                    ],
                    options={
                        "verbose_name": "tilldelning",
                        "verbose_name_plural": "tilldelningar",
                        "permissions": [("import_awards", "Kan läsa in tilldelningar från fil")],
                        "indexes": [models.Index(fields=["supplier_name"], name="awards_of_name")],
                        "constraints": [models.UniqueConstraint(fields=("fingerprint",), name="award_is_kept_once", violation_error_message="Tilldelningen finns redan.")],
                    },
                ),
                migrations.CreateModel(
                    name="Framework",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="diarienummer (W3D3)")),
                        ("registry_url", models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=["http", "https"])], verbose_name="länk till W3D3")),
                        ("eavrop_number", models.CharField(blank=True, max_length=60, verbose_name="nummer i e-Avrop")),
                        ("notice_months", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="uppsägningstid, månader")),
                        (
                            "renewal_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Tomt: avtalet förlängs inte av sig självt.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="förlängs automatiskt, månader",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="owned_%(class)ss", to=settings.AUTH_USER_MODEL, verbose_name="avtalsansvarig"
                            ),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="deputised_%(class)ss", to=settings.AUTH_USER_MODEL, verbose_name="ersättare"
                            ),
                        ),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="frameworks", to="common.organization", verbose_name="köpare")),
                        ("number", models.CharField(max_length=60, verbose_name="nummer")),
                        ("title", models.CharField(max_length=250, verbose_name="rubrik")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("FRAMEWORK", "ramavtal"),
                                    ("CHOICE_SYSTEM", "valfrihetssystem (LOV)"),
                                    ("OUTSOURCING", "entreprenad"),
                                    ("RESERVED", "reserverat avtal"),
                                    ("DIRECT_AWARD", "direktupphandling"),
                                ],
                                max_length=20,
                                verbose_name="avtalsform",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="led_frameworks", to="common.organization", verbose_name="samordnas av"),
                        ),
                        ("valid_from", models.DateField(verbose_name="gäller från och med")),
                        ("initial_until", models.DateField(blank=True, help_text="Grundtiden, utan optioner. Tomt: tills vidare.", null=True, verbose_name="gäller till och med")),
                        (
                            "ceiling_sek",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Ramavtalet upphör att gälla när takvolymen är nådd.",
                                max_digits=17,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="takvolym, kr",
                            ),
                        ),
                        (
                            "call_off_method",
                            models.CharField(
                                blank=True,
                                choices=[("RANKED", "rangordning"), ("MINI_COMPETITION", "förnyad konkurrensutsättning"), ("NEEDS", "den enskildes behov"), ("CHOICE", "den enskildes val")],
                                max_length=20,
                                verbose_name="avropsordning",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("areas", models.ManyToManyField(related_name="frameworks", to="contracts.contractarea", verbose_name="avtalsområden")),
                        ("parties", models.ManyToManyField(blank=True, related_name="joined_frameworks", to="common.organization", verbose_name="upphandlas tillsammans med")),
                    ],
                    options={
                        "verbose_name": "upphandlingsomgång",
                        "verbose_name_plural": "upphandlingsomgångar",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("buyer", "number"), name="framework_number_is_unique_for_buyer", violation_error_message="Det finns redan en upphandlingsomgång med det numret."
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("initial_until__isnull", True), ("initial_until__gte", models.F("valid_from")), _connector="OR"),
                                name="framework_ends_after_it_begins",
                                violation_error_message="Sista dagen kan inte ligga före första dagen.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ceiling_sek__isnull", True), ("ceiling_sek__gte", 0), _connector="OR"),
                                name="framework_ceiling_is_not_negative",
                                violation_error_message="Takvolymen kan inte vara negativ.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("renewal_months__isnull", True), models.Q(("initial_until__isnull", False), ("renewal_months__gte", 1)), _connector="OR"),
                                name="framework_is_renewed_from_an_end",
                                violation_error_message="Automatisk förlängning är minst en månad och kräver att grundtiden har en sista dag.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="refresh_contracts_on_update",
                                sql=UpsertTriggerSql(
                                    func="""
    UPDATE contracts_contract c SET initial_until = c.initial_until
    FROM was JOIN is_now USING (id)
    WHERE c.framework_id = is_now.id
      AND (was.valid_from, was.initial_until, was.renewal_months)
          IS DISTINCT FROM (is_now.valid_from, is_now.initial_until, is_now.renewal_months);
    RETURN NULL;
""",
                                    hash="71a79c6457f1f16a902dd1d92c431e47be008f1c",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_refresh_contracts_on_update_85b5e",
                                    referencing="REFERENCING OLD TABLE AS was  NEW TABLE AS is_now ",
                                    table="contracts_framework",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_frameworkevent" ("buyer_id", "call_off_method", "ceiling_sek", "deputy_id", "eavrop_number", "form", "id", "initial_until", "is_secret", "lead_id", "notice_months", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registry_number", "registry_url", "renewal_months", "title", "valid_from", "version") VALUES (NEW."buyer_id", NEW."call_off_method", NEW."ceiling_sek", NEW."deputy_id", NEW."eavrop_number", NEW."form", NEW."id", NEW."initial_until", NEW."is_secret", NEW."lead_id", NEW."notice_months", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."registry_number", NEW."registry_url", NEW."renewal_months", NEW."title", NEW."valid_from", NEW."version"); RETURN NULL;',
                                    hash="59084576073731d9e41aa5b14c64f8e6cba8d215",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d25a0",
                                    table="contracts_framework",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_frameworkevent" ("buyer_id", "call_off_method", "ceiling_sek", "deputy_id", "eavrop_number", "form", "id", "initial_until", "is_secret", "lead_id", "notice_months", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registry_number", "registry_url", "renewal_months", "title", "valid_from", "version") VALUES (NEW."buyer_id", NEW."call_off_method", NEW."ceiling_sek", NEW."deputy_id", NEW."eavrop_number", NEW."form", NEW."id", NEW."initial_until", NEW."is_secret", NEW."lead_id", NEW."notice_months", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."registry_number", NEW."registry_url", NEW."renewal_months", NEW."title", NEW."valid_from", NEW."version"); RETURN NULL;',
                                    hash="cfe8baed833e27dfc2ca011e68d4722fef82e4e1",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_2630a",
                                    table="contracts_framework",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_frameworkevent" ("buyer_id", "call_off_method", "ceiling_sek", "deputy_id", "eavrop_number", "form", "id", "initial_until", "is_secret", "lead_id", "notice_months", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registry_number", "registry_url", "renewal_months", "title", "valid_from", "version") VALUES (OLD."buyer_id", OLD."call_off_method", OLD."ceiling_sek", OLD."deputy_id", OLD."eavrop_number", OLD."form", OLD."id", OLD."initial_until", OLD."is_secret", OLD."lead_id", OLD."notice_months", OLD."number", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."registry_number", OLD."registry_url", OLD."renewal_months", OLD."title", OLD."valid_from", OLD."version"); RETURN NULL;',
                                    hash="54df3e41dc85ffb4ebfabceeb85db3ba230c6ee0",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d91c0",
                                    table="contracts_framework",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FrameworkEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.framework")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="diarienummer (W3D3)")),
                        ("registry_url", models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=["http", "https"])], verbose_name="länk till W3D3")),
                        ("eavrop_number", models.CharField(blank=True, max_length=60, verbose_name="nummer i e-Avrop")),
                        ("notice_months", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="uppsägningstid, månader")),
                        (
                            "renewal_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Tomt: avtalet förlängs inte av sig självt.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="förlängs automatiskt, månader",
                            ),
                        ),
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
                                verbose_name="avtalsansvarig",
                            ),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ersättare",
                            ),
                        ),
                        (
                            "buyer",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="common.organization", verbose_name="köpare"
                            ),
                        ),
                        ("number", models.CharField(max_length=60, verbose_name="nummer")),
                        ("title", models.CharField(max_length=250, verbose_name="rubrik")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("FRAMEWORK", "ramavtal"),
                                    ("CHOICE_SYSTEM", "valfrihetssystem (LOV)"),
                                    ("OUTSOURCING", "entreprenad"),
                                    ("RESERVED", "reserverat avtal"),
                                    ("DIRECT_AWARD", "direktupphandling"),
                                ],
                                max_length=20,
                                verbose_name="avtalsform",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="common.organization",
                                verbose_name="samordnas av",
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="gäller från och med")),
                        ("initial_until", models.DateField(blank=True, help_text="Grundtiden, utan optioner. Tomt: tills vidare.", null=True, verbose_name="gäller till och med")),
                        (
                            "ceiling_sek",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Ramavtalet upphör att gälla när takvolymen är nådd.",
                                max_digits=17,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="takvolym, kr",
                            ),
                        ),
                        (
                            "call_off_method",
                            models.CharField(
                                blank=True,
                                choices=[("RANKED", "rangordning"), ("MINI_COMPETITION", "förnyad konkurrensutsättning"), ("NEEDS", "den enskildes behov"), ("CHOICE", "den enskildes val")],
                                max_length=20,
                                verbose_name="avropsordning",
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
                                    hash="50329ba85fcb771d9f490985a94c88fb6a3de535",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_9c3cc",
                                    table="contracts_frameworkevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FrameworkAreaLink",
                    fields=[],
                    options={
                        "verbose_name": "upphandlingsomgångens avtalsområde",
                        "proxy": True,
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_frameworkarealinkevent" ("contractarea_id", "framework_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."contractarea_id", NEW."framework_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="0c4080cf2f4cd08182154a371a09674dd58469f0",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_80815",
                                    table="contracts_framework_areas",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_frameworkarealinkevent" ("contractarea_id", "framework_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."contractarea_id", NEW."framework_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="0d7acbcfb60c698d512dbcc626f366f2c869afa0",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_797cc",
                                    table="contracts_framework_areas",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_frameworkarealinkevent" ("contractarea_id", "framework_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."contractarea_id", OLD."framework_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="0416688a7797bfe9da311d5df9bd69e6ad0c3309",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_79312",
                                    table="contracts_framework_areas",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                    bases=("contracts.framework_areas",),
                ),
                migrations.CreateModel(
                    name="FrameworkAreaLinkEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.frameworkarealink")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "framework",
                            models.ForeignKey(
                                db_constraint=False, db_tablespace="", on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.framework"
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
                                    hash="579c27544c5f2938330ac4cd24ed5b66bceb0e69",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_6da25",
                                    table="contracts_frameworkarealinkevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contract",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="diarienummer (W3D3)")),
                        ("registry_url", models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=["http", "https"])], verbose_name="länk till W3D3")),
                        ("eavrop_number", models.CharField(blank=True, max_length=60, verbose_name="nummer i e-Avrop")),
                        ("notice_months", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="uppsägningstid, månader")),
                        (
                            "renewal_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Tomt: avtalet förlängs inte av sig självt.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="förlängs automatiskt, månader",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="owned_%(class)ss", to=settings.AUTH_USER_MODEL, verbose_name="avtalsansvarig"
                            ),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="deputised_%(class)ss", to=settings.AUTH_USER_MODEL, verbose_name="ersättare"
                            ),
                        ),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="contracts", to="common.organization", verbose_name="köpare")),
                        (
                            "framework",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="contracts", to="contracts.framework", verbose_name="upphandlingsomgång"
                            ),
                        ),
                        ("supplier", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="contracts", to="contracts.supplier", verbose_name="leverantör")),
                        ("number", models.CharField(max_length=60, verbose_name="avtalsnummer")),
                        ("title", models.CharField(max_length=250, verbose_name="rubrik")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("FRAMEWORK", "ramavtal"),
                                    ("CHOICE_SYSTEM", "valfrihetssystem (LOV)"),
                                    ("OUTSOURCING", "entreprenad"),
                                    ("RESERVED", "reserverat avtal"),
                                    ("DIRECT_AWARD", "direktupphandling"),
                                ],
                                max_length=20,
                                verbose_name="avtalsform",
                            ),
                        ),
                        ("price_model", models.CharField(choices=[("FIXED", "fast pris"), ("TENDERED", "anbudspris")], max_length=20, verbose_name="prismodell")),
                        ("status", models.CharField(choices=[("DRAFT", "utkast"), ("SIGNED", "tecknat")], default="DRAFT", max_length=10, verbose_name="status")),
                        ("valid_from", models.DateField(verbose_name="gäller från och med")),
                        ("initial_until", models.DateField(blank=True, help_text="Grundtiden, utan optioner. Tomt: tills vidare.", null=True, verbose_name="gäller till och med")),
                        ("terminated_on", models.DateField(blank=True, help_text="Sista dagen som avtalet gäller efter uppsägning.", null=True, verbose_name="uppsagt, sista dag")),
                        ("current_until", models.DateField(editable=False, null=True, verbose_name="gäller nu till och med")),
                        (
                            "in_force",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func("valid_from", models.Func("current_until", "terminated_on", template="least(%(expressions)s) + 1"), models.Value("[)"), function="daterange"),
                                output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                verbose_name="i kraft",
                            ),
                        ),
                        (
                            "ends_on",
                            models.GeneratedField(
                                db_persist=True, expression=models.Func("current_until", "terminated_on", function="least"), output_field=models.DateField(null=True), verbose_name="slutar"
                            ),
                        ),
                        (
                            "ceiling_sek",
                            models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name="takbelopp, kr"),
                        ),
                        (
                            "call_offs_survive",
                            models.BooleanField(default=False, help_text="Placeringar som började före slutet är köp på avtal tills de upphör.", verbose_name="avrop gäller efter avtalets slut"),
                        ),
                        ("rank", models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name="plats i rangordningen")),
                        ("is_critical", models.BooleanField(default=False, verbose_name="samhällsviktig")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("areas", models.ManyToManyField(related_name="contracts", to="contracts.contractarea", verbose_name="avtalsområden")),
                    ],
                    options={
                        "verbose_name": "avtal",
                        "verbose_name_plural": "avtal",
                        "permissions": [("import_contracts", "Kan läsa in avtal från fil")],
                        "indexes": [django.contrib.postgres.indexes.GistIndex(fields=["in_force"], name="contract_in_force")],
                        "constraints": [
                            models.UniqueConstraint(fields=("buyer", "number"), name="contract_number_is_unique_for_buyer", violation_error_message="Det finns redan ett avtal med det numret."),
                            models.CheckConstraint(
                                condition=models.Q(("initial_until__isnull", True), ("initial_until__gte", models.F("valid_from")), _connector="OR"),
                                name="contract_ends_after_it_begins",
                                violation_error_message="Sista dagen kan inte ligga före första dagen.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("terminated_on__isnull", True), ("terminated_on__gte", models.F("valid_from")), _connector="OR"),
                                name="contract_is_terminated_after_it_begins",
                                violation_error_message="Sista dagen efter uppsägning kan inte ligga före första dagen.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ceiling_sek__isnull", True), ("ceiling_sek__gte", 0), _connector="OR"),
                                name="contract_ceiling_is_not_negative",
                                violation_error_message="Takbeloppet kan inte vara negativt.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("renewal_months__isnull", True), models.Q(("initial_until__isnull", False), ("renewal_months__gte", 1)), _connector="OR"),
                                name="contract_is_renewed_from_an_end",
                                violation_error_message="Automatisk förlängning är minst en månad och kräver att grundtiden har en sista dag.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="set_current_end",
                                sql=UpsertTriggerSql(
                                    declare="DECLARE base date; taken integer; step record; begins date; round_begins date;",
                                    func="""
    NEW.current_until := CASE WHEN NEW.renewal_months IS NULL THEN NEW.initial_until END;
    IF NEW.current_until IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT counted.base, counted.own INTO base, taken
    FROM (
    SELECT CASE WHEN is_whole THEN NEW.valid_from ELSE NEW.initial_until + 1 END AS base, CASE WHEN is_whole THEN months ELSE 0 END AS own
    FROM (
        SELECT (12 * (extract(year FROM NEW.initial_until + 1) - extract(year FROM NEW.valid_from))
            + extract(month FROM NEW.initial_until + 1) - extract(month FROM NEW.valid_from))::int AS months
    ) AS whole, LATERAL (SELECT NEW.valid_from + make_interval(months => whole.months) = NEW.initial_until + 1 AS is_whole) AS found
) AS counted;
    FOR step IN
        SELECT o.months, o.decided_on, o.framework_id, round.base, round.own,
            sum(o.months) OVER earlier AS of_round, max(o.decided_on) OVER earlier AS settled_on,
            o.framework_id IS NOT NULL AND EXISTS (
                SELECT FROM contracts_optionexception e WHERE e.option_id = o.id AND e.contract_id = NEW.id
            ) AS is_left_out
        FROM contracts_extensionoption o
        LEFT JOIN contracts_framework f
            ON f.id = o.framework_id AND f.initial_until IS NOT NULL AND f.renewal_months IS NULL
        LEFT JOIN LATERAL (
    SELECT CASE WHEN is_whole THEN f.valid_from ELSE f.initial_until + 1 END AS base, CASE WHEN is_whole THEN months ELSE 0 END AS own
    FROM (
        SELECT (12 * (extract(year FROM f.initial_until + 1) - extract(year FROM f.valid_from))
            + extract(month FROM f.initial_until + 1) - extract(month FROM f.valid_from))::int AS months
    ) AS whole, LATERAL (SELECT f.valid_from + make_interval(months => whole.months) = f.initial_until + 1 AS is_whole) AS found
) AS round
            ON f.id IS NOT NULL
        WHERE o.decided_on IS NOT NULL AND (o.contract_id = NEW.id OR o.framework_id = NEW.framework_id)
        WINDOW earlier AS (PARTITION BY o.framework_id ORDER BY o.number)
        ORDER BY settled_on, o.framework_id IS NOT NULL, o.number
    LOOP
        begins := NEW.current_until + 1;
        CONTINUE WHEN step.is_left_out;
        IF step.base IS NULL THEN
            CONTINUE WHEN NEW.terminated_on < begins;
            CONTINUE WHEN step.framework_id IS NOT NULL AND NEW.current_until < step.decided_on;
            taken := taken + step.months;
        ELSE
            round_begins := step.base + make_interval(months => step.own + step.of_round::int - step.months);
            CONTINUE WHEN NEW.terminated_on < round_begins OR begins < round_begins;
            IF begins = round_begins THEN
                base := step.base;
                taken := step.own + step.of_round;
            ELSE
                taken := taken + step.months;
            END IF;
        END IF;
        NEW.current_until := (base + make_interval(months => taken))::date - 1;
    END LOOP;
    RETURN NEW;
""",
                                    hash="9996c7958885dc19e09b6db3a3b47ecbc708334c",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_set_current_end_3d15a",
                                    table="contracts_contract",
                                    when="BEFORE",
                                ),
                            ),
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_contractevent" ("buyer_id", "call_offs_survive", "ceiling_sek", "current_until", "deputy_id", "eavrop_number", "form", "framework_id", "id", "initial_until", "is_critical", "is_secret", "notice_months", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_model", "rank", "registry_number", "registry_url", "renewal_months", "status", "supplier_id", "terminated_on", "title", "valid_from", "version") VALUES (NEW."buyer_id", NEW."call_offs_survive", NEW."ceiling_sek", NEW."current_until", NEW."deputy_id", NEW."eavrop_number", NEW."form", NEW."framework_id", NEW."id", NEW."initial_until", NEW."is_critical", NEW."is_secret", NEW."notice_months", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."price_model", NEW."rank", NEW."registry_number", NEW."registry_url", NEW."renewal_months", NEW."status", NEW."supplier_id", NEW."terminated_on", NEW."title", NEW."valid_from", NEW."version"); RETURN NULL;',
                                    hash="8826be0fd215b8c10218cd63982a7f5bd77ae593",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5fe2a",
                                    table="contracts_contract",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (OLD."buyer_id" IS DISTINCT FROM (NEW."buyer_id") OR OLD."call_offs_survive" IS DISTINCT FROM (NEW."call_offs_survive") OR OLD."ceiling_sek" IS DISTINCT FROM (NEW."ceiling_sek") OR OLD."current_until" IS DISTINCT FROM (NEW."current_until") OR OLD."deputy_id" IS DISTINCT FROM (NEW."deputy_id") OR OLD."eavrop_number" IS DISTINCT FROM (NEW."eavrop_number") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."framework_id" IS DISTINCT FROM (NEW."framework_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."initial_until" IS DISTINCT FROM (NEW."initial_until") OR OLD."is_critical" IS DISTINCT FROM (NEW."is_critical") OR OLD."is_secret" IS DISTINCT FROM (NEW."is_secret") OR OLD."notice_months" IS DISTINCT FROM (NEW."notice_months") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."price_model" IS DISTINCT FROM (NEW."price_model") OR OLD."rank" IS DISTINCT FROM (NEW."rank") OR OLD."registry_number" IS DISTINCT FROM (NEW."registry_number") OR OLD."registry_url" IS DISTINCT FROM (NEW."registry_url") OR OLD."renewal_months" IS DISTINCT FROM (NEW."renewal_months") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."supplier_id" IS DISTINCT FROM (NEW."supplier_id") OR OLD."terminated_on" IS DISTINCT FROM (NEW."terminated_on") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                                    func='INSERT INTO "contracts_contractevent" ("buyer_id", "call_offs_survive", "ceiling_sek", "current_until", "deputy_id", "eavrop_number", "form", "framework_id", "id", "initial_until", "is_critical", "is_secret", "notice_months", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_model", "rank", "registry_number", "registry_url", "renewal_months", "status", "supplier_id", "terminated_on", "title", "valid_from", "version") VALUES (NEW."buyer_id", NEW."call_offs_survive", NEW."ceiling_sek", NEW."current_until", NEW."deputy_id", NEW."eavrop_number", NEW."form", NEW."framework_id", NEW."id", NEW."initial_until", NEW."is_critical", NEW."is_secret", NEW."notice_months", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."price_model", NEW."rank", NEW."registry_number", NEW."registry_url", NEW."renewal_months", NEW."status", NEW."supplier_id", NEW."terminated_on", NEW."title", NEW."valid_from", NEW."version"); RETURN NULL;',
                                    hash="e456dc7bb904071c23e83f6bd5f033fee084fd95",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_3acc9",
                                    table="contracts_contract",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_contractevent" ("buyer_id", "call_offs_survive", "ceiling_sek", "current_until", "deputy_id", "eavrop_number", "form", "framework_id", "id", "initial_until", "is_critical", "is_secret", "notice_months", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_model", "rank", "registry_number", "registry_url", "renewal_months", "status", "supplier_id", "terminated_on", "title", "valid_from", "version") VALUES (OLD."buyer_id", OLD."call_offs_survive", OLD."ceiling_sek", OLD."current_until", OLD."deputy_id", OLD."eavrop_number", OLD."form", OLD."framework_id", OLD."id", OLD."initial_until", OLD."is_critical", OLD."is_secret", OLD."notice_months", OLD."number", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."price_model", OLD."rank", OLD."registry_number", OLD."registry_url", OLD."renewal_months", OLD."status", OLD."supplier_id", OLD."terminated_on", OLD."title", OLD."valid_from", OLD."version"); RETURN NULL;',
                                    hash="4768cbae5cb1f7f783d78c876c18eff7832fa3c0",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_6ed57",
                                    table="contracts_contract",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContractEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.contract")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="diarienummer (W3D3)")),
                        ("registry_url", models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=["http", "https"])], verbose_name="länk till W3D3")),
                        ("eavrop_number", models.CharField(blank=True, max_length=60, verbose_name="nummer i e-Avrop")),
                        ("notice_months", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="uppsägningstid, månader")),
                        (
                            "renewal_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Tomt: avtalet förlängs inte av sig självt.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="förlängs automatiskt, månader",
                            ),
                        ),
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
                                verbose_name="avtalsansvarig",
                            ),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ersättare",
                            ),
                        ),
                        (
                            "buyer",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="common.organization", verbose_name="köpare"
                            ),
                        ),
                        (
                            "framework",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.framework",
                                verbose_name="upphandlingsomgång",
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.supplier", verbose_name="leverantör"
                            ),
                        ),
                        ("number", models.CharField(max_length=60, verbose_name="avtalsnummer")),
                        ("title", models.CharField(max_length=250, verbose_name="rubrik")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("FRAMEWORK", "ramavtal"),
                                    ("CHOICE_SYSTEM", "valfrihetssystem (LOV)"),
                                    ("OUTSOURCING", "entreprenad"),
                                    ("RESERVED", "reserverat avtal"),
                                    ("DIRECT_AWARD", "direktupphandling"),
                                ],
                                max_length=20,
                                verbose_name="avtalsform",
                            ),
                        ),
                        ("price_model", models.CharField(choices=[("FIXED", "fast pris"), ("TENDERED", "anbudspris")], max_length=20, verbose_name="prismodell")),
                        ("status", models.CharField(choices=[("DRAFT", "utkast"), ("SIGNED", "tecknat")], default="DRAFT", max_length=10, verbose_name="status")),
                        ("valid_from", models.DateField(verbose_name="gäller från och med")),
                        ("initial_until", models.DateField(blank=True, help_text="Grundtiden, utan optioner. Tomt: tills vidare.", null=True, verbose_name="gäller till och med")),
                        ("terminated_on", models.DateField(blank=True, help_text="Sista dagen som avtalet gäller efter uppsägning.", null=True, verbose_name="uppsagt, sista dag")),
                        ("current_until", models.DateField(editable=False, null=True, verbose_name="gäller nu till och med")),
                        (
                            "ceiling_sek",
                            models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name="takbelopp, kr"),
                        ),
                        (
                            "call_offs_survive",
                            models.BooleanField(default=False, help_text="Placeringar som började före slutet är köp på avtal tills de upphör.", verbose_name="avrop gäller efter avtalets slut"),
                        ),
                        ("rank", models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name="plats i rangordningen")),
                        ("is_critical", models.BooleanField(default=False, verbose_name="samhällsviktig")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="6cccaf328a0534143cb2761d5f164e2247f189df",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_1465d",
                                    table="contracts_contractevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContractAreaLink",
                    fields=[],
                    options={
                        "verbose_name": "avtalets avtalsområde",
                        "proxy": True,
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_contractarealinkevent" ("contract_id", "contractarea_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."contract_id", NEW."contractarea_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="4b7f78cb7ffbdd642fd5f80739af95b0b36c46a4",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_503fc",
                                    table="contracts_contract_areas",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_contractarealinkevent" ("contract_id", "contractarea_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."contract_id", NEW."contractarea_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="6f3174689d5b80e4a84f83e63a8ad2421ff9a2a2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_cbe50",
                                    table="contracts_contract_areas",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_contractarealinkevent" ("contract_id", "contractarea_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."contract_id", OLD."contractarea_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="eaca12a8dca0710d53b5df4060ba703a3c5a976a",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a6402",
                                    table="contracts_contract_areas",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                    bases=("contracts.contract_areas",),
                ),
                migrations.CreateModel(
                    name="ContractAreaLinkEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.contractarealink")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "contract",
                            models.ForeignKey(db_constraint=False, db_tablespace="", on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.contract"),
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
                                    hash="d5ccf6a2d55b9b3f51c5190be08fe6e39bddcc63",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_cc901",
                                    table="contracts_contractarealinkevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContractVolume",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("contract", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="volumes", to="contracts.contract", verbose_name="avtal")),
                        ("month", models.DateField(verbose_name="månad")),
                        ("sum_sek", models.DecimalField(decimal_places=2, max_digits=17, verbose_name="köpt, kr")),
                        ("cumulative_sek", models.DecimalField(decimal_places=2, max_digits=17, verbose_name="köpt sedan start, kr")),
                        ("above_ceiling", models.BooleanField(default=False, verbose_name="över takbeloppet")),
                        ("updated_at", models.DateTimeField(verbose_name="beräknat")),
                    ],
                    options={
                        "verbose_name": "avtalsvolym",
                        "verbose_name_plural": "avtalsvolymer",
                        "constraints": [models.UniqueConstraint(fields=("contract", "month"), name="contract_volume_is_one_a_month")],
                    },
                ),
                migrations.CreateModel(
                    name="ContractPayerVolume",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("contract", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="payer_volumes", to="contracts.contract", verbose_name="avtal")),
                        ("month", models.DateField(verbose_name="månad")),
                        ("payer", models.CharField(max_length=200, verbose_name="förvaltning")),
                        ("sum_sek", models.DecimalField(decimal_places=2, max_digits=17, verbose_name="köpt, kr")),
                    ],
                    options={
                        "verbose_name": "avtalsvolym per förvaltning",
                        "verbose_name_plural": "avtalsvolymer per förvaltning",
                        "constraints": [models.UniqueConstraint(fields=("contract", "month", "payer"), name="payer_volume_is_one_a_month")],
                    },
                ),
                migrations.CreateModel(
                    name="Requirement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "framework",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="requirements", to="contracts.framework", verbose_name="upphandlingsomgång"
                            ),
                        ),
                        ("contract", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="requirements", to="contracts.contract", verbose_name="avtal")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("REDUNDANCY", "redundans"),
                                    ("EXCUSE_CLAUSE", "force majeure-klausulen granskad"),
                                    ("SUSTAINABILITY", "hållbarhetskrav"),
                                    ("WORKING_CONDITIONS", "arbetsrättsliga villkor"),
                                    ("ACCESSIBILITY", "tillgänglighet"),
                                    ("TECHNOLOGY", "välfärdsteknik och ny teknik"),
                                    ("EU_2022_576", "försäkran enligt EU 2022/576"),
                                    ("INDEX_CLAUSE", "indexklausul"),
                                ],
                                max_length=30,
                                verbose_name="krav",
                            ),
                        ),
                        ("answer", models.CharField(choices=[("YES", "ja"), ("NO", "nej"), ("NOT_RELEVANT", "inte relevant")], max_length=20, verbose_name="svar")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="kommentar")),
                    ],
                    options={
                        "verbose_name": "krav i upphandlingen",
                        "verbose_name_plural": "krav i upphandlingen",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("contract__isnull", True), ("framework__isnull", False)), models.Q(("contract__isnull", False), ("framework__isnull", True)), _connector="OR"
                                ),
                                name="requirement_is_of_a_framework_or_a_contract",
                                violation_error_message="Kravet hör till en upphandlingsomgång eller till ett avtal.",
                            ),
                            models.UniqueConstraint(
                                fields=("framework", "contract", "kind"), name="requirement_is_answered_once", nulls_distinct=False, violation_error_message="Kravet är redan besvarat."
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("answer__in", ["NO", "NOT_RELEVANT"]), _negated=True), models.Q(("note", ""), _negated=True), _connector="OR"),
                                name="missing_requirement_is_explained",
                                violation_error_message="Skriv varför kravet saknas eller inte är relevant.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_requirementevent" ("answer", "contract_id", "framework_id", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answer", NEW."contract_id", NEW."framework_id", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="0f71837be28380a01da33d995d1cf8b792e933c7",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_917f1",
                                    table="contracts_requirement",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_requirementevent" ("answer", "contract_id", "framework_id", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answer", NEW."contract_id", NEW."framework_id", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="5dce02e94bdae3f7cc03de6302aaf0a433e42308",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b3a34",
                                    table="contracts_requirement",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_requirementevent" ("answer", "contract_id", "framework_id", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."answer", OLD."contract_id", OLD."framework_id", OLD."id", OLD."kind", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="0d53b3b645e2c841d115cb905862f708b71f9401",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4fc25",
                                    table="contracts_requirement",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RequirementEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.requirement")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "framework",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.framework",
                                verbose_name="upphandlingsomgång",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("REDUNDANCY", "redundans"),
                                    ("EXCUSE_CLAUSE", "force majeure-klausulen granskad"),
                                    ("SUSTAINABILITY", "hållbarhetskrav"),
                                    ("WORKING_CONDITIONS", "arbetsrättsliga villkor"),
                                    ("ACCESSIBILITY", "tillgänglighet"),
                                    ("TECHNOLOGY", "välfärdsteknik och ny teknik"),
                                    ("EU_2022_576", "försäkran enligt EU 2022/576"),
                                    ("INDEX_CLAUSE", "indexklausul"),
                                ],
                                max_length=30,
                                verbose_name="krav",
                            ),
                        ),
                        ("answer", models.CharField(choices=[("YES", "ja"), ("NO", "nej"), ("NOT_RELEVANT", "inte relevant")], max_length=20, verbose_name="svar")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="kommentar")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="c6aa04bd26991747a82590582d0baed1c20523bb",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_35827",
                                    table="contracts_requirementevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckTerm",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("PERMIT", "tillstånd från IVO"),
                                    ("IVO_REGISTER", "IVO:s register över HVB och stödboende"),
                                    ("TAXES", "skatter och sociala avgifter"),
                                    ("RATING", "kreditbetyg"),
                                    ("EU_2022_576", "försäkran enligt EU 2022/576"),
                                    ("NONPROFIT_REGISTER", "Kammarkollegiets register"),
                                    ("COMPANY_STATUS", "bolagsstatus"),
                                ],
                                max_length=30,
                                unique=True,
                                verbose_name="kontroll",
                            ),
                        ),
                        ("valid_days", models.PositiveSmallIntegerField(verbose_name="giltig, dagar")),
                        ("lowest_score", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="lägsta betyg")),
                    ],
                    options={
                        "verbose_name": "villkor för kontroll",
                        "verbose_name_plural": "villkor för kontroller",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("valid_days__gte", 1)), name="check_holds_a_day_at_least", violation_error_message="En kontroll gäller minst en dag.")
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_checktermevent" ("id", "kind", "lowest_score", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_days") VALUES (NEW."id", NEW."kind", NEW."lowest_score", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."valid_days"); RETURN NULL;',
                                    hash="fbf2a417c995b02ce30a1362534a125ca6690e34",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8e892",
                                    table="contracts_checkterm",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_checktermevent" ("id", "kind", "lowest_score", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_days") VALUES (NEW."id", NEW."kind", NEW."lowest_score", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."valid_days"); RETURN NULL;',
                                    hash="217f037d31d1905f901e8e41abb689dc367b36ab",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_449cd",
                                    table="contracts_checkterm",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_checktermevent" ("id", "kind", "lowest_score", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_days") VALUES (OLD."id", OLD."kind", OLD."lowest_score", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."valid_days"); RETURN NULL;',
                                    hash="353b800fd976499f75dd93820f455a6c49f77161",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_fe83e",
                                    table="contracts_checkterm",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckTermEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.checkterm")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("PERMIT", "tillstånd från IVO"),
                                    ("IVO_REGISTER", "IVO:s register över HVB och stödboende"),
                                    ("TAXES", "skatter och sociala avgifter"),
                                    ("RATING", "kreditbetyg"),
                                    ("EU_2022_576", "försäkran enligt EU 2022/576"),
                                    ("NONPROFIT_REGISTER", "Kammarkollegiets register"),
                                    ("COMPANY_STATUS", "bolagsstatus"),
                                ],
                                max_length=30,
                                verbose_name="kontroll",
                            ),
                        ),
                        ("valid_days", models.PositiveSmallIntegerField(verbose_name="giltig, dagar")),
                        ("lowest_score", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="lägsta betyg")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="b56582167e1e4bb5426162668f1ca329f7468b75",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_19fe6",
                                    table="contracts_checktermevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupplierCheck",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("supplier", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="contracts.supplier", verbose_name="leverantör")),
                        ("unit", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="contracts.supplierunit", verbose_name="verksamhet")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("PERMIT", "tillstånd från IVO"),
                                    ("IVO_REGISTER", "IVO:s register över HVB och stödboende"),
                                    ("TAXES", "skatter och sociala avgifter"),
                                    ("RATING", "kreditbetyg"),
                                    ("EU_2022_576", "försäkran enligt EU 2022/576"),
                                    ("NONPROFIT_REGISTER", "Kammarkollegiets register"),
                                    ("COMPANY_STATUS", "bolagsstatus"),
                                ],
                                max_length=30,
                                verbose_name="kontroll",
                            ),
                        ),
                        ("outcome", models.CharField(choices=[("PASSED", "godkänd"), ("FAILED", "underkänd")], max_length=10, verbose_name="utfall")),
                        ("checked_on", models.DateField(verbose_name="kontrollerad")),
                        ("valid_until", models.DateField(editable=False, verbose_name="gäller till och med")),
                        ("source", models.CharField(max_length=120, verbose_name="källa")),
                        ("evidence_url", models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=["http", "https"])], verbose_name="länk till underlag")),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                help_text="Ett av leverantörens dokument. Lägg först till det på leverantörens sida.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="contracts.document",
                                verbose_name="underlag",
                            ),
                        ),
                        ("score", models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name="betyg")),
                        ("band", models.CharField(blank=True, max_length=60, verbose_name="klass")),
                        ("model", models.CharField(blank=True, max_length=60, verbose_name="modell")),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="skäl att godta ändå")),
                        (
                            "registered_by",
                            models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="registrerad av"),
                        ),
                        ("registered_at", models.DateTimeField(editable=False, verbose_name="registrerad")),
                    ],
                    options={
                        "verbose_name": "kontroll",
                        "verbose_name_plural": "kontroller",
                        "permissions": [("import_checks", "Kan läsa in kontroller från fil")],
                        "indexes": [models.Index(fields=["supplier", "kind", "-checked_on"], name="latest_check_of_supplier")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__gte", models.F("checked_on"))),
                                name="check_holds_from_its_day",
                                violation_error_message="Kontrollen kan inte sluta gälla före sin egen dag.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind", "RATING"), ("score__isnull", True), _connector="OR"),
                                name="only_a_rating_has_a_score",
                                violation_error_message="Betyg hör till kreditbetyget.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind", "RATING"), ("outcome", "PASSED"), ("score__isnull", True), _negated=True),
                                name="a_missing_rating_is_not_passed",
                                violation_error_message="Ett betyg som saknas är inte godkänt.",
                            ),
                            models.UniqueConstraint(
                                fields=("supplier", "unit", "kind", "checked_on", "source"),
                                name="check_is_registered_once",
                                nulls_distinct=False,
                                violation_error_message="Kontrollen är redan registrerad.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_suppliercheckevent" ("band", "checked_on", "evidence_id", "evidence_url", "id", "kind", "model", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "registered_at", "registered_by_id", "score", "source", "supplier_id", "unit_id", "valid_until") VALUES (NEW."band", NEW."checked_on", NEW."evidence_id", NEW."evidence_url", NEW."id", NEW."kind", NEW."model", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."registered_at", NEW."registered_by_id", NEW."score", NEW."source", NEW."supplier_id", NEW."unit_id", NEW."valid_until"); RETURN NULL;',
                                    hash="c29acb5cab24b1e31b7857745f1a243fbdd44740",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_eb843",
                                    table="contracts_suppliercheck",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_suppliercheckevent" ("band", "checked_on", "evidence_id", "evidence_url", "id", "kind", "model", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "registered_at", "registered_by_id", "score", "source", "supplier_id", "unit_id", "valid_until") VALUES (NEW."band", NEW."checked_on", NEW."evidence_id", NEW."evidence_url", NEW."id", NEW."kind", NEW."model", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."registered_at", NEW."registered_by_id", NEW."score", NEW."source", NEW."supplier_id", NEW."unit_id", NEW."valid_until"); RETURN NULL;',
                                    hash="e671e844fc53bfd16033fb45d88891f25eb7c3b9",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_5375e",
                                    table="contracts_suppliercheck",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_suppliercheckevent" ("band", "checked_on", "evidence_id", "evidence_url", "id", "kind", "model", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "registered_at", "registered_by_id", "score", "source", "supplier_id", "unit_id", "valid_until") VALUES (OLD."band", OLD."checked_on", OLD."evidence_id", OLD."evidence_url", OLD."id", OLD."kind", OLD."model", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."registered_at", OLD."registered_by_id", OLD."score", OLD."source", OLD."supplier_id", OLD."unit_id", OLD."valid_until"); RETURN NULL;',
                                    hash="758e8c0354b4915f9fa48f68b95b5c2ed370453b",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_94077",
                                    table="contracts_suppliercheck",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupplierCheckEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.suppliercheck")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("PERMIT", "tillstånd från IVO"),
                                    ("IVO_REGISTER", "IVO:s register över HVB och stödboende"),
                                    ("TAXES", "skatter och sociala avgifter"),
                                    ("RATING", "kreditbetyg"),
                                    ("EU_2022_576", "försäkran enligt EU 2022/576"),
                                    ("NONPROFIT_REGISTER", "Kammarkollegiets register"),
                                    ("COMPANY_STATUS", "bolagsstatus"),
                                ],
                                max_length=30,
                                verbose_name="kontroll",
                            ),
                        ),
                        ("outcome", models.CharField(choices=[("PASSED", "godkänd"), ("FAILED", "underkänd")], max_length=10, verbose_name="utfall")),
                        ("checked_on", models.DateField(verbose_name="kontrollerad")),
                        ("valid_until", models.DateField(editable=False, verbose_name="gäller till och med")),
                        ("source", models.CharField(max_length=120, verbose_name="källa")),
                        ("evidence_url", models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=["http", "https"])], verbose_name="länk till underlag")),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Ett av leverantörens dokument. Lägg först till det på leverantörens sida.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.document",
                                verbose_name="underlag",
                            ),
                        ),
                        ("score", models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name="betyg")),
                        ("band", models.CharField(blank=True, max_length=60, verbose_name="klass")),
                        ("model", models.CharField(blank=True, max_length=60, verbose_name="modell")),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="skäl att godta ändå")),
                        (
                            "registered_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="registrerad av",
                            ),
                        ),
                        ("registered_at", models.DateTimeField(editable=False, verbose_name="registrerad")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="716e5bade504e6d86200c1aaf683932649048a95",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_81f23",
                                    table="contracts_suppliercheckevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        (
                            "framework",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="contracts.framework", verbose_name="upphandlingsomgång"
                            ),
                        ),
                        ("contract", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="contracts.contract", verbose_name="avtal")),
                        (
                            "supplier",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="contracts.supplier", verbose_name="leverantör"),
                        ),
                        (
                            "unit",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="contracts.supplierunit", verbose_name="verksamhet"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CONTRACT", "avtal"),
                                    ("AMENDMENT", "tilläggsavtal"),
                                    ("TENDER_DOCUMENT", "upphandlingsdokument"),
                                    ("DECISION", "beslut"),
                                    ("EVIDENCE", "underlag för kontroll"),
                                    ("LETTER", "brev"),
                                    ("OTHER", "annat"),
                                ],
                                max_length=20,
                                verbose_name="slag",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="rubrik")),
                        ("version", models.PositiveSmallIntegerField(editable=False, verbose_name="version")),
                        ("file", models.FileField(max_length=200, upload_to=document_path, verbose_name="fil")),
                        ("original_name", models.CharField(editable=False, max_length=255, verbose_name="filnamn")),
                        ("media_type", models.CharField(editable=False, max_length=100, verbose_name="filtyp")),
                        ("size", models.PositiveBigIntegerField(editable=False, verbose_name="storlek, byte")),
                        ("sha256", models.CharField(editable=False, max_length=64, verbose_name="kontrollsumma")),
                        ("text", models.TextField(blank=True, editable=False, verbose_name="text")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="diarienummer (W3D3)")),
                        ("registry_url", models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=["http", "https"])], verbose_name="länk till W3D3")),
                        ("uploaded_by", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="inlagt av")),
                        ("uploaded_at", models.DateTimeField(editable=False, verbose_name="inlagt")),
                    ],
                    options={
                        "verbose_name": "dokument",
                        "verbose_name_plural": "dokument",
                        "indexes": [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector("title", "text", config="swedish"), name="document_words")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("contract", None), ("framework__isnull", False), ("supplier", None), ("unit", None)),
                                    models.Q(("contract__isnull", False), ("framework", None), ("supplier", None), ("unit", None)),
                                    models.Q(("contract", None), ("framework", None), ("supplier__isnull", False), ("unit", None)),
                                    models.Q(("contract", None), ("framework", None), ("supplier", None), ("unit__isnull", False)),
                                    _connector="OR",
                                ),
                                name="document_belongs_to_one_thing",
                                violation_error_message="Ett dokument hör till en omgång, ett avtal, en leverantör eller en verksamhet.",
                            ),
                            models.UniqueConstraint(
                                fields=("framework", "contract", "supplier", "unit", "title", "version"),
                                name="document_version_is_unique",
                                nulls_distinct=False,
                                violation_error_message="Versionen finns redan.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_documentevent" ("contract_id", "file", "framework_id", "id", "is_secret", "kind", "media_type", "original_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registry_number", "registry_url", "sha256", "size", "supplier_id", "title", "unit_id", "uploaded_at", "uploaded_by_id", "version") VALUES (NEW."contract_id", NEW."file", NEW."framework_id", NEW."id", NEW."is_secret", NEW."kind", NEW."media_type", NEW."original_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."registry_number", NEW."registry_url", NEW."sha256", NEW."size", NEW."supplier_id", NEW."title", NEW."unit_id", NEW."uploaded_at", NEW."uploaded_by_id", NEW."version"); RETURN NULL;',
                                    hash="5c72c57b4dcff8b34cba75cb427207ba9dafb07f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_20657",
                                    table="contracts_document",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (OLD."contract_id" IS DISTINCT FROM (NEW."contract_id") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."framework_id" IS DISTINCT FROM (NEW."framework_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_secret" IS DISTINCT FROM (NEW."is_secret") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."media_type" IS DISTINCT FROM (NEW."media_type") OR OLD."original_name" IS DISTINCT FROM (NEW."original_name") OR OLD."registry_number" IS DISTINCT FROM (NEW."registry_number") OR OLD."registry_url" IS DISTINCT FROM (NEW."registry_url") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."supplier_id" IS DISTINCT FROM (NEW."supplier_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                                    func='INSERT INTO "contracts_documentevent" ("contract_id", "file", "framework_id", "id", "is_secret", "kind", "media_type", "original_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registry_number", "registry_url", "sha256", "size", "supplier_id", "title", "unit_id", "uploaded_at", "uploaded_by_id", "version") VALUES (NEW."contract_id", NEW."file", NEW."framework_id", NEW."id", NEW."is_secret", NEW."kind", NEW."media_type", NEW."original_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."registry_number", NEW."registry_url", NEW."sha256", NEW."size", NEW."supplier_id", NEW."title", NEW."unit_id", NEW."uploaded_at", NEW."uploaded_by_id", NEW."version"); RETURN NULL;',
                                    hash="0e0060110fb462e262c23c7d12d0213a2bae9abf",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_89302",
                                    table="contracts_document",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_documentevent" ("contract_id", "file", "framework_id", "id", "is_secret", "kind", "media_type", "original_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registry_number", "registry_url", "sha256", "size", "supplier_id", "title", "unit_id", "uploaded_at", "uploaded_by_id", "version") VALUES (OLD."contract_id", OLD."file", OLD."framework_id", OLD."id", OLD."is_secret", OLD."kind", OLD."media_type", OLD."original_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."registry_number", OLD."registry_url", OLD."sha256", OLD."size", OLD."supplier_id", OLD."title", OLD."unit_id", OLD."uploaded_at", OLD."uploaded_by_id", OLD."version"); RETURN NULL;',
                                    hash="7e8da860c8804fbc21131249711d428e0b19217b",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_9eac9",
                                    table="contracts_document",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.document")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("is_secret", models.BooleanField(default=False, help_text="Syns bara för dem som har fått åtkomst, oavsett roll.", verbose_name="sekretess")),
                        (
                            "framework",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.framework",
                                verbose_name="upphandlingsomgång",
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
                            "supplier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.supplier",
                                verbose_name="leverantör",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CONTRACT", "avtal"),
                                    ("AMENDMENT", "tilläggsavtal"),
                                    ("TENDER_DOCUMENT", "upphandlingsdokument"),
                                    ("DECISION", "beslut"),
                                    ("EVIDENCE", "underlag för kontroll"),
                                    ("LETTER", "brev"),
                                    ("OTHER", "annat"),
                                ],
                                max_length=20,
                                verbose_name="slag",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="rubrik")),
                        ("version", models.PositiveSmallIntegerField(editable=False, verbose_name="version")),
                        ("file", models.FileField(max_length=200, upload_to=document_path, verbose_name="fil")),
                        ("original_name", models.CharField(editable=False, max_length=255, verbose_name="filnamn")),
                        ("media_type", models.CharField(editable=False, max_length=100, verbose_name="filtyp")),
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
                                    hash="32bbdc4f0a258fdbf404e84f72679c3957f14df3",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_a3336",
                                    table="contracts_documentevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegisterImport",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="register_imports", to="common.organization", verbose_name="köpare")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("FRAMEWORKS", "upphandlingsomgångar"), ("CONTRACTS", "avtal"), ("UNITS", "verksamheter"), ("PRICES", "priser")],
                                default="CONTRACTS",
                                max_length=20,
                                verbose_name="innehåll",
                            ),
                        ),
                        ("original_name", models.CharField(max_length=255, verbose_name="filnamn")),
                        ("file", models.FileField(upload_to="register/%Y/%m/", verbose_name="fil")),
                        ("status", models.CharField(choices=[("PREVIEW", "förhandsgranskas"), ("APPLIED", "inläst"), ("UNDONE", "ångrad")], default="PREVIEW", max_length=10, verbose_name="läge")),
                        ("uploaded_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="inskickad av")),
                        ("uploaded_at", models.DateTimeField(verbose_name="inskickad")),
                        ("applied_at", models.DateTimeField(null=True, verbose_name="inläst")),
                        ("undone_at", models.DateTimeField(null=True, verbose_name="ångrad")),
                        ("created", models.PositiveIntegerField(default=0, verbose_name="nya")),
                        ("changed", models.PositiveIntegerField(default=0, verbose_name="ändrade")),
                        ("unchanged", models.PositiveIntegerField(default=0, verbose_name="oförändrade")),
                    ],
                    options={
                        "verbose_name": "inläsning till registret",
                        "verbose_name_plural": "inläsningar till registret",
                    },
                ),
                migrations.CreateModel(
                    name="IndexSeries",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "code",
                            models.CharField(
                                error_messages={"unique": "Det finns redan en serie med den koden."},
                                max_length=30,
                                unique=True,
                                validators=[django.core.validators.RegexValidator("^[A-ZÅÄÖ0-9-]+$", "Skriv stora bokstäver, siffror och bindestreck.")],
                                verbose_name="kod",
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="namn")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("LCI", "Labour cost index (LCI)"), ("KPI", "Konsumentprisindex (KPI)"), ("OPI", "Omsorgsprisindex (OPI)"), ("OTHER", "annat index")],
                                max_length=10,
                                verbose_name="index",
                            ),
                        ),
                        ("variant", models.CharField(blank=True, help_text="Till exempel arbetare eller tjänstemän, när indexet skiljer på dem.", max_length=60, verbose_name="avser")),
                        ("classification", models.CharField(blank=True, help_text="Till exempel SNI 2007.", max_length=20, verbose_name="näringsgrensindelning")),
                        ("letter", models.CharField(blank=True, help_text="Till exempel Q i SNI 2007.", max_length=5, verbose_name="näringsgren")),
                        ("base", models.CharField(help_text="Till exempel 2008=100.", max_length=30, verbose_name="bas")),
                        ("frequency", models.CharField(choices=[("MONTH", "månad"), ("QUARTER", "kvartal"), ("YEAR", "år")], max_length=10, verbose_name="publiceras per")),
                        ("measures", models.CharField(choices=[("LEVEL", "indextal"), ("CHANGE", "årlig förändring, procent")], default="LEVEL", max_length=10, verbose_name="värdet är")),
                        ("decimals", models.PositiveSmallIntegerField(default=1, verbose_name="decimaler")),
                        (
                            "publishes_after_days",
                            models.PositiveSmallIntegerField(blank=True, help_text="Ungefär så många dagar efter periodens slut.", null=True, verbose_name="publiceras efter, dagar"),
                        ),
                        (
                            "final_after_months",
                            models.PositiveSmallIntegerField(blank=True, help_text="Tomt: värdena är slutliga från början.", null=True, verbose_name="blir slutligt efter, månader"),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[("FILE", "fil eller för hand"), ("PXWEB_1", "SCB:s API, version 1"), ("PXWEB_2", "SCB:s API, version 2")],
                                default="FILE",
                                max_length=10,
                                verbose_name="hämtas från",
                            ),
                        ),
                        ("table", models.CharField(blank=True, help_text="Sökväg i version 1, tabellens id i version 2.", max_length=200, verbose_name="tabell")),
                        ("selection", models.JSONField(blank=True, default=dict, help_text="Variabelns kod och värdets kod, ur tabellens metadata.", verbose_name="val i tabellen")),
                        ("preliminary_code", models.CharField(blank=True, max_length=60, verbose_name="kod för preliminära värden")),
                        ("final_code", models.CharField(blank=True, max_length=60, verbose_name="kod för slutliga värden")),
                        ("preliminary_label", models.CharField(blank=True, max_length=200, verbose_name="preliminära värden heter")),
                        ("final_label", models.CharField(blank=True, max_length=200, verbose_name="slutliga värden heter")),
                        ("is_invented", models.BooleanField(default=False, editable=False, verbose_name="påhittade värden")),
                        ("ended_with", models.CharField(blank=True, help_text="När serien har upphört.", max_length=10, verbose_name="sista period")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "indexserie",
                        "verbose_name_plural": "indexserier",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("letter", ""), ("classification", "")),
                                    models.Q(models.Q(("letter", ""), _negated=True), models.Q(("classification", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="series_letter_has_its_classification",
                                violation_error_message="Ange näringsgren och näringsgrensindelning tillsammans.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", "FILE"), models.Q(("table", ""), _negated=True), _connector="OR"),
                                name="fetched_series_names_its_table",
                                violation_error_message="Ange tabellen som serien hämtas från.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_indexseriesevent" ("base", "classification", "code", "decimals", "ended_with", "final_after_months", "final_code", "final_label", "frequency", "id", "is_invented", "kind", "letter", "measures", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preliminary_code", "preliminary_label", "publishes_after_days", "selection", "source", "table", "variant", "version") VALUES (NEW."base", NEW."classification", NEW."code", NEW."decimals", NEW."ended_with", NEW."final_after_months", NEW."final_code", NEW."final_label", NEW."frequency", NEW."id", NEW."is_invented", NEW."kind", NEW."letter", NEW."measures", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."preliminary_code", NEW."preliminary_label", NEW."publishes_after_days", NEW."selection", NEW."source", NEW."table", NEW."variant", NEW."version"); RETURN NULL;',
                                    hash="46ee42661ab6fa83ca30a386251e607cf40ab961",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_3d565",
                                    table="contracts_indexseries",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_indexseriesevent" ("base", "classification", "code", "decimals", "ended_with", "final_after_months", "final_code", "final_label", "frequency", "id", "is_invented", "kind", "letter", "measures", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preliminary_code", "preliminary_label", "publishes_after_days", "selection", "source", "table", "variant", "version") VALUES (NEW."base", NEW."classification", NEW."code", NEW."decimals", NEW."ended_with", NEW."final_after_months", NEW."final_code", NEW."final_label", NEW."frequency", NEW."id", NEW."is_invented", NEW."kind", NEW."letter", NEW."measures", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."preliminary_code", NEW."preliminary_label", NEW."publishes_after_days", NEW."selection", NEW."source", NEW."table", NEW."variant", NEW."version"); RETURN NULL;',
                                    hash="76017b79fcd4b85a29d2a891eed1d749a584756a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_80312",
                                    table="contracts_indexseries",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_indexseriesevent" ("base", "classification", "code", "decimals", "ended_with", "final_after_months", "final_code", "final_label", "frequency", "id", "is_invented", "kind", "letter", "measures", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preliminary_code", "preliminary_label", "publishes_after_days", "selection", "source", "table", "variant", "version") VALUES (OLD."base", OLD."classification", OLD."code", OLD."decimals", OLD."ended_with", OLD."final_after_months", OLD."final_code", OLD."final_label", OLD."frequency", OLD."id", OLD."is_invented", OLD."kind", OLD."letter", OLD."measures", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."preliminary_code", OLD."preliminary_label", OLD."publishes_after_days", OLD."selection", OLD."source", OLD."table", OLD."variant", OLD."version"); RETURN NULL;',
                                    hash="d4cc5d07ad66ceb6203506d7363426a20de5e7ea",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ea001",
                                    table="contracts_indexseries",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndexSeriesEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.indexseries")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "code",
                            models.CharField(
                                error_messages={"unique": "Det finns redan en serie med den koden."},
                                max_length=30,
                                validators=[django.core.validators.RegexValidator("^[A-ZÅÄÖ0-9-]+$", "Skriv stora bokstäver, siffror och bindestreck.")],
                                verbose_name="kod",
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="namn")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("LCI", "Labour cost index (LCI)"), ("KPI", "Konsumentprisindex (KPI)"), ("OPI", "Omsorgsprisindex (OPI)"), ("OTHER", "annat index")],
                                max_length=10,
                                verbose_name="index",
                            ),
                        ),
                        ("variant", models.CharField(blank=True, help_text="Till exempel arbetare eller tjänstemän, när indexet skiljer på dem.", max_length=60, verbose_name="avser")),
                        ("classification", models.CharField(blank=True, help_text="Till exempel SNI 2007.", max_length=20, verbose_name="näringsgrensindelning")),
                        ("letter", models.CharField(blank=True, help_text="Till exempel Q i SNI 2007.", max_length=5, verbose_name="näringsgren")),
                        ("base", models.CharField(help_text="Till exempel 2008=100.", max_length=30, verbose_name="bas")),
                        ("frequency", models.CharField(choices=[("MONTH", "månad"), ("QUARTER", "kvartal"), ("YEAR", "år")], max_length=10, verbose_name="publiceras per")),
                        ("measures", models.CharField(choices=[("LEVEL", "indextal"), ("CHANGE", "årlig förändring, procent")], default="LEVEL", max_length=10, verbose_name="värdet är")),
                        ("decimals", models.PositiveSmallIntegerField(default=1, verbose_name="decimaler")),
                        (
                            "publishes_after_days",
                            models.PositiveSmallIntegerField(blank=True, help_text="Ungefär så många dagar efter periodens slut.", null=True, verbose_name="publiceras efter, dagar"),
                        ),
                        (
                            "final_after_months",
                            models.PositiveSmallIntegerField(blank=True, help_text="Tomt: värdena är slutliga från början.", null=True, verbose_name="blir slutligt efter, månader"),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[("FILE", "fil eller för hand"), ("PXWEB_1", "SCB:s API, version 1"), ("PXWEB_2", "SCB:s API, version 2")],
                                default="FILE",
                                max_length=10,
                                verbose_name="hämtas från",
                            ),
                        ),
                        ("table", models.CharField(blank=True, help_text="Sökväg i version 1, tabellens id i version 2.", max_length=200, verbose_name="tabell")),
                        ("selection", models.JSONField(blank=True, default=dict, help_text="Variabelns kod och värdets kod, ur tabellens metadata.", verbose_name="val i tabellen")),
                        ("preliminary_code", models.CharField(blank=True, max_length=60, verbose_name="kod för preliminära värden")),
                        ("final_code", models.CharField(blank=True, max_length=60, verbose_name="kod för slutliga värden")),
                        ("preliminary_label", models.CharField(blank=True, max_length=200, verbose_name="preliminära värden heter")),
                        ("final_label", models.CharField(blank=True, max_length=200, verbose_name="slutliga värden heter")),
                        ("is_invented", models.BooleanField(default=False, editable=False, verbose_name="påhittade värden")),
                        ("ended_with", models.CharField(blank=True, help_text="När serien har upphört.", max_length=10, verbose_name="sista period")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="a37ea0e460749ae4bba5f694ead55add51eb0ab4",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_d2f27",
                                    table="contracts_indexseriesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndexFetch",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("series", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="fetch", to="contracts.indexseries", verbose_name="serie")),
                        ("tried_at", models.DateTimeField(verbose_name="senaste försöket")),
                        ("worked_at", models.DateTimeField(null=True, verbose_name="senast hämtad")),
                        ("words", models.CharField(blank=True, max_length=500, verbose_name="varför det inte gick")),
                    ],
                    options={
                        "verbose_name": "hämtning av index",
                        "verbose_name_plural": "hämtningar av index",
                    },
                ),
                migrations.CreateModel(
                    name="IndexImport",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("series", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="imports", to="contracts.indexseries", verbose_name="serie")),
                        ("file", models.FileField(upload_to="index/%Y/%m/", verbose_name="fil")),
                        ("original_name", models.CharField(max_length=300, verbose_name="källa")),
                        ("sha256", models.CharField(max_length=64, verbose_name="fingeravtryck")),
                        ("status", models.CharField(choices=[("PREVIEW", "granskas"), ("STORED", "sparad"), ("DISCARDED", "kastad")], default="PREVIEW", max_length=10, verbose_name="läge")),
                        ("received_at", models.DateTimeField(verbose_name="hämtad")),
                        ("received_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="hämtad av")),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="avgjord")),
                        ("settled_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="avgjord av")),
                    ],
                    options={
                        "verbose_name": "inläsning av index",
                        "verbose_name_plural": "inläsningar av index",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "PREVIEW")),
                                fields=("series", "sha256"),
                                name="index_answer_waits_once",
                                violation_error_message="Samma värden väntar redan på att granskas.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndexValue",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("series", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="values", to="contracts.indexseries", verbose_name="serie")),
                        ("period", models.CharField(max_length=10, verbose_name="period")),
                        ("first_on", models.DateField(verbose_name="periodens första dag")),
                        ("status", models.CharField(choices=[("PRELIMINARY", "preliminärt"), ("FINAL", "slutligt")], max_length=15, verbose_name="status")),
                        ("revision", models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="utgåva")),
                        ("value", models.DecimalField(decimal_places=4, max_digits=12, verbose_name="värde")),
                        ("published_on", models.DateField(null=True, verbose_name="publicerat")),
                        ("fetched_at", models.DateTimeField(verbose_name="hämtat")),
                        ("source", models.CharField(max_length=300, verbose_name="källa")),
                        ("brought_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="values", to="contracts.indeximport", verbose_name="inläsning")),
                    ],
                    options={
                        "verbose_name": "indexvärde",
                        "verbose_name_plural": "indexvärden",
                        "constraints": [
                            models.UniqueConstraint(fields=("series", "period", "status", "revision"), name="index_value_has_its_revision", violation_error_message="Utgåvan finns redan.")
                        ],
                        "triggers": [
                            Trigger(
                                name="index_values_stay_as_published",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="bf9709f9bf22ed731ef470db2e83a3438fc1ec8b",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_index_values_stay_as_published_77b6e",
                                    table="contracts_indexvalue",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndexChain",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("old", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="continued_by", to="contracts.indexseries", verbose_name="serie som upphört")),
                        ("new", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="continues", to="contracts.indexseries", verbose_name="fortsätter med")),
                        ("factor", models.DecimalField(decimal_places=8, max_digits=14, validators=[django.core.validators.MinValueValidator(0)], verbose_name="kedjefaktor")),
                        ("decimals", models.PositiveSmallIntegerField(default=2, verbose_name="avrundas till decimaler")),
                        ("source", models.CharField(max_length=300, verbose_name="källa")),
                    ],
                    options={
                        "verbose_name": "kedjefaktor",
                        "verbose_name_plural": "kedjefaktorer",
                        "constraints": [
                            models.UniqueConstraint(fields=("old",), name="series_continues_in_one", violation_error_message="Serien fortsätter redan i en annan."),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("old", models.F("new")), _negated=True), ("factor__gt", 0)),
                                name="chain_goes_to_another_series",
                                violation_error_message="En serie kan inte fortsätta i sig själv, och faktorn är större än noll.",
                            ),
                            models.CheckConstraint(condition=models.Q(("source", ""), _negated=True), name="chain_has_a_source", violation_error_message="Ange var kedjefaktorn kommer ifrån."),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_indexchainevent" ("decimals", "factor", "id", "new_id", "old_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (NEW."decimals", NEW."factor", NEW."id", NEW."new_id", NEW."old_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source"); RETURN NULL;',
                                    hash="ed2d62ae95f18002493f03142381573891aeacb0",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c919e",
                                    table="contracts_indexchain",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_indexchainevent" ("decimals", "factor", "id", "new_id", "old_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (NEW."decimals", NEW."factor", NEW."id", NEW."new_id", NEW."old_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source"); RETURN NULL;',
                                    hash="881f64232be9d5222ae280ea6930d3d733dd41d0",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_2a50a",
                                    table="contracts_indexchain",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_indexchainevent" ("decimals", "factor", "id", "new_id", "old_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (OLD."decimals", OLD."factor", OLD."id", OLD."new_id", OLD."old_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source"); RETURN NULL;',
                                    hash="80fcff7b7af5d02246b996a038db5b3174ab74e7",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_03473",
                                    table="contracts_indexchain",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndexChainEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.indexchain")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "old",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.indexseries",
                                verbose_name="serie som upphört",
                            ),
                        ),
                        (
                            "new",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.indexseries", verbose_name="fortsätter med"
                            ),
                        ),
                        ("factor", models.DecimalField(decimal_places=8, max_digits=14, validators=[django.core.validators.MinValueValidator(0)], verbose_name="kedjefaktor")),
                        ("decimals", models.PositiveSmallIntegerField(default=2, verbose_name="avrundas till decimaler")),
                        ("source", models.CharField(max_length=300, verbose_name="källa")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="0dd0323719c876624f66b74188326c7cb630b952",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_61d34",
                                    table="contracts_indexchainevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceClause",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "contract",
                            models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="price_clause", to="contracts.contract", verbose_name="avtal"),
                        ),
                        (
                            "framework",
                            models.OneToOneField(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="price_clause", to="contracts.framework", verbose_name="upphandlingsomgång"
                            ),
                        ),
                        (
                            "area",
                            models.OneToOneField(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="price_clause", to="contracts.contractarea", verbose_name="avtalsområde"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("INDEX", "indexkorg"), ("COUNCIL", "fast pris, beslutas i budget"), ("NEGOTIATION", "förhandling"), ("BUDGET", "kommunens uppräkning i budget")],
                                default="INDEX",
                                max_length=12,
                                verbose_name="priset justeras genom",
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[("CHAINED", "från senaste justeringen, år för år"), ("FIXED_BASE", "alltid från avtalets basvärden")], default="CHAINED", max_length=12, verbose_name="räknas"
                            ),
                        ),
                        (
                            "fixed_percent",
                            models.DecimalField(
                                decimal_places=3,
                                default=Decimal("0"),
                                help_text="Den del av priset som inte följer index.",
                                max_digits=6,
                                validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)],
                                verbose_name="fast andel, procent",
                            ),
                        ),
                        (
                            "threshold_percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                help_text="Mindre förändring av korgen än så ändrar inte priset. Tomt: ingen tröskel.",
                                max_digits=6,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="tröskel, procent",
                            ),
                        ),
                        (
                            "carries_over",
                            models.BooleanField(default=True, help_text="Räknas priset alltid från basvärdena sparas den av sig själv.", verbose_name="förändring under tröskeln sparas till nästa år"),
                        ),
                        (
                            "lowest_percent",
                            models.DecimalField(
                                blank=True, decimal_places=3, help_text="0: priset sänks aldrig. Tomt: ingen gräns nedåt.", max_digits=6, null=True, verbose_name="lägsta förändring, procent"
                            ),
                        ),
                        (
                            "highest_percent",
                            models.DecimalField(blank=True, decimal_places=3, help_text="Tomt: ingen gräns uppåt.", max_digits=6, null=True, verbose_name="högsta förändring, procent"),
                        ),
                        ("rounding", models.CharField(choices=[("ORE", "hela ören"), ("KRONA", "hela kronor")], default="ORE", max_length=5, verbose_name="priset avrundas till")),
                        (
                            "factor_decimals",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Bara när avtalet säger det. Tomt: en enda avrundning, av priset.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(8)],
                                verbose_name="faktorn avrundas till decimaler",
                            ),
                        ),
                        (
                            "adjusts_month",
                            models.PositiveSmallIntegerField(
                                default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name="nytt pris från månad"
                            ),
                        ),
                        (
                            "adjusts_day",
                            models.PositiveSmallIntegerField(
                                default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(31)], verbose_name="nytt pris från dag"
                            ),
                        ),
                        (
                            "fixed_months",
                            models.PositiveSmallIntegerField(
                                default=12,
                                help_text="Från avtalsstart och från varje justering, minst 12.",
                                validators=[django.core.validators.MinValueValidator(12)],
                                verbose_name="priset ligger fast, månader",
                            ),
                        ),
                        (
                            "opens_months",
                            models.PositiveSmallIntegerField(
                                default=4, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(11)], verbose_name="begäran tidigast, månader före"
                            ),
                        ),
                        ("needs_request", models.BooleanField(default=True, verbose_name="leverantören måste begära höjning")),
                        ("ask_days", models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MaxValueValidator(300)], verbose_name="begäran senast, dagar före")),
                        ("tell_days", models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MaxValueValidator(300)], verbose_name="besked senast, dagar före")),
                        (
                            "settles_on_final",
                            models.BooleanField(
                                default=False, help_text="Priset räknas på preliminära värden, och skillnaden regleras när det slutliga kommer.", verbose_name="slutligt värde regleras i efterhand"
                            ),
                        ),
                        ("successor", models.CharField(blank=True, default="Upphör en serie används den som utgivaren anger som dess efterträdare.", max_length=300, verbose_name="om index upphör")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "prisjusteringsklausul",
                        "verbose_name_plural": "prisjusteringsklausuler",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("area__isnull", True), ("contract__isnull", False), ("framework__isnull", True)),
                                    models.Q(("area__isnull", True), ("contract__isnull", True), ("framework__isnull", False)),
                                    models.Q(("area__isnull", False), ("contract__isnull", True), ("framework__isnull", True)),
                                    _connector="OR",
                                ),
                                name="clause_belongs_to_one",
                                violation_error_message="Klausulen hör till ett avtal, en upphandlingsomgång eller ett avtalsområde.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fixed_percent__gte", 0), ("fixed_percent__lte", 100)),
                                name="clause_fixed_share_is_a_share",
                                violation_error_message="Den fasta andelen är mellan 0 och 100 procent.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("lowest_percent__isnull", True), ("highest_percent__isnull", True), ("lowest_percent__lte", models.F("highest_percent")), _connector="OR"),
                                name="clause_lowest_is_not_above_highest",
                                violation_error_message="Den lägsta förändringen kan inte vara större än den högsta.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("carries_over", True), ("method", "CHAINED"), _connector="OR"),
                                name="clause_from_base_carries_over",
                                violation_error_message="Räknas priset alltid från basvärdena går en förändring aldrig förlorad: låt den sparas.",
                            ),
                            models.CheckConstraint(condition=models.Q(("fixed_months__gte", 12)), name="clause_fixes_prices_a_year", violation_error_message="Priset ligger fast minst 12 månader."),
                            models.CheckConstraint(
                                condition=models.Q(("tell_days__lte", models.F("ask_days"))),
                                name="clause_is_asked_before_it_is_told",
                                violation_error_message="Begäran kommer före beskedet: den ska vara minst lika många dagar före.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_priceclauseevent" ("adjusts_day", "adjusts_month", "area_id", "ask_days", "carries_over", "contract_id", "factor_decimals", "fixed_months", "fixed_percent", "framework_id", "highest_percent", "id", "kind", "lowest_percent", "method", "needs_request", "opens_months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rounding", "settles_on_final", "successor", "tell_days", "threshold_percent", "version") VALUES (NEW."adjusts_day", NEW."adjusts_month", NEW."area_id", NEW."ask_days", NEW."carries_over", NEW."contract_id", NEW."factor_decimals", NEW."fixed_months", NEW."fixed_percent", NEW."framework_id", NEW."highest_percent", NEW."id", NEW."kind", NEW."lowest_percent", NEW."method", NEW."needs_request", NEW."opens_months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rounding", NEW."settles_on_final", NEW."successor", NEW."tell_days", NEW."threshold_percent", NEW."version"); RETURN NULL;',
                                    hash="4753321cc612908b2129cb4e30d0f589ca5e4f7d",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7986e",
                                    table="contracts_priceclause",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_priceclauseevent" ("adjusts_day", "adjusts_month", "area_id", "ask_days", "carries_over", "contract_id", "factor_decimals", "fixed_months", "fixed_percent", "framework_id", "highest_percent", "id", "kind", "lowest_percent", "method", "needs_request", "opens_months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rounding", "settles_on_final", "successor", "tell_days", "threshold_percent", "version") VALUES (NEW."adjusts_day", NEW."adjusts_month", NEW."area_id", NEW."ask_days", NEW."carries_over", NEW."contract_id", NEW."factor_decimals", NEW."fixed_months", NEW."fixed_percent", NEW."framework_id", NEW."highest_percent", NEW."id", NEW."kind", NEW."lowest_percent", NEW."method", NEW."needs_request", NEW."opens_months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rounding", NEW."settles_on_final", NEW."successor", NEW."tell_days", NEW."threshold_percent", NEW."version"); RETURN NULL;',
                                    hash="3a44bc1a3aa419cf1fa0e893954f4d068e02fe0e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_e4dd8",
                                    table="contracts_priceclause",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_priceclauseevent" ("adjusts_day", "adjusts_month", "area_id", "ask_days", "carries_over", "contract_id", "factor_decimals", "fixed_months", "fixed_percent", "framework_id", "highest_percent", "id", "kind", "lowest_percent", "method", "needs_request", "opens_months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rounding", "settles_on_final", "successor", "tell_days", "threshold_percent", "version") VALUES (OLD."adjusts_day", OLD."adjusts_month", OLD."area_id", OLD."ask_days", OLD."carries_over", OLD."contract_id", OLD."factor_decimals", OLD."fixed_months", OLD."fixed_percent", OLD."framework_id", OLD."highest_percent", OLD."id", OLD."kind", OLD."lowest_percent", OLD."method", OLD."needs_request", OLD."opens_months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rounding", OLD."settles_on_final", OLD."successor", OLD."tell_days", OLD."threshold_percent", OLD."version"); RETURN NULL;',
                                    hash="993f511521940e0ad9138d3ff7d8b721fa2873f5",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4206b",
                                    table="contracts_priceclause",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceClauseEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.priceclause")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
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
                            "framework",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.framework",
                                verbose_name="upphandlingsomgång",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[("INDEX", "indexkorg"), ("COUNCIL", "fast pris, beslutas i budget"), ("NEGOTIATION", "förhandling"), ("BUDGET", "kommunens uppräkning i budget")],
                                default="INDEX",
                                max_length=12,
                                verbose_name="priset justeras genom",
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[("CHAINED", "från senaste justeringen, år för år"), ("FIXED_BASE", "alltid från avtalets basvärden")], default="CHAINED", max_length=12, verbose_name="räknas"
                            ),
                        ),
                        (
                            "fixed_percent",
                            models.DecimalField(
                                decimal_places=3,
                                default=Decimal("0"),
                                help_text="Den del av priset som inte följer index.",
                                max_digits=6,
                                validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)],
                                verbose_name="fast andel, procent",
                            ),
                        ),
                        (
                            "threshold_percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                help_text="Mindre förändring av korgen än så ändrar inte priset. Tomt: ingen tröskel.",
                                max_digits=6,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="tröskel, procent",
                            ),
                        ),
                        (
                            "carries_over",
                            models.BooleanField(default=True, help_text="Räknas priset alltid från basvärdena sparas den av sig själv.", verbose_name="förändring under tröskeln sparas till nästa år"),
                        ),
                        (
                            "lowest_percent",
                            models.DecimalField(
                                blank=True, decimal_places=3, help_text="0: priset sänks aldrig. Tomt: ingen gräns nedåt.", max_digits=6, null=True, verbose_name="lägsta förändring, procent"
                            ),
                        ),
                        (
                            "highest_percent",
                            models.DecimalField(blank=True, decimal_places=3, help_text="Tomt: ingen gräns uppåt.", max_digits=6, null=True, verbose_name="högsta förändring, procent"),
                        ),
                        ("rounding", models.CharField(choices=[("ORE", "hela ören"), ("KRONA", "hela kronor")], default="ORE", max_length=5, verbose_name="priset avrundas till")),
                        (
                            "factor_decimals",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Bara när avtalet säger det. Tomt: en enda avrundning, av priset.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(8)],
                                verbose_name="faktorn avrundas till decimaler",
                            ),
                        ),
                        (
                            "adjusts_month",
                            models.PositiveSmallIntegerField(
                                default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name="nytt pris från månad"
                            ),
                        ),
                        (
                            "adjusts_day",
                            models.PositiveSmallIntegerField(
                                default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(31)], verbose_name="nytt pris från dag"
                            ),
                        ),
                        (
                            "fixed_months",
                            models.PositiveSmallIntegerField(
                                default=12,
                                help_text="Från avtalsstart och från varje justering, minst 12.",
                                validators=[django.core.validators.MinValueValidator(12)],
                                verbose_name="priset ligger fast, månader",
                            ),
                        ),
                        (
                            "opens_months",
                            models.PositiveSmallIntegerField(
                                default=4, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(11)], verbose_name="begäran tidigast, månader före"
                            ),
                        ),
                        ("needs_request", models.BooleanField(default=True, verbose_name="leverantören måste begära höjning")),
                        ("ask_days", models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MaxValueValidator(300)], verbose_name="begäran senast, dagar före")),
                        ("tell_days", models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MaxValueValidator(300)], verbose_name="besked senast, dagar före")),
                        (
                            "settles_on_final",
                            models.BooleanField(
                                default=False, help_text="Priset räknas på preliminära värden, och skillnaden regleras när det slutliga kommer.", verbose_name="slutligt värde regleras i efterhand"
                            ),
                        ),
                        ("successor", models.CharField(blank=True, default="Upphör en serie används den som utgivaren anger som dess efterträdare.", max_length=300, verbose_name="om index upphör")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="224040d43abe9b802a0baa0e5aed835bf51ecf65",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_e40f7",
                                    table="contracts_priceclauseevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClauseComponent",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("clause", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="components", to="contracts.priceclause", verbose_name="klausul")),
                        ("series", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="components", to="contracts.indexseries", verbose_name="serie")),
                        ("weight", models.DecimalField(decimal_places=5, max_digits=6, validators=[django.core.validators.MinValueValidator(0)], verbose_name="vikt")),
                        ("status", models.CharField(choices=[("PRELIMINARY", "preliminärt"), ("FINAL", "slutligt")], default="FINAL", max_length=15, verbose_name="värden som jämförs")),
                        ("base_period", models.CharField(max_length=10, verbose_name="basperiod")),
                        (
                            "base_value",
                            models.DecimalField(decimal_places=4, max_digits=12, validators=[django.core.validators.MinValueValidator(Decimal("0.0001"))], verbose_name="basvärde enligt avtalet"),
                        ),
                        ("base_value_final", models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name="slutligt basvärde")),
                        ("years_before", models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(3)], verbose_name="jämförs år före justeringen")),
                    ],
                    options={
                        "verbose_name": "serie i indexkorgen",
                        "verbose_name_plural": "serier i indexkorgen",
                        "constraints": [
                            models.UniqueConstraint(fields=("clause", "series"), name="series_stands_once_in_a_basket", violation_error_message="Serien finns redan i korgen."),
                            models.CheckConstraint(
                                condition=models.Q(("weight__gt", 0), ("weight__lte", 1)), name="component_weight_is_a_share", violation_error_message="Vikten är större än 0 och högst 1."
                            ),
                            models.CheckConstraint(condition=models.Q(("base_value__gt", 0)), name="component_base_is_an_index", violation_error_message="Ett indextal är alltid större än noll."),
                        ],
                        "triggers": [
                            Trigger(
                                name="clause_weights_sum_to_one",
                                sql=UpsertTriggerSql(
                                    constraint="CONSTRAINT",
                                    func="""
    IF EXISTS (
        SELECT FROM contracts_clausecomponent
        WHERE clause_id IN (NEW.clause_id, OLD.clause_id) GROUP BY clause_id HAVING sum(weight) <> 1
    ) THEN
        RAISE EXCEPTION 'Vikterna ska tillsammans vara 1.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'clause_weights_sum_to_one';
    END IF;
    RETURN NULL;
""",
                                    hash="7dfa0237fa16fdfee123d05cf153cbea1fc436fa",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_clause_weights_sum_to_one_eadd2",
                                    table="contracts_clausecomponent",
                                    timing="DEFERRABLE INITIALLY DEFERRED",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_clausecomponentevent" ("base_period", "base_value", "base_value_final", "clause_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series_id", "status", "weight", "years_before") VALUES (NEW."base_period", NEW."base_value", NEW."base_value_final", NEW."clause_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."series_id", NEW."status", NEW."weight", NEW."years_before"); RETURN NULL;',
                                    hash="1247e800c81c1714e6b25d66b1ef0490b5525412",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_bf217",
                                    table="contracts_clausecomponent",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_clausecomponentevent" ("base_period", "base_value", "base_value_final", "clause_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series_id", "status", "weight", "years_before") VALUES (NEW."base_period", NEW."base_value", NEW."base_value_final", NEW."clause_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."series_id", NEW."status", NEW."weight", NEW."years_before"); RETURN NULL;',
                                    hash="cc5fba867545247bd3e298670319ae5b006e9243",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_02e63",
                                    table="contracts_clausecomponent",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_clausecomponentevent" ("base_period", "base_value", "base_value_final", "clause_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series_id", "status", "weight", "years_before") VALUES (OLD."base_period", OLD."base_value", OLD."base_value_final", OLD."clause_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."series_id", OLD."status", OLD."weight", OLD."years_before"); RETURN NULL;',
                                    hash="3af05c0ffe0d9d2d9132ddafea211d9dafd914ff",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_b5ec0",
                                    table="contracts_clausecomponent",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClauseComponentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.clausecomponent")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "clause",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.priceclause", verbose_name="klausul"
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.indexseries", verbose_name="serie"
                            ),
                        ),
                        ("weight", models.DecimalField(decimal_places=5, max_digits=6, validators=[django.core.validators.MinValueValidator(0)], verbose_name="vikt")),
                        ("status", models.CharField(choices=[("PRELIMINARY", "preliminärt"), ("FINAL", "slutligt")], default="FINAL", max_length=15, verbose_name="värden som jämförs")),
                        ("base_period", models.CharField(max_length=10, verbose_name="basperiod")),
                        (
                            "base_value",
                            models.DecimalField(decimal_places=4, max_digits=12, validators=[django.core.validators.MinValueValidator(Decimal("0.0001"))], verbose_name="basvärde enligt avtalet"),
                        ),
                        ("base_value_final", models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name="slutligt basvärde")),
                        ("years_before", models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(3)], verbose_name="jämförs år före justeringen")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="befd0258424023620ce1b8a3265a50da77178c9c",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_36a9f",
                                    table="contracts_clausecomponentevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceItem",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("contract", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="price_items", to="contracts.contract", verbose_name="avtal")),
                        (
                            "unit",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="price_items", to="contracts.supplierunit", verbose_name="verksamhet"),
                        ),
                        (
                            "area",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="price_items", to="contracts.contractarea", verbose_name="avtalsområde"),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="artikel")),
                        ("per", models.CharField(choices=[("DAY", "dygn"), ("HOUR", "timme"), ("PLACE", "plats"), ("MONTH", "månad"), ("VISIT", "besök")], max_length=10, verbose_name="enhet")),
                        ("vat_percent", models.PositiveSmallIntegerField(blank=True, help_text="Priset är utan moms. Tomt: momsfritt eller okänt.", null=True, verbose_name="moms, procent")),
                        (
                            "yearly_quantity",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Fördelar avtalets köp på raderna när effekten räknas.",
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="antal per år",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "prisrad",
                        "verbose_name_plural": "prisrader",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("area__isnull", True), ("contract__isnull", False)),
                                    models.Q(("area__isnull", False), ("contract__isnull", True), ("unit__isnull", True)),
                                    _connector="OR",
                                ),
                                name="price_item_belongs_to_a_contract_or_an_area",
                                violation_error_message="En prisrad hör till ett avtal, eller till ett avtalsområde.",
                            ),
                            models.UniqueConstraint(
                                fields=("contract", "unit", "area", "name", "per"), name="price_item_stands_once", nulls_distinct=False, violation_error_message="Prislistan har redan den raden."
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("yearly_quantity__isnull", True), ("yearly_quantity__gte", 0), _connector="OR"),
                                name="price_item_quantity_is_not_negative",
                                violation_error_message="Antalet kan inte vara negativt.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("vat_percent__isnull", True), ("vat_percent__in", [0, 6, 12, 25]), _connector="OR"),
                                name="price_item_has_a_swedish_vat_rate",
                                violation_error_message="Momsen är 0, 6, 12 eller 25 procent.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_priceitemevent" ("area_id", "contract_id", "id", "name", "per", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "vat_percent", "yearly_quantity") VALUES (NEW."area_id", NEW."contract_id", NEW."id", NEW."name", NEW."per", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."unit_id", NEW."vat_percent", NEW."yearly_quantity"); RETURN NULL;',
                                    hash="1aba8f63cb86b0f81d7aa4eeda1c97f1e0cabad4",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d8b41",
                                    table="contracts_priceitem",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_priceitemevent" ("area_id", "contract_id", "id", "name", "per", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "vat_percent", "yearly_quantity") VALUES (NEW."area_id", NEW."contract_id", NEW."id", NEW."name", NEW."per", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."unit_id", NEW."vat_percent", NEW."yearly_quantity"); RETURN NULL;',
                                    hash="88d217e182676f871e089916b8211dcd500dd72b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0c275",
                                    table="contracts_priceitem",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_priceitemevent" ("area_id", "contract_id", "id", "name", "per", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "vat_percent", "yearly_quantity") VALUES (OLD."area_id", OLD."contract_id", OLD."id", OLD."name", OLD."per", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."unit_id", OLD."vat_percent", OLD."yearly_quantity"); RETURN NULL;',
                                    hash="1fb4826fd3fcc4c9b7a30d41d3a280f6f45642ba",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ee41a",
                                    table="contracts_priceitem",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceItemEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.priceitem")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
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
                        ("name", models.CharField(max_length=200, verbose_name="artikel")),
                        ("per", models.CharField(choices=[("DAY", "dygn"), ("HOUR", "timme"), ("PLACE", "plats"), ("MONTH", "månad"), ("VISIT", "besök")], max_length=10, verbose_name="enhet")),
                        ("vat_percent", models.PositiveSmallIntegerField(blank=True, help_text="Priset är utan moms. Tomt: momsfritt eller okänt.", null=True, verbose_name="moms, procent")),
                        (
                            "yearly_quantity",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Fördelar avtalets köp på raderna när effekten räknas.",
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="antal per år",
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
                                    hash="2bd69c99699807d445c59a0d89b509e7c6360b48",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_53063",
                                    table="contracts_priceitemevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Price",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="prices", to="contracts.priceitem", verbose_name="prisrad")),
                        (
                            "amount_sek",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, validators=[django.core.validators.MinValueValidator(Decimal("0.01"), "Priset är större än noll.")], verbose_name="pris, kr"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="gäller från och med")),
                        ("valid_until", models.DateField(blank=True, help_text="Tomt: tills vidare.", null=True, verbose_name="gäller till och med")),
                        (
                            "during",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func("valid_from", models.Func("valid_until", template="%(expressions)s + 1"), models.Value("[)"), function="daterange"),
                                output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                verbose_name="gäller dagarna",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[("TENDER", "anbud"), ("ADJUSTMENT", "indexjustering"), ("COUNCIL", "fullmäktiges beslut"), ("CORRECTION", "rättelse")],
                                default="TENDER",
                                max_length=12,
                                verbose_name="tillkom genom",
                            ),
                        ),
                        (
                            "brought_by",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="prices", to="contracts.registerimport", verbose_name="inläsning"),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="registrerat av"),
                        ),
                        ("entered_at", models.DateTimeField(verbose_name="registrerat")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="återtaget")),
                        (
                            "withdrawn_by",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="återtaget av"),
                        ),
                        ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="varför")),
                    ],
                    options={
                        "verbose_name": "pris",
                        "verbose_name_plural": "priser",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                expressions=[("item", "="), ("during", "&&")],
                                name="item_has_one_price_a_day",
                                violation_error_message="Det finns redan ett pris för några av dagarna.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"),
                                name="price_ends_after_it_begins",
                                violation_error_message="Sista dagen kan inte ligga före första dagen.",
                            ),
                            models.CheckConstraint(condition=models.Q(("amount_sek__gt", 0)), name="price_is_more_than_nothing", violation_error_message="Priset är större än noll."),
                            models.CheckConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True), models.Q(("withdrawn_reason", ""), _negated=True), _connector="OR"),
                                name="withdrawn_price_says_why",
                                violation_error_message="Skriv varför priset återtas.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="price_stays_as_agreed",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."amount_sek" IS DISTINCT FROM (NEW."amount_sek") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="be24e55e4ff8feae252823847278e98c6afc7f1b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_price_stays_as_agreed_74a6b",
                                    table="contracts_price",
                                    when="BEFORE",
                                ),
                            ),
                            Trigger(
                                name="prices_are_never_removed",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="cd99d22bf1c1cb0406b3eb23e8353daeb1a47ac1",
                                    operation="DELETE",
                                    pgid="pgtrigger_prices_are_never_removed_ec621",
                                    table="contracts_price",
                                    when="BEFORE",
                                ),
                            ),
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_priceevent" ("amount_sek", "brought_by_id", "entered_at", "entered_by_id", "id", "item_id", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_until", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."amount_sek", NEW."brought_by_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."item_id", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."valid_from", NEW."valid_until", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="fbd7a4f989b8dfb374d69ca47e54177549eb2830",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_a9bda",
                                    table="contracts_price",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (OLD."amount_sek" IS DISTINCT FROM (NEW."amount_sek") OR OLD."brought_by_id" IS DISTINCT FROM (NEW."brought_by_id") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_by_id" IS DISTINCT FROM (NEW."withdrawn_by_id") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                                    func='INSERT INTO "contracts_priceevent" ("amount_sek", "brought_by_id", "entered_at", "entered_by_id", "id", "item_id", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_until", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."amount_sek", NEW."brought_by_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."item_id", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."valid_from", NEW."valid_until", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="0e3f11e1b38ab2a27187e50481bd8f6bd4f6d1e7",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d2e66",
                                    table="contracts_price",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_priceevent" ("amount_sek", "brought_by_id", "entered_at", "entered_by_id", "id", "item_id", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_until", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (OLD."amount_sek", OLD."brought_by_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."item_id", OLD."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."valid_from", OLD."valid_until", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_reason"); RETURN NULL;',
                                    hash="ad21a21e90c22a954f98befcfa43c8665ed06661",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1cb67",
                                    table="contracts_price",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.price")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "item",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.priceitem", verbose_name="prisrad"
                            ),
                        ),
                        (
                            "amount_sek",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, validators=[django.core.validators.MinValueValidator(Decimal("0.01"), "Priset är större än noll.")], verbose_name="pris, kr"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="gäller från och med")),
                        ("valid_until", models.DateField(blank=True, help_text="Tomt: tills vidare.", null=True, verbose_name="gäller till och med")),
                        (
                            "origin",
                            models.CharField(
                                choices=[("TENDER", "anbud"), ("ADJUSTMENT", "indexjustering"), ("COUNCIL", "fullmäktiges beslut"), ("CORRECTION", "rättelse")],
                                default="TENDER",
                                max_length=12,
                                verbose_name="tillkom genom",
                            ),
                        ),
                        (
                            "brought_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.registerimport",
                                verbose_name="inläsning",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="registrerat av",
                            ),
                        ),
                        ("entered_at", models.DateTimeField(verbose_name="registrerat")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="återtaget")),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="återtaget av",
                            ),
                        ),
                        ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="varför")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="36b297ad0ae613b4ed437452f20eb8f0d1dab57c",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_dc382",
                                    table="contracts_priceevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceTerm",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("buyer", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="price_term", to="common.organization", verbose_name="köpare")),
                        (
                            "large_change_percent",
                            models.PositiveSmallIntegerField(
                                default=20,
                                help_text="Ett pris som ändras mer än så ska bekräftas, och märks ut för den som godkänner.",
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="stor ändring, procent",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "prisvärden",
                        "verbose_name_plural": "prisvärden",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("large_change_percent__gte", 1)), name="large_change_is_a_per_cent_at_least", violation_error_message="Ange minst en procent.")
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_pricetermevent" ("buyer_id", "id", "large_change_percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."buyer_id", NEW."id", NEW."large_change_percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="258543b87ea35e10969b8c0b321919519e1780c1",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_842ca",
                                    table="contracts_priceterm",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_pricetermevent" ("buyer_id", "id", "large_change_percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."buyer_id", NEW."id", NEW."large_change_percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="ae5dcd9381766d1884cb0449a0b9b5ac07d2a8d2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_63afc",
                                    table="contracts_priceterm",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_pricetermevent" ("buyer_id", "id", "large_change_percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."buyer_id", OLD."id", OLD."large_change_percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="95cda77dd65f461392691dfe9ef4d7ee04d3f0aa",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_240b3",
                                    table="contracts_priceterm",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceTermEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.priceterm")),
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
                            "large_change_percent",
                            models.PositiveSmallIntegerField(
                                default=20,
                                help_text="Ett pris som ändras mer än så ska bekräftas, och märks ut för den som godkänner.",
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="stor ändring, procent",
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
                                    hash="1d75825d86b7aba028b0bd18544386f1398ebefe",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_c67c3",
                                    table="contracts_pricetermevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceRequest",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("contract", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="price_requests", to="contracts.contract", verbose_name="avtal")),
                        ("received_on", models.DateField(verbose_name="kom in")),
                        ("effective_on", models.DateField(blank=True, help_text="Tomt: nästa justering enligt klausulen.", null=True, verbose_name="begärt från och med")),
                        ("wanted_percent", models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True, verbose_name="begärd höjning, procent")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="anteckning")),
                        ("document", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.document", verbose_name="dokument")),
                        ("asked_for_on", models.DateField(editable=False, null=True, verbose_name="prövas för nytt pris från")),
                        ("ask_by", models.DateField(editable=False, null=True, verbose_name="skulle komma senast")),
                        ("registered_by", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="registrerad av")),
                        ("registered_at", models.DateTimeField(editable=False, verbose_name="registrerad")),
                        ("declined_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="avslagen")),
                        (
                            "declined_by",
                            models.ForeignKey(
                                blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="avslagen av"
                            ),
                        ),
                        ("declined_reason", models.CharField(blank=True, editable=False, max_length=300, verbose_name="varför")),
                    ],
                    options={
                        "verbose_name": "begäran om prisjustering",
                        "verbose_name_plural": "begäran om prisjustering",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contract", "received_on"), name="request_is_registered_once", violation_error_message="En begäran för avtalet från samma dag finns redan."
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("declined_at__isnull", True), models.Q(("declined_reason", ""), _negated=True), _connector="OR"),
                                name="declined_request_says_why",
                                violation_error_message="Skriv varför begäran avslås.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_pricerequestevent" ("ask_by", "asked_for_on", "contract_id", "declined_at", "declined_by_id", "declined_reason", "document_id", "effective_on", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "registered_at", "registered_by_id", "wanted_percent") VALUES (NEW."ask_by", NEW."asked_for_on", NEW."contract_id", NEW."declined_at", NEW."declined_by_id", NEW."declined_reason", NEW."document_id", NEW."effective_on", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_on", NEW."registered_at", NEW."registered_by_id", NEW."wanted_percent"); RETURN NULL;',
                                    hash="ebf861b45cf8bad490abb0e37ec48fb7d967956f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6343f",
                                    table="contracts_pricerequest",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_pricerequestevent" ("ask_by", "asked_for_on", "contract_id", "declined_at", "declined_by_id", "declined_reason", "document_id", "effective_on", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "registered_at", "registered_by_id", "wanted_percent") VALUES (NEW."ask_by", NEW."asked_for_on", NEW."contract_id", NEW."declined_at", NEW."declined_by_id", NEW."declined_reason", NEW."document_id", NEW."effective_on", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_on", NEW."registered_at", NEW."registered_by_id", NEW."wanted_percent"); RETURN NULL;',
                                    hash="0cc07e7356b9be446c18528cbad9650cca234f0e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_42f11",
                                    table="contracts_pricerequest",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_pricerequestevent" ("ask_by", "asked_for_on", "contract_id", "declined_at", "declined_by_id", "declined_reason", "document_id", "effective_on", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "registered_at", "registered_by_id", "wanted_percent") VALUES (OLD."ask_by", OLD."asked_for_on", OLD."contract_id", OLD."declined_at", OLD."declined_by_id", OLD."declined_reason", OLD."document_id", OLD."effective_on", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."received_on", OLD."registered_at", OLD."registered_by_id", OLD."wanted_percent"); RETURN NULL;',
                                    hash="b5370cff4aaa47089342a463cc3d3ee883a2b034",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_39d78",
                                    table="contracts_pricerequest",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceRequestEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.pricerequest")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "contract",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.contract", verbose_name="avtal"
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="kom in")),
                        ("effective_on", models.DateField(blank=True, help_text="Tomt: nästa justering enligt klausulen.", null=True, verbose_name="begärt från och med")),
                        ("wanted_percent", models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True, verbose_name="begärd höjning, procent")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="anteckning")),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.document",
                                verbose_name="dokument",
                            ),
                        ),
                        ("asked_for_on", models.DateField(editable=False, null=True, verbose_name="prövas för nytt pris från")),
                        ("ask_by", models.DateField(editable=False, null=True, verbose_name="skulle komma senast")),
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
                        ("registered_at", models.DateTimeField(editable=False, verbose_name="registrerad")),
                        ("declined_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="avslagen")),
                        (
                            "declined_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="avslagen av",
                            ),
                        ),
                        ("declined_reason", models.CharField(blank=True, editable=False, max_length=300, verbose_name="varför")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="8e0fa014d2bd666bc99aaa85126b23c0348eff84",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_b08ba",
                                    table="contracts_pricerequestevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceAdjustment",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("contract", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="price_adjustments", to="contracts.contract", verbose_name="avtal")),
                        ("clause", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="adjustments", to="contracts.priceclause", verbose_name="klausul")),
                        ("effective_on", models.DateField(verbose_name="gäller från och med")),
                        ("opens_on", models.DateField(verbose_name="fönstret öppnar")),
                        ("ask_by", models.DateField(verbose_name="begäran senast")),
                        ("tell_by", models.DateField(verbose_name="besked senast")),
                        ("request", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="adjustments", to="contracts.pricerequest", verbose_name="begäran")),
                        (
                            "status",
                            models.CharField(
                                choices=[("WAITING", "väntar"), ("PROPOSED", "föreslagen"), ("SUBMITTED", "till godkännande"), ("APPROVED", "godkänd"), ("REJECTED", "avvisad")],
                                default="PROPOSED",
                                max_length=10,
                                verbose_name="läge",
                            ),
                        ),
                        ("waits_for", models.CharField(blank=True, max_length=30, verbose_name="väntar på")),
                        ("waits_words", models.CharField(blank=True, max_length=400, verbose_name="varför")),
                        ("basket", models.DecimalField(decimal_places=16, max_digits=24, null=True, verbose_name="korgens faktor")),
                        ("change", models.DecimalField(decimal_places=16, max_digits=24, null=True, verbose_name="förändring sedan senast")),
                        ("factor", models.DecimalField(decimal_places=16, max_digits=24, null=True, verbose_name="faktor efter fast andel")),
                        ("is_below_threshold", models.BooleanField(default=False, verbose_name="under tröskeln")),
                        ("is_after_end", models.BooleanField(default=False, verbose_name="kvarboende efter avtalets slut")),
                        ("yearly_effect_sek", models.DecimalField(decimal_places=2, max_digits=17, null=True, verbose_name="effekt per år, kr")),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="skäl")),
                        ("is_changed_by_hand", models.BooleanField(default=False, verbose_name="ändrad för hand")),
                        ("changed_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="priser ändrade av")),
                        ("proposed_at", models.DateTimeField(verbose_name="föreslagen")),
                        ("submitted_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="skickad av")),
                        ("submitted_at", models.DateTimeField(null=True, verbose_name="skickad")),
                        ("approved_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="godkänd av")),
                        ("approved_at", models.DateTimeField(null=True, verbose_name="godkänd")),
                        ("rejected_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="avvisad av")),
                        ("rejected_at", models.DateTimeField(null=True, verbose_name="avvisad")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "prisjustering",
                        "verbose_name_plural": "prisjusteringar",
                        "permissions": [("approve_priceadjustment", "Kan godkänna prisjusteringar")],
                        "indexes": [models.Index(fields=["status", "effective_on"], name="adjustment_status")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "REJECTED"), _negated=True),
                                fields=("contract", "effective_on"),
                                name="contract_is_adjusted_once_a_day",
                                violation_error_message="Avtalet har redan en prisjustering från den dagen.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("approved_by", models.F("submitted_by")), _negated=True), ("approved_by__isnull", True), ("submitted_by__isnull", True), _connector="OR"),
                                name="adjustment_is_approved_by_another",
                                violation_error_message="Den som skickade prisjusteringen kan inte godkänna den.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("approved_by", models.F("changed_by")), _negated=True), ("approved_by__isnull", True), ("changed_by__isnull", True), _connector="OR"),
                                name="adjustment_is_approved_by_another_than_who_set_prices",
                                violation_error_message="Den som har ändrat priserna kan inte godkänna dem.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "APPROVED"), _negated=True),
                                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False), ("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="approved_adjustment_says_by_whom",
                                violation_error_message="En godkänd prisjustering har en som skickade och en som godkände.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("status", "REJECTED"), _negated=True), models.Q(("rejected_by__isnull", False), models.Q(("reason", ""), _negated=True)), _connector="OR"),
                                name="rejected_adjustment_says_why",
                                violation_error_message="Skriv varför prisjusteringen avvisas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("status", "WAITING"), _negated=True), models.Q(("waits_for", ""), _negated=True), _connector="OR"),
                                name="waiting_adjustment_says_for_what",
                                violation_error_message="En väntande prisjustering säger vad den väntar på.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="approved_adjustments_stay",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.\"status\" = 'APPROVED')",
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="3d64dac265191d1d3c0af1dca0a47f460a8632f4",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_approved_adjustments_stay_dcd98",
                                    table="contracts_priceadjustment",
                                    when="BEFORE",
                                ),
                            ),
                            Trigger(
                                name="approved_by_another_than_who_set_prices",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (NEW."approved_by_id" IS NOT NULL)',
                                    func="""
                    IF EXISTS (
                        SELECT FROM contracts_pricesetbyhand s JOIN contracts_adjustmentline l ON l.id = s.line_id
                        WHERE l.adjustment_id = NEW.id AND s.set_by_id = NEW.approved_by_id
                            AND (l.is_left_out OR l.new_sek <> l.computed_sek)
                    ) THEN
                        RAISE EXCEPTION 'Den som har ändrat priserna kan inte godkänna dem.'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'approved_by_another_than_who_set_prices';
                    END IF;
                    RETURN NEW;
                """,
                                    hash="440db20141c59fe8e9c04bd07e6cd83885a9cff6",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_approved_by_another_than_who_set_prices_76ae1",
                                    table="contracts_priceadjustment",
                                    when="BEFORE",
                                ),
                            ),
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_priceadjustmentevent" ("approved_at", "approved_by_id", "ask_by", "basket", "change", "changed_by_id", "clause_id", "contract_id", "effective_on", "factor", "id", "is_after_end", "is_below_threshold", "is_changed_by_hand", "opens_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "reason", "rejected_at", "rejected_by_id", "request_id", "status", "submitted_at", "submitted_by_id", "tell_by", "version", "waits_for", "waits_words", "yearly_effect_sek") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."ask_by", NEW."basket", NEW."change", NEW."changed_by_id", NEW."clause_id", NEW."contract_id", NEW."effective_on", NEW."factor", NEW."id", NEW."is_after_end", NEW."is_below_threshold", NEW."is_changed_by_hand", NEW."opens_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."reason", NEW."rejected_at", NEW."rejected_by_id", NEW."request_id", NEW."status", NEW."submitted_at", NEW."submitted_by_id", NEW."tell_by", NEW."version", NEW."waits_for", NEW."waits_words", NEW."yearly_effect_sek"); RETURN NULL;',
                                    hash="24ca7badffa8ebd6a0492472e35e6950dc039c35",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_feb1d",
                                    table="contracts_priceadjustment",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_priceadjustmentevent" ("approved_at", "approved_by_id", "ask_by", "basket", "change", "changed_by_id", "clause_id", "contract_id", "effective_on", "factor", "id", "is_after_end", "is_below_threshold", "is_changed_by_hand", "opens_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "reason", "rejected_at", "rejected_by_id", "request_id", "status", "submitted_at", "submitted_by_id", "tell_by", "version", "waits_for", "waits_words", "yearly_effect_sek") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."ask_by", NEW."basket", NEW."change", NEW."changed_by_id", NEW."clause_id", NEW."contract_id", NEW."effective_on", NEW."factor", NEW."id", NEW."is_after_end", NEW."is_below_threshold", NEW."is_changed_by_hand", NEW."opens_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."reason", NEW."rejected_at", NEW."rejected_by_id", NEW."request_id", NEW."status", NEW."submitted_at", NEW."submitted_by_id", NEW."tell_by", NEW."version", NEW."waits_for", NEW."waits_words", NEW."yearly_effect_sek"); RETURN NULL;',
                                    hash="88118fbeae663bf417f23a83eba900f0a7e678eb",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d0fcf",
                                    table="contracts_priceadjustment",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_priceadjustmentevent" ("approved_at", "approved_by_id", "ask_by", "basket", "change", "changed_by_id", "clause_id", "contract_id", "effective_on", "factor", "id", "is_after_end", "is_below_threshold", "is_changed_by_hand", "opens_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "reason", "rejected_at", "rejected_by_id", "request_id", "status", "submitted_at", "submitted_by_id", "tell_by", "version", "waits_for", "waits_words", "yearly_effect_sek") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."ask_by", OLD."basket", OLD."change", OLD."changed_by_id", OLD."clause_id", OLD."contract_id", OLD."effective_on", OLD."factor", OLD."id", OLD."is_after_end", OLD."is_below_threshold", OLD."is_changed_by_hand", OLD."opens_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."reason", OLD."rejected_at", OLD."rejected_by_id", OLD."request_id", OLD."status", OLD."submitted_at", OLD."submitted_by_id", OLD."tell_by", OLD."version", OLD."waits_for", OLD."waits_words", OLD."yearly_effect_sek"); RETURN NULL;',
                                    hash="9335b8e2090a390854fbc1ecda1ec503f8f500b2",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_70653",
                                    table="contracts_priceadjustment",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceAdjustmentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.priceadjustment")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "contract",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.contract", verbose_name="avtal"
                            ),
                        ),
                        (
                            "clause",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.priceclause", verbose_name="klausul"
                            ),
                        ),
                        ("effective_on", models.DateField(verbose_name="gäller från och med")),
                        ("opens_on", models.DateField(verbose_name="fönstret öppnar")),
                        ("ask_by", models.DateField(verbose_name="begäran senast")),
                        ("tell_by", models.DateField(verbose_name="besked senast")),
                        (
                            "request",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.pricerequest",
                                verbose_name="begäran",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("WAITING", "väntar"), ("PROPOSED", "föreslagen"), ("SUBMITTED", "till godkännande"), ("APPROVED", "godkänd"), ("REJECTED", "avvisad")],
                                default="PROPOSED",
                                max_length=10,
                                verbose_name="läge",
                            ),
                        ),
                        ("waits_for", models.CharField(blank=True, max_length=30, verbose_name="väntar på")),
                        ("waits_words", models.CharField(blank=True, max_length=400, verbose_name="varför")),
                        ("basket", models.DecimalField(decimal_places=16, max_digits=24, null=True, verbose_name="korgens faktor")),
                        ("change", models.DecimalField(decimal_places=16, max_digits=24, null=True, verbose_name="förändring sedan senast")),
                        ("factor", models.DecimalField(decimal_places=16, max_digits=24, null=True, verbose_name="faktor efter fast andel")),
                        ("is_below_threshold", models.BooleanField(default=False, verbose_name="under tröskeln")),
                        ("is_after_end", models.BooleanField(default=False, verbose_name="kvarboende efter avtalets slut")),
                        ("yearly_effect_sek", models.DecimalField(decimal_places=2, max_digits=17, null=True, verbose_name="effekt per år, kr")),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="skäl")),
                        ("is_changed_by_hand", models.BooleanField(default=False, verbose_name="ändrad för hand")),
                        (
                            "changed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="priser ändrade av",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="föreslagen")),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="skickad av",
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(null=True, verbose_name="skickad")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="godkänd av",
                            ),
                        ),
                        ("approved_at", models.DateTimeField(null=True, verbose_name="godkänd")),
                        (
                            "rejected_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="avvisad av",
                            ),
                        ),
                        ("rejected_at", models.DateTimeField(null=True, verbose_name="avvisad")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="44ced8058f2f43fd1a6bcd458a1b8aa3346a7243",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_2eacf",
                                    table="contracts_priceadjustmentevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AdjustmentValue",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("adjustment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="values", to="contracts.priceadjustment", verbose_name="prisjustering")),
                        ("series", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.indexseries", verbose_name="serie")),
                        ("base_name", models.CharField(max_length=30, verbose_name="bas")),
                        ("weight", models.DecimalField(decimal_places=5, max_digits=6, verbose_name="vikt")),
                        ("status", models.CharField(choices=[("PRELIMINARY", "preliminärt"), ("FINAL", "slutligt")], max_length=15, verbose_name="status")),
                        ("base_period", models.CharField(max_length=10, verbose_name="basperiod")),
                        ("base_value", models.DecimalField(decimal_places=8, max_digits=16, verbose_name="basvärde")),
                        ("new_period", models.CharField(max_length=10, verbose_name="jämförelseperiod")),
                        ("new_value", models.DecimalField(decimal_places=8, max_digits=16, verbose_name="nytt värde")),
                        ("index_value", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="used_in", to="contracts.indexvalue", verbose_name="publicerat värde")),
                        ("chain_factor", models.DecimalField(decimal_places=8, max_digits=14, null=True, verbose_name="kedjefaktor")),
                    ],
                    options={
                        "verbose_name": "värde i prisjustering",
                        "verbose_name_plural": "värden i prisjusteringar",
                        "constraints": [models.UniqueConstraint(fields=("adjustment", "series"), name="adjustment_has_a_series_once")],
                        "triggers": [
                            Trigger(
                                name="values_of_approved_adjustments_stay",
                                sql=UpsertTriggerSql(
                                    func="""
            IF EXISTS (
                SELECT FROM contracts_priceadjustment a WHERE a.id = OLD.adjustment_id AND a.status = 'APPROVED'
            ) THEN
                RAISE EXCEPTION 'Prisjusteringen är godkänd och ändras inte.' USING ERRCODE = 'check_violation';
            END IF;
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        """,
                                    hash="ceed151aef42337dae4ee9cb0a6ae7d96303070c",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_values_of_approved_adjustments_stay_6fe48",
                                    table="contracts_adjustmentvalue",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AdjustmentLine",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("adjustment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="contracts.priceadjustment", verbose_name="prisjustering")),
                        ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="adjustment_lines", to="contracts.priceitem", verbose_name="prisrad")),
                        ("old_price", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.price", verbose_name="pris nu")),
                        ("base_sek", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="pris som räknas upp, kr")),
                        ("old_sek", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="pris nu, kr")),
                        ("computed_sek", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="enligt klausulen, kr")),
                        ("new_sek", models.DecimalField(decimal_places=2, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name="nytt pris, kr")),
                        ("bought_sek", models.DecimalField(decimal_places=2, max_digits=17, verbose_name="köpt på 12 månader, kr")),
                        ("effect_sek", models.DecimalField(decimal_places=2, max_digits=17, verbose_name="effekt per år, kr")),
                        ("is_left_out", models.BooleanField(default=False, verbose_name="justeras inte")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="skäl")),
                        (
                            "new_price",
                            models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="adjustment_line", to="contracts.price", verbose_name="nytt pris"),
                        ),
                    ],
                    options={
                        "verbose_name": "rad i prisjustering",
                        "verbose_name_plural": "rader i prisjusteringar",
                        "constraints": [
                            models.UniqueConstraint(fields=("adjustment", "item"), name="adjustment_has_an_item_once"),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("is_left_out", False), ("new_sek", models.F("computed_sek"))), models.Q(("reason", ""), _negated=True), _connector="OR"),
                                name="changed_line_says_why",
                                violation_error_message="Skriv varför raden avviker från klausulen.",
                            ),
                            models.CheckConstraint(condition=models.Q(("new_sek__gt", 0)), name="adjusted_price_is_more_than_nothing", violation_error_message="Priset är större än noll."),
                        ],
                        "triggers": [
                            Trigger(
                                name="lines_of_approved_adjustments_stay",
                                sql=UpsertTriggerSql(
                                    func="""
            IF EXISTS (
                SELECT FROM contracts_priceadjustment a WHERE a.id = OLD.adjustment_id AND a.status = 'APPROVED'
            ) THEN
                RAISE EXCEPTION 'Prisjusteringen är godkänd och ändras inte.' USING ERRCODE = 'check_violation';
            END IF;
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        """,
                                    hash="586800a6d4c3a9c9bb66eaa2c5d3001e3e5209e7",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_lines_of_approved_adjustments_stay_47042",
                                    table="contracts_adjustmentline",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AdjustmentLetter",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("adjustment", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="contracts.priceadjustment", verbose_name="prisjustering")),
                        ("address", models.EmailField(max_length=254, verbose_name="till")),
                        ("asked_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="skickat av")),
                        ("asked_at", models.DateTimeField(verbose_name="beställt")),
                        ("sent_at", models.DateTimeField(null=True, verbose_name="skickat")),
                    ],
                    options={
                        "verbose_name": "brev om nytt pris",
                        "verbose_name_plural": "brev om nytt pris",
                        "constraints": [models.UniqueConstraint(fields=("adjustment", "address"), name="letter_is_sent_once", violation_error_message="Brevet är redan skickat till den adressen.")],
                    },
                ),
                migrations.CreateModel(
                    name="PriceDifference",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("line", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="differences", to="contracts.adjustmentline", verbose_name="rad")),
                        ("payer", models.CharField(blank=True, max_length=200, verbose_name="förvaltning")),
                        ("budget_year", models.PositiveSmallIntegerField(verbose_name="budgetår")),
                        ("part", models.PositiveSmallIntegerField(default=1, verbose_name="omgång")),
                        ("paid_sek", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="betalt pris, kr")),
                        ("final_sek", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="pris på slutligt värde, kr")),
                        ("bought_sek", models.DecimalField(decimal_places=2, max_digits=17, verbose_name="köpt, kr")),
                        ("broken_months", models.CharField(blank=True, max_length=300, verbose_name="delade månader")),
                        ("difference_sek", models.DecimalField(decimal_places=2, max_digits=17, verbose_name="skillnad, kr")),
                        ("final_factor", models.DecimalField(decimal_places=16, max_digits=24, verbose_name="slutlig faktor")),
                        ("figures", models.CharField(max_length=300, verbose_name="slutliga värden")),
                        (
                            "status",
                            models.CharField(
                                choices=[("PROPOSED", "att godkänna"), ("APPROVED", "att reglera"), ("SETTLED", "reglerad"), ("REJECTED", "avvisad")],
                                default="PROPOSED",
                                max_length=10,
                                verbose_name="läge",
                            ),
                        ),
                        ("found_at", models.DateTimeField(verbose_name="räknad")),
                        ("approved_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="godkänd av")),
                        ("approved_at", models.DateTimeField(null=True, verbose_name="godkänd")),
                        ("settled_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="reglerad av")),
                        ("settled_on", models.DateField(null=True, verbose_name="reglerad")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="skäl")),
                    ],
                    options={
                        "verbose_name": "skillnad mot slutligt värde",
                        "verbose_name_plural": "skillnader mot slutliga värden",
                        "constraints": [
                            models.UniqueConstraint(fields=("line", "payer", "budget_year", "part"), name="difference_is_found_once", violation_error_message="Skillnaden är redan räknad."),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "PROPOSED")),
                                fields=("line", "payer", "budget_year"),
                                name="difference_waits_once",
                                violation_error_message="En skillnad för samma rad och år väntar redan på godkännande.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["PROPOSED", "REJECTED"]), models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)), _connector="OR"),
                                name="approved_difference_says_by_whom",
                                violation_error_message="En godkänd skillnad har någon som godkände den.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("settled_by__isnull", True), models.Q(("settled_by", models.F("approved_by")), _negated=True), _connector="OR"),
                                name="difference_is_settled_by_another",
                                violation_error_message="Den som godkände skillnaden kan inte också reglera den.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("status", "SETTLED"), _negated=True), models.Q(("settled_by__isnull", False), ("settled_on__isnull", False)), _connector="OR"),
                                name="settled_difference_says_when",
                                violation_error_message="En reglerad skillnad har en dag och någon som reglerade den.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("status", "REJECTED"), _negated=True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                                name="rejected_difference_says_why",
                                violation_error_message="Skriv varför skillnaden avvisas.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_pricedifferenceevent" ("approved_at", "approved_by_id", "bought_sek", "broken_months", "budget_year", "difference_sek", "figures", "final_factor", "final_sek", "found_at", "id", "line_id", "paid_sek", "part", "payer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "settled_by_id", "settled_on", "status") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."bought_sek", NEW."broken_months", NEW."budget_year", NEW."difference_sek", NEW."figures", NEW."final_factor", NEW."final_sek", NEW."found_at", NEW."id", NEW."line_id", NEW."paid_sek", NEW."part", NEW."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."settled_by_id", NEW."settled_on", NEW."status"); RETURN NULL;',
                                    hash="4afb73031042cf96934cbd6651406ab85236b9d0",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f4d1e",
                                    table="contracts_pricedifference",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_pricedifferenceevent" ("approved_at", "approved_by_id", "bought_sek", "broken_months", "budget_year", "difference_sek", "figures", "final_factor", "final_sek", "found_at", "id", "line_id", "paid_sek", "part", "payer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "settled_by_id", "settled_on", "status") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."bought_sek", NEW."broken_months", NEW."budget_year", NEW."difference_sek", NEW."figures", NEW."final_factor", NEW."final_sek", NEW."found_at", NEW."id", NEW."line_id", NEW."paid_sek", NEW."part", NEW."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."settled_by_id", NEW."settled_on", NEW."status"); RETURN NULL;',
                                    hash="64f57897230dab952e6ee7f86419b41e378cff09",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_3d214",
                                    table="contracts_pricedifference",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_pricedifferenceevent" ("approved_at", "approved_by_id", "bought_sek", "broken_months", "budget_year", "difference_sek", "figures", "final_factor", "final_sek", "found_at", "id", "line_id", "paid_sek", "part", "payer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "settled_by_id", "settled_on", "status") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."bought_sek", OLD."broken_months", OLD."budget_year", OLD."difference_sek", OLD."figures", OLD."final_factor", OLD."final_sek", OLD."found_at", OLD."id", OLD."line_id", OLD."paid_sek", OLD."part", OLD."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."settled_by_id", OLD."settled_on", OLD."status"); RETURN NULL;',
                                    hash="072bb73b5d02ac83cd4552dcdc1756c9da396e3d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_86de1",
                                    table="contracts_pricedifference",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceDifferenceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.pricedifference")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "line",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.adjustmentline", verbose_name="rad"
                            ),
                        ),
                        ("payer", models.CharField(blank=True, max_length=200, verbose_name="förvaltning")),
                        ("budget_year", models.PositiveSmallIntegerField(verbose_name="budgetår")),
                        ("part", models.PositiveSmallIntegerField(default=1, verbose_name="omgång")),
                        ("paid_sek", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="betalt pris, kr")),
                        ("final_sek", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="pris på slutligt värde, kr")),
                        ("bought_sek", models.DecimalField(decimal_places=2, max_digits=17, verbose_name="köpt, kr")),
                        ("broken_months", models.CharField(blank=True, max_length=300, verbose_name="delade månader")),
                        ("difference_sek", models.DecimalField(decimal_places=2, max_digits=17, verbose_name="skillnad, kr")),
                        ("final_factor", models.DecimalField(decimal_places=16, max_digits=24, verbose_name="slutlig faktor")),
                        ("figures", models.CharField(max_length=300, verbose_name="slutliga värden")),
                        (
                            "status",
                            models.CharField(
                                choices=[("PROPOSED", "att godkänna"), ("APPROVED", "att reglera"), ("SETTLED", "reglerad"), ("REJECTED", "avvisad")],
                                default="PROPOSED",
                                max_length=10,
                                verbose_name="läge",
                            ),
                        ),
                        ("found_at", models.DateTimeField(verbose_name="räknad")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="godkänd av",
                            ),
                        ),
                        ("approved_at", models.DateTimeField(null=True, verbose_name="godkänd")),
                        (
                            "settled_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reglerad av",
                            ),
                        ),
                        ("settled_on", models.DateField(null=True, verbose_name="reglerad")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="skäl")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="bb512026ed509300d8103109def3321ba656a0f4",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_a7f73",
                                    table="contracts_pricedifferenceevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FixedPriceDecision",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("area", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="fixed_prices", to="contracts.contractarea", verbose_name="avtalsområde")),
                        ("valid_from", models.DateField(verbose_name="gäller från och med")),
                        ("percent", models.DecimalField(decimal_places=3, help_text="Från priset dagen före. Minus för en sänkning.", max_digits=6, verbose_name="förändring, procent")),
                        ("decided_on", models.DateField(verbose_name="beslutat")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="diarienummer")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="anteckning")),
                        ("entered_by", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="registrerat av")),
                        ("entered_at", models.DateTimeField(editable=False, verbose_name="registrerat")),
                    ],
                    options={
                        "verbose_name": "beslut om fast pris",
                        "verbose_name_plural": "beslut om fasta priser",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("area", "valid_from"), name="fixed_price_is_decided_once", violation_error_message="Det finns redan ett beslut för området från den dagen."
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("percent__gt", -100)), name="fixed_price_stays_above_nothing", violation_error_message="Priset kan inte sänkas till noll eller under."
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_fixedpricedecisionevent" ("area_id", "decided_on", "entered_at", "entered_by_id", "id", "note", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registry_number", "valid_from") VALUES (NEW."area_id", NEW."decided_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."note", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."registry_number", NEW."valid_from"); RETURN NULL;',
                                    hash="8243e220df4abccdcc48c2354125bd42cf889742",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_08397",
                                    table="contracts_fixedpricedecision",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_fixedpricedecisionevent" ("area_id", "decided_on", "entered_at", "entered_by_id", "id", "note", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registry_number", "valid_from") VALUES (NEW."area_id", NEW."decided_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."note", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."registry_number", NEW."valid_from"); RETURN NULL;',
                                    hash="b10176b7ef555958bc70886c7a9cf28db58268c2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_cccad",
                                    table="contracts_fixedpricedecision",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_fixedpricedecisionevent" ("area_id", "decided_on", "entered_at", "entered_by_id", "id", "note", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registry_number", "valid_from") VALUES (OLD."area_id", OLD."decided_on", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."note", OLD."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."registry_number", OLD."valid_from"); RETURN NULL;',
                                    hash="bc0068fb853e8740f1b19170850b467c219e27e1",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_193d5",
                                    table="contracts_fixedpricedecision",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FixedPriceDecisionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.fixedpricedecision")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "area",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.contractarea", verbose_name="avtalsområde"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="gäller från och med")),
                        ("percent", models.DecimalField(decimal_places=3, help_text="Från priset dagen före. Minus för en sänkning.", max_digits=6, verbose_name="förändring, procent")),
                        ("decided_on", models.DateField(verbose_name="beslutat")),
                        ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="diarienummer")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="anteckning")),
                        (
                            "entered_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="registrerat av",
                            ),
                        ),
                        ("entered_at", models.DateTimeField(editable=False, verbose_name="registrerat")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="6d75603dbe52af82839110ef949f21fb8ae52673",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_6a6d5",
                                    table="contracts_fixedpricedecisionevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceSetByHand",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("line", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="set_by_hand", to="contracts.adjustmentline", verbose_name="rad")),
                        ("new_sek", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="nytt pris, kr")),
                        ("is_left_out", models.BooleanField(verbose_name="justeras inte")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="skäl")),
                        ("set_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="ändrad av")),
                        ("set_at", models.DateTimeField(verbose_name="ändrad")),
                    ],
                    options={
                        "verbose_name": "pris satt för hand",
                        "verbose_name_plural": "priser satta för hand",
                        "triggers": [
                            Trigger(
                                name="what_was_set_by_hand_stays",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="215a6febd9b25768f614e960799edaee9d1e205e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_what_was_set_by_hand_stays_cd933",
                                    table="contracts_pricesetbyhand",
                                    when="BEFORE",
                                ),
                            ),
                            Trigger(
                                name="what_approval_saw_set_by_hand_stays",
                                sql=UpsertTriggerSql(
                                    func="""
                    IF EXISTS (
                        SELECT FROM contracts_adjustmentline l JOIN contracts_priceadjustment a ON a.id = l.adjustment_id
                        WHERE l.id = CASE TG_OP WHEN 'DELETE' THEN OLD.line_id ELSE NEW.line_id END
                            AND a.status = 'APPROVED'
                    ) THEN
                        RAISE EXCEPTION 'Prisjusteringen är godkänd och ändras inte.' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
                """,
                                    hash="f2c2b1b31b7d2bdc156b799f765dc43aec53b6cb",
                                    operation="INSERT OR DELETE",
                                    pgid="pgtrigger_what_approval_saw_set_by_hand_stays_7033e",
                                    table="contracts_pricesetbyhand",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExtensionOption",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "framework",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="options", to="contracts.framework", verbose_name="upphandlingsomgång"),
                        ),
                        ("contract", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="options", to="contracts.contract", verbose_name="avtal")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
                        ("months", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name="månader")),
                        ("decide_by", models.DateField(verbose_name="beslutas senast")),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="beslutad")),
                        (
                            "decided_by",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="beslutad av"),
                        ),
                        ("declined_on", models.DateField(blank=True, null=True, verbose_name="avstådd")),
                    ],
                    options={
                        "verbose_name": "förlängningsoption",
                        "verbose_name_plural": "förlängningsoptioner",
                        "permissions": [("decide_extensionoption", "Kan besluta om förlängning")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("contract__isnull", True), ("framework__isnull", False)), models.Q(("contract__isnull", False), ("framework__isnull", True)), _connector="OR"
                                ),
                                name="option_belongs_to_a_framework_or_a_contract",
                                violation_error_message="Optionen hör till en upphandlingsomgång eller till ett avtal.",
                            ),
                            models.UniqueConstraint(
                                fields=("framework", "contract", "number"), name="option_number_is_unique", nulls_distinct=False, violation_error_message="Det finns redan en option med det numret."
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("decided_on__isnull", True), ("declined_on__isnull", True), _connector="OR"),
                                name="option_is_used_or_declined",
                                violation_error_message="En option är antingen beslutad eller avstådd.",
                            ),
                            models.CheckConstraint(condition=models.Q(("months__gte", 1)), name="option_is_at_least_a_month", violation_error_message="Optionen ska vara minst en månad."),
                        ],
                        "triggers": [
                            Trigger(
                                name="refresh_contracts_on_insert",
                                sql=UpsertTriggerSql(
                                    func="""
    UPDATE contracts_contract c SET initial_until = c.initial_until
    WHERE c.id IN (SELECT contract_id FROM changed WHERE contract_id IS NOT NULL)
       OR c.framework_id IN (SELECT framework_id FROM changed WHERE framework_id IS NOT NULL);
    RETURN NULL;
""",
                                    hash="624f1c23578c7b898a431b1d258e7706591647db",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_refresh_contracts_on_insert_af9bb",
                                    referencing="REFERENCING NEW TABLE AS changed ",
                                    table="contracts_extensionoption",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="refresh_contracts_on_update",
                                sql=UpsertTriggerSql(
                                    func="""
    UPDATE contracts_contract c SET initial_until = c.initial_until
    WHERE c.id IN (SELECT contract_id FROM changed WHERE contract_id IS NOT NULL)
       OR c.framework_id IN (SELECT framework_id FROM changed WHERE framework_id IS NOT NULL);
    RETURN NULL;
""",
                                    hash="b508b34639e554059c977ee24d3eac9680a9f6b6",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_refresh_contracts_on_update_f7ed5",
                                    referencing="REFERENCING NEW TABLE AS changed ",
                                    table="contracts_extensionoption",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="refresh_contracts_on_delete",
                                sql=UpsertTriggerSql(
                                    func="""
    UPDATE contracts_contract c SET initial_until = c.initial_until
    WHERE c.id IN (SELECT contract_id FROM changed WHERE contract_id IS NOT NULL)
       OR c.framework_id IN (SELECT framework_id FROM changed WHERE framework_id IS NOT NULL);
    RETURN NULL;
""",
                                    hash="fa567e57084e094726f9a08a1df8453d00c55324",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_refresh_contracts_on_delete_d5956",
                                    referencing="REFERENCING OLD TABLE AS changed ",
                                    table="contracts_extensionoption",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_extensionoptionevent" ("contract_id", "decide_by", "decided_by_id", "decided_on", "declined_on", "framework_id", "id", "months", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."contract_id", NEW."decide_by", NEW."decided_by_id", NEW."decided_on", NEW."declined_on", NEW."framework_id", NEW."id", NEW."months", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="aaa692bf079e3c16541754d6742fa071d864c850",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_bd6d9",
                                    table="contracts_extensionoption",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_extensionoptionevent" ("contract_id", "decide_by", "decided_by_id", "decided_on", "declined_on", "framework_id", "id", "months", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."contract_id", NEW."decide_by", NEW."decided_by_id", NEW."decided_on", NEW."declined_on", NEW."framework_id", NEW."id", NEW."months", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="2b8247617f3004ca765fd703cfa238eaa5d93f06",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_e6868",
                                    table="contracts_extensionoption",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_extensionoptionevent" ("contract_id", "decide_by", "decided_by_id", "decided_on", "declined_on", "framework_id", "id", "months", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."contract_id", OLD."decide_by", OLD."decided_by_id", OLD."decided_on", OLD."declined_on", OLD."framework_id", OLD."id", OLD."months", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="f245d01522c0e56d6ea6235e7f90c0c1f3340b65",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_82be7",
                                    table="contracts_extensionoption",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExtensionOptionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.extensionoption")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "framework",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contracts.framework",
                                verbose_name="upphandlingsomgång",
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
                        ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
                        ("months", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name="månader")),
                        ("decide_by", models.DateField(verbose_name="beslutas senast")),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="beslutad")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="beslutad av",
                            ),
                        ),
                        ("declined_on", models.DateField(blank=True, null=True, verbose_name="avstådd")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="8237468d90a312108f83a22bed19f97d91d38afe",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_d5b4f",
                                    table="contracts_extensionoptionevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OptionException",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("option", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="exceptions", to="contracts.extensionoption", verbose_name="option")),
                        ("contract", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="option_exceptions", to="contracts.contract", verbose_name="avtal")),
                        ("reason", models.CharField(max_length=300, verbose_name="skäl")),
                    ],
                    options={
                        "verbose_name": "undantag från förlängning",
                        "verbose_name_plural": "undantag från förlängning",
                        "constraints": [models.UniqueConstraint(fields=("option", "contract"), name="contract_is_left_out_once", violation_error_message="Avtalet är redan undantaget.")],
                        "triggers": [
                            Trigger(
                                name="refresh_contracts_on_insert",
                                sql=UpsertTriggerSql(
                                    func="""
    UPDATE contracts_contract c SET initial_until = c.initial_until
    WHERE c.id IN (SELECT contract_id FROM changed);
    RETURN NULL;
""",
                                    hash="6f6328e8555575c80fb02505854b47617961b9ed",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_refresh_contracts_on_insert_98b13",
                                    referencing="REFERENCING NEW TABLE AS changed ",
                                    table="contracts_optionexception",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="refresh_contracts_on_delete",
                                sql=UpsertTriggerSql(
                                    func="""
    UPDATE contracts_contract c SET initial_until = c.initial_until
    WHERE c.id IN (SELECT contract_id FROM changed);
    RETURN NULL;
""",
                                    hash="c70a57a9b533e0116d29da6b70c11cc78b1bb575",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_refresh_contracts_on_delete_3a611",
                                    referencing="REFERENCING OLD TABLE AS changed ",
                                    table="contracts_optionexception",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_optionexceptionevent" ("contract_id", "id", "option_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."contract_id", NEW."id", NEW."option_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                                    hash="b7b30867f214790a7a21d2165fd38fddcaa6f688",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_312fd",
                                    table="contracts_optionexception",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "contracts_optionexceptionevent" ("contract_id", "id", "option_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."contract_id", NEW."id", NEW."option_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                                    hash="ed4050901ebafd90cf43b8d2d847eca8769d5955",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d76fa",
                                    table="contracts_optionexception",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "contracts_optionexceptionevent" ("contract_id", "id", "option_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."contract_id", OLD."id", OLD."option_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;',
                                    hash="2e6b805cb97190aabd29123a3bcad262653914b4",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_60e16",
                                    table="contracts_optionexception",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OptionExceptionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="contracts.optionexception")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "option",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.extensionoption", verbose_name="option"
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="contracts.contract", verbose_name="avtal"
                            ),
                        ),
                        ("reason", models.CharField(max_length=300, verbose_name="skäl")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="473cad06d86c1db0c7a60bbe4d472388422d181f",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_4fed5",
                                    table="contracts_optionexceptionevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
