"""Prices set by hand that a second person confirms, and the same words for whatever number is taken."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0012_plain_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='PriceToConfirm',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('takes_back', models.BooleanField(default=False, verbose_name='återtar det senaste priset')),
                        ('old_sek', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='pris före, kr')),
                        ('amount_sek', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='nytt pris, kr')),
                        ('limit_percent', models.PositiveSmallIntegerField(verbose_name='gräns, procent')),
                        ('valid_from', models.DateField(verbose_name='gäller från och med')),
                        ('origin', models.CharField(choices=[('TENDER', 'anbud'), ('ADJUSTMENT', 'indexjustering'), ('COUNCIL', 'fullmäktiges beslut'), ('CORRECTION', 'rättelse')], max_length=12, verbose_name='tillkom genom')),
                        ('why', models.CharField(max_length=300, verbose_name='varför')),
                        ('asked_at', models.DateTimeField(editable=False, verbose_name='begärt')),
                        ('status', models.CharField(choices=[('WAITING', 'väntar på en andra person'), ('CONFIRMED', 'bekräftat'), ('DECLINED', 'avslaget'), ('WITHDRAWN', 'tillbakadraget')], default='WAITING', max_length=10, verbose_name='läge')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='avgjort')),
                        ('reason', models.CharField(blank=True, max_length=300, verbose_name='skäl')),
                        ('asked_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begärt av')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='avgjort av')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='to_confirm', to='contracts.priceitem', verbose_name='prisrad')),
                        ('latest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.price', verbose_name='senaste priset då')),
                        ('price', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='confirmed_as', to='contracts.price', verbose_name='pris som det blev')),
                    ],
                    options={
                        'verbose_name': 'pris att bekräfta',
                        'verbose_name_plural': 'priser att bekräfta',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'WAITING')), fields=('item',), name='price_of_an_item_waits_once', violation_error_message='Raden har redan ett pris som väntar på en andra person.'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['CONFIRMED', 'DECLINED']), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='price_is_confirmed_by_another', violation_error_message='Den som har begärt priset kan inte också avgöra det.'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('status', 'WAITING')), models.Q(models.Q(('status', 'WAITING'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='decided_price_says_by_whom', violation_error_message='Ett avgjort pris har någon som avgjorde det.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'DECLINED'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='declined_price_says_why', violation_error_message='Skriv varför priset avslås.'), models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='price_to_confirm_says_why', violation_error_message='Skriv varför priset ändras så mycket.')],
                    },
                ),
                migrations.CreateModel(
                    name='PriceToConfirmEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('takes_back', models.BooleanField(default=False, verbose_name='återtar det senaste priset')),
                        ('old_sek', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='pris före, kr')),
                        ('amount_sek', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='nytt pris, kr')),
                        ('limit_percent', models.PositiveSmallIntegerField(verbose_name='gräns, procent')),
                        ('valid_from', models.DateField(verbose_name='gäller från och med')),
                        ('origin', models.CharField(choices=[('TENDER', 'anbud'), ('ADJUSTMENT', 'indexjustering'), ('COUNCIL', 'fullmäktiges beslut'), ('CORRECTION', 'rättelse')], max_length=12, verbose_name='tillkom genom')),
                        ('why', models.CharField(max_length=300, verbose_name='varför')),
                        ('asked_at', models.DateTimeField(editable=False, verbose_name='begärt')),
                        ('status', models.CharField(choices=[('WAITING', 'väntar på en andra person'), ('CONFIRMED', 'bekräftat'), ('DECLINED', 'avslaget'), ('WITHDRAWN', 'tillbakadraget')], default='WAITING', max_length=10, verbose_name='läge')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='avgjort')),
                        ('reason', models.CharField(blank=True, max_length=300, verbose_name='skäl')),
                        ('asked_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begärt av')),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='avgjort av')),
                        ('item', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.priceitem', verbose_name='prisrad')),
                        ('latest', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.price', verbose_name='senaste priset då')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.pricetoconfirm')),
                        ('price', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.price', verbose_name='pris som det blev')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pricetoconfirm',
                    trigger=pgtrigger.compiler.Trigger(name='what_a_second_person_sees_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount_sek" IS DISTINCT FROM (NEW."amount_sek") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."latest_id" IS DISTINCT FROM (NEW."latest_id") OR OLD."limit_percent" IS DISTINCT FROM (NEW."limit_percent") OR OLD."old_sek" IS DISTINCT FROM (NEW."old_sek") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."takes_back" IS DISTINCT FROM (NEW."takes_back") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."why" IS DISTINCT FROM (NEW."why"))', func="\n                    RAISE EXCEPTION 'Det som en andra person har blivit frågad om ändras inte.'\n                        USING ERRCODE = 'check_violation';\n                ", hash='dd25c7a634419957535bf604ebc1b2e5662c3b96', operation='UPDATE', pgid='pgtrigger_what_a_second_person_sees_stays_0f2c3', table='contracts_pricetoconfirm', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pricetoconfirm',
                    trigger=pgtrigger.compiler.Trigger(name='prices_to_confirm_are_never_removed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='3cb2198a42b5fa4e646e438595bf8b247d1847b9', operation='DELETE', pgid='pgtrigger_prices_to_confirm_are_never_removed_6d9ec', table='contracts_pricetoconfirm', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pricetoconfirm',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_pricetoconfirmevent" ("amount_sek", "asked_at", "asked_by_id", "decided_at", "decided_by_id", "id", "item_id", "latest_id", "limit_percent", "old_sek", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_id", "reason", "status", "takes_back", "valid_from", "why") VALUES (NEW."amount_sek", NEW."asked_at", NEW."asked_by_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."item_id", NEW."latest_id", NEW."limit_percent", NEW."old_sek", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."price_id", NEW."reason", NEW."status", NEW."takes_back", NEW."valid_from", NEW."why"); RETURN NULL;', hash='2b2af71a05812134e6200c7f6d857ade3ad976ac', operation='INSERT', pgid='pgtrigger_insert_insert_796b2', table='contracts_pricetoconfirm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pricetoconfirm',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contracts_pricetoconfirmevent" ("amount_sek", "asked_at", "asked_by_id", "decided_at", "decided_by_id", "id", "item_id", "latest_id", "limit_percent", "old_sek", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_id", "reason", "status", "takes_back", "valid_from", "why") VALUES (NEW."amount_sek", NEW."asked_at", NEW."asked_by_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."item_id", NEW."latest_id", NEW."limit_percent", NEW."old_sek", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."price_id", NEW."reason", NEW."status", NEW."takes_back", NEW."valid_from", NEW."why"); RETURN NULL;', hash='9bcfc835ef52cfdb7103f7a2bd9e81c6f8fec02e', operation='UPDATE', pgid='pgtrigger_update_update_7249a', table='contracts_pricetoconfirm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pricetoconfirm',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_pricetoconfirmevent" ("amount_sek", "asked_at", "asked_by_id", "decided_at", "decided_by_id", "id", "item_id", "latest_id", "limit_percent", "old_sek", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_id", "reason", "status", "takes_back", "valid_from", "why") VALUES (OLD."amount_sek", OLD."asked_at", OLD."asked_by_id", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."item_id", OLD."latest_id", OLD."limit_percent", OLD."old_sek", OLD."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."price_id", OLD."reason", OLD."status", OLD."takes_back", OLD."valid_from", OLD."why"); RETURN NULL;', hash='c6909defb994a9934b163b84bf8e4ee68e707347', operation='DELETE', pgid='pgtrigger_delete_delete_49c9d', table='contracts_pricetoconfirm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pricetoconfirmevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b6e2ca7243b0a7eca2784c4767d2370263b915ec', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3ee0f', table='contracts_pricetoconfirmevent', when='BEFORE')),
                ),
                migrations.AlterConstraint(
                    model_name='contract',
                    name='contract_number_is_unique_for_buyer',
                    constraint=models.UniqueConstraint(fields=('buyer', 'number'), name='contract_number_is_unique_for_buyer', violation_error_message='Numret går inte att använda. Välj ett annat.'),
                ),
                migrations.AlterConstraint(
                    model_name='framework',
                    name='framework_number_is_unique_for_buyer',
                    constraint=models.UniqueConstraint(fields=('buyer', 'number'), name='framework_number_is_unique_for_buyer', violation_error_message='Numret går inte att använda. Välj ett annat.'),
                ),
                migrations.AlterConstraint(
                    model_name='supplierunit',
                    name='unit_name_is_unique_for_supplier',
                    constraint=models.UniqueConstraint(fields=('supplier', 'name'), name='unit_name_is_unique_for_supplier', violation_error_message='Namnet går inte att använda. Välj ett annat.'),
                ),
            ],
        ),
        run_sql_file(__file__, "prices_to_confirm"),
    ]
