"""Who signed in, who tried to, and who was shut out, is written down."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0004_marks_by_two'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='SignInEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('SIGNED_IN', 'loggade in'), ('FAILED', 'misslyckad inloggning'), ('LOCKED', 'spärrad efter för många försök'), ('REFUSED', 'försök under spärr'), ('UNLOCKED', 'spärren hävd'), ('SIGNED_OUT', 'loggade ut'), ('ENDED', 'utloggad av systemet'), ('OTHERS_ENDED', 'loggade ut överallt annars'), ('PROVED', 'bekräftade att det är hen'), ('FACTOR_ADDED', 'lade till ett andra steg'), ('FACTOR_REMOVED', 'tog bort ett andra steg'), ('PASSWORD_SET', 'bytte lösenord')], max_length=20, verbose_name='vad')),
                        ('way', models.CharField(blank=True, choices=[('PASSWORD', 'lösenord'), ('PASSKEY', 'passkey'), ('CODE', 'engångskod'), ('RECOVERY', 'återställningskod'), ('PROVIDER', 'kommunens inloggning')], max_length=10, verbose_name='sätt')),
                        ('address', models.GenericIPAddressField(null=True, verbose_name='från adress')),
                        ('at', models.DateTimeField(db_index=True, verbose_name='när')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='av')),
                        ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='konto')),
                    ],
                    options={
                        'verbose_name': 'inloggning',
                        'verbose_name_plural': 'inloggningar',
                        'default_permissions': (),
                        'indexes': [models.Index(fields=['user', 'at'], name='sign_ins_of_user')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='signinevent',
                    trigger=pgtrigger.compiler.Trigger(name='sign_ins_stay_as_they_are', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7c0f2c1050595d178a25ec5fa831bb1da3c153cb', operation='UPDATE OR DELETE', pgid='pgtrigger_sign_ins_stay_as_they_are_0ed15', table='common_signinevent', when='BEFORE')),
                ),
            ],
        ),
    ]
