"""A file that cannot be loaded however often it is tried."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('followup', '0003_only_what_is_touched'),
    ]

    operations = [
        migrations.AlterField(
            model_name='ledgerimport',
            name='status',
            field=models.CharField(choices=[('RECEIVED', 'mottagen'), ('LOADED', 'inläst'), ('REFUSED', 'inte inläst'), ('FAILED', 'gick inte att läsa in')], default='RECEIVED', max_length=20, verbose_name='status'),
        ),
    ]
