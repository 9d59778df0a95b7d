"""A project leads to a ramavtal or a valfrihetssystem."""

import django.db.models.deletion
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0017_words_of_one_kind'),
        ('procurement', '0008_competitions_and_withdrawals'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AlterField(
                    model_name='project',
                    name='framework',
                    field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='project', to='contracts.framework', verbose_name='ramavtal eller valfrihetssystem'),
                ),
                migrations.AlterField(
                    model_name='projectevent',
                    name='framework',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.framework', verbose_name='ramavtal eller valfrihetssystem'),
                ),
            ]
        ),
    ]
