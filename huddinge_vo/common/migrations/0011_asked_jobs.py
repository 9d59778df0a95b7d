"""Who has asked for a job, to be told how it went, and that a job is to be broken off."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0010_words_of_one_kind'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AddField(
                    model_name='unfinishedjob',
                    name='cancel_asked_at',
                    field=models.DateTimeField(null=True, verbose_name='ska avbrytas'),
                ),
                migrations.CreateModel(
                    name='AskedJob',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, verbose_name='jobb')),
                        ('subject', models.CharField(blank=True, max_length=200, verbose_name='gäller')),
                        ('kwargs', models.JSONField(default=dict, verbose_name='uppgifter')),
                        ('href', models.CharField(blank=True, max_length=300, verbose_name='sida')),
                        ('asked_at', models.DateTimeField(verbose_name='begärt')),
                        ('outcome', models.CharField(blank=True, choices=[('DONE', 'klart'), ('FAILED', 'gick inte'), ('CANCELLED', 'avbrutet')], max_length=10, verbose_name='utfall')),
                        ('ended_at', models.DateTimeField(null=True, verbose_name='slutade')),
                        ('seen_at', models.DateTimeField(null=True, verbose_name='sett')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begärt av')),
                        ('buyer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                    ],
                    options={
                        'verbose_name': 'begärt jobb',
                        'verbose_name_plural': 'begärda jobb',
                        'default_permissions': ('view',),
                        'constraints': [models.UniqueConstraint(fields=('name', 'subject', 'asked_by'), name='asked_job_is_kept_once', violation_error_message='Jobbet är redan begärt.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('outcome', ''), ('seen_at__isnull', True)), models.Q(models.Q(('outcome', ''), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='asked_job_ends_somehow', violation_error_message='Ett jobb som är slut har gått på något sätt.')],
                    },
                ),
            ],
        ),
        migrations.RunSQL("SELECT guard_buyer('common_askedjob', 'one.buyer_id')", migrations.RunSQL.noop),
    ]
