"""The standstill is the law's; a buyer may have a longer one of his own."""

import django.core.validators
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0001_tables'),
        ('procurement', '0001_tables'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.RemoveConstraint(
                    model_name='procurementterm',
                    name='standstill_is_at_least_ten_days',
                ),
                migrations.AlterField(
                    model_name='procurementterm',
                    name='standstill_days',
                    field=models.PositiveSmallIntegerField(blank=True, help_text='Tomt: så många dagar som lagen säger. Aldrig färre.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='egen längre avtalsspärr, dagar'),
                ),
                migrations.AlterField(
                    model_name='procurementtermevent',
                    name='standstill_days',
                    field=models.PositiveSmallIntegerField(blank=True, help_text='Tomt: så många dagar som lagen säger. Aldrig färre.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='egen längre avtalsspärr, dagar'),
                ),
                migrations.AddConstraint(
                    model_name='procurementterm',
                    constraint=models.CheckConstraint(condition=models.Q(('standstill_days__isnull', True), ('standstill_days__gte', 1), _connector='OR'), name='standstill_is_at_least_a_day', violation_error_message='Avtalsspärren är minst en dag.'),
                ),
            ],
        ),
    ]
