"""Views of lists that people save under a name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0008_search_words'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='SavedView',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('page', models.CharField(editable=False, max_length=200, verbose_name='lista')),
                        ('query', models.TextField(blank=True, editable=False, max_length=2000, verbose_name='urval')),
                        ('name', models.CharField(max_length=80, verbose_name='namn')),
                        ('is_shared', models.BooleanField(default=False, verbose_name='delad med alla')),
                        ('saved_at', models.DateTimeField(editable=False, verbose_name='sparad')),
                        ('buyer', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='common.organization', verbose_name='köpare')),
                        ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vems')),
                    ],
                    options={
                        'verbose_name': 'sparad vy',
                        'verbose_name_plural': 'sparade vyer',
                        'default_permissions': ('add',),
                        'constraints': [models.UniqueConstraint(fields=('buyer', 'page', 'owner', 'name'), name='view_is_saved_once_by_name', violation_error_message='Du har redan en vy med det namnet.')],
                    },
                ),
            ],
        ),
        migrations.RunSQL("SELECT guard_buyer('common_savedview', 'one.buyer_id')", migrations.RunSQL.noop),
    ]
