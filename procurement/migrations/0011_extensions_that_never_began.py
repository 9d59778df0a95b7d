"""An extension that never began ends the day before its first: whoever was to stay had left."""

from django.db import migrations, models
from django.db.models import ExpressionWrapper, F, Q

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('procurement', '0010_versions_of_small_rows'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.RemoveConstraint(
                    model_name='placement',
                    name='placement_ends_after_it_begins',
                ),
                migrations.AddConstraint(
                    model_name='placement',
                    constraint=models.CheckConstraint(
                        condition=Q(valid_until__isnull=True)
                        | Q(valid_until__gte=ExpressionWrapper(F('valid_from') - 1, output_field=models.DateField())),
                        name='placement_ends_after_it_begins',
                        violation_error_message='Sista dagen kan inte ligga före första dagen.',
                    ),
                ),
            ],
        ),
    ]
