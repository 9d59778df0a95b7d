"""Groups at the municipality's sign-in give roles, and a membership says whether one gave it."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('common', '0005_sign_ins'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='GroupRole',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.CharField(help_text='Namnet eller id:t så som kommunens inloggning skriver det.', max_length=200, verbose_name='grupp')),
                        ('proposed_at', models.DateTimeField(verbose_name='föreslagen')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='bekräftad')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='bekräftad av')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='föreslagen av')),
                        ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group', verbose_name='roll')),
                    ],
                    options={
                        'verbose_name': 'grupp som ger en roll',
                        'verbose_name_plural': 'grupper som ger roller',
                        'default_permissions': (),
                        'constraints': [models.UniqueConstraint(fields=('buyer', 'group', 'role'), name='a_group_gives_a_role_once', violation_error_message='Gruppen ger redan den rollen.'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='what_a_group_gives_is_confirmed_by_a_second_person', violation_error_message='En annan person än den som föreslog bekräftar.')],
                    },
                ),
                migrations.CreateModel(
                    name='GroupRoleEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('group', models.CharField(help_text='Namnet eller id:t så som kommunens inloggning skriver det.', max_length=200, verbose_name='grupp')),
                        ('proposed_at', models.DateTimeField(verbose_name='föreslagen')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='bekräftad')),
                        ('buyer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='common.organization', verbose_name='köpare')),
                        ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='bekräftad av')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='common.grouprole')),
                        ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='föreslagen av')),
                        ('role', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='auth.group', verbose_name='roll')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='membership',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='membership',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='membership',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='membership',
                    name='by_group',
                    field=models.BooleanField(default=False, help_text='Gavs av en grupp i kommunens inloggning, och slutar med den.', verbose_name='enligt grupp'),
                ),
                migrations.AddField(
                    model_name='membershipevent',
                    name='by_group',
                    field=models.BooleanField(default=False, help_text='Gavs av en grupp i kommunens inloggning, och slutar med den.', verbose_name='enligt grupp'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='membership',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "common_membershipevent" ("buyer_id", "by_group", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_id", "user_id") VALUES (NEW."buyer_id", NEW."by_group", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role_id", NEW."user_id"); RETURN NULL;', hash='84f605e95ef0be62ab47aa735b32754fbc5339e7', operation='INSERT', pgid='pgtrigger_insert_insert_4a657', table='common_membership', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='membership',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "common_membershipevent" ("buyer_id", "by_group", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_id", "user_id") VALUES (NEW."buyer_id", NEW."by_group", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role_id", NEW."user_id"); RETURN NULL;', hash='cbd0b595cc99ae5c0090f75c6a105c98ef697773', operation='UPDATE', pgid='pgtrigger_update_update_a788d', table='common_membership', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='membership',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "common_membershipevent" ("buyer_id", "by_group", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_id", "user_id") VALUES (OLD."buyer_id", OLD."by_group", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role_id", OLD."user_id"); RETURN NULL;', hash='af8c496dd4703b1b1a7257974bf1ef01fd0757bb', operation='DELETE', pgid='pgtrigger_delete_delete_02a28', table='common_membership', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='grouprole',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "common_grouproleevent" ("buyer_id", "confirmed_at", "confirmed_by_id", "group", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "role_id") VALUES (NEW."buyer_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."group", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."role_id"); RETURN NULL;', hash='87ec396adc461fb89a11eb8cf45edf502b8f2383', operation='INSERT', pgid='pgtrigger_insert_insert_b076e', table='common_grouprole', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='grouprole',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "common_grouproleevent" ("buyer_id", "confirmed_at", "confirmed_by_id", "group", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "role_id") VALUES (NEW."buyer_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."group", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."role_id"); RETURN NULL;', hash='539e4db3fc0b227e7b0beebe107edd6225ee3da7', operation='UPDATE', pgid='pgtrigger_update_update_30062', table='common_grouprole', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='grouprole',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "common_grouproleevent" ("buyer_id", "confirmed_at", "confirmed_by_id", "group", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "role_id") VALUES (OLD."buyer_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."group", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."role_id"); RETURN NULL;', hash='19e1daf42e6212313d713904a8b4248666cc3a62', operation='DELETE', pgid='pgtrigger_delete_delete_9282f', table='common_grouprole', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='grouproleevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ab12e41a114b3608c28e422c9565ae051c4dc1ea', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_84d9b', table='common_grouproleevent', when='BEFORE')),
                ),
            ],
        ),
        run_sql_file(__file__, "roles_of_groups"),
    ]
