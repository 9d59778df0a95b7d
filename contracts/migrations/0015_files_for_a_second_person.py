"""A file that changes prices much is asked for by one person and brought in by another."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0007_retention'),
        ('contracts', '0014_units_to_find'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AddField(
                    model_name='registerimport',
                    name='asked_at',
                    field=models.DateTimeField(null=True, verbose_name='begärd'),
                ),
                migrations.AddField(
                    model_name='registerimport',
                    name='asked_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begärd av'),
                ),
                migrations.AddField(
                    model_name='registerimport',
                    name='decided_at',
                    field=models.DateTimeField(null=True, verbose_name='avgjord'),
                ),
                migrations.AddField(
                    model_name='registerimport',
                    name='decided_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='avgjord av'),
                ),
                migrations.AddField(
                    model_name='registerimport',
                    name='reason',
                    field=models.CharField(blank=True, max_length=300, verbose_name='skäl'),
                ),
                migrations.AddField(
                    model_name='registerimport',
                    name='why',
                    field=models.CharField(blank=True, max_length=300, verbose_name='varför'),
                ),
                migrations.AlterField(
                    model_name='registerimport',
                    name='status',
                    field=models.CharField(choices=[('PREVIEW', 'förhandsgranskas'), ('ASKED', 'begärd, väntar på en andra person'), ('DECLINED', 'avslagen'), ('APPLIED', 'inläst'), ('UNDONE', 'ångrad')], default='PREVIEW', max_length=10, verbose_name='läge'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='registerimport',
                    trigger=pgtrigger.compiler.Trigger(name='file_sent_in_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."original_name" IS DISTINCT FROM (NEW."original_name") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id"))', func="RAISE EXCEPTION 'a file that was sent in stays as it came; send another';", hash='35aa29007a659ca7b9ae038e447c4cf245b21219', operation='UPDATE', pgid='pgtrigger_file_sent_in_stays_7b819', table='contracts_registerimport', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='registerimport',
                    trigger=pgtrigger.compiler.Trigger(name='file_is_emptied_or_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."file" IS DISTINCT FROM (NEW."file") AND NOT (NEW."file" = \'\'))', func="RAISE EXCEPTION 'a file that was sent in stays as it came; send another';", hash='338745fc655c1e06eebf90129476e94028f34544', operation='UPDATE', pgid='pgtrigger_file_is_emptied_or_stays_d5785', table='contracts_registerimport', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='registerimport',
                    constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(models.Q(('decided_by', models.F('asked_by')), _negated=True), models.Q(('decided_by', models.F('uploaded_by')), _negated=True)), _connector='OR'), name='file_is_confirmed_by_another', violation_error_message='Den som har skickat in filen eller begärt den kan inte också avgöra den.'),
                ),
                migrations.AddConstraint(
                    model_name='registerimport',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['ASKED', 'DECLINED']), _negated=True), models.Q(('asked_at__isnull', False), ('asked_by__isnull', False), models.Q(('why', ''), _negated=True)), _connector='OR'), name='file_asked_for_says_by_whom_and_why', violation_error_message='Skriv varför priserna ändras så mycket.'),
                ),
                migrations.AddConstraint(
                    model_name='registerimport',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'DECLINED'), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='file_declined_says_by_whom_and_why', violation_error_message='Skriv varför filen avslås.'),
                ),
            ],
        ),
    ]
