"""What a unit is found by: for whom, where it lies, what is free; and where a permit was looked up."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('contracts', '0013_prices_to_confirm'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='TargetGroup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(error_messages={'unique': 'Målgruppen finns redan.'}, max_length=120, unique=True, verbose_name='målgrupp')),
                        ('is_used', models.BooleanField(default=True, help_text='Det som inte används finns kvar där det står, men går inte att välja.', verbose_name='används')),
                        ('sort_name', models.GeneratedField(db_persist=True, expression=models.Func(django.db.models.functions.text.Lower('name'), models.Value('åäöæøéèêëüáà'), models.Value('{|}|}eeeeyaa'), function='translate', output_field=models.CharField()), output_field=models.CharField(db_collation='C', max_length=300), verbose_name='sorteringsordning')),
                    ],
                    options={
                        'verbose_name': 'målgrupp',
                        'verbose_name_plural': 'målgrupper',
                    },
                ),
                migrations.CreateModel(
                    name='TargetGroupEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(error_messages={'unique': 'Målgruppen finns redan.'}, max_length=120, verbose_name='målgrupp')),
                        ('is_used', models.BooleanField(default=True, help_text='Det som inte används finns kvar där det står, men går inte att välja.', verbose_name='används')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.targetgroup')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SupplierUnitTargetGroupLink',
                    fields=[
                    ],
                    options={
                        'verbose_name': 'verksamhetens målgrupp',
                        'proxy': True,
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('contracts.supplierunit_target_groups',),
                ),
                migrations.CreateModel(
                    name='SupplierUnitTargetGroupLinkEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('supplierunit', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.supplierunit')),
                        ('targetgroup', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.targetgroup')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.supplierunittargetgrouplink')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='permit',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='permit',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='permit',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='placementstop',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='placementstop',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='placementstop',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='supplierunit',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='supplierunit',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='supplierunit',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='permit',
                    name='looked_up_by',
                    field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kontrollerat av'),
                ),
                migrations.AddField(
                    model_name='permit',
                    name='looked_up_on',
                    field=models.DateField(blank=True, null=True, verbose_name='kontrollerat i källan'),
                ),
                migrations.AddField(
                    model_name='permit',
                    name='source',
                    field=models.CharField(blank=True, max_length=120, verbose_name='källa'),
                ),
                migrations.AddField(
                    model_name='permitevent',
                    name='looked_up_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kontrollerat av'),
                ),
                migrations.AddField(
                    model_name='permitevent',
                    name='looked_up_on',
                    field=models.DateField(blank=True, null=True, verbose_name='kontrollerat i källan'),
                ),
                migrations.AddField(
                    model_name='permitevent',
                    name='source',
                    field=models.CharField(blank=True, max_length=120, verbose_name='källa'),
                ),
                migrations.AddField(
                    model_name='placementstop',
                    name='permit',
                    field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='contracts.permit', verbose_name='på grund av tillståndet'),
                ),
                migrations.AddField(
                    model_name='placementstopevent',
                    name='permit',
                    field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.permit', verbose_name='på grund av tillståndet'),
                ),
                migrations.AddField(
                    model_name='supplierunit',
                    name='free_places',
                    field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='lediga platser'),
                ),
                migrations.AddField(
                    model_name='supplierunit',
                    name='free_places_on',
                    field=models.DateField(blank=True, help_text='Dagen då leverantören lämnade beskedet.', null=True, verbose_name='lediga platser enligt besked'),
                ),
                migrations.AddField(
                    model_name='supplierunit',
                    name='latitude',
                    field=models.DecimalField(blank=True, decimal_places=5, help_text='I grader, till exempel 59,23705. Avstånd räknas fågelvägen.', max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitud'),
                ),
                migrations.AddField(
                    model_name='supplierunit',
                    name='longitude',
                    field=models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitud'),
                ),
                migrations.AddField(
                    model_name='supplierunit',
                    name='takes',
                    field=models.CharField(blank=True, choices=[('WOMEN', 'kvinnor och flickor'), ('MEN', 'män och pojkar'), ('ALL', 'alla')], help_text='Tomt: inte angivet.', max_length=10, verbose_name='tar emot'),
                ),
                migrations.AddField(
                    model_name='supplierunitevent',
                    name='free_places',
                    field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='lediga platser'),
                ),
                migrations.AddField(
                    model_name='supplierunitevent',
                    name='free_places_on',
                    field=models.DateField(blank=True, help_text='Dagen då leverantören lämnade beskedet.', null=True, verbose_name='lediga platser enligt besked'),
                ),
                migrations.AddField(
                    model_name='supplierunitevent',
                    name='latitude',
                    field=models.DecimalField(blank=True, decimal_places=5, help_text='I grader, till exempel 59,23705. Avstånd räknas fågelvägen.', max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitud'),
                ),
                migrations.AddField(
                    model_name='supplierunitevent',
                    name='longitude',
                    field=models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitud'),
                ),
                migrations.AddField(
                    model_name='supplierunitevent',
                    name='takes',
                    field=models.CharField(blank=True, choices=[('WOMEN', 'kvinnor och flickor'), ('MEN', 'män och pojkar'), ('ALL', 'alla')], help_text='Tomt: inte angivet.', max_length=10, verbose_name='tar emot'),
                ),
                migrations.AlterField(
                    model_name='placementstop',
                    name='decided_by',
                    field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='beslutat av'),
                ),
                migrations.AlterField(
                    model_name='placementstopevent',
                    name='decided_by',
                    field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='beslutat av'),
                ),
                migrations.AlterField(
                    model_name='supplierunit',
                    name='target_group',
                    field=models.CharField(blank=True, max_length=300, verbose_name='målgrupp, beskrivning'),
                ),
                migrations.AlterField(
                    model_name='supplierunitevent',
                    name='target_group',
                    field=models.CharField(blank=True, max_length=300, verbose_name='målgrupp, beskrivning'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='permit',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_permitevent" ("decided_on", "form", "id", "legal_ground", "looked_up_by_id", "looked_up_on", "org_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "registry_number", "source", "status", "unit_id", "valid_until") VALUES (NEW."decided_on", NEW."form", NEW."id", NEW."legal_ground", NEW."looked_up_by_id", NEW."looked_up_on", NEW."org_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."places", NEW."registry_number", NEW."source", NEW."status", NEW."unit_id", NEW."valid_until"); RETURN NULL;', hash='8c550bd0e603c0cd87d63cf4c67001163337f689', operation='INSERT', pgid='pgtrigger_insert_insert_42ec4', table='contracts_permit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='permit',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contracts_permitevent" ("decided_on", "form", "id", "legal_ground", "looked_up_by_id", "looked_up_on", "org_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "registry_number", "source", "status", "unit_id", "valid_until") VALUES (NEW."decided_on", NEW."form", NEW."id", NEW."legal_ground", NEW."looked_up_by_id", NEW."looked_up_on", NEW."org_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."places", NEW."registry_number", NEW."source", NEW."status", NEW."unit_id", NEW."valid_until"); RETURN NULL;', hash='17dac590362cc51c2832e49e23b952a5a1a7286b', operation='UPDATE', pgid='pgtrigger_update_update_8115b', table='contracts_permit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='permit',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_permitevent" ("decided_on", "form", "id", "legal_ground", "looked_up_by_id", "looked_up_on", "org_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "registry_number", "source", "status", "unit_id", "valid_until") VALUES (OLD."decided_on", OLD."form", OLD."id", OLD."legal_ground", OLD."looked_up_by_id", OLD."looked_up_on", OLD."org_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."places", OLD."registry_number", OLD."source", OLD."status", OLD."unit_id", OLD."valid_until"); RETURN NULL;', hash='88486a097fcbe5790675e6869bb80c3715f7f3f1', operation='DELETE', pgid='pgtrigger_delete_delete_e0ec6', table='contracts_permit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementstop',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_placementstopevent" ("decided_by_id", "id", "permit_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "supplier_id", "unit_id", "valid_from", "valid_until") VALUES (NEW."decided_by_id", NEW."id", NEW."permit_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."supplier_id", NEW."unit_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;', hash='4094dc71df0f3cb76134e103eb7b8a3a37740dcb', operation='INSERT', pgid='pgtrigger_insert_insert_ee4d2', table='contracts_placementstop', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementstop',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contracts_placementstopevent" ("decided_by_id", "id", "permit_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "supplier_id", "unit_id", "valid_from", "valid_until") VALUES (NEW."decided_by_id", NEW."id", NEW."permit_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."supplier_id", NEW."unit_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;', hash='c2bab9335b3ce76680c9e50c49995ffad21d4a30', operation='UPDATE', pgid='pgtrigger_update_update_42a8d', table='contracts_placementstop', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementstop',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_placementstopevent" ("decided_by_id", "id", "permit_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "supplier_id", "unit_id", "valid_from", "valid_until") VALUES (OLD."decided_by_id", OLD."id", OLD."permit_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."supplier_id", OLD."unit_id", OLD."valid_from", OLD."valid_until"); RETURN NULL;', hash='9e1bcfece3dcf5cc5c39b20f53be1a2045d30db0', operation='DELETE', pgid='pgtrigger_delete_delete_1cf62', table='contracts_placementstop', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplierunit',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_supplierunitevent" ("address", "age_from", "age_to", "county", "free_places", "free_places_on", "id", "is_secret", "latitude", "longitude", "municipality", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "supplier_id", "takes", "target_group", "version") VALUES (NEW."address", NEW."age_from", NEW."age_to", NEW."county", NEW."free_places", NEW."free_places_on", NEW."id", NEW."is_secret", NEW."latitude", NEW."longitude", NEW."municipality", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."places", NEW."supplier_id", NEW."takes", NEW."target_group", NEW."version"); RETURN NULL;', hash='d082a1f0bde0f2f90e0e215df987c2002b556849', operation='INSERT', pgid='pgtrigger_insert_insert_6e5ca', table='contracts_supplierunit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplierunit',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."age_from" IS DISTINCT FROM (NEW."age_from") OR OLD."age_to" IS DISTINCT FROM (NEW."age_to") OR OLD."county" IS DISTINCT FROM (NEW."county") OR OLD."free_places" IS DISTINCT FROM (NEW."free_places") OR OLD."free_places_on" IS DISTINCT FROM (NEW."free_places_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_secret" IS DISTINCT FROM (NEW."is_secret") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."municipality" IS DISTINCT FROM (NEW."municipality") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."places" IS DISTINCT FROM (NEW."places") OR OLD."supplier_id" IS DISTINCT FROM (NEW."supplier_id") OR OLD."takes" IS DISTINCT FROM (NEW."takes") OR OLD."target_group" IS DISTINCT FROM (NEW."target_group") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "contracts_supplierunitevent" ("address", "age_from", "age_to", "county", "free_places", "free_places_on", "id", "is_secret", "latitude", "longitude", "municipality", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "supplier_id", "takes", "target_group", "version") VALUES (NEW."address", NEW."age_from", NEW."age_to", NEW."county", NEW."free_places", NEW."free_places_on", NEW."id", NEW."is_secret", NEW."latitude", NEW."longitude", NEW."municipality", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."places", NEW."supplier_id", NEW."takes", NEW."target_group", NEW."version"); RETURN NULL;', hash='56cd60adaaf6c8779c3cc2d5e5eef03db1c947b1', operation='UPDATE', pgid='pgtrigger_update_update_00b12', table='contracts_supplierunit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplierunit',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_supplierunitevent" ("address", "age_from", "age_to", "county", "free_places", "free_places_on", "id", "is_secret", "latitude", "longitude", "municipality", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "supplier_id", "takes", "target_group", "version") VALUES (OLD."address", OLD."age_from", OLD."age_to", OLD."county", OLD."free_places", OLD."free_places_on", OLD."id", OLD."is_secret", OLD."latitude", OLD."longitude", OLD."municipality", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."places", OLD."supplier_id", OLD."takes", OLD."target_group", OLD."version"); RETURN NULL;', hash='b3811532f98b52b586744bca7c1051338276f555', operation='DELETE', pgid='pgtrigger_delete_delete_80f6f', table='contracts_supplierunit', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='placementstop',
                    constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', False), ('permit__isnull', False), _connector='OR'), name='placement_stop_says_who_or_which_permit', violation_error_message='Ange vem som beslutade stoppet.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='targetgroup',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_targetgroupevent" ("id", "is_used", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."is_used", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='b7c83b7a3c030fcda2aa1556e1596403885a7c93', operation='INSERT', pgid='pgtrigger_insert_insert_a4dd7', table='contracts_targetgroup', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='targetgroup',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_used" IS DISTINCT FROM (NEW."is_used") OR OLD."name" IS DISTINCT FROM (NEW."name"))', func='INSERT INTO "contracts_targetgroupevent" ("id", "is_used", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."is_used", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='334f3f2c1f3f66c32046fe825094c9d171a7a6a8', operation='UPDATE', pgid='pgtrigger_update_update_93f51', table='contracts_targetgroup', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='targetgroup',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_targetgroupevent" ("id", "is_used", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."is_used", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='9e2e5c6e5aba6f3df0ad4ac67e0ffdb83c9c70d0', operation='DELETE', pgid='pgtrigger_delete_delete_fa6ea', table='contracts_targetgroup', when='AFTER')),
                ),
                migrations.AddField(
                    model_name='supplierunit',
                    name='target_groups',
                    field=models.ManyToManyField(blank=True, related_name='units', to='contracts.targetgroup', verbose_name='målgrupper'),
                ),
                migrations.AddConstraint(
                    model_name='supplierunit',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('latitude__range', (-90, 90)), ('longitude__isnull', False), ('longitude__range', (-180, 180))), _connector='OR'), name='unit_lies_somewhere_on_earth', violation_error_message='Ange både latitud (-90 till 90) och longitud (-180 till 180), eller ingen.'),
                ),
                migrations.AddConstraint(
                    model_name='supplierunit',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('free_places__isnull', True), ('free_places_on__isnull', True)), models.Q(('free_places__isnull', False), ('free_places_on__isnull', False)), _connector='OR'), name='free_places_are_told_on_a_day', violation_error_message='Ange både hur många platser som är lediga och vilken dag beskedet gavs.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='targetgroupevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4ad52590e4addad444f6b037c5254e04b56bd3f4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1cd08', table='contracts_targetgroupevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplierunittargetgrouplink',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_supplierunittargetgrouplinkevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplierunit_id", "targetgroup_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."supplierunit_id", NEW."targetgroup_id"); RETURN NULL;', hash='1434fb65889ec8b406f3c1bbd1e12cabc2efd914', operation='INSERT', pgid='pgtrigger_insert_insert_98607', table='contracts_supplierunit_target_groups', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplierunittargetgrouplink',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contracts_supplierunittargetgrouplinkevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplierunit_id", "targetgroup_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."supplierunit_id", NEW."targetgroup_id"); RETURN NULL;', hash='bb45513c57e471ba26d21ef3253ee37c6e0c8bd0', operation='UPDATE', pgid='pgtrigger_update_update_b5445', table='contracts_supplierunit_target_groups', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplierunittargetgrouplink',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_supplierunittargetgrouplinkevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplierunit_id", "targetgroup_id") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."supplierunit_id", OLD."targetgroup_id"); RETURN NULL;', hash='8a80de6439c09e9c2d69ff0f871b482eb97489fd', operation='DELETE', pgid='pgtrigger_delete_delete_fe41f', table='contracts_supplierunit_target_groups', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplierunittargetgrouplinkevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dbe5c9bc8755b7d4cde2c394c7401496cb8aecfd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_60d34', table='contracts_supplierunittargetgrouplinkevent', when='BEFORE')),
                ),
            ],
        ),
    ]
