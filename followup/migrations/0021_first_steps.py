"""What a person has put away of the first steps, and which pages he has been to from them."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('followup', '0020_words_of_one_kind'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='FirstSteps',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('read', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, editable=False, size=None, verbose_name='lästa sidor')),
                        ('put_away_at', models.DateTimeField(editable=False, null=True, verbose_name='undanlagd')),
                        ('user', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vems')),
                    ],
                    options={
                        'verbose_name': 'första steg',
                        'verbose_name_plural': 'första steg',
                        'default_permissions': (),
                    },
                ),
            ],
        ),
    ]
