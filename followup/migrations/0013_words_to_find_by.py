"""Indexes that a search finds things by, a part of a word at a time, and what is secret is found by."""

import django.contrib.postgres.indexes
import huddinge_vo.common.words
from django.conf import settings
from django.db import migrations

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0008_search_words'),
        ('contracts', '0016_words_to_find_by'),
        ('followup', '0012_ledger_partitions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AddIndex(
                    model_name='finding',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(huddinge_vo.common.words.Words('requirement', 'evidence'), name='gin_trgm_ops'), fastupdate=False, name='finding_words'),
                ),
            ],
        ),
    ]
