"""What the law asks for, as dated rows: permits by area, and figures of LOU."""

import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0001_tables'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='LawValueEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('DIRECT_AWARD_ANNEX_2', 'direktupphandlingsgräns, sociala tjänster (bilaga 2)'), ('DIRECT_AWARD_ANNEX_2A', 'direktupphandlingsgräns, välfärdstjänster (bilaga 2 a)'), ('DIRECT_AWARD_OTHER', 'direktupphandlingsgräns, övrigt'), ('DOCUMENT_ABOVE', 'direktupphandling dokumenteras över'), ('STANDSTILL_ELECTRONIC', 'avtalsspärr, elektronisk underrättelse'), ('STANDSTILL_OTHER', 'avtalsspärr, annan underrättelse'), ('AWARD_NOTICE', 'efterannons senast'), ('AWARD_NOTICE_ABOVE', 'efterannons av direktupphandling över'), ('RESERVED_PARTICIPATION', 'reserverad upphandling, villkor (19 kap. 25 §)'), ('RESERVED_MONTHS', 'reserverad upphandling, längsta avtalstid (19 kap. 25 §)'), ('RESERVED_NONPROFIT', 'reserverad upphandling för idéburna, villkor (19 kap. 25 a §)'), ('FEE_LOWEST', 'upphandlingsskadeavgift, lägst'), ('FEE_HIGHEST', 'upphandlingsskadeavgift, högst'), ('FEE_SHARE', 'upphandlingsskadeavgift, högst av värdet')], max_length=30, verbose_name='vad')),
                        ('valid_from', models.DateField(blank=True, help_text='Tomt: det har gällt så långt tillbaka som avtalen.', null=True, verbose_name='från och med')),
                        ('valid_until', models.DateField(blank=True, help_text='Tomt: till nästa värde, eller tills vidare.', null=True, verbose_name='till och med')),
                        ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='värde')),
                        ('stated_as', models.CharField(blank=True, max_length=200, verbose_name='så som lagen anger det')),
                        ('conditions', models.TextField(blank=True, max_length=2000, verbose_name='villkor')),
                        ('source', models.CharField(max_length=300, verbose_name='källa')),
                        ('note', models.CharField(blank=True, max_length=400, verbose_name='anmärkning')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.lawvalue')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='07cee87f79f649d1a8b0cd4ff648998dda386a95', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1eed3', table='contracts_lawvalueevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PermitRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('need', models.CharField(choices=[('REQUIRED', 'krävs'), ('NOT_REQUIRED', 'krävs inte'), ('UNKNOWN', 'oklart om tillstånd krävs')], max_length=12, verbose_name='tillstånd från IVO')),
                        ('valid_from', models.DateField(blank=True, help_text='Tomt: det har alltid varit så, så långt tillbaka som avtalen.', null=True, verbose_name='från och med')),
                        ('ground', models.CharField(blank=True, max_length=200, verbose_name='lagrum')),
                        ('source', models.CharField(max_length=300, verbose_name='källa')),
                        ('read_on', models.DateField(blank=True, null=True, verbose_name='läst den')),
                        ('note', models.CharField(blank=True, max_length=400, verbose_name='anmärkning')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='permit_rules', to='contracts.contractarea', verbose_name='avtalsområde')),
                    ],
                    options={
                        'verbose_name': 'tillståndsregel',
                        'verbose_name_plural': 'tillståndsregler',
                        'constraints': [
                            models.UniqueConstraint(fields=('area', 'valid_from'), name='permit_rule_is_one_from_a_day', nulls_distinct=False, violation_error_message='Området har redan en regel från samma dag. Ändra den.'),
                            models.CheckConstraint(condition=models.Q(models.Q(('need', 'REQUIRED'), _negated=True), models.Q(('ground', ''), _negated=True), _connector='OR'), name='a_permit_is_needed_on_a_ground', violation_error_message='Ange lagrummet som kräver tillstånd.'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_permitruleevent" ("area_id", "ground", "id", "need", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_on", "source", "valid_from", "version") VALUES (NEW."area_id", NEW."ground", NEW."id", NEW."need", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."read_on", NEW."source", NEW."valid_from", NEW."version"); RETURN NULL;', hash='71c5427061c46b9263d231b0c8ef1086243aa433', operation='INSERT', pgid='pgtrigger_insert_insert_6a4a7', table='contracts_permitrule', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contracts_permitruleevent" ("area_id", "ground", "id", "need", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_on", "source", "valid_from", "version") VALUES (NEW."area_id", NEW."ground", NEW."id", NEW."need", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."read_on", NEW."source", NEW."valid_from", NEW."version"); RETURN NULL;', hash='7eb6b9cc059822252a2cd02509e8707dc9e333b4', operation='UPDATE', pgid='pgtrigger_update_update_564a3', table='contracts_permitrule', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_permitruleevent" ("area_id", "ground", "id", "need", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_on", "source", "valid_from", "version") VALUES (OLD."area_id", OLD."ground", OLD."id", OLD."need", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."read_on", OLD."source", OLD."valid_from", OLD."version"); RETURN NULL;', hash='c4f82eff1f154e538e7279abb2d57a8c700ff083', operation='DELETE', pgid='pgtrigger_delete_delete_65a03', table='contracts_permitrule', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PermitRuleEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('need', models.CharField(choices=[('REQUIRED', 'krävs'), ('NOT_REQUIRED', 'krävs inte'), ('UNKNOWN', 'oklart om tillstånd krävs')], max_length=12, verbose_name='tillstånd från IVO')),
                        ('valid_from', models.DateField(blank=True, help_text='Tomt: det har alltid varit så, så långt tillbaka som avtalen.', null=True, verbose_name='från och med')),
                        ('ground', models.CharField(blank=True, max_length=200, verbose_name='lagrum')),
                        ('source', models.CharField(max_length=300, verbose_name='källa')),
                        ('read_on', models.DateField(blank=True, null=True, verbose_name='läst den')),
                        ('note', models.CharField(blank=True, max_length=400, verbose_name='anmärkning')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractarea', verbose_name='avtalsområde')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.permitrule')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='116b37eb5204007acfac0e99ab54d73e62e3bd7a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b16b5', table='contracts_permitruleevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.AlterField(
                    model_name='contractarea',
                    name='permit_required_from',
                    field=models.DateField(blank=True, editable=False, null=True, verbose_name='tillstånd från IVO krävs från och med'),
                ),
                migrations.AlterField(
                    model_name='contractareaevent',
                    name='permit_required_from',
                    field=models.DateField(blank=True, editable=False, null=True, verbose_name='tillstånd från IVO krävs från och med'),
                ),
                migrations.CreateModel(
                    name='LawValue',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('DIRECT_AWARD_ANNEX_2', 'direktupphandlingsgräns, sociala tjänster (bilaga 2)'), ('DIRECT_AWARD_ANNEX_2A', 'direktupphandlingsgräns, välfärdstjänster (bilaga 2 a)'), ('DIRECT_AWARD_OTHER', 'direktupphandlingsgräns, övrigt'), ('DOCUMENT_ABOVE', 'direktupphandling dokumenteras över'), ('STANDSTILL_ELECTRONIC', 'avtalsspärr, elektronisk underrättelse'), ('STANDSTILL_OTHER', 'avtalsspärr, annan underrättelse'), ('AWARD_NOTICE', 'efterannons senast'), ('AWARD_NOTICE_ABOVE', 'efterannons av direktupphandling över'), ('RESERVED_PARTICIPATION', 'reserverad upphandling, villkor (19 kap. 25 §)'), ('RESERVED_MONTHS', 'reserverad upphandling, längsta avtalstid (19 kap. 25 §)'), ('RESERVED_NONPROFIT', 'reserverad upphandling för idéburna, villkor (19 kap. 25 a §)'), ('FEE_LOWEST', 'upphandlingsskadeavgift, lägst'), ('FEE_HIGHEST', 'upphandlingsskadeavgift, högst'), ('FEE_SHARE', 'upphandlingsskadeavgift, högst av värdet')], max_length=30, verbose_name='vad')),
                        ('valid_from', models.DateField(blank=True, help_text='Tomt: det har gällt så långt tillbaka som avtalen.', null=True, verbose_name='från och med')),
                        ('valid_until', models.DateField(blank=True, help_text='Tomt: till nästa värde, eller tills vidare.', null=True, verbose_name='till och med')),
                        ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='värde')),
                        ('stated_as', models.CharField(blank=True, max_length=200, verbose_name='så som lagen anger det')),
                        ('conditions', models.TextField(blank=True, max_length=2000, verbose_name='villkor')),
                        ('source', models.CharField(max_length=300, verbose_name='källa')),
                        ('note', models.CharField(blank=True, max_length=400, verbose_name='anmärkning')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'värde enligt lag',
                        'verbose_name_plural': 'värden enligt lag',
                        'constraints': [
                            models.UniqueConstraint(fields=('kind', 'valid_from'), name='law_value_is_one_from_a_day', nulls_distinct=False, violation_error_message='Det finns redan ett värde från samma dag. Ändra det.'),
                            models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_from__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='law_value_ends_after_it_begins', violation_error_message='Sista dagen kan inte ligga före första dagen.'),
                            models.CheckConstraint(condition=models.Q(('value__isnull', True), ('value__gte', 0), _connector='OR'), name='law_value_is_not_negative', violation_error_message='Värdet kan inte vara negativt.'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_lawvalueevent" ("conditions", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stated_as", "valid_from", "valid_until", "value", "version") VALUES (NEW."conditions", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source", NEW."stated_as", NEW."valid_from", NEW."valid_until", NEW."value", NEW."version"); RETURN NULL;', hash='1445a8afd49660882194ee9bccb48872f9e9a05e', operation='INSERT', pgid='pgtrigger_insert_insert_f2535', table='contracts_lawvalue', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contracts_lawvalueevent" ("conditions", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stated_as", "valid_from", "valid_until", "value", "version") VALUES (NEW."conditions", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source", NEW."stated_as", NEW."valid_from", NEW."valid_until", NEW."value", NEW."version"); RETURN NULL;', hash='bfa3863fc0db72ee04c29d204683cf6e8f82a22b', operation='UPDATE', pgid='pgtrigger_update_update_5dcda', table='contracts_lawvalue', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_lawvalueevent" ("conditions", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stated_as", "valid_from", "valid_until", "value", "version") VALUES (OLD."conditions", OLD."id", OLD."kind", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source", OLD."stated_as", OLD."valid_from", OLD."valid_until", OLD."value", OLD."version"); RETURN NULL;', hash='84bca99aba41c0df4b085041a9adabf310d1aa84', operation='DELETE', pgid='pgtrigger_delete_delete_a4108', table='contracts_lawvalue', when='AFTER')),
                        ],
                    },
                ),
            ],
        ),
    ]
