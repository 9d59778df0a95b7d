"""What people read of a proposed role: its status."""

from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0009_saved_views'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AlterField(
                    model_name='roleproposal',
                    name='state',
                    field=models.CharField(choices=[('WAITING', 'väntar på bekräftelse'), ('CONFIRMED', 'bekräftad'), ('DECLINED', 'avslagen'), ('WITHDRAWN', 'återtagen')], default='WAITING', max_length=10, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='roleproposalevent',
                    name='state',
                    field=models.CharField(choices=[('WAITING', 'väntar på bekräftelse'), ('CONFIRMED', 'bekräftad'), ('DECLINED', 'avslagen'), ('WITHDRAWN', 'återtagen')], default='WAITING', max_length=10, verbose_name='status'),
                ),
            ]
        ),
    ]
