"""Several files may have rows of a month; a file is looked at before it is loaded, and can be undone."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0001_tables'),
        ('followup', '0005_mapping_profiles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.RemoveConstraint(
                    model_name='ledgerdelivery',
                    name='one_active_delivery_for_a_month',
                ),
                migrations.RemoveConstraint(
                    model_name='ledgerimport',
                    name='every_line_is_loaded_or_rejected',
                ),
                migrations.RemoveField(
                    model_name='ledgerimport',
                    name='replaces',
                ),
                migrations.AddField(
                    model_name='ledgerdelivery',
                    name='is_covered',
                    field=models.BooleanField(default=True, verbose_name='filen omfattar månaden'),
                ),
                migrations.AddField(
                    model_name='ledgerdelivery',
                    name='replaced_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced', to='followup.ledgerimport', verbose_name='ersatt av'),
                ),
                migrations.AddField(
                    model_name='ledgerimport',
                    name='choice',
                    field=models.CharField(blank=True, choices=[('ADD', 'lägg till de rader som är nya'), ('REPLACE', 'ersätt månaderna'), ('LEAVE', 'lämna de månader som finns och läs in resten')], max_length=20, verbose_name='månader som redan finns'),
                ),
                migrations.AddField(
                    model_name='ledgerimport',
                    name='chosen_at',
                    field=models.DateTimeField(blank=True, null=True, verbose_name='valt'),
                ),
                migrations.AddField(
                    model_name='ledgerimport',
                    name='chosen_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='valt av'),
                ),
                migrations.AddField(
                    model_name='ledgerimport',
                    name='covers_from',
                    field=models.DateField(blank=True, null=True, verbose_name='omfattar från och med månaden'),
                ),
                migrations.AddField(
                    model_name='ledgerimport',
                    name='covers_until',
                    field=models.DateField(blank=True, null=True, verbose_name='omfattar till och med månaden'),
                ),
                migrations.AddField(
                    model_name='ledgerimport',
                    name='left_out',
                    field=models.PositiveIntegerField(default=0, verbose_name='utelämnade rader'),
                ),
                migrations.AddField(
                    model_name='ledgerimport',
                    name='preview',
                    field=models.JSONField(blank=True, default=dict, verbose_name='granskning'),
                ),
                migrations.AddField(
                    model_name='ledgerimport',
                    name='rests_on',
                    field=models.ManyToManyField(related_name='borne', to='followup.ledgerimport', verbose_name='vilar på'),
                ),
                migrations.AddField(
                    model_name='ledgerimport',
                    name='undone_at',
                    field=models.DateTimeField(blank=True, null=True, verbose_name='ångrad'),
                ),
                migrations.AddField(
                    model_name='ledgerimport',
                    name='undone_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ångrad av'),
                ),
                migrations.AlterField(
                    model_name='ledgerimport',
                    name='sha256',
                    field=models.CharField(max_length=64, verbose_name='fingeravtryck'),
                ),
                migrations.AlterField(
                    model_name='ledgerimport',
                    name='status',
                    field=models.CharField(choices=[('RECEIVED', 'mottagen'), ('PREVIEWED', 'väntar på ditt val'), ('LOADING', 'läses in'), ('LOADED', 'inläst'), ('REFUSED', 'inte inläst'), ('FAILED', 'gick inte att läsa in'), ('UNDONE', 'ångrad')], default='RECEIVED', max_length=20, verbose_name='status'),
                ),
                migrations.AddIndex(
                    model_name='ledgerdelivery',
                    index=models.Index(condition=models.Q(('is_active', True)), fields=['buyer', 'month'], name='active_deliveries'),
                ),
                migrations.AddConstraint(
                    model_name='ledgerdelivery',
                    constraint=models.CheckConstraint(condition=models.Q(('replaced_by__isnull', True), ('is_active', False), _connector='OR'), name='replaced_delivery_does_not_count', violation_error_message='En ersatt leverans gäller inte.'),
                ),
                migrations.AddConstraint(
                    model_name='ledgerimport',
                    constraint=models.UniqueConstraint(condition=models.Q(('status', 'UNDONE'), _negated=True), fields=('sha256',), name='file_counts_once', violation_error_message='Filen är redan mottagen.'),
                ),
                migrations.AddConstraint(
                    model_name='ledgerimport',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'LOADED'), _negated=True), ('lines', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('loaded'), '+', models.F('left_out')), '+', models.F('rejected'))), _connector='OR'), name='every_line_is_loaded_or_rejected', violation_error_message='Inlästa, utelämnade och avvisade rader ska vara lika många som filens rader.'),
                ),
                migrations.AddConstraint(
                    model_name='ledgerimport',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('covers_from__isnull', True), ('covers_until__isnull', True)), ('covers_from__lte', models.F('covers_until')), _connector='OR'), name='import_covers_months_forward', violation_error_message='Den sista månaden kan inte komma före den första.'),
                ),
            ],
        ),
    ]
