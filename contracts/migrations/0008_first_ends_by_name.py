"""The first end is called by its name: the end that holds now is another."""

from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0007_final_suppliers'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AlterField(
                    model_name='contract',
                    name='initial_until',
                    field=models.DateField(blank=True, help_text='Utan optioner. Tomt: omgångens slut, och utan omgång tills vidare.', null=True, verbose_name='grundtid till och med'),
                ),
                migrations.AlterField(
                    model_name='contractevent',
                    name='initial_until',
                    field=models.DateField(blank=True, help_text='Utan optioner. Tomt: omgångens slut, och utan omgång tills vidare.', null=True, verbose_name='grundtid till och med'),
                ),
                migrations.AlterField(
                    model_name='framework',
                    name='initial_until',
                    field=models.DateField(blank=True, help_text='Utan optioner. Tomt: tills vidare.', null=True, verbose_name='grundtid till och med'),
                ),
                migrations.AlterField(
                    model_name='frameworkevent',
                    name='initial_until',
                    field=models.DateField(blank=True, help_text='Utan optioner. Tomt: tills vidare.', null=True, verbose_name='grundtid till och med'),
                ),
            ],
        ),
    ]
