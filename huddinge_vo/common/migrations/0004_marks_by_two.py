"""What is secret is marked by two: its owner asks, and the security officer confirms."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0003_one_buyer'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='MarkProposal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('object_id', models.PositiveBigIntegerField(verbose_name='uppgiftens id')),
                        ('to_secret', models.BooleanField(verbose_name='ska bli sekretess')),
                        ('reason', models.CharField(max_length=300, verbose_name='skäl')),
                        ('asked_at', models.DateTimeField(verbose_name='begärd')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='avgjord')),
                        ('is_confirmed', models.BooleanField(default=False, verbose_name='bekräftad')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begärd av')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                        ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype', verbose_name='slag av uppgift')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='avgjord av')),
                    ],
                    options={
                        'verbose_name': 'begäran om sekretessmärkning',
                        'verbose_name_plural': 'begäranden om sekretessmärkning',
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('content_type', 'object_id'), name='mark_is_asked_for_once', violation_error_message='Det finns redan en begäran som väntar på säkerhetsansvarig.'),
                            models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='mark_is_decided_by_another', violation_error_message='Den som begär en märkning avgör den inte.'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MarkProposalEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('object_id', models.PositiveBigIntegerField(verbose_name='uppgiftens id')),
                        ('to_secret', models.BooleanField(verbose_name='ska bli sekretess')),
                        ('reason', models.CharField(max_length=300, verbose_name='skäl')),
                        ('asked_at', models.DateTimeField(verbose_name='begärd')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='avgjord')),
                        ('is_confirmed', models.BooleanField(default=False, verbose_name='bekräftad')),
                        ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begärd av')),
                        ('buyer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='common.organization', verbose_name='köpare')),
                        ('content_type', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contenttypes.contenttype', verbose_name='slag av uppgift')),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='avgjord av')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='common.markproposal')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='markproposal',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "common_markproposalevent" ("asked_at", "asked_by_id", "buyer_id", "content_type_id", "decided_at", "decided_by_id", "id", "is_confirmed", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_secret") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."buyer_id", NEW."content_type_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."is_confirmed", NEW."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."to_secret"); RETURN NULL;', hash='0d689eb0c3d139b8f522ee9bd95bed25493c1206', operation='INSERT', pgid='pgtrigger_insert_insert_ba8b2', table='common_markproposal', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='markproposal',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "common_markproposalevent" ("asked_at", "asked_by_id", "buyer_id", "content_type_id", "decided_at", "decided_by_id", "id", "is_confirmed", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_secret") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."buyer_id", NEW."content_type_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."is_confirmed", NEW."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."to_secret"); RETURN NULL;', hash='1733e8241d605e3ab01e2d4552e0af1c24d800b7', operation='UPDATE', pgid='pgtrigger_update_update_482ed', table='common_markproposal', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='markproposal',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "common_markproposalevent" ("asked_at", "asked_by_id", "buyer_id", "content_type_id", "decided_at", "decided_by_id", "id", "is_confirmed", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_secret") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."buyer_id", OLD."content_type_id", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."is_confirmed", OLD."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."to_secret"); RETURN NULL;', hash='ab3ccbd75d68c98da0925c60235c657c89485e5a', operation='DELETE', pgid='pgtrigger_delete_delete_d647b', table='common_markproposal', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='markproposalevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8f875d5ba567a94c7c0173924d5e9b1f1a0f6181', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_af832', table='common_markproposalevent', when='BEFORE')),
                ),
            ],
        ),
        run_sql_file(__file__, 'marks_by_two'),
    ]
