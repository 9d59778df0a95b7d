"""What a person has said of invoices and ledger rows; and invoices that name no buyer, each reader's by itself."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0009_saved_views'),
        ('contracts', '0016_words_to_find_by'),
        ('followup', '0021_first_steps'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='HandTie',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('booked_on', models.DateField(verbose_name='bokförd')),
                        ('voucher', models.CharField(blank=True, max_length=200, verbose_name='verifikation')),
                        ('invoice_number', models.CharField(blank=True, max_length=200, verbose_name='fakturanummer i reskontran')),
                        ('amount_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='belopp, kr')),
                        ('nr', models.PositiveIntegerField(default=1, verbose_name='nummer bland lika rader')),
                        ('belongs', models.BooleanField(verbose_name='samma köp')),
                        ('reason', models.CharField(max_length=300, verbose_name='skäl')),
                        ('said_at', models.DateTimeField(verbose_name='när')),
                        ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_ties', to='followup.invoice', verbose_name='e-faktura')),
                        ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.spendkey', verbose_name='nyckel')),
                        ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='av')),
                    ],
                    options={
                        'verbose_name': 'koppling för hand',
                        'verbose_name_plural': 'kopplingar för hand',
                        'default_permissions': (),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('belongs', True)), fields=('key', 'booked_on', 'voucher', 'invoice_number', 'amount_sek', 'nr'), name='row_is_tied_by_hand_once', violation_error_message='Raden är redan kopplad till en e-faktura.'), models.UniqueConstraint(fields=('invoice', 'key', 'booked_on', 'voucher', 'invoice_number', 'amount_sek', 'nr'), name='of_an_invoice_and_a_row_one_thing_is_said', violation_error_message='Det är redan sagt om raden.')],
                    },
                ),
                migrations.CreateModel(
                    name='HandTieEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('booked_on', models.DateField(verbose_name='bokförd')),
                        ('voucher', models.CharField(blank=True, max_length=200, verbose_name='verifikation')),
                        ('invoice_number', models.CharField(blank=True, max_length=200, verbose_name='fakturanummer i reskontran')),
                        ('amount_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='belopp, kr')),
                        ('nr', models.PositiveIntegerField(default=1, verbose_name='nummer bland lika rader')),
                        ('belongs', models.BooleanField(verbose_name='samma köp')),
                        ('reason', models.CharField(max_length=300, verbose_name='skäl')),
                        ('said_at', models.DateTimeField(verbose_name='när')),
                        ('invoice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='followup.invoice', verbose_name='e-faktura')),
                        ('key', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='followup.spendkey', verbose_name='nyckel')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='followup.handtie')),
                        ('said_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='av')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.RemoveConstraint(
                    model_name='invoice',
                    name='invoice_comes_once',
                ),
                migrations.AddConstraint(
                    model_name='invoice',
                    constraint=models.UniqueConstraint(condition=models.Q(('buyer__isnull', False)), fields=('supplier_ref', 'number', 'issued_on', 'kind', 'supplier_scheme', 'buyer'), name='invoice_comes_once_to_a_buyer', violation_error_message='Fakturan finns redan.'),
                ),
                migrations.AddConstraint(
                    model_name='invoice',
                    constraint=models.UniqueConstraint(condition=models.Q(('buyer__isnull', True)), fields=('invoice_import', 'supplier_ref', 'number', 'issued_on', 'kind', 'supplier_scheme'), name='unnamed_invoice_comes_once_in_a_file', violation_error_message='Fakturan finns redan i filen.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='handtie',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_handtieevent" ("amount_sek", "belongs", "booked_on", "id", "invoice_id", "invoice_number", "key_id", "nr", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said_at", "said_by_id", "voucher") VALUES (NEW."amount_sek", NEW."belongs", NEW."booked_on", NEW."id", NEW."invoice_id", NEW."invoice_number", NEW."key_id", NEW."nr", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."said_at", NEW."said_by_id", NEW."voucher"); RETURN NULL;', hash='1faee4c3765766f04ebc83cdd087fffac9220ea7', operation='INSERT', pgid='pgtrigger_insert_insert_43f6a', table='followup_handtie', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='handtie',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_handtieevent" ("amount_sek", "belongs", "booked_on", "id", "invoice_id", "invoice_number", "key_id", "nr", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said_at", "said_by_id", "voucher") VALUES (NEW."amount_sek", NEW."belongs", NEW."booked_on", NEW."id", NEW."invoice_id", NEW."invoice_number", NEW."key_id", NEW."nr", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."said_at", NEW."said_by_id", NEW."voucher"); RETURN NULL;', hash='aac2019c9a0c3478b8b7673efa1086629dd33925', operation='UPDATE', pgid='pgtrigger_update_update_2bfe1', table='followup_handtie', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='handtie',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_handtieevent" ("amount_sek", "belongs", "booked_on", "id", "invoice_id", "invoice_number", "key_id", "nr", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said_at", "said_by_id", "voucher") VALUES (OLD."amount_sek", OLD."belongs", OLD."booked_on", OLD."id", OLD."invoice_id", OLD."invoice_number", OLD."key_id", OLD."nr", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."said_at", OLD."said_by_id", OLD."voucher"); RETURN NULL;', hash='6de995d17a3619e66263d9e28963f6913babddbb', operation='DELETE', pgid='pgtrigger_delete_delete_cd83b', table='followup_handtie', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='handtieevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a47ca8464bfee737e99447b82398005afc46c61a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8be2c', table='followup_handtieevent', when='BEFORE')),
                ),
            ],
        ),
        run_sql_file(__file__, "tied_by_hand"),
    ]
