"""What is refused is told with what one can do."""

from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0005_versions_of_small_rows'),
        ('contracts', '0018_versions_of_small_rows'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AlterConstraint(
                    model_name='activity',
                    name='activity_number_is_unique_in_plan',
                    constraint=models.UniqueConstraint(fields=('plan', 'number'), name='activity_number_is_unique_in_plan', violation_error_message='Planen har redan en aktivitet med det numret. Välj ett annat nummer.'),
                ),
                migrations.AlterConstraint(
                    model_name='activity',
                    name='activity_priority_is_one_to_four',
                    constraint=models.CheckConstraint(condition=models.Q(('priority__gte', 1), ('priority__lte', 4)), name='activity_priority_is_one_to_four', violation_error_message='Ange prioriteten som 1, 2, 3 eller 4.'),
                ),
                migrations.AlterConstraint(
                    model_name='categoryplan',
                    name='category_has_one_plan_from_a_day',
                    constraint=models.UniqueConstraint(fields=('category', 'valid_from'), name='category_has_one_plan_from_a_day', violation_error_message='Kategorin har redan en plan från den dagen. Välj en annan dag.'),
                ),
                migrations.AlterConstraint(
                    model_name='contradiction',
                    name='contradiction_is_told_once_in_plan',
                    constraint=models.UniqueConstraint(fields=('plan', 'subject'), name='contradiction_is_told_once_in_plan', violation_error_message='Motsägelsen finns redan. Ändra den som finns, eller skriv en annan.'),
                ),
                migrations.AlterConstraint(
                    model_name='signalpoint',
                    name='signal_point_has_its_own_place',
                    constraint=models.UniqueConstraint(fields=('signal', 'number'), name='signal_point_has_its_own_place', violation_error_message='Styrsignalen har redan en punkt på den platsen. Välj ett annat nummer.'),
                ),
                migrations.AlterConstraint(
                    model_name='steeringsignal',
                    name='signal_is_named_once_in_plan',
                    constraint=models.UniqueConstraint(fields=('plan', 'title'), name='signal_is_named_once_in_plan', violation_error_message='Planen har redan den styrsignalen. Ändra den som finns, eller skriv ett annat namn.'),
                ),
                migrations.AlterConstraint(
                    model_name='teammember',
                    name='team_has_a_role_once_for_a_person',
                    constraint=models.UniqueConstraint(fields=('plan', 'role', 'unit', 'person'), name='team_has_a_role_once_for_a_person', nulls_distinct=False, violation_error_message='Rollen finns redan i teamet för samma person. Välj en annan roll eller person.'),
                ),
            ]
        ),
    ]
