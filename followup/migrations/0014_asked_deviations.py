"""Own units, what they are asked about purchases without a deviation, and the roll-up of those purchases."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0007_retention'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('contracts', '0014_units_to_find'),
        ('followup', '0013_words_to_find_by'),
        ('procurement', '0006_used_delegations'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='OwnUnit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(help_text='Som i reskontran: det är så köpen hittar sin enhet.', max_length=200, verbose_name='enhet')),
                        ('answer_days', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='arbetsdagar att svara')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('sort_name', models.GeneratedField(db_persist=True, expression=models.Func(django.db.models.functions.text.Lower('name'), models.Value('åäöæøéèêëüáà'), models.Value('{|}|}eeeeyaa'), function='translate', output_field=models.CharField()), output_field=models.CharField(db_collation='C', max_length=300), verbose_name='sorteringsordning')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='own_units', to='common.organization', verbose_name='köpare')),
                        ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ersättare')),
                        ('manager', models.ForeignKey(blank=True, help_text='Den som får frågan. Tomt: kategoriledaren.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='units_in_charge', to=settings.AUTH_USER_MODEL, verbose_name='ansvarig chef')),
                    ],
                    options={
                        'verbose_name': 'egen enhet',
                        'verbose_name_plural': 'egna enheter',
                        'constraints': [models.UniqueConstraint(fields=('buyer', 'name'), name='own_unit_is_named_once', violation_error_message='Enheten finns redan.'), models.CheckConstraint(condition=models.Q(('answer_days__range', (1, 30))), name='own_unit_has_days_to_answer', violation_error_message='Ange mellan 1 och 30 arbetsdagar.'), models.CheckConstraint(condition=models.Q(('deputy__isnull', True), models.Q(('manager__isnull', False), models.Q(('deputy', models.F('manager')), _negated=True)), _connector='OR'), name='own_unit_has_another_as_deputy', violation_error_message='Ersättaren är en annan än den ansvariga chefen.')],
                    },
                ),
                migrations.CreateModel(
                    name='DeviationQuestion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('month', models.DateField(verbose_name='månad')),
                        ('n', models.PositiveIntegerField(verbose_name='rader')),
                        ('sum_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='belopp, kr')),
                        ('asked_at', models.DateTimeField(verbose_name='frågat')),
                        ('due_on', models.DateField(verbose_name='svar senast')),
                        ('answer', models.CharField(blank=True, choices=[('DEVIATION', 'avsteg finns'), ('CONTRACT', 'det finns avtal'), ('NONE', 'inget avsteg gjordes')], max_length=10, verbose_name='svar')),
                        ('words', models.CharField(blank=True, max_length=500, verbose_name='förklaring')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='besvarat')),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='besvarat av')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='frågat av')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deviation_questions', to='common.organization', verbose_name='köpare')),
                        ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.category', verbose_name='underkategori')),
                        ('contract', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answered_questions', to='contracts.contract', verbose_name='avtal')),
                        ('deviation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answered_questions', to='procurement.placement', verbose_name='avsteg')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deviation_questions', to='contracts.supplier', verbose_name='leverantör')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='followup.ownunit', verbose_name='enhet')),
                    ],
                    options={
                        'verbose_name': 'fråga om avsteg',
                        'verbose_name_plural': 'frågor om avsteg',
                        'indexes': [models.Index(fields=['buyer', 'month'], name='deviation_question_of_month')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('unit', 'supplier', 'category', 'month'), name='deviation_is_asked_for_once_at_a_time', violation_error_message='Enheten är redan frågad.'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True), ('contract__isnull', True), ('deviation__isnull', True), ('words', '')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(models.Q(('answer', 'DEVIATION'), ('contract__isnull', True), ('deviation__isnull', False)), models.Q(('answer', 'CONTRACT'), ('deviation__isnull', True), models.Q(('contract__isnull', False), models.Q(('words', ''), _negated=True), _connector='OR')), models.Q(('answer', 'NONE'), ('contract__isnull', True), ('deviation__isnull', True), models.Q(('words', ''), _negated=True)), _connector='OR')), _connector='OR'), name='deviation_question_is_answered_by_what_it_says', violation_error_message='Ange avsteget, avtalet, eller varför inget avsteg gjordes.'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='deviation_question_is_of_a_whole_month', violation_error_message='Frågan gäller en hel månad.')],
                    },
                ),
                migrations.CreateModel(
                    name='OwnUnitEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(help_text='Som i reskontran: det är så köpen hittar sin enhet.', max_length=200, verbose_name='enhet')),
                        ('answer_days', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='arbetsdagar att svara')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('buyer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='common.organization', verbose_name='köpare')),
                        ('deputy', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ersättare')),
                        ('manager', models.ForeignKey(blank=True, db_constraint=False, help_text='Den som får frågan. Tomt: kategoriledaren.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ansvarig chef')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='followup.ownunit')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='DeviationQuestionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('month', models.DateField(verbose_name='månad')),
                        ('n', models.PositiveIntegerField(verbose_name='rader')),
                        ('sum_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='belopp, kr')),
                        ('asked_at', models.DateTimeField(verbose_name='frågat')),
                        ('due_on', models.DateField(verbose_name='svar senast')),
                        ('answer', models.CharField(blank=True, choices=[('DEVIATION', 'avsteg finns'), ('CONTRACT', 'det finns avtal'), ('NONE', 'inget avsteg gjordes')], max_length=10, verbose_name='svar')),
                        ('words', models.CharField(blank=True, max_length=500, verbose_name='förklaring')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='besvarat')),
                        ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='besvarat av')),
                        ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='frågat av')),
                        ('buyer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='common.organization', verbose_name='köpare')),
                        ('category', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.category', verbose_name='underkategori')),
                        ('contract', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract', verbose_name='avtal')),
                        ('deviation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='procurement.placement', verbose_name='avsteg')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='followup.deviationquestion')),
                        ('supplier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.supplier', verbose_name='leverantör')),
                        ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='followup.ownunit', verbose_name='enhet')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.AddIndex(
                    model_name='spendmonth',
                    index=models.Index(condition=models.Q(('bucket', 'UNEXPLAINED')), fields=['buyer', 'month'], name='spend_month_unexplained'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ownunit',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_ownunitevent" ("answer_days", "buyer_id", "deputy_id", "id", "manager_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."answer_days", NEW."buyer_id", NEW."deputy_id", NEW."id", NEW."manager_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;', hash='5a1ca80ecbbda84381ec1a433c672e3e294b7c24', operation='INSERT', pgid='pgtrigger_insert_insert_a94d5', table='followup_ownunit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ownunit',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answer_days" IS DISTINCT FROM (NEW."answer_days") OR OLD."buyer_id" IS DISTINCT FROM (NEW."buyer_id") OR OLD."deputy_id" IS DISTINCT FROM (NEW."deputy_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."manager_id" IS DISTINCT FROM (NEW."manager_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "followup_ownunitevent" ("answer_days", "buyer_id", "deputy_id", "id", "manager_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."answer_days", NEW."buyer_id", NEW."deputy_id", NEW."id", NEW."manager_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;', hash='3c4a2b560921e9289d468e0dcb072e1d8ff03979', operation='UPDATE', pgid='pgtrigger_update_update_b47f7', table='followup_ownunit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ownunit',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_ownunitevent" ("answer_days", "buyer_id", "deputy_id", "id", "manager_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."answer_days", OLD."buyer_id", OLD."deputy_id", OLD."id", OLD."manager_id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;', hash='1f17163f7473ebe06fab5dbf297fe8a144c40c3b', operation='DELETE', pgid='pgtrigger_delete_delete_36446', table='followup_ownunit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deviationquestionevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9da0c48d464431a6f7bb6c0a2fe4944481b051e3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_84854', table='followup_deviationquestionevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deviationquestion',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_deviationquestionevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "buyer_id", "category_id", "contract_id", "deviation_id", "due_on", "id", "month", "n", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sum_sek", "supplier_id", "unit_id", "words") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."buyer_id", NEW."category_id", NEW."contract_id", NEW."deviation_id", NEW."due_on", NEW."id", NEW."month", NEW."n", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sum_sek", NEW."supplier_id", NEW."unit_id", NEW."words"); RETURN NULL;', hash='262709a28a6e13a607a50e6f5f1ef12bee8eac73', operation='INSERT', pgid='pgtrigger_insert_insert_7fd02', table='followup_deviationquestion', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deviationquestion',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_deviationquestionevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "buyer_id", "category_id", "contract_id", "deviation_id", "due_on", "id", "month", "n", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sum_sek", "supplier_id", "unit_id", "words") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."buyer_id", NEW."category_id", NEW."contract_id", NEW."deviation_id", NEW."due_on", NEW."id", NEW."month", NEW."n", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sum_sek", NEW."supplier_id", NEW."unit_id", NEW."words"); RETURN NULL;', hash='0dfd335c4b0c585b575cd2ad2a79065858d7385b', operation='UPDATE', pgid='pgtrigger_update_update_4bd19', table='followup_deviationquestion', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deviationquestion',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_deviationquestionevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "buyer_id", "category_id", "contract_id", "deviation_id", "due_on", "id", "month", "n", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sum_sek", "supplier_id", "unit_id", "words") VALUES (OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."asked_at", OLD."asked_by_id", OLD."buyer_id", OLD."category_id", OLD."contract_id", OLD."deviation_id", OLD."due_on", OLD."id", OLD."month", OLD."n", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sum_sek", OLD."supplier_id", OLD."unit_id", OLD."words"); RETURN NULL;', hash='8a44312eef2393c77c58b743292c9941bccd11ac', operation='DELETE', pgid='pgtrigger_delete_delete_6e70c', table='followup_deviationquestion', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ownunitevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ba1efff21f8fc5021e163fd897a6ca29f2b0eeda', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5d7dc', table='followup_ownunitevent', when='BEFORE')),
                ),
            ],
        ),
        run_sql_file(__file__, "asked_deviations"),
    ]
