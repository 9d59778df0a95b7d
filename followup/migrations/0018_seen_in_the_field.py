"""What is seen in the field, sheets of reviews, and key figures of contracts."""

import django.core.validators
import django.db.models.deletion
import huddinge_vo.common.kept_files
import pghistory.utils
import pgtrigger.compiler
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('common', '__first__'),
        ('contracts', '0016_words_to_find_by'),
        ('followup', '0017_red_flags'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='ContractKpi',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='nyckeltal')),
                        ('definition', models.CharField(max_length=300, verbose_name='så mäts det')),
                        ('unit', models.CharField(blank=True, max_length=30, verbose_name='enhet')),
                        ('target', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='målvärde')),
                        ('more_is_better', models.BooleanField(default=True, verbose_name='högre är bättre')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('contract', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='kpis', to='contracts.contract', verbose_name='avtal')),
                    ],
                    options={
                        'verbose_name': 'nyckeltal',
                        'verbose_name_plural': 'nyckeltal',
                        'constraints': [models.UniqueConstraint(fields=('contract', 'name'), name='kpi_name_is_unique_for_contract', violation_error_message='Avtalet har redan ett nyckeltal med det namnet.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_contractkpievent" ("contract_id", "definition", "id", "more_is_better", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target", "unit", "version") VALUES (NEW."contract_id", NEW."definition", NEW."id", NEW."more_is_better", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."target", NEW."unit", NEW."version"); RETURN NULL;', hash='e5e69a443d8240507aee5799c4808f0beb36ee97', operation='INSERT', pgid='pgtrigger_insert_insert_004ab', table='followup_contractkpi', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_contractkpievent" ("contract_id", "definition", "id", "more_is_better", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target", "unit", "version") VALUES (NEW."contract_id", NEW."definition", NEW."id", NEW."more_is_better", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."target", NEW."unit", NEW."version"); RETURN NULL;', hash='8990546ee3f15784bced4531f4b4bc1c92b60c1f', operation='UPDATE', pgid='pgtrigger_update_update_0999c', table='followup_contractkpi', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_contractkpievent" ("contract_id", "definition", "id", "more_is_better", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target", "unit", "version") VALUES (OLD."contract_id", OLD."definition", OLD."id", OLD."more_is_better", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."target", OLD."unit", OLD."version"); RETURN NULL;', hash='255301021c3a0d0b8c8147e74a0c74fcda6be33a', operation='DELETE', pgid='pgtrigger_delete_delete_ffe14', table='followup_contractkpi', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='ContractKpiEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=120, verbose_name='nyckeltal')),
                        ('definition', models.CharField(max_length=300, verbose_name='så mäts det')),
                        ('unit', models.CharField(blank=True, max_length=30, verbose_name='enhet')),
                        ('target', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='målvärde')),
                        ('more_is_better', models.BooleanField(default=True, verbose_name='högre är bättre')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('contract', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract', verbose_name='avtal')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='followup.contractkpi')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f6e0252dc4dfa5cedf9f2a61b98d2af3cae2f1b9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fc3f8', table='followup_contractkpievent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='KpiValue',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('quarter', models.DateField(verbose_name='kvartal')),
                        ('value', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='utfall')),
                        ('kpi', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='followup.contractkpi', verbose_name='nyckeltal')),
                    ],
                    options={
                        'verbose_name': 'utfall av nyckeltal',
                        'verbose_name_plural': 'utfall av nyckeltal',
                        'constraints': [models.UniqueConstraint(fields=('kpi', 'quarter'), name='kpi_has_one_value_a_quarter', violation_error_message='Kvartalet har redan ett utfall.'), models.CheckConstraint(condition=models.Q(('quarter__day', 1), ('quarter__month__in', (1, 4, 7, 10))), name='kpi_value_is_of_a_quarter', violation_error_message='Ange kvartalets första dag.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_kpivalueevent" ("id", "kpi_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "value") VALUES (NEW."id", NEW."kpi_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."quarter", NEW."value"); RETURN NULL;', hash='a1e39701e4c61003d9d3ce51e051871f7b14def3', operation='INSERT', pgid='pgtrigger_insert_insert_f3a5c', table='followup_kpivalue', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_kpivalueevent" ("id", "kpi_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "value") VALUES (NEW."id", NEW."kpi_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."quarter", NEW."value"); RETURN NULL;', hash='d020414ee87eea68df1d02cb97525942c7c6c36a', operation='UPDATE', pgid='pgtrigger_update_update_ed305', table='followup_kpivalue', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_kpivalueevent" ("id", "kpi_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "value") VALUES (OLD."id", OLD."kpi_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."quarter", OLD."value"); RETURN NULL;', hash='ff326906d8a510563249a22a3b089780722501ca', operation='DELETE', pgid='pgtrigger_delete_delete_d2216', table='followup_kpivalue', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='KpiValueEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('quarter', models.DateField(verbose_name='kvartal')),
                        ('value', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='utfall')),
                        ('kpi', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='followup.contractkpi', verbose_name='nyckeltal')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='followup.kpivalue')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='569eafe9a2d2396f4f55c4b66acb77b264f79811', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d4b06', table='followup_kpivalueevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='ReviewPhoto',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('client_id', models.UUIDField(editable=False, unique=True, verbose_name='id från enheten')),
                        ('caption', models.CharField(blank=True, max_length=200, verbose_name='vad bilden visar')),
                        ('file', models.FileField(max_length=200, upload_to=huddinge_vo.common.kept_files.document_path, verbose_name='fil')),
                        ('original_name', models.CharField(editable=False, max_length=255, verbose_name='filnamn')),
                        ('media_type', models.CharField(editable=False, max_length=100, verbose_name='filtyp')),
                        ('size', models.PositiveBigIntegerField(editable=False, verbose_name='storlek, byte')),
                        ('sha256', models.CharField(editable=False, max_length=64, verbose_name='kontrollsumma')),
                        ('uploaded_at', models.DateTimeField(editable=False, verbose_name='inlagd')),
                        ('answer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='followup.reviewanswer', verbose_name='krav')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='followup.review', verbose_name='uppföljning')),
                        ('uploaded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='inlagd av')),
                    ],
                    options={
                        'verbose_name': 'bild i uppföljning',
                        'verbose_name_plural': 'bilder i uppföljningar',
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_reviewphotoevent" ("answer_id", "caption", "client_id", "file", "id", "media_type", "original_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."answer_id", NEW."caption", NEW."client_id", NEW."file", NEW."id", NEW."media_type", NEW."original_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."review_id", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='69ea2176287e32931ddd1a62792d58b14b54b096', operation='INSERT', pgid='pgtrigger_insert_insert_853c9', table='followup_reviewphoto', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_reviewphotoevent" ("answer_id", "caption", "client_id", "file", "id", "media_type", "original_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."answer_id", NEW."caption", NEW."client_id", NEW."file", NEW."id", NEW."media_type", NEW."original_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."review_id", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='eb2acf8d83fc29732d95b7b76d12c291e5c92a69', operation='UPDATE', pgid='pgtrigger_update_update_b590c', table='followup_reviewphoto', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_reviewphotoevent" ("answer_id", "caption", "client_id", "file", "id", "media_type", "original_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (OLD."answer_id", OLD."caption", OLD."client_id", OLD."file", OLD."id", OLD."media_type", OLD."original_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."review_id", OLD."sha256", OLD."size", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;', hash='13ea5ab865b0038e98b275a85bbad905b461f4e0', operation='DELETE', pgid='pgtrigger_delete_delete_c478b', table='followup_reviewphoto', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='ReviewPhotoEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('client_id', models.UUIDField(editable=False, verbose_name='id från enheten')),
                        ('caption', models.CharField(blank=True, max_length=200, verbose_name='vad bilden visar')),
                        ('file', models.FileField(max_length=200, upload_to=huddinge_vo.common.kept_files.document_path, verbose_name='fil')),
                        ('original_name', models.CharField(editable=False, max_length=255, verbose_name='filnamn')),
                        ('media_type', models.CharField(editable=False, max_length=100, verbose_name='filtyp')),
                        ('size', models.PositiveBigIntegerField(editable=False, verbose_name='storlek, byte')),
                        ('sha256', models.CharField(editable=False, max_length=64, verbose_name='kontrollsumma')),
                        ('uploaded_at', models.DateTimeField(editable=False, verbose_name='inlagd')),
                        ('answer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='followup.reviewanswer', verbose_name='krav')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='followup.reviewphoto')),
                        ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='followup.review', verbose_name='uppföljning')),
                        ('uploaded_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='inlagd av')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3f2091e464d18532d28bd874183437e35591a813', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_310ee', table='followup_reviewphotoevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='SentAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('client_id', models.UUIDField(editable=False, unique=True, verbose_name='id från enheten')),
                        ('sent_at', models.DateTimeField(verbose_name='skickat')),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sent', to='followup.reviewanswer', verbose_name='svar i uppföljning')),
                        ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='skickat av')),
                    ],
                    options={
                        'verbose_name': 'skickat svar',
                        'verbose_name_plural': 'skickade svar',
                        'default_permissions': (),
                    },
                ),
                migrations.CreateModel(
                    name='SheetRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('INTERVIEW', 'intervju'), ('CASE_FILE', 'akt')], editable=False, max_length=10, verbose_name='slag')),
                        ('who', models.CharField(blank=True, choices=[('MANAGER', 'chef eller föreståndare'), ('STAFF', 'personal'), ('CLIENT', 'brukare'), ('RELATIVE', 'anhörig'), ('CASEWORKER', 'handläggare')], max_length=12, verbose_name='vem (roll)')),
                        ('reference', models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('^(?=.*\\d)[\\w./-]+\\Z', 'Skriv ett nummer utan mellanslag, till exempel AKT-3. Inga namn.')], verbose_name='aktens nummer')),
                        ('topic', models.CharField(max_length=300, verbose_name='fråga')),
                        ('said', models.TextField(verbose_name='vad som kom fram')),
                        ('outcome', models.CharField(blank=True, choices=[('MET', 'uppfyllt'), ('PARTLY', 'delvis uppfyllt'), ('NOT_MET', 'inte uppfyllt'), ('NOT_RELEVANT', 'inte relevant')], max_length=20, verbose_name='bedömning')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheet_rows', to='followup.review', verbose_name='uppföljning')),
                    ],
                    options={
                        'verbose_name': 'rad i intervjublad',
                        'verbose_name_plural': 'rader i intervjublad',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'INTERVIEW'), ('reference', ''), models.Q(('who', ''), _negated=True)), models.Q(('kind', 'CASE_FILE'), ('who', '')), _connector='OR'), name='interview_has_a_role_and_a_case_file_none', violation_error_message='En intervju har en roll, en akt har ett nummer.'), models.UniqueConstraint(condition=models.Q(('kind', 'CASE_FILE')), fields=('review', 'reference', 'topic'), name='case_file_is_asked_once_of_each_thing', violation_error_message='Frågan är redan besvarad för den akten.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_sheetrowevent" ("id", "kind", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "review_id", "said", "topic", "who") VALUES (NEW."id", NEW."kind", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."review_id", NEW."said", NEW."topic", NEW."who"); RETURN NULL;', hash='293d00cccf608bff07304c6eb7dee6522d678657', operation='INSERT', pgid='pgtrigger_insert_insert_cd5cd', table='followup_sheetrow', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_sheetrowevent" ("id", "kind", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "review_id", "said", "topic", "who") VALUES (NEW."id", NEW."kind", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."review_id", NEW."said", NEW."topic", NEW."who"); RETURN NULL;', hash='532cc9bc1620c12bdd1ed59e397cdeb3fce683dc', operation='UPDATE', pgid='pgtrigger_update_update_a08d5', table='followup_sheetrow', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_sheetrowevent" ("id", "kind", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "review_id", "said", "topic", "who") VALUES (OLD."id", OLD."kind", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."review_id", OLD."said", OLD."topic", OLD."who"); RETURN NULL;', hash='7b652242ae5b0365587034f6484f635ce949c9c5', operation='DELETE', pgid='pgtrigger_delete_delete_f9902', table='followup_sheetrow', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='SheetRowEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('INTERVIEW', 'intervju'), ('CASE_FILE', 'akt')], editable=False, max_length=10, verbose_name='slag')),
                        ('who', models.CharField(blank=True, choices=[('MANAGER', 'chef eller föreståndare'), ('STAFF', 'personal'), ('CLIENT', 'brukare'), ('RELATIVE', 'anhörig'), ('CASEWORKER', 'handläggare')], max_length=12, verbose_name='vem (roll)')),
                        ('reference', models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('^(?=.*\\d)[\\w./-]+\\Z', 'Skriv ett nummer utan mellanslag, till exempel AKT-3. Inga namn.')], verbose_name='aktens nummer')),
                        ('topic', models.CharField(max_length=300, verbose_name='fråga')),
                        ('said', models.TextField(verbose_name='vad som kom fram')),
                        ('outcome', models.CharField(blank=True, choices=[('MET', 'uppfyllt'), ('PARTLY', 'delvis uppfyllt'), ('NOT_MET', 'inte uppfyllt'), ('NOT_RELEVANT', 'inte relevant')], max_length=20, verbose_name='bedömning')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='followup.sheetrow')),
                        ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='followup.review', verbose_name='uppföljning')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e66e1b424f86a541d9f248e87f0ab97941d32a1e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_16049', table='followup_sheetrowevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='GateCount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('on', models.DateField(verbose_name='dag')),
                        ('begins', models.TimeField(verbose_name='från')),
                        ('ends', models.TimeField(verbose_name='till')),
                        ('seen', models.PositiveSmallIntegerField(verbose_name='sedda')),
                        ('registered', models.PositiveSmallIntegerField(verbose_name='registrerade inloggningar')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='anteckning')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gate_counts', to='followup.review', verbose_name='uppföljning')),
                    ],
                    options={
                        'verbose_name': 'portobservation',
                        'verbose_name_plural': 'portobservationer',
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends__gt', models.F('begins'))), name='gate_count_ends_after_it_begins', violation_error_message='Observationen slutar efter att den börjar.'), models.UniqueConstraint(fields=('review', 'on', 'begins'), name='gate_is_counted_once_a_time', violation_error_message='Det finns redan en observation som börjar då.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_gatecountevent" ("begins", "ends", "id", "note", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered", "review_id", "seen") VALUES (NEW."begins", NEW."ends", NEW."id", NEW."note", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."registered", NEW."review_id", NEW."seen"); RETURN NULL;', hash='80b76c9a0fa3b4f8bb97193cf477a2a82dda6f82', operation='INSERT', pgid='pgtrigger_insert_insert_14b4e', table='followup_gatecount', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_gatecountevent" ("begins", "ends", "id", "note", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered", "review_id", "seen") VALUES (NEW."begins", NEW."ends", NEW."id", NEW."note", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."registered", NEW."review_id", NEW."seen"); RETURN NULL;', hash='a115447a7894a452b0e6c0ae3b807ef63af0b95a', operation='UPDATE', pgid='pgtrigger_update_update_afa3f', table='followup_gatecount', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_gatecountevent" ("begins", "ends", "id", "note", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered", "review_id", "seen") VALUES (OLD."begins", OLD."ends", OLD."id", OLD."note", OLD."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."registered", OLD."review_id", OLD."seen"); RETURN NULL;', hash='dce7fb7505a035071bc22692577e928856bf7b70', operation='DELETE', pgid='pgtrigger_delete_delete_c5e4e', table='followup_gatecount', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='GateCountEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('on', models.DateField(verbose_name='dag')),
                        ('begins', models.TimeField(verbose_name='från')),
                        ('ends', models.TimeField(verbose_name='till')),
                        ('seen', models.PositiveSmallIntegerField(verbose_name='sedda')),
                        ('registered', models.PositiveSmallIntegerField(verbose_name='registrerade inloggningar')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='anteckning')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='followup.gatecount')),
                        ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='followup.review', verbose_name='uppföljning')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8312a1fd61e5b963e72675838937bd2df121009a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c6759', table='followup_gatecountevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='PayslipCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('month', models.DateField(help_text='Första dagen i månaden.', verbose_name='månad')),
                        ('hours', models.DecimalField(decimal_places=2, max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01')), django.core.validators.MaxValueValidator(744)], verbose_name='timmar')),
                        ('pay_sek', models.DecimalField(decimal_places=2, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='lön före skatt, kr')),
                        ('agreed_sek', models.DecimalField(decimal_places=2, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='avtalad timlön, kr')),
                        ('is_under', models.BooleanField(editable=False, verbose_name='under avtalet')),
                        ('delete_on', models.DateField(verbose_name='uppgifterna tas bort')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='payslips', to='followup.review', verbose_name='uppföljning')),
                    ],
                    options={
                        'verbose_name': 'granskad lönespecifikation',
                        'verbose_name_plural': 'granskade lönespecifikationer',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agreed_sek', None), ('hours', None), ('pay_sek', None)), models.Q(('agreed_sek__isnull', False), ('hours__isnull', False), ('pay_sek__isnull', False), ('agreed_sek__gt', 0), ('hours__gt', 0), ('pay_sek__gte', 0)), _connector='OR'), name='payslip_has_all_its_figures_or_none', violation_error_message='Timmar, lön och avtalad timlön hör ihop.'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='payslip_is_of_a_month', violation_error_message='Ange månadens första dag.'), models.CheckConstraint(condition=models.Q(('delete_on__gt', models.F('month'))), name='payslip_goes_after_its_month', violation_error_message='Uppgifterna tas bort efter månaden.')],
                    },
                ),
                migrations.CreateModel(
                    name='GroupCompany',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('org_number', models.CharField(max_length=10, verbose_name='organisationsnummer')),
                        ('name', models.CharField(max_length=200, verbose_name='bolag')),
                        ('parent_number', models.CharField(blank=True, max_length=10, verbose_name='moderbolagets organisationsnummer')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='räkenskapsår')),
                        ('turnover_sek', models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, verbose_name='omsättning, kr')),
                        ('result_sek', models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, verbose_name='resultat, kr')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='companies', to='followup.review', verbose_name='uppföljning')),
                    ],
                    options={
                        'verbose_name': 'bolag i koncern',
                        'verbose_name_plural': 'bolag i koncerner',
                        'constraints': [models.UniqueConstraint(fields=('review', 'org_number', 'year'), name='company_is_told_once_a_year', violation_error_message='Bolaget finns redan för det året.'), models.CheckConstraint(condition=models.Q(('parent_number', models.F('org_number')), _negated=True), name='company_is_not_its_own_parent', violation_error_message='Ett bolag är inte sitt eget moderbolag.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_groupcompanyevent" ("id", "name", "org_number", "parent_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_sek", "review_id", "turnover_sek", "year") VALUES (NEW."id", NEW."name", NEW."org_number", NEW."parent_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."result_sek", NEW."review_id", NEW."turnover_sek", NEW."year"); RETURN NULL;', hash='775cebbf5b798ab003af80edbde7bcc94ce1800e', operation='INSERT', pgid='pgtrigger_insert_insert_115d1', table='followup_groupcompany', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_groupcompanyevent" ("id", "name", "org_number", "parent_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_sek", "review_id", "turnover_sek", "year") VALUES (NEW."id", NEW."name", NEW."org_number", NEW."parent_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."result_sek", NEW."review_id", NEW."turnover_sek", NEW."year"); RETURN NULL;', hash='aa6bf4ca13a7f893580f857dd427b49341892842', operation='UPDATE', pgid='pgtrigger_update_update_8aca1', table='followup_groupcompany', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_groupcompanyevent" ("id", "name", "org_number", "parent_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_sek", "review_id", "turnover_sek", "year") VALUES (OLD."id", OLD."name", OLD."org_number", OLD."parent_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."result_sek", OLD."review_id", OLD."turnover_sek", OLD."year"); RETURN NULL;', hash='270445b8f58f65862e73f49d1472d49490e9d120', operation='DELETE', pgid='pgtrigger_delete_delete_e27f4', table='followup_groupcompany', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='GroupCompanyEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('org_number', models.CharField(max_length=10, verbose_name='organisationsnummer')),
                        ('name', models.CharField(max_length=200, verbose_name='bolag')),
                        ('parent_number', models.CharField(blank=True, max_length=10, verbose_name='moderbolagets organisationsnummer')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='räkenskapsår')),
                        ('turnover_sek', models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, verbose_name='omsättning, kr')),
                        ('result_sek', models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, verbose_name='resultat, kr')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='followup.groupcompany')),
                        ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='followup.review', verbose_name='uppföljning')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='99c055d59c25967038be493e528c1eb67681ece3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3e621', table='followup_groupcompanyevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='JointReview',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('municipality', models.CharField(max_length=120, verbose_name='kommun')),
                        ('planned_on', models.DateField(verbose_name='planerad dag')),
                        ('method', models.CharField(blank=True, choices=[('SELF_REPORT', 'självrapportering'), ('DESK', 'granskning av handlingar och register'), ('DIALOGUE', 'dialogmöte'), ('ANNOUNCED_VISIT', 'anmält besök'), ('UNANNOUNCED_VISIT', 'oanmält besök'), ('GATE', 'portobservation'), ('PAYSLIPS', 'granskning av lönespecifikationer'), ('GROUP_PROFIT', 'granskning av koncern och vinst'), ('USER_SURVEY', 'brukarundersökning'), ('IN_DEPTH', 'fördjupad granskning av särskilt skäl')], max_length=20, verbose_name='metod')),
                        ('done_on', models.DateField(blank=True, null=True, verbose_name='genomförd')),
                        ('result', models.TextField(blank=True, verbose_name='resultat')),
                        ('told_on', models.DateField(verbose_name='inläst')),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='joint_reviews', to='contracts.contract', verbose_name='avtal')),
                    ],
                    options={
                        'verbose_name': 'gemensam uppföljning',
                        'verbose_name_plural': 'gemensamma uppföljningar',
                        'default_permissions': (),
                        'constraints': [models.UniqueConstraint(fields=('contract', 'municipality', 'planned_on'), name='joint_review_is_planned_once_a_day', violation_error_message='Kommunen har redan en uppföljning av avtalet den dagen.'), models.CheckConstraint(condition=models.Q(('result', ''), ('done_on__isnull', False), _connector='OR'), name='joint_result_has_a_day', violation_error_message='Ett resultat har en dag då uppföljningen genomfördes.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_jointreviewevent" ("contract_id", "done_on", "id", "method", "municipality", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "result", "told_on") VALUES (NEW."contract_id", NEW."done_on", NEW."id", NEW."method", NEW."municipality", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."planned_on", NEW."result", NEW."told_on"); RETURN NULL;', hash='bd2876418b313bcef52af32e0c83b568d1a6bfbf', operation='INSERT', pgid='pgtrigger_insert_insert_18af9', table='followup_jointreview', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_jointreviewevent" ("contract_id", "done_on", "id", "method", "municipality", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "result", "told_on") VALUES (NEW."contract_id", NEW."done_on", NEW."id", NEW."method", NEW."municipality", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."planned_on", NEW."result", NEW."told_on"); RETURN NULL;', hash='08f65df3c82926bd62076db034b889d66ed57baf', operation='UPDATE', pgid='pgtrigger_update_update_9a2ab', table='followup_jointreview', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_jointreviewevent" ("contract_id", "done_on", "id", "method", "municipality", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "result", "told_on") VALUES (OLD."contract_id", OLD."done_on", OLD."id", OLD."method", OLD."municipality", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."planned_on", OLD."result", OLD."told_on"); RETURN NULL;', hash='3142d5964c2d61cbe858ee8ccd5a9528705ed808', operation='DELETE', pgid='pgtrigger_delete_delete_796ad', table='followup_jointreview', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='JointReviewEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('municipality', models.CharField(max_length=120, verbose_name='kommun')),
                        ('planned_on', models.DateField(verbose_name='planerad dag')),
                        ('method', models.CharField(blank=True, choices=[('SELF_REPORT', 'självrapportering'), ('DESK', 'granskning av handlingar och register'), ('DIALOGUE', 'dialogmöte'), ('ANNOUNCED_VISIT', 'anmält besök'), ('UNANNOUNCED_VISIT', 'oanmält besök'), ('GATE', 'portobservation'), ('PAYSLIPS', 'granskning av lönespecifikationer'), ('GROUP_PROFIT', 'granskning av koncern och vinst'), ('USER_SURVEY', 'brukarundersökning'), ('IN_DEPTH', 'fördjupad granskning av särskilt skäl')], max_length=20, verbose_name='metod')),
                        ('done_on', models.DateField(blank=True, null=True, verbose_name='genomförd')),
                        ('result', models.TextField(blank=True, verbose_name='resultat')),
                        ('told_on', models.DateField(verbose_name='inläst')),
                        ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract', verbose_name='avtal')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='followup.jointreview')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='364b73ba2a004520ddd4f89130c1b0c3c9347151', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_72da7', table='followup_jointreviewevent', when='BEFORE'))],
                    },
                ),
            ],
        ),
        run_sql_file(__file__, "seen_in_the_field"),
    ]
