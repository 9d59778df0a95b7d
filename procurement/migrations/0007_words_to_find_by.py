"""Indexes that a search finds things by, a part of a word at a time, and what is secret is found by."""

import django.contrib.postgres.indexes
import huddinge_vo.common.words
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0008_search_words'),
        ('contracts', '0016_words_to_find_by'),
        ('procurement', '0006_used_delegations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AlterField(
                    model_name='placement',
                    name='is_secret',
                    field=models.BooleanField(db_index=True, default=False, help_text='Syns bara för dem som har fått åtkomst, oavsett roll.', verbose_name='sekretess'),
                ),
                migrations.AlterField(
                    model_name='project',
                    name='is_secret',
                    field=models.BooleanField(db_index=True, default=False, help_text='Syns bara för dem som har fått åtkomst, oavsett roll.', verbose_name='sekretess'),
                ),
                migrations.AlterField(
                    model_name='projectdocument',
                    name='is_secret',
                    field=models.BooleanField(db_index=True, default=False, help_text='Syns bara för dem som har fått åtkomst, oavsett roll.', verbose_name='sekretess'),
                ),
                migrations.AddIndex(
                    model_name='placement',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(huddinge_vo.common.words.Words('number'), name='gin_trgm_ops'), fastupdate=False, name='placement_words'),
                ),
                migrations.AddIndex(
                    model_name='plannedneed',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(huddinge_vo.common.words.Words('name'), name='gin_trgm_ops'), fastupdate=False, name='need_words'),
                ),
                migrations.AddIndex(
                    model_name='project',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(huddinge_vo.common.words.Words('number', 'title', 'registry_number', 'eavrop_number'), name='gin_trgm_ops'), fastupdate=False, name='project_words'),
                ),
            ],
        ),
    ]
