"""One word for one thing: status, åtgärdstrappa, a report that is fastställd."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0017_words_of_one_kind'),
        ('followup', '0019_ladder_and_watch'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AlterModelOptions(
                    name='findingstep',
                    options={'permissions': [('decide_findingstep', 'Kan besluta om vite')], 'verbose_name': 'steg i åtgärdstrappan', 'verbose_name_plural': 'steg i åtgärdstrappan'},
                ),
                migrations.AlterModelOptions(
                    name='lockedpaper',
                    options={'verbose_name': 'fastställd rapport som PDF', 'verbose_name_plural': 'fastställda rapporter som PDF'},
                ),
                migrations.AlterModelOptions(
                    name='statusreport',
                    options={'permissions': [('approve_statusreport', 'Kan godkänna och fastställa statusrapporten')], 'verbose_name': 'statusrapport', 'verbose_name_plural': 'statusrapporter'},
                ),
                migrations.AlterField(
                    model_name='duty',
                    name='state',
                    field=models.CharField(choices=[('OPEN', 'att göra'), ('SNOOZED', 'påminns senare'), ('DONE', 'klar'), ('GONE', 'inte längre aktuell')], default='OPEN', max_length=10, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='finding',
                    name='step',
                    field=models.CharField(choices=[('DIALOGUE', 'dialog'), ('CORRECTION', 'rättelse'), ('WARNING', 'varning'), ('PENALTY', 'vite eller prisavdrag'), ('TERMINATION', 'hävning eller uppsägning'), ('REPORTED', 'anmäld till myndighet')], default='DIALOGUE', max_length=15, verbose_name='steg i åtgärdstrappan'),
                ),
                migrations.AlterField(
                    model_name='findingevent',
                    name='step',
                    field=models.CharField(choices=[('DIALOGUE', 'dialog'), ('CORRECTION', 'rättelse'), ('WARNING', 'varning'), ('PENALTY', 'vite eller prisavdrag'), ('TERMINATION', 'hävning eller uppsägning'), ('REPORTED', 'anmäld till myndighet')], default='DIALOGUE', max_length=15, verbose_name='steg i åtgärdstrappan'),
                ),
                migrations.AlterField(
                    model_name='findingstep',
                    name='state',
                    field=models.CharField(choices=[('PROPOSED', 'väntar på beslut'), ('TAKEN', 'gäller'), ('DECLINED', 'beslutades inte')], default='TAKEN', editable=False, max_length=10, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='findingstepevent',
                    name='state',
                    field=models.CharField(choices=[('PROPOSED', 'väntar på beslut'), ('TAKEN', 'gäller'), ('DECLINED', 'beslutades inte')], default='TAKEN', editable=False, max_length=10, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='flag',
                    name='framework',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.framework', verbose_name='ramavtal eller valfrihetssystem'),
                ),
                migrations.AlterField(
                    model_name='flag',
                    name='status',
                    field=models.CharField(choices=[('OPEN', 'öppen'), ('CONFIRMED', 'bekräftad'), ('EXPLAINED', 'förklarad'), ('NOT_WORTH', 'inte värd tiden')], default='OPEN', max_length=10, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='priceclaim',
                    name='status',
                    field=models.CharField(choices=[('DRAFT', 'utkast'), ('SENT', 'skickat'), ('ANSWERED', 'besvarat'), ('CREDITED', 'krediterat'), ('DROPPED', 'nedlagt')], default='DRAFT', max_length=20, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='priceclaimevent',
                    name='status',
                    field=models.CharField(choices=[('DRAFT', 'utkast'), ('SENT', 'skickat'), ('ANSWERED', 'besvarat'), ('CREDITED', 'krediterat'), ('DROPPED', 'nedlagt')], default='DRAFT', max_length=20, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='statusreport',
                    name='locked_at',
                    field=models.DateTimeField(editable=False, null=True, verbose_name='fastställd'),
                ),
                migrations.AlterField(
                    model_name='statusreport',
                    name='status',
                    field=models.CharField(choices=[('DRAFT', 'utkast'), ('REVIEW', 'på granskning'), ('APPROVED', 'godkänd'), ('LOCKED', 'fastställd')], default='DRAFT', max_length=10, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='statusreportevent',
                    name='locked_at',
                    field=models.DateTimeField(editable=False, null=True, verbose_name='fastställd'),
                ),
                migrations.AlterField(
                    model_name='statusreportevent',
                    name='status',
                    field=models.CharField(choices=[('DRAFT', 'utkast'), ('REVIEW', 'på granskning'), ('APPROVED', 'godkänd'), ('LOCKED', 'fastställd')], default='DRAFT', max_length=10, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='survey',
                    name='state',
                    field=models.CharField(choices=[('PREVIEW', 'granskas'), ('LOADED', 'inläst')], default='PREVIEW', editable=False, max_length=10, verbose_name='status'),
                ),
                migrations.AlterConstraint(
                    model_name='statusreport',
                    name='locked_report_has_its_day',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('locked_at__isnull', False), ('status', 'LOCKED')), models.Q(models.Q(('status', 'LOCKED'), _negated=True), ('locked_at__isnull', True)), _connector='OR'), name='locked_report_has_its_day', violation_error_message='En fastställd rapport har en dag då den fastställdes, och bara den.'),
                ),
            ]
        ),
    ]
