"""How other systems' ledger files are read, and what was decided while a file was."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0001_tables'),
        ('followup', '0004_kept_paper'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AddField(
                    model_name='ledgerimport',
                    name='notes',
                    field=models.JSONField(blank=True, default=list, verbose_name='att veta om läsningen'),
                ),
                migrations.CreateModel(
                    name='LedgerProfile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=100, verbose_name='namn')),
                        ('headings', models.JSONField(blank=True, default=list, verbose_name='rubriker som den känns igen på')),
                        ('mapping', models.JSONField(blank=True, default=dict, verbose_name='kolumner')),
                        ('constants', models.JSONField(blank=True, default=dict, verbose_name='samma på alla rader')),
                        ('dialect', models.JSONField(blank=True, default=dict, verbose_name='hur filen är skriven')),
                        ('is_active', models.BooleanField(default=True, verbose_name='används')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ledger_profiles', to='common.organization', verbose_name='köpare')),
                    ],
                    options={
                        'verbose_name': 'profil för reskontrafiler',
                        'verbose_name_plural': 'profiler för reskontrafiler',
                        'constraints': [
                            models.UniqueConstraint(fields=('buyer', 'name'), name='profile_name_is_the_buyers_own', violation_error_message='Köparen har redan en profil med det namnet.'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_ledgerprofileevent" ("buyer_id", "constants", "dialect", "headings", "id", "is_active", "mapping", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."buyer_id", NEW."constants", NEW."dialect", NEW."headings", NEW."id", NEW."is_active", NEW."mapping", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;', hash='a938b78434f3089ab8e0af62949865fabdbc466f', operation='INSERT', pgid='pgtrigger_insert_insert_34b67', table='followup_ledgerprofile', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_ledgerprofileevent" ("buyer_id", "constants", "dialect", "headings", "id", "is_active", "mapping", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."buyer_id", NEW."constants", NEW."dialect", NEW."headings", NEW."id", NEW."is_active", NEW."mapping", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;', hash='13ca6e14f17d0652281fd1a0a7334f0523427313', operation='UPDATE', pgid='pgtrigger_update_update_3b1fd', table='followup_ledgerprofile', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_ledgerprofileevent" ("buyer_id", "constants", "dialect", "headings", "id", "is_active", "mapping", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."buyer_id", OLD."constants", OLD."dialect", OLD."headings", OLD."id", OLD."is_active", OLD."mapping", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;', hash='80cdcf7366674849f3b8521559a49a00fb854db7', operation='DELETE', pgid='pgtrigger_delete_delete_aad46', table='followup_ledgerprofile', when='AFTER')),
                        ],
                    },
                ),
                migrations.AddField(
                    model_name='ledgerimport',
                    name='profile',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='followup.ledgerprofile', verbose_name='profil'),
                ),
                migrations.CreateModel(
                    name='LedgerProfileEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=100, verbose_name='namn')),
                        ('headings', models.JSONField(blank=True, default=list, verbose_name='rubriker som den känns igen på')),
                        ('mapping', models.JSONField(blank=True, default=dict, verbose_name='kolumner')),
                        ('constants', models.JSONField(blank=True, default=dict, verbose_name='samma på alla rader')),
                        ('dialect', models.JSONField(blank=True, default=dict, verbose_name='hur filen är skriven')),
                        ('is_active', models.BooleanField(default=True, verbose_name='används')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                        ('buyer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='common.organization', verbose_name='köpare')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='followup.ledgerprofile')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1f65e4d0dfa3977b54a259011b0e8b9940b4c69c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_95f69', table='followup_ledgerprofileevent', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
