"""Indexes that a search finds things by, a part of a word at a time, and what is secret is found by."""

import django.contrib.postgres.indexes
import huddinge_vo.common.words
from django.conf import settings
from django.db import migrations

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0003_one_buyer'),
        ('common', '0008_search_words'),
        ('contracts', '0009_suppliers_to_sort_out'),  # whose extension the index is made with
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AddIndex(
                    model_name='activity',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(huddinge_vo.common.words.Words('number', 'title', 'description'), name='gin_trgm_ops'), fastupdate=False, name='activity_words'),
                ),
            ],
        ),
    ]
