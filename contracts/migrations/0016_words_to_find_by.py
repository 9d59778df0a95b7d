"""Indexes that a search finds things by, a part of a word at a time, and what is secret is found by."""

import django.contrib.postgres.indexes
import huddinge_vo.common.words
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0008_search_words'),
        ('contracts', '0015_files_for_a_second_person'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AlterField(
                    model_name='contract',
                    name='is_secret',
                    field=models.BooleanField(db_index=True, default=False, help_text='Syns bara för dem som har fått åtkomst, oavsett roll.', verbose_name='sekretess'),
                ),
                migrations.AlterField(
                    model_name='document',
                    name='is_secret',
                    field=models.BooleanField(db_index=True, default=False, help_text='Syns bara för dem som har fått åtkomst, oavsett roll.', verbose_name='sekretess'),
                ),
                migrations.AlterField(
                    model_name='framework',
                    name='is_secret',
                    field=models.BooleanField(db_index=True, default=False, help_text='Syns bara för dem som har fått åtkomst, oavsett roll.', verbose_name='sekretess'),
                ),
                migrations.AlterField(
                    model_name='supplier',
                    name='is_secret',
                    field=models.BooleanField(db_index=True, default=False, help_text='Syns bara för dem som har fått åtkomst, oavsett roll.', verbose_name='sekretess'),
                ),
                migrations.AlterField(
                    model_name='supplierunit',
                    name='is_secret',
                    field=models.BooleanField(db_index=True, default=False, help_text='Syns bara för dem som har fått åtkomst, oavsett roll.', verbose_name='sekretess'),
                ),
                migrations.AddIndex(
                    model_name='contract',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(huddinge_vo.common.words.Words('number', 'title', 'registry_number', 'eavrop_number'), name='gin_trgm_ops'), fastupdate=False, name='contract_words'),
                ),
                migrations.AddIndex(
                    model_name='contractarea',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(huddinge_vo.common.words.Words('code', 'name'), name='gin_trgm_ops'), fastupdate=False, name='area_words'),
                ),
                migrations.AddIndex(
                    model_name='framework',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(huddinge_vo.common.words.Words('number', 'title', 'registry_number', 'eavrop_number'), name='gin_trgm_ops'), fastupdate=False, name='framework_words'),
                ),
                migrations.AddIndex(
                    model_name='supplier',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(huddinge_vo.common.words.Words('name'), name='gin_trgm_ops'), fastupdate=False, name='supplier_words'),
                ),
                migrations.AddIndex(
                    model_name='supplierunit',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(huddinge_vo.common.words.Words('name', 'municipality', 'address'), name='gin_trgm_ops'), fastupdate=False, name='unit_words'),
                ),
            ],
        ),
    ]
